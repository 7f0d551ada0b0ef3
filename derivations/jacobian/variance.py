"""The quadratic form of the Jacobian is a variance: never negative, and 0 along the all-ones vector only.

The same argument says which vectors the Jacobian sends to 0, and so what its rank is.
"""

from sympy import Eq, Rational, Sum, evaluate

from ..definitions.symbols import J, c, h, i, j, k, n, p
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, delta, dot, entry, matrices, ones, quadratic, variance, vectors
from ..prover.proof.by_cases import specialise
from ..prover.proof.chain import combine, derive, suppose

v = vectors("v", n)
B = matrices("B", n, n)

with evaluate(False):  # SymPy keeps the order in which they are written
    written_out = Sum(Sum(h[i] * (p[i] * (delta(i, k) - p[k])) * h[k], k), i)
    spread = Sum(p[i] * h[i] ** 2, i) - Sum(p[i] * h[i], i) ** 2
    squares = Sum(Sum(p[i] * p[j] * (h[i] - h[j]) ** 2, j), i)
    mean = dot(p, h)


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
    "softmax-variance-identity/zero-if",
    "Along the all-ones vector the quadratic form is zero",
    witness={"n": 2, "z": (0, 0), "h": (1, 1), "c": 1},
)
def zero_if():
    constant = specialise(suppose(ForAll(Eq(h[k], c), k)), k)
    return derive(quadratic(J, h)).by(pairs).by(constant).algebra(0)


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


# --- kernel and range -----------------------------------------------------------------------------------------------


@theorem("softmax-jacobian-kernel-rank/ones-in-kernel", "The Jacobian sends the all-ones vector to zero", source="gao2017")
def ones_in_kernel():
    return (
        derive(Sum(entry(J, i, k) * ones(n)[k], k))
        .definition(Sum(p[i] * (delta(i, k) - p[k]), k))
        .collapse(p[i] - p[i] * Sum(p[k], k))
        .definition(0)
    )


@theorem(
    "softmax-jacobian-kernel-rank/kernel",
    "The Jacobian sends only multiples of the all-ones vector to zero",
    source="gao2017",
    witness={"n": 2, "z": (0, 0), "h": (1, 1)},
)
def kernel():
    row = specialise(suppose(ForAll(Eq(Sum(entry(J, i, k) * h[k], k), 0), i)), i)
    return (
        row.sides(left=p[i] * (h[i] - mean), using=("definition", "collapse"), because="the row of diag(p) − p pᵀ")
        .cancel(p[i], h[i] - mean)
        .rearrange(Eq(h[i], mean))
        .sides(right=entry(mean * ones(n), i), using=())
        .entrywise(i)
    )


@theorem("softmax-jacobian-kernel-rank/range-contained", "What the Jacobian makes of a vector sums to zero")
def range_contained():
    return (
        derive(Sum(Sum(entry(J, i, k) * h[k], k), i))
        .definition(Sum(Sum(p[i] * (delta(i, k) - p[k]) * h[k], k), i))
        .collapse(Sum(p[i] * h[i], i) - Sum(p[i], i) * Sum(p[k] * h[k], k))
        .definition(0)
    )


@theorem(
    "softmax-jacobian-kernel-rank/range-explicit",
    "Every vector that sums to zero is reached: the rank is n − 1",
    witness={"n": 2, "z": (0, 0), "v": (1, -1)},
)
def range_explicit():
    return (
        derive(Sum(entry(J, i, k) * (v[k] / p[k]), k))
        .compute(v[i] - p[i] * Sum(v[k], k))
        .by(suppose(Eq(Sum(v[k], k), 0)))
        .algebra(v[i])
    )


@theorem("softmax-jacobian-kernel-rank/never-invertible", "The Jacobian has no left inverse")
def never_invertible():
    """Whatever B is, B J differs from the identity: each row of B J sums to 0, each row of the identity to 1."""
    error = Sum(B[i, k] * (p[k] * (delta(k, j) - p[j])), k) - delta(i, j)
    written = Sum(B[i, k] * entry(J, k, j), k) - delta(i, j)
    apart = combine(1 <= Sum(Sum(error**2, j), i), gap=Sum(Sum((error + 1 / n) ** 2, j), i))
    return apart.sides(right=Sum(Sum(written**2, j), i))
