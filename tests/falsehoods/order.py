"""Equations and inequalities."""

import pytest
from kernel_terms import THREE, TWO, delta, eq, exp, h, i, index, j, k, le, lt, m, n, ne, over, s, size, square, t, total, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, div, mul, neg, sub
from derivations.prover.proof import derived

from .attempts import EVERYTHING, REFUSALS, early, false, hole, late, only, says, top, w


@false
def a_chain_with_a_gap():
    return rules.transitive(assume(le(x, y)), assume(le(s, t)))


@false
def an_inequality_that_ends_as_an_equation():
    theorem = rules.transitive(assume(le(x, y)), equality(y, add(y, ZERO)))
    return only(theorem, theorem.conclusion.op == "eq")


@false
def an_inequality_that_ends_in_a_reduction():
    return rules.settle(rules.transitive(assume(le(x, y)), rules.reduction(y, y)))


@false
def from_different_to_smaller():
    return rules.transitive(assume(ne(x, y)), assume(le(y, s)))


@false
def strictly_by_two_weak_inequalities():
    theorem = rules.transitive(assume(le(x, y)), assume(le(y, s)))
    return only(theorem, theorem.conclusion.op == "lt")


@false
def a_symmetric_inequality():
    return rules.symmetric(assume(le(x, y)))


@false
def settling_an_inequality():
    return rules.settle(assume(le(x, y)))


@false
def congruence_of_an_inequality():
    return rules.settle(rules.congruence(neg(hole), hole, assume(le(x, y))))


@false
def a_negative_multiple_of_an_inequality():
    return linear(le(neg(x), neg(y)), [(MINUS, assume(le(x, y)))])


@false
def a_multiple_of_unknown_sign():
    return linear(le(mul(x, s), mul(x, t)), [(x, assume(le(s, t)))])


@false
def an_equation_from_an_inequality():
    return linear(eq(x, y), [(ONE, assume(le(x, y)))])


@false
def a_strict_inequality_from_a_weak_one():
    return linear(lt(x, y), [(ONE, assume(le(x, y)))])


@false
def a_strict_inequality_times_zero():
    return linear(lt(0, mul(square(x), s)), [(square(x), assume(lt(0, s)))])


@false
def a_remainder_of_unknown_sign():
    return linear(le(0, x), [], x)


@false
def a_combination_of_something_else():
    return linear(le(0, MINUS), [], ONE)


@false
def an_order_of_complex_numbers():
    return linear(le(w, w), [])


@false
def logarithm_of_a_smaller_number_that_is_negative():
    return derived.monotone(assume(le(x, s)), "log")


@false
def an_increasing_function_that_is_none():
    return derived.monotone(assume(le(x, y)), "cosh")


@false
def more_than_the_maximum():
    return rules.below_maximum(top, add(i, ONE))


@false
def a_minimum_above():
    least = over("min", k, at(z, k))
    return says(rules.below_maximum(least, i), le(at(z, i), least))


@false
def a_bound_that_depends_on_the_index():
    return derived.least_bound(equality_as_order(at(z, i)), i)


def equality_as_order(term):
    return linear(le(term, term), [])


@false
def a_bound_of_one_entry():
    return derived.least_bound(assume(le(at(z, i), x)), i)


@false
def a_bound_of_no_entries():
    return derived.least_bound(sign(s, "le"), late)


@false
def attained_where_there_is_nothing():
    return rules.attained(over("max", early, at(z, early)))


@false
def cases_that_forget_what_the_order_rests_on():
    order = linear(le(x, y), [(ONE, assume(eq(x, y)))])
    theorem = derived.cases(order, order, linear(le(x, y), [(ONE, assume(lt(x, y)))]))
    return only(theorem, not theorem.hypotheses)


@false
def cases_that_show_different_things():
    return derived.cases(sign(square(x), "le"), equality(ONE, ONE), assume(eq(ONE, ZERO)))


@false
def cases_that_forget_a_hypothesis():
    theorem = derived.cases(assume(le(x, y)), assume(eq(x, y)), rules.weaken(assume(eq(x, y)), lt(x, y)))
    return only(theorem, theorem.hypotheses == (le(x, y),))


