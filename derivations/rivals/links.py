"""Links: p_i = f(z_i)/Σ f(z_j). What leaves p as it is decides what f can be.

A shift of all scores: f is an exponential. A common factor of all distances: f is a power. That f has a derivative is supposed;
without any regularity there are others, which nobody can write down.
"""

from sympy import Derivative, Eq, Lambda, Lt, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.proof import derived
from ..prover.language.sympy_notation import ForAll, delta, functions_of, positives, read, softmax, vector
from ..prover.proof.by_cases import impossible, specialise, whichever
from ..prover.proof.calculus import constant, differentiated
from ..prover.proof.chain import asked, combine, derive, suppose
from .vocabulary import A, beta, c, d, factor, i, j, k, kappa, n, t, x, z

f = functions_of("f", "real -> positive")
smooth = functions_of("f", "differentiable real -> positive")
of_distance = functions_of("f", "differentiable positive -> positive")
distance = positives("t")


def share(link, score):
    """f(z_i)/Σ f(z_j)"""
    return link(score(i)) / Sum(link(score(j)), j)


def crosswise(same, moved, moved_rest, still, rest):
    """a′ b = a b′, from a′/(a′ + (n − 1) b′) = a/(a + (n − 1) b), for n >= 2."""
    whole, whole_moved = still + (n - 1) * rest, moved + (n - 1) * moved_rest
    shares = same.sides(moved / whole_moved, still / whole, using=("definition", "collapse"))
    difference = moved * rest - still * moved_rest
    cleared = combine(Eq((n - 1) * difference, 0), (whole * whole_moved, shares)).assuming(n >= 2).cancel(n - 1, difference)
    return cleared.rearrange(Eq(moved * rest, still * moved_rest))


# --- a shift of all scores ------------------------------------------------------------------------------------------


@theorem(
    "translation-invariance-forces-exponential/multiplicative",
    "A link that is invariant to shifts turns sums into products",
    source="luce1959",
    witness={"n": 2, "f": Lambda(t, exp(t))},
)
def multiplicative():
    """At the scores (t, 0, …, 0) and (t + c, c, …, c)."""
    invariant = ForAll(Eq(share(f, lambda k: z[k] + x), share(f, lambda k: z[k])), i, x, z)
    same = specialise(suppose(invariant), vector(j, t * delta(j, 1)), c, 1)
    return crosswise(same, f(t + c), f(c), f(t), f(0))


def exponential(slope, link, rate):
    """f(x) = f(0) e^(βx), from f′(t) = β f(t): the derivative of f(t) e^(−βt) vanishes."""
    body = link(t) * exp(-rate * t)
    vanishing = combine(Eq(Derivative(body, t), 0), (exp(-rate * t), slope))
    level = constant(vanishing, t, x, 0)
    return level.times(exp(rate * x)).sides(link(x), link(0) * exp(rate * x), using=())


@theorem(
    "translation-invariance-forces-exponential/differentiable",
    "A differentiable link that turns sums into products is an exponential",
    witness={"f": Lambda(t, exp(t))},
    star=True,
)
def exponential_is_forced():
    """The derivative in c at c = 0: f′(t) f(0) = f(t) f′(0)."""
    f, rate = smooth, smooth.slope(0) / smooth(0)
    law = specialise(suppose(ForAll(Eq(f(t + c) * f(0), f(t) * f(c)), t, c)), c, t)
    slope = differentiated(law, c, 0).sides(f.slope(t) * f(0), f(t) * f.slope(0), using=("derivative",))
    return exponential(combine(Eq(f.slope(t), rate * f(t)), (1 / f(0), slope)), f, rate)


@theorem(
    "translation-invariance-forces-exponential/converse",
    "An exponential link is invariant to shifts, and is softmax",
    source="luce1959",
)
def exponential_is_invariant():
    return (
        derive(A * exp(beta * (z[i] + c)) / Sum(A * exp(beta * (z[j] + c)), j))
        .algebra(A * exp(beta * z[i]) / Sum(A * exp(beta * z[j]), j))
        .keep()
        .definition(softmax(beta * z)[i])
    )


with evaluate(False):
    P = softmax(beta * z)
    higher, likelier = Lt(z[j], z[i]), Lt(P[j], P[i])


