"""The letters of the first three chapters: n classes, scores z and z′, a direction h, indices i, j, k, l, numbers c, t and x."""

from sympy import Sum, evaluate, exp

from ..prover.language.sympy_notation import diag, dimension, indices, outer, reals, softmax, vectors

__all__ = ["n", "z", "z_prime", "h", "i", "j", "k", "l", "c", "t", "x", "p", "Z", "J"]

n = dimension("n")
z, z_prime, h = vectors("z z_prime h", n)
i, j, k, l = indices("i j k l", n)  # noqa: E741
c, t, x = reals("c t x")

with evaluate(False):  # SymPy keeps the order in which they are written
    p = softmax(z)
    Z = Sum(exp(z[j]), j)
    J = diag(p) - outer(p, p)
