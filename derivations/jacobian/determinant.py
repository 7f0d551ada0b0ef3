"""Determinants: the Jacobian has none, as its rows add up to 0; its minors have, and so has its characteristic polynomial.

All follow from det(diag(d) + u vᵀ) = Π d_i + Σ_k u_k v_k Π_{i≠k} d_i, which needs no division: with u_k v_k = d_k w_k it is
Π d_i (1 + Σ w_k).
"""

from fractions import Fraction

from sympy import Eq, Ne, Product, Sum, evaluate

from ..definitions.symbols import J, i, j, k, n, p, x
from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import ForAll, delta, det, diag, indices, minor, ones, outer, positives, vector, vectors
from ..prover.proof.by_cases import contradiction, different, positive, specialise
from ..prover.proof.chain import Approach, asked, combine, derive, for_all, recall, suppose
from ..prover.proof.determinants import (
    all_but_one, apart, determinant_of_product, matrix_determinant_lemma, minor_matrix, product_without, skipping, sum_without,
)  # fmt: skip

t = positives("t")
mu = vectors("mu", n)

with evaluate(False):  # SymPy keeps the order in which they are written
    a, b = indices("a b", n - 1)
    volume = Product(p[i], i)
    not_a_pole = ForAll(Ne(p[k], x), k)
    poles = Product(p[i] - x, i)
    secular = Sum(p[i] ** 2 / (p[i] - x), i)
    shares = Sum(p[i] / (p[i] + t), i)


@theorem(
    "softmax-jacobian-interlacing/characteristic",
    "The characteristic polynomial of the Jacobian",
    witness={"n": 2, "z": (0, 0), "x": 1},
)
def characteristic():
    """J − x I is diag(p − x) − p pᵀ, and p_i² = (p_i − x) · p_i²/(p_i − x) where x is none of the p_i."""
    shifted = J - x * diag(ones(n))
    lemma = matrix_determinant_lemma(shifted, i, j, p[i] - x, -p[i], p[j], -(p[i] ** 2) / (p[i] - x), given=[not_a_pole])
    return derive(det(shifted), given=[not_a_pole]).by(lemma).algebra(poles * (1 - secular))


@theorem("softmax-jacobian-reduced-determinant/minor", "A principal minor of the Jacobian is the product of the probabilities")
def principal_minor():
    """Without row and column k the matrix is diag(q) − q qᵀ with the n − 1 entries q of p but p_k, which add up to 1 − p_k.

    minor(J, k) has at a, b the entry of J at a or a + 1, b or b + 1, as they skip k. With one class it is the determinant of a
    matrix without a row, which is 1.
    """
    q_a, q_b = skipping(p[i], i, k, a), skipping(p[i], i, k, b)
    rest = minor_matrix(J, k)
    split = Eq(rest[a, b], q_a * delta(a, b) + (-q_a) * q_b)
    entries = combine(split, (p[a], apart(a, b, k)), (p[a + 1], apart(b, a, k)), given=[n - 1 >= 1])
    return (
        derive(minor(J, k))
        .algebra(det(rest), because="what a minor is")
        .by(matrix_determinant_lemma(rest, a, b, q_a, -q_a, q_b, -q_a, entries=entries))
        .algebra(Product(q_a, a) * (1 - Sum(q_a, a)))
        .by(sum_without(p[i], i, k))
        .definition(p[k] * Product(q_a, a))
        .by(product_without(p[i], i, k))
    )


@theorem("softmax-jacobian-reduced-determinant/principal-minors-sum", "The principal minors of the Jacobian add up to n Π p")
def principal_minors_sum():
    """That this is the product of the other eigenvalues, too, says `eigenvalue_product`."""
    return derive(Sum(minor(J, k), k)).by(principal_minor).algebra(n * volume)


@theorem("softmax-jacobian-reduced-determinant/bordered", "With a one added to every entry the determinant is n² Π p")
def bordered():
    """J + 1 1ᵀ = (diag(p) + (1 − p) pᵀ) (I + 1 (1 − p)ᵀ), as the probabilities add up to 1."""
    first = vector(i, vector(j, p[i] * delta(i, j) + (1 - p[i]) * p[j]))
    second = vector(i, vector(j, 1 * delta(i, j) + 1 * (1 - p[j])))
    left = matrix_determinant_lemma(first, i, j, p[i], 1 - p[i], p[j], 1 - p[i])
    right = matrix_determinant_lemma(second, i, j, 1, 1, 1 - p[j], 1 - p[i])
    return (
        derive(det(J + outer(ones(n), ones(n))))
        .by(determinant_of_product(J + outer(ones(n), ones(n)), first, second, i, j))
        .by(left)
        .by(right)
        .algebra(volume * (1 + n - Sum(p[i], i)) ** 2)
        .definition(volume * (1 + n - 1) ** 2)
        .algebra(n**2 * volume)
    )


# --- the eigenvalues other than 0 -----------------------------------------------------------------------------------

NEAR = Approach(t, 0)


def characteristic_below_zero():
    """det(J + t I) = t Π (p_i + t) Σ p_i/(p_i + t) for t > 0, as p_i²/(p_i + t) = p_i − t p_i/(p_i + t)."""
    never = contradiction((1, positive(p[k] + t)), (1, suppose(Eq(p[k], -t))))
    elsewhere = for_all(different(never, p[k], -t), k)
    value = recall(characteristic).at({x: -t}).knowing(elsewhere)
    share = derive(p[i] ** 2 / (p[i] + t)).algebra(p[i] - t * (p[i] / (p[i] + t))).sum(i)
    total = combine(Eq(Sum(p[i] ** 2 / (p[i] + t), i), 1 - t * shares), (1, share))
    return combine(Eq(det(J + t * diag(ones(n))), t * (Product(p[i] + t, i) * shares)), (1, value), (-Product(p[i] + t, i), total))


@theorem(
    "softmax-jacobian-reduced-determinant/eigenvalue-product",
    "The product of the eigenvalues but one that is 0 is n Π p",
    witness={"n": 2, "z": (0, 0), "mu": (Fraction(1, 2), 0)},
)
def eigenvalue_product():
    """mu are the eigenvalues, each as often as it is one: det(J − x I) = Π (mu_i − x) for every x, and mu_n is 0.

    At x = −t both sides have a factor t, which cancels; then t tends to 0. So the others are not 0, and their product is the sum of
    the principal minors.
    """
    split = ForAll(Eq(det(J - x * diag(ones(n))), Product(mu[i] - x, i)), x)
    others = Product(mu[i] + t, (i, 1, n - 1))
    same = combine(
        Eq(others, Product(p[i] + t, i) * shares),
        (1 / t, all_but_one(mu[i] + t, i, k).at({k: n})),
        (1 / t, characteristic_below_zero()),
        (-1 / t, specialise(suppose(split), -t)),
        (-others / t, suppose(Eq(mu[n], 0))),
    )
    near = NEAR.of_variable()
    left = NEAR.through(Product(mu[i] + x, (i, 1, n - 1)), x, near)
    right = NEAR.through(Product(p[i] + x, i) * Sum(p[i] / (p[i] + x), i), x, near)
    limits = left, NEAR.rewrite(right, others, same=same)
    equal = asked("two limits of one function", lambda u, v: rules.transitive(rules.symmetric(u), v), *limits)
    return equal.sides(Product(mu[i], (i, 1, n - 1)), n * volume)
