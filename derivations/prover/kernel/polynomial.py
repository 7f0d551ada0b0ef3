"""Laurent polynomials over atoms: the arithmetic of the normal form.

    Poly = {Mono: coefficient}         no zero coefficients; {} is the number 0
    Mono = frozenset of (atom, exponent)   atoms are canonical terms, exponents nonzero rationals

`seal` makes a polynomial a term, so that it can stand inside another atom; `unseal` opens it again.  Exponents that are
not integers stand on atoms that are known to be positive (or on the whole of a sealed base).
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from .terms import DIGITS, MINUS, ONE, Term, digits, num

Mono = frozenset  # of (atom, exponent)
Poly = dict  # {Mono: coefficient}
UNIT = frozenset()
I_ONCE = (Term("imaginary", ()), 1)  # i as a factor
LIMIT = 4000  # monomials: past this a polynomial is refused rather than computed for minutes


class Refused(Exception):
    """The kernel cannot decide this: never a verdict on whether it is true."""


class Undefined(Refused):
    """A side has no value where it should have one, or no reason was found why it has one."""


def constant(c: int | Fraction) -> Poly:
    return {UNIT: c} if c else {}


def monomial(atom: Term, exponent: int | Fraction = 1) -> Poly:
    return {frozenset([(atom, exponent)]): 1}


def plus(first: Poly, *others: Poly) -> Poly:
    total = dict(first)
    for poly in others:
        for mono, c in poly.items():
            c += total.get(mono, 0)
            if c:
                total[mono] = c
            else:
                total.pop(mono, None)
    return total


def scaled(poly: Poly, factor: int | Fraction) -> Poly:
    return {m: c * factor for m, c in poly.items()} if factor else {}


def minus(left: Poly, right: Poly) -> Poly:
    return plus(left, scaled(right, -1))


def times(left: Poly, right: Poly) -> Poly:
    if len(left) * len(right) > LIMIT:
        raise Refused("the product has too many terms to expand")
    if len(left) == 1 == left.get(UNIT):
        return right
    if len(right) == 1 == right.get(UNIT):
        return left
    total = {}
    for m1, c1 in left.items():
        for m2, c2 in right.items():
            product = _product(m1, m2) if m1 and m2 else {m1 or m2: 1}
            for mono, c in product.items():
                c = total.get(mono, 0) + c1 * c2 * c
                if c:
                    total[mono] = c
                else:
                    total.pop(mono, None)
    return total


def _product(left, right):
    exponents = dict(left)
    settle = False
    for atom, e in right:
        e += exponents.get(atom, 0)
        if e:
            exponents[atom] = e
            settle = settle or atom.op in UNSTABLE
        else:
            del exponents[atom]
    return settled(exponents) if settle else {frozenset(exponents.items()): 1}


UNSTABLE = {"poly", "same", "ind", "prime", "abs", "imaginary", "pow", "branch"}


def settled(exponents: dict) -> Poly:
    """Monomials in which the laws of particular atoms hold: 0/1 brackets are idempotent, 2^(3/2) = 2·2^(1/2), ..."""
    if UNSTABLE.isdisjoint({atom.op for atom in exponents}):
        return {frozenset(exponents.items()): 1}
    plain, factors, coefficient = {}, [], 1
    for atom, e in exponents.items():
        match atom.op:
            case "same" | "ind" if e > 0:
                plain[atom] = 1
            case "prime" if not 0 < e < 1:
                whole = e.numerator // e.denominator
                coefficient *= number_power(atom.args[0], whole)
                if e - whole:
                    plain[atom] = e - whole
            case "poly" if e >= 1:  # u^(3/2) = u · u^(1/2)
                factors.append(natural_power(unseal(atom), e.numerator // e.denominator))
                if e % 1:
                    plain[atom] = e % 1
            case "branch" if e >= 1:  # √w · √w = w, whatever the branch
                factors.append(natural_power(unseal(atom.args[0]), e.numerator // e.denominator))
                if e % 1:
                    plain[atom] = e % 1
            case "abs" if e == int(e) and e >= 2:  # of a real number: see Normaliser.size
                factors.append(natural_power(unseal(atom.args[0].args[0]), int(e) // 2 * 2))
                if e % 2:
                    plain[atom] = 1
            case "pow" if atom.args[0] == MINUS and e == int(e):  # (−1)^k, k whole
                if e % 2:
                    plain[atom] = 1
            case "imaginary" if e == int(e) and not e == 1:
                coefficient *= -1 if e % 4 in (2, 3) else 1
                if e % 2:
                    plain[atom] = 1
            case _:
                plain[atom] = e
    result = {frozenset(plain.items()): _tidy(coefficient)}
    for factor in factors:
        result = times(result, factor)
    return result


def _tidy(c):
    return c.numerator if isinstance(c, Fraction) and c.denominator == 1 else c


def number_power(c: int | Fraction, exponent: int) -> int | Fraction:
    """A power of a rational number, if it has not too many digits."""
    c = Fraction(c)
    if abs(exponent) * digits(c) > DIGITS and abs(c) != 1:
        raise Refused("a power has too many digits")
    return _tidy(c**exponent)


def natural_power(poly: Poly, exponent: int) -> Poly:
    if exponent == 0:
        return constant(1)
    if len(poly) == 1:
        ((mono, c),) = poly.items()
        return scaled(settled({a: e * exponent for a, e in mono}), number_power(c, exponent))
    result = constant(1)
    for _ in range(exponent):
        result = times(result, poly)
    return result


def seal(poly: Poly) -> Term:
    """A polynomial as a term: a lone atom as itself, a number as a number."""
    if not poly:
        return num(0)
    if len(poly) == 1:
        ((mono, c),) = poly.items()
        if not mono:
            return num(c)
        if c == 1 and len(mono) == 1:
            ((atom, e),) = mono
            if e == 1 and atom.op != "poly":
                return atom
    return _sealed(poly)


def _sealed(poly):
    return Term("poly", tuple(Term("scaled", (num(c), seal_mono(mono))) for mono, c in poly.items()))


def seal_mono(mono: Iterable[tuple]) -> Term:
    return Term("mono", tuple(atom if e == 1 else Term("factor", (atom, num(e))) for atom, e in mono))


def unseal_mono(term: Term) -> Mono:
    return frozenset((part.args[0], part.args[1].args[0]) if part.op == "factor" else (part, 1) for part in term.args)


def unseal(term: Term) -> Poly:
    match term.op, term.args:
        case "num", (c,):
            return constant(c)
        case "poly", parts:
            return {unseal_mono(part.args[1]): part.args[0].args[0] for part in parts}
    return monomial(term)


def raised(poly: Poly, powers: dict) -> Poly:
    """A polynomial times powers of atoms, with what that expands expanded."""
    return plus({}, *(scaled(settled(_exponents(mono, powers)), c) for mono, c in poly.items()))


def _exponents(mono, powers):
    exponents = dict(mono)
    for atom, e in powers.items():
        exponents[atom] = exponents.get(atom, 0) + e
    return {atom: e for atom, e in exponents.items() if e}


def content(poly: Poly) -> tuple:
    """(number > 0, monomial, rest): poly = number · monomial · rest, the rest canonical up to its sign."""
    numbers = poly.values()
    number, below = gcd(*(c.numerator for c in numbers)), lcm(*(c.denominator for c in numbers))
    number = number if below == 1 else Fraction(number, below)
    atoms = {atom for mono in poly for atom, _ in mono if atom.op not in ("same", "ind")}
    maps = [dict(mono) for mono in poly]
    least = {atom: min(m.get(atom, 0) for m in maps) for atom in atoms}
    common = {atom: e for atom, e in least.items() if e}
    rest = raised(poly, {a: -e for a, e in common.items()}) if common else poly
    rest = {m: c // number if c.__class__ is number.__class__ is int else _tidy(Fraction(c) / number) for m, c in rest.items()}
    if any(atom.op == "poly" and e < 0 for atom, e in common.items()) and rest:  # what it expands to may have factors again
        again, more, rest = content(rest)
        number, common = number * again, _exponents(more, common)
    return _tidy(number), frozenset(common.items()), rest


def leading_sign(poly: Poly) -> int:
    """A sign that a polynomial and its negative disagree on, whatever its bound variables are called."""
    if len(poly) < 2:
        return -1 if any(c < 0 for c in poly.values()) else 1
    first = min(poly, key=lambda mono: (sorted(map(_skeleton, mono)), hash(mono)))
    return 1 if poly[first] > 0 else -1


def _skeleton(factor):
    atom, exponent = factor
    return _names(atom), float(exponent)


@lru_cache(maxsize=20_000)
def _names(term):
    match term.op, term.args:
        case "var", (_, "index", first, last):  # what it is called does not tell, as it may be bound: its range does
            return f"[{_names(first)},{_names(last)}]"
        case "var", (name, *_):
            return name.split("'")[0]
        case "bound", _:
            return ""
        case "poly" | "mono", parts:
            return term.op + "".join(sorted(map(_names, parts)))
    return term.op + "".join(_names(a) if isinstance(a, Term) else str(a) for a in term.args)


def primes(value: int | Fraction) -> dict[int, int]:
    """The prime factors of a positive rational with their exponents, for a value of reasonable size."""
    found = {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        p = 2
        while part > 1:
            if p * p > part:
                p = part
            if p > 10**5:
                raise Refused(f"{value} is too large to factor")
            while part % p == 0:
                found[p] = found.get(p, 0) + sign
                part //= p
            p += 1
    return found


def prime(p: int) -> Term:
    return Term("prime", (p, ONE))
