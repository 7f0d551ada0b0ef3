"""How much log-sum-exp and softmax change with their input: absolutely, norm by norm, and component by component."""

from sympy import Abs, Eq, Limit, Max, Ne, Sum, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, Maximum, cons, delta, entropy, entry, indices, ones, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import Approach, combine, derive, in_order, recall, suppose, suppose_all
from ..prover.proof.by_cases import clause, together, whether_equal
from ..prover.proof.extrema import scaled_maximum, under_maximum
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size, size_at_most, size_of_negative, triangle
from ..learning.fading import fading
from ..log_sum_exp.tangent import tangent
from ..definitions.symbols import l, z_prime
from .shift import entropy_at_most, i, j, k, n, p, z
from .stable import at_most_zero

h = vectors("h", n)
c, x = reals("c x")
b = reals("b")
K, epsilon = positives("K epsilon")
i2 = indices("i", 2)
SMALL = Approach(epsilon, 0)
stretch = vector(k, epsilon * Abs(z[k]))


@theorem("lse-condition-number/absolute", "Log-sum-exp moves by at most the largest change of an entry", source="blanchard2021")
def absolute():
    most = Maximum(Abs(h[k]), k)
    size = under_maximum(Abs(h[k]), k)
    up = combine(z[k] + h[k] <= most + z[k], (1, at_most_its_size(h[k])), (1, size)).exp().sum(k).log()
    down = combine(z[k] <= most + (z[k] + h[k]), (1, at_most_its_size(-h[k])), (1, size)).exp().sum(k).log()
    moved = LSE(z + h) - LSE(z)
    bounded = size_at_most(combine(moved <= most, (1, up)), combine(-moved <= most, (1, down)))
    return together(bounded, derive(Abs(LSE(z + c * ones(n)) - LSE(z))).definition(Abs(c)))


@theorem(
    "lse-condition-number/norm-wise",
    "The norm-wise condition number of log-sum-exp",
    source="blanchard2021",
    witness={"n": 1, "z": (1,), "h": (1,), "epsilon": 1},
)
def norm_wise():
    """The supremum over all h with |h_i| <= ε max |z| is the same for every ε: it is attained at h = ε max |z| · 1."""
    size, largest = Abs(LSE(z)), Maximum(Abs(z[k]), k)
    within = suppose_all(Abs(h[i]) <= epsilon * largest, i)
    at_most = combine(Abs(LSE(z + h) - LSE(z)) <= epsilon * largest, (1, clause(absolute, 0)), (1, within.maximum(i)))
    bound = combine(
        Abs(LSE(z + h) - LSE(z)) / (epsilon * size) <= largest / size, (1 / (epsilon * size), at_most), given=[Ne(LSE(z), 0)]
    )
    along = epsilon * largest * ones(n)
    quotient = (LSE(z + along) - LSE(z)) / (epsilon * size)
    attained = derive(quotient, given=[Ne(LSE(z), 0)]).definition(largest / size)
    constant = SMALL.through(largest / size, b, SMALL.of_variable(), [suppose(Ne(LSE(z), 0))])
    return together(bound, attained, SMALL.rewrite(constant, quotient, same=attained))


def largest_change():
    """|LSE(z + h) − LSE(z)| <= LSE(z + ε|z|) − LSE(z), if |h_i| <= ε|z_i|: up as the terms rise, down as the tangent is below."""
    within = suppose_all(Abs(h[i]) <= epsilon * Abs(z[i]), i)
    up = combine(z[i] + h[i] <= z[i] + epsilon * Abs(z[i]), (1, at_most_its_size(h[i])), (1, within)).exp().sum(i).log()
    lowered = combine(-h[i] <= epsilon * Abs(z[i]), (1, at_most_its_size(-h[i])), (1, within)).times(p[i]).sum(i)
    below, above = (recall(tangent).at({z_prime: z + step}) for step in (h, stretch))
    moved, most = LSE(z + h) - LSE(z), LSE(z + stretch) - LSE(z)
    return size_at_most(combine(moved <= most, (1, up)), combine(-moved <= most, (1, below), (1, above), (1, lowered)))


