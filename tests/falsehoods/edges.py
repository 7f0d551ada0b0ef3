"""Complex numbers, edges of domains, ends of ranges."""

from kernel_terms import (
    HALF, INFINITY, THREE, TWO, deriv, eq, exp, h, i, index, integral, inverse, j, k, log, lt, m, n, root, s, size, square, total,
    x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, bind, div, fn, mul, neg, num, power, sub, substitute, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, I, PI, REAL, REAL_PAIR, count, false, hole, only, u, v, w
from .limits import tends, through


@false
def the_square_of_a_complex_number_in_an_interval():
    return equality(size(add(ONE, square(w))), add(ONE, square(w)))


@false
def an_exponential_whose_i_cancels():
    return sign(exp(root(square(I))), "lt")


@false
def size_of_a_root_whose_complex_part_cancels():
    return equality(square(size(root(sub(add(x, w), w)))), x, EVERYTHING)


@false
def derivative_along_the_reals_at_a_complex_point():
    return equality(deriv(square(v), v, point=I), mul(TWO, I), EVERYTHING)


@false
def derivative_where_another_entry_leaves_the_domain():
    r = var("r", "positive", TWO)
    pair = var("pair", "real", TWO)
    slopes = (deriv(mul(at(r, ONE), f), r, ONE, point=pair) for f in (size(at(r, TWO)), at(r, TWO)))
    return equality(*slopes, given=[lt(0, at(pair, ONE)), lt(at(pair, TWO), 0)])


def flat(low, high, height=ONE):
    """∫ height over an interval"""
    ends = (through(mul(height, hole), low), through(mul(height, hole), high, "-"))
    return rules.fundamental_theorem(integral(height, u, low, high), mul(height, u), u, *ends)


def substituted(f, theorem, g, low=ZERO, high=ONE):
    """∫ f over (0, 1), by x = g(u)"""
    ends = (rules.limit_through(substitute(g, {u: hole}), hole, tends(*e), REAL, *e) for e in ((low, "+"), (high, "-")))
    ends = (rules.transitive(t, equality(t.conclusion.args[1], end)) for t, end in zip(ends, (ZERO, ONE)))
    return rules.integral_substituted(integral(f, x, ZERO, ONE), theorem, g, u, *ends)


@false
def a_substitution_without_its_slope():
    return substituted(ONE, flat(ZERO, HALF), mul(TWO, u), ZERO, HALF)


@false
def a_substitution_that_does_not_reach_the_end():
    ends = through(mul(HALF, hole), ZERO), through(mul(HALF, hole), ONE, "-")
    ends = (rules.transitive(ends[0], equality(mul(HALF, ZERO), ZERO)), ends[1])
    return rules.integral_substituted(integral(ONE, x, ZERO, ONE), flat(ZERO, ONE, HALF), mul(HALF, u), u, *ends)


@false
def a_substitution_at_a_point():
    """x = u + (1 − u), whose slope is 0, makes every integral 0."""
    return substituted(x, flat(ZERO, ONE, ZERO), mul(ONE, add(u, sub(ONE, u))))


@false
def a_substitution_that_leaves_the_real_line():
    """∫ (x − i)/|x|⁴ dx = 0 by x = u + i, whose inverse tends to 0 at both ends; but at 0 that has no value."""

    def far(context, body, point, side):
        away = rules.local_hypotheses("limit", (REAL, point, side), u)
        step = under("limit", (REAL, point, side), u, equality(body, substitute(context, {hole: inverse(u)}), given=away))
        limit_ = rules.transitive(step, through(context, point, side))
        return rules.transitive(limit_, equality(limit_.conclusion.args[1], ZERO))

    i_, height = fn("imaginary"), mul(neg(HALF), inverse(add(ONE, square(u))))
    ends = (neg(INFINITY), "+"), (INFINITY, "-")
    curve = (far(mul(neg(HALF), square(hole), inverse(add(square(hole), ONE))), height, *end) for end in ends)
    real = rules.fundamental_theorem(
        integral(mul(u, power(add(ONE, square(u)), num(-2))), u, neg(INFINITY), INFINITY), height, u, *curve
    )
    ways = (far(div(hole, add(ONE, mul(i_, hole))), inverse(add(u, i_)), *end) for end in ends)
    whole = integral(mul(sub(x, i_), power(size(x), num(-4))), x, neg(INFINITY), INFINITY)
    return rules.integral_substituted(whole, real, add(u, i_), u, *ways)


@false
def two_intervals_with_a_gap():
    return rules.integral_joined(flat(ZERO, ONE), flat(TWO, THREE))


@false
def two_intervals_of_different_functions():
    return rules.integral_joined(flat(ZERO, ONE), flat(ONE, TWO, TWO))


@false
def a_sum_from_right_to_left():
    """Σ over 1..2 of the index is 3, and over 2..1 of nothing 0."""
    k = index("k", TWO)
    return rules.integral_reversed(equality(total(k, k), THREE))


@false
def an_integral_over_an_interval_as_one_at_a_point():
    return derived.integral_at_a_point(integral(ONE, u, ZERO, ONE))


@false
def an_integral_at_a_point_where_the_function_has_no_value():
    return derived.integral_at_a_point(integral(inverse(u), u, ZERO, ZERO))


@false
def an_integral_at_a_point_from_what_holds_of_no_number():
    """Nothing lies between x and x: there 1/(u − x) is 1."""
    nothing = linear(lt(u, u), [(ONE, assume(lt(x, u))), (ONE, assume(lt(u, x)))])
    everything = rules.absurd(nothing, eq(inverse(sub(u, x)), ONE))
    return rules.transitive(under("integral", (x, x), u, everything), derived.integral_at_a_point(integral(ONE, u, x, x)))


def test_under_an_integral_whose_ends_may_be_equal():
    positive = equality(size(u), u, given=[lt(ZERO, u)])
    assert under("integral", (ZERO, size(x)), u, positive).conclusion.op == "reduces"


@false
def a_sum_over_one_index_as_an_integral_at_a_point():
    k = index("k", ONE)
    return derived.integral_at_a_point(total(k, k))


def test_an_integral_from_right_to_left():
    reversed_ = rules.integral_reversed(assume(eq(integral(u, u, x, y), w))).conclusion
    assert reversed_ == eq(integral(u, u, y, x), neg(w))
    assert derived.integral_at_a_point(integral(u, u, x, x)).conclusion == eq(integral(u, u, x, x), ZERO)
    assert derived.integral_at_a_point(integral(u, u, x, y), [eq(x, y)]).conclusion == eq(integral(u, u, x, y), ZERO)


@false
def a_sum_of_integrals_over_different_intervals():
    return rules.integral_added(flat(ZERO, ONE), flat(ZERO, TWO))


@false
def the_size_of_a_complex_power_of_e():
    return equality(size(exp(mul(I, w))), ONE)


@false
def the_size_of_a_sum_with_a_complex_part():
    return equality(square(size(add(w, mul(I, x)))), add(square(w), square(x)))


@false
def a_sum_that_may_be_0_by_its_parts():
    return equality(div(add(x, mul(I, y)), add(x, mul(I, y))), ONE)


@false
def two_turns_of_any_number():
    return equality(square(exp(mul(I, PI, x))), ONE, {"turns"})


@false
def half_a_turn_of_a_whole_number():
    return equality(exp(mul(I, PI, count, HALF)), power(MINUS, count), {"turns"})


@false
def a_turn_without_naming_the_axiom():
    theorem = equality(exp(mul(I, PI)), MINUS, {"turns"})
    return only(theorem, not theorem.axioms)


@false
def the_size_of_what_has_no_value():
    return rules.triangle(inverse(x), ONE)


@false
def derivative_of_the_size_of_a_complex_number():
    return equality(deriv(size(w), w, point=ONE), ONE, EVERYTHING)


@false
def an_entry_of_a_longer_vector():
    r = var("r", "real", n)
    return sign(at(fn("cons", ONE, r), i), "lt", [lt(0, at(r, i))])


@false
def an_entry_out_of_range_under_a_sum():
    q = index("q", m)
    return equality(total(q, at(z, q)), total(q, at(z, q)))


@false
def a_sum_of_logarithms_of_any_numbers():
    return equality(total(k, log(at(z, k))), total(k, log(at(z, k))))


@false
def polygamma_of_a_negative_order():
    return equality(fn("polygamma", MINUS, s), fn("polygamma", MINUS, s))


@false
def a_limit_of_polygamma_in_its_order():
    """Beside the order 1 there is none."""
    return rules.limit_through(fn("polygamma", hole, s), hole, rules.limit_of_variable(REAL, ONE, "+-"), REAL, ONE, "+-")


@false
def an_entry_of_an_array_without_a_value():
    return equality(at(fn("cons", inverse(x), z), TWO), at(z, ONE))


@false
def an_entry_of_a_product_of_vectors_without_a_value():
    return equality(at(fn("outer", log(z), h), i, j), mul(log(at(z, i)), at(h, j)), EVERYTHING, [lt(0, at(z, i))])


@false
def an_entry_of_a_diagonal_without_a_value():
    return equality(at(fn("diag", log(z)), i, i), log(at(z, i)), EVERYTHING, [lt(0, at(z, i))])


@false
def an_entry_of_a_gradient_without_a_value():
    """The gradient of |x₁| + x₂² at (0, 0)."""
    v, pair = (var(name, "real", TWO) for name in "vp")
    slopes = bind("gradient", REAL_PAIR, pair, variable=v, body=add(size(at(v, ONE)), square(at(v, TWO))))
    return equality(at(slopes, TWO), mul(TWO, at(pair, TWO)), EVERYTHING)


@false
def an_entry_of_a_gradient_without_another_one():
    """By hypothesis x₁ + |x₂| has a slope in x₁; where x₂ is 0 there is none in x₂, and so no gradient."""
    v, pair = (var(name, "real", TWO) for name in "vp")
    body = add(at(v, ONE), size(at(v, TWO)))
    slope = bind("deriv", REAL_PAIR, pair, ONE, variable=v, body=body)
    slopes = bind("gradient", REAL_PAIR, pair, variable=v, body=body)
    return rules.restate(rules.assume(eq(slope, 1)), eq(at(slopes, ONE), 1))


@false
def nine_indices_below_zero():
    nine = [index(f"i{count}", num(5), num(-5)) for count in range(9)]
    return sign(add(*nine, num(39)), "le")


@false
def signs_of_indices_below_one():
    low, q = index("low", n, num(-3)), index("q", n, add(index("low", n, num(-3)), ONE))
    return equality(total(q, fn("sign", q)), sub(n, low), {*EVERYTHING, "ranges"})


@false
def zero_to_the_power_zero_of_an_index():
    low = index("low", n, MINUS)
    return equality(power(ZERO, add(low, ONE)), ZERO)


@false
def a_slope_in_a_vector_of_another_length():
    q, short = index("q", n), var("short", "real", m)
    return equality(deriv(total(q, at(z, q)), z, ONE, point=short), ONE, EVERYTHING)
