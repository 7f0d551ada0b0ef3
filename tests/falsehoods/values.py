"""What has a value: u*v/v = u is not proved for all v."""

from kernel_terms import INFINITY, eq, exp, integral, inverse, k, log, lt, n, over, root, s, square, t, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, bind, div, fn, mul, neg, power, sub, substitute, var

from .attempts import REAL, early, false, hole, u


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
