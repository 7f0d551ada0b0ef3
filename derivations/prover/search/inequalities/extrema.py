"""Maxima and minima as numbers: what holds of every bound of the entries, or of an entry that none exceeds, holds of a maximum.

Each takes a goal and a way to prove others, as the reductions do.
"""

from ..asking import ALL
from .reductions import replaced
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.signs import NIL, POS, Facts, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, abstract, at, bind, fn, fresh, mul, neg, opened, power, shape, sort, sub, subterms,
)  # fmt: skip
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
    facts, above = Facts.of(given), {}
    for m in extrema:
        if _has_to_be_positive(m, sides) and facts.mask(meaning(m)) != POS:
            above[m] = prove(Term("lt", (ZERO, m)))
    names = {m: fresh("b", "positive" if above.get(m) else _domain(m, facts)) for m in extrema}
    spoken = {h: written for h in given if (written := _with_extrema(h, extrema)) is not None}  # of these maxima themselves
    lemmas = [bound for m in extrema for bound in _bounds(m)]
    others = [h for h in given if h not in spoken]
    assumed = [replaced(formula, names) for formula in (*spoken.values(), *(bound.conclusion for bound in lemmas))]
    theorem = prove(Term(goal.op, tuple(replaced(side, names) for side in sides)), (*others, *assumed))
    if theorem is None:
        return None
    positive = [shown for shown in above.values() if shown]
    theorem = rules.weaken(theorem, *(shown.conclusion for shown in positive))
    theorem = without(rules.substitution(theorem, {name: m for m, name in names.items()}), lemmas)
    for h, written in spoken.items():
        if written in theorem.hypotheses:
            theorem = rules.cut(theorem, rules.restate(rules.assume(h), written))
    known = (*given, *(shown.conclusion for shown in positive))
    return without(rules.linear(goal, [(ONE, theorem)], ZERO, ALL, known), positive)


def _has_to_be_positive(m, sides):
    """Is its logarithm or its inverse in sight?"""
    return any(t.op == "log" and m in subterms(t) or t == power(m, MINUS) for side in sides for t in subterms(side))


def _domain(m, facts):
    return "nonnegative" if not facts.mask(meaning(m)) & ~(NIL | POS) else "real"


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


def has_largest_probabilities(goal, given):
    """Do the largest entries of softmax at two temperatures stand in it?"""
    return goal.op == "le" and not shape(goal.args[0]) and _at_temperatures(goal, given) is not None


def _at_temperatures(goal, given):
    """(z, {max softmax(c z): (softmax(c z), c)}) for positive c, not all of them equal; None where there are no such maxima."""
    found, vectors, facts = {}, set(), Facts.of(given)
    for t in dict.fromkeys(t for side in goal.args for t in subterms(side) if t.op in ("max", "largest") and not t.loose):
        law = _law(t)
        if law is not None:
            z, c = _multiple(law.args[0])
            if facts.mask(c) == POS:
                vectors.add(z)
                found[t] = law, c
    return (vectors.pop(), found) if len(vectors) == 1 and len({c for _, c in found.values()}) > 1 else None


def _law(t):
    """softmax(v), if the term is its largest entry."""
    if t.op == "largest":
        return t.args[0] if t.args[0].op == "softmax" else None
    k, entry = opened(t)
    whole = entry.op == "at" and entry.args[1] == k and entry.args[0].op == "softmax" and k not in entry.args[0].free
    return entry.args[0] if whole and k.args[2:] == (ONE, *shape(entry.args[0])) else None


def _multiple(v):
    """(z, c) for a vector v = c z."""
    arrays = [f for f in v.args if shape(f)] if v.op == "mul" else [v]
    return arrays[0], mul(*(f for f in v.args if f not in arrays)) if v.op == "mul" else ONE


def by_largest_logit(goal, given, prove):
    """The goal with softmax(c z)_s for every max softmax(c z), s being a place of the largest z_k: one for all temperatures."""
    z, maxima = _at_temperatures(goal, given)
    s = fresh("s", "index", ONE, *shape(z))
    k = fresh("k", *s.args[1:])
    bound = Term("forall", (sort(*s.args[1:]), abstract(k, Term("le", (at(z, k), at(z, s))))))
    held = (*given, bound)
    entries = {m: at(law, s) for m, (law, _) in maxima.items()}
    theorem = prove(Term(goal.op, tuple(replaced(side, entries) for side in goal.args)), held)
    if theorem is None:
        return None
    order = rules.specialise(rules.assume(bound, held), k)
    for m, (law, c) in maxima.items():
        hole, same = fresh("u", "real"), _largest_at(m, law, c, order, s, held)
        left, right = (rules.congruence(replaced(side, {at(law, s): hole}), hole, same) for side in theorem.conclusion.args)
        theorem = carried(left, theorem, right)
    theorem = rules.restate(theorem, Term("le", tuple(expand(side, unfold=True) for side in goal.args)))
    return _from_attained(goal, bind("max", *k.args[2:], variable=k, body=at(z, k)), s, theorem, bound, given)


def _largest_at(m, law, c, order, s, given):
    """max softmax(c z) = softmax(c z)_s, from z_k <= z_s for every k."""
    k = order.conclusion.args[0].args[1]
    logs = Term("le", tuple(fn("log", at(law, place)) for place in (k, s)))
    each = derived.monotone(rules.linear(logs, [(c, order)], ZERO, ALL, given), "exp")
    each = rules.linear(Term("le", (at(law, k), at(law, s))), [(ONE, each)], ZERO, ALL, given)
    most = rules.restate(derived.least_bound(each, k), Term("le", (m, at(law, s))))
    reached = rules.restate(rules.below_maximum(expand(m, unfold=True), s), Term("le", (at(law, s), m)))
    return derived.antisymmetric(most, rules.weaken(reached, *given))


BY_NAMES = (by_name,)
BY_PLACES = (where_attained,)
BY_LARGEST_LOGIT = (by_largest_logit,)
