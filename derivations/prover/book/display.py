"""What a notebook shows: theorems, derivations, definitions, refuted statements and figures.

Every displayed equation of a notebook is the output of a function of this module. Beside what the reader sees, the output carries a
record of type `MIME` that says which theorem it is (id, digest, grade, LaTeX): the paper and the book find their equations by that
record, from a fresh run, and never by matching LaTeX.

    show("lse-gradient-softmax/gradient")     the theorem, and a line with its id, grade, dimension and digest
    steps("lse-gradient-softmax/gradient")    its derivation, line by line, each line with the rule that the kernel applied
    definition("softmax")                     what a name abbreviates in the kernel
    refuted(verdict)                          a false statement, called false, with the smallest counterexample to it
    figure(fig, "name", "Caption.")           a matplotlib figure as SVG, the same bytes on every run
"""

import re
import textwrap
from io import StringIO

from IPython.display import display

from . import ledger
from .cases import INDENT, Case, by_cases
from ..kernel.definitions import DEFINITIONS, entry, over
from ..kernel.terms import ONE, Term, at, fn, shape, var
from ..language.domains import quantified
from ..language.typeset import latex, text
from ..proof.grades import least
from ..refutation.smallest import smallest
from .words import LEMMA

MIME = "application/vnd.softmax-derived+json"
SHORT = 12  # hex digits of a digest that are shown
COORDINATE = re.compile(r"(?<!scale\()(?<![\d.])-?\d+\.\d{3,}")  # of a picture, with more decimals than one sees


class NotRefuted(ValueError):
    """A statement was to be shown as false, and no counterexample says that it is."""


# --- what is shown --------------------------------------------------------------------------------------------------


def show(slug):
    """A theorem of the ledger. Raises UnknownId (with the nearest ids) for a slug that the ledger does not hold."""
    entry = ledger.find(slug)
    words = "\n".join(
        [entry.statement, *(f"    {word} {', '.join(said)}" for word, said in suppositions(entry, tex=False) if said)]
    )
    _equation(with_suppositions(entry), words, record(entry, "theorem"))
    print(line(entry))


def steps(slug):
    """The derivation of a theorem: each line as the kernel checked it, and the rule that leads to it."""
    entry = ledger.find(slug)
    told = entry.told(ROOM)
    for lines in displays(told):
        tex = aligned(lines)
        words = "\n".join(in_words(lines))
        _equation(tex, words, record(entry, "derivation") | {"latex": tex})
    count, short = entry.lines, ", of which what leads to lemmas is left out" if len(told) < entry.lines else ""
    print(f"{slug} · derivation of {count} step{'s' * (count != 1)}{short} · digest {entry.digest[:SHORT]}")


def definition(name):
    """What a name of the kernel's table of definitions abbreviates. Raises KeyError for a name that is not there."""
    formula = unfolded(name)
    _equation(latex(formula), text(formula), {"kind": "definition", "id": name, "latex": latex(formula)})


def refuted(verdict):
    """A false statement with what makes it so: a point at which it fails, the smallest that is found, or the value that the
    kernel proves instead.

    Raises NotRefuted for every other verdict.
    """
    reason = made_small(verdict)
    if verdict.word != "refuted" or not reason:
        raise NotRefuted(f"not shown as false: {verdict}")
    ranges = quantified(verdict.conclusion, verdict.hypotheses, least(verdict.conclusion, verdict.hypotheses))
    told_to_exports = {
        "kind": "refuted",
        "latex": verdict.latex,
        "ranges": [tex for _, tex in ranges],
        "hypotheses": [latex(hypothesis) for hypothesis in verdict.hypotheses],
        "counterexample": reason,
        "text": verdict.statement,
    }
    tex = false(verdict.latex, told_to_exports["ranges"], told_to_exports["hypotheses"])
    _equation(tex, f"FALSE: {verdict.statement}", told_to_exports)
    print(f"refuted · {reason}")


def made_small(verdict):
    """What makes a statement false, in words. The points are a fixed number, so that every machine finds the same one."""
    if verdict.counterexample is None or verdict.reason:
        return verdict.reason or (verdict.counterexample and told(verdict.counterexample))
    return told(smallest(verdict.conclusion, verdict.hypotheses, verdict.counterexample))


def figure(fig, name, caption, alt=None):
    """A matplotlib figure with its caption. `name` is its file name in the exports; `alt` tells what it shows."""
    import matplotlib.pyplot as plt

    svg = StringIO()
    with plt.rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        fig.savefig(svg, format="svg", metadata={"Date": None}, bbox_inches="tight")
    plt.close(fig)
    data = {"kind": "figure", "id": name, "caption": caption, "alt": alt or caption}
    display({"image/svg+xml": to_hundredths(svg.getvalue()), "text/plain": f"Figure: {alt or caption}", MIME: data}, raw=True)
    display({"text/markdown": f"*{caption}*", "text/plain": caption, MIME: {"kind": "caption", "id": name}}, raw=True)


