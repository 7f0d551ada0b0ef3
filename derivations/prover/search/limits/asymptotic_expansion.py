"""Germs: functions near y = 0+, expanded by their growth, and the theorems that the expansions rest on.

There a function is written as Σ M·C: monomials M = y^a (−log y)^b exp(Σ c_d / y^d), of which
it must be known which one dominates, and coefficients C that converge.  A coefficient is an expression in y and in *leaves*:
functions of y whose limits are theorems of their own (a vanishing monomial, a sum of symbolic length, f(y)/y^j for a
function with a zero of order j, by l'Hôpital).  When no term is unbounded, one use of continuity gives the limit.

Outside the trusted base: a wrong expansion makes the kernel refuse, never a wrong theorem.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from math import factorial

from ...clock import now
from ..closed_forms import Stuck, additive, multiplied, powered, substitute_term, tidy
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate, evaluate
from ...kernel.polynomial import Refused, Undefined, seal
from ...kernel.rules import Theorem
from ...kernel.signs import NEG, NIL, POS, Facts, meaning
from ...kernel.terms import (
    POWERS, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, div, fn, fresh, instantiate, is_fresh, mul, neg, num,
    opened, power, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import match, without

EVERYTHING = ("definition", "derivative", "collapse")
AT_ZERO = (sort("positive"), ZERO, "+")
ORDERS = 8  # of a zero that l'Hôpital's rule is tried on
REFUSALS = (Refused, IllTyped, Undefined)


class Logarithmic(Stuck):
    """The scale needs y = exp(−1/t)."""


class Unresolved(Exception):
    """The limit depends on the sign of a term that nothing is known of."""


# --- lemmas of the exponential --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _tangent():
    """1 + b <= exp(b)"""
    real = sort("real")
    x, u, w, b = (fresh(name, "real") for name in "xuwb")
    slope = bind("deriv", real, u, variable=w, body=fn("exp", w))
    second = bind("deriv", real, x, variable=u, body=slope)
    line = rules.tangent(rules.sign(second, "le"), x, ZERO, b)
    return b, rules.linear(Term("le", (add(ONE, b), fn("exp", b))), [(ONE, line)], using=EVERYTHING)


def tangent_at(u, given=()):
    """1 + u <= exp(u)"""
    b, theorem = _tangent()
    return rules.substitution(rules.weaken(theorem, *given), {b: u})


@lru_cache(maxsize=1)
def _of_variable():
    return rules.limit_of_variable(*AT_ZERO)


# --- monomials ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Monomial:
    """y^a (−log y)^b exp(Σ c_d / y^d): `polar` holds the pairs (d, c_d), the largest d first."""

    exponent: Term = ZERO
    logs: Fraction = Fraction(0)
    polar: tuple = ()

    def __mul__(self, other):
        polar = dict(self.polar)
        for d, c in other.polar:
            polar[d] = tidy(add(polar[d], c)) if d in polar else c
        pairs = tuple(sorted(((d, c) for d, c in polar.items() if c != ZERO), key=lambda pair: -pair[0]))
        return Monomial(tidy(add(self.exponent, other.exponent)), self.logs + other.logs, pairs)

    def raised(self, e):
        """The power with a number or a term as its exponent."""
        if self.logs and e.op != "num":
            raise Stuck("a power of a logarithm")
        polar = tuple((d, tidy(mul(e, c))) for d, c in self.polar)
        return Monomial(tidy(mul(e, self.exponent)), self.logs * (e.args[0] if self.logs else 1), polar)

    def over(self, other):
        return self * other.raised(MINUS)

    def term(self, y):
        factors = [powered(y, self.exponent)] if self.exponent != ZERO else []
        if self.logs:
            factors.append(power(neg(fn("log", y)), num(self.logs)) if self.logs != 1 else neg(fn("log", y)))
        if self.polar:
            factors.append(fn("exp", add(*(multiplied([c, power(y, num(-d))]) for d, c in self.polar))))
        return mul(*factors)

    @property
    def whole(self):
        """Its exponent when it is y^k for a natural number k; None otherwise."""
        k = self.exponent.args[0] if self.exponent.op == "num" else None
        return k if isinstance(k, int) and k >= 0 and not self.logs and not self.polar else None


UNIT = Monomial()


@dataclass
class Leaf:
    """A function of y that converges: its value, its theorem once asked for; (A, j) if it is A(y)/y^j, its monomial."""

    function: Term
    value: Term
    prove: Callable
    quotient: tuple | None = None
    monomial: Monomial | None = None
    theorem: Theorem | None = None


# --- expansions near y = 0+ -----------------------------------------------------------------------------------------


class Near:
    """Functions of y near 0+, under hypotheses. A germ is a dictionary from monomials to coefficients."""

    def __init__(self, given, y, deadline, depth=0):
        self.given, self.y, self.deadline, self.depth = tuple(given), y, deadline, depth
        self.lemmas = []
        self.facts = Facts(self.given)
        self.leaves, self.germs, self.signs, self.indices = {}, {}, {}, set()

    # --- judgement at the limit -------------------------------------------------------------------------------------

    def clock(self):
        if now() > self.deadline:
            raise Stuck("out of time")

    def learn(self, lemma):
        if lemma.conclusion not in self.facts.hypotheses:
            self.lemmas.append(lemma)
            self.facts = self.facts.given(lemma.conclusion)
            self.signs = {}

    def hypotheses(self):
        return self.facts.hypotheses

    def sign(self, term):
        """−1, 0 or 1."""
        if term not in self.signs:
            self.signs[term] = self._sign(term)
        return self.signs[term]

    def _sign(self, term):
        if term.op == "num":
            return (term.args[0] > 0) - (term.args[0] < 0)
        mask = self.facts.mask(meaning(term))
        if mask in (POS, NEG, NIL):
            return {POS: 1, NEG: -1, NIL: 0}[mask]
        if not self.facts.poly(term):
            return 0
        if found := self._combined(term):
            return found
        if self.indices & term.free:
            raise Stuck("a sign that depends on a summation index")
        raise Unresolved(term)

    def _combined(self, term):
        """The sign of a term that is the gap of a hypothesis a < b plus something of manifest sign: a lemma, learnt."""
        strict = [rules.assume(h) for h in self.hypotheses() if h.op == "lt"]
        strict += [t for u in subterms(term) if u.op == "log" and not u.loose for t in _of_one_logarithm(u, self.hypotheses())]
        for top in {t for t in subterms(term) if t.op == "max" and not t.loose}:
            strict += [t for h in strict for t in _below_a_larger(h, top)]
        for sign, relation in ((1, (ZERO, term)), (-1, (term, ZERO))):
            for theorem in strict:
                low, high = theorem.conclusion.args
                try:
                    slack = tidy(sub(relation[1], add(relation[0], high, neg(low))))
                    self.learn(rules.linear(Term("lt", relation), [(ONE, theorem)], slack, (), self.hypotheses()))
                    return sign
                except REFUSALS:
                    continue
        return 0

    def is_zero(self, term):
        return term == ZERO or term.op != "num" and (self.facts.mask(meaning(term)) == NIL or not self.facts.poly(term))

    def order(self, monomial):
        """1 when the monomial tends to 0, −1 when it is unbounded, 0 when it is 1."""
        for _, c in monomial.polar:
            if sign := self.sign(c):
                return -sign
        if sign := self.sign(monomial.exponent):
            return sign
        return -(monomial.logs > 0) + (monomial.logs < 0)

    def value(self, c):
        return tidy(substitute(c, {self.y: ZERO, **{h: leaf.value for h, leaf in self.leaves.items() if h in c.free}}))

    def full(self, c):
        """A coefficient as a function of y alone."""
        return substitute(c, {h: leaf.function for h, leaf in self.leaves.items() if h in c.free})

    def leaf(self, function, value, prove, quotient=None, monomial=None):
        for hole, other in self.leaves.items():
            if other.function == function:
                return hole
        hole = fresh("w", "real")
        self.leaves[hole] = Leaf(function, value, prove, quotient, monomial)
        return hole

    # --- theorems of coefficients -----------------------------------------------------------------------------------

    def theorem(self, c):
        """lim C = its value, by continuity in y and the leaves."""
        self.clock()
        holes = [h for h in self.leaves if h in c.free]
        y = fresh("h", "real")
        first = rules.weaken(_of_variable(), *self.hypotheses())
        theorems = (first, *map(self._proved, holes))
        return self.valued(rules.limit_through(substitute(c, {self.y: y}), (y, *holes), theorems, *AT_ZERO))

    def _proved(self, hole):
        leaf = self.leaves[hole]
        if leaf.theorem is None:
            theorem = self.valued(leaf.prove())
            leaf.theorem = self.revalued(theorem, leaf.value)
        return leaf.theorem

    def valued(self, theorem):
        return self.revalued(theorem, tidy(theorem.conclusion.args[1]))

    def revalued(self, theorem, value):
        """The same limit with its value written in another way."""
        old = theorem.conclusion.args[1]
        if old == value:
            return theorem
        return rules.transitive(theorem, equality(old, value, self.hypotheses()))

    def body(self, theorem):
        return instantiate(theorem.conclusion.args[0].args[-1], self.y)

    def rewritten(self, theorem, body):
        """The limit of another expression of the same function near 0+."""
        old = self.body(theorem)
        if old == body:
            return theorem
        same, near = self.nearby(lambda given, _: equality(body, old, given))
        return rules.transitive(rules.under("limit", AT_ZERO, self.y, same, near), theorem)

    def nearby(self, question):
        """A theorem that may assume what holds near 0+; the limits from which it does, found where the kernel asks."""
        local, near, below_one = self._local(), [], Term("lt", (self.y, ONE))
        for _ in range(6):
            try:
                return question(local, tuple(near)), tuple(near)
            except Undefined as missing:
                if len(missing.args) < 3 or self.depth >= 3:
                    raise
                place = missing.args[2]
                if self.y not in place.free or any(t.op == "deriv" for t in subterms(place)):
                    raise
                if any(is_fresh(v) and v.args[1] == "index" for v in place.free):
                    if below_one in local:
                        raise
                    local = [*local, below_one]
                    continue
            limit = self._apart_from_zero(place)
            u, b = self.body(limit), limit.conclusion.args[1]
            near.append(limit)
            local = [*local, Term("lt", (ZERO, u) if self.sign(b) > 0 else (u, ZERO))]
        raise Stuck("not shown to be defined near the point")

    def _apart_from_zero(self, place):
        """lim u/M = c, c not being 0, for what must not vanish near 0+."""
        inner = Near(self.hypotheses(), self.y, self.deadline, self.depth + 1)
        smooth = expand(evaluate(expand(place, unfold=True)), unfold=True)
        top, germ = inner.dominant(inner.germ(smooth))
        if top is None:
            raise Stuck("it vanishes near the point")
        limit = inner.limit(tidy(mul(place, top.raised(MINUS).term(self.y))))
        for lemma in inner.lemmas:
            self.learn(lemma)
        return limit

    # --- germs ------------------------------------------------------------------------------------------------------

    def germ(self, t):
        if self.y not in t.free:
            return {UNIT: t} if t != ZERO else {}
        if t not in self.germs:
            self.clock()
            self.germs[t] = self._germ(t)
        return self.germs[t]

    def _germ(self, t):
        match t:
            case Term("var", _):
                return {Monomial(ONE): ONE}
            case Term("add", parts):
                return self.kept(t, self.sum(*map(self.germ, parts)))
            case Term("mul", parts):
                product = {UNIT: ONE}
                for part in parts:
                    product = self.times(product, self.germ(part))
                return product
            case Term("pow" | "root" | "rpow", (base, exponent)) if self.y not in exponent.free:
                return self.power(self.germ(base), exponent)
            case Term("pow" | "root" | "rpow", (base, exponent)):
                return self.germ(fn("exp", mul(exponent, fn("log", base))))
            case Term("exp", (u,)):
                return self.exp(self.germ(u))
            case Term("log", (u,)):
                return self.log(self.germ(u))
            case Term("sinh" | "cosh" | "tanh", (u,)):
                return self.hyperbolic(t.op, u)
            case Term("sum", _):
                return self.series(t)
            case Term("prod", _):
                return self.product(t)
            case Term("loggamma", (u,)):
                return self.log(self.gamma(self.germ(u)))
            case Term("gamma", (u,)):
                return self.gamma(self.germ(u))
            case Term("digamma", (u,)):
                return self.digamma(self.germ(u))
            case Term("abs", (u,)):
                return self.absolute(u)
            case Term("maxof" | "minof", (a, b)) if (larger := self.larger(a, b)) is not None:
                return self.germ(larger if t.op == "maxof" else a if larger is b else b)
            case Term("polygamma" | "maxof" | "minof", parts):
                return {UNIT: fn(t.op, *(self.regular(self.germ(part)) for part in parts))}
        raise Stuck(f"no expansion of {t.op}")

    def kept(self, t, germ):
        """A sum that is continuous at 0 as it is written stays so: its sign is easier to see."""
        if UNIT not in germ or len(germ) == 1 or any(m.whole is None for m in germ):
            return germ
        try:
            self.facts.require_defined(substitute(t, {self.y: ZERO}))
        except Undefined:
            return germ
        return {UNIT: t}

    def sum(self, *germs):
        total = {}
        for germ in germs:
            for monomial, c in germ.items():
                same = self._merged(total, monomial)
                total[same] = tidy(add(total[same], c)) if same in total else c
                if total[same] == ZERO:
                    del total[same]
        return total

    def _merged(self, germ, monomial):
        """The key under which a monomial stands: the same function may be written in two ways."""
        if monomial in germ or monomial.polar == () and monomial.exponent.op == "num":
            return monomial
        key = self._key(monomial)
        return next((m for m in germ if m.polar and self._key(m) == key), monomial)

    def _key(self, monomial):
        return (
            seal(self.facts.poly(monomial.exponent)),
            monomial.logs,
            frozenset((d, seal(p)) for d, c in monomial.polar if (p := self.facts.poly(c))),
        )

    def times(self, left, right):
        if len(left) * len(right) > 60:
            raise Stuck("too many terms")
        return self.sum(*({m * m2: tidy(mul(c, c2))} for m, c in left.items() for m2, c2 in right.items()))

    def shifted(self, germ, monomial):
        return {m * monomial: c for m, c in germ.items()}

    def regular(self, germ):
        """A germ without unbounded monomials, as one coefficient."""
        return tidy(add(*(self._bounded(m, c) for m, c in germ.items())))

    def _bounded(self, monomial, c):
        if monomial == UNIT:
            return c
        if monomial.whole is not None:
            return mul(powered(self.y, num(monomial.whole)), c)
        match self.order(monomial):
            case 0:
                return c
            case 1:
                return mul(self.vanishing(monomial), c)
        raise Stuck("a part is unbounded")

    def dominant(self, germ):
        """The germ sharpened until its largest monomial has a coefficient that is not 0 there; None for the zero germ."""
        for _ in range(ORDERS):
            germ = self.collected(germ)
            if not germ:
                return None, germ
            top = None
            for monomial in germ:
                if top is None or self.order(monomial.over(top)) < 0:
                    top = monomial
            value = self.value(germ[top])
            if not self.is_zero(value):
                return top, germ
            rest = {m: c for m, c in germ.items() if m != top}
            germ = self.sum(rest, self.shifted(self.sharpened(germ[top]), top))
        raise Stuck("a zero of high order")

    def settled(self, germ):
        """The germ sharpened until no monomial is unbounded."""
        if all(self.order(monomial) >= 0 for monomial in germ):
            return germ
        top, germ = self.dominant(germ)
        if top is not None and self.order(top) < 0:
            raise Stuck("unbounded")
        return germ

    def collected(self, germ):
        """Monomials that differ by powers y^k, k = 1, 2, ..., put under the lowest: one analytic coefficient."""
        groups = {}
        for monomial in germ:
            e = monomial.exponent
            loose = e.op != "num"
            key = (monomial if loose else Fraction(e.args[0]) % 1, monomial.logs, monomial.polar)
            groups.setdefault(key, []).append(monomial)
        result = {}
        for group in groups.values():
            low = min(group, key=lambda m: m.exponent.args[0] if m.exponent.op == "num" else 0)
            lifted = ((m.over(low).whole or 0, germ[m]) for m in group)
            result[low] = tidy(add(*(mul(powered(self.y, num(k)), c) for k, c in lifted)))
        return {m: c for m, c in result.items() if c != ZERO}

    # --- functions of germs -----------------------------------------------------------------------------------------

    def exp(self, germ):
        """exp(polar part) · exp(what converges)."""
        monomial, rest = UNIT, {}
        pending, steps = dict(germ), 0
        while pending:
            steps += 1
            if steps > 4 * ORDERS:
                raise Stuck("a long polar part")
            m = next(iter(pending))
            c = pending.pop(m)
            if m.whole is not None or self.order(m) >= 0:
                rest = self.sum(rest, {m: c})
                continue
            value = self.value(c)
            if (m.polar or m.logs or m.exponent.op != "num") and self._falls(m, value, germ):
                return {UNIT: self.fallen(germ)}
            if c != value:
                more = self.shifted(self.sharpened(tidy(sub(c, value))), m)
                pending = self.sum(pending, more)
            monomial = monomial * self._exponential(m, value)
        low = self.regular(rest)
        return {monomial: fn("exp", low) if low != ZERO else ONE}

    def _falls(self, m, value, germ):
        """Does a germ tend to −∞, m being its largest monomial?"""
        return self.sign(value) < 0 and all(self.order(m.over(other)) <= 0 for other in germ)

    def fallen(self, germ):
        """exp(u) as a leaf that tends to 0, as u tends to −∞: exp(u) <= −1/u."""
        u = self.full(add(*(mul(m.term(self.y), c) for m, c in germ.items())))
        term, bound = fn("exp", u), neg(power(u, MINUS))

        def prove():
            inverse = self.power(germ, MINUS)
            limit = self.rewritten(self.theorem(self.regular(self.times({UNIT: MINUS}, inverse))), bound)

            def rate(given, near):
                line = tangent_at(neg(u), given)
                upper = rules.linear(Term("le", (term, bound)), [(mul(bound, term), line)], mul(bound, term), (), given)
                positive = rules.sign(term, "le", given)
                return rules.squeeze(self.theorem(ZERO), self.revalued(limit, ZERO), positive, upper, self.y, *AT_ZERO, near)

            return self.nearby(rate)[0]

        return self.leaf(term, ZERO, prove)

    def _exponential(self, m, c):
        """exp(c·m) as a monomial."""
        d = m.exponent.args[0] if m.exponent.op == "num" else None
        if c == ZERO:
            return UNIT
        if not m.polar and m.logs == 1 and d == 0:
            return Monomial(tidy(neg(c)))
        if not m.polar and not m.logs and d is not None:
            return Monomial(polar=((Fraction(-d), c),))
        if m.logs or m.exponent.op != "num":
            raise Logarithmic("the exponent has a logarithm among its powers")
        raise Stuck("an exponential of an exponential")

    def log(self, germ):
        top, germ = self.dominant(germ)
        if top is None or self.sign(self.value(germ[top])) != 1:
            raise Stuck("the logarithm of what is not positive")
        inside = self.regular(self.shifted(germ, top.raised(MINUS)))
        if top.logs:
            raise Logarithmic("the logarithm of a logarithm")
        parts = [{UNIT: fn("log", inside)}] if inside != ONE else []
        if inside.op == "mul" and all(self.sign(self.value(f)) == 1 for f in inside.args):
            parts = [{UNIT: _logarithm(f)} for f in inside.args]
        parts += [{Monomial(num(-d)): c} for d, c in top.polar]
        if top.exponent != ZERO:
            parts.append({Monomial(logs=Fraction(1)): tidy(neg(top.exponent))})
        return self.sum(*parts)

    def power(self, germ, e):
        if e.op == "num" and isinstance(e.args[0], int) and 1 <= e.args[0] <= 4 and len(germ) ** e.args[0] <= 60:
            product = germ
            for _ in range(e.args[0] - 1):
                product = self.times(product, germ)
            return product
        if len(germ) == 1:
            ((top, c),) = germ.items()
            if c == ONE:
                return {top.raised(e): ONE}
        top, germ = self.dominant(germ)
        if top is None:
            raise Stuck("a power of 0")
        sign = self.sign(self.value(germ[top]))
        if sign <= 0 and not (e.op == "num" and isinstance(e.args[0], int)):
            raise Stuck("a root of what is not positive")
        inside = self.regular(self.shifted(germ, top.raised(MINUS)))
        return {top.raised(e): powered(inside, e)}

    def hyperbolic(self, op, u):
        germ = self.germ(u)
        if all(m.whole is not None or self.order(m) >= 0 for m in germ):
            return {UNIT: fn(op, self.regular(germ))}
        up, down = fn("exp", u), fn("exp", neg(u))
        half = num(Fraction(1, 2))
        match op:
            case "sinh":
                return self.germ(mul(half, sub(up, down)))
            case "cosh":
                return self.germ(mul(half, add(up, down)))
        return self.germ(div(sub(up, down), add(up, down)))

    def gamma(self, germ):
        """Γ of what converges to a positive number; Γ(u) = Γ(1 + u)/u when u tends to 0."""
        inside = self.regular(germ)
        value = self.value(inside)
        if self.is_zero(value):
            return self.times({UNIT: fn("gamma", tidy(add(ONE, inside)))}, self.power(germ, MINUS))
        if self.sign(value) < 0:
            raise Stuck("Γ of a negative number")
        return {UNIT: fn("gamma", inside)}

    def digamma(self, germ):
        """ψ of what converges to a positive number; ψ(u) = ψ(1 + u) − 1/u when u tends to 0."""
        inside = self.regular(germ)
        if not self.is_zero(self.value(inside)):
            return {UNIT: fn("digamma", inside)}
        return self.sum({UNIT: fn("digamma", tidy(add(ONE, inside)))}, self.times({UNIT: MINUS}, self.power(germ, MINUS)))

    def absolute(self, u):
        germ = self.germ(u)
        mask = Facts.of(self._local()).mask(meaning(u))
        if not mask & ~(NIL | POS):
            return germ
        if not mask & ~(NIL | NEG):
            return self.times({UNIT: MINUS}, germ)
        return {UNIT: fn("abs", self.regular(germ))}

    def larger(self, a, b):
        """The larger of two functions near 0+, if that is manifest."""
        mask = Facts.of(self._local()).mask(meaning(sub(a, b)))
        return a if not mask & ~(NIL | POS) else b if not mask & ~(NIL | NEG) else None

    # --- sums of symbolic length ------------------------------------------------------------------------------------

    def series(self, t):
        first, last, _ = t.args
        if self.y in first.free | last.free or first != ONE:
            raise Stuck("a sum whose range does not begin at 1")
        if last.op == "num" and last.args[0] <= 24:
            terms = (expand(instantiate(t.args[-1], num(j)), unfold=True) for j in range(1, last.args[0] + 1))
            return self.germ(add(*terms))
        k, body = opened(t)
        self.indices.add(k)
        germ = self.germ(expand(body, unfold=True))
        apart = {m: c for m, c in germ.items() if k in _free(m)}
        total = {m: self.summed(k, c) for m, c in germ.items() if m not in apart}
        return self.sum(total, *(self.largest(k, m, c) for m, c in apart.items()))

    def product(self, t):
        """Π_k C_k as it stands where the factors converge, exp(Σ_k log C_k) otherwise."""
        first, last, _ = t.args
        k, body = opened(t)
        logarithm = fn("exp", bind("sum", first, last, variable=k, body=fn("log", body)))
        if self.y in first.free | last.free:
            raise Stuck("a product whose range moves")
        self.indices.add(k)
        germ = self.germ(expand(body, unfold=True))
        if any(m.whole is None for m in germ):
            return self.germ(logarithm)
        c = self.regular(germ)
        if any(k in leaf.function.free for h, leaf in self.leaves.items() if h in c.free):
            return self.germ(logarithm)
        return {UNIT: bind("prod", first, last, variable=k, body=c)}

    def summed(self, k, c, value=None, termwise=None):
        """Σ_k C_k: a coefficient as it stands, or a leaf when the terms have leaves that depend on k."""
        plain = not any(k in leaf.function.free for h, leaf in self.leaves.items() if h in c.free)
        if plain and termwise is None:
            return tidy(bind("sum", *k.args[2:], variable=k, body=c))
        function = bind("sum", *k.args[2:], variable=k, body=self.full(c))
        value = self.value(c) if value is None else value
        value = tidy(bind("sum", *k.args[2:], variable=k, body=value))
        return self.leaf(function, value, lambda: self._termwise(k, function, (termwise or self.theorem)(c)))

    def _termwise(self, k, function, theorem):
        vector = fresh("v", "real", k.args[3])
        j = fresh("k", *k.args[1:])
        context = bind("sum", *k.args[2:], variable=j, body=at(vector, j))
        whole = rules.limit_through(context, vector, rules.generalise(theorem, k), *AT_ZERO)
        value = bind("sum", *k.args[2:], variable=k, body=theorem.conclusion.args[1])
        limit = bind("limit", *AT_ZERO, variable=self.y, body=function)
        return rules.restate(whole, Term("eq", (limit, value)))

    def largest(self, k, m, c):
        """Σ_k C_k y^a exp(u_k/y^d) = y^a exp(max u/y^d) Σ_k C_k exp((u_k − max u)/y^d)."""
        dependent = [(d, u) for d, u in m.polar if k in u.free]
        if k in m.exponent.free or len(dependent) != 1:
            raise Stuck("exponents that depend on the summation index")
        ((d, whole),) = dependent
        parts = whole.args if whole.op == "add" else (whole,)
        u, shift = (add(*(p for p in parts if (k in p.free) == inside)) for inside in (True, False))
        top = bind("max", *k.args[2:], variable=k, body=u)
        for lemma in maximum_of_logarithm(top):
            self.learn(lemma)
        bracket = fn("ind", Term("eq", (u, top)))
        value = self.value(c)
        weight = tidy(substitute_term(value, u, top))
        alone = weight == ZERO != value  # C_k is 0 where u_k is the maximum: a power of y may stand with it
        gap = Monomial(m.exponent if alone else ZERO, polar=((d, sub(u, top)),))
        self._some_weight(k, rules.attained(top), bracket, weight)
        body = tidy(mul(c, gap.term(self.y)))
        limit = tidy(mul(weight, bracket))

        def termwise(_):
            tied = self._tied(Term("eq", (u, top)), ZERO if alone else substitute_term(c, u, top), body, limit)
            apart = self._apart(Term("lt", (u, top)), gap, c, body, limit)
            whole = rules.cases(rules.below_maximum(top, k), tied, apart)
            return rules.settle(rules.weaken(whole, *self.hypotheses()))

        polar = tuple(pair for pair in m.polar if pair[0] != d)
        rest = Monomial(ZERO if alone else m.exponent, m.logs, polar)
        return {rest * Monomial(polar=((d, tidy(add(top, shift))),)): self.summed(k, body, limit, termwise)}

    def _tied(self, relation, c, body, value):
        """lim body = value under u = max u, where [u = max u] is 1."""
        body = self.full(body)
        same = replaced(body, rules.assume(relation))
        theorem = self.rewritten(self.theorem(c), same.conclusion.args[1])
        theorem = rules.transitive(rules.under("limit", AT_ZERO, self.y, same), theorem)
        return self._bracketed(theorem, relation, value)

    def _apart(self, relation, gap, c, body, value):
        """lim body = value under u < max u, where [u = max u] is 0."""
        near = Near((*self.given, relation), self.y, self.deadline, self.depth)
        near.leaves = {hole: replace(leaf) for hole, leaf in self.leaves.items()}
        near.facts = near.facts.given(*(lemma.conclusion for lemma in self.lemmas))
        theorem = near.rewritten(near.theorem(mul(near.vanishing(gap), c)), self.full(body))
        theorem = near._bracketed(theorem, relation, value)
        return without(theorem, [lemma for lemma in reversed(near.lemmas) if lemma not in self.lemmas])

    def _bracketed(self, theorem, relation, value):
        """The same limit with a value in which the bracket is written; that this has a value is left open."""
        same = restored(value, rules.bracket(rules.assume(relation)))
        return rules.transitive(self.revalued(theorem, same.conclusion.args[0]), same)

    def _some_weight(self, k, attained, bracket, weight):
        """0 < Σ_k w_k [u_k = max u] becomes a lemma, if every w_k is positive."""
        if self.facts.mask(meaning(weight)) != POS:
            return
        self.learn(attained)
        if weight != ONE:
            for product in (mul(bracket, weight), tidy(mul(weight, bracket))):
                term = bind("sum", *k.args[2:], variable=k, body=mul(bracket, weight))
                lemma = derived.weighted_sum(term, k, bracket, weight, attained, self.given)
                goal = Term("lt", (ZERO, bind("sum", *k.args[2:], variable=k, body=product)))
                self.learn(rules.linear(goal, [(ONE, lemma)]))

    # --- zeros ------------------------------------------------------------------------------------------------------

    def sharpened(self, c):
        """A coefficient that tends to 0, as a germ: y^j times one that need not; nothing when it is 0 near 0+."""
        self.clock()
        if not Facts.of(self._local()).poly(self.full(c)):
            return {}
        common, rest = self._factored(c)
        if common != ONE:
            return self.times({UNIT: common}, self.sharpened(rest))
        try:
            analytic, s, divisor = self.analytic(c)
            j, leaf = self.taylor(analytic)
            return {Monomial(num(j - s)): tidy(div(leaf, divisor))}
        except REFUSALS:
            raise Stuck("the expansion is not analytic") from None
        except Stuck:
            return self.by_leaf(c) or self.by_slope(c)

    def _factored(self, c):
        """What all terms of a sum have in common and does not tend to 0, and the rest."""
        if c.op != "add":
            parts = c.args if c.op == "mul" else (c,)
            inert = [f for f in parts if f.op != "num" and not self.is_zero(self.value(f))]
            return (mul(*inert), mul(*(f for f in parts if f not in inert))) if inert and len(parts) > 1 else (ONE, c)
        products = [list(p.args) if p.op == "mul" else [p] for p in c.args]
        common = [f for f in dict.fromkeys(products[0]) if f.op != "num" and all(f in p for p in products)]
        common = [f for f in common if not self.is_zero(self.value(f))]
        for p in products:
            for f in common:
                p.remove(f)
        return mul(*common), add(*(mul(*p) for p in products))

    def by_leaf(self, c):
        """C = C₀ + E · ((C − C₀)/E), where E is a monomial in C that vanishes and C₀ is C without it."""
        hole = next((h for h in self.leaves if h in c.free and self.leaves[h].monomial is not None), None)
        if hole is None or self.depth >= 3:
            return None
        leaf = self.leaves[hole]
        without = tidy(substitute(c, {hole: ZERO}))
        rest = tidy(sub(c, without))
        f, g = (self.full(part) for part in (rest, hole))
        above, below = (tidy(differentiate(part, self.y)) for part in (f, g))
        ratio = tidy(add(*(tidy(div(part, below)) for part in additive(above))))
        near = Near(self.hypotheses(), self.y, self.deadline, self.depth + 1)
        inner = near.limit(ratio)
        for lemma in near.lemmas:
            self.learn(lemma)
        quotient = self.leaf(div(f, g), inner.conclusion.args[1], lambda: self._hopital(rest, hole, inner))
        return self.sum({UNIT: without} if without != ZERO else {}, {leaf.monomial: quotient})

    def analytic(self, c):
        """C = A/(y^s D), A an analytic expression in y, D made of leaves that do not tend to 0."""
        holes = [h for h in self.leaves if h in c.free]
        if not holes:
            return c, 0, ONE
        if any(self.leaves[h].quotient is None for h in holes):
            raise Stuck("not analytic")
        products = [_exponents(p, holes) for p in additive(c)]
        worst = {h: max(0, *(-e.get(h, 0) for _, e in products)) for h in holes}
        depth = {h: max(e.get(h, 0) for _, e in products) + worst[h] for h in holes}
        terms = []
        for rest, e in products:
            factors = [rest]
            for h in holes:
                a, j = self.leaves[h].quotient
                m = e.get(h, 0) + worst[h]
                factors.append(mul(powered(a, num(m)), powered(self.y, num(j * (depth[h] - m)))))
            terms.append(mul(*factors))
        shift = sum(self.leaves[h].quotient[1] * depth[h] for h in holes)
        return tidy(add(*terms)), shift, tidy(mul(*(powered(h, num(worst[h])) for h in holes)))

    def taylor(self, a):
        """The order j of the zero of an analytic expression, and the leaf A/y^j."""
        slopes = [a]
        for j in range(ORDERS + 1):
            self.clock()
            value = self.value(slopes[-1])
            if not self.is_zero(value):
                value = tidy(mul(num(Fraction(1, factorial(j))), value))
                return j, self.leaf(div(a, powered(self.y, num(j))), value, partial(self._l_hopital, slopes, j), (a, j))
            slopes.append(tidy(expand(differentiate(slopes[-1], self.y), unfold=False)))
        raise Stuck("a zero of high order")

    def _l_hopital(self, slopes, j):
        """lim A/y^j = A^(j)(0)/j! by the rule of l'Hôpital, j times over."""
        factors = [Fraction(factorial(j), factorial(j - i)) for i in range(j + 1)]
        below = [tidy(mul(num(c), power(self.y, num(j - i)))) for i, c in enumerate(factors)]
        theorem = self.theorem(div(slopes[j], below[j]))
        for i in range(j - 1, -1, -1):
            theorem = self._hopital(slopes[i], below[i], theorem)
        return self.rewritten(theorem, div(slopes[0], powered(self.y, num(j))))

    def _hopital(self, f, g, slopes):
        """lim f/g from lim f'/g', f and g being coefficients that tend to 0."""
        numerator, denominator = (self.revalued(self.theorem(part), ZERO) for part in (f, g))
        f, g = self.full(f), self.full(g)
        positive = sort("positive")
        raw = [bind("deriv", positive, self.y, variable=self.y, body=part) for part in (f, g)]
        taken = [tidy(expand(differentiate(part, self.y), unfold=False)) for part in (f, g)]
        slopes = self.rewritten(slopes, div(*taken))
        hole = fresh("h", "real")

        def same(given, _):
            above, below = (rules.equality(*pair, EVERYTHING, given) for pair in zip(raw, taken))
            return rules.transitive(
                rules.congruence(div(hole, raw[1]), hole, above), rules.congruence(div(taken[0], hole), hole, below)
            )

        ratio, near = self.nearby(same)
        slopes = rules.transitive(rules.under("limit", AT_ZERO, self.y, ratio, near), slopes)
        parts = numerator, denominator, slopes, self.y, f, g, *AT_ZERO
        return self.nearby(lambda given, near: rules.l_hopital(*parts, given, near))[0]

    def by_slope(self, c):
        """C = y · (C/y), where C/y has the limit of C'."""
        if self.depth >= 3:
            raise Stuck("zeros within zeros")
        slope = tidy(differentiate(self.full(c), self.y))
        near = Near(self.hypotheses(), self.y, self.deadline, self.depth + 1)
        inner = near.limit(slope)
        for lemma in near.lemmas:
            self.learn(lemma)
        value = inner.conclusion.args[1]
        function = div(self.full(c), self.y)
        ratio = lambda: self._hopital(c, self.y, self.rewritten(inner, div(slope, ONE)))  # noqa: E731
        return {Monomial(ONE): self.leaf(function, value, ratio)}

    # --- monomials that vanish --------------------------------------------------------------------------------------

    def vanishing(self, monomial):
        """The leaf of a monomial that tends to 0: y^k · exp(−c/y^d) with k >= 0 keeps y^k outside."""
        if not monomial.polar:
            raise Logarithmic("a power that is not whole, or a logarithm")
        k = monomial.exponent.args[0] if monomial.exponent.op == "num" else None
        if isinstance(k, int) and k > 0:
            return mul(powered(self.y, num(k)), self.vanishing(Monomial(ZERO, monomial.logs, monomial.polar)))
        if monomial.logs:
            raise Stuck("an exponential with a logarithm")
        return self.leaf(monomial.term(self.y), ZERO, lambda: self._decay(monomial), monomial=monomial)

    def _decay(self, monomial):
        """lim y^a exp(−c/y^d + ...) = 0."""
        felt = [(d, c) for d, c in monomial.polar if self.sign(c)]
        if not felt:
            raise Stuck("nothing decays")
        (d, c), *lower = felt
        c = tidy(neg(c))
        if lower:
            return self._tilted(monomial, d, c, lower)
        if monomial.exponent == ZERO:
            return self._gap(monomial, d, c)
        return self._outgrown(monomial, d, c)

    def _local(self, *more):
        return [*self.hypotheses(), Term("lt", (ZERO, self.y)), *more]

    def _squeezed(self, term, bound, upper, limit):
        """lim term = 0 from 0 <= term <= bound, `limit` being lim bound = 0."""
        zero = self.theorem(ZERO)
        positive = rules.sign(term, "le", self._local())
        return rules.squeeze(zero, self.revalued(limit, ZERO), positive, upper, self.y, *AT_ZERO)

    def _gap(self, monomial, d, c):
        """exp(−c/y^d) <= y^d/c, from 1 + u <= exp(u) at u = c/y^d."""
        term = monomial.term(self.y)
        bound = mul(power(self.y, num(d)), tidy(power(c, MINUS)))
        u = mul(c, power(self.y, num(-d)))
        rate = tangent_at(u, self._local())
        upper = rules.linear(Term("le", (term, bound)), [(mul(bound, term), rate)], mul(bound, term), (), self._local())
        if not isinstance(num(d).args[0], int):
            raise Logarithmic("a power that is not whole")
        return self._squeezed(term, bound, upper, self.theorem(bound))

    def _outgrown(self, monomial, d, c):
        """y^a exp(−c/y^d) <= K exp(−c/(2 y^d)), from log u <= u − 1 at u = small/y^d and log y <= 0 near 0."""
        y, a = self.y, monomial.exponent
        p = tidy(mul(add(mul(a, a), ONE), num(Fraction(1) / d)))
        small = tidy(mul(num(Fraction(1, 2)), c, power(p, MINUS)))
        w = power(y, num(-d))
        local = self._local(Term("lt", (y, ONE)))
        half = Monomial(polar=((d, tidy(mul(num(Fraction(-1, 2)), c))),))
        constant = mul(MINUS, p, add(fn("log", small), ONE))
        less = sub(mul(a, fn("log", y)), mul(c, w))
        more = sub(constant, mul(num(Fraction(1, 2)), c, w))
        line = tangent_at(fn("log", mul(w, small)), local)
        shrinks = rules.monotone(rules.assume(Term("lt", (y, ONE))), "log")
        spare = add(power(add(a, num(Fraction(1, 2))), num(2)), num(Fraction(3, 4)))
        exponents = rules.linear(Term("le", (less, more)), [(p, line), (spare, shrinks)], ZERO, (), local)
        upper = rules.monotone(exponents, "exp")
        bound = mul(fn("exp", constant), half.term(y))
        term = monomial.term(y)
        same = [rules.equality(*pair, (), local) for pair in ((term, fn("exp", less)), (fn("exp", more), bound))]
        upper = rules.transitive(rules.transitive(same[0], upper), same[1])
        return self._squeezed(term, bound, upper, self.theorem(mul(fn("exp", constant), self.vanishing(half))))

    def _tilted(self, monomial, d, c, lower):
        """exp(−c/y² + b/y) <= exp(b²/(2c)) exp(−c/(2y²)), by completing the square."""
        if len(lower) != 1 or lower[0][0] * 2 != d:
            raise Stuck("a long polar part")
        b, y = lower[0][1], self.y
        w = power(y, num(-lower[0][0]))
        half = num(Fraction(1, 2))
        extra = mul(half, power(b, num(2)), power(c, MINUS))
        factor = [] if monomial.exponent == ZERO else [mul(monomial.exponent, fn("log", y))]
        less = add(mul(MINUS, c, power(w, num(2))), mul(b, w), *factor)
        more = add(mul(MINUS, half, c, power(w, num(2))), extra, *factor)
        slack = mul(half, c, power(sub(w, div(b, c)), num(2)))
        local = self._local()
        upper = rules.monotone(rules.linear(Term("le", (less, more)), [], slack, (), local), "exp")
        rest = Monomial(monomial.exponent, Fraction(0), ((d, tidy(mul(MINUS, half, c))),))
        bound, term = mul(fn("exp", extra), rest.term(y)), monomial.term(y)
        same = [rules.equality(*pair, (), local) for pair in ((term, fn("exp", less)), (fn("exp", more), bound))]
        upper = rules.transitive(rules.transitive(same[0], upper), same[1])
        return self._squeezed(term, bound, upper, self.theorem(mul(fn("exp", extra), self.vanishing(rest))))

    # --- the limit --------------------------------------------------------------------------------------------------

    def limit(self, body):
        """lim body = value as y → 0+; the lemmas stay among its hypotheses."""
        smooth = expand(evaluate(expand(body, unfold=True)), unfold=True)
        return self.rewritten(self.theorem(self.regular(self.settled(self.germ(smooth)))), body)

    def infinite(self, body):
        """lim body = ±∞ as y → 0+, from lim 1/body = 0 and the sign of body near 0; the lemmas stay among its hypotheses."""
        smooth = expand(evaluate(expand(body, unfold=True)), unfold=True)
        try:
            top, germ = self.dominant(self.germ(smooth))
        except Logarithmic:
            raise
        except Stuck:
            return self._by_inverse(body, smooth)
        if top is None or self.order(top) >= 0:
            raise Stuck("bounded")
        if top.logs:
            raise Logarithmic("a logarithm")
        return self._by_growth(body, top, germ)

    def _by_growth(self, body, top, germ):
        """The sign of f is that of C = f/M, which tends to a number that is not 0; M is the largest monomial."""
        ratio = mul(body, top.raised(MINUS).term(self.y))
        limit = self.rewritten(self.theorem(self.regular(self.shifted(germ, top.raised(MINUS)))), ratio)
        up = self.sign(limit.conclusion.args[1]) > 0
        limit = rules.weaken(limit, *self.hypotheses())  # what the sign rests on
        known, wanted = (Term("lt", (ZERO, u) if up else (u, ZERO)) for u in (ratio, body))
        order = [(top.term(self.y), rules.assume(known))]

        def signed(given):
            return rules.linear(wanted, order, ZERO, EVERYTHING, given)

        return self._infinite(body, self.power(germ, MINUS), signed, limit)

    def _by_inverse(self, body, smooth):
        """Where f has no germ, as an exponential of an exponential, its inverse may have one, and its sign be manifest."""
        base, exponent = smooth.args if smooth.op in POWERS else (smooth, ONE)
        germ = self.settled(self.germ(tidy(power(base, neg(exponent)))))
        up = Facts.of(self._local()).mask(meaning(body)) == POS
        wanted, gap = (Term("lt", (ZERO, body)), body) if up else (Term("lt", (body, ZERO)), neg(body))
        return self._infinite(body, germ, lambda given: rules.linear(wanted, [], gap, (), given))

    def _infinite(self, body, germ, signed, *near):
        """lim f = ±∞, from the germ of 1/f, and from the sign of f where the limits `near` hold."""
        inverse = self.revalued(self.rewritten(self.theorem(self.regular(germ)), power(body, MINUS)), ZERO)
        return self.nearby(lambda given, more: rules.limit_infinite(inverse, signed(given), self.y, *AT_ZERO, (*near, *more)))[0]


