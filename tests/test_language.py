"""Language: text is read by a grammar, as it was written; what is wrong is named with its column and a remedy."""

import subprocess
import sys
from fractions import Fraction
from random import Random

import pytest
from chosen import SWEEP
from specimens import (
    HALF, INFINITY, STATEMENTS, A, T, alpha, array_derivative, delta, deriv, h, i, integral, j, k, limit, lse, n, over, p, q,
    random_term, s, simplex, softmax, x, y, z,
)  # fmt: skip

from derivations.prover.clock import now
from derivations.prover.kernel.definitions import expand
from derivations.prover.kernel.terms import (
    MINUS, ONE, RELATIONS, Term, add, at, bind, div, fn, mul, neg, num, power, shape, sort, sub, var,
)  # fmt: skip
from derivations.prover.language.grammar import LanguageError, declare, parse_expression, parse_relation, parse_statement
from derivations.prover.language.sympy_notation import read, write
from derivations.prover.language.typeset import declarations, text
from derivations.prover.verdict import check
from derivations.prover.verdict.derive import derive

SCOPE = declare(
    {"z": "real[n]", "h": "real[n]", "n": "dimension", "m": "dimension", "i": "index[n]", "j": "index[n]", "x": "real", "y": "real",
     "T": "positive", "s": "nonnegative", "p": "positive[n]", "q": "positive[n]", "alpha": "positive[n]", "A": "real[n, n]",
     "N": "positive integer", "a": "(0, 1)", "w": "complex", "c": "natural[n]", "o": "index[m]"}
)  # fmt: skip


def parse(source, scope=SCOPE):
    return parse_expression(source, scope)


def back(term):
    parser = parse_relation if term.op in RELATIONS | {"and", "forall", "exists"} else parse_expression
    return parser(text(term), declare(declarations(term)))


# --- expressions ----------------------------------------------------------------------------------------------------

