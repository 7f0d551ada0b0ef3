"""Derived rules: they say what their docstrings say, and what is false the kernel refuses them as it refuses everybody."""

import pytest
from kernel_terms import INFINITY, a, eq, inverse, k, le, lt, ne, over, s, size, square, total, x, y, z

from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import RULES, assume, limit_of_variable, limit_through, linear, sign, specialise
from derivations.prover.kernel.terms import (
    ONE, ZERO, IllTyped, Term, abstract, add, at, bind, fn, mul, neg, num, power, sort, sub, var,
)  # fmt: skip
from derivations.prover.proof.derived import (
    DERIVED, antisymmetric, below_size, bracket, cases, factor_vanishes, least_bound, limit_moved, monotone, not_apart, product,
    tangent, terms_vanish, unfolding, weighted_sum,
)  # fmt: skip
from derivations.prover.proof.recorded import record, replay

w = var("w", "complex")


def test_both_cases_of_an_order():
    """Where the two sides have values at sight, and where all that is known of them is that they stand in a theorem."""
    for left in (x, bind("integral", ZERO, INFINITY, variable=y, body=power(add(y, ONE), num(-2)))):
        order, goal = assume(le(left, s)), lt(x, add(y, ONE))
        equal, less = (assume(goal, [relation(left, s)]) for relation in (eq, lt))
        theorem = cases(order, equal, less)
        assert theorem.conclusion == goal and set(theorem.hypotheses) == {le(left, s), goal}


def test_a_product_of_two_orders():
    for first, second, relation in ((le, le, "le"), (le, lt, "le"), (lt, le, "le"), (lt, lt, "lt")):
        theorem = product(assume(first(x, y)), assume(second(s, at(z, k))))
        assert theorem.conclusion == Term(relation, (ZERO, mul(sub(y, x), sub(at(z, k), s))))
        assert set(theorem.hypotheses) == {first(x, y), second(s, at(z, k))}
    assert product(assume(lt(x, y)), assume(lt(x, y))).hypotheses == (lt(x, y),)


def test_from_both_sides():
    theorem = antisymmetric(assume(le(x, y)), assume(le(y, x)))
    assert theorem.conclusion == eq(x, y) and set(theorem.hypotheses) == {le(x, y), le(y, x)}


def test_a_number_is_at_most_its_size():
    for u, given in ((x, ()), (sub(x, y), ()), (at(z, k), ()), (sub(s, ONE), (lt(ONE, s),))):
        theorem = below_size(u, given)
        assert theorem.conclusion == le(u, size(u)) and set(theorem.hypotheses) <= set(given)


def test_a_weighted_sum_is_positive():
    weight = Term("ind", (eq(at(z, k), over("max", k, at(z, k))),))
    known = assume(lt(ZERO, total(k, weight)))
    theorem = weighted_sum(total(k, mul(weight, at(a, k))), k, weight, at(a, k), known)
    assert theorem.conclusion == lt(ZERO, total(k, mul(weight, at(a, k)))) and theorem.hypotheses == known.hypotheses


def worth(theorem):
    return theorem.conclusion.args[1], theorem.hypotheses


def test_brackets_of_what_is_known():
    for relation, value in (("eq", ONE), ("lt", ZERO), ("gt", ZERO)):
        assert worth(bracket(assume(eq(x, y)), relation)) == (value, (eq(x, y),))
        assert bracket(assume(eq(w, y)), "eq")
    for relation, value in (("eq", ZERO), ("lt", ONE), ("gt", ZERO)):
        assert worth(bracket(assume(lt(x, at(z, k))), relation)) == (value, (lt(x, at(z, k)),))
    theorem = bracket(assume(le(x, y)), "gt")
    assert theorem.conclusion == eq(fn("ind", lt(y, x)), 0) and theorem.hypotheses == (le(x, y),)


def test_a_factor_of_nothing_is_nothing():
    for m in (1, 2, 3):
        theorem = factor_vanishes(assume(eq(mul(at(a, k), power(sub(x, y), num(m))), 0)), at(a, k), sub(x, y), m)
        assert theorem.conclusion == eq(sub(x, y), 0) and len(theorem.hypotheses) == 1
    assert factor_vanishes(assume(eq(mul(num(2), w), 0)), num(2), w).conclusion == eq(w, 0)


def test_what_is_different_is_not_the_same():
    theorem = not_apart(assume(ne(x, y)), assume(eq(x, y)))
    assert theorem.conclusion == lt(0, 0) and set(theorem.hypotheses) == {ne(x, y), eq(x, y)}


ENDS = [(ONE, "+"), (ZERO, "-"), (num(-2), "+"), (num(-2), "-"), (INFINITY, "-"), (neg(INFINITY), "+")]


def limit_at(point, side, value=3):
    return bind("limit", sort("real"), point, side, variable=x, body=num(value))


@pytest.mark.parametrize("point, side", ENDS)
def test_limits_at_other_points(point, side):
    """lim 3 = 3, moved from 0+."""
    near = limit_through(num(3), (), (), sort("positive"), ZERO, "+")
    assert limit_moved(limit_at(point, side), near).conclusion == eq(limit_at(point, side), 3)


def negative_weights():
    weight = sub(at(a, k), ONE)
    return weighted_sum(total(k, mul(weight, at(a, k))), k, weight, at(a, k), assume(lt(ZERO, total(k, weight))))


def negative_values():
    return weighted_sum(total(k, mul(at(a, k), at(z, k))), k, at(a, k), at(z, k), sign(total(k, at(a, k)), "lt"))


