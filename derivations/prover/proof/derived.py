"""Derived rules: what follows from the rules of the kernel so often that it has a name. Nothing here is trusted.

antisymmetric(below, above)             a = b, from a <= b and b <= a
below_size(u)                           u <= |u|
weighted_sum(term, k, w, v, theorem)    0 < Σ_k w_k v_k, from 0 < Σ_k w_k, where 0 <= w_k and 0 < v_k at sight
"""

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem
from ..kernel.terms import ONE, ZERO, Term, fn, mul, num


def antisymmetric(below: Theorem, above: Theorem) -> Theorem:
    """From a <= b and b <= a: a = b, as a < b would give a < a."""
    sides = below.conclusion.args
    less, equal = (rules.assume(Term(relation, sides)) for relation in ("lt", "eq"))
    never = rules.absurd(rules.transitive(less, above), equal.conclusion)
    return rules.cases(below, equal, never)


def below_size(u: Term, given: tuple = ()) -> Theorem:
    """u <= |u|, as |u| is −u or u: at sight where it is known which."""
    goal = Term("le", (u, fn("abs", u)))
    try:
        return rules.linear(goal, [], given=given)
    except Refused:
        pass
    less, equal, greater = Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    turned = rules.linear(goal, [(num(2), rules.assume(less, given))], given=given)
    same = (rules.linear(goal, [], given=(*given, case)) for case in (equal, greater))
    return rules.trichotomy(u, ZERO, turned, *same, given)


def weighted_sum(term: Term, index: Term, weight: Term, value: Term, theorem: Theorem, given: tuple = ()) -> Theorem:
    """From 0 < Σ_k w_k: 0 < Σ_k w_k v_k, as this is not 0 unless every w_k is. 0 <= w_k and 0 < v_k at sight."""
    weakly = rules.sign(term, "le", given)
    vanishes, strictly = (rules.assume(Term(relation, (ZERO, term))) for relation in ("eq", "lt"))
    each = rules.sign(mul(weight, value), "le", given)
    weightless = rules.factor_vanishes(rules.terms_vanish(rules.symmetric(vanishes), each, index), value, weight, 1, given)
    nothing = rules.under("sum", index.args[2:], index, weightless)
    never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, theorem), (ONE, nothing)])
    return rules.cases(weakly, rules.absurd(never, strictly.conclusion), strictly)


DERIVED = {rule.__name__: rule for rule in (antisymmetric, below_size, weighted_sum)}
