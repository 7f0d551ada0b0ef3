"""Big operators with their index below: sum_k f, sum_{k=1}^n f, max_k f, lim_{T->0} f."""

from dataclasses import replace
from fractions import Fraction

from ..syntax import LanguageError, Node, mentions
from .binders import nested
from .limits import limit


def big(op, node, scope):
    """sum_k f, sum_{k=1}^n f, max_k f, lim_{T->0} f: the index below, the end above."""
    *below, high, body = node.parts
    if op == "limit":
        return limit(Node("call", "Limit", (body, *below), node.column), scope)
    match below:
        case [Node("relation", ("ne",), (Node("name") as name, other))] if op == "sum" and high.kind == "none":
            return nested(op, _but_for(name, other, body), [name], scope)
    limits = [_below(place, high) for place in below]
    return nested(op, body, limits, scope)


def over_one(node, implicit):
    """Refuse sum_{i != j} p_i p_j where nothing says what j is: it is over both, or over i for every j."""
    for inner, outside in _sums_but_for(node, ()):
        other = inner.parts[0].parts[1]
        if other.kind == "name" and other.value in implicit and mentions(other.value, inner.parts[-1]):
            if not any(mentions(other.value, part) for part in outside):
                problem = f"a sum over both indices, or over the first for every {other.value}? write one sum after the other"
                raise LanguageError(problem, inner.column)


def _sums_but_for(node, outside):
    """The sums below which k != i stands, each with what stands beside it."""
    if node.kind == "big" and node.parts[0].kind == "relation" and node.parts[0].value == ("ne",):
        yield node, outside
    for place, part in enumerate(node.parts):
        yield from _sums_but_for(part, (*outside, *node.parts[:place], *node.parts[place + 1 :]))


def _but_for(name, other, body):
    """What sum_{k != i} f adds up: f times 1 - KroneckerDelta(k, i)."""
    delta = Node("call", "KroneckerDelta", (name, other), name.column)
    apart = Node("sum", (None, "-"), (Node("number", Fraction(1), (), name.column), delta), name.column, grouped=True)
    return Node("product", (None, "*"), (apart, replace(body, grouped=True)), body.column)


def _below(place, high):
    match place:
        case Node("name", _) if high.kind == "none":
            return place
        case Node("relation", ("eq",), (Node("name", _) as name, low)) if high.kind != "none":
            return Node("tuple", None, (name, low, high), place.column)
    raise LanguageError("below a sum stands its index, as in sum_k z_k or sum_{k=1}^n z_k", place.column)
