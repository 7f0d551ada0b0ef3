"""Expansions near y = 0+: the germ of a term, part by part, and the limit that it has."""

from dataclasses import replace
from fractions import Fraction

from ....kernel import rules
from ....kernel.definitions import expand
from ....kernel.derivative import evaluate
from ....kernel.polynomial import Undefined
from ....kernel.signs import NEG, NIL, POS, Facts, meaning
from ....kernel.terms import MINUS, ONE, POWERS, ZERO, Term, add, div, fn, mul, neg, num, power, rebuild, sub, substitute
from ...asking import ALL
from ...closed_forms import Stuck, tidy
from ...polynomial_context import plain_poly
from .functions import Functions
from .growth import Growth
from .indexed import Indexed
from .leaves import Leaves
from .monomials import UNIT, Logarithmic, Monomial
from .neighbourhood import AT_ZERO, Neighbourhood
from .sums_of_terms import Sums, shifted
from .zeros import Zeros


class Near:
    """Functions of y near 0+, under hypotheses. A germ is a dictionary from monomials to coefficients."""

    def __init__(self, given, y, deadline, depth=0):
        self.y = y
        self.place = Neighbourhood(given, y, deadline, depth)
        self.leaves = Leaves(self.place, self._apart_from_zero)
        self.sums = Sums(self.place)
        self.growth = Growth(self.place, self.leaves)
        self.zeros = Zeros(self.place, self.leaves, self.sums, lambda body: self._within(lambda near: near.limit(body)))
        self.functions = Functions(
            self.place, self.leaves, self.sums, self.growth, self.zeros, lambda body: self._within(lambda near: near.limit(body))
        )
        self.indexed = Indexed(self.place, self.leaves, self.sums, self.functions, self.germ, self._under)
        self.known = {}

    # --- other expansions -------------------------------------------------------------------------------------------

    def _within(self, question):
        """What an expansion within this one answers; the lemmas that it learns are learnt here too."""
        near = Near(self.place.hypotheses(), self.y, self.place.deadline, self.place.depth + 1)
        answer = question(near)
        for lemma in near.place.lemmas:
            self.place.learn(lemma)
        return answer

    def _under(self, hypothesis):
        """The same leaves and lemmas under one more hypothesis."""
        near = Near((*self.place.given, hypothesis), self.y, self.place.deadline, self.place.depth)
        near.leaves.known = {hole: replace(leaf) for hole, leaf in self.leaves.known.items()}
        near.leaves.sides = self.leaves.sides
        near.place.facts = near.place.facts.given(*(lemma.conclusion for lemma in self.place.lemmas))
        return near

    def _apart_from_zero(self, u):
        """lim u/M = c, c not being 0, for what must not vanish near 0+."""

        def question(near):
            top, _ = near.functions.dominant(near.germ(_smooth(u)))
            if top is None:
                raise Stuck("it vanishes near the point")
            return near.limit(tidy(mul(u, top.raised(MINUS).term(self.y))))

        return self._within(question)

    # --- germs ------------------------------------------------------------------------------------------------------

    def germ(self, t):
        if self.y not in t.free:
            return {UNIT: t} if t != ZERO else {}
        if t not in self.known:
            self.place.clock()
            self.known[t] = self._germ(t)
        return self.known[t]

    def _germ(self, t):
        match t:
            case Term("var", _):
                return {Monomial(ONE): ONE}
            case Term("add", parts):
                return self.kept(t, self.sums.sum(*map(self.germ, parts)))
            case Term("mul", parts):
                if (exponent := self.combined(parts)) is not None:
                    return self.functions.exp(exponent)
                product = {UNIT: ONE}
                for part in parts:
                    product = self.sums.times(product, self.germ(part))
                return product
            case Term("pow" | "root" | "rpow", (base, exponent)) if self.y not in exponent.free:
                return self.functions.power(self.germ(base), exponent)
            case Term("pow" | "root" | "rpow", (base, exponent)):
                return self.germ(fn("exp", mul(exponent, fn("log", base))))
            case Term("exp", (u,)):
                return self.functions.exp(self.germ(u))
            case Term("log", (u,)):
                exponent = self.combined(u.args if u.op == "mul" else (u,))
                return self.functions.log(self.germ(u)) if exponent is None else exponent
            case Term("sinh" | "cosh" | "tanh", (u,)):
                return self.hyperbolic(t.op, u)
            case Term("sum", _):
                return self.indexed.series(t)
            case Term("prod", _):
                return self.indexed.product(t)
            case Term("loggamma", (u,)):
                return self.functions.log_gamma(self.germ(u))
            case Term("gamma", (u,)):
                return self.functions.gamma(self.germ(u))
            case Term("digamma", (u,)):
                return self.functions.digamma(self.germ(u))
            case Term("abs", (u,)):
                return self.absolute(u)
            case Term("maxof" | "minof", (a, b)) if (larger := self.larger(a, b)) is not None:
                return self.germ(larger if t.op == "maxof" else a if larger is b else b)
            case Term("polygamma" | "maxof" | "minof", parts):
                return {UNIT: fn(t.op, *(self.functions.regular(self.germ(part)) for part in parts))}
        raise Stuck(f"no expansion of {t.op}")

    def combined(self, parts):
        """The germ of the logarithm of a product in which Γ of what tends to ∞ stands: its factors are too large one by one."""
        whole = [pair for part in parts for pair in _powers(part, ONE)]
        large = (base.args[0] for base, _ in whole if base.op == "gamma" and self.y in base.free)
        if not any(self.functions.unbounded(self.germ(u)) for u in large):
            return None
        return self.sums.sum(*(self.germ(mul(e, _logarithm(base))) for base, e in whole))

    def kept(self, t, germ):
        """A sum that is continuous at 0 as it is written stays so: its sign is easier to see."""
        if UNIT not in germ or len(germ) == 1 or any(m.whole is None for m in germ):
            return germ
        try:
            self.place.facts.require_defined(substitute(t, {self.y: ZERO}))
        except Undefined:
            return germ
        return {UNIT: t}

    def hyperbolic(self, op, u):
        germ = self.germ(u)
        if all(m.whole is not None or self.place.order(m) >= 0 for m in germ):
            return {UNIT: fn(op, self.functions.regular(germ))}
        up, down = fn("exp", u), fn("exp", neg(u))
        half = num(Fraction(1, 2))
        match op:
            case "sinh":
                return self.germ(mul(half, sub(up, down)))
            case "cosh":
                return self.germ(mul(half, add(up, down)))
        return self.germ(div(sub(up, down), add(up, down)))

    def absolute(self, u):
        germ = self.germ(u)
        mask = Facts.of(self.place.local()).mask(meaning(u))
        if not mask & ~(NIL | POS):
            return germ
        if not mask & ~(NIL | NEG):
            return self.sums.times({UNIT: MINUS}, germ)
        if all(m.whole is not None or self.place.order(m) >= 0 for m in germ):
            return {UNIT: fn("abs", self.functions.regular(germ))}
        return germ if self.side(u, germ) > 0 else self.sums.times({UNIT: MINUS}, germ)

    def side(self, u, germ):
        """The sign near 0+ of what its largest part makes positive or negative; the leaves know of it from now on."""
        top, sharp = self.functions.dominant(germ)
        if top is None:
            raise Stuck("it vanishes near the point")
        if top.logs:
            raise Logarithmic("the size of a logarithm")
        self.leaves.sides[u] = top.term(self.y)
        return self.place.sign(self.leaves.value(sharp[top]))

    def larger(self, a, b):
        """The larger of two functions near 0+, if that is manifest."""
        gap = sub(a, b)
        mask = Facts.of(self.place.local()).mask(meaning(gap))
        if not mask & ~(NIL | POS):
            return a
        if not mask & ~(NIL | NEG):
            return b
        germ = self.germ(gap)
        if all(m.whole is not None or self.place.order(m) >= 0 for m in germ):
            return None
        return a if self.side(gap, germ) > 0 else b

    # --- the limit --------------------------------------------------------------------------------------------------

    def limit(self, body):
        """lim body = value as y → 0+; the lemmas stay among its hypotheses."""
        return self.functions.tends(self.functions.settled(self.germ(_smooth(body))), body)

    def limit_over_one_denominator(self, body):
        """The same, the quotients in its sums put over one denominator first, so that what cancels has gone."""
        smooth = _smooth(body)
        whole = self._over_one(smooth)
        if whole == smooth:
            raise Stuck("no sum of quotients")
        return self.functions.tends(self.functions.settled(self.germ(whole)), body)

    def _over_one(self, t):
        t = rebuild(t, lambda part, _: self._over_one(part), 0)
        if t.op != "add" or self.y not in t.free:
            return t
        below = {base: 0 for part in t.args for base, e in _powers(part, ONE) if self._divides(base, e)}
        for base in below:
            below[base] = max(-e.args[0] for part in t.args for b, e in _powers(part, ONE) if b == base and self._divides(b, e))
        if not below:
            return t
        common = mul(*(power(base, num(k)) for base, k in below.items()))
        above = plain_poly(Facts.of(self.place.local()).poly(add(*(self._lifted(part, below) for part in t.args))))
        return mul(above, power(common, MINUS))

    def _lifted(self, part, below):
        """A product times powers of the bases, in which it has no negative ones any more."""
        exponents, others = dict(below), []
        for base, e in _powers(part, ONE):
            if base in exponents and self._divides(base, e):
                exponents[base] += e.args[0]
            else:
                others.append(power(base, e) if e != ONE else base)
        return mul(*others, *(power(base, num(k)) for base, k in exponents.items() if k))

    def _divides(self, base, e):
        return base.op == "add" and self.y in base.free and e.op == "num" and isinstance(e.args[0], int) and e.args[0] < 0

    def infinite(self, body):
        """lim body = ±∞ as y → 0+, from lim 1/body = 0 and the sign of body near 0; the lemmas stay among its hypotheses."""
        smooth = _smooth(body)
        try:
            top, germ = self.functions.dominant(self.germ(smooth))
        except Logarithmic:
            raise
        except Stuck:
            return self._by_inverse(body, smooth)
        if top is None or self.place.order(top) >= 0:
            raise Stuck("bounded")
        if top.logs:
            raise Logarithmic("a logarithm")
        return self._by_growth(body, top, germ)

    def _by_growth(self, body, top, germ):
        """The sign of f is that of C = f/M, which tends to a number that is not 0; M is the largest monomial."""
        ratio = mul(body, top.raised(MINUS).term(self.y))
        limit = self.functions.tends(shifted(germ, top.raised(MINUS)), ratio)
        up = self.place.sign(limit.conclusion.args[1]) > 0
        limit = rules.weaken(limit, *self.place.hypotheses())  # what the sign rests on
        known, wanted = (Term("lt", (ZERO, u) if up else (u, ZERO)) for u in (ratio, body))
        order = [(top.term(self.y), rules.assume(known))]

        def signed(given):
            return rules.linear(wanted, order, ZERO, ALL, given)

        return self._infinite(body, self.functions.power(germ, MINUS), signed, limit)

    def _by_inverse(self, body, smooth):
        """Where f has no germ, as an exponential of an exponential, its inverse may have one, and its sign be manifest."""
        base, exponent = smooth.args if smooth.op in POWERS else (smooth, ONE)
        germ = self.functions.settled(self.germ(tidy(power(base, neg(exponent)))))
        up = Facts.of(self.place.local()).mask(meaning(body)) == POS
        wanted, gap = (Term("lt", (ZERO, body)), body) if up else (Term("lt", (body, ZERO)), neg(body))
        return self._infinite(body, germ, lambda given: rules.linear(wanted, [], gap, (), given))

    def _infinite(self, body, germ, signed, *near):
        """lim f = ±∞, from the germ of 1/f, and from the sign of f where the limits `near` hold."""
        inverse = self.leaves.revalued(self.functions.tends(germ, power(body, MINUS)), ZERO)
        return self.leaves.nearby(
            lambda given, more: rules.limit_infinite(inverse, signed(given), self.y, *AT_ZERO, (*near, *more))
        )[0]


def _smooth(body):
    """A term written out, its derivatives taken."""
    return expand(evaluate(expand(body, unfold=True)), unfold=True)


def _powers(t, exponent):
    """Pairs (base, exponent) of which a product of powers is made."""
    match t:
        case Term("mul", parts):
            return [pair for part in parts for pair in _powers(part, exponent)]
        case Term(op, (base, e)) if op in POWERS:
            return _powers(base, tidy(mul(e, exponent)))
    return [(t, exponent)]


def _logarithm(base):
    match base:
        case Term("gamma", (u,)):
            return fn("loggamma", u)
        case Term("exp", (u,)):
            return u
    return fn("log", base)
