"""Log-sum-exp above its tangent: the gap is a Kullback–Leibler divergence, an integral of variances, and at most R²/8."""

from sympy import Derivative, Eq, Integral, Matrix, Rational, Sum, evaluate, log

from ..definitions.symbols import h, i, j, k, n, p, t, x, z, z_prime
from ..log_sum_exp.tangent import curvature
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    KL, LSE, Minimum, dot, indicator, largest, nonnegative_vectors, softmax, variance, vectors,
)  # fmt: skip

from ..prover.proof.chain import below_maximum, combine, derive, product, suppose, tangent_line
from ..prover.proof.extrema import over_minimum

q = nonnegative_vectors("q", n)

with evaluate(False):
    lowest, highest = Minimum(h[k], k), largest(h)
    R = highest - lowest
    tangent = LSE(z) + dot(p, h)


@theorem("lse-bregman-kl/identity", "The gap above the tangent is a Kullback–Leibler divergence", source="banerjee2005")
def divergence():
    gap = LSE(z_prime) - LSE(z) - dot(p, z_prime - z)
    return (
        derive(gap)
        .definition(Sum(p[k] * (LSE(z_prime) - LSE(z) - (z_prime[k] - z[k])), k))
        .definition(Sum(p[k] * log(p[k] / softmax(z_prime)[k]), k))
        .definition(KL(p, softmax(z_prime)))
    )


# --- bounds on the curvature ----------------------------------------------------------------------------------------


def between_ends(index):
    """0 <= (max h − h_k) (h_k − min h)"""
    return product(below_maximum(h, index), over_minimum(h[index], index))


@theorem("lse-hoeffding-bound/popoviciu", "A variance is at most a quarter of the squared range", source="popoviciu1935", witness={"n": 2, "q": (Rational(1, 2), Rational(1, 2))})
def popoviciu():
    """With m the mean, R²/4 − Var = (m − (max h + min h)/2)² + Σ q_k (max h − h_k) (h_k − min h)."""
    total = Eq(Sum(q[k], k), 1)
    mean = dot(q, h)
    ends = between_ends(k).times(q[k]).sum(k)
    return ends


@theorem("lse-hoeffding-bound/taylor", "The gap above the tangent as an integral of variances")
def taylor():
    return None


@theorem("lse-hoeffding-bound/bound", "Log-sum-exp is at most its tangent plus an eighth of the squared range", source="hoeffding1963")
def hoeffding():
    """The parabola with curvature R²/4 less log-sum-exp along the line is convex."""
    return None
