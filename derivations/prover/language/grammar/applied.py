"""Applied: the functions of the language and the words for terms of them, given their arguments."""

from dataclasses import replace

from ...kernel.terms import MINUS, ONE, affine, at, bind, fn, fresh, mul, power, shape
from .. import functions
from ..abbreviations import ABBREVIATED, divergence, entropy, entry_by_entry, outer, written_by
from ..functions import CALLED, MANY, RELATION, VECTOR
from ..syntax import LanguageError, Node
from .binders import over
from .cases import iverson
from .core import counted, fitting, index_of, is_undeclared, length_in, scalar, shape_of, term_of, unambiguous
from .derivatives import slope_at


def sigma(node, scope):
    """σ(z): softmax of a vector, the sigmoid of a number."""
    counted(node, 1)
    argument = term_of(node.parts[0], scope)
    if shape_of(argument, node.parts[0]):
        return fitting(fn("softmax", argument), node)
    return written_by(ABBREVIATED["sigmoid"], ABBREVIATED["sigmoid"].meaning(argument))


def slope(node, scope):
    """f'(x) of a function of a number that has a name."""
    point = scalar(node.parts[0], scope)
    return fitting(slope_at(point, lambda x: scalar(replace(node, parts=(Node("term", x, (), node.column),)), scope)), node)


def applied(node, scope):
    row = CALLED[node.value]
    op = row.operator
    if row.takes == MANY:
        return _extremum(op, node, scope)
    if op == "log" and len(node.parts) == 2:
        top, base = (fn("log", scalar(part, scope)) for part in node.parts)
        return mul(top, power(base, MINUS))
    counted(node, len(row.takes))
    if row.takes == RELATION:
        return iverson(node.parts[0], scope)
    args = [_argument(kind, part, scope) for kind, part in zip(row.takes, node.parts)]
    for kind, part, arg in zip(row.takes, node.parts, args):
        if kind == VECTOR and not shape_of(arg, part):
            raise LanguageError(f"{node.value} takes a vector, not a number: c*ones(n) has one number everywhere", part.column)
    if op == "cons" and (shape_of(args[0], node) or len(shape_of(args[1], node)) != 1):
        raise LanguageError("cons takes a number and a vector", node.column)
    return _over_entries(row.takes, MEANT.get(op, lambda *numbers: fn(op, *numbers)), args, node)


MEANT = {"entropy": entropy, "kl": divergence, "outer": outer}  # where probabilities may be 0, or lengths differ


def _argument(kind, node, scope):
    return index_of(node, scope) if kind == functions.INDEX else term_of(node, scope)


def _over_entries(takes, function, args, node):
    """A function of its arguments; one of numbers alone is taken entry by entry where it is given vectors."""
    shapes = [shape_of(arg, node) for arg in args]
    if set(takes) == {functions.NUMBER} and any(shapes):
        return fitting(entry_by_entry(function, *args), node)
    return fitting(function(*args), node)


def abbreviated(node, scope):
    row = ABBREVIATED[node.value]
    counted(node, *map(len, row.takes))
    takes, args = _arguments_of(row, node, scope)
    return unambiguous(_over_entries, node, takes, lambda *given: written_by(row, row.meaning(*given)), args, node)


def _arguments_of(row, node, scope):
    """The way to call an abbreviation that fits what it is given, and the arguments."""
    for place, part in enumerate(node.parts):
        kinds = {takes[place] for takes in row.takes if len(takes) == len(node.parts)}
        if functions.INDEX in kinds and is_undeclared(part, scope):
            name, n = part.value[:60], length_in(scope)
            other = f", or {name}: real[{n}]" if functions.VECTOR in kinds else ""
            raise LanguageError(f"{name} is not declared: declare it, as in {name}: index[{n}]{other}", part.column)
    args = [term_of(part, scope) for part in node.parts]
    ways = [takes for takes in row.takes if len(takes) == len(args)]
    for takes in ways:
        if all(_fits(kind, arg, part) for kind, arg, part in zip(takes, args, node.parts)):
            return takes, args
    wanted = " or ".join(", ".join(KINDS[kind] for kind in takes) for takes in ways)
    raise LanguageError(f"{node.value} takes {wanted}", node.column)


KINDS = {"n": "a number", "e": "a number or an array", "v": "a vector", "m": "a matrix", "i": "an index or a dimension"}


def _fits(kind, term, node):
    rank = len(shape_of(term, node))
    match kind:
        case functions.INDEX:
            return not rank and affine(term) is not None
        case functions.VECTOR | functions.MATRIX:
            return rank == functions.RANKS[kind]
    return kind == functions.ENTRIES or rank <= 2


def _extremum(op, node, scope):
    """Max(a, b), Max(f, (k, 1, n)), or Max(z) of a vector."""
    if any(part.kind == "tuple" for part in node.parts):
        return over({"maxof": "max", "minof": "min"}[op])(node, scope)
    if len(node.parts) != 1:
        counted(node, *range(2, 100))
        numbers = [term_of(part, scope) for part in node.parts]
        return _over_entries(functions.NUMBER, lambda *numbers: fn(op, *numbers), numbers, node)
    array = term_of(node.parts[0], scope)
    if len(shape_of(array, node)) != 1:
        raise LanguageError(f"{node.value} takes several numbers, or a vector", node.column)
    if op == "maxof":
        return fn("largest", array)
    k = fresh("k", "index", ONE, shape(array)[0])
    return bind("min", *k.args[2:], variable=k, body=at(array, k))
