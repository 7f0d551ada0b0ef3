"""Presented: a value as an author writes it: 1 − e^(−x), n (n + 1)/2, 1/(1 − x), √(2π) s, Φ(x), B(a, b), ⟨p, z⟩.

Nobody trusts it: the kernel compares what is written here with what it stands for.
"""

from fractions import Fraction
from itertools import combinations

from ..kernel.normal import Split
from ..kernel.polynomial import Refused
from ..kernel.signs import NEG, Facts, meaning
from ..kernel.terms import (
    BINDERS, INTEGERS, MINUS, ONE, ZERO, IllTyped, Term, add, bind, fn, mul, num, opened, power, rebuild, shape,
)  # fmt: skip
from ..search.closed_forms import coefficient
from .as_written import word

HALF = num(Fraction(1, 2))


def presented(t: Term) -> Term:
    """The same value, with positive terms and numerators first, quotients as quotients, and functions by their names."""
    if _has_name(t) or t.op == "sort":
        return t
    if t.op in BINDERS:
        x, body = opened(t)
        parameters = (presented(a) if isinstance(a, Term) else a for a in t.args[:-1])
        return _inner_product(bind(t.op, *parameters, variable=x, body=presented(body)))
    same = rebuild(t, lambda part, _: presented(part), 0)
    match same:
        case Term("add", parts):
            return _normal_distribution(_sum(parts))
        case Term("mul", factors):
            return _least(factors) or _product(factors)
        case Term("gamma", (Term("num", (Fraction(numerator=1, denominator=2),)),)):
            return power(fn("pi"), HALF)
        case Term("root" | "rpow" | "pow", (_, Term("num", _))):
            return _product([same])
    return same


def _has_name(t):
    """Was a term written by a word, as sigmoid(x) is?"""
    return t.hint is not None and t.op not in BINDERS


def _sum(parts):
    """A positive term first; of whole numbers n + 1, not 1 + n."""
    firsts = [part for part in parts if coefficient(part)[0] > 0][:1]
    rest = list(parts)
    if firsts:
        rest.remove(firsts[0])
    ordered = [*firsts, *rest]
    first, *others = ordered
    if first.op == "num" and all(v.args[1] in INTEGERS for part in others for v in part.free) and _are_positive(others):
        ordered = [*others, first]
    return add(*ordered)


def _are_positive(parts):
    return all(part.free and coefficient(part)[0] > 0 for part in parts)


def _product(factors):
    """Number, numerators, roots of numbers in one, and what is divided by; 1 − x in the place of a negative x − 1."""
    number, above, below, roots = Fraction(1), [], [], Fraction(1)
    rooted = []  # what stands under one square root with them
    for base, e in _bases(factors):
        if base.op == "add" and _is_negative(base):
            base, number = _opposite(base), number * (-1) ** (e % 2)
        if base.op == "num" and e.denominator == 1:
            number *= Fraction(base.args[0]) ** int(e)
        elif base.op == "num" and base.args[0] > 0 and e.denominator == 2:
            whole = (e - Fraction(1, 2)).numerator
            number *= Fraction(base.args[0]) ** whole
            roots *= base.args[0]
        elif base.op == "pi" and e.denominator == 2:
            rooted.append((base, e))
        elif e < 0:
            below.append(_raised(base, -e))
        else:
            above.append(_raised(base, e))
    number, roots = number / roots.denominator, roots * roots.denominator**2
    return _written(number, roots, rooted, above, below)


def _written(number, roots, rooted, above, below):
    exponents = {e for _, e in rooted}
    if roots != 1 and exponents == {Fraction(1, 2)}:  # √2 √π is √(2π)
        above.insert(0, power(mul(num(roots), *(base for base, _ in rooted)), HALF))
    elif roots != 1 and exponents == {Fraction(-1, 2)}:
        above.insert(0, power(mul(num(roots), *(power(base, MINUS) for base, _ in rooted)), HALF))
    else:
        above[:0] = [power(num(roots), HALF)] if roots != 1 else []
        for base, e in rooted:
            (above if e > 0 else below).append(_raised(base, abs(e)))
    up, down = number.numerator, number.denominator
    if not above and not below:
        return num(number)
    above, below = _beta(sorted(above, key=_place), below)
    found = [num(up)] if up != 1 and (up != -1 or above or below) else []
    found += above
    divided = [power(part, MINUS) for part in below] + ([num(Fraction(1, down))] if down != 1 else [])
    if not above and down != 1:
        found, divided = [num(number)], divided[:-1]
    return mul(*found, *divided)


