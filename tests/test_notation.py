"""Notation: SymPy's objects arrive as the author wrote them, under evaluate(False) and without it, and nothing is captured."""

from fractions import Fraction
from random import Random

import pytest
import sympy
from specimens import STATEMENTS, random_term
from sympy import (
    Abs, And, Derivative, E, Eq, EulerGamma, I, Integral, Limit, Max, Min, Ne, Piecewise, Product, Rational, S, Sum, Symbol, cos,
    cosh, digamma, evaluate, exp, gamma, log, loggamma, oo, pi, polygamma, sign, sin, sqrt, tanh,
)  # fmt: skip
from sympy.tensor.indexed import Idx, IndexedBase

from derivations.prover.kernel.terms import (
    MINUS, ONE, Term, add, at, bind, div, fn, instantiate, mul, neg, num, power, sort, sub, var,
)  # fmt: skip
from derivations.prover.language.sympy_notation import (
    KL, LSE, ForAll, Gradient, Jacobian, Maximum, Minimum, SimplexIntegral, SpaceIntegral, Subs, Unreadable, complexes, cons,
    counts, delta, diag, dimension, distinct_names, dot, entropy, entry, indicator, indices, integers, largest, matrices,
    naturals, nonnegative_vectors, nonnegatives, ones, outer, positive_integers, positive_vectors, positives, proportions,
    quadratic, read, reals, softmax, variance, vector, vectors, write,
)  # fmt: skip

n, m = dimension("n"), dimension("m")
z, h = vectors("z h", n)
p, q = positive_vectors("p q", n)
A = matrices("A", n, n)
c = counts("c", n)
i, j, k = indices("i j k", n)
x, y = reals("x y")
T = positives("T")

N, M = var("n", "dimension"), var("m", "dimension")
Z, H = var("z", "real", N), var("h", "real", N)
P, Q = var("p", "positive", N), var("q", "positive", N)
K, J_, I_ = (var(a, "index", ONE, N) for a in "kji")
X, Y, T_ = var("x", "real"), var("y", "real"), var("T", "positive")


def over(op, variable, body):
    return bind(op, *variable.args[2:], variable=variable, body=body)


def as_read(make):
    """What the door makes of an expression that is written under evaluate(False)."""
    with evaluate(False):
        return read(make())


