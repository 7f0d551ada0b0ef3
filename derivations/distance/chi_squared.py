"""The law of the squared distance of two Gaussian vectors: d² = 2σ² χ², where χ² has D degrees of freedom.

D > 0 is any real number here; with the density of χ², expectations are integrals. Nothing is assumed of Γ but its own integral.
"""

from sympy import Eq, Integral, Rational, UnevaluatedExpr, evaluate, exp, gamma, log, oo, polygamma, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import nonnegatives, positives, reals
from ..prover.proof.chain import Approach, derive
from ..prover.proof.recorded import found
from .vocabulary import kappa

D, sigma, r = positives("D sigma r")
lam = nonnegatives("lambda_0")
x = reals("x")
GROWING = Approach(D, oo, "-")


def density(x):
    return x ** (D / 2 - 1) * exp(-x / 2) / (2 ** (D / 2) * gamma(D / 2))


def expectation(f):
    """E f(χ²)"""
    return Integral(f(x) * UnevaluatedExpr(density(x)), (x, 0, oo))


def variance(f):
    """E f(χ²)² − (E f(χ²))²"""
    return expectation(lambda x: f(x) ** 2) - expectation(f) ** 2


def distance(x):
    """d, as d² = 2σ² χ²"""
    return sqrt(2) * sigma * sqrt(x)


def log_distance(x):
    return log(2 * sigma**2 * x) / 2


with evaluate(False):
    mean_of_chi = sqrt(2) * gamma((D + 1) / 2) / gamma(D / 2)


@theorem("chi-mean-variance/mean", "The mean distance of two Gaussian vectors")
def mean():
    return found(Eq(expectation(distance), sqrt(2) * sigma * mean_of_chi))


@theorem("chi-mean-variance/mean-upper", "The mean of χ is below √D")
def mean_upper():
    return found(mean_of_chi < sqrt(D))


@theorem("distance-small-ball/transform", "The Laplace transform of χ²")
def transform():
    kernel = x ** (D / 2 - 1) * exp(-r * x) / (2 ** (D / 2) * gamma(D / 2))
    known = found(Eq(Integral(kernel, (x, 0, oo)), (2 * r) ** (-D / 2)))
    rate = lam + Rational(1, 2)
    same = derive(exp(-lam * x) * UnevaluatedExpr(density(x)), given=[x > 0]).algebra(kernel.subs(r, rate))
    return derive(expectation(lambda x: exp(-lam * x))).by(same).by(known.at({r: rate})).algebra((1 + 2 * lam) ** (-D / 2))


@theorem("log-distance-variance-trigamma/variance", "The variance of the logarithm of the distance is a trigamma")
def log_variance():
    return found(Eq(variance(log_distance), polygamma(1, D / 2) / 4))


@theorem("log-distance-variance-trigamma/logit-variance", "The variance of a logit at the start")
def logit_variance():
    return found(Eq(variance(lambda x: -kappa * log_distance(x)), kappa**2 / 4 * polygamma(1, D / 2)))
