"""What the gradient does as one distance vanishes, for every exponent κ.

With S = Σ_{j≠y} d_j^(−κ) the target's derivative is κ S d_y^(κ−1) / (1 + S d_y^κ): as d_y → 0+ it vanishes for κ > 1, tends
to S for κ = 1, and diverges for κ < 1. The derivative in the distance of another class diverges for every κ.
"""

from fractions import Fraction

from sympy import Abs, Derivative, Eq, Limit, Lt, Ne, Sum, evaluate, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, positives, softmax
from ..prover.proof.chain import Approach, combine, derive, in_order, positive_sum, recall, suppose
from ..prover.proof.by_cases import given_lemma, positive, together, whichever
from ..prover.proof.recorded import found
from .vocabulary import S, b, c, d, j, k, kappa, loss, moved, n, p, t, y

VANISHING = Approach(t, 0, "+")
SEVERAL = {"n": 2}
r = positives("r")

with evaluate(False):
    here = moved(y)
    loss_there = -log(softmax(-kappa * log(here))[y])  # the loss when the target is at distance t
    slope = Derivative(loss_there, t)


def others_positive(index=y, given=(n >= 2,)):
    """0 < Σ_{j≠y} d_j^(−κ), the deltas collapsed, where there are two classes or more."""
    how_many = derive(Sum(1 - delta(j, index), j), given=given).collapse(n - 1).above(0)
    summed = positive_sum(1 - delta(j, index), d[j] ** (-kappa), j, how_many)
    return combine(Sum(d[j] ** (-kappa), j) - d[index] ** (-kappa) > 0, (1, summed))


@theorem(
    "harmonic-target-singularity-removable/target",
    "The derivative in the target's distance",
    source="cho2025",
    star=True,
)
def target():
    first = (
        derive(Derivative(loss, d[y]))
        .definition(Derivative(kappa * log(d[y]) + log(Sum(d[j] ** (-kappa), j)), d[y]))
        .compute(kappa / d[y] * (1 - p[y]))
    )
    return first.keep().compute(kappa * S * d[y] ** (kappa - 1) / (1 + S * d[y] ** kappa))


def slope_there():
    """L′(t) = κ S t^(κ−1) / (1 + S t^κ)"""
    return derive(slope).compute(kappa * S * t ** (kappa - 1) / (1 + S * t**kappa))


def vanishing(power, given=()):
    """lim t^r = 0 as t → 0+, for a positive power r."""
    base = found(Eq(Limit(t**r, t, 0, "+"), 0))
    return base.at({r: power}, given=given)


@theorem(
    "harmonic-target-singularity-removable/rate",
    "Near the target the derivative goes like κ S t^(κ−1)",
)
def rate():
    tends = VANISHING.through(kappa * S / (1 + S * b), b, vanishing(kappa))
    return VANISHING.rewrite(tends, t ** (1 - kappa) * slope).sides(right=kappa * S)


@theorem(
    "harmonic-target-singularity-removable/vanishes",
    "For κ > 1 the derivative vanishes at the target",
    witness={"kappa": 2},
)
def vanishes():
    powers = vanishing(kappa - 1, given=[kappa > 1]), vanishing(kappa)
    tends = VANISHING.through(kappa * S * c / (1 + S * b), (c, b), powers)
    return VANISHING.rewrite(tends, slope).sides(right=0)


@theorem(
    "harmonic-target-singularity-removable/exponent-one",
    "For κ = 1 the derivative at the target tends to the sum of the other inverse distances",
    witness=SEVERAL,
)
def exponent_one():
    single = recall(rate).at({kappa: 1})
    others = Sum((1 - delta(j, y)) / d[j], j)
    tends = VANISHING.rewrite(single, Derivative(-log(softmax(-log(here))[y]), t)).sides(right=others, using=())
    return tends.keep().above(0, plus=[(1, others_positive().at({kappa: 1}))])