EXPRESSIONS = {
    "x": x,
    "x + y + T": add(x, y, T),
    "x + (y + T)": add(x, add(y, T)),
    "(x + y) + T": add(add(x, y), T),
    "x - y - 2": add(x, neg(y), num(-2)),
    "x - 2*y": add(x, mul(num(-2), y)),
    "x - y*T": add(x, mul(MINUS, y, T)),
    "x - (y*T)": add(x, mul(MINUS, mul(y, T))),
    "-x*y": mul(MINUS, x, y),
    "-(x*y)": neg(mul(x, y)),
    "-x**2": neg(power(x, num(2))),
    "(-x)**2": power(neg(x), num(2)),
    "--x": neg(neg(x)),
    "+x": x,
    "2**-x": power(num(2), neg(x)),
    "x**y**2": power(x, power(y, num(2))),
    "x/y/2": mul(x, power(y, MINUS), HALF),
    "1/x": power(x, MINUS),
    "-1/x": neg(power(x, MINUS)),
    "2*(1/3)": mul(num(2), num(Fraction(1, 3))),
    "2/3": num(Fraction(2, 3)),
    "-2/3": num(Fraction(-2, 3)),
    "0.25 + 1e-3": add(num(Fraction(1, 4)), num(Fraction(1, 1000))),
    "x/2": mul(x, HALF),
    "x/(2)": mul(x, power(num(2), MINUS)),
    "1/0": power(num(0), MINUS),
    "x*0/0": mul(x, num(0), power(num(0), MINUS)),
    "(z[i]-z[i])/(x-x)": div(sub(at(z, i), at(z, i)), sub(x, x)),
    "x*y/y": mul(x, y, power(y, MINUS)),
    "E**x + E": add(fn("exp", x), fn("exp", ONE)),
    "exp(x)*log(T)*ln(T)": mul(fn("exp", x), fn("log", T), fn("log", T)),
    "log(x, 2)": div(fn("log", x), fn("log", num(2))),
    "sqrt(x)": power(x, HALF),
    "pi + oo + EulerGamma + I": add(fn("pi"), INFINITY, fn("euler"), fn("imaginary")),
    "z[1]": at(z, ONE),
    "z[i + 1]": at(z, add(i, ONE)),
    "A[i, j] + A[j][i]": add(at(A, i, j), at(A, j, i)),
    "(z/T)[i]": at(div(z, T), i),
    "Sum(z[k], (k, 1, n))": over("sum", k, at(z, k)),
    "Sum(z[k], (k, n, 1))": bind("sum", n, ONE, variable=k, body=at(z, k)),
    "Sum(z[i], i)": over("sum", i, at(z, i)),
    "Sum(p[i]*p[j], (i, 1, n), (j, 1, n))": over("sum", j, over("sum", i, mul(at(p, i), at(p, j)))),
    "Product(z[k], (k, 1, n))": over("prod", k, at(z, k)),
    "Max(z[k], (k, 1, n)) + Max(z) + Max(x, y, 1)": add(over("max", k, at(z, k)), fn("largest", z), fn("maxof", x, y, ONE)),
    "Min(z[k], (k, 1, n)) + Min(z) + Min(x, y)": add(over("min", k, at(z, k)), over("min", k, at(z, k)), fn("minof", x, y)),
    "KroneckerDelta(i, j)": delta(i, j),
    "Abs(x) + sign(x) + tanh(x) + cosh(x) + sinh(x)": add(*(fn(op, x) for op in ("abs", "sign", "tanh", "cosh", "sinh"))),
    "gamma(T) + loggamma(T) + digamma(T)": add(*(fn(op, T) for op in ("gamma", "loggamma", "digamma"))),
    "polygamma(1, T)": fn("polygamma", ONE, T),
    "LSE(z) + entropy(p) + KL(q, p) + dot(p, z)": add(lse, fn("entropy", p), fn("kl", q, p), fn("dot", p, z)),
    "softmax(z/T)[i]": at(fn("softmax", div(z, T)), i),
    "softmax(log(p + alpha))[i]": at(fn("softmax", fn("log", add(p, alpha))), i),
    "quadratic(diag(p) - outer(p, p), h)": fn("quadratic", sub(fn("diag", p), fn("outer", p, p)), h),
    "variance(softmax(z), h)": fn("variance", softmax, h),
    "LSE(z + x*ones(n))": fn("lse", add(z, mul(x, fn("ones", n)))),
    "indicator(Eq(z[i], Max(z)))": fn("ind", fn("eq", at(z, i), fn("largest", z))),
    "indicator(z[i] < x)": fn("ind", fn("lt", at(z, i), x)),
    "Derivative(LSE(z), z[i])": deriv(lse, z, i),
    "Derivative(LSE(z), z[i], z[j])": deriv(deriv(lse, z, i), z, j),
    "Derivative(x**3, (x, 2))": deriv(deriv(power(x, num(3)), x), x),
    "Derivative(x**3, x, 2)": deriv(deriv(power(x, num(3)), x), x),
    "Derivative(log(Sum(exp(z[k]), (k, 1, n))), z[i])": deriv(fn("log", over("sum", k, fn("exp", at(z, k)))), z, i),
    "Derivative(Sum(z[i], (i, 1, n)), z[i])": deriv(over("sum", k, at(z, k)), z, i),
    "Gradient(LSE(z), z)[i]": at(array_derivative("gradient", lse, z), i),
    "Jacobian(softmax(z), z)[i, j]": at(array_derivative("jacobian", softmax, z), i, j),
    "Limit(T, T, 0)": limit(T, T, num(0), "+"),
    "Limit(T, T, 0, '+')": limit(T, T, num(0), "+"),
    'Limit(x, x, 1, "-")': limit(x, x, ONE, "-"),
    "Limit(x, x, 1, '+-')": limit(x, x, ONE, "+-"),
    "Limit(1/T, T, oo)": limit(power(T, MINUS), T, INFINITY, "-"),
    "Limit(x, x, -oo)": limit(x, x, neg(INFINITY), "+"),
    "Integral(x*y, (x, 0, 1), (y, 0, oo))": integral(integral(mul(x, y), x, num(0), ONE), y, num(0), INFINITY),
    "Integral(t, (t, 0, x))": integral(y, y, num(0), x),
    "SimplexIntegral(p[1], p) + SimplexIntegral(p[1], p, s)": add(simplex(at(p, ONE), p), simplex(at(p, ONE), p, s)),
    "vector((k, 1, n), z[k])[i]": at(over("lam", k, at(z, k)), i),
    "LSE(Matrix([x, y]))": fn("lse", fn("cons", x, bind("lam", ONE, ONE, variable=k, body=y))),
    "Matrix([[x], [y]])[2]": at(fn("cons", x, bind("lam", ONE, ONE, variable=k, body=y)), num(2)),
    "Subs(Derivative(x**2, x), x, 2*y)": deriv(power(x, num(2)), x, point=mul(num(2), y)),
}  # fmt: skip


def test_products_within_products_are_read_once():
    """Were a factor read twice, the innermost would be read a million times."""
    product = "x"
    for _ in range(20):
        product = f"2*({product})"
    assert parse_expression(product, declare({"x": "real"})).op == "mul"


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_expressions(source):
    term = EXPRESSIONS[source]
    assert parse(source) == term
    assert parse(f"\n ( {source} ) ") == term
    assert back(term) == term
    assert read(write(term)) == term


@pytest.mark.parametrize("name", STATEMENTS)
def test_text_is_read_back(name):
    assert back(STATEMENTS[name]) == STATEMENTS[name]


def test_random_terms_are_read_back_and_have_different_texts():
    random, texts = Random(0), {}
    for _ in range(1500 if SWEEP else 300):
        term = random_term(random, random.randint(1, 4))
        assert back(term) == term
        assert texts.setdefault((text(term), str(declarations(term))), term) == term


def test_a_bound_variable_of_another_domain_gets_a_name_of_its_own():
    positive, real = limit(T, T, num(0), "+"), limit(var("T", "real"), var("T", "real"), num(0), "+")
    both = add(positive, real)
    assert len(declarations(both)) == 2 and back(both) == both


# --- relations ------------------------------------------------------------------------------------------------------


