"""What binds a name: sums, products, maxima, vectors by their entries, limits and integrals."""

from ....kernel.terms import MINUS, ONE, ZERO, add, affine, bind, fn, fresh, mul, shape, sort, var
from ...cases import bracket as bracketed
from ..syntax.names import SPELLINGS
from ..tree import LatexError
from .cases import one_relation
from .names import ends_a_range, mentions
from .ranges import sizes


def big(means, node, scope):
    *ranges, body = node.parts
    conditions = [r.parts[0] for r in ranges if r.kind == "condition"]
    ranges = [r for r in ranges if r.kind == "range"]
    if len({r.value for r in ranges}) != len(ranges):
        raise LatexError("one index twice under one sign", node.column)
    if node.value != "sum":
        body_ends_clearly(means, ranges, body)
    return over(means, node.value, ranges, conditions, body, scope, node)


def body_ends_clearly(means, ranges, body):
    r"""In \prod_i a_i b, where b does not mention i, a reader cannot tell whether b belongs to the product."""
    names = [r.value for r in ranges]
    if body.kind == "product":
        mention = [any(mentions(name, part) for name in names) for part in body.parts]
        if any(mention) and not mention[-1]:
            raise LatexError("where the product or the maximum ends has two readings: write parentheses", body.parts[-1].column)


def over(means, op, ranges, conditions, body, scope, node):
    if not ranges:
        term = means.scalar(body, scope)
        for condition in conditions:
            bracket = bracket_of(means, condition, scope)
            if op != "sum":
                raise LatexError("a condition under a sum alone is read", node.column)
            term = mul(bracket, term)
        return term
    first, *rest = ranges
    low, high = ends(means, first, body, conditions, scope)
    if high == fn("infinity"):
        if op not in ("sum", "prod") or rest or conditions:
            raise LatexError("an infinite range is read in a sum or a product of one index", node.column)
        return series(means, op, first.value, low, body, scope, node)
    for end in (low, high):
        if affine(end) is None:
            raise LatexError("the end of a range is a dimension or an integer", first.column)
    variable = fresh(first.value, "index", low, high)
    inner = over(means, op, rest, conditions, body, {**scope, first.value: variable}, node)
    return bind(op, low, high, variable=variable, body=inner)


def bracket_of(means, condition, scope):
    relation = one_relation(means, condition, scope)
    left, right = relation.args
    if relation.op != "ne" or affine(left) is None or affine(right) is None:
        return bracketed(relation)
    return add(ONE, mul(MINUS, fn("delta", left, right)))


def ends(means, limits, body, conditions, scope):
    """The first and the last value of an index: as they stand, or from the arrays that take it."""
    lengths = sizes(means, limits.value, body, scope, limits)
    if limits.parts and limits.parts[1] is None:
        if len(lengths) != 1:
            raise LatexError(f"the range of {limits.value} is not clear: write its ends", limits.column)
        return means.scalar(limits.parts[0], scope), *lengths
    if limits.parts and limits.parts[0] is not None:
        if limits.parts[1].kind == "infinity" and lengths:
            raise LatexError(f"{limits.value} goes beyond the length of a vector that takes it: write its ends", limits.column)
        return tuple(means.scalar(end, scope) for end in limits.parts)
    if limits.parts:
        high = means.scalar(limits.parts[1], scope)
        if lengths != {high}:
            raise LatexError(f"where {limits.value} starts is not said: write {limits.value}=1", limits.column)
        return ONE, high
    if len(lengths) != 1:
        what = "no vector takes it" if not lengths else "it has two ranges"
        raise LatexError(f"the range of {limits.value} is not clear, as {what}: write its ends", limits.column)
    return ONE, *lengths


def series(means, op, name, low, body, scope, node):
    """An infinite sum or product: the limit of those up to N."""
    end = fresh("N", "dimension")
    variable = fresh(name, "index", low, end)
    partial = bind(op, low, end, variable=variable, body=means.scalar(body, {**scope, name: variable}))
    return bind("limit", sort("dimension"), fn("infinity"), "-", variable=end, body=partial)


def vector_by_entries(means, node, scope):
    limits, body = node.parts
    low, high = ends(means, limits, body, (), scope)
    if affine(low) is None or affine(high) is None:
        raise LatexError("the end of a range is a dimension or an integer", node.column)
    variable = fresh(limits.value, "index", low, high)
    return bind("lam", low, high, variable=variable, body=means.term(body, {**scope, limits.value: variable}))


def limit(means, node, scope):
    (name, side), (point, body) = node.value, node.parts
    point = means.scalar(point, scope)
    known = scope.get(name) or next((scope[n] for n in SPELLINGS.get(name, ()) if n in scope), None)
    if known is None or known.op != "var":
        domain = "dimension" if point == fn("infinity") and ends_a_range(name, body) else "real"
        known = var(name, domain)
        if known in frozenset().union(*(t.free for t in scope.values()), frozenset()):
            raise LatexError(f"{name} has two meanings here", node.column)
    if shape(known):
        raise LatexError(f"{name} is a vector: a limit is taken in a number", node.column)
    infinite = {fn("infinity"): "-", mul(MINUS, fn("infinity")): "+"}.get(point)
    inner = {**scope, name: known}
    side = side or infinite or ("+" if from_above(known, point) else "+-")
    return bind("limit", sort(*known.args[1:]), point, side, variable=known, body=means.scalar(body, inner))


def from_above(known, point):
    """Is a point at the lower end of a domain, so that a limit there is from above?"""
    return known.args[1] in ("positive", "nonnegative", "(0, 1)") and point == ZERO


def integral(means, node, scope):
    *ends, variable, body = node.parts
    if variable.kind != "symbol":
        raise LatexError("the variable of an integral is a letter", node.column)
    name = variable.value
    if node.value == "simplex":
        total, size = (means.scalar(end, scope) for end in ends)
        if affine(size) is None:
            raise LatexError(r"\Delta_n: n is a dimension", node.column)
        p = fresh(name, "positive", size)
        return bind("simplex", total, size, variable=p, body=means.scalar(body, {**scope, name: p}))
    if node.value == "space":
        (size,) = (means.scalar(end, scope) for end in ends)
        if affine(size) is None:
            raise LatexError(r"\mathbb{R}^n: n is a dimension", node.column)
        x = fresh(name, "real", size)
        return bind("space", size, variable=x, body=means.scalar(body, {**scope, name: x}))
    low, high = (means.scalar(end, scope) for end in ends) if ends else (mul(MINUS, fn("infinity")), fn("infinity"))
    x = fresh(name, "real")
    return bind("integral", low, high, variable=x, body=means.scalar(body, {**scope, name: x}))
