"""Gumbel noise: the largest of scores with independent Gumbel noise is distributed as softmax.

A probability is an integral of densities, taken one variable after the other. That z_k + g_k is the largest, the g_j being
independent with density f, has the probability

    ∫ f(x − z_k) Π_{j≠k} ( ∫_{−∞}^x f(t − z_j) dt ) dx

where x is the value of z_k + g_k: each of the others stays below it.
"""

from sympy import Eq, Integral, Limit, Product, Sum, exp, oo

from ..definitions.simplex import sums_to_one
from ..definitions.symbols import Z, j, k, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, positives, reals, softmax, vectors
from ..prover.proof.chain import derive, recall
from ..prover.proof.calculus import by_antiderivative
from ..prover.proof.recorded import found

a, t, x, y = reals("a t x y")
T, total = positives("T Z")
two = vectors("z", 2)


def density(u, scale=1):
    """The density of standard Gumbel noise; of its multiple by a positive number, `scale`."""
    if scale == 1:
        return exp(-u) * exp(-exp(-u))
    return exp(-u / scale) / scale * exp(-exp(-u / scale))


def below(bound, score, scale=1):
    """The probability that a score with noise stays below a bound."""
    return Integral(density(t - score, scale), (t, -oo, bound))


def wins(upto=oo, scale=1):
    """The probability that alternative k comes out largest, and not above `upto`."""
    others = Product(delta(j, k) + (1 - delta(j, k)) * below(x, z[j], scale), j)
    return Integral(density(x - z[k], scale) * others, (x, -oo, upto))


@theorem("gumbel-max/integral", "The integral behind Gumbel's trick")
def integral():
    integrand = exp(-(x - a)) * exp(-total * exp(-x))
    primitive = exp(a) / total * exp(-total * exp(-x))
    low, high = found(Eq(Limit(primitive, x, -oo), 0)), found(Eq(Limit(primitive, x, oo), exp(a) / total))
    return by_antiderivative(Integral(integrand, (x, -oo, oo)), primitive, x, low, high).sides(right=exp(a) / total, using=())


@theorem("gumbel-max/density-product", "The density of a winner, and of all others staying below")
def density_product():
    another = delta(j, k) + (1 - delta(j, k)) * exp(-exp(-(x - z[j])))
    as_exponential = derive(another).collapse(exp(-(1 - delta(j, k)) * exp(-(x - z[j]))))
    return (
        derive(density(x - z[k]) * Product(another, j))
        .by(as_exponential, because="the factor of k itself is 1")
        .collapse(exp(-(x - z[k])) * exp(-Z * exp(-x)))
    )


def stays_below(scale=1):
    """The distribution function: ∫_{−∞}^x f(t − a) dt = exp(−e^((a − x)/T))."""
    primitive = exp(-exp(-(t - a) / scale)) if scale != 1 else exp(-exp(-(t - a)))
    low, high = found(Eq(Limit(primitive, t, -oo), 0)), found(Eq(Limit(primitive, t, x, "-"), primitive.subs(t, x)))
    return by_antiderivative(below(x, a, scale), primitive, t, low, high).sides(right=primitive.subs(t, x), using=())


@theorem("gumbel-max/probability", "The largest of scores with Gumbel noise is distributed as softmax")
def probability():
    return (
        derive(wins())
        .by(stays_below(), because="each of the others stays below x")
        .by(density_product)
        .by(recall(integral).at({a: z[k], total: Z}))
        .definition(softmax(z)[k])
    )


@theorem("gumbel-max/temperature", "Noise of scale T gives softmax at temperature T")
def temperature():
    weight, weights = exp(z[k] / T), Sum(exp(z[j] / T), j)
    another = delta(j, k) + (1 - delta(j, k)) * exp(-exp(-(x - z[j]) / T))
    as_exponential = derive(another).collapse(exp(-(1 - delta(j, k)) * exp(-(x - z[j]) / T)))
    integrand = exp(-x / T) / T * exp(-weights * exp(-x / T)) * weight
    product = derive(density(x - z[k], T) * Product(another, j)).by(as_exponential).collapse(integrand)
    primitive = weight / weights * exp(-weights * exp(-x / T))
    low, high = found(Eq(Limit(primitive, x, -oo), 0)), found(Eq(Limit(primitive, x, oo), weight / weights))
    return (
        derive(wins(scale=T))
        .by(stays_below(T), because="each of the others stays below x")
        .by(product)
        .by(by_antiderivative(Integral(integrand, (x, -oo, oo)), primitive, x, low, high))
        .definition(softmax(z / T)[k])
    )


@theorem("gumbel-max/independence", "Which score wins says nothing of how large it is")
def independence():
    primitive = exp(z[k]) / Z * exp(-Z * exp(-x))
    low, high = (found(Eq(Limit(primitive, x, *end), value)) for end, value in (((-oo,), 0), ((y, "-"), primitive.subs(x, y))))
    all_below = derive(softmax(z)[k] * Product(below(y, z[j]), j)).by(stays_below(), because="all of them stay below y")
    return (
        derive(wins(upto=y))
        .by(stays_below(), because="each of the others stays below x")
        .by(density_product)
        .by(by_antiderivative(Integral(exp(-(x - z[k])) * exp(-Z * exp(-x)), (x, -oo, y)), primitive, x, low, high))
        .definition(softmax(z)[k] * Product(exp(-exp(-(y - z[j]))), j))
        .back(all_below)
    )


@theorem("gumbel-max/no-ties", "Ties have probability zero: one score alone is the largest")
def no_ties():
    return derive(1 - Sum(wins(), k)).by(probability).by(sums_to_one).algebra(0)


# --- two alternatives -------------------------------------------------------------------------------------------------


@theorem(
    "yellott-converse/two-alternatives",
    "With two alternatives any noise whose difference is logistic gives softmax",
)
def two_alternatives():
    """Pr[z_1 + g_1 > z_2 + g_2] = Pr[g_2 − g_1 < z_1 − z_2], and 1/(1 + e^(−s)) is an antiderivative of the logistic density."""
    logistic = exp(-x) / (1 + exp(-x)) ** 2
    difference = found(Eq(Integral(logistic, (x, -oo, a)), 1 / (1 + exp(-a))))
    return difference.at({a: two[1] - two[2]}).sides(right=softmax(two)[1])
