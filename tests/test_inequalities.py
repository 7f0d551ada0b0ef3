"""What the search for inequalities finds, each strategy beside a false relative that must stay unproved."""

from fractions import Fraction

import pytest
from chosen import sampled
from kernel_terms import x, y

from derivations.prover.search.inequalities.certificate import quotient
from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import UNIT, Refused, times
from derivations.prover.kernel.terms import fn, num
from derivations.prover.search.inequalities.reductions import reduced, size
from derivations.prover.search.critical_points import recognised
from derivations.prover.search.facts import log_sum_exp
from derivations.prover.search.lemmas.dirichlet import dirichlet_integral
from derivations.prover.language.grammar import declare, parse_relation, parse_statement
from derivations.prover.verdict.judge import check

N = "n: dimension; m: dimension; "
ONE_SUM = "Eq(Sum(p[k], (k, 1, n)), 1)"
OTHER_SUM = "Eq(Sum(q[k], (k, 1, n)), 1)"
UNIT_INTERVAL = "p: (0, 1); q: (0, 1)"
BOUNDED = "Abs(x[k] - y[k]) <= c"

# name: (where, given, true, false relatives)
STRATEGIES = {
    "one term of a sum": (
        N + "z: real[n]; i: index[n]; j: index[n]",
        [],
        "Sum(exp(z[k]), (k, 1, n)) >= exp(z[i])",
        [
            "Sum(z[k], (k, 1, n)) >= z[i]",
            "Sum(exp(z[k]), (k, 1, n)) >= exp(z[i]) + exp(z[j])",
            "Sum(exp(z[k]), (k, 1, n)) > exp(z[i])",
        ],
    ),
    "one term of a sum, at the next index": (
        N + "z: real[n]; k: index[n]",
        ["k < n"],
        "exp(z[k + 1]) < Sum(exp(z[j]), (j, 1, n))",
        ["exp(z[k + 1]) + exp(z[1]) < Sum(exp(z[j]), (j, 1, n))", "exp(z[k + 1]) <= Sum(exp(z[j]), (j, 1, k))"],
    ),
    "the maximum, at the next index": (
        N + "z: real[n]; k: index[n]",
        ["k < n"],
        "z[k + 1] <= largest(z)",
        ["z[k + 1] < largest(z)", "largest(z) <= z[k + 1]"],
    ),
    "a part of a range": (
        N + "w: positive[n]; k: index[n]",
        ["k < n"],
        "Sum(w[j], (j, 1, k)) < Sum(w[j], (j, 1, n))",
        ["Sum(w[j], (j, 1, n)) < Sum(w[j], (j, 1, k))", "w[n] < Sum(w[j], (j, 1, k))"],
    ),
    "a part of a range, and what follows it": (
        N + "w: positive[n]; k: index[n]",
        ["k < n"],
        "Sum(w[j], (j, 1, k)) + w[k + 1] <= Sum(w[j], (j, 1, n))",
        ["Sum(w[j], (j, 1, k)) + w[k + 1] < Sum(w[j], (j, 1, n))", "Sum(w[j], (j, 1, k)) + 2*w[k + 1] <= Sum(w[j], (j, 1, n))"],
    ),
    "convexity of log-sum-exp": (
        N + "x: real[n]; y: real[n]; t: (0, 1)",
        [],
        "log(Sum(exp(t*x[k] + (1 - t)*y[k]), (k, 1, n))) <= t*LSE(x) + (1 - t)*LSE(y)",
        ["log(Sum(exp(t*x[k] + (1 - t)*y[k]), (k, 1, n))) <= (1 - t)*LSE(x) + t*LSE(y)"],
    ),
    "the log-sum inequality": (
        "a: positive; b: positive; c: positive; d: positive",
        [],
        "a*log(a/c) + b*log(b/d) >= (a + b)*log((a + b)/(c + d))",
        ["a*log(a/c) + b*log(b/d) > (a + b)*log((a + b)/(c + d))", "a*log(a/c) + b*log(b/d) >= (a + b)*log((a + b)/(a + d))"],
    ),
    "concavity of entropy": (
        N + "p: positive[n]; q: positive[n]; t: (0, 1)",
        [],
        "-Sum(((1 - t)*p[k] + t*q[k])*log((1 - t)*p[k] + t*q[k]), (k, 1, n)) >= (1 - t)*entropy(p) + t*entropy(q)",
        ["-Sum(((1 - t)*p[k] + t*q[k])*log((1 - t)*p[k] + t*q[k]), (k, 1, n)) >= t*entropy(p) + (1 - t)*entropy(q)"],
    ),
    "Hölder under a sum": (
        N + "p: positive[n]; q: positive[n]; t: (0, 1)",
        [ONE_SUM, OTHER_SUM],
        "Sum(p[k]**t*q[k]**(1 - t), (k, 1, n)) <= 1",
        ["Sum(p[k]**t*q[k]**(1 - t), (k, 1, n)) < 1", "Sum(p[k]**t*q[k]**t, (k, 1, n)) <= 1"],
    ),
    "a constant made up for by the entries": (
        N + "p: positive[n]; q: positive[n]",
        [ONE_SUM, OTHER_SUM],
        "Sum(p[k]*log(2*p[k]/(p[k] + q[k])), (k, 1, n)) < log(2)",
        [
            "Sum(p[k]*log(2*p[k]/(p[k] + q[k])), (k, 1, n)) < log(2)/2",
            "Sum(p[k]*log(3*p[k]/(p[k] + q[k])), (k, 1, n)) < log(2)",
        ],
    ),
    "the entries at one index by themselves": (
        N + "p: positive[n]; q: positive[n]; i: index[n]",
        [ONE_SUM, OTHER_SUM],
        "Abs(p[i] - q[i]) <= Sum(Abs(p[k] - q[k]), (k, 1, n))/2",
        [
            "Abs(p[i] - q[i]) < Sum(Abs(p[k] - q[k]), (k, 1, n))/2",
            "Abs(p[i] - q[i]) <= Sum(Abs(p[k] - q[k]), (k, 1, n))/3",
        ],
    ),
    "a strict inequality at one index": (
        N + "p: positive[n]; q: positive[n]; i: index[n]",
        [ONE_SUM, OTHER_SUM, "Ne(p[i], q[i])"],
        "KL(p, q) > 0",
        ["KL(p, q) > 1/10", "KL(p, q) > KL(q, p)"],
    ),
    "a product of sums over pairs": (
        N + "q: positive[n]; a: real[n]; b: real[n]",
        [],
        "Sum(q[k]*a[k]*b[k], (k, 1, n))**2 <= Sum(q[k]*a[k]**2, (k, 1, n))*Sum(q[k]*b[k]**2, (k, 1, n))",
        [
            "Sum(q[k]*a[k]*b[k], (k, 1, n))**2 < Sum(q[k]*a[k]**2, (k, 1, n))*Sum(q[k]*b[k]**2, (k, 1, n))",
            "Sum(q[k]*a[k]*b[k], (k, 1, n))**2 <= Sum(q[k]*a[k]**2, (k, 1, n))*Sum(b[k]**2, (k, 1, n))",
        ],
    ),
    "a variance below half the squares": (
        N + "p: positive[n]; h: real[n]",
        [ONE_SUM],
        "Sum(p[k]*h[k]**2, (k, 1, n)) - Sum(p[k]*h[k], (k, 1, n))**2 <= Sum(h[k]**2, (k, 1, n))/2",
        ["Sum(p[k]*h[k]**2, (k, 1, n)) - Sum(p[k]*h[k], (k, 1, n))**2 <= 49*Sum(h[k]**2, (k, 1, n))/100"],
    ),
    "logarithms of 1 + x": (
        N + "z: real[n]; c: real",
        [],
        "LSE(z) < c + Sum(log(1 + exp(z[k] - c)), (k, 1, n))",
        ["LSE(z) < Sum(log(1 + exp(z[k] - c)), (k, 1, n))", "LSE(z) < c + Sum(log(1 + exp(z[k] - c)), (k, 1, n))/2"],
    ),
    "exponentials below a maximum": (
        N + "z: real[n]; T: positive",
        [],
        "T*log(Sum(exp(z[k]/T), (k, 1, n))) <= Max(z[k], (k, 1, n)) + T*log(n)",
        ["T*log(Sum(exp(z[k]/T), (k, 1, n))) <= Max(z[k], (k, 1, n)) + log(n)"],
    ),
    "Pinsker": (
        N + "p: positive[n]; q: positive[n]",
        [ONE_SUM, OTHER_SUM],
        "Sum(Abs(p[k] - q[k]), (k, 1, n))**2/2 <= KL(p, q)",
        ["Sum(Abs(p[k] - q[k]), (k, 1, n))**2*51/100 <= KL(p, q)", "Sum(Abs(p[k] - q[k]), (k, 1, n))**2/2 < KL(p, q)"],
    ),
    "softmax from the sup norm to the 1-norm": (
        N + "x: real[n]; y: real[n]; c: real",
        [BOUNDED],
        "Sum(Abs(softmax(x)[k] - softmax(y)[k]), (k, 1, n)) <= c",
        ["Sum(Abs(softmax(x)[k] - softmax(y)[k]), (k, 1, n)) <= 9*c/10"],
    ),
    "softmax shrinks by half": (
        N + "x: real[n]; y: real[n]",
        [],
        "4*Sum((softmax(x)[k] - softmax(y)[k])**2, (k, 1, n)) <= Sum((x[k] - y[k])**2, (k, 1, n))",
        ["5*Sum((softmax(x)[k] - softmax(y)[k])**2, (k, 1, n)) <= Sum((x[k] - y[k])**2, (k, 1, n))"],
    ),
    "Jensen for the second moment": (
        N + "p: positive[n]; q: positive[n]",
        [ONE_SUM],
        "KL(p, q) <= log(Sum(p[k]**2/q[k], (k, 1, n)))",
        ["KL(p, q) <= log(Sum(p[k]/q[k], (k, 1, n))) - 1"],
    ),
    "grouping": (
        N + "p: positive[n]; i: index[n]",
        [ONE_SUM, "n >= 2"],
        "entropy(p) <= -p[i]*log(p[i]) - (1 - p[i])*log(1 - p[i]) + (1 - p[i])*log(n - 1)",
        ["entropy(p) <= -p[i]*log(p[i]) - (1 - p[i])*log(1 - p[i]) + p[i]*log(n - 1)"],
    ),
    "means": (
        N + "a: positive[n]",
        [],
        "Product(a[k], (k, 1, n))**(1/n) <= Sum(a[k], (k, 1, n))/n",
        ["Product(a[k], (k, 1, n))**(1/n) < Sum(a[k], (k, 1, n))/n", "Product(a[k], (k, 1, n)) <= Sum(a[k], (k, 1, n))/n"],
    ),
    "conjugate functions": (
        "x: positive; y: real",
        [],
        "x*y <= x*log(x) - x + exp(y)",
        ["x*y < x*log(x) - x + exp(y)", "x*y <= x*log(x) - x + exp(y) - 1/10"],
    ),
    "Young": (
        "x: positive; y: positive; p: positive; q: positive",
        ["Eq(1/p + 1/q, 1)"],
        "x*y <= x**p/p + y**q/q",
        [],
    ),
    "square roots": (
        UNIT_INTERVAL,
        [],
        "(sqrt(p) - sqrt(q))**2 + (sqrt(1 - p) - sqrt(1 - q))**2 <= p*log(p/q) + (1 - p)*log((1 - p)/(1 - q))",
        ["2*(sqrt(p) - sqrt(q))**2 + 2*(sqrt(1 - p) - sqrt(1 - q))**2 <= p*log(p/q) + (1 - p)*log((1 - p)/(1 - q))"],
    ),
    "two shares of a whole": (
        N + "z: real[n]; i: index[n]; j: index[n]",
        ["Ne(i, j)"],
        "softmax(z)[i]*softmax(z)[j] <= 1/4",
        ["softmax(z)[i]*softmax(z)[j] <= 1/5", "softmax(z)[i]*softmax(z)[j] < 1/4"],
    ),
    "bounds at every index": (
        N + "x: real[n]; y: real[n]; c: real; i: index[n]",
        [BOUNDED],
        "softmax(x)[i] <= exp(2*c)*softmax(y)[i]",
        ["softmax(x)[i] <= exp(c)*softmax(y)[i]"],
    ),
    "products at every index": (
        N + "a: positive[n]; l: positive; u: positive",
        ["l <= a[k]", "a[k] <= u"],
        "Sum(a[k], (k, 1, n))*Sum(1/a[k], (k, 1, n)) <= n**2*(l + u)**2/(4*l*u)",
        ["Sum(a[k], (k, 1, n))*Sum(1/a[k], (k, 1, n)) <= n**2*(l + u)/(2*u)"],
    ),
    "alike in order": (
        N + "x: real[n]; y: real[n]",
        ["(x[k] - x[l])*(y[k] - y[l]) >= 0"],
        "log(Sum(exp(x[k] + y[k]), (k, 1, n))) >= LSE(x) + LSE(y) - log(n)",
        [
            "log(Sum(exp(x[k] + y[k]), (k, 1, n))) >= LSE(x) + LSE(y)",
            "Sum(x[k]*y[k], (k, 1, n)) >= Sum(x[k], (k, 1, n))*Sum(y[k], (k, 1, n))",
        ],
    ),
    "opposite in order": (
        N + "x: real[n]; y: real[n]",
        ["(x[k] - x[l])*(y[k] - y[l]) <= 0"],
        "n*Sum(exp(x[k] + y[k]), (k, 1, n)) <= Sum(exp(x[k]), (k, 1, n))*Sum(exp(y[k]), (k, 1, n))",
        ["n*Sum(exp(x[k] - y[k]), (k, 1, n)) <= Sum(exp(x[k]), (k, 1, n))*Sum(exp(-y[k]), (k, 1, n))"],
    ),
    "Cauchy for the others": (
        N + "z: real[n]; i: index[n]",
        [],
        "(n*z[i] - Sum(z[k], (k, 1, n)))**2 <= (n - 1)*(n*Sum(z[k]**2, (k, 1, n)) - Sum(z[k], (k, 1, n))**2)",
        ["(n*z[i] - Sum(z[k], (k, 1, n)))**2 <= (n - 2)*(n*Sum(z[k]**2, (k, 1, n)) - Sum(z[k], (k, 1, n))**2)"],
    ),
    "sharpening": (
        "a: real; b: real; c: real; t: real",
        ["a >= b", "a >= c", "t >= 1"],
        "exp(t*a)/(exp(t*a) + exp(t*b) + exp(t*c)) >= exp(a)/(exp(a) + exp(b) + exp(c))",
        ["exp(t*b)/(exp(t*a) + exp(t*b) + exp(t*c)) >= exp(b)/(exp(a) + exp(b) + exp(c))"],
    ),
    "a vector given entry by entry": (
        N + "x: real[n]; y: real[n]; c: positive; i: index[n]; j: index[n]",
        ["Eq(y[k], x[k] + c*KroneckerDelta(k, i))", "Ne(i, j)"],
        "softmax(y)[j] < softmax(x)[j]",
        ["softmax(x)[j] < softmax(y)[j]", "softmax(y)[i] < softmax(x)[i]"],
    ),
    "a second derivative": (
        UNIT_INTERVAL,
        [],
        "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 2*(p - q)**2",
        ["p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 3*(p - q)**2"],
    ),
    "a second derivative after logarithms": (
        "p: (0, 1); x: real",
        [],
        "p*exp((1 - p)*x) + (1 - p)*exp(-p*x) <= exp(x**2/8)",
        ["p*exp((1 - p)*x) + (1 - p)*exp(-p*x) <= exp(x**2/9)", "p*exp((1 - p)*x) + (1 - p)*exp(-p*x) < exp(x**2/8)"],
    ),
    "the sign of the slope": ("x: positive", [], "log(1 + x) <= x/sqrt(1 + x)", ["log(1 + x) <= x/(1 + x)"]),
    "a slope that vanishes at the edge": ("x: positive", [], "tanh(x) < x", ["tanh(x) < x - x**3/3"]),
    "a point where the tangent is flat": ("p: (0, 1)", [], "p*(1 - p)**2 <= 4/27", ["p*(1 - p)**2 < 4/27", "p*(1 - p)**2 <= 1/7"]),
    "an edge that belongs to the domain": ("x: nonnegative", [], "sinh(x) >= x", ["sinh(x) > x"]),
    "a slope on each side": (
        "a: positive; b: positive",
        [],
        "a*log(a/b) - a + b >= (a - b)**2/(2*Max(a, b))",
        ["a*log(a/b) - a + b >= (a - b)**2/(2*Min(a, b))"],
    ),
    "growth along a parameter": (
        N + "z: real[n]; s: positive; t: positive",
        ["s < t"],
        "log(Sum(exp(s*z[k]), (k, 1, n)))/s >= log(Sum(exp(t*z[k]), (k, 1, n)))/t",
        ["log(Sum(exp(s*z[k]), (k, 1, n)))/s <= log(Sum(exp(t*z[k]), (k, 1, n)))/t"],
    ),
    "term by term": (
        N + "A: real[n, m]",
        [],
        "Sum(Sum(A[i, j], (j, 1, m))**2, (i, 1, n)) <= m*Sum(Sum(A[i, j]**2, (j, 1, m)), (i, 1, n))",
        ["Sum(Sum(A[i, j], (j, 1, m))**2, (i, 1, n)) <= n*Sum(Sum(A[i, j]**2, (j, 1, m)), (i, 1, n))"],
    ),
    "sizes and maxima": (
        "a: real; b: real; c: real; d: real",
        [],
        "Abs(Max(a, b) - Max(c, d)) <= Max(Abs(a - c), Abs(b - d))",
        ["Abs(Max(a, b) - Max(c, d)) <= Min(Abs(a - c), Abs(b - d))", "Abs(Max(a, b) - Max(c, d)) < Max(Abs(a - c), Abs(b - d))"],
    ),
    "what stands inside logarithms": (
        N + "x: nonnegative[n]; a: positive; i: index[n]",
        [],
        "log(Sum(exp(a*x[k]), (k, 1, n)) - (n - 1))/a >= x[i]",
        ["log(Sum(exp(a*x[k]), (k, 1, n)) - n)/a >= x[i]", "log(Sum(exp(a*x[k]), (k, 1, n)) - (n - 1))/a > x[i]"],
    ),
    "degrees": (
        N + "a: positive[n]; b: positive[n]",
        [],
        "(1 + Sum(sqrt(a[k]*b[k]), (k, 1, n)))**2 <= (1 + Sum(a[k], (k, 1, n)))*(1 + Sum(b[k], (k, 1, n)))",
        ["(2 + Sum(sqrt(a[k]*b[k]), (k, 1, n)))**2 <= (1 + Sum(a[k], (k, 1, n)))*(1 + Sum(b[k], (k, 1, n)))"],
    ),
    "degrees, one of them strictly": (
        N + "a: positive[n]; b: positive[n]; i: index[n]",
        ["a[i] < b[i]"],
        "(1 + Sum(a[k]*b[k], (k, 1, n)))**2 < (1 + Sum(a[k]**2, (k, 1, n)))*(1 + Sum(b[k]**2, (k, 1, n)))",
        ["Sum(a[k]*b[k], (k, 1, n))**2 < Sum(a[k]**2, (k, 1, n))*Sum(b[k]**2, (k, 1, n))"],
    ),
    "a norm by Cauchy and Schwarz": (
        N + "u: real[n]; z: real[n]; i: index[n]",
        [],
        "u[i] - Sum(softmax(z)[k]*u[k], (k, 1, n)) <= sqrt(2)*norm(u)",
        ["u[i] - Sum(softmax(z)[k]*u[k], (k, 1, n)) <= norm(u)", "u[i] - Sum(softmax(z)[k]*u[k], (k, 1, n)) < sqrt(2)*norm(u)"],
    ),
    "a norm by tangents": (
        N + "x: real[n]; y: real[n]; i: index[n]",
        [],
        "Abs(log(softmax(x)[i]) - log(softmax(y)[i])) <= sqrt(2)*norm(x - y)",
        ["Abs(log(softmax(x)[i]) - log(softmax(y)[i])) <= norm(x - y)"],
    ),
    "brackets": (
        "x: real; y: real",
        [],
        "indicator(x < y) <= exp(y - x)",
        ["indicator(x <= y) < exp(y - x)", "indicator(x < y) <= exp(x - y)"],
    ),
    "whole numbers": ("k: integer", [], "Max(k, 1 - k) >= 1", ["Max(k, 2 - k) >= 2", "Max(k, 1 - k) > 1"]),
}


