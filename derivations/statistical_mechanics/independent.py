"""Two systems that do not see each other: energies add, so that weights, laws and partition functions multiply.

Shannon's entropy then adds. That of Tsallis, S_s(p) = (1 − Σ p_i^s)/(s − 1), does not:

    S_s(p ⊗ p′) = S_s(p) + S_s(p′) + (1 − s) S_s(p) S_s(p′)
"""

from sympy import Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, positives, softmax, vectors
from ..prover.proof.chain import derive
from .vocabulary import beta, epsilon, i, k

n_prime = dimension("n_prime")
j, l = indices("j l", n_prime)
other = vectors("epsilon_prime", n_prime)
s = positives("s")

with evaluate(False):
    joint = Sum(Sum(exp(-beta * (epsilon[k] + other[l])), l), k)
    Z, Z_prime = Sum(exp(-beta * epsilon[k]), k), Sum(exp(-beta * other[l]), l)


def product():
    """The partition function of the two together is the product of theirs."""
    return derive(joint).algebra(Z * Z_prime)


@theorem(
    "independent-systems-factorise/product", "The joint law of independent systems is the product of their laws", source="gibbs1902"
)
def laws_multiply():
    return (
        derive(exp(-beta * (epsilon[i] + other[j])) / joint)
        .by(product())
        .algebra(exp(-beta * epsilon[i]) / Z * (exp(-beta * other[j]) / Z_prime))
        .definition(softmax(-beta * epsilon)[i] * softmax(-beta * other)[j])
    )


@theorem("independent-systems-factorise/log-partition", "The logs of their partition functions add")
def log_partition_adds():
    return derive(log(joint)).by(product()).algebra(log(Z) + log(Z_prime))
