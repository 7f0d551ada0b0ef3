"""What freshly executed notebooks say, block by block, and the checks that each block must pass.

An equation enters an export only by the record that `prover.book.display` put beside it: the record names a theorem, and the
theorem is looked up in the ledger again, here and now. LaTeX is never matched and committed outputs are never read.
"""

import ast
import re
from dataclasses import dataclass

import nbformat

from derivations.prover.book.display import MIME
from derivations.prover.book.words import THEOREM

from . import BuildError
from .citations import sources, with_keys
from .records import find


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Code:
    """A cell that does more than to show: its source, and what it printed."""

    source: str
    printed: str
    draws: bool


@dataclass(frozen=True)
class Equation:
    kind: str  # theorem, derivation, definition or refuted
    latex: str
    slug: str | None = None  # the theorem's id; None for a false statement
    title: str = ""
    grade: str = ""
    dimension: str = ""
    digest: str = ""
    hypotheses: tuple = ()
    ranges: tuple = ()
    counterexample: str = ""


@dataclass(frozen=True)
class Figure:
    name: str
    caption: str
    alt: str
    svg: str


# --- reading --------------------------------------------------------------------------------------------------------


def blocks(path, paper_only=True):
    """The blocks of an executed notebook, each checked; of the cells tagged `paper` alone, or of all cells."""
    notebook = nbformat.read(path, as_version=4)
    level = {True: 0, False: 0}  # of the last heading: among the cells that are tagged, and among all
    for number, cell in enumerate(notebook.cells, start=1):
        place = f"{path.name}, cell {number}"
        found = list(cell_blocks(cell, place))
        tagged = "paper" in cell.metadata.get("tags", [])
        for block in found:
            if isinstance(block, Prose):
                level |= {among: headings_in_order(block.text, level[among], place) for among in {tagged, False}}
        if tagged and not found:
            raise BuildError(f"{place}: tagged for the paper, and shows nothing")
        if tagged or not paper_only:
            yield from (b for b in found if not (paper_only and isinstance(b, Code)))


def cell_blocks(cell, place):
    match cell.cell_type:
        case "markdown":
            yield Prose(known_names(checked_prose(with_keys(cell.source), place), place))
        case "code":
            shown = once([block for output in cell.outputs for block in output_blocks(output, place)])
            if not only_shows(cell.source):
                yield Code(cell.source, printed(cell.outputs), any(isinstance(block, Figure) for block in shown))
            yield from shown


def once(found):
    """Blocks with each derivation once: a long one is shown in several displays, each of which names the whole."""

    def derived(block):
        return block.slug if isinstance(block, Equation) and block.kind == "derivation" else None

    return [block for block, before in zip(found, [None, *found]) if derived(block) is None or derived(block) != derived(before)]


SHOWING = {"show", "steps", "definition", "refuted"}


def only_shows(source):
    """Whether a cell does nothing but import names and show theorems."""
    return all(
        isinstance(line, ast.Import | ast.ImportFrom)
        or isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Call)
        and isinstance(line.value.func, ast.Name)
        and line.value.func.id in SHOWING
        for line in ast.parse(source).body
    )


def printed(outputs):
    """What a cell printed of its own, without the lines that `display` prints under its equations."""
    lines = "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stdout").splitlines()
    results = [
        o.data["text/plain"] for o in outputs if o.output_type == "execute_result" and not {MIME, "text/markdown"} & set(o.data)
    ]
    return "\n".join([line for line in lines if not re.search(r" · digest [0-9a-f]+$|^refuted · ", line)] + results)


def typographic(words):
    """Words of a verdict with minus signs and dots as they are printed.

    >>> typographic("at x = -1: the left side is -0.5, the right side 0.693147...")
    'at x = −1: the left side is −0.5, the right side 0.693147…'
    """
    return re.sub(r"(?<![\w.)])-(?=\d)", "−", words).replace("...", "…")


def output_blocks(output, place):
    match output.output_type:
        case "error":
            raise BuildError(f"{place}: {output.ename}: {output.evalue}")
        case "display_data" | "execute_result" if MIME in output.data:
            yield from recorded(output.data, place)
        case "display_data" | "execute_result":
            typed = any(DISPLAYED.search(str(text)) for text in output.data.values())
            if typed or CLAIM.search(output.data.get("text/latex", "")):
                raise BuildError(f"{place}: a displayed equation that is no theorem: use show(), steps() or definition()")
            if "text/markdown" in output.data:  # a table
                yield Prose(known_names(checked_prose(output.data["text/markdown"], place), place))


def recorded(data, place):
    record = data[MIME]
    match record["kind"]:
        case "theorem" | "derivation":
            yield checked_theorem(record, place)
        case "definition":
            yield Equation("definition", checked_math(record["latex"], place), record["id"])
        case "refuted":
            if not record.get("counterexample"):
                raise BuildError(f"{place}: a statement is shown as false, without a counterexample")
            latex = checked_math(record["latex"], place)
            ranges, given = (tuple(checked_math(part, place) for part in record[kind]) for kind in ("ranges", "hypotheses"))
            yield Equation("refuted", latex, hypotheses=given, ranges=ranges, counterexample=record["counterexample"])
        case "figure":
            if "image/svg+xml" not in data:
                raise BuildError(f"{place}: the figure {record['id']} has no picture")
            yield Figure(record["id"], record["caption"], record["alt"], data["image/svg+xml"])
        case "caption":
            pass  # said with its figure
        case kind:
            raise BuildError(f"{place}: nothing is known of outputs of kind {kind!r}")


