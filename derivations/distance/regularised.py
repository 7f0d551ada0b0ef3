"""The released layer: (d² + ε)^(−ν) in the place of d^(−κ), κ = 2ν. Its gradient is bounded, and the scale counts again."""

from sympy import Derivative, Eq, Lt, Ne, evaluate, log, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Subs, nonnegatives, positives, reals
from ..prover.proof.by_cases import both_bounds, different, impossible, nonnegative, together
from ..prover.proof.chain import combine, derive, suppose

d, d_1, d_2 = nonnegatives("d d_1 d_2")
x = reals("x")
epsilon, nu, r, c = positives("epsilon nu r c")

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


@theorem("harmonic-regularised-code/bound", "The regularised slope is at most ν/√ε in size")
def at_most():
    return derive(size).at_most(bound, gap=gap)


@theorem(
    "harmonic-regularised-code/bound-equality-if", "The regularised slope is steepest at d = √ε", witness={"d": 1, "epsilon": 1}
)
def at_peak():
    return derive(size, given=[peak]).by(suppose(peak)).algebra(bound)


@theorem(
    "harmonic-regularised-code/bound-equality-only-if",
    "The regularised slope is steepest at d = √ε only",
    witness={"d": 1, "epsilon": 1, "nu": 1},
)
def only_at_peak():
    room = suppose(Eq(size, bound)).rearrange(Eq(gap, 0))
    return room.cancel(nu / (sqrt(epsilon) * (d**2 + epsilon)), d - sqrt(epsilon), power=2).rearrange(peak)


@theorem("harmonic-regularised-code/exponent", "A power of the squared distance is twice that power of the distance")
def exponent():
    return derive((r**2) ** (-nu)).algebra(r ** (-2 * nu))


with evaluate(False):
    near = lambda d: (d**2 + epsilon) ** (-nu)  # noqa: E731
    ratio, scaled = near(d_1) / near(d_2), near(c * d_1) / near(c * d_2)
    UNEQUAL, STRETCHED = Ne(d_1, d_2), Ne(c, 1)


@theorem(
    "harmonic-regularised-code/scale-broken",
    "With ε the scale of the distances counts",
    witness={"d_1": 1, "d_2": 2, "c": 2},
)
def scale_broken():
    """Were the odds the same, ε (c² − 1)(d₁² − d₂²) would be 0, and so d₁ + d₂, and so both distances."""
    same = suppose(Eq(scaled, ratio)).assuming(UNEQUAL, STRETCHED).log()
    squares = lambda a, b: ((c * a) ** 2 + epsilon) * (b**2 + epsilon)  # noqa: E731
    crossed = combine(Eq(log(squares(d_1, d_2)), log(squares(d_2, d_1))), (-1 / nu, same)).exp()
    crossed = crossed.sides(squares(d_1, d_2), squares(d_2, d_1), using=())
    difference = combine(Eq(epsilon * (c**2 - 1) * (d_1**2 - d_2**2), 0), (1, crossed))
    no_sum = difference.cancel(epsilon * (c + 1) * (c - 1) * (d_1 - d_2), d_1 + d_2)
    zeros = [both_bounds(combine(d <= 0, (1, no_sum), gap=other), nonnegative(d)) for d, other in ((d_1, d_2), (d_2, d_1))]
    alike = combine(Eq(d_1, d_2), (1, zeros[0]), (-1, zeros[1]))
    return different(impossible(suppose(UNEQUAL), alike, Lt(0, 0)), scaled, ratio)
