"""Entmax: p_k = [(α − 1) z_k − τ]_+^(1/(α − 1)), with a τ for which these add up to 1, is best for Tsallis' entropy.

A real power has a value for positive numbers alone, so that u^e, which is to be 0 at u = 0, is written (u + [u = 0])^e − [u = 0].
With α = 2 this is sparsemax; as α → 1 it is softmax.
"""

from functools import cache

from sympy import Derivative, Eq, Integer, Lambda, Limit, Lt, Max, Ne, Sum, evaluate, exp, log

from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import (
    ForAll, Minimum, delta, entr, functions_of, indicator, largest, nonnegative_vectors, nonnegatives, positives, read, reals,
    softmax,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at, split
from ..prover.proof.by_cases import absurd, both_bounds, forced_equal, impossible, positive, specialise, termwise_equal, whichever
from ..prover.proof.extrema import over_minimum
from ..prover.proof.chain import (
    Approach, asked, below_maximum, cases, combine, derive, for_all, in_order, proved, recall, suppose, suppose_all, tangent_line,
)  # fmt: skip
from ..prover.proof.recorded import found
from .vocabulary import h, i, j, k, n, z

x, y, t, tau, alpha, v = reals("x y t tau alpha v")
a, c, d = nonnegatives("a c d")
e, b = positives("e b")
p, q = nonnegative_vectors("p q", n)


def power(u, exponent):
    """u^e for u > 0, and 0 for u = 0."""
    empty = indicator(Eq(u, 0))
    return (u + empty) ** exponent - empty


def part(score, exponent=e):
    """[x]_+^e"""
    return power(Max(score, 0), exponent)


# --- one class ------------------------------------------------------------------------------------------------------


def at_zero(u, exponent, given=()):
    """0^e = 0"""
    known = suppose(Eq(0, u))
    return derive(power(u, exponent), given=[Eq(0, u), *given]).by(known.rearrange(Eq(u, 0))).algebra(0)


def above_zero(u, exponent, given=()):
    """u^e = exp(e log u), for u > 0"""
    some = suppose(0 < u)
    return derive(power(u, exponent), given=[0 < u, *given]).by(bracket_at(some)).algebra(exp(exponent * log(u)))


def nothing(score, exponent=e):
    """[x]_+^e = 0, for x <= 0"""
    least = derive(Max(score, 0), given=[score <= 0]).algebra(0)
    return derive(part(score, exponent), given=[score <= 0]).by(least).algebra(0)


def something(score, exponent=e):
    """[x]_+^e = exp(e log x), for x > 0"""
    same = derive(Max(score, 0), given=[0 < score]).algebra(score)
    some = bracket_at(suppose(0 < score))
    return derive(part(score, exponent), given=[0 < score]).by(same).by(some).algebra(exp(exponent * log(score)))


def held(u):
    """0 < u + [u = 0], so that u^e has a value."""
    return split(derive(u).at_least(0), 0 < u + indicator(Eq(u, 0)), gaps=(1, u)).unprinted()


def at_most_zero(side):
    """x <= 0 from x < 0, or from x = 0."""
    return combine(side.args[0] <= 0, (1, suppose(side)))


@cache
def rises_strictly():
    """[x]_+^e < [y]_+^e, for x < y and 0 < y."""
    known = [x < y, 0 < y]
    larger = something(y).assuming(*known)

    def case(side):
        if side == Lt(x, 0) or side == Eq(x, 0):
            least = combine(x <= 0, (1, suppose(side)))
            return in_order(nothing(x).knowing(least), combine(0 < part(y), (-1, larger), gap=exp(e * log(y))))
        logs = suppose(x < y).assuming(side, 0 < y).log().times(e).exp()
        return in_order(something(x), combine(exp(e * log(x)) < part(y), (1, logs), (-1, larger)))

    return whichever(x, 0, case, given=known)


@cache
def rises():
    """[x]_+^e <= [y]_+^e, for x < y."""

    def weakly(lemma):
        values = [held(Max(score, 0)) for score in (x, y)]
        given = [0 < Max(score, 0) + indicator(Eq(Max(score, 0), 0)) for score in (x, y)]
        return combine(part(x) <= part(y), (1, lemma), given=given).knowing(*values)

    def case(side):
        if side == Lt(0, y):
            return weakly(rises_strictly())
        least = combine(y <= 0, (1, suppose(side)))
        both = nothing(x).knowing(combine(x <= 0, (1, suppose(x < y)), (1, least))), nothing(y).knowing(least)
        return weakly(asked("in between", lambda low, high: rules.transitive(low, rules.symmetric(high)), *both))

    return whichever(0, y, case, given=[x < y])


# --- all classes: there is one threshold ----------------------------------------------------------------------------


def score(tau):
    """(α − 1) z_k − τ"""
    return (alpha - 1) * z[k] - tau


def shares_add_up(tau):
    """Σ_k [(α − 1) z_k − τ]_+^(1/(α − 1)) = 1"""
    return Eq(Sum(part(score(tau), 1 / (alpha - 1)), k), 1)


def value(tau):
    """That the power of the k-th class has a value."""
    return 0 < Max(score(tau), 0) + indicator(Eq(Max(score(tau), 0), 0))


def values(*taus):
    """That all powers have values, as a hypothesis for each threshold and as the theorems."""
    return [ForAll(value(tau), k) for tau in taus], [for_all(held(Max(score(tau), 0)), k).unprinted() for tau in taus]


@theorem(
    "tsallis-entmax-form/threshold-unique",
    "One threshold alone makes the shares of entmax add up to 1",
    witness={"n": 2, "z": (1, 0), "alpha": 2, "tau": 0, "t": 0},
)
def threshold_unique():
    """A higher threshold leaves no share larger, and those smaller that were positive: all of them would have to be 0."""
    known, lemmas = values(tau, t)
    low, high = score(t), score(tau)
    order = combine(low < high, (1, suppose(tau < t)))
    case = {x: low, y: high, e: 1 / (alpha - 1)}
    totals = suppose(shares_add_up(t)), suppose(shares_add_up(tau))
    sums = asked("transitivity", lambda first, second: rules.transitive(first, rules.symmetric(second)), *totals)
    weak = rises().at(case, given=[alpha > 1]).knowing(order).assuming(*known)
    same = termwise_equal(weak, sums.assuming(alpha > 1, *known), k)
    gone = Eq(part(low, 1 / (alpha - 1)), 0)

    def share(where):
        if where == Lt(0, low):
            more = combine(0 < high, (1, suppose(where)), (1, order))
            strict = rises_strictly().at(case, given=[alpha > 1]).knowing(order, more)
            return absurd(in_order(strict, asked("symmetry", rules.symmetric, same)), gone)
        least = combine(low <= 0, (-1 if where == Eq(0, low) else 1, suppose(where)))
        return nothing(x).at(case, given=[alpha > 1]).knowing(least)

    none = whichever(0, low, share).sum(k)
    none = asked("transitivity", lambda first, second: rules.transitive(rules.symmetric(first), second), totals[0], none)
    never = combine(Lt(0, 0), (1, none), gap=1).knowing(*lemmas)
    swapped = never.at({tau: t, t: tau})

    def case_of(side):
        return suppose(side) if side == Eq(tau, t) else absurd(never if side == Lt(tau, t) else swapped, Eq(tau, t))

    return whichever(tau, t, case_of)


# --- where it is best -----------------------------------------------------------------------------------------------

with evaluate(False):
    alone = 1 + b  # α, in terms of b = α − 1
    VALUES = 0 < a + indicator(Eq(a, 0)), 0 < c + indicator(Eq(c, 0))


def left_over(u):
    """c^α + (α − 1) u u^(1/(α − 1)) − α u c"""
    return power(c, alone) + b * (u * power(u, 1 / b)) - alone * (u * c)


def bernoulli():
    """α e^v <= e^(αv) + α − 1: by the tangents of exp, e^((α−1)v) >= 1 + (α − 1) v and e^(−v) >= 1 − v."""
    steps = (exp(v), recall(exp_tangent).at({x: b * v})), (b * exp(v), recall(exp_tangent).at({x: -v}))
    return combine(alone * exp(v) <= exp(alone * v) + b, *steps)


def bernoulli_strict(side):
    """The same, strictly, for v > 0 and for v < 0."""
    convex = derive(Derivative(exp(t), (t, 2)), given=[side]).differentiate(exp(t)).above(0)
    strict = tangent_line(convex, t, 0, -v).sides(1 - v, using=("derivative",))
    steps = (exp(v), recall(exp_tangent).at({x: b * v})), (b * exp(v), strict)
    return combine(alone * exp(v) < exp(alone * v) + b, *steps)


def not_negative(u, exponent):
    """0 <= u^e"""
    goal = 0 <= power(u, exponent)
    some = combine(goal, (-1, above_zero(u, exponent)), gap=exp(exponent * log(u)), given=[0 < u])
    return cases(derive(u).at_least(0), combine(goal, (-1, at_zero(u, exponent)), given=[Eq(0, u)]), some).knowing(held(u))


def at_ratio(lemma, *known):
    """An inequality of e^v, for e^v = c/a^(1/b), multiplied by a^(1 + 1/b), in what is to be shown of a > 0 and c > 0."""
    relation = lemma.at({v: log(c) - log(a) / b}, given=[0 < a, 0 < c]).knowing(*known).times(a * exp(log(a) / b))
    relation = relation.sides(alone * (a * c), exp(alone * log(c)) + b * (a * exp(log(a) / b)), using=())
    return relation, above_zero(a, 1 / b), above_zero(c, alone)


@cache
def young():
    """α a c <= c^α + (α − 1) a a^(1/(α − 1)), for a >= 0 and c >= 0."""
    goal, some = 0 <= left_over(a), [0 < a, 0 < c]
    relation, first, second = at_ratio(bernoulli())
    inside = combine(goal, (1, relation), (-b * a, first), (-1, second), given=some)
    none = combine(goal, (-1, at_zero(c, alone)), (b * a, not_negative(a, 1 / b)), given=[Eq(0, c), *VALUES])
    free = combine(goal, (1, not_negative(c, alone)), given=[Eq(0, a), *VALUES])
    return cases(derive(c).at_least(0), none, cases(derive(a).at_least(0), free, inside)).knowing(held(a), held(c))


def young_touches():
    """It is an equation only where c = a^(1/(α − 1))."""
    goal, some, touching = Eq(c, power(a, 1 / b)), [0 < a, 0 < c], suppose(Eq(left_over(a), 0)).assuming(*VALUES)
    first, second = above_zero(a, 1 / b), above_zero(c, alone)

    def strict(side):
        below = side == Lt(log(c), log(a) / b)
        away = combine(log(c) - log(a) / b < 0 if below else 0 < log(c) - log(a) / b, (1, suppose(side)), given=some)
        relation, *_ = at_ratio(bernoulli_strict(v < 0 if below else 0 < v), away)
        return combine(0 < left_over(a), (1, relation), (-b * a, first), (-1, second), given=some)

    alike = forced_equal(log(c), log(a) / b, strict, touching.rearrange(Eq(0, left_over(a))), given=some).exp().sides(left=c)
    inside = combine(goal, (1, alike), (-1, first), given=some)
    without = combine(goal, (1, at_zero(a, 1 / b)), (1, suppose(Eq(0, c))), given=VALUES)
    idle = combine(0 < left_over(a), (-b * a, first), (-1, at_zero(c, alone)), gap=b * a * exp(log(a) / b), given=[Eq(0, c), 0 < a])
    none = cases(derive(a).at_least(0), without, impossible(idle, touching, goal))
    free = combine(0 < left_over(a), (-1, second), gap=exp(alone * log(c)), given=[Eq(0, a), 0 < c, *VALUES])
    return cases(derive(c).at_least(0), none, cases(derive(a).at_least(0), impossible(free, touching, goal), inside)).knowing(
        held(a), held(c)
    )


with evaluate(False):
    above = Max(x, 0)
    HELD = 0 < d + indicator(Eq(d, 0))


def raised():
    """p^α = a p for p = a^(1/(α − 1))."""
    goal, this = Eq(power(d, alone), a * d), Eq(d, power(a, 1 / b))
    known = suppose(this)
    empty = derive(d, given=[Eq(0, a)]).by(known).by(at_zero(a, 1 / b)).algebra(0)
    root = exp(log(a) / b)
    full = derive(d, given=[0 < a]).by(known).by(above_zero(a, 1 / b)).algebra(root)
    whole = derive(power(d, alone), given=[0 < a]).by(full).by(bracket_at(positive(root, given=[0 < a]))).algebra(a * root)
    none = derive(power(d, alone), given=[Eq(0, a)]).by(empty).algebra(0)
    return cases(
        derive(a).at_least(0),
        combine(goal, (1, none), (d, suppose(Eq(0, a))), given=[this, HELD]),
        combine(goal, (1, whole), (-a, full), given=[this, 0 < a, HELD]),
    ).knowing(held(d))


def slack():
    """0 <= ([x]_+ − x) (q − p), for p = [x]_+^(1/(α − 1)) and q >= 0: where x is above 0 the one factor is 0, elsewhere p is."""
    goal, known = 0 <= (above - x) * (c - d), suppose(Eq(d, part(x, 1 / b)))

    def case(side):
        if side == Lt(0, x):
            same = derive(above, given=[side]).algebra(x)
            return combine(goal, (d - c, same), given=[side])
        least = combine(x <= 0, (1, suppose(side)))
        none = derive(d, given=[x <= 0]).by(known).by(nothing(x, 1 / b)).algebra(0).knowing(least)
        flat = derive(above, given=[x <= 0]).algebra(0).knowing(least)
        return combine(goal, (c, least), (d - c, flat), (-x, none), given=[side])

    return whichever(0, x, case)


def lost(own, other, over, rate):
    """What a class adds to how far q falls short: (p − q) x/(α − 1) + (q^α − p^α)/(α (α − 1)); `rate` is α − 1."""
    return (own - other) * (over / rate) + (power(other, 1 + rate) - power(own, 1 + rate)) / ((1 + rate) * rate)


with evaluate(False):
    short = lost(d, c, x, b)
    SHARE = Eq(d, part(x, 1 / b))
    FINITE = [0 < above + indicator(Eq(above, 0)), 0 < c + indicator(Eq(c, 0)), 0 < d + indicator(Eq(d, 0))]


def finite():
    """That all powers in it have values."""
    return [held(u) for u in (above, c, d)]


def not_short():
    """No class adds less than 0, for p = [x]_+^(1/(α − 1)) and q >= 0.

    α (α − 1) times it is what Young's inequality leaves, and α times what is cut off of the score, times q − p.
    """
    parts = (1 / (alone * b), young()), (1 / b, slack()), (1 / (alone * b), raised()), (-above / alone, suppose(SHARE))
    parts = [(factor, lemma.at({a: above}) if read(a) in proved(lemma).conclusion.free else lemma) for factor, lemma in parts]
    return combine(0 <= short, *parts, given=[SHARE, *FINITE]).knowing(*finite())


def short_touches():
    """It is 0 only where q = p."""
    rest = left_over(above)
    parts = (alone * b, suppose(Eq(short, 0))), (alone, slack()), (1, raised().at({a: above})), (-b * above, suppose(SHARE))
    nothing_left = combine(rest <= 0, *parts, given=[SHARE, *FINITE])
    touching = both_bounds(nothing_left, young().at({a: above}))
    same = young_touches().at({a: above}).knowing(touching)
    return combine(Eq(c, d), (1, same), (-1, suppose(SHARE)), given=[SHARE, *FINITE]).knowing(*finite())


# --- in all classes -------------------------------------------------------------------------------------------------


def objective(at):
    """⟨q, z⟩ − (Σ q_k^α − 1)/(α (α − 1))"""
    return Sum(at[k] * z[k], k) - (Sum(power(at[k], alpha), k) - 1) / (alpha * (alpha - 1))


with evaluate(False):
    HOT = alpha > 1
    ENTMAX = ForAll(Eq(p[k], part(score(tau), 1 / (alpha - 1))), k)
    WHOLE, OTHER = Eq(Sum(p[k], k), 1), Eq(Sum(q[k], k), 1)
    of_class = {b: alpha - 1, c: q[k], d: p[k], x: score(tau)}
    HELD_EACH = [0 < u[k] + indicator(Eq(u[k], 0)) for u in (p, q)]
    HAVE_VALUES = [ForAll(value, k) for value in HELD_EACH]
vertex = {"n": 2, "z": (1, 0), "alpha": 2, "tau": 0, "p": (1, 0), "q": (1, 0)}


def short_of(k):
    """What class k adds to how far q falls short, in terms of α."""
    return (p[k] - q[k]) * score(tau) / (alpha - 1) + (power(q[k], alpha) - power(p[k], alpha)) / (alpha * (alpha - 1))


def each_not_short():
    """0 <= what class k adds"""
    lemma = not_short().at(of_class, given=[HOT]).assuming(*HELD_EACH).sides(right=short_of(k), using=())
    return lemma.knowing(specialise(suppose(ENTMAX), k), held(p[k]), held(q[k]))


@theorem(
    "tsallis-entmax-form/optimal", "Entmax maximises the mean score less Tsallis' entropy", source="blondel2020", witness=vertex
)
def optimal():
    """Term by term q^α >= p^α + α p^(α−1) (q − p), which is Young's inequality for p^(α−1) = [(α − 1) z − τ]_+ and q.

    Where (α − 1) z − τ is negative, p is 0, and the part of the score that is cut off speaks for p.
    """
    total = Sum(short_of(k), k)
    parts = (1, suppose(0 <= total)), (tau / (alpha - 1), suppose(OTHER)), (-tau / (alpha - 1), suppose(WHOLE))
    values = [for_all(held(u[k]), k).unprinted() for u in (p, q)]
    whole = combine(objective(q) <= objective(p), *parts, given=[HOT, *HAVE_VALUES])
    return whole.knowing(each_not_short().sum(k).sides(left=0, using=()), *values)


@theorem(
    "tsallis-entmax-form/maximiser-unique",
    "Nothing but entmax maximises the mean score less Tsallis' entropy",
    source="blondel2020",
    witness=vertex,
)
def maximiser_unique():
    """If nothing is lost in total, nothing is in any class, where q = p then."""
    level = suppose(Eq(objective(q), objective(p)))
    parts = (-1, level), (-tau / (alpha - 1), suppose(OTHER)), (tau / (alpha - 1), suppose(WHOLE))
    values = [for_all(held(u[k]), k).unprinted() for u in (p, q)]
    none = combine(Eq(Sum(short_of(k), k), 0), *parts, given=[HOT, *HAVE_VALUES])
    none = none.terms_vanish(k, each_not_short()).knowing(*values)
    same = suppose(Eq(short_of(k), 0)).assuming(HOT, *HELD_EACH).sides(left=lost(p[k], q[k], score(tau), alpha - 1), using=())
    touching = short_touches().at(of_class, given=[HOT]).knowing(same)
    return touching.knowing(none, specialise(suppose(ENTMAX), k), held(p[k]), held(q[k]))


@theorem("tsallis-entmax-form/sparsemax", "With α = 2 entmax is sparsemax")
def sparsemax():
    """[x]_+ to the power of 1 is [x]_+, where it is 0 and where it is not."""
    score, exponent = (Integer(2) - 1) * z[i] - tau, 1 / (Integer(2) - 1)
    same = split(derive(Max(score, 0)).at_least(0), Eq(part(score, exponent), Max(score, 0)))
    return same.sides(right=Max(z[i] - tau, 0), using=())


# --- as α tends to 1 ------------------------------------------------------------------------------------------------

threshold = functions_of("tau", "positive -> real")  # τ as a function of b = α − 1
WARM, AROUND = Approach(b, 0, "+"), Approach(alpha, 1, "+-")


def over(k):
    """(α − 1) z_k − τ, for α = 1 + b"""
    return b * z[k] - threshold(b)


with evaluate(False):
    AT_EACH = ForAll(Eq(Sum(part(over(k), 1 / b), k), 1), b)
    top, least = largest(z), Minimum(z[k], k)
    lowest = b * least - threshold(b)


def at_most_one():
    """(α − 1) z_i − τ <= 1: else its power would be more than 1, and the others are not negative."""
    goal, adds_up = over(i) <= 1, specialise(suppose(AT_EACH), b)
    each = [0 < Max(over(at), 0) + indicator(Eq(Max(over(at), 0), 0)) for at in (i, k)]
    all_values = ForAll(each[1], k)
    others = not_negative(a, 1 / b).at({a: Max(over(k), 0)}).assuming(each[1]).times(1 - delta(i, k)).knowing(held(Max(over(k), 0)))
    rest = others.sum(k).assuming(all_values).sides(0, Sum(part(over(k), 1 / b), k) - part(over(i), 1 / b), using=("collapse",))
    share = combine(part(over(i), 1 / b) <= 1, (1, rest), (1, adds_up), given=[all_values])

    def case(side):
        if side == Lt(1, over(i)):
            far = combine(0 < over(i), (1, suppose(side)), gap=1)
            more = rises_strictly().at({x: 1, y: over(i), e: 1 / b}).knowing(far)
            return absurd(in_order(share, in_order(derive(1).algebra(part(1, 1 / b)), more)), goal)
        return combine(goal, (-1 if side == Eq(1, over(i)) else 1, suppose(side)))

    return whichever(1, over(i), case).knowing(for_all(held(Max(over(k), 0)), k))


def at_least():
    """n^(−b) <= (α − 1) max z − τ: else all powers would be less than 1/n."""
    bound, adds_up = exp(-b * log(n)), specialise(suppose(AT_EACH), b)
    goal = bound <= b * top - threshold(b)

    def case(side):
        if side != Lt(b * top - threshold(b), bound):
            return combine(goal, (-1 if isinstance(side, Eq) else 1, suppose(side)))
        below = combine(over(k) < bound, (1, suppose(side)), (b, below_maximum(z, k)))
        small = rises_strictly().at({x: over(k), y: bound, e: 1 / b}).knowing(below, positive(bound))
        small = in_order(small, something(bound, 1 / b).knowing(positive(bound)).sides(right=1 / n, using=()))
        return impossible(small.sum(k).sides(right=1, using=()), adds_up, goal)

    return whichever(b * top - threshold(b), bound, case)


@cache
def threshold_tends():
    """−τ → 1"""
    at_zero = WARM.of_variable()
    low = combine(exp(-b * log(n)) - b * top <= -threshold(b), (1, at_least()))
    high = combine(-threshold(b) <= 1 - b * z[i], (1, at_most_one()))
    lower = WARM.through(exp(-t * log(n)) - t * top, t, at_zero).sides(right=1, using=())
    upper = WARM.through(1 - t * z[i], t, at_zero).sides(right=1, using=())
    return WARM.squeeze(lower, upper, low, high)


def tends_to_one(number):
    """(α − 1) u − τ → 1, for any number u"""
    return WARM.through(t * number + v, (t, v), (WARM.of_variable(), threshold_tends())).sides(right=1, using=())


def in_support(k):
    """0 < (α − 1) z_k − τ, if it is so for the smallest score."""
    return combine(0 < over(k), (1, suppose(0 < lowest)), (b, over_minimum(z[k], k)))


def log_ratio(j):
    """(log p_j − log p_i) where both are positive: it tends to z_j − z_i."""
    return (log(over(j)) - log(over(i))) / b


def ratio_tends():
    """(log((α − 1) z_j − τ) − log((α − 1) z_i − τ))/(α − 1) → z_j − z_i, as 1 − u/w <= log w − log u <= w/u − 1."""
    known = [0 < over(i), 0 < over(j)]
    tangent = recall(exp_tangent)
    upper = tangent.at({x: log(over(j)) - log(over(i))}, given=known)
    lower = tangent.at({x: log(over(i)) - log(over(j))}, given=known)
    gap, at_j, at_i = z[j] - z[i], in_support(k).at({k: j}), in_support(k).at({k: i})
    upper = combine(log_ratio(j) <= gap / over(i), (1 / b, upper), given=known).knowing(at_i, at_j)
    lower = combine(gap / over(j) <= log_ratio(j), (1 / b, lower), given=known).knowing(at_i, at_j)
    ends = (WARM.through(gap / t, t, tends_to_one(z[at])).sides(right=gap, using=()) for at in (j, i))
    approach = WARM.parts()
    return asked(
        "squeeze",
        lambda *parts: rules.squeeze(*parts[:4], read(b), *approach, parts[4:]),
        *(*ends, lower, upper, tends_to_one(least)),
    )


def level():
    """Equal scores have the threshold τ = −n^(−b), and the shares 1/n."""
    bound = exp(-b * log(n))
    flat, known = suppose_all(Eq(z[k], 0), k), specialise(suppose(ForAll(Eq(threshold(b), -bound), b)), b)
    equal = derive(over(k)).by(flat).by(known).algebra(bound)
    share = derive(part(over(k), 1 / b)).by(equal).by(something(bound, 1 / b).knowing(positive(bound))).algebra(1 / n)
    return for_all(share.sum(k).sides(right=1, using=()), b)


@theorem(
    "tsallis-entmax-form/softmax-limit",
    "As α → 1 entmax tends to softmax",
    witness={"n": 2, "z": (0, 0), "tau": Lambda(b, -exp(-b * log(2)))},
    implies=level,
)
def softmax_limit():
    """Here α = 1 + b. Where no share is 0, p_i is 1/Σ_j exp((log((α − 1) z_j − τ) − log((α − 1) z_i − τ))/(α − 1)).

    The threshold tends to −1, as n^(−b) <= b max z − τ and b z_i − τ <= 1; so all scores come into the support, and that exponent
    tends to z_j − z_i.
    """
    tends = WARM.through(1 / Sum(exp(h[j]), j), h, for_all(ratio_tends(), j))
    inside = ForAll(0 < over(k), k)
    adds_up = specialise(suppose(AT_EACH), b)
    powers = something(over(k), 1 / b).knowing(in_support(k)).sum(k)
    own = something(over(i), 1 / b).knowing(in_support(k).at({k: i}))
    one, total = exp(log(over(i)) / b), Sum(exp(log(over(k)) / b), k)
    share = Eq(part(over(i), 1 / b), 1 / Sum(exp(log_ratio(j)), j))
    parts = (1, own), (one / total, adds_up), (-one / total, powers)
    same = combine(share, *parts, given=[0 < over(i), inside]).knowing(in_support(k).at({k: i}), for_all(in_support(k), k))
    tends = WARM.rewrite(tends, part(over(i), 1 / b), same=same, near=(tends_to_one(least),))
    return tends.sides(right=softmax(z)[i])


@theorem("entmax-limit-softmax/exponential", "The power that entmax takes tends to the exponential")
def exponential():
    """[1 + (α − 1) t]_+^(1/(α − 1)) → e^t, where α = 1 + b: near b = 0 nothing is cut off."""
    inside = WARM.through(1 + v * t, v, WARM.of_variable()).sides(right=1, using=())
    tends = found(Eq(Limit(exp(1 / b * log(1 + b * t)), b, 0, "+"), exp(t)))
    return WARM.rewrite(tends, part(1 + b * t, 1 / b), same=something(1 + b * t, 1 / b), near=(inside,))


def valued(limit, value):
    """lim f = b, from lim f = a and b = a."""
    return asked("transitivity", lambda tends, same: rules.transitive(tends, rules.symmetric(same)), limit, value)


def term_tends():
    """(q − q^α)/(α − 1) → −q log q as α → 1, and 0 for q = 0."""
    some = positives("u")
    body = (c - power(c, alpha)) / (alpha - 1)
    steady = AROUND.through(0, v, AROUND.of_variable())
    known = suppose(Eq(0, c)).rearrange(Eq(c, 0))
    nought = derive(body, given=[Eq(0, c), Ne(alpha, 1)]).by(at_zero(c, alpha)).by(known).algebra(0)
    none = derive(entr(c), given=[Eq(0, c)]).by(known).algebra(0)
    empty = valued(AROUND.rewrite(steady, body, same=nought), none)
    bracket = bracket_at(suppose(0 < c))
    slope = found(Eq(Limit((some - exp(alpha * log(some))) / (alpha - 1), alpha, 1, "+-"), -some * log(some)))
    slope = slope.at({some: c}, given=[0 < c])
    same = derive(body, given=[0 < c, Ne(alpha, 1)]).by(above_zero(c, alpha)).algebra((c - exp(alpha * log(c))) / (alpha - 1))
    full = derive(entr(c), given=[0 < c]).by(bracket).algebra(-c * log(c))
    whole = valued(AROUND.rewrite(slope, body, same=same), full)
    return cases(derive(c).at_least(0), empty, whole)


@theorem("entmax-limit-softmax/entropy", "As α → 1 Tsallis' entropy tends to Shannon's", witness={"n": 2, "q": (1, 0)})
def entropy_limit():
    """Term by term it is the derivative of q^α in α at 1, which is q log q."""
    own = split(derive(q[k]).at_least(0), 0 < q[k] + indicator(Eq(q[k], 0)) * (1 - q[k]), gaps=(1, q[k]))
    tends = AROUND.through(Sum(h[k], k), h, for_all(term_tends().at({c: q[k]}), k), lemmas=[for_all(own, k).unprinted()])
    known = Ne(alpha, 1), HAVE_VALUES[1]
    tsallis, terms = (1 - Sum(power(q[k], alpha), k)) / (alpha - 1), Sum((q[k] - power(q[k], alpha)) / (alpha - 1), k)
    same = combine(Eq(tsallis, terms), (-1 / (alpha - 1), suppose(OTHER)), given=known)
    return AROUND.rewrite(tends, tsallis, same=same).knowing(for_all(held(q[k]), k).unprinted())
