"""How far softmax moves when the scores do: operator norms of the Jacobian, Lipschitz constants, cocoercivity.

An operator norm is written as two statements: a bound for every vector h, and a vector at which it is reached.
"""

from sympy import Abs, Eq, Limit, Matrix, Ne, Rational, Sum, evaluate, exp, log, sqrt

from ..definitions.symbols import J, h, i, j, k, l, n, p, z, z_prime
from ..log_sum_exp.tangent import tangent, tangent_strict
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, Maximum, Minimum, counts, delta, indices, dot, entry, indicator, largest, matrices, ones, positives, quadratic,
    reals, softmax, vector,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, forced_equal, given_lemma, specialise, together, whether_equal
from ..prover.proof.chain import Approach, bracket, cases, combine, derive, product, recall, suppose
from ..prover.proof.extrema import maximum_reached, range_at_most, under_maximum, within_range
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size, from_squares, size_at_most
from .bregman import hoeffding
from .eigenvalues import row_sum, row_sums, row_sums_at_most_half, spread_of_one

T, small = positives("T t")
c, t = reals("c t")
s = indices("s", n)
a = indices("a", 2)
A = matrices("A", n, n)
b = counts("b", n)
half, quarter = Rational(1, 2), Rational(1, 4)

with evaluate(False):  # SymPy keeps the order in which they are written
    worst = Maximum(row_sum, i)
    column_sum = Sum(Abs(entry(J, i, k)), i)
    row_product = Sum(entry(J, i, k) * h[k], k)
    moved = softmax(z / T)[i] - softmax(z_prime / T)[i]
    inner = dot(softmax(z / T) - softmax(z_prime / T), z - z_prime)
    squared_move, squared_step = Sum(moved**2, i), Sum((z[i] - z_prime[i]) ** 2, i)


# --- cocoercivity ---------------------------------------------------------------------------------------------------


@theorem("softmax-cocoercive-monotone/monotone", "Softmax is monotone", source="gao2017")
def monotone():
    """Two tangents of log-sum-exp, at z/T and at z′/T, each below log-sum-exp at the other point."""
    there, back = {z: z / T, z_prime: z_prime / T}, {z: z_prime / T, z_prime: z / T}
    return combine(0 <= inner, (T, recall(tangent).at(there)), (T, recall(tangent).at(back)))


@theorem(
    "softmax-cocoercive-monotone/monotone-equality-if",
    "A change of level alone does not move softmax",
    witness={"n": 2, "z": (1, 1), "z_prime": (0, 0), "c": 1, "T": 1},
)
def monotone_equality_if():
    level = specialise(suppose(ForAll(Eq(z[k] - z_prime[k], c), k)), j).rearrange(Eq(z[j], z_prime[j] + c))
    total = Sum(exp(z[j] / T), j)
    other = Sum(exp(z_prime[j] / T), j)
    return (
        derive(inner)
        .definition(Sum((exp(z[j] / T) / total - exp(z_prime[j] / T) / other) * (z[j] - z_prime[j]), j))
        .by(level, because="the scores differ by a level")
        .algebra(0)
    )


@theorem(
    "softmax-cocoercive-monotone/monotone-equality-only-if",
    "Any other change of the scores does",
    witness={"n": 2, "z": (1, 1), "z_prime": (0, 0), "T": 1},
)
def monotone_equality_only_if():
    """If two entries of z − z′ differed, both tangents would lie strictly below."""
    step = z - z_prime

    def strict(apart):
        square = (entry(step, i) - entry(step, j)) ** 2
        there, back = {z: z / T, z_prime: z_prime / T}, {z: z_prime / T, z_prime: z / T}

        def below(values):
            u = values[z_prime] - values[z]
            changed = combine(0 < (entry(u, i) - entry(u, j)) ** 2, gap=square / T**2, given=[apart])
            return given_lemma(recall(tangent_strict).at(values), changed)

        return combine(0 < inner, (T, below(there)), (T, below(back)))

    same = suppose(Eq(inner, 0))
    return (
        forced_equal(z[i] - z_prime[i], z[j] - z_prime[j], strict, same)
        .at({j: 1})
        .sides(entry(step, i), entry((z[1] - z_prime[1]) * ones(n), i), using=())
        .entrywise(i)
    )


