"""Inequalities between numbers in which no variable stands, by rational enclosures: log 2 < 7/10, for 2 <= e^(7/10) − 1/100.

e^−x lies between two sums of its series, which alternate (`series`, each proved once for all x > 0); logarithms and roots come
from exponentials, as these rise. Every enclosure is a pair of theorems, and its ends are rounded so that fractions stay short.
"""

from fractions import Fraction
from functools import lru_cache
from math import exp, factorial, floor, log
from typing import NamedTuple

from ..asking import ALL
from ...clock import now
from ..polynomial_context import Ground, plain
from .certificate import without_denominators
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.rules import Theorem
from ...kernel.signs import POS, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, fresh, mul, neg, num, power, shape, sort, sub, substitute,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import without

PRECISIONS = (4, 9, 18)  # decimals of an enclosure
LARGEST = 8  # exponents beyond are left alone
ROOTS = 5  # decimals of a root, at most


def is_closed(goal, _given=()):
    """Is it about numbers without variables?"""
    return not goal.free and not shape(goal.args[0])


def by_enclosures(goal, given, deadline):
    """0 <= b − a by an enclosure of each term. Raises Refused where none is narrow enough."""
    ground = Ground(given)
    cleared, below = without_denominators(ground.poly(sub(*goal.args[::-1])), ground)
    if below != ONE and ground.facts.mask(meaning(below)) != POS:
        raise Refused("the denominator has no manifest sign")
    for decimals in PRECISIONS:
        if now() > deadline:
            break
        parts, rest, known = _of_terms(cleared, decimals, 1)
        if rest > 0:
            inverse = power(below, MINUS)
            premises = [(mul(weight, inverse), theorem) for weight, theorem in parts]
            theorem = rules.linear(goal, premises, mul(num(rest), inverse), ALL, (*given, *(t.conclusion for t in known)))
            return without(theorem, known)
    raise Refused("the two sides are too close to each other")


class Enclosure(NamedTuple):
    """low <= t and t <= high, as fractions and as theorems."""

    low: Fraction
    high: Fraction
    below: Theorem
    above: Theorem


def _of_terms(poly, decimals, side):
    """Σ c m from below (side 1) or from above (−1): weights and theorems, what their ends add up to, and what they suppose."""
    parts, total, known = [], Fraction(0), []
    for mono, c in poly.items():
        if not mono:
            total += c
            continue
        found, positive = _monomial(mono, decimals)
        lower = (c > 0) == (side > 0)
        total += Fraction(c) * (found.low if lower else found.high)
        parts.append((num(abs(Fraction(c))), found.below if lower else found.above))
        known += positive
    return parts, total, known


def _enclosed(term, decimals):
    """The enclosure of a closed term."""
    poly = Ground(()).poly(term)
    ends = []
    for side in (1, -1):
        parts, total, known = _of_terms(poly, decimals, side)
        end = _rounded(total, decimals, side)
        goal = Term("le", (num(end), term) if side > 0 else (term, num(end)))
        theorem = rules.linear(goal, parts, num(abs(total - end)), ALL, tuple(t.conclusion for t in known))
        ends.append((end, without(theorem, known)))
    (low, below), (high, above) = ends
    return Enclosure(low, high, below, above)


def _monomial(mono, decimals):
    """The enclosure of a product of powers of positive numbers, of which one may have any sign; and that they are positive."""
    factors = [factor for atom, e in mono for factor in _factors(atom, Fraction(e), decimals)]
    factors.sort(key=lambda found: found[1].low > 0)
    (term, found), *others = factors
    known = [lemma for t, e in dict(factors).items() if e.low > 0 and (lemma := _positive(t, e)) is not None]
    given = tuple(t.conclusion for t in known)
    for factor, other in others:
        if other.low <= 0:
            raise Refused("two numbers that are not positive")
        product = mul(term, factor)
        low, below = _product_end(product, factor, found.low, found.below, other, 1, decimals, given)
        high, above = _product_end(product, factor, found.high, found.above, other, -1, decimals, given)
        term, found = product, Enclosure(low, high, below, above)
    return found, known


def _product_end(product, factor, end, bound, other, side, decimals, given):
    """l m <= x y from l <= x and m <= y, where y is positive: m is the lower end of y if l is not negative, else the upper one."""
    near = (end >= 0) == (side > 0)
    exact = end * (other.low if near else other.high)
    rounded = _rounded(exact, decimals, side)
    premises = [(factor, bound), (num(abs(end)), other.below if near else other.above)]
    goal = Term("le", (num(rounded), product) if side > 0 else (product, num(rounded)))
    return rounded, rules.linear(goal, premises, num(abs(exact - rounded)), ALL, given)


