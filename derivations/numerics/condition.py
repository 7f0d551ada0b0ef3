"""How much log-sum-exp and softmax change with their input: absolutely, norm by norm, and component by component."""

from sympy import Abs, Max, Ne, Sum, exp, log, oo

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, Maximum, cons, entropy, entry, indices, ones, positives, reals, vectors,
)  # fmt: skip
from ..prover.proof.chain import Approach, combine, derive
from ..prover.proof.by_cases import together
from ..prover.proof.extrema import under_maximum
from ..prover.proof.sizes import at_most_its_size, size_at_most, size_of_negative, triangle
from ..learning.fading import fading
from .shift import entropy_at_most, i, k, n, p, z
from .stable import at_most_zero

h = vectors("h", n)
c, x = reals("c x")
b = reals("b")
K = positives("K")
i2 = indices("i", 2)


@theorem("lse-condition-number/absolute", "Log-sum-exp moves by at most the largest change of an entry", source="blanchard2021")
def absolute():
    most = Maximum(Abs(h[k]), k)
    size = under_maximum(Abs(h[k]), k)
    up = combine(z[k] + h[k] <= most + z[k], (1, at_most_its_size(h[k])), (1, size)).exp().sum(k).log()
    down = combine(z[k] <= most + (z[k] + h[k]), (1, at_most_its_size(-h[k])), (1, size)).exp().sum(k).log()
    moved = LSE(z + h) - LSE(z)
    bounded = size_at_most(combine(moved <= most, (1, up)), combine(-moved <= most, (1, down)))
    return together(bounded, derive(Abs(LSE(z + c * ones(n)) - LSE(z))).definition(Abs(c)))


@theorem(
    "lse-condition-number/component-wise-bound",
    "Component by component, log-sum-exp is ill-conditioned only near zero",
    witness={"n": 1, "z": (1,)},
)
def component_wise_bound():
    size, nonzero = Abs(LSE(z)), Ne(LSE(z), 0)
    score = combine(Abs(z[i]) <= size - log(p[i]), (1, triangle(LSE(z), log(p[i]))), (1, size_of_negative(at_most_zero())))
    mean = score.times(p[i]).sum(i)
    first = combine(Sum(p[i] * Abs(z[i]), i) / size <= 1 + entropy(p) / size, (1 / size, mean), given=[nonzero])
    second = combine(1 + entropy(p) / size <= 1 + log(n) / size, (1 / size, entropy_at_most()), given=[nonzero])
    return together(first, second)


@theorem(
    "lse-condition-number/norm-wise-large-far-from-one",
    "A large norm-wise condition number is not confined to log-sum-exp near zero",
)
def far_from_one():
    score = cons(-K, ones(1))
    grows = Approach(K, oo, "-")
    vanishing = fading(1, far=grows)
    ratio = Max(Abs(-K), 1) / Abs(LSE(score)) / K
    from_one_on = derive(ratio, given=[1 < K]).definition(1 / Abs(log(exp(-1 * K) + exp(1))))
    number = grows.rewrite(grows.through(1 / Abs(log(b + exp(1))), b, vanishing), ratio, same=from_one_on).sides(right=1, using=())
    total = grows.rewrite(grows.through(b + exp(1), b, vanishing), Sum(exp(entry(score, i2)), i2)).sides(right=exp(1), using=())
    return together(number, total)


@theorem("softmax-condition-number/bound", "The relative condition number of softmax is below twice the largest score")
def softmax_bound():
    largest_p = Maximum(p[i], i)
    below = combine(p[i] * (1 - p[i]) < largest_p, (1, under_maximum(p[i], i)), gap=p[i] ** 2).maximum(i)
    return below.times(2 / largest_p).sides(2 * Maximum(p[i] * (1 - p[i]), i) / largest_p, 2, using=())
