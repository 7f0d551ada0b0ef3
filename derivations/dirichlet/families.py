"""Two one-parameter families through the same counts: add-α, which is a segment, and softmax of log counts at temperature T.

Both end in the uniform law, as α → ∞ and as T → ∞. As α → 0+ the one gives the frequencies, as T → 0+ the other the law that
is uniform on the largest counts. With three different counts they have no other law in common than these ends and themselves.
"""

from sympy import Derivative, Eq, ImmutableMatrix, Lt, Sum, Tuple, exp, log, oo, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, Limit, delta, dimension, entry, indices, largest, nonnegative_vectors, ones, positive_vectors, positives, reals,
    softmax, vectors,
)  # fmt: skip
from ..prover.proof.chain import (
    Approach,
    below_maximum,
    bracket,
    cases,
    combine,
    derive,
    for_all,
    maximum_attained,
    recall,
    suppose,
    tangent_line,
)
from ..prover.proof.by_cases import absurd, given_lemma, specialise, three_cases, together
from ..prover.proof.recorded import found
from ..temperature.ends import decay, gamma
from ..temperature.ends import infinity as hot
from ..temperature.ends import z as scores

n = dimension("n")
i, j, k, l, s = indices("i j k l s", n)  # noqa: E741
c, m = positive_vectors("c", n), nonnegative_vectors("c", n)  # the same counts; in m some may be zero
alpha, T = positives("alpha T")
b, x, x_1, x_2, x_3, slope, level = reals("b x x_1 x_2 x_3 slope level")
u, v = positives("u v")
r = vectors("r", n)
N = Sum(m[l], l)

VANISHING = Approach(alpha, 0, "+")
FOREVER = Approach(alpha, oo, "-")
COOLING = Approach(T, 0, "+")


def add_alpha(c, i):
    return (c[i] + alpha) / (Sum(c[l], l) + n * alpha)


@theorem("alpha-limits-vs-temperature-limits/alpha-infinity", "As α → ∞ add-α is uniform")
def alpha_infinity():
    tends = FOREVER.through((m[i] * b + 1) / (N * b + n), b, FOREVER.of_variable())
    return FOREVER.rewrite(tends, add_alpha(m, i)).sides(right=1 / n, using=())


@theorem("alpha-limits-vs-temperature-limits/alpha-zero", "As α → 0+ add-α gives the frequencies", witness={"n": 1, "c": (1,)})
def alpha_zero():
    tends = VANISHING.through((m[i] + b) / (N + n * b), b, VANISHING.of_variable(), lemmas=[suppose(N > 0)])
    return VANISHING.rewrite(tends, add_alpha(m, i)).sides(right=m[i] / N, using=())


@theorem(
    "alpha-limits-vs-temperature-limits/alpha-zero-one-hot-if",
    "If only one category was seen, add-α tends to a vertex",
    witness={"n": 1, "c": (1,), "s": 1},
)
def one_hot_if():
    only = ForAll(Eq(m[l], m[s] * delta(l, s)), l)
    total = specialise(suppose(only), l).sum(l).sides(right=m[s], using=("collapse",))
    frequency = derive(m[i] / N, given=[only, m[s] > 0]).by(specialise(suppose(only), i)).collapse(delta(i, s))
    seen = combine(0 < N, (-1, total), (1, suppose(m[s] > 0)))
    return derive(Limit(add_alpha(m, i), alpha, 0)).by(given_lemma(recall(alpha_zero), seen)).by(frequency)


@theorem(
    "alpha-limits-vs-temperature-limits/alpha-zero-one-hot-only-if",
    "If add-α tends to a vertex, only one category was seen",
    witness={"n": 1, "c": (1,), "s": 1},
)
def one_hot_only_if():
    vertex = ForAll(Eq(Limit(add_alpha(m, k), alpha, 0), delta(k, s)), k)
    return (
        derive(m[i] / N, given=[N > 0, vertex])
        .back(recall(alpha_zero), because="a limit is unique")
        .by(specialise(suppose(vertex), i))
        .times(N)
        .sides(left=m[i], using=())
    )


@theorem("alpha-limits-vs-temperature-limits/temperature-zero", "As T → 0+ softmax of log counts is uniform on the largest counts")
def temperature_zero():
    top = largest(c)
    factor = exp((log(c[k]) - log(top)) / T)
    tie = suppose(Eq(c[k], top))
    one = COOLING.through(1, b, COOLING.of_variable())
    tied = COOLING.rewrite(one, factor, same=derive(factor).by(tie).algebra(1)).back(bracket(tie))
    gap = suppose(c[k] < top)
    vanishing = recall(decay).at({gamma: log(top) - log(c[k])}, given=[log(c[k]) < log(top)])
    apart = COOLING.rewrite(given_lemma(vanishing, gap.log()), factor).back(bracket(gap))
    termwise = cases(below_maximum(c, k), tied, apart)
    ratio = COOLING.through(r[i] / Sum(r[k], k), r, for_all(termwise, k), lemmas=[maximum_attained(c)])
    return COOLING.rewrite(ratio, softmax(log(c) / T)[i])


@theorem("alpha-limits-vs-temperature-limits/temperature-infinity", "As T → ∞ softmax of log counts is uniform")
def temperature_infinity():
    return recall(hot).at({scores: log(c)})


