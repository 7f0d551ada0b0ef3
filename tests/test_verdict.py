"""Verdicts: what is proved, refuted, undecided and vacuous, and what no verdict may ever be."""

import re
import subprocess
import sys

import pytest

from derivations.prover.kernel.rules import Theorem
from derivations.prover.language.grammar import LanguageError
from derivations.prover.refutation.counterexamples import holds
from derivations.prover.verdict.explanation import explained
from derivations.prover.verdict.judge import Verdict, check, judge_line, symbols

WHERE = (
    "n: dimension; m: dimension; z: real[n]; h: real[n]; w: real[n]; p: positive[n]; q: positive[n]; A: real[n, m]; i: index[n]; "
    "j: index[n]; k: index[n]; T: positive; s: positive; x: real; y: real; c: complex; d: complex; v: nonnegative; t: (0, 1)"
)
SIMPLEX = "Eq(Sum(q[k], (k, 1, n)), 1)"


def word(statement, *given, timeout=20.0):
    return check(statement, WHERE, given, timeout).word


# --- the four answers -----------------------------------------------------------------------------------------------


def test_proved_for_every_n():
    verdict = check("Derivative(LSE(z), z[i]) = softmax(z)[i]", where="n: dimension; z: real[n]; i: index[n]")
    assert verdict.word == "proved" and isinstance(verdict.theorem, Theorem)
    assert verdict.theorem.conclusion == verdict.conclusion and not verdict.theorem.hypotheses
    assert verdict.dimension == "every n >= 1" and verdict.axioms == []
    assert str(verdict) == "proved, every n >= 1: Derivative(LSE(z), z[i]) = softmax(z)[i]"
    assert verdict.counterexample is None and 0 < verdict.seconds < 5


def test_proved_given_an_axiom():
    verdict = check("gamma(T + 1) = T*gamma(T)", {"T": "positive"})
    assert verdict.word == "proved" and len(verdict.axioms) == 1
    assert verdict.axioms[0] in str(verdict)


def test_refuted_with_a_counterexample():
    verdict = check("softmax(x*z) = softmax(z)", WHERE)
    assert verdict.word == "refuted" and verdict.theorem is None
    assert {"n", "x", "z"} <= set(verdict.counterexample.values)
    assert holds(verdict.conclusion, verdict.counterexample.values) is False
    assert "left side" in str(verdict) and "right side" in str(verdict)
    assert verdict.dimension == "" and verdict.axioms == []


def test_a_refuted_relation_comes_back_as_it_was_typed():
    verdict = check("x > x**2", WHERE)
    example = verdict.counterexample
    assert verdict.word == "refuted" and verdict.statement == "x > x**2" and example.relation == ">"
    assert example.left == str(example.values["x"]) and "claimed: left > right" in str(verdict)


def test_undecided_with_a_reason():
    verdict = check("sqrt(10**150 + 7) < 10**75 + 1", {}, timeout=1.0)  # true: nothing here decides roots of such numbers
    assert verdict.word == "undecided" and verdict.theorem is None and verdict.counterexample is None
    assert verdict.reason and verdict.reason in str(verdict)


@pytest.mark.parametrize("given", [("x < y", "y < x"), ("x**2 = -1",), ("x < 0", "x > 0"), ("n < 1",)], ids=" and ".join)
def test_vacuous_where_the_hypotheses_cannot_hold(given):
    for statement in ("x = x + 1", "x = x", "softmax(z)[i] <= 1"):  # false or true, it says nothing
        assert word(statement, *given) == "vacuous"


@pytest.mark.parametrize("given", ["exp(x) + 1/10**30 = exp(x)", "softmax(z)[i] < 0", "exp(x) <= x", "sqrt(-1) < x"])
def test_hypotheses_that_no_point_meets_prove_nothing(given):
    """Whether a contradiction is derived or no point is found: not proved, though a proof from them may exist."""
    for statement in ("x = x", "x = x + 1"):
        assert word(statement, given, timeout=1.0) in ("vacuous", "undecided")


