r"""Statements: what a displayed formula says: its relations, what it supposes, and for which indices.

    a = b \le c \quad \text{for all } i
    x \log x \ge -1/e \quad \text{for } x > 0
    p_i > 0, \quad i = 1, \dots, n

Rows of align and its kin are joined: a row that begins with a relation goes on with the chain, one that begins with + or - with
the side before it; any other row is a statement of its own.
"""

import re
from dataclasses import dataclass, field

from ..grammar import Node
from .syntax import UNDECLARED, Reader
from .syntax.atoms import atom
from .syntax.environments import cells_of, rows_of
from .syntax.operators import tends
from .syntax.ranges import domain, first_and_last
from .syntax.vocabulary import RELATIONS, ROWS, TIMES, is_one_of
from .tree import LatexError, Piece, pieces

FOR_ALL = re.compile(r"(?:and |valid |holds )?for (?:all|every|each|any)\Z")
FOR_SOME = re.compile(r"(?:and )?for some\Z")
SUPPOSING = re.compile(r"(?:for|if|when|where|whenever|with|provided(?: that)?|given|given that|as long as|assuming)\Z")
AND = re.compile(r"and\Z")
MARKED_FALSE = "false:"  # before an equation that its author shows as an error
TWO_STATEMENTS = "a second statement, or a condition of the first? write \\text{and} or \\text{if} between them"
REMARK = re.compile(r"(?:since|because|by|from|using|as)\b|\((?:by|since|from|using)\b")


@dataclass(frozen=True)
class Statement:
    """A relation or a chain of them as trees: what it supposes, for which of its names it is said, and ranges it gives."""

    tree: Node
    given: tuple = ()
    quantified: tuple = ()  # of ("forall" or "exists", names): what stands first is said first, and lies inside
    ranges: tuple = ()  # of (name, first, last)
    domains: tuple = ()  # of (name, domain as it would be declared)
    apart: tuple = ()  # relations after a comma, supposed if they compare integers, as i \ne j does; else they may be claims
    place: int = 0

    @property
    def for_some(self):
        return any(quantifier == "exists" for quantifier, _ in self.quantified)


def statement(text, declared=UNDECLARED, macros=None):
    """The one statement of a text. Raises LatexError."""
    found = statements(pieces(text, macros))
    if len(found) != 1:
        raise LatexError("one statement is expected" if found else "an empty formula", found[1][0].place + 1 if found else 1)
    return parsed(found[0], declared)


def statements(found):
    """The pieces of each statement of a display, in order."""
    found = _unwrapped(list(found))
    done = []
    for row in rows_of(found):
        for cells in _equations(cells_of(row)):
            cells = _trimmed(cells)
            if not cells or all(piece.kind == "text" for piece in cells):
                continue
            if done and _continues(done[-1], cells[0]):
                done[-1] += cells
            else:
                done.append(cells)
    return [_trimmed(cells) for cells in done]


def _unwrapped(found):
    """What the environments of a display hold: align, split, aligned; also where a \\{ … or a label stands beside them."""
    while len(found := _trimmed(found)) == 1 and (
        found[0].kind == "environment" and found[0].value in ROWS or found[0].kind == "group"
    ):
        found = list(found[0].parts)
    return found[1:] if found and found[0].kind == "text" and found[0].value.strip() == MARKED_FALSE else found


def _equations(cells):
    """The columns of an alignment, two by two: each pair is one equation."""
    return [sum(cells[place : place + 2], []) for place in range(0, len(cells), 2)]


def _trimmed(found):
    while found and found[-1].kind == "sign" and found[-1].value in (",", ".", ";"):
        if found[-1].value == "." and is_one_of(found[-2] if len(found) > 1 else None, "right"):  # \right. closes a brace
            break
        found = found[:-1]
    while found and found[0].kind == "sign" and found[0].value in (",", ";"):
        found = found[1:]
    return list(found)


def _continues(before, first):
    if first.kind in ("sign", "macro") and (first.value in RELATIONS or first.value in TIMES or first.value in ("+", "-", "not")):
        return True
    last = before[-1]
    return last.kind in ("sign", "macro") and (last.value in RELATIONS or last.value in TIMES or last.value in ("+", "-"))


