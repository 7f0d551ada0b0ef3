"""As written: an expression as an author would write it, with sums taken apart, deltas used, and what has a name by its name.

Nobody trusts it: the kernel compares what is written here with what it stands for.
"""

from fractions import Fraction
from itertools import chain
from math import prod

from ..kernel.terms import (
    BINDERS, MINUS, ONE, ZERO, Term, add, at, bind, fn, mul, neg, num, opened, power, rebuild, shape, substitute,
)  # fmt: skip
from ..language.abbreviations import ABBREVIATIONS, written_by
from ..search.closed_forms import coefficient, multiplied, tidy
from ..search.lemmas.vanishing import without_bracket


def word(name: str, *args: Term) -> Term:
    """The meaning of an abbreviation, which is printed by its name."""
    row = ABBREVIATIONS[name]
    return written_by(row, row.meaning(*args))


def simplified(t: Term) -> Term:
    """Sums taken apart, deltas used, softmax summed to one, numbers gathered."""
    if t.op in BINDERS:
        x, body = opened(t)
        body = simplified(body)
        if t.op == "sum":
            return tidy(_summed(t.args[0], t.args[1], x, body))
        return bind(t.op, *t.args[:-1], variable=x, body=body)
    if t.op == "delta" and t.args[0] == t.args[1]:
        return ONE
    return tidy(rebuild(t, lambda part, _: simplified(part), 0))


def folded(t: Term) -> Term:
    """Softmax, log-sum-exp, the maximum of a vector, sigmoid and softplus by their names, where their definitions stand."""
    return _spread(_folded(t))


def _spread(t):
    """−(a + b) as −a − b."""
    match t:
        case Term("mul", (Term("num", (-1,)), Term("add", parts))):
            return add(*(multiplied([MINUS, part]) for part in parts))
    return t


def _folded(t):
    if t.op == "mul":
        t = _sigmoids(_quotient_of_exponentials(list(t.args)))
    if t.op == "pow":
        t = _sigmoids([t])
    if t.hint in ("sigmoid", "softplus"):
        return t
    if t.op in BINDERS:
        x, body = opened(t)
        parameters = (_folded(a) if isinstance(a, Term) and a.op != "sort" else a for a in t.args[:-1])
        return _named_whole(bind(t.op, *parameters, variable=x, body=_folded(body)))
    t = rebuild(t, lambda part, _: _folded(part), 0)
    match t:
        case Term("mul", parts) if any(part.op == "mul" for part in parts):
            numbers, rest = zip(*map(coefficient, parts))
            return mul(*([num(prod(numbers))] if prod(numbers) != 1 else []), *chain.from_iterable(rest))
        case Term("log", (Term("add", parts),)) if (v := _logistic(parts)) is not None:
            return word("softplus", v)
        case Term("log", (inside,)) if (found := without_bracket(inside)) is not None and found[0] != found[1]:
            return fn("log", found[1])  # beside x, of x log y°
        case Term("log", (inside,)) if (v := _normaliser(inside)) is not None:
            return fn("lse", v)
    return t


def _named_whole(t):
    """The largest entry and the entropy of a vector, where a binder runs over all its entries."""
    match t:
        case Term("max", (low, high, Term("at", (v, Term("bound", (0,)))))) if _runs_over(v, low, high):
            return fn("largest", v)
        case Term("sum", (low, high, Term("mul", (Term("at", (v, Term("bound", (0,)))) as p, Term("log", (q,)))))) if p == q:
            return neg(fn("entropy", v)) if _runs_over(v, low, high) else t
    return t


def _runs_over(v, low, high):
    return not v.loose and low == ONE and shape(v)[0] == high


def _normaliser(t):
    """The vector v of Σ exp(v_k) over all its entries, or None."""
    match t:
        case Term("sum", (low, high, Term("exp", (Term("at", (v, Term("bound", (0,)))),)))) if _runs_over(v, low, high):
            return v
        case Term("sum", (low, high, Term("at", (Term("exp", (v,)), Term("bound", (0,)))))) if _runs_over(v, low, high):
            return v
    return None


