"""Equality cases, contradictions and brackets as steps: what they prove, and what they refuse."""

import pytest
from sympy import Derivative, Eq, Ne, evaluate, exp

from derivations.prover.language.sympy_notation import (
    Minimum, dimension, dot, entry, indicator, indices, largest, positives, read, reals, softmax, variance, vectors,
)  # fmt: skip
from derivations.prover.proof.brackets import split
from derivations.prover.proof.chain import StepFailed, above_minimum, below_maximum, combine, derive, suppose
from derivations.prover.proof.equality_cases import compared, equal, impossible, rises, strictly

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


def test_what_cannot_hold_together_proves_anything():
    proves(impossible(Eq(a, b), suppose(x < y), suppose(Eq(x, y))), Eq(a, b), x < y, Eq(x, y))
    proves(impossible(Eq(a, b), suppose(x < y), suppose(y < x)), Eq(a, b), x < y, y < x)
    proves(impossible(Eq(a, b), suppose(Eq(x, 1)), suppose(Eq(x, 0))), Eq(a, b), Eq(x, 1), Eq(x, 0))


@pytest.mark.parametrize("premises", [(lambda: x < y, lambda: y < a), (lambda: x <= y, lambda: y <= x), (lambda: Eq(x, y),)])
def test_what_can_hold_together_proves_nothing(premises):
    with pytest.raises(StepFailed):
        impossible(Eq(a, b), *(suppose(premise()) for premise in premises))


def test_an_injective_function_by_its_slope():
    slope = derive(Derivative(exp(x), x)).differentiate(exp(x)).above(0)
    same = suppose(Eq(exp(a), exp(b)))
    below = impossible(Eq(a, b), rises(slope, x, a, b, suppose(a < b)), same)
    above = impossible(Eq(a, b), rises(slope, x, b, a, suppose(b < a)), same)
    proves(compared(a, b, below, suppose(Eq(a, b)), above), Eq(a, b), Eq(exp(a), exp(b)))
    with_a_case_missing = compared(a, b, below, suppose(Eq(a, b)), below)
    assert read(a < b) in with_a_case_missing.conclusion().hypotheses
    with pytest.raises(StepFailed):
        rises(slope, x, a, b, suppose(b < a))


def test_the_smallest_by_the_largest():
    low = Minimum(z[k], k)
    at_most = combine(-z[k] <= -low, (1, above_minimum(z, k))).sides(left=entry(-z, k), using=()).maximum(k)
    at_least = combine(-largest(-z) <= z[k], (1, below_maximum(-z, k))).minimum(k)
    upper = combine(low <= -largest(-z), (1, at_most.restate(largest(-z) <= -low)))
    proves(equal(at_least, upper), Eq(-largest(-z), low))
    with pytest.raises(StepFailed):
        equal(at_least, at_least)


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


def test_a_variance_vanishes_only_when_all_scores_agree():
    p = softmax(z)
    spread = suppose(Eq(variance(p, z), 0)).sides(left=variance(p, z), using=())
    assert spread.conclusion().conclusion.op == "eq"
    with pytest.raises(StepFailed):
        strictly(derive(variance(p, z)).at_least(0), suppose(Eq(z[i], dot(p, z))), suppose(Ne(z[i], z[j])))