def to_hundredths(svg):
    """A picture whose coordinates are hundredths of a point: what differs between processors is in later decimals.

    >>> to_hundredths('<path d="M 1.000001 -2.12345" transform="scale(0.015625)"/>')
    '<path d="M 1 -2.12" transform="scale(0.015625)"/>'
    """
    return COORDINATE.sub(lambda found: f"{round(float(found[0]), 2) + 0.0:g}", svg)


# --- definitions ----------------------------------------------------------------------------------------------------

n = var("n", "dimension")
ARGUMENTS = {  # vectors and matrices of the names that one is used to
    "softmax": "z", "lse": "z", "largest": "z", "entropy": "p", "kl": "qp", "dot": "uv", "variance": "ph", "diag": "p",
    "outer": "pq", "quadratic": "Ah",
}  # fmt: skip


def unfolded(name):
    """A definition as an equation: the name applied to variables, and what the kernel puts in its place.

    >>> text(unfolded("lse"))
    'LSE(z) = log(Sum(exp(z[k]), (k, 1, n)))'
    """
    if name not in ARGUMENTS:
        raise KeyError(f"no definition of {name!r} can be shown; there are {', '.join(ARGUMENTS)}")
    arguments = [var(letter, "real", *[n] * (1 + letter.isupper())) for letter in ARGUMENTS[name]]
    left, right = fn(name, *arguments), DEFINITIONS[name](over, *arguments)
    for index, _ in zip("ik", shape(left), strict=False):
        place = var(index, "index", ONE, n)
        left, right = at(left, place), entry(right, place)
    return Term("eq", (left, right))


# --- how it is written ----------------------------------------------------------------------------------------------


def line(entry):
    """The one line by which a theorem is recognised from run to run."""
    return f"{entry.part} · {entry.grade} · {entry.dimension} · digest {entry.digest[:SHORT]}"


def record(entry, kind):
    """What the exports are told about an equation on display."""
    return {
        "kind": kind,
        "id": entry.part,
        "digest": entry.digest,
        "grade": entry.grade,
        "dimension": entry.dimension,
        "title": entry.title,
        "latex": entry.latex,
        "hypotheses": list(entry.hypotheses_latex),
        "ranges": list(entry.ranges_latex),
    }


def suppositions(entry, tex=True):
    """What a statement supposes: ("for", the ranges of its symbols) and ("given", its hypotheses).

    A hypothesis that bounds the dimension, as 2 <= n, is said among the ranges alone.
    """
    return supposed(*((entry.ranges_latex, entry.hypotheses_latex) if tex else (entry.ranges, entry.hypotheses)), tex)


def supposed(ranges, given, tex=True):
    """The same of ranges and hypotheses that are written already."""
    less, more = (r" \le ", r" \ge ") if tex else (" <= ", " >= ")
    left = tuple(h for h in given if more.join(reversed(h.split(less))) not in ranges)
    return [(word, said) for word, said in (("for", ranges), ("given", left)) if said]


def with_suppositions(entry):
    """The equation, and below it for which values of its symbols it holds."""
    return above(entry.latex, suppositions(entry))


def above(latex, said):
    r"""A formula, and below it what it supposes.

    >>> above("x > 0", [("for", ["x > 1"])])
    '\\begin{gathered}x > 0 \\\\ \\text{for } x > 1\\end{gathered}'
    """
    below_it = r",\quad ".join(rf"\text{{{word} }} " + r",\ ".join(parts) for word, parts in said)
    return rf"\begin{{gathered}}{latex} \\ {below_it}\end{{gathered}}" if below_it else latex


def false(latex, ranges, hypotheses):
    """A false statement, called so, and below it what it claims to hold for."""
    return above(rf"\text{{false:}} \qquad {latex}", supposed(ranges, hypotheses))


def told(counterexample):
    """A counterexample in one line, with the two sides to six decimals."""
    return (
        f"{counterexample.lines[0]}: the left side is {digits(counterexample.left)}, the right side {digits(counterexample.right)}"
    )


def digits(side):
    """The leading digits of an enclosure, cut and not rounded; where balls gave a whole number, that number.

    >>> digits("[1.73105857863000 +/- 4.88e-15]"), digits("[9.07874937260697e-5 +/- 5.98e-20]"), digits("-1/16")
    ('1.731058...', '9.078749...e-5', '-1/16')
    >>> digits("[+/- 1.04e-19] + 4.00000000000000j")
    '0.000000... + 4j'
    """
    cut = re.sub(r"\[(-?\d+\.\d{6})\d{3,}(e[+-]?\d+)? \+/- [^]]*\]", r"\1...\2", side)
    return re.sub(r"(?<=\d)\.0{14}(?=j?$)", "", re.sub(r"\[\+/- [^]]*e-\d+\]", "0.000000...", cut))


