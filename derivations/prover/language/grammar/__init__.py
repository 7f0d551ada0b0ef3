"""Grammar: trees to terms, for readers' own statements; nothing is ever evaluated.

What the names stand for is declared by their domains; syntax.py has the grammar of the text:

    scope = declare({"n": "dimension", "z": "real[n]", "i": "index[n]"})
    parse_relation("Derivative(LSE(z), z[i]) = softmax(z)[i]", scope)

Entries are counted from 1. Matrices that are written out, Matrix([[a, b], [c, d]]), stand on both sides of an equation.
A limit or an integral may be equated with oo or -oo: that it is infinite is a relation of its own, as oo is no number.
Nothing is simplified: (z - z)/(u - u) arrives as it was written. What is wrong raises LanguageError, with its column and a
remedy; a spelling that people read in two ways is wrong, and the message names both.

    declarations    names declared by their domains
    statements      texts to terms and formulas
    calls           a name with something behind it, and names alone
    applied         functions of the language, given their arguments
    axes            what NumPy and PyTorch say of arrays
    cases           brackets, and values by cases
    formulas        relations, and what is said for all or for some
    matrices        matrices that are written out
    derivatives     derivatives, gradients, values at a point
    limits          limits
    big             operators with their index below, sum_k f
    binders         sums, products, maxima, integrals
    entries         entries, expectations, deltas
    indices         indices that are not declared
    products        sums, products, powers
    juxtaposed      products without a sign, or functions
    subscripts      names with indices in them
    words           the names of the language
    core            what a tree means, by its kind
"""

from ...kernel.terms import num
from ..syntax import RELATIONS, LanguageError, Node
from .big import big
from .calls import BINDING, call, call_of_entry, lone_name
from .cases import in_brackets
from .core import MEANINGS, fitting, readable, term_of
from .declarations import DIMENSIONS, declare, lengths, supposed
from .derivatives import slope_at
from .entries import entry
from .axes import without_axis
from .products import minus, power_of, product_of, total, transpose
from .statements import (
    as_one_statement, differentiable, formula_of, free_indices, parse_expression, parse_relation, parse_side, parse_statement,
)  # fmt: skip
from .words import CONSTANTS

__all__ = [
    "BINDING", "CONSTANTS", "DIMENSIONS", "RELATIONS", "LanguageError", "Node", "as_one_statement", "declare", "differentiable",
    "formula_of", "free_indices", "lengths", "parse_expression", "parse_relation", "parse_side", "parse_statement", "readable",
    "slope_at", "supposed", "term_of", "without_axis",
]  # fmt: skip


def _refused(problem):
    def refuse(node, scope):
        raise LanguageError(problem, node.column)

    return refuse


MEANINGS.update({
    "number": lambda node, scope: num(node.value),
    "name": lambda node, scope: lone_name(node.value, node, scope),
    "sum": total,
    "product": lambda node, scope: fitting(product_of(node.value, node.parts, scope), node),
    "minus": minus,
    "power": power_of,
    "entry": entry,
    "subscript": entry,
    "transpose": lambda node, scope: transpose(*node.parts, node, scope),
    "big": lambda node, scope: big(node.value, node, scope),
    "call": call,
    "applied": call_of_entry,
    "term": lambda node, scope: node.value,  # what was read already, by another notation
    "list": in_brackets,  # Iverson's bracket
    "relation": _refused("a relation where an expression is expected: indicator( ) makes a number of it"),
    **dict.fromkeys(("column", "row"), _refused("[:, None] is read in u[:, None]*v[None, :] alone: write outer(u, v), or entries")),
    "string": _refused("a quoted text where an expression is expected: remove the quotes"),
})  # fmt: skip
