"""Proofs by induction, found from text, and what must not be found: false relatives, bad bases, bad steps, smuggled hypotheses."""

import pytest
from chosen import ALL, sampled

from derivations.prover.clock import now
from derivations.prover.search.factors import factors, product
from derivations.prover.search.induction import FAILURES, induction_theorem
from derivations.prover.kernel.polynomial import UNIT
from derivations.prover.kernel.rules import GAMMA
from derivations.prover.kernel.signs import NEG, Facts
from derivations.prover.kernel.terms import Term, num
from derivations.prover.language.grammar import declare, parse_relation
from derivations.prover.search.strategy import Search
from derivations.prover.verdict.explanation import explained
from derivations.prover.verdict.judge import check, symbols

SECONDS = 30.0  # at most, of what is proved or refuted
ENOUGH = 4.0  # of a search that finds nothing; `make sweep` gives it as much time
N, X, Z = "n: dimension", "n: dimension; x: real[n]", "n: dimension; z: real[n]"
ZY, XY = "n: dimension; z: real[n]; y: real[n]", "n: dimension; x: real[n]; y: real[n]"
R, NUMBERS = "n: dimension; r: real", "n: dimension; x: real; y: real"
BOX = "0 <= x[k]", "x[k] <= 1"

TRUE = [
    # sums that telescope, and sums by parts
    ("Sum(exp(z[k+1]) - exp(z[k]), (k,1,n-1)) = exp(z[n]) - exp(z[1])", Z),
    ("Sum(z[k]*y[k],(k,1,n)) = z[n]*Sum(y[k],(k,1,n)) - Sum((z[k+1]-z[k])*Sum(y[j],(j,1,k)),(k,1,n-1))", ZY),
    ("Sum(Sum(z[j],(j,1,k)),(k,1,n)) = Sum((n+1-k)*z[k],(k,1,n))", Z),
    ("Sum(1/(k*(k+1)),(k,1,n)) = n/(n+1)", N),
    ("Sum(1/(k*(k+1)),(k,1,c)) = c/(c+1)", "c: positive integer"),
    ("Sum(k*gamma(k+1),(k,1,n)) = gamma(n+2) - 1", N),
    ("Sum(gamma(k+a)/gamma(k+1),(k,0,n)) = gamma(n+a+1)/(a*gamma(n+1))", "n: dimension; a: positive"),
    ("digamma(n+1) - digamma(1) = Sum(1/k,(k,1,n))", N),
    ("Sum(1/(sqrt(k)+sqrt(k+1)),(k,1,n)) = sqrt(n+1) - 1", N),
    # products
    ("Sum(v[k]*Product(1-v[j],(j,1,k-1)),(k,1,n)) = 1 - Product(1-v[k],(k,1,n))", "n: dimension; v: real[n]"),
    ("Product(z[k],(k,1,n)) = z[n]*Product(z[k],(k,1,n-1))", Z),
    ("Product(1 - 1/(k+1)**2,(k,1,n)) = (n+2)/(2*(n+1))", N),
    # powers
    ("Sum(r**k,(k,0,n)) = (1-r**(n+1))/(1-r)", R, "Ne(r,1)"),
    ("Sum(r**k,(k,0,c)) = (1-r**(c+1))/(1-r)", "c: natural; r: real", "Ne(r,1)"),
    ("Sum(k*r**k,(k,1,n)) = r*(1-(n+1)*r**n + n*r**(n+1))/(1-r)**2", R, "Ne(r,1)"),
    ("Sum(k*r**(k-1),(k,1,n)) = (1-(n+1)*r**n + n*r**(n+1))/(1-r)**2", R, "Ne(r,1)"),
    ("Sum(exp(k*r),(k,0,n-1)) = (exp(n*r)-1)/(exp(r)-1)", R, "Ne(r,0)"),
    ("Sum((-1)**(k+1)/k,(k,1,2*n)) = Sum(1/(n+k),(k,1,n))", N),
    ("Sum((-1)**k*k,(k,1,n)) = ((-1)**n*(2*n+1) - 1)/4", N),
    # two indices
    (
        "Sum(Sum((x[i]*y[j]-x[j]*y[i])**2,(j,i+1,n)),(i,1,n))"
        " = Sum(x[k]**2,(k,1,n))*Sum(y[k]**2,(k,1,n)) - Sum(x[k]*y[k],(k,1,n))**2",
        XY,
    ),
    ("Sum(Sum(x[i]*x[j],(j,i+1,n)),(i,1,n)) = (Sum(x[k],(k,1,n))**2 - Sum(x[k]**2,(k,1,n)))/2", X),
    # inequalities
    ("(1+x)**n >= 1+n*x", NUMBERS, "x >= -1"),
    ("(1+x)**n <= exp(n*x)", NUMBERS, "x >= -1"),
    ("x**n <= y**n", NUMBERS, "0 <= x", "x <= y"),
    ("Product(1-x[k],(k,1,n)) >= 1 - Sum(x[k],(k,1,n))", "n: dimension; x: (0, 1)[n]"),
    ("Product(1-x[k],(k,1,n)) >= 1 - Sum(x[k],(k,1,n))", X, *BOX),
    ("Product(1+x[k],(k,1,n)) <= exp(Sum(x[k],(k,1,n)))", "n: dimension; x: nonnegative[n]"),
    ("Product(x[k],(k,1,n)) <= Product(y[k],(k,1,n))", XY, "0 <= x[k]", "x[k] <= y[k]"),
    ("2**n > n", N),
    ("2**c > c", "c: natural"),
    ("2**n >= n**2", N, "n >= 4"),
    ("gamma(n+1) >= 2**(n-1)", N),
    ("gamma(2*n+1)/gamma(n+1)**2 <= 4**n/sqrt(3*n+1)", N),
    ("Product((2*k-1)/(2*k),(k,1,n)) <= 1/sqrt(3*n+1)", N),
    ("Sum(1/sqrt(k),(k,1,n)) <= 2*sqrt(n)", N),
    ("Sum(1/sqrt(k),(k,1,n)) >= 2*sqrt(n+1) - 2", N),
    ("Sum(1/k**2,(k,1,n)) <= 2 - 1/n", N),
    ("Sum(1/k**2,(k,1,n)) < 2", N),  # from the one above
    ("log(n) <= Sum(1/k,(k,1,n))", N),  # from log(n + 1) <= ...
    ("Sum(1/k,(k,1,n)) <= 1 + log(n)", N),
]

