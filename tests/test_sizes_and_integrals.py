"""Proof steps on absolute values and integrals: each proves what it says, and refuses what does not follow."""

import pytest
from sympy import Abs, Integral, evaluate, exp, log, sqrt

from derivations.prover.language.sympy_notation import dimension, indices, largest, Minimum, read, reals, vectors
from derivations.prover.proof.calculus import integrate
from derivations.prover.proof.chain import StepFailed, proved, suppose
from derivations.prover.proof.extrema import range_at_most, within_range
from derivations.prover.proof.sizes import at_most_its_size, from_squares, size_at_most, size_of_negative, triangle

n = dimension("n")
v = vectors("v", n)
i, j = indices("i j", n)
x, y, b = reals("x y b")


@pytest.fixture(autouse=True)
def as_written():
    with evaluate(False):
        yield


def says(derivation, relation, *given):
    theorem = proved(derivation)
    assert theorem.conclusion == read(relation)
    assert set(theorem.hypotheses) == set(map(read, given))


def test_a_number_and_its_size():
    says(at_most_its_size(x), x <= Abs(x))
    says(triangle(x, y), Abs(x + y) <= Abs(x) + Abs(y))


def test_a_size_is_bounded_on_both_sides():
    above, below = suppose(x <= b), suppose(-x <= b)
    says(size_at_most(above, below), Abs(x) <= b, x <= b, -x <= b)
    with pytest.raises(StepFailed):
        size_at_most(above, suppose(-y <= b))


def test_the_size_of_what_is_not_positive():
    theorem = proved(size_of_negative(suppose(x <= 0)))
    assert theorem.conclusion.op == "eq" and theorem.hypotheses == (read(x <= 0),)
    with pytest.raises(StepFailed):
        size_of_negative(suppose(x <= 1))


def test_squares_compare_as_their_roots_do():
    squares = suppose(x**2 <= exp(y) ** 2)
    says(from_squares(x <= exp(y), squares), x <= exp(y), x**2 <= exp(y) ** 2)
    with pytest.raises(StepFailed):
        from_squares(x <= y, suppose(x**2 <= y**2))


def test_the_range_is_at_most_what_every_difference_is():
    bound = largest(v) - Minimum(v[j], j)
    says(range_at_most(v, bound, i, j, within_range(v, i, j)), largest(v) - Minimum(v[j], j) <= bound)
    with pytest.raises(StepFailed):
        range_at_most(v, b, i, j, suppose(x <= y))


def test_an_integral_by_its_antiderivative():
    theorem = proved(integrate(Integral(exp(x), (x, 0, 1)), exp(x)))
    assert theorem.conclusion.op == "eq" and not theorem.hypotheses
    with pytest.raises(StepFailed):
        integrate(Integral(exp(x), (x, 0, 1)), exp(x) * sqrt(2))
    with pytest.raises(StepFailed):
        integrate(Integral(1 / x, (x, -1, 1)), log(Abs(x)))
