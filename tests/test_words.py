"""How people type: each spelling of words.jsonl is read as it says, decided, or refused with the remedy that it names."""

import json
from pathlib import Path

import pytest

from derivations.prover.language import reading
from derivations.prover.language.grammar import LanguageError, declare
from derivations.prover.language.typeset import text
from derivations.prover.verdict.judge import check, symbols

DECLARED = (
    "n: dimension; z: real[n]; u: real[n]; v: real[n]; b: real[n]; p: positive[n]; q: positive[n]; A: real[n, n]; W: real[n, n]; "
    "i: index[n]; j: index[n]; y: index[n]; x: real; c: real; T: positive"
)
ROWS = [json.loads(line) for line in (Path(__file__).parent / "words.jsonl").read_text(encoding="utf-8").splitlines()]


def shown(row):
    return str(check(row["typed"], row.get("where", DECLARED), timeout=5))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["typed"])
def test_every_spelling(row):
    where = row.get("where", DECLARED)
    if "says" in row:
        with pytest.raises(LanguageError) as refused:
            check(row["typed"], where, timeout=5)
        assert row["says"] in str(refused.value)
        return
    if "reads" in row:
        (formula,) = reading.statement(row["typed"], (), declare(symbols(where)))
        assert text(formula) == row["reads"]
    if "verdict" in row:
        verdict = check(row["typed"], where, timeout=5)
        assert verdict.word == row["verdict"], verdict
        assert row.get("prints", "") in str(verdict)


def test_every_row_of_the_table_is_there():
    assert {row["row"] for row in ROWS} == set(range(1, 11)) and all({"says", "reads", "verdict"} & row.keys() for row in ROWS)


# --- domains that nobody declared -----------------------------------------------------------------------------------

INFERRED = {
    "x + 1 > x": "x: real",
    "sum_k softmax(z)_k = 1": "n: dimension; z: real[n]",
    "softmax(z)_i = e^(z_i)/sum_j e^(z_j)": "n: dimension; z: real[n]; i: index[n]",
    "norm(z)^2 = Sum(z[k]^2, (k, 1, d))": "d: dimension; z: real[d]",
    "LSE(z) - LSE(w) <= max_k (z_k - w_k)": "n: dimension; z: real[n]; w: real[n]",
    "dot(u, v) = dot(v, u)": "n: dimension; u: real[n]; v: real[n]",
    "log(1 + exp(x)) >= x": "x: real",
    "sqrt(Sum(z[k]**2, (k, 1, n))) = norm(z)": "n: dimension; z: real[n]",
    "Max(a, b) = (a + b + |a - b|)/2": "a: real; b: real",
    "Integral(exp(-x), (x, 0, oo)) = 1": "",
    "x_1 + x_2 = x_2 + x_1": "x_1: real; x_2: real",
    "Derivative(LSE(z), z[i]) = softmax(z)[i]": "n: dimension; z: real[n]; i: index[n]",
    "ForAll(z[k] <= LSE(z), (k, 1, n))": "n: dimension; z: real[n]",
    "Limit(T*LSE(z/T), T -> 0+) = max(z)": "n: dimension; z: real[n]",
    "H(softmax(z)) = LSE(z) - dot(softmax(z), z)": "n: dimension; z: real[n]",
    r"\frac{\partial}{\partial z_k} \log \sum_j e^{z_j} = \frac{e^{z_k}}{\sum_j e^{z_j}}": "n: dimension; z: real[n]; k: index[n]",
    r"\sigma(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}": "K: dimension; z: real[K]; i: index[K]",
    r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} - \sigma(z)_j)": (
        "n: dimension; z: real[n]; j: index[n]; i: index[n]"
    ),
    r"\nabla_z \operatorname{LSE}(z) = \sigma(z)": "n: dimension; z: real[n]",
    r"H(\sigma(z)) = \operatorname{LSE}(z) - \sum_i \sigma(z)_i z_i": "n: dimension; z: real[n]",
    r"\int_0^\infty x e^{-x} dx = 1": "",
    r"z_1 \le \max z": "n: dimension; z: real[n]",
    r"\max(x, 0) \ge x": "x: real",
    r"\operatorname{KL}(\sigma(x) \| \sigma(y)) \ge 0": "n: dimension; x: real[n]; y: real[n]",
}
TWO_CHOICES = {
    "LSE(z) <= LSE(w)": "one length or two",
    "log(x) <= x - 1": "declare x: positive, or x: real",
    "sqrt(x)^2 = x": "it stands in sqrt( )",
    "a/b = 1": "it is divided by",
    "KL(p, q) >= 0": "declare p: simplex[n], or p: positive[n]",
    "LSE(z) <= max(z) + log(n)": "is n the length of z",
    "A @ B = B @ A": "declare A: real[n], or A: real[n, n]",
    "z.T @ h = h.T @ z": "declare z: real[n], or z: real[n, n]",
    "Sum(A[i, j], (i, 1, n)) = 1": "declare A: real[n, m], or A: real[n, n]",
    "softmax(beta*z)[i] <= 1": "declare beta: real, or beta: real[n]",
    "softmax(z + c)[i] = softmax(z)[i]": "declare c: real, or c: real[n]",
    "Sum(z[k], (k, 1, n)) = Sum(z[k], (k, 1, m))": "the length is m or n",
    r"H(p) \le \log n": "declare p: simplex[n], or p: positive[n]",
    r"\frac{a}{b} = 1": "it is divided by",
    r"\lim_{T \to \infty} \sigma(z/T)_i = \frac{1}{n}": "is n the length of z",
    r"\sigma(z + c) = \sigma(z)": "not declared",  # softmax, or the logistic function
    r"\sigma(-x) = 1 - \sigma(x)": "not declared",
}


