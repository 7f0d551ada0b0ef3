"""Absolute values: a number is at most its size, and a size is bounded from both sides.

    at_most_its_size(u)              u <= |u|
    triangle(u, v)                   |u + v| <= |u| + |v|
    size_at_most(above, below)       |u| <= b, from u <= b and −u <= b
    size_of_negative(below)          |u| = −u, from u <= 0
    from_squares(u <= v, squares)    u <= v, from u² <= v² and v >= 0 at sight

Nothing here is trusted: each function asks the kernel's rules.
"""

from collections.abc import Iterable
from sympy import Basic

from ..kernel import rules
from ..kernel.terms import ONE, ZERO, Term, fn, mul, neg, num
from ..language.sympy_notation import read
from . import derived
from .chain import Derivation, EVERYTHING, Lemma, Line, asked


def at_most_its_size(u: Line, given: Iterable[Basic] = ()) -> Derivation:
    """u <= |u|, for a real u."""
    return asked("at most its size", lambda: derived.below_size(read(u), [read(g) for g in given]))


def triangle(u: Line, v: Line, given: Iterable[Basic] = ()) -> Derivation:
    """|u + v| <= |u| + |v|."""
    return asked("triangle inequality", lambda: rules.triangle(read(u), read(v), [read(g) for g in given]))


def size_at_most(above: Lemma, below: Lemma) -> Derivation:
    """|u| <= b (or <, if both are strict), from u <= b and −u <= b: |u| is u or −u, as u has one sign or the other."""

    def question(upper, lower):
        u, bound = upper.conclusion.args
        strict = upper.conclusion.op == lower.conclusion.op == "lt"
        goal = Term("lt" if strict else "le", (fn("abs", u), bound))
        cases = {"lt": (lower, Term("lt", (u, ZERO))), "eq": (upper, Term("eq", (u, ZERO))), "gt": (upper, Term("lt", (ZERO, u)))}

        def case(theorem, sign):
            return rules.linear(goal, [(ONE, theorem)], using=EVERYTHING, given=[sign])

        known = [*upper.hypotheses, *lower.hypotheses]  # u may have a value only under these
        return rules.trichotomy(u, ZERO, *(case(*cases[order]) for order in ("lt", "eq", "gt")), known)

    return asked("bounded on both sides", question, above, below)


def size_of_negative(below: Lemma) -> Derivation:
    """|u| = −u, from u <= 0: u is at most −u then, and its size is both at least and at most −u."""

    def question(theorem):
        u, _ = theorem.conclusion.args
        goal = Term("eq", (fn("abs", u), neg(u)))
        cases = (Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u)))
        negative, zero = (rules.equality(*goal.args, EVERYTHING, [case]) for case in cases[:2])
        never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, theorem), (ONE, rules.assume(cases[2]))], using=EVERYTHING)
        return rules.trichotomy(u, ZERO, negative, zero, rules.absurd(never, goal))

    return asked("the size of what is not positive", question, below)


def from_squares(relation: Line, squares: Lemma, given: Iterable[Basic] = ()) -> Derivation:
    """u <= v, from u² <= v² (or an inequality that comes to the same), v being >= 0 at sight: if v < u, then v² < u²."""
    goal, known = read(relation), [read(g) for g in given]
    u, v = goal.args

    def question(theorem):
        less, same, more = Term("lt", (u, v)), Term("eq", (u, v)), Term("lt", (v, u))
        assumed = rules.assume(more)
        terms = [(ONE, derived.product(assumed, assumed)), (mul(num(2), v), assumed), (ONE, theorem)]
        never = rules.linear(Term("lt", (ZERO, ZERO)), terms, using=EVERYTHING, given=known)
        direct = [rules.linear(goal, [(ONE, rules.assume(case))], given=known) for case in (less, same)]
        return rules.trichotomy(u, v, *direct, rules.absurd(never, goal), known)

    return asked("compare the squares", question, squares)
