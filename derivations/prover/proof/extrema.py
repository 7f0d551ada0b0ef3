"""Maxima and minima over an index, of any expression.

    under_maximum(f, k)            f_k <= max f
    over_minimum(f, k)             min f <= f_k
    maximum_reached(f, k)          0 < Σ_k [f_k = max f]
    minimum_reached(f, k)          0 < Σ_k [f_k = min f]
    scaled_maximum(c, f, k)        max c f = c max f, for c > 0 at sight
    within_range(v, j, i)          v_j − v_i <= max v − min v
    range_at_most(v, b, i, j, …)   max v − min v <= b, from v_i − v_j <= b for all i and j

Nothing here is trusted: each function asks the kernel's rules.
"""

from collections.abc import Iterable

from sympy import Basic, Eq, Sum

from ..kernel import rules
from . import derived
from ..language.sympy_notation import Maximum, Minimum, indicator, largest, read
from .by_cases import both_bounds
from .chain import Derivation, Lemma, Line, asked, below_maximum, bracket, cases, combine, suppose


def under_maximum(body: Line, index: Basic) -> Derivation:
    """f_k <= max f, at the index k of the body."""
    return asked("at most the maximum", lambda: rules.below_maximum(read(Maximum(body, index)), read(index)))


def over_minimum(body: Line, index: Basic) -> Derivation:
    """min f <= f_k, at the index k of the body."""
    return asked("at least the minimum", lambda: rules.below_maximum(read(Minimum(body, index)), read(index)))


def maximum_reached(body: Line, index: Basic) -> Derivation:
    """0 < Σ_k [f_k = max f]: over a finite range the maximum is attained."""
    return asked("the maximum is attained", lambda: rules.attained(read(Maximum(body, index))))


def minimum_reached(body: Line, index: Basic) -> Derivation:
    """0 < Σ_k [f_k = min f]: where f is least, −f is largest."""
    low, top = Minimum(body, index), Maximum(-body, index)
    at_most = combine(-body <= -low, (1, over_minimum(body, index))).maximum(index)
    at_least = combine(-top <= body, (1, under_maximum(-body, index))).minimum(index)
    turned = both_bounds(at_least, combine(low <= -top, (1, at_most)))
    tie, gap = suppose(Eq(-body, top)), suppose(-body < top)
    attains = bracket(tie).back(bracket(combine(Eq(body, low), (-1, tie), (1, turned))))
    misses = bracket(gap).back(bracket(combine(low < body, (1, gap), (-1, turned)))).algebra(indicator(Eq(body, low)))
    same = cases(under_maximum(-body, index), attains, misses)
    return combine(Sum(indicator(Eq(body, low)), index) > 0, (1, maximum_reached(-body, index)), (1, same.sum(index)))


def scaled_maximum(factor: Line, body: Line, index: Basic, given: Iterable[Basic] = ()) -> Derivation:
    """max c f = c max f, where 0 < c at sight and c does not depend on the index."""
    scaled, top = Maximum(factor * body, index), Maximum(body, index)
    at_most = combine(factor * body <= factor * top, (factor, under_maximum(body, index)), given=given).maximum(index)
    part = combine(body <= scaled / factor, (1 / factor, under_maximum(factor * body, index)), given=given).maximum(index)
    return both_bounds(at_most, combine(factor * top <= scaled, (factor, part), given=given))


def within_range(vector: Line, first: Basic, second: Basic) -> Derivation:
    """v_j − v_i <= max v − min v."""
    lowest = Minimum(vector[second], second)
    return combine(
        vector[first] - vector[second] <= largest(vector) - lowest,
        (1, below_maximum(vector, first)),
        (1, over_minimum(vector[second], second)),
    )


def range_at_most(vector: Line, bound: Line, first: Basic, second: Basic, order: Lemma) -> Derivation:
    """max v − min v <= b, from v_i − v_j <= b for all i and j."""
    i, j = first, second
    upper = combine(vector[i] <= vector[j] + bound, (1, order)).maximum(i).restate(largest(vector) <= vector[j] + bound)
    lower = combine(largest(vector) - bound <= vector[j], (1, upper))
    minimum = asked(f"for every {read(j).args[0]}", lambda t: derived.least_bound(t, read(j), "min"), lower)
    return combine(largest(vector) - Minimum(vector[j], j) <= bound, (1, minimum))
