"""Integrals."""

from fractions import Fraction

from kernel_terms import (
    HALF, INFINITY, THREE, TWO, a, bracket, delta, deriv, diverges, eq, exp, forall, h, i, index, integral, inverse, j, k, le,
    limit, log, lt, n, ne, over, root, s, size, square, t, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear, sign, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, fn, mul, neg, num, power, sub, substitute, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, I, REAL, call, contradiction, false, hole, once, only, says, u, v, w
from .limits import FAR, JUMP, infinite, limit_of_the_jump, tends, through


@false
def an_integral_across_a_pole():
    """∫ x^-2 over −1..1 is not −2."""
    return by_antiderivative(power(u, num(-2)), neg(inverse(u)), MINUS, ONE)


@false
def an_integral_of_another_function():
    return by_antiderivative(u, u, ZERO, ONE)


@false
def an_integral_backwards():
    return by_antiderivative(u, mul(HALF, square(u)), ONE, ZERO)


@false
def an_integral_over_no_interval():
    """An interval without inside: ∫ 0 over 0..0 would be −1 − 1."""
    ends = limit_of_the_jump("+", 1), limit_of_the_jump("-", -1)
    return rules.fundamental_theorem(integral(ZERO, u, ZERO, ZERO), JUMP, u, *ends)


@false
def an_integral_with_the_ends_of_another_antiderivative():
    """F = u²/2 inside, but the limits are those of u."""
    return rules.fundamental_theorem(
        integral(u, u, ZERO, ONE), mul(HALF, square(u)), u, through(hole, ZERO, "+"), through(hole, ONE, "-")
    )


@false
def an_integral_under_a_hypothesis_about_its_variable():
    low, high = through(hole, ZERO, "+"), through(hole, ONE, "-")
    return rules.fundamental_theorem(integral(u, u, ZERO, ONE), u, u, low, high, given=[eq(u, 1)])


@false
def an_integral_in_a_variable_that_it_contains():
    whole = integral(x, u, ZERO, ONE)
    return rules.fundamental_theorem(whole, mul(HALF, square(x)), x, *(through(mul(HALF, square(hole)), *e) for e in ENDS))


ENDS = (ZERO, "+"), (ONE, "-")


def by_antiderivative(body, antiderivative, low, high):
    ends = (through(substitute(antiderivative, {u: hole}), point, side) for point, side in ((low, "+"), (high, "-")))
    return rules.fundamental_theorem(integral(body, u, low, high), antiderivative, u, *ends)


@false
def an_integral_from_a_number_of_unknown_sign():
    """∫ 1 over y..1 is 1 − y, not 1 − |y|."""
    ends = (rules.weaken(through(size(hole), *end), lt(y, 1)) for end in ((y, "+"), (ONE, "-")))
    return rules.fundamental_theorem(integral(ONE, u, y, ONE), size(u), u, *ends)


@false
def an_integral_up_to_a_number_of_unknown_sign():
    """∫ 1 over −1..y is y + 1, not −|y| + 1."""
    ends = (rules.weaken(through(neg(size(hole)), *end), lt(-1, y)) for end in ((MINUS, "+"), (y, "-")))
    return rules.fundamental_theorem(integral(ONE, u, MINUS, y), neg(size(u)), u, *ends)


def of_inverse(low, high, direction):
    """∫ 1/u diverges between these ends."""
    return assume(diverges(integral(inverse(u), u, num(low), num(high)), direction))


def test_integrals_that_diverge():
    low, high = assume(diverges(limit(log(u), u, ZERO), -1)), through(log(hole), ONE, "-")
    whole = integral(inverse(u), u, ZERO, ONE)
    assert rules.fundamental_theorem(whole, log(u), u, low, high).conclusion == diverges(whole, 1)
    divided = rules.integral_joined(of_inverse(0, 1, 1), of_inverse(1, 2, 1))
    assert divided.conclusion == diverges(integral(inverse(u), u, ZERO, TWO), 1)


@false
def an_integral_that_diverges_at_its_lower_end_as_the_antiderivative_does():
    low, high = assume(diverges(limit(log(u), u, ZERO), -1)), through(log(hole), ONE, "-")
    whole = integral(inverse(u), u, ZERO, ONE)
    return says(rules.fundamental_theorem(whole, log(u), u, low, high), diverges(whole, -1))


@false
def an_integral_that_diverges_at_both_ends_in_opposite_directions():
    square_ = mul(HALF, square(u))
    low, high = (assume(diverges(limit(square_, u, *end), 1)) for end in ((neg(INFINITY), "+"), (INFINITY, "-")))
    return rules.fundamental_theorem(integral(u, u, neg(INFINITY), INFINITY), square_, u, low, high)


@false
def a_limit_of_complex_numbers_that_is_infinite():
    return assume(diverges(limit(mul(w, u), u, INFINITY, "-"), 1))


@false
def an_integral_divided_where_its_parts_cancel():
    return rules.integral_joined(of_inverse(-1, 0, -1), of_inverse(0, 1, 1))


@false
def an_integral_divided_into_parts_that_do_not_meet():
    finite = assume(eq(integral(inverse(u), u, ONE, TWO), log(TWO)))
    return rules.integral_joined(finite, of_inverse(0, 1, 1))


@false
def an_integral_divided_into_parts_of_two_functions():
    return rules.integral_joined(of_inverse(0, 1, 1), assume(eq(integral(ONE, u, ONE, TWO), ONE)))


@false
def an_integral_divided_into_a_real_and_a_complex_part():
    body = add(inverse(u), mul(fn("imaginary"), add(size(sub(u, ONE)), sub(u, ONE))))
    low = assume(diverges(integral(body, u, ZERO, ONE), 1))
    return rules.integral_joined(low, assume(eq(integral(body, u, ONE, TWO), add(log(TWO), fn("imaginary")))))


def compared(whole, part, order, signed):
    return rules.integral_exceeds(whole, part, order, signed, u)


WITHIN = lt(0, u), lt(u, 1)
SELF = linear(le(inverse(u), inverse(u)), [], given=[lt(0, u)])
ABOVE = sign(inverse(u), "le", [lt(0, u)])


@false
def an_infinite_integral_of_what_is_above_minus_one():
    """∫_0^∞ (1/u − 1) du is ∞ − ∞."""
    f = add(inverse(u), MINUS)
    part = assume(diverges(integral(f, u, ZERO, ONE), 1))
    order = linear(le(f, f), [], given=[lt(0, u)])
    return compared(integral(f, u, ZERO, INFINITY), part, order, linear(le(MINUS, f), [], inverse(u), given=[lt(0, u)]))


def test_integrals_compared():
    whole = integral(inverse(u), u, ZERO, TWO)
    assert compared(whole, of_inverse(0, 1, 1), SELF, ABOVE).conclusion == diverges(whole, 1)
    whole, part = integral(neg(inverse(u)), u, ZERO, TWO), assume(diverges(integral(neg(inverse(u)), u, ZERO, ONE), -1))
    order = linear(le(neg(inverse(u)), neg(inverse(u))), [], given=[lt(0, u)])
    below = linear(le(neg(inverse(u)), 0), [], inverse(u), given=[lt(0, u)])
    assert compared(whole, part, order, below).conclusion == diverges(whole, -1)


@false
def an_integral_up_to_an_end_without_a_value():
    return compared(integral(inverse(u), u, ZERO, add(ONE, square(log(y)))), of_inverse(0, 1, 1), SELF, ABOVE)


UNIT = ZERO, ONE


def line():
    """∫_0^1 u = 1/2"""
    return by_antiderivative(u, mul(HALF, square(u)), ZERO, ONE)


RISING, UPWARDS = linear(le(u, u), []), sign(u, "le", [lt(0, u)])
ALWAYS = by_antiderivative(ONE, u, ZERO, ONE)  # ∫_0^1 1 = 1


def bounded(body, ends, bound, valued, order, signed, whole):
    return rules.integral_bounded(integral(body, u, *ends), bound, valued, order, signed, whole, u)


def within_unit(body, ends, order, signed):
    """The integral of the body between the ends, compared with that of u from 0 to 1."""
    return bounded(body, ends, integral(u, u, *UNIT), line(), order, signed, UPWARDS)


def test_an_integral_of_what_is_smaller():
    low = mul(u, inverse(add(ONE, u)))
    order = linear(le(low, u), [], mul(square(u), inverse(add(ONE, u))), EVERYTHING, [lt(0, u)])
    theorem = within_unit(low, UNIT, order, sign(low, "le", [lt(0, u)]))
    assert theorem.conclusion == le(integral(low, u, *UNIT), integral(u, u, *UNIT)) and not theorem.hypotheses


@false
def an_integral_below_one_without_a_value():
    whole = integral(inverse(u), u, *UNIT)
    return bounded(inverse(u), UNIT, whole, equality(ONE, ONE), SELF, ABOVE, ABOVE)


@false
def an_integral_below_one_that_is_supposed_to_have_a_value():
    whole = integral(inverse(u), u, *UNIT)
    theorem = bounded(inverse(u), UNIT, whole, assume(eq(whole, 1)), SELF, ABOVE, ABOVE)
    return only(theorem, not theorem.hypotheses)


@false
def an_integral_below_that_of_another_bound():
    return bounded(ONE, UNIT, integral(u, u, *UNIT), line(), linear(le(1, 1), []), sign(ONE, "le"), sign(ONE, "le"))


@false
def an_integral_of_another_function_below_a_bound():
    return within_unit(TWO, UNIT, RISING, UPWARDS)


@false
def an_integral_of_both_signs_below_a_bound():
    order = linear(le(neg(inverse(u)), u), [], add(u, inverse(u)), given=[lt(0, u)])
    return within_unit(neg(inverse(u)), UNIT, order, UPWARDS)


@false
def an_integral_below_that_of_a_bound_of_both_signs():
    bound = integral(u, u, num(-2), ONE)
    valued = by_antiderivative(u, mul(HALF, square(u)), num(-2), ONE)
    return bounded(u, UNIT, bound, valued, RISING, UPWARDS, sign(square(u), "le"))


@false
def an_integral_below_a_bound_from_its_own_variable_on():
    never = rules.absurd(linear(lt(0, 0), [(ONE, assume(lt(u, u)))]), le(5, exp(neg(u))))
    bound = integral(exp(neg(u)), u, neg(INFINITY), INFINITY)
    ends = u, add(u, ONE)
    valued, whole = assume(eq(bound, 1)), sign(exp(neg(u)), "le")
    theorem = rules.integral_bounded(Term("integral", (*ends, num(5))), bound, valued, never, sign(num(5), "le"), whole, u)
    return only(theorem, lt(u, u) not in theorem.hypotheses)


@false
def an_integral_of_a_bracket_below_a_bound():
    """True, but not by this rule: it asks for functions of which nobody has to ask whether they have integrals."""
    step = bracket(u, HALF)
    order = linear(le(step, 1), [], sub(ONE, step))
    return bounded(step, UNIT, integral(ONE, u, *UNIT), ALWAYS, order, sign(step, "le"), sign(ONE, "le"))


@false
def an_integral_of_one_without_end_below_a_bound():
    """∫_0^∞ |f(u)| e^(−|f(u)| v) dv is 1, but 0 where f is 0: that may jump on a set that is no small one, as a bracket may."""
    rate = size(call(once, u))
    jumps = integral(mul(rate, exp(neg(mul(rate, v)))), v, ZERO, INFINITY)
    order, signed = (rules.specialise(assume(forall(le(*sides), u)), u) for sides in ((jumps, 1), (0, jumps)))
    return bounded(jumps, UNIT, integral(ONE, u, *UNIT), ALWAYS, order, signed, sign(ONE, "le"))


@false
def an_integral_below_a_bound_up_to_what_has_no_value():
    end = add(ONE, square(log(y)))
    bound = integral(exp(neg(u)), u, ZERO, INFINITY)
    body = exp(neg(u))
    return bounded(body, (ZERO, end), bound, assume(eq(bound, 1)), linear(le(body, body), []), sign(body, "le"), sign(body, "le"))


@false
def an_integral_below_a_bound_that_runs_backwards():
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    return within_unit(num(-5), (ONE, ZERO), rules.absurd(never, le(-5, u)), rules.absurd(never, le(0, -5)))


@false
def an_integral_below_a_bound_that_begins_later():
    one = sign(ONE, "le")
    return bounded(ONE, (MINUS, ONE), integral(ONE, u, *UNIT), ALWAYS, linear(le(1, 1), []), one, one)


@false
def an_integral_below_a_bound_that_ends_before():
    one = sign(ONE, "le")
    return bounded(ONE, (ZERO, TWO), integral(ONE, u, *UNIT), ALWAYS, linear(le(1, 1), []), one, one)


@false
def an_integral_below_a_bound_at_one_point():
    return within_unit(num(5), UNIT, assume(le(5, u)), sign(num(5), "le"))


def volume(body, variable, dim):
    return bind("space", dim, variable=variable, body=body)


def between(body, ends, low, high, below, above, variable=u):
    """∫ l <= ∫ f <= ∫ g, between the ends"""
    return rules.integral_between(integral(body, u, *ends), low, high, below, above, variable)


def flat_between(body, below, above, variable=u, low=0, high=1):
    """The same over 0..1, with numbers for bounds."""
    low, high = (by_antiderivative(num(c), mul(num(c), u), *UNIT) for c in (low, high))
    return between(body, UNIT, low, high, below, above, variable)


def same(body, given=()):
    return linear(le(body, body), [], given=given)


def test_an_integral_between_two():
    body = exp(neg(square(u)))
    below, above = (
        sign(body, "le"),
        linear(le(body, 1), [(ONE, derived.monotone(linear(le(neg(square(u)), 0), [], square(u)), "exp"))]),
    )
    theorem = flat_between(body, rules.weaken(below, lt(u, 1), ne(u, HALF)), above)
    whole = integral(body, u, *UNIT)
    zero, one = (integral(num(c), u, *UNIT) for c in (0, 1))
    assert theorem.conclusion == Term("and", (le(zero, whole), le(whole, one))) and not theorem.hypotheses


def test_an_integral_over_space_between_two():
    body = exp(neg(square(at(z, ONE))))
    known = assume(eq(volume(body, z, n), 1))
    half = mul(HALF, body)
    below, above = sign(half, "le"), linear(le(half, body), [], half)
    nothing = assume(eq(volume(ZERO, z, n), 0))
    theorem = rules.integral_between(volume(half, z, n), nothing, known, rules.weaken(below, ne(at(z, ONE), y)), above, z)
    assert set(theorem.hypotheses) == {*known.hypotheses, *nothing.hypotheses}


@false
def an_integral_over_one_point_but_this():
    """On the simplex of one entry 1 that entry is 1, and (p_1 − 1)/(p_1 − 1) has no value."""
    point = var("point", "positive", ONE)
    gap = sub(at(point, ONE), ONE)
    body, apart = mul(gap, inverse(gap)), [ne(at(point, ONE), 1)]
    over_it = lambda f: bind("simplex", ONE, ONE, variable=point, body=f)  # noqa: E731
    one = equality(over_it(ONE), ONE, {"definition"})
    order = linear(le(1, body), [], given=apart), linear(le(body, 1), [], given=apart)
    return rules.integral_between(over_it(body), one, one, *order, point)


@false
def an_integral_between_two_from_its_own_variable_on():
    ends = u, add(u, ONE)
    never = linear(lt(0, 0), [(ONE, assume(lt(u, u)))])
    limits = (rules.limit_of_variable(REAL, end, side) for end, side in zip(ends, "+-"))
    one = rules.fundamental_theorem(integral(ONE, v, *ends), v, v, *limits)
    below, above = (rules.absurd(never, le(*sides)) for sides in ((1, 5), (5, 1)))
    theorem = rules.integral_between(Term("integral", (*ends, num(5))), one, one, below, above, u)
    return only(theorem, lt(u, u) not in theorem.hypotheses)


@false
def an_integral_that_is_not_negative_where_its_variable_is_positive():
    ends = num(-2), ONE
    whole = by_antiderivative(u, mul(HALF, square(u)), *ends)
    return rules.integral_between(integral(u, u, *ends), by_antiderivative(ZERO, ZERO, *ends), whole, sign(s, "le"), same(s), s)


@false
def an_integral_of_another_function_between_two():
    return flat_between(num(5), sign(HALF, "le"), linear(le(HALF, 1), [], HALF))


@false
def an_integral_above_the_one_and_of_another_below_the_other():
    return flat_between(num(5), linear(le(0, 5), [], num(5)), linear(le(HALF, 1), [], HALF))


@false
def an_integral_above_one_without_a_value():
    one = by_antiderivative(ONE, u, *UNIT)
    return between(ONE, UNIT, one, one, linear(le(neg(inverse(u)), 1), [], add(ONE, inverse(u)), given=[lt(0, u)]), same(ONE))


@false
def an_integral_between_two_without_a_value():
    nothing = by_antiderivative(ZERO, ZERO, *UNIT)
    return between(inverse(u), UNIT, nothing, nothing, ABOVE, SELF)


@false
def an_integral_of_a_bracket_between_two():
    """True, but not by this rule: it asks for functions of which nobody has to ask whether they have integrals."""
    step = bracket(u, HALF)
    return flat_between(step, sign(step, "le"), linear(le(step, 1), [], sub(ONE, step)))


@false
def an_integral_of_integrals_of_a_bracket_between_two():
    step = bracket(u, v)
    inner = integral(step, v, *UNIT)
    below, above = assume(forall(le(0, inner), u)), assume(forall(le(inner, 1), u))
    theorem = flat_between(inner, *(rules.specialise(bound, u) for bound in (below, above)))
    return only(theorem, theorem.conclusion.op == "and")


@false
def a_function_between_two_that_may_jump_everywhere():
    jumps = size(sub(power(add(MINUS, mul(I, call(once, u))), HALF), I))
    bounds = (rules.specialise(assume(forall(le(*sides), u)), u) for sides in ((0, jumps), (jumps, 3)))
    return flat_between(jumps, *bounds, high=3)


@false
def an_integral_between_two_that_runs_backwards():
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    low, high = (assume(eq(integral(num(c), u, ONE, ZERO), -c)) for c in (0, 1))
    return between(num(5), (ONE, ZERO), low, high, rules.absurd(never, le(0, 5)), rules.absurd(never, le(5, 1)))


@false
def an_integral_between_two_where_its_variable_is_not_itself():
    never = rules.absurd(assume(ne(u, u)), le(5, 1))
    return flat_between(num(5), linear(le(0, 5), [], num(5)), never)


@false
def an_integral_between_two_where_its_variable_is_not_what_has_no_value():
    theorem = flat_between(HALF, rules.weaken(sign(HALF, "le"), ne(u, inverse(y))), linear(le(HALF, 1), [], HALF))
    return only(theorem, not theorem.hypotheses)


@false
def an_integral_over_space_where_a_missing_entry_is_not_a_number():
    body, later = exp(neg(square(at(z, ONE)))), index("later", add(n, ONE))
    known = assume(eq(volume(body, z, n), 1))
    order = rules.weaken(same(body), ne(at(z, later), y))
    theorem = rules.integral_between(volume(body, z, n), known, known, order, order, z)
    return only(theorem, set(theorem.hypotheses) == set(known.hypotheses))


@false
def an_integral_over_space_where_another_vector_is_not_a_number():
    body, other = exp(neg(square(at(z, ONE)))), at(h, ONE)
    known = assume(eq(volume(body, z, n), 1))
    never = rules.absurd(linear(lt(0, 0), [(ONE, assume(lt(other, y))), (ONE, assume(lt(y, other)))]), le(body, body))
    order = rules.weaken(never, ne(other, y))
    theorem = rules.integral_between(volume(body, z, n), known, known, order, order, z)
    return only(theorem, ne(other, y) not in theorem.hypotheses)


@false
def an_integral_between_two_at_one_point():
    return flat_between(num(5), linear(le(0, 5), [], num(5)), rules.transitive(assume(le(5, u)), assume(le(u, 1))))


@false
def an_integral_between_two_that_are_supposed_to_have_values():
    whole = integral(inverse(u), u, *UNIT)
    theorem = between(inverse(u), UNIT, assume(eq(whole, 1)), assume(eq(whole, 1)), SELF, SELF)
    return only(theorem, not theorem.hypotheses)


MISSING = at(a, add(n, ONE))  # the entry after the last


@false
def a_simplex_of_a_missing_total():
    vector = var("vector", "positive", ONE)
    entry = at(vector, ONE)
    return under("simplex", (MISSING, ONE), vector, equality(size(entry), entry))


@false
def what_holds_near_0_by_a_missing_entry():
    return under("limit", (REAL, ZERO, "+"), x, rules.weaken(equality(x, x), lt(x, MISSING)))


@false
def an_integral_above_what_does_not_diverge():
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), linear(le(0, 1), [], ONE), sign(ONE, "le"))


