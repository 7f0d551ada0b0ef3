"""Monomials y^a (−log y)^b exp(Σ c_d / y^d): what germs are sums of."""

from dataclasses import dataclass
from fractions import Fraction

from ....kernel.terms import MINUS, ZERO, Term, add, fn, mul, neg, num, power
from ...closed_forms import Stuck, multiplied, powered, tidy


class Logarithmic(Stuck):
    """The scale needs y = exp(−1/t)."""


@dataclass(frozen=True)
class Monomial:
    """y^a (−log y)^b exp(Σ c_d / y^d): `polar` holds the pairs (d, c_d), the largest d first."""

    exponent: Term = ZERO
    logs: Fraction = Fraction(0)
    polar: tuple = ()

    def __mul__(self, other):
        polar = dict(self.polar)
        for d, c in other.polar:
            polar[d] = tidy(add(polar[d], c)) if d in polar else c
        pairs = tuple(sorted(((d, c) for d, c in polar.items() if c != ZERO), key=lambda pair: -pair[0]))
        return Monomial(tidy(add(self.exponent, other.exponent)), self.logs + other.logs, pairs)

    def raised(self, e):
        """The power with a number or a term as its exponent."""
        if self.logs and e.op != "num":
            raise Stuck("a power of a logarithm")
        polar = tuple((d, tidy(mul(e, c))) for d, c in self.polar)
        return Monomial(tidy(mul(e, self.exponent)), self.logs * (e.args[0] if self.logs else 1), polar)

    def over(self, other):
        return self * other.raised(MINUS)

    def term(self, y):
        factors = [powered(y, self.exponent)] if self.exponent != ZERO else []
        if self.logs:
            factors.append(power(neg(fn("log", y)), num(self.logs)) if self.logs != 1 else neg(fn("log", y)))
        if self.polar:
            factors.append(fn("exp", add(*(multiplied([c, power(y, num(-d))]) for d, c in self.polar))))
        return mul(*factors)

    @property
    def whole(self):
        """Its exponent when it is y^k for a natural number k; None otherwise."""
        k = self.exponent.args[0] if self.exponent.op == "num" else None
        return k if isinstance(k, int) and k >= 0 and not self.logs and not self.polar else None


UNIT = Monomial()
