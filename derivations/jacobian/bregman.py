"""Log-sum-exp above its tangent: the gap is a Kullback–Leibler divergence, an integral of variances, and at most R²/8."""

from sympy import Derivative, Eq, Integral, Matrix, Rational, Sum, evaluate, exp, log

from ..definitions.simplex import sums_to_one
from ..definitions.symbols import h, k, n, p, x, z, z_prime
from ..log_sum_exp.tangent import curvature
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    KL, LSE, Minimum, dot, largest, nonnegative_vectors, positives, softmax, variance,
)  # fmt: skip

from ..prover.proof.chain import EVERYTHING, below_maximum, combine, derive, product, recall, suppose, tangent_line
from ..prover.proof.calculus import integrate
from ..prover.proof.extrema import over_minimum
from ..prover.proof.recorded import found

q = nonnegative_vectors("q", n)
x_positive = positives("x")

with evaluate(False):
    lowest, highest = Minimum(h[k], k), largest(h)
    R = highest - lowest
    tangent = LSE(z) + dot(p, h)


@theorem("lse-bregman-kl/identity", "The gap above the tangent is a Kullback–Leibler divergence")
def divergence():
    gap = LSE(z_prime) - LSE(z) - dot(p, z_prime - z)
    return (
        derive(gap)
        .definition(Sum(p[k] * (LSE(z_prime) - LSE(z) - (z_prime[k] - z[k])), k))
        .definition(Sum(p[k] * log(p[k] / softmax(z_prime)[k]), k))
        .definition(KL(p, softmax(z_prime)))
    )


@theorem(
    "lse-bregman-kl/arguments-swap",
    "With its arguments exchanged the divergence is another number",
)
def arguments_swap():
    """At z′ = (x, 0) the two differ for every x > 0."""
    level, moved = Matrix([0, 0]), Matrix([1, 0])
    along = found(
        x_positive * exp(x_positive) / (1 + exp(x_positive)) - log(1 + exp(x_positive)) + log(2)
        < log(1 + exp(x_positive)) - log(2) - x_positive / 2
    )
    gap = LSE(moved) - LSE(level) - dot(softmax(level), moved - level)
    return along.at({x_positive: 1}).sides(KL(softmax(moved), softmax(level)), gap)


# --- bounds on the curvature ----------------------------------------------------------------------------------------


def between_ends(index):
    """0 <= (max h − h_k) (h_k − min h)"""
    return product(below_maximum(h, index), over_minimum(h[index], index))


@theorem(
    "lse-hoeffding-bound/popoviciu",
    "A variance is at most a quarter of the squared range",
    witness={"n": 2, "q": (Rational(1, 2), Rational(1, 2))},
)
def popoviciu():
    """With m the mean, R²/4 − Var = (m − (max h + min h)/2)² + Σ q_k (max h − h_k) (h_k − min h)."""
    total = Eq(Sum(q[k], k), 1)
    mean = dot(q, h)
    ends = between_ends(k).times(q[k]).sum(k)
    return combine(
        variance(q, h) <= Rational(1, 4) * R**2,
        (1, ends),
        (mean**2 - highest * lowest, suppose(total)),
        gap=(mean - Rational(1, 2) * (highest + lowest)) ** 2,
    )


# --- the gap between two points -------------------------------------------------------------------------------------


@theorem("lse-hoeffding-bound/taylor", "The gap above the tangent is an integral of variances")
def taylor():
    """With f(t) = LSE(z + t h), (1 − t) f″ is the derivative of f + (1 − t) f′."""
    f = LSE(z + x * h)
    antiderivative = f + (1 - x) * dot(softmax(z + x * h), h)
    integral = Integral((1 - x) * variance(softmax(z + x * h), h), (x, 0, 1))
    return integrate(integral, antiderivative).sides(right=LSE(z + h) - LSE(z) - dot(p, h), using=EVERYTHING)


@theorem("lse-hoeffding-bound/bound", "Log-sum-exp is at most its tangent plus an eighth of the squared range")
def hoeffding():
    """The parabola with curvature R²/4 less log-sum-exp along the line is convex, and so above its tangent at 0."""
    along = softmax(z + x * h)
    small = recall(popoviciu).at({q: along}).knowing(recall(sums_to_one).at({z: z + x * h}))
    excess = Rational(1, 8) * R**2 * x**2 - LSE(z + x * h)
    convex = combine(0 <= Derivative(excess, (x, 2)), (1, small), (1, curvature(h)))
    parabola = tangent_line(convex, x, 0, 1)
    return combine(LSE(z + h) <= tangent + Rational(1, 8) * R**2, (1, parabola))
