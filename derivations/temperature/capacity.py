"""The heat capacity: how the mean energy of a system with energies ε moves with the temperature, and Schottky's peak.

p_T = softmax(−ε/T)        U = ⟨ε⟩        C = dU/dT = Var(ε)/T²
"""

from sympy import Derivative, Eq, ImmutableDenseMatrix, Limit, Ne, Sum, evaluate, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, dot, entropy, indices, positives, reals, softmax, variance, vectors
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found

n = dimension("n")
E = vectors("epsilon", n)  # a state is of energy ε_i
i, j = indices("i j", n)
T = positives("T")
gap = reals("Delta")  # of two levels

with evaluate(False):
    p = softmax(-E / T)
    U = dot(p, E)
    Z = Sum(exp(-E[j] / T), j)
    first_sum, second_sum = (Sum(exp(-E[i] / T) * E[i] ** power, i) for power in (1, 2))
    ENERGIES, LEVELS = ImmutableDenseMatrix([0, gap]), ImmutableDenseMatrix([0, -gap])
    curve = (gap / T) ** 2 * exp(gap / T) / (1 + exp(gap / T)) ** 2


@theorem("temperature-heat-capacity/capacity", "The heat capacity is the variance of the energy over T²")
def capacity():
    return (
        derive(Derivative(U, T))
        .definition(Derivative(first_sum / Z, T))
        .differentiate((second_sum / Z - first_sum**2 / Z**2) / T**2)
        .definition(variance(p, E) / T**2)
    )


@theorem("temperature-heat-capacity/entropy", "Entropy is gained at the rate of heat over temperature")
def entropy_rate():
    rate = derive(1 / T * Derivative(U, T)).by(capacity)
    gained = (
        derive(Derivative(entropy(p), T))
        .definition(Derivative(log(Z) + first_sum / (T * Z), T))
        .differentiate((second_sum / Z - first_sum**2 / Z**2) / T**3)
        .definition(1 / T * (variance(p, E) / T**2))
    )
    return gained.back(rate)


# --- two levels, 0 and Δ --------------------------------------------------------------------------------------------


@theorem("temperature-heat-capacity/schottky", "The heat capacity of two levels: Schottky's curve")
def schottky():
    energy = derive(dot(softmax(LEVELS / T), ENERGIES)).definition(gap / (1 + exp(gap / T)))
    return derive(Derivative(dot(softmax(LEVELS / T), ENERGIES), T)).by(energy).differentiate(curve)


@theorem("temperature-heat-capacity/schottky-cold", "Two levels freeze: the capacity vanishes as T → 0+", witness={"Delta": 1})
def schottky_cold():
    return found(Eq(Limit(curve, T, 0, "+"), 0), given=[Ne(gap, 0)])


@theorem("temperature-heat-capacity/schottky-hot", "Two levels saturate: the capacity vanishes as T → ∞")
def schottky_hot():
    return found(Eq(Limit(curve, T, oo), 0))
