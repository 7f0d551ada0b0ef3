"""Derivatives, gradients, Jacobians, and values at a point."""

from ....kernel.terms import INTEGERS, Term, argument, at, bind, fn, fresh, num, same_shape, shape, sort, substitute, var
from ....kernel.terms import entries as dimensions
from ...abbreviations import ABBREVIATED
from ...functions import CALLED, NUMBER, VECTOR
from ...maps import derivative as by_rule, is_function
from ...syntax import Node
from ..syntax.names import is_function_name, Names
from ..tree import LatexError
from .entries import entries, index, split, suffixed
from .maps import argument_of, function

OF_NUMBERS = {"sigma", *(name for name, row in {**CALLED, **ABBREVIATED}.items() if NUMBER in row.takes)}
OF_VECTORS = {name for name, row in CALLED.items() if row.takes == VECTOR and len(name) > 2}


def derivative(means, node, scope):
    *variables, body = node.parts
    targets = [target(means, variable, scope) for variable in variables]
    if is_function_name(body, Names.of(scope)):  # ∂f/∂x is that of f(x)
        body = _at_variable(body, variables, node)
    elif body.kind in ("symbol", "word") and means.found(body, scope) is None:
        body = _named_function(body, variables)
    term = means.term(body, scope)
    for point, places, column in reversed(targets):
        term = differentiated(term, point, places, column)
    return term


def _at_variable(head, variables, node):
    """f(x), where ∂f/∂x leaves out what f is of."""
    order, head = (head.value, *head.parts) if head.kind == "slope" else (0, head)
    bases = [variable.parts[0] if variable.kind == "subscript" else variable for variable in variables]
    if len({base.value for base in bases}) > 1:
        raise LatexError("a derivative of a function by two variables: write what the function is of", node.column)
    return Node("value", order, (head, bases[0]), node.column)


def derivative_at(means, node, scope):
    """df/dx at a point, whatever x may be: f'(a), or a partial derivative out of the gradient."""
    *variables, head, place = node.parts
    if head.kind == "slope":
        raise LatexError("a derivative of a derivative at a point: write f''(a)", node.column)
    f = function(means, head, scope)
    point = argument_of(means, f, [place], scope, node)
    if dimensions(f):
        raise LatexError("functions are told apart by their indices: some are missing", node.column)
    bases = [variable.parts[0] if variable.kind == "subscript" else variable for variable in variables]
    indices = [p for variable in variables if variable.kind == "subscript" for p in variable.parts[1:]]
    if len({base.value for base in bases}) > 1 or bool(argument(f)) != (len(indices) == len(variables) == 1):
        raise LatexError("this derivative at a point is not read: write f'(a), or the gradient by entries", node.column)
    call = Term("call", (f, num(len(variables)), point))
    return means.fitting(at(call, *(index(means, i, scope) for i in indices)), node)


def _named_function(body, variables):
    """σ(x), where dσ/dx leaves out what the function is of, and LSE(z) in ∂LSE/∂z_j."""
    variable = variables[0]
    if body.value in OF_NUMBERS:
        return Node("call", body.value, (variable,), body.column)
    if body.value in OF_VECTORS and variable.kind == "subscript":
        return Node("call", body.value, variable.parts[:1], body.column)
    return body


def target(means, node, scope):
    """The variable that a derivative is taken by, and the indices of its entry."""
    base, places = node, []
    if node.kind == "subscript":
        base, *places = node.parts
        named = suffixed(means, base, places, scope)
        if named is not None:
            point, places = named
            return continuous(point, node), [index(means, p, scope) for p in places], node.column
    if base.kind not in ("symbol", "word"):
        raise LatexError("a derivative is taken by a variable, or by an entry of one", node.column)
    point = means.known(base, scope)
    if point is None:
        raise LatexError(f"{base.value} is not declared: declare its domain, as in {base.value}: real", node.column)
    if point.op != "var":
        raise LatexError(f"{base.value} is defined, no variable: a derivative by it is not read", node.column)
    places = split(means, places, len(shape(point)), node) if places else []
    if places and len(places) != len(shape(point)):
        raise LatexError("the entry by which is differentiated has another number of indices", node.column)
    return continuous(point, node), [index(means, place, scope) for place in places], node.column


def continuous(point, node):
    if point.op != "var" or point.args[1] in INTEGERS:
        raise LatexError("there is no derivative with respect to an integer", node.column)
    return point


