"""What gets into the paper, and what stops it."""

import re
import subprocess
from contextlib import redirect_stdout
from io import StringIO
from types import SimpleNamespace
from unittest.mock import patch

import nbformat
import pytest
from chosen import chosen
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from derivations.prover.book import display
from derivations.prover.book.display import MIME
from derivations.prover.verdict import check
from paper import BuildError, article, assemble, pages
from paper.assemble import blocks
from paper.pages import chapter_name
from paper.records import find, ledger

SLUG = "lse-gradient-softmax/gradient"
PAPER = {"tags": ["paper"]}


def cell(source, *calls, metadata=PAPER):
    """A code cell as a fresh run leaves it: the outputs are those of the calls."""
    outputs, printed = [], StringIO()
    with patch.object(display, "display", lambda data, raw: outputs.append(new_output("display_data", data=data))):
        with redirect_stdout(printed):
            for function, *arguments in calls:
                function(*arguments)
    if printed.getvalue():
        outputs.append(new_output("stream", name="stdout", text=printed.getvalue()))
    return new_code_cell(source, outputs=outputs, metadata=metadata)


def theorem(slug=SLUG):
    return cell(f'show("{slug}")', (display.show, slug))


def derivation(slug):
    return cell(f'steps("{slug}")', (display.steps, slug))


def altered(**changes):
    shown = theorem()
    shown.outputs[0].data[MIME] = shown.outputs[0].data[MIME] | changes
    return shown


def prose(text, metadata=PAPER):
    return new_markdown_cell(text, metadata=metadata)


