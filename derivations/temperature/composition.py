"""Temperatures of temperatures: softmax at T of log-probabilities is the power 1/T of the probabilities, normalised."""

from sympy import Eq, Sum, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives, softmax
from ..prover.proof.recorded import found
from .vocabulary import T, i, j, z

T_prime = positives("T_prime")


@theorem("temperature-composition/power", "Softmax at temperature T is the power 1/T of softmax, normalised")
def power():
    return found(Eq(softmax(z / T)[i], softmax(z)[i] ** (1 / T) / Sum(softmax(z)[j] ** (1 / T), j)))


@theorem("temperature-composition/logits", "Log-probabilities serve as scores at every temperature")
def logits():
    return found(Eq(softmax(log(softmax(z)) / T), softmax(z / T)))


@theorem("temperature-composition/twice", "Temperatures multiply")
def twice():
    return found(Eq(softmax(log(softmax(z / T)) / T_prime), softmax(z / (T * T_prime))))
