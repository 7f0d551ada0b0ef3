"""Environments within a formula: cases and matrices, and the rows and cells of any."""

from ...syntax import Node
from ..tree import LatexError, Piece, pieces
from .vocabulary import CASES, MATRICES


def environment(reader, piece):
    column = piece.place + 1
    rows = rows_of(piece.parts)
    if piece.value in CASES:
        return Node("cases", None, tuple(case(reader, row, column) for row in rows if row), column)
    if piece.value in MATRICES:
        cells = [
            Node("list", None, tuple(reader.whole(cell, piece.place) for cell in cells_of(row)), column) for row in rows if row
        ]
        return Node("matrix", None, tuple(cells), column)
    raise reader.wrong(f"the environment {piece.value} within a formula", column)


def case(reader, row, column):
    cells = cells_of(row)
    if len(cells) != 2:
        raise reader.wrong(r"a case is written value & \text{if } condition", column)
    value = reader.whole(_without_end(cells[0]), column)
    condition = [p for p in cells[1] if not (p.kind == "text" and p.value.strip(" ,.{}") in ("if", "for", "when", ""))]
    condition = _without_end(_texts_inside(condition))
    if len(condition) == 1 and condition[0].kind == "text" and condition[0].value.strip(" ,.;") in ("otherwise", "else"):
        return Node("case", None, (value, None), column)
    relation = reader.whole(condition, column, "statement")
    if relation.kind != "relation":
        raise reader.wrong("the condition of a case is a relation", column)
    return Node("case", None, (value, relation), column)


def rows_of(found):
    rows = [[]]
    for piece in found:
        if piece.kind == "sign" and piece.value == r"\\":
            rows.append([])
        else:
            rows[-1].append(piece)
    return rows


def cells_of(row):
    cells = [[]]
    for piece in row:
        if piece.kind == "sign" and piece.value == "&":
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def _without_end(found):
    found = list(found)
    while found and found[-1].kind == "sign" and found[-1].value in (",", ".", ";"):
        found.pop()
    return found


def _texts_inside(found):
    r"""\text{if $i = j$} holds a formula; \text{if } stands before one."""
    out = []
    for piece in found:
        if piece.kind == "text" and "$" in piece.value:
            words, formula, *rest = piece.value.split("$")
            if words.strip(" ,") not in ("", "if", "for", "when") or "".join(rest).strip(" ,."):
                raise LatexError(f"the words {piece.value[:40]!r} in a formula", piece.place + 1)
            out += [Piece(p.kind, p.value, p.parts, piece.place) for p in pieces(formula)]
        else:
            out.append(piece)
    return out
