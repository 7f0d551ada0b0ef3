"""Differentiation of terms: two-sided, by the rules of calculus, refused wherever a rule does not apply."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from .definitions import expand
from .polynomial import Refused
from .terms import (
    DERIVATIVE, MINUS, ONE, ZERO, Term, add, at, bind, continuous, div, fn, fresh, instantiate, is_real, mul,
    neg, num, occurs, opened, power, reopened, shape, sub, substitute,
)  # fmt: skip

OUTER = {  # the derivative of a function at u; where it exists is an obligation that signs.py collects
    "exp": lambda u: fn("exp", u),
    "log": lambda u: power(u, MINUS),
    "clog": lambda u: power(u, MINUS),
    "gamma": lambda u: mul(fn("gamma", u), fn("digamma", u)),
    "loggamma": lambda u: fn("digamma", u),
    "digamma": lambda u: fn("polygamma", ONE, u),
    "sinh": lambda u: fn("cosh", u),
    "cosh": lambda u: fn("sinh", u),
    "tanh": lambda u: add(ONE, neg(power(fn("tanh", u), num(2)))),
    "abs": lambda u: fn("sign", u),
    "sign": lambda u: ZERO,
}


def differentiate(t: Term, x: Term, indices: Iterable[Term] = ()) -> Term:
    """The derivative of a term in a real variable x, or in the entry of a vector x that `indices` name."""
    if not occurs(x, t):
        return ZERO
    match t.op, t.args:
        case "var", _ if t == x and not indices:
            return ONE
        case "at", _ if (named := _entry_of(t, x)) is not None:
            return mul(*(Term("delta", (i, j)) for i, j in zip(named, indices, strict=True)))
        case "add", parts:
            return add(*(d for d in (differentiate(part, x, indices) for part in parts) if d != ZERO))
        case "mul", parts:
            return add(
                *(
                    mul(*parts[:place], differentiate(part, x, indices), *parts[place + 1 :])
                    for place, part in enumerate(parts)
                    if occurs(x, part)
                )
            )
        case "pow", (base, Term("num", (0,))):  # not 0 · u^(−1), which needs a u that is not 0
            differentiate(base, x, indices)  # refused where u may jump, and have no value near the point
            return ZERO
        case "pow" | "root" | "cpow", (base, Term("num", (c,))):
            return mul(num(c), Term(t.op, (base, num(c - 1))), differentiate(base, x, indices))
        case "pow", (base, exponent) if not occurs(x, exponent):  # base^k, k whole
            return mul(exponent, power(base, add(exponent, MINUS)), differentiate(base, x, indices))
        case "rpow" | "cpow", (base, exponent):
            return mul(t, differentiate(mul(exponent, fn("log", base)), x, indices))
        case "abs", (u,) if not is_real(u):
            raise Refused(f"the size of a complex number has no derivative: {t}")
        case "call", (f, Term("num", (order,)), u):
            if not continuous(t):
                raise Refused(f"{f} is not known to have one more derivative: {t}")
            slope = Term("call", (f, num(order + 1), u))
            if not shape(u):
                return mul(slope, differentiate(u, x, indices))
            if u == x:
                return at(slope, *indices)
            k = fresh("k", "index", ONE, *shape(u))
            inner = differentiate(expand(at(u, k), unfold=False), x, indices)
            return bind("sum", *k.args[2:], variable=k, body=mul(at(slope, k), inner))
        case op, (u,) if op in OUTER:
            return mul(OUTER[op](u), differentiate(u, x, indices))
        case "polygamma", (order, u) if not occurs(x, order):
            return mul(fn("polygamma", add(order, ONE), u), differentiate(u, x, indices))
        case "maxof" | "minof", _:  # (a + b ± |a − b|) / 2
            a, b = halves(t)
            sides = mul(EXTREMA[t.op], fn("sign", sub(a, b)))
            (da, db) = (differentiate(part, x, indices) for part in (a, b))
            return mul(num(Fraction(1, 2)), add(da, db, mul(sides, sub(da, db))))
        case "sum", (first, last, _) if x not in first.free | last.free:
            k, body = opened(t)
            return bind("sum", first, last, variable=k, body=differentiate(body, x, indices))
        case "prod", (first, last, _) if x not in first.free | last.free:
            k, body = opened(t)
            return mul(t, bind("sum", first, last, variable=k, body=div(differentiate(body, x, indices), body)))
        case "integral", (*ends, body) if not occurs(x, body):  # that the integrand is continuous is an obligation, too
            moving = [(sign, end) for sign, end in zip((MINUS, ONE), ends) if occurs(x, end)]
            return add(*(mul(sign, instantiate(body, end), differentiate(end, x, indices)) for sign, end in moving))
    raise Refused(f"no rule differentiates {t.op} in {x.args[0]}: {t}")


EXTREMA = {"maxof": ONE, "minof": MINUS}


def halves(extremum: Term) -> tuple[Term, Term]:
    """a and b, when a term is max(a, b); b is the maximum of the rest when it is one of more than two numbers."""
    first, *rest = extremum.args
    return first, rest[0] if len(rest) == 1 else Term(extremum.op, tuple(rest))


def _entry_of(t, x):
    """The indices (k, l, ...) when t is x[k][l]...; None otherwise."""
    named = []
    while t.op == "at":
        named.append(t.args[1])
        t = t.args[0]
    return tuple(reversed(named)) if t == x and not any(occurs(x, i) for i in named) else None


@lru_cache(maxsize=2048)
def evaluate(t: Term) -> Term:
    """Replace every derivative in an expanded term by its value."""
    if not t.marks & DERIVATIVE:
        return t
    if t.op != "deriv":
        return reopened(t, evaluate)
    x, body = opened_near(t)
    kind, point, *indices = (evaluate(a) for a in t.args[:-1])
    if kind.args[0] not in ("real", "positive", "nonnegative", "(0, 1)", "complex"):
        raise Refused(f"a derivative in {x.args[0]}, which is of kind {kind.args[0]}, means nothing")
    return expand(substitute(differentiate(evaluate(body), x, indices), {x: point}), unfold=False)


def opened_near(t: Term) -> tuple[Term, Term]:
    """The variable and the body of a derivative; where the point is a variable that the body does not name, that one serves."""
    point, body = t.args[1], t.args[-1]
    serves = point.op == "var" and point.args[1:] == t.args[0].args and not occurs(point, body)
    return opened(t, point if serves else None)
