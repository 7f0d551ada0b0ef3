"""Inequalities between numbers without variables, by enclosures; and those with a maximum, by its name and where it is attained."""

from fractions import Fraction
from math import exp, inf

import pytest

from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import num, substitute
from derivations.prover.language import reading
from derivations.prover.language.grammar import declare
from derivations.prover.search.inequalities import extrema, numbers
from derivations.prover.search.inequalities.numbers import by_enclosures, series
from derivations.prover.search.strategy import Search
from derivations.prover.verdict import check

CLOSE = [
    "exp(1) < 2.7183", "exp(1) > 2.7182", "log(2) < 7/10", "log(10) > 2.302585", "sigmoid(1) > 0.731", "1/log(2) < 1.4427",
    "softmax([1, 2, 3])[3] > 0.665", "sqrt(2)*log(3/2) < 3/5", "log(log(2)) < -1/3", "exp(-exp(-1)) < 0.6923",
    "2**(1/3)*exp(sqrt(2)) < 5.2", "3**(1/4)*5**(1/2) <= 3", "log(2)**2 < 0.481", "tanh(1) > 0.761",
]  # fmt: skip


def formula(text, where=""):
    symbols = dict(part.split(":") for part in where.split(";") if part)
    return reading.statement(text, (), declare({name.strip(): domain.strip() for name, domain in symbols.items()}))[0]


@pytest.mark.parametrize("text", CLOSE)
def test_numbers_are_compared(text):
    goal = formula(text)
    theorem = by_enclosures(goal, (), inf)
    assert theorem.conclusion == goal and not theorem.hypotheses and not theorem.axioms


@pytest.mark.parametrize("text", ["exp(1) < 2.7182", "log(2) > 7/10", "sqrt(2)*log(3/2) < 1/2", "exp(20) > 1", "gamma(1/3) < 3"])
def test_what_is_false_or_out_of_reach_is_refused(text):
    with pytest.raises(Refused):
        by_enclosures(formula(text), (), inf)


@pytest.mark.parametrize("m", range(6))
def test_the_series_is_cut_off_on_the_side_that_its_length_says(m):
    x, theorem = series(m)
    low, high = theorem.conclusion.args
    total = low if m % 2 else high
    value = sum((-1) ** j / Fraction(factorial) for j, factorial in enumerate([1, 1, 2, 6, 24, 120][: m + 1]))
    assert formula("0 < 1").op == theorem.hypotheses[0].op == "lt" and theorem.hypotheses[0].args[1] == x
    assert numbers.Ground(()).poly(substitute(total, {x: num(1)})).get(frozenset(), 0) == value
    assert (value < exp(-1)) == bool(m % 2)


MAXIMA = {
    "max(x) - max(y) <= norm(x - y, inf)": "x: real[n]; y: real[n]",
    "sum_k exp(z_k - max(z)) >= 1": "z: real[n]",
}


@pytest.mark.parametrize("text", MAXIMA)
def test_a_maximum_is_a_bound_that_is_attained(text):
    assert check(text, MAXIMA[text]).word == "proved"


@pytest.mark.parametrize("text", ["sum_k exp(z_k - max(z)) >= 2", "max(x) - max(y) <= norm(x - y, inf)/2"])
def test_what_is_more_than_a_maximum_says_is_not_proved(text):
    assert check(text, "z: real[n]; x: real[n]; y: real[n]").word == "refuted"


def test_the_methods_hand_back_the_goal_under_its_own_hypotheses():
    given = (formula("p[k] + q[k] <= 1", "n: dimension; p: positive[n]; q: positive[n]"),)
    goal = formula("max(p) >= p[i] - max(q)", "n: dimension; p: positive[n]; q: positive[n]; i: index[n]")

    def prove(other, known=given):
        return Search(known, inf).at_sight(other)

    for method in (*extrema.BY_NAMES, *extrema.BY_PLACES):
        theorem = method(goal, given, prove)
        assert theorem is None or theorem.conclusion == goal and set(theorem.hypotheses) <= set(given)
