"""How little regularity forces the exponential: a link that is bounded on some interval, however short, has no other way.

Cauchy's equation g(x + y) = g(x) + g(y), with g <= B from a to a + h, has the solution g(x) = g(1) x alone. Take off a multiple of
x, so that g(h) = 0: then g has the period h, so that it is bounded by B everywhere beyond a. So g(y) <= 0 for y > 0, as
N g(y) = g(N y) is bounded for all N; and g(y) = −g(N h − y) >= 0, where N h > y. Of a link f that turns sums into products the
logarithm is such a g. Links that rise, that fall, or that are continuous at one point are bounded on an interval.
"""

from functools import cache

from sympy import Abs, Eq, Lambda, Le, Limit, Lt, Rational, S, UnevaluatedExpr, evaluate, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.kernel.polynomial import Refused
from ..prover.kernel.terms import ONE, add, instantiate, substitute
from ..prover.language.sympy_notation import (
    Exists, ForAll, dimension, functions_of, indices, nonnegatives, positives, proportions, read, reals,
)  # fmt: skip
from ..prover.proof.by_cases import absurd, both_bounds, given_lemma, impossible, specialise, whichever
from ..prover.proof.chain import EVERYTHING, Approach, along_range, asked, combine, derive, for_all, recall, suppose
from ..prover.proof.existence import there_is, whichever_it_is
from ..prover.proof.limit_order import limit_at_most
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size
from .vocabulary import factor

g, f = functions_of("g", "real -> real"), functions_of("f", "real -> positive")
N = dimension("N")
m = indices("m", N)
a, c, t, x, w, B, K = reals("a c t x w B K")
h, y, most = positives("h y B")
s = proportions("s")
u = nonnegatives("u")
epsilon, delta = positives("epsilon delta")
FAR = Approach(N, oo, "-")

with evaluate(False):
    ADDITIVE = ForAll(Eq(g(t + c), g(t) + g(c)), t, c)
    PERIOD, START = Eq(g(h), 0), Le(g(a), B)
    BOUNDED = ForAll(g(a + h * s) <= B, s)
    PRODUCTS = ForAll(Eq(f(t + c) * f(0), f(t) * f(c)), t, c)
    AT_MOST = ForAll(f(a + h * s) <= most, s)
    exponential = f(0) * exp(x * log(f(1) / f(0)))


def sum_of(first, second):
    """g(u + v) = g(u) + g(v)"""
    return specialise(suppose(ADDITIVE), second, first)


# --- Cauchy's equation, with a period -------------------------------------------------------------------------------


def next_interval():
    """g <= B from a to a + (m + 1) h, if it is so up to a + m h: a period back, or near a."""
    beyond = (m + 1) * s
    reached = suppose(ForAll(g(a + m * h * s) <= B, s))
    goal = g(a + (m + 1) * h * s) <= B
    inside = combine(beyond < m + 1, gap=(m + 1) * (1 - s))

    def case(order):
        if order == Lt(beyond, 1):
            return combine(goal, (1, specialise(suppose(BOUNDED).assuming(order), beyond)))
        if order == Eq(beyond, 1):
            there = derive(g(a + h * UnevaluatedExpr(beyond)), given=[order]).by(suppose(order)).algebra(g(a + h))
            return combine(goal, (1, there), (1, sum_of(a, h)), (1, suppose(PERIOD)), (1, suppose(START)))
        back = (beyond - 1) / m
        bound = specialise(reached.assuming(order, beyond < m + 1), back).knowing(inside)
        return combine(goal, (1, bound), (1, sum_of(a + m * h * back, h)), (1, suppose(PERIOD)))

    return whichever(beyond, 1, case)


@cache
def every_interval():
    """g <= B from a to a + N h, for every N"""
    statement, index, proportion = read(ForAll(g(a + m * h * s) <= B, s)), read(m), read(s)

    def everywhere(place, lemma):
        wanted = substitute(statement, {index: place})
        body = instantiate(wanted.args[1], proportion)
        return rules.generalise(rules.linear(body, [(ONE, lemma)], using=EVERYTHING), proportion)

    def question(first, following):
        return rules.along(statement, index, everywhere(ONE, first), everywhere(add(index, ONE), following))

    return specialise(asked("from each to the next", question, specialise(suppose(BOUNDED), s), next_interval()), N)


def small(multiple):
    """−K/N tends to 0."""
    return FAR.rewrite(found(Eq(Limit(-K / N, N, oo), 0)).at({K: multiple}), -multiple / N)


