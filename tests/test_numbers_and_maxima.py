"""Inequalities between numbers without variables, by enclosures; and those with a maximum, by its name and where it is attained."""

from fractions import Fraction
from math import factorial, inf

import pytest

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import fn, num, substitute
from derivations.prover.language import reading
from derivations.prover.language.grammar import declare
from derivations.prover.search.inequalities import extrema, numbers
from derivations.prover.search.inequalities.exponentials import polynomial_above, polynomial_below
from derivations.prover.search.inequalities.numbers import by_enclosures
from derivations.prover.search.strategy import Search
from derivations.prover.verdict import check

CLOSE = [
    "exp(1) < 2.7183", "exp(1) > 2.7182", "log(2) < 7/10", "log(10) > 2.302585", "sigmoid(1) > 0.731", "1/log(2) < 1.4427",
    "softmax([1, 2, 3])[3] > 0.665", "sqrt(2)*log(3/2) < 3/5", "log(log(2)) < -1/3", "exp(-exp(-1)) < 0.6923",
    "2**(1/3)*exp(sqrt(2)) < 5.2", "3**(1/4)*5**(1/2) <= 3", "log(2)**2 < 0.481", "tanh(1) > 0.761", "exp(10) > 22026",
    "exp(-20) > 2*10**(-9)", "log(2)/(log(3) - 2) < -0.76", "(log(2) - 1)**3 > -0.03", "(exp(1) - 2)*(log(2) - 1) < 0",
    "sqrt(2 - sqrt(2)) > 0.76", "sqrt(2) < 1.41421356238", "Max(log(2), 0.6) < 0.7", "Min(log(2), 0.6) < 0.61",
    "Abs(log(2) - 1) > 0.3", "Sum(1/k**2, (k, 1, 10)) < 1.55", "log(2) > 0.6931471805599453",
]  # fmt: skip


def formula(text, where=""):
    symbols = dict(part.split(":") for part in where.split(";") if part)
    return reading.statement(text, (), declare({name.strip(): domain.strip() for name, domain in symbols.items()}))[0]


@pytest.mark.parametrize("text", CLOSE)
def test_numbers_are_compared(text):
    goal = formula(text)
    theorem = by_enclosures(goal, (), inf)
    assert theorem.conclusion == goal and not theorem.hypotheses and not theorem.axioms


FAR_OUT = {  # these rest on what is known of ψ and ψ′ far out
    "pi < 22/7": 2, "pi > 3.1415": 2, "exp(pi) > pi**exp(1)": 2, "sqrt(2*pi) > 2.5": 2, "gamma(1/2) < 1.78": 2,
    "EulerGamma < 0.578": 1, "EulerGamma > 0.577": 1, "digamma(3) < 1": 1,
}  # fmt: skip


@pytest.mark.parametrize("text", FAR_OUT)
def test_pi_and_the_constant_of_euler_are_compared(text):
    goal = formula(text)
    theorem = by_enclosures(goal, (), inf)
    assert theorem.conclusion == goal and not theorem.hypotheses
    assert theorem.axioms == set([rules.GAMMA, rules.BASEL][: FAR_OUT[text]])


OUT_OF_REACH = [
    "exp(1) < 2.7182", "log(2) > 7/10", "sqrt(2)*log(3/2) < 1/2", "pi > 22/7", "sqrt(4) < 2", "gamma(1/3) < 3", "log(1 - 2) < 1",
    "exp(pi*sqrt(163)) < 262537412640768744", "exp(10**6) > 1", "2**(1/100) > 1", "sqrt(2) + sqrt(3) <= sqrt(5 + 2*sqrt(6))",
]  # fmt: skip


@pytest.mark.parametrize("text", OUT_OF_REACH)
def test_what_is_false_or_out_of_reach_is_refused(text):
    with pytest.raises(Refused):
        by_enclosures(formula(text), (), inf)


