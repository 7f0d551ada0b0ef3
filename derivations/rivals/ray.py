"""Entropies that are sums: if the odds of two classes depend on their two scores alone, a φ″(a) = b φ″(b).

At the scores z_k = φ′(p_k) the maximiser is p. Along a ray, p_i and p_j multiplied by one factor, the odds stay as they are; so
z_i − z_j does, if these odds belong to one value of it. They do: with p_i + p_j fixed, z_i − z_j takes every value at some odds.
"""

from sympy import Eq, Lambda, Limit, Max, Ne, Sum, evaluate, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import ForAll, Subs, delta, functions_of, positives, proportions, read, reals, vector
from ..prover.proof.by_cases import positive, specialise
from ..prover.proof.calculus import differentiated
from ..prover.proof.chain import Approach, asked, combine, derive, for_all, proved, suppose, write
from ..prover.proof.existence import takes_value, whichever_it_is
from ..prover.proof.moved_limits import from_zero
from ..prover.proof.recorded import found
from .entropies import phi
from .vocabulary import i, indices, j, k, n, r, u, w

g = functions_of("g", "real -> positive")
x, t = positives("x t")
s = proportions("s")
o, e = reals("o e")
m = indices("m", n)
START, NEAR, FAR = Approach(t, 0, "+"), Approach(x, 0, "+"), Approach(x, oo, "-")


def share(k):
    """w_k/Σ w: a point inside the simplex, when w varies over all positive vectors"""
    return w[k] / Sum(w[m], m)


with evaluate(False):
    STEEP = Eq(Limit(exp(phi.slope(t)), t, 0, "+"), 0)  # φ′(0+) = −∞
    IIA = ForAll(Eq(share(i) / share(j), g(phi.slope(share(i)) - phi.slope(share(j)))), w)
    GIVEN = Ne(i, j), n >= 3
    early = t < s / 2, t < 1


def gap(total, part):
    """z_i − z_j at a point with p_i = total · part and p_j = total · (1 − part)"""
    return phi.slope(total * part) - phi.slope(total * (1 - part))


def odds():
    """r/(1 − r) = g(z_i − z_j) at the point with p_i = u r, p_j = u (1 − r), and the same share for all others."""

    def weight(k):
        return (
            (u * r) ** delta(k, i) * (u * (1 - r)) ** delta(k, j) * ((1 - u) / (n - 2)) ** ((1 - delta(k, i)) * (1 - delta(k, j)))
        )

    here = specialise(suppose(IIA).assuming(*GIVEN), vector(k, weight(k)))
    ratio, scores = map(write, proved(here).conclusion.args)
    ratio = derive(ratio, given=GIVEN).algebra(r / (1 - r))
    entries = [derive(weight(at) / Sum(weight(m), m), given=GIVEN).collapse(p) for at, p in ((i, u * r), (j, u * (1 - r)))]
    scores = derive(scores, given=GIVEN).by(entries[0]).by(entries[1])
    return combine(Eq(r / (1 - r), g(gap(u, r))), (1, here), (-1, ratio), (1, scores)).unprinted()


def along(path, way, known, inner):
    """lim e^φ′ as x → 0+ along a path of x, from the limit along the path at `way`, a function of t > 0 that tends to 0."""
    limit = read(Limit(exp(phi.slope(path(x))), x, 0, "+"))
    return asked("substitution in a limit", lambda *known: rules.limit_substituted(limit, *known, read(way), read(t)), known, inner)


def first_vanishes():
    """e^φ′(s e^(−x)) → 0 as x → ∞: with 1/log(s/t) for 1/x, where t < s/2, and 1/log 2 elsewhere, it is e^φ′(t)."""
    path, way = lambda x: s * exp(-1 / x), 1 / (log(2) + Max(log(s / t) - log(2), 0))
    room = combine(2 < s / t, (2 / t, suppose(early[0]))).log()
    soon = 0 < log(s / t) - log(2), 0 < log(s / t), *early
    known = combine(soon[0], (1, room)), combine(soon[1], (1, room), gap=log(2))
    body = Subs(exp(phi.slope(path(x))), x, way)
    same = derive(body, given=soon).algebra(exp(phi.slope(t))).knowing(*known)
    slowly = derive(way, given=soon).algebra(1 / log(s / t)).knowing(*known)
    inner = START.rewrite(found(Eq(Limit(1 / log(s / t), t, 0, "+"), 0)), way, same=slowly)
    return along(path, way, START.rewrite(suppose(STEEP), body, same=same), inner)


