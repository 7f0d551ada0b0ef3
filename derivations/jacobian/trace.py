"""The trace 1 − Σ p_i² (the Gini index), its ends, and the Frobenius norm."""

from sympy import Eq, Lt, Sum, evaluate, exp, log

from ..definitions.simplex import below_one
from ..definitions.symbols import J, Z, c, i, j, k, n, p, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, delta, entry, indices, ones, softmax, vectors
from ..prover.proof.by_cases import given_lemma, impossible, next_integer, nonnegative, specialise, whichever
from ..prover.proof.chain import combine, derive, recall, suppose

one, only = vectors("z", 1), indices("i", 1)

with evaluate(False):
    gini = 1 - Sum(p[i] ** 2, i)
    uneven = Sum((p[i] - 1 / n) ** 2, i)
    trace_of_J = Sum(entry(J, i, i), i)


@theorem("softmax-jacobian-trace/trace", "The trace of the Jacobian is the Gini index")
def trace():
    return (
        derive(trace_of_J)
        .definition(Sum(p[i] * (delta(i, i) - p[i]), i))
        .algebra(Sum(p[i], i) - Sum(p[i] ** 2, i))
        .definition(gini)
    )


@theorem("softmax-jacobian-trace/lower", "The Gini index is not negative")
def lower():
    """It is Σ p_i (1 − p_i), the sum of p_i p_j over i ≠ j."""
    return combine(0 <= gini, gap=Sum(Sum((1 - delta(i, j)) * p[i] * p[j], j), i))


@theorem("softmax-jacobian-trace/lower-equality-if", "With one class the trace of the Jacobian is zero")
def lower_equality_if():
    return derive(1 - Sum(softmax(one)[only] ** 2, only)).definition(1 - exp(one[1]) ** 2 / exp(one[1]) ** 2).algebra(0)


@theorem(
    "softmax-jacobian-trace/lower-equality-only-if",
    "The trace of the Jacobian is zero with one class only",
    witness={"n": 1, "z": (0,)},
)
def lower_equality_only_if():
    vanishing = suppose(Eq(gini, 0))

    def case(hypothesis):
        if hypothesis == Eq(n, 1):
            return suppose(hypothesis)
        if hypothesis == Lt(n, 1):
            return impossible(suppose(hypothesis), nonnegative(n - 1), Eq(n, 1))
        two = next_integer(suppose(hypothesis)).rearrange(2 <= n)
        smaller = given_lemma(recall(below_one), two).times(p[i]).sum(i).sides(right=1)
        return impossible(smaller, vanishing, Eq(n, 1))

    return whichever(n, 1, case)


@theorem("softmax-jacobian-trace/upper", "The Gini index is at most 1 − 1/n")
def upper():
    return combine(gini <= 1 - 1 / n, gap=uneven)


@theorem(
    "softmax-jacobian-trace/upper-equality-if",
    "For equal scores the trace of the Jacobian is 1 − 1/n",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def upper_equality_if():
    each = specialise(suppose(ForAll(Eq(z[k], c), k)), j)
    return derive(trace_of_J).by(trace).definition(1 - Sum((exp(z[j]) / Z) ** 2, j)).by(each).algebra(1 - 1 / n)


@theorem(
    "softmax-jacobian-trace/upper-equality-only-if",
    "The trace of the Jacobian is 1 − 1/n for equal scores only",
    witness={"n": 1, "z": (0,)},
)
def upper_equality_only_if():
    return (
        combine(Eq(uneven, 0), (-1, suppose(Eq(trace_of_J, 1 - 1 / n))))
        .terms_vanish(i)
        .cancel(1, p[i] - 1 / n, power=2)
        .rearrange(Eq(p[i], 1 / n))
        .log()
        .sides(z[i] - LSE(z), -log(n))
        .rearrange(Eq(z[i], LSE(z) - log(n)))
        .sides(right=entry((LSE(z) - log(n)) * ones(n), i), using=())
        .entrywise(i)
    )


@theorem("softmax-jacobian-trace/frobenius", "The Frobenius norm of the Jacobian")
def frobenius():
    return (
        derive(Sum(Sum(entry(J, i, k) ** 2, k), i))
        .definition(Sum(Sum((p[i] * (delta(i, k) - p[k])) ** 2, k), i))
        .collapse(Sum(p[i] ** 2, i) - 2 * Sum(p[i] ** 3, i) + Sum(p[i] ** 2, i) ** 2)
    )
