"""Axes: what NumPy and PyTorch say of arrays, and what of it means nothing for a vector."""

from dataclasses import replace

from ..syntax import Node, mentions
from .core import shape_of, term_of
from .words import OF_VECTORS


def without_axis_in(node, scope):
    """A call without NumPy's axis and PyTorch's dim, which say nothing of a vector."""
    return without_axis(node) if not {"axis", "dim"} & scope.keys() else node


def without_axis(node):
    """The same for a tree whose names nobody declared."""
    kept = tuple([part for part in node.parts if part.kind != "relation" or not _is_axis(part)])
    return node if len(kept) == len(node.parts) else replace(node, parts=kept)


def _is_axis(part):
    match part:
        case Node("relation", ("eq",), (Node("name", "keepdims" | "keepdim"), Node("name", "True" | "False"))):
            return True
        case Node("relation", ("eq",), (Node("name", "axis" | "dim"), place)):
            return _is_place(place)
    return False


def _is_place(node):
    """The number of an axis: 0, 1, -1."""
    number = node.parts[0] if node.kind == "minus" else node
    return number.kind == "number" and number.value in (0, 1)


def of_whole_vector(node, scope):
    """softmax(z, -1) of a vector z: the axis says nothing, as in softmax(z, dim=-1)."""
    if node.value not in OF_VECTORS or len(node.parts) != 2 or not _is_place(node.parts[1]):
        return node
    return replace(node, parts=node.parts[:1]) if len(shape_of(term_of(node.parts[0], scope), node)) == 1 else node


def clipped(node):
    """clamp(x, min=a), clamp(x, max=b) and clamp(x, min=a, max=b) as maxima and minima."""
    if node.value not in ("clip", "clamp"):
        return node
    x, *ends = node.parts or (None,)
    named = {}
    for end in ends:
        match end:
            case Node("relation", ("eq",), (Node("name", "min" | "max" | "a_min" | "a_max" as name), value)):
                named[name[-3:]] = value
    if not ends or len(named) != len(ends):
        return node
    for name, function in (("min", "Max"), ("max", "Min")):
        if name in named:
            x = Node("call", function, (x, named[name]), node.column)
    return x


def of_order(node):
    """norm(z, ord=1) and norm(z, p=1) as norm(z, 1)."""
    match node.value, node.parts:
        case "norm", (z, Node("relation", ("eq",), (Node("name", "ord" | "p"), order))):
            return replace(node, parts=(z, order))
    return node


def unused_index(node, scope):
    """A name for an index that means nothing yet."""
    letters = (letter for letter in "kjlmrst" if letter not in scope and not mentions(letter, node))
    return Node("name", next(letters, "k_"), (), node.column)


def weighted(node, scope):
    """logsumexp(z, b=w), the logarithm of the sum of w[k]*exp(z[k]), as SciPy has it."""
    match node.value, node.parts:
        case "logsumexp", (z, Node("relation", ("eq",), (Node("name", "b"), weights))):
            k = unused_index(node, scope)
            z, weights = (Node("entry", None, (part, k), node.column) for part in (replace(z, grouped=True), weights))
            term = Node("product", (None, "*"), (weights, Node("call", "exp", (z,), node.column)), node.column)
            return Node("call", "log", (Node("call", "Sum", (term, k), node.column),), node.column)
    return node


def with_columns(node):
    """A call whose lists are vectors: softmax([a, b])."""
    columns = [part.kind == "list" and not any(inner.kind in ("list", "relation") for inner in part.parts) for part in node.parts]
    if node.value == "Matrix" or not any(columns):
        return node
    parts = (Node("call", "Matrix", (part,), part.column) if column else part for part, column in zip(node.parts, columns))
    return replace(node, parts=tuple(parts))
