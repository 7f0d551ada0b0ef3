"""Why √D: the variance of a logit −κ log d is κ²/4 · ψ′(D/2), which stays between 0 and ∞ for κ = √D alone.

ψ′(D/2)/4 = 1/(2D) + 1/(2D²) + 1/(3D³) − …
"""

from sympy import Eq, Limit, Rational, evaluate, oo, polygamma, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives, reals
from ..prover.proof.chain import combine, recall
from ..prover.proof.by_cases import positive
from ..prover.proof.recorded import found
from .chi_squared import D, GROWING
from .trigamma import lower, upper
from .trigamma import x as argument

a, b, c = reals("a b c")
r = positives("r")

with evaluate(False):
    variance = polygamma(1, D / 2) / 4  # of log d


def at_most():
    """ψ′(D/2)/4 < 1/(2D) + 1/(2D²) + 1/(3D³)"""
    bound = recall(upper).at({argument: D / 2})
    return combine(variance < 1 / (2 * D) + 1 / (2 * D**2) + 1 / (3 * D**3), (Rational(1, 4), bound))


def at_least():
    """1/(2D) + 1/(2D²) + 1/(3D³) − 4/(15D⁵) − 8/(3D⁶) < ψ′(D/2)/4"""
    bound = recall(lower).at({argument: D / 2})
    low = 1 / (2 * D) + 1 / (2 * D**2) + 1 / (3 * D**3) - 4 / (15 * D**5) - 8 / (3 * D**6)
    return combine(low < variance, (Rational(1, 4), bound))


def between(body, power, low, high, value):
    """lim body, which is D^power (ψ′(D/2)/4 − …), from what the bounds come to, polynomials in 1/D."""
    tends = GROWING.of_variable()
    ends = [GROWING.through(end(b), b, tends).sides(right=value, using=()) for end in (low, high)]
    below = combine(low(1 / D) <= body, (D**power, at_least()))
    above = combine(body <= high(1 / D), (D**power, at_most()))
    return GROWING.squeeze(*ends, below, above)


@theorem("log-distance-variance-trigamma/first-order", "In high dimension the variance of log d is about 1/(2D)")
def first_order():
    high = lambda b: Rational(1, 2) + b / 2 + b**2 / 3  # noqa: E731
    low = lambda b: high(b) - 4 * b**4 / 15 - 8 * b**5 / 3  # noqa: E731
    return between(D * polygamma(1, D / 2) / 4, 1, low, high, Rational(1, 2))


@theorem("log-distance-variance-trigamma/second-order", "The next term of the variance of log d is 1/(2D²)")
def second_order():
    high = lambda b: Rational(1, 2) + b / 3  # noqa: E731
    low = lambda b: high(b) - 4 * b**3 / 15 - 8 * b**4 / 3  # noqa: E731
    return between(D**2 * (variance - 1 / (2 * D)), 2, low, high, Rational(1, 2))


@theorem("log-distance-variance-trigamma/third-order", "The third term of the variance of log d is 1/(3D³)")
def third_order():
    low = lambda b: Rational(1, 3) - 4 * b**2 / 15 - 8 * b**3 / 3  # noqa: E731
    return between(D**3 * (variance - 1 / (2 * D) - 1 / (2 * D**2)), 3, low, lambda b: Rational(1, 3), Rational(1, 3))


@theorem("log-distance-variance-trigamma/critical-power", "With κ = √D a logit's variance tends to 1/2")
def critical_power():
    return GROWING.rewrite(recall(first_order), sqrt(D) ** 2 / 4 * polygamma(1, D / 2))


def of_power():
    """D^−r → 0 for r > 0, and D ψ′(D/2)/4 → 1/2: (D^a)²/4 · ψ′(D/2) is D^(2a − 1) times the one that tends to 1/2."""
    return found(Eq(Limit(D ** (-r), D, oo), 0)), recall(first_order)


@theorem(
    "log-distance-variance-trigamma/smaller-power",
    "With a smaller power of D than the root a logit's variance vanishes",
    witness={"a": 0},
)
def smaller_power():
    power, half = of_power()
    fading = power.at({r: 1 - 2 * a}, given=[a < Rational(1, 2)])
    tends = GROWING.through(b * c, (b, c), (fading, half))
    return GROWING.rewrite(tends, (D**a) ** 2 / 4 * polygamma(1, D / 2)).sides(right=0)


@theorem(
    "log-distance-variance-trigamma/larger-power",
    "With a larger power of D than the root a logit's variance grows without bound",
    witness={"a": 1},
)
def larger_power():
    body = (D**a) ** 2 / 4 * polygamma(1, D / 2)
    power, half = of_power()
    fading = power.at({r: 2 * a - 1}, given=[a > Rational(1, 2)])
    inverse = GROWING.rewrite(GROWING.through(b / c, (b, c), (fading, half)), 1 / body).sides(right=0)
    return GROWING.to_infinity(inverse, positive(body))
