"""Atoms: numbers, names, groups, brackets, environments, and what begins with a letter of its own alphabet."""

from fractions import Fraction

from ...syntax import Node
from ..tree import FONTS, Piece
from .brackets import bracketed, fenced, listed, sized
from .environments import environment
from .names import is_function_name
from .scripts import sampled
from .vocabulary import GREEK, NO_STATEMENT, OPENING, RELATIONS, VARIANTS, is_one_of

UNREAD = {  # macros that are no atoms, and what is said of them
    **dict.fromkeys(("arg", "argmax", "argmin"), r"argmax: write what it means, as z_k = \max z"),
    **dict.fromkeys(
        ("sin", "cos", "tan", "det", "Pr", "dim", "ker", "arctan", "cot", "gcd", "deg", "hom", "lg"),
        r"\NAME is not part of the language",
    ),
    **dict.fromkeys(("dots", "ldots", "cdots", "vdots"), "dots leave to the reader what is meant: write a sum or a vector"),
    **dict.fromkeys(("pm", "mp"), r"\NAME says two things at once"),
}
ARGUMENTS_OF_EXTREMA = {"argmax", "argmin", "arg_max", "arg_min"}


def atom(reader):
    piece = reader.next
    if piece is None:
        raise reader.wrong("the formula ends where an expression is expected")
    column = piece.place + 1
    match piece.kind:
        case "number":
            reader.place += 1
            if piece.parts:
                return ones(reader, piece)
            if _in_scientific_notation(reader, piece):
                raise reader.wrong(f"{piece.value}e… is a power of ten, or Euler's number: write 10^{{…}}, or a space", column)
            if len(piece.value) > 200:
                raise reader.wrong("a number of more than 200 digits", column)
            return Node("number", Fraction(piece.value), (), column)
        case "letter":
            reader.place += 1
            return symbol(reader, piece, piece.value)
        case "word" if piece.value in ARGUMENTS_OF_EXTREMA and piece.value not in reader.declared:
            raise reader.wrong(UNREAD["arg"], column)
        case "word":
            reader.place += 1
            return Node("word", piece.value, (), column)
        case "group":
            reader.place += 1
            if not piece.parts:
                raise reader.wrong("an empty group", column)
            inner = reader.whole(piece.parts, piece.place, "statement")
            return Node("paren", "{", (inner,), column)
        case "environment":
            reader.place += 1
            return environment(reader, piece)
        case "text" if reader.word_in_text():
            reader.place += 1
            return Node("word", piece.value, (), column)
        case "text":
            raise reader.wrong(f"the words {piece.value.strip()[:40]!r} in a formula", column)
        case "macro" if piece.value in GREEK:
            reader.place += 1
            if piece.value == "infty":
                return Node("infinity", None, (), column)
            return symbol(reader, piece, VARIANTS.get(piece.value, piece.value))
    if is_one_of(piece, "left") or piece.kind in ("sign", "macro") and piece.value in OPENING:
        return bracketed(reader)
    if piece.kind == "macro":
        if piece.value in ("sqrt", "binom", "dbinom"):
            reader.place += 1
            return with_arguments(reader, piece)
        if piece.value in ("abs", "norm") and piece.parts:
            reader.place += 1
            return sized(reader, piece.value == "norm", reader.whole(piece.parts[-1], piece.place), column)
        raise reader.wrong(_no_atom(reader, piece.value), column)
    raise reader.wrong(f"{piece.value} where an expression is expected", column)


def _in_scientific_notation(reader, number):
    """Do e and digits, with a sign between them or not, touch a number: 1e-6?"""
    ahead = [reader.after(distance) for distance in range(3)]
    if ahead[1] is not None and is_one_of(ahead[1], "-", "+", "−"):
        del ahead[1]
    e, digits = ahead[:2]
    if e is None or digits is None or (e.kind, e.value, e.parts) != ("letter", "e", ()) or digits.kind != "number":
        return False
    return e.place == number.place + len(number.value) and digits.place - e.place <= 2


def _no_atom(reader, name):
    """Why a macro is no atom."""
    if name in UNREAD:
        return UNREAD[name].replace("NAME", name)
    if name in NO_STATEMENT:
        return reader.stuck()
    if name in RELATIONS or name in OPENING.values():
        return rf"\{name} where an expression is expected"
    return rf"unknown macro \{name[:40]}"


