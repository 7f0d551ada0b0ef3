"""Dirichlet posterior means, and how add-α is softmax of log counts.

The integral over the simplex is the iterated one, dp_1 ... dp_{n−1}; its normaliser follows by induction on the number of
categories from one analytic axiom, the Beta integral. Expectations are quotients of such integrals.
"""

from sympy import Eq, Integral, Product, Sum, gamma, log

from ..prover.proof.by_cases import together
from ..prover.proof.chain import beta_integral, combine, constant_factor, derive, induction, recall, suppose
from ..prover.proof.recorded import found
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, SimplexIntegral, cons, counts, delta, dimension, indices, naturals, nonnegative_vectors, positive_vectors,
    positives, reals, softmax, vector,
)  # fmt: skip

n = dimension("n")
i, j, k = indices("i j k", n)
alpha, p = positive_vectors("alpha p", n)
c = counts("c", n)
s = positives("s")
t = reals("t")


def dirichlet(a, total=1, j=j):
    """∫ Π p_j^(a_j − 1) over the simplex of the given total; `a` is the general exponent a_j."""
    p = positive_vectors("p", j.upper)
    return SimplexIntegral(Product(p[j] ** (a - 1), j), p, total)


def value(a, total, j=j):
    """What the Dirichlet integral of the exponents a_j comes to."""
    return total ** (Sum(a, j) - 1) * Product(gamma(a), j) / gamma(Sum(a, j))


def with_first(a, j):
    """∫ Π p_j^(a_j − 1) over the categories after the first, p_1 = t being given: their total is s − t."""
    return SimplexIntegral(Product(cons(t, p)[j] ** (a[j] - 1), j), p, s - t)


def split_first(a, all_j):
    """In that integral t^(a_1 − 1) is a constant factor; what it leaves is the Dirichlet integral of the other exponents."""
    inner, inside = with_first(a, all_j), [0 < t, t < s]
    others = dirichlet(a[j + 1], s - t)
    product = derive(inner.args[0], given=inside).algebra(t ** (a[1] - 1) * others.args[0])
    return derive(inner, given=inside).by(product).by(constant_factor(others, t ** (a[1] - 1)))


@theorem("dirichlet-normaliser/beta-integral", "The Beta integral over an interval of length s")
def beta():
    a, b = positives("a b")
    return derive(Integral(t ** (a - 1) * (s - t) ** (b - 1), (t, 0, s))).by(
        beta_integral(a, b, s, t), s ** (a + b - 1) * (gamma(a) * gamma(b) / gamma(a + b)), because="the axiom"
    )


@theorem("dirichlet-normaliser/scaled", "The Dirichlet integral over a simplex of total s")
def scaled():
    a, all_j = positive_vectors("alpha", n + 1), indices("j", n + 1)
    A, C = Sum(a[j + 1], j), Product(gamma(a[j + 1]), j) / gamma(Sum(a[j + 1], j))
    beta = t ** (a[1] - 1) * (s - t) ** (A - 1)
    others = Eq(dirichlet(a[j + 1], s - t), value(a[j + 1], s - t))

    def step(hypothesis):
        inside = [0 < t, t < s]
        return (
            derive(dirichlet(a[all_j], s, all_j))
            .definition(Integral(with_first(a, all_j), (t, 0, s)))
            .by(split_first(a, all_j), because="t is constant over the inner simplex")
            .by(
                hypothesis(others, given=inside, alpha=vector(j, a[j + 1]), s=s - t),
                because="the induction hypothesis for the other n categories, on a simplex of total s − t",
            )
            .by(derive(t ** (a[1] - 1) * others.rhs, given=inside).algebra(C * beta))
            .by(constant_factor(Integral(beta, (t, 0, s)), C))
            .by(beta_integral(a[1], A, s, t), because="the Beta integral")
            .algebra(value(a[all_j], s, all_j))
        )

    one, only = positive_vectors("alpha", 1), indices("j", 1)
    base = derive(dirichlet(one[only], s, only)).definition(s ** (one[1] - 1)).algebra(value(one[only], s, only))
    return induction(Eq(dirichlet(alpha[j], s), value(alpha[j], s)), n, base, step)


