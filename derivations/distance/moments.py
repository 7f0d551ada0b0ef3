"""Moments of the squared distance of independent Gaussian vectors in D dimensions: integrals over R^D, one coordinate at a time.

Given x, the square of the distance to w has the mean |x|² + σ²D; then x varies in its turn. Two distances that share x are
correlated. Expectations are integrals with the density of N(0, σ² I), a product over coordinates.
"""

from sympy import Eq, Integral, Product, Rational, Sum, UnevaluatedExpr, evaluate, exp, oo, pi, sqrt

from ..prover.book.ledger import theorem
from ..prover.kernel.terms import ONE, substitute
from ..prover.language.sympy_notation import (
    SpaceIntegral, cons, dimension, indices, positives, read, reals, vector, vectors, write,
)  # fmt: skip
from ..prover.proof.by_cases import clause, together
from ..prover.proof.calculus import linear_integral
from ..prover.proof.chain import derive, induction, recall
from ..prover.proof.recorded import found

D = dimension("D")
i, j = indices("i j", D)
x, w, v = vectors("x w v", D)
sigma = positives("sigma")
t = reals("t")


def phi(t):
    """The density of N(0, σ²) at t"""
    return exp(-(t**2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))


def density(w, j=j):
    """That of N(0, σ² I) at a vector that is given entry by entry"""
    return Product(phi(w(j)), j)


def entries(w):
    return lambda j: w[j]


def squared(x, w, j=j):
    """|x − w|²"""
    return Sum((x(j) - w(j)) ** 2, j)


def given_x(f):
    """E f(w)"""
    return SpaceIntegral(f * density(entries(w)), w)


def over_x(f):
    return SpaceIntegral(f * density(entries(x)), x)


with evaluate(False):
    norm = Sum(x[j] ** 2, j)
    distance = squared(entries(x), entries(w))
    mean_given_x = norm + sigma**2 * D


@theorem("gaussian-moments/line", "The first moments of a normal law")
def on_the_line():
    values = 1, 0, sigma**2, 0, 3 * sigma**4
    return together(*(found(Eq(Integral(t**k * phi(t), (t, -oo, oo)), value)) for k, value in enumerate(values)))


def line(*coefficients):
    """The parts of ∫ Σ c_k t^k φ(t) dt, for linear_integral"""
    return [(c, clause(on_the_line, k).unprinted()) for k, c in enumerate(coefficients)]


def evaluated(chain, x, *parts):
    """The integral at which a chain has arrived, as a combination of those that are known."""
    return chain.by(linear_integral(write(chain.right), x, *parts))


def by_coordinates(f, value, alone, others, first, line=line, also=()):
    """∫ f(x, w) Π φ(w_j) dw = v(x) for every D, by induction on the number of coordinates.

    f and v take the entries of vectors, and their index. With t for the first coordinate of w, the integral over the others is a
    sum of multiples of integrals that are known: `others` makes it of the hypothesis. What it comes to is ∫ Σ c_k t^k φ(t) dt;
    its coefficients are `first`, and `alone` where there is one coordinate only. Of other integrals on the line, `line` makes the
    parts from these; `also` are the variables that f and v have besides.
    """
    longer, only = indices("j", D + 1), indices("j", 1)
    y, u, one, single = vectors("x", D + 1), vectors("w", D + 1), vectors("x", 1), vectors("w", 1)

    def weighted(x, w, j):
        return f(x, w, j) * density(w, j)

    statement = Eq(SpaceIntegral(weighted(entries(x), entries(w), j), w), value(entries(x), j, D))

    def step(hypothesis):
        tail = lambda k: y[k + 1]  # noqa: E731
        inner = SpaceIntegral(weighted(entries(y), lambda k: cons(t, w)[k], longer), w)
        values = {str(a): a for a in (sigma, *also)} | ({"x": vector(j, tail(j))} if read(x) in read(statement).free else {})
        known = Eq(SpaceIntegral(weighted(tail, entries(w), j), w), value(tail, j, D))
        return evaluated(
            derive(SpaceIntegral(weighted(entries(y), entries(u), longer), u))
            .definition(Integral(inner, (t, -oo, oo)))
            .by(linear_integral(inner, w, *others(y[1], hypothesis(known, **values)))),
            t,
            *line(*first(y[1], Sum(tail(j) ** 2, j))),
        ).algebra(value(entries(y), longer, D + 1))

    integral = Integral(weighted(entries(one), lambda k: t, only), (t, -oo, oo))
    base = derive(SpaceIntegral(weighted(entries(one), entries(single), only), single)).definition(integral)
    claimed = substitute(read(statement), {read(D): ONE}).args[1]
    base = evaluated(base, t, *line(*alone(one[1]))).sides(right=write(claimed), using=())
    return induction(statement, D, base, step)


@theorem("gaussian-moments/normaliser", "The density of independent normal coordinates has the integral one")
def normaliser():
    return by_coordinates(
        lambda x, w, j: 1,
        lambda x, j, D: 1,
        alone=lambda x: (1,),
        others=lambda x, known: [(phi(t), known)],
        first=lambda x, rest: (1,),
    )


