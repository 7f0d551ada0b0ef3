"""The whole way from the notebooks to the paper and the book, as `make` goes it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from chosen import sampled
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from derivations import CHAPTERS
from paper.records import ledger
from paper import __main__ as command
from paper import BuildError, article, book, kernels
from paper.kept import Parts

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def needs(*tools):
    """Skip without these programs, unless the environment says that they must be there."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing and os.environ.get("SOFTMAX_TOOLS") == "required":
        pytest.fail(f"not installed: {', '.join(missing)}")
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


# --- the project ----------------------------------------------------------------------------------------------------


def test_there_is_a_notebook_for_each_chapter_in_reading_order():
    numbers, names = zip(*(path.stem.split("_", 1) for path in NOTEBOOKS))
    assert names == CHAPTERS and list(numbers) == sorted(set(numbers))


def test_layers():
    done = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout and " 0 kept" not in done.stdout


def test_every_requirement_is_pinned():
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) > 50
    assert all(re.fullmatch(r"[A-Za-z0-9-]+==[0-9][\w.]*", line) for line in lines)


# --- the paper ------------------------------------------------------------------------------------------------------


AGAIN = """
import sys
from pathlib import Path
from paper import article, book
from paper.kept import Parts
notebooks, folder = sorted(Path(sys.argv[1]).glob("*.ipynb")), Path(sys.argv[2])
article.build(notebooks, folder)
book.build(notebooks, folder / "book", pdf=folder / "paper.pdf", parts=Parts(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def elsewhere(built, tmp_path_factory):
    """The paper and the book as another process builds them, and the parts that it keeps.

    Sets and dictionaries of text come in another order there, and the folder has another name. It makes the paper anew, and of the
    book one part in four; in a sweep it makes every part.
    """
    place = tmp_path_factory.mktemp("elsewhere")
    again = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    made, parts = place / "another place", shutil.copytree(built.with_name("parts"), place / "parts")
    for part in sampled(sorted(parts.iterdir()), 4):
        part.unlink()
    subprocess.run([sys.executable, "-c", AGAIN, ROOT / "notebooks", made, parts], env=again, cwd=place, check=True)
    return made, parts


def test_every_file_is_the_same_when_another_process_builds_it_elsewhere(built, elsewhere):
    made, _ = elsewhere
    files = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    assert files == {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    assert {"paper.pdf", "arxiv/paper.tex", "book/index.html"} <= {path.as_posix() for path in files}
    for path in files:
        assert (made / path).read_bytes() == (built / path).read_bytes(), path


@needs("pdftotext")
def test_the_paper_names_each_theorem_that_it_shows(built):
    words = " ".join(text_of(built / "paper.pdf").split())
    shown = re.findall(r"\\theoremid\{[^}]+\}\{([^}]+)\}", (built / "arxiv" / "paper.tex").read_text())
    assert len(shown) >= 50 and set(shown) <= {entry.part for entry in ledger()}
    assert not [part for part in shown if part not in words]
    for heading in ("Abstract", "Introduction", "How each equation was checked", "Related work", "Limitations", "References"):
        assert heading in words


def test_each_numbered_equation_of_the_latex_is_followed_by_its_theorem_or_its_refutation(built):
    tex = (built / "arxiv" / "paper.tex").read_text()
    equations = tex.count(r"\begin{equation}")
    assert equations >= len(CHAPTERS)
    assert len(re.findall(r"\\end\{equation\}\n\\(?:theoremid\{|refutedby\{)", tex)) == equations
    assert not re.search(r"(?<!\\)\\\[|\$\$|\\begin\{(align|gather|displaymath)\*?\}", tex.split(r"\begin{document}")[1])


@needs("pdflatex", "bibtex", "pdftotext")
def test_the_latex_compiles_with_pdflatex_and_bibtex(built, tmp_path):
    sources = shutil.copytree(built / "arxiv", tmp_path / "arxiv")
    for program in ("pdflatex", "bibtex", "pdflatex", "pdflatex"):
        options = ["-interaction=nonstopmode", "-halt-on-error"] if program == "pdflatex" else []
        done = subprocess.run([program, *options, "paper"], cwd=sources, capture_output=True, text=True, errors="replace")
        assert done.returncode == 0, done.stdout[-3000:]
    log = (sources / "paper.log").read_text(errors="replace")
    assert "undefined" not in log, re.findall(r".*undefined.*", log)
    assert not [width for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(width) > 5]
    assert "References" in text_of(sources / "paper.pdf")


# --- failing well ---------------------------------------------------------------------------------------------------


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A project of one small notebook, with its own build folder."""
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "BUILD", tmp_path / "build")
    (tmp_path / "notebooks").mkdir()

    def write(*cells, name="02_log_sum_exp.ipynb"):
        nbformat.write(new_notebook(cells=list(cells)), tmp_path / "notebooks" / name)

    write.build = tmp_path / "build"
    return write


