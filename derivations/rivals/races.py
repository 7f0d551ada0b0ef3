"""Exponential clocks, and buses: the first of independent exponential times is distributed as softmax, and copies add up.

The time X_i has the rate λ_i = e^(z_i): Pr[X_i > t] = ∫_t^∞ λ_i e^(−λ_i s) ds. Probabilities are integrals, as in gumbel.py.
"""

from sympy import Eq, Integral, Lambda, Limit, Product, Sum, evaluate, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, delta, functions_of, indices, nonnegatives, positive_integers, positives, reals, softmax, vector,
)  # fmt: skip
from ..prover.proof.by_cases import specialise, together
from ..prover.proof.calculus import by_antiderivative
from ..prover.proof.chain import derive, suppose
from ..prover.proof.recorded import found
from .vocabulary import i, j, k, z

s, a, s0 = reals("s a u")
rate, x = positives("lambda_0 x")
start = nonnegatives("t")
r = positive_integers("r")
m = indices("m", r)
survival = functions_of("G", "positive -> real")  # x ↦ Pr[X >= x]
g = reals("g")


def later(score, start=start):
    """Pr[X > t] for a time X of the rate e^score"""
    return Integral(exp(score) * exp(-exp(score) * s), (s, start, oo))


def survives():
    """∫_t^∞ λ e^(−λ s) ds = e^(−λ t)"""
    primitive = -exp(-exp(a) * s)
    low, high = found(Eq(Limit(primitive, s, start, "+"), -exp(-exp(a) * start))), found(Eq(Limit(primitive, s, oo), 0))
    return by_antiderivative(later(a), primitive, s, low, high).sides(right=exp(-exp(a) * start), using=())


def survives_from():
    """The same for a real number t > 0 that an integral ranges over."""
    return survives().at({start: s0}, given=[0 < s0]).at({a: z[j]})


@theorem("exponential-race/minimum-law", "The first of independent exponential times is exponential, with the sum of the rates")
def minimum_law():
    """All of them are later than t, each with its own probability."""
    return (
        derive(Product(later(z[i]), i))
        .by(survives().at({a: z[i]}), because="each of them is later than t")
        .algebra(exp(-start * Sum(exp(z[i]), i)))
    )


@theorem("exponential-race/winner", "The first of exponential times is distributed as softmax")
def winner():
    """That X_k = t and all others are later has the density λ_k e^(−λ_k t) Π_{j≠k} Pr[X_j > t]."""
    total = Sum(exp(z[i]), i)
    another = delta(j, k) + (1 - delta(j, k)) * later(z[j], s0)
    survivor = delta(j, k) + (1 - delta(j, k)) * exp(-exp(z[j]) * s0)
    written = derive(survivor).collapse(exp(-(1 - delta(j, k)) * exp(z[j]) * s0))
    density = exp(z[k]) * exp(-exp(z[k]) * s0)
    product = derive(density * Product(survivor, j)).by(written).collapse(exp(z[k]) * exp(-s0 * total))
    primitive = -exp(z[k]) / total * exp(-s0 * total)
    low = found(Eq(Limit(primitive, s0, 0, "+"), -exp(z[k]) / total))
    high = found(Eq(Limit(primitive, s0, oo), 0))
    integral = by_antiderivative(Integral(exp(z[k]) * exp(-s0 * total), (s0, 0, oo)), primitive, s0, low, high)
    first = (
        derive(Integral(density * Product(another, j), (s0, 0, oo)))
        .by(survives_from(), because="each of the others is later")
        .by(product)
        .by(integral)
        .definition(softmax(z)[k])
    )
    return together(first, integral.sides(right=softmax(z)[k]))


with evaluate(False):
    EXPONENTIAL = ForAll(Eq(survival(x), exp(-rate * x)), x)  # X has the rate λ
    GUMBEL = ForAll(Eq(survival(exp(-g) / rate), exp(-exp(-g))), g)  # −log X − log λ <= g where X >= e^(−g)/λ


@theorem(
    "exponential-race/gumbel-link-if",
    "If −log X − log λ is standard Gumbel, X is exponential with the rate λ",
    witness={"lambda_0": 1, "G": Lambda(x, exp(-x))},
)
def link_if():
    """In terms of G(x) = Pr[X >= x]: at g = −log(λ x)."""
    there = specialise(suppose(GUMBEL), -log(rate * x))
    return there.sides(survival(x), exp(-rate * x), using=())


@theorem(
    "exponential-race/gumbel-link-only-if",
    "If X is exponential with the rate λ, −log X − log λ is standard Gumbel",
    witness={"lambda_0": 1, "G": Lambda(x, exp(-x))},
)
def link_only_if():
    there = specialise(suppose(EXPONENTIAL), exp(-g) / rate)
    return there.sides(right=exp(-exp(-g)), using=())


# --- red and blue buses ---------------------------------------------------------------------------------------------

others = Sum((1 - delta(j, k)) * exp(z[j]), j)


@theorem("red-bus-blue-bus/total", "An alternative that is listed r times has r times its weight")
def total():
    """Each of the r copies has the share e^(z_k) of the sum over all that is listed."""
    listed = Sum(exp(z[k]), m) + others
    return derive(Sum(exp(z[k]) / listed, m)).algebra(r * exp(z[k]) / (r * exp(z[k]) + others))


@theorem("red-bus-blue-bus/log-count", "An alternative that is listed r times has log r added to its score")
def log_count():
    lifted = vector(i, z[i] + log(r) * delta(i, k))
    return derive(r * exp(z[k]) / (r * exp(z[k]) + others)).compute(softmax(lifted)[k])
