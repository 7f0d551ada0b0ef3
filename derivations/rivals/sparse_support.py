"""Where sparsemax is exactly 0, and where it is exactly one-hot: how the threshold τ lies among the scores.

v are the scores z in decreasing order, S_j is the sum of the first j of them, and k the last place j with S_j < 1 + j v_j. The
runner-up of class k is an index s other than k with z_j <= z_s for every j other than k; the gap is z_k − z_s.
"""

from sympy import Eq, Idx, Le, Lt, Max, Min, Ne, Rational, Sum, evaluate

from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import (
    ForAll, delta, indicator, indices, nonnegative_vectors, positive_integers, positives, read, reals, vector, vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import both_bounds, impossible, next_integer, specialise, whether_equal, whichever
from ..prover.proof.chain import (
    asked, bracket, cases, combine, derive, for_all, product, recall, suppose, suppose_all,
)  # fmt: skip
from .sparse import projection
from .vocabulary import T, i, j, k, n, z

s, y, l, m = indices("s y l m", n)
tau, t = reals("tau t")
half = Rational(1, 2)


def above(score):
    """[a − τ]_+"""
    return Max(score - tau, 0)


# --- sorted scores, and how many of them lie above τ -----------------------------------------------------------------

v = vectors("v", n)
many = positive_integers("k")
first, later = Idx("a", (1, many)), Idx("b", (many + 1, n))


def leading(last):
    """S_k, the sum of the scores in the first k places"""
    return Sum(v[i], (i, 1, last))


with evaluate(False):
    SORTED = ForAll((j - i) * (v[j] - v[i]) <= 0, i, j)
    SAME_SCORES = ForAll(Eq(Sum(indicator(Eq(z[i], t)), i), Sum(indicator(Eq(v[i], t)), i)), t)
    ENOUGH = Le(many, n)
    LAST = Lt(leading(many), 1 + many * v[many])
    NONE_LATER = ForAll(Max(j - many, 0) * (1 + j * v[j] - leading(j)) <= 0, j)
    THRESHOLD = Eq(tau, (leading(many) - 1) / many)
three = {"n": 3, "v": (2, Rational(3, 2), 0), "k": 2, "tau": Rational(5, 4)}


def in_order(high, low, *given):
    """v_low <= v_high, for two places one of which is before the other, as `given` say"""
    order = specialise(suppose(SORTED).assuming(*given), low, high)
    return combine(v[low] <= v[high], (1 / (low - high), order))


def threshold_below():
    """τ < v_k, as k τ = S_k − 1"""
    return combine(tau < v[many], (1 / many, suppose(LAST)), (-1, suppose(THRESHOLD)), given=[ENOUGH])


@theorem(
    "sparsemax-closed-form/support-if",
    "The first k sorted scores lie above the threshold of sparsemax",
    source="martins2016",
    witness=three | {"j": 1},
)
def support_if():
    goal = tau < v[j]
    same, earlier = Eq(j, many), Lt(j, many)
    at_k = derive(v[j], given=[ENOUGH, same]).by(suppose(same))
    order = combine(goal, (1, threshold_below()), (-1, at_k))
    before = combine(goal, (1, threshold_below()), (1, in_order(j, many, ENOUGH, earlier)))
    return cases(suppose(Le(j, many)), order, before)


def taken_apart(whole, parts, *given):
    """A sum over a range is the sum over its parts."""
    return asked("a range taken apart", lambda: rules.equality(read(whole), read(parts), ("ranges",), [*map(read, given)]))


def next_is_below():
    """v_{k+1} <= τ, as k + 1 is no such place: 1 + (k + 1) v_{k+1} <= S_k + v_{k+1}"""
    room = Lt(many, n)
    failed = specialise(suppose(NONE_LATER).assuming(room), many + 1)
    grown = taken_apart(leading(many + 1), leading(many) + v[many + 1], room)
    return combine(v[many + 1] <= tau, (1 / many, failed), (1 / many, grown), (-1, suppose(THRESHOLD)), given=[room])


@theorem(
    "sparsemax-closed-form/support-only-if",
    "No other than the first k sorted scores lies above the threshold of sparsemax",
    source="martins2016",
    witness=three | {"j": 1},
)
def support_only_if():
    """If k < j, then v_j <= v_{k+1} <= τ."""
    goal, beyond = Le(j, many), Lt(many, j)
    room = combine(many < n, (1, suppose(beyond)), gap=n - j)

    def case(order):
        if order != beyond:
            return combine(goal, (1, suppose(order)))
        same, further = Eq(many + 1, j), Lt(many + 1, j)
        at_next = derive(v[j], given=[Lt(many, n), same]).by(suppose(same).rearrange(Eq(j, many + 1)))
        at_next = combine(v[j] <= tau, (1, at_next), (1, next_is_below()))
        after = combine(v[j] <= tau, (1, in_order(many + 1, j, Lt(many, n), further)), (1, next_is_below()))
        low = cases(next_integer(suppose(beyond)), at_next, after).knowing(room)
        return impossible(low, suppose(tau < v[j]), goal)

    return whichever(j, many, case)


def leading_terms():
    """Σ_{j <= k} [v_j − τ]_+ = S_k − k τ = 1"""
    higher = recall(support_if).at({j: first}).knowing(combine(first <= many, gap=many - first))
    each = derive(above(v[first]), given=[ENOUGH, tau < v[first]]).algebra(v[first] - tau).knowing(higher)
    return combine(Eq(Sum(above(v[first]), first), 1), (1, each.sum(first)), (-many, suppose(THRESHOLD)))


def later_terms():
    """Σ_{j > k} [v_j − τ]_+ = 0, as v_j > τ for no j > k; and if k = n, there is none"""
    room = Lt(many, n)
    never = recall(support_only_if).at({j: later}, given=[room])
    lower = v[later] <= tau

    def case(order):
        if order != Lt(tau, v[later]):
            return combine(lower, (1, asked("hypothesis", lambda: rules.assume(read(order), [read(room)]))))
        return impossible(never, combine(many < later, gap=later - many, given=[room]), lower)

    each = derive(above(v[later]), given=[room, lower]).algebra(0).knowing(whichever(v[later], tau, case, given=[room]))
    return each.sum(later)


def total_over_sorted():
    """Σ_j [v_j − τ]_+ = 1"""
    lead, whole, full = Sum(above(v[first]), first), Sum(above(v[j]), j), suppose(Eq(many, n))
    goal = Eq(whole, 1)
    parts = taken_apart(whole, lead + Sum(above(v[later]), later), ENOUGH)
    some = combine(goal, (1, parts), (1, leading_terms()), (1, later_terms()))
    return cases(suppose(ENOUGH), combine(goal, (-1, derive(lead, given=[ENOUGH]).by(full)), (1, leading_terms())), some)


def count(scores, value):
    """How many of the scores are equal to a value"""
    return Sum(indicator(Eq(scores[m], value)), m)


def share(value):
    """[a − τ]_+, divided by how many scores are equal to a"""
    return above(value) / Max(count(z, value), 1)


def is_there(scores, place):
    """A score is equal to itself."""
    others = (1 - delta(m, place)) * indicator(Eq(scores[m], scores[place]))
    return combine(1 <= count(scores, scores[place]), gap=Sum(others, m))


def same_total():
    """Σ_i f(z_i) = Σ_l f(v_l): both are Σ_i Σ_l [v_l = z_i] f(z_i)/c, with c the number of scores that are equal to z_i"""
    meets = indicator(Eq(v[l], z[i]))

    def as_often(value):
        return specialise(suppose(SAME_SCORES), value)

    def told(value, once):
        """f(a) = c f(a)/c, as 1 <= c"""
        return derive(count(z, value) * share(value), given=[1 <= count(z, value)]).algebra(above(value)).knowing(once)

    def case(order):
        goal = Eq(meets * share(v[l]), meets * share(z[i]))
        if order == Eq(v[l], z[i]):
            return combine(goal, (meets, derive(share(v[l])).by(suppose(order))))
        apart = bracket(suppose(order)) if order == Lt(v[l], z[i]) else bracket_at(suppose(order))
        return combine(goal, (share(v[l]) - share(z[i]), apart))

    once = combine(1 <= count(z, v[l]), (1, is_there(v, l)), (-1, as_often(v[l])))
    of_z = combine(Eq(count(v, z[i]) * share(z[i]), above(z[i])), (1, told(z[i], is_there(z, i))), (-share(z[i]), as_often(z[i])))
    moved = whichever(v[l], z[i], case)
    return combine(
        Eq(Sum(above(z[i]), i), Sum(above(v[l]), l)), (-1, of_z.sum(i)), (1, told(v[l], once).sum(l)), (-1, moved.sum(l).sum(i))
    )


@theorem(
    "sparsemax-closed-form/formula",
    "The threshold, from the sorted scores",
    source="martins2016",
    witness=three | {"z": (0, 2, Rational(3, 2))},
)
def formula():
    """The same scores in another order have the same sum of [z_i − τ]_+."""
    return combine(Eq(Sum(above(z[i]), i), 1), (1, same_total()), (1, total_over_sorted()))


# --- two classes ----------------------------------------------------------------------------------------------------

x = vectors("z", 2)

with evaluate(False):
    PAIR = Eq(above(x[1]) + above(x[2]), 1)
    straight = (1 + x[1] - x[2]) / 2


@theorem(
    "sparsemax-closed-form/two-classes",
    "With two classes sparsemax is a straight line, cut off at 0 and at 1",
    witness={"z": (1, 1), "tau": half},
)
def two_classes():
    """If both scores lie above τ, then [z_1 − τ]_+ is (1 + z_1 − z_2)/2; else one of the two is 1, and the other 0."""
    goal = Eq(above(x[1]), Min(1, Max(0, straight)))

    def value(place, order):
        """[a − τ]_+ in one of the three cases"""
        return x[place] - tau if order == Lt(tau, x[place]) else 0

    def case(one, other):
        first, second = value(1, one), value(2, other)
        pair = derive(above(x[1]) + above(x[2]), given=[one, other]).algebra(first + second)
        total = combine(Eq(first + second, 1), (1, suppose(PAIR)), (-1, pair))
        if first == second == 0:
            return impossible(combine(Eq(0, 1), (1, total)), combine(Lt(0, 1), gap=1), goal)
        if second == 0:
            least = combine(1 <= straight, (-half, total), (half, suppose(other)), given=[one])
            line, rest, known = 1, 1, (combine(0 < straight, (1, least), gap=1), least)
        elif first == 0:
            line, rest, known = 0, 0, (combine(straight <= 0, (-half, total), (half, suppose(one)), given=[other]),)
        else:
            rises = combine(0 < straight, (half, total), (1, suppose(one)))
            line, rest, known = straight, half, (rises, combine(straight < 1, (half, total), (1, suppose(other))))
        given = {0: [straight <= 0], 1: [0 < straight, 1 <= straight]}.get(line, [0 < straight, straight < 1])
        cut = derive(Min(1, Max(0, straight)), given=given).algebra(line).knowing(*known)
        lone = derive(above(x[1]), given=[one]).algebra(first)
        return combine(goal, (1, lone), (-1, cut), (rest, total))

    return whichever(x[1], tau, lambda one: whichever(x[2], tau, lambda other: case(one, other)))


# --- one-hot at a temperature, and a margin -------------------------------------------------------------------------

p, q = nonnegative_vectors("p q", n)
u = positives("u")

with evaluate(False):
    WHOLE = Eq(Sum(above(z[j] / T), j), 1)
    RUNNER_UP = ForAll((1 - delta(j, k)) * (z[j] - z[s]) <= 0, j)
    SECOND = Ne(s, k)
    ONE_HOT = ForAll(Eq(above(z[j] / T), delta(j, k)), j)
    GAP = z[k] - z[s]
cold = {"n": 2, "z": (3, 1), "k": 1, "s": 2, "T": 2, "tau": half}


@theorem(
    "sparsemax-finite-temperature-onehot/one-hot-if",
    "At a temperature that is at most the gap sparsemax is one-hot",
    witness=cold,
)
def one_hot_if():
    """With τ above z_k/T − 1 no entry but the k-th is positive, and that is below 1; with τ below it, that is above 1."""
    level, cool = z[k] / T - 1, suppose(Le(T, GAP))
    low = combine(z[j] / T <= level, (1 / T, specialise(suppose(RUNNER_UP), j)), (1 / T, cool), given=[Ne(j, k)])

    def alone(place):
        """That the entry is 0, if it is not the k-th"""
        return Eq(above(z[place] / T), delta(place, k) * above(z[k] / T))

    def case(order):
        goal = Eq(above(z[i] / T), delta(i, k))
        if order == Lt(tau, level):
            most = derive(above(z[k] / T), given=[tau < z[k] / T]).algebra(z[k] / T - tau)
            most = most.knowing(combine(tau < z[k] / T, (1, suppose(order)), gap=1))
            never = combine(
                1 < Sum(above(z[j] / T), j), (1, suppose(order)), (-1, most), gap=Sum((1 - delta(j, k)) * above(z[j] / T), j)
            )
            return impossible(never, suppose(WHOLE), goal)
        others = combine(z[j] / T <= tau, (1, low), (-1 if order == Eq(tau, level) else 1, suppose(order)))
        nothing = derive(above(z[j] / T), given=[z[j] / T <= tau]).algebra(0).knowing(others)
        given = [RUNNER_UP, Le(T, GAP), order]
        if order == Eq(tau, level):
            one = derive(above(z[k] / T), given=[order]).algebra(1)
            return combine(goal, (1, whether_equal(alone(i), i, k, nothing.at({j: i}), given=given)), (delta(i, k), one))
        total = whether_equal(alone(j), j, k, nothing, given=given).sum(j).sides(right=above(z[k] / T), using=("collapse",))
        return impossible(combine(Sum(above(z[j] / T), j) < 1, (1, total), (1, small(order))), suppose(WHOLE), goal)

    def small(order):
        """[z_k/T − τ]_+ < 1, as it is z_k/T − τ or 0"""

        def side(place):
            worth = derive(above(z[k] / T), given=[place]).algebra(z[k] / T - tau if place == Lt(tau, z[k] / T) else 0)
            bound = (1, suppose(order)) if place == Lt(tau, z[k] / T) else (1, combine(Lt(0, 1), gap=1))
            return combine(above(z[k] / T) < 1, (1, worth), bound)

        return whichever(z[k] / T, tau, side)

    return whichever(tau, level, case).assuming(SECOND)


@theorem(
    "sparsemax-finite-temperature-onehot/one-hot-only-if",
    "Only at a temperature that is at most the gap sparsemax is one-hot",
    witness=cold | {"T": 1, "tau": 2},
)
def one_hot_only_if():
    """z_k/T − τ = 1, and z_s/T − τ is at most 0."""
    goal = Le(T, GAP)
    at_k, at_s = (specialise(suppose(ONE_HOT).assuming(SECOND), place) for place in (k, s))

    def side(place):
        if place != Lt(tau, z[k] / T):
            nothing = derive(above(z[k] / T), given=[place]).algebra(0)
            return impossible(combine(Eq(0, 1), (-1, nothing), (1, at_k)), combine(Lt(0, 1), gap=1), goal)
        level = derive(above(z[k] / T), given=[place]).algebra(z[k] / T - tau)
        level = combine(Eq(z[k] / T - tau, 1), (-1, level), (1, at_k))
        return whichever(z[s] / T, tau, lambda other: runner_up(other, level))

    def runner_up(other, level):
        if other != Lt(tau, z[s] / T):
            return combine(goal, (-T, level), (T, suppose(other)))
        more = derive(above(z[s] / T), given=[other]).algebra(z[s] / T - tau)
        more = combine(Eq(z[s] / T - tau, 0), (-1, more), (1, at_s))
        return impossible(more, suppose(other), goal)

    return whichever(z[k] / T, tau, side)


# --- the loss that goes with it -------------------------------------------------------------------------------------


def score(share):
    """⟨q, z⟩ − ½‖q‖², with q_i as it is told"""
    return Sum(share * z[i], i) - Sum(share**2, i) / 2


with evaluate(False):
    LAW = Eq(Sum(p[i], i), 1)
    BEST = ForAll(indicator(Eq(Sum(q[i], i), 1)) * (score(q[i]) - score(p[i])) <= 0, q)
    OTHER, NEXT = Ne(s, y), ForAll((1 - delta(j, y)) * (z[j] - z[s]) <= 0, j)
    MARGIN = Le(1 + z[s], z[y])
    LOSS = score(p[i]) - z[y] + half
vertex = {"n": 2, "z": (2, 0), "p": (1, 0), "y": 1, "s": 2, "tau": 1}


def projected():
    """The law [z_i − τ]_+ has the most of ⟨q, z⟩ − ½‖q‖², which is half of ‖z‖² − ‖z − q‖²."""
    law, one = Eq(p[i], above(z[i])), Eq(Sum(q[i], i), 1)
    gain = score(q[i]) - score(p[i])
    written = derive(score(p[i]), given=[ForAll(law, i)]).by(suppose_all(law, i))
    apart = Sum((q[k] - above(z[k])) ** 2, k) / 2

    def case(order):
        goal = indicator(one) * gain <= 0
        if order == one:
            less = combine(gain <= 0, (half, recall(projection)), (-1, written), gap=apart)
            return combine(goal, (indicator(one), less))
        off = bracket(suppose(order)) if order == Lt(Sum(q[i], i), 1) else bracket_at(suppose(order))
        return combine(goal, (gain, off))

    return for_all(whichever(Sum(q[i], i), 1, case), q)


def best_at(share, total):
    """⟨q, z⟩ − ½‖q‖² <= ⟨p, z⟩ − ½‖p‖², for a q whose entries add up to 1 as the equation `total` says"""
    every = specialise(suppose(BEST), vector(i, share))
    return combine(score(share) <= score(p[i]), (1, every), (score(p[i]) - score(share), bracket(total)))


@theorem(
    "sparsemax-finite-temperature-onehot/sparsemax-margin-if",
    "With a margin of 1 the loss of sparsemax is 0",
    source="blondel2020",
    witness=vertex,
    implies=projected,
)
def margin_if():
    """No law has more than z_y − ½, which the vertex has."""
    at_vertex = best_at(delta(i, y), derive(Sum(delta(i, y), i)).collapse(1))
    others = Sum((1 - delta(j, y)) * p[j], j)
    behind = specialise(suppose(NEXT), j).times(p[j]).sum(j)
    most = combine(
        score(p[i]) <= z[y] - half,
        (others, suppose(MARGIN)),
        (1, behind),
        (z[y] - 1, suppose(LAW)),
        gap=(1 - p[y]) ** 2 / 2 + Sum((1 - delta(j, y)) * p[j] ** 2, j) / 2,
    )
    return both_bounds(combine(LOSS <= 0, (1, most)), combine(0 <= LOSS, (1, at_vertex))).assuming(OTHER)


@theorem(
    "sparsemax-finite-temperature-onehot/sparsemax-margin-only-if",
    "With a margin below 1 the loss of sparsemax is not 0",
    source="blondel2020",
    witness=vertex,
    implies=projected,
)
def margin_only_if():
    """On the way from the vertex y to s the law (e_y + u e_s)/(1 + u) has more, for u = 1 + z_s − z_y, if that is positive."""
    share = (delta(i, y) + u * delta(i, s)) / (1 + u)
    no_more = best_at(share, derive(Sum(share, i)).collapse(1))
    factor = (1 + u) ** 2 / u
    steep = combine(1 <= (z[y] - z[s]) * (1 + u), (factor, no_more), (factor, suppose(Eq(LOSS, 0))), given=[OTHER])
    lack, short = 1 + z[s] - z[y], Lt(z[y], 1 + z[s])

    def case(order):
        if order != short:
            return combine(MARGIN, (1 if order == Lt(1 + z[s], z[y]) else -1, suppose(order)))
        return impossible(product(suppose(short), suppose(short)), steep.at({u: lack}, given=[short]), MARGIN)

    return whichever(z[y], 1 + z[s], case)
