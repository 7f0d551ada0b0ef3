"""Tails: what a function is worth for all large x at once, so that limits, infinite sums and improper integrals have enclosures.

A Tail encloses a function on [R, ∞) by a sum of c x^p (log x)^l e^(q x) x^(s x), where each c is an exact number or a ball, and
within its ball c may be another number for each x.  What is smaller than another such term is less than a constant times that one
from R on, so that any number of terms can be swept into balls, and from there come the rest:

    1/(1 + ε), log(1 + ε), exp(ε)    finite expansions, whose remainders are bounded by what ε is at most from R on
    a limit at ∞                     the ball of the constant term, where no term grows
    ∫_R^∞                            term by term
    Σ_{k > M}                        between integrals, for a term that falls and is convex

Every value of balls.py that meets a Tail becomes one, by Python's own operators.  Nothing here judges what the kernel does.
"""

from functools import reduce
from operator import add

from flint import arb, fmpq

from .balls import ONE, ZERO, Dual, NotEvaluable, NoValue, Undecided, Undefined, ball, inverse

FLAT = [ZERO, ZERO, ZERO, 0]  # of a constant
POWERS = [
    [ZERO, ZERO, ONE, 1],
    [ZERO, ZERO, ONE, 0],
    [ZERO, ZERO, ZERO, 1],
]  # x log x, x and log x, whose exponentials have terms of their own
ORDER = 6  # of expansions
TERMS = 14  # of a Tail; what is smaller is swept into the last of them
HEAD = 800  # terms of a series that are added up
PIECES = 96  # of a sum whose terms depend on its end
CUTS = (16, 32, 64, 1024, 2**20)  # where the tail of an integral begins
ACCURACY = 30  # bits with which an integral is good enough
STARTS = (2**12, 2**40, 2**200)  # where a Tail begins that has a limit
UNIT = arb(0.5, 0.5)  # [0, 1]


class Infinite(NotEvaluable):
    """A limit or an integral that surely is infinite, of a sign, which is None where it is not known: it equals no number."""

    def __init__(self, what, sign):
        super().__init__(f"{what} that is infinite")
        self.sign = sign

    def __str__(self):
        return self.args[0]


class Region:
    """The numbers from `start` on. A Tail belongs to one region; those of two have nothing to do with each other."""

    def __init__(self, start):
        self.start = arb(start)
        self.log = self.start.log()

    def slope(self, s, q, p, l):
        """No less than the slope of a term's logarithm, s (log x + 1) + q + p/x + l/(x log x), where s is not above 0."""
        return ball(s) * (self.log + 1) + ball(q) + (_above(p) + _above(l) / self.log) / self.start

    def falls(self, s, q, p, l):
        """Does x^p (log x)^l e^(q x) x^(s x) fall on the whole region?"""
        if s == 0 and q == 0:
            return bool(p < 0 and p + _above(l) / self.log <= 0 or p == 0 and l <= 0)
        return bool((s < 0 or s == 0 and q < 0) and self.slope(s, q, p, l) <= 0)

    def first(self, s, q, p, l):
        """The term where the region begins: the most that it is, if it falls."""
        return ((ball(s) * self.start + ball(p)) * self.log + ball(q) * self.start).exp() * self.log**l

    def variable(self):
        return Tail(self, [(ZERO, ZERO, ONE, 0, ONE)])


def _above(x):
    """x, or 0 where that is more."""
    return arb(0).max(ball(fmpq(x) if isinstance(x, int) else x))


def _size(c):
    """[0, |c|] or what lies between: a ball of everything from 0 to any number of a ball."""
    return ball(c) * UNIT


def _apart(kind, other):
    """The kind of the quotient of two terms."""
    return [x - y for x, y in zip(kind, other)]


def _rank(term):
    return tuple(float(ball(x)) if not isinstance(x, int) else x for x in term[:4])


