"""A reader of pieces: where it is, what follows, and the rules of the grammar from a statement down to a factor.

Each kind of factor has a module of its own, whose functions take the reader.
"""

from functools import partial

from ...syntax import DEPTH, Node
from ..tree import LatexError
from .atoms import atom
from .dotted import begins, dots, gathered
from .derivatives import by_variable, evaluated, fraction, gradient
from .operators import big, differential, extremum, integral, limit, prefix, word_before
from .scripts import PRIMES, scripted
from .spelled import spelled
from .vocabulary import (
    BIG, DOTS, ENTRYWISE, EXTREMA, GREEK, INSTEAD, NO_STATEMENT, OF_ONE, OPENING, PREFIX, RELATIONS, SPELLED, TIMES, WORDS,
    is_one_of,
)  # fmt: skip


class Reader:
    """The pieces of one text, or of one group in it, and the place reached."""

    def __init__(self, found, declared, depth=0, end=0):
        self.pieces, self.declared, self.depth = tuple(found), declared, depth
        self.place, self.bars, self.integrals = 0, frozenset(), 0  # bars: those that close or divide what is being read
        self.end = self.pieces[-1].place + 1 if self.pieces else end
        if depth > DEPTH:
            raise LatexError(f"nested more than {DEPTH} deep", self.end)

    @property
    def next(self):
        return self.pieces[self.place] if self.place < len(self.pieces) else None

    def after(self, distance=1):
        place = self.place + distance
        return self.pieces[place] if place < len(self.pieces) else None

    @property
    def column(self):
        return (self.next.place if self.next else self.end) + 1

    def take(self, *values):
        piece = self.next
        if not is_one_of(piece, *values):
            return None
        self.place += 1
        return piece

    def wrong(self, problem, column=None):
        return LatexError(problem, column or self.column)

    def inside(self, found, place=0):
        return Reader(found, self.declared, self.depth + 1, place)

    def whole(self, found, place, rule="side"):
        """What a group, an argument or a script holds, read to its end."""
        reader = self.inside(found, place)
        node = getattr(reader, rule)()
        reader.finished()
        return node

    def finished(self):
        if self.next is None:
            return
        raise self.wrong(self.stuck())

    def stuck(self):
        piece = self.next
        if piece.kind == "text":
            return f"the words {piece.value.strip()[:40]!r} in a formula"
        if piece.kind == "macro" and piece.value in NO_STATEMENT:
            remedy = f": {INSTEAD[piece.value]}" if piece.value in INSTEAD else ""
            return rf"\{piece.value} ({NO_STATEMENT[piece.value]}) makes no statement that is judged here{remedy}"
        name = rf"\{piece.value}" if piece.kind == "macro" else piece.value
        return f"{name} does not continue what stands before it"

    def relation(self):
        """The next relation sign, or None."""
        piece = self.next
        if piece is None or piece.kind not in ("sign", "macro"):
            return None
        if piece.value == ":" and is_one_of(self.after(), "="):
            self.place += 2
            return "define"
        if piece.value == "not" and is_one_of(self.after(), "="):
            self.place += 2
            return "ne"
        sign = RELATIONS.get(piece.value)
        self.place += sign is not None
        return sign

    def statement(self):
        column, sides, signs, places = self.column, [self.side()], [], []
        while True:
            place = self.column
            sign = self.relation()
            if sign is None:
                break
            signs.append(sign)
            places.append(place)
            sides.append(self.side())
        if not signs:
            return sides[0]
        return Node("relation", tuple(zip(signs, places)), tuple(sides), column)

    def side(self):
        column, parts, signs = self.column, [], []
        while True:
            sign = self.take("+", "-", "−")
            if parts and sign is None:
                break
            if sign is None:
                signs.append("+")
            else:
                signs.append("+" if sign.value == "+" else "-")
            if parts and sign.value == "+" and dots(self, "+"):
                _fold(self, signs, parts, self.term())
            else:
                parts.append(self.term())
        if len(parts) == 1:
            return parts[0] if signs[0] == "+" else Node("minus", None, (parts[0],), column)
        return Node("sum", tuple(signs), tuple(parts), column)

    def term(self):
        column, first = self.column, self.factor()
        parts, signs = [first], [None]
        while True:
            if self.integrals and differential(self):
                break
            if times := self.take(*TIMES):
                if "/" in signs or _open(parts[-1]) and not (parts[-1].kind == "prefix" and self.begins_anew()):
                    raise self._ambiguous(parts[-1], signs, times.place + 1)
                signs.append("·" if times.value in DOTS else "⊙" if times.value in ENTRYWISE else "*")
                parts.append(self.factor())
            elif slash := self.take("/"):
                if "/" in signs:
                    raise self.wrong("a/b/c has two readings: write a fraction", slash.place + 1)
                if _open(parts[-1]):
                    raise self._ambiguous(parts[-1], signs, slash.place + 1)
                signs.append("/")
                parts.append(self.factor())
            elif self.begins_factor() and not self.next.apart:
                if self.next.kind == "group" and not self.next.parts:
                    self.place += 1
                    continue
                if parts[-1].kind == "number" and self.next.kind == "number" and not self.next.parts:
                    raise self.wrong(r"two numbers side by side: write one, as in 3000, or \cdot between them")
                if "/" in signs or _open(parts[-1]) and not (parts[-1].kind in ("prefix", "extremum") and self.begins_open()):
                    raise self._ambiguous(parts[-1], signs, self.column)
                signs.append("*")
                parts.append(self.factor())
                if parts[-2].kind == "number" and parts[-1].kind == "fraction" and all(p.kind == "number" for p in parts[-1].parts):
                    raise self.wrong("a mixed number, or a product? write one fraction, or \\cdot between them", parts[-1].column)
            else:
                break
        return Node("product", tuple(signs), tuple(parts), column) if len(parts) > 1 else first

    def _ambiguous(self, last, signs, column):
        if "/" in signs:
            return self.wrong("a/b c has two readings, a/(b c) and (a/b) c: write a fraction or parentheses", column)
        what = "a derivative" if last.kind == "derivative" else f"the {last.value[0]}" if last.kind == "prefix" else "this"
        return self.wrong(f"where {what} ends has two readings: write parentheses", column)

    def begins_factor(self):
        piece = self.next
        if piece is None:
            return False
        match piece.kind:
            case "letter" | "number" | "word" | "group" | "environment":
                return True
            case "text":
                return self.word_in_text()
            case "sign":
                return piece.value in OPENING and piece.value not in self.bars
            case "macro":
                if piece.value in self.bars:
                    return False
                if (
                    piece.value in RELATIONS
                    or piece.value in NO_STATEMENT
                    or piece.value in TIMES
                    or piece.value in ("}", "right", "forall", "not")
                ):
                    return False
                return piece.value not in OPENING.values() or piece.value in OPENING
        return False

    def begins_open(self):
        piece = self.next
        return piece.kind == "macro" and piece.value in {*PREFIX, *BIG, "int", "lim"}

    def begins_anew(self):
        r"""Does a function or a bar follow, with which what stands before it has ended: \log x \cdot \log y, \log x \cdot |y|?"""
        piece = self.after() if is_one_of(self.next, "left") else self.next
        return piece is not None and (self.begins_open() or is_one_of(piece, "|", "vert", "lvert") and piece.value not in self.bars)

    def body(self):
        r"""What stands under a big operator: a term, with its sign, as in \sum_i -p_i \log p_i."""
        column = self.column
        if self.take("-", "−"):
            return Node("minus", None, (self.term(),), column)
        return self.term()

    def word_in_text(self):
        r"""Is this \text{diag}( … ), a function whose name is set as a text?"""
        piece, place = self.next, 3 if is_one_of(self.after(), "_") else 1  # \text{softmax}_i(z)
        while is_one_of(self.after(place), *PRIMES):
            place += 1
        after = self.after(place)
        after = self.after(place + 1) if is_one_of(after, "left") else after
        return (
            piece.kind == "text"
            and piece.value.isascii()
            and piece.value.isalnum()
            and is_one_of(after, "(")
            and (piece.value in WORDS or piece.value.lower() in SPELLED)
        )

    def factor(self):
        while self.next is not None and self.next.kind == "group" and not self.next.parts:  # {}[x] keeps TeX from reading an option
            self.place += 1
        piece = self.next
        if piece is None:
            raise self.wrong("the formula ends where an expression is expected")
        if piece.kind == "letter":
            spelled(self)
            piece = self.next
        if piece.kind in ("macro", "word") and (read := BEGINNING[piece.kind].get(piece.value)):
            return read(self)
        if self.word_before():
            return word_before(self)
        if is_one_of(piece, "left") and is_one_of(self.after(), "."):
            return evaluated(self)
        return scripted(self, atom(self))

    def parenthesis(self):
        return self.opens(0)

    def opens(self, distance):
        """Does a bracket open so many pieces from here?"""
        piece = self.after(distance)
        if is_one_of(piece, "left"):
            piece = self.after(distance + 1)
        return is_one_of(piece, "(", "[", "{", "lbrace") and piece.kind in ("sign", "macro")

    def word_before(self):
        r"""Is this \operatorname{sign} x, a function of one thing that stands behind it without parentheses?"""
        piece, behind = self.next, self.after()
        if piece.kind != "word" or piece.value not in OF_ONE or piece.value in self.declared or behind is None or behind.apart:
            return False
        return behind.kind in ("letter", "number") or behind.kind == "macro" and behind.value in GREEK

    def script(self):
        """The pieces of a script: those of a group, or one."""
        piece = self.next
        if piece is None or piece.kind == "sign" and piece.value in ("_", "^", "&"):
            raise self.wrong("a script is missing")
        self.place += 1
        if piece.kind == "group":
            return piece.parts
        if piece.kind == "number" and len(piece.value) > 1:
            raise self.wrong(f"{piece.value} after _ or ^: TeX takes the first digit alone; write braces", piece.place + 1)
        return (piece,)


