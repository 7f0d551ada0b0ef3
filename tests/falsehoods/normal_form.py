"""Normal forms."""

from fractions import Fraction

import pytest
from kernel_terms import (
    HALF, TWO, bracket, exp, forall, h, i, index, integral, inverse, j, k, le, log, lt, n, ne, over, product, root, s, size,
    square, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign
from derivations.prover.kernel.terms import ONE, ZERO, IllTyped, Term, add, at, fn, mul, neg, num, power, var

from .attempts import EVERYTHING, false, only, w


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


def test_a_whole_number_has_one_form():
    """A cache would hold x^(2/1) for x², which is a power of another kind."""
    with pytest.raises(IllTyped):
        Term("num", (Fraction(2),))