@pytest.mark.parametrize("statement", INFERRED)
def test_domains_are_inferred_where_there_is_one_choice(statement):
    assert "; ".join(f"{name}: {domain}" for name, domain in reading.inferred(statement).items()) == INFERRED[statement]
    assert check(statement, timeout=5).word == "proved"


@pytest.mark.parametrize("statement", TWO_CHOICES)
def test_where_there_are_two_choices_the_declaration_is_asked_for(statement):
    with pytest.raises(LanguageError) as asked:
        check(statement)
    assert TWO_CHOICES[statement] in str(asked.value)


def test_who_declares_declares_all():
    with pytest.raises(LanguageError, match="y is not declared"):
        check("x = y", "x: real")


def test_hypotheses_have_a_part_in_it():
    assert str(check("softmax(z)[i] <= 1/2", given=["z[i] <= z[j]", "Ne(i, j)"])).endswith(
        "read with n: dimension; z: real[n]; i: index[n]; j: index[n]"
    )


# --- names of SciPy, NumPy, PyTorch and SymPy, as they are typed from memory --------------------------------------------

SPELLINGS = [json.loads(line) for line in (Path(__file__).parent / "spellings.jsonl").read_text(encoding="utf-8").splitlines()]


def test_nine_spellings_in_ten_are_read_and_none_wrongly():
    refused = []
    for row in SPELLINGS:
        domains = symbols(row["where"])
        try:
            domains = domains or reading.inferred(row["typed"])
            (formula,) = reading.statement(row["typed"], (), declare(domains))
        except LanguageError as error:
            if "says" not in row:
                refused.append((row["typed"], str(error)))
            assert row.get("says", "") in str(error), row["typed"]
            continue
        assert "reads" in row, row["typed"]
        (meant,) = reading.statement(row["reads"], (), declare(domains))
        assert formula == meant, row["typed"]
    assert len(SPELLINGS) >= 60 and len(refused) <= len(SPELLINGS) // 10, refused


def test_an_axis_says_nothing_of_a_vector():
    scope = declare(symbols("n: dimension; z: real[n]; x: real"))
    for typed, meant in (
        ("z.max(0)", "max(z)"), ("np.max(z, 0)", "max(z)"), ("torch.sum(z, -1)", "sum(z)"), ("z.softmax(-1)[1]", "softmax(z)[1]"),
        ("logsumexp(z, 0)", "logsumexp(z)"), ("z.norm(1)", "norm(z, 1)"),
    ):  # fmt: skip
        (formula,), (same,) = (reading.statement(f"{side} = 0", (), scope) for side in (typed, meant))
        assert formula == same, typed
    for wrong in ("logsumexp(x, 0) = 0", "softmax(z, 2) = z", "np.max(x, 0) = x"):
        with pytest.raises(LanguageError):
            reading.statement(wrong, (), scope)


