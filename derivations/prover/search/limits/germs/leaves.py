"""Leaves: functions of y that converge as y → 0+, and theorems that expressions in y and in them converge."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ....kernel import rules
from ....kernel.polynomial import Refused, Undefined
from ....kernel.rules import Theorem
from ....kernel.terms import ONE, ZERO, Term, fresh, instantiate, is_fresh, substitute, subterms
from ....proof.rewriting import without
from ...asking import ALL
from ...closed_forms import Stuck, substitute_term, tidy
from .monomials import Monomial
from .neighbourhood import AT_ZERO, Neighbourhood


@cache
def _of_variable():
    return rules.limit_of_variable(*AT_ZERO)


@dataclass
class Leaf:
    """A function of y that converges: its value, its theorem once asked for; (A, j) if it is A(y)/y^j, its monomial."""

    function: Term
    value: Term
    prove: Callable
    quotient: tuple | None = None
    monomial: Monomial | None = None
    theorem: Theorem | None = None


class Leaves:
    """The leaves of an expansion, each named by a variable of its own.

    `apart_from_zero` finds a theorem lim u/M = c, c not being 0, for a u that must not vanish near 0+.
    """

    def __init__(self, place: Neighbourhood, apart_from_zero: Callable):
        self.place, self.y = place, place.y
        self.apart_from_zero = apart_from_zero
        self.known: dict[Term, Leaf] = {}
        self.sides: dict[Term, Term] = {}  # monomials M, by the u of which it is used that u/M is positive or negative near 0+

    def value(self, c):
        return tidy(substitute(c, {self.y: ZERO, **{h: leaf.value for h, leaf in self.known.items() if h in c.free}}))

    def full(self, c):
        """A coefficient as a function of y alone."""
        return substitute(c, {h: leaf.function for h, leaf in self.known.items() if h in c.free})

    def leaf(self, function, value, prove, quotient=None, monomial=None):
        for hole, other in self.known.items():
            if other.function == function:
                return hole
        hole = fresh("w", "real")
        self.known[hole] = Leaf(function, value, prove, quotient, monomial)
        return hole

    def theorem(self, c):
        """lim C = its value, by continuity in y and the leaves."""
        self.place.clock()
        holes = [h for h in self.known if h in c.free]
        y = fresh("h", "real")
        first = rules.weaken(_of_variable(), *self.place.hypotheses())
        theorems = (first, *map(self._proved, holes))
        return self.valued(rules.limit_through(substitute(c, {self.y: y}), (y, *holes), theorems, *AT_ZERO))

    def _proved(self, hole):
        leaf = self.known[hole]
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
        return rules.transitive(theorem, equality(old, value, self.place.hypotheses()))

    def body(self, theorem):
        return instantiate(theorem.conclusion.args[0].args[-1], self.y)

    def rewritten(self, theorem, body):
        """The limit of another expression of the same function near 0+."""
        old = self.body(theorem)
        if old == body:
            return theorem
        sides = [self._side(u, top) for u, top in self.sides.items() if u.free <= body.free]
        known = tuple(ratio for _, ratio, _, _ in sides)

        def question(given, _):
            local = (*given, *known)
            orders = [rules.linear(order, [(top, rules.assume(ratio))], ZERO, ALL, local) for _, ratio, order, top in sides]
            return without(equality(body, old, (*local, *(order.conclusion for order in orders))), orders)

        same, near = self.nearby(question)
        near = (*near, *(limit for limit, *_ in sides))
        return rules.transitive(rules.under("limit", AT_ZERO, self.y, same, near), theorem)

    def _side(self, u, top):
        """lim u/M = c, what it says of the sign of u/M near 0+, and of that of u; and M."""
        limit = self.apart_from_zero(u)
        up = self.place.sign(limit.conclusion.args[1]) > 0
        ratio, order = (Term("lt", (ZERO, t) if up else (t, ZERO)) for t in (self.body(limit), u))
        return limit, ratio, order, top

    def nearby(self, question):
        """A theorem that may assume what holds near 0+; the limits from which it does, found where the kernel asks."""
        local, near, below_one = self.place.local(), [], Term("lt", (self.y, ONE))
        for _ in range(6):
            try:
                return question(local, tuple(near)), tuple(near)
            except Undefined as missing:
                if len(missing.args) < 3 or self.place.depth >= 3:
                    raise
                place = missing.args[2]
                if self.y not in place.free or any(t.op == "deriv" for t in subterms(place)):
                    raise
                if any(is_fresh(v) and v.args[1] == "index" for v in place.free):
                    if below_one in local:
                        raise
                    local = [*local, below_one]
                    continue
            limit = self.apart_from_zero(place)
            u, b = self.body(limit), limit.conclusion.args[1]
            near.append(limit)
            local = [*local, Term("lt", (ZERO, u) if self.place.sign(b) > 0 else (u, ZERO))]
        raise Stuck("not shown to be defined near the point")


def equality(left, right, given):
    """left = right; Γ(x + 1) = x Γ(x) is used only where it is needed."""
    try:
        return rules.equality(left, right, ALL, given)
    except Undefined:
        raise
    except Refused:
        if not any(t.op in ("gamma", "loggamma", "digamma") for side in (left, right) for t in subterms(side)):
            raise
    return rules.equality(left, right, (*ALL, "gamma"), given)


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
