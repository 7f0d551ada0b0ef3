"""The Dirichlet law in the coordinates of softmax: there its mode is its mean, and Laplace's approximation is near at hand."""

from sympy import Abs, Derivative, Eq, Product, Sum, Tuple, evaluate, exp, gamma, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    KL, LSE, ForAll, SimplexIntegral, delta, det, diag, dimension, dot, entry, indices, outer, positive_vectors,
    reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.chain import derive, recall, suppose, tangent_line
from ..prover.proof.by_cases import forced_equal, given_lemma, specialise, termwise_equal, together
from ..prover.proof.determinants import matrix_determinant_lemma
from ..prover.proof.recorded import found
from ..definitions.symbols import Z, p
from ..temperature.ends import exp_tangent, x
from .integral import normaliser

n = dimension("n")
i, j, k, l, m = indices("i j k l m", n)  # noqa: E741
alpha, z = positive_vectors("alpha", n), vectors("z", n)
y = reals("y")
with evaluate(False):
    A = Sum(alpha[j], j)
    at_z, at_mean = Product(softmax(z)[i] ** alpha[i], i), Product((alpha[i] / A) ** alpha[i], i)  # the density, up to a factor


with evaluate(False):
    a, b = indices("a b", n - 1)
    chart = vector(a, vector(b, Derivative(softmax(z)[a], z[b])))  # ∂(p_1, …, p_(n−1)) / ∂(z_1, …, z_(n−1)), z_n being fixed


@theorem(
    "dirichlet-softmax-basis/chart-jacobian",
    "With one score fixed, the volume of softmax is the product of the probabilities",
    source="mackay1998",
    witness={"n": 2},
)
def chart_jacobian():
    """The matrix is diag(p) − p pᵀ without its last row and column: its determinant is Π_{i<n} p_i (1 − Σ_{i<n} p_i).

    It is the same whatever number z_n is fixed at, such as 0.
    """
    rest = softmax(z)
    entries = derive(Derivative(rest[a], z[b]), given=[n >= 2]).compute(rest[a] * delta(a, b) + (-rest[a]) * rest[b])
    lemma = matrix_determinant_lemma(chart, a, b, rest[a], -rest[a], rest[b], -rest[a], entries=entries)
    volume = Product(rest[i], i)
    whole = lemma.sides(right=volume, using=("definition", "ranges"), because="the last probability is what the others leave")
    return derive(Abs(det(chart)), given=[n >= 2]).by(whole).definition(volume)


@theorem(
    "dirichlet-softmax-basis/density",
    "The Dirichlet density in softmax coordinates",
    source="mackay1998",
    witness={"n": 2, "alpha": (1, 1)},
)
def density():
    """The density in p, times the volume: each exponent is one more than in p."""
    q, weight = positive_vectors("q", n), lambda p: Product(p[i] ** (alpha[i] - 1), i)
    return (
        derive(weight(softmax(z)) / SimplexIntegral(weight(q), q) * Abs(det(chart)), given=[n >= 2])
        .by(chart_jacobian)
        .by(normaliser)
        .definition(gamma(A) / Product(gamma(alpha[i]), i) * Product(softmax(z)[i] ** alpha[i], i))
    )


@theorem("dirichlet-softmax-basis/stationary", "The gradient of the log-density in softmax coordinates", source="mackay1998")
def stationary():
    return (
        derive(Derivative(Sum(alpha[i] * log(softmax(z)[i]), i), z[k]))
        .definition(Derivative(Sum(alpha[i] * z[i], i) - A * log(Z), z[k]))
        .differentiate(Sum(alpha[i] * delta(i, k), i) - A * Sum(exp(z[j]) * delta(j, k), j) / Z)
        .collapse(alpha[k] - A * exp(z[k]) / Z)
        .definition(alpha[k] - A * softmax(z)[k])
    )


@theorem("dirichlet-softmax-basis/gap", "How far the log-density is below its maximum is a divergence")
def gap():
    return derive(Sum(alpha[i] * log(alpha[i] / A), i) - Sum(alpha[i] * log(softmax(z)[i]), i)).definition(
        A * KL(alpha / A, softmax(z))
    )


