"""The partition function: its logarithm generates the cumulants of the energy, and is entropy less β times the mean energy.

    −d/dβ log Z = U        d²/dβ² log Z = Var(ε)        H(p_β) = log Z + β U

A level c added to all energies multiplies Z by exp(−c/T) and moves the free energy by c; the law does not see it.
"""

from sympy import Derivative, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dot, entropy, entry, ones, softmax, variance
from ..prover.proof.chain import derive
from .vocabulary import T, Z, beta, c, energy, epsilon, i, j, k, n, p

with evaluate(False):
    U = energy(beta)
    first_sum, second_sum, third_sum = (Sum(epsilon[k] ** order * exp(-beta * epsilon[k]), k) for order in (1, 2, 3))
    Z_T = Sum(exp(-epsilon[j] / T), j)
    p_T = softmax(-epsilon / T)
    F = -T * log(Z_T)
    raised = epsilon + c * ones(n)


@theorem(
    "partition-function-cumulants/mean", "The mean energy is the slope of the log of the partition function", source="gibbs1902"
)
def mean():
    return derive(-Derivative(log(Z), beta)).differentiate(first_sum / Z).definition(U)


@theorem(
    "partition-function-cumulants/variance",
    "The variance of the energy is the second derivative of log Z",
    source="gibbs1902",
)
def second_cumulant():
    return (
        derive(Derivative(log(Z), (beta, 2))).differentiate(second_sum / Z - first_sum**2 / Z**2).definition(variance(p, epsilon))
    )


@theorem(
    "partition-function-cumulants/third",
    "The third central moment of the energy is the third derivative of log Z, up to the sign",
    source="gibbs1902",
)
def third_cumulant():
    return (
        derive(-Derivative(log(Z), (beta, 3)))
        .differentiate(third_sum / Z - 3 * first_sum * second_sum / Z**2 + 2 * first_sum**3 / Z**3)
        .definition(Sum(p[i] * (epsilon[i] - U) ** 3, i))
    )


@theorem(
    "partition-function-cumulants/free-energy", "The free energy is mean energy less temperature times entropy", source="gibbs1902"
)
def free_energy():
    return (
        derive(F)
        .definition(
            Sum(p_T[i] * (epsilon[i] + T * log(p_T[i])), i), because="T log p_i = −ε_i − T log Z, and the weights sum to one"
        )
        .definition(dot(p_T, epsilon) - T * entropy(p_T))
    )


@theorem("beta-is-entropy-derivative/entropy", "The entropy is the log of the partition function and β times the mean energy")
def entropy_of_law():
    return derive(entropy(p)).definition(Sum(p[i] * (log(Z) + beta * epsilon[i]), i)).definition(log(Z) + beta * U)


# --- what is gauge --------------------------------------------------------------------------------------------------


@theorem("gauge-energy-zero/conditional", "Where the energy is 0 does not matter to the law", source="lecun2006")
def law_does_not_see():
    return (
        derive(entry(softmax(-raised), i))
        .definition(exp(-(epsilon[i] + c)) / Sum(exp(-(epsilon[j] + c)), j))
        .algebra(exp(-epsilon[i]) / Sum(exp(-epsilon[j]), j))
        .definition(softmax(-epsilon)[i])
        .entrywise(i)
    )


@theorem("gauge-energy-zero/partition-function", "Where the energy is 0 matters to the partition function by a factor")
def partition_function_raised():
    return derive(Sum(exp(-entry(raised, j) / T), j)).algebra(exp(-c / T) * Z_T)


@theorem("gauge-energy-zero/free-energy", "Where the energy is 0 shifts the free energy by as much")
def free_energy_raised():
    return derive(-T * log(Sum(exp(-entry(raised, j) / T), j))).by(partition_function_raised).algebra(F + c)
