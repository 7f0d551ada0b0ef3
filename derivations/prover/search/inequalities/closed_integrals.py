"""Rational bounds of ∫_a^b c e^u between numbers a < b, u being a polynomial that is nowhere positive there: Φ(1), erf(1/2).

Between the ends P(u) <= e^u <= Q(u), where P and Q are the polynomials 1 + u + ... + u^m/m! of an odd and an even degree: the
integrals of those are rational numbers.
"""

from fractions import Fraction
from math import factorial

from ...clock import now
from ...kernel import rules
from ...kernel.polynomial import UNIT, Refused
from ...kernel.rules import Theorem
from ...kernel.signs import NEG, NIL, Facts
from ...kernel.terms import ZERO, Term, bind, mul, num, opened, sub, substitute
from ...proof.rewriting import settled
from ..polynomial_context import Ground
from .exponentials import polynomial_above, polynomial_below

HIGHEST = 40  # degree in u
SECONDS = 2.0  # for the integral of a polynomial


def ranges_over_numbers(integral: Term) -> bool:
    """Is it ∫_a^b for two numbers?"""
    return integral.op == "integral" and all(end.op == "num" for end in integral.args[:2])


def in_order(integral: Term) -> Theorem | None:
    """∫_a^b f = −∫_b^a f, where b < a; else None."""
    a, b, f = integral.args
    if a.args[0] <= b.args[0]:
        return None
    turned = Term("integral", (b, a, f), integral.hint)
    return rules.integral_reversed(rules.equality(turned, turned))


def factor_apart(integral: Term) -> Theorem | None:
    """∫ c e^u = c ∫ e^u; None where there is no such factor. Raises Refused where it is no such integral."""
    x, body = opened(integral)
    parts = body.args if body.op == "mul" else (body,)
    exponentials = [part for part in parts if part.op == "exp" and x in part.free]
    constants = [part for part in parts if part not in exponentials]
    if len(exponentials) != 1 or any(x in part.free for part in constants):
        raise Refused("not a multiple of one exponential")
    inner = bind("integral", *integral.args[:2], variable=x, body=exponentials[0])
    return settled(rules.integral_scales(integral, inner, mul(*constants))) if constants else None


def between(integral: Term, bits: int) -> tuple[Theorem, Theorem]:
    """q <= ∫ e^u and ∫ e^u <= r, with r − q less than 2^−bits or so. Raises Refused where u may be positive."""
    a, b = (Fraction(end.args[0]) for end in integral.args[:2])
    x, exponential = opened(integral)
    (u,) = exponential.args
    given = tuple(rules.local_hypotheses("integral", integral.args[:-1], x))
    facts = Facts.of(given)
    if facts.mask(u) & ~(NIL | NEG) or not a < b:
        raise Refused("an exponent that may be positive")
    most = max(abs(_value(u, x, a)), abs(_value(u, x, b)))
    m = next((m for m in range(1, HIGHEST, 2) if (b - a) * most ** (m + 1) / factorial(m + 1) < Fraction(1, 1 << bits)), None)
    if m is None:
        raise Refused("a polynomial of too high a degree")
    lower, v = polynomial_below(m)
    upper, w, premise = polynomial_above(m + 1)
    below = rules.weaken(rules.substitution(lower, {v: u}), *given)
    sign = rules.linear(substitute(premise, {w: u}), [], sub(ZERO, u), (), given)
    above = rules.cut(rules.weaken(rules.substitution(upper, {w: u}), *given), sign)
    ends = [_integrated(side, integral, x) for side in (below.conclusion.args[0], above.conclusion.args[1])]
    both = rules.integral_between(integral, *ends, below, above, x)
    low, high = (rules.part(both, place) for place in (0, 1))
    return rules.transitive(rules.symmetric(ends[0]), low), rules.transitive(high, ends[1])


def _value(u, x, at):
    poly = Ground(()).poly(substitute(u, {x: num(at)}))
    if poly.keys() - {UNIT}:
        raise Refused("not a polynomial with rational coefficients")
    return Fraction(poly.get(UNIT, 0))


def _integrated(body, integral, x):
    """∫ of a polynomial = its value."""
    from ..integrals.value import integral_theorem

    theorem = integral_theorem(bind("integral", *integral.args[:2], variable=x, body=body), (), deadline=now() + SECONDS)
    if theorem is None or theorem.conclusion.op == "diverges":
        raise Refused("the integral of a polynomial was not found")
    return settled(theorem)
