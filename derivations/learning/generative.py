"""Generative classifiers: if the densities of the classes are of one exponential family, the posterior is softmax of affine scores.

p(x | k) = h(x) e^(⟨θ_k, t(x)⟩ − A_k) with priors ρ_k: what all classes share cancels. So it does for Gaussian classes with one
precision matrix P = Σ^−1, which is symmetric; h is (2π)^(−D/2) det P^(1/2) then, whatever that is.
"""

from sympy import Eq, Rational, Sum, exp, log

from ..definitions.symbols import j, k, n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, dimension, indices, matrices, positive_vectors, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import specialise
from ..prover.proof.chain import derive, suppose

D = dimension("D")
d, e = indices("d e", D)
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


mu, precision, x = matrices("mu", n, D), matrices("P", D, D), vectors("x", D)
a, b, c = *vectors("a b", n), reals("c")


def form(u, v):
    """uᵀ P v, of vectors that are given by their entries"""
    return Sum(Sum(u(d) * precision[d, e] * v(e), e), d)


def cancelled():
    """What is c for all classes cancels."""

    def weight(k):
        return prior[k] * (h * exp(-Rational(1, 2) * (c - (a[k] + a[k]) + b[k])))

    return derive(weight(k) / Sum(weight(j), j)).definition(softmax(vector(k, a[k] - Rational(1, 2) * b[k] + log(prior[k])))[k])


@theorem(
    "gaussian-posterior-softmax/equal-covariance",
    "Gaussian classes of equal covariance have a posterior that is softmax of affine scores",
    witness={"n": 1, "D": 1, "P": ((1,),)},
)
def equal_covariance():
    """(x − μ)ᵀ P (x − μ) = xᵀ P x − 2 μᵀ P x + μᵀ P μ, and the first term is the same for all classes."""
    symmetric = specialise(suppose(ForAll(ForAll(Eq(precision[d, e], precision[e, d]), e), d)), d, e)
    point, half = (lambda d: x[d]), Rational(1, 2)

    def centre(k):
        return lambda d: mu[k, d]

    def weight(k):
        return prior[k] * (h * exp(-half * form(lambda d: x[d] - mu[k, d], lambda d: x[d] - mu[k, d])))

    swapped = derive(form(point, centre(k))).by(symmetric).algebra(form(centre(k), point))
    expanded = form(point, point) - (form(centre(k), point) + form(point, centre(k))) + form(centre(k), centre(k))
    square = derive(form(lambda d: x[d] - mu[k, d], lambda d: x[d] - mu[k, d])).algebra(expanded).by(swapped)
    shared = cancelled().at({a: vector(k, form(centre(k), point)), b: vector(k, form(centre(k), centre(k))), c: form(point, point)})
    return derive(weight(k) / Sum(weight(j), j)).by(square).by(shared)
