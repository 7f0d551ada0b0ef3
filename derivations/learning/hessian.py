"""Logistic regression: the loss of K samples x_s as a function of the weights W, along a direction V.

Its curvature is a sum of variances, at least 0 and at most half of what V does to the samples beside their level.
"""

from sympy import Derivative, Eq, Rational, Sum, evaluate, log

from ..definitions.symbols import J, h, i, j, n, p, z
from ..jacobian.variance import nonnegative
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, delta, diag, dimension, entry, indices, matrices, outer, quadratic, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import combine, derive, recall, suppose_all

K, D = dimension("K"), dimension("D")
W, V = matrices("W V", n, D)
x = matrices("x", K, D)
Y = matrices("Y", K, n)
s, d = indices("s", K), indices("d", D)
v = vectors("v", D)
t = reals("t")


def scores(A):
    """The scores A x_s of the sample s"""
    return vector(i, Sum(A(i, d) * x[s, d], d))


def along(t):
    return scores(lambda i, d: W[i, d] + t * V[i, d])


with evaluate(False):
    at_w, step = scores(lambda i, d: W[i, d]), scores(lambda i, d: V[i, d])
    LABELS = ForAll(Eq(Sum(Y[s, j], j), 1), s)
    losses = Sum(-Sum(Y[s, j] * log(entry(softmax(along(t)), j)), j), s)
    average = Sum(h[j], j) / n
    centred = Sum((h[j] - average) ** 2, j)


def form(z, h):
    """hᵀ J(softmax(z)) h"""
    return quadratic(diag(softmax(z)) - outer(softmax(z), softmax(z)), h)


def below_half():
    """hᵀ J h <= ½ Σ (h_j − h̄)²: with u = h − h̄ the difference is 2 Σ (p_i − ½)² u_i² + ½ Σ_i Σ_{j≠i} p_i p_j (u_i + u_j)²."""

    def u(index):
        return h[index] - average

    half = Rational(1, 2)
    pairs = Sum(Sum((1 - delta(i, j)) * p[i] * p[j] * (u(i) + u(j)) ** 2, j), i)
    return combine(quadratic(J, h) <= half * centred, gap=2 * Sum((p[i] - half) ** 2 * u(i) ** 2, i) + half * pairs)


@theorem("logistic-regression-hessian/hessian", "The Hessian of the loss: a sum of Jacobians", source="bohning1992",
         witness={"K": 1, "n": 1, "Y": ((1,),)})  # fmt: skip
def hessian():
    one_each = suppose_all(Eq(Sum(Y[s, j], j), 1), s)
    scored = -Sum(Y[s, j] * log(entry(softmax(along(t)), j)), j)
    written = derive(scored, given=[Eq(Sum(Y[s, j], j), 1)]).definition(LSE(along(t)) - Sum(Y[s, j] * entry(along(t), j), j))
    written = given_lemma(written, one_each)
    return derive(Derivative(losses, (t, 2)), given=[LABELS]).by(written).compute(Sum(form(along(t), step), s)).at({t: 0})


@theorem(
    "logistic-regression-hessian/semidefinite", "The Hessian of logistic regression is positive semidefinite", source="bohning1992"
)
def semidefinite():
    return recall(nonnegative).at({z: at_w, h: step}).sum(s)


@theorem(
    "logistic-regression-hessian/upper",
    "The Hessian of logistic regression is at most half of what a direction does beside the level",
    source="bohning1992",
)
def upper():
    return below_half().at({z: at_w, h: step}).sum(s)


@theorem("logistic-regression-hessian/null-directions", "Adding one vector to all weights changes nothing", source="bohning1992")
def null_directions():
    level = vector(i, Sum(v[d] * x[s, d], d))
    return derive(Sum(form(at_w, level), s)).compute(0)
