"""Rules of integrals."""

from collections import Counter
from collections.abc import Iterable

from ..definitions import expand
from ..signs import NEG, NIL, POS, Facts, continues
from ..terms import (
    INFINITY, INTEGRALS, MINUS, ONE, PRINCIPAL, ZERO, Term, add, bind, bound_sort, instantiate, is_real, mul, neg, num, opened,
    power, sort, sub, subterms,
)  # fmt: skip
from ..theorem import Formula, Index, Theorem, Variable, defined, _hypotheses, _not_assumed, _require, rule, _sides, _theorem
from .equations import _same
from .nearby import between, _infinite, _interval, local_hypotheses


@rule
def integral_scales(scaled: Term, integral: Term, factor: Term) -> Theorem:
    """∫ c f reduces c ∫ f, over an interval, a simplex or R^n.

    Side conditions: c does not depend on the variable.
    """
    same_range = scaled.op == integral.op and scaled.args[:-1] == integral.args[:-1]
    _require(integral.op in INTEGRALS and same_range, "not two integrals over the same range")
    x, body = opened(integral)  # a new variable, so that the factor does not depend on it
    product = Counter(_factors(opened(scaled, x)[1]))
    _require(product == Counter([*_factors(factor), *_factors(body)]), "the integrand is not the factor times the other")
    return _theorem([], Term("reduces", (scaled, mul(factor, integral))), "a constant factor leaves the integral")


def _factors(term):
    return [f for part in term.args for f in _factors(part)] if term.op == "mul" else [term]


@rule
def fundamental_theorem(
    integral: Term, antiderivative: Term, x: Variable, low: Theorem, high: Theorem, given: Iterable[Formula] = ()
) -> Theorem:
    """From lim F(x) = A as x → a+ and lim F(x) = B as x → b−: ∫_a^b f = B − A, where F′ = f between a and b. If one limit is
    infinite, or both in opposite directions, the integral diverges.

    Side conditions: a < b at sight, or an end is infinite; F is differentiable, f has a value and F′ = f by normal form, for a
    < x < b; x is in no hypothesis.
    """
    _require(integral.op == "integral", "not an integral")
    lower, upper, body = integral.args
    _require(x.args[1:] == ("real",) and x not in integral.free, "the variable must be a new real one")
    theorems = [low, high]
    hypotheses = [*given, *_hypotheses(*theorems)]
    _not_assumed(hypotheses, x)
    facts = Facts.of(hypotheses)
    _interval(lower, upper, facts)
    inside = facts.given(*between(lower, upper, x, facts))
    slope = bind("deriv", sort("real"), x, variable=x, body=antiderivative)
    f = instantiate(body, x)
    for term in (slope, f):
        defined(term, inside)
    _require(_same(slope, f, inside, {"definition", "derivative"}, there=True), "the derivative is not the integrand")
    values = []
    for theorem, point, side in ((low, lower, "+"), (high, upper, "-")):
        limit, value = _sides(theorem, "eq", "diverges")
        expected = bind("limit", sort("real"), point, side, variable=x, body=antiderivative)
        _require(limit == expected, f"not the limit of the antiderivative at {point!r}")
        values.append(value)
    if "diverges" in (low.conclusion.op, high.conclusion.op):
        conclusion = Term("diverges", (integral, _direction((low, -1), (high, 1))))
    else:
        conclusion = Term("eq", (integral, sub(values[1], values[0])))
    return _theorem(hypotheses, conclusion, "fundamental theorem of calculus", theorems)


def _direction(*signed):
    """Where a sum of multiples ±1 goes to infinity: those that diverge must agree, as the others are finite."""
    found = {num(sign * theorem.conclusion.args[1].args[0]) for theorem, sign in signed if theorem.conclusion.op == "diverges"}
    _require(len(found) == 1, "the parts diverge in opposite directions, or not at all")
    return found.pop()


@rule
def integral_exceeds(integral: Term, divergent: Theorem, order: Theorem, signed: Theorem, x: Variable) -> Theorem:
    """From ∫_c^d g = ∞, g <= f for c < x < d, and 0 <= f for a < x < b: ∫_a^b f = ∞. With all signs turned: −∞.

    Side conditions: all ends have values or are infinite; c < d, and a <= c, d <= b, at sight; x is in no hypothesis but those
    that say that it lies in its interval.
    """
    part, direction = _sides(divergent, "diverges")
    (g, f), (zero, same) = (s[:: direction.args[0]] for s in (_sides(order, "le", "lt", "eq"), _sides(signed, "le", "lt")))
    _require(integral.op == part.op == "integral", "not two integrals")
    _require(part == bind("integral", *part.args[:2], variable=x, body=g), "what diverges is not the integral of the bound")
    _require(integral == bind("integral", *integral.args[:2], variable=x, body=f), "not the integral of the function")
    _require(same == f and zero == ZERO, "the function is not shown to keep its sign")
    rest = _one_in_another(part, integral, x, divergent, [order], [signed])
    return _theorem(rest, Term("diverges", (integral, direction)), "comparison of integrals", [divergent, order, signed])


