"""Proofs by induction: a statement about n, shown for 1, from m to m + 1, and so for n.

Vectors and hypotheses stay as they are: what grows is the part of them that the statement speaks of, z_1 ... z_m with z of
length n. So the rule is induction along a range (rules.along), and hypotheses about the whole vector may be used in the step.
In the step the difference of the two sides is a multiple of what it was, and a rest: the multiple is guessed from the
coefficients of what recurs (sums, products, powers, Γ), and the rest must vanish or have a sign.
"""

from fractions import Fraction

from ..clock import now
from .facts.tangents import gibbs_term
from .lemmas.duplication import by_duplication
from .factors import factors, product
from .facts.gamma import GAMMAS
from .polynomial_context import Ground, plain, plain_poly
from .inequalities.certificate import certificate
from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.normal import Normaliser, eliminate
from ..kernel.polynomial import UNIT, Refused, minus, plus, scaled, times
from ..kernel.signs import NEG, POS, Facts, meaning
from ..kernel.terms import (
    POWERS, BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, difference, div, fn, fresh, from_affine, mul, neg, num, power, rebuild,
    shape, sub, substitute, subterms,
)  # fmt: skip
from .limits.summation import next_sum
from ..proof import derived

LABELS = ("definition", "derivative", "collapse", "ranges")
COUNTED = {"dimension": 1, "positive integer": 1, "natural": 0}  # what induction is on, and where it starts
RECURRING = {"sum", "prod", "exp", "gamma", "log"} | POWERS
FAILURES = (Refused, IllTyped, RecursionError)
ROOTS = 3  # at most so many roots are squared away, one after the other


def induction_theorem(goal, given, deadline, certificates=True, prove=None):
    """A theorem for an equation or an inequality by induction on one of its variables. Raises Refused if none is found.

    Without certificates the base and the step of an inequality must be plain once they are factored: that takes no time.
    `prove` is a way to prove what is left of a step with Γ in it: from a goal and hypotheses to a theorem or None.
    """
    if goal.op not in ("eq", "le", "lt") or shape(goal.args[0]):
        raise Refused("induction here is on equations and inequalities of numbers")
    flat = Term(goal.op, tuple(expand(side, unfold=True) for side in goal.args))
    labels = LABELS + (("gamma",) if any(t.op in GAMMAS for t in subterms(flat)) else ())
    ground = _Ground(tuple(given), labels, deadline, certificates, prove)
    for n in _counted(goal):
        for attempt in (_plainly, _sharpened) if goal.op != "eq" else (_plainly,):
            theorem = _or_none(lambda n=n, attempt=attempt: attempt(flat, n, ground))
            if theorem is not None:
                return theorem if theorem.conclusion == goal else rules.restate(theorem, goal)
    raise Refused("no proof by induction was found")


def _counted(goal):
    """The whole numbers that the statement speaks of, and not only as lengths of vectors."""
    used = {v for v in goal.free if _start(v) is not None and _renamed(goal, v, ONE) != goal}
    return sorted(used, key=lambda v: v.args[0])


def _start(v):
    """The least value of a variable, if it is a whole number with one that is known."""
    match v.args:
        case (_, domain):
            return COUNTED.get(domain)
        case (_, "index", Term("num", (first,)), _):
            return first
    return None


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


def _plainly(goal, n, ground):
    """The statement itself, for 1..m with m <= n."""
    first, below = num(ground.facts.least(n, _start(n))), from_affine(*difference(n, ONE))
    m = fresh("m", "index", first, below)
    statement = _renamed(goal, n, m)
    base = ground.shown(substitute(statement, {m: first}))
    step = ground.under(Term("le", (first, below))).step(substitute(statement, {m: add(m, ONE)}), statement, m)
    everywhere = rules.along(statement, m, base, step)
    more = [h for h in ground.given if h not in everywhere.hypotheses]  # the range of n may hang on one that was not needed
    return rules.specialise(rules.weaken(everywhere, *more) if more else everywhere, n)


