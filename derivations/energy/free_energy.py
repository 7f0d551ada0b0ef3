"""The free energy F = −T LSE(f/T) of the scores: between −max f − T log n and −max f."""

from sympy import Eq, evaluate, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, largest, vectors
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import combine, recall, suppose
from ..temperature import soft_maximum
from ..temperature.vocabulary import T, n, z

f = vectors("f", n)

with evaluate(False):
    F = -T * LSE(f / T)


def of_scores(lemma):
    """A theorem on the soft maximum, for the scores f."""
    return recall(lemma).at({z: f})


@theorem("free-energy-lse/upper", "The free energy is at most the lowest energy")
def upper():
    return combine(F <= -largest(f), (1, of_scores(soft_maximum.lower)))


@theorem("free-energy-lse/lower", "The free energy is below the lowest energy by at most T log n")
def lower():
    return combine(F >= -largest(f) - T * log(n), (1, of_scores(soft_maximum.upper)))


@theorem(
    "free-energy-lse/lower-equality-if",
    "For equal scores the free energy is T log n below the lowest energy",
    witness={"n": 2, "f": (0, 0), "c": 0},
)
def lower_equality_if():
    alike = of_scores(soft_maximum.upper_equality_if)
    return combine(Eq(F, -largest(f) - T * log(n)), (-1, alike))


@theorem(
    "free-energy-lse/lower-equality-only-if",
    "The free energy is T log n below the lowest energy for equal scores only",
    witness={"n": 1, "f": (0,), "i": 1, "j": 1, "T": 1},
)
def lower_equality_only_if():
    touching = combine(Eq(T * LSE(f / T), largest(f) + T * log(n)), (-1, suppose(Eq(F, -largest(f) - T * log(n)))))
    return given_lemma(of_scores(soft_maximum.upper_equality_only_if), touching)
