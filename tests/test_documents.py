r"""Documents: each displayed equation judged in its place, and nothing that is broken or hostile spoils the rest."""

import json
from pathlib import Path

import pytest
from chosen import sampled

from derivations.__main__ import main
from derivations.prover.verdict.documents import exit_code, judged

HERE = Path(__file__).parent / "documents"


def verdicts(path, **options):
    return [(record["line"], record["verdict"]) for record in judged(path, timeout=5, **options)]


def written(folder, text, name="paper.tex"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_length_that_one_display_names_holds_for_the_next(tmp_path):
    """Where nobody declares: z: real[K] by the first, and the second says nothing of its length."""
    text = r"""\begin{document}
\[ \operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}} \quad \text{for } i = 1, \dots, K. \]
\[ \frac{\partial}{\partial z_j} \operatorname{softmax}(z)_i
   = \operatorname{softmax}(z)_i(\delta_{ij} - \operatorname{softmax}(z)_j) \]
\end{document}
"""
    records = list(judged(written(tmp_path, text), timeout=5))
    assert [record["verdict"] for record in records] == ["proved", "proved"]
    assert records[1]["inferred"] == "K: dimension; z: real[K]; j: index[K]; i: index[K]"


def test_a_literal_block_is_no_display(tmp_path):
    text = """.. check: x: real; y: real

Write it so::

   .. math:: 1 = 2

and see

.. math:: \\phi(x) = 1/(1 + e^{-x})

.. math:: \\phi(x) + \\phi(-x) = 1 \\qedhere
"""
    assert verdicts(written(tmp_path, text, "guide.rst")) == [(9, "definition"), (11, "proved")]


def test_a_paper_step_by_step(tmp_path):
    text = r"""\newcommand{\lse}{\operatorname{LSE}}
% check: n: dimension; z: real[n]; i: index[n]; k: index[n]
\begin{document}
\begin{equation} p_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \end{equation}
\begin{align}
  \frac{\partial p_i}{\partial z_k} &= p_i (\delta_{ik} - p_k) \label{eq:one} \\
    &= p_k (\delta_{ik} - p_i) \\
    &\le p_i - 1.
\end{align}
\[ f(z) = \lse(z) \]
\[ \nabla f(z) = p \]
\[ p_i \approx 0 \]
\[ \lse(z) \]
\end{document}
\[ 1 = 2 \]
"""
    expected = [
        (4, "definition"), (6, "proved"), (7, "proved"), (8, "refuted"), (10, "definition"), (11, "proved"), (12, "not read"),
        (13, "skipped"),
    ]  # fmt: skip
    assert verdicts(written(tmp_path, text)) == expected


def test_the_wrong_step_of_a_known_proof():
    """Dao-AILab/flash-attention, issue 273: the inverse is missing in the second step."""
    records = list(judged(HERE / "flash.tex", timeout=5))
    assert [record["verdict"] for record in records] == ["definition", "definition", "proved", "refuted"]
    assert "counterexample" in records[-1] and records[-1]["line"] == 10


PAPERS = {  # formulas of papers, retyped in small, the last of them with a mistake: see each file's first lines
    "distillation": ["definition"] * 3 + ["proved"] * 3 + ["not read", "refuted"],
    "jaynes": ["proved", "proved", "definition", "proved", "definition", "proved", "proved", "refuted"],
    "mellowmax": ["definition", "proved", "proved", "definition", "proved", "refuted"],
    "monotone": ["definition", "proved", "proved", "refuted"],
    "online": ["definition", "definition", "proved", "proved", "refuted"],
    "preferences": ["proved"] * 4 + ["refuted"],
    "smooth_maximum": ["proved"] * 3 + ["refuted"],
    "smoothing": ["definition", "proved", "proved", "refuted"],
    "softq": ["definition", "proved", "refuted"],
    "tempered": ["proved", "proved", "refuted"],
}


@pytest.mark.parametrize("name", sampled(PAPERS, 6))
def test_papers_retyped_in_small(name):
    records = list(judged(HERE / f"{name}.tex", timeout=40))
    assert [record["verdict"] for record in records] == PAPERS[name]
    assert "counterexample" in records[-1]


P, R, N = "proved", "refuted", "not read"
KINDS = {  # of documents, each with the line of what it displays: macros, includes, code, comments, quotations
    "thesis/thesis.tex": [
        (14, P), (18, P), (19, P), (20, P), (21, P), (22, R), (26, P), (30, P), (31, R), (35, P), (36, P), (39, P), (40, R),
        (44, P), (44, P), (1, P), (2, P), (50, N), (51, N), (52, N), (63, P), (64, P), (65, N),
    ],
    "lecture.md": [(9, P), (20, P), (21, R), (26, P), (31, P), (34, R), (37, P), (40, P), (43, P)],
    "lab.ipynb": [(40, P), (43, P), (44, R), (52, P)],
    "losses.py": [(8, P), (10, P), (12, P), (25, P), (27, P), (30, R), (37, P), (41, P), (41, P)],
    "guide.rst": [(11, P), (15, P), (16, P), (18, R)],
    "report.qmd": [(8, P), (17, R)],
    "myst.md": [(9, P), (14, P), (18, R)],
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_documents_of_every_kind(name):
    assert verdicts(HERE / name) == KINDS[name]


def test_what_is_switched_off_or_commented_out_is_not_judged(tmp_path):
    off = "\\iffalse \\[ 1 = 2 \\] \\fi \\verb|\\[ 1 = 3 \\]| \\newcommand{\\shown}[1]{\\[ #1 = 4 \\]}\n\\[ 1 = 1 \\]"
    assert verdicts(written(tmp_path, off)) == [(2, "proved")]
    assert verdicts(written(tmp_path, "<!-- $$ 1 = 2 $$ -->\n$$ 1 = 1 $$\n", "note.md")) == [(2, "proved")]


def test_markdown_defines_macros_where_it_uses_them(tmp_path):
    text = (
        "$$ \\newcommand{\\half}[1]{\\frac{#1}{2}} $$\n<!-- check: x: real -->\n$$\n\\def\\y{x}\n\\half{\\y} + \\half{x} = x\n$$\n"
    )
    assert verdicts(written(tmp_path, text, "note.md")) == [(5, "proved")]


def test_a_refuted_step_says_what_its_left_side_is(tmp_path):
    text = "% check: n: dimension; z: real[n]\n\\[ \\nabla_z \\mathrm{LSE}(z) = z \\]\n\\[ \\sum_i z_i \\ge 0 \\]\n"
    first, second = judged(written(tmp_path, text), timeout=5)
    assert first["remark"] == "in fact Gradient(LSE(z), z) = softmax(z) (every n >= 1)"
    assert second["counterexample"].startswith("at n = 1, z = (-1)") and second["counterexample"].endswith("claimed: left ≥ right")


def test_a_sum_over_pairs_is_not_guessed(tmp_path):
    text = "% check: n: dimension; p: simplex[n]; i: index[n]; j: index[n]\n\\[ \\sum_{i \\ne j} p_i p_j = 1 - \\sum_i p_i^2 \\]\n"
    (record,) = judged(written(tmp_path, text), timeout=5)
    assert record["verdict"] == "not read" and "a sum over both indices" in record["reason"]
    (record,) = judged(written(tmp_path, text.replace("; i: index[n]; j: index[n]", "")), timeout=5)
    assert record["verdict"] == "proved"


def test_two_conditions_are_supposed_both(tmp_path):
    text = r"""% check: x: real; y: real
\[ x y > 0 \quad \text{if } x > 0 \text{ and } y > 0 \]
\[ x + 1 > x \text{ and } y \ge y \]
"""
    assert [word for _, word in verdicts(written(tmp_path, text))] == ["proved", "proved", "proved"]


def test_greek_names_are_declared_as_they_are_written(tmp_path):
    text = "% check: \\lambda: positive; n: dimension; z: real[n]\n\\[ \\lambda > 0 \\]\n"
    assert [word for _, word in verdicts(written(tmp_path, text))] == ["proved"]


def test_where_nobody_declares_a_variable_is_seen_and_nothing_is_guessed(tmp_path):
    text = r"""
\[ \sum_i \sigma(z)_i = 1 \]
\[ p_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}} \]
\[ \frac{\partial p_i}{\partial z_k} = p_i (\delta_{ik} - p_k) \]
\[ \frac{\partial L}{\partial z_i} = p_i - y_i \]
\[ \sum_i q_i = 1 \]
\[ x + 1 \ge x \]
\[ H(q) \le \log n \]
"""
    records = list(judged(written(tmp_path, text), timeout=5))
    assert [record["verdict"] for record in records] == ["proved", "definition", "proved", *["not read"] * 4]
    assert records[0]["inferred"] == "n: dimension; z: real[n]"
    failing = "% check: x: reel\n\\[ \\sum_i \\sigma(z)_i = 1 \\]\n"
    assert [word for _, word in verdicts(written(tmp_path, failing))] == ["not read", "not read"]


def test_markdown_and_its_code():
    assert verdicts(HERE / "notes.md") == [(14, "definition"), (20, "proved"), (24, "refuted")]


def test_docstrings_are_read_and_never_run():
    assert verdicts(HERE / "module.py") == [(14, "proved")]


def test_a_notebook(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["<!-- check: x: real -->\n", "$$ x^2 \\ge 0 $$"]},
        {"cell_type": "code", "source": ["$$ 1 = 2 $$"]},
    ]
    path = written(tmp_path, json.dumps({"cells": cells}, indent=1), "note.ipynb")
    assert [word for _, word in verdicts(path)] == ["proved"]
    assert [word for _, word in verdicts(written(tmp_path, "{", "broken.ipynb"))] == ["not read"]


def test_what_lies_outside_the_folder_is_not_included(tmp_path):
    inside, outside = tmp_path / "paper", tmp_path / "secret.tex"
    inside.mkdir()
    outside.write_text(r"\[ 1 = 1 \]")
    written(inside, r"\[ 1 + 1 = 2 \] \input{main}", "part.tex")
    (inside / "link.tex").symlink_to(outside)
    names = ("part", "../secret", str(outside), "link", "~/x", "missing")
    main_file = written(inside, "\n".join(rf"\input{{{name}}}" for name in names), "main.tex")
    records = list(judged(main_file, timeout=5))
    assert [record["verdict"] for record in records] == ["proved", *["not read"] * 6]
    assert records[0]["file"].endswith("part.tex")


@pytest.mark.parametrize(
    "broken",
    [
        r"\[ \frac{1}{2 \]",
        r"\[ x = \unknown{3} \]",
        r"\[ " + "{" * 3000 + "x" + "}" * 3000 + r" = 1 \]",
        r"\[ " + "(" * 3000 + "x" + ")" * 3000 + r" = 1 \]",
        r"\[ " + r"\begin{cases}" * 3000 + r" = 1 \]",
        "\\[ \x00\x01\x02\ufffd = \x07 \\]",
        r"\[ x^{ \]",
        r"\[ \left( x = 1 \]",
        r"\[ = 1 \]",
        r"\[ x + \]",
        r"\[ " + "x + " * 20_000 + r"x = 1 \]",
        r"\newcommand{\a}{\a\a}\[ \a = 1 \]",
    ],
)
def test_what_is_broken_spoils_nothing_else(tmp_path, broken):
    text = "% check: x: real\n\\[ x^2 \\ge 0 \\]\n" + broken + "\n\\[ x = x \\]\n"
    assert [word for _, word in verdicts(written(tmp_path, text))] == ["proved", "not read", "proved"]


def test_ten_megabytes_and_binary_data(tmp_path):
    text = "% check: x: real\n" + "Much is said, and nothing shown. \\cite{a} $x$ { \n" * 200_000 + "\\[ x = x \\]\n"
    assert [word for _, word in verdicts(written(tmp_path, text))] == ["proved"]
    path = tmp_path / "binary.tex"
    path.write_bytes(bytes(range(256)) * 400)
    assert verdicts(path) == []


@pytest.mark.parametrize("more", [r"x > 3", r"\qquad f(2) = 5", r"\; x = 1"])
def test_a_definition_with_a_condition_or_a_claim_is_none(tmp_path, more):
    text = "% check: x: real\n\\[ f(x) = x^2, " + more + " \\]\n\\[ f(1) = 1 \\]\n"
    assert [word for _, word in verdicts(written(tmp_path, text))] == ["not read", "not read"]


def test_a_declaration_that_is_none_is_said(tmp_path):
    text = "% check: x: reel\n\\[ x = x \\]\n"
    records = list(judged(written(tmp_path, text)))
    assert [record["verdict"] for record in records] == ["not read", "not read"] and "unknown domain" in records[0]["reason"]


def test_the_command(tmp_path, capsys):
    path = written(tmp_path, "% check: x: real\n\\[ x^2 \\ge 0 \\]\n\\[ x = 1 \\]\n")
    assert main(["check", str(path), "--json"]) == 1
    records = json.loads(capsys.readouterr().out)
    assert [record["verdict"] for record in records] == ["proved", "refuted"]
    assert all({"file", "line", "latex", "verdict"} <= set(record) for record in records)
    assert main(["check", str(path)]) == 1 and "1 proved, 1 refuted" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "none.tex")]) == 2
    assert exit_code([]) == 2 and exit_code([{"verdict": "proved"}, {"verdict": "definition"}]) == 0


def test_what_our_own_paper_marks_false_is_refuted(tmp_path):
    text = r"""% check: n: dimension; z: real[n]; i: index[n]
\begin{equation}\label{eq:a} \fitted{\sigma(z)_i < 1 \qquad \text{given } n \ge 2} \end{equation}
\begin{equation}
\fitted{\text{false:} \qquad \operatorname{LSE}(z) = \max z}
\end{equation}
\begin{equation}
\fitted{\begin{aligned}& \operatorname{LSE}(z)  \\ & \qquad = \log \sum_{j=1}^{n} e^{z_j} && \quad \text{definition} \\
& \qquad \le \max z + \log n && \quad \text{a bound}\end{aligned}}
\end{equation}
"""
    words = [word for _, word in verdicts(written(tmp_path, text))]
    assert words == ["proved", "refuted", "proved", "proved"]
