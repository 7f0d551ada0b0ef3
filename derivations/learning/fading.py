"""Exponentials that vanish far out: e^(−μt) → 0 as t → ∞ for μ > 0, bounded by its rate 1/(μt)."""

from sympy import exp, oo

from ..prover.language.sympy_notation import positives, reals
from ..prover.proof.chain import Approach, combine, derive, recall
from ..log_sum_exp.tangent import exp_tangent

t, mu = positives("t mu")
b, x = reals("b x")
FAR = Approach(t, oo, "-")


def fading(rate=mu, given=(), far=FAR):
    """lim e^(−μt) = 0, from 1 + μt <= e^(μt) and squeezing; `rate` is a positive number that does not depend on t."""
    t = far.variable
    bound = 1 / (rate * t)
    below = combine(
        exp(-rate * t) <= bound,
        (bound * exp(-rate * t), recall(exp_tangent).at({x: rate * t})),
        gap=bound * exp(-rate * t),
        given=given,
    )
    tends = far.of_variable()
    upper = far.rewrite(far.through(b / rate, b, tends).sides(right=0, using=()), bound)
    return far.squeeze(far.through(0, b, tends), upper, derive(exp(-rate * t), given).above(0), below)
