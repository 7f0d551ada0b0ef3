"""The entropy of softmax is the slope of the soft maximum; it grows with the temperature, from log m to log n.

d/dT T LSE(z/T) = H(softmax(z/T))        dH/dT = Var_p(z)/T³        log m <= H <= log n
"""

from sympy import Derivative, Eq, Limit, Sum, evaluate, exp, log, oo

from ..log_sum_exp.tangent import exp_tangent, exp_tangent_equality
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, entropy, largest, softmax, variance
from ..prover.proof.brackets import split
from ..prover.proof.chain import (
    below_maximum, bracket, cases, combine, derive, for_all, maximum_attained, recall, suppose, suppose_all,
)  # fmt: skip
from ..prover.proof.by_cases import impossible, positive
from ..prover.proof.recorded import found
from .ends import infinity
from .motion import strict
from .vocabulary import HEATING, T, average, beta, c, i, j, k, m, maximal, n, v, x, z

with evaluate(False):
    p = softmax(z / T)
    Z = Sum(exp(z[j] / T), j)
    first_sum, second_sum = (Sum(exp(z[i] / T) * z[i] ** power, i) for power in (1, 2))
    H = entropy(p)
    spread = variance(p, z)
    ALL_ALIKE = ForAll(Eq(z[k], c), k)


# --- the slope of the soft maximum ----------------------------------------------------------------------------------


@theorem("temperature-free-energy-derivative/first", "The entropy is the slope of the soft maximum")
def first():
    return (
        derive(Derivative(T * LSE(z / T), T))
        .definition(Derivative(T * log(Z), T))
        .differentiate(log(Z) - first_sum / (T * Z))
        .definition(H)
    )


@theorem("temperature-entropy-monotone/in-temperature", "How the entropy grows with the temperature")
def in_temperature():
    return (
        derive(Derivative(H, T))
        .definition(Derivative(log(Z) - first_sum / (T * Z), T))
        .differentiate((second_sum / Z - first_sum**2 / Z**2) / T**3)
        .definition(spread / T**3)
    )


@theorem("temperature-entropy-monotone/in-beta", "How the entropy falls with the inverse temperature")
def in_beta():
    weights = Sum(exp(beta * z[j]), j)
    one, two = (Sum(exp(beta * z[i]) * z[i] ** power, i) for power in (1, 2))
    return (
        derive(Derivative(entropy(softmax(beta * z)), beta))
        .definition(Derivative(log(weights) - beta * one / weights, beta))
        .differentiate(-beta * (two / weights - one**2 / weights**2))
        .definition(-beta * variance(softmax(beta * z), z))
    )


@theorem("temperature-free-energy-derivative/second", "The soft maximum is convex in the temperature")
def second():
    return derive(Derivative(T * LSE(z / T), (T, 2))).by(first, Derivative(H, T)).by(in_temperature).keep().at_least(0)


@theorem("temperature-entropy-monotone/nondecreasing", "The entropy does not fall when the temperature rises")
def nondecreasing():
    return derive(Derivative(H, T)).by(in_temperature).at_least(0)


@theorem(
    "temperature-entropy-monotone/increasing",
    "The entropy rises with the temperature unless all scores are equal",
    witness={"n": 2, "z": (0, 1), "i": 1, "j": 2},
)
def increasing():
    positive = recall(strict).at({beta: 1 / T}).sides(right=spread, using=("definition",))
    return combine(Derivative(H, T) > 0, (1 / T**3, positive), (-1, in_temperature))


# --- between log m and log n ----------------------------------------------------------------------------------------


def at_most_share():
    """m softmax(z/T)_i <= 1: measured from the maximum, each weight is at most 1, and their sum is at least m."""
    weight = exp((z[k] - largest(z)) / T)
    total = Sum(weight, k)
    at_least_m = split(below_maximum(z, k), maximal(k) <= weight).sum(k).sides(left=m, using=())
    at_most_one = below_maximum(z, k).rearrange(z[k] - largest(z) <= 0).times(1 / T).exp().sides(weight, 1, using=())
    quotient = exp((z[i] - largest(z)) / T) / total
    bound = combine(m * quotient <= 1, (1 / total, at_least_m), (m / total, at_most_one.at({k: i})))
    return bound.sides(left=m * p[i])


def log_share():
    """log m + log p_i <= 0, where m > 0."""
    return at_most_share().assuming(m > 0).log().sides(log(m) + log(p[i]), 0)


@theorem("temperature-free-energy-derivative/entropy-lower", "The entropy is at least log m at every temperature")
def entropy_lower():
    """m p_i <= 1, so that −log p_i >= log m; the entropy is the mean of −log p_i."""
    weighted = log_share().times(p[i]).sum(i)
    return combine(log(m) <= H, (1, weighted), given=[m > 0]).knowing(maximum_attained(z))


def all_maximal(present):
    """z_k = max z, from [z_k = max z] = 1."""
    top = largest(z)
    tie, gap = suppose(Eq(z[k], top)), suppose(z[k] < top)
    both_values = combine(Eq(0, 1), (-1, present), (-1, bracket(gap)))
    return cases(below_maximum(z, k), tie, impossible(positive(1), both_values, Eq(z[k], top)))


