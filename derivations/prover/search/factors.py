"""Factors: a polynomial over the kernel's atoms as a product whose signs are plain, by FLINT.

Outside the trusted base: the product is a term like any other, and the kernel expands it again. A root is a letter of its own, so
that √m + 1 is a polynomial too; a factor in which x is known to be at least a is written in x − a where that makes all its
coefficients of one sign.
"""

from fractions import Fraction

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from .polynomial_context import plain
from ..kernel.polynomial import Refused, unseal
from ..kernel.terms import ONE, add, mul, num, power

MOST = 200  # terms of a polynomial that is worth factoring


def factors(above, below, facts):
    """The factors of a quotient of two polynomials, as pairs of a term and its exponent."""
    letters = Letters(above, below)
    (n, d), (n2, d2) = letters.quotient(above), letters.quotient(below)
    found = []
    for part, sign in zip(_reduced(n * d2, d * n2), (1, -1)):
        if len(part) > MOST:
            raise Refused("too many terms to factor")
        constant, rest = part.factor()
        found.append((num(_fraction(constant)), sign))
        found += [(letters.written(factor, facts), sign * int(e)) for factor, e in rest]
    return [(term, e) for term, e in found if term != ONE]


def product(parts):
    """The product of such pairs."""
    return mul(*(term if e == 1 else power(term, num(e)) for term, e in parts))


class Letters:
    """The atoms of polynomials, and the roots of atoms, as the letters of a ring."""

    def __init__(self, *polys):
        self.terms = {}
        for poly in polys:
            self._collect(poly)
        self.ring = fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(self.terms))], Ordering.lex)
        self.letter = dict(zip(self.terms, self.ring.gens()))
        self.one = self.ring.constant(1)

    def _collect(self, poly):
        for atom, e in (factor for mono in poly for factor in mono):
            if atom.op == "poly":
                self._collect(unseal(atom))
            else:
                self.terms[plain(atom)] = None
            if e != int(e):
                self.terms[_root(atom, e)] = None

    def quotient(self, poly):
        """A polynomial of the kernel as numerator and denominator."""
        above, below = self.ring.constant(0), self.one
        for mono, c in poly.items():
            c = Fraction(c)
            n, d = self.ring.constant(fmpq(c.numerator, c.denominator)), self.one
            for up, down in (self._power(*factor) for factor in mono):
                n, d = n * up, d * down
            above, below = _reduced(above * d + n * below, below * d)
        return above, below

    def _power(self, atom, e):
        whole = e.numerator // e.denominator
        n, d = self.quotient(unseal(atom)) if atom.op == "poly" else (self.letter[plain(atom)], self.one)
        n, d = (n**whole, d**whole) if whole >= 0 else (d**-whole, n**-whole)
        return (n, d) if e == whole else (n * self.letter[_root(atom, e)] ** int((e - whole) * e.denominator), d)

    def written(self, polynomial, facts):
        """A polynomial in the letters as a term, in x − a instead of x where that makes its sign plain."""
        least = [_least(term, facts) for term in self.terms]
        moved = polynomial.compose(*(x + (a or 0) for x, a in zip(self.ring.gens(), least)))
        if len({c > 0 for c in moved.coeffs()}) > 1:
            moved, least = polynomial, [None] * len(least)
        places = [add(x, num(-_fraction(a))) if a else x for x, a in zip(self.terms, least)]
        return add(*(_term(places, exponents, c) for exponents, c in moved.terms()))


def _term(places, exponents, c):
    powers = [(x, int(e)) for x, e in zip(places, exponents) if e]
    return product(powers if c == 1 and powers else [(num(_fraction(c)), 1), *powers])


def _root(atom, e):
    return power(plain(atom), num(Fraction(1, e.denominator)))


def _least(term, facts):
    """A number that a variable is known not to lie below."""
    span = facts.span({frozenset([(term, 1)]): 1}) if term.op in ("var", "at") else None
    return None if span is None or span.low is None else fmpq(Fraction(span.low).numerator, Fraction(span.low).denominator)


def _reduced(above, below):
    common = above.gcd(below)
    return above / common, below / common


def _fraction(c):
    return Fraction(int(c.p), int(c.q))
