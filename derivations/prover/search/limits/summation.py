"""Sums in closed form: a term that is a difference, f(k) = U(k) − U(k − 1), by Gosper's algorithm.

The term is a rational function of k times exponentials, powers and Γ, whose quotient from k to k + 1 is rational again.  Where
it is no such difference, it may be one but for a multiple of the product of those: Σ k a^k/k! = a Σ a^k/k! − a^(n + 1)/n!.

Outside the trusted base: the kernel is shown the closed form by induction along the range, and refuses a wrong one.
"""

from contextlib import suppress
from fractions import Fraction
from types import SimpleNamespace

from ...clock import now
from ..factors import Letters, factors, product
from ..facts.gamma import GAMMAS
from ..polynomial_context import plain_mono, plain_poly
from ...kernel import rules
from ...kernel.normal import Normaliser, Split, eliminate
from ...kernel.polynomial import UNIT, Refused, monomial, plus, unseal_mono
from ...kernel.signs import Facts, meaning
from ...kernel.terms import (
    POWERS, BINDERS, ONE, ZERO, IllTyped, Term, add, bind, difference, div, fresh, from_affine,
    instantiate, mul, neg, num, occurs, opened, rebuild, sub, substitute, subterms,
)  # fmt: skip
from ...proof.rewriting import rewrite

LABELS = ("definition", "derivative", "collapse", "ranges")
TERMS = 12  # of a body
SHIFTS = 8  # between numerator and denominator of the quotient
DEGREE = 8  # of the polynomial that is solved for
DEGREES = 12  # of the quotient, in all its letters
FAILURES = (Refused, IllTyped, Split, ZeroDivisionError, RecursionError)


def labelled(*terms):
    """What equality is by: the recursion of Γ only where Γ stands, as a theorem names it."""
    return (*LABELS, "gamma") if any(u.op in GAMMAS for t in terms for u in subterms(t)) else LABELS


def closed_sum(t, given=(), deadline=None):
    """given |- t = closed form, t being a sum. Raises Refused where none is found."""
    first, last, body = t.args
    if any(u.op == "at" and u.args[1].loose for u in subterms(body)):
        raise Refused("a sum over the entries of a vector")
    start, offset = (first, ZERO) if first.op == "num" else (ZERO, first)
    last = _whole(sub(last, offset))
    facts = Facts.of(given)
    if not facts.at_least(sub(last, start), 0):
        raise Refused("the range may be empty")
    found, missing = [], None
    for labels in ((), ("gamma",)):
        try:
            found.append(_Closed(t, start, offset, last, facts, labels, deadline))
        except FAILURES as failure:
            missing = failure
    for closed in sorted(found, key=lambda closed: closed.sums):
        try:
            return _shown(t, closed, tuple(given))
        except FAILURES as failure:
            missing = failure
    raise Refused(str(missing))


def summed(term, given=(), deadline=None):
    """given |- term reduces one in which sums stand in closed form, and those equations. Raises Refused where there is none."""
    theorem, tried, found, named = None, set(), [], {}
    while True:
        whole = theorem.conclusion.args[1] if theorem else term
        t = next((t for t in _sums(whole, named) if t not in tried), None)
        if t is None:
            break
        tried.add(t)
        try:
            same = _simpler(t, given, deadline)
            step = rewrite(whole, same, given)
        except FAILURES:
            continue
        if step is not None:
            found.append(same)
            theorem = step if theorem is None else rules.transitive(theorem, step)
    if theorem is None:
        raise Refused("no sum with a closed form")
    return theorem, found


def _simpler(t, given, deadline):
    from .binomial_sums import binomial_sum  # here: its one induction asks for closed forms itself

    for way in (lambda: closed_sum(t, given, deadline), lambda: binomial_sum(t, given)):
        with suppress(*FAILURES):
            return way()
    return divided_sum(t, given)


def in_closed_form(term, given=(), deadline=None):
    """The same, or that a term without such sums is what it is."""
    try:
        return summed(term, given, deadline)
    except FAILURES:
        return rules.reduction(term, term, (), given), []


