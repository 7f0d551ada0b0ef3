"""Proof steps by cases: each proves what it says, and refuses what does not follow."""

import pytest
from sympy import Eq, Ne, Sum, evaluate, exp

from derivations.prover.language.sympy_notation import (
    ForAll, Maximum, delta, dimension, indices, largest, matrices, Minimum, read, reals, softmax, vectors,
)  # fmt: skip
from derivations.prover.proof.by_cases import (
    both_bounds, forced_equal, given_lemma, impossible, nonnegative, positive, specialise, termwise_equal, together, whether_equal,
    whichever,
)  # fmt: skip
from derivations.prover.proof.chain import StepFailed, combine, derive, proved, suppose
from derivations.prover.proof.extrema import maximum_reached, over_minimum, under_maximum, within_range

n = dimension("n")
z, h = vectors("z h", n)
M = matrices("M", n, n)
i, j, k = indices("i j k", n)
x, y = reals("x y")


@pytest.fixture(autouse=True)
def as_written():
    with evaluate(False):
        yield


def says(derivation, relation, *given):
    theorem = proved(derivation)
    assert theorem.conclusion == read(relation)
    assert set(theorem.hypotheses) == set(map(read, given))


def test_a_hypothesis_about_all_entries_at_one_of_them():
    everywhere = ForAll(Eq(z[k], x), k)
    says(specialise(suppose(everywhere), i), Eq(z[i], x), everywhere)
    with pytest.raises(StepFailed):
        specialise(suppose(everywhere), x)


def test_several_statements_as_one_and_a_hypothesis_that_is_a_theorem():
    says(together(positive(exp(x)), nonnegative(y**2)), (0 < exp(x), 0 <= y**2))
    supposed = suppose(0 < exp(x))
    says(given_lemma(supposed, positive(exp(x))), 0 < exp(x))
    with pytest.raises(StepFailed):
        given_lemma(supposed, nonnegative(exp(x)))
    with pytest.raises(StepFailed):
        positive(x)


def test_an_equation_from_both_sides():
    says(both_bounds(suppose(x <= y), suppose(y <= x)), Eq(x, y), x <= y, y <= x)
    with pytest.raises(StepFailed):
        both_bounds(suppose(x <= y), suppose(x <= y))


def test_equal_sums_of_ordered_terms_have_equal_terms():
    order = combine(2 * z[k] <= z[k] ** 2 + 1, gap=(z[k] - 1) ** 2)
    equal = Eq(Sum(2 * z[k], k), Sum(z[k] ** 2 + 1, k))
    says(termwise_equal(order, suppose(equal), k), Eq(2 * z[k], z[k] ** 2 + 1), equal)
    with pytest.raises(StepFailed):
        termwise_equal(order, suppose(Eq(Sum(2 * z[k], k), Sum(z[k] ** 2, k))), k)


def test_contradictions_prove_anything_and_only_contradictions_do():
    says(impossible(suppose(x < y), suppose(Eq(y, x)), Eq(z[i], z[j])), Eq(z[i], z[j]), x < y, Eq(y, x))
    with pytest.raises(StepFailed):
        impossible(suppose(x < y), suppose(Eq(x, 0)), Eq(z[i], z[j]))


def test_a_number_is_less_or_equal_or_more():
    says(whichever(x, y, lambda case: combine(0 <= (x - y) ** 2, gap=(x - y) ** 2)), 0 <= (x - y) ** 2)


def test_what_is_strict_on_both_sides_is_an_equation_in_the_middle_only():
    square = Eq((x - y) ** 2, 0)

    def strict(case):
        return combine(0 < (x - y) ** 2, gap=(x - y) ** 2, given=[case])

    says(forced_equal(x, y, strict, suppose(square)), Eq(x, y), square)
    with pytest.raises(StepFailed):
        forced_equal(x, y, lambda case: combine(0 < (x - y) ** 2 + 1), suppose(square))


def test_equal_indices_and_different_ones():
    goal = delta(i, j) * z[i] <= delta(i, j) * z[j]
    apart = combine(0 * z[i] <= 0 * z[j])
    says(whether_equal(goal, i, j, apart), goal)
    with pytest.raises(StepFailed):
        whether_equal(z[i] <= z[j], i, j, suppose(Ne(i, j)))


def test_what_holds_of_all_entries_of_all_rows_holds_of_each():
    everywhere = ForAll(M[i, k] > 0, k, i)
    says(positive(M[j, i], [everywhere]), M[j, i] > 0, everywhere)
    with pytest.raises(StepFailed):
        positive(M[j, i], [ForAll(M[i, i] > 0, i)])


def test_maxima_and_minima():
    says(under_maximum(z[k] ** 2, k), z[k] ** 2 <= Maximum(z[k] ** 2, k))
    says(over_minimum(z[k], k), Minimum(z[k], k) <= z[k])
    says(within_range(z, i, j), z[i] - z[j] <= largest(z) - Minimum(z[j], j))
    assert proved(maximum_reached(softmax(z)[k], k)).conclusion.op == "lt"
    with pytest.raises(StepFailed):
        under_maximum(1 / z[k], k)


def test_a_bare_hypothesis_is_used_where_it_stands_and_not_at_other_indices():
    given = Eq(z[i], x)
    assert proved(derive(z[i] + h[i]).by(suppose(given)).algebra(h[i] + x)).hypotheses == (read(given),)
    with pytest.raises(StepFailed):
        derive(z[j]).by(suppose(given))