def showing(slug):
    return [
        new_markdown_cell("# One", metadata={"tags": ["paper"]}),
        new_code_cell(f'from derivations.prover.book.display import show\nshow("{slug}")', metadata={"tags": ["paper"]}),
    ]


def test_a_failing_build_leaves_the_last_good_output_in_place(workshop):
    workshop(*showing("lse-gradient-softmax/gradient"))
    command.main(["run"])
    command.main(["article"])
    good = {path: path.read_bytes() for path in workshop.build.rglob("*") if path.is_file()}
    assert workshop.build / "paper.pdf" in good

    workshop(*showing("lse-gradient-softmax/gradiant"))
    with pytest.raises(BuildError, match="02_log_sum_exp.ipynb, cell 2: UnknownId: .*lse-gradient-softmax/gradient"):
        command.main(["run"])
    assert {path: path.read_bytes() for path in workshop.build.rglob("*") if path.is_file()} == good

    workshop(*showing("lse-gradient-softmax/gradient"), new_markdown_cell("So $$x = y$$."))
    command.main(["run"])
    with pytest.raises(BuildError, match="02_log_sum_exp.ipynb, cell 3"):
        command.main(["article"])
    assert (workshop.build / "paper.pdf").read_bytes() == good[workshop.build / "paper.pdf"]


def test_an_interrupted_build_leaves_the_last_good_output_in_place(workshop, monkeypatch):
    workshop(*showing("lse-gradient-softmax/gradient"))
    command.main(["run"])
    (workshop.build / "paper.pdf").write_bytes(b"good")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(article, "compile_pdf", interrupted)
    with pytest.raises(KeyboardInterrupt):
        command.main(["article"])
    assert {path.name for path in workshop.build.iterdir()} - {".lock", ".keys.json"} == {"notebooks", "paper.pdf"}
    assert (workshop.build / "paper.pdf").read_bytes() == b"good"


def test_only_what_has_changed_is_made_again(workshop, monkeypatch):
    """A notebook that the paper does not take from leaves the paper as it is, and other notebooks' outputs."""
    made = []

    def step(name, *outputs):
        def make():
            made.append(name)
            for output in outputs:
                (workshop.build / output).parent.mkdir(parents=True, exist_ok=True)
                (workshop.build / output).write_text(name)

        monkeypatch.setattr(command, name, make)

    step("verify"), step("run_notebooks"), step("make_article", "paper.pdf", "arxiv"), step("make_book", "book")
    workshop(*showing("lse-gradient-softmax/gradient"))
    workshop(new_markdown_cell("# Two"), name="12_energy.ipynb")
    everything = ["verify", "run_notebooks", "make_article", "make_book"]
    for change, remade in [
        (lambda: None, everything),
        (lambda: None, []),
        (lambda: workshop(new_markdown_cell("# Three"), name="12_energy.ipynb"), ["verify", "run_notebooks", "make_book"]),
        (lambda: workshop(new_markdown_cell("# One")), everything),
        (lambda: (workshop.build / "paper.pdf").unlink(), everything),
        (lambda: (workshop.build / "book").unlink(), ["verify", "run_notebooks", "make_book"]),
        (lambda: None, []),
    ]:
        made.clear()
        change()
        command.main(["all"])
        assert made == remade


