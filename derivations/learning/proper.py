"""What a target that is a distribution asks for: the logarithmic score is proper, other priors move the scores, and soft targets.

−Σ_i q_i log p_i = H(q) + KL(q ‖ p), for q on the closed simplex and p inside it; a term with q_i = 0 is 0
"""

from sympy import Derivative, Eq, Rational, Sum, evaluate, exp, log, oo

from ..definitions.symbols import Z, i, j, k, n, z
from ..duality import relative_entropy as relative
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, entr, indicator, nonnegative_vectors, positive_vectors, positives, reals, rel_entr, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, positive
from ..prover.proof.chain import Approach, combine, derive, for_all, recall, suppose, suppose_all
from ..temperature.ends import infinity_first_order, infinity_second_order

q = nonnegative_vectors("q", n)
p, prior, other_prior, likelihood = positive_vectors("p rho rho_prime l", n)
v = vectors("v", n)
T = positives("T")
x, y = reals("x y")
HOT = Approach(T, oo, "-")

with evaluate(False):
    score, H, KL = -Sum(q[i] * log(p[i]), i), Sum(entr(q[i]), i), Sum(rel_entr(q[i], p[i]), i)
    VALUES = [ForAll(relative.held(q[i], q[i]) > 0, i), ForAll(relative.held(q[i], p[i]) > 0, i)]
half = Rational(1, 2)
even = {"n": 2, "q": (half, half), "p": (half, half)}
centre = {"n": 2, "z": (1, -1), "v": (0, 0)}


def known():
    """That q_i log q_i and q_i log(q_i/p_i) have values"""
    own, both = relative.own(q[i]), relative.positive_held(q[i], p[i])
    return for_all(own, i).unprinted(), for_all(both, i).unprinted()


@theorem("log-score-proper/decomposition", "The mean logarithmic score is entropy and relative entropy")
def decomposition():
    """Term by term rel_entr(q_i, p_i) = −entr(q_i) − q_i log p_i."""
    each = recall(relative.term_split).at({relative.a: q[i], relative.b: p[i]})
    return combine(Eq(score, H + KL), (-1, each.sum(i)), given=VALUES).knowing(*known())


def gibbs(lemma):
    """What is said of KL(q ‖ p), p having no entry that is 0"""
    never = derive(q[k] * indicator(Eq(p[k], 0))).by(bracket_at(positive(p[k]))).algebra(0)
    return recall(lemma).at({relative.q: q, relative.p: p}).knowing(for_all(never, k))


@theorem("log-score-proper/strictly-proper", "No other distribution has a smaller mean score", witness=even)
def strictly_proper():
    return combine(H <= score, (-1, decomposition), (1, gibbs(relative.nonnegative)), given=VALUES).knowing(*known())


@theorem("log-score-proper/strictly-proper-equality-if", "The truth has the smallest mean log score", witness=even)
def strictly_proper_equality_if():
    alike = suppose_all(Eq(q[i], p[i]), i)
    inside = Sum(-p[i] * log(p[i]), i)
    own = derive(H).by(alike).by(bracket_at(positive(p[i]))).algebra(inside)
    return derive(score).by(alike).algebra(inside).back(own)


@theorem("log-score-proper/strictly-proper-equality-only-if", "Only the truth has the smallest mean log score", witness=even)
def strictly_proper_equality_only_if():
    none = combine(Eq(KL, 0), (-1, decomposition), (1, suppose(Eq(score, H))), given=VALUES).knowing(*known())
    return given_lemma(gibbs(relative.equality_only_if), none)


# --- other priors ---------------------------------------------------------------------------------------------------


@theorem(
    "logit-adjustment/identity",
    "For other priors the scores move by the logarithm of their ratio",
    witness={"n": 2, "z": (0, 0), "rho": (half, half), "l": (1, 1), "rho_prime": (half, half)},
)
def logit_adjustment():
    """e^(z_k) is Σ e^(z_j) ρ_k l_k / Σ ρ_j l_j, so that the priors ρ_k cancel."""
    posterior = suppose_all(Eq(softmax(z)[k], prior[k] * likelihood[k] / Sum(prior[j] * likelihood[j], j)), k)
    weight = combine(Eq(exp(z[k]), Z * prior[k] * likelihood[k] / Sum(prior[j] * likelihood[j], j)), (Z, posterior))
    moved = z + vector(j, log(other_prior[j])) - vector(j, log(prior[j]))
    ratio = exp(z[k]) * other_prior[k] / prior[k] / Sum(exp(z[j]) * other_prior[j] / prior[j], j)
    shared = other_prior[k] * likelihood[k] / Sum(other_prior[j] * likelihood[j], j)
    return derive(softmax(moved)[k]).definition(ratio).by(weight).algebra(shared)


# --- soft targets ---------------------------------------------------------------------------------------------------


@theorem(
    "distillation-high-temperature/gradient",
    "Towards a teacher's probabilities: the difference of the two, over T",
    source="hinton2015",
)
def distillation_gradient():
    return derive(Derivative(-Sum(softmax(v / T)[k] * log(softmax(z / T)[k]), k), z[i])).compute(
        (softmax(z / T)[i] - softmax(v / T)[i]) / T
    )


with evaluate(False):
    CENTRED = Eq(Sum(z[k], k), 0), Eq(Sum(v[k], k), 0)


def difference(lemma, body):
    """The limit of a difference of two"""
    first, second = recall(lemma), recall(lemma).at({z: v})
    tends = HOT.through(x - y, (x, y), (first, second)).assuming(*CENTRED)
    return HOT.rewrite(tends, body)


@theorem(
    "distillation-high-temperature/limit",
    "At high temperature the push of a teacher is the difference of the scores",
    source="hinton2015",
    witness=centre,
)
def distillation_limit():
    return difference(infinity_first_order, T * (softmax(z / T)[i] - softmax(v / T)[i])).sides(right=(z[i] - v[i]) / n)


@theorem(
    "distillation-high-temperature/remainder",
    "What is left of a teacher's push is of the second order in 1/T",
    source="hinton2015",
    witness=centre,
)
def distillation_remainder():
    rest = T**2 * (softmax(z / T)[i] - softmax(v / T)[i] - (z[i] - v[i]) / (n * T))
    second = (z[i] ** 2 - v[i] ** 2 - Sum(z[k] ** 2 - v[k] ** 2, k) / n) / (2 * n)
    return difference(infinity_second_order, rest).sides(right=second)