def test_the_hypotheses_of_a_verdict_are_those_given():
    verdict = check("log(x*y) = log(x) + log(y)", WHERE, ["x > 0", "y > 0"])
    assert verdict.word == "proved"
    assert set(verdict.theorem.hypotheses) <= set(verdict.hypotheses) and len(verdict.hypotheses) == 2


# --- true statements of many kinds ----------------------------------------------------------------------------------

TRUE = """
Derivative(log(Sum(exp(z[k]), (k, 1, n))), z[k]) = softmax(z)[k]
Derivative(softmax(z)[i], z[j]) = softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])
Derivative(LSE(z), z[i], z[j]) = Derivative(LSE(z), z[j], z[i])
Gradient(LSE(z), z) = softmax(z)
Jacobian(softmax(z), z) = diag(softmax(z)) - outer(softmax(z), softmax(z))
softmax(z + x*ones(n)) = softmax(z)
LSE(z) = x + LSE(z - x*ones(n))
LSE(w) - LSE(z) - dot(softmax(z), w - z) = KL(softmax(z), softmax(w))
Derivative(T*LSE(z/T), T) = entropy(softmax(z/T))
Sum(softmax(z)[k]*(KroneckerDelta(i, k) - softmax(z)[i]), (k, 1, n)) = 0
Sum(Sum(z[k]*h[k], (k, 1, n)), (k, 1, n)) = n*Sum(z[k]*h[k], (k, 1, n))
Sum(z[k], (k, 1, n)) = Sum(z[i], (i, 1, n))
Derivative(Sum(z[i], (i, 1, n)), z[i]) = 1
Sum(Sum(A[i, k], (k, 1, m)), (i, 1, n)) = Sum(Sum(A[i, k], (i, 1, n)), (k, 1, m))
Product(p[k], (k, 1, n)) = exp(Sum(log(p[k]), (k, 1, n)))
exp(c + d) = exp(c)*exp(d)
cosh(c)**2 - sinh(c)**2 = 1
tanh(x) = (exp(2*x) - 1)/(exp(2*x) + 1)
sqrt(x**2) = Abs(x)
Max(x, y) = (x + y + Abs(x - y))/2
digamma(s + 1) = digamma(s) + 1/s
Integral(x, (x, 0, 1)) = 1/2
Limit(softmax(z/T)[i], T, oo) = 1/n
x**2 + y**2 >= 2*x*y
0 <= variance(softmax(z), h)
Max(z) <= LSE(z)
LSE(z) <= Max(z) + log(n)
softmax(z)[i]*(1 - softmax(z)[i]) <= 1/4
0 < t*(1 - t)
1 + x <= exp(x)
1 <= n
""".strip().splitlines()


@pytest.mark.parametrize("statement", TRUE)
def test_true_statements_are_proved(statement):
    assert word(statement) == "proved"


CONDITIONAL = [
    ("x/x = 1", "Ne(x, 0)"),
    ("x*y/y = x", "y > 0"),
    ("softmax(z)[i] < 1", "n >= 2"),
    ("x < 2", "x < 1"),
    ("x = 0", "x**2 <= 0"),
    ("0 <= KL(q, p)", SIMPLEX, "Eq(Sum(p[k], (k, 1, n)), 1)"),
    ("KL(q, softmax(z)) = LSE(z) - dot(q, z) - entropy(q)", SIMPLEX),
    ("dot(q, z) + entropy(q) <= LSE(z)", SIMPLEX),
    ("Derivative(softmax(z)[i], z[j]) = -softmax(z)[i]*softmax(z)[j]", "Ne(i, j)"),
]


@pytest.mark.parametrize("statement", CONDITIONAL, ids=lambda s: s[0])
def test_true_under_hypotheses_and_not_without(statement):
    assert word(*statement) == "proved"
    assert word(statement[0]) != "proved"


# --- no wrong verdict -----------------------------------------------------------------------------------------------

