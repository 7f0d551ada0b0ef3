"""Rules of determinants."""

from ..polynomial import Refused
from ..signs import Facts
from ..terms import MINUS, ONE, Term, add, at, bind, fn, fresh, mul, occurs, same_shape, shape, substitute
from ..theorem import Theorem, defined, _fresh_index, _not_assumed, _require, rule, _sides, _theorem


@rule
def determinant(theorem: Theorem, d: Term, u: Term, v: Term) -> Theorem:
    """From A_ij = d_i δ_ij + u_i v_j for all i and j: det A = Π_i d_i + Σ_k u_k v_k Π_{i<k} d_i Π_{i>k} d_i.

    For it is linear in each row, and 0 where two rows are multiples of v. That A has a row may be assumed, if A has a value
    without that: without a row both are 1.
    Side conditions: i and j are two indices that run over all rows and columns of A, 0 or more, and are in no other hypothesis and
    not in A; i is not in v_j, and j not in d_i and u_i.
    """
    matrix, i, j, rows, hypotheses = _every_entry(theorem)
    split = add(mul(d, Term("delta", (i, j))), mul(u, v))
    _require(theorem.conclusion.args[1] == split, "the entries are not those of a diagonal and a product")
    _require(not (occurs(i, v) or occurs(j, d) or occurs(j, u)), "a row or a column depends on the other index")
    k = _fresh_index(rows)

    def product(first, last):
        own = fresh("i", "index", first, last)
        return bind("prod", first, last, variable=own, body=substitute(d, {i: own}))

    crossed = mul(substitute(u, {i: k}), substitute(v, {j: k}), product(ONE, add(k, MINUS)), product(add(k, ONE), rows))
    value = add(product(ONE, rows), bind("sum", ONE, rows, variable=k, body=crossed))
    return _theorem(hypotheses, Term("eq", (fn("det", matrix), value)), "determinant of a diagonal and a product", [theorem])


@rule
def determinant_multiplied(theorem: Theorem, a: Term, b: Term) -> Theorem:
    """From C_ij = Σ_k A_ik B_kj for all i and j: det C = det A · det B. That C has a row may be assumed, if A, B and C have
    values without that.

    Side conditions: i and j are as in `determinant`, and not in A and B; A and B are of the shape of C.
    """
    matrix, i, j, rows, hypotheses = _every_entry(theorem, a, b)
    k = _fresh_index(rows)
    product = bind("sum", ONE, rows, variable=k, body=mul(at(a, i, k), at(b, k, j)))
    _require(theorem.conclusion.args[1] == product, "the entries are not those of a product")
    _require(not any(occurs(index, factor) for index in (i, j) for factor in (a, b)), "a factor depends on an index")
    _require(same_shape(shape(a), shape(matrix)), "the left factor has other dimensions")
    _require(same_shape(shape(b), shape(matrix)), "the right factor has other dimensions")
    conclusion = Term("eq", (fn("det", matrix), mul(fn("det", a), fn("det", b))))
    return _theorem(hypotheses, conclusion, "determinant of a product", [theorem])


def _every_entry(theorem, *factors):
    """A, i, j, the number of rows, and the hypotheses but "there is a row", of a theorem A_ij = … for all i and j."""
    match _sides(theorem, "eq"):
        case Term("at", (Term("at", (matrix, i)), j)), _:
            rows, *_ = shape(matrix)
        case _:
            raise Refused("the left side is no entry of a matrix")
    _require(i.args[1:] == j.args[1:] == ("index", ONE, rows), "the indices do not run over all rows and columns")
    _require(i != j, "the two indices are one")
    _require(not (occurs(i, matrix) or occurs(j, matrix)), "an index occurs in the matrix itself")
    hypotheses = [h for h in theorem.hypotheses if h != Term("le", (ONE, rows))]
    for index in (i, j):
        _not_assumed(hypotheses, index)
    facts = Facts.of(hypotheses)
    _require(facts.at_least(rows, 0), "the rows may be fewer than none")
    for array in (matrix, *factors) if len(hypotheses) < len(theorem.hypotheses) else ():  # (1/m) A has no value where m = 0
        defined(array, facts)
    return matrix, i, j, rows, hypotheses
