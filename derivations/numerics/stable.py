"""Forms that stay finite: log-softmax, softplus, and why a small constant inside the logarithm or a mask is no substitute."""

from sympy import Abs, Derivative, Max, Rational, Sum, exp, log

from ..definitions.symbols import Z
from ..log_sum_exp.maximum import lower as lse_lower
from ..log_sum_exp.maximum import upper as lse_upper
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, Minimum, dimension, indices, positives, proportions, reals, delta,
)  # fmt: skip
from ..prover.proof.chain import below_maximum, combine, derive, recall, suppose
from ..prover.proof.by_cases import together, whichever
from ..prover.proof.extrema import over_minimum
from .shift import i, j, k, n, p, top, z

eta = proportions("eta")
t = reals("t")
epsilon = positives("epsilon")
y = indices("y", n)
masked, B = dimension("r"), reals("B")  # r scores are masked, each by −B
s = indices("s", masked)


@theorem("log-softmax-stable/identity", "The logarithm of softmax is the score less log-sum-exp", source="blanchard2021")
def log_softmax():
    return derive(log(p[i])).definition(z[i] - LSE(z))


@theorem("log-softmax-stable/finite", "The logarithm of softmax is never below minus the range and log n")
def finite():
    smallest = Minimum(z[k], k)
    least = combine(-((top - smallest) + log(n)) <= log(p[i]), (1, recall(lse_upper)), (1, over_minimum(z[i], i)))
    return together(least, at_most_zero())


def at_most_zero():
    """log p_i <= 0, as log-sum-exp is at least every score."""
    return combine(log(p[i]) <= 0, (1, below_maximum(z, i)), (1, recall(lse_lower)))


@theorem(
    "log-softmax-stable/underflow",
    "Where a score is far below the maximum, its probability underflows",
    witness={"n": 2, "z": (0, 1), "i": 1, "eta": Rational(1, 2)},
)
def underflow():
    far = suppose(z[i] - top < log(eta))
    return combine(log(p[i]) < log(eta), (1, recall(lse_lower)), (1, far)).exp().sides(left=p[i], right=eta)


@theorem("softplus-stable/max-form", "Softplus without overflow", source="maechler2012")
def softplus():
    stable = Max(t, 0) + log(1 + exp(-Abs(t)))
    return whichever(t, 0, lambda sign: derive(log(1 + exp(t)), given=[sign]).algebra(stable))


@theorem("softplus-stable/difference", "Softplus at t and at −t differ by t")
def softplus_difference():
    return derive(log(1 + exp(t)) - log(1 + exp(-t))).algebra(t)


@theorem("epsilon-mask-inexact/gradient-factor", "A constant inside the logarithm scales the gradient down")
def gradient_factor():
    inner = exp(z[y]) / Z
    change = delta(y, k) * exp(z[y]) / Z - exp(z[y]) * Sum(delta(j, k) * exp(z[j]), j) / Z**2
    right = (
        derive(p[y] / (p[y] + epsilon) * Derivative(log(p[y]), z[k]))
        .definition(p[y] / (p[y] + epsilon) * Derivative(log(inner), z[k]))
        .differentiate(p[y] / (p[y] + epsilon) * (change / inner))
    )
    left = (
        derive(Derivative(log(p[y] + epsilon), z[k]))
        .definition(Derivative(log(inner + epsilon), z[k]))
        .differentiate(change / (inner + epsilon))
    )
    return left.definition(p[y] / (p[y] + epsilon) * (change / inner)).back(right)


@theorem("epsilon-mask-inexact/factor-vanishes", "The factor is small where the probability is")
def factor_vanishes():
    p = positives("p")
    small = p / (p + epsilon)
    return together(derive(small).above(0), derive(small).below(p / epsilon, gap=p**2 / (epsilon * (p + epsilon))))


@theorem("epsilon-mask-inexact/leaked-mass", "A mask that is a large negative number leaks")
def leaked_mass():
    """r more scores, each of them −B, have a positive probability together."""
    leak = exp(-B)
    share = leak / (Z + Sum(leak, s))
    whole = masked * leak / (Z + masked * leak)
    return together(derive(Sum(share, s)).algebra(whole), derive(whole).above(0))
