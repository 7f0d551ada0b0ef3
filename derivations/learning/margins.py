"""Margins: the loss lies in a band about the margin, is never zero, and on separable data falls to zero without end.

The runner-up of class y is an index s other than y with z_k <= z_s for every k other than y; the margin is z_y − z_s.
"""

from sympy import Eq, Ne, Sum, evaluate, exp, log

from ..definitions.symbols import Z, k, n, p, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, delta, indices,
)  # fmt: skip
from ..prover.proof.by_cases import specialise, termwise_equal
from ..prover.proof.chain import combine, derive, suppose

s, y = indices("s y", n)

with evaluate(False):
    loss = -log(p[y])
    margin = z[y] - z[s]
    lower_band = log(1 + exp(-margin))
    upper_band = log(1 + (n - 1) * exp(-margin))
    other = 1 - delta(k, y)
    rest = Sum(other * (1 - delta(k, s)) * exp(z[k]), k)
    second = Ne(s, y)
    runner_up = ForAll(other * (z[k] - z[s]) <= 0, k)
    tied = ForAll(Eq(other * (z[k] - z[s]), 0), k)
given = [second, runner_up]
witness = {"n": 2, "z": (0, 0), "y": 1, "s": 2}


@theorem("cross-entropy-margin-bounds/lower", "The loss is at least softplus of the negative margin", witness=witness)
def lower():
    return derive(exp(z[y]) + exp(z[s]), given=given).at_most(Z, gap=rest).log().rearrange(lower_band <= loss)


def others_below():
    """(1 − δ_ky) e^(z_k) <= (1 − δ_ky) e^(z_s)."""
    behind = specialise(suppose(runner_up), k).exp().times(other * exp(z[s]))
    return behind.sides(other * exp(z[k]), other * exp(z[s]), using=("collapse",))


@theorem("cross-entropy-margin-bounds/upper", "The loss is at most that with the other classes tied", witness=witness)
def upper():
    return combine(Z <= exp(z[y]) + (n - 1) * exp(z[s]), (1, others_below().sum(k))).log().rearrange(loss <= upper_band)


@theorem("cross-entropy-margin-bounds/lower-equality-if", "With two classes the lower bound is attained", witness=witness)
def lower_equality_if():
    count = derive(Sum(other * (1 - delta(k, s)), k), given=[second]).collapse(n - 2).by(suppose(Eq(n, 2))).algebra(0)
    nothing = count.terms_vanish(k).times(exp(z[k])).sum(k)
    return combine(Eq(Z, exp(z[y]) + exp(z[s])), (1, nothing), given=[second]).log().rearrange(Eq(loss, lower_band))


@theorem("cross-entropy-margin-bounds/lower-equality-only-if", "The lower bound is attained with two classes only", witness=witness)
def lower_equality_only_if():
    attained = suppose(Eq(loss, lower_band)).exp()
    nothing = combine(Eq(rest, 0), (exp(z[y]), attained), given=[second])
    count = nothing.terms_vanish(k).cancel(exp(z[k]), other * (1 - delta(k, s))).sum(k)
    return count.sides(n - 2, 0, using=("collapse",)).rearrange(Eq(n, 2))


@theorem(
    "cross-entropy-margin-bounds/upper-equality-if",
    "The upper bound is attained where the other classes tie",
    witness=witness,
)
def upper_equality_if():
    level = specialise(suppose(tied), k).exp().times(other * exp(z[s]))
    total = level.sides(other * exp(z[k]), other * exp(z[s]), using=("collapse",)).sum(k)
    return combine(Eq(Z, exp(z[y]) + (n - 1) * exp(z[s])), (1, total)).log().rearrange(Eq(loss, upper_band))


@theorem(
    "cross-entropy-margin-bounds/upper-equality-only-if",
    "The upper bound is attained only where the other classes tie",
    witness=witness | {"k": 2},
)
def upper_equality_only_if():
    attained = suppose(Eq(loss, upper_band)).exp()
    totals = combine(Eq(Sum(other * exp(z[k]), k), Sum(other * exp(z[s]), k)), (exp(z[y]), attained), given=[second])
    level = termwise_equal(others_below(), totals, k)
    return level.assuming(Ne(k, y)).sides(exp(z[k]), exp(z[s]), using=("collapse",)).log().sides(z[k], z[s], using=())
