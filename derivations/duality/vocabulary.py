"""The names that this chapter uses throughout. q is a point of the closed simplex: q_k >= 0, and Σ q_k = 1 where it is supposed."""

from sympy import Eq, Sum, evaluate

from ..prover.language.sympy_notation import (
    dimension, entr, indicator, indices, nonnegative_vectors, nonnegatives, positive_vectors, positives, reals, rel_entr, vectors,
)  # fmt: skip

__all__ = [
    "H",
    "PRIOR",
    "TOTAL",
    "T",
    "a",
    "b",
    "c",
    "h",
    "held",
    "i",
    "j",
    "k",
    "n",
    "p",
    "q",
    "relative",
    "rho",
    "s",
    "t",
    "x",
    "y",
    "z",
]

n = dimension("n")
z, h = vectors("z h", n)
q, p = nonnegative_vectors("q p", n)
rho = positive_vectors("rho", n)
i, j, k, s, y = indices("i j k s y", n)
T, b = positives("T b")
x, t = reals("x t")
a, c = nonnegatives("a c")


def held(u, w):
    """w, or 1 where u = 0: what stands under a logarithm that u multiplies. It is positive if w is, unless u = 0."""
    return w + indicator(Eq(u, 0)) * (1 - w)


def relative(q, p):
    """KL(q ‖ p) = Σ_k rel_entr(q_k, p_k), in which a term with q_k = 0 is 0"""
    return Sum(rel_entr(q[k], p[k]), k)


with evaluate(False):  # SymPy keeps the order in which they are written
    TOTAL = Eq(Sum(q[k], k), 1)
    PRIOR = Eq(Sum(rho[k], k), 1)
    H = Sum(entr(q[k]), k)
