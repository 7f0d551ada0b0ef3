"""Equality from a sum of squares that vanishes: u_i = v_i for every i, as Σ_k (u_k − v_k)² <= 0.

So p = q where KL(p, q) = 0, as Pinsker's inequality bounds the squares by it, and p_i = 1/n where Σ p² = 1/n or H(p) = log n.
"""

from ...kernel import rules
from ...kernel.terms import ONE, ZERO, Term, bind, fresh, num, power, shape, sub, substitute
from ...proof import derived


def has_entries_to_compare(goal, given):
    """Is it an equation at an index of which nothing is supposed, and is some number supposed to have a value?"""
    return _place(goal, given) is not None and any(h.op == "eq" and not shape(h.args[0]) for h in given)


def _place(goal, given):
    supposed = {v for h in given for v in h.free}
    if goal.op != "eq" or shape(goal.args[0]):
        return None
    indices = [v for v in sorted(goal.free, key=str) if v.args[1:3] == ("index", ONE) and v not in supposed]
    return next((v for v in indices if v in sub(*goal.args).free), None)


def by_vanishing_squares(search, goal, depth):
    """u_i = v_i from Σ_k (u_k − v_k)² <= 0."""
    i = _place(goal, search.given)
    k = fresh("k", *i.args[1:])
    gap = substitute(sub(*goal.args), {i: k})
    square = power(gap, num(2))
    total = bind("sum", *k.args[2:], variable=k, body=square)
    below = search.prove(Term("le", (total, ZERO)), depth - 1)
    return below and search.attempt(lambda: _vanishing(goal, i, k, gap, below, search.given))


def _vanishing(goal, i, k, gap, below, given):
    total = below.conclusion.args[0]
    nothing = derived.antisymmetric(below, rules.sign(total, "le", given))
    each = derived.terms_vanish(nothing, rules.sign(power(gap, num(2)), "le", given), k)
    same = rules.substitution(derived.factor_vanishes(each, ONE, gap, 2, given), {k: i})
    return rules.linear(goal, [(ONE, same)], ZERO, (), given)