def for_all(formula, index):
    return bind("forall", sort(*index.args[1:]), variable=index, body=formula)


RELATION_TEXTS = {
    "x = y": fn("eq", x, y),
    "x == y": fn("eq", x, y),
    "Eq(x, y)": fn("eq", x, y),
    "Eq(Sum(q[k], (k, 1, n)), 1)": fn("eq", over("sum", k, at(q, k)), ONE),
    "Limit(x, x, oo) = oo": fn("diverges", limit(x, x, INFINITY, "-"), ONE),
    "-oo = Limit(x, x, -oo)": fn("diverges", limit(x, x, neg(INFINITY), "+"), MINUS),
    "Eq(Integral(1/x, (x, 0, 1)), oo)": fn("diverges", integral(power(x, MINUS), x, num(0), ONE), ONE),
    "x = oo": fn("eq", x, INFINITY),
    "Limit(x, x, oo) < oo": fn("lt", limit(x, x, INFINITY, "-"), INFINITY),
    "Ne(i, j)": fn("ne", i, j),
    "x != y": fn("ne", x, y),
    "x <= y": fn("le", x, y),
    "x >= y": fn("le", y, x),
    "x > y": fn("lt", y, x),
    "Ge(x, y)": fn("le", y, x),
    "0 < x < 1": fn("and", fn("lt", num(0), x), fn("lt", x, ONE)),
    "x = y < T": fn("and", fn("eq", x, y), fn("lt", y, T)),
    "And(x < y, x > 0)": fn("and", fn("lt", x, y), fn("lt", num(0), x)),
    "softmax(z) = p": fn("eq", softmax, p),
    "z[k] <= z[i]": for_all(fn("le", at(z, k), at(z, i)), k),
    "z[k] <= z[l]": for_all(for_all(fn("le", at(z, k), at(z, var("l", "index", ONE, n))), var("l", "index", ONE, n)), k),
    "softmax(z)[k] = 1/n": for_all(fn("eq", at(softmax, k), power(n, MINUS)), k),
    "p[k]*Sum(q[k], (k, 1, n)) > 0": for_all(fn("lt", num(0), mul(at(p, k), over("sum", k, at(q, k)))), k),
    "ForAll(z[k] <= z[i], (k, 1, n))": for_all(fn("le", at(z, k), at(z, i)), k),
    "ForAll(KL(q, p) >= 0, q)": for_all(fn("le", num(0), fn("kl", q, p)), q),
}


@pytest.mark.parametrize("source", RELATION_TEXTS)
def test_relations(source):
    formula = RELATION_TEXTS[source]
    assert parse_relation(source, SCOPE) == formula
    assert back(formula) == formula


def test_statements_of_two_sides():
    assert parse_statement("LSE(z)", ">=", "z[i]", SCOPE) == fn("le", at(z, i), lse)
    assert parse_statement("oo", "=", "Limit(x, x, oo)", SCOPE) == fn("diverges", limit(x, x, INFINITY, "-"), ONE)
    for relation in ("=>", "≤", "is", "", None):
        with pytest.raises(LanguageError, match="unknown relation"):
            parse_statement("x", relation, "y", SCOPE)
    with pytest.raises(LanguageError, match="some entry or in every entry"):
        parse_statement("z", "!=", "h", SCOPE)


# --- declarations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "domain, dims",
    [
        ("dimension", None), ("real", None), ("positive", None), ("nonnegative", None), ("integer", None), ("natural", None),
        ("positive integer", None), ("(0, 1)", None), ("(0,1)", None), ("complex", None), ("index[n]", [ONE, n]),
        ("index[2, n]", [num(2), n]), ("real[n]", [n]), ("positive[n, n]", [n, n]), ("real[3]", [num(3)]),
        ("nonnegative[n + 1]", [add(n, ONE)]), ("real[1+n]", [add(n, ONE)]), (" real [ n ] ", [n]), ("natural[n]", [n]),
    ],
)  # fmt: skip
def test_domains(domain, dims):
    declared = declare({"v": domain, "n": "dimension"})["v"]
    assert list(declared.args[2:]) == (dims or [])
    assert declared.args[1] == domain.partition("[")[0].strip().replace("(0,1)", "(0, 1)")


def test_a_length_that_nobody_declares_is_a_dimension():
    assert declare({"z": "real[m + 1]"})["m"] == declare({"m": "dimension"})["m"]
    assert check("softmax(z)[i] <= 1", "z: real[n]; i: index[n]").inferred == {"n": "dimension"}
    assert check("softmax(z)[i] <= 1", "n: dimension; z: real[n]; i: index[n]").inferred == {}


