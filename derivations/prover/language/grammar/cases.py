"""Cases: brackets that are 1 where a relation holds, and values by cases."""

from ..cases import bracket, piecewise
from ..syntax import LanguageError, Node
from .core import counted, scalar, shape_of, unambiguous
from .formulas import stated


def in_brackets(node, scope):
    """[a < b], the one list that is a number."""
    if len(node.parts) != 1 or node.parts[0].kind != "relation":
        raise LanguageError("a list where an expression is expected", node.column)
    return iverson(node.parts[0], scope)


def iverson(node, scope):
    """[a < b], which is 1 where the relation holds and 0 elsewhere."""
    relation = stated(node, scope)
    if relation.op not in ("eq", "ne", "le", "lt") or any(shape_of(side, node) for side in relation.args):
        raise LanguageError("a bracket takes one relation between numbers, as in indicator(z[k] > 0)", node.column)
    return bracket(relation)


def by_cases(node, scope):
    """Piecewise((a, i == j), (b, True)), as SymPy has it."""
    if not node.parts or any(part.kind != "tuple" or len(part.parts) != 2 for part in node.parts):
        raise LanguageError("cases are written Piecewise((a, i == j), (b, True))", node.column)
    return _of_cases([part.parts for part in node.parts], node, scope)


def where(node, scope):
    """where(condition, a, b), as NumPy and PyTorch have it."""
    counted(node, 3)
    condition, one, other = node.parts
    return _of_cases([(one, condition), (other, Node("name", "True", (), other.column))], node, scope)


def _of_cases(pairs, node, scope):
    cases = [
        (scalar(value, scope), None if condition.kind == "name" and condition.value == "True" else stated(condition, scope))
        for value, condition in pairs
    ]
    return unambiguous(piecewise, node, cases)
