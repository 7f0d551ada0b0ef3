"""Many dimensions: distances d_j = R (1 + ζ_j/√D) that differ by little, and what the exponent κ makes of them.

With κ = √D the probabilities tend to softmax(−ζ). If κ/√D tends to 0 they tend to 1/n, and if it tends to ∞, to what is shared
equally by the nearest classes. The last two are told by ε: how small or large κ/√D and how large D must be is in the statement.
"""

from sympy import Abs, Eq, Limit, Sum, evaluate, exp, log, oo, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Maximum, Minimum, indicator, positives, reals, softmax, vector, vectors
from ..log_sum_exp.tangent import exp_tangent
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, next_integer, specialise
from ..prover.proof.chain import Approach, cases, combine, derive, for_all, recall, suppose
from ..prover.proof.extrema import minimum_reached, over_minimum, under_maximum
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size
from ..temperature.vocabulary import x as any_x
from .nearly_equal import a, epsilon, g, log_difference, q, r, share_apart, share_marked, u
from .vocabulary import d, i, j, k, kappa, n

zeta, v = vectors("zeta v", n)
D, R = positives("D R")
b = reals("b")
GROWING = Approach(D, oo, "-")


def distance(j):
    return R * (1 + zeta[j] / sqrt(D))


with evaluate(False):
    each = 1 + zeta[j] / sqrt(D)  # d_j/R
    p = distance(k) ** (-kappa) / Sum(distance(j) ** (-kappa), j)
    p_root = distance(k) ** (-sqrt(D)) / Sum(distance(j) ** (-sqrt(D)), j)
    smallest = Minimum(each, j)
    POSITIVE = ForAll(each > 0, j)  # as they are once D is large


def all_positive():
    """Every 1 + ζ_j/√D is positive where the least of them is."""
    return for_all(combine(each > 0, (1, over_minimum(each, j)), (1, suppose(smallest > 0))), j)


@theorem("harmonic-root-dimension-limit/critical", "With κ = √D the probabilities tend to a softmax of the differences")
def critical():
    weight = (1 + b / sqrt(D)) ** (-sqrt(D))
    one = found(Eq(Limit(weight, D, oo), exp(-b))).at({b: zeta[j]})
    tends = GROWING.through(v[k] / Sum(v[j], j), v, for_all(one, j)).sides(right=softmax(-zeta)[k])
    near = GROWING.through(Minimum(1 + zeta[j] * b, j), b, found(Eq(Limit(1 / sqrt(D), D, oo), 0)))
    near = GROWING.rewrite(near, smallest)
    power = lambda j: (1 + zeta[j] / sqrt(D)) ** (-sqrt(D))  # noqa: E731
    same = derive(p_root, given=[POSITIVE]).algebra(power(k) / Sum(power(j), j))
    return GROWING.rewrite(tends, p_root, same=given_lemma(same, all_positive()), near=[near])


# --- other exponents ------------------------------------------------------------------------------------------------

with evaluate(False):
    M = Maximum(Abs(zeta[j]), j)
    LARGE = 2 * M < sqrt(D)


def bounded(j):
    """−M <= ζ_j <= M"""
    largest = under_maximum(Abs(zeta[j]), j)
    up, down = (combine(side <= M, (1, at_most_its_size(side)), (1, largest)) for side in (zeta[j], -zeta[j]))
    return up, down


def least_size():
    """0 <= M"""
    return combine(M >= 0, (1, under_maximum(Abs(zeta[j]), j)), gap=Abs(zeta[j]))


def inside(j):
    """0 < 1 + ζ_j/√D, as |ζ_j| <= M < √D/2."""
    _, down = bounded(j)
    return combine(1 + zeta[j] / sqrt(D) > 0, (1 / sqrt(D), down), (1 / sqrt(D), suppose(LARGE)), (1 / sqrt(D), least_size()))


def close(i, j):
    """|log d_i − log d_j| <= 4 M/√D, as d_i <= d_j + 2 M R/√D and R/2 <= d_j."""
    gap, known = 2 * M * R / sqrt(D), [distance(i) > 0, distance(j) > 0, LARGE]
    bound = log_difference().at({a: distance(i), g: distance(j), q: gap, r: R / 2}, given=[*known, M >= 0])
    near = [
        combine(distance(s) <= distance(t) + gap, (R / sqrt(D), bounded(s)[0]), (R / sqrt(D), bounded(t)[1]))
        for s, t in ((i, j), (j, i))
    ]
    far = [combine(R / 2 <= distance(s), (R / sqrt(D), bounded(s)[1]), (R / (2 * sqrt(D)), suppose(LARGE))) for s in (i, j)]
    return given_lemma(bound, *near, *far)


def positive(j):
    """0 < d_j, as |ζ_j| <= M < √D/2."""
    return combine(distance(j) > 0, (R, inside(j)))


def everywhere(lemma, more, *known):
    """What was shown of positive distances, for these in D dimensions, where D is large."""
    bound = lemma.at({d: vector(j, distance(j))} | more, given=[LARGE, ForAll(distance(j) > 0, j), M >= 0])
    return given_lemma(bound, *known, for_all(positive(j), j), least_size())