@false
def an_integral_of_a_function_that_was_not_compared():
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), SELF, ABOVE)


@false
def an_integral_below_what_diverges():
    order = linear(le(0, inverse(u)), [], inverse(u), given=[lt(0, u)])
    return compared(integral(ZERO, u, ZERO, ONE), of_inverse(0, 1, 1), order, linear(le(0, 0), []))


@false
def an_integral_that_is_infinite_in_part_and_of_both_signs():
    """∫ 1/u − 1/(2 − u) over 0..2 has no value."""
    body = sub(inverse(u), inverse(sub(TWO, u)))
    part = assume(diverges(integral(body, u, ZERO, ONE), 1))
    order = linear(le(body, body), [], given=[lt(0, u), lt(u, 1)])
    return compared(integral(body, u, ZERO, TWO), part, order, sign(ONE, "le"))


@false
def an_integral_that_is_infinite_elsewhere():
    return compared(integral(inverse(u), u, ONE, TWO), of_inverse(0, 1, 1), SELF, ABOVE)


@false
def an_integral_that_ends_before_it_is_infinite():
    body, below = neg(inverse(u)), [lt(u, 0)]
    part = assume(diverges(integral(body, u, MINUS, ZERO), 1))
    order = linear(le(body, body), [], given=below)
    return compared(integral(body, u, MINUS, neg(HALF)), part, order, sign(body, "le", below))


