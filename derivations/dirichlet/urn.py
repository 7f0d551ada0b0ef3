"""Pólya's urn: labels seen one after another, each with the probability that the posterior mean of those before it gives.

A sequence of N labels is a matrix X of whole numbers at least 0 with a row for each observation, whose entries add up to one:
X_si = 1 where the s-th label is i. So Π_i f_i^(X_si) is the factor of the label that was seen.
"""

from sympy import Eq, Lt, Product, Sum, evaluate, gamma

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, SimplexIntegral, counts, delta, dimension, indices, naturals, positive_vectors, positives, vector,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, next_integer, nonnegative, specialise, whichever
from ..prover.proof.chain import along_range, combine, derive, for_all, recall, suppose, suppose_all
from .integral import normaliser

n, N = dimension("n"), dimension("N")
i, j, k = indices("i j k", n)
s, t, r = indices("s t r", N)
m = indices("m", N - 1)
alpha, p = positive_vectors("alpha p", n)
X = counts("X", N, n)
AT = {"n": 1, "N": 1, "alpha": (1,), "X": ((1,),)}

with evaluate(False):
    A = Sum(alpha[j], j)
    ONE_EACH = ForAll(Eq(Sum(X[s, i], i), 1), s)


def seen(X, before, i):
    """How often a label is among the first ones."""
    return Sum(X(t, i), (t, 1, before))


def probability(X, place):
    """That of the label at a place, given those before it."""
    return Product(((alpha[i] + seen(X, place - 1, i)) / (A + place - 1)) ** X(place, i), i)


def rising(X, length):
    """Π α_i (α_i + 1) ⋯ (α_i + c_i − 1) / (A (A + 1) ⋯ (A + N − 1))"""
    return Product(gamma(alpha[i] + seen(X, length, i)) / gamma(alpha[i]), i) * gamma(A) / gamma(A + length)


def own(s, i):
    return X[s, i]


def zero_or_one():
    """b^e = Γ(b + e)/Γ(b), where e is 0 or 1."""
    b, e = positives("b"), naturals("e")
    goal = Eq(b**e * gamma(b), gamma(b + e))
    none = both_bounds(combine(e <= 0, (1, next_integer(suppose(e < 1)))), nonnegative(e))
    cases = {
        Lt(e, 1): given_lemma(derive(b**e * gamma(b), given=[Eq(e, 0)]).algebra(gamma(b + e)), none),
        Eq(e, 1): derive(b**e * gamma(b), given=[Eq(e, 1)]).recursion(gamma(b + e)),
        Lt(1, e): impossible(suppose(1 < e), suppose(e <= 1), goal),
    }
    both = whichever(e, 1, cases.get)
    return combine(Eq(b**e, gamma(b + e) / gamma(b)), (1 / gamma(b), both)), b, e


def one_label(place, base, total, given=()):
    """The probability of the label at a place, Π_i (b_i/d)^(X_i), as a quotient of values of Γ."""
    d, q, x = positives("d"), positive_vectors("q", n), counts("x", n)
    row = suppose_all(ONE_EACH.args[0], s).at({s: place}, given=given)
    count = X[place, i]
    at_most_one = combine(count <= 1, (1, row), gap=Sum((1 - delta(i, j)) * X[place, j], j), given=given)
    factor, b, e = zero_or_one()
    factor = given_lemma(factor.at({b: base, e: count}, given=given), at_most_one)
    share = derive(Product((q[i] / d) ** x[i], i), given=[Eq(Sum(x[j], j), 1)]).algebra(Product(q[i] ** x[i], i) / d)
    values = {q: vector(i, base), d: total, x: vector(i, count)}
    share = given_lemma(share.at(values, given=given), row)
    return share.by(factor)


def following(total, given=()):
    """1/(Γ(d) d) = 1/Γ(d + 1)"""
    d = positives("d")
    known = derive(gamma(d) * d).recursion(gamma(d + 1))
    return combine(Eq(1 / (gamma(d) * d), 1 / gamma(d + 1)), (-1 / (gamma(d) * d * gamma(d + 1)), known)).at(
        {d: total}, given=given
    )