def positive(same):
    """0 < the closed form of a sum that is positive at sight; None of another."""
    t, closed = same.conclusion.args
    try:
        above = rules.sign(t, "lt", same.hypotheses)
        return rules.linear(Term("lt", (ZERO, closed)), [(ONE, above), (ONE, same)], ZERO, (), same.hypotheses)
    except FAILURES:
        return None


def _sums(term, named):
    """The sums in a term, the inner ones first, under binders in variables that are named once."""
    if term.op in BINDERS:
        yield from (t for part in term.args[:-1] if part.__class__ is Term for t in _sums(part, named))
        if term not in named:  # a derivative at x: what is known of x helps
            own = term.op == "deriv" and term.args[1].op == "var" and term.args[1].args[1:] == term.args[0].args
            named[term] = opened(term, term.args[1] if own else None)[1]
        yield from _sums(named[term], named)
    else:
        yield from (t for part in term.args if part.__class__ is Term for t in _sums(part, named))
    if term.op == "sum":
        yield term


def _whole(t):
    return from_affine(*difference(t, ZERO))


def by_induction(t, value, given):
    """given |- t = value(last), t being a sum that begins with a number; value(m) is that of the sum up to m."""
    return _shown(t, SimpleNamespace(start=t.args[0], offset=ZERO, last=t.args[1], value=value), tuple(given))


def _shown(t, closed, given):
    """The closed form, by induction along the range."""
    start, offset, last = closed.start, closed.offset, closed.last
    first, _, body = t.args
    m = fresh("m", "index", start, _whole(sub(last, ONE)) if offset == ZERO else last)  # one more, where there may be no other
    upto = m if offset == ZERO else add(offset, m)
    statement = Term("eq", (Term("sum", (first, upto, body), t.hint), closed.value(m)))
    labels = labelled(statement)
    base = rules.equality(*substitute(statement, {m: start}).args, labels, given)
    local = (*given, Term("le", m.args[2:]))
    known = rules.assume(statement, local)
    step = rules.linear(substitute(statement, {m: add(m, ONE)}), [(ONE, known)], ZERO, labels, local)
    everywhere = rules.weaken(rules.along(statement, m, base, step), *given)
    theorem = rules.specialise(everywhere, last)
    left = theorem.conclusion.args[0]
    return theorem if left == t else rules.transitive(rules.equality(t, left, labels, given), theorem)


# --- corners --------------------------------------------------------------------------------------------------------


def divided_sum(t, given=()):
    """Σ_{k=a}^b f = Σ_{k=a}^p f + Σ_{k=p}^b f − f(p), without the |k − p|, min(k, p) or max(k, p) in f. Raises Refused."""
    first, last, body = t.args
    facts = Facts.of(given)
    k = fresh("k", "index", first, last)
    for p in _corners(instantiate(body, k), k):
        if not facts.in_range(p, first, last):
            continue
        halves = [Term("sum", (*ends, body), t.hint) for ends in ((first, p), (p, last))]
        theorem = rules.equality(t, sub(add(*halves), instantiate(body, p)), labelled(t), given)
        for half in halves:
            x, f = opened(half)
            if (plain := _unbent(f, facts)) == f:
                raise Refused("the order is not known on either side")
            same = rules.under("sum", half.args[:2], x, rules.equality(f, plain, labelled(f), given))
            theorem = rules.transitive(theorem, rewrite(theorem.conclusion.args[1], same, given))
        return theorem if theorem.conclusion.op == "eq" else rules.settle(theorem)
    raise Refused("no corner within the range")


def _corners(body, k):
    """Integer expressions that k is compared with in |k − p|, min(k, p) or max(k, p)."""
    for t in subterms(body):
        sides = {"abs": lambda t: (t.args[0], ZERO), "maxof": lambda t: t.args, "minof": lambda t: t.args}.get(t.op)
        gap = difference(*pair) if sides and len(pair := sides(t)) == 2 and not t.loose else None
        if gap is not None and gap[0].get(k) in (1, -1):
            c = gap[0][k]
            yield from_affine({v: -c * e for v, e in gap[0].items() if v != k}, -c * gap[1])