def not_all_below(lemma):
    """0 < 0, from N h <= y for every N"""
    order = combine(-1 / N <= -h / y, (1 / (N * y), lemma))
    return combine(Lt(0, 0), (1, limit_at_most(FAR, small(1), order)), gap=h / y)


def at_some_multiple(goal, other, wrong):
    """The goal, from `other`, which contradicts it where it is `wrong`, and supposes that y < N h."""

    def multiple(order):
        if order == Lt(y, N * h):
            return impossible(other, suppose(wrong), Le(N * h, y))
        return combine(N * h <= y, (-1 if order == Eq(y, N * h) else 1, suppose(order)))

    return absurd(not_all_below(whichever(y, N * h, multiple)), goal)


@cache
def bounded_beyond():
    """g(a + y) <= B for every y > 0"""
    goal, near = g(a + y) <= B, Lt(y, N * h)
    reached = combine(goal, (1, specialise(every_interval().assuming(near), y / (N * h))))

    def case(order):
        if order == Lt(B, g(a + y)):
            return at_some_multiple(goal, reached, order)
        return combine(goal, (-1 if order == Eq(B, g(a + y)) else 1, suppose(order)))

    return whichever(B, g(a + y), case)


@cache
def multiples():
    """g(N y) = N g(y)"""
    statement = Eq(g(m * y), m * g(y))
    following = combine(Eq(g((m + 1) * y), (m + 1) * g(y)), (1, suppose(statement)), (1, sum_of(m * y, y)))
    return specialise(along_range(statement, m, derive(g(1 * y)).algebra(1 * g(y)), following), N)


@cache
def never_positive():
    """g(y) <= 0 for y > 0: N g(y) = g(a + N y) − g(a) is bounded."""
    far, apart = bounded_beyond().at({y: N * y}), sum_of(a, N * y)
    order = combine(-(B - g(a)) / N <= -g(y), (1 / N, far), (-1 / N, apart), (-1 / N, multiples()))
    limit = limit_at_most(FAR, small(B - g(a)), order)
    return combine(g(y) <= 0, (1, limit))


@theorem(
    "cauchy-equation/periodic",
    "A solution of Cauchy's equation that has a period and is bounded on it is 0",
    witness={"g": Lambda(t, S.Zero), "a": 0, "h": 1, "B": 0},
)
def periodic():
    """N g(y) = g(N y) is bounded, and g(y) = −g(N h − y)."""
    goal, near = Le(0, g(y)), Lt(y, N * h)
    rest = never_positive().at({y: N * h - y}, given=[0 < y]).knowing(combine(0 < N * h - y, (1, suppose(near))))
    period = multiples().at({y: h})
    back = combine(0 <= g(y), (1, rest), (1, sum_of(N * h - y, y)), (-1, period), (-N, suppose(PERIOD)))

    def sign(order):
        if order == Lt(g(y), 0):
            return at_some_multiple(goal, back, order)
        return combine(goal, (-1 if order == Eq(g(y), 0) else 1, suppose(order)))

    nothing = both_bounds(never_positive(), whichever(g(y), 0, sign))
    at_zero = combine(Eq(g(0), 0), (-1, sum_of(0, 0)))

    def case(order):
        if order == Lt(0, x):
            return nothing.at({y: x}, given=[order])
        if order == Eq(0, x):
            return derive(g(x), given=[order]).by(suppose(order).rearrange(Eq(x, 0))).by(at_zero)
        return combine(Eq(g(x), 0), (-1, sum_of(x, -x)), (-1, nothing.at({y: -x}, given=[order])), (1, at_zero))

    return whichever(0, x, case)


# --- without a period -----------------------------------------------------------------------------------------------


def particular(lemma, function, variable, body):
    """The theorem for x ↦ body in the place of a function"""
    of = read(function(variable)).args[0]
    return asked("a particular function", lambda known: rules.function_replaced(known, of, read(variable), read(body)), lemma)


def met(lemma, *known):
    """The theorem without what it supposes for all values of variables, where that is known of these variables, by their names."""
    return asked("what it supposes holds", _without, lemma, *known, told=(*known, lemma))


def _without(theorem, *known):
    for lemma in known:
        theorem = rules.cut(theorem, next(filter(None, (_as_supposed(h, lemma) for h in theorem.hypotheses))))
    return theorem


