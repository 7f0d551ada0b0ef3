"""Sparsemax: the point of the simplex next to the scores. It is [z − τ]₊, with the threshold τ that makes the entries sum to one.

What is proved here of sparsemax is proved of every τ that does so; there is one at most.
"""

from sympy import Eq, Lt, Max, Min, Ne, Rational, Sum, evaluate, log, sqrt

from ..log_sum_exp import below_one
from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import (
    ForAll, delta, dimension, dot, entry, indices, nonnegative_vectors, positives, read, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, specialise, termwise_equal, together, whether_equal, whichever
from ..prover.proof.chain import asked, combine, derive, recall, suppose
from ..prover.proof.clauses import assuming
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_positive_part, positive_part_or_nothing

n = dimension("n")
z = vectors("z", n)
q = nonnegative_vectors("q", n)
i, j, k, y = indices("i j k y", n)
tau = reals("tau")
T = positives("T")

with evaluate(False):
    positive_part = Max(z[i] - tau, 0)
    p = {index: Max(z[index] - tau, 0) for index in (i, j, k)}
    normalised = Eq(Sum(p[i], i), 1)
    whole = Eq(Sum(q[i], i), 1)
    to_q, to_p, between = Sum((q[i] - z[i]) ** 2, i), Sum((p[i] - z[i]) ** 2, i), Sum((q[i] - p[i]) ** 2, i)

witness = {"n": 1, "z": (0,), "q": (1,), "tau": -1}


@theorem("sparsemax-closed-form/set-nonempty", "The set that defines the support is not empty", source="martins2016")
def set_nonempty():
    first = Sum(z[j], (j, 1, 1))
    return derive(first).algebra(z[1]).below(1 + 1 * z[1], gap=1)


@theorem("sparsemax-closed-form/projection", "Sparsemax is the projection to the simplex", source="martins2016", witness=witness)
def projection():
    above = combine(0 <= p[i] - (z[i] - tau), (1, at_most_positive_part(z[i] - tau)))
    angle = above.times(q[i]).sum(i)
    touching = positive_part_or_nothing(z[i] - tau).sum(i)
    return combine(to_p + between <= to_q, (2, angle), (2, touching), (-2 * tau, suppose(normalised)), (2 * tau, suppose(whole)))


@theorem(
    "sparsemax-closed-form/projection-unique",
    "No other point of the simplex is as near",
    source="martins2016",
    witness=witness,
)
def projection_unique():
    as_near = suppose(Eq(sqrt(to_q), sqrt(to_p)))
    nothing = both_bounds(
        combine(between <= 0, (1, projection), (sqrt(to_q) + sqrt(to_p), as_near)), combine(0 <= between, gap=between)
    )
    return nothing.terms_vanish(i).cancel(1, q[i] - p[i], power=2).rearrange(Eq(q[i], p[i]))


# --- two classes ----------------------------------------------------------------------------------------------------


@theorem(
    "sparsemax-closed-form/two-classes",
    "With two classes sparsemax is a clipped line",
    source="martins2016",
    witness={"a": 0, "b": 0, "tau": Rational(-1, 2)},
)
def two_classes():
    a, b = reals("a b")
    first, second, line = Max(a - tau, 0), Max(b - tau, 0), (1 + a - b) / 2
    clipped = Min(1, Max(0, line))
    total = suppose(Eq(first + second, 1))
    inside = derive(clipped, given=[0 <= line, line <= 1]).algebra(line)
    over = derive(clipped, given=[0 <= line, 1 <= line]).algebra(1)
    under = derive(clipped, given=[line <= 0]).algebra(0)

    def case(of_a, of_b):
        known, ordered = [of_a, of_b], (suppose(of_a), suppose(of_b))
        up_a, up_b = of_a == Lt(tau, a), of_b == Lt(tau, b)
        sum_of_parts = derive((a - tau) * int(up_a) + (b - tau) * int(up_b), given=known).algebra(first + second).by(total)
        if not (up_a or up_b):
            never = combine(Lt(0, 0), (-1, sum_of_parts), gap=1)
            return asked("contradiction", lambda t: rules.absurd(t, read(Eq(first, clipped))), never)
        half = Rational(1, 2)
        if up_a and up_b:
            low = combine(0 <= line, (-half, sum_of_parts), (1, ordered[0]))
            high = combine(line <= 1, (half, sum_of_parts), (1, ordered[1]))
            value, share = given_lemma(inside, low, high), half
        elif up_a:
            high = combine(1 <= line, (-half, sum_of_parts), (half, ordered[1]))
            value, share = given_lemma(over, high, combine(0 <= line, (1, high), gap=1)), 1
        else:
            value, share = given_lemma(under, combine(line <= 0, (half, sum_of_parts), (half, ordered[0]))), 0
        return combine(Eq(first, clipped), (-1, value), (share, sum_of_parts), given=known)

    return whichever(tau, a, lambda of_a: whichever(tau, b, lambda of_b: case(of_a, of_b)))


# --- a single class -------------------------------------------------------------------------------------------------

with evaluate(False):
    cooled = {index: Max(z[index] / T - tau, 0) for index in (i, j, k)}
    cooled_sum = Eq(Sum(cooled[j], j), 1)
    gap = ForAll((1 - delta(j, k)) * (z[k] - z[j] - T) >= 0, j)


@theorem(
    "sparsemax-finite-temperature-onehot/one-hot-if",
    "At a temperature not above the gap sparsemax is one-hot",
    source="blondel2020",
    witness={"n": 1, "z": (0,), "T": 1, "tau": -1, "k": 1},
)
def one_hot_if():
    total = suppose(cooled_sum)
    alone = derive(cooled[k]).at_most(Sum(cooled[j], j), gap=Sum((1 - delta(j, k)) * cooled[j], j))
    threshold = combine(z[k] / T - tau <= 1, (1, at_most_positive_part(z[k] / T - tau)), (1, alone), (1, total))
    below = combine(
        z[i] / T - tau <= 0, (1 / T, specialise(suppose(gap), i)), (1, threshold), given=[Ne(i, k)]
    )
    zero = given_lemma(derive(cooled[i], given=[z[i] / T - tau <= 0]).algebra(0), below)
    others = whether_equal(Eq((1 - delta(i, k)) * cooled[i], 0), i, k, zero, given=[gap, cooled_sum])
    one = combine(Eq(cooled[k], 1), (-1, others.sum(i)), (1, total))
    return whether_equal(Eq(cooled[i], delta(i, k)), k, i, others, one, given=[gap, cooled_sum])


@theorem(
    "sparsemax-finite-temperature-onehot/one-hot-only-if",
    "Where sparsemax is one-hot the temperature is at most the gap",
    source="blondel2020",
    witness={"n": 2, "z": (1, 0), "T": 1, "tau": 0, "k": 1, "j": 2},
)
def one_hot_only_if():
    one = suppose(Eq(cooled[k], 1))
    two = Sum((1 - delta(i, j)) * (1 - delta(i, k)) * cooled[i], i)
    nothing_left = derive(cooled[j] + cooled[k], given=[Ne(j, k)]).at_most(Sum(cooled[i], i), gap=two)
    below = combine(z[j] / T - tau <= 0, (1, at_most_positive_part(z[j] / T - tau)), (1, nothing_left), (1, suppose(cooled_sum)), (-1, one))

    def case(sign):
        if sign == Lt(tau, z[k] / T):
            return combine(1 <= z[k] / T - tau, (-1, one), given=[sign])
        never = combine(Lt(0, 0), (-1, one), gap=1, given=[sign])
        return asked("contradiction", lambda t: rules.absurd(t, read(1 <= z[k] / T - tau)), never)

    above = whichever(tau, z[k] / T, case)
    return combine(T <= z[k] - z[j], (T, below), (T, above))


# --- the loss that belongs to sparsemax -----------------------------------------------------------------------------

with evaluate(False):

    def objective(point):
        """⟨q, z⟩ − ½ ‖q‖², whose maximum over the simplex is at sparsemax."""
        return Sum(point * z[i], i) - Rational(1, 2) * Sum(point**2, i)

    corner = delta(i, y)
    loss = objective(p[i]) - z[y] + Rational(1, 2)
    margin = ForAll((1 - delta(j, y)) * (z[y] - 1 - z[j]) >= 0, j)


@theorem(
    "sparsemax-finite-temperature-onehot/sparsemax-margin-if",
    "With a margin of one the loss of sparsemax is zero",
    source="blondel2020",
    witness={"n": 1, "z": (0,), "q": (1,), "y": 1},
)
def sparsemax_margin_if():
    total = suppose(whole)
    ahead = specialise(suppose(margin), i).times(q[i]).sum(i)
    rest = Rational(1, 2) * Sum((1 - delta(i, y)) * q[i] ** 2, i) + Rational(1, 2) * (1 - q[y]) ** 2
    least = combine(objective(q[i]) - z[y] + Rational(1, 2) <= 0, (1, ahead), (z[y] - 1, total), gap=rest)
    attained = derive(objective(corner) - z[y] + Rational(1, 2)).collapse(0)
    return together(least, attained)


@theorem(
    "sparsemax-finite-temperature-onehot/sparsemax-margin-only-if",
    "Without a margin of one the loss of sparsemax is positive",
    source="blondel2020",
    witness={"n": 2, "z": (1, 0), "tau": 0, "y": 1, "j": 2},
)
def sparsemax_margin_only_if():
    nearest = recall(projection).at({q: vector(i, corner)})
    apart = Sum((corner - p[i]) ** 2, i)
    nothing = both_bounds(
        combine(apart <= 0, (1, nearest), (-2, suppose(Eq(loss, 0)))), combine(0 <= apart, gap=apart)
    )
    return nothing.terms_vanish(i).cancel(1, corner - p[i], power=2)
