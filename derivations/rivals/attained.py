"""Entropies that are sums, again: each point inside the simplex is the one maximiser for some scores, z_k = φ′(p_k).

A strictly convex φ lies above its tangents, at the ends 0 and 1 too, where it is continuous. The tangents at the p_k, added up,
say that ⟨q, z⟩ − Σ φ(q_k) is less than ⟨p, z⟩ − Σ φ(p_k) for every other q.
"""

from functools import cache

from sympy import Derivative, Eq, Lambda, Limit, Lt, Ne, Rational, Sum, evaluate

from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import ForAll, delta, functions_of, nonnegative_vectors, positives, proportions, read, reals
from ..prover.proof.by_cases import forced_equal, impossible, positive, specialise, strictly, whichever
from ..prover.proof.chain import Approach, asked, combine, derive, for_all, suppose, tangent_line
from ..prover.proof.limit_order import limit_at_most
from .entropies import phi
from .vocabulary import a, b, i, j, k, law, n, r, u

half = Rational(1, 2)
f = functions_of("f", "real -> real")  # φ on the closed interval; what it is elsewhere does not matter
t = positives("t")
o, e = reals("o e")
q = nonnegative_vectors("q", n)
START, END = Approach(t, 0, "+"), Approach(t, 1, "-")

with evaluate(False):
    LAW, OTHER = Eq(Sum(law[k], k), 1), Eq(Sum(q[k], k), 1)
    SAME = ForAll(Eq(f(a), phi(a)), a)
    STARTS, ENDS = Eq(Limit(f(t), t, 0, "+"), f(0)), Eq(Limit(f(t), t, 1, "-"), f(1))
    STRICTLY_CONVEX = ForAll(phi(r * a + (1 - r) * (a * u)) < r * phi(a) + (1 - r) * phi(a * u), a, u, r)
    line = phi(a) + phi.slope(a) * (b - a)
    between = a * (1 - t) + t * b
    INSIDE = 0 < between, 0 < 1 - between


def chord(side, share=t, given=(t < 1, *INSIDE)):
    """φ(a + t (b − a)) < (1 − t) φ(a) + t φ(b) for 0 < t < 1, on either side of a; the share of b is t, or another."""
    low, high, of_high = (b, a, 1 - share) if side == Lt(b, a) else (a, b, share)
    part = combine(0 < 1 - low / high, (1 / high, suppose(side)))
    known = suppose(STRICTLY_CONVEX).assuming(0 < 1 - low / high, *given)
    below = specialise(known, of_high, low / high, high)
    return below.sides(phi(a * (1 - share) + share * b), (1 - share) * phi(a) + share * phi(b), using=()).knowing(part)


def tangent(side):
    """φ(a) + φ′(a) (b − a) <= φ(b), on either side of a: the chord to b is at least as steep as shorter ones."""
    tends = START.through(a * (1 - o) + o * b, o, START.of_variable()).sides(right=a, using=())
    room = START.through(1 - o, o, tends)
    rise = phi(between) - phi(a)
    numerator = START.through(phi(o) - phi(a), o, tends).sides(right=0, using=())
    steep = derive(Derivative(rise, t), given=INSIDE).differentiate(phi.slope(between) * (b - a))
    ratio = derive(Derivative(rise, t) / Derivative(t, t), given=INSIDE).by(steep).by(derive(Derivative(t, t)).differentiate(1))
    ratio = ratio.algebra(phi.slope(between) * (b - a))
    slopes = START.through(phi.slope(o) * (b - a), o, tends)
    slopes = START.rewrite(slopes, Derivative(rise, t) / Derivative(t, t), same=ratio, near=(tends, room))
    parts = (read(t), read(rise), read(t), *START.parts(), [read(h) for h in INSIDE])
    quotient = asked(
        "l'Hôpital's rule",
        lambda above, below, ratio, *near: rules.l_hopital(above, below, ratio, *parts, near),
        *(numerator, START.of_variable(), slopes, tends, room),
    )
    shorter = combine(rise / t <= phi(b) - phi(a), (1 / t, chord(side)))
    return combine(line <= phi(b), (1, limit_at_most(START, quotient, shorter, near=(tends, room))))


def in_the_middle(side):
    """φ((a + b)/2) < (φ(a) + φ(b))/2, on either side of a."""
    return chord(side, half, ()).sides(phi((a + b) / 2), (phi(a) + phi(b)) / 2, using=())


@cache
def strict_tangent(side):
    """φ(a) + φ′(a) (b − a) < φ(b), on either side of a: the tangent in the middle is not above φ, and that is below the chord."""
    middle = (a + b) / 2
    nearer = combine(Lt(*(middle if end == b else end for end in side.args)), (half, suppose(side)))
    return combine(line < phi(b), (2, in_the_middle(side)), (2, tangent(side).at({b: middle}).knowing(nearer)))


