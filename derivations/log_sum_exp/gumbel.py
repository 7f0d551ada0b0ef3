"""Gumbel noise: the maximum of scores with independent noise follows the law of a single one, moved to log-sum-exp."""

from sympy import EulerGamma, Eq, Integral, Product, Sum, exp, oo

from ..definitions.symbols import i, x, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, reals
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found

mu = reals("mu")


@theorem("softmax-is-grad-expected-max/maximum-law", "The law of the maximum is Gumbel's, located at log-sum-exp")
def maximum_law():
    return derive(Product(exp(-exp(-(x - z[i]))), i)).algebra(exp(-Sum(exp(-(x - z[i])), i))).definition(exp(-exp(-(x - LSE(z)))))


@theorem("softmax-is-grad-expected-max/gumbel-mean", "The mean of Gumbel's law is its location plus Euler's constant")
def gumbel_mean():
    return found(Eq(Integral(x * exp(-(x - mu) - exp(-(x - mu))), (x, -oo, oo)), mu + EulerGamma))
