"""Indices, their ranges, and deltas."""

from fractions import Fraction

from kernel_terms import (
    HALF, THREE, TWO, a, delta, deriv, eq, exp, h, i, index, inverse, j, k, le, log, m, n, over, product, s, size, square, total,
    x, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import equality, linear, sign
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, fn, mul, neg, num, power, sub, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, count, early, false, late


# --- indices and ranges ---------------------------------------------------------------------------------------------


@false
def seventh_entry():
    return equality(at(z, num(7)), at(z, num(7)))


@false
def seventh_one():
    return equality(at(fn("ones", n), num(7)), ONE)


@false
def seventh_one_unfolded():
    return rules.transitive(derived.unfolding(at(fn("ones", n), num(7)), ONE), equality(ONE, ONE))


@false
def other_vectors_in_other_words():
    return rules.restate(equality(z, z), eq(z, h))


none = index("k", count)  # of a list that has no entries where c is 0
pointless = mul(inverse(count), var("u", "real", count))


def products_of_nothing():
    """Σ_k (1/c) u_k v_k, which is 0 where c is 0, is itself."""
    term = mul(mul(inverse(count), at(var("u", "real", count), none)), at(var("v", "real", count), none))
    return rules.under("sum", (ONE, count), none, equality(term, term, given=[le(ONE, count)]))


@false
def a_multiple_of_no_entries_by_one_over_none():
    theorem = products_of_nothing()
    return rules.restate(theorem, eq(fn("dot", pointless, var("v", "real", count)), theorem.conclusion.args[1]))


@false
def a_power_of_no_entries_by_one_over_none():
    nothing = over("lam", index("k", ZERO), ONE)
    return rules.restate(equality(ZERO, ZERO), eq(fn("dot", power(nothing, inverse(sub(x, x))), nothing), ZERO))


def test_a_multiple_of_some_entries_is_folded():
    theorem = rules.weaken(products_of_nothing(), le(ONE, count))
    assert rules.restate(theorem, eq(fn("dot", pointless, var("v", "real", count)), theorem.conclusion.args[1]))


@false
def seventh_one_restated():
    return rules.restate(equality(ONE, ONE), eq(at(fn("ones", n), num(7)), 1))


@false
def derivative_in_the_seventh_entry():
    return equality(deriv(at(z, ONE), z, num(7)), ZERO, EVERYTHING)


@false
def the_zeroth_of_more():
    return equality(at(fn("cons", num(5), fn("ones", n)), ZERO), ONE)


@false
def the_first_of_more_forgotten():
    q = index("q", n, ZERO)
    return equality(total(q, at(fn("cons", num(5), fn("ones", n)), add(q, ONE))), add(n, ONE))


@false
def index_from_zero_is_positive():
    return sign(index("q", n, ZERO), "lt")


@false
def natural_is_positive():
    return sign(sub(count, ONE), "le", [le(0, count)])


@false
def an_index_in_an_empty_range():
    return linear(le(0, sub(n, TWO)), [(ONE, sign(sub(early, ONE), "le")), (ONE, sign(sub(sub(n, ONE), early), "le"))])


@false
def an_index_in_an_empty_range_as_a_remainder():
    return linear(le(0, sub(n, TWO)), [], add(mul(ONE, sub(early, ONE)), mul(ONE, sub(sub(n, ONE), early))))


@false
def an_index_below_a_natural_number():
    q = index("q", count)
    return linear(le(1, count), [(ONE, sign(sub(q, ONE), "le")), (ONE, sign(sub(count, q), "le"))])


@false
def an_inverse_leaves_an_empty_sum():
    return equality(total(early, inverse(add(mul(ONE, sub(early, ONE)), mul(ONE, sub(sub(n, ONE), early)), ONE))), ONE)


@false
def one_term_of_an_empty_product():
    start = index("start", add(n, ONE))
    none = product(index("q", n, start), delta(i, j))
    return equality(mul(delta(i, j), none), none)


@false
def one_term_of_an_empty_sum():
    start = index("start", add(n, ONE))
    q = index("q", n, start)
    return sign(total(q, at(a, q)), "lt")


def sizes(variable):
    return total(variable, size(variable))


below_zero = index("below", ZERO, sub(ONE, n))  # 1-n..0


@false
def sizes_of_the_numbers_below_zero():
    """Σ |k| over 1−n..0 is no difference of sums from 1 on, in which |k| is k."""
    return equality(sizes(below_zero), total(below_zero, below_zero), {"ranges"})


@false
def sizes_of_the_numbers_below_zero_as_others():
    """Σ |k − n| over 1..n, with k in the place of k − n."""
    return equality(total(k, size(sub(k, n))), total(k, sub(k, n)), {"ranges"})


@false
def sizes_up_to_where_the_sum_would_run_backwards():
    """Σ |k| over 1..3−j, j <= 3, is no sum over 1..−j and three terms."""
    j = index("j", THREE)
    three = (size(sub(num(c), j)) for c in (1, 2, 3))
    backwards = mul(HALF, add(mul(j, j), neg(j)))
    return equality(sizes(index("q", sub(THREE, j))), add(backwards, *three), {"ranges"})


@false
def an_even_power_of_minus_one_by_half_a_number():
    """c = 2x for a real number x does not make c even."""
    return equality(power(MINUS, count), ONE, (), [eq(count, mul(TWO, x))])


@false
def an_odd_power_of_minus_one():
    return equality(power(MINUS, add(mul(TWO, count), ONE)), ONE)


@false
def a_power_of_minus_x():
    return equality(power(neg(x), count), power(x, count))


@false
def an_even_power_of_any_number():
    return equality(power(x, mul(TWO, count)), ONE)


@false
def a_power_of_three_halves():
    whole = add(ONE, s)
    return equality(power(whole, num(Fraction(3, 2))), whole)


@false
def a_product_of_zeros_that_may_be_empty():
    return sign(neg(product(late, mul(ZERO, x))), "le")


@false
def the_last_factor_of_an_empty_product():
    return equality(
        product(late, at(z, late)),
        mul(product(index("q", sub(n, ONE), TWO), at(z, index("q", sub(n, ONE), TWO))), at(z, n)),
        {"ranges"},
    )


@false
def a_sum_over_an_empty_range_is_positive():
    return sign(total(late, s), "lt")


@false
def a_sum_with_its_limits_reversed():
    back = total(index("q", ONE, THREE), ONE)
    return equality(back, back)


@false
def a_sum_over_one_dimension_counted_by_another():
    return equality(total(k, ONE), var("m", "dimension"))


# --- deltas ---------------------------------------------------------------------------------------------------------


beyond = index("beyond", m)


@false
def delta_with_an_index_of_another_dimension():
    return equality(total(k, delta(k, beyond)), ONE, EVERYTHING)


@false
def delta_with_an_index_above_a_partial_sum():
    return equality(total(index("q", i), delta(index("q", i), j)), ONE, EVERYTHING)


@false
def delta_with_twice_the_index():
    return equality(total(k, delta(mul(TWO, k), j)), ONE, EVERYTHING)


@false
def delta_with_twice_the_index_and_an_odd_number():
    q = index("q", num(8))
    return equality(total(q, delta(mul(TWO, q), num(3))), ONE, EVERYTHING)


@false
def delta_of_twice_an_index_and_another():
    q, once_or_more = index("q", num(8)), index("o", num(4))
    return equality(total(q, delta(mul(TWO, q), once_or_more)), ZERO, EVERYTHING)


@false
def delta_in_a_denominator():
    return equality(total(k, inverse(delta(k, i))), ONE, EVERYTHING)


@false
def two_deltas_counted_twice():
    return equality(total(k, mul(delta(k, i), delta(k, j))), mul(TWO, delta(i, j)), EVERYTHING)


@false
def each_of_two_deltas_counted_at_both():
    return equality(total(k, add(delta(k, i), delta(k, j))), sub(num(4), mul(TWO, delta(i, j))), EVERYTHING)


def triangle(f):
    """Σ_k Σ_{q≤k} f(k, q)"""
    q = index("q", k)
    return total(k, total(q, f(k, q)))


@false
def a_triangle_without_its_diagonal():
    return equality(mul(TWO, triangle(lambda k, q: mul(at(z, k), at(z, q)))), square(total(k, at(z, k))), EVERYTHING)


@false
def a_mirrored_triangle_without_its_diagonal():
    both = add(triangle(lambda k, q: mul(at(z, k), at(h, q))), triangle(lambda k, q: mul(at(h, k), at(z, q))))
    return equality(both, mul(total(k, at(z, k)), total(k, at(h, k))), EVERYTHING)


@false
def half_of_a_square_that_is_not_symmetric():
    twice = mul(TWO, triangle(lambda k, q: mul(at(z, k), at(h, q))))
    mixed = add(mul(total(k, at(z, k)), total(k, at(h, k))), total(k, mul(at(z, k), at(h, k))))
    return equality(twice, mixed, EVERYTHING)


@false
def a_triangle_of_columns_counted_by_rows():
    return equality(triangle(lambda k, q: at(z, q)), total(k, mul(k, at(z, k))), EVERYTHING)


@false
def a_sum_inside_a_triangle_loses_its_index():
    """Σ_s Σ_{l≤s} Σ_v y_l^m A_vl is not that of A_lv; the hashes of names decide how the sums are nested, so many are tried."""
    matrix = var("matrix", "real", n, n)
    for trial in range(40):
        upto, v_ = index(f"s{trial}"), index(f"v{trial}")
        l_ = index(f"l{trial}", upto)
        weight = power(at(z, l_), num(trial + 1))
        rows, columns = (total(upto, total(l_, total(v_, mul(weight, e)))) for e in (at(matrix, v_, l_), at(matrix, l_, v_)))
        try:
            return equality(rows, columns, EVERYTHING)
        except Refused:
            continue
    raise Refused("nothing false has been shown")


@false
def sizes_where_the_terms_before_have_no_value():
    """exp(log(k − 3/2)) is k − 3/2 from 2 on; at 1 it is nothing, and not positive."""
    half = sub(k, num(Fraction(3, 2)))
    left = total(k, size(mul(exp(log(half)), half)), first=TWO)
    right = add(total(k, size(mul(half, sub(sub(k, HALF), ONE)))), num(Fraction(1, 4)))
    return equality(left, right, {*EVERYTHING, "ranges"}, [le(TWO, n)])


@false
def delta_that_is_always_zero():
    return equality(delta(i, j), ZERO, EVERYTHING)


@false
def only_different_indices_considered():
    return equality(mul(delta(i, j), at(z, i)), ZERO, EVERYTHING)


@false
def only_equal_indices_considered():
    return equality(mul(delta(i, j), at(z, i)), at(z, i), EVERYTHING)
