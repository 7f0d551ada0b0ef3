"""What training fixes: for each class the sum of its features, and nothing like a mean energy.

Samples (x_s, y_s), s = 1, …, K, and scores W x_s. The gradient of the loss is Σ_s (σ(W x_s)_k − [y_s = k]) x_s; where it
vanishes the model's class sums are those of the data. A class is given by its one-hot row Y_s: Y_sk = [y_s = k].
"""

from sympy import Eq, Sum, evaluate, exp

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, delta, dimension, entry, indices, matrices, positives, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import combine, derive, for_all, suppose
from ..prover.proof.by_cases import specialise
from .vocabulary import T, i, j, k, n

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


W_prime, T_prime = matrices("W_prime", n, D), positives("T_prime")

with evaluate(False):
    here, there = (softmax(scores(weights, x) / t) for weights, t in ((W, T), (W_prime, T_prime)))
    rest = lambda i: W[i, d] / T - W_prime[i, d] / T_prime  # noqa: E731


def same_classifier():
    """Equal weights at equal temperatures make one classifier."""
    weights = specialise(suppose(ForAll(Eq(W_prime[k, e], W[k, e]), e, k)), k, e)
    score = derive(Sum(W_prime[k, e] * x[e], e) / T_prime).by(weights).by(suppose(Eq(T_prime, T)))
    alike = score.sides(entry(scores(W_prime, x) / T_prime, k), entry(scores(W, x) / T, k), using=()).entrywise(k)
    return derive(here).back(derive(there).by(alike))


@theorem(
    "temperature-not-identifiable/identifiable-part",
    "Nothing but a common row is gauge: what is left of W/T is the same in all rows",
    witness={"n": 1, "D": 1, "W": ((0,),), "W_prime": ((0,),), "T": 1, "T_prime": 1},
    implies=lambda: for_all(same_classifier(), x),
)
def identifiable_part():
    """At x = e_d the scores are the columns of the weights, and scores with one softmax differ by a level."""
    at_unit = specialise(suppose(ForAll(Eq(here, there), x)), vector(e, delta(e, d)))
    columns = vector(k, W[k, d] / T), vector(k, W_prime[k, d] / T_prime)
    entries = at_unit.sides(softmax(columns[0]), softmax(columns[1]), using=("collapse", "definition"))

    def level(i):
        share = derive(entry(softmax(columns[0]), i)).by(entries).log()
        return share.sides(W[i, d] / T - LSE(columns[0]), W_prime[i, d] / T_prime - LSE(columns[1]))

    return combine(Eq(rest(i), rest(j)), (1, level(i)), (-1, level(j)))
