"""The loss attains its infimum: it is 0 where the target's distance is 0, while that of a linear softmax is positive for ever."""

from sympy import Derivative, Sum, evaluate, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, softmax, vectors
from ..prover.proof.chain import combine, derive
from ..prover.proof.recorded import found
from .singularity import SEVERAL, VANISHING, loss_there, others_positive, vanishing
from .vocabulary import S, b, d, j, k, kappa, loss, n, p, t, y

z = vectors("z", n)
with evaluate(False):
    Z = Sum(d[j] ** (-kappa), j)


@theorem(
    "harmonic-finite-minimiser/infimum",
    "The harmonic loss is positive wherever all distances are",
    source="baek2025",
    witness=SEVERAL,
)
def infimum():
    above_one = combine(1 < 1 + d[y] ** kappa * S, (d[y] ** kappa, others_positive()))
    positive = above_one.log().sides(left=0)
    ratio = derive(d[y] ** kappa * Z).collapse(1 + d[y] ** kappa * S)
    return derive(loss, given=[n >= 2]).definition(log(d[y] ** kappa * Z)).by(ratio).keep().above(0, plus=[(1, positive)])


@theorem("harmonic-finite-minimiser/attained", "The harmonic loss tends to 0 as the target's distance does", source="baek2025")
def attained():
    ratio = derive(t**kappa * (t ** (-kappa) + S)).algebra(1 + S * t**kappa)
    near = derive(loss_there).compute(-log(t ** (-kappa) / (t ** (-kappa) + S)))
    near = near.algebra(log(t**kappa * (t ** (-kappa) + S))).by(ratio)
    return VANISHING.rewrite(VANISHING.through(log(1 + S * b), b, vanishing(kappa)), loss_there, same=near).sides(right=0)


@theorem("harmonic-finite-minimiser/softmax-never", "The loss of softmax is positive for all scores", witness=SEVERAL)
def softmax_never():
    return found(0 < -log(softmax(z)[y]), given=[n >= 2])


@theorem("harmonic-euler-homogeneity/distances", "The gradient is orthogonal to the distances, as their scale does not matter")
def euler():
    return (
        derive(Sum(d[k] * Derivative(loss, d[k]), k))
        .compute(Sum(kappa * (delta(k, y) - p[k]), k))
        .compute(0, because="both add up to 1")
    )
