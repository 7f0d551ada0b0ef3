r"""Brackets of every kind, \left and \right, and the lists in them."""

from fractions import Fraction

from ...syntax import DEPTH, Node
from ..tree import Piece
from .dotted import dots
from .environments import environment
from .vocabulary import BARS, BRACED, NORMS, OPENING, is_one_of


def listed(reader, divided=False):
    """The parts within brackets, divided by commas, or by a bar as in KL(q || p)."""
    left = reader.take("left")
    opening = reader.next
    reader.place += 1
    bars, reader.bars = reader.bars, BARS if divided else frozenset()
    integrals, reader.integrals = reader.integrals, 0
    reader.depth += 1
    if reader.depth > DEPTH:
        raise reader.wrong(f"nested more than {DEPTH} deep")
    parts = [reader.statement()]
    while reader.take(",") or divided and bar(reader):
        column = reader.column
        parts += [Node("dots", None, (), column)] if dots(reader, ",") else []
        parts.append(reader.statement())
    reader.depth -= 1
    close(reader, OPENING[opening.value], opening, left)
    reader.bars, reader.integrals = bars, integrals
    return tuple(parts)


def bar(reader):
    return reader.take("Vert", "parallel") or reader.take("|", "vert", "mid")


def close(reader, closing, opening, left):
    if left and not reader.take("right") or not reader.take(closing):
        if reader.next is None:
            raise reader.wrong("a bracket that is never closed", opening.place + 1)
        raise reader.wrong(reader.stuck())


def fenced(reader):
    """What stands within brackets, one expression."""
    column, parts = reader.column, listed(reader)
    if len(parts) != 1:
        raise reader.wrong("one expression is expected within these brackets", column)
    return Node("paren", "(", parts, column)


def bracketed(reader):
    column = reader.column
    opening = reader.after() if is_one_of(reader.next, "left") else reader.next
    if opening is None or opening.value not in OPENING or opening.kind not in ("sign", "macro"):
        raise reader.wrong(r"\left without a bracket")
    if opening.value in ("lfloor", "lceil"):
        raise reader.wrong("rounding is not part of the language")
    if opening.value in ("{", "lbrace") and (cases := cases_in_a_brace(reader)):
        return cases
    norm = opening.value in NORMS
    if norm or opening.value in ("|", "vert", "lvert"):
        return size(reader, norm, column)
    parts = listed(reader)
    if opening.value == "langle":
        if len(parts) != 2:
            raise reader.wrong(r"an inner product has two parts: of one it is a mean, written \sum_i p_i x_i", column)
        return Node("dot", None, parts, column)
    if len(parts) == 1 and parts[0].kind == "relation":
        if opening.value != "[":
            raise reader.wrong("a relation in parentheses: brackets [ ] make a number of it", column)
        return Node("bracket", None, parts, column)
    return Node("paren", opening.value, parts, column)


def cases_in_a_brace(reader):
    r"""\left\{ \begin{array}{ll} … \end{array} \right., as cases were written before there was an environment of that name."""
    rows = reader.after(2)
    if not (is_one_of(reader.next, "left") and rows is not None and rows.kind == "environment" and rows.value in BRACED):
        return None
    if not (is_one_of(reader.after(3), "right") and is_one_of(reader.after(4), ".")):
        return None
    reader.place += 5
    return environment(reader, Piece("environment", "cases", rows.parts, rows.place))


def size(reader, norm, column):
    r"""|x|, \|z\|, \|z\|_1."""
    left = reader.take("left")
    opening = reader.next
    reader.place += 1
    closing = OPENING.get(opening.value, opening.value)
    bars, reader.bars = reader.bars, frozenset() if left else frozenset([closing])
    integrals, reader.integrals = reader.integrals, 0
    inside = reader.side()
    close(reader, closing, opening, left)
    reader.bars, reader.integrals = bars, integrals
    return sized(reader, norm, inside, column)


def sized(reader, norm, inside, column):
    """The size of what was read, or its norm with the order behind it."""
    if not norm and not is_one_of(reader.next, "_"):  # |x - y|_\infty is a norm
        return Node("absolute", None, (inside,), column)
    order = Node("number", Fraction(2))
    if reader.take("_"):
        order = reader.whole(reader.script(), reader.end)
    return Node("norm", None, (inside, order), column)
