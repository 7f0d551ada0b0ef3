"""Maxima and minima: every entry lies between them; and sizes and choices, by the order of what they choose from."""

from itertools import product

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.terms import ONE, Term, fresh, neg, shape, sub, subterms
from ...proof import derived
from .in_sight import families, indices, shifted_indices
from .weighted import weighted_fact


def bounds_of_extrema(goal, ground):
    """min v <= v_i <= max v, with weights and in products, and e^{v} likewise."""
    extrema = {}
    for source in goal.args:
        if not shape(source):
            for t in subterms(expand(source, unfold=True)):
                if t.op in ("max", "min") and not t.loose:
                    extrema[t] = None
    extrema = list(extrema)[:3]
    for m in extrema:
        for i in indices(goal):
            yield ONE, lambda m=m, i=i: rules.below_maximum(m, i)
        for i in shifted_indices(goal):
            yield ONE, lambda m=m, i=i: _below_extremum(m, i, ground)
        k = fresh("k", "index", *m.args[:2])
        for w in [ONE, *families(goal, ground, k, positive=True)[:3]]:
            yield ONE, lambda m=m, w=w, k=k: weighted_fact(rules.below_maximum(m, k), w, k, ground)
        yield ONE, lambda m=m, k=k: rules.under("sum", m.args[:2], k, derived.monotone(rules.below_maximum(m, k), "exp"))
        for i in indices(goal):
            yield (
                ONE,
                lambda m=m, k=k, i=i: weighted_fact(
                    derived.monotone(rules.below_maximum(m, k), "exp"), sub(ONE, Term("delta", (k, i))), k, ground
                ),
            )
            yield ONE, lambda m=m, i=i: derived.monotone(rules.below_maximum(m, i), "exp")
    for low, high in product(extrema, repeat=2):
        if low.op == "min" and high.op == "max" and low.args == high.args:
            k = fresh("k", "index", *low.args[:2])
            for w in [ONE, *families(goal, ground, k, positive=True)[:3]]:
                yield (
                    ONE,
                    lambda low=low, high=high, w=w, k=k: weighted_fact(
                        derived.product(rules.below_maximum(low, k), rules.below_maximum(high, k)), w, k, ground
                    ),
                )
            yield ONE, lambda low=low, high=high: _between(low, high)


def _below_extremum(m, i, ground):
    """f_i <= max_k f_k, or min_k f_k <= f_i, at an index such as k + 1 that lies in the range by hypothesis."""
    k = fresh("k", "index", *m.args[:2])
    return rules.specialise(rules.generalise(rules.weaken(rules.below_maximum(m, k), *ground.given), k), i)


def _between(low, high):
    below, above = rules.below_maximum(low, ONE), rules.below_maximum(high, ONE)
    return rules.transitive(below, above)


def bounds_of_choices(goal, ground):
    """u <= |u|, a <= max(a, b) and min(a, b) <= a, of what stands in the goal."""
    whole = [t for side in goal.args if not shape(side) for t in subterms(expand(side, unfold=True)) if not t.loose]
    for t in list(dict.fromkeys(t for t in whole if t.op in ("abs", "maxof", "minof")))[:6]:
        if t.op == "abs":
            for signed in (t.args[0], neg(t.args[0])):
                yield ONE, lambda u=signed: derived.below_size(u, ground.given)
        elif len(t.args) == 2:
            for part in t.args:
                yield ONE, lambda t=t, part=part: _part(t, part, ground)


def _part(t, part, ground):
    """a <= max(a, b), or min(a, b) <= a, by the order of a and b."""
    a, b = t.args
    goal = Term("le", (part, t) if t.op == "maxof" else (t, part))
    cases = Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))
    shown = [rules.linear(goal, [], sub(*goal.args[::-1]), given=(*ground.given, case)) for case in cases]
    return rules.trichotomy(a, b, *shown, ground.given)
