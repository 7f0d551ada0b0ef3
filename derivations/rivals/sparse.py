"""Sparsemax: the point of the simplex nearest to the scores, [z_k − τ]_+ for the one τ with which these add up to 1.

It can be exactly 0, and exactly 1, as softmax never is.
"""

from sympy import Eq, Max, Rational, Sum, evaluate, log, sqrt

from ..definitions.simplex import below_one
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import nonnegative_vectors, reals, softmax
from ..prover.proof.by_cases import both_bounds, together, whichever
from ..prover.proof.chain import combine, derive, recall, suppose
from ..prover.proof.recorded import found
from .vocabulary import T, i, k, n, z

q = nonnegative_vectors("q", n)
tau, a, b, c, d = reals("tau a b c d")

with evaluate(False):
    p = Max(z[k] - tau, 0)
    WHOLE, OTHER = Eq(Sum(p, k), 1), Eq(Sum(q[k], k), 1)
    away, nearest, between = Sum((q[k] - z[k]) ** 2, k), Sum((p - z[k]) ** 2, k), Sum((q[k] - p) ** 2, k)
    short = Max(tau - z[k], 0)  # how far a score is below τ
vertex = {"n": 2, "z": (1, 0), "q": (1, 0), "tau": 0}


@theorem("sparsemax-closed-form/set-nonempty", "The largest score is always in the support", source="martins2016")
def set_nonempty():
    return combine(z[1] < 1 + 1 * z[1], gap=1)


def split():
    """(q − z)² = (p − z)² + (q − p)² + 2 q [τ − z]_+ − 2 τ (q − p), for z above, at and below τ."""
    right = (p - z[k]) ** 2 + (q[k] - p) ** 2 + 2 * q[k] * short - 2 * tau * (q[k] - p)
    return whichever(z[k], tau, lambda side: derive((q[k] - z[k]) ** 2, given=[side]).algebra(right))


@theorem("sparsemax-closed-form/projection", "Sparsemax is the projection on the simplex", source="martins2016", witness=vertex)
def projection():
    goal = nearest + between <= away
    return combine(goal, (-1, split().sum(k)), (2 * tau, suppose(OTHER)), (-2 * tau, suppose(WHOLE)), gap=2 * Sum(q[k] * short, k))


@theorem(
    "sparsemax-closed-form/projection-unique",
    "No other point of the simplex is as near to the scores as sparsemax",
    source="martins2016",
    witness=vertex,
)
def projection_unique():
    same = suppose(Eq(sqrt(away), sqrt(nearest)))
    none = combine(between <= 0, (1, recall(projection)), (sqrt(away) + sqrt(nearest), same))
    nothing = both_bounds(none, combine(0 <= between, gap=between))
    return nothing.terms_vanish(k).cancel(1, q[k] - p, power=2).rearrange(Eq(q[k], p))


@theorem("sparsemax-finite-temperature-onehot/softmax-never", "Softmax is one-hot at no temperature", witness={"n": 2})
def softmax_never():
    return recall(below_one).at({z: z / T})


@theorem(
    "sparsemax-finite-temperature-onehot/logistic-no-margin",
    "The logistic loss has no margin beyond which it is zero",
    witness={"n": 2},
)
def logistic_no_margin():
    return recall(below_one).log().rearrange(0 < -log(softmax(z)[i]))


@theorem(
    "shore-johnson/tsallis-two-not-product",
    "Among joint laws with given marginals Gini's index, Tsallis' entropy of order two, is not largest for the product",
    witness={"a": Rational(9, 25), "b": Rational(6, 25), "c": Rational(6, 25), "d": Rational(4, 25)},
)
def tsallis_two_not_product():
    """(a, b; c, d) is a law with the marginals (3/5, 2/5); the largest value is at (0.35, 0.25; 0.25, 0.15)."""
    rows = [Eq(a + b, Rational(3, 5)), Eq(c + d, Rational(2, 5)), Eq(a + c, Rational(3, 5)), Eq(b + d, Rational(2, 5))]

    def index(a, b, c, d):
        return 1 - (a**2 + b**2 + c**2 + d**2)

    best = index(Rational(7, 20), Rational(1, 4), Rational(1, 4), Rational(3, 20))
    product = index(Rational(9, 25), Rational(6, 25), Rational(6, 25), Rational(4, 25))
    return together(found(index(a, b, c, d) <= best, given=tuple(rows)), combine(product < best, gap=best - product))
