"""The notebooks as committed: one a chapter, each theorem shown, each cell run, and nothing displayed that no cell made."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from derivations.prover.book.display import MIME
from derivations import CHAPTERS
from derivations.prover.book.ledger import find, propositions
from paper.assemble import DISPLAYED, blocks
from paper.citations import with_links

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 300_000  # bytes of one output

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def outputs(path):
    return [output for cell in cells(path, "code") for output in cell.outputs]


def records(path, kind):
    """What the outputs of a notebook say to the exports, of one kind."""
    found = [output.data[MIME] for output in outputs(path) if MIME in output.get("data", {})]
    return [record for record in found if record["kind"] == kind]


def chapter_of(path):
    return path.stem.partition("_")[2]


def test_there_is_one_notebook_for_each_chapter_numbered_in_reading_order():
    numbers, names = zip(*(path.stem.split("_", 1) for path in NOTEBOOKS))
    assert names == CHAPTERS and list(numbers) == sorted(set(numbers))


@each
def test_every_theorem_of_the_chapter_is_shown_as_the_ledger_has_it_and_the_main_ones_derived(path):
    parts = {p.part for p in propositions() if p.chapter == chapter_of(path)}
    assert parts
    assert parts <= {record["id"] for record in records(path, "theorem")}
    assert parts & {record["id"] for record in records(path, "derivation")}  # the book derives each theorem on its own page
    for record in records(path, "theorem"):
        entry = find(record["id"])
        assert (record["digest"], record["grade"], record["latex"]) == (entry.digest, entry.grade, entry.latex)


@each
def test_every_equation_on_display_is_the_output_of_a_cell_that_shows_it(path):
    for cell in cells(path, "markdown"):
        assert not DISPLAYED.search(cell.source), cell.source
    for output in outputs(path):
        assert MIME in output.get("data", {}) or "text/latex" not in output.get("data", {})


@each
def test_sources_are_cited_by_links_and_no_macro_is_unknown_to_markdown(path):
    for cell in cells(path, "markdown"):
        assert with_links(cell.source) == cell.source, f"run python -m paper refresh {path.stem}"
        assert not re.search(r"\\(operatorname|cancel|middle)\b", cell.source), cell.source


@each
def test_each_block_passes_the_checks_of_the_exports(path):
    assert list(blocks(path, paper_only=False))


@each
def test_every_code_cell_has_been_run_in_order_and_without_noise(path):
    code = cells(path, "code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for output in outputs(path):
        assert output.output_type in ("display_data", "stream", "execute_result")
        assert output.get("name", "stdout") == "stdout", output
        assert not re.search(r"0x[0-9a-f]{6,}|/home/|/tmp/|Warning", output.get("text", ""))
        assert len(json.dumps(output)) < LARGEST


@each
def test_a_notebook_has_a_figure_with_a_caption_and_with_words_for_those_who_cannot_see_it(path):
    figures = records(path, "figure")
    assert figures
    for record in figures:
        assert len(record["caption"]) > 40 and record["alt"] != record["caption"]


@each
def test_a_popular_mistake_is_refuted_with_what_makes_it_false(path):
    mistakes = records(path, "refuted")
    assert mistakes and all(record["counterexample"] for record in mistakes)


@each
def test_the_cells_for_the_paper_make_a_section(path):
    """It begins with its only first-level heading, and shows a figure, theorems, a derivation and a mistake."""
    tagged = [cell for cell in nbformat.read(path, as_version=4).cells if "paper" in cell.metadata.get("tags", [])]
    prose = [cell.source for cell in tagged if cell.cell_type == "markdown"]
    assert tagged[0].cell_type == "markdown" and prose[0].startswith("# ")
    assert sum(bool(re.search(r"^# ", text, re.M)) for text in prose) == 1
    kinds = {output.data[MIME]["kind"] for cell in tagged for output in cell.get("outputs", []) if MIME in output.get("data", {})}
    assert {"figure", "theorem", "derivation", "refuted"} <= kinds


@each
def test_metadata_tells_nothing_of_the_machine(path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    identities = [cell.id for cell in notebook.cells]
    assert len(set(identities)) == len(identities)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", identity) for identity in identities)
