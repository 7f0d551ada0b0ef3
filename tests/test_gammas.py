"""Γ and its derivatives: formulas that are derived once for all, and what the search makes of them, beside false relatives."""

import pytest
from chosen import sampled
from kernel_terms import close, value
from mpmath import mpf

from derivations.prover.search.lemmas.duplication import duplication
from derivations.prover.search.facts.gamma import end, harmonic, midpoint, start, trapezoid
from derivations.prover.kernel import rules
from derivations.prover.kernel.terms import substitute, var
from derivations.prover.search.integrals.parameter_derivatives import beta_logarithms
from derivations.prover.verdict.judge import check

HALF_LOG = "x: positive; s: (0, 1)"
VECTOR = "n: dimension; a: positive[n]; p: positive[n]; i: index[n]; j: index[n]"
DENSITY, WHOLE = "Product(p[k]**(a[k] - 1), (k, 1, n))", "Sum(a[k], (k, 1, n))"
NORMALISER = f"(Product(gamma(a[k]), (k, 1, n))/gamma({WHOLE}))"

TWICE = "digamma(2*x) = (digamma(x) + digamma(x + 1/2))/2"
GUMBEL, LAPLACE = "Integral(x*exp(m - x - exp(m - x)), (x, -oo, oo))", "Derivative(Integral(exp(-s*t), (t, 0, oo)), s)"

# where, true, false relatives
STATEMENTS = [
    ("x: positive", "gamma(x)*gamma(x + 1/2) = 2**(1 - 2*x)*sqrt(pi)*gamma(2*x)", ["gamma(x)*gamma(x + 1/2) = gamma(2*x)"]),
    ("x: positive", f"{TWICE} + log(2)", [TWICE]),
    ("x: positive", "digamma(x) < log(x) - 1/(2*x)", ["digamma(x) < log(x) - 1/x", "log(x) - 1/x > digamma(x)"]),
    ("x: positive", "polygamma(1, x) > 1/x + 1/(2*x**2)", ["polygamma(1, x) > 1/x + 1/x**2"]),
    (HALF_LOG, "gamma(x + 1)/gamma(x + s) > x**(1 - s)", ["gamma(x + 1)/gamma(x + s) > (x + s)**(1 - s)"]),
    ("n: dimension", "Sum(1/k, (k, 1, n)) > log(n + 1/2) + EulerGamma", ["Sum(1/k, (k, 1, n)) > log(n + 1) + EulerGamma"]),
    (
        VECTOR,
        f"digamma(a[i]) - digamma({WHOLE}) <= log(a[i]/{WHOLE})",
        [f"digamma(a[i]) - digamma({WHOLE}) < log(a[i]/{WHOLE})", f"digamma(a[i]) - digamma({WHOLE}) >= log(a[i]/{WHOLE})"],
    ),
    (
        VECTOR,
        f"SimplexIntegral({DENSITY}*log(p[i])*log(p[j]), p)/{NORMALISER} = polygamma(1, a[i])*KroneckerDelta(i, j)"
        f" - polygamma(1, {WHOLE}) + (digamma(a[i]) - digamma({WHOLE}))*(digamma(a[j]) - digamma({WHOLE}))",
        [f"SimplexIntegral({DENSITY}*log(p[i]), p)/{NORMALISER} = digamma(a[i])"],
    ),
    ("m: real", f"{GUMBEL} = m + EulerGamma", [f"{GUMBEL} = m"]),
    ("s: positive", f"{LAPLACE} = -1/s**2", [f"{LAPLACE} = 1/s**2"]),
]  # fmt: skip


@pytest.mark.parametrize("where,true", sampled((case[:2] for case in STATEMENTS), 3))
def test_what_is_true_is_proved(where, true):
    assert check(true, where=where, timeout=30).word == "proved"


RELATIVES = [(where, false) for where, _, relatives in STATEMENTS for false in relatives]


@pytest.mark.parametrize("where,false", sampled(RELATIVES, 3))
def test_what_is_false_is_not(where, false):
    assert check(false, where=where, timeout=30).word == "refuted"


@pytest.mark.parametrize("order", range(4))
def test_the_duplication_formula_rests_on_the_beta_integral(order):
    x, theorem = duplication(order)
    left, right = (substitute(side, {x: var("x", "positive")}) for side in theorem.conclusion.args)
    assert close(value(left, {"x": mpf("0.75")}), value(right, {"x": mpf("0.75")}))
    assert theorem.axioms == {rules.BETA} and not theorem.hypotheses


@pytest.mark.parametrize("bound", [start, end, trapezoid, midpoint])
@pytest.mark.parametrize("order", range(4))
def test_bounds_by_one_step(bound, order):
    x, theorem = bound(order)
    low, high = (substitute(side, {x: var("x", "positive")}) for side in theorem.conclusion.args)
    assert theorem.conclusion.op == "lt" and all(
        value(low, {"x": mpf(place)}) < value(high, {"x": mpf(place)}) for place in (0.25, 1.5, 6)
    )
    assert theorem.axioms == {rules.GAMMA} and not theorem.hypotheses


def test_harmonic_numbers():
    _, theorem = harmonic()
    assert all(close(*(value(side, {"n": n}) for side in theorem.conclusion.args)) for n in (1, 2, 7))


@pytest.mark.parametrize("powers", [(0, 1), (1, 0), (1, 1), (2, 3)])
def test_logarithms_under_the_beta_integral(powers):
    *_, theorem = beta_logarithms(*powers)
    assert theorem.axioms == {rules.BETA} and not theorem.hypotheses
