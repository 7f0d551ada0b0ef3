"""Moments of binomial laws, equality where squares vanish, sizes under sums, roots of sums: kinds that stand in appendices."""

import pytest

from derivations.prover.kernel import rules
from derivations.prover.language.grammar import declare, parse_expression, parse_relation
from derivations.prover.language.typeset import text
from derivations.prover.search.inequalities.reductions import squares
from derivations.prover.search.limits.binomial_sums import HIGHEST, _stirling, binomial_sum
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.signs import meaning
from derivations.prover.verdict import check

LAW = "m: dimension; p: (0, 1); t: real; a: positive; b: positive"
VECTORS = "n: dimension; z: real[n]; x: real[n]; h: real[n]; i: index[n]; j: index[n]; k: index[n]; E: real[n]; T: positive"
LAWS = "n: dimension; p: open simplex[n]; q: open simplex[n]; r: simplex[n]; z: real[n]; w: real[n]; i: index[n]"
PROVED = {
    "Sum((k - m*p)**2*binomial(m, k)*p**k*(1 - p)**(m - k), (k, 0, m)) = m*p*(1 - p)": LAW,
    "Sum((k - m*p)**3*binomial(m, k)*p**k*(1 - p)**(m - k), (k, 0, m)) = m*p*(1 - p)*(1 - 2*p)": LAW,
    "Sum((k/m - p)**2*binomial(m, k)*p**k*(1 - p)**(m - k), (k, 0, m)) <= 1/(4*m)": LAW,
    "Sum(binomial(m, k)*p**k*(1 - p)**(m - k)*exp(t*(k - m*p)), (k, 0, m)) <= exp(m*t**2/8)": LAW,
    "Sum(binomial(m, k)*(k - m/2)**2/2**m, (k, 0, m)) = m/4": LAW,
    "Sum(k**3*a**k*b**(m - k)/(factorial(k)*factorial(m - k)), (k, 0, m)) >= 0": LAW,
    "Sum(binomial(m, k)*k*p**k*(1 - p)**(m - k), (k, 0, m)) = m*p": LAW.replace("dimension", "natural"),
    "Sum(binomial(m, k)*x**k*y**(m - k), (k, 0, m)) = (x + y)**m": "m: dimension; x: real; y: real",
    "Sum(factorial(m)/(factorial(k)*factorial(m - k))*x**k*(-y)**(m - k), (k, 0, m)) = (x - y)**m": "m: natural; x: real; y: real",
    "Sum(binomial(m, k)*x**k*(1 - x)**(m - k), (k, 0, m)) = 1": "m: dimension; x: real",
    "Jacobian(log_softmax(z), z) = eye(n) - outer(ones(n), softmax(z))": VECTORS,
    "Jacobian(log_softmax(z), z)[i, j] = delta(i, j) - softmax(z)[j]": VECTORS,
    "Hessian(log_softmax(z)[i], z) = outer(softmax(z), softmax(z)) - diag(softmax(z))": VECTORS,
    "Jacobian(log_softmax(z), z).T @ x = x - sum(x)*softmax(z)": VECTORS,
    "Jacobian(log_softmax(z), z) @ x = x - dot(softmax(z), x)*ones(n)": VECTORS,
    "x.T @ Jacobian(log_softmax(z), z) @ x = norm(x)**2 - sum(x)*dot(softmax(z), x)": VECTORS,
    "trace(Jacobian(log_softmax(z), z)) = n - 1": VECTORS,
    "-Jacobian(log_softmax(z), z).T @ r = softmax(z) - r": LAWS,
    "grad(KL(r, softmax(z)), z) = softmax(z) - r": LAWS,
    "Sum(abs(Derivative(softmax(z)[i], z[j])), (i, 1, n), (j, 1, n)) = 2*(1 - norm(softmax(z))**2)": VECTORS,
    "Sum(abs(Derivative(softmax(z)[i], z[j])), (i, 1, n), (j, 1, n)) <= 2*(1 - 1/n)": VECTORS,
    "Sum(abs(p[k] - q[k]), (k, 1, n)) <= sqrt(2*KL(p, q))": LAWS,
    "LSE(x + h) <= LSE(x) + dot(softmax(x), h) + norm(h)**2/2": VECTORS,
    "norm(softmax(x + h) - softmax(x)) <= norm(h)/2": VECTORS,
    "norm(softmax((x + h)/T) - softmax(x/T)) <= norm(h)/(2*T)": VECTORS,
    "norm(softmax(x/T) - softmax(h/T)) <= norm(x - h)/(2*T)": VECTORS,
    "norm(softmax(T*x) - softmax(T*h)) <= T*norm(x - h)/2": VECTORS,
    "T*norm(softmax(x/T) - softmax(h/T)) <= norm(x - h)": VECTORS,
    "dot(r, z) - log(Sum(exp(z[k]), (k, 1, n))) <= -H(r)": LAWS,
    "log(Sum(r[k]*exp(z[k]/2), (k, 1, n))) >= dot(r, z)/2": LAWS,
    "norm(A*x)**2 <= Sum(A[i, j]**2, (i, 1, m), (j, 1, n))*norm(x)**2": "m: dimension; n: dimension; A: real[m, n]; x: real[n]",
}  # fmt: skip
COVARIANCES = [
    "(Sum(r[k]*x[k]*y[k], (k, 1, n)) - dot(r, x)*dot(r, y))**2"
    " <= (Sum(r[k]*x[k]**2, (k, 1, n)) - dot(r, x)**2)*(Sum(r[k]*y[k]**2, (k, 1, n)) - dot(r, y)**2)",
    "Sum((x[k] - mean(x))*(y[k] - mean(y)), (k, 1, n))**2"
    " <= Sum((x[k] - mean(x))**2, (k, 1, n))*Sum((y[k] - mean(y))**2, (k, 1, n))",
    "abs(Sum(r[k]*x[k]*y[k], (k, 1, n)) - dot(r, x)*dot(r, y))"
    " <= sqrt(Sum(r[k]*(x[k] - dot(r, x))**2, (k, 1, n)))*sqrt(Sum(r[k]*(y[k] - dot(r, y))**2, (k, 1, n)))",
]


