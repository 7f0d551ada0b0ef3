r"""LaTeX: what our printer writes reads back as the same term, what authors write reads as they mean it, the rest is refused."""

import json
import re
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from specimens import STATEMENTS, random_term

from derivations.prover.book.ledger import chosen
from derivations.prover.kernel.terms import ONE, RELATIONS, Term, fn, mul, num, power, subterms
from derivations.prover.language.abbreviations import ABBREVIATIONS
from derivations.prover.language.grammar import declare, parse_expression, parse_relation
from derivations.prover.language.latex import LatexError, expression, read
from derivations.prover.language.latex.tree import Macro
from derivations.prover.language.syntax import LanguageError
from derivations.prover.language.typeset import declarations, latex
from derivations.prover.verdict import check
from derivations.prover.verdict.judge import symbols


def plain(term):
    """A term but for what LaTeX does not show: how products and quotients are nested, p/q as one number, log Γ by its own name."""
    args = tuple(plain(part) if isinstance(part, Term) else part for part in term.args)
    match term.op:
        case "mul":
            return _factors(args)
        case "ones" if term.args[0] == ONE:
            return Term("lam", (ONE, ONE, ONE))
        case "loggamma":
            return fn("log", fn("gamma", *args))
        case "add" if args[0].op == "add":
            return plain(Term("add", args[0].args + args[1:]))
        case "pow" if args[1].op == "num" and args[1].args[0] < 0:
            base, exponent = args
            if base.op == "mul" and isinstance(exponent.args[0], int):
                return plain(mul(*(power(factor, exponent) for factor in base.args)))
            if base.op == "pow" and base.args[1].op == "num" and base.args[1].args[0] > 0:
                return plain(power(base.args[0], num(base.args[1].args[0] * exponent.args[0])))
            if base.op == "num" and base.args[0] and isinstance(exponent.args[0], int):
                return num(Fraction(base.args[0]) ** exponent.args[0])
        case "pow" | "rpow" | "root" if args[0] == fn("exp", num(1)):
            return fn("exp", args[1])
        case "pow" if args[1] == ONE:  # printed without it
            return args[0]
        case "rpow" if args[1].op == "num":
            return plain(power(*args))
        case "pow" if args[0].op == "num" and args[1].op == "num" and isinstance(args[1].args[0], int):
            return num(Fraction(args[0].args[0]) ** args[1].args[0])
    return Term(term.op, args, term.hint)


def _factors(args):
    number, factors = Fraction(1), []
    for part in args:
        for factor in part.args if part.op == "mul" else (part,):
            if factor.op == "num":
                number *= factor.args[0]
            else:
                factors.append(factor)
    factors.sort(key=str)
    return mul(*([num(number)] if number != 1 or not factors else []), *factors)


def read_back(term, scope):
    tex = latex(term)
    return read(tex, scope)[0] if term.op in RELATIONS | {"and", "forall", "exists"} else expression(tex, scope)


@pytest.mark.parametrize("proposition", chosen([]), ids=lambda proposition: proposition.part)
def test_every_theorem_of_the_ledger_reads_back(proposition):
    theorem = proposition.theorem
    formulas = [theorem.conclusion, *theorem.hypotheses]
    domains = {}
    for formula in formulas:
        domains |= declarations(formula)
    for formula in formulas:
        back = read_back(formula, declare(domains))
        assert plain(back) == plain(formula), latex(formula)


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_construction_of_the_printer_reads_back(name):
    term = STATEMENTS[name]
    assert plain(read_back(term, declare(declarations(term)))) == plain(term), latex(term)


def test_what_the_printer_makes_of_random_terms_is_never_misread():
    """LaTeX names the variable of a limit or of a point without its domain, so that terms with those are not compared."""
    random, same = Random(7), 0
    for _ in range(600):
        term = random_term(random, random.randint(1, 4))
        if any(t.op == "limit" or t.op == "deriv" and t.args[1].op != "var" for t in subterms(term)):
            continue
        try:
            found = read_back(term, declare(declarations(term)))
        except LatexError:
            continue
        assert plain(found) == plain(term), latex(term)
        same += 1
    assert same > 300


SYMBOLS = (
    "n: dimension; z: real[n]; h: real[n]; p: positive[n]; A: real[n, n]; i: index[n]; j: index[n]; x: real; y: real; T: positive"
)
SCOPE = declare(dict(part.split(": ") for part in SYMBOLS.split("; ")))


