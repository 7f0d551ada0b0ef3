"""Third derivatives of log-sum-exp: a third central moment, at most the range of the direction times the variance."""

from sympy import Abs, Derivative, Ne, Sum, evaluate, sqrt

from ..definitions.symbols import h, i, j, k, p, t, z
from ..log_sum_exp.gradient import gradient
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, Minimum, Subs, delta, dot, largest, softmax, variance
from ..prover.proof.by_cases import whether_equal
from ..prover.proof.chain import below_maximum, combine, derive
from ..prover.proof.extrema import over_minimum, range_at_most
from ..prover.proof.sizes import from_squares, size_at_most
from .entries import entries

with evaluate(False):
    mean = dot(p, h)
    third_moment = Sum(p[i] * (h[i] - mean) ** 3, i)
    R = largest(h) - Minimum(h[k], k)


@theorem("softmax-third-cumulant/tensor", "The third derivatives of log-sum-exp")
def tensor():
    return (
        derive(Derivative(LSE(z), z[i], z[j], z[k]))
        .by(gradient, Derivative(softmax(z)[i], z[j], z[k]))
        .by(entries, Derivative(p[i] * (delta(i, j) - p[j]), z[k]))
        .compute(p[i] * (delta(i, k) - p[k]) * (delta(i, j) - p[j]) - p[i] * p[j] * (delta(j, k) - p[k]))
        .compute(
            p[i] * delta(i, j) * delta(j, k)
            - p[i] * p[k] * delta(i, j)
            - p[i] * p[j] * delta(j, k)
            - p[i] * p[j] * delta(i, k)
            + 2 * p[i] * p[j] * p[k]
        )
    )


@theorem("softmax-third-cumulant/central-moment", "Along a direction the third derivative is the third central moment")
def central_moment():
    return derive(Subs(Derivative(LSE(z + t * h), (t, 3)), t, 0)).compute(third_moment)


@theorem(
    "softmax-generalised-self-concordance/range", "The third derivative is at most the range of the direction times the second"
)
def self_concordant():
    third, second = (Subs(Derivative(LSE(z + t * h), (t, order)), t, 0) for order in (3, 2))
    centred = h[i] - mean
    below = combine(mean <= largest(h), (1, below_maximum(h, k).times(p[k]).sum(k)))
    above = combine(Minimum(h[k], k) <= mean, (1, over_minimum(h[k], k).times(p[k]).sum(k)))
    least = over_minimum(h[i], i)
    up = combine(centred <= R, (1, below_maximum(h, i)), (1, above)).times(p[i] * centred**2).sum(i)
    down = combine(-centred <= R, (1, least), (1, below)).times(p[i] * centred**2).sum(i)
    bound = R * variance(p, h)
    moment = size_at_most(combine(third_moment <= bound, (1, up)), combine(-third_moment <= bound, (1, down)))
    return moment.sides(Abs(third), R * second, using=("definition", "derivative"))


@theorem("softmax-generalised-self-concordance/norm", "The range of a vector is at most √2 times its length")
def range_and_norm():
    """(h_i − h_j)² <= 2 h_i² + 2 h_j², and for i ≠ j that is at most 2 Σ h_k²."""
    size = Sum(h[k] ** 2, k)
    others = Sum((1 - delta(k, i)) * (1 - delta(k, j)) * h[k] ** 2, k)
    goal = (h[i] - h[j]) ** 2 <= 2 * size
    apart = combine(goal, gap=2 * others + (h[i] + h[j]) ** 2, given=[Ne(i, j)])
    squares = whether_equal(goal, i, j, apart, combine(0 <= 2 * size, gap=2 * size))
    norm = sqrt(2) * sqrt(size)
    return range_at_most(h, norm, i, j, from_squares(h[i] - h[j] <= norm, squares))
