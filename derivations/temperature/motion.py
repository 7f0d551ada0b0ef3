"""In between: how fast a probability moves with the temperature, and how the mean of the scores goes with it.

∂p_i/∂β = p_i (z_i − ⟨z⟩)        ∂p_i/∂T = −p_i (z_i − ⟨z⟩)/T²        d⟨z⟩/dβ = Var_p(z)
"""

from sympy import Derivative, Eq, Ne, Sum, evaluate, exp

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Minimum, dot, largest, softmax, variance
from ..prover.proof.by_cases import forced_equal, rises, strictly, together
from ..prover.proof.chain import below_maximum, combine, derive, recall, suppose
from ..prover.proof.extrema import over_minimum
from .vocabulary import T, beta, beta_prime, i, j, k, mean, n, s, x, z

with evaluate(False):
    Z = Sum(exp(beta * z[j]), j)
    Z_T = Sum(exp(z[j] / T), j)
    p = softmax(beta * z)
    p_T = softmax(z / T)
    SOME_DIFFER = Ne(z[i], z[j])


@theorem("temperature-derivative/in-beta", "How a probability moves with the inverse temperature", source="hofbauer2003")
def in_beta():
    return (
        derive(Derivative(p[i], beta))
        .definition(Derivative(exp(beta * z[i]) / Z, beta))
        .differentiate(z[i] * exp(beta * z[i]) / Z - exp(beta * z[i]) * Sum(z[j] * exp(beta * z[j]), j) / Z**2)
        .definition(p[i] * (z[i] - mean(beta)))
    )


@theorem("temperature-derivative/in-temperature", "How a probability moves with the temperature", source="hofbauer2003")
def in_temperature():
    weight = exp(z[i] / T)
    return (
        derive(Derivative(p_T[i], T))
        .definition(Derivative(weight / Z_T, T))
        .differentiate(-z[i] / T**2 * weight / Z_T + weight * Sum(z[j] / T**2 * exp(z[j] / T), j) / Z_T**2)
        .definition(-p_T[i] / T**2 * (z[i] - dot(p_T, z)))
    )


@theorem("temperature-limit-zero-minus/smooth-in-beta", "In β = 1/T the path is smooth, at β = 0 too")
def smooth_in_beta():
    return together(recall(in_beta), derive(softmax(0 * z)[i]).definition(1 / n))


# --- the mean -------------------------------------------------------------------------------------------------------


@theorem("temperature-mean-monotone/derivative", "The mean moves by the variance", source="wainwright2008")
def mean_derivative():
    first, second = (Sum(exp(beta * z[i]) * z[i] ** power, i) for power in (1, 2))
    return (
        derive(Derivative(mean(beta), beta))
        .definition(Derivative(first / Z, beta))
        .differentiate(second / Z - first**2 / Z**2)
        .definition(variance(p, z))
    )


@theorem(
    "temperature-mean-monotone/strict",
    "Scores that differ have a positive variance at every temperature",
    witness={"n": 2, "z": (0, 1), "i": 1, "j": 2},
)
def strict():
    """A variance that is 0 puts every score at the mean; two scores that differ cannot both be there."""
    spread = variance(p, z)
    at_mean = (
        suppose(Eq(spread, 0))
        .sides(left=Sum(p[i] * (z[i] - mean(beta)) ** 2, i))
        .terms_vanish(i)
        .cancel(p[i], z[i] - mean(beta), power=2)
        .rearrange(Eq(z[i], mean(beta)))
    )
    alike = combine(Eq(z[i], z[j]), (1, at_mean), (-1, at_mean.at({i: j})))
    return strictly(derive(spread).at_least(0), alike, suppose(SOME_DIFFER))


@theorem("temperature-mean-monotone/value-at-zero", "At β = 0 the mean is the plain one")
def value_at_zero():
    return derive(mean(0)).definition(Sum(z[j], j) / n)


def mean_rises(low, high):
    """The mean at one inverse temperature is below the mean at a larger one."""
    slope = combine(Derivative(mean(x), x) > 0, (1, recall(strict).at({beta: x})))
    return rises(slope, x, low, high, suppose(low < high))


