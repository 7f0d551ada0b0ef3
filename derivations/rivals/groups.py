"""The chain rule: entropy of a law is that of its groups, and the mean entropy within them; two classes are put together here."""

from sympy import Eq, Ne, Sum, evaluate, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, entr, indicator, nonnegative_vectors, nonnegatives, positives, read, reals
from ..prover.proof.brackets import bracket_at, split
from ..prover.proof.chain import asked, cases, combine, derive, for_all, suppose
from ..prover.kernel import rules
from .entmax import above_zero, at_zero, held, power
from .vocabulary import k, n

a, c = nonnegatives("a c")
b = positives("b")
s = reals("s")
p = nonnegative_vectors("p", n)

with evaluate(False):
    pair = p[1] + p[2]
    SOME, TWO = 0 < pair, n >= 2
    EACH = ForAll(0 < p[k] + indicator(Eq(p[k], 0)) * (1 - p[k]), k)


def own(u):
    """0 < u + [u = 0](1 − u), so that u log u has a value."""
    return split(derive(u).at_least(0), 0 < u + indicator(Eq(u, 0)) * (1 - u), gaps=(1, u)).unprinted()


def value(u):
    return 0 < u + indicator(Eq(u, 0)) * (1 - u)


def rescaled():
    """b entr(a/b) = entr(a) + a log b, for b > 0."""
    goal = Eq(b * entr(a / b), entr(a) + a * log(b))
    known = suppose(Eq(0, a)).rearrange(Eq(a, 0))
    none = [derive(entr(u), given=[Eq(0, a)]).by(known).algebra(0) for u in (a / b, a)]
    some = suppose(0 < a)
    ratio = combine(0 < a / b, (1 / b, some))
    full = derive(entr(a), given=[0 < a]).by(bracket_at(some)).algebra(-a * log(a))
    part = derive(entr(a / b), given=[0 < a]).by(bracket_at(ratio)).algebra(-(a / b) * log(a / b))
    values = [value(a / b), value(a)]
    return cases(
        derive(a).at_least(0),
        combine(goal, (b, none[0]), (-1, none[1]), (log(b), suppose(Eq(0, a))), given=values),
        combine(goal, (b, part), (-1, full), given=[0 < a, *values]),
    ).knowing(combine(values[0], (1, own(a).at({a: a / b}))), own(a))


def whole(u):
    """entr(u) = −u log u, for u > 0"""
    return derive(entr(u), given=[0 < u]).by(bracket_at(suppose(0 < u))).algebra(-u * log(u))


@theorem(
    "faddeev-chain-rule/shannon-grouping",
    "The entropy of a law is that with two classes put together, and what it takes to tell these two apart",
    witness={"n": 2, "p": (1, 0)},
)
def shannon_grouping():
    """For each of the two, P entr(p/P) = entr(p) + p log P, P being their sum; and entr(P) = −P log P."""
    shares = [p[j] / pair for j in (1, 2)]
    goal = Eq(Sum(entr(p[k]), k), entr(pair) + Sum(entr(p[k]), (k, 3, n)) + pair * (entr(shares[0]) + entr(shares[1])))
    parts = [(-1, rescaled().at({a: p[j], b: pair}, given=[SOME, TWO])) for j in (1, 2)]
    total = whole(a).at({a: pair}, given=[SOME, TWO])
    values = [combine(value(u), (1, own(a).at({a: u}, given=[SOME, TWO]))) for u in (pair, *shares)]
    return split_range(goal, (-1, total), *parts, given=[value(u) for u in (pair, *shares)] + [EACH]).knowing(
        *values, for_all(own(p[k]), k)
    )


def split_range(goal, *parts, given):
    """An equation from others, the first two terms of a sum being taken apart from the rest."""
    known, factors = [read(h) for h in (SOME, TWO, *given)], [read(factor) for factor, _ in parts]

    def question(*lemmas):
        return rules.linear(read(goal), list(zip(factors, lemmas)), using=("definition", "ranges"), given=known)

    return asked("linear combination", question, *(lemma for _, lemma in parts))


def rescaled_power():
    """b^s (a/b)^s = a^s, for b > 0."""
    goal = Eq(b**s * power(a / b, s), power(a, s))
    known = suppose(Eq(0, a)).rearrange(Eq(a, 0))
    ratio = combine(0 < a / b, (1 / b, suppose(0 < a)))
    nought = derive(power(a / b, s), given=[Eq(0, a)]).by(known).algebra(0)
    full = above_zero(c, s).at({c: a / b}, given=[0 < a]).knowing(ratio)
    values = [0 < u + indicator(Eq(u, 0)) for u in (a / b, a)]
    return cases(
        derive(a).at_least(0),
        combine(goal, (b**s, nought), (-1, at_zero(a, s)), given=[Eq(0, a), *values]),
        combine(goal, (b**s, full), (-1, above_zero(a, s)), given=[0 < a, *values]),
    ).knowing(*(combine(value, (1, held(a).at({a: u}))) for value, u in zip(values, (a / b, a))))


@theorem(
    "faddeev-chain-rule/tsallis-grouping",
    "Tsallis' entropy is grouped likewise, with the power of the weight",
    witness={"n": 2, "p": (1, 0), "s": 2},
)
def tsallis_grouping():
    """(p/P)^s is p^s/P^s for each of the two."""
    shares = [p[j] / pair for j in (1, 2)]
    goal = Eq(
        (1 - Sum(power(p[k], s), k)) / (s - 1),
        (1 - pair**s - Sum(power(p[k], s), (k, 3, n))) / (s - 1)
        + pair**s * ((1 - power(shares[0], s) - power(shares[1], s)) / (s - 1)),
    )
    parts = [(1 / (s - 1), rescaled_power().at({a: p[j], b: pair}, given=[SOME, TWO])) for j in (1, 2)]
    given = [0 < u + indicator(Eq(u, 0)) for u in shares] + [ForAll(0 < p[k] + indicator(Eq(p[k], 0)), k)]
    values = [combine(h, (1, held(a).at({a: u}, given=[SOME, TWO]))) for h, u in zip(given, shares)]
    return split_range(goal, *parts, given=[Ne(s, 1), 0 < s, *given]).knowing(*values, for_all(held(p[k]), k))