def _as_supposed(hypothesis, lemma):
    """The hypothesis as a theorem, from one about its variables, or None."""
    names, bound, body = {v.args[0]: v for v in lemma.conclusion.free}, [], hypothesis
    while body.op == "forall":
        variable = names.get(body.hint)
        if variable is None or variable.args[1:] != body.args[0].args:
            return None
        bound.append(variable)
        body = instantiate(body.args[1], variable)
    try:
        theorem = rules.linear(body, [(ONE, lemma)], using=EVERYTHING) if bound else None
    except Refused:
        return None
    for variable in reversed(bound):
        theorem = rules.generalise(theorem, variable)
    return theorem


@theorem(
    "cauchy-equation/bounded",
    "A solution of Cauchy's equation that is bounded above on some interval is a multiple of x",
    witness={"g": Lambda(t, -t), "a": 0, "h": 1, "B": 0},
)
def bounded_solution():
    """g(x) − x g(h/3)/(h/3) has the period h/3, and is bounded from a + h/3 on."""
    third, slope = h / 3, 3 * g(h / 3) / h
    bound = B + Abs(a * slope) + Abs(h * slope)
    tilted = particular(periodic, g, t, g(t) - t * w)
    tilted = tilted.at({h: third, a: a + third, w: slope, B: bound})

    def at(place):
        """g <= B a part of the way, less a multiple of how far that is"""
        near = specialise(suppose(BOUNDED), place)
        sizes = at_most_its_size(-a * slope), at_most_its_size(-h * slope)
        goal = g(a + h * place) - (a + h * place) * slope <= bound
        return combine(goal, (1, near), (1, sizes[0]), (place, sizes[1]), gap=(1 - place) * Abs(h * slope))

    level = derive(g(third) - third * slope).algebra(0)
    zero = given_lemma(met(tilted, sum_of(t, c), at((1 + s) / 3)), at(Rational(1, 3)), level)
    return combine(Eq(g(x), x * g(1)), (1, zero), (-x, zero.at({x: 1})))


# --- a shift of all scores ------------------------------------------------------------------------------------------

falling = Lambda(t, exp(-t))  # a link that has all these properties but that of rising


@theorem(
    "translation-invariance-forces-exponential/bounded",
    "A link that turns sums into products and is bounded on some interval is an exponential",
    witness={"f": falling, "a": 0, "h": 1, "B": 1},
)
def bounded_link():
    """log f(x) − log f(0) solves Cauchy's equation, and is bounded where f is."""
    logs = particular(bounded_solution, g, t, log(f(t)) - log(f(0))).at({B: log(most) - log(f(0))})
    law = specialise(suppose(PRODUCTS), c, t).log().sides(log(f(t + c)) + log(f(0)), log(f(t)) + log(f(c)), using=())
    line = met(logs, law, specialise(suppose(AT_MOST), s).log())
    return combine(Eq(log(f(x)), log(f(0)) + x * log(f(1) / f(0))), (1, line)).exp().sides(f(x), exponential, using=())


@theorem(
    "translation-invariance-forces-exponential/rising",
    "A link that rises and turns sums into products is an exponential",
    witness={"f": Lambda(t, exp(t))},
)
def rising_link():
    """It is at most f(1) from 0 to 1."""
    near = specialise(suppose(ForAll(f(t) <= f(t + u), t, u)), 1 - s, s)
    return met(recall(bounded_link).at({a: 0, h: 1, most: f(1)}), near)


@theorem(
    "translation-invariance-forces-exponential/falling",
    "A link that falls and turns sums into products is an exponential",
    witness={"f": falling},
)
def falling_link():
    """It is at most f(0) from 0 to 1."""
    near = specialise(suppose(ForAll(f(t + u) <= f(t), t, u)), s, 0)
    return met(recall(bounded_link).at({a: 0, h: 1, most: f(0)}), near)


def continuous_at(link, place):
    """Near to the right of a place a link is as near to its value there as one likes."""
    near = Abs(link(place + delta * s) - link(place)) <= epsilon
    return ForAll(Exists(ForAll(near, s), delta), epsilon)


def constant_is_continuous(link, variable, place):
    """What shows the witness: a constant link is continuous."""
    level = ForAll(Eq(link(variable), link(1)), variable)
    same = [specialise(suppose(level), where) for where in (place + delta * s, place)]
    gap = combine(Eq(link(place + delta * s) - link(place), 0), (1, same[0]), (-1, same[1]))
    none = derive(Abs(UnevaluatedExpr(link(place + delta * s) - link(place)))).by(gap).algebra(0)
    near = combine(Abs(link(place + delta * s) - link(place)) <= epsilon, (1, none), gap=epsilon).at({delta: 1})
    some = Exists(ForAll(Abs(link(place + delta * s) - link(place)) <= epsilon, s), delta)
    return for_all(there_is(some, 1, for_all(near, s)), epsilon)


