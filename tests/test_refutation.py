"""Refutation: planted falsehoods are found, true statements never are, and what was not evaluated is said to be so."""

import ast
import cmath
import inspect
from fractions import Fraction
from functools import reduce
from random import Random

import numpy as np
import pytest
import sympy
from flint import arb, ctx, fmpq
from scipy import special, stats
from scipy.integrate import quad

from derivations.prover.clock import now
from derivations.prover.refutation import balls
from derivations.prover.refutation import evaluation
from derivations.prover.refutation import points
from derivations.prover.refutation import counterexamples as refutation
from derivations.prover.refutation.balls import NotEvaluable, Undecided, Undefined, exact
from derivations.prover.refutation.evaluation import Evaluator
from derivations.prover.kernel.terms import (
    MINUS, ONE, ZERO, Term, add, at, bind, div, fn, fresh, mul, neg, num, power, sort, sub, substitute, var,
)  # fmt: skip
from derivations.prover.refutation.counterexamples import Outcome, holds, search

TWO = num(2)
HALF = num(Fraction(1, 2))

n = var("n", "dimension")
i, j, g, s = (var(name, "index", ONE, n) for name in "ijgs")
z, w, h = (var(name, "real", n) for name in "zwh")
p, q = (var(name, "positive", n) for name in "pq")
r = var("r", "nonnegative", n)
a, b, x, y = (var(name, "real") for name in "abxy")
T, c = var("T", "positive"), var("c", "positive")
m = var("m", "natural")
v, u = var("v", "complex"), var("u", "complex")


def eq(left, right):
    return fn("eq", left, right)


def le(left, right):
    return fn("le", left, right)


def lt(left, right):
    return fn("lt", left, right)


def ne(left, right):
    return fn("ne", left, right)


def over(body, op="sum", first=ONE, last=n):
    k = fresh("k", "index", first, last)
    return bind(op, first, last, variable=k, body=body(k))


def every(body, first=ONE, last=n):
    k = fresh("k", "index", first, last)
    return bind("forall", sort("index", first, last), variable=k, body=body(k))


def derivative(body, variable, *indices, op="deriv"):
    kind = sort(*variable.args[1:])
    bound = fresh(variable.args[0], *variable.args[1:])
    return bind(op, kind, variable, *indices, variable=bound, body=substitute(body, {variable: bound}))


def integral(body, variable, lo=ZERO, hi=ONE):
    return bind("integral", lo, hi, variable=variable, body=body)


def limit(body, variable, point, side="+"):
    return bind("limit", sort(*variable.args[1:]), point, side, variable=variable, body=body)


def simplex(body, dim, total=ONE):
    bound = fresh("p", "positive", dim)
    return bind("simplex", total, dim, variable=bound, body=body(bound))


def softmax(vector):
    return fn("softmax", vector)


def lse(vector):
    return fn("lse", vector)


def exp(t):
    return fn("exp", t)


def log(t):
    return fn("log", t)


def delta(k, t):
    return fn("delta", k, t)


def total(vector):
    return over(lambda k: at(vector, k))


sigma = softmax(z)
si, sj = at(sigma, i), at(sigma, j)
normalised = eq(total(q), ONE)
tempered = softmax(mul(power(T, MINUS), z))
mean = div(total(z), n)

# --- planted falsehoods -------------------------------------------------------------------------------------------------

