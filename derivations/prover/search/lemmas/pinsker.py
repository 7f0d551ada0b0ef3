"""Pinsker's inequality, and what it says of softmax.

With Σ p = Σ q = 1, X = Σ |p − q| and a = p + 2q: p log(p/q) − p + q >= 3 (p − q)²/(2a) at every index, and by Cauchy and Schwarz
X² <= Σ (p − q)²/a · Σ a = 3 Σ (p − q)²/a, so that X² <= 2 KL(p, q).  No |p_k − q_k| exceeds X/2, so that 2 Σ (p − q)² <= X².
For p = softmax(z) and q = softmax(w) both divergences together are Σ (p − q)(z − w).
"""

from fractions import Fraction
from itertools import combinations

from ..asking import ALL
from ...clock import now
from ..facts.weighted import whole_sum
from ..polynomial_context import Ground, plain_poly
from ..inequalities.certificate import combination
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.polynomial import Refused
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, at, bind, div, fn, fresh, mul, num, opened, power, shape, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import without

TWO, HALF = num(2), num(Fraction(1, 2))
SHARES = [num(c) for c in (1, Fraction(1, 2), 2, 4)]  # multiples of Σ (p − q)(z − w) − 2 Σ (p − q)²
BRIEF = 1.0  # seconds for a linear program
KNOWN = {}  # the lemmas, once they are proved


def by_pinsker(goal, given, prove):
    """The goal with what Pinsker's inequality says of the probabilities in it."""
    inside = [t for side in goal.args for t in subterms(expand(side, unfold=True))]
    if not any(t.op == "abs" or t.op == "pow" and t.args[1] == TWO for t in inside):
        return None
    for p, q in list(combinations(_probabilities(goal, given), 2))[:3]:
        pair = _Pair(p, q, given, prove)
        theorem = pair.at_once(goal) or pair.by_size(goal) or pair.by_squares(goal)
        if theorem is not None:
            return theorem
    return None


def _probabilities(goal, given):
    """Vectors that are positive and sum to 1."""
    found = {t: None for side in goal.args for t in subterms(side) if t.op == "softmax" and not t.loose}
    for h in given:
        if h.op == "eq" and h.args[1] == ONE and h.args[0].op == "sum":
            found |= {v: None for v in h.free & goal.free if v.args[1] == "positive" and h == _normalised(v)}
    vectors = [v for v in found if len(shape(v)) == 1]
    inverses = {t.args[0] for t in subterms(goal) if t.op == "pow" and t.args[1] == MINUS}
    return vectors + [_uniform(n) for n in dict.fromkeys(n for v in vectors for n in shape(v)) if n in inverses]


def _uniform(n):
    """1/n everywhere."""
    return mul(power(n, MINUS), Term("ones", (n,)))


def _normalised(v):
    return Term("eq", (_over(v, lambda k: at(v, k)), ONE))


def _over(v, body):
    k = fresh("k", "index", ONE, shape(v)[0])
    return bind("sum", *k.args[2:], variable=k, body=body(k))


