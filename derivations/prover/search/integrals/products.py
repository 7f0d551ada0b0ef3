"""Products as powers: of a base with an exponent each, logarithms apart from what they stand with."""

from ...kernel.terms import ONE, POWERS, add, fn, mul, power, rebuild, subterms
from ..closed_forms import Stuck, additive, factors_of, substitute_term, tidy
from ..polynomial_context import plain_poly


def is_natural(e):
    return e.op == "num" and isinstance(e.args[0], int) and e.args[0] > 0


def as_pairs(t, e=ONE):
    """A product as pairs (base, exponent): powers of powers and of products in one, as if all were positive."""
    if t.op == "mul":
        return [pair for part in t.args for pair in as_pairs(part, e)]
    if t.op in POWERS:
        return as_pairs(t.args[0], t.args[1] if e == ONE else tidy(mul(e, t.args[1])))
    return [(t, e)]


def parted(exponent, x):
    """An exponent in two: what does not depend on x, and what does."""
    summands = additive(exponent)
    return add(*(s for s in summands if x not in s.free)), add(*(s for s in summands if x in s.free))


def collected(factors):
    """A product as pairs (base, exponent), each base once."""
    exponents = {}
    for base, e in as_pairs(mul(*factors)):
        exponents.setdefault(base, []).append(e)
    return [(base, tidy(add(*e))) for base, e in exponents.items()]


def as_powers(t):
    """The same with u^c for e^(c log u)."""
    t = rebuild(t, lambda a, _: as_powers(a), 0)
    if t.op != "exp":
        return t
    powers, rest = [], []
    for part in additive(t.args[0]):
        factors = factors_of(part)
        log = next((f for f in factors if f.op == "log"), None)
        if log is None:
            rest.append(part)
        else:
            powers.append(power(log.args[0], mul(*(f for f in factors if f is not log))))
    return mul(*powers, fn("exp", add(*rest))) if powers else t


def monomial(t, x):
    """(β, m) where t = β x^m, neither with x in it."""
    beta, powers = [], []
    for base, e in as_pairs(t):
        if x not in base.free | e.free:
            beta.append(power(base, e))
        elif base == x and x not in e.free:
            powers.append(e)
        else:
            raise Stuck("not a power")
    if not powers:
        raise Stuck("not a power")
    return tidy(mul(*beta)), tidy(add(*powers))


def logs_apart(t, x, facts):
    """Logarithms of products as sums of logarithms."""
    for u in {u for u in subterms(t) if u.op == "log" and x in u.free and u.args[0].op not in ("var", "at") and not u.loose}:
        t = substitute_term(t, u, plain_poly(facts.poly(u)))
    return t