@false
def an_integral_above_one_that_runs_backwards():
    """∫ −1/u over 1..0, backwards, is ∞; of a u > 1 that is below 0 anything may be said."""
    part = assume(diverges(integral(neg(inverse(u)), u, ONE, ZERO), 1))
    order = linear(le(neg(inverse(u)), 1), [], add(ONE, inverse(u)), given=[lt(1, u)])
    return compared(integral(ONE, u, ZERO, ONE), part, order, sign(ONE, "le"))


@false
def an_integral_compared_under_a_hypothesis_about_its_variable():
    order = rules.weaken(assume(le(inverse(u), 1)), lt(0, u))
    return compared(integral(ONE, u, ZERO, ONE), of_inverse(0, 1, 1), order, sign(ONE, "le"))


@false
def an_integral_from_its_own_variable_on():
    part = rules.fundamental_theorem(integral(ONE, v, u, INFINITY), v, v, tends(u), infinite(assume(lt(0, x)), FAR))
    order = rules.transitive(linear(le(1, 1), []), contradiction(u))
    return compared(integral(ZERO, v, u, INFINITY), part, order, linear(le(0, 0), []))


@false
def an_integral_over_a_simplex_without_its_corner():
    """∫ [p_1 = 1] over the simplex of p_1 = 1 is 1."""
    one, k = var("q", "positive", ONE), index("k", ONE)
    below = rules.specialise(assume(forall(lt(at(one, k), 1), k)), ONE)
    return rules.settle(under("simplex", (ONE, ONE), one, derived.bracket(below)))