@pytest.mark.parametrize(
    "symbols, complaint",
    [
        ({"z": "reel"}, "z: unknown domain 'reel'"),
        ({"z": ""}, "unknown domain"),
        ({"z": None}, "unknown domain"),
        ({"z": 3}, "unknown domain"),
        ({"x": "real", "z": "real[x]"}, "not a dimension"),
        ({"z": "real[]"}, "dimension"),
        ({"z": "real[1, 2, 3]"}, "number of dimensions"),
        ({"n": "dimension[2]"}, "number of dimensions"),
        ({"i": "index"}, "number of dimensions"),
        ({"z": "real[1"}, "unknown domain"),
        ({"z": "real" * 10**6}, "unknown domain"),
        ({"1z": "real"}, "not a name"),
        ({"__import__": "real"}, "not a name"),
        ({"": "real"}, "not a name"),
        ({"oo": "real"}, "not a name"),
    ],
)
def test_wrong_declarations(symbols, complaint):
    with pytest.raises(LanguageError) as error:
        declare(symbols)
    assert complaint in str(error.value) and len(str(error.value)) < 400


# --- what is not a statement ----------------------------------------------------------------------------------------

WRONG = {  # text -> (column, what the complaint says)
    "": (1, "expected"),
    "   ": (4, "expected"),
    "x +": (4, "expected"),
    "u + 1": (1, "u is not declared"),
    "__import__('os').system('true')": (1, "'_'"),
    "f'{x}'": (6, "not part of the language"),
    "x if x else y": (3, "'if' is no name"),
    "exp(x) > x if x > 0": (12, "--given"),
    "[x for x in z]": (4, "Sum(z[k], (k, 1, n))"),
    "Sum(oo, (oo, 1, 3))": (9, "no variable"),
    "1/2x": (4, "(a/b)*c or a/(b*c)"),
    "log x/y": (7, "log(x)/y or log(x/y)"),
    "sum_k z_k + h_k": (13, "(sum_k a) + b"),
    "max_k z_k*x": (1, "before the last factor"),
    "p*q": (1, "entry by entry"),
    "A*A": (1, "A @ B"),
    "A + x": (1, "or to the diagonal"),
    "cross_entropy(z, h)": (1, "in PyTorch"), "cross_entropy(z, softmax(h))": (1, "in PyTorch"),
    "kl_div(p, q)": (1, "SciPy's"),
    "zeta(x)": (1, "s > 1"),
    "Piecewise((1/x, x > 0), (0, True))": (1, "no sum of brackets"),
    "E[x]": (1, "expectation"),
    "z'": (1, "z.T"),
    "z^T A z": (3, "power or the transposed"),
    "x + zz": (5, "zz is not declared"),
    "foo(x)": (1, "unknown function foo"),
    "sotfmax(z)[i]": (1, "softmax with a mistake of typing?"),
    "LogSoftMax(z)": (1, "write log_softmax"),
    "sin(x)": (1, "trigonometric"),
    "var(z)": (1, "variance(p, h)"),
    "log": (1, "write log( )"),
    "x(y)": (1, "not a function"),
    "1/n(n + 1)": (3, "two readings"),
    "x^n(n + 1)": (3, "two readings"),
    "x^2(1 - x)": (4, "u^(v*(w))"),
    "e^xT": (4, "the exponent runs into"),
    "2^-xT^2": (4, "the exponent runs into"),
    "z_{(1)}": (3, "order statistic"),
    "z_(1)": (3, "order statistic"),
    "z_(i)": (3, "order statistic"),
    "n(n + 1)!": (1, "two readings"),
    "log n(n + 1)": (5, "two readings"),
    "1/p_i(1 - p_i)": (3, "two readings"),
    "E_p[x]": (1, "takes a vector"),
    "sum(z_k for k in range(n))": (9, "counted from 1"),
    "Σ z_k": (1, "without its index"),
    "1{x}": (2, "one relation"),
    "1[z > 0]": (3, "between numbers"),
    "softplus()(x)": (11, "layer"),
    "sech(x)": (1, "1/cosh(x)"),
    "∂/∂x x*exp(x)": (8, "write parentheses"),
    "∂²x/∂x": (1, "Derivative(f, x, y)"),
    "int x dx": (1, "Integral(f, (x, a, b))"),
    "∫_0^1 x": (8, "needs its dx"),
    "z[0]": (3, "counted from 1"),
    "entropy(p, p)": (1, "KL(p, q)"),
    "tanh(x) in [0, 1]": (9, "0 <= x <= 1"),
    "for all x: x": (10, "by --where"),
    "for all x x": (1, "Sum"),
    "sum(k, k=1..n)": (12, "(k, 1, n)"),
    "x + z*h": (5, "dot(u, v)"),
    "exp(z[i]) + exp(z*p)": (17, "dot(u, v)"),
    "LSE(x)": (5, "takes a vector"),
    "softmax(z[i])": (9, "takes a vector"),
    "Max(x)": (1, "several numbers, or a vector"),
    "gamma(outer(z, z))[x]": (20, "not an index"),
    "KL(z)": (1, "KL takes 2 arguments, not 1"),
    "exp(x, y)": (1, "exp takes 1 argument, not 2"),
    "exp()": (1, "not 0"),
    "KroneckerDelta(i)": (1, "2 arguments"),
    "KroneckerDelta(x, y)": (16, "not an index"),
    "x[i]": (1, "a number has no entries"),
    "z[i, j]": (1, "1 indices are needed"),
    "z[x]": (3, "not an index"),
    "z[]": (1, "0 indices"),
    "z[i": (4, "column 2"),
    "Sum(z[k], (k, 1, n)": (20, "bracket at column 4"),
    "Sum(z[k], (k, 1))": (11, "(k, 1, n)"),
    "Sum(z[k], (k, oo, 1))": (15, "end of a range"),
    "Sum(z[k], (2, 1, n))": (11, "(k, 1, n)"),
    "Sum(z[k], (2*k, 1, n))": (11, "(k, 1, n)"),
    "Sum(z[k], ())": (11, "(k, 1, n)"),
    "Integral(z[k], ())": (16, "(t, 0, 1)"),
    "Sum(z, (k, 1, n))": (5, "vector where a number"),
    "Integral(x, x)": (13, "(t, 0, 1)"),
    "Derivative(x**2, x**2)": (18, "declared variable"),
    "Derivative(x**2, u)": (18, "declared variable"),
    "Derivative(n**2, n)": (18, "integer"),
    "Derivative(x**2, (x, x))": (18, "(x, 2)"),
    "Derivative(x**2, 2)": (18, "(x, 2)"),
    "Derivative(x**2, x, 2, 2)": (24, "(x, 2)"),
    "Gradient(z, z)": (10, "takes a number"),
    "Limit(x, x, 0, 1)": (16, "side of a limit"),
    "Limit(x, x)": (1, "arguments"),
    "Limit(z[i], z, 0)": (13, "vector"),
    "SimplexIntegral(x, x)": (20, "not a vector"),
    "x = y": (1, "relation where an expression"),
    "(x, y)": (1, "tuple"),
    "[x]": (1, "list"),
    "'x'": (1, "quotes"),
    "Matrix([[x, y], [y, x]])": (1, "stand on both sides of ="),
    "x.real": (2, "methods"),
    "z.__class__": (2, "methods"),
    "x; y": (2, "';'"),
    "x # y": (3, "'#'"),
    "lambda u: x": (9, "domains are declared apart"),
    "eval('1')": (1, "unknown function eval"),
    "open('/etc/passwd')": (1, "unknown function open"),
    "é": (1, "'é'"),
    "x\x00y": (2, r"'\x00'"),
    "9" * 500: (1, "digits"),
    "1e9999999999": (1, "digits"),
    "(" * 10_000: (52, "nested"),
    "(" * 5_000 + "x" + ")" * 5_000: (52, "nested"),
    "-" * 15_000 + "x": (52, "nested"),
    "x**" * 6_000 + "x": (154, "nested"),
    "exp(" * 4_000: (205, "nested"),
    "z" + "[z" * 6_000: (103, "nested"),
    "x + " * 300_000: (20_000, "limit"),
    "(" * 1_000_000: (20_000, "limit"),
}  # fmt: skip


