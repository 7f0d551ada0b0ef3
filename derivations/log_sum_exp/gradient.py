"""The gradient of log-sum-exp is softmax."""

from sympy import Derivative, Sum, exp, log

from ..definitions.simplex import sums_to_one
from ..definitions.symbols import Z, c, i, j, k, n, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, delta, dimension, indices, ones, softmax, vectors
from ..prover.proof.chain import derive, recall

m = dimension("m")
x, y = vectors("x", n), vectors("y", m)
l, r = indices("l r", m)  # noqa: E741


@theorem("lse-gradient-softmax/gradient", "Softmax is the gradient of log-sum-exp", source="boyd2004", star=True)
def gradient():
    return (
        derive(Derivative(LSE(z), z[k]))
        .definition(Derivative(log(Z), z[k]))
        .differentiate(Sum(exp(z[j]) * delta(j, k), j) / Z)
        .collapse(exp(z[k]) / Z)
        .definition(softmax(z)[k])
    )


@theorem("lse-translation-equivariance/shift", "Log-sum-exp moves with the level of the scores")
def shift():
    return (
        derive(LSE(z + c * ones(n)))
        .definition(log(Sum(exp(z[j] + c), j)))
        .algebra(log(exp(c) * Z))
        .algebra(log(Z) + c)
        .definition(LSE(z) + c)
    )


@theorem("lse-translation-equivariance/gradient-sum", "The partial derivatives of log-sum-exp sum to one")
def gradient_sum():
    return derive(Sum(Derivative(LSE(z), z[k]), k)).by(gradient).by(recall(sums_to_one), because="softmax sums to one")


# --- two families of scores -----------------------------------------------------------------------------------------


@theorem("lse-distributivity/sum", "The log-sum-exp of all sums is the sum of the log-sum-exps")
def distributes():
    return (
        derive(log(Sum(Sum(exp(x[i] + y[l]), l), i)))
        .algebra(log(Sum(exp(x[i]), i) * Sum(exp(y[l]), l)))
        .algebra(log(Sum(exp(x[i]), i)) + log(Sum(exp(y[l]), l)))
        .definition(LSE(x) + LSE(y))
    )


@theorem("lse-distributivity/factorisation", "The softmax of all sums is the product of the softmaxes")
def factorises():
    return (
        derive(exp(x[i] + y[r]) / Sum(Sum(exp(x[k] + y[l]), l), k))
        .algebra(exp(x[i]) / Sum(exp(x[k]), k) * (exp(y[r]) / Sum(exp(y[l]), l)))
        .definition(softmax(x)[i] * softmax(y)[r])
    )
