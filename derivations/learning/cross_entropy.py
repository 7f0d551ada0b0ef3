"""Cross-entropy: its gradient is what is predicted less what is wanted, and the squared error's is not."""

from sympy import Abs, Derivative, Eq, Lt, Ne, Rational, Sum, evaluate, exp, log, sqrt

from ..definitions.symbols import J, Z, i, j, k, n, p, z
from ..prover.proof import derived
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    delta, entry, indices, outer, diag, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import asked, combine, derive, recall, suppose
from ..prover.proof.recorded import found
from ..prover.proof.sizes import from_squares
from ..prover.proof.by_cases import clause
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, together, whichever
from ..log_sum_exp.tangent import exp_tangent
from .fading import FAR, b, fading, t, x

y = vectors("y", n)
target = indices("y", n)
whole = Eq(Sum(y[j], j), 1)
spread_evenly = {"n": 1, "y": (1,)}


@theorem(
    "cross-entropy-gradient/gradient",
    "The gradient of cross-entropy: predicted less wanted",
    source="bridle1990",
    witness=spread_evenly,
)
def gradient():
    return (
        derive(Derivative(-Sum(y[j] * log(p[j]), j), z[k]), given=[whole])
        .definition(Derivative(log(Z) - Sum(y[j] * z[j], j), z[k]))
        .differentiate(Sum(exp(z[j]) * delta(j, k), j) / Z - Sum(y[j] * delta(j, k), j))
        .collapse(exp(z[k]) / Z - y[k])
        .definition(p[k] - y[k])
    )


@theorem(
    "cross-entropy-gradient/hessian",
    "The Hessian of cross-entropy does not depend on the target",
    source="bridle1990",
    witness=spread_evenly,
)
def hessian():
    return (
        derive(Derivative(-Sum(y[j] * log(p[j]), j), z[k], z[i]), given=[whole])
        .by(gradient, Derivative(p[k] - y[k], z[i]))
        .definition(Derivative(exp(z[k]) / Z - y[k], z[i]))
        .differentiate(delta(i, k) * exp(z[k]) / Z - exp(z[k]) * Sum(delta(j, i) * exp(z[j]), j) / Z**2)
        .collapse(delta(i, k) * exp(z[i]) / Z - exp(z[k]) * exp(z[i]) / Z**2)
        .definition(p[i] * (delta(i, k) - p[k]))
    )


@theorem("logit-mse-saturation/gradient", "The gradient of the squared error is seen through the Jacobian", source="goodfellow2016")
def mse_gradient():
    fitted = exp(z[j]) / Z
    slope = delta(j, k) * exp(z[j]) / Z - exp(z[j]) * Sum(delta(i, k) * exp(z[i]), i) / Z**2
    return (
        derive(Derivative(Rational(1, 2) * Sum((p[j] - y[j]) ** 2, j), z[k]))
        .definition(Derivative(Rational(1, 2) * Sum((fitted - y[j]) ** 2, j), z[k]))
        .differentiate(Sum((fitted - y[j]) * slope, j))
        .collapse(Sum((fitted - y[j]) * (delta(j, k) * exp(z[j]) / Z - exp(z[j]) * exp(z[k]) / Z**2), j))
        .collapse(Sum((fitted - y[j]) * (delta(k, j) * exp(z[k]) / Z - exp(z[j]) * exp(z[k]) / Z**2), j))
        .definition(Sum(entry(J, k, j) * (p[j] - y[j]), j))
    )


@theorem("cross-entropy-gradient-norm-bounds/loss-lower", "The loss is at least the missing probability")
def loss_lower():
    return recall(exp_tangent).at({x: log(p[target])}).sides(right=p[target]).rearrange(1 - p[target] <= -log(p[target]))


@theorem("cross-entropy-gradient-norm-bounds/l1", "In the sum norm the gradient of cross-entropy is twice the missing probability")
def l1():
    total = Sum(Abs(p[j] - delta(j, target)), j)
    missing = 2 * (1 - p[target])
    return together(found(Eq(total, missing)), derive(missing).below(2, gap=2 * p[target]))


@theorem("cross-entropy-gradient-norm-bounds/gradient-by-loss", "The loss bounds its gradient")
def gradient_by_loss():
    size = Abs(p[j] - delta(j, target))
    slope = (
        derive(Sum(Abs(Derivative(-log(p[target]), z[j])), j))
        .definition(Sum(Abs(Derivative(log(Z) - z[target], z[j])), j))
        .differentiate(Sum(Abs(Sum(exp(z[i]) * delta(i, j), i) / Z - delta(target, j)), j))
        .collapse(Sum(Abs(exp(z[j]) / Z - delta(j, target)), j))
        .definition(Sum(size, j))
    )
    return slope.by(clause(l1, 0)).at_most(2 * -log(p[target]), plus=[(2, loss_lower)])