@pytest.mark.parametrize("source", WRONG, ids=lambda source: source[:40] or "empty")
def test_wrong_texts_name_the_place_and_the_remedy(source):
    column, complaint = WRONG[source]
    started = now()
    with pytest.raises(LanguageError) as error:
        parse(source)
    assert (error.value.column, complaint in error.value.problem) == (column, True), str(error.value)
    assert len(str(error.value)) < 600 and now() - started < 5  # milliseconds, but for the garbage of other tests


@pytest.mark.parametrize(
    "source, complaint",
    [
        ("x + 1", "not a relation"),
        ("x = = y", "expected"),
        ("x => y", "expected"),
        ("Eq(x)", "2 arguments"),
        ("p[k] = z[k] + x[k]", "no entries"),
        ("z[k] = k + u", "u is not declared"),
        ("z[k] = 0 = c[o]", "sides"),
    ],
)
def test_wrong_relations(source, complaint):
    scope = SCOPE | declare({"n": "dimension", "m": "dimension", "c": "real[m]"})
    if complaint == "sides":  # an index of another range is the kernel's to refuse
        assert parse_relation(source, scope)
        return
    with pytest.raises(LanguageError) as error:
        parse_relation(source, scope)
    assert complaint in str(error.value)


MEANINGS = {
    "factorial(n)": "gamma(n + 1)",
    "beta(a[1], a[2])": "gamma(a[1])*gamma(a[2])*gamma(a[1] + a[2])**(-1)",
    "Sum(1/k**2, (k, 1, oo))": "Limit(Sum(1/k**2, (k, 1, N)), N, oo)",
    "Limit(exp(z[i]/t), t, oo)": "Limit(exp(z[i]/T), T, oo)",
    "Limit(Sum(1/k, (k, m + 1, 2*m)), m, oo)": "Limit(Sum(1/k, (k, N + 1, 2*N)), N, oo)",
}


