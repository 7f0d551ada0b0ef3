"""Softmax as a change of coordinates: from scores that sum to zero to the open simplex, and back by logarithms."""

from fractions import Fraction

from sympy import Derivative, Eq, Sum, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, delta, dot, entry, ones, positive_vectors, softmax
from ..prover.proof.chain import combine, derive, suppose
from ..prover.proof.by_cases import specialise, together
from .symbols import J, h, i, j, k, n, z

p = positive_vectors("p", n)


@theorem(
    "softmax-diffeomorphism/injective",
    "Scores that sum to zero are the centred logarithms of their softmax",
    witness={"n": 2, "z": (1, -1)},
)
def injective():
    probability = softmax(z)
    centred = suppose(Eq(Sum(z[j], j), 0))
    return (
        derive(log(probability[i]) - 1 / n * Sum(log(probability[j]), j))
        .definition(z[i] - LSE(z) - 1 / n * (Sum(z[j], j) - n * LSE(z)))
        .algebra(z[i] - 1 / n * Sum(z[j], j))
        .by(centred)
        .algebra(z[i])
    )


@theorem(
    "softmax-diffeomorphism/surjective",
    "Every probability vector without zeros is the softmax of its centred logarithms",
    witness={"n": 2, "p": (Fraction(1, 2), Fraction(1, 2))},
)
def surjective():
    mean = 1 / n * Sum(log(p[j]), j)
    centred = log(p) - mean * ones(n)
    sums_to_zero = derive(Sum(entry(centred, i), i)).algebra(0)
    back = (
        derive(entry(softmax(centred), i))
        .definition(exp(log(p[i]) - mean) / Sum(exp(log(p[j]) - mean), j))
        .algebra(p[i] / Sum(p[j], j))
        .by(suppose(Eq(Sum(p[j], j), 1)))
        .algebra(p[i])
        .entrywise(i)
    )
    return together(sums_to_zero, back)


@theorem(
    "softmax-diffeomorphism/differential-injective",
    "Along directions that sum to zero the differential of softmax is injective",
    witness={"n": 2, "z": (0, 0), "h": (0, 0)},
)
def differential_injective():
    mean = dot(softmax(z), h)
    row = specialise(suppose(ForAll(Eq(Sum(entry(J, i, k) * h[k], k), 0), i)), i)
    flat = row.sides(
        left=softmax(z)[i] * (h[i] - mean), using=("definition", "collapse"), because="the row of diag(p) − p pᵀ"
    ).cancel(softmax(z)[i], h[i] - mean)
    centred = suppose(Eq(Sum(h[k], k), 0))
    return (
        combine(Eq(h[i], 0), (1, flat), (-1 / n, flat.sum(i)), (1 / n, centred))
        .sides(right=entry(0 * ones(n), i), using=())
        .entrywise(i)
    )


@theorem("softmax-diffeomorphism/inverse-smooth", "The derivatives of the centred logarithms")
def inverse_smooth():
    return (
        derive(Derivative(log(p[i]) - 1 / n * Sum(log(p[j]), j), p[k]))
        .differentiate(delta(i, k) / p[i] - 1 / n * Sum(delta(j, k) / p[j], j))
        .collapse(1 / p[k] * (delta(i, k) - 1 / n))
    )
