"""Two systems that do not see each other: energies add, so that weights, laws and partition functions multiply.

Shannon's entropy then adds. That of Tsallis, S_s(p) = (1 − Σ p_i^s)/(s − 1), does not:

    S_s(p ⊗ p′) = S_s(p) + S_s(p′) + (1 − s) S_s(p) S_s(p′)
"""

from sympy import Eq, Ne, Sum, evaluate, exp, log

from ..duality.relative_entropy import nonnegative_by_sort, own
from ..duality.vocabulary import a, c, held
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, dimension, entr, indicator, indices, nonnegative_vectors, positives, softmax, vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at, split
from ..prover.proof.by_cases import positive
from ..prover.proof.chain import cases, combine, derive, for_all, suppose
from .vocabulary import beta, epsilon, has_value, i, k, n

n_prime = dimension("n_prime")
j, l = indices("j l", n_prime)
other = vectors("epsilon_prime", n_prime)
s = positives("s")

with evaluate(False):
    joint = Sum(Sum(exp(-beta * (epsilon[k] + other[l])), l), k)
    Z, Z_prime = Sum(exp(-beta * epsilon[k]), k), Sum(exp(-beta * other[l]), l)


def product():
    """The partition function of the two together is the product of theirs."""
    return derive(joint).algebra(Z * Z_prime)


@theorem(
    "independent-systems-factorise/product", "The joint law of independent systems is the product of their laws", source="gibbs1902"
)
def laws_multiply():
    return (
        derive(exp(-beta * (epsilon[i] + other[j])) / joint)
        .by(product())
        .algebra(exp(-beta * epsilon[i]) / Z * (exp(-beta * other[j]) / Z_prime))
        .definition(softmax(-beta * epsilon)[i] * softmax(-beta * other)[j])
    )


@theorem("independent-systems-factorise/log-partition", "The logs of the partition functions of independent systems add")
def log_partition_adds():
    return derive(log(joint)).by(product()).algebra(log(Z) + log(Z_prime))


# --- entropies of the two together ----------------------------------------------------------------------------------

u, w = nonnegative_vectors("p", n), nonnegative_vectors("p_prime", n_prime)
EDGE = {"n": 2, "n_prime": 1, "p": (1, 0), "p_prime": (1,)}

with evaluate(False):
    support = lambda a: indicator(Eq(a, 0))  # noqa: E731
    power = lambda a: (1 - support(a)) * (a + support(a)) ** s  # noqa: E731  (a^s, which is 0 at a = 0)
    tsallis = lambda total: (1 - total) / (s - 1)  # noqa: E731
    TOTALS = Eq(Sum(u[k], k), 1), Eq(Sum(w[l], l), 1)
    HELD = [
        ForAll(held(u[k], u[k]) > 0, k),
        ForAll(held(w[l], w[l]) > 0, l),
        ForAll(held(u[k] * w[l], u[k] * w[l]) > 0, l, k),
    ]


def held_everywhere():
    """That the entropies of the three laws have values."""
    return for_all(own(u[k]), k), for_all(own(w[l]), l), for_all(for_all(has_value(u[k] * w[l]), l), k)


def entropy_of_product():
    """entr(a c) = c entr(a) + a entr(c), for a, c >= 0."""
    left, right = entr(a * c), c * entr(a) + a * entr(c)
    known = [held(a, a) > 0, held(c, c) > 0, held(a * c, a * c) > 0]

    def none(zero):
        at_zero, given = suppose(Eq(0, zero)).rearrange(Eq(zero, 0)), [Eq(0, zero), *known]
        return derive(left, given).by(at_zero).algebra(0).back(derive(right, given).by(at_zero).algebra(0))

    written = -a * c * log(a) - a * c * log(c)
    given = [a > 0, c > 0]
    apart, both = bracket_at(suppose(a > 0)), bracket_at(positive(a * c, given))
    some = derive(left, given).by(both).algebra(written).back(derive(right, given).by(apart).algebra(written))
    every = cases(nonnegative_by_sort(a), none(a), cases(nonnegative_by_sort(c), none(c), some))
    return every.knowing(own(a), own(c), has_value(a * c))


@theorem("independent-systems-factorise/shannon-additive", "Shannon's entropies of independent systems add", witness=EDGE)
def shannon():
    entropies = Sum(entr(u[k]), k), Sum(entr(w[l]), l)
    each = entropy_of_product().at({a: u[k], c: w[l]}).sum(l).sum(k)
    goal = Eq(Sum(Sum(entr(u[k] * w[l]), l), k), entropies[0] + entropies[1])
    first, second = map(suppose, TOTALS)
    return combine(goal, (1, each), (entropies[1], first), (entropies[0], second), given=HELD).knowing(*held_everywhere())


def base(u):
    """u + [u = 0] > 0 for u >= 0."""
    some = split(nonnegative_by_sort(a), a + support(a) > 0, gaps=(1, a))
    return some.at({a: u}).sides(right=u + support(u), using=())


def power_of_product():
    """(a c)^s = a^s c^s, for a, c >= 0."""
    left, right = power(a * c), power(a) * power(c)
    known = [u + support(u) > 0 for u in (a, c, a * c)]

    def none(zero):
        at_zero, given = suppose(Eq(0, zero)).rearrange(Eq(zero, 0)), [Eq(0, zero), *known]
        return derive(left, given).by(at_zero).algebra(0).back(derive(right, given).by(at_zero).algebra(0))

    given = [a > 0, c > 0]
    apart, both = bracket_at(suppose(a > 0)), bracket_at(positive(a * c, given))
    some = derive(left, given).by(both).algebra(a**s * c**s).back(derive(right, given).by(apart).algebra(a**s * c**s))
    every = cases(nonnegative_by_sort(a), none(a), cases(nonnegative_by_sort(c), none(c), some))
    return every.knowing(base(a), base(c), base(a * c))


@theorem(
    "independent-systems-factorise/tsallis-pseudo-additive",
    "Tsallis' entropies of independent systems do not add: a product of them is left over",
    witness={"s": 2},
)
def tsallis_pseudo_additive():
    """Here a^s stands for its value on the closed simplex, which is 0 at a = 0; that the weights sum to 1 is not needed."""
    alone, other_alone = Sum(power(u[k]), k), Sum(power(w[l]), l)
    together = Sum(Sum(power(u[k] * w[l]), l), k)
    S, S_prime = tsallis(alone), tsallis(other_alone)
    each = power_of_product().at({a: u[k], c: w[l]}).sum(l).sum(k)
    goal = Eq(tsallis(together), S + S_prime + (1 - s) * S * S_prime)
    bases = [
        ForAll(u[k] + support(u[k]) > 0, k),
        ForAll(w[l] + support(w[l]) > 0, l),
        ForAll(u[k] * w[l] + support(u[k] * w[l]) > 0, l, k),
    ]
    proofs = for_all(base(u[k]), k), for_all(base(w[l]), l), for_all(for_all(base(u[k] * w[l]), l), k)
    return combine(goal, (-1 / (s - 1), each), given=[*bases, Ne(s, 1)]).knowing(*proofs)
