"""Log-sum-exp is convex, strictly so but for the level of the scores, and strongly nowhere."""

from fractions import Fraction

from sympy import Ne, Sum, evaluate, exp, oo

from ..definitions.symbols import c, i, j, k, n, t, x, z, z_prime
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, Gradient, Jacobian, Subs, delta, entry, ones, positives, quadratic, reals, vector
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import Approach, combine, derive, recall
from .tangent import exp_tangent, tangent, tangent_strict

mu = positives("mu")
s = positives("t")
b = reals("b")
FAR = Approach(s, oo, "-")

with evaluate(False):
    hessian = Jacobian(Gradient(LSE(z), z), z)


@theorem("lse-convex/convex", "Log-sum-exp is convex", source="boyd2004", witness={"t": Fraction(1, 2)})
def convex():
    between = t * z + (1 - t) * z_prime
    return combine(
        LSE(between) <= t * LSE(z) + (1 - t) * LSE(z_prime),
        (t, recall(tangent).at({z: between, z_prime: z})),
        (1 - t, recall(tangent).at({z: between})),
        given=[0 <= t, t <= 1],
    )


@theorem(
    "lse-convex/strict",
    "Log-sum-exp is strictly convex unless only the level of the scores changes",
    source="boyd2004",
    witness={"n": 2, "t": Fraction(1, 2), "z": (0, 0), "z_prime": (1, 0), "i": 1, "j": 2},
)
def strict():
    """That z − z′ is no multiple of the all-ones vector: two of its entries, at i and at j, differ."""
    between = t * z + (1 - t) * z_prime
    given = [0 < t, t < 1, Ne(z[i] - z_prime[i], z[j] - z_prime[j])]

    def from_between(end, share):
        step, square = end - between, (z[i] - z_prime[i] - (z[j] - z_prime[j])) ** 2
        changed = combine(0 < (entry(step, i) - entry(step, j)) ** 2, gap=share**2 * square, given=given)
        return given_lemma(recall(tangent_strict).at({z: between, z_prime: end}), changed)

    return combine(
        LSE(between) < t * LSE(z) + (1 - t) * LSE(z_prime),
        (t, from_between(z, 1 - t)),
        (1 - t, from_between(z_prime, t)),
        given=given,
    )


@theorem("lse-convex/affine-along-ones", "Along the all-ones vector log-sum-exp is affine", witness={"t": Fraction(1, 2)})
def affine():
    moved = z + c * ones(n)
    return (
        derive(LSE(t * z + (1 - t) * moved), given=[0 <= t, t <= 1])
        .definition(LSE(z) + (1 - t) * c)
        .definition(t * LSE(z) + (1 - t) * LSE(moved))
    )


@theorem("lse-convex/not-strongly-convex", "Log-sum-exp is nowhere strongly convex: along the all-ones vector it has no curvature")
def not_strongly_convex():
    return combine(quadratic(hessian, ones(n)) < mu * Sum(ones(n)[k] ** 2, k), gap=mu * n)


def decay():
    """e^(−t) → 0 as t → ∞, as it lies between 0 and 1/t."""
    above = combine(exp(-s) <= 1 / s, (exp(-s) / s, recall(exp_tangent).at({x: s})), gap=exp(-s) / s)
    return FAR.squeeze(FAR.through(0, b, FAR.of_variable()), FAR.of_variable(), derive(exp(-s)).above(0), above)


@theorem("lse-convex/curvature-vanishes", "Along e₁ − e₂ the curvature of log-sum-exp vanishes far out", witness={"n": 2})
def curvature_vanishes():
    """At t e₁ the curvature is a continuous function of b = e^(−t), with value 1 − 1 at b = 0."""
    first, direction = vector(k, delta(k, 1)), vector(k, delta(k, 1) - delta(k, 2))
    curvature = Subs(quadratic(hessian, direction), z, s * first)
    in_decay = (1 + b) / (1 + (n - 1) * b) - ((1 - b) / (1 + (n - 1) * b)) ** 2
    computed = derive(curvature, given=[n >= 2]).compute(in_decay.subs(b, exp(-s)))
    return FAR.rewrite(FAR.through(in_decay, b, decay()), curvature, same=computed).sides(right=0)
