"""Gibbs' variational principle: softmax(z/T) is the one maximiser of ⟨q, z⟩ + T H(q), and what is lost elsewhere is relative entropy.

    T LSE(z/T) − ⟨q, z⟩ − T H(q) = T KL(q ‖ softmax(z/T))

With a prior ρ the maximiser is tilted, ρ_k exp(z_k)/Σ, and with a target q the gap is a loss of the scores z.
"""

from fractions import Fraction

from sympy import Eq, Sum, evaluate, exp, log

from ..log_sum_exp import sums_to_one
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import KL, LSE, ForAll, delta, dot, entr, entropy, entry, indicator, softmax, vector
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import positive
from ..prover.proof.chain import combine, derive, for_all, recall, suppose, suppose_all
from .relative_entropy import equality_only_if, nonnegative, own, positive_held, term_split
from .vocabulary import H, T, TOTAL, a, b, held, i, j, k, n, p, rho, q, relative, x, y, z

EDGE = {"n": 2, "q": (1, 0)}  # a point of the closed simplex, on its edge


def finite_against(law):
    """The hypotheses under which H(q) and KL(q ‖ law) have values, for a positive law, and what proves them."""
    hypotheses = [ForAll(held(q[k], q[k]) > 0, k), ForAll(held(q[k], entry(law, k)) > 0, k)]
    return hypotheses, (for_all(own(q[k]), k), for_all(positive_held(q[k], entry(law, k)), k))


def surprise(law):
    """KL(q ‖ law) = −H(q) − Σ_k q_k log law_k, for a positive law."""
    given, proofs = finite_against(law)
    termwise = recall(term_split).at({a: q[k], b: entry(law, k)}).sum(k).assuming(*given)
    return termwise.sides(right=-H - Sum(q[k] * log(entry(law, k)), k), using=()).knowing(*proofs)


def never_negative(law, total):
    """0 <= KL(q ‖ law) for a positive law, whose entries have the sum 1 (the theorem `total`)."""
    positive_law = bracket_at(positive(entry(law, k)))
    present = derive(q[k] * indicator(Eq(entry(law, k), 0))).by(positive_law).algebra(0)
    return recall(nonnegative).at({p: law}).knowing(total, for_all(present, k))


@theorem(
    "gibbs-variational-principle/gap",
    "What is lost of the maximum is relative entropy",
    source="wainwright2008",
    witness=EDGE,
    star=True,
)
def gap():
    law = softmax(z / T)
    given, proofs = finite_against(law)
    lost = T * (-H - Sum(q[k] * log(law[k]), k))
    return (
        derive(T * LSE(z / T) - dot(q, z) - T * H, given=[TOTAL, *given])
        .definition(lost)
        .back(derive(T * relative(q, law), given=given).by(surprise(law)))
        .knowing(*proofs)
    )


def only_at(law, total, none):
    """q = law, from KL(q ‖ law) = 0 (the theorem `none`) for a positive law, whose entries have the sum 1."""
    positive_law = bracket_at(positive(entry(law, k)))
    present = derive(q[k] * indicator(Eq(entry(law, k), 0))).by(positive_law).algebra(0)
    return recall(equality_only_if).at({p: law}).knowing(none, total, for_all(present, k))


def softmax_total(scores):
    """Σ softmax(scores) = 1"""
    return recall(sums_to_one).at({z: scores})


@theorem(
    "gibbs-variational-principle/upper-bound",
    "No distribution does better than T LSE(z/T)",
    source="wainwright2008",
    witness=EDGE,
)
def upper_bound():
    given, proofs = finite_against(softmax(z / T))
    divergence = never_negative(softmax(z / T), softmax_total(z / T))
    return combine(dot(q, z) + T * H <= T * LSE(z / T), (-1, gap), (T, divergence), given=given).knowing(*proofs)


@theorem("gibbs-variational-principle/attained", "Softmax attains the bound", source="wainwright2008")
def attained():
    law = softmax(z / T)
    return derive(dot(law, z) + T * entropy(law)).definition(T * LSE(z / T))


@theorem(
    "gibbs-variational-principle/unique-maximiser",
    "And nothing else does",
    source="wainwright2008",
    witness={"n": 1, "q": (1,), "z": (0,), "T": 1},
)
def unique_maximiser():
    """If nothing is lost then KL(q ‖ softmax(z/T)) = 0, and q is softmax(z/T)."""
    law = softmax(z / T)
    given, proofs = finite_against(law)
    best = suppose(Eq(dot(q, z) + T * H, T * LSE(z / T)))
    none = combine(Eq(relative(q, law), 0), (-1 / T, gap), (1 / T, best), given=given).knowing(*proofs)
    return only_at(law, softmax_total(z / T), none).entrywise(k)


# --- a prior --------------------------------------------------------------------------------------------------------