FALSE = {
    "branch cuts": """
log(exp(c)) = c
log(c*d) = log(c) + log(d)
log(1/c) = -log(c)
sqrt(c**2) = c
sqrt(c*d) = sqrt(c)*sqrt(d)
(c**s)**T = c**(s*T)
Abs(c)**2 = c**2
log(x*y) = log(x) + log(y)
log(x**2) = 2*log(x)
log(x**2) = 2*log(Abs(x))
sqrt(x**2) = x
(x**2)**(1/2) = x
""",
    "undefined points": """
x/x = 1
x*y/y = x
(x - x)/(y - y) = 0
0*(1/(x - x)) = 0
(z[1] - z[1])/(x - x) = 0
Sum(z[k]/z[k], (k, 1, n)) = n
exp(-1/x**2) = exp(-1/x**2)
gamma(x + 1) = x*gamma(x)
c/c = 1
1/0 = 1/0
log(0) = log(0)
log(-1)*0 = 0
sqrt(-1) = sqrt(-1)
sqrt(x)**2 = x
z[2] = z[2]
z[n + 1] = z[n + 1]
z[n + 1] = z[n + 1]
Integral(1/x**2, (x, -1, 1)) = -2
Limit(Abs(x)/x, x, 0, '+-') = 1
Derivative(Abs(x), x) = sign(x)
Derivative(sqrt(v), v) = 1/(2*sqrt(v))
""",
    "captured indices": """
Sum(z[i], (k, 1, n)) = Sum(z[k], (k, 1, n))
Sum(z[k]*z[i], (k, 1, n)) = Sum(z[k]*z[k], (k, 1, n))
Sum(z[i], (i, 1, n)) = n*z[i]
Derivative(log(Sum(exp(z[k]), (k, 1, n))), z[k]) = 1
Derivative(Sum(z[k], (k, 1, n)), z[k]) = n
Sum(Sum(z[k], (k, 1, n)), (k, 1, n)) = Sum(z[k], (k, 1, n))
Sum(Sum(z[i]*h[k], (k, 1, n)), (i, 1, n)) = n*Sum(z[k]*h[k], (k, 1, n))
Sum(KroneckerDelta(2*k, j), (k, 1, n)) = 1
Sum(KroneckerDelta(k, i)*z[k], (k, 1, n)) = z[k]
Limit(x*T, T, 0) = x*T
Integral(x, (x, 0, x)) = x**2
""",
    "swapped limits": """
Sum(z[k], (k, n, 1)) = Sum(z[k], (k, 1, n))
Sum(z[k], (k, n, 1)) = -Sum(z[k], (k, 1, n))
Sum(z[k], (k, n, 1)) = 0
Product(p[k], (k, n, 1)) = Product(p[k], (k, 1, n))
Integral(x, (x, 1, 0)) = 1/2
Sum(A[i, k], (k, 1, m)) = Sum(A[i, k], (k, 1, n))
Sum(Sum(A[i, k], (i, 1, n)), (k, 1, m)) = Sum(Sum(A[i, k], (k, 1, n)), (i, 1, m))
""",
    "small dimensions": """
softmax(z)[i] < 1
z[i] < LSE(z)
2 <= n
Sum(KroneckerDelta(k, 2), (k, 1, n)) = 1
n*(n - 1)*(n - 2)*(n - 3) = 0
z[1] = z[n]
""",
    "limits and averages": """
Limit(softmax(z/T)[i], T, 0) = 0
Limit(softmax(z/T)[i], T, 0) = 1
Limit(exp(x/T)/(exp(x/T) + exp(y/T)), T, 0) = 0
Limit(T*log(exp(x/T) + exp(y/T)), T, 0) = y
Limit(1/x, x, 0) = -oo
Limit(1/x, x, 0, '+-') = oo
Limit(Abs(x)/x, x, 0, '+-') = 1
LSE(z) = log(n) + Sum(z[k], (k, 1, n))/n
LSE(w) - LSE(z) - dot(softmax(z), w - z) = KL(softmax(w), softmax(z))
Derivative(softmax(z)[i], z[j]) = softmax(z)[i]*(1 - softmax(z)[i])
Derivative(softmax(z/T)[i], T) = -softmax(z/T)[i]*(z[i] - Sum(z[k], (k, 1, n))/n)/T**2
0 <= KL(q, p)
dot(q, z) + entropy(q) <= LSE(z)
x**2 + y**2 < 2*x*y + 1/10**12
LSE(z) <= Max(z) + log(n) - 1/10**12
""",
}  # fmt: skip
NEVER_PROVED = """
Integral(1/x**2, (x, -1, 1)) = -2
Limit(Abs(x)/x, x, 0, '+-') = 1
Limit(x*T, T, 0) = x*T
Limit(exp(x/T)/(exp(x/T) + exp(y/T)), T, 0) = 0
Limit(T*log(exp(x/T) + exp(y/T)), T, 0) = y
Derivative(Abs(x), x) = sign(x)
Integral(x, (x, 0, x)) = x**2
""".strip().splitlines()  # without a value, or false in a way that may take a proof to see


