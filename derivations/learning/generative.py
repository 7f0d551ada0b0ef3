"""Generative classifiers: if the densities of the classes are of one exponential family, the posterior is softmax of affine scores.

p(x | k) = h(x) e^(⟨θ_k, t(x)⟩ − A_k) with priors ρ_k: what all classes share cancels.
"""

from sympy import Sum, exp, log

from ..definitions.symbols import j, k, n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, matrices, positive_vectors, positives, softmax, vector, vectors
from ..prover.proof.chain import derive

D = dimension("D")
d = indices("d", D)
theta, t = matrices("theta", n, D), vectors("t", D)  # t, the statistics at x
level, prior = vectors("A", n), positive_vectors("rho", n)
h = positives("h")


@theorem(
    "gaussian-posterior-softmax/exponential-family",
    "Where classes are of one exponential family the posterior is softmax of affine scores",
)
def exponential_family():
    def score(k):
        return Sum(theta[k, d] * t[d], d) - level[k]

    def weight(k):
        return prior[k] * (h * exp(score(k)))

    return derive(weight(k) / Sum(weight(j), j)).definition(softmax(vector(k, score(k) + log(prior[k])))[k])
