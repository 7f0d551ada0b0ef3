"""Factors side by side: numbers, vectors and matrices, transposes, and functions that a document has defined."""

from ....kernel.terms import ONE, at, bind, fn, fresh, mul, same_integer, same_shape, shape, substitute
from ...abbreviations import Ambiguous, entry_by_entry
from ...abbreviations import transposed as transposed_matrix
from ...arrays import product as of_arrays
from ...syntax import Node
from ..syntax.names import name_of
from ..syntax.vocabulary import CALLED
from ..tree import LatexError
from .entries import entries, index, suffixed
from .words import word_for


def applied(means, parts, scope):
    """Factors, with f(x) of a function that is defined as one factor; f(x) of an unknown f is no product."""
    out, place = [], 0
    while place < len(parts):
        part, after = parts[place], parts[place + 1] if place + 1 < len(parts) else None
        argument = after is not None and after.kind == "paren" and after.value == "("
        base = part.parts[0] if part.kind == "subscript" else part
        if argument and base.kind in ("symbol", "word") and not stands(means, part, scope):
            if base.value not in means.functions:
                raise LatexError(f"{base.value}( ) is not declared: a product or a function? declare {base.value}", part.column)
            below = part.parts[1:] if part.kind == "subscript" else ()
            out.append(Node("defined", (base.value, below), after.parts, part.column))
            place += 2
        elif (
            part.kind in ("paren", "gradient", "prefix")
            and after is not None
            and _is_index(after)
            and means.shape(means.term(part, scope), part)
        ):
            raise LatexError("an index in brackets behind a vector: write it below", after.column)
        elif base.kind in ("symbol", "word") and after is not None and _reads_as_call(means, part, after, scope):
            raise LatexError(
                f"{base.value} is declared as no function: write {base.value} \\cdot for a product, or rename it", part.column
            )
        else:
            out.append(part)
            place += 1
    return out


def _is_index(node):
    return node.kind == "paren" and node.value == "[" and all(part.kind in ("symbol", "number") for part in node.parts)


def _reads_as_call(means, part, after, scope):
    """Does a declared letter with parentheses behind it, x(t) or \\sigma(z)_i, look like a function of what stands in them?"""
    entry = after.kind == "subscript"
    inner = after.parts[0] if after.kind in ("subscript", "power") else after
    if inner.kind != "paren" or inner.value not in ("(", "["):
        return False
    kind = inner.parts[0].kind
    if len(inner.parts) > 1 or kind in ("symbol", "word", "number", "subscript"):
        return True
    if not _is_function_letter(part):
        return False
    return entry or kind in ("product", "fraction") or bool(means.shape(means.term(inner, scope), inner))


def _is_function_letter(node):
    """Is a letter, without an index unless it is σ, one for a function of the language where nobody declares it?"""
    base = node.parts[0] if node.kind == "subscript" else node
    if node.kind == "subscript" and base.value != "sigma":
        return False
    return name_of(base) in CALLED or base.kind == "word" and word_for(base.value) is not None


def stands(means, node, scope):
    """Does a factor stand for a number or an array, so that parentheses after it are a factor too?"""
    base, *places = node.parts if node.kind == "subscript" else (node,)
    if means.known(base, scope) is not None or base.value in ("e", "pi"):
        return True
    return bool(places) and (base.value in ("delta", "gamma", "H") or suffixed(means, base, places, scope) is not None)


def defined(means, node, scope):
    """f(a), by the definition of f."""
    name, below = node.value
    parameters, body = means.functions[name]
    values = [means.term(part, scope) for part in node.parts]
    if len(values) != len(parameters):
        raise LatexError(f"{name} is defined with {len(parameters)} arguments", node.column)
    for parameter, value in zip(parameters, values):
        if not same_shape(shape(parameter), means.shape(value, node)):
            raise LatexError(f"{name} is defined for an argument of another shape", node.column)
    term = substitute(body, {p: v for p, v in zip(parameters, values) if p != v})
    return entries(means, term, [index(means, place, scope) for place in below], node, defined=True) if below else term


def entrywise(means, parts, node, scope):
    r"""u \odot v, with numbers before it: the product of arrays entry by entry."""
    terms = [means.term(part, scope) for part in parts]
    arrays = [term for term, part in zip(terms, parts) if means.shape(term, part)]
    if len(arrays) != node.value.count("⊙") + 1 or not all(same_shape(shape(arrays[0]), shape(array)) for array in arrays):
        raise LatexError("a product entry by entry beside another has two readings: write parentheses", node.column)
    numbers = [term for term in terms if not shape(term)]
    return means.fitting(mul(*numbers, entry_by_entry(lambda *entries: mul(*entries), *arrays)), node)


