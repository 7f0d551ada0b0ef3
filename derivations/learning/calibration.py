"""Temperature scaling: one number β for all samples, L(β) = Σ_s LSE(β z_s) − β c_s, c_s being the score of the label.

L is convex. Its slope is the mean score less the label's, and lies strictly between what the smallest and the largest scores give.
"""

from sympy import Derivative, Eq, Lt, Ne, Rational, Sum, evaluate, exp, log

from ..definitions.symbols import i, j, k, n, z, z_prime
from ..log_sum_exp.tangent import tangent, tangent_strict
from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import (
    LSE, Exists, ForAll, Maximum, Minimum, delta, dimension, indicator, indices, largest, matrices, positives, read, reals, softmax,
    variance, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, specialise, together, whichever
from ..prover.proof.calculus import stationary
from ..prover.proof.chain import (
    asked, below_maximum, bracket, cases, combine, derive, for_all, maximum_attained, product, recall, suppose,
)  # fmt: skip
from ..prover.proof.existence import takes_value, there_is, whichever_it_is
from ..prover.proof.extrema import under_maximum
from ..temperature.ends import limit_minus, limit_plus
from ..temperature.vocabulary import COLD, NEGATIVE

K = dimension("K")
y = matrices("z", K, n)
c, v = vectors("c v", K)
s, r = indices("s r", K)
beta, a, b, t = reals("beta a b t")
B = positives("beta")
half = Rational(1, 2)


def row(s, beta=1):
    """The scores of a sample, times β"""
    return vector(k, y[s, k]) if beta == 1 else vector(k, beta * y[s, k])


def loss(beta):
    return Sum(LSE(row(s, beta)) - beta * c[s], s)


def mean(s, beta):
    """The mean score of a sample under softmax at β"""
    return Sum(softmax(row(s, beta))[k] * y[s, k], k)


with evaluate(False):
    slope = Sum(mean(s, beta), s) - Sum(c[s], s)
    SPREAD = Ne(y[r, i], y[r, j])


@theorem("temperature-scaling-calibration/first", "The slope: mean scores less those of the labels")
def first():
    return derive(Derivative(loss(beta), beta)).compute(slope)


@theorem("temperature-scaling-calibration/convex", "The curvature is a sum of variances")
def convex():
    spread = Sum(variance(softmax(row(s, beta)), row(s)), s)
    pairs = Sum(Sum(Sum(softmax(row(s, beta))[i] * softmax(row(s, beta))[j] * (y[s, i] - y[s, j]) ** 2, j), i), s) / 2
    return together(derive(Derivative(loss(beta), (beta, 2))).compute(spread), combine(0 <= spread, gap=pairs))


def best(at):
    """That L is least at β"""
    return ForAll(loss(at) <= loss(t), t)


def above_tangent(middle, end, known):
    """Σ LSE(m z_s) + ⟨softmax(m z_s), (e − m) z_s⟩ < Σ LSE(e z_s): strictly for the sample r, as e is not m."""
    apart = combine(
        0 < ((end - middle) * (y[r, i] - y[r, j])) ** 2, gap=((end - middle) * (y[r, i] - y[r, j])) ** 2, given=[*known, SPREAD]
    )
    strict = recall(tangent_strict).at({z: row(r, middle), z_prime: row(r, end)})
    strict = given_lemma(strict, apart)
    others = recall(tangent).at({z: row(s, middle), z_prime: row(s, end)}).times(1 - delta(s, r)).sum(s)
    line = Sum(LSE(row(s, middle)) + Sum(softmax(row(s, middle))[k] * (end - middle) * y[s, k], k), s)
    return combine(line < Sum(LSE(row(s, end)), s), (1, strict), (1, others))


two = {"n": 2, "K": 1, "z": ((0, 1),), "r": 1, "i": 1, "j": 2}
even = two | {"c": (half,), "b": 0}  # two equal scores at β = 0, and a label between them


@theorem(
    "temperature-scaling-calibration/minimiser-unique",
    "At most one β is best, if a sample has two different scores",
    witness=even | {"a": 0},
)
def minimiser_unique():
    """If there were two, L in the middle would be below both."""

    def case(order):
        if order == Eq(a, b):
            return suppose(order)
        middle = (a + b) / 2
        lines = [above_tangent(middle, end, [order]) for end in (a, b)]
        least = [specialise(suppose(best(end)), middle) for end in (a, b)]
        never = combine(Lt(0, 0), *((1, known) for known in (*lines, *least)))
        return asked("contradiction", lambda known: rules.absurd(known, read(Eq(a, b))), never)

    return whichever(a, b, case)


def at_most(s):
    """Σ_k p_k (max − z_sk) >= 0, term by term"""
    return under_maximum(y[s, k], k)


def below_top(sign):
    """The mean of sign · z_r is below the maximum of sign · z_r."""
    p, top = softmax(row(r, beta)), Maximum(sign * y[r, k], k)
    bound = under_maximum(sign * y[r, k], k)
    goal = sign * mean(r, beta) < top

    def case(order):
        if order == Eq(y[r, i], y[r, j]):
            return impossible(suppose(SPREAD), suppose(order), goal)
        low, high = (i, j) if (order == Lt(y[r, i], y[r, j])) == (sign == 1) else (j, i)
        gap = combine(0 < top - sign * y[r, low], (1, suppose(order)), (1, bound.at({k: high})))
        rest = bound.times(p[k] * (1 - delta(k, low))).sum(k)
        return combine(goal, (p[low], gap), (1, rest))

    return whichever(y[r, i], y[r, j], case)


def between(sign):
    """Σ_s of the means of sign · z_s is below Σ_s of the maxima."""
    top = Maximum(sign * y[s, k], k)
    others = under_maximum(sign * y[s, k], k).times(softmax(row(s, beta))[k]).sum(k).times(1 - delta(s, r)).sum(s)
    return combine(sign * Sum(mean(s, beta), s) < Sum(top, s), (1, below_top(sign)), (1, others))


@theorem(
    "temperature-scaling-calibration/minimiser-needs-interior",
    "The slope lies strictly between what the smallest and the largest scores would make of it",
    witness=two,
)
def minimiser_needs_interior():
    """So L has no stationary point where the labels have the largest scores of all, or the smallest."""
    labels = Sum(c[s], s)
    above = combine(slope < Sum(Maximum(y[s, k], k), s) - labels, (1, between(1)))
    below = combine(-Sum(Maximum(-y[s, k], k), s) - labels < slope, (1, between(-1)))
    return together(below, above)


with evaluate(False):
    averages, labels = Sum(Sum(y[s, k], k) / n, s), Sum(c[s], s)


def flat():
    """L′(b) = 0 where b is best."""
    least = stationary(specialise(suppose(best(b)), beta), beta, b)
    return combine(Eq(slope.subs(beta, b), 0), (1, least), (-1, recall(first).at({beta: b})))


def slope_at_0():
    """L(0) + L′(0) b <= L(b) <= L(0), by the tangent at 0 and as b is best."""
    lines = recall(tangent).at({z: row(s, 0), z_prime: row(s, b)}).sum(s)
    return combine((averages - labels) * b <= 0, (1, lines), (1, specialise(suppose(best(b)), 0)))


def best_where_flat():
    """L(b) + L′(b) (t − b) <= L(t), so that b is best where L′(b) = 0."""
    lines = recall(tangent).at({z: row(s, b), z_prime: row(s, t)}).sum(s)
    return combine(loss(b) <= loss(t), (1, lines), (b - t, suppose(Eq(slope.subs(beta, b), 0))))


balanced = two | {"b": log(3), "c": (Rational(3, 4),)}  # softmax(0, log 3) = (1/4, 3/4)


@theorem(
    "temperature-scaling-calibration/positive-if",
    "If the labels have more than the average score, the best β is positive",
    witness=balanced,
    implies=lambda: for_all(best_where_flat(), t),
)
def positive_if():
    """Then L falls at 0, so that L′(0) b <= 0 leaves no room for a negative b; and at b = 0 it would not fall."""
    more = suppose(averages < labels)

    def case(order):
        if order == Lt(0, b):
            return suppose(order)
        if order == Eq(0, b):
            at_0 = combine(Eq(averages - labels, 0), (1, flat()), given=[Eq(0, b)])
            return impossible(more, at_0, Lt(0, b))
        return impossible(product(more, suppose(order)), slope_at_0(), Lt(0, b))

    return whichever(0, b, case)


@theorem(
    "temperature-scaling-calibration/positive-only-if",
    "The best β is positive only if the labels have more than the average score",
    witness=balanced,
    implies=lambda: for_all(best_where_flat(), t),
)
def positive_only_if():
    """L(0) + L′(0) b < L(b) <= L(0)."""
    line = above_tangent(0, b, [0 < b])
    falls = combine((averages - labels) * b < 0, (1, line), (1, specialise(suppose(best(b)), 0)))
    return combine(averages < labels, (1 / b, falls), given=[0 < b])


# --- that there is a best β ------------------------------------------------------------------------------------------


def mean_at_the_end(end):
    """Σ_s of the means tends to Σ_s of the largest scores as β → ∞, and to Σ_s of the smallest as β → −∞."""
    approach, of_one = (COLD, limit_plus) if end > 0 else (NEGATIVE, limit_minus)
    one = approach.rewrite(recall(of_one).at({z: row(s)}), mean(s, beta))
    tends = approach.rewrite(approach.through(Sum(v[s], s), v, for_all(one, s)), Sum(mean(s, beta), s))
    return tends.sides(right=highest if end > 0 else lowest)


with evaluate(False):
    lowest, highest = Sum(Minimum(y[s, k], k), s), Sum(Maximum(y[s, k], k), s)


@theorem(
    "temperature-scaling-calibration/minimiser-exists",
    "There is a best β, if the labels have neither the smallest scores of all nor the largest",
    witness=two | {"c": (half,)},
)
def minimiser_exists():
    """Between the two the mean of the scores takes the value of the labels: where L has no slope, it is least."""
    inside = suppose(lowest < labels), suppose(labels < highest)
    crossing = takes_value(mean_at_the_end(-1), mean_at_the_end(1), *inside)
    flat_there = combine(Eq(slope.subs(beta, b), 0), (1, suppose(Eq(Sum(mean(s, b), s), labels))))
    least = for_all(best_where_flat().knowing(flat_there), t)
    return whichever_it_is(crossing, b, there_is(Exists(best(b), b), b, least))


# --- the arg max stays ----------------------------------------------------------------------------------------------


def largest_probability():
    """max softmax(βz) = exp(β max z)/Z, for β > 0: it is at most that as the exponential rises, and reaches it at a maximiser."""
    weight = exp(B * largest(z)) / Sum(exp(B * z[j]), j)
    p, top = softmax(B * z), largest(softmax(B * z))
    below = (
        below_maximum(z, k).times(B).exp().times(1 / Sum(exp(B * z[j]), j)).sides(p[k], weight).maximum(k).restate(top <= weight)
    )
    is_top = indicator(Eq(z[k], largest(z)))
    tie, gap = suppose(Eq(z[k], largest(z))), suppose(z[k] < largest(z))
    goal = is_top * weight <= is_top * top
    reached = derive(weight).back(derive(exp(B * z[k]) / Sum(exp(B * z[j]), j)).by(tie).algebra(weight))
    at_tie = combine(goal, (is_top, reached), (is_top, below_maximum(p, k)))
    apart = combine(goal, (weight - top, bracket(gap)))
    total = cases(below_maximum(z, k), at_tie, apart).sum(k)
    many = Sum(is_top, k)
    above = combine(weight <= top, (1 / many, total), given=[0 < many]).knowing(maximum_attained(z))
    return both_bounds(below, above)


@theorem("temperature-scaling-calibration/argmax", "Temperature scaling leaves the arg max as it is")
def argmax():
    p = softmax(B * z)
    tie, gap = suppose(Eq(z[i], largest(z))), suppose(z[i] < largest(z))
    weight = exp(B * largest(z)) / Sum(exp(B * z[j]), j)
    met = derive(exp(B * z[i]) / Sum(exp(B * z[j]), j)).by(tie).algebra(weight)
    met = combine(Eq(p[i], largest(p)), (1, met), (-1, largest_probability()))
    missed = gap.times(B).exp().times(1 / Sum(exp(B * z[j]), j)).sides(p[i], weight)
    missed = combine(p[i] < largest(p), (1, missed), (-1, largest_probability()))
    return cases(below_maximum(z, i), bracket(met).back(bracket(tie)), bracket(missed).back(bracket(gap)))
