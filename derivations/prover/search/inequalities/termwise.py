"""An inequality between sums from one between numbers, at every index, or at every two.

Σ f(k) + c >= 0 follows from f(k) + Σ_j λ_j e_j(k) >= 0 for every k, where hypotheses say that Σ e_j(k) + d_j = 0 and
c = Σ λ_j d_j: with Σ p = 1 a constant is a sum too. For the inequality at one index its entries become variables of their own,
and the hypotheses that hold at every index become hypotheses about these.  A product of two sums is a sum over pairs.
"""

from fractions import Fraction
from itertools import combinations, permutations, product

from ..asking import ALL
from ..facts.in_sight import indices
from ..facts.shares import plain_share_at
from ..facts.weighted import weighted_fact
from ..polynomial_context import Ground, plain, plain_mono, plain_poly
from .certificate import quotient
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.polynomial import UNIT, Refused
from ...kernel.signs import NIL, POS, meaning
from ...kernel.terms import (
    INDEX_BINDERS, MINUS, ONE, ZERO, Term, add, fn, fresh, instantiate, mul, neg, num, opened, power, shape, sub, substitute,
    subterms,
)  # fmt: skip
from .reductions import factors, summands
from ...proof.rewriting import without

SMALL = [num(c) for c in (1, -1, Fraction(1, 2), Fraction(-1, 2))]  # multiples of two hypotheses against each other
WAYS = 24  # to make up for a constant


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
    equations.append((None, power(k.args[3], MINUS), MINUS))  # Σ 1/n = 1
    theorem = _everywhere(goal, body, rest, equations, k, ground, prove)
    for i in indices(goal, ground.given):
        if theorem is None and i.op == "var" and i.args[1:] == k.args[1:]:
            theorem = _elsewhere(goal, body, rest, equations, k, i, ground, prove)
            theorem = theorem or _without_one(goal, body, rest, equations[:-1], k, i, ground, prove)
    return theorem


def _everywhere(goal, body, rest, equations, k, ground, prove):
    numbers = _Numbers((k,), ground)
    ways = [(slack, way) for slack, left in _slacks(rest, ground) for way in _ways(left, equations, ground)]
    for slack, weights in ways[:WAYS]:
        each = numbers.shown(Term(goal.op, (ZERO, _balanced(body, weights, equations))), prove)
        if each is not None:
            total = rules.under("sum", k.args[2:], k, each)
            return rules.linear(goal, [(ONE, total), *_used(weights, equations)], slack, ALL, ground.given)
    return None


def _elsewhere(goal, body, rest, equations, k, i, ground, prove):
    """The terms at i by themselves, where others are tied to the entries at that index."""
    others, here = _Numbers((k,), ground), _Numbers((i,), ground)
    parts = summands(rest)
    own = add(*(part for part in parts if i in part.free))
    left = add(*(part for part in parts if i not in part.free))
    for weights in list(_ways(left, equations, ground))[:WAYS]:
        f = _balanced(body, weights, equations)
        at_i = here.shown(Term(goal.op, (ZERO, add(substitute(f, {k: i}), own))), prove)
        each = at_i and others.shown(Term("le", (ZERO, f)), prove)
        if each is not None:
            total = weighted_fact(each, sub(ONE, Term("delta", (k, i))), k, ground)
            return rules.linear(goal, [(ONE, total), (ONE, at_i), *_used(weights, equations)], ZERO, ALL, ground.given)
    return None


def _without_one(goal, body, rest, equations, k, i, ground, prove):
    """The sum over all indices but i, with what the equations say of that: the log-sum inequality of all but one."""
    rest = ground.poly(add(substitute(body, {k: i}), rest))
    worth = [ground.poly(neg(add(substitute(e, {k: i}), d))) for _, e, d in equations]
    numbers, apart = _Numbers((k,), ground), sub(ONE, Term("delta", (k, i)))
    for j, d in enumerate(worth):
        share = quotient(rest, d) if rest and len(d) > 1 else rest
        if share is None or not d:
            continue
        base = _with((ZERO,) * len(equations), {j: plain_poly(share)})
        ways = [base]
        for other in (o for o, w in enumerate(worth) if o != j and w):
            ways.append(_with(base, {j: MINUS, other: mul(plain_poly(d), power(plain_poly(worth[other]), MINUS))}))
        for weights in ways:
            each = numbers.shown(Term("le", (ZERO, _balanced(body, weights, equations))), prove)
            if each is not None and goal.op == "le":
                total = weighted_fact(each, apart, k, ground)
                return rules.linear(goal, [(ONE, total), *_used(weights, equations)], ZERO, ALL, ground.given)
    return None


def _balanced(body, weights, equations):
    """The summand with multiples of those of equations."""
    return add(body, *(mul(w, e) for w, (_, e, _) in zip(weights, equations) if w != ZERO))


