"""Attention as a posterior mean: the weights are the probabilities of the keys, given a query that is a key and Gaussian noise.

    softmax(qᵀk/s²)_i = π_i exp(−|q − k_i|²/2s²) / Σ_j π_j exp(−|q − k_j|²/2s²)        π_j ∝ exp(|k_j|²/2s²)

As |q − k|² = |q|² − 2 qᵀk + |k|², and |q|² is the same for all keys. Keys of one length have equal prior probabilities.
"""

from sympy import Eq, Sum, evaluate, exp, pi

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, dimension, entry, indices, matrices, positives, reals, softmax, vector, vectors
from ..prover.proof.chain import derive, suppose_all

n, D, D_v = dimension("n"), dimension("D"), dimension("D_v")
q, key, value = vectors("q", D), matrices("k", n, D), matrices("v", n, D_v)
i, j = indices("i j", n)
e, d = indices("e", D), indices("d", D_v)
s, c = positives("s c")
r = reals("r")

with evaluate(False):
    product = lambda j: Sum(q[e] * key[j, e], e)  # noqa: E731
    distance = lambda j: Sum((q[e] - key[j, e]) ** 2, e)  # noqa: E731
    length = lambda j: Sum(key[j, e] ** 2, e)  # noqa: E731
    weights = softmax(vector(j, product(j) / s**2))
    near = lambda j: exp(-distance(j) / (2 * s**2))  # noqa: E731
    prior = lambda j: c * exp(length(j) / (2 * s**2))  # noqa: E731
    density = lambda j: (2 * pi * s**2) ** (-D / 2) * near(j)  # noqa: E731  (of the query, given the key)


@theorem(
    "attention-posterior-mean/unequal-norms",
    "Attention weights are posterior probabilities, long keys being likelier",
    source="tsai2019",
)
def unequal_norms():
    return (
        derive(entry(weights, i))
        .definition(exp(product(i) / s**2) / Sum(exp(product(j) / s**2), j))
        .algebra(prior(i) * near(i) / Sum(prior(j) * near(j), j))
    )


@theorem(
    "attention-posterior-mean/posterior",
    "Where all keys have one length, they are a kernel of the distances",
    source="tsai2019",
    witness={"n": 1, "D": 1, "k": ((1,),), "r": 1},
)
def posterior():
    same = suppose_all(Eq(length(j), r), j)
    return (
        derive(entry(weights, i), given=[ForAll(Eq(length(j), r), j)]).by(unequal_norms).by(same).algebra(near(i) / Sum(near(j), j))
    )


@theorem("attention-posterior-mean/mean", "What attention returns is the mean of the values, given the query", source="tsai2019")
def mean():
    """Bayes' rule: the law of the key given the query has the weights π_j φ_j(q)."""
    return (
        derive(Sum(entry(weights, i) * value[i, d], i))
        .by(unequal_norms)
        .algebra(Sum(prior(i) * density(i) * value[i, d], i) / Sum(prior(j) * density(j), j))
    )
