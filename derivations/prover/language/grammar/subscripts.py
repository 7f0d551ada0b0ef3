"""Subscripts: names with indices in them, z_i, and the indices below a sign."""

from dataclasses import replace
from fractions import Fraction

from ...kernel.terms import shape
from ..syntax import Node


def with_entries(node, scope):
    """The tree in which z_i, which is not declared, is the entry z[i] of a z that is; delta_ij is KroneckerDelta(i, j)."""
    return _with_entries(node, scope, frozenset(_bound_names(node)))


def _bound_names(node):
    if node.kind == "tuple" and node.parts and node.parts[0].kind == "name":
        yield node.parts[0].value
    for part in node.parts:
        yield from _bound_names(part)


def _with_entries(node, scope, bound):
    if node.kind == "name" and "_" in node.value.removesuffix("_prime") and node.value not in scope and node.value not in bound:
        stem, _, below = node.value.partition("_")
        array = scope.get(stem)
        if stem not in bound and (array is not None and len(shape(array)) or array is None and stem == "delta" and below):
            places = [_letter(p, node.column) if p.isdigit() and len(p) == 1 else _place(p, node.column) for p in below.split("_")]
            return Node("subscript", None, (Node("name", stem, (), node.column), *places), node.column)
        return node
    parts = tuple(_with_entries(part, scope, bound) for part in node.parts)
    return node if parts == node.parts else replace(node, parts=parts)


def _place(name, column):
    return Node("number", Fraction(name), (), column) if name.isdigit() else Node("name", name, (), column)


def split(places, rank, known):
    """The indices below a sign: of a matrix ij is i and j, unless a name ij is declared."""
    if len(places) == 1 and rank > 1 and places[0].kind in ("name", "number"):
        place = places[0]
        letters = str(place.value)
        if letters not in known and len(letters) == rank and letters.isalnum():
            return [_letter(letter, place.column + k) for k, letter in enumerate(letters)]
    return list(places)


def _letter(letter, column):
    return Node("number", Fraction(letter), (), column) if letter.isdigit() else Node("name", letter, (), column)