@pytest.mark.parametrize(
    "tex, text",
    [
        (r"\frac12 x^2", "1/2*x**2"),
        (r"\tfrac{1}{n}\sum_{j=1}^n z_j", "1/n*Sum(z[j], (j, 1, n))"),
        (r"\sum_i p_i \log p_i", "Sum(p[i]*log(p[i]), (i, 1, n))"),
        (r"\sum_{i,j} p_i A_{ij} p_j", "Sum(Sum(p[i]*A[i, j]*p[j], (j, 1, n)), (i, 1, n))"),
        (r"\sum_{k \ne i} z_k", "Sum((1 - KroneckerDelta(k, i))*z[k], (k, 1, n))"),
        (r"\log\sum_{j=1}^n \exp(z_j)", "log(Sum(exp(z[j]), (j, 1, n)))"),
        (r"\log x + y", "log(x) + y"),
        (r"\log_2 x", "log(x)/log(2)"),
        (r"\log^2 T", "log(T)**2"),
        (r"x e^{-x/T}", "x*exp(-x/T)"),
        (r"\det A", "det(A)"),
        (r"\det(\operatorname{diag}(z) - z h^\top)", "det(diag(z) - outer(z, h))"),
        (r"\operatorname{softmax}(z)_i", "softmax(z)[i]"),
        (r"\mathrm{softmax}_i(z/T)", "softmax(z/T)[i]"),
        (r"\sigma_i(\mathbf{z})", "softmax(z)[i]"),
        (r"\frac{\partial \sigma(z)_i}{\partial z_j}", "Derivative(softmax(z)[i], z[j])"),
        (r"\frac{\partial^2 \operatorname{LSE}(z)}{\partial z_i \partial z_j}", "Derivative(LSE(z), z[j], z[i])"),
        (r"\frac{\mathrm{d}}{\mathrm{d}x} e^{x y}", "Derivative(exp(x*y), x)"),
        (r"\partial_{z_i} \operatorname{LSE}(z)", "Derivative(LSE(z), z[i])"),
        (r"\nabla_{z} \operatorname{LSE}(z)^\top h", "dot(Gradient(LSE(z), z), h)"),
        (r"\max_{k} z_k", "Max(z[k], (k, 1, n))"),
        (r"\max_{1 \le k < n} z_k", "Max(z[k], (k, 1, n - 1))"),
        (r"\max\{x, y, 0\}", "Max(x, y, 0)"),
        (r"\|z\|_\infty", "Max(Abs(z[k]), (k, 1, n))"),
        (r"\|z\|_1", "Sum(Abs(z[k]), (k, 1, n))"),
        (r"\lVert z - h \rVert^2", "Sum((z - h)[k]**2, (k, 1, n))"),
        (r"\left|x - y\right|", "Abs(x - y)"),
        (r"\left\langle p, h \right\rangle", "dot(p, h)"),
        (r"\mathbb{E}_{i \sim p}[h_i^2]", "Sum(p[i]*h[i]**2, (i, 1, n))"),
        (r"\mathbb{E}_{p}[h]", "dot(p, h)"),
        (r"\operatorname{Var}_{p}(h)", "variance(p, h)"),
        (r"D_{\mathrm{KL}}(p \,\|\, \sigma(z))", "KL(p, softmax(z))"),
        (r"\int_0^\infty t^{x-1} e^{-t}\, dt", "Integral(t**(x - 1)*exp(-t), (t, 0, oo))"),
        (r"\int_1^2 \frac{dx}{x}", "Integral(1/x, (x, 1, 2))"),
        (r"\int_{\mathbb{R}} e^{-t^2} \mathrm{d}t", "Integral(exp(-t**2), (t, -oo, oo))"),
        (r"\lim_{T \to 0^+} T \operatorname{LSE}(z/T)", "Limit(T*LSE(z/T), T, 0)"),
        (r"\lim_{T \downarrow 0} e^{-1/T}", "Limit(exp(-1/T), T, 0)"),
        (r"\begin{cases} x & \text{if } i = j \\ 0 & \text{otherwise} \end{cases}", "indicator(Eq(i, j))*x"),
        (r"\begin{cases} 1, & i = j, \\ -1, & i \neq j. \end{cases}", "indicator(Eq(i, j)) + (1 - indicator(Eq(i, j)))*(-1)"),
        (r"\mathbf{1}_{i = j}", "indicator(Eq(i, j))"),
        (r"\mathbf{1}^\top p", "dot(ones(n), p)"),
        (r"A z", "vector((i, 1, n), Sum(A[i, k]*z[k], (k, 1, n)))"),
        (r"\sqrt[3]{T}", "T**(1/3)"),
        (r"n!", "factorial(n)"),
        (r"\psi'(T)", "polygamma(1, T)"),
        (r"\sigma'(T)", "Derivative(sigmoid(T), T)"),
        (r"\prod_{i} p_i^{h_i}", "Product(p[i]**h[i], (i, 1, n))"),
        (r"\underbrace{x}_{\text{score}} + \overbrace{y}^{b} \tag{1}", "x + y"),
        (r"{\color{blue}x} + \textcolor{red}{y}", "x + y"),
        (r"{x + 1 \over n} y", "(x + 1)/n*y"),
        (r"\text{Tanh}(x) + \text{LogSigmoid}(x)", "tanh(x) + log_sigmoid(x)"),
        (r"\operatorname{LogSigmoid}(x)", "log_sigmoid(x)"),
        (r"E_{i \sim p}[h_i^2]", "Sum(p[i]*h[i]**2, (i, 1, n))"),
        (r"\Beta(T, T)", "beta(T, T)"),
        (r"\sum_{k=0}^{\infty} \frac{x^k}{k!}", "Sum(x**k/factorial(k), (k, 0, oo))"),
        (r"\sinh 2x + \log 2\pi", "sinh(2*x) + log(2*pi)"),
        (r"\operatorname{sign} x + \operatorname{erf} 2x", "sign(x) + erf(2*x)"),
        (r"\operatorname{tr} A", "trace(A)"),
        (r"\sum_{i,j=1}^n z_i h_j", "Sum(Sum(z[i]*h[j], (j, 1, n)), (i, 1, n))"),
        (r"\sum_{k=1,l=1}^n z_k h_l", "Sum(Sum(z[k]*h[l], (l, 1, n)), (k, 1, n))"),
        (r"\left. \operatorname{LSE}(z) \right|_{z = 0}", "LSE(0*ones(n))"),
    ],
)  # fmt: skip
def test_what_authors_write(tex, text):
    assert plain(expression(tex, SCOPE)) == plain(parse_expression(text, SCOPE))


