"""Hypotheses at work: taken at one entry, met by a proof, led to a contradiction; and statements put together or split in cases."""

from sympy import Basic

from ..kernel import rules
from ..kernel.terms import Term
from . import derived
from ..language.sympy_notation import read
from .chain import Derivation, Lemma, Line, asked, proved


def absurd(contradiction: Lemma, relation: Line) -> Derivation:
    """From 0 < 0: whatever is wanted."""
    return asked("contradiction", lambda t: rules.absurd(t, read(relation)), contradiction)


def three_cases(left: Line, right: Line, less: Lemma, equal: Lemma, greater: Lemma) -> Derivation:
    """A statement, from what shows it when left < right, when left = right and when right < left."""
    sides = read(left), read(right)
    named = Term("lt", sides), Term("eq", sides), Term("lt", sides[::-1])
    given = [h for d, case in zip((less, equal, greater), named) for h in proved(d).hypotheses if h != case]
    return asked("three cases", lambda *t: rules.trichotomy(*sides, *t, given=given), less, equal, greater, cases=named)


def rises(slope: Lemma, x: Basic, left: Line, right: Line, order: Lemma) -> Derivation:
    """f(a) <= f(b), from 0 <= f′(x) and a <= b; < if both are strict."""
    ends = read(x), read(left), read(right)
    return asked("a function with this derivative rises", lambda s, o: rules.rising(s, *ends, o), slope, order)


def next_integer(order: Lemma) -> Derivation:
    """From a < b for whole numbers: a + 1 <= b."""
    return asked("whole numbers", derived.next_integer, order)
