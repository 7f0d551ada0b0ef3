"""An interval, what holds strictly between its ends, and guesses of antiderivatives: of u′ g(u), by parts, term by term."""

from fractions import Fraction

from ...clock import now
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.normal import vanishes
from ...kernel.signs import NEG, POS, Facts, meaning
from ...kernel.terms import (
    MINUS, ONE, POWERS, ZERO, Term, add, bind, div, fn, fresh, mul, neg, num, opened, power, sub, substitute, subterms,
)  # fmt: skip
from ..asking import REFUSALS
from ..closed_forms import additive, factors_of, powered, substitute_term, tidy
from ..polynomial_context import plain_poly
from .products import is_natural

DEPTH = 12  # of integrations by parts


PATIENCE = 2.0  # seconds for SymPy


class Inside:
    """An interval, its variable, and what holds strictly between its ends.

    `integrate` finds any integral, of which it is asked under hypotheses and until a deadline.
    """

    def __init__(self, x, lower, upper, given, deadline, integrate):
        self.x, self.lower, self.upper, self.deadline, self.integrate = x, lower, upper, deadline, integrate
        self.given = tuple(given)
        self.facts = Facts.of(self.given)
        self.local = tuple(rules.between(lower, upper, x, self.facts))
        self.facts = self.facts.given(*self.local)

    def solve(self, integral):
        """Another integral under the same hypotheses."""
        return self.integrate(integral, self.given, self.deadline)

    def antiderivative(self, t, depth=0):
        """A guess F with F′ = t, or None."""
        x = self.x
        if x not in t.free:
            return mul(t, x)
        if depth > DEPTH or now() > self.deadline:
            return None
        match t:
            case Term("add", parts):
                found = [self.antiderivative(part, depth) for part in parts]
                return None if None in found else add(*found)
            case Term("sum", (first, last, _)) if x not in first.free | last.free:
                k, body = opened(t)
                outside = [f for f in factors_of(body) if k not in f.free and x in f.free]
                if outside:
                    inner = mul(*(f for f in factors_of(body) if f not in outside))
                    return self.antiderivative(mul(*outside, bind("sum", first, last, variable=k, body=inner)), depth + 1)
                found = self.antiderivative(tidy(body), depth)
                return found and bind("sum", first, last, variable=k, body=found)
        factors = list(t.args) if t.op == "mul" else [t]
        constants = [f for f in factors if x not in f.free]
        if constants:
            found = self.antiderivative(mul(*(f for f in factors if x in f.free)), depth)
            return found and mul(*constants, found)
        return (
            self._of_factors(factors)
            or self._of_function(t)
            or self._of_linear_power(factors, depth)
            or self._by_parts(factors, depth)
            or self._spread(t, depth)
        )

    def _of_factors(self, factors):
        """∫ u′ g(u): one factor is g(u), the others are a multiple of u′."""
        factors = [piece for factor in factors for piece in self._exponentials(factor)]
        for place, factor in enumerate(factors):
            others = mul(*factors[:place], *factors[place + 1 :])
            match factor:
                case Term("pow" | "root" | "rpow", (base, e)) if self.x not in e.free:
                    c = self.ratio(others, self.slope(base))
                    if c is not None:
                        return mul(c, self.of_power(base, e))
                    if (found := self._of_tangent(base, e, others)) is not None:
                        return found
                case Term("pow" | "root" | "rpow", (base, u)) if self.x not in base.free:
                    c = self.ratio(others, self.slope(u))
                    if c is not None:
                        return mul(c, factor, power(fn("log", base), MINUS))
                case Term("exp" | "cosh" | "sinh" | "tanh" | "log" | "digamma", (u,)):
                    c = self.ratio(others, self.slope(u))
                    if c is not None:
                        return mul(c, OUTER[factor.op](u))
            if factor.op not in ("exp", *POWERS):
                c = self.ratio(others, self.slope(factor))
                if c is not None:
                    return mul(c, num(Fraction(1, 2)), powered(factor, num(2)))
        return None

    def _of_linear_power(self, factors, depth):
        """∫ P(x) (a x + b)^e, for a polynomial P and an e that is no natural number, in powers of a x + b."""
        for place, factor in enumerate(factors):
            if factor.op not in POWERS or self.x in factor.args[1].free or is_natural(factor.args[1]):
                continue
            base, rest = factor.args[0], mul(*factors[:place], *factors[place + 1 :])
            slope = self.slope(base)
            if base == self.x or slope == ZERO or self.x in slope.free or not self._is_polynomial(rest):
                continue
            start = tidy(substitute(base, {self.x: ZERO}))
            u = fresh("u", "positive")
            spread = tidy(substitute(rest, {self.x: div(sub(u, start), slope)}))
            terms = additive(tidy(add(*map(tidy, additive(plain_poly(Facts.of(()).poly(mul(spread, power(u, factor.args[1])))))))))
            inner = Inside(u, self.lower, self.upper, (), self.deadline, self.integrate)
            found = [inner.antiderivative(term, depth + 1) for term in terms]
            return None if None in found else substitute(mul(add(*found), power(slope, MINUS)), {u: base})
        return None

    def _is_polynomial(self, t):
        moving = [u for u in subterms(t) if self.x in u.free]
        return bool(moving) and all(
            u == self.x or u.op in ("add", "mul") or u.op == "pow" and is_natural(u.args[1]) for u in moving
        )

    def _exponentials(self, factor):
        """exp(a x + u) as exp(u) and exp(a x)."""
        parts = additive(factor.args[0]) if factor.op == "exp" else []
        linear = [part for part in parts if self.x not in self.slope(part).free]
        return [factor] if len(linear) in (0, len(parts)) else [
            fn("exp", add(*(part for part in parts if part not in linear))), fn("exp", add(*linear)),
        ]  # fmt: skip

    def _of_tangent(self, base, e, others):
        """∫ tanh² u = x − tanh u / u′ and ∫ 1/cosh² u = tanh u / u′, for a linear u."""
        if others != ONE or base.op not in ("tanh", "cosh") or e != num(2 if base.op == "tanh" else -2):
            return None
        slope = self.slope(base.args[0])
        if self.x in slope.free:
            return None
        part = div(fn("tanh", base.args[0]), slope)
        return part if base.op == "cosh" else sub(self.x, part)

    def of_power(self, u, e):
        """∫ u^e du"""
        up = tidy(add(e, ONE))
        return self.log(u) if e == MINUS else mul(powered(u, up), tidy(power(up, MINUS)))

    def _of_function(self, t):
        """∫ 1/(A + B e^(px)) = (x − log(A + B e^(px))/p)/A."""
        match t:
            case Term("pow", (Term("add", parts) as w, Term("num", (-1,)))):
                a = add(*(p for p in parts if self.x not in p.free))
                moving = add(*(p for p in parts if self.x in p.free))
                p = self.ratio(self.slope(w), moving)
                if p is not None and a != ZERO:
                    return mul(power(a, MINUS), sub(self.x, mul(power(p, MINUS), self.log(w))))
        return None

    def _by_parts(self, factors, depth):
        """∫ u v′ = u v − ∫ u′ v, with u a logarithm, else a natural power of x."""
        logs = [f for f in factors if f.op == "log" or f.op in POWERS and f.args[0].op == "log"]
        powers = [f for f in factors if f == self.x or f.op in POWERS and f.args[0] == self.x and is_natural(f.args[1])]
        for u in (*logs[:1], *([] if logs else powers[:1])):
            rest = list(factors)
            rest.remove(u)
            v = self.antiderivative(mul(*rest) if rest else ONE, depth + 1)
            if v is None:
                return None
            rest = self.antiderivative(self.expanded(mul(self.slope(u), v)), depth + 1)
            return rest and sub(mul(u, v), rest)
        return None

    def _spread(self, t, depth):
        """The integral of a product of sums, term by term."""
        spread = self.expanded(t)
        return self.antiderivative(spread, depth + 1) if spread != t and spread.op == "add" else None

    def expanded(self, t):
        return tidy(add(*map(tidy, additive(tidy(t)))))

    def slope(self, u):
        return tidy(expand(differentiate(u, self.x), unfold=False))

    def without_bends(self, t):
        """|u| as u or −u, max(a, b) as a or b, and brackets as 1 or 0, where the sign that decides it does not change."""
        for bent in [u for u in subterms(t) if bend_of(u) is not None and not u.loose]:
            sign = self.facts.sign(meaning(bend_of(bent)))
            if sign is not None and (straight := straightened(bent, sign == "nonnegative")) is not None:
                t = substitute_term(t, bent, straight)
        return t

    def beside_one(self, base):
        """E where a base is 1 + E: a positive multiple of x, or an exponential of what is linear in x; None for another base."""
        if base.op != "add" or ONE not in base.args or len(base.args) != 2:
            return None
        (other,) = (part for part in base.args if part != ONE)
        slope = self.slope(other.args[0] if other.op == "exp" else other)
        if slope == ZERO or self.x in slope.free:
            return None
        linear = other.op == "exp" or tidy(substitute(other, {self.x: ZERO})) == ZERO
        return other if linear and self.facts.mask(meaning(slope)) in ((POS, NEG) if other.op == "exp" else (POS,)) else None

    def log(self, u):
        return fn("log", neg(u)) if self.facts.mask(meaning(u)) == NEG else fn("log", u)

    def ratio(self, f, g):
        """The constant c with f = c·g, or None."""
        if g == ZERO:
            return None
        quotient = tidy(div(f, g))
        if self.x not in quotient.free:
            return quotient
        for c in (ONE, MINUS, *(tidy(substitute(quotient, {self.x: place})) for place in (ONE, num(2)))):
            try:
                if vanishes(self.facts.poly(sub(f, mul(c, g)))):
                    return c
            except REFUSALS:
                continue
        return None