@pytest.mark.parametrize(
    "tex, reason",
    [
        (r"\log x y", "two readings"),
        (r"\log T / n", "two readings"),
        (r"\frac{d}{dx} x \log x", "two readings"),
        (r"z \cdot h \cdot p", "two readings"),
        (r"\nabla \operatorname{LSE}(z/T)", "or of the whole"),
        (r"\frac{x}{n} \quad n = 2", "does not continue"),
        (r"\operatorname*{arg\,max}_i z_i", "argmax"),
        (r"x/y T", "two readings"),
        (r"x/y/T", "two readings"),
        (r"\log(x)^2", "two readings"),
        (r"\sum_i p_i + h_i", "two readings"),
        (r"\prod_i p_i x", "two readings"),
        (r"\frac{d}{dx} x e^x", "two readings"),
        (r"\sigma(z_i)", "logistic"),
        (r"f(x)", "product or a function"),
        (r"\sum_k x", "range of k"),
        (r"z_{ij}", "two indices"),
        (r"z_0", "counted from 1"),
        (r"A_i", "1 indices"),
        (r"u_i", "not declared"),
        (r"\foo x", "unknown macro"),
        (r"\frac{x}{", "broken TeX"),
        (r"\mathrm\frac{1}{2}", "without its arguments"),
        (r"\frac\hat{x}{2}", "without its arguments"),
        (r"\underbrace\frac{1}{2} x", "without its arguments"),
        (r"x^{2", "broken TeX"),
        (r"\left( x", "never closed"),
        (r"x + \dots + y", "dots"),
        (r"\hat{x}", "not declared"),
        (r"z h", "two vectors"),
        (r"\gamma(x)", "not declared"),  # Γ is another letter
        (r"\phi'(x)", "not declared"),
        (r"\mathrm{phi}(x)", "not declared"),
        (r"x^T y^T z^T", None),
        (r"A^T z", "transpose"),
        (r"\mathcal{N}(0, 1)", "not declared"),
        (r"\mathbb{P}(x)", "not read"),
        (r"\mathbb{E}[x]", "distribution"),
        (r"\int x^2 dx", "without its ends"),
        (r"x \approx y", "no statement"),
        (r"\argmax_i z_i", "argmax"),
        (r"a \over b \over c", r"\over"),
        (r"x \over y", r"\over"),
        (r"\text{LogSoftmax}(z_i)", "takes a vector"),
        (r"\text{Relux}(x)", "the words"),
        (r"x^{(i)}", "label"),
        (r"x^{[2]}", "label"),
        (r"z_{[1]}", "order statistic"),
        (r"z_{[i]}", "order statistic"),
        (r"\sigma^2(x)", "two readings"),
        (r"\sigma^{-1}(T)", "two readings"),
        (r"\Gamma^2(T)", "two readings"),
        (r"\log 2 x y", "two readings"),
        (r"\log 2\, x", "two readings"),
        (r"\operatorname{sign} x y", "two readings"),
        (r"\langle x \rangle", "a mean"),
        (r"\operatorname{sech} x", "1/cosh(x)"),
        (r"\max_{p \in \Delta_n} x", "for every p"),
        (r"\frac{\partial}{\partial n} n", "integer"),
        ("{" * 60 + "x" + "}" * 60, "nested"),
        ("(" * 60 + r"\pi" + ")" * 60, "nested"),
        ("x" * 30_000, "limit"),
    ],
)  # fmt: skip
def test_what_is_refused(tex, reason):
    with pytest.raises(LatexError) as refusal:
        expression(tex, SCOPE)
    assert reason is None or reason in str(refusal.value)