FAMILIAR = {  # what people type -> what it says
    "sum(p)": "Sum(p[k], (k, 1, n))", "Sum(softmax(z))": "Sum(softmax(z)[k], (k, 1, n))", "Sum(z[l])": "Sum(z[l], (l, 1, n))",
    "Sum(z[i])": "Sum(z[i], (i, 1, n))", "Sum(z[k], k)": "Sum(z[k], (k, 1, n))", "Sum(z[k], k, 1, n)": "Sum(z[k], (k, 1, n))",
    "max(z)": "Max(z)", "sum_l p_l": "Sum(p[l], (l, 1, n))", "∑_{l=1}^n p_l^2": "Sum(p[l]**2, (l, 1, n))",
    "sum_l p_l log(p_l)": "Sum(p[l]*log(p[l]), (l, 1, n))", "max_l z_l - x": "Max(z[l], (l, 1, n)) - x",
    "1/n sum_l z_l": "1/n*Sum(z[l], (l, 1, n))", "softmax(z)_i": "softmax(z)[i]", "z_i": "z[i]", "z_1": "z[1]", "A_ij": "A[i, j]",
    "A_{i,j}": "A[i, j]", "delta_ij": "KroneckerDelta(i, j)", "σ(z)_i": "softmax(z)[i]", "sigma(x)": "sigmoid(x)",
    "x^2": "x**2", "x²": "x**2", "2x": "2*x", "2x^2": "2*x**2", "2(x + 1)": "2*(x + 1)", "x y": "x*y", "e^x": "exp(x)",
    "e^{-x}": "exp(-x)", "|x|": "Abs(x)", "||x|-1|": "Abs(Abs(x) - 1)", "||z||^2": "norm(z)**2", "||z||_1": "norm(z, 1)",
    "log p_i": "log(p[i])", "log|x|": "log(Abs(x))", "√2": "sqrt(2)",
    "n!": "factorial(n)", "KL(p||q)": "KL(p, q)", "H(p)": "entropy(p)",
    "α_i": "alpha[i]",
    "x·y − 1": "x*y - 1", "np.log(x)": "log(x)", "torch.logsumexp(z, dim=-1)": "LSE(z)", "expit(x)": "sigmoid(x)",
    "softmax(z + x)": "softmax(z + x*ones(n))", "z - LSE(z)": "z - LSE(z)*ones(n)", "z + 1": "z + ones(n)",
    "diff(x^3, x, 2)": "Derivative(x**3, x, 2)", "grad(LSE(z), z)": "Gradient(LSE(z), z)",
    "Derivative(LSE(z), z)": "Gradient(LSE(z), z)", "Derivative(softmax(z), z)": "Jacobian(softmax(z), z)",
    "Hessian(LSE(z), z)": "Jacobian(Gradient(LSE(z), z), z)",
    "Derivative(softmax(z), z[i])": "vector((k, 1, n), Derivative(softmax(z)[k], z[i]))",
    "A*z + h": "vector((i, 1, n), Sum(A[i, k]*z[k], (k, 1, n))) + h", "z.T @ A @ z": "quadratic(A, z)",
    "Determinant(A)": "det(A)", "softmax(z)*softmax(z).T": "outer(softmax(z), softmax(z))", "p @ q": "dot(p, q)",
    "Piecewise((x, i == j), (y, True))": "x*KroneckerDelta(i, j) + y*(1 - KroneckerDelta(i, j))",
    "where(x > 0, x, y)": "x*indicator(x > 0) + y*indicator(x <= 0)", "Limit(x*T, T -> 0)": "Limit(x*T, T, 0)",
    "Limit(x*T, T, 0, +)": "Limit(x*T, T, 0, '+')", "lim_{T->0+} x*T": "Limit(x*T, T, 0)", "relu(z)[i]": "relu(z[i])",
    "cross_entropy(z, i)": "-log(softmax(z)[i])", "cross_entropy(p, q)": "-Sum(p[k]*log(q[k]), (k, 1, n))",
    "onehot(i)[j]": "vector((k, 1, n), KroneckerDelta(k, i))[j]", "log2(x)": "log(x)/log(2)",
    "n(n + 1)/2": "n*(n + 1)/2", "n(n+1)^2": "n*(n + 1)**2", "n(n+1)(2n-1)/6": "n*(n + 1)*(2*n - 1)/6",
    "p_i(1 - p_i)": "p[i]*(1 - p[i])", "exp(x)(1 - x)": "exp(x)*(1 - x)", "softmax(z)_i (1 - x)": "softmax(z)[i]*(1 - x)",
    "T^(x-1) (1-x)": "T**(x - 1)*(1 - x)", "x²(1-x)": "x**2*(1 - x)", "sum_i p_i (z_i - h_i)": "Sum(p[i]*(z[i] - h[i]), (i, 1, n))",
    "sum_{k=1}^n (k + 1)": "Sum(k + 1, (k, 1, n))", "||z|| ||h||": "norm(z)*norm(h)", "2|x|": "2*Abs(x)",
    "sum_i p_i z_i^2 - (sum_i p_i z_i)^2": "Sum(p[i]*z[i]**2, (i, 1, n)) - Sum(p[i]*z[i], (i, 1, n))**2",
    "∂LSE(z)/∂z_i": "Derivative(LSE(z), z[i])", "‖z‖₂²": "norm(z, 2)**2", "log₂(x)": "log2(x)", "zᵢ": "z[i]",
    "[i = j]": "KroneckerDelta(i, j)", "[x < 0]": "indicator(x < 0)", "softmax([x, 0])[1]": "softmax(Matrix([x, 0]))[1]",
    "E_p[z]": "dot(p, z)", "1{x > 0}": "indicator(x > 0)", "1[i = j]": "KroneckerDelta(i, j)",
    "σ'(x)": "Derivative(sigmoid(x), x)", "softplus'(2x)": "Subs(Derivative(softplus(y), y), y, 2*x)",
}  # fmt: skip


