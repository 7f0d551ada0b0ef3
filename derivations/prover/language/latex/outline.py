"""Outline: the tree of a LaTeX statement as one of the plain language, as far as inference needs it to see what its names are.

    outline(statement)      the trees of what is said and of its conditions, or None where something says nothing of domains

σ of something is softmax where an entry is taken of it, or where a vector is asked for, and the logistic function where the
plain language would take it for that; standing alone it may be either, and None is given, so that declarations are asked for.
"""

from fractions import Fraction

from ..abbreviations import ABBREVIATED
from ..functions import CALLED
from ..syntax import Node
from .meaning import word_for
from .syntax.vocabulary import PREFIX

BIG = {"sum": "Sum", "prod": "Product", "max": "Maximum", "min": "Minimum"}
SAME = {"relation", "sum", "minus", "product", "number", "symbol"}  # kinds that the two languages share
SOFT = {"sigma", "softmax", "Softmax", "smax", "SoftMax"}


class _Unseen(Exception):
    """A part of a formula that says nothing of the domains of its names."""


def outline(said):
    """The trees of a statement and of what it supposes, or None."""
    if said.quantified or said.domains or said.apart or said.tree.kind == "conjunction" or said.ranges and said.given:
        return None
    try:
        return [_ranging(_plain(node), said.ranges) for node in (said.tree, *said.given)]
    except _Unseen:
        return None


def _ranging(node, ranges):
    """What is said for i = 1, …, n."""
    places = [Node("tuple", None, (Node("name", name), _plain(first), _plain(last)), node.column) for name, first, last in ranges]
    return Node("call", "ForAll", (node, *places), node.column) if places else node


def _plain(node, vector=False):
    """The same in the plain language; `vector`: a vector is asked for."""
    match node:
        case Node("relation", signs, parts):
            arrays = any(part.kind == "gradient" for part in parts)
            return _made("relation", tuple(sign for sign, _ in signs), (_plain(part, arrays) for part in parts), node)
        case Node("product", signs, parts):
            signs = tuple("*" if sign == "·" else sign for sign in signs)
            return _made("product", signs, (_plain(part, vector) for part in parts), node)
        case Node("sum" | "minus" as kind, value, parts):
            return _made(kind, value, (_plain(part, vector) for part in parts), node)
        case Node("number"):
            return node
        case Node("infinity"):
            return Node("number", Fraction(1), (), node.column)
        case Node("symbol", _, ()):
            return node
        case Node("paren", _, (inner,)):
            return _plain(inner, vector)
        case Node("fraction", _, parts):
            return _made("product", (None, "/"), map(_plain, parts), node)
        case Node("power", _, (Node("symbol", "e"), exponent)):
            return _called("exp", [_plain(exponent)], node)
        case Node("power", _, parts):
            return _made("power", None, map(_plain, parts), node)
        case Node("call"):
            return _call(node, vector)
        case Node("subscript" | "indexed call"):
            return _entry(node)
        case Node("big" | "limit" | "integral" | "derivative" | "gradient"):
            return _binder(node)
    return _function(node)


def _entry(node):
    match node:
        case Node("subscript", _, (Node("symbol", "delta"), *places)):
            return _called("KroneckerDelta", _places(places), node)
        case Node("subscript", _, (Node("symbol", "e") | Node("word"), *_)):
            raise _Unseen
        case Node("subscript", _, (array, *places)):
            return _made("entry", None, (_plain(array, True), *_places(places)), node)
        case Node("indexed call", name, (below, *arguments)) if name in SOFT and len(arguments) == 1:
            softmax = _called("softmax", [_plain(arguments[0], True)], node)
            return _made("entry", None, (softmax, *_places(below.parts)), node)
    raise _Unseen


def _call(node, vector):
    arguments = node.parts
    if node.value == "sigma":
        if not vector:
            raise _Unseen
        return _called("softmax", [_plain(part, True) for part in arguments], node)
    word = word_for(node.value)
    row = CALLED.get(word) or ABBREVIATED.get(word)
    if row is None:
        raise _Unseen
    takes = (row.takes,) if isinstance(row.takes, str) else row.takes
    kinds = next((t for t in takes if len(t) == len(arguments)), None)
    if kinds is None:
        raise _Unseen
    return _called(word, [_plain(part, kind in "vm") for kind, part in zip(kinds, arguments)], node)


def _function(node):
    """What has a name of its own in the plain language: functions without parentheses, norms, brackets."""
    match node:
        case Node("prefix", (name, *_), parts) if name not in PREFIX.values():
            return _call(Node("call", name, parts, node.column), False)
        case Node("prefix", (name, _, base, exponent), (argument,)) if base is None:
            called = _called(name, [_plain(argument)], node)
            return called if exponent is None else _made("power", None, (called, Node("number", Fraction(2))), node)
        case Node("extremum", (name, _), parts) if len(parts) > 1:
            return _called("Max" if name == "max" else "Min", map(_plain, parts), node)
        case Node("extremum", (name, _), (inside,)):
            return _called("Max" if name == "max" else "Min", [_plain(inside, True)], node)
        case Node("norm", _, (inside, *_)):
            return _called("norm", [_plain(inside, True)], node)
        case Node("absolute", _, (inside,)):
            return _called("Abs", [_plain(inside)], node)
        case Node("dot", _, parts) if len(parts) == 2:
            return _called("dot", [_plain(part, True) for part in parts], node)
        case Node("bracket", _, (inside,)):
            return _called("indicator", [_plain(inside)], node)
    raise _Unseen


def _binder(node):
    match node:
        case Node("big", op, (*ranges, body)):
            inner = _plain(body)
            for each in reversed(ranges):  # an end may name an index further out
                inner = inner if each.kind == "condition" else _called(BIG[op], [inner, _range(each)], node)
            return inner
        case Node("limit", (name, _), (point, body)):
            arrow = Node("arrow", None, (Node("symbol", name, (), node.column), _plain(point)), node.column)
            return _called("Limit", [_plain(body), arrow], node)
        case Node("integral", "interval", (low, high, variable, body)):
            ends = Node("tuple", None, (_name(variable), _plain(low), _plain(high)), node.column)
            return _called("Integral", [_plain(body), ends], node)
        case Node("derivative", _, (*variables, body)):
            return _called("Derivative", [_plain(body), *map(_plain, variables)], node)
        case Node("gradient", (1, _, variable), (body,)) if variable is not None:
            return _called("Gradient", [_plain(body), _plain(variable)], node)
    raise _Unseen


def _made(kind, value, parts, node):
    return Node(kind, value, tuple(parts), node.column)


def _called(name, arguments, node):
    return Node("call", name, tuple(arguments), node.column)


def _places(places):
    """The indices in a subscript: ij are two."""
    found = []
    for place in places:
        parts = place.parts if place.kind == "product" and set(place.value) <= {None, "*"} else (place,)
        found += map(_plain, parts)
    return found


def _name(variable):
    if isinstance(variable, str):
        return Node("name", variable)
    return Node("name", variable.value, (), variable.column)


def _range(node):
    match node:
        case Node("range", name, () | (_, None)):
            return Node("name", name, (), node.column)
        case Node("range", name, (low, high)) if low is not None:
            return Node("tuple", None, (Node("name", name, (), node.column), _plain(low), _plain(high)), node.column)
    raise _Unseen
