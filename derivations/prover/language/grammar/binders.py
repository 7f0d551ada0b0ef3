"""Binders of a range: sums, products, maxima, vectors by their entries, integrals over intervals, simplices and spaces."""

from dataclasses import replace

from ...kernel.terms import ONE, at, bind, fn, fresh, sort, substitute
from .. import functions
from ..abbreviations import over_entries
from ..functions import NAMED
from ..syntax import LanguageError, Node
from .core import counted, index_of, scalar, shape_of, term_of
from .indices import undeclared_indices


NOTHING = Node("none", None)


def limits_of(node, scope, body=NOTHING):
    """The name, the first and the last value of (k, 1, n), or of an index whose range is declared, or known from the body."""
    match node:
        case Node("tuple", _, (Node("name", name), *ends)) if len(ends) == 2:
            what = "the end of a range: write a dimension or an integer"
            return _bindable(name, node), *(index_of(end, scope, what) for end in ends)
        case Node("name", name) if name in scope and scope[name].args[1] == "index":
            return name, *scope[name].args[2:]
        case Node("name", name) if name not in scope and name in (found := undeclared_indices(body, scope, {}, whole=False)):
            return name, *found[name].args[2:]  # from the vector whose entries it takes
    raise LanguageError("a range is written (k, 1, n)", node.column)


def _bindable(name, node):
    if name in ("oo", "inf", "infinity"):
        raise LanguageError(f"{name} is no variable: choose another name", node.column)
    return name


def over(op):
    def binder(node, scope):
        counted(node, *range(1, 20))
        body, *limits = _limits_together(node.parts)
        if limits:
            return nested(op, body, limits, scope)
        index = _only_index(body, scope)
        if index is not None:
            return nested(op, body, [Node("name", index, (), body.column)], scope)
        array = term_of(body, scope)
        if len(shape_of(array, body)) != 1:
            raise LanguageError(f"{node.value} takes a vector, or what is summed and a range, as in (k, 1, n)", body.column)
        return over_entries(array, lambda k: at(array, k), op)

    return binder


def _limits_together(parts):
    """The arguments of a binder with the range in one piece: f, k, 1, n is read as f, (k, 1, n)."""
    if len(parts) == 4 and parts[1].kind == "name" and parts[2].kind != "tuple" and parts[3].kind != "tuple":
        return parts[0], Node("tuple", None, parts[1:], parts[1].column)
    return parts


def _only_index(body, scope):
    """The index of an entry that is summed over no stated range: the one that is not declared, or else the one that is."""
    loose = list(undeclared_indices(body, scope, {}, whole=False))
    named = loose or sorted({place.value for place in _places(body) if place.kind == "name" and place.value in scope})
    if len(named) > 1:
        raise LanguageError(f"over {' and '.join(named)}, or one of them? write the range, as in (k, 1, n)", body.column)
    return named[0] if named else None


def _places(node):
    if node.kind in ("entry", "subscript"):
        yield from node.parts[1:]
    for part in node.parts:
        yield from _places(part)


def nested(op, body, limits, scope):
    if not limits:
        return term_of(body, scope) if op == "sum" else scalar(body, scope)
    *inner, last = limits
    if op in ("sum", "prod") and last.kind == "tuple" and len(last.parts) == 3 and _is_infinity(last.parts[2]):
        return _series(op, body, limits, scope)
    name, low, high = _interval(last, scope) if op == "integral" else limits_of(last, scope, body)
    variable = fresh(name, "real") if op == "integral" else fresh(name, "index", low, high)
    term = nested(op, body, inner, {**scope, name: variable})
    if shape_of(term, body):  # a sum of vectors, entry by entry
        if variable not in term.free:
            raise LanguageError("a vector where a number is expected: write an entry, as in z[i]", body.column)
        return over_entries(term, lambda k: bind(op, low, high, variable=variable, body=at(term, k)), "lam")
    return bind(op, low, high, variable=variable, body=term)


def _is_infinity(node):
    return node.kind == "name" and NAMED.get(node.value) is functions.CONSTANTS["infinity"]


def _series(op, body, limits, scope):
    """An infinite sum or product: the limit of those up to N."""
    *inner, last = limits
    end = fresh("N", "dimension")
    upto = replace(last, parts=(*last.parts[:2], Node("name", end.args[0], (), last.parts[2].column)))
    partial = nested(op, body, [*inner, upto], {**scope, end.args[0]: end})
    return bind("limit", sort("dimension"), fn("infinity"), "-", variable=end, body=partial)


def _interval(node, scope):
    match node:
        case Node("tuple", _, (Node("name", name), low, high)):
            return _bindable(name, node), scalar(low, scope), scalar(high, scope)
    raise LanguageError("an integral needs its ends, as in (t, 0, 1)", node.column)


def vector(node, scope):
    counted(node, 2)
    name, low, high = limits_of(node.parts[0], scope)
    variable = fresh(name, "index", low, high)
    return bind("lam", low, high, variable=variable, body=term_of(node.parts[1], {**scope, name: variable}))


def variable_of(node, scope, what):
    """The variable that a derivative or a limit is about. It binds anew what its name stands for."""
    if node.kind != "name" or node.value not in scope or scope[node.value].op != "var":
        raise LanguageError(f"{what} needs a declared variable, as in {what}(f, x) with x: real", node.column)
    return node.value, scope[node.value]


def simplex(node, scope):
    counted(node, 2, 3)
    body, p, *total = node.parts
    name, declared = variable_of(p, scope, "SimplexIntegral")
    if len(shape_of(declared, p)) != 1:
        raise LanguageError(f"{name} is not a vector: declare it, as in {name}: positive[n]", p.column)
    dims = _dimensions(declared, scope)
    variable = fresh(name, "positive", *dims)
    return bind(
        "simplex", scalar(total[0], scope) if total else ONE, *dims,
        variable=variable, body=scalar(body, {**scope, name: variable}),
    )  # fmt: skip


def space(node, scope):
    counted(node, 2)
    body, x = node.parts
    name, declared = variable_of(x, scope, "SpaceIntegral")
    if len(shape_of(declared, x)) != 1:
        raise LanguageError(f"{name} is not a vector: declare it, as in {name}: real[n]", x.column)
    dims = _dimensions(declared, scope)
    variable = fresh(name, "real", *dims)
    return bind("space", *dims, variable=variable, body=scalar(body, {**scope, name: variable}))


def _dimensions(declared, scope):
    """The length of a vector that is bound here: under a limit in D, a vector of R^D has the D of that limit."""
    around = {v: scope.get(v.args[0], v) for dim in declared.args[2:] for v in dim.free}
    return [substitute(dim, {v: now for v, now in around.items() if now.args[1:] == v.args[1:]}) for dim in declared.args[2:]]
