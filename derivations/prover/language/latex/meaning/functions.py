"""Functions of the language, sizes and norms."""

from fractions import Fraction

from ....kernel.terms import MINUS, ONE, at, bind, fn, fresh, instantiate, mul, num, power, shape, subterms
from ...grammar import slope_at
from ...maps import is_function
from ...syntax import Node
from ..syntax.calls import LETTER
from ..syntax.vocabulary import GREEK, PREFIX
from ..tree import LatexError
from .derivatives import jacobian_of_softmax
from .entries import entries, index, listed
from .expectations import variance
from .products import defined
from .words import called, word_for

HALF = num(Fraction(1, 2))
LENGTH = "1"  # that of the vectors beside a vector of ones, in a scope
NO_NAME = "'"  # of what stands in a function whose slope is asked for
VECTORS = {"LSE", "softmax", "entropy", "log_softmax"}  # of one vector: of several numbers it is that of their vector


def prefix(means, node, scope):
    name, _, base, exponent = node.value
    argument = means.term(node.parts[0], scope)
    term = means.fitting(fn(name, argument), node) if name in PREFIX.values() else called(word_for(name), [argument], node)
    if base is not None:
        term = mul(term, power(fn("log", means.scalar(base, scope)), MINUS))
    return power(term, means.scalar(exponent, scope)) if exponent is not None else term


def call(means, node, scope):
    name = node.value.removeprefix(LETTER)
    if name in means.functions:
        return defined(means, Node("defined", (name, ()), node.parts, node.column), scope)
    if (stem := name.removesuffix("_prime")) in scope:
        means.known(Node("symbol", stem, (), node.column), scope)  # refused, with the remedy, where it is declared as a function
        raise LatexError(f"{stem} is declared, and no function: give it another name", node.column)
    if name == "J_sigma":
        return jacobian_of_softmax(means, node, scope)
    if name == "sigma":
        return sigma(means, node, scope)
    if name == "H" and len(node.parts) == 2:
        return cross_entropy(means, node, scope)
    word, stem = word_for(node.value), name.removesuffix("_prime")
    slopes = stem.partition("_prime")[0] == "sigma" or word_for(node.value.partition("_prime")[0]) is not None
    if word is None and stem != name and len(node.parts) == 1 and slopes:
        return slope(means, stem, node, scope)
    if word is None:
        if len(name) == 1 or stem in GREEK:
            raise LatexError(f"{stem}( ) is not declared: a product or a function? declare {stem}", node.column)
        raise LatexError(f"unknown function {name[:40]}", node.column)
    arguments = [means.term(part, scope) for part in node.parts]
    if word in VECTORS and len(arguments) > 1:
        arguments = [listed(means, arguments, node)]
    return called(word, arguments, node)


def cross_entropy(means, node, scope):
    """H(p, q): of two laws, which have no joint one, it is the cross-entropy."""
    laws = [means.term(part, scope) for part in node.parts]
    if not all(len(means.shape(law, node)) == 1 for law in laws):
        raise LatexError("H of two arguments is the cross-entropy of two laws, or a joint entropy: write it as a sum", node.column)
    return called("cross_entropy", laws, node)


def slope(means, stem, node, scope):
    """σ'(x), σ''(x): the derivative of a function that has a name, at x."""
    inside = Node("call", stem, (Node("symbol", NO_NAME, (), node.column),), node.column)
    return slope_at(means.scalar(node.parts[0], scope), lambda x: call(means, inside, {**scope, NO_NAME: x}))


def sigma(means, node, scope):
    """σ is softmax, of a vector, and the logistic function of a number; of an entry it may be either, and is refused."""
    arguments = [means.term(part, scope) for part in node.parts]
    if len(arguments) == 1 and not means.shape(arguments[0], node):
        if any(t.op == "at" for t in subterms(arguments[0])):
            raise LatexError(
                "σ of an entry: the logistic function, or an entry of softmax? write \\operatorname{sigmoid}", node.column
            )
        return called("sigmoid", arguments, node)
    return fn("softmax", listed(means, arguments, node) if len(arguments) > 1 else arguments[0])


def indexed_call(means, node, scope):
    """softmax_i(z), Var_p(h)."""
    below, *arguments = node.parts
    name = node.value
    if name in ("Var", "Variance", "var"):
        return variance(means, below, arguments, node, scope)
    if name in ("softmax", "sigma", "Softmax", "smax"):
        whole = call(means, Node("call", name, tuple(arguments), node.column), scope)
        return entries(means, whole, [index(means, place, scope) for place in below.parts], node)
    if name == "log" and len(below.parts) == 1:
        return mul(fn("log", means.scalar(arguments[0], scope)), power(fn("log", means.scalar(below.parts[0], scope)), MINUS))
    if name == "psi" and len(below.parts) == 1 and (order := below.parts[0]).kind == "number":  # ψ_1 is ψ'
        argument = means.term(arguments[0], scope)
        return called("polygamma", [num(order.value), argument], node) if order.value else called("digamma", [argument], node)
    raise LatexError(f"{name} with a subscript is not read", node.column)


def extremum(means, node, scope):
    op, _ = node.value
    parts = [means.term(part, scope) for part in node.parts]
    if len(parts) == 1 and not means.shape(parts[0], node):
        raise LatexError(rf"\{op} of a number: under \{op} stands its index, as in \max_k z_k", node.column)
    return called({"max": "Max", "min": "Min"}[op], parts, node)


def absolute(means, node, scope):
    return fn("abs", means.scalar(node.parts[0], scope))


def norm(means, node, scope):
    inside, order = node.parts
    z = means.vector(inside, scope)
    k = fresh("k", "index", ONE, shape(z)[0])
    entry = fn("abs", entries(means, z, [k], node))
    if order.kind == "infinity":
        return bind("max", *k.args[2:], variable=k, body=entry)
    if order.kind != "number" or order.value not in (1, 2):
        raise LatexError("the norms of order 1, 2 and infinity are read", node.column)
    return bind("sum", *k.args[2:], variable=k, body=entry) if order.value == 1 else power(squares(z), HALF)


def squares(z):
    k = fresh("k", "index", ONE, shape(z)[0])
    return bind("sum", *k.args[2:], variable=k, body=power(instantiate(z.args[-1], k) if z.op == "lam" else at(z, k), num(2)))


def inner_product(means, node, scope):
    return means.fitting(fn("dot", *(means.vector(part, scope) for part in node.parts)), node)


def ones(means, node, scope):
    if node.parts:
        return fn("ones", index(means, node.parts[0], scope))
    if LENGTH in scope:
        return fn("ones", scope[LENGTH])
    known = (v for v in scope.values() if v.op == "var" and v.args[1] != "index" and not is_function(v))
    sizes = {d for v in known if len(shape(v)) == 1 for d in shape(v)}
    if len(sizes) != 1:
        raise LatexError(r"the length of \mathbf{1} is not clear: write \mathbf{1}_n", node.column)
    return fn("ones", *sizes)
