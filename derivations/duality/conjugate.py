"""The convex conjugate of log-sum-exp is negative entropy on the simplex, and infinite elsewhere.

    sup_z ⟨q, z⟩ − LSE(z) = −H(q) = Σ_k q_k log q_k        for q in the simplex, with 0 log 0 = 0

A supremum is written as two statements: a bound for every z, and a way to come as close to it as one likes. Inside the simplex it
is reached at z = log q; at its edge it is approached as the scores of the absent classes tend to −∞. Outside ⟨q, z⟩ wins: along
the all-ones vector where the entries of q do not add up to 1, and along −e_i where q_i is negative.
"""

from sympy import Eq, Ne, Sum, evaluate, exp, log, oo

from ..log_sum_exp.convexity import decay
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, delta, dot, entr, indicator, ones, positives, vector, vectors
from ..prover.proof.brackets import split
from ..prover.proof.by_cases import together
from ..prover.proof.chain import Approach, combine, derive, for_all, recall, suppose
from ..prover.proof.growth import unbounded
from .relative_entropy import nonnegative_by_sort, own
from .variational import EDGE, loss_nonnegative, upper_bound
from .vocabulary import H, PRIOR, T, TOTAL, b, held, i, k, n, q, rho, z

t = positives("t")
u = vectors("q", n)  # any vector
x = vectors("x", n)
FAR = Approach(t, oo, "-")

with evaluate(False):
    absent = indicator(Eq(q[k], 0))
    score = log(q[k] + absent) - t * absent  # log q_k, and −t where q_k = 0
    scores = vector(k, score)
    VALUE, VALUES = [q[k] + absent > 0, held(q[k], q[k]) > 0], [ForAll(q[k] + absent > 0, k), ForAll(held(q[k], q[k]) > 0, k)]


def value():
    """That what stands under the logarithms of log q_k and of q_k log q_k is positive: it is 1 where q_k = 0."""
    return split(nonnegative_by_sort(q[k]), q[k] + absent > 0, gaps=(1, q[k])).unprinted(), own(q[k])


def values():
    return [for_all(positive, k).unprinted() for positive in value()]


@theorem("lse-conjugate-negentropy/upper", "No scores do better than the negative entropy", source="boyd2004", witness=EDGE)
def upper():
    return combine(dot(q, z) - LSE(z) <= -H, (1, loss_nonnegative), given=VALUES).knowing(*values())


@theorem(
    "lse-conjugate-negentropy/attained-interior",
    "Inside the simplex the scores log q attain the negative entropy",
    source="boyd2004",
    witness={"n": 1, "rho": (1,)},
)
def attained_interior():
    return (
        derive(dot(rho, log(rho)) - LSE(log(rho)))
        .definition(Sum(rho[k] * log(rho[k]), k) - log(Sum(rho[k], k)))
        .by(suppose(PRIOR))
        .algebra(Sum(rho[k] * log(rho[k]), k))
    )


# --- at the edge ----------------------------------------------------------------------------------------------------


def weighted_score():
    """q_k (log q_k, or −t where q_k = 0) = q_k log q_k"""
    statement = Eq(q[k] * score, -entr(q[k]))
    return split(nonnegative_by_sort(q[k]), statement, given=VALUE).knowing(*value())


def weight():
    """Its exponential is q_k, or e^(−t) where q_k = 0."""
    statement = Eq(exp(score), q[k] + absent * exp(-t))
    return split(nonnegative_by_sort(q[k]), statement, given=VALUE).knowing(*value())


def near_the_edge():
    """⟨q, z⟩ − LSE(z) = −H(q) − log(1 + m e^(−t)) for these scores, m being the number of absent classes."""
    return (
        derive(dot(q, scores) - LSE(scores), given=[*VALUES, TOTAL])
        .definition(Sum(q[k] * score, k) - log(Sum(exp(score), k)))
        .by(weighted_score())
        .by(weight())
        .algebra(-H - log(1 + Sum(absent, k) * exp(-t)))
    )


@theorem(
    "lse-conjugate-negentropy/boundary-supremum",
    "At the edge of the simplex the negative entropy is approached",
    source="boyd2004",
    witness=EDGE,
)
def boundary_supremum():
    tends = FAR.through(-H - log(1 + Sum(absent, k) * b), b, decay().assuming(*VALUES))
    limit = FAR.rewrite(tends, dot(q, scores) - LSE(scores), same=near_the_edge())
    return limit.sides(right=-H, using=()).knowing(*values())


@theorem("lse-conjugate-negentropy/temperature", "At temperature T the conjugate of log-sum-exp is T times as large", witness=EDGE)
def temperature():
    """The bound, and scores T z along which it is approached."""
    bound = combine(dot(q, z) - T * LSE(z / T) <= -T * H, (1, upper_bound), given=VALUES).knowing(*values())
    tends = FAR.through(T * b, b, recall(boundary_supremum).assuming(*VALUES))
    hot = T * scores
    limit = FAR.rewrite(tends, dot(q, hot) - T * LSE(hot / T)).sides(right=-T * H, using=()).knowing(*values())
    return together(bound, limit)


# --- elsewhere ------------------------------------------------------------------------------------------------------


@theorem(
    "lse-conjugate-negentropy/off-sum",
    "Where the entries do not add up to one the conjugate is infinite",
    witness={"n": 1, "q": (2,)},
)
def off_sum():
    """Along c 1, c = t (Σ q − 1), the difference is t (Σ q − 1)² − log n."""
    excess = Sum(u[k], k) - 1
    level = t * excess * ones(n)
    rate = FAR.through(excess**2 - b * log(n), b, FAR.of_variable()).assuming(Ne(Sum(u[k], k), 1))
    below = derive(t * (excess**2 - 1 / t * log(n))).definition(dot(u, level) - LSE(level))
    return unbounded(FAR, rate, below)


@theorem(
    "lse-conjugate-negentropy/off-sign",
    "Where an entry is negative the conjugate is infinite",
    witness={"n": 1, "q": (-1,), "i": 1},
)
def off_sign():
    """Along −t e_i the difference is at least −t q_i − log n, as no score is above 0."""
    down = vector(k, -t * delta(k, i))
    at_most = combine(-t * delta(k, i) <= 0, gap=t * delta(k, i)).exp().sum(k).log().sides(LSE(down), log(n))
    rate = FAR.through(-u[i] - b * log(n), b, FAR.of_variable()).assuming(u[i] < 0)
    below = combine(t * (-u[i] - 1 / t * log(n)) <= dot(u, down) - LSE(down), (1, at_most))
    return unbounded(FAR, rate, below)
