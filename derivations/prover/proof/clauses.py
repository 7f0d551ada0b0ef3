"""Statements of several parts, and statements under more or fewer hypotheses.

    clause(lemma, 0)                 one part of "a <= b and b <= c"
    assuming(lemma, a > 0)           the statement under one hypothesis more, so that a step may use it

Nothing here is trusted: each function asks the kernel's rules.
"""

from ..kernel import rules
from ..language.sympy_notation import read
from .chain import asked


def clause(lemma, place):
    """One part, counted from 0, of a statement that is made of several."""
    return asked("one part", lambda theorem: rules.part(theorem, place), lemma)


def assuming(lemma, *relations):
    """The statement under further hypotheses."""
    return asked("with more assumed", lambda theorem: rules.weaken(theorem, *map(read, relations)), lemma)
