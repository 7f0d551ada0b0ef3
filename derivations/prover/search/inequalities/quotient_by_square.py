"""0 <= f(x) on an interval at whose middle f has a flat root c and at whose ends f tends to 0: f/(x − c)² falls towards the ends.

With K(y) = (y − c) f'(y) − 2 f(y), the derivative of q = f/(y − c)² is K/(y − c)³: where K <= 0, q falls on both sides of c
away from it, and so q(x) is at least the limit of q at the end. Were it below, q(t) would exceed it near the end.
"""

from .one_variable import FAILURES, by_calculus
from ..asking import ALL
from ..closed_forms import tidy
from ..critical_points import critical_points
from ..polynomial_context import Ground, plain_poly
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.polynomial import Refused
from ...kernel.signs import NIL, POS, Facts, meaning
from ...kernel.terms import (
    INFINITY, MINUS, ONE, ZERO, Term, add, bind, fresh, instantiate, mul, neg, num, power, sort, sub, substitute,
)  # fmt: skip
from ..limits.algebra import limit_theorem

REAL = sort("real")
ENDS = {"(0, 1)": (ZERO, ONE), "positive": (ZERO, INFINITY), "real": (neg(INFINITY), INFINITY)}
NEVER = Term("lt", (ZERO, ZERO))


def between_ends(goal, given, deadline):
    """A theorem for a goal a <= b in one variable. Raises Refused where none was found."""
    variables = sorted(goal.free, key=str)
    if goal.op != "le" or len(variables) != 1 or variables[0].args[1] not in ENDS or given:
        raise Refused("not an inequality in one variable of an interval")
    (x,) = variables
    gap = plain_poly(Ground(()).poly(sub(*goal.args[::-1])))
    half = [power(num(2), MINUS)] if x.args[1] == "(0, 1)" else [ZERO, ONE]
    for c in (*half, *critical_points(gap, x)):
        try:
            return _Touching(goal, sub(*goal.args[::-1]), x, tidy(c), deadline).theorem()
        except FAILURES:
            continue
    raise Refused("no flat root between the ends")


