"""What has no value near a point, or in no dimension."""

from kernel_terms import (
    INFINITY, TWO, delta, deriv, eq, i, index, integral, inverse, k, le, log, lt, n, ne, over, s, simplex, size, square, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, substitution, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, bind, fn, mul, neg, num, power, sort, sub, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, REAL, count, false, only, u
from .determinants import made


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
