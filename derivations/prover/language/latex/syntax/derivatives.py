r"""Derivatives: \partial, \nabla, fractions that are derivatives, and values at a point."""

from ...syntax import Node
from .atoms import atom
from .calls import call, called
from .scripts import primed, scripted, subscripted
from .vocabulary import CALLED, is_d, is_one_of


def by_variable(reader):
    r"""\partial_{z_i} f, \partial_x f."""
    piece = reader.take("partial")
    if not reader.take("_"):
        return in_one_line(reader, piece)
    variable = reader.whole(reader.script(), reader.end)
    if variable.kind == "number" or variable.kind == "symbol" and variable.value[0] in "ijkl":
        raise reader.wrong(r"\partial_i: write \frac{\partial}{\partial z_i}", piece.place + 1)
    return Node("derivative", (1, False), (variable, differentiand(reader)), piece.place + 1)


def in_one_line(reader, piece):
    r"""\partial f / \partial x, \partial^2 f / \partial x \partial y."""
    order = count(reader) if reader.take("^") else 1
    body = reader.factor() if reader.begins_factor() else None
    if not (reader.take("/") and is_one_of(reader.next, "partial")):
        raise reader.wrong(r"\partial outside a fraction: write \frac{\partial}{\partial x}", piece.place + 1)
    end = reader.place
    while end < len(reader.pieces) and is_one_of(reader.pieces[end], "partial"):
        here, reader.place = reader.place, end + 1
        scripted(reader, atom(reader))
        end, reader.place = reader.place, here
    variables = differentials(reader.inside(reader.pieces[reader.place : end], piece.place))
    reader.place = end
    if len(variables) != order:
        raise reader.wrong(f"a derivative of order {order} with respect to {len(variables)} variables", piece.place + 1)
    if body is not None and reader.begins_factor() and not reader.next.apart:
        raise reader.wrong(r"where a derivative in one line ends has two readings: write \frac, or parentheses")
    return Node("derivative", (order, body is not None), (*variables, body or differentiand(reader)), piece.place + 1)


def differentiand(reader):
    """What a derivative is taken of, where it stands behind it: a factor, with a number before it; u^T A v, which u^T begins."""
    column, first = reader.column, reader.factor()
    if _is_transpose(first, reader):
        parts = [first]
        while reader.begins_factor() and not reader.next.apart:
            parts.append(reader.factor())
    elif _is_number(first) and reader.begins_factor() and not reader.next.apart:
        parts = [first, reader.factor()]
    else:
        parts = [first]
    if len(parts) == 1:
        return first
    return Node("product", (None, *["*"] * (len(parts) - 1)), tuple(parts), column)


def _is_number(node):
    """A number, or a fraction of numbers: no one differentiates it alone."""
    return node.kind == "number" or node.kind == "fraction" and all(map(_is_number, node.parts))


def _is_transpose(node, reader):
    r"""x^\top or x^T, which is no number by itself."""
    if node.kind == "power":
        return "T" not in reader.declared and node.parts[1].kind == "symbol" and node.parts[1].value == "T"
    return node.kind == "transpose"


def fraction(reader):
    piece = reader.next
    reader.place += 1
    above, below = piece.parts
    if (found := derivative(reader, above, below, piece)) is not None:
        return found
    return Node("fraction", None, (reader.whole(above, piece.place + 1), reader.whole(below, piece.place + 1)), piece.place + 1)


