"""How fast softmax freezes: at the rate of the gap between the maximum and the next score.

The gap G > 0 is told by two hypotheses: no score lies strictly between max z − G and max z, and some score is max z − G. With
S = Σ_k exp((z_k − max z)/T), a sum of m ones and of n − m terms that are at most exp(−G/T):

    1 − Σ_{maximisers} p_k = (S − m)/S <= (n − m)/m exp(−G/T)
"""

from sympy import Abs, Eq, Sum, evaluate, exp, log

from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, indicator, largest, positives, softmax
from ..prover.proof.brackets import split
from ..prover.proof.by_cases import together
from ..prover.proof.chain import (
    below_maximum, bracket, cases, combine, derive, for_all, maximum_attained, product, recall, suppose, suppose_all,
)  # fmt: skip
from .ends import decay
from .entropy import at_most_share
from .vocabulary import COOLING, T, b, gamma, i, k, m, maximal, n, s, v, x, z

G = positives("G")

with evaluate(False):
    top = largest(z)
    weight = exp((z[k] - top) / T)
    S = Sum(weight, k)
    E = exp(-G / T)
    second = indicator(Eq(z[k], top - G))
    g = Sum(second, k)
    others = 1 - Sum(maximal(k) * softmax(z / T)[k], k)
    NOTHING_BETWEEN = ForAll(z[k] <= top - G + G * maximal(k), k)
    ATTAINED = Eq(z[s], top - G)

tie, gap = suppose(Eq(z[k], top)), suppose(z[k] < top)


def at_top():
    """exp((z_k − max z)/T) = 1 where z_k = max z."""
    return derive(weight).by(tie).algebra(1)


def next_below():
    """z_k <= max z − G where z_k < max z."""
    between = suppose_all(z[k] <= top - G + G * maximal(k), k)
    return combine(z[k] <= top - G, (1, between), (G, bracket(gap)))


def below_gap():
    """S <= m + (n − m) exp(−G/T)."""
    frozen = next_below().rearrange(z[k] - top <= -G).times(1 / T).exp().sides(weight, E, using=())
    bound = weight <= maximal(k) + (1 - maximal(k)) * E
    termwise = cases(
        below_maximum(z, k),
        combine(bound, (1, at_top()), (E - 1, bracket(tie))),
        combine(bound, (1, frozen), (E - 1, bracket(gap))),
    )
    return termwise.sum(k).sides(right=m + (n - m) * E, using=())


def at_least_ties():
    """m <= S, as each maximiser contributes 1."""
    return split(below_maximum(z, k), maximal(k) <= weight).sum(k).sides(left=m, using=())


def ones():
    """Σ_{maximisers} exp((z_k − max z)/T) = m."""
    return split(below_maximum(z, k), Eq(maximal(k) * weight, maximal(k))).sum(k)


def missing():
    """1 − Σ_{maximisers} p_k = (S − m)/S."""
    share = derive(Sum(maximal(k) * softmax(z / T)[k], k)).definition(Sum(maximal(k) * weight, k) / S).by(ones())
    return derive(others).by(share).algebra((S - m) / S)


def at_most_all():
    """m <= n."""
    return split(below_maximum(z, k), maximal(k) <= 1).sum(k).sides(m, n, using=())


@theorem(
    "temperature-gap-rate/upper",
    "The other scores get at most (n − m)/m exp(−G/T)",
    witness={"n": 2, "z": (1, 0), "G": 1},
)
def upper():
    excess = product(at_most_all(), at_least_ties())
    bound = combine((S - m) / S <= (n - m) / m * E, (1 / S, below_gap()), (E / (m * S), excess), given=[m > 0])
    return combine(others <= (n - m) / m * E, (1, missing()), (1, bound)).knowing(maximum_attained(z))


def at_least_second():
    """m + g exp(−G/T) <= S: each score that is max z − G contributes exp(−G/T)."""
    bound = maximal(k) + second * E <= weight
    below_top = combine(top - G < z[k], (-1, tie), gap=G)
    met, missed = suppose(Eq(z[k], top - G)), suppose(z[k] < top - G)
    frozen = derive(weight).by(met).algebra(E)
    below = cases(
        next_below(),
        combine(bound, (-1, frozen), (1, bracket(gap)), (E, bracket(met))),
        combine(bound, (1, bracket(gap)), (E, bracket(missed)), gap=weight),
    )
    above = combine(bound, (-1, at_top()), (1, bracket(tie)), (E, bracket(below_top).sides(left=second, using=())))
    return cases(below_maximum(z, k), above, below).sum(k).sides(left=m + g * E, using=())


