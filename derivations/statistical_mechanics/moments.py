"""What training fixes: for each class the sum of the features over the samples, and nothing like a mean energy.

Samples x_s with labels Y_s, s = 1, …, K, and scores W x_s. A label is a row of weights with the sum 1: the class y is [k = y].

    ∂L/∂w_k = Σ_s (p_sk − Y_sk) x_s        p_s = softmax(W x_s)

Where it vanishes the class sums of the model are those of the data, the loss L is least, and p is the law of largest entropy
among all that have those class sums.
"""

from fractions import Fraction

from sympy import Derivative, Eq, Sum, evaluate, exp, log

from ..definitions.symbols import z, z_prime
from ..duality.relative_entropy import nonnegative, own, positive_held, term_split
from ..duality.variational import softmax_total
from ..duality.vocabulary import a as one, b as other, held, q as any_law, p as any_other
from ..log_sum_exp.tangent import tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, delta, dimension, entr, entropy, entry, indicator, indices, matrices, nonnegative_vectors, rel_entr, softmax,
    vector,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, positive, specialise, together
from ..prover.proof.chain import combine, derive, for_all, recall, suppose, suppose_all
from .vocabulary import i, k, n

D, K = dimension("D"), dimension("K")
d, e = indices("d e", D)
s = indices("s", K)
a = indices("a", n)
W, V = matrices("W W_prime", n, D)
x, Y = matrices("x", K, D), matrices("Y", K, n)
q = nonnegative_vectors("q", K, n)


def score(W, k):
    """⟨w_k, x_s⟩"""
    return Sum(W[k, e] * x[s, e], e)


def model(W, k):
    """The probability of class k for the sample s."""
    return entry(softmax(vector(i, score(W, i))), k)


with evaluate(False):
    LABELS = ForAll(Eq(Sum(Y[s, k], k), 1), s)
    sample_loss = -Sum(Y[s, k] * log(model(W, k)), k)
    loss = Sum(sample_loss, s)
    loss_prime = Sum(-Sum(Y[s, k] * log(model(V, k)), k), s)
    partition = Sum(exp(score(W, k)), k)
    moved = delta(k, a) * Sum(delta(e, d) * x[s, e], e)  # how the score of class k moves with w_ad
    slope = Sum((model(W, a) - Y[s, a]) * x[s, d], s)


def by_scores(W):
    """The loss of a sample is LSE of its scores less the score of its class."""
    scores = vector(k, score(W, k))
    loss_of_sample = derive(-Sum(Y[s, k] * log(model(W, k)), k), given=[Eq(Sum(Y[s, k], k), 1)])
    written = loss_of_sample.definition(LSE(scores) - Sum(Y[s, k] * score(W, k), k))
    return given_lemma(written, suppose_all(Eq(Sum(Y[s, k], k), 1), s))


@theorem(
    "moment-matching-logistic/gradient",
    "The gradient of the cross-entropy: model less label, times the features",
    source="berger1996",
    witness={"K": 1, "n": 1, "Y": ((1,),)},
)
def gradient():
    return (
        derive(Derivative(loss, W[a, d]), given=[LABELS])
        .by(by_scores(W))
        .definition(Derivative(Sum(log(partition) - Sum(Y[s, k] * score(W, k), k), s), W[a, d]))
        .differentiate(Sum(Sum(exp(score(W, k)) * moved, k) / partition - Sum(Y[s, k] * moved, k), s))
        .compute(slope)
    )


STATIONARY = Eq(Derivative(loss, W[a, d]), 0)


@theorem(
    "moment-matching-logistic/moments",
    "Where the gradient vanishes the class sums of the model are those of the data",
    source="berger1996",
    witness={"K": 1, "n": 1, "D": 1, "Y": ((1,),), "W": ((0,),), "x": ((1,),), "a": 1, "d": 1},
)
def moments():
    flat = suppose(STATIONARY)
    goal = Eq(Sum(model(W, a) * x[s, d], s), Sum(Y[s, a] * x[s, d], s))
    return combine(goal, (-1, gradient), (1, flat))


