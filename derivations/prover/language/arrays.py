"""Arrays: sums, products and comparisons of vectors and matrices, as NumPy, PyTorch and SymPy write them.

A number added to a vector is added to every entry; A @ B, W*x and z.T @ A @ z are products of linear algebra; p >= 0 holds for
every entry. What one library reads as a product of linear algebra and another entry by entry raises Ambiguous, which names both.
"""

from ..kernel.terms import MINUS, ONE, Term, at, bind, fn, fresh, mul, power, same_integer, same_shape, shape, sort
from .abbreviations import Ambiguous, outer, over_entries
from .functions import MIRRORED
from .sorts import equated

BOTH = "entry by entry in NumPy and PyTorch, a product of linear algebra in SymPy: write"


# --- sums -----------------------------------------------------------------------------------------------------------


def summands(terms):
    """The terms of a sum: beside vectors a number stands for the vector of its copies."""
    ranks = {len(shape(term)) for term in terms}
    if ranks == {0, 2}:
        raise Ambiguous(
            "a number plus a matrix is added to every entry, or to the diagonal: write x*outer(ones(n), ones(n)) or x*eye(n)"
        )
    if ranks != {0, 1}:
        return terms
    length = next(shape(term)[0] for term in terms if shape(term))
    return [term if shape(term) else _copies(term, length) for term in terms]


def _copies(number, length):
    ones = fn("ones", length)
    if number == ONE:
        return ones
    return mul(*number.args, ones) if number.op == "mul" else mul(number, ones)


# --- products -------------------------------------------------------------------------------------------------------


class Row:
    """A vector that was transposed, and the matrix that it has been multiplied by since, if any."""

    def __init__(self, vector, matrix=None):
        self.vector, self.matrix = vector, matrix


def product(signs, factors):
    """The product, from left to right, of terms and rows with *, @ or / before each but the first."""
    numbers, whole = [], None
    for sign, factor in zip(signs, factors):
        if not isinstance(factor, Row) and not shape(factor):
            numbers.append(power(factor, MINUS) if sign == "/" else factor)
        elif sign == "/":
            raise Ambiguous("a division by a vector or a matrix: write the entries")
        else:
            whole = factor if whole is None else _times(sign, whole, factor)
            if not isinstance(whole, Row) and not shape(whole):
                numbers, whole = [*numbers, whole], None
    if isinstance(whole, Row):
        whole = whole.vector if whole.matrix is None else _row_times_matrix(whole)
    return mul(*numbers, *([] if whole is None else [whole]))


def _rank(factor):
    return "row" if isinstance(factor, Row) else len(shape(factor))


def _times(sign, left, right):
    match _rank(left), _rank(right):
        case 1, "row":
            return outer(left, right.vector)
        case "row", 1:
            return _row_times_vector(left, right)
        case "row", 2:
            return Row(left.vector, right if left.matrix is None else _matrices(left.matrix, right))
        case 2, 1:
            return _matrix_times_vector(left, right)
        case 1, 1 if sign in ("@", "·"):
            return fn("dot", left, right)
        case 1, 2 if sign == "@":
            return _row_times_matrix(Row(left, right))
        case 2, 2 if sign == "@":
            return _matrices(left, right)
        case 1, 1:
            raise Ambiguous(f"a product of two vectors is {BOTH} vector((k, 1, n), u[k]*v[k]), dot(u, v) or outer(u, v)")
        case 2, 2:
            raise Ambiguous(f"a product A*B of two matrices is {BOTH} A @ B, or the entries")
    raise Ambiguous("these vectors and matrices have no product: u.T @ v is a number, u @ v.T a matrix, A @ v a vector")


def _inner(length, body):
    k = fresh("k", "index", ONE, length)
    return bind("sum", ONE, length, variable=k, body=body(k))


def _matrix_times_vector(a, v):
    _agree(shape(a)[1], shape(v)[0])
    return over_entries(a, lambda i: _inner(shape(v)[0], lambda k: mul(at(a, i, k), at(v, k))), "lam")


def _row_times_matrix(row):
    v, a = row.vector, row.matrix
    _agree(shape(v)[0], shape(a)[0])
    i = fresh("i", "index", ONE, shape(a)[1])
    return bind("lam", *i.args[2:], variable=i, body=_inner(shape(v)[0], lambda k: mul(at(v, k), at(a, k, i))))


def _row_times_vector(row, v):
    if row.matrix is None:
        _agree(shape(row.vector)[0], shape(v)[0])
        return fn("dot", row.vector, v)
    if row.vector == v and same_integer(*shape(row.matrix)):
        return fn("quadratic", row.matrix, v)
    return fn("dot", row.vector, _matrix_times_vector(row.matrix, v))


def _matrices(a, b):
    _agree(shape(a)[1], shape(b)[0])
    j = fresh("j", "index", ONE, shape(b)[1])

    def row(i):
        return bind("lam", *j.args[2:], variable=j, body=_inner(shape(b)[0], lambda k: mul(at(a, i, k), at(b, k, j))))

    return over_entries(a, row, "lam")


def _agree(columns, rows):
    if not same_integer(columns, rows):
        raise Ambiguous("the lengths do not fit: the columns of the left factor are as many as the rows of the right one")


# --- comparisons ----------------------------------------------------------------------------------------------------


def compared(sign, left, right):
    """The formula left sign right: of two numbers, or of vectors and numbers in every entry. a > b is kept as b < a, and marked."""
    ranks = {len(shape(left)), len(shape(right))}
    if ranks == {0, 1} and sign == "eq":
        return equated(*summands([left, right]))
    if 1 in ranks and sign != "eq":
        return _every_entry(sign, left, right)
    if 2 in ranks and sign in ("le", "lt", "ge", "gt"):
        raise Ambiguous("an order of matrices is that of their entries, or of their quadratic forms: write quadratic(A, w) >= 0")
    match sign:
        case "eq":
            return equated(left, right)
        case "ge" | "gt":
            sign = {"ge": "le", "gt": "lt"}[sign]
            return Term(sign, (right, left), MIRRORED[sign])
    return fn(sign, left, right)


def _every_entry(sign, left, right):
    if sign == "ne":
        raise Ambiguous("vectors that differ differ in some entry or in every entry: write it of the entries, as in Ne(z[i], h[i])")
    longest = max((left, right), key=lambda side: len(shape(side)))
    if shape(left) and shape(right) and not same_shape(shape(left), shape(right)):
        raise Ambiguous("vectors are compared entry by entry, and these need not be of one length: declare them with one")
    k = fresh("k", "index", ONE, shape(longest)[0])
    sides = (at(side, k) if shape(side) else side for side in (left, right))
    return bind("forall", sort(*k.args[1:]), variable=k, body=compared(sign, *sides))
