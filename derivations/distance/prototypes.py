"""Distances to prototypes: d_k = ‖w_k − x‖ in R^D. What the gradient in the prototypes is, and where the classes lie.

The gradient of the loss in w_k is κ (δ_ky − p_k) / d_k² · (w_k − x): its size is κ |δ_ky − p_k| / d_k, and it points along w_k − x.
"""

from sympy import Abs, Derivative, Eq, Ne, Sum, UnevaluatedExpr, evaluate, log, sqrt

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, Subs, delta, dimension, entry, indices, matrices, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import given_lemma, together
from ..prover.proof.chain import Approach, combine, derive, for_all, recall, suppose_all
from .singularity import VANISHING, others_positive
from .vocabulary import b, c, d, j, k, kappa, l, n, t, y

D = dimension("D")
e, f = indices("e f", D)
w, x, u, v = matrices("w", n, D), *vectors("x u v", D)
R, sigma = positives("R sigma")
slope = reals("s")


def squared(k):
    """‖w_k − x‖²"""
    return Sum((w[k, e] - x[e]) ** 2, e)


with evaluate(False):
    p = softmax(vector(j, -kappa * log(sqrt(squared(j)))))
    loss = -log(p[y])
    APART = ForAll(squared(l) > 0, l)  # x is none of the prototypes
    force = UnevaluatedExpr(kappa * (delta(k, y) - p[k]) / squared(k))
AT_ZERO = {"n": 2, "D": 1, "x": (0,), "w": ((1,), (2,))}


@theorem("harmonic-gradient-weights/weights", "The gradient in a prototype", witness=AT_ZERO)
def weights():
    return derive(Derivative(loss, w[k, f]), given=[APART]).compute(force * (w[k, f] - x[f]))


@theorem("harmonic-gradient-weights/input", "The gradient in the input is minus the sum of the others", witness=AT_ZERO)
def of_input():
    return derive(Derivative(loss, x[f]), given=[APART]).compute(-Sum(Derivative(loss, w[k, f]), k))


def norm_of_multiple():
    """‖s u‖ = |s| ‖u‖"""
    return derive(sqrt(Sum((slope * u[f]) ** 2, f))).algebra(Abs(slope) * sqrt(Sum(u[f] ** 2, f)))


@theorem("harmonic-gradient-weights/norm", "The size of the gradient in a prototype", witness=AT_ZERO)
def norm():
    multiple = norm_of_multiple().at({slope: force, u: vector(e, w[k, e] - x[e])}, given=[APART])
    size = derive(Abs(kappa * b / R) * sqrt(R)).algebra(kappa * Abs(b) / sqrt(R))
    length = derive(sqrt(Sum(Derivative(loss, w[k, f]) ** 2, f)), given=[APART]).by(weights)
    return length.by(multiple).by(size.at({b: delta(k, y) - p[k], R: squared(k)}, given=[APART]))


@theorem(
    "harmonic-euler-homogeneity/weights",
    "The gradient is orthogonal to the rays from the input to the prototypes",
    witness=AT_ZERO,
)
def euler():
    along = derive(Sum(u[f] * (slope * u[f]), f)).algebra(slope * Sum(u[f] ** 2, f))
    each = along.at({slope: force, u: vector(e, w[k, e] - x[e])}, given=[APART])
    times = derive(UnevaluatedExpr(kappa * b / R) * R).algebra(kappa * b)
    return (
        derive(Sum(Sum((w[k, f] - x[f]) * Derivative(loss, w[k, f]), f), k), given=[APART])
        .by(weights)
        .by(each)
        .by(times.at({b: delta(k, y) - p[k], R: squared(k)}, given=[APART]))
        .compute(0)
    )


@theorem(
    "harmonic-gradient-at-initialisation/norm",
    "At equal distances R the gradient in a prototype is κ/R times what the probabilities lack",
    witness={"n": 2, "D": 1, "x": (0,), "w": ((1,), (1,)), "R": 1},
)
def norm_at_start():
    alike = suppose_all(Eq(sqrt(squared(l)), R), l)
    apart = for_all(derive(squared(l)).algebra(sqrt(squared(l)) ** 2).by(alike).above(0), l)
    powers = sqrt(squared(k)) ** (-kappa) / Sum(sqrt(squared(j)) ** (-kappa), j)
    size = recall(norm).definition(kappa * Abs(delta(k, y) - powers) / sqrt(squared(k)))
    return given_lemma(size.by(alike).algebra(kappa / R * Abs(delta(k, y) - 1 / n)), apart)


@theorem(
    "harmonic-gradient-at-initialisation/dimension-free", "With κ = √D the gradient at the start does not depend on the dimension"
)
def dimension_free():
    return derive(sqrt(D) / (sigma * sqrt(2 * D))).algebra(1 / (sqrt(2) * sigma))


