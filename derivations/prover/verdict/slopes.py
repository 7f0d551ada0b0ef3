"""Slopes: derivatives by the rules of the calculus, with softmax, log-sum-exp and deltas kept by their names.

Nobody trusts them: what is found is a candidate, which the kernel compares with the derivative.
"""

from ..kernel.definitions import DEFINITIONS, expand, over
from ..kernel.terms import (
    BINDERS, MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, instantiate, mul, neg, num, opened, power, rebuild, shape,
    substitute,
)  # fmt: skip
from .as_written import simplified


class Unknown(ValueError):
    """No rule is known here for what is differentiated."""


def differentiated(term: Term) -> Term:
    """The term with every derivative, gradient and Jacobian matrix in it carried out."""
    if term.op == "jacobian":
        _, point, _ = term.args
        x, body = opened(term)
        body, k = differentiated(body), _index(x)
        i = fresh("i", "index", ONE, *shape(body))
        entry = substitute(simplified(_slope(_entry(body, i), x, (k,))), {x: point})
        return bind("lam", *i.args[2:], variable=i, body=bind("lam", *k.args[2:], variable=k, body=entry))
    if term.op in ("deriv", "gradient"):
        kind, point, *places, _ = term.args
        x, body = opened(term)
        body = differentiated(body)
        if term.op == "deriv":
            return substitute(simplified(_slope(body, x, tuple(places))), {x: point})
        k = _index(x)
        entry = substitute(simplified(_slope(body, x, (k,))), {x: point})
        return _vector(k, entry)
    if term.op in BINDERS:
        x, body = opened(term)
        return bind(term.op, *term.args[:-1], variable=x, body=differentiated(body))
    return rebuild(term, lambda part, _: differentiated(part), 0)


SLOPES = {  # of functions of one number
    "exp": lambda u: fn("exp", u),
    "log": lambda u: power(u, MINUS),
    "sinh": lambda u: fn("cosh", u),
    "cosh": lambda u: fn("sinh", u),
    "tanh": lambda u: add(ONE, neg(power(fn("tanh", u), num(2)))),
    "gamma": lambda u: mul(fn("gamma", u), fn("digamma", u)),
    "loggamma": lambda u: fn("digamma", u),
    "digamma": lambda u: fn("polygamma", ONE, u),
}


def _index(vector):
    return fresh("k", "index", ONE, *shape(vector))


def _vector(k, entry):
    """The vector of entries; softmax(z) where its k-th entry is softmax(z)_k."""
    if entry.op == "at" and entry.args[1] == k and k not in entry.args[0].free:
        return entry.args[0]
    return bind("lam", *k.args[2:], variable=k, body=entry)


def _slope(t, x, places):
    """The derivative of a number by x, or by the entry of x at these places."""
    if x not in t.free:
        return ZERO
    match t:
        case Term("var", _):
            return ONE
        case Term("add", parts):
            return add(*(_slope(part, x, places) for part in parts))
        case Term("mul", factors):
            return add(*(mul(*factors[:n], _slope(f, x, places), *factors[n + 1 :]) for n, f in enumerate(factors)))
        case Term("pow" | "root" | "rpow", (base, exponent)) if x not in exponent.free:
            return mul(exponent, power(base, add(exponent, MINUS)), _slope(base, x, places))
        case Term("pow" | "root" | "rpow", (base, exponent)):
            inner = add(
                mul(_slope(exponent, x, places), fn("log", base)), mul(exponent, _slope(base, x, places), power(base, MINUS))
            )
            return mul(t, inner)
        case Term(op, (u,)) if op in SLOPES:
            return mul(SLOPES[op](u), _slope(u, x, places))
        case Term("polygamma", (Term("num", (order,)), u)):
            return mul(fn("polygamma", num(order + 1), u), _slope(u, x, places))
        case Term("sum", (low, high, _)):
            k, body = opened(t)
            return bind("sum", low, high, variable=k, body=_slope(body, x, places))
        case Term("integral", (low, high, body)) if x not in body.free:
            ends = ((end, sign) for end, sign in ((high, ONE), (low, MINUS)) if x in end.free)
            return add(ZERO, *(mul(sign, instantiate(body, end), _slope(end, x, places)) for end, sign in ends))
        case Term("lse", (v,)):
            k = _index(v)
            return bind("sum", *k.args[2:], variable=k, body=mul(at(fn("softmax", v), k), _slope(_entry(v, k), x, places)))
        case Term("dot" | "entropy" | "kl" | "variance" | "quadratic" as op, arrays):
            return _slope(DEFINITIONS[op](over, *arrays), x, places)
        case Term("at", (array, place)) if array == x:
            return fn("delta", place, places[0]) if len(places) == 1 else _unknown(t)
        case Term("at", (Term("softmax", (v,)), place)):
            k = _index(v)
            mean = bind("sum", *k.args[2:], variable=k, body=mul(at(fn("softmax", v), k), _slope(_entry(v, k), x, places)))
            return mul(t, add(_slope(_entry(v, place), x, places), neg(mean)))
        case Term("at", (array, place)) if (inner := _entry(array, place)) != t:
            return _slope(inner, x, places)
    return _unknown(t)


def _unknown(t):
    raise Unknown(f"no rule for {t.op}")


def _entry(v, k):
    """An entry of a vector, of sums and multiples by their parts."""
    return expand(at(v, k), unfold=False)