@pytest.fixture
def written(tmp_path):
    def write(*cells, name="02_log_sum_exp.ipynb"):
        nbformat.write(new_notebook(cells=list(cells)), tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def assembled(written, tmp_path):
    figures = tmp_path / "figures"
    figures.mkdir()
    return lambda *cells: article.assemble([written(*cells)], figures)


def refusal(path, paper_only=True):
    with pytest.raises(BuildError) as error:
        list(blocks(path, paper_only))
    return str(error.value)


# --- what gets in ---------------------------------------------------------------------------------------------------


def test_only_cells_tagged_for_the_paper_get_in(assembled):
    source = assembled(prose("# One", PAPER), prose("Left out.", {}), theorem())
    assert "# One" in source and "Left out" not in source
    assert find(SLUG).latex in source


def test_an_equation_carries_its_theorem_and_leads_to_the_book(assembled):
    source = assembled(theorem())
    assert f'slug="{SLUG}"' in source and f'url="theorems/{find(SLUG).tag}.html"' in source
    assert 'note="proved"' in source and r"\text{for } n \ge 1" in source  # the dimension is said in the display


def test_the_appendix_counts_the_ledger_and_lists_what_the_paper_shows(assembled):
    source = assembled(theorem()).partition("# Appendix")[2]
    for chapter in {entry.chapter for entry in ledger()}:
        own = [entry for entry in ledger() if entry.chapter == chapter]
        assert re.search(rf"^\| {chapter_name(chapter)} \| {len(own)} \|", source, re.M)
    entry = find(SLUG)
    assert f"| `{entry.part}` | {entry.tag} |" in source and entry.digest[:8] in source


def test_the_appendix_lists_theorems_in_the_order_of_their_equations(assembled):
    later, earlier = "softmax-jacobian/entries", "softmax-simplex/positive"
    source = assembled(theorem(later), theorem(earlier)).partition("# Appendix")[2]
    assert source.index(f"| `{later}`") < source.index(f"`{earlier}`")


def test_a_theorem_that_is_shown_before_is_named_where_prose_would_show_it_again(assembled):
    source = assembled(theorem())
    assert f"The theorem is `{SLUG}`{{.lemma tag={find(SLUG).tag}}}." in source  # and nothing is put into what was put there
    assert not re.search(r"\}\{\.|\(`[^`]+`\{\.lemma", source)


def test_a_long_derivation_is_left_to_the_book():
    longest = max(ledger(), key=lambda entry: len(entry.derivation))
    assert len(longest.derivation) > article.LINES
    said = article.derivation(longest)
    assert said.startswith(f"The derivation of `{longest.part}`")
    assert said.endswith(f" has {longest.steps} lines and stands [in the book]({article.SITE}theorems/{longest.tag}.html).")


def test_a_derivation_says_what_it_derives_and_its_reasons_lead_to_theorems(assembled):
    source = assembled(theorem(), derivation("lse-convex/convex"))
    assert '{.derivation slug="lse-convex/convex"' in source
    tangent = find("lse-tangent/tangent")
    assert f"`{tangent.part}`{{.lemma tag={tangent.tag}}}" in source
    written = {to: article.convert(source, to) for to in ("typst", "latex")}
    assert all(f"theorems/{tangent.tag}.html" in words for words in written.values()), "the paper does not show it here"
    assert "#derivationhead[Derivation of " in written["typst"] and r"\derivationhead{Derivation of " in written["latex"]
    shown = article.convert(assembled(theorem(), theorem(tangent.part), derivation("lse-convex/convex")), "latex")
    assert r"\derivationline{0em}" in shown and rf"\eqref{{eq:{tangent.part}}}" in shown


def test_a_name_in_a_sentence_becomes_the_number_of_its_equation_or_its_tag(assembled):
    other = find("softmax-simplex/below-one")
    source = assembled(theorem(), prose(f"See `{SLUG}`, and more (`{other.part}`)."))
    tex = article.convert(source, "latex")
    assert rf"See \eqref{{eq:{SLUG}}}, and more (\href{{" in tex and f"{{{other.tag}}})." in tex


def test_a_name_of_no_theorem_in_a_sentence_stops_it(written):
    assert "02_log_sum_exp.ipynb" in refusal(written(theorem(), prose("See `lse-gradient-softmax/gradiant`.")))


def test_what_a_statement_supposes_stands_in_rows_that_fit_the_page():
    entry = find("lse-hoeffding-bound/popoviciu-equality-if")
    rows = article.in_rows(entry).removeprefix(r"\begin{gathered}").removesuffix(r"\end{gathered}").split(r" \\ ")
    assert len(rows) > 2 and all(display.size(row) <= article.ROOM for row in rows)
    for said in (entry.latex, *entry.ranges_latex, *entry.hypotheses_latex):
        assert said in " ".join(rows)
    assert article.in_rows(find(SLUG)) == display.with_suppositions(find(SLUG))


def test_a_figure_gets_in_as_pdf_and_with_its_caption(assembled, tmp_path):
    fig = Figure()
    fig.add_subplot().plot([0, 1])
    source = assembled(theorem(), cell("figure(...)", (display.figure, fig, "line", "A line.")))
    assert "![A line.](figures/line)" in source
    assert (tmp_path / "figures" / "line.pdf").read_bytes().startswith(b"%PDF")


def test_a_false_statement_gets_in_and_is_called_false(assembled):
    verdict = check("x + 1 = exp(x)", "x: real", ["x <= 0"])
    source = assembled(theorem(), cell("refuted(v)", (display.refuted, verdict)))
    assert r"\text{false:} \qquad x + 1 = e^{x}" in source and r"\text{for } x \in \mathbb{R}" in source
    assert r"\text{given } x \le 0" in source and "refuted at x = −1: the left side is 0, the right side 0.367879…" in source


# --- what stops it --------------------------------------------------------------------------------------------------


def test_an_unknown_theorem_stops_it_and_the_place_is_named(written):
    message = refusal(written(prose("# One"), altered(id="lse-gradient-softmax/gradiant")))
    assert "02_log_sum_exp.ipynb, cell 2" in message and SLUG in message


def test_a_theorem_that_changed_since_the_run_stops_it(written):
    assert "has changed" in refusal(written(altered(digest="0" * 64)))
    assert "has changed" in refusal(written(altered(latex="1 = 1")))


@pytest.mark.parametrize(
    "grade", ["undecided", "refuted", "", "proved?", "proved, given ", "unproved", "proved for n = ", "timed out"]
)
def test_a_theorem_that_is_not_decided_stops_it(written, monkeypatch, grade):
    entry = SimpleNamespace(**vars(find(SLUG)) | {"grade": grade})
    monkeypatch.setattr(assemble, "find", lambda slug: entry)
    assert "not decided" in refusal(written(theorem()))


@pytest.mark.parametrize("grade", ["proved", "proved, given the Beta integral", "proved for n = 2", "cited"])
def test_the_four_grades_are_decided(grade):
    assert assemble.decided(grade)


@pytest.mark.parametrize(
    "typed",
    ["$$x = y$$", "$$\nx = y\n$$", r"\[x = y\]", r"\begin{equation}x\end{equation}", r"\begin{align*}x\end{align*}",
     r"\begin{gather}x\end{gather}", r"\begin {equation*}x\end{equation*}"],
)  # fmt: skip
def test_a_displayed_equation_typed_by_hand_stops_it_in_any_cell(written, typed):
    assert "typed by hand" in refusal(written(prose(f"So\n\n{typed}\n\nholds.")))
    assert "typed by hand" in refusal(written(prose(typed, metadata={})), paper_only=True)


@pytest.mark.parametrize("claim", [r"$\frac{1}{2} = x$", r"$x \le \sum_k p_k$", r"$\partial f/\partial z=p$", r"$\log n \geq H$"])
def test_a_claim_inside_the_text_stops_it(written, claim):
    assert "claim inside the text" in refusal(written(prose(f"Clearly {claim}.")))


@pytest.mark.parametrize(
    "text", ["$n \\ge 1$ and $z \\in \\mathbb R^n$", "`$$`", "```\n$$x$$\n```", "$\\log n$", "costs \\$5 = \\$2 + \\$3"]
)
def test_notation_and_code_do_not_stop_it(written, text):
    assert list(blocks(written(prose(text))))


@pytest.mark.parametrize("data", [{"text/latex": "$x=1$"}, {"text/markdown": "$$x=1$$"}, {"text/html": r"\[x=1\]"}])
def test_an_equation_from_a_cell_that_is_no_theorem_stops_it(written, data):
    output = new_output("display_data", data=data | {"text/plain": "x"})
    assert "no theorem" in refusal(written(new_code_cell("x", outputs=[output])))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["# One", "### Three"], "cell 2: the heading 'Three' is out of order"),
        (["## Two"], "cell 1: the heading 'Two' is out of order"),
        (["# One", "# Another"], "cell 2: the heading 'Another' is out of order"),
        (["# One", "As [@nobody2020] says."], "cell 2: no source is called 'nobody2020'"),
        (["# One", "As @nobody2020 says."], "cell 2: no source is called 'nobody2020'"),
        (["# One", "![Seen](figures/nowhere.svg)"], "cell 2: a picture that no cell makes (figures/nowhere.svg)"),
    ],
)
def test_a_heading_out_of_order_an_unknown_source_and_a_missing_picture_stop_it(written, cells, fault):
    assert fault in refusal(written(*map(prose, cells)))
    assert fault in refusal(written(*(prose(text, {}) for text in cells)), paper_only=False)


