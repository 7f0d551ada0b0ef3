"""Words: the names of the language, by what they are given."""

from ...kernel.terms import ONE, fn
from .. import functions
from ..abbreviations import ABBREVIATED
from ..functions import CALLED, NAMED


CONSTANTS = {name: fn(row.operator) for name, row in NAMED.items()} | {"E": fn("exp", ONE)}
OF_NUMBERS = {name for name, row in CALLED.items() if row.takes == functions.NUMBER} | {
    name for name, row in ABBREVIATED.items() if functions.NUMBER in row.takes
}
OF_VECTORS = {  # what NumPy and PyTorch take along an axis
    name for rows in (CALLED, ABBREVIATED) for name, row in rows.items() if row.text in ("softmax", "log_softmax", "softmin", "LSE")
}
QUANTIFIERS = ("forall", "exists")
OTHERS = ("Subs", "Matrix", "Hessian", "hessian", "Piecewise", "where")  # words for what is read and never printed
WORDS = {*CALLED, *ABBREVIATED, *OTHERS, *(name for name, row in functions.BINDING.items() if row.operator not in QUANTIFIERS)}


def is_word(name):
    """Is this the name of a function, or of what binds a name?"""
    return name in WORDS