# --- the least loss -------------------------------------------------------------------------------------------------


@theorem(
    "moment-matching-logistic/stationary-is-minimum",
    "Where its gradient vanishes the cross-entropy is least",
    witness={"K": 1, "n": 2, "D": 1, "Y": ((Fraction(1, 2), Fraction(1, 2)),), "W": ((0,), (0,)), "x": ((1,),)},
)
def stationary_is_minimum():
    """Each sample's loss lies above its tangent, and the tangents add up to ⟨gradient, W′ − W⟩ = 0."""
    step = V[k, e] - W[k, e]
    at_w, at_v = vector(k, score(W, k)), vector(k, score(V, k))
    line = recall(tangent).at({z: at_w, z_prime: at_v})
    rise = Sum((model(W, k) - Y[s, k]) * Sum(step * x[s, e], e), k)
    lost = -Sum(Y[s, k] * log(model(V, k)), k)
    above = combine(sample_loss + rise <= lost, (1, line), (1, by_scores(W)), (-1, by_scores(V)))
    everywhere = specialise(suppose(ForAll(STATIONARY, a, d)), e, k)
    flat = combine(Eq(Sum((model(W, k) - Y[s, k]) * x[s, e], s), 0), (-1, recall(gradient).at({a: k, d: e})), (1, everywhere))
    none = flat.times(step).sum(e).sum(k)
    return combine(loss_prime >= loss, (1, above.sum(s)), (-1, none))


# --- the largest entropy --------------------------------------------------------------------------------------------

with evaluate(False):
    LAWS = ForAll(Eq(Sum(q[s, k], k), 1), s)
    SAME_SUMS = ForAll(Eq(Sum(q[s, a] * x[s, d], s), Sum(model(W, a) * x[s, d], s)), a, d)
    entropy_of_sample = Sum(entr(q[s, k]), k)
    total_divergence = Sum(Sum(rel_entr(q[s, k], model(W, k)), k), s)


@theorem(
    "moment-matching-logistic/maxent-dual",
    "Of all laws with those class sums the model has the largest entropy",
    source="berger1996",
    witness={"K": 1, "n": 1, "D": 1, "W": ((0,),), "x": ((1,),), "q": ((1,),)},
)
def maxent_dual():
    """Σ_s KL(q_s ‖ p_s) = −Σ_s H(q_s) − Σ_s Σ_k q_sk log p_sk, and log p_sk is a score less a constant of the sample."""
    law = model(W, k)
    proofs = for_all(for_all(own(q[s, k]), k), s), for_all(for_all(positive_held(q[s, k], law), k), s)
    given = [ForAll(held(q[s, k], bound) > 0, k, s) for bound in (q[s, k], law)]
    termwise = recall(term_split).at({one: q[s, k], other: law}).sum(k).sum(s).assuming(*given)
    same = specialise(suppose(SAME_SUMS), e, k).times(W[k, e]).sum(e).sum(k)
    one_each = suppose_all(Eq(Sum(q[s, k], k), 1), s)
    levels = one_each.times(LSE(vector(k, score(W, k)))).sum(s)
    goal = Eq(Sum(entropy(softmax(vector(i, score(W, i)))), s) - Sum(entropy_of_sample, s), total_divergence)
    gap = combine(goal, (-1, termwise), (1, same), (-1, levels), given=given).knowing(*proofs).restate(goal)
    total = softmax_total(vector(k, score(W, k)))
    nowhere_zero = for_all(derive(q[s, k] * indicator(Eq(law, 0))).by(bracket_at(positive(law))).algebra(0), k)
    at_sample = recall(nonnegative).at({any_law: vector(k, q[s, k]), any_other: vector(k, law)})
    each = at_sample.knowing(one_each, total, nowhere_zero)
    return together(
        gap, combine(total_divergence >= 0, (1, each.sum(s)), given=given).knowing(*proofs).restate(total_divergence >= 0)
    )
