"""Gumbel noise: the maximum of scores with independent noise follows the law of a single one, moved to log-sum-exp."""

from sympy import Derivative, EulerGamma, Eq, Integral, Product, Sum, evaluate, exp, oo

from ..definitions.symbols import i, k, x, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, reals
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found
from .gradient import gradient

mu = reals("mu")

with evaluate(False):  # SymPy keeps the order in which they are written
    law_of_maximum = Product(exp(-exp(-(x - z[i]))), i)
    expected_maximum = Integral(x * Derivative(law_of_maximum, x), (x, -oo, oo))


@theorem("softmax-is-grad-expected-max/maximum-law", "The law of the maximum is Gumbel's, located at log-sum-exp")
def maximum_law():
    return derive(law_of_maximum).algebra(exp(-Sum(exp(-(x - z[i])), i))).definition(exp(-exp(-(x - LSE(z)))))


@theorem("softmax-is-grad-expected-max/gumbel-mean", "The mean of Gumbel's law is its location plus Euler's constant")
def gumbel_mean():
    return found(Eq(Integral(x * exp(-(x - mu) - exp(-(x - mu))), (x, -oo, oo)), mu + EulerGamma))


@theorem("softmax-is-grad-expected-max/expected-max", "The expected maximum of scores with Gumbel noise is log-sum-exp, and γ more")
def expected_max():
    """E max_i (z_i + g_i) = ∫ x dF(x), F being the distribution function of the maximum: as the g_i are independent, the product of
    those of the z_i + g_i. Its derivative is its density."""
    level = x - LSE(z)
    density = derive(Derivative(law_of_maximum, x)).by(maximum_law).differentiate(exp(-level - exp(-level)))
    return derive(expected_maximum).by(density).by(gumbel_mean)


@theorem("softmax-is-grad-expected-max/gradient", "Softmax is the gradient of the expected maximum")
def expected_max_gradient():
    """E max_i (z_i + g_i) as in `expected_max`, of which γ is no part that z moves."""
    return derive(Derivative(expected_maximum, z[k])).by(expected_max).compute(Derivative(LSE(z), z[k])).by(gradient)
