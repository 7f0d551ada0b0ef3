"""The names that this chapter uses throughout."""

from ..prover.language.sympy_notation import dimension, indices, positive_vectors, positives, proportions, reals, shares, vectors

__all__ = [
    "A", "T", "a", "b", "beta", "c", "d", "factor", "h", "i", "j", "k", "kappa", "law", "n", "q", "r", "t", "u", "v", "w", "x", "z",
]  # fmt: skip

n = dimension("n")
z, h = vectors("z h", n)
q, d, v, w = positive_vectors("q d v w", n)
law = shares("p", n)  # a point inside the simplex, if its entries add up to 1
i, j, k = indices("i j k", n)
A, T = positives("A T")
beta, kappa, c, t, x = reals("beta kappa c t x")
factor = positives("c")  # a number that multiplies is called c too
a, b, u, r = proportions("a b u r")
