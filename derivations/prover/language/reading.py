"""Reading: statements in the plain language or in LaTeX, which a backslash tells apart."""

from . import inference, latex
from .grammar import RELATIONS, LanguageError, Node, formula_of, free_indices, parse_relation, parse_side, parse_statement
from .syntax import parse_tree


def statement(text, given, scope):
    """The formulas of a statement and of its hypotheses, as a list. Raises LanguageError.

    What a LaTeX statement itself supposes ("for x > 0") is a hypothesis too.
    """
    if not latex.is_latex(text):
        return [parse_relation(text, scope), *(relation(g, scope) for g in given)]
    conclusion, supposed = latex.read(text, scope)
    return [conclusion, *supposed, *(relation(g, scope) for g in given)]


def inferred(*texts):
    """The domains of texts of one statement that declares nothing, where there is one choice. Raises LanguageError.

    None are inferred of LaTeX that holds more than what has a form in the plain language too.
    """
    trees = []
    for text in texts:
        found = latex.outlined(text) if latex.is_latex(text) else [parse_tree(text)]
        if found is None:
            return {}
        trees += found
    return inference.inferred(trees)


def relation(text, scope):
    """The formula of one relation. Raises LanguageError."""
    return latex.parse(text, scope) if latex.is_latex(text) else parse_relation(text, scope)


def side(text, scope):
    """One side of a statement: its term, or the rows of a matrix that is written out. Raises LanguageError."""
    return latex.expression(text, scope) if latex.is_latex(text) else parse_side(text, scope)


def indices(text, scope):
    """The indices of one side that nobody declares, as name -> variable, with their ranges. Raises LanguageError."""
    return latex.free_indices(text, scope) if latex.is_latex(text) else free_indices(text, scope)


def sides(left, sign, right, scope):
    """The formula of two sides, each read for itself, and the sign between them. Raises LanguageError."""
    if not (latex.is_latex(left) or latex.is_latex(right)):
        return parse_statement(left, sign, right, scope)
    if sign not in RELATIONS:
        raise LanguageError(f"unknown relation {str(sign)[:20]!r}: write one of = < <= > >= !=")
    terms = (side(text, scope) for text in (left, right))
    return formula_of(Node("relation", (RELATIONS[sign],), tuple(Node("term", term) for term in terms)), scope)
