"""Boltzmann's law is the one law of largest entropy among all with its mean energy.

Stationarity finds the candidate, and proves nothing more. What proves that it is the maximum is the gap, a relative entropy:

    H(p_β) − H(q) = KL(q ‖ p_β) + β (U(β) − ⟨q, ε⟩)
"""

from sympy import Eq, Sum, evaluate, log

from ..duality.relative_entropy import relative_to
from ..duality.variational import EDGE, finite_against, never_negative, only_at, softmax_total, surprise
from ..duality.vocabulary import H, TOTAL, q
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dot, entropy
from ..prover.proof.chain import combine, derive, suppose
from .vocabulary import Z, beta, energy, epsilon, i, k, p

LEVEL = EDGE | {"epsilon": (0, 0), "beta": 0}  # where all energies are equal every law has the mean energy

with evaluate(False):
    U, mean = energy(beta), dot(q, epsilon)
    multiplier = log(Z) - 1
    SAME_ENERGY = Eq(mean, U)
    GAP = relative_to(p[k])


@theorem(
    "maxent-boltzmann/stationary", "Boltzmann's law is stationary: entropy less multiples of the constraints", source="jaynes1957"
)
def stationary():
    return derive(-log(p[i]) - 1 - multiplier - beta * epsilon[i]).definition(0)


def total():
    """Boltzmann's law sums to one."""
    return softmax_total(-beta * epsilon)


@theorem(
    "maxent-kl-gap/gap-without-constraint",
    "How much less entropy a law has: a divergence, and β times a difference of energies",
    witness=EDGE,
)
def gap_without_constraint():
    """log p_β is −β ε − log Z, so that −Σ q_k log p_k is β ⟨q, ε⟩ + log Z, and H(p_β) is the same with p_β for q."""
    given, proofs = finite_against(p[k])
    lost = -H - Sum(q[k] * log(p[k]), k) + beta * (U - mean)
    return (
        derive(entropy(p) - H, given=[TOTAL, *given])
        .definition(lost)
        .back(derive(GAP + beta * (U - mean), given=[TOTAL, *given]).by(surprise(p[k]), lost))
        .knowing(*proofs)
    )


@theorem(
    "maxent-kl-gap/gap",
    "At the same mean energy the entropy that another law lacks is a divergence",
    source="cover2006",
    witness=LEVEL,
)
def gap():
    given, proofs = finite_against(p[k])
    same = suppose(SAME_ENERGY)
    return combine(Eq(entropy(p) - H, GAP), (1, gap_without_constraint), (-beta, same), given=given).knowing(*proofs)


@theorem(
    "maxent-boltzmann/optimal", "No law of the same mean energy has more entropy", source="jaynes1957", witness=LEVEL, star=True
)
def optimal():
    given, proofs = finite_against(p[k])
    divergence = never_negative(p[k], total())
    return combine(H <= entropy(p), (-1, gap), (1, divergence), given=given).knowing(*proofs)


@theorem("maxent-boltzmann/maximiser-unique", "No other law of its mean energy has as much entropy", source="jaynes1957",
         witness={"n": 1, "q": (1,), "epsilon": (0,), "beta": 0})  # fmt: skip
def maximiser_unique():
    given, proofs = finite_against(p[k])
    none = combine(Eq(GAP, 0), (-1, gap), (-1, suppose(Eq(H, entropy(p)))), given=given).knowing(*proofs)
    return only_at(p[k], total(), none).entrywise(k)
