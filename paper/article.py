"""The paper: front matter, sections from the notebooks, back matter and the ledger, as PDF and as LaTeX for arXiv.

pandoc reads one Markdown source and writes Typst and LaTeX; the Typst compiler makes the same PDF, byte for byte, from the same
source.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pypandoc
import typst

from derivations.prover.book.cases import Case, by_cases
from derivations.prover.book.display import SHORT_LEMMA, at_relation, size, supposed, suppositions
from derivations.prover.book.words import LEMMA, THEOREM, with_more

from . import SECTIONS, BuildError
from .assemble import NAMED, Equation, Figure, Prose, blocks, checked_math, typographic
from .pages import AUTHORS, DAY, TITLE, chapter_name, markdown_page, with_theorems
from .records import find, ledger

HERE = Path(__file__).resolve().parent
FRONT = ["introduction"]
BACK = ["questions", "method", "soundness", "evaluation", "related", "limitations", "conclusion"]
LINES = 9  # of a derivation that the paper has room for; a longer one stands in the book
SUBTITLE = "Statements about every dimension, printed from the proofs that a kernel checked"
SITE = os.environ.get("SITE", "book/")  # where the links of the paper lead: the book beside it, or its address
READER = "markdown"


def build(notebooks, output):
    """Write paper.pdf and arxiv/ into the output folder."""
    figures = output / "arxiv" / "figures"
    figures.mkdir(parents=True)
    source = assemble([path for path in notebooks if path.stem in SECTIONS], figures)
    (output / "arxiv" / "paper.tex").write_text(readable_by_tex(convert(source, "latex")))
    shutil.copy(HERE / "bibliography.bib", output / "arxiv")
    typeset = output / "arxiv" / "paper.typ"
    typeset.write_text(convert(source, "typst"))
    (output / "paper.pdf").write_bytes(compile_pdf(typeset))
    typeset.unlink()
    for svg in figures.glob("*.svg"):
        svg.unlink()


# --- one source -----------------------------------------------------------------------------------------------------


def assemble(notebooks, figures):
    """The paper as Markdown. Raises BuildError if a block fails its check, or if there is no equation at all."""
    seen = {}  # the theorems that are displayed, in order
    sections = [section for path in notebooks for section in from_notebook(path, figures, seen)]
    if not seen:
        raise BuildError("the paper has no equation: no cell that shows a theorem is tagged 'paper'")
    return "\n\n".join([*(matter(name, seen) for name in FRONT), *sections, *(matter(name, seen) for name in BACK), appendix(seen)])


def named(entry):
    """An id in a sentence or a reason, for equations.lua: the number of its equation, or else the tag."""
    return f"`{entry.part}`{{.lemma tag={entry.tag}}}"


IN_BRACKETS = re.compile(r"\((`[^`]+`\{[^}]*\}(?:,\s+`[^`]+`\{[^}]*\})*)\)")


def without_brackets(text):
    """Ids in brackets without them: the number of an equation has its own, and a tag then gets some."""
    return IN_BRACKETS.sub(lambda found: found[1].replace("{.lemma ", "{.lemma .bracket "), text)


def matter(name, seen):
    """A section written by hand, its figures filled in. It shows a theorem that no section has shown, and else refers to it."""

    def shown(entry):
        equation = Equation("theorem", entry.latex, entry.part, grade=entry.grade, dimension=entry.dimension, digest=entry.digest)
        return f"The theorem is {named(entry)}." if entry.part in seen else fenced(equation, seen)

    return without_brackets(with_theorems(name, shown, named))


def from_notebook(path, figures, seen):
    for block in blocks(path):
        match block:
            case Prose(text):
                yield without_brackets(NAMED.sub(lambda found: named(find(found[1])), text))
            case Figure(name, caption, _, svg):
                (figures / f"{name}.svg").write_text(svg)
                (figures / f"{name}.pdf").write_bytes(svg_to_pdf(figures / f"{name}.svg"))
                yield f"![{caption}](figures/{name}){{#fig:{name}}}"
            case Equation():
                yield fenced(block, seen)


def fenced(equation, seen):
    """An equation as the division that equations.lua turns into Typst and LaTeX."""
    match equation.kind:
        case "refuted":
            where = "refuted" if equation.counterexample.startswith("at ") else "refuted:"
            rows = [rf"\text{{false:}} \qquad {equation.latex}"]
            latex = gathered(rows, supposed(equation.ranges, equation.hypotheses))
            note = f"{where} {typographic(equation.counterexample)}"
        case "definition":
            latex, note = equation.latex, "definition"
        case "derivation":
            return derivation(find(equation.slug))
        case _:
            latex = in_rows(find(equation.slug))
            note = equation.grade
    attributes = {"note": note}
    if equation.slug and equation.kind != "definition":
        attributes |= {"slug": equation.slug, "url": f"theorems/{find(equation.slug).tag}.html"}
        if equation.slug not in seen:
            attributes["label"] = equation.slug
        if equation.kind in ("theorem", "derivation"):
            seen.setdefault(equation.slug)
    listed = " ".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in attributes.items())
    return f"::: {{.equation {listed}}}\n$${latex}$$\n:::"


ROOM = 50  # symbols in a row of a display, beyond which what may stand in rows does


def in_rows(entry):
    r"""A statement, and below it for which values of its symbols it holds, in rows that fit the page at its own size."""
    rows = entry.latex.split(AND) if size(entry.latex) > ROOM else [entry.latex]
    rows = [row + (r" \quad\text{and}" if row is not rows[-1] else "") for row in rows]
    return gathered(rows, suppositions(entry))


def gathered(rows, suppositions):
    """Rows of a formula, and below them what it supposes, in as few rows as have room for it."""
    below = [row for word, said in suppositions for row in filled(rf"\text{{{word} }} ", said)]
    if len(below) == 2 and sum(map(size, below)) <= ROOM:
        below = [r",\quad ".join(below)]
    return r"\begin{gathered}" + r" \\ ".join([*rows, *below]) + r"\end{gathered}" if len(rows + below) > 1 else rows[0]


AND = r" \quad\text{and}\quad "


def filled(word, parts):
    """Parts after a word, in rows of so many symbols as a display has room for."""
    rows = [word + parts[0]]
    for part in parts[1:]:
        if size(rows[-1]) + size(part) <= ROOM:
            rows[-1] += rf",\ {part}"
        else:
            rows[-1] += ","
            rows.append(part)
    return rows


def derivation(entry):
    """The lines of a derivation, all of one size, each with its reason beside it, or under it where there is no room."""
    told = entry.told(LINES)
    if len(told) > LINES:
        return f"The derivation of {named(entry)} has {entry.lines} lines and stands {in_the_book(entry)}."
    rows, place = [], 0
    for depth, step in by_cases(told):
        if isinstance(step, Case):
            rows.append(f"::: {{.case depth={depth}}}\n${checked_math(step.latex, 'a case')}$\n:::")
            continue
        place += 1
        left, right = at_relation(step.latex)
        continued = place < len(told) and not at_relation(told[place].latex)[0].strip()
        if left.strip() and continued:
            rows.append(line("left", left, "", depth))
        elif left.strip():
            right = step.latex
        rows.append(line("right" if continued or not left.strip() else "left", right, reason(step), depth))
    left_out = f"\n\nWhat leads to lemmas is left out here; all {entry.lines} lines stand {in_the_book(entry)}."
    block = f'::::: {{.derivation slug="{entry.part}" tag="{entry.tag}"}}\n' + "\n\n".join(rows) + "\n:::::"
    return block + (left_out if len(told) < entry.lines else "")


def in_the_book(entry):
    return f"[in the book]({SITE}theorems/{entry.tag}.html)"


def reason(step):
    """Why a line holds, in Markdown; a lemma by its formula, where there is room for it."""
    if step.rule == LEMMA and size(step.by_latex) <= SHORT_LEMMA:
        return with_more(f"as ${checked_math(step.by_latex, 'a lemma')}$", in_markdown(step.besides))
    return in_markdown(step.words())


def in_markdown(words):
    """Words of a reason, in which theorems are named."""
    return THEOREM.sub(lambda found: named(find(found[0])), re.sub(r"[\\`*_$\[\]<>]", r"\\\g<0>", words))


def line(side, latex, words, depth=0):
    """One line: a formula, and why it holds; `depth` cases around it."""
    return f"::: {{.line side={side} depth={depth}}}\n${checked_math(latex.strip(), 'a derivation')}$\n\n{words}\n:::"


def appendix(seen):
    """The ledger by chapters, and what it says of the theorems that the paper shows."""
    entries = ledger()
    head = "# Appendix: the ledger {.unnumbered}\n\n" + markdown_page("ledger")
    chapters = {entry.chapter: [e for e in entries if e.chapter == entry.chapter] for entry in entries}
    counted = [
        (
            chapter_name(name),
            str(len(own)),
            str(sum(not e.axioms for e in own)),
            str(sum(bool(e.axioms) for e in own)),
        )
        for name, own in chapters.items()
    ]
    shown = [(f"`{e.part}`", e.tag, dimension(e), str(e.steps), f"`{e.digest[:8]}`") for e in map(find, seen)]
    half = -(-len(shown) // 2)
    side_by_side = [a + b for a, b in zip(shown, [*shown[half:], ("",) * 5])]
    return "\n\n".join([
        head,
        table(("Chapter", "Theorems", "Proved outright", "Given axioms"), (30, 12, 18, 14), counted),
        table(2 * ("Eq.", "Tag", "Dimension", "Steps", "Digest"), 2 * (8, 8, 22, 7, 13), side_by_side),
    ])  # fmt: skip


def dimension(entry):
    """For which dimensions a theorem is proved, in a table."""
    return "–" if entry.dimension == "no dimension" else entry.dimension.replace(">=", "≥")


def table(titles, widths, rows):
    lines = [titles, tuple(":" + "-" * width for width in widths), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


# --- two formats ----------------------------------------------------------------------------------------------------


def convert(source, to):
    """Convert by pandoc. A formula that pandoc cannot convert is an error here, not a warning."""
    metadata = {
        "title": TITLE,
        "subtitle": SUBTITLE,
        "author": AUTHORS,
        "date": DAY,
        "edition": f"{len(ledger())} theorems · ledger {fingerprint()}",
        "abstract": markdown_page("abstract"),
        "site": SITE,
    }
    options = [
        "--standalone", f"--template={HERE / ('template.typ' if to == 'typst' else 'template.tex')}",
        f"--lua-filter={HERE / 'equations.lua'}", "--natbib", "--wrap=preserve", "--fail-if-warnings",
        "--syntax-highlighting=none", f"--default-image-extension={'svg' if to == 'typst' else 'pdf'}",
    ]  # fmt: skip
    yaml = "---\n" + json.dumps(metadata, ensure_ascii=False) + "\n---\n\n"
    pandoc = [pypandoc.get_pandoc_path(), f"--from={READER}", f"--to={to}", *options]
    done = subprocess.run(pandoc, input=yaml + source, capture_output=True, text=True)
    if done.returncode:
        raise BuildError(f"pandoc could not write {to}: {done.stderr.strip()}")
    return done.stdout


TEX_LETTERS = re.compile("[\x00-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]")


def readable_by_tex(tex):
    """LaTeX whose every sign pdflatex knows: letters of European languages, and those that the template declares."""
    declared = {chr(int(code, 16)) for code in re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}", tex)}
    if unknown := sorted(set(TEX_LETTERS.sub("", tex)) - declared):
        raise BuildError(f"signs that paper/template.tex does not declare for LaTeX: {' '.join(unknown)}")
    return tex


def fingerprint():
    """One short digest of the whole ledger, so that a printed paper says which ledger it was made from."""
    return hashlib.sha256("".join(sorted(e.part + e.digest for e in ledger())).encode()).hexdigest()[:12]


def compile_pdf(source):
    try:
        return typst.compile(str(source), root=str(source.parent), ignore_system_fonts=True, timestamp=0)
    except typst.TypstError as error:
        raise BuildError(f"the paper does not compile: {error}") from None


def svg_to_pdf(svg):
    """A figure as a one-page PDF, for LaTeX."""
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{svg.name}")'
    source = svg.with_suffix(".typ")
    source.write_text(page)
    pdf = compile_pdf(source)
    source.unlink()
    return pdf