@theorem("squared-distance-moments/conditional-mean", "The mean squared distance from a given point")
def conditional_mean():
    return by_coordinates(
        squared,
        lambda x, j, D: Sum(x(j) ** 2, j) + sigma**2 * D,
        alone=lambda x: (x**2, -2 * x, 1),
        others=lambda x, known: [((x - t) ** 2 * phi(t), recall(normaliser)), (phi(t), known)],
        first=lambda x, rest: (x**2 + rest + sigma**2 * D, -2 * x, 1),
    )


def square_given_x(norm, D):
    return (norm + sigma**2 * D) ** 2 + 4 * sigma**2 * norm + 2 * sigma**4 * D


@theorem("squared-distance-moments/conditional-square", "The mean of the fourth power of the distance from a given point")
def conditional_square():
    """((x_1 − t)² + s)² = (x_1 − t)⁴ + 2 (x_1 − t)² s + s², s being the square of the distance in the other coordinates."""

    def first(x, rest):
        mean = rest + sigma**2 * D
        return x**4 + 2 * x**2 * mean + square_given_x(rest, D), -4 * x**3 - 4 * x * mean, 6 * x**2 + 2 * mean, -4 * x, 1

    tail = vectors("x", D + 1)
    shorter = recall(conditional_mean).at({x: vector(j, tail[j + 1])})
    return by_coordinates(
        lambda x, w, j: squared(x, w, j) ** 2,
        lambda x, j, D: square_given_x(Sum(x(j) ** 2, j), D),
        alone=lambda x: (x**4, -4 * x**3, 6 * x**2, -4 * x, 1),
        others=lambda x, known: [
            ((x - t) ** 4 * phi(t), recall(normaliser)),
            (2 * (x - t) ** 2 * phi(t), shorter),
            (phi(t), known),
        ],
        first=first,
    )


# --- then x varies, too ---------------------------------------------------------------------------------------------


def of_norm(power):
    """E |x|², or E |x|⁴: that of the distance from 0"""
    f, value = ((norm, sigma**2 * D), (norm**2, sigma**4 * D**2 + 2 * sigma**4 * D))[power - 1]
    known = recall((conditional_mean, conditional_square)[power - 1]).at({x: vector(j, 0)})
    return linear_integral(over_x(f), x, (1, known)).sides(right=value, using=())


def over_norm(chain, constant, linear, quadratic):
    """A chain at ∫ (a + b |x|² + c |x|⁴) Π φ(x_j) dx"""
    total = linear_integral(over_x(1), x, (1, recall(normaliser)))
    return evaluated(chain, x, (constant, total), (linear, of_norm(1)), (quadratic, of_norm(2)))


@theorem("squared-distance-moments/mean", "The mean squared distance of two Gaussian vectors")
def mean():
    return over_norm(derive(over_x(given_x(distance))).by(conditional_mean), sigma**2 * D, 1, 0).algebra(2 * sigma**2 * D)


def mean_square():
    """E d⁴"""
    chain = derive(over_x(given_x(distance**2))).by(conditional_square)
    return over_norm(chain, sigma**4 * D**2 + 2 * sigma**4 * D, 2 * sigma**2 * D + 4 * sigma**2, 1).algebra(
        4 * sigma**4 * D**2 + 8 * sigma**4 * D
    )


@theorem("squared-distance-moments/variance", "The variance of the squared distance: relative to its mean it vanishes as D grows")
def variance():
    first, second = over_x(given_x(distance)), over_x(given_x(distance**2))
    spread = derive(second - first**2).by(mean_square()).by(mean).algebra(8 * sigma**4 * D)
    relative = derive(sqrt(second - first**2) / first).by(mean_square()).by(mean).algebra(sqrt(2 / D))
    return together(spread, relative)


@theorem("squared-distance-moments/correlation", "Two squared distances that share a vector have the correlation one quarter")
def correlation():
    """Given x they are independent, so that their covariance is the variance of the mean given x, and that of |x|²."""
    other = SpaceIntegral(distance * squared(entries(x), entries(v)) * density(entries(v)), v)
    inner = linear_integral(other, v, (distance, recall(conditional_mean)))
    outer = linear_integral(given_x(UnevaluatedExpr(distance * mean_given_x)), w, (mean_given_x, recall(conditional_mean)))
    chain = derive(over_x(given_x(other))).by(inner).by(outer)
    both = over_norm(chain, sigma**4 * D**2, 2 * sigma**2 * D, 1)
    first, second = over_x(given_x(distance)), over_x(given_x(distance**2))
    covariance = over_x(given_x(other)) - first**2
    shared = over_x(norm**2) - over_x(norm) ** 2
    return together(
        derive(covariance).by(both).by(mean).algebra(2 * sigma**4 * D),
        derive(shared).by(of_norm(2)).by(of_norm(1)).algebra(2 * sigma**4 * D),
        derive(covariance / (second - first**2)).by(both).by(mean_square()).by(mean).algebra(Rational(1, 4)),
    )
