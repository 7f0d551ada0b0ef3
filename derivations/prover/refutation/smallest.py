"""Smallest: of the points at which a statement is false, the one that a reader would have chosen.

    smallest(conclusion, hypotheses, counterexample)    a counterexample that is no larger

Fewest dimensions first, then the plainest numbers: every point of small cost is tried in the order of its cost, a fixed number of
them, so that one statement has one answer on every machine. What a hypothesis asks of one array alone, as Σ p = 1,
is asked of its entries before points are put together. Where none is found, or where balls do not enclose what the statement
speaks of, the counterexample stays as it is. A point is examined as in the search itself, so that the answer is as rigorous.
"""

from fractions import Fraction
from heapq import heappop, heappush
from itertools import chain, islice, product
from math import prod

from flint import acb, fmpq

from .balls import NoValue, exact
from .counterexamples import SIGNS, examine, goals, question_of
from .curves import CURVES
from .evaluation import Evaluator
from .points import belongs, nested
from ..kernel.terms import MAPS, VECTORS, subterms

POINTS = 1500  # that are tried in each choice of dimensions
OF_LIMITS = 150  # the same where limits stand, which take longer
ARRAYS = 3000  # values of an array that are looked at for what hypotheses ask of it alone
ENTRIES = 24  # numbers in one point
UNENCLOSED = ("integral", "simplex", "space")  # what balls do not enclose, or only slowly
UNSUITABLE = 40  # points without a value, after which no more are tried
COSTS = {  # of a number: what it costs a reader
    0: (0,), 1: (1,), 2: (2, -1), 3: (3, Fraction(1, 2), -2), 4: (4, Fraction(1, 3), -3, Fraction(-1, 2)),
    5: (5, 6, -4, Fraction(1, 4), Fraction(2, 3), Fraction(3, 4), Fraction(3, 2)), 6: (8, 10, 100, -10, Fraction(1, 10)),
    7: (1000, -100, Fraction(9, 10), Fraction(1, 100)),
}  # fmt: skip
NUMBERS = {exact(x): cost for cost, numbers in COSTS.items() for x in numbers}
IMAGINARY = [(acb(0, x), 1 + NUMBERS[exact(x)]) for x in (1, -1, 2, 4)]  # where a number may be complex: 4i is beyond πi
LITERAL = 5  # what a number costs that the statement itself mentions


def smallest(conclusion, hypotheses, counterexample):
    """The counterexample that costs least among all that were tried, or the one that is given."""
    best = None
    for goal in goals(conclusion, hypotheses):
        found = _smallest(goal, hypotheses, _sizes(counterexample)) if goal.op in SIGNS else None
        if found and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else counterexample


def _sizes(counterexample):
    return {name: value for name, value in counterexample.values.items() if isinstance(value, int)}


def _smallest(goal, hypotheses, sizes):
    """((sum of the dimensions, cost), counterexample) of one relation, or None."""
    question = question_of(goal, hypotheses)
    formulas = (goal, *hypotheses)
    occurring = {part.op for f in formulas for part in subterms(f)}
    if occurring & set(UNENCLOSED):
        return None
    points = OF_LIMITS if "limit" in occurring else POINTS
    written = {part.args[0] for f in formulas for part in subterms(f) if part.op == "num"}
    costs = {exact(x): LITERAL for x in sorted(written)} | NUMBERS
    numbers = sorted(costs.items(), key=lambda pair: pair[1])
    dimensions = [v.args[0] for v in question.variables if v.args[1] == "dimension"]
    largest = [range(1, sizes.get(name, 1) + 1) for name in dimensions]
    for chosen in sorted(product(*largest), key=lambda choice: (sum(choice), choice)):
        found = _cheapest(question, dict(zip(dimensions, map(fmpq, chosen))), numbers, points)
        if found:
            return (sum(chosen), found[0]), found[1]
    return None


