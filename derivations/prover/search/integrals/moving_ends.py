"""Integrals whose ends vary: what follows from the slopes that the fundamental theorem of calculus gives them.

    steady              has an integral a value at sight?
    by_equal_slopes     f = g, from f′ = g′ and f(c) = g(c) at one point c, at which integrals are over no length
    at_points           ∫_a^a f = 0, wherever that stands in a term
    from_a_number       ∫_−∞^u f = ∫_−∞^0 f + ∫_0^u f, and so for ∞, where 0 <= f
    within_the_line     ∫_a^u f < ∫_a^∞ f and −∫_−∞^a f < ∫_a^u f, where 0 < f

erf, Φ and what is made of them are such integrals, of which no closed form is known.
"""

from collections.abc import Iterable
from functools import lru_cache

from ...kernel import rules
from ...kernel.rules import Theorem
from ...kernel.signs import NIL, POS, Facts, continuous_along, meaning
from ...kernel.definitions import expand
from ...kernel.polynomial import Refused
from ...kernel.terms import (
    INFINITIES, INFINITY, MINUS, ONE, ZERO, Term, add, bind, fn, fresh, neg, opened, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import rewritten, settled
from ..asking import ALL

LINES = {"real": ("real",), "nonnegative": ("real",), "positive": ("positive", "real"), "(0, 1)": ("(0, 1)", "real")}


def moving(goal: Term) -> list[Term]:
    """The integrals between numbers with an end that varies with a real variable."""
    return [t for t in subterms(goal) if t.op == "integral" and not t.loose and not _far(t) and _unknowns(t)]


def has_moving_ends(goal: Term, _given: Iterable = ()) -> bool:
    return not shape(goal.args[0]) and bool(moving(goal))


def entries_in_ends(goal: Term) -> dict[Term, str]:
    """The entries of vectors with which the ends of integrals vary, and their domains."""
    ends = [end for t in subterms(goal) if t.op == "integral" and not t.loose for end in t.args[:2]]
    found = {}
    for entry in (u for end in ends for u in subterms(end) if u.op == "at" and not shape(u)):
        array = entry
        while array.op == "at":
            array = array.args[0]
        if array.op == "var" and array.args[1] in LINES:
            found[entry] = array.args[1]
    return found


def _far(integral):
    return not INFINITIES.keys().isdisjoint(integral.args[:2])


def _unknowns(integral):
    free = integral.args[0].free | integral.args[1].free
    return sorted((v for v in free if len(v.args) == 2 and v.args[1] in LINES), key=str)


def steady(integral: Term, given: Iterable[Term]) -> bool:
    """Has an integral between numbers a value at sight, so that it may stand in what is proved?"""
    return integral.op == "integral" and not _far(integral) and continuous_along(expand(integral, unfold=True), Facts.of(given))


def by_equal_slopes(search, goal: Term, depth: int) -> Theorem | None:
    """f = g, from f′ = g′ everywhere and f(c) = g(c)."""
    for x in dict.fromkeys(v for t in moving(goal) for v in _unknowns(t)):
        outside = tuple(h for h in search.given if x not in h.free)
        for line in LINES[x.args[1]]:
            flat = _without_slope(search.supposing(outside), sub(*goal.args), x, line, depth)
            for c in _starts(goal, x, line) if flat else ():
                theorem = search.attempt(lambda x=x, c=c, flat=flat, outside=outside: _from(search, goal, x, c, flat, outside))
                if theorem is not None:
                    return theorem
    return None


def _without_slope(search, gap, x, line, depth):
    """f′(y) = 0 for every y, as a theorem and with the y; or None."""
    y, z = fresh(x.args[0], line), fresh(x.args[0], line)
    slope = bind("deriv", sort(line), y, variable=z, body=substitute(gap, {x: z}))
    theorem = search.attempt(lambda: rules.equality(slope, ZERO, ALL, search.given))
    if theorem is None and depth > 1:
        value = search.attempt(lambda: rules.equality(slope, meaning(slope), ALL, search.given))
        zero = value and search.equation(Term("eq", (value.conclusion.args[1], ZERO)), 1)
        theorem = zero and search.attempt(lambda: rules.transitive(value, zero))
    return theorem and (theorem, y)


def _starts(goal, x, line):
    """Points at which an integral is over no length: its other end, and simple numbers."""
    ends = [end for t in moving(goal) for end in t.args[:2] if x not in end.free]
    inside = {"real": (ZERO, ONE, *ends), "positive": (ONE, *ends), "(0, 1)": ends}[line]
    return [c for c in dict.fromkeys((*ends, *inside)) if line == "real" or c != ZERO]


def _from(search, goal, x, c, flat, outside):
    """The goal, from the theorem that the difference of its sides has no slope, and from the goal at c."""
    theorem, y = flat
    same = derived.constant(theorem, y, c, x, search.given)
    start = same.conclusion.args[0]
    zero = at_points(start, outside) or rules.equality(start, start, ALL, outside)
    zero = rules.transitive(zero, rules.equality(zero.conclusion.args[1], ZERO, ALL, outside))
    return rules.linear(goal, [(ONE, rules.transitive(rules.symmetric(same), zero))], ZERO, ALL, search.given)


def from_a_number(integral: Term, known: Theorem, given: tuple) -> Theorem:
    """An integral from −∞ to u, or from u to ∞, from its part `known` that ends at 0, or begins there."""
    *ends, f = integral.args
    below = ends[1] not in INFINITIES  # is it the one from −∞?
    u = ends[below]
    near, value = Term("integral", (ZERO, u, f), integral.hint), known.conclusion.args[1]
    total = add(value, near if below else neg(near))
    less, equal, greater = Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))

    def by_parts(far, case):
        """∫ over both parts, where the one to u is ∫_0^u f or its negative."""
        itself = rules.equality(near, near, (), (*given, case))
        turned = itself if (case == greater) else rules.integral_reversed(itself)
        return rules.integral_joined(*((far, turned) if below else (turned, far)))

    beyond = greater if below else less
    outside = by_parts(rules.weaken(known, *given, beyond), beyond)
    outside = rules.transitive(outside, rules.equality(outside.conclusion.args[1], total, (), (*given, beyond)))

    within, v = less if below else greater, fresh("v", "real")
    supposed = rules.weaken(rules.assume(Term("eq", (integral, v))), *given, within)
    parts = rules.transitive(rules.symmetric(known), by_parts(supposed, within))
    named = rules.linear(Term("eq", (v, total)), [(MINUS, parts)], ZERO, (), (*given, within))
    exists = rules.valued(_smaller(integral, known, (*given, within)))
    inside = rules.obtain(exists, rules.transitive(supposed, named), v)

    hole = fresh("u", "real")
    context = Term("integral", (*((ends[0], hole) if below else (hole, ends[1])), f), integral.hint)
    nothing = derived.integral_at_a_point(near, (*given, equal))
    sign = ONE if below else MINUS
    same = rules.transitive(rules.congruence(context, hole, rules.assume(equal)), known)
    same = rules.transitive(same, rules.linear(Term("eq", (value, total)), [(neg(sign), nothing)], ZERO, (), (*given, equal)))
    return rules.trichotomy(u, ZERO, *((inside, same, outside) if below else (outside, same, inside)), given)