class Tail:
    """The sum of c x^p (log x)^l e^(q x) x^(s x) over its terms (s, q, p, l, c), for every x of a region."""

    __slots__ = ("region", "terms")

    def __init__(self, region, terms):
        self.region = region
        if len(terms) == 1:  # such as a number
            c = terms[0][-1]
            self.terms = [tuple(terms[0])] if c.__class__ is not fmpq or c != 0 else []
            return
        merged = []
        for *kind, c in terms:
            for place, (*other, c2) in enumerate(merged):
                if kind == other:  # balls are equal only where they are exact
                    merged[place] = (*kind, c + c2)
                    break
            else:
                merged.append((*kind, c))
        merged = [term for term in merged if term[-1].__class__ is not fmpq or term[-1] != 0]
        merged.sort(key=_rank, reverse=True)
        self.terms = self._swept(merged) if len(merged) > TERMS else merged

    def _swept(self, terms):
        """The largest terms, the last of them with all that is smaller in its ball."""
        *kept, (*kind, c) = terms[:TERMS]
        c = ball(c)
        for *other, c2 in terms[TERMS:]:
            by = _apart(other, kind)
            if not self.region.falls(*by):
                raise Undecided("terms of undecided size")
            c = c + _size(c2) * self.region.first(*by)
        return [*kept, (*kind, c)]

    # --- arithmetic

    def _like(self, other):
        if isinstance(other, int):
            other = fmpq(other)
        if other.__class__ in (fmpq, arb):
            return Tail(self.region, [(*FLAT, other)])
        if other.__class__ is Tail:
            if other.region is not self.region:
                raise NotEvaluable("two numbers that grow apart from each other")
            return other
        raise NotEvaluable("a complex number far out")

    def __add__(self, other):
        if other.__class__ is Dual:
            return NotImplemented
        return Tail(self.region, [*self.terms, *self._like(other).terms])

    __radd__ = __add__

    def __neg__(self):
        return self * MINUS

    def __sub__(self, other):
        return self + self._like(other) * MINUS

    def __rsub__(self, other):
        return self._like(other) + self * MINUS

    def __mul__(self, other):
        if other.__class__ is Dual:
            return NotImplemented
        other = self._like(other)
        return Tail(
            self.region,
            [tuple(map(add, a, b)) + (c * d,) for *a, c in self.terms for *b, d in other.terms],
        )

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * (1 / self._like(other))

    def __rtruediv__(self, other):
        (*kind, c), small = self.leading()
        if not small.terms:
            factor = Tail(self.region, [(*FLAT, ONE)])
        else:
            last = reduce(Tail.__mul__, [-small] * ORDER)
            factor = _polynomial(-small, [ONE] * ORDER) + last * (1 / (1 + small.ball()))
        return factor * Tail(self.region, [(*_apart(FLAT, kind), inverse(c))]) * other

    def leading(self):
        """The largest term, whose sign is sure, and ε, where the whole is that term times 1 + ε, and |ε| < 1."""
        if not self.terms:
            raise Undecided("division by 0 far out")
        (*kind, c), *rest = self.terms
        if not (c > 0 or c < 0):
            raise Undecided("a number of undecided sign far out")
        over = inverse(c)
        small = Tail(self.region, [(*_apart(other, kind), c2 * over) for *other, c2 in rest])
        if not abs(small.ball()) < 1:
            raise Undecided("a number of undecided size far out")
        return (*kind, c), small

    def ball(self):
        """A ball of all values on the region."""
        total = arb(0)
        for *kind, c in self.terms:
            if kind == FLAT:
                total = total + c
            elif self.region.falls(*kind):
                total = total + _size(c) * self.region.first(*kind)
            else:
                raise Undecided("a number that grows")
        return total

    # --- comparison: what surely holds on the whole region

    def sign(self):
        """1, -1 or 0; None where that is not sure."""
        if not self.terms:
            return 0
        try:
            (*_, c), _ = self.leading()
        except NoValue:
            return None
        return 1 if c > 0 else -1

    def __lt__(self, other):
        return (self - other).sign() == -1

    def __gt__(self, other):
        return (self - other).sign() == 1

    def __le__(self, other):
        return (self - other).sign() in (-1, 0)

    def __ge__(self, other):
        return (self - other).sign() in (1, 0)

    def __eq__(self, other):
        return (other.__class__ in (Tail, fmpq, arb) or isinstance(other, int)) and not (self - other).terms

    __hash__ = None

    def is_zero(self):
        return not self.terms

    def is_finite(self):
        return all(c.__class__ is fmpq or c.is_finite() for *_, c in self.terms)

    def contains(self, number):
        return (self - number).sign() in (0, None)

    # --- functions

    def __abs__(self):
        sign = self.sign()
        if sign is None:
            raise Undecided("an absolute value far out")
        return -self if sign < 0 else self

    def log(self):
        (s, q, p, l, c), small = self.leading()
        if not c > 0:
            raise Undecided("the logarithm of what is not positive far out")
        value = [(ZERO, ZERO, ONE, 1, s), (ZERO, ZERO, ONE, 0, q), (ZERO, ZERO, ZERO, 1, p)]
        if c != 1:
            value.append((*FLAT, ball(c).log()))
        if l:  # log log x lies between 0 and log x
            value.append((ZERO, ZERO, ZERO, 1, UNIT * l))
        found = Tail(self.region, value)
        if small.terms:
            last = reduce(Tail.__mul__, [small] * ORDER)
            bound = 1 / (ORDER * (1 - abs(small.ball())))  # of Σ |ε|^(k − N)/k from N on
            series = _polynomial(small, [ZERO, *(fmpq((-1) ** (k + 1), k) for k in range(1, ORDER))])
            found = found + series + last * (arb(0, 1) * bound)
        return found

    def exp(self):
        factor, small = (*FLAT, ONE), []
        for *kind, c in self.terms:
            if kind == FLAT:
                piece = (*FLAT, ball(c).exp())
            elif self.region.falls(*kind):
                small.append((*kind, c))
                continue
            elif kind in POWERS:
                piece = tuple(c if place == POWERS.index(kind) else x for place, x in enumerate((*FLAT, ONE)))
            else:
                piece = self._beyond(kind, c)
            factor = (*map(add, factor[:-1], piece[:-1]), factor[-1] * piece[-1])
        found = Tail(self.region, [factor])
        if small:
            small = Tail(self.region, small)
            terms, factorial = [], ONE
            for k in range(ORDER):
                terms.append(1 / factorial)
                factorial = factorial * (k + 1)
            last = reduce(Tail.__mul__, [small] * ORDER) * ((small.ball() * UNIT).exp() / factorial)
            found = found * (_polynomial(small, terms) + last)
        return found

    def _beyond(self, kind, c):
        """exp of a negative term of another growth: at most exp of a multiple of x, or else of log x."""
        if c < 0:
            for place in (1, 2):
                slower = _apart(kind, POWERS[place])
                if self.region.falls(*_apart(FLAT, slower)):
                    power = ball(c).upper() * self.region.first(*slower).lower()
                    return tuple(power if k == place else x for k, x in enumerate((*FLAT, UNIT)))
        raise Undecided("a number that grows too fast")

    def tanh(self):
        if self.sign() == -1:
            return -(-self).tanh()
        shrinking = (self * -2).exp()
        return (1 - shrinking) / (1 + shrinking)

    def cosh(self):
        return (self.exp() + (-self).exp()) * fmpq(1, 2)

    def sinh(self):
        return (self.exp() - (-self).exp()) * fmpq(1, 2)

    def lgamma(self):
        """log Γ(x) = (x − 1/2) log x − x + log(2π)/2 + 1/(12 x) − 1/(360 x³) + θ/(1260 x⁵) with 0 < θ < 1, for x > 0."""
        self._large()
        over = 1 / self
        return (
            (self - fmpq(1, 2)) * self.log()
            - self
            + (2 * arb.pi()).log() / 2
            + _polynomial(over, [ZERO, fmpq(1, 12), ZERO, fmpq(-1, 360), ZERO, UNIT / 1260])
        )

    def gamma(self):
        return self.lgamma().exp()

    def digamma(self):
        """ψ(x) = log x − 1/(2 x) − 1/(12 x²) + θ/(120 x⁴) with 0 < θ < 1, for x > 0."""
        self._large()
        over = 1 / self
        return self.log() + _polynomial(over, [ZERO, fmpq(-1, 2), fmpq(-1, 12), ZERO, UNIT / 120])

    def _large(self):
        if not self > 1:
            raise Undecided("gamma of what is not large far out")

    # --- what becomes of it

    def limit(self):
        """A ball of the limit at ∞. Raises Infinite where there is none for that reason."""
        value = ZERO
        for *kind, c in self.terms:
            if kind == FLAT:
                value = value + c
            elif not self.region.falls(*kind):
                if not self.region.falls(*_apart(FLAT, kind)):
                    raise Undecided("a growth that is not decided")
                self.leading()
                raise Infinite("a limit", self.sign())
        return value

    def integral(self):
        """A ball of the integral over the region. Raises Infinite where that is infinite."""
        total = arb(0)
        for *kind, c in self.terms:
            part = _area(self.region, *kind)
            if part is None:
                (s, q, p, l, _), _ = self.leading()
                if s > 0 or s == 0 and (q > 0 or q == 0 and p >= -1 and l >= 0):
                    raise Infinite("an integral", self.sign())
                raise Undecided("an integral that may be infinite")
            total = total + c * part
        return total

    def beyond(self):
        """A ball of Σ f(k) over the whole numbers k after the start, a whole number, and what bounds Σ_{k > N} for each N after it.

        The bound is a list of (c, e): the rest is at most a sum of c N^e, with 0 > e.
        """
        total, rest = arb(0), []
        for s, q, p, l, c in self.terms:
            if self.region.falls(s, q, p + 2, l):  # at most a multiple of 1/k²
                rest.append((_size(c) * self.region.first(s, q, p + 2, l), MINUS))
            elif s == 0 and q == 0 and l == 0 and p < -1:
                rest.append((_size(c) / -ball(p + 1), p + 1))
            else:
                raise Undecided("a series that may diverge")
            total = total + c * _later(self.region, s, q, p, l)
        return total, rest


