"""Student's kernel between the two: Gaussian for many degrees of freedom, a power of the distance far away."""

from sympy import Eq, Limit, exp, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import nonnegatives, positives
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found

d = nonnegatives("d")
nu, t = positives("nu t")


def kernel(distance):
    return (1 + distance**2 / nu) ** (-(nu + 1) / 2)


@theorem("student-t-link/gaussian-limit", "With many degrees of freedom Student's kernel is Gaussian")
def gaussian_limit():
    return found(Eq(Limit(kernel(d), nu, oo), exp(-(d**2) / 2)))


@theorem("student-t-link/power-tail", "Far away Student's kernel is a power of the distance")
def power_tail():
    return found(Eq(Limit(t ** (nu + 1) * kernel(t), t, oo), nu ** ((nu + 1) / 2)))


@theorem("student-t-link/q-gaussian", "Student's kernel is Tsallis's q-Gaussian")
def q_gaussian():
    q, b = (nu + 3) / (nu + 1), (nu + 1) / (2 * nu)
    less = derive(1 - q).algebra(-2 / (nu + 1))
    base = derive(1 - (1 - q) * b * d**2).by(less).algebra(1 + d**2 / nu)
    power = derive(1 / (1 - q)).by(less).algebra(-(nu + 1) / 2)
    return derive(kernel(d)).back(derive((1 - (1 - q) * b * d**2) ** (1 / (1 - q))).by(base).by(power))