def test_the_entries_over_a_simplex_are_at_most_its_total():
    q = var("q", "positive", n)
    below = rules.specialise(assume(forall(le(at(q, k), s), k)), i)
    known = linear(eq(size(sub(s, at(q, i))), sub(s, at(q, i))), [], given=below.hypotheses)
    assert not under("simplex", (s, n), q, known).hypotheses


def for_all(variable, formula):
    """An equation that holds for every value of a variable, at this variable."""
    return rules.specialise(rules.assume(forall(formula, variable)), variable)


def cube(base):
    """x³ e^(−x² u), over u from 0 on of integral x, for every real x; the integral of its derivative is 0 at x = 0."""
    return mul(power(x, THREE), exp(neg(mul(square(x), base))))


def nth_derivative(body, variable, times):
    return deriv(nth_derivative(body, variable, times - 1), variable) if times else body


def flat_in(variable, body, *given):
    """0 <= ∂²f, where that is 0."""
    return linear(le(0, nth_derivative(body, variable, 2)), [], ZERO, {"derivative"}, given)


OF_CUBE = for_all(x, eq(integral(cube(u), u, ZERO, INFINITY), x))


def test_integrals_differentiated():
    """∫ e^(−s u) du = 1/s, over u from 0 on, gives ∫ u² e^(−s u) du = 2/s³."""
    f, after = exp(neg(mul(s, u))), [lt(0, u)]
    known = for_all(s, eq(integral(f, u, ZERO, INFINITY), inverse(s)))
    curved = linear(le(0, nth_derivative(f, s, 4)), [], mul(power(u, num(4)), f), {"derivative"}, after)
    theorem = rules.integral_differentiated(known, curved, u, s, 2)
    assert theorem.conclusion == eq(integral(nth_derivative(f, s, 2), u, ZERO, INFINITY), nth_derivative(inverse(s), s, 2))
    assert theorem.hypotheses == known.hypotheses


