"""Gibbs' variational principle: softmax(z/T) is the one maximiser of ⟨q, z⟩ + T H(q); what others lose is relative entropy.

    T LSE(z/T) − ⟨q, z⟩ − T H(q) = T KL(q ‖ softmax(z/T))

With a prior ρ the maximiser is tilted, ρ_k exp(z_k)/Σ, and with a target q the gap is a loss of the scores z.
"""

from sympy import Eq, Ne, Sum, evaluate, exp, log

from ..definitions.simplex import sums_to_one
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import KL, LSE, ForAll, delta, dot, entr, entropy, indicator, softmax, vector
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, positive, whether_equal
from ..prover.proof.chain import combine, derive, for_all, recall, suppose
from .relative_entropy import equality_only_if, nonnegative, own, positive_held, relative_to, term_split
from .vocabulary import H, T, TOTAL, a, b, held, j, k, p, q, rho, y, z

EDGE = {"n": 2, "q": (1, 0)}  # a point of the closed simplex, on its edge


# A positive law is given by its entry at k: softmax(z)[k], or rho[k] exp(z[k])/Σ.


def finite_against(law):
    """The hypotheses under which H(q) and KL(q ‖ law) have values, for a positive law, and what proves them."""
    hypotheses = [ForAll(held(q[k], q[k]) > 0, k), ForAll(held(q[k], law) > 0, k)]
    return hypotheses, (for_all(own(q[k]), k).unprinted(), for_all(positive_held(q[k], law), k).unprinted())


def surprise(law):
    """KL(q ‖ law) = −H(q) − Σ_k q_k log law_k"""
    given, proofs = finite_against(law)
    termwise = recall(term_split).at({a: q[k], b: law}).sum(k).assuming(*given)
    return termwise.sides(right=-H - Sum(q[k] * log(law), k), using=()).knowing(*proofs)


def present(law):
    """q_k [law_k = 0] = 0 for every k."""
    nowhere_zero = bracket_at(positive(law))
    return for_all(derive(q[k] * indicator(Eq(law, 0))).by(nowhere_zero).algebra(0), k)


def never_negative(law, total):
    """0 <= KL(q ‖ law), the entries of the law having the sum 1 (the theorem `total`)."""
    at_law = recall(nonnegative).at({p: vector(k, law)})
    return at_law.knowing(total, present(law))


def only_at(law, total, none):
    """q_k = law_k, from KL(q ‖ law) = 0 (the theorem `none`), the entries of the law having the sum 1."""
    at_law = recall(equality_only_if).at({p: vector(k, law)})
    return at_law.knowing(none, total, present(law))


def softmax_total(scores):
    """Σ_k softmax(scores)_k = 1"""
    return recall(sums_to_one).at({z: scores})


# --- the principle --------------------------------------------------------------------------------------------------


@theorem(
    "gibbs-variational-principle/gap",
    "What is lost of the maximum is relative entropy",
    source="wainwright2008",
    witness=EDGE,
    star=True,
)
def gap():
    law = softmax(z / T)[k]
    given, proofs = finite_against(law)
    lost = T * (-H - Sum(q[k] * log(law), k))
    return (
        derive(T * LSE(z / T) - dot(q, z) - T * H, given=[TOTAL, *given])
        .definition(lost)
        .back(derive(T * relative_to(law), given=given).by(surprise(law)))
        .knowing(*proofs)
    )


@theorem(
    "gibbs-variational-principle/upper-bound",
    "No distribution does better than T LSE(z/T)",
    source="wainwright2008",
    witness=EDGE,
)
def upper_bound():
    law = softmax(z / T)[k]
    given, proofs = finite_against(law)
    divergence = never_negative(law, softmax_total(z / T))
    return combine(dot(q, z) + T * H <= T * LSE(z / T), (-1, gap), (T, divergence), given=given).knowing(*proofs)


