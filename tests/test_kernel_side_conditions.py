"""False statements, one for each side condition of the kernel: it must refuse them all.

test_kernel_mutants.py takes the conditions away one by one; each time one of these falsehoods becomes provable.
"""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from kernel_terms import (
    HALF, INFINITY, THREE, TWO, Z, bracket, delta, deriv, diverges, eq, exists, exp, forall, index, integral, inverse, le, limit,
    log, lt, ne, number, over, p, product, root, simplex, size, square, total,
)  # fmt: skip
from kernel_terms import a, h, i, j, k, m, mp, n, s, t, value, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.proof import derived
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import Theorem, assume, equality, linear, sign, substitution, under
from derivations.prover.kernel.terms import (
    MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, div, fn, fresh, mul, neg, num, opened, power, sort, sub, substitute, var,
)  # fmt: skip

REFUSALS = (Refused, IllTyped)
REAL, POSITIVE, REAL_PAIR = sort("real"), sort("positive"), sort("real", TWO)
EVERYTHING = {"definition", "derivative", "collapse", "gamma"}
w = var("w", "complex")
hole, u, v = var("hole", "real"), var("u", "real"), var("v", "real")
fraction = var("b", "(0, 1)")
count = var("c", "natural")
late, early = index("late", n, TWO), index("early", sub(n, ONE))  # 2..n and 1..n-1: empty at n = 1
top = over("max", k, at(z, k))
grid = var("M", "real", n, n)

FALSEHOODS = {}


def false(attempt):
    """An attempt at a false statement: it must not come to a theorem."""
    FALSEHOODS[attempt.__name__] = attempt
    return attempt


def only(theorem, condition):
    """A theorem that is false only if it has come out stronger than its premises allow."""
    if not condition:
        raise Refused("nothing false has been shown")
    return theorem


def says(theorem, conclusion):
    return only(theorem, theorem.conclusion == conclusion)


def contradiction(variable):
    """variable < variable |- 1 = 0"""
    return rules.absurd(assume(lt(variable, variable)), eq(1, 0))


# --- functions as variables -----------------------------------------------------------------------------------------

anything, rough, once = var("f", "real -> real"), var("f", "real -> positive"), var("f", "differentiable real -> positive")
twice, bent = var("f", "twice differentiable real -> positive"), var("f", "twice differentiable real -> real")
of_positive, of_share = var("g", "differentiable positive -> real"), var("g", "differentiable (0, 1) -> real")
nonnegative_one = var("f", "real -> nonnegative")


def call(f, u, order=0):
    return fn("call", f, num(order), number(u))


@false
def a_function_as_a_number():
    return equality(add(anything, ONE), add(anything, ONE))


@false
def a_function_of_a_vector():
    return equality(call(anything, z), call(anything, z))


@false
def a_function_of_a_complex_number():
    return equality(call(anything, w), call(anything, w))


@false
def a_slope_of_what_has_none():
    return equality(call(rough, x, 1), call(rough, x, 1))


@false
def a_derivative_of_what_has_none():
    return equality(deriv(call(rough, x), x), deriv(call(rough, x), x))


@false
def a_function_below_its_domain():
    return equality(call(of_positive, x), call(of_positive, x))


@false
def a_function_of_zero():
    return equality(call(of_share, sub(fraction, fraction)), call(of_share, ZERO))


@false
def a_function_above_its_domain():
    return equality(call(of_share, s), call(of_share, s))


@false
def a_value_that_may_be_negative():
    return sign(call(anything, x), "lt")


@false
def a_value_that_may_be_zero():
    return sign(call(nonnegative_one, x), "lt")


@false
def a_slope_that_may_be_negative():
    return sign(call(once, x, 1), "le")


@false
def one_more_than_a_value_that_may_be_negative():
    return sign(add(ONE, call(anything, x)), "lt")


@false
def another_function_for_a_positive_one():
    return substitution(sign(call(rough, x), "lt"), {rough: var("f", "real -> real")})


@false
def a_limit_through_a_jump():
    tends = rules.limit_of_variable(REAL, ZERO, "+")
    return rules.limit_through(call(anything, hole), hole, tends, REAL, ZERO, "+")


@false
def a_limit_of_slopes_that_jump():
    tends = rules.limit_of_variable(REAL, ZERO, "+")
    return rules.limit_through(call(once, hole, 1), hole, tends, REAL, ZERO, "+")


@false
def an_integral_of_slopes_that_jump():
    ends = [rules.limit_through(call(once, hole), hole, rules.limit_of_variable(REAL, end, side), REAL, end, side)
            for end, side in ((ZERO, "+"), (ONE, "-"))]  # fmt: skip
    return rules.fundamental_theorem(integral(call(once, x, 1), x, ZERO, ONE), call(once, x), x, *ends)


@false
def an_integral_of_slopes_that_jump_in_other_words():
    ends = [rules.limit_through(call(once, hole), hole, rules.limit_of_variable(REAL, end, side), REAL, end, side)
            for end, side in ((ZERO, "+"), (ONE, "-"))]  # fmt: skip
    return rules.fundamental_theorem(integral(deriv(call(once, x), x), x, ZERO, ONE), call(once, x), x, *ends)


@false
def a_bounded_function_that_may_jump_everywhere():
    """The principal root of −1 + i g jumps where g changes its sign, and that may be in a large part of the interval."""
    jumps = size(sub(power(add(MINUS, mul(I, call(once, u))), HALF), I))
    below = rules.specialise(assume(forall(le(jumps, THREE), u)), u)
    return rules.integral_bounded(
        integral(jumps, u, ZERO, ONE), integral(THREE, u, ZERO, ONE), by_antiderivative(THREE, mul(THREE, u), ZERO, ONE),
        below, sign(jumps, "le"), sign(THREE, "le"), u,
    )  # fmt: skip


@false
def a_statement_about_all_functions():
    return rules.generalise(sign(call(rough, x), "lt"), rough)


@false
def a_slope_at_what_is_least_at_one_number():
    return rules.stationary(assume(le(exp(y), exp(x))), x, y)


@false
def a_slope_at_a_kink():
    return rules.stationary(linear(le(size(ZERO), size(x)), [], size(x)), x, ZERO)


@false
def a_slope_at_the_end_of_an_interval():
    return rules.stationary(linear(le(ZERO, s), [], s), s, ZERO)


@false
def a_slope_at_the_least_whole_number():
    return rules.stationary(linear(le(ZERO, count), [], count), count, ZERO)


@false
def a_slope_at_a_point_that_varies():
    return rules.stationary(derived.monotone(linear(le(neg(add(x, ONE)), neg(x)), [], ONE), "exp"), x, add(x, ONE))


@false
def a_slope_of_another_function():
    return rules.stationary(linear(le(ZERO, exp(x)), [], exp(x)), x, ZERO)


def test_there_is_no_slope_where_a_function_is_least():
    known = rules.stationary(linear(le(square(ZERO), square(x)), [], square(x)), x, ZERO)
    assert known.conclusion == eq(Term("deriv", (REAL, ZERO, square(Term("bound", (0,))))), 0)


@false
def a_function_that_vanishes_where_nothing_is_supposed():
    everywhere = forall(ne(call(anything, s), 0), s)
    return equality(inverse(call(anything, x)), inverse(call(anything, x)), given=[everywhere])


@false
def a_particular_function_of_the_wrong_sign():
    return rules.function_replaced(sign(call(rough, y), "lt"), rough, x, x)


@false
def a_particular_function_of_positive_numbers_only():
    return rules.function_replaced(sign(call(rough, y), "lt"), rough, s, s)


@false
def a_particular_function_under_a_hypothesis_about_its_variable():
    theorem = rules.function_replaced(sign(call(rough, y), "lt"), rough, x, x, [lt(0, x)])
    return only(theorem, theorem.hypotheses == (lt(0, x),))


@false
def a_particular_function_with_a_kink():
    known = equality(call(once, y, 1), call(once, y, 1))
    return rules.function_replaced(known, once, x, add(ONE, size(x)))


@false
def a_particular_function_with_one_derivative_only():
    known = equality(call(bent, y, 2), call(bent, y, 2))
    return rules.function_replaced(known, bent, x, mul(x, size(x)))


@false
def what_holds_of_all_vectors_beside_something_else():
    """A hypothesis for all indices and all vectors, in one statement with another, is looked up once and not without end."""
    beside = Term("and", (forall(forall(le(x, at(h, i)), h), i), eq(y, y)))
    return sign(exp(mul(add(u, s), add(x, at(z, j)))), "le", [beside]) and sign(add(x, at(z, j)), "le", [beside])


@false
def a_sealed_argument_of_a_function_of_which_something_is_known_everywhere():
    of_all = var("g", "positive -> real")
    return sign(call(of_all, add(s, ONE)), "lt", given=[forall(le(0, call(of_all, t)), t)])


@false
def a_list_of_nothing_whose_entries_would_have_a_limit_that_is_not_there():
    endless, vector = limit(inverse(y), y, ZERO), var("v", "real", count)
    entries = over("lam", index("k", count), mul(endless, at(vector, index("k", count))))
    return rules.reduction(mul(endless, vector), entries)


def test_a_limit_stands_in_each_entry_of_a_list_of_some():
    endless = limit(inverse(y), y, ZERO)
    assert rules.reduction(mul(endless, z), over("lam", k, mul(endless, at(z, k))))


@false
def a_limit_that_the_slope_of_its_integral_is_taken_to_need():
    """The integral of 1 from 0 to s, but for the one number 1, has the slope 1 at 1, too, where what is integrated has no value."""
    part = limit(mul(log(y), inverse(log(y))), t, ZERO)
    slope = deriv(integral(part, y, ZERO, s), s)
    return rules.reduction(substitute(part, {y: s}), add(limit(ONE, t, ZERO), mul(ZERO, slope)))


def test_what_stands_in_a_slope_has_a_value_at_its_point():
    part = limit(inverse(y), y, ZERO)
    assert rules.reduction(mul(ZERO, part), mul(ZERO, deriv(mul(part, x), x)))


cancelled = limit(mul(x, inverse(x)), t, ZERO)  # it has no value where x is 0


@false
def a_limit_that_a_function_without_its_variable_forgets():
    """f(L) = 0 says that L has a value, and then L = 1; 0 = 0, which x ↦ 0 makes of it, says nothing of L."""
    one, forgotten = limit(ONE, t, ZERO), mul(ZERO, call(anything, cancelled))
    reduced = rules.reduction(cancelled, add(one, forgotten))
    through = rules.congruence(add(one, mul(ZERO, hole)), hole, assume(eq(call(anything, cancelled), 0)))
    tends = rules.limit_through(ONE, hole, rules.limit_of_variable(POSITIVE, ZERO, "+"), POSITIVE, ZERO, "+")
    last = rules.congruence(add(hole, mul(ZERO, ZERO)), hole, tends)
    theorem = equality(add(ONE, mul(ZERO, ZERO)), ONE)
    for step in (last, through, reduced):
        theorem = rules.transitive(step, theorem)
    return rules.function_replaced(theorem, anything, y, ZERO)


@false
def a_reduction_to_what_a_function_without_its_variable_forgets():
    return rules.function_replaced(rules.reduction(mul(ZERO, cancelled), mul(ZERO, call(anything, cancelled))), anything, y, ZERO)


@false
def a_positive_function_taken_where_it_has_no_value():
    """f(−1) = −1 holds of no f from positive to positive numbers; x ↦ x goes on below 0, and then 1 = −1."""
    positive = var("f", "positive -> positive")
    outside = call(positive, MINUS)
    forced = rules.congruence(mul(size(hole), inverse(hole)), hole, assume(eq(outside, MINUS)))
    known = rules.transitive(rules.reduction(ONE, mul(size(outside), inverse(outside))), forced)
    theorem = rules.transitive(known, equality(mul(size(MINUS), inverse(MINUS)), MINUS))
    return rules.function_replaced(theorem, positive, s, s)


def test_a_hypothesis_about_a_particular_function_inside_its_domain():
    known = rules.weaken(sign(call(of_positive, s), "le", [forall(le(0, call(of_positive, t)), t)]), eq(call(of_positive, s), 1))
    theorem = rules.function_replaced(known, of_positive, t, exp(t))
    assert theorem.hypotheses == (forall(le(0, exp(t)), t), eq(exp(s), 1)) and theorem.conclusion == le(0, exp(s))


@false
def a_function_that_a_binder_would_catch():
    """f ↦ |the index of the sum around it|: then 1 + 2 = 2 + 3."""
    ends = (index("k", TWO), index("k", THREE, TWO))
    known = equality(*(total(end, call(anything, 3)) for end in ends))
    return rules.function_replaced(known, anything, x, size(Term("bound", (0,))))


several = var("f", "differentiable real -> real", n)
of_vector, level_set = var("L", "differentiable vector -> real", n), var("L", "vector -> real", n)
off_zero = var("R", "differentiable nonzero vector -> real", n)
fields = var("F", "differentiable vector -> real", m, n)
b = var("b", "real", m)


@false
def functions_as_one():
    return equality(call(several, x), call(several, x))


@false
def one_more_function_than_there_is():
    return equality(call(at(several, add(k, ONE)), x), call(at(several, add(k, ONE)), x))


@false
def an_entry_of_a_function():
    return assume(eq(call(at(several, k, k), x), 0))


@false
def a_function_of_a_shorter_vector():
    return equality(call(of_vector, b), call(of_vector, b))


@false
def a_function_of_the_entries_of_a_vector():
    return equality(call(of_vector, at(z, k)), call(of_vector, at(z, k)))


@false
def a_function_of_a_vector_that_is_nowhere_known_to_be_zero():
    return equality(call(off_zero, z), call(off_zero, z))


@false
def a_gradient_of_what_need_not_have_one():
    return equality(deriv(call(level_set, z), z, k), deriv(call(level_set, z), z, k))


@false
def a_second_derivative_of_a_function_of_a_vector():
    return equality(call(of_vector, z, 2), call(of_vector, z, 2))


@false
def a_gradient_without_the_inner_derivative():
    twofold = call(of_vector, mul(TWO, z))
    return equality(deriv(twofold, z, k), at(call(of_vector, mul(TWO, z), 1), k), {"derivative"})


@false
def a_gradient_of_another_function():
    one, other = (at(call(at(fields, place), z, 1), k) for place in (index("p", m), index("q", m)))
    return equality(one, other)


@false
def a_gradient_that_is_continuous():
    tends = rules.limit_of_variable(REAL, ZERO, "+")
    along = over("lam", i, mul(hole, at(z, i)))
    return rules.limit_through(at(call(of_vector, along, 1), k), hole, tends, REAL, ZERO, "+")


@false
def an_integral_of_what_need_not_be_continuous():
    whole = integral(call(anything, x), x, ZERO, ONE)
    return rules.reduction(whole, whole)


@false
def an_integral_over_the_line_of_what_need_not_be_continuous():
    """Along each coordinate, where rules compare integrals without asking for it."""
    values = var("p", "vector -> real", ONE)
    over_space = bind("space", ONE, variable=var("x", "real", ONE), body=call(values, var("x", "real", ONE)))
    line = bind("integral", neg(INFINITY), INFINITY, variable=x, body=call(values, over("lam", index("k", ONE), x)))
    return rules.reduction(over_space, line, {"definition"})


@false
def a_particular_function_of_positive_vectors_only():
    return rules.function_replaced(equality(call(of_vector, z), call(of_vector, z)), of_vector, a, log(at(a, num(1))))


@false
def a_particular_function_that_has_no_value_at_zero():
    direction = div(at(z, ONE), root(total(i, square(at(z, i)))))
    return rules.function_replaced(equality(call(level_set, h), call(level_set, h)), level_set, z, direction)


def test_functions_of_vectors_that_hold():
    chain = total(i, mul(at(call(of_vector, mul(TWO, z), 1), i), mul(TWO, delta(i, k))))
    assert equality(deriv(call(of_vector, mul(TWO, z)), z, k), chain, {"derivative"})
    assert equality(deriv(call(of_vector, z), z, k), at(call(of_vector, z, 1), k), {"derivative"})
    assert equality(deriv(call(at(several, k), square(x)), x), mul(TWO, x, call(at(several, k), square(x), 1)), {"derivative"})
    assert equality(call(of_vector, z), call(of_vector, over("lam", i, at(z, i))))
    apart = lt(0, total(i, square(at(z, i))))
    assert equality(call(off_zero, mul(s, z)), call(off_zero, mul(s, z)), given=[apart])
    everywhere = [apart, forall(ne(call(anything, x), 0), x)]
    assert equality(inverse(call(anything, call(off_zero, z))), inverse(call(anything, call(off_zero, z))), given=everywhere)
    bowl = rules.function_replaced(
        equality(deriv(call(of_vector, z), z, k), deriv(call(of_vector, z), z, k)), of_vector, h, total(i, square(at(h, i)))
    )
    assert equality(bowl.conclusion.args[0], mul(TWO, at(z, k)), {"derivative", "collapse"})
    direction = div(at(h, ONE), root(total(i, square(at(h, i)))))
    off = rules.function_replaced(equality(call(off_zero, z), call(off_zero, z), given=[apart]), off_zero, h, direction)
    assert off.hypotheses == (apart,)
    tends = rules.limit_of_variable(REAL, ZERO, "+")
    along = over("lam", i, mul(hole, at(z, i)))
    assert rules.limit_through(call(of_vector, along), hole, tends, REAL, ZERO, "+")


def test_functions_that_hold():
    assert sign(call(rough, x), "lt").conclusion == lt(0, call(rough, x))
    slope = equality(deriv(call(twice, mul(TWO, x)), x), mul(TWO, call(twice, mul(TWO, x), 1)), {"derivative"})
    assert rules.function_replaced(slope, twice, y, exp(y)).conclusion.args[0] == deriv(exp(mul(TWO, x)), x)
    known = equality(call(once, y, 1), call(once, y, 1))
    assert rules.function_replaced(known, once, x, exp(x)).conclusion.args[0] == Term("deriv", (REAL, y, exp(Term("bound", (0,)))))
    tends = rules.limit_of_variable(REAL, ZERO, "+")
    assert rules.limit_through(call(once, hole), hole, tends, REAL, ZERO, "+").conclusion.args[1] == call(once, 0)
    nowhere = [forall(ne(call(anything, s), 0), s)]
    assert equality(inverse(call(anything, t)), inverse(call(anything, t)), given=nowhere).hypotheses == tuple(nowhere)
    renamed = var("g", "real -> positive")
    assert substitution(sign(call(rough, x), "lt"), {rough: renamed}).conclusion == lt(0, call(renamed, x))
    bound = rules.function_replaced(rules.generalise(sign(call(rough, x), "lt"), x), rough, y, exp(y))
    assert bound.conclusion == forall(lt(0, exp(x)), x)


# --- values: u*v/v = u is not proved for all v ----------------------------------------------------------------------


@false
def division_that_cancels():
    return equality(div(mul(x, y), y), x)


@false
def division_by_a_difference():
    return equality(div(sub(s, t), sub(s, t)), ONE)


@false
def division_that_cancels_on_the_right():
    return equality(x, div(mul(x, y), y))


@false
def division_that_cancels_in_a_reduction():
    return rules.settle(rules.reduction(div(mul(x, y), y), x))


@false
def division_by_zero_settled():
    return rules.settle(rules.congruence(inverse(hole), hole, equality(sub(x, x), ZERO)))


@false
def zero_times_one_over_zero():
    return equality(mul(ZERO, inverse(sub(x, x))), ZERO)


@false
def equation_without_values():
    return linear(eq(div(x, x), ONE), [])


@false
def dividing_an_equation_by_what_may_be_zero():
    return linear(eq(x, 0), [(inverse(y), assume(eq(mul(y, x), 0)))])


@false
def remainder_without_a_value():
    return linear(lt(0, y), [], exp(log(y)))


@false
def logarithm_of_any_number():
    return equality(exp(log(x)), x)


@false
def root_of_any_number():
    return equality(square(root(x)), x)


@false
def exponent_with_any_base():
    return equality(power(x, y), power(x, y))


@false
def gamma_of_any_number():
    return equality(fn("gamma", x), fn("gamma", x))


@false
def an_integral_that_is_only_written():
    whole = integral(inverse(square(u)), u, MINUS, ONE)
    return equality(whole, whole)


@false
def an_integral_under_another_operator():
    """0/0, where I = ∫ sign(u) du over −1..1 stands on the right and is 0."""
    zero = odd_integral()
    whole, value = zero.conclusion.args
    left = rules.reduction(div(whole, whole), add(ONE, whole, neg(whole)))
    zero = rules.transitive(zero, equality(value, ZERO))
    return rules.settle(rules.transitive(left, rules.congruence(add(ONE, hole, neg(hole)), hole, zero)))


def odd_integral():
    """∫ sign(u) du over −1..1, which has a value, but none at sight."""

    def half(low, high, antiderivative):
        ends = [
            rules.limit_through(
                substitute(antiderivative, {u: hole}), hole, rules.limit_of_variable(REAL, point, side), REAL, point, side
            )
            for point, side in ((low, "+"), (high, "-"))
        ]
        return rules.fundamental_theorem(integral(fn("sign", u), u, low, high), antiderivative, u, *ends)

    return rules.integral_joined(half(MINUS, ZERO, neg(u)), half(ZERO, ONE, u))


