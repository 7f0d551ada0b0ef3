"""Data that weights W separate: along cW the loss falls for ever, and tends to zero as c → ∞.

The labels of K samples x_s are written as rows Y_s of whole numbers >= 0 that add up to 1: a 1 at the label, and 0 elsewhere. Then
μ_sj = Σ_k Y_sk (W x_s)_k − (W x_s)_j is the score of the label less that of class j, and [Y_sj = 0] picks the other classes. That W
separates the data is said by 0 < Y_sj + μ_sj: for the label this is 0 < 1, for any other class 0 < μ_sj.
"""

from sympy import Derivative, Eq, Lt, Sum, evaluate, exp, log, oo

from ..definitions.symbols import n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, counts, delta, dimension, entry, indicator, indices, matrices, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import both_bounds, impossible, next_integer, nonnegative, specialise, together
from ..prover.proof.chain import Approach, cases, combine, derive, for_all, suppose
from .fading import fading, mu

K, D = dimension("K"), dimension("D")
W, x, Y, m = matrices("W", n, D), matrices("x", K, D), counts("Y", K, n), matrices("m", K, n)
s, d = indices("s", K), indices("d", D)
i, j, k = indices("i j k", n)
c, far = reals("c"), positives("c")
a, b, u = reals("a"), vectors("b", n), vectors("u", K)
FAR = Approach(far, oo, "-")


def score(place):
    """(W x_s)_j"""
    return Sum(W[place, d] * x[s, d], d)


def margin(place):
    """μ_sj"""
    return Sum(Y[s, k] * score(k), k) - score(place)


def other(place):
    """[Y_sj = 0]"""
    return indicator(Eq(Y[s, place], 0))


def loss(c):
    """The loss of a sample, under the weights cW"""
    return -Sum(Y[s, j] * log(entry(softmax(vector(i, c * score(i))), j)), j)


def fade(c, place=j):
    """e^(−c μ_sj)"""
    return exp(-c * margin(place))


with evaluate(False):
    LABELS = ForAll(Eq(Sum(Y[s, k], k), 1), s)
    SEPARATED = ForAll(0 < Y[s, j] + margin(j), j, s)
    SEPARATED_BY_M = ForAll(0 < Y[s, j] + m[s, j], j, s)
two = {"K": 2, "n": 2, "D": 1, "W": ((1,), (-1,)), "x": ((1,), (-2,)), "Y": ((1, 0), (0, 1))}


def one_label():
    """Σ_k Y_sk = 1"""
    return specialise(suppose(LABELS), s)


def apart():
    """0 < Y_sj + μ_sj"""
    return specialise(suppose(SEPARATED), s, j)


def label_or_not(there, elsewhere):
    """What holds at the label and elsewhere: `there` derives it from Y_sj = 1, `elsewhere` from 0 = Y_sj."""
    no, yes = Eq(0, Y[s, j]), Lt(0, Y[s, j])
    least = next_integer(suppose(yes))
    most = combine(Y[s, j] <= 1, (1, one_label()), gap=Sum((1 - delta(k, j)) * Y[s, k], k))
    return cases(nonnegative(Y[s, j]), elsewhere(suppose(no)), there(both_bounds(most, combine(1 <= Y[s, j], (1, least)))))


def off(one):
    """[Y_sj = 0] = 0, from Y_sj = 1"""
    return bracket_at(combine(0 < Y[s, j], (-1, one), gap=1))


def picks_others():
    """[Y_sj = 0] = 1 − Y_sj"""
    goal = Eq(other(j), 1 - Y[s, j])
    return label_or_not(
        lambda one: combine(goal, (1, off(one)), (1, one)),
        lambda none: combine(goal, (1, bracket_at(none)), (-1, none)),
    )


def no_margin_at_label(one):
    """μ_sj = 0, from Y_sj = 1: the other Y_sk add up to 0"""
    total = combine(Eq(Sum((1 - delta(k, j)) * Y[s, k], k), 0), (1, one_label()), (-1, one))
    rest = total.terms_vanish(k).times(score(k)).sum(k)
    return combine(Eq(margin(j), 0), (1, rest), (score(j), one))


def at_label():
    """Y_sj e^(−c μ_sj) = Y_sj, as μ_sj = 0 at the label"""
    goal = Eq(Y[s, j] * fade(c), Y[s, j])
    return label_or_not(
        lambda one: combine(goal, (Y[s, j], no_margin_at_label(one).times(-c).exp().sides(fade(c), 1))),
        lambda none: combine(goal, (1 - fade(c), none)),
    )


def whole():
    """Σ_j e^(−c μ_sj) = 1 + Σ_{j other} e^(−c μ_sj)"""
    goal = Eq(Sum(fade(c), j), 1 + Sum(other(j) * fade(c), j))
    return combine(goal, (1, at_label().sum(j)), (1, one_label()), (-1, picks_others().times(fade(c)).sum(j)))


