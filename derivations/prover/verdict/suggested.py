"""Suggested: what SymPy makes of an expression of numbers, as one more candidate for its value.

Nobody trusts it. It knows closed forms of finite sums and values of special functions, and it factors.
"""

from ..kernel.terms import Term, shape, subterms
from ..search.closed_forms import tidy

ARRAYS = {"softmax", "lse", "largest", "entropy", "kl", "dot", "variance", "quadratic", "det", "lam", "simplex", "space", "call"}
SLOW = {"integral", "limit"}
VALUED = {"sum", "prod", "deriv", "gamma", "digamma", "polygamma", "root", "pow"}


def suggested(term: Term) -> Term | None:
    """What SymPy makes of sums, derivatives and special values of numbers; None where that is no term of ours."""
    operators = {t.op for t in subterms(term)}
    if operators & (ARRAYS | SLOW) or not operators & VALUED or any(shape(v) for v in term.free):
        return None
    from sympy import factor  # here, as most questions are about arrays

    from ..language.sympy_notation import Unreadable, read, write

    try:
        return tidy(read(factor(write(term).doit())))
    except (Unreadable, ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError):
        return None  # SymPy's own failures, of many kinds
