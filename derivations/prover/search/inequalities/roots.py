"""Roots of sums that are squares: √(x² − 2xy + y²) is √((x − y)²), which the normal form knows to be |x − y|."""

from fractions import Fraction
from itertools import product
from math import isqrt

from ..asking import ALL
from ..polynomial_context import Ground, plain_poly, whole
from ...kernel import rules
from ...kernel.polynomial import Refused, minus, times
from ...kernel.terms import is_real, IllTyped, num, power, subterms
from ...proof.rewriting import rewrite

MOST = 4  # terms of a root that is looked for
HALF = num(Fraction(1, 2))


def with_squares(side, given):
    """A theorem `side = side′` or `side reduces side′` in which the square stands under each such root; None without one."""
    ground, theorem, current = Ground(given), None, side
    for u in dict.fromkeys(t.args[0] for t in subterms(side) if t.op == "root" and t.args[1] == HALF and t.args[0].op == "add"):
        v = None if u.loose else root(u, ground)
        step = v and rewrite(current, rules.equality(u, power(v, num(2)), ALL, given))
        if step is not None:
            theorem = step if theorem is None else rules.transitive(theorem, step)
            current = theorem.conclusion.args[1]
    return theorem


def root(u, ground):
    """A sum whose square is u, or None."""
    try:
        poly = ground.poly(u)
    except (Refused, IllTyped):
        return None
    parts = [part for mono, c in poly.items() if (part := _root_of_term(mono, Fraction(c), ground)) is not None]
    if not 2 <= len(parts) <= MOST:
        return None
    first, *others = parts
    for signs in product((1, -1), repeat=len(others)):
        found = dict([first, *((mono, sign * c) for sign, (mono, c) in zip(signs, others))])
        if not minus(times(found, found), poly):
            return plain_poly(found)
    return None


def _root_of_term(mono, c, ground):
    """The root of a term that is a square, or None."""
    if c < 0 or not all(e % 2 == 0 and is_real(atom) or ground.facts.nonnegative(atom) for atom, e in mono):
        return None
    top, below = isqrt(c.numerator), isqrt(c.denominator)
    if (top**2, below**2) != (c.numerator, c.denominator):
        return None
    return frozenset((atom, whole(Fraction(e) / 2)) for atom, e in mono), whole(Fraction(top, below))