def slopes():
    """Σ_j μ_sj e^(−c μ_sj) is that over the others, as μ_sj = 0 at the label"""
    goal = Eq(Y[s, j] * margin(j), 0)
    none = label_or_not(
        lambda one: combine(goal, (Y[s, j], no_margin_at_label(one))), lambda none: combine(goal, (-margin(j), none))
    )
    total = Eq(Sum(margin(j) * fade(c), j), Sum(other(j) * margin(j) * fade(c), j))
    return combine(total, (1, none.times(fade(c)).sum(j)), (-1, picks_others().times(margin(j) * fade(c)).sum(j)))


def written():
    """−log softmax(cWx_s)_y = log Σ_j e^(−c μ_sj)"""
    one = Eq(Sum(Y[s, k], k), 1)
    lse = derive(loss(c), given=[one]).compute(log(Sum(fade(c), j)))
    return lse.knowing(one_label())


with evaluate(False):
    losses = Sum(loss(c), s)
    pull, rest = Sum(other(j) * margin(j) * fade(c), j), Sum(other(j) * fade(c), j)
    falls = -Sum(pull / (1 + rest), s)


def always_falls():
    """−Σ_s Σ_{j other} m_sj e^(−c m_sj) / (1 + Σ_{j other} e^(−c m_sj)) < 0 for any margins m, as there is another class"""
    weight, apart = exp(-c * m[s, j]), specialise(suppose(SEPARATED_BY_M), s, j)
    term = other(j) * (Y[s, j] + m[s, j]) * weight
    signed = combine(0 <= term, (other(j) * weight, apart))
    nothing = suppose(Eq(0, Sum(term, j))).rearrange(Eq(Sum(term, j), 0))
    none = nothing.terms_vanish(j, nonnegative=signed).assuming(0 < Y[s, j] + m[s, j])
    none = none.cancel((Y[s, j] + m[s, j]) * weight, other(j)).knowing(apart)
    nobody = combine(Eq(1, n), (-1, none.sum(j)), (1, picks_others().sum(j)), (-1, one_label()))
    never = impossible(nobody, combine(1 < n, (1, suppose(n >= 2)), gap=1), Sum(term, j) > 0)
    positive = cases(signed.sum(j).sides(left=0, using=()), never, suppose(Sum(term, j) > 0))
    pull, room = Sum(other(j) * m[s, j] * weight, j), 1 + Sum(other(j) * weight, j)
    positive = combine(0 < pull / room, (1 / room, positive), (1 / room, not_both().times(weight).sum(j)))
    return combine(-Sum(pull / room, s) < 0, (1, positive.sum(s)))


def not_both():
    """[Y_sj = 0] Y_sj = 0"""
    goal = Eq(other(j) * Y[s, j], 0)
    return label_or_not(
        lambda one: combine(goal, (Y[s, j], picks_others()), (-Y[s, j], one)), lambda none: combine(goal, (-other(j), none))
    )


@theorem(
    "cross-entropy-no-finite-minimiser/separable-decreasing",
    "On data that the weights separate the loss falls along them for ever",
    witness=two,
)
def separable_decreasing():
    slope = derive(Derivative(losses, c)).by(written()).differentiate(-Sum(Sum(margin(j) * fade(c), j) / Sum(fade(c), j), s))
    slope = slope.by(slopes()).by(whole(), falls)
    sign = always_falls().at({m: vector(s, vector(j, margin(j)))})
    return together(slope, sign)


def fades():
    """[Y_sj = 0] e^(−c μ_sj) → 0 as c → ∞, as it is [Y_sj = 0] e^(−c (Y_sj + μ_sj))"""
    rate = Y[s, j] + margin(j)
    tends = fading(far=FAR).at({mu: rate}, given=[0 < rate]).knowing(apart())
    faster = other(j) * exp(-rate * far)
    tends = FAR.rewrite(FAR.through(other(j) * a, a, tends), faster).sides(right=0, using=())
    goal = Eq(other(j) * fade(far), faster)

    def elsewhere(none):
        powers = combine(Eq(-far * margin(j), -rate * far), (-far, none)).exp()
        return combine(goal, (other(j), powers))

    same = label_or_not(lambda one: combine(goal, (fade(far) - exp(-rate * far), off(one))), elsewhere)
    return FAR.rewrite(tends, other(j) * fade(far), same=same)


@theorem(
    "cross-entropy-no-finite-minimiser/separable-limit",
    "Along separating weights cross-entropy tends to zero",
    witness=two,
)
def separable_limit():
    """−log softmax(cWx_s)_y = log(1 + Σ_{j other} e^(−c μ_sj))"""
    sample = written().by(whole()).at({c: far})
    near = FAR.through(log(1 + Sum(b[j], j)), b, for_all(fades(), j)).sides(right=0, using=())
    near = FAR.rewrite(near, loss(far), same=sample)
    return FAR.rewrite(FAR.through(Sum(u[s], s), u, for_all(near, s)), Sum(loss(far), s)).sides(right=0, using=())
