"""e^x between the polynomials 1 + x + … + x^m/m!: above those of odd degree, and below those of even degree where x <= 0."""

from fractions import Fraction
from functools import lru_cache
from math import factorial

from ...kernel import rules
from ...kernel.rules import Theorem
from ...kernel.terms import ONE, ZERO, Term, add, bind, fn, fresh, mul, num, power, sort, sub
from ...proof import derived
from ..asking import ALL


@lru_cache
def polynomial_below(degree: int) -> tuple[Theorem, Term]:
    """1 + x + … + x^m/m! <= e^x for every x, m being odd; and x."""
    x = fresh("x", "real")
    if degree < 1:
        return rules.sign(fn("exp", x), "le"), x
    earlier, own = polynomial_below(degree - 2)
    y, z, w = (fresh(name, "real") for name in "yzw")

    slope = bind("deriv", sort("real"), z, variable=w, body=sub(fn("exp", w), _polynomial(w, degree)))
    second = bind("deriv", sort("real"), y, variable=z, body=slope)
    curved = rules.linear(Term("le", (ZERO, second)), [(ONE, rules.substitution(earlier, {own: y}))], ZERO, ("derivative",))
    flat = derived.tangent(curved, y, ZERO, x)
    return rules.linear(Term("le", (_polynomial(x, degree), fn("exp", x))), [(ONE, flat)], ZERO, ("derivative",)), x


@lru_cache
def polynomial_above(degree: int) -> tuple[Theorem, Term, Term]:
    """e^x <= 1 + x + … + x^m/m! where x <= 0, m being even; x, and that hypothesis.

    Their difference falls up to 0, where it vanishes: the polynomial of degree m − 1, its slope, lies below e^x.
    """
    lower, own = polynomial_below(degree - 1)
    x, y, z = (fresh(name, "real") for name in "xyz")

    rising = sub(fn("exp", z), _polynomial(z, degree))
    slope = bind("deriv", sort("real"), y, variable=z, body=rising)
    upward = rules.linear(Term("le", (ZERO, slope)), [(ONE, rules.substitution(lower, {own: y}))], ZERO, ("derivative",))
    premise = Term("le", (x, ZERO))
    risen = rules.rising(upward, y, x, ZERO, rules.assume(premise))
    return rules.linear(Term("le", (fn("exp", x), _polynomial(x, degree))), [(ONE, risen)], ZERO, ALL), x, premise


def _polynomial(x, degree):
    return add(ONE, *(mul(num(Fraction(1, factorial(k))), power(x, num(k)) if k > 1 else x) for k in range(1, degree + 1)))
