"""The most probable class is the nearest one, whichever of three links is used: softmax of −κ log d, of −d² or of −d."""

from sympy import Eq, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Maximum, Minimum, indicator
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import both_bounds, impossible, together
from ..prover.proof.chain import bracket, cases, combine, suppose
from ..prover.proof.extrema import over_minimum, under_maximum
from ..prover.proof.sizes import from_squares
from .vocabulary import d, j, k, kappa

with evaluate(False):
    least = Minimum(d[j], j)
    nearest = indicator(Eq(d[k], least))

# Of a weight that falls with the distance: f(d_j) <= f(d_k) from d_k <= d_j, and d_k <= d_j from f(d_j) <= f(d_k).


def of_power(nearer):
    return combine(-kappa * log(d[j]) <= -kappa * log(d[k]), (kappa, nearer.log())).exp().sides(power(j), power(k), using=())


def from_power(heavier):
    return combine(log(d[k]) <= log(d[j]), (1 / kappa, heavier.log())).exp().sides(d[k], d[j], using=())


def of_square(nearer):
    return combine(-(d[j] ** 2) <= -(d[k] ** 2), (d[j] + d[k], nearer)).exp()


def from_square(heavier):
    return from_squares(
        d[k] <= d[j], combine(d[k] ** 2 <= d[j] ** 2, (1, heavier.log().sides(-(d[j] ** 2), -(d[k] ** 2), using=())))
    )


def of_distance(nearer):
    return combine(-d[j] <= -d[k], (1, nearer)).exp()


def from_distance(heavier):
    return combine(d[k] <= d[j], (1, heavier.log().sides(-d[j], -d[k], using=())))


def power(k):
    return d[k] ** (-kappa)


def gaussian(k):
    return exp(-(d[k] ** 2))


def exponential(k):
    return exp(-d[k])


def same_classes(weight, falls, rises):
    """[p_k = max p] = [d_k = min d], where p_j is in proportion to the weight of j."""
    Z = Sum(weight(j), j)
    p = lambda k: weight(k) / Z  # noqa: E731
    top = Maximum(p(j), j)
    goal = Eq(indicator(Eq(p(k), top)), nearest)
    tie, gap = suppose(Eq(least, d[k])), suppose(least < d[k])
    most, less = suppose(Eq(p(k), top)), suppose(p(k) < top)

    nearer = combine(d[k] <= d[j], (-1, tie), (1, over_minimum(d[j], j)))
    at_most = combine(p(j) <= p(k), (1 / Z, falls(nearer))).maximum(j)
    is_top = bracket(both_bounds(under_maximum(p(k), k), at_most)).back(bracket_at(tie))

    heavier = combine(weight(j) <= weight(k), (Z, under_maximum(p(j), j)), (-Z, most))
    contradiction = impossible(gap, rises(heavier).minimum(j), goal)
    below_top = bracket(less).back(bracket_at(gap))
    return cases(over_minimum(d[k], k), is_top, cases(under_maximum(p(k), k), contradiction, below_top))


@theorem("distance-argmax-voronoi/nearest", "The most probable classes are the nearest ones")
def nearest_classes():
    links = (power, of_power, from_power), (gaussian, of_square, from_square), (exponential, of_distance, from_distance)
    return together(*(same_classes(*link) for link in links))
