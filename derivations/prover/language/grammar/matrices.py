"""Matrices that are written out, Matrix([[a, b], [c, d]]), and vectors by their entries."""

from ...kernel.terms import MINUS, ONE, add, bind, fn, fresh, mul, power
from ..syntax import LanguageError, Node
from .core import scalar


def matrix(node, scope):
    """Matrix([a, b, c]), a column, as a vector."""
    rows = _written_rows(node, scope)
    if len(rows[0]) > 1:
        raise LanguageError("a matrix where a number or a vector is expected: matrices stand on both sides of =", node.column)
    *firsts, (last,) = rows
    k = fresh("k", "index", ONE, ONE)
    column = bind("lam", ONE, ONE, variable=k, body=last)
    for (first,) in reversed(firsts):
        column = fn("cons", first, column)
    return column


def is_matrix(node):
    """Does a text speak of a matrix of several columns, written out?"""
    if node.kind == "call" and node.value == "Matrix" and any(map(_is_row, (row for part in node.parts for row in part.parts))):
        return True
    return any(map(is_matrix, node.parts))


def _is_row(node):
    return node.kind == "list" and len(node.parts) > 1


def _written_rows(node, scope):
    match node.parts:
        case (Node("list", _, entries),) if entries:
            rows = [row.parts if row.kind == "list" else (row,) for row in entries]
            if len({len(row) for row in rows}) == 1 and rows[0]:
                return tuple(tuple(scalar(entry, scope) for entry in row) for row in rows)
    raise LanguageError("a matrix is written by rows of one length, as in Matrix([[a, b], [c, d]])", node.column)


def matrix_rows(node, scope):
    """The rows of a matrix: sums, products and powers of matrices that are written out, entry by entry."""
    match node:
        case Node("call", "Matrix", _):
            return _written_rows(node, scope)
        case Node("minus", _, (part,)):
            return _each(lambda entry: mul(MINUS, entry), matrix_rows(part, scope))
        case Node("sum", signs, parts):
            total = matrix_rows(parts[0], scope)
            for sign, part in zip(signs[1:], parts[1:]):
                rows = matrix_rows(part, scope)
                total = _pairwise(total, rows if sign == "+" else _each(lambda entry: mul(MINUS, entry), rows), part)
            return total
        case Node("product", signs, parts):
            return _matrix_product(signs, parts, scope)
        case Node("power", _, (base, Node("number", exponent))) if exponent == int(exponent) and 1 <= exponent <= 12:
            rows = whole = matrix_rows(base, scope)
            for _ in range(int(exponent) - 1):
                whole = _rows_times(whole, rows, node)
            return whole
        case Node("power", _, (base, Node("minus", _, (Node("number", exponent),)))) if exponent == 1:
            return _inverse_rows(matrix_rows(base, scope), node)
    raise LanguageError("not a matrix: sums, products, whole powers and inverses of written matrices are", node.column)


def _each(change, rows):
    return tuple(tuple(map(change, row)) for row in rows)


def _pairwise(left, right, node):
    if (len(left), len(left[0])) != (len(right), len(right[0])):
        raise LanguageError("matrices of different sizes", node.column)
    return tuple(tuple(map(add, *rows)) for rows in zip(left, right))


def _matrix_product(signs, parts, scope):
    whole, scalars = None, []
    for sign, part in zip(signs, parts):
        if is_matrix(part) or part.kind == "call" and part.value == "Matrix":
            if sign == "/":
                raise LanguageError("a division by a matrix: write the inverse, M**(-1)", part.column)
            rows = matrix_rows(part, scope)
            whole = rows if whole is None else _rows_times(whole, rows, part)
        else:
            term = scalar(part, scope)
            scalars.append(power(term, MINUS) if sign == "/" else term)
    return _each(lambda entry: mul(*scalars, entry), whole) if scalars else whole


def _rows_times(left, right, node):
    if len(left[0]) != len(right):
        raise LanguageError(f"a product of matrices with {len(left[0])} columns and {len(right)} rows", node.column)
    columns = tuple(zip(*right))
    return tuple(tuple(add(*map(mul, row, column)) for column in columns) for row in left)


def _inverse_rows(rows, node):
    """The inverse of a matrix of two rows and two columns, by its determinant."""
    if len(rows) != 2 or len(rows[0]) != 2:
        raise LanguageError("only the inverse of a matrix of two rows and two columns is read", node.column)
    (a, b), (c, d) = rows
    inverse = power(add(mul(a, d), mul(MINUS, b, c)), MINUS)
    return _each(lambda entry: mul(inverse, entry), ((d, mul(MINUS, b)), (mul(MINUS, c), a)))


def equal_matrices(node, scope):
    if set(node.value) != {"eq"}:
        raise LanguageError("matrices are compared by = alone", node.column)
    first, *others = (matrix_rows(part, scope) for part in node.parts)
    if any((len(rows), len(rows[0])) != (len(first), len(first[0])) for rows in others):
        raise LanguageError("matrices of different sizes are compared", node.column)
    return fn("and", *(
        fn("eq", entry, other) for rows in others for row, line in zip(first, rows) for entry, other in zip(row, line)
    ))  # fmt: skip