FALSE = [
    # the base does not hold
    ("Sum(exp(z[k+1]) - exp(z[k]), (k,1,n-1)) = exp(z[n]) - exp(z[2])", Z, "n >= 2"),
    ("Sum(k*gamma(k+1),(k,1,n)) = gamma(n+2)", N),
    ("Sum(1/k**2,(k,1,n)) < 2 - 1/n", N),
    ("2**n > n + 1", N),
    ("2**c > c + 1", "c: natural"),
    ("log(n) + 2 <= Sum(1/k,(k,1,n))", N),
    ("Sum(r**k,(k,0,n)) = (1-r**(n+1))/(1-r) + 1", R, "Ne(r,1)"),
    # the step does not
    ("2**n >= n**2", N),
    ("n <= 5", N),
    ("n = 1", N),
    ("x**n = x", NUMBERS),
    ("(-1)**n = -1", N),
    ("log(n) + 1 <= Sum(1/k,(k,1,n))", N),
    ("Sum(z[k],(k,1,n)) = z[1]", Z),
    ("Sum(z[k],(k,1,n)) = n*z[1]", Z),
    ("Sum(1/(k*(k+1)),(k,1,n)) = (2*n-1)/(n+1)", N),
    ("gamma(2*n+1)/gamma(n+1)**2 <= 4**n/sqrt(4*n)", N),
    ("Sum((-1)**(k+1)/k,(k,1,2*n)) = Sum(1/(n+k),(k,1,n+1)) - 1/(2*n+1)+1/(2*n+2)", N),
    # without the hypothesis, or with a weaker one
    ("Sum(r**k,(k,0,n)) = (1-r**(n+1))/(1-r)", R),
    ("Sum(exp(k*r),(k,0,n-1)) = (exp(n*r)-1)/(exp(r)-1)", R),
    ("(1+x)**n >= 1+n*x", NUMBERS),
    ("(1+x)**n >= 1+n*x", NUMBERS, "x >= -4"),
    ("(1+x)**n > 1+n*x", NUMBERS, "x >= -1"),
    ("x**n <= y**n", NUMBERS, "x <= y"),
    ("Product(1-x[k],(k,1,n)) >= 1 - Sum(x[k],(k,1,n))", X),
    ("Product(1-x[k],(k,1,n)) >= 1 - Sum(x[k],(k,1,n))", X, BOX[0]),
    ("Product(1-x[k],(k,1,n)) >= 1 - Sum(x[k],(k,1,n))", X, BOX[1]),
    ("Product(1-x[k],(k,1,n)) > 1 - Sum(x[k],(k,1,n))", "n: dimension; x: (0, 1)[n]"),
    ("Product(x[k],(k,1,n)) <= 1", X, BOX[1]),
    # a hypothesis about n, or about one entry, says nothing of the others
    ("2**n >= n**2", N, "n >= 2"),
    ("x**n = x", NUMBERS, "x <= 1"),
    ("Sum(z[k],(k,1,n)) = n", Z, "Eq(z[1], 1)"),
    ("Sum(z[k],(k,1,n)) = 0", Z, "Eq(z[n], 0)"),
    ("Sum(z[k],(k,1,n-1)) = 0", Z, "Eq(Sum(z[k],(k,1,n)), 0)", "n >= 2"),
    ("(-1)**c = 1", "c: natural; x: real", "Eq(c, 2*x)"),
    # near misses
    ("Sum(v[k]*Product(1-v[j],(j,1,k-1)),(k,1,n)) = 1 - Product(v[k],(k,1,n))", "n: dimension; v: real[n]"),
    ("Sum(v[k]*Product(1-v[j],(j,1,k)),(k,1,n)) = 1 - Product(1-v[k],(k,1,n))", "n: dimension; v: real[n]"),
    ("Sum(k*r**k,(k,1,n)) = r*(1-(n+1)*r**n + n*r**(n+1))/(1-r)", R, "Ne(r,1)"),
    ("Sum(Sum(x[i]*x[j],(j,i,n)),(i,1,n)) = (Sum(x[k],(k,1,n))**2 - Sum(x[k]**2,(k,1,n)))/2", X),
    ("x**(2*n) = x**n", NUMBERS),
    ("(-x)**(3*n) = x**(3*n)", NUMBERS),
]


