"""What training fixes: for each class the sum of its features, and nothing like a mean energy.

Samples (x_s, y_s), s = 1, …, K, and scores W x_s. The gradient of the loss is Σ_s (σ(W x_s)_k − [y_s = k]) x_s; where it
vanishes the model's class sums are those of the data. A class is given by its one-hot row Y_s: Y_sk = [y_s = k].
"""

from sympy import Sum, exp

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, entry, indices, matrices, positives, softmax, vector, vectors
from ..prover.proof.chain import derive
from .vocabulary import T, i, k, n

D, K = dimension("D"), dimension("K")
d, e = indices("d e", D)
s = indices("s", K)
a = indices("a", n)
W, V = matrices("W V", n, D)
v, x = vectors("v x", D)
c = positives("c")


def scores(W, x):
    """W x"""
    return vector(k, Sum(W[k, e] * x[e], e))


# --- what is gauge in a linear classifier ---------------------------------------------------------------------------


@theorem("temperature-not-identifiable/scaling", "Weights and temperature are fixed up to a common factor", source="guo2017")
def scaling():
    scaled = vector(k, Sum(c * W[k, e] * x[e], e))
    return (
        derive(entry(softmax(scaled / (c * T)), i))
        .definition(exp(Sum(W[i, e] * x[e], e) / T) / Sum(exp(Sum(W[k, e] * x[e], e) / T), k))
        .definition(entry(softmax(scores(W, x) / T), i))
        .entrywise(i)
    )


@theorem("temperature-not-identifiable/row-gauge", "A row added to all rows of the weights changes nothing")
def row_gauge():
    moved = vector(k, Sum((W[k, e] + v[e]) * x[e], e))
    return (
        derive(entry(softmax(moved / T), i))
        .definition(
            exp(Sum(v[e] * x[e], e) / T)
            * exp(Sum(W[i, e] * x[e], e) / T)
            / Sum(exp(Sum(v[e] * x[e], e) / T) * exp(Sum(W[k, e] * x[e], e) / T), k)
        )
        .definition(entry(softmax(scores(W, x) / T), i))
        .entrywise(i)
    )
