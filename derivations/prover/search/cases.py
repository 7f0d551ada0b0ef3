"""Cases: on the order of two numbers, on whether two indices are equal, and on what a hypothesis a != b leaves."""

from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.signs import Facts
from ..kernel.terms import (
    ONE, ZERO, Term, add, difference, fresh, from_affine, num, shape, sub, substitute, subterms,
)  # fmt: skip
from ..proof import derived
from .asking import FAILURES

BENT = ("abs", "sign", "maxof", "minof")


def by_order(search, goal, depth):
    """Cases on the sign of what stands inside |u|, max(a, b) and the like, and on the signs of variables."""
    if search.expired():
        return None
    for a, b in _undecided(goal, search.given):
        found = []
        for case in (Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))):
            inner = search.under(case)
            theorem = _in_case(inner, goal, depth - 1)
            if theorem is None:
                search.reason = inner.reason
                break
            found.append(theorem)
        else:
            return search.attempt(lambda a=a, b=b, f=found: rules.trichotomy(a, b, *f, search.given))
    return None


def _in_case(search, goal, depth):
    theorem = search.prove(goal, depth)
    if theorem is None:  # an impossible case proves anything
        absurd = search.contradiction()
        theorem = absurd and search.attempt(lambda: rules.absurd(absurd, goal))
    return theorem


def by_difference(search, goal, depth):
    """a < b and b < a, where a hypothesis says that a and b are different."""
    for h in search.given:
        if h.op == "ne" and not shape(h.args[0]) and not any(v.args[1] == "index" and v in h.args for v in h.free):
            return search.attempt(lambda h=h: _ordered(search, goal, h, depth))
    return None


def _ordered(search, goal, h, depth):
    a, b = h.args
    others = search.supposing(g for g in search.given if g is not h)
    found = [others.under(Term("lt", pair)).prove(goal, depth - 1) for pair in ((a, b), (b, a))]
    if None in found:
        return None
    equal = Term("eq", (a, b))
    never = rules.absurd(derived.not_apart(rules.assume(h), rules.assume(equal)), goal)
    return rules.trichotomy(a, b, found[0], never, found[1], search.given)


def has_natural_number(goal, given):
    """Is there a whole number that may be 0, of which no hypothesis speaks?"""
    return _natural_number(goal, given) is not None


def _natural_number(goal, given):
    supposed = {v for h in given for v in h.free}
    return next((v for v in sorted(goal.free, key=str) if v.args[1:] == ("natural",) and v not in supposed), None)


def by_zero_or_more(search, goal, depth):
    """What holds of 0, and of every whole number from 1 on."""
    n = _natural_number(goal, search.given)
    more = fresh("n", "dimension")
    above = search.supposing(search.given).prove(substitute(goal, {n: more}), depth - 1)
    at_zero = above and search.supposing(search.given).prove(substitute(goal, {n: ZERO}), depth - 1)
    return at_zero and search.attempt(lambda: _zero_or_more(goal, n, more, at_zero, above, search.given))


def _zero_or_more(goal, n, more, at_zero, above, given):
    m = fresh("m", "index", ZERO, from_affine(*difference(n, ONE)))
    room = Term("le", m.args[2:])  # that there is one more
    step = rules.substitution(rules.weaken(above, *given, room), {more: add(m, ONE)})
    return rules.specialise(rules.weaken(rules.along(substitute(goal, {n: m}), m, at_zero, step), *given), n)


def on_indices(search, goal, depth, pair):
    """i = j and i != j for this pair of indices, if both cases are proved."""
    if pair is None or depth == 0 or not all(v.op == "var" for v in pair):
        return None
    if any(Term("ne", p) in search.given for p in (pair, pair[::-1])):
        return None
    i, j = pair
    same = {j: i}
    apart = search.under(Term("ne", (i, j))).prove(goal, depth - 1)
    diagonal = search.supposing(substitute(h, same) for h in search.given).prove(substitute(goal, same), depth - 1)
    if apart is None or diagonal is None:
        return None
    return search.attempt(lambda: rules.index_cases(goal, i, j, diagonal, apart, search.given))


# --- on what ----------------------------------------------------------------------------------------------------------


def _undecided(goal, given):
    """Pairs (a, b) whose order decides an |a − b|, a max(a, b) or a sign in the goal; closed ones only."""
    facts = Facts.of(given)
    seen = set()
    for side in goal.args if goal.op in ("eq", "le", "lt") else ():
        for t in subterms(expand(side, unfold=True) if not shape(side) else side):
            pair = None if t.loose else _decides(t)
            if pair and pair not in seen and not any(u.op in BENT for a in pair for u in subterms(a)):
                seen.add(pair)
                try:
                    if facts.sign_value(sub(*pair)) is None:
                        yield pair
                except FAILURES:
                    continue
    if goal.op in ("le", "lt"):
        open_signs = ("real", "integer", "nonnegative")
        scalars = [v for v in sorted(goal.free, key=str) if v.args[1] in open_signs and len(v.args) == 2]
        yield from [(v, ZERO) for v in scalars if facts.sign_value(v) is None][:2]


def _decides(term):
    """The two numbers whose order says what this term is, or None."""
    match term:
        case Term("abs" | "sign", (u,)):
            return u, ZERO
        case Term("maxof" | "minof", (a, b, *_)):
            return a, b
        case Term("root", (Term("pow", (base, exponent)), _)) if exponent == num(2):  # √(x + y)² is |x + y|
            return base, ZERO
    return None


def is_bent(goal, _given=()):
    """Are there sizes or maxima of numbers, and no vectors?"""
    bends = any(t.op in ("abs", "maxof", "minof") for side in goal.args for t in subterms(side))
    return bends and all(len(v.args) == 2 for v in goal.free)
