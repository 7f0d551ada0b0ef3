"""Far from all prototypes the probabilities tend to 1/n, while a linear softmax becomes certain there.

|log ‖x − w_i‖ − log ‖x − w_j‖| <= ‖w_i − w_j‖ / (‖x‖ − μ), where ‖x‖ > μ >= ‖w_i‖, ‖w_j‖
"""

from sympy import Sum, evaluate, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, Maximum, matrices, reals, softmax, vector,
)  # fmt: skip
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import Approach, combine, for_all, recall, suppose
from ..prover.proof.extrema import under_maximum
from ..prover.proof.sizes import at_most_its_size
from ..temperature.ends import one_hot_if
from ..temperature.vocabulary import z as scores
from .nearly_equal import a, epsilon, g, log_difference, q, r, share_apart, share_between
from .norms import D, e, norm, triangle, u, v, x
from .vocabulary import d, i, j, k, kappa, n, t

w = matrices("w", n, D)
mu = reals("mu")


def distance(i):
    return norm(lambda e: x[e] - w[i, e])


def apart(i, j):
    return norm(lambda e: w[i, e] - w[j, e])


def size(i):
    return norm(lambda e: w[i, e])


with evaluate(False):
    length = norm(lambda e: x[e])
    BEYOND = mu < length
AT_TWO = {"n": 1, "D": 1, "w": ((0,),), "x": (2,), "i": 1, "j": 1}


def at_least_beyond(j):
    """‖x‖ − μ <= ‖x − w_j‖, as ‖x‖ <= ‖x − w_j‖ + ‖w_j‖."""
    parts = recall(triangle).at({u: vector(e, x[e] - w[j, e]), v: vector(e, w[j, e])}).sides(left=length)
    return combine(length - mu <= distance(j), (1, parts), (1, suppose(size(j) <= mu)))


def at_most_gap(i, j):
    """‖x − w_i‖ <= ‖x − w_j‖ + ‖w_i − w_j‖"""
    parts = recall(triangle).at({u: vector(e, x[e] - w[j, e]), v: vector(e, w[j, e] - w[i, e])})
    return parts.sides(distance(i), distance(j) + apart(i, j))


def positive(i):
    """0 < ‖x − w_i‖"""
    return combine(distance(i) > 0, (1, at_least_beyond(i)), (1, suppose(BEYOND)))


@theorem("harmonic-far-field/log-ratio", "Far away the logarithms of two distances differ by little", witness=AT_TWO | {"mu": 0})
def log_ratio():
    known = [distance(i) > 0, distance(j) > 0, size(i) <= mu, size(j) <= mu, BEYOND]
    bound = log_difference().at({a: distance(i), g: distance(j), q: apart(i, j), r: length - mu}, given=known)
    gaps = at_most_gap(i, j), at_most_gap(j, i).sides(right=distance(i) + apart(i, j), using=())
    return given_lemma(bound, *gaps, at_least_beyond(i), at_least_beyond(j), positive(i), positive(j))


# --- all classes at once --------------------------------------------------------------------------------------------

with evaluate(False):
    farthest = Maximum(size(j), j)
    widest = Maximum(apart(i, j), i, j)
    rho = kappa * widest / (length - farthest)
    near = distance(k) ** (-kappa) / Sum(distance(j) ** (-kappa), j)
    OUTSIDE = farthest < length


def pairwise():
    """κ (log ‖x − w_i‖ − log ‖x − w_j‖) <= ρ"""
    pair = combine(apart(i, j) <= widest, (1, under_maximum(apart(i, j), i)), (1, under_maximum(Maximum(apart(i, j), i), j)))
    bound = recall(log_ratio).at({mu: farthest}, given=[OUTSIDE])
    bound = given_lemma(bound, under_maximum(size(i), i), under_maximum(size(j), j))
    difference = at_most_its_size(log(distance(i)) - log(distance(j)), given=[distance(i) > 0, distance(j) > 0])
    bounds = (kappa, difference), (kappa, bound), (kappa / (length - farthest), pair)
    return combine(kappa * (log(distance(i)) - log(distance(j))) <= rho, *bounds)


def spread():
    """0 <= max ‖w_i − w_j‖"""
    pair = under_maximum(apart(i, j), i), under_maximum(Maximum(apart(i, j), i), j)
    return combine(widest >= 0, *((1, step) for step in pair), gap=apart(i, j))


def far_away(lemma):
    """What was shown of all positive distances whose logarithms differ by little, for those from far away."""
    away = given_lemma(positive(j).at({mu: farthest}), under_maximum(size(j), j))
    close = given_lemma(pairwise(), away.at({j: i}), away)
    given = [OUTSIDE, widest >= 0, ForAll(distance(j) > 0, j)]
    bound = lemma.at({d: vector(j, distance(j)), q: rho}, given=given)
    return given_lemma(bound, for_all(for_all(close, i), j), spread(), for_all(away, j))


@theorem("harmonic-far-field/rate", "Far away every probability is close to 1/n", witness=AT_TWO)
def rate():
    return far_away(share_between())


@theorem(
    "harmonic-far-field/uniform-limit",
    "As the input goes away, in whatever direction, every probability tends to 1/n",
    witness=AT_TWO | {"kappa": 1, "epsilon": 1},
)
def uniform_limit():
    """For every ε > 0: |p_k − 1/n| <= ε for all x of length more than R, which is given: ρ is at most log(1 + ε) there."""
    R = farthest + kappa * widest / log(1 + epsilon)
    far = suppose(length > R)
    outside = combine(farthest < length, (1, far), (kappa / log(1 + epsilon), spread()))
    small = combine(rho <= log(1 + epsilon), (log(1 + epsilon) / (length - farthest), far), given=[OUTSIDE]).exp()
    return given_lemma(far_away(share_apart()), small, outside)


@theorem(
    "harmonic-far-field/linear-softmax",
    "A linear softmax becomes certain along a ray on which one score is the largest",
    witness={"n": 2, "D": 1, "w": ((1,), (0,)), "v": (1,), "k": 1},
)
def linear_softmax():
    ray = Approach(t, oo, "-")
    along = vector(j, Sum(w[j, e] * v[e], e))
    return ray.moved(softmax(vector(j, Sum(w[j, e] * (t * v[e]), e)))[i], recall(one_hot_if).at({scores: along}))
