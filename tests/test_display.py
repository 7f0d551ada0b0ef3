"""What a notebook shows, and the record that it leaves for the exports."""

from contextlib import redirect_stdout
from io import StringIO
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from matplotlib.figure import Figure

from derivations.prover.book import display
from derivations.prover.book.display import MIME, NotRefuted, at_relation, definition, figure, refuted, show, steps
from derivations.prover.book.ledger import UnknownId, find, propositions
from derivations.prover.book.words import said

SLUG = "lse-gradient-softmax/gradient"
EXAMPLE = SimpleNamespace(lines=("at x = 0",), left="0", right="[2.71828182845905 +/- 5.36e-15]")


def verdict(word="refuted", counterexample=None, reason="", hypotheses=()):
    said = {"latex": "x = x + 1", "statement": "x = x + 1"}
    return SimpleNamespace(word=word, counterexample=counterexample, reason=reason, hypotheses=hypotheses, **said)


def shown(function, *arguments):
    """What a call displays, and what it prints."""
    displayed, printed = [], StringIO()
    with patch.object(display, "display", lambda data, raw: displayed.append(data)), redirect_stdout(printed):
        function(*arguments)
    return displayed, printed.getvalue()


def test_a_theorem_is_shown_as_latex_with_its_record_and_one_stable_line():
    (data,), line = shown(show, SLUG)
    entry = find(SLUG)
    assert data["text/latex"].startswith(rf"$$\begin{{gathered}}{entry.latex} \\ ")
    assert data["text/plain"].splitlines()[0] == entry.statement
    assert data[MIME] | {"hypotheses": []} == {
        "kind": "theorem",
        "id": SLUG,
        "digest": entry.digest,
        "grade": "proved",
        "dimension": "every n >= 1",
        "title": entry.title,
        "latex": entry.latex,
        "hypotheses": [],
        "ranges": list(entry.ranges_latex),
    }
    assert line == f"{SLUG} · proved · every n >= 1 · digest {entry.digest[:12]}\n"


def test_an_unknown_theorem_is_not_shown_and_the_nearest_are_named():
    with pytest.raises(UnknownId, match=SLUG):
        show("lse-gradient-softmax/gradien")


def test_each_step_of_a_derivation_stands_on_its_line_with_its_rule():
    (data,), line = shown(steps, SLUG)
    entry = find(SLUG)
    for step in entry.derivation:
        assert said(step.rule, step.because) in data["text/latex"] and step.text in data["text/plain"]
    assert data[MIME]["kind"] == "derivation" and data[MIME]["digest"] == entry.digest
    assert f"{len(entry.derivation)} steps" in line


def test_the_domain_of_every_symbol_is_part_of_what_is_shown():
    for proposition in propositions():
        entry = proposition.entry
        (data,), _ = shown(show, entry.part)
        below = data["text/latex"].partition(entry.latex)[2]
        assert all(said in below for said in entry.ranges_latex)
        assert {v.args[0] for v in proposition.theorem.conclusion.free} <= entry.domains.keys()


def test_the_hypotheses_of_a_theorem_are_part_of_what_is_shown():
    (data,), _ = shown(show, "softmax-variance-identity/zero-only-if")
    (hypothesis,) = find("softmax-variance-identity/zero-only-if").hypotheses_latex
    assert rf"\text{{given }} {hypothesis}" in data["text/latex"]
    (data,), _ = shown(show, "softmax-simplex/below-one")  # a bound on the dimension is said once
    assert r"n \ge 2" in data["text/latex"] and r"2 \le n" not in data["text/latex"]


@pytest.mark.parametrize("name", display.ARGUMENTS)
def test_every_definition_is_shown_as_the_kernel_unfolds_it(name):
    (data,), _ = shown(definition, name)
    assert data[MIME]["kind"] == "definition" and data[MIME]["id"] == name
    assert data[MIME]["latex"] in data["text/latex"] and "=" in data["text/plain"]


def test_a_name_without_definition_is_refused():
    with pytest.raises(KeyError, match="softmin"):
        definition("softmin")


