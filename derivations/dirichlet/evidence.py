"""How further evidence moves the two: add-α linearly, softmax exponentially.

k further observations of one category raise its odds under add-α by k / (c_j + α_j); k steps r of its score multiply
its odds under softmax by e^(rk). So what is left for the others vanishes like 1/k here, and like e^(−rk) there.
"""

from sympy import Ne, Sum, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    counts, delta, dimension, indices, naturals, positive_vectors, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import Approach, derive, positive_sum, recall
from ..prover.proof.moved_limits import from_zero
from ..temperature.ends import decay, gamma

n = dimension("n")
i, j, l = indices("i j l", n)  # noqa: E741
alpha = positive_vectors("alpha", n)
c, z = counts("c", n), vectors("z", n)
m = naturals("k")  # observations
k, r = positives("k r")  # k is a real number here, for limits; δ is Kronecker's
b = reals("b")

FOREVER = Approach(k, oo, "-")
N, A = Sum(c[l], l), Sum(alpha[l], l)
pushed = vector(l, z[l] + k * r * delta(l, i))  # z + k r e_i
FEW = {"n": 2, "i": 1, "j": 2, "c": (0, 0), "alpha": (1, 1), "k": 1}


def add_alpha(counts, i):
    """The posterior mean of category i for counts that are given entry by entry."""
    return (counts(i) + alpha[i]) / Sum(counts(l) + alpha[l], l)


@theorem("evidence-linear-vs-exponential/add-alpha-odds", "Under add-α the odds grow linearly with the evidence", witness=FEW)
def add_alpha_odds():
    more = lambda j: c[j] + m * delta(i, j)  # noqa: E731
    return derive(add_alpha(more, i) / add_alpha(more, j), given=[Ne(i, j)]).algebra((c[i] + alpha[i] + m) / (c[j] + alpha[j]))


@theorem("evidence-linear-vs-exponential/add-alpha-log-odds", "Evidence enters add-α as its logarithm")
def add_alpha_log_odds():
    tends = FOREVER.through(log((c[i] + alpha[i]) * b + 1) - log(c[j] + alpha[j]), b, FOREVER.of_variable())
    return FOREVER.rewrite(tends, log((c[i] + alpha[i] + k) / (c[j] + alpha[j])) - log(k)).sides(
        right=-log(c[j] + alpha[j]), using=()
    )


@theorem("evidence-linear-vs-exponential/add-alpha-tail", "What add-α leaves for the others vanishes like 1/k", witness={"n": 2})
def add_alpha_tail():
    others = N - c[i] + A - alpha[i]
    tends = FOREVER.through(others / ((N + A) * b + 1), b, FOREVER.of_variable())
    how_many = derive(Sum(1 - delta(i, l), l), given=[n >= 2]).collapse(n - 1).above(0)
    not_nothing = positive_sum(1 - delta(i, l), c[l] + alpha[l], l, how_many)
    return (
        FOREVER.rewrite(tends, k * (1 - (c[i] + alpha[i] + k) / (N + A + k)))
        .sides(right=others, using=())
        .keep()
        .above(0, plus=[(1, not_nothing)])
    )


@theorem(
    "evidence-linear-vs-exponential/softmax-odds",
    "Under softmax the odds grow exponentially with the evidence",
    witness={"n": 2, "i": 1, "j": 2, "k": 1, "r": 1, "z": (0, 0)},
)
def softmax_odds():
    p = softmax(pushed)
    return derive(p[i] / p[j], given=[Ne(i, j)]).definition(exp(r * k) * exp(z[i] - z[j]))


@theorem(
    "evidence-linear-vs-exponential/softmax-tail", "What softmax leaves for the others vanishes exponentially", witness={"n": 2}
)
def softmax_tail():
    rest = Sum((1 - delta(i, l)) * exp(z[l]), l)
    vanishing = from_zero(FOREVER, recall(decay).at({gamma: r}), exp(-r * k))
    tends = FOREVER.through(rest / (rest * b + exp(z[i])), b, vanishing)
    left_over = (1 - softmax(z)[i]) / softmax(z)[i]
    how_many = derive(Sum(1 - delta(i, l), l), given=[n >= 2]).collapse(n - 1).above(0)
    not_nothing = positive_sum(1 - delta(i, l), exp(z[l]), l, how_many)
    return (
        FOREVER.rewrite(tends, exp(r * k) * (1 - softmax(pushed)[i]))
        .sides(right=left_over, using=("definition", "collapse"))
        .keep()
        .above(0, plus=[(exp(-z[i]), not_nothing)])
    )
