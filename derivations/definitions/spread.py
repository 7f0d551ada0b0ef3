"""The band in which softmax stays, fixed by the range R = max z − min z of the scores and the number of classes.

    1/(1 + (n − 1) e^R) <= softmax(z)_i <= 1/(1 + (n − 1) e^(−R))

1/softmax(z)_i is Σ_j exp(z_j − z_i): its term j = i is 1, and the others lie between e^(−R) and e^R.
"""

from sympy import Eq, Ne, Sum, evaluate, exp

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Minimum, delta, largest
from ..prover.proof.chain import combine, derive, suppose
from ..prover.proof.by_cases import specialise, termwise_equal, whether_equal
from ..prover.proof.extrema import within_range
from .symbols import i, j, k, n, p, z

with evaluate(False):
    R = largest(z) - Minimum(z[k], k)
    most, least = 1 + (n - 1) * exp(R), 1 + (n - 1) * exp(-R)
    ratio = exp(z[j] - z[i])
    total = Sum(ratio, j)


def bound(exponent):
    """What bounds the term j: 1 where j = i, and the exponential elsewhere."""
    return delta(i, j) + (1 - delta(i, j)) * exp(exponent)


def below():
    """exp(z_j − z_i) <= 1 where j = i, and <= e^R elsewhere."""
    return whether_equal(ratio <= bound(R), i, j, within_range(z, j, i).exp())


def above():
    """exp(z_j − z_i) >= 1 where j = i, and >= e^(−R) elsewhere."""
    return whether_equal(bound(-R) <= ratio, i, j, combine(-R <= z[j] - z[i], (1, within_range(z, i, j))).exp())


def equality_if(sign, value):
    """softmax(z)_i = 1/value, from sign · (z_j − z_i) being R for every j but i."""
    far = specialise(suppose(ForAll(Eq(sign * (z[j] - z[i]), (1 - delta(i, j)) * R), j)), j)
    return (
        derive(p[i])
        .definition(1 / total)
        .by(far.rearrange(Eq(z[j] - z[i], sign * (1 - delta(i, j)) * R)), because="the other scores are as far away as can be")
        .collapse(1 / value)
    )


@theorem("softmax-lower-bound-range/lower", "Softmax is at least what the range of the scores allows")
def lower():
    summed = below().sum(j).sides(1 / p[i], most, using=("definition", "collapse"))
    return combine(1 / most <= p[i], (p[i] / most, summed))


@theorem("softmax-lower-bound-range/upper", "Softmax is at most what the range of the scores allows")
def upper():
    summed = above().sum(j).sides(least, 1 / p[i], using=("definition", "collapse"))
    return combine(p[i] <= 1 / least, (p[i] / least, summed))


@theorem(
    "softmax-lower-bound-range/lower-equality-if",
    "The lower bound is reached by one low score among equal high ones",
    witness={"n": 2, "z": (0, 1), "i": 1},
)
def lower_equality_if():
    return equality_if(1, most)


@theorem(
    "softmax-lower-bound-range/lower-equality-only-if",
    "The lower bound is reached by one low score among equal high ones only",
    witness={"n": 2, "z": (0, 0), "i": 1},
)
def lower_equality_only_if():
    reached = Eq(p[i], 1 / most)
    sums = combine(Eq(total, Sum(bound(R), j)), (-most / p[i], suppose(reached)))
    termwise = termwise_equal(below(), sums, j)
    apart = combine(Eq(ratio, exp(R)), (1, termwise), given=[Ne(i, j)]).log()
    return whether_equal(Eq(z[j] - z[i], (1 - delta(i, j)) * R), i, j, apart, given=[reached])


@theorem(
    "softmax-lower-bound-range/upper-equality-if",
    "The upper bound is reached by one high score among equal low ones",
    witness={"n": 2, "z": (1, 0), "i": 1},
)
def upper_equality_if():
    return equality_if(-1, least)


@theorem(
    "softmax-lower-bound-range/upper-equality-only-if",
    "The upper bound is reached by one high score among equal low ones only",
    witness={"n": 2, "z": (0, 0), "i": 1},
)
def upper_equality_only_if():
    reached = Eq(p[i], 1 / least)
    sums = combine(Eq(Sum(bound(-R), j), total), (least / p[i], suppose(reached)))
    termwise = termwise_equal(above(), sums, j)
    apart = combine(Eq(exp(-R), ratio), (1, termwise), given=[Ne(i, j)]).log()
    return whether_equal(Eq(z[i] - z[j], (1 - delta(i, j)) * R), i, j, apart, given=[reached])