def _quotient_of_exponentials(factors):
    """exp(v_i + v_j + u)/(Σ exp(v_k))² is softmax(v)_i softmax(v)_j e^u."""
    for below in factors:
        match below:
            case Term("pow", (total, Term("num", (int() as m,)))) if m < 0 and (v := _normaliser(total)) is not None:
                for above in factors:
                    parts = list(above.args[0].args if above.args[0].op == "add" else above.args) if above.op == "exp" else []
                    places = [part.args[1] for part in parts if part.op == "at" and part.args[0] == v][:-m]
                    if places:
                        left = [part for part in parts if not (part.op == "at" and part.args[0] == v and part.args[1] in places)]
                        rest = [f for f in factors if f is not below and f is not above]
                        found = [at(fn("softmax", v), place) for place in places]
                        found += [power(total, num(m + len(places)))] if m + len(places) else []
                        found += [fn("exp", add(*left))] if left else []
                        place = min(factors.index(below), factors.index(above))
                        return [*rest[:place], *found, *rest[place:]]
    return factors


def _sigmoids(factors):
    """e^(k v)/(1 + e^v)^m is s^k (1 − s)^(m−k) of the sigmoid s of v; of −v it is read as that of v."""
    for below in factors:
        match below:
            case Term("pow", (Term("add", parts), Term("num", (int() as m,)))) if m < 0 and (v := _logistic(parts)) is not None:
                for above in (*factors, ONE):
                    k = _multiple(above, v)
                    if k in range(-m + 1):
                        rest = [f for f in factors if f is not below and f is not above]
                        return _of_one_sigmoid(rest, v, k, -m - k)
    return mul(*factors)


def _of_one_sigmoid(rest, v, ups, downs):
    size = _negated(v)
    v, ups, downs = (v, ups, downs) if size is None else (size, downs, ups)
    s = word("sigmoid", v)
    if (ups, downs) == (0, 1) and rest == [MINUS]:
        return add(s, MINUS)
    return mul(*rest, *(power(base, num(e)) if e > 1 else base for base, e in ((s, ups), (add(ONE, neg(s)), downs)) if e))


def _logistic(parts):
    """The v of 1 + e^v, or None."""
    match parts:
        case (Term("num", (1,)), Term("exp", (v,))) | (Term("exp", (v,)), Term("num", (1,))):
            return v
    return None


def _multiple(t, v):
    """The whole number k with t = e^(k v), or None."""
    if t == ONE:
        return 0
    if t.op != "exp":
        return None
    (c, rest), (d, of_v) = coefficient(t.args[0]), coefficient(v)
    ratio = Fraction(c) / d
    return int(ratio) if sorted(rest, key=str) == sorted(of_v, key=str) and ratio.denominator == 1 else None


def _negated(v: Term) -> Term | None:
    """What v is the negative of, if a negative number stands before it; or None."""
    c, rest = coefficient(v)
    if c >= 0:
        return None
    return mul(*([num(-c)] if c != -1 or not rest else []), *rest)


def _summed(low, high, k, body):
    if body == ZERO:
        return ZERO
    if body.op == "add":
        return add(*(_summed(low, high, k, part) for part in body.args))
    factors = list(body.args) if body.op == "mul" else [body]
    for n, factor in enumerate(factors):
        if factor.op == "add" and any(part.op == "delta" and k in part.args for part in factor.args):
            return add(*(_summed(low, high, k, tidy(mul(*factors[:n], part, *factors[n + 1 :]))) for part in factor.args))
        if factor.op == "delta" and k in factor.args:
            other = factor.args[1 - factor.args.index(k)]
            if other.op == "var" and other.args[1] == "index" and other.args[2:] == (low, high):
                return substitute(mul(*factors[:n], *factors[n + 1 :]), {k: other})
    outside = [factor for factor in factors if k not in factor.free]
    inside = [factor for factor in factors if k in factor.free]
    if len(inside) == 1 and inside[0].op == "at" and inside[0].args[1] == k and inside[0].args[0].op == "softmax":
        if low == ONE and k not in inside[0].args[0].free:
            return mul(*outside)
    return mul(*outside, bind("sum", low, high, variable=k, body=mul(*inside)))