def test_dots_and_signs():
    scope = declare(symbols("n: dimension; z: real[n]; w: real[n]; u: real[n]; p: simplex[n]; i: index[n]; x: real"))
    for typed, meant in (
        ("z·w", "dot(z, w)"), ("x·z", "x*z"), ("⟨z, w⟩²", "dot(z, w)^2"), ("½x + ¼", "1/2*x + 1/4"),
        ("∇LSE(z)_i", "Gradient(LSE(z), z)[i]"),
        ("∇_z LSE(2z)", "Gradient(LSE(2z), z)"), ("E_{i~p}[z_i^2]", "Sum(p[i]*z[i]^2, (i, 1, n))"),
        ("clamp(x, min=0)", "Max(x, 0)"),
        ("clip(x, a_min=0, a_max=1)", "Min(Max(x, 0), 1)"), ("Rational(1, 3)*x", "1/3*x"), ("Limit(x, x, 0⁺)", "Limit(x, x, 0)"),
    ):  # fmt: skip
        (formula,), (same,) = (reading.statement(f"{side} = 0", (), scope) for side in (typed, meant))
        assert formula == same, typed
    for wrong in ("z·w·u", "∇LSE(2z)", "x⁺ + x", "x⁻¹", "⟨z⟩", "E_{i~p}(z_i)"):
        with pytest.raises(LanguageError):
            reading.statement(f"{wrong} = 0", (), scope)


def test_derivatives_and_powers_as_they_are_written_by_hand():
    scope = declare(symbols("n: dimension; z: real[n]; p: open simplex[n]; q: open simplex[n]; x: real; T: positive; i: index[n]"))
    for typed, meant in (
        ("d/dx exp(2x)", "Derivative(exp(2*x), x)"), ("d^2/dx^2 exp(x)", "Derivative(exp(x), x, x)"),
        ("d³/dx³ x⁴", "diff(x**4, x, 3)"),
        ("d/dx (x^2 + x)", "Derivative(x**2 + x, x)"), ("d/dx [x^2 + x]", "Derivative(x**2 + x, x)"),
        ("d/dz_i LSE(z)", "Derivative(LSE(z), z[i])"), ("log^2(T)", "log(T)**2"), ("tanh²(x)", "tanh(x)**2"),
        ("S.Half*x + S(1)/3", "1/2*x + 1/3"), ("Sum(z[i], (i, 1, n)).doit()", "Sum(z[i], (i, 1, n))"), ("max(z).item()", "max(z)"),
        ("sum(p*log(p/q))", "Sum(p[k]*log(p[k]/q[k]), (k, 1, n))"), ("sum(exp(p*q)*p)", "Sum(exp(p[k]*q[k])*p[k], (k, 1, n))"),
    ):  # fmt: skip
        (formula,), (same,) = (reading.statement(f"{side} = 0", (), scope) for side in (typed, meant))
        assert formula == same, typed
    two = ("d/dx x*x", "d/dx x^2 + x", "d/dx x^2 x", "d^2/dx x", "∂/∂x x^2 - x", "log^2(x)^2", "f^2(x)", "x^2(x)", "log(x).evalf()")
    for wrong in (*two, "p/q = p"):
        with pytest.raises(LanguageError):
            reading.statement(f"{wrong} = 0", (), scope)


def test_a_vector_of_functions_has_a_vector_of_values():
    where = "n: dimension; D: dimension; f: differentiable real[D] -> real[n]; F: real[D] -> real[n, n]; x: real[D]; y: index[n]"
    scope = declare(symbols(where))
    for typed, meant in (
        ("softmax(f(x))[y] = 1", "softmax(vector((k, 1, n), f[k](x)))[y] = 1"), ("f(x)[y] = 1", "f[y](x) = 1"),
        ("Sum(f(x)[k], k) = LSE(f(x))", "Sum(f[k](x), (k, 1, n)) = LSE(vector((k, 1, n), f[k](x)))"),
    ):  # fmt: skip
        (formula,), (same,) = (reading.statement(side, (), scope) for side in (typed, meant))
        assert formula == same, typed
    with pytest.raises(LanguageError, match="told apart"):
        reading.statement("F(x) = 1", (), scope)


def test_declarations_in_other_words():
    for said, meant in (
        ("z in R^n", "z: real[n]"), ("z ∈ ℝⁿ", "z: real[n]"), ("z, w: array[n]", "z: real[n]; w: real[n]"),
        ("T: > 0", "T: positive"), ("x: (0, oo)", "x: positive"), ("x: >= 0", "x: nonnegative"),
        ("n: dim; i: 1..n", "n: dimension; i: index[n]"),
    ):  # fmt: skip
        assert declare(symbols(said)) == declare(symbols(meant)), said
    for wrong in ("x: [0, 1]", "T > 0", "x real", "p: probability", "x: real, y: real"):
        with pytest.raises(LanguageError):
            declare(symbols(wrong))


