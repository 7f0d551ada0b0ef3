"""Probabilities that may be zero: 0 log 0 = 0 for entropy and its kin, and simplices as domains."""

import re

import pytest
from chosen import sampled

from derivations.prover.language.grammar import LanguageError, declare, parse_expression
from derivations.prover.language.typeset import text
from derivations.prover.verdict import check
from derivations.prover.verdict.judge import judge_line

DOMAINS = "n: dimension; p: simplex[n]; q: open simplex[n]; z: real[n]; i: index[n]; x: nonnegative; y: positive"

TRUE = """
H(p) >= 0
H(p) <= log(n)
H(p) <= cross_entropy(p, q)
KL(p, q) >= 0
KL(p, p) = 0
KL(p, q) = cross_entropy(p, q) - H(p)
KL(p, ones(n)/n) = log(n) - H(p)
dot(p, z) + H(p) <= LSE(z)
p[i] <= 1
Sum(p) = 1
H(p) = Sum(entr(p[k]), (k, 1, n))
xlogy(x, y) = x*log(y)
xlogy(0, 0) = 0
entr(x) <= 1 - x
rel_entr(x, y) >= x - y
entropy(Matrix([0, 0, 1])) = 0
diff(cross_entropy(p, softmax(z)), z[i]) = softmax(z)[i] - p[i]
diff(KL(p, softmax(z)), z[i]) = softmax(z)[i] - p[i]
diff(KL(p, q), q[i]) = -p[i]/q[i]
diff(cross_entropy(p, q), q[i]) = -p[i]/q[i]
KL(Matrix([0, 1/10, 9/10]), Matrix([1/10, 1/10, 8/10])) = 9/10*log(9/8)
""".strip().splitlines()
FALSE = """
H(p) > 0
H(p) >= 1/100
H(p) = log(n)
KL(p, q) > 0
KL(q, p) >= 0
KL(p, q) <= 1
-Sum(p[k]*log(p[k]), (k, 1, n)) >= 0
p[i] < 1
p[i] > 0
entr(x) >= 0
rel_entr(x, y) >= 0
diff(cross_entropy(p, softmax(z)), z[i]) = p[i] - softmax(z)[i]
diff(KL(p, q), q[i]) = -p[i]/q[i] + 1
xlogy(x, x) >= x - 1/2
""".strip().splitlines()


@pytest.mark.parametrize("statement", sampled(TRUE, 3))
def test_true(statement):
    verdict = check(statement, DOMAINS, timeout=10)
    assert verdict.word == "proved", verdict


@pytest.mark.parametrize("statement", FALSE)
def test_false(statement):
    verdict = check(statement, DOMAINS, timeout=10)
    assert verdict.word == "refuted", verdict


def test_of_positive_probabilities_nothing_is_read_otherwise():
    scope = declare({"n": "dimension", "q": "open simplex[n]"})
    assert text(parse_expression("H(q)", scope)) == "entropy(q)"
    assert text(parse_expression("KL(q, q)", scope)) == "KL(q, q)"


def test_what_a_simplex_says_is_a_hypothesis_and_shown():
    verdict = check("p[i] <= 1", DOMAINS)
    assert str(verdict).endswith("given Sum(p[k], (k, 1, n)) = 1")
    without = check("x >= 0", DOMAINS)
    assert not without.hypotheses, "of a symbol that does not occur nothing is supposed"


def test_in_a_file():
    line = {"id": 1, "symbols": {"n": "dimension", "p": "simplex[n]"}, "lhs": "H(p)", "relation": ">=", "rhs": "0"}
    assert judge_line(line)["verdict"] == "proved"


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("simplex", "p: simplex[n]"),
        ("simplex[n, n]", "wrong number of dimensions"),
        ("vector", "p: vector[n]"),
        ("matrix[n]", "wrong number of dimensions"),
        ("closed simplex[n]", "open simplex[n]"),
    ],
)
def test_what_is_no_domain(domain, said):
    with pytest.raises(LanguageError, match=re.escape(said)):
        declare({"n": "dimension", "p": domain})


def test_other_words_for_domains():
    scope = declare({"n": "dimension", "k": "int", "x": "float", "v": "vector[n]", "A": "matrix[n, n]"})
    assert [scope[name].args[1] for name in "kxvA"] == ["integer", "real", "real", "real"]