@theorem(
    "lse-condition-number/component-wise",
    "The component-wise condition number of log-sum-exp",
    witness={"n": 1, "z": (1,), "h": (1,), "epsilon": 1},
)
def component_wise():
    """Of all h with |h_i| <= ε|z_i| none changes log-sum-exp more than ε|z|, whose quotient has the limit."""
    size = Abs(LSE(z))
    change, most = Abs(LSE(z + h) - LSE(z)), LSE(z + stretch) - LSE(z)
    bound = combine(
        change / (epsilon * size) <= most / (epsilon * size), (1 / (epsilon * size), largest_change()), given=[Ne(LSE(z), 0)]
    )
    slope = found(Eq(Limit(most / epsilon, epsilon, 0), Sum(p[k] * Abs(z[k]), k)))
    tends = SMALL.through(b / size, b, slope, [suppose(Ne(LSE(z), 0))])
    return together(bound, SMALL.rewrite(tends, most / (epsilon * size)))


@theorem(
    "lse-condition-number/component-wise-bound",
    "Component by component, log-sum-exp is ill-conditioned only near zero",
    witness={"n": 1, "z": (1,)},
)
def component_wise_bound():
    size, nonzero = Abs(LSE(z)), Ne(LSE(z), 0)
    score = combine(Abs(z[i]) <= size - log(p[i]), (1, triangle(LSE(z), log(p[i]))), (1, size_of_negative(at_most_zero())))
    mean = score.times(p[i]).sum(i)
    first = combine(Sum(p[i] * Abs(z[i]), i) / size <= 1 + entropy(p) / size, (1 / size, mean), given=[nonzero])
    second = combine(1 + entropy(p) / size <= 1 + log(n) / size, (1 / size, entropy_at_most()), given=[nonzero])
    return together(first, second)


@theorem(
    "lse-condition-number/norm-wise-large-far-from-one",
    "A large norm-wise condition number is not confined to log-sum-exp near zero",
)
def far_from_one():
    score = cons(-K, ones(1))
    grows = Approach(K, oo, "-")
    vanishing = fading(1, far=grows)
    ratio = Max(Abs(-K), 1) / Abs(LSE(score)) / K
    from_one_on = derive(ratio, given=[1 < K]).definition(1 / Abs(log(exp(-1 * K) + exp(1))))
    number = grows.rewrite(grows.through(1 / Abs(log(b + exp(1))), b, vanishing), ratio, same=from_one_on).sides(right=1, using=())
    total = grows.rewrite(grows.through(b + exp(1), b, vanishing), Sum(exp(entry(score, i2)), i2)).sides(right=exp(1), using=())
    return together(number, total)


@theorem("softmax-condition-number/bound", "The relative condition number of softmax is below twice the largest score")
def softmax_bound():
    largest_p = Maximum(p[i], i)
    below = combine(p[i] * (1 - p[i]) < largest_p, (1, under_maximum(p[i], i)), gap=p[i] ** 2).maximum(i)
    return below.times(2 / largest_p).sides(2 * Maximum(p[i] * (1 - p[i]), i) / largest_p, 2, using=())


def furthest(side):
    """The h that raises the score of class i and lowers all others, each by ε max |z|; or the other way round."""
    return vector(k, side * epsilon * Maximum(Abs(z[j]), j) * (2 * delta(i, k) - 1))


def no_further(side):
    """σ(z + h)_i is at most what that h makes it, or at least: of Σ_j e^(x_j − x_i) it makes every term least, or largest."""
    reach, term = epsilon * Maximum(Abs(z[l]), l), z[j] - z[i] + h[j] - h[i]
    extreme = z[j] - z[i] - 2 * side * reach * (1 - delta(i, j))
    own = suppose_all(Abs(h[i]) <= reach, i)
    ends = [at_most_its_size(side * h[i]), at_most_its_size(-side * h[j]), own, own.at({i: j})]
    between = combine(side * (h[i] - h[j]) <= 2 * reach, *((1, end) for end in ends))
    low, high = (extreme, term)[::side]
    sums = whether_equal(low <= high, i, j, between, given=[ForAll(Abs(h[i]) <= reach, i)]).exp().sum(j)
    fewer, more = (Sum(exp(exponent), j) for exponent in (low, high))
    shares = combine(1 / more <= 1 / fewer, (1 / (fewer * more), sums))
    left, right = (entry(softmax(z + step), i) for step in (h, furthest(side))[::side])
    return shares.sides(left, right)


