"""Chapters: the pages that are made from the notebooks."""

import re
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from derivations.prover.book.display import SHORT, supposed

from ..assemble import Code, Equation, Figure, Prose, anchor, blocks, typographic
from .mathematics import flowing, mathml
from .prose import page_of
from .small import picture
from .theorems import lines, readable, statement, supposing


LINES = 12  # of a derivation that a chapter has room for; a longer one stands on the page of its theorem


@dataclass(frozen=True)
class Chapter:
    """A notebook as a page: its title, its sections (anchor, title) and its body as HTML."""

    stem: str
    title: str
    sections: tuple
    body: Markup
    figures: dict  # file name -> SVG

    def record(self):
        """The chapter as JSON has it."""
        return {"stem": self.stem, "title": self.title, "sections": self.sections, "body": self.body, "figures": self.figures}

    @classmethod
    def from_record(cls, record):
        """The chapter that `record` was made from."""
        sections = tuple((anchor, Markup(title)) for anchor, title in record["sections"])
        return cls(record["stem"], Markup(record["title"]), sections, Markup(record["body"]), record["figures"])


def read(path):
    """The blocks of a notebook, each checked."""
    return list(blocks(path, paper_only=False))


def shown_in(stem, read_blocks):
    """The theorems that a chapter shows, each with its place: [id, page, anchor]."""
    shown = [block for block in read_blocks if isinstance(block, Equation) and block.kind == "theorem"]
    return [[block.slug, f"{stem}.html", anchor(block)] for block in shown]


def shown_first(parts):
    """Where each theorem is shown first: id -> (page, anchor)."""
    found = {}
    for slug, page, place in (shown for part in parts for shown in part["shown"]):
        found.setdefault(slug, (page, place))
    return found


def refuted_in(read_blocks):
    return [block for block in read_blocks if isinstance(block, Equation) and block.kind == "refuted"]


def chapter(stem, read_blocks, entries, bibliography):
    """The page of one notebook."""
    links = {part: entry.tag for part, entry in entries.items()}
    seen, parts, figures = set(), [], {}
    for block in read_blocks:
        match block:
            case Prose(text):
                parts.append(text)
            case Code(source, printed, draws):
                parts.append(code(source, printed, draws))
            case Figure(name, caption, alt, svg):
                figures[f"{name}.svg"] = picture(svg)
                parts.append(raw(figure(name, caption, alt)))
            case Equation():
                first = (block.kind, block.slug) not in seen
                seen.add((block.kind, block.slug))
                parts.append(raw(box(block, entries, links, first)))
    html = page_of("\n\n".join(parts), f"{stem}.ipynb", bibliography, links)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    sections = re.findall(r'<h2[^>]*id="([^"]+)"[^>]*>(.*?)</h2>', html, re.S)
    return Chapter(stem, Markup(title[1]) if title else stem, tuple((a, Markup(t)) for a, t in sections), Markup(html), figures)


def raw(html):
    """HTML as it is, within Markdown."""
    return f"```{{=html}}\n{html}\n```"


def code(source, printed, draws):
    """A cell that does more than to show; one that draws is folded away."""
    cell = f"```python\n{source}\n```"
    if draws:
        opening = '<details class="source"><summary>How this figure is drawn</summary>'
        cell = f"{raw(opening)}\n\n{cell}\n\n{raw('</details>')}"
    return cell + (raw_below(printed) if printed else "")


def raw_below(printed):
    return "\n\n" + raw(f'<pre class="printed" tabindex="0">{escape(printed)}</pre>')


def figure(name, caption, alt):
    words = " ".join(alt.split())
    return Markup(
        '<figure id="fig-{0}"><div class="drawn" tabindex="0" role="group" aria-label="{0}">'
        '<img src="figures/{0}.svg" alt="{1}" loading="lazy"></div><figcaption>{2}</figcaption></figure>'
    ).format(name, words, with_formulas(caption))


def with_formulas(words):
    """Words as HTML, with the formulas in them drawn.

    >>> with_formulas("about $n$")
    Markup('about <math><mi>n</mi></math>')
    """
    parts = words.split("$")
    return Markup("").join(mathml(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def box(equation, entries, links, first):
    """An equation in its box; it has an anchor where it is shown for the first time."""
    place = Markup(' id="{}"').format(anchor(equation)) if first and equation.slug else ""
    match equation.kind:
        case "theorem":
            entry = entries[equation.slug]
            head = Markup('<p class="head"><a href="theorems/{0}.html" data-tag="{0}">{1}</a></p>').format(entry.tag, entry.title)
            return Markup('<div class="box theorem"{}>{}{}{}</div>').format(place, head, statement(entry), status(entry))
        case "derivation":
            entry = entries[equation.slug]
            return Markup('<div class="box derivation"{}><p class="head">Derivation: {}</p>{}</div>').format(
                place, entry.title, derivation(entry, links, first)
            )
        case "definition":
            shown = Markup('<div class="display">{}</div>').format(flowing(equation.latex))
            return Markup('<div class="box definition"{}><p class="head">Definition</p>{}</div>').format(place, shown)
        case _:
            return false(equation)


def status(entry):
    """What the ledger says of a theorem, in one line."""
    return Markup('<p class="status"><span class="tag">{}</span> <code>{}</code> · {} · {} · digest <code>{}</code></p>').format(
        entry.tag, entry.part, entry.grade, readable(entry.dimension), entry.digest[:SHORT]
    )


def false(equation):
    """A false statement, crossed out, with what it claims to hold for, and what makes it false."""
    why = sentence(equation.counterexample)
    return Markup(
        '<div class="box false"><p class="head">False</p><div class="display crossed">{}</div>{}<p class="status">{}</p></div>'
    ).format(flowing(equation.latex), supposing(supposed(equation.ranges, equation.hypotheses)), why)


def sentence(words):
    """Words as a sentence.

    >>> sentence("at x = -1: the left side is -0.5, the right side 0.693147...")
    'At x = −1: the left side is −0.5, the right side 0.693147…'
    """
    printed = typographic(words)
    return printed[:1].upper() + printed[1:] + ("" if printed.endswith(("…", ".")) else ".")


def true(equation):
    """A statement that was proved when the page was made, and stands in no chapter."""
    below = supposing(supposed(equation.ranges, equation.hypotheses))
    return Markup(
        '<div class="box theorem"><p class="head">True</p><div class="display">{}</div>{}<p class="status">{}</p></div>'
    ).format(flowing(equation.latex), below, equation.grade.capitalize())


def derivation(entry, links, first=True):
    """The lines of a derivation, each with its reason. A long one stands on its theorem's own page, where lines open, too."""
    told = entry.told(LINES)
    if len(told) > LINES:
        return Markup('<p>It has {} lines and stands <a href="theorems/{}.html#derivation">on a page of its own</a>.</p>').format(
            entry.lines, entry.tag
        )
    told = [replace(step, way=()) for step in told]
    rows = "".join(f"<li{line.attributes}>{row(line)}\n" for line in lines(told, links, "", f"{entry.tag}-" if first else ""))
    left_out = Markup('<p>What leads to lemmas is left out here: <a href="theorems/{}.html#derivation">all {} lines</a>.</p>')
    more = left_out.format(entry.tag, entry.lines) if len(told) < entry.lines else ""
    return Markup("<ol class=lines>{}</ol>{}").format(Markup(rows), more)


def row(line):
    """A line of a derivation, or the heading of a case."""
    if line.case:
        return line.formula
    return Markup("<div{}>{}</div><p>{}").format(f" class={line.kind}" if line.kind else "", line.formula, line.reason)