@pytest.mark.parametrize("degree", [1, 3, 5])
def test_polynomials_below_the_exponential(degree):
    theorem, x = polynomial_below(degree)
    total, exponential = theorem.conclusion.args
    assert theorem.conclusion.op == "le" and exponential == fn("exp", x) and not theorem.hypotheses
    value = sum(Fraction(1, factorial(k)) for k in range(degree + 1))
    assert numbers.Ground(()).poly(substitute(total, {x: num(1)})) == {frozenset(): value}


@pytest.mark.parametrize("degree", [2, 4])
def test_polynomials_above_the_exponential_of_what_is_not_positive(degree):
    theorem, x, premise = polynomial_above(degree)
    exponential, total = theorem.conclusion.args
    assert theorem.conclusion.op == "le" and exponential == fn("exp", x) and theorem.hypotheses == (premise,)
    value = sum(Fraction((-1) ** k, factorial(k)) for k in range(degree + 1))
    assert numbers.Ground(()).poly(substitute(total, {x: num(-1)})) == {frozenset(): value}


INTEGRALS = {  # with what they rest on: Φ has π in it
    "Integral(exp(-x**2), (x, 0, 1)) < 3/4": 0, "Integral(exp(-x**2/2), (x, -1, 1)) > 1.7": 0,
    "Integral(exp(-x), (x, 1, 0)) < -0.6": 0,
    "Phi(1) < 0.85": 2, "Phi(1) > 0.8413": 2, "Phi(-1) < 0.16": 2, "erf(1/2) > 0.52": 2, "gelu(1) < 0.85": 2,
}  # fmt: skip


@pytest.mark.parametrize("text", INTEGRALS)
def test_integrals_of_exponentials_between_numbers_are_compared(text):
    theorem = by_enclosures(formula(text), (), inf)
    assert theorem.conclusion == formula(text) and not theorem.hypotheses
    assert theorem.axioms == set([rules.GAMMA, rules.BASEL][: INTEGRALS[text]])


@pytest.mark.parametrize("text", ["Phi(1) > 0.85", "Integral(exp(x**2), (x, 0, 1)) < 2", "Integral(1/(1 + x**3), (x, 0, 1)) < 1"])
def test_other_integrals_are_refused(text):
    with pytest.raises(Refused):
        by_enclosures(formula(text), (), inf)


ORDERED = {
    "LSE(z/T) - max(z)/T <= LSE(z/S) - max(z)/S": "T <= S",
    "softmax(z/S)[i] <= softmax(z/T)[i]": "T <= S; z[i] = max(z)",
    "dot(softmax(z/S), z) <= dot(softmax(z/T), z)": "T <= S",
    "T*LSE(z/T) <= S*LSE(z/S)": "T < S",
    "Max(softmax(z/S)) <= Max(softmax(z/T))": "T <= S",
    "max(softmax(T*z)[k], (k, 1, n)) <= Max(softmax(S*z))": "T <= S",
    "1 - Max(softmax(z/T)) <= 1 - Max(softmax(z/S))": "T < S",
}


@pytest.mark.parametrize("text", ORDERED)
def test_what_rises_from_the_lesser_of_two_numbers_to_the_other(text):
    where = "n: dimension; z: real[n]; i: index[n]; S: positive; T: positive"
    assert check(text, where, given=ORDERED[text].split("; ")).word == "proved"
    left, right = text.split(" <= ")
    assert check(f"{right} <= {left}", where, given=ORDERED[text].split("; ")).word == "refuted"


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


def test_one_place_of_the_largest_logit_serves_all_temperatures_under_the_goals_own_hypotheses():
    where = "n: dimension; z: real[n]; S: positive; T: positive"
    given, goal = (formula("T <= S", where),), formula("0 <= Max(softmax(z/S)) + Max(softmax(z/T))", where)
    (method,) = extrema.BY_LARGEST_LOGIT
    theorem = method(goal, given, lambda other, known: Search(known, inf).at_sight(other))
    assert theorem.conclusion == goal and set(theorem.hypotheses) <= set(given)
    assert not extrema.has_largest_probabilities(formula("Max(softmax(z/T)) <= 2*Max(softmax(z/T))", where), given)
    assert not extrema.has_largest_probabilities(formula("Max(softmax(z/T)) <= Max(softmax(-z))", where), given)
