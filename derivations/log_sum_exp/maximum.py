"""Between the maximum and the maximum plus log n, and when it is at either end.

m = Σ_k [z_k = max z] counts the maximisers. That all scores are equal is written z = (max z) 1.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..definitions.simplex import below_one
from ..definitions.symbols import Z, c, i, j, k, n, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, ForAll, delta, entry, indicator, largest, ones
from ..prover.proof.chain import below_maximum, bracket, cases, combine, derive, maximum_attained, recall, suppose
from ..prover.proof.by_cases import both_bounds, given_lemma, impossible, positive, specialise, termwise_equal

with evaluate(False):
    top = largest(z)
    is_top = indicator(Eq(z[k], top))
    m = Sum(is_top, k)
    tie, gap = Eq(z[k], top), z[k] < top
    constant = ForAll(Eq(z[k], c), k)


@theorem("lse-max-sandwich/lower", "Log-sum-exp is at least the maximum", source="boyd2004")
def lower():
    return (
        derive(exp(z[i]))
        .at_most(Z, gap=Sum((1 - delta(j, i)) * exp(z[j]), j))
        .log()
        .sides(z[i], LSE(z))
        .maximum(i)
        .restate(top <= LSE(z))
    )


@theorem("lse-max-sandwich/lower-strict", "With two classes or more log-sum-exp exceeds the maximum", witness={"n": 2})
def lower_strict():
    return recall(below_one).log().sides(z[i] - LSE(z), 0).rearrange(z[i] < LSE(z)).maximum(i).restate(top < LSE(z))


def tied_below():
    """[z_k = max z] exp(max z) <= exp(z_k)"""
    goal = is_top * exp(top) <= exp(z[k])
    tied = combine(goal, (exp(top), bracket(suppose(tie))), (-1, suppose(tie).exp()))
    apart = combine(goal, (exp(top), bracket(suppose(gap))), gap=exp(z[k]))
    return cases(below_maximum(z, k), tied, apart)


@theorem("lse-max-sandwich/lower-multiplicity", "Log-sum-exp exceeds the maximum by at least the log of its multiplicity")
def lower_multiplicity():
    summed = combine(exp(top) * m <= Z, (1, tied_below().sum(k)), given=[0 < m])
    return given_lemma(summed.log().sides(top + log(m), LSE(z)), maximum_attained(z))


@theorem(
    "lse-max-sandwich/lower-multiplicity-equality-if",
    "If every score is a maximiser, the excess is the log of the multiplicity",
    witness={"n": 2, "z": (0, 0)},
)
def lower_multiplicity_equality_if():
    all_of_them = suppose(Eq(m, n))
    one = combine(Eq(Sum(1 - is_top, k), 0), (1, all_of_them)).terms_vanish(k)
    goal = Eq(is_top * exp(z[k]), is_top * exp(top))
    at_ties = cases(
        below_maximum(z, k),
        combine(goal, (is_top, suppose(tie).exp())),
        combine(goal, (exp(z[k]) - exp(top), bracket(suppose(gap)))),
    )
    equal = combine(Eq(exp(z[k]), exp(top)), (1, at_ties), (exp(z[k]) - exp(top), one))
    excess = equal.sum(k).sides(Z, n * exp(top)).log().sides(LSE(z), top + log(n))
    return combine(Eq(LSE(z), top + log(m)), (1, excess), (1, all_of_them.rearrange(Eq(n, m)).log()))


@theorem(
    "lse-max-sandwich/lower-multiplicity-equality-only-if",
    "If the excess is the log of the multiplicity, every score is a maximiser",
    witness={"n": 1, "z": (0,)},
)
def lower_multiplicity_equality_only_if():
    same = suppose(Eq(LSE(z), top + log(m))).assuming(0 < m).exp()
    sums = given_lemma(combine(Eq(Sum(is_top * exp(top), k), Z), (-1, same), given=[0 < m]), maximum_attained(z))
    termwise = termwise_equal(tied_below(), sums, k)
    nothing = combine(Eq(0, exp(z[k])), (1, termwise), (-exp(top), bracket(suppose(gap))))
    never = impossible(positive(exp(z[k])), nothing, Eq(is_top, 1))
    return cases(below_maximum(z, k), bracket(suppose(tie)), never).sum(k).sides(m, n)


@theorem("lse-max-sandwich/upper", "Log-sum-exp exceeds the maximum by at most log n", source="boyd2004")
def upper():
    return below_maximum(z, k).exp().sum(k).log().sides(LSE(z), top + log(n))


def constant_maximum():
    """max z = c where z_k = c for all k"""
    each = suppose(constant)
    below = combine(z[k] <= c, (1, specialise(each, k))).maximum(k).restate(top <= c)
    return both_bounds(below, combine(c <= top, (-1, specialise(each, 1)), (1, below_maximum(z, k).at({k: 1}))))


@theorem(
    "lse-max-sandwich/upper-equality-if",
    "For equal scores the excess is log n",
    witness={"n": 2, "z": (0, 0), "c": 0},
)
def upper_equality_if():
    maximum = derive(top + log(n)).by(constant_maximum())
    return derive(LSE(z)).definition(log(Z)).by(specialise(suppose(constant), j)).algebra(c + log(n)).back(maximum)


@theorem(
    "lse-max-sandwich/upper-equality-only-if",
    "The excess is log n for equal scores only",
    witness={"n": 1, "z": (0,)},
)
def upper_equality_only_if():
    sums = suppose(Eq(LSE(z), top + log(n))).exp().sides(Z, Sum(exp(top), k))
    equal = termwise_equal(below_maximum(z, k).exp(), sums, k)
    return equal.log().sides(z[k], entry(top * ones(n), k), using=()).entrywise(k)