def _smaller(integral, known, given):
    """∫ f <= ∫ f over a larger interval, where 0 <= f at sight."""
    x, f = opened(integral)
    positive = rules.sign(f, "le", given)
    return rules.integral_bounded(integral, known.conclusion.args[0], known, rules.equality(f, f, (), given), positive, positive, x)


def reduced_to_a_number(search, integral: Term) -> Theorem | None:
    """∫_−∞^u f or ∫_u^∞ f with ∫_0^u f in it, where the part that ends at 0 has a known value."""
    lower, upper, f = integral.args
    if (
        (lower in INFINITIES) == (upper in INFINITIES)
        or lower == INFINITY
        or upper == neg(INFINITY)
        or not (lower.free | upper.free)
    ):
        return None
    part = (lower, ZERO) if lower in INFINITIES else (ZERO, upper)
    known = search.attempt(lambda: whole(Term("integral", (*part, f), integral.hint)))
    return known and search.attempt(lambda: from_a_number(integral, known, search.given))


def within_the_line(search, goal: Term) -> list[Theorem]:
    """Bounds of the integrals ∫_a^u f of positive functions, a being a number, by 0 and by those over all numbers beyond a."""
    found = []
    for t in moving(goal):
        for bound in (_sign, whole_above, _above, _tail) if t.args[0].op == "num" else ():
            theorem = search.attempt(lambda t=t, bound=bound: bound(t, search.given))
            found += [theorem] if theorem and theorem.conclusion not in search.given else []
    return found


