"""An inequality about two numbers that a hypothesis orders, a <= b: both sides are equal where b = a, and then their difference
rises. So what falls with the temperature is seen by its slope at one temperature.

It takes a goal and a way to prove others, as the reductions do.
"""

from ..asking import ALL
from ..polynomial_context import Ground, plain_poly
from ...kernel import rules
from ...kernel.terms import ONE, ZERO, Term, bind, fresh, shape, sort, sub, substitute

INTERVALS = ("real", "positive", "(0, 1)")


def has_ordered_numbers(goal, given):
    """Do hypotheses order two numbers of the goal?"""
    return goal.op == "le" and not shape(goal.args[0]) and any(True for _ in _orders(goal, given))


def _orders(goal, given):
    for h in given:
        if h.op in ("le", "lt") and all(v.op == "var" and v in goal.free and v.args[1] in INTERVALS for v in h.args):
            a, b = h.args
            if len(a.args) == 2 and a.args[1:] == b.args[1:]:
                yield h


def from_the_lesser(goal, given, prove):
    """0 <= f(a, b) from f(a, a) = 0 and 0 <= ∂f/∂b wherever a < b."""
    gap = sub(*goal.args[::-1])
    for h in _orders(goal, given):
        a, b = h.args
        others = tuple(g for g in given if b not in g.free)
        if Ground(others).poly(substitute(gap, {b: a})):
            continue
        x, y = (fresh(b.args[0], *b.args[1:]) for _ in range(2))
        slope = bind("deriv", sort(*b.args[1:]), x, variable=y, body=substitute(gap, {b: y}))
        known = (*others, Term("lt", (a, x)))
        inner = prove(Term("le", (ZERO, plain_poly(Ground(known).poly(slope)))), known)
        if inner is not None:
            rising = rules.linear(Term("le", (ZERO, slope)), [(ONE, inner)], ZERO, ALL, known)
            whole = rules.rising(rising, x, a, b, rules.assume(h))
            return rules.linear(goal, [(ONE, whole)], ZERO, ALL, given)
    return None


BY_ORDER = (from_the_lesser,)
