"""Negative entropy is strongly convex in the norm Σ|·|, and log-sum-exp, its conjugate, smooth in the norm max|·|.

    KL(q ‖ p) >= ½ (Σ |q_k − p_k|)²

This is Pinsker's inequality. It holds on the closed simplex, and is proved term by term.
"""

from sympy import Abs, Derivative, Eq, Rational, Sum, evaluate, log

from ..jacobian.bregman import hoeffding
from ..jacobian.lipschitz import smooth_in_maximum
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, Maximum, Minimum, dot, largest, positives, rel_entr, softmax
from ..prover.proof.chain import cases, combine, derive, recall, suppose, tangent_line
from .relative_entropy import DEFINED, HAVE_VALUES, TOTAL_P, above_zero, at_zero, finite, known, nonnegative_by_sort, own
from .variational import finite_against, present, prior_upper_bound, surprise
from .vocabulary import H, PRIOR, TOTAL, a, b, c, h, held, k, p, q, relative, rho, x, z

d, y = positives("d y")
half, eighth = Rational(1, 2), Rational(1, 8)
EDGE = {"n": 2, "q": (1, 0)}
INSIDE = EDGE | {"rho": (half, half)}


# --- one term -------------------------------------------------------------------------------------------------------


@theorem("relative-entropy-term/curvature", "Each term is at least a − c and a square")
def term_curvature():
    """The difference is convex in c, by (a + 2c)³ − 27 a c² = (a − c)² (a + 8c), and at c = a both it and its slope vanish."""

    def difference(u):
        return b * log(b) - b * log(u) - b + u - 3 * (b - u) ** 2 / (2 * (b + 2 * u))

    convex = (
        derive(Derivative(difference(y), (y, 2)))
        .differentiate(b / y**2 - 27 * b**2 / (b + 2 * y) ** 3)
        .at_least(0, gap=b * (b - y) ** 2 * (b + 8 * y) / (y**2 * (b + 2 * y) ** 3))
    )
    tangent = tangent_line(convex, y, b, d).sides(left=0, using=("derivative",))
    return combine(b * log(b / d) >= b - d + 3 * (b - d) ** 2 / (2 * (b + 2 * d)), (1, tangent))


@theorem(
    "relative-entropy-term/size",
    "A term of relative entropy is at least a − c + x |a − c| − x² (a + 2c)/6, for every x",
    witness={"a": 1, "c": 1},
)
def term_size():
    """Where a > 0, the rest is 3/2 (|a − c| − x (a + 2c)/3)²/(a + 2c); where a = 0, c times (x − 3/2)²/3 + 1/4."""
    size, spread = Abs(a - c), a + 2 * c
    bound = a - c + x * size - x**2 * spread / 6 <= rel_entr(a, c)
    positive, written = above_zero()
    curved = recall(term_curvature).at({b: a, d: c}, given=[a > 0, c > 0])
    square = Rational(3, 2) / spread * (size - x * spread / 3) ** 2
    present = combine(bound, (1, curved), (-1, written), gap=square, given=[a > 0, c > 0, held(a, a) > 0, DEFINED])
    hill = (x - Rational(3, 2)) ** 2 / 3 + Rational(1, 4)
    absent = combine(bound, (-1, at_zero()), gap=c * hill, given=[Eq(0, a), held(a, a) > 0, DEFINED])
    return cases(nonnegative_by_sort(a), absent, present.knowing(positive)).knowing(own(a))


# --- summed ---------------------------------------------------------------------------------------------------------

with evaluate(False):
    distance = Sum(Abs(q[k] - p[k]), k)
    distance_inside = Sum(Abs(q[k] - rho[k]), k)


@theorem("negentropy-strong-convexity-pinsker/pinsker", "Pinsker's inequality", witness=EDGE | {"p": (1, 0)})
def pinsker():
    """The sum of these bounds at x = Σ |q_k − p_k| is x² − x²/2."""
    termwise = recall(term_size).at({a: q[k], c: p[k], x: distance}).knowing(finite()).sum(k)
    totals = (1 - distance**2 / 6, suppose(TOTAL)), (-1 - distance**2 / 3, suppose(TOTAL_P))
    return combine(relative(q, p) >= half * distance**2, (1, termwise), *totals, given=HAVE_VALUES).knowing(*known())


@theorem("negentropy-strong-convexity-pinsker/strong-convexity", "Negative entropy is strongly convex", witness=INSIDE)
def strong_convexity():
    """Above its tangent at ρ negative entropy is higher by KL(q ‖ ρ)."""
    given, proofs = finite_against(rho[k])
    at_prior = recall(pinsker).at({p: rho}).knowing(present(rho[k]))
    tangent = Sum(rho[k] * log(rho[k]), k) + Sum((1 + log(rho[k])) * (q[k] - rho[k]), k)
    totals = (1, suppose(TOTAL)), (-1, suppose(PRIOR))
    bound = -H >= tangent + half * distance_inside**2
    return combine(bound, (1, at_prior), (1, surprise(rho[k])), *totals, given=given).knowing(*proofs)


# --- the dual -------------------------------------------------------------------------------------------------------


@theorem("negentropy-strong-convexity-pinsker/smooth-dual", "Above its tangent log-sum-exp is higher by half a square at most")
def smooth_dual():
    size = Maximum(Abs(h[k]), k)
    gap = LSE(z + h) - LSE(z) - dot(softmax(z), h)
    return combine(gap <= half * size**2, (1, smooth_in_maximum))


@theorem("negentropy-strong-convexity-pinsker/from-dual", "Relative entropy from below, by smoothness", witness=INSIDE)
def from_dual():
    """log Σ ρ_k e^(h_k) is at least ⟨q, h⟩ − KL(q ‖ ρ), by Donsker and Varadhan, and at most ⟨ρ, h⟩ + R²/8, by Hoeffding."""
    given, proofs = finite_against(rho[k])
    R = largest(h) - Minimum(h[k], k)
    above = recall(prior_upper_bound).at({z: h})
    total, mean = Sum(rho[k], k), Sum(rho[k] * h[k], k)
    tangent = derive(LSE(log(rho)) + dot(softmax(log(rho)), h)).definition(log(total) + mean / total)
    tangent = tangent.by(suppose(PRIOR)).algebra(mean)
    below = recall(hoeffding).at({z: log(rho)})
    bound = dot(q - rho, h) - eighth * R**2 <= relative(q, rho)
    return combine(bound, (1, above), (1, below), (1, tangent), given=given).knowing(*proofs)