def _used(weights, equations):
    return [(w, rules.assume(h)) for w, (h, *_) in zip(weights, equations) if w != ZERO and h is not None]


def _slacks(rest, ground):
    """A constant, and what of it is left over because it is not negative: nothing, or all that is so at sight."""
    yield ZERO, rest
    parts = summands(rest)
    clear = [part for part in parts if part != ZERO and not ground.facts.mask(meaning(part)) & ~(NIL | POS)]
    if clear:
        yield add(*clear), add(*(part for part in parts if part not in clear))


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


def _ways(rest, equations, ground):
    """How a constant is made up for: multipliers of the equations, the simplest first."""
    none = (ZERO,) * len(equations)
    worth = [_number(Ground(()).poly(d)) for *_, d in equations]
    fixed = [j for j, d in enumerate(worth) if d]
    bases = [none]
    if ground.poly(rest):
        parts = summands(rest)
        bases = [_with(none, {j: mul(num(-1 / Fraction(worth[j])), rest)}) for j in fixed]
        for places in product(fixed, repeat=len(parts)) if 1 < len(parts) <= 3 else ():
            shares = {j: add(*(part for part, place in zip(parts, places) if place == j)) for j in set(places)}
            bases.append(_with(none, {j: mul(num(-1 / Fraction(worth[j])), share) for j, share in shares.items()}))
        for i, j in combinations(fixed, 2):
            bases.append(_with(none, {a: mul(num(Fraction(-1, 2) / worth[a]), rest) for a in (i, j)}))
    found = dict.fromkeys(bases)
    thresholds = sorted({v for _, e, _ in equations for v in e.free if v.args[1:] == ("real",)}, key=str)[:2]
    supposed = [j for j in fixed if equations[j][0] is not None]
    for t, c, base, (i, j) in product(thresholds, (1, 2), bases[:1], permutations(supposed, 2)):  # t Σ p = t Σ q
        found[_with(base, {i: mul(num(c / Fraction(worth[i])), t), j: mul(num(-c / Fraction(worth[j])), t)})] = None
    for c, base, (i, j) in product(SMALL[::2], bases, permutations(fixed, 2)):
        found[_with(base, {i: num(c.args[0] / Fraction(worth[i])), j: num(-c.args[0] / Fraction(worth[j]))})] = None
    for base, j, c in product(bases, [j for j, d in enumerate(worth) if d == 0], SMALL):
        found[_with(base, {j: c})] = None
    return found


def _with(base, changes):
    """Multipliers and what is added to some of them."""
    return tuple(w if j not in changes else changes[j] if w == ZERO else add(w, changes[j]) for j, w in enumerate(base))


def _number(poly):
    """The number that a polynomial is, or None."""
    return poly.get(UNIT, 0) if not poly.keys() - {UNIT} else None


class _Numbers:
    """Statements about the entries at some indices as statements about numbers, and the way back."""

    def __init__(self, ks, ground):
        self.ks, self.ground, self.names, self.sizes = ks, ground, {}, set()
        self.lemmas = [lemma for k in ks for lemma in _at(k, ground)]

    def shown(self, formula, prove):
        """A theorem about the entries from one about numbers, or None."""
        known = [formula, *(t.conclusion for t in self.lemmas)]
        sizes = {t.args[0] for t in subterms(formula) if t.op == "abs" and t.args[0].op == "at" and not t.loose}
        self.sizes = {entry for entry in sizes if not any(_bare(entry, f) for f in known)}
        inner = self.number(formula)
        if not _only_numbers(inner):
            return None
        lemmas = [*self.lemmas, *self._below_maxima(formula)]
        assumed = [self.number(t.conclusion) for t in lemmas]
        assumed += [self.number(h) for h in self.ground.given if h.op in ("le", "lt", "eq", "ne") and not shape(h.args[0])]
        theorem = prove(inner, tuple(h for h in dict.fromkeys(assumed) if _only_numbers(h) and h.free & inner.free))
        if theorem is None:
            return None
        used = theorem.conclusion.free.union(*(h.free for h in theorem.hypotheses))
        back = {v: t for t, v in self.names.items() if v in used}
        theorem = rules.substitution(theorem, back) if back else theorem
        return without(theorem, lemmas)

    def _below_maxima(self, formula):
        for m in dict.fromkeys(t for t in subterms(formula) if t.op in ("max", "min") and not t.loose):
            yield from (rules.below_maximum(m, k) for k in self.ks if m.args[:2] == k.args[2:])

    def number(self, t):
        """Entries, sums and maxima as variables; of an entry whose size is meant, x² as |x|²."""
        if t.op == "abs" and t.args[0] in self.sizes:
            return self.names.setdefault(t, fresh("x", "nonnegative"))
        if t.op == "pow" and t.args[0] in self.sizes and t.args[1] == num(2):
            return power(self.number(fn("abs", t.args[0])), num(2))
        if t.op in ("at", *INDEX_BINDERS) and not t.loose and not shape(t):
            if t not in self.names:
                self.names[t] = fresh("x", self._domain(t))
            return self.names[t]
        args = tuple(self.number(a) if isinstance(a, Term) else a for a in t.args) if t.op not in ("var", "num", "sort") else t.args
        return t if args == t.args else Term(t.op, args, t.hint)

    def _domain(self, t):
        if t.op == "at" and t.args[0].op == "var":
            return t.args[0].args[1]
        return "positive" if self.ground.facts.mask(meaning(t)) == POS else "real"


