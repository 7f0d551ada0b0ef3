"""Juxtaposed: products without a sign, n(n + 1), and functions that are declared, f(x): which of the two a bracket makes."""

from dataclasses import replace

from ...kernel.terms import num, shape
from .. import maps
from ..syntax import LanguageError, Node
from .subscripts import with_entries
from .words import is_word


def multiplied(node, scope):
    """The factors of n(n + 1), p_i(1 - p_i) and p[i](1 - p[i]), where n and p are declared: a number is no function.

    None of another call. In x(t) a name alone stands in the brackets: that may be a function whose declaration is wrong.
    """
    if node.kind not in ("call", "applied") or node.grouped is not False:
        return None
    name, *behind = (node.value, *node.parts) if node.kind == "call" else (node.parts[0].parts[0].value, *node.parts[1:])
    if [part.kind for part in behind] != ["sum"] or is_word(name) or declared_function(name, scope):
        return None
    first = node.parts[0] if node.kind == "applied" else with_entries(Node("name", name, (), node.column), scope)
    if name not in scope and first.kind == "name" or first.kind == "name" and shape(scope[name]):
        return None
    return first, replace(behind[0], grouped=True)


def one_product(node, scope, where):
    """Refuse a product without a sign where what it is part of might end within it."""
    inner = node.parts[0] if node.kind == "minus" else node
    if multiplied(inner, scope):
        raise LanguageError(f"a product without a sign has two readings {where}: write * and parentheses", inner.column)


def declared_function(name, scope):
    """A declared function and how often it is differentiated: f, or f'; None for another name."""
    for stem, order in ((name, 0), (name.removesuffix("_prime"), 1)):
        if stem in scope and maps.is_function(scope[stem]):
            return scope[stem], num(order)
    return None
