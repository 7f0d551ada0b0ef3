"""For every mean energy between the lowest and the highest there is a β: U runs from the highest to the lowest as β grows."""

from sympy import evaluate

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Minimum, entry, largest, reals
from ..prover.proof.chain import below_maximum, combine, recall, suppose
from ..prover.proof.by_cases import both_bounds
from ..prover.proof.existence import takes_value
from ..prover.proof.extrema import over_minimum
from ..temperature.ends import limit_minus, limit_plus, smallest
from ..temperature.vocabulary import COLD, NEGATIVE, z
from .vocabulary import beta, energy, epsilon, k

u, b = reals("U b")

with evaluate(False):
    lowest, highest = Minimum(epsilon[k], k), largest(epsilon)


def cold():
    """U → min ε as β → ∞, as −U is the mean of the scores −ε."""
    scores = recall(limit_plus).at({z: -epsilon})
    return COLD.rewrite(COLD.through(-b, b, scores), energy(beta)).by(smallest().at({z: epsilon}))


def mirrored():
    """−min(−ε) = max ε"""
    low = Minimum(entry(-epsilon, k), k)
    at_most = combine(epsilon[k] <= -low, (1, over_minimum(entry(-epsilon, k), k))).maximum(k).restate(highest <= -low)
    at_least = combine(-highest <= entry(-epsilon, k), (1, below_maximum(epsilon, k))).minimum(k)
    return both_bounds(combine(-low <= highest, (1, at_least)), at_most)


def hot():
    """U → max ε as β → −∞"""
    scores = recall(limit_minus).at({z: -epsilon})
    return NEGATIVE.rewrite(NEGATIVE.through(-b, b, scores), energy(beta)).by(mirrored())


@theorem(
    "maxent-boltzmann/beta-exists",
    "Each mean energy between the lowest and the highest has a β",
    source="jaynes1957",
    witness={"n": 2, "epsilon": (0, 2), "U": 1},
)
def exists():
    return takes_value(cold(), hot(), suppose(lowest < u), suppose(u < highest))
