"""The logarithm of r = d²/(2σ²D), whose mean is 1, is r − 1 but for a remainder R whose square has a mean of the order of 1/D².

Where r >= 1/4, R² <= 16 (r − 1)⁴, which the exponential moments of √D (r − 1) bound. Where r < 1/4 it is at most a multiple of
|x_1 − w_1|^(−1/2), and such an r is exponentially unlikely.
"""

from sympy import Add, Eq, Integer, Ne, Rational, Sum, evaluate, exp, log, sqrt

from ..log_sum_exp.tangent import exp_tangent
from ..log_sum_exp.tangent import x as any_x
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import SpaceIntegral, delta, positives, reals, write
from ..prover.proof.by_cases import clause, given_lemma, nonnegative, positive, whichever
from ..prover.proof.calculus import added_integrals, integral_between, integrand, linear_integral
from ..prover.proof.chain import combine, derive, in_order, product, proved, recall, suppose, turned
from ..prover.proof.existence import some_value
from ..prover.proof.recorded import found
from .coincidence import coincidence, quarter, rare, rare_bound
from .exponential_moments import K, factor, lift, lift_of_x, lifted_twice
from .moments import D, density, distance, entries, given_x, j, normaliser, over_x, sigma, squared, w, x

r, m, q = positives("r m q")
y = reals("y")


def rest(r):
    """log r − (r − 1)"""
    return log(r) - r + 1


def tangent(at):
    """1 + at <= exp(at)"""
    return recall(exp_tangent).at({any_x: at})


def rest_below():
    """log r − (r − 1) <= 0"""
    return combine(rest(r) <= 0, (1, tangent(log(r)).sides(right=r, using=())))


def near_one():
    """(log r − (r − 1))² <= 16 (r − 1)⁴, for 1/4 < r, as log r >= 1 − 1/r"""
    large = suppose(quarter < r)
    inverse = tangent(-log(r)).sides(right=1 / r, using=())
    low = combine(-4 * (r - 1) ** 2 <= rest(r), (1, inverse), (4 * (r - 1) ** 2 / r, large))
    both = product(low, rest_below())
    return combine(rest(r) ** 2 <= 16 * (r - 1) ** 4, (1, both), (4 * (r - 1) ** 2, low), given=[quarter < r])


def near_zero():
    """(log r − (r − 1))² <= 64 q^(−1/4), for q <= r <= 1/4, as −log q <= 8 q^(−1/8)"""
    small = suppose(r <= quarter)
    root = q ** Rational(-1, 8)
    inverse = tangent(-log(q) / 8).sides(right=root, using=())
    low = combine(-8 * root <= rest(r), (8, inverse), (1, suppose(q <= r).log()), (1, small), gap=Rational(35, 4))
    return combine(rest(r) ** 2 <= 64 * q**-quarter, (1, product(low, rest_below())), (8 * root, low), given=[q <= r, r <= quarter])


def squared_rest():
    """(log r − (r − 1))² <= 16 (r − 1)⁴ + 64 q^(−1/4) exp(m (1/4 − r)), for q <= r"""
    whole = rest(r) ** 2 <= 16 * (r - 1) ** 4 + 64 * q**-quarter * exp(m * (quarter - r))

    def case(side):
        if side == (quarter < r):
            return combine(whole, (1, near_one()), gap=64 * q**-quarter * exp(m * (quarter - r)), given=[q <= r])
        small = combine(r <= quarter, (1, suppose(side)))
        more = combine(0 <= m * (quarter - r), (m, small)).exp().sides(left=1, using=())
        bound = given_lemma(near_zero(), small)
        return combine(whole, (1, bound), (64 * q**-quarter, more), gap=16 * (r - 1) ** 4, given=[q <= r, side])

    return whichever(r, quarter, case, given=[q <= r])


def fourth_power():
    """y⁴ <= 16 (e^y + e^−y), as 2 + y²/4 <= e^(y/2) + e^(−y/2)"""
    both = exp(y / 2) + exp(-y / 2)
    half = found(2 + y**2 / 4 <= both)
    return combine(y**4 <= 16 * (exp(y) + exp(-y)), (16 * (2 + y**2 / 4 + both), half), gap=16 * y**2 + 32)


# --- in the mean over w, and then over x --------------------------------------------------------------------------------

h, tau = reals("h tau")

with evaluate(False):
    APART = Ne(w[1], x[1])
    k = sqrt(D) + 2
    many = 256 * k**4 / D**4
    few = 64 * (2 * sigma**2 * D) ** quarter * exp(D / 4)


def ratio(x, w):
    """r = d²/(2σ²D)"""
    return squared(x, w) / (2 * sigma**2 * D)


with evaluate(False):
    THERE = ratio(entries(x), entries(w))
    UPPER = [(many * exp(-D / level), lift(level)) for level in (k, -k)]


def apart():
    """0 < d², where the first coordinates differ"""
    first = positive((x[1] - w[1]) ** 2, given=[APART])
    others = Sum((1 - delta(j, 1)) * (x[j] - w[j]) ** 2, j)
    return combine(distance > 0, (1, first), gap=others, given=[APART])


