"""Two distances that share x: for κ = √D the variance of a logit tends to 1/2, and that of their difference to 3/4, not to 1.

With r = d²/(2σ²D), log d′ − log d is half of log r′ − log r, and D E (r − r′)² = 3 is a matter of moments. The remainders R and R′
of the logarithms have squares whose mean is of the order of 1/D²: up to multiples of D √D (R² + R′²) the difference squared is
D (r − r′)² (1 ± 1/√D)/4. Each integral has a value as it lies between two that have one: over v, for given x and w, then over
w, then over x.
"""

from sympy import Eq, Integer, Limit, Ne, Rational, evaluate, exp, log, oo, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import SpaceIntegral, positives, reals, write
from ..prover.proof.by_cases import both_bounds, clause, given_lemma
from ..prover.proof.calculus import added_integrals, integral_between, integrand, linear_integral
from ..prover.proof.chain import Approach, combine, derive, in_order, proved, recall, stated, suppose, turned
from ..prover.proof.existence import some_value
from ..prover.proof.moved_limits import along_whole_numbers
from ..prover.proof.recorded import found
from .coincidence import hole, peak, quarter, room
from .exponential_moments import z
from .log_remainder import APART, G, J, SMALL_IN_ALL, THERE, apart, in_all, m, mean_rest, r, ratio, rest, tau
from .moments import (
    D, conditional_mean, conditional_square, density, distance, entries, given_x, norm, normaliser, of_norm, over_x, sigma, squared,
    v, w, x,
)  # fmt: skip

e, theta = reals("e theta")
other, own, share = positives("d_v d_w f")


def given_v(f):
    """E f(v)"""
    return SpaceIntegral(f * density(entries(v)), v)


with evaluate(False):
    ALIKE = Ne(v[1], x[1])
    another = squared(entries(x), entries(v))
    LETTERS = {own: distance}
    OTHER = ratio(entries(x), entries(v))
    contrast = -sqrt(D) * log(sqrt(distance)) + sqrt(D) * log(sqrt(another))
    eta = 1 / sqrt(D)
    TWO_BOUNDS = (D / 4 * (1 - eta), -D / 2 / eta), (D / 4 * (1 + eta), D / 2 * (1 + 1 / eta))  # of (r − r′)², and of R² + R′²
    SQUARE_GIVEN_BOTH, SQUARE_GIVEN_X = given_v(contrast**2), given_x(given_v(contrast**2))
    spread = (2 * norm + sigma**2 * D) / (sigma**2 * D**2)  # E (r − r′)², given x
    BOUNDS = D / 4 * ((1 - eta) * spread - 4 / eta * G), D / 4 * ((1 + eta) * spread + 4 * (1 + 1 / eta) * G)


def apart_from_v():
    """0 < d′², where the first coordinates differ"""
    return apart().at({w: v})


def parts_over_v(near, far):
    """a (r − r′)² + b (R² + R′²), R being log r − (r − 1), as a combination of what can be integrated over v"""
    unit = 2 * sigma**2 * D
    there = near * THERE**2 + far * rest(THERE) ** 2
    ones = recall(normaliser).assuming(distance > 0)
    return [
        (near / unit**2, recall(conditional_square)), (-2 * near * THERE / unit, recall(conditional_mean)),
        (there, ones), (far, suppose(Eq(J, tau))),
    ]  # fmt: skip


def square_given_both():
    """Bounds of the mean over v, in which the mean of R² over v or w is τ"""
    gap, total, difference = OTHER - THERE, rest(OTHER) + rest(THERE), rest(OTHER) - rest(THERE)
    known = [distance > 0, another > 0, APART, ALIKE]
    lower, upper = (added_integrals(*parts_over_v(*factors)) for factors in TWO_BOUNDS)
    gaps = (
        D / 4 * (eta * (gap + difference / eta) ** 2 + difference**2 + total**2 / eta),
        D / 4 * (eta * (gap - difference / eta) ** 2 + (1 + 1 / eta) * total**2),
    )
    weight = density(entries(v))
    letters = LETTERS | {other: another, share: weight}
    below = combine(integrand(lower, v) <= contrast**2 * weight, gap=gaps[0] * weight, given=known, letters=letters)
    above = combine(contrast**2 * weight <= integrand(upper, v), gap=gaps[1] * weight, given=known, letters=letters)
    below, above = (given_lemma(lemma, apart_from_v()) for lemma in (below, above))
    both = integral_between(SQUARE_GIVEN_BOTH, v, lower, upper, below, above)
    return in_order(turned(lower), clause(both, 0)), in_order(clause(both, 1), upper)


