"""The names that this chapter uses throughout."""

from sympy import Eq, Sum, oo

from ..prover.language.sympy_notation import dimension, dot, indicator, indices, largest, positives, reals, softmax, vectors
from ..prover.proof.chain import Approach

__all__ = ["COLD", "COOLING", "HEATING", "NEGATIVE", "T", "b", "beta", "beta_prime", "gamma", "i", "j", "k", "m", "maximal", "mean",
           "n", "v", "x", "z"]  # fmt: skip

n = dimension("n")
z, v = vectors("z v", n)
i, j, k = indices("i j k", n)
T, gamma = positives("T gamma")
beta, beta_prime, x, b = reals("beta beta_prime x b")

COOLING = Approach(T, 0, "+")
HEATING = Approach(T, oo, "-")
COLD = Approach(beta, oo, "-")
NEGATIVE = Approach(beta, -oo, "+")


def maximal(index):
    """[z_k = max z]"""
    return indicator(Eq(z[index], largest(z)))


m = Sum(maximal(j), j)


def mean(beta):
    """⟨z⟩ under softmax(β z)"""
    return dot(softmax(beta * z), z)
