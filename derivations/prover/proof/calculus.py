"""Integrals by the fundamental theorem.

    integrate(Integral(f, (x, a, b)), F)         ∫_a^b f dx = F(b) − F(a), where F is continuous at a and b, and F′ = f in between
    by_antiderivative(integral, F, x, low, high) the same from the limits of F at the two ends, which may be infinite

Nothing here is trusted: the kernel differentiates F, and takes its limits at the ends.
"""

from ..kernel import rules
from ..kernel.terms import fresh, substitute
from ..language.sympy_notation import read
from .chain import Approach, asked


def integrate(integral, antiderivative, given=()):
    """∫_a^b f dx = F(b) − F(a): F′ = f strictly between a and b, and F is continuous at both. x is a real variable."""
    x, low, high = integral.limits[0]
    hole = fresh("u", "real")

    def end(point, side):
        approach = Approach(x, point, side)
        return rules.limit_through(substitute(read(antiderivative), {read(x): hole}), hole, _to(approach), *approach.parts())

    def question():
        known = list(map(read, given))
        return rules.fundamental_theorem(read(integral), read(antiderivative), read(x), end(low, "+"), end(high, "-"), known)

    return asked("fundamental theorem of calculus", question)


def _to(approach):
    """lim x = a"""
    return approach.of_variable().conclusion()


def by_antiderivative(integral, antiderivative, x, low, high, given=()):
    """∫ f dx = lim F at the upper end − lim F at the lower, F′ being f in between; `low` and `high` are these limits."""
    terms, known = (read(integral), read(antiderivative), read(x)), list(map(read, given))
    return asked("fundamental theorem of calculus", lambda *ends: rules.fundamental_theorem(*terms, *ends, known), low, high)
