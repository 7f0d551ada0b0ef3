"""Determinants: what `check` says of them for every n, written out for literal dimensions, and without a row."""

import pytest

from derivations.prover.verdict import check

WHERE = (
    "n: dimension; A: real[n, n]; B: real[n, n]; u: real[n]; v: real[n]; d: positive[n]; z: real[n]; x: real; one: real[1]; "
    "M: real[2, 2]; N: real[3, 3]"
)
J = "(diag(softmax(z)) - outer(softmax(z), softmax(z)))"
PROVED = [
    "det(diag(u)) = Product(u[i], (i, 1, n))",
    "det(eye(n)) = 1",
    "det(A @ B) = det(A)*det(B)",
    "det(A @ B) = det(B @ A)",
    "det(diag(ones(n)) + outer(u, v)) = 1 + dot(u, v)",
    "det(diag(d) + outer(u, v)) = Product(d[i], (i, 1, n))*(1 + Sum(u[i]*v[i]/d[i], (i, 1, n)))",
    "det(diag(d)) > 0",
    f"det({J}) = 0",
    "det(M) = M[1, 1]*M[2, 2] - M[1, 2]*M[2, 1]",
    "det(N.T) = det(N)",
    "minor(M, 1) = M[2, 2]",
    "minor(N, 1, 3) = N[2, 1]*N[3, 2] - N[2, 2]*N[3, 1]",
    "minor(diag(one), 1) = 1",
]
REFUTED = [
    "det(A @ B) = det(A) + det(B)",
    "det(2*A) = 2*det(A)",
    "det(diag(d) + outer(u, v)) = Product(d[i], (i, 1, n)) + dot(u, v)",
    f"det({J} + diag(ones(n))) = 0",
    "det(diag(u)) > 0",
    "minor(N, 1, 3) = N[2, 2]*N[3, 1] - N[2, 1]*N[3, 2]",
]


@pytest.mark.parametrize("statement", PROVED)
def test_is_proved(statement):
    assert check(statement, where=WHERE).word == "proved"


@pytest.mark.parametrize("statement", REFUTED)
def test_is_refuted(statement):
    assert check(statement, where=WHERE).word == "refuted"


def test_brackets_of_orders_have_values():
    assert check("indicator(x < 1) + indicator(1 <= x) = 1", where=WHERE).word == "proved"
    assert check("indicator(x < 1) = indicator(x <= 1)", where=WHERE).word == "refuted"
    assert check("indicator(2*x < 2) = indicator(x < 1)", where=WHERE).word == "proved"
