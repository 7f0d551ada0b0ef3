"""Bayes' rule for finitely many simple hypotheses is softmax: of the logs of the prior plus the logs of the likelihood."""

from sympy import Product, Sum, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, positive_vectors, softmax, vector
from ..prover.proof.chain import derive

K, N = dimension("K"), dimension("N")
j, k, l = indices("j k l", K)  # noqa: E741
s = indices("s", N)
prior, likelihood = positive_vectors("pi_0", K), positive_vectors("f", N, K)  # f[s, k]: the density of k at the s-th observation


def joint(k):
    return prior[k] * Product(likelihood[s, k], s)


def posterior(k):
    return joint(k) / Sum(joint(l), l)


@theorem("bayes-simple-hypotheses-softmax/posterior", "The posterior over simple hypotheses is a softmax of log-likelihoods")
def posterior_is_softmax():
    score = vector(l, log(prior[l]) + Sum(log(likelihood[s, l]), s))
    return derive(posterior(k)).definition(softmax(score)[k])


@theorem("bayes-simple-hypotheses-softmax/log-odds-increment", "Each observation adds its log-likelihood ratio to the log-odds")
def log_odds():
    ratio = log(prior[j] / prior[k]) + Sum(log(likelihood[s, j] / likelihood[s, k]), s)
    return derive(log(posterior(j) / posterior(k))).algebra(ratio)