FALSE = {
    "LSE = max": (eq(lse(z), fn("largest", z)), ()),
    "softmax is a soft maximum": (eq(fn("dot", sigma, z), fn("largest", z)), ()),
    "LSE of a mean, true at all ties": (eq(lse(z), add(log(n), mean)), ()),
    "Jacobian without its delta": (eq(derivative(si, z, j), neg(mul(si, sj))), ()),
    "Jacobian with p_j for p_i": (eq(derivative(si, z, j), mul(sj, sub(delta(i, j), sj))), ()),
    "Jacobian of the wrong sign": (eq(derivative(si, z, j), mul(si, sub(sj, delta(i, j)))), ()),
    "p(1-p) everywhere": (eq(derivative(si, z, j), mul(si, sub(ONE, si))), (le(TWO, n),)),
    "false only where i = j": (eq(derivative(si, z, j), neg(mul(si, sj))), (eq(i, j),)),
    "false only where i ≠ j": (eq(derivative(si, z, j), mul(si, sub(ONE, si))), (ne(i, j),)),
    "1/T for 1/T²": (
        eq(derivative(at(tempered, i), T),
           neg(mul(power(T, MINUS), at(tempered, i), sub(at(z, i), fn("dot", tempered, z))))), ()),
    "plain for weighted mean": (
        eq(derivative(at(tempered, i), T), neg(mul(power(T, num(-2)), at(tempered, i), sub(at(z, i), mean)))), ()),
    "fails by 1e-12": (eq(total(sigma), add(ONE, num(Fraction(1, 10**12)))), ()),
    "fails by 1e-80": (eq(lse(z), add(lse(z), num(Fraction(1, 10**80)))), (le(TWO, n),)),
    "all entries but the last": (eq(at(w, n), ZERO), (every(lambda k: eq(at(w, k), ZERO), last=sub(n, ONE)),)),
    "bound and free of one name": (bind("forall", sort("real"), variable=var("x'", "real"), body=eq(var("x'", "real"), x)), ()),
    "inequality fails by 1e-12": (le(add(fn("largest", z), num(Fraction(1, 10**12))), lse(z)), (eq(n, ONE),)),
    "only for n ≥ 4": (eq(mul(sub(n, ONE), sub(n, TWO), sub(n, num(3))), ZERO), ()),
    "only for n > 100": (le(num(Fraction(1, 100)), fn("largest", sigma)), (every(lambda k: le(ZERO, at(z, k))),
                                                                            every(lambda k: le(at(z, k), ONE)))),
    "only at ties": (lt(fn("variance", sigma, z), fn("variance", sigma, add(z, mul(TWO, z)))), (le(TWO, n),)),
    "only off ties": (eq(fn("variance", sigma, z), ZERO), ()),
    "scale invariance": (eq(softmax(mul(c, z)), sigma), ()),
    "convexity of one entry": (
        le(at(softmax(mul(HALF, add(z, w))), i), mul(HALF, add(at(sigma, i), at(softmax(w), i)))), (le(TWO, n),)),
    "averages": (eq(softmax(mul(HALF, add(z, w))), mul(HALF, add(sigma, softmax(w)))), ()),
    "Bregman with arguments swapped": (
        eq(sub(sub(lse(w), lse(z)), fn("dot", sigma, sub(w, z))), fn("kl", softmax(w), sigma)), ()),
    "J diag(1/p) = I": (eq(over(lambda k: mul(derivative(si, z, k), power(at(sigma, k), MINUS), delta(k, j))),
                           delta(i, j)), ()),
    "strong convexity": (
        le(mul(c, fn("dot", h, h)), fn("quadratic", derivative(sigma, z, op="jacobian"), h)), ()),
    "cross-entropy off the simplex": (
        eq(derivative(neg(over(lambda k: mul(at(w, k), log(at(sigma, k))))), z, i), sub(si, at(w, i))), ()),
    "entropies of one range": (
        eq(fn("entropy", sigma), fn("entropy", softmax(w))),
        (eq(sub(fn("largest", z), over(lambda k: at(z, k), "min")), sub(fn("largest", w), over(lambda k: at(w, k), "min"))),)),
    "add-one with N + 1": (eq(over(lambda k: div(add(at(p, k), ONE), add(total(p), ONE))), ONE), ()),
    "log of a mean": (eq(sub(fn("digamma", at(p, i)), fn("digamma", total(p))), log(div(at(p, i), total(p)))), ()),
    "entropy is log n": (eq(fn("entropy", q), log(n)), (normalised,)),
    "Gibbs, strictly": (lt(ZERO, fn("kl", q, sigma)), (normalised,)),
    "KL is symmetric": (eq(fn("kl", q, p), fn("kl", p, q)), (normalised, eq(total(p), ONE))),
    "KL ≥ 0 without normalisation": (le(ZERO, fn("kl", q, p)), ()),
    "tangent with two constraints": (
        le(fn("dot", h, h), num(1)), (normalised, eq(fn("dot", q, h), ZERO))),
    "centred": (le(fn("largest", h), ZERO), (eq(total(h), ZERO),)),
    "argmax is everywhere": (eq(at(z, s), at(z, i)), (every(lambda k: le(at(z, k), at(z, s))),)),
    "argmax is unique": (lt(at(z, i), at(z, s)), (every(lambda k: le(at(z, k), at(z, s))), ne(i, s))),
    "two probabilities": (
        lt(add(mul(x, x), mul(y, y)), mul(TWO, x, y)), (lt(add(x, y), ONE), lt(ZERO, x), lt(ZERO, y))),
    "a defined variable": (eq(at(w, i), at(z, i)), (eq(w, softmax(z)),)),
    "defined entry by entry": (le(at(w, i), HALF), (every(lambda k: eq(at(w, k), at(softmax(z), k))),)),
    "injective up to nothing": (eq(z, w), (eq(softmax(z), softmax(w)),)),
    "kernel of the Jacobian is 0": (
        eq(at(h, i), ZERO), (eq(fn("quadratic", sub(fn("diag", q), fn("outer", q, q)), h), ZERO), normalised)),
    "for all, inside": (every(lambda k: le(at(z, k), at(z, i))), ()),
    "and, second part": (fn("and", eq(total(sigma), ONE), lt(si, HALF)), ()),
    "Hessian of a square": (eq(derivative(derivative(power(x, num(3)), x), x), mul(num(5), x)), ()),
    "third derivative": (
        eq(derivative(derivative(derivative(lse(z), z, i), z, j), z, g), mul(si, sj, at(sigma, g))), ()),
    "nested derivatives do not mix": (eq(derivative(mul(x, derivative(mul(x, y), y)), x), x), ()),
    "Beta integral": (
        eq(integral(mul(power(y, num(2)), power(sub(ONE, y), num(3))), y), num(Fraction(1, 50))), ()),
    "slope of an integral in its end": (eq(derivative(integral(exp(y), y, ONE, x), x), sub(exp(x), exp(ONE))), ()),
    "slope of an integral to infinity": (eq(derivative(integral(exp(neg(y)), y, x, Term("infinity", ())), x), exp(neg(x))), ()),
    "slope of slopes of an integral": (eq(derivative(derivative(integral(exp(y), y, ONE, power(x, TWO)), x), x), ONE), ()),
    "volume of the simplex": (eq(simplex(lambda p: ONE, n), ONE), ()),
    "Dirichlet mean on the simplex": (
        eq(simplex(lambda p: mul(at(p, ONE), at(p, TWO)), num(3)), num(Fraction(1, 25))), ()),
    "log exp, complex": (eq(log(exp(v)), v), ()),
    "(uv)^(1/2) splits, complex": (eq(power(mul(u, v), HALF), mul(power(u, HALF), power(v, HALF))), ()),
    "Γ(x+1) = Γ(x)": (eq(fn("gamma", add(T, ONE)), fn("gamma", T)), ()),
    "trigamma is 1/x": (eq(fn("polygamma", ONE, T), power(T, MINUS)), ()),
    "sign of a zero": (eq(mul(fn("sign", x), fn("sign", x)), ONE), ()),
    "|x| = x": (eq(fn("abs", x), x), ()),
    "product over an index": (eq(over(lambda k: exp(at(z, k)), "prod"), exp(fn("largest", z))), ()),
    "indicator": (eq(fn("ind", lt(x, ZERO)), ZERO), ()),
    "numbers compared": (eq(fn("maxof", x, y), x), ()),
    "naturals": (lt(ZERO, m), ()),
    "no variables": (eq(fn("tanh", ONE), num(Fraction(3, 4))), ()),
}  # fmt: skip

