"""A step of mirror descent multiplies probabilities: exponentiated gradient, and projections in relative entropy.

    argmin_q η⟨g, q⟩ + KL(q ‖ p) = p_k exp(−η g_k)/Σ = softmax(log p − η g)

All of it is the principle with a prior, for the scores −η g; for the scores λ f it is a theorem of Pythagoras.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import KL, dot, entry, positive_vectors, positives, reals, softmax, vector, vectors
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import positive
from ..prover.proof.chain import combine, derive, recall, suppose, suppose_all
from .relative_entropy import relative_to
from .variational import finite_against, never_negative, only_at, prior_gap, prior_maximiser_if, prior_maximiser_only_if
from .variational import prior_upper_bound
from .vocabulary import j, k, n, q, rho, z

eta, lam = positives("eta"), reals("lambda")
p = positive_vectors("p", n)
g, f = vectors("g f", n)
INSIDE = {"n": 1, "q": (1,), "p": (1,)}

with evaluate(False):
    total = Sum(p[j] * exp(-eta * g[j]), j)
    step = p[k] * exp(-eta * g[k]) / total
    next_law = vector(k, step)
    cost = eta * dot(g, q) + relative_to(p[k])
    lowest = -log(total)


def downhill(lemma):
    """A theorem of the principle with the prior p and the scores −η g."""
    return recall(lemma).at({z: -eta * g, rho: p})


@theorem(
    "exponentiated-gradient/gap",
    "What another step loses against exponentiated gradient is relative entropy",
    source="beck2003",
    witness={"n": 2, "q": (1, 0)},
)
def gap():
    (to_p, p_proofs), (to_step, step_proofs) = finite_against(p[k]), finite_against(step)
    statement = Eq(cost, relative_to(step) - log(total))
    return combine(statement, (1, downhill(prior_gap)), given=[*to_p, *to_step]).knowing(*p_proofs, *step_proofs)


@theorem(
    "exponentiated-gradient/minimum",
    "No step does better than exponentiated gradient",
    source="beck2003",
    witness={"n": 2, "q": (1, 0)},
)
def minimum():
    given, proofs = finite_against(p[k])
    return combine(cost >= lowest, (1, downhill(prior_upper_bound)), given=given).knowing(*proofs)


@theorem("exponentiated-gradient/minimiser-if", "Multiplying by exp(−η g) attains the minimum", source="kivinen1997")
def minimiser_if():
    return derive(eta * dot(g, next_law) + KL(next_law, p)).definition(lowest)


@theorem(
    "exponentiated-gradient/minimiser-only-if",
    "Nothing but multiplying by exp(−η g) attains the minimum",
    source="kivinen1997",
    witness=INSIDE | {"g": (0,), "eta": 1},
)
def minimiser_only_if():
    given, proofs = finite_against(p[k])
    best = suppose(Eq(cost, lowest))
    in_scores = log(Sum(p[j] * exp(entry(-eta * g, j)), j))
    of_principle = combine(Eq(dot(q, -eta * g) - relative_to(p[k]), in_scores), (-1, best), given=given).knowing(*proofs)
    return downhill(prior_maximiser_only_if).knowing(of_principle).sides(right=step, using=())


@theorem("exponentiated-gradient/softmax-form", "Exponentiated gradient is softmax of log p − η g", source="kivinen1997")
def softmax_form():
    return derive(step).definition(softmax(log(p) - eta * g)[k])


# --- projections ----------------------------------------------------------------------------------------------------

with evaluate(False):
    tilt_total = Sum(p[j] * exp(lam * f[j]), j)
    tilt = p[k] * exp(lam * f[k]) / tilt_total
    tilted = vector(k, tilt)
    SAME_MEAN = Eq(dot(q, f), dot(tilted, f))
    leg = KL(tilted, p)


def values():
    (to_p, p_proofs), (to_tilt, tilt_proofs) = finite_against(p[k]), finite_against(tilt)
    return [*to_p, *to_tilt], (*p_proofs, *tilt_proofs)


@theorem(
    "kl-projection-pythagoras/identity",
    "Relative entropy splits at the tilted law with the same mean",
    witness=INSIDE | {"f": (0,), "lambda": 0},
)
def pythagoras():
    """KL(q ‖ p) is KL(q ‖ p*) + λ ⟨q, f⟩ − log Σ, and KL(p* ‖ p) is λ ⟨p*, f⟩ − log Σ."""
    given, proofs = values()
    scores = {z: lam * f, rho: p}
    first, second = recall(prior_gap).at(scores), recall(prior_maximiser_if).at(scores)
    statement = Eq(relative_to(p[k]), relative_to(tilt) + leg)
    return combine(statement, (1, first), (1, second), (lam, suppose(SAME_MEAN)), given=given).knowing(*proofs)


@theorem(
    "kl-projection-pythagoras/projection",
    "Of all laws with its mean the tilted law is the nearest",
    witness=INSIDE | {"f": (0,), "lambda": 0},
)
def projection():
    given, proofs = values()
    rest = never_negative(tilt, tilt_sums_to_one())
    return combine(relative_to(p[k]) >= leg, (-1, pythagoras), (1, rest), given=given).knowing(*proofs)


def tilt_sums_to_one():
    return derive(Sum(tilt, k)).algebra(1)


@theorem(
    "kl-projection-pythagoras/projection-equality-if",
    "The tilted law is its own projection",
    witness=INSIDE | {"f": (0,), "lambda": 0},
)
def projection_equality_if():
    same = suppose_all(Eq(q[k], tilt), k)
    return derive(relative_to(p[k])).by(same).by(bracket_at(positive(tilt))).definition(leg)


@theorem(
    "kl-projection-pythagoras/projection-equality-only-if",
    "No other law with its mean is as near as the tilted one",
    witness=INSIDE | {"f": (0,), "lambda": 0},
)
def projection_equality_only_if():
    given, proofs = values()
    nearest = suppose(Eq(relative_to(p[k]), leg))
    none = combine(Eq(relative_to(tilt), 0), (-1, pythagoras), (1, nearest), given=given).knowing(*proofs)
    return only_at(tilt, tilt_sums_to_one(), none)
