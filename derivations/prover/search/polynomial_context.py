"""The ground of certificates: hypotheses, the normal form under them, the signs of monomials, and the way back to terms."""

from fractions import Fraction

from ..kernel.normal import Normaliser, eliminate
from ..kernel.polynomial import UNIT, Refused, unseal, unseal_mono
from ..kernel.signs import NIL, POS, Facts, meaning
from ..kernel.terms import is_real, ZERO, IllTyped, Term, add, fn, mul, num, power


class Ground:
    """What certificates are made over: the hypotheses, the normal form under them, and signs of monomials."""

    def __init__(self, given, using=("collapse",)):
        self.given = tuple(given)
        self.rules = frozenset(using) & {"collapse", "gamma"}
        self.facts = Facts.of(given)
        self.known, self.masks = {}, {}  # what was asked of atoms before

    def poly(self, term):
        plain = eliminate(meaning(term), self.facts)
        return Normaliser(self.facts, self.rules).poly(plain)

    def sign(self, mono):
        """The manifest sign of a monomial: 1 positive, 0 nonnegative, None unknown (negative ones carry their coefficient)."""
        best = 1
        for atom, e in mono:
            if self.positive(atom):
                continue
            if e == int(e) and e % 2 == 0 and is_real(atom):
                best = 0
            elif is_real(atom) and (self.facts.nonnegative(atom) or not self.mask(atom) & ~(NIL | POS)):
                best = 0 if self.mask(atom) != POS else best
            else:
                return None
        return best

    def positive(self, atom):
        if atom not in self.known:
            self.known[atom] = self.facts.positive(atom)
        return self.known[atom]

    def mask(self, atom):
        if atom not in self.masks:
            try:
                self.masks[atom] = self.facts.mask(plain(atom))
            except (Refused, IllTyped):
                self.masks[atom] = 15
        return self.masks[atom]


def halves(poly, ground):
    """Monomials whose products make up a polynomial: 1, and the square roots of its even monomials."""
    found = {UNIT: None}
    for mono in poly:
        if all(e % 2 == 0 or ground.facts.positive(a) or e > 0 and ground.facts.nonnegative(a) for a, e in mono):
            found[frozenset((a, whole(Fraction(e) / 2)) for a, e in mono)] = None
    return list(found)


def whole(e):
    return e.numerator if e.denominator == 1 else e


def inverse(mono):
    return frozenset((a, -e) for a, e in mono)


def merged(left, right):
    exponents = dict(left)
    for atom, e in right:
        exponents[atom] = exponents.get(atom, 0) + e
    return frozenset((a, whole(Fraction(e))) for a, e in exponents.items() if e)


# --- from normal forms back to terms --------------------------------------------------------------------------------


def plain(term):
    """A canonical atom as an ordinary term."""
    match term.op:
        case "poly":
            return plain_poly(unseal(term))
        case "mono":
            return plain_mono(unseal_mono(term))
        case "same":
            return Term("delta", tuple(map(plain, term.args)))
        case "prime":
            return num(term.args[0])
        case "maximum" | "minimum":
            return Term({"maximum": "maxof", "minimum": "minof"}[term.op], tuple(map(plain, term.args)))
        case "ind" if term.args[0].op == "lt":
            return fn("ind", Term("lt", (ZERO, plain(term.args[0].args[1]))))
        case "ind":
            return fn("ind", Term("eq", (plain(term.args[0].args[0]), ZERO)))
        case "abs" | "modulus" if term.args[0].op == "sides":
            return fn("abs", plain(term.args[0].args[0]))
    return Term(term.op, tuple(plain(a) if isinstance(a, Term) else a for a in term.args), term.hint)


def plain_mono(mono):
    return mul(*(plain(a) if e == 1 else power(plain(a), num(e)) for a, e in mono))


def plain_poly(poly):
    return add(*(plain_mono(m) if c == 1 else mul(num(c), plain_mono(m)) for m, c in poly.items()))
