"""Stirling's formula with both bounds: N! lies between N^N e^(−N) √(2πN) and that times e^(1/(12 N)).

Let s(x) = log Γ(x) − (x − ½) log x + x, and C = ½ log 2π. The duplication formula says that s(x) + s(x + ½) = s(2x) + C + e(x),
where e(x) = ½ − x log(1 + 1/(2x)) lies between 0 and 1/(8x). As s falls, and slowly, s(x) − s(2x) lies between 0 and 1/(16x);
so s(x) tends to C. It falls to its limit, and s(N) − 1/(12 N) rises to it, as s(x) − s(x + 1) < 1/(12x) − 1/(12(x + 1)).
"""

from sympy import (
    Derivative, Eq, Integer, Limit, Rational, UnevaluatedExpr, digamma, evaluate, exp, factorial, log, loggamma, oo, pi, polygamma,
    sqrt,
)  # fmt: skip

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dimension, positive_integers, positives, proportions, reals
from ..prover.proof.by_cases import rises
from ..prover.proof.chain import Approach, combine, derive, induction, recall, suppose
from ..prover.proof.limit_order import limit_at_most
from ..prover.proof.recorded import found

x, y, t = positives("x y t")
u = proportions("u")
b = reals("b")
M = dimension("M")
N = positive_integers("N")
HALF = Rational(1, 2)
FAR = Approach(t, oo, "-")

with evaluate(False):
    C = HALF * log(2 * pi)


def rest(x):
    """s(x), what Stirling's formula misses of log Γ(x), and a constant."""
    return loggamma(x) - (x - HALF) * log(x) + x


def slowly(x):
    """ψ(x) − log x + 1/(2x) + 1/(8x²), the slope of s(x) − 1/(8x)."""
    return digamma(x) - log(x) + 1 / (2 * x) + 1 / (8 * x**2)


def never_below():
    """0 <= ψ(x) − log x + 1/(2x) + 1/(8x²), as it falls, and tends to 0."""
    steep = found(polygamma(1, y) < 1 / y + 1 / (2 * y**2) + 1 / (4 * y**3))
    slope = derive(Derivative(-slowly(y), y)).differentiate(1 / y + 1 / (2 * y**2) + 1 / (4 * y**3) - polygamma(1, y))
    falls = rises(slope.above(0, plus=[(1, steep)]), y, x, t, suppose(x < t))
    low, high = found(1 / (2 * t) < log(t) - digamma(t)), found(log(t) - digamma(t) < 1 / t)
    error = FAR.squeeze(
        found(Eq(Limit(-1 / t, t, oo), 0)),
        found(Eq(Limit(-1 / (2 * t), t, oo), 0)),
        combine(-1 / t <= digamma(t) - log(t), (1, high)),
        combine(digamma(t) - log(t) <= -1 / (2 * t), (1, low)),
    )
    small = found(Eq(Limit(1 / (2 * t) + 1 / (8 * t**2), t, oo), 0))
    h = reals("h")
    tends = FAR.rewrite(FAR.through(b + h, (b, h), (error, small)), slowly(t)).sides(right=0, using=())
    return limit_at_most(FAR, tends, combine(slowly(t) <= slowly(x), (1, falls)))


def falling(low, high, order):
    """s(b) < s(a) for a < b: its slope is ψ(y) − log y + 1/(2y) < 0."""
    slope = derive(Derivative(-rest(y), y)).differentiate(log(y) - 1 / (2 * y) - digamma(y))
    less = found(1 / (2 * y) < log(y) - digamma(y))
    return combine(rest(high) < rest(low), (1, rises(slope.above(0, plus=[(1, less)]), y, low, high, order)))


def halving():
    """s(x) − s(2x) <= 1/(16x)"""
    slope = derive(Derivative(rest(y) - 1 / (8 * y), y)).differentiate(slowly(y))
    order = derive(x).at_most(2 * x, gap=x)
    risen = rises(slope.at_least(0, plus=[(1, never_below().at({x: y}))]), y, x, 2 * x, order)
    return combine(rest(x) - rest(2 * x) <= 1 / (16 * x), (1, risen))


def duplicated():
    """s(x) + s(x + ½) = s(2x) + C + e(x)"""
    formula = found(Eq(loggamma(x + HALF) + loggamma(x), (1 - 2 * x) * log(2) + HALF * log(pi) + loggamma(2 * x)))
    error = HALF - x * (log(x + HALF) - log(x))
    return combine(Eq(rest(x) + rest(x + HALF), rest(2 * x) + C + error), (1, formula))


def error_bounds():
    """0 <= e(x) <= 1/(8x)"""
    ratio = log(1 + 1 / (2 * x))
    high, low = found(log(1 + y) <= y), found(y - y**2 / 2 <= log(1 + y))
    split = derive(ratio).algebra(log(x + HALF) - log(x))
    error = HALF - x * (log(x + HALF) - log(x))
    above = combine(0 <= error, (x, high.at({y: 1 / (2 * x)})), (x, split))
    below = combine(error <= 1 / (8 * x), (x, low.at({y: 1 / (2 * x)})), (-x, split))
    return above, below


