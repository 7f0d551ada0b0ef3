"""Series: limits of sums up to N and of other sequences, as N → ∞ through whole numbers.

Sums in closed form give way to it (summation.py), and those of inverse powers to derivatives of ψ.  What then depends on N is
the same of real numbers, where limits.py knows the limit; or it vanishes: N^j r^N for |r| < 1, N^j a^N/N!; or it is a part of a
series that is known, as that of exp.  A sum of positive terms that are not below those of the harmonic one is infinite.

Outside the trusted base: every step is a rule of the kernel.
"""

from fractions import Fraction
from functools import lru_cache
from math import factorial

from ...clock import now
from ..asking import ALL
from ..closed_forms import Stuck, additive, factors_of, tidy
from ..facts.gamma import end
from ..factors import factors, product
from ..polynomial_context import plain, plain_mono, plain_poly
from ..induction import induction_theorem
from ..inequalities.certificate import PLAIN, QUICK, certificate
from ...kernel import rules
from ...proof import derived
from ...proof.rewriting import rewrite, without
from ...kernel.normal import Normaliser, Split
from ...kernel.polynomial import UNIT, Refused
from ...kernel.signs import POS, Facts, meaning
from ...kernel.terms import (
    INFINITY, MINUS, ONE, POWERS, ZERO, IllTyped, Term, add, bind, div, fn, fresh, from_affine, mul, neg, num, occurs, opened,
    power, sort, sub, substitute, subterms,
)  # fmt: skip
from .algebra import as_claimed, limit_theorem, over_the_reals
from .log_series import around_logarithm, below_logarithm, even_part
from .summation import LABELS, by_induction, labelled, summed

FAILURES = (Stuck, Refused, IllTyped, Split, RecursionError)
HARMONIC = [num(Fraction(1, c)) for c in (1, 2, 4)]  # what 1/k is multiplied by, to lie below the terms of a series
WHOLE = sort("dimension")


def series_theorem(limit, given=(), claimed=None, deadline=None):
    """given |- limit = value, or that it is ±∞, for a limit along the whole numbers; None where no proof is found."""
    deadline = now() + 5 if deadline is None else deadline
    if limit.args[0] != WHOLE or limit.args[1] != INFINITY:
        return None
    lemmas = [lemma for h in given for lemma in _sizes(h)]
    sequence = _Sequence(limit, (*given, *(lemma.conclusion for lemma in lemmas)), deadline)
    try:
        return without(as_claimed(sequence.theorem(), claimed, sequence.given), lemmas)
    except FAILURES:
        return None


def _sizes(h):
    """−c < u and u < c, from |u| < c."""
    if h.op in ("lt", "le") and h.args[0].op == "abs":
        (u,), c = h.args[0].args, h.args[1]
        for v, sides in ((u, (u, c)), (neg(u), (neg(c), u))):
            try:
                yield rules.linear(Term(h.op, sides), [(ONE, derived.below_size(v)), (ONE, rules.assume(h))])
            except FAILURES:
                continue