@theorem(
    "softmax-condition-number/formula",
    "The norm-wise condition number of softmax",
    witness={"n": 1, "z": (1,), "h": (1,), "epsilon": 1},
)
def softmax_formula():
    """Each entry moves furthest with its score up and all others down, or the other way round: the supremum is a maximum."""
    nonzero = Maximum(Abs(z[l]), l) > 0
    top_p = Maximum(p[k], k)
    up, down = entry(softmax(z + furthest(1)), i) - p[i], p[i] - entry(softmax(z + furthest(-1)), i)
    change, most = Maximum(Abs(entry(softmax(z + h), i) - p[i]), i), Maximum(Max(up, down), i)
    first, second = (found(side <= Max(c, x)).at({c: up, x: down}) for side in (c, x))
    at_most_up = combine(entry(softmax(z + h), i) - p[i] <= Max(up, down), (1, no_further(1)), (1, first))
    at_most_down = combine(-(entry(softmax(z + h), i) - p[i]) <= Max(up, down), (1, no_further(-1)), (1, second))
    size = size_at_most(at_most_up, at_most_down)
    furthest_of_all = combine(Abs(entry(softmax(z + h), i) - p[i]) <= most, (1, size), (1, under_maximum(Max(up, down), i)))
    bound = combine(
        change / (epsilon * top_p) <= most / (epsilon * top_p), (1 / (epsilon * top_p), furthest_of_all.maximum(i)), given=[nonzero]
    )
    return together(bound, furthest_limit(most, up, down))


def furthest_limit(most, up, down):
    """lim of that maximum, divided by ε max p, as (e^x − e^(−x))/ε → 2 max |z| and e^x → 1, where x = ε max |z|."""
    norm, top_p = Maximum(Abs(z[l]), l), Maximum(p[k], k)
    m, growth, known = *positives("m g"), [norm > 0]

    def quotients(rate, growth):
        share, others = p[i] * (1 - p[i]) * rate, Sum((1 - delta(i, j)) * p[j], j)
        return share / (p[i] * growth + others / growth), share / (p[i] / growth + others * growth)

    ratio = (exp(m * epsilon) - exp(-m * epsilon)) / epsilon
    limits = found(Eq(Limit(ratio, epsilon, 0), 2 * m)), SMALL.through(exp(m * b), b, SMALL.of_variable())
    body = Maximum(Max(*quotients(b, growth)), i) / top_p
    limit = SMALL.through(body, (b, growth), limits).at({m: norm}, given=known)

    first, second = (quotient.subs(m, norm) for quotient in quotients(ratio, exp(m * epsilon)))
    larger = found(Eq(Max(m * c, m * x), m * Max(c, x))).at({m: epsilon, c: second, x: first}, given=known)
    moves = [derive(move).compute(epsilon * quotient) for move, quotient in ((up, first), (down, second))]
    each = derive(Max(up, down), given=known).by(moves[0]).by(moves[1]).by(larger)
    scaled = scaled_maximum(epsilon, Max(first, second), i, known)
    same = derive(most / (epsilon * top_p), given=known).by(each).by(scaled).algebra(Maximum(Max(first, second), i) / top_p)
    spread = p[i] * (1 - p[i])
    tends = SMALL.rewrite(limit, most / (epsilon * top_p), same=same)
    tends = tends.sides(right=Maximum(2 * norm * spread, i) / top_p, using=("definition", "collapse"))
    value = derive(Maximum(2 * norm * spread, i) / top_p, given=known).by(scaled_maximum(2 * norm, spread, i, known))
    return in_order(tends, value.algebra(2 * Maximum(spread, i) * norm / top_p))
