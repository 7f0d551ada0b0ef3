"""Growth: monomials that tend to 0, each squeezed below another that is known to.

Exponentials outgrow powers as 1 + u <= exp(u) says; the rest is arithmetic of exponents.
"""

from fractions import Fraction

from ....kernel import rules
from ....kernel.terms import MINUS, ONE, ZERO, Term, add, div, fn, mul, neg, num, power, sub
from ....proof import derived
from ...closed_forms import Stuck, powered, tidy
from ...facts.exponential import exp_tangent_at
from .leaves import Leaves
from .monomials import Logarithmic, Monomial
from .neighbourhood import AT_ZERO, Neighbourhood


class Growth:
    """Monomials that vanish near 0+, as leaves."""

    def __init__(self, place: Neighbourhood, leaves: Leaves):
        self.place, self.leaves, self.y = place, leaves, place.y

    def vanishing(self, monomial):
        """The leaf of a monomial that tends to 0: y^k · exp(−c/y^d) with k >= 0 keeps y^k outside."""
        if not monomial.polar:
            raise Logarithmic("a power that is not whole, or a logarithm")
        k = monomial.exponent.args[0] if monomial.exponent.op == "num" else None
        if isinstance(k, int) and k > 0:
            return mul(powered(self.y, num(k)), self.vanishing(Monomial(ZERO, monomial.logs, monomial.polar)))
        if monomial.logs:
            raise Stuck("an exponential with a logarithm")
        return self.leaves.leaf(monomial.term(self.y), ZERO, lambda: self._decay(monomial), monomial=monomial)

    def _decay(self, monomial):
        """lim y^a exp(−c/y^d + ...) = 0."""
        felt = [(d, c) for d, c in monomial.polar if self.place.sign(c)]
        if not felt:
            raise Stuck("nothing decays")
        (d, c), *lower = felt
        c = tidy(neg(c))
        if lower:
            return self._tilted(monomial, d, c, lower)
        if monomial.exponent == ZERO:
            return self._gap(monomial, d, c)
        return self._outgrown(monomial, d, c)

    def _squeezed(self, term, bound, upper, limit):
        """lim term = 0 from 0 <= term <= bound, `limit` being lim bound = 0."""
        zero = self.leaves.theorem(ZERO)
        positive = rules.sign(term, "le", self.place.local())
        return rules.squeeze(zero, self.leaves.revalued(limit, ZERO), positive, upper, self.y, *AT_ZERO)

    def _gap(self, monomial, d, c):
        """exp(−c/y^d) <= y^d/c, from 1 + u <= exp(u) at u = c/y^d."""
        term = monomial.term(self.y)
        bound = mul(power(self.y, num(d)), tidy(power(c, MINUS)))
        u = mul(c, power(self.y, num(-d)))
        rate = exp_tangent_at(u, self.place.local())
        upper = rules.linear(Term("le", (term, bound)), [(mul(bound, term), rate)], mul(bound, term), (), self.place.local())
        if not isinstance(num(d).args[0], int):
            raise Logarithmic("a power that is not whole")
        return self._squeezed(term, bound, upper, self.leaves.theorem(bound))

    def _outgrown(self, monomial, d, c):
        """y^a exp(−c/y^d) <= K exp(−c/(2 y^d)), from log u <= u − 1 at u = small/y^d and log y <= 0 near 0."""
        y, a = self.y, monomial.exponent
        known = a.op == "num"
        over = num(abs(a.args[0]) + 1) if known else add(mul(a, a), ONE)  # more than −a
        p = tidy(mul(over, num(Fraction(1) / d)))
        small = tidy(mul(num(Fraction(1, 2)), c, power(p, MINUS)))
        w = power(y, num(-d))
        local = self.place.local(Term("lt", (y, ONE)))
        half = Monomial(polar=((d, tidy(mul(num(Fraction(-1, 2)), c))),))
        constant = mul(MINUS, p, add(fn("log", small), ONE))
        less = sub(mul(a, fn("log", y)), mul(c, w))
        more = sub(constant, mul(num(Fraction(1, 2)), c, w))
        line = exp_tangent_at(fn("log", mul(w, small)), local)
        shrinks = derived.monotone(rules.assume(Term("lt", (y, ONE))), "log")
        spare = tidy(add(a, over)) if known else add(power(add(a, num(Fraction(1, 2))), num(2)), num(Fraction(3, 4)))
        exponents = rules.linear(Term("le", (less, more)), [(p, line), (spare, shrinks)], ZERO, (), local)
        upper = derived.monotone(exponents, "exp")
        bound = mul(fn("exp", constant), half.term(y))
        term = monomial.term(y)
        same = [rules.equality(*pair, (), local) for pair in ((term, fn("exp", less)), (fn("exp", more), bound))]
        upper = rules.transitive(rules.transitive(same[0], upper), same[1])
        return self._squeezed(term, bound, upper, self.leaves.theorem(mul(fn("exp", constant), self.vanishing(half))))

    def _tilted(self, monomial, d, c, lower):
        """exp(−c/y² + b/y) <= exp(b²/(2c)) exp(−c/(2y²)), by completing the square."""
        if len(lower) != 1 or lower[0][0] * 2 != d:
            raise Stuck("a long polar part")
        b, y = lower[0][1], self.y
        w = power(y, num(-lower[0][0]))
        half = num(Fraction(1, 2))
        extra = mul(half, power(b, num(2)), power(c, MINUS))
        factor = [] if monomial.exponent == ZERO else [mul(monomial.exponent, fn("log", y))]
        less = add(mul(MINUS, c, power(w, num(2))), mul(b, w), *factor)
        more = add(mul(MINUS, half, c, power(w, num(2))), extra, *factor)
        slack = mul(half, c, power(sub(w, div(b, c)), num(2)))
        local = self.place.local()
        upper = derived.monotone(rules.linear(Term("le", (less, more)), [], slack, (), local), "exp")
        rest = Monomial(monomial.exponent, Fraction(0), ((d, tidy(mul(MINUS, half, c))),))
        bound, term = mul(fn("exp", extra), rest.term(y)), monomial.term(y)
        same = [rules.equality(*pair, (), local) for pair in ((term, fn("exp", less)), (fn("exp", more), bound))]
        upper = rules.transitive(rules.transitive(same[0], upper), same[1])
        return self._squeezed(term, bound, upper, self.leaves.theorem(mul(fn("exp", extra), self.vanishing(rest))))
