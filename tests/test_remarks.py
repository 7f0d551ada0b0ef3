"""What helps a reader beyond the verdict: the smallest counterexample, what the left side is, the hypothesis that is missing."""

import pytest

from derivations.prover.verdict import check
from derivations.prover.verdict.derive import derive
from derivations.prover.verdict.remarks import remarks, smaller, told

TEMPERED = "n: dimension; z: real[n]; i: index[n]"
P = "n: dimension; p: positive[n]; r: nonnegative[n]"

SMALLEST = {
    "softmax(z)[i] < 1": {"n": 1, "i": 1, "z": (0,)},
    "LSE(z) = Max(z)": {"n": 2, "z": (0, 0)},
    "softmax(2*z)[i] = softmax(z)[i]": {"n": 2, "i": 1, "z": (0, 1)},
    "x**2 >= x": {"x": None},
    "norm(z) = Sum(Abs(z[k]), (k, 1, n))": {"n": 2, "z": (1, 1)},
    "dot(u, v) = dot(u, u)": {"n": 1},
}


@pytest.mark.parametrize("statement", SMALLEST)
def test_the_smallest_counterexample(statement):
    verdict = smaller(check(statement))
    assert verdict.word == "refuted"
    for name, value in SMALLEST[statement].items():
        assert value is None or verdict.counterexample.values[name] == value, verdict


LEFT = {
    "Derivative(LSE(z), z[i]) = softmax(z)[i]**2": "in fact Derivative(LSE(z), z[i]) = softmax(z)[i] (every n >= 1)",
    "Limit(T*LSE(z/T), T, 0) = 0": "in fact Limit(T*LSE(z/T), T, 0) = largest(z) (every n >= 1)",
    "Derivative(x**2, x) = x": "in fact Derivative(x**2, x) = 2*x",
    "Integral(exp(-x), (x, 0, oo)) = 2": "in fact Integral(exp(-x), (x, 0, oo)) = 1",
}


@pytest.mark.parametrize("statement", LEFT)
def test_what_the_left_side_really_is(statement):
    verdict = check(statement)
    assert verdict.word == "refuted" and LEFT[statement] in remarks(verdict)


TWO_SIDED = {
    "lim_{T->0} T*LSE(z/T) = max(z)": "write T -> 0+ or declare T: positive",
    "Limit(softmax(z/T)[i], T -> 0) = [z_i = max(z)]/Sum([z_k = max(z)], (k, 1, n))": "write T -> 0+ or declare T: positive",
    "Limit(exp(1/(1 - x)), x -> 1) = 0": "write x -> 1+",
}


@pytest.mark.parametrize("statement", TWO_SIDED)
def test_a_limit_that_is_meant_from_above(statement):
    verdict = check(statement, TEMPERED)
    assert verdict.word == "refuted"
    assert f"the limit is from both sides; from above it is proved: {TWO_SIDED[statement]}" in remarks(verdict)
    assert check(statement.replace("->0", "->0+").replace("-> 0", "-> 0+").replace("-> 1", "-> 1+"), TEMPERED).word == "proved"


@pytest.mark.parametrize("statement", ["lim_{T->0} T*LSE(z/T) = min(z)", "Limit(|x|/x, x -> 0) = 2"])
def test_a_limit_that_is_wrong_from_above_too(statement):
    verdict = check(statement, TEMPERED)
    assert verdict.word == "refuted" and not any("from above" in line for line in remarks(verdict))


def test_a_value_from_above_is_told_and_not_given():
    found = derive("Limit(softmax(z/T)[i], T -> 0)", TEMPERED)
    assert found.right is None and found.verdict is None
    assert found.reason.startswith("no closed form was found, as the limit is from both sides; from above it is ")
    assert found.reason.endswith(": write T -> 0+ or declare T: positive")
    assert derive("Limit(softmax(z/T)[i], T -> 0)", f"{TEMPERED}; T: positive").verdict.word == "proved"


def test_nothing_is_said_that_says_nothing_new():
    verdict = check("x + 1 = x")
    assert remarks(verdict) == [] and told(verdict).startswith("refuted: x + 1 = x")


@pytest.mark.parametrize(
    ("statement", "declared"),
    [("H(p) <= log(n)", "p: open simplex[n]"), ("H(r) <= log(n)", "r: simplex[n]"), ("p[1] <= 1", "p: open simplex[n]")],
)
def test_the_missing_sum(statement, declared):
    verdict = check(statement, P)
    assert verdict.word == "refuted"
    assert f"it is proved where the entries sum to 1: declare {declared}" in remarks(verdict)
    assert check(statement, f"{P}; {declared}").word == "proved", "and so it is"


def test_a_missing_sum_is_no_excuse_for_what_is_false_anyway():
    assert not any("sum to 1" in line for line in remarks(check("H(p) <= log(n)/2", P)))


def test_log_zero_alone():
    verdict = check("-Sum(r[k]*log(r[k]), (k, 1, n)) >= 0", P, ["Sum(r[k], (k, 1, n)) = 1"])
    assert verdict.word == "refuted" and any("log 0 alone" in line for line in remarks(verdict))


def test_no_inner_terms_in_a_reason():
    verdict = check("Sum(Abs(softmax(x)[i] - softmax(y)[i]), (i, 1, n)) <= Sum(Abs(x[i] - y[i]), (i, 1, n))/2", timeout=1)
    if verdict.word == "undecided":
        assert not any(inner in verdict.reason for inner in ("num(", "var(", "bound(", "'"))