def no_weight():
    weight = square(at(z, k))
    return weighted_sum(total(k, mul(weight, at(a, k))), k, weight, at(a, k), linear(lt(ZERO, ONE), [], ONE))


def another_sum():
    return weighted_sum(total(k, at(z, k)), k, at(a, k), at(a, k), sign(total(k, at(a, k)), "lt"))


def different_things():
    return antisymmetric(assume(le(x, y)), assume(le(y, s)))


def the_size_of_a_complex_number():
    return below_size(w)


def bracket_of_a_weak_inequality():
    return bracket(assume(le(x, y)))


def bracket_that_is_not_known_from_a_weak_inequality():
    return bracket(assume(le(x, y)), "lt")


def bracket_of_an_order_at_a_tie():
    return bracket(assume(eq(x, y)), "le")


def not_apart_of_different_things():
    return not_apart(assume(ne(x, y)), assume(eq(x, s)))


def the_wrong_factor_vanishes():
    return factor_vanishes(assume(eq(mul(x, y), 0)), x, y)


def a_product_that_is_none():
    return factor_vanishes(assume(eq(x, 0)), s, y)


def a_product_that_is_not_zero():
    return factor_vanishes(assume(eq(mul(s, y), x)), s, y)


def moved_from_elsewhere():
    return limit_moved(limit_at(ONE, "+"), limit_of_variable(sort("positive"), ZERO, "+"))


def moved_to_both_sides():
    return limit_moved(limit_at(ONE, "+-"), limit_through(num(3), (), (), sort("positive"), ZERO, "+"))


def product_with_a_factor_without_a_value():
    return factor_vanishes(assume(eq(x, 0)), inverse(y), mul(y, x))


FALSE = (
    bracket_of_a_weak_inequality,
    bracket_that_is_not_known_from_a_weak_inequality,
    bracket_of_an_order_at_a_tie,
    not_apart_of_different_things,
    the_wrong_factor_vanishes,
    a_product_that_is_none,
    a_product_that_is_not_zero,
    product_with_a_factor_without_a_value,
    moved_from_elsewhere,
    moved_to_both_sides,
    negative_weights,
    negative_values,
    no_weight,
    another_sum,
    different_things,
    the_size_of_a_complex_number,
)


@pytest.mark.parametrize("attempt", FALSE)
def test_false(attempt):
    with pytest.raises((Refused, IllTyped)):
        attempt()


def test_a_proof_that_was_written_down_before_a_rule_became_a_derived_one_is_replayed():
    assert not set(DERIVED) & set(RULES)
    theorem = assume(le(x, y)), assume(le(y, x))
    written = record(antisymmetric(*theorem))
    assert replay(written).conclusion == eq(x, y)
    older = {"terms": [], "steps": [["below_size", [{"term": 1}], {}]]}
    older["terms"] = [["sort", "'real"], ["var", "'x", "'real"]]
    assert replay(older).conclusion == le(x, size(x))


def test_the_terms_of_a_sum_that_vanishes():
    for index in (k, var("l", "index", num(2), num(5))):
        f = square(sub(at(z, k), x)) if index is k else power(sub(index, x), num(2))
        theorem = terms_vanish(assume(eq(over("sum", index, f), 0)), sign(f, "le"), index)
        assert theorem.conclusion == eq(f, 0) and theorem.hypotheses == (eq(over("sum", index, f), 0),)


def test_exp_and_log_keep_the_order():
    for relation in (le, lt, eq):
        known = relation(s, at(a, k))
        for op in ("exp", "log"):
            theorem = monotone(assume(known), op)
            assert theorem.conclusion == relation(fn(op, s), fn(op, at(a, k))) and theorem.hypotheses == (known,)


def test_the_best_bound_of_a_maximum_and_of_a_minimum():
    vector = var("v", "(0, 1)", z.args[2])
    known = linear(lt(at(vector, k), 1), [], sub(ONE, at(vector, k)))
    assert least_bound(known, k).conclusion == lt(over("max", k, at(vector, k)), 1)
    assert least_bound(sign(at(a, k), "le"), k, "min").conclusion == le(0, over("min", k, at(a, k)))


@pytest.mark.parametrize("op", ["max", "min"])
def test_a_best_bound_that_has_a_value_only_because_it_stands_in_a_theorem(op):
    bound = fn("log", x)
    sides = (at(z, k), bound) if op == "max" else (bound, at(z, k))
    best = least_bound(specialise(assume(Term("forall", (sort("index", *k.args[2:]), abstract(k, le(*sides))))), k), k, op)
    extremum = over(op, k, at(z, k))
    assert best.conclusion == (le(extremum, bound) if op == "max" else le(bound, extremum))


def test_a_line_below_what_bends_up():
    curve = fn("exp", x)
    second = bind("deriv", sort("real"), x, variable=x, body=bind("deriv", sort("real"), x, variable=x, body=curve))
    convex = linear(lt(0, second), [], curve, ["derivative"])
    slope = bind("deriv", sort("real"), y, variable=x, body=curve)
    for right, relation in ((add(y, ONE), lt), (s, le)):
        theorem = tangent(convex, x, y, right)
        assert theorem.conclusion == relation(add(fn("exp", y), mul(slope, sub(right, y))), fn("exp", right))
        assert not theorem.hypotheses


def test_one_expression_in_two_words():
    theorem = unfolding(fn("lse", z), fn("log", over("sum", k, fn("exp", at(z, k)))))
    assert theorem.conclusion.op == "reduces" and not theorem.hypotheses
