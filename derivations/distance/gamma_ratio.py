"""How far Γ(y + 1/2)/Γ(y) is from √y: its square lies between y − 1/4 and y.

The gap F(y) = 2 log Γ(y + 1/2) − 2 log Γ(y) − log(y − 1/4) falls from y to y + 1, and tends to 0 as y grows: so it is positive.
"""

from sympy import Rational, log, loggamma, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, positives, reals
from ..prover.proof.chain import Approach, combine, derive, induction, recall
from ..prover.proof.limit_order import limit_at_most
from ..prover.proof.moved_limits import along_whole_numbers
from ..prover.proof.recorded import found

x, y, v = positives("x y v")
b = reals("b")
N = dimension("N")
ONWARDS = Approach(v, oo, "-")
quarter, half, three_quarters = Rational(1, 4), Rational(1, 2), Rational(3, 4)


@theorem("gamma-half-step/upper", "Half a step of log Γ is less than half a logarithm")
def upper():
    return found(loggamma(y + half) - loggamma(y) < log(y) / 2)


def gap(x):
    """F(y), where y = x + 1/4."""
    return 2 * (loggamma(x + three_quarters) - loggamma(x + quarter)) - log(x)


def falls():
    """F(y + 1) < F(y), as (y + 1/2)² (y − 1/4) is 1/16 less than y² (y + 3/4)."""
    products = combine((x + three_quarters) ** 2 * x < (x + quarter) ** 2 * (x + 1), gap=Rational(1, 16)).log()
    step = 2 * log(x + three_quarters) - 2 * log(x + quarter) - log(x + 1) + log(x)
    return derive(gap(x + 1)).recursion(gap(x) + step).below(gap(x), plus=[(1, products)])


def falls_far():
    """F(y + N) <= F(y) for every N, by induction."""
    statement = gap(x + N) <= gap(x)
    once = combine(gap(x + 1) <= gap(x), (1, falls()))

    def step(assumed):
        before = assumed(statement, x=x)
        return combine(gap(x + (N + 1)) <= gap(x), (1, before), (1, falls().at({x: x + N})))

    return induction(statement, N, once, step)


def vanishes_far():
    """F(y + v) → 0 as v → ∞: by the bound above, at y and at y + 1/2, it lies between differences of logarithms."""
    at = x + v + quarter  # where the half step begins
    first, second = (recall(upper).at({y: place}) for place in (at, at + half))
    second = second.sides(left=loggamma(at) + log(at) - loggamma(at + half), using=("gamma",))
    low, high = 2 * log(at) - log(at + half) - log(x + v), log(at) - log(x + v)
    below = combine(low <= gap(x + v), (2, second))
    above = combine(gap(x + v) <= high, (2, first))
    far = lambda c: log(1 + (x + c) * b)  # noqa: E731  (log(x + v + c) − log v, where b = 1/v)
    ends = (2 * far(quarter) - far(three_quarters) - far(0), low), (far(quarter) - far(0), high)
    tends = [ONWARDS.rewrite(ONWARDS.through(near, b, ONWARDS.of_variable()), body).sides(right=0) for near, body in ends]
    return ONWARDS.squeeze(*tends, below, above)


@theorem("gamma-half-step/lower", "Half a step of log Γ is more than half the logarithm a quarter before")
def lower():
    """0 = lim F(y + 1 + N) <= F(y + 1) < F(y)"""
    later = limit_at_most(Approach(N, oo, "-"), along_whole_numbers(vanishes_far()), falls_far())
    return combine(0 < gap(x), (1, later.at({x: x + 1})), (1, falls()))
