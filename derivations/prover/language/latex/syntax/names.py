"""Names that are declared, as far as the grammar asks for them: a letter that is a function takes what stands in parentheses."""

from ...maps import is_function
from ...syntax import GREEK, Node

SPELLINGS = {"lambda": ("lamda",), "lamda": ("lambda",)}


class Names(frozenset):
    """The names that are declared; `functions` are those of functions, and of arrays of functions."""

    functions = frozenset()

    @classmethod
    def of(cls, scope):
        names = cls(scope)
        found = {name for name, term in scope.items() if term.op == "var" and is_function(term)}
        names.functions = frozenset(found.union(*(SPELLINGS.get(name, ()) for name in found)))
        return names


UNDECLARED = Names()


def name_of(node):
    """The name of a symbol or a word. Script and other letters of their own alphabet are other names."""
    return f"{node.value}_{node.parts[0]}" if node.parts else node.value


def spelled(node):
    """A subscript that is part of a name: 1, max."""
    match node:
        case Node("number", value) if value.denominator == 1:
            return str(value)
        case Node("word" | "symbol", name):
            return name
        case Node("product", _, parts) if all(part.kind == "symbol" for part in parts):
            return "".join(part.value for part in parts)
        case Node("paren", "{", (inner,)):
            return spelled(inner)
    return None


def suffixed(base, below):
    """The names that a letter may have together with its subscript: x1 or x_1; but x_i is not the Greek letter xi, nor p_i pi."""
    first = spelled(below)
    if base.kind not in ("symbol", "word") or first is None:
        return ()
    stem, mark, prime = base.value.partition("_prime")
    named = {f"{base.value}{first}", f"{base.value}_{first}", f"{stem}_{first}{mark}{prime}"}
    named |= {name for s in SPELLINGS.get(base.value, ()) for name in (f"{s}{first}", f"{s}_{first}")}
    return named.difference(GREEK.values())


def is_function_name(node, names):
    """Does a node name a declared function, one out of an array of functions, or the derivative of one?"""
    match node:
        case Node("slope"):
            return True
        case Node("symbol" | "word"):
            return name_of(node) in names.functions
        case Node("subscript", _, (base, first, *_)):
            return is_function_name(base, names) or not names.functions.isdisjoint(suffixed(base, first))
    return False