# --- checks ---------------------------------------------------------------------------------------------------------

DISPLAYED = re.compile(r"\$\$|\\\[|\\begin\s*\{(equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math)\*?\}")
INLINE = re.compile(r"(?<![\\$])\$(?!\$)([^$]+)\$")
CLAIM = re.compile(r"=|<|>|\\(leq?|geq?|neq?|lt|gt)(?![A-Za-z])")
CALCULUS = re.compile(r"\\(d?frac|tfrac|sum|int|prod|lim|partial|nabla|log|exp)(?![A-Za-z])")
CODE = re.compile(r"(`{3,}|~{3,}).*?\1|`[^`\n]+`", re.DOTALL)


def checked_prose(text, place):
    """Prose in which no equation is typed by hand: none displayed, and no claim of calculus hidden in a line.

    What it cites is in the bibliography, and its pictures are made by cells, so that every export has them.
    """
    bare = CODE.sub("", text)
    for key in CITED.findall(bare):
        if key not in sources():
            raise BuildError(f"{place}: no source is called {key!r} in the bibliography")
    if picture := PICTURE.search(bare):
        raise BuildError(f"{place}: a picture that no cell makes ({picture[1]}): draw it, and show it with figure()")
    if hand_typed := DISPLAYED.search(bare):
        raise BuildError(f"{place}: a displayed equation typed by hand ({hand_typed.group()}): show a theorem instead")
    for inline in INLINE.findall(bare):
        if CLAIM.search(inline) and CALCULUS.search(inline):
            raise BuildError(f"{place}: a claim inside the text, ${inline}$: show a theorem instead")
    return text


CITED = re.compile(r"(?<![\w@/.])@([A-Za-z][\w:]*)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*)")
HEADING = re.compile(r"^(#+) +(.*)$", re.M)


def headings_in_order(text, level, place):
    """The level of the last heading, that before the text being `level`: a title comes first and once, and no level is left out."""
    for marks, words in HEADING.findall(CODE.sub("", text)):
        if len(marks) > level + 1 or len(marks) == 1 and level:
            wanted = "a title of its own" if not level else f"a heading of level 2 to {level + 1}"
            raise BuildError(f"{place}: the heading {words!r} is out of order, of level {len(marks)}: here stands {wanted}")
        level = len(marks)
    return level


NAMED = re.compile(rf"`({THEOREM.pattern})`")  # a theorem that a sentence names


def known_names(text, place):
    """Prose that names no theorem which the ledger does not have."""
    for slug in NAMED.findall(text):
        try:
            find(slug)
        except KeyError as error:
            raise BuildError(f"{place}: {error}") from None
    return text


def checked_theorem(record, place):
    """An equation whose theorem is in the ledger, decided, and the same as when the notebook was run."""
    try:
        entry = find(record["id"])
    except KeyError as error:
        raise BuildError(f"{place}: {error}") from None
    if not decided(entry.grade):
        raise BuildError(f"{place}: {entry.part} is not decided: {entry.grade or 'no grade'}")
    if record["digest"] != entry.digest or record["kind"] == "theorem" and record["latex"] != entry.latex:
        raise BuildError(f"{place}: {entry.part} has changed since the notebook was run; run it again")
    return Equation(
        record["kind"], checked_math(record["latex"], place), entry.part, entry.title, entry.grade, entry.dimension,
        entry.digest, tuple(checked_math(h, place) for h in entry.hypotheses_latex), entry.ranges_latex,
    )  # fmt: skip


GRADES = re.compile(r"proved(, given \S.*| for n = \S.*)?|cited")


def decided(grade):
    """Whether a grade says that the theorem holds, and on what. Everything else fails the build."""
    return bool(GRADES.fullmatch(grade))


# What pandoc's conversion to Typst loses or distorts without a word.
RISKY = {
    r"\\middle\b": r"\middle is lost",
    r"\\right\s*\.": r"an empty delimiter (\right.) does not stretch",
    r"\\left\s*\.(?!.*\\right\s*\|)": r"an empty delimiter (\left.) does not stretch",
    r"\\begin\{aligned\}(\[|.*\\begin\{(aligned|array|[pb]?matrix|split)\})": "an array within aligned lines falls apart",
    r"\\tag\b": r"\tag is dropped",
    r"\\(label|ref|eqref)\b": "labels are set by the export",
    r"\\begin\s*\{(equation|align|alignat|flalign|gather|multline|eqnarray)\*?\}": "one equation an entry: no environment",
    r"\$": "mathematics within mathematics",
    r"\\(sqcap|otimes)\b": "the symbol has no Typst name that pandoc knows",
}


def checked_math(latex, place):
    for pattern, reason in RISKY.items():
        if re.search(pattern, latex):
            raise BuildError(f"{place}: {latex} would not survive the conversion: {reason}")
    return latex


def anchor(equation):
    """The name by which the book links to an equation.

    >>> anchor(Equation("theorem", "x = x", "lse-gradient-softmax/gradient"))
    'lse-gradient-softmax-gradient'
    """
    name = equation.slug.replace("/", "-")
    return name if equation.kind == "theorem" else f"{name}-{equation.kind}"