@theorem(
    "translation-invariance-forces-exponential/continuous",
    "A link that is continuous at one point and turns sums into products is an exponential",
    witness={"f": Lambda(t, S.One), "a": 0},
    implies=lambda: constant_is_continuous(f, t, a),
)
def continuous_link():
    """Be it from the right alone: it is at most f(a) + 1 on some interval there."""
    close = ForAll(Abs(f(a + delta * s) - f(a)) <= 1, s)
    size = at_most_its_size(f(a + delta * s) - f(a))
    near = combine(f(a + delta * s) <= f(a) + 1, (1, size), (1, specialise(suppose(close), s)))
    line = met(recall(bounded_link).at({h: delta, most: f(a) + 1}), near)
    return whichever_it_is(specialise(suppose(continuous_at(f, a)), 1), delta, line)


# --- a common factor of all distances -------------------------------------------------------------------------------

of_distance = functions_of("f", "positive -> positive")
b, d, place, v = positives("a d t v")
one = Lambda(d, S.One)

with evaluate(False):
    FACTORS = ForAll(Eq(of_distance(factor * d) * of_distance(1), of_distance(factor) * of_distance(d)), d, factor)
    power = of_distance(1) * d ** log(of_distance(exp(1)) / of_distance(1))


@theorem(
    "scale-invariance-forces-power/bounded",
    "A link of distances that keeps products and is bounded on some interval is a power",
    witness={"f": Lambda(d, 1 / d), "a": 1, "h": 1, "B": 1},
)
def bounded_link_of_distances():
    """f(exp t) turns sums into products; the interval is from a to a e^h."""
    shifted = particular(bounded_link, f, t, of_distance(exp(t))).at({a: log(b)})
    law = specialise(suppose(FACTORS), exp(c), exp(t))
    near = specialise(suppose(ForAll(of_distance(b * exp(h * s)) <= most, s)), s)
    return met(shifted, law, near).at({x: log(d)}).sides(of_distance(d), power, using=())


@theorem(
    "scale-invariance-forces-power/rising",
    "A link that rises with distance and keeps products is a power",
    witness={"f": Lambda(d, d**2)},
)
def rising_link_of_distances():
    """It is at most f(e) from 1 to e."""
    below = combine(1 * s <= 1, gap=1 - s).exp()
    near = specialise(
        suppose(ForAll(of_distance(place) <= of_distance(place + u), place, u)).assuming(Le(exp(1 * s), exp(1))),
        exp(1) - exp(s),
        exp(s),
    )
    return met(recall(bounded_link_of_distances).at({b: 1, h: 1, most: of_distance(exp(1))}), near.knowing(below))


@theorem(
    "scale-invariance-forces-power/falling",
    "A link that falls with distance and keeps products is a power",
    witness={"f": Lambda(d, 1 / d)},
)
def falling_link_of_distances():
    """It is at most f(1) from 1 to e."""
    near = specialise(suppose(ForAll(of_distance(place + u) <= of_distance(place), place, u)), exp(s) - 1, 1)
    return met(recall(bounded_link_of_distances).at({b: 1, h: 1, most: of_distance(1)}), near)


@theorem(
    "scale-invariance-forces-power/continuous",
    "A link that is continuous at one distance and keeps products is a power",
    witness={"f": Lambda(d, S.One), "a": 1},
    implies=lambda: constant_is_continuous(of_distance, d, b),
)
def continuous_link_of_distances():
    """It is at most f(a) + 1 from a to a + δ = a e^h."""
    rate = log(1 + delta / b)
    close = ForAll(Abs(of_distance(b + delta * s) - of_distance(b)) <= 1, s)
    part = b * (exp(rate * s) - 1) / delta
    within = combine(rate * s < rate, gap=rate * (1 - s)).exp()
    there = specialise(suppose(close).assuming(Lt(exp(rate * s), exp(rate))), part).knowing(within)
    size = at_most_its_size(of_distance(b + delta * part) - of_distance(b))
    near = combine(of_distance(b * exp(rate * s)) <= of_distance(b) + 1, (1, size), (1, there))
    line = met(recall(bounded_link_of_distances).at({h: rate, most: of_distance(b) + 1}), near)
    return whichever_it_is(specialise(suppose(continuous_at(of_distance, b)), 1), delta, line)
