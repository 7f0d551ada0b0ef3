"""Softmax in two steps: first a block of classes, then a class within it.

A block B is given by its indicator: whole numbers b_k >= 0 with b_k <= 1 for all k, so that k is in B where b_k = 1.
"""

from sympy import Eq, Matrix, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, counts, delta, entry, softmax
from ..prover.proof.chain import combine, derive, positive_sum, suppose
from ..prover.proof.by_cases import given_lemma
from .symbols import Z, i, j, k, n, p, z

b = counts("b", n)

with evaluate(False):
    at_most_once = ForAll(b[k] <= 1, k)
    some, not_all = 0 < Sum(b[k], k), 0 < Sum(1 - b[k], k)
    inside, outside = Sum(b[k] * exp(z[k]), k), Sum((1 - b[k]) * exp(z[k]), k)


def positive_inside():
    """0 < Σ_{k in B} exp(z_k), as B is not empty."""
    return positive_sum(b[k], exp(z[k]), k, suppose(some))


def positive_outside():
    """0 < Σ_{k not in B} exp(z_k), as B is not everything."""
    return positive_sum(1 - b[k], exp(z[k]), k, suppose(not_all), given=[at_most_once])


@theorem(
    "softmax-grouping/block-mass",
    "The mass of a block is a softmax of two log-sum-exps",
    witness={"n": 2, "z": (0, 0), "b": (1, 0)},
)
def block_mass():
    two = Matrix([log(inside), log(outside)])
    mass = (
        derive(Sum(b[k] * p[k], k), given=[0 < inside, 0 < outside])
        .definition(inside / Z)
        .algebra(exp(log(inside)) / (exp(log(inside)) + exp(log(outside))))
        .definition(entry(softmax(two), 1))
    )
    return given_lemma(mass, positive_inside(), positive_outside())


@theorem(
    "softmax-grouping/within-block",
    "A class has the mass of its block times its softmax within the block",
    witness={"n": 2, "z": (0, 0), "b": (1, 0), "i": 1},
)
def within_block():
    member = Eq(b[i], 1)
    not_empty = combine(some, (1, suppose(member)), gap=Sum((1 - delta(k, i)) * b[k], k) + 1, given=[at_most_once])
    split = (
        derive(p[i], given=[at_most_once, member, 0 < inside])
        .definition(exp(z[i]) / Z)
        .algebra(inside / Z * (exp(z[i]) / inside))
        .definition(Sum(b[j] * p[j], j) * (exp(z[i]) / inside))
    )
    return given_lemma(split, given_lemma(positive_inside(), not_empty))
