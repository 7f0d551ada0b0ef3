"""The entries of the Jacobian, and that it is the Hessian of log-sum-exp."""

from sympy import Derivative, Sum, exp

from ..definitions.symbols import J, Z, i, j, k, p, z
from ..log_sum_exp.gradient import gradient
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, Jacobian, delta, entry, softmax
from ..prover.proof.chain import derive


@theorem("softmax-jacobian/entries", "The partial derivatives of softmax", source="bridle1990")
def entries():
    return (
        derive(Derivative(softmax(z)[i], z[k]))
        .definition(Derivative(exp(z[i]) / Z, z[k]))
        .differentiate(delta(i, k) * exp(z[i]) / Z - exp(z[i]) * Sum(delta(j, k) * exp(z[j]), j) / Z**2)
        .collapse(delta(i, k) * exp(z[i]) / Z - exp(z[i]) * exp(z[k]) / Z**2)
        .definition(p[i] * (delta(i, k) - p[k]))
    )


@theorem("softmax-jacobian/matrix", "The Jacobian matrix of softmax", source="bridle1990", star=True)
def matrix():
    return (
        derive(Jacobian(softmax(z), z)[i, k])
        .definition(Derivative(softmax(z)[i], z[k]))
        .by(entries)
        .definition(entry(J, i, k))
        .entrywise(i, k)
    )


@theorem("softmax-jacobian/hessian", "The Hessian of log-sum-exp is the Jacobian of softmax", source="boyd2004")
def hessian():
    return (
        derive(Derivative(LSE(z), z[i], z[k])).by(gradient, Derivative(softmax(z)[i], z[k])).by(entries).definition(entry(J, i, k))
    )


@theorem("softmax-jacobian/symmetric", "The Jacobian of softmax is symmetric")
def symmetric():
    return (
        derive(entry(J, i, k))
        .definition(p[i] * (delta(i, k) - p[k]))
        .collapse(p[k] * (delta(k, i) - p[i]))
        .definition(entry(J, k, i))
    )