PLAIN = [  # read alike whether SymPy evaluates or not
    (lambda: exp(z[k]), fn("exp", at(Z, K))),
    (lambda: log(exp(x) * 2), None),
    (lambda: -x, neg(X)),
    (lambda: 1 / T, power(T_, MINUS)),
    (lambda: sqrt(T), power(T_, num(Fraction(1, 2)))),
    (lambda: x - 2, None),
    (lambda: Sum(exp(z[k]), k), over("sum", K, fn("exp", at(Z, K)))),
    (lambda: Sum(exp(z[k]), (k, 1, n)), over("sum", K, fn("exp", at(Z, K)))),
    (lambda: Product(z[k], k), over("prod", K, at(Z, K))),
    (lambda: Sum(A[i, j], i, j), over("sum", J_, over("sum", I_, at(var("A", "real", N, N), I_, J_)))),
    (lambda: Maximum(z[k], k), over("max", K, at(Z, K))),
    (lambda: Minimum(z[k], k), over("min", K, at(Z, K))),
    (lambda: vector(k, exp(z[k])), over("lam", K, fn("exp", at(Z, K)))),
    (lambda: vector(k, exp(z[k]))[j], at(over("lam", K, fn("exp", at(Z, K))), J_)),
    (lambda: softmax(z)[i], at(fn("softmax", Z), I_)),
    (lambda: softmax(z / T)[i], None),
    (lambda: LSE(z + x * ones(n)), None),
    (lambda: entry(z - h, i), None),
    (lambda: z[1], at(Z, ONE)),
    (lambda: z[i + 1], None),
    (lambda: largest(z), fn("largest", Z)),
    (lambda: entropy(p), fn("entropy", P)),
    (lambda: KL(q, p), fn("kl", Q, P)),
    (lambda: dot(p, h), fn("dot", P, H)),
    (lambda: variance(p, h), fn("variance", P, H)),
    (lambda: quadratic(diag(p), h), fn("quadratic", fn("diag", P), H)),
    (lambda: outer(p, p)[i, j], at(fn("outer", P, P), I_, J_)),
    (lambda: cons(x, z), fn("cons", X, Z)),
    (lambda: delta(i, k), fn("delta", I_, K)),
    (lambda: indicator(z[i] <= x), fn("ind", fn("le", at(Z, I_), X))),
    (lambda: Derivative(LSE(z), z[i]), bind("deriv", sort("real", N), Z, I_, variable=Z, body=fn("lse", Z))),
    (lambda: Derivative(1 / T, T), bind("deriv", sort("positive"), T_, variable=T_, body=power(T_, MINUS))),
    (lambda: Gradient(LSE(z), z), bind("gradient", sort("real", N), Z, variable=Z, body=fn("lse", Z))),
    (lambda: Jacobian(softmax(z), z), bind("jacobian", sort("real", N), Z, variable=Z, body=fn("softmax", Z))),
    (lambda: Limit(T, T, 0), bind("limit", sort("positive"), num(0), "+", variable=T_, body=T_)),
    (lambda: Limit(T, T, oo), bind("limit", sort("positive"), fn("infinity"), "-", variable=T_, body=T_)),
    (lambda: Limit(x, x, -oo), bind("limit", sort("real"), mul(MINUS, fn("infinity")), "+", variable=X, body=X)),
    (lambda: Limit(x, x, 1, "-"), bind("limit", sort("real"), ONE, "-", variable=X, body=X)),
    (lambda: Integral(x, (x, 0, 1)), bind("integral", num(0), ONE, variable=X, body=X)),
    (lambda: SimplexIntegral(p[1], p), bind("simplex", ONE, N, variable=P, body=at(P, ONE))),
    (lambda: SpaceIntegral(z[1], z), bind("space", N, variable=Z, body=at(Z, ONE))),
    (lambda: SimplexIntegral(p[1], p, T), bind("simplex", T_, N, variable=P, body=at(P, ONE))),
    (lambda: gamma(x), fn("gamma", X)),
    (lambda: loggamma(x), fn("loggamma", X)),
    (lambda: digamma(x), fn("digamma", X)),
    (lambda: polygamma(1, x), fn("polygamma", ONE, X)),
    (lambda: Abs(x), fn("abs", X)),
    (lambda: sign(x), fn("sign", X)),
    (lambda: tanh(x) + cosh(x), None),
    (lambda: pi, fn("pi")),
    (lambda: E, fn("exp", ONE)),
    (lambda: E**x, fn("exp", X)),
    (lambda: exp(1), fn("exp", ONE)),
    (lambda: EulerGamma, fn("euler")),
    (lambda: I, fn("imaginary")),
    (lambda: S(3) / 2, num(Fraction(3, 2))),
    (lambda: -S(3) / 2, num(Fraction(-3, 2))),
    (lambda: Rational(1, 3), num(Fraction(1, 3))),
    (lambda: Max(x, y), fn("maxof", X, Y)),
    (lambda: Min(x, y), fn("minof", X, Y)),
    (lambda: Eq(x, y), fn("eq", X, Y)),
    (lambda: Ne(x, y), fn("ne", X, Y)),
    (lambda: x <= y, fn("le", X, Y)),
    (lambda: x >= y, fn("le", Y, X)),
    (lambda: x > y, fn("lt", Y, X)),
    (lambda: (Eq(x, y), y < T), fn("and", fn("eq", X, Y), fn("lt", Y, T_))),
    (lambda: And(Eq(x, y), y < T), fn("and", fn("eq", X, Y), fn("lt", Y, T_))),
    (lambda: ForAll(z[k] <= x, k), bind("forall", sort("index", ONE, N), variable=K, body=fn("le", at(Z, K), X))),
    (lambda: sympy.Matrix([x, y]), None),
]


@pytest.mark.parametrize("case", range(len(PLAIN)))
def test_read_with_and_without_evaluation(case):
    make, expected = PLAIN[case]
    evaluated, kept = read(make()), as_read(make)
    assert expected is None or evaluated == kept == expected
    assert read(write(kept)) == kept and read(write(evaluated)) == evaluated