def test_a_false_statement_is_called_false_and_carries_its_counterexample():
    (data,), line = shown(refuted, verdict(counterexample=EXAMPLE))
    assert data["text/latex"] == r"$$\text{false:} \qquad x = x + 1$$"
    assert data["text/plain"].startswith("FALSE")
    assert data[MIME]["counterexample"] == "at x = 0: the left side is 0, the right side 2.718281..."
    assert line == f"refuted · {data[MIME]['counterexample']}\n"


def test_a_false_limit_is_refuted_by_the_value_that_is_proved():
    (data,), _ = shown(refuted, verdict(reason="the kernel proves that the value is 1"))
    assert data[MIME]["counterexample"] == "the kernel proves that the value is 1"


def test_what_a_false_statement_supposes_is_shown_with_it():
    (hypothesis,) = (p for p in propositions() if p.part == "softmax-simplex/below-one")
    (data,), _ = shown(refuted, verdict(counterexample=EXAMPLE, hypotheses=hypothesis.theorem.hypotheses))
    assert r"\text{given } n \ge 2" in data["text/latex"]


@pytest.mark.parametrize(
    "word, reason", [("proved", ""), ("undecided", "no proof was found"), ("vacuous", "0 < 0"), ("refuted", "")]
)
def test_nothing_is_shown_as_false_that_is_not_refuted(word, reason):
    with pytest.raises(NotRefuted):
        refuted(verdict(word, reason=reason))


def test_a_figure_is_the_same_on_every_run():
    def drawn():
        fig = Figure()
        fig.add_subplot().plot([0, 1], [0, 1])
        return shown(figure, fig, "line", "A line.", "A line from the lower left to the upper right.")[0]

    first, second = drawn(), drawn()
    assert first == second
    assert first[0]["image/svg+xml"].startswith("<?xml") and "<dc:date>" not in first[0]["image/svg+xml"]
    assert first[0][MIME] == {
        "kind": "figure",
        "id": "line",
        "caption": "A line.",
        "alt": "A line from the lower left to the upper right.",
    }
    assert first[1]["text/markdown"] == "*A line.*"


@pytest.mark.parametrize(
    "line, left, right",
    [
        ("a = b", "a ", "= b"),
        (r"\sum_{k=1}^{n} p_k = 1", r"\sum_{k=1}^{n} p_k ", "= 1"),
        (r"f(x = y) \le 1", "f(x = y) ", r"\le 1"),
        (r"\left[a < b\right] > c", r"\left[a < b\right] ", "> c"),
        (r"\lim_{T \to 0^+} x = y", r"\lim_{T \to 0^+} x ", "= y"),
        ("= c", "", "= c"),
        ("c", "", "c"),
    ],
)
def test_lines_are_aligned_at_the_relation_that_they_state(line, left, right):
    assert at_relation(line) == (left, right)


def derivation(*lines):
    return [SimpleNamespace(latex=latex, text=latex, rule=rule, because="") for latex, rule in lines]


def test_a_long_left_side_stands_on_a_row_of_its_own():
    assert display.aligned(derivation(("a = b", "x"), ("= c", "y"))) == (
        r"\begin{aligned}a & = b && \quad \text{x} \\ & = c && \quad \text{y}\end{aligned}"
    )
    long = " + ".join("abcdefghijklmnopqrstuvwxyzabcdefgh")
    assert display.aligned(derivation((f"{long} = b", "x"), ("= c", "y"), ("a = c", "z"))) == (
        rf"\begin{{aligned}}& {long}  \\ & \qquad = b && \quad \text{{x}} \\ & \qquad = c && \quad \text{{y}} \\ "
        r"& a = c && \quad \text{z}\end{aligned}"
    )


def test_a_long_reason_takes_more_rows_and_a_long_derivation_more_displays():
    assert display.aligned(derivation(("a = b", "so " * 20))).count(r"\\ & && \quad \text{so") == 1
    lines = derivation(*[("a = b", "x")] * 25)
    assert [len(display) for display in display.displays(lines)] == [8, 8, 9]
    assert sum(display.displays(lines), []) == lines


def test_words_are_escaped_for_tex():
    assert r"\text{a\_b \& 5\%}" in display.aligned(derivation(("a = b", "a_b & 5%")))