@pytest.mark.parametrize("statement", [line for text in FALSE.values() for line in text.strip().splitlines()])
def test_false_statements_are_refuted(statement):
    verdict = check(statement, WHERE, timeout=10.0)
    if statement in NEVER_PROVED:
        assert verdict.word in ("refuted", "undecided")
    else:
        assert verdict.word == "refuted", verdict
    if verdict.word == "refuted":
        assert verdict.counterexample or verdict.reason


MISUSED = [  # a hypothesis that does not help, however close it comes
    ("x/x = 1", "x >= 0"),
    ("softmax(z)[i] < 1", "n >= 1"),
    ("x = y", "x**2 = y**2"),
    ("z[i] = z[j]", "softmax(z)[i] <= softmax(z)[j]"),
    ("Derivative(Sum(q[k], (k, 1, n)), q[i]) = 0", SIMPLEX),  # a derivative leaves the simplex
    ("Derivative(x, x) = 0", "x = 0"),
    ("0 <= KL(q, p)", SIMPLEX),
    ("z[1] = z[2]", "n < 2"),
    ("Max(z) = z[i]", "z[j] <= z[i]"),  # of one j only: it is declared
    ("log(x*y) = log(x) + log(y)", "x*y > 0"),
]


@pytest.mark.parametrize("statement", MISUSED, ids=lambda s: f"{s[0]} given {s[1]}")
def test_a_hypothesis_too_weak_proves_nothing(statement):
    assert word(*statement, timeout=10.0) == "refuted"


def test_an_undeclared_index_of_a_hypothesis_means_all():
    where = "n: dimension; z: real[n]; s: index[n]"
    assert check("Max(z) = z[s]", where, ["z[k] <= z[s]"]).word in ("proved", "undecided")
    assert check("z[1] <= z[s]", where, ["z[k] <= z[s]"]).word == "proved"
    assert check("z[1] <= z[s]", where + "; k: index[n]", ["z[k] <= z[s]"]).word == "refuted"


@pytest.mark.parametrize(
    "statement, hypothesis",
    [
        ("softmax(z)[i] = 1/n", "Eq(z[k], c)"),
        ("LSE(z) = c + log(n)", "Eq(c, z[k])"),
        ("softmax(z)[i] = p[i]**b/Sum(p[k]**b, (k, 1, n))", "Eq(z[k], b*log(p[k]))"),
        ("softmax(z)[j] < softmax(h)[j]", "Eq(z[k], h[k] + KroneckerDelta(k, i))"),
    ],
)
def test_entries_that_are_given_for_every_index_are_put_in(statement, hypothesis):
    where = "n: dimension; z: real[n]; h: real[n]; p: positive[n]; b: real; c: real; i: index[n]; j: index[n]"
    assert check(statement, where, [hypothesis, "Ne(i, j)"]).word == "proved"
    assert check(statement, where, ["Ne(i, j)"]).word == "refuted"


# --- what is asked --------------------------------------------------------------------------------------------------