@theorem(
    "temperature-gap-rate/lower",
    "The other scores get at least g/m exp(−G/T), up to the second order",
    witness={"n": 2, "z": (1, 0), "G": 1},
)
def lower():
    """With y = g exp(−G/T): (S − m)/S >= y/(m + y) >= y/m (1 − y/m), and g <= n."""
    y = g * E
    few = derive(second).at_most(1, gap=1 - second).sum(k).sides(g, n, using=())
    first = combine(y / (m + y) <= (S - m) / S, (m / (S * (m + y)), at_least_second()), given=[m > 0])
    geometric = derive(y / m * (1 - y / m), given=[m > 0]).at_most(y / (m + y), gap=y**3 / (m**2 * (m + y)))
    wide = combine(y / m * (1 - n / m * E) <= y / m * (1 - y / m), (y * E / m**2, few), given=[m > 0])
    goal = g / m * E * (1 - n / m * E) <= others
    return combine(goal, (1, wide), (1, geometric), (1, first), (-1, missing())).knowing(maximum_attained(z))


@theorem(
    "temperature-gap-rate/rate",
    "As T → 0+ what the other scores get goes like g/m exp(−G/T)",
    witness={"n": 2, "z": (1, 0), "G": 1},
)
def rate():
    """exp(G/T) (1 − [z_k = max z]) exp((z_k − max z)/T) tends to 0 at the top, to 1 at max z − G, and to 0 below."""
    raised = exp(G / T) * (1 - maximal(k)) * weight
    tends = COOLING.of_variable()
    met, missed = suppose(Eq(z[k], top - G)), suppose(z[k] < top - G)
    below_top = combine(top - G < z[k], (-1, tie), gap=G)

    def near(value, same, indicated):
        return COOLING.rewrite(value, raised, same=same).back(indicated)

    zero, one = (COOLING.through(number, b, tends) for number in (0, 1))
    vanishing = recall(decay).at({gamma: top - G - z[k]}, given=[z[k] < top - G])
    at_maximum = near(zero, derive(raised).by(bracket(tie)).algebra(0), bracket(below_top).sides(left=second, using=()))
    at_second = near(one, derive(raised).by(bracket(gap)).by(met).algebra(1), bracket(met))
    lower = near(vanishing, derive(raised).by(bracket(gap)).algebra(exp(-(top - G - z[k]) / T)), bracket(missed))
    termwise = cases(below_maximum(z, k), at_maximum, cases(next_below(), at_second, lower))
    tail = Sum(raised, k)
    total = combine(Eq(S, m + E * tail), (1, ones()))
    cold = recall(decay).at({gamma: G})
    shares = COOLING.through(
        Sum(v[k], k) / (m + b * Sum(v[k], k)), (v, b), (for_all(termwise, k), cold), lemmas=[maximum_attained(z)]
    )
    body = derive(exp(G / T) * others, given=[m > 0]).by(missing()).by(total).algebra(tail / (m + E * tail))
    body = body.knowing(maximum_attained(z))
    return COOLING.rewrite(shares, exp(G / T) * others, same=body).assuming(m > 0).sides(right=g / m).knowing(maximum_attained(z))


@theorem("temperature-gap-rate/total-variation", "What the other scores get is the distance in total variation from the limit")
def total_variation():
    """|p_i − [z_i = max z]/m| is 1/m − p_i at the top, as m p_i <= 1, and p_i elsewhere."""
    c, q = positives("c q")  # for m and p_k
    p, size, distance = softmax(z / T), Abs(q - maximal(k) / c), q + maximal(k) / c - 2 * maximal(k) * q

    def case(known, value):
        given = [q - 1 / c <= 0]
        return derive(size, given).by(known).algebra(value).back(derive(distance, given).by(known).algebra(value))

    termwise = cases(below_maximum(z, k), case(bracket(tie), 1 / c - q), case(bracket(gap), q))
    below = combine(p[k] - 1 / m <= 0, (1 / m, at_most_share().at({i: k})), given=[m > 0])
    termwise = termwise.at({c: m, q: p[k]}, given=[m > 0]).knowing(below)
    half = derive(Sum(Abs(p[k] - maximal(k) / m), k) / 2, given=[m > 0]).by(termwise.sum(k)).definition(others)
    return half.knowing(maximum_attained(z))


# --- the soft maximum near T = 0 ------------------------------------------------------------------------------------


def shifted():
    """T LSE(z/T) − max z − T log m = T (log S − log m)"""
    remainder = T * LSE(z / T) - top - T * log(m)
    return derive(remainder, given=[m > 0]).definition(T * (log(S) - log(m)))


@theorem("temperature-lse-limits/zero-remainder", "What is left of the soft maximum is exponentially small", source="asadi2017",
         witness={"n": 2, "z": (1, 0), "G": 1})  # fmt: skip
def zero_remainder():
    """0 <= log(S/m) <= S/m − 1 <= (n − m)/m exp(−G/T)."""
    remainder = T * LSE(z / T) - top - T * log(m)
    low = at_least_ties().assuming(m > 0).log()
    tangent = recall(exp_tangent).at({x: log(S) - log(m)}, given=[m > 0]).sides(right=S / m, using=())
    lower = combine(remainder >= 0, (T, low), (-1, shifted()))
    upper = combine(remainder <= T * (n - m) / m * E, (1, shifted()), (T, tangent), (T / m, below_gap()), given=[m > 0])
    return together(lower.knowing(maximum_attained(z)), upper.knowing(maximum_attained(z)))