@cache
def at_end(end):
    """φ(a) + φ′(a) (b − a) < f(b) at an end b of the interval: so it is up to the middle, and f is continuous at b."""
    approach, continuous = (START, STARTS) if end == 0 else (END, ENDS)

    def weakly(side):
        chords = [] if side == Eq(a, b) else [(1, in_the_middle(side))]
        return combine(phi((a + b) / 2) <= (phi(a) + phi(b)) / 2, *chords, given=[side])

    here = specialise(suppose(SAME).assuming(t < 1), t)
    below = combine(
        phi((a + t) / 2) - (phi(a) + f(t)) / 2 <= 0, (1, whichever(a, b, weakly).at({b: t}, given=[t < 1])), (-half, here)
    )
    tends = approach.through(phi((a + o) / 2) - (phi(a) + e) / 2, (o, e), (approach.of_variable(), suppose(continuous)))
    middle, side = (a + end) / 2, (Lt(b, a) if end == 0 else Lt(a, b))
    apart = combine(Lt(*(middle if x == b else x for x in side.args)), gap=half * (a if end == 0 else 1 - a))
    nearer = strict_tangent(side).at({b: middle}).knowing(apart)
    return combine(phi(a) + phi.slope(a) * (end - a) < f(end), (2, nearer), (2, limit_at_most(approach, tends, below)))


def at_most_one():
    """q_k <= 1, as the others are not negative."""
    others = Sum((1 - delta(j, k)) * q[j], j)
    return combine(q[k] <= 1, (1, suppose(OTHER).sides(left=Sum(q[j], j), using=())), gap=others)


def excess(value, place):
    """How far φ lies above its tangent at p_k."""
    return value - phi(law[k]) - phi.slope(law[k]) * (place - law[k])


@cache
def excess_positive(side):
    """0 < f(q_k) − φ(p_k) − φ′(p_k) (q_k − p_k), on either side of p_k: whether q_k is 0, 1 or in between."""
    goal = 0 < excess(f(q[k]), q[k])

    def at(end, where):
        there = derive(f(q[k]), given=[where]).by(suppose(where)).algebra(f(end))
        return combine(goal, (1, at_end(end).at({a: law[k]})), (1, there), (-phi.slope(law[k]), suppose(where)))

    def above_zero(where):
        if where == Lt(q[k], 0):
            return impossible(suppose(where), asked("its domain", lambda: rules.sign(read(q[k]), "le")), goal)
        if where == Eq(q[k], 0):
            return at(0, where)
        return whichever(q[k], 1, below_one)

    def below_one(where):
        if where == Lt(1, q[k]):
            return impossible(suppose(where), at_most_one(), goal)
        if where == Eq(q[k], 1):
            return at(1, where)
        inside = [0 < q[k], where]
        here = specialise(suppose(SAME).assuming(*inside), q[k])
        beyond = strict_tangent(Lt(a, b) if side == Lt(law[k], q[k]) else Lt(b, a)).at({a: law[k]}).at({b: q[k]}, given=inside)
        return combine(goal, (1, beyond), (-1, here))

    return whichever(q[k], 0, above_zero)


def objective(at):
    """⟨q, z⟩ − Σ f(q_k) for z_k = φ′(p_k)"""
    return Sum(at[k] * phi.slope(law[k]), k) - Sum(f(at[k]), k)


def curved():
    """φ is strictly convex if φ″ > 0: at a point of a chord it lies below what its tangent there is at the two ends."""
    part, y = r * a + (1 - r) * (a * u), proportions("y")
    bend = specialise(suppose(ForAll(0 < phi.slope(a, 2), a)), y)
    room = 0 < 1 - part
    bent = combine(0 < Derivative(2 * phi(y), (y, 2)), (2, bend)).assuming(room, 0 < a - part, a * u - part < 0)
    apart = (
        combine(room, (1, positive(1 - a)), gap=a * (1 - r) * (1 - u)),
        combine(0 < a - part, gap=a * (1 - r) * (1 - u)),
        combine(a * u - part < 0, gap=a * r * (1 - u)),
    )
    tangents = [tangent_line(bent, y, part, end) for end in (a, a * u)]
    goal = phi(part) < r * phi(a) + (1 - r) * phi(a * u)
    return combine(goal, (r / 2, tangents[0]), ((1 - r) / 2, tangents[1])).knowing(*apart)


@theorem(
    "separable-entropy-iia-forces-shannon/interior-attained",
    "Each point inside the simplex is the one maximiser, for the scores φ′(p_k)",
    witness={"n": 2, "p": (half, half), "q": (1, 0), "i": 1, "phi": Lambda(a, a**2), "f": Lambda(o, o**2)},
    implies=lambda: for_all(for_all(for_all(curved(), a), u), r),
)
def interior_attained():
    """Σ_k of how far φ(q_k) lies above the tangent at p_k is what q falls short by: no term is negative, and that of i is not 0.

    The tangent is below φ because φ is below its chords, and these have the slope φ′ in the limit. At 0 and at 1 the limit of
    this says no more than "not above": but half-way it is below φ, and φ there is not above the chord.
    """
    same = specialise(suppose(SAME), law[k])

    def weakly(side):
        if side == Eq(q[k], law[k]):
            return combine(0 <= excess(f(q[k]), q[k]), (-1, same), given=[side])
        return combine(0 <= excess(f(q[k]), q[k]), (1, excess_positive(side)))

    term, total = whichever(q[k], law[k], weakly), Sum(excess(f(q[k]), q[k]), k)
    none = suppose(Eq(0, total)).rearrange(Eq(total, 0)).terms_vanish(k, term)
    forced = forced_equal(q[k], law[k], excess_positive, none.rearrange(Eq(0, excess(f(q[k]), q[k])))).at({k: i})
    weak = term.sum(k).sides(left=0, using=())
    strict = strictly(weak, forced, suppose(Ne(q[i], law[i])))
    return combine(objective(q) < objective(law), (1, strict), (1, same.sum(k))).assuming(LAW)