def test_headings_are_in_order_among_the_cells_of_the_paper_too(written):
    path = written(prose("# One"), prose("## Two", {}), prose("### Three"))
    assert "cell 3" in refusal(path)  # Two is not tagged


def test_headings_in_order_do_not_stop_it(written):
    assert list(blocks(written(prose("# One\n\n## Two\n\n### Three"), prose("## Two"), prose("```\n#### code @x\n```"))))


def test_a_figure_without_its_picture_stops_it(written):
    record = {"kind": "figure", "id": "line", "caption": "A line.", "alt": "A line."}
    output = new_output("display_data", data={MIME: record, "text/plain": "x"})
    assert "the figure line has no picture" in refusal(written(new_code_cell("figure(...)", outputs=[output])))


def test_a_table_that_a_cell_makes_is_prose(written):
    def shows(table):
        output = new_output("execute_result", data={"text/markdown": table, "text/plain": "<Markdown object>"})
        return written(new_code_cell("Markdown(table)", outputs=[output]))

    code, table = blocks(shows("| | a |\n|---|---|\n| x | no |"), paper_only=False)
    assert code.printed == "" and table.text.endswith("| x | no |")
    assert "gradiant" in refusal(shows("| `lse-gradient-softmax/gradiant` |"), paper_only=False)


def test_a_value_that_is_no_equation_does_not_stop_it(written):
    output = new_output("execute_result", data={"text/latex": r"$\displaystyle 0$", "text/plain": "0"})
    (code,) = blocks(written(new_code_cell("limit(f, x, 0)", outputs=[output])), paper_only=False)
    assert code.printed == "0"


def test_a_cell_that_failed_stops_it(written):
    output = new_output("error", ename="ValueError", evalue="no", traceback=[])
    assert "ValueError" in refusal(written(new_code_cell("x", outputs=[output])))


