"""Probabilities from distances: p_i ∝ d_i^(−κ) is the softmax of −κ log d, which knows no scale and has one zero point.

p_κ(c d) = p_κ(d) for every c > 0, but p_κ(d + c 1) = p_κ(d) only where all distances are equal.
"""

from sympy import Derivative, Eq, Sum, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, softmax
from ..prover.proof.by_cases import forced_equal
from ..prover.proof.chain import combine, derive, suppose, suppose_all
from .vocabulary import T, c, d, i, j, k, kappa, l, m, p, share, y

farther = lambda i: d[i] + c  # noqa: E731
near = lambda i: d[i]  # noqa: E731


@theorem(
    "harmonic-probability-log-distance-softmax/softmax-form",
    "Inverse powers of distances are the softmax of their logarithms",
    source="baek2025",
)
def softmax_form():
    return derive(share(near, i)).definition(softmax(-kappa * log(d))[i])


@theorem("harmonic-probability-log-distance-softmax/log-odds", "The log-odds are a multiple of the log-ratio of distances")
def log_odds():
    return derive(log(p[i] / p[j])).definition(kappa * log(d[j] / d[i]))


@theorem("harmonic-scale-not-shift/scale", "A common factor of the distances changes nothing", source="baek2025")
def scale():
    return derive(share(lambda i: c * d[i], i)).algebra(share(near, i))


@theorem(
    "harmonic-scale-not-shift/not-shift-if",
    "A common shift changes nothing if the distances are equal",
    witness={"n": 2, "d": (1, 1), "k": 1},
)
def not_shift_if():
    alike = suppose_all(Eq(d[l], d[k]), l)
    shifted, plain = (derive(share(distance, i)).by(alike).algebra(1 / Sum(1, j)) for distance in (farther, near))
    return shifted.back(plain)


@theorem(
    "harmonic-scale-not-shift/not-shift-only-if",
    "A common shift changes nothing only if the distances are equal",
    witness={"n": 2, "d": (1, 1), "c": 1, "kappa": 1},
)
def not_shift_only_if():
    """From d_i < d_l: d_i (d_l + c) < (d_i + c) d_l, so that the shift would change the odds of the two."""
    same = suppose_all(Eq(share(farther, m), share(near, m)), m).log()
    odds = combine(
        Eq(kappa * (log(d[i]) + log(d[l] + c)), kappa * (log(d[i] + c) + log(d[l]))),
        (1, same.at({m: i})),
        (-1, same.at({m: l})),
    )

    def strict(order):
        near, far = order.args
        crossed = combine(near * (far + c) < (near + c) * far, (c, suppose(order)))
        return crossed.log().times(kappa)

    return forced_equal(d[i], d[l], strict, odds)


@theorem("harmonic-scale-not-shift/temperature", "Temperature divides the exponent")
def temperature():
    return derive(softmax(-kappa * log(d) / T)[i]).definition(share(near, i, kappa / T))


@theorem("harmonic-gradient-distance/gradient", "The gradient in the distances", source="cho2025")
def gradient():
    Z = Sum(d[j] ** (-kappa), j)
    return (
        derive(Derivative(-log(share(near, y)), d[k]))
        .algebra(Derivative(kappa * log(d[y]) + log(Z), d[k]))
        .differentiate(kappa * delta(k, y) / d[y] - kappa * Sum(d[j] ** (-kappa - 1) * delta(j, k), j) / Z)
        .collapse(kappa / d[k] * (delta(k, y) - share(near, k)))
    )