def _place(factor):
    """Where a factor stands: x before what is of x, and n, n + 1 and 2 n + 1 in this order; else where it stood."""
    base = factor.args[0] if factor.op == "pow" else factor
    if base.op == "var":
        return 0, 0
    return (2, len(str(base))) if base.op == "add" and all(v.args[1] in INTEGERS for v in base.free) else (1, 0)


def _bases(factors):
    """The factors as pairs of a base and a whole or half exponent, products and quotients of products taken apart."""
    for factor in factors:
        base, e = factor, Fraction(1)
        while (
            not _has_name(base) and base.op in ("pow", "root") and base.args[1].op == "num" and (e == 1 or _is_merged(*base.args))
        ):
            base, e = base.args[0], e * Fraction(base.args[1].args[0])
        if e.denominator > 2:
            yield factor, Fraction(1)
        elif base.op == "mul" and e.denominator == 1:
            yield from ((inner, e * f) for inner, f in _bases(base.args))
        else:
            yield base, e


def _is_merged(base, exponent):
    """Is (b^c)^e the same as b^(c e), whatever e is?"""
    return isinstance(exponent.args[0], int) or base.op == "pi" or base.op == "num" and base.args[0] > 0


def _raised(base, e):
    return base if e == 1 else power(base, num(e if e.denominator > 1 else int(e)))


def _is_negative(t):
    try:
        return Facts.of(()).mask(meaning(t)) == NEG
    except (IllTyped, Refused, Split):
        return False


def _opposite(t):
    """−(a + b) with its positive terms first."""
    return _sum([_minus(part) for part in t.args])


def _minus(t):
    c, rest = coefficient(t)
    return mul(*([num(-c)] if c != -1 or not rest else []), *rest)


def _beta(above, below):
    """Γ(a) Γ(b)/Γ(a + b) as B(a, b)."""
    gammas = [t for t in above if t.op == "gamma"]
    for a, b in combinations(gammas, 2):
        for whole in below:
            if whole.op == "gamma" and whole.args[0] in (add(a.args[0], b.args[0]), add(b.args[0], a.args[0])):
                rest = list(above)
                rest.remove(a)
                rest.remove(b)
                return [*rest, word("beta", a.args[0], b.args[0])], [t for t in below if t is not whole]
    return above, below


# --- by their names -------------------------------------------------------------------------------------------------


def _normal_distribution(t):
    """1/2 + ∫_0^x φ as Φ(x)."""
    for part in t.args if t.op == "add" else ():
        if part.op == "integral" and part.args[0] == ZERO and HALF in t.args:
            whole = word("Phi", part.args[1])
            if presented(part) == presented(whole.args[1]):
                rest = [other for other in t.args if other not in (part, HALF)]
                return add(*rest, whole) if rest else whole
    return t


def _least(factors):
    """−max(−v) as min v."""
    match factors:
        case (
            Term("num", (-1,)),
            Term("max", (low, high, Term("mul", (Term("num", (-1,)), Term("at", (v, Term("bound", (0,)))) as entry)))),
        ):
            return Term("min", (low, high, entry), factors[1].hint or "k") if not v.loose else None
    return None


def _inner_product(t):
    """Σ_k u_k v_k over all the entries of two vectors as ⟨u, v⟩."""
    match t:
        case Term("sum", (low, high, Term("mul", (Term("at", (u, Term("bound", (0,)))), Term("at", (v, Term("bound", (0,)))))))):
            if not u.loose and not v.loose and low == ONE and shape(u) == shape(v) == (high,):
                return fn("dot", u, v)
    return t
