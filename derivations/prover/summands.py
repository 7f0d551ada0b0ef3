"""An inequality between sums from one between numbers, at every index.

Σ f(k) + c >= 0 follows from f(k) + Σ_j λ_j e_j(k) >= 0 for every k, where hypotheses say that Σ e_j(k) + d_j = 0 and
c = Σ λ_j d_j: with Σ p = 1 a constant is a sum too. For the inequality at one index its entries become variables of their own,
and the hypotheses that hold at every index become hypotheses about these.
"""

from fractions import Fraction
from itertools import combinations, permutations, product

from .bounds import plain_share_at
from .ground import Ground, plain_poly
from .kernel import rules
from .kernel.definitions import expand
from .kernel.normal import Split
from .kernel.polynomial import UNIT, Refused
from .kernel.signs import POS, Facts, meaning
from .kernel.terms import INDEX_BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, at, fresh, instantiate, mul, num, opened, power, shape, sub, subterms
from .reductions import factors, summands

ALL = ("definition", "derivative", "collapse")
SMALL = [num(c) for c in (1, -1, Fraction(1, 2), Fraction(-1, 2))]  # multiples of two hypotheses against each other
WAYS = 12  # to make up for a constant


def by_entries(goal, given, prove):
    """Σ f + c >= 0 from what holds at every index."""
    left, right = (expand(side, unfold=True) for side in goal.args)
    ground = Ground(given)
    written = sub(right, left)
    for gap in (written, plain_poly(ground.poly(written))):  # as it is written, then as it is sorted
        theorem = _at_every_index(goal, gap, ground, prove)
        if theorem is not None:
            return theorem
    return None


def _at_every_index(goal, gap, ground, prove):
    k = _index_of(gap)
    found = k and _apart(gap, k)
    if not found or any(t.op in INDEX_BINDERS and k in t.free for t in subterms(found[0])):
        return None
    body, rest = found
    equations = [(h, *parts) for h in ground.given if (parts := _equation(h, k)) is not None]
    numbers = Numbers(k, ground)
    for weights, whole in list(_ways(rest, equations, k, ground))[:WAYS]:
        parts = [body, *(mul(w, e) for w, (_, e, _) in zip(weights, equations) if w != ZERO), *([whole] if whole != ZERO else [])]
        each = numbers.shown(Term(goal.op, (ZERO, add(*parts))), prove)
        if each is not None:
            total = rules.under("sum", k.args[2:], k, each)
            premises = [(ONE, total), *((w, rules.assume(h)) for w, (h, *_) in zip(weights, equations) if w != ZERO)]
            return rules.linear(goal, premises, ZERO, ALL, ground.given)
    return None


def _index_of(gap):
    """An index over the range of the first sum."""
    total = next((f for part in summands(gap) for f in factors(part) if f.op == "sum"), None)
    return total and opened(total)[0]


def _apart(gap, k):
    """(f(k), c) of Σ f + c; None if the terms are no such things."""
    bodies, rest = [], []
    for part in summands(gap):
        parts = factors(part)
        totals = [f for f in parts if f.op == "sum"]
        if not totals:
            rest.append(part)
        elif len(totals) == 1 and totals[0].args[:2] == k.args[2:]:
            bodies.append(mul(*(f for f in parts if f is not totals[0]), instantiate(totals[0].args[2], k)))
        else:
            return None
    return (add(*bodies), add(*rest)) if bodies else None


def _equation(h, k):
    """(e(k), d) of a hypothesis Σ e + d = 0."""
    if h.op != "eq" or shape(h.args[0]):
        return None
    return _apart(sub(*(expand(side, unfold=True) for side in h.args)), k)