def second_vanishes():
    """e^φ′(s (1 − e^(−x))) → 0 as x → 0+: with −log(1 − e^(−1/t)) for x it is e^φ′(s e^(−1/t))."""
    path, way = lambda x: s * (1 - exp(-x)), -log(1 - exp(-1 / t))
    known = START.moved(Subs(exp(phi.slope(path(x))), x, way), first_vanishes())
    inner = START.through(-log(1 - o), o, found(Eq(Limit(exp(-1 / t), t, 0, "+"), 0))).sides(right=0, using=())
    return along(path, way, known, inner)


def first_share(x):
    """The share of p_i in s = p_i + p_j: it falls from 1 to 0."""
    return exp(-x)


def of_first(x):
    """e^φ′(p_i), as a share of the same and of e^φ′(p_j): the logistic function of z_i − z_j."""
    first, second = exp(phi.slope(s * first_share(x))), exp(phi.slope(s * (1 - first_share(x))))
    return first / (first + second)


def at_both_ends():
    """of_first → 0 as x → ∞, and → 1 as x → 0+: p_i tends to 0, and p_j does."""
    whole = exp(phi.slope(s))
    far = from_zero(FAR, first_vanishes(), exp(phi.slope(s * exp(-x))))
    tends = found(Eq(Limit(exp(-x), x, oo, "-"), 0))
    rest = FAR.through(exp(phi.slope(s * (1 - o))), o, tends).sides(right=whole, using=())
    low = FAR.through(o / (o + e), (o, e), (far, rest)).sides(right=0, using=())
    rest = NEAR.through(exp(phi.slope(s * exp(-o))), o, NEAR.of_variable()).sides(right=whole, using=())
    high = NEAR.through(o / (o + e), (o, e), (rest, second_vanishes())).sides(right=1, using=())
    return low, high


def same_gap():
    """z_i − z_j does not change along the ray: with p_i + p_j = s there are odds at which it is what it is at (ur, u(1 − r)),

    and as these odds are those of one z_i − z_j, they are r/(1 − r).
    """
    first, second = exp(phi.slope(u * r)), exp(phi.slope(u * (1 - r)))
    value, here, there = first / (first + second), exp(phi.slope(s * exp(-x))), exp(phi.slope(s * (1 - exp(-x))))
    crossing = takes_value(*at_both_ends(), positive(value), combine(value < 1, gap=second / (first + second)))
    crosswise = combine(Eq(here * second, first * there), ((here + there) * (first + second), suppose(Eq(of_first(x), value))))
    sums = phi.slope(s * exp(-x)) + phi.slope(u * (1 - r)), phi.slope(u * r) + phi.slope(s * (1 - exp(-x)))
    level = combine(Eq(gap(s, exp(-x)), gap(u, r)), (1, crosswise.log().sides(*sums, using=())))
    ratio = derive(g(gap(s, exp(-x)))).by(level)
    ratio = combine(Eq(exp(-x) / (1 - exp(-x)), r / (1 - r)), (1, odds().at({u: s, r: exp(-x)})), (1, ratio), (-1, odds()))
    part = combine(Eq(exp(-x), r), ((1 - exp(-x)) * (1 - r), ratio))
    moved = derive(gap(s, exp(-x))).by(part, gap(s, r))
    return whichever_it_is(crossing, x, combine(Eq(gap(s, r), gap(u, r)), (1, level), (-1, moved)))


@theorem(
    "separable-entropy-iia-forces-shannon/ray",
    "If the odds of two classes depend on their own scores alone, a φ″(a) = b φ″(b)",
    witness={"n": 3, "i": 1, "j": 2, "phi": Lambda(u, u * log(u)), "g": Lambda(o, exp(o))},
)
def ray():
    """The derivative of z_i − z_j along the ray s ↦ (s r, s (1 − r)) is 0.

    That p is the one maximiser at the scores φ′(p_k) is another part of this claim; and that the odds depend on (z_i, z_j) alone
    means that they depend on z_i − z_j alone, as the maximiser is the same at z and at z + c. φ′(0+) = −∞ is said of e^φ′.
    """
    flat = differentiated(same_gap(), s, u)
    slopes = flat.sides(r * phi.slope(u * r, 2) - (1 - r) * phi.slope(u * (1 - r), 2), 0, using=("derivative",))
    level = combine(Eq(u * r * phi.slope(u * r, 2), u * (1 - r) * phi.slope(u * (1 - r), 2)), (u, slopes))
    return for_all(for_all(level, u), r)
