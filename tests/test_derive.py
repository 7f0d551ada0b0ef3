"""Derive: right sides as an author would write them, each proved by the kernel for every n."""

import json

import pytest

from derivations.__main__ import main
from derivations.prover.language.grammar import LanguageError
from derivations.prover.verdict.derive import derive

WHERE = "n: dimension; m: positive integer; p: simplex[n]; z: real[n]; y: real[n]; i: index[n]; j: index[n]; T: positive; x: real"


@pytest.mark.parametrize(
    "left, right",
    [
        ("Derivative(LSE(z), z[i])", "softmax(z)[i]"),
        ("Derivative(LSE(z), z[i], z[j])", "softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])"),
        ("Derivative(softmax(z)[i], z[j])", "softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])"),
        ("Gradient(LSE(z), z)", "softmax(z)"),
        ("Derivative(LSE(z/T), z[i])", "softmax(z/T)[i]/T"),
        ("Derivative(LSE(z) - dot(y, z), z[i])", "softmax(z)[i] - y[i]"),
        ("Derivative(log(Sum(exp(z[j]), (j, 1, n))), z[i])", "softmax(z)[i]"),
        ("Limit(softmax(z/T)[i], T, oo)", "1/n"),
        ("Limit(T*LSE(z/T), T, 0)", "largest(z)"),
        ("Integral(exp(-x), (x, 0, oo))", "1"),
        ("Sum(softmax(z)[i], (i, 1, n))", "1"),
        ("Derivative(x**3*exp(x), x)", "3*x**2*exp(x) + x**3*exp(x)"),
        (r"\frac{\partial}{\partial z_i} \operatorname{LSE}(z)", "softmax(z)[i]"),
        ("diff(cross_entropy(p, softmax(z)), z[j])", "softmax(z)[j] - p[j]"),
        ("diff(KL(p, softmax(z)), z[j])", "softmax(z)[j] - p[j]"),
        ("diff(entropy(softmax(z)), z[i])", "-softmax(z)[i]*log(softmax(z)[i]) - softmax(z)[i]*entropy(softmax(z))"),
        ("diff(log(sum(exp(z))), z[i], z[j])", "softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])"),
        ("diff(sum(softmax(z)**2), z[j])", "2*softmax(z)[j]**2 - 2*softmax(z)[j]*Sum(softmax(z)[k]**2, (k, 1, n))"),
        ("diff(sigmoid(x), x)", "sigmoid(x)*(1 - sigmoid(x))"),
        ("diff(softplus(x), x)", "sigmoid(x)"),
        ("diff(-log(sigmoid(x)), x)", "sigmoid(x) - 1"),
        ("diff(digamma(T), T)", "polygamma(1, T)"),
        ("Sum(k**3, (k, 1, m))", "m**2*(m + 1)**2/4"),
        ("Integral(exp(-x**2/2), (x, -oo, oo))", "sqrt(2*pi)"),
        ("Hessian(LSE(z), z)", "diag(softmax(z)) - outer(softmax(z), softmax(z))"),
        ("Jacobian(softmax(z), z)", "diag(softmax(z)) - outer(softmax(z), softmax(z))"),
        ("grad(cross_entropy(z, i), z)", "softmax(z) - onehot(i, n)"),
        ("grad(LSE(z) - dot(y, z), z)", "softmax(z) - y"),
        ("grad(norm(z)**2, z)", "2*z"),
        ("diff(softmax(z)[i], z[i])", "softmax(z)[i]*(1 - softmax(z)[i])"),
    ],
)
def test_closed_forms(left, right):
    record = derive(left, WHERE).record()
    assert record["rhs"] == right and record["verdict"] == "proved"


BINOMIAL = "n: dimension; r: (0, 1); t: real; x: real"


