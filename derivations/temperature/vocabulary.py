"""The names that this chapter uses throughout."""

from sympy import Eq, Sum, evaluate, oo

from ..prover.language.sympy_notation import dimension, dot, indicator, indices, largest, positives, reals, softmax, vectors
from ..prover.proof.chain import Approach

__all__ = [
    "BELOW", "COLD", "COOLING", "HEATING", "NEGATIVE", "T", "average", "b", "beta", "beta_prime", "c", "gamma",
    "i", "j", "k", "m", "maximal", "mean", "n", "s", "t", "u", "v", "x", "z",
]  # fmt: skip

n = dimension("n")
z, v = vectors("z v", n)
i, j, k, s = indices("i j k s", n)
T, gamma = positives("T gamma")
beta, beta_prime, t, u, x, b, c = reals("beta beta_prime t u x b c")

COOLING = Approach(T, 0, "+")
HEATING = Approach(T, oo, "-")
BELOW = Approach(t, 0, "-")
COLD = Approach(beta, oo, "-")
NEGATIVE = Approach(beta, -oo, "+")


def maximal(index):
    """[z_k = max z]"""
    return indicator(Eq(z[index], largest(z)))


with evaluate(False):  # SymPy keeps the order in which they are written
    m = Sum(maximal(j), j)
    average = Sum(z[j], j) / n


def mean(beta):
    """⟨z⟩ under softmax(β z)"""
    return dot(softmax(beta * z), z)
