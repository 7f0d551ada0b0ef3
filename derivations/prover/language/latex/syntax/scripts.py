"""Scripts: subscripts, superscripts, primes and factorials behind an atom, and arguments of functions between them."""

from fractions import Fraction

from ...syntax import Node
from .brackets import listed
from .calls import call, called
from .names import is_function_name
from .ranges import ranges
from .vocabulary import CALLED, GREEK, OPENING, RELATIONS, is_one_of


PRIMES = ("'", "prime", "’")


def scripted(reader, node):
    while True:
        piece = reader.next
        if is_one_of(piece, *PRIMES):
            reader.place += 1
            node = primed(reader, node, piece)
        elif is_one_of(piece, "_"):
            reader.place += 1
            node = subscripted(reader, node, piece)
        elif is_one_of(piece, "^"):
            reader.place += 1
            node = superscripted(reader, node, piece)
        elif is_one_of(piece, "!"):
            reader.place += 1
            if is_one_of(reader.next, "!"):
                raise reader.wrong("n!! is the double factorial, or that of n!: write parentheses, or a product", piece.place + 1)
            node = Node("call", "factorial", (node,), node.column)
        elif node.kind in ("symbol", "word", "subscript", "function", "slope") and called(reader, node):
            node = call(reader, node)
        elif node.kind == "derivative" and is_function_name(node.parts[-1], reader.declared) and reader.parenthesis():
            node = derivative_at(reader, node)
        elif node.kind in ("symbol", "word", "call", "value") and _index_in_brackets(reader):
            node = subscripted_by(reader, node, listed(reader))
        else:
            return node


def _index_in_brackets(reader):
    """Does [k], or [i, j], follow, as in f(x)[k]? A longer text in brackets is a factor."""
    found = reader.pieces[reader.place :]
    if not is_one_of(reader.next, "[") or found[-1] is reader.next:
        return False
    inside = found[1 : next((place for place, piece in enumerate(found) if is_one_of(piece, "]")), 0)]
    return (
        bool(inside)
        and all(
            (piece.kind in ("letter", "number") or piece.kind == "macro" and piece.value in GREEK)
            if place % 2 == 0
            else is_one_of(piece, ",")
            for place, piece in enumerate(inside)
        )
        and len(inside) % 2 == 1
    )


def derivative_at(reader, node):
    r"""\frac{df}{dx}(a), where a is a point: behind a derivative 1 - x may be a factor."""
    column, parts = reader.column, listed(reader)
    if len(parts) != 1 or parts[0].kind not in ("symbol", "word", "number", "subscript"):
        raise reader.wrong("behind a derivative this may be its argument, or a factor: write f'(…), or \\cdot", column)
    return Node("derivative at", None, (*node.parts, *parts), node.column)


def differentiated(node, times):
    """f', f'' and so on of the name of a function."""
    order, head = (node.value, *node.parts) if node.kind == "slope" else (0, node)
    return Node("slope", order + times, (head,), node.column)


def primed(reader, node, piece):
    if is_function_name(node, reader.declared):
        if node.kind == "symbol" and f"{node.value}_prime" in reader.declared:
            raise reader.wrong(f"{node.value}' is declared, and is the derivative of {node.value} too: rename one", piece.place + 1)
        return differentiated(node, 1)
    if node.kind == "symbol" and node.value.endswith("_prime") and _is_slope(reader, node):
        return Node("symbol", node.value + "_prime", node.parts, node.column)
    if node.kind == "word" and node.value not in reader.declared and _before_parenthesis(reader):  # softplus'(x)
        return Node("word", node.value + "_prime", (), node.column)
    if node.kind != "symbol" or node.value.endswith("_prime"):
        raise reader.wrong("a prime: only z' as a name of its own is read, no derivative", piece.place + 1)
    return Node("symbol", node.value + "_prime", node.parts, node.column)


def _is_slope(reader, node):
    """Is this σ' of a function that nobody declares, with its argument after the next prime, or primes?"""
    stem = node.value.partition("_prime")[0]
    return _before_parenthesis(reader) and stem in CALLED and stem not in reader.declared


def _before_parenthesis(reader):
    """Does an argument follow, after the next prime, or primes?"""
    ahead = 0
    while is_one_of(reader.after(ahead), *PRIMES):
        ahead += 1
    return reader.opens(ahead)


def subscripted(reader, node, piece):
    if node.kind == "slope":  # f'_k is the derivative of f_k
        return Node("slope", node.value, (subscripted(reader, *node.parts, piece),), node.column)
    found = reader.script()
    if len(found) == 1 and is_one_of(found[0], "+", "-", "−"):
        return positive_part(reader, node, found[0])
    if in_brackets(found):
        raise reader.wrong("a subscript in brackets is an order statistic, or a label: name it otherwise", piece.place + 1)
    if any(is_one_of(p, "sim") for p in found):
        return Node("subscript", None, (node, *sampled(reader.inside(found, piece.place))), node.column)
    if node.kind == "power" and node.parts[0].kind != "symbol":
        raise reader.wrong("a subscript after a power: write parentheses", piece.place + 1)
    if node.kind == "paren" and any(is_one_of(p, "=") for p in found):
        return Node("vector", None, (vector_range(reader, found, piece), *node.parts), node.column)
    if len(found) == 1 and is_one_of(found[0], "max", "min"):  # x_{\max}
        return subscripted_by(reader, node, [Node("word", found[0].value, (), found[0].place + 1)])
    inner = reader.inside(found, piece.place)
    if any(is_one_of(p, *RELATIONS) for p in found):
        parts = [inner.statement()]
    else:
        parts = [inner.side()]
    while inner.take(",", ";"):
        parts.append(inner.side())
    inner.finished()
    if node.kind == "power":  # x^2_i is (x_i)^2
        return Node("power", None, (subscripted_by(reader, node.parts[0], parts), node.parts[1]), node.column)
    return subscripted_by(reader, node, parts)


