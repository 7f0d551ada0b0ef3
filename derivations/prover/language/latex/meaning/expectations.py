"""Expectations and variances of what is drawn."""

from ....kernel.terms import ONE, at, bind, fn, fresh, instantiate, mul, shape
from ...maps import is_function
from ..tree import LatexError
from .entries import entries


def variance(means, below, arguments, node, scope):
    if len(below.parts) != 1 or len(arguments) != 1:
        raise LatexError(r"a variance is written \operatorname{Var}_p(h)", node.column)
    weights, values = drawn(means, below.parts[0], arguments[0], scope, node)
    return means.fitting(fn("variance", weights, values), node)


def drawn(means, below, body, scope, node):
    """The probabilities and the values under an expectation or a variance, as vectors."""
    if below.kind == "sampled":
        name, weights = below.parts
        if name.kind != "symbol":
            raise LatexError(r"a draw is written i \sim p", node.column)
        weights = means.vector(weights, scope)
        variable = fresh(name.value, "index", ONE, shape(weights)[0])
        values = means.term(body, {**scope, name.value: variable})
        if means.shape(values, node):
            raise LatexError("the expectation of a vector is not read: write entries", node.column)
        return weights, bind("lam", ONE, shape(weights)[0], variable=variable, body=values)
    weights = means.vector(below, scope)
    if (by_entries := entrywise(means, weights, body, scope)) is not None:
        return weights, by_entries
    values = means.term(body, scope)
    if len(means.shape(values, node)) != 1:
        raise LatexError(r"an expectation of a number: write \mathbb{E}_{i \sim p}[…] to say what is drawn", node.column)
    return weights, values


ARITHMETIC = {"number", "symbol", "sum", "minus", "product", "power", "fraction", "paren"}


def entrywise(means, weights, body, scope):
    r"""\mathbb{E}_p[w^2], of vectors that are random variables: their values are multiplied, and not the vectors. Else None."""
    if body.kind in ("symbol", "paren") or not _arithmetic(body):
        return None
    k = fresh("k", "index", ONE, shape(weights)[0])
    names = {name for name, term in scope.items() if shape(term) == shape(weights) and not is_function(term)}
    return bind(
        "lam", ONE, shape(weights)[0], variable=k,
        body=means.scalar(body, {**scope, **{name: at(scope[name], k) for name in names}}),
    )  # fmt: skip


def _arithmetic(node):
    """Is this a power, or a product of several names, and of nothing but numbers and names?"""
    within = [node]
    for part in within:
        if part.kind not in ARITHMETIC or "/" in (part.value if isinstance(part.value, tuple) else ()):
            return False
        within += part.parts
    return any(part.kind == "power" or part.kind == "product" and _names(part) > 1 for part in within)


def _names(node):
    return sum(part.kind == "symbol" for part in node.parts)


def expectation(means, node, scope):
    below, body = node.parts
    weights, values = drawn(means, below, body.parts[0] if body.kind == "paren" else body, scope, node)
    if values.op != "lam":
        return means.fitting(fn("dot", weights, values), node)
    k = fresh(values.hint or "k", "index", ONE, shape(weights)[0])
    return bind(
        "sum", ONE, shape(weights)[0], variable=k, body=mul(entries(means, weights, [k], node), instantiate(values.args[-1], k))
    )
