"""Functions that are declared, f: real -> real, out of arrays of them too: their values and those of their derivatives."""

from ....kernel.terms import ONE, IllTyped, Term, argument, at, bind, fresh, num
from ....kernel.terms import entries as dimensions
from ...maps import is_function
from ..syntax.names import name_of
from ..syntax.vocabulary import CALLED
from ..tree import LatexError
from .entries import index, listed, split, suffixed
from .words import word_for


def value(means, node, scope):
    """f(u), f'(u) and f_k(u); of a vector of functions f(u) is the vector of their values."""
    head, *arguments = node.parts
    f = function(means, head, scope)
    point = argument_of(means, f, arguments, scope, node)
    return means.fitting(_values(f, node.value, point, node), node)


def function(means, head, scope):
    """The function that a name stands for, an entry of an array of functions, or such an array."""
    base, *places = head.parts if head.kind == "subscript" else (head,)
    found = suffixed(means, base, places, scope) if places else None
    if found is not None:
        f, places = found
    else:
        _require_new(base)
        f = means.found(base, scope)
    if f is None or f.op != "var" or not is_function(f):
        raise LatexError(f"{base.value} is no function", head.column)
    indices = split(means, places, len(dimensions(f)), head) if places else []
    if len(indices) > len(dimensions(f)):
        raise LatexError(f"{len(indices)} indices, where {len(dimensions(f))} are needed", head.column)
    return at(f, *(index(means, place, scope) for place in indices))


def _require_new(base):
    """Refuse a declared function whose name has a meaning of its own; but σ is a letter, and softmax the word."""
    name = name_of(base)
    if name != "sigma" and (name in CALLED or word_for(name)):
        raise LatexError(f"{name} is declared, and a function of the language: give the variable another name", base.column)


def argument_of(means, f, arguments, scope, node):
    """What a function is applied to: a number, or a vector, which may be listed."""
    terms = [means.term(part, scope) for part in arguments]
    if argument(f) and len(terms) > 1:
        return listed(means, terms, node)
    if len(terms) != 1:
        raise LatexError(f"a function of one argument, where {len(terms)} stand", node.column)
    if len(means.shape(terms[0], node)) != len(argument(f)):
        raise LatexError(f"the argument is {'a vector' if argument(f) else 'a number'}", node.column)
    return terms[0]


def _values(f, order, point, node):
    try:
        dims = dimensions(f)
    except IllTyped:
        raise LatexError("a function with too many indices", node.column) from None
    if len(dims) > 1:
        raise LatexError("functions are told apart by their indices: two are missing", node.column)
    if not dims:
        return Term("call", (f, num(order), point))
    k = fresh("k", "index", ONE, *dims)
    return bind("lam", ONE, *dims, variable=k, body=Term("call", (at(f, k), num(order), point)))


def no_argument(means, node, scope):
    raise LatexError("a function: its argument is missing", node.column)