class _Pair:
    """What is known of two vectors of probabilities."""

    def __init__(self, p, q, given, prove):
        if shape(p) != shape(q):
            raise Refused("the vectors differ in length")
        self.given, self.prove = given, prove
        self.apart = _over(p, lambda k: fn("abs", sub(at(p, k), at(q, k))))
        self.square = _over(p, lambda k: power(sub(at(p, k), at(q, k)), TWO))
        self.lemmas = [self.instance(_pinsker(prove), p, q), self.instance(_pinsker(prove), q, p)]
        self.smaller = self.instance(_square_below(), p, q)
        self.vectors = p, q
        self.product = None
        if p.op == q.op == "softmax":
            z, w = p.args[0], q.args[0]
            self.product = _over(p, lambda k: mul(sub(at(p, k), at(q, k)), sub(at(z, k), at(w, k))))
            self.both = self.linear("le", power(self.apart, TWO), self.product, *((ONE, t) for t in self.lemmas))

    def linear(self, relation, left, right, *premises):
        return rules.linear(Term(relation, (left, right)), list(premises), ZERO, ALL, self.given)

    def instance(self, theorem, p, q, place=()):
        """The lemma for these two, which sum to 1; and at an index, if it is about one."""
        first, second = KNOWN["vectors"]
        values = {first.args[2]: shape(p)[0], first: p, second: q, **dict(place)}
        theorem = rules.weaken(rules.substitution(theorem, values), *self.given)
        for v in (p, q):
            if v.op != "var":
                theorem = without(theorem, [rules.equality(*_normalised(v).args, ALL)])
        return theorem

    def entries(self, goal):
        """4 (p_i − q_i)² <= X², at the indices of the goal."""
        k, entry = KNOWN["entry"]
        p, q = self.vectors
        for i in (v for v in sorted(goal.free, key=str) if v.args[1:] == ("index", ONE, *shape(p))):
            yield self.instance(entry, p, q, {k: i})

    def at_once(self, goal):
        """As a combination of the lemmas."""
        supposed = [rules.assume(h) for h in self.given if h.op in ("eq", "le", "lt") and not shape(h.args[0])]
        known = [*self.lemmas, self.smaller, *([self.both] if self.product is not None else []), *self.entries(goal), *supposed]
        return combination(goal, self.given, known, now() + BRIEF)

    def by_squares(self, goal):
        """With a multiple of 2 Σ (p − q)² <= Σ (p − q)(z − w)."""
        if self.product is None:
            return None
        known = self.linear("le", mul(TWO, self.square), self.product, (ONE, self.smaller), (ONE, self.both))
        for c in SHARES:
            gap = sub(sub(*goal.args[::-1]), mul(c, sub(*known.conclusion.args[::-1])))
            rest = self.prove(Term(goal.op, (ZERO, plain_poly(Ground(self.given).poly(gap)))))
            if rest is not None:
                return self.linear(goal.op, *goal.args, (ONE, rest), (c, known))
        return None

    def by_size(self, goal):
        """c X <= r from X² <= Σ (p − q)(z − w) <= (r/c) X, if |z_k − w_k| <= r/c for all k."""
        poly = Ground(self.given).poly
        left, right = goal.args
        ((mono, own),) = poly(self.apart).items()
        c = poly(left).get(mono)
        if self.product is None or goal.op != "le" or c is None or len(poly(left)) > 1 or c < 0:
            return None
        scale = num(Fraction(c) / own)
        bound, x = mul(num(Fraction(own) / c), right), self.apart
        k, u = opened(self.product)
        u, d = u.args
        each = self.prove(Term("le", (fn("abs", d), bound)))
        if each is None or k in bound.free:
            return None
        nonnegative = rules.transitive(rules.weaken(rules.sign(fn("abs", d), "le"), *self.given), each)
        nonnegative = rules.substitution(nonnegative, {k: ONE})
        below = rules.under("sum", k.args[2:], k, self._held(u, d, bound, each))
        cases = Term("lt", (x, ZERO)), Term("eq", (x, ZERO)), Term("lt", (ZERO, x))
        never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, rules.assume(cases[0])), (ONE, rules.sign(x, "le"))])
        premises = [(scale, nonnegative), (scale, rules.assume(cases[1]))]
        level = rules.linear(goal, premises, ZERO, ALL, (*self.given, cases[1]))
        factor = mul(scale, power(x, MINUS))
        apart = rules.linear(goal, [(factor, self.both), (factor, below)], ZERO, ALL, (*self.given, cases[2]))
        return rules.trichotomy(x, ZERO, rules.absurd(never, goal), level, apart, self.given)

    def _held(self, u, d, bound, each):
        """u d <= |u| b, from |d| <= b."""
        goal, shown = Term("le", (mul(u, d), mul(fn("abs", u), bound))), []
        for case, sign in ((Term("lt", (u, ZERO)), MINUS), (Term("eq", (u, ZERO)), ONE), (Term("lt", (ZERO, u)), ONE)):
            size = mul(sign, u)
            premises = [(sub(d, bound), rules.assume(case))]
            if case.op == "lt":
                premises = [(size, derived.below_size(mul(sign, d))), (size, each)]
            shown.append(rules.linear(goal, premises, ZERO, ALL, (*self.given, case)))
        return rules.trichotomy(u, ZERO, *shown, self.given)


# --- the lemmas -----------------------------------------------------------------------------------------------------


def _vectors():
    if "vectors" not in KNOWN:
        n = fresh("n", "dimension")
        KNOWN["vectors"] = fresh("p", "positive", n), fresh("q", "positive", n)
    return KNOWN["vectors"]