def test_integrals_differentiated_by_an_entry():
    f = mul(at(a, i), at(a, i))
    curved = linear(le(0, deriv(deriv(f, a, i), a, i)), [], TWO, {"derivative", "collapse"})
    theorem = rules.integral_differentiated(for_all(a, eq(integral(f, u, ZERO, ONE), f)), curved, u, a, 1, i)
    assert theorem.conclusion == eq(integral(deriv(f, a, i), u, ZERO, ONE), deriv(f, a, i))


@false
def a_derivative_under_an_integral_without_a_bound():
    return rules.integral_differentiated(OF_CUBE, sign(ONE, "le"), u, x, 1)


@false
def a_derivative_under_an_integral_of_what_only_rises():
    """∫ x³ (1 + x² u)^(−3/2) du = 2x over u from 0 on, and the slope of x³ (1 + x² u)^(−3/2) is 0 at x = 0, and never negative."""
    base, three_halves = add(ONE, mul(square(x), u)), num(Fraction(-3, 2))
    f, after = mul(power(x, THREE), power(base, three_halves)), [lt(0, u)]
    slope = mul(THREE, square(x), power(base, num(Fraction(-5, 2))))
    rises = linear(le(0, deriv(f, x)), [], slope, {"derivative"}, after)
    return rules.integral_differentiated(for_all(x, eq(integral(f, u, ZERO, INFINITY), mul(TWO, x))), rises, u, x, 1)