UNDEFINED = {
    "x/x at 0": (eq(div(x, x), ONE), ()),
    "0 · (1/0)": (eq(mul(ZERO, power(x, MINUS)), ZERO), ()),
    "log of a real": (eq(log(mul(x, x)), mul(TWO, log(x))), ()),
    "log ab for negatives": (eq(log(mul(x, y)), add(log(x), log(y))), (lt(x, ZERO), lt(y, ZERO))),
    "root of a negative": (eq(power(power(x, HALF), TWO), x), ()),
    "an entry out of range": (eq(sub(at(z, add(i, ONE)), at(z, i)), sub(at(z, add(i, ONE)), at(z, i))), ()),
    "a literal index": (eq(at(z, num(3)), at(z, num(3))), ()),
    "pole of the gamma function": (eq(fn("gamma", add(x, ONE)), mul(x, fn("gamma", x))), ()),
    "undefined beside a limit": (eq(limit(mul(T, y), y, ZERO), log(sub(n, n))), ()),
    "Kullback off the support": (le(ZERO, fn("kl", q, r)), (normalised, eq(total(r), ONE))),
}


@pytest.mark.parametrize("name", FALSE)
def test_falsehood_is_refuted(name):
    conclusion, hypotheses = FALSE[name]
    outcome = search(conclusion, hypotheses, seconds=5)
    assert outcome.refuted and outcome.word == "refuted", outcome
    assert "undefined" not in str(outcome)


@pytest.mark.parametrize("name", UNDEFINED)
def test_undefined_side_is_a_counterexample(name):
    outcome = search(*UNDEFINED[name])
    assert outcome.refuted and "undefined" in outcome.counterexample.left + outcome.counterexample.right, outcome


# --- truths -------------------------------------------------------------------------------------------------------------