def derivative(reader, above, below, piece):
    r"""\frac{\partial f}{\partial z_i}, \frac{d^2}{dx^2} f, or None for a quotient."""
    if not above or not below:
        raise reader.wrong("an empty fraction", piece.place + 1)
    curly = is_one_of(above[0], "partial")
    if curly != is_one_of(below[0], "partial"):
        raise reader.wrong(r"a quotient of \partial: write \frac{\partial f}{\partial x}", piece.place + 1)
    if not curly and not (is_d(above[0]) and is_d(below[0]) and len(below) > 1):
        return None
    if any(len(part) > 1 and is_one_of(part[1], "_") for part in (above, below)):  # an entry of a vector d
        return None
    if not curly and "d" in reader.declared and not below[0].parts:
        raise reader.wrong(r"d is declared, and this reads as a derivative too: write \mathrm{d} or \partial", piece.place + 1)
    inner, order = reader.inside(above[1:], piece.place), 1
    if inner.take("^"):
        order = count(inner)
    body = inner.term() if inner.next is not None else None
    inner.finished()
    variables = differentials(reader.inside(below, piece.place))
    if len(variables) != order:
        raise reader.wrong(f"a derivative of order {order} with respect to {len(variables)} variables", piece.place + 1)
    closed = body is not None
    return Node("derivative", (order, closed), (*variables, body if closed else differentiand(reader)), piece.place + 1)


def count(reader):
    column = reader.column
    node = reader.whole(reader.script(), reader.end)
    if node.kind != "number" or node.value not in range(1, 21):
        raise reader.wrong("the order of a derivative is a number", column)
    return int(node.value)


def differentials(reader):
    r"""The variables of ∂x_i ∂x_j^2, as often as they are there, the outermost first."""
    found = []
    while reader.next is not None:
        side_by_side = found and reader.next.kind in ("letter", "macro")  # ∂x_k x_j; the order says that there are two
        if not (reader.take("partial") or is_d(reader.next) or side_by_side):
            raise reader.wrong("the variable of a derivative is expected")
        if is_d(reader.next) and reader.next.kind == "letter" and not is_one_of(reader.pieces[reader.place - 1], "partial"):
            reader.place += 1
        variable, times = scripted(reader, atom(reader)), 1
        if variable.kind == "power" and variable.parts[1].kind == "number":
            variable, times = variable.parts[0], variable.parts[1].value
            if times not in range(1, 21):
                raise reader.wrong("the order of a derivative is a number")
        found += [variable] * int(times)
    return found


def gradient(reader):
    r"""\nabla f, \nabla_z f, \nabla^2 f."""
    piece, order, variable = reader.take("nabla"), 1, None
    while mark := reader.take("_", "^"):
        if mark.value == "_":
            variable = reader.whole(reader.script(), reader.end)
        else:
            order = count(reader)
    if order > 2:
        raise reader.wrong(r"\nabla of a higher order", piece.place + 1)
    transposed = variable is not None and variable.kind == "symbol" and is_one_of(reader.after(), "^")
    transposed = transposed and reader.next.value == variable.value  # \nabla_x x^\top A x is of the whole
    if not transposed and reader.next is not None and (reader.next.kind in ("word", "letter") or is_one_of(reader.next, *CALLED)):
        body = atom(reader)
        while called(reader, body) or is_one_of(reader.next, "_", "'"):  # ∇f(z)ᵀh is (∇f(z))ᵀh
            mark = reader.take("_", "'")
            body = (
                call(reader, body)
                if mark is None
                else subscripted(reader, body, mark)
                if mark.value == "_"
                else primed(reader, body, mark)
            )
        return scripted(reader, Node("gradient", (order, True, variable), (body,), piece.place + 1))
    return Node("gradient", (order, False, variable), (differentiand(reader),), piece.place + 1)


def evaluated(reader):
    r"""\left. f \right|_{x = a}."""
    piece = reader.take("left")
    reader.take(".")
    body = reader.side()
    if not (reader.take("right") and reader.take("|", "vert") and reader.take("_")):
        raise reader.wrong(r"\left. needs its \right|_{x = a}", piece.place + 1)
    point = reader.whole(reader.script(), reader.end, "statement")
    if point.kind != "relation" or len(point.parts) != 2 or point.value[0][0] != "eq":
        raise reader.wrong(r"\right|_{x = a} says where", piece.place + 1)
    return Node("evaluated", None, (body, *point.parts), piece.place + 1)
