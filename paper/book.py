"""The book: a page for each notebook, a table of all theorems, and the paper, as a site that opens from disk."""

import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from derivations.prover.book.display import SHORT, with_hypotheses
from derivations.prover.book.ledger import ledger

from .assemble import BuildError, Code, Equation, Figure, Prose, anchor, blocks, checked_prose

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "notebooks"
MATHJAX = Path(find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax" / "tex-svg-full.js"


def build(notebooks, output, pdf=None):
    """Write the site into the output folder: index.html, a page a notebook, theorems.html and, if given, the paper."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder)
        shutil.copy(SOURCE / "conf.py", pages)
        shutil.copytree(SOURCE / "_static", pages / "_static")
        shutil.copy(MATHJAX, pages / "_static" / "mathjax.js")
        shutil.copy(ROOT / "paper" / "bibliography.bib", pages)
        shown = write_pages(notebooks, pages)
        (pages / "theorems.md").write_text(theorem_list(shown))
        (pages / "references.md").write_text("# References\n\n```{bibliography}\n:all:\n```\n")
        (pages / "index.md").write_text(title_page(notebooks, shown, pdf))
        if pdf:
            shutil.copy(pdf, pages / "paper.pdf")
        sphinx(pages, output)


def write_pages(notebooks, pages):
    """Write each notebook as a page; return where each theorem is shown first: slug -> anchor."""
    read = {path.stem: list(blocks(path, paper_only=False)) for path in notebooks}
    shown = {}
    for found in read.values():
        for equation in found:
            if isinstance(equation, Equation) and equation.slug:
                shown.setdefault((equation.kind, equation.slug), equation)
    targets = {slug: anchor(equation) for (kind, slug), equation in shown.items() if kind == "theorem"}
    for stem, found in read.items():
        text = "\n\n".join(render(block, shown, targets, pages) for block in found)
        (pages / f"{stem}.md").write_text(text + f"\n\n---\n\nThis page is made from the notebook `{stem}.ipynb`, run afresh.\n")
    return targets


# --- blocks ---------------------------------------------------------------------------------------------------------


def render(block, shown, targets, pages):
    match block:
        case Prose(text):
            return linked(text, targets)
        case Code(source, printed, draws):
            return source_of(source, "How this figure is drawn" if draws else None) + printed_below(printed)
        case Figure(name, caption, alt, svg):
            (pages / f"{name}.svg").write_text(svg)
            return f":::{{figure}} {name}.svg\n:name: fig-{name}\n:alt: {' '.join(alt.split())}\n\n{caption}\n:::"
        case Equation():
            return box(block, first=shown.get((block.kind, block.slug)) is block)


def source_of(source, summary):
    fence = f"```python\n{source}\n```"
    if summary is None:
        return fence
    opened = f'```{{raw}} html\n<details class="source"><summary>{summary}</summary>\n```'
    return f"{opened}\n\n{fence}\n\n```{{raw}} html\n</details>\n```"


def printed_below(text):
    return f"\n\n::::{{container}} printed\n```text\n{text}\n```\n::::" if text else ""


def box(equation, first):
    """An equation in its box, with an anchor where it is shown for the first time."""
    latex = equation.latex
    match equation.kind:
        case "theorem":
            head, latex = f"Theorem ({equation.title}).", with_hypotheses(latex, equation.hypotheses)
            status = f"`{equation.slug}` · {equation.grade} · {readable(equation.dimension)} · digest `{equation.digest[:SHORT]}`"
        case "derivation":
            head, status = f"Derivation ({equation.title}).", f"`{equation.slug}` · checked line by line"
        case "definition":
            head, status = "Definition.", f"`{equation.slug}`, as the kernel unfolds it"
        case "refuted":
            head, status = "False.", f"{equation.counterexample[0].upper()}{equation.counterexample[1:]}."
    return (f"({anchor(equation)})=\n" if first else "") + framed(equation.kind, head, latex, status)


def framed(kind, head, latex, status):
    box = f"theorem {kind}" if kind != "theorem" else kind
    return f"::::{{container}} {box}\n{head}\n\n$$\n{latex}\n$$\n\n:::{{container}} status\n{status}\n:::\n::::"


def linked(text, targets):
    """Prose in which each theorem that is named leads to the place where it is shown, and each source to its entry."""
    for slug, target in targets.items():
        text = text.replace(f"`{slug}`", f"[`{slug}`](#{target})")
    return cited(text)


def cited(text):
    """Citations as the paper writes them, `[@key]` and `@key`, in the roles of the book."""
    text = re.sub(
        r"\[(@[\w-]+(?:; ?@[\w-]+)*)\]", lambda m: f"{{cite:p}}`{m[1].replace('@', '').replace(' ', '').replace(';', ',')}`", text
    )
    return re.sub(r"(?<![\w`/])@([a-z]+[0-9]{4})\b", r"{cite:t}`\1`", text)


def readable(dimension):
    return dimension.replace(">=", "≥")


# --- pages of the book's own ----------------------------------------------------------------------------------------


def title_page(notebooks, shown, pdf):
    text = checked_prose((SOURCE / "index.md").read_text(), "notebooks/index.md")
    entries = ledger()
    given = sum(entry.grade.startswith("proved, given") for entry in entries)
    proved = sum(entry.grade == "proved" for entry in entries)
    text += (
        f"The ledger holds [{len(entries)} theorems](theorems.md): {proved} proved outright, {given} given named analytic axioms."
    )
    if pdf:
        text += " The same mathematics is told more briefly in [the paper](paper.pdf) (PDF)."
    chapters = "\n".join(path.stem for path in notebooks)
    rows = [f"| {e.title}<br>{name(e, shown)} | {e.grade} | {readable(e.dimension)} |" for e in entries]
    table = "\n".join(["| Theorem | Grade | Dimension |", "|:--|:--|:--|", *rows])
    return (
        f"{text}\n\n## Chapters\n\n```{{toctree}}\n:maxdepth: 1\n\n{chapters}\n```\n\n## Theorems\n\n"
        f"::::{{container}} ledger\n{table}\n::::\n\n```{{toctree}}\n:hidden:\n\ntheorems\nreferences\n```\n"
    )


def name(entry, shown):
    """The id of a theorem, linked to the place where a chapter shows it."""
    return f"[`{entry.part}`](#{shown[entry.part]})" if entry.part in shown else f"`{entry.part}`"


def theorem_list(shown):
    """Every theorem of the ledger, by chapter, with what it rests on."""
    lines = ["# All theorems", checked_prose((ROOT / "paper" / "ledger.md").read_text(), "paper/ledger.md")]
    chapter = None
    for entry in ledger():
        if entry.chapter != chapter:
            chapter = entry.chapter
            lines.append(f"## {chapter.capitalize()}")
        status = " · ".join(
            [
                name(entry, shown), entry.grade, readable(entry.dimension), counted(entry.steps, "step"),
                f"digest `{entry.digest[:SHORT]}`",
            ]
        )  # fmt: skip
        rests = [f"uses {', '.join(f'`{slug}`' for slug in entry.uses)}"] if entry.uses else []
        latex = with_hypotheses(entry.latex, entry.hypotheses_latex)
        lines.append(framed("theorem", f"{entry.title}.", latex, "<br>".join([status, *rests])))
    return "\n\n".join(lines)


def counted(number, word):
    return f"{number} {word}{'s' * (number != 1)}"


# --- Sphinx ---------------------------------------------------------------------------------------------------------


def sphinx(pages, output):
    """Run Sphinx; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "--builder", "html", "--fail-on-warning", "--keep-going", "--quiet"]
    with tempfile.TemporaryDirectory() as doctrees:
        done = subprocess.run([*command, "--doctree-dir", doctrees, pages, output], capture_output=True, text=True)
    if done.returncode:
        raise BuildError(f"the book does not build:\n{done.stderr.strip()}")
    for left_over in (".buildinfo", "objects.inv"):
        (output / left_over).unlink(missing_ok=True)
