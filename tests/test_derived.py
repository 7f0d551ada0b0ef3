"""Derived rules: they say what their docstrings say, and what is false the kernel refuses them as it refuses everybody."""

import pytest
from kernel_terms import a, eq, k, le, lt, over, s, size, square, total, x, y, z

from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import RULES, assume, linear, sign
from derivations.prover.kernel.terms import ONE, ZERO, IllTyped, Term, at, mul, sub, var
from derivations.prover.proof.derived import DERIVED, antisymmetric, below_size, weighted_sum
from derivations.prover.proof.recorded import record, replay

w = var("w", "complex")


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


FALSE = (negative_weights, negative_values, no_weight, another_sum, different_things, the_size_of_a_complex_number)


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