def _ways(rest, equations, k, ground):
    """How a constant is made up for: multipliers of the equations, and what is added at every index."""
    none = (ZERO,) * len(equations)
    found = {}
    nothing = not ground.poly(rest)
    if nothing:
        found[none, ZERO] = None
    worth = [_number(Ground(()).poly(d)) for *_, d in equations]
    fixed = [j for j, d in enumerate(worth) if d]
    bases = [none] if nothing else []
    for j in fixed if not nothing else ():
        bases.append(_with(none, {j: mul(num(-1 / Fraction(worth[j])), rest)}))
    for i, j in combinations(fixed, 2) if not nothing else ():
        bases.append(_with(none, {a: mul(num(Fraction(-1, 2) / worth[a]), rest) for a in (i, j)}))
    found |= dict.fromkeys((b, ZERO) for b in bases)
    for base, (i, j), c in product(bases, permutations(fixed, 2), SMALL[::2]):
        moved = {i: num(c.args[0] / Fraction(worth[i])), j: num(-c.args[0] / Fraction(worth[j]))}
        found[_with(base, moved), ZERO] = None
    for base, j, c in product(bases, [j for j, d in enumerate(worth) if d == 0], SMALL):
        found[_with(base, {j: c}), ZERO] = None
    if not nothing:
        found[none, mul(rest, power(k.args[3], MINUS))] = None
    return found


def _with(base, changes):
    return tuple(changes[j] if j in changes and w == ZERO else add(w, changes[j]) if j in changes else w for j, w in enumerate(base))


def _number(poly):
    """The number that a polynomial is, or None."""
    return poly.get(UNIT, 0) if not poly.keys() - {UNIT} else None


class Numbers:
    """Statements about the entries at an index as statements about numbers, and the way back."""

    def __init__(self, k, ground):
        self.k, self.ground, self.names = k, ground, {}
        self.lemmas = []
        for h in ground.given:
            if h.op == "forall" and h.args[0].args == k.args[1:]:
                self.lemmas.append(rules.specialise(rules.assume(h), k))
        self.lemmas += _shares(k, ground)

    def shown(self, formula, prove):
        """A theorem about the entries from one about numbers, or None."""
        lemmas = [*self.lemmas, *self._below_maxima(formula)]
        inner = self.number(formula)
        assumed = {}
        for theorem in lemmas:
            assumed[self.number(theorem.conclusion)] = theorem
        for h in self.ground.given:
            if h.op in ("le", "lt", "eq", "ne") and not shape(h.args[0]):
                assumed[self.number(h)] = None
        used = {v for v in inner.free}
        kept = tuple(h for h in assumed if _only_numbers(h) and h.free <= used | {v for v in h.free if len(v.args) == 2})
        if not _only_numbers(inner):
            return None
        theorem = prove(inner, kept)
        if theorem is None:
            return None
        back = {v: t for t, v in self.names.items() if any(v in f.free for f in (theorem.conclusion, *theorem.hypotheses))}
        theorem = rules.substitution(theorem, back) if back else theorem
        for lemma in lemmas:
            if lemma.conclusion in theorem.hypotheses:
                theorem = rules.cut(theorem, lemma)
        return theorem

    def _below_maxima(self, formula):
        for m in dict.fromkeys(t for t in subterms(formula) if t.op in ("max", "min") and not t.loose):
            if m.args[:2] == self.k.args[2:]:
                yield rules.below_maximum(m, self.k)

    def number(self, t):
        """Entries, sums and maxima as variables."""
        if t.op in ("at", *INDEX_BINDERS) and not t.loose:
            if t not in self.names:
                self.names[t] = fresh("x", self._domain(t))
            return self.names[t]
        args = tuple(self.number(a) if isinstance(a, Term) else a for a in t.args) if t.op not in ("var", "num", "sort") else t.args
        return t if args == t.args else Term(t.op, args, t.hint)

    def _domain(self, t):
        if t.op == "at" and t.args[0].op == "var":
            return t.args[0].args[1]
        return "positive" if self.ground.facts.mask(meaning(t)) == POS else "real"


def _shares(k, ground):
    """v_k <= c, for the hypotheses Σ v = c with positive v."""
    for h in ground.given:
        if h.op == "eq" and h.args[0].op == "sum" and h.args[0].args[:2] == k.args[2:]:
            body = instantiate(h.args[0].args[2], k)
            if body.op == "at" and ground.facts.mask(meaning(body)) == POS:
                share = plain_share_at(body, k, ground)
                try:
                    yield rules.linear(Term(share.conclusion.op, (body, h.args[1])), [(ONE, share)], ZERO, ALL, ground.given)
                except Refused:
                    continue


def _only_numbers(formula):
    return all(len(v.args) == 2 for v in formula.free)


BY_ENTRIES = (by_entries,)
