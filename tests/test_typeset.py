"""Typeset: the LaTeX of the project's statements, letter by letter, and names that never clash."""

import re
import shutil
import subprocess
from fractions import Fraction
from random import Random

import pytest
from specimens import (
    HALF, STATEMENTS, TWO, A, T, Z, alpha, at, c, deriv, h, i, integral, j, k, limit, lse, n, over, p, p_i, p_k, random_term, s,
    simplex, softmax_i, x, y, z,
)  # fmt: skip

from derivations.prover.kernel.terms import MINUS, ONE, Term, add, bind, div, fn, fresh, mul, neg, num, power, sub, var
from derivations.prover.language import reading
from derivations.prover.language.grammar import declare
from derivations.prover.language.typeset import declarations, latex, letter, text
from derivations.prover.verdict.judge import symbols

STATEMENT_LATEX = {
    "gradient": r"\frac{\partial}{\partial z_i} \operatorname{LSE}(z) = \sigma(z)_i",
    "gradient, bound and free k": r"\frac{\partial}{\partial z_k} \log \sum_{j=1}^{n} e^{z_j} = \sigma(z)_k",
    "gradient, vectors": r"\nabla \operatorname{LSE}(z) = \sigma(z)",
    "jacobian": r"\frac{\partial}{\partial z_k} \sigma(z)_i = \sigma(z)_i (\delta_{ik} - \sigma(z)_k)",
    "jacobian, matrix": r"J_\sigma(z) = \operatorname{diag}(\sigma(z)) - \sigma(z) \sigma(z)^{\top}",
    "hessian": r"\frac{\partial^2}{\partial z_k\,\partial z_i} \operatorname{LSE}(z)",
    "variance": r"h^{\top} (\operatorname{diag}(p) - p p^{\top}) h = "
    r"\frac{1}{2} \sum_{i=1}^{n} \sum_{j=1}^{n} p_i p_j (h_i - h_j)^2",
    "variance, named": r"0 \le \operatorname{Var}_{\sigma(z)}(h)",
    "sandwich": r"\max z \le \operatorname{LSE}(z) \le \max z + \log n",
    "limit, ties": r"\lim_{T \to 0^+} \sigma(z/T)_i = \frac{[z_i = \max z]}{\sum_{j=1}^{n} [z_j = \max z]}",
    "limit, infinity": r"\lim_{T \to \infty} \sigma(z/T)_i = \frac{1}{n}",
    "limit, from below": r"\lim_{x \to 1^-} x^2",
    "limit, both sides": r"\lim_{x \to 1} x^2",
    "limit, minus infinity": r"\lim_{x \to -\infty} e^{x}",
    "limit, infinite": r"\lim_{x \to \infty} e^{x} = \infty",
    "limit, infinite below": r"\lim_{T \to 0^+} \log T = -\infty",
    "integral, infinite": r"\int_0^1 \frac{1}{x} \, dx = \infty \quad\text{and}\quad 0 < T",
    "dirichlet": r"\int_{\Delta_n} \prod_{j=1}^{n} p_j^{\alpha_j - 1} \, dp = "
    r"\frac{\prod_{j=1}^{n} \Gamma(\alpha_j)}{\Gamma\left( \sum_{j=1}^{n} \alpha_j \right)}",
    "dirichlet, scaled": r"\int_{s \Delta_n} \prod_{j=1}^{n} p_j^{\alpha_j - 1} \, dp",
    "posterior mean": r"\sigma(\log(c + \alpha))_i = \frac{c_i + \alpha_i}{\sum_{j=1}^{n} (c_j + \alpha_j)}",
    "shift": r"\sigma(z + x \mathbf{1}) = \sigma(z)",
    "duality": r"\mathrm{KL}(q \,\|\, \sigma(z)) = \operatorname{LSE}(z) - q^{\top} z - H(q)",
    "elsewhere": r"\left. \frac{\partial}{\partial y_i} \operatorname{LSE}(y) \right|_{y = z/T}",
    "elsewhere, a point": r"\left. \frac{d}{d x} x^2 \right|_{x = 2}",
    "jacobian elsewhere": r"J_\sigma(z/T)",
    "second derivative": r"\frac{\partial^2}{\partial T^2} (T \operatorname{LSE}(z/T))",
    "mixed derivative": r"\frac{\partial^2}{\partial x\,\partial y} e^{x y}",
    "for all": r"z_k \le z_i \quad \text{for all } k",
    "for all vectors": r"0 \le \mathrm{KL}(q \,\|\, p) \quad \text{for all } p, q \in (0, \infty)^{n}",
    "unequal": r"i \ne j",
    "nested, same name": r"\sum_{k=1}^{n} \left( \sum_{j=1}^{n} e^{z_j} \right) z_k",
    "nested, both used": r"\sum_{k=1}^{n} \sum_{j=1}^{k} z_j z_k",
    "inner name free outside": r"z_k \sum_{j=1}^{n} h_j",
    "extremum": r"\max_{k} (z_k + \min h)",
    "matrix": r"\sum_{l=1}^{m} B_{il} A_{ij}",
    "longer": r"(x, z)_{i + 1}",
    "listed": r"\operatorname{LSE}(x, y)",
    "constants": r"\pi + \gamma_{\mathrm{E}} + \mathrm{i} w + e + e^{x}",
    "by cases": r"|x| = \operatorname{sign}(x) \max(x, -x)",
    "undefined": r"\frac{x - x}{y - y}",
}


