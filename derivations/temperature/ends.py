"""The temperature of softmax: softmax(z/T), from the uniform law (T → ∞) to the maximisers (T → 0+).

At T → 0+ the limit is uniform on the set of maximisers, however many tie: [z_i = max z] / Σ_k [z_k = max z].
"""

from sympy import Derivative, Eq, Sum, exp, log, oo

from ..log_sum_exp import lower as lse_lower
from ..log_sum_exp import upper as lse_upper
from ..prover.proof.chain import (
    Approach, below_maximum, bracket, cases, combine, derive, for_all, maximum_attained, recall, suppose, tangent_line,
)  # fmt: skip
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, dimension, entry, indices, largest, positives, reals, softmax, vectors,
)  # fmt: skip

n = dimension("n")
z, v = vectors("z v", n)
i, j, k = indices("i j k", n)
T, gamma = positives("T gamma")
x, b = reals("x b")

COOLING = Approach(T, 0, "+")
HEATING = Approach(T, oo, "-")


@theorem("exp-tangent/tangent", "The exponential lies above its tangent at 0")
def exp_tangent():
    convex = derive(Derivative(exp(x), (x, 2))).differentiate(exp(x)).at_least(0)
    return tangent_line(convex, x, 0, x).sides(1 + x, using=("derivative",))


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


@theorem("temperature-limit-infinity/limit", "At T → ∞ softmax is uniform", source="hinton2015")
def infinity():
    continuous = HEATING.through(entry(softmax(b * z), i), b, HEATING.of_variable())
    return HEATING.rewrite(continuous, softmax(z / T)[i]).sides(right=1 / n)


@theorem("temperature-lse-sandwich/lower", "At every temperature the soft maximum is at least the maximum", source="nesterov2005")
def lower():
    return (
        combine(z[k] / T <= LSE(z / T), (1, below_maximum(z / T, k)), (1, recall(lse_lower).at({z: z / T})))
        .times(T)
        .sides(left=z[k], using=())
        .maximum(k)
        .restate(largest(z) <= T * LSE(z / T))
    )


@theorem("temperature-lse-sandwich/upper", "At temperature T it exceeds the maximum by at most T log n", source="nesterov2005")
def upper():
    scaled = (
        below_maximum(z, k)
        .times(1 / T)
        .sides(left=entry(z / T, k), using=())
        .maximum(k)
        .restate(largest(z / T) <= 1 / T * largest(z))
    )
    return combine(T * LSE(z / T) <= largest(z) + T * log(n), (T, recall(lse_upper).at({z: z / T})), (T, scaled))
