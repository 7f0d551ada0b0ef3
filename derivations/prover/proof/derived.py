"""Derived rules: what follows from the rules of the kernel so often that it has a name. Nothing here is trusted.

antisymmetric(below, above)             a = b, from a <= b and b <= a
not_apart(different, same)              0 < 0, from a ≠ b and a = b
bracket(theorem, relation)              what [a = b], [a < b] and [b < a] are worth, from a = b, a < b or a <= b
below_size(u)                           u <= |u|
factor_vanishes(theorem, c, u, m)       u = 0, from c u^m = 0
weighted_sum(term, k, w, v, theorem)    0 < Σ_k w_k v_k, from 0 < Σ_k w_k, where 0 <= w_k and 0 < v_k at sight
limit_along_integers(theorem, kind)     lim f(n) = v through whole numbers, from lim f(x) = v as x → ∞
limit_moved(limit, theorem)             lim_{x→a} f(x) = v, from lim_{y→0+} f(a ± y) = v, or f(±1/y) where a is infinite
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem
from ..kernel.terms import (
    INFINITIES, INFINITY, MINUS, ONE, ZERO, Term, add, fn, fresh, is_real, mul, neg, num, power, sort, sub, substitute,
)  # fmt: skip

NEVER = Term("lt", (ZERO, ZERO))


class Told(NamedTuple):
    """What a reader is told of a theorem that a derived rule made, in place of all the rules that made it."""

    rule: str
    premises: tuple
    call: tuple


_told: WeakKeyDictionary[Theorem, Told] = WeakKeyDictionary()


def told(theorem: Theorem) -> Told | Theorem:
    """The derived rule that made a theorem, with its premises and call; or the theorem, which has these of a kernel rule."""
    return _told.get(theorem, theorem)


def _named(rule: str) -> Callable:
    """A derived rule that a reader sees as one step, of this name."""

    def naming(function):
        @wraps(function)
        def made(*args, **named):
            theorem = function(*args, **named)
            premises = tuple(a for a in (*args, *named.values()) if isinstance(a, Theorem))
            args = tuple(tuple(a) if isinstance(a, list) else a for a in args)
            _told[theorem] = Told(rule, premises, (function.__name__, args, named))
            return theorem

        return made

    return naming


def antisymmetric(below: Theorem, above: Theorem) -> Theorem:
    """From a <= b and b <= a: a = b, as a < b would give a < a."""
    sides = below.conclusion.args
    less, equal = (rules.assume(Term(relation, sides)) for relation in ("lt", "eq"))
    never = rules.absurd(rules.transitive(less, above), equal.conclusion)
    return rules.cases(below, equal, never)


@_named("contradiction")
def not_apart(different: Theorem, same: Theorem) -> Theorem:
    """From a ≠ b and a = b: 0 < 0, as b ≠ b."""
    return rules.absurd(rules.transitive(rules.symmetric(same), different), NEVER)


@_named("bracket")
def bracket(theorem: Theorem, relation: str = "eq") -> Theorem:
    """From a = b: [a = b] = 1, [a < b] = 0. From a < b: [a = b] = 0, [a < b] = 1. From a <= b or a < b: [b < a] = 0.

    `relation` is eq, lt or gt, as the bracket is of a = b, a < b or b < a. Refused unless a and b have values at sight.
    """
    known = theorem.conclusion
    (a, b), worth = known.args, WORTH.get(known.op, {}).get(relation)
    if worth is None:
        raise Refused("the statement does not say what the bracket is worth")
    if known.op == "eq":
        hole = fresh("u", "real" if is_real(a) and is_real(b) else "complex")
        same = rules.congruence(_between(relation, hole, b), hole, theorem)
        return rules.transitive(same, rules.equality(_between(relation, b, b), worth, (), theorem.hypotheses))
    lemma, gap = _bracket_of_sign(known.op, relation)
    given = *theorem.hypotheses, known
    lemma = rules.substitution(rules.weaken(lemma, *given), {gap: sub(b, a)})
    same = rules.equality(_between(relation, a, b), lemma.conclusion.args[0], (), given)
    return rules.cut(rules.transitive(same, lemma), theorem)


WORTH = {"eq": {"eq": ONE, "lt": ZERO, "gt": ZERO}, "lt": {"eq": ZERO, "lt": ONE, "gt": ZERO}, "le": {"gt": ZERO}}


def _between(relation, a, b):
    """[a = b], [a < b] or [b < a]."""
    return fn("ind", Term("lt", (b, a)) if relation == "gt" else Term(relation, (a, b)))


@lru_cache
def _bracket_of_sign(order, relation):
    """What [0 = u], [0 < u] or [u < 0] is worth where 0 < u, or 0 <= u; and u."""
    u = fresh("u", "positive" if order == "lt" else "nonnegative")
    sides = _between(relation, ZERO, u), WORTH[order][relation]
    if order == "lt":
        return rules.equality(*sides), u
    cases = (rules.equality(*sides, (), [Term(case, (ZERO, u))]) for case in ("eq", "lt"))
    return rules.cases(rules.sign(u, "le"), *cases), u


def below_size(u: Term, given: tuple = ()) -> Theorem:
    """u <= |u|, as |u| is −u or u: at sight where it is known which."""
    goal = Term("le", (u, fn("abs", u)))
    try:
        return rules.linear(goal, [], given=given)
    except Refused:
        pass
    less, equal, greater = Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    turned = rules.linear(goal, [(num(2), rules.assume(less, given))], given=given)
    same = (rules.linear(goal, [], given=(*given, case)) for case in (equal, greater))
    return rules.trichotomy(u, ZERO, turned, *same, given)


@_named("zero product")
def factor_vanishes(theorem: Theorem, factor: Term, base: Term, exponent: int = 1, given: tuple = ()) -> Theorem:
    """From p = 0, where p = c u^m by normal form: u = 0. c ≠ 0 at sight; where m > 1, u is real."""
    left = base if exponent == 1 else power(base, num(exponent))
    zero = rules.linear(Term("eq", (left, ZERO)), [(power(factor, MINUS), theorem)], using=("definition",), given=given)
    if exponent == 1:
        return zero
    lemma, u = _power_vanishes(exponent)
    return rules.cut(rules.substitution(rules.weaken(lemma, *zero.hypotheses), {u: base}), zero)


@lru_cache
def _power_vanishes(exponent):
    """u = 0, supposing that u^m = 0, for a real u, as u^2m is positive otherwise; and u."""
    u = fresh("u", "real")
    left, less, nothing, greater = power(u, num(exponent)), Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    zero = rules.assume(Term("eq", (left, ZERO)))
    signs = (rules.sign(power(u, num(2 * exponent)), "lt", [case]) for case in (less, greater))
    below, above = (rules.absurd(rules.linear(NEVER, [(left, zero), (ONE, sign)]), nothing) for sign in signs)
    return rules.trichotomy(u, ZERO, below, rules.assume(nothing), above, zero.hypotheses), u


def weighted_sum(term: Term, index: Term, weight: Term, value: Term, theorem: Theorem, given: tuple = ()) -> Theorem:
    """From 0 < Σ_k w_k: 0 < Σ_k w_k v_k, as this is not 0 unless every w_k is. 0 <= w_k and 0 < v_k at sight."""
    weakly = rules.sign(term, "le", given)
    vanishes, strictly = (rules.assume(Term(relation, (ZERO, term))) for relation in ("eq", "lt"))
    each = rules.sign(mul(weight, value), "le", given)
    weightless = factor_vanishes(rules.terms_vanish(rules.symmetric(vanishes), each, index), value, weight, 1, given)
    nothing = rules.under("sum", index.args[2:], index, weightless)
    never = rules.linear(NEVER, [(ONE, theorem), (ONE, nothing)])
    return rules.cases(weakly, rules.absurd(never, strictly.conclusion), strictly)


@_named("along the whole numbers")
def limit_along_integers(theorem: Theorem, kind: Term) -> Theorem:
    """From lim f(x) = v as x → ∞: lim f(n) = v as n → ∞ through whole numbers of a sort. So too for a limit that diverges."""
    left = theorem.conclusion.args[0]
    return rules.limit_along_steps(Term("limit", (kind, *left.args[1:]), left.hint), theorem)


@_named("moved to 0+")
def limit_moved(limit: Term, theorem: Theorem) -> Theorem:
    """From lim_{y→0+} f(m(y)) = v: lim_{x→a} f(x) = v, where m(y) = a + y, a − y, 1/y or −1/y as a is approached from above, from
    below, is ∞ or −∞. So too for a limit that diverges.
    """
    _, point, side, _ = limit.args
    moved, y, tends = _to_point(point, side)
    return rules.limit_substituted(limit, theorem, tends, moved, y)


@lru_cache(maxsize=256)
def _to_point(point, side):
    """m(y) as in `limit_moved`, y, and the theorem that m(y) → a, or 1/m(y) → 0, as y → 0+."""
    y, hole, at_zero = fresh("y", "positive"), fresh("u", "real"), (sort("positive"), ZERO, "+")
    small = rules.limit_of_variable(*at_zero, "y")
    if point not in INFINITIES:
        moved = {"+": add(point, y), "-": sub(point, y)}.get(side)
        if moved is None:
            raise Refused("a two-sided limit comes from two one-sided ones")
        tends = rules.limit_through(substitute(moved, {y: hole}), hole, small, *at_zero)
        return moved, y, rules.transitive(tends, rules.equality(tends.conclusion.args[1], point))
    moved = power(y, MINUS) if point == INFINITY else neg(power(y, MINUS))
    inverse = y if point == INFINITY else neg(y)
    tends = rules.limit_through(substitute(inverse, {y: hole}), hole, small, *at_zero)
    tends = rules.transitive(tends, rules.equality(tends.conclusion.args[1], ZERO))
    return moved, y, rules.transitive(rules.under("limit", at_zero, y, rules.equality(power(moved, MINUS), inverse)), tends)


DERIVED = {
    rule.__name__: rule
    for rule in (
        antisymmetric, not_apart, bracket, below_size, factor_vanishes, weighted_sum, limit_along_integers, limit_moved,
    )
}  # fmt: skip