@theorem(
    "harmonic-root-dimension-limit/subcritical",
    "If κ/√D tends to 0 the probabilities tend to 1/n",
    witness={"n": 1, "zeta": (0,), "kappa": 1, "D": 1, "epsilon": 1},
)
def subcritical():
    """For every ε > 0: |p_k − 1/n| <= ε as soon as √D > 2 M and 4 M κ/√D <= log(1 + ε), where M = max |ζ_j|."""
    small = suppose(4 * M * kappa / sqrt(D) <= log(1 + epsilon)).exp().sides(right=1 + epsilon, using=())
    difference = log(distance(i)) - log(distance(j))
    size = at_most_its_size(difference, given=[distance(i) > 0, distance(j) > 0])
    pair = combine(kappa * difference <= 4 * M * kappa / sqrt(D), (kappa, size), (kappa, close(i, j)))
    pair = given_lemma(pair, positive(i), positive(j), least_size())
    return everywhere(share_apart(), {q: 4 * M * kappa / sqrt(D)}, for_all(for_all(pair, i), j), small)


# --- the nearest classes --------------------------------------------------------------------------------------------

G = positives("G")

with evaluate(False):
    low = Minimum(zeta[j], j)
    nearest = R * (1 + low / sqrt(D))
    mark = indicator(Eq(zeta[j], low))
    weight = exp(kappa * (log(nearest) - log(distance(j))))
    NOTHING_BETWEEN = ForAll(low + G <= zeta[j] + G * mark, j)
    NEAREST, FURTHER = suppose(Eq(low, zeta[j])), suppose(low < zeta[j])
    STEEP = log(n / epsilon) <= kappa * G / (2 * sqrt(D))


def nearest_positive():
    """0 < min d: −M <= min ζ."""
    least = combine(-M <= zeta[j], (1, bounded(j)[1])).minimum(j)
    bounds = (R / sqrt(D), least), (R / sqrt(D), suppose(LARGE)), (R / sqrt(D), least_size())
    return combine(nearest > 0, *bounds)


def beyond():
    """(min d/d_j)^κ <= ε/n where ζ_j > min ζ: then log(min d/d_j) <= min d/d_j − 1 <= −G/(2√D), as d_j <= 2R."""
    step = combine(low + G <= zeta[j], (1, specialise(suppose(NOTHING_BETWEEN), j)), (G, bracket_at(FURTHER)))
    tangent = recall(exp_tangent).at({any_x: log(a / g)}).sides(right=a / g, using=())
    tangent = tangent.at({a: nearest, g: distance(j)}, given=[nearest > 0, distance(j) > 0])
    wide = combine(distance(j) <= 2 * R, (R / sqrt(D), bounded(j)[0]), (R / sqrt(D), suppose(LARGE)), (R / sqrt(D), least_size()))
    room = (R / (sqrt(D) * distance(j)), step), (G / (2 * sqrt(D) * distance(j)), wide)
    less = combine(log(nearest) - log(distance(j)) <= -G / (2 * sqrt(D)), (1, tangent), *room)
    far = combine(kappa * (log(nearest) - log(distance(j))) <= -log(n / epsilon), (kappa, less), (1, suppose(STEEP)))
    return far.exp().sides(right=epsilon / n, using=())


def marked():
    """[ζ_j = min ζ] <= (min d/d_j)^κ <= [ζ_j = min ζ] + ε/n"""
    order, given = over_minimum(zeta[j], j), [nearest > 0, distance(j) > 0]
    whole = derive(weight, given=[Eq(low, zeta[j]), *given]).algebra(1)
    tie, apart = bracket_at(NEAREST), bracket_at(FURTHER)
    above, below = weight <= mark + epsilon / n, mark <= weight
    most = cases(order, combine(above, (1, whole), (-1, tie), gap=epsilon / n), combine(above, (1, beyond()), (-1, apart)))
    least = cases(order, combine(below, (-1, whole), (1, tie)), combine(below, (1, apart), gap=weight, given=given))
    return least, most


@theorem(
    "harmonic-root-dimension-limit/supercritical",
    "If κ/√D tends to ∞ the nearest classes share the probability equally",
    witness={"n": 2, "zeta": (0, 1), "G": 1, "kappa": 5, "D": 9, "epsilon": 2},
)
def supercritical():
    """For every ε > 0: |p_k − [ζ_k = min ζ]/m| <= ε as soon as √D > 2 M and κ/√D >= 2/G · log(n/ε).

    M = max |ζ_j|; m is how many ζ_j are min ζ, and no other is below min ζ + G.
    """
    known = positive(j), nearest_positive()
    bounds = [for_all(given_lemma(bound, *known), j) for bound in marked()]
    some = combine(1 <= Sum(mark, j), (1, next_integer(minimum_reached(zeta[j], j))))
    at_most_one = derive(mark).at_most(1, gap=1 - mark)
    more = {a: nearest, u: vector(j, mark)}
    bound = share_marked().at({d: vector(j, distance(j))} | more, given=[LARGE, ForAll(distance(j) > 0, j), nearest > 0])
    return given_lemma(bound, *bounds, some, at_most_one.at({j: k}), for_all(positive(j), j), nearest_positive())