@theorem("softmax-cocoercive-monotone/matrix", "Twice its square is below the Jacobian")
def matrix():
    """With u = h − ⟨h⟩ the difference is ½ Σ_i Σ_{k ≠ i} p_i p_k (u_i + u_k)²."""
    mean = dot(p, h)

    def u(index):
        return h[index] - mean

    row = Sum(entry(J, i, k) * h[k], k)
    pairs = half * Sum(Sum((1 - delta(i, k)) * p[i] * p[k] * (u(i) + u(k)) ** 2, k), i)
    short = combine(2 * Sum((p[i] * u(i)) ** 2, i) <= quadratic(J, h), gap=pairs)
    return short.sides(left=2 * Sum(row**2, i), using=("definition", "collapse"))


def cocoercive_at_one():
    """2 Σ (σ_i − σ′_i)² <= ⟨σ − σ′, z − z′⟩: the sum of two divergences, each at least Σ (σ_i − σ′_i)² (Pinsker)."""
    return found(2 * Sum((softmax(z)[i] - softmax(z_prime)[i]) ** 2, i) <= dot(softmax(z) - softmax(z_prime), z - z_prime))


@theorem("softmax-cocoercive-monotone/cocoercive", "Softmax is cocoercive", source="gao2017")
def cocoercive():
    scaled = cocoercive_at_one().at({z: z / T, z_prime: z_prime / T})
    return combine(2 * T * squared_move <= inner, (T, scaled))


# --- the Euclidean norm ---------------------------------------------------------------------------------------------


def squares():
    """Σ (σ_i − σ′_i)² <= Σ (z_i − z′_i)²/(4 T²): cocoercivity, and 0 <= |(z − z′)/(2 T) − (σ − σ′)|²."""
    gap = Sum(((z[i] - z_prime[i]) / (2 * T) - moved) ** 2, i)
    return combine(squared_move <= squared_step / (4 * T**2), (1 / T, recall(cocoercive)), gap=gap)


@theorem("softmax-lipschitz-l2/bound", "Softmax is Lipschitz with constant 1/(2T)")
def lipschitz():
    return from_squares(sqrt(squared_move) <= 1 / (2 * T) * sqrt(squared_step), squares())


@theorem(
    "softmax-lipschitz-l2/one-never-tight",
    "The constant 1/T is never reached",
    source="gao2017",
    witness={"n": 2, "z": (1, 0), "z_prime": (0, 0), "s": 1, "T": 1},
)
def one_never_tight():
    apart, step = Ne(z[s], z_prime[s]), squared_step
    others = Sum((1 - delta(i, s)) * (z[i] - z_prime[i]) ** 2, i)
    positive = combine(0 < step, gap=others + (z[s] - z_prime[s]) ** 2, given=[apart])
    strict = combine(
        sqrt(squared_move) < 1 / T * sqrt(step), (1, recall(lipschitz)), gap=1 / (2 * T) * sqrt(step), given=[0 < step]
    )
    return given_lemma(strict, positive)


@theorem("softmax-lipschitz-l2/two-class-witness", "Between two classes that tie, 1/(2T) is the slope")
def two_class_witness():
    away = Matrix([1, -1])
    move = Sum((entry(softmax(t * away / T), a) - entry(softmax(0 * away), a)) ** 2, a)
    step = Sum(entry(t * away, a) ** 2, a)
    return found(Eq(Limit(sqrt(move) / sqrt(step), t, 0, "+-"), 1 / (2 * T)))


# --- no smaller constant, for any number of classes -----------------------------------------------------------------

near, apart = reals("u v")  # for (e^t − 1)/t and (e^(−t) − 1)/t, which tend to 1 and −1
rest = reals("w")  # for e^(−1/t), the weight of each of the other classes against the first two
NEAR = Approach(small, 0, "+")

with evaluate(False):
    both, difference = delta(k, 1) + delta(k, 2), delta(k, 1) - delta(k, 2)
    tied, moved_on = T * vector(k, both / small), T * vector(k, both / small + small * difference)
    answer = Sum((softmax(moved_on / T)[i] - softmax(tied / T)[i]) ** 2, i)
    question = Sum((entry(moved_on, i) - entry(tied, i)) ** 2, i)
    two_lead = sqrt(answer) / sqrt(question)


def squared(t, u, v, w):
    """Its square, but for 2 T² below, with u = (e^t − 1)/t, v = (e^(−t) − 1)/t and w = e^(−1/t), which have limits."""
    before, after = 2 + (n - 2) * w, exp(t) + exp(-t) + (n - 2) * w
    first, second = u - v + (n - 2) * w * u, v - u + (n - 2) * w * v
    return (first**2 + second**2 + (n - 2) * (w * (u + v)) ** 2) / (before**2 * after**2)


