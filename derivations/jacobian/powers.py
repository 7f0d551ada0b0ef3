"""Norms of every power r >= 1 at a tie of two classes: the Jacobian halves (1, −1), and stretches no vector by more.

abspow(x, r) is |x|^r, and 0 at x = 0: a real power is of positive numbers, so that it means (1 − [x = 0]) (|x| + [x = 0])^r.
"""

from sympy import Abs, Derivative, Eq, Lt, Matrix, Ne, Rational, Sum, evaluate, exp, log

from ..definitions.symbols import x
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Maximum, abspow, entry, indicator, indices, positives, reals, vectors
from ..prover.proof.by_cases import contradiction, different, impossible, together, whichever
from ..prover.proof.chain import bracket, combine, derive, suppose, tangent_line
from ..prover.proof.extrema import under_maximum
from ..prover.proof.sizes import triangle
from .eigenvalues import J_two, q, two

r, y = reals("r y")
t, u, v, w = positives("t u v w")
first, second = indices("i k", 2)
step = vectors("h", 2)
half = Rational(1, 2)

with evaluate(False):  # SymPy keeps the order in which they are written
    difference = (x - y) / 2


def stretched(index):
    """Twice the product of the Jacobian with h, at an index."""
    return 2 * Sum(entry(J_two, index, second) * step[second], second)


def power(number):
    """|x|^r, which is 0 at 0."""
    return abspow(number, r)


def base(number):
    """|x|, or 1 where x = 0: the base of the power, which has to be positive."""
    return Abs(number) + indicator(Eq(number, 0))


def bases_are_positive(*numbers):
    """0 < |x| + [x = 0], of each of the numbers."""
    positive = whichever(x, 0, lambda order: combine(0 < base(x), gap=base(x), given=[order]))
    return [positive.at({x: number}) for number in numbers]


def of_the_mean():
    """2 w^r <= u^r + v^r where 2 w <= u + v, as t^r is convex and rises."""
    mean = (u + v) / 2
    convex = derive(Derivative(t**r, (t, 2)), given=[r >= 1]).differentiate(r * (r - 1) * t ** (r - 2)).at_least(0)
    jensen = combine(2 * mean**r <= u**r + v**r, (1, tangent_line(convex, t, mean, u)), (1, tangent_line(convex, t, mean, v)))
    below = combine(w <= mean, (half, suppose(2 * w <= u + v))).log()
    rises = combine(r * log(w) <= r * log(mean), (r, below), given=[r >= 1]).exp().sides(w**r, mean**r, using=())
    return combine(2 * w**r <= u**r + v**r, (2, rises), (1, jensen))


def of_one_half():
    """2 w^r <= u^r where 2 w <= u, as 2 <= 2^r."""
    small = combine(log(2) + r * log(w) <= r * log(2) + r * log(w), (log(2), suppose(r >= 1)))
    below = combine(log(2) + log(w) <= log(u), (1, suppose(2 * w <= u).log().sides(log(2) + log(w), using=())))
    rises = combine(r * (log(2) + log(w)) <= r * log(u), (r, below), given=[r >= 1])
    return combine(log(2) + r * log(w) <= r * log(u), (1, small), (1, rises)).exp().sides(2 * w**r, u**r, using=())


def apart(number, case):
    """x ≠ 0 where x < 0, and where 0 < x."""
    both = impossible_order(number, case)
    return different(both, number, 0, given=[case])


def impossible_order(number, case):
    """0 < 0, where x has a sign and is 0."""
    sign = 1 if case == Lt(number, 0) else -1
    return contradiction((1, suppose(case)), (-sign, suppose(Eq(number, 0))))


def at_other_numbers():
    """|x|^r as a power of |x|, where x ≠ 0."""
    at_zero = Eq(indicator(Eq(x, 0)), 0)

    def case(order):
        if order == Lt(x, 0):
            return bracket(suppose(order))
        if order == Eq(x, 0):
            return impossible(suppose(Ne(x, 0)), suppose(order), at_zero)
        return bracket(suppose(order)).sides(indicator(Eq(x, 0)), using=())

    none = whichever(x, 0, case, given=[Ne(x, 0)])
    return derive(power(x), given=[Ne(x, 0)]).by(none).algebra(Abs(x) ** r)


def everywhere(number, elsewhere, at_zero):
    """A statement for every x, from one that supposes x ≠ 0 and one where x = 0."""

    def case(order):
        return at_zero if order == Eq(number, 0) else elsewhere.knowing(apart(number, order))

    return whichever(number, 0, case)