def test_a_tagged_cell_that_shows_nothing_stops_it(written):
    assert "shows nothing" in refusal(written(new_code_cell("import sympy", metadata=PAPER)))


def test_a_paper_without_equations_is_none(assembled):
    with pytest.raises(BuildError, match="no equation"):
        assembled(prose("# Words"))
    with pytest.raises(BuildError, match="no equation"):
        assembled(cell('definition("softmax")', (display.definition, "softmax")))


def test_the_text_around_the_notebooks_has_no_equation_either(assembled, monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "HERE", tmp_path)
    (tmp_path / "introduction.md").write_text("# Introduction\n\n$$e = 1$$\n")
    with pytest.raises(BuildError, match="paper/introduction.md"):
        assembled(theorem())


@pytest.mark.parametrize(
    "latex",
    [
        r"P(a \middle| b)",
        r"\left. f \right)_0",
        r"\begin{aligned} a &= \begin{array}{l} b \end{array} \end{aligned}",
        r"x = y \tag{1}",
        r"\begin{align} x \end{align}",
        r"a \otimes b",
        "$x$",
    ],
)
def test_latex_that_is_converted_wrongly_without_a_word_stops_it(written, latex):
    data = {"text/latex": latex, "text/plain": "x", MIME: {"kind": "definition", "id": "x", "latex": latex}}
    output = new_output("display_data", data=data)
    assert "would not survive" in refusal(written(new_code_cell("x", outputs=[output])))


def test_latex_that_pandoc_cannot_convert_stops_it():
    source = '::: {.equation note="x"}\n$$\\unknowncommand{x}$$\n:::\n'
    with pytest.raises(BuildError, match="unknowncommand"):
        article.convert(source, "typst")


def test_a_sign_that_pdflatex_does_not_know_stops_it():
    with pytest.raises(BuildError, match="☃"):
        article.readable_by_tex(article.convert("A snowman ☃.", "latex"))
    assert article.readable_by_tex(article.convert("Böhning – “−1 ≤ Γ(x)”…", "latex"))


def test_a_source_that_is_not_in_the_bibliography_stops_it(tmp_path):
    typeset = tmp_path / "paper.typ"
    typeset.write_text(article.convert("As @nobody2000 says.", "typst"))
    (tmp_path / "bibliography.bib").write_text((article.HERE / "bibliography.bib").read_text())
    with pytest.raises(BuildError, match="nobody2000"):
        article.compile_pdf(typeset)


def test_every_theorem_of_the_ledger_survives_the_conversion(tmp_path):
    """As it would be shown: its statement with what it supposes, and its derivation where the paper has room for it."""
    entries = chosen(ledger(), 8)
    shown = [assemble.Equation("theorem", e.latex, e.part, grade=e.grade, dimension=e.dimension) for e in entries]
    blocks = [block for e, equation in zip(entries, shown) for block in (article.fenced(equation, {}), article.derivation(e))]
    for e in entries:
        for latex in (e.latex, *e.hypotheses_latex, *(step.latex for step in e.derivation)):
            assemble.checked_math(latex, "ledger")
    typeset = tmp_path / "paper.typ"
    typeset.write_text(article.convert("\n\n".join(blocks), "typst"))
    (tmp_path / "bibliography.bib").write_text((article.HERE / "bibliography.bib").read_text())
    assert article.compile_pdf(typeset).startswith(b"%PDF")


def test_the_sources_that_theorems_name_are_in_the_bibliography():
    bibliography = (article.HERE / "bibliography.bib").read_text()
    for entry in ledger():
        for key in entry.source.replace(",", " ").split():
            assert f"{{{key}," in bibliography, f"{entry.part} names {key}"


def test_pandoc_is_the_one_that_is_pinned():
    version = subprocess.run([article.pypandoc.get_pandoc_path(), "--version"], capture_output=True, text=True).stdout
    assert version.startswith("pandoc 3.9")


def test_a_derivation_in_several_displays_gets_in_once():
    one, two = (assemble.Equation("derivation", latex, SLUG) for latex in ("a", "b"))
    theorem = assemble.Equation("theorem", "a", SLUG)
    assert assemble.once([theorem, one, two, theorem, theorem, one]) == [theorem, one, theorem, theorem, one]
