"""In numbers, for D = 768: P(d² <= E d²/2) lies between 2·10^−34 and 3·10^−34, and Chernoff's bound is below 6.2·10^−33.

With u = x/2 the integrand of the probability is u^383 e^−u / (2 Γ(384)), which lies between the derivatives of two functions that
can be evaluated; e is enclosed by sums of 1/k! and of (−1)^k/k!.
"""

from math import factorial

from sympy import Derivative, Integer, Integral, Mul, Rational, evaluate, exp, gamma

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives, reals
from ..prover.proof.by_cases import nonnegative, positive, rises, together
from ..prover.proof.calculus import integrate, smaller_integral
from ..prover.proof.chain import combine, derive, in_order

x, y = reals("x y")
z = positives("z")
TERMS = 12
half, LOW, HIGH = Rational(1, 2), Rational(2718, 1000), Rational(27183, 10000)


def partial_sum(y, sign):
    """Σ_k (± y)^k / k!"""
    with evaluate(True):
        return sum(Rational(sign**k, factorial(k)) * y**k for k in range(TERMS))


def falling(sign):
    """e^(∓y) Σ (± y)^k/k! falls with y > 0, by e^(∓y) times the last term: so it is less than 1 at y = 1."""
    body = lambda y: -exp(-sign * y) * partial_sum(y, sign)  # noqa: E731
    slope = exp(-sign * y) * y ** (TERMS - 1) / factorial(TERMS - 1)
    rising = derive(Derivative(body(y), y), given=[y > 0]).differentiate(slope).above(0)
    return rises(rising, y, 0, 1, positive(1))


def powers_of_e():
    """2.718^192 < e^192 < 2.7183^192"""
    above, below = (partial_sum(Rational(1), sign) for sign in (1, -1))
    low = combine(LOW < exp(1), (exp(1), falling(1)), gap=above - LOW)
    high = combine(exp(1) < HIGH, (1 / below, falling(-1)), gap=HIGH - 1 / below)
    bounds = (bound.log().times(192).exp() for bound in (low, high))
    return [bound.sides(*sides, using=()) for bound, sides in zip(bounds, ((LOW**192, exp(192)), (exp(192), HIGH**192)))]


with evaluate(False):
    u = x / 2
    body = x**383 * exp(-u) / (Integer(2) ** 384 * gamma(384))  # the density of χ² for D = 768
    probability = Integral(body, (x, 0, 384))
    less, more = body * (1 - u**3 / (384 * 385 * 386)), body * (1 + u / (384 - u) ** 2)
    BOUND, LEAST, MOST = (digits * Integer(10) ** -34 for digits in map(Integer, (62, 2, 3)))


def factorial_of_383():
    """Γ(384) = 383!, in strides of 32."""
    product = Mul(*(z + step for step in range(32)))
    stride = derive(gamma(z + 32)).recursion(product * gamma(z))
    line = derive(gamma(384))
    for m in range(352, 31, -32):
        factor = Integer(factorial(m + 31) // factorial(m - 1))
        line = line.by(stride.at({z: m}).sides(gamma(m + 32), factor * gamma(m), using=()))
    return line.recursion(factorial(383))


def evaluated(function, series):
    """∫_0^384 of a function of x whose antiderivative is e^−u u^384 · series(u) / Γ(384): a rational number times e^−192."""
    antiderivative = exp(-u) * u**384 * series(u) / gamma(384)
    with evaluate(True):
        value = series(Integer(192)) * Rational(192**384, factorial(383))
    integral = Integral(function, (x, 0, 384))
    return integral, value, integrate(integral, antiderivative).by(factorial_of_383()).algebra(value * exp(-192))


@theorem("distance-small-ball/example", "In 768 dimensions half of the mean squared distance is out of reach")
def example():
    low_e, high_e = powers_of_e()
    whole, most, upper = evaluated(more, lambda u: 1 / (384 - u))
    part, least, lower = evaluated(less, lambda u: Rational(1, 384) + u / (384 * 385) + u**2 / (384 * 385 * 386))
    inside = [x > 0, x < 384]
    rest = body * u**3 / (384 * 385 * 386), body * u / (384 - u) ** 2
    orders = [combine(less <= body, gap=rest[0], given=inside), combine(body <= more, gap=rest[1], given=inside)]
    signs = [nonnegative(function, given=inside) for function in (less, body, more)]
    above = smaller_integral(probability, whole, upper, orders[1], signs[1], signs[2])
    below = smaller_integral(part, probability, above, orders[0], signs[0], signs[1])
    with evaluate(True):
        gaps = BOUND - HIGH**192 / 2**384, least - LEAST * HIGH**192, MOST * LOW**192 - most
    return together(
        combine((exp(half) / 2) ** 384 < BOUND, (Rational(1, 2**384), high_e), gap=gaps[0]),
        in_order(combine(LEAST < least * exp(-192), (LEAST * exp(-192), high_e), gap=gaps[1] * exp(-192)).back(lower), below),
        in_order(above.by(upper), combine(most * exp(-192) < MOST, (MOST * exp(-192), low_e), gap=gaps[2] * exp(-192))),
    )