ROOM = 12  # lines of a derivation that a notebook tells whole, where it can be told shortly
LINES = 10  # of a derivation in one display, so that no display is taller than a page
WIDTH = 36  # letters of a reason in one row, so that no formula is made small by its reason


def displays(derivation):
    """The lines of a derivation in displays of equal length, as few as possible."""
    count = -(-len(derivation) // LINES)
    ends = [len(derivation) * place // count for place in range(count + 1)]
    return [derivation[start:end] for start, end in zip(ends, ends[1:], strict=False)]


def in_words(lines):
    """The lines of a derivation as text."""
    for depth, row in by_cases(lines):
        yield INDENT * depth + (f"Case {row.text}:" if isinstance(row, Case) else f"{row.text}    [{row.reason()}]")


WIDE = 52  # symbols in a row beyond which a left side stands on a row of its own
SHORT_LINE = 40  # ... unless its line is as short as this
SHORT_LEMMA = 12  # symbols of a lemma for which the reason of a line has room


def aligned(lines):
    r"""The lines of a derivation under one another, their relations aligned, the rules on the right.

    In a derivation that is too wide for this, or goes by cases, the relations stand under the left sides, indented. An empty group
    comes before a row that starts with a bracket, which TeX would take for an option.
    """
    halves = [at_relation(step.latex) for step in lines]
    wide = (
        any(step.cases for step in lines) or sum(max(size(half) for half in column) for column in zip(*halves, strict=True)) > WIDE
    )
    rows = [row for depth, line in by_cases(lines) for row in rows_of(line, r"\quad " * depth, wide)]
    rows = ("{}" + row if row.startswith("[") else row for row in rows)
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"


def rows_of(line, indent, wide):
    """The rows of a line, or of the heading of a case."""
    if isinstance(line, Case):
        return [rf"& {indent}\text{{Case }} {line.latex}\text{{:}}"]
    return row_and_reason(*at_relation(line.latex), reason(line), wide, indent)


def row_and_reason(left, right, reason, wide, indent=""):
    """A line with its reason, and a row more for each further row of the reason."""
    first, *others = reason
    if not wide:
        line = f"{left}& {right}"
    elif left and size(left + right) <= SHORT_LINE:
        line = f"& {indent}{left}{right}"
    else:
        if left:
            yield f"& {indent}{left}"
        line = rf"& {indent}\qquad {right}"
    yield rf"{line} && \quad {first}"
    yield from (rf"& && \quad {other}" for other in others)


def size(latex):
    """About how many symbols a formula shows side by side."""
    return sum(token not in "{}_^&" and not token.startswith((r"\left", r"\right", r"\operatorname")) for _, token in tokens(latex))


def reason(line):
    """Why a line holds, in rows of words; a lemma by its formula, where that has room."""
    if line.rule != LEMMA or size(line.by_latex) > SHORT_LEMMA:
        return [rf"\text{{{escaped(row)}}}" for row in textwrap.wrap(line.words(), WIDTH)]
    return [rf"\text{{as }} {line.by_latex}", *(rf"\text{{{escaped(row)}}}" for row in textwrap.wrap(line.besides, WIDTH))]


def escaped(words):
    r"""Words as TeX sets them inside \text.

    >>> escaped("softmax_i & 100%")
    'softmax\\_i \\& 100\\%'
    """
    return re.sub(r"[_&%#$]", r"\\\g<0>", words)


RELATIONS = ("=", "<", ">", r"\le", r"\leq", r"\ge", r"\geq", r"\ne", r"\neq", r"\to", r"\longrightarrow")


def at_relation(latex):
    r"""Split a formula before the first relation that stands outside every bracket; there lines are aligned.

    >>> at_relation(r"\sum_{k=1}^{n} p_k = 1")
    ('\\sum_{k=1}^{n} p_k ', '= 1')
    """
    depth = 0
    for start, token in tokens(latex):
        depth += token in OPENING
        depth -= token in CLOSING
        if not depth and token in RELATIONS:
            return latex[:start], latex[start:]
    return "", latex


OPENING = ("{", "(", "[", r"\left", r"\begin", r"\bigl", r"\Bigl")
CLOSING = ("}", ")", "]", r"\right", r"\end", r"\bigr", r"\Bigr")


def tokens(latex):
    """The control sequences and characters of a formula, each with the place where it starts."""
    return ((m.start(), m.group()) for m in re.finditer(r"\\[A-Za-z]+|\\.|\S", latex))


def _equation(latex, text, data):
    display({"text/latex": f"$${latex}$$", "text/plain": text, MIME: data}, raw=True)
