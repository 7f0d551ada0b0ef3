"""Entropies that are sums: the maximiser of ⟨q, z⟩ − Σ φ(q_i), and when its odds depend on two scores alone."""

from sympy import Eq, Sum, evaluate, exp, log

from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import softmax
from ..prover.proof.by_cases import together
from ..prover.proof.chain import combine, derive, recall
from .vocabulary import T, i, j, k, q, x, z

with evaluate(False):
    p = softmax(z / T)
    whole = Eq(Sum(q[k], k), 1)
    value = Sum(q[k] * z[k], k) - T * Sum(q[k] * log(q[k]), k)
    best = Sum(p[k] * z[k], k) - T * Sum(p[k] * log(p[k]), k)


@theorem(
    "separable-entropy-iia-forces-shannon/converse",
    "With Shannon's entropy the maximiser is softmax, and its ratios depend on two scores only",
    witness={"n": 1, "q": (1,)},
)
def shannon_converse():
    tangent = recall(exp_tangent).at({x: log(p[k]) - log(q[k])}).times(q[k]).sum(k)
    optimal = combine(value <= best, (T, tangent), given=[whole])
    return together(derive(p[i] / p[j]).definition(exp((z[i] - z[j]) / T)), optimal)
