"""Eigenvalues of the Jacobian: the secular equation, ties, and the largest one, which never exceeds one half.

That λ bounds every eigenvalue is written as v ᵀ J v <= λ Σ v_k² for every v. That v is not 0 is written as v_s ≠ 0 for some s.
"""

from sympy import Abs, Eq, Matrix, Ne, Rational, Sum, evaluate, exp, sqrt

from ..definitions.symbols import J, i, j, k, l, n, p, x
from ..log_sum_exp.convexity import FAR, b, decay
from ..log_sum_exp.convexity import s as t
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, Maximum, delta, diag, entry, indices, outer, quadratic, softmax, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, nonnegative, specialise, together, whether_equal
from ..prover.proof.chain import cases, combine, derive, suppose
from ..prover.proof.extrema import under_maximum

v = vectors("v", n)
s = indices("s", n)
two, v_two = vectors("z v", 2)
half = Rational(1, 2)

with evaluate(False):  # SymPy keeps the order in which they are written
    row_sum = 2 * p[i] * (1 - p[i])
    size = Sum(v[k] ** 2, k)
    opposites = Sum(Sum(half * (1 - delta(i, k)) * p[i] * p[k] * (v[i] + v[k]) ** 2, k), i)


def spread_of_one(index):
    """0 <= softmax(z)_i (1 − softmax(z)_i), as the other probabilities are not negative."""
    return combine(0 <= p[index] * (1 - p[index]), gap=p[index] * Sum((1 - delta(k, index)) * p[k], k))


# --- rows -----------------------------------------------------------------------------------------------------------


@theorem("softmax-jacobian-lambda-max-half/row-sum", "The absolute row sums of the Jacobian", source="gao2017")
def row_sums():
    """On the diagonal stands p_i (1 − p_i), elsewhere −p_i p_k."""
    entries = Abs(p[i] * (delta(i, k) - p[k]))
    goal = Eq(entries, p[i] * (delta(i, k) - p[k]) * (2 * delta(i, k) - 1))
    product = p[i] * (1 - p[i])
    diagonal = given_lemma(derive(Abs(product), given=[0 <= product]).definition(product), spread_of_one(i))
    elsewhere = derive(entries, given=[Ne(i, k)]).algebra(Abs(-p[i] * p[k])).definition(p[i] * p[k])
    signs = whether_equal(goal, i, k, elsewhere, diagonal)
    return derive(Sum(Abs(entry(J, i, k)), k)).definition(Sum(entries, k)).by(signs).compute(row_sum)


def by_rows():
    """v ᵀ J v <= Σ_i 2 p_i (1 − p_i) v_i²: the difference is ½ Σ_i Σ_{k ≠ i} p_i p_k (v_i + v_k)²."""
    return combine(quadratic(J, v) <= Sum(row_sum * v[i] ** 2, i), gap=opposites)


@theorem("softmax-jacobian-lambda-max-half/row-sum-bound", "No eigenvalue exceeds the largest absolute row sum")
def row_sum_bound():
    largest_row = Maximum(row_sum, i)
    termwise = under_maximum(row_sum, i).times(v[i] ** 2).sum(i)
    return combine(quadratic(J, v) <= largest_row * size, (1, by_rows()), (1, termwise))


@theorem("softmax-jacobian-lambda-max-half/half", "The absolute row sums are at most one half")
def row_sums_at_most_half():
    return combine(row_sum <= half, gap=2 * (p[i] - half) ** 2).maximum(i).restate(Maximum(row_sum, i) <= half)


# --- two classes ----------------------------------------------------------------------------------------------------

with evaluate(False):
    q = softmax(two)
    J_two = diag(q) - outer(q, q)
    curvature = 2 * q[1] * q[2]


@theorem("softmax-jacobian-lambda-max-half/two-classes", "With two classes the largest eigenvalue is 2 p₁ p₂, at (1, −1)")
def two_classes():
    bound = combine(
        quadratic(J_two, v_two) <= curvature * (v_two[1] ** 2 + v_two[2] ** 2), gap=q[1] * q[2] * (v_two[1] + v_two[2]) ** 2
    )
    reached = derive(quadratic(J_two, Matrix([1, -1]))).definition(curvature * (1**2 + (-1) ** 2))
    return together(bound, reached)


@theorem(
    "softmax-jacobian-lambda-max-half/two-classes-half-if",
    "With two classes equal scores make the eigenvalue one half",
    witness={"z": (0, 0)},
)
def two_classes_half_if():
    tie = suppose(Eq(two[1], two[2]))
    total = exp(two[1]) + exp(two[2])
    return derive(curvature).definition(2 * (exp(two[1]) / total) * (exp(two[2]) / total)).by(tie).algebra(half)


@theorem(
    "softmax-jacobian-lambda-max-half/two-classes-half-only-if",
    "With two classes only equal scores make the eigenvalue one half",
    witness={"z": (0, 0)},
)
def two_classes_half_only_if():
    return (
        combine(Eq((q[1] - q[2]) ** 2, 0), (-2, suppose(Eq(curvature, half))))
        .cancel(1, q[1] - q[2], power=2)
        .rearrange(Eq(q[1], q[2]))
        .log()
        .sides(two[1] - LSE(two), two[2] - LSE(two))
        .rearrange(Eq(two[1], two[2]))
    )


