"""Formulas: relations, chains of them, and what is said for all or for some."""

from ...kernel.terms import bind, fn, fresh, sort
from ..arrays import compared
from ..cases import only_maximiser
from ..syntax import LanguageError
from .binders import limits_of, variable_of
from .core import counted, index_of, shape_of, term_of, unambiguous
from .matrices import equal_matrices, is_matrix


def stated(node, scope):
    match node.kind, node.value:
        case "relation", signs if any(map(is_matrix, node.parts)):
            return equal_matrices(node, scope)
        case "relation", signs if not any(part.kind == "call" and part.value in EXTREMAL for part in node.parts):
            sides = [term_of(side, scope) for side in node.parts]
            links = [_relation(sign, *pair, node) for sign, pair in zip(signs, zip(sides, sides[1:]))]
            return links[0] if len(links) == 1 else fn("and", *links)
        case "relation", ("eq",) if any(part.kind == "call" and part.value in EXTREMAL for part in node.parts):
            return _where_largest(node, scope)
        case "call", ("Eq" | "Ne" | "Le" | "Lt" | "Ge" | "Gt") as name:
            counted(node, 2)
            return _relation(name.lower(), *(term_of(part, scope) for part in node.parts), node)
        case "call", "And":
            counted(node, *range(2, 100))
            return fn("and", *(stated(part, scope) for part in node.parts))
        case "call", "ForAll" | "Exists":
            return _quantified(node, scope)
    if node.kind == "arrow":
        raise LanguageError("what tends to what, and in which variable? write Limit(f, x, a) = b", node.column)
    problem = "not a relation: write one of = < <= > >= Ne(a, b) between two expressions; what one is worth, derive finds"
    raise LanguageError(problem, node.column)


def _relation(sign, left, right, node):
    shape_of(left, node), shape_of(right, node)
    return unambiguous(compared, node, sign, left, right)


EXTREMAL = {"argmax": "largest", "argmin": "smallest", "arg_max": "largest", "arg_min": "smallest"}


def _where_largest(node, scope):
    """k = argmax(z): k is the only index at which z is largest."""
    one, other = node.parts if node.parts[1].kind == "call" and node.parts[1].value in EXTREMAL else node.parts[::-1]
    counted(other, 1)
    array = term_of(other.parts[0], scope)
    if len(shape_of(array, other)) != 1:
        raise LanguageError(f"{other.value} takes a vector", other.column)
    return only_maximiser(index_of(one, scope), array, EXTREMAL[other.value])


def _quantified(node, scope):
    """A relation for all values of its variables, the last being the outermost; or for some values."""
    counted(node, *range(2, 20))
    op = node.value.lower()
    relation, *variables = node.parts

    def nested(variables, scope):
        if not variables:
            return stated(relation, scope)
        *inner, last = variables
        if last.kind == "tuple":
            name, *ends = limits_of(last, scope)
            variable = fresh(name, "index", *ends)
        else:
            name, declared = variable_of(last, scope, node.value)
            variable = fresh(name, *declared.args[1:])
        return bind(op, sort(*variable.args[1:]), variable=variable, body=nested(inner, {**scope, name: variable}))

    return nested(variables, scope)
