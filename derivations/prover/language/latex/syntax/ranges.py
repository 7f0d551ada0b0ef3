"""What stands under and above a big operator: ranges of indices, and conditions on them."""

from fractions import Fraction

from ...syntax import Node
from ..tree import Piece
from .vocabulary import is_one_of


def bounds(reader):
    """The scripts below and above a big operator, as pieces, or None."""
    found = {"_": None, "^": None}
    while mark := reader.take("_", "^"):
        if found[mark.value] is not None:
            raise reader.wrong("two scripts in one place", mark.place + 1)
        found[mark.value] = _in_one_line(reader.script())
    return found["_"], found["^"]


def _in_one_line(script):
    r"""The lines of a \substack, with commas between them."""
    if len(script) != 1 or not is_one_of(script[0], "substack"):
        return script
    (lines,) = script[0].parts
    return tuple(Piece("sign", ",", (), p.place) if p.kind == "sign" and p.value == r"\\" else p for p in lines)


def ranges(reader, above=None):
    r"""The ranges under a big operator: j=1 (with an end above), j, i,j, 1 <= j <= n, j \in [n], and conditions such as j \ne i."""
    found, conditions = [], []
    high = reader.whole(above, reader.end) if above is not None else None
    while True:
        node = reader.statement()
        match node:
            case Node("relation", (("ne", _),), (Node("symbol", name), _)):
                if not any(r.value == name for r in found):
                    found.append(Node("range", name, (), node.column))
                conditions.append(node)
            case _:
                found += _ranges(node, high, not found) or _no_range(reader, node)
        if above is None and reader.take("in"):
            ends = first_and_last(reader)
            found = [Node("range", r.value, r.parts or ends, r.column) for r in found]
        if not reader.take(",", ":"):
            break
    reader.finished()
    if conditions and len(found) > 1:
        raise reader.wrong("a condition under several indices: write one sum after the other", conditions[0].column)
    return [*found, *(Node("condition", None, (c,), c.column) for c in conditions)]


def first_and_last(reader):
    r"""\{1, \ldots, n\} and [n]: 1 and n."""
    column, one = reader.column, Node("number", Fraction(1))
    if reader.take("["):
        last = reader.side()
        return (one, last) if reader.take("]") else _no_set(reader, column)
    if not reader.take("{", "lbrace"):
        _no_set(reader, column)
    first = reader.side()
    if not (reader.take(",") and reader.take("dots", "ldots", "cdots") and reader.take(",")):
        _no_set(reader, column)
    last = reader.side()
    return (first, last) if reader.take("}", "rbrace") else _no_set(reader, column)


def _no_set(reader, column):
    raise reader.wrong(r"a range is written i \in \{1, \ldots, n\}, or i \in [n]", column)


def _no_range(reader, node):
    raise reader.wrong("a range is written j=1 with its end above, 1 \\le j \\le n, j, or j \\ne i", node.column)


def _ranges(node, high, first):
    """The ranges that a tree stands for; `high` is the end above, `first` whether no range stands before. None if it is none."""
    match node:
        case Node("relation", (("eq", _),), (Node("symbol", name), low)) if high is not None and first:
            return [Node("range", name, (low, high), node.column)]
        case Node("relation", ((("le" | "lt") as below, _), (("le" | "lt") as above, _)), (low, Node("symbol", name), end)):
            return None if high is not None else [Node("range", name, _ends(low, below, end, above), node.column)]
        case Node("symbol", name):
            return [Node("range", name, () if high is None else (None, high), node.column)]
        case Node("product", _, parts) if high is None and all(part.kind == "symbol" for part in parts):
            return [Node("range", part.value, (), part.column) for part in parts]
    return None


def _ends(low, below, end, above):
    """The first and the last integer between two bounds."""
    one = Node("number", Fraction(1))
    return (
        low if below == "le" else Node("sum", ("+", "+"), (low, one), low.column),
        end if above == "le" else Node("sum", ("+", "-"), (end, one), end.column),
    )