def _unbent(t, facts):
    """A term in which sizes and extrema of integer expressions are what they are where their order is known."""
    t = rebuild(t, lambda a, _: _unbent(a, facts), 0) if not t.loose else t
    match t:
        case Term("abs", (u,)) if facts.sign(u) is not None:
            return u if facts.sign(u) == "nonnegative" else neg(u)
        case Term("maxof" | "minof", (a, b)) if facts.sign(sub(a, b)) is not None:
            return a if (facts.sign(sub(a, b)) == "nonnegative") == (t.op == "maxof") else b
    return t


# --- the closed form ------------------------------------------------------------------------------------------------


class _Closed:
    """Σ_{k=a}^m f(k) as a term in m: for each part of f that has one quotient, U(m) − U(a) + f(a), and what is left of it."""

    def __init__(self, t, start, offset, last, facts, labels, deadline):
        self.start, self.offset, self.last, self.facts, self.deadline = start, offset, last, facts, deadline
        self.k = k = fresh("k", "index", start, last)
        self.next = fresh("k", "index", start, _whole(sub(last, ONE)))  # what has a next one
        self.labels = frozenset({"collapse", *labels})
        place = k if offset == ZERO else add(offset, k)
        body = self.poly(opened(t, place)[1], self.labels)
        if len(body) > TERMS:
            raise Refused("too many terms")
        self.parts, self.found, missing = [], False, Refused("there is nothing to sum")
        self.sums = 0  # that are left
        for carried, rational in _by_product(body, k).items():
            try:
                self.parts.append(self.part(carried, rational))
            except Refused as refusal:
                self.parts.append(self.left(carried, rational))
                self.sums += 1
                missing = refusal
        if not self.found:
            raise missing

    def poly(self, term, labels=frozenset({"collapse", "gamma"})):
        if self.deadline is not None and now() > self.deadline:
            raise Refused("no time left")
        return Normaliser(self.facts, labels).poly(eliminate(meaning(term), self.facts))

    def value(self, m):
        return add(*(part(m) for part in self.parts))

    def part(self, carried, rational):
        """The sum of R(k) H(k), as a function of where it ends."""
        k, h = self.k, plain_mono(carried)
        ahead = div(substitute(h, {k: add(self.next, ONE)}), substitute(h, {k: self.next}))
        growth = self.poly(ahead) if carried else {UNIT: 1}
        if not _is_rational(growth, self.next):
            raise Refused("the quotient of two terms in a row is not rational")
        growth = self.poly(substitute(plain_poly(growth), {self.next: k}), frozenset())
        letters = Letters(monomial(k), growth, rational)
        if any(part.total_degree() > DEGREES for part in (*letters.quotient(growth), *letters.quotient(rational))):
            raise Refused("polynomials of high degree")
        quotients = _Quotients(letters, k), letters.quotient(growth), letters.quotient(rational)
        try:
            u, rest = _difference(*quotients)
        except Refused:
            if not carried:
                raise
            u, rest = _nearly(*quotients)
        if not u[0]:
            raise Refused("nothing of it is a difference")
        self.found = True
        self.sums += rest is not None
        written = product(_written(u, letters, self.facts))
        mu = product(_written(rest, letters, self.facts)) if rest else ZERO
        first = mul(plain_poly(rational), h)
        constant = self.poly(substitute(sub(first, mul(add(written, mu), h)), {k: self.start}))
        constant = product(factors(constant, {UNIT: 1}, self.facts)) if constant else ZERO

        def upto(m):
            parts = [mul(substitute(written, {k: m}), substitute(h, {k: m})), constant]
            if mu != ZERO:
                parts.append(mul(mu, bind("sum", self.start, m, variable=k, body=h)))
            return add(*parts)

        return upto

    def left(self, carried, rational):
        """What stays a sum."""
        body = mul(plain_poly(rational), plain_mono(carried))
        return lambda m: bind("sum", self.start, m, variable=self.k, body=body)


def _by_product(body, k):
    """A body as {what is not rational in k: the rational function that it is multiplied by}."""
    found = {}
    for mono, c in body.items():
        carried = frozenset((a, e) for a, e in mono if occurs(k, a) and not (_is_rational_atom(a, k) and e == int(e)))
        found[carried] = plus(found.get(carried, {}), {mono - carried: c})
    return found


def _is_rational(poly, k):
    return all(not occurs(k, a) or _is_rational_atom(a, k) and e == int(e) for mono in poly for a, e in mono)


