"""What random slips in the kernel would let through (python -m tests.mutants)."""

from kernel_terms import (
    HALF, INFINITY, THREE, TWO, a, bracket, delta, deriv, eq, exp, forall, h, i, index, integral, inverse, j, k, le, log, lt, n,
    ne, over, s, simplex, size, square, t, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, div, fn, mul, neg, num, power, sub, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, I, count, early, false, fraction, u, w
from .integrals import by_antiderivative


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