def equality(left, right, given):
    """left = right; Γ(x + 1) = x Γ(x) is used only where it is needed."""
    try:
        return rules.equality(left, right, EVERYTHING, given)
    except Undefined:
        raise
    except Refused:
        if not any(t.op in ("gamma", "loggamma", "digamma") for side in (left, right) for t in subterms(side)):
            raise
    return rules.equality(left, right, (*EVERYTHING, "gamma"), given)


def _free(monomial):
    return monomial.exponent.free.union(*(c.free for _, c in monomial.polar))


def _of_one_logarithm(u, given):
    """log v < 0 or 0 < log v, by the sign of v − 1."""
    for sides in ((u.args[0], ONE), (ONE, u.args[0])):
        try:
            order = rules.monotone(rules.linear(Term("lt", sides), [], tidy(sub(sides[1], sides[0])), (), given), "log")
            goal = (u, ZERO) if sides[1] == ONE else (ZERO, u)
            yield rules.linear(Term("lt", goal), [(ONE, order)])
        except REFUSALS:
            continue


def _logarithm(factor):
    """log of a positive factor, the exponent in front."""
    match factor:
        case Term("pow" | "root" | "rpow", (base, exponent)):
            return mul(exponent, fn("log", base))
        case Term("exp", (u,)):
            return u
    return fn("log", factor)