def _is_rational_atom(atom, k):
    if atom == k:
        return True
    if atom.op != "poly":
        return False
    return all(
        not occurs(k, a) or _is_rational_atom(a, k) and e == int(e) for part in atom.args for a, e in unseal_mono(part.args[1])
    )


def _written(quotient, letters, facts):
    """A quotient of two polynomials in letters, by its factors."""
    number, found = Fraction(1), []
    for poly, sign in zip(quotient, (1, -1)):
        constant, parts = poly.factor()
        number *= Fraction(str(constant)) ** sign
        found += [(letters.written(factor, facts), sign * int(e)) for factor, e in parts]
    return [(term, e) for term, e in [(num(number), 1), *found] if term != ONE]


# --- Gosper's algorithm ---------------------------------------------------------------------------------------------


def _difference(ring, growth, rational):
    """u with R(k) = u(k) − u(k − 1)/h(k − 1), h being the growth of what R is multiplied by."""
    a, b, c = ring.divided(ring.times(growth, ring.over(ring.shifted(rational, 1), rational)))
    x, _ = ring.particular(a, b, c)
    return ring.times(ring.times(x, (a, c)), rational), None


def _nearly(ring, growth, rational):
    """(u, μ) with R(k) = u(k) − u(k − 1)/h(k − 1) + μ, R being a polynomial."""
    a, b, c = ring.divided(growth)
    n, d = rational
    if ring.degree(d):
        raise Refused("not a polynomial")
    x, mu = ring.particular(a, b, c * n, c * d)
    scale = (ring.one, d)
    return ring.times(ring.times(x, (a, c)), scale), mu


def _constant(poly):
    return Fraction(str(poly.leading_coefficient())) if poly else Fraction(0)


class _Quotients:
    """Quotients of polynomials in the letters of a ring, k among them."""

    def __init__(self, letters, k):
        self.ring, self.k = letters.ring, letters.letter[k]
        self.place = letters.ring.gens().index(self.k)
        self.zero, self.one = self.ring.constant(0), letters.one

    def moved(self, poly, by):
        if not by:
            return poly
        return poly.compose(*(x + by if place == self.place else x for place, x in enumerate(self.ring.gens())))

    def shifted(self, quotient, by):
        return tuple(self.moved(part, by) for part in quotient)

    def degree(self, poly):
        return poly.degrees()[self.place] if poly else 0

    def coefficients(self, poly):
        """By powers of k."""
        found = {}
        for exponents, c in poly.to_dict().items():
            e = int(exponents[self.place])
            rest = tuple(0 if place == self.place else f for place, f in enumerate(exponents))
            found.setdefault(e, {})[rest] = c
        return {e: self.ring.from_dict(part) for e, part in found.items()}

    def divided(self, growth):
        """a, b, c with growth = a(k)/b(k) · c(k + 1)/c(k), where a(k) and b(k + j) have nothing in common for j = 0, 1, 2, ..."""
        (a, b), c = growth, self.one
        for j in range(SHIFTS):
            common = a.gcd(self.moved(b, j))
            if self.degree(common):
                a, b = a / common, b / self.moved(common, -j)
                for i in range(1, j + 1):
                    c = c * self.moved(common, -i)
        return a, b, c

    def particular(self, a, b, right, more=None):
        """(x(k + 1), μ) for a solution of a(k) x(k + 1) − b(k − 1) x(k) + μ · more = right in polynomials."""
        before = self.moved(b, -1)
        top = max(self.degree(a), self.degree(before))
        most = min(max(self.degree(right) - top + 1, self.turning(a, before), 0), DEGREE)
        powers = [(self.moved(self.k**i, 1), self.k**i) for i in range(most + 1)]
        columns = [a * after - before * now for after, now in powers]
        found = self.solved([(column, self.one) for column in (columns if more is None else [*columns, more])], right)
        if found is None:
            raise Refused("no difference of such terms")
        total = (self.zero, self.one)
        for coefficient, (after, _) in zip(found, powers):
            total = self.plus(total, self.times(coefficient, (after, self.one)))
        return total, (found[-1] if more is not None and found[-1][0] else None)

    def turning(self, a, b):
        """The degree at which the two leading terms of a x(k + 1) − b x(k) cancel, if there is one."""
        d = self.degree(a)
        above, below = self.coefficients(a), self.coefficients(b)
        if not d or self.degree(b) != d or above[d] != below[d]:
            return 0
        gap = below.get(d - 1, self.zero) - above.get(d - 1, self.zero)
        n, d = self.over((gap, self.one), (above[d], self.one))
        if not n.is_constant() or not d.is_constant():
            return 0
        degree = _constant(n) / _constant(d)
        return int(degree) if degree == int(degree) and degree > 0 else 0

    def reduced(self, quotient):
        n, d = quotient
        common = n.gcd(d)
        return n / common, d / common

    def times(self, p, q):
        return self.reduced((p[0] * q[0], p[1] * q[1]))

    def over(self, p, q):
        return self.reduced((p[0] * q[1], p[1] * q[0]))

    def plus(self, p, q):
        return self.reduced((p[0] * q[1] + q[0] * p[1], p[1] * q[1]))

    def solved(self, columns, right):
        """Numbers free of k with Σ x_i column_i = right; None if there are none. A column may have a denominator free of k."""
        parts = [({e: (c, d) for e, c in self.coefficients(n).items()}) for n, d in columns]
        wanted = {e: (c, self.one) for e, c in self.coefficients(right).items()}
        nothing = (self.zero, self.one)
        rows = [
            [*(part.get(e, nothing) for part in parts), wanted.get(e, nothing)]
            for e in sorted({e for part in (*parts, wanted) for e in part}, reverse=True)
        ]
        pivots = {}
        for column in range(len(columns)):
            row = next((i for i in range(len(rows)) if i not in pivots.values() and rows[i][column][0]), None)
            if row is None:
                continue
            pivots[column] = row
            lead = rows[row][column]
            rows[row] = [self.over(entry, lead) for entry in rows[row]]
            for i, other in enumerate(rows):
                if i != row and other[column][0]:
                    factor = self.times(other[column], (-self.one, self.one))
                    rows[i] = [self.plus(entry, self.times(factor, mine)) for entry, mine in zip(other, rows[row])]
        if any(rows[i][-1][0] for i in range(len(rows)) if i not in pivots.values()):
            return None
        return [rows[pivots[column]][-1] if column in pivots else nothing for column in range(len(columns))]


