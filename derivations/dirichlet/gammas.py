"""Gamma variables, normalised, are a Dirichlet law: the densities, for g = s p, and softmax as the way from their logarithms."""

from sympy import Eq, Integral, Product, Rational, Sum, evaluate, exp, gamma, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, indices, positive_vectors, positives, reals, softmax
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found

n = dimension("n")
i, j = indices("i j", n)
alpha, g, p = positive_vectors("alpha g p", n)
s, half = positives("s"), Rational(1, 2)
t, x = reals("t x")

with evaluate(False):
    A = Sum(alpha[j], j)
    gammas = Product((s * p[i]) ** (alpha[i] - 1) * exp(-s * p[i]) / gamma(alpha[i]), i)
    of_total = s ** (A - 1) * exp(-s) / gamma(A)
    of_shares = gamma(A) / Product(gamma(alpha[i]), i) * Product(p[i] ** (alpha[i] - 1), i)


@theorem(
    "dirichlet-gamma-representation/joint-density",
    "The joint density of gamma variables is that of their total times that of their shares",
    witness={"n": 2, "p": (half, half)},
)
def joint_density():
    """At g = s p, times the volume s^(n−1) of the change of coordinates."""
    return derive(s ** (n - 1) * gammas, given=[Eq(Sum(p[i], i), 1)]).algebra(of_total * of_shares)


@theorem("dirichlet-gamma-representation/softmax-form", "The shares are softmax of the logarithms")
def softmax_form():
    return derive(g[i] / Sum(g[j], j)).definition(softmax(log(g))[i])


@theorem("dirichlet-gamma-representation/minus-gumbel", "The logarithm of an exponential variable is Gumbel, with its sign turned")
def minus_gumbel():
    """Pr[−log g <= x] = Pr[g >= e^(−x)]"""
    return found(Eq(Integral(exp(-t), (t, exp(-x), oo)), exp(-exp(-x))))
