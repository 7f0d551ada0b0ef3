"""Inverses of the Jacobian on the vectors that sum to zero: diag(1/p), and P diag(1/p) P with P = I − 11ᵀ/n."""

from sympy import Sum

from ..definitions.symbols import J, i, j, k, l, n, p
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, entry, indices
from ..prover.proof.by_cases import together
from ..prover.proof.chain import derive

q, r = indices("q r", n)


def centring(i, j):
    """An entry of I − 11ᵀ/n."""
    return delta(i, j) - 1 / n


def pseudo_inverse(i, j):
    """An entry of P diag(1/p) P."""
    return Sum(centring(i, q) * centring(q, j) / p[q], q)


def times(left, right, k):
    """An entry of a product of matrices."""
    return Sum(left * right, k)


@theorem("softmax-jacobian-generalised-inverse/product", "The Jacobian times diag(1/p)")
def product():
    return derive(times(entry(J, i, k), delta(k, j) / p[k], k)).compute(delta(i, j) - p[i])


@theorem("softmax-jacobian-generalised-inverse/generalised-inverse", "diag(1/p) is a generalised inverse of the Jacobian")
def generalised_inverse():
    return (
        derive(times(entry(J, i, k) / p[k], entry(J, k, j), k))
        .definition(Sum((delta(i, k) - p[k]) * p[i] * (delta(k, j) - p[j]), k))
        .compute(p[i] * (delta(i, j) - p[j]))
        .definition(entry(J, i, j))
    )


@theorem(
    "softmax-jacobian-generalised-inverse/penrose-range",
    "The Jacobian and its pseudo-inverse are inverse to each other up to the mean",
)
def penrose_range():
    right = derive(times(entry(J, i, k), pseudo_inverse(k, j), k)).compute(centring(i, j))
    left = derive(times(pseudo_inverse(i, k), entry(J, k, j), k)).compute(centring(i, j))
    return together(right, left)


@theorem("softmax-jacobian-generalised-inverse/penrose-inner", "Moore and Penrose: J J⁺ J = J")
def penrose_inner():
    return derive(Sum(Sum(entry(J, i, k) * pseudo_inverse(k, l) * entry(J, l, j), k), l)).compute(entry(J, i, j))


@theorem("softmax-jacobian-generalised-inverse/penrose-outer", "Moore and Penrose: J⁺ J J⁺ = J⁺")
def penrose_outer():
    return derive(Sum(Sum(pseudo_inverse(i, k) * entry(J, k, l) * pseudo_inverse(l, j), k), l)).compute(pseudo_inverse(i, j))