@pytest.mark.parametrize(
    "make, expected",
    [
        (lambda: log(exp(z[i])), fn("log", fn("exp", at(Z, I_)))),
        (lambda: x - x, add(X, neg(X))),
        (lambda: (x - x) / (y - y), div(sub(X, X), sub(Y, Y))),
        (lambda: x + y + T, add(X, Y, T_)),
        (lambda: x + (y + T), add(X, add(Y, T_))),
        (lambda: y * x * T, mul(Y, X, T_)),
        (lambda: x * (y * T), mul(X, mul(Y, T_))),
        (lambda: x - y * T, add(X, mul(MINUS, Y, T_))),
        (lambda: x - 2 * y * T, add(X, mul(num(-2), Y, T_))),
        (lambda: -(x + y), neg(add(X, Y))),
        (lambda: x / 2, mul(X, num(Fraction(1, 2)))),
        (lambda: 3 * x / 2, mul(num(3), X, num(Fraction(1, 2)))),
        (lambda: x / y / T, mul(X, power(Y, MINUS), power(T_, MINUS))),
        (lambda: 1 / sqrt(T), power(power(T_, num(Fraction(1, 2))), MINUS)),
        (lambda: S(1) / 0, power(num(0), MINUS)),
        (lambda: Eq(log(exp(x)), x), fn("eq", fn("log", fn("exp", X)), X)),
        (lambda: log(x, 2), div(fn("log", X), fn("log", num(2)))),
        (lambda: delta(j, i), fn("delta", J_, I_)),
    ],
)
def test_nothing_is_simplified_and_the_order_stays(make, expected):
    assert as_read(make) == expected


# --- binding --------------------------------------------------------------------------------------------------------


def test_an_index_may_be_free_and_bound_at_once():
    term = as_read(lambda: Derivative(log(Sum(exp(z[k]), (k, 1, n))), z[k]))
    _, point, index, body = term.args
    assert (point, index) == (Z, K)
    assert instantiate(body, Z) == fn("log", over("sum", K, fn("exp", at(Z, K))))


def test_what_was_read_before_is_read_alike_in_another_place():
    with evaluate(False):
        inner = z[k] * x
        once, again = read(inner), read(Sum(inner, k))
    assert read(inner) == once and again.args[-1] != once and instantiate(again.args[-1], read(k)) == once


def test_inner_sums_bind_their_own_index():
    inner = over("sum", J_, fn("exp", at(Z, J_)))
    assert as_read(lambda: Sum(Sum(exp(z[k]), k) * z[k], k)) == over("sum", K, mul(inner, at(Z, K)))


def test_a_range_may_end_at_an_index_that_is_bound_further_out():
    late = Idx("j", (i, n))
    inner = var("j", "index", I_, N)
    wanted = bind("forall", sort("index", I_, N), variable=inner, body=Term("le", (at(Z, inner), at(Z, I_))))
    wanted = bind("forall", sort("index", ONE, N), variable=I_, body=wanted)
    assert as_read(lambda: ForAll(z[late] <= z[i], late, i)) == wanted and wanted.free == {N, Z}


def test_the_last_variable_of_a_derivative_is_the_outermost():
    inner = bind("deriv", sort("real", N), Z, I_, variable=Z, body=fn("lse", Z))
    assert as_read(lambda: Derivative(LSE(z), z[i], z[k])) == bind("deriv", sort("real", N), Z, K, variable=Z, body=inner)


def test_the_ends_of_an_outer_integral_are_not_bound_by_the_inner():
    term = as_read(lambda: Integral(Integral(x * y, (x, 0, y)), (y, 0, x)))
    assert term.args[1] == X and term.free == {X}


def test_a_point_other_than_the_variable():
    assert as_read(lambda: Subs(Derivative(LSE(z), z[i]), z, z / T)).args[1] == mul(Z, power(T_, MINUS))


# --- refusals -------------------------------------------------------------------------------------------------------

other_k = Idx("k", (1, m))


