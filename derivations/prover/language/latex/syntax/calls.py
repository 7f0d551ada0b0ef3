"""Functions with their arguments: f(x), KL(q || p), softmax_i(z)."""

from fractions import Fraction
from itertools import takewhile

from ...syntax import Node
from .brackets import listed
from .names import is_function_name, suffixed
from .vocabulary import CALLED, GREEK, is_one_of


LETTER = "\\"  # stands before a Greek letter's name where that is no function of the language


def called(reader, node):
    """Is this the name of a function, with its argument after it?"""
    return reader.parenthesis() and not reader.next.apart and functional(reader, node)


def functional(reader, node):
    match node:
        case Node("function"):
            return True
        case _ if is_function_name(node, reader.declared):
            return True
        case Node("word", name) | Node("symbol", name) if name in reader.declared:
            return False
        case Node("word"):
            return True
        case Node("symbol", name):
            if name in CALLED or name.partition("_prime")[0] == "psi" and "psi" not in reader.declared:
                return True
            return name not in reader.declared | {"e", "pi", "delta", "lambda"} and not node.parts  # f(x): a function, if any
        case Node("subscript", _, (Node("symbol", "D"), below)):
            return "D" not in reader.declared and _letters(below) == "KL"
        case Node("subscript", _, (Node("symbol", "J"), Node("symbol", "sigma"))):
            return "J" not in reader.declared and "sigma" not in reader.declared
        case Node("subscript", _, (base, first, *_)):  # k_B( ) is a product where k_B is declared
            return reader.declared.isdisjoint(suffixed(base, first)) and functional(reader, base)
    return False


def call(reader, node):
    column = node.column
    if is_function_name(node, reader.declared):
        order, head = (node.value, *node.parts) if node.kind == "slope" else (0, node)
        return Node("value", order, (head, *listed(reader)), column)
    match node:
        case Node("function", name, parts):
            return Node("call", name, (*parts, *listed(reader)), column)
        case Node("symbol", name) if name.startswith("psi_prime") and "psi" not in reader.declared:
            return Node("call", "polygamma", (Node("number", Fraction(name.count("_prime"))), *listed(reader)), column)
        case Node("subscript", _, (Node("symbol", "D"), _)):
            return Node("call", "KL", listed(reader, divided=True), column)
        case Node("subscript", _, (Node("symbol", "J"), _)):
            return Node("call", "J_sigma", listed(reader), column)
        case Node("subscript", _, (base, *below)):
            below = Node("list", None, tuple(below), column)
            return Node("indexed call", base.value, (below, *listed(reader)), column)
    if node.kind == "symbol" and node.value == "D" and _divided(reader):
        raise reader.wrong(r"D( \| ) in nats, or in bits? write D_{\mathrm{KL}}( \| ), which is in nats", column)
    if node.kind == "symbol" and node.value.removesuffix("_prime") in GREEK - CALLED:  # γ is no word for Γ, nor φ for Φ
        return Node("call", LETTER + node.value, listed(reader), column)
    return Node("call", node.value, listed(reader, divided=node.value in ("KL", "kl", "JS")), column)


def _divided(reader):
    """Do two bars stand in the parentheses that follow?"""
    inside = takewhile(lambda piece: not is_one_of(piece, ")"), reader.pieces[reader.place :])
    return any(is_one_of(piece, "Vert", "parallel") for piece in inside)


def _letters(node):
    """The letters of a subscript that is a word: KL, max."""
    match node:
        case Node("word" | "symbol", name):
            return name
        case Node("product", _, parts) if all(part.kind == "symbol" for part in parts):
            return "".join(part.value for part in parts)
    return None
