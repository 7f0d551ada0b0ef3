"""Hypotheses, generality and substitution."""

from fractions import Fraction

import pytest
from kernel_terms import (
    HALF, TWO, a, bracket, deriv, eq, exp, forall, h, i, index, inverse, j, k, le, log, lt, m, n, ne, root, s, size, square, total,
    x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import assume, equality, linear, sign, substitution
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, mul, neg, num, power, sort, sub, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, REAL, count, false, fraction, grid, late, only, v, w
from .indices import beyond


@false
def a_hypothesis_that_disappears_in_a_cut():
    lemma = rules.weaken(sign(s, "lt"), lt(0, x))
    theorem = rules.cut(assume(lt(0, s)), lemma)
    return only(theorem, not theorem.hypotheses)


@false
def a_generalised_hypothesis():
    return rules.generalise(assume(lt(0, x)), x)


@false
def a_generalised_dimension():
    return rules.generalise(equality(at(z, ONE), at(z, ONE)), n)


@false
def a_value_outside_the_domain():
    return substitution(sign(s, "lt"), {s: x})


@false
def a_value_outside_the_domain_of_a_vector():
    return substitution(sign(at(a, i), "lt"), {a: z})


@false
def a_value_that_does_not_exist():
    return substitution(equality(mul(ZERO, x), ZERO), {x: inverse(y)})


@false
def a_value_out_of_range():
    return substitution(equality(mul(ZERO, x), ZERO), {x: at(z, num(7))})


@false
def a_value_out_of_range_that_unfolds():
    return substitution(equality(mul(ZERO, x), ZERO), {x: at(fn("ones", n), num(7))})


@false
def a_special_case_out_of_range_that_unfolds():
    return rules.specialise(rules.generalise(equality(mul(ZERO, x), ZERO), x), at(fn("ones", n), num(7)))


@false
def a_proportion_above_one():
    return substitution(sign(sub(ONE, fraction), "lt"), {fraction: s})


@false
def a_proportion_of_one():
    return substitution(sign(sub(ONE, fraction), "lt"), {fraction: ONE})


@false
def a_real_number_replaced_by_a_complex_one():
    """|x|² = x² for real x"""
    return substitution(equality(square(size(x)), square(x)), {x: w})


@false
def a_complex_root_replaced_by_a_real_one():
    """|√w| = √|w|, and |√x|² = x over the reals: the one is not the other at −1"""
    principal = substitution(equality(size(root(w)), root(size(w))), {w: MINUS})
    real = substitution(equality(square(y), x, (), [eq(size(root(x)), y)]), {x: MINUS, y: ONE})
    return rules.cut(real, rules.transitive(principal, equality(root(ONE), ONE)))


@false
def a_real_root_of_what_equals_a_complex_number():
    """√x = e^(w/2) given x = e^w: not at w = 2πi"""
    return equality(root(x), exp(mul(HALF, w)), given=[eq(x, exp(w)), le(0, x)])


@false
def real_roots_of_entries_that_equal_complex_ones():
    f = var("f", "complex", n)
    equal = forall(eq(at(z, k), exp(at(f, k))), k)
    return equality(root(at(z, i)), exp(mul(HALF, at(f, i))), given=[equal, le(0, at(z, i))])


@false
def a_product_of_real_roots_of_complex_squares():
    """√x √s = |w|² y given x = w² y = s: not at w = i, y = −1"""
    body = mul(square(w), y)
    given = [eq(x, body), eq(s, body), le(0, x)]
    return equality(mul(root(x), root(s)), mul(square(size(w)), y), given=given)


@false
def a_principal_root_of_what_equals_a_positive_number():
    return equality(Term("cpow", (exp(w), HALF)), exp(mul(HALF, w)), given=[eq(s, exp(w))])


@false
def derivative_of_a_bracket_of_a_complex_number():
    return equality(deriv(bracket(w, ZERO), w, point=ZERO), ZERO, EVERYTHING)


@false
def a_size_that_does_not_vary_with_its_number():
    return equality(deriv(size(w), w, point=ONE), ZERO, EVERYTHING)


@false
def a_real_power_replaced_by_a_whole_one():
    """y = x^r |- 0 < y, at r = 1"""
    positive = linear(lt(0, y), [], y, (), [eq(y, power(x, v))])
    negative = substitution(positive, {x: MINUS, v: ONE, y: MINUS})
    return rules.cut(negative, equality(MINUS, power(MINUS, ONE)))


@false
def a_number_that_is_not_exact():
    return linear(le(x, num(2**53)), [], sub(num(2**53), x), (), [le(x, add(Term("num", (2.0**53,)), ONE))])


@false
def a_truth_value_as_a_number():
    return equality(Term("num", (True,)), ONE)


@false
def a_complex_power_of_zero():
    inverse_root = Term("cpow", (w, num(Fraction(-1, 2))))
    return equality(mul(w, inverse_root), mul(w, inverse_root))


@false
def a_complex_logarithm_of_zero():
    return equality(Term("clog", (w,)), Term("clog", (w,)))


@false
def the_principal_logarithm_of_a_product():
    return equality(Term("clog", (mul(w, w),)), mul(TWO, Term("clog", (w,))), given=[ne(w, ZERO)])


@false
def the_principal_logarithm_of_a_square():
    return equality(Term("clog", (square(w),)), mul(TWO, log(size(w))), given=[ne(w, ZERO), ne(square(w), ZERO)])


@false
def a_principal_root_of_a_fourth_power():
    return equality(Term("cpow", (power(w, num(4)), HALF)), square(size(w)))


@false
def a_principal_root_of_a_square():
    return equality(Term("cpow", (square(w), HALF)), w)


@false
def a_principal_root_of_a_product():
    first, second = var("w1", "complex"), var("w2", "complex")
    roots = mul(Term("cpow", (first, HALF)), Term("cpow", (second, HALF)))
    return equality(Term("cpow", (mul(first, second), HALF)), roots)


@false
def half_a_natural_number():
    return substitution(sign(count, "le"), {count: mul(HALF, count)})


@false
def one_less_than_a_natural_number():
    return substitution(sign(count, "le"), {count: sub(count, ONE)})


@false
def dimension_zero():
    return substitution(sign(n, "lt"), {n: sub(n, ONE)})


@false
def an_index_outside_its_range():
    return substitution(linear(le(i, n), [], sub(n, i)), {i: add(n, ONE)})


@false
def an_index_outside_a_range_that_is_replaced_too():
    first = index("first", j)
    return substitution(linear(le(first, j), [], add(neg(first), j)), {j: ONE, first: j})


@false
def a_hypothesis_that_is_not_substituted():
    theorem = substitution(assume(lt(0, x)), {x: y})
    return only(theorem, lt(0, y) not in theorem.hypotheses)


@false
def a_vector_of_another_length():
    return substitution(equality(total(k, mul(ZERO, at(z, k))), ZERO), {z: var("short", "real", m)})


@false
def special_case_outside_the_domain():
    return rules.specialise(rules.generalise(sign(s, "lt"), s), x)


@false
def special_case_outside_the_range():
    return rules.specialise(rules.generalise(linear(le(i, n), [], sub(n, i)), i), add(n, ONE))


@false
def special_case_that_is_captured():
    both = equality(total(k, total(beyond, x)), total(beyond, total(k, x)))
    return rules.specialise(rules.generalise(both, x), size(Term("bound", (0,))))


@false
def special_case_of_an_equation():
    return rules.specialise(assume(eq(x, y)), s)


@false
def entries_that_are_equal_by_hypothesis():
    return rules.extensional(assume(eq(at(z, i), at(h, i))), i)


@false
def only_some_entries_are_equal():
    some = assume(forall(eq(at(z, late), at(h, late)), late), [le(2, n)])
    return rules.extensional(rules.specialise(some, late), late)


@false
def entries_of_a_vector_that_changes_with_the_index():
    A = var("A", "real", n, n)
    return rules.extensional(equality(at(A, i, i), at(A, i, i)), i, i)


def test_a_row_is_no_entry():
    with pytest.raises(Refused, match="do not run over the whole"):
        rules.extensional(equality(at(grid, i), at(grid, i)), i)


@false
def two_variables_of_one_name():
    return equality(add(x, var("x", "positive")), add(x, var("x", "positive")))


@false
def a_variable_of_no_domain():
    return equality(var("q", "weird"), var("q", "weird"))


@false
def an_index_with_three_ends():
    return equality(var("q", "index", ONE, n, n), var("q", "index", ONE, n, n))


@false
def a_vector_of_dimensions_replaced_by_one():
    """As if it were a number: then a vector and a number are multiplied by themselves."""
    lengths = var("N", "dimension", n)
    return substitution(equality(mul(x, lengths), mul(lengths, x)), {lengths: ONE})


@false
def a_vector_for_each_length_under_one_name():
    vectors = var("v", "real", k)
    return equality(total(k, at(vectors, ONE)), total(k, at(vectors, ONE)))


@false
def a_number_as_a_statement():
    return assume(x)


@false
def a_number_for_all_numbers():
    return assume(Term("forall", (REAL, ONE)))


@false
def something_for_all_of_no_domain():
    return assume(Term("forall", (sort("weird"), eq(ONE, ONE))))


@false
def nothing_as_a_statement():
    return assume(Term("and", ()))


@false
def a_sum_of_nothing():
    return equality(Term("mul", ()), ONE)


@false
def a_maximum_of_one_number_alone():
    return equality(fn("maxof", x), x)


@false
def a_delta_of_three_indices():
    return sign(Term("delta", (i, j, k)), "le")


@false
def a_bracket_of_an_order_of_complex_numbers():
    return sign(fn("ind", Term("lt", (fn("imaginary"), ZERO))), "le")


@false
def a_bracket_of_an_unknown_relation():
    return sign(fn("ind", Term("weird", (x, y))), "le")


@false
def a_limit_from_an_unknown_side():
    return assume(eq(bind("limit", REAL, ZERO, "?", variable=x, body=x), 0))


@false
def a_limit_at_a_vector():
    return assume(eq(bind("limit", REAL, z, "+", variable=x, body=x), 0))


@false
def a_derivative_in_one_of_no_entries():
    return assume(eq(bind("deriv", REAL, ZERO, ONE, variable=x, body=x), 1))


@false
def a_derivative_along_no_domain():
    return assume(eq(bind("deriv", sort("weird"), x, variable=var("q", "weird"), body=x), 0))


@false
def a_simplex_of_half_a_dimension():
    return assume(eq(Term("simplex", (ONE, HALF, ONE)), 1))


@false
def a_space_of_half_a_dimension():
    return assume(eq(Term("space", (HALF, ONE)), 1))


@false
def an_integral_over_a_space_that_has_no_value():
    """The volume of R^n is no number, be it over itself."""
    volume = Term("space", (n, ONE))
    return equality(volume, volume)


@false
def as_many_ones_as_a_number():
    return assume(eq(fn("ones", x), fn("ones", x)))


@false
def two_as_a_fraction():
    return equality(Term("root", (s, Term("num", (Fraction(2),)))), square(s))


@false
def a_sign_of_no_kind():
    return sign(x, "any")


@false
def the_third_part_of_two():
    return rules.part(rules.both(equality(x, x), equality(y, y)), 2)


@false
def a_sum_of_no_integrals():
    return rules.integral_added()


@false
def a_fresh_name_that_was_written():
    """A free index with the name that the kernel gives to the next one it opens: captured, Σ_k z_k z_i would be Σ_k z_k²."""
    for ahead in range(1, 60):
        last = int(fresh("k", "real").args[0].split("'")[1])
        written = Term("var", (f"k'{last + ahead}", "index", ONE, n))
        try:
            return equality(total(k, mul(at(z, k), at(z, written))), total(k, square(at(z, k))))
        except Refused:
            continue
    raise Refused("captured by none of them")


@false
def a_bound_index_without_its_binder():
    return equality(Term("bound", (0,)), Term("bound", (0,)))


@false
def other_words_for_something_else():
    return rules.restate(equality(x, x), eq(x, y))


@false
def an_abbreviation_of_something_else():
    return rules.settle(derived.unfolding(at(fn("softmax", z), i), exp(at(z, i))))


@false
def a_vector_plus_a_number():
    return equality(add(z, ONE), add(z, ONE))


@false
def a_vector_times_a_vector():
    return equality(mul(z, h), mul(h, z))


@false
def a_vector_that_is_a_number():
    return equality(z, ZERO, given=[eq(at(z, ONE), 0)])


@false
def vectors_of_two_lengths():
    short = var("short", "real", m)
    return equality(fn("dot", z, short), fn("dot", short, z))
