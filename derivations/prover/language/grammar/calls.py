"""Calls: a name with something behind it: a function, what binds a name, or a product without a sign; names alone."""

from contextlib import suppress
from dataclasses import replace

from ...kernel.terms import ONE, IllTyped, Term, argument, at, bind, entries, fresh
from .. import functions, maps
from ..abbreviations import ABBREVIATED
from ..functions import CALLED
from ..synonyms import meant_by
from ..syntax import LanguageError, Node
from .applied import abbreviated, applied, sigma, slope
from .axes import clipped, of_order, of_whole_vector, unused_index, weighted, with_columns, without_axis_in
from .binders import over, simplex, space, vector
from .cases import by_cases, where
from .core import counted, fitting, index_of, scalar, term_of
from .derivatives import at_point, derivative, gradient, hessian
from .juxtaposed import declared_function, multiplied, one_product
from .limits import limit
from .matrices import matrix
from .products import by_entries, product_of
from .words import CONSTANTS, OF_NUMBERS, is_word


def call(node, scope):
    """A name with something behind it: a function, what binds a name, or a product without a sign."""
    name = node.value
    if node.grouped is None and name in scope and len(node.parts) == 1:  # a declared x before y: a product
        return product_of((None, "*"), (Node("name", name, (), node.column), *node.parts), scope)
    if (pair := multiplied(node, scope)) is not None:
        return product_of((None, "*"), pair, scope)
    node = weighted(of_order(clipped(with_columns(of_whole_vector(without_axis_in(node, scope), scope)))), scope)
    if node.value in GATHERING and len(node.parts) == 1:
        with suppress(LanguageError):  # what is wrong in it is said where it is read
            index = unused_index(node, scope) if GATHERING[node.value] else None
            if (inside := by_entries(node.parts[0], scope, index)) is not None:
                node = replace(node, parts=(inside,) if index is None else (inside, index))
    if node.value in OF_SCIPY:
        node = _of_probabilities(node, scope)
    if node.value in ("H", "entropy") and len(node.parts) == 2:
        node = _of_two_laws(node)
    name = node.value
    if name in scope and is_word(name):
        remedy = f"write {name}*( ) for a product, or give the variable another name"
        raise LanguageError(f"{name} is declared, and a function: {remedy}", node.column)
    if function := declared_function(name, scope):
        return _value(*function, node, scope)
    if node.grouped is None or name == "factorial":
        for part in node.parts:
            one_product(part, scope, f"in {name}")
    if name in ("sigma", "Sigma") and name not in scope:
        return sigma(node, scope)
    for words, read in ((BINDING, BINDING.get(name)), (CALLED, applied), (ABBREVIATED, abbreviated)):
        if name in words:
            return read(node, scope)
    if name in scope:
        raise LanguageError(f"{name} is not a function: write {name}*( ) for a product", node.column)
    if name.endswith("_prime") and name.removesuffix("_prime") in OF_NUMBERS | {"sigma"} and len(node.parts) == 1:
        return slope(replace(node, value=name.removesuffix("_prime")), scope)
    raise LanguageError(f"unknown function {name[:60]}: {meant_by(name)}", node.column)


GATHERING = {  # what takes a vector of products entry by entry, and whether by an index
    "sum": True, "Sum": True, "prod": True, "Product": True, "mean": False, "max": False, "Max": False, "min": False, "Min": False,
}  # fmt: skip


OF_SCIPY = {"stats_entropy": "entropy", "stats_divergence": "KL"}


def _of_probabilities(node, scope):
    """scipy.stats.entropy, which divides what it is given by its sum: of probabilities that have a name, or by softmax."""
    for part in node.parts:
        law = term_of(part, scope)
        if not (law.op in ("softmax", "onehot") or law.op == "var" and law.args[1] in ("nonnegative", "positive")):
            remedy = "declare p: simplex[n], or write entropy(p) or KL(p, q)"
            raise LanguageError(f"scipy.stats.entropy divides by the sum first: {remedy}", part.column)
    return replace(node, value=OF_SCIPY[node.value])


def _of_two_laws(node):
    """H(p, q) is the cross-entropy; entropy(p, q) is that to some, and the divergence to SciPy."""
    if node.value == "H":
        return replace(node, value="cross_entropy")
    raise LanguageError("entropy(p, q) is KL(p, q) to SciPy, and cross_entropy(p, q) to others: write which", node.column)


def call_of_entry(node, scope):
    """An entry with something behind it: a function out of an array of them, or a product without a sign."""
    if (pair := multiplied(node, scope)) is not None:
        return product_of((None, "*"), pair, scope)
    array, *parts = node.parts
    match array:
        case Node("entry", _, (Node("name", name), *places)):
            f, order = declared_function(name, scope) or (None, None)
            if f is None:
                raise LanguageError(f"{name}[ ] is not a function: write * for a product", node.column)
            return _value(at(f, *(index_of(place, scope) for place in places)), order, replace(node, parts=tuple(parts)), scope)
    raise LanguageError(f"a {node.kind} where an expression is expected", node.column)


def _value(f, order, node, scope):
    """A function at what stands in parentheses, a number or a vector; of a vector of functions the vector of their values."""
    counted(node, 1)
    try:
        missing = entries(f)
    except IllTyped:
        raise LanguageError("a function with too many indices", node.column) from None
    if len(missing) > 1:
        raise LanguageError(f"functions are told apart by their indices: {len(missing)} are missing", node.column)
    inner = term_of(node.parts[0], scope) if argument(f) else scalar(node.parts[0], scope)
    if not missing:
        return fitting(Term("call", (f, order, inner)), node)
    k = fresh("k", "index", ONE, *missing)
    return fitting(bind("lam", ONE, *missing, variable=k, body=Term("call", (at(f, k), order, inner))), node)


def lone_name(name, node, scope):
    """What a name stands for where nothing stands behind it."""
    if name in scope and maps.is_function(scope[name]):
        raise LanguageError(f"{name} is a function: write {name}( )", node.column)
    if name in scope:
        return scope[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name == "e":
        return CONSTANTS["E"]
    if name in CALLED or name in ABBREVIATED or name in BINDING:
        raise LanguageError(f"{name} is a function: write {name}( )", node.column)
    if name.endswith("_prime") and name.removesuffix("_prime") in scope:
        stem = name.removesuffix("_prime")
        raise LanguageError(f"{stem}' is another name than {stem}: declare it, or write {stem}.T for the transposed", node.column)
    if name == "Sigma":
        raise LanguageError("a sum without its index: write sum_k z_k, or sum(z)", node.column)
    raise LanguageError(f"{name[:60]} is not declared: declare its domain, as in {name[:60]}: real", node.column)


READERS = {  # by the operator of a binder
    "sum": over("sum"), "prod": over("prod"), "max": over("max"), "min": over("min"), "integral": over("integral"),
    "lam": vector, "deriv": derivative, "gradient": gradient("gradient"), "jacobian": gradient("jacobian"), "limit": limit,
    "simplex": simplex,
    "space": space,
}  # fmt: skip
BINDING = {name: READERS[row.operator] for name, row in functions.BINDING.items() if row.operator in READERS and name not in CALLED}
BINDING |= {
    "Subs": at_point, "Matrix": matrix, "Hessian": hessian, "hessian": hessian, "Piecewise": by_cases, "where": where,
}  # fmt: skip