def multiplied(means, parts, scope, node):
    """Factors side by side: numbers, one vector among them, u^T v, u v^T, A v, A B and h^T A h."""
    if node.kind == "product" and "⊙" in node.value:
        return entrywise(means, parts, node, scope)
    factors, place, dots = [], 0, False
    dotted = [part for sign, part in zip(node.value or (), node.parts) if sign == "·"] if node.kind == "product" else []
    parts = [transposed(means, part, scope) for part in parts]
    while place < len(parts):
        part, after = parts[place], parts[place + 1] if place + 1 < len(parts) else None
        if part.kind == "transpose" and len(means.shape(means.term(part.parts[0], scope), part)) == 1:
            term, place = row_times(means, means.vector(part.parts[0], scope), parts, place + 1, scope, part)
            factors.append(term)
            continue
        term = means.term(part, scope)
        rank = len(means.shape(term, part))
        if rank == 2 and after is not None and (product := _of_matrices(means, term, parts, place, scope)) is not None:
            term, place = product
            factors.append(term)
        elif rank == 1 and after is not None and after.kind == "transpose":
            factors.append(fn("outer", term, means.vector(after.parts[0], scope)))
            place += 2
        elif rank == 1 and any(after is part for part in dotted) and means.shape(other := means.term(after, scope), after):
            factors.append(means.fitting(fn("dot", term, other), after))
            place, dots = place + 2, True
        elif rank == 2 and after is not None and means.shape(column := means.term(after, scope), after):
            factors.append(matrix_times(means, term, column, part))
            place += 2
        else:
            factors += term.args if part.kind in ("product", "fraction") and term.op == "mul" else [term]
            place += 1
    if dots and (len(dotted) > 1 and sum(t.op == "dot" for t in factors) > 1 or any(means.shape(t, node) for t in factors)):
        raise LatexError("inner products beside other vectors have two readings: write parentheses", node.column)
    if sum(bool(means.shape(factor, node)) for factor in factors) > 1:
        raise LatexError(r"two vectors side by side: write u^\top v, u v^\top or entries", node.column)
    return mul(*factors)


def transposed(means, node, scope):
    """The superscript T, where it is not declared, of a vector: a transpose."""
    match node:
        case Node("power", _, (base, Node("symbol", "T", ()) as mark)) if means.known(mark, scope) is None:
            if means.shape(means.term(base, scope), base):
                return Node("transpose", None, (base,), node.column)
    return node


def row_times(means, row, parts, place, scope, node):
    """u^T v, or u^T A v; the place after it."""
    if place >= len(parts):
        raise LatexError("a transposed vector alone: write u^\\top v", node.column)
    middle = means.term(parts[place], scope)
    rank = len(means.shape(middle, parts[place]))
    if rank == 1:
        return means.fitting(fn("dot", row, middle), node), place + 1
    if rank == 2 and place + 1 < len(parts):
        column = means.vector(parts[place + 1], scope)
        if column == row:
            return means.fitting(fn("quadratic", middle, row), node), place + 2
        return means.fitting(fn("dot", row, matrix_times(means, middle, column, node)), node), place + 2
    raise LatexError("what follows a transposed vector is a vector, or a matrix and a vector", node.column)


def matrix_times(means, matrix, column, node):
    """A v as the vector of its entries."""
    rows, columns = means.shape(matrix, node)
    if len(shape(column)) != 1 or not same_integer(columns, shape(column)[0]):
        raise LatexError("a matrix times what does not fit it", node.column)
    i, k = fresh("i", "index", ONE, rows), fresh("k", "index", ONE, columns)
    entry = bind("sum", ONE, columns, variable=k, body=mul(entries(means, matrix, [i, k], node), at(column, k)))
    return bind("lam", ONE, rows, variable=i, body=entry)


def _of_matrices(means, matrix, parts, place, scope):
    """The product of matrices side by side, and of a vector behind them, and the place after it; None where there are no two."""
    factors, end = [matrix], place + 1
    while end < len(parts) and means.shape(means.term(parts[place], scope), parts[place]):
        if parts[end].kind == "transpose" and len(means.shape(means.term(parts[end].parts[0], scope), parts[end])) == 1:
            break
        factor = means.term(parts[end], scope)
        if not (rank := len(means.shape(factor, parts[end]))):
            break
        factors.append(factor)
        end += 1
        if rank == 1:
            break
    if len(factors) < 3 and not (len(factors) == 2 and len(shape(factors[1])) == 2):
        return None
    try:
        return of_arrays(("@",) * len(factors), factors), end
    except Ambiguous as two:
        raise LatexError(str(two), parts[place].column) from None


def transpose(means, node, scope):
    inside = means.term(node.parts[0], scope)
    if len(means.shape(inside, node)) == 2:
        return transposed_matrix(inside)
    raise LatexError("a transposed vector or matrix by itself: write u^\\top v", node.column)