def test_methods_are_functions():
    assert str(check("z.max() <= z.logsumexp()", timeout=5)).startswith("proved")
    with pytest.raises(LanguageError, match="write the function"):
        check("z.argmax() = 1", "n: dimension; z: real[n]")


QUESTIONS = {  # a new user's first ten minutes: as it is typed from memory, and what is answered, or asked for
    "softmax(z)_i = e^(z_i)/sum_j e^(z_j)": "proved",
    "softmax(z + c) = softmax(z)": "declare c: real, or c: real[n]",
    "sum(softmax(z)) = 1": "proved",
    "0 < softmax(z)_i < 1": "refuted",  # with one class it is 1
    "d/dx sigmoid(x) = sigmoid(x)*(1 - sigmoid(x))": "proved",
    "diff(sigmoid(x), x) = sigmoid(x)*(1 - sigmoid(x))": "proved",
    "Jacobian(softmax(z), z) = diag(softmax(z)) - softmax(z)*softmax(z).T": "proved",
    "max(z) <= LSE(z) <= max(z) + log(n)": "is n the length of z",
    "grad(LSE(z), z) = softmax(z)": "proved",
    "LSE is convex": "a property is stated as an equation or an inequality",
    "H(p) <= log(n)": "declare p: simplex[n], or p: positive[n]",
    "KL(p||q) >= 0": "declare p: simplex[n], or p: positive[n]",
    "lim_{T->0} softmax(z/T)_i = 1": "refuted",
    "softmax(z)_i / softmax(z)_j = exp(z_i - z_j)": "proved",
    "argmax(softmax(z)) = argmax(z)": "write what it means",
    "-log softmax(z)_y = LSE(z) - z_y": "proved",
    "softmax(2z) = softmax(z)^2 / sum(softmax(z)^2)": "proved",
    r"\sum_i \sigma(z)_i = 1": "proved",
    r"\log \sum_i e^{x_i} \ge \max_i x_i": "proved",
    r"\frac{d}{dx} \tanh x = 1 - \tanh^2 x": "proved",
    "Sum(z[k], (k, 0, n - 1)) = sum(z)": "entries are counted from 1, and k starts at 0",
    "if x > 0, then x > -1": "proved",
    "exp(x) > x + 1 (x > 0)": "a condition stands last",
    "exp(x) > 1, x > 0": "what is supposed stands last",
    "1j*1j = -1": "the imaginary unit is I",
    "softmax(x) sums to 1": "write it as a formula, as in sum(softmax(z)) = 1",
    "softmax(z)[i] > softmax(z)[j] if z[i] > z[j]": "proved",
    "softmax(z)[i] > softmax(z)[j] iff z[i] > z[j]": "state both directions",
    "sotfmax(z)[i] <= 1": "softmax with a mistake of typing?",
    "softmax(z)[i] =< 1": "write <=",
    "exp(x) = 1 + x + x^2/2 + ...": "write a sum",
    "exp(-x) -> 0 as x -> oo": "proved",
    "TV(p, q) <= 1": "declare p: simplex[n]",
    "TotalVariation(p, q) <= 1": "write TV(p, q)",
    "softmax(z)[i]": "derive finds",
    "grad(logsumexp, z) = softmax(z)": "proved",
    "logsumexp >= max": "logsumexp is a function",
    "Σ p_i log(p_i/q_i) >= 0": "Sigma without its index",
    "x_max >= x_i": "x_max is not declared",
    "Ax = b": "Ax is one name, or A*x",
    "argmax z = 1": "write what it means",
    "Exp[x] > 0": "arguments stand in parentheses",
    "entropy(p) is maximal for uniform p": "a property is stated as an equation or an inequality",
    "for all x: e^x >= 1 + x": "proved",
    "p_i <= 1 for every i in 1..n": "what is supposed in words is a relation",
    "sum_{k != i} softmax(z)_k = 1 - softmax(z)_i": "proved",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_first_question_is_answered_or_refused_with_what_helps(question):
    try:
        answer = str(check(question, timeout=20))
    except LanguageError as error:
        answer = str(error)
    assert QUESTIONS[question] in answer
