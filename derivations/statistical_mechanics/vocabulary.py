"""The names that this chapter uses throughout: states i of energy ε_i, the inverse temperature β, and Boltzmann's law p_β.

p_β = softmax(−β ε)        Z = Σ_i exp(−β ε_i)        U = ⟨ε⟩ under p_β
"""

from sympy import Ne, Sum, evaluate, exp

from ..duality.relative_entropy import own
from ..duality.vocabulary import a, held
from ..prover.language.sympy_notation import dimension, dot, indices, nonnegative_vectors, positives, reals, softmax, vectors

__all__ = [
    "SOME_DIFFER", "T", "Z", "average", "beta", "beta_prime", "c", "energy", "epsilon", "has_value", "i", "j", "k", "law", "n",
    "p", "q", "x",
]  # fmt: skip

n = dimension("n")
epsilon = vectors("epsilon", n)
q = nonnegative_vectors("q", n)
i, j, k = indices("i j k", n)
beta, beta_prime, c, x = reals("beta beta_prime c x")
T = positives("T")


def law(beta):
    """Boltzmann's law at an inverse temperature."""
    return softmax(-beta * epsilon)


def energy(beta):
    """The mean energy under it."""
    return dot(law(beta), epsilon)


with evaluate(False):  # SymPy keeps the order in which they are written
    p = law(beta)
    Z = Sum(exp(-beta * epsilon[j]), j)
    average = Sum(epsilon[j], j) / n
    SOME_DIFFER = Ne(epsilon[i], epsilon[j])


def has_value(u, given=()):
    """u + [u = 0](1 − u) > 0 for u >= 0, so that u log u has a value, which is 0 at u = 0."""
    return own(a).at({a: u}, given=given).sides(right=held(u, u), using=())
