"""The logarithmic score: −Σ w_k log p_k is least at p = w, for any distribution w without zeros."""

from sympy import Eq, Sum, evaluate, exp, log

from ..definitions.symbols import k, n, p, x
from ..log_sum_exp.tangent import exp_tangent, exp_tangent_equality
from ..prover.language.sympy_notation import positive_vectors
from ..prover.proof.chain import combine, recall, suppose

w = positive_vectors("w", n)

with evaluate(False):
    WHOLE = Eq(Sum(w[k], k), 1)
    score, least = -Sum(w[k] * log(p[k]), k), -Sum(w[k] * log(w[k]), k)
    apart = log(p[k]) - log(w[k])


def below():
    """w_k (1 + log p_k − log w_k) <= p_k: the logarithm lies below its tangent."""
    return recall(exp_tangent).at({x: apart}).times(w[k]).sides(right=p[k])


def at_least():
    """−Σ w_k log w_k <= −Σ w_k log p_k, if Σ w_k = 1."""
    return combine(least <= score, (1, below().sum(k)), (1, suppose(WHOLE)))


def touches():
    """p_k = w_k, if Σ w_k = 1 and −Σ w_k log p_k = −Σ w_k log w_k: no term has room left."""
    room = p[k] - w[k] * (1 + apart)
    none = combine(Eq(Sum(room, k), 0), (-1, suppose(Eq(score, least))), (-1, suppose(WHOLE)))
    tight = none.terms_vanish(k, combine(0 <= room, (1, below())))
    on_tangent = combine(Eq(exp(apart), 1 + apart), (1 / w[k], tight))
    level = recall(exp_tangent_equality).at({x: apart}).knowing(on_tangent)
    return level.rearrange(Eq(log(p[k]), log(w[k]))).exp().sides(p[k], w[k], using=())