@pytest.mark.parametrize("name", sampled(STRATEGIES, 8))
def test_what_is_true_is_proved(name):
    where, given, true, _ = STRATEGIES[name]
    assert check(true, where=where, given=given, timeout=20).word == "proved"


RELATIVES = [(name, false) for name, (*_, relatives) in STRATEGIES.items() for false in relatives]


@pytest.mark.parametrize("name,statement", RELATIVES, ids=[f"{name}: {false}" for name, false in RELATIVES])
def test_what_is_false_is_not(name, statement):
    where, given, *_ = STRATEGIES[name]
    assert check(statement, where=where, given=given, timeout=3.0).word in ("refuted", "undecided")


@pytest.mark.parametrize(
    "statement,where,given",
    [
        ("Max(x, 1 - x) >= 1", "x: real", []),
        ("x <= 0", "x: real", ["x < 1"]),
        ("softmax(z)[i]*softmax(z)[j] <= 1/4", N + "z: real[n]; i: index[n]; j: index[n]", []),
        ("softmax(x)[i] <= exp(2*c)*softmax(y)[i]", N + "x: real[n]; y: real[n]; c: real; i: index[n]", ["x[k] - y[k] <= c"]),
        ("x*y <= x**p/p + y**q/q", "x: positive; y: positive; p: positive; q: positive", []),
    ],
)
def test_nothing_is_proved_without_its_hypothesis(statement, where, given):
    assert check(statement, where=where, given=given, timeout=3.0).word == "refuted"