def _pinsker(prove):
    """X²/2 <= KL(p, q), under Σ p = 1 and Σ q = 1."""
    if "pinsker" not in KNOWN:
        p, q = _vectors()
        given = _normalised(p), _normalised(q)
        k, l = (fresh(letter, "index", ONE, p.args[2]) for letter in "kl")
        u, a = ({i: f(i) for i in (k, l)} for f in (lambda i: sub(at(p, i), at(q, i)), lambda i: add(at(p, i), mul(TWO, at(q, i)))))
        each = rules.substitution(_at_one_index(prove), dict(zip(KNOWN["numbers"], (at(p, k), at(q, k)))))
        size = {i: fn("abs", u[i]) for i in (k, l)}
        square = rules.sign(power(sub(mul(size[k], a[l]), mul(size[l], a[k])), TWO), "le")
        spread = add(div(mul(power(u[k], TWO), a[l]), a[k]), div(mul(power(u[l], TWO), a[k]), a[l]), mul(num(-2), size[k], size[l]))
        pair = rules.linear(Term("le", (ZERO, spread)), [(power(mul(a[k], a[l]), MINUS), square)], using=ALL)
        pairs = rules.under("sum", k.args[2:], k, rules.under("sum", l.args[2:], l, pair))
        total = rules.under("sum", k.args[2:], k, each)
        apart = power(whole_sum(size[k], k), TWO)
        goal = Term("le", (mul(HALF, apart), whole_sum(mul(at(p, k), fn("log", div(at(p, k), at(q, k)))), k)))
        KNOWN["pinsker"] = rules.linear(goal, [(num(Fraction(1, 4)), pairs), (ONE, total)], ZERO, ALL, given)
    return KNOWN["pinsker"]


def _at_one_index(prove):
    """3 (p − q)²/(2p + 4q) <= p log(p/q) − p + q"""
    if "numbers" not in KNOWN:
        p, q = fresh("p", "positive"), fresh("q", "positive")
        low = div(mul(num(3), power(sub(p, q), TWO)), add(mul(TWO, p), mul(num(4), q)))
        theorem = prove(Term("le", (low, add(mul(p, fn("log", div(p, q))), mul(MINUS, p), q))), ())
        if theorem is None:
            raise Refused("the inequality at one index was not shown")
        KNOWN["numbers"], KNOWN["each"] = (p, q), theorem
    return KNOWN["each"]


def _square_below():
    """2 Σ (p − q)² <= X², under Σ p = 1 and Σ q = 1."""
    if "square" not in KNOWN:
        p, q = _vectors()
        given = _normalised(p), _normalised(q)
        k, l = (fresh(letter, "index", ONE, p.args[2]) for letter in "kl")
        u = sub(at(p, k), at(q, k))
        size, total = fn("abs", u), whole_sum(substitute(fn("abs", u), {k: l}), l)
        goal, cases = Term("le", (mul(TWO, size), total)), (Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u)))
        shown = []
        for case, sign in zip(cases, (MINUS, ONE, ONE)):
            signed = mul(sign, substitute(u, {k: l}))
            rest = mul(sub(ONE, Term("delta", (l, k))), add(fn("abs", substitute(u, {k: l})), signed))
            others = _others_have_a_sign(rest, signed, l, k)
            shown.append(rules.linear(goal, [(ONE, others)], ZERO, ALL, (*given, case)))
        each = rules.trichotomy(u, ZERO, *shown, given)
        quarter = Term("le", (mul(num(4), power(u, TWO)), power(total, TWO)))
        KNOWN["entry"] = k, rules.linear(quarter, [(add(total, mul(TWO, size)), each)], ZERO, ALL, given)
        squared = Term("le", (mul(TWO, power(u, TWO)), mul(total, size)))
        weighted = rules.linear(squared, [(size, each)], ZERO, ALL, given)
        whole = rules.under("sum", k.args[2:], k, weighted)
        goal = Term("le", (mul(TWO, whole_sum(power(u, TWO), k)), power(total, TWO)))
        KNOWN["square"] = rules.linear(goal, [(ONE, whole)], ZERO, ALL, given)
    return KNOWN["square"]


def _others_have_a_sign(rest, signed, l, k):
    """0 <= Σ_{l≠k} (|u_l| ± u_l)"""
    order = derived.below_size(mul(MINUS, signed))
    weight = sub(ONE, Term("delta", (l, k)))
    each = rules.linear(Term("le", (ZERO, rest)), [(weight, order)], ZERO, ALL)
    return rules.under("sum", l.args[2:], l, each)


BY_PINSKER = (by_pinsker,)
