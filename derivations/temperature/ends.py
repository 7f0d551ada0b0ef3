"""The two ends: softmax(z/T) as T → 0+, uniform on the maximisers however many tie, and as T → ∞, uniform on all.

lim_{T→0+} softmax(z/T)_i = [z_i = max z] / Σ_k [z_k = max z]        lim_{T→∞} softmax(z/T)_i = 1/n
"""

from sympy import Eq, Limit, Sum, exp, oo

from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Minimum, delta, entry, indicator, largest, softmax
from ..prover.proof.brackets import split
from ..prover.proof.chain import (
    below_maximum, bracket, cases, combine, derive, for_all, maximum_attained, recall, suppose, suppose_all,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, impossible
from ..prover.proof.existence import takes_value
from ..prover.proof.extrema import over_minimum
from ..prover.proof.recorded import found
from .vocabulary import (
    BELOW, COLD, COOLING, HEATING, NEGATIVE, T, average, b, beta, gamma, i, j, k, m, maximal, mean, n, t, u, v, x, z,
)  # fmt: skip


@theorem("exponential-decay/limit", "A Boltzmann factor with a gap vanishes as T → 0+")
def decay():
    rate = combine(
        exp(-gamma / T) <= T / gamma,
        (T / gamma * exp(-gamma / T), recall(exp_tangent).at({x: gamma / T})),
        gap=T / gamma * exp(-gamma / T),
    )
    positive = derive(exp(-gamma / T)).above(0)
    tends = COOLING.of_variable()
    return COOLING.squeeze(COOLING.through(0, b, tends), COOLING.through(b / gamma, b, tends).sides(right=0), positive, rate)


@theorem(
    "temperature-limit-zero-ties/limit",
    "At T → 0+ softmax is uniform on the maximisers, ties included",
    source="gao2017",
    star=True,
)
def zero_ties():
    top = largest(z)
    factor = exp((z[k] - top) / T)
    tie = suppose(Eq(z[k], top))
    constant = COOLING.through(1, b, COOLING.of_variable())
    tied = COOLING.rewrite(constant, factor, same=derive(factor).by(tie).algebra(1)).back(bracket(tie))
    gap = suppose(z[k] < top)
    vanishing = recall(decay).at({gamma: top - z[k]}, given=[z[k] < top])
    apart = COOLING.rewrite(vanishing, factor).back(bracket(gap))
    termwise = cases(below_maximum(z, k), tied, apart)
    ratio = COOLING.through(v[i] / Sum(v[k], k), v, for_all(termwise, k), lemmas=[maximum_attained(z)])
    return COOLING.rewrite(ratio, softmax(z / T)[i])


UNIQUE = ForAll(Eq(maximal(j), delta(j, k)), j)  # the maximisers are {k}


@theorem(
    "temperature-limit-zero-ties/one-hot-iff-unique-if",
    "One-hot at T → 0+ if the maximum is unique",
    source="gao2017",
    witness={"n": 2, "z": (1, 0), "k": 1},
)
def one_hot_if():
    unique = suppose_all(Eq(maximal(j), delta(j, k)), j)
    return recall(zero_ties).by(derive(maximal(i) / m, given=[UNIQUE]).by(unique).collapse(delta(i, k)))


@theorem(
    "temperature-limit-zero-ties/one-hot-iff-unique-only-if",
    "One-hot at T → 0+ only if the maximum is unique",
    source="gao2017",
    witness={"n": 2, "z": (1, 0), "k": 1},
    implies=lambda: for_all(one_hot_if, i),
)
def one_hot_only_if():
    """m times the limit: [z_i = max z] = m δ_ik. So k is a maximiser, else there were none, and then m = 1."""
    one_hot = suppose_all(Eq(Limit(softmax(z / T)[i], T, 0, "+"), delta(i, k)), i)
    share = derive(maximal(i) / m, given=[m > 0]).back(zero_ties).by(one_hot)
    count = combine(Eq(maximal(i), m * delta(i, k)), (m, share), given=[m > 0]).knowing(maximum_attained(z))
    of_k = count.at({i: k}).sides(right=m, using=("collapse",))
    tie, gap = suppose(Eq(z[k], largest(z))), suppose(z[k] < largest(z))
    alone = combine(Eq(m, 1), (-1, of_k), (1, bracket(tie)))
    nobody = combine(Eq(m, 0), (-1, of_k), (1, bracket(gap)))
    unique = Eq(maximal(i), delta(i, k))
    return cases(
        below_maximum(z, k),
        combine(unique, (1, count), (delta(i, k), alone)),
        impossible(maximum_attained(z), nobody, unique),
    )


@theorem("temperature-limit-infinity/limit", "At T → ∞ softmax is uniform", source="hinton2015")
def infinity():
    continuous = HEATING.through(entry(softmax(b * z), i), b, HEATING.of_variable())
    return HEATING.rewrite(continuous, softmax(z / T)[i]).sides(right=1 / n)


@theorem("temperature-limit-infinity/first-order", "At high temperature the shares differ from 1/n by (z_i − z̄)/(nT)")
def infinity_first_order():
    return found(Eq(Limit(T * (softmax(z / T)[i] - 1 / n), T, oo), (z[i] - average) / n))


@theorem(
    "temperature-limit-infinity/second-order",
    "At high temperature the second order of the shares compares squares with the variance",
)
def infinity_second_order():
    first = (z[i] - average) / (n * T)
    spread = Sum((z[k] - average) ** 2, k) / n
    return found(Eq(Limit(T**2 * (softmax(z / T)[i] - 1 / n - first), T, oo), ((z[i] - average) ** 2 - spread) / (2 * n)))


# --- the mean of the scores at the ends, and the other end: negative temperatures -----------------------------------


def cold_mean():
    """⟨z⟩ → max z as T → 0+: the maximisers share the weight, and each of them has the score max z."""
    term = split(below_maximum(z, k), Eq(maximal(k) * z[k], maximal(k) * largest(z)))
    shared = derive(Sum(maximal(k) / m * z[k], k), given=[m > 0]).algebra(Sum(maximal(k) * z[k], k) / m)
    shared = shared.by(term.sum(k)).algebra(largest(z)).knowing(maximum_attained(z))
    tends = COOLING.through(Sum(v[k] * z[k], k), v, for_all(recall(zero_ties), i), lemmas=[maximum_attained(z)])
    return COOLING.rewrite(tends.by(shared), mean(1 / T))


def smallest():
    """−max(−z) = min z."""
    low = Minimum(z[k], k)
    at_most = combine(-z[k] <= -low, (1, over_minimum(z[k], k))).sides(left=entry(-z, k), using=()).maximum(k)
    at_least = combine(-largest(-z) <= z[k], (1, below_maximum(-z, k))).minimum(k)
    return both_bounds(at_least, combine(low <= -largest(-z), (1, at_most.restate(largest(-z) <= -low))))


@theorem("temperature-mean-monotone/limit-plus", "The mean tends to the maximum as β → ∞")
def limit_plus():
    return COLD.moved(mean(beta), cold_mean())


@theorem("temperature-mean-monotone/limit-minus", "The mean tends to the minimum as β → −∞")
def limit_minus():
    return NEGATIVE.moved(mean(beta), COOLING.through(-b, b, cold_mean().at({z: -z}))).by(smallest())


def minimal(index):
    """[z_k = min z]"""
    return indicator(Eq(z[index], Minimum(z[j], j)))


@theorem("temperature-limit-zero-minus/limit", "At T → 0− softmax is uniform on the minimisers")
def zero_minus():
    low, mirrored = Minimum(z[j], j), entry(-z, k)
    tie, gap = suppose(Eq(mirrored, largest(-z))), suppose(mirrored < largest(-z))
    attains = bracket(tie).back(bracket(combine(Eq(z[k], low), (-1, tie), (1, smallest()))))
    misses = bracket(gap).back(bracket(combine(low < z[k], (1, gap), (-1, smallest())))).algebra(minimal(k))
    same = cases(below_maximum(-z, k), attains, misses)
    count, at_top = Sum(minimal(k), k), indicator(Eq(mirrored, largest(-z)))
    attained = combine(count > 0, (1, maximum_attained(-z)), (1, same.sum(k)))
    share = derive(indicator(Eq(entry(-z, i), largest(-z))) / Sum(at_top, k), given=[count > 0]).by(same).knowing(attained)
    return BELOW.moved(softmax(z / t)[i], recall(zero_ties).at({z: -z})).by(share)


# --- and every value in between -------------------------------------------------------------------------------------


@theorem(
    "temperature-mean-monotone/onto",
    "Each value between the smallest score and the largest is the mean at some β",
    witness={"n": 2, "z": (0, 2), "u": 1},
)
def onto():
    """The mean varies continuously with β, from the smallest score to the largest."""
    return takes_value(limit_minus, limit_plus, suppose(Minimum(z[k], k) < u), suppose(u < largest(z)))


@theorem(
    "temperature-single-crossing/peak-exists",
    "A score in between is the mean at some β",
    witness={"n": 3, "z": (0, 1, 2), "i": 2},
)
def peak_exists():
    inside = suppose(Minimum(z[k], k) < z[i]), suppose(z[i] < largest(z))
    return recall(onto).at({u: z[i]}).knowing(*inside)
