"""Convexity."""

from fractions import Fraction

from kernel_terms import HALF, THREE, TWO, deriv, i, inverse, le, lt, s, square, x, y

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, linear, sign
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, mul, neg, num, power, sub, substitute, var
from derivations.prover.proof import derived

from .attempts import count, false, only, u, v


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