@pytest.mark.parametrize(
    "left, right",
    [
        ("Sum(binomial(n, k), (k, 0, n))", "2**n"),
        ("Sum(binomial(n, k)*x**k, (k, 0, n))", "(x + 1)**n"),
        ("Sum((-1)**k*binomial(n, k), (k, 0, n))", "0"),
        ("Sum(binomial(n, k)*r**k*(1 - r)**(n - k), (k, 0, n))", "1"),
        ("Sum(k*binomial(n, k)*r**k*(1 - r)**(n - k), (k, 0, n))", "n*r"),
        ("Sum((k - n*r)**2*binomial(n, k)*r**k*(1 - r)**(n - k), (k, 0, n))", "n*r*(1 - r)"),
        ("Sum(exp(t*k)*binomial(n, k)*r**k*(1 - r)**(n - k), (k, 0, n))", "(r*exp(t) + 1 - r)**n"),
        (r"\sum_{k=0}^n \binom{n}{k} k 2^{-n}", "n/2"),
    ],
)
def test_binomial_sums(left, right):
    record = derive(left, BINOMIAL, timeout=20).record()
    assert (record["rhs"], record["verdict"]) == (right, "proved")


@pytest.mark.parametrize(
    "left, right",
    [
        ("Integral(exp(-t), (t, 0, x))", "1 - exp(-x)"),  # what is positive first
        ("diff(-log(softmax(z)[i]), z[j])", "softmax(z)[j] - KroneckerDelta(i, j)"),
        ("Sum(k**2, (k, 1, m))", "m*(m + 1)*(2*m + 1)/6"),
        ("Sum(r**k, (k, 0, oo))", "1/(1 - r)"),
        ("Sum(k*r**k, (k, 0, oo))", "r/(1 - r)**2"),
        ("Integral(x*exp(-T*x), (x, 0, oo))", "1/T**2"),
        ("Integral(exp(-x**2/(2*T**2)), (x, -oo, oo))", "T*sqrt(2*pi)"),
        ("Integral(x/(exp(x) - 1), (x, 0, oo))", "pi**2/6"),
        ("diff(LSE(z/T), T)", "-dot(softmax(z/T), z)/T**2"),
        ("diff(x*Phi(x), x)", "x*exp(-x**2/2)/sqrt(2*pi) + Phi(x)"),
        ("Limit(dot(softmax(-z/T), z), T, 0)", "Min(z[k], (k, 1, n))"),
        ("diff(erf(x/sqrt(2)), x)", "sqrt(2/pi)*exp(-x**2/2)"),
        ("Integral(x**(T - 1)*(1 - x)**(U - 1), (x, 0, 1))", "beta(T, U)"),
        ("Sum(k*T**k*exp(-T)/factorial(k), (k, 0, oo))", "T"),
    ],
)
def test_values_are_written_as_authors_write_them(left, right):
    record = derive(left, f"{WHERE}; r: (0, 1); U: positive", timeout=20).record()
    assert (record["rhs"], record["verdict"]) == (right, "proved")


@pytest.mark.parametrize("left", ["diff(softmax(z)[i], z[j])", r"\frac{\partial}{\partial z_j} \operatorname{softmax}(z)_i"])
def test_an_index_that_nobody_declares_ranges_over_the_entries(left):
    found = derive(left, "z: real[n]")
    assert found.record()["rhs"] == "softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])"
    assert found.verdict.inferred == {"n": "dimension", "i": "index[n]", "j": "index[n]"}


def test_derive_is_asked_for_one_side():
    with pytest.raises(LanguageError, match="judged by check"):
        derive("diff(x**2, x) = 2*x", WHERE)
    assert derive("softmax(z + x)", WHERE).reason.endswith("a derivative, a limit, an integral or a sum")


def test_what_is_not_found_is_said():
    found = derive("Limit(LSE(z*x)/x, x, 0)", WHERE, timeout=2)
    assert found.right is None and found.record()["verdict"] == "undecided" and found.reason


def test_what_says_nothing_is_an_error():
    with pytest.raises(LanguageError):
        derive("Derivative(LSE(z), z[i], ", WHERE)


def test_the_command(capsys):
    where = "n: dimension; z: real[n]; i: index[n]"
    assert main(["derive", "Derivative(LSE(z), z[i])", "--where", where, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["rhs"] == "softmax(z)[i]" and {"lhs", "latex", "dimension", "axioms"} <= set(record)
    assert main(["derive", "Derivative(1/w, w)"]) == 2