def read(statement, where, *given):
    scope = declare(symbols(where))
    return parse_relation(statement, scope), [parse_relation(h, scope) for h in given]


def named(case):
    return case[0][:60] + (f", given {'; '.join(case[2:])}" if case[2:] else "")


@pytest.mark.parametrize("case", sampled(TRUE, 6), ids=named)
def test_is_proved(case):
    statement, where, *given = case
    verdict = check(statement, where, given, timeout=SECONDS)
    assert verdict.word == "proved", verdict.reason
    assert set(verdict.theorem.hypotheses) <= set(verdict.hypotheses)


@pytest.mark.parametrize("case", sampled(FALSE, 6), ids=named)
def test_is_not_proved(case):
    """Neither by the search, which would have looked for a counterexample first, nor by induction alone."""
    goal, given = read(*case)
    soon = now() + (SECONDS if ALL else ENOUGH)
    assert Search(given, soon).prove(goal) is None
    with pytest.raises(FAILURES):
        induction_theorem(goal, given, soon)


@pytest.mark.parametrize("case", FALSE, ids=named)
def test_is_refuted(case):
    statement, where, *given = case
    assert check(statement, where, given, timeout=SECONDS).word == "refuted"


def test_a_proof_says_what_it_rests_on():
    theorem = check("Sum(k*gamma(k+1),(k,1,n)) = gamma(n+2) - 1", N).theorem
    assert theorem.axioms == {GAMMA} and not theorem.hypotheses
    theorem = check("Sum(r**k,(k,0,n)) = (1-r**(n+1))/(1-r)", R, ["Ne(r,1)"]).theorem
    assert not theorem.axioms and len(theorem.hypotheses) == 1


def test_a_proof_can_be_read():
    lines = explained(check("2**n > n", N).theorem)
    assert "n < 2**n" in lines[-1]
    assert any("step by step" in line for line in lines)


def test_induction_is_not_tried_on_what_it_cannot_show():
    for statement, where in (("softmax(z) = softmax(z)", Z), ("exp(z[1]) > 0", Z), ("x <= x + 1", "x: real")):
        goal, given = read(statement, where)
        with pytest.raises(FAILURES):
            induction_theorem(goal, given, now() + SECONDS)


def test_without_certificates_a_step_must_be_plain():
    goal, given = read("Product(1+x[k],(k,1,n)) <= exp(Sum(x[k],(k,1,n)))", "n: dimension; x: nonnegative[n]")
    with pytest.raises(FAILURES):
        induction_theorem(goal, given, now() + SECONDS, certificates=False)
    assert induction_theorem(goal, given, now() + SECONDS).conclusion == goal


def test_factors_have_their_sign_at_sight():
    """3m² − 2m − 1 is (3(m − 1) + 4)(m − 1): no factor is negative for m >= 1."""
    goal, _ = read("3*n**2 - 2*n - 1 >= 0", N)
    facts = Facts.of()
    above = facts.poly(goal.args[1])
    found = factors(above, {UNIT: 1}, facts)
    assert not any(facts.mask(term) & NEG for term, _ in found)
    assert facts.poly(product(found)) == above


def test_factors_of_a_quotient_cancel():
    goal, _ = read("(n**2 - 1)*sqrt(n) = n - 1", N)
    facts = Facts.of()
    above, below = map(facts.poly, goal.args)
    found = factors(above, below, facts)
    assert facts.poly(product(found)) == facts.poly(Term("mul", (Term("add", (*goal.free, num(1))), goal.args[0].args[-1])))