def bend_of(t):
    """The number whose sign says what |u|, a sign, an extremum or a bracket of numbers is; None for another term."""
    match t:
        case Term("abs" | "sign", (u,)):
            return u
        case Term("maxof" | "minof", (a, b)):
            return sub(a, b)
        case Term("ind", (Term("lt" | "le" | "eq" | "ne", (a, b)),)):
            return sub(b, a)
    return None


def straightened(t, rises):
    """What is bent, inside an interval where its number is at least 0, or at most 0: strictly, as it is 0 at an end alone."""
    match t:
        case Term("abs", (u,)):
            return u if rises else neg(u)
        case Term("sign", _):
            return ONE if rises else MINUS
        case Term("maxof" | "minof" as op, (a, b)):
            return a if rises == (op == "maxof") else b
        case Term("ind", (Term("lt" | "le"),)):
            return ONE if rises else ZERO
        case Term("ind", (Term("eq" | "ne" as op),)):
            return ONE if op == "ne" else ZERO
    return None


OUTER = {
    "exp": lambda u: fn("exp", u),
    "cosh": lambda u: fn("sinh", u),
    "sinh": lambda u: fn("cosh", u),
    "tanh": lambda u: fn("log", fn("cosh", u)),
    "log": lambda u: sub(mul(u, fn("log", u)), u),
    "digamma": lambda u: fn("loggamma", u),
}