FUNCTIONS = declare(
    symbols(
        "n: dimension; D: dimension; f: twice differentiable real -> real; p: positive -> positive;"
        "L: differentiable real[n] -> real;"
        "g: differentiable real[D] -> real[n]; c: differentiable real -> real[n]; a: real[n]; x: real[D]; t: real; s: positive;"
        "i: index[n]; k: index[n]; q: index[D]; phi: differentiable real -> real; sigma: differentiable real -> real;"
        "f_1: real -> real; psi: differentiable real -> real; gamma: real -> real; z: real[n]"
    )
)


@pytest.mark.parametrize(
    "tex, text",
    [
        (r"f(t)", "f(t)"),
        (r"f'(t)", "f'(t)"),
        (r"f''(t) f(0)", "Derivative(f(t), t, t)*f(0)"),
        (r"f^{\prime}(t) + f^{(2)}(t)", "f'(t) + Derivative(f(t), t, t)"),
        (r"\frac{f(t)}{p(s)}", "f(t)/p(s)"),
        (r"f(t)/p(s)", "f(t)/p(s)"),
        (r"\log p(s)", "log(p(s))"),
        (r"f(t)^2", "f(t)**2"),
        (r"f(f(t))", "f(f(t))"),
        (r"f_1(t)", "f_1(t)"),
        (r"\frac{df}{dt}", "f'(t)"),
        (r"\frac{d f(t)}{dt}", "f'(t)"),
        (r"\frac{df}{dx}(t)", "f'(t)"),
        (r"\frac{d^2 f}{dt^2}", "Derivative(f(t), t, t)"),
        (r"\left.\frac{df}{dt}\right|_{t = s}", "f'(s)"),
        (r"\frac{d}{dt} f(2 t)", "Derivative(f(2*t), t)"),
        (r"\phi(t) \phi'(t)", "phi(t)*phi'(t)"),
        (r"\sigma(t) + \sigma'(t)", "sigma(t) + sigma'(t)"),
        (r"L(a)", "L(a)"),
        (r"\nabla L(a)_k", "Gradient(L(a), a)[k]"),
        (r"\nabla_a L(a)_k", "Gradient(L(a), a)[k]"),
        (r"(\nabla L(a))_k", "Gradient(L(a), a)[k]"),
        (r"\frac{\partial L}{\partial a_k}", "Derivative(L(a), a[k])"),
        (r"\frac{\partial L(a)}{\partial a_k}", "Derivative(L(a), a[k])"),
        (r"\frac{\partial L}{\partial z_k}(a)", "Derivative(L(a), a[k])"),
        (r"\nabla_a L(-a)", "Gradient(L(-a), a)"),
        (r"\nabla L(-a)", "Subs(Gradient(L(z), z), z, -a)"),
        (r"\sum_i a_i \nabla L(a)_i", "Sum(a[i]*Gradient(L(a), a)[i], (i, 1, n))"),
        (r"g_k(x)", "g[k](x)"),
        (r"g(x)_k", "g[k](x)"),
        (r"\sum_k e^{g(x)[k]}", "Sum(exp(g[k](x)), (k, 1, n))"),
        (r"\operatorname{softmax}(z)[i] - z[i]", "softmax(z)[i] - z[i]"),
        (r"\sum_k e^{g_k(x)}", "Sum(exp(g[k](x)), (k, 1, n))"),
        (r"\nabla g_k(x)_q", "Gradient(g[k](x), x)[q]"),
        (r"\frac{\partial g_k(x)}{\partial x_q}", "Derivative(g[k](x), x[q])"),
        (r"\frac{\partial g_k}{\partial x_q}", "Derivative(g[k](x), x[q])"),
        (r"\operatorname{softmax}(g(x))_i", "softmax(vector((k, 1, n), g[k](x)))[i]"),
        (r"\operatorname{LSE}\left( \left( g_k(x) \right)_{k=1}^{n} \right)", "LSE(vector((k, 1, n), g[k](x)))"),
        (r"c_k'(t) + c'_k(t) + \dot{c}_k(t)", "Derivative(c[k](t), t) + Derivative(c[k](t), t) + Derivative(c[k](t), t)"),
        (r"\frac{d}{dt} c_k(t)", "Derivative(c[k](t), t)"),
    ],
)
def test_declared_functions(tex, text):
    assert plain(expression(tex, FUNCTIONS)) == plain(parse_expression(text, FUNCTIONS))


