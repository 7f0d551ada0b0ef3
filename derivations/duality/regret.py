"""Hedging: multiplicative weights over K rounds lose hardly more than the best class, whatever the losses in [0, 1] are.

    Σ_s ⟨p_s, ℓ_s⟩ − min_i Σ_s ℓ_si <= log n/η + η K/8        p_s = softmax(−η (ℓ_1 + … + ℓ_{s−1}))

One round costs a potential, log Σ p e^(−ηℓ), and the potentials of all rounds add up to log-sum-exp.
"""

from sympy import Derivative, Eq, Rational, Sum, evaluate, exp, log, sqrt

from ..definitions.simplex import sums_to_one
from ..jacobian.bregman import h as any_scores
from ..jacobian.bregman import popoviciu
from ..jacobian.bregman import q as any_weights
from ..log_sum_exp.maximum import lower as lse_lower
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, Minimum, dimension, dot, entry, indices, largest, matrices, positives, reals, softmax, variance, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import (
    EVERYTHING, below_maximum, combine, derive, positive_sum, product, recall, suppose, suppose_all, tangent_line,
)  # fmt: skip
from ..prover.proof.by_cases import specialise
from ..prover.proof.extrema import range_at_most, within_range
from ..prover.proof.recorded import found
from .vocabulary import TOTAL, i, j, k, n, p, q, z

eta, x = positives("eta"), reals("x")
loss = vectors("ell", n)

with evaluate(False):
    IN_UNIT = [ForAll(0 <= loss[k], k), ForAll(loss[k] <= 1, k)]
    R = largest(loss) - Minimum(loss[k], k)


# --- one round ------------------------------------------------------------------------------------------------------


def squared_range():
    """R² <= 1 for losses in [0, 1]."""
    low, high = suppose_all(0 <= loss[k], k), suppose_all(loss[k] <= 1, k)
    order = combine(loss[i] - loss[j] <= 1, (1, high.at({k: i})), (1, low.at({k: j})))
    within = range_at_most(loss, 1, i, j, order)
    span = combine(0 <= R, (1, within_range(loss, i, i)))
    return product(within, combine(-R <= 1, (1, within), (2, span)))


@theorem("hedge-regret/one-step", "What one round costs", witness={"n": 2, "q": (1, 0), "ell": (0, 1)})
def one_step():
    """The second derivative of the potential in η is a variance of the losses, which is at most 1/4."""

    def moment(power):
        return Sum(q[k] * exp(-x * loss[k]) * loss[k] ** power, k)

    total = Sum(q[k] * exp(-x * loss[k]), k)
    weights = vector(k, q[k] * exp(-x * loss[k]) / total)
    alive = [total > 0]
    somebody = combine(Sum(q[k], k) > 0, (-1, suppose(TOTAL)), gap=1)
    positive = positive_sum(q[k], exp(-x * loss[k]), k, somebody)
    curved = (
        derive(Derivative(log(total), (x, 2)), given=alive)
        .differentiate(moment(2) / total - moment(1) ** 2 / total**2)
        .definition(variance(weights, loss))
    )
    whole = derive(Sum(q[k] * exp(-x * loss[k]) / total, k), given=alive).algebra(1)
    small = recall(popoviciu).at({any_weights: p, any_scores: loss}).at({p: weights}, given=alive).knowing(whole)
    excess = Rational(1, 8) * x**2 - log(total)
    convex = combine(
        0 <= Derivative(excess, (x, 2)), (1, small), (1, curved), (Rational(1, 4), squared_range()), given=alive
    ).knowing(positive)
    start = eta * dot(q, loss) / Sum(q[k], k) - log(Sum(q[k], k))
    tangent = (
        tangent_line(convex, x, 0, eta, positive).assuming(Sum(q[k], k) > 0).sides(left=start, using=EVERYTHING).knowing(somebody)
    )
    at_start = derive(start).by(suppose(TOTAL)).algebra(eta * dot(q, loss))
    potential = log(Sum(q[k] * exp(-eta * loss[k]), k))
    bound = potential <= -eta * dot(q, loss) + eta**2 / 8
    return combine(bound, (1, tangent), (-1, at_start), given=[Sum(q[k] * exp(-eta * loss[k]), k) > 0]).knowing(
        positive.at({x: eta})
    )


# --- many rounds ----------------------------------------------------------------------------------------------------

K = dimension("K")
losses = matrices("ell", K, n)
r, s = indices("r s", K)

with evaluate(False):
    ALL_IN_UNIT = [ForAll(0 <= losses[s, k], k, s), ForAll(losses[s, k] <= 1, k, s)]


def suffered(last, index):
    """The loss of a class in the rounds 1, …, last."""
    return Sum(losses[r, index], (r, 1, last))


def played():
    """The weights in round s."""
    return softmax(vector(k, -eta * suffered(s - 1, k)))


@theorem("hedge-regret/telescoping", "The potentials of all rounds add up to log-sum-exp")
def telescoping():
    one_round = log(Sum(entry(played(), k) * exp(-eta * losses[s, k]), k))
    return found(Eq(LSE(vector(k, -eta * suffered(K, k))) - log(n), Sum(one_round, s)))


@theorem(
    "hedge-regret/regret",
    "Multiplicative weights lose hardly more than the best class",
    witness={"n": 1, "K": 1, "ell": ((0,),)},
)
def regret():
    row, law, scores = vector(k, losses[s, k]), played(), vector(k, -eta * suffered(K, k))
    known = [specialise(suppose(hypothesis), s) for hypothesis in ALL_IN_UNIT]
    total = recall(sums_to_one).at({z: vector(k, -eta * suffered(s - 1, k))})
    rounds = recall(one_step).at({q: law, loss: row}).knowing(total, *known).sum(s)
    best = combine(-eta * suffered(K, i) <= LSE(scores), (1, below_maximum(scores, i)), (1, recall(lse_lower).at({z: scores})))
    paid = Sum(Sum(entry(law, k) * losses[s, k], k), s)
    allowance = log(n) / eta + eta * K / 8
    against_one = combine(paid - allowance <= suffered(K, i), (1 / eta, rounds), (1 / eta, telescoping), (1 / eta, best))
    return against_one.minimum(i).rearrange(paid - Minimum(suffered(K, i), i) <= allowance)


@theorem(
    "hedge-regret/tuned",
    "With the best rate the regret grows as the square root of the number of rounds",
    witness={"n": 2, "K": 1, "ell": ((0, 0),)},
)
def tuned():
    """At η = √(8 log n/K) the allowance is K η/4, and that squared is K log n/2."""
    rate = sqrt(8 * log(n) / K)
    given = [n >= 2]
    return recall(regret).at({eta: rate}, given=given).sides(right=sqrt(K * log(n) / 2), using=())