@theorem("gibbs-variational-principle/attained", "Softmax attains the bound of mean score plus entropy", source="wainwright2008")
def attained():
    law = softmax(z / T)
    return derive(dot(law, z) + T * entropy(law)).definition(T * LSE(z / T))


@theorem(
    "gibbs-variational-principle/unique-maximiser",
    "Nothing but softmax attains the bound of mean score plus entropy",
    source="wainwright2008",
    witness={"n": 1, "q": (1,), "z": (0,), "T": 1},
)
def unique_maximiser():
    """If nothing is lost then KL(q ‖ softmax(z/T)) = 0, and q is softmax(z/T)."""
    law = softmax(z / T)[k]
    given, proofs = finite_against(law)
    best = suppose(Eq(dot(q, z) + T * H, T * LSE(z / T)))
    none = combine(Eq(relative_to(law), 0), (-1 / T, gap), (1 / T, best), given=given).knowing(*proofs)
    return only_at(law, softmax_total(z / T), none).entrywise(k)


@theorem(
    "lse-mean-lower-bound/entropy", "Log-sum-exp is at least a mean score and its entropy", source="wainwright2008", witness=EDGE
)
def below_log_sum_exp():
    given, proofs = finite_against(softmax(z)[k])
    return combine(dot(q, z) + H <= LSE(z), (1, recall(upper_bound).at({T: 1})), given=given).knowing(*proofs)


@theorem(
    "lse-mean-lower-bound/entropy-equality-if",
    "Under softmax itself mean score plus entropy is log-sum-exp",
    source="wainwright2008",
)
def at_log_sum_exp():
    return derive(dot(softmax(z), z) + entropy(softmax(z))).definition(LSE(z))


@theorem(
    "lse-mean-lower-bound/entropy-equality-only-if",
    "Only under softmax mean score plus entropy is log-sum-exp",
    source="wainwright2008",
    witness={"n": 1, "q": (1,), "z": (0,)},
)
def only_at_log_sum_exp():
    best = suppose(Eq(dot(q, z) + H, LSE(z))).assuming(*finite_against(softmax(z)[k])[0])
    at_one = given_lemma(recall(unique_maximiser).at({T: 1}), best)
    return at_one.knowing(*finite_against(softmax(z)[k])[1]).sides(right=softmax(z), using=())


# --- a prior --------------------------------------------------------------------------------------------------------

with evaluate(False):
    tilted_total = Sum(rho[j] * exp(z[j]), j)
    tilted = rho[k] * exp(z[k]) / tilted_total
    tilted_law = vector(k, tilted)


def tilted_sums_to_one():
    """Σ_k ρ_k exp(z_k)/Σ_j ρ_j exp(z_j) = 1"""
    return derive(Sum(tilted, k)).algebra(1)


@theorem("donsker-varadhan-prior/gap", "With a prior, what is lost is relative entropy to the tilted prior", witness=EDGE)
def prior_gap():
    (to_prior, prior_proofs), (to_tilted, tilted_proofs) = finite_against(rho[k]), finite_against(tilted)
    lost = -H - Sum(q[k] * log(tilted), k)
    return (
        derive(log(tilted_total) - dot(q, z) + relative_to(rho[k]), given=[TOTAL, *to_prior, *to_tilted])
        .by(surprise(rho[k]))
        .definition(lost)
        .back(surprise(tilted))
        .knowing(*prior_proofs, *tilted_proofs)
    )


@theorem("donsker-varadhan-prior/upper-bound", "Donsker and Varadhan's bound", witness=EDGE)
def prior_upper_bound():
    given, proofs = finite_against(rho[k])
    divergence = never_negative(tilted, tilted_sums_to_one())
    bound = dot(q, z) - relative_to(rho[k]) <= log(tilted_total)
    return combine(bound, (-1, prior_gap), (1, divergence), given=given).knowing(*proofs)


@theorem("donsker-varadhan-prior/maximiser-if", "The tilted prior attains the bound")
def prior_maximiser_if():
    return derive(dot(tilted_law, z) - KL(tilted_law, rho)).definition(log(tilted_total))