@pytest.mark.parametrize(
    "tex, reason",
    [
        (r"f", "argument is missing"),
        (r"f' + 1", "argument is missing"),
        (r"f^2(t)", "two readings"),
        (r"f^{-1}(t)", "two readings"),
        (r"f^{(k)}(t)", "order of a derivative is a number"),
        (r"f(t, s)", "one argument"),
        (r"f(a)", "argument is a number"),
        (r"L(t)", "argument is a vector"),
        (r"L(x)", None),  # another length
        (r"f'''(t)", None),  # it is twice differentiable
        (r"\frac{df}{dt}(1 - t)", "factor"),  # f'(1 - t), or a product
        (r"\nabla_a L(z)", "does not occur"),
        (r"\nabla f(t)", "function of a vector"),
        (r"\nabla \operatorname{LSE}(2 a)", "or of the whole"),
        (r"f_k(t)", "indices"),
        (r"g_{kk}(x)", "two indices"),
        (r"\psi(t)", "psi is declared, and a function"),
        (r"\psi'(t)", "psi is declared, and a function"),
        (r"\gamma(t)", "gamma is declared, and a function"),
        (r"\Phi(t) + \phi", "argument is missing"),
        (r"(z + a)[k]", "write it below"),
        (r"t[s]", "no entries"),
        (r"\exp(z)[k]", "write it below"),
        (r"t(s)", "declared as no function"),
        (r"a_k(s)", "declared as no function"),
    ],
)
def test_what_is_refused_of_declared_functions(tex, reason):
    with pytest.raises(LatexError) as refusal:
        expression(tex, FUNCTIONS)
    assert reason is None or reason in str(refusal.value)


@pytest.mark.parametrize(
    "domains, text",
    [
        ("sigma: positive; n: dimension; z: real[n]; i: index[n]", "softmax(z)[i]/sigma"),
        ("sigma: positive; n: dimension; z: real[n]", "sigma*log_softmax(z)"),
        ("sigma: differentiable real -> real; n: dimension; z: real[n]; i: index[n]", "sigma(z[i]) + softmax(z)[i]"),
        ("psi: positive; x: positive", "digamma(x)*psi + polygamma(2, x) + trigamma(x)"),
        ("Gamma: positive; x: positive", "gamma(x)*Gamma + loggamma(x)"),
        ("B: positive; x: positive", "beta(x, x)*B"),
        ("J: real; n: dimension; z: real[n]; i: index[n]", "J*Jacobian(softmax(z), z)[i, i]"),
        ("n: dimension; L: differentiable real[n] -> real; a: real[n]", "Gradient(L(-a), a)"),
        ("n: dimension; a: real[n]", "Gradient(LSE(2*a), a)"),
        ("d: positive; x: real", "Integral(exp(-d*x), (x, 0, 1)) + d"),
        ("d: real; x: real", "Derivative(exp(d*x), x)"),
    ],
)
def test_a_name_that_is_taken_stands_for_nothing_else(domains, text):
    """Where σ is a variable, softmax is printed by its word, and where the argument is no name ∇ says by what it differentiates."""
    scope = declare(symbols(domains))
    term = parse_expression(text, scope)
    assert plain(expression(latex(term), scope)) == plain(term), latex(term)


@pytest.mark.parametrize(
    "tex, text",
    [
        (r"z_i \le t \quad \text{for all } i \quad \text{for some } t", "Exists(ForAll(z[i] <= t, i), t)"),
        (r"z_i \le t \quad \text{for some } t \quad \text{for all } i", "ForAll(Exists(z[i] <= t, t), i)"),
        (r"z_i = z_k \quad \text{for some } i, k", "Exists(Exists(z[i] = z[k], k), i)"),
    ],
)
def test_for_some(tex, text):
    """What is said first lies inside, as it is printed."""
    formula, given = read(tex, FUNCTIONS)
    assert formula == parse_relation(text, FUNCTIONS) and not given


