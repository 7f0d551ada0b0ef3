"""Tangents: the exponential and log-sum-exp lie above theirs, and touch them at one point only.

The second derivative of log-sum-exp along a line is a variance under softmax: 0 only where the line does not change the
differences of the scores.
"""

from sympy import Derivative, Eq, Rational, Sum, exp, log

from ..definitions.symbols import h, i, j, n, p, t, x, z, z_prime
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, delta, dot, entry, indices, softmax, variance
from ..prover.proof.by_cases import forced_equal
from ..prover.proof.chain import combine, derive, suppose, tangent_line

a, b = indices("a b", n)


@theorem("exp-tangent/tangent", "The exponential lies above its tangent at 0")
def exp_tangent():
    convex = derive(Derivative(exp(x), (x, 2))).differentiate(exp(x)).at_least(0)
    return tangent_line(convex, x, 0, x).sides(1 + x, using=("derivative",))


@theorem("exp-tangent/equality-only-if", "The exponential touches its tangent at 0 alone", witness={"x": 0})
def exp_tangent_equality():
    """Away from 0 the exponential, being strictly convex, lies above."""

    def above(side):
        strictly_convex = derive(Derivative(exp(t), (t, 2)), given=[side]).differentiate(exp(t)).above(0)
        return tangent_line(strictly_convex, t, 0, x).sides(1 + x, using=("derivative",))

    return forced_equal(0, x, above, suppose(Eq(exp(x), 1 + x))).rearrange(Eq(x, 0))


# --- log-sum-exp ----------------------------------------------------------------------------------------------------


def curvature(step):
    """∂²/∂x² LSE(z + x · step) is the variance of the step under softmax(z + x · step)."""
    along = z + x * step
    weights = Sum(exp(entry(along, j)), j)
    return (
        derive(Derivative(LSE(along), (x, 2)))
        .definition(Derivative(log(weights), (x, 2)))
        .differentiate(
            Sum(exp(entry(along, j)) * entry(step, j) ** 2, j) / weights
            - Sum(exp(entry(along, j)) * entry(step, j), j) ** 2 / weights**2
        )
        .definition(variance(softmax(along), step))
    )


def spread():
    """0 < Var_p(h), from 0 < (h_i − h_j)², for p = softmax(z): the variance is ½ Σ_a Σ_b p_a p_b (h_a − h_b)²."""

    def pair(a, b):
        return p[a] * p[b] * (h[a] - h[b]) ** 2

    half = Rational(1, 2)
    others = Sum(Sum((1 - delta(a, i)) * pair(a, b), b), a) + Sum((1 - delta(b, j)) * pair(i, b), b)
    return combine(0 < variance(p, h), (half * p[i] * p[j], suppose(0 < (h[i] - h[j]) ** 2)), gap=half * others)


@theorem("lse-tangent/tangent", "Log-sum-exp lies above its tangents", source="boyd2004")
def tangent():
    return tangent_line(curvature(z_prime - z).at_least(0), x, 0, 1).sides(
        LSE(z) + dot(softmax(z), z_prime - z), LSE(z_prime), using=("definition", "derivative")
    )


@theorem(
    "lse-tangent/strict",
    "Log-sum-exp lies strictly above its tangents wherever a difference of scores has changed",
    witness={"n": 2, "z": (0, 0), "z_prime": (1, 0), "i": 1, "j": 2},
)
def tangent_strict():
    step = z_prime - z
    convex = spread().at({z: z + x * step, h: step}).back(curvature(step))
    return tangent_line(convex, x, 0, 1).sides(LSE(z) + dot(softmax(z), step), LSE(z_prime), using=("definition", "derivative"))