with evaluate(False):
    others = 1 - delta(j, target)
    pairs = Sum(others * p[j] * Sum((1 - delta(k, target)) * (1 - delta(k, j)) * p[k], k), j)
    total = Sum((p[j] - delta(j, target)) ** 2, j)
    norm, missing = sqrt(total), sqrt(2) * (1 - p[target])


def at_most_one():
    """p_j <= 1, as the exponentials of the others are positive."""
    return derive(p[j]).definition(exp(z[j]) / Z).at_most(1, gap=Sum((1 - delta(i, j)) * exp(z[i]), i) / Z)


def split():
    """Σ (p_j − δ_jy)² = 2 (1 − p_y)² − Σ_j Σ_k p_j p_k over j and k that differ from y and from each other."""
    return combine(Eq(total, 2 * (1 - p[target]) ** 2 - pairs))


@theorem("cross-entropy-gradient-norm-bounds/l2", "In the Euclidean norm the gradient is at most √2 times the missing probability")
def l2():
    squares = split().at_most(2 * (1 - p[target]) ** 2, gap=pairs)
    return given_lemma(from_squares(norm <= missing, squares, given=[p[target] <= 1]), at_most_one().at({j: target}))


@theorem(
    "cross-entropy-gradient-norm-bounds/l2-equality-if",
    "With two classes, or one, the Euclidean bound is attained",
    witness={"n": 2},
)
def l2_equality_if():
    one = at_most_one()
    product_at_most_one = combine(p[j] * p[k] <= 1, (1, one), (p[j], one.at({j: k})))
    weight = others * (1 - delta(k, target)) * (1 - delta(k, j))
    most = product_at_most_one.times(weight).sum(k).sum(j).sides(pairs, (n - 1) * (n - 2), using=("collapse",))
    between = asked("product of inequalities", derived.product, combine(1 <= n, gap=n - 1), suppose(n <= 2))
    nothing = both_bounds(combine(pairs <= 0, (1, most), (1, between)), combine(0 <= pairs, gap=pairs))
    squares = combine(2 * (1 - p[target]) ** 2 <= total, (-1, split()), (1, nothing))
    return both_bounds(l2, from_squares(missing <= norm, squares))


@theorem(
    "cross-entropy-gradient-norm-bounds/l2-equality-only-if",
    "The Euclidean bound is attained with at most two classes only",
    witness={"n": 1, "z": (0,), "y": 1},
)
def l2_equality_only_if():
    equal = suppose(Eq(norm, missing))
    nothing = combine(Eq(pairs, 0), (-(norm + missing), equal), (1, split()))
    distinct = others * (1 - delta(k, target)) * (1 - delta(k, j))
    no_pair = (
        nothing.terms_vanish(j)
        .sides(left=Sum(distinct * p[j] * p[k], k), using=())
        .terms_vanish(k)
        .cancel(p[j] * p[k], distinct)
        .sum(k)
        .sum(j)
        .sides(left=(n - 1) * (n - 2), right=0, using=("collapse",))
    )
    return whichever(n, 2, lambda order: at_most_two(order, no_pair))


def at_most_two(order, no_pair):
    """n <= 2, where n is smaller than 2, or 2, or larger, which (n − 1)(n − 2) = 0 forbids."""
    if order != Lt(2, n):
        return combine(n <= 2, (1, suppose(order)))
    more = suppose(order)
    return impossible(asked("product of inequalities", derived.product, combine(1 < n, (1, more), gap=1), more), no_pair, n <= 2)


edge = vector(j, t * delta(j, k))  # the scores t e_k


def at_edge(index):
    """Softmax of t e_k at an index, in terms of b = e^(−t)."""
    return (delta(index, k) + (1 - delta(index, k)) * b) / (1 + (n - 1) * b)


@theorem(
    "logit-mse-saturation/vertex-limit",
    "Confidently wrong, the squared error has no gradient left",
    source="goodfellow2016",
    witness={"n": 2},
)
def vertex_limit():
    q = softmax(edge)
    body = Sum(entry(diag(q) - outer(q, q), i, j) * (entry(q, j) - y[j]), j)
    near = Sum((delta(i, j) * at_edge(i) - at_edge(i) * at_edge(j)) * (at_edge(j) - y[j]), j)
    return FAR.rewrite(FAR.through(near, b, fading(1)), body).sides(right=0, using=("collapse",))


@theorem(
    "logit-mse-saturation/cross-entropy-limit",
    "Confidently wrong, cross-entropy has a gradient of length √2",
    witness={"n": 2, "k": 1, "y": 2},
)
def cross_entropy_limit():
    body = Sum((entry(softmax(edge), j) - delta(j, target)) ** 2, j)
    near = Sum((at_edge(j) - delta(j, target)) ** 2, j)
    squares = FAR.rewrite(FAR.through(near, b, fading(1).assuming(Ne(k, target))), body).sides(right=2, using=("collapse",))
    return FAR.through(sqrt(b), b, squares)
