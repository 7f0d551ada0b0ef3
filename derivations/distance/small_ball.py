"""How unlikely a short distance is: P(d² <= t E d²) <= (t e^(1 − t))^(D/2) for 0 < t <= 1, which falls exponentially with D.

By Chernoff's argument: for every λ >= 0 the probability is at most e^(λ t D) times the Laplace transform of χ² at λ, and the best
λ is (1 − t)/(2t).
"""

from sympy import Eq, Integral, UnevaluatedExpr, evaluate, exp, log, oo

from ..log_sum_exp.tangent import exp_tangent, exp_tangent_equality
from ..log_sum_exp.tangent import x as any_x
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import positives
from ..prover.proof.by_cases import given_lemma, nonnegative
from ..prover.proof.calculus import smaller_integral
from ..prover.proof.chain import combine, constant_factor, derive, recall, suppose
from .chi_squared import D, density, expectation, lam, transform, x

t = positives("t")

with evaluate(False):
    chernoff = exp(lam * t * D) * (1 + 2 * lam) ** (-D / 2)
    least = (t * exp(1 - t)) ** (D / 2)
    ratio = t * (1 + 2 * lam)  # is 1 for the best λ
    BEST = Eq(lam, (1 - t) / (2 * t))


def for_each_lambda():
    """P(χ² <= t D) <= e^(λ t D) (1 + 2λ)^(−D/2), as 1 <= e^(λ (t D − x)) for x <= t D."""
    probability = UnevaluatedExpr(density(x))
    raised = exp(lam * t * D) * (exp(-lam * x) * probability)
    short, whole = Integral(density(x), (x, 0, t * D)), Integral(raised, (x, 0, oo))
    at_least_one = combine(0 <= lam * t * D - lam * x, (lam, suppose(x < t * D))).exp().sides(left=1, using=())
    order = combine(density(x) <= raised, (density(x), at_least_one), given=[x > 0])
    factor = exp(lam * t * D)
    total = derive(whole).by(constant_factor(expectation(lambda x: exp(-lam * x)), factor)).by(transform)
    signs = [nonnegative(body, given=[x > 0]) for body in (density(x), raised)]
    return smaller_integral(short, whole, total, order, *signs).by(total)


@theorem("distance-small-ball/chernoff", "A short distance is exponentially unlikely in the dimension", witness={"t": 1})
def chernoff_bound():
    best = (1 - t) / (2 * t)
    return for_each_lambda().at({lam: best}, given=[t <= 1]).sides(right=least, using=())


@theorem("distance-small-ball/optimal-lambda", "No λ gives a better bound than the best one")
def optimal():
    """log r <= r − 1, where r = t (1 + 2λ)."""
    tangent = recall(exp_tangent).at({any_x: log(ratio)}).sides(right=ratio, using=())
    logs = D / 2 * (log(t) + 1 - t), lam * t * D - D / 2 * log(1 + 2 * lam)
    return combine(logs[0] <= logs[1], (D / 2, tangent)).exp().sides(least, chernoff, using=())


@theorem(
    "distance-small-ball/optimal-lambda-equality-if",
    "Chernoff's bound is best at λ = (1 − t)/(2t)",
    witness={"lambda_0": 0, "t": 1},
)
def optimal_if():
    return derive(chernoff, given=[BEST]).by(suppose(BEST)).algebra(least)


@theorem(
    "distance-small-ball/optimal-lambda-equality-only-if",
    "Chernoff's bound is best at λ = (1 − t)/(2t) only",
    witness={"lambda_0": 0, "t": 1, "D": 1},
)
def optimal_only_if():
    same = suppose(Eq(chernoff, least)).log()
    touching = combine(Eq(exp(log(ratio)), 1 + log(ratio)), (2 / D, same))
    at_one = given_lemma(recall(exp_tangent_equality).at({any_x: log(ratio)}), touching)
    one = at_one.exp().sides(ratio, 1, using=())
    return one.times(1 / (2 * t)).rearrange(BEST)
