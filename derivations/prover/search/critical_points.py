"""Points at which a function of one variable has a horizontal tangent, as terms: proposals, which prove nothing.

They are found numerically and recognised as roots of a quadratic, or as exponentials or logarithms of such.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from flint import arb, ctx, fmpq

from ..refutation.balls import NoValue
from ..refutation.evaluation import Evaluator
from ..kernel.polynomial import Refused
from ..kernel.signs import meaning
from ..kernel.terms import INTEGRALS, ONE, ZERO, IllTyped, Term, add, bind, fn, mul, num, power, sort, subterms
from ..refutation.counterexamples import holds

BITS = 160  # of the numbers in which critical points are sought
STEPS = 110  # of a bisection
CLOSE = Fraction(1, 10**24)
COEFFICIENTS = 60  # of the quadratics that are tried


def critical_points(gap, x):
    """Recognised numbers of the domain of x at which the derivative of a term changes its sign."""
    if len(x.args) != 2 or x.args[1] not in STARTS:
        return
    try:
        slope = meaning(bind("deriv", sort(x.args[1]), x, variable=x, body=gap))
    except (Refused, IllTyped):
        return
    if any(t.op in INTEGRALS for t in subterms(slope)):
        return  # each value is a quadrature
    for place in _sign_changes(slope, x):
        yield from (value for value in recognised(place) if _inside(value, x.args[1]))


def _inside(value, domain):
    """Does a number surely lie in a domain?"""
    above, below = Term("lt", (ZERO, value)), Term("lt", (value, ONE))
    conditions = {"real": [], "positive": [above], "nonnegative": [above], "(0, 1)": [above, below]}[domain]
    return all(holds(condition, {}) is True for condition in conditions)


STARTS = {
    "real": [Fraction(k, 4) + Fraction(1, 9) for k in range(-24, 25)],
    "positive": [Fraction(2) ** k * Fraction(10, 9) for k in range(-8, 7)],
    "nonnegative": [Fraction(2) ** k * Fraction(10, 9) for k in range(-8, 7)],
    "(0, 1)": [Fraction(k, 24) + Fraction(1, 90) for k in range(24)],
}


@lru_cache(maxsize=64)  # several methods ask for those of one difference
def _sign_changes(slope, x):
    """Rational numbers next to the zeros of a function."""

    def sign(place):
        try:
            value = Evaluator({x.args[0]: fmpq(place.numerator, place.denominator)})(slope)
        except (NoValue, OverflowError):
            return 0
        value = arb(value.real if hasattr(value, "real") and not isinstance(value, fmpq) else value)
        return 1 if value > 0 else -1 if value < 0 else 0

    found = []
    with ctx.workprec(BITS):
        for low, high in pairwise(STARTS[x.args[1]]):
            first, last = sign(low), sign(high)
            if first * last < 0:
                for _ in range(STEPS):
                    middle = (low + high) / 2
                    low, high = (middle, high) if sign(middle) == first else (low, middle)
                found.append(low)
    return tuple(found)


def recognised(place):
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
    p, q = number.numerator, number.denominator  # whole numbers, for there are many to try
    pp, pq, unit = p * p, p * q, q * q
    nearly = unit // CLOSE.denominator
    for a, b in product(range(1, 13), range(-COEFFICIENTS, COEFFICIENTS + 1)):
        value = a * pp + b * pq
        c = -((2 * value + unit) // (2 * unit))  # the nearest to what makes it 0
        if abs(value + c * unit) <= nearly:
            square = b * b - 4 * a * c
            above = number > Fraction(-b, 2 * a)
            return add(
                num(Fraction(-b, 2 * a)), mul(num(Fraction(1 if above else -1, 2 * a)), power(num(square), num(Fraction(1, 2))))
            )
    return None
