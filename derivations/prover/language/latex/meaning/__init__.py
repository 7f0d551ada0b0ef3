"""Meaning: trees of LaTeX to terms, in the words of the language.

Names stand for what the scope says; functions are the language's own, so that whatever `check` knows can be written in LaTeX.
What the notation leaves out is filled in where there is one choice only: a sum over i without its ends runs over the entries that
take i, a vector of ones is as long as the vectors of the statement. Everything else is an error with its place.

    terms           what trees mean in a scope: relations, names, and a table of the kinds of trees
    atoms           numbers, names, parentheses
    arithmetic      sums, products, quotients, powers
    products        vectors and matrices side by side
    entries         subscripts
    functions       functions, norms
    maps            functions that are declared, and their derivatives
    expectations    expectations and variances
    cases           brackets, cases
    binders         sums over ranges, limits, integrals
    ranges          where the range of an index is not said
    derivatives     derivatives and gradients
    names, words    how names and functions are spelled
"""

from ..syntax.names import SPELLINGS
from .terms import Meaning
from .words import word_for

__all__ = ["SPELLINGS", "Meaning", "word_for"]