@pytest.mark.parametrize("name", STATEMENT_LATEX)
def test_statements(name):
    assert latex(STATEMENTS[name]) == STATEMENT_LATEX[name]


@pytest.mark.parametrize(
    ("hypothesis", "expected"),
    [
        ("ForAll(z[k] <= x, (k, 1, n))", r"z_k \le x \quad \text{for all } k"),
        ("ForAll(z[k + 1] <= z[k], (k, 1, n - 1))", r"z_{k + 1} \le z_k \quad \text{for all } k \in \{1, \ldots, n - 1\}"),
        ("ForAll(z[k] <= x, (k, 2, n))", r"z_k \le x \quad \text{for all } k \in \{2, \ldots, n\}"),
        ("ForAll(z[k] <= x, (k, 1, m))", r"z_k \le x \quad \text{for all } k \in \{1, \ldots, m\}"),
        ("ForAll(k <= x, (k, 1, n))", r"k \le x \quad \text{for all } k \in \{1, \ldots, n\}"),
        ("ForAll(ForAll(X[j, k] <= x, (k, 1, n)), (j, 1, m))", r"X_{jk} \le x \quad \text{for all } j, k"),
        ("ForAll(z[k] <= x, (k, 1, n - 1))", r"z_k \le x \quad \text{for all } k \in \{1, \ldots, n - 1\}"),
    ],
)
def test_a_part_of_a_range_is_said(hypothesis, expected):
    (formula,) = reading.statement(
        hypothesis, (), declare(symbols("n: dimension; m: dimension; z: real[n]; X: real[m, n]; x: real"))
    )
    assert latex(formula) == expected


@pytest.mark.parametrize(("point", "expected"), [("0", "0^+"), ("exp(-x)", "(e^{-x})^+"), ("z[1]", "z_1^+")])
def test_the_side_of_a_limit_stands_at_the_whole_point(point, expected):
    (formula,) = reading.statement(
        f"Limit(t, t, {point}, '+') = 0", (), declare(symbols("n: dimension; z: real[n]; x: real; t: real"))
    )
    assert latex(formula) == rf"\lim_{{t \to {expected}}} t = 0"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("(z[1]/x)/(z[2]/y)", r"\frac{z_1}{x} \Big/ \frac{z_2}{y}"),
        ("log((z[1]/x)/(z[2]/y))", r"\log\left( \frac{z_1}{x} \Big/ \frac{z_2}{y} \right)"),
        ("x*((z[1]/x)/(z[2]/y))", r"x \left( \frac{z_1}{x} \Big/ \frac{z_2}{y} \right)"),
        ("LSE(log(z)/(log(x/y)/log(y)))", r"\operatorname{LSE}\left( (\log z) \Big/ \frac{\log \frac{x}{y}}{\log y} \right)"),
        ("x/(y/z[1])", r"\frac{x}{\frac{y}{z_1}}"),  # three storeys can be read
        ("LSE(z/(x/y))", r"\operatorname{LSE}(z/(x/y))"),
        ("exp((z[1]/x)/(z[2]/y))", r"e^{(z_1/x)/(z_2/y)}"),  # a script has no room
    ],
)
def test_a_quotient_of_quotients_stands_side_by_side(written, expected):
    where = declare(symbols("n: dimension; z: positive[n]; x: positive; y: positive; w: real"))
    (formula,) = reading.statement(f"{written} = w", (), where)
    assert latex(formula) == f"{expected} = w"
    (again,) = reading.statement(latex(formula), (), where)
    assert latex(again) == latex(formula)