@dataclass
class _Conditions:
    """What follows a relation, as far as it was read."""

    given: list = field(default_factory=list)
    quantified: list = field(default_factory=list)
    ranges: list = field(default_factory=list)
    domains: list = field(default_factory=list)
    apart: list = field(default_factory=list)
    quantifier: str = "forall"  # the one that "and" goes on with

    def name(self, node):
        """A name for all or some of whose values something is said; in one list of names the first is the outermost."""
        if self.quantified and self.quantified[-1][0] == self.quantifier:
            self.quantified[-1][1].append(node)
        else:
            self.quantified.append((self.quantifier, [node]))

    def begun(self):
        return bool(self.given or self.quantified or self.ranges)


def parsed(found, declared=UNDECLARED):
    """The statement of a list of pieces. Raises LatexError."""
    conditions = _Conditions()
    found = _after_quantifier(found, declared, conditions)
    reader = Reader(found, declared)
    conjoined = [_tending(reader, reader.statement())]
    while reader.next is not None:
        piece, punctuated = reader.next, False
        while reader.take(",", ";", "."):
            punctuated = True
        if reader.next is None:
            break
        if reader.next.kind == "text":
            _after_words(reader, conjoined, conditions)
        elif reader.take("forall"):
            conditions.quantifier = "forall"
            _quantified(reader, conditions)
        elif reader.next.apart and reader.parenthesis():
            _in_parentheses(reader, conditions)
        elif punctuated and (found_range := _dotted(reader)):
            conditions.ranges.append(found_range)
        elif (punctuated or reader.next.apart) and reader.next.kind == "letter" and is_one_of(reader.after(), "in"):
            _quantified(reader, conditions)
        elif punctuated or reader.next.apart:
            node = reader.statement()
            if node.kind != "relation":
                raise LatexError(TWO_STATEMENTS, node.column)
            conditions.apart.append(node)
        else:
            reader.place = reader.pieces.index(piece)
            reader.finished()
    node = conjoined[0] if len(conjoined) == 1 else Node("conjunction", None, tuple(conjoined), conjoined[0].column)
    quantified = tuple((quantifier, tuple(names)) for quantifier, names in conditions.quantified)
    said = tuple(conditions.given), quantified, tuple(conditions.ranges), tuple(conditions.domains), tuple(conditions.apart)
    return Statement(node, *said, found[0].place if found else 0)


def _after_quantifier(found, declared, conditions):
    r"""The pieces behind \forall i: and \text{for all } x > 0,; before a comma stand names and their sets alone."""
    if not found or not (is_one_of(found[0], "forall") or found[0].kind == "text" and _says_for_all(found[0])):
        return found
    colon = next((at for at, p in enumerate(found) if is_one_of(p, ":", "colon") and not is_one_of(_at(found, at + 1), "=")), None)
    comma = next((at for at, p in reversed(list(enumerate(found))) if is_one_of(p, ",")), None)
    end = colon if colon is not None else comma
    if end is None:
        raise LatexError("what is said for all of them? write \\forall x: and the statement", found[0].place + 1)
    inner = Reader(found[1:end], declared, end=found[end].place)
    _quantified(inner, conditions)
    inner.finished()
    if colon is None and conditions.given:
        raise LatexError("where the condition ends has two readings: write a colon before what is said", found[end].place + 1)
    return found[end + 1 :]


def _at(found, place):
    return found[place] if place < len(found) else None


def _says_for_all(piece):
    return bool(FOR_ALL.match(" ".join(piece.value.split()).strip(" ,.:").lower()))


def _tending(reader, left):
    r"""f \to b \quad \text{as } x \to a, and f \xrightarrow[x \to a]{} b, which say what the limit of f is; else what was read."""
    arrow = reader.next
    if left.kind == "relation" or not is_one_of(arrow, "to", "rightarrow", "longrightarrow", "xrightarrow"):
        return left
    reader.place += 1
    right = reader.side()
    if arrow.value == "xrightarrow":
        written = [part for part in arrow.parts if part]
        if len(written) != 1:
            raise reader.wrong(r"which variable tends where? write \lim_{x \to a}", arrow.place + 1)
        inside = reader.inside(written[0], arrow.place)
        (name, side), point = tends(inside, arrow)
        inside.finished()
    else:
        while reader.take(","):
            pass
        if reader.next is None or reader.next.kind != "text" or reader.next.value.strip(" ,").lower() not in ("as", "when", "for"):
            raise reader.wrong(r"which variable tends where? write \lim_{x \to a}", arrow.place + 1)
        reader.place += 1
        rest, reader.place = reader.inside(reader.pieces[reader.place :], arrow.place), len(reader.pieces)
        (name, side), point = tends(rest, arrow)
        rest.finished()
    limit = Node("limit", (name, side), (point, left), left.column)
    return Node("relation", (("eq", arrow.place + 1),), (limit, right), left.column)