@theorem(
    "polya-urn-sequence/product",
    "The probability of a sequence of labels depends on its counts alone",
    witness=AT,
)
def product():
    """One label after another: each multiplies one of the rising products above by its next factor, and that below, too."""
    more, count = [1 <= N - 1], X[m + 1, i]
    sequence = lambda length: Product(probability(own, s), (s, 1, length))  # noqa: E731
    known = Eq(sequence(m), rising(own, m))
    total = alpha[i] + seen(own, m, i)
    label = one_label(m + 1, total, A + m, more)
    step = (
        derive(sequence(m) * probability(own, m + 1), given=[ONE_EACH, *more])
        .by(suppose(known, more))
        .algebra(rising(own, m) * Product((total / (A + m)) ** count, i))
        .by(label)
        .algebra(Product(gamma(total + count) / gamma(alpha[i]), i) * gamma(A) * (1 / (gamma(A + m) * (A + m))))
        .by(following(A + m, more))
    )
    first = (
        derive(probability(own, 1), given=[ONE_EACH]).algebra(Product((alpha[i] / A) ** X[1, i], i)).by(one_label(1, alpha[i], A))
    )
    first = first.algebra(Product(gamma(alpha[i] + X[1, i]) / gamma(alpha[i]), i) * gamma(A) * (1 / (gamma(A) * A)))
    return specialise(along_range(known, m, first.by(following(A)), step), N)


P = counts("P", N, N)  # a permutation: whole numbers at least 0 whose rows and columns all add up to one


@theorem(
    "polya-urn-sequence/exchangeable",
    "The labels of an urn may come in any order",
    witness=AT | {"P": ((1,),)},
)
def exchangeable():
    """The permuted sequence has the same counts, on which alone its probability depends."""
    rows, columns = ForAll(Eq(Sum(P[s, t], t), 1), s), ForAll(Eq(Sum(P[s, t], s), 1), t)
    moved = lambda s, i: Sum(P[s, r] * X[r, i], r)  # noqa: E731
    row, column, label = suppose_all(rows.args[0], s), suppose_all(columns.args[0], t), suppose_all(ONE_EACH.args[0], s)
    each = derive(Sum(moved(s, i), i)).algebra(Sum(P[s, r] * Sum(X[r, i], i), r)).by(label.at({s: r}))
    each = each.algebra(Sum(P[s, t], t)).by(row)
    total = derive(Sum(moved(s, i), s)).algebra(Sum(X[t, i] * Sum(P[s, t], s), t)).by(column)
    permuted = recall(product).at({X: vector(s, vector(i, moved(s, i)))})
    permuted = given_lemma(permuted, for_all(each, s)).by(total)
    return permuted.algebra(Product(gamma(alpha[i] + seen(own, N, i)) / gamma(alpha[i]), i) * gamma(A) / gamma(A + N)).back(product)


@theorem(
    "polya-urn-sequence/mixture",
    "An urn is a mixture: the mean over Dirichlet laws of the probability of independent labels",
    witness=AT,
)
def mixture():
    c = lambda i: seen(own, N, i)  # noqa: E731
    prior, likelihood = Product(p[i] ** (alpha[i] - 1), i), Product(p[i] ** c(i), i)
    posterior = Product(p[i] ** (alpha[i] + c(i) - 1), i)
    integral, total = SimplexIntegral(posterior, p), Product(gamma(alpha[i] + c(i)), i) / gamma(Sum(alpha[i] + c(i), i))
    updated = recall(normaliser).at({alpha: vector(i, alpha[i] + c(i))}).restate(Eq(integral, total))
    labels = derive(Sum(c(i), i)).algebra(Sum(Sum(X[t, i], i), t)).by(suppose_all(ONE_EACH.args[0], s).at({s: t})).algebra(N)
    return (
        derive(SimplexIntegral(likelihood * prior, p) / SimplexIntegral(prior, p), given=[ONE_EACH])
        .by(derive(likelihood * prior).algebra(posterior))
        .by(updated)
        .by(recall(normaliser))
        .algebra(Product(gamma(alpha[i] + c(i)) / gamma(alpha[i]), i) * gamma(A) / gamma(A + Sum(c(i), i)))
        .by(labels)
        .algebra(rising(own, N))
    )
