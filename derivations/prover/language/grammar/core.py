"""Core: what a tree means, by its kind, and what is asked of terms wherever trees are read."""

import re

from ...kernel.definitions import well_typed
from ...kernel.terms import IllTyped, affine, shape
from ..abbreviations import ABBREVIATED, Ambiguous
from ..functions import BINDING, CALLED, NAMED
from ..syntax import LanguageError


MEANINGS = {}  # kinds of trees that have a value, and how it is found; the package fills it, which knows all of its modules


def term_of(node, scope):
    """What a tree means."""
    if node.kind not in MEANINGS:
        raise LanguageError(f"a {node.kind} where an expression is expected", node.column)
    return MEANINGS[node.kind](node, scope)


def in_full(node, meaning):
    """What a whole text means, which has to fit together."""
    try:
        return _checked(meaning(node), node)
    except RecursionError:
        raise LanguageError("nested too deep: write the statement flatter", 1) from None


def _checked(term, node):
    try:
        return well_typed(term)
    except IllTyped as error:
        raise LanguageError(readable(error), node.column) from None


def readable(error):
    """The kernel's complaint without the term: the column shows where it is."""
    complaint, *rest = re.split(r"(?: in |: )(?=\w+\()", str(error), maxsplit=1)
    return complaint + "".join(re.findall(r"\)(: [^()]*(?:\([^()]*\))?)$", *rest[:1] or [""]))


def shape_of(term, node):
    """The shape of a term; where it has none, an error at its place of the text."""
    try:
        return shape(term)
    except IllTyped as error:
        raise LanguageError(readable(error), node.column) from None


def fitting(term, node):
    """A term whose parts fit together, or an error at its place."""
    shape_of(term, node)
    return term


def scalar(node, scope):
    """A tree that is a number."""
    term = term_of(node, scope)
    if shape_of(term, node):
        raise LanguageError("a vector where a number is expected: write an entry, as in z[i]", node.column)
    return term


def index_of(node, scope, what="an index: declare it as index[n], or write a positive integer"):
    """A tree that is an index, or where a range ends."""
    if is_undeclared(node, scope):
        domain = f"index[{length_in(scope)}]" if " index" in what else "dimension"
        raise LanguageError(f"{node.value[:60]} is not declared: declare it, as in {node.value[:60]}: {domain}", node.column)
    term = scalar(node, scope)
    if affine(term) is None:
        raise LanguageError(f"not {what}", node.column)
    return term


def is_undeclared(node, scope):
    """Is it a name that neither the reader nor the language gives a meaning?"""
    return node.kind == "name" and node.value not in scope and node.value not in (*NAMED, *CALLED, *ABBREVIATED, *BINDING, "e")


def length_in(scope):
    """A dimension to be named in a remedy: the first that is declared."""
    return next((name for name, v in scope.items() if v.args[1:] == ("dimension",)), "n")


def unambiguous(meaning, node, *args):
    """What the arguments mean together; a spelling of two readings is an error at this place of the text."""
    try:
        return meaning(*args)
    except Ambiguous as two:
        raise LanguageError(str(two), node.column) from None


OF_A_LAW = {"Var": "variance(p, h), of h under the weights p", "variance": "variance(p, h), of h under the weights p"}


def counted(node, *counts):
    """Refuse a call with another number of arguments."""
    if len(node.parts) not in counts and node.value in OF_A_LAW:
        raise LanguageError(f"of what, and under which law? write {OF_A_LAW[node.value]}", node.column)
    if len(node.parts) not in counts:
        counts = sorted(set(counts))
        wanted = f"{counts[0]} or more" if len(counts) > 2 else " or ".join(map(str, counts))
        raise LanguageError(f"{node.value} takes {wanted} argument{'s' * (wanted != '1')}, not {len(node.parts)}", node.column)
