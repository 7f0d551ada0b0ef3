"""Derivatives, gradients, Jacobians, and values at a point."""

from ....kernel.terms import INTEGERS, bind, fn, fresh, same_shape, shape, sort, substitute, var
from ..tree import LatexError
from .entries import entries, index, split, suffixed


def derivative(means, node, scope):
    *variables, body = node.parts
    targets = [target(means, variable, scope) for variable in variables]
    term = means.term(body, scope)
    for point, places, column in reversed(targets):
        term = differentiated(term, point, places, column)
    return term


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
        return bind("deriv", kind, point, *places, variable=point, body=term)
    if rank != 1 or of > 1:
        raise LatexError("a derivative of or by a matrix is not read: write entries", column)
    return bind("jacobian" if of else "gradient", kind, point, variable=point, body=term)


def gradient(means, node, scope):
    (order, _, variable), (body,) = node.value, node.parts
    places = []
    if body.kind == "subscript" and body.parts[0].kind in ("call", "defined"):
        whole = means.term(body.parts[0], scope)
        if not shape(whole):  # ∇f(z)_i is (∇f(z))_i
            body, *places = body.parts
    term = means.term(body, scope)
    if variable is not None:
        point, *rest = target(means, variable, scope)
        if rest[0]:
            raise LatexError("a gradient is taken by a vector", node.column)
    else:
        vectors = [v for v in term.free if len(shape(v)) == 1 and v.args[1] not in INTEGERS]
        if len(vectors) != 1 or any(not shape(v) and v.args[1] not in INTEGERS for v in term.free):
            raise LatexError(r"a gradient with respect to what? write \nabla_z", node.column)
        (point,) = vectors
    if shape(term):
        raise LatexError("the gradient of a vector: write its Jacobian by entries", node.column)
    for _ in range(order):
        term = differentiated(term, point, [], node.column)
    return entries(means, term, [index(means, place, scope) for place in places], node) if places else term


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
    if not same_shape(shape(known), shape(value)):
        raise LatexError(f"the point must be of the kind of {x.value}", node.column)
    inside = means.term(body, {**scope, x.value: known})
    return substitute(inside, {known: value})