jacobian = sub(fn("diag", sigma), fn("outer", sigma, sigma))
TRUE = {
    "normalisation": (eq(total(sigma), ONE), ()),
    "gradient": (eq(derivative(lse(z), z, i), si), ()),
    "gradient, as a vector": (eq(derivative(lse(z), z, op="gradient"), sigma), ()),
    "Jacobian": (eq(derivative(si, z, j), mul(si, sub(delta(i, j), sj))), ()),
    "Jacobian, as a matrix": (eq(derivative(sigma, z, op="jacobian"), jacobian), ()),
    "Hessian": (eq(derivative(derivative(lse(z), z, i), z, j), mul(si, sub(delta(i, j), sj))), ()),
    "translation": (eq(softmax(add(z, mul(c, fn("ones", n)))), sigma), ()),
    "temperature": (
        eq(derivative(at(tempered, i), T),
           neg(mul(power(T, num(-2)), at(tempered, i), sub(at(z, i), fn("dot", tempered, z))))), ()),
    "sandwich, below": (le(fn("largest", z), lse(z)), ()),
    "sandwich, above": (le(lse(z), add(fn("largest", z), log(n))), ()),
    "Gibbs": (le(ZERO, fn("kl", q, sigma)), (normalised,)),
    "Fenchel": (eq(sub(fn("dot", q, z), lse(z)), sub(neg(fn("entropy", q)), fn("kl", q, sigma))), (normalised,)),
    "entropy at most log n": (le(fn("entropy", q), log(n)), (normalised,)),
    "Bregman": (eq(sub(sub(lse(w), lse(z)), fn("dot", sigma, sub(w, z))), fn("kl", sigma, softmax(w))), ()),
    "variance is not negative": (le(ZERO, fn("variance", sigma, z)), ()),
    "Popoviciu": (
        le(fn("variance", sigma, z), mul(num(Fraction(1, 4)), sub(b, a), sub(b, a))),
        (every(lambda k: le(a, at(z, k))), every(lambda k: le(at(z, k), b)))),
    "half of all pairs": (
        eq(fn("variance", sigma, z),
           mul(HALF, over(lambda k: over(lambda t: mul(at(sigma, k), at(sigma, t), power(sub(at(z, k), at(z, t)), TWO)))))), ()),
    "argmax": (eq(at(z, s), fn("largest", z)), (every(lambda k: le(at(z, k), at(z, s))),)),
    "maximal probability": (le(si, at(sigma, s)), (every(lambda k: le(at(z, k), at(z, s))),)),
    "centred": (le(ZERO, fn("largest", h)), (eq(total(h), ZERO),)),
    "one entry": (eq(si, ONE), (eq(n, ONE),)),
    "two entries": (eq(at(sigma, ONE), power(add(ONE, exp(sub(at(z, TWO), at(z, ONE)))), MINUS)), (eq(n, TWO),)),
    "defined variable": (eq(log(div(at(w, i), at(w, j))), sub(at(z, i), at(z, j))), (eq(w, softmax(z)),)),
    "gamma": (eq(fn("gamma", add(T, ONE)), mul(T, fn("gamma", T))), ()),
    "log gamma": (eq(derivative(fn("loggamma", T), T), fn("digamma", T)), ()),
    "trigamma": (eq(derivative(fn("digamma", T), T), fn("polygamma", ONE, T)), ()),
    "hyperbolic": (eq(derivative(fn("tanh", x), x), sub(ONE, power(fn("tanh", x), TWO))), ()),
    "logistic": (eq(power(add(ONE, exp(neg(x))), MINUS), mul(HALF, add(ONE, fn("tanh", mul(HALF, x))))), ()),
    "root": (eq(power(power(T, HALF), TWO), T), ()),
    "power": (eq(derivative(power(T, a), T), mul(a, power(T, sub(a, ONE)))), ()),
    "power, by its exponent": (eq(derivative(power(T, a), a), mul(log(T), power(T, a))), ()),
    "maximum off ties": (eq(derivative(fn("maxof", x, y), x), fn("ind", lt(y, x))), (ne(x, y),)),
    "Beta integral": (
        eq(integral(mul(power(y, num(2)), power(sub(ONE, y), num(3))), y), num(Fraction(1, 60))), ()),
    "fundamental theorem": (eq(integral(exp(mul(a, y)), y, ZERO, T), div(sub(exp(mul(a, T)), ONE), a)), (ne(a, ZERO),)),
    "slope of an integral in its ends": (
        eq(derivative(integral(exp(y), y, x, power(x, TWO)), x), sub(mul(TWO, x, exp(power(x, TWO))), exp(x))), ()),
    "slope of slopes of an integral": (
        eq(derivative(derivative(integral(exp(y), y, ONE, power(x, TWO)), x), x),
           mul(exp(power(x, TWO)), add(TWO, mul(num(4), power(x, TWO))))), ()),
    "volume of the simplex": (eq(simplex(lambda p: ONE, n), power(fn("gamma", n), MINUS)), ()),
    "first moment of the simplex": (
        eq(mul(n, simplex(lambda p: at(p, i), n)), simplex(lambda p: ONE, n)), ()),
    "exp of log, complex": (eq(exp(log(v)), v), (ne(v, ZERO),)),
    "Euler": (eq(exp(mul(Term("imaginary", ()), Term("pi", ()))), MINUS), ()),
    "log of minus one": (eq(Term("clog", (MINUS,)), mul(Term("imaginary", ()), Term("pi", ()))), ()),
    "digamma at 1": (eq(fn("digamma", ONE), neg(Term("euler", ()))), ()),
    "empty sum": (eq(over(lambda k: at(z, k), last=sub(ONE, ONE)), ZERO), ()),
    "built vectors": (eq(total(sigma), lse(fn("cons", ONE, over(lambda k: num(-10**6), "lam", last=ONE)))), (eq(n, num(0)),)),
    "first of a built vector": (eq(at(fn("cons", x, z), add(i, ONE)), at(z, i)), ()),
    "a vector from 2 on": (eq(at(over(lambda k: k, "lam", TWO, add(n, ONE)), i), add(i, ONE)), ()),
    "vector and matrix": (
        eq(fn("quadratic", jacobian, h), fn("variance", sigma, h)), ()),
    "hypothesis undefined off its domain": (le(ONE, x), (le(ZERO, log(x)),)),
    "defined variable within its domain": (le(ONE, T), (eq(T, sub(n, num(3))),)),
    "no definition by itself": (le(mul(x, a), a), (eq(x, mul(x, x)), le(ZERO, a))),
    "no definition by itself, entry by entry": (le(at(w, i), ONE), (every(lambda k: eq(at(w, k), mul(at(w, k), at(w, k)))),)),
    "no definition of one entry": (eq(at(z, i), at(z, j)), (every(lambda k: eq(at(w, i), at(z, k))),)),
    "closed integral inside an integral": (
        eq(integral(mul(x, fn("abs", integral(neg(y), y))), x), num(Fraction(1, 4))), (eq(a, a),)),
    "zero probabilities": (le(ZERO, fn("entropy", r)), (eq(total(r), ONE),)),
}  # fmt: skip
VACUOUS = {"built vectors"}


@pytest.mark.parametrize("name", TRUE)
def test_truth_is_not_refuted(name):
    outcome = search(*TRUE[name], limit=120)
    assert outcome.word == ("hypotheses not met" if name in VACUOUS else "none found"), outcome
    assert outcome.evaluated <= outcome.met <= outcome.tried
    assert name in VACUOUS or outcome.evaluated >= min(outcome.tried, 3), outcome


# --- no false greens ----------------------------------------------------------------------------------------------------


UNENCLOSED = limit(mul(T, integral(x, x, ZERO, y)), y, ZERO)  # 0, which no ball says: the end of an integral varies


def test_nothing_evaluated_is_not_none_found():
    outcome = search(eq(UNENCLOSED, ZERO))
    assert outcome.word == "not evaluable" and outcome.evaluated == 0 < outcome.met
    assert "far out" in outcome.reasons[0] and "far out" in str(outcome)


