"""The axioms: facts of analysis that are taken by name."""

from collections.abc import Iterable

from ..signs import Facts
from ..terms import INFINITY, MINUS, ONE, ZERO, Term, add, bind, fn, fresh, mul, neg, num, power, sort, sub
from ..theorem import Formula, Theorem, rule, _theorem
from .equations import GAMMA, TURN
from .logic import _in_domain

BETA = "the Beta integral"
GAMMA_INTEGRAL = "the integral of Γ"
EXPONENTIAL_SERIES = "the series of exp"
BASEL = "ψ′(1) = π²/6"
AXIOMS = (GAMMA, BETA, GAMMA_INTEGRAL, EXPONENTIAL_SERIES, BASEL, TURN)


@rule
def beta_integral(a: Term, b: Term, s: Term, given: Iterable[Formula] = ()) -> Theorem:
    """∫_0^s t^(a−1) (s−t)^(b−1) dt = s^(a+b−1) Γ(a) Γ(b) / Γ(a+b): the axiom "the Beta integral".

    Side conditions: a, b and s have values and 0 < a, 0 < b, 0 < s at sight, under Γ.
    """
    facts = Facts.of(given)
    for value in (a, b, s):
        _in_domain(value, ("positive",), facts)
    t = fresh("t", "real")
    body = mul(power(t, sub(a, ONE)), power(sub(s, t), sub(b, ONE)))
    value = mul(power(s, sub(add(a, b), ONE)), fn("gamma", a), fn("gamma", b), power(fn("gamma", add(a, b)), MINUS))
    integral = bind("integral", ZERO, s, variable=t, body=body)
    return _theorem(given, Term("eq", (integral, value)), "axiom", axioms=[BETA])


@rule
def gamma_integral(a: Term, given: Iterable[Formula] = ()) -> Theorem:
    """∫_0^∞ t^(a−1) e^(−t) dt = Γ(a): the axiom "the integral of Γ".

    Side conditions: a has a value and 0 < a at sight, under Γ.
    """
    _in_domain(a, ("positive",), Facts.of(given))
    t = fresh("t", "real")
    integral = bind("integral", ZERO, INFINITY, variable=t, body=mul(power(t, sub(a, ONE)), fn("exp", neg(t))))
    return _theorem(given, Term("eq", (integral, fn("gamma", a))), "axiom", axioms=[GAMMA_INTEGRAL])


@rule
def exponential_series(a: Term, given: Iterable[Formula] = ()) -> Theorem:
    """Σ_{k=0}^N a^k / k! → e^a as N → ∞: the axiom "the series of exp".

    Side conditions: a is real and has a value under Γ.
    """
    _in_domain(a, ("real",), Facts.of(given))
    end = fresh("N", "dimension")
    k = fresh("k", "index", ZERO, end)
    body = mul(power(a, k), power(fn("gamma", add(k, ONE)), MINUS))
    upto = bind("sum", ZERO, end, variable=k, body=body)
    limit = bind("limit", sort("dimension"), INFINITY, "-", variable=end, body=upto)
    return _theorem(given, Term("eq", (limit, fn("exp", a))), "axiom", axioms=[EXPONENTIAL_SERIES])


@rule
def basel() -> Theorem:
    """ψ′(1) = Σ_k 1/k² = π²/6: the axiom "ψ′(1) = π²/6".

    Side conditions: none.
    """
    sides = fn("polygamma", ONE, ONE), mul(power(num(6), MINUS), power(fn("pi"), num(2)))
    return _theorem([], Term("eq", sides), "axiom", axioms=[BASEL])