a_i, b = at(alpha, i), var("beta", "real")


@pytest.mark.parametrize(
    "term, expected",
    [
        (softmax_i, r"\frac{e^{z_i}}{\sum_{k=1}^{n} e^{z_k}}"),
        (mul(p_i, sub(ONE, p_i)), r"\sigma(z)_i (1 - \sigma(z)_i)"),
        (sub(x, neg(y)), "x - (-y)"),
        (add(x, num(-2), mul(num(-3), y)), "x - 2 - 3 y"),
        (neg(add(x, y)), "-(x + y)"),
        (mul(x, neg(y)), "x (-y)"),
        (mul(x, num(-2)), "x (-2)"),
        (mul(TWO, num(3), x), r"2 \cdot 3 x"),
        (mul(x, TWO), r"x \cdot 2"),
        (mul(HALF, x), r"\frac{1}{2} x"),
        (mul(x, HALF), r"\frac{x}{2}"),
        (mul(num(Fraction(3, 2)), x), r"\frac{3}{2} x"),
        (mul(num(Fraction(-1, 2)), x), r"-\frac{1}{2} x"),
        (mul(power(Z, MINUS), fn("exp", x)), r"\frac{1}{\sum_{k=1}^{n} e^{z_k}} e^{x}"),
        (mul(x, power(y, MINUS), T, power(num(2), MINUS)), r"\frac{x}{y} \frac{T}{2}"),
        (mul(x, power(T, MINUS), HALF), r"\frac{x}{2 T}"),
        (div(x, power(T, TWO)), r"\frac{x}{T^2}"),
        (power(T, num(-2)), r"\frac{1}{T^2}"),
        (power(T, HALF), r"\sqrt{T}"),
        (power(T, num(Fraction(-1, 2))), r"\frac{1}{\sqrt{T}}"),
        (power(T, x), r"T^{x}"),
        (power(T, num(12)), r"T^{12}"),
        (power(add(x, y), ONE), "x + y"),
        (mul(x, power(add(x, y), ONE)), "x (x + y)"),
        (power(add(x, y), TWO), "(x + y)^2"),
        (power(div(x, y), TWO), r"\left( \frac{x}{y} \right)^2"),
        (power(fn("exp", x), TWO), "(e^{x})^2"),
        (power(power(x, TWO), num(3)), "(x^2)^3"),
        (power(num(-2), TWO), "(-2)^2"),
        (power(at(p, i), TWO), "p_i^2"),
        (power(fn("log", x), TWO), r"(\log x)^2"),
        (fn("exp", div(at(z, i), T)), "e^{z_i/T}"),
        (fn("exp", div(sub(at(z, i), x), mul(TWO, T))), "e^{(z_i - x)/(2 T)}"),
        (fn("exp", neg(div(x, T))), "e^{-x/T}"),
        (fn("log", add(x, y)), r"\log(x + y)"),
        (fn("log", div(x, y)), r"\log \frac{x}{y}"),
        (fn("log", mul(x, y)), r"\log(x y)"),
        (fn("log", power(x, TWO)), r"\log(x^2)"),
        (fn("log", p_i), r"\log \sigma(z)_i"),
        (fn("log", fn("exp", at(z, i))), r"\log e^{z_i}"),
        (mul(fn("log", x), y), r"(\log x) y"),
        (mul(y, fn("log", x)), r"y \log x"),
        (div(fn("log", x), y), r"\frac{\log x}{y}"),
        (mul(Z, x), r"\left( \sum_{k=1}^{n} e^{z_k} \right) x"),
        (mul(T, Z), r"T \sum_{k=1}^{n} e^{z_k}"),
        (add(Z, x), r"\sum_{k=1}^{n} e^{z_k} + x"),
        (over("sum", k, add(at(z, k), ONE)), r"\sum_{k=1}^{n} (z_k + 1)"),
        (bind("sum", TWO, sub(n, ONE), variable=k, body=at(z, k)), r"\sum_{k=2}^{n - 1} z_k"),
        (fn("gamma", div(x, TWO)), r"\Gamma(x/2)"),
        (fn("tanh", div(x, TWO)), r"\tanh \frac{x}{2}"),
        (fn("polygamma", ONE, T), r"\psi^{(1)}(T)"),
        (fn("loggamma", T), r"\log \Gamma(T)"),
        (fn("abs", div(x, y)), r"\left| \frac{x}{y} \right|"),
        (fn("dot", sub(z, h), p), r"(z - h)^{\top} p"),
        (fn("largest", div(z, T)), r"\max(z/T)"),
        (fn("variance", p, h), r"\operatorname{Var}_p(h)"),
        (fn("entropy", p), "H(p)"),
        (at(A, i, add(j, ONE)), "A_{i,j + 1}"),
        (fn("delta", i, ONE), r"\delta_{i1}"),
        (fn("delta", i, add(j, ONE)), r"\delta_{i,j + 1}"),
        (integral(mul(x, y), x, num(0), s), r"\int_0^{s} x y \, dx"),
        (integral(add(x, y), x, num(0), ONE), r"\int_0^1 (x + y) \, dx"),
        (deriv(mul(x, b), x), r"\frac{\partial}{\partial x} (x \beta)"),
        (deriv(fn("exp", x), x), r"\frac{d}{d x} e^{x}"),
        (deriv(softmax_i, z, j), r"\frac{\partial}{\partial z_j} \frac{e^{z_i}}{\sum_{k=1}^{n} e^{z_k}}"),
        (deriv(deriv(lse, z, i), z, i), r"\frac{\partial^2}{\partial z_i^2} \operatorname{LSE}(z)"),
        (limit(add(T, x), T, num(0), "+"), r"\lim_{T \to 0^+} (T + x)"),
        (limit(add(T, x), T, fn("exp", x), "+"), r"\lim_{T \to (e^{x})^+} (T + x)"),
        (at(add(z, h), i), "(z + h)_i"),
        (simplex(at(p, ONE), p, sub(ONE, x)), r"\int_{(1 - x) \Delta_n} p_1 \, dp"),
        (fn("eq", c, h), "c = h"),
        (fn("and", fn("lt", x, y), fn("lt", x, T)), r"x < y \quad\text{and}\quad x < T"),
    ],
)
def test_expressions(term, expected):
    assert latex(term) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("alpha", r"\alpha"), ("z_prime", "z'"), ("zprime", r"\mathrm{zprime}"), ("x1", "x_{1}"), ("q_max", r"q_{\mathrm{max}}"),
        ("beta_2", r"\beta_{2}"), ("lamda", r"\lambda"), ("epsilon", r"\varepsilon"), ("late", r"\mathrm{late}"), ("ell", r"\ell"),
    ],
)  # fmt: skip
def test_letters(name, expected):
    assert letter(name) == expected