MINUS = fmpq(-1)


def _polynomial(x, coefficients):
    """Σ c_k x^k, by Horner's rule."""
    value = Tail(x.region, [])
    for c in reversed(coefficients):
        value = value * x + c
    return value


def _area(region, s, q, p, l):
    """A ball of the integral of x^p (log x)^l e^(q x) x^(s x) over a region; None where it is not surely finite."""
    if s == 0 and q == 0 and p < -1:
        if l < 0:
            return _area(region, s, q, p, 0) * UNIT * region.log**l
        over = -1 / ball(p + 1)
        value = over * region.first(s, q, p + 1, l)
        return value + l * over * _area(region, s, q, p, l - 1) if l else value
    if s < 0 or s == 0 and q < 0:
        slope = region.slope(s, q, p, l)
        return UNIT * region.first(s, q, p, l) / -slope if slope < 0 else None
    return None


def _later(region, s, q, p, l):
    """A ball of Σ k^p (log k)^l e^(q k) k^(s k) over the whole k after a whole start R, for a term that falls.

    It lies between the integrals from R + 1 and from R; where it is convex, below the one from R + 1/2 and above the one from R + 1
    with half its first term.
    """
    convex = s == 0 and l == 0 and p <= 0
    upper = _area(Region(region.start + (arb(0.5) if convex else 0)), s, q, p, l)
    after = Region(region.start + 1)
    lower = _area(after, s, q, p, l)
    if upper is None or lower is None:
        raise Undecided("a series that may diverge")
    return (lower + after.first(s, q, p, l) / 2 if convex else lower).union(upper)