@rule
def integral_bounded(
    integral: Term, bound: Term, valued: Theorem, order: Theorem, signed: Theorem, whole: Theorem, x: Variable
) -> Theorem:
    """From 0 <= f <= g for a < x < b, and 0 <= g for c < x < d, where ∫_c^d g has a value: ∫_a^b f <= ∫_c^d g.

    By comparison ∫_a^b f has a value, too.
    Side conditions: ∫_c^d g is a side of the theorem `valued`; f is made of continuous operations, and no integral varies in
    it; all ends have values or are infinite; a < b, c <= a and b <= d at sight; x is in no hypothesis but those that say that
    it lies in its interval.
    """
    f, g = _sides(order, "le", "lt", "eq")
    _require(integral.op == bound.op == "integral", "not two integrals")
    _require(integral == bind("integral", *integral.args[:2], variable=x, body=f), "not the integral of what is compared")
    _require(bound == bind("integral", *bound.args[:2], variable=x, body=g), "not the integral of its bound")
    _require(bound in _sides(valued, "eq", "le", "lt"), "the integral of the bound is not shown to have a value")
    _require(_sides(signed, "le", "lt") == (ZERO, f), "the function is not shown to be at least 0")
    _require(_sides(whole, "le", "lt") == (ZERO, g), "the bound is not shown to be at least 0")
    moving = [t for t in subterms(expand(f, unfold=True)) if x in t.free]
    _require(all(t.op != "integral" and continues(t) and t.op not in PRINCIPAL for t in moving), "it may have no integral")
    rest = _one_in_another(integral, bound, x, valued, [order, signed], [whole])
    return _theorem(rest, Term("le", (integral, bound)), "integral of what is smaller", [valued, order, signed, whole])


@rule
def integral_between(integral: Term, lower: Theorem, upper: Theorem, below: Theorem, above: Theorem, x: Variable) -> Theorem:
    """From l <= f <= g wherever an integral ranges, where ∫ l and ∫ g have values: ∫ l <= ∫ f <= ∫ g, over an interval or R^n.

    By comparison ∫ f has a value, too. That x is between the ends may be supposed, and that x, or an entry of it, is not some one
    number: where it is, there is nothing to integrate.
    Side conditions: ∫ l is a side of the theorem `lower`, and ∫ g of `upper`; f is l or g, or made of continuous operations and of
    integrals of these; the ends of an interval are in order; the number has a value and does not vary with x, and x has such an
    entry; x is in no other hypothesis.
    """
    (l, f), (same, g) = (_sides(order, "le", "lt", "eq") for order in (below, above))
    _require(integral.op in ("integral", "space"), "not an integral over an interval or R^n")
    _require(x.args[1:] == bound_sort(integral).args and x not in integral.free, "the variable must be new, and of that range")
    *over, _ = integral.args
    low, whole, high = (bind(integral.op, *over, variable=x, body=body) for body in (l, f, g))
    _require(whole == integral and f == same, "not the integral of what lies between the two")
    for theorem, bound in ((lower, low), (upper, high)):
        _require(bound in _sides(theorem, "eq", "le", "lt"), "the integral of a bound is not shown to have a value")
    moving = [t for t in subterms(expand(f, unfold=True)) if x in t.free or t.loose]
    known = f in (l, g) or all((continues(t) or t.op in INTEGRALS or t.op == "cons") and t.op not in PRINCIPAL for t in moving)
    _require(known, "it may have no integral")
    theorems = [lower, upper, below, above]
    facts = Facts.of(h for h in _hypotheses(*theorems) if x not in h.free)
    if integral.op == "integral":
        _interval(*over, facts)
    local = between(*over, x, facts) if integral.op == "integral" else []
    rest = [h for h in _hypotheses(below, above) if h not in local and not _avoids_a_number(h, x, facts)]
    rest += _hypotheses(lower, upper)
    _not_assumed(rest, x)
    parts = Term("le", (low, whole)), Term("le", (whole, high))
    return _theorem(rest, Term("and", parts), "integral of what lies between", theorems)


def _avoids_a_number(h, x, facts):
    """Does a hypothesis say no more than that x, or an entry that it has, is not a number that does not vary with x?"""
    if h.op != "ne" or x in h.args[1].free:
        return False
    defined(h.args[1], facts)
    match h.args[0]:
        case Term("at", (array, k)):
            return array == x and facts.in_range(k, ONE, x.args[2])
        case place:
            return place == x


