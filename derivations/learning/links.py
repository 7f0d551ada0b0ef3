"""The gradient of cross-entropy for p_i = f(a_i)/Σ f(a_j), f being any positive link: (f′/f)(a_k) times what softmax has.

The factor f′/f is constant for exponentials, and for no other link.
"""

from sympy import Derivative, Eq, Lambda, Sum, evaluate, exp, log

from ..definitions.symbols import j, k, n
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, delta, functions_of, indices, positives, reals, vectors
from ..prover.proof.by_cases import specialise
from ..prover.proof.chain import combine, derive, suppose
from ..rivals.links import exponential

f = functions_of("f", "differentiable real -> positive")
a = vectors("a", n)
y = indices("y", n)
t, beta = reals("t beta")
A = positives("A")

with evaluate(False):
    total = Sum(f(a[j]), j)
    p = f(a[k]) / total


@theorem("normalised-link-gradient/gradient", "Any link: the residual of softmax, times f′/f", source="cho2025", star=True)
def gradient():
    return (
        derive(Derivative(-log(f(a[y]) / total), a[k]))
        .differentiate(
            -(f.slope(a[y]) * delta(y, k) / total - f(a[y]) * Sum(f.slope(a[j]) * delta(j, k), j) / total**2) * total / f(a[y])
        )
        .collapse(f.slope(a[k]) / f(a[k]) * (p - delta(k, y)))
    )


@theorem(
    "normalised-link-gradient/constant-prefactor",
    "Only for exponentials the factor f′/f is constant",
    witness={"f": Lambda(t, exp(t)), "beta": 1},
)
def constant_prefactor():
    rate = specialise(suppose(ForAll(Eq(f.slope(t) / f(t), beta), t)), t)
    return exponential(combine(Eq(f.slope(t), beta * f(t)), (f(t), rate)), f, beta)


@theorem("normalised-link-gradient/constant-prefactor-converse", "For exponentials the factor f′/f is constant")
def constant_prefactor_converse():
    link = A * exp(beta * t)
    return derive(Derivative(link, t) / link).differentiate(A * beta * exp(beta * t) / link).algebra(beta)
