"""Zeros: a coefficient that tends to 0 as y^j times one that need not, by l'Hôpital's rule."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import factorial

from ....kernel import rules
from ....kernel.definitions import expand
from ....kernel.derivative import differentiate
from ....kernel.signs import Facts
from ....kernel.terms import ONE, POWERS, ZERO, add, bind, div, fresh, mul, num, power, sort, sub, substitute
from ...asking import ALL, REFUSALS
from ...closed_forms import Stuck, additive, powered, tidy
from .leaves import Leaves
from .monomials import UNIT, Monomial
from .neighbourhood import AT_ZERO, Neighbourhood
from .sums_of_terms import Sums

ORDERS = 8  # of a zero that l'Hôpital's rule is tried on
DEEPEST = 3  # limits, one within the other


class Zeros:
    """Coefficients that tend to 0. `limit` finds the limit of another function, in an expansion of its own."""

    def __init__(self, place: Neighbourhood, leaves: Leaves, sums: Sums, limit: Callable):
        self.place, self.leaves, self.sums, self.limit, self.y = place, leaves, sums, limit, place.y

    def sharpened(self, c):
        """A coefficient that tends to 0, as a germ: y^j times one that need not; nothing when it is 0 near 0+."""
        self.place.clock()
        if not Facts.of(self.place.local()).poly(self.leaves.full(c)):
            return {}
        common, rest = self._factored(c)
        if common != ONE:
            return self.sums.times({UNIT: common}, self.sharpened(rest))
        try:
            analytic, s, divisor = self.analytic(c)
            j, leaf = self.taylor(analytic)
            return {Monomial(num(j - s)): tidy(div(leaf, divisor))}
        except REFUSALS:
            raise Stuck("the expansion is not analytic") from None
        except Stuck:
            return self.by_leaf(c) or self.by_slope(c)

    def _factored(self, c):
        """What all terms of a sum have in common and does not tend to 0, and the rest."""
        if c.op != "add":
            parts = c.args if c.op == "mul" else (c,)
            inert = [f for f in parts if f.op != "num" and not self.place.is_zero(self.leaves.value(f))]
            return (mul(*inert), mul(*(f for f in parts if f not in inert))) if inert and len(parts) > 1 else (ONE, c)
        products = [list(p.args) if p.op == "mul" else [p] for p in c.args]
        common = [f for f in dict.fromkeys(products[0]) if f.op != "num" and all(f in p for p in products)]
        common = [f for f in common if not self.place.is_zero(self.leaves.value(f))]
        for p in products:
            for f in common:
                p.remove(f)
        return mul(*common), add(*(mul(*p) for p in products))

    def by_leaf(self, c):
        """C = C₀ + E · ((C − C₀)/E), where E is a monomial in C that vanishes and C₀ is C without it."""
        hole = next((h for h in self.leaves.known if h in c.free and self.leaves.known[h].monomial is not None), None)
        if hole is None or self.place.depth >= DEEPEST:
            return None
        leaf = self.leaves.known[hole]
        without = tidy(substitute(c, {hole: ZERO}))
        rest = tidy(sub(c, without))
        f, g = (self.leaves.full(part) for part in (rest, hole))
        above, below = (tidy(differentiate(part, self.y)) for part in (f, g))
        ratio = tidy(add(*(tidy(div(part, below)) for part in additive(above))))
        inner = self.limit(ratio)
        quotient = self.leaves.leaf(div(f, g), inner.conclusion.args[1], lambda: self._hopital(rest, hole, inner))
        return self.sums.sum({UNIT: without} if without != ZERO else {}, {leaf.monomial: quotient})

    def analytic(self, c):
        """C = A/(y^s D), A an analytic expression in y, D made of leaves that do not tend to 0."""
        holes = [h for h in self.leaves.known if h in c.free]
        if not holes:
            return c, 0, ONE
        if any(self.leaves.known[h].quotient is None for h in holes):
            raise Stuck("not analytic")
        products = [_exponents(p, holes) for p in additive(c)]
        worst = {h: max(0, *(-e.get(h, 0) for _, e in products)) for h in holes}
        depth = {h: max(e.get(h, 0) for _, e in products) + worst[h] for h in holes}
        terms = []
        for rest, e in products:
            factors = [rest]
            for h in holes:
                a, j = self.leaves.known[h].quotient
                m = e.get(h, 0) + worst[h]
                factors.append(mul(powered(a, num(m)), powered(self.y, num(j * (depth[h] - m)))))
            terms.append(mul(*factors))
        shift = sum(self.leaves.known[h].quotient[1] * depth[h] for h in holes)
        return tidy(add(*terms)), shift, tidy(mul(*(powered(h, num(worst[h])) for h in holes)))

    def taylor(self, a):
        """The order j of the zero of an analytic expression, and the leaf A/y^j."""
        slopes = [a]
        for j in range(ORDERS + 1):
            self.place.clock()
            value = self.leaves.value(slopes[-1])
            if not self.place.is_zero(value):
                value = tidy(mul(num(Fraction(1, factorial(j))), value))
                return j, self.leaves.leaf(div(a, powered(self.y, num(j))), value, partial(self._l_hopital, slopes, j), (a, j))
            slopes.append(tidy(expand(differentiate(slopes[-1], self.y), unfold=False)))
        raise Stuck("a zero of high order")

    def _l_hopital(self, slopes, j):
        """lim A/y^j = A^(j)(0)/j! by the rule of l'Hôpital, j times over."""
        factors = [Fraction(factorial(j), factorial(j - i)) for i in range(j + 1)]
        below = [tidy(mul(num(c), power(self.y, num(j - i)))) for i, c in enumerate(factors)]
        theorem = self.leaves.theorem(div(slopes[j], below[j]))
        for i in range(j - 1, -1, -1):
            theorem = self._hopital(slopes[i], below[i], theorem)
        return self.leaves.rewritten(theorem, div(slopes[0], powered(self.y, num(j))))

    def _hopital(self, f, g, slopes):
        """lim f/g from lim f'/g', f and g being coefficients that tend to 0."""
        numerator, denominator = (self.leaves.revalued(self.leaves.theorem(part), ZERO) for part in (f, g))
        f, g = self.leaves.full(f), self.leaves.full(g)
        positive = sort("positive")
        raw = [bind("deriv", positive, self.y, variable=self.y, body=part) for part in (f, g)]
        taken = [tidy(expand(differentiate(part, self.y), unfold=False)) for part in (f, g)]
        slopes = self.leaves.rewritten(slopes, div(*taken))
        hole = fresh("h", "real")

        def same(given, _):
            above, below = (rules.equality(*pair, ALL, given) for pair in zip(raw, taken))
            return rules.transitive(
                rules.congruence(div(hole, raw[1]), hole, above), rules.congruence(div(taken[0], hole), hole, below)
            )

        ratio, near = self.leaves.nearby(same)
        slopes = rules.transitive(rules.under("limit", AT_ZERO, self.y, ratio, near), slopes)
        parts = numerator, denominator, slopes, self.y, f, g, *AT_ZERO
        return self.leaves.nearby(lambda given, near: rules.l_hopital(*parts, given, near))[0]

    def by_slope(self, c):
        """C = y · (C/y), where C/y has the limit of C'."""
        if self.place.depth >= DEEPEST:
            raise Stuck("zeros within zeros")
        slope = tidy(differentiate(self.leaves.full(c), self.y))
        inner = self.limit(slope)
        value = inner.conclusion.args[1]
        function = div(self.leaves.full(c), self.y)
        ratio = lambda: self._hopital(c, self.y, self.leaves.rewritten(inner, div(slope, ONE)))  # noqa: E731
        return {Monomial(ONE): self.leaves.leaf(function, value, ratio)}


def _exponents(product, holes):
    """A product as what has no leaves, and the whole exponents of its leaves."""
    rest, found = [], {}
    for factor in product.args if product.op == "mul" else (product,):
        for part in factor.args if factor.op == "mul" else (factor,):
            base, e = part.args if part.op in POWERS else (part, ONE)
            if base in holes and e.op == "num" and isinstance(e.args[0], int):
                found[base] = found.get(base, 0) + e.args[0]
            elif part.free.isdisjoint(holes):
                rest.append(part)
            else:
                raise Stuck("a leaf inside a function")
    return mul(*rest), found