@theorem(
    "dirichlet-softmax-basis/mode",
    "In softmax coordinates the Dirichlet density is nowhere greater than at the mean",
    source="mackay1998",
)
def mode():
    return found(at_z <= at_mean)


@theorem(
    "dirichlet-softmax-basis/mode-equality-if",
    "At the mean the Dirichlet density in softmax coordinates is greatest",
    witness={"n": 1, "z": (0,), "alpha": (1,)},
)
def mode_if():
    at_the_mean = ForAll(Eq(softmax(z)[k], alpha[k] / A), k)
    return derive(at_z, given=[at_the_mean]).by(specialise(suppose(at_the_mean), k))


def touches_only_at_zero():
    """The tangent of the exponential at 0 meets it nowhere else: y = 0 from 1 + y = e^y."""

    def strict(apart):
        convex = derive(Derivative(exp(x), (x, 2)), given=[apart]).differentiate(exp(x)).above(0)
        return tangent_line(convex, x, 0, y).sides(1 + y, using=("derivative",))

    return forced_equal(y, 0, strict, suppose(Eq(1 + y, exp(y))))


@theorem(
    "dirichlet-softmax-basis/mode-equality-only-if",
    "The Dirichlet density in softmax coordinates is greatest at the mean only",
    witness={"n": 1, "z": (0,), "alpha": (1,)},
)
def mode_only_if():
    """The log-densities differ by Σ α_i (r_i − 1 − log r_i), where r_i = A σ(z)_i / α_i; no term is negative, so all vanish."""
    log_r = log(softmax(z)[i] * A / alpha[i])
    totals = suppose(Eq(at_z, at_mean)).log().rearrange(Eq(Sum(alpha[i] * (1 + log_r), i), Sum(alpha[i] * exp(log_r), i)))
    termwise = termwise_equal(recall(exp_tangent).at({x: log_r}).times(alpha[i]), totals, i)
    touching = termwise.times(1 / alpha[i]).sides(1 + log_r, exp(log_r), using=())
    none = given_lemma(touches_only_at_zero().at({y: log_r}), touching)
    return none.exp().times(alpha[i] / A).sides(softmax(z)[i], entry(alpha / A, i)).entrywise(i)


@theorem("laplace-bridge/hessian", "The Hessian of the log-density in softmax coordinates is the Jacobian of softmax, A times")
def hessian():
    return found(Eq(-Derivative(dot(alpha, z) - A * LSE(z), z[i], z[k]), A * entry(diag(p) - outer(p, p), i, k)))


@theorem("laplace-bridge/mean", "The mode in softmax coordinates whose sum is zero", source="hobbhahn2022")
def bridge_mean():
    mu = vector(k, log(alpha[k]) - 1 / n * Sum(log(alpha[l]), l))
    centred = derive(Sum(mu[m], m)).algebra(0)
    return together(centred, derive(softmax(mu)[k]).definition(entry(alpha / A, k)).entrywise(k))


@theorem("laplace-bridge/covariance", "The covariance of Laplace's approximation is the pseudo-inverse of the Hessian at the mode")
def bridge_covariance():
    """M X and X M are both the projection P off the all-ones vector, and P leaves M and X as they are: Penrose's conditions."""
    q, P = lambda i: alpha[i] / A, lambda i, k: delta(i, k) - 1 / n  # noqa: E731
    M = lambda i, k: A * (delta(i, k) * q(i) - q(i) * q(k))  # noqa: E731
    X = lambda i, k: Sum(P(i, l) * P(k, l) / alpha[l], l)  # noqa: E731
    product = lambda U, V: Sum(U(i, m) * V(m, k), m)  # noqa: E731
    return found(
        Tuple(Eq(product(M, X), P(i, k)), Eq(product(X, M), P(i, k)), Eq(product(P, M), M(i, k)), Eq(product(P, X), X(i, k)))
    )


@theorem("laplace-bridge/variance", "The variance of one log-probability in Laplace's approximation")
def bridge_variance():
    entry = Sum((delta(k, l) - 1 / n) * (delta(k, l) - 1 / n) / alpha[l], l)
    return derive(entry).collapse(1 / alpha[k] * (1 - 2 / n) + 1 / n**2 * Sum(1 / alpha[l], l))