@pytest.mark.parametrize(
    "where,given",
    [
        ("x: positive; y: positive", ["x/y + y/x < 2"]),
        ("x: real", ["exp(x) <= x"]),
        (N + "p: positive[n]", [ONE_SUM, "p[k] > 1/n"]),
        (N + "z: real[n]; i: index[n]", ["LSE(z) < z[i]"]),
    ],
)
def test_hypotheses_that_cannot_all_hold(where, given):
    assert check("0 <= 1/7 - exp(-3)*Product(k, (k, 1, 3))", where=where, given=given).word == "vacuous"


@pytest.mark.parametrize(
    "where,given",
    [
        ("x: positive; y: positive", ["x/y + y/x <= 2"]),
        ("x: real", ["exp(x) <= x + 1"]),
        (N + "p: positive[n]", [ONE_SUM, "p[k] >= 1/n"]),
    ],
)
def test_hypotheses_that_hold_at_one_point_only(where, given):
    assert check("1 < 0", where=where, given=given).word != "vacuous"


@pytest.mark.parametrize(
    "statement,where,place",
    sampled(
        [
            ("x*log(x) > -1/E", "x: positive", "exp(-1)"),
            ("Derivative(1/(1 + exp(-x)), (x, 3)) < 1/24", "x: real", "log"),
            ("x**2 - x - 1 > -5/4", "x: real", "1/2"),
            ("x*exp(-x) < 1/E", "x: real", "1"),
        ],
        2,
    ),
)
def test_a_strict_inequality_that_touches(statement, where, place):
    verdict = check(statement, where=where)
    assert verdict.word == "refuted" and place in str(verdict.counterexample)
    assert check(statement.replace("<", "<=").replace(">", ">="), where=where, timeout=3.0).word in ("proved", "undecided")