@pytest.mark.parametrize("statement", COVARIANCES)
def test_covariances_are_bounded_by_variances(statement):
    where = "n: dimension; r: simplex[n]; x: real[n]; y: real[n]; z: real[n]"
    assert check(statement, where).word == "proved"
    left, right = statement.split(" <= ")
    assert check(f"2*{left} <= {right}", where).word == "refuted"


REFUTED = {
    "Sum(binomial(m, k)*x**k*y**(m - k), (k, 0, m)) = (x + 2*y)**m": "m: dimension; x: real; y: real",
    "Sum(k*binomial(m, k)*x**k*y**(m - k), (k, 0, m)) = m*(x + y)**(m - 1)": "m: dimension; x: real; y: real",
    "Sum((k - m*p)**2*binomial(m, k)*p**k*(1 - p)**(m - k), (k, 0, m)) = m*p**2": LAW,
    "Sum((k/m - p)**2*binomial(m, k)*p**k*(1 - p)**(m - k), (k, 0, m)) <= 1/(5*m)": LAW,
    "Jacobian(log_softmax(z), z)[i, j] = delta(i, j) - softmax(z)[i]": VECTORS,
    "Jacobian(log_softmax(z), z) @ x = x - sum(x)*softmax(z)": VECTORS,
    "norm(softmax(x/T) - softmax(h/T)) <= norm(x - h)*T/2": VECTORS,
    "grad(KL(r, softmax(z)), z) = r - softmax(z)": LAWS,
    "Sum(abs(Derivative(softmax(z)[i], z[j])), (i, 1, n), (j, 1, n)) <= 1 - 1/n": VECTORS,
    "Sum(abs(p[k] - q[k]), (k, 1, n)) <= sqrt(KL(p, q))": LAWS,
    "norm(softmax(x + h) - softmax(x)) <= norm(h)/3": VECTORS,
}  # fmt: skip
EQUAL = {
    "p[i] = q[i]": "KL(p, q) = 0",
    "p = q": "KL(p, q) = 0",
    "softmax(z)[i] = softmax(w)[i]": "KL(softmax(z), softmax(w)) = 0",
    "p[i] = 1/n": "entropy(p) = log(n)",
    "r[i] = 1/n": "Sum(r[k]**2, (k, 1, n)) = 1/n",
    "z[i] = w[i]": "norm(z - w) = 0",
    "z = w": "norm(z - w)**2 <= 0",
    "softmax(w)[i] = softmax(z)[i]": "norm(z - w) = 0",
    "z[i] = 0": "norm(z) <= 0",
    "w[i] = z[i]": "sum(|z - w|) = 0",
    "w = z": "norm(z - w, 1) = 0",
    "r[i] = p[i]": "Sum(|r[k] - p[k]|, (k, 1, n)) = 0",
}


@pytest.mark.parametrize("statement", PROVED)
def test_it_is_proved(statement):
    verdict = check(statement, PROVED[statement])
    assert verdict.word == "proved" and all("Γ" in axiom for axiom in verdict.axioms)


@pytest.mark.parametrize("statement", REFUTED)
def test_what_is_like_it_and_false_is_refuted(statement):
    assert check(statement, REFUTED[statement]).word == "refuted"


@pytest.mark.parametrize("statement", EQUAL)
def test_squares_that_vanish_make_vectors_equal(statement):
    assert check(statement, LAWS, given=[EQUAL[statement]]).word == "proved"


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        ("z[i] = w[i]", "KL(softmax(z), softmax(w)) = 0"),
        ("p[i] = q[i]", "H(p) = H(q)"),
        ("z[i] = w[i]", "norm(z) = norm(w)"),
        ("z[i] = w[i]", "sum(|z|) = sum(|w|)"),
    ],
)
def test_other_hypotheses_do_not(statement, given):
    assert check(statement, LAWS, given=[given]).word != "proved"


def _summed(body):
    scope = declare({"m": "dimension", "x": "positive"})
    return binomial_sum(meaning(parse_expression(f"Sum({body}, (k, 0, m))", scope)))


def test_moments_are_theorems_up_to_a_power_that_nobody_needs():
    theorem = _summed("binomial(m, k)*k*x**k")
    assert not theorem.hypotheses and text(theorem.conclusion.args[1]).count("m") >= 2
    with pytest.raises(Refused, match="polynomial"):
        _summed(f"binomial(m, k)*k**{HIGHEST + 1}*x**k")
    with pytest.raises(Refused, match="polynomial"):
        _summed("binomial(m, k)*log(1 + k)*x**k")
    with pytest.raises(Refused, match="binomial coefficient"):
        _summed("x**k/factorial(k)")
    assert [_stirling(4, r) for r in range(5)] == [0, 1, 7, 6, 1]


def test_roots_are_squared_only_where_fewer_are_left():
    scope = declare({"x": "positive", "y": "positive"})
    asked = []

    def prove(other, given=()):
        asked.append(other)

    squares(parse_relation("sqrt(2) + x <= sqrt(2)*y + x", scope), (), prove)
    assert not asked
    squares(parse_relation("sqrt(x) <= y", scope), (), prove)
    assert asked and rules.equality(asked[0].args[0], scope["x"])