def test_limits_are_evaluated():
    soft = limit(mul(T, log(over(lambda k: exp(div(at(z, k), T))))), T, ZERO)
    assert search(eq(soft, fn("largest", z)), limit=20).word == "none found"
    assert search(eq(soft, at(z, n)), limit=20).refuted


def test_hypotheses_that_nothing_meets():
    outcome = search(eq(x, x), (lt(x, y), lt(y, x)))
    assert outcome.word == "hypotheses not met" and outcome.met == outcome.evaluated == 0 < outcome.tried


def test_definition_meets_the_other_hypotheses():
    assert search(eq(a, b), (lt(x, y), eq(x, add(y, ONE)))).word == "hypotheses not met"


def test_points_are_not_trusted(monkeypatch):
    monkeypatch.setattr(points, "_point", lambda *_: {"T": fmpq(-1)})
    assert search(lt(ZERO, T), limit=3).word == "hypotheses not met"


def test_undecided_is_neither_true_nor_false():
    """exp(x) exp(-x) is 1, which balls never decide: the formula is no hypothesis that holds, and no indicator that is 0."""
    one = mul(exp(x), exp(neg(x)))
    assert search(eq(x, y), (ne(one, ONE), ne(x, ZERO))).word == "hypotheses not met"
    assert search(eq(fn("ind", eq(one, ONE)), ONE), (ne(x, ZERO),)).word == "not evaluable"
    assert search(eq(mul(ZERO, log(sub(one, ONE))), ZERO), (ne(x, ZERO),)).word == "not evaluable"


def test_hypotheses_that_balls_cannot_decide():
    """True at every point, but the search does not know: nothing is claimed to have been met."""
    outcome = search(lt(x, ZERO), (eq(mul(exp(x), exp(neg(x))), ONE), ne(x, ZERO)), limit=60)
    assert outcome.word == "hypotheses not met" and "not decided" in outcome.reasons[0]


def test_infinite_hypothesis_is_never_met():
    bound = fresh("t", "real")
    outcome = search(eq(x, y), (bind("forall", sort("real"), variable=bound, body=le(x, bound)),))
    assert outcome.word == "hypotheses not met" and "infinitely many" in outcome.reasons[0]


def test_weakest_part_speaks_for_a_conjunction():
    outcome = search(fn("and", eq(x, x), eq(UNENCLOSED, ZERO)))
    assert outcome.word == "not evaluable"


def test_unknown_operator_is_not_evaluated():
    outcome = search(eq(fn("zeta", T), fn("zeta", T)))
    assert outcome.word == "not evaluable" and "zeta" in outcome.reasons[0]


def test_unknown_relation_is_not_evaluated():
    assert search(fn("same", x, x)).word == "not evaluable"


def test_diverging_integral_is_not_evaluated():
    assert search(eq(integral(power(y, num(-2)), y, MINUS, ONE), num(-2))).word == "not evaluable"


def test_square_of_a_ball_around_zero():
    """arb**2 is nan for a ball that contains 0, and nan overlaps everything: here it is a number, and the falsehood is found."""
    tiny = sub(exp(x), exp(x))
    assert search(eq(power(tiny, TWO), num(Fraction(1, 10**9)))).refuted
    assert search(eq(power(sub(lse(z), lse(z)), TWO), num(Fraction(1, 10**9)))).refuted


def test_not_a_number_is_no_agreement():
    huge = exp(exp(exp(exp(add(num(100), mul(x, x))))))
    outcome = search(eq(huge, huge), limit=20)
    assert outcome.word == "not evaluable" and outcome.reasons


def test_wide_ball_is_no_agreement():
    """e^10000 - e^10000 is a ball of radius 10^4000 and more at all precisions tried: it overlaps 1, and that says nothing."""
    outcome = search(eq(sub(exp(num(10**4)), exp(num(10**4))), ONE))
    assert outcome.word == "not evaluable" and "too wide" in outcome.reasons[0]


@pytest.mark.parametrize(
    "body, order",
    [
        (fn("abs", x), 1),
        (fn("maxof", x, ZERO), 1),
        (mul(y, fn("minof", x, neg(x))), 1),
        (mul(x, fn("abs", x)), 2),
        (power(fn("maxof", x, ZERO), num(2)), 2),
    ],
)
def test_no_derivative_at_a_kink(body, order):
    """Where the slopes from the two sides differ there is none."""
    outcome = search(eq(reduce(derivative, [x] * order, body), ZERO), (eq(x, ZERO), eq(y, ONE)))
    assert outcome.refuted and "slopes" in outcome.counterexample.left


@pytest.mark.parametrize(
    "body, order",
    [
        (mul(x, fn("abs", x)), 1),
        (fn("abs", mul(x, x)), 1),
        (power(fn("maxof", x, ZERO), num(2)), 1),
        (power(fn("abs", x), num(3)), 2),
        (add(fn("maxof", x, ZERO), fn("maxof", neg(x), ZERO), neg(fn("abs", x))), 1),
    ],
)
def test_a_derivative_at_a_smoothed_kink(body, order):
    """Kinks that a factor or a partner smooths: the derivative exists, and is 0 here."""
    goal = eq(reduce(derivative, [x] * order, body), ZERO)
    assert search(goal, (eq(x, ZERO),)).word == "none found"
    assert search(ne(*goal.args), (eq(x, ZERO),)).refuted