def of_the_difference():
    """2 |(x − y)/2|^r <= |x|^r + |y|^r, zeros included."""
    goal = 2 * power(difference) <= power(x) + power(y)
    size = Abs(difference)

    value = {number: at_other_numbers().at({x: number}) for number in (x, y, difference)}
    halved = of_one_half()

    def one_zero(zero, other):
        below = combine(2 * size <= Abs(other), given=[Eq(zero, 0)])
        bound = halved.at({u: Abs(other), w: size}, given=[Ne(other, 0), Ne(difference, 0)]).knowing(below)
        return combine(goal, (-1, value[other]), (2, value[difference]), (1, bound), given=[Eq(zero, 0)])

    below = combine(2 * size <= Abs(x) + Abs(y), (1, triangle(x, -y)))
    sizes = {u: Abs(x), v: Abs(y), w: size}
    bound = of_the_mean().at(sizes, given=[Ne(x, 0), Ne(y, 0), Ne(difference, 0)]).knowing(below)
    general = combine(goal, (-1, value[x]), (-1, value[y]), (2, value[difference]), (1, bound))
    both_zero = combine(Eq(difference, 0), (-half, suppose(Eq(x, 0))), (half, suppose(Eq(y, 0))))
    nothing = impossible(suppose(Ne(difference, 0)), both_zero, goal)
    first_zero = everywhere(y, one_zero(x, y), nothing)
    apart = everywhere(x, everywhere(y, general, one_zero(y, x)), first_zero)
    positive = [0 < base(x), 0 < base(y)]
    flat = combine(goal, gap=power(x) + power(y), given=[Eq(difference, 0), r >= 1, *positive]).knowing(*bases_are_positive(x, y))
    return everywhere(difference, apart, flat)


def at_a_tie(index, sign):
    """Twice the product with h is ± (h_1 − h_2)/2 where the two scores are equal."""
    tie = suppose(Eq(two[1], two[2]))
    total = exp(two[1]) + exp(two[2])
    shares = [derive(q[i]).definition(exp(two[i]) / total).by(tie).algebra(half) for i in (1, 2)]
    own, other = (1, 2) if index == 1 else (2, 1)
    written = 2 * (q[own] * (1 - q[own]) * step[own] - q[own] * q[other] * step[other])
    return derive(stretched(index)).definition(written).by(shares[0]).by(shares[1]).algebra(sign * (step[1] - step[2]) / 2)


def at_e(index, row):
    """2 J (1, −1) = (1, −1), at an index."""
    return row.at({step: Matrix([1, -1])}).sides(2 * (entry(J_two, index, 1) - entry(J_two, index, 2)), 3 - 2 * index)


def largest_size(index, row):
    """No entry of 2 J h is larger in size than the largest of h."""
    size = derive(Abs(stretched(index))).by(row).algebra(Abs(step[1] - step[2]) / 2)
    top = Maximum(Abs(step[first]), first)
    below = [(half, under_maximum(Abs(step[first]), first).at({first: i})) for i in (1, 2)]
    return combine(Abs(stretched(index)) <= top, (-1, size), (half, triangle(step[1], -step[2])), *below)


@theorem(
    "softmax-lipschitz-lp/two-class-tie",
    "At a tie of two classes every power norm of the Jacobian is one half, attained at (1, −1)",
    witness={"z": (0, 0), "h": (1, -1), "r": 2},
)
def two_class_tie():
    """‖2 J h‖_r^r <= ‖h‖_r^r for every h and every real r >= 1, the same for the largest size, and J (1, −1) = (1, −1)/2.

    So no h is stretched by more than one half in any of these norms, and (1, −1) is stretched by it in all of them.
    """
    bound = of_the_difference().at({x: step[1], y: step[2]})
    rows = at_a_tie(1, 1), at_a_tie(2, -1)
    middle = (step[1] - step[2]) / 2
    numbers = stretched(1), stretched(2), step[1], step[2], middle, -(step[1] - step[2]) / 2
    total = power(stretched(1)) + power(stretched(2))
    lines = derive(total, given=[0 < base(number) for number in numbers]).by(rows[0]).by(rows[1])
    every_power = combine(total <= power(step[1]) + power(step[2]), (-1, lines.algebra(2 * power(middle))), (1, bound))
    reached = [
        combine(Eq(entry(J_two, i, 1) - entry(J_two, i, 2), (3 - 2 * i) * half), (half, at_e(i, rows[i - 1]))) for i in (1, 2)
    ]
    return together(every_power.knowing(*bases_are_positive(*numbers)), *map(largest_size, (1, 2), rows), *reached)
