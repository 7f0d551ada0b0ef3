"""An associative memory: patterns X, a state ξ, and attention as the step that lowers its energy.

    E(ξ) = −LSE(β Xᵀξ)/β + |ξ|²/2        ξ⁺ = X softmax(β Xᵀξ)        E(ξ⁺) <= E(ξ) − |ξ⁺ − ξ|²/2

The gradient of E is ξ − ξ⁺, so that the step is one of gradient descent with the length 1.
"""

from sympy import Derivative, Eq, Rational, Sum, evaluate

from ..definitions.symbols import z, z_prime
from ..log_sum_exp.tangent import tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, dimension, entry, indices, matrices, positives, softmax, vector, vectors
from ..prover.proof.by_cases import both_bounds, nonnegative
from ..prover.proof.chain import combine, derive, recall, suppose, suppose_all

n, D = dimension("n"), dimension("D")
X, state = matrices("X", D, n), vectors("xi", D)
k, l = indices("k l", n)
d, e = indices("d e", D)
beta = positives("beta")
HALF = Rational(1, 2)


def scores(state):
    """β Xᵀξ, ξ being given entry by entry."""
    return vector(k, beta * Sum(X[e, k] * state(e), e))


def energy(state):
    return -1 / beta * LSE(scores(state)) + HALF * Sum(state(e) ** 2, e)


with evaluate(False):
    here = lambda e: state[e]  # noqa: E731
    weights = softmax(scores(here))
    after = lambda e: Sum(X[e, l] * entry(weights, l), l)  # noqa: E731
    moved = Sum((after(e) - state[e]) ** 2, e)


@theorem(
    "hopfield-update/gradient", "The gradient of the energy is the state less what attention makes of it", source="ramsauer2020"
)
def gradient():
    return derive(Derivative(energy(here), state[d])).compute(state[d] - after(d))


@theorem("hopfield-update/descent", "Each step lowers the energy by half its squared length at least")
def descent():
    line = recall(tangent).at({z: scores(here), z_prime: scores(after)})
    return combine(energy(after) <= energy(here) - HALF * moved, (1 / beta, line))


@theorem(
    "hopfield-update/strict-if",
    "Where the step leads nowhere the energy stays",
    witness={"n": 1, "D": 1, "X": ((0,),), "xi": (0,), "beta": 1},
)
def strict_if():
    stays = suppose_all(Eq(after(e), state[e]), e)
    score = beta * Sum(X[e, k] * after(e), e)
    alike = derive(score).by(stays).algebra(beta * Sum(X[e, k] * state[e], e))
    alike = alike.sides(entry(scores(after), k), entry(scores(here), k), using=()).entrywise(k)
    return derive(energy(after)).by(alike).by(stays).algebra(energy(here))


@theorem(
    "hopfield-update/strict-only-if",
    "The energy of a memory stays only where the state does",
    witness={"n": 1, "D": 1, "X": ((0,),), "xi": (0,), "beta": 1},
)
def strict_only_if():
    """The squared length of the step is at most 0, so that none of its entries is another number."""
    same = suppose(Eq(energy(after), energy(here)))
    at_most = combine(moved <= 0, (2, descent), (-2, same))
    none = both_bounds(at_most, nonnegative(moved)).terms_vanish(e)
    return none.cancel(1, after(e) - state[e], power=2).rearrange(Eq(after(e), state[e]))