def _cheapest(question, dimensions, numbers, points):
    """(cost, counterexample) of the cheapest point in these dimensions, or None after so many points."""
    slots = _slots(question, dimensions, numbers)
    if slots is None or not all(slots) or len(slots) > ENTRIES:
        return None
    unsuitable = 0
    for tried, (cost, parts) in enumerate(_in_order(slots)):
        if tried > points or unsuitable > UNSUITABLE:
            return None
        values = _point(question.variables, dimensions, chain.from_iterable(parts))
        _, counterexample, reason = examine(question, values)
        if counterexample:
            return cost, counterexample
        unsuitable += reason is not None
    return None


def _slots(question, dimensions, numbers):
    """What each index, number and entry may be, as (cost, (value,)) in the order of the cost; an array of which hypotheses speak
    alone is one slot, with all its entries as the value. None where an array has no length."""
    slots, evaluate = [], Evaluator(dimensions)
    try:
        for v in question.variables:
            _, domain, *dims = v.args
            if domain == "index":
                slots.append([(place, (fmpq(k),)) for place, k in enumerate(evaluate.indices(*dims, ()))])
            elif domain in MAPS:
                curves = [(place, (curve,)) for place, curve in enumerate(CURVES[MAPS[domain][:2]])]
                slots += [curves] * prod(_sizes_of(v, evaluate))
            elif domain != "dimension":
                more = IMAGINARY if domain == "complex" else []
                fitting = ((cost, (x,)) for x, cost in (*numbers, *more) if belongs(domain, x))
                entries = [sorted(fitting, key=lambda choice: choice[0])] * prod(_sizes_of(v, evaluate))
                slots += _together(question, v, dimensions, entries) or entries
    except NoValue:
        return None
    return slots


def _together(question, v, dimensions, entries):
    """The cheapest values of an array that meet what hypotheses ask of it alone, as one slot; nothing where none does."""
    own = tuple(h for h in question.hypotheses if v in h.free and all(u is v or u.args[0] in dimensions for u in h.free))
    if not own or not v.args[2:] or not all(entries) or len(entries) > ENTRIES:
        return []
    found = []
    for cost, parts in islice(_in_order(entries), ARRAYS):
        values = _point((v,), dimensions, chain.from_iterable(parts))
        if all(_holds(hypothesis, values) for hypothesis in own):
            found.append((cost, tuple(chain.from_iterable(parts))))
    return [found[:POINTS]] if found else []


def _holds(hypothesis, values):
    try:
        return Evaluator(values).decide(hypothesis) is True
    except NoValue:
        return False


def _point(variables, dimensions, entries):
    values, entries = dict(dimensions), iter(entries)
    for v in variables:
        name, domain = v.args[:2]
        if domain == "index":
            values[name] = next(entries)
        elif domain != "dimension":
            sizes = _sizes_of(v, Evaluator(values))
            values[name] = nested([next(entries) for _ in range(prod(sizes))], sizes)
    return values


def _sizes_of(v, evaluate):
    """The sizes of an array, of numbers or of functions; the last dim of a function of a vector is the length of that."""
    domain, *dims = v.args[1:]
    return [evaluate.integer(d, ()) for d in dims[: len(dims) - (domain in MAPS and MAPS[domain][0] in VECTORS)]]


def _in_order(slots):
    """(cost, values) of all choices of one value a slot, the cheapest first; of one cost in the order of the slots."""

    def cost(places):
        return sum(slot[place][0] for slot, place in zip(slots, places))

    start = (0,) * len(slots)
    waiting = [(cost(start), start, 0)]
    while waiting:
        spent, places, first = heappop(waiting)
        yield spent, [slot[place][1] for slot, place in zip(slots, places)]
        for k in range(first, len(slots)):  # each choice has one way to it: its slots are raised from left to right
            if places[k] + 1 < len(slots[k]):
                raised = (*places[:k], places[k] + 1, *places[k + 1 :])
                heappush(waiting, (cost(raised), raised, k))
