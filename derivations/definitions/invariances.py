"""What softmax sees of the scores: their differences, their order and their scale, but not their level."""

from sympy import Eq, Ne, Sum, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, dimension, entry, indices, naturals, ones, positives, softmax, vectors
from ..prover.proof.chain import combine, derive, suppose
from ..prover.proof.by_cases import specialise
from .symbols import Z, c, i, j, k, n, p, z, z_prime

factor = positives("c")


# --- the level ------------------------------------------------------------------------------------------------------


@theorem("softmax-translation-invariance/invariance", "Softmax does not see the level of the scores", source="boyd2004")
def invariance():
    return (
        derive(entry(softmax(z + c * ones(n)), i))
        .definition(exp(z[i] + c) / Sum(exp(z[j] + c), j))
        .algebra(exp(c) * exp(z[i]) / (exp(c) * Z))
        .algebra(exp(z[i]) / Z)
        .definition(p[i])
        .entrywise(i)
    )


@theorem(
    "softmax-translation-invariance/fibres",
    "Scores with one softmax differ by a level",
    source="gao2017",
    witness={"n": 2, "z": (0, 0), "z_prime": (1, 1)},
)
def fibres():
    return (
        specialise(suppose(ForAll(Eq(p[k], softmax(z_prime)[k]), k)), i)
        .log()
        .sides(z[i] - LSE(z), z_prime[i] - LSE(z_prime))
        .rearrange(Eq(z[i] - z_prime[i], LSE(z) - LSE(z_prime)))
        .sides(entry(z - z_prime, i), entry((LSE(z) - LSE(z_prime)) * ones(n), i))
        .entrywise(i)
    )


# --- ratios ---------------------------------------------------------------------------------------------------------


@theorem("softmax-log-odds/log-odds", "Log-odds are differences of scores")
def log_odds():
    return derive(log(p[i] / p[j])).definition(log((exp(z[i]) / Z) / (exp(z[j]) / Z))).algebra(z[i] - z[j])


@theorem(
    "softmax-log-odds/independence",
    "The odds of two classes do not depend on the others",
    witness={"a": 2, "r": 0, "s": 0, "i": 1, "j": 2, "z": (0, 1), "z_prime": (0, 1)},
)
def independence():
    """Scores of a + r and of a + s classes, the two classes being among the first a, which both have."""
    a, (r, s) = dimension("a"), naturals("r s")
    few, many = vectors("z", a + r), vectors("z_prime", a + s)
    first, second = indices("i j", a)
    one, other = Eq(many[first], few[first]), Eq(many[second], few[second])
    return (
        derive(softmax(many)[first] / softmax(many)[second], given=[one, other])
        .definition(exp(many[first]) / exp(many[second]))
        .by(suppose(one))
        .by(suppose(other))
        .definition(softmax(few)[first] / softmax(few)[second])
    )


# --- the scale ------------------------------------------------------------------------------------------------------


@theorem("softmax-not-scale-invariant/odds-power", "A scale raises the odds to a power")
def odds_power():
    return (
        derive(softmax(c * z)[i] / softmax(c * z)[j])
        .definition(exp(c * z[i]) / exp(c * z[j]))
        .algebra((exp(z[i]) / exp(z[j])) ** c)
        .definition((p[i] / p[j]) ** c)
    )


@theorem(
    "softmax-not-scale-invariant/only-if",
    "A scale other than one shows, unless all scores are equal",
    witness={"n": 2, "z": (1, 1), "c": 2},
)
def scale_only_if():
    same = suppose(ForAll(Eq(softmax(factor * z)[k], p[k]), k))

    def logarithms(index):
        return specialise(same, index).log().sides(factor * z[index] - LSE(factor * z), z[index] - LSE(z))

    return (
        combine(Eq((factor - 1) * (z[i] - z[1]), 0), (1, logarithms(i)), (-1, logarithms(1)), given=[Ne(factor, 1)])
        .cancel(factor - 1, z[i] - z[1])
        .rearrange(Eq(z[i], z[1]))
        .sides(right=entry(z[1] * ones(n), i), using=())
        .entrywise(i)
    )


@theorem(
    "softmax-not-scale-invariant/if",
    "The scale does not show where it is one or all scores are equal",
    witness={"n": 2, "z": (1, 1), "c": 2},
)
def scale_if():
    """That c = 1 or z_k = z_1 for all k is written as (c − 1) (z_k − z_1) = 0."""
    either = suppose(ForAll(Eq((factor - 1) * (z[k] - z[1]), 0), k))
    level = specialise(either, j).rearrange(Eq(factor * z[j], z[j] + (factor - 1) * z[1]))
    return (
        derive(entry(softmax(factor * z), i))
        .definition(exp(factor * z[i]) / Sum(exp(factor * z[j]), j))
        .by(level, because="the scale only moves the level")
        .definition(p[i])
        .entrywise(i)
    )


# --- the order ------------------------------------------------------------------------------------------------------


@theorem(
    "softmax-permutation-equivariance/order",
    "A larger score has a larger probability",
    source="gao2017",
    witness={"n": 2, "z": (1, 0), "i": 1, "j": 2},
)
def order():
    return suppose(z[j] < z[i]).exp().times(1 / Z).sides(p[j], p[i])


@theorem(
    "softmax-permutation-equivariance/order-converse",
    "A larger probability has a larger score",
    source="gao2017",
    witness={"n": 2, "z": (1, 0), "i": 1, "j": 2},
)
def order_converse():
    return suppose(p[j] < p[i]).log().sides(z[j] - LSE(z), z[i] - LSE(z)).rearrange(z[j] < z[i])


@theorem(
    "softmax-permutation-equivariance/ties-if",
    "Equal scores have equal probabilities",
    source="gao2017",
    witness={"n": 2, "z": (1, 1), "i": 1, "j": 2},
)
def ties_if():
    return derive(p[i], given=[Eq(z[i], z[j])]).definition(exp(z[i]) / Z).by(suppose(Eq(z[i], z[j]))).definition(p[j])


@theorem(
    "softmax-permutation-equivariance/ties-only-if",
    "Equal probabilities have equal scores",
    source="gao2017",
    witness={"n": 2, "z": (1, 1), "i": 1, "j": 2},
)
def ties_only_if():
    return suppose(Eq(p[i], p[j])).log().sides(z[i] - LSE(z), z[j] - LSE(z)).rearrange(Eq(z[i], z[j]))
