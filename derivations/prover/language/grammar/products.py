"""Products: sums, differences, products, quotients and powers, as they are written; what is transposed."""

from dataclasses import replace
from fractions import Fraction

from ...kernel.terms import MINUS, ONE, Term, ZERO, add, fn, mul, num, power
from ..abbreviations import entry_by_entry, transposed
from ..arrays import Row, product, summands
from ..functions import CALLED, ENTRIES, NUMBER
from ..syntax import LanguageError, Node
from .core import fitting, scalar, shape_of, term_of, unambiguous
from .juxtaposed import multiplied, one_product


def total(node, scope):
    node = replace(node, parts=tuple(map(as_number, node.parts)))
    first, *rest = node.parts
    terms = [term_of(first, scope), *_signed_terms(node.value[1:], rest, scope)]
    for term, part in zip(terms, node.parts):
        shape_of(term, part)
    return fitting(add(*unambiguous(summands, node, terms)), node)


def minus(node, scope):
    (operand,) = node.parts
    term = term_of(operand, scope)
    return num(-term.args[0]) if term.op == "num" else mul(MINUS, term)


def _signed_terms(signs, nodes, scope):
    for sign, node in zip(signs, nodes):
        term = term_of(node, scope)
        yield term if sign == "+" else _opposite(term, node)


def _opposite(term, node):
    """What a minus sign before a term means: the sign enters a number and a product, unless it is in parentheses."""
    match term:
        case Term("num", (value,)):
            return num(-value)
        case Term("mul", (Term("num", (value,)), *rest)) if value > 0 and node.kind == "product" and not node.grouped:
            return mul(num(-value), *rest)
        case Term("mul", factors) if factors[0].op != "num" and node.kind == "product" and not node.grouped:
            return mul(MINUS, *factors)
    return mul(MINUS, term)


def by_entries(node, scope, k=None):
    """The tree of a vector, in which products and quotients of vectors are those of their entries, as under a sum they must be.

    With the node of an index k it is that of the entry at k; None where nothing is multiplied entry by entry.
    """
    match node:
        case Node("sum" | "minus", _, parts):
            changed = [by_entries(part, scope, k) for part in parts]
            if not any(changed):
                return None
            return replace(node, parts=tuple(new or _at(part, scope, k) for part, new in zip(parts, changed)))
        case Node("call", _, (part,)) if _of_entries(node) and (changed := by_entries(part, scope, k)):
            return replace(node, parts=(changed,))
        case Node("product", signs, parts) if set(signs) <= {None, "*", "/"} and not any(map(_is_transposed, parts)):
            whole = [_of_entries(part) and by_entries(part, scope) or part for part in parts]  # p*log(p/q)
            terms = [term_of(part, scope) for part in whole]
            ranks = [len(shape_of(term, part)) for term, part in zip(terms, parts)]
            divided = any(rank for rank, sign in zip(ranks, signs) if sign == "/")
            if max(ranks) != 1 or sum(ranks) == 1 and not divided:
                return None
            if k is not None:
                changed = (_of_entries(part) and by_entries(part, scope, k) for part in parts)
                return replace(node, parts=tuple(new or _at(part, scope, k) for part, new in zip(parts, changed)))
            factors = [term if sign != "/" else entry_by_entry(_inverse, term) for term, sign in zip(terms, signs)]
            return Node("term", unambiguous(entry_by_entry, node, lambda *entries: mul(*entries), *factors), (), node.column)
    return None


def _is_transposed(node):
    return node.kind == "transpose" or node.kind == "power" and node.parts[1].value == "T"


def _at(node, scope, k):
    """The entry of a vector; a number as it is."""
    if k is None or not shape_of(term_of(node, scope), node):
        return node
    if node.kind == "minus" or _of_entries(node):
        return replace(node, parts=(_at(node.parts[0], scope, k),))
    return Node("entry", None, (replace(node, grouped=node.grouped or node.kind in ("sum", "product")), k), node.column)


def _of_entries(node):
    """Is this a function that takes a vector entry by entry?"""
    return node.kind == "call" and len(node.parts) == 1 and node.value in CALLED and CALLED[node.value].takes in (NUMBER, ENTRIES)


def _inverse(number):
    return power(number, MINUS)


