"""The released layer: (d² + ε)^(−ν) in the place of d^(−κ), κ = 2ν. Its gradient is bounded, and the scale counts again."""

from sympy import Derivative, Eq, evaluate, log, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Subs, nonnegatives, positives, reals
from ..prover.proof.by_cases import together
from ..prover.proof.chain import derive, suppose

d = nonnegatives("d")
x = reals("x")
epsilon, nu, r = positives("epsilon nu r")

with evaluate(False):
    size = 2 * nu * d / (d**2 + epsilon)
    bound = nu / sqrt(epsilon)
    peak = Eq(d, sqrt(epsilon))
    gap = nu * (d - sqrt(epsilon)) ** 2 / (sqrt(epsilon) * (d**2 + epsilon))


@theorem("harmonic-regularised-code/derivative", "The logarithm of the regularised power has a slope that is 0 at 0")
def derivative():
    logit = log((x**2 + epsilon) ** (-nu))
    slope = derive(Derivative(logit, x)).differentiate(-2 * nu * x / (x**2 + epsilon))
    return together(slope, derive(Subs(Derivative(logit, x), x, 0)).differentiate(0))


@theorem("harmonic-regularised-code/bound", "That slope is at most ν/√ε in size")
def at_most():
    return derive(size).at_most(bound, gap=gap)


@theorem("harmonic-regularised-code/bound-equality-if", "It is as steep as that at d = √ε", witness={"d": 1, "epsilon": 1})
def at_peak():
    return derive(size, given=[peak]).by(suppose(peak)).algebra(bound)


@theorem(
    "harmonic-regularised-code/bound-equality-only-if",
    "It is as steep as that nowhere else",
    witness={"d": 1, "epsilon": 1, "nu": 1},
)
def only_at_peak():
    room = suppose(Eq(size, bound)).rearrange(Eq(gap, 0))
    return room.cancel(nu / (sqrt(epsilon) * (d**2 + epsilon)), d - sqrt(epsilon), power=2).rearrange(peak)


@theorem("harmonic-regularised-code/exponent", "A power of the squared distance is twice that power of the distance")
def exponent():
    return derive((r**2) ** (-nu)).algebra(r ** (-2 * nu))
