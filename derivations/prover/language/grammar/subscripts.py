"""Subscripts: names with indices in them, z_i, and the indices below a sign."""

from dataclasses import replace
from fractions import Fraction

from ...kernel.terms import shape
from ..abbreviations import ABBREVIATED
from ..functions import BINDING, CALLED, NAMED
from ..maps import is_function
from ..syntax import LanguageError, Node

TAKEN = {*CALLED, *ABBREVIATED, *BINDING, *NAMED}  # names that mean something where nobody declares them


def with_entries(node, scope):
    """The tree in which z_i, which is not declared, is the entry z[i] of a z that is; delta_ij is KroneckerDelta(i, j)."""
    return _with_entries(node, scope, frozenset(_bound_names(node)))


def is_index(term):
    """Does a name stand for an index, so that what has it below is an entry?"""
    return term is not None and term.op == "var" and term.args[1] == "index"


def one_name_for_all(stem, index):
    """Why x_i is refused where x_i is declared as one thing, and i runs."""
    return (
        f"{stem}_{index} is declared as one name, and is an entry for the index {index} too: declare {stem}: real[n], or rename it"
    )


def _bound_names(node):
    pending = [node]
    while pending:
        node = pending.pop()
        if node.kind == "tuple" and node.parts and node.parts[0].kind == "name":
            yield node.parts[0].value
        elif node.kind == "big":
            below = (place.parts[0] if place.parts else place for place in node.parts[:-2])
            yield from (name.value for name in below if name.kind == "name")
        pending += node.parts


def _with_entries(node, scope, bound):
    if not node.parts and (node.kind != "name" or len(node.value) == 1):  # as most are
        return node
    if node.kind == "name" and "_" in node.value and node.value in scope and node.value not in bound:
        stem, _, below = node.value.removesuffix("_prime").rpartition("_")
        if stem and (below in bound or is_index(scope.get(below))):
            raise LanguageError(one_name_for_all(stem, below), node.column)
    if node.kind == "name" and "_" in node.value.removesuffix("_prime") and node.value not in scope and node.value not in bound:
        stem, _, below = node.value.partition("_")
        array = scope.get(stem)
        if stem not in bound and (array is not None and len(shape(array)) or array is None and stem == "delta" and below):
            places = [_letter(p, node.column) if p.isdigit() and len(p) == 1 else _place(p, node.column) for p in below.split("_")]
            return Node("subscript", None, (Node("name", stem, (), node.column), *places), node.column)
        return node
    if node.kind in ("name", "power") and (factors := _letters_apart(node, scope, bound)) is not None:
        return Node("product", (None, *["*"] * (len(factors) - 1)), factors, node.column)
    if node.kind == "power" and node.value == "open":
        _one_exponent(node.parts[1], scope, bound)
    parts = tuple([_with_entries(part, scope, bound) for part in node.parts])
    if node.kind == "product" and parts != node.parts:
        return _spliced(node, parts)
    return node if parts == node.parts else replace(node, parts=parts)


def _one_exponent(exponent, scope, bound):
    """Refuse e^xy, which is e^x y in TeX."""
    while exponent.kind == "minus" and not exponent.grouped:
        (exponent,) = exponent.parts
    if not exponent.grouped and (factors := _letters_apart(exponent, scope, bound)):
        column = factors[1].column
        raise LanguageError("the exponent runs into what follows it: write * between them, or parentheses", column)


def _letters_apart(node, scope, bound):
    """The factors of xy and xy², where x and y are declared numbers and nothing is called xy; else None."""
    base = node.parts[0] if node.kind == "power" and not node.parts[0].grouped else node
    if base.kind != "name" or not 2 <= len(base.value) <= 4 or base.value in scope or base.value in bound or base.value in TAKEN:
        return None
    known = [scope.get(letter) for letter in base.value]
    if any(term is None or shape(term) or term.op == "var" and is_function(term) for term in known):
        return None
    *first, last = (Node("name", letter, (), base.column + k) for k, letter in enumerate(base.value))
    return (*first, last if base is node else replace(node, parts=(last, *node.parts[1:])))


def _spliced(node, parts):
    """A product with the factors of its factors that were letters side by side; behind / they have two readings."""
    signs, factors = [], []
    for sign, before, part in zip(node.value, node.parts, parts):
        if part.kind == "product" and before.kind in ("name", "power"):
            if sign == "/":
                return node
            signs += [sign, *part.value[1:]]
            factors += part.parts
        else:
            signs.append(sign)
            factors.append(part)
    return replace(node, value=tuple(signs), parts=tuple(factors))


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