def test_the_integral_itself_is_known():
    assert odd_integral().conclusion.op == "eq"


@false
def infinity_as_a_number():
    return equality(sub(INFINITY, INFINITY), ZERO)


@false
def maximum_of_nothing():
    nothing = over("max", early, at(z, early))
    return equality(nothing, nothing)


@false
def maximum_of_complex_numbers():
    return rules.below_maximum(bind("max", ONE, n, variable=k, body=at(var("W", "complex", n), k)), ONE)


# --- indices and ranges ---------------------------------------------------------------------------------------------


@false
def seventh_entry():
    return equality(at(z, num(7)), at(z, num(7)))


@false
def seventh_one():
    return equality(at(fn("ones", n), num(7)), ONE)


@false
def seventh_one_unfolded():
    return rules.transitive(derived.unfolding(at(fn("ones", n), num(7)), ONE), equality(ONE, ONE))


@false
def other_vectors_in_other_words():
    return rules.restate(equality(z, z), eq(z, h))


none = index("k", count)  # of a list that has no entries where c is 0
pointless = mul(inverse(count), var("u", "real", count))


def products_of_nothing():
    """Σ_k (1/c) u_k v_k, which is 0 where c is 0, is itself."""
    term = mul(mul(inverse(count), at(var("u", "real", count), none)), at(var("v", "real", count), none))
    return rules.under("sum", (ONE, count), none, equality(term, term, given=[le(ONE, count)]))


@false
def a_multiple_of_no_entries_by_one_over_none():
    theorem = products_of_nothing()
    return rules.restate(theorem, eq(fn("dot", pointless, var("v", "real", count)), theorem.conclusion.args[1]))


@false
def a_power_of_no_entries_by_one_over_none():
    nothing = over("lam", index("k", ZERO), ONE)
    return rules.restate(equality(ZERO, ZERO), eq(fn("dot", power(nothing, inverse(sub(x, x))), nothing), ZERO))


def test_a_multiple_of_some_entries_is_folded():
    theorem = rules.weaken(products_of_nothing(), le(ONE, count))
    assert rules.restate(theorem, eq(fn("dot", pointless, var("v", "real", count)), theorem.conclusion.args[1]))


@false
def seventh_one_restated():
    return rules.restate(equality(ONE, ONE), eq(at(fn("ones", n), num(7)), 1))


@false
def derivative_in_the_seventh_entry():
    return equality(deriv(at(z, ONE), z, num(7)), ZERO, EVERYTHING)


@false
def the_zeroth_of_more():
    return equality(at(fn("cons", num(5), fn("ones", n)), ZERO), ONE)


@false
def the_first_of_more_forgotten():
    q = index("q", n, ZERO)
    return equality(total(q, at(fn("cons", num(5), fn("ones", n)), add(q, ONE))), add(n, ONE))


@false
def index_from_zero_is_positive():
    return sign(index("q", n, ZERO), "lt")


@false
def natural_is_positive():
    return sign(sub(count, ONE), "le", [le(0, count)])


@false
def an_index_in_an_empty_range():
    return linear(le(0, sub(n, TWO)), [(ONE, sign(sub(early, ONE), "le")), (ONE, sign(sub(sub(n, ONE), early), "le"))])


@false
def an_index_in_an_empty_range_as_a_remainder():
    return linear(le(0, sub(n, TWO)), [], add(mul(ONE, sub(early, ONE)), mul(ONE, sub(sub(n, ONE), early))))


@false
def an_index_below_a_natural_number():
    q = index("q", count)
    return linear(le(1, count), [(ONE, sign(sub(q, ONE), "le")), (ONE, sign(sub(count, q), "le"))])


@false
def an_inverse_leaves_an_empty_sum():
    return equality(total(early, inverse(add(mul(ONE, sub(early, ONE)), mul(ONE, sub(sub(n, ONE), early)), ONE))), ONE)


@false
def one_term_of_an_empty_product():
    start = index("start", add(n, ONE))
    none = product(index("q", n, start), delta(i, j))
    return equality(mul(delta(i, j), none), none)


@false
def one_term_of_an_empty_sum():
    start = index("start", add(n, ONE))
    q = index("q", n, start)
    return sign(total(q, at(a, q)), "lt")


def sizes(variable):
    return total(variable, size(variable))


below_zero = index("below", ZERO, sub(ONE, n))  # 1-n..0


@false
def sizes_of_the_numbers_below_zero():
    """Σ |k| over 1−n..0 is no difference of sums from 1 on, in which |k| is k."""
    return equality(sizes(below_zero), total(below_zero, below_zero), {"ranges"})


@false
def sizes_of_the_numbers_below_zero_as_others():
    """Σ |k − n| over 1..n, with k in the place of k − n."""
    return equality(total(k, size(sub(k, n))), total(k, sub(k, n)), {"ranges"})


@false
def sizes_up_to_where_the_sum_would_run_backwards():
    """Σ |k| over 1..3−j, j <= 3, is no sum over 1..−j and three terms."""
    j = index("j", THREE)
    three = (size(sub(num(c), j)) for c in (1, 2, 3))
    backwards = mul(HALF, add(mul(j, j), neg(j)))
    return equality(sizes(index("q", sub(THREE, j))), add(backwards, *three), {"ranges"})


@false
def an_even_power_of_minus_one_by_half_a_number():
    """c = 2x for a real number x does not make c even."""
    return equality(power(MINUS, count), ONE, (), [eq(count, mul(TWO, x))])


@false
def an_odd_power_of_minus_one():
    return equality(power(MINUS, add(mul(TWO, count), ONE)), ONE)


@false
def a_power_of_minus_x():
    return equality(power(neg(x), count), power(x, count))


@false
def an_even_power_of_any_number():
    return equality(power(x, mul(TWO, count)), ONE)


@false
def a_power_of_three_halves():
    whole = add(ONE, s)
    return equality(power(whole, num(Fraction(3, 2))), whole)


@false
def a_product_of_zeros_that_may_be_empty():
    return sign(neg(product(late, mul(ZERO, x))), "le")


@false
def the_last_factor_of_an_empty_product():
    return equality(
        product(late, at(z, late)),
        mul(product(index("q", sub(n, ONE), TWO), at(z, index("q", sub(n, ONE), TWO))), at(z, n)),
        {"ranges"},
    )


@false
def a_sum_over_an_empty_range_is_positive():
    return sign(total(late, s), "lt")


@false
def a_sum_with_its_limits_reversed():
    back = total(index("q", ONE, THREE), ONE)
    return equality(back, back)


@false
def a_sum_over_one_dimension_counted_by_another():
    return equality(total(k, ONE), var("m", "dimension"))


# --- deltas ---------------------------------------------------------------------------------------------------------

beyond = index("beyond", m)


@false
def delta_with_an_index_of_another_dimension():
    return equality(total(k, delta(k, beyond)), ONE, EVERYTHING)


@false
def delta_with_an_index_above_a_partial_sum():
    return equality(total(index("q", i), delta(index("q", i), j)), ONE, EVERYTHING)


@false
def delta_with_twice_the_index():
    return equality(total(k, delta(mul(TWO, k), j)), ONE, EVERYTHING)


@false
def delta_with_twice_the_index_and_an_odd_number():
    q = index("q", num(8))
    return equality(total(q, delta(mul(TWO, q), num(3))), ONE, EVERYTHING)


@false
def delta_of_twice_an_index_and_another():
    q, once_or_more = index("q", num(8)), index("o", num(4))
    return equality(total(q, delta(mul(TWO, q), once_or_more)), ZERO, EVERYTHING)


@false
def delta_in_a_denominator():
    return equality(total(k, inverse(delta(k, i))), ONE, EVERYTHING)


@false
def two_deltas_counted_twice():
    return equality(total(k, mul(delta(k, i), delta(k, j))), mul(TWO, delta(i, j)), EVERYTHING)


@false
def each_of_two_deltas_counted_at_both():
    return equality(total(k, add(delta(k, i), delta(k, j))), sub(num(4), mul(TWO, delta(i, j))), EVERYTHING)


def triangle(f):
    """Σ_k Σ_{q≤k} f(k, q)"""
    q = index("q", k)
    return total(k, total(q, f(k, q)))


@false
def a_triangle_without_its_diagonal():
    return equality(mul(TWO, triangle(lambda k, q: mul(at(z, k), at(z, q)))), square(total(k, at(z, k))), EVERYTHING)


@false
def a_mirrored_triangle_without_its_diagonal():
    both = add(triangle(lambda k, q: mul(at(z, k), at(h, q))), triangle(lambda k, q: mul(at(h, k), at(z, q))))
    return equality(both, mul(total(k, at(z, k)), total(k, at(h, k))), EVERYTHING)


@false
def half_of_a_square_that_is_not_symmetric():
    twice = mul(TWO, triangle(lambda k, q: mul(at(z, k), at(h, q))))
    mixed = add(mul(total(k, at(z, k)), total(k, at(h, k))), total(k, mul(at(z, k), at(h, k))))
    return equality(twice, mixed, EVERYTHING)


@false
def a_triangle_of_columns_counted_by_rows():
    return equality(triangle(lambda k, q: at(z, q)), total(k, mul(k, at(z, k))), EVERYTHING)


@false
def a_sum_inside_a_triangle_loses_its_index():
    """Σ_s Σ_{l≤s} Σ_v y_l^m A_vl is not that of A_lv; the hashes of names decide how the sums are nested, so many are tried."""
    matrix = var("matrix", "real", n, n)
    for count in range(40):
        upto, v_ = index(f"s{count}"), index(f"v{count}")
        l_ = index(f"l{count}", upto)
        weight = power(at(z, l_), num(count + 1))
        rows, columns = (total(upto, total(l_, total(v_, mul(weight, e)))) for e in (at(matrix, v_, l_), at(matrix, l_, v_)))
        try:
            return equality(rows, columns, EVERYTHING)
        except Refused:
            continue
    raise Refused("nothing false has been shown")


@false
def sizes_where_the_terms_before_have_no_value():
    """exp(log(k − 3/2)) is k − 3/2 from 2 on; at 1 it is nothing, and not positive."""
    half = sub(k, num(Fraction(3, 2)))
    left = total(k, size(mul(exp(log(half)), half)), first=TWO)
    right = add(total(k, size(mul(half, sub(sub(k, HALF), ONE)))), num(Fraction(1, 4)))
    return equality(left, right, {*EVERYTHING, "ranges"}, [le(TWO, n)])


@false
def delta_that_is_always_zero():
    return equality(delta(i, j), ZERO, EVERYTHING)


@false
def only_different_indices_considered():
    return equality(mul(delta(i, j), at(z, i)), ZERO, EVERYTHING)


@false
def only_equal_indices_considered():
    return equality(mul(delta(i, j), at(z, i)), at(z, i), EVERYTHING)


# --- normal form ----------------------------------------------------------------------------------------------------


@false
def brackets_of_different_equations():
    return equality(bracket(x, ZERO), bracket(y, ZERO))


@false
def bracket_divided_by_what_may_be_zero():
    return equality(bracket(mul(x, y), x), bracket(y, ONE))


@false
def brackets_of_an_order_either_way():
    return equality(fn("ind", lt(x, y)), fn("ind", lt(y, x)))


@false
def bracket_of_an_order_divided_by_what_may_be_negative():
    return equality(fn("ind", lt(mul(x, y), x)), fn("ind", lt(y, ONE)))


@false
def brackets_of_strict_and_weak_orders():
    return equality(add(fn("ind", lt(x, y)), fn("ind", le(x, y))), ONE)


@false
def brackets_of_a_difference_and_an_equation_as_two():
    return equality(add(fn("ind", ne(x, y)), bracket(x, y)), TWO)


@false
def bracket_of_a_false_order():
    return equality(fn("ind", lt(add(x, ONE), x)), ONE)


@false
def bracket_of_a_tie():
    return equality(fn("ind", lt(x, x)), ONE)


@false
def size_without_a_sign():
    return equality(size(x), x)


@false
def a_factor_of_unknown_sign_leaves_a_size():
    return equality(size(mul(x, y)), mul(x, size(y)))


@false
def size_of_a_complex_number_squared():
    return equality(square(size(w)), square(w))


@false
def a_complex_power_of_no_size_at_all():
    return sign(neg(size(power(s, w))), "le")


@false
def one_over_a_size():
    return equality(inverse(size(add(x, y))), size(add(x, y)), given=[ne(add(x, y), ZERO)])


@false
def root_of_a_square():
    return equality(root(mul(x, x)), x)


@false
def root_of_the_square_of_a_complex_number():
    return equality(root(square(w)), size(w))


@false
def root_of_a_complex_square():
    return equality(root(square(w)), size(w))


@false
def logarithm_of_a_product_of_negative_numbers():
    return equality(log(mul(x, y)), add(log(x), log(y)), given=[lt(0, mul(x, y))])


@false
def logarithm_of_a_square():
    return equality(log(square(x)), mul(TWO, log(x)), given=[ne(x, 0)])


@false
def half_the_logarithm_of_a_square():
    return equality(exp(mul(HALF, log(square(x)))), x, given=[ne(x, 0)])


@false
def a_prime_upside_down():
    return equality(power(TWO, num(Fraction(-1, 2))), mul(TWO, root(TWO)))


@false
def a_product_of_real_numbers_is_positive():
    return sign(product(k, at(z, k)), "lt")


@false
def a_product_of_real_numbers_is_its_size():
    return equality(size(product(k, at(z, k))), product(k, at(z, k)))


@false
def root_of_a_complex_exponential():
    return equality(root(exp(w)), exp(mul(HALF, w)), given=[lt(0, exp(w))])


@false
def numbers_that_floats_confuse():
    return equality(inverse(num(10**30 + 1)), inverse(num(10**30)))


@false
def a_float():
    return equality(add(Term("num", (1e16,)), Term("num", (1.0,))), Term("num", (1e16,)))


@false
def the_second_is_the_first():
    return equality(at(fn("cons", x, z), TWO), x)


@false
def one_entry_for_all():
    ones = over("lam", k, at(z, ONE))
    return rules.extensional(equality(at(z, ONE), at(ones, ONE)), i)


@false
def a_statement_that_its_step_supposes_of_every_dimension():
    small = lt(n, num(5))
    every = assume(forall(small, n))
    return rules.induction(small, n, linear(lt(ONE, num(5)), [], num(4)), rules.specialise(every, add(n, ONE)))


@false
def an_integral_up_to_an_imaginary_number():
    term = integral(ONE, x, ZERO, fn("imaginary"))
    return equality(term, term)


@false
def the_slope_of_digamma_recurs_as_it_is():
    return equality(fn("polygamma", ONE, add(s, ONE)), fn("polygamma", ONE, s), {"gamma"})


@false
def digamma_grows_by_one():
    return equality(fn("digamma", add(s, ONE)), add(fn("digamma", s), ONE), {"gamma"})


@false
def an_index_that_no_binder_binds():
    return equality(Term("bound", (-1,)), Term("bound", (-1,)))


@false
def a_captured_index():
    return equality(total(k, mul(at(z, k), at(z, j))), total(k, square(at(z, k))))


@false
def sums_with_their_indices_exchanged():
    cube, q = var("A", "real", n, n, n), index("q")
    left = total(k, total(j, total(q, mul(at(cube, k, j, q), at(z, k)))))
    return equality(left, total(k, total(j, total(q, mul(at(cube, j, k, q), at(z, k))))))


@false
def a_bound_index_of_the_wrong_binder():
    return equality(total(k, total(j, mul(at(z, k), at(h, j)))), total(k, total(j, mul(at(z, j), at(h, j)))))


@false
def a_square_of_an_inner_sum_forgotten():
    matrix = var("A", "real", n, n)
    return equality(total(k, square(total(j, at(matrix, k, j)))), total(k, total(j, at(matrix, k, j))))


@false
def a_square_of_a_sum_is_the_sum_of_squares():
    return equality(total(k, square(total(j, mul(at(z, j), at(h, k))))), total(k, total(j, square(mul(at(z, j), at(h, k))))))


@false
def recursion_of_gamma_below_zero():
    return equality(fn("gamma", add(x, ONE)), mul(x, fn("gamma", x)), EVERYTHING, [lt(0, add(x, ONE)), ne(x, 0)])


@false
def recursion_of_gamma_as_plain_algebra():
    return equality(fn("gamma", add(s, ONE)), mul(s, fn("gamma", s)), {"definition"})


@false
def recursion_of_gamma_without_naming_the_axiom():
    theorem = equality(fn("gamma", add(s, ONE)), mul(s, fn("gamma", s)), {"gamma"})
    return only(theorem, not theorem.axioms)


@false
def the_largest_is_the_last_named():
    return equality(fn("maxof", x, y), y)


# --- signs ----------------------------------------------------------------------------------------------------------

NOT_POSITIVE = {
    "a real number": x,
    "a product": mul(x, y),
    "a square": square(x),
    "a cube": power(x, THREE),
    "a size": size(x),
    "a difference": sub(s, t),
    "a logarithm": log(s),
    "a nonnegative number": var("u", "nonnegative"),
    "a natural number": count,
    "n - 1": sub(n, ONE),
    "i - 1": sub(i, ONE),
    "n - i": sub(n, i),
    "j - i": sub(j, i),
    "b - 1": sub(fraction, ONE),
    "1 - s": sub(ONE, s),
    "1 - delta": sub(ONE, delta(i, j)),
    "1 - 2 b": sub(ONE, mul(TWO, fraction)),
    "1 + 0 b - delta": add(ONE, mul(ZERO, fraction), neg(delta(i, j))),
    "a bracket": bracket(x, y),
    "a sign": fn("sign", x),
    "the smaller of two": fn("minof", s, x),
    "the larger of two": fn("maxof", x, y),
    "a maximum": top,
    "a maximum of none": over("max", late, at(a, late)),
    "a sum of squares": total(k, square(at(z, k))),
    "an empty product's logarithm": log(product(late, at(a, late))),
    "a hyperbolic tangent": fn("tanh", x),
    "Γ' / Γ": fn("digamma", s),
    "log Γ": fn("loggamma", s),
    "a power of a complex exponent": power(TWO, w),
    "an exponential of a complex number": exp(w),
    "an exponential of a root of what may be negative": exp(root(fn("loggamma", s))),
    "a complex size": size(w),
    "the larger of a complex number and one": fn("maxof", ONE, w),
    "an inverse of a real number": inverse(x),
    "ψ″": fn("polygamma", TWO, s),
    "(-1)^n": power(MINUS, n),
    "minus a product of negative numbers": neg(product(k, neg(at(a, k)))),
    "1 - e^s": sub(ONE, exp(s)),
    "i^2 - 1": sub(square(i), ONE),
    "e^x - 1": add(exp(x), num(-1)),
}

NOT_NONNEGATIVE = {
    "a real number": x,
    "minus a square": neg(square(x)),
    "a cube": power(x, THREE),
    "an inverse": inverse(sub(ZERO, s)),
    "n - 2": sub(n, TWO),
    "n - m": sub(n, m),
    "j - i": sub(j, i),
    "log b": log(fraction),
    "a sum": total(k, at(z, k)),
    "a product": product(k, at(z, k)),
    "a variance without its weights": sub(total(k, square(at(z, k))), square(total(k, at(z, k)))),
    "two deltas": sub(ONE, add(delta(i, j), delta(i, j))),
    "a minimum": fn("minof", s, x),
    "a square of a complex number": square(w),
    "minus ψ of order 0": neg(fn("polygamma", ZERO, s)),
}


FALSEHOODS |= {f"0 < {name}": lambda term=term: sign(term, "lt") for name, term in NOT_POSITIVE.items()}
FALSEHOODS |= {f"0 <= {name}": lambda term=term: sign(term, "le") for name, term in NOT_NONNEGATIVE.items()}


@false
def signs_that_are_not_manifest():
    return sign(x, "le")


@false
def strictly_positive_by_a_weak_inequality():
    return sign(x, "lt", [le(0, x)])


@false
def positive_because_it_is_not_zero():
    return sign(x, "lt", [ne(0, x)])


@false
def a_known_sign_turned_round():
    try:
        return sign(sub(x, y), "lt", [lt(x, y)])
    except Refused:
        return sign(sub(y, x), "lt", [lt(y, x)])


@false
def nothing_is_known_of_a_vanishing_product():
    return sign(add(mul(x, fraction), y, neg(y)), "lt", [le(0, x), le(x, 0)])


@false
def what_holds_of_one_entry_holds_of_all():
    return sign(at(z, j), "lt", [lt(0, at(z, i))])


@false
def what_holds_of_some_holds_of_all():
    return sign(at(z, i), "lt", [forall(lt(0, at(z, late)), late)])


@false
def what_holds_in_some_rows_holds_in_all():
    return sign(at(grid, i, k), "lt", [forall(forall(lt(0, at(grid, late, k)), k), late)])


@false
def what_holds_of_some_entries_of_each_row_holds_of_all():
    return sign(at(grid, i, k), "lt", [forall(forall(lt(0, at(grid, i, late)), late), i)])


@false
def what_was_supposed_a_moment_ago():
    sign(x, "lt", [lt(0, x)])
    return sign(x, "lt")


