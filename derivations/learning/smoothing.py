"""Label smoothing: the target q = (1 − ε) e_y + (ε/n) 1 has no zeros: the best scores are finite, and unique up to their level."""

from sympy import Derivative, Eq, Ne, Rational, Sum, evaluate, exp, log

from ..definitions.symbols import Z, i, j, k, n, p, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, delta, indices, proportions, softmax, entry, vector, vectors
from ..prover.proof.by_cases import both_bounds, specialise
from ..prover.proof.chain import combine, derive, recall, suppose, suppose_all
from . import scores

eps = proportions("epsilon")
y = indices("y", n)
v = vectors("v", n)
half = Rational(1, 2)


def target(index):
    """q_k"""
    return (1 - eps) * delta(index, y) + eps / n


with evaluate(False):
    loss = -Sum(target(k) * log(p[k]), k)
    entropy_of_target = -Sum(target(k) * log(target(k)), k)
    FITS = ForAll(Eq(p[k], target(k)), k)
alone = {"n": 1, "z": (0,), "y": 1, "epsilon": half}
fitted = {"n": 2, "z": (log(3), 0), "y": 1, "k": 2, "epsilon": half}  # p = (3/4, 1/4)


def smoothed(lemma):
    """A lemma on targets without zeros for this one, whose entries add up to 1."""
    whole = derive(Sum(target(k), k)).collapse(1)
    return lemma.at({scores.w: vector(k, target(k))}).knowing(whole)


@theorem("label-smoothing-optimum/gradient", "The gradient with smoothed labels: predicted less wanted")
def gradient():
    return (
        derive(Derivative(loss, z[i]))
        .compute(Derivative(log(Z) - Sum(target(k) * z[k], k), z[i]))
        .differentiate(Sum(exp(z[j]) * delta(j, i), j) / Z - Sum(target(k) * delta(k, i), k))
        .compute(p[i] - target(i))
    )


@theorem("label-smoothing-optimum/minimum", "The loss is at least the entropy of the target")
def minimum():
    return smoothed(scores.at_least()).rearrange(entropy_of_target <= loss)


@theorem("label-smoothing-optimum/minimum-equality-if", "The smoothed loss is least where the target is met", witness=alone)
def minimum_equality_if():
    return derive(loss).by(suppose_all(Eq(p[k], target(k)), k)).algebra(entropy_of_target)


@theorem(
    "label-smoothing-optimum/minimum-equality-only-if", "The smoothed loss is least only where the target is met", witness=alone
)
def minimum_equality_only_if():
    return smoothed(scores.touches())


@theorem("label-smoothing-optimum/gap", "The best gap between the score of the label and another", witness=fitted)
def gap():
    met = suppose_all(Eq(p[k], target(k)), k).log()
    at_label = met.at({k: y})
    return combine(Eq(z[y] - z[k], log(1 + n * (1 - eps) / eps)), (-1, met), (1, at_label), given=[Ne(k, y)])


@theorem("label-smoothing-optimum/minimiser-up-to-shift", "The best scores are log q, up to their level", witness=alone)
def minimiser_up_to_shift():
    """At log q the loss is the entropy of the target: the least loss is no more, and no less."""
    best = ForAll(loss <= -Sum(target(k) * log(entry(softmax(v), k)), k), v)
    at_log = vector(k, log(target(k)))
    same = derive(entry(softmax(at_log), k)).definition(target(k) / Sum(target(j), j)).collapse(target(k))
    there = derive(-Sum(target(k) * log(entry(softmax(at_log), k)), k)).by(same)
    least = combine(loss <= entropy_of_target, (1, specialise(suppose(best), at_log)), (1, there))
    reached = both_bounds(least, recall(minimum))
    met = recall(minimum_equality_only_if).knowing(reached).log()
    level = combine(Eq(z[k] - log(target(k)), LSE(z)), (1, met))
    return combine(Eq(z[i] - log(target(i)), z[j] - log(target(j))), (1, level.at({k: i})), (-1, level.at({k: j})))
