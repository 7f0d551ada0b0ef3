"""Proofs by induction: a statement about n, shown for 1, from m to m + 1, and so for n.

Vectors and hypotheses stay as they are: what grows is the part of them that the statement speaks of, z_1 ... z_m with z of
length n. So the rule is induction along a range (rules.along), and hypotheses about the whole vector may be used in the step.
In the step the difference of the two sides is a multiple of what it was, and a rest: the multiple is guessed from the
coefficients of what recurs (sums, products, powers, Γ), and the rest must vanish or have a sign.
"""

from fractions import Fraction
from time import perf_counter

from .factors import factors
from .inequalities import certificate, plain_poly
from .kernel import rules
from .kernel.definitions import expand
from .kernel.normal import Normaliser, eliminate
from .kernel.polynomial import UNIT, Refused, minus, times
from .kernel.signs import NEG, POS, Facts, meaning
from .kernel.terms import (
    BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, difference, fresh, from_affine, mul, num, power, rebuild, shape, sub,
    substitute, subterms,
)  # fmt: skip

LABELS = ("definition", "derivative", "collapse", "ranges")
COUNTED = {"dimension": 1, "positive integer": 1, "natural": 0}  # what induction is on, and where it starts
RECURSIVE = {"gamma", "loggamma", "digamma", "polygamma"}
RECURRING = {"sum", "prod", "pow", "exp", "gamma", "log"}
FAILURES = (Refused, IllTyped, RecursionError)
ROOTS = 3  # at most so many roots are squared away, one after the other


def induction_theorem(goal, given, deadline):
    """A theorem for an equation or an inequality by induction on one of its variables. Raises Refused if none is found."""
    if goal.op not in ("eq", "le", "lt") or shape(goal.args[0]):
        raise Refused("induction here is on equations and inequalities of numbers")
    flat = Term(goal.op, tuple(expand(side, unfold=True) for side in goal.args))
    for n in _counted(flat):
        for attempt in (_plainly, _sharpened):
            theorem = _or_none(lambda n=n, attempt=attempt: attempt(flat, n, tuple(given), deadline))
            if theorem is not None:
                return rules.restate(theorem, goal)
    raise Refused("no proof by induction was found")


def _counted(goal):
    """The variables that the statement speaks of as numbers, and not only as lengths of vectors."""
    used = {v for v in goal.free if v.args[1] in COUNTED and len(v.args) == 2 and _renamed(goal, v, ONE) != goal}
    return sorted(used, key=lambda v: v.args[0])


def _renamed(term, n, m):
    """A term with m in the place of n, except where n is the length of a vector."""
    if term == n:
        return m
    return term if term.op in ("var", "sort") else rebuild(term, lambda t, _: _renamed(t, n, m), 0)


def _or_none(question):
    try:
        return question()
    except FAILURES:
        return None


def _plainly(goal, n, given, deadline):
    """The statement itself, for 1..m with m <= n."""
    first = Facts.of(given).lower.get(n, COUNTED[n.args[1]])
    below = from_affine(*difference(n, ONE))
    m = fresh("m", "index", num(first), below)
    statement = _renamed(goal, n, m)
    ground = _Ground(given, statement, deadline)
    base = ground.shown(substitute(statement, {m: num(first)}))
    inside = _Ground((*given, Term("le", (num(first), below))), statement, deadline)
    step = inside.step(substitute(statement, {m: add(m, ONE)}), statement)
    everywhere = rules.weaken(rules.along(statement, m, base, step), *given)
    return rules.specialise(everywhere, n)


def _sharpened(goal, n, given, deadline):
    """a(n) <= b(n) from a(n) <= a(n + 1) <= b(n), where nothing is summed up on one side; b likewise."""
    if goal.op == "eq":
        raise Refused("only an inequality can be sharpened")
    later = {n: add(n, ONE)}
    left, right = goal.args
    ground = _Ground(given, goal, deadline)
    if not any(t.op in BINDERS for t in subterms(left)):
        between = substitute(left, later)
        growing = ground.shown(Term("le", (left, between)))
        return rules.transitive(growing, _plainly(Term(goal.op, (between, right)), n, given, deadline))
    if not any(t.op in BINDERS for t in subterms(right)):
        between = substitute(right, later)
        falling = ground.shown(Term("le", (between, right)))
        return rules.transitive(_plainly(Term(goal.op, (left, between)), n, given, deadline), falling)
    raise Refused("both sides are summed up")