class _Touching:
    """A goal 0 <= f(x) whose sides touch at c."""

    def __init__(self, goal, gap, x, c, deadline):
        self.goal, self.gap, self.x, self.c, self.deadline = goal, gap, x, c, deadline
        self.lower, self.upper = ENDS[x.args[1]]

    def theorem(self):
        rules.equality(substitute(self._slope(), {self.x: self.c}), ZERO, ALL)
        rules.equality(substitute(self.gap, {self.x: self.c}), ZERO, ALL)
        same = rules.linear(self.goal, [], using=ALL, given=[Term("eq", (self.x, self.c))])
        less, greater = (self._beside(above) for above in (False, True))
        return rules.trichotomy(self.x, self.c, less, same, greater)

    def _slope(self):
        return tidy(expand(differentiate(self.gap, self.x), unfold=False))

    def _order(self, low, high):
        return Term("lt", (low, high))

    def _of_sign(self, above):
        """0 <= −K(v) for all v on one side of c."""
        v = fresh("v", *self.x.args[1:])
        k = sub(mul(sub(self.x, self.c), self._slope()), mul(num(2), self.gap))
        minus_k = substitute(plain_poly(Ground(()).poly(neg(k))), {self.x: v})
        side = self._order(self.c, v) if above else self._order(v, self.c)
        return v, by_calculus(Term("le", (ZERO, minus_k)), (side,), self.deadline)

    def _quotient(self, y):
        return mul(substitute(self.gap, {self.x: y}), power(sub(y, self.c), num(-2)))

    def _beside(self, above):
        """0 <= f(x) for the x above c, or below it."""
        x, c = self.x, self.c
        beside = self._order(c, x) if above else self._order(x, c)
        v, sign = self._of_sign(above)
        y, t = fresh("y", "real"), fresh("t", "real")
        near, far = (x, t) if above else (t, x)  # the ends of the interval between x and t, in order
        domain = [self._order(self.lower, u) for u in (y, t) if self.lower == ZERO]
        domain += [self._order(u, self.upper) for u in (y, t) if self.upper == ONE]
        sides = [self._order(c, u) if above else self._order(u, c) for u in (y, t)]
        sign = rules.substitution(rules.weaken(sign, *domain), {v: y})
        moving = fresh("u", "real")
        rising = neg(self._quotient(moving)) if above else self._quotient(moving)
        slope = bind("deriv", REAL, y, variable=moving, body=rising)
        factor = power(sub(y, c) if above else sub(c, y), num(-3))
        rises = rules.linear(Term("le", (ZERO, slope)), [(factor, sign)], ZERO, ALL, [*domain, *sides, beside])
        for known in (h for h in (*domain, *sides) if y in h.free):
            rises = rules.cut(rises, self._between(known, y, t, near, far, [*domain, *sides, beside]))
        order = rules.rising(
            rules.weaken(rises, *(h for h in (*domain, *sides) if t in h.free)), y, near, far, rules.assume(self._order(near, far))
        )
        return self._from_limit(order, t, above, beside)

    def _between(self, known, y, t, near, far, facts):
        """What is asked of y, as it lies between x and t."""
        held = [h for h in facts if y not in h.free]
        inside = [self._order(near, y), self._order(y, far)]
        low, high = known.args
        step = inside[0] if high == y else inside[1]
        bound = Term("lt", (low, near)) if high == y else Term("lt", (far, high))
        first = rules.assume(bound) if bound in held else rules.linear(bound, [], sub(*bound.args[::-1]))
        return rules.linear(known, [(ONE, first), (ONE, rules.assume(step))])

    def _from_limit(self, order, t, above, beside):
        """0 <= f(x) from q(t) <= q(x) for all t between x and the end."""
        point, side = (self.upper, "-") if above else (self.lower, "+")
        limit = limit_theorem(bind("limit", REAL, point, side, variable=t, body=self._quotient(t)), (), None, self.deadline)
        if limit is None or limit.conclusion.op != "eq" or Facts.of().mask(meaning(limit.conclusion.args[1])) & ~(NIL | POS):
            raise Refused("no limit at the end, or a negative one")
        q = self._quotient(self.x)
        below = Term("lt", (q, ZERO))
        hole = fresh("h", "real")
        held = (beside, below)  # in this order: what is said of q is looked up by its sign there
        apart = rules.limit_through(sub(hole, q), hole, rules.weaken(limit, *held), REAL, point, side)
        more = Term("lt", (ZERO, sub(self._quotient(t), q)))
        never = rules.linear(NEVER, [(ONE, order), (ONE, rules.assume(more))], using=ALL)
        absurd = rules.absurd(self._apart_in_the_limit(never, t, point, side, apart), Term("le", (ZERO, q)))
        cases = (MINUS, Term("eq", (q, ZERO))), (ONE, Term("lt", (ZERO, q)))
        others = (rules.linear(Term("le", (ZERO, q)), [(c, rules.assume(case))], given=(beside, case)) for c, case in cases)
        value = rules.trichotomy(q, ZERO, absurd, *others, given=[beside])
        return rules.linear(self.goal, [(power(sub(self.x, self.c), num(2)), value)], ZERO, ALL, [beside])

    def _apart_in_the_limit(self, never, t, point, side, apart):
        """0 < 0 from 0 < 0 near a point: else the limits of b and of b + 1 were the same."""
        towards = rules.limit_of_variable(REAL, point, side)
        b, hole = instantiate(towards.conclusion.args[0].args[-1], t), fresh("h", "real")
        raised = rules.limit_through(add(hole, ONE), hole, towards, REAL, point, side)
        same = rules.under("limit", (REAL, point, side), t, rules.absurd(never, Term("eq", (b, add(b, ONE)))), near=[apart])
        both = rules.transitive(rules.transitive(rules.symmetric(towards), same), raised)
        return rules.linear(NEVER, [(MINUS, both)], ONE, given=both.hypotheses)