def weighted(integral, lower, upper, weight, low, high, given=()):
    """low <= I c <= high, from L <= I <= U for an integral I, where low is L c, and high U c, by algebra"""
    named = suppose(Eq(integral, e))
    same = derive(integral * weight).by(named)
    above, below, letters = in_order(turned(named), upper), in_order(lower, named), LETTERS | {share: weight}
    up = in_order(same, combine(e * weight <= high, (weight, above), given=given, letters=letters))
    down = in_order(combine(low <= e * weight, (weight, below), given=given, letters=letters), turned(same))
    return some_value(upper, e, down), some_value(upper, e, up)


def parts_over_w(near, far):
    """What the mean over v comes to, as a combination of what can be integrated over w"""
    unit, mean = 2 * sigma**2 * D, norm + sigma**2 * D
    square = mean**2 + 4 * sigma**2 * norm + 2 * sigma**4 * D
    return [
        (near / unit**2, recall(conditional_square)), (-2 * near * mean / unit**2, recall(conditional_mean)),
        (near * square / unit**2 + far * tau, recall(normaliser)), (far, suppose(Eq(J, tau))),
    ]  # fmt: skip


def square_given_x():
    """Bounds of the mean over v and w, for a given x"""
    lower, upper = (added_integrals(*parts_over_w(*factors)) for factors in TWO_BOUNDS)
    orders = square_given_both()
    below, above = weighted(
        SQUARE_GIVEN_BOTH, *orders, density(entries(w)), integrand(lower, w), integrand(upper, w), [distance > 0]
    )
    both = integral_between(SQUARE_GIVEN_X, w, lower, upper, given_lemma(below, apart()), given_lemma(above, apart()))
    at_most = in_order(turned(suppose(Eq(J, tau))), mean_rest)
    low, high = (write(proved(lemma).conclusion.args[1]) for lemma in (lower, upper))
    down = in_order(combine(BOUNDS[0] <= low, (D / eta, at_most)), in_order(turned(lower), clause(both, 0)))
    up = in_order(clause(both, 1), in_order(upper, combine(high <= BOUNDS[1], (D * (1 + 1 / eta), at_most))))
    return some_value(mean_rest, tau, down), some_value(mean_rest, tau, up)


with evaluate(False):
    SQUARE, MEAN_GIVEN_BOTH = over_x(SQUARE_GIVEN_X), given_v(contrast)
    MEAN_GIVEN_X, LOG_MEAN = given_x(MEAN_GIVEN_BOTH), given_v(log(sqrt(another)))
    MEAN = over_x(MEAN_GIVEN_X)
    ENDS = (
        Rational(3, 4) * (1 - eta) - D / eta * SMALL_IN_ALL,
        Rational(3, 4) * (1 + eta) + D * (1 + 1 / eta) * SMALL_IN_ALL,
    )


def square():
    """Bounds of the mean square of the contrast"""
    mean, at_most = in_all()
    ones = recall(normaliser).at({w: x})
    weight = density(entries(x))

    def integrated(bound, near, far):
        parts = (near * 2 / (sigma**2 * D**2), of_norm(1)), (near / D, ones), (far, mean)
        return linear_integral(over_x(bound), x, *parts)

    lower = integrated(BOUNDS[0], D / 4 * (1 - eta), -D / eta)
    upper = integrated(BOUNDS[1], D / 4 * (1 + eta), D * (1 + 1 / eta))
    orders = weighted(SQUARE_GIVEN_X, *square_given_x(), weight, BOUNDS[0] * weight, BOUNDS[1] * weight)
    both = integral_between(SQUARE, x, lower, upper, *orders)
    low, high = (write(proved(lemma).conclusion.args[1]) for lemma in (lower, upper))
    down = in_order(combine(ENDS[0] <= low, (D / eta, at_most)), in_order(turned(lower), clause(both, 0)))
    return down, in_order(clause(both, 1), in_order(upper, combine(high <= ENDS[1], (D * (1 + 1 / eta), at_most))))


