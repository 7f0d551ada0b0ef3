"""With two classes softmax is the logistic function of the difference of the scores."""

from sympy import Rational, exp, tanh

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import softmax, vectors
from ..prover.proof.chain import derive

z = vectors("z", 2)


@theorem("softmax-binary-logistic/logistic", "Two classes: the logistic function")
def logistic():
    return derive(softmax(z)[1]).definition(exp(z[1]) / (exp(z[1]) + exp(z[2]))).algebra(1 / (1 + exp(-(z[1] - z[2]))))


@theorem("softmax-binary-logistic/tanh", "Two classes: the hyperbolic tangent")
def hyperbolic():
    half = (z[1] - z[2]) / 2
    return (
        derive(softmax(z)[1])
        .definition(exp(z[1]) / (exp(z[1]) + exp(z[2])))
        .algebra(exp(half) / (exp(half) + exp(-half)))
        .algebra(Rational(1, 2) * (1 + tanh(half)))
    )
