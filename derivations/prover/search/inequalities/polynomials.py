"""Polynomials in one variable that touch 0: f(x) = (x − c)² q(x), and what is a polynomial in e^x.

Where f has a flat root c that is recognised, q is found by dividing twice, and 0 <= q(x) is shown as far as signs go.
"""

from math import comb

from ..asking import ALL
from ..critical_points import critical_points
from ..facts.shares import plain_share_at
from ..polynomial_context import Ground, plain_mono, plain_poly
from .certificate import PLAIN, certificate, conjugate, without_denominators
from .reductions import replaced
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.terms import MINUS, ONE, ZERO, Term, add, fn, fresh, mul, num, power, shape, sub, subterms
from ...proof import derived

LINES = ("real", "positive", "nonnegative", "(0, 1)")
DEGREES = 8  # of polynomials that are divided


def in_one_number(goal, given):
    """Is it about one number of which nothing is supposed?"""
    return len(goal.free) == 1 and not given and all(v.args[1] in LINES and len(v.args) == 2 for v in goal.free)


def of_exponentials(goal, given, prove):
    """0 <= f(e^x) from 0 <= f(y) for all positive y."""
    (x,) = goal.free
    gap = plain_poly(Ground(given).poly(sub(*goal.args[::-1])))
    y = fresh("y", "positive")
    inner = Term(goal.op, (ZERO, replaced(gap, {fn("exp", x): y})))
    theorem = None if inner.free != {y} or x.args[1] != "real" else prove(inner)
    return theorem and rules.linear(goal, [(ONE, rules.substitution(theorem, {y: fn("exp", x)}))], ZERO, ALL, given)


def of_one_probability(goal, given, prove):
    """What holds of all numbers between 0 and 1, and of 1, for one entry of a vector of probabilities that stands alone."""
    entries = [t for t in dict.fromkeys(subterms(goal)) if t.op == "at" and not t.loose and not shape(t)]
    totals = [h for h in given if h.op == "eq" and h.args[1] == ONE and h.args[0].op == "sum"]
    if len(entries) != 1 or not any(entries[0].args[0] in h.free for h in totals):
        return None
    (entry,), s = entries, fresh("s", "(0, 1)")
    between = replaced(goal, {entry: s})
    if between.free != {s} or entry.args[1].op != "var":
        return None
    share = plain_share_at(entry, entry.args[1], Ground(given))
    below = rules.linear(Term("le", (entry, ONE)), [(ONE, share)], ZERO, ALL, given)
    inside = prove(between, ())
    end = inside and prove(replaced(goal, {entry: ONE}), ())
    if not end:
        return None
    less, equal = Term("lt", (entry, ONE)), Term("eq", (entry, ONE))
    inside = rules.substitution(rules.weaken(inside, *given, less), {s: entry})
    equal = rules.linear(goal, [(ONE, end)], ZERO, ALL, (*given, equal))
    return derived.cases(below, equal, inside)


def with_flat_root(goal, given, deadline):
    """A theorem for 0 <= f(x) with a polynomial f that has a flat root. Raises Refused where it has none that is recognised."""
    (x,) = goal.free
    ground = Ground(given)
    poly, below = without_denominators(ground.poly(sub(*goal.args[::-1])), ground)
    coefficients = _coefficients(poly, x)
    for c in critical_points(plain_poly(poly), x) if goal.op == "le" and coefficients else ():
        once = _divided(coefficients, c, ground)
        twice = once and _divided(once, c, ground)
        if twice:
            theorem = _not_negative(twice, x, ground, deadline)
            factor = mul(power(sub(x, c), num(2)), power(below, MINUS))
            return rules.linear(goal, [(factor, theorem)], ZERO, ALL, given)
    raise Refused("no flat root")


def _not_negative(coefficients, x, ground, deadline):
    """0 <= q(x), from the coefficients of q: by signs, over (0, 1) those of x^k (1 − x)^(n − k) too."""
    goal = Term("le", (ZERO, add(*(mul(a, power(x, num(k))) for k, a in enumerate(coefficients)))))
    if x.args[1] != "(0, 1)":
        return certificate(goal, ground.given, deadline, PLAIN)
    n = len(coefficients) - 1
    shares = [add(*(mul(num(comb(n - j, k - j)), a) for j, a in enumerate(coefficients[: k + 1]))) for k in range(n + 1)]
    signs = [certificate(_sides(ground.poly(b)), ground.given, deadline, (*PLAIN, conjugate)) for b in shares]
    weights = [mul(power(x, num(k)), power(sub(ONE, x), num(n - k))) for k in range(n + 1)]
    return rules.linear(goal, list(zip(weights, signs)), ZERO, ALL, ground.given)


def _sides(poly):
    """0 <= f with what is negative in f on the left."""
    parts = ({m: -c for m, c in poly.items() if c < 0}, {m: c for m, c in poly.items() if c > 0})
    return Term("le", tuple(map(plain_poly, parts)))


def _coefficients(poly, x):
    """Of 1, x, x², ... in a polynomial, as terms without x; None for what is no polynomial in x."""
    by_degree = {}
    for mono, c in poly.items():
        degree = dict(mono).get(x, 0)
        rest = frozenset((a, e) for a, e in mono if a != x)
        if degree != int(degree) or not 0 <= degree <= DEGREES or any(x in a.free for a, _ in rest):
            return None
        by_degree.setdefault(int(degree), []).append(mul(num(c), plain_mono(rest)))
    return [add(*by_degree.get(k, ())) for k in range(max(by_degree) + 1)] if len(by_degree) > 1 else None


def _divided(coefficients, c, ground):
    """The coefficients of f(x)/(x − c), from those of f; None where c is no root."""
    quotient, carry = [], ZERO
    for a in coefficients[::-1]:
        carry = plain_poly(ground.poly(add(a, mul(c, carry))))
        quotient.append(carry)
    remainder = quotient.pop()
    return quotient[::-1] if remainder == ZERO else None


BY_ONE_PROBABILITY = (of_one_probability,)
BY_EXPONENTIALS = (of_exponentials,)
