"""Statements: texts to terms and formulas."""

from ...kernel.definitions import well_typed
from ...kernel.terms import BINDERS, INDEX_BINDERS, IllTyped, Term, bind, opened, sort, subterms
from ..dependence import constant_by_itself, taken_for_constant
from ..sorts import one_reading
from ..syntax import LanguageError, Node, RELATIONS, parse_tree
from .big import over_one
from .core import in_full, readable, term_of
from .formulas import stated
from .indices import undeclared_indices
from .matrices import is_matrix, matrix_rows
from .subscripts import with_entries


def parse_expression(text, scope):
    """The term of an expression. Raises LanguageError."""
    return in_full(with_entries(parse_tree(text), scope), lambda node: term_of(node, scope))


def parse_side(text, scope):
    """One side of a statement: its term, or the rows of a matrix that is written out. Raises LanguageError."""
    node = with_entries(parse_tree(text), scope)
    return matrix_rows(node, scope) if is_matrix(node) else in_full(node, lambda node: term_of(node, scope))


def free_indices(text, scope):
    """The indices of an expression that nobody declares, as name -> variable, with their ranges. Raises LanguageError."""
    return undeclared_indices(with_entries(parse_tree(text), scope), scope, {})


def parse_relation(text, scope):
    """The formula of a relation. Raises LanguageError.

    An index that is not declared, and has its range from the vector whose entry it takes, is read as "for all":

    >>> from .declarations import declare
    >>> parse_relation("z[k] <= z[s]", declare({"n": "dimension", "z": "real[n]", "s": "index[n]"})).op
    'forall'
    """

    def formula(node):
        implicit = undeclared_indices(node, scope, {})
        over_one(node, implicit)
        made = stated(node, {**scope, **implicit})
        for index in reversed(implicit.values()):
            made = bind("forall", sort(*index.args[1:]), variable=index, body=made)
        return made

    return in_full(with_entries(parse_tree(text), scope), formula)


def parse_statement(left, relation, right, scope):
    """The formula of two expressions and the sign between them: = < <= > >= !=. Raises LanguageError."""
    if relation not in RELATIONS:
        raise LanguageError(f"unknown relation {str(relation)[:20]!r}: write one of = < <= > >= !=")
    node = Node("relation", (RELATIONS[relation],), tuple(with_entries(parse_tree(side), scope) for side in (left, right)))
    return in_full(node, lambda node: stated(node, scope))


def formula_of(node, scope):
    """The formula of a tree. Raises LanguageError."""
    return in_full(node, lambda node: stated(node, scope))


def as_one_statement(conclusion, hypotheses=()):
    """A conclusion and its hypotheses in one reading, over the reals or over the complex numbers. Raises LanguageError."""
    conclusion, *hypotheses = one_reading(conclusion, *hypotheses)
    try:
        for formula in (conclusion, *hypotheses):
            well_typed(formula)
    except IllTyped as error:
        over = "; where i or a complex number occurs, roots and logarithms of what may be negative are complex"
        raise LanguageError(readable(error) + over) from None
    if constant := taken_for_constant(conclusion, hypotheses):
        v, w = (x.args[0] for x in constant)
        remedy = f"write what {v} is in its place"
        raise LanguageError(f"in the derivative by {w} is {v} a constant, or what the hypothesis says that it is? {remedy}")
    differentiable(conclusion, *hypotheses)
    from_one(conclusion, *hypotheses)
    return conclusion, tuple(hypotheses)


def from_one(*terms):
    """Refuse a sum from 0 over the entries of an array, which are counted from 1 here. Raises LanguageError."""
    for term in terms:
        if any(_starts_below_one(part) for part in subterms(term)):
            _entries_from_one(term)


def _starts_below_one(term):
    return term.op in INDEX_BINDERS and term.args[0].op == "num" and term.args[0].args[0] < 1


def _entries_from_one(term):
    """The same within a term, whose binders are opened from outside."""
    if term.op not in BINDERS:
        parts = [part for part in term.args if isinstance(part, Term)]
    else:
        variable, body = opened(term)
        parts = [*(part for part in term.args[:-1] if isinstance(part, Term)), body]
        if _starts_below_one(term) and any(t.op == "at" and variable in t.args[1:] for t in subterms(body)):
            problem = f"entries are counted from 1, and {term.hint} starts at {term.args[0].args[0]}: let it run from 1"
            raise LanguageError(problem)
    for part in parts:
        _entries_from_one(part)


def differentiable(*terms):
    """Refuse the derivative of a variable by another one, which is 0 and means something else. Raises LanguageError."""
    for term in terms:
        if constant := constant_by_itself(term):
            y = constant.args[0]
            raise LanguageError(f"in a derivative {y} is a number of its own, so that it is 0: write in its place what {y} is")
