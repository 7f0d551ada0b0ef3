r"""Syntax: pieces of LaTeX to trees, by a grammar of our own.

    statement :=  side (relation side)*           relation: = \ne < > \le \ge and their kin
    side      :=  ['-' | '+'] term (('+' | '-') term)*
    term      :=  factor ([\cdot | \times] factor)* ['/' factor]
    factor    :=  \frac | \sum term | \prod term | \max term | \lim term | \int side dx | \nabla factor | \log factor | scripted
    scripted  :=  atom ('_' script | '^' script | "'" | '!')*
    atom      :=  number | letter | function '(' sides ')' | '(' sides ')' | '[' statement ']' | '|' side '|' | \begin{cases} …

Where authors' notation has two readings the text is refused with both of them, never guessed: log a b, a/b c, log(x)^2. What the
trees mean is for ../meaning; here it matters only which names are declared, so that x(1 - x) is a product and f(x) is none.

    vocabulary      words and signs, by what they are
    reader          statements, sums, products, and which factor begins
    operators       what stands before its argument: sums, extrema, limits, integrals, logarithms
    derivatives     ∂, ∇ and fractions that are derivatives
    atoms           names, numbers, groups; expectations and indicators
    brackets        ( ), [ ], | |, and lists in them
    environments    cases and matrices
    scripts         subscripts, superscripts and primes
    calls           names of functions with their arguments
    names           which names are declared, and which of them as functions
    ranges          what stands under and above a big operator
"""

from ..tree import pieces
from .names import UNDECLARED, Names
from .reader import Reader

__all__ = ["UNDECLARED", "Names", "Reader", "tree", "tree_of"]


def tree(text, declared=UNDECLARED, macros=None):
    """The tree of one statement or expression. Raises LatexError."""
    return tree_of(pieces(text, macros), declared)


def tree_of(found, declared=frozenset()):
    reader = Reader(found, declared)
    node = reader.statement()
    reader.finished()
    return node