@false
def what_was_supposed_of_all_entries_a_moment_ago():
    sign(at(z, i), "lt", [forall(lt(0, at(z, k)), k)])
    return sign(at(z, i), "lt")


@false
def what_was_equal_a_moment_ago():
    equality(x, ONE, (), [eq(x, 1)])
    return equality(x, ONE)


@false
def what_was_bounded_a_moment_ago():
    sign(add(ONE, mul(MINUS, x)), "lt", [lt(x, HALF)])
    return sign(add(ONE, mul(MINUS, x)), "lt")


# --- equations and inequalities -------------------------------------------------------------------------------------


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


# --- hypotheses, generality and substitution ------------------------------------------------------------------------


@false
def a_hypothesis_that_disappears_in_a_cut():
    lemma = rules.weaken(sign(s, "lt"), lt(0, x))
    theorem = rules.cut(assume(lt(0, s)), lemma)
    return only(theorem, not theorem.hypotheses)


@false
def a_generalised_hypothesis():
    return rules.generalise(assume(lt(0, x)), x)


@false
def a_generalised_dimension():
    return rules.generalise(equality(at(z, ONE), at(z, ONE)), n)


@false
def a_value_outside_the_domain():
    return substitution(sign(s, "lt"), {s: x})


@false
def a_value_outside_the_domain_of_a_vector():
    return substitution(sign(at(a, i), "lt"), {a: z})


@false
def a_value_that_does_not_exist():
    return substitution(equality(mul(ZERO, x), ZERO), {x: inverse(y)})


@false
def a_value_out_of_range():
    return substitution(equality(mul(ZERO, x), ZERO), {x: at(z, num(7))})


@false
def a_value_out_of_range_that_unfolds():
    return substitution(equality(mul(ZERO, x), ZERO), {x: at(fn("ones", n), num(7))})


@false
def a_special_case_out_of_range_that_unfolds():
    return rules.specialise(rules.generalise(equality(mul(ZERO, x), ZERO), x), at(fn("ones", n), num(7)))


@false
def a_proportion_above_one():
    return substitution(sign(sub(ONE, fraction), "lt"), {fraction: s})


@false
def a_proportion_of_one():
    return substitution(sign(sub(ONE, fraction), "lt"), {fraction: ONE})


@false
def a_real_number_replaced_by_a_complex_one():
    """|x|² = x² for real x"""
    return substitution(equality(square(size(x)), square(x)), {x: w})


@false
def a_complex_root_replaced_by_a_real_one():
    """|√w| = √|w|, and |√x|² = x over the reals: the one is not the other at −1"""
    principal = substitution(equality(size(root(w)), root(size(w))), {w: MINUS})
    real = substitution(equality(square(y), x, (), [eq(size(root(x)), y)]), {x: MINUS, y: ONE})
    return rules.cut(real, rules.transitive(principal, equality(root(ONE), ONE)))


@false
def a_real_root_of_what_equals_a_complex_number():
    """√x = e^(w/2) given x = e^w: not at w = 2πi"""
    return equality(root(x), exp(mul(HALF, w)), given=[eq(x, exp(w)), le(0, x)])


@false
def real_roots_of_entries_that_equal_complex_ones():
    f = var("f", "complex", n)
    equal = forall(eq(at(z, k), exp(at(f, k))), k)
    return equality(root(at(z, i)), exp(mul(HALF, at(f, i))), given=[equal, le(0, at(z, i))])


@false
def a_product_of_real_roots_of_complex_squares():
    """√x √s = |w|² y given x = w² y = s: not at w = i, y = −1"""
    body = mul(square(w), y)
    given = [eq(x, body), eq(s, body), le(0, x)]
    return equality(mul(root(x), root(s)), mul(square(size(w)), y), given=given)


@false
def a_principal_root_of_what_equals_a_positive_number():
    return equality(Term("cpow", (exp(w), HALF)), exp(mul(HALF, w)), given=[eq(s, exp(w))])


@false
def derivative_of_a_bracket_of_a_complex_number():
    return equality(deriv(bracket(w, ZERO), w, point=ZERO), ZERO, EVERYTHING)


@false
def a_size_that_does_not_vary_with_its_number():
    return equality(deriv(size(w), w, point=ONE), ZERO, EVERYTHING)


@false
def a_real_power_replaced_by_a_whole_one():
    """y = x^r |- 0 < y, at r = 1"""
    positive = linear(lt(0, y), [], y, (), [eq(y, power(x, v))])
    negative = substitution(positive, {x: MINUS, v: ONE, y: MINUS})
    return rules.cut(negative, equality(MINUS, power(MINUS, ONE)))


@false
def a_number_that_is_not_exact():
    return linear(le(x, num(2**53)), [], sub(num(2**53), x), (), [le(x, add(Term("num", (2.0**53,)), ONE))])


@false
def a_truth_value_as_a_number():
    return equality(Term("num", (True,)), ONE)


@false
def a_complex_power_of_zero():
    inverse_root = Term("cpow", (w, num(Fraction(-1, 2))))
    return equality(mul(w, inverse_root), mul(w, inverse_root))


@false
def a_complex_logarithm_of_zero():
    return equality(Term("clog", (w,)), Term("clog", (w,)))


@false
def the_principal_logarithm_of_a_product():
    return equality(Term("clog", (mul(w, w),)), mul(TWO, Term("clog", (w,))), given=[ne(w, ZERO)])


@false
def the_principal_logarithm_of_a_square():
    return equality(Term("clog", (square(w),)), mul(TWO, log(size(w))), given=[ne(w, ZERO), ne(square(w), ZERO)])


@false
def a_principal_root_of_a_fourth_power():
    return equality(Term("cpow", (power(w, num(4)), HALF)), square(size(w)))


@false
def a_principal_root_of_a_square():
    return equality(Term("cpow", (square(w), HALF)), w)


@false
def a_principal_root_of_a_product():
    first, second = var("w1", "complex"), var("w2", "complex")
    roots = mul(Term("cpow", (first, HALF)), Term("cpow", (second, HALF)))
    return equality(Term("cpow", (mul(first, second), HALF)), roots)


@false
def half_a_natural_number():
    return substitution(sign(count, "le"), {count: mul(HALF, count)})


@false
def one_less_than_a_natural_number():
    return substitution(sign(count, "le"), {count: sub(count, ONE)})


@false
def dimension_zero():
    return substitution(sign(n, "lt"), {n: sub(n, ONE)})


@false
def an_index_outside_its_range():
    return substitution(linear(le(i, n), [], sub(n, i)), {i: add(n, ONE)})


@false
def an_index_outside_a_range_that_is_replaced_too():
    first = index("first", j)
    return substitution(linear(le(first, j), [], add(neg(first), j)), {j: ONE, first: j})


@false
def a_hypothesis_that_is_not_substituted():
    theorem = substitution(assume(lt(0, x)), {x: y})
    return only(theorem, lt(0, y) not in theorem.hypotheses)


@false
def a_vector_of_another_length():
    return substitution(equality(total(k, mul(ZERO, at(z, k))), ZERO), {z: var("short", "real", m)})


@false
def special_case_outside_the_domain():
    return rules.specialise(rules.generalise(sign(s, "lt"), s), x)


@false
def special_case_outside_the_range():
    return rules.specialise(rules.generalise(linear(le(i, n), [], sub(n, i)), i), add(n, ONE))


@false
def special_case_that_is_captured():
    both = equality(total(k, total(beyond, x)), total(beyond, total(k, x)))
    return rules.specialise(rules.generalise(both, x), size(Term("bound", (0,))))


@false
def special_case_of_an_equation():
    return rules.specialise(assume(eq(x, y)), s)


@false
def entries_that_are_equal_by_hypothesis():
    return rules.extensional(assume(eq(at(z, i), at(h, i))), i)


@false
def only_some_entries_are_equal():
    some = assume(forall(eq(at(z, late), at(h, late)), late), [le(2, n)])
    return rules.extensional(rules.specialise(some, late), late)


@false
def entries_of_a_vector_that_changes_with_the_index():
    A = var("A", "real", n, n)
    return rules.extensional(equality(at(A, i, i), at(A, i, i)), i, i)


def test_a_row_is_no_entry():
    with pytest.raises(Refused, match="do not run over the whole"):
        rules.extensional(equality(at(grid, i), at(grid, i)), i)


@false
def two_variables_of_one_name():
    return equality(add(x, var("x", "positive")), add(x, var("x", "positive")))


@false
def a_variable_of_no_domain():
    return equality(var("q", "weird"), var("q", "weird"))


@false
def an_index_with_three_ends():
    return equality(var("q", "index", ONE, n, n), var("q", "index", ONE, n, n))


@false
def a_vector_of_dimensions_replaced_by_one():
    """As if it were a number: then a vector and a number are multiplied by themselves."""
    lengths = var("N", "dimension", n)
    return substitution(equality(mul(x, lengths), mul(lengths, x)), {lengths: ONE})


@false
def a_vector_for_each_length_under_one_name():
    vectors = var("v", "real", k)
    return equality(total(k, at(vectors, ONE)), total(k, at(vectors, ONE)))


@false
def a_number_as_a_statement():
    return assume(x)


@false
def a_number_for_all_numbers():
    return assume(Term("forall", (REAL, ONE)))


@false
def something_for_all_of_no_domain():
    return assume(Term("forall", (sort("weird"), eq(ONE, ONE))))


@false
def nothing_as_a_statement():
    return assume(Term("and", ()))


@false
def a_sum_of_nothing():
    return equality(Term("mul", ()), ONE)


@false
def a_maximum_of_one_number_alone():
    return equality(fn("maxof", x), x)


@false
def a_delta_of_three_indices():
    return sign(Term("delta", (i, j, k)), "le")


@false
def a_bracket_of_an_order_of_complex_numbers():
    return sign(fn("ind", Term("lt", (fn("imaginary"), ZERO))), "le")


@false
def a_bracket_of_an_unknown_relation():
    return sign(fn("ind", Term("weird", (x, y))), "le")


@false
def a_limit_from_an_unknown_side():
    return assume(eq(bind("limit", REAL, ZERO, "?", variable=x, body=x), 0))


@false
def a_limit_at_a_vector():
    return assume(eq(bind("limit", REAL, z, "+", variable=x, body=x), 0))


@false
def a_derivative_in_one_of_no_entries():
    return assume(eq(bind("deriv", REAL, ZERO, ONE, variable=x, body=x), 1))


@false
def a_derivative_along_no_domain():
    return assume(eq(bind("deriv", sort("weird"), x, variable=var("q", "weird"), body=x), 0))


@false
def a_simplex_of_half_a_dimension():
    return assume(eq(Term("simplex", (ONE, HALF, ONE)), 1))


@false
def a_space_of_half_a_dimension():
    return assume(eq(Term("space", (HALF, ONE)), 1))


@false
def an_integral_over_a_space_that_has_no_value():
    """The volume of R^n is no number, be it over itself."""
    volume = Term("space", (n, ONE))
    return equality(volume, volume)


@false
def as_many_ones_as_a_number():
    return assume(eq(fn("ones", x), fn("ones", x)))


@false
def two_as_a_fraction():
    return equality(Term("root", (s, Term("num", (Fraction(2),)))), square(s))


@false
def a_sign_of_no_kind():
    return sign(x, "any")


@false
def the_third_part_of_two():
    return rules.part(rules.both(equality(x, x), equality(y, y)), 2)


@false
def a_sum_of_no_integrals():
    return rules.integral_added()


@false
def a_fresh_name_that_was_written():
    """A free index with the name that the kernel gives to the next one it opens: captured, Σ_k z_k z_i would be Σ_k z_k²."""
    for ahead in range(1, 60):
        last = int(fresh("k", "real").args[0].split("'")[1])
        written = Term("var", (f"k'{last + ahead}", "index", ONE, n))
        try:
            return equality(total(k, mul(at(z, k), at(z, written))), total(k, square(at(z, k))))
        except Refused:
            continue
    raise Refused("captured by none of them")


@false
def a_bound_index_without_its_binder():
    return equality(Term("bound", (0,)), Term("bound", (0,)))


@false
def other_words_for_something_else():
    return rules.restate(equality(x, x), eq(x, y))


@false
def an_abbreviation_of_something_else():
    return rules.settle(derived.unfolding(at(fn("softmax", z), i), exp(at(z, i))))


@false
def a_vector_plus_a_number():
    return equality(add(z, ONE), add(z, ONE))


@false
def a_vector_times_a_vector():
    return equality(mul(z, h), mul(h, z))


@false
def a_vector_that_is_a_number():
    return equality(z, ZERO, given=[eq(at(z, ONE), 0)])


@false
def vectors_of_two_lengths():
    short = var("short", "real", m)
    return equality(fn("dot", z, short), fn("dot", short, z))


# --- under binders --------------------------------------------------------------------------------------------------


@false
def a_sum_under_a_hypothesis_about_the_index():
    return under("sum", (ONE, n), k, assume(eq(at(z, k), 0)))


@false
def a_sum_over_more_than_is_known():
    return under("sum", (ONE, add(n, ONE)), k, equality(mul(ZERO, at(z, k)), ZERO))


@false
def a_strict_inequality_between_empty_sums():
    return under("sum", (TWO, n), late, linear(lt(0, s), [], s))


@false
def an_inequality_between_integrals_from_a_rule_for_sums():
    """0 is not below ∫ u^-2 du over 0..1: that has no value."""
    return under("integral", (ZERO, ONE), u, sign(power(u, num(-2)), "le", [lt(0, u), lt(u, 1)]))


@false
def an_integral_with_its_limits_reversed():
    given = rules.weaken(equality(ONE, ONE), lt(ONE, u), lt(u, ZERO))
    return under("integral", (ONE, ZERO), u, given)


@false
def an_integral_that_gets_a_value_from_nowhere():
    theorem = under("integral", (ZERO, ONE), u, equality(mul(ONE, u), u))
    return only(theorem, theorem.conclusion.op == "eq")


@false
def an_integral_whose_limit_is_its_variable():
    return under("integral", (u, add(u, ONE)), u, contradiction(u))


@false
def an_integral_under_another_hypothesis():
    return under("integral", (ZERO, ONE), u, assume(eq(u, HALF)))


@false
def an_integral_over_a_simplex_of_total_zero():
    point = var("p", "positive", ONE)
    never = derived.bracket(sign(at(point, ONE), "lt"))
    nothing = rules.settle(under("simplex", (ZERO, ONE), point, never))
    return rules.transitive(rules.symmetric(equality(nothing.conclusion.args[0], ONE, EVERYTHING)), nothing)


@false
def an_integral_over_a_simplex_of_negative_total():
    point = var("p", "positive", ONE)
    return equality(simplex(at(point, ONE), point, MINUS), MINUS, EVERYTHING)


@false
def an_integral_over_a_simplex_whose_total_has_no_value():
    """The integral of 1 over the p with p_1 = 1/x² is 1, but for x = 0; the total is not in it."""
    return equality(simplex(ONE, var("p", "positive", ONE), power(x, num(-2))), ONE, EVERYTHING)


@false
def a_limit_at_its_own_variable():
    return under("limit", (REAL, x, "+"), x, contradiction(x))


@false
def a_limit_with_a_hypothesis_that_does_not_last():
    return under("limit", (REAL, ZERO, "+"), x, rules.weaken(equality(x, x), lt(ONE, x)))


@false
def a_limit_with_a_hypothesis_on_the_other_side():
    return under("limit", (REAL, ZERO, "+"), x, equality(size(x), neg(x), given=[lt(x, ZERO)]))


@false
def a_derivative_under_a_hypothesis_about_the_variable():
    return under("deriv", (REAL, ONE), x, assume(eq(x, y)))


@false
def a_derivative_outside_the_domain():
    positive = var("u", "positive")
    same = rules.settle(under("deriv", (POSITIVE, MINUS), positive, equality(size(positive), positive)))
    return rules.transitive(same, equality(same.conclusion.args[1], ONE, EVERYTHING))


@false
def a_sum_over_the_length_of_a_vector():
    short = var("short", "real", k)
    return under("sum", (ONE, n), k, equality(at(short, ONE), at(short, ONE)))


# --- derivatives ----------------------------------------------------------------------------------------------------


