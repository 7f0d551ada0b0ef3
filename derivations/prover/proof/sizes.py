"""Absolute values: a number is at most its size, sizes add up to at least the size of the sum, and a size is bounded from both sides.

    at_most_its_size(u)              u <= |u|
    triangle(u, v)                   |u + v| <= |u| + |v|
    size_at_most(above, below)       |u| <= b, from u <= b and −u <= b
    size_of_negative(below)          |u| = −u, from u <= 0
    root_at_most(squares, b)         √a <= b, from a <= b² and b >= 0 at sight
    between_extremes(minimum, i)     min_k f_k <= f_i, and f_i <= max_k f_k

Nothing here is trusted: each function asks the kernel's rules.
"""

from fractions import Fraction

from ..kernel import rules
from ..kernel.terms import ONE, ZERO, Term, fn, mul, neg, num, power
from ..language.sympy_notation import read
from .chain import EVERYTHING, asked


def at_most_its_size(u, given=()):
    """u <= |u|, for a real u."""
    return asked("at most its size", lambda: rules.below_size(read(u), [read(g) for g in given]))


def triangle(u, v, given=()):
    """|u + v| <= |u| + |v|."""
    return asked("triangle inequality", lambda: rules.triangle(read(u), read(v), [read(g) for g in given]))


def size_at_most(above, below):
    """|u| <= b (or <, if both are strict), from u <= b and −u <= b: |u| is u or −u, as u has one sign or the other."""

    def question(upper, lower):
        u, bound = upper.conclusion.args
        strict = upper.conclusion.op == lower.conclusion.op == "lt"
        goal = Term("lt" if strict else "le", (fn("abs", u), bound))
        cases = {"lt": (lower, Term("lt", (u, ZERO))), "eq": (upper, Term("eq", (u, ZERO))), "gt": (upper, Term("lt", (ZERO, u)))}

        def case(theorem, sign):
            return rules.linear(goal, [(ONE, theorem)], using=EVERYTHING, given=[sign])

        return rules.trichotomy(u, ZERO, *(case(*cases[order]) for order in ("lt", "eq", "gt")))

    return asked("bounded on both sides", question, above, below)


def size_of_negative(below):
    """|u| = −u, from u <= 0: u is at most −u then, and its size is both at least and at most −u."""

    def question(theorem):
        u, _ = theorem.conclusion.args
        goal = Term("eq", (fn("abs", u), neg(u)))
        cases = (Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u)))
        negative, zero = (rules.equality(*goal.args, EVERYTHING, [case]) for case in cases[:2])
        never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, theorem), (ONE, rules.assume(cases[2]))], using=EVERYTHING)
        return rules.trichotomy(u, ZERO, negative, zero, rules.absurd(never, goal))

    return asked("the size of what is not positive", question, below)


def between_extremes(extremum, index):
    """min_k f_k <= f_i, or f_i <= max_k f_k, at an index of the range."""
    return asked("between minimum and maximum", lambda: rules.below_maximum(read(extremum), read(index)))


def root_at_most(squares, bound, given=()):
    """√a <= b, from a <= b², where a and b are >= 0 at sight: if b were smaller, its square would be."""
    b, known = read(bound), [read(g) for g in given]

    def question(theorem):
        root = power(theorem.conclusion.args[0], num(Fraction(1, 2)))
        goal = Term("le", (root, b))
        less, same, more = Term("lt", (root, b)), Term("eq", (root, b)), Term("lt", (b, root))
        assumed = rules.assume(more)
        terms = [(ONE, rules.product(assumed, assumed)), (mul(num(2), b), assumed), (ONE, theorem)]
        never = rules.linear(Term("lt", (ZERO, ZERO)), terms, using=EVERYTHING, given=known)
        direct = [rules.linear(goal, [(ONE, rules.assume(case))], given=known) for case in (less, same)]
        return rules.trichotomy(root, b, *direct, rules.absurd(never, goal), known)

    return asked("the root of what is at most a square", question, squares)
