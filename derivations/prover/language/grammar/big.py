"""Big operators with their index below: sum_k f, sum_{k=1}^n f, max_k f, lim_{T->0} f."""

from dataclasses import replace
from fractions import Fraction

from ..syntax import LanguageError, Node
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