@false
def a_derivative_under_a_maximum():
    """max_k (1 − k)/s = 0 for every s, and max_k (k − 1)/s² is not."""
    f = mul(sub(ONE, k), inverse(s))
    curved = linear(le(nth_derivative(f, s, 2), 0), [], mul(TWO, sub(k, ONE), power(s, num(-3))), {"derivative"})
    return rules.integral_differentiated(for_all(s, eq(over("max", k, f), 0)), curved, k, s, 1)


@false
def a_derivative_under_an_integral_that_is_bounded_elsewhere():
    """x³ e^(x² u) has a third derivative that is positive where u is, and the integral is over negative u."""
    f, e = mul(power(x, THREE), exp(mul(square(x), t))), mul(square(x), t)
    polynomial = add(num(6), mul(num(54), e), mul(num(48), square(e)), mul(num(8), power(e, THREE)))
    curved = linear(le(0, nth_derivative(f, x, 3)), [], mul(polynomial, exp(e)), {"derivative"})
    known = for_all(x, eq(integral(mul(power(x, THREE), exp(mul(square(x), u))), u, neg(INFINITY), ZERO), x))
    return rules.integral_differentiated(known, curved, t, x, 1)


@false
def a_derivative_by_the_variable_of_the_integral():
    return rules.integral_differentiated(assume(eq(integral(u, u, ZERO, ONE), HALF)), flat_in(v, v), v, v, 1)


