"""Many things: where the shares c/N come near a law p of the closed simplex, log W per thing comes near H(p).

    |log W/N − H(p)| <= n log(N + 1)/N + n (τ − τ log τ)        where |c_k/N − p_k| <= τ for every k, and 0 < τ <= 1/e

Both terms tend to 0, the first as N → ∞, the second as τ → 0+. The second says how entropy varies: entr(a) − entr(b) is at most
|a − b| where a < b, and at most entr(|a − b|) where a > b.
"""

from fractions import Fraction

from sympy import Abs, Derivative, Eq, Limit, Sum, evaluate, exp, log, oo

from ..duality.relative_entropy import nonnegative_by_sort, own
from ..duality.vocabulary import held
from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, delta, dimension, entr, nonnegative_vectors, nonnegatives, positives, reals
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, rises, specialise, together, whichever
from ..prover.proof.chain import cases, combine, derive, for_all, recall, suppose
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size, size_at_most
from .counting import HELD, SOMETHING, held_shares, j, k, lower, microstates, n, share, shares, total, upper
from ..definitions.symbols import x

a, b = nonnegatives("a b")
p = nonnegative_vectors("p", n)
tau, y, t = positives("tau y t")

with evaluate(False):
    room = tau - tau * log(tau)
    SMALL = log(tau) <= -1
    NEAR = [a - b <= tau, b - a <= tau]


def positive_entropy(u):
    """entr(u) = −u log u, for u > 0"""
    return derive(entr(u), given=[u > 0]).by(bracket_at(suppose(u > 0))).algebra(-u * log(u))


def no_entropy(u):
    """entr(0) = 0"""
    return derive(entr(u), given=[Eq(0, u)]).by(suppose(Eq(0, u)).rearrange(Eq(u, 0))).algebra(0)


def small_step():
    """−t log t <= −τ log τ for t <= τ <= 1/e, as the concave −t log t lies below its tangent at τ, which rises."""
    near = recall(exp_tangent).at({x: log(tau) - log(t)}).sides(right=tau / t, using=()).times(t)
    goal = -t * log(t) <= -tau * log(tau)
    return combine(goal, (1, near), (-1 - log(tau), suppose(t <= tau)), given=[SMALL])


with evaluate(False):
    GAP = entr(a) - entr(b) <= room
    VALUES = [held(a, a) > 0, held(b, b) > 0]
    SOME_A, SOME_B = a > 0, b > 0
small = (tau, suppose(SMALL))


def larger_second():
    """Where a < b the difference is at most b − a: y − y log y rises up to y = 1."""
    order = suppose(a < b)
    b_positive = combine(SOME_B, (1, order), gap=a)
    low = suppose(b <= 1).assuming(SOME_B).log().sides(right=0, using=())
    none = combine(GAP, (1, no_entropy(a)), (-1, positive_entropy(b)), (b, low), small, gap=2 * tau, given=[SOME_B, *VALUES])
    below_one = combine(y <= 1, (1, suppose(y < b)), (1, suppose(b <= 1))).log().sides(right=0, using=())
    slope = derive(Derivative(y - y * log(y), y)).differentiate(-log(y)).at_least(0, plus=[(1, below_one)])
    risen = rises(slope, y, a, b, order.assuming(SOME_A, SOME_B))
    entropies = (1, positive_entropy(a)), (-1, positive_entropy(b))
    some = combine(GAP, (1, risen), *entropies, (1, suppose(NEAR[1])), small, gap=tau, given=[SOME_A, SOME_B, *VALUES])
    return cases(nonnegative_by_sort(a), none.knowing(b_positive), some.knowing(b_positive))


def equal():
    same = derive(entr(a), given=[Eq(a, b), *VALUES]).by(suppose(Eq(a, b)))
    return combine(GAP, (1, same), small, gap=2 * tau, given=VALUES)


