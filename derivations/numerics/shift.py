"""The shift: exact, free of overflow, and with an error that is an entropy."""

from sympy import Eq, Sum, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, dimension, entropy, indicator, indices, largest, reals, softmax, vectors
from ..prover.proof.by_cases import clause
from ..prover.proof.by_cases import given_lemma, together
from ..prover.proof.chain import below_maximum, bracket, cases, combine, derive, maximum_attained, recall, suppose
from ..log_sum_exp.tangent import exp_tangent

n = dimension("n")
z = vectors("z", n)
i, j, k = indices("i j k", n)
a, x = reals("a x")
p, top = softmax(z), largest(z)
tie = indicator(Eq(z[k], top))
m = Sum(tie, k)


@theorem("lse-shift-exact/shift", "A shift changes nothing", source="blanchard2021")
def exact():
    return derive(LSE(z)).definition(a + log(Sum(exp(z[i] - a), i)))


@theorem("lse-shift-exact/terms", "Shifted by the maximum, no exponential exceeds one", source="blanchard2021")
def terms():
    at_most_one = below_maximum(z, i).rearrange(z[i] - top <= 0).exp().sides(right=1, using=())
    return together(derive(exp(z[i] - top)).above(0), at_most_one)


@theorem("lse-shift-exact/sum-bounds", "Shifted by the maximum, the sum lies between the number of maximisers and n")
def sum_bounds():
    factor = exp(z[k] - top)
    equal, less = suppose(Eq(z[k], top)), suppose(z[k] < top)
    tied = combine(tie <= factor, (-1, derive(factor).by(equal).algebra(1).back(bracket(equal))))
    apart = derive(tie).by(bracket(less)).at_most(factor, gap=factor)
    least = cases(below_maximum(z, k), tied, apart).sum(k)
    most = below_maximum(z, k).rearrange(z[k] - top <= 0).exp().sides(right=1, using=()).sum(k).sides(right=n, using=())
    return together(least, most)


@theorem("lse-shift-error-entropy/shift-term", "The weighted distance from the maximum is an entropy, less a little", star=True)
def shift_term():
    return derive(Sum(p[i] * (top - z[i]), i)).definition(entropy(p) - (LSE(z) - top))


@theorem(
    "lse-shift-error-entropy/shift-term-bound",
    "The weighted distance from the maximum is at most the entropy less log m",
)
def shift_term_bound():
    attained = maximum_attained(z)
    least = given_lemma(clause(sum_bounds, 0).assuming(0 < m).log().sides(right=LSE(z) - top), attained)
    first = combine(Sum(p[i] * (top - z[i]), i) <= entropy(p) - log(m), (1, least), (1, shift_term), given=[0 < m])
    second = combine(entropy(p) - log(m) <= log(n) - log(m), (1, entropy_at_most()), given=[0 < m])
    return together(given_lemma(first, attained), given_lemma(second, attained))


def entropy_at_most():
    """H(p) <= log n, from 1 + x <= e^x at x = −log p_i − log n."""
    return recall(exp_tangent).at({x: -log(p[i]) - log(n)}).times(p[i]).sum(i).rearrange(entropy(p) <= log(n))
