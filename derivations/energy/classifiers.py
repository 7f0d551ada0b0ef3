"""A classifier with scores f(x) as a joint density p(x, y) = exp(f_y(x))/Z, and what of it the classifier does not fix.

At a point x: p(y | x) = softmax(f)_y, and p(x) = exp(LSE(f))/Z. A level c(x), added to all scores, leaves the first as it is and
multiplies the second by exp(c(x)): the classifier fixes no density. Where x varies, f is n functions of a vector of D numbers.
"""

from sympy import Derivative, Eq, Lambda, Product, Sum, evaluate, exp, log, pi, sqrt

from ..distance.moments import normaliser, sigma
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, SpaceIntegral, dimension, entry, functions_of, indices, ones, positives, reals, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import together
from ..prover.proof.calculus import linear_integral
from ..prover.proof.chain import derive, recall, suppose

n, D = dimension("n"), dimension("D")
f = vectors("f", n)
y, l = indices("y l", n)
Z, target = positives("Z p")  # the normaliser, and a density at x
c = reals("c")
x, d = vectors("x", D), indices("d", D)
smooth, scores = functions_of("f", "differentiable vector -> real", n, D), functions_of("f", "vector -> real", n, D)
points, parameters = dimension("m"), dimension("P")
u, s = indices("u s", points)
theta, q = vectors("theta", parameters), indices("q", parameters)
fitted = functions_of("f", "differentiable vector -> real", points, n, parameters)  # f_y(x; θ), x the u-th of m points
density_at = functions_of("p", "vector -> positive", D)  # p*, as a function of x

with evaluate(False):
    joint = lambda y: exp(f[y]) / Z  # noqa: E731
    marginal = Sum(joint(l), l)
    moved = f + c * ones(n)
    gauge = f + (log(target) - LSE(f)) * ones(n)
    smooth_at_x, scores_at_x = (vector(y, of[y](x)) for of in (smooth, scores))
    gaussian = Product(exp(-(x[d] ** 2) / 2) / sqrt(2 * pi), d)
    level = log(density_at(x)) - LSE(scores_at_x)
    joint_at_x = Sum(exp(scores[y](x) + level), y)


@theorem(
    "jem-joint-energy/conditional", "Given x, the classes of the joint density have softmax as their law", source="grathwohl2020"
)
def conditional():
    return derive(joint(y) / marginal).algebra(exp(f[y]) / Sum(exp(f[l]), l)).definition(softmax(f)[y])


@theorem("jem-joint-energy/marginal", "The density of x is the exponential of log-sum-exp, up to a factor", source="grathwohl2020")
def density():
    return derive(marginal).algebra(Sum(exp(f[l]), l) / Z).definition(exp(LSE(f)) / Z)


@theorem("jem-nll-split/split", "The log-likelihood splits into that of x and that of the class", source="grathwohl2020")
def split():
    return derive(log(joint(y))).definition(log(marginal) + log(softmax(f)[y]))


# --- along x --------------------------------------------------------------------------------------------------------


@theorem("jem-score/score", "The score of the density is the mean of the slopes of the logits", source="grathwohl2020")
def score():
    total = Sum(exp(smooth[l](x)), l)
    slope = (
        derive(Derivative(LSE(smooth_at_x), x[d]))
        .definition(Derivative(log(total), x[d]))
        .differentiate(Sum(exp(smooth[l](x)) * smooth[l].slope(x)[d], l) / total)
        .definition(Sum(softmax(smooth_at_x)[y] * smooth[y].slope(x)[d], y))
    )
    density = derive(Derivative(log(exp(LSE(smooth_at_x)) / Z), x[d])).compute(Derivative(LSE(smooth_at_x), x[d])).by(slope)
    return together(slope, density)


# --- along the parameters, where x is one of finitely many -----------------------------------------------------------


@theorem(
    "jem-nll-split/log-partition", "The slope of the logarithm of the normaliser is a mean under the model", source="hinton2002"
)
def log_partition():
    weights = Sum(Sum(exp(fitted[u, y](theta)), y), u)
    slopes = Sum(Sum(exp(fitted[u, y](theta)) * fitted[u, y].slope(theta)[q], y), u)
    mean = Sum(Sum(exp(fitted[u, y](theta)) / weights * fitted[u, y].slope(theta)[q], y), u)
    return derive(Derivative(log(weights), theta[q])).differentiate(slopes / weights).algebra(mean)


@theorem(
    "jem-nll-split/phases",
    "The slope of the log-likelihood of x is a mean given x, less a mean under the model",
    source="hinton2002",
)
def phases():
    weights = Sum(Sum(exp(fitted[u, y](theta)), y), u)
    at_s = Sum(exp(fitted[s, y](theta)), y)
    given_x = Sum(softmax(vector(y, fitted[s, y](theta)))[y] * fitted[s, y].slope(theta)[q], y)
    mean = Sum(Sum(exp(fitted[u, y](theta)) / weights * fitted[u, y].slope(theta)[q], y), u)
    return derive(Derivative(log(at_s / weights), theta[q])).compute(given_x - mean)


# --- what is gauge --------------------------------------------------------------------------------------------------


@theorem("jem-gauge/conditional", "A level that depends on x leaves the classes as they are", source="grathwohl2020", star=True)
def gauge_conditional():
    return (
        derive(entry(softmax(moved), y))
        .definition(exp(f[y] + c) / Sum(exp(f[l] + c), l))
        .algebra(exp(f[y]) / Sum(exp(f[l]), l))
        .definition(softmax(f)[y])
        .entrywise(y)
    )


@theorem("jem-gauge/marginal", "A level that depends on x multiplies the density of x")
def gauge_marginal():
    return derive(exp(LSE(moved))).definition(exp(c) * exp(LSE(f)))


@theorem(
    "jem-gauge/any-density-at-a-point",
    "Any density that is positive at a point is that of some level there",
    source="grathwohl2020",
)
def any_density_at_a_point():
    """c = log p* − LSE(f): so a level for each x makes of any classifier any positive density, which has the integral 1."""
    return together(
        derive(exp(LSE(gauge))).definition(exp(log(target) - LSE(f) + LSE(f))).algebra(target),
        recall(gauge_conditional).at({c: log(target) - LSE(f)}).restate(Eq(softmax(gauge), softmax(f))),
    )


def normaliser_of_gaussian():
    return linear_integral(SpaceIntegral(gaussian, x), x, (1, recall(normaliser).at({sigma: 1}))).sides(right=1, using=())


@theorem(
    "jem-gauge/any-density",
    "Whatever the classifier, every positive density is that of some level, and the classes stay as they are",
    source="grathwohl2020",
    star=True,
    witness={"n": 2, "D": 1, "p": Lambda(x, gaussian)},
    implies=normaliser_of_gaussian,
)
def any_density():
    """c(x) = log p*(x) − LSE(f(x)), for every x: so Z = ∫ p* = 1. Of f nothing is supposed, and of p* that it is a density."""
    marginal = derive(joint_at_x).definition(density_at(x))
    normal = derive(SpaceIntegral(joint_at_x, x)).by(marginal).by(suppose(Eq(SpaceIntegral(density_at(x), x), 1)))
    classes = derive(entry(softmax(scores_at_x + level * ones(n)), y)).definition(softmax(scores_at_x)[y])
    return together(normal, marginal, classes)
