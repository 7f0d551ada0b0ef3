"""Indices that are not declared, with their ranges from the vectors whose entries they take."""

from ...kernel.terms import ONE, var
from .. import functions
from ..syntax import LanguageError, Node
from .core import shape_of, term_of
from .subscripts import split


def undeclared_indices(node, scope, found, bound=frozenset(), whole=True):
    """The undeclared indices of a hypothesis, with their ranges from the vectors whose entries they take.

    Within a sum (not `whole`) arrays that are sums themselves are not asked, so that reading a text takes no time to speak of.
    """
    if node.kind in ("entry", "subscript") and not _is_delta(node, scope) and (whole or not _has_ranges(node.parts[0])):
        array, *places = node.parts
        if any(p.kind == "name" and p.value not in scope and p.value not in bound for p in places):
            dims = shape_of(term_of(array, {**scope, **found, **_stand_ins(array, scope, found, bound)}), array)
            if node.kind == "subscript":
                places = split(places, len(dims), {*scope, *bound})
            for place, dim in zip(places, dims):
                if place.kind == "name" and place.value not in scope and place.value not in bound:
                    index = var(place.value, "index", ONE, dim)
                    if found.setdefault(place.value, index) != index:
                        raise LanguageError(f"{place.value} has two ranges: declare it as index[...]", place.column)
    if (pair := _indices_of_delta(node, scope)) is not None:
        for name, other in (pair, pair[::-1]):
            if name not in scope and name not in bound and other in scope and scope[other].args[1] == "index":
                found.setdefault(name, var(name, *scope[other].args[1:]))  # one range, as for i and j in delta(i, j)
    if node.kind in ("call", "big"):
        bound = bound.union(_bound_here(node, scope))
    for part in node.parts:
        if part.parts:
            undeclared_indices(part, scope, found, bound, whole)
    return found


def _indices_of_delta(node, scope):
    """The names i and j of delta(i, j) and delta[i, j]; None of anything else."""
    if node.kind not in ("call", "entry", "subscript"):
        return None
    match node:
        case Node("call", name, (Node("name", i), Node("name", j))) if _is_word_for_delta(name, scope):
            return i, j
        case Node("entry" | "subscript", _, (Node("name", name), Node("name", i), Node("name", j))) if _is_word_for_delta(
            name, scope
        ):
            return i, j
    return None


def _is_word_for_delta(name, scope):
    return name not in scope and name in functions.CALLED and functions.CALLED[name].operator == "delta"


def _has_ranges(node):
    """Does a sum, or another binder of an index, occur in a tree?"""
    if node.kind == "big" or node.kind == "call" and _binds_an_index(node.value):
        return True
    return any(map(_has_ranges, node.parts))


def _binds_an_index(name):
    return name in functions.BINDING and functions.BINDING[name].operator in ("sum", "prod", "max", "min")


def _is_delta(node, scope):
    return node.parts[0].kind == "name" and node.parts[0].value == "delta" and "delta" not in scope


def _bound_here(node, scope):
    """The names that a call or a big operator binds in its parts."""
    for part in node.parts:
        ranging = part.kind == "tuple" and part.parts or part.kind in ("arrow", "relation") and node.kind == "big"
        if ranging and part.parts[0].kind == "name":
            yield part.parts[0].value
    if node.kind == "big":
        yield from (part.value for part in node.parts[:-2] if part.kind == "name")
    elif _binds_an_index(node.value):
        yield from (part.value for part in node.parts[1:] if part.kind == "name")
        if len(node.parts) == 1 and node.parts[0].kind in ("entry", "subscript"):
            yield from (place.value for place in node.parts[0].parts[1:] if place.kind == "name")


def _stand_ins(array, scope, found, bound):
    """Indices of no known range for the names bound around an array: only its shape is asked for."""
    return {name: var(name, "index", ONE, ONE) for name in bound if name not in scope | found}