def differentiated(term, point, places, column):
    """A derivative by a number; of a number by a vector the gradient; of a vector by a vector the Jacobian."""
    kind = sort(*point.args[1:])
    rank, of = len(shape(point)), len(shape(term))
    if len(places) == rank:
        if of:
            raise LatexError("a vector is differentiated: write entries", column)
        return by_rule(kind, point, *places, variable=point, body=term)
    if rank != 1 or of > 1:
        raise LatexError("a derivative of or by a matrix is not read: write entries", column)
    if of:
        return bind("jacobian", kind, point, variable=point, body=term)
    return by_rule(kind, point, variable=point, body=term, op="gradient")


def gradient(means, node, scope):
    (order, _, variable), (body,) = node.value, node.parts
    places = []
    if body.kind == "subscript" and body.parts[0].kind in ("call", "defined", "value"):
        whole = means.term(body.parts[0], scope)
        if not shape(whole):  # ∇f(z)_i is (∇f(z))_i
            body, *places = body.parts
    if body.kind == "value" and order == 1:
        term = gradient_of(means, body, variable, scope, node)
        return entries(means, term, [index(means, place, scope) for place in places], node) if places else term
    term = means.term(body, scope)
    if variable is not None:
        point, *rest = target(means, variable, scope)
        if rest[0]:
            raise LatexError("a gradient is taken by a vector", node.column)
    else:
        if _within_function(means, body, scope):
            raise LatexError("the gradient of the function at this point, or of the whole? write \\nabla_z for that", node.column)
        varying = [v for v in term.free if v.args[1] not in INTEGERS and not is_function(v)]
        vectors = [v for v in varying if len(shape(v)) == 1]
        if len(vectors) != 1 or not all(map(shape, varying)):
            raise LatexError(r"a gradient with respect to what? write \nabla_z", node.column)
        (point,) = vectors
    if shape(term):
        raise LatexError("the gradient of a vector: write its Jacobian by entries", node.column)
    for _ in range(order):
        term = differentiated(term, point, [], node.column)
    return entries(means, term, [index(means, place, scope) for place in places], node) if places else term


def _within_function(means, body, scope):
    r"""Is the vector within a function, as in \nabla LSE(z/T), where a reader may take the gradient of LSE at z/T?"""
    match body:
        case Node("prefix", _, (inner,)):
            return _within_function(means, inner, scope)
        case Node("call" | "value", _, parts):
            arguments = parts[1:] if body.kind == "value" else parts
            return any(
                part.kind not in ("symbol", "word")
                and means.shape(means.term(part, scope), part)
                or _within_function(means, part, scope)
                for part in arguments
            )
    return False


def gradient_of(means, body, variable, scope, node):
    r"""∇L(u) is the gradient of L, taken at u; \nabla_a L(-a) that of the whole in a."""
    head, *arguments = body.parts
    f = function(means, head, scope)
    if not argument(f) or dimensions(f) or body.value:
        raise LatexError("a gradient is that of one function of a vector: write f'(x), or entries", node.column)
    point = argument_of(means, f, arguments, scope, body)
    if variable is not None:
        x, places, _ = target(means, variable, scope)
        if places or len(shape(x)) != 1:
            raise LatexError("a gradient is taken by a vector", node.column)
        if x not in point.free:
            raise LatexError(
                "the gradient at a point in which its variable does not occur: write it without the subscript", node.column
            )
        return differentiated(Term("call", (f, num(0), point)), x, [], node.column)
    return means.fitting(Term("call", (f, num(1), point)), node)


def jacobian_of_softmax(means, node, scope):
    if len(node.parts) != 1:
        raise LatexError(r"J_\sigma takes a vector", node.column)
    point = means.vector(node.parts[0], scope)
    kind = sort("real", *shape(point)) if point.op != "var" else sort(*point.args[1:])
    z = fresh("z", *kind.args)
    return bind("jacobian", kind, point, variable=z, body=fn("softmax", z))


def evaluated(means, node, scope):
    """f at x = a."""
    body, x, point = node.parts
    if x.kind != "symbol":
        raise LatexError("a point is written x = a", node.column)
    value = means.term(point, scope)
    known = means.known(x, scope)
    if known is None or known.op != "var":
        known = var(x.value, "real", *shape(value))
    _, value = means.alike(known, value)
    if not same_shape(shape(known), shape(value)):
        raise LatexError(f"the point must be of the kind of {x.value}", node.column)
    inside = means.term(body, {**scope, x.value: known})
    return substitute(inside, {known: value})