@theorem(
    "temperature-mean-monotone/one-to-one",
    "The mean determines the inverse temperature",
    witness={"n": 2, "z": (0, 1), "i": 1, "j": 2, "beta": 0, "beta_prime": 0},
)
def one_to_one():
    """If the one were smaller, so would be its mean."""
    same = suppose(Eq(mean(beta), mean(beta_prime)))
    return forced_equal(beta, beta_prime, lambda order: mean_rises(*order.args), same)


# --- winners, losers, and those in between --------------------------------------------------------------------------


def mean_inside(extreme, sign):
    """0 < ±(extreme − ⟨z⟩): the mean is neither the largest nor the smallest score, unless all are equal.

    Each term of ±Σ p_s (extreme − z_s) is at least 0; if all vanish, every score is the extreme one.
    """
    room = sign * (extreme - dot(p_T, z))
    term = p_T[s] * (sign * (extreme - z[s]))
    nonnegative = combine(term >= 0, (p_T[s], below_maximum(z, s) if sign == 1 else over_minimum(z[s], s)))
    weak = nonnegative.sum(s).sides(0, room)
    at_extreme = suppose(Eq(room, 0)).sides(left=Sum(term, s)).terms_vanish(s, nonnegative)
    at_extreme = at_extreme.cancel(p_T[s], sign * (extreme - z[s])).rearrange(Eq(z[s], extreme))
    alike = combine(Eq(z[j], z[k]), (1, at_extreme.at({s: j})), (-1, at_extreme.at({s: k})))
    return strictly(weak, alike, suppose(Ne(z[j], z[k])))


@theorem(
    "temperature-single-crossing/winner",
    "Heating takes from the largest score",
    witness={"n": 2, "z": (1, 0), "i": 1, "j": 1, "k": 2},
)
def winner():
    largest_one = suppose(Eq(z[i], largest(z)))
    room = mean_inside(largest(z), 1)
    return combine(Derivative(p_T[i], T) < 0, (1, in_temperature), (p_T[i] / T**2, room), (p_T[i] / T**2, largest_one))


@theorem(
    "temperature-single-crossing/loser",
    "Heating gives to the smallest score",
    witness={"n": 2, "z": (1, 0), "i": 2, "j": 1, "k": 2},
)
def loser():
    smallest_one = suppose(Eq(z[i], Minimum(z[s], s)))
    room = mean_inside(Minimum(z[s], s), -1)
    return combine(Derivative(p_T[i], T) > 0, (-1, in_temperature), (p_T[i] / T**2, room), (-p_T[i] / T**2, smallest_one))


@theorem(
    "temperature-single-crossing/peak-unique",
    "A score in between peaks at one temperature at most",
    witness={"n": 3, "z": (-1, 0, 1), "i": 2, "j": 1, "beta": 0, "beta_prime": 0},
)
def peak_unique():
    """The mean is the score z_i at one inverse temperature only."""
    here, there = (suppose(Eq(mean(b), z[i])) for b in (beta, beta_prime))
    return recall(one_to_one).knowing(combine(Eq(mean(beta), mean(beta_prime)), (1, here), (-1, there)))


@theorem(
    "temperature-single-crossing/rises-before-peak",
    "Below its peak the share of a score in between rises with β",
    witness={"n": 3, "z": (-1, 0, 1), "i": 2, "j": 1, "beta": -1, "beta_prime": 0},
)
def rises_before_peak():
    at_peak = suppose(Eq(mean(beta_prime), z[i]))
    return combine(Derivative(p[i], beta) > 0, (-1, in_beta), (p[i], mean_rises(beta, beta_prime)), (p[i], at_peak))


@theorem(
    "temperature-single-crossing/falls-after-peak",
    "Above its peak the share of a score in between falls with β",
    witness={"n": 3, "z": (-1, 0, 1), "i": 2, "j": 1, "beta": 1, "beta_prime": 0},
)
def falls_after_peak():
    at_peak = suppose(Eq(mean(beta_prime), z[i]))
    return combine(Derivative(p[i], beta) < 0, (1, in_beta), (p[i], mean_rises(beta_prime, beta)), (-p[i], at_peak))