with evaluate(False):
    tilted_total = Sum(rho[j] * exp(z[j]), j)
    tilted = vector(k, rho[k] * exp(z[k]) / tilted_total)
    PRIOR = Eq(Sum(rho[k], k), 1)
    PRIOR_EDGE = EDGE | {"rho": (Fraction(1, 2), Fraction(1, 2)), "z": (0, 0)}


def tilted_sums_to_one():
    """Σ_k ρ_k exp(z_k)/Σ_j ρ_j exp(z_j) = 1"""
    return derive(Sum(tilted[k], k)).definition(tilted_total / tilted_total).algebra(1)


@theorem("donsker-varadhan-prior/gap", "With a prior, what is lost is relative entropy to the tilted prior", witness=EDGE)
def prior_gap():
    (to_prior, prior_proofs), (to_tilted, tilted_proofs) = finite_against(rho), finite_against(tilted)
    left = log(tilted_total) - dot(q, z) + relative(q, rho)
    lost = -H - Sum(q[k] * log(rho[k] * exp(z[k]) / tilted_total), k)
    return (
        derive(left, given=[TOTAL, *to_prior, *to_tilted])
        .by(surprise(rho))
        .definition(lost)
        .back(surprise(tilted))
        .knowing(*prior_proofs, *tilted_proofs)
    )


@theorem("donsker-varadhan-prior/upper-bound", "Donsker and Varadhan's bound", witness=EDGE)
def prior_upper_bound():
    given, proofs = finite_against(rho)
    divergence = never_negative(tilted, tilted_sums_to_one())
    bound = dot(q, z) - relative(q, rho) <= log(tilted_total)
    return combine(bound, (-1, prior_gap), (1, divergence), given=given).knowing(*proofs)


@theorem("donsker-varadhan-prior/maximiser-if", "The tilted prior attains it")
def prior_maximiser_if():
    return derive(dot(tilted, z) - KL(tilted, rho)).definition(log(tilted_total))


@theorem("donsker-varadhan-prior/maximiser-only-if", "And nothing else does", witness={"n": 1, "q": (1,), "z": (0,), "rho": (1,)})
def prior_maximiser_only_if():
    given, proofs = finite_against(rho)
    to_tilted, tilted_proofs = finite_against(tilted)
    best = suppose(Eq(dot(q, z) - relative(q, rho), log(tilted_total)))
    none = combine(Eq(relative(q, tilted), 0), (-1, prior_gap), (1, best), given=[*given, *to_tilted])
    return only_at(tilted, tilted_sums_to_one(), none.knowing(*proofs, *tilted_proofs))


@theorem("donsker-varadhan-prior/softmax-form", "The tilted prior is softmax of scores and log-prior")
def prior_softmax_form():
    return derive(rho[k] * exp(z[k]) / tilted_total).definition(softmax(z + log(rho))[k])


# --- the gap as a loss ----------------------------------------------------------------------------------------------


with evaluate(False):
    LOSS = LSE(z) - dot(q, z) - H


@theorem("fenchel-young-loss/identity", "The gap at T = 1, as a loss of the scores, is relative entropy", source="blondel2020", witness=EDGE)
def loss_identity():
    given, proofs = finite_against(softmax(z))
    lost = -H - Sum(q[k] * log(softmax(z)[k]), k)
    return derive(LOSS, given=[TOTAL, *given]).definition(lost).back(surprise(softmax(z))).knowing(*proofs)


@theorem("fenchel-young-loss/nonnegative", "It is never negative", source="blondel2020", witness=EDGE)
def loss_nonnegative():
    given, proofs = finite_against(softmax(z))
    divergence = never_negative(softmax(z), recall(sums_to_one))
    return combine(LOSS >= 0, (-1, loss_identity), (1, divergence), given=given).knowing(*proofs)


@theorem("fenchel-young-loss/nonnegative-equality-if", "It is 0 where softmax is the target", source="blondel2020")
def loss_equality_if():
    law = softmax(z)
    return derive(LSE(z) - dot(law, z) - entropy(law)).definition(0)


@theorem(
    "fenchel-young-loss/nonnegative-equality-only-if",
    "And only there",
    source="blondel2020",
    witness={"n": 1, "q": (1,), "z": (0,)},
)
def loss_equality_only_if():
    given, proofs = finite_against(softmax(z))
    none = combine(Eq(relative(q, softmax(z)), 0), (-1, loss_identity), (1, suppose(Eq(LOSS, 0))), given=given).knowing(*proofs)
    return only_at(softmax(z), recall(sums_to_one), none).entrywise(k)


@theorem("fenchel-young-loss/one-hot", "For a class it is the cross-entropy", source="blondel2020")
def loss_one_hot():
    target = Sum(delta(k, y) * z[k], k)
    given = [ForAll(held(delta(k, y), delta(k, y)) > 0, k)]
    left = derive(LSE(z) - target - Sum(entr(delta(k, y)), k), given=given).collapse(LSE(z) - z[y])
    return left.definition(-log(softmax(z)[y])).knowing(for_all(own(delta(k, y)), k))
