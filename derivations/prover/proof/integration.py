"""Integrals by their antiderivative.

    by_antiderivative(integral, F, low, high)    ∫ f = lim F at the upper end − lim F at the lower, as F′ = f in between

Nothing here is trusted: the kernel takes the derivative and compares.
"""

from ..kernel import rules
from ..language.sympy_notation import read
from .chain import asked


def by_antiderivative(integral, antiderivative, x, low, high, given=()):
    """The value of an integral in x; `low` and `high` are the limits of the antiderivative F at its two ends."""
    terms = read(integral), read(antiderivative), read(x)
    return asked(
        "fundamental theorem of calculus",
        lambda *ends: rules.fundamental_theorem(*terms, *ends, [read(g) for g in given]),
        low,
        high,
    )
