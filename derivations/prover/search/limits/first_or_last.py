"""The first or the last entry as the only largest: v_k < v_1 for every k of 2..n says so, and v_k < v_n for every k of 1..n − 1."""

from ..polynomial_context import Ground, plain_poly
from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.terms import ONE, ZERO, IllTyped, Term, add, bind, fn, fresh, opened, sub, substitute
from ...proof import derived

NEVER = Term("lt", (ZERO, ZERO))


def first_or_last(hypotheses):
    """Pairs of theorems, v_s = max v and [v_k = max v] = δ_ks, for the hypotheses that compare all others with the end s."""
    for scheme in hypotheses:
        if scheme.op == "forall" and scheme.args[0].args[0] == "index" and scheme.args[1].op == "lt":
            low, high = scheme.args[0].args[1:]
            before, after = _plain(sub(low, ONE)), _plain(add(high, ONE))
            for s, ends in ((before, (before, high)), (after, (low, after))):
                try:
                    yield _alone(scheme, s, ends)
                except (Refused, IllTyped):
                    continue


def _plain(t):
    return plain_poly(Ground(()).poly(t))


def _alone(scheme, s, ends):
    """The two equations, for k over the range with s in it."""
    k, body = opened(scheme)
    j = fresh("k", "index", *ends)
    entry, largest = (substitute(side, {k: j}) for side in body.args)
    if substitute(entry, {j: s}) != largest:
        raise Refused("the hypothesis does not compare the entries with the one beside their range")
    below, equal, above = Term("lt", (j, s)), Term("eq", (j, s)), Term("lt", (s, j))
    outside, inside = (below, above) if s == ends[0] else (above, below)
    never = rules.linear(NEVER, [(ONE, rules.assume(outside))], sub(*outside.args), (), (outside,))

    def at_every_place(formula, tied, apart):
        """The formula, from proofs of it where k = s and where k ≠ s: beyond s there is no place."""
        proofs = {outside: rules.absurd(never, formula), equal: tied, inside: apart}
        return rules.trichotomy(j, s, *(rules.weaken(proofs[case], scheme) for case in (below, equal, above)), (scheme,))

    strict = rules.specialise(rules.assume(scheme, (inside,)), j)
    same_entry = _at_equal_places(entry, j, s, ends)
    order, delta = Term("le", (entry, largest)), Term("delta", (j, s))
    each = at_every_place(order, rules.linear(order, [(ONE, same_entry)]), rules.linear(order, [(ONE, strict)]))
    top = bind("max", *ends, variable=j, body=entry)
    same = derived.antisymmetric(rules.below_maximum(top, s), derived.least_bound(each, j))
    bracket = rules.transitive(derived.bracket(strict), rules.equality(ZERO, delta, (), (scheme, inside)))
    one = rules.transitive(_at_equal_places(delta, j, s, ends), rules.equality(substitute(delta, {j: s}), ONE))
    tied = rules.transitive(derived.bracket(same_entry), rules.symmetric(one))
    alone = at_every_place(bracket.conclusion, tied, bracket)
    hole = fresh("h", "real")
    step = rules.congruence(fn("ind", Term("eq", (entry, hole))), hole, rules.symmetric(same))
    return same, rules.transitive(step, alone)


def _at_equal_places(term, k, s, ends):
    """term(k) = term(s), supposing that k = s."""
    hole = fresh("h", "integer")
    theorem = rules.congruence(substitute(term, {k: hole}), hole, rules.assume(Term("eq", (k, s))))
    return rules.settle(theorem) if theorem.conclusion.op == "reduces" else theorem