def test_entries_of_vectors_with_primes_and_numbers():
    assert latex(at(var("z_prime", "real", n), i)) == "z'_i"
    assert latex(at(var("x1", "real", n), i)) == "x_{1,i}"


# --- names ----------------------------------------------------------------------------------------------------------


def test_a_bound_letter_is_free_nowhere_and_bound_nowhere_around():
    k_free = var("k", "index", ONE, n)
    nested = over("sum", k, mul(at(z, k), over("sum", k, mul(at(h, k), over("sum", k, at(p, k))))))
    assert latex(add(at(z, k_free), nested)).count("_k") == 1
    assert len(set(re.findall(r"\\sum_\{(\w)=1\}", latex(nested)))) == 3


def test_a_variable_made_fresh_prints_its_own_letter():
    assert latex(fresh("t", "real")) == "t"


def test_a_derivative_elsewhere_takes_another_letter():
    term = deriv(mul(x, y), x, point=add(x, y))
    assert latex(term) == r"\left. \frac{\partial}{\partial t} (t y) \right|_{t = x + y}"
    assert text(term) == "Subs(Derivative(t*y, t), t, x + y)"
    assert declarations(term) == {"t": "real", "x": "real", "y": "real"}


def test_text_of_statements():
    assert text(STATEMENTS["gradient, bound and free k"]) == "Derivative(log(Sum(exp(z[j]), (j, 1, n))), z[k]) = softmax(z)[k]"
    assert text(STATEMENTS["sandwich"]) == "largest(z) <= LSE(z) <= largest(z) + log(n)"
    assert text(STATEMENTS["dirichlet, scaled"]) == "SimplexIntegral(Product(p[j]**(alpha[j] - 1), (j, 1, n)), p, s)"
    entry = add(mul(p_i, fn("delta", i, k)), mul(MINUS, p_i, p_k))
    assert text(entry) == "softmax(z)[i]*KroneckerDelta(i, k) - softmax(z)[i]*softmax(z)[k]"
    assert text(STATEMENTS["hessian"]) == "Derivative(LSE(z), z[i], z[k])"
    assert declarations(STATEMENTS["limit, ties"]) == {"T": "positive", "i": "index[n]", "n": "dimension", "z": "real[n]"}


