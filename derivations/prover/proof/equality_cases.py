"""Equality cases, strictness and contradiction: when an inequality is an equation, and why it is not one otherwise.

    strictly(nonnegative, only_if, apart)         0 < a, from 0 <= a, from a = 0 |- u = v, and from u != v
    impossible(claim, lower, equal)               any claim, from theorems that add up to 0 < 0
    rises(slope, x, a, b, order)                  f(a) < f(b), from 0 < f′(x) and a < b
    equal(below, above)                           a = b, from a <= b and b <= a
    compared(u, v, less, equal, greater)          a claim that holds when u < v, when u = v and when v < u

Nothing here is trusted: each function asks the kernel for a theorem, and shows the steps of what it was given.
"""

from itertools import product

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import MINUS, ONE, ZERO, Term
from ..language.sympy_notation import read
from .chain import EVERYTHING, asked


def impossible(claim, *premises):
    """Any claim, from theorems that cannot hold together.

    Either one says u != v and another u = v; or the sides of all of them, added up once the equations among them are turned the
    right way round, say that 0 < 0, or that 1 <= 0.
    """
    formula = read(claim)
    return asked("contradiction", lambda *theorems: rules.absurd(_clash(*theorems), formula), *premises)


def _clash(*theorems):
    apart = next((t for t in theorems if t.conclusion.op == "ne"), None)
    if apart is not None:
        same = next(t for t in theorems if t is not apart)
        if same.conclusion.args != apart.conclusion.args:
            same = rules.symmetric(same)
        return rules.not_apart(apart, same)
    choices = [(ONE, MINUS) if t.conclusion.op == "eq" else (ONE,) for t in theorems]
    strict = any(t.conclusion.op == "lt" for t in theorems)
    refusals = []
    for factors in product(*choices):
        try:
            return rules.linear(Term("lt", (ZERO, ZERO)), list(zip(factors, theorems)), ZERO if strict else ONE, EVERYTHING)
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def rises(slope, x, left, right, order):
    """f(a) <= f(b), from 0 <= f′(x) and a <= b; < if both are strict. The slope may assume a < x and x < b."""
    ends = read(x), read(left), read(right)
    return asked("a function with this derivative rises", lambda s, o: rules.rising(s, *ends, o), slope, order)


def equal(below, above):
    """a = b, from a <= b and b <= a."""
    return asked("from both sides", rules.antisymmetric, below, above)


def compared(left, right, less, equal, greater, given=()):
    """A claim from its three cases: left < right, left = right, right < left. Both are real numbers that have values."""
    a, b, facts = read(left), read(right), list(map(read, given))
    return asked("one of three cases", lambda *cases: rules.trichotomy(a, b, *cases, facts), less, equal, greater)


def strictly(nonnegative, only_if, apart):
    """0 < a, from 0 <= a, from `a = 0 |- u = v` and from u != v: a cannot be 0."""

    def question(weak, vanishing, different):
        zero, a = weak.conclusion.args
        same = rules.symmetric(rules.assume(Term("eq", (zero, a))))
        if same.conclusion in vanishing.hypotheses:
            vanishing = rules.cut(vanishing, same)
        strict = Term("lt", (zero, a))
        return rules.cases(weak, rules.absurd(_clash(different, vanishing), strict), rules.assume(strict))

    return asked("it cannot be 0", question, nonnegative, only_if, apart)
