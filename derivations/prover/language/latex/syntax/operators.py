r"""Operators that stand before what they take: \sum, \max, \lim, \int, \log."""

from fractions import Fraction

from ...syntax import Node
from ..tree import Piece
from .atoms import atom
from .brackets import fenced, listed
from .dotted import UNCLEAR, gathered
from .ranges import bounds, ranges
from .scripts import PRIMES, by_entries, scripted
from .vocabulary import GREEK, is_d, is_one_of

ARROWS = {"to": None, "rightarrow": None, "downarrow": "+", "searrow": "+", "uparrow": "-", "nearrow": "-"}  # and from which side


def prefix(reader, name):
    r"""log x, log(x + y), \log^2 x, \log_2 x."""
    piece = reader.next
    reader.place += 1
    base = exponent = None
    if is_one_of(reader.next, *PRIMES):  # \tanh'(x)
        return scripted(reader, Node("word", name, (), piece.place + 1))
    while reader.next is not None and is_one_of(reader.next, "_", "^"):
        mark = reader.take("_", "^").value
        script = reader.script()
        node = reader.whole(script, reader.end)
        if mark == "_":
            if name != "log":
                raise reader.wrong(f"a subscript of {name}")
            base = node
        elif node.kind == "number" and node.value > 0:
            exponent = node
        else:
            raise reader.wrong(rf"\{piece.value}^… is read for a whole power alone: write a power of parentheses")
    if reader.parenthesis():
        argument = by_entries(reader, fenced(reader))
        if is_one_of(reader.next, "_", "^", "!"):
            remedy = rf"(\{piece.value} …)^2 or \{piece.value}((…)^2)"
            raise reader.wrong(rf"\{piece.value}(…) with a script has two readings: write {remedy}")
        closed = True
    else:
        argument, closed = _operand(reader, name in ("tanh", "sinh", "cosh")), False
    return Node("prefix", (name, closed, base, exponent), (argument,), piece.place + 1)


def word_before(reader):
    r"""\operatorname{sign} x, a function's word before what it is of."""
    piece = reader.next
    reader.place += 1
    return Node("prefix", (piece.value, False, None, None), (_operand(reader),), piece.place + 1)


def _operand(reader, hyperbolic=False):
    r"""What a function without parentheses is of: a factor, and a letter that touches the number before it: \sinh 2x.

    Of a hyperbolic function, whose argument is a number times the variable, a letter too: \tanh kx.
    """
    number, column = reader.next, reader.column
    factor, letter = reader.factor(), reader.next
    letters = hyperbolic and factor.kind == "symbol" and not number.parts
    if not (factor.kind == "number" or letters) or letter is None:
        return factor
    width = len(str(number.value)) + (number.kind == "macro")
    if letter.place - number.place - width not in ((0,) if number.kind == "letter" else (0, 1)):
        return factor
    if not (letter.kind == "letter" or letter.kind == "macro" and letter.value in GREEK) or reader.opens(1):
        return factor
    return Node("product", (None, "*"), (factor, reader.factor()), column)


def big(reader, op):
    piece = reader.next
    reader.place += 1
    below, above = bounds(reader)
    if below is None:
        raise reader.wrong(rf"\{op} without an index: write \{op}_{{j=1}}^n", piece.place + 1)
    under = ranges(reader.inside(below, piece.place), above)
    return Node("big", op, (*under, reader.body()), piece.place + 1)


def extremum(reader, op):
    r"""\max_k z_k, \max z, \max(a, b), \max\{a, b\}."""
    piece = reader.next
    reader.place += 1
    below, above = bounds(reader)
    if below is not None:
        under = ranges(reader.inside(below, piece.place), above)
        return Node("big", op, (*under, reader.term()), piece.place + 1)
    if reader.parenthesis():
        column, parts = reader.column, listed(reader)
        if any(part.kind == "dots" for part in parts):
            return _of_all(reader, op, parts, piece)
        if len(parts) == 1 and (vector := by_entries(reader, Node("paren", "(", parts, column))).kind == "vector":
            return Node("extremum", (op, False), (vector,), piece.place + 1)
        if is_one_of(reader.next, "_", "^"):
            raise reader.wrong(rf"\{op}(…) with a script has two readings: write parentheses around it")
        return Node("extremum", (op, True), parts, piece.place + 1)
    return Node("extremum", (op, False), (reader.factor(),), piece.place + 1)


def _of_all(reader, op, parts, piece):
    r"""\max(x_1, \dots, x_n), closed by its brackets."""
    if len(parts) < 3 or [part.kind for part in parts].index("dots") != len(parts) - 2:
        raise reader.wrong(UNCLEAR, piece.place + 1)
    return Node("paren", "(", (gathered(reader, op, list(parts[:-2]), parts[-1]),), piece.place + 1)


def limit(reader):
    piece = reader.take("lim")
    below, above = bounds(reader)
    if below is None or above is not None:
        raise reader.wrong(r"a limit is written \lim_{T \to 0^+}", piece.place + 1)
    inside = reader.inside(below, piece.place)
    name, point = tends(inside, piece)
    return Node("limit", name, (point, reader.term()), piece.place + 1)