def _below_a_larger(theorem, top):
    """a < max u from a < u_s."""
    k, u = opened(top)
    found = match(u, theorem.conclusion.args[1], {k})
    if found is None or k not in found:
        return []
    larger = rules.below_maximum(top, found[k])
    return [rules.transitive(theorem, larger)] if larger.conclusion.args[0] == theorem.conclusion.args[1] else []


def maximum_of_logarithm(top):
    """max log v = log max v"""
    if top.op != "max":
        return
    k, u = opened(top)
    if u.op == "log":
        inner = bind("max", *top.args[:2], variable=k, body=u.args[0])
        try:
            above = rules.least_bound(rules.monotone(rules.below_maximum(inner, k), "log"), k)
            single = rules.transitive(rules.equality(u.args[0], fn("exp", u)), rules.monotone(rules.below_maximum(top, k), "exp"))
            below = rules.monotone(rules.least_bound(single, k), "log")
            below = rules.transitive(below, rules.equality(below.conclusion.args[1], top))
            yield derived.antisymmetric(above, below)
        except REFUSALS:
            return


def _exponents(product, holes):
    """A product as what has no leaves, and the whole exponents of its leaves."""
    rest, found = [], {}
    for factor in product.args if product.op == "mul" else (product,):
        for part in factor.args if factor.op == "mul" else (factor,):
            base, e = part.args if part.op in POWERS else (part, ONE)
            if base in holes and e.op == "num" and isinstance(e.args[0], int):
                found[base] = found.get(base, 0) + e.args[0]
            elif part.free.isdisjoint(holes):
                rest.append(part)
            else:
                raise Stuck("a leaf inside a function")
    return mul(*rest), found


# --- equations put in -------------------------------------------------------------------------------------------------


def restored(term, equation):
    """C[b] reduces C[a], from a = b, a standing in the term."""
    hole = fresh("h", "real")
    context = substitute_term(term, equation.conclusion.args[0], hole)
    return rules.congruence(context, hole, rules.symmetric(equation))


def replaced(term, equation):
    """C[a] reduces C[b], from a = b, wherever a stands in the term."""
    hole = fresh("h", "real")
    return rules.congruence(substitute_term(term, equation.conclusion.args[0], hole), hole, equation)