def product_of(signs, nodes, scope):
    """A product from left to right. Of integers, p/q is one number; x/2 is x times one half; 1/x has no factor 1."""
    for sign, node in zip(signs, nodes):
        if sign == "/":
            one_product(node.parts[0] if node.kind == "power" else node, scope, "behind /")
            _one_denominator(node)
    signs, nodes = _without_calls(signs, map(as_number, nodes), scope)
    factors = [_factor(node, scope) for node in nodes]
    if "·" in signs and sum(isinstance(factor, Row) or bool(shape_of(factor, node)) for factor, node in zip(factors, nodes)) > 2:
        raise LanguageError("a product of more than two vectors with a dot: write dot(u, v)", nodes[0].column)
    if "@" in signs or sum(isinstance(factor, Row) or bool(shape_of(factor, node)) for factor, node in zip(factors, nodes)) > 1:
        return unambiguous(product, nodes[0], signs, factors)
    terms = [term_of(node, scope) if isinstance(factor, Row) else factor for factor, node in zip(factors, nodes)]
    (first, *rest), (head, *others) = nodes, terms
    factors = list(head.args) if head.op == "mul" and first.kind == "minus" and not first.grouped else [head]
    for sign, node, term in zip(signs[1:], rest, others):
        if sign in ("*", "·"):
            factors.append(term)
        elif term.op == "num" and term != ZERO and node.kind == "number" and not node.grouped:
            inverse = 1 / Fraction(term.args[0])
            if len(factors) == 1 and factors[0].op == "num":
                factors = [num(factors[0].args[0] * inverse)]
            else:
                factors.append(num(inverse))
        elif factors == [ONE] and not first.grouped:
            factors = [power(term, MINUS)]
        else:
            factors.append(power(term, MINUS))
    return mul(*factors)


def as_number(node):
    """(i == j) beside other factors or terms is 1 where it holds and 0 elsewhere, as in NumPy."""
    if node.kind != "relation" or not node.grouped:
        return node
    return Node("call", "indicator", (replace(node, grouped=False),), node.column)


def _one_denominator(node):
    """Refuse a/sum_k f_k*c, where c has no k: over the sum, or within it?"""
    if node.kind != "big" or node.grouped or node.value not in ("sum", "prod") or node.parts[-1].kind != "product":
        return
    bound = {name for place in node.parts[:-2] for name in _names(place)}
    last = node.parts[-1].parts[-1]
    if not bound & _names(last) and any(bound & _names(part) for part in node.parts[-1].parts):
        readings = "is it summed, or does it stand beside the quotient"
        raise LanguageError(f"a factor behind a sum in a denominator: {readings}? put the sum in parentheses", last.column)


def _names(node):
    """The names in a tree, those of z_k apart."""
    own = {node.value, *node.value.split("_")} if node.kind == "name" else set()
    return own.union(*map(_names, node.parts))


def _without_calls(signs, nodes, scope):
    """The same factors, n(n + 1) being two."""
    found = []
    for sign, node in zip(signs, nodes):
        base, *exponent = node.parts if node.kind == "power" and not node.grouped else (node,)
        if pair := multiplied(base, scope):
            found += [(sign, pair[0]), ("*", replace(node, parts=(pair[1], *exponent)) if exponent else pair[1])]
        else:
            found.append((sign, node))
    return zip(*found)


def _factor(node, scope):
    """A factor: a term, or a transposed vector."""
    match node:
        case Node("transpose", _, (array,)):
            pass
        case Node("power", _, (array, Node("name", "T"))) if "T" not in scope:
            pass
        case _:
            return term_of(node, scope)
    term = term_of(array, scope)
    return Row(term) if len(shape_of(term, array)) == 1 else term_of(node, scope)


def power_of(node, scope):
    base, exponent = node.parts
    if base.kind == "name" and base.value in ("E", "e") and base.value not in scope:
        return fn("exp", scalar(exponent, scope))
    if pair := multiplied(base, scope):  # n(n + 1)^2 is n*(n + 1)^2
        return product_of((None, "*"), (pair[0], Node("power", None, (pair[1], exponent), base.column)), scope)
    one_product(exponent, scope, "as an exponent")
    if exponent.kind == "name" and exponent.value == "T" and shape_of(term_of(base, scope), base):
        if "T" in scope:
            raise LanguageError("^T is a power or the transposed: T is declared, so write .T for the transposed", exponent.column)
        return transpose(base, exponent, scope)
    return power(term_of(base, scope), scalar(exponent, scope))


def transpose(node, at_node, scope):
    """The transposed of a matrix; a vector is transposed within a product alone."""
    term = term_of(node, scope)
    match len(shape_of(term, node)):
        case 2:
            return transposed(term)
        case 1:
            raise LanguageError("a transposed vector stands in a product, as in u.T @ v or u*v.T", at_node.column)
    raise LanguageError("a number is not transposed", at_node.column)
