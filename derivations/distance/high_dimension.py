"""Many dimensions: distances d_j = R (1 + ζ_j/√D) that differ by little, and what the exponent κ makes of them.

With κ = √D the probabilities tend to softmax(−ζ). If κ/√D tends to 0 they tend to 1/n, and if it tends to ∞, to what is shared
equally by the nearest classes. The last two are told by ε: how small or large κ/√D and how large D must be is in the statement.
"""

from sympy import Abs, Eq, Limit, Sum, evaluate, exp, oo, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Maximum, Minimum, positives, reals, softmax, vectors
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import Approach, combine, derive, for_all, suppose
from ..prover.proof.extrema import over_minimum, under_maximum
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size
from .vocabulary import j, k, kappa, n

zeta, v = vectors("zeta v", n)
D, R, epsilon = positives("D R epsilon")
b = reals("b")
GROWING = Approach(D, oo, "-")


def distance(j):
    return R * (1 + zeta[j] / sqrt(D))


with evaluate(False):
    each = 1 + zeta[j] / sqrt(D)  # d_j/R
    p = distance(k) ** (-kappa) / Sum(distance(j) ** (-kappa), j)
    p_root = distance(k) ** (-sqrt(D)) / Sum(distance(j) ** (-sqrt(D)), j)
    smallest = Minimum(each, j)
    POSITIVE = ForAll(each > 0, j)  # as they are once D is large


def all_positive():
    """Every 1 + ζ_j/√D is positive where the least of them is."""
    return for_all(combine(each > 0, (1, over_minimum(each, j)), (1, suppose(smallest > 0))), j)


@theorem("harmonic-root-dimension-limit/critical", "With κ = √D the probabilities tend to a softmax of the differences")
def critical():
    weight = (1 + b / sqrt(D)) ** (-sqrt(D))
    one = found(Eq(Limit(weight, D, oo), exp(-b))).at({b: zeta[j]})
    tends = GROWING.through(v[k] / Sum(v[j], j), v, for_all(one, j)).sides(right=softmax(-zeta)[k])
    near = GROWING.through(Minimum(1 + zeta[j] * b, j), b, found(Eq(Limit(1 / sqrt(D), D, oo), 0)))
    near = GROWING.rewrite(near, smallest)
    power = lambda j: (1 + zeta[j] / sqrt(D)) ** (-sqrt(D))  # noqa: E731
    same = derive(p_root, given=[POSITIVE]).algebra(power(k) / Sum(power(j), j))
    return GROWING.rewrite(tends, p_root, same=given_lemma(same, all_positive()), near=[near])


# --- other exponents ------------------------------------------------------------------------------------------------

with evaluate(False):
    M = Maximum(Abs(zeta[j]), j)
    LARGE = 2 * M < sqrt(D)


def bounded(j):
    """−M <= ζ_j <= M"""
    largest = under_maximum(Abs(zeta[j]), j)
    up, down = (combine(side <= M, (1, at_most_its_size(side)), (1, largest)) for side in (zeta[j], -zeta[j]))
    return up, down


def inside(j):
    """0 < 1 + ζ_j/√D, as |ζ_j| <= M < √D/2."""
    _, down = bounded(j)
    size = under_maximum(Abs(zeta[j]), j)
    room = combine(0 <= M, (1, size), gap=Abs(zeta[j]))
    return combine(1 + zeta[j] / sqrt(D) > 0, (1 / sqrt(D), down), (1 / sqrt(D), suppose(LARGE)), (1 / sqrt(D), room))
