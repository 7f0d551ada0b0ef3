"""What is equal under binders."""

from kernel_terms import HALF, TWO, eq, k, lt, n, s, simplex, size, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, mul, neg, num, power, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, POSITIVE, REAL, contradiction, false, late, only, u


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
