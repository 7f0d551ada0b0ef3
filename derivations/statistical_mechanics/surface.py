"""How many states a bath has: the volume of a ball, and its rate of growth with the energy.

The volume V_f(U) of the x in R^f with |x|² <= U is π^(f/2) U^(f/2)/Γ(f/2 + 1), by induction: for a given first coordinate t the
others have the volume V_f(U − t²), if t² < U, and none elsewhere. What is left is an integral over a chord.
"""

from sympy import Eq, Integer, Integral, Limit, Rational, Sum, UnevaluatedExpr, evaluate, gamma, oo, pi, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    SpaceIntegral, cons, dimension, indicator, indices, positives, reals, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import given_lemma, together
from ..prover.proof.calculus import added_integrals, differentiated, joined, linear_integral, substituted
from ..prover.proof.chain import beta_integral, combine, derive, in_order, induction, stated, suppose, turned
from ..prover.proof.recorded import found

f, N = dimension("f"), dimension("N")
j = indices("j", f)
x, w = vectors("x w", f)
U, a = positives("U a")
t, u, low, high = reals("t u c d")
half = Rational(1, 2)


def inside(x, j, U=U):
    """[|x|² <= U], of a vector that is given entry by entry"""
    return indicator(Sum(x(j) ** 2, j) <= U)


def entries(w):
    return lambda j: w[j]


def ball(f, U=U):
    """V_f(U)"""
    return pi ** (f / 2) / gamma(f / 2 + 1) * U ** (f / 2)


with evaluate(False):
    VOLUME = SpaceIntegral(inside(entries(x), j), x)
    CHORD = -sqrt(U), sqrt(U)
    WITHIN = [-sqrt(U) < t, t < sqrt(U)]


def half_chord(sign):
    """∫ (U − t²)^a dt over one half of the chord, with t = ±√u: half a Beta integral"""
    known = added_integrals((half, beta_integral(half, a + 1, U, u)))
    ends = (0, sqrt(U)) if sign == 1 else (-sqrt(U), 0)
    near, far = found(Eq(Limit(sign * sqrt(u), u, 0), 0)), found(Eq(Limit(sign * sqrt(u), u, U, "-"), sign * sqrt(U)))
    return substituted(Integral((U - t**2) ** a, (t, *ends)), known, sign * sqrt(u), u, near, far)


def root_of_pi():
    """Γ(½) = √π"""
    return found(Eq(gamma(half), sqrt(pi)))


def chord():
    """∫ (U − t²)^a dt over the chord −√U < t < √U"""
    shape = gamma(a + 1) / gamma(a + Rational(3, 2)) * U ** (a + half)
    both = joined(half_chord(-1), half_chord(1)).sides(right=gamma(half) * shape, using=())
    return in_order(both, derive(gamma(half) * shape).by(root_of_pi()))


def bracket_of(less, more, order, worth):
    """[a <= b] = 1 from a < b, and [a <= b] = 0 from b < a"""
    supposed = low < high if worth else high < low
    return given_lemma(found(Eq(indicator(low <= high), worth), given=[supposed]).at({low: less, high: more}), order)


def on_chord():
    """t² < U, where −√U < t < √U"""
    return combine(t**2 < U, (sqrt(U) + t, suppose(t < sqrt(U))), given=WITHIN)


def over_the_line(integrand, square, rest, own, value, nothing):
    """∫ f(t) dt over the chord and beyond its ends, where U < t² + r, with r >= 0, so that the bracket [|x|² <= U] is 0"""

    def beyond(side, away, *ends):
        order = combine(U < square, (2 * sqrt(U), suppose(side)), gap=rest + away**2)
        whole = derive(Integral(integrand, (t, *ends))).by(bracket_of(square, U, order, 0))
        for known in nothing:
            whole = whole.by(known)
        return whole.by(found(Eq(Integral(Integer(0), (t, *ends)), 0)))

    before, behind = beyond(t < -sqrt(U), t + sqrt(U), -oo, -sqrt(U)), beyond(sqrt(U) < t, t - sqrt(U), sqrt(U), oo)
    middle = in_order(derive(Integral(integrand, (t, *CHORD))).by(own).theorem, value)
    return joined(joined(before, middle), behind)


@theorem("canonical-from-finite-bath/volume", "The volume of a ball, whose radius is the root of the energy")
def volume():
    """V_f(U), by induction on f"""
    longer, only = indices("j", f + 1), indices("j", 1)
    y, single = vectors("x", f + 1), vectors("x", 1)
    over_chord = chord()

    def step(hypothesis):
        point = lambda k: cons(t, w)[k]  # noqa: E731
        inner, rest = SpaceIntegral(inside(point, longer), w), U - t**2
        given = [0 < rest]
        known = hypothesis(Eq(SpaceIntegral(inside(entries(w), j, rest), w), ball(f, rest)), given=given, U=rest)
        room = combine(0 < rest, (1, on_chord()))
        unit = UnevaluatedExpr(pi ** (f / 2) / gamma(f / 2 + 1))
        own = given_lemma(linear_integral(inner, w, (1, known)).sides(right=unit * rest ** (f / 2), using=()), room)
        value = added_integrals((unit, over_chord.at({a: f / 2})))
        here = hypothesis(Eq(SpaceIntegral(inside(entries(w), j), w), ball(f)), U=U)
        none = linear_integral(SpaceIntegral(Integer(0), w), w, (0, here)).sides(right=0, using=())
        square, others = Sum(point(longer) ** 2, longer), Sum(w[j] ** 2, j)
        line = over_the_line(inner, square, others, own, value, [none])
        first = derive(SpaceIntegral(inside(entries(y), longer), y)).definition(Integral(inner, (t, -oo, oo)))
        return in_order(first.theorem, line).sides(right=ball(f + 1), using=())

    alone = inside(lambda k: t, only)
    own = bracket_of(Sum(t**2, only), U, on_chord(), 1)
    value = found(Eq(Integral(1, (t, *CHORD)), 2 * sqrt(U)))
    line = over_the_line(alone, Sum(t**2, only), 0, own, value, [])
    base = derive(SpaceIntegral(inside(entries(single), only), single)).definition(Integral(alone, (t, -oo, oo)))
    base = in_order(base.theorem, line).sides(right=2 * sqrt(U), using=())
    at_one = derive(ball(a), given=[Eq(a, 1)]).recursion(sqrt(pi) / (half * gamma(half)) * sqrt(U)).by(root_of_pi())
    at_one = at_one.algebra(2 * sqrt(U))
    same = in_order(base, turned(at_one.at({a: 1}).knowing(derive(Integer(1)).algebra(1))))
    base = stated(same.settled(), (*base.steps, *at_one.steps))
    return induction(Eq(VOLUME, ball(f)), f, base, step)


@theorem(
    "canonical-from-finite-bath/bath-surface",
    "How fast the volume of a ball grows with the energy; of N oscillators it is that in 2N dimensions",
)
def bath_surface():
    rate = pi ** (f / 2) / gamma(f / 2) * U ** (f / 2 - 1)
    slope = differentiated(volume, U, a).at({a: U}).sides(right=rate, using=("derivative", "gamma"))
    return together(slope, slope.at({f: 2 * N}).unprinted().sides(right=pi**N / gamma(N) * U ** (N - 1), using=()))
