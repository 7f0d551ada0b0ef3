"""What may be supposed under a binder, between two ends, and near a point."""

from collections.abc import Iterable

from ..signs import NEG, NIL, POS, Facts
from ..terms import INFINITIES, INFINITY, ZERO, Term, abstract, at, instantiate, neg, shape, sort, sub, subterms
from ..theorem import defined, _fresh_index, _hypotheses, _not_assumed, _require, _sides


def local_hypotheses(op: str, parameters: Iterable, x: Term) -> list[Term]:
    """What may be assumed of the bound variable: inside the interval or the simplex, near the limit point but not at it."""
    match op, parameters:
        case "simplex", (whole, dim):
            k = _fresh_index(dim)
            return [Term("forall", (sort(*k.args[1:]), abstract(k, Term("le", (at(x, k), whole)))), "k")]
        case "sum" | "prod" | "lam", (first, last):
            return [Term("le", (first, last))]  # over no index at all both sides are the same
        case "integral", (lower, upper):
            ends = [] if _infinite(lower) else [Term("lt", (lower, x))]
            return ends if _infinite(upper) else [*ends, Term("lt", (x, upper))]
        case "limit", (_, point, side):
            if _infinite(point):
                return [Term("lt", (ZERO, x) if point.op == "infinity" else (x, ZERO))]
            return {"+": [Term("lt", (point, x))], "-": [Term("lt", (x, point))], "+-": [Term("ne", (x, point))]}[side]
    return []


def _infinite(term):
    return term in INFINITIES


def _away(hypotheses, x, approach, near):
    """The hypotheses that do not hold by themselves near the point, and those of the limits `near`.

    x < b holds near a if a < b; 0 < u(x) holds near a if u(x) tends to a positive number, which a theorem in `near` says.
    """
    kind, point, side = approach
    lasting = Facts.of(g for g in hypotheses if x not in g.free)
    met = [h for theorem in near for h in _met_near(theorem, x, approach)]
    rest = [h for h in hypotheses if h not in met and not _near(h, x, point, side, lasting)]
    return [*rest, *_hypotheses(*near)]


def _left_near(theorems, x, approach, near, given=()):
    """The hypotheses of theorems that are needed of an x near the point: none that holds there by itself, and none of x."""
    _require(x.args[1:] == approach[0].args and x not in approach[1].free, "the variable is of another kind, or bound here")
    local = local_hypotheses("limit", approach, x)
    rest = _away([h for h in (*given, *_hypotheses(*theorems)) if h not in local], x, approach, near)
    _not_assumed(rest, x)
    return rest


def _met_near(theorem, x, approach):
    """What follows near the point from lim u = b, b not being 0: u is not 0, and has the sign of b if it is real."""
    limit, b = _sides(theorem, "eq")
    _require(limit.op == "limit" and limit.args[:3] == tuple(approach), "a limit at another point")
    _require(x not in theorem.conclusion.free, "the limit varies with what approaches the point")
    u = instantiate(limit.args[3], x)
    mask = Facts.of(theorem.hypotheses).meant(b)
    _require(mask in (POS, NEG), f"the limit {b!r} is not shown to be positive or negative")
    apart = Term("ne", (u, ZERO))
    return [Term("lt", (ZERO, u) if mask == POS else (u, ZERO)), apart]


def _near(h, x, point, side, facts):
    if h.op != "lt" or x not in h.args:
        return False
    bound = h.args[1] if h.args[0] == x else h.args[0]
    if x in bound.free or any(t.op == "infinity" for t in subterms(bound)) or shape(bound):
        return False
    defined(bound, facts)
    if _infinite(point):
        return (h.args[1] == x) == (point.op == "infinity")
    gap = sub(bound, point) if h.args[0] == x else sub(point, bound)
    return facts.meant(gap) == POS


def _interval(lower, upper, facts):
    if not _infinite(lower) and not _infinite(upper):
        _require(facts.meant(sub(upper, lower)) == POS, "the lower limit must lie below the upper one")
    _require(lower.op != "infinity" and upper != neg(INFINITY), "the limits of the integral are reversed")


def between(lower: Term, upper: Term, x: Term, facts: Facts) -> list[Term]:
    """What holds of a number between two ends too: that it is positive if the lower one is not negative, and so on."""
    local = local_hypotheses("integral", (lower, upper), x)
    if not _infinite(lower) and not facts.meant(lower) & ~(NIL | POS):
        local.append(Term("lt", (ZERO, x)))
    if not _infinite(upper) and not facts.meant(upper) & ~(NIL | NEG):
        local.append(Term("lt", (x, ZERO)))
    return local
