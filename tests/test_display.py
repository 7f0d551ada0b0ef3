"""What a notebook shows, and the record that it leaves for the exports."""

import re
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from unittest.mock import patch

import pytest
from matplotlib.figure import Figure

from derivations.prover.book import display
from derivations.prover.book.display import MIME, NotRefuted, at_relation, definition, figure, refuted, show, steps
from derivations.prover.book.ledger import Shown, UnknownId, find, propositions
from paper.records import ledger
from derivations.prover.kernel.terms import ONE, ZERO, Term, add, fresh, log, mul, substitute, var
from derivations.prover.language.naming import lettering
from derivations.prover.proof import plain
from derivations.prover.book.words import RULES, SAME, THEOREM, head_of, meaning, said
from derivations.prover.verdict import check

SLUG = "lse-gradient-softmax/gradient"


def verdict(word="refuted", reason=""):
    """A verdict that no counterexample stands behind."""
    return replace(check("x = x + 1", "x: real"), word=word, counterexample=None, reason=reason)


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
    (data,), line = shown(refuted, check("x = exp(x)", "x: real"))
    assert data["text/latex"] == r"$$\begin{gathered}\text{false:} \qquad x = e^{x} \\ \text{for } x \in \mathbb{R}\end{gathered}$$"
    assert data["text/plain"].startswith("FALSE")
    assert data[MIME]["counterexample"] == "at x = 0: the left side is 0, the right side 1"
    assert data[MIME]["ranges"] == [r"x \in \mathbb{R}"]
    assert line == f"refuted · {data[MIME]['counterexample']}\n"


@pytest.mark.parametrize(
    ("statement", "where", "point"),
    [
        ("LSE(z) = largest(z)", "n: dimension; z: real[n]", "at n = 2, z = (0, 0)"),
        ("KL(q, p) = KL(p, q)", "p: open simplex[2]; q: open simplex[2]", "at p = (1/2, 1/2), q = (1/3, 2/3)"),
        ("H(p) = log(n)", "n: dimension; p: simplex[n]", "at n = 2, p = (0, 1)"),
        ("f(x + 1) = f(x)", "x: real; f: real -> positive", "at f = exp(x), x = 0"),
    ],
)
def test_the_counterexample_that_is_shown_is_the_smallest(statement, where, point):
    (data,), _ = shown(refuted, check(statement, where))
    assert data[MIME]["counterexample"].startswith(point + ": ")


def test_a_false_limit_is_refuted_by_the_value_that_is_proved():
    (data,), _ = shown(refuted, verdict(reason="the kernel proves that the value is 1"))
    assert data[MIME]["counterexample"] == "the kernel proves that the value is 1"


def test_what_a_false_statement_supposes_is_shown_with_it():
    (data,), _ = shown(refuted, check("softmax(z)[i] < 1/2", "n: dimension; z: real[n]; i: index[n]", ["2 <= n", "z[1] = 0"]))
    assert r"\text{for } n \ge 2,\ z \in \mathbb{R}^{n}" in data["text/latex"] and r"\text{given } z_1 = 0" in data["text/latex"]
    assert r"2 \le n" not in data["text/latex"]


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
    return [Shown(latex, latex, rule, "") for latex, rule in lines]


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


# --- the words of reasons -------------------------------------------------------------------------------------------

SPEAKS_FOR_ITSELF = re.compile(r"(assumption|sum over|for every|induction) ?|term by term|the .*|its domain|in between|u v = d w.*")
KERNEL = re.compile(r"normal form|transitiv|linear combination|collapse|settle|specialise|congruence|substitution")


def test_no_line_of_the_ledger_speaks_in_the_words_of_the_kernel():
    for entry in ledger():
        for step in entry.derivation:
            head = head_of(step.rule)
            known = head in RULES or THEOREM.fullmatch(head) or SPEAKS_FOR_ITSELF.match(said(step.rule))
            assert known and not KERNEL.search(THEOREM.sub("", said(step.rule))), (entry.part, step.rule)


def test_every_other_name_of_a_rule_leads_to_one_that_has_words():
    assert set(SAME.values()) <= RULES.keys() and not SAME.keys() & RULES.keys()
    assert all(words and does.endswith(".") for words, does in RULES.values())
    assert meaning("normal form, collapse, definition, derivative") == RULES["simplification"][1]


def test_what_leads_from_one_to_the_next_is_a_chain_and_a_limit_of_a_constant_is_no_line():
    entry = find("lse-associativity/tropical-limit")
    assert not any(re.fullmatch(r"\\lim_\{[^{}]*(\{[^{}]*\})?\} 0 = 0", step.latex) for step in entry.derivation)
    assert any(step.latex.startswith("= ") and step.text.startswith("Limit(") for step in entry.derivation)
    assert entry.derivation[-1].text == entry.statement


# --- plain lines ----------------------------------------------------------------------------------------------------


def test_what_a_rule_puts_together_is_written_plainly():
    lines = [step.text for step in find("lse-tangent/tangent").derivation]
    assert "LSE(z) + Subs(Derivative(LSE(z + x*(z_prime - z)), x), x, 0) <= LSE(z_prime)" in lines
    cooled = [step.text for step in find("exponential-decay/limit").derivation]
    assert "Limit(T/gamma, T, 0) = 0" in cooled and not any("0/gamma" in line for line in cooled)


def test_a_line_is_not_written_otherwise_than_the_kernel_confirms(monkeypatch):
    x, y = var("x", "real"), var("y", "real")
    line = Term("le", (mul(ONE, x), add(y, mul(ZERO, log(y)))))
    assert plain.plain_line(line, ()) == Term("le", (x, line.args[1]))  # log y has a value where y > 0 alone
    assert plain.plain_line(line, (Term("lt", (ZERO, y)),)) == Term("le", (x, y))
    monkeypatch.setattr(plain, "plain", lambda term: y)
    another = Term("le", line.args)  # a line is written once
    assert plain.plain_line(another, ()) == line


def test_a_variable_that_was_made_up_has_a_letter_that_suits_its_domain():
    i, t, d, f = fresh("i", "real"), fresh("T", "positive"), fresh("x", "dimension"), fresh("k", "real -> real")
    k = fresh("i", "index", ONE, d)
    formula = Term("eq", (add(i, t, Term("call", (f, ZERO, i))), add(d, k, var("s", "real"))))
    letters = lettering([formula], frozenset({"f"}))
    assert [letters[v].args[0] for v in (i, t, d, k, f)] == ["t", "T", "m", "i", "g"]
    again = lettering([Term("lt", (i, t)), formula])
    assert again[i].args[0] not in ("s", "T") and len({v.args[0] for v in again.values()}) == len(again)


def test_letters_do_not_depend_on_what_was_made_up_before():
    def named(later):
        s, t = (fresh("x", "real") for _ in range(2))
        s, t = (t, s) if later else (s, t)
        return substitute(Term("lt", (s, t)), lettering([Term("lt", (s, t))]))

    assert named(False) == named(True)
