"""Softmax is a probability vector without zeros."""

from sympy import Sum, exp

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta
from ..prover.proof.chain import derive, positive_sum
from .symbols import Z, i, k, n, p, z


@theorem("softmax-simplex/positive", "Softmax is positive", source="bridle1990")
def positive():
    return derive(p[i]).definition(exp(z[i]) / Z).keep().above(0)


@theorem("softmax-simplex/sums-to-one", "Softmax sums to one", source="bridle1990")
def sums_to_one():
    return derive(Sum(p[i], i)).definition(Sum(exp(z[i]) / Z, i)).algebra(Z / Z).algebra(1)


@theorem("softmax-simplex/below-one", "With two classes or more, softmax stays below one", source="bridle1990", witness={"n": 2})
def below_one():
    how_many = derive(Sum(1 - delta(k, i), k), given=[n >= 2]).collapse(n - 1).above(0)
    positive_rest = positive_sum(1 - delta(k, i), exp(z[k]), k, how_many)
    return derive(p[i], given=[n >= 2]).definition(exp(z[i]) / Z).below(1, plus=[(1 / Z, positive_rest)])