def symbol(reader, piece, name):
    fonts = [mark for kind, mark in piece.parts if kind == "font"] if piece.parts else []
    accents = [mark for kind, mark in piece.parts if kind == "accent"] if piece.parts else []
    family = next((FONTS[font] for font in fonts if FONTS[font]), "")
    column = piece.place + 1
    if family == "bb":
        if name == "E":
            return expectation(reader, piece)
        if name == "H" and "H" not in reader.declared:
            return Node("symbol", "H", (), column)
        if name == "I" and (bracket := ones(reader, Piece("number", "1", piece.parts, piece.place))).kind == "bracket":
            return bracket
        raise reader.wrong(rf"\mathbb{{{name}}} is not read here", column)
    if fonts == ["mathrm"] and name == "i":
        return Node("imaginary", None, (), column)
    if name == "E" and not accents and "E" not in reader.declared and drawn(reader):
        return expectation(reader, piece)
    bare = Node("symbol", name, (family,) if family else (), column)
    if accents == ["dot"] and f"{name}_dot" not in reader.declared and is_function_name(bare, reader.declared):
        return Node("slope", 1, (bare,), column)
    name = "_".join([name, *accents])
    return Node("symbol", name, (family,) if family else (), column)


def drawn(reader):
    r"""Does a subscript with a \sim follow, and then a bracket, as in E_{i \sim p}[h_i]?"""
    script, bracket = reader.after(), reader.after(2)
    return (
        is_one_of(reader.next, "_")
        and script is not None
        and script.kind == "group"
        and any(is_one_of(piece, "sim") for piece in script.parts)
        and (is_one_of(bracket, "[", "left") or is_one_of(bracket, "("))
    )


def ones(reader, piece):
    r"""\mathbf{1}, the vector of ones; \mathbf{1}_n; \mathbf{1}[i = j], \mathbb{1}_{i = j} and the like: brackets."""
    column = piece.place + 1
    if piece.value == "0" and BOLD.issuperset(mark for _, mark in piece.parts):
        return zeros(reader, piece)
    if piece.value != "1":
        raise reader.wrong(f"a number {piece.value} in an alphabet of its own", column)
    if reader.take("_"):
        found = reader.script()
        if len(found) > 2 and is_one_of(found[0], "[", "{", "lbrace") and is_one_of(found[-1], "]", "}", "rbrace"):  # 1_{[i = j]}
            found = found[1:-1]
        inner = reader.inside(found, piece.place)
        node = inner.statement()
        inner.finished()
        if node.kind == "relation":
            return Node("bracket", None, (node,), column)
        if reader.parenthesis():
            raise reader.wrong("an indicator function of a set is not read", column)
        return Node("ones", None, (node,), column)
    if reader.parenthesis():
        saved = reader.place
        parts = listed(reader)
        if len(parts) == 1 and parts[0].kind == "relation":
            return Node("bracket", None, parts, column)
        reader.place = saved
    return Node("ones", None, (), column)


BOLD = frozenset({"mathbf", "boldsymbol", "bm", "pmb", "vec"})


def zeros(reader, piece):
    r"""\mathbf{0}, the zero beside vectors, and \mathbf{0}_n."""
    column, zero = piece.place + 1, Node("number", Fraction(0), (), piece.place + 1)
    if not reader.take("_"):
        return zero
    length = reader.whole(reader.script(), piece.place)
    return Node("paren", "(", (Node("product", (None, "*"), (zero, Node("ones", None, (length,), column)), column),), column)


def expectation(reader, piece):
    r"""\mathbb{E}_{i \sim p}[h_i], \mathbb{E}_p[h]."""
    column, below = piece.place + 1, ()
    if reader.take("_"):
        below = sampled(reader.inside(reader.script(), piece.place))
    if not below:
        raise reader.wrong(r"an expectation without its distribution: write \mathbb{E}_{i \sim p}[…]", column)
    if not reader.parenthesis():
        raise reader.wrong(r"an expectation is written \mathbb{E}_{i \sim p}[…]", column)
    return Node("expectation", None, (*below, fenced(reader)), column)


def with_arguments(reader, piece):
    column = piece.place + 1
    if piece.value == "sqrt":
        root, inside = piece.parts
        body = reader.whole(inside, piece.place)
        if root:
            return Node(
                "power",
                None,
                (body, Node("fraction", None, (Node("number", Fraction(1)), reader.whole(root, piece.place)))),
                column,
            )
        return Node("call", "sqrt", (body,), column)
    return Node("call", "binomial", tuple(reader.whole(part, piece.place) for part in piece.parts), column)