def tends(reader, piece):
    r"""T \to 0^+: ((the variable, from which side), where it tends to)."""
    variable = scripted(reader, atom(reader))
    if variable.kind != "symbol":
        raise reader.wrong("a limit is taken in a number", piece.place + 1)
    arrow = reader.take(*ARROWS)
    if arrow is None:
        raise reader.wrong(r"a limit is written \lim_{T \to 0^+}", piece.place + 1)
    found, side = _sided([*reader.pieces[reader.place :]], ARROWS[arrow.value])
    reader.place = len(reader.pieces)
    return (variable.value, side), reader.whole(found, piece.place)


def _sided(found, side):
    """What a limit goes to, without the sign behind it, and the side from which: 0^+, 0+."""
    if len(found) > 1 and is_one_of(found[-2], "^"):
        mark = found[-1].parts[0] if found[-1].kind == "group" and len(found[-1].parts) == 1 else found[-1]
        return (found[:-2], mark.value) if is_one_of(mark, "+", "-") else (found, side)
    return (found[:-1], found[-1].value) if len(found) > 1 and is_one_of(found[-1], "+", "-") else (found, side)


def differential(reader):
    r"""Does dx stand here?"""
    piece, name = reader.next, reader.after()
    if not is_d(piece) or name is None:
        return False
    return name.kind == "letter" or name.kind == "macro" and name.value in GREEK


def _another_differential(reader):
    """Does another d before a letter follow, so that this one may be a factor?"""
    rest = reader.pieces[reader.place + 1 :]
    return any(is_d(piece) and after.kind in ("letter", "macro") for piece, after in zip(rest, rest[1:]))


def integral(reader):
    piece = reader.next
    reader.place += 1
    if piece.value != "int":
        raise reader.wrong(rf"\{piece.value} is not read: write one \int after the other", piece.place + 1)
    below, above = bounds(reader)
    if below is None:
        raise reader.wrong("an integral without its ends", piece.place + 1)
    _bring_out_differential(reader)
    reader.integrals += 1
    body = Node("number", Fraction(1), (), reader.column) if differential(reader) else reader.side()
    reader.integrals -= 1
    if not differential(reader):
        raise reader.wrong(r"an integral needs its dx", piece.place + 1)
    if "d" in reader.declared and not reader.next.parts and _another_differential(reader):
        raise reader.wrong(r"d is declared, and this reads as a differential too: write \mathrm{d}x")
    reader.place += 1
    variable = scripted(reader, atom(reader))
    if reader.begins_factor() and body == Node("number", Fraction(1), (), body.column):
        raise reader.wrong(r"\int dx f(x) has two readings: write the differential last")
    over = region(reader.inside(below, piece.place)) if above is None else None
    if over is not None:
        return Node("integral", over[0], (*over[1], variable, body), piece.place + 1)
    ends = (reader.whole(below, piece.place), reader.whole(above, piece.place))
    return Node("integral", "interval", (*ends, variable, body), piece.place + 1)


def _bring_out_differential(reader):
    r"""\int \frac{dx}{x} is \int \frac{1}{x} dx."""
    rest = reader.pieces[reader.place :]
    for distance, piece in enumerate(rest):
        if is_d(piece) or is_one_of(piece, "int"):
            return
        if piece.kind == "macro" and piece.value in ("frac", "dfrac", "tfrac") and len(piece.parts[0]) >= 2:
            above = piece.parts[0]
            if is_d(above[-2]) and above[-1].kind in ("letter", "macro") and not is_d(piece.parts[1][0]):
                left = above[:-2] or (Piece("number", "1", (), piece.place),)
                changed = Piece("macro", "frac", (left, piece.parts[1]), piece.place)
                here = reader.place + distance
                reader.pieces = (*reader.pieces[:here], changed, *above[-2:], *reader.pieces[here + 1 :])
                return


def region(reader):
    r"""Δ_n, s Δ_n and Δ^{n-1}, the probability simplex, ℝ or ℝ^n."""
    if reader.next is not None and reader.next.value == "R" and reader.next.parts[:1] == (("font", "mathbb"),):
        if reader.after() is None:
            return "line", ()
        reader.place += 1
        if reader.take("^") is None:
            raise reader.wrong(r"an integral over a region: \mathbb{R} and \mathbb{R}^n are read")
        size = reader.whole(reader.script(), reader.end)
        reader.finished()
        return "space", (size,)
    total = []
    while reader.next is not None and not is_one_of(reader.next, "Delta"):
        total.append(reader.next)
        reader.place += 1
    if not reader.take("Delta"):
        raise reader.wrong(r"an integral over a region: an interval, \Delta_n and \mathbb{R} are read")
    mark = reader.take("_", "^")
    if mark is None:
        raise reader.wrong(r"write \Delta_n for the simplex of n probabilities")
    size = reader.whole(reader.script(), reader.end)
    reader.finished()
    if mark.value == "^":
        size = Node("sum", ("+", "+"), (size, Node("number", Fraction(1))), size.column)
    whole = reader.whole(total, reader.end, "term") if total else Node("number", Fraction(1))
    return "simplex", (whole, size)
