"""Exponential moments of the squared distance d² of two Gaussian vectors: for a given x, and for both.

E exp((1 − s) d²/(2σ²)) = s^(−D/2) exp((1 − s)/(2σ²s) |x|²) for a given x. With s = (K − 1)/K, K being > 1 or < 0, this is the mean
of exp(d²/(2σ²K)), and a multiple of exp(|x|²/(2σ²(K − 1))): the same again, with K − 1 for K.
"""

from sympy import Eq, Integral, Lt, Ne, Rational, Sum, evaluate, exp, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives, reals, vector
from ..prover.proof.by_cases import different, given_lemma, positive
from ..prover.proof.calculus import linear_integral
from ..prover.proof.chain import combine, recall, suppose
from ..prover.proof.recorded import found
from .moments import D, by_coordinates, distance, given_x, j, norm, over_x, phi, sigma, squared, t, w, x

s = positives("s")
z = reals("z")


def tilt(square, s=s):
    """exp((1 − s) d²/(2σ²))"""
    return exp((1 - s) / (2 * sigma**2) * square)


def tilted_line():
    """∫ exp((1 − s)(z − t)²/(2σ²)) φ(t) dt"""
    value = s ** Rational(-1, 2) * exp((1 - s) / (2 * sigma**2 * s) * z**2)
    return found(Eq(Integral(tilt((z - t) ** 2) * phi(t), (t, -oo, oo)), value))


@theorem("squared-distance-moments/exponential", "The exponential moments of the squared distance from a given point")
def exponential():
    line = tilted_line()
    return by_coordinates(
        lambda x, w, j: tilt(squared(x, w, j)),
        lambda x, j, D: s ** (-D / 2) * exp((1 - s) / (2 * sigma**2 * s) * Sum(x(j) ** 2, j)),
        alone=lambda x: (x, 1),
        others=lambda x, known: [(tilt((x - t) ** 2) * phi(t), known)],
        first=lambda x, rest: (x, s ** (-D / 2) * exp((1 - s) / (2 * sigma**2 * s) * rest)),
        line=lambda x, weight: [(weight, line.at({z: x}))],
        also=(s,),
    )


# --- in all -----------------------------------------------------------------------------------------------------------

K = reals("K")

with evaluate(False):
    SMALL = (K - 1) / K > 0
    lift = lambda K: exp(distance / (2 * sigma**2 * K))  # noqa: E731
    lift_of_x = lambda K: exp(norm / (2 * sigma**2 * (K - 1)))  # noqa: E731
    factor = lambda K: ((K - 1) / K) ** (-D / 2)  # noqa: E731


def lifted():
    """∫ exp(d²/(2σ²K)) Π φ(w_j) dw"""
    known = recall(exponential).at({s: (K - 1) / K}, given=[SMALL, Ne(K, 0)]).assuming(Ne(K, 0), Ne(K, 1))
    return linear_integral(given_x(lift(K)), w, (1, known)).sides(right=factor(K) * lift_of_x(K), using=())


def outside(side):
    """The same for 1 < K, or for K < 0, which is all that makes sense"""
    order, end = suppose(side), 1 if side == (1 < K) else 0

    def unlike(u):
        never = combine(Lt(0, 0, evaluate=False), (1, suppose(Eq(K, u))), (1, order), gap=abs(u - end))
        return different(never, K, u, given=[side])

    return given_lemma(lifted(), positive((K - 1) / K, given=[side]), unlike(0), unlike(1))


def beyond_end(level, side):
    """The level lies on that side."""
    return combine(1 < level, gap=level - 1) if side == (1 < K) else combine(level < 0, gap=-level)


def lifted_twice(level, side):
    """The mean of exp(d²/(2σ²K)) at K = ± k, for a given x, and that of what it comes to"""
    once = outside(side)
    first = given_lemma(once.at({K: level}), beyond_end(level, side))
    again = given_lemma(once.at({K: level - 1, x: vector(j, 0)}), beyond_end(level - 1, side))
    second = linear_integral(over_x(lift_of_x(level)), x, (1, again)).sides(right=factor(level - 1), using=())
    return first, second
