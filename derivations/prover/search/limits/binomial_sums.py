"""Moments of a binomial law: Σ_{k=0}^m P(k) C(m, k) a^k b^(m − k) for a polynomial P, in closed form.

The binomial theorem is shown by induction, for P = 1 of all real a and b; a ∂/∂a brings a factor k under the sum, so that the
sum of k^d, which is

    Σ_r S(d, r) m (m − 1) ... (m − r + 1) a^r (a + b)^(m − r)        (S(d, r): Stirling's numbers of the second kind),

follows from that of k^(d − 1). What depends on m in P, as the mean does in (k − m p)², is a coefficient.
"""

from functools import cache
from math import comb, factorial

from ...clock import now
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, fresh, mul, neg, num, opened, power, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof.rewriting import settled
from ..asking import ALL
from ..polynomial_context import Ground, plain_mono, plain_poly

HIGHEST = 6  # power of k
SECONDS = 1.0  # for the binomial theorem, which is shown once
GAMMA = (*ALL, "gamma")


def binomial_sum(t, given=(), deadline=None):
    """given |- t = closed form, t being such a sum. Raises Refused where it is none."""
    first, m, _ = t.args
    if first != ZERO or not any(u.op == "gamma" for u in subterms(t)):
        raise Refused("no sum from 0 with factorials in it")
    k, body = opened(t)
    parts = _Parts(k, m, body, Ground(given))
    found = {d: _moment(d, m, parts.a, parts.b) for d in parts.coefficients}
    value = add(*(mul(c, found[d].conclusion.args[1]) for d, c in parts.coefficients.items()))
    premises = [(c, found[d]) for d, c in parts.coefficients.items()]
    return rules.linear(Term("eq", (t, value)), premises, ZERO, GAMMA, given)


class _Parts:
    """A summand as Σ_d c_d k^d times C(m, k) a^k b^(m − k), where a and b may be any numbers if P is constant."""

    def __init__(self, k, m, body, ground):
        self.k, self.m, self.ground = k, m, ground
        self.a, self.b, self.polynomial, self.weights = [], [], [], []
        for base, exponent in _flat(body, 1):
            self._take(base, exponent)
        if sorted(self.weights) not in (["k", "m - k"], ["k", "m", "m - k"]):
            raise Refused("no binomial coefficient")
        if "m" not in self.weights:  # 1/(k! (m − k)!)
            self.polynomial.append(power(fn("gamma", add(m, ONE)), MINUS))
        self.a, self.b = _product(self.a), _product(self.b)
        self.coefficients = self._by_power(_product(self.polynomial))

    def _take(self, base, exponent):
        k, m = self.k, self.m
        if base.op == "gamma" and exponent == 1 and self._is(base.args[0], add(m, ONE)):
            self.weights.append("m")
        elif base.op == "gamma" and exponent == -1 and k in base.free:
            self.weights += [name for name, u in (("k", k), ("m - k", sub(m, k))) if self._is(base.args[0], add(u, ONE))]
        elif base.op == "pow" and k in base.args[1].free and exponent == 1 and k not in base.args[0].free:
            if self._is(base.args[1], k):
                self.a.append(base.args[0])
            elif self._is(base.args[1], sub(m, k)):
                self.b.append(base.args[0])
            else:
                raise Refused("a power of another number")
        elif base.op == "exp" and k in base.free:
            at_zero, slope = substitute(base.args[0], {k: ZERO}), sub(*(substitute(base.args[0], {k: u}) for u in (ONE, ZERO)))
            if not self._is(base.args[0], add(at_zero, mul(k, slope))):
                raise Refused("an exponential of another form")
            self.a.append(fn("exp", plain_poly(self.ground.poly(mul(num(exponent), slope)))))
            self.polynomial.append(fn("exp", mul(num(exponent), at_zero)))
        else:
            self.polynomial.append(power(base, MINUS) if exponent == -1 else base)

    def _is(self, u, v):
        return not self.ground.poly(sub(u, v))

    def _by_power(self, polynomial):
        """{d: c_d}"""
        found = {}
        for mono, c in self.ground.poly(polynomial).items():
            degree = next((e for a, e in mono if a == self.k), 0)
            rest = frozenset((a, e) for a, e in mono if a != self.k)
            if degree != int(degree) or not 0 <= degree <= HIGHEST or any(self.k in a.free for a, _ in rest):
                raise Refused("not a polynomial in the index")
            found.setdefault(int(degree), []).append(mul(num(c), plain_mono(rest)) if rest else num(c))
        return {d: add(*cs) for d, cs in found.items()}


def _product(parts):
    return mul(*parts) if parts else ONE