@theorem(
    "softmax-lipschitz-l2/sharp",
    "For any number of classes no smaller constant will do",
    witness={"n": 2},
)
def sharp():
    """Two classes that tie lead by 1/t, and move apart by t: as t → 0+ the ratio tends to 1/(2T)."""
    up = found(Eq(Limit((exp(small) - 1) / small, small, 0, "+"), 1))
    down = found(Eq(Limit((exp(-small) - 1) / small, small, 0, "+"), -1))
    gone = found(Eq(Limit(exp(-1 / small), small, 0, "+"), 0))
    limits = NEAR.of_variable(), up, down, gone
    tends = NEAR.through(sqrt(squared(t, near, apart, rest)) / (sqrt(2) * T), (t, near, apart, rest), limits)
    at_t = squared(small, (exp(small) - 1) / small, (exp(-small) - 1) / small, exp(-1 / small))
    given = [n >= 2]
    moves = derive(answer, given=given).compute(small**2 * at_t)
    steps = derive(question, given=given).compute(2 * (T * small) ** 2)
    same = derive(two_lead, given=given).by(moves).by(steps).algebra(sqrt(at_t) / (sqrt(2) * T))
    tends = NEAR.rewrite(tends.assuming(*given), sqrt(at_t) / (sqrt(2) * T))
    return NEAR.rewrite(tends, two_lead, same=same).sides(right=1 / (2 * T), using=())


# --- the norms of sums and of maxima --------------------------------------------------------------------------------


def at_most_sizes(u, v):
    """u v <= |u| |v|, as 0 <= (|u| − u) (|v| + v) + (|u| + u) (|v| − v)."""
    one, other = product(at_most_its_size(u), at_most_its_size(-v)), product(at_most_its_size(-u), at_most_its_size(v))
    return combine(u * v <= Abs(u) * Abs(v), (half, one), (half, other))


def size_of_product():
    """|Σ_k A_ik h_k| <= Σ_k |A_ik| |h_k|, for any matrix A."""
    sizes = Sum(Abs(A[i, k]) * Abs(h[k]), k)
    above = at_most_sizes(A[i, k], h[k]).sum(k)
    below = at_most_sizes(-A[i, k], h[k]).sum(k).sides(-Sum(A[i, k] * h[k], k), sizes)
    return size_at_most(above, below)


def column_sums():
    """Σ_i |J_ik| = 2 p_k (1 − p_k), as the Jacobian is symmetric."""
    return derive(column_sum).compute(Sum(Abs(entry(J, k, i)), i)).by(recall(row_sums).at({i: k}))


@theorem("softmax-lipschitz-lp/one-norm", "The norm of the Jacobian from sums to sums is its largest absolute column sum")
def one_norm():
    """Of h = e_l it makes the column l."""
    columns, largest_column, size = column_sums(), Maximum(2 * p[k] * (1 - p[k]), k), Sum(Abs(h[k]), k)
    equal = derive(Maximum(column_sum, k)).by(columns)
    by_columns = (
        size_of_product()
        .sum(i)
        .sides(right=Sum(Abs(h[k]) * Sum(Abs(A[i, k]), i), k))
        .at({A: J})
        .sides(right=Sum(Abs(h[k]) * column_sum, k), using=())
    )
    weighted = derive(Sum(Abs(h[k]) * column_sum, k)).by(columns)
    termwise = under_maximum(2 * p[k] * (1 - p[k]), k).times(Abs(h[k])).sum(k)
    bound = combine(Sum(Abs(row_product), i) <= largest_column * size, (1, by_columns), (1, weighted), (1, termwise))
    reached = derive(Sum(Abs(Sum(entry(J, i, k) * delta(k, l), k)), i)).collapse(Sum(Abs(entry(J, i, l)), i)).by(columns.at({k: l}))
    return together(equal, bound, reached)


@theorem("softmax-lipschitz-lp/infinity-norm", "The norm of the Jacobian from maxima to maxima is its largest absolute row sum")
def infinity_norm():
    """Of the vector with 1 at i and −1 elsewhere it makes the row sum at i."""
    rows, size = Maximum(Sum(Abs(entry(J, i, k)), k), i), Maximum(Abs(h[k]), k)
    equal = derive(rows).by(row_sums)
    by_rows = size_of_product().at({A: J})
    entries = under_maximum(Abs(h[k]), k).times(Abs(A[i, k])).sum(k).sides(right=size * Sum(Abs(A[i, k]), k)).at({A: J})
    row = combine(
        Abs(row_product) <= worst * size, (1, by_rows), (1, entries), (size, recall(row_sums)), (size, under_maximum(row_sum, i))
    )
    signs = 2 * delta(i, k) - 1
    reached = derive(Sum(entry(J, i, k) * signs, k)).compute(row_sum)
    return together(equal, row.maximum(i), reached, derive(signs**2).algebra(1))