@pytest.mark.parametrize("source", FAMILIAR)
def test_familiar_spellings_say_what_they_say(source):
    assert parse(source) == parse(FAMILIAR[source])


FAMILIAR_RELATIONS = {
    "p >= 0": "ForAll(p[k] >= 0, (k, 1, n))", "σ(z)_i ≤ 1": "softmax(z)[i] <= 1", "z = x": "z = x*ones(n)",
    "z <= h": "ForAll(z[k] <= h[k], (k, 1, n))",
    "i = argmax(z)": "And(Eq(z[i], Max(z)), Eq(Sum(indicator(Eq(z[k], Max(z))), (k, 1, n)), 1))",
}  # fmt: skip


@pytest.mark.parametrize("source", FAMILIAR_RELATIONS)
def test_familiar_relations_say_what_they_say(source):
    assert parse_relation(source, SCOPE) == parse_relation(FAMILIAR_RELATIONS[source], SCOPE)


def test_a_relation_comes_back_as_it_was_typed():
    for source in ("x > y", "x >= y", "x < y <= 1", "x > y > 0"):
        assert text(parse_relation(source, SCOPE)) == source


@pytest.mark.parametrize("source", MEANINGS)
def test_what_is_read_as_something_else(source):
    """Functions in terms of others, infinite sums as limits, and variables that a limit binds undeclared: a number, or a length."""
    plain = {"n": "dimension", "z": "real[n]", "i": "index[n]", "a": "positive[n]"}
    declared = declare(plain | {"N": "dimension", "T": "real"})
    assert parse_expression(source, declare(plain)) == parse_expression(MEANINGS[source], declared)


MATRICES = [  # two sides, and the equations between entries
    ("Matrix([[x, 1], [0, y]])*Matrix([z[1], z[2]])", "Matrix([1, 2])", ["x*z[1] + 1*z[2] = 1", "0*z[1] + y*z[2] = 2"]),
    ("2*Matrix([[x, y]]) - Matrix([[1, 2]])", "Matrix([[y, x]])", ["2*x + (-1)*1 = y", "2*y + (-1)*2 = x"]),
    ("Matrix([[x, 1], [0, 1]])**2", "Matrix([[y, 0], [0, 1]])",
     ["x*x + 1*0 = y", "x*1 + 1*1 = 0", "0*x + 1*0 = 0", "0*1 + 1*1 = 1"]),
]  # fmt: skip


@pytest.mark.parametrize("left, right, entries", MATRICES)
def test_matrices_are_compared_entry_by_entry(left, right, entries):
    scope = declare({"n": "dimension", "x": "real", "y": "real", "z": "real[2]"})
    assert parse_statement(left, "=", right, scope) == fn("and", *(parse_relation(entry, scope) for entry in entries))


def test_an_undeclared_index_of_two_ranges_is_refused():
    scope = declare({"n": "dimension", "m": "dimension", "z": "real[n]", "h": "real[m]"})
    with pytest.raises(LanguageError, match="two ranges"):
        parse_relation("z[k] <= h[k]", scope)


def test_texts_that_are_no_text():
    for source in (None, 3, ["x"], b"x"):
        with pytest.raises(LanguageError, match="text"):
            parse(source)


def test_long_flat_statements_are_read():
    assert len(parse(" + ".join(["x*y"] * 2000)).args) == 2000


def test_nesting_within_the_limit_is_read_even_from_deep_within_a_program():
    def deep(levels):
        return deep(levels - 1) if levels else parse("exp(" * 45 + "x" + ")" * 45)

    assert deep(100).op == "exp"
    with pytest.raises(LanguageError, match="too deep"):
        deep(sys.getrecursionlimit() - 400)


def test_reading_needs_no_sympy():
    code = "import sys, derivations.prover.language.grammar; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_terms_are_those_of_the_notation():
    assert isinstance(parse("x"), Term) and parse("a*N*w*c[i]").op == "mul"


def test_a_derivative_does_not_take_for_constant_what_a_hypothesis_names():
    where = "z: real[n]; p: real[n]; i: index[n]; j: index[n]; m: real"
    for statement, given in (
        ("Derivative(p[i], z[j]) = 0", "p = softmax(z)"),
        ("Derivative(p[i], z[j]) = 0", "ForAll(p[k] = softmax(z)[k], (k, 1, n))"),
        ("Derivative(m**2, z[j]) = 0", "m = max(z)"),
    ):
        with pytest.raises(LanguageError, match="is .* a constant"):
            check(statement, where, [given])
    assert check("Derivative(LSE(z), z[i]) = p[i]", where, ["p = softmax(z)"]).word == "proved"


