"""The axioms: menus, shifts, factors, and entropies that are sums."""

from sympy import Eq, Lt, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, dimension, indices, positive_vectors, positives, read, reals, softmax, vectors,
)  # fmt: skip
from ..prover.kernel import rules
from ..prover.proof.by_cases import specialise, together, impossible, whichever
from ..prover.proof.chain import asked, combine, derive, recall, suppose
from ..log_sum_exp.tangent import exp_tangent

n = dimension("n")
z = vectors("z", n)
v, w, Q, q, d = positive_vectors("v w Q q d", n)
i, j, k = indices("i j k", n)
A, T, c = positives("A T c")
b, beta, kappa, x = reals("b beta kappa x")
shift = reals("c")

# --- menus ----------------------------------------------------------------------------------------------------------

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


# --- shifts ---------------------------------------------------------------------------------------------------------


@theorem(
    "translation-invariance-forces-exponential/converse",
    "An exponential link is invariant to shifts, and is softmax",
    source="luce1959",
)
def exponential_is_invariant():
    return (
        derive(A * exp(beta * (z[i] + shift)) / Sum(A * exp(beta * (z[j] + shift)), j))
        .algebra(A * exp(beta * z[i]) / Sum(A * exp(beta * z[j]), j))
        .keep()
        .definition(softmax(beta * z)[i])
    )


with evaluate(False):
    P = softmax(beta * z)
    higher, likelier = Lt(z[j], z[i]), Lt(P[j], P[i])


@theorem(
    "translation-invariance-forces-exponential/order-needs-positive-beta-if",
    "With β > 0 the order of the scores is the order of the probabilities",
    witness={"n": 2, "z": (0, 1), "i": 2, "j": 1, "beta": 1},
)
def order_if():
    scaled = asked("product of inequalities", rules.product, suppose(0 < beta), suppose(higher))
    return combine(beta * z[j] < beta * z[i], (1, scaled)).exp().times(1 / Sum(exp(beta * z[k]), k)).sides(P[j], P[i])


@theorem(
    "translation-invariance-forces-exponential/order-needs-positive-beta-only-if",
    "If the order of the scores is that of the probabilities, then β > 0",
    witness={"n": 2, "z": (0, 1), "i": 2, "j": 1, "beta": 1},
)
def order_only_if():
    scaled = suppose(likelier).times(Sum(exp(beta * z[k]), k)).sides(exp(beta * z[j]), exp(beta * z[i])).log()

    def case(sign):
        if sign == Lt(0, beta):
            return suppose(sign)
        if sign == Eq(0, beta):
            return impossible(scaled, suppose(sign).times(z[j] - z[i]).rearrange(Eq(beta * z[j], beta * z[i])), 0 < beta)
        opposite = asked("product of inequalities", rules.product, suppose(sign), suppose(higher))
        never = combine(Lt(0, 0), (1, opposite), (1, scaled))
        return asked("contradiction", lambda t: rules.absurd(t, read(0 < beta)), never)

    return whichever(0, beta, case)


# --- factors --------------------------------------------------------------------------------------------------------


@theorem("scale-invariance-forces-power/converse", "A power is invariant to a common factor")
def power_is_invariant():
    return derive((c * d[i]) ** (-kappa) / Sum((c * d[j]) ** (-kappa), j)).algebra(d[i] ** (-kappa) / Sum(d[j] ** (-kappa), j))


@theorem("scale-invariance-forces-power/logarithm-conjugates", "A power of distances is softmax of their logarithms")
def logarithm_conjugates():
    return derive(d[i] ** (-kappa) / Sum(d[j] ** (-kappa), j)).definition(softmax(-kappa * log(d))[i])


# --- entropies ------------------------------------------------------------------------------------------------------

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
