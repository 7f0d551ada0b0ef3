"""Sums, differences, products, quotients and powers, as they are written."""

from fractions import Fraction

from ....kernel.terms import MINUS, ONE, ZERO, Term, add, fn, mul, num, power, shape
from ...abbreviations import Ambiguous
from ...arrays import summands
from ...syntax import Node
from ..tree import LatexError
from .functions import LENGTH, squares
from .names import mentions, running
from .products import applied, multiplied


def total(means, node, scope):
    constant = [_is_constant_vector(part) for part in node.parts]
    terms = [None if same else means.term(part, scope) for same, part in zip(constant, node.parts)]
    lengths = [shape(term)[0] for term in terms if term is not None and len(shape(term)) == 1]
    inside = {**scope, LENGTH: lengths[0]} if lengths else scope
    terms = [means.term(part, inside) if same else term for same, part, term in zip(constant, node.parts, terms)]
    ends_clearly(node)
    try:
        terms = summands(means.alike(*terms))
    except Ambiguous as two:
        raise LatexError(str(two), node.column) from None
    signed = [t if sign == "+" else opposite(t, part) for sign, t, part in zip(node.value, terms, node.parts)]
    return add(*signed)


def _is_constant_vector(node):
    r"""c \mathbf{1} without its length, which is that of the vectors to which it is added."""
    match node:
        case Node("ones", _, ()):
            return True
        case Node("product" | "minus", _, parts):
            return any(map(_is_constant_vector, parts)) and all(part.kind != "transpose" for part in parts)
    return False


def ends_clearly(node):
    """Does a sum over i end before a term that mentions i? Then a reader cannot tell whether it does."""
    for place, part in enumerate(node.parts):
        for name in running(part):
            for other in node.parts[place + 1 :]:
                if mentions(name, other):
                    raise LatexError(f"where the sum over {name} ends has two readings: write parentheses", other.column)


def opposite(term, node):
    match term:
        case Term("num", (value,)):
            return num(-value)
        case Term("mul", (Term("num", (value,)), *rest)) if value > 0 and node.kind in ("product", "fraction"):
            return mul(num(-value), *rest)
        case Term("mul", factors) if node.kind in ("product", "fraction") and factors[0].op != "num":
            return mul(MINUS, *factors)
    return mul(MINUS, term)


def minus(means, node, scope):
    return opposite(means.term(node.parts[0], scope), node.parts[0])


def fraction(means, node, scope):
    above, below = node.parts
    return quotient(means, above, below, scope, node)


def quotient(means, above, below, scope, node):
    """Of integers p/q is one number, x/2 is x times one half, 1/x has no factor 1."""
    divisor = means.scalar(below, scope)
    whole = means.term(above, scope)
    factors = list(whole.args) if above.kind in ("product", "fraction", "minus") and whole.op == "mul" else [whole]
    if divisor.op == "num" and divisor != ZERO:
        inverse = 1 / Fraction(divisor.args[0])
        if len(factors) == 1 and factors[0].op == "num":
            return num(factors[0].args[0] * inverse)
        return mul(*factors, num(inverse))
    inverse = power(divisor, MINUS)
    return inverse if factors == [ONE] else mul(*factors, inverse)


def product(means, node, scope):
    factors_end_clearly(node)
    if "/" in node.value:
        *above, below = node.parts
        whole = above[0] if len(above) == 1 else Node("product", node.value[:-1], tuple(above), node.column)
        return quotient(means, whole, below, scope, node)
    return multiplied(means, applied(means, list(node.parts), scope), scope, node)


def factors_end_clearly(node):
    if node.kind == "product" and any(part.kind == "big" for part in node.parts[:-1]):
        raise LatexError("where a sum ends has two readings: write parentheses", node.column)


def power_of(means, node, scope):
    base, exponent = node.parts
    if base.kind == "symbol" and base.value == "e" and means.known(base, scope) is None:
        return means.fitting(fn("exp", means.term(exponent, scope)), node)
    if exponent.kind == "symbol" and exponent.value == "T" and not exponent.parts:
        if (temperature := means.known(exponent, scope)) is None:
            raise LatexError("the superscript T: declare T, or write \\top for a transpose", exponent.column)
        if means.shape(means.term(base, scope), base):
            raise LatexError("T is declared, and reads as a transpose too: write \\top", exponent.column)
        return power(means.term(base, scope), temperature)
    if base.kind == "norm" and base.parts[1] == Node("number", Fraction(2), (), base.parts[1].column) and exponent.value == 2:
        return squares(means.vector(base.parts[0], scope))
    below = means.term(base, scope)
    if shape(below):
        raise LatexError("a power of a vector or a matrix is not read: write entries", node.column)
    return power(below, means.scalar(exponent, scope))
