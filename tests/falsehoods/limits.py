"""Limits, finite ones and infinite ones."""

from kernel_terms import (
    INFINITY, THREE, TWO, bracket, delta, deriv, diverges, eq, exp, index, inverse, k, le, limit, log, lt, n, number, over, root,
    s, size, square, t, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, div, fn, mul, neg, num, power, sort, sub, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, I, POSITIVE, REAL, contradiction, count, false, hole, says, u, v, w
from .order import equality_as_order


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