@false
def a_derivative_under_an_integral_over_what_stands_in_it():
    known = rules.assume(forall(forall(eq(integral(mul(s, u, y), u, ZERO, ONE), mul(HALF, s, y)), s), y))
    known = rules.specialise(rules.specialise(known, y), s)
    return rules.integral_differentiated(known, flat_in(s, mul(s, y, y)), y, s, 1)


@false
def a_derivative_of_an_integral_up_to_the_parameter():
    return rules.integral_differentiated(for_all(s, eq(integral(ONE, u, ZERO, s), s)), flat_in(s, ONE), u, s, 1)


@false
def a_derivative_by_a_parameter_that_is_fixed():
    return rules.integral_differentiated(assume(eq(integral(s, u, ZERO, ONE), ONE)), flat_in(s, s), u, s, 1)


@false
def a_derivative_under_an_integral_that_runs_backwards():
    """∫ x³ exp(−x² u/(1 − u))/(1 − u)² du = −x over 1..0, as u/(1 − u) runs from ∞ to 0; of a u > 1 that is below 0 all is true."""
    rest = sub(ONE, u)
    f = mul(power(x, THREE), exp(neg(mul(square(x), u, inverse(rest)))), power(rest, num(-2)))
    never = linear(lt(0, 0), [(ONE, assume(lt(1, u))), (ONE, assume(lt(u, 0)))], ONE)
    known = for_all(x, eq(integral(f, u, ONE, ZERO), neg(x)))
    return rules.integral_differentiated(known, rules.absurd(never, le(0, nth_derivative(f, x, 2))), u, x, 1)