@false
def derivative_of_a_size_at_its_kink():
    return equality(deriv(size(x), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_a_root_at_its_edge():
    three_halves = num(Fraction(3, 2))
    return equality(deriv(power(x, three_halves), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_a_product_that_a_size_bends():
    return equality(deriv(mul(size(x), add(size(x), x, ONE)), x, point=ZERO), ZERO, EVERYTHING)


def running(f, end=x, start=ZERO):
    """∫ f(u) du from a number to the variable."""
    return integral(f, u, start, end)


def test_the_derivative_of_an_integral_in_its_ends():
    bell = exp(neg(square(u)))
    at_x, at_square = (substitute(bell, {u: end}) for end in (x, square(x)))
    for left, right in [
        (deriv(running(bell), x), at_x),
        (deriv(running(bell, ONE, x), x), neg(at_x)),
        (deriv(running(bell, square(x), x), x), sub(mul(TWO, x, at_square), at_x)),
        (deriv(mul(x, running(bell)), x), add(running(bell), mul(x, at_x))),
        (deriv(deriv(running(bell), x), x), mul(num(-2), x, at_x)),
        (deriv(running(inverse(u), s, ONE), s), inverse(s)),
        (deriv(running(running(bell, u), x), x), running(bell, x)),
        (deriv(total(i, running(bell, mul(at(z, i), x))), x), total(i, mul(at(z, i), exp(neg(square(mul(at(z, i), x))))))),
    ]:
        assert equality(left, right, {"derivative"}).conclusion == eq(left, right)


def test_an_integral_of_what_is_continuous_from_end_to_end_has_a_value():
    for whole in [
        running(inverse(u), s, t), running(inverse(u), neg(s), neg(t)), running(inverse(sub(u, ONE)), THREE, TWO),
        running(inverse(sub(u, ONE)), TWO, THREE), running(log(add(u, ONE)), s), running(inverse(sub(u, ONE)), neg(s), ZERO),
    ]:  # fmt: skip
        assert equality(whole, whole)


def test_limits_of_an_integral_in_its_ends():
    limit_of_x = rules.limit_of_variable(REAL, ZERO, "+-")
    theorem = rules.limit_through(running(exp(u), hole), hole, limit_of_x, REAL, ZERO, "+-")
    assert theorem.conclusion.args[1] == running(exp(u), ZERO)


@false
def an_integral_through_a_pole():
    whole = running(inverse(u), ONE, MINUS)
    return equality(whole, whole)


@false
def an_integral_to_the_other_side():
    whole = running(log(neg(u)), TWO, ONE)
    return equality(whole, whole)


@false
def an_integral_up_to_any_number_through_a_pole():
    whole = running(inverse(u), x, ONE)
    return equality(whole, whole)


@false
def an_integral_from_any_number_through_a_pole():
    whole = running(inverse(u), ONE, x)
    return equality(whole, whole)


@false
def an_integral_from_a_pole():
    whole = running(inverse(u), s)
    return equality(whole, whole)


@false
def an_integral_from_a_pole_downwards():
    whole = running(inverse(u), neg(s))
    return equality(whole, whole)


@false
def an_integral_up_to_a_pole():
    whole = running(inverse(sub(u, ONE)), ONE)
    return equality(whole, whole)


@false
def an_integral_down_to_a_pole():
    whole = running(inverse(sub(u, ONE)), ONE, THREE)
    return equality(whole, whole)


@false
def an_integral_between_ends_that_may_meet_of_an_entry_of_no_list():
    """At r = 0 the list 1/u, 1/(u + 1) would be needed at u = 0, where it is not there, and nor is its second entry."""
    whole = running(at(over("lam", k, inverse(add(u, k, MINUS)), ONE, TWO), TWO), var("r", "nonnegative"))
    return equality(whole, whole)


def test_of_ends_that_do_not_meet_only_what_lies_between_is_needed():
    whole = running(at(over("lam", k, inverse(add(u, k, MINUS)), ONE, TWO), TWO), s)
    assert equality(whole, running(inverse(add(u, ONE)), s))


@false
def an_integral_up_to_what_has_no_value():
    whole = running(u, inverse(x))
    return equality(whole, whole)


@false
def an_integral_without_end():
    whole = running(u, INFINITY)
    return equality(whole, whole)


@false
def derivative_of_the_integral_of_a_jump():
    return equality(deriv(running(fn("sign", u)), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_the_integral_of_a_bracket():
    """∫_−1^x [u = 0] du is 0 for every x, and so is its derivative at 0, where [x = 0] is 1."""
    return equality(deriv(running(bracket(u, 0), x, MINUS), x, point=ZERO), ONE, EVERYTHING)


@false
def derivative_of_an_integral_that_is_supposed_to_have_a_value():
    """The same, where the integral up to 0 stands on both sides of a reduction: that it has a value is not enough."""
    upto = running(bracket(u, 0), x, MINUS)
    supposed = substitute(upto, {x: ZERO})
    return rules.reduction(add(deriv(upto, x, point=ZERO), supposed), add(ONE, supposed), {"derivative"})


@false
def second_derivative_of_the_integral_of_a_size():
    return equality(deriv(deriv(running(size(u)), x), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_an_integral_at_the_edge():
    """Below 0 there is no ∫_0^x √u du."""
    r = var("r", "nonnegative")
    return equality(deriv(running(root(u)), x, point=r), root(r), EVERYTHING)


@false
def derivative_of_an_integral_whose_integrand_varies_too():
    return equality(deriv(running(mul(u, x)), x), square(x), EVERYTHING)


@false
def derivative_of_an_integral_up_to_a_size():
    return equality(deriv(running(ONE, size(x)), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_a_sign_at_its_jump():
    return equality(deriv(mul(x, fn("sign", x)), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_a_sum_of_sizes_at_a_kink():
    return equality(deriv(total(i, size(mul(at(z, i), x))), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_of_a_maximum():
    return equality(deriv(fn("maxof", x, ZERO), x, point=ZERO), HALF, EVERYTHING)


@false
def derivative_of_a_maximum_of_three_numbers_where_the_last_two_meet():
    return equality(deriv(fn("maxof", num(-5), x, neg(x)), x, point=ZERO), ZERO, EVERYTHING)


@false
def derivative_at_the_edge_of_the_domain():
    edge = var("u", "nonnegative")
    return equality(deriv(edge, edge), ONE, EVERYTHING)


@false
def derivative_in_a_natural_number():
    return equality(deriv(count, count), ONE, EVERYTHING)


@false
def derivative_in_an_index():
    return equality(deriv(at(z, i), i), ZERO, EVERYTHING)


@false
def derivative_of_a_limit_of_summation():
    return equality(deriv(total(index("q", count), ONE), count), ZERO, EVERYTHING)


@false
def derivative_of_a_bracket():
    return equality(deriv(bracket(x, ZERO), x), ZERO, EVERYTHING)


@false
def derivative_of_a_maximum_over_an_index():
    return equality(deriv(top, z, i), bracket(at(z, i), top), EVERYTHING)


@false
def derivative_of_a_logarithm_where_it_has_no_value():
    return equality(deriv(log(x), x), inverse(x), EVERYTHING, [ne(x, 0)])


# --- convexity ------------------------------------------------------------------------------------------------------


def convex(body, variable=x):
    second = deriv(deriv(substitute(body, {variable: v}), v, point=u), u, point=variable)
    return linear(le(0, second), [], equality_slack(second), {"derivative"})


def equality_slack(second):
    from derivations.prover.kernel.signs import meaning

    return meaning(second)


def test_a_square_is_convex():
    assert derived.tangent(convex(square(x)), x, ZERO, y).conclusion.op == "le"


@false
def convex_at_one_point_of_a_family():
    cubic = power(sub(v, x), THREE)
    second = deriv(deriv(cubic, v, point=u), u, point=x)
    return derived.tangent(linear(le(0, second), [], ZERO, {"derivative"}), x, ZERO, MINUS)


@false
def convex_by_hypothesis():
    second = deriv(deriv(power(v, THREE), v, point=u), u, point=x)
    return derived.tangent(linear(le(0, second), [], mul(num(6), x), {"derivative"}, [le(0, x)]), x, ZERO, MINUS)


@false
def convex_elsewhere():
    d = var("d", "positive")
    e, f = var("e", "positive"), var("f", "positive")
    second = deriv(deriv(power(e, THREE), e, point=f), f, point=d)
    return derived.tangent(linear(le(0, second), [], mul(num(6), d), {"derivative"}), d, ONE, num(-3))


@false
def a_positive_first_derivative():
    first = deriv(power(v, THREE), v, point=x)
    return derived.tangent(linear(le(0, first), [], mul(THREE, square(x)), {"derivative"}), x, ONE, MINUS)


@false
def strictly_above_its_tangent_at_the_point_itself():
    theorem = derived.tangent(sign(deriv(deriv(square(v), v, point=u), u, point=x), "lt"), x, y, y)
    return only(theorem, theorem.conclusion.op == "lt")


@false
def strictly_above_a_line_that_is_its_own_tangent():
    theorem = derived.tangent(sign(deriv(deriv(v, v, point=u), u, point=x), "le"), x, ZERO, ONE)
    return only(theorem, theorem.conclusion.op == "lt")


def slope(f, at_, slack, given=(), relation="le"):
    """0 <= f'(x), f being a function of v."""
    return linear(Term(relation, (ZERO, deriv(f, v, point=at_))), [], slack, {"derivative"}, given)


def order(low, high, relation="le"):
    return linear(Term(relation, (low, high)), [], sub(high, low))


def test_what_has_a_positive_derivative_rises():
    cube = add(power(v, THREE), v)
    rises = slope(cube, x, add(mul(THREE, square(x)), ONE), relation="lt")
    theorem = rules.rising(rises, x, y, u, assume(lt(y, u)))
    assert theorem.conclusion == lt(add(power(y, THREE), y), add(power(u, THREE), u)) and theorem.hypotheses == (lt(y, u),)
    between = slope(square(v), x, mul(TWO, x), [lt(ZERO, x)], "lt")
    assert rules.rising(between, x, ZERO, ONE, order(ZERO, ONE, "lt")).conclusion == lt(square(ZERO), square(ONE))


@false
def rising_where_it_is_assumed():
    return rules.rising(slope(square(v), x, mul(TWO, x), [le(0, x)]), x, MINUS, ZERO, order(MINUS, ZERO))


@false
def rising_beyond_the_ends():
    return rules.rising(slope(square(v), x, mul(TWO, x), [lt(0, x)]), x, MINUS, ZERO, order(MINUS, ZERO))


@false
def rising_at_one_point_of_a_family():
    gap = sub(v, x)
    return rules.rising(slope(sub(gap, mul(num(5), square(gap))), x, ONE), x, ZERO, ONE, order(ZERO, ONE))


@false
def rising_from_a_slope_above_minus_one():
    falls = linear(le(MINUS, deriv(mul(num(Fraction(-1, 2)), v), v, point=x)), [], HALF, {"derivative"})
    return rules.rising(falls, x, ZERO, ONE, order(ZERO, ONE))


@false
def rising_by_the_slope_at_one_point():
    return rules.rising(slope(square(v), ONE, TWO), x, MINUS, ZERO, order(MINUS, ZERO))


@false
def rising_by_its_values():
    return rules.rising(sign(square(x), "le"), x, ZERO, ONE, order(ZERO, ONE))


@false
def rising_at_the_positive_numbers():
    return rules.rising(slope(square(v), s, mul(TWO, s)), s, MINUS, ZERO, order(MINUS, ZERO))


@false
def rising_backwards():
    return rules.rising(slope(v, x, ONE), x, ONE, ZERO, order(ZERO, ONE))


@false
def rising_between_ends_that_move():
    low, high = add(x, ONE), add(x, TWO)
    never = linear(lt(ZERO, ZERO), [(ONE, assume(lt(low, x)))], ONE)
    falls = rules.absurd(never, le(0, deriv(neg(v), v, point=x)))
    return rules.rising(falls, x, low, high, order(low, high))


@false
def rising_across_a_pole():
    return rules.rising(slope(neg(inverse(v)), x, power(x, num(-2)), [lt(0, x)]), x, ZERO, ONE, order(ZERO, ONE))


@false
def rising_from_outside_the_domain():
    d = var("d", "positive")
    falls = sign(deriv(neg(inverse(d)), d, point=s), "le")
    return rules.rising(falls, s, MINUS, ONE, order(MINUS, ONE))


@false
def a_constant_rises_strictly():
    theorem = rules.rising(slope(ONE, x, ZERO), x, ZERO, ONE, order(ZERO, ONE, "lt"))
    return only(theorem, theorem.conclusion.op == "lt")


@false
def rising_strictly_from_a_point_to_itself():
    theorem = rules.rising(slope(v, x, ONE, relation="lt"), x, y, y, order(y, y))
    return only(theorem, theorem.conclusion.op == "lt")


def test_between_integers_there_is_a_step():
    assert derived.next_integer(assume(lt(count, i))).conclusion == le(add(count, ONE), i)


@false
def a_step_from_an_integer_to_a_real_number():
    return derived.next_integer(assume(lt(count, x)))


@false
def a_step_from_a_real_number_to_an_integer():
    return derived.next_integer(assume(lt(x, count)))


@false
def a_step_from_an_integer_to_itself():
    return derived.next_integer(order(count, count))


# --- complex numbers, edges of domains, ends of ranges --------------------------------------------------------------

I, PI = Term("imaginary", ()), Term("pi", ())


@false
def the_square_of_a_complex_number_in_an_interval():
    return equality(size(add(ONE, square(w))), add(ONE, square(w)))


@false
def an_exponential_whose_i_cancels():
    return sign(exp(root(square(I))), "lt")


@false
def size_of_a_root_whose_complex_part_cancels():
    return equality(square(size(root(sub(add(x, w), w)))), x, EVERYTHING)


@false
def derivative_along_the_reals_at_a_complex_point():
    return equality(deriv(square(v), v, point=I), mul(TWO, I), EVERYTHING)


@false
def derivative_where_another_entry_leaves_the_domain():
    r = var("r", "positive", TWO)
    pair = var("pair", "real", TWO)
    slopes = (deriv(mul(at(r, ONE), f), r, ONE, point=pair) for f in (size(at(r, TWO)), at(r, TWO)))
    return equality(*slopes, given=[lt(0, at(pair, ONE)), lt(at(pair, TWO), 0)])


def flat(low, high, height=ONE):
    """∫ height over an interval"""
    ends = (through(mul(height, hole), low), through(mul(height, hole), high, "-"))
    return rules.fundamental_theorem(integral(height, u, low, high), mul(height, u), u, *ends)


def substituted(f, theorem, g, low=ZERO, high=ONE):
    """∫ f over (0, 1), by x = g(u)"""
    ends = (rules.limit_through(substitute(g, {u: hole}), hole, tends(*e), REAL, *e) for e in ((low, "+"), (high, "-")))
    ends = (rules.transitive(t, equality(t.conclusion.args[1], end)) for t, end in zip(ends, (ZERO, ONE)))
    return rules.integral_substituted(integral(f, x, ZERO, ONE), theorem, g, u, *ends)


@false
def a_substitution_without_its_slope():
    return substituted(ONE, flat(ZERO, HALF), mul(TWO, u), ZERO, HALF)


@false
def a_substitution_that_does_not_reach_the_end():
    ends = through(mul(HALF, hole), ZERO), through(mul(HALF, hole), ONE, "-")
    ends = (rules.transitive(ends[0], equality(mul(HALF, ZERO), ZERO)), ends[1])
    return rules.integral_substituted(integral(ONE, x, ZERO, ONE), flat(ZERO, ONE, HALF), mul(HALF, u), u, *ends)


@false
def a_substitution_at_a_point():
    """x = u + (1 − u), whose slope is 0, makes every integral 0."""
    return substituted(x, flat(ZERO, ONE, ZERO), mul(ONE, add(u, sub(ONE, u))))


@false
def a_substitution_that_leaves_the_real_line():
    """∫ (x − i)/|x|⁴ dx = 0 by x = u + i, whose inverse tends to 0 at both ends; but at 0 that has no value."""

    def far(context, body, point, side):
        away = rules.local_hypotheses("limit", (REAL, point, side), u)
        step = under("limit", (REAL, point, side), u, equality(body, substitute(context, {hole: inverse(u)}), given=away))
        limit_ = rules.transitive(step, through(context, point, side))
        return rules.transitive(limit_, equality(limit_.conclusion.args[1], ZERO))

    i_, height = fn("imaginary"), mul(neg(HALF), inverse(add(ONE, square(u))))
    ends = (neg(INFINITY), "+"), (INFINITY, "-")
    curve = (far(mul(neg(HALF), square(hole), inverse(add(square(hole), ONE))), height, *end) for end in ends)
    real = rules.fundamental_theorem(
        integral(mul(u, power(add(ONE, square(u)), num(-2))), u, neg(INFINITY), INFINITY), height, u, *curve
    )
    ways = (far(div(hole, add(ONE, mul(i_, hole))), inverse(add(u, i_)), *end) for end in ends)
    whole = integral(mul(sub(x, i_), power(size(x), num(-4))), x, neg(INFINITY), INFINITY)
    return rules.integral_substituted(whole, real, add(u, i_), u, *ways)


@false
def two_intervals_with_a_gap():
    return rules.integral_joined(flat(ZERO, ONE), flat(TWO, THREE))


@false
def two_intervals_of_different_functions():
    return rules.integral_joined(flat(ZERO, ONE), flat(ONE, TWO, TWO))


@false
def a_sum_from_right_to_left():
    """Σ over 1..2 of the index is 3, and over 2..1 of nothing 0."""
    k = index("k", TWO)
    return rules.integral_reversed(equality(total(k, k), THREE))


@false
def an_integral_over_an_interval_as_one_at_a_point():
    return derived.integral_at_a_point(integral(ONE, u, ZERO, ONE))


@false
def an_integral_at_a_point_where_the_function_has_no_value():
    return derived.integral_at_a_point(integral(inverse(u), u, ZERO, ZERO))


@false
def an_integral_at_a_point_from_what_holds_of_no_number():
    """Nothing lies between x and x: there 1/(u − x) is 1."""
    nothing = linear(lt(u, u), [(ONE, assume(lt(x, u))), (ONE, assume(lt(u, x)))])
    everything = rules.absurd(nothing, eq(inverse(sub(u, x)), ONE))
    return rules.transitive(under("integral", (x, x), u, everything), derived.integral_at_a_point(integral(ONE, u, x, x)))


def test_under_an_integral_whose_ends_may_be_equal():
    positive = equality(size(u), u, given=[lt(ZERO, u)])
    assert under("integral", (ZERO, size(x)), u, positive).conclusion.op == "reduces"


@false
def a_sum_over_one_index_as_an_integral_at_a_point():
    k = index("k", ONE)
    return derived.integral_at_a_point(total(k, k))


def test_an_integral_from_right_to_left():
    reversed_ = rules.integral_reversed(assume(eq(integral(u, u, x, y), w))).conclusion
    assert reversed_ == eq(integral(u, u, y, x), neg(w))
    assert derived.integral_at_a_point(integral(u, u, x, x)).conclusion == eq(integral(u, u, x, x), ZERO)
    assert derived.integral_at_a_point(integral(u, u, x, y), [eq(x, y)]).conclusion == eq(integral(u, u, x, y), ZERO)


@false
def a_sum_of_integrals_over_different_intervals():
    return rules.integral_added(flat(ZERO, ONE), flat(ZERO, TWO))


@false
def the_size_of_a_complex_power_of_e():
    return equality(size(exp(mul(I, w))), ONE)


@false
def the_size_of_a_sum_with_a_complex_part():
    return equality(square(size(add(w, mul(I, x)))), add(square(w), square(x)))


@false
def a_sum_that_may_be_0_by_its_parts():
    return equality(div(add(x, mul(I, y)), add(x, mul(I, y))), ONE)


@false
def two_turns_of_any_number():
    return equality(square(exp(mul(I, PI, x))), ONE, {"turns"})


@false
def half_a_turn_of_a_whole_number():
    return equality(exp(mul(I, PI, count, HALF)), power(MINUS, count), {"turns"})


@false
def a_turn_without_naming_the_axiom():
    theorem = equality(exp(mul(I, PI)), MINUS, {"turns"})
    return only(theorem, not theorem.axioms)


@false
def the_size_of_what_has_no_value():
    return rules.triangle(inverse(x), ONE)


@false
def derivative_of_the_size_of_a_complex_number():
    return equality(deriv(size(w), w, point=ONE), ONE, EVERYTHING)


@false
def an_entry_of_a_longer_vector():
    r = var("r", "real", n)
    return sign(at(fn("cons", ONE, r), i), "lt", [lt(0, at(r, i))])


@false
def an_entry_out_of_range_under_a_sum():
    q = index("q", m)
    return equality(total(q, at(z, q)), total(q, at(z, q)))


@false
def a_sum_of_logarithms_of_any_numbers():
    return equality(total(k, log(at(z, k))), total(k, log(at(z, k))))


@false
def polygamma_of_a_negative_order():
    return equality(fn("polygamma", MINUS, s), fn("polygamma", MINUS, s))


@false
def a_limit_of_polygamma_in_its_order():
    """Beside the order 1 there is none."""
    return rules.limit_through(fn("polygamma", hole, s), hole, rules.limit_of_variable(REAL, ONE, "+-"), REAL, ONE, "+-")


@false
def an_entry_of_an_array_without_a_value():
    return equality(at(fn("cons", inverse(x), z), TWO), at(z, ONE))


@false
def an_entry_of_a_product_of_vectors_without_a_value():
    return equality(at(fn("outer", log(z), h), i, j), mul(log(at(z, i)), at(h, j)), EVERYTHING, [lt(0, at(z, i))])


@false
def an_entry_of_a_diagonal_without_a_value():
    return equality(at(fn("diag", log(z)), i, i), log(at(z, i)), EVERYTHING, [lt(0, at(z, i))])


@false
def an_entry_of_a_gradient_without_a_value():
    """The gradient of |x₁| + x₂² at (0, 0)."""
    v, pair = (var(name, "real", TWO) for name in "vp")
    slopes = bind("gradient", REAL_PAIR, pair, variable=v, body=add(size(at(v, ONE)), square(at(v, TWO))))
    return equality(at(slopes, TWO), mul(TWO, at(pair, TWO)), EVERYTHING)


@false
def nine_indices_below_zero():
    nine = [index(f"i{count}", num(5), num(-5)) for count in range(9)]
    return sign(add(*nine, num(39)), "le")


@false
def signs_of_indices_below_one():
    low, q = index("low", n, num(-3)), index("q", n, add(index("low", n, num(-3)), ONE))
    return equality(total(q, fn("sign", q)), sub(n, low), {*EVERYTHING, "ranges"})


@false
def zero_to_the_power_zero_of_an_index():
    low = index("low", n, MINUS)
    return equality(power(ZERO, add(low, ONE)), ZERO)


@false
def a_slope_in_a_vector_of_another_length():
    q, short = index("q", n), var("short", "real", m)
    return equality(deriv(total(q, at(z, q)), z, ONE, point=short), ONE, EVERYTHING)


# --- that something exists ------------------------------------------------------------------------------------------


def test_a_witness():
    shown = equality(mul(TWO, TWO), num(4))
    formula = exists(eq(mul(s, TWO), num(4)), s)
    assert rules.witness(shown, formula, TWO).conclusion == formula


@false
def a_witness_from_outside_the_domain():
    return rules.witness(equality(add(MINUS, ONE), ZERO), exists(eq(add(s, ONE), 0), s), MINUS)


@false
def a_witness_for_something_else():
    return rules.witness(equality(ONE, ONE), exists(eq(exp(x), 0), x), ZERO)


@false
def a_witness_for_all():
    return rules.witness(equality(ZERO, ZERO), forall(eq(x, 0), x), ZERO)


def test_what_follows_from_there_being_one():
    """There is an s > 0 with 2s = 4, and whichever it is, 0 < 2s: so 0 < 4."""
    one = rules.witness(equality(mul(TWO, TWO), num(4)), exists(eq(mul(s, TWO), num(4)), s), TWO)
    least = rules.linear(lt(0, num(4)), [(ONE, assume(eq(mul(t, TWO), num(4))))], mul(t, TWO))
    theorem = rules.obtain(one, least, t)
    assert theorem.conclusion == lt(0, num(4)) and theorem.hypotheses == ()


@false
def one_of_another_domain():
    negative = rules.witness(equality(add(MINUS, ONE), ZERO), exists(eq(add(x, ONE), 0), x), MINUS)
    return rules.obtain(negative, linear(lt(0, 0), [(ONE, assume(eq(add(s, ONE), 0)))], add(s, ONE)), s)


@false
def one_that_the_statement_names():
    next_number = rules.witness(equality(add(y, ONE), add(y, ONE)), exists(eq(x, add(y, ONE)), x), add(y, ONE))
    return rules.obtain(next_number, linear(lt(0, 0), [(MINUS, assume(eq(y, add(y, ONE))))], ONE), y)


@false
def one_that_a_hypothesis_names():
    zero = rules.witness(equality(ZERO, ZERO), exists(eq(x, 0), x), ZERO)
    both_at_once = linear(lt(0, 0), [(ONE, assume(lt(0, x))), (ONE, assume(eq(x, 0)))])
    return rules.obtain(zero, both_at_once, x)


@false
def one_that_the_conclusion_names():
    zero = rules.witness(equality(ZERO, ZERO), exists(eq(x, 0), x), ZERO)
    return rules.obtain(zero, assume(eq(x, 0)), x)


def test_both_sides_of_a_theorem_have_values():
    whole = integral(inverse(u), u, ZERO, ONE)
    assert rules.valued(assume(le(whole, 1))).conclusion == exists(eq(whole, x), x)
    assert rules.valued(assume(le(0, whole)), "right").conclusion == exists(eq(whole, x), x)


@false
def a_value_of_a_right_side_that_reduces_to_nothing():
    whole = integral(inverse(u), u, ZERO, ONE)
    return rules.valued(rules.reduction(whole, whole), "right")


@false
def a_real_value_on_the_right_that_is_not():
    turn = fn("imaginary")
    return rules.generalise(says(rules.valued(equality(turn, turn), "right"), exists(eq(turn, x), x)), y)


@false
def a_value_of_what_reduces_what_has_none():
    whole = integral(inverse(u), u, ZERO, ONE)
    return rules.valued(rules.reduction(whole, whole))


@false
def a_vector_as_a_value():
    return rules.valued(equality(z, z))


@false
def a_real_value_that_is_not():
    return rules.generalise(says(rules.valued(equality(fn("imaginary"), fn("imaginary"))), exists(eq(fn("imaginary"), x), x)), y)


def steady(f, x):
    """lim f = f(y) as x → y"""
    return rules.limit_through(f, x, rules.limit_of_variable(REAL, y, "+-"), REAL, y, "+-")


def said_to_be_steady(f, x, place):
    """The same, supposed at every place."""
    tends = eq(bind("limit", REAL, place, "+-", variable=x, body=f), substitute(f, {x: place}))
    return rules.specialise(assume(forall(tends, place)), place)


def passing(f, low, high, below, above=None, g=None, continuous=None, place=y):
    """From lim f = low at −∞ and lim g = high at ∞, low < below and above < high: ∃ x, f(x) = below."""
    ends = assume(eq(limit(f, x, neg(INFINITY)), low)), assume(eq(limit(g or f, x, INFINITY, "-"), high))
    bounds = assume(lt(low, below)), assume(lt(below if above is None else above, high))
    return rules.intermediate_value(*ends, *bounds, continuous or steady(f, x), place)


def test_a_continuous_function_takes_the_values_between_its_limits():
    theorem = passing(fn("tanh", x), -1, 1, HALF)
    assert theorem.conclusion == exists(eq(fn("tanh", x), HALF), x)


@false
def a_jump_passes_everything():
    return passing(fn("sign", x), -1, 1, HALF, continuous=steady(x, x))


@false
def a_jump_elsewhere_passes_everything():
    f = fn("sign", x)
    return passing(f, -1, 1, HALF, continuous=assume(eq(limit(f, x, y, "+-"), fn("sign", y))))


@false
def a_jump_that_moves_away_passes_everything():
    """sign(x − y − 1) is continuous at y, for every y."""
    f = fn("sign", sub(x, add(y, ONE)))
    ends = (neg(INFINITY), "+", MINUS), (INFINITY, "-", ONE), (y, "+-", substitute(f, {x: y}))
    first, second, there = (
        rules.specialise(assume(forall(eq(bind("limit", REAL, *at_, variable=x, body=f), value), y)), y) for *at_, value in ends
    )
    return rules.intermediate_value(first, second, assume(lt(-1, HALF)), assume(lt(HALF, 1)), there, y)


@false
def a_jump_at_a_negative_number_passes_everything():
    f = fn("sign", add(x, ONE))
    return passing(f, -1, 1, HALF, continuous=said_to_be_steady(f, x, t), place=t)


@false
def a_path_through_the_complex_numbers_passes_everything_real():
    turning = mul(add(x, fn("imaginary")), inverse(root(add(square(x), ONE))))
    return passing(turning, -1, 1, HALF)


@false
def a_value_between_other_numbers():
    return at_two_ends(fn("tanh", x), fn("tanh", x), -1, 1, 5, 5, low=4, high=6)


def at_two_ends(f, g, c, d, below, above, low, high):
    ends = assume(eq(limit(f, x, neg(INFINITY)), c)), assume(eq(limit(g, x, INFINITY, "-"), d))
    return rules.intermediate_value(*ends, assume(lt(low, below)), assume(lt(above, high)), steady(f, x), y)


@false
def a_value_above_the_one_limit_and_another_below_the_other():
    return passing(fn("tanh", x), -1, num(7), num(5), ZERO)


@false
def a_value_between_the_limits_of_two_functions():
    return passing(fn("tanh", x), -1, num(7), num(5), g=mul(num(7), fn("tanh", x)))


@false
def a_value_that_is_taken_outside_the_domain():
    decay = lambda v: exp(neg(v))  # noqa: E731
    first = assume(eq(limit(decay(s), s, INFINITY, "-"), 0))
    second = assume(eq(limit(decay(x), x, MINUS, "+"), exp(ONE)))
    own = rules.limit_through(decay(hole), hole, rules.limit_of_variable(POSITIVE, t, "+-"), POSITIVE, t, "+-")
    return rules.intermediate_value(first, second, assume(lt(0, TWO)), assume(lt(TWO, exp(ONE))), own, t)


# --- limits ---------------------------------------------------------------------------------------------------------


def tends(point, side="+", kind=REAL):
    return rules.limit_of_variable(kind, point, side)


def through(context, point, side="+", kind=REAL):
    return rules.limit_through(context, hole, tends(point, side, kind), kind, point, side)


def test_limits_that_hold():
    assert through(exp(hole), ZERO).conclusion.op == "eq"


@false
def a_point_that_is_not_approached():
    return tends(MINUS, "+", POSITIVE)


@false
def zero_from_below_by_positive_numbers():
    return tends(ZERO, "-", POSITIVE)


@false
def minus_infinity_by_positive_numbers():
    return tends(neg(INFINITY), "+", POSITIVE)


@false
def a_limit_in_whole_numbers():
    return tends(ZERO, "+", sort("integer"))


@false
def limit_of_a_sign():
    return through(fn("sign", hole), ZERO)


@false
def limit_of_a_bracket():
    return through(bracket(hole, ZERO), ZERO)


@false
def limit_of_an_inverse():
    return through(inverse(hole), ZERO)


@false
def limit_at_the_edge_of_a_root():
    return through(root(hole), ZERO, "-")


@false
def limit_of_any_base_to_the_power_zero():
    return through(power(y, hole), ZERO)


@false
def limit_of_any_base_to_a_whole_power():
    return through(power(y, hole), count)


@false
def limit_of_an_index():
    return through(at(z, hole), ONE)


@false
def limit_of_a_limit_of_summation():
    return through(bind("sum", ONE, hole, variable=k, body=ONE), THREE)


@false
def limit_of_a_delta():
    return through(delta(hole, ONE), ONE)


@false
def limit_through_another_limit():
    return rules.limit_through(exp(hole), hole, tends(ZERO, "+"), REAL, ONE, "+")


@false
def limit_under_a_hypothesis_about_the_hole():
    theorem = rules.weaken(tends(ZERO), lt(0, hole))
    return rules.limit_through(inverse(hole), hole, theorem, REAL, ZERO, "+")


@false
def limit_of_a_quotient_from_a_known_zero():
    return through(div(hole, hole), ZERO)


@false
def squeezed_by_other_bounds():
    zero = through(ZERO, ZERO)
    return rules.squeeze(zero, zero, sign(exp(x), "le"), equality_as_order(exp(x)), x, REAL, ZERO, "+")


@false
def squeezed_between_different_limits():
    lower, upper = through(neg(exp(hole)), ZERO), through(exp(hole), ZERO)
    low, high = neg(exp(x)), exp(x)
    below, above = linear(le(low, 0), [], high), linear(le(0, high), [], high)
    return rules.squeeze(lower, upper, below, above, x, REAL, ZERO, "+")


@false
def squeezed_under_a_hypothesis_that_does_not_last():
    lower, upper = through(ZERO, ZERO), through(hole, ZERO)
    below, above = sign(exp(x), "le"), assume(le(exp(x), x))
    return rules.squeeze(lower, upper, below, above, x, REAL, ZERO, "+")


@false
def squeezed_at_its_own_variable():
    wrong = contradiction(x)
    zero = rules.limit_through(ZERO, hole, tends(x), REAL, x, "+")
    above = linear(le(1, 0), [(ONE, wrong)])
    return rules.squeeze(zero, zero, linear(le(0, 1), [], ONE), above, x, REAL, x, "+")


WHOLE = sort("dimension")


def at_infinity(body, variable=n, kind=WHOLE):
    return bind("limit", kind, INFINITY, "-", variable=variable, body=body)


def constant(value, kind=WHOLE, point=INFINITY):
    return rules.limit_through(number(value), (), (), kind, point, "-")


def vanishing():
    """lim 1/n = 0 along the whole numbers."""
    return derived.limit_along_integers(tends(INFINITY, "-"), WHOLE)


def test_sequences_that_tend_somewhere():
    later = rules.limit_along_steps(at_infinity(inverse(add(mul(TWO, n), ONE))), vanishing(), 2, 1)
    assert later.conclusion == eq(at_infinity(inverse(add(mul(TWO, n), ONE))), 0)
    assert rules.limit_along_steps(
        at_infinity(inverse(n)), rules.limit_along_steps(at_infinity(inverse(add(n, ONE))), vanishing(), 1, 1), 1, 1
    )
    assert constant(3).conclusion.op == "eq"
    assert rules.exponential_series(x).axioms == {rules.EXPONENTIAL_SERIES}


@false
def whole_numbers_near_zero():
    return constant(1, WHOLE, ZERO)


@false
def an_index_that_tends_to_infinity():
    return constant(1, sort("index", ONE, n))


@false
def a_sequence_that_stands_still():
    return rules.limit_along_steps(at_infinity(inverse(add(mul(ZERO, n), ONE))), vanishing(), 0, 1)


@false
def a_whole_sequence_from_a_part():
    """(−1)^(2n) tends to 1."""
    part = under("limit", (WHOLE, INFINITY, "-"), n, equality(power(MINUS, mul(TWO, n)), ONE))
    return rules.limit_along_steps(at_infinity(power(MINUS, n)), rules.transitive(part, constant(1)), 2, 0)


@false
def another_sequence():
    return rules.limit_along_steps(at_infinity(n), vanishing(), 1, 1)


@false
def steps_near_zero():
    whole = bind("limit", POSITIVE, ZERO, "+", variable=s, body=add(s, ONE))
    return rules.limit_along_steps(whole, tends(ZERO, "+", POSITIVE), 1, 1)


@false
def a_sequence_for_a_function_near_zero():
    return rules.limit_along_steps(at_infinity(n), tends(ZERO))


@false
def the_series_of_exp_of_what_has_no_value():
    return rules.exponential_series(inverse(x))


@false
def substituted_into_a_limit_that_has_the_variable_already():
    zero = tends(ZERO, "+", POSITIVE)
    constant = bind("limit", POSITIVE, ZERO, "+", variable=s, body=t)
    return rules.limit_substituted(constant, zero, zero, t, t)


@false
def substituted_by_what_does_not_tend_to_zero():
    one = rules.limit_through(ONE, hole, tends(ZERO, "+", POSITIVE), POSITIVE, ZERO, "+")
    whole = limit(s, s, ZERO)
    return rules.limit_substituted(whole, one, one, ONE, t)


@false
def substituted_by_what_may_be_negative():
    """lim |y|/y = 1 for y > 0; g = −t."""
    inner = rules.limit_through(neg(hole), hole, tends(ZERO, "+", POSITIVE), POSITIVE, ZERO, "+")
    inner = rules.transitive(inner, equality(neg(ZERO), ZERO))
    body = div(size(neg(t)), neg(t))
    flat = under("limit", (POSITIVE, ZERO, "+"), t, equality(body, MINUS))
    minus_one = rules.transitive(flat, rules.limit_through(MINUS, hole, tends(ZERO, "+", POSITIVE), POSITIVE, ZERO, "+"))
    return rules.limit_substituted(limit(div(size(s), s), s, ZERO), minus_one, inner, neg(t), t)


@false
def two_sides_that_differ():
    return rules.limit_two_sided(limit_of_the_jump("-", -1), limit_of_the_jump("+", 1))


JUMP = div(size(u), u)


def limit_of_the_jump(side, constant):
    given = lt(0, u) if side == "+" else lt(u, 0)
    flat = under("limit", (REAL, ZERO, side), u, equality(JUMP, num(constant), given=[given]))
    return rules.transitive(flat, through(num(constant), ZERO, side))


@false
def the_same_side_twice():
    return rules.limit_two_sided(through(ZERO, ZERO, "+"), through(ZERO, ZERO, "+"))


@false
def a_limit_through_a_whole_number():
    q = var("q", "integer")
    return rules.limit_through(power(MINUS, q), q, tends(TWO), REAL, TWO, "+")


@false
def a_limit_through_a_dimension_that_is_none():
    """A vector without entries has no first entry; that it had one made 1 / (1 − 1) a number."""
    none, size_ = rules.limit_through(ZERO, hole, tends(ZERO), REAL, ZERO, "+"), var("d", "dimension")
    return rules.limit_through(at(var("v", "real", size_), ONE), size_, none, REAL, ZERO, "+")


@false
def a_limit_through_a_positive_number_that_is_negative():
    """The logarithm of −1 stands in a list beside the entry that is taken."""
    beside = Term("cons", (ONE, over("lam", index("k", ONE), log(s))))
    return rules.limit_through(at(beside, ONE), s, tends(MINUS), REAL, MINUS, "+")


@false
def a_limit_through_a_real_number_that_is_not_real():
    """1 / (1 + i²) stands in a list beside the entry that is taken."""
    turned = rules.limit_through(mul(fn("imaginary"), hole), hole, tends(ONE), REAL, ONE, "+")
    beside = Term("cons", (ONE, over("lam", index("k", ONE), inverse(add(ONE, square(hole))))))
    return rules.limit_through(at(beside, ONE), hole, turned, REAL, ONE, "+")


@false
def a_limit_through_a_hole_that_a_value_names():
    c = var("c", "real")
    first = rules.transitive(through(add(c, hole), ZERO), equality(add(c, ZERO), c))
    second = rules.limit_through(s, hole, tends(ZERO), REAL, ZERO, "+")
    return rules.limit_through(add(log(hole), c), (hole, c), (first, second), REAL, ZERO, "+")


@false
def derivative_of_a_maximum_of_a_complex_number():
    return equality(deriv(fn("maxof", w, ZERO), w), ONE, EVERYTHING, [eq(w, 1)])


@false
def derivative_of_gamma_off_the_real_numbers():
    body = fn("gamma", add(ONE, mul(I, sub(x, ONE))))
    return equality(deriv(body, x), mul(I, fn("digamma", ONE)), EVERYTHING, [eq(x, 1)])


@false
def a_limit_that_varies_with_what_approaches_the_point():
    toward = rules.limit_of_variable(POSITIVE, ZERO, "+")
    near = rules.limit_through(sub(ONE, mul(TWO, hole, inverse(s))), hole, toward, POSITIVE, ZERO, "+")
    never = linear(lt(0, 0), [(ONE, assume(lt(0, sub(ONE, mul(TWO, s, inverse(s))))))], ONE)
    return under("limit", (POSITIVE, ZERO, "+"), s, rules.absurd(never, eq(s, add(s, ONE))), near=[near])


@false
def a_maximum_near_a_real_point():
    return through(fn("maxof", add(ONE, mul(I, hole)), ZERO), ZERO)


@false
def hopital_with_a_limit_that_varies():
    slope = deriv(v, v, point=x)
    same = rules.congruence(div(hole, hole), hole, equality(slope, ONE, EVERYTHING))
    same = under("limit", (REAL, ZERO, "+"), x, rules.transitive(same, equality(div(ONE, ONE), ONE)))
    slopes = rules.transitive(same, through(ONE, ZERO))
    slopes = rules.transitive(slopes, equality(ONE, div(size(x), x), given=[lt(0, x)]))
    return rules.l_hopital(tends(ZERO), tends(ZERO), slopes, x, x, x, REAL, ZERO, "+")


@false
def a_complex_number_near_a_positive_one():
    """|1 + ix| = 1 + ix near x = 0"""
    near_one = add(ONE, mul(I, x))
    tends_to_one = rules.transitive(through(add(ONE, mul(I, hole)), ZERO), equality(add(ONE, mul(I, ZERO)), ONE))
    zero = equality(div(sub(size(near_one), near_one), x), ZERO, EVERYTHING, [lt(0, near_one), lt(0, x)])
    return rules.transitive(under("limit", (REAL, ZERO, "+"), x, zero, [tends_to_one]), through(ZERO, ZERO))


@false
def beyond_a_complex_number():
    """|x − w|² = (x − w)² beyond w"""
    gap = sub(x, w)
    zero = equality(sub(square(size(gap)), square(gap)), ZERO, EVERYTHING, [lt(w, x)])
    return under("limit", (REAL, INFINITY, "-"), x, zero)


@false
def whole_numbers_tend_to_zero():
    return derived.limit_along_integers(tends(ZERO), sort("dimension"))


@false
def along_the_complex_numbers():
    return derived.limit_along_integers(tends(INFINITY, "-"), sort("complex"))


@false
def hopital_without_a_zero_below():
    """lim (1 + x)/… : numerator and denominator tend to 0, or the rule says nothing."""
    top_, bottom = add(ONE, x), add(TWO, mul(THREE, x))
    return hopital(top_, bottom, through(add(ONE, hole), ZERO), through(add(TWO, mul(THREE, hole)), ZERO))


@false
def hopital_with_a_denominator_that_stands_still():
    return hopital(x, mul(ZERO, x), through(hole, ZERO), zero_limit(mul(ZERO, hole)))


def zero_limit(context):
    theorem = through(context, ZERO)
    return rules.transitive(theorem, equality(theorem.conclusion.args[1], ZERO))


def hopital(f, g, above, below):
    slopes = div(deriv(f, x), deriv(g, x))
    wanted = bind("limit", REAL, ZERO, "+", variable=x, body=slopes)
    return rules.l_hopital(above, below, assume(eq(wanted, y)), x, f, g, REAL, ZERO, "+")


# --- infinite limits ------------------------------------------------------------------------------------------------

FAR = (REAL, INFINITY, "-")
BEHIND = (REAL, neg(INFINITY), "+")


def infinite(signed, approach):
    """lim x = ∞ or −∞, from lim 1/x = 0 and a sign of x."""
    return rules.limit_infinite(tends(*approach[1:], approach[0]), signed, x, *approach)


def test_infinite_limits_that_hold():
    assert infinite(assume(lt(0, x)), FAR).conclusion == diverges(limit(x, x, INFINITY, "-"), 1)
    assert infinite(assume(lt(x, 0)), BEHIND).conclusion == diverges(limit(x, x, neg(INFINITY)), -1)
    assert not infinite(assume(lt(0, x)), FAR).hypotheses


@false
def infinite_in_the_wrong_direction():
    return says(infinite(assume(lt(x, 0)), BEHIND), diverges(limit(x, x, neg(INFINITY)), 1))


@false
def infinite_because_it_is_below_something():
    return infinite(linear(lt(x, add(x, ONE)), [], ONE), FAR)


@false
def infinite_though_the_inverse_tends_to_one():
    return rules.limit_infinite(tends(ZERO), sign(exp(x), "lt"), x, REAL, ZERO, "+")


@false
def infinite_under_a_hypothesis_that_does_not_last():
    return infinite(assume(lt(0, x)), BEHIND)


@false
def infinite_at_its_own_variable():
    one = rules.limit_through(inverse(ONE), hole, tends(x), REAL, x, "+")
    wrong = rules.transitive(equality(inverse(ONE), ONE), contradiction(x))
    return rules.limit_infinite(rules.transitive(one, wrong), sign(ONE, "lt"), x, REAL, x, "+")


@false
def infinite_though_it_is_complex():
    """1 + w/x tends to 1, and is no positive number: x + w has no limit ∞."""
    ratio, whole = add(ONE, mul(w, inverse(x))), add(x, w)
    one = rules.limit_through(add(ONE, mul(w, hole)), hole, tends(*FAR[1:]), *FAR)
    one = rules.transitive(one, equality(add(ONE, mul(w, ZERO)), ONE))
    small = assume(eq(limit(inverse(whole), x, INFINITY, "-"), ZERO))
    signed = linear(lt(0, whole), [(x, assume(lt(0, ratio)))], given=[lt(0, x)])
    return rules.limit_infinite(small, signed, x, *FAR, near=[one])


GROWS = add(ONE, exp(neg(inverse(x))))  # ∞ at 0 from below, 1 from above


@false
def infinite_from_one_side_and_one_from_the_other():
    below = assume(diverges(limit(GROWS, x, ZERO, "-"), 1))
    return rules.limit_two_sided(below, assume(eq(limit(GROWS, x, ZERO, "+"), ONE)))


@false
def infinite_in_opposite_directions_from_two_sides():
    ends = (assume(diverges(limit(inverse(x), x, ZERO, side), direction)) for side, direction in (("-", -1), ("+", 1)))
    return rules.limit_two_sided(*ends)


TOP = assume(diverges(limit(x, x, INFINITY, "-"), 1))


@false
def infinity_as_the_number_one():
    return rules.transitive(TOP, equality(ONE, ONE))


@false
def infinity_as_a_number_on_the_left():
    return rules.symmetric(TOP)


@false
def infinity_as_a_value_to_settle():
    return rules.settle(TOP)


@false
def infinity_put_in():
    return rules.congruence(exp(hole), hole, TOP)


@false
def infinity_in_a_combination():
    return linear(eq(limit(x, x, INFINITY, "-"), ONE), [(ONE, TOP)])


@false
def infinity_through_a_function():
    return rules.limit_through(exp(hole), hole, TOP, *FAR)


@false
def infinity_as_a_bound():
    return rules.squeeze(TOP, TOP, linear(le(x, x), []), linear(le(x, x), []), x, *FAR)


@false
def infinity_as_a_sign_near_the_point():
    body = log(x)
    one = rules.limit_through(ONE, hole, tends(*FAR[1:]), *FAR)
    f = linear(le(1, 1), [], ZERO, given=[lt(0, x)])
    return says(rules.squeeze(one, one, f, f, x, *FAR, near=[assume(diverges(limit(body, x, INFINITY, "-"), 1))]), eq(ZERO, ONE))


@false
def two_infinities_are_no_direction():
    return rules.assume(diverges(limit(x, x, INFINITY, "-"), 2))


@false
def a_number_that_diverges():
    return rules.assume(diverges(x, 1))


# --- integrals and induction ----------------------------------------------------------------------------------------


@false
def an_integral_across_a_pole():
    """∫ x^-2 over −1..1 is not −2."""
    return by_antiderivative(power(u, num(-2)), neg(inverse(u)), MINUS, ONE)


@false
def an_integral_of_another_function():
    return by_antiderivative(u, u, ZERO, ONE)


@false
def an_integral_backwards():
    return by_antiderivative(u, mul(HALF, square(u)), ONE, ZERO)


@false
def an_integral_over_no_interval():
    """An interval without inside: ∫ 0 over 0..0 would be −1 − 1."""
    ends = limit_of_the_jump("+", 1), limit_of_the_jump("-", -1)
    return rules.fundamental_theorem(integral(ZERO, u, ZERO, ZERO), JUMP, u, *ends)


@false
def an_integral_with_the_ends_of_another_antiderivative():
    """F = u²/2 inside, but the limits are those of u."""
    return rules.fundamental_theorem(
        integral(u, u, ZERO, ONE), mul(HALF, square(u)), u, through(hole, ZERO, "+"), through(hole, ONE, "-")
    )


@false
def an_integral_under_a_hypothesis_about_its_variable():
    low, high = through(hole, ZERO, "+"), through(hole, ONE, "-")
    return rules.fundamental_theorem(integral(u, u, ZERO, ONE), u, u, low, high, given=[eq(u, 1)])


@false
def an_integral_in_a_variable_that_it_contains():
    whole = integral(x, u, ZERO, ONE)
    return rules.fundamental_theorem(whole, mul(HALF, square(x)), x, *(through(mul(HALF, square(hole)), *e) for e in ENDS))


ENDS = (ZERO, "+"), (ONE, "-")


def by_antiderivative(body, antiderivative, low, high):
    ends = (through(substitute(antiderivative, {u: hole}), point, side) for point, side in ((low, "+"), (high, "-")))
    return rules.fundamental_theorem(integral(body, u, low, high), antiderivative, u, *ends)


@false
def an_integral_from_a_number_of_unknown_sign():
    """∫ 1 over y..1 is 1 − y, not 1 − |y|."""
    ends = (rules.weaken(through(size(hole), *end), lt(y, 1)) for end in ((y, "+"), (ONE, "-")))
    return rules.fundamental_theorem(integral(ONE, u, y, ONE), size(u), u, *ends)


@false
def an_integral_up_to_a_number_of_unknown_sign():
    """∫ 1 over −1..y is y + 1, not −|y| + 1."""
    ends = (rules.weaken(through(neg(size(hole)), *end), lt(-1, y)) for end in ((MINUS, "+"), (y, "-")))
    return rules.fundamental_theorem(integral(ONE, u, MINUS, y), neg(size(u)), u, *ends)


def of_inverse(low, high, direction):
    """∫ 1/u diverges between these ends."""
    return assume(diverges(integral(inverse(u), u, num(low), num(high)), direction))


def test_integrals_that_diverge():
    low, high = assume(diverges(limit(log(u), u, ZERO), -1)), through(log(hole), ONE, "-")
    whole = integral(inverse(u), u, ZERO, ONE)
    assert rules.fundamental_theorem(whole, log(u), u, low, high).conclusion == diverges(whole, 1)
    divided = rules.integral_joined(of_inverse(0, 1, 1), of_inverse(1, 2, 1))
    assert divided.conclusion == diverges(integral(inverse(u), u, ZERO, TWO), 1)


@false
def an_integral_that_diverges_at_its_lower_end_as_the_antiderivative_does():
    low, high = assume(diverges(limit(log(u), u, ZERO), -1)), through(log(hole), ONE, "-")
    whole = integral(inverse(u), u, ZERO, ONE)
    return says(rules.fundamental_theorem(whole, log(u), u, low, high), diverges(whole, -1))


@false
def an_integral_that_diverges_at_both_ends_in_opposite_directions():
    square_ = mul(HALF, square(u))
    low, high = (assume(diverges(limit(square_, u, *end), 1)) for end in ((neg(INFINITY), "+"), (INFINITY, "-")))
    return rules.fundamental_theorem(integral(u, u, neg(INFINITY), INFINITY), square_, u, low, high)


@false
def a_limit_of_complex_numbers_that_is_infinite():
    return assume(diverges(limit(mul(w, u), u, INFINITY, "-"), 1))


@false
def an_integral_divided_where_its_parts_cancel():
    return rules.integral_joined(of_inverse(-1, 0, -1), of_inverse(0, 1, 1))


@false
def an_integral_divided_into_parts_that_do_not_meet():
    finite = assume(eq(integral(inverse(u), u, ONE, TWO), log(TWO)))
    return rules.integral_joined(finite, of_inverse(0, 1, 1))


@false
def an_integral_divided_into_parts_of_two_functions():
    return rules.integral_joined(of_inverse(0, 1, 1), assume(eq(integral(ONE, u, ONE, TWO), ONE)))


@false
def an_integral_divided_into_a_real_and_a_complex_part():
    body = add(inverse(u), mul(fn("imaginary"), add(size(sub(u, ONE)), sub(u, ONE))))
    low = assume(diverges(integral(body, u, ZERO, ONE), 1))
    return rules.integral_joined(low, assume(eq(integral(body, u, ONE, TWO), add(log(TWO), fn("imaginary")))))


def compared(whole, part, order, signed):
    return rules.integral_exceeds(whole, part, order, signed, u)


WITHIN = lt(0, u), lt(u, 1)
SELF = linear(le(inverse(u), inverse(u)), [], given=[lt(0, u)])
ABOVE = sign(inverse(u), "le", [lt(0, u)])


@false
def an_infinite_integral_of_what_is_above_minus_one():
    """∫_0^∞ (1/u − 1) du is ∞ − ∞."""
    f = add(inverse(u), MINUS)
    part = assume(diverges(integral(f, u, ZERO, ONE), 1))
    order = linear(le(f, f), [], given=[lt(0, u)])
    return compared(integral(f, u, ZERO, INFINITY), part, order, linear(le(MINUS, f), [], inverse(u), given=[lt(0, u)]))


def test_integrals_compared():
    whole = integral(inverse(u), u, ZERO, TWO)
    assert compared(whole, of_inverse(0, 1, 1), SELF, ABOVE).conclusion == diverges(whole, 1)
    whole, part = integral(neg(inverse(u)), u, ZERO, TWO), assume(diverges(integral(neg(inverse(u)), u, ZERO, ONE), -1))
    order = linear(le(neg(inverse(u)), neg(inverse(u))), [], given=[lt(0, u)])
    below = linear(le(neg(inverse(u)), 0), [], inverse(u), given=[lt(0, u)])
    assert compared(whole, part, order, below).conclusion == diverges(whole, -1)


@false
def an_integral_up_to_an_end_without_a_value():
    return compared(integral(inverse(u), u, ZERO, add(ONE, square(log(y)))), of_inverse(0, 1, 1), SELF, ABOVE)


UNIT = ZERO, ONE


def line():
    """∫_0^1 u = 1/2"""
    return by_antiderivative(u, mul(HALF, square(u)), ZERO, ONE)


RISING, UPWARDS = linear(le(u, u), []), sign(u, "le", [lt(0, u)])
ALWAYS = by_antiderivative(ONE, u, ZERO, ONE)  # ∫_0^1 1 = 1


def bounded(body, ends, bound, valued, order, signed, whole):
    return rules.integral_bounded(integral(body, u, *ends), bound, valued, order, signed, whole, u)


def within_unit(body, ends, order, signed):
    """The integral of the body between the ends, compared with that of u from 0 to 1."""
    return bounded(body, ends, integral(u, u, *UNIT), line(), order, signed, UPWARDS)


def test_an_integral_of_what_is_smaller():
    low = mul(u, inverse(add(ONE, u)))
    order = linear(le(low, u), [], mul(square(u), inverse(add(ONE, u))), EVERYTHING, [lt(0, u)])
    theorem = within_unit(low, UNIT, order, sign(low, "le", [lt(0, u)]))
    assert theorem.conclusion == le(integral(low, u, *UNIT), integral(u, u, *UNIT)) and not theorem.hypotheses


@false
def an_integral_below_one_without_a_value():
    whole = integral(inverse(u), u, *UNIT)
    return bounded(inverse(u), UNIT, whole, equality(ONE, ONE), SELF, ABOVE, ABOVE)


@false
def an_integral_below_one_that_is_supposed_to_have_a_value():
    whole = integral(inverse(u), u, *UNIT)
    theorem = bounded(inverse(u), UNIT, whole, assume(eq(whole, 1)), SELF, ABOVE, ABOVE)
    return only(theorem, not theorem.hypotheses)


@false
def an_integral_below_that_of_another_bound():
    return bounded(ONE, UNIT, integral(u, u, *UNIT), line(), linear(le(1, 1), []), sign(ONE, "le"), sign(ONE, "le"))


@false
def an_integral_of_another_function_below_a_bound():
    return within_unit(TWO, UNIT, RISING, UPWARDS)


@false
def an_integral_of_both_signs_below_a_bound():
    order = linear(le(neg(inverse(u)), u), [], add(u, inverse(u)), given=[lt(0, u)])
    return within_unit(neg(inverse(u)), UNIT, order, UPWARDS)


@false
def an_integral_below_that_of_a_bound_of_both_signs():
    bound = integral(u, u, num(-2), ONE)
    valued = by_antiderivative(u, mul(HALF, square(u)), num(-2), ONE)
    return bounded(u, UNIT, bound, valued, RISING, UPWARDS, sign(square(u), "le"))


@false
def an_integral_below_a_bound_from_its_own_variable_on():
    never = rules.absurd(linear(lt(0, 0), [(ONE, assume(lt(u, u)))]), le(5, exp(neg(u))))
    bound = integral(exp(neg(u)), u, neg(INFINITY), INFINITY)
    ends = u, add(u, ONE)
    valued, whole = assume(eq(bound, 1)), sign(exp(neg(u)), "le")
    theorem = rules.integral_bounded(Term("integral", (*ends, num(5))), bound, valued, never, sign(num(5), "le"), whole, u)
    return only(theorem, lt(u, u) not in theorem.hypotheses)


@false
def an_integral_of_a_bracket_below_a_bound():
    """True, but not by this rule: it asks for functions of which nobody has to ask whether they have integrals."""
    step = bracket(u, HALF)
    order = linear(le(step, 1), [], sub(ONE, step))
    return bounded(step, UNIT, integral(ONE, u, *UNIT), ALWAYS, order, sign(step, "le"), sign(ONE, "le"))


@false
def an_integral_of_one_without_end_below_a_bound():
    """∫_0^∞ |f(u)| e^(−|f(u)| v) dv is 1, but 0 where f is 0: that may jump on a set that is no small one, as a bracket may."""
    rate = size(call(once, u))
    jumps = integral(mul(rate, exp(neg(mul(rate, v)))), v, ZERO, INFINITY)
    order, signed = (rules.specialise(assume(forall(le(*sides), u)), u) for sides in ((jumps, 1), (0, jumps)))
    return bounded(jumps, UNIT, integral(ONE, u, *UNIT), ALWAYS, order, signed, sign(ONE, "le"))


@false
def an_integral_below_a_bound_up_to_what_has_no_value():
    end = add(ONE, square(log(y)))
    bound = integral(exp(neg(u)), u, ZERO, INFINITY)
    body = exp(neg(u))
    return bounded(body, (ZERO, end), bound, assume(eq(bound, 1)), linear(le(body, body), []), sign(body, "le"), sign(body, "le"))


@false
def an_integral_below_a_bound_that_runs_backwards():
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    return within_unit(num(-5), (ONE, ZERO), rules.absurd(never, le(-5, u)), rules.absurd(never, le(0, -5)))


@false
def an_integral_below_a_bound_that_begins_later():
    one = sign(ONE, "le")
    return bounded(ONE, (MINUS, ONE), integral(ONE, u, *UNIT), ALWAYS, linear(le(1, 1), []), one, one)


@false
def an_integral_below_a_bound_that_ends_before():
    one = sign(ONE, "le")
    return bounded(ONE, (ZERO, TWO), integral(ONE, u, *UNIT), ALWAYS, linear(le(1, 1), []), one, one)


@false
def an_integral_below_a_bound_at_one_point():
    return within_unit(num(5), UNIT, assume(le(5, u)), sign(num(5), "le"))


def volume(body, variable, dim):
    return bind("space", dim, variable=variable, body=body)


def between(body, ends, low, high, below, above, variable=u):
    """∫ l <= ∫ f <= ∫ g, between the ends"""
    return rules.integral_between(integral(body, u, *ends), low, high, below, above, variable)


def flat_between(body, below, above, variable=u, low=0, high=1):
    """The same over 0..1, with numbers for bounds."""
    low, high = (by_antiderivative(num(c), mul(num(c), u), *UNIT) for c in (low, high))
    return between(body, UNIT, low, high, below, above, variable)


def same(body, given=()):
    return linear(le(body, body), [], given=given)


def test_an_integral_between_two():
    body = exp(neg(square(u)))
    below, above = (
        sign(body, "le"),
        linear(le(body, 1), [(ONE, derived.monotone(linear(le(neg(square(u)), 0), [], square(u)), "exp"))]),
    )
    theorem = flat_between(body, rules.weaken(below, lt(u, 1), ne(u, HALF)), above)
    whole = integral(body, u, *UNIT)
    zero, one = (integral(num(c), u, *UNIT) for c in (0, 1))
    assert theorem.conclusion == Term("and", (le(zero, whole), le(whole, one))) and not theorem.hypotheses


def test_an_integral_over_space_between_two():
    body = exp(neg(square(at(z, ONE))))
    known = assume(eq(volume(body, z, n), 1))
    half = mul(HALF, body)
    below, above = sign(half, "le"), linear(le(half, body), [], half)
    nothing = assume(eq(volume(ZERO, z, n), 0))
    theorem = rules.integral_between(volume(half, z, n), nothing, known, rules.weaken(below, ne(at(z, ONE), y)), above, z)
    assert set(theorem.hypotheses) == {*known.hypotheses, *nothing.hypotheses}


@false
def an_integral_over_one_point_but_this():
    """On the simplex of one entry 1 that entry is 1, and (p_1 − 1)/(p_1 − 1) has no value."""
    point = var("point", "positive", ONE)
    gap = sub(at(point, ONE), ONE)
    body, apart = mul(gap, inverse(gap)), [ne(at(point, ONE), 1)]
    over_it = lambda f: bind("simplex", ONE, ONE, variable=point, body=f)  # noqa: E731
    one = equality(over_it(ONE), ONE, {"definition"})
    order = linear(le(1, body), [], given=apart), linear(le(body, 1), [], given=apart)
    return rules.integral_between(over_it(body), one, one, *order, point)


@false
def an_integral_between_two_from_its_own_variable_on():
    ends = u, add(u, ONE)
    never = linear(lt(0, 0), [(ONE, assume(lt(u, u)))])
    limits = (rules.limit_of_variable(REAL, end, side) for end, side in zip(ends, "+-"))
    one = rules.fundamental_theorem(integral(ONE, v, *ends), v, v, *limits)
    below, above = (rules.absurd(never, le(*sides)) for sides in ((1, 5), (5, 1)))
    theorem = rules.integral_between(Term("integral", (*ends, num(5))), one, one, below, above, u)
    return only(theorem, lt(u, u) not in theorem.hypotheses)


@false
def an_integral_that_is_not_negative_where_its_variable_is_positive():
    ends = num(-2), ONE
    whole = by_antiderivative(u, mul(HALF, square(u)), *ends)
    return rules.integral_between(integral(u, u, *ends), by_antiderivative(ZERO, ZERO, *ends), whole, sign(s, "le"), same(s), s)


@false
def an_integral_of_another_function_between_two():
    return flat_between(num(5), sign(HALF, "le"), linear(le(HALF, 1), [], HALF))


@false
def an_integral_above_the_one_and_of_another_below_the_other():
    return flat_between(num(5), linear(le(0, 5), [], num(5)), linear(le(HALF, 1), [], HALF))


@false
def an_integral_above_one_without_a_value():
    one = by_antiderivative(ONE, u, *UNIT)
    return between(ONE, UNIT, one, one, linear(le(neg(inverse(u)), 1), [], add(ONE, inverse(u)), given=[lt(0, u)]), same(ONE))


@false
def an_integral_between_two_without_a_value():
    nothing = by_antiderivative(ZERO, ZERO, *UNIT)
    return between(inverse(u), UNIT, nothing, nothing, ABOVE, SELF)


@false
def an_integral_of_a_bracket_between_two():
    """True, but not by this rule: it asks for functions of which nobody has to ask whether they have integrals."""
    step = bracket(u, HALF)
    return flat_between(step, sign(step, "le"), linear(le(step, 1), [], sub(ONE, step)))


@false
def an_integral_of_integrals_of_a_bracket_between_two():
    step = bracket(u, v)
    inner = integral(step, v, *UNIT)
    below, above = assume(forall(le(0, inner), u)), assume(forall(le(inner, 1), u))
    theorem = flat_between(inner, *(rules.specialise(bound, u) for bound in (below, above)))
    return only(theorem, theorem.conclusion.op == "and")


@false
def a_function_between_two_that_may_jump_everywhere():
    jumps = size(sub(power(add(MINUS, mul(I, call(once, u))), HALF), I))
    bounds = (rules.specialise(assume(forall(le(*sides), u)), u) for sides in ((0, jumps), (jumps, 3)))
    return flat_between(jumps, *bounds, high=3)


@false
def an_integral_between_two_that_runs_backwards():
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    low, high = (assume(eq(integral(num(c), u, ONE, ZERO), -c)) for c in (0, 1))
    return between(num(5), (ONE, ZERO), low, high, rules.absurd(never, le(0, 5)), rules.absurd(never, le(5, 1)))


@false
def an_integral_between_two_where_its_variable_is_not_itself():
    never = rules.absurd(assume(ne(u, u)), le(5, 1))
    return flat_between(num(5), linear(le(0, 5), [], num(5)), never)


@false
def an_integral_between_two_where_its_variable_is_not_what_has_no_value():
    theorem = flat_between(HALF, rules.weaken(sign(HALF, "le"), ne(u, inverse(y))), linear(le(HALF, 1), [], HALF))
    return only(theorem, not theorem.hypotheses)


@false
def an_integral_over_space_where_a_missing_entry_is_not_a_number():
    body, later = exp(neg(square(at(z, ONE)))), index("later", add(n, ONE))
    known = assume(eq(volume(body, z, n), 1))
    order = rules.weaken(same(body), ne(at(z, later), y))
    theorem = rules.integral_between(volume(body, z, n), known, known, order, order, z)
    return only(theorem, set(theorem.hypotheses) == set(known.hypotheses))


@false
def an_integral_over_space_where_another_vector_is_not_a_number():
    body, other = exp(neg(square(at(z, ONE)))), at(h, ONE)
    known = assume(eq(volume(body, z, n), 1))
    never = rules.absurd(linear(lt(0, 0), [(ONE, assume(lt(other, y))), (ONE, assume(lt(y, other)))]), le(body, body))
    order = rules.weaken(never, ne(other, y))
    theorem = rules.integral_between(volume(body, z, n), known, known, order, order, z)
    return only(theorem, ne(other, y) not in theorem.hypotheses)


@false
def an_integral_between_two_at_one_point():
    return flat_between(num(5), linear(le(0, 5), [], num(5)), rules.transitive(assume(le(5, u)), assume(le(u, 1))))


@false
def an_integral_between_two_that_are_supposed_to_have_values():
    whole = integral(inverse(u), u, *UNIT)
    theorem = between(inverse(u), UNIT, assume(eq(whole, 1)), assume(eq(whole, 1)), SELF, SELF)
    return only(theorem, not theorem.hypotheses)


MISSING = at(a, add(n, ONE))  # the entry after the last


@false
def a_simplex_of_a_missing_total():
    vector = var("vector", "positive", ONE)
    entry = at(vector, ONE)
    return under("simplex", (MISSING, ONE), vector, equality(size(entry), entry))


@false
def what_holds_near_0_by_a_missing_entry():
    return under("limit", (REAL, ZERO, "+"), x, rules.weaken(equality(x, x), lt(x, MISSING)))


@false
def hypotheses_that_are_gone_at_a_second_look():
    theorem = sign(x, "lt", given=iter([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


@false
def unnamed_hypotheses_that_are_gone_at_a_second_look():
    theorem = sign(x, "lt", iter([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


class Fading(list):
    """A list that is empty once it has been looked at."""

    def __iter__(self):
        items = list(super().__iter__())
        self.clear()
        return iter(items)


class Unseen(dict):
    def items(self):
        return ()


@false
def hypotheses_in_a_list_that_fades():
    theorem = sign(x, "lt", Fading([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


@false
def a_case_that_hides_its_items():
    return substitution(sign(s, "lt"), Unseen({s: MINUS}))


@false
def a_premise_that_is_no_theorem_at_a_second_look():
    class Two(list):
        looks = 0

        def __iter__(self):
            self.looks += 1
            forged = SimpleNamespace(conclusion=lt(0, 0), hypotheses=())
            return iter([] if self.looks != 2 else [(ONE, forged)])

    return linear(lt(0, 0), Two())


@false
def a_conclusion_that_can_be_changed():
    theorem = linear(Term("lt", [ZERO, ONE]), [], ONE)
    return only(theorem, not isinstance(theorem.conclusion.args, tuple))


@false
def an_integral_above_what_does_not_diverge():
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), linear(le(0, 1), [], ONE), sign(ONE, "le"))


@false
def an_integral_of_a_function_that_was_not_compared():
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), SELF, ABOVE)


@false
def an_integral_below_what_diverges():
    order = linear(le(0, inverse(u)), [], inverse(u), given=[lt(0, u)])
    return compared(integral(ZERO, u, ZERO, ONE), of_inverse(0, 1, 1), order, linear(le(0, 0), []))


@false
def an_integral_that_is_infinite_in_part_and_of_both_signs():
    """∫ 1/u − 1/(2 − u) over 0..2 has no value."""
    body = sub(inverse(u), inverse(sub(TWO, u)))
    part = assume(diverges(integral(body, u, ZERO, ONE), 1))
    order = linear(le(body, body), [], given=[lt(0, u), lt(u, 1)])
    return compared(integral(body, u, ZERO, TWO), part, order, sign(ONE, "le"))


@false
def an_integral_that_is_infinite_elsewhere():
    return compared(integral(inverse(u), u, ONE, TWO), of_inverse(0, 1, 1), SELF, ABOVE)


@false
def an_integral_that_ends_before_it_is_infinite():
    body, below = neg(inverse(u)), [lt(u, 0)]
    part = assume(diverges(integral(body, u, MINUS, ZERO), 1))
    order = linear(le(body, body), [], given=below)
    return compared(integral(body, u, MINUS, neg(HALF)), part, order, sign(body, "le", below))


@false
def an_integral_above_one_that_runs_backwards():
    """∫ −1/u over 1..0, backwards, is ∞; of a u > 1 that is below 0 anything may be said."""
    part = assume(diverges(integral(neg(inverse(u)), u, ONE, ZERO), 1))
    order = linear(le(neg(inverse(u)), 1), [], add(ONE, inverse(u)), given=[lt(1, u)])
    return compared(integral(ONE, u, ZERO, ONE), part, order, sign(ONE, "le"))


@false
def an_integral_compared_under_a_hypothesis_about_its_variable():
    order = rules.weaken(assume(le(inverse(u), 1)), lt(0, u))
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), order, sign(ONE, "le"))


@false
def an_integral_from_its_own_variable_on():
    part = rules.fundamental_theorem(integral(ONE, v, u, INFINITY), v, v, tends(u), infinite(assume(lt(0, x)), FAR))
    order = rules.transitive(linear(le(1, 1), []), contradiction(u))
    return compared(integral(ZERO, v, u, INFINITY), part, order, linear(le(0, 0), []))


@false
def an_integral_over_a_simplex_without_its_corner():
    """∫ [p_1 = 1] over the simplex of p_1 = 1 is 1."""
    one, k = var("q", "positive", ONE), index("k", ONE)
    below = rules.specialise(assume(forall(lt(at(one, k), 1), k)), ONE)
    return rules.settle(under("simplex", (ONE, ONE), one, derived.bracket(below)))


def test_the_entries_over_a_simplex_are_at_most_its_total():
    q = var("q", "positive", n)
    below = rules.specialise(assume(forall(le(at(q, k), s), k)), i)
    known = linear(eq(size(sub(s, at(q, i))), sub(s, at(q, i))), [], given=below.hypotheses)
    assert not under("simplex", (s, n), q, known).hypotheses


def for_all(variable, formula):
    """An equation that holds for every value of a variable, at this variable."""
    return rules.specialise(rules.assume(forall(formula, variable)), variable)


def cube(base):
    """x³ e^(−x² u), over u from 0 on of integral x, for every real x; the integral of its derivative is 0 at x = 0."""
    return mul(power(x, THREE), exp(neg(mul(square(x), base))))


def nth_derivative(body, variable, times):
    return deriv(nth_derivative(body, variable, times - 1), variable) if times else body


def flat_in(variable, body, *given):
    """0 <= ∂²f, where that is 0."""
    return linear(le(0, nth_derivative(body, variable, 2)), [], ZERO, {"derivative"}, given)


OF_CUBE = for_all(x, eq(integral(cube(u), u, ZERO, INFINITY), x))


def test_integrals_differentiated():
    """∫ e^(−s u) du = 1/s, over u from 0 on, gives ∫ u² e^(−s u) du = 2/s³."""
    f, after = exp(neg(mul(s, u))), [lt(0, u)]
    known = for_all(s, eq(integral(f, u, ZERO, INFINITY), inverse(s)))
    curved = linear(le(0, nth_derivative(f, s, 4)), [], mul(power(u, num(4)), f), {"derivative"}, after)
    theorem = rules.integral_differentiated(known, curved, u, s, 2)
    assert theorem.conclusion == eq(integral(nth_derivative(f, s, 2), u, ZERO, INFINITY), nth_derivative(inverse(s), s, 2))
    assert theorem.hypotheses == known.hypotheses


def test_integrals_differentiated_by_an_entry():
    f = mul(at(a, i), at(a, i))
    curved = linear(le(0, deriv(deriv(f, a, i), a, i)), [], TWO, {"derivative", "collapse"})
    theorem = rules.integral_differentiated(for_all(a, eq(integral(f, u, ZERO, ONE), f)), curved, u, a, 1, i)
    assert theorem.conclusion == eq(integral(deriv(f, a, i), u, ZERO, ONE), deriv(f, a, i))


@false
def a_derivative_under_an_integral_without_a_bound():
    return rules.integral_differentiated(OF_CUBE, sign(ONE, "le"), u, x, 1)


@false
def a_derivative_under_an_integral_of_what_only_rises():
    """∫ x³ (1 + x² u)^(−3/2) du = 2x over u from 0 on, and the slope of x³ (1 + x² u)^(−3/2) is 0 at x = 0, and never negative."""
    base, three_halves = add(ONE, mul(square(x), u)), num(Fraction(-3, 2))
    f, after = mul(power(x, THREE), power(base, three_halves)), [lt(0, u)]
    slope = mul(THREE, square(x), power(base, num(Fraction(-5, 2))))
    rises = linear(le(0, deriv(f, x)), [], slope, {"derivative"}, after)
    return rules.integral_differentiated(for_all(x, eq(integral(f, u, ZERO, INFINITY), mul(TWO, x))), rises, u, x, 1)


@false
def a_derivative_under_a_maximum():
    """max_k (1 − k)/s = 0 for every s, and max_k (k − 1)/s² is not."""
    f = mul(sub(ONE, k), inverse(s))
    curved = linear(le(nth_derivative(f, s, 2), 0), [], mul(TWO, sub(k, ONE), power(s, num(-3))), {"derivative"})
    return rules.integral_differentiated(for_all(s, eq(over("max", k, f), 0)), curved, k, s, 1)


@false
def a_derivative_under_an_integral_that_is_bounded_elsewhere():
    """x³ e^(x² u) has a third derivative that is positive where u is, and the integral is over negative u."""
    f, e = mul(power(x, THREE), exp(mul(square(x), t))), mul(square(x), t)
    polynomial = add(num(6), mul(num(54), e), mul(num(48), square(e)), mul(num(8), power(e, THREE)))
    curved = linear(le(0, nth_derivative(f, x, 3)), [], mul(polynomial, exp(e)), {"derivative"})
    known = for_all(x, eq(integral(mul(power(x, THREE), exp(mul(square(x), u))), u, neg(INFINITY), ZERO), x))
    return rules.integral_differentiated(known, curved, t, x, 1)


@false
def a_derivative_by_the_variable_of_the_integral():
    return rules.integral_differentiated(assume(eq(integral(u, u, ZERO, ONE), HALF)), flat_in(v, v), v, v, 1)


@false
def a_derivative_under_an_integral_over_what_stands_in_it():
    known = rules.assume(forall(forall(eq(integral(mul(s, u, y), u, ZERO, ONE), mul(HALF, s, y)), s), y))
    known = rules.specialise(rules.specialise(known, y), s)
    return rules.integral_differentiated(known, flat_in(s, mul(s, y, y)), y, s, 1)


@false
def a_derivative_of_an_integral_up_to_the_parameter():
    return rules.integral_differentiated(for_all(s, eq(integral(ONE, u, ZERO, s), s)), flat_in(s, ONE), u, s, 1)


@false
def a_derivative_by_a_parameter_that_is_fixed():
    return rules.integral_differentiated(assume(eq(integral(s, u, ZERO, ONE), ONE)), flat_in(s, s), u, s, 1)


@false
def a_derivative_under_an_integral_that_runs_backwards():
    """∫ x³ exp(−x² u/(1 − u))/(1 − u)² du = −x over 1..0, as u/(1 − u) runs from ∞ to 0; of a u > 1 that is below 0 all is true."""
    rest = sub(ONE, u)
    f = mul(power(x, THREE), exp(neg(mul(square(x), u, inverse(rest)))), power(rest, num(-2)))
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    known = for_all(x, eq(integral(f, u, ONE, ZERO), neg(x)))
    return rules.integral_differentiated(known, rules.absurd(never, le(0, nth_derivative(f, x, 2))), u, x, 1)


@false
def a_derivative_under_an_integral_by_a_hypothesis_about_its_variable():
    never = linear(lt(0, 0), [(ONE, assume(lt(0, u))), (ONE, assume(lt(u, 0)))])
    return rules.integral_differentiated(OF_CUBE, rules.absurd(never, le(0, nth_derivative(cube(u), x, 2))), u, x, 1)


def test_integrals_summed():
    theorem = rules.integral_summed(for_all(k, eq(integral(mul(k, u), u, ZERO, ONE), mul(HALF, k))), k)
    assert theorem.conclusion == eq(integral(total(k, mul(k, u)), u, ZERO, ONE), total(k, mul(HALF, k)))


@false
def a_sum_of_maxima():
    return rules.integral_summed(for_all(k, eq(over("max", i, delta(i, k)), 1)), k)


@false
def a_sum_of_integrals_up_to_its_index():
    return rules.integral_summed(for_all(k, eq(integral(ONE, u, ZERO, k), k)), k)


@false
def a_sum_of_integrals_at_one_index():
    return rules.integral_summed(assume(eq(integral(k, u, ZERO, ONE), ONE)), k)


@false
def a_sum_of_integrals_over_the_length_of_a_vector():
    vector = var("v", "real", k)
    entry = at(vector, k)
    known = rules.fundamental_theorem(integral(entry, u, ZERO, ONE), mul(entry, u), u, *linear_ends(entry))
    return rules.integral_summed(known, k)


def linear_ends(c):
    """The limits of c u at 0+ and at 1−."""
    moves = [rules.limit_of_variable(REAL, *place, "u") for place in ((ZERO, "+"), (ONE, "-"))]
    return [rules.limit_through(mul(c, hole), hole, move, REAL, *move.conclusion.args[0].args[1:3]) for move in moves]


@false
def a_sum_of_integrals_over_a_range_that_may_be_empty():
    known = rules.fundamental_theorem(integral(ONE, u, ZERO, ONE), mul(ONE, u), u, *linear_ends(ONE))
    return rules.integral_summed(known, index("late", n, num(5)))


@false
def a_sum_of_integrals_over_a_matrix():
    known = rules.fundamental_theorem(integral(ONE, u, ZERO, ONE), mul(ONE, u), u, *linear_ends(ONE))
    return rules.integral_summed(known, var("matrix", "real", ONE, n))


@false
def maxima_added():
    first, second = (for_all(j, eq(over("max", i, delta(i, j)), 1)), for_all(k, eq(over("max", i, delta(i, k)), 1)))
    return rules.integral_added(first, second)


@false
def a_root_of_a_square_of_a_negative_derivative():
    curvature = fn("polygamma", TWO, s)
    return equality(root(mul(curvature, curvature)), curvature)


@false
def a_factor_that_depends_on_the_variable():
    return rules.integral_scales(integral(mul(u, u), u, ZERO, ONE), integral(u, u, ZERO, ONE), u)


@false
def a_factor_that_is_captured():
    return rules.integral_scales(integral(mul(u, y), u, ZERO, ONE), integral(u, u, ZERO, ONE), x)


@false
def a_factor_over_another_interval():
    return rules.integral_scales(integral(mul(x, u), u, ZERO, ONE), integral(u, u, ZERO, TWO), x)


@false
def the_beta_integral_outside_its_domain():
    return rules.beta_integral(x, s, t)


@false
def the_beta_integral_to_a_negative_end():
    return rules.beta_integral(s, t, MINUS)


@false
def the_beta_integral_as_if_it_were_no_axiom():
    theorem = rules.symmetric(rules.beta_integral(s, s, ONE))
    return only(theorem, not theorem.axioms)


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


@false
def the_gamma_integral_outside_its_domain():
    return rules.gamma_integral(x)


ones_counted = total(k, ONE)


@false
def induction_without_a_base():
    statement = eq(ones_counted, add(n, ONE))
    step = linear(substitute(statement, {n: add(n, ONE)}), [(ONE, assume(statement))])
    return rules.induction(statement, n, equality(ONE, ONE), step)


@false
def induction_from_a_false_base():
    statement = eq(ones_counted, add(n, ONE))
    base = assume(substitute(statement, {n: ONE}))
    step = linear(substitute(statement, {n: add(n, ONE)}), [(ONE, assume(statement))])
    return rules.induction(statement, n, base, step)


@false
def induction_without_a_step():
    return rules.induction(eq(n, 1), n, equality(ONE, ONE), equality(ONE, ONE))


@false
def induction_that_assumes_what_it_shows():
    statement = eq(n, 1)
    return rules.induction(statement, n, equality(ONE, ONE), assume(substitute(statement, {n: add(n, ONE)})))


@false
def induction_that_assumes_something_else():
    step = linear(eq(add(n, ONE), 1), [(ONE, assume(eq(n, 0)))])
    return rules.induction(eq(n, 1), n, equality(ONE, ONE), step)


@false
def induction_on_a_natural_number():
    step = linear(le(1, add(count, ONE)), [(ONE, assume(le(1, count)))], ONE)
    return rules.induction(le(1, count), count, linear(le(1, 1), []), step)


# --- induction along a range: from 1 to n, one index after the other -------------------------------------------------

step_index = index("q", sub(n, ONE))  # 1..n-1
another_step = le(1, sub(n, ONE))  # there is one


def after(statement, by=ONE):
    return substitute(statement, {step_index: add(step_index, by)})


def along(statement, base=None, step=None, given=(another_step,)):
    """By induction along 1..n: base and step are what is handed in, or else what the kernel sees at once."""
    first = substitute(statement, {step_index: ONE})
    base = base or equality(*first.args, EVERYTHING)
    step = step or linear(after(statement), [(ONE, assume(statement, given))], given=given)
    return rules.along(statement, step_index, base, step)


MORE_THAN_ITSELF = eq(step_index, add(step_index, ONE))
ALL_ONE = eq(step_index, 1)


@false
def along_a_range_without_a_base():
    return along(MORE_THAN_ITSELF, base=equality(ONE, ONE))


@false
def along_a_range_from_a_false_base():
    theorem = along(MORE_THAN_ITSELF, base=assume(substitute(MORE_THAN_ITSELF, {step_index: ONE})))
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_without_a_step():
    return along(ALL_ONE, step=equality(ONE, ONE))


@false
def along_a_range_two_steps_at_once():
    """Of odd numbers only: (−1)^(m + 2) = (−1)^m."""
    statement = eq(power(MINUS, step_index), -1)
    step = linear(after(statement, TWO), [(ONE, assume(statement, [another_step]))], given=[another_step])
    return along(statement, step=step)


@false
def along_a_range_assuming_what_is_shown():
    return along(ALL_ONE, step=assume(after(ALL_ONE), [another_step]))


@false
def along_a_range_assuming_something_else_of_the_index():
    step = linear(after(ALL_ONE), [(ONE, assume(eq(step_index, 0), [another_step]))], given=[another_step])
    return along(ALL_ONE, step=step)


@false
def along_a_range_assuming_the_end():
    """What is assumed of n stays a hypothesis."""
    statement, base = le(step_index, 1), linear(le(1, 1), [])
    room = sub(sub(n, ONE), step_index)
    theorem = along(statement, base, linear(after(statement), [(ONE, assume(le(n, 1)))], room, given=[another_step]))
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_with_a_base_that_needs_a_step():
    """1 < n holds where there is a step to take, and only there."""
    more = linear(lt(1, n), [], sub(n, ONE), given=[another_step])
    theorem = rules.along(lt(1, n), step_index, more, more)
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_past_its_end():
    statement = le(step_index, n)
    inside = linear(le(ONE, n), [], sub(n, ONE)), linear(after(statement), [], sub(sub(n, ONE), step_index), given=[another_step])
    return rules.specialise(rules.along(statement, step_index, *inside), add(n, ONE))


@false
def along_a_range_of_lengths():
    v = var("v", "real", step_index)
    longer = var("v", "real", add(step_index, ONE))
    first, later = at(var("v", "real", ONE), ONE), at(longer, ONE)
    return along(eq(at(v, ONE), at(v, ONE)), equality(first, first), equality(later, later, given=[another_step]))


@false
def along_a_range_that_has_no_step():
    """With no hypothesis, 1..n−1 may be empty: then nothing is said of its index."""
    return assume(ALL_ONE)


# --- determinants ---------------------------------------------------------------------------------------------------

DET = fn("det", grid)
first_row, first_column = index("r", ONE), index("s", ONE)


def split(row, column, d=ONE, u=ZERO, v=ZERO):
    return add(mul(number(d), delta(row, column)), mul(number(u), number(v)))


def supposed(row, column, *parts):
    """M_ij = d_i δ_ij + u_i v_j, of the indices given, as all of them are supposed to meet it."""
    theorem = assume(forall(forall(eq(at(grid, row, column), split(row, column, *parts)), column), row))
    return rules.specialise(rules.specialise(theorem, row), column)


def made(body):
    """The matrix with these entries at r, s."""
    r, s = fresh("r", "index", ONE, n), fresh("s", "index", ONE, n)
    return over("lam", r, over("lam", s, body(r, s)))


def from_entries(matrix, *parts):
    theorem = equality(at(matrix, i, j), split(i, j, *parts), EVERYTHING)
    return rules.determinant(theorem, *map(number, parts))


only_two = over("lam", first_row, over("lam", first_column, TWO))


@false
def a_determinant_of_fewer_rows_than_there_are():
    return equality(fn("det", only_two), ONE, EVERYTHING)


@false
def a_determinant_of_more_rows_than_there_are():
    return equality(fn("det", only_two), ZERO, EVERYTHING)


@false
def a_determinant_from_one_entry():
    return rules.determinant(supposed(first_row, first_column), ONE, ZERO, ZERO)


@false
def a_determinant_from_its_diagonal():
    theorem = assume(forall(eq(at(grid, i, i), split(i, i)), i))
    return rules.determinant(rules.specialise(theorem, i), ONE, ZERO, ZERO)


@false
def a_determinant_of_one_row_for_all():
    return from_entries(made(lambda r, s: mul(delta(r, s), at(z, i))), at(z, i), ZERO, ZERO)


@false
def a_determinant_of_one_column_for_all():
    return from_entries(made(lambda r, s: mul(delta(r, s), at(z, j))), at(z, i), ZERO, ZERO)


@false
def a_determinant_from_what_is_supposed_of_one_entry():
    return rules.determinant(assume(eq(at(grid, i, j), split(i, j))), ONE, ZERO, ZERO)


@false
def a_determinant_of_fewer_rows_than_none():
    rows = add(n, num(-2))
    r, s = index("r", rows), index("s", rows)
    matrix = over("lam", r, over("lam", s, delta(r, s)))
    theorem = equality(at(matrix, r, s), split(r, s), EVERYTHING, [le(ONE, rows)])
    return rules.determinant(theorem, ONE, ZERO, ZERO)


corner = index("r", count), index("s", count)
SCALE = inverse(count)  # no number where there is no row


diagonal = over("lam", corner[0], over("lam", corner[1], mul(count, delta(*corner))))
EYE = over("lam", corner[0], over("lam", corner[1], delta(*corner)))


@false
def a_determinant_without_a_row_of_what_has_no_value():
    """(1/c) diag(c, …, c) has no value at c = 0."""
    entries = equality(at(mul(SCALE, diagonal), *corner), split(*corner), EVERYTHING, [le(ONE, count)])
    return rules.determinant(entries, ONE, ZERO, ZERO)


@false
def a_determinant_without_a_row_of_a_factor_that_has_no_value():
    m, first, second = fresh("k", "index", ONE, count), mul(SCALE, diagonal), EYE
    product = total(m, mul(at(first, corner[0], m), at(second, m, corner[1])))
    return rules.determinant_multiplied(equality(at(EYE, *corner), product, EVERYTHING, [le(ONE, count)]), first, second)


@false
def a_determinant_without_rows_of_what_has_no_value():
    """(1/x) A has no value at x = 0, though it has no entries that would show it."""
    return equality(fn("det", mul(inverse(x), var("A", "real", ZERO, ZERO))), ONE, EVERYTHING)


@false
def a_determinant_of_other_entries():
    return rules.determinant(equality(at(grid, i, j), at(grid, i, j)), ONE, ZERO, ZERO)


@false
def a_determinant_whose_columns_vary_with_the_row():
    return from_entries(made(lambda r, s: add(delta(r, s), at(z, r))), ONE, ONE, at(z, i))


@false
def a_determinant_whose_diagonal_varies_with_the_column():
    return from_entries(made(lambda r, s: mul(at(z, s), delta(r, s))), at(z, j), ZERO, ZERO)


@false
def a_determinant_whose_rows_vary_with_the_column():
    return from_entries(made(lambda r, s: add(delta(r, s), at(z, s))), ONE, at(z, j), ONE)


def multiplied(matrix, first, second):
    """det C = det A det B, C_ij being Σ_k A_ik B_kj."""
    m = fresh("k", "index", ONE, n)
    theorem = equality(at(matrix, i, j), total(m, mul(at(first, i, m), at(second, m, j))), EVERYTHING)
    return rules.determinant_multiplied(theorem, first, second)


@false
def a_determinant_of_no_product():
    return rules.determinant_multiplied(equality(at(grid, i, j), at(grid, i, j)), grid, grid)


@false
def a_left_factor_that_varies_with_the_row():
    return multiplied(made(lambda r, s: mul(at(z, r), at(grid, r, s))), made(lambda r, s: mul(delta(r, s), at(z, i))), grid)


@false
def a_right_factor_that_varies_with_the_column():
    return multiplied(made(lambda r, s: mul(at(z, s), at(grid, r, s))), grid, made(lambda r, s: mul(delta(r, s), at(z, j))))


@false
def a_left_factor_that_varies_with_the_column():
    """det diag(z) is no z_j^n, whatever j is."""
    return multiplied(made(lambda r, s: mul(at(z, s), delta(r, s))), made(lambda r, s: mul(at(z, j), delta(r, s))), unit)


@false
def a_right_factor_that_varies_with_the_row():
    return multiplied(made(lambda r, s: mul(at(z, r), delta(r, s))), unit, made(lambda r, s: mul(at(z, i), delta(r, s))))


larger, unit = var("L", "real", add(n, ONE), add(n, ONE)), made(delta)


@false
def a_left_factor_with_a_row_too_many():
    return multiplied(made(lambda r, s: at(larger, r, s)), larger, unit)


@false
def a_right_factor_with_a_row_too_many():
    return multiplied(made(lambda r, s: at(larger, r, s)), unit, larger)


@false
def a_sum_over_a_range_of_one():
    theorem = under("sum", (ONE, n), k, derived.bracket(assume(lt(ONE, n)), "lt"))
    return only(theorem, not theorem.hypotheses)


def test_determinants_are_found():
    shifted = made(lambda r, s: add(mul(at(z, r), delta(r, s)), mul(at(h, r), at(z, s))))
    theorem = from_entries(shifted, at(z, i), at(h, i), at(z, j))
    assert theorem.conclusion.args[0] == fn("det", shifted) and not theorem.hypotheses
    product = made(lambda r, s: total(k, mul(at(grid, r, k), at(grid, k, s))))
    assert multiplied(product, grid, grid).conclusion == eq(fn("det", product), mul(DET, DET))
    rows = add(n, MINUS)
    r, s = index("r", rows), index("s", rows)
    identity = over("lam", r, over("lam", s, delta(r, s)))
    unit_entries = equality(at(identity, r, s), split(r, s), EVERYTHING, [le(ONE, rows)])
    assert not rules.determinant(unit_entries, ONE, ZERO, ZERO).hypotheses  # nothing is left of it at n = 1


# --- what has no value near a point, or in no dimension ----------------------------------------------------------------


@false
def a_slope_of_one_beside_what_has_no_value():
    """(log [0 <= x])^0 is 1 at x = 0, and has no value for x < 0."""
    return equality(deriv(power(log(fn("ind", le(ZERO, x))), ZERO), x, point=ZERO), ZERO, EVERYTHING)


# |x| |x| = x² has the second derivative 2; by the rules of calculus, which do not hold at x = 0, it is 2 sign(x)²
SIZES = mul(size(x), size(x))
SECOND = deriv(deriv(SIZES, x, point=y), y, point=x)


def second_slope():
    """|- (|x| |x|)″ = 2, for every x."""
    slope = rules.settle(under("deriv", (REAL, y), x, equality(SIZES, square(x))))
    slopes = rules.settle(under("deriv", (REAL, x), y, slope))
    return rules.transitive(slopes, equality(slopes.conclusion.args[1], TWO, EVERYTHING))


@false
def a_derivative_by_rules_that_do_not_hold():
    return rules.reduction(mul(TWO, square(fn("sign", x))), SECOND, EVERYTHING)


@false
def a_derivative_by_rules_that_do_not_hold_in_a_sum():
    return linear(eq(TWO, mul(TWO, square(fn("sign", x)))), [(MINUS, second_slope())], ZERO, EVERYTHING)


@false
def a_derivative_by_rules_that_do_not_hold_in_a_hypothesis():
    theorem = sign(sub(square(fn("sign", x)), ONE), "le", [eq(SECOND, TWO)])
    return only(rules.cut(theorem, second_slope()), True)


@false
def a_derivative_by_rules_that_do_not_hold_at_an_end():
    """It is 2 at 0, and 1 lies below it."""
    end = deriv(deriv(SIZES, x, point=y), y, point=ZERO)
    return only(under("integral", (end, ONE), u, equality(u, u, (), [lt(end, u)])), True)


@false
def a_row_of_a_jacobian_without_another_one():
    """Row i of the Jacobian of (log x_k)_k at an x whose other entries may be negative."""
    rows = bind("jacobian", sort("real", n), z, variable=z, body=log(z))
    return equality(at(rows, i, i), inverse(at(z, i)), EVERYTHING, [lt(ZERO, at(z, i))])


@false
def an_entry_of_a_list_without_another_one():
    """Entry i of the list of all log z_k, at a z whose other entries may be negative."""
    return equality(at(over("lam", k, log(at(z, k))), i), log(at(z, i)), EVERYTHING, [lt(ZERO, at(z, i))])


@false
def the_gradient_of_a_vector():
    return assume(eq(bind("gradient", sort("real", n), z, variable=z, body=z), made(delta)))


def a_slope_in(vector, row, value, *given):
    rows = bind("jacobian", sort("real", n), z, variable=z, body=vector)
    return equality(at(rows, row, ONE), value, EVERYTHING, given)


@false
def a_row_of_a_jacobian_beside_one_with_a_kink():
    """At z = (1, 0) the matrix of the slopes of (|z_k|)_k is not there."""
    return a_slope_in(size(z), ONE, fn("sign", at(z, ONE)), ne(at(z, ONE), 0))


KINK = fn("cons", ONE, fn("cons", size(at(z, ONE)), over("lam", index("k", ZERO), ONE)))


@false
def a_row_of_a_jacobian_of_a_list_beside_one_with_a_kink():
    return a_slope_in(KINK, ONE, ZERO)


@false
def a_row_of_a_jacobian_beside_a_first_one_with_a_kink():
    return a_slope_in(fn("cons", size(at(z, ONE)), fn("cons", ONE, over("lam", index("k", ZERO), ONE))), TWO, ZERO)


@false
def a_row_of_a_jacobian_of_two_lists_beside_one_with_a_kink():
    return a_slope_in(add(KINK, KINK), ONE, ZERO)


def test_slopes_of_a_list_of_smooth_numbers_hold():
    smooth = fn("cons", square(at(z, ONE)), fn("cons", ONE, over("lam", index("k", ZERO), ONE)))
    for vector, slope in ((smooth, mul(TWO, at(z, ONE))), (add(smooth, smooth), mul(num(4), at(z, ONE)))):
        assert a_slope_in(vector, ONE, slope)


@false
def the_jacobian_of_a_number():
    rows = bind("jacobian", sort("real", n), z, variable=z, body=at(z, ONE))
    return assume(eq(rows, rows))


@false
def a_simplex_of_one_dimension_as_an_integral_over_none():
    """A simplex of c + 1 numbers is one of c numbers and one more, if c is not 0."""
    rest, whole = var("q", "positive", count), var("q", "positive", add(count, ONE))
    theorem = derived.unfolding(integral(simplex(ONE, rest, sub(s, x)), x, ZERO, s), simplex(ONE, whole, s))
    return rules.settle(substitution(theorem, {count: ZERO}))


@false
def a_simplex_of_one_number_as_an_integral_over_none():
    """A simplex of n numbers is one of n − 1 and one more, if n is not 1."""
    rest, whole = var("q", "positive", add(n, MINUS)), var("q", "positive", n)
    return derived.unfolding(integral(simplex(ONE, rest, sub(s, x)), x, ZERO, s), simplex(ONE, whole, s))


@false
def a_space_of_one_dimension_fewer_than_none():
    number = var("d", "integer")
    rest, whole = var("q", "real", number), var("q", "real", add(number, ONE))
    line = (x, neg(INFINITY), INFINITY)
    rest, whole = (bind("space", *v.args[2:], variable=v, body=ONE) for v in (rest, whole))
    return derived.unfolding(integral(rest, *line), whole)


# --- what random slips in the kernel would let through (python -m tests.mutants) ------------------------------------


@false
def a_sign_of_what_has_no_normal_form():
    """The number is not factored."""
    return sign(sub(x, log(num(10**10 + 19))), "lt")


@false
def a_sign_of_what_has_no_normal_form_for_its_deltas():
    return sign(sub(total(k, delta(mul(TWO, k), i)), x), "lt")


@false
def a_simplex_of_two_numbers_as_one_number():
    """Over p_1 + p_2 = 3 the integral of 1 is 3."""
    return rules.restate(equality(ONE, ONE), eq(simplex(ONE, var("q", "positive", TWO), THREE), ONE))


@false
def a_plane_as_a_line():
    pair, line = var("q", "real", TWO), integral(exp(neg(square(x))), x, neg(INFINITY), INFINITY)
    plane = bind("space", TWO, variable=pair, body=exp(neg(square(at(pair, ONE)))))
    return rules.restate(assume(eq(line, y)), eq(plane, y))


@false
def an_inverse_of_a_hyperbolic_cosine_that_may_be_0():
    """cosh(iπ/2) = 0"""
    return equality(inverse(fn("cosh", w)), inverse(fn("cosh", w)))


@false
def a_digamma_function_as_its_slope():
    return equality(fn("digamma", s), fn("polygamma", ONE, s))


@false
def entries_that_are_bounded_by_others_as_those():
    return equality(at(z, i), at(h, i), (), [forall(le(at(z, k), at(h, k)), k)])


@false
def columns_of_shares_that_sum_to_one_over_all_rows():
    """Σ_j Σ_i a_ij / Σ_l a_il is the number of rows."""
    positive, r = var("P", "positive", n, n), index("r")
    share = div(at(positive, i, j), total(r, at(positive, i, r)))
    return equality(total(j, total(i, share)), ONE)


@false
def one_less_the_product_of_a_share_and_a_number_is_positive():
    return sign(add(ONE, mul(MINUS, fraction, x)), "lt")


@false
def simplices_of_negative_totals_backwards():
    """∫ from 0 to −1 over the simplices of total u: there are none, as no u lies between."""
    inner = simplex(ONE, var("v", "positive", ONE), u)
    return derived.unfolding(integral(inner, u, ZERO, MINUS), integral(ONE, u, ZERO, MINUS))


@false
def what_is_not_three_as_three_at_least():
    return sign(sub(n, THREE), "le", [ne(THREE, n)])


@false
def an_index_that_is_never_another_one_that_it_may_be():
    return equality(delta(i, j), ZERO, given=[le(i, j)])


@false
def a_slope_at_a_number_that_the_function_names():
    """The derivative of x t in t, at t = x, is x."""
    return equality(deriv(mul(x, y), y, point=x), mul(TWO, x), EVERYTHING)


@false
def an_index_that_is_never_the_last_one():
    return equality(delta(n, i), ZERO)


@false
def a_trigamma_function_below_zero():
    return sign(neg(fn("polygamma", ONE, s)), "lt")


@false
def a_square_of_a_negative_number_below_zero():
    return sign(neg(square(x)), "lt", [lt(x, 0)])


@false
def nothing_to_the_power_0_as_nothing():
    return sign(neg(power(ZERO, ZERO)), "le")


@false
def a_multiple_of_i_as_its_own_size():
    return equality(size(mul(TWO, I)), mul(TWO, I))


@false
def two_multiples_of_i_that_differ():
    apart = sub(mul(I, s), mul(I, t))
    return equality(inverse(apart), inverse(apart))


@false
def a_trigamma_function_as_a_digamma_function():
    return equality(fn("polygamma", ONE, s), fn("digamma", s))


@false
def a_delta_of_other_indices_that_goes_with_those_of_the_sum():
    return equality(total(k, mul(at(z, k), add(delta(k, i), delta(i, j)))), at(z, i), {"collapse"})


@false
def two_vectors_where_a_delta_stands():
    return equality(mul(at(z, i), delta(i, j)), mul(at(h, i), delta(i, j)), {"collapse"})


@false
def an_index_that_is_never_twice_another():
    return equality(delta(mul(TWO, i), j), ZERO, {"collapse"})


@false
def another_index_that_is_never_twice_another():
    return equality(delta(mul(TWO, j), i), ZERO, {"collapse"})


@false
def a_tangent_of_what_bends_down_a_little():
    bend = deriv(deriv(neg(square(x)), x), x)
    known = rules.transitive(linear(le(num(-3), num(-2)), [], ONE), equality(num(-2), bend, {"derivative"}))
    return derived.tangent(known, x, y, u)


@false
def an_integral_joined_to_a_sum():
    """Σ over 1..2 and ∫ over 2..3 of the variable."""
    k = index("k", TWO)
    return rules.integral_joined(equality(total(k, k), THREE), by_antiderivative(u, mul(HALF, square(u)), TWO, THREE))


@false
def a_number_as_a_part_of_a_statement():
    return assume(Term("and", (eq(x, x), x)))


@false
def a_real_power_of_a_complex_number():
    return assume(eq(Term("rpow", (w, x)), 1))


@false
def a_bracket_of_vectors():
    return equality(bracket(z, h), bracket(z, h))


@false
def a_vector_before_a_vector():
    return equality(fn("cons", z, h), fn("cons", z, h))


@false
def a_number_before_a_number():
    return equality(fn("cons", x, y), fn("cons", x, y))


@false
def a_power_of_e_of_a_complex_sum_as_its_own_size():
    return equality(size(exp(add(w, s))), exp(add(w, s)))


@false
def a_multiple_of_a_complex_number_that_is_never_0():
    return equality(inverse(mul(s, w)), inverse(mul(s, w)))


@false
def a_bracket_that_is_never_1():
    return equality(inverse(sub(bracket(x, y), ONE)), inverse(sub(bracket(x, y), ONE)))


@false
def a_cube_that_is_never_0():
    return equality(inverse(power(x, THREE)), inverse(power(x, THREE)))


@false
def a_gamma_function_of_a_vector():
    return assume(eq(fn("gamma", a), fn("gamma", a)))


@false
def the_cube_of_i():
    return equality(power(I, THREE), I)


@false
def a_product_that_begins_with_its_last_factor():
    longer, end = var("v", "positive", add(n, ONE)), add(n, ONE)
    factors = [over("prod", index("k", end, first), sub(at(longer, index("k", end, first)), ONE)) for first in (ONE, TWO)]
    return equality(factors[0], mul(sub(at(longer, end), ONE), factors[1]))


@false
def a_bound_of_every_term_as_one_of_their_sum():
    return derived.least_bound(linear(le(MINUS, MINUS), []), k, "sum")


@false
def a_logarithm_that_undoes_a_complex_power():
    """s^w may turn around 0 more often than its principal logarithm tells."""
    return equality(log(power(s, w)), mul(w, log(s)), given=[ne(power(s, w), 0)])


@false
def a_root_of_a_power_as_a_power_of_the_root():
    """At w = −1 and c = 2 the root of the square is 1, and the square of the root −1."""
    return equality(power(power(w, HALF), count), power(power(w, count), HALF))


@false
def no_infinite_integrals_in_sum():
    """The sum over n − 1 of them is 0 at n = 1, and 0 · ∞ is nothing."""
    infinite = integral(inverse(u), u, ZERO, ONE)
    return rules.reduction(mul(sub(n, ONE), infinite), total(early, infinite))


@false
def no_infinite_integrals_in_a_sum_within_two_others():
    """From k = n + 1 to n there is nothing."""
    after, again = var("k", "index", add(n, ONE), add(n, ONE)), index("m")
    return less_itself(lambda infinite: total(after, total(again, total(var("l", "index", after, n), infinite))))


def less_itself(term):
    """term + ∞ − ∞ reduces term, if that stands in the term."""
    infinite = integral(inverse(u), u, ZERO, ONE)
    return rules.reduction(add(term(infinite), infinite, neg(infinite)), term(infinite), EVERYTHING)


@false
def no_infinite_integrals_in_a_product_of_vectors():
    few = var("e", "real", count)
    return less_itself(lambda infinite: fn("dot", mul(infinite, few), few))


@false
def no_infinite_integrals_in_a_list_after_a_number():
    values, place = var("f", "vector -> real", add(count, ONE)), index("k", count)
    return less_itself(lambda infinite: fn("call", values, ZERO, fn("cons", ONE, over("lam", place, infinite))))


@false
def no_infinite_integrals_in_a_multiple_of_a_matrix_without_rows():
    infinite = integral(inverse(u), u, ZERO, ONE)
    multiple = fn("det", mul(infinite, var("E", "real", count, count)))
    return rules.reduction(sub(infinite, infinite), sub(multiple, multiple), EVERYTHING)


@false
def no_infinite_integrals_in_a_vector_without_entries():
    values = var("f", "vector -> real", count)
    return less_itself(lambda infinite: fn("call", values, ZERO, mul(infinite, var("e", "real", count))))


@false
def a_slope_of_an_entry_that_has_moved():
    place = index("k", add(n, ONE))
    return equality(deriv(at(fn("cons", s, z), place), z, j), delta(place, j), {"derivative"})


def test_the_axioms_hold_in_numbers():
    sides = rules.basel().conclusion.args
    assert abs(value(sides[0], {}) - value(sides[1], {})) < 1e-40
    for theorem, ends in ((rules.gamma_integral(THREE), [0, 3, 40]), (rules.beta_integral(TWO, THREE, THREE), [0, 3])):
        v, body = opened(theorem.conclusion.args[0])
        area = mp.quad(lambda place, v=v, body=body: value(body, {v.args[0]: place}), ends)
        assert abs(area - value(theorem.conclusion.args[1], {})) < 1e-12
    end, upto = opened(rules.exponential_series(num(Fraction(1, 10))).conclusion.args[0])
    assert abs(value(upto, {end.args[0]: 9}) - mp.exp(mp.mpf(1) / 10)) < 1e-15


# --- theorems are made by the rules alone ---------------------------------------------------------------------------


@false
def a_forged_theorem():
    return forged(lambda: Theorem(object(), [], eq(ONE, ZERO), "because"))


@false
def a_forged_premise():
    premise = SimpleNamespace(conclusion=eq(ONE, ZERO), hypotheses=(), axioms=frozenset())
    return forged(lambda: rules.symmetric(premise))


def forged(attempt):
    try:
        return attempt()
    except TypeError as refusal:
        raise Refused(str(refusal)) from refusal


def test_a_theorem_never_changes():
    theorem = sign(s, "lt")
    with pytest.raises(AttributeError):
        theorem.conclusion = eq(ONE, ZERO)
    with pytest.raises(AttributeError):
        theorem.conclusion.args = ()


def test_an_unknown_operator_is_refused_by_name():
    with pytest.raises(IllTyped, match="zeta"):
        sign(fn("zeta", s), "lt")


def test_definitions_unfold_inside_the_kernel():
    assert equality(at(fn("softmax", z), i), p(i), {"definition"}).conclusion.op == "eq"
    assert not equality(fn("lse", z), log(Z), {"definition"}).hypotheses


def test_hypotheses_and_axioms_are_carried():
    theorem = rules.transitive(assume(le(x, y)), assume(le(y, s)))
    assert set(theorem.hypotheses) == {le(x, y), le(y, s)}
    assert rules.both(rules.basel(), rules.gamma_integral(s)).axioms == {rules.BASEL, rules.GAMMA_INTEGRAL}


@pytest.mark.parametrize("name", FALSEHOODS)
def test_is_refused(name):
    with pytest.raises(REFUSALS):
        FALSEHOODS[name]()
