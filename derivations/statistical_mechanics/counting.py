"""What is counted: the ways to put N things into n cells, c_k of them into cell k, and how near their logarithm is to N H(c/N).

    N H(c/N) − n log(N + 1) <= log(N!/Π c_k!) <= N H(c/N)

Both follow from one function, g(x) = log Γ(x + 1) − x log x + x, the error of Stirling's formula: g(x)/x falls, g rises, and
g(x) <= 1 + ½ log x for x >= 1. As Σ c_k = N, what is left of the linear terms of Stirling's formula is nothing.
"""

from sympy import Derivative, Eq, Limit, Product, Rational, Sum, digamma, evaluate, factorial, log, loggamma, oo

from ..duality.relative_entropy import nonnegative_by_sort, own
from ..duality.vocabulary import a, held
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, counts, delta, dimension, entr, entropy, indices, positive_vectors, positives, reals, vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, next_integer, rises
from ..prover.proof.chain import Approach, cases, combine, derive, for_all, suppose
from ..prover.proof.recorded import found
from .vocabulary import has_value

n = dimension("n")
i, j, k = indices("i j k", n)
c = counts("c", n)
(p,) = (positive_vectors("p", n),)
x, y, s, N = positives("x y s N")
b = reals("b")
v = vectors("v", n)
HALF = Rational(1, 2)
LARGE = Approach(x, oo, "-")


def error(x):
    """g(x): what Stirling's formula x log x − x misses of log Γ(x + 1)."""
    return loggamma(x + 1) - x * log(x) + x


def falls(low, high, order):
    """g(y)/y is not larger at the larger of two arguments: its slope is −(y + log Γ(y + 1) − y ψ(y + 1))/y²."""
    rest = found(y * digamma(y + 1) <= y + loggamma(y + 1))
    slope = (
        derive(Derivative(-error(y) / y, y))
        .differentiate((y + loggamma(y + 1) - y * digamma(y + 1)) / y**2)
        .at_least(0, plus=[(1 / y**2, rest)])
    )
    return rises(slope, y, low, high, order)


EMPTY, SOME, PART = Eq(0, a), a > 0, a <= 1


def nothing():
    """entr(0) = 0"""
    return derive(entr(a), given=[EMPTY]).by(suppose(Eq(0, a)).rearrange(Eq(a, 0))).algebra(0)


def something():
    """entr(a) = −a log a, for a > 0"""
    return derive(entr(a), given=[SOME]).by(bracket_at(suppose(SOME))).algebra(-a * log(a))


def at_most_all():
    """a N <= N, from a <= 1"""
    return combine(a * N <= N, (N, suppose(PART)))


def upper_term():
    """a log Γ(N + 1) <= log Γ(a N + 1) + N entr(a), for 0 <= a <= 1.

    For a = 0 it says 0 <= 0, and for a > 0 that g(N)/N <= g(a N)/(a N).
    """
    goal = a * loggamma(N + 1) <= loggamma(a * N + 1) + N * entr(a)
    alone = derive(loggamma(a * N + 1), given=[EMPTY]).by(suppose(EMPTY).rearrange(Eq(a, 0))).recursion(0)
    none = combine(goal, (-N, nothing()), (-1, alone), (-loggamma(N + 1), suppose(EMPTY)), given=[held(a, a) > 0])
    fell = falls(a * N, N, at_most_all().assuming(SOME))
    some = combine(goal, (a * N, fell), (-N, something()), given=[SOME])
    return cases(nonnegative_by_sort(a), none, some).knowing(own(a))


def rises_to(low, high, order):
    """g is not larger at the smaller of two arguments: its slope is ψ(y + 1) − log y."""
    slope = derive(Derivative(error(y), y)).differentiate(digamma(y + 1) - log(y))
    return rises(slope.above(0, plus=[(1, found(log(y) < digamma(y + 1)))]), y, low, high, order)


def small(x):
    """g(x) <= 1 + ½ log x for x >= 1: both sides are 1 at x = 1, and the left one rises less."""
    order = suppose(1 <= x)
    slope = derive(Derivative(1 + HALF * log(y) - error(y), y)).differentiate(HALF / y - digamma(y + 1) + log(y))
    less = found(digamma(y + 1) < log(y) + 1 / (2 * y))
    room = rises(slope.above(0, plus=[(1, less)]), y, 1, x, order).sides(left=0, using=("gamma",))
    return combine(error(x) <= 1 + HALF * log(x), (1, room))


