"""Two inequalities of Euclidean space: Cauchy and Schwarz's, and the triangle's."""

from sympy import Sum, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, vectors
from ..prover.proof.chain import combine, derive, recall
from ..prover.proof.sizes import from_squares

__all__ = ["D", "cauchy", "e", "f", "norm", "triangle", "u", "v", "x"]

D = dimension("D")
e, f = indices("e f", D)
u, v, x = vectors("u v x", D)


def norm(entry):
    """The length of the vector whose entries are given by their index."""
    return sqrt(Sum(entry(e) ** 2, e))


@theorem("euclidean-norm/cauchy-schwarz", "The inner product is at most the product of the lengths")
def cauchy():
    """By Lagrange's identity Σ u² Σ v² − (Σ u v)² is half the sum of all (u_e v_f − u_f v_e)²."""
    inner, squares = Sum(u[e] * v[e], e), Sum(u[e] ** 2, e) * Sum(v[e] ** 2, e)
    gap = Sum(Sum((u[e] * v[f] - u[f] * v[e]) ** 2, f), e) / 2
    lengths = norm(lambda e: u[e]) * norm(lambda e: v[e])
    return from_squares(inner <= lengths, derive(inner**2).at_most(squares, gap=gap))


@theorem("euclidean-norm/triangle", "The length of a sum is at most the sum of the lengths")
def triangle():
    long, parts = norm(lambda e: u[e] + v[e]), norm(lambda e: u[e]) + norm(lambda e: v[e])
    return from_squares(long <= parts, combine(long**2 <= parts**2, (2, recall(cauchy))))