def test_symbols_as_text_and_as_a_mapping():
    assert symbols("n: dimension; z: real[n] ;; t: (0, 1)") == {"n": "dimension", "z": "real[n]", "t": "(0, 1)"}
    assert symbols({"x": "real"}) == {"x": "real"} and symbols("") == {}
    assert check("x <= x", {"x": "real"}).word == check("x <= x", "x: real").word == "proved"


@pytest.mark.parametrize(
    ("statement", "where", "says"),
    [
        ("x = y", "y: real", "x is not declared"),
        ("x = x", "x real", "declares nothing"),
        ("x = x", "x: rael", "unknown domain"),
        ("x", "x: real", "not a relation"),
        ("x = ", "x: real", "column 5"),
        ("Ne(z, 1)", "n: dimension; z: real[n]", "some entry or in every entry"),
        ("exp(z)[i] = foo(z)", "n: dimension; z: real[n]; i: index[n]", "unknown function foo"),
        ("__import__('os').system('true') = 1", "", "column 1"),
        ("x.real = x", "x: real", "attributes"),
        ("(" * 200 + "x" + ")" * 200 + " = x", "x: real", "nested"),
        ("x = x" + " + x" * 6000, "x: real", "limit"),
        ("Derivative(n, n) = 1", "n: dimension", "integer"),
    ],
)
def test_a_text_that_says_nothing_is_an_error_with_a_remedy(statement, where, says):
    with pytest.raises(LanguageError, match=r".*") as caught:
        check(statement, where)
    assert says in str(caught.value)


def test_hypotheses_are_read_by_the_same_grammar():
    with pytest.raises(LanguageError, match="not a relation"):
        check("x = x", "x: real", ["x + 1"])


def test_chains_and_conjunctions():
    assert word("0 < softmax(z)[i] <= 1") == "proved"
    assert word("0 < softmax(z)[i] < 1") == "refuted"
    assert word("x < x + 1 < x + 2") == "proved"
    assert word("x < x + 2 < x + 1") == "refuted"


def test_the_limit_of_time_is_kept():
    verdict = check("Sum(Abs(z[k] - h[k]), (k, 1, n))**2 <= n*Sum((z[k] - h[k])**2, (k, 1, n)) + 1/10**9", WHERE, timeout=0.3)
    assert verdict.seconds < 1.5 and verdict.word != "refuted"


# --- what is shown --------------------------------------------------------------------------------------------------


def test_the_derivation_that_was_found():
    verdict = check("Max(z) <= LSE(z)", WHERE)
    lines = explained(verdict.theorem)
    assert len(lines) >= 2
    assert [int(line.partition(".")[0]) for line in lines] == list(range(1, len(lines) + 1))
    assert verdict.statement.partition(" <= ")[0] in lines[-1] and all(line.endswith("]") for line in lines)


def test_a_premise_stands_above_what_rests_on_it():
    for statement in ("softmax(z)[i] <= 1", "H(softmax(z)) <= log(n)", "Max(z) <= LSE(z)"):
        for number, line in enumerate(explained(check(statement, WHERE).theorem), 1):
            reason = line.partition("   [")[2]
            lists = re.findall(r"(?:from|with) (\d+(?:, \d+)*)", reason)
            cited = [each for found in lists for each in found.split(", ")] + re.findall(r"\((\d+)\)", reason)
            assert all(int(each) < number for each in cited), line


def test_a_proof_is_told_in_a_mathematicians_words():
    """No inner form of terms, no line twice or of nothing but itself, no rule that only hands on; and 0 log 0 = 0 unsaid."""
    for statement, where in (("H(p) <= log(n)", "n: dimension; p: simplex[n]"), ("Sum(k, (k, 1, n)) = n*(n + 1)/2", "n: dimension"),
                             ("Integral(x**2*exp(-x), (x, 0, oo)) = 2", "x: real")):  # fmt: skip
        lines = explained(check(statement, where, timeout=10).theorem)
        for inner in (
            "reduces(",
            "num(",
            "bound(",
            "weaken",
            "settle",
            "congruence",
            "manifest",
            "linear combination",
            "*1 ",
            "- 1*",
        ):
            assert not any(inner in line for line in lines), inner
        assert len(lines) < 45