# --- one half -------------------------------------------------------------------------------------------------------


@theorem("softmax-lipschitz-lp/half", "The one-norm and the infinity-norm of the Jacobian are at most one half")
def norms_at_most_half():
    rows = derive(Maximum(Sum(Abs(entry(J, i, k)), k), i)).by(row_sums)
    return together(rows, recall(row_sums_at_most_half))


@theorem(
    "softmax-lipschitz-lp/half-attained-if",
    "Both norms of the Jacobian are one half where a class has probability one half",
    witness={"n": 2, "z": (0, 0), "j": 1},
)
def half_attained_if():
    at_half = suppose(Eq(p[j], half))
    reached = combine(half <= worst, (2 * p[j] - 1, at_half), (1, under_maximum(row_sum, i).at({i: j})))
    return both_bounds(recall(row_sums_at_most_half), reached)


@theorem(
    "softmax-lipschitz-lp/half-attained-only-if",
    "Both norms of the Jacobian are one half only where a class has probability one half",
    witness={"n": 2, "z": (0, 0)},
)
def half_attained_only_if():
    """That some p_i is 1/2 is written as 0 < Σ_i [p_i = 1/2]: the maximum is reached at some i, and p_i is 1/2 there."""
    reached = suppose(Eq(worst, half))
    is_half, is_worst = indicator(Eq(p[i], half)), indicator(Eq(row_sum, worst))
    tie, gap = Eq(row_sum, worst), row_sum < worst
    at_tie = combine(Eq((p[i] - half) ** 2, 0), (-half, suppose(tie)), (-half, reached)).cancel(1, p[i] - half, power=2)
    at_tie = at_tie.rearrange(Eq(p[i], half))
    goal = is_worst <= is_half
    equal = combine(goal, (-1, bracket(at_tie)), (1, bracket(suppose(tie))))
    apart = combine(goal, (1, bracket(suppose(gap))), gap=is_half)
    return combine(
        0 < Sum(is_half, i), (1, maximum_reached(row_sum, i)), (1, cases(under_maximum(row_sum, i), equal, apart).sum(i))
    )


@theorem(
    "softmax-lipschitz-lp/half-attained-finitely", "The norms of the Jacobian reach one half at log(n − 1) e₁", witness={"n": 2}
)
def half_attained_finitely():
    first = vector(k, delta(k, 1))
    return derive(entry(softmax(log(n - 1) * first), 1), given=[n >= 2]).compute((n - 1) / (n - 1 + (n - 1))).algebra(half)


# --- from sums to maxima and back -----------------------------------------------------------------------------------

with evaluate(False):
    spread = p[i] * (1 - p[i])


def off_the_diagonal():
    """|J_ik| <= p_i (1 − p_i), as p_k <= 1 − p_i for another k."""
    size = Abs(p[i] * (delta(i, k) - p[k]))
    apart = derive(size, given=[Ne(i, k)]).algebra(Abs(-p[i] * p[k])).definition(p[i] * p[k])
    others = p[i] * Sum((1 - delta(l, i)) * (1 - delta(l, k)) * p[l], l)
    below = combine(size <= spread, (1, apart), gap=others, given=[Ne(i, k)])
    return whether_equal(size <= spread, i, k, below, size_on_diagonal()).sides(left=Abs(entry(J, i, k)))


def size_on_diagonal():
    """|p_i (1 − p_i)| = p_i (1 − p_i)"""
    return given_lemma(derive(Abs(spread), given=[0 <= spread]).definition(spread), spread_of_one(i))


