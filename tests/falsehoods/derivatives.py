"""Derivatives."""

from fractions import Fraction

from kernel_terms import (
    HALF, INFINITY, THREE, TWO, bracket, deriv, eq, exp, i, index, integral, inverse, k, limit, log, lt, ne, over, root, s,
    size, square, t, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.derivative import evaluate
from derivations.prover.kernel.rules import equality
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, fn, mul, neg, num, power, sub, substitute, var

from .attempts import EVERYTHING, REAL, anything, call, count, false, hole, top, u


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


def beside(dropped):
    """The slope at 0 of x ↦ the derivative at 0 of y ↦ y + dropped, which has no value but where x is 0."""
    inner = deriv(add(u, dropped), u, point=ZERO)
    return equality(deriv(inner, x, point=ZERO), ZERO, {"derivative"})


@false
def the_slope_of_a_slope_that_is_there_at_a_jump_alone():
    return beside(inverse(sub(ONE, square(fn("sign", x)))))


@false
def the_slope_of_a_slope_that_is_there_at_one_number_alone():
    return beside(inverse(bracket(x, ZERO)))


@false
def the_slope_of_a_slope_where_a_function_may_jump():
    inner = deriv(add(u, inverse(call(anything, x))), u, point=ZERO)
    return equality(deriv(inner, x, point=ZERO), ZERO, {"derivative"}, [lt(0, call(anything, ZERO))])


@false
def the_slope_of_a_slope_that_drops_an_integral():
    whole = integral(mul(x, inverse(u)), u, ZERO, ONE)  # it has a value at x = 0 alone
    inner = deriv(add(y, whole), y, point=ZERO)
    return rules.reduction(deriv(inner, x), mul(ZERO, whole), {"derivative"})


@false
def the_slope_of_a_slope_at_a_kink_that_is_smooth_at_one_number_alone():
    inner = deriv(mul(size(u), x), u, point=ZERO)
    return equality(deriv(inner, x, point=ZERO), ZERO, {"derivative"})


@false
def the_slope_of_a_slope_at_a_kink_that_is_smooth_where_the_hypotheses_hold():
    inner = deriv(mul(size(u), x), u, point=ZERO)
    return equality(deriv(inner, x), ZERO, {"derivative"}, [eq(x, 0)])


def test_the_slope_of_a_slope_at_a_kink_that_is_always_smooth():
    inner = deriv(mul(size(u), u, x), u, point=ZERO)
    assert equality(deriv(inner, x, point=ZERO), ZERO, {"derivative"})


@false
def a_derivative_by_rules_that_do_not_hold_in_a_limit_under_another():
    """||u| + u| − |u| − u is 0 everywhere, and its slope at 0 is −1 by rule."""
    slope = deriv(sub(sub(size(add(size(u), u)), size(u)), u), u, point=ZERO)
    whole = limit(add(slope, inverse(t)), t, INFINITY, "-")
    right = add(evaluate(whole), whole, neg(whole))
    return rules.reduction(deriv(mul(x, whole), x), right, {"derivative"})
