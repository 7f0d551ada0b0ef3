"""Entries of vectors and matrices, and names with their subscripts."""

from fractions import Fraction
from functools import reduce

from ....kernel.terms import ONE, affine, at, bind, fn, fresh, instantiate, shape
from ....kernel.terms import entries as dimensions
from ...grammar.subscripts import is_index, one_name_for_all
from ...syntax import Node
from ..syntax.names import spelled, suffixed as with_suffix
from ..tree import LatexError
from .words import called


def listed(means, parts, node):
    """A vector by its entries, the last of which may be a vector: (a, b, z)."""
    *firsts, last = parts
    if any(means.shape(part, node) for part in firsts):
        raise LatexError("a vector is listed by numbers", node.column)
    column = last
    if not means.shape(last, node):
        k = fresh("k", "index", ONE, ONE)
        column = bind("lam", ONE, ONE, variable=k, body=last)
    return reduce(lambda rest, first: fn("cons", first, rest), reversed(firsts), column)


def _has_entries(means, symbol, scope):
    """Whether a symbol is declared as an array: a number has no entries, and what is indexed is then not that number."""
    known = means.known(symbol, scope)
    return known is not None and bool(shape(known))


def subscript(means, node, scope):
    base, *places = node.parts
    if (named := suffixed(means, base, places, scope)) is not None:
        array, places = named
        return entries(means, array, [index(means, place, scope) for place in places], node, defined=True) if places else array
    if base.kind == "symbol" and (named := _notation(means, base, places, scope, node)) is not None:
        return named
    _require_array(means, base, places, scope, node)
    array = means.term(base, scope)
    rank = len(means.shape(array, base))
    if rank == 0:
        raise LatexError("a number has no entries", node.column)
    places = split(means, places, rank, node)
    if len(places) != rank:
        raise LatexError(f"{len(places)} indices, where {rank} {'is' if rank == 1 else 'are'} needed", node.column)
    return entries(
        means, array, [index(means, place, scope) for place in places], node, defined=base.kind in ("symbol", "word", "value")
    )


def _notation(means, base, places, scope, node):
    """γ_E, H_n and δ_ij, unless the letters are declared; None otherwise."""
    match base.value:
        case "gamma" if len(places) == 1 and spelled(places[0]) == "E":
            return fn("euler")
        case "e" if len(places) == 1 and means.known(base, scope) is None:
            return unit_vector(index(means, places[0], scope), node)
        case "H" if len(places) == 1 and means.known(base, scope) is None:
            return called("harmonic", [index(means, places[0], scope)], node)
        case "delta" if not _has_entries(means, base, scope):
            indices = split(means, places, 2, node)
            if len(indices) != 2:
                raise LatexError("a Kronecker delta has two indices", node.column)
            return fn("delta", *(index(means, place, scope) for place in indices))
    return None


def unit_vector(place, node):
    """e_y, of the length that its index ranges over."""
    if place.op != "var" or place.args[2] != ONE:
        raise LatexError("the length of this unit vector is not clear: write it by its entries, \\delta_{iy}", node.column)
    return called("onehot", [place, place.args[3]], node)


def _require_array(means, base, places, scope, node):
    """Refuse a subscript of what has two readings, or is not declared."""
    if base.kind == "gradient" or base.kind == "ones":
        raise LatexError("a subscript here has two readings: write parentheses", node.column)
    if base.kind in ("symbol", "word") and means.known(base, scope) is None and base.value not in ("e", "pi"):
        name = "_".join([base.value, *(said for p in places if (said := spelled(p)))])
        raise LatexError(f"{name} is not declared: declare its domain, as in {base.value}: real[n]", node.column)


def suffixed(means, base, places, scope):
    """A name with its subscript in it, x_1 or q_max, as it is declared, and what is left of the subscript; or None."""
    if base.kind not in ("symbol", "word"):
        return None
    known = {scope[name] for name in with_suffix(base, places[0]) if name in scope}
    if not known:
        return None
    whole = means.found(base, scope)
    entry = places[0].kind != "word" and spelled(places[0]) != "0"  # the total α_0 is no entry: they are counted from 1
    if len(known) > 1 or whole is not None and dimensions(whole) and entry:
        raise LatexError(f"{base.value}_{spelled(places[0])} is a name, and an entry of {base.value} too: rename one", base.column)
    if places[0].kind == "symbol" and is_index(scope.get(places[0].value)):
        raise LatexError(one_name_for_all(base.value, places[0].value), base.column)
    return known.pop(), places[1:]


def split(means, places, rank, node):
    """The subscript ij as two indices, where two are needed."""
    if len(places) == 1 and rank > 1:
        (only,) = places
        if only.kind == "product" and set(only.value) == {None, "*"}:
            return list(only.parts)
        if only.kind == "number" and len(str(only.value)) == rank:
            return [Node("number", Fraction(digit), (), only.column) for digit in str(only.value)]
    elif len(places) == 1 and places[0].kind == "product" and sum(p.kind == "symbol" for p in places[0].parts) > 1:
        raise LatexError("two indices side by side, where one is needed: a product or two indices?", node.column)
    return list(places)


def entries(means, array, indices, node, defined=False):
    """An entry; of a vector that the document has defined by its entries, what it was defined to be."""
    for place in indices:
        array = instantiate(array.args[-1], place) if defined and array.op == "lam" else at(array, place)
    return means.fitting(array, node)


def index(means, node, scope):
    term = means.scalar(node, scope)
    if affine(term) is None:
        raise LatexError("not an index: declare it as index[n], or write a positive integer", node.column)
    if term.op == "num" and term.args[0] < 1:
        raise LatexError("entries are counted from 1", node.column)
    return term
