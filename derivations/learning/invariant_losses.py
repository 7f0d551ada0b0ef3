"""Losses that a common factor of the logits, or a common shift of them, leaves as they are: what their gradients are orthogonal to.

    L(c a) = L(a) for all c > 0: ⟨a, ∇L(a)⟩ = 0, and a step along the gradient makes a longer
    L(z + c 1) = L(z) for all c: Σ ∂L/∂z_i = 0

L is any differentiable function of a vector; one that a factor leaves as it is need not have a value at 0. The invariance is
supposed at the one vector of which the conclusion speaks.
"""

from sympy import Eq, Lambda, Lt, Sum, evaluate, sqrt

from ..definitions.symbols import n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, entry, functions_of, indices, ones, positives, reals, vectors
from ..prover.proof.by_cases import specialise, together
from ..prover.proof.calculus import differentiated
from ..prover.proof.chain import combine, derive, for_all, recall, suppose

a, z = vectors("a z", n)
i, k = indices("i k", n)
eta, factor = positives("eta c")
shift = reals("c")
loss = functions_of("L", "differentiable nonzero vector -> real", n)
everywhere = functions_of("L", "differentiable vector -> real", n)


def direction(u):
    """The first entry of u/‖u‖, which a factor leaves as it is"""
    return entry(u, 1) / sqrt(Sum(entry(u, k) ** 2, k))


def off_mean(u):
    """The square of the first entry's difference from the mean, which a shift leaves as it is"""
    return (entry(u, 1) - Sum(entry(u, k), k) / n) ** 2


with evaluate(False):
    NOT_ZERO = Lt(0, Sum(a[i] ** 2, i))
    SCALED = ForAll(Eq(loss(factor * a), loss(a)), factor)
    SHIFTED = ForAll(Eq(everywhere(z + shift * ones(n)), everywhere(z)), shift)
    slope, slope_at_z = loss.slope(a), everywhere.slope(z)
    of_a, of_z = {"n": 2, "a": (3, 4), "L": Lambda(a, direction(a))}, {"n": 2, "z": (1, 0), "L": Lambda(z, off_mean(z))}


def scaled_direction():
    same = derive(direction(factor * a), given=[NOT_ZERO]).algebra(direction(a))
    return for_all(same, factor)


def shifted_difference():
    return for_all(derive(off_mean(z + shift * ones(n))).algebra(off_mean(z)), shift)


@theorem(
    "scale-invariant-loss-orthogonality/euler",
    "The gradient of a loss that a common factor leaves as it is is orthogonal to the logits",
    witness=of_a,
    implies=scaled_direction,
)
def euler():
    """The derivative of L(c a) in c, at c = 1."""
    law = specialise(suppose(SCALED).assuming(NOT_ZERO), factor)
    return differentiated(law, factor, 1).sides(Sum(a[i] * slope[i], i), 0, using=("derivative", "definition"))


@theorem(
    "scale-invariant-loss-orthogonality/norm-growth",
    "A step along the gradient of a loss that sees no scale never makes the logits shorter",
    witness=of_a,
    implies=scaled_direction,
)
def norm_growth():
    """By Pythagoras."""
    goal = Eq(Sum((a[i] - eta * slope[i]) ** 2, i), Sum(a[i] ** 2, i) + eta**2 * Sum(slope[i] ** 2, i))
    return combine(goal, (-2 * eta, recall(euler)))


@theorem(
    "scale-invariant-loss-orthogonality/softmax-sum",
    "The gradient of a loss that a common shift leaves as it is has the sum 0, and a step along it keeps the sum of the logits",
    witness=of_z,
    implies=shifted_difference,
)
def softmax_sum():
    """The derivative of L(z + c 1) in c, at c = 0."""
    law = specialise(suppose(SHIFTED), shift)
    nothing = differentiated(law, shift, 0).sides(Sum(slope_at_z[i], i), 0, using=("derivative", "definition"))
    kept = combine(Eq(Sum(z[i] - eta * slope_at_z[i], i), Sum(z[i], i)), (-eta, nothing))
    return together(nothing, kept)
