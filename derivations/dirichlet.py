"""Dirichlet posterior means, and how add-α is softmax of log counts.

The integral over the simplex is the iterated one, dp_1 ... dp_{n−1}; its normaliser follows by induction on the number of
categories from one analytic axiom, the Beta integral. Expectations are quotients of such integrals.
"""

from sympy import Eq, Integral, Product, Sum, gamma, log

from .prover.proof.chain import beta_integral, constant_factor, derive, induction, recall
from .prover.book.ledger import theorem
from .prover.language.sympy_notation import (
    ForAll, SimplexIntegral, cons, counts, delta, dimension, indices, nonnegative_vectors, positive_vectors, positives, reals,
    softmax, vector,
)  # fmt: skip

n = dimension("n")
i, j, k = indices("i j k", n)
alpha, p = positive_vectors("alpha p", n)
c = counts("c", n)
s = positives("s")
t = reals("t")


def normaliser_of(a, total, n):
    """∫ Π p_j^(a_j − 1) over the simplex of the given total, and its value."""
    p, j = positive_vectors("p", n), indices("j", n)
    A = Sum(a[j], j)
    return Eq(SimplexIntegral(Product(p[j] ** (a[j] - 1), j), p, total), total ** (A - 1) * Product(gamma(a[j]), j) / gamma(A))


@theorem("dirichlet-normaliser/scaled", "The Dirichlet integral over a simplex of total s")
def scaled():
    more = positive_vectors("alpha", n + 1)
    all_of_them = indices("j", n + 1)
    statement = normaliser_of(alpha, s, n)

    def step(hypothesis):
        rest = Product(p[j] ** (more[j + 1] - 1), j)
        A = Sum(more[j + 1], j)
        C = Product(gamma(more[j + 1]), j) / gamma(A)
        inside = [0 < t, t < s]
        first_apart = derive(Product(cons(t, p)[all_of_them] ** (more[all_of_them] - 1), all_of_them), given=[0 < t])
        known = hypothesis(
            Eq(SimplexIntegral(rest, p, s - t), (s - t) ** (A - 1) * Product(gamma(more[j + 1]), j) / gamma(A)),
            given=inside,
            alpha=vector(j, more[j + 1]),
            s=s - t,
        )
        integrand = t ** (more[1] - 1) * ((s - t) ** (A - 1) * Product(gamma(more[j + 1]), j) / gamma(A))
        beta = t ** (more[1] - 1) * (s - t) ** (A - 1)
        after = normaliser_of(more, s, n + 1)
        return (
            derive(after.lhs)
            .definition(
                Integral(
                    SimplexIntegral(Product(cons(t, p)[all_of_them] ** (more[all_of_them] - 1), all_of_them), p, s - t), (t, 0, s)
                )
            )
            .by(first_apart.algebra(t ** (more[1] - 1) * rest), because="the first category apart")
            .by(
                constant_factor(SimplexIntegral(rest, p, s - t), t ** (more[1] - 1)), because="t is constant over the inner simplex"
            )
            .by(known, because="the induction hypothesis for the other n categories, on a simplex of total s − t")
            .by(derive(integrand, given=inside).algebra(C * beta))
            .by(constant_factor(Integral(beta, (t, 0, s)), C))
            .by(beta_integral(more[1], A, s, t), because="the Beta integral")
            .algebra(after.rhs)
        )

    one = positive_vectors("alpha", 1)
    single = normaliser_of(one, s, 1)
    base = derive(single.lhs).definition(s ** (one[1] - 1)).algebra(single.rhs)
    return induction(statement, n, base, step)


@theorem("dirichlet-normaliser/normaliser", "The normaliser of the Dirichlet density")
def normaliser():
    return recall(scaled).at({s: 1}).sides(right=Product(gamma(alpha[j]), j) / gamma(Sum(alpha[j], j)), using=())


@theorem(
    "dirichlet-posterior-mean-add-alpha/mean", "The posterior mean of a Dirichlet prior is add-α", source="good1965", star=True
)
def mean():
    likelihood = Product(p[j] ** (alpha[j] + c[j] - 1), j)
    raised = Product(p[j] ** (alpha[j] + c[j] + delta(i, j) - 1), j)

    def normalised(exponent):
        """The normaliser, at the exponents α_j = exponent."""
        integral = SimplexIntegral(Product(p[j] ** (exponent - 1), j), p)
        value = Product(gamma(exponent), j) / gamma(Sum(exponent, j))
        return recall(normaliser).at({alpha: vector(j, exponent)}).restate(Eq(integral, value))

    return (
        derive(SimplexIntegral(p[i] * likelihood, p) / SimplexIntegral(likelihood, p))
        .by(derive(p[i] * likelihood).collapse(raised), because="one more observation of category i")
        .by(normalised(alpha[j] + c[j] + delta(i, j)))
        .by(normalised(alpha[j] + c[j]))
        .recursion((c[i] + alpha[i]) / (Sum(c[j], j) + Sum(alpha[j], j)))
    )


@theorem(
    "dirichlet-posterior-mean-add-alpha/convex-combination",
    "The posterior mean lies between the frequencies and the prior mean",
    witness={"n": 1, "c": (1,)},
)
def convex_combination():
    N, A = Sum(c[j], j), Sum(alpha[j], j)
    return derive((c[i] + alpha[i]) / (N + A), given=[N > 0]).algebra(N / (N + A) * (c[i] / N) + A / (N + A) * (alpha[i] / A))


@theorem(
    "add-alpha-is-softmax-log-counts/identity",
    "Add-α is softmax of the log of the counts",
    witness={"n": 1, "c": (1,), "alpha": (0,)},
)
def add_alpha():
    c, alpha = nonnegative_vectors("c alpha", n)
    return derive((c[i] + alpha[i]) / Sum(c[j] + alpha[j], j), given=[ForAll(c[j] + alpha[j] > 0, j)]).definition(
        softmax(log(c + alpha))[i]
    )
