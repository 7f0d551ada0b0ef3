"""Where a strict inequality fails because its two sides are equal at a point: balls cannot show that, the kernel can.

The points are simple ones, and in one variable those at which the difference has a horizontal tangent: found numerically,
recognised as roots of a quadratic or as exponentials or logarithms of such, and put to the kernel.
"""

from fractions import Fraction
from itertools import pairwise, product
from time import perf_counter

from flint import arb, ctx, fmpq

from .balls import NoValue
from .evaluation import Evaluator
from .kernel import rules
from .kernel.polynomial import Refused
from .kernel.signs import meaning
from .kernel.terms import ONE, ZERO, IllTyped, Term, add, bind, fn, fresh, mul, num, power, sort, sub, substitute
from .refutation import Counterexample, holds
from .typeset import text

ALL = ("definition", "derivative", "collapse")
BITS = 160  # of the numbers in which critical points are sought
STEPS = 110  # of a bisection
CLOSE = Fraction(1, 10**24)
COEFFICIENTS = 60  # of the quadratics that are tried


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
    if len(x.args) != 2 or x.args[1] not in STARTS:
        return None
    try:
        slope = meaning(bind("deriv", sort(x.args[1]), x, variable=x, body=sub(*conclusion.args)))
    except (Refused, IllTyped):
        return None
    for place in _sign_changes(slope, x):
        for value in _recognised(place):
            if perf_counter() > deadline:
                return None
            if not _inside(value, x.args[1]):
                continue
            left, right = (substitute(side, {x: value}) for side in conclusion.args)
            try:
                rules.equality(left, right, ALL)
            except (Refused, IllTyped):
                continue
            return Counterexample({x.args[0]: text(value)}, f"equal to the right side, {text(right)}", text(right), "<")
    return None


def _inside(value, domain):
    """Does a number surely lie in a domain?"""
    above, below = Term("lt", (ZERO, value)), Term("lt", (value, ONE))
    conditions = {"real": [], "positive": [above], "(0, 1)": [above, below]}[domain]
    return all(holds(condition, {}) is True for condition in conditions)


STARTS = {
    "real": [Fraction(k, 4) + Fraction(1, 9) for k in range(-24, 25)],
    "positive": [Fraction(2) ** k * Fraction(10, 9) for k in range(-8, 7)],
    "(0, 1)": [Fraction(k, 24) + Fraction(1, 90) for k in range(24)],
}


def _sign_changes(slope, x):
    """Rational numbers next to the zeros of a function."""

    def sign(place):
        try:
            value = Evaluator({x.args[0]: fmpq(place.numerator, place.denominator)})(slope)
        except (NoValue, OverflowError):
            return 0
        value = arb(value.real if hasattr(value, "real") and not isinstance(value, fmpq) else value)
        return 1 if value > 0 else -1 if value < 0 else 0

    with ctx.workprec(BITS):
        for low, high in pairwise(STARTS[x.args[1]]):
            first, last = sign(low), sign(high)
            if first * last < 0:
                for _ in range(STEPS):
                    middle = (low + high) / 2
                    low, high = (middle, high) if sign(middle) == first else (low, middle)
                yield low


def _recognised(place):
    """Terms that are this number to many digits: a root of a quadratic, its exponential or its logarithm."""
    with ctx.workprec(BITS):
        here = arb(fmpq(place.numerator, place.denominator))
        readings = [(place, lambda u: u), (_fraction(here.exp()), lambda u: fn("log", u))]
        if place > 0:
            readings.append((_fraction(here.log()), lambda u: fn("exp", u)))
    for number, name in readings:
        root = _root(number)
        if root is not None:
            yield name(root)


def _fraction(x):
    middle = x.mid().fmpq()
    return Fraction(int(middle.p), int(middle.q))


def _root(number):
    """A rational number, or a root of a quadratic with small coefficients, as a term; None if it is no such thing."""
    simple = number.limit_denominator(COEFFICIENTS)
    if abs(number - simple) < CLOSE:
        return num(simple)
    for a, b in product(range(1, 13), range(-COEFFICIENTS, COEFFICIENTS + 1)):
        c = -(a * number * number + b * number)
        if abs(c - round(c)) < CLOSE:
            square = b * b - 4 * a * round(c)
            above = number > Fraction(-b, 2 * a)
            return add(
                num(Fraction(-b, 2 * a)), mul(num(Fraction(1 if above else -1, 2 * a)), power(num(square), num(Fraction(1, 2))))
            )
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
