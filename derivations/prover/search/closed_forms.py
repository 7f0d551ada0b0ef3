"""Closed forms: expressions with numbers gathered and what is obvious taken, so that a value reads as one would write it.

Outside the trusted base: the kernel compares what is written here with what it stands for.
"""

from fractions import Fraction
from functools import lru_cache

from ..kernel.terms import BINDERS, ONE, ZERO, Term, add, bind, fn, mul, neg, num, opened, power, rebuild


class Stuck(Exception):
    """No theorem on this way: the function diverges, or its growth is not understood."""


@lru_cache(maxsize=20_000)
def tidy(t):
    """The same expression with numbers gathered and what is obvious taken: untrusted, so the kernel compares the two."""
    if t.op in BINDERS:
        x, body = opened(t)
        body, parameters = tidy(body), [tidy(a) if isinstance(a, Term) else a for a in t.args[:-1]]
        if t.op == "sum" and body == ZERO:
            return ZERO
        if t.op == "prod" and body == ONE:
            return ONE
        if t.op == "sum" and x not in body.free:
            return tidy(mul(add(parameters[1], ONE, neg(parameters[0])), body))
        same = bind(t.op, *parameters, variable=x, body=body)
        return Term(same.op, same.args, t.hint)
    t = rebuild(t, lambda a, _: tidy(a), 0)
    match t:
        case Term("add", parts):
            return _gathered(parts)
        case Term("mul", parts):
            return multiplied(parts)
        case Term("pow" | "root" | "rpow", (base, exponent)):
            return powered(base, exponent)
        case Term("exp", (Term("num", (0,)),)):
            return ONE
        case Term("exp", (Term("log", (u,)),)) | Term("log", (Term("exp", (u,)),)):
            return u
        case Term("log" | "sinh" | "tanh", (Term("num", (0 | 1 as value,)),)) if value == (t.op == "log"):
            return ZERO
        case Term("cosh", (Term("num", (0,)),)) | Term("gamma", (Term("num", (1 | 2,)),)):
            return ONE
        case Term("abs", (Term("num", (c,)),)):
            return num(abs(c))
    return t


def coefficient(t):
    match t:
        case Term("num", (c,)):
            return Fraction(c), ()
        case Term("mul", (Term("num", (c,)), *rest)):
            return Fraction(c), tuple(rest)
        case Term("mul", rest):
            return Fraction(1), tuple(rest)
    return Fraction(1), (t,)


def _gathered(parts):
    found = {}
    for part in parts:
        for each in part.args if part.op == "add" else (part,):
            c, rest = coefficient(each)
            key = frozenset((f, rest.count(f)) for f in rest)
            found[key] = (found.get(key, (0,))[0] + c, rest)
    return add(*(_scaled(c, rest) for c, rest in found.values() if c))


def _scaled(c, rest):
    return mul(*([num(c)] if c != 1 or not rest else []), *rest)


def multiplied(parts):
    number, exponents, exponential = Fraction(1), {}, []
    for part in [f for each in parts for f in (each.args if each.op == "mul" else (each,))]:
        match part:
            case Term("num", (c,)):
                number *= c
            case Term("exp", (u,)):
                exponential.append(u)
            case Term("pow" | "root" | "rpow", (base, e)):
                exponents[base] = [*exponents.get(base, []), e]
            case _:
                exponents[part] = [*exponents.get(part, []), ONE]
    if not number:
        return ZERO
    merged = [powered(base, es[0] if len(es) == 1 else tidy(add(*es))) for base, es in exponents.items()]
    if exponential:
        merged.append(tidy(fn("exp", add(*exponential))))
    if any(m.op == "num" for m in merged):
        for m in merged:
            number *= m.args[0] if m.op == "num" else 1
        merged = [m for m in merged if m.op != "num"]
    return _scaled(number, tuple(merged)) if number else ZERO


def powered(base, exponent):
    match base, exponent:
        case _, Term("num", (0,)):
            return ONE
        case _, Term("num", (1,)):
            return base
        case Term("num", (1,)), _:
            return ONE
        case Term("num", (0,)), Term("num", (e,)) if e > 0:
            return ZERO
        case Term("num", (c,)), Term("num", (int() as e,)) if c and abs(e) < 64:
            return num(Fraction(c) ** e)
        case Term("pow" | "root" | "rpow", (inner, Term("num", (a,)))), Term("num", (int() as e,)) if isinstance(a, int) or e == 1:
            return powered(inner, num(a * e))
        case Term("mul", parts), Term("num", (int(),)):
            return multiplied([powered(p, exponent) for p in parts])
        case Term("exp", (u,)), Term("num", (int(),)):
            return tidy(fn("exp", mul(exponent, u)))
    return power(base, exponent)


def factors_of(t):
    """The factors of a product, whatever the nesting."""
    return [f for part in t.args for f in factors_of(part)] if t.op == "mul" else [t]


def additive(t):
    """The additive terms of an expression, products of sums multiplied out."""
    match t:
        case Term("add", parts):
            return [each for part in parts for each in additive(part)]
        case Term("mul", parts):
            products = [ONE]
            for part in parts:
                products = [mul(p, q) for p in products for q in additive(part)]
                if len(products) > 200:
                    raise Stuck("too many terms")
            return products
        case Term("pow", (Term("add", _) as base, Term("num", (int() as e,)))) if 1 < e < 5:
            return additive(mul(*[base] * e))
    return [t]


def substitute_term(t, old, new):
    """Replace a closed subterm wherever it stands."""
    return new if t == old else rebuild(t, lambda a, _: substitute_term(a, old, new), 0)
