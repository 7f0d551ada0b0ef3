"""Brackets of conditions, and values by cases; columns."""

from ....kernel.terms import MINUS, ONE, ZERO, add, mul
from ...cases import bracket as bracketed
from ...cases import contrary
from ..tree import LatexError
from .entries import listed


def bracket(means, node, scope):
    return bracketed(one_relation(means, node.parts[0], scope))


def one_relation(means, node, scope):
    links = [link for _, link in means.links(node, scope)]
    if len(links) != 1:
        raise LatexError("one relation in a bracket", node.column)
    return links[0]


def by_cases(means, node, scope):
    """Cases as brackets: [c] a + (1 - [c]) b, where each value has a meaning everywhere."""
    *cases, last = node.parts
    if last.parts[1] is not None:
        return _two_cases(means, cases, last, scope, node)
    value, rest = means.scalar(last.parts[0], scope), ONE
    terms = []
    for case in cases:
        if case.parts[1] is None:
            raise LatexError("otherwise stands last", node.column)
        bracket = bracketed(one_relation(means, case.parts[1], scope))
        terms.append(weighted(mul(rest, bracket) if rest != ONE else bracket, means.scalar(case.parts[0], scope)))
        rest = add(ONE, mul(MINUS, bracket)) if rest == ONE else mul(rest, add(ONE, mul(MINUS, bracket)))
    terms.append(weighted(rest, value))
    return add(*(t for t in terms if t != ZERO)) if any(t != ZERO for t in terms) else ZERO


def _two_cases(means, cases, last, scope, node):
    """i = j and i ≠ j; x > 0 and x <= 0: the second condition is the contrary of the first."""
    if len(cases) != 1:
        raise LatexError("the cases must end with otherwise", node.column)
    first, second = (one_relation(means, case.parts[1], scope) for case in (*cases, last))
    if not contrary(first, second):
        raise LatexError("the cases must be contraries, or end with otherwise", node.column)
    bracket = bracketed(first)
    values = [means.scalar(case.parts[0], scope) for case in (*cases, last)]
    terms = [weighted(bracket, values[0]), weighted(add(ONE, mul(MINUS, bracket)), values[1])]
    return add(*(t for t in terms if t != ZERO)) if any(t != ZERO for t in terms) else ZERO


def weighted(weight, value):
    if value == ZERO:
        return ZERO
    return weight if value == ONE else mul(weight, value)


def matrix(means, node, scope):
    if all(len(row.parts) == 1 for row in node.parts):
        return listed(means, [means.scalar(row.parts[0], scope) for row in node.parts], node)
    raise LatexError("a matrix written out is not read in LaTeX: write its entries", node.column)