@false
def a_derivative_under_an_integral_by_a_hypothesis_about_its_variable():
    never = linear(lt(0, 0), [(ONE, assume(lt(0, u))), (ONE, assume(lt(u, 0)))])
    return rules.integral_differentiated(OF_CUBE, rules.absurd(never, le(0, nth_derivative(cube(u), x, 2))), u, x, 1)


def test_integrals_summed():
    theorem = rules.integral_summed(for_all(k, eq(integral(mul(k, u), u, ZERO, ONE), mul(HALF, k))), k)
    assert theorem.conclusion == eq(integral(total(k, mul(k, u)), u, ZERO, ONE), total(k, mul(HALF, k)))


@false
def a_sum_of_maxima():
    return rules.integral_summed(for_all(k, eq(over("max", i, delta(i, k)), 1)), k)


@false
def a_sum_of_integrals_up_to_its_index():
    return rules.integral_summed(for_all(k, eq(integral(ONE, u, ZERO, k), k)), k)


@false
def a_sum_of_integrals_at_one_index():
    return rules.integral_summed(assume(eq(integral(k, u, ZERO, ONE), ONE)), k)


@false
def a_sum_of_integrals_over_the_length_of_a_vector():
    vector = var("v", "real", k)
    entry = at(vector, k)
    known = rules.fundamental_theorem(integral(entry, u, ZERO, ONE), mul(entry, u), u, *linear_ends(entry))
    return rules.integral_summed(known, k)


def linear_ends(c):
    """The limits of c u at 0+ and at 1−."""
    moves = [rules.limit_of_variable(REAL, *place, "u") for place in ((ZERO, "+"), (ONE, "-"))]
    return [rules.limit_through(mul(c, hole), hole, move, REAL, *move.conclusion.args[0].args[1:3]) for move in moves]


@false
def a_sum_of_integrals_over_a_range_that_may_be_empty():
    known = rules.fundamental_theorem(integral(ONE, u, ZERO, ONE), mul(ONE, u), u, *linear_ends(ONE))
    return rules.integral_summed(known, index("late", n, num(5)))


@false
def a_sum_of_integrals_over_a_matrix():
    known = rules.fundamental_theorem(integral(ONE, u, ZERO, ONE), mul(ONE, u), u, *linear_ends(ONE))
    return rules.integral_summed(known, var("matrix", "real", ONE, n))


@false
def maxima_added():
    first, second = (for_all(j, eq(over("max", i, delta(i, j)), 1)), for_all(k, eq(over("max", i, delta(i, k)), 1)))
    return rules.integral_added(first, second)


@false
def a_root_of_a_square_of_a_negative_derivative():
    curvature = fn("polygamma", TWO, s)
    return equality(root(mul(curvature, curvature)), curvature)


@false
def a_factor_that_depends_on_the_variable():
    return rules.integral_scales(integral(mul(u, u), u, ZERO, ONE), integral(u, u, ZERO, ONE), u)


@false
def a_factor_that_is_captured():
    return rules.integral_scales(integral(mul(u, y), u, ZERO, ONE), integral(u, u, ZERO, ONE), x)


@false
def a_factor_over_another_interval():
    return rules.integral_scales(integral(mul(x, u), u, ZERO, ONE), integral(u, u, ZERO, TWO), x)
