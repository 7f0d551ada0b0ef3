"""Bayes' rule for finitely many simple hypotheses is softmax: of the logs of the prior plus the logs of the likelihood."""

from sympy import Eq, Integral, Lambda, Product, Sum, evaluate, exp, log, oo, pi, sqrt

from ..log_sum_exp.tangent import exp_tangent
from ..log_sum_exp.tangent import x as any_x
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    SpaceIntegral, cons, dimension, functions_of, indices, positive_vectors, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import clause, together
from ..prover.proof.calculus import integral_between, linear_integral
from ..prover.proof.chain import combine, derive, in_order, induction, recall, suppose
from ..prover.proof.recorded import found

K, N = dimension("K"), dimension("N")
j, k, l = indices("j k l", K)  # noqa: E741
s = indices("s", N)
prior, likelihood = positive_vectors("pi_0", K), positive_vectors("f", N, K)  # f[s, k]: the density of k at the s-th observation


def joint(k):
    return prior[k] * Product(likelihood[s, k], s)


def posterior(k):
    return joint(k) / Sum(joint(l), l)


@theorem("bayes-simple-hypotheses-softmax/posterior", "The posterior over simple hypotheses is a softmax of log-likelihoods")
def posterior_is_softmax():
    score = vector(l, log(prior[l]) + Sum(log(likelihood[s, l]), s))
    return derive(posterior(k)).definition(softmax(score)[k])


@theorem("bayes-simple-hypotheses-softmax/log-odds-increment", "Each observation adds its log-likelihood ratio to the log-odds")
def log_odds():
    ratio = log(prior[j] / prior[k]) + Sum(log(likelihood[s, j] / likelihood[s, k]), s)
    return derive(log(posterior(j) / posterior(k))).algebra(ratio)


# --- the mean of an increment ---------------------------------------------------------------------------------------

D = dimension("D")
x, e = vectors("x", D), indices("e", D)
f, g = functions_of("f g", "vector -> positive", D)  # the densities of the true hypothesis, and of another
a, b = positives("a b")
divergence, t = reals("m t")


def phi(t):
    return exp(-(t**2) / 2) / sqrt(2 * pi)


def of_all(body):
    """∫ … dx over R^D"""
    return SpaceIntegral(body, x)


def ratio_at_least():
    """a − b <= a log(a/b), by the tangent of the exponential at 0."""
    tangent = recall(exp_tangent).at({any_x: log(b / a)}).sides(right=b / a, using=())
    return combine(a - b <= a * log(a / b), (a, tangent))


with evaluate(False):
    increment = log(f(x) / g(x))
    normal = Product(phi(x[e]), e)


def of_normal():
    """∫ Π φ(x_e) dx = 1, φ being the standard normal density, one coordinate after another."""
    line = found(Eq(Integral(phi(t), (t, -oo, oo)), 1))
    statement = Eq(of_all(normal), 1)
    y, one, u, only = vectors("y", D + 1), vectors("y", 1), indices("e", D + 1), indices("e", 1)

    def step(hypothesis):
        inner = of_all(Product(phi(cons(t, x)[u]), u))
        whole = derive(SpaceIntegral(Product(phi(y[u]), u), y)).definition(Integral(inner, (t, -oo, oo)))
        return whole.by(linear_integral(inner, x, (phi(t), hypothesis(statement))).sides(right=phi(t), using=())).by(line)

    alone = Integral(Product(phi(t), only), (t, -oo, oo))
    base = derive(SpaceIntegral(Product(phi(one[only]), only), one)).definition(alone).by(linear_integral(alone, t, (1, line)))
    return induction(statement, D, base.sides(right=1, using=()), step)


def of_the_same_twice():
    """∫ f = 1, and ∫ f log(f/f) = m, for a normal density, where m = 0."""
    total = of_normal()
    nothing = linear_integral(of_all(normal * log(normal / normal)), x, (0, total)).sides(right=0, using=())
    return together(total, in_order(nothing, suppose(Eq(0, divergence))))


@theorem(
    "bayes-simple-hypotheses-softmax/expected-increment",
    "Under the true hypothesis the mean increment is a Kullback-Leibler divergence, and never negative",
    witness={"D": 1, "f": Lambda(x, normal), "g": Lambda(x, normal), "m": 0},
    implies=of_the_same_twice,
)
def expected_increment():
    """f − g <= f log(f/g), and the left side has the integral 1 − 1."""
    finite, ones = suppose(Eq(of_all(f(x) * increment), divergence)), [suppose(Eq(of_all(one(x)), 1)) for one in (f, g)]
    nothing = linear_integral(of_all(f(x) - g(x)), x, (1, ones[0]), (-1, ones[1])).sides(right=0, using=())
    order = ratio_at_least().at({a: f(x), b: g(x)})
    itself = derive(f(x) * increment).algebra(f(x) * increment)
    least = clause(integral_between(of_all(f(x) * increment), x, nothing, finite, order, itself), 0)
    least = in_order(derive(0).back(nothing), least)
    same = linear_integral(of_all(f(x) * (log(f(x)) - log(g(x)))), x, (1, finite)).sides(right=divergence, using=())
    return together(same, least)
