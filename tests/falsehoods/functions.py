"""Functions as variables."""

from kernel_terms import (
    HALF, INFINITY, THREE, TWO, a, delta, deriv, eq, exp, forall, h, i, index, integral, inverse, j, k, le, limit, log, lt, m, n,
    ne, over, root, s, size, square, t, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, substitution
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, div, mul, neg, num, power, sub, substitute, var
from derivations.prover.proof import derived

from .attempts import (
    I, POSITIVE, REAL, anything, bent, call, count, false, fraction, hole, nonnegative_one, of_positive, of_share, once, only,
    rough, twice, u, w,
)  # fmt: skip
from .integrals import by_antiderivative


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
