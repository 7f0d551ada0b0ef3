"""How small a share can get: add-α has the floor α/(N + nα), softmax has e^(−R)/n.

N is the sum of the counts, and R the range of the scores: the one falls like 1/N, the other exponentially with R.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..definitions.spread import total
from ..definitions.symbols import i, j, k, n, p, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Minimum, largest, nonnegative_vectors, nonnegatives, positives
from ..prover.proof.by_cases import both_bounds, termwise_equal
from ..prover.proof.chain import combine, derive, suppose, suppose_all
from ..prover.proof.extrema import within_range

c, alpha, N, R = nonnegative_vectors("c", n), positives("alpha"), nonnegatives("N"), nonnegatives("R")

with evaluate(False):
    whole = Sum(c[j], j) + n * alpha
    share, floor = (c[i] + alpha) / whole, alpha / whole
    reach = largest(z) - Minimum(z[k], k)
    lowest = exp(-reach) / n
    LEVEL = ForAll(Eq(z[j], z[i]), j)
    SAME_RANGE, SAME_FLOOR = Eq(R, log(1 + N / (n * alpha))), Eq(alpha / (N + n * alpha), exp(-R) / n)


@theorem("floor-polynomial-vs-exponential/add-alpha-floor", "A count of zero leaves add-α its floor")
def add_alpha_floor():
    return combine(floor <= share, gap=c[i] / whole)


@theorem("floor-polynomial-vs-exponential/add-alpha-floor-equality-if", "A class that was not seen meets the floor of add-α",
         witness={"n": 2, "c": (0, 1), "i": 1, "alpha": 1})  # fmt: skip
def add_alpha_floor_equality_if():
    return combine(Eq(share, floor), (1 / whole, suppose(Eq(c[i], 0))))


@theorem("floor-polynomial-vs-exponential/add-alpha-floor-equality-only-if", "No class that was seen meets the floor of add-α",
         witness={"n": 2, "c": (0, 1), "i": 1, "alpha": 1})  # fmt: skip
def add_alpha_floor_equality_only_if():
    return combine(Eq(c[i], 0), (whole, suppose(Eq(share, floor))))


def terms():
    """exp(z_j − z_i) <= e^R"""
    return within_range(z, j, i).exp()


@theorem("floor-polynomial-vs-exponential/softmax-floor", "The range of the scores leaves softmax its floor")
def softmax_floor():
    most = terms().sum(j).sides(1 / p[i], n * exp(reach), using=("definition",))
    return combine(lowest <= p[i], (lowest * p[i], most))


@theorem("floor-polynomial-vs-exponential/softmax-floor-equality-if", "Equal scores meet the floor of softmax",
         witness={"n": 2, "z": (1, 1), "i": 1})  # fmt: skip
def softmax_floor_equality_if():
    """All are equal to the largest and to the smallest."""
    level = suppose_all(Eq(z[j], z[i]), j)
    high = combine(z[j] <= z[i], (1, level)).maximum(j).restate(largest(z) <= z[i])
    low = combine(z[i] <= z[k], (-1, level.at({j: k}))).minimum(k)
    none = both_bounds(combine(reach <= 0, (1, high), (1, low)), combine(0 <= reach, (1, within_range(z, i, i))))
    bound = none.times(-1).exp().times(1 / n).sides(lowest, 1 / n, using=())
    return derive(p[i]).definition(1 / total).by(level.rearrange(Eq(z[j], z[i]))).algebra(1 / n).back(bound)


@theorem("floor-polynomial-vs-exponential/softmax-floor-equality-only-if", "Only equal scores meet the floor of softmax",
         witness={"n": 2, "z": (1, 1), "i": 1, "j": 2})  # fmt: skip
def softmax_floor_equality_only_if():
    """Every exp(z_j − z_i) is e^R, that with j = i too."""
    sums = combine(Eq(total, Sum(exp(reach), j)), (-1 / (lowest * p[i]), suppose(Eq(p[i], lowest))))
    apart = termwise_equal(terms(), sums, j).log()
    return combine(Eq(z[j], z[i]), (1, apart), (-1, apart.at({j: i})))


@theorem("floor-polynomial-vs-exponential/equal-floors-if", "Add-α and softmax have one floor where the range is log(1 + N/(nα))",
         witness={"n": 1, "N": 0, "R": 0, "alpha": 1})  # fmt: skip
def equal_floors_if():
    return derive(exp(-R) / n).by(suppose(SAME_RANGE)).algebra(alpha / (N + n * alpha)).rearrange(SAME_FLOOR)


@theorem("floor-polynomial-vs-exponential/equal-floors-only-if", "Add-α and softmax have one floor for no other range",
         witness={"n": 1, "N": 0, "R": 0, "alpha": 1})  # fmt: skip
def equal_floors_only_if():
    ends = combine(Eq(exp(R), 1 + N / (n * alpha)), (exp(R) * (N + n * alpha) / alpha, suppose(SAME_FLOOR)))
    return ends.log().sides(left=R, using=())
