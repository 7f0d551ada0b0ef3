"""Inequalities between what happens at two vectors x and y, along the segment from x to y.

With h = y − x, what a goal says of x + t h in place of y is 0 <= b(h) + r(x, t h), where b is all that does not depend on x, such
as a norm of h, and r vanishes at t = 0. If b(h) + dr/dt >= 0 wherever the segment is, then t b(h) + r(x, t h) rises from 0; and if
r starts with slope 0, it is enough that 2 b(h) + d²r/dt² >= 0. So Lipschitz constants follow from gradients, and what holds of a
smooth function from its curvature. Where the point u of the segment stands in exponentials alone, p = softmax(u) is any law.

Each takes a goal and a way to prove others, as the reductions do.
"""

from contextlib import suppress
from itertools import permutations

from ..asking import ALL
from ..facts import log_sum_exp
from ..polynomial_context import Ground, plain_poly
from .reductions import replaced
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.signs import POS, Facts
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, mul, neg, num, opened, power, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import without

POINTS = 3  # vectors whose tangents are taken


def has_two_vectors(goal, _given=()):
    """Do two real vectors of one length stand in it, and a function of them?"""
    if goal.op != "le" or shape(goal.args[0]):
        return False
    vectors = _vectors(goal)
    return any(v.args[2:] == w.args[2:] for v, w in permutations(vectors, 2)) and any(
        t.op in ("softmax", "lse", "exp", "log", "tanh") for side in goal.args for t in subterms(side)
    )


def _vectors(goal):
    return [v for v in sorted(goal.free, key=str) if v.args[1] == "real" and len(v.args) == 3]


def along_the_segment(goal, given, prove):
    """F(x, y) >= 0 from the first or the second derivative of F(x, x + t h) in t."""
    supposed = {v for h in given for v in h.free}
    free = sorted(_vectors(goal), key=lambda v: v in supposed)[:2]  # first those of which no hypothesis speaks
    for x, y in permutations(free, 2):
        if x.args[2:] == y.args[2:]:
            step = y if _is_step(x, y, goal) else None
            theorem = _Segment(goal, x, y, given, step).shown(prove)
            if theorem is not None:
                return theorem
    return None


def _is_step(x, h, goal):
    """Does x + h stand in it?"""
    sums = (t.args for side in goal.args for t in subterms(side) if t.op == "add")
    return any(x in parts and h in parts for parts in sums)


class _Segment:
    """The goal with x + h for y, or for a step y = h itself, and what hypotheses say of h."""

    def __init__(self, goal, x, y, given, step=None):
        self.goal, self.x, self.y, self.given = goal, x, y, given
        self.h, self.t = step or fresh("h", *x.args[1:]), fresh("t", "real")
        self.known = [k for known in given if (k := self._of_step(known)) is not None]
        self.hypotheses = tuple(formula for _, formula in self.known)
        self.ground = Ground(self.hypotheses)
        moved = sub(*goal.args[::-1])
        if step is None:
            moved = substitute(moved, {y: add(x, self.h)})
        self.gap = moved
        poly = self.ground.poly(moved)
        steps = {m: c for m, c in poly.items() if not self._is_in(m, x)}
        self.bound = plain_poly(steps)
        self.rest = substitute(plain_poly({m: c for m, c in poly.items() if m not in steps}), {self.h: mul(self.t, self.h)})

    def _is_in(self, mono, v):
        return any(v in atom.free for atom, _ in mono)

    def _of_step(self, known):
        """(hypothesis, what it says of h alone); None if it says more."""
        if not {self.x, self.y} - {self.h} & known.free:
            return known, known
        if known.op != "forall" or known.args[1].op not in ("le", "lt"):
            return None
        k, body = opened(known)
        poly = Ground(()).poly(substitute(sub(*body.args[::-1]), {self.y: add(self.x, self.h)}))
        if any(self._is_in(mono, self.x) for mono in poly):
            return None
        sides = ({m: -c for m, c in poly.items() if c < 0}, {m: c for m, c in poly.items() if c > 0})
        return known, bind("forall", *known.args[:1], variable=k, body=Term(body.op, tuple(map(plain_poly, sides))))

    def shown(self, prove):
        if self.bound == ZERO and not self.hypotheses or not self._vanishes(self.rest):
            return None
        slope = self._slope(self.rest, self.t)
        theorem = self._by_derivative(slope, 1, prove)
        if theorem is None and self._vanishes(slope):
            theorem = self._by_derivative(self._slope(slope, self.t), 2, prove)
        return theorem and self._at_the_end(theorem)

    def _vanishes(self, term):
        """Is it 0 at t = 0?"""
        return not self.ground.poly(substitute(term, {self.t: ZERO}))

    def _slope(self, term, point):
        v = fresh("t", "real")
        return bind("deriv", sort("real"), point, variable=v, body=substitute(term, {self.t: v}))

    def _by_derivative(self, derivative, times, prove):
        """0 <= F(x, x + h), by its derivative of that order in t, which is asked for at every point u of the line."""
        u = fresh("u", *self.x.args[1:])
        there = self.ground.poly(substitute(plain_poly(self.ground.poly(derivative)), {self.x: sub(u, mul(self.t, self.h))}))
        if any(self._is_in(mono, self.t) for mono in there):
            return None
        bound = mul(num(times), self.bound) if times > 1 else self.bound
        wanted = Term("le", (plain_poly({m: -c for m, c in there.items()}), bound))
        everywhere = _for_all_laws(wanted, u, self.hypotheses, prove) or prove(wanted, self.hypotheses)
        if everywhere is None:
            return None
        each = rules.substitution(everywhere, {u: add(self.x, mul(self.t, self.h))})
        return self._integrated(each, times)

    def _integrated(self, each, times):
        """0 <= b(h) + r(x, h) from its derivative of that order at every t; b(h), a constant, has a name meanwhile."""
        c = fresh("c", "real")
        named = Term("eq", (self.bound, c))
        given = (*self.hypotheses, named)
        slope = self._slope(add(mul(power(self.t, num(times)) if times > 1 else self.t, c), self.rest), self.t)
        if times == 2:
            slope = self._slope(slope, self.t)
        premises = [(ONE, each), (num(times), rules.assume(named))]
        curved = rules.linear(Term("le", (ZERO, slope)), premises, ZERO, ALL, given)
        if times == 2:
            above = derived.tangent(curved, self.t, ZERO, ONE)
        else:
            above = rules.rising(curved, self.t, ZERO, ONE, rules.linear(Term("le", (ZERO, ONE)), [], ONE))
        premises = [(ONE, above), (MINUS, rules.assume(named))]
        theorem = rules.linear(Term("le", (ZERO, self.gap)), premises, ZERO, ALL, given)
        theorem = rules.substitution(theorem, {c: self.bound})
        return without(theorem, [rules.equality(self.bound, self.bound)])

    def _at_the_end(self, theorem):
        """The goal, where h is y − x."""
        step = {} if self.h == self.y else {self.h: sub(self.y, self.x)}
        theorem = rules.substitution(theorem, step) if step else theorem
        for known, formula in self.known:
            if known != formula and substitute(formula, step) in theorem.hypotheses:
                k, body = opened(substitute(formula, step))
                each = rules.specialise(rules.assume(known), k)
                theorem = rules.cut(theorem, rules.generalise(rules.linear(body, [(ONE, each)], ZERO, ALL), k))
        return rules.linear(self.goal, [(ONE, theorem)], ZERO, ALL, self.given)


