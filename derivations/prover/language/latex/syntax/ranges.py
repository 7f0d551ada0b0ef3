"""What stands under and above a big operator: ranges of indices, and conditions on them."""

from fractions import Fraction

from ...syntax import Node


def bounds(reader):
    """The scripts below and above a big operator, as pieces, or None."""
    found = {"_": None, "^": None}
    while mark := reader.take("_", "^"):
        if found[mark.value] is not None:
            raise reader.wrong("two scripts in one place", mark.place + 1)
        found[mark.value] = reader.script()
    return found["_"], found["^"]


def ranges(reader, above=None):
    """The ranges under a big operator: j=1 (with an end above), j, i,j, 1 <= j <= n, and conditions such as j \\ne i."""
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
        if not reader.take(","):
            break
    reader.finished()
    if conditions and len(found) > 1:
        raise reader.wrong("a condition under several indices: write one sum after the other", conditions[0].column)
    return [*found, *(Node("condition", None, (c,), c.column) for c in conditions)]


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