@pytest.mark.parametrize(
    "goal, hypotheses",
    [
        (lt(num(Fraction(1, 10**5)), add(power(sub(x, num(Fraction(13, 7))), TWO), power(add(y, num(Fraction(5, 11))), TWO))), ()),
        (le(mul(power(Term("pi", ()), HALF), HALF), fn("gamma", T)), ()),
        (lt(over(lambda k: power(sub(at(z, k), num(Fraction(5, 7))), TWO)), num(3)), (le(num(3), n), le(n, num(3)))),
    ],
)
def test_what_fails_only_near_a_point_is_climbed_to(goal, hypotheses):
    """A disc of radius 1/300, the minimum of Γ, which is less than Γ(3/2), and the outside of a ball in three dimensions."""
    outcome = search(goal, hypotheses, seed=1, climb=True)
    assert outcome.refuted and holds(goal, outcome.counterexample.values) is False


def test_what_holds_is_climbed_to_its_edge_and_not_beyond():
    assert not search(le(ZERO, power(sub(x, num(Fraction(13, 7))), TWO)), climb=True).refuted


def test_complex_reading_undefines_nothing():
    """The principal logarithm of -1 is iπ: it must not be reported as undefined, nor differentiated on its cut."""
    principal = Term("clog", (x,))
    assert holds(eq(Term("clog", (MINUS,)), neg(Term("clog", (MINUS,)))), {}) is False
    outcome = search(eq(derivative(principal, x), power(x, MINUS)), (lt(x, ZERO),))
    assert outcome.word == "not evaluable"
    assert search(eq(derivative(principal, x), power(x, MINUS)), (lt(ZERO, x),)).word == "none found"


def test_integrals_of_what_is_not_analytic_are_not_evaluated():
    absolute = integral(fn("abs", sub(y, HALF)), y)
    rooted = integral(power(y, HALF), y, MINUS, ZERO)
    masked = integral(fn("kl", fn("cons", y, over(lambda k: k, "lam", last=ZERO)), over(lambda k: k, "lam", last=ONE)), y, MINUS)
    away = integral(power(y, HALF), y, MINUS, neg(HALF))
    across = integral(log(add(MINUS, mul(Term("imaginary", ()), y))), y, MINUS, ONE)
    for term in (absolute, rooted, masked, away, across):
        assert search(eq(term, num(7))).word == "not evaluable"


def test_derivative_at_the_edge_of_a_domain_is_not_evaluated():
    edge = var("e", "nonnegative")
    assert search(eq(derivative(power(edge, num(2)), edge), ONE), (le(edge, ZERO),)).word == "not evaluable"


def test_slope_of_an_integral_in_an_end_where_the_integrand_jumps_or_ends_is_not_evaluated():
    at_one = (eq(x, ONE),)
    for integrand in (power(sub(y, ONE), HALF), fn("sign", sub(y, ONE)), fn("ind", eq(y, ONE))):
        assert search(eq(derivative(integral(integrand, y, TWO, x), x), num(7)), at_one).word == "not evaluable"
    assert search(eq(derivative(integral(mul(x, exp(y)), y, TWO, x), x), num(7))).word == "not evaluable"


def test_a_captured_index_would_show():
    """∂/∂z_k of Σ_k exp z_k has two different k."""
    k = var("k", "index", ONE, n)
    body = bind("sum", ONE, n, variable=k, body=exp(at(z, k)))
    assert search(eq(derivative(body, z, k), over(lambda t: exp(at(z, t)))), (le(TWO, n),)).refuted
    assert search(eq(derivative(body, z, k), exp(at(z, k))), limit=50).word == "none found"


# --- the search itself --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FALSE)
def test_counterexample_is_one(name):
    """The exact point of a report refutes the statement again, by itself."""
    conclusion, hypotheses = FALSE[name]
    found = search(conclusion, hypotheses).counterexample
    values = found.values
    if found.derived or conclusion.op in ("forall", "and") or any(s.op == "integral" for s in [conclusion.args[0]]):
        return
    assert holds(conclusion, values) is False
    assert all(holds(hypothesis, _only(hypothesis, values)) is True for hypothesis in hypotheses if _given(hypothesis, values))


def _given(formula, values):
    return all(variable.args[0] in values for variable in formula.free)


def _only(formula, values):
    return {variable.args[0]: values[variable.args[0]] for variable in formula.free}


def test_same_seed_same_answer():
    conclusion, hypotheses = FALSE["tangent with two constraints"]
    first, second = (search(conclusion, hypotheses, seed=7) for _ in range(2))
    assert first == second and isinstance(first, Outcome)
    assert search(*TRUE["Gibbs"], limit=50) == search(*TRUE["Gibbs"], limit=50)


def test_time_is_bounded():
    deep = over(lambda k: over(lambda t: over(lambda o: mul(at(sigma, k), at(sigma, t), at(sigma, o)))))
    start = now()  # in seconds of work, as the limit is here
    outcome = search(eq(deep, ONE), seconds=0.3, limit=10**9)
    assert outcome.word == "none found" and now() - start < 1.5


def test_typical_falsehood_takes_a_millisecond():
    conclusion, hypotheses = FALSE["Jacobian without its delta"]
    start = now()
    for _ in range(20):
        search(conclusion, hypotheses)
    assert (now() - start) / 20 < 0.01  # an order above what it takes, for slow machines


