"""Facts for certificates: what the hypotheses, tangents, shares of sums and lemmas say of the terms of an inequality.

Each question asks the kernel for one theorem; what the kernel refuses is passed over.

    in_sight      indices, vectors and sums of a goal
    hypotheses    what is supposed
    extrema       maxima and minima
    tangents      of exp and log
    shares        terms and parts of sums
    summed        what holds at every index, summed with weights
"""

from itertools import combinations

from ...kernel import rules
from ...kernel.normal import Split
from ...kernel.polynomial import UNIT, Refused
from ...kernel.terms import MINUS, ONE, ZERO, IllTyped, add, is_real, mul, num, power, shape
from ..polynomial_context import halves, plain_mono
from .extrema import bounds_of_choices, bounds_of_extrema
from .hypotheses import from_hypotheses, signs_of_sides
from .shares import parts_of_ranges, shares
from .summed import summed_facts
from .tangents import log_totals_below_extrema, of_log_sum_exp, parts_of_logarithms, sums_of_logarithms, tangents_in_sight


def facts_for(goal, difference, ground):
    """Pairs (multiplier, question to the kernel) that may help, the likeliest first."""
    atoms = list(dict.fromkeys(a for mono in difference for a, _ in mono))
    yield from from_hypotheses(goal, difference, ground)
    if goal.args == (ZERO, ZERO):
        yield from signs_of_sides(ground)
    yield from bounds_of_extrema(goal, ground)
    yield from bounds_of_choices(goal, ground)
    yield from tangents_in_sight(atoms, ground)
    yield from parts_of_logarithms(goal, ground)
    yield from log_totals_below_extrema(goal, ground)
    yield from sums_of_logarithms(goal, ground)
    yield from shares(atoms, goal, ground)
    yield from parts_of_ranges(goal, ground)
    yield from summed_facts(difference, goal, ground)
    yield from of_log_sum_exp(goal, ground)
    yield from _binary_squares(difference, ground)


def answered(questions, splits):
    """Pairs (multiplier, theorem), each once, for pairs (multiplier, question); what the kernel refuses is passed over.

    Where something depends on whether two indices are equal, that goes to `splits`.
    """
    seen = set()
    for multiplier, question in questions:
        try:
            theorem = question()
        except Split as split:
            splits.append(split)
            continue
        except (Refused, IllTyped):
            continue
        key = multiplier, theorem.conclusion
        if key not in seen and not shape(theorem.conclusion.args[0]):
            seen.add(key)
            yield multiplier, theorem


def _binary_squares(difference, ground):
    """0 <= (u ± v)² for monomials u, v whose squares or product occur."""
    roots_of = halves(difference, ground)[:6]
    roots = list(dict.fromkeys([UNIT, *roots_of, *(frozenset([(a, 1)]) for mono in difference for a, e in mono if is_real(a))]))[:7]
    for u, v in combinations(roots, 2):
        for sign_ in (ONE, MINUS):
            square = power(add(plain_mono(u), mul(sign_, plain_mono(v))), num(2))
            yield ONE, lambda s=square: rules.sign(s, "le", ground.given)