@theorem(
    "translation-invariance-forces-exponential/order-needs-positive-beta-if",
    "With β > 0 the order of the scores is the order of the probabilities",
    witness={"n": 2, "z": (0, 1), "i": 2, "j": 1, "beta": 1},
)
def order_if():
    scaled = asked("product of inequalities", derived.product, suppose(0 < beta), suppose(higher))
    return combine(beta * z[j] < beta * z[i], (1, scaled)).exp().times(1 / Sum(exp(beta * z[k]), k)).sides(P[j], P[i])


@theorem(
    "translation-invariance-forces-exponential/order-needs-positive-beta-only-if",
    "If the order of the scores is that of the probabilities, then β > 0",
    witness={"n": 2, "z": (0, 1), "i": 2, "j": 1, "beta": 1},
)
def order_only_if():
    scaled = suppose(likelier).times(Sum(exp(beta * z[k]), k)).sides(exp(beta * z[j]), exp(beta * z[i])).log()

    def case(sign):
        if sign == Lt(0, beta):
            return suppose(sign)
        if sign == Eq(0, beta):
            return impossible(scaled, suppose(sign).times(z[j] - z[i]).rearrange(Eq(beta * z[j], beta * z[i])), 0 < beta)
        opposite = asked("product of inequalities", derived.product, suppose(sign), suppose(higher))
        never = combine(Lt(0, 0), (1, opposite), (1, scaled))
        return asked("contradiction", lambda t: rules.absurd(t, read(0 < beta)), never)

    return whichever(0, beta, case)


@theorem(
    "softplus-link/order",
    "Softplus in the place of the exponential keeps the order of the scores",
    witness={"n": 2, "z": (1, 0), "i": 1, "k": 2},
)
def softplus_order():
    def softplus(u):
        return log(1 + exp(u))

    higher = suppose(z[k] < z[i]).exp()
    total = Sum(softplus(z[j]), j)
    return (
        combine(1 + exp(z[k]) < 1 + exp(z[i]), (1, higher))
        .log()
        .times(1 / total)
        .sides(softplus(z[k]) / total, softplus(z[i]) / total, using=())
    )


# --- a common factor of all distances -------------------------------------------------------------------------------


@theorem(
    "scale-invariance-forces-power/differentiable",
    "A differentiable link that is invariant to a common factor is a power: −κ is f′(1)/f(1)",
    witness={"n": 2, "f": Lambda(distance, 1 / distance)},
)
def power_is_forced():
    """At the distances (t, 1, …, 1) and c times them f(ct) f(1) = f(t) f(c).

    The derivative in c at c = 1 says that t f′(t) f(1) = f(t) f′(1): so f(t) t^κ has the derivative 0.
    """
    f, t, x = of_distance, distance, positives("x")
    rate = f.slope(1) / f(1)
    invariant = ForAll(Eq(share(f, lambda k: factor * d[k]), share(f, lambda k: d[k])), i, factor, d)
    same = specialise(suppose(invariant), vector(j, t ** delta(j, 1)), factor, 1)
    law = crosswise(same, f(factor * t), f(factor), f(t), f(1))
    slope = differentiated(law, factor, 1).sides(t * f.slope(t) * f(1), f(t) * f.slope(1), using=("derivative",))
    body = f(t) * t ** (-rate)
    vanishing = combine(Eq(Derivative(body, t), 0), (t ** (-rate) / (t * f(1)), slope))
    level = constant(vanishing, t, x, 1)
    return level.times(x**rate).sides(f(x), f(1) * x**rate, using=())


@theorem("scale-invariance-forces-power/converse", "A power is invariant to a common factor")
def power_is_invariant():
    return derive((factor * d[i]) ** (-kappa) / Sum((factor * d[j]) ** (-kappa), j)).algebra(
        d[i] ** (-kappa) / Sum(d[j] ** (-kappa), j)
    )


@theorem("scale-invariance-forces-power/logarithm-conjugates", "A power of distances is softmax of their logarithms")
def logarithm_conjugates():
    return derive(d[i] ** (-kappa) / Sum(d[j] ** (-kappa), j)).definition(softmax(-kappa * log(d))[i])