def test_latex_in_notebooks():
    proved, refuted = check("LSE(z) = LSE(z)", WHERE), check("LSE(z) = Max(z)", WHERE)
    assert proved._repr_latex_().startswith("$$") and proved._repr_latex_().endswith("$$")
    assert r"\text{proved}" in proved._repr_latex_() and r"\cancel" not in proved._repr_latex_()
    assert r"\cancel{" in refuted._repr_latex_() and r"\text{refuted}" in refuted._repr_latex_()
    assert check("1 = 2", WHERE, ["x < y", "y < x"])._repr_latex_().count(r"\text{vacuous}") == 1


def test_a_verdict_never_changes():
    verdict = check("x = x", "x: real")
    assert isinstance(verdict, Verdict)
    with pytest.raises(AttributeError):
        verdict.word = "refuted"


# --- the command and records ----------------------------------------------------------------------------------------


def command(*arguments):
    return subprocess.run([sys.executable, "-m", "derivations", "check", *arguments], capture_output=True, text=True, timeout=120)


def test_one_statement_on_the_command_line():
    where = ["--where", "n: dimension; z: real[n]; i: index[n]"]
    done = command("Derivative(LSE(z), z[i]) = softmax(z)[i]", *where)
    assert done.returncode == 0 and done.stdout.startswith("proved, every n >= 1") and not done.stderr
    done = command("LSE(z) = Max(z)", *where)
    assert done.returncode == 1 and done.stdout.startswith("refuted") and "left side" in done.stdout
    done = command("Max(z) <= LSE(z)", *where, "--explain")
    assert done.returncode == 0 and "  1. " in done.stdout and "the maximum is the least bound" in done.stdout
    done = command("softmax(z)[i] < 1", *where, "--given", "n >= 2")
    assert done.returncode == 0 and done.stdout.startswith("proved")
    done = command("1/x = 1")
    assert done.returncode == 2 and "not declared" in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_a_record_for_each_answer():
    base = {"symbols": {"x": "real", "T": "positive"}, "relation": "="}
    proved = judge_line(base | {"id": 1, "lhs": "gamma(T + 1)", "rhs": "T*gamma(T)"})
    assert (proved["id"], proved["verdict"], len(proved["axioms"])) == (1, "proved", 1)
    assert proved["dimension"] and "counterexample" not in proved
    refuted = judge_line(base | {"id": 2, "lhs": "x", "rhs": "Abs(x)"})
    assert refuted["verdict"] == "refuted" and set(refuted["counterexample"]) == {"at", "left", "right"}
    undecided = judge_line({"symbols": {}, "relation": "<", "lhs": "sqrt(10**150 + 7)", "rhs": "10**75 + 1"}, timeout=0.5)
    assert undecided["verdict"] == "undecided" and undecided["reason"] and undecided["id"] is None
    assert judge_line([])["verdict"] == "error"


# --- infinity -------------------------------------------------------------------------------------------------------

TO_INFINITY = {  # statement -> symbols, hypotheses
    "Limit(exp(x), x, oo) = oo": ("x: real", ()),
    "-oo = Limit(log(x), x, 0)": ("x: positive", ()),
    "Integral(1/x, (x, 0, 1)) = oo": ("", ()),
    "And(Eq(Limit(1/x, x, 0), oo), Limit(1/x, x, 0, '-') = -oo)": ("x: real", ()),
    "Limit(t*log(Sum(exp(z[k]/t), (k, 1, n))), t, oo) = oo": ("n: dimension; z: real[n]; t: positive", ("n >= 2",)),
    "Integral(x**(-p), (x, 1, oo)) = oo": ("p: real", ("p <= 1",)),
}