def log_mean():
    """An upper bound of E log d, given x; what matters is that it has a value, as |R| <= (1 + R²)/2."""
    known, weight = suppose(Eq(J, tau)), density(entries(v))
    level, unit = log(2 * sigma**2 * D), 2 * sigma**2 * D
    half = Rational(1, 2)

    def parts(sign):
        constant = half * (level - 1 + sign * half)
        return (half / unit, recall(conditional_mean)), (constant, recall(normaliser)), (sign * half * half, known)

    lower, upper = added_integrals(*parts(-1)), added_integrals(*parts(1))
    body, given = log(sqrt(another)) * weight, [another > 0, ALIKE]
    letters = {other: another, share: weight}
    below = combine(integrand(lower, v) <= body, gap=(rest(OTHER) + 1) ** 2 / 4 * weight, given=given, letters=letters)
    above = combine(body <= integrand(upper, v), gap=(rest(OTHER) - 1) ** 2 / 4 * weight, given=given, letters=letters)
    orders = [given_lemma(lemma, apart_from_v()) for lemma in (below, above)]
    return in_order(clause(integral_between(LOG_MEAN, v, lower, upper, *orders), 1), upper)


def mean_given_x():
    """The mean of the contrast is 0, for a given x: log d and log d′ have the same mean θ."""
    named = suppose(Eq(LOG_MEAN, theta))
    inner = added_integrals((-sqrt(D) * log(sqrt(distance)), recall(normaliser).assuming(distance > 0)), (sqrt(D), named))
    body = contrast * density(entries(v))
    given = [distance > 0, another > 0, ALIKE]
    same = given_lemma(combine(Eq(integrand(inner, v), body), given=given), apart_from_v())
    both = integral_between(MEAN_GIVEN_BOTH, v, inner, inner, same, turned(same))
    inside = both_bounds(in_order(clause(both, 1), inner), in_order(turned(inner), clause(both, 0)))
    outer = added_integrals((-sqrt(D), named), (sqrt(D) * theta, recall(normaliser)))
    same = derive(MEAN_GIVEN_BOTH * density(entries(w)), given=[distance > 0]).by(inside).algebra(integrand(outer, w))
    same = given_lemma(same, apart())
    both = integral_between(MEAN_GIVEN_X, w, outer, outer, turned(same), same)
    nothing = outer.sides(right=0, using=())
    zero = both_bounds(in_order(clause(both, 1), nothing), in_order(turned(nothing), clause(both, 0)))
    return some_value(mean_rest, tau, some_value(log_mean(), theta, zero))


@theorem("log-distance-variance-trigamma/contrast-mean", "The difference of two logits that share x has the mean zero")
def mean():
    given_x = mean_given_x()
    nothing = linear_integral(over_x(Integer(0)), x, (0, recall(normaliser).at({w: x})))
    zero = derive(MEAN).by(given_x).by(nothing).algebra(0)
    return stated(zero.settled(), (*given_x.steps, *zero.steps))


with evaluate(False):
    VARIANCE = SQUARE - MEAN**2


def variance():
    """Bounds of the variance"""
    down, up = square()
    named = suppose(Eq(SQUARE, e))
    same = derive(VARIANCE).by(named).by(mean).algebra(e)
    low, high = in_order(in_order(down, named), turned(same)), in_order(same, in_order(turned(named), up))
    return some_value(up, e, low), some_value(up, e, high)


def ends():
    """Both bounds tend to 3/4, as 1/√D and D^(7/4) (e^(1/4)/√2)^D vanish."""
    growing, rate = Approach(r, oo, "-"), log(2) / 2 - quarter
    slow = found(Eq(Limit(1 / sqrt(r), r, oo), 0))
    fast = found(Eq(Limit(r ** Rational(7, 4) * exp(-r * m), r, oo), 0)).at({m: rate}, given=[rate > 0])
    fast = given_lemma(fast, combine(rate > 0, (Rational(1, 2), found(log(2) > Rational(1, 2)))))
    most = 64 * (2 * sigma**2) ** quarter * (room * peak) * sqrt(2)
    near = 512 * exp(4) * (1 + 2 * hole) ** 4
    whole = (
        Rational(3, 4) * (1 - hole) - near * hole - most * z,
        Rational(3, 4) * (1 + hole) + near * (hole + hole**2) + most * z * (1 + hole),
    )
    for body, end in zip(whole, ENDS):
        tends = growing.through(body, (hole, z), (slow, fast))
        yield along_whole_numbers(growing.rewrite(tends, end.xreplace({D: r})).sides(right=Rational(3, 4), using=()))


@theorem(
    "log-distance-variance-trigamma/contrast",
    "With κ = √D the difference of two logits has the variance 3/4 in the limit, and not 1, as they share x",
)
def contrast_of_logits():
    return Approach(D, oo, "-").squeeze(*ends(), *variance())
