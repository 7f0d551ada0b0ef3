r"""Dotted: e^{x_1} + \dots + e^{x_n} and \max(x_1, \dots, x_n), where the first and the last show what is between them.

They do where they are one expression but for a subscript, which is 1 in the first and the same letter in the last. A second or
third one that is written, too, has to be 2 and 3. All else is left to the reader, and refused.
"""

from fractions import Fraction

from ...syntax import Node
from .vocabulary import is_one_of

LEFT_OUT = ("dots", "ldots", "cdots", "dotsc", "dotsb")
UNCLEAR = "dots leave to the reader what is meant: write a sum or a vector"


def dots(reader, between):
    """Take the dots, and the sign behind them, of a list that is divided by this sign; False where there are none."""
    if not (is_one_of(reader.next, *LEFT_OUT) and is_one_of(reader.after(), between)):
        return False
    reader.place += 2
    return True


def begins(node):
    """Can a list with dots begin here: is 1 below a sign in it?"""
    return isinstance(node, Node) and (
        node.kind == "subscript"
        and any(part.kind == "number" and part.value == 1 for part in node.parts[1:])
        or any(map(begins, node.parts))
    )


def gathered(reader, op, firsts, last):
    """The big operator over what a list with dots runs through; refuses a list that does not say it."""
    column = firsts[0].column
    letters = (letter for letter in "kjlmrs" if letter not in reader.declared and not any(_has(letter, n) for n in (*firsts, last)))
    index = Node("symbol", next(letters), (), column)
    ends = []
    body = _between(firsts[0], last, index, ends)
    end = ends[0] if ends else None
    if body is None or any(other.value != end.value for other in ends):
        raise reader.wrong(UNCLEAR, column)
    for place, written in enumerate(firsts, 1):
        if not _alike(written, _at(body, index, place)):
            raise reader.wrong(UNCLEAR, written.column)
    one = Node("number", Fraction(1), (), column)
    return Node("big", op, (Node("range", index.value, (one, end), column), body), column)


def _between(first, last, index, ends, below=False):
    """The expression that is the first where the index is 1, and the last where it is a letter; None if there is none."""
    if below and first == Node("number", Fraction(1), (), first.column) and last.kind == "symbol":
        ends.append(last)
        return Node(index.kind, index.value, (), first.column)
    if (first.kind, len(first.parts)) != (last.kind, len(last.parts)) or not _same(first.value, last.value):
        return None
    inner = [
        _between(a, b, index, ends, first.kind == "subscript" and place > 0)
        for place, (a, b) in enumerate(zip(first.parts, last.parts))
        if isinstance(a, Node) and isinstance(b, Node)
    ]
    if len(inner) < len(first.parts):
        return first if first.parts == last.parts else None
    return None if None in inner else Node(first.kind, first.value, tuple(inner), first.column)


def _same(a, b):
    """Are two values of nodes the same, which may hold nodes themselves?"""
    if isinstance(a, Node) or isinstance(b, Node):
        return isinstance(a, Node) and isinstance(b, Node) and _alike(a, b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    return a == b


def _alike(a, b):
    """Are two trees the same, wherever they stand?"""
    if not (isinstance(a, Node) and isinstance(b, Node)):
        return a == b
    return a.kind == b.kind and _same(a.value, b.value) and len(a.parts) == len(b.parts) and all(map(_alike, a.parts, b.parts))


def _at(node, index, place):
    """An expression at one value of the index."""
    if node.kind == "symbol" and node.value == index.value:
        return Node("number", Fraction(place), (), node.column)
    parts = tuple(_at(part, index, place) if isinstance(part, Node) else part for part in node.parts)
    return Node(node.kind, node.value, parts, node.column)


def _has(letter, node):
    if not isinstance(node, Node):
        return False
    return node.value == letter or any(_has(letter, part) for part in node.parts)