@pytest.mark.parametrize("statement", TO_INFINITY)
def test_infinite_limits_and_integrals(statement):
    where, given = TO_INFINITY[statement]
    verdict = check(statement, where, given, timeout=10.0)
    assert verdict.word == "proved" and verdict.theorem.conclusion == verdict.conclusion


NOT_SO = {  # statement -> symbols, hypotheses, what the kernel proves
    "Limit(exp(x), x, oo) = 1": ("x: real", (), "the limit is oo"),
    "Limit(exp(x), x, oo) = -1": ("x: real", (), "the limit is oo"),
    "Limit(exp(x), x, oo) = -oo": ("x: real", (), "the limit is oo"),
    "Limit(exp(x), x, oo) <= 5": ("x: real", (), "the limit is oo"),
    "Limit(log(x), x, 0) > -5": ("x: positive", (), "the limit is -oo"),
    "Limit(1/x, x, 0, '+-') < 0": ("x: real", (), "the limit from above is oo"),
    "Limit(x*exp(-x), x, oo) = oo": ("x: real", (), "the limit is 0"),
    "Limit(1/x, x, 0, '+-') = 0": ("x: real", (), "the limit from above is oo"),
    "Limit(1/x, x, 0, '+-') = oo": ("x: real", (), "the limit from below is -oo"),
    "Limit(Abs(x)/x, x, 0, '+-') = 0": ("x: real", (), "the limit from above is 1"),
    "Limit(x, x, oo) - Limit(x, x, oo) = 0": ("x: real", (), "the limit is oo"),
    "Limit(x**a*log(x), x, 0, '+') = 0": ("x: positive; a: nonnegative", (), "the limit is -oo"),
    "Limit(exp(c*x), x, oo) = oo": ("x: real; c: nonnegative", (), "the limit is 1"),
    "Limit(t*log(Sum(exp(z[k]/t), (k, 1, n))), t, oo) = oo": ("n: dimension; z: real[n]; t: positive", (), "the limit is"),
    "Limit(T*LSE(z/T), T, oo) = Max(z)": ("n: dimension; z: real[n]; T: positive", ("n >= 2",), "the limit is oo"),
    "Integral(x**(-s), (x, 1, oo)) = s": ("s: (0, 1)", (), "the integral is oo"),
    "Integral(1/x**2, (x, -1, 1)) = -2": ("", (), "the integral is oo"),
    "Integral(1/x, (x, -1, 1)) = 0": ("", (), "the integral from -1 to 0 is -oo"),
    "Integral(1/x, (x, -1, 1)) = oo": ("", (), "the integral from -1 to 0 is -oo"),
    "Integral(x, (x, -oo, oo)) = 0": ("", (), "the integral from -oo to 0 is -oo"),
    "Integral(exp(-x), (x, 0, oo)) = oo": ("", (), "the integral is 1"),
}


@pytest.mark.parametrize("statement", NOT_SO)
def test_claims_against_what_the_kernel_proves(statement):
    where, given, shown = NOT_SO[statement]
    verdict = check(statement, where, given, timeout=10.0)
    assert verdict.word == "refuted" and verdict.counterexample
    left, value = verdict.counterexample.left.removeprefix("["), shown.partition(" is ")[2]
    enclosed = left.startswith((value, "undefined")) if value else "oo" not in left  # before the kernel was asked
    assert verdict.reason.startswith(f"the kernel proves that {shown}") or enclosed


def test_an_arrow_comes_from_both_sides():
    for written in ("lim_{x->0} Abs(x)/x", "Limit(Abs(x)/x, x -> 0)", r"\lim_{x \to 0} \frac{|x|}{x}"):
        assert check(f"{written} = 1").word == "refuted"
    assert check("Limit(Abs(x)/x, x, 0) = 1").word == check("Limit(Abs(x)/x, x -> 0+) = 1").word == "proved"
    assert check("Limit(s*log(s), s -> 0) = 0", "s: positive").word == "proved"


