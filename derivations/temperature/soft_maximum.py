"""The soft maximum T LSE(z/T): between the maximum and T log n above it, and what is left at the two ends.

max z <= T LSE(z/T) <= max z + T log n
"""

from sympy import Eq, Limit, Sum, exp, log, oo

from ..log_sum_exp.maximum import lower as lse_lower
from ..log_sum_exp.maximum import upper as lse_upper
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, entry, largest
from ..prover.proof.by_cases import both_bounds
from ..prover.proof.chain import below_maximum, combine, derive, recall, suppose, suppose_all
from ..prover.proof.recorded import found
from .vocabulary import COOLING, T, average, b, c, i, j, k, n, z


@theorem("temperature-lse-sandwich/lower", "At every temperature the soft maximum is at least the maximum", source="nesterov2005")
def lower():
    return (
        combine(z[k] / T <= LSE(z / T), (1, below_maximum(z / T, k)), (1, recall(lse_lower).at({z: z / T})))
        .times(T)
        .sides(left=z[k], using=())
        .maximum(k)
        .restate(largest(z) <= T * LSE(z / T))
    )


@theorem(
    "temperature-lse-sandwich/upper",
    "At temperature T the soft maximum exceeds the maximum by at most T log n",
    source="nesterov2005",
)
def upper():
    scaled = (
        below_maximum(z, k)
        .times(1 / T)
        .sides(left=entry(z / T, k), using=())
        .maximum(k)
        .restate(largest(z / T) <= 1 / T * largest(z))
    )
    return combine(T * LSE(z / T) <= largest(z) + T * log(n), (T, recall(lse_upper).at({z: z / T})), (T, scaled))


@theorem(
    "temperature-lse-sandwich/upper-equality-only-if",
    "The soft maximum is T log n above the maximum only when all scores are equal",
    source="nesterov2005",
    witness={"n": 1, "z": (0,), "i": 1, "j": 1, "T": 1},
)
def upper_equality_only_if():
    """If LSE(z/T) = max z/T + log n, then Σ_k (exp(max z/T) − exp(z_k/T)) = 0, and no term is negative."""
    top = largest(z) / T
    total = suppose(Eq(T * LSE(z / T), largest(z) + T * log(n))).times(1 / T).sides(LSE(z / T), top + log(n)).exp()
    room = total.rearrange(Eq(Sum(exp(top) - exp(z[k] / T), k), 0))
    below = below_maximum(z, k).times(1 / T).sides(z[k] / T, top).exp()
    above = combine(exp(top) - exp(z[k] / T) >= 0, (1, below))
    at_top = (
        room.terms_vanish(k, above)
        .rearrange(Eq(exp(z[k] / T), exp(top)))
        .log()
        .sides(z[k] / T, top)
        .times(T)
        .sides(z[k], largest(z))
    )
    return combine(Eq(z[i], z[j]), (1, at_top.at({k: i})), (-1, at_top.at({k: j})))


@theorem(
    "temperature-lse-sandwich/upper-equality-if",
    "The soft maximum is T log n above the maximum when all scores are equal",
    source="nesterov2005",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def upper_equality_if():
    """All scores are c, so that LSE(z/T) = log(n exp(c/T))."""
    alike = suppose_all(Eq(z[k], c), k)
    at_most = combine(z[k] <= c, (1, alike)).maximum(k).restate(largest(z) <= c)
    at_least = combine(c <= largest(z), (-1, alike), (1, below_maximum(z, k)))
    bound = derive(largest(z) + T * log(n)).by(both_bounds(at_most, at_least))
    soft = derive(T * LSE(z / T)).definition(T * log(Sum(exp(z[k] / T), k))).by(alike).algebra(c + T * log(n))
    return soft.back(bound)


@theorem(
    "temperature-lse-sandwich/lower-strict",
    "With two classes or more the soft maximum exceeds the maximum",
    source="nesterov2005",
    witness={"n": 2},
)
def lower_strict():
    return found(largest(z) < T * LSE(z / T), given=[n >= 2])


# --- the two ends ---------------------------------------------------------------------------------------------------


@theorem("temperature-lse-limits/zero", "The soft maximum tends to the maximum as T → 0+", source="asadi2017")
def zero():
    """T log n tends to 0, and squeezes."""
    top, tends = COOLING.through(largest(z), b, COOLING.of_variable()), COOLING.of_variable()
    band = COOLING.through(largest(z) + b * log(n), b, tends).sides(right=largest(z), using=())
    return COOLING.squeeze(top, band, recall(lower), recall(upper))


@theorem("temperature-lse-limits/infinity", "Less T log n, the soft maximum tends to the mean as T → ∞", source="asadi2017")
def infinity():
    return found(Eq(Limit(T * LSE(z / T) - T * log(n), T, oo), average))


@theorem(
    "temperature-lse-limits/infinity-second",
    "At high temperature the next term of the soft maximum has the variance of the scores",
    source="asadi2017",
)
def infinity_second():
    spread = Sum((z[i] - average) ** 2, i)
    return found(Eq(Limit(T * (T * LSE(z / T) - T * log(n) - average), T, oo), spread / (2 * n)))


@theorem(
    "temperature-lse-limits/infinity-third",
    "At high temperature the third term of the soft maximum has the third central moment",
    source="asadi2017",
)
def infinity_third():
    first = Sum((z[i] - average) ** 2, i) / (2 * n * T)
    third = Sum((z[i] - average) ** 3, i)
    return found(Eq(Limit(T**2 * (T * LSE(z / T) - T * log(n) - average - first), T, oo), third / (6 * n)))