@theorem(
    "temperature-free-energy-derivative/entropy-lower-equality-if",
    "The entropy is log m if every score is maximal",
    witness={"n": 2, "z": (0, 0)},
)
def entropy_lower_equality_if():
    """If m = n then each bracket [z_k = max z] is 1, and softmax(z/T) is uniform."""
    everyone = suppose(Eq(m, n))
    missing = everyone.rearrange(Eq(Sum(1 - maximal(k), k), 0))
    present = missing.terms_vanish(k, split(below_maximum(z, k), 0 <= 1 - maximal(k)))
    uniform = derive(H).definition(log(Z) - Sum(exp(z[k] / T) * z[k], k) / (T * Z)).by(all_maximal(present)).algebra(log(n))
    return uniform.back(everyone.assuming(m > 0).log().knowing(maximum_attained(z)))


@theorem(
    "temperature-free-energy-derivative/entropy-lower-equality-only-if",
    "The entropy is log m only if every score is maximal",
    witness={"n": 1, "z": (0,), "T": 1},
)
def entropy_lower_equality_only_if():
    """The terms p_i (−log p_i − log m) >= 0 of H − log m vanish: p_i = 1/m for every i, and their sum is 1 = n/m."""
    least = suppose(Eq(H, log(m))).assuming(m > 0)
    excess = least.rearrange(Eq(Sum(p[i] * (-log(p[i]) - log(m)), i), 0))
    nonnegative = combine(p[i] * (-log(p[i]) - log(m)) >= 0, (p[i], log_share()))
    surprise = excess.terms_vanish(i, nonnegative).cancel(p[i], -log(p[i]) - log(m)).rearrange(Eq(log(p[i]), -log(m)))
    share = surprise.exp().sides(p[i], 1 / m)
    return share.sum(i).sides(1, n / m).times(m).sides(m, n).knowing(maximum_attained(z))


def log_bound(share):
    """1 − 1/(n p_i) <= log(n p_i)."""
    return (
        recall(exp_tangent).at({x: -log(n * share)}).sides(right=1 / (n * share)).rearrange(1 - 1 / (n * share) <= log(n * share))
    )


@theorem("temperature-free-energy-derivative/entropy-upper", "The entropy is at most log n")
def entropy_upper():
    """log n − H is the mean of log(n p_i), which is at least the mean of 1 − 1/(n p_i), and that is 0."""
    weighted = log_bound(p[i]).times(p[i]).sum(i)
    return combine(H <= log(n), (1, weighted))


@theorem(
    "temperature-free-energy-derivative/entropy-upper-equality-if",
    "The entropy is log n if all scores are equal",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def entropy_upper_equality_if():
    alike = suppose_all(Eq(z[k], c), k)
    return derive(H).definition(log(Z) - Sum(exp(z[k] / T) * z[k], k) / (T * Z)).by(alike).algebra(log(n))


@theorem(
    "temperature-free-energy-derivative/entropy-upper-equality-only-if",
    "The entropy is log n only if all scores are equal",
    witness={"n": 1, "z": (0,), "T": 1, "i": 1, "j": 1},
)
def entropy_upper_equality_only_if():
    """The terms p_i (log(n p_i) − 1 + 1/(n p_i)) >= 0 of log n − H vanish, so that log(n p_i) = 0: the shares are equal."""
    room = p[i] * (log(n * p[i]) - 1 + 1 / (n * p[i]))
    most = suppose(Eq(H, log(n))).rearrange(Eq(Sum(room, i), 0))
    nonnegative = combine(room >= 0, (p[i], log_bound(p[i])))
    touch = most.terms_vanish(i, nonnegative).cancel(p[i], log(n * p[i]) - 1 + 1 / (n * p[i]))
    at_tangent = touch.rearrange(Eq(1 / (n * p[i]), 1 - log(n * p[i]))).sides(exp(-log(n * p[i])), 1 + -log(n * p[i]))
    even = recall(exp_tangent_equality).at({x: -log(n * p[i])}).knowing(at_tangent)
    score = even.sides(left=log(Z) - log(n) - z[i] / T)
    return combine(Eq(z[i], z[j]), (-T, score), (T, score.at({i: j})))


@theorem("temperature-free-energy-derivative/mellowmax-decreasing", "Less T log n, the soft maximum falls", source="asadi2017")
def mellowmax_decreasing():
    slope = derive(Derivative(T * LSE(z / T) - T * log(n), T)).definition(Derivative(T * log(Z) - T * log(n), T))
    slope = slope.differentiate(log(Z) - first_sum / (T * Z) - log(n)).definition(H - log(n))
    return slope.keep().at_most(0, plus=[(1, entropy_upper)])


# --- the two ends ---------------------------------------------------------------------------------------------------


@theorem("temperature-entropy-monotone/limit-zero", "The entropy tends to log m as T → 0+")
def limit_zero():
    return found(Eq(Limit(H, T, 0, "+"), log(m)))


@theorem("temperature-entropy-monotone/limit-infinity", "The entropy tends to log n as T → ∞")
def limit_infinity():
    """Entropy is continuous at the uniform law."""
    shares = for_all(recall(infinity), i)
    return HEATING.rewrite(HEATING.through(entropy(v), v, shares), H).sides(right=log(n))


@theorem("temperature-entropy-high/second-order", "At high temperature the entropy lacks Var/(2T²) of log n")
def high_second_order():
    return found(Eq(Limit(T**2 * (log(n) - H), T, oo), Sum((z[i] - average) ** 2, i) / (2 * n)))


@theorem(
    "temperature-entropy-high/third-order",
    "The next term of the entropy at high temperature has the third central moment of the scores",
)
def high_third_order():
    second = Sum((z[i] - average) ** 2, i) / (2 * n * T**2)
    return found(Eq(Limit(T**3 * (H - log(n) + second), T, oo), -Sum((z[i] - average) ** 3, i) / (3 * n)))