def close():
    """C − 1/(16x) <= s(x + ½) <= C + 1/(8x)"""
    above, below = error_bounds()
    shrinks = falling(x, 2 * x, derive(x).below(2 * x, gap=x))
    low = combine(C - 1 / (16 * x) <= rest(x + HALF), (1, halving()), (1, above), (-1, duplicated()))
    high = combine(rest(x + HALF) <= C + 1 / (8 * x), (1, shrinks), (1, below), (1, duplicated()))
    return low, high


def tends():
    """s(t) → C as t → ∞"""
    low, high = (bound.at({x: t - HALF}, given=[HALF < t]).sides() for bound in close())
    return FAR.squeeze(
        found(Eq(Limit(C - 1 / (16 * (t - HALF)), t, oo), C)),
        found(Eq(Limit(C + 1 / (8 * (t - HALF)), t, oo), C)),
        low.sides(right=rest(t), using=()),
        high.sides(left=rest(t), using=()),
    )


def above_limit():
    """C < s(x)"""
    weak = limit_at_most(FAR, tends(), combine(rest(t) <= rest(x), (1, falling(x, t, suppose(x < t)))))
    return combine(C < rest(x), (1, weak.at({x: x + 1})), (1, falling(x, x + 1, derive(x).below(x + 1, gap=1))))


def formula(N):
    """The logarithm of N^N e^(−N) √(2πN)"""
    return N * log(N) - N + HALF * log(2 * pi * N)


@theorem("stirling-bounds/lower", "N! exceeds Stirling's formula", source="robbins1955")
def lower():
    split = derive(log(factorial(N))).recursion(log(N) + loggamma(N))
    return combine(log(factorial(N)) > formula(N), (1, above_limit().at({x: N})), (-1, split))


# --- from above -----------------------------------------------------------------------------------------------------


def corrected(x):
    """s(x) − 1/(12x)"""
    return rest(x) - 1 / (12 * x)


def step():
    """s(x) − 1/(12x) < s(x + 1) − 1/(12(x + 1)), by the series of log((1 + u)/(1 − u)) at u = 1/(2x + 1)."""
    series = found(log(1 + u) - log(1 - u) < 2 * u + Rational(2, 3) * u**3 / (1 - u**2))
    inside = combine(1 / (2 * x + 1) < 1, gap=2 * x / (2 * x + 1))
    at_x = series.at({u: 1 / (2 * x + 1)}, given=[1 / (2 * x + 1) < 1]).knowing(inside)
    bound = at_x.sides(log(x + 1) - log(x), 2 / (2 * x + 1) + 1 / (6 * x * (x + 1) * (2 * x + 1)), using=())
    recursion = derive(rest(x) - rest(x + 1)).recursion((x + HALF) * (log(x + 1) - log(x)) - 1)
    return combine(corrected(x) < corrected(x + 1), (x + HALF, bound), (1, recursion))


def steps():
    """s(x) − 1/(12x) < s(x + M) − 1/(12(x + M)) for M = 1, 2, …"""
    goal = corrected(x) < corrected(x + M)

    def next_one(hypothesis):
        return combine(corrected(x) < corrected(x + UnevaluatedExpr(M + 1)), (1, hypothesis(goal, x=x)), (1, step().at({x: x + M})))

    return induction(goal, M, step(), next_one)


def below_limit():
    """s(x) − 1/(12x) < C: beyond x + M − ½ what is left is at most 1/(8(x + M − ½))."""
    _, high = close()
    left_over = 1 / (8 * (x + M - HALF))
    far = high.at({x: x + M - HALF}).sides(left=rest(x + M), using=())
    weak = combine(-left_over <= C - corrected(x), (1, steps()), (1, far), gap=1 / (12 * (x + M)))
    vanishing = found(Eq(Limit(-left_over, M, oo), 0))
    bound = limit_at_most(Approach(M, oo, "-"), vanishing, weak)
    return combine(corrected(x) < C, (1, bound.at({x: x + 1})), (1, step()))


@theorem(
    "stirling-bounds/upper",
    "N! exceeds Stirling's formula by less than the factor of 1/(12 N) in the exponent",
    source="robbins1955",
)
def upper():
    split = derive(log(factorial(N))).recursion(log(N) + loggamma(N))
    return combine(log(factorial(N)) < formula(N) + 1 / (12 * N), (1, below_limit().at({x: N})), (1, split))


# --- in the limit ---------------------------------------------------------------------------------------------------


@theorem("stirling-bounds/limit", "Stirling's formula: its quotient by N! tends to one")
def quotient():
    """Between 1 and e^(1/(12 N))"""
    ratio, gap = factorial(M) / (sqrt(2 * pi * M) * M**M * exp(-M)), log(factorial(M)) - formula(M)
    below = combine(0 <= gap, (1, recall(lower).at({N: M}))).exp().sides(left=1, right=ratio, using=())
    above = combine(gap <= 1 / (12 * M), (1, recall(upper).at({N: M}))).exp().sides(left=ratio, using=())
    ends = found(Eq(Limit(Integer(1), M, oo), 1)), found(Eq(Limit(exp(1 / (12 * M)), M, oo), 1))
    return Approach(M, oo, "-").squeeze(*ends, below, above)
