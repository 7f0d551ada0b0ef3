"""Functions as variables: how they are declared, read and shown, what is tried for them, and what their calculus shows."""

from contextlib import nullcontext

import pytest
from sympy import Derivative, Eq, evaluate, exp

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.signs import INSIDE
from derivations.prover.kernel.terms import MAPS, VECTORS, Term, fresh, instantiate, num, var
from derivations.prover.language.grammar import LanguageError, declare, parse_expression, parse_relation
from derivations.prover.language.sympy_notation import Subs, functions_of, read, reals, write
from derivations.prover.language.typeset import declarations, latex, text
from derivations.prover.proof.calculus import constant, differentiated
from derivations.prover.proof.chain import StepFailed, combine, proved, suppose
from derivations.prover.refutation.curves import CURVES
from derivations.prover.verdict import check

SCOPE = {"f": "differentiable real -> positive", "phi": "twice differentiable (0, 1) -> real", "t": "real", "u": "(0, 1)",
         "n": "dimension", "a": "real[n]", "k": "index[n]", "L": "differentiable real[n] -> real", "c": "positive",
         "R": "differentiable nonzero real[n] -> real", "D": "dimension", "x": "real[D]", "d": "index[D]",
         "z": "twice differentiable real -> real[n]", "F": "differentiable real[D] -> real[n]"}  # fmt: skip
f, t, c = functions_of("f", "differentiable real -> positive"), *reals("t c")


@pytest.mark.parametrize(
    "statement, tex",
    [
        ("f(t) = 1", "f(t) = 1"),
        ("Derivative(f(t), t) = 0", "f'(t) = 0"),
        ("f'(a[k]) = f(2*t)", "f'(a_k) = f(2 t)"),
        ("Derivative(phi(u), u, u) = phi(u)", r"\phi''(u) = \phi(u)"),
        ("Derivative(f(2*t), t) = 2*f'(2*t)", r"\frac{d}{d t} f(2 t) = 2 f'(2 t)"),
        ("Sum(f(a[k]), (k, 1, n)) > 0", r"\sum_{k=1}^{n} f(a_k) > 0"),
        ("L(c*a) = L(a)", "L(c a) = L(a)"),
        ("Derivative(L(a), a[k]) = 0", r"\nabla L(a)_k = 0"),
        ("Gradient(L(a), a)[k] = Gradient(R(a), a)[k]", r"\nabla L(a)_k = \nabla R(a)_k"),
        ("Derivative(L(c*a), a[k]) = 0", r"\frac{\partial}{\partial a_k} L(c a) = 0"),
        ("Derivative(z[k](t), t) = z[k](0)", "z_k'(t) = z_k(0)"),
        ("Derivative(F[k](x), x[d]) = F[k](2*x)", r"\nabla F_k(x)_d = F_k(2 x)"),
        ("LSE(vector((k, 1, n), z[k](t))) = 0", None),
        ("LSE(z(t)) = 0", None),
    ],
)
def test_functions_are_read_and_shown(statement, tex):
    formula = parse_relation(statement, declare(SCOPE))
    assert tex in (None, latex(formula))
    assert parse_relation(text(formula), declare(declarations(formula))) == formula
    assert read(write(formula)) == formula


def test_a_derivative_in_the_argument_is_a_prime():
    with evaluate(False):
        assert read(Derivative(f(t), t)) == read(f.slope(t))
        assert read(Subs(Derivative(f(t), t), t, 0)) == read(f.slope(0))
        assert read(Derivative(f(2 * t), t)).op == "deriv"


REFUSED = [
    "f = 1", "f(t, t) = 1", "f(a) = 1", "f''(t) = 1", "Integral(f'(t), (t, 0, 1)) = 1", "g(t) = 1", "L(t) = 1", "L(a[k]) = 1",
    "LSE(z) = 1", "z[k] = 1", "z[k, k](t) = 1", "F[k](a) = 1", "a[k](t) = 1", "f[k](t) = 1",
]  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED)
def test_what_is_no_function_of_a_number_is_refused(statement):
    with pytest.raises(LanguageError):
        parse_relation(statement, declare(SCOPE))


@pytest.mark.parametrize("domain", MAPS)
def test_what_is_tried_lies_in_the_domain(domain):
    """Each curve is of the kind that the domain asks, by the kernel's own judgement."""
    source, values, _ = MAPS[domain]
    length = [var("n", "dimension")] if source in VECTORS else []
    g, x = var("g", domain, *length), fresh("x", "real" if length else source, *length)
    there = [Term("lt", (num(0), INSIDE[source][0](x)))] if source == "nonzero vector" else []
    known = rules.equality(Term("call", (g, num(0), x)), Term("call", (g, num(0), x)), (), there)
    for curve in CURVES[source, values]:
        body = curve.body(*length) if length else curve.body
        rules.function_replaced(known, g, x, instantiate(body, x))


def test_verdicts_about_any_function():
    where = "f: differentiable real -> positive; t: real; c: real"
    assert check("f(t)**2 > 0", where=where).word == "proved"
    verdict = check("f(t + c) = f(t)*f(c)", where=where)
    assert verdict.word == "refuted" and "f = " in str(verdict)
    assert check("f(t) = f(0)", where=where, given=["ForAll(f'(t) = 0, t)"]).word == "undecided"


def test_an_order_of_a_function_beside_a_positive_number():
    assert check("f(T) < max(f(T), T)", "T: positive; f: real -> nonnegative", timeout=1).word == "refuted"
    assert check("f(T) <= max(f(T), T)", "T: positive; f: real -> nonnegative", timeout=1).word == "proved"


def test_an_equation_is_differentiated():
    with evaluate(False):
        law = suppose(Eq(f(t + c), f(t) * exp(c)))
        with pytest.raises(StepFailed):  # it is supposed of this t only
            differentiated(law, t, 0)


def test_without_slope_a_function_is_constant():
    with evaluate(False):
        vanishing = combine(Eq(Derivative(f(t) - f(t), t), 0))
        assert proved(constant(vanishing, t, c, 0)).conclusion == read(Eq(f(c) - f(c), f(0) - f(0)))
        with pytest.raises(StepFailed):
            constant(suppose(Eq(f.slope(t), 0)), t, c, 0)  # at this t only


@pytest.mark.parametrize(
    "body, allowed",
    [
        ("dot(z, z)", True),
        ("Abs(z[1] + z[n])*(z[1] + z[n])", True),
        ("Abs(z[1])*Abs(z[n])*z[1]*z[n]", True),
        ("sqrt(Abs(z[1]*z[n]))", False),
        ("z[1]*Abs(z[1]*z[n])", False),
        ("Abs(z[1])**(2/3)*Abs(z[n])**(2/3)", False),
        ("z[1]**2*z[n]/dot(z, z)", False),
        ("z[1]*sqrt(dot(z, z))", False),
    ],
)
def test_what_stands_for_a_differentiable_function_of_a_vector_is_totally_differentiable(body, allowed):
    scope = declare({"n": "dimension", "f": "differentiable real[n] -> real", "z": "real[n]", "a": "real[n]"})
    same = rules.equality(*parse_relation("f(a) = f(a)", scope).args)
    with nullcontext() if allowed else pytest.raises(Refused):
        rules.function_replaced(same, scope["f"], scope["z"], parse_expression(body, scope))