def larger_first():
    """Where b < a the difference is at most entr(a − b), as log b and log(a − b) are at most log a."""
    order = suppose(b < a)
    a_positive = combine(SOME_A, (1, order), gap=b)
    near = combine(a <= tau, (1, suppose(NEAR[0])), (-1, suppose(Eq(0, b))))
    alone = small_step().at({t: a}, given=[SOME_A]).knowing(near)
    none = combine(GAP, (1, positive_entropy(a)), (-1, no_entropy(b)), (1, alone), gap=tau, given=[SOME_A, *VALUES])
    step = small_step().at({t: a - b}, given=[b < a])
    logs = order.assuming(SOME_B).log(), combine(a - b <= a, gap=b, given=[b < a]).log()
    entropies = (1, positive_entropy(a)), (-1, positive_entropy(b))
    some = combine(GAP, *entropies, (b, logs[0]), (a - b, logs[1]), (1, step), gap=tau, given=[SOME_A, SOME_B, b < a, *VALUES])
    return cases(nonnegative_by_sort(b), none.knowing(a_positive), some.knowing(a_positive))


@theorem(
    "entropy-term/varies",
    "How a term of the entropy varies",
    witness={"a": 0, "b": 0, "tau": Fraction(1, 4)},
)
def entropy_varies():
    """entr(a) − entr(b) <= τ − τ log τ for a and b in [0, 1] no further apart than τ <= 1/e."""
    how = {(a < b): larger_second, Eq(a, b): equal, (b < a): larger_first}
    return whichever(a, b, lambda order: how[order]()).knowing(own(a), own(b))


# --- the limit ------------------------------------------------------------------------------------------------------

m = dimension("m")
u, w = reals("u w")

with evaluate(False):
    entropy_of_law = Sum(entr(p[k]), k)
    TOTAL = Eq(Sum(p[j], j), 1)
    CLOSE = ForAll(Abs(share - p[k]) <= tau, k)
    HELD_P = ForAll(held(p[k], p[k]) > 0, k)
    bound = n * log(total + 1) / total + n * room


def close():
    """c_k/N − p_k <= τ, p_k − c_k/N <= τ, p_k <= 1 and log τ <= −1"""
    near = specialise(suppose(CLOSE), k)
    above = combine(share - p[k] <= tau, (1, at_most_its_size(share - p[k], [SOMETHING])), (1, near))
    below = combine(p[k] - share <= tau, (1, at_most_its_size(p[k] - share, [SOMETHING])), (1, near))
    part = derive(p[k]).at_most(Sum(p[j], j), gap=Sum((1 - delta(j, k)) * p[j], j))
    most = combine(p[k] <= 1, (1, part), (1, suppose(TOTAL)))
    little = suppose(tau <= exp(-1)).log().sides(right=-1, using=())
    return above, below, most, little


@theorem(
    "microstates-stirling-entropy/limit",
    "As the shares tend to a law the log of the number of ways, per thing, tends to its entropy",
    source="cover2006",
    witness={"n": 1, "c": (1,), "p": (1,), "tau": Fraction(1, 4)},
)
def limit():
    above, below, most, little = close()
    up = given_lemma(recall(entropy_varies).at({a: share, b: p[k]}, given=[SOMETHING]), above, below, most, little).sum(k)
    down = given_lemma(recall(entropy_varies).at({a: p[k], b: share}, given=[SOMETHING]), above, below, shares(), little).sum(k)
    given = [SOMETHING, HELD, HELD_P]
    rest = microstates / total - entropy_of_law
    larger = combine(rest <= bound, (1 / total, upper), (1, up), gap=n * log(total + 1) / total, given=given)
    smaller = combine(-rest <= bound, (1 / total, lower), (1, down), given=given)
    values = held_shares(), for_all(own(p[k]), k)
    first = found(Eq(Limit(n * log(m + 1) / m, m, oo), 0))
    second = found(Eq(Limit(room, tau, 0, "+"), 0))
    size = size_at_most(suppose(u <= w), suppose(-u <= w)).at({u: rest, w: bound}, given=given)
    return together(size.knowing(larger, smaller).knowing(*values), first, second)
