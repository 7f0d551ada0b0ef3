"""Brackets [a = b], [a < b] and their kin: by what is known of a and b, and else by cases of their order."""

from ..kernel import rules
from ..kernel.signs import Facts
from ..kernel.terms import MINUS, ONE, ZERO, Term, shape, sub, subterms
from ..proof import derived
from ..proof.rewriting import carried, rewritten

CASES = 2  # pairs of numbers whose order is asked, of one statement


def has_brackets(goal, _given=()):
    """Do brackets of numbers stand in it that depend on no bound variable?"""
    return goal.op in ("eq", "le", "lt") and not shape(goal.args[0]) and bool(_pairs(goal))


def by_brackets(search, goal, depth):
    """The goal with the brackets worth 0 or 1, in each order of their two sides that the hypotheses leave."""
    for a, b in _pairs(goal)[:CASES]:
        known = search.attempt(lambda a=a, b=b: _known(a, b, search.given))
        if known is not None:
            return _where(search, goal, a, b, known, depth)
        theorem = search.attempt(lambda a=a, b=b: _by_order(search, goal, a, b, depth))
        if theorem is not None:
            return theorem
    return None


def _pairs(goal):
    """The two sides of each bracket; one pair for the brackets of a and b and those of b and a."""
    found = {}
    for t in (t for side in goal.args for t in subterms(side)):
        if t.op == "ind" and not t.loose:
            found.setdefault(frozenset(t.args[0].args), t.args[0].args)
    return list(found.values())


def _known(a, b, given):
    """a < b, a = b or b < a, whichever is seen at once; None where it is not."""
    sign = Facts.of(given).sign_value(sub(a, b))
    if sign is None:
        return None
    low, high = (b, a) if sign > 0 else (a, b)
    relation = Term("lt" if sign else "eq", (low, high))
    return rules.linear(relation, [], sub(high, low) if sign else ZERO, (), given)


def _by_order(search, goal, a, b, depth):
    found = []
    for case in (Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))):
        inner = search.under(case)
        theorem = _where(inner, goal, a, b, rules.assume(case, search.given), depth)
        if theorem is None and (absurd := inner.contradiction()) is not None:  # an impossible case proves anything
            theorem = rules.absurd(absurd, goal)
        if theorem is None:
            search.reason = inner.reason
            return None
        found.append(theorem)
    return rules.trichotomy(a, b, *found, search.given)


def _where(search, goal, a, b, order, depth):
    """The goal where the order of a and b is known."""
    brackets = dict.fromkeys(t for side in goal.args for t in subterms(side) if t.op == "ind" and not t.loose)
    worth = [search.attempt(lambda t=t: _worth(t, order)) for t in brackets if set(t.args[0].args) == {a, b}]
    if None in worth:
        return None
    left, right = (search.attempt(lambda u=u: rewritten(u, worth) or rules.reduction(u, u, (), search.given)) for u in goal.args)
    if left is None or right is None:
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


def _worth(bracket, order):
    """The bracket is 0 or 1, as the order of its sides says."""
    relation, (a, b) = bracket.args[0].op, bracket.args[0].args
    basic, turned = {"eq": ("eq", False), "ne": ("eq", True), "lt": ("lt", False), "le": ("gt", True)}[relation]
    if basic != "eq" and order.conclusion.args != (a, b):
        basic = {"lt": "gt", "gt": "lt"}[basic]
    known = derived.bracket(order, basic)
    value = known.conclusion.args[1]
    if turned:
        value = ONE if value == ZERO else ZERO
    return rules.linear(Term("eq", (bracket, value)), [(MINUS if turned else ONE, known)])