@theorem(
    "softmax-lipschitz-dual-norms/one-to-infinity",
    "The norm of the Jacobian from sums to maxima is its largest entry",
    source="nesterov2005",
)
def one_to_infinity():
    """Of e_i it makes p_i (1 − p_i) at i."""
    top, size = Maximum(spread, i), Sum(Abs(h[k]), k)
    entries = combine(Abs(entry(J, i, k)) <= top, (1, off_the_diagonal()), (1, under_maximum(spread, i)))
    diagonal = derive(Abs(entry(J, i, i))).definition(Abs(spread)).by(size_on_diagonal())
    in_row = Maximum(Abs(entry(J, i, k)), k)
    largest_entry = Maximum(in_row, i)
    reached = combine(
        spread <= largest_entry,
        (-1, diagonal),
        (1, under_maximum(Abs(entry(J, i, k)), k).at({k: i})),
        (1, under_maximum(in_row, i)),
    )
    equal = both_bounds(entries.maximum(k).maximum(i), reached.maximum(i))
    by_entries = entries.times(Abs(h[k])).sum(k)
    bound = combine(Abs(row_product) <= top * size, (1, size_of_product().at({A: J})), (1, by_entries)).maximum(i)
    return together(equal, bound, diagonal)


@theorem("softmax-lipschitz-dual-norms/quarter", "No entry of the Jacobian exceeds one quarter")
def quarter_bound():
    return combine(spread <= quarter, gap=(p[i] - half) ** 2).maximum(i)


with evaluate(False):
    mass = Sum(b[k] * p[k], k)
    in_set = ForAll(b[k] <= 1, k)


@theorem(
    "softmax-lipschitz-dual-norms/one",
    "Four times the product of the masses of a set and of its complement is at most one",
    witness={"n": 1, "z": (0,), "b": (1,)},
)
def one_bound():
    return combine(4 * mass * (1 - mass) <= 1, gap=4 * (mass - half) ** 2, given=[in_set])


@theorem(
    "softmax-lipschitz-dual-norms/one-equality-if",
    "Four times the product of two masses is one for a set of mass one half",
    witness={"n": 2, "z": (0, 0), "b": (1, 0)},
)
def one_equality_if():
    return combine(Eq(4 * mass * (1 - mass), 1), (2 - 4 * mass, suppose(Eq(mass, half))))


@theorem(
    "softmax-lipschitz-dual-norms/one-equality-only-if",
    "Four times the product of two masses is one for sets of mass one half only",
    witness={"n": 2, "z": (0, 0), "b": (1, 0)},
)
def one_equality_only_if():
    whole = suppose(Eq(4 * mass * (1 - mass), 1))
    return (
        combine(Eq(4 * (mass - half) ** 2, 0), (-1, whole), given=[in_set])
        .cancel(4, mass - half, power=2)
        .rearrange(Eq(mass, half))
    )


# --- smoothness -----------------------------------------------------------------------------------------------------

with evaluate(False):
    R = largest(h) - Minimum(h[k], k)
    tangent_value = LSE(z) + dot(p, h)


def smooth(size, factor, order):
    """LSE(z + h) <= LSE(z) + ⟨softmax(z), h⟩ + factor² size²/8, from h_i − h_j <= factor · size for all i and j."""
    within = range_at_most(h, factor * size, i, j, order)
    span = combine(0 <= R, (1, within_range(h, i, i)))
    square = product(within, combine(-R <= factor * size, (1, within), (2, span)))
    bound = tangent_value + Rational(factor**2, 8) * size**2
    return combine(LSE(z + h) <= bound, (1, recall(hoeffding)), (Rational(1, 8), square))


@theorem("softmax-lipschitz-dual-norms/smooth-l1", "Log-sum-exp is smooth in the sum of sizes", source="nesterov2005")
def smooth_in_sum():
    size = Sum(Abs(h[k]), k)
    others = Sum((1 - delta(k, i)) * (1 - delta(k, j)) * Abs(h[k]), k)
    goal = h[i] - h[j] <= size
    apart = combine(goal, (1, at_most_its_size(h[i])), (1, at_most_its_size(-h[j])), gap=others, given=[Ne(i, j)])
    order = whether_equal(goal, i, j, apart, combine(0 <= size, gap=size))
    return smooth(size, 1, order)


@theorem("softmax-lipschitz-dual-norms/smooth-linf", "Log-sum-exp is smooth in the largest size", source="nesterov2005")
def smooth_in_maximum():
    size = Maximum(Abs(h[k]), k)
    above = combine(h[i] <= size, (1, at_most_its_size(h[i])), (1, under_maximum(Abs(h[k]), k).at({k: i})))
    below = combine(-h[j] <= size, (1, at_most_its_size(-h[j])), (1, under_maximum(Abs(h[k]), k).at({k: j})))
    return smooth(size, 2, combine(h[i] - h[j] <= 2 * size, (1, above), (1, below)))
