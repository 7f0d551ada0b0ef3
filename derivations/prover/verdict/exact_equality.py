"""Where a strict inequality fails because its two sides are equal at a point: balls cannot show that, the kernel can.

The points are simple ones, and in one variable those at which the difference has a horizontal tangent (critical.py).
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

from ..search.asking import ALL
from ..clock import now
from ..refutation.balls import NoValue, exact
from ..search.critical_points import critical_points
from ..refutation.evaluation import Evaluator
from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import IllTyped, Term, bind, fresh, num, sub, substitute
from ..refutation.counterexamples import Counterexample, fits, holds
from ..language.typeset import text


def touching_point(conclusion: Term, hypotheses: Iterable[Term], deadline: float) -> Counterexample | None:
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
        if now() > deadline:
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
    variables = sorted(frozenset().union(conclusion.free, *(h.free for h in hypotheses)), key=lambda v: v.args[1] != "dimension")
    for size, number in product((1, 2), (0, 1)):
        sizes = Evaluator({v.args[0]: exact(size) for v in variables if v.args[1] == "dimension"})
        try:
            point = {v.args[0]: _entries(v, size, number, sizes, tuple) for v in variables}
            if not fits(point, variables) or not all(holds(h, point) is True for h in hypotheses):
                continue
            values = {v: _entries(v, size, number, sizes, _column) for v in variables}
            left, right = (_at(side, values) for side in conclusion.args)
            rules.equality(left, right, ALL)
            return Counterexample(point, f"equal to the right side, {text(right)}", text(right), "<")
        except (Refused, IllTyped, NoValue, KeyError, ValueError, TypeError):
            continue
        if now() > deadline:
            return None
    return None


SIMPLE = {"dimension", "index", "real", "positive", "nonnegative", "(0, 1)"}


def _entries(v, size, number, sizes, array):
    """A simple value: every index the first of its range, all entries of a vector equal; `array` makes one of equal rows."""
    _, domain, *dims = v.args
    whole = {"dimension": size, "index": domain == "index" and sizes.integer(dims[0], ())}.get(domain)
    value = {"(0, 1)": Fraction(1, 2), "positive": number + 1}.get(domain, number) if whole is None else whole
    value = value if array is tuple else num(value)
    for dim in reversed(dims) if domain != "index" else ():
        value = array([value] * sizes.integer(dim, ()))
    return value


def _column(rows):
    k = fresh("k", "index", num(1), num(len(rows)))
    return bind("lam", num(1), num(len(rows)), variable=k, body=rows[0])


def _at(term, values):
    """A term at such a point: dimensions first, as vectors carry them."""
    dims = {v: t for v, t in values.items() if v.args[1] == "dimension"}
    sized = {substitute(v, dims): t for v, t in values.items() if v not in dims}
    return substitute(substitute(term, dims), sized)
