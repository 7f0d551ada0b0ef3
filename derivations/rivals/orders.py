"""Links that are no order of the scores: where a larger score makes a class less likely.

The share f(z_i)/Σ f(z_j) moves with z_i as f′(z_i) does, so that squares, sizes and Taylor's polynomial turn the order round.
"""

from sympy import Abs, Derivative, Eq, Lambda, Lt, Ne, Sum, evaluate

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, functions_of, reals
from ..prover.proof.by_cases import impossible, positive, together, whichever
from ..prover.proof.chain import combine, derive, positive_sum, suppose
from .vocabulary import i, j, k, n, t, z

f = functions_of("f", "differentiable real -> nonnegative")
u = reals("u")


def share(link):
    """f(z_i)/Σ f(z_j)"""
    return link(z[i]) / Sum(link(z[j]), j)


with evaluate(False):
    TOTAL = 0 < Sum(f(z[j]), j)
    FALLING = z[i] < 0, Ne(i, k), Ne(z[k], 0)
    falls = Derivative(share(lambda u: 1 + u + u**2 / 2), z[i]) < 0


@theorem(
    "softargmax-order-alternatives/derivative",
    "The share of a class moves with its own score as the link does",
    witness={"n": 2, "z": (0, 0), "f": Lambda(u, u**2 + 1)},
)
def derivative():
    total = Sum(f(z[j]), j)
    return derive(Derivative(share(f), z[i]), given=[TOTAL]).compute(f.slope(z[i]) / total * (1 - f(z[i]) / total))


@theorem(
    "softargmax-order-alternatives/spherical",
    "With squares a negative score that grows makes its class less likely",
    witness={"n": 2, "z": (-1, 1), "i": 1, "k": 2},
)
def spherical():
    """The derivative is 2 z_i/S (1 − z_i²/S), and S, the sum of squares, is more than z_i²."""
    total = Sum(z[j] ** 2, j)
    others = z[k] ** 2 + Sum((1 - delta(i, j)) * (1 - delta(j, k)) * z[j] ** 2, j)
    rest = combine(0 < total - z[i] ** 2, gap=others, given=FALLING)
    whole = combine(0 < total, (1, rest), gap=z[i] ** 2)
    slope = derive(Derivative(share(lambda u: u**2), z[i]), given=[0 < total]).compute(2 * z[i] * (total - z[i] ** 2) / total**2)
    return combine(
        Derivative(share(lambda u: u**2), z[i]) < 0, (-2 * z[i] / total**2, rest), (-1, slope), given=[0 < total, FALLING[0]]
    ).knowing(whole)


@theorem(
    "softargmax-order-alternatives/absolute",
    "With sizes a negative score that grows makes its class less likely",
    witness={"n": 2, "z": (-1, 1), "i": 1, "k": 2},
)
def absolute():
    """The derivative in t, put for z_i, is −c/(c − t)² at t = z_i < 0, where c is the sum of the other sizes, which is positive."""
    others = Sum((1 - delta(i, j)) * Abs(z[j]), j)
    rest = combine(0 < others, gap=Abs(z[k]) + Sum((1 - delta(i, j)) * (1 - delta(j, k)) * Abs(z[j]), j), given=FALLING)
    body = Abs(t) / (Abs(t) + others)
    slope = derive(Derivative(body, t), given=[t < 0, 0 < others]).compute(-others / (Abs(t) + others) ** 2)
    below = combine(Derivative(body, t) < 0, (1 / (Abs(t) + others) ** 2, suppose(0 < others)), (-1, slope), given=[t < 0])
    return below.at({t: z[i]}).knowing(rest)


# --- Taylor's polynomial of the second order ------------------------------------------------------------------------


def polynomial(u):
    return 1 + u + u**2 / 2


@theorem("softargmax-order-alternatives/taylor-positive", "Taylor's polynomial of the exponential is positive")
def taylor_positive():
    same = derive(1 + t + t**2 / 2).algebra((1 + (1 + t) ** 2) / 2)
    return together(same, positive((1 + (1 + t) ** 2) / 2))


def taylor_slope():
    """∂p_i/∂z_i = (1 + z_i) (S − f(z_i))/S², with what is positive in it."""
    total, square = Sum(polynomial(z[j]), j), (1 + (1 + z[j]) ** 2) / 2
    whole = positive(Sum(square, j)).sides(right=total, using=())
    count = combine(0 < Sum(1 - delta(i, j), j), gap=n - 1, given=[n >= 2])
    rest = positive_sum(1 - delta(i, j), square, j, count).sides(right=total - polynomial(z[i]), using=("collapse",))
    slope = derive(Derivative(share(polynomial), z[i]), given=[0 < total])
    return rest, slope.compute((1 + z[i]) * (total - polynomial(z[i])) / total**2).knowing(whole), whole, total


@theorem(
    "softargmax-order-alternatives/taylor-if",
    "With Taylor's polynomial the order is turned round below −1",
    witness={"n": 2, "z": (-2, 0), "i": 1},
)
def taylor_if():
    rest, slope, whole, total = taylor_slope()
    return combine(falls, (-(1 + z[i]) / total**2, rest), (-1, slope), given=[z[i] < -1, 0 < total]).knowing(whole)


@theorem(
    "softargmax-order-alternatives/taylor-only-if",
    "With Taylor's polynomial the order is turned round below −1 only",
    witness={"n": 2, "z": (-2, 0), "i": 1},
)
def taylor_only_if():
    rest, slope, whole, total = taylor_slope()

    def case(side):
        if side == Lt(z[i], -1):
            return suppose(side)
        least = combine(0 <= 1 + z[i], (-1 if side == Eq(z[i], -1) else 1, suppose(side)))
        rises = combine(
            0 <= Derivative(share(polynomial), z[i]), ((total - polynomial(z[i])) / total**2, least), (1, slope),
            given=[side, 0 < total - polynomial(z[i]), 0 < total],
        ).knowing(whole, rest)  # fmt: skip
        return impossible(suppose(falls), rises, z[i] < -1)

    return whichever(z[i], -1, case)
