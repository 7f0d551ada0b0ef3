"""Integrals whose ends vary: their slopes, values, bounds, and what needs no axiom any more."""

import pytest

from derivations.prover.kernel.terms import subterms
from derivations.prover.language.grammar import declare, parse_relation
from derivations.prover.clock import now
from derivations.prover.search.integrals import moving_ends
from derivations.prover.search.strategy import Search
from derivations.prover.verdict import check

SCOPE = declare({"x": "real", "s": "positive", "n": "dimension", "z": "real[n]", "i": "index[n]"})


def searching(goal):
    return Search((), now() + 5), parse_relation(goal, SCOPE)


def integral_in(goal):
    return next(t for t in subterms(goal) if t.op == "integral")


@pytest.mark.parametrize(
    "goal",
    [
        "Phi(-x) = 1 - Phi(x)",
        "Integral(t, (t, 0, x)) = x**2/2",
        "Integral(1/t, (t, 1, s)) = log(s)",
        "Integral(erf(t), (t, 0, x)) = x*erf(x) + (exp(-x**2) - 1)/sqrt(pi)",
    ],
)
def test_by_equal_slopes(goal):
    search, goal = searching(goal)
    theorem = moving_ends.by_equal_slopes(search, goal, 3)
    assert theorem.conclusion == goal and not theorem.hypotheses and not theorem.axioms


@pytest.mark.parametrize("goal", ["Phi(-x) = Phi(x)", "Integral(t, (t, 0, x)) = x**2/2 + 1", "Integral(1/t, (t, 1, x)) = log(s)"])
def test_not_by_slopes_or_not_by_these(goal):
    assert moving_ends.by_equal_slopes(*searching(goal), 3) is None


def test_from_minus_infinity_and_to_infinity():
    for goal in ("Integral(exp(-t**2), (t, -oo, x)) = 0", "Integral(exp(-t**2), (t, x, oo)) = 0"):
        search, goal = searching(goal)
        theorem = moving_ends.reduced_to_a_number(search, integral_in(goal))
        assert theorem.conclusion.args[0] == integral_in(goal) and theorem.axioms == {"the integral of Γ"}
        assert moving_ends.steady(integral_in(theorem.conclusion.args[1]), ())


def test_an_end_that_does_not_move_stays():
    search, goal = searching("Integral(exp(-t**2), (t, 0, oo)) = 0")
    assert moving_ends.reduced_to_a_number(search, integral_in(goal)) is None


def test_no_bound_of_what_is_not_positive_or_has_no_value_to_infinity():
    for goal in ("Integral(t*exp(-t**2), (t, 0, x)) < 1", "Integral(1 + t**2, (t, 0, x)) < 1"):
        assert moving_ends.within_the_line(*searching(goal)) == []


def test_bounds_within_the_line():
    search, goal = searching("Integral(exp(-t**2), (t, 0, s)) < 1")
    assert len(moving_ends.within_the_line(search, goal)) == 3
    search, goal = searching("Integral(exp(-t**2), (t, 0, x)) < 1")
    assert len(moving_ends.within_the_line(search, goal)) == 2


def test_entries_of_vectors_in_ends():
    assert check("erf(-z[i]) = -erf(z[i])", where="n: dimension; z: real[n]; i: index[n]").word == "proved"


def test_a_polynomial_needs_no_axiom():
    assert not check("Integral(t**2*(1 - t), (t, 0, 1)) = 1/12").theorem.axioms


@pytest.mark.parametrize("integral", ["exp(-x*t), (t, 0, 1)", "f(t + x), (t, 0, 1)", "f(t)*x, (t, 0, x)"])
def test_a_slope_in_the_integrand_is_left_open(integral):
    """No traceback: no rule takes it, and no point shows that it is wrong."""
    statement = f"Derivative(Integral({integral}), x) = exp(-x**2)"
    verdict = check(statement, "x: real; f: differentiable real -> real", timeout=0.3)
    assert verdict.word in ("undecided", "refuted")


TO_INFINITY = {
    "Limit(erf(x), x, oo) = 1": "proved",
    "Limit(erf(x), x, -oo) = -1": "proved",
    "Limit(Phi(x), x, oo) = 1": "proved",
    "Limit(Phi(x), x, -oo) = 0": "proved",
    "Limit(erfc(x/sqrt(2)), x, oo) = 0": "proved",
    "Limit(Phi(x**2)**2, x, oo) = 1": "proved",
    "Limit(Phi(x), x, oo) = 1/2": "refuted",
    "Limit(erf(x)**2, x, oo) = 2": "refuted",
    "1 - Phi(x) <= exp(-x**2/2)/(x*sqrt(2*pi))": "proved",  # Mills
    "erfc(x) <= exp(-x**2)/(x*sqrt(pi))": "proved",
    "1 - Phi(x) <= exp(-x**2/2)/(2*x*sqrt(2*pi))": "refuted",
    "erfc(x) <= exp(-2*x**2)/x": "refuted",
}


@pytest.mark.parametrize("statement", TO_INFINITY)
def test_what_is_left_of_a_normal_distribution_far_out_is_bounded(statement):
    assert check(statement, "x: positive" if "Limit" not in statement else "", timeout=30).word == TO_INFINITY[statement]
