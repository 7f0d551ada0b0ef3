"""What a Dirichlet law expects: the logarithms of its probabilities, their surprise, and the entropy.

E log p_i = ψ(α_i) − ψ(A), ψ being the derivative of log Γ: less than log E p_i, by a gap that vanishes as the evidence grows.
"""

from sympy import Derivative, Eq, Le, Lt, Product, Sum, digamma, evaluate, exp, gamma, log, polygamma

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    KL, SimplexIntegral, delta, diag, dimension, entropy, entry, indices, outer, positive_vectors, positives, softmax,
)  # fmt: skip
from ..prover.proof.chain import combine, derive, positive_sum, recall, suppose
from ..prover.proof.by_cases import absurd, given_lemma, impossible, next_integer, rises, three_cases, together
from ..prover.proof.recorded import found

n = dimension("n")
i, j, k = indices("i j k", n)
alpha, p = positive_vectors("alpha p", n)
x = positives("x")
only, m = positive_vectors("alpha", 1), indices("m", 1)  # a single category
with evaluate(False):
    A = Sum(alpha[j], j)
    mean = alpha / A


def expectation(f):
    """E f(p), p being Dirichlet(α): a quotient of two integrals over the simplex."""
    density = Product(p[j] ** (alpha[j] - 1), j)
    return SimplexIntegral(f * density, p) / SimplexIntegral(density, p)


with evaluate(False):  # SymPy keeps the order in which they are written
    gap = log(alpha[i] / A) - digamma(alpha[i]) + digamma(A)
    total = Sum(exp(digamma(alpha[i]) - digamma(A)), i)
    expected_entropy = digamma(A + 1) - Sum(alpha[i] / A * digamma(alpha[i] + 1), i)


@theorem("dirichlet-expected-log/mean", "The expected log of a probability is a difference of digammas", source="minka2000")
def expected_log():
    return found(Eq(expectation(log(p[i])), digamma(alpha[i]) - digamma(A)))


@theorem("dirichlet-expected-log/covariance", "The covariance of the logs of probabilities is a trigamma")
def log_covariance():
    product, mean = log(p[i]) * log(p[k]), lambda i: expectation(log(p[i]))
    return found(Eq(expectation(product) - mean(i) * mean(k), delta(i, k) * polygamma(1, alpha[i]) - polygamma(1, A)))


@theorem("dirichlet-expected-log/log-normaliser-gradient", "The gradient of the log-normaliser is the expected log")
def log_normaliser_gradient():
    return (
        derive(Derivative(log(Product(gamma(alpha[j]), j) / gamma(A)), alpha[i]))
        .differentiate(Sum(digamma(alpha[j]) * delta(i, j), j) - Sum(delta(i, j), j) * digamma(A))
        .collapse(digamma(alpha[i]) - digamma(A))
    )


@theorem("dirichlet-expected-surprise-gap/gap", "Expected surprise exceeds the surprise of the expected probability by a gap")
def surprise_gap():
    return found(Eq(expectation(-log(p[i])) + log(expectation(p[i])), gap))


def rising():
    """ψ(x) − log x rises: its slope is ψ′(x) − 1/x."""
    steeper = found(1 / x < polygamma(1, x))
    return derive(Derivative(digamma(x) - log(x), x)).differentiate(polygamma(1, x) - 1 / x).above(0, plus=[(1, steeper)])


def a_part():
    """Of two categories or more one has less than all of the evidence."""
    how_many = derive(Sum(1 - delta(i, j), j), given=[n >= 2]).collapse(n - 1).above(0)
    return combine(alpha[i] < A, (1, positive_sum(1 - delta(i, j), alpha[j], j, how_many)))


@theorem(
    "dirichlet-expected-surprise-gap/jensen",
    "With two categories or more expected surprise exceeds the surprise of the mean",
    witness={"n": 2},
)
def gap_positive():
    return rises(rising(), x, alpha[i], A, a_part()).rearrange(gap > 0)


@theorem("dirichlet-expected-surprise-gap/digamma-bounds", "Digamma lies between two bounds by the logarithm")
def digamma_bounds():
    return together(found(1 / (2 * x) < log(x) - digamma(x)), found(log(x) - digamma(x) < 1 / x))


@theorem("dirichlet-expected-surprise-gap/lower", "The gap of expected surprise is at least about half the inverse of the evidence")
def gap_lower():
    return found(gap > 1 / (2 * alpha[i]) - 1 / A)


@theorem("dirichlet-expected-surprise-gap/upper", "The gap of expected surprise is at most the inverse of the evidence")
def gap_upper():
    return found(gap < 1 / alpha[i] - 1 / (2 * A))


