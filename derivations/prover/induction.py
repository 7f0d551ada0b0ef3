"""Proofs by induction: a statement about n, shown for 1, from m to m + 1, and so for n.

Vectors and hypotheses stay as they are: what grows is the part of them that the statement speaks of, z_1 ... z_m with z of
length n. So the rule is induction along a range (rules.along), and hypotheses about the whole vector may be used in the step.
In the step the difference of the two sides is a multiple of what it was, and a rest: the multiple is guessed from the
coefficients of what recurs (sums, products, powers, Γ), and the rest must vanish or have a sign.
"""

from fractions import Fraction
from functools import reduce
from time import perf_counter

import sympy

from .inequalities import certificate, plain, plain_mono, plain_poly
from .kernel import rules
from .kernel.definitions import expand
from .kernel.normal import Normaliser, eliminate
from .kernel.polynomial import UNIT, Refused, minus, scaled, times, unseal
from .kernel.signs import NEG, POS, Facts, meaning
from .kernel.terms import (
    BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, difference, fresh, from_affine, mul, num, power, rebuild, shape, sub, substitute,
    subterms,
)  # fmt: skip

LABELS = ("definition", "derivative", "collapse", "ranges")
COUNTED = {"dimension": 1, "positive integer": 1, "natural": 0}  # what induction is on, and where it starts
RECURRING = {"sum", "prod", "pow", "exp", "gamma", "log"}
FAILURES = (Refused, IllTyped, RecursionError)
ROOTS = 3  # at most so many roots are squared away, one after the other
MOST = 60  # terms of a polynomial that is factored


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
        self.labels = LABELS + (("gamma",) if any(t.op == "gamma" for t in subterms(statement)) else ())

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
        multipliers = list(self.multipliers(after, before))
        for self.thorough in (False,) if goal.op == "eq" else (False, True):
            for c, factor in multipliers:
                theorem = _or_none(lambda c=c, factor=factor: self.combined(goal, known, c, minus(after, times(factor, before))))
                if theorem is not None:
                    return theorem
        if goal.op == "eq":
            return rules.equality(*goal.args, self.labels, (*self.given, statement))
        raise Refused("the step was not shown")

    def combined(self, goal, known, c, rest):
        """The goal as a multiple of what is known, and a rest."""
        if goal.op == "eq":
            return self.linear(goal, [(c, known)])
        if self.facts.mask(meaning(c)) != POS and goal.op == "lt":
            raise Refused("the multiple may be nothing")
        remainder = [(ONE, self.nonnegative(rest))] if rest else []
        return self.linear(goal, [(c, known), *remainder])

    def multipliers(self, after, before):
        """What the earlier difference may be multiplied by: 1, and the growth of each term that recurs; also as polynomials."""
        yield ONE, {UNIT: 1}
        seen = {ONE}
        later, earlier = _by_recurring(after), _by_recurring(before)
        for part in later.keys() & earlier.keys() - {UNIT}:
            ratio = mul(*(power(f, num(e)) for f, e in self.factors(later[part], earlier[part])))
            if ratio not in seen:
                seen.add(ratio)
                yield ratio, self.poly(ratio)

    # --- signs ------------------------------------------------------------------------------------------------------

    def nonnegative(self, poly, roots=ROOTS):
        """0 <= a polynomial, or 0 < it: all its factors have a sign at sight, or all but one, which is looked at again."""
        factors = self.factors(poly)
        unclear = [f for f, e in factors if e % 2 and self.facts.mask(meaning(f)) & NEG]
        clear = mul(*(power(f, num(e)) for f, e in factors if f not in unclear))
        whole = plain_poly(poly)
        if not unclear:
            relation = "lt" if self.facts.mask(meaning(clear)) == POS else "le"
            return self.linear(Term(relation, (ZERO, whole)), [], clear)
        core = self.poly(mul(*unclear, *(power(f, num(e - 1)) for f, e in factors if f in unclear)))
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

    def factors(self, above, below=None):
        """The factors of a polynomial, or of a quotient of two, as terms with their exponents."""
        letters = _Letters()
        quotient = sympy.together(letters.read(above) / (letters.read(below) if below else 1))
        found = []
        for part, sign in zip(sympy.fraction(quotient), (1, -1)):
            number, factors = sympy.factor_list(part)
            found += [(num(Fraction(int(number.p), int(number.q)) ** sign), 1)]
            found += [(self.written(f, letters), sign * e) for f, e in factors]
        return [(f, e) for f, e in found if f != ONE]

    def written(self, polynomial, letters):
        """A factor as a term, in x − a instead of x where x is known to be at least a and that makes its sign plain."""
        least = {x: bound for x, term in letters.terms.items() if (bound := self.least(term)) is not None}
        moved = sympy.expand(polynomial.subs({x: x + a for x, a in least.items()}, simultaneous=True))
        alike = len({c > 0 for c in sympy.Poly(moved, *letters.terms).coeffs()}) == 1
        if not alike or not least:
            return letters.term(polynomial, {})
        return letters.term(moved, least)

    def least(self, term):
        """A number that a variable is known not to lie below."""
        span = self.facts.span(self.poly(term)) if term.op in ("var", "at") else None
        return span.low if span else None


class _Letters:
    """Atoms of a normal form, and their roots, as letters of SymPy."""

    def __init__(self):
        self.names, self.terms = {}, {}

    def read(self, poly):
        return sympy.Add(*(sympy.Rational(c) * sympy.Mul(*(self.power(a, e) for a, e in mono)) for mono, c in poly.items()))

    def power(self, atom, e):
        whole = e.numerator // e.denominator
        base = self.read(unseal(atom)) if atom.op == "poly" else self.letter(plain(atom))
        root = self.letter(power(plain(atom), num(Fraction(1, e.denominator)))) if e != whole else 1
        return base**whole * root ** int((e - whole) * e.denominator)

    def letter(self, term):
        if term not in self.names:
            self.names[term] = sympy.Symbol(f"x{len(self.names)}")
            self.terms[self.names[term]] = term
        return self.names[term]

    def term(self, polynomial, moved):
        """A polynomial in letters as a term; `moved` are the letters that stand for x − a."""
        places = [sub(t, num(Fraction(int(moved[x].numerator), int(moved[x].denominator)))) if moved.get(x) else t for x, t in self.terms.items()]
        parts = []
        for exponents, c in sympy.Poly(polynomial, *self.terms).terms() if self.terms else [((), sympy.Rational(polynomial))]:
            powers = (t if e == 1 else power(t, num(e)) for t, e in zip(places, exponents) if e)
            parts.append(mul(num(Fraction(int(c.p), int(c.q))), *powers))
        return add(*parts)


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
