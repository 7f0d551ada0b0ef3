"""Brackets [a = b], [a < b] and their kin: by what is known of a and b, and else by cases of their order."""

from ..kernel import rules
from ..kernel.signs import Facts
from ..kernel.terms import (
    BINDERS, INDEX_BINDERS, MINUS, ONE, ZERO, Term, add, bind, fresh, opened, shape, sub, substitute, subterms,
)  # fmt: skip
from ..proof import derived
from ..proof.rewriting import carried, rewritten
from .asking import ALL

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
    values = [search.attempt(lambda t=t: worth(t, order)) for t in brackets if set(t.args[0].args) == {a, b}]
    if None in values:
        return None
    left, right = (search.attempt(lambda u=u: rewritten(u, values) or rules.reduction(u, u, (), search.given)) for u in goal.args)
    if left is None or right is None:
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


def worth(bracket, order):
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


def has_brackets_under_sums(goal, _given=()):
    """Does a sum compare its index with another one of the same range, as Σ_k [k < i] f_k does?"""
    if goal.op not in ("eq", "le", "lt") or shape(goal.args[0]):
        return False
    return any(t.op == "ind" and t.loose for side in goal.args for t in subterms(side)) and any(map(_comparing, goal.args))


def by_parts_of_ranges(search, goal, depth):
    """With Σ_{k<i} + the term at i + Σ_{k>i} for such a sum over k, where the brackets are worth 0 or 1 in each part."""
    cuts = [search.attempt(lambda found=found: _cut(*found)) for side in goal.args for found in _comparing(side)]
    if None in cuts:
        return None
    left, right = (search.attempt(lambda u=u: rewritten(u, cuts) or rules.reduction(u, u, (), search.given)) for u in goal.args)
    if left is None or right is None:
        return None
    middle = search.prove(
        Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth
    )  # as deep: no such bracket is left
    return middle and search.attempt(lambda: carried(left, middle, right))


def _comparing(term):
    """(sum, k, i) for the sums over k that compare k with i, the innermost first, with names for indices bound further out."""
    if term.op in INDEX_BINDERS:
        k, body = opened(term)
        found = _comparing(body)
        others = [other for other in _compared(body, k) if other.args[1:] == k.args[1:]]
        return [*found, (term, k, others[0])] if term.op == "sum" and others and not found else found
    parts = (part for part in term.args if isinstance(part, Term) and not part.loose) if term.op not in BINDERS else ()
    return list(dict.fromkeys(found for part in parts for found in _comparing(part)))


def _compared(body, k):
    """The indices with which brackets of order compare k."""
    sides = (t.args[0].args for t in subterms(body) if t.op == "ind" and t.args[0].op in ("lt", "le") and k in t.args[0].args)
    return [other for pair in sides for other in pair if other != k and other.op == "var" and other.args[1] == "index"]


def _cut(total, k, i):
    """Σ_k f_k = Σ_{k<i} f_k + f_i + Σ_{k>i} f_k"""
    first, last = total.args[:2]
    body = opened(total, k)[1]
    ends = (first, sub(i, ONE)), (add(i, ONE), last)
    places = [fresh("k", "index", *part) for part in ends]
    sums = [bind("sum", *part, variable=q, body=substitute(body, {k: q})) for part, q in zip(ends, places)]
    whole = rules.equality(total, add(sums[0], substitute(body, {k: i}), sums[1]), (*ALL, "ranges"))
    for part, q, side in zip(ends, places, (0, 1)):
        local = rules.local_hypotheses("sum", part, q)
        low, high = (i, q) if side else (q, i)
        order = rules.linear(Term("lt", (low, high)), [], sub(high, low), ALL, local)
        inside = substitute(body, {k: q})
        values = [worth(t, order) for t in dict.fromkeys(subterms(inside)) if t.op == "ind" and set(t.args[0].args) == {q, i}]
        known = rules.under("sum", part, q, rewritten(inside, values))
        whole = rules.transitive(whole, rewritten(whole.conclusion.args[1], [known]))
    return whole
