"""Where a strict inequality fails because its two sides are equal at a point: balls cannot show that, the kernel can.

The points are simple ones, and in one variable those at which the difference has a horizontal tangent (critical.py).
"""

from fractions import Fraction
from itertools import product
from time import perf_counter

from .critical import critical_points
from .kernel import rules
from .kernel.polynomial import Refused
from .kernel.terms import IllTyped, bind, fresh, num, sub, substitute
from .refutation import Counterexample, holds
from .typeset import text

ALL = ("definition", "derivative", "collapse")


def touching_point(conclusion, hypotheses, deadline):
    """A counterexample at which the kernel proves that the two sides of a strict inequality are equal, or None."""
    if conclusion.op != "lt" or any(v.args[1] not in SIMPLE for v in conclusion.free):
        return None
    found = _simple_points(conclusion, hypotheses, deadline)
    return found or (None if hypotheses else _critical_points(conclusion, deadline))


def _critical_points(conclusion, deadline):
    """Points at which the derivative of the difference changes sign, in an inequality with one variable."""
    if len(conclusion.free) != 1:
        return None
    (x,) = conclusion.free
    for value in critical_points(sub(*conclusion.args), x):
        if perf_counter() > deadline:
            return None
        left, right = (substitute(side, {x: value}) for side in conclusion.args)
        try:
            rules.equality(left, right, ALL)
        except (Refused, IllTyped):
            continue
        return Counterexample({x.args[0]: text(value)}, f"equal to the right side, {text(right)}", text(right), "<")
    return None


# --- simple points --------------------------------------------------------------------------------------------------


def _simple_points(conclusion, hypotheses, deadline):
    """Zeros, ones and halves, in one or two dimensions."""
    if conclusion.op != "lt" or any(v.args[1] not in SIMPLE for v in conclusion.free):
        return None
    variables = sorted(frozenset().union(conclusion.free, *(h.free for h in hypotheses)), key=lambda v: v.args[1] != "dimension")
    for size, number in product((1, 2), (0, 1)):
        values = {v: _simple(v, size, number) for v in variables if v.args[1] in SIMPLE}
        exact = {v.args[0]: _exact(v, size, number) for v in values}
        left, right = (_at(side, values, size) for side in conclusion.args)
        try:
            if all(holds(h, exact) is True for h in hypotheses):
                rules.equality(left, right, ALL)
                return Counterexample(exact, f"equal to the right side, {text(right)}", text(right), "<")
        except (Refused, IllTyped, KeyError, ValueError, TypeError):
            continue
        if perf_counter() > deadline:
            return None
    return None


SIMPLE = {"dimension", "index", "real", "positive", "nonnegative", "(0, 1)"}


def _number(v, number):
    return {"(0, 1)": Fraction(1, 2), "positive": number + 1}.get(v.args[1], number)


def _exact(v, size, number):
    """A simple value: all entries of a vector equal, every index the first."""
    if v.args[1] in ("dimension", "index"):
        return size if v.args[1] == "dimension" else 1
    value = _number(v, number)
    for _ in v.args[2:]:
        value = (value,) * size
    return value


def _simple(v, size, number):
    """The same as a term."""
    if v.args[1] in ("dimension", "index"):
        return num(size if v.args[1] == "dimension" else 1)
    value = num(_number(v, number))
    for _ in v.args[2:]:
        k = fresh("k", "index", num(1), num(size))
        value = bind("lam", num(1), num(size), variable=k, body=value)
    return value


def _at(term, values, size):
    """A term at such a point: dimensions first, as vectors carry them."""
    dims = {v: t for v, t in values.items() if v.args[1] == "dimension"}
    sized = {substitute(v, dims): t for v, t in values.items() if v not in dims}
    return substitute(substitute(term, dims), sized)
