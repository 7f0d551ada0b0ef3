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
    return found["_"] or None, found["^"] or None  # what is empty says nothing: \sum_k^{}


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
            case Node("relation", ((("lt" | "le" | "gt" | "ge"), _),), (Node("symbol", name), Node("symbol"))) if high is None:
                found.append(Node("range", name, (), node.column))
                conditions.append(node)
            case Node("relation", (("eq", _),), (Node("symbol"), low)) if found and high is not None:
                found = [Node("range", r.value, (r.parts[0] or low, r.parts[1]), r.column) for r in found]
                found += _ranges(node, high, True)
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


SETS = {"R": "real", "C": "complex", "Z": "integer"}
MARKED = {">0": "positive", "++": "positive", "\\ge0": "nonnegative", "\\geq0": "nonnegative", "\\geqslant0": "nonnegative"}


def domain(reader):
    r"""\mathbb{R}, \mathbb{R}_{>0}, \mathbb{R}^n, (0, 1), (0, \infty)^n: the domain of a name as it is declared, or None."""
    piece, start = reader.next, reader.place
    if piece is not None and piece.kind == "letter" and piece.parts == (("font", "mathbb"),) and piece.value in SETS:
        reader.place += 1
        found = SETS[piece.value]
        if found == "real" and reader.take("_"):
            mark = "".join(rf"\{p.value}" if p.kind == "macro" else str(p.value) for p in reader.script())
            if (found := MARKED.get(mark)) is None:
                raise reader.wrong(r"does this set hold 0? write x > 0 or x \ge 0", piece.place + 1)
        return found + _length(reader, piece)
    interval = "".join(rf"\{p.value}" if p.kind == "macro" else str(p.value) for p in reader.pieces[start : start + 5])
    found = next((domain for written, domain in INTERVALS.items() if interval.startswith(written)), None)
    if found is None:
        return None
    reader.place += 5
    return found + _length(reader, piece)


INTERVALS = {"(0,1)": "(0, 1)", "(0,\\infty)": "positive", "[0,\\infty)": "nonnegative"}


def _length(reader, piece):
    """The length of vectors whose entries lie in a set, as they are declared: [n]."""
    if not reader.take("^"):
        return ""
    size = reader.script()
    if len(size) != 1 or size[0].kind not in ("letter", "number"):
        raise reader.wrong(r"a length is one letter, as in \mathbb{R}^n", piece.place + 1)
    return f"[{size[0].value}]"


def _no_set(reader, column):
    if is_one_of(reader.next, "Delta"):
        raise reader.wrong("over all of a simplex: write the inequality for every p, declared as p: simplex[n]", column)
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
        case Node("relation", ((a, _), (b, _), (c, _)), (low, Node("symbol", i), Node("symbol", j), end)) if high is None:
            if {a, b, c} <= {"le", "lt"}:  # 1 <= i < j <= n
                first, last = _ends(low, a, end, c)
                second, _ = _ends(Node("symbol", i, (), node.column), b, end, c)
                return [Node("range", i, (first, last), node.column), Node("range", j, (second, last), node.column)]
        case Node("relation", ((("ge" | "gt") as sign, _),), (Node("symbol", name), Node("number") as low)) if high is None:
            first = Node("number", low.value + (sign == "gt"), (), low.column)
            return [Node("range", name, (first, Node("infinity", None, (), node.column)), node.column)]
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
