"""Means of the scores below log-sum-exp: the plain mean, and the mean under softmax, which is called the Boltzmann operator.

All of it is 1 + u <= e^u, term by term, with equality where u = 0 only. That all scores are equal is written z_k = c for all k
among the hypotheses, and z = (LSE(z) − log n) 1 or z = (max z) 1 as a conclusion.
"""

from sympy import Abs, Derivative, Eq, Matrix, Sum, evaluate, exp, log

from ..definitions.symbols import Z, c, i, j, k, n, p, x, z, z_prime
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE,
    ForAll,
    Maximum,
    Subs,
    delta,
    dot,
    entropy,
    entry,
    largest,
    ones,
    positives,
    softmax,
    vectors,
)
from ..prover.proof.by_cases import given_lemma, specialise, termwise_equal
from ..prover.proof.chain import EVERYTHING, below_maximum, combine, derive, recall, suppose
from ..prover.proof.extrema import under_maximum
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size, size_at_most
from .maximum import constant_maximum
from .tangent import exp_tangent, exp_tangent_equality

T = positives("T")
w = vectors("w", 2)

with evaluate(False):
    level = LSE(z) - log(n)
    mean = dot(p, z)
    constant = ForAll(Eq(z[k], c), k)
    plain = 1 / n * Sum(z[k], k)


# --- the plain mean -------------------------------------------------------------------------------------------------


def scores_below():
    """1 + (z_k − LSE(z) + log n) <= n softmax(z)_k"""
    return recall(exp_tangent).at({x: z[k] - level}).sides(right=n * p[k])


@theorem("lse-mean-lower-bound/mean", "Log-sum-exp is at least the mean plus log n")
def above_mean():
    summed = scores_below().sum(k).sides(n + Sum(z[k], k) - n * level, n)
    return combine(plain + log(n) <= LSE(z), (1 / n, summed))