def _bare(entry, t):
    """Does an entry stand elsewhere than in its size and its square?"""
    if t.op == "abs" and t.args[0] == entry or t.op == "pow" and t.args == (entry, num(2)):
        return False
    return t == entry or any(_bare(entry, a) for a in t.args if isinstance(a, Term))


def _at(k, ground):
    """What hypotheses say of the entries at an index."""
    for h in ground.given:
        if h.op == "forall" and h.args[0].args == k.args[1:]:
            yield rules.specialise(rules.assume(h), k)
    yield from _shares(k, ground)


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


# --- pairs ----------------------------------------------------------------------------------------------------------


def by_pairs(goal, given, prove):
    """Σ f Σ g + Σ h + c >= 0 from what holds at every two indices k and l: (f(k) g(l) + f(l) g(k))/2 + ... >= 0."""
    ground = Ground(given)
    gap = ground.poly(sub(*(expand(side, unfold=True) for side in goal.args[::-1])))
    ks = _indices_of(gap)
    for weight in ks and _normalisers(ks[0], ground):
        body = add(*(_over_pairs(mono, c, ks, weight) or ZERO for mono, c in gap.items()))
        if any(_over_pairs(mono, c, ks, weight) is None for mono, c in gap.items()):
            return None
        each = _Numbers(ks, ground).shown(Term(goal.op, (ZERO, body)), prove)
        if each is not None:
            for k in ks[::-1]:
                each = rules.under("sum", k.args[2:], k, each)
            return rules.linear(goal, [(ONE, each)], ZERO, ALL, given)
    return None


def _indices_of(gap):
    """Two indices over the range of the sums that are multiplied, if any are."""
    for mono in gap:
        totals = [(a, e) for a, e in mono if a.op == "sum"]
        if sum(e for _, e in totals) == 2 or any(a.args[2].op == "sum" for a, _ in totals):
            return tuple(fresh(letter, "index", *totals[0][0].args[:2]) for letter in "kl")
    return ()


def _normalisers(k, ground):
    """Entries that sum to 1, for a sum or a constant that is to be one over pairs; 1/n at last."""
    for h in ground.given:
        if h.op == "eq" and h.args[1] == ONE and h.args[0].op == "sum" and h.args[0].args[:2] == k.args[2:]:
            yield instantiate(h.args[0].args[2], k)
    yield power(k.args[3], MINUS)


def _over_pairs(mono, c, ks, weight):
    """A monomial in sums as the term of a sum over pairs, alike in both indices; None if it is of more than two sums."""
    k, l = ks
    bodies, rest = [], [num(c)]
    for a, e in mono:
        if a.op == "sum" and a.args[:2] != k.args[2:] or a.op == "sum" and e not in (1, 2):
            return None
        if a.op != "sum":
            rest.append(plain_mono({(a, e)}))
        elif a.args[2].op == "sum":
            return _doubled(a, e, mono, c, ks)
        else:
            bodies += [plain(a).args[2]] * int(e)
    if len(bodies) > 2:
        return None
    bodies = [instantiate(b, k) for b in bodies]
    first, second = [*bodies, *[weight] * (2 - len(bodies))]
    if first == second:
        return mul(*rest, first, substitute(second, {k: l}))
    half = num(Fraction(1, 2))
    return mul(half, *rest, add(mul(first, substitute(second, {k: l})), mul(substitute(first, {k: l}), second)))


def _doubled(a, e, mono, c, ks):
    """A sum over two indices, as it is."""
    if e != 1 or any(b.op == "sum" for b, _ in mono - {(a, e)}):
        return None
    total = plain(a)
    inner = instantiate(total.args[2], ks[0])
    if inner.op != "sum" or inner.args[:2] != ks[0].args[2:]:
        return None
    f = instantiate(inner.args[2], ks[1])
    turned = substitute(f, {ks[0]: ks[1], ks[1]: ks[0]})
    return mul(num(Fraction(c) / 2), plain_mono(mono - {(a, e)}), add(f, turned))


BY_ENTRIES = (by_entries, by_pairs)
