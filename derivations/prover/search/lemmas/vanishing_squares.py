"""Equality from a sum of squares that vanishes: u_i = v_i for every i, as Σ_k (u_k − v_k)² <= 0.

So p = q where KL(p, q) = 0, as Pinsker's inequality bounds the squares by it, and p_i = 1/n where Σ p² = 1/n or H(p) = log n.
"""

from ..asking import ALL
from ...kernel import rules
from ...kernel.terms import ONE, ZERO, Term, bind, fn, fresh, neg, num, power, shape, sub, substitute, subterms
from ...proof import derived


def has_entries_to_compare(goal, given):
    """Is it an equation at an index of which nothing is supposed, and is some number supposed to have a value?"""
    numbers = (h for h in given if h.op in ("eq", "le") and not shape(h.args[0]))
    return _place(goal, given) is not None and any(h.op == "eq" or h.args[1] == ZERO for h in numbers)


def _place(goal, given):
    supposed = {v for h in given for v in h.free}
    if goal.op != "eq" or shape(goal.args[0]):
        return None
    indices = [v for v in sorted(goal.free, key=str) if v.args[1:3] == ("index", ONE) and v not in supposed]
    return next((v for v in indices if v in sub(*goal.args).free), None)


def by_vanishing_squares(search, goal, depth):
    """u_i = v_i from Σ_k (u_k − v_k)² <= 0, or from Σ_k |u_k − v_k| <= 0 where sizes are supposed to add up to something."""
    i = _place(goal, search.given)
    k = fresh("k", *i.args[1:])
    gap = substitute(sub(*goal.args), {i: k})
    sizes = [fn("abs", gap)] if any(t.op == "abs" for h in search.given for t in subterms(h)) else []
    for term in (*sizes, power(gap, num(2))):
        total = bind("sum", *k.args[2:], variable=k, body=term)
        below = search.prove(Term("le", (total, ZERO)), depth - 1)
        if below is not None:
            return search.attempt(lambda term=term, below=below: _vanishing(goal, i, k, gap, term, below, search.given))
    return None


def _vanishing(goal, i, k, gap, term, below, given):
    total = below.conclusion.args[0]
    nothing = derived.antisymmetric(below, rules.sign(total, "le", given))
    each = derived.terms_vanish(nothing, rules.sign(term, "le", given), k)
    same = _without_size(each, gap, given) if term.op == "abs" else derived.factor_vanishes(each, ONE, gap, 2, given)
    return rules.linear(goal, [(ONE, rules.substitution(same, {k: i}))], ZERO, (), given)


def _without_size(each, gap, given):
    """u = 0 from |u| = 0, as u and −u are at most |u|."""
    above, below = (
        rules.linear(Term("le", pair), [(ONE, derived.below_size(u)), (ONE, each)], ZERO, ALL, given)
        for u, pair in ((gap, (gap, ZERO)), (neg(gap), (ZERO, gap)))
    )
    return derived.antisymmetric(above, below)