def _one_in_another(inner, outer, x, known, inside, around):
    """The hypotheses of a comparison of two integrals, the interval of the one lying in that of the other.

    `inside` holds for x in the smaller interval, `around` in the larger one, and what says that x lies there goes.
    """
    (c, d, _), (a, b, _) = inner.args, outer.args
    _require(x.args[1:] == ("real",) and x not in inner.free | outer.free, "the variable must be a new real one")
    facts = Facts.of(h for h in _hypotheses(known, *inside, *around) if x not in h.free)
    for end in (a, b, c, d):
        _require(_infinite(end) or defined(end, facts) is None, "an end has no value")
    _interval(c, d, facts)
    _require(_at_most(a, c, facts) and _at_most(d, b, facts), "the one interval may not lie in the other")
    within, everywhere = between(c, d, x, facts), between(a, b, x, facts)
    rest = [h for h in _hypotheses(*inside) if h not in within] + [h for h in _hypotheses(*around) if h not in everywhere]
    rest += known.hypotheses
    _not_assumed(rest, x)
    return rest


def _at_most(left, right, facts):
    """Is the one end of an integral at most the other?"""
    if _infinite(left) or _infinite(right):
        return left == right or left == neg(INFINITY) or right == INFINITY
    return not facts.meant(sub(right, left)) & ~(NIL | POS)


@rule
def integral_substituted(
    integral: Term, theorem: Theorem, g: Term, u: Variable, low: Theorem, high: Theorem, given: Iterable[Formula] = ()
) -> Theorem:
    """From ∫_c^d h(u) du = v, lim g = a and lim g = b at the ends of c..d: ∫_a^b f(x) dx = v, where h(u) = f(g(u)) |g′(u)|.

    If g falls, the two limits change places. For an end that is infinite a limit says 1/g → 0: as g is monotone, it tends to
    infinity.
    Side conditions: g is real and has a derivative, 0 < g′ or g′ < 0 at sight, and h has values and is f(g)|g′| by normal form, for
    c < u < d; the ends are in order; u is in no hypothesis.
    """
    left, value = _sides(theorem, "eq")
    _require(integral.op == left.op == "integral", "not two integrals")
    (a, b, f), (c, d, inner) = integral.args, left.args
    _interval(c, d, Facts.of(theorem.hypotheses))
    _require(a.op != "infinity" and b != neg(INFINITY), "the limits of the integral are reversed")
    hypotheses = [*given, *_hypotheses(theorem, low, high)]
    _require(u.args[1:] == ("real",) and u not in integral.free | theorem.conclusion.free, "the variable must be a new real one")
    _require(is_real(g), "the substitution leaves the real line")
    _not_assumed(hypotheses, u)
    facts = Facts.of(hypotheses)
    inside = facts.given(*between(c, d, u, facts))
    slope = bind("deriv", sort("real"), u, variable=u, body=g)
    defined(slope, inside)
    way = inside.meant(slope)
    _require(way in (POS, NEG), "the substitution is not shown to be monotone")
    substituted = mul(instantiate(f, g), slope if way == POS else neg(slope))
    for term in (substituted, instantiate(inner, u)):
        defined(term, inside)
    _require(_same(substituted, instantiate(inner, u), inside, {"definition", "derivative"}, True), "not the substituted integrand")
    for end, limit, point, side in zip((a, b) if way == POS else (b, a), (low, high), (c, d), "+-", strict=True):
        body, tends = (power(g, MINUS), ZERO) if _infinite(end) else (g, end)
        expected = Term("eq", (bind("limit", sort("real"), point, side, variable=u, body=body), tends))
        _require(limit.conclusion == expected, f"the substitution is not shown to reach {end!r}")
    return _theorem(hypotheses, Term("eq", (integral, value)), "substitution in an integral", [theorem, low, high])


@rule
def integral_joined(below: Theorem, above: Theorem) -> Theorem:
    """From ∫_a^c f = v and ∫_c^b f = w: ∫_a^b f = v + w. If one of the two is infinite, or both in one direction, so is ∫_a^b f.

    By definition an integral across a point where f has no value is the sum of those up to it and from it on.
    Side conditions: of two finite ones, a < c < b at sight.
    """
    (left, v), (right, w) = (_sides(theorem, "eq", "diverges") for theorem in (below, above))
    _require(left.op == right.op == "integral" and left.args[2] == right.args[2], "not two integrals of one function")
    _require(left.args[1] == right.args[0], "the second integral does not begin where the first ends")
    hypotheses = _hypotheses(below, above)
    whole = Term("integral", (left.args[0], *right.args[1:]), left.hint)
    if "diverges" in (below.conclusion.op, above.conclusion.op):
        conclusion = Term("diverges", (whole, _direction((below, 1), (above, 1))))
        return _theorem(hypotheses, conclusion, "two intervals side by side", [below, above])
    for part in (left, right):
        _interval(*part.args[:2], Facts.of(hypotheses))
    return _theorem(hypotheses, Term("eq", (whole, add(v, w))), "two intervals side by side", [below, above])