@theorem("dirichlet-expected-entropy/formula", "The expected entropy of a Dirichlet law", source="wolpert1995")
def entropy_formula():
    return found(Eq(expectation(entropy(p)), expected_entropy))


@theorem("dirichlet-expected-entropy/mutual-information", "What the mean's entropy adds is the expected divergence from the mean")
def mutual_information():
    return found(Eq(entropy(mean) - expectation(entropy(p)), expectation(KL(p, mean))))


def gap_nonnegative():
    """With a single category too: then it is 0."""
    whole = combine(alpha[i] <= A, gap=Sum((1 - delta(i, j)) * alpha[j], j))
    return rises(rising(), x, alpha[i], A, whole)


def shares(order):
    """e^(E log p_i) is at most the mean of p_i, and below it where the gap is positive."""
    below = order.rearrange({"le": Le, "lt": Lt}[order.relation](digamma(alpha[i]) - digamma(A), log(alpha[i] / A)))
    return below.exp().sides(right=alpha[i] / A, using=()).sum(i).sides(right=1, using=())


@theorem("dirichlet-expected-surprise-gap/sub-normalised", "The exponentials of expected logs sum to at most one")
def sub_normalised():
    return shares(gap_nonnegative())


@theorem(
    "dirichlet-expected-surprise-gap/sub-normalised-equality-if",
    "For a single category the exponentials of expected logs sum to one",
)
def sub_normalised_if():
    return derive(Sum(exp(digamma(only[m]) - digamma(Sum(only[m], m))), m)).algebra(1)


@theorem(
    "dirichlet-expected-surprise-gap/sub-normalised-equality-only-if",
    "Only for a single category the exponentials of expected logs sum to one",
    witness={"n": 1, "alpha": (1,)},
)
def sub_normalised_only_if():
    return one_category(shares(recall(gap_positive)), Eq(total, 1))


def one_category(strict, equation):
    """n = 1 where the equation holds, an inequality being strict for n >= 2."""
    more = next_integer(suppose(Lt(1, n))).rearrange(Le(2, n))
    never = impossible(given_lemma(strict, more), suppose(equation), Eq(n, 1))
    none = absurd(combine(Lt(0, 0), (1, suppose(n < 1)), gap=n - 1), Eq(n, 1))
    return three_cases(n, 1, none, suppose(Eq(n, 1)), never)


@theorem("dirichlet-expected-entropy/upper", "The expected entropy is at most the entropy of the mean")
def entropy_upper():
    return entropies(shifted_falls(combine(alpha[i] <= A, gap=Sum((1 - delta(i, j)) * alpha[j], j))))


def shifted_falls(order):
    """ψ(x + 1) − log x falls: so it is at least as large at α_i as at A."""
    flatter = found(polygamma(1, x + 1) < 1 / x)
    slope = derive(Derivative(log(x) - digamma(x + 1), x)).differentiate(1 / x - polygamma(1, x + 1)).above(0, plus=[(1, flatter)])
    return rises(slope, x, alpha[i], A, order)


def entropies(order):
    """The mean of that over the categories, weighted by their shares α_i / A, compares the two entropies."""
    relation = {"le": Le, "lt": Lt}[order.relation]
    weighted = order.times(alpha[i] / A).sum(i)
    return weighted.rearrange(relation(expected_entropy, entropy(mean)))


@theorem("dirichlet-expected-entropy/upper-equality-if", "For a single category the expected entropy is that of the mean")
def entropy_upper_if():
    total = Sum(only[m], m)
    expected = digamma(total + 1) - Sum(only[m] / total * digamma(only[m] + 1), m)
    return derive(expected).definition(entropy(only / total))


@theorem(
    "dirichlet-expected-entropy/upper-equality-only-if",
    "Only for a single category the expected entropy is that of the mean",
    witness={"n": 1, "alpha": (1,)},
)
def entropy_upper_only_if():
    return one_category(entropies(shifted_falls(a_part())), Eq(expected_entropy, entropy(mean)))


@theorem(
    "dirichlet-covariance/covariance", "The covariance of a Dirichlet law is the Jacobian of softmax at log α, divided by A + 1"
)
def covariance():
    J = diag(softmax(log(alpha))) - outer(softmax(log(alpha)), softmax(log(alpha)))
    spread = expectation(p[i] * p[k]) - expectation(p[i]) * expectation(p[k])
    return found(Eq(spread, alpha[i] / A * (delta(i, k) - alpha[k] / A) / (A + 1))).definition(entry(J, i, k) / (A + 1))