def _fold(reader, signs, parts, last):
    r"""Put a sum in the place of the terms before \dots and the one behind them: x_1 + x_2 + \dots + x_n."""
    signs.pop()
    firsts = [parts.pop()]
    while parts and signs[-1] == "+" and not begins(firsts[0]):
        signs.pop()
        firsts.insert(0, parts.pop())
    parts.append(Node("paren", "(", (gathered(reader, "sum", firsts, last),), firsts[0].column))


def _open(node):
    """Does a factor end where the next one begins only by agreement: log x, a derivative?"""
    match node:
        case Node("prefix", (_, closed, *_)) | Node("extremum" | "derivative" | "gradient", (_, closed, *_)):
            return not closed
    return node.kind == "big" or node.kind == "limit"


def _table(prefixes, extrema):
    """How words that stand before their argument are read."""
    return {name: partial(prefix, name=op) for name, op in prefixes.items()} | {
        name: partial(extremum, op=op) for name, op in extrema.items()
    }


BEGINNING = {  # how factors that begin with these macros or words are read
    "macro": {
        **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), lambda reader: scripted(reader, fraction(reader))),
        **dict.fromkeys(("int", "iint", "oint"), integral),
        **{name: partial(big, op=op) for name, op in BIG.items()},
        **_table(PREFIX, EXTREMA),
        "lim": limit,
        "nabla": gradient,
        "partial": by_variable,
    },
    "word": _table(PREFIX, {"max": "max", "min": "min"}),
}
