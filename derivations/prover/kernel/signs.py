"""Facts: what is known of the variables, and what follows from it at sight.

A sign is a set of possibilities, kept as bits: negative, zero, positive, not real.  It is read off the term as it is
written, (h_i - h_j)^2 before it is expanded, and sharpened by the hypotheses.  From the same reading come the obligations
of a term: what must be positive, nonzero or in range for it to have a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from operator import and_

from .definitions import expand
from .derivative import EXTREMA, evaluate, halves, opened_near
from .normal import Normaliser, eliminate
from .polynomial import (
    Poly, Refused, UNIT, Undefined, content, leading_sign, minus, raised, scaled, seal, unseal, unseal_mono,
)  # fmt: skip
from .terms import (
    BINDERS, DELTA, DERIVATIVE, ELEMENTWISE, INDEX_BINDERS, NOTHING, ONE, PARTIAL, POWERS, TOTAL, ZERO, IllTyped, Term, add,
    affine, at, bind, continuous, difference, entries, fn, fresh, from_affine, from_one, instantiate, is_real, mapped, mul, num,
    occurs, opened, power, reopened, shape, sub, substitute, subterms, surely_from_one,
)  # fmt: skip

NEG, NIL, POS, UNREAL = 1, 2, 4, 8
REAL = NEG | NIL | POS
FOUND = {"signs", "said", "forms"}  # what is asked of facts once; of the signs of terms and the normal forms only so many are kept
SIGNS, FORMS = 20_000, 5_000
DOMAINS = {
    "real": REAL, "positive": POS, "nonnegative": NIL | POS, "integer": REAL, "natural": NIL | POS,
    "positive integer": POS, "(0, 1)": POS, "index": POS, "dimension": POS, "complex": REAL | UNREAL,
}  # fmt: skip


def meaning(term: Term, facts: Facts | None = None) -> Term:
    """A term with definitions unfolded and derivatives taken: what its signs and obligations are read from.

    With facts, only those derivatives are taken that exist by them at sight.
    """
    plain = expand(term, unfold=True)
    return evaluate(plain) if facts is None else taken(plain, facts)


def taken(t: Term, facts: Facts) -> Term:
    """An expanded term with those derivatives taken that exist at sight.

    Elsewhere calculus may say something else than their value: by its rules |x| |x| has the second derivative 2 sign(x)^2.
    """
    if not t.marks & DERIVATIVE:
        return t
    if t.op == "deriv":
        try:
            for what, place, where in differentiability(t, facts, set()):
                if what != NO_VALUE:
                    where.discharge(what, place)
                elif taken(place, where).marks & DERIVATIVE:  # it may have none, or one that is not by rule what stands in it
                    return t
        except Refused:
            return t
        return evaluate(t)
    return reopened(t, lambda a: taken(a, facts), lambda x, body: taken(body, facts.within(t, x)))


class Facts:
    """The hypotheses of a statement, ready for look-up. Facts never change; `given` makes larger ones."""

    @classmethod
    def of(cls, hypotheses: Iterable[Term] = ()) -> Facts:
        """The facts of these hypotheses, made once for the many rules that ask for them."""
        return _facts(tuple(dict.fromkeys(hypotheses)))

    def __init__(self, earlier=None, hypothesis=None):
        """Nothing, or earlier facts and one hypothesis more, learned last."""
        self.hypotheses = ()
        self.known, self.schemes, self.separate = {}, [], set()
        self.equations, self.spans, self.gaps = {}, {}, {}
        self.signs, self.said, self.forms = {}, {}, None  # nothing that is found while there is more to learn is kept
        if hypothesis is not None:
            self.__dict__ |= {name: copy(value) for name, value in vars(earlier).items() if name not in FOUND}
            self._learn(hypothesis)
            self.hypotheses += (hypothesis,)
        self.signs, self.said, self.forms = {}, {}, {}

    def given(self, *hypotheses: Term) -> Facts:
        return _facts(tuple(dict.fromkeys((*self.hypotheses, *hypotheses))))

    def where(self, case: dict) -> Facts:
        return _facts(tuple(substitute(h, case) for h in self.hypotheses)) if self.hypotheses else self

    def apart(self, i: Term, j: Term) -> Facts:
        return self.given(Term("ne", (i, j)))

    def within(self, binder: Term, x: Term) -> Facts:
        """The facts inside a binder: between the limits of an integral the variable lies between them."""
        if binder.op != "integral" or any(a.op == "infinity" for end in binder.args[:2] for a in subterms(end)):
            return self
        way = self.mask(sub(binder.args[1], binder.args[0]))
        if way & ~(NIL | POS):
            return self
        between = "le" if way & NIL else "lt"  # where the ends meet, the integrand needs a value there
        return self.given(Term(between, (binder.args[0], x)), Term(between, (x, binder.args[1])))

    def _learn(self, hypothesis):
        match hypothesis.op, hypothesis.args:
            case "and", parts:
                for part in parts:
                    self._learn(part)
            case "forall", _:
                self.schemes.append(hypothesis)
            case "eq" | "ne" | "le" | "lt" as relation, (left, right) if not shape(left):
                self._compare(relation, left, right)

    def _compare(self, relation, left, right):
        gap = difference(right, left)
        if gap is not None:
            unknown, offset = gap
            if relation == "ne":
                self.separate |= {_key(unknown, offset), _key(*difference(left, right))}
                if left.op == right.op == "var" and left.args[1:] == right.args[1:] == ("index", ONE, left.args[-1]):
                    self._raise(*affine(left.args[-1]), 2)  # two different indices: n >= 2
            if relation in ("le", "lt"):
                self._raise(unknown, offset, int(relation == "lt"))
        if relation == "eq":
            self._orient(Term("eq", (left, right)))
        mask = {"eq": NIL, "ne": NEG | POS | UNREAL, "le": NIL | POS, "lt": POS}[relation]
        try:
            gap = self.poly(sub(right, left))
            key, flip = self._canonical(gap)
        except Refused:
            return  # too hard to look up; the rules that use a hypothesis by name still can
        if relation in ("le", "lt"):
            self._bound(gap, relation == "lt")
        self.known[key] = self.known.get(key, REAL | UNREAL) & (_minus(mask) if flip else mask)
        self.signs, self.said = {}, {}

    def _raise(self, unknown, offset, bound):
        """An integer expression is at least a bound."""
        key = frozenset(unknown.items())
        self.gaps[key] = max(bound - offset, self.gaps.get(key, bound - offset))

    def _bound(self, gap, strict):
        """A bound of one atom by a number: 0 <= c · atom + d."""
        rest = {m: c for m, c in gap.items() if m}
        if len(rest) == 1:
            ((mono, c),) = rest.items()
            edge = Fraction(-gap.get(UNIT, 0)) / c
            if len(mono) == 1 and next(iter(mono))[1] == 1:
                atom = next(iter(mono))[0]
                new = Span(edge, strict, None, True) if c > 0 else Span(None, True, edge, strict)
                self.spans[atom] = new.meet(self.spans.get(atom, Span()))

    def _orient(self, equation):
        """An equation as a replacement of one atom by what it equals."""
        try:
            gap = minus(*(self.poly(side) for side in equation.args))
        except Refused:
            return
        for atom, c in [(atom, c) for atom, c in _leading(gap) if _sort_fits(atom, gap)][:1]:
            value = scaled({m: k for m, k in gap.items() if m != frozenset([(atom, 1)])}, Fraction(-1) / c)
            try:
                earlier = {a: self.normaliser().replaced(v, {atom: value}) for a, v in self.equations.items()}
            except Refused:  # the equations together have no value: each by itself still says what it says
                return
            self.equations = earlier | {atom: value}
            sign = _domain_mask(atom) if atom.op in ("var", "at") else POS if self.positive(atom) else REAL | UNREAL
            if value.keys() - {UNIT}:
                key, flip = self._canonical(value)
                self.known[key] = self.known.get(key, REAL | UNREAL) & (_minus(sign) if flip else sign)

    def normaliser(self, using: frozenset = NOTHING) -> Normaliser:
        """Normal forms under these facts, each computed once: it depends on the term, on the facts and on what it may use alone."""
        if self.forms is None:
            return Normaliser(self, using)
        known = self.forms.get(using)
        if known is None or len(known.memo) > FORMS:
            known = self.forms[using] = Normaliser(self, using)
        known.written = 0
        return known

    def poly(self, term: Term) -> Poly:
        return self.normaliser().poly(meaning(term, self))

    def _canonical(self, poly):
        """A polynomial up to a positive factor, and whether its sign was turned."""
        if not poly:
            return ZERO, False
        _, common, rest = content(poly)
        rest = raised(rest, {atom: e for atom, e in common if not self.positive(atom)})
        flip = leading_sign(rest) < 0
        return seal(scaled(rest, -1) if flip else rest), flip

    # --- look-up ----------------------------------------------------------------------------------------------------

    def known_mask(self, poly: Poly) -> int:
        if not poly.keys() - {UNIT}:
            return _of_number(poly.get(UNIT, 0))
        return self._said_of(*self._canonical(poly)) if self.known or self.schemes else REAL | UNREAL

    def _said_of(self, key, flip):
        """What the hypotheses say of a canonical polynomial, or of its negative."""
        if key not in self.said:
            mask = self.known.get(key, REAL | UNREAL)
            self.said[key] = reduce(and_, (self._from_scheme(scheme, key) for scheme in self.schemes), mask)
        return _minus(self.said[key]) if flip else self.said[key]

    def _from_scheme(self, scheme, key):
        """What a hypothesis "for all k" says of this key, at the indices and arguments that occur in it."""
        kind, body = scheme.args
        mask = REAL | UNREAL
        for value in self._instances(kind, key):
            others = [part for h in self.hypotheses for part in _conjuncts(h) if part.op != "forall"]
            mask &= _facts((*others, instantiate(body, value)))._said_of(key, False)
        return mask

    def _instances(self, kind: Term, key: Term) -> list[Term]:
        """The indices in a key that lie in a range, and the numbers in a domain at which a function is taken."""
        match kind.args:
            case "index", first, last:
                places = {t.args[1] for t in subterms(key) if t.op == "at" and not t.args[1].loose}
                return [place for place in places if self.in_range(place, first, last)]
            case ("real" | "positive" as domain,):
                places = {t.args[2] for t in subterms(key) if t.op == "call" and not t.args[2].loose and _is_number(t.args[2])}
                return [place for place in places if domain == "real" or self.mask(place) == POS]
        return []

    def positive(self, atom: Term) -> bool:
        """Is an atom of a normal form known to be a positive number?"""
        match atom.op, atom.args:
            case "exp", _:
                return is_real(atom)
            case "sum", (_, last, body):
                return (from_one(last) or self.at_least(last, 1)) and self.positive(body)
            case "mono", _:
                return all(self.positive(factor) for factor, _ in unseal_mono(atom))
            case "poly", parts:
                if all(p.args[0].args[0] > 0 and self.positive(p.args[1]) for p in parts):
                    return True
                if not atom.loose and self.span(unseal(atom)).mask() == POS:
                    return True
            case "gamma" | "prime" | "pi" | "euler", _:
                return True
            case "var" | "at", _:
                if _domain_mask(atom) == POS:
                    return True
            case "polygamma", (Term("num", (order,)), _):
                return order % 2 == 1
            case "call", _:
                if _value_mask(atom) == POS:
                    return True
            case "log", (Term("num", (c,)),):
                return c > 1
        if atom.loose:
            return False
        return self._said_of(*self._canonical_atom(atom)) == POS

    def _canonical_atom(self, atom):
        if atom.op != "poly":
            return atom, False
        poly = unseal(atom)
        flip = leading_sign(poly) < 0
        return (seal(scaled(poly, -1)) if flip else atom), flip

    def positive_poly(self, poly: Poly) -> bool:
        if self._all_positive(poly) or self.known_mask(poly) == POS:
            return True
        if self.span(poly).mask() == POS:
            return True
        _, common, rest = content(poly) if poly else (0, (), {})
        return bool(common) and all(self.positive(a) for a, _ in common) and self._all_positive(rest)

    def span(self, poly: Poly) -> Span:
        """An interval in which a real polynomial lies, from the domains of its atoms and numerical hypotheses."""
        if not all(is_real(atom) for mono in poly for atom, _ in mono):
            return Span()
        total = Span(0, False, 0, False)
        for mono, c in poly.items():
            part = Span(1, False, 1, False)
            for atom, e in mono:
                part = part.times(self._atom_span(atom).power(e))
            total = total.plus(part.scaled(c))
        return total

    def _atom_span(self, atom):
        if atom.op in ("same", "ind"):
            return Span(0, False, 1, False)
        known = self.spans.get(atom, Span())
        if atom.op in ("var", "at"):
            match _root(atom).args[1:2]:
                case ("(0, 1)",):
                    return Span(0, True, 1, True).meet(known)
                case ("dimension" | "positive integer",) if atom.op == "var":
                    return Span(self.least(atom, 1), False, None, True)
                case ("index",) if atom.op == "var":
                    return Span(*self._end(atom.args[2]), *self._end(atom.args[3])).meet(known)
            mask = _domain_mask(atom)
        else:
            if atom.op == "exp" and not atom.loose and self._all_positive(unseal(atom.args[0])):
                return Span(1, True, None, True).meet(known)
            mask = POS if atom.op in ("exp", "gamma", "prime", "sum") and self.positive(atom) else REAL
        return Span(0, mask == POS, None, True).meet(known) if not mask & ~(NIL | POS) else known

    def _end(self, bound):
        """The end of a range as that of a span: a number that is reached, or nothing known."""
        return (bound.args[0], False) if bound.op == "num" else (None, True)

    def _all_positive(self, poly):
        """No term is negative, and one is surely positive."""
        if not poly or not all(c > 0 and all(self.nonnegative(a) for a, _ in m) for m, c in poly.items()):
            return False
        return any(all(self.positive(a) for a, _ in m) for m in poly)

    def nonnegative(self, atom: Term) -> bool:
        if self.positive(atom):
            return True
        if atom.op == "sum":
            return atom.args[2].op == "mono" and all(self.nonnegative(factor) for factor, _ in unseal_mono(atom.args[2]))
        if atom.op == "call":
            return not _value_mask(atom) & ~(NIL | POS)
        return atom.op in ("same", "ind", "abs", "modulus") or atom.op in ("var", "at") and not _domain_mask(atom) & ~(NIL | POS)

    # --- integers ---------------------------------------------------------------------------------------------------

    def at_least(self, term: Term, bound: int) -> bool:
        """Is an integer expression known to be >= bound? By the ranges of indices and the bounds of dimensions."""
        parts = affine(term)
        if parts is None:
            return False
        unknown, offset = parts
        if self._by_hypothesis(unknown, offset, bound):
            return True
        replaced = set()
        while index := next((v for v in unknown if _is_index(v) and not _bounds_another(v, unknown)), None):
            if index in replaced:
                return False
            replaced.add(index)
            c = unknown[index]
            own = self.least(index, 1)
            edge = num(own) if c > 0 and own > 1 else index.args[2 if c > 0 else 3]
            rest = {v: k for v, k in unknown.items() if v is not index}
            parts = affine(add(from_affine(rest, offset), mul(num(c), edge)))
            if parts is None:
                return False
            unknown, offset = parts
        least = offset
        for v, c in unknown.items():
            if v.op != "var" or _is_index(v) or c < 0 or DOMAINS[v.args[1]] & NEG:
                return self._known_at_least(unknown, offset, bound)
            start = 0 if v.args[1] == "natural" else 1
            least += c * self.least(v, start)
        return least >= bound

    def natural(self, term: Term) -> bool:
        """Is an integer expression known to be >= 0?"""
        if term.op == "num":
            return term.args[0] >= 0
        return self.at_least(term, 0) or affine(term) is None and not term.loose and not self.mask(term) & ~(NIL | POS)

    def in_range(self, index: Term, first: Term, last: Term) -> bool:
        """Is an integer expression known to lie between two others? An index of that very range does."""
        if index.op == "var" and index.args[1:] == ("index", first, last):
            return True
        return self.at_least(sub(index, first), 0) and self.at_least(sub(last, index), 0)

    def least(self, v: Term, least: int) -> int:
        """What a whole number is at least by the hypotheses; or what it is known to be at least."""
        return max(least, self.gaps.get(frozenset([(v, 1)]), least))

    def _by_hypothesis(self, unknown, offset, bound):
        return self.gaps and self.gaps.get(frozenset(unknown.items()), bound - offset - 1) + offset >= bound

    def _known_at_least(self, unknown, offset, bound):
        if self._by_hypothesis(unknown, offset, bound):
            return True
        try:
            return not self.known_mask(self.poly(from_affine(unknown, offset - bound))) & ~(NIL | POS)
        except Refused:
            return False

    def different(self, unknown: dict, offset: int) -> bool:
        gap = from_affine(unknown, offset)
        return (
            _key(unknown, offset) in self.separate
            or self.at_least(gap, 1)
            or self.at_least(from_affine({v: -c for v, c in unknown.items()}, -offset), 1)
        )

    def sign_value(self, term: Term) -> int | None:
        return {NEG: -1, NIL: 0, POS: 1}.get(self.mask(term))

    def sign(self, term: Term) -> str | None:
        mask = self.mask(term)
        if mask == REAL and affine(term) is not None and self.at_least(mul(num(-1), term), 0):
            return "nonpositive"
        return "nonnegative" if not mask & ~(NIL | POS) else "nonpositive" if not mask & ~(NIL | NEG) else None

    # --- signs ------------------------------------------------------------------------------------------------------

    def mask(self, term: Term) -> int:
        """The possible signs of an unfolded term."""
        if term not in self.signs:
            if len(self.signs) > SIGNS:
                self.signs.clear()
            mask = self._structure(term)
            if mask & UNREAL and not term.loose and is_real(term):
                mask &= REAL  # what is built from real numbers is real where it has a value
            if mask & (mask - 1) and not term.loose:
                mask &= self._looked_up(term)
            self.signs[term] = mask
        return self.signs[term]

    def meant(self, term: Term) -> int:
        """The possible signs of a term as it is written."""
        return self.mask(meaning(term, self))

    def _looked_up(self, term):
        if self.at_least(term, 1):
            return POS
        if self.at_least(term, 0):
            return NIL | POS
        if term.marks & DELTA:
            return self._collapsed(term)
        try:
            poly = self.normaliser().poly(term)
        except Refused:
            return REAL | UNREAL
        if self.positive_poly(poly):
            return POS
        return self.known_mask(poly) & (self.span(poly).mask() | UNREAL)

    def _collapsed(self, term):
        """The sign once the deltas under sums are collapsed."""
        try:
            plain = eliminate(term, self)
            return REAL | UNREAL if plain.marks & DELTA else self.mask(plain)
        except Refused:
            return REAL | UNREAL

    def _structure(self, t):
        match t.op, t.args:
            case "num", (c,):
                return _of_number(c)
            case "at", (Term("cons", (head, rest)), _):
                k = fresh("k", "index", ONE, shape(rest)[0])  # any entry, as the index says nothing of those of the rest
                return self.mask(head) | self.mask(expand(at(rest, k), unfold=False))
            case "var" | "at", _:
                return _domain_mask(t)
            case "add", parts:
                return _bracketed(parts) or self._less_one(parts) or reduce(_plus, map(self.mask, parts))
            case "mul", parts:
                return reduce(_times, (self._repeated(part, parts.count(part)) for part in dict.fromkeys(parts)))
            case "pow", (base, exponent):
                return self._power(base, exponent)
            case "root", (base, Term("num", (q,))):
                return POS if q < 0 or self.mask(base) == POS else NIL | POS
            case "rpow", (_, exponent):
                return REAL | UNREAL if self.mask(exponent) & UNREAL else POS
            case "cpow", (base, exponent):
                return REAL | UNREAL if self.mask(base) != POS or self.mask(exponent) & UNREAL else POS
            case "exp", (u,):
                real = is_real(u) and not u.loose or not self.mask(u) & UNREAL
                return POS if real else NEG | POS | UNREAL
            case "log" | "clog", (u,):
                if self.mask(u) & (UNREAL | NEG):
                    return REAL | UNREAL
                return self.mask(u.args[0]) if u.op == "exp" else self.mask(sub(u, ONE))
            case "gamma", (u,) if self.mask(u) == POS:
                return POS
            case "polygamma", (Term("num", (int() as order,)), u) if order >= 1 and self.mask(u) == POS:
                return POS if order % 2 else NEG  # (−1)^(m+1) m! Σ_j (u + j)^(−m−1)
            case "abs", (u,):
                return (POS if self.mask(u) & ~NIL else 0) | self.mask(u) & NIL
            case "sign" | "sinh" | "tanh", (u,):
                return REAL | UNREAL if self.mask(u) & UNREAL else self.mask(u)
            case "cosh", (u,) if not self.mask(u) & UNREAL:
                return POS
            case "delta" | "ind", _:
                return NIL | POS
            case "pi" | "euler", ():
                return POS
            case "call", _:
                return _value_mask(t)
            case "maxof", parts:
                masks = list(map(self.mask, parts))
                return POS if POS in masks else NIL | POS if any(not m & ~(NIL | POS) for m in masks) else _union(masks)
            case "minof", parts:
                masks = list(map(self.mask, parts))
                return NEG if NEG in masks else NIL | NEG if any(not m & ~(NIL | NEG) for m in masks) else _union(masks)
            case "sum" | "prod" | "max" | "min", _:
                return self._indexed(t)
        return REAL | UNREAL

    def _less_one(self, parts):
        """The sign of e^u − 1 is that of u, and of 1 − e^u that of −u; None for another sum."""
        match parts:
            case (Term("exp", (u,)), Term("num", (-1,))) | (Term("num", (-1,)), Term("exp", (u,))):
                mask = self.mask(u)
            case (Term("num", (1,)), Term("mul", (Term("num", (-1,)), Term("exp", (u,))))):
                mask = _minus(self.mask(u))
            case _:
                return None
        return None if mask & UNREAL else mask

    def _indexed(self, t):
        first, last, _ = t.args
        inner = self.mask(opened(t)[1])
        many = surely_from_one(first, last) or self.at_least(sub(last, first), 0)
        match t.op:
            case "sum" if many:
                return reduce(_plus, [inner, inner])
            case "sum":
                return _plus(NIL, _plus(inner, inner)) | NIL
            case "prod":
                return inner | POS if not inner & ~(NIL | POS) else REAL | inner & UNREAL
        return inner if many else REAL | UNREAL

    def _repeated(self, factor, times):
        return reduce(_times, [self.mask(factor)] * (times % 2), _even(self.mask(factor)) if times >= 2 else POS)

    def _power(self, base, exponent):
        mask = self.mask(base)
        match exponent.op, exponent.args:
            case "num", (int() as e,):
                if mask & UNREAL:
                    return REAL | UNREAL
                return POS if e == 0 else _even(mask) & ~(NIL if e < 0 else 0) if e % 2 == 0 else mask & ~(NIL if e < 0 else 0)
        return mask if mask in (POS, NIL | POS) else REAL | UNREAL

    # --- obligations ------------------------------------------------------------------------------------------------

    def require_defined(self, term: Term) -> None:
        """Raise Undefined, naming the place, unless an unfolded term has a value under these facts."""
        for what, place, facts in obligations(term, self):
            facts.discharge(what, place)

    def discharge(self, what: str, place: Term) -> None:
        allowed = {
            "complex": REAL | UNREAL,
            "complex and nonzero": NEG | POS | UNREAL,
            "positive": POS,
            "nonzero": NEG | POS | UNREAL,
            "nonnegative": NIL | POS,
        }.get(what)
        if allowed is None:
            raise Undefined(f"{what}: {place!r}")
        if self.mask(place) & ~allowed:
            raise Undefined(f"not shown to be {what}: {place!r}", what, place)


@lru_cache(maxsize=1024)
def _facts(hypotheses):
    """Made from the facts of all but the last, as one statement asks for the facts of many lists that begin alike."""
    return Facts(_facts(hypotheses[:-1]), hypotheses[-1]) if hypotheses else Facts()


NO_VALUE = "no value has been shown to exist"  # of an integral or a limit: a theorem may show it


def obligations(t: Term, facts: Facts, seen: set | None = None) -> Iterator:
    """What a term needs in order to have a value: triples (what, of which term, under which facts), each once."""
    seen = set() if seen is None else seen
    if not t.marks & PARTIAL or (t, facts) in seen:
        return
    seen.add((t, facts))
    if t.op in TOTAL:  # the commonest first
        for arg in t.args:
            yield from obligations(arg, facts, seen)
        return
    match t.op, t.args:
        case "at", (array, _):  # that the index is in range is read off the term as written: see ranges
            yield from obligations(array, facts, seen)
            return
        case "pow", (base, exponent):
            if not facts.natural(exponent):
                yield "nonzero", base, facts
        case "root", (base, Term("num", (q,))):
            yield "nonnegative" if q > 0 else "positive", base, facts
        case "rpow", (base, _):
            yield "positive", base, facts
        case "cpow", (base, exponent):
            at_zero_too = exponent.op == "num" and exponent.args[0] > 0
            yield "complex" if at_zero_too else "complex and nonzero", base, facts
        case "clog", (u,):
            yield "complex and nonzero", u, facts
        case "log" | "gamma" | "loggamma" | "digamma", (u,):
            yield "positive", u, facts
        case "polygamma", (order, u):
            if affine(order) is None or not facts.at_least(order, 0):
                yield "the order of polygamma must be a natural number", t, facts
            yield "positive", u, facts
        case "tanh", (u,) if facts.mask(u) & UNREAL:
            yield "nonzero", fn("cosh", u), facts
        case "infinity", _:
            yield "infinity is not a number", t, facts
        case "call", (_, _, u):
            for condition in INSIDE.get(mapped(t)[0], ()):
                yield "positive", condition(u), facts
            for k in map(_any_index, shape(u)):  # a vector has a value where its entries have
                u = expand(at(u, k), unfold=True)
            yield from obligations(u, facts, seen)
            return
        case "integral", _ if continuous_along(t, facts):
            return
        case "integral" | "limit" | "simplex" | "space", _:
            yield NO_VALUE, t, facts
            return
        case op, (first, last, _) if op in INDEX_BINDERS:
            least = 0 if op in ("max", "min") else -1
            if not (surely_from_one(first, last) or facts.at_least(sub(last, first), least)):
                yield "the range may be empty", t, facts
            yield from obligations(opened(t)[1], facts, seen)
            return
        case "deriv", _:
            yield from differentiability(t, facts, seen)
            return
    for arg in t.args:
        if isinstance(arg, Term):
            yield from obligations(arg, facts, seen)


CONTINUOUS = {
    "num", "var", "bound", "at", "add", "mul", "exp", "log", "clog", *POWERS, "sum", "prod", "max", "min", "maxof", "minof",
    "lam", "abs",
    "gamma", "loggamma", "digamma", "polygamma", "delta", "sinh", "cosh", "tanh", "pi", "euler", "integral",
}  # fmt: skip


def continues(term: Term) -> bool:
    """Does the value of a term vary continuously with those of its parts, where it has one and they are not at an edge?"""
    return term.op in CONTINUOUS or term.op == "call" and continuous(term)


@lru_cache(maxsize=1024)
def continuous_along(integral: Term, facts: Facts) -> bool:
    """Is an integrand continuous at sight from one end of the integral to the other, both included, and a little beyond?

    Then the integral has a value. That varies continuously with what the integrand varies with continuously, and with the ends, in
    which it has the derivatives that the fundamental theorem of calculus says.
    """
    if integral.loose:
        return False
    (lower, upper, _), (x, f) = integral.args, opened(integral)
    try:
        for term in (lower, upper, f):
            inside = facts if term is not f else facts.given(*_from_end_to_end(lower, upper, x, facts))
            for what, place, where in obligations(term, inside):
                where.discharge(STRICTLY.get(what, what), place)
    except Refused:
        return False
    return all(continues(u) for u in subterms(f) if x in u.free)


def _from_end_to_end(lower, upper, x, facts):
    """What is true of each number from one end to the other, whichever is the larger: the sign that they share, and the order."""
    signs, way = facts.mask(lower) | facts.mask(upper), facts.mask(sub(upper, lower))
    shared = {"lt": (POS, NEG), "le": (NIL | POS, NIL | NEG)}.items()
    for relation, (above, below) in shared:
        yield from [Term(relation, (ZERO, x))] * (not signs & ~above) + [Term(relation, (x, ZERO))] * (not signs & ~below)
    for first, last, allowed in ((lower, upper, NIL | POS), (upper, lower, NIL | NEG)):
        if not way & ~allowed:
            yield from (Term("le", (first, x)), Term("le", (x, last)))


def near(term: Term, point: dict, facts: Facts, seen: set | None = None) -> Iterator:
    """What a term needs in order to have values near a point, not only at it."""
    for what, place, where in obligations(expand(substitute(term, point), unfold=True), facts, seen):
        yield STRICTLY.get(what, what), place, where


STRICTLY = dict.fromkeys(("nonnegative", "complex", "complex and nonzero"), "positive")  # away from edges and branch cuts


def ranges(term: Term, given: Facts) -> list:
    """The same for a term as it is written, before entries and definitions unfold: indices, totals of simplices."""
    found = []
    for t, facts in written(term, given):
        match t.op, t.args:
            case "at", (array, index):
                found += _range(array, index, t, facts)
                if array.op in EVERY_ENTRY:  # an array is there only as a whole
                    found += obligations(expand(array, unfold=True), facts)
            case "deriv", (_, point, *indices, _):
                for index in indices:
                    found += _range(point, index, t, facts)
                    point = at(point, index)
            case "jacobian", (kind, point, _):
                x, whole = opened(t)
                for entry in _listed(whole):  # each has a slope, or the matrix is not there
                    slope = bind("deriv", kind, point, _any_index(*kind.args[1:]), variable=x, body=entry)
                    found += obligations(expand(slope, unfold=True), facts)
            case "det", (matrix,) if not facts.at_least(shape(matrix)[0], 1):  # without rows nothing is left of the matrix
                entry = at(matrix, *map(_any_index, shape(matrix)))
                found += obligations(expand(entry, unfold=True), facts)
            case "simplex", (total, _, _):  # over one number nothing need be left of the total
                whole = expand(total, unfold=True)
                found += [*obligations(whole, facts), ("positive", whole, facts)]
    return found


def written(t: Term, facts: Facts) -> Iterator[tuple[Term, Facts]]:
    """The parts of a term or a formula as it is written, each with the facts that are known there; leaves are left out."""
    pending = [(t, facts)]
    while pending:
        t, facts = pending.pop()
        yield t, facts
        parts = t.args
        if t.op in BINDERS:
            x, body = opened(t)
            pending.append((body, facts.within(t, x)))
            parts = t.args[:-1]
        pending += [(arg, facts) for arg in parts if arg.__class__ is Term and arg.op not in LEAVES]


LEAVES = {"num", "var", "sort"}
LISTED = 32  # entries of a vector that are looked at one by one
EVERY_ENTRY = {"lam", "cons", "add", "mul", "diag", "outer", "gradient"} | ELEMENTWISE


def _range(array, index, place, facts):
    if not facts.in_range(index, ONE, entries(array)[0]):
        yield "the index may lie out of range", place, facts


def _listed(vector):
    """The entries of a vector: those that are written one by one, and any one of the others."""
    if vector.op == "cons":
        return [vector.args[0], *_listed(vector.args[1])]
    unknown, length = affine(*shape(vector))
    if not unknown and length <= LISTED and any(t.op == "cons" for t in subterms(vector)):
        return [at(vector, num(place)) for place in range(1, length + 1)]
    return [at(vector, _any_index(*shape(vector)))]


def _any_index(dim):
    return fresh("k", "index", ONE, dim)


def _squared_size(u):
    k = _any_index(*shape(u))
    return bind("sum", *k.args[2:], variable=k, body=power(expand(at(u, k), unfold=True), num(2)))


INSIDE = {  # what is positive of a number, or of a vector, inside a domain: not at its edge
    "positive": (lambda u: u,), "nonnegative": (lambda u: u,), "(0, 1)": (lambda u: u, lambda u: sub(ONE, u)),
    "nonzero vector": (_squared_size,),
}  # fmt: skip


def differentiability(t: Term, facts: Facts, seen: set) -> Iterator:
    """A derivative exists where every partial operation in the body is away from the edge of its domain."""
    x, body = opened_near(t)
    point = t.args[1]
    kind = t.args[0]
    own = point.op == "var" and point.args[1:] == kind.args
    places = [] if own and kind.args[0] == "real" else [at(point, *t.args[2:-1])]
    if not own:  # the other entries, too
        places.append(reduce(at, (fresh("k", "index", ONE, dim) for dim in kind.args[1:]), point))
    for place in places:
        for inner in INSIDE.get(kind.args[0], ()):
            yield "positive", expand(inner(place), unfold=True), facts
    yield from obligations(point, facts, seen)
    flat, strict = evaluate(body), set()  # of their own: what was seen before may have been asked less strictly
    moving = any(u.op == "integral" and occurs(x, u) for whole in (body, flat) for u in subterms(whole))
    for inner in {body, flat}:
        for what, place, where in near(inner, {x: point}, facts, strict):  # to have a value is not enough where the ends move
            yield "not shown to be continuous" if moving and what == NO_VALUE else what, place, where
    for u in subterms(flat):
        if u.op == "sign" and occurs(x, u):
            yield "nonzero", substitute(u.args[0], {x: point}), facts
    yield from (("nonzero", *kink) for kink in _kinks(flat, x, point, facts))
    if body.marks & DERIVATIVE:
        yield from _inner_derivatives(*opened(t), point, facts)
    yield from obligations(evaluate(t), facts, seen)


def _inner_derivatives(x, body, point, facts):
    """What the derivatives in a body need to exist beside the point, too; of x as it varies the facts say nothing.

    Their values drop parts that need a value there all the same: x ↦ d/dy (y + 1/[x = 0]) has one at 0 alone.
    """
    for t, around in written(body, facts):
        if t.op == "deriv" and occurs(x, t):
            odd = (u for u, _ in written(t, around) if occurs(x, u) and u.op != "deriv" and not continues(u))
            yield from (("not shown to be continuous", u, around) for u in odd)
            y, inner = opened(t)
            kinks = _kinks(evaluate(inner), y, t.args[1], around)
            yield from (("nonzero", substitute(u, {x: point}), where) for u, where in kinks)


def _kinks(t, x, point, facts):
    """The u, with facts, for which |u| or max(a, b), with u = a − b, bends t where u is 0 at the point.

    A product is smooth there if its other factors are 0 with u, as are u |u| and max(x, 0)²: what bends is still Lipschitz.
    """
    if not occurs(x, t):
        return
    if t.op in INDEX_BINDERS:
        k, body = opened(t)
        yield from _kinks(body, x, point, facts.within(t, k))
        return
    squared = t.op == "pow" and t.args[1].op == "num" and t.args[1].args[0] in range(2, 100)
    if t.op == "mul" or squared:
        parts = t.args[:1] * 2 if squared else t.args
        for place, part in enumerate(parts):
            others = substitute(mul(*parts[:place], *parts[place + 1 :]), {x: point})
            yield from (kink for kink in _kinks(part, x, point, facts) if not _vanish_together(others, *kink))
        return
    if t.op == "abs":
        yield substitute(t.args[0], {x: point}), facts
    if t.op in EXTREMA:
        yield substitute(sub(*halves(t)), {x: point}), facts
    for part in halves(t) if t.op in EXTREMA else t.args:  # max(a, b, c) bends where b and c meet, too
        if part.__class__ is Term:
            yield from _kinks(part, x, point, facts)


def _vanish_together(others, u, facts):
    return not (u.loose or others.loose) and _facts((*facts.hypotheses, Term("eq", (u, ZERO)))).mask(others) == NIL


@dataclass(frozen=True)
class Span:
    """An interval of real numbers; None is no bound, `open` says that the bound itself is not reached."""

    low: Fraction | None = None
    low_open: bool = True
    high: Fraction | None = None
    high_open: bool = True

    def meet(self, other: Span) -> Span:
        low, low_open = max(((s.low, s.low_open) for s in (self, other) if s.low is not None), default=(None, True))
        highs = [(-s.high, s.high_open) for s in (self, other) if s.high is not None]
        high, high_open = max(highs, default=(None, True))
        return Span(low, low_open, None if high is None else -high, high_open)

    def plus(self, other: Span) -> Span:
        low = None if None in (self.low, other.low) else self.low + other.low
        high = None if None in (self.high, other.high) else self.high + other.high
        return Span(low, self.low_open or other.low_open, high, self.high_open or other.high_open)

    def scaled(self, c: int | Fraction) -> Span:
        low, high = (None if b is None else b * c for b in (self.low, self.high))
        return Span(low, self.low_open, high, self.high_open) if c > 0 else Span(high, self.high_open, low, self.low_open)

    def times(self, other: Span) -> Span:
        """Of two intervals that do not reach below 0; anything else is unbounded."""
        if None in (self.low, other.low) or self.low < 0 or other.low < 0:
            return Span()
        high = None if None in (self.high, other.high) else self.high * other.high
        reached = self.low == 0 and not self.low_open or other.low == 0 and not other.low_open  # then 0 is a value
        low_open = not reached and (self.low_open or other.low_open)
        if high == 0:
            return Span(0, False, 0, False)
        return Span(self.low * other.low, low_open, high, self.high_open or other.high_open)

    def power(self, e: int) -> Span:
        if self.low is None or self.low < 0:
            return Span(0, False, None, True) if e == int(e) and e % 2 == 0 and e > 0 else Span()
        if e < 0 and self.high == 0:
            return Span()
        if e < 0:
            low = Span(0, True, None, True) if self.high is None else Span(1 / Fraction(self.high), self.high_open, None, True)
            over = None if self.low == 0 else 1 / Fraction(self.low)
            return Span(low.low, low.low_open, over, self.low_open).power(-e)
        if e == int(e):
            high = None if self.high is None else self.high ** int(e)
            return Span(self.low ** int(e), self.low_open, high, self.high_open)
        return Span(0, self.low > 0 or self.low_open, None, True)

    def mask(self) -> int:
        below = self.low is None or self.low < 0
        above = self.high is None or self.high > 0
        at_low = self.low is not None and (self.low > 0 or self.low == 0 and self.low_open)
        at_high = self.high is not None and (self.high < 0 or self.high == 0 and self.high_open)
        return (NEG if below else 0) | (POS if above else 0) | (0 if at_low or at_high else NIL) or REAL


def _leading(gap):
    """The atoms that stand alone in an equation and may be solved for: sums first, then entries and variables."""
    alone = []
    for mono, c in gap.items():
        if len(mono) != 1:
            continue
        ((atom, e),) = mono
        integer = atom.op == "var" and atom.args[1] in ("dimension", "index")
        if e == 1 and atom.op in ("sum", "var", "at", "max") and not integer:
            if not any(atom in subterms(other) for m in gap if m != mono for other, _ in m):
                alone.append((atom, c))
    rank = {"sum": 0, "max": 1, "at": 2, "var": 2}
    return sorted(alone, key=lambda item: (rank[item[0].op], str(item[0])))


def _sort_fits(atom, gap):
    """May an atom give way to what an equation says that it equals? A real one to real numbers alone: √x is a real root."""
    return not is_real(atom) or all(is_real(other) for mono in gap for other, _ in mono)


def _conjuncts(formula):
    return [part for whole in formula.args for part in _conjuncts(whole)] if formula.op == "and" else [formula]


def _is_number(term):
    """Is a part of a normal form an expression of the language, too, and a number? A sum or a product is not: it is sealed."""
    try:
        return not shape(term)
    except IllTyped:
        return False


def _is_index(v):
    return v.op == "var" and v.args[1] == "index"


def _bounds_another(index, unknown):
    """Does the range of another unknown end at this one? Then that other one must give way first."""
    return any(v != index and index in v.free for v in unknown)


def _key(unknown, offset):
    return frozenset(unknown.items()), offset


def _domain_mask(t):
    """The signs of a variable, or of any entry of a vector variable."""
    root = _root(t)
    if root.op != "var":
        return REAL | UNREAL
    return DOMAINS[root.args[1]] if root.args[1] != "index" or from_one(root) else REAL


def _value_mask(call):
    """The signs of the values of a function; of its derivatives nothing is known."""
    return DOMAINS[mapped(call)[1]] if call.args[1] == ZERO else REAL


def _of_number(c):
    return POS if c > 0 else NEG if c < 0 else NIL


def _minus(mask):
    return mask & (NIL | UNREAL) | (NEG if mask & POS else 0) | (POS if mask & NEG else 0)


def _bracketed(parts):
    """The sign of a sum of numbers and multiples of 0/1 brackets or of numbers in (0, 1), such as 1 - δ_ki or 1 - p."""
    low = high = 0
    reached = True  # are the ends of the range values too?
    for part in parts:
        c, factor = (part.args[0].args[0], part.args[1]) if _is_multiple(part) else (1, part)
        match factor.op, factor.args:
            case "num", (value,):
                low, high = low + c * value, high + c * value
                continue
            case "var" | "at", _ if _root(factor).args[1:2] == ("(0, 1)",):
                reached = reached and not c
            case "delta" | "ind", _:
                pass
            case _:
                return None
        low, high = low + min(c, 0), high + max(c, 0)
    zero = low < 0 < high or reached and low <= 0 <= high
    return (NEG if low < 0 else 0) | (POS if high > 0 else 0) | (NIL if zero else 0)


def _is_multiple(term):
    return term.op == "mul" and len(term.args) == 2 and term.args[0].op == "num"


def _root(term):
    while term.op == "at":
        term = term.args[0]
    return term if term.op == "var" else Term("num", (0,))


def _plus(left, right):
    if (left | right) & UNREAL:
        return REAL | UNREAL
    if left == NIL or right == NIL:
        return left | right if NIL in (left, right) and left == right else (right if left == NIL else left)
    both = left | right
    if both & NEG and both & POS:
        return REAL
    return both if left & right & NIL else both & ~NIL


def _times(left, right):
    if (left | right) & UNREAL:
        return (left | right) & NIL | NEG | POS | UNREAL
    result = (left | right) & NIL
    if left & POS and right & POS or left & NEG and right & NEG:
        result |= POS
    if left & POS and right & NEG or left & NEG and right & POS:
        result |= NEG
    return result


def _even(mask):
    return REAL | UNREAL if mask & UNREAL else mask & NIL | (POS if mask & (NEG | POS) else 0)


def _union(masks):
    return reduce(lambda a, b: a | b, masks)