def _positive(term, found):
    """0 < t, where that is not manifest."""
    if Ground(()).facts.mask(meaning(term)) == POS:
        return None
    return rules.linear(Term("lt", (ZERO, term)), [(ONE, found.below)], num(found.low), ALL)


def _factors(atom, e, decimals):
    """Pairs (t, its enclosure) that make up a^e."""
    base = plain(atom)
    if base.op == "exp":  # e^(e u) rather than a power
        term = fn("exp", mul(num(e), base.args[0]))
        return [(term, _exponential(term, decimals))]
    if base.op == "log":
        found = _logarithm(base, decimals)
    elif base.op == "num":
        value, same = Fraction(base.args[0]), rules.linear(Term("le", (base, base)), [])
        found = Enclosure(value, value, same, same)
    elif atom.op == "poly":
        found = _enclosed(base, decimals)
    else:
        raise Refused(f"no enclosure of {base.op} is known")
    if e < 0 or e.denominator > 1:
        if found.low <= 0:
            raise Refused("a power of a number that is not positive")
        if e.denominator > 1:
            return [(power(base, num(e)), _root(base, found, e, decimals))]
        base, found = power(base, MINUS), _inverse(base, found, decimals)
    return [(base, found)] * int(abs(e))


def _inverse(base, found, decimals):
    """1/h <= 1/a and 1/a <= 1/l, from l <= a and a <= h."""
    term, known = power(base, MINUS), _positive(base, found)
    given, ends = () if known is None else (known.conclusion,), []
    for side, end, bound in ((1, found.high, found.above), (-1, found.low, found.below)):
        near = _rounded(1 / end, decimals, side)
        goal = Term("le", (num(near), term) if side > 0 else (term, num(near)))
        theorem = rules.linear(goal, [(mul(num(1 / end), term), bound)], num(abs(1 / end - near)), ALL, given)
        ends.append((near, theorem if known is None else rules.cut(theorem, known)))
    (low, below), (high, above) = ends
    return Enclosure(low, high, below, above)


def _root(base, found, e, decimals):
    """a^(p/q) from l^q <= a^p, by logarithms: few decimals, as their fractions are taken apart into primes."""
    term, known = power(base, num(e)), _positive(base, found)
    given, ends = () if known is None else (known.conclusion,), []
    for side in (1, -1):
        bound, value = (found.below, found.low) if (e > 0) == (side > 0) else (found.above, found.high)
        end = _rounded(Fraction(float(value) ** float(e)), min(decimals, ROOTS), side)
        gap = value**e.numerator / end**e.denominator if end > 0 else Fraction(0)
        if end <= 0 or (gap < 1 if side > 0 else gap > 1):
            raise Refused("the root is not found")
        sides = (fn("log", num(end)), mul(num(e), fn("log", base)))
        goal = Term("le", sides if side > 0 else sides[::-1])
        room = mul(num(Fraction(1, e.denominator)), fn("log", num(gap if side > 0 else 1 / gap)))
        rise = rules.linear(goal, [(num(abs(e)), derived.monotone(rules.weaken(bound, *given), "log"))], room, ALL, given)
        whole = Term("le", (num(end), term) if side > 0 else (term, num(end)))
        theorem = rules.linear(whole, [(ONE, derived.monotone(rise, "exp"))], ZERO, ALL, given)
        ends.append((end, theorem if known is None else rules.cut(theorem, known)))
    (low, below), (high, above) = ends
    return Enclosure(low, high, below, above)


def _exponential(term, decimals):
    """e^u, from the enclosure of u."""
    (u,) = term.args
    poly = Ground(()).poly(u)
    if not poly.keys() - {frozenset()}:
        return _of_rational(Fraction(poly.get(frozenset(), 0)), term, decimals)
    inner = _enclosed(u, decimals + 1)
    low = _of_rational(inner.low, fn("exp", num(inner.low)), decimals)
    high = _of_rational(inner.high, fn("exp", num(inner.high)), decimals)
    below = rules.transitive(low.below, derived.monotone(inner.below, "exp"))
    return Enclosure(low.low, high.high, below, rules.transitive(derived.monotone(inner.above, "exp"), high.above))


