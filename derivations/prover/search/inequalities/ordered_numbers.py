"""An inequality about two numbers that a hypothesis orders, a <= b: both sides are equal where b = a, and then their difference
rises. So what falls with the temperature is seen by its slope at one temperature. One of the two may be written, as in T <= 1.

It takes a goal and a way to prove others, as the reductions do.
"""

from ..asking import ALL
from ..polynomial_context import Ground, plain_poly
from ...kernel import rules
from ...kernel.terms import ONE, ZERO, Term, bind, fresh, neg, shape, sort, sub, substitute

INTERVALS = ("real", "positive", "(0, 1)")


def has_ordered_numbers(goal, given):
    """Do hypotheses order two numbers of the goal?"""
    return goal.op == "le" and not shape(goal.args[0]) and any(True for _ in _orders(goal, given))


def _orders(goal, given):
    """Hypotheses between two numbers of the goal, or between one of them and a number that is written."""
    for h in given:
        if h.op in ("le", "lt"):
            named = [v for v in h.args if v.op == "var" and v in goal.free and v.args[1] in INTERVALS and len(v.args) == 2]
            written = [v for v in h.args if v.op == "num"]
            if len(named) == 2 and named[0].args[1:] == named[1].args[1:] or len(named) == len(written) == 1:
                yield h


def from_the_lesser(goal, given, prove):
    """0 <= f(a, b) from f(a, a) = 0 and 0 <= ∂f/∂b wherever a < b; of a number b, from f(b, b) = 0 and ∂f/∂a <= 0."""
    gap = sub(*goal.args[::-1])
    for h in _orders(goal, given):
        a, b = h.args
        moved, fixed = (a, b) if b.op == "num" else (b, a)
        others = tuple(g for g in given if moved not in g.free)
        if Ground(others).poly(substitute(gap, {moved: fixed})):
            continue
        x, y = (fresh(moved.args[0], *moved.args[1:]) for _ in range(2))
        growing = gap if moved is b else neg(gap)
        slope = bind("deriv", sort(*moved.args[1:]), x, variable=y, body=substitute(growing, {moved: y}))
        known = (*others, Term("lt", (a, x) if moved is b else (x, b)))
        inner = prove(Term("le", (ZERO, plain_poly(Ground(known).poly(slope)))), known)
        if inner is not None:
            rising = rules.linear(Term("le", (ZERO, slope)), [(ONE, inner)], ZERO, ALL, known)
            whole = rules.rising(rising, x, a, b, rules.assume(h))
            return rules.linear(goal, [(ONE, whole)], ZERO, ALL, given)
    return None


BY_ORDER = (from_the_lesser,)
