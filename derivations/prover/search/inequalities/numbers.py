"""Inequalities between closed numbers, as log 2 < 7/10: rational bounds of both sides, each of which the kernel proves.

The bounds go from the parts of a number to the whole: sums, products, powers and roots by algebra; e^x by the polynomials

    1 + x + … + x^m/m! <= e^x for every x, where m is odd,

each from the one before it, as e^x less the polynomial is convex and flat at 0; log by e^q <= u <= e^r; π by π² = 6 ψ′(1), where
ψ′(1) is bounded by what is known of it far out.
"""

from fractions import Fraction
from math import ceil, factorial, floor, log2
from typing import NamedTuple

from flint import arb, ctx, fmpq

from ..asking import ALL
from ...clock import now
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.rules import Theorem
from ...kernel.signs import NIL, POS, Facts, meaning
from ...kernel.terms import (
    INTEGRALS, MINUS, ONE, ZERO, Term, add, div, fn, is_real, mul, neg, num, power, shape, sub, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import without
from ...refutation.balls import NoValue
from ...refutation.evaluation import Evaluator
from ..facts import gamma as gammas
from ..polynomial_context import Ground, plain_poly
from . import closed_integrals
from .exponentials import polynomial_below

CLEAR = 256  # bits within which two numbers must differ
GUARD = 8  # bits more than the difference of the two sides needs
MORE = (0, 16, 48)  # bits more again, for large numbers and quotients by small ones
FARTHEST = 180  # the kernel shifts arguments of Γ by no more than 200
LARGEST, LARGEST_POWER, LARGEST_ROOT = 300, 64, 24  # exponents of e, of powers and of roots
HALF = Fraction(1, 2)
RECURSION = (*ALL, "gamma")
SMALL = Fraction(1, 4)  # arguments at which e^x is bounded by its polynomials


def is_closed(goal: Term, _given: tuple = ()) -> bool:
    """Is it about numbers without variables, limits and integrals, but for those between two numbers?"""
    inside = (t for t in subterms(goal) if t.op in ("limit", *INTEGRALS))
    return not (goal.free or shape(goal.args[0])) and all(map(closed_integrals.ranges_over_numbers, inside))


def by_enclosures(goal: Term, given: tuple, deadline: float) -> Theorem:
    """A theorem for a < b or a <= b between numbers without variables. Raises Refused where none was found."""
    gap = sub(*goal.args[::-1])
    bits = _bits(gap)
    for more in MORE:
        if now() > deadline:
            break
        try:
            theorem = Numbers(bits + more).shown(goal, gap)
        except Refused:
            if more == MORE[-1]:
                raise
            continue
        return rules.weaken(theorem, *given)
    raise Refused("out of time")


def _bits(gap):
    """How precise the bounds must be, as balls say how far apart the two sides are."""
    before, ctx.prec = ctx.prec, CLEAR
    try:
        value = Evaluator({})(gap)
        value = arb(value) if value.__class__ is fmpq else value
        if value.__class__ is not arb or not value > 0:
            raise Refused("not known to be different")
        return GUARD + max(0, ceil(-log2(float(value.lower()))))
    except (NoValue, OverflowError, ValueError):
        raise Refused("not evaluable") from None
    finally:
        ctx.prec = before


class Bounds(NamedTuple):
    """Theorems q <= u and u <= r, where q and r are numbers."""

    low: Theorem
    high: Theorem

    @property
    def least(self) -> int | Fraction:
        return self.low.conclusion.args[0].args[0]

    @property
    def most(self) -> int | Fraction:
        return self.high.conclusion.args[1].args[0]


class Numbers:
    """Bounds of numbers to so many bits after the point, and signs that were shown on the way: they are supposed until the end."""

    def __init__(self, bits):
        self.bits, self.known, self.found = bits, [], {}

    def shown(self, goal, gap) -> Theorem:
        """The goal, from a lower bound of the difference of its sides."""
        low = self.bounds(gap).low
        self.require(low.conclusion.args[0].args[0] > 0, "the bounds do not differ")
        theorem = rules.linear(goal, [(ONE, low)], low.conclusion.args[0], ALL, self.given)
        return without(theorem, reversed(self.known))

    @property
    def given(self) -> tuple:
        return tuple(theorem.conclusion for theorem in self.known)

    def require(self, condition, message):
        if not condition:
            raise Refused(message)

    def bounds(self, t: Term) -> Bounds:
        if t not in self.found:
            self.found[t] = self._rounded(t, self._bounds(t))
        return self.found[t]

    def below(self, q, t, premises, slack=0, using=ALL) -> Theorem:
        """q <= t, as t − q is a combination of what premises say."""
        return rules.linear(Term("le", (num(q), t)), premises, num(slack), using, self.given)

    def above(self, t, r, premises, slack=0, using=ALL) -> Theorem:
        """t <= r, likewise."""
        return rules.linear(Term("le", (t, num(r))), premises, num(slack), using, self.given)

    def _rounded(self, t, bounds):
        """Bounds with small denominators, of t itself: what they were of has the same normal form."""
        scale = 1 << self.bits
        low, high = Fraction(floor(bounds.least * scale), scale), Fraction(ceil(bounds.most * scale), scale)
        if bounds.least.denominator <= scale and bounds.most.denominator <= scale:
            low, high = Fraction(bounds.least), Fraction(bounds.most)
        return Bounds(
            self.below(low, t, [(ONE, bounds.low)], bounds.least - low),
            self.above(t, high, [(ONE, bounds.high)], high - bounds.most),
        )

    def _bounds(self, t):
        match t:
            case Term("num", (q,)):
                return Bounds(self.below(q, t, []), self.above(t, q, []))
            case Term("add", parts):
                found = list(map(self.bounds, parts))
                return Bounds(
                    self.below(sum(b.least for b in found), t, [(ONE, b.low) for b in found]),
                    self.above(t, sum(b.most for b in found), [(ONE, b.high) for b in found]),
                )
            case Term("mul", (first, *rest)):
                return self.bounds(first) if not rest else self._product(first, mul(*rest))
            case Term("pow", (base, Term("num", (e,)))) if 2 <= e <= LARGEST_POWER:
                return self._product(power(base, num(e // 2)), power(base, num(e - e // 2)))
            case Term("pow", (base, Term("num", (e,)))) if -LARGEST_POWER <= e < 0:
                return self._inverse(power(base, num(-e)) if e < -1 else base)
            case Term("pow", (base, Term("num", (0 | 1 as e,)))):
                return self.bounds(base if e else ONE)
            case Term("root", (base, Term("num", (e,)))):
                self.signed(base)
                return self._root(t, power(base, num(e.numerator)), e.denominator)
            case Term("rpow", (base, e)):
                self.signed(base)
                return self.bounds(fn("exp", mul(e, fn("log", base))))
            case Term("exp", (u,)) if is_real(u):
                return self._exponential(u)
            case Term("log", (u,)):
                self.signed(u)
                return self._logarithm(u)
            case Term("abs", (u,)) if is_real(u):
                return self.bounds(u if self.signed(u) else neg(u))
            case Term("maxof" | "minof", (u, v)):
                return self.bounds(u if self.signed(sub(u, v)) == (t.op == "maxof") else v)
            case Term("cosh" | "sinh", (u,)) if is_real(u):
                up, down = fn("exp", u), fn("exp", neg(u))
                return self.bounds(mul(num(HALF), add(up, down if t.op == "cosh" else neg(down))))
            case Term("tanh", (u,)) if is_real(u):
                square = fn("exp", mul(num(2), u))
                return self.bounds(sub(ONE, div(num(2), add(ONE, square))))
            case Term("pi", ()):
                return self._root(t, power(t, num(2)), 2, self._square_of_pi(t))
            case Term("euler", ()):
                return self.bounds(neg(fn("digamma", ONE)))
            case Term("digamma", (Term("num", (q,)),)) if q > 0:
                return self._digamma(q)
            case Term("integral", _):
                return self._integral(t)
        plain = plain_poly(Ground(self.given).poly(meaning(t)))
        self.require(plain != t, f"no bounds of {t.op}")
        return self.bounds(plain)

    def signed(self, u) -> bool:
        """Is a number positive? If that, or that it is negative, is not at sight, it is supposed from now on, as it is shown."""
        mask = Facts.of(self.given).meant(u)
        if not mask & ~(NIL | POS):
            return True
        bounds = self.bounds(u)
        if bounds.least > 0:
            self.known.append(rules.linear(Term("lt", (ZERO, u)), [(ONE, bounds.low)], num(bounds.least), given=self.given))
            return True
        self.require(bounds.most < 0, "a number that may be 0")
        self.known.append(rules.linear(Term("lt", (u, ZERO)), [(ONE, bounds.high)], num(-bounds.most), given=self.given))
        return False

    def _product(self, u, v):
        """From 0 <= (u − a)(v − c) and its like, a and c being bounds: a v + c u − a c <= u v, and bounds of a v and c u."""
        t, one, two = mul(u, v), self.bounds(u), self.bounds(v)
        lows = [self._corner(one, two, *sides) for sides in ((0, 0), (1, 1))]
        highs = [self._corner(one, two, *sides) for sides in ((0, 1), (1, 0))]
        (low, below), (high, above) = max(lows, key=lambda found: found[0]), min(highs, key=lambda found: found[0])
        return Bounds(self.below(low, t, below), self.above(t, high, above))

    def _corner(self, one, two, first, second):
        """A bound of u v by the lower (0) or upper (1) bounds of u and v, and the premises for it."""
        a, c = (one.least, one.most)[first], (two.least, two.most)[second]
        turned = first != second  # then it is an upper bound
        ways = (a < 0) != turned, (c < 0) != turned
        value = a * (two.least, two.most)[ways[0]] + c * (one.least, one.most)[ways[1]] - a * c
        crossed = derived.product(one[first], two[second])
        return value, [(ONE, crossed), (num(abs(a)), two[ways[0]]), (num(abs(c)), one[ways[1]])]

    def _inverse(self, u):
        """1/r <= 1/u, as 1/u − 1/r = (r − u) / (r u)."""
        self.signed(u)
        bounds, inverse = self.bounds(u), power(u, MINUS)
        self.require(bounds.least * bounds.most > 0, "a divisor that may be 0")
        low, high = 1 / Fraction(bounds.most), 1 / Fraction(bounds.least)
        return Bounds(
            self.below(low, inverse, [(mul(num(low), inverse), bounds.high)]),
            self.above(inverse, high, [(mul(num(high), inverse), bounds.low)]),
        )

    def _root(self, y, whole, q, bounds=None):
        """Bounds of y from those of y^q: y − a = (y^q − a^q) / (y^(q−1) + … + a^(q−1))."""
        self.require(q <= LARGEST_ROOT, "a root of too large a degree")
        bounds = bounds or self.bounds(whole)
        self.require(bounds.least >= 0, "a root of what may be negative")
        low, high = _root_below(bounds.least, q, self.bits), _root_below(bounds.most, q, self.bits) + Fraction(1, 1 << self.bits)
        if low:
            reach = self.below(low**q, whole, [(ONE, bounds.low)], bounds.least - low**q)
            below = self.below(low, y, [(_cofactor(y, low, q), reach)])
        else:
            below = rules.sign(y, "le", self.given)
        reach = self.above(whole, high**q, [(ONE, bounds.high)], high**q - bounds.most)
        return Bounds(below, self.above(y, high, [(_cofactor(y, high, q), reach)]))

    def _square_of_pi(self, t):
        """π² = 6 ψ′(1) = 6 (1 + 1/4 + … + 1/(m − 1)²) + 6 ψ′(m), and 1/m + 1/(2 m²) < ψ′(m) < 1/(m − 1/2)."""
        m = min(FARTHEST, ceil((Fraction(1 << self.bits) / 4) ** Fraction(1, 3)) + 2)
        square, basel = power(t, num(2)), rules.basel()
        before = 6 * sum(Fraction(1, k * k) for k in range(1, m))
        low, high = before + Fraction(6, m) + Fraction(3, m * m), before + Fraction(12, 2 * m - 1)
        below, above = _far_out(gammas.trapezoid, 1, m), _far_out(gammas.midpoint, 1, m - HALF)
        return Bounds(
            self.below(low, square, [(num(6), below), (num(6), basel)], using=RECURSION),
            self.above(square, high, [(num(6), above), (num(-6), basel)], using=RECURSION),
        )

    def _digamma(self, q):
        """ψ(q) = ψ(q + m) − 1/q − … − 1/(q + m − 1), and log(r − 1/2) < ψ(r) < log r − 1/(2 r)."""
        m = min(FARTHEST, (1 << self.bits // 2 + 1) // 3 + 2)
        t, r, before = fn("digamma", num(q)), q + m, sum(1 / Fraction(q + k) for k in range(m))
        least, most = (self.bounds(fn("log", num(u))) for u in (r - HALF, Fraction(r)))
        below, above = _far_out(gammas.midpoint, 0, r - HALF), _far_out(gammas.trapezoid, 0, r)
        return Bounds(
            self.below(least.least - before, t, [(ONE, below), (ONE, least.low)], using=RECURSION),
            self.above(t, most.most - 1 / Fraction(2 * r) - before, [(ONE, above), (ONE, most.high)], using=RECURSION),
        )

    def _integral(self, t):
        """∫_a^b c e^u, where u is a polynomial: see closed_integrals.py."""
        same = closed_integrals.in_order(t) or closed_integrals.factor_apart(t)
        if same is None:
            return Bounds(*closed_integrals.between(t, self.bits + GUARD))
        bounds = self.bounds(same.conclusion.args[1])
        return Bounds(rules.transitive(bounds.low, rules.symmetric(same)), rules.transitive(same, bounds.high))

    def _exponential(self, u):
        if u.op == "num":
            return self._exponential_at(Fraction(u.args[0]))
        inner = self.bounds(u)
        low, high = (self.bounds(fn("exp", num(q))) for q in (inner.least, inner.most))
        below, above = derived.monotone(inner.low, "exp"), derived.monotone(inner.high, "exp")
        return Bounds(rules.transitive(low.low, below), rules.transitive(above, high.high))

    def _exponential_at(self, q):
        """e^q by the polynomials if q is small, else as the square of e^(q/2)."""
        self.require(q <= LARGEST, "a number with too many digits")
        if abs(q) > SMALL:
            half = fn("exp", num(q / 2))
            return self._product(half, half)
        degree = next(
            m for m in range(1, 99, 2) if SMALL ** (m + 1) / factorial(m + 1) < Fraction(1, 1 << self.bits + 2) or m == 97
        )
        lemma, x = polynomial_below(degree)
        t, least, inverse = fn("exp", num(q)), _taylor(q, degree), _taylor(-q, degree)
        below = rules.substitution(lemma, {x: num(q)})
        other = self.below(inverse, fn("exp", num(-q)), [(ONE, rules.substitution(lemma, {x: num(-q)}))])
        return Bounds(self.below(least, t, [(ONE, below)]), self.above(t, 1 / inverse, [(mul(num(1 / inverse), t), other)]))

    def _logarithm(self, u):
        bounds, t = self.bounds(u), fn("log", u)
        self.require(bounds.least > 0, "a logarithm of what may be 0")
        low, high = _log_near(bounds.least, self.bits, -1), _log_near(bounds.most, self.bits, 1)
        fine = Numbers(self.bits + 4 + max(0, ceil(log2(bounds.most))) + max(0, ceil(-log2(bounds.least))))
        down, up = (fine.bounds(fn("exp", num(q))) for q in (low, high))
        self.require(down.most <= bounds.least and bounds.most <= up.least, "not precise enough")
        below = rules.linear(
            Term("le", (fn("exp", num(low)), u)),
            [(ONE, down.high), (ONE, bounds.low)],
            num(bounds.least - down.most),
            given=self.given,
        )
        above = rules.linear(
            Term("le", (u, fn("exp", num(high)))),
            [(ONE, up.low), (ONE, bounds.high)],
            num(up.least - bounds.most),
            given=self.given,
        )
        return Bounds(
            self.below(low, t, [(ONE, derived.monotone(below, "log"))]),
            self.above(t, high, [(ONE, derived.monotone(above, "log"))]),
        )


def _far_out(bound, order, q):
    """A bound of a mean of ψ or ψ′ over a step of 1, at a number."""
    x, theorem = bound(order)
    return rules.substitution(theorem, {x: num(q)})


def _cofactor(y, a, q):
    """1 / (y^(q−1) + a y^(q−2) + … + a^(q−1))"""
    return power(add(*(mul(num(a ** (q - 1 - j)), power(y, num(j))) for j in range(q))), MINUS)


def _root_below(q, n, bits):
    """The largest multiple of 2^−bits whose n-th power is at most q."""
    whole = floor(Fraction(q) * (1 << bits * n))
    low, high = 0, 1 << (whole.bit_length() // n + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**n <= whole else (low, middle)
    return Fraction(low, 1 << bits)


def _log_near(q, bits, way):
    """A multiple of 2^−bits next to log q, below it or above it."""
    before, ctx.prec = ctx.prec, bits + 40
    try:
        value = arb(fmpq(Fraction(q).numerator, Fraction(q).denominator)).log() * (1 << bits)
        middle = int(value.mid().floor().unique_fmpz())
    finally:
        ctx.prec = before
    return Fraction(middle + (2 if way > 0 else -1), 1 << bits)


def _taylor(x, degree):
    return sum(Fraction(x) ** k / factorial(k) for k in range(degree + 1))