def lower_term():
    """log Γ(a N + 1) + N entr(a) <= a log Γ(N + 1) + log(N + 1), for a = 0 and for 1/N <= a <= 1.

    For a = 0 it says 0 <= log(N + 1). Else it says g(a N) − a g(N) <= log(N + 1), and with g(a N) <= g(N) the left side is at
    most (1 − a) g(a N) <= (1 − 1/N)(1 + ½ log N) <= log N.
    """
    goal = loggamma(a * N + 1) + N * entr(a) <= a * loggamma(N + 1) + log(N + 1)
    alone = derive(loggamma(a * N + 1), given=[EMPTY]).by(suppose(EMPTY).rearrange(Eq(a, 0))).recursion(0)
    known = [held(a, a) > 0]
    none = combine(goal, (N, nothing()), (1, alone), (loggamma(N + 1), suppose(EMPTY)), gap=log(N + 1), given=known)
    one = suppose(1 <= a * N)
    all_of_it = at_most_all()
    risen = rises_to(a * N, N, all_of_it.assuming(SOME))
    whole = combine(1 <= N, (1, one), (1, all_of_it))
    slow = small(x).at({x: a * N}, given=[SOME])
    logs = all_of_it.assuming(SOME).log()
    steep = found((1 - 1 / x) * (1 + HALF * log(x)) <= log(x), given=[1 <= x]).at({x: N}).knowing(whole)
    share = combine(1 / N <= a, (1 / N, one))
    part = combine(1 - a <= 1 - 1 / N, (1, share))
    some = combine(
        goal,
        (a, risen),
        (1 - a, slow),
        ((1 - a) * HALF, logs),
        (1 + HALF * log(N), part),
        (1, steep),
        (N, something()),
        (1, derive(N).at_most(N + 1, gap=1).log()),
        given=[SOME, PART, 1 <= a * N, 1 <= N, 0 <= log(N)],
    ).knowing(whole, whole.log().sides(left=0, using=()))
    return none.knowing(own(a)), some


# --- the bounds -----------------------------------------------------------------------------------------------------

with evaluate(False):
    total = Sum(c[j], j)
    share = c[k] / total
    microstates = log(factorial(total) / Product(factorial(c[k]), k))
    frequencies = Sum(entr(share), k)  # H(c/N)
    SOMETHING = total >= 1
    HELD = ForAll(held(share, share) > 0, k)


def shares():
    """Each share c_k/N is at most 1, and entr(c_k/N) has a value."""
    most = derive(c[k]).at_most(total, gap=Sum((1 - delta(j, k)) * c[j], j))
    return combine(share <= 1, (1 / total, most), given=[SOMETHING])


def held_shares():
    return for_all(has_value(share, [SOMETHING]), k)


@theorem(
    "microstates-stirling-entropy/upper",
    "The log of the number of ways is at most N times the entropy of the shares",
    source="cover2006",
    witness={"n": 2, "c": (1, 0)},
)
def upper():
    term = upper_term().at({a: share, N: total}, given=[SOMETHING]).knowing(shares())
    return combine(microstates <= total * frequencies, (1, term.sum(k)), given=[SOMETHING, HELD]).knowing(held_shares())


@theorem(
    "microstates-stirling-entropy/lower",
    "The log of the number of ways is at least N times the entropy of the shares less n log(N + 1)",
    source="cover2006",
    witness={"n": 2, "c": (1, 0)},
)
def lower():
    """A count is 0, or at least 1."""
    empty, some = Eq(0, c[k]), c[k] > 0
    none, several = (case.at({a: share, N: total}, given=[SOMETHING]) for case in lower_term())
    no_share = combine(Eq(0, share), (1 / total, suppose(empty)), given=[SOMETHING])
    a_share = combine(share > 0, (1 / total, suppose(some)), given=[SOMETHING])
    one = combine(share * total >= 1, (1, next_integer(suppose(some))), given=[SOMETHING])
    term = cases(derive(c[k]).at_least(0), given_lemma(none, no_share), given_lemma(several, shares(), a_share, one))
    bound = total * frequencies - n * log(total + 1) <= microstates
    return combine(bound, (1, term.sum(k)), given=[SOMETHING, HELD]).knowing(held_shares())


# --- many things ----------------------------------------------------------------------------------------------------


def vanishing():
    """g(x s)/(x s) → 0 as x → ∞, as 0 <= g <= 1 + ½ log beyond 1."""
    far = x * s
    beyond = combine(1 <= far, (s, suppose(1 / s < x)))
    risen = rises_to(1, far, beyond).sides(left=1, using=("gamma",))
    slow = small(x).at({x: far}).knowing(beyond)
    return LARGE.squeeze(
        LARGE.through(0, b, LARGE.of_variable()),
        found(Eq(Limit((1 + HALF * log(far)) / far, x, oo), 0)),
        combine(0 <= error(far) / far, (1 / far, risen), gap=1 / far),
        combine(error(far) / far <= (1 + HALF * log(far)) / far, (1 / far, slow)),
    )


@theorem(
    "microstates-stirling-entropy/gamma-limit",
    "Per thing, the log of the number of ways tends to the entropy",
    source="cover2006",
    witness={"n": 1, "p": (1,)},
)
def gamma_limit():
    """With h(x) = g(x)/x the quotient is h(x) − Σ p_i h(x p_i) + H(p), and h tends to 0."""
    quotient = (loggamma(x + 1) - Sum(loggamma(x * p[i] + 1), i)) / x
    each = for_all(vanishing().at({s: p[i]}), i)
    tends = LARGE.through(b - Sum(p[i] * v[i], i) + entropy(p), (b, v), (vanishing().at({s: 1}), each))
    whole = tends.assuming(Eq(Sum(p[i], i), 1))
    return LARGE.rewrite(whole, quotient).sides(right=entropy(p), using=())
