"""The normal form: equality of expressions with sums of symbolic length, for every n at once.

An expression becomes a Laurent polynomial whose atoms are canonical: exp splits by monomial, log over manifestly
positive factors, a sum gives up what does not depend on its index, products of sums are flattened and made canonical
over the order of their indices.  Kronecker deltas under a sum are eliminated exactly; between free indices they split
the statement into the cases i = j and i != j.  Two expressions are equal when their difference, cleared of the inverses
of sums, is the empty polynomial.

It answers "equal" or "not shown": what it cannot do it refuses, with the reason.  Definedness is not its business:
signs.py collects what must be positive or nonzero, and the rules demand it of both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING

from .definitions import entry, expand
from .polynomial import (
    I_ONCE, Mono, Poly, Refused, UNIT, Undefined, constant, content, leading_sign, minus, monomial, natural_power, number_power,
    plus, prime, primes, raised, scaled, seal, seal_mono, settled, times, unseal, unseal_mono,
)  # fmt: skip
from .terms import (
    BUILT, DELTA, MINUS, ONE, POWERS, ZERO, Term, abstract, add, affine, at, bind, difference, fn, fresh,
    from_affine, from_one, instantiate, is_real, mul, num, occurs, opened, power, rebuild, reopened, shape, sub, substitute,
)  # fmt: skip

if TYPE_CHECKING:
    from .signs import Facts

POSITIVE, UNREAL = 4, 8  # the masks of signs.py for a positive number and for one that is not real
PI, EULER = Term("pi", ()), Term("euler", ())  # to the kernel π is Γ(1/2)², and γ is −ψ(1)
HALF = Fraction(1, 2)
SHIFTS = 200  # of an argument of Γ
WRITTEN = 2000  # terms of sums in all
EXPANDED = 24  # a sum over this many literal terms or fewer is written out


class Split(Exception):
    """The normal form depends on whether two free indices are equal."""


class Normaliser:
    """Normal forms under the facts at hand. `rules`: "collapse" eliminates deltas, "gamma" uses Γ(x + 1) = x Γ(x),
    "ranges" takes sums over parts of a range apart."""

    def __init__(self, facts, rules):
        self.facts, self.rules = facts, rules
        self.memo = {}
        self.written = 0  # terms of sums, so far
        self.fixed = set()  # index variables opened under a binder that cannot be split, such as a maximum

    def poly(self, term: Term) -> Poly:
        known = self.memo.get(term)
        if known is None:
            poly = self._poly(term)
            known = self.memo[term] = self.replaced(poly, self.facts.equations) if self.facts.equations else poly
        return known

    def replaced(self, poly: Poly, equations: dict) -> Poly:
        """Each atom that an equation among the hypotheses says the value of gives way to that, a polynomial, wherever it stands."""
        result = {}
        for mono, c in poly.items():
            product, rest = constant(c), {}
            for atom, e in mono:
                if atom in equations:
                    product = times(product, self.rational_power(equations[atom], e))
                else:
                    rest[atom] = e
            result = plus(result, times(product, settled(rest)))
        return result

    def _poly(self, t):
        op = t.op  # the commonest first
        if op == "var" or op == "at" and not t.marks & BUILT:
            return monomial(self.opaque(t))
        if op == "num":
            return constant(t.args[0])
        if op == "add":
            return plus({}, *map(self.poly, t.args))
        if op == "mul":
            product = constant(1)
            for part in t.args:
                product = times(product, self.poly(part))
            return product
        if op == "sum":
            return self.sum(t)
        match t.op, t.args:
            case "at", (array, index) if t.marks & BUILT and (simpler := entry(array, index)) is not None:
                return self.poly(expand(simpler, unfold=False))
            case "pow" | "root" | "rpow" | "cpow", (base, exponent):
                return self.power(op, base, exponent)
            case "exp", (u,):
                return self.exp(self.poly(u))
            case "log" | "clog", (u,):
                return self.log_of(u, op)
            case "prod", _:
                return self.product(t)
            case "delta", (i, j):
                return self.delta(i, j)
            case "ind", (relation,):
                return self.indicator(relation)
            case "gamma", (u,):
                return self.gamma(self.poly(u))
            case "loggamma", (u,):
                return self.log(self.gamma(self.poly(u)))
            case "digamma", (u,):
                return self.polygamma(0, self.poly(u))
            case "polygamma", (Term("num", (int() as order,)), u) if order >= 0:
                return self.polygamma(order, self.poly(u))
            case "cosh" | "sinh" | "tanh", (u,):
                return self.poly(_hyperbolic(t.op, u))
            case "abs", (u,):
                return self.absolute(u)
            case "sign", (u,) if (known := self.facts.sign_value(u)) is not None:
                return constant(known)
            case "maxof" | "minof", parts:
                return self.extremum(t.op, parts)
        return monomial(self.opaque(t))

    def opaque(self, t: Term) -> Term:
        """An atom: the same operator over sealed arguments. Two are equal when their parts are."""
        if t.op == "var" or not t.args:
            return t
        if t.op == "at":
            array, index = self.opaque(t.args[0]), self.index(t.args[1])
            return t if array is t.args[0] and index is t.args[1] else Term("at", (array, index))
        if t.op == "call":
            return Term("call", (self.opaque(t.args[0]), t.args[1], self.parameter(t.args[2])))
        if t.op in ("max", "min", "lam", "integral", "limit", "simplex", "space", "deriv", "gradient", "jacobian"):
            x, body = opened(t)
            self.fixed.add(x)
            inner = self.opaque(body) if t.op in ("gradient", "jacobian") else seal(self.poly(body))
            parameters = (self.parameter(a) for a in t.args[:-1])
            return Term(t.op, (*parameters, abstract(x, inner)))
        return Term(t.op, tuple(self.parameter(a) for a in t.args))

    def parameter(self, a: Term) -> Term:
        if not isinstance(a, Term) or a.op in ("sort", "infinity"):
            return a
        if not shape(a):
            return seal(self.poly(a))
        k = fresh("k", "index", ONE, shape(a)[0])  # a vector is canonical through its entries
        self.fixed.add(k)
        return Term("lam", (*k.args[2:], abstract(k, self.parameter(expand(at(a, k), unfold=False)))))

    def index(self, i: Term) -> Term:
        if i.op == "var" or i.op == "num":
            return i
        parts = affine(i)
        return i if parts is None else from_affine(*parts)

    # --- powers, exponentials, logarithms ---------------------------------------------------------------------------

    def power(self, op: str, base: Term, exponent: Term) -> Poly:
        poly, e = self.poly(base), self.poly(exponent)
        if not e or e.keys() == {UNIT}:
            number = e.get(UNIT, 0)
            if op == "root" and base.op == "pow" and _is_even(base.args[1]):
                return self.rational_power(self.absolute(base.args[0]), number * base.args[1].args[0])  # √(u²) = |u|
            return self.complex_power(poly, number) if op == "cpow" else self.rational_power(poly, number)
        if op == "pow" and not self.facts.positive_poly(poly):
            return self.integer_power(poly, e, exponent)
        return self.exp(times(e, self.log_of(base, "clog" if op == "cpow" else "log")))

    def integer_power(self, poly: Poly, e: Poly, exponent: Term) -> Poly:
        """u^k, k whole, of a u that may be negative or 0: factor by factor where u is a product."""
        if not poly:
            if not self.facts.at_least(exponent, 1):
                raise Undefined("0 to a power that may not be positive")
            return {}
        if len(poly) != 1 or any(f != int(f) for mono in poly for _, f in mono):
            return self.letter_power(poly, e, exponent)
        ((mono, c),) = poly.items()
        result = self.exp(times(e, self.log(constant(abs(c)))))
        if c < 0:
            result = times(result, self.alternating(e))
        for atom, f in mono:
            positive = self.facts.positive(atom)
            factor = self.exp(times(e, self.log(monomial(atom)))) if positive else self.letter_power(monomial(atom), e, exponent)
            result = times(result, self.rational_power(factor, f))
        return result

    def letter_power(self, poly: Poly, e: Poly, exponent: Term) -> Poly:
        """u^k as a letter of its own, but for the whole numbers in k; u^(j + 2k) = u^j (u^k)^2 if j and k are not negative."""
        whole = e.get(UNIT, 0)
        apart = isinstance(whole, int) and whole > 0 and self.facts.at_least(sub(exponent, num(whole)), 0)
        whole = whole if apart else 0  # 0^(k + 1) is not 0 · 0^k where k is −1
        rest = minus(e, constant(whole))
        result, base = self.rational_power(poly, whole), seal(poly)
        if not all(_is_counted(mono, c) and c > 0 and self.facts.at_least(seal({mono: 1}), 0) for mono, c in rest.items()):
            return times(result, monomial(Term("pow", (base, seal(rest)))))
        for mono, c in rest.items():
            result = times(result, monomial(Term("pow", (base, seal({mono: 1}))), c))
        return result

    def alternating(self, e: Poly) -> Poly:
        """(−1)^k: what is even in k does not matter."""
        if not all(mono == UNIT and isinstance(c, int) or _is_counted(mono, c) for mono, c in e.items()):
            return monomial(Term("pow", (MINUS, seal(e))))
        odd = [mono for mono, c in e.items() if c % 2]
        letters = settled({Term("pow", (MINUS, seal({mono: 1}))): 1 for mono in odd if mono})
        return scaled(letters, -1 if UNIT in odd else 1)

    def rational_power(self, poly: Poly, e: int | Fraction) -> Poly:
        whole = e == int(e)
        if not poly:
            if e <= 0:
                raise Undefined("division by zero" if e < 0 else "0 to the power 0")
            return {}
        if whole and e >= 0:
            return natural_power(poly, int(e))
        if whole and len(poly) == 1:
            ((mono, c),) = poly.items()
            return scaled(settled({a: f * e for a, f in mono}), 1 if c == 1 else number_power(c, int(e)))
        number, common, rest = content(poly)
        if len(rest) == 1:
            ((mono, c),) = rest.items()  # c is 1 or -1, mono what content leaves aside
            common, rest = frozenset([*common, *mono]), constant(c)
        if whole:
            sign = leading_sign(rest)
            result = scaled(settled({a: f * e for a, f in common}), number_power(number * sign, int(e)))
            rest = scaled(rest, sign)
            return result if rest == {UNIT: 1} else times(result, monomial(seal(rest), int(e)))
        split = {a: f for a, f in common if self.facts.positive(a) or e > 0 and f > 0 and self.facts.nonnegative(a)}
        even = {a: f for a, f in common if a not in split and f == int(f) and f % 2 == 0}
        rest = times(rest, {frozenset((a, f) for a, f in common if a not in split and a not in even): 1})
        result = settled({a: f * e for a, f in split.items()})
        result = times(result, settled({prime(p): f * e for p, f in primes(Fraction(number)).items()}))
        for a, f in even.items():  # (x²)^(1/2) = |x|
            result = times(result, self.rational_power(self.size(_opened_base(a)), f * e))
        return result if rest == {UNIT: 1} else times(result, settled({seal(rest): e}))

    def complex_power(self, poly: Poly, e: int | Fraction) -> Poly:
        """u^e of a complex u, e being a number: what is positive comes out of it, and the rest keeps its principal branch."""
        if e == int(e) or not poly or self.facts.positive_poly(poly):
            return self.rational_power(poly, e)
        number, common, rest = content(poly)
        outside = {a: f for a, f in common if self.facts.positive(a)}
        rest = times(rest, {frozenset((a, f) for a, f in common if a not in outside): 1})
        if not is_real(seal(rest)) or rest != {UNIT: -1}:
            inside = settled({Term("branch", (seal(rest),)): e}) if rest != {UNIT: 1} else constant(1)
        elif 2 * e == int(2 * e):
            inside = settled({I_ONCE[0]: int(2 * e)})
        else:
            inside = settled({Term("branch", (MINUS,)): e})
        return times(self.rational_power(times(constant(number), {frozenset(outside.items()): 1}), e), inside)

    def exp(self, poly: Poly) -> Poly:
        result = constant(1)
        for mono, c in poly.items():
            factor = None
            if len(mono) == 1:
                ((atom, e),) = mono
                if atom.op == "log" and e == 1:
                    factor = self.rational_power(unseal(atom.args[0]), c)
                if atom.op == "clog" and e == 1:
                    factor = self.complex_power(unseal(atom.args[0]), c)
            if factor is None and "turns" in self.rules and {I_ONCE, (PI, 1)} <= mono:
                factor = self.turned(mono - {I_ONCE, (PI, 1)}, c)
            result = times(result, factor or monomial(Term("exp", (seal({mono: 1}),)), c))
        return result

    def turned(self, mono: Mono, c: int | Fraction) -> Poly | None:
        """e^(iπ c k) for a whole k as a power of −1, quarter turns as a power of i; None for anything else."""
        if not mono:
            quarters = int(2 * c // 1)
            rest, turn = c - Fraction(quarters, 2), Term("exp", (seal({frozenset([I_ONCE, (PI, 1)]): 1}),))
            return times(settled({I_ONCE[0]: quarters}), monomial(turn, rest) if rest else constant(1))
        return self.alternating({mono: c}) if _is_counted(mono, c) else None

    def log_of(self, u: Term, op: str = "log") -> Poly:
        """log of a term, by positive factors and powers as they are written: their polynomials may not show that they are."""
        if u.op == "mul" and all(self.facts.mask(part) == POSITIVE for part in u.args):
            return plus({}, *map(self.log_of, u.args))
        if u.op in POWERS and self.facts.mask(u.args[0]) == POSITIVE and not self.facts.mask(u.args[1]) & UNREAL:
            return times(self.poly(u.args[1]), self.log_of(u.args[0]))
        return self.log(self.poly(u), op)

    def log(self, poly: Poly, op: str = "log") -> Poly:
        if op == "clog" and self.facts.positive_poly(poly):
            op = "log"
        if not poly:
            raise Undefined("the logarithm of 0")
        number, common, rest = content(poly)
        if len(rest) == 1:
            ((mono, c),) = rest.items()
            common, rest = frozenset([*common, *mono]), constant(c)
        result = {}
        for p, e in primes(Fraction(number)).items():
            result = plus(result, {frozenset([(Term("log", (num(p),)), 1)]): e})
        for atom, e in common:
            if not self.facts.positive(atom):
                if e == int(e) and e % 2 == 0 and is_real(atom):  # log x² = 2 log |x|
                    result = plus(result, scaled(self.log(self.size(_opened_base(atom))), e))
                else:
                    rest = times(rest, monomial(atom, e))
            elif atom.op == "exp":
                result = plus(result, scaled(unseal(atom.args[0]), e))
            else:
                result = plus(result, scaled(monomial(Term("log", (seal(_opened_base(atom)),))), e))
        return result if rest == {UNIT: 1} else plus(result, monomial(Term(op, (seal(rest),))))

    # --- sums -------------------------------------------------------------------------------------------------------

    def sum(self, t: Term) -> Poly:
        first, last, _ = t.args
        if first == ONE and from_one(last) and last.args[1] == "dimension" and "ranges" not in self.rules:
            return self.range_sum(t, ONE, last)  # the commonest
        count = difference(add(last, ONE), first)
        if count is None:
            raise Refused(f"the range of {t} is not an integer expression")
        unknown, extra = count
        if not self.facts.at_least(from_affine(unknown, extra), 0):
            raise Refused(f"the upper limit may lie below the lower one in {t}")
        if "ranges" in self.rules and self.facts.at_least(first, 1):
            return plus({}, *(self.between(*part) for part in _terms(t)))
        nearly = first.op == "num" and first.args[0] > -EXPANDED
        if "ranges" in self.rules and nearly and self.facts.at_least(from_affine(unknown, extra), 1):
            rest = Term("sum", (self.index(add(first, ONE)), *t.args[1:]), t.hint)
            return plus(self.poly(instantiate(t.args[-1], first)), self.sum(rest))
        if extra > EXPANDED or extra < 0 or not self.facts.at_least(from_affine(unknown, 0), 0):
            return self.range_sum(t, first, from_affine(unknown, extra))
        self.written += extra
        if self.written > WRITTEN:
            raise Refused("too many terms of sums to write out")
        written = {}  # as many terms as there are for certain; then the rest
        for offset in range(extra):
            written = plus(written, self.poly(instantiate(t.args[-1], self.index(add(first, num(offset))))))
        if not unknown:
            return written
        return plus(written, self.range_sum(t, self.index(add(first, num(extra))), from_affine(unknown, 0)))

    def between(self, t: Term, moved: Term) -> Poly:
        """Σ_{a..b} f as its sum from 1 to b without that from 1 to a − 1; if possible moved, so that f(k + s) is f(k)."""
        for form in (moved, t):
            first, last, body = form.args
            before = self.index(add(first, MINUS))
            try:
                if before != ZERO:  # what has no value before a could be anything there
                    self.facts.require_defined(Term("sum", (ONE, before, body)))
                return minus(self.prefix(form, last), self.prefix(form, before))
            except Undefined:
                continue
        return self.range_sum(t, t.args[0], from_affine(*difference(add(t.args[1], ONE), t.args[0])))

    def prefix(self, t: Term, last: Term) -> Poly:
        """The sum of a body from 1 up to `last` >= 0, from its sum up to the variables in `last` and the terms between."""
        unknown, extra = affine(last)
        if not -EXPANDED <= extra <= EXPANDED:
            raise Refused(f"too many terms of {t} to write out")
        upto, sign = from_affine(unknown, 0), 1 if extra >= 0 else -1
        if not self.facts.at_least(upto, 0):
            return self.range_sum(t, ONE, self.index(last))
        if extra < 0:  # terms after the last one are taken in, and off again
            try:
                self.facts.require_defined(Term("sum", (ONE, upto, t.args[-1])))
            except Undefined:
                return self.range_sum(t, ONE, self.index(last))
        between = range(1, extra + 1) if extra >= 0 else range(extra + 1, 1)
        terms = (self.poly(instantiate(t.args[-1], self.index(add(upto, num(j))))) for j in between)
        total = scaled(plus({}, *terms), sign)
        return plus(total, self.range_sum(t, ONE, upto)) if unknown else total

    def product(self, t: Term) -> Poly:
        """Π f = exp Σ log f where every factor is positive; of other products what is literal is written out.

        That is done at the end of the range if ranges are taken apart, and else where it begins.
        """
        first, last, _ = t.args
        k, body = opened(t)
        if self.facts.mask(body) == POSITIVE:
            return self.exp(self.poly(bind("sum", first, last, variable=k, body=fn("log", body))))
        count = difference(add(last, ONE), first)
        if count is None or not self.facts.at_least(from_affine(*count), 0):
            raise Refused(f"the range of {t} has no normal form")
        at_the_end = "ranges" in self.rules and count[0]
        extra = affine(last)[1] if at_the_end else count[1]
        length = from_affine(count[0], count[1] - extra)
        if not 0 <= extra <= EXPANDED or not self.facts.at_least(length, 0):
            extra, length = 0, from_affine(*count)
        start = first if at_the_end else self.index(add(first, num(extra)))
        written = constant(1)
        for offset in range(extra):
            place = self.index(add(last, num(-offset)) if at_the_end else add(first, num(offset)))
            written = times(written, self.poly(instantiate(t.args[-1], place)))
        return written if length == ZERO else times(written, self.range_product(t, start, length))

    def range_product(self, t: Term, start: Term, length: Term) -> Poly:
        """The product of a body over `length` indices from `start` on: a letter of its own."""
        k = fresh("k", "index", ONE, length)
        self.fixed.add(k)
        factor = seal(self.poly(instantiate(t.args[-1], self.index(add(k, start, MINUS)))))
        return monomial(Term("prod", (ONE, length, abstract(k, factor))))

    def range_sum(self, t: Term, start: Term, length: Term) -> Poly:
        """The sum of a body over `length` indices from `start` on."""
        k = fresh(t.hint or "k", "index", ONE, length)
        self.fixed.add(k)
        return self.summed(k, self.poly(instantiate(t.args[-1], k if start == ONE else self.index(add(k, start, MINUS)))))

    def summed(self, k: Term, body: Poly) -> Poly:
        """The sum of a polynomial over all values of an index."""
        total = {}
        for mono, c in body.items():
            outside = frozenset([factor for factor in mono if not occurs(k, factor[0])])
            if not from_one(k.args[3]) and any(e < 0 and not self.facts.positive(a) for a, e in outside):
                if not self.facts.at_least(k.args[3], 1):
                    raise Refused("an inverse under a sum does not depend on the index, and the range may be empty")
            total = plus(total, times({outside: c}, self.connected(k, mono - outside)))
        return total

    def connected(self, k: Term, factors: Mono) -> Poly:
        """The sum over k of a monomial each of whose factors depends on k."""
        if not factors:
            return self.poly(k.args[3])
        if not any(atom.op == "sum" for atom, _ in factors):
            return monomial(_nested([k], factors))
        indices, pending, flat = [k], list(factors), {}
        while pending:
            atom, e = pending.pop()
            inner = atom.op == "sum" and isinstance(e, int) and e > 0 and not atom.args[1].free & set(indices)
            if not inner:
                flat[atom] = flat.get(atom, 0) + e
                continue
            for _ in range(e):
                inside = atom
                while inside.op == "sum" and not inside.args[1].free & set(indices):
                    x, inside = opened(inside, fresh("k", "index", *inside.args[:2]))
                    indices.append(x)
                pending.extend([(inside, 1)] if inside.op == "sum" else unseal_mono(inside))
        result = constant(1)
        for mono in settled({a: e for a, e in flat.items() if e}).items():
            result = times(result, scaled(self.components(indices, mono[0]), mono[1]))
        return result

    def components(self, indices: list[Term], mono: Mono) -> Poly:
        """Sums over several indices, split where no factor ties them together."""
        result, groups = constant(1), []
        for index in indices:
            tied = [(atom, e) for atom, e in mono if occurs(index, atom)]
            group = ({index}, set(tied))
            for other in [g for g in groups if g[1] & group[1]]:
                groups.remove(other)
                group = (group[0] | other[0], group[1] | other[1])
            groups.append(group)
        loose = mono - frozenset().union(*(g[1] for g in groups))
        result = times(result, {loose: 1})
        for group_indices, factors in groups:
            orders = permutations(sorted(group_indices, key=hash)) if len(group_indices) < 6 else [group_indices]
            atoms = (_nested(order, factors) for order in orders)
            result = times(result, monomial(min(atoms, key=hash)))
        return result

    # --- deltas, brackets, absolute values, Γ -----------------------------------------------------------------------

    def delta(self, i: Term, j: Term) -> Poly:
        gap = difference(i, j)
        if gap is None:
            raise Refused(f"a delta compares indices, not {i} and {j}")
        unknown, offset = gap
        if not unknown:
            return constant(0 if offset else 1)
        if self.facts.different(unknown, offset):
            return {}
        if "collapse" in self.rules and not any(v in self.fixed or v.op != "var" for v in unknown):
            raise Split(i, j)
        return monomial(Term("same", (self.index(i), self.index(j))))

    def indicator(self, relation: Term) -> Poly:
        """[a = b] up to the sign of b − a, [a < b] by b − a; [a ≠ b] = 1 − [a = b], and [a <= b] = 1 − [b < a]."""
        op, (left, right) = relation.op, relation.args
        if op in ("ne", "le"):
            opposite = Term("eq", (left, right)) if op == "ne" else Term("lt", (right, left))
            return minus(constant(1), self.indicator(opposite))
        _, common, rest = content(minus(self.poly(right), self.poly(left)))
        rest = raised(rest, {a: e for a, e in common if not self.facts.positive(a)})
        if not rest or rest.keys() == {UNIT}:
            return constant(int(not rest if op == "eq" else rest.get(UNIT, 0) > 0))
        return monomial(Term("ind", (_either(rest) if op == "eq" else Term("lt", (ZERO, seal(rest))),)))

    def absolute(self, u: Term) -> Poly:
        match self.facts.sign(u):
            case "nonnegative":
                return self.poly(u)
            case "nonpositive":
                return scaled(self.poly(u), -1)
        return self.size(self.poly(u))

    def size(self, poly: Poly) -> Poly:
        """|u| of a polynomial u: known signs and numbers come out."""
        if not poly:
            return {}
        number, common, rest = content(poly)
        outside = {a: e for a, e in common if self.facts.positive(a)}
        inside = times(rest, {frozenset((a, e) for a, e in common if a not in outside): 1}) if common else rest
        real = all(is_real(a) for mono in inside for a, _ in mono)
        size = monomial(Term("abs", (_either(inside),))) if real else self.modulus(inside)  # |u|² = u² for a real u only
        return scaled(times(settled(outside), size), number)

    def modulus(self, poly: Poly) -> Poly:
        """|u| of a u that need not be real, factor by factor."""
        number, common, rest = content(poly)
        result = constant(number)
        for atom, e in common:
            result = times(result, self.modulus_of_atom(atom, e))
        if len(rest) == 1:  # 1, −1, or brackets
            return times(result, {mono: abs(c) for mono, c in rest.items()})
        return times(result, monomial(Term("modulus", (_either(rest),))))

    def modulus_of_atom(self, atom: Term, e: int | Fraction) -> Poly:
        """|u^e| = |u|^e; |e^(iy)| is 1 for a real y."""
        if atom.op == "imaginary":
            return constant(1)
        if atom.op == "exp":
            ((mono, _),) = unseal(atom.args[0]).items()
            if I_ONCE in mono and all(is_real(a) for a, _ in mono - {I_ONCE}):
                return constant(1)
        if atom.op == "branch":
            return self.rational_power(self.size(unseal(atom.args[0])), e)
        if atom.op == "poly" and not is_real(atom):
            return self.rational_power(self.modulus(unseal(atom)), e)
        if is_real(atom):
            return self.rational_power(self.size(_opened_base(atom)), e)
        return monomial(Term("modulus", (_either(monomial(atom)),)), e)

    def extremum(self, op: str, parts: Iterable[Term]) -> Poly:
        """The largest (smallest) of several numbers: those that another one is known to exceed drop out."""
        larger = "nonnegative" if op == "maxof" else "nonpositive"
        left = list(dict.fromkeys(parts))
        for part in list(left):
            if any(other != part and self.facts.sign(sub(other, part)) == larger for other in left):
                left.remove(part)
        values = {seal(self.poly(part)) for part in left}
        if len(values) == 1:
            return unseal(values.pop())
        return monomial(Term("maximum" if op == "maxof" else "minimum", tuple(values)))

    def shifted_down(self, u: Poly) -> Iterator:
        """u − 1, u − 2, ..., as long as they are known to be positive; none without the rule of Γ."""
        for _ in range(SHIFTS if "gamma" in self.rules else 0):
            u = plus(u, constant(-1))
            if not u or not (self.facts.positive_poly(u) or self.counts(u)):
                return
            yield u
        if "gamma" in self.rules:
            raise Refused("too many steps of the recursion of Γ")

    def counts(self, u: Poly) -> bool:
        """Is it a whole number of at least 1, by the ranges of its indices?"""
        return all(not mono or _is_counted(mono, c) for mono, c in u.items()) and self.facts.at_least(_counted(u), 1)

    def gamma(self, u: Poly) -> Poly:
        """Γ(u); with the rule, its argument is shifted down while it is known to stay positive."""
        result = constant(1)
        for below in self.shifted_down(u):
            u, result = below, times(result, below)
        if u == constant(1) and "gamma" in self.rules:
            return result
        named = monomial(PI, HALF) if u == {UNIT: HALF} else monomial(Term("gamma", (seal(u),)))
        return times(result, named)

    def polygamma(self, order: int, u: Poly) -> Poly:
        """ψ^(m)(u); the rule of Γ, differentiated, shifts its argument down while it is known to stay positive."""
        result = {}
        for below in self.shifted_down(u):
            step = scaled(self.rational_power(below, -order - 1), (-1) ** order * factorial(order))
            u, result = below, plus(result, step)
        if order == 0:
            return plus(result, scaled(monomial(EULER), -1) if u == constant(1) else monomial(Term("digamma", (seal(u),))))
        return plus(result, monomial(Term("polygamma", (num(order), seal(u)))))


def _terms(t):
    """A sum of several terms as several sums: each as it is, and as Σ_{k=a+s..b+s} f(k) if it is Σ_{k=a..b} f(k + s)."""
    first, last, _ = t.args
    k, body = opened(t)
    for part in body.args if body.op == "add" else (body,):
        shift = _common_shift(part, k)
        start, end = (from_affine(*affine(add(a, shift))) for a in (first, last))
        moved = substitute(part, {k: from_affine(*difference(k, shift))})
        yield bind("sum", first, last, variable=k, body=part), bind("sum", start, end, variable=k, body=moved)


def _common_shift(body, k):
    """What is added to k wherever it occurs, with the least number that is; 0 where that is not the same everywhere."""
    shifts = list(_shifts(body, k))
    if None in shifts or any(shift[0] != shifts[0][0] for shift in shifts):
        return ZERO
    return from_affine(shifts[0][0], min(shift[1] for shift in shifts)) if shifts else ZERO


def _shifts(term, k):
    """What is added to k in each integer expression of a term; None where more is done to k than to add."""
    if not occurs(k, term):
        return
    parts = affine(term)
    if parts is None:
        for arg in term.args:
            if arg.__class__ is Term:
                yield from _shifts(arg, k)
    elif parts[0].get(k) == 1 and not term.loose:
        yield {v: c for v, c in parts[0].items() if v != k}, parts[1]
    else:
        yield None


def _nested(order, factors):
    """The sum over the indices, the innermost first, of a product of factors."""
    for depth, index in enumerate(order):
        factors = [(abstract(index, atom, depth), e) for atom, e in factors]
    body = seal_mono(factors)
    for index in order:
        body = Term("sum", (ONE, index.args[3], body))
    return body


def _either(poly):
    """A polynomial up to its sign, whatever its variables are called: both it and its negative."""
    return Term("sides", (seal(poly), seal(scaled(poly, -1))))


def _opened_base(atom):
    return unseal(atom) if atom.op == "poly" else monomial(atom)


def _is_even(exponent):
    return exponent.op == "num" and exponent.args[0] == int(exponent.args[0]) and exponent.args[0] > 0 and exponent.args[0] % 2 == 0


def _is_counted(mono, c):
    """Is a term of an exponent a whole multiple of one variable that stands for a whole number?"""
    return isinstance(c, int) and len(mono) == 1 and affine(seal({mono: 1})) is not None


def _counted(poly):
    """A polynomial in single variables as an integer expression."""
    return from_affine({next(iter(mono))[0]: c for mono, c in poly.items() if mono}, poly.get(UNIT, 0))


def _hyperbolic(op, u):
    up, down = fn("exp", u), fn("exp", mul(MINUS, u))
    half = num(Fraction(1, 2))
    match op:
        case "cosh":
            return mul(half, add(up, down))
        case "sinh":
            return mul(half, sub(up, down))
    return mul(sub(up, down), power(add(up, down), MINUS))


# --- eliminating deltas ---------------------------------------------------------------------------------------------


def eliminate(term: Term, facts: Facts) -> Term:
    """Replace every delta that is tied to a summation index by what it does to the sum."""
    if not term.marks & DELTA:
        return term
    if term.op == "sum":
        return _eliminate_sum(term, facts)
    if term.op == "prod" and facts.mask(opened(term)[1]) == POSITIVE:
        k, body = opened(term)
        return fn("exp", eliminate(bind("sum", *term.args[:2], variable=k, body=fn("log", body)), facts))
    return reopened(term, lambda a: eliminate(a, facts), lambda x, body: eliminate(body, facts.within(term, x)))


def _eliminate_sum(term, facts):
    """Σ_k B = Σ_k B₀ + Σ_t Π_{s<t} (1 − δ(f_s,f_t)) · (B(f_t) − B₀(f_t)), B₀ being B where every δ(k, ·) is 0, with values."""
    k, body = opened(term)
    body = _decided(eliminate(body, facts))
    partners = list(dict.fromkeys(_partner(t, k) for t in _deltas(body, k)))
    if not partners:
        return bind("sum", *term.args[:2], variable=k, body=body)
    first, last, _ = term.args
    for partner in partners:
        if not facts.in_range(partner, first, last):
            raise Refused(f"the index {partner} may lie outside the range of the sum")
    apart = _without_deltas(body, k)
    rest = bind("sum", first, last, variable=k, body=apart)
    facts.require_defined(expand(rest, unfold=True))
    pieces = [rest] if apart != ZERO else []
    for place, partner in enumerate(partners):
        earlier = (sub(ONE, Term("delta", (other, partner))) for other in partners[:place])
        gained = sub(substitute(body, {k: partner}), substitute(apart, {k: partner}))
        pieces.append(_decided(mul(*earlier, gained)))
    return add(*pieces)


def _deltas(term, k):
    """The deltas in a term that compare k."""
    if term.marks & DELTA and occurs(k, term):
        if term.op == "delta":
            yield term
        for arg in term.args:
            if arg.__class__ is Term:
                yield from _deltas(arg, k)


def _decided(term):
    """Deltas whose two indices are the same expression, or never meet, are 1 or 0."""
    if term.op == "delta":
        left, right = term.args
        if left.op == right.op == "var":
            return ONE if left == right else term
        unknown, offset = difference(left, right) if not term.loose else (True, 0)
        return term if unknown else ZERO if offset else ONE
    return rebuild(term, lambda a, _: _decided(a), 0) if term.marks & DELTA else term


def _partner(delta, k):
    """The index that a delta compares k with: δ(k + 1, i) compares it with i − 1."""
    if delta.loose:
        raise Refused("a delta under a maximum or an integral is tied to a summation index")
    left, right = delta.args
    if left.op == right.op == "var" and left != right:
        return right if left == k else left
    coefficients, offset = difference(*delta.args)
    factor = coefficients.pop(k, 0)
    if factor not in (1, -1):
        raise Refused(f"{delta} does not determine the summation index")
    return from_affine({v: -factor * c for v, c in coefficients.items()}, -factor * offset)


def _without_deltas(term, k):
    """A term with every delta of k put to 0, and what is 0 with it."""
    if not term.marks & DELTA or not occurs(k, term):
        return term
    if term.op == "delta":
        return ZERO
    if term.op == "add":
        return add(*(rest for part in term.args if (rest := _without_deltas(part, k)) != ZERO))
    if term.op == "mul":
        parts = [_without_deltas(part, k) for part in term.args]
        return ZERO if ZERO in parts else mul(*parts)
    return rebuild(term, lambda a, _: _without_deltas(a, k), 0)


# --- equality -------------------------------------------------------------------------------------------------------


def vanishes(poly: Poly) -> bool:
    """Is it the empty polynomial once the inverses of sums are cleared?"""
    for _ in range(12):
        least = {}
        for mono in poly:
            for atom, e in mono:
                if atom.op == "poly":
                    least[atom] = min(least.get(atom, 0), e)
        inverse = {atom: -e for atom, e in least.items() if e < 0}
        if not poly or not inverse:
            return not poly
        poly = raised(poly, inverse)
    raise Refused("the denominators do not clear")


def equal(left: Term, right: Term, facts: Facts, rules: frozenset) -> bool:
    """Are two expanded expressions equal wherever both are defined, for every n? False means: not shown.

    Deltas of free indices i and j that no sum eliminates split it into the cases i = j and i ≠ j.
    """
    if "collapse" in rules:
        left, right = eliminate(left, facts), eliminate(right, facts)
    return _equal_forms(left, right, facts, rules)


def _equal_forms(left, right, facts, rules):
    normaliser = facts.normaliser(rules)
    try:
        return vanishes(minus(normaliser.poly(left), normaliser.poly(right)))
    except Split as split:
        i, j = split.args
    return _equal_indices(left, right, facts, rules, i, j) and _equal_forms(left, right, facts.apart(i, j), rules)


def _equal_indices(left, right, facts, rules, i, j):
    """The case i = j: one of the two gives way to the other."""
    coefficients, offset = difference(i, j)
    solvable = (v for v, c in coefficients.items() if c in (1, -1) and v.args[1] != "dimension")
    variable = max(solvable, key=lambda v: v.args[0], default=None)
    if variable is None:
        raise Refused(f"cannot solve {i} = {j}")
    factor = coefficients.pop(variable)
    value = from_affine({v: -factor * c for v, c in coefficients.items()}, -factor * offset)
    case = {variable: value}
    return _equal_forms(substitute(left, case), substitute(right, case), facts.where(case), rules)