@theorem(
    "harmonic-target-singularity-removable/below-one",
    "For κ < 1 the derivative diverges at the target",
    witness={"n": 2, "kappa": Fraction(1, 2)},
)
def below_one():
    several, several_given = others_positive(), Sum(d[j] ** (-kappa), j) - d[y] ** (-kappa) > 0
    value = t ** (1 - kappa) * (1 / S + t**kappa) / kappa
    powers = vanishing(1 - kappa, given=[kappa < 1]), vanishing(kappa)
    tends = VANISHING.through(c * (1 / S + b) / kappa, (c, b), powers, lemmas=[several])
    same = derive(1 / slope, given=[several_given]).by(slope_there()).algebra(value).knowing(several)
    rises = combine(slope > 0, (1, slope_there()), (kappa * t ** (kappa - 1) / (1 + S * t**kappa), several))
    inverse = VANISHING.rewrite(tends, 1 / slope, same=same).assuming(several_given).sides(right=0).knowing(several)
    return VANISHING.to_infinity(inverse, rises)


# --- another class --------------------------------------------------------------------------------------------------

with evaluate(False):
    S_k = Sum((1 - delta(j, k)) * d[j] ** (-kappa), j)
    slope_k = Derivative(-log(softmax(-kappa * log(moved(k)))[y]), t)  # the class k at distance t
    pull = kappa / t * softmax(-kappa * log(moved(k)))[k]


@theorem(
    "harmonic-target-singularity-removable/non-target-diverges",
    "As the distance of another class vanishes, its derivative diverges for every κ",
    witness={"n": 2, "k": 1, "y": 2},
)
def non_target_diverges():
    """∂L/∂d_k = −κ/t · p_k at d_k = t, and p_k = 1 / (1 + t^κ S_k)."""
    negative = derive(slope_k, given=[Ne(k, y)]).compute(-pull)
    turned = derive(Abs(b), given=[Eq(b, -r)]).by(suppose(Eq(b, -r))).algebra(r)
    size = given_lemma(turned.at({b: slope_k, r: pull}, given=[Ne(k, y)]), negative)
    to_zero = VANISHING.through(c * (1 + S_k * b) / kappa, (c, b), (VANISHING.of_variable(), vanishing(kappa))).sides(right=0)
    inverse = VANISHING.rewrite(to_zero, 1 / pull)
    of_size = VANISHING.rewrite(inverse, 1 / Abs(slope_k), same=derive(1 / Abs(slope_k), given=[Ne(k, y)]).by(size))
    return together(
        VANISHING.to_infinity(of_size, combine(Abs(slope_k) > 0, (-1, size), gap=pull)),
        VANISHING.to_infinity(inverse, positive(pull)),
    )


def smaller_power():
    """t^(κ−1) <= 1 + t^κ for κ >= 1: one of the two terms is enough, according to whether t > 1."""
    goal, power = t ** (kappa - 1) <= 1 + t**kappa, kappa - 1
    small = combine(power * log(t) <= 0, (power, suppose(t < 1).log().sides(right=0)), given=[kappa >= 1]).exp()
    large = combine(power * log(t) <= kappa * log(t), (1, suppose(1 < t).log().sides(left=0)), given=[kappa >= 1]).exp()
    proofs = {
        Lt(t, 1): combine(goal, (1, small.sides(t**power, 1, using=())), gap=t**kappa),
        Eq(t, 1): combine(goal, gap=1 + t**kappa - t**power, given=[Eq(t, 1)]),
        Lt(1, t): combine(goal, (1, large.sides(t**power, t**kappa, using=())), gap=1),
    }
    return whichever(t, 1, proofs.get)


@theorem(
    "harmonic-target-singularity-removable/bounded",
    "For κ ≥ 1 the derivative in the target's distance is bounded, wherever the target is",
    witness={"kappa": 1},
)
def bounded():
    """κ S d_y^(κ−1) / (1 + S d_y^κ) <= κ (1 + S): only a wrong class that comes near, so that S grows, makes it large."""
    powers = smaller_power().at({t: d[y]})
    room = kappa * (1 + S**2 * d[y] ** kappa) / (1 + S * d[y] ** kappa)
    value = kappa * S * d[y] ** (kappa - 1) / (1 + S * d[y] ** kappa)
    bound = combine(value <= kappa * (1 + S), (kappa * S / (1 + S * d[y] ** kappa), powers), gap=room)
    return in_order(in_order(target.proof(0), target.proof(1)), bound)
