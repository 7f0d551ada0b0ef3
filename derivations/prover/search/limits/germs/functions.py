"""Functions of germs: exp, log, powers and Γ; and what is largest in a germ, which they need to know."""

from collections.abc import Callable
from fractions import Fraction

from ....kernel import rules
from ....kernel.terms import MINUS, ONE, ZERO, Term, add, fn, mul, neg, num, power, sub
from ...closed_forms import Stuck, powered, tidy
from ...asking import ALL
from ...facts.exponential import exp_tangent_at
from ...lemmas import stirling
from .growth import Growth
from .leaves import Leaves
from .monomials import UNIT, Logarithmic, Monomial
from .neighbourhood import AT_ZERO, Neighbourhood
from .sums_of_terms import CROWD, Sums, shifted
from .zeros import ORDERS, Zeros


class Functions:
    """Functions of germs, as germs."""

    def __init__(self, place: Neighbourhood, leaves: Leaves, sums: Sums, growth: Growth, zeros: Zeros, limit: Callable):
        self.limit = limit
        self.place, self.leaves, self.y = place, leaves, place.y
        self.sums, self.growth, self.zeros = sums, growth, zeros

    def regular(self, germ):
        """A germ without unbounded monomials, as one coefficient."""
        return tidy(add(*(self._bounded(m, c) for m, c in germ.items())))

    def _bounded(self, monomial, c):
        if monomial == UNIT:
            return c
        if monomial.whole is not None:
            return mul(powered(self.y, num(monomial.whole)), c)
        match self.place.order(monomial):
            case 0:
                return c
            case 1:
                return mul(self.growth.vanishing(monomial), c)
        raise Stuck("a part is unbounded")

    def tends(self, germ, body):
        """lim body = value, for a function with a germ in which nothing is unbounded."""
        return self.leaves.rewritten(self.leaves.theorem(self.regular(germ)), body)

    def dominant(self, germ):
        """The germ sharpened until its largest monomial has a coefficient that is not 0 there; None for the zero germ."""
        for _ in range(ORDERS):
            germ = self.sums.collected(germ)
            if not germ:
                return None, germ
            top = None
            for monomial in germ:
                if top is None or self.place.order(monomial.over(top)) < 0:
                    top = monomial
            value = self.leaves.value(germ[top])
            if not self.place.is_zero(value):
                return top, germ
            rest = {m: c for m, c in germ.items() if m != top}
            germ = self.sums.sum(rest, shifted(self.zeros.sharpened(germ[top]), top))
        raise Stuck("a zero of high order")

    def settled(self, germ):
        """The germ sharpened until no monomial is unbounded."""
        if all(self.place.order(monomial) >= 0 for monomial in germ):
            return germ
        top, germ = self.dominant(germ)
        if top is not None and self.place.order(top) < 0:
            raise Stuck("unbounded")
        return germ

    def exp(self, germ):
        """exp(polar part) · exp(what converges)."""
        monomial, rest = UNIT, {}
        pending, steps = dict(germ), 0
        while pending:
            steps += 1
            if steps > 4 * ORDERS:
                raise Stuck("a long polar part")
            m = next(iter(pending))
            c = pending.pop(m)
            if m.whole is not None or self.place.order(m) >= 0:
                rest = self.sums.sum(rest, {m: c})
                continue
            value = self.leaves.value(c)
            if self._is_steep(m) and any(
                self._falls(top, self.leaves.value(germ[top]), germ) for top in germ if self._is_steep(top)
            ):
                return {UNIT: self.fallen(germ)}
            if c != value:
                more = shifted(self.zeros.sharpened(tidy(sub(c, value))), m)
                pending = self.sums.sum(pending, more)
            monomial = monomial * self._exponential(m, value)
        low = self.regular(rest)
        return {monomial: fn("exp", low) if low != ZERO else ONE}

    def _is_steep(self, m):
        """Is it more than a power?"""
        return bool(m.polar or m.logs or m.exponent.op != "num")

    def _falls(self, m, value, germ):
        """Does a germ tend to −∞, m being its largest monomial?"""
        return self.place.sign(value) < 0 and all(self.place.order(m.over(other)) <= 0 for other in germ)

    def fallen(self, germ):
        """exp(u) as a leaf that tends to 0, as u tends to −∞: exp(u) <= −1/u."""
        u = self.leaves.full(add(*(mul(m.term(self.y), c) for m, c in germ.items())))
        term, bound = fn("exp", u), neg(power(u, MINUS))

        def prove():
            limit = self.tends(self.sums.times({UNIT: MINUS}, self.power(germ, MINUS)), bound)

            def rate(given, near):
                line = exp_tangent_at(neg(u), given)
                upper = rules.linear(Term("le", (term, bound)), [(mul(bound, term), line)], mul(bound, term), (), given)
                positive = rules.sign(term, "le", given)
                return rules.squeeze(
                    self.leaves.theorem(ZERO), self.leaves.revalued(limit, ZERO), positive, upper, self.y, *AT_ZERO, near
                )

            return self.leaves.nearby(rate)[0]

        return self.leaves.leaf(term, ZERO, prove)

    def _exponential(self, m, c):
        """exp(c·m) as a monomial."""
        d = m.exponent.args[0] if m.exponent.op == "num" else None
        if c == ZERO:
            return UNIT
        if not m.polar and m.logs == 1 and d == 0:
            return Monomial(tidy(neg(c)))
        if not m.polar and not m.logs and d is not None:
            return Monomial(polar=((Fraction(-d), c),))
        if m.logs or m.exponent.op != "num":
            raise Logarithmic("the exponent has a logarithm among its powers")
        raise Stuck("an exponential of an exponential")

    def log(self, germ):
        top, germ = self.dominant(germ)
        if top is None or self.place.sign(self.leaves.value(germ[top])) != 1:
            raise Stuck("the logarithm of what is not positive")
        inside = self.regular(shifted(germ, top.raised(MINUS)))
        if top.logs:
            raise Logarithmic("the logarithm of a logarithm")
        parts = [{UNIT: fn("log", inside)}] if inside != ONE else []
        if inside.op == "mul" and all(self.place.sign(self.leaves.value(f)) == 1 for f in inside.args):
            parts = [{UNIT: _logarithm(f)} for f in inside.args]
        parts += [{Monomial(num(-d)): c} for d, c in top.polar]
        if top.exponent != ZERO:
            parts.append({Monomial(logs=Fraction(1)): tidy(neg(top.exponent))})
        return self.sums.sum(*parts)

    def power(self, germ, e):
        if e.op == "num" and isinstance(e.args[0], int) and 1 <= e.args[0] <= 4 and len(germ) ** e.args[0] <= CROWD:
            product = germ
            for _ in range(e.args[0] - 1):
                product = self.sums.times(product, germ)
            return product
        if len(germ) == 1:
            ((top, c),) = germ.items()
            if c == ONE:
                return {top.raised(e): ONE}
        top, germ = self.dominant(germ)
        if top is None:
            raise Stuck("a power of 0")
        sign = self.place.sign(self.leaves.value(germ[top]))
        if sign <= 0 and not (e.op == "num" and isinstance(e.args[0], int)):
            raise Stuck("a root of what is not positive")
        inside = self.regular(shifted(germ, top.raised(MINUS)))
        return {top.raised(e): powered(inside, e)}

    def gamma(self, germ):
        """Γ of what converges to a positive number; Γ(u) = Γ(1 + u)/u when u tends to 0."""
        if self.unbounded(germ):
            return self.exp(self.log_gamma(germ))
        inside = self.regular(germ)
        value = self.leaves.value(inside)
        if self.place.is_zero(value):
            return self.sums.times({UNIT: fn("gamma", tidy(add(ONE, inside)))}, self.power(germ, MINUS))
        if self.place.sign(value) < 0:
            raise Stuck("Γ of a negative number")
        return {UNIT: fn("gamma", inside)}

    def log_gamma(self, germ):
        """log Γ; by Stirling's formula that of what tends to ∞."""
        if not self.unbounded(germ):
            return self.log(self.gamma(germ))
        rest = self._far(germ, stirling.LOG_GAMMA)
        exponent = self.sums.sum(germ, {UNIT: num(Fraction(-1, 2))})
        powers = self.sums.times(exponent, self.log(germ))
        return self.sums.sum(powers, self.sums.times({UNIT: MINUS}, germ), rest)

    def unbounded(self, germ):
        """Does it tend to ∞?"""
        if all(m.whole is not None for m in germ):
            return False
        top, germ = self.dominant(germ)
        return top is not None and self.place.order(top) < 0 and self.place.sign(self.leaves.value(germ[top])) > 0

    def _far(self, germ, known_far):
        """A function of u as a leaf, for u that tend to ∞: it lies between bounds that tend to its value."""
        u = self.leaves.full(add(*(mul(m.term(self.y), c) for m, c in germ.items())))

        least = known_far.beyond

        def prove():
            top, rest = self.dominant(self.sums.sum(germ, {UNIT: neg(least)}))
            ratio = mul(sub(u, least), top.raised(MINUS).term(self.y))
            far = self.tends(shifted(rest, top.raised(MINUS)), ratio)
            known = Term("lt", (ZERO, ratio))
            v, *sides = known_far.bounds()
            ends = [self.leaves.revalued(self.limit(side), known_far.value) for side in known_far.sides(u)]

            def between(given, near):
                large = Term("lt", (least, u))
                order = rules.linear(large, [(top.term(self.y), rules.assume(known))], ZERO, ALL, (*given, known))
                found = [rules.cut(rules.substitution(rules.weaken(t, *given, known), {v: u}), order) for t in sides]
                return rules.squeeze(*ends, *found, self.y, *AT_ZERO, (*near, far))

            return self.leaves.nearby(between)[0]

        return {UNIT: self.leaves.leaf(known_far.function(u), known_far.value, prove)}

    def digamma(self, germ):
        """ψ of what converges to a positive number; ψ(u) = ψ(1 + u) − 1/u when u tends to 0."""
        if self.unbounded(germ):
            rest = self._far(germ, stirling.DIGAMMA)
            return self.sums.sum(self.log(germ), self.sums.times(self.power(germ, MINUS), rest))
        inside = self.regular(germ)
        if not self.place.is_zero(self.leaves.value(inside)):
            return {UNIT: fn("digamma", inside)}
        return self.sums.sum({UNIT: fn("digamma", tidy(add(ONE, inside)))}, self.sums.times({UNIT: MINUS}, self.power(germ, MINUS)))


def _logarithm(factor):
    """log of a positive factor, the exponent in front."""
    match factor:
        case Term("pow" | "root" | "rpow", (base, exponent)):
            return mul(exponent, fn("log", base))
        case Term("exp", (u,)):
            return u
    return fn("log", factor)
