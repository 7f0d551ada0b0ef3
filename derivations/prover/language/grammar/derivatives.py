"""Derivatives, gradients, Jacobian and Hessian matrices, and values at a point."""

from ...kernel.terms import INTEGERS, at, bind, fresh, shape, sort, substitute
from .. import maps
from ..abbreviations import over_entries
from ..syntax import OF_ONE, LanguageError, Node
from .binders import variable_of
from .core import counted, index_of, shape_of, term_of
from .subscripts import split


def derivative(node, scope):
    counted(node, *range(2, 20))
    body, *variables = node.parts
    variables = list(_repeated(variables))
    body = _of_its_vector(body, variables[0], scope)
    if all(v.kind == "name" and v.value in scope and len(shape(scope[v.value])) == 1 for v in variables) and len(variables) < 3:
        return _by_vectors(body, variables, scope)
    return _differentiated(body, variables, scope)


def _by_vectors(body, variables, scope):
    """Derivative(f, z): the gradient of a number, the Jacobian matrix of a vector; Derivative(f, z, z): the Hessian matrix."""
    first, *second = variables
    name, point = variable_of(first, scope, "Derivative")
    _continuous(point, first)
    kind = sort(*point.args[1:])
    inner = fresh(name, *point.args[1:])
    term = term_of(body, {**scope, name: inner})
    rank = len(shape_of(term, body))
    if rank > 1 or second and rank:
        raise LanguageError("a gradient is of a number, a Jacobian matrix of a vector", body.column)
    op = "jacobian" if rank else "gradient"
    if not second:
        return (
            maps.derivative(kind, point, variable=inner, body=term, op=op)
            if not rank
            else bind(op, kind, point, variable=inner, body=term)
        )
    outer = fresh(name, *point.args[1:])
    return bind("jacobian", kind, point, variable=outer, body=bind(op, kind, outer, variable=inner, body=term))


def _with_variable(node, scope):
    """The parts of grad(f, z); grad(f) is with respect to the one vector that stands in f."""
    counted(node, 1, 2)
    if len(node.parts) == 2:
        return _of_its_vector(node.parts[0], node.parts[1], scope), node.parts[1]
    (body,) = node.parts
    vectors = sorted(
        name for name in _named(body) if name in scope and scope[name].args[1] not in INTEGERS and len(shape(scope[name])) == 1
    )
    if len(vectors) != 1:
        found = f"{' and '.join(vectors)}: which is it?" if vectors else "no vector"
        raise LanguageError(
            f"{node.value} is taken with respect to a vector, and here is {found}; write {node.value}(f, z)", node.column
        )
    return body, Node("name", vectors[0], (), body.column)


def _of_its_vector(function, vector, scope):
    """softmax(z), where a derivative by z names the function alone: jacobian(softmax, z)."""
    if function.kind != "name" or function.value in scope or function.value not in OF_ONE or vector.kind != "name":
        return function
    return Node("call", function.value, (vector,), function.column)


def _named(node):
    own = {node.value} if node.kind == "name" else set()
    return own.union(*map(_named, node.parts))


def hessian(node, scope):
    body, x = _with_variable(node, scope)
    if x.kind != "name" or x.value not in scope or len(shape(scope[x.value])) != 1:
        raise LanguageError("Hessian is taken with respect to a vector, as in Hessian(f, z)", x.column)
    return _by_vectors(body, [x, x], scope)


def _repeated(nodes):
    """The variables of a derivative, each as often as it says: (x, 2), or x, 2."""
    nodes = list(nodes)
    while nodes:
        column, variable, times = nodes[0].column, nodes.pop(0), None
        if variable.kind == "tuple" and len(variable.parts) == 2:
            variable, times = variable.parts
        elif nodes and nodes[0].kind == "number":
            times = nodes.pop(0)
        if variable.kind in ("tuple", "number") or times and not (times.kind == "number" and times.value in range(1, 21)):
            raise LanguageError("a repeated derivative is written (x, 2)", column)
        yield from [variable] * int(times.value if times else 1)


def _differentiated(body, variables, scope):
    if not variables:
        term = term_of(body, scope)
        if len(shape_of(term, body)) > 1:
            raise LanguageError("the derivative of a matrix: write an entry, as in A[i, j]", body.column)
        return term
    *inner, last = variables
    base, *places = last.parts if last.kind in ("entry", "subscript") else (last,)
    name, point = variable_of(base, scope, "Derivative")
    _continuous(point, base)
    places = split(places, len(shape_of(point, base)), scope) if last.kind == "subscript" else places
    if len(places) != len(shape_of(point, base)):
        remedy = f"write Derivative(f, {name}[i]), or Gradient(f, {name})"
        raise LanguageError(f"a derivative is taken with respect to one number: {remedy}", last.column)
    variable = fresh(name, *point.args[1:])
    inside = _differentiated(body, inner, {**scope, name: variable})
    parameters = sort(*point.args[1:]), point, *(index_of(p, scope) for p in places)

    def derivative(term):
        return maps.derivative(*parameters, variable=variable, body=term)

    if shape(inside):  # of a vector by a number: entry by entry
        return over_entries(inside, lambda k: derivative(at(inside, k)), "lam")
    return derivative(inside)


def _continuous(point, node):
    if point.args[1] in INTEGERS:
        raise LanguageError(f"{node.value} is an integer: there is no derivative with respect to it", node.column)


def gradient(op):
    def binder(node, scope):
        function, vector = _with_variable(node, scope)
        name, point = variable_of(vector, scope, node.value)
        _continuous(point, vector)
        if len(shape_of(point, node)) != 1:
            raise LanguageError(f"{node.value} is taken with respect to a vector", vector.column)
        variable = fresh(name, *point.args[1:])
        body = term_of(function, {**scope, name: variable})
        if len(shape_of(body, node)) != (op == "jacobian"):
            raise LanguageError(f"{node.value} takes a {'vector' if op == 'jacobian' else 'number'}", function.column)
        if op == "gradient":
            return maps.derivative(sort(*point.args[1:]), point, variable=variable, body=body, op=op)
        return bind(op, sort(*point.args[1:]), point, variable=variable, body=body)

    return binder


def slope_at(point, function):
    """The derivative of a function, given as terms to terms, at a point."""
    inside = point.op == "var" and len(point.args) == 2 and point.args[1] not in INTEGERS
    x = fresh("x", *(point.args[1:] if inside else ("real",)))
    return bind("deriv", sort(*x.args[1:]), point, variable=x, body=function(x))


def at_point(node, scope):
    """Subs(f, x, a): f at the point a."""
    counted(node, 3)
    body, x, point = node.parts
    name, declared = variable_of(x, scope, "Subs")
    value = term_of(point, scope)
    if len(shape_of(value, point)) != len(shape_of(declared, x)):
        raise LanguageError(f"the point must be of the kind of {name}", point.column)
    variable = fresh(name, *declared.args[1:])
    return substitute(term_of(body, {**scope, name: variable}), {variable: value})
