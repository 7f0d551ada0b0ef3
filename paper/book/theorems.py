"""Theorems: what a page says of each, as records for the templates."""

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from derivations.prover.book.cases import Case, by_cases
from derivations.prover.book.display import CLOSING, OPENING, at_relation, suppositions
from derivations.prover.book.words import LEMMA, said

from .mathematics import broken, flowing
from .prose import named


DEEPEST = 3  # cases around a line, as far as these indent it
LONGEST = 2700  # signs of HTML in a line's formula, which fills half a screen; a longer line is shown as the kernel read it


@dataclass(frozen=True)
class Line:
    """One line of a derivation: what is seen, and what opens below it."""

    formula: str  # in two rows, left and right, where others continue it
    kind: str  # of a formula in one row: right, if it continues another, or whole
    reason: str
    text: str  # empty where it is what is seen
    depth: int  # cases around it
    case: bool = False  # whether it is the heading of one
    anchor: str = ""  # of a line to which another one leads back
    way: tuple = ()  # the lines that lead to it, where these are folded

    @property
    def attributes(self):
        """Its anchor, and what the style sheet is told of its row."""
        names = ["case"] * self.case + [f"in{min(self.depth, DEEPEST)}"] * bool(self.depth)
        anchored = Markup(" id={}").format(self.anchor) if self.anchor else ""
        return anchored + (Markup(' class="{}"').format(" ".join(names)) if names else "")


@dataclass(frozen=True)
class Page:
    """A theorem with everything that its page shows; `root` leads from the page to the book's folder."""

    entry: object
    links: dict
    used_by: tuple = ()
    shown_in: str = ""  # the chapter's page and anchor
    misses: tuple = ()
    root: str = "../"

    @property
    def tag(self):
        return self.entry.tag

    @cached_property
    def statement(self):
        return statement(self.entry)

    @cached_property
    def lines(self):
        return lines(self.entry.derivation, self.links, self.root, "line-")

    @property
    def dimension(self):
        return readable(self.entry.dimension)

    @property
    def command(self):
        """How to ask `check` for the statement: a command to be pasted."""
        where = "; ".join(f"{name}: {domain}" for name, domain in self.entry.domains.items())
        given = "".join(f" \\\n    --given {quoted(h)}" for h in self.entry.hypotheses)
        return f"python -m derivations check {quoted(self.entry.statement)} \\\n    --where {quoted(where)}{given}"

    @property
    def latex(self):
        """The statement with its suppositions, to be pasted into a paper."""
        rows = [self.entry.latex, *(rf"\text{{{word} }} " + r",\ ".join(what) for word, what in suppositions(self.entry))]
        return "\\begin{gather*}\n" + " \\\\\n".join(rows) + "\n\\end{gather*}"

    def bibtex(self, author, year):
        """An entry for a bibliography, which names the tag."""
        fields = {
            "author": f"{{{author}}}",
            "title": self.entry.title,
            "year": year,
            "howpublished": f"Softmax, derived, tag {self.tag}",
            "note": f"{self.entry.part}, {self.entry.grade}, digest {self.entry.digest[:12]}",
        }
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{softmax-derived-{self.tag},\n{rows}}}"


def statement(entry):
    """The statement with the ranges of its symbols and its hypotheses below it."""
    return Markup('<div class="display">{}</div>{}').format(flowing(entry.latex), supposing(suppositions(entry)))


def supposing(said):
    """What a statement supposes, in the line below it."""
    one = Markup('<span class="said">{} {}</span>')
    below = [one.format(word, Markup(", ").join(broken(part) for part in what)) for word, what in said]
    return Markup('<p class="ranges">{}</p>').format(Markup(" ").join(below)) if below else ""


def lines(derivation, links, root, anchors=""):
    """The lines of a derivation, and headings of its cases. A line that others continue has its left side on a row of its own.

    The anchors of lines begin as `anchors` says; without that, no line leads to another.
    """
    found, place, back = [], 0, {step.by_line for step in derivation} if anchors else set()
    for depth, step in by_cases(derivation):
        if isinstance(step, Case):
            found.append(Line(Markup("Case {}:").format(broken(step.latex)), "", "", "", depth, case=True))
            continue
        place += 1
        continued = place < len(derivation) and not at_relation(derivation[place].latex)[0]
        left, right = at_relation(step.latex)
        if not left.strip() or not continued:
            left, right = "", step.latex
        alone = bool(at_relation(step.latex)[0]) and not continued
        kind = "whole" if alone else "right"
        drawn = flowing(left, "left") + flowing(right, kind) if left else broken(right, display=True)
        long = len(drawn) > LONGEST
        found.append(
            Line(
                formula=Markup("<code>{}</code>").format(continued_text(step)) if long else drawn,
                kind="" if long or left else kind,
                reason=reason(step, place, links, root, anchors),
                text="" if long else continued_text(step),
                depth=depth,
                anchor=f"{anchors}{place}" if place in back else "",
                way=tuple(lines(step.way, links, root, f"{anchors}{place}-")),
            )
        )
    return found


def reason(step, number, links, root, anchors):
    """Why a line holds: theorems by their titles, and linked; a lemma by its line, or by its formula where it has no line."""
    besides = Markup(named(step.because if step.way else step.besides, links, root))
    if step.rule != LEMMA:
        why = Markup(named(said(step.rule), links, root))
    elif step.by_line:
        where = step.where(number)
        why = Markup('<a href="#{}{}">{}</a>').format(anchors, step.by_line, where) if anchors else Markup(where)
    else:
        drawn = broken(step.by_latex)
        why = Markup("as {}").format(drawn) if len(drawn) <= LONGEST else said(LEMMA)
    return why + (": " + besides if besides else "")


def continued_text(step):
    """A line as the kernel read it; one that continues another has the left side of that, and begins with its sign.

    >>> from derivations.prover.book.ledger import Shown
    >>> continued_text(Shown("= 1", "f(x = y) + a = 1", "algebra", "")), continued_text(Shown("a < b", "a < b", "algebra", ""))
    ('= 1', 'a < b')
    """
    if at_relation(step.latex)[0].strip():
        return step.text
    depth = 0
    for place, sign in enumerate(step.text):
        depth += (sign in OPENING) - (sign in CLOSING)
        if not depth and re.match(r" (=|<=|<|>=|>) ", step.text[place:]):
            return step.text[place + 1 :]
    return step.text


def readable(words):
    """A dimension in words, whose sign stands on no line by itself."""
    return words.replace(" >= ", "\u00a0≥\u00a0").replace(" <= ", "\u00a0≤\u00a0")


def quoted(words):
    return "'" + words.replace("'", "'\\''") + "'"
