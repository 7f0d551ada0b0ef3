"""Brackets, strictness and hypotheses at particular values as steps: what they prove, and what they refuse."""

import pytest
from sympy import Derivative, Eq, Ne, evaluate, exp

from derivations.prover.language.sympy_notation import (
    dimension, indicator, indices, largest, nonnegatives, positives, read, reals, rel_entr, vectors,
)  # fmt: skip
from derivations.prover.proof.brackets import bracket_at, split
from derivations.prover.proof.by_cases import rises, strictly
from derivations.prover.proof.chain import StepFailed, below_maximum, derive, suppose
from derivations.prover.verdict import check

n = dimension("n")
z = vectors("z", n)
i, j, k = indices("i j k", n)
x, y, a, b = reals("x y a b")
T = positives("T")


@pytest.fixture(autouse=True)
def as_chapters_are_written():
    with evaluate(False):
        yield


def proves(derivation, statement, *hypotheses):
    theorem = derivation.conclusion()
    assert theorem.conclusion == read(statement)
    assert set(theorem.hypotheses) == set(map(read, hypotheses))


def test_a_square_that_is_not_zero_is_positive():
    vanishes = suppose(Eq((x - y) ** 2, 0)).cancel(1, x - y, power=2).rearrange(Eq(x, y))
    square = derive((x - y) ** 2).at_least(0)
    proves(strictly(square, vanishes, suppose(Ne(x, y))), (x - y) ** 2 > 0, Ne(x, y))
    with pytest.raises(StepFailed):
        strictly(square, vanishes, suppose(Ne(x, a)))  # says nothing of x and y


def test_a_function_rises_with_a_positive_slope_and_in_order_alone():
    slope = derive(Derivative(exp(x), x)).differentiate(exp(x)).above(0)
    proves(rises(slope, x, a, b, suppose(a < b)), exp(a) < exp(b), a < b)
    with pytest.raises(StepFailed):
        rises(slope, x, a, b, suppose(b < a))


def test_a_bracket_lets_the_maximum_be_read_for_an_entry():
    top = indicator(Eq(z[k], largest(z)))
    proves(split(below_maximum(z, k), Eq(top * z[k], top * largest(z))), Eq(top * z[k], top * largest(z)))
    proves(split(below_maximum(z, k), top <= exp((z[k] - largest(z)) / T)), top <= exp((z[k] - largest(z)) / T))
    for false in (Eq(top * z[k], largest(z)), top <= exp(z[k] - largest(z)) / 2, Eq(top, 1)):
        with pytest.raises(StepFailed):
            split(below_maximum(z, k), false)


def test_hypotheses_follow_their_variables_to_particular_values():
    at_two = suppose(Eq(x, y)).times(2).at({x: a})
    proves(at_two, Eq(2 * a, 2 * y), Eq(a, y))


def test_a_bracket_is_rewritten_inside_and_read_the_other_way_round():
    u = nonnegatives("u")
    held = u + indicator(Eq(u, 0)) * (1 - u)
    proves(split(derive(u).at_least(0), held > 0, gaps=(1, u)), held > 0)
    proves(bracket_at(suppose(x < y)), Eq(indicator(Eq(y, x)), 0), x < y)
    at_zero = derive(rel_entr(u, T), given=[Eq(u, 0)]).by(suppose(Eq(u, 0))).algebra(0)
    proves(at_zero, Eq(rel_entr(u, T), 0), Eq(u, 0))
    with pytest.raises(StepFailed):
        split(derive(u).at_least(0), u > 0)


ORDERED = "n: dimension; f: real[n]; A: real[n, n]; w: nonnegative[n]; i: index[n]"
UNDER_SUMS = [
    "Sum([k < i]*f[k], (k, 1, n)) = Sum(f[k], (k, 1, i - 1))",
    "Sum([i <= k]*f[k], (k, 1, n)) = Sum(f[k], (k, i, n))",
    "Sum([k <= i]*w[k], (k, 1, n)) <= Sum(w[k], (k, 1, n))",
    "Sum(Sum([i < j], (i, 1, n)), (j, 1, n)) = n*(n - 1)/2",
    "Sum([k <= j], (j, 1, n), (k, 1, n)) = n*(n + 1)/2",
    "Sum(Sum([k < j]*A[k, j], (k, 1, n)), (j, 1, n)) = Sum(Sum(A[k, j], (j, k + 1, n)), (k, 1, n))",
]


@pytest.mark.parametrize("statement", UNDER_SUMS)
def test_brackets_that_compare_the_index_of_a_sum_cut_its_range(statement):
    assert check(statement, ORDERED).word == "proved"


@pytest.mark.parametrize(
    "statement",
    [
        "Sum([k < i]*f[k], (k, 1, n)) = Sum(f[k], (k, 1, i))",
        "Sum(Sum([i <= j], (i, 1, n)), (j, 1, n)) = n*(n - 1)/2",
        "Sum([k <= i]*f[k], (k, 1, n)) <= Sum(f[k], (k, 1, n))",
    ],
)
def test_ranges_that_are_cut_elsewhere_are_refuted(statement):
    assert check(statement, ORDERED).word == "refuted"