class _Sequence:
    """A sequence f(N) under hypotheses, and its limit."""

    def __init__(self, limit, given, deadline):
        self.approach, self.given, self.deadline = limit.args[:3], tuple(given), deadline
        self.n, self.body = opened(limit)
        self.facts = Facts.of(self.given)
        self.local = (*self.given, *self._late())

    def _late(self):
        """What holds of every late N: that it is positive, and beyond where the sums begin."""
        yield Term("lt", (ZERO, self.n))
        for t in subterms(self.body):
            if t.op == "sum" and not t.loose and occurs(self.n, t.args[1]):
                first = t.args[0]
                if not Facts.of(self.given).at_least(sub(ONE, first), 0):
                    yield Term("lt", (first, self.n))

    def theorem(self):
        try:
            same, _ = summed(self.body, self.local, self.deadline)
        except FAILURES:
            same = rules.reduction(self.body, self.body, (), self.local)
        same = self.without_sums_of_logarithms(self.without_harmonic_sums(same))
        closed = same.conclusion.args[1]
        for attempt in (self.real, self.inverse_powers, self.by_parts):
            found = attempt(closed)
            if found is not None and found.conclusion.op == "eq":
                return rules.transitive(self.under(same), found)
            if found is not None:
                return self.infinite(same)
        try:
            return self.between_ends()
        except FAILURES:
            return self.above_harmonic()

    def clock(self):
        if now() > self.deadline:
            raise Stuck("out of time")

    def limit(self, body):
        return bind("limit", *self.approach, variable=self.n, body=body)

    def under(self, same):
        """lim f reduces lim g, from f reduces g for late N."""
        return rules.under("limit", self.approach, self.n, same)

    def rewritten(self, body, theorem):
        """lim f = v from lim g = v, f and g being the same by normal form."""
        x, other = opened(theorem.conclusion.args[0])
        other = substitute(other, {x: self.n})
        if other == body:
            return theorem
        return rules.transitive(self.under(self.same(body, other)), theorem)

    def same(self, left, right):
        """left = right for late N, by normal form; ranges are taken apart only where that is needed."""
        every = labelled(left, right)
        for labels in dict.fromkeys((LABELS[:3], LABELS[:3] + every[4:], every)):
            try:
                return rules.equality(left, right, labels, self.local)
            except (Refused, Split) as failure:
                missing = failure
        raise Refused(str(missing))

    def through(self, context, parts):
        """lim F(g, h, ...) from the limits of g, h, ...: `parts` are pairs of a hole and a theorem."""
        holes, theorems = tuple(hole for hole, _ in parts), tuple(theorem for _, theorem in parts)
        if not parts:
            hole = fresh("h", "real")
            holes, theorems = (hole,), (self.real(ONE),)
        theorems = tuple(rules.weaken(theorem, *self.given) for theorem in theorems)
        return rules.limit_through(context, holes, theorems, *self.approach)

    def real(self, body):
        """The limit of f(x) for real x → ∞, if f has a meaning there."""
        self.clock()
        x, real = over_the_reals(body, self.n)
        limit = bind("limit", sort("real"), *self.approach[1:], variable=x, body=real)
        theorem = limit_theorem(limit, self.given, None, self.deadline)
        along = theorem and derived.limit_along_integers(theorem, self.approach[0])
        return along and (self.rewritten(body, along) if along.conclusion.op == "eq" else along)

    # --- parts ------------------------------------------------------------------------------------------------------

    def by_parts(self, body):
        """The limit of a sum of products, from those of what depends on N."""
        poly = Normaliser(Facts.of(self.local), frozenset({"collapse"})).poly(meaning(body))
        parts = {}
        for mono, c in poly.items():
            moving = frozenset(factor for factor in mono if occurs(self.n, factor[0]))
            parts.setdefault(moving, {})[mono - moving] = c
        context, theorems = [], []
        for moving, coefficient in parts.items():
            if not moving:
                context.append(plain_poly(coefficient))
                continue
            hole, theorem = fresh("h", "real"), self.product(moving)
            if theorem is None or theorem.conclusion.op != "eq":
                return None
            theorems.append((hole, theorem))
            context.append(mul(plain_poly(coefficient), hole))
        return self.valued(self.rewritten(body, self.through(add(*context), theorems)))

    def valued(self, theorem):
        value = theorem.conclusion.args[1]
        if tidy(value) == value:
            return theorem
        return rules.transitive(theorem, rules.equality(value, tidy(value), labelled(value), self.given))

    def product(self, moving):
        """The limit of a product of powers of atoms that depend on N."""
        sums = [(a, e) for a, e in moving if a.op == "sum"]
        rest = moving - frozenset(sums)
        whole = plain_mono(moving)
        theorems = [(fresh("h", "real"), self.known(a), e) for a, e in sums]
        if rest:
            theorem = self.polygamma(rest) or (self.vanishing(rest) if any(map(_whole_only, rest)) else self.real(plain_mono(rest)))
            theorems.append((fresh("h", "real"), theorem, 1))
        if any(t is None or t.conclusion.op != "eq" for _, t, _ in theorems):
            return None
        if len(theorems) == 1 and theorems[0][2] == 1:
            return self.rewritten(whole, theorems[0][1])
        context = mul(*(hole if e == 1 else power(hole, num(e)) for hole, _, e in theorems))
        return self.rewritten(whole, self.through(context, [part[:2] for part in theorems]))

    def vanishing(self, factors):
        """The limit 0 of N^j r^N, of (−1)^N u with u → 0, and of N^j q^N/N!."""
        n = self.n
        if any(a.op == "gamma" for a, _ in factors):
            return self.below_factorial(factors)
        letters = [(a, e) for a, e in factors if a.op == "pow"]
        bases = [(plain(a.args[0]), e) for a, e in letters]
        if [base for base, _ in bases] == [MINUS]:
            return self.alternating(plain_mono(factors))
        if any(a.args[1] != n or e != int(e) or e < 1 for a, e in letters):
            return None
        powers = dict(factors - frozenset(letters))
        j = powers.pop(n) if powers.get(n, 0) in range(1, 9) else 0
        parts = []
        for place, (base, e) in enumerate((base, int(e)) for base, e in bases):
            for copy in range(e):
                parts.append((fresh("h", "real"), self.geometric(base, 0 if place or copy else j)))
        if powers:
            parts.append((fresh("h", "real"), self.real(plain_mono(powers.items()))))
        if any(t is None or t.conclusion.op != "eq" for _, t in parts):
            return None
        theorem = self.through(mul(*(hole for hole, _ in parts)), parts)
        return self.valued(self.rewritten(plain_mono(factors), theorem))

    def polygamma(self, factors):
        """The limit 0 of a derivative of ψ at u, as its size is between 0 and what log u has as slope at u and a step before."""
        ((atom, e), *others) = factors
        psi = plain(atom)
        if others or e != 1 or psi.op != "polygamma" or psi.args[0].op != "num":
            return None
        order, u = psi.args[0].args[0], psi.args[1]
        x, above = end(order)
        sign = num((-1) ** (order + 1))
        size = mul(sign, psi)
        known = rules.substitution(rules.weaken(above, *self.local), {x: u})
        bound = tidy(add(size, sub(*known.conclusion.args[::-1])))  # the size does not stand in it
        upper, lower = self.real(bound), self.real(ZERO)
        if upper is None or upper.conclusion.args[1] != ZERO:
            return None
        below = rules.linear(Term("le", (ZERO, size)), [], size, LABELS, self.local)
        less = rules.linear(Term("lt", (size, bound)), [(ONE, known)], ZERO, LABELS, self.local)
        vanishes = rules.squeeze(lower, upper, below, less, self.n, *self.approach)
        return self.valued(
            self.rewritten(plain_mono(factors), self.through(mul(sign, hole := fresh("h", "real")), [(hole, vanishes)]))
        )

    def alternating(self, whole):
        """lim (−1)^N u = 0 from lim u = 0, u being positive."""
        sign = power(MINUS, self.n)
        u = tidy(mul(whole, sign))
        size = plain_poly(Normaliser(Facts.of(self.local), frozenset()).poly(meaning(u)))
        upper = self.real(size)
        if upper is None or upper.conclusion.args[1] != ZERO:
            return None
        half = num(Fraction(1, 2))
        lower = self.valued(self.through(neg(hole := fresh("h", "real")), [(hole, upper)]))
        below = rules.linear(Term("le", (neg(size), whole)), [], mul(half, size, power(add(ONE, sign), num(2))), LABELS, self.local)
        above = rules.linear(Term("le", (whole, size)), [], mul(half, size, power(sub(ONE, sign), num(2))), LABELS, self.local)
        return rules.squeeze(lower, upper, below, above, self.n, *self.approach)

    def geometric(self, base, j):
        """lim N^j r^N = 0 for |r| < 1, by the sign of r."""
        term = mul(power(self.n, num(j)), power(base, self.n)) if j else power(base, self.n)
        relations = Term("lt", (base, ZERO)), Term("eq", (base, ZERO)), Term("lt", (ZERO, base))
        cases = []
        for case in relations:
            inner = _Sequence(self.limit(term), (*self.given, case), self.deadline)
            inner.n, inner.body = self.n, term
            inner.local = (Term("lt", (ZERO, self.n)), *inner.given)
            if case.op == "eq":
                same = rules.equality(term, ZERO, LABELS, inner.local)
                cases.append(rules.transitive(self.under(same), inner.real(ZERO)))
            elif case.args[1] == ZERO:
                s, lemma = _alternating_powers(j)
                values = rules.substitution(rules.weaken(lemma, *inner.given), {s: neg(base)})
                cases.append(inner.rewritten(term, values))
            else:
                cases.append(inner.real(term))
        return rules.trichotomy(base, ZERO, *cases, self.given)

    def below_factorial(self, factors):
        """lim N^j q^N/N! = 0, as (2 q)^N/N! vanishes and so does N^j/2^N."""
        n = self.n
        numerator = [(a, e) for a, e in factors if a.op != "gamma"]
        if len(factors) != len(numerator) + 1:
            return None
        h = plain_mono([(a, e) for a, e in numerator if a.op in ("exp", "pow")])
        powers = plain_mono([(a, e) for a, e in numerator if a.op not in ("exp", "pow")])
        q = self.ratio(h, n)
        if q is None:
            return None
        a, lemma = _terms_of_exp()
        twice = mul(num(2), q)
        first = rules.substitution(rules.weaken(lemma, *self.given), {a: twice})
        second = self.real(mul(powers, power(num(2), neg(n))))
        if second is None or second.conclusion.op != "eq":
            return None
        holes = fresh("h", "real"), fresh("h", "real")
        theorem = self.through(mul(*holes), list(zip(holes, (first, second))))
        return self.valued(self.rewritten(plain_mono(factors), theorem))

    def ratio(self, h, k):
        """h(k + 1)/h(k), if it does not depend on k."""
        ahead = meaning(div(substitute(h, {k: add(k, ONE)}), h))
        poly = Normaliser(Facts.of(self.local), frozenset({"collapse", "gamma"})).poly(ahead)
        found = tidy(product(factors(poly, {UNIT: 1}, self.facts)))
        return None if occurs(k, found) else found

    # --- series that are known --------------------------------------------------------------------------------------

    def known(self, t):
        """The limit of a sum up to N, by derivatives of ψ or from the series of exp."""
        t = plain(t)
        theorem = self.inverse_powers(t)
        if theorem is not None:
            return theorem
        if t.args[:2] != (ONE, self.n) or occurs(self.n, t.args[2]):
            return None
        k = fresh("k", "index", ONE, self.n)
        h = opened(t, k)[1]
        for attempt in (self.exponential, self.logarithmic, self.even):
            try:
                theorem = attempt(t, h, k)
            except FAILURES:
                continue
            if theorem is not None:
                return theorem
        return None

    def inverse_powers(self, t):
        """The limit of Σ c (a k + b)^(−j) up to N, for j > 1."""
        same = self.differences(t, range(2, 9))
        tends = same and self.by_parts(same.conclusion.args[1])
        return tends and rules.transitive(self.under(same), tends)

    def without_sums_of_logarithms(self, same):
        """The same with c log Γ(m + 1) for Σ_{k=1}^m c log k, as the recursion of Γ says."""
        for total in [t for t in subterms(same.conclusion.args[1]) if t.op == "sum" and not t.loose and t.args[0] == ONE]:
            k, body = opened(total)
            parts = additive(plain_poly(self.facts.poly(body)))
            logs = [part for part in parts if fn("log", k) in factors_of(part)]
            weights = [mul(*(f for f in factors_of(part) if f != fn("log", k))) for part in logs]
            if not logs or any(occurs(k, w) for w in weights):
                continue
            others = [part for part in parts if part not in logs]
            rest = [bind("sum", *total.args[:2], variable=k, body=add(*others))] if others else []
            m, theorem = _logarithms()
            known = rules.substitution(rules.weaken(theorem, *self.local), {m: total.args[1]})
            spread = add(mul(add(*weights), known.conclusion.args[0]), *rest)
            step = rules.equality(total, spread, (*ALL, "ranges"), self.local)
            step = rules.transitive(step, rewrite(spread, known))
            same = rules.transitive(same, rewrite(same.conclusion.args[1], step))
        return same

    def without_harmonic_sums(self, same):
        """The same function with ψ for the sums Σ c/(a k + b)."""
        for t in dict.fromkeys(u for u in subterms(same.conclusion.args[1]) if u.op == "sum" and not u.loose):
            by_psi = self.differences(t, (1,))
            step = by_psi and rewrite(same.conclusion.args[1], by_psi)
            same = rules.transitive(same, step) if step else same
        return same

    def differences(self, t, orders):
        """Σ c (a k + b)^(−j) up to N as a difference of derivatives of ψ: ψ^(j−1)(x + 1) = ψ^(j−1)(x) + (−1)^(j−1) (j−1)!/x^j."""
        if t.op != "sum":
            return None
        (first, last, _), (k, h) = t.args, opened(t)
        inside, outside = [], []
        for factor in factors_of(tidy(h)):
            (inside if occurs(k, factor) else outside).append(factor)
        if last != self.n or len(inside) != 1 or inside[0].op not in POWERS or inside[0].args[1].op != "num":
            return None
        base, j = inside[0].args[0], -inside[0].args[1].args[0]
        slope = tidy(plain_poly(self.facts.poly(sub(substitute(base, {k: add(k, ONE)}), base))))
        if slope.op != "num" or j not in orders:
            return None
        start = tidy(div(substitute(base, {k: ZERO}), slope))
        scale = mul(*outside, power(slope, num(-j)), num(Fraction((-1) ** (j - 1), factorial(j - 1))))

        def psi(x):
            x = tidy(add(x, start))
            whole = x.args[0] if x.op == "num" and x.args[0] in range(2, 40) else 1
            steps = num((-1) ** (j - 1) * factorial(j - 1) * sum(Fraction(1, i**j) for i in range(1, whole)))
            of = (lambda u: fn("digamma", u)) if j == 1 else lambda u: fn("polygamma", num(j - 1), u)
            return of(x) if whole == 1 else add(of(ONE), steps)

        def value(m):
            return mul(scale, sub(psi(add(m, ONE)), psi(first)))

        try:
            return by_induction(t, value, self.local)
        except FAILURES:
            return None

    def exponential(self, t, h, k):
        """Σ c q^k/k! = c (e^q − 1)."""
        q = self.ratio(mul(h, fn("gamma", add(k, ONE))), k)
        if q is None:
            return None
        c = tidy(substitute(mul(h, fn("gamma", add(k, ONE))), {k: ZERO}))
        series = rules.exponential_series(q, self.given)
        theorem = self.through(mul(c, sub(hole := fresh("h", "real"), ONE)), [(hole, series)])
        return self.rewritten(t, theorem)

    def logarithmic(self, t, h, k):
        """Σ c q^k/k = −c log(1 − q), for q in (0, 1) or in [−1, 0)."""
        q = self.ratio(mul(h, k), k)
        if q is None:
            return None
        positive = self.facts.mask(meaning(q)) == POS
        x, n, *bounds = below_logarithm() if positive else around_logarithm()
        value = {x: q if positive else tidy(neg(q)), n: self.n}
        above, below = (rules.substitution(rules.weaken(bound, *self.local), value) for bound in bounds)
        limits = [self.real(theorem.conclusion.args[place]) for theorem, place in ((below, 0), (above, 1))]
        if None in limits or any(theorem.conclusion.op != "eq" for theorem in limits):
            return None
        aim = fn("log", sub(ONE, q))
        aim = neg(aim) if positive else aim
        lower, upper = (rules.transitive(l, rules.equality(l.conclusion.args[1], aim, LABELS, self.given)) for l in limits)
        theorem = rules.squeeze(lower, upper, below, above, self.n, *self.approach)
        c = tidy(div(substitute(h, {k: ONE}), q)) if positive else tidy(div(substitute(h, {k: ONE}), neg(q)))
        return self.rewritten(t, self.through(mul(c, hole := fresh("h", "real")), [(hole, theorem)]))

    def even(self, t, h, k):
        """Σ c q^k/(2k)! = c (cosh √q − 1)."""
        q = self.ratio(mul(h, fn("gamma", add(mul(num(2), k), ONE))), k)
        if q is None:
            return None
        x, lemma = even_part()
        root = tidy(power(q, num(Fraction(1, 2))))
        if q.op == "pow" and q.args[1] == num(2):
            root = q.args[0]
        c = tidy(substitute(mul(h, fn("gamma", add(mul(num(2), k), ONE))), {k: ZERO}))
        series = rules.substitution(rules.weaken(lemma, *self.given), {x: root})
        return self.rewritten(t, self.through(mul(c, hole := fresh("h", "real")), [(hole, series)]))

    # --- series that are infinite -----------------------------------------------------------------------------------

    # --- sums between two others -------------------------------------------------------------------------------------

    def between_ends(self):
        """The limit of c Σ_k g_k B_k^e, e < 0, which lies between those with B at the first and at the last k for every B_k."""
        around = factors_of(self.body)
        totals = [f for f in around if f.op == "sum" and occurs(self.n, f)]
        if len(totals) != 1:
            raise Stuck("not one sum")
        (total,) = totals
        c = mul(*(f for f in around if f is not total))
        k, body = opened(total)
        first, last = total.args[:2]
        parts = factors_of(body)
        falling = [(f, found) for f in parts if (found := self.falling(f, k)) is not None]
        if len(falling) != 1:
            raise Stuck("not one power of a sum that grows with the index")
        ((factor, power_of),) = falling
        rest = mul(*(f for f in parts if f is not factor))
        orders, limits = [], []
        for edge, above in ((last, False), (first, True)):
            single = self.at_end(power_of, k, edge, above)
            other = mul(rest, substitute(power_of, {k: edge}))
            sides = (body, other) if above else (other, body)
            each = rules.linear(Term("le", sides), [(rest, single)], ZERO, ALL, self.local)
            summed_up = rules.under("sum", (first, last), k, each)
            bound = mul(c, substitute(power_of, {k: edge}), bind("sum", first, last, variable=k, body=rest))
            sides = (self.body, bound) if above else (bound, self.body)
            orders.append(rules.linear(Term("le", sides), [(c, summed_up)], ZERO, ALL, self.local))
            limits.append(series_theorem(self.limit(bound), self.given, None, self.deadline))
        if None in limits or "diverges" in {t.conclusion.op for t in limits}:
            raise Stuck("no limit of a bound")
        lower, upper = limits
        same = rules.equality(lower.conclusion.args[1], upper.conclusion.args[1], labelled(lower.conclusion.args[1]), self.given)
        return rules.squeeze(rules.transitive(lower, same), upper, *orders, self.n, *self.approach, ())

    def falling(self, factor, k):
        """The factor as a negative power of a sum of what depends on the index and what depends on N; or None."""
        base, e = factor, ONE
        while base.op in POWERS and base.args[1].op == "num":
            base, e = base.args[0], tidy(mul(e, base.args[1]))
        grows = base.op == "add" and occurs(k, base) and occurs(self.n, base)
        return power(base, e) if grows and e.op == "num" and e.args[0] < 0 else None

    def at_end(self, power_of, k, edge, above):
        """B_k^e <= B_end^e for the first k, the other way round for the last: e log B is in order, and its exponential."""
        base, e = power_of.args
        there = substitute(base, {k: edge})
        low, high = (there, base) if above else (base, there)
        rises = rules.linear(Term("le", (low, high)), [], plain_poly(self.facts.poly(sub(high, low))), (), self.local)
        logs = derived.monotone(rises, "log")
        scaled = Term("le", tuple(mul(e, fn("log", u)) for u in (high, low)))
        order = derived.monotone(rules.linear(scaled, [(neg(e), logs)], ZERO, (), self.local), "exp")
        goal = Term("le", tuple(Term(power_of.op, (u, e)) for u in (high, low)))
        return rules.linear(goal, [(ONE, order)], ZERO, ALL, self.local)

    def infinite(self, same):
        """lim f = ±∞ where f is g in closed form, and 1/g tends to 0."""
        f, g = same.conclusion.args
        inverse = self.real(power(g, MINUS))
        if inverse is None or inverse.conclusion.args[1] != ZERO:
            raise Stuck("the inverse does not vanish")
        hole = fresh("h", "real")
        inverse = rules.transitive(self.under(rules.congruence(power(hole, MINUS), hole, same)), inverse)
        return rules.limit_infinite(inverse, self.signed(f), self.n, *self.approach)

    def signed(self, f):
        """0 < f or f < 0 at sight, for late N."""
        if Facts.of(self.local).mask(meaning(f)) == POS:
            return rules.sign(f, "lt", self.local)
        return rules.linear(Term("lt", (f, ZERO)), [], neg(f), (), self.local)

    def above_harmonic(self):
        """Σ f = ∞, as c/k <= f(k) and log(N + 1) <= Σ 1/k."""
        t = self.body
        if t.op != "sum" or t.args[:2] != (ONE, self.n):
            raise Stuck("no value")
        k, f = opened(t)
        n, lemma = _harmonic()
        for c in HARMONIC:
            try:
                each = certificate(Term("le", (mul(c, power(k, MINUS)), f)), self.local, self.deadline, (*PLAIN, *QUICK))
            except FAILURES:
                continue
            summed_up = rules.under("sum", t.args[:2], k, each)
            start = rules.weaken(rules.substitution(lemma, {n: self.n}), *self.local)
            bound = mul(c, fn("log", add(self.n, ONE)))
            above = rules.linear(Term("le", (bound, t)), [(c, start), (ONE, summed_up)], ZERO, labelled(t), self.local)
            return self.unbounded(t, bound, above)
        raise Stuck("no value")

    def unbounded(self, f, bound, above):
        """lim f = ∞ from g <= f, 1/g tending to 0 and both being positive."""
        upper = self.real(power(bound, MINUS))
        larger = derived.monotone(rules.linear(Term("lt", (ONE, add(self.n, ONE))), [], self.n, (), self.local), "log")
        positive = rules.linear(Term("lt", (ZERO, fn("log", add(self.n, ONE)))), [(ONE, larger)], ZERO, LABELS, self.local)
        known = (*self.local, positive.conclusion)
        below = rules.sign(power(f, MINUS), "le", self.local)
        inverses = Term("le", (power(f, MINUS), power(bound, MINUS)))
        order = rules.linear(inverses, [(mul(power(f, MINUS), power(bound, MINUS)), above)], ZERO, labelled(f), known)
        vanishes = rules.squeeze(self.real(ZERO), upper, below, without(order, [positive]), self.n, *self.approach)
        return rules.limit_infinite(vanishes, rules.sign(f, "lt", self.local), self.n, *self.approach)