@theorem(
    "donsker-varadhan-prior/maximiser-only-if",
    "Nothing but the tilted prior attains the bound",
    witness={"n": 1, "q": (1,), "z": (0,), "rho": (1,)},
)
def prior_maximiser_only_if():
    given, proofs = finite_against(rho[k])
    to_tilted, tilted_proofs = finite_against(tilted)
    best = suppose(Eq(dot(q, z) - relative_to(rho[k]), log(tilted_total)))
    none = combine(Eq(relative_to(tilted), 0), (-1, prior_gap), (1, best), given=[*given, *to_tilted])
    return only_at(tilted, tilted_sums_to_one(), none.knowing(*proofs, *tilted_proofs))


@theorem("donsker-varadhan-prior/softmax-form", "The tilted prior is softmax of scores and log-prior")
def prior_softmax_form():
    return derive(tilted).definition(softmax(z + log(rho))[k])


# --- the gap as a loss ----------------------------------------------------------------------------------------------


with evaluate(False):
    LOSS = LSE(z) - dot(q, z) - H


@theorem(
    "fenchel-young-loss/identity",
    "The gap at T = 1, as a loss of the scores, is relative entropy",
    source="blondel2020",
    witness=EDGE,
)
def loss_identity():
    law = softmax(z)[k]
    given, proofs = finite_against(law)
    lost = -H - Sum(q[k] * log(law), k)
    return derive(LOSS, given=[TOTAL, *given]).definition(lost).back(surprise(law)).knowing(*proofs)


@theorem(
    "fenchel-young-loss/nonnegative", "The Fenchel–Young loss of entropy is never negative", source="blondel2020", witness=EDGE
)
def loss_nonnegative():
    law = softmax(z)[k]
    given, proofs = finite_against(law)
    divergence = never_negative(law, recall(sums_to_one))
    return combine(LOSS >= 0, (-1, loss_identity), (1, divergence), given=given).knowing(*proofs)


@theorem(
    "fenchel-young-loss/nonnegative-equality-if", "The Fenchel–Young loss is 0 where softmax is the target", source="blondel2020"
)
def loss_equality_if():
    law = softmax(z)
    return derive(LSE(z) - dot(law, z) - entropy(law)).definition(0)


@theorem(
    "fenchel-young-loss/nonnegative-equality-only-if",
    "The Fenchel–Young loss is 0 only where softmax is the target",
    source="blondel2020",
    witness={"n": 1, "q": (1,), "z": (0,)},
)
def loss_equality_only_if():
    law = softmax(z)[k]
    given, proofs = finite_against(law)
    none = combine(Eq(relative_to(law), 0), (-1, loss_identity), (1, suppose(Eq(LOSS, 0))), given=given).knowing(*proofs)
    return only_at(law, recall(sums_to_one), none).entrywise(k)


def without_surprise(value):
    """−a log a = 0 at a = 0 and at a = 1."""
    sure = combine(Eq(a, value), (-1, suppose(Eq(value, a))))
    return derive(entr(a), given=[Eq(value, a)]).by(sure).algebra(0)


@theorem("fenchel-young-loss/one-hot", "For a class as target the Fenchel–Young loss is the cross-entropy", source="blondel2020")
def loss_one_hot():
    """The entropy of a one-hot target is 0, term by term: both 0 and 1 have −u log u = 0."""
    target = delta(k, y)
    other = without_surprise(0).at({a: target}).knowing(combine(Eq(0, target), given=[Ne(k, y)]))
    same = without_surprise(1).at({a: delta(k, k)}).knowing(combine(Eq(1, delta(k, k))))
    certain = whether_equal(Eq(entr(target), 0), k, y, other, same)
    return (
        derive(LSE(z) - Sum(target * z[k], k) - Sum(entr(target), k))
        .by(certain)
        .collapse(LSE(z) - z[y])
        .definition(-log(softmax(z)[y]))
    )
