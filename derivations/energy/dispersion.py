"""Attention disperses: with scores of a bounded range R = max z − min z no weight exceeds e^R/n, and none is below e^(−R)/n.

To keep the weight 1 − δ on one of n keys a score must be larger by log((n − 1)(1 − δ)/δ): a gap that grows with log n.
"""

from fractions import Fraction

from sympy import Eq, Limit, Rational, Sum, evaluate, exp, log, oo

from ..definitions.symbols import i, j, k, n, p, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    Minimum, delta, dimension, entropy, largest, nonnegatives, proportions, reals, softmax, vector,
)  # fmt: skip
from ..prover.proof.by_cases import together
from ..prover.proof.chain import combine, derive, suppose
from ..prover.proof.extrema import within_range
from ..prover.proof.recorded import found

rho = nonnegatives("rho")
c, mu = reals("c mu")
share = proportions("delta")

with evaluate(False):
    R = largest(z) - Minimum(z[k], k)
    raised = lambda score: softmax(vector(j, score * delta(j, 1)))  # noqa: E731
    one_raised = n**c / (n**c + n - 1)
    gap = log((n - 1) * (1 - share) / share)


def at_least():
    """e^(−R)/n <= softmax(z)_i: each exp(z_j) is at most e^R exp(z_i)."""
    sums = within_range(z, j, i).exp().sum(j).sides(1 / p[i], n * exp(R), using=("definition",))
    return combine(exp(-R) / n <= p[i], (p[i] * exp(-R) / n, sums))


def at_most():
    """softmax(z)_i <= e^R/n"""
    sums = combine(-R <= z[j] - z[i], (1, within_range(z, i, j))).exp().sum(j).sides(n * exp(-R), 1 / p[i], using=("definition",))
    return combine(p[i] <= exp(R) / n, (p[i] * exp(R) / n, sums))


@theorem("attention-dispersion/bounds", "Scores of a bounded range give weights of the order 1/n", source="velickovic2024")
def bounds():
    return together(at_least(), at_most())


@theorem(
    "attention-dispersion/vanishing",
    "With scores in a fixed range the largest weight vanishes with the number of keys",
    source="velickovic2024",
    witness={"n": 1, "z": (0,), "rho": 0},
)
def vanishing():
    """For each n the largest weight is at most e^ρ/n, whatever the scores are, and that tends to 0."""
    bounded = suppose(R <= rho).exp()
    each = combine(p[i] <= exp(rho) / n, (1, at_most()), (1 / n, bounded))
    m = dimension("m")
    return together(each.maximum(i), found(Eq(Limit(exp(rho) / m, m, oo), 0)))


@theorem("attention-dispersion/entropy", "The entropy is at least log n less the range")
def entropy_bound():
    log_share = at_most().log().sides(right=R - log(n), using=())
    summed = log_share.times(p[i]).sum(i)
    return combine(entropy(p) >= log(n) - R, (1, summed))


# --- scores that grow with log n ------------------------------------------------------------------------------------


@theorem("attention-log-n-scaling/weight", "The weight of one key that scores c log n, the others 0", witness={"n": 2})
def weight():
    return found(Eq(raised(c * log(n))[1], one_raised), given=[n >= 2])


@theorem(
    "attention-log-n-scaling/below-critical", "Below c = 1 the weight of a key whose score is c log n vanishes", witness={"c": 0}
)
def below_critical():
    return found(Eq(Limit(one_raised, n, oo), 0), given=[c < 1])


@theorem("attention-log-n-scaling/critical", "At c = 1 the weight of a key whose score is c log n tends to one half")
def critical():
    return found(Eq(Limit(n / (n + n - 1), n, oo), Rational(1, 2)))


@theorem(
    "attention-log-n-scaling/above-critical", "Above c = 1 the weight of a key whose score is c log n tends to 1", witness={"c": 2}
)
def above_critical():
    return found(Eq(Limit(one_raised, n, oo), 1), given=[c > 1])


# --- the gap that one needs -----------------------------------------------------------------------------------------


def alone():
    """The weight of one key that scores μ, the others 0."""
    return (
        derive(raised(mu)[1], given=[n >= 2])
        .definition(exp(mu) / Sum(exp(mu * delta(j, 1)), j))
        .collapse(exp(mu) / (exp(mu) + n - 1))
    )


@theorem(
    "attention-log-n-scaling/required-gap-if",
    "A gap of log((n − 1)(1 − δ)/δ) is enough for the weight 1 − δ",
    witness={"n": 2, "mu": 0, "delta": Fraction(1, 2)},
)
def required_gap_if():
    enough = suppose(mu >= gap).assuming(n >= 2).exp().sides(left=(n - 1) * (1 - share) / share, using=())
    weight = exp(mu) / (exp(mu) + n - 1)
    bound = combine(weight >= 1 - share, (share / (exp(mu) + n - 1), enough), given=[n >= 2])
    return combine(raised(mu)[1] >= 1 - share, (1, bound), (-1, alone()))


@theorem(
    "attention-log-n-scaling/required-gap-only-if",
    "No smaller gap than log((n − 1)(1 − δ)/δ) is enough for the weight 1 − δ",
    witness={"n": 2, "mu": 0, "delta": Fraction(1, 2)},
)
def required_gap_only_if():
    kept = combine(exp(mu) / (exp(mu) + n - 1) >= 1 - share, (1, suppose(raised(mu)[1] >= 1 - share)), (1, alone()))
    enough = combine((n - 1) * (1 - share) / share <= exp(mu), ((exp(mu) + n - 1) / share, kept), given=[n >= 2])
    return enough.log().sides(gap, mu, using=()).restate(mu >= gap)
