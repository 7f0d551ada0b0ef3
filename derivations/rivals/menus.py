"""Menus: if the odds of two alternatives do not depend on what else is offered, choice probabilities are shares of weights."""

from sympy import Eq, Sum, evaluate

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, positive_vectors
from ..prover.proof.by_cases import specialise
from ..prover.proof.chain import combine, derive, suppose
from .vocabulary import i, j, k, n, v, w

Q = positive_vectors("Q", n)

with evaluate(False):
    share = v[i] / Sum(v[j], j)
    V, W = Sum(v[j], j), Sum(w[j], j)


@theorem("luce-iia-ratio-form/converse", "Shares have the same ratios on every menu", source="luce1959")
def ratios():
    return derive(share / (v[k] / V)).algebra(v[i] / v[k])


@theorem(
    "luce-iia-ratio-form/scale-unique",
    "Shares determine the weights up to a factor",
    source="luce1959",
    witness={"n": 1, "v": (1,), "w": (2,)},
)
def scale_unique():
    same = specialise(suppose(ForAll(Eq(v[k] / V, w[k] / W), k)), i)
    return same.times(W).rearrange(Eq(w[i], W / V * v[i]))


@theorem(
    "luce-iia-ratio-form/ratio-form",
    "If the ratios are those of the whole menu, the choice from a part of it is by shares",
    source="luce1959",
    witness={"n": 1, "Q": (1,), "v": (1,)},
)
def ratio_form():
    ratio = specialise(suppose(ForAll(Eq(Q[i] / Q[k], v[i] / v[k]), i, k)), k, i)
    crosswise = ratio.times(Q[k] * v[k]).sides(Q[i] * v[k], v[i] * Q[k], using=())
    total = crosswise.sum(k).sides(Q[i] * Sum(v[k], k), using=())
    return combine(Eq(Q[i], v[i] / V), (1 / V, total), (v[i] / V, suppose(Eq(Sum(Q[k], k), 1))))