def _of_rational(q, term, decimals):
    """e^q, by the series of e^−|q|."""
    if q == 0:
        same = rules.linear(Term("le", (ONE, ONE)), [])
        return Enclosure(Fraction(1), Fraction(1), same, same)
    if abs(q) > LARGEST:
        raise Refused("the exponent is too large")
    small, size = fn("exp", num(-abs(q))), num(abs(q))
    digits = decimals + (2 * len(str(floor(exp(abs(q))))) if q > 0 else 2)
    terms, ends = _terms(abs(q), digits), []
    for m, side in ((terms | 1, 1), (terms + terms % 2, -1)):
        x, theorem = series(m)
        exact = _partial(abs(q), m)
        end = _rounded(exact, digits, side)
        if end <= 0:
            raise Refused("the series is cut off too early")
        theorem = rules.cut(rules.substitution(theorem, {x: size}), rules.linear(Term("lt", (ZERO, size)), [], size))
        goal = Term("le", (num(end), small) if side > 0 else (small, num(end)))
        ends.append((end, rules.linear(goal, [(ONE, theorem)], num(abs(exact - end)), ALL)))
    if q < 0:
        (low, below), (high, above) = ends
        return Enclosure(low, high, below, above)
    turned = []
    for (end, theorem), side in zip(ends[::-1], (1, -1)):  # e^q = 1/e^−q
        rounded = _rounded(1 / end, decimals, side)
        goal = Term("le", (num(rounded), term) if side > 0 else (term, num(rounded)))
        turned.append((rounded, rules.linear(goal, [(mul(term, num(1 / end)), theorem)], num(abs(1 / end - rounded)), ALL)))
    (low, below), (high, above) = turned
    return Enclosure(low, high, below, above)


def _logarithm(term, decimals):
    """log u: l <= log u from e^l <= u."""
    (u,) = term.args
    inner = _enclosed(u, decimals + 2)
    if inner.low <= 0:
        raise Refused("the logarithm of a number that is not known to be positive")
    ends = []
    for side, value, bound in ((1, inner.low, inner.below), (-1, inner.high, inner.above)):
        near = Fraction(log(value)) - side * Fraction(2, 10 ** min(decimals, 14))
        end = _rounded(near, decimals, side)
        lifted = _of_rational(end, fn("exp", num(end)), decimals + 3)
        reached = lifted.high if side > 0 else lifted.low
        if (reached > value) if side > 0 else (reached < value):
            raise Refused("the logarithm is not found")
        known = lifted.above if side > 0 else lifted.below
        sides = (fn("exp", num(end)), u)
        goal = Term("le", sides if side > 0 else sides[::-1])
        theorem = rules.linear(goal, [(ONE, known), (ONE, bound)], num(abs(reached - value)), ALL)
        whole = Term("le", (num(end), term) if side > 0 else (term, num(end)))
        ends.append((end, rules.linear(whole, [(ONE, derived.monotone(theorem, "log"))], ZERO, ALL)))
    (low, below), (high, above) = ends
    return Enclosure(low, high, below, above)


def _rounded(q, decimals, side):
    """A decimal fraction beside q: below it (side 1) or above (−1)."""
    scale = 10**decimals
    return Fraction(side * floor(side * q * scale), scale)


def _terms(q, decimals):
    """How many terms of the series make it exact to so many decimals."""
    m = 1
    while q ** (m + 1) * 10**decimals > factorial(m + 1):
        m += 1
    return m


def _partial(q, m):
    return sum((-q) ** j / Fraction(factorial(j)) for j in range(m + 1))


@lru_cache(maxsize=256)
def series(m):
    """(x, Σ_{j<=m} (−x)^j/j! <= e^−x) for x > 0 where m is odd; the other way round where it is even.

    The difference vanishes at 0, and its derivative is that of the sum before it.
    """
    x = fresh("x", "real")
    small, after = fn("exp", neg(x)), Term("lt", (ZERO, x))
    total = add(*(mul(num(Fraction((-1) ** j, factorial(j))), power(x, num(j))) if j else ONE for j in range(m + 1)))
    goal = Term("le", (total, small) if m % 2 else (small, total))
    gap = sub(*goal.args[::-1])
    y, z = fresh("y", "real"), fresh("z", "real")
    slope = bind("deriv", sort("real"), y, variable=z, body=substitute(gap, {x: z}))
    beside = Term("lt", (ZERO, y))
    if m:
        v, before = series(m - 1)
        each = rules.linear(Term("le", (ZERO, slope)), [(ONE, rules.substitution(before, {v: y}))], ZERO, ALL, (beside,))
    else:
        each = rules.linear(Term("le", (ZERO, slope)), [], fn("exp", neg(y)), ALL, (beside,))
    order = rules.linear(Term("le", (ZERO, x)), [(ONE, rules.assume(after))])
    return x, rules.linear(goal, [(ONE, rules.rising(each, y, ZERO, x, order))], ZERO, ALL, (after,))
