"""Germs as sums Σ M·C: dictionaries from monomials to coefficients, added, multiplied and collected."""

from fractions import Fraction

from ....kernel.polynomial import seal
from ....kernel.terms import ZERO, add, mul, num
from ...closed_forms import Stuck, powered, tidy
from .neighbourhood import Neighbourhood

CROWD = 60  # terms of a product


class Sums:
    """Sums of terms M·C, where the same function may be written as two monomials."""

    def __init__(self, place: Neighbourhood):
        self.place, self.y = place, place.y

    def sum(self, *germs):
        total = {}
        for germ in germs:
            for monomial, c in germ.items():
                same = self._merged(total, monomial)
                total[same] = tidy(add(total[same], c)) if same in total else c
                if total[same] == ZERO:
                    del total[same]
        return total

    def _merged(self, germ, monomial):
        """The key under which a monomial stands: the same function may be written in two ways."""
        if monomial in germ or monomial.polar == () and monomial.exponent.op == "num":
            return monomial
        key = self._key(monomial)
        return next((m for m in germ if m.polar and self._key(m) == key), monomial)

    def _key(self, monomial):
        return (
            seal(self.place.facts.poly(monomial.exponent)),
            monomial.logs,
            frozenset((d, seal(p)) for d, c in monomial.polar if (p := self.place.facts.poly(c))),
        )

    def times(self, left, right):
        if len(left) * len(right) > CROWD:
            raise Stuck("too many terms")
        return self.sum(*({m * m2: tidy(mul(c, c2))} for m, c in left.items() for m2, c2 in right.items()))

    def collected(self, germ):
        """Monomials that differ by powers y^k, k = 1, 2, ..., put under the lowest: one analytic coefficient."""
        groups = {}
        for monomial in germ:
            e = monomial.exponent
            loose = e.op != "num"
            key = (monomial if loose else Fraction(e.args[0]) % 1, monomial.logs, monomial.polar)
            groups.setdefault(key, []).append(monomial)
        result = {}
        for group in groups.values():
            low = min(group, key=lambda m: m.exponent.args[0] if m.exponent.op == "num" else 0)
            lifted = ((m.over(low).whole or 0, germ[m]) for m in group)
            result[low] = tidy(add(*(mul(powered(self.y, num(k)), c) for k, c in lifted)))
        return {m: c for m, c in result.items() if c != ZERO}


def shifted(germ, monomial):
    """A germ times a monomial."""
    return {m * monomial: c for m, c in germ.items()}
