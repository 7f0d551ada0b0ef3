"""Entries of vectors and matrices, expectations E_p[x] and Kronecker deltas."""

from dataclasses import replace

from ...kernel.terms import at, fn, instantiate, shape
from ..syntax import LanguageError, Node
from .core import fitting, index_of, shape_of, term_of
from .juxtaposed import declared_function, one_product
from .subscripts import split
from .words import OF_NUMBERS


def entry(node, scope):
    array, *places = node.parts
    one_product(array, scope, "with an index")
    if array.kind == "name" and array.value.startswith("E_") and array.value not in scope and "E" not in scope:
        return _expectation(array, places, node, scope)
    if array.kind == "name" and array.value == "delta" and "delta" not in scope:
        return _delta(places, node, scope)
    if array.kind == "name" and array.value == "E" and "E" not in scope:
        remedy = "an expectation is written E_{i~p}[z_i], Sum(p[k]*f[k], (k, 1, n)), or dot(p, f)"
        raise LanguageError(f"E is Euler's number here, and has no entries: {remedy}", node.column)
    if array.kind == "call" and array.value in OF_NUMBERS and len(array.parts) == 1 and node.grouped is not None:
        inner = term_of(array.parts[0], scope)  # relu(z)[i] is relu(z[i])
        if len(shape_of(inner, array)) == 1:
            return term_of(replace(array, parts=(Node("entry", None, (array.parts[0], *places), node.column),)), scope)
    array = term_of(array, scope)
    rank = len(shape_of(array, node))
    if node.kind == "subscript":
        places = split(places, rank, scope)
    if len(places) not in range(1, rank + 1):
        what = "a number has no entries" if not rank else f"{rank} indices are needed"
        raise LanguageError(f"{len(places)} indices: {what}", node.column)
    indices = [index_of(place, scope) for place in places]
    for place, index in zip(places, indices):
        if index.op == "num" and index.args[0] < 1:
            raise LanguageError("entries are counted from 1", place.column)
    if array.op == "lam" and node.parts[0].kind == "call" and declared_function(node.parts[0].value, scope):
        return instantiate(array.args[-1], *indices)  # f(x)[k] is f[k](x)
    return at(array, *indices)


def _expectation(array, places, node, scope):
    """E_p[x] is the sum of p_k x_k, where p and x are vectors."""
    law = array.value.removeprefix("E_")
    args = [term_of(part, scope) for part in places]
    if len(args) != 1 or law not in scope or len(shape(scope[law])) != 1 or len(shape_of(args[0], node)) != 1:
        raise LanguageError(f"the expectation {array.value}[ ] takes a vector: write dot({law}, x), or a sum", node.column)
    return fitting(fn("dot", scope[law], args[0]), node)


def _delta(places, node, scope):
    places = split(places, 2, scope)
    if len(places) != 2:
        raise LanguageError("KroneckerDelta takes 2 indices, as in delta_{i,j}", node.column)
    return fn("delta", *(index_of(place, scope) for place in places))
