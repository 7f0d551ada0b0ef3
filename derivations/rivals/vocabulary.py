"""The names that this chapter uses throughout."""

from ..prover.language.sympy_notation import dimension, indices, positive_vectors, positives, proportions, reals, vectors

__all__ = ["A", "T", "a", "b", "beta", "c", "d", "factor", "i", "j", "k", "kappa", "n", "q", "r", "s", "t", "u", "v", "w", "x", "z"]

n = dimension("n")
z = vectors("z", n)
q, d, v, w = positive_vectors("q d v w", n)
i, j, k = indices("i j k", n)
A, T = positives("A T")
beta, kappa, c, t, x = reals("beta kappa c t x")
factor, r, s = positives("c r s")  # numbers that multiply are called c too
a, b, u = proportions("a b u")