def _sharpened(goal, n, ground):
    """a(n) <= b(n) from a(n) <= a(n + 1) <= b(n), or b likewise: of a side that is no sum itself. For a bound c, c − 1/n <= c."""
    place = next((place for place, t in enumerate(goal.args) if not any(u.op in BINDERS for u in subterms(t))), None)
    if place is None:
        raise Refused("there is nothing to sharpen")
    sides, bound = list(goal.args), goal.args[place]
    inwards = power(n, MINUS) if place == 0 else neg(power(n, MINUS))
    sides[place] = sharp = substitute(bound, {n: add(n, ONE)}) if n in bound.free else add(bound, inwards)
    known = ground.shown(Term(goal.op, (bound, sharp) if place == 0 else (sharp, bound)))
    sharper = _plainly(Term("le", tuple(sides)), n, ground)
    return rules.transitive(known, sharper) if place == 0 else rules.transitive(sharper, known)


class _Ground:
    """What base and step are shown over: the hypotheses, and the normal form under them."""

    def __init__(self, given, labels, deadline, certificates, prove):
        self.given, self.labels, self.deadline, self.certificates, self.prove = given, labels, deadline, certificates, prove
        self.facts = Facts.of(given)

    def under(self, hypothesis):
        return _Ground((*self.given, hypothesis), self.labels, self.deadline, self.certificates, self.prove)

    def poly(self, term):
        return Normaliser(self.facts, frozenset(self.labels)).poly(eliminate(meaning(term), self.facts))

    def linear(self, goal, premises, slack=ZERO):
        return rules.linear(goal, premises, slack, self.labels, self.given)

    def shown(self, goal):
        """The base case: an equation by normal form, an inequality by the sign of the difference."""
        if goal.op == "eq":
            same = _or_none(lambda: rules.equality(*goal.args, self.labels, self.given))
            return same or by_duplication(goal, self.given, self.deadline)
        left, right = goal.args
        return self.linear(goal, [(ONE, self.nonnegative(self.poly(sub(right, left))))])

    def step(self, goal, statement, m):
        """The goal, assuming the statement."""
        known = rules.assume(statement, self.given)
        after, before = (self.poly(sub(*f.args[::-1])) for f in (goal, statement))
        rests = [(c, minus(after, times(factor, before))) for c, factor in self.multipliers(after, before)]
        rests.sort(key=lambda item: (len(_by_recurring(item[1])), len(item[1])))
        for c, rest in rests:
            theorem = _or_none(lambda c=c, rest=rest: self.combined(goal, known, c, rest))
            if theorem is not None:
                return theorem
        if goal.op == "eq":
            direct = _or_none(lambda: rules.equality(*goal.args, self.labels, (*self.given, statement)))
            return direct or next_sum(goal, statement, m, self.given, self.deadline)
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
        return ONE, derived.product(self.nonnegative(self.poly(c)), known)

    def multipliers(self, after, before):
        """What the earlier difference may be multiplied by: 1, and the growth of each term that recurs; also as polynomials."""
        yield ONE, {UNIT: 1}
        seen = {ONE}
        later, earlier = _by_recurring(after), _by_recurring(before)
        for part in later.keys() & earlier.keys() - {UNIT}:
            ratio = product(factors(later[part], earlier[part], self.facts))
            if ratio not in seen:
                seen.add(ratio)
                yield ratio, self.poly(ratio)

    # --- signs ------------------------------------------------------------------------------------------------------

    def nonnegative(self, poly, roots=ROOTS):
        """0 <= a polynomial, or 0 < it: all its factors have a sign at sight, or all but one, which is looked at again."""
        parts = factors(poly, {UNIT: 1}, self.facts)
        unclear = [f for f, e in parts if e % 2 and self.facts.mask(meaning(f)) & NEG]
        clear = product((f, e - (f in unclear)) for f, e in parts if f not in unclear or e != 1)
        whole = plain_poly(poly)
        if not unclear:
            relation = "lt" if self.facts.mask(meaning(clear)) == POS else "le"
            return self.linear(Term(relation, (ZERO, whole)), [], clear)
        core = self.poly(mul(*unclear))
        theorem = _or_none(lambda: self.without_roots(core, roots)) or _or_none(lambda: self.without_logs(core, roots))
        theorem = theorem or self.certified(core)
        return self.linear(Term(theorem.conclusion.op, (ZERO, whole)), [(clear, theorem)])

    def without_roots(self, poly, roots):
        """P − N = (P² − N²)/(P + N), the positive terms apart from the negative ones."""
        if not roots or not any(isinstance(e, Fraction) for mono in poly for _, e in mono):
            raise Refused("there is no root")
        more, less = _halves(poly)
        squares = self.nonnegative(self.poly(sub(power(more, num(2)), power(less, num(2)))), roots - 1)
        return self.linear(Term(squares.conclusion.op, (ZERO, plain_poly(poly))), [(power(add(more, less), MINUS), squares)])

    def without_logs(self, poly, roots):
        """p (log u − log w) is at least p (u − w)/u for p > 0, and then it is a question of rational functions."""
        rest, *logs = _logs_apart(poly)
        if not logs or len(logs) > 2 or len(logs) == 2 and plus(logs[0][1], logs[1][1]):
            raise Refused("there is no difference of logarithms")
        (u, p), w = logs[0], logs[1][0] if len(logs) == 2 else ONE
        if self.facts.mask(meaning(plain_poly(p))) != POS:
            u, w, p = w, u, scaled(p, -1)
        line = gibbs_term(u, w, self)  # u (log w − log u) <= w − u
        rest = plus(rest, self.poly(mul(plain_poly(p), sub(ONE, div(w, u)))))
        known = [(ONE, self.nonnegative(rest, roots))] if rest else []
        relation = "lt" if "lt" in (t.conclusion.op for _, t in [(ONE, line), *known]) else "le"
        return self.linear(Term(relation, (ZERO, plain_poly(poly))), [(div(plain_poly(p), u), line), *known])

    def certified(self, poly):
        if not self.certificates or now() > self.deadline:
            raise Refused("the rest has no sign at sight")
        more, less = _halves(poly)
        goal = Term("le", (less, more))
        order = self.prove and self.shifted_up(goal) or certificate(goal, self.given, self.deadline)
        return self.linear(Term("le", (ZERO, plain_poly(poly))), [(ONE, order)])

    def shifted_up(self, goal):
        """What is left of a step with Γ in it, in terms of Γ(u + 1): that is 1 at u = 0. None if there is no Γ, or no proof."""
        raised = {t: div(fn("gamma", add(t.args[0], ONE)), t.args[0]) for t in subterms(goal) if t.op == "gamma" and not t.loose}
        if not raised:
            return None
        sides = Ground(self.given).poly(sub(*(_replaced(side, raised) for side in goal.args[::-1])))
        more, less = _halves(sides)
        return self.prove(Term("le", (less, more)), self.given)


def _replaced(t, values):
    return values[t] if t in values else rebuild(t, lambda a, _: _replaced(a, values), 0)


def _by_recurring(poly):
    """A polynomial as {what recurs: its coefficient}."""
    found = {}
    for mono, c in poly.items():
        part = frozenset((a, e) for a, e in mono if a.op in RECURRING)
        found.setdefault(part, {})[mono - part] = c
    return found


def _logs_apart(poly):
    """What is left of a polynomial without its logarithms, and their arguments with their coefficients."""
    rest, logs = {}, {}
    for mono, c in poly.items():
        inside = [atom for atom, e in mono if atom.op == "log" and e == 1]
        where = logs.setdefault(plain(inside[0].args[0]), {}) if inside else rest
        where[mono - {(inside[0], 1)} if inside else mono] = c
    return rest, *logs.items()


def _halves(poly):
    """The terms with a positive coefficient, and the negative of the others."""
    return (plain_poly({m: c * s for m, c in poly.items() if c * s > 0}) for s in (1, -1))