@pytest.mark.parametrize(
    "tex", [r"z_m \le t \quad \text{for some } t", r"z_i \le t \quad \text{for all } i, t > 0 \text{ for some } s"]
)
def test_what_is_refused_beside_for_some(tex):
    with pytest.raises(LatexError, match="for some"):
        read(tex, FUNCTIONS)


def test_a_differential_beside_a_declared_d():
    """The one d before a letter must be it; of two the first may be a factor."""
    scope = declare(symbols("d: real; x: real"))
    assert expression(r"\int_0^1 x \, dx", scope) == parse_expression("Integral(x, (x, 0, 1))", scope)
    for wrong in (r"\int_0^1 d x \, dx", r"\int_0^1 x \, dx + d x", r"\int_0^1 x d \, dx"):
        with pytest.raises(LatexError):
            expression(wrong, scope)


def test_names_with_a_range():
    """for all i, j \\in \\{1, \\ldots, m\\}: the range is that of the names before it."""
    scope = declare({"n": "dimension", "m": "dimension", "z": "real[n]"})
    said = parse_relation("ForAll(ForAll(i <= j + m, j), i)", scope | declare({"m": "dimension", "i": "index[m]", "j": "index[m]"}))
    assert read(r"i \le j + m \quad \text{for all } i, j \in \{1, \ldots, m\}", scope)[0] == said
    for wrong in (r"i \in m", r"i \in \{1, m\}", r"i \in \{1, \ldots, m"):
        with pytest.raises(LatexError, match="range"):
            read(r"i \le m \quad \text{for all } " + wrong, scope)


def test_conditions_and_ranges():
    formula, given = read(r"T \log T \ge -e^{-1} \quad \text{for } T > 0", SCOPE)
    assert formula == parse_relation("-exp(-1) <= T*log(T)", SCOPE) and given == (parse_relation("0 < T", SCOPE),)
    formula, _ = read(r"p_k > 0, \quad k = 1, \dots, n", {name: SCOPE[name] for name in "np"})
    assert formula == parse_relation("p[k] > 0", SCOPE | declare({"n": "dimension", "k": "index[n]"}))
    formula, _ = read(r"z_k \le \max z \quad \text{for all } k", SCOPE)
    assert formula == parse_relation("ForAll(z[k] <= largest(z), (k, 1, n))", SCOPE)
    longer = SCOPE | declare({"n": "dimension", "S": "real[n + 1]"})
    formula, _ = read(r"S_{i + 1} = S_i + z_i \quad \text{for all } i", longer)  # i ends where the shorter vector does
    assert formula == parse_relation("ForAll(Eq(S[i + 1], S[i] + z[i]), (i, 1, n))", longer)


PAIRS = {
    r"\sum_{i < j} (z_i - z_j)^2": "Sum(Sum((z[i] - z[j])**2, (j, i + 1, n)), (i, 1, n))",
    r"\sum_{i \le j} z_i z_j": "Sum(Sum(z[i]*z[j], (j, i, n)), (i, 1, n))",
    r"\sum_{j > i} z_i z_j": "Sum(Sum(z[i]*z[j], (i, 1, j - 1)), (j, 1, n))",
    r"\sum_{j \ge i} z_i z_j": "Sum(Sum(z[i]*z[j], (i, 1, j)), (j, 1, n))",
    r"\sum_{i < n} z_i/n": "Sum(indicator(i < n)*(z[i]/n), (i, 1, n))",
    r"\sum_{j=1}^n \sum_{i < j} z_i z_j": "Sum(Sum(indicator(i < j)*(z[i]*z[j]), (i, 1, n)), (j, 1, n))",
}


@pytest.mark.parametrize("tex", PAIRS)
def test_a_sum_under_an_order_is_over_what_nobody_else_gives(tex):
    scope = declare(symbols("n: dimension; z: real[n]"))
    assert plain(read(tex + r" \ge 0", scope)[0]) == plain(parse_relation(f"{PAIRS[tex]} >= 0", scope))
    assert check(tex + r" \ge 0", timeout=0.1).inferred.get("z") == "real[n]"
    if "n" not in tex.partition("}")[0]:
        with pytest.raises(LatexError, match="over both|declared"):
            read(r"\sum_{i < j} z_i z_j \ge 0", declare(symbols("n: dimension; z: real[n]; i: index[n]; j: index[n]")))


def test_a_set_in_parentheses_declares():
    read_with, _ = read(r"e^{x} \ge 1 + x \qquad (x \in \mathbb{R})", {})
    assert read_with == parse_relation("ForAll(exp(x) >= 1 + x, x)", declare({"x": "real"}))