def test_numbers_are_recognised():
    golden = Fraction(1618033988749894848204586834365638117720309179805762862135, 10**57)
    assert any("root" in repr(term) for term in recognised(golden))
    assert list(recognised(Fraction(1, 3)))[0] == num(Fraction(1, 3))
    assert not list(recognised(Fraction(3141592653589793238462643383279502884197, 10**39)))


def test_exact_division():
    u, v = frozenset([(x, 1)]), frozenset([(y, 1)])
    divisor = {UNIT: 1, u: -1}
    expected = {v: 2, u: 3, UNIT: -5}
    assert quotient(times(divisor, expected), divisor) == expected
    assert quotient({**times(divisor, expected), frozenset([(y, 3)]): 1}, divisor) is None


def test_a_refusal_is_no_proof():
    def refuses(goal, given, prove):
        raise Refused("not this way")

    goal = check("Abs(x) <= x**2 + 1", where="x: real").conclusion
    assert reduced(goal, (), lambda *_: None, (refuses, size)) is None
    assert fn("abs", x) in goal.args


def test_lemmas_of_log_sum_exp_hold_for_every_dimension():
    scope = declare({"m": "dimension", "u": "real[m]", "v": "real[m]", "s": "(0, 1)"})
    u, v, s = (scope[name] for name in "uvs")
    for lemma, said in (
        (log_sum_exp.lower(u), "largest(u) <= LSE(u)"),
        (log_sum_exp.upper(u), "LSE(u) <= largest(u) + log(m)"),
        (log_sum_exp.tangent(u, v), "LSE(u) + dot(softmax(u), v - u) <= LSE(v)"),
        (log_sum_exp.convex(s, u, v), "LSE(s*u + (1 - s)*v) <= s*LSE(u) + (1 - s)*LSE(v)"),
    ):
        assert lemma.conclusion == parse_relation(said, scope)
        assert set(lemma.hypotheses) <= {parse_relation("0 <= s", scope), parse_relation("s <= 1", scope)} and not lemma.axioms


def test_the_dirichlet_integral_holds_for_every_dimension():
    scope = declare({"n": "dimension", "p": "positive[n]", "alpha": "positive[n]", "s": "positive"})
    integral = "SimplexIntegral(Product(p[j]**(alpha[j] - 1), (j, 1, n)), p, s)"
    value = "s**(Sum(alpha[j], (j, 1, n)) - 1)*(Product(gamma(alpha[j]), (j, 1, n))/gamma(Sum(alpha[j], (j, 1, n))))"
    lemma, said = dirichlet_integral(), parse_statement(integral, "=", value, scope)
    assert rules.restate(lemma, said).conclusion == said
    assert not lemma.hypotheses and lemma.axioms == {"the Beta integral"}
