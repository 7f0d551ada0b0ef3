"""Reading: statements in the plain language or in LaTeX, which a backslash tells apart."""

from . import inference, latex
from .behind import divided
from .grammar import RELATIONS, LanguageError, Node, formula_of, free_indices, parse_relation, parse_side, parse_statement
from .syntax import parse_tree


def statement(text, given, scope):
    """The formulas of a statement and of its hypotheses, as a list. Raises LanguageError.

    What a statement itself supposes ("for x > 0") is a hypothesis too.
    """
    if latex.is_latex(text):
        scope = scope | (_shared(latex.loose_indices, text, given, scope) if given else {})
        conclusion, supposed = latex.read(text, scope)
        return [conclusion, *supposed, *(relation(g, scope) for g in given)]
    claim, supposed = divided(text)
    given = (*supposed, *given)
    scope = scope | (_shared(indices, claim, given, scope) if given else {})
    return [parse_relation(claim, scope), *(relation(g, scope) for g in given)]


def _shared(free, claim, given, scope):
    """The indices that nobody declares, and that both a claim and what it supposes speak of: they are one thing in all."""
    of_claim = free(claim, scope)
    return {name: index for g in given for name, index in indices(g, scope).items() if of_claim.get(name) == index}


def inferred(*texts):
    """The domains of texts of one statement that declares nothing, where there is one choice. Raises LanguageError.

    None are inferred of LaTeX that holds more than what has a form in the plain language too.
    """
    trees = []
    for text in texts:
        found = latex.outlined(text) if latex.is_latex(text) else _trees(text)
        if found is None:
            return {}
        trees += found
    return inference.inferred(trees)


def _trees(text):
    """The trees of a claim, and of what it supposes."""
    claim, supposed = divided(text)
    return [parse_tree(part) for part in (claim, *supposed)]


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
