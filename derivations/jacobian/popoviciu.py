"""When a variance is a quarter of the squared range: all values are equal, or half of the weight is at either end.

With the range R = max h − min h this is written R (weight at the maximum − 1/2) = 0 and R (weight at the minimum − 1/2) = 0: either
R is 0, and all values are equal, or both weights are 1/2. Everything follows from one identity,

    R²/4 − Var_q(h) = (mean − (max h + min h)/2)² + Σ q_k (max h − h_k) (h_k − min h)

whose right side is a sum of terms that are not negative.
"""

from sympy import Eq, Lt, Rational, Sum, evaluate

from ..definitions.symbols import h, k
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dot, indicator, variance
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import both_bounds, nonnegative, together
from ..prover.proof.chain import below_maximum, bracket, cases, combine, suppose
from ..prover.proof.extrema import over_minimum, within_range
from .bregman import R, between_ends, highest, lowest, q

half, quarter = Rational(1, 2), Rational(1, 4)
EVEN = {"n": 2, "q": (half, half), "h": (0, 1)}

with evaluate(False):
    TOTAL = Eq(Sum(q[k], k), 1)
    mean, middle = dot(q, h), half * (highest + lowest)
    at_top, at_bottom = indicator(Eq(h[k], highest)), indicator(Eq(h[k], lowest))
    weight_at_top, weight_at_bottom = Sum(q[k] * at_top, k), Sum(q[k] * at_bottom, k)
    between = q[k] * (highest - h[k]) * (h[k] - lowest)
    HALF_AT_TOP, HALF_AT_BOTTOM = Eq(R * (weight_at_top - half), 0), Eq(R * (weight_at_bottom - half), 0)
    top, below = suppose(Eq(h[k], highest)), suppose(h[k] < highest)
    bottom, above = suppose(Eq(lowest, h[k])), suppose(lowest < h[k])
    slack = mean**2 - highest * lowest  # times 1 − Σ q, in the identity


def termwise():
    """0 <= q_k (max h − h_k) (h_k − min h)"""
    return combine(between >= 0, (q[k], between_ends(k)))


def heights(nothing):
    """q_k (h_k − min h) = R q_k [h_k = max h], as q_k (max h − h_k) (h_k − min h) = 0."""
    goal = Eq(q[k] * (h[k] - lowest), R * (q[k] * at_top))
    elsewhere = nothing.assuming(Lt(h[k], highest)).rearrange(Eq((highest - h[k]) * (q[k] * (h[k] - lowest)), 0))
    elsewhere = elsewhere.cancel(highest - h[k], q[k] * (h[k] - lowest))
    return cases(
        below_maximum(h, k),
        combine(goal, (-R * q[k], bracket(top)), (q[k], top)),
        combine(goal, (-R * q[k], bracket(below)), (1, elsewhere)),
    )


def depths(nothing):
    """q_k (max h − h_k) = R q_k [h_k = min h], in the same way."""
    goal = Eq(q[k] * (highest - h[k]), R * (q[k] * at_bottom))
    elsewhere = nothing.assuming(Lt(lowest, h[k])).rearrange(Eq((h[k] - lowest) * (q[k] * (highest - h[k])), 0))
    elsewhere = elsewhere.cancel(h[k] - lowest, q[k] * (highest - h[k]))
    return cases(
        over_minimum(h[k], k),
        combine(goal, (-R * q[k], bracket_at(bottom)), (q[k], bottom)),
        combine(goal, (-R * q[k], bracket_at(above)), (1, elsewhere)),
    )


@theorem(
    "lse-hoeffding-bound/popoviciu-equality-only-if",
    "A quarter is reached only with half of the weight at either end",
    witness=EVEN,
)
def only_if():
    reached = suppose(Eq(variance(q, h), quarter * R**2))
    ends, total = termwise().sum(k), suppose(TOTAL)
    square = (mean - middle) ** 2
    no_square = both_bounds(combine(square <= 0, (-1, reached), (1, ends), (slack, total)), nonnegative(square))
    centred = no_square.cancel(1, mean - middle, power=2).rearrange(Eq(mean, middle))
    nothing = combine(Eq(Sum(between, k), 0), (-1, reached), (-1, no_square), (slack, total)).terms_vanish(k, termwise())
    return together(
        combine(HALF_AT_TOP, (-1, heights(nothing).sum(k)), (1, centred), (-lowest, total)),
        combine(HALF_AT_BOTTOM, (-1, depths(nothing).sum(k)), (-1, centred), (highest, total)),
    )


def inside_has_no_weight():
    """R q_k (1 − [h_k = max h] − [h_k = min h]) = 0: no term is negative, and their sum is R − R/2 − R/2."""
    term = R * (q[k] * (1 - at_top - at_bottom))
    wide = combine(R >= 0, (1, within_range(h, k, k)))
    down = cases(
        over_minimum(h[k], k),
        combine(Eq(at_bottom * (h[k] - lowest), 0), (-at_bottom, bottom)),
        combine(Eq(at_bottom * (h[k] - lowest), 0), (h[k] - lowest, bracket_at(above))),
    )
    at_the_top = combine(term >= 0, (q[k], down), (q[k] * at_bottom, top), (R * q[k], bracket(top)))
    lower = cases(
        over_minimum(h[k], k),
        combine(term >= 0, (R * q[k], bracket(below)), (R * q[k], bracket_at(bottom))),
        combine(term >= 0, (R * q[k], bracket(below)), (R * q[k], bracket_at(above)), (q[k], wide)),
    )
    halves = suppose(HALF_AT_TOP), suppose(HALF_AT_BOTTOM)
    none = combine(Eq(Sum(term, k), 0), (R, suppose(TOTAL)), (-1, halves[0]), (-1, halves[1]))
    return none.terms_vanish(k, cases(below_maximum(h, k), at_the_top, lower))


def nothing_between():
    """q_k (max h − h_k) (h_k − min h) = 0: strictly between max h and min h there is no weight."""
    here = [h[k] < highest, lowest < h[k]]
    none = inside_has_no_weight().assuming(*here)
    wide = combine(R > 0, (1, below), (1, above))
    weightless = combine(Eq(R * q[k], 0), (1, none), (R * q[k], bracket(below)), (R * q[k], bracket_at(above)), given=here)
    weightless = weightless.assuming(R > 0).cancel(R, q[k]).knowing(wide)
    inside = combine(Eq(between, 0), ((highest - h[k]) * (h[k] - lowest), weightless), given=here)
    at_the_bottom = combine(Eq(between, 0), (-q[k] * (highest - h[k]), bottom))
    return cases(
        below_maximum(h, k),
        combine(Eq(between, 0), (-q[k] * (h[k] - lowest), top)),
        cases(over_minimum(h[k], k), at_the_bottom, inside),
    )


@theorem(
    "lse-hoeffding-bound/popoviciu-equality-if",
    "A variance reaches Popoviciu's bound for equal values, and for half of the weight at either end",
    witness=EVEN,
)
def equality_if():
    nothing, total = nothing_between(), suppose(TOTAL)
    centred = combine(Eq(mean, middle), (1, heights(nothing).sum(k)), (1, suppose(HALF_AT_TOP)), (lowest, total))
    return combine(Eq(variance(q, h), quarter * R**2), (-1, nothing.sum(k)), (middle - mean, centred), (slack, total))