def test_euler_s_constant_is_no_number_that_is_free():
    for text in (
        r"\psi(1) = -\gamma",
        r"\int_0^\infty e^{-x} \ln x \, dx = -\gamma",
        "Limit(Sum(1/k, (k, 1, n)) - log(n), n, oo) = gamma",
    ):
        with pytest.raises(LanguageError, match="EulerGamma"):
            check(text)
    assert check(r"\psi(1) = -\gamma_E").word == "proved"
    assert check(r"\gamma^2 \ge 0", "gamma: real").word == "proved"


def test_what_stands_apart():
    """After a wide space stands no factor: the number of an equation says nothing, and a relation in parentheses is supposed."""
    plainly = parse_relation("log(x) <= x - 1", SCOPE)
    for mark in ("(1)", "(2.1)", "(a)", "(*)"):
        assert read(r"\log x \le x - 1 \qquad " + mark, SCOPE) == (plainly, ())
    assert read(r"\log x \le x - 1 \qquad (x > 0)", SCOPE) == (plainly, (parse_relation("0 < x", SCOPE),))
    for wrong in (r"\log x \le x - 1 \quad y = x", r"\log x \le x - 1 \quad (y + 1)", r"\log x \le x - 1 \quad (y)"):
        with pytest.raises(LatexError, match="second statement|are expected"):
            read(wrong, SCOPE)


def test_aligned_rows_are_one_chain():
    tex = r"""\begin{align*}
        \operatorname{LSE}(z + x\mathbf{1}) &= \log \sum_j e^{z_j + x} \\
            &= x + \operatorname{LSE}(z) \label{eq:shift}
    \end{align*}"""
    expected = parse_relation("LSE(z + x*ones(n)) = log(Sum(exp(z[j] + x), (j, 1, n))) = x + LSE(z)", SCOPE)
    assert read(tex, SCOPE)[0] == expected


def test_macros_stand_for_what_they_say():
    macros = {"lse": r"\operatorname{LSE}", "loop": r"\loop \loop"}
    assert expression(r"\lse(z)", SCOPE, macros) == parse_expression("LSE(z)", SCOPE)
    with pytest.raises(LatexError, match="stands for itself"):
        expression(r"\loop", SCOPE, macros)


def test_macros_with_arguments_stand_for_what_tex_makes_of_them():
    macros = {
        "pd": Macro(r"\frac{\partial #1}{\partial #2}", 2), "soft": Macro(r"\operatorname{softmax}\left(#1\right)", 1),
        "power": Macro("#2^{#1}", 2, default="2"), "size": Macro(r"\left\lvert #1 \right\rvert", 1, starred=True),
        "after": Macro(r"\alpha#1", 1), "more": Macro(r"\more{#1#1}\more{#1}", 1),
    }  # fmt: skip
    scope = SCOPE | declare({"alpha": "real"})
    for tex, text in (
        (r"\pd{\soft{z}_i}{z_j}", "Derivative(softmax(z)[i], z[j])"), (r"\power{x} + \power[3]{y}", "x**2 + y**3"),
        (r"\size*{x - y} \size{x}", "Abs(x - y)*Abs(x)"), (r"\after x", "alpha*x"), (r"\power{x + y}", "x + y**2"),
    ):  # fmt: skip
        assert plain(expression(tex, scope, macros)) == plain(parse_expression(text, scope)), tex
    for wrong in (r"\more{x}", r"\pd{x}", r"\pd"):
        with pytest.raises(LatexError):
            expression(wrong, scope, macros)


def test_check_takes_latex():
    where = "n: dimension; z: real[n]; i: index[n]; j: index[n]"
    tex = r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} - \sigma(z)_j)"
    assert check(tex, where).word == "proved"
    assert check(tex.replace("z)_j)", "z)_i)"), where).word == "refuted"
    assert check(r"\log T \le T - 1 \quad \text{if } T > 0", "T: real").word == "proved"
    assert check("x >= log(1 + x)", "x: real", [r"x > -\frac{1}{2}"]).word == "proved"