# --- what other programs must understand ----------------------------------------------------------------------------

COMMANDS = set(
    "frac sum prod int lim max min operatorname left right mathbf mathrm top infty le ne to partial nabla log tanh cosh sinh sqrt "
    "sigma Gamma psi Delta delta pi gamma alpha beta quad text cdot in".split()
)


def printed():
    random = Random(3)
    yield from STATEMENTS.values()
    yield from (random_term(random, random.randint(1, 4)) for _ in range(300))


def test_only_plain_commands_and_matching_braces():
    for term in printed():
        tex = latex(term)
        assert set(re.findall(r"\\([A-Za-z]+)", tex)) <= COMMANDS, tex
        assert tex.count("{") == tex.count("}") and tex.count(r"\left") == tex.count(r"\right")


def test_pandoc_turns_it_into_typst(tmp_path):
    pypandoc = pytest.importorskip("pypandoc")
    formulas = [latex(term) for term in printed()]
    source = "\n\n".join(f"$${tex}$$" for tex in formulas)
    typst = pypandoc.convert_text(source, "typst", format="markdown+tex_math_dollars")
    # What pandoc cannot convert, it leaves as the TeX that it was.
    assert "\\frac" not in typst and "\\operatorname" not in typst and "$$" not in typst


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no TeX here")
def test_tex_sets_it(tmp_path):
    body = "\n".join(rf"\[ {latex(term)} \]" for term in STATEMENTS.values())
    page = rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "page.tex").write_text(page)
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout[-800:]


@pytest.mark.parametrize(("constant", "word", "name"), [("pi", "pi", "pi"), ("euler", "EulerGamma", "gamma_E")])
def test_a_constant_is_told_from_a_variable_that_is_written_alike(constant, word, name):
    """Where a variable is called pi, π itself is Γ(1/2)², in text and in LaTeX; alone it keeps its letter."""
    value, alike = fn(constant), var(name, "positive")
    assert text(value) == word and latex(Term("lt", (value, num(4)))) == f"{latex(value)} < 4"
    assert latex(value) not in latex(Term("lt", (num(4), Term("mul", (value, alike))))).replace(latex(alike), "", 1)
    left, right = text(Term("lt", (var(word, "positive"), value))).split(" < ")
    assert left == word and word not in right