def positive_part(reader, node, mark):
    """(x)_+ and [x]_+, the larger of x and 0; of a letter it may be a name, and a negative part is signed in two ways."""
    if mark.value != "+" or node.kind != "paren" or len(node.parts) != 1:
        raise reader.wrong(r"a positive or negative part is written (x)_+, or \max(x, 0)", mark.place + 1)
    return Node("extremum", ("max", True), (*node.parts, Node("number", Fraction(0), (), node.column)), node.column)


def subscripted_by(reader, node, parts):
    if node.kind == "subscript":
        raise reader.wrong("two subscripts: write them in one, as in A_{ij}")
    return Node("subscript", None, (node, *parts), node.column)


def by_entries(reader, node):
    """The vector (f)_{j=1}^{n} where a script with a range stands behind parentheses; else the parentheses."""
    piece, place = reader.next, reader.place
    if reader.take("_"):
        found = reader.script()
        if any(is_one_of(p, "=") for p in found):
            return Node("vector", None, (vector_range(reader, found, piece), *node.parts), node.column)
        reader.place = place
    return node


def vector_range(reader, found, piece):
    """(f)_{j=1}^{n}, a vector."""
    if not reader.take("^"):
        raise reader.wrong("a vector is written \\left( f \\right)_{j=1}^{n}", piece.place + 1)
    (only,) = ranges(reader.inside(found, piece.place), reader.script())
    return only


def sampled(reader):
    r"""i \sim p under an expectation, or p alone."""
    first = reader.side()
    if reader.take("sim"):
        second = reader.side()
        reader.finished()
        return [Node("sampled", None, (first, second), first.column)]
    reader.finished()
    return [first]


def superscripted(reader, node, piece):
    found = reader.script()
    if is_function_name(node, reader.declared) and not (len(found) == 1 and is_one_of(found[0], "*", "ast", "star")):
        return _derivative_of_order(reader, node, found, piece)
    if len(found) == 1:
        mark = found[0]
        upright = mark.kind == "letter" and mark.value == "T" and mark.parts or mark.kind == "text" and mark.value.strip() == "T"
        if is_one_of(mark, "top", "intercal") or upright:
            return Node("transpose", None, (node,), node.column)
        if is_one_of(mark, "prime"):
            return primed(reader, node, piece)
        if is_one_of(mark, "*", "ast", "star") and node.kind == "symbol":
            return Node("symbol", node.value + "_star", node.parts, node.column)
        if mark.kind == "sign" or is_one_of(mark, "dagger", "star", "ast", "circ"):
            remedy = r": a positive part is written \max(x, 0)" if mark.value == "+" else ""
            raise reader.wrong(f"the superscript {mark.value} is not read{remedy}", piece.place + 1)
    if in_brackets(found) and not (node.kind == "symbol" and node.value == "e" and "e" not in reader.declared):
        if node.kind == "symbol" and node.value == "psi" and "psi" not in reader.declared:
            return Node("function", "polygamma", (reader.whole(found[1:-1], piece.place),), node.column)
        raise reader.wrong("a superscript in brackets is a label, or a derivative: name it otherwise", piece.place + 1)
    if not found:
        raise reader.wrong("an empty superscript", piece.place + 1)
    if node.kind == "symbol" and node.value in CALLED - reader.declared and reader.parenthesis():
        readings = "f(x)^2 and f(f(x)), and of -1 1/f(x) and the inverse"
        problem = f"a power of {node.value} before its argument has two readings, {readings}: write f(x)^2"
        raise reader.wrong(problem, piece.place + 1)
    if node.kind == "power":
        raise reader.wrong("two superscripts: write parentheses", piece.place + 1)
    return Node("power", None, (node, reader.whole(found, piece.place)), node.column)


def _derivative_of_order(reader, node, found, piece):
    r"""f^{(2)} and f^{\prime\prime} of a declared function."""
    if found and all(is_one_of(mark, "prime", "'") for mark in found):
        return differentiated(node, len(found))
    if not in_brackets(found):
        raise reader.wrong("a power of a function has two readings, f(x)^2 and f(f(x)): write f(x)^2", piece.place + 1)
    order = reader.whole(found[1:-1], piece.place)
    if order.kind != "number" or order.value not in range(1, 21):
        raise reader.wrong("the order of a derivative is a number", piece.place + 1)
    return differentiated(node, int(order.value))


def in_brackets(found):
    """Is a script (…) or […], one pair of brackets around it all?"""
    if len(found) < 3 or not is_one_of(found[0], "(", "["):
        return False
    depth, opening = 0, found[0].value
    for place, piece in enumerate(found):
        depth += is_one_of(piece, opening) - is_one_of(piece, OPENING[opening])
        if depth == 0:
            return place == len(found) - 1
    return False
