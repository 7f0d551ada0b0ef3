"""Negative temperatures: the mean energy falls with β through the plain mean at β = 0, so that below 0 it lies above."""

from sympy import Derivative, Eq, Limit, Sum, exp, oo

from ..log_sum_exp.tangent import h, spread, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, variance
from ..prover.proof.by_cases import forced_equal, given_lemma, impossible, positive, rises, whichever
from ..prover.proof.chain import Approach, combine, derive, suppose
from ..prover.proof.recorded import found
from .vocabulary import SOME_DIFFER, average, beta, beta_prime, energy, epsilon, i, j, law, x

EDGE = {"n": 2, "epsilon": (0, 1), "i": 1, "j": 2}


def energy_varies(beta):
    """0 < Var(ε) at every β, where two energies differ."""
    return given_lemma(spread().at({z: -beta * epsilon, h: epsilon}), positive((epsilon[i] - epsilon[j]) ** 2, given=[SOME_DIFFER]))


def energy_falls(low, high):
    """U at the larger β is below U at the smaller one, as dU/dβ = −Var(ε)."""
    slope = derive(Derivative(-energy(x), x)).compute(variance(law(x), epsilon))
    return rises(combine(Derivative(-energy(x), x) > 0, (-1, slope), (1, energy_varies(x))), x, low, high, suppose(low < high))


@theorem(
    "maxent-boltzmann/beta-unique",
    "The mean energy determines β",
    witness=EDGE | {"beta": 0, "beta_prime": 0},
)
def unique():
    same = suppose(Eq(energy(beta), energy(beta_prime)))
    return forced_equal(beta, beta_prime, lambda order: energy_falls(*order.args), same)


# --- the sign of β --------------------------------------------------------------------------------------------------


def at_zero():
    """At β = 0 the mean energy is the plain one."""
    return derive(energy(0)).definition(average)


@theorem(
    "negative-temperature/sign", "At a negative temperature the mean energy exceeds the plain mean", witness=EDGE | {"beta": -1}
)
def sign():
    return combine(energy(beta) > average, (1, energy_falls(beta, 0)), (1, at_zero()))


@theorem("negative-temperature/zero-if", "At β = 0 the mean energy is the plain mean", witness={"beta": 0})
def zero_if():
    return derive(energy(beta)).by(suppose(Eq(beta, 0))).definition(average)


@theorem("negative-temperature/zero-only-if", "Only at β = 0 the mean energy is the plain mean", witness=EDGE | {"beta": 0})
def zero_only_if():
    same = combine(Eq(energy(beta), energy(0)), (1, suppose(Eq(energy(beta), average))), (-1, at_zero()))
    return forced_equal(beta, 0, lambda order: energy_falls(*order.args), same)


@theorem(
    "negative-temperature/sign-converse",
    "Only at a negative temperature does the mean energy exceed the plain mean",
    witness=EDGE | {"beta": -1},
)
def sign_converse():
    above = suppose(energy(beta) > average)

    def case(order):
        if order == (beta < 0):
            return suppose(order)
        if order == Eq(beta, 0):
            return impossible(above, zero_if, beta < 0)
        return impossible(above, combine(energy(beta) < average, (1, energy_falls(0, beta)), (1, at_zero())), beta < 0)

    return whichever(beta, 0, case)


# --- energies without an end ----------------------------------------------------------------------------------------

N = dimension("N")
level = indices("k", N, 0)
FOREVER = Approach(N, oo, "-")


@theorem(
    "negative-temperature/unbounded-spectrum",
    "With energies 0, 1, 2, … the partition function is infinite at β = 0 and below",
    witness={"beta": 0},
)
def unbounded_spectrum():
    """No term is below 1, so that N + 1 of them are at least N + 1."""
    total = Sum(exp(-beta * level), level)
    each = combine(0 <= -beta * level, (level, suppose(beta <= 0))).exp().sides(left=1, using=())
    many = each.sum(level).sides(left=N + 1, using=())
    few = combine(1 / total <= 1 / (N + 1), (1 / (total * (N + 1)), many))
    falling = found(Eq(Limit(1 / (N + 1), N, oo), 0))
    vanishing = FOREVER.squeeze(FOREVER.through(0, x, falling), falling, derive(1 / total).above(0), few)
    return FOREVER.to_infinity(vanishing, derive(total).above(0))