@theorem("dirichlet-normaliser/simplex-integral", "The integral over the simplex is an iterated one")
def simplex_integral():
    """With one category it is the integrand at s; with one more it is an integral over what the first takes of s."""
    a, all_j = positive_vectors("alpha", n + 1), indices("j", n + 1)
    one, only = positive_vectors("a", 1), indices("j", 1)
    A, C = Sum(a[j + 1], j), Product(gamma(a[j + 1]), j) / gamma(Sum(a[j + 1], j))
    r = positives("r")  # the total, until the theorem for s has been used at the total r − t
    inner = Eq(dirichlet(a[j + 1], r - t), value(a[j + 1], r - t))
    beta, inside = t ** (a[1] - 1) * (r - t) ** (A - 1), [0 < t, t < r]
    iterated = (
        derive(Integral(t ** (a[1] - 1) * inner.lhs, (t, 0, r)))
        .by(recall(scaled).at({alpha: vector(j, a[j + 1]), s: r - t}, given=inside).restate(inner))
        .by(derive(t ** (a[1] - 1) * inner.rhs, given=inside).algebra(C * beta))
        .by(constant_factor(Integral(beta, (t, 0, r)), C))
        .by(beta_integral(a[1], A, r, t), because="the Beta integral")
        .algebra(value(a[all_j], r, all_j))
    )
    more = (
        derive(dirichlet(a[all_j], s, all_j))
        .by(recall(scaled).at({n: n + 1, alpha: a}), because="what it comes to")
        .back(iterated.at({r: s}))
    )
    return together(derive(dirichlet(one[only], s, only)).definition(s ** (one[1] - 1)), more)


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


@theorem("dirichlet-posterior-mean-add-alpha/predictive", "The next observation has the posterior mean as its law")
def predictive():
    likelihood, prior = Product(p[j] ** c[j], j), Product(p[j] ** (alpha[j] - 1), j)
    posterior = Product(p[j] ** (alpha[j] + c[j] - 1), j)
    probability = SimplexIntegral(p[i] * likelihood * prior, p) / SimplexIntegral(likelihood * prior, p)
    return found(Eq(probability, SimplexIntegral(p[i] * posterior, p) / SimplexIntegral(posterior, p)))


@theorem(
    "dirichlet-conjugacy/posterior",
    "The posterior of a Dirichlet prior is Dirichlet",
    source="raiffa1961",
    witness={"n": 1, "p": (1,)},
)
def conjugacy():
    q, r = positive_vectors("q r", n)
    density = lambda a, p: Product(p[j] ** (a(j) - 1), j) / SimplexIntegral(Product(q[j] ** (a(j) - 1), j), q)  # noqa: E731
    weighted = lambda p: density(lambda j: alpha[j], p) * Product(p[j] ** c[j], j)  # noqa: E731
    posterior = density(lambda j: alpha[j] + c[j], p)
    return found(Eq(weighted(p) / SimplexIntegral(weighted(r), r), posterior), given=[Eq(Sum(p[k], k), 1)])


def seen(observation):
    """The probability of one observation more, given the counts c, when all laws are equally likely at first."""
    likelihood = Product(p[j] ** c[j], j)
    return SimplexIntegral(observation * likelihood, p) / SimplexIntegral(likelihood, p)


@theorem("rule-of-succession/add-one", "Laplace's rule of succession adds one to each count", source="laplace1774")
def add_one():
    return found(Eq(seen(p[i]), (c[i] + 1) / (Sum(c[j], j) + n))).keep().above(0)


@theorem(
    "rule-of-succession/unseen",
    "What was never seen keeps a probability",
    source="laplace1774",
    witness={"n": 1, "c": (0,), "i": 1},
)
def unseen():
    never, N = Eq(c[i], 0), Sum(c[j], j)
    rule = combine(Eq((c[i] + 1) / (N + n), 1 / (N + n)), (1 / (N + n), suppose(never)))
    return derive(seen(p[i]), given=[never]).by(add_one.proof(0), because="the rule of succession").by(rule)


@theorem("rule-of-succession/binary", "The sunrise: s successes in N trials", source="laplace1774", witness={"s": 0, "N": 0})
def binary():
    s, N = naturals("s N")
    integral = lambda successes: Integral(t**successes * (1 - t) ** (N - s), (t, 0, 1))  # noqa: E731
    return found(Eq(integral(s + 1) / integral(s), (s + 1) / (N + 2)), given=[s <= N])


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