@theorem(
    "lse-mean-lower-bound/mean-equality-if",
    "For equal scores log-sum-exp is the mean plus log n",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def above_mean_equality_if():
    each = specialise(suppose(constant), j)
    return derive(LSE(z)).definition(log(Z)).by(each).algebra(c + log(n)).back(derive(plain + log(n)).by(each).algebra(c + log(n)))


@theorem(
    "lse-mean-lower-bound/mean-equality-only-if",
    "Log-sum-exp is the mean plus log n for equal scores only",
    witness={"n": 1, "z": (0,)},
)
def above_mean_equality_only_if():
    same = suppose(Eq(LSE(z), plain + log(n)))
    sums = combine(Eq(Sum(1 + (z[k] - level), k), Sum(n * p[k], k)), (-n, same))
    return all_at_level(termwise_equal(scores_below(), sums, k))


def all_at_level(touching):
    """z = (LSE(z) − log n) 1, from 1 + u_k = e^(u_k) for u_k = z_k − LSE(z) + log n."""
    gap = z[k] - level
    nothing = given_lemma(
        recall(exp_tangent_equality).at({x: gap}), touching.sides(1 + gap, exp(gap)).rearrange(Eq(exp(gap), 1 + gap))
    )
    return nothing.rearrange(Eq(z[k], level)).sides(right=entry(level * ones(n), k), using=()).entrywise(k)


# --- the mean under softmax -----------------------------------------------------------------------------------------


@theorem("lse-boltzmann-mean-relation/identity", "The mean under softmax is log-sum-exp less the entropy", source="asadi2017")
def mean_identity():
    return (
        derive(mean)
        .definition(Sum(p[k] * (LSE(z) + log(p[k])), k))
        .algebra(LSE(z) * Sum(p[k], k) + Sum(p[k] * log(p[k]), k))
        .definition(LSE(z) - entropy(p))
    )


@theorem("lse-boltzmann-mean-relation/upper", "The mean under softmax is at most the maximum", source="asadi2017")
def mean_upper():
    return below_maximum(z, k).times(p[k]).sum(k).sides(mean, largest(z))


@theorem(
    "lse-boltzmann-mean-relation/upper-equality-if",
    "For equal scores the mean under softmax is the maximum",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def mean_upper_equality_if():
    each = specialise(suppose(constant), j)
    return derive(mean).definition(Sum(p[j] * z[j], j)).by(each).definition(c).back(constant_maximum())


@theorem(
    "lse-boltzmann-mean-relation/upper-equality-only-if",
    "The mean under softmax is the maximum for equal scores only",
    witness={"n": 1, "z": (0,)},
)
def mean_upper_equality_only_if():
    top = largest(z)
    sums = suppose(Eq(mean, top)).sides(Sum(p[k] * z[k], k), Sum(p[k] * top, k))
    return (
        termwise_equal(below_maximum(z, k).times(p[k]), sums, k)
        .rearrange(Eq(p[k] * (z[k] - top), 0))
        .cancel(p[k], z[k] - top)
        .rearrange(Eq(z[k], top))
        .sides(right=entry(top * ones(n), k), using=())
        .entrywise(k)
    )


def surprise_above():
    """softmax(z)_k (1 + LSE(z) − log n − z_k) <= 1/n"""
    return recall(exp_tangent).at({x: level - z[k]}).times(p[k]).sides(right=1 / n)


@theorem("lse-boltzmann-mean-relation/lower", "The mean under softmax is at least log-sum-exp less log n", source="asadi2017")
def mean_lower():
    summed = surprise_above().sum(k).sides(1 + level - mean, 1)
    return combine(level <= mean, (1, summed))


@theorem(
    "lse-boltzmann-mean-relation/lower-equality-if",
    "For equal scores the mean under softmax is log-sum-exp less log n",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def mean_lower_equality_if():
    each = specialise(suppose(constant), j)
    return (
        derive(mean)
        .definition(Sum(p[j] * z[j], j))
        .by(each)
        .definition(c)
        .back(derive(level).definition(log(Z) - log(n)).by(each).algebra(c))
    )


@theorem(
    "lse-boltzmann-mean-relation/lower-equality-only-if",
    "The mean under softmax is log-sum-exp less log n for equal scores only",
    witness={"n": 1, "z": (0,)},
)
def mean_lower_equality_only_if():
    same = suppose(Eq(mean, level))
    sums = combine(Eq(Sum(p[k] * (1 + (level - z[k])), k), Sum(1 / n, k)), (-1, same))
    gap = level - z[k]
    touching = termwise_equal(surprise_above(), sums, k).times(1 / p[k]).sides(1 + gap, exp(gap)).rearrange(Eq(exp(gap), 1 + gap))
    nothing = given_lemma(recall(exp_tangent_equality).at({x: gap}), touching)
    return nothing.rearrange(Eq(z[k], level)).sides(right=entry(level * ones(n), k), using=()).entrywise(k)


# --- the Boltzmann operator is not monotone -------------------------------------------------------------------------


@theorem("boltzmann-operator-not-monotone/derivative", "The derivatives of the mean under softmax", source="asadi2017")
def operator_derivative():
    return (
        derive(Derivative(mean, z[i]))
        .compute(Sum(p[k] * (delta(k, i) - p[i]) * z[k] + p[k] * delta(k, i), k))
        .compute(p[i] * (1 + z[i] - mean))
    )


@theorem(
    "boltzmann-operator-not-monotone/sign-if",
    "Raising a score far below the mean lowers the mean",
    witness={"n": 2, "z": (-9, 0), "i": 1},
)
def operator_falls():
    low = suppose(z[i] < mean - 1)
    return combine(p[i] * (1 + z[i] - mean) < 0, (p[i], low)).sides(left=Derivative(mean, z[i]), using=EVERYTHING)


@theorem(
    "boltzmann-operator-not-monotone/sign-only-if",
    "Only raising a score more than one below the mean lowers the mean",
    witness={"n": 2, "z": (-9, 0), "i": 1},
)
def operator_falls_only():
    falls = suppose(Derivative(mean, z[i]) < 0).sides(left=p[i] * (1 + z[i] - mean), using=EVERYTHING)
    return combine(z[i] < mean - 1, (1 / p[i], falls))


@theorem("boltzmann-operator-not-monotone/witness", "At (−5, 0) raising the first score lowers the mean", source="asadi2017")
def operator_witness():
    return found(Subs(Derivative(dot(softmax(w), w), w[1]), w, Matrix([-5, 0])) < 0)


@theorem(
    "boltzmann-operator-not-monotone/not-nonexpansive",
    "The mean under softmax can move further than the scores",
    source="asadi2017",
)
def operator_expands():
    def b(*scores):
        return dot(softmax(Matrix(scores)), Matrix(scores))

    return found(Abs((-4 * exp(-4)) / (exp(-4) + 1) - (-5 * exp(-5) + exp(1)) / (exp(-5) + exp(1))) > 1).sides(
        right=Abs(b(-4, 0) - b(-5, 1))
    )


# --- log-sum-exp moves no further than the scores -------------------------------------------------------------------


def one_way(z, z_prime, T=None):
    """LSE(z) − LSE(z′) <= max |z_k − z′_k|, as exp(z_k) <= exp(most) exp(z′_k); the same at a temperature T."""
    size = Abs(z[k] - z_prime[k])
    most = Maximum(size, k)
    termwise = combine(z[k] <= z_prime[k] + most, (1, at_most_its_size(z[k] - z_prime[k])), (1, under_maximum(size, k)))
    if T is None:
        sums = termwise.exp().sum(k).log().sides(LSE(z), LSE(z_prime) + most)
        return combine(LSE(z) - LSE(z_prime) <= most, (1, sums))
    sums = termwise.times(1 / T).exp().sum(k).log().sides(LSE(z / T), LSE(z_prime / T) + 1 / T * most)
    return combine(mellowmax(z) - mellowmax(z_prime) <= most, (T, sums))


def mellowmax(z):
    return T * LSE(z / T) - T * log(n)


@theorem("boltzmann-operator-not-monotone/lse-nonexpansive", "Log-sum-exp moves no further than the scores")
def lse_nonexpansive():
    return size_at_most(one_way(z, z_prime), one_way(z_prime, z))


@theorem("boltzmann-operator-not-monotone/mellowmax-nonexpansive", "Mellowmax moves no further than the scores", source="asadi2017")
def mellowmax_nonexpansive():
    return size_at_most(one_way(z, z_prime, T), one_way(z_prime, z, T)).restate(
        Abs(mellowmax(z) - mellowmax(z_prime)) <= Maximum(Abs(z[k] - z_prime[k]), k)
    )
