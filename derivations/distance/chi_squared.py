"""The law of the squared distance of two Gaussian vectors: d² = 2σ² χ², where χ² has D degrees of freedom.

D > 0 is any real number here; with the density of χ², expectations are integrals. Nothing is assumed of Γ but its own integral.
"""

from sympy import Eq, Integral, Rational, UnevaluatedExpr, evaluate, exp, gamma, log, loggamma, oo, polygamma, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import nonnegatives, positives, reals
from ..prover.proof.by_cases import given_lemma, together
from ..prover.proof.chain import Approach, combine, derive, recall, suppose
from ..prover.proof.recorded import found
from .gamma_ratio import lower as above_quarter
from .gamma_ratio import x as place
from .vocabulary import kappa

D, sigma, r = positives("D sigma r")
lam = nonnegatives("lambda_0")
x, b = reals("x b")
half = Rational(1, 2)
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
    square = 2 * gamma((D + 1) / 2) ** 2 / gamma(D / 2) ** 2
    log_mean = loggamma((D + 1) / 2) - loggamma(D / 2) + log(2) / 2


@theorem("chi-mean-variance/mean", "The mean distance of two Gaussian vectors")
def mean():
    return found(Eq(expectation(distance), sqrt(2) * sigma * mean_of_chi))


@theorem("chi-mean-variance/mean-upper", "The mean of χ is below √D")
def mean_upper():
    return found(mean_of_chi < sqrt(D))


def half_step_at_least():
    """log(D − 1/2)/2 < log Γ((D + 1)/2) − log Γ(D/2) + log(2)/2, where D > 1/2."""
    half_step = recall(above_quarter).at({place: D / 2 - half / 2}, given=[D > half])
    return combine(log(D - half) / 2 < log_mean, (half, half_step), given=[D > half])


@theorem("chi-mean-variance/mean-lower", "The mean of χ is above √(D − 1/2)", witness={"D": 1})
def mean_lower():
    bound = half_step_at_least().exp().sides(sqrt(D - half), mean_of_chi)
    return given_lemma(bound.assuming(D >= 1), combine(D > half, (1, suppose(D >= 1)), gap=half))


def square_at_most():
    """(E χ)² < D²/(D + 1/2), from the bound below for the following half step, as the two steps make log(D/2)."""
    following = recall(above_quarter).at({place: D / 2 + half / 2})
    steps = 2 * (loggamma(D / 2) + log(D / 2) - loggamma((D + 1) / 2)) - log(D / 2 + half / 2)
    smaller = combine(2 * log_mean < log(D**2 / (D + half)), (1, following.sides(right=steps, using=("gamma",))))
    return smaller.exp().sides(square, D**2 / (D + half))


@theorem("chi-mean-variance/variance-limit", "The variance of χ tends to 1/2, whatever the dimension: distances concentrate")
def variance_limit():
    """D/(2D + 1) < D − (E χ)² < 1/2"""
    at_least = half_step_at_least().times(2).exp().sides(D - half, square)
    tends = GROWING.of_variable()
    ends = [GROWING.through(end, b, tends).sides(right=half) for end in (1 / (2 + b), half)]
    below = combine(1 / (2 + 1 / D) <= D - square, (1, square_at_most()))
    limit = GROWING.squeeze(*ends, below, combine(D - square <= half, (1, at_least)))
    spread = found(Eq(variance(sqrt), D - square))
    return together(GROWING.rewrite(limit, variance(sqrt), same=spread), limit)


@theorem("distance-small-ball/transform", "The Laplace transform of χ²")
def transform():
    kernel = x ** (D / 2 - 1) * exp(-r * x) / (2 ** (D / 2) * gamma(D / 2))
    known = found(Eq(Integral(kernel, (x, 0, oo)), (2 * r) ** (-D / 2)))
    rate = lam + half
    same = derive(exp(-lam * x) * UnevaluatedExpr(density(x)), given=[x > 0]).algebra(kernel.subs(r, rate))
    return derive(expectation(lambda x: exp(-lam * x))).by(same).by(known.at({r: rate})).algebra((1 + 2 * lam) ** (-D / 2))


@theorem("log-distance-variance-trigamma/variance", "The variance of the logarithm of the distance is a trigamma")
def log_variance():
    return found(Eq(variance(log_distance), polygamma(1, D / 2) / 4))


@theorem("log-distance-variance-trigamma/logit-variance", "The variance of a logit at the start")
def logit_variance():
    return found(Eq(variance(lambda x: -kappa * log_distance(x)), kappa**2 / 4 * polygamma(1, D / 2)))
