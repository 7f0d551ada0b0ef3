"""Bounds of the trigamma function ψ′ that are sharp enough for three orders of its growth.

1/x + 1/(2x²) + 1/(6x³) − 1/(30x⁵) − 1/(6x⁶) < ψ′(x) < 1/x + 1/(2x²) + 1/(6x³)

ψ(x + h) − ψ(x), the integral of ψ′, is a trapezoid, a correction by the slopes at its ends, and a gap. The third derivative of
the gap in h is h²/12 · f(x + h), f being the fifth derivative of ψ, which is positive and falls: so the gap is positive, and less
than h⁵/720 · f(x). At h = 1 the recursion of Γ leaves nothing of it but ψ′(x) and powers of x.
"""

from sympy import Derivative, Rational, diff, digamma, evaluate, polygamma

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives, reals
from ..prover.proof.by_cases import given_lemma, positive, rises
from ..prover.proof.chain import combine, derive, suppose

x = positives("x")
h, s, y = reals("h s y")

gap = (
    digamma(x + h)
    - digamma(x)
    - h / 2 * (polygamma(1, x) + polygamma(1, x + h))
    + h**2 / 12 * (polygamma(2, x + h) - polygamma(2, x))
)
with evaluate(False):
    expansion = 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3)


def positive_from_zero(body, times, last):
    """0 < f(y) for y > 0, as f, f′, … vanish at 0 and the last derivative is positive there, which a theorem says."""
    with evaluate(True):
        levels = [diff(body, h, order) for order in reversed(range(times))]
    for f in levels:
        rising = combine(Derivative(f.subs(h, y), y) > 0, (1, last))
        risen = rises(rising, y, 0, s, suppose(0 < s))
        last = combine(f.subs(h, s) > 0, (1, risen)).at({s: y})
    return last


def at_step_one(lemma):
    return given_lemma(lemma.at({y: 1}), positive(1))


@theorem("trigamma-bounds/upper", "The trigamma function is below three terms of its expansion")
def upper():
    fifth = derive(y**2 / 12 * polygamma(5, x + y), given=[y > 0]).above(0)
    at_one = at_step_one(positive_from_zero(gap, 3, fifth)).sides(right=expansion - polygamma(1, x), using=("gamma",))
    return combine(polygamma(1, x) < expansion, (1, at_one))


def falling():
    """f(x + s) < f(x) for s > 0, f being the fifth derivative of ψ."""
    slope = derive(Derivative(-polygamma(5, x + y), y), given=[y > 0]).differentiate(-polygamma(6, x + y)).above(0)
    return combine(polygamma(5, x + s) < polygamma(5, x), (1, rises(slope, y, 0, s, suppose(0 < s))))


def fifth_at_most():
    """f(x) < 24/x⁵ + 120/x⁶: f(x + 1) is less than the rise of the fourth derivative over a step, and f falls by 120/x⁶."""
    inside = [y > 0, y < 1]
    less = given_lemma(falling().at({x: x + y, s: 1 - y}, given=inside), combine(0 < 1 - y, (1, suppose(y < 1))))
    rising = combine(Derivative(polygamma(4, x + y) - y * polygamma(5, x + 1), y) > 0, (1, less), given=inside)
    risen = rises(rising, y, 0, 1, positive(1))
    bound = 24 / x**5 + 120 / x**6
    return combine(polygamma(5, x) < bound, (1, risen.sides(right=polygamma(4, x) + bound - polygamma(5, x), using=("gamma",))))


@theorem("trigamma-bounds/lower", "The trigamma function is above three terms of its expansion less two of higher order")
def lower():
    difference = h**5 / 720 * polygamma(5, x) - gap
    third = combine(y**2 / 12 * (polygamma(5, x) - polygamma(5, x + y)) > 0, (y**2 / 12, falling().at({s: y})), given=[y > 0])
    left = polygamma(5, x) / 720 - expansion + polygamma(1, x)
    at_one = at_step_one(positive_from_zero(difference, 3, third)).sides(right=left, using=("gamma",))
    return combine(expansion - 1 / (30 * x**5) - 1 / (6 * x**6) < polygamma(1, x), (1, at_one), (Rational(1, 720), fifth_at_most()))
