"""Numbers, names and parentheses."""

from ....kernel.terms import ONE, fn, num
from ...synonyms import WHAT
from ..tree import LatexError
from .entries import listed
from .words import word_for


def number(means, node, scope):
    return num(node.value)


def infinity(means, node, scope):
    return fn("infinity")


def imaginary(means, node, scope):
    return fn("imaginary")


def symbol(means, node, scope):
    if (known := means.known(node, scope)) is not None:
        return known
    if node.value == "e":
        return fn("exp", ONE)
    if node.value == "pi":
        return fn("pi")
    if node.value in means.functions:
        raise LatexError(f"{node.value} is a function: its argument is missing", node.column)
    raise LatexError(f"{node.value} is not declared: declare its domain, as in {node.value}: real", node.column)


def word(means, node, scope):
    if node.value in scope:
        return scope[node.value]
    if word_for(node.value):
        raise LatexError(f"{node.value} is a function: its argument is missing", node.column)
    remedy = WHAT.get(node.value.lower(), f"declare its domain, as in {node.value}: real")
    raise LatexError(f"{node.value} is not declared: {remedy}", node.column)


def parenthesised(means, node, scope):
    if len(node.parts) != 1:
        if node.value not in ("(", "["):
            raise LatexError("a set is not read", node.column)
        return listed(means, [means.term(part, scope) for part in node.parts], node)
    return means.term(node.parts[0], scope)
