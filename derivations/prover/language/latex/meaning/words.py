"""Functions by their words: those of the language, and how authors and libraries write them."""

from ...abbreviations import ABBREVIATED
from ...functions import CALLED
from ...grammar import term_of
from ...syntax import LanguageError, Node
from ..syntax.vocabulary import GREEK
from ..tree import LatexError

FAMILIAR = {  # words of authors that are no names of the plain language -> those that are
    "lse": "LSE", "SoftMax": "softmax", "smax": "softmax", "kl": "KL", "Diag": "diag", "Ent": "entropy", "B": "beta",
    "sigm": "sigmoid", "Tr": "trace",
    "logsoftmax": "log_softmax", "LogSoftmax": "log_softmax", "Gamma": "gamma", "psi": "digamma", "H": "entropy",
}  # fmt: skip


def called(word, arguments, node):
    """A function of the language, by its row in the language's own tables."""
    call = Node("call", word, tuple(Node("term", argument, (), node.column) for argument in arguments), node.column)
    try:
        return term_of(call, {})
    except LatexError:
        raise
    except LanguageError as error:
        raise LatexError(error.problem, node.column) from None


def word_for(name):
    """The word of the language for a function's name, or None."""
    word = FAMILIAR.get(name, name)
    if word in CALLED or word in ABBREVIATED:
        return word
    return SPELLED.get(name.replace("_", "").lower()) if len(name) > 2 and name not in GREEK else None


SPELLED = {name.replace("_", "").lower(): name for rows in (ABBREVIATED, CALLED) for name in rows if len(name) > 2}