def rest_squared():
    """(log r − (r − 1))² is at most a combination of what can be integrated."""
    first = (x[1] - w[1]) ** 2
    scale = derive((q / (2 * sigma**2 * D)) ** -quarter).algebra((2 * sigma**2 * D) ** quarter * q**-quarter)
    scale = scale.at({q: first}, given=[APART])
    smaller = combine(
        first / (2 * sigma**2 * D) <= THERE, gap=Sum((1 - delta(j, 1)) * (x[j] - w[j]) ** 2, j) / (2 * sigma**2 * D), given=[APART]
    )
    bound = given_lemma(squared_rest().at({r: THERE, q: first / (2 * sigma**2 * D), m: D}, given=[APART, distance > 0]), smaller)
    power = fourth_power().at({y: D / k * (THERE - 1)})
    bounds = Add(*(c * f for c, f in UPPER), few * rare(entries(x), entries(w), j))
    return given_lemma(
        combine(rest(THERE) ** 2 <= bounds, (1, bound), (16 * k**4 / D**4, power), (64 * exp(D * (quarter - THERE)), scale)),
        apart(),
    )


with evaluate(False):
    LEVELS = (k, 1 < K), (-k, K < 0)
    RARE = given_x(rare(entries(x), entries(w), j))
    J = given_x(rest(THERE) ** 2)
    weights = [many * exp(-D / level) for level, _ in LEVELS]
    G = Add(*(c * (factor(level) * lift_of_x(level)) for c, (level, _) in zip(weights, LEVELS)), few * rare_bound(D))


def nothing_over(x):
    """∫ 0 = 0"""
    return linear_integral(SpaceIntegral(Integer(0), x), x, (0, recall(normaliser).at({w: x})))


@theorem("log-distance-remainder/conditional-square", "What log r misses of r − 1 is small in the mean, for a given point")
def mean_rest():
    """∫ (log r − (r − 1))² Π φ(w_j) dw is at most a function of |x|² that can be integrated."""
    named = suppose(Eq(RARE, h))
    parts = [(c, lifted_twice(*level)[0]) for c, level in zip(weights, LEVELS)]
    upper = added_integrals(*parts, (few, named))
    body = rest(THERE) ** 2 * density(entries(w))
    above = combine(body <= integrand(upper, w), (density(entries(w)), rest_squared()), given=[distance > 0, APART])
    above = given_lemma(above, apart())
    below = given_lemma(nonnegative(body, given=[distance > 0]), apart())
    whole = in_order(clause(integral_between(J, w, nothing_over(w), upper, below, above), 1), upper)
    at_most = in_order(turned(named), coincidence)
    return some_value(coincidence, h, in_order(whole, combine(write(proved(whole).conclusion.args[1]) <= G, (few, at_most))))


def quotient(level, shift):
    """D/K = K − 2 c + c²/K, where K = √D + c"""
    known = Eq(m, (r - shift) ** 2)
    whole = derive(m / r, given=[known]).by(suppose(known)).algebra(r - 2 * shift + shift**2 / r)
    return given_lemma(whole.at({m: D, r: level}), derive(D).algebra((level - shift) ** 2))


def at_most_e4():
    """What stands at the two exponential moments is at most e⁴."""
    flat = quotient(k, Integer(2))
    above = tangent(log(k) - log(sqrt(D))).sides(right=k / sqrt(D), using=())
    exponent = -D / k + D / 2 * (log(k) - log(sqrt(D)))
    yield combine(exponent <= 4, (D / 2, above), (1, flat), gap=2 + 4 / k)
    more = k + 2
    below = tangent(log(k) - log(more)).sides(right=k / more, using=())
    exponent = D / k - D / 2 * (log(more) - log(k))
    less = combine(4 / r <= 2, (2 / r, suppose(2 < r)))
    less = given_lemma(less.at({r: k}), combine(2 < k, gap=sqrt(D)))
    yield combine(exponent <= 4, (D / 2, below), (-1, flat), (1, quotient(more, Integer(4))), (1, less), gap=16 / more)


with evaluate(False):
    E_OF_G = Add(*(c * factor(level) * factor(level - 1) for c, (level, _) in zip(weights, LEVELS)), few * rare_bound(D))
    SMALL_IN_ALL = 2 * many * exp(4) + few * rare_bound(D)


def in_all():
    """The mean of G over x, and what that is at most"""
    parts = [(c * factor(level[0]), lifted_twice(*level)[1]) for c, level in zip(weights, LEVELS)]
    ones = few * rare_bound(D), recall(normaliser).at({w: x})
    mean = linear_integral(over_x(G), x, *parts, ones).sides(right=E_OF_G, using=())
    bounds = [
        bound.exp().sides(left=exp(-D / level) * factor(level) * factor(level - 1), using=())
        for bound, (level, _) in zip(at_most_e4(), LEVELS)
    ]
    return mean, combine(E_OF_G <= SMALL_IN_ALL, *((many, bound) for bound in bounds))
