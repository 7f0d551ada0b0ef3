"""Boltzmann's law from a finite bath: weights (1 − ε/E)^(N − 1), which are Tsallis' q-exponentials, tend to exp(−β ε).

With a total energy E, N oscillators and β = (N − 1)/E, what is left for the bath when the system has the energy ε is E − ε.
"""

from sympy import Eq, Limit, Sum, exp, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, positives, reals, softmax, vectors
from ..prover.proof.chain import Approach, for_all
from ..prover.proof.recorded import found
from .vocabulary import epsilon, i, k, n

N = dimension("N")  # oscillators
r, total, b = positives("r E_tot beta")
v = vectors("v", n)
q, e = reals("q epsilon")
LARGE = Approach(N, oo, "-")


@theorem(
    "canonical-from-finite-bath/q-exponential",
    "The weight that a finite bath gives is a q-exponential",
    witness={"r": 1, "q": 0, "E_tot": 1, "epsilon": 0},
)
def q_exponential():
    """With r = N − 1 oscillators but one, β = r/E and 1 − q = 1/r; r need not be whole."""
    return found(Eq((1 - e / total) ** r, (1 - (1 - q) * (r / total) * e) ** (1 / (1 - q))), given=[e < total, Eq(1 - q, 1 / r)])


def shrinking(e):
    """(1 − β ε/(N − 1))^(N − 1) → e^(−β ε), as a sequence that begins one step later."""
    return LARGE.sooner((1 - b * e / (N - 1)) ** (N - 1), found(Eq(Limit((1 - b * e / N) ** N, N, oo), exp(-b * e))))


@theorem("canonical-from-finite-bath/limit", "As the bath grows the weight tends to Boltzmann's")
def limit():
    return shrinking(e)


@theorem("canonical-from-finite-bath/probabilities", "As the bath grows the probabilities tend to softmax")
def probabilities():
    shares = LARGE.through(v[i] / Sum(v[k], k), v, for_all(shrinking(epsilon[k]), k))
    return shares.sides(right=softmax(-b * epsilon)[i])
