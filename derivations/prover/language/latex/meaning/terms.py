"""What trees mean in a scope."""

from ....kernel.definitions import well_typed
from ....kernel.terms import ZERO, IllTyped, Term, fn, mul, same_shape, shape
from ...functions import MIRRORED
from ...grammar import readable
from ...maps import is_function
from ...sorts import equated
from ..syntax.names import SPELLINGS, name_of
from ..syntax.dotted import UNCLEAR
from ..tree import LatexError
from . import arithmetic, atoms, binders, cases, derivatives, entries, expectations, functions, maps, products

SIGNS = {"ge": "le", "gt": "lt"}


class Meaning:
    """What trees mean in a scope: names to terms (variables, or what a document has defined) and names of functions."""

    def __init__(self, scope, functions=None):
        self.scope, self.functions = scope, functions or {}

    def formula(self, node):
        """The formula of a relation, or of a chain of them."""
        links = [link for _, link in self.links(node)]
        return self.checked(links[0] if len(links) == 1 else fn("and", *links), node)

    def links(self, node, scope=None):
        """The relations of a chain, each with the column of its sign."""
        if node.kind != "relation":
            raise LatexError("not a relation: an equation or an inequality is expected", node.column)
        scope = self.scope if scope is None else scope
        if any(part.kind == "matrix" for part in node.parts):
            raise LatexError("a matrix written out is not read in LaTeX: write its entries", node.column)
        sides = [self.term(side, scope) for side in node.parts]
        return [(place, self.relation(sign, *pair, node, place)) for (sign, place), pair in zip(node.value, zip(sides, sides[1:]))]

    def relation(self, sign, left, right, node, place=None):
        if sign == "define":
            sign = "eq"
        left, right = self.alike(left, right)
        if not same_shape(self.shape(left, node), self.shape(right, node)):
            raise LatexError("the sides of the relation have different shapes", place or node.column)
        if sign != "eq" and shape(left):
            raise LatexError("vectors are compared by = alone: write entries", place or node.column)
        if sign in SIGNS:  # a > b is kept as b < a, and marked
            return self.checked(Term(SIGNS[sign], (right, left), MIRRORED[SIGNS[sign]]), node)
        return self.checked(equated(left, right) if sign == "eq" else fn(sign, left, right), node)

    def alike(self, *terms):
        """A zero beside a vector is the vector of zeros."""
        shapes = [shape(t) for t in terms]
        size = next((s for s in shapes if len(s) == 1), None)
        return [mul(ZERO, fn("ones", *size)) if size and t == ZERO else t for t in terms]

    def checked(self, term, node):
        try:
            return well_typed(term)
        except IllTyped as error:
            raise LatexError(readable(error), node.column) from None

    def shape(self, term, node):
        try:
            return shape(term)
        except IllTyped as error:
            raise LatexError(readable(error), node.column) from None

    def expression(self, node):
        return self.checked(self.term(node, self.scope), node)

    def term(self, node, scope):
        if node.kind not in MEANINGS:
            raise LatexError(NO_TERM.get(node.kind, f"{node.kind}: not read here"), node.column)
        term = MEANINGS[node.kind](self, node, scope)
        self.shape(term, node)
        return term

    def scalar(self, node, scope):
        term = self.term(node, scope)
        if self.shape(term, node):
            raise LatexError("a vector where a number is expected", node.column)
        return term

    def vector(self, node, scope):
        term = self.term(node, scope)
        if len(self.shape(term, node)) != 1:
            raise LatexError("a vector is expected here", node.column)
        return term

    def known(self, node, scope):
        """What a symbol stands for, or None; of a function its argument is missing."""
        found = self.found(node, scope)
        if found is not None and found.op == "var" and is_function(found):
            raise LatexError(f"{name_of(node)} is a function: its argument is missing", node.column)
        return found

    def found(self, node, scope):
        """What a symbol stands for, a function too, or None."""
        name = name_of(node)
        return next((scope[n] for n in (name, *SPELLINGS.get(name, ())) if n in scope), None)

    def fitting(self, term, node):
        self.shape(term, node)
        return term


NO_TERM = {"relation": "a relation where an expression is expected", "dots": UNCLEAR}  # what is said of some other kinds
MEANINGS = {  # the kinds of trees that have a value, and how it is found
    "number": atoms.number,
    "infinity": atoms.infinity,
    "imaginary": atoms.imaginary,
    "symbol": atoms.symbol,
    "word": atoms.word,
    "paren": atoms.parenthesised,
    "sum": arithmetic.total,
    "minus": arithmetic.minus,
    "fraction": arithmetic.fraction,
    "product": arithmetic.product,
    "power": arithmetic.power_of,
    "transpose": products.transpose,
    "defined": products.defined,
    "subscript": entries.subscript,
    "prefix": functions.prefix,
    "call": functions.call,
    "indexed call": functions.indexed_call,
    "value": maps.value,
    "slope": maps.no_argument,
    "derivative at": derivatives.derivative_at,
    "extremum": functions.extremum,
    "absolute": functions.absolute,
    "norm": functions.norm,
    "dot": functions.inner_product,
    "ones": functions.ones,
    "expectation": expectations.expectation,
    "bracket": cases.bracket,
    "cases": cases.by_cases,
    "matrix": cases.matrix,
    "big": binders.big,
    "vector": binders.vector_by_entries,
    "limit": binders.limit,
    "integral": binders.integral,
    "derivative": derivatives.derivative,
    "gradient": derivatives.gradient,
    "evaluated": derivatives.evaluated,
}