class _Ground:
    """What base and step are shown over: the hypotheses, and the normal form under them."""

    def __init__(self, given, statement, deadline):
        self.given, self.deadline, self.thorough = given, deadline, True
        self.facts = Facts.of(given)
        self.labels = LABELS + (("gamma",) if any(t.op in RECURSIVE for t in subterms(statement)) else ())

    def poly(self, term):
        return Normaliser(self.facts, frozenset(self.labels)).poly(eliminate(meaning(term), self.facts))

    def linear(self, goal, premises, slack=ZERO):
        return rules.linear(goal, premises, slack, self.labels, self.given)

    def shown(self, goal):
        """The base case: an equation by normal form, an inequality by the sign of the difference."""
        if goal.op == "eq":
            return rules.equality(*goal.args, self.labels, self.given)
        left, right = goal.args
        return self.linear(goal, [(ONE, self.nonnegative(self.poly(sub(right, left))))])

    def step(self, goal, statement):
        """The goal, assuming the statement."""
        known = rules.assume(statement, self.given)
        after, before = (self.poly(sub(*f.args[::-1])) for f in (goal, statement))
        rests = [(c, minus(after, times(factor, before))) for c, factor in self.multipliers(after, before)]
        rests.sort(key=lambda item: (len(_by_recurring(item[1])), len(item[1])))
        for self.thorough in (False,) if goal.op == "eq" else (False, True):
            for c, rest in rests:
                theorem = _or_none(lambda c=c, rest=rest: self.combined(goal, known, c, rest))
                if theorem is not None:
                    return theorem
        if goal.op == "eq":
            return rules.equality(*goal.args, self.labels, (*self.given, statement))
        raise Refused("the step was not shown")

    def combined(self, goal, known, c, rest):
        """The goal as a multiple of what is known, and a rest."""
        if goal.op == "eq":
            return self.linear(goal, [(c, known)])
        remainder = [(ONE, self.nonnegative(rest))] if rest else []
        return self.linear(goal, [self.multiple(c, known), *remainder])

    def multiple(self, c, known):
        """A premise that says c times what is known, c being positive at sight or shown not to be negative."""
        if not self.facts.mask(meaning(c)) & NEG:
            return c, known
        return ONE, rules.product(self.nonnegative(self.poly(c)), known)

    def multipliers(self, after, before):
        """What the earlier difference may be multiplied by: 1, and the growth of each term that recurs; also as polynomials."""
        yield ONE, {UNIT: 1}
        seen = {ONE}
        later, earlier = _by_recurring(after), _by_recurring(before)
        for part in later.keys() & earlier.keys() - {UNIT}:
            ratio = mul(*(power(f, num(e)) for f, e in factors(later[part], earlier[part], self.facts)))
            if ratio not in seen:
                seen.add(ratio)
                yield ratio, self.poly(ratio)

    # --- signs ------------------------------------------------------------------------------------------------------

    def nonnegative(self, poly, roots=ROOTS):
        """0 <= a polynomial, or 0 < it: all its factors have a sign at sight, or all but one, which is looked at again."""
        parts = factors(poly, {UNIT: 1}, self.facts)
        unclear = [f for f, e in parts if e % 2 and self.facts.mask(meaning(f)) & NEG]
        clear = mul(*(power(f, num(e - (f in unclear))) for f, e in parts if (f not in unclear or e != 1)))
        whole = plain_poly(poly)
        if not unclear:
            relation = "lt" if self.facts.mask(meaning(clear)) == POS else "le"
            return self.linear(Term(relation, (ZERO, whole)), [], clear)
        core = self.poly(mul(*unclear))
        theorem = _or_none(lambda: self.without_roots(core, roots)) or self.certified(core)
        return self.linear(Term(theorem.conclusion.op, (ZERO, whole)), [(clear, theorem)])

    def without_roots(self, poly, roots):
        """P − N = (P² − N²)/(P + N), the positive terms apart from the negative ones."""
        if not roots or not any(isinstance(e, Fraction) for mono in poly for _, e in mono):
            raise Refused("there is no root")
        more, less = _halves(poly)
        squares = self.nonnegative(self.poly(sub(power(more, num(2)), power(less, num(2)))), roots - 1)
        return self.linear(Term(squares.conclusion.op, (ZERO, plain_poly(poly))), [(power(add(more, less), MINUS), squares)])

    def certified(self, poly):
        if not self.thorough or perf_counter() > self.deadline:
            raise Refused("the rest has no sign at sight")
        more, less = _halves(poly)
        order = certificate(Term("le", (less, more)), self.given, self.deadline)
        return self.linear(Term("le", (ZERO, plain_poly(poly))), [(ONE, order)])


def _by_recurring(poly):
    """A polynomial as {what recurs: its coefficient}."""
    found = {}
    for mono, c in poly.items():
        part = frozenset((a, e) for a, e in mono if a.op in RECURRING)
        found.setdefault(part, {})[mono - part] = c
    return found


def _halves(poly):
    """The terms with a positive coefficient, and the negative of the others."""
    return (plain_poly({m: c * s for m, c in poly.items() if c * s > 0}) for s in (1, -1))