@false
def trichotomy_of_complex_numbers():
    """i is neither less than 0, nor 0, nor greater."""
    whichever = equality(ONE, ONE)
    return rules.trichotomy(w, ZERO, whichever, whichever, whichever)


@false
def trichotomy_that_shows_different_things():
    same = equality(ONE, ONE)
    return rules.trichotomy(x, y, assume(eq(x, y)), same, same)


@false
def trichotomy_that_forgets_a_hypothesis():
    theorem = rules.trichotomy(x, y, *(assume(lt(x, 0)) for _ in range(3)))
    return only(theorem, not theorem.hypotheses)


@false
def anything_from_something():
    return rules.absurd(sign(s, "lt"), eq(ONE, ZERO))


NEVER = linear(lt(0, 0), [(ONE, assume(eq(s, 0)))], s)  # for s > 0


def test_two_numbers_that_are_never_equal():
    assert rules.differ(NEVER, s, ZERO).conclusion == ne(s, 0) and not rules.differ(NEVER, s, ZERO).hypotheses


@false
def numbers_that_differ_for_no_reason():
    return rules.differ(sign(s, "lt"), x, y)


@false
def numbers_that_differ_by_another_hypothesis():
    theorem = rules.differ(linear(lt(0, 0), [(ONE, assume(lt(x, x)))]), y, ONE)
    return only(theorem, not theorem.hypotheses)


@false
def numbers_that_differ_without_values():
    never = linear(lt(0, 0), [(MINUS, assume(eq(div(x, x), 2)))], ONE)
    return rules.differ(never, div(x, x), TWO)


@false
def the_diagonal_alone():
    formula = eq(delta(i, j), 1)
    return rules.index_cases(formula, i, j, equality(delta(i, i), ONE), equality(ONE, ONE))


@false
def different_indices_alone():
    formula = eq(delta(i, j), 0)
    return rules.index_cases(formula, i, j, equality(ZERO, ZERO), equality(delta(i, j), ZERO, EVERYTHING, [ne(i, j)]))


@false
def the_diagonal_by_assumption():
    apart = equality(delta(i, j), ZERO, EVERYTHING, [ne(i, j)])
    return rules.index_cases(eq(delta(i, j), 0), i, j, assume(eq(delta(i, i), 0)), apart)


@false
def different_indices_by_assumption():
    formula = eq(delta(i, j), 1)
    return rules.index_cases(formula, i, j, equality(delta(i, i), ONE), assume(formula))


@false
def terms_of_any_sign_vanish():
    return derived.terms_vanish(assume(eq(total(k, at(z, k)), 0)), assume(le(0, at(z, k))), k)


@false
def terms_of_an_empty_sum_vanish():
    never = index("never", ONE, TWO)
    return derived.terms_vanish(equality(total(never, THREE), ZERO), sign(THREE, "le"), never)


@false
def other_terms_vanish():
    return derived.terms_vanish(assume(eq(total(k, at(z, k)), 0)), sign(square(at(h, k)), "le"), k)


@false
def terms_of_a_sum_that_is_not_zero():
    return derived.terms_vanish(assume(eq(total(k, square(at(z, k))), x)), sign(square(at(z, k)), "le"), k)


@false
def a_product_of_equations_is_positive():
    return derived.product(assume(le(x, y)), assume(eq(s, t)))


@false
def a_product_of_a_weak_inequality_is_positive():
    theorem = derived.product(assume(le(x, y)), assume(lt(s, t)))
    return only(theorem, theorem.conclusion.op == "lt")


@false
def exp_of_any_number_above_one():
    return sign(sub(exp(x), ONE), "lt")


@false
def two_indices_in_order():
    return equality(size(sub(i, j)), sub(j, i))


@false
def whole_numbers_further_apart_than_known():
    return sign(sub(sub(m, n), ONE), "lt", [lt(n, m)])


@false
def whole_numbers_that_may_be_equal():
    return sign(sub(m, n), "lt", [le(n, m)])


@pytest.mark.parametrize("parts", [(eq(x, x),), (eq(x, x),) * 3])
def test_a_conjunction_is_no_goal_of_a_combination(parts):
    with pytest.raises(REFUSALS):
        linear(Term("and", parts), [])