def _whole_only(factor):
    """Is a power of an atom known for whole numbers only, or of no limit among real numbers: (−1)^N, r^N, N!?"""
    return factor[0].op in ("pow", "gamma")


# --- lemmas ---------------------------------------------------------------------------------------------------------


def _along(n, body):
    return bind("limit", WHOLE, INFINITY, "-", variable=n, body=body)


@lru_cache(maxsize=8)
def _alternating_powers(j):
    """lim N^j (−s)^N = 0 for s in (0, 1)."""
    s, n = fresh("s", "(0, 1)"), fresh("N", "dimension")
    signed = mul(power(n, num(j)), power(neg(s), n)) if j else power(neg(s), n)
    sequence = _Sequence(_along(n, signed), (), now() + 1)
    return s, sequence.rewritten(substitute(signed, {n: sequence.n}), sequence.alternating(
        mul(power(MINUS, sequence.n), power(s, sequence.n), *([power(sequence.n, num(j))] if j else []))
    ))  # fmt: skip


@lru_cache(maxsize=1)
def _terms_of_exp():
    """lim a^N/N! = 0: the difference of the series of exp up to N + 1 and up to N, one step back."""
    a = fresh("a", "real")
    series = rules.exponential_series(a)
    n, upto = opened(series.conclusion.args[0])
    later = substitute(upto, {n: from_affine({n: 1}, 1)})
    ahead = rules.limit_along_steps(_along(n, later), series, 1, 1)
    holes = fresh("h", "real"), fresh("h", "real")
    gap = rules.limit_through(sub(*holes), holes, (ahead, series), WHOLE, INFINITY, "-")
    gap = rules.transitive(gap, rules.equality(gap.conclusion.args[1], ZERO))
    term = mul(power(a, n), power(fn("gamma", add(n, ONE)), MINUS))
    same = rules.equality(substitute(term, {n: from_affine({n: 1}, 1)}), sub(later, upto), labelled(term))
    shifted = rules.transitive(rules.under("limit", (WHOLE, INFINITY, "-"), n, same), gap)
    return a, rules.limit_along_steps(_along(n, term), shifted, 1, 1)


@lru_cache(maxsize=1)
def _harmonic():
    """log(n + 1) <= Σ_{k=1}^n 1/k"""
    n = fresh("n", "dimension")
    k = fresh("k", "index", ONE, n)
    total = bind("sum", ONE, n, variable=k, body=power(k, MINUS))
    return n, induction_theorem(Term("le", (fn("log", add(n, ONE)), total)), (), now() + 5)


@lru_cache(maxsize=1)
def _logarithms():
    """Σ_{k=1}^n log k = log Γ(n + 1)"""
    n = fresh("n", "dimension")
    k = fresh("k", "index", ONE, n)
    total = bind("sum", ONE, n, variable=k, body=fn("log", k))
    return n, induction_theorem(Term("eq", (total, fn("loggamma", add(n, ONE)))), (), now() + 5)