def _flat(t, exponent):
    """The factors of a product with their exponents, which are 1 or −1."""
    if t.op == "mul":
        for part in t.args:
            yield from _flat(part, exponent)
    elif t.op == "pow" and t.args[1] == MINUS:
        yield from _flat(t.args[0], -exponent)
    else:
        yield t, exponent


def _moment(d, m, a, b):
    """Σ_k k^d C(m, k) a^k b^(m − k) in closed form, for these values."""
    try:
        return _at(_lemma(d), m, a, b)
    except Refused:
        if d:
            raise
        return _at(_for_all_numbers(), m, a, b)


def _at(general, m, a, b):
    (n, x, y), theorem = general
    values = {n: m, x: a, y: b}
    return rules.substitution(theorem, {v: u for v, u in values.items() if u != v})


@cache
def _lemma(d):
    """The same for all positive numbers a and b."""
    if d == 0:
        return _binomial_theorem()
    (n, x, b), known = _lemma(d - 1)
    a = fresh("a", "positive")
    slopes = settled(rules.under("deriv", (sort("positive"), a), x, known))
    total, value = _statement(d, n, a, b)
    return (n, a, b), rules.linear(Term("eq", (total, value)), [(a, slopes)], ZERO, GAMMA)


def _binomial_theorem():
    n, a, b = fresh("m", "dimension"), fresh("a", "positive"), fresh("b", "positive")
    return (n, a, b), _by_induction(n, a, b)


def _by_induction(n, a, b):
    """The binomial theorem for a b that is not 0, so that terms in a row have a quotient."""
    from ..induction import induction_theorem  # here: it asks for sums in closed form itself

    return induction_theorem(Term("eq", _statement(0, n, a, b)), (), now() + SECONDS)


@cache
def _for_all_numbers():
    """The binomial theorem for all real numbers a and b: the cases b < 0 and 0 < b, and b = 0 with the latter, as for 0 <= b."""
    n, a, b, u = fresh("m", "dimension"), fresh("a", "real"), fresh("b", "real"), fresh("u", "positive")
    goal, weakly = Term("eq", _statement(0, n, a, b)), Term("le", (ZERO, b))
    less, same, more = Term("lt", (b, ZERO)), Term("eq", (b, ZERO)), Term("lt", (ZERO, b))
    below = rules.substitution(rules.weaken(_by_induction(n, a, neg(u)), less), {u: neg(b)})
    c, general = _without_a_gap(n, a, u)
    above = rules.linear(goal, [(ONE, rules.substitution(rules.weaken(general, weakly), {c: b}))], ZERO, ALL, (weakly,))
    at_zero, beyond = (
        rules.cut(above, rules.linear(weakly, [(sign, rules.assume(case))], ZERO, ALL, (case,)))
        for sign, case in ((MINUS, same), (ONE, more))
    )
    return (n, a, b), rules.trichotomy(b, ZERO, rules.linear(goal, [(ONE, below)], ZERO, ALL, (less,)), at_zero, beyond)


def _without_a_gap(n, a, u):
    """(c, the theorem for 0 <= c), from that for c + u with u > 0, as u falls to 0: both sides are continuous."""
    c, v, approach = fresh("c", "nonnegative"), fresh("v", "real"), (sort("positive"), ZERO, "+")
    positive = rules.substitution(_by_induction(n, a, u), {u: add(c, u)})
    falling = rules.limit_of_variable(*approach)
    left, right = (rules.limit_through(side, v, falling, *approach) for side in _statement(0, n, a, add(c, v)))
    limits = rules.transitive(rules.transitive(rules.symmetric(left), rules.under("limit", approach, u, positive)), right)
    return c, rules.linear(Term("eq", _statement(0, n, a, c)), [(ONE, limits)], ZERO, ALL)


def _statement(d, m, a, b):
    """Σ_k k^d C(m, k) a^k b^(m − k), and its value."""
    k = fresh("k", "index", ZERO, m)
    many = mul(fn("gamma", add(m, ONE)), power(mul(fn("gamma", add(k, ONE)), fn("gamma", add(sub(m, k), ONE))), MINUS))
    body = mul(*([power(k, num(d))] if d else []), many, power(a, k), power(b, sub(m, k)))
    parts = (mul(num(c), _falling(r, m, a, add(a, b))) for r in range(d + 1) if (c := _stirling(d, r)))
    return bind("sum", ZERO, m, variable=k, body=body), add(*parts)


def _falling(r, m, a, total):
    """m (m − 1) ... (m − r + 1) a^r (a + b)^(m − r)"""
    falling = [sub(m, num(j)) if j else m for j in range(r)]
    return mul(*falling, *([power(a, num(r))] if r else []), power(total, sub(m, num(r)) if r else m))


def _stirling(d, r):
    """In how many ways d things fall into r classes."""
    return sum((-1) ** (r - j) * comb(r, j) * j**d for j in range(r + 1)) // factorial(r)
