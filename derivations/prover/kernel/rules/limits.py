"""Rules of limits."""

from collections.abc import Iterable

from ..definitions import expand
from ..signs import NEG, NIL, POS, STRICTLY, UNREAL, Facts, continues, near as near_point
from ..terms import (
    INFINITY, INTEGERS, MINUS, ONE, ZERO, Term, abstract, at, bind, div, fresh, from_affine, instantiate, is_real, neg, opened,
    power, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ..theorem import (
    Formula, Sort, Theorem, Variable, defined, _fresh_index, _hypotheses, _in_range, _not_assumed, _require, rule, _sides,
    _theorem,
)  # fmt: skip
from .equations import _all_obligations
from .nearby import _infinite, _left_near, local_hypotheses


def _approach(kind, point, side):
    """Can a variable of this kind come as near to the point from this side as one likes?"""
    domain = kind.args[0]
    _require(domain in ("real", "positive") and len(kind.args) == 1, f"no limit in a variable of kind {domain}")
    _require(side in ("+", "-", "+-"), f"a limit comes from '+', '-' or '+-', not {side!r}")
    if _infinite(point):
        _require(domain == "real" or point.op == "infinity", "a positive variable does not tend to minus infinity")
        return
    facts = Facts.of()
    defined(point, facts)
    mask = facts.meant(point)
    inside = POS if domain == "positive" else NEG | NIL | POS
    _require(not mask & ~inside or (domain == "positive" and mask == NIL and side == "+"), "the point is not approached")


def _approach_or_count(kind, point, side):
    """The same; or is it a whole number that tends to infinity?"""
    if kind.args[0] in INTEGERS:
        _require(point == INFINITY, "whole numbers come near to nothing but infinity")
    else:
        _approach(kind, point, side)


@rule
def limit_of_variable(kind: Sort, point: Term, side: str, name: str = "x") -> Theorem:
    """lim x = a as x → a; lim 1/x = 0 as x → ∞ or x → −∞.

    Side conditions: the point has a value and is one that a real or positive variable approaches, from the side that is named.
    """
    _approach(kind, point, side)
    x = fresh(name, *kind.args)
    far = _infinite(point)
    body, value = (power(x, MINUS), ZERO) if far else (x, point)
    left = bind("limit", kind, point, side, variable=x, body=body)
    return _theorem([], Term("eq", (left, value)), "limit of 1/x" if far else "limit of x")


@rule
def limit_along_steps(limit: Term, theorem: Theorem, step: int = 1, shift: int = 0) -> Theorem:
    """From lim f(x) = v as x → ∞: lim f(c n + d) = v as n → ∞ through whole numbers. From lim f(n + d) = v: lim f(n) = v. So too
    where they diverge.

    Side conditions: c is a whole number from 1 on, d one from 0 on.
    """
    left, value = _sides(theorem, "eq", "diverges")
    _require(limit.op == left.op == "limit" and limit.args[1:3] == left.args[1:3], "not two limits of one kind")
    kind, point = limit.args[:2]
    _require(kind.args[0] in INTEGERS and point == INFINITY, "not a limit along the whole numbers")
    _require(step >= 1 and shift >= 0, "the steps do not lead to infinity")
    n = fresh("n", *kind.args)
    later = from_affine({n: step}, shift)
    forwards = instantiate(left.args[3], later) == instantiate(limit.args[3], n)
    backwards = step == 1 and instantiate(limit.args[3], later) == instantiate(left.args[3], n)
    _require(forwards or backwards, "the one sequence is not a part of the other")
    return _theorem(theorem.hypotheses, Term(theorem.conclusion.op, (limit, value)), "part of a sequence", [theorem])


@rule
def limit_two_sided(below: Theorem, above: Theorem) -> Theorem:
    """From lim f = v as x → a from below and from above: lim f = v as x → a. So too where both diverge in one direction.

    Side conditions: a is not infinite; the value is written alike in the two.
    """
    relation = below.conclusion.op
    (left, value), (right, value2) = _sides(below, "eq", "diverges"), _sides(above, relation)
    _require(left.op == right.op == "limit" and value == value2, "the two limits differ")
    kind, point, side, body = left.args
    _require(side == "-" and right.args == (kind, point, "+", body) and not _infinite(point), "not the two sides of a point")
    conclusion = Term(relation, (Term("limit", (kind, point, "+-", body), left.hint), value))
    return _theorem(_hypotheses(below, above), conclusion, "from both sides", [below, above])


@rule
def limit_substituted(
    limit: Term, theorem: Theorem, inner: Theorem, g: Term, t: Variable, given: Iterable[Formula] = ()
) -> Theorem:
    """From lim_{t→0+} f(g(t)) = v and lim_{t→0+} g(t) = a: lim f(x) = v as x → a from the side of a where g is. If a is infinite,
    from lim 1/g(t) = 0. So too for a limit that diverges.

    By the intermediate value theorem g takes every value near a, on that side, at some small t.
    Side conditions: the limit in x is one-sided, and at a point that x approaches; g has values, is continuous and lies on that
    side of a, for every t > 0 and at sight; t is in no hypothesis.
    """
    _require(limit.op == "limit", "not a limit")
    kind, point, side, f = limit.args
    _approach(kind, point, side)
    _require(t.args[1:] == ("positive",) and t not in limit.free, "the new variable must be new, and positive")
    far = _infinite(point)
    _require(far or side != "+-", "a two-sided limit comes from two one-sided ones")
    small = {"+": sub(g, point), "-": sub(point, g)}[side] if not far else g if point.op == "infinity" else neg(g)
    at_zero = sort("positive"), ZERO, "+"
    tends = bind("limit", *at_zero, variable=t, body=power(g, MINUS) if far else g)
    _require(inner.conclusion == Term("eq", (tends, ZERO if far else point)), "the substituted function does not tend to the point")
    left, value = _sides(theorem, "eq", "diverges")
    expected = bind("limit", *at_zero, variable=t, body=instantiate(f, g))
    _require(left == expected, "the theorem is not about the substituted function")
    hypotheses = [*given, *_hypotheses(theorem, inner)]
    _not_assumed(hypotheses, t)
    facts = Facts.of(hypotheses)
    parts = subterms(expand(g, unfold=True))
    _require(all(continues(u) for u in parts if t in u.free), "not known to be continuous")
    _in_range(g, facts)
    for what, place, where in _all_obligations(g, facts):
        where.discharge(STRICTLY.get(what, what), place)
    _require(facts.meant(small) == POS, "the substituted function may lie on another side of the point")
    return _theorem(hypotheses, Term(theorem.conclusion.op, (limit, value)), "substitution in a limit", [theorem, inner])


@rule
def l_hopital(
    numerator: Theorem,
    denominator: Theorem,
    slopes: Theorem,
    x: Variable,
    f: Term,
    g: Term,
    kind: Sort,
    point: Term,
    side: str,
    given: Iterable[Formula] = (),
    near: Iterable[Theorem] = (),
) -> Theorem:
    """From lim f = 0, lim g = 0 and lim f′/g′ = v: lim f/g = v.

    Side conditions: f and g have derivatives, and g′ ≠ 0 at sight, near the point, but not at it; v does not depend on x; x is
    in no hypothesis save in what holds near the point (as in `under`).
    """
    _approach(kind, point, side)
    approach = (kind, point, side)
    for theorem, body in ((numerator, f), (denominator, g)):
        expected = Term("eq", (bind("limit", *approach, variable=x, body=body), ZERO))
        _require(theorem.conclusion == expected, "numerator and denominator must be shown to tend to 0")
    first, second = (bind("deriv", kind, x, variable=x, body=body) for body in (f, g))
    limit, value = _sides(slopes, "eq")
    _require(limit == bind("limit", *approach, variable=x, body=div(first, second)), "not the limit of f'/g'")
    _require(x not in value.free, "the limit depends on the variable")
    theorems = [numerator, denominator, slopes, *near]
    rest = _left_near(theorems, x, approach, near, given)
    around = Facts.of([*given, *_hypotheses(*theorems), *local_hypotheses("limit", approach, x)])
    for term in (first, second):
        defined(term, around)
    _require(not around.meant(second) & (NIL | UNREAL), "the derivative of the denominator may vanish")
    conclusion = Term("eq", (bind("limit", *approach, variable=x, body=div(f, g)), value))
    return _theorem(rest, conclusion, "l'Hôpital's rule", theorems)


@rule
def limit_through(
    context: Term,
    holes: Variable | tuple[Variable, ...],
    theorems: Theorem | tuple[Theorem, ...],
    kind: Sort,
    point: Term,
    side: str,
) -> Theorem:
    """From lim g_k(x) = b_k for each hole k: lim F(g(x)) = F(b), holes being numbers or vectors.

    Side conditions: F is made of continuous operations where it depends on the holes, and has values near b, not at it alone;
    the holes are complex, or real where the g_k are, and no hypothesis speaks of them.
    """
    _approach_or_count(kind, point, side)
    holes, theorems = (several if isinstance(several, tuple) else (several,) for several in (holes, theorems))
    _require(len(set(holes)) == len(holes) == len(theorems), "one theorem for each hole")
    hypotheses = _hypotheses(*theorems)
    names = (t.hint for theorem in theorems for t in subterms(theorem.conclusion) if t.op == "limit")
    x = fresh(next(names, None) or "x", *kind.args)
    inside, value = {}, {}
    for hole, theorem in zip(holes, theorems):
        wide = hole.args[1] == "complex" or hole.args[1] == "real" and is_real(theorem.conclusion)
        _require(wide, "the inner function or its limit may lie outside the domain of the hole")
        _not_assumed(hypotheses, hole)
        g, value[hole] = _limit_parts(hole, theorem, kind, point, side)
        inside[hole] = instantiate(g, x)
    odd = next((t for t in subterms(expand(context, unfold=True)) if t.free & set(holes) and not continues(t)), None)
    _require(odd is None, f"{odd and odd.op} is not known to be continuous")
    facts = Facts.of(hypotheses)
    _in_range(context, facts)
    for whole in _entries(context):
        for what, place, where in near_point(whole, value, facts):
            where.discharge(what, place)
    limit = bind("limit", kind, point, side, variable=x, body=substitute(context, inside))
    conclusion = Term("eq", (limit, substitute(context, value)))
    return _theorem(hypotheses, conclusion, "limit through a continuous function", theorems)


def _entries(term):
    """A number as itself, a vector by its general entry."""
    for k in map(_fresh_index, shape(term)):
        term = at(term, k)
    return [term]


def _limit_parts(hole, theorem, kind, point, side):
    """The inner function (as the body of a binder in x) and its limit, a number or a vector by its entries."""
    approach = (kind, point, side)
    if theorem.conclusion.op != "forall":
        limit, b = _sides(theorem, "eq")
        _require(limit.op == "limit" and limit.args[:3] == approach and len(hole.args) == 2, "not the limit of a number")
        return limit.args[3], b
    _require(theorem.conclusion.args[0] == sort("index", ONE, *hole.args[2:]), "the indices do not fit the hole")
    k, inner = opened(theorem.conclusion)
    _require(inner.op == "eq" and inner.args[0].op == "limit" and inner.args[0].args[:3] == approach, "not a limit")
    x, g = opened(inner.args[0])
    vector = bind("lam", *k.args[2:], variable=k, body=g)
    return abstract(x, vector), bind("lam", *k.args[2:], variable=k, body=inner.args[1])


@rule
def squeeze(
    lower: Theorem,
    upper: Theorem,
    below: Theorem,
    above: Theorem,
    x: Variable,
    kind: Sort,
    point: Term,
    side: str,
    near: Iterable[Theorem] = (),
) -> Theorem:
    """From lo(x) R f(x) S hi(x) near the point, lim lo = b and lim hi = b: lim f = b. R and S are <=, < or =.

    Side conditions: b does not depend on x; x is in no hypothesis save in what holds near the point (as in `under`).
    """
    _approach_or_count(kind, point, side)
    lo, f = _sides(below, "le", "lt", "eq")
    f2, hi = _sides(above, "le", "lt", "eq")
    approach = (kind, point, side)
    for side_theorem, body in ((lower, lo), (upper, hi)):
        limit, _ = _sides(side_theorem, "eq")
        _require(limit == bind("limit", *approach, variable=x, body=body), "the bound's limit is not what was shown")
    value = lower.conclusion.args[1]
    _require(f == f2 and value == upper.conclusion.args[1], "the bounds do not meet")
    _require(x not in value.free, "the limit depends on the variable")
    theorems = [lower, upper, below, above]
    rest = _left_near(theorems, x, approach, near)
    return _theorem(rest, Term("eq", (bind("limit", *approach, variable=x, body=f), value)), "squeeze", [*theorems, *near])


@rule
def limit_infinite(
    inverse: Theorem, signed: Theorem, x: Variable, kind: Sort, point: Term, side: str, near: Iterable[Theorem] = ()
) -> Theorem:
    """From lim 1/f = 0, and 0 < f(x) near the point: lim f = ∞; from f(x) < 0: lim f = −∞.

    Side conditions: x is in no hypothesis save in what holds near the point (as in `under`).
    """
    low, high = _sides(signed, "lt")
    _require(ZERO in (low, high), "the function is not compared with 0")
    f, direction = (high, ONE) if low == ZERO else (low, MINUS)
    approach = (kind, point, side)
    tends = Term("eq", (bind("limit", *approach, variable=x, body=power(f, MINUS)), ZERO))
    _require(inverse.conclusion == tends, "the inverse is not shown to tend to 0")
    rest = _left_near([inverse, signed], x, approach, near)
    conclusion = Term("diverges", (bind("limit", *approach, variable=x, body=f), direction))
    return _theorem(rest, conclusion, "the inverse tends to 0", [inverse, signed, *near])
