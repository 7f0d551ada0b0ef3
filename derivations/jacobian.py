"""The Jacobian of softmax is a covariance matrix.

    ∂ softmax(z)_i / ∂ z_k = p_i (δ_ik − p_k)        J = diag(p) − p pᵀ        hᵀ J h = Var_p(h)

So log-sum-exp is convex: its Hessian is J, and a variance is never negative.
"""

from fractions import Fraction

from sympy import Derivative, Eq, Rational, Sum, evaluate, exp, log

from .log_sum_exp import Z, gradient
from .prover.proof.chain import combine, derive, recall, suppose, tangent_line
from .prover.book.ledger import theorem
from .prover.language.sympy_notation import (
    LSE, Jacobian, delta, diag, dimension, dot, entry, indices, ones, outer, quadratic, reals, softmax, variance, vectors,
)  # fmt: skip

n = dimension("n")
z, z_prime, h = vectors("z z_prime h", n)
i, j, k = indices("i j k", n)
t, x = reals("t x")

with evaluate(False):  # SymPy keeps the order in which they are written
    p = softmax(z)
    J = diag(p) - outer(p, p)
    written_out = Sum(Sum(h[i] * (p[i] * (delta(i, k) - p[k])) * h[k], k), i)
    spread = Sum(p[i] * h[i] ** 2, i) - Sum(p[i] * h[i], i) ** 2
    squares = Sum(Sum(p[i] * p[j] * (h[i] - h[j]) ** 2, j), i)


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


@theorem("softmax-variance-identity/variance", "The quadratic form of the Jacobian is a variance")
def variance_identity():
    return (
        derive(quadratic(J, h))
        .definition(written_out)
        .collapse(spread)
        .keep()
        .definition(variance(p, h), because="the weights sum to one")
    )


@theorem("softmax-variance-identity/pairs", "The variance by pairs of entries")
def pairs():
    return (
        derive(quadratic(J, h))
        .definition(written_out)
        .collapse(spread)
        .definition(Rational(1, 2) * squares, because="the weights sum to one")
    )


@theorem("softmax-variance-identity/nonnegative", "The Jacobian of softmax is positive semidefinite")
def nonnegative():
    return derive(quadratic(J, h)).by(pairs).at_least(0)


@theorem(
    "softmax-variance-identity/zero-only-if",
    "The Jacobian of softmax vanishes only along the all-ones vector",
    witness={"n": 2, "z": (0, 0), "h": (1, 1)},
)
def zero_only_if():
    term = Rational(1, 2) * p[i] * p[j]
    return (
        suppose(Eq(quadratic(J, h), 0))
        .sides(left=Sum(Sum(term * (h[i] - h[j]) ** 2, j), i), using=("definition", "collapse"), because="the variance by pairs")
        .terms_vanish(i)
        .terms_vanish(j)
        .cancel(term, h[i] - h[j], power=2)
        .rearrange(Eq(h[i], h[j]))
        .at({j: 1})
        .sides(right=entry(h[1] * ones(n), i), using=())
        .entrywise(i)
    )


@theorem("lse-tangent/tangent", "Log-sum-exp lies above its tangents", source="boyd2004")
def tangent():
    step = z_prime - z
    along = z + x * step
    weights = Sum(exp(z[j] + x * (z_prime[j] - z[j])), j)
    curvature = (
        derive(Derivative(LSE(along), (x, 2)))
        .definition(Derivative(log(weights), (x, 2)))
        .differentiate(
            Sum(exp(z[j] + x * (z_prime[j] - z[j])) * (z_prime[j] - z[j]) ** 2, j) / weights
            - Sum(exp(z[j] + x * (z_prime[j] - z[j])) * (z_prime[j] - z[j]), j) ** 2 / weights**2
        )
        .definition(variance(softmax(along), step))
        .at_least(0)
    )
    return tangent_line(curvature, x, 0, 1).sides(
        LSE(z) + dot(softmax(z), z_prime - z), LSE(z_prime), using=("definition", "derivative")
    )


@theorem("lse-convex/convex", "Log-sum-exp is convex", source="boyd2004", witness={"t": Fraction(1, 2)})
def convex():
    between = t * z + (1 - t) * z_prime
    return combine(
        LSE(between) <= t * LSE(z) + (1 - t) * LSE(z_prime),
        (t, recall(tangent).at({z: between, z_prime: z})),
        (1 - t, recall(tangent).at({z: between})),
        given=[0 <= t, t <= 1],
    )