# --- three classes and more -----------------------------------------------------------------------------------------


@theorem(
    "softmax-jacobian-lambda-max-half/strict-three",
    "With three classes or more every eigenvalue is below one half",
    witness={"n": 3, "z": (0, 0, 0), "v": (1, 0, 0), "s": 1},
)
def strict_three():
    """If v ᵀ J v were ½ Σ v_k², then v_i + v_k = 0 for all i ≠ k, and v would be 0."""
    form, bound = quadratic(J, v), half * size
    rest = Sum(2 * (p[i] - half) ** 2 * v[i] ** 2, i)
    tight = suppose(Eq(form, bound))
    pairs = both_bounds(combine(opposites <= 0, (-1, tight), gap=rest), nonnegative(opposites))
    flat = pairs.terms_vanish(i).terms_vanish(k).cancel(half * p[i] * p[k], (1 - delta(i, k)) * (v[i] + v[k]), power=2)
    total = Sum(v[k], k)
    rows = combine(Eq((n - 2) * v[i] + total, 0), (1, flat.sum(k)))
    none = combine(Eq(total, 0), (1 / (2 * n - 2), rows.sum(i)), given=[n >= 3])
    nothing = combine(Eq((n - 2) * v[s], 0), (1, rows.at({i: s})), (-1, none)).cancel(n - 2, v[s])
    never = impossible(suppose(Ne(v[s], 0)), nothing, form < bound)
    return cases(combine(form <= bound, gap=opposites + rest), never, suppose(form < bound))


@theorem(
    "softmax-jacobian-lambda-max-half/supremum",
    "The largest eigenvalue tends to one half where two classes share everything",
    witness={"n": 3},
)
def supremum():
    """At t (e₁ + e₂) and v = (e₁ − e₂)/√2 the form is softmax₁ = 1/(2 + (n − 2) b), with b = e^(−t)."""
    shared = softmax(t * vector(k, delta(k, 1) + delta(k, 2)))
    direction = vector(k, (delta(k, 1) - delta(k, 2)) / sqrt(2))
    form = quadratic(diag(shared) - outer(shared, shared), direction)
    in_decay = 1 / (2 + (n - 2) * b)
    identity = derive(form, given=[n >= 3]).compute(shared[1])
    value = derive(shared[1], given=[n >= 3]).compute(1 / (2 + (n - 2) * exp(-t)))
    limit = FAR.rewrite(FAR.through(in_decay, b, decay()), shared[1], same=value).sides(right=half)
    return together(identity, limit)


# --- the secular equation -------------------------------------------------------------------------------------------

with evaluate(False):
    not_a_pole = ForAll(Ne(p[k], x), k)
    secular = Sum(p[i] ** 2 / (p[i] - x), i)


@theorem(
    "softmax-jacobian-interlacing/secular",
    "An eigenvalue that is none of the probabilities solves the secular equation",
    witness={"n": 2, "z": (0, 0), "v": (1, 1), "s": 1, "x": 0},
)
def secular_equation():
    """v_i = m p_i/(p_i − x) with m = Σ p_k v_k, so that m = m Σ p_i²/(p_i − x), and m is not 0 where v_s is not."""
    mean = Sum(p[k] * v[k], k)
    given = [not_a_pole, Ne(v[s], 0)]
    row = specialise(suppose(ForAll(Eq(Sum(entry(J, i, k) * v[k], k), x * v[i]), i)), i)
    solved = combine(Eq(v[i], p[i] / (p[i] - x) * mean), (1 / (p[i] - x), row), given=given)
    weighted = combine(Eq(mean * (secular - 1), 0), (-1, solved.times(p[i]).sum(i)), given=given)
    return (
        combine(Eq(v[s] * (secular - 1), 0), (p[s] / (p[s] - x), weighted), (secular - 1, solved.at({i: s})), given=given)
        .cancel(v[s], secular - 1)
        .rearrange(Eq(secular, 1))
    )


@theorem(
    "softmax-jacobian-interlacing/secular-converse",
    "Every solution of the secular equation is an eigenvalue",
    witness={"n": 2, "z": (0, 0), "x": 0},
)
def secular_converse():
    u = p[i] / (p[i] - x)
    product = combine(Eq(Sum(entry(J, i, k) * (p[k] / (p[k] - x)), k), x * u), (-p[i], suppose(Eq(secular, 1))), given=[not_a_pole])
    not_zero = combine(0 < Sum(u**2, i), gap=Sum(u**2, i), given=[not_a_pole])
    return together(product, not_zero)


@theorem(
    "softmax-jacobian-interlacing/ties",
    "A tie of two probabilities is an eigenvalue",
    witness={"n": 2, "z": (0, 0), "i": 1, "j": 2},
)
def ties():
    tie = Eq(p[i], p[j])
    difference = delta(l, i) - delta(l, j)
    return combine(
        Eq(Sum(entry(J, l, k) * (delta(k, i) - delta(k, j)), k), p[i] * difference),
        (delta(l, j) - p[l], suppose(tie)),
        given=[Ne(i, j)],
    )