@pytest.mark.parametrize("text", ["e^(i*pi) + 1 = 0", "exp(i*x) = cosh(i*x) + sinh(i*x)", r"e^{i\pi} + 1 = 0", "i^2 = -1"])
def test_the_imaginary_unit_is_no_number_that_is_free(text):
    with pytest.raises(LanguageError, match="imaginary unit is I"):
        check(text)
    assert check("e^(I*pi) + 1 = 0").word == "proved"


def test_the_derivative_of_a_variable_by_another_one_is_no_zero():
    where = "z: real[n]; p: real[n]; i: index[n]; j: index[n]; m: real; x: real"
    for statement in (
        "Derivative(p[i], z[j]) = p[i]*(delta(i, j) - p[j])", "Derivative(m, z[j]) = p[j]", "Gradient(m, z) = p",
        "Jacobian(p, z) = diag(p) - outer(p, p)", "Derivative(m, x, x) >= 0", "Derivative(log(m), x) = -p[1]",
        "Derivative(log(p[i]), z[j]) = delta(i, j) - p[j]",
        r"\frac{\partial p_i}{\partial z_j} = -p_i p_j",
        r"\nabla_z m = p",
    ):  # fmt: skip
        with pytest.raises(LanguageError, match="a number of its own"):
            check(statement, where)
    with pytest.raises(LanguageError, match="a number of its own"):
        derive("Derivative(p[i], z[j])", where)
    assert check("Derivative(m*x, x) = m", where).word == check("Derivative(3, x) = 0", where).word == "proved"
    assert check("Derivative(z[i], z[j]) = delta(i, j)", where).word == "proved"


@pytest.mark.parametrize(
    "text", ["Sum(z[k], (), 1, n) = 1", "Integral(x, ()) = 1", "Max(z[k], (2*k, 1, n)) <= 1", "Limit(x, x + 1 -> 0) = 1"]
)
def test_a_range_that_is_none_is_refused_where_nothing_is_declared(text):
    with pytest.raises(LanguageError, match="range|ends|declared variable"):
        check(text)


def test_gradients_of_what_has_one_vector():
    scope = declare({"n": "dimension", "z": "real[n]", "T": "positive", "i": "index[n]", "p": "real[n]"})
    for short, full in {
        "grad(LSE(z))": "grad(LSE(z), z)", "Hessian(T*LSE(z/T))": "Hessian(T*LSE(z/T), z)",
        "Jacobian(softmax(z))": "Jacobian(softmax(z), z)",
    }.items():  # fmt: skip
        assert parse_expression(short, scope) == parse_expression(full, scope)
    with pytest.raises(LanguageError, match="p and z: which is it"):
        parse_expression("grad(dot(p, z))", scope)
    with pytest.raises(LanguageError, match="no vector; write grad"):
        parse_expression("grad(T)", scope)


def test_an_undeclared_index_is_asked_for_as_one():
    scope = declare({"m": "dimension", "z": "real[m]", "h": "positive"})
    for spelling, wanted in {
        "delta(i, j)": "i: index\\[m\\]", "LSE(z + h*onehot(i))": "i: index\\[m\\]", "Sum(z[k], (k, 1, r))": "r: dimension",
        "cross_entropy(z, y)": "y: index\\[m\\], or y: real\\[m\\]",
    }.items():  # fmt: skip
        with pytest.raises(LanguageError, match=wanted):
            parse_expression(spelling, scope)


def test_the_range_of_an_index_beside_another_in_a_delta():
    scope = declare({"n": "dimension", "y": "index[n]", "e": "(0, 1)"})
    spelling = "sum_k ((1 - e)*delta(k, y) + e/n)"
    assert parse_expression(spelling, scope) == parse_expression("Sum((1 - e)*delta(k, y) + e/n, (k, 1, n))", scope)


def test_a_factor_behind_a_sum_in_a_denominator_has_two_readings():
    scope = declare({"n": "dimension", "z": "real[n]", "i": "index[n]", "T": "positive"})
    for spelling in ("z_i/sum_k exp(z_k)*T", "z_i/sum_k exp(z_k)/T", "1/sum_{k=1}^n z_k*(T - 1)"):
        with pytest.raises(LanguageError, match="is it summed, or does it stand beside the quotient"):
            parse_expression(spelling, scope)
    for spelling in (
        "z_i/(sum_k exp(z_k))*T",
        "z_i/sum_k exp(z_k/T)",
        "z_i/sum_k T*z_k",
        "T*sum_k z_k*T",
        "z_i/sum_k exp(z_k)*z_k",
    ):
        parse_expression(spelling, scope)


def test_a_sum_of_vectors_is_one():
    scope = declare({"n": "dimension", "d": "dimension", "X": "real[n, d]", "w": "real[n]", "l": "index[d]"})
    assert shape(parse_expression("sum_k w_k*X[k]", scope)) == (scope["d"],)
    entry = parse_expression("Sum(w[k]*X[k, l], (k, 1, n))", scope)
    assert expand(at(parse_expression("sum_k w_k*X[k]", scope), scope["l"]), unfold=False) == expand(entry, unfold=False)
