"""Binomial sums: Σ_{k=0}^n C(n, k) P(k) x^k y^(n−k), for a polynomial P, by its values at falling powers of k.

    Σ_k C(n, k) k (k − 1) … (k − m + 1) x^k y^(n−k) = n (n − 1) … (n − m + 1) x^m (x + y)^(n−m)

Nobody trusts it: x and y may have any sign, and the kernel is asked whether the equation holds.
"""

from dataclasses import dataclass

from ..kernel.polynomial import Refused
from ..kernel.terms import MINUS, ONE, ZERO, Term, add, difference, fn, mul, num, opened, power, sub, substitute
from ..search.closed_forms import tidy

STIRLING = ((1,), (0, 1), (0, 1, 1), (0, 1, 3, 1), (0, 1, 7, 6, 1))  # k^j as a combination of falling powers of k


def binomial_value(term: Term) -> Term:
    """What a binomial sum is in closed form. Raises Refused for another term."""
    found = _parts(term)
    return tidy(add(*(mul(c, found.moment(j)) for j, c in enumerate(found.coefficients) if c != ZERO)))


@dataclass(frozen=True)
class _Parts:
    """A sum as Σ_j c_j Σ_k k^j C(n, k) x^k y^(n−k)."""

    n: Term
    x: Term
    y: Term
    coefficients: list

    def moment(self, j):
        """Its closed form."""
        return tidy(add(*(mul(num(s), self._falling(m)) for m, s in enumerate(STIRLING[j]) if s)))

    def _falling(self, m):
        """Σ_k k (k − 1) … (k − m + 1) C(n, k) x^k y^(n−k)."""
        whole, below = tidy(add(self.x, self.y)), (tidy(add(self.n, num(-i))) for i in range(m))
        if whole == ZERO and m:
            raise Refused("a power of 0")
        rest = ZERO if whole == ZERO else power(whole, add(self.n, num(-m)))
        return tidy(mul(*below, power(self.x, num(m)), rest))


def _factorial(n):
    return fn("gamma", add(n, ONE))


def _parts(term):
    """The parts of a binomial sum. Raises Refused for another term."""
    if term.op != "sum" or term.args[0] != ZERO or term.args[1].op != "var":
        raise Refused("no sum from 0 to a variable")
    n = term.args[1]
    k, body = opened(term)
    factorials, constant, x, y, polynomial = [], [], [], [], [ONE]
    for base, e in _powers(body, ONE):
        if k not in base.free and k not in e.free:
            constant.append(power(base, e))
        elif base.op == "gamma" and e == MINUS:
            factorials.append(base.args[0])
        elif base.op == "exp" and e.op == "num":
            start, slope = _linear(mul(e, base.args[0]), k)
            constant.append(fn("exp", start))
            x.append(fn("exp", slope))
        elif k not in base.free:
            start, slope = _linear(e, k)
            if (start, slope) == (n, MINUS):
                y.append(base)
            else:
                constant.append(power(base, start))
                x.append(power(base, slope))
        elif e.op == "num" and e.args[0] in range(1, len(STIRLING)):
            for _ in range(e.args[0]):
                polynomial = _times(polynomial, _polynomial(base, k))
        else:
            raise Refused("a factor that is no power")
    if not (
        _are_equal(factorials, [add(k, ONE), add(sub(n, k), ONE)]) or _are_equal(factorials, [add(sub(n, k), ONE), add(k, ONE)])
    ):
        raise Refused("no binomial coefficient")
    constant = mul(*constant, power(_factorial(n), MINUS))
    return _Parts(n, tidy(mul(*x)), tidy(mul(*y)), [tidy(mul(constant, c)) for c in polynomial])


def _powers(t, e):
    """The factors of t^e as pairs of a base and an exponent."""
    match t:
        case Term("mul", parts):
            for part in parts:
                yield from _powers(part, e)
        case Term("pow" | "root" | "rpow", (base, exponent)) if base.op == "mul" and exponent.op == "num" or e == ONE:
            yield from _powers(base, tidy(mul(exponent, e)))
        case _:
            yield t, e


def _linear(t, k):
    """(a, b) of a + b k."""
    start = tidy(substitute(t, {k: ZERO}))
    return start, tidy(sub(substitute(t, {k: ONE}), start))


def _are_equal(found, expected):
    return len(found) == len(expected) and all(difference(a, b) == ({}, 0) for a, b in zip(found, expected))


def _polynomial(t, k):
    """The coefficients of a polynomial in k. Raises Refused for another term."""
    if k not in t.free:
        return [t]
    match t:
        case Term("var", _):
            return [ZERO, ONE]
        case Term("add", parts):
            found = [_polynomial(part, k) for part in parts]
            return [add(*(c[j] for c in found if j < len(c))) for j in range(max(map(len, found)))]
        case Term("mul", parts):
            found = [ONE]
            for part in parts:
                found = _times(found, _polynomial(part, k))
            return found
    raise Refused("no polynomial")


def _times(a, b):
    if len(a) + len(b) - 1 > len(STIRLING):
        raise Refused("a polynomial of high degree")
    pairs = [(i + j, mul(c, d)) for i, c in enumerate(a) for j, d in enumerate(b)]
    return [tidy(add(ZERO, *(c for place, c in pairs if place == j))) for j in range(len(a) + len(b) - 1)]