# --- sums whose terms know where they end ---------------------------------------------------------------------------


def next_sum(goal, statement, m, given, deadline):
    """S(m + 1) = v(m + 1) from S(m) = v(m), S(m) = Σ_{k=a}^m F(m, k): the terms of S(m + 1) − c S(m) are differences.

    Zeilberger's algorithm of order 1, where c is read off the value that is claimed. Raises Refused where it does not do.
    """
    total, value = statement.args if statement.args[0].op == "sum" else statement.args[::-1]
    if total.op != "sum" or not occurs(m, total.args[1]) or not occurs(m, total.args[2]):
        raise Refused("no sum whose terms know where it ends")
    first, last, body = total.args
    k, f = opened(total)
    known = rules.assume(statement, given)
    for c in _growths(value, m, given):
        terms = sub(instantiate(substitute(body, {m: add(m, ONE)}), k), mul(c, f))
        try:
            same = closed_sum(bind("sum", first, last, variable=k, body=terms), given, deadline)
            return rules.linear(goal, [(c, known), (ONE, same)], ZERO, labelled(goal), given)
        except FAILURES as failure:
            missing = failure
    raise Refused(str(missing))


def _growths(value, m, given):
    """v(m + 1)/v(m), if that is rational, or 1; 0 where v is 0."""
    facts = Facts.of(given)
    poly = Normaliser(facts, frozenset({"collapse", "gamma", "ranges"})).poly(meaning(value))
    if not poly:
        return [ZERO]
    later = Normaliser(facts, frozenset({"collapse", "gamma", "ranges"})).poly(meaning(substitute(value, {m: add(m, ONE)})))
    ratio = product(factors(later, poly, facts))
    moving = [t for t in subterms(ratio) if occurs(m, t) and t.op not in ("add", "mul", "var", *POWERS)]
    return [ONE] if moving or any(t.op in POWERS and occurs(m, t.args[1]) for t in subterms(ratio)) else [ratio]
