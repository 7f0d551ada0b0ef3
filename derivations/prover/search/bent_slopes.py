"""Slopes where a function has a corner or a jump elsewhere: of |u|, max(a, b) and of brackets [a < b], beside the point.

    [a < b] = max(sign(b − a), 0)     [a <= b] = 1 − max(sign(a − b), 0)     [a = b] = 1 − |sign(a − b)|

for all real a and b; what stands on the right has derivatives by rule where a ≠ b, which need the order of a and b: it is shown
first.
"""

from functools import cache

from ..clock import now
from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.terms import ONE, ZERO, Term, fn, fresh, opened, shape, sub, substitute, subterms
from ..proof.rewriting import carried, rewritten, without
from ..refutation.counterexamples import search as counterexamples
from .asking import ALL
from .brackets import worth

GLIMPSE = 0.05  # seconds for a counterexample to an order
PATIENCE = 0.5  # seconds for the proof of one
PAIRS = 3  # numbers whose order is asked, of one statement


def has_bent_slopes(goal, _given=()):
    """Is something differentiated in which sizes, extrema or brackets stand?"""
    return not shape(goal.args[0]) and any(_bends(*opened(slope)) for slope in _slopes(goal))


def by_sides(search, goal, depth):
    """The goal with its brackets under derivatives written as extrema of signs, and with the orders on which its slopes depend."""
    written = [step for slope in _slopes(goal) if (step := search.attempt(lambda s=slope: _without_brackets(s))) is not None]
    steps = [search.attempt(lambda u=u: rewritten(u, written)) for u in goal.args]
    plain = Term(goal.op, tuple(u if step is None else step.conclusion.args[1] for step, u in zip(steps, goal.args)))
    orders = list(_orders(search, plain))
    if plain == goal and not orders:
        return None
    inner = search.under(*(order.conclusion for order in orders))
    middle = inner.prove(plain, depth - 1)
    search.reason = inner.reason or search.reason
    return middle and search.attempt(lambda: without(_carried(steps, middle), orders))


def _carried(steps, middle):
    """The relation of the sides as they were before the steps."""
    given = middle.hypotheses
    whole = (step or rules.reduction(u, u, (), given) for step, u in zip(steps, middle.conclusion.args))
    left, right = (rules.weaken(step, *given) for step in whole)
    return carried(left, middle, right)


def _slopes(goal):
    return [t for side in goal.args for t in subterms(side) if t.op == "deriv" and not t.loose]


def _bends(x, body):
    return [t for t in subterms(expand(body, unfold=True)) if t.op in ("abs", "maxof", "minof", "sign", "ind") and x in t.free]


def _without_brackets(slope):
    """The slope with its brackets written as extrema of signs."""
    *place, _ = slope.args
    x, body = opened(slope)
    brackets = dict.fromkeys(t for t in subterms(body) if t.op == "ind" and x in t.free and not t.loose)
    worth = [_worth(t) for t in brackets]
    if not worth:
        return None
    return rules.under("deriv", place, x, rewritten(body, worth))


def _worth(bracket):
    relation, sides = bracket.args[0].op, bracket.args[0].args
    theorem, names = _by_signs(relation)
    return rules.substitution(theorem, dict(zip(names, sides)))


@cache
def _by_signs(relation):
    """The bracket of two real numbers by the sign of their difference, and the numbers."""
    a, b = names = fresh("a", "real"), fresh("b", "real")
    value = {
        "lt": fn("maxof", fn("sign", sub(b, a)), ZERO),
        "le": sub(ONE, fn("maxof", fn("sign", sub(a, b)), ZERO)),
        "eq": sub(ONE, fn("abs", fn("sign", sub(a, b)))),
        "ne": fn("abs", fn("sign", sub(a, b))),
    }[relation]
    bracket = fn("ind", Term(relation, names))
    cases = [Term("lt", names), Term("eq", names), Term("lt", names[::-1])]
    return rules.trichotomy(a, b, *(_where(bracket, value, rules.assume(case)) for case in cases), ()), names


def _where(bracket, value, order):
    """The two agree where the order is known."""
    known = worth(bracket, order)
    same = rules.equality(known.conclusion.args[1], value, ALL, order.hypotheses)
    return rules.transitive(known, same)


def _orders(search, goal):
    """Theorems a < b, or b < a, for the corners and jumps of what is differentiated."""
    asked = set()
    for slope in _slopes(goal):
        x, body = opened(slope)
        for bend in _bends(x, body):
            if bend.op == "ind":
                continue
            pair = bend.args if bend.op in ("maxof", "minof") else (bend.args[0], ZERO)
            pair = tuple(substitute(u, {x: slope.args[1]}) for u in pair[:2])
            if pair in asked or len(asked) == PAIRS or any(u.loose for u in pair):
                continue
            asked.add(pair)
            if any(Term("lt", sides) in search.given for sides in (pair, pair[::-1])):
                continue
            for sides in (pair, pair[::-1]):
                order = _shown(search, Term("lt", sides))
                if order is not None:
                    yield order
                    break


def _shown(search, order):
    """The order as a theorem, where it does not take long; None where it fails at a point."""
    if counterexamples(order, search.given, seconds=GLIMPSE).refuted:
        return None
    inner = search.under()
    inner.limit(now() + PATIENCE)
    return inner.order(order, 1)
