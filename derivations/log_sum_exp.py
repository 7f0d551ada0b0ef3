"""Softmax is the gradient of log-sum-exp.

    LSE(z) = log Σ exp(z_k)        softmax(z)_i = exp(z_i) / Σ exp(z_k)

What follows: the gradient, the simplex that it lies in, and how closely log-sum-exp follows the maximum.
"""

from sympy import Derivative, Sum, exp, log

from .prover.proof.chain import below_maximum, derive, positive_sum
from .prover.book.ledger import theorem
from .prover.language.sympy_notation import LSE, delta, dimension, indices, largest, softmax, vectors

n = dimension("n")
z = vectors("z", n)
i, j, k = indices("i j k", n)
Z = Sum(exp(z[j]), j)


@theorem("lse-gradient-softmax/gradient", "Softmax is the gradient of log-sum-exp", source="boyd2004", star=True)
def gradient():
    return (
        derive(Derivative(LSE(z), z[k]))
        .definition(Derivative(log(Z), z[k]))
        .differentiate(Sum(exp(z[j]) * delta(j, k), j) / Z)
        .collapse(exp(z[k]) / Z)
        .definition(softmax(z)[k])
    )


@theorem("softmax-simplex/positive", "Softmax is positive", source="bridle1990")
def positive():
    return derive(softmax(z)[i]).definition(exp(z[i]) / Z).keep().above(0)


@theorem("softmax-simplex/sums-to-one", "Softmax sums to one", source="bridle1990")
def sums_to_one():
    return derive(Sum(softmax(z)[i], i)).definition(Sum(exp(z[i]) / Z, i)).algebra(Z / Z).algebra(1)


@theorem("softmax-simplex/below-one", "With two classes or more, softmax stays below one", source="bridle1990", witness={"n": 2})
def below_one():
    how_many = derive(Sum(1 - delta(k, i), k), given=[n >= 2]).collapse(n - 1).above(0)
    positive_rest = positive_sum(1 - delta(k, i), exp(z[k]), k, how_many)
    return derive(softmax(z)[i], given=[n >= 2]).definition(exp(z[i]) / Z).below(1, plus=[(1 / Z, positive_rest)])


@theorem("lse-max-sandwich/lower", "Log-sum-exp is at least the maximum", source="boyd2004")
def lower():
    return (
        derive(exp(z[i]))
        .at_most(Z, gap=Sum((1 - delta(j, i)) * exp(z[j]), j))
        .log()
        .sides(z[i], LSE(z))
        .maximum(i)
        .restate(largest(z) <= LSE(z))
    )


@theorem("lse-max-sandwich/upper", "Log-sum-exp exceeds the maximum by at most log n", source="boyd2004")
def upper():
    return below_maximum(z, k).exp().sum(k).log().sides(LSE(z), largest(z) + log(n))