def _for_all_laws(wanted, u, given, prove):
    """What is wanted of e^u/Σ e^u from the same of every p with Σ p = 1; None where u stands elsewhere."""
    k, p = fresh("k", "index", ONE, u.args[2]), fresh("p", "positive", u.args[2])
    exponentials = {t for t in subterms(wanted) if t.op == "exp" and t.args[0].op == "at" and t.args[0].args[0] == u}
    inner = replaced(wanted, {t: at(p, t.args[0].args[1]) for t in exponentials})
    total = bind("sum", *k.args[2:], variable=k, body=at(p, k))
    inner = replaced(inner, {total: ONE})
    if not exponentials or u in inner.free:
        return None
    inner = Term("le", (plain_poly(Ground(given).poly(inner.args[0])), inner.args[1]))
    one = Term("eq", (total, ONE))
    theorem = prove(inner, (*given, one))
    if theorem is None:
        return None
    law = fn("softmax", u)
    theorem = rules.substitution(theorem, {p: law})
    theorem = without(theorem, [rules.equality(substitute(total, {p: law}), ONE, ALL)])
    return rules.linear(wanted, [(ONE, theorem)], ZERO, ALL, given)


def has_log_sum_exps(goal, _given=()):
    """Does log-sum-exp stand in it, and are there two vectors that it or softmax is of?"""
    return (
        goal.op == "le"
        and not shape(goal.args[0])
        and any(t.op == "lse" for side in goal.args for t in subterms(side))
        and len(_points(goal)) > 1
    )


def _points(goal):
    """What stands in LSE and softmax."""
    return list(
        dict.fromkeys(t.args[0] for side in goal.args for t in subterms(side) if t.op in ("lse", "softmax") and not t.loose)
    )


def _scales(goal, given):
    """Positive numbers by which the goal may be divided."""
    facts = Facts.of(given)
    return [v for v in sorted(goal.free, key=str) if len(v.args) == 2 and v.args[1] != "index" and facts.mask(v) == POS][:2]


def by_tangents(goal, given, prove):
    """The goal from one tangent LSE(z) + softmax(z) · (w − z) <= LSE(w), where w − z is simple: nothing else is unfolded."""
    scales = [ONE, *(f for v in _scales(goal, given) for f in (v, power(v, MINUS)))]
    for z, w in permutations(_points(goal)[:POINTS], 2):
        v, step = fresh("v", "real", *shape(z)), sub(w, z)
        short = plain_poly(Ground(given).poly(fn("dot", v, step)))
        same = rules.substitution(rules.equality(fn("dot", v, step), short, ALL, given), {v: fn("softmax", z)})
        tangent = rules.weaken(log_sum_exp.tangent(z, w), *given)
        for scale in scales:
            with suppress(Refused):
                return rules.linear(goal, [(scale, tangent), (neg(scale), same)], ZERO, (), given)
    return None


BY_TANGENTS = (by_tangents,)
BY_SEGMENTS = (along_the_segment,)