def test_prose_that_has_changed_is_put_beside_the_outputs_of_the_last_run(workshop, monkeypatch):
    workshop(*showing("lse-gradient-softmax/gradient"))
    command.main(["run"])
    monkeypatch.setattr("paper.run.execute_all", lambda *_: pytest.fail("no code has changed"))
    first, second = showing("lse-gradient-softmax/gradient")
    first.source = "# Another"
    workshop(first, second)
    command.main(["run"])
    kept = nbformat.read(workshop.build / "notebooks" / "02_log_sum_exp.ipynb", as_version=4)
    assert kept.cells[0].source == "# Another" and kept.cells[1].outputs
    before = (workshop.build / "notebooks" / "02_log_sum_exp.ipynb").stat().st_mtime_ns
    command.main(["run"])
    assert (workshop.build / "notebooks" / "02_log_sum_exp.ipynb").stat().st_mtime_ns == before


def test_a_part_is_made_again_only_under_another_key_or_if_it_is_cut_short(tmp_path):
    parts, made = Parts(tmp_path), []

    def make():
        made.append(None)
        return {"text": "σ", "number": len(made)}

    first = parts.part("one", ("a",), make)
    assert parts.part("one", ("a",), make) == first and len(made) == 1
    assert parts.part("one", ("b",), make) != first and len(made) == 2
    (tmp_path / "one.json").write_text((tmp_path / "one.json").read_text()[:-9])
    assert parts.part("one", ("b",), make)["number"] == 3 and [path.name for path in tmp_path.iterdir()] == ["one.json"]
    assert Parts().part("one", ("b",), make)["number"] == 4


def test_a_book_from_kept_parts_is_the_same(built, elsewhere, tmp_path):
    _, parts = elsewhere
    kept = {path: path.stat().st_mtime_ns for path in parts.iterdir()}
    book.build(NOTEBOOKS, tmp_path / "book", pdf=built / "paper.pdf", parts=Parts(parts))
    assert kept and kept == {path: path.stat().st_mtime_ns for path in parts.iterdir()}, "nothing was made again"
    for path in (built / "book").rglob("*"):
        if path.is_file():
            assert (tmp_path / "book" / path.relative_to(built / "book")).read_bytes() == path.read_bytes(), path


def test_no_notebook_is_an_error(workshop):
    with pytest.raises(BuildError, match="no notebook"):
        command.main(["run"])
    with pytest.raises(BuildError, match="no equation"):
        command.main(["article"])


def test_committed_outputs_are_not_looked_at(workshop):
    first, second = showing("lse-gradient-softmax/gradient")
    second.outputs = [nbformat.v4.new_output("stream", name="stdout", text="yesterday")]
    workshop(first, second)
    command.main(["run"])
    assert "yesterday" not in (workshop.build / "notebooks" / "02_log_sum_exp.ipynb").read_text()


def test_refreshed_outputs_are_the_same_every_time_and_say_nothing_of_the_machine(workshop, monkeypatch):
    kernels.anew(monkeypatch)  # as `make refresh` starts them
    workshop(*showing("lse-gradient-softmax/gradient"))
    notebook = workshop.build.parent / "notebooks" / "02_log_sum_exp.ipynb"
    command.main(["refresh"])
    first = notebook.read_text()
    command.main(["refresh"])
    assert notebook.read_text() == first
    assert "lse-gradient-softmax/gradient · proved" in first
    assert sys.version.split()[0] not in first and "iopub" not in first