@theorem("alpha-limits-vs-temperature-limits/temperature-one", "At T = 1 softmax of log counts gives the frequencies")
def temperature_one():
    return derive(softmax(log(c))[i]).definition(entry(c / Sum(c[l], l), i)).entrywise(i)


@theorem(
    "alpha-limits-vs-temperature-limits/segment",
    "Add-α runs along the segment from the frequencies to the uniform law",
    witness={"n": 1, "c": (1,)},
)
def segment():
    theta = n * alpha / (N + n * alpha)
    given = [N > 0]
    on_it = (
        derive(entry((m + alpha * ones(n)) / (N + n * alpha), i), given=given)
        .algebra(entry((1 - theta) * (m / N) + theta * (1 / n * ones(n)), i))
        .entrywise(i)
    )
    return together(on_it, derive(theta).above(0), derive(theta, given=given).below(1, gap=N / (N + n * alpha)))


@theorem("alpha-limits-vs-temperature-limits/coincidence-example", "Two different counts: there the families meet")
def coincidence():
    c = 1, 1, 5
    halved = ImmutableMatrix([log(x) / 2 for x in c])
    return found(Tuple(*(Eq(softmax(halved)[m], (x + sqrt(5)) / (7 + 3 * sqrt(5))) for m, x in enumerate(c, 1))))


@theorem(
    "alpha-limits-vs-temperature-limits/different-families",
    "Where the two families meet, there are at most two different counts",
    witness={"n": 2, "c": (1, 4), "alpha": 2, "T": 2, "i": 1, "j": 2, "k": 1},
)
def different_families():
    meet = ForAll(Eq(add_alpha(c, l), softmax(log(c) / T)[l]), l)
    shift = log(Sum(c[l], l) + n * alpha) - log(Sum(exp(log(c[l]) / T), l))
    line = specialise(suppose(meet), l).log().rearrange(Eq(log(exp(log(c[l])) + alpha), 1 / T * log(c[l]) + shift))

    def never(low, middle, high):
        """c_low < c_middle < c_high is impossible."""
        points = {x_1: log(c[low]), x_2: log(c[middle]), x_3: log(c[high]), slope: 1 / T, level: shift}
        orders = suppose(c[low] < c[middle]).log(), suppose(c[middle] < c[high]).log()
        return given_lemma(three_on_a_line().at(points), *orders, *(line.at({l: place}) for place in (low, middle, high)))

    goal = Eq((c[k] - c[i]) * (c[k] - c[j]), 0)
    at_first, at_second = (combine(goal, (c[k] - c[other], suppose(Eq(c[k], c[one])))) for one, other in ((i, j), (j, i)))
    above = three_cases(c[k], c[j], absurd(never(i, k, j), goal), at_second, absurd(never(i, j, k), goal))
    return three_cases(c[k], c[i], absurd(never(k, i, j), goal), at_first, above)


def three_on_a_line():
    """log(e^x + α) is strictly convex in x: no line meets it at three points."""
    f = lambda x: log(exp(x) + alpha)  # noqa: E731
    order = [x_1 < x_2, x_2 < x_3]
    convex = derive(Derivative(f(x), (x, 2)), given=order).differentiate(alpha * exp(x) / (exp(x) + alpha) ** 2).above(0)
    on_line = [suppose(Eq(f(y), slope * y + level)) for y in (x_1, x_2, x_3)]
    return combine(
        Lt(0, 0, evaluate=False),
        (x_3 - x_2, tangent_line(convex, x, x_2, x_1)),
        (x_2 - x_1, tangent_line(convex, x, x_2, x_3)),
        *zip((x_3 - x_2, x_1 - x_3, x_2 - x_1), on_line),
        given=order,
    )


@theorem(
    "alpha-limits-vs-temperature-limits/same-family-two-values",
    "With two different counts each add-α is softmax of log counts at a temperature above one",
    witness={"n": 2, "c": (1, 4), "u": 1, "v": 4, "alpha": 2, "i": 1},
)
def two_values():
    one_of_two = ForAll(Eq((c[l] - u) * (c[l] - v), 0), l)
    temperature = log(v / u) / log((v + alpha) / (u + alpha))
    shift = log(u) / temperature - log(u + alpha)
    given = [u < v, one_of_two]

    def on_line(value):
        """log(c_l) / T = log(c_l + α) + shift, where c_l is one of the two values."""
        tie = suppose(Eq(c[l], value))
        right = derive(log(c[l] + alpha) + shift, given=[u < v]).by(tie)
        return derive(log(c[l]) / temperature, given=[u < v]).by(tie).algebra(log(value + alpha) + shift).back(right)

    def other(order):
        """c_l is not the first value, so it is the second."""
        it = derive((c[l] - u) * (c[l] - v), given=[order]).by(specialise(suppose(one_of_two), l)).cancel(c[l] - u, c[l] - v)
        return given_lemma(on_line(v), it.rearrange(Eq(c[l], v)))

    line = three_cases(c[l], u, other(c[l] < u), on_line(u), other(u < c[l]))
    power = line.exp().sides(left=exp(log(c[l]) / temperature), right=(c[l] + alpha) * exp(shift), using=())
    meet = (
        derive(softmax(log(c) / temperature)[i], given=given)
        .definition(exp(log(c[i]) / temperature) / Sum(exp(log(c[l]) / temperature), l))
        .by(power)
        .algebra(add_alpha(c, i))
    )
    return together(meet, found(1 < temperature, given=[u < v]))