def _in_parentheses(reader, conditions):
    r"""\quad (1), the number of an equation, which says nothing, and \quad (x > 0), \quad (i = 1, \dots, n), which are supposed."""
    opening, closing = reader.next, reader.pieces[-1]
    inside = reader.pieces[reader.place + 1 : -1]
    if not is_one_of(opening, "(") or not is_one_of(closing, ")"):
        raise reader.wrong(TWO_STATEMENTS)
    reader.place = len(reader.pieces)
    if len(inside) == 1 and _is_mark(inside[0], reader.declared):
        return
    inner, said = reader.inside(inside, opening.place), _Conditions()
    _quantified(inner, said)
    inner.finished()
    named = {name.value for _, names in said.quantified for name in names}
    if named - {name for name, _ in said.domains} - {name for name, *_ in said.ranges}:
        raise reader.wrong("a second statement, or a factor? relations are expected in these parentheses", opening.place + 1)
    conditions.given += said.given
    conditions.quantified += said.quantified
    conditions.ranges += said.ranges
    conditions.domains += said.domains


def _is_mark(piece, declared):
    """Is this the number of an equation, a letter that means nothing else, or a star?"""
    return piece.kind == "number" or piece.kind == "letter" and piece.value not in declared or is_one_of(piece, "*")


def _after_words(reader, conjoined, conditions):
    """What the words after a relation say, and what follows them: and, for all, for some, if."""
    words = " ".join(reader.next.value.split()).strip(" ,.:").lower()
    if REMARK.match(words):
        reader.place = len(reader.pieces)
        return
    reader.place += 1
    words, formula = _with_formula(words, reader)
    if AND.match(words) and conditions.begun():  # "if a and b": both are supposed
        _quantified(formula or reader, conditions)
    elif AND.match(words):
        conjoined.append(reader.statement())
    elif FOR_ALL.match(words) or SUPPOSING.match(words):
        conditions.quantifier = "forall"
        _quantified(formula or reader, conditions)
    elif FOR_SOME.match(words):
        conditions.quantifier = "exists"
        _quantified(formula or reader, conditions)
    elif words:
        reader.place -= 1
        reader.finished()


def _with_formula(words, reader):
    """The words of \\text{if $x > 0$}, and a reader of the formula in them."""
    if "$" not in words:
        return words, None
    original = reader.pieces[reader.place - 1]
    before, formula, *after = original.value.split("$")
    if "".join(after).strip(" ,.") or not formula.strip():
        raise reader.wrong(f"the words {original.value[:40]!r} in a formula", original.place + 1)
    inner = Reader([Piece(p.kind, p.value, p.parts, original.place) for p in pieces(formula)], reader.declared)
    return " ".join(before.split()).strip(" ,.:").lower(), inner


def _quantified(reader, conditions):
    """What follows "for all" or "for some": names, with the range of several at once, or relations that are supposed."""
    names = []  # those since the last range
    while True:
        if found := _dotted(reader):
            conditions.ranges.append(found)
        else:
            node = reader.statement()
            if node.kind == "relation":
                conditions.given.append(node)
            elif node.kind in ("symbol", "word"):
                conditions.name(node)
                names.append(node.value)
            else:
                raise reader.wrong("names or relations are expected here", node.column)
        if reader.take("in"):
            if (found := domain(reader)) is not None:
                conditions.domains += [(name, found) for name in names]
            else:
                ends = first_and_last(reader)
                conditions.ranges += [(name, *ends) for name in names]
            names = []
        if not reader.take(","):
            break


def _dotted(reader):
    r"""i = 1, \dots, n and i = 1, 2, \dots, n: (name, 1, n), or None."""
    start = reader.place
    found = reader.pieces[start:]
    dots = next((n for n, piece in enumerate(found) if is_one_of(piece, "dots", "ldots", "cdots")), None)
    if dots is None or dots > 8 or len(found) < 5 or found[0].kind not in ("letter",) or not is_one_of(found[1], "="):
        return None
    if found[2].kind != "number" or not all(p.kind == "number" or is_one_of(p, ",") for p in found[3:dots]):
        return None
    name = found[0].value
    first = atom(reader.inside([found[2]]))
    reader.place = start + dots + 1
    reader.take(",")
    last = reader.side()
    return name, first, last