@theorem("harmonic-gradient-at-initialisation/dot-product", "The gradient in the weights of a linear softmax, and its size")
def dot_product():
    linear = softmax(vector(j, Sum(w[j, e] * x[e], e)))
    gradient = derive(Derivative(-log(linear[y]), w[k, f])).compute((linear[k] - delta(k, y)) * x[f])
    length = derive(sqrt(Sum(Derivative(-log(linear[y]), w[k, f]) ** 2, f))).by(gradient)
    multiple = norm_of_multiple().at({slope: linear[k] - delta(k, y), u: x})
    return together(gradient, length.by(multiple).algebra(sqrt(Sum(x[f] ** 2, f)) * Abs(linear[k] - delta(k, y))))


# --- the prototype of the target near the input, κ = 1 --------------------------------------------------------------

with evaluate(False):
    others = Sum((1 - delta(j, y)) / d[j], j)
    UNIT = Eq(Sum(v[e] ** 2, e), 1)
    away = Sum((u[e] - x[e]) ** 2, e)  # the target's prototype is at u, the others at distances d_j
    loss_at_u = -log(softmax(-log(vector(j, sqrt(away) ** delta(j, y) * d[j] ** (1 - delta(j, y)))))[y])
    pull = Derivative(loss_at_u, u[f])


def along(step):
    """The gradient in the target's prototype at u = x + step · v."""
    return Subs(pull, u, vector(e, x[e] + step * v[e]))


def from_one_side():
    """At u = x + t v the gradient is S/(1 + S t) v, as ‖u − x‖ = t."""
    value = others / (sqrt(away) * (1 + others * sqrt(away))) * (u[f] - x[f])
    general = derive(pull, given=[away > 0]).compute(value)
    there = vector(e, x[e] + t * v[e])
    step = derive(Sum((entry(there, e) - x[e]) ** 2, e), given=[UNIT]).algebra(t**2)
    moved = combine(Sum((entry(there, e) - x[e]) ** 2, e) > 0, (-1, step), gap=t**2)
    near = given_lemma(general.at({u: there}, given=[UNIT]).sides(right=others * v[f] / (1 + others * t)), moved)
    tends = VANISHING.through(others * v[f] / (1 + others * b), b, VANISHING.of_variable()).sides(right=others * v[f])
    return VANISHING.rewrite(tends, along(t), same=near)


@theorem(
    "harmonic-target-singularity-removable/exponent-one-direction",
    "For κ = 1 the gradient in the target's prototype tends to S times the direction from which it comes",
    witness={"n": 2, "D": 1, "v": (1,)},
)
def exponent_one_direction():
    """From the two sides of a line through x the limits are S v and −S v, and S > 0: as w_y → x there is no limit."""
    ahead = from_one_side()
    turned = derive(Sum((-v[e]) ** 2, e), given=[UNIT]).algebra(1)
    behind = given_lemma(ahead.at({v: vector(e, -v[e])}, given=[UNIT]), turned)
    behind = Approach(slope, 0, "-").moved(along(slope), behind).sides(right=-others * v[f], using=())
    return together(ahead, behind, combine(others > 0, (1, others_positive().at({kappa: 1}))))


# --- where the classes lie ------------------------------------------------------------------------------------------


@theorem("distance-argmax-voronoi/affine", "The softmax of −d² is that of affine scores")
def affine():
    scores = vector(j, 2 * Sum(w[j, e] * x[e], e) - Sum(w[j, e] ** 2, e))
    return derive(softmax(vector(j, -squared(j)))[k]).definition(softmax(scores)[k])


@theorem("distance-argmax-voronoi/odds", "The odds of two classes are a power of the ratio of their distances", witness=AT_ZERO)
def odds():
    ratio = (sqrt(squared(l)) / sqrt(squared(k))) ** kappa
    return derive(p[k] / p[l], given=[APART]).definition(ratio)


@theorem(
    "distance-argmax-voronoi/apollonius",
    "Where two distances have a ratio other than 1 is a sphere",
    witness={"c": 2},
)
def apollonius():
    centre = lambda e: (w[l, e] - c * w[k, e]) / (1 - c)  # noqa: E731
    radius = c * Sum((w[k, e] - w[l, e]) ** 2, e) / (1 - c) ** 2
    sphere = (1 - c) * (Sum((x[e] - centre(e)) ** 2, e) - radius)
    return derive(squared(l) - c * squared(k), given=[Ne(c, 1)]).algebra(sphere)


@theorem("distance-argmax-voronoi/bisector", "Where two distances are equal is a hyperplane")
def bisector():
    plane = 2 * Sum((w[k, e] - w[l, e]) * x[e], e) + Sum(w[l, e] ** 2, e) - Sum(w[k, e] ** 2, e)
    return derive(squared(l) - squared(k)).algebra(plane)
