"""That something exists."""

from kernel_terms import HALF, INFINITY, TWO, eq, exists, exp, forall, integral, inverse, le, limit, lt, root, s, square, t, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, bind, fn, mul, neg, num, sub, substitute

from .attempts import POSITIVE, REAL, false, hole, says, u


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