@pytest.mark.parametrize("name", ["formulas", "authors", "papers", "pages"])
def test_formulas_are_read_as_they_are_meant(name):
    """Of public sources, and spellings of papers. Each was given its reading before the reader saw it. None is read wrongly.

    What has no reading, because it has two, or none in the language, is refused.
    """
    lines = (Path(__file__).parent / "latex" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    formulas, refused = [json.loads(line) for line in lines], []
    for formula in formulas:
        scope = declare(symbols(formula["where"]))
        try:
            found, given = read(formula["latex"], scope)
        except LatexError as error:
            if formula["reading"] is not None:
                refused.append((formula["id"], str(error)))
            continue
        assert formula["reading"] is not None, formula["id"]
        assert plain(found) == plain(parse_relation(formula["reading"], scope)), formula["id"]
        assert given == tuple(parse_relation(relation, scope) for relation in formula.get("given", given)), formula["id"]
    assert len(refused) <= len(formulas) // 10, refused


def test_what_is_supposed_speaks_of_the_index_of_the_claim():
    """An undeclared index of both is one thing; one of what is supposed alone is said for all there, as beside --given."""
    scope = declare(symbols("n: dimension; z: real[n]"))
    i = parse_relation("z[i] > 1", scope | declare(symbols("n: dimension; i: index[n]")))
    assert read(r"z_i \ge 0 \quad \text{if } z_i > 1", scope)[1] == (i,)
    assert [given.op for given in read(r"z_i \ge 0 \quad \text{if } z_k > 1", scope)[1]] == ["forall"]
    assert check(r"z_i \ge 0 \quad \text{if } z_i > 1", "n: dimension; z: real[n]").word == "proved"
    for claim in (
        r"z_i \ge 0 \quad \text{if } z_i > 1",
        r"z_i \ge 0, \quad i = 1, \dots, n",
        r"\forall i: z_i \ge 0",
        r"$z_i \ge 0$",
    ):
        assert check(claim, "n: dimension; z: real[n]", ["z_i > 1"]).word == "proved"


def test_a_letter_with_its_index_is_no_greek_letter_and_no_one_number():
    where = "n: dimension; i: index[n]; xi: real[n]; pi: simplex[n]; y_i: real; ak: positive"
    for wrong in (r"\mathbf x_i^\top \xi \ge 0", r"\sum_i p_i = 1", r"\sum_{i=1}^n y_i = 0", r"\prod_{k=1}^n a_k = 1"):
        with pytest.raises(LatexError):
            read(wrong, declare(symbols(where)))


def test_the_derivatives_of_the_package_physics():
    scope = declare(symbols("n: dimension; z: real[n]; i: index[n]; x: real"))
    for tex, text in (
        (r"\dv{\tanh x}{x} = 0", "Derivative(tanh(x), x) = 0"), (r"\dv{}{x} \tanh x = 0", "Derivative(tanh(x), x) = 0"),
        (r"\pdv[2]{e^{z_i}}{z_i} = 0", "Derivative(exp(z[i]), z[i], z[i]) = 0"),
        (r"\int_0^1 x\mathop{}\!\mathrm{d}x = 0", "Integral(x, (x, 0, 1)) = 0"),
    ):  # fmt: skip
        assert plain(read(tex, scope)[0]) == plain(parse_relation(text, scope)), tex
    for wrong in (r"\dv{x} \tanh x = 0", r"\pdv{x^2}{x}{x} = 0"):
        with pytest.raises(LatexError, match="is read with what is differentiated"):
            read(wrong, scope)


def test_numbers_side_by_side_and_double_factorials_are_refused():
    scope = declare(symbols("x: real; n: natural"))
    for wrong in (r"3\,000 \le x", r"x \le 1e-6", r"x \le 2e3", r"n!! \ge 1", r"2\frac12 \le x"):
        with pytest.raises(LatexError):
            read(wrong, scope)


def test_dots_that_leave_a_choice_are_refused():
    scope = declare(symbols("n: dimension; m: dimension; x: real[n]; y: real[m]"))
    for wrong in (
        r"x_1 + x_3 + \dots + x_n = 0", r"1 + 2 + \dots + n = m", r"x_1 + \dots + x_n^2 = 0", r"x_1 y_1 + \dots + x_n y_m = 0",
        r"x_1 - \dots - x_n = 0", r"x = (x_1, \dots, x_n)",
    ):  # fmt: skip
        with pytest.raises(LatexError, match="dots"):
            read(wrong, scope)


def test_no_name_of_a_function_is_printed_with_a_space_which_tex_drops_and_each_reads_back():
    for word in ABBREVIATIONS.values():
        name = re.fullmatch(r"\\operatorname\{(.*)\}", word.latex)
        if name and word.printed and word.takes == ("nn",) and word.text != "kl_div":
            assert " " not in name[1]
            said = expression(rf"{word.latex}(x, y)", declare({"x": "positive", "y": "positive"}))
            assert said == parse_expression(f"{word.text}(x, y)", declare({"x": "positive", "y": "positive"}))
