"""The names that this chapter uses throughout: distances d, the exponent κ, and the probabilities that they give."""

from sympy import Sum, evaluate, log

from ..prover.language.sympy_notation import delta, dimension, indices, positive_vectors, positives, reals, softmax, vector

__all__ = ["S", "T", "b", "c", "d", "i", "j", "k", "kappa", "l", "loss", "m", "moved", "n", "p", "share", "t", "y"]

n = dimension("n")
i, j, k, l, m, y = indices("i j k l m y", n)  # noqa: E741
d = positive_vectors("d", n)
kappa, c, t, T = positives("kappa c t T")
b = reals("b")


def share(distance, i, exponent=kappa):
    """The i-th of the probabilities that are proportional to distance^−κ; `distance` gives each distance by its index."""
    return distance(i) ** (-exponent) / Sum(distance(j) ** (-exponent), j)


def moved(index):
    """The distances with t in the place of the one at the index."""
    return vector(j, t ** delta(j, index) * d[j] ** (1 - delta(j, index)))


with evaluate(False):  # SymPy keeps the order in which they are written
    p = softmax(-kappa * log(d))
    loss = -log(p[y])
    S = Sum((1 - delta(j, y)) * d[j] ** (-kappa), j)  # of all distances but the target's