# --- limits, infinite sums and integrals ------------------------------------------------------------------------------


def limit_of(f, where):
    """A ball of lim f(where(x)) as x → ∞."""

    def value(found):
        if found.__class__ is tuple:
            return tuple(map(value, found))
        if found.__class__ is Tail:
            return found.limit()
        if found.__class__ in (fmpq, arb):
            return found
        raise NotEvaluable("no ball encloses the derivative of a limit")

    return _far(lambda x: value(f(where(x))), STARTS)


def _far(g, starts):
    """g of all large x, on the first of the regions on which it can be enclosed."""
    failure = None
    for start in starts:
        try:
            return g(Region(start).variable())
        except Undecided as undecided:
            failure = undecided
        except Undefined as undefined:  # it is so for all large x: whether that is meant is left open
            raise NotEvaluable(str(undefined)) from undefined
        except (TypeError, AttributeError, ValueError, ZeroDivisionError, OverflowError) as unknown:
            raise NotEvaluable("a function that is not known far out") from unknown
    raise failure


def sum_up_to(f, first, last):
    """A ball for each of Σ_{k = first}^{last} f(k), the last being a Tail that is a whole number plus x."""
    if f(fmpq(first + 2)).__class__ is Tail:
        return _riemann(f, first, last)
    head = max(first, 0) + HEAD
    if not last > head:
        raise Undecided("a sum that ends too soon")
    total = reduce(lambda a, b: a + ball(b), (f(fmpq(k)) for k in range(first, head + 1)), arb(0))
    after = f(Region(head).variable())
    if after.__class__ is not Tail:
        after = last._like(after)
    value, rest = after.beyond()
    found = last._like(total + value)
    for c, e in rest:
        found = found - (last.log() * e).exp() * c
    return found