UNSETTLED = {
    "Limit(gamma(x), x, oo) = oo": "x: positive",  # true, and its growth is not understood
    "Limit(exp(x), x, oo) = oo + 1": "x: real",  # infinity is no number
    "LSE(z) = oo": "n: dimension; z: real[n]",
    "Limit(exp(x), x, oo) > 5": "x: real",
    "Limit(exp(x), x, oo) != 5": "x: real",
    "Limit(exp(x), x, oo) + 1 > 5": "x: real",
    "Integral(1/x, (x, 0, 1)) >= 0": "",
}


@pytest.mark.parametrize("statement", UNSETTLED)
def test_what_is_not_settled(statement):
    assert check(statement, UNSETTLED[statement], timeout=1.0).word == "undecided"


@pytest.mark.parametrize("value", ["oo", "1", "-oo"])
def test_a_divergence_settles_nothing_under_hypotheses_that_cannot_hold(value):
    assert check(f"Limit(x*y, x, oo) = {value}", "x: real; y: positive", ["y < 0"], timeout=1.0).word in ("undecided", "vacuous")


# --- what a statement means does not depend on what stands beside it ----------------------------------------------------

BESIDE = {  # statement -> symbols, hypotheses, the honest words
    "x = y**2 < y**2 + Abs(I)": ("x: real; y: real", ("y = Abs(sqrt(x))",), ("refuted",)),
    "y**2 = x": ("x: real; y: real; w: complex", ("y = Abs(sqrt(x))", "w = I"), ("refuted",)),
    "And(y > 0, I = I)": ("x: real; y: real; k: integer", ("y = exp(k*log(x))",), ("refuted", "undecided")),
    "sqrt(x) = exp(w/2)": ("x: nonnegative; w: complex", ("x = exp(w)",), ("refuted", "undecided")),
    "y = 1": ("x: real; y: real", ("y = x**(-1/2)", "x = 0"), ("vacuous", "undecided")),
    "x = 1": ("x: real; y: real", ("ForAll(y > 0, y)",), ("vacuous", "undecided")),
    "p[i] >= s": ("n: dimension; x: real; s: positive; p: positive[n]; i: index[n]", ("x + 1 = n",), ("refuted",)),
    "x = Limit(Integral(3, (b, x, y))*s, n, s)": ("s: positive; n: dimension; x: real; y: real", (), ("undecided", "refuted")),
}


@pytest.mark.parametrize("statement", BESIDE)
def test_no_false_statement_is_proved_for_what_stands_beside_it_and_none_ends_in_a_traceback(statement):
    where, given, words = BESIDE[statement]
    assert check(statement, where, given, timeout=10.0).word in words


SOME = {  # what follows, and what does not, from there being some k
    "Sum(x[k], (k, 1, n)) > 0": ("x: nonnegative[n]", "Exists(x[k] > 0, (k, 1, n))", "proved"),
    "max(x) > 0": ("x: real[n]", "Exists(x[k] > 0, (k, 1, n))", "proved"),
    "softmax(x)[i] < 1": ("x: real[n]; i: index[n]", "Exists(i != k, (k, 1, n))", "proved"),
    "n > 1": ("i: index[n]", "Exists(k < i, (k, 1, n))", "proved"),
    "c >= 1": ("c: natural", "Exists(k >= 1, (k, 1, c))", "undecided"),  # no traceback, though the range may be empty
    "Product(x[k], (k, 1, n)) > 0": ("x: nonnegative[n]", "Exists(x[k] > 0, (k, 1, n))", "refuted"),
    "entropy(x) = log(n)": ("x: simplex[n]", "Exists(x[k] = 1/n, (k, 1, n))", "refuted"),
    "Sum(x[k], (k, 1, n)) >= 0": ("x: real[n]", "Exists(x[k] > 0, (k, 1, n))", "refuted"),
    "i < n": ("i: index[n]", "Exists(k < i, (k, 1, n))", "refuted"),
}


@pytest.mark.parametrize("statement", SOME)
def test_a_hypothesis_that_something_exists_is_used(statement):
    where, given, word = SOME[statement]
    assert check(statement, f"n: dimension; {where}", [given], timeout=20).word == word
