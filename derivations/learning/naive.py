"""Naive links: |a|, a² and softplus in place of the exponential, and what goes wrong with each.

|a| makes the gradient jump at 0, where a² has none; both push the score of the target away from 0 without bound, so that it never
changes its sign. Softplus is an exponential far to the left, and forgets the scale far to the right.
"""

from sympy import Abs, Derivative, Eq, Lambda, Limit, Ne, Sum, evaluate, exp, log, oo, sign, sqrt

from ..definitions.symbols import j, k, n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, delta, functions_of, indices, nonnegatives, positives, reals, vectors
from ..prover.proof.by_cases import specialise, together
from ..prover.proof.calculus import constant
from ..prover.proof.chain import Approach, combine, derive, suppose, suppose_all
from ..prover.proof.recorded import found

a = vectors("a", n)
y, l = indices("y l", n)
x = reals("x")
R, b = positives("R b")
spread = nonnegatives("R")
s, t, u, c = positives("s t u c")
A = functions_of("A", "differentiable positive -> real")
rest = functions_of("R", "positive -> nonnegative")

with evaluate(False):
    sizes, squares = Sum(Abs(a[j]), j), Sum(a[j] ** 2, j)
    by_size, by_square = Abs(a[y]) / sizes, a[y] ** 2 / squares
    others = sizes - Abs(a[k])
    rest_of_sizes, rest_of_squares = (Sum((1 - delta(j, y)) * term, j) for term in (Abs(a[j]), a[j] ** 2))
    NONZERO = ForAll(Ne(a[l], 0), l)
    OTHER = Ne(k, y)
two = {"n": 2, "a": (1, 1), "k": 1, "y": 2}


@theorem(
    "naive-links-pathologies/absolute-off-target",
    "Sizes: every other score is pushed with the same force",
    source="cho2025",
    witness=two,
)
def absolute_off_target():
    return found(Eq(Derivative(-log(by_size), a[k]), sign(a[k]) / sizes), given=(NONZERO, OTHER))


@theorem(
    "naive-links-pathologies/absolute-jump",
    "Sizes: at 0 that force jumps from one side to the other",
    source="cho2025",
    witness=two,
)
def absolute_jump():
    """x is the score of class k. The other classes, the target among them, add up to a positive number."""
    body = Derivative(-log(b / (R + Abs(x))), x)
    given = [NONZERO, OTHER, 0 < others]
    some = combine(0 < others, gap=Abs(a[y]) + Sum((1 - delta(j, k)) * (1 - delta(j, y)) * Abs(a[j]), j), given=[NONZERO, OTHER])

    def jump(side, near, slope, value):
        approach = Approach(x, 0, side)
        limit = approach.through(slope, x, approach.of_variable()).sides(right=value, using=())
        there = approach.rewrite(limit, body, same=derive(body, given=[near]).compute(slope))
        return there.at({R: others, b: Abs(a[y])}, given=given).knowing(some)

    return together(jump("+", 0 < x, 1 / (R + x), 1 / R), jump("-", x < 0, -1 / (R - x), -1 / R))


@theorem("naive-links-pathologies/square-off-target", "Squares: a score at 0 is not pushed at all", source="cho2025", witness=two)
def square_off_target():
    return found(Eq(Derivative(-log(by_square), a[k]), 2 * a[k] / squares), given=(Ne(a[y], 0), OTHER))


@theorem("naive-links-pathologies/target", "The target's score is pushed away from 0", source="cho2025", witness={"x": 1})
def target():
    """x is the score of the target."""
    away = Ne(x, 0)
    by_size, by_square = Abs(x) / (Abs(x) + rest_of_sizes), x**2 / (x**2 + rest_of_squares)
    return together(
        found(Eq(Derivative(-log(by_size), x), -1 / x * (1 - by_size)), given=(away,)),
        found(Eq(Derivative(-log(by_square), x), -2 / x * (1 - by_square)), given=(away,)),
    )


@theorem(
    "naive-links-pathologies/target-divergence", "The push of the target is without bound as its score tends to 0", source="cho2025"
)
def target_divergence():
    """R is what the others add up to."""
    return together(
        found(Eq(Limit(Abs(1 / x * (1 - Abs(x) / (Abs(x) + R))), x, 0, "+-"), oo)),
        found(Eq(Limit(Abs(2 / x * (1 - x**2 / (x**2 + R))), x, 0, "+-"), oo)),
    )


@theorem(
    "naive-links-pathologies/no-crossing",
    "Along the gradient flow the target's score never changes its sign",
    source="cho2025",
    witness={"A": Lambda(t, sqrt(1 + t)), "R": Lambda(t, sqrt(1 + t)), "c": 1},
)
def no_crossing():
    """For |a|^c, along the flow: A(t) is the target's score, and R(t) what the others add up to."""
    p = Abs(A(t)) ** c / (Abs(A(t)) ** c + rest(t))
    never_zero = suppose_all(Ne(A(t), 0), t)
    flow = specialise(suppose(ForAll(Eq(A.slope(t), c / A(t) * (1 - p)), t)), t)
    square = combine(Eq(Derivative(A(t) ** 2, t), 2 * c * (1 - p)), (2 * A(t), flow), given=[Ne(A(t), 0)])
    rises = combine(0 <= 2 * c * (1 - p), gap=2 * c * rest(t) / (Abs(A(t)) ** c + rest(t)), given=[Ne(A(t), 0)])
    level = combine(Eq(Derivative(sign(A(t)), t), 0), given=[Ne(A(t), 0)]).knowing(never_zero)
    return together(square.knowing(never_zero), rises.knowing(never_zero), constant(level, t, s, u))


@theorem("naive-links-pathologies/softplus-left", "Softplus: far to the left the factor is that of softmax", source="cho2025")
def softplus_left():
    return found(Eq(Limit(Derivative(log(1 + exp(x)), x) / log(1 + exp(x)), x, -oo), 1))


@theorem("naive-links-pathologies/softplus-right", "Softplus: far to the right the factor is 1/t", source="cho2025")
def softplus_right():
    return found(Eq(Limit(x * (Derivative(log(1 + exp(x)), x) / log(1 + exp(x))), x, oo), 1))