def test_report_reads_well():
    found = search(*FALSE["LSE = max"]).counterexample
    assert found.lines[0] == "at n = 2, z = (1, 2)" and found.lines[-1] == "claimed: left = right"
    assert found.left.startswith("[2.3132616875182") and found.right == "2" and str(found) == "; ".join(found.lines)
    vector = search(*FALSE["averages"]).counterexample
    assert vector.entry and "entry" in str(vector)
    assert "w = ([" in str(search(*FALSE["a defined variable"]))


def test_difference_of_1e_80_is_printed():
    found = search(*FALSE["fails by 1e-80"]).counterexample
    with ctx.workprec(400):
        assert not arb(found.left).overlaps(arb(found.right))


def test_bound_variable_of_a_claim_keeps_its_name():
    k = var("k", "index", ONE, n)
    found = search(bind("forall", sort("index", ONE, n), variable=k, body=lt(at(z, k), num(3)))).counterexample
    assert set(found.values) == {"n", "k", "z"}


def test_hypotheses_about_a_matrix():
    matrix = var("A", "real", n, n)
    symmetric = every(lambda k: every(lambda t: eq(at(matrix, k, t), at(matrix, t, k))))
    assert search(le(ZERO, fn("quadratic", matrix, h)), (symmetric,)).refuted
    assert search(eq(at(matrix, i, j), at(matrix, j, i)), (symmetric,), limit=60).word == "none found"


# --- exact witnesses ----------------------------------------------------------------------------------------------------


def test_holds_exactly():
    third = Fraction(1, 3)
    assert holds(normalised, {"n": 3, "q": (third, third, third)}) is True
    assert holds(normalised, {"n": 2, "q": (third, third)}) is False
    assert holds(eq(total(sigma), ONE), {"n": 2, "z": (5, 5)}) is True
    assert holds(eq(over(lambda k: exp(at(z, k))), n), {"n": 2, "z": (0, 0)}) is True
    assert holds(eq(log(exp(ZERO)), ZERO), {}) is True
    assert holds(eq(power(T, HALF), num(Fraction(2, 3))), {"T": Fraction(4, 9)}) is True
    assert holds(eq(fn("gamma", T), num(24)), {T: 5}) is True
    assert holds(eq(x, HALF), {"x": sympy.Rational(1, 2)}) is True
    assert holds(lt(at(z, ONE), at(z, TWO)), {"n": 2, "z": (0, Fraction(1, 10**30))}) is True


def test_holds_where_balls_decide():
    assert holds(eq(total(sigma), TWO), {"n": 2, "z": (0, 1)}) is False
    assert holds(lt(lse(z), num(2)), {"n": 2, "z": (0, 1)}) is True
    assert holds(ne(lse(z), ONE), {"n": 2, "z": (0, 1)}) is True


def test_holds_undecided():
    assert holds(eq(total(sigma), ONE), {"n": 2, "z": (0, 1)}) is None
    assert holds(eq(UNENCLOSED, ZERO), {"T": 1}) is None
    assert holds(eq(limit(x, x, ZERO), ZERO), {}) is True


def test_undefined_does_not_hold():
    assert holds(eq(div(x, x), ONE), {"x": 0}) is False


def test_witness_outside_its_domain_is_an_error():
    with pytest.raises(ValueError, match="T = -1"):
        holds(lt(T, ONE), {"T": -1})
    with pytest.raises(ValueError, match="z"):
        holds(le(at(z, ONE), ONE), {"n": 3, "z": (0, 0)})
    with pytest.raises(ValueError, match="x"):
        holds(le(x, ONE), {"x": 1j})
    with pytest.raises(KeyError):
        holds(le(x, ONE), {})
    with pytest.raises(TypeError, match="not an exact number"):
        holds(le(x, ONE), {"x": 0.5})


# --- the evaluator against an outside oracle ------------------------------------------------------------------------------


def value(term, **values):
    return Evaluator({name: exact(point) for name, point in values.items()})(term)


def floats(x):
    return [floats(entry) for entry in x] if isinstance(x, tuple) else float(x.p) / float(x.q) if isinstance(x, fmpq) else float(x)


@pytest.mark.parametrize("point", [(0, 1), (3, 3, 3), (-2, 7, Fraction(1, 3), 0), (100, -100, 99)])
def test_functionals_agree_with_scipy(point):
    array = np.array([float(t) for t in point])
    at_point = {"n": len(point), "z": point}
    probabilities = special.softmax(array)
    agree = {
        sigma: probabilities,
        lse(z): special.logsumexp(array),
        fn("entropy", sigma): stats.entropy(probabilities),
        fn("kl", sigma, softmax(fn("ones", n))): stats.entropy(probabilities, np.full(len(array), 1 / len(array))),
        fn("variance", sigma, z): probabilities @ array**2 - (probabilities @ array) ** 2,
        derivative(sigma, z, op="jacobian"): np.diag(probabilities) - np.outer(probabilities, probabilities),
        derivative(over(lambda k: mul(at(z, k), at(z, ONE)), "lam"), z, op="jacobian"): array[0] * np.eye(len(array))
        + np.outer(array, np.eye(len(array))[0]),
        fn("dot", z, z): array @ array,
        fn("diag", z): np.diag(array),
        fn("outer", z, sigma): np.outer(array, probabilities),
        fn("quadratic", fn("outer", z, z), z): (array @ array) ** 2,
        fn("largest", z): array.max(),
        fn("det", add(fn("diag", z), fn("outer", sigma, z))): np.linalg.det(np.diag(array) + np.outer(probabilities, array)),
    }
    for term, expected in agree.items():
        np.testing.assert_allclose(floats(value(term, **at_point)), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["gamma", "loggamma", "digamma", "exp", "log", "tanh", "cosh", "sinh"])