@rule
def integral_reversed(theorem: Theorem) -> Theorem:
    """From ∫_a^b f = v: ∫_b^a f = −v, by definition.

    Side conditions: none.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op == "integral", "not the value of an integral")
    lower, upper, body = integral.args
    turned = Term("integral", (upper, lower, body), integral.hint)
    return _theorem(theorem.hypotheses, Term("eq", (turned, neg(value))), "integral from right to left", [theorem])


@rule
def integral_added(*theorems: Theorem) -> Theorem:
    """From ∫ f = v, ∫ g = w and so on: ∫ (f + g + …) = v + w + …

    Side conditions: there is one at least, and all are over one interval, one simplex or one R^n.
    """
    _require(theorems, "nothing is not an integral")
    integrals, values = zip(*(_sides(theorem, "eq") for theorem in theorems))
    op = integrals[0].op
    _require(op in INTEGRALS, "not integrals")
    _require(all(t.op == op and t.args[:-1] == integrals[0].args[:-1] for t in integrals), "not over one interval")
    total = Term(op, (*integrals[0].args[:-1], add(*(t.args[-1] for t in integrals))), integrals[0].hint)
    return _theorem(_hypotheses(*theorems), Term("eq", (total, add(*values))), "sum of integrals", theorems)


@rule
def integral_summed(theorem: Theorem, k: Index) -> Theorem:
    """From ∫ f_k = v_k for every k: ∫ Σ_k f_k = Σ_k v_k.

    Side conditions: what it is over does not vary with k; k is in no hypothesis and in no dimension of a variable; its
    range a..b has a − 1 <= b.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op in INTEGRALS, "not the value of an integral")
    _require(not any(k in p.free for p in integral.args[:-1]), "the range depends on the index")
    _require(Facts.of(theorem.hypotheses).at_least(sub(k.args[3], k.args[2]), -1), "the range of the index may be empty")
    _not_assumed(theorem.hypotheses, k)
    x, f = opened(integral)
    f, value = (bind("sum", *k.args[2:], variable=k, body=body) for body in (f, value))
    total = bind(integral.op, *integral.args[:-1], variable=x, body=f)
    return _theorem(theorem.hypotheses, Term("eq", (total, value)), "sum of integrals", [theorem])


@rule
def integral_differentiated(theorem: Theorem, curved: Theorem, x: Variable, a: Variable, times: int, *place: Term) -> Theorem:
    """From ∫ f(x, a) dx = F(a) for every a: ∫ ∂^m f/∂a^m dx = d^m F/da^m, over an interval or a simplex.

    The m-th differences of f, from a on or about a, divided by the m-th power of their step, are means of ∂^m f over points at
    multiples of the step. If ∂^(m+1) f or ∂^(m+2) f has one sign, they are monotone in the step, so that the limit of their
    integrals is the integral of their limit (Levi); F has the derivative, as its own differences have that sign, too. `place`
    names the entry of a vector a.
    Side conditions: 0 <= or 0 < one of these two derivatives, or the other way round, is a theorem for all x of the range and
    all a; x and a are in no other hypothesis; the range does not depend on a, and its ends are in order.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op in ("integral", "simplex"), "not the value of an integral")
    *parameters, body = integral.args
    _require(x.args[1:] == bound_sort(integral).args, "the variable does not range over what the integral does")
    _require(x not in {a, *theorem.conclusion.free}, "the variable must be a new one")
    _require(not any(a in p.free for p in parameters), "the range depends on the parameter")
    f = instantiate(body, x)
    sides = _sides(curved, "le", "lt")
    signed = [_derivative(f, a, times + more, place) for more in (1, 2)]
    _require(ZERO in sides and set(signed) & set(sides), "no higher derivative is shown to have one sign")
    local = local_hypotheses(integral.op, parameters, x)
    if integral.op == "integral":
        facts = Facts.of(theorem.hypotheses)
        _interval(*parameters, facts)
        local = between(*parameters, x, facts)
    hypotheses = [*theorem.hypotheses, *(h for h in curved.hypotheses if h not in local)]
    for v in (x, a):
        _not_assumed(hypotheses, v)
    inner = bind(integral.op, *parameters, variable=x, body=_derivative(f, a, times, place))
    conclusion = Term("eq", (inner, _derivative(value, a, times, place)))
    return _theorem(hypotheses, conclusion, "differentiation under the integral", [theorem, curved])


def _derivative(term, a, times, place):
    """The derivative in a, so many times over, at a."""
    for _ in range(times):
        term = bind("deriv", sort(*a.args[1:]), a, *place, variable=a, body=term)
    return term
