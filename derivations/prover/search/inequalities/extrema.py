"""Maxima and minima as numbers: what holds of every bound of the entries, or of an entry that none exceeds, holds of a maximum.

Each takes a goal and a way to prove others, as the reductions do.
"""

from ..asking import ALL
from ..polynomial_context import Ground
from .reductions import replaced
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.signs import NIL, POS, meaning
from ...kernel.terms import MINUS, ONE, ZERO, Term, abstract, fresh, mul, neg, opened, power, shape, sort, sub, subterms
from ...proof import derived
from ...proof.rewriting import carried, either_way, settled, without

MOST = 3  # maxima and minima in a goal


def has_extremum(goal, _given=()):
    """Is there a maximum or a minimum over an index, in an inequality between numbers?"""
    sides = (expand(side, unfold=True) for side in goal.args)
    return not shape(goal.args[0]) and any(t.op in ("max", "min") for side in sides for t in subterms(side))


def by_name(goal, given, prove):
    """What holds of all b with f_k <= b for every k, for b = max f; and of all b <= f_k for min f."""
    sides = [expand(side, unfold=True) for side in goal.args]
    extrema = list(dict.fromkeys(t for side in sides for t in subterms(side) if t.op in ("max", "min") and not t.loose))
    extrema = [m for m in extrema if not any(m != other and m in subterms(other) for other in extrema)]
    if not 1 <= len(extrema) <= MOST:
        return None
    ground = Ground(given)
    names = {m: fresh("b", "nonnegative" if not ground.facts.mask(meaning(m)) & ~(NIL | POS) else "real") for m in extrema}
    spoken = {h: written for h in given if (written := _with_extrema(h, extrema)) is not None}  # of these maxima themselves
    lemmas = [bound for m in extrema for bound in _bounds(m)]
    others = [h for h in given if h not in spoken]
    assumed = [replaced(formula, names) for formula in (*spoken.values(), *(bound.conclusion for bound in lemmas))]
    theorem = prove(Term(goal.op, tuple(replaced(side, names) for side in sides)), (*others, *assumed))
    if theorem is None:
        return None
    theorem = without(rules.substitution(theorem, {name: m for m, name in names.items()}), lemmas)
    for h, written in spoken.items():
        if written in theorem.hypotheses:
            theorem = rules.cut(theorem, rules.restate(rules.assume(h), written))
    return rules.linear(goal, [(ONE, theorem)], ZERO, ALL, given)


def _with_extrema(h, extrema):
    """A hypothesis with its sides spelt out, if one of the maxima stands in it."""
    if h.op not in ("le", "lt", "eq") or shape(h.args[0]):
        return None
    written = Term(h.op, tuple(expand(side, unfold=True) for side in h.args))
    return written if any(t in extrema for t in subterms(written)) else None


def _bounds(m):
    """∀k f_k <= max f, or min f <= f_k; of sizes |u_k|, u_k <= max |u| and −u_k <= max |u|."""
    k, f = opened(m)
    each = rules.below_maximum(m, k)
    if m.op == "max" and f.op == "abs":
        for signed in (f.args[0], neg(f.args[0])):
            bound = rules.linear(Term("le", (signed, m)), [(ONE, derived.below_size(signed)), (ONE, each)])
            yield rules.generalise(bound, k)
    else:
        yield rules.generalise(each, k)


def where_attained(goal, given, prove):
    """0 <= g for g with f_s instead of max f, from what is so for every s with f_k <= f_s for all k: there is such an s."""
    sides = [expand(side, unfold=True) for side in goal.args]
    extrema = list(dict.fromkeys(t for side in sides for t in subterms(side) if t.op in ("max", "min") and not t.loose))
    for m in extrema[:MOST] if goal.op == "le" else ():
        s = fresh("s", "index", *m.args[:2])
        k, f = opened(m)
        here = rules.below_maximum(m, s)
        entry = here.conclusion.args[m.op == "min"]
        bound = Term("forall", (sort("index", *m.args[:2]), abstract(k, Term("le", (f, entry) if m.op == "max" else (entry, f)))))
        theorem = prove(Term(goal.op, tuple(replaced(side, {m: entry}) for side in sides)), (*given, bound))
        if theorem is not None:
            return _from_attained(goal, m, s, theorem, bound, given)
    return None


def _from_attained(goal, m, s, theorem, bound, given):
    """The goal from Σ_s [f_s = max f] (b − a) >= 0 and Σ_s [f_s = max f] > 0."""
    order, some = rules.below_maximum(m, s), rules.attained(m)
    tie, apart = (rules.assume(Term(relation, order.conclusion.args), given) for relation in ("eq", "lt"))
    same = tie if m.op == "max" else rules.symmetric(tie)
    k = fresh("k", "index", *m.args[:2])
    each = rules.below_maximum(m, k)
    pair = (each, rules.symmetric(same)) if m.op == "max" else (same, each)
    theorem = rules.cut(theorem, rules.restate(rules.generalise(rules.transitive(*pair), k), bound))
    hole = fresh("u", "real")
    sides = (replaced(expand(side, unfold=True), {m: hole}) for side in goal.args)
    left, right = (rules.congruence(side, hole, rules.symmetric(same)) for side in sides)
    shown = carried(left, theorem, right)
    bracket = opened(some.conclusion.args[1], s)[1]
    gap = sub(*shown.conclusion.args[::-1])
    share = Term("le", (ZERO, mul(bracket, gap)))
    worth = [next(t for t in either_way(case) if t.conclusion.args[0] == bracket) for case in (tie, apart)]
    cases = [
        rules.linear(share, [(ONE, shown), (gap, rules.symmetric(settled(worth[0])))], ZERO, ALL, tie.hypotheses),
        rules.linear(share, [(gap, rules.symmetric(settled(worth[1])))], ZERO, ALL, apart.hypotheses),
    ]
    total = rules.under("sum", m.args[:2], s, derived.cases(order, *cases))
    known = some.conclusion
    whole = rules.linear(goal, [(power(known.args[1], MINUS), total)], ZERO, ALL, (*given, known))
    return rules.cut(whole, some)


BY_NAMES = (by_name,)
BY_PLACES = (where_attained,)