def test_functions_agree_with_scipy(name):
    oracle = {"loggamma": special.gammaln}.get(name) or getattr(special, name, None) or getattr(np, name)
    for point in (Fraction(1, 3), Fraction(1), Fraction(7, 2)):
        np.testing.assert_allclose(floats(value(fn(name, T), T=point)), oracle(float(point)), rtol=1e-12, atol=1e-15)


def test_polygamma_and_integrals_agree_with_scipy():
    np.testing.assert_allclose(floats(value(fn("polygamma", TWO, T), T=Fraction(5, 3))), special.polygamma(2, 5 / 3))
    body = mul(exp(neg(mul(x, x))), fn("tanh", x))
    expected, _ = quad(lambda t: np.exp(-t * t) * np.tanh(t), 0, 2)
    np.testing.assert_allclose(floats(value(integral(body, x, ZERO, TWO))), expected)


def expression(rng, depth, indices):
    """A random term of real z with indices in scope, and an oracle: the same over Python's complex numbers.

    The oracle takes the entries of z and the values of the indices by name, so that it knows nothing of bound positions.
    """

    def smaller(scope=indices):
        return expression(rng, depth - 1, scope)

    if depth == 0:
        k, t = rng.choice(indices), rng.choice(indices)
        constant = Fraction(rng.randint(-4, 4), 3)
        return rng.choice(
            [
                (num(constant), lambda v, env: complex(constant)),
                (at(z, k), lambda v, env: v[env[k] - 1]),
                (at(z, k), lambda v, env: v[env[k] - 1]),
                (delta(k, t), lambda v, env: complex(env[k] == env[t])),
                (k, lambda v, env: complex(env[k])),
            ]
        )
    match rng.randrange(6):
        case 0:
            (left, f), (right, g) = smaller(), smaller()
            return add(left, right), lambda v, env: f(v, env) + g(v, env)
        case 1:
            (left, f), (right, g) = smaller(), smaller()
            return mul(left, right), lambda v, env: f(v, env) * g(v, env)
        case 2:
            inner, f = smaller()
            return fn("tanh", inner), lambda v, env: cmath.tanh(f(v, env))
        case 3:
            inner, f = smaller()
            return exp(fn("tanh", inner)), lambda v, env: cmath.exp(cmath.tanh(f(v, env)))
        case 4:
            inner, f = smaller()
            return power(add(TWO, fn("tanh", inner)), num(Fraction(-3, 2))), lambda v, env: (2 + cmath.tanh(f(v, env))) ** -1.5
    k = fresh("k", "index", ONE, n)
    inner, f = smaller((*indices, k))
    ranged = bind("sum", ONE, n, variable=k, body=inner)
    return ranged, lambda v, env: sum(f(v, env | {k: place}) for place in range(1, len(v) + 1))


@pytest.mark.parametrize("seed", range(60))
def test_random_terms_and_their_derivatives(seed):
    """Sums nested deeply, with the differentiated index free or bound inside; the oracle of a derivative is a complex step."""
    rng = Random(seed)
    term, f = expression(rng, 6, (i, j))
    size = rng.randint(1, 3)
    point, places = [Fraction(rng.randint(-8, 8), 5) for _ in range(size)], {i: rng.randint(1, size), j: rng.randint(1, size)}
    given = {"n": size, "z": tuple(point), "i": places[i], "j": places[j]}
    np.testing.assert_allclose(floats(value(term, **given)), f([complex(t) for t in point], places).real, rtol=1e-9, atol=1e-12)
    stepped = [complex(t, 1e-30 * (k == places[i])) for k, t in enumerate(point, start=1)]
    expected = f(stepped, places).imag / 1e-30
    np.testing.assert_allclose(floats(value(derivative(term, z, i), **given)), expected, rtol=1e-9, atol=1e-12)


def test_values_stay_exact():
    assert value(at(sigma, ONE), n=2, z=(7, 7)) == fmpq(1, 2)
    assert value(fn("entropy", fn("cons", ONE, fn("cons", ZERO, fn("ones", num(0)))))) == 0
    assert value(power(T, num(Fraction(3, 2))), T=Fraction(4, 9)) == fmpq(8, 27)
    assert value(power(x, ZERO), x=0) == 1


@pytest.mark.parametrize(
    ("term", "failure"),
    [
        (log(ZERO), Undefined),
        (power(ZERO, MINUS), Undefined),
        (power(MINUS, HALF), Undefined),
        (fn("gamma", num(-2)), Undefined),
        (over(lambda k: k, "max", ONE, ZERO), Undefined),
        (power(sub(exp(ONE), exp(ONE)), MINUS), Undecided),
        (fn("sign", sub(exp(ONE), exp(ONE))), Undecided),
        (over(lambda k: k, "sum", ONE, num(-3)), NotEvaluable),
        (Term("infinity", ()), NotEvaluable),
        (le(Term("imaginary", ()), ONE), NotEvaluable),
    ],
)
def test_no_value_for_a_reason(term, failure):
    evaluate = Evaluator({})
    with pytest.raises(failure):
        (evaluate.decide if term.op == "le" else evaluate)(term)


def test_nothing_of_the_kernel_is_used_but_its_terms():
    nodes = [node for module in (balls, evaluation, points, refutation) for node in ast.walk(ast.parse(inspect.getsource(module)))]
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert {module for module in modules if "kernel" in module} == {"kernel.terms"}