def _sign(integral, given):
    """0 < ∫_a^u f where a < u at sight, and ∫_a^u f < 0 where u < a."""
    a, u, _ = integral.args
    facts = Facts.of(given)
    above, below = (facts.meant(gap) == POS for gap in (sub(u, a), sub(a, u)))
    if not (above or below):
        raise Refused("the order of the ends is not known")
    low, high = (a, u) if above else (u, a)
    rises = _rises(integral, low, high, rules.linear(Term("lt", (low, high)), [], sub(high, low), (), given))
    nothing = at_points(rises.conclusion.args[0 if above else 1], given)
    return rules.transitive(rules.symmetric(nothing), rises) if above else rules.transitive(rises, nothing)


def whole_above(integral, given):
    """∫_a^u f < ∫_a^w f <= ∫_a^∞ f, w being |u| + |a| + 1."""
    a, u, f = integral.args
    known = whole(Term("integral", (a, INFINITY, f), integral.hint))
    w = add(fn("abs", u), fn("abs", a), ONE)
    rises = _rises(integral, u, w, rules.linear(Term("lt", (u, w)), [(ONE, derived.below_size(u, given))], ONE, (), given))
    most = _smaller(Term("integral", (a, w, f), integral.hint), known, given)
    return rules.transitive(rules.transitive(rises, most), rules.weaken(known, *given))


def _above(integral, given):
    """−∫_−∞^a f <= −∫_−w^a f < ∫_a^u f."""
    a, u, f = integral.args
    known = whole(Term("integral", (neg(INFINITY), a, f), integral.hint))
    w = neg(add(fn("abs", u), fn("abs", a), ONE))
    order = rules.linear(Term("lt", (w, u)), [(ONE, derived.below_size(neg(u), given))], ONE, (), given)
    rises = _rises(integral, w, u, order)
    least = _smaller(Term("integral", (w, a, f), integral.hint), known, given)
    turned = rules.integral_reversed(rules.equality(rises.conclusion.args[0], rises.conclusion.args[0], (), given))
    value = known.conclusion.args[1]
    premises = [(ONE, rises), (MINUS, turned), (ONE, rules.transitive(least, known))]
    return rules.linear(Term("lt", (neg(value), integral)), premises, ZERO, (), given)


def _tail(integral, given):
    """∫_0^∞ f − (1/u) ∫_u^∞ t f(t) dt <= ∫_0^u f, where 0 < u at sight."""
    from .tails import tail_bound  # here, as it rests on values of integrals

    return tail_bound(integral, given)


def _rises(integral, low, high, order):
    """∫_a^low f < ∫_a^high f, where 0 < f at sight."""
    a, _, f = integral.args
    y, z = fresh("y", "real"), fresh("z", "real")
    slope = bind("deriv", sort("real"), y, variable=z, body=Term("integral", (a, z, f), integral.hint))
    return rules.rising(rules.sign(slope, "lt"), y, low, high, order)


@lru_cache(maxsize=64)
def whole(integral):
    """The value of an integral to infinity, without hypotheses."""
    from .value import integral_theorem  # here, as this rests on inequalities, and these on integrals from a to a

    theorem = integral_theorem(integral)
    if theorem is None or theorem.conclusion.op != "eq":
        raise Refused("no value to infinity")
    return theorem


def at_points(term: Term, given: tuple) -> Theorem | None:
    """The term without its integrals from a number to that number; None if it has none."""
    facts = Facts.of(given)
    empty = [t for t in subterms(term) if t.op == "integral" and not t.loose and not _far(t) and _has_no_length(t, facts)]
    theorem = rewritten(term, [derived.integral_at_a_point(t, given) for t in empty])
    return theorem and settled(theorem)


def _has_no_length(integral, facts):
    lower, upper, _ = integral.args
    return facts.meant(sub(upper, lower)) == NIL
