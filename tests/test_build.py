"""The whole way from the notebooks to the paper and the book, as `make` goes it."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from derivations import CHAPTERS
from derivations.prover.book.ledger import ledger
from paper import __main__ as command
from paper import article, book, run
from paper.assemble import BuildError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def needs(*tools):
    """Skip without these programs, unless the environment says that they must be there."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing and os.environ.get("SOFTMAX_TOOLS") == "required":
        pytest.fail(f"not installed: {', '.join(missing)}")
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The project's own notebooks, run and exported."""
    folder = tmp_path_factory.mktemp("build")
    executed = folder / "notebooks"
    executed.mkdir()
    run.execute_all(NOTEBOOKS, executed)
    notebooks = sorted(executed.glob("*.ipynb"))
    article.build(notebooks, folder)
    book.build(notebooks, folder / "book", pdf=folder / "paper.pdf")
    return folder


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


def test_the_paper_is_the_same_file_when_it_is_built_again(built, tmp_path):
    article.build(sorted((built / "notebooks").glob("*.ipynb")), tmp_path)
    assert (tmp_path / "paper.pdf").read_bytes() == (built / "paper.pdf").read_bytes()
    assert (tmp_path / "arxiv" / "paper.tex").read_bytes() == (built / "arxiv" / "paper.tex").read_bytes()


@needs("pdftotext")
def test_the_paper_names_every_theorem_with_its_grade(built):
    words = " ".join(text_of(built / "paper.pdf").split())
    for entry in ledger():
        assert entry.part in words
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
    assert not [width for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(width) > 20]
    assert "References" in text_of(sources / "paper.pdf")


# --- the book -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The ids, links and resources of a page."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.resources = set(), [], []
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag in ("script", "img", "link", "iframe", "object"):
            self.resources += [attributes[name] for name in ("src", "href", "data") if attributes.get(name)]


@pytest.fixture(scope="module")
def pages(built):
    return {path.name: Page(path) for path in (built / "book").glob("*.html")}


def test_the_book_loads_nothing_from_elsewhere(built, pages):
    assert "index.html" in pages
    for page in pages.values():
        assert not [url for url in page.resources if re.match(r"(https?:)?//", url)]
    for style in (built / "book").rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text())


def test_every_link_within_the_book_leads_somewhere(built, pages):
    for page in pages.values():
        for link in page.links + page.resources:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, fragment = link.partition("#")
            file = file.partition("?")[0]
            assert not file or (built / "book" / file).exists(), link
            target = page if not file else pages.get(file)
            assert not fragment or target is None or fragment in target.ids, link


def test_the_links_of_the_paper_lead_to_anchors_of_the_book(built, pages):
    links = re.findall(r"\\theoremid\{([^}#]+)\\#([^}]+)\}", (built / "arxiv" / "paper.tex").read_text())
    assert links
    for page, fragment in links:
        assert fragment in pages[page].ids, (page, fragment)


def test_the_book_lists_every_theorem(built):
    index = (built / "book" / "index.html").read_text()
    for entry in ledger():
        assert entry.part in index


@needs("chromium")
def test_the_book_opens_from_disk_without_network_and_shows_its_mathematics(built, tmp_path):
    page = built / "book" / f"{NOTEBOOKS[0].stem}.html"
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path}",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=20000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stdout.count("<mjx-container") >= page.read_text().count('class="math notranslate') > 0
    assert "data-mjx-error" not in done.stdout


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
    assert {path.name for path in workshop.build.iterdir()} == {"notebooks", "paper.pdf"}
    assert (workshop.build / "paper.pdf").read_bytes() == b"good"


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


def test_refreshed_outputs_are_the_same_every_time_and_say_nothing_of_the_machine(workshop):
    workshop(*showing("lse-gradient-softmax/gradient"))
    notebook = workshop.build.parent / "notebooks" / "02_log_sum_exp.ipynb"
    command.main(["refresh"])
    first = notebook.read_text()
    command.main(["refresh"])
    assert notebook.read_text() == first
    assert "lse-gradient-softmax/gradient · proved" in first
    assert sys.version.split()[0] not in first and "iopub" not in first