def _riemann(f, first, last):
    """The same where the terms depend on the end too: k = t · last, for t in each of some small intervals."""
    if first < 0:
        raise NotEvaluable("a sum from a negative number to one that grows")
    total = last._like(ZERO)
    for piece in range(PIECES):
        between = (arb(2 * piece + 1) + arb(0, 1)) / (2 * PIECES)
        total = total + f(last * between) * (last * fmpq(1, PIECES) + arb(0, 2 + first))
    return total


def integral_of(f, lower, upper, quadrature):
    """A ball of ∫ f from lower to upper, None being −∞ or ∞, or an end at which quadrature fails.

    `quadrature(a, b)`: a ball of the integral between numbers, which raises NoValue where it finds none.
    """
    if lower is None and upper is None:
        middle = ZERO
    elif lower is None or upper is None:
        middle = lower + 1 if upper is None else upper - 1
    else:
        if not lower < upper:
            raise NotEvaluable("an integral from right to left, or of undecided direction")
        middle = (lower + upper) / 2
    halves = [_half_or_why_not(f, middle, end, sign, quadrature) for end, sign in ((lower, -1), (upper, 1))]
    infinite = [half for half in halves if isinstance(half, Infinite)]
    if {half.sign for half in infinite} == {1, -1}:
        raise Undefined("an integral that is infinite at both ends, of both signs")
    if infinite:
        alone = any(isinstance(half, NoValue) and not isinstance(half, Infinite) for half in halves)
        raise Infinite("an integral", None) if alone else infinite[0]
    for half in halves:
        if isinstance(half, NoValue):
            raise half
    return halves[0] + halves[1]


def _half_or_why_not(f, middle, end, sign, quadrature):
    try:
        return _half(f, middle, end, sign, quadrature)
    except NoValue as failure:
        return failure


def _half(f, middle, end, sign, quadrature):
    """The integral between the middle and an end, above the middle (sign 1) or below it."""
    if end is not None:
        try:
            return quadrature(*sorted_by(sign, middle, end))
        except NoValue:
            pass
    best, failure = None, None
    for start in CUTS:
        cut = middle + sign * start if end is None else end - sign * fmpq(1, start)
        if not (cut - middle) * sign > 0:
            continue
        points = [middle + sign * 2**k if end is None else end - sign * fmpq(1, 2**k) for k in range(1, 24)]
        points = [middle, *(p for p in points if (p - middle) * sign > 0 and (cut - p) * sign > 0), cut]
        try:
            value = _far(lambda x: _integrand(f, middle, end, sign, x).integral(), (start,))
            for a, b in zip(points, points[1:]):
                value = value + quadrature(*sorted_by(sign, a, b))
        except Infinite:
            raise
        except NoValue as missing:
            failure = missing
            continue
        if best is None or value.rad() < best.rad():
            best = value
        if value.rel_accuracy_bits() > ACCURACY:
            break
    if best is None:
        raise failure or NotEvaluable("an integral that no tail encloses")
    return best


def _integrand(f, middle, end, sign, x):
    """The integrand at the distance x from the middle, or the one in x that 1/x as the distance from the end gives."""
    value = f(middle + sign * x) if end is None else f(end - sign / x) / (x * x)
    return value if value.__class__ is Tail else x._like(value)


def sorted_by(sign, a, b):
    return (a, b) if sign > 0 else (b, a)