@pytest.mark.parametrize(
    "make, named",
    [
        (lambda: 0.5 * x, "0.5"),
        (lambda: sin(x) + 1, "sin"),
        (lambda: exp(1 / cos(x)), "cos"),
        (lambda: Piecewise((x, x > 0), (0, True)), "Piecewise"),
        (lambda: z * h, "dot"),
        (lambda: z / h, "dot"),
        (lambda: z + 1, "shapes"),
        (lambda: LSE(x), "lse"),
        (lambda: Eq(z, x), "shapes"),
        (lambda: z <= h, "shapes"),
        (lambda: Symbol("u") + 1, "u has no domain"),
        (lambda: Symbol("u", negative=True), "u has no domain"),
        (lambda: IndexedBase("z")[k], "z has no length"),
        (lambda: z[Idx("k")], "k has no range"),
        (lambda: z[k] + h[other_k], "one name, k"),
        (lambda: x + Symbol("x", positive=True), "one name, x"),
        (lambda: Symbol("z", real=True) * z[k], "one name, z"),
        (lambda: Sum(z[k] * x ** Symbol("k", integer=True), k), "one name, k"),
        (lambda: Sum(z[k] + other_k, k), "one name, k"),
        (lambda: Integral(x, x), "bounds"),
        (lambda: Sum(z[k], (k, 1, oo)), "range"),
        (lambda: Sum(z[k], (k, 1, x)), "range"),
        (lambda: Derivative(n**2, n), "integer"),
        (lambda: S.NaN, "nan"),
        (lambda: S.ComplexInfinity, "zoo"),
        (lambda: Symbol("pi", real=True), "pi"),
        (lambda: Symbol("x + y", real=True), "x + y"),
        (lambda: sympy.Matrix([[1, 2], [3, 4]]), "Matrix"),
        (lambda: S.true, "evaluate"),
        (lambda: "x + 1", "x + 1"),
        (lambda: sympy.Subs(Derivative(exp(x), x), x, 2), "Subs"),
        (lambda: Gradient(x, x), "not a variable"),
        (lambda: sympy.Or(x < y, y < x), "Or"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(make, named):
    with evaluate(False):
        expression = make()
    with pytest.raises(Unreadable) as refusal:
        read(expression)
    assert named in str(refusal.value)


def test_a_statement_that_sympy_turned_into_true_is_refused():
    with pytest.raises(Unreadable, match="evaluate"):
        read(Eq(log(exp(x)), x))


def test_one_name_stands_for_one_thing_in_a_whole_theorem():
    with pytest.raises(Unreadable, match="one name, T"):
        distinct_names(var("T", "positive"), var("T", "real"))


def test_wrong_number_of_arguments():
    with pytest.raises(TypeError, match="KL takes 2 arguments, not 1"):
        KL(p)


def test_notation_never_evaluates():
    for made in (LSE(z), softmax(z)[i], Gradient(LSE(z), z), KL(p, p)):
        assert made.doit() == made and made.func(*made.args) == made
    assert LSE(z).diff(z[i]) == Derivative(LSE(z), z[i])  # not 0


# --- declarations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "declare, domain",
    [
        (dimension, "dimension"), (reals, "real"), (positives, "positive"), (nonnegatives, "nonnegative"), (integers, "integer"),
        (naturals, "natural"), (positive_integers, "positive integer"), (proportions, "(0, 1)"), (complexes, "complex"),
    ],
)  # fmt: skip
def test_domains(declare, domain):
    assert read(declare("a")) == var("a", domain)
    assert write(var("a", domain)) == declare("a")


def test_domains_of_vectors():
    assert read(nonnegative_vectors("a", n)) == var("a", "nonnegative", N)
    assert read(c) == var("c", "natural", N)
    assert read(vectors("a", n + 1)) == var("a", "real", add(N, ONE))
    assert read(indices("l", n, first=2)) == var("l", "index", num(2), N)


def test_sympy_sees_the_plain_objects():
    assert n == Symbol("n", integer=True, positive=True)
    assert z == IndexedBase(Symbol("z", real=True), shape=(n,))
    assert i == Idx("i", (1, n))


# --- there and back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STATEMENTS)
def test_write_is_read_back(name):
    assert read(write(STATEMENTS[name])) == STATEMENTS[name]


def test_random_terms_are_read_back():
    random = Random(0)
    for _ in range(500):
        term = random_term(random, random.randint(1, 4))
        assert read(write(term)) == term


def test_written_names_do_not_clash():
    written = write(as_read(lambda: z[k] * Sum(exp(z[j]), j)))
    renamed = write(Term("mul", (at(Z, K), over("sum", K, fn("exp", at(Z, K))))))
    assert {str(s) for s in written.atoms(Idx)} == {"j", "k"} == {str(s) for s in renamed.atoms(Idx)}
