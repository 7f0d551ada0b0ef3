"""The norm of the Jacobian from maxima to sums: the largest value of 4 P(S) (1 − P(S)) over the sets S of classes.

A set is that of the classes k with g_k > 0, for some vector g, so that every set is one of these; s is 1 there and −1 elsewhere.
That 4 P(S) (1 − P(S)) is at most M for every set is a hypothesis; the norm is at most M then, and each of these values is reached.
"""

from sympy import Abs, Eq, Rational, Sum, evaluate

from ..definitions.symbols import J, h, i, k, n, p
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, Maximum, entry, indicator, quadratic, reals, vector, vectors
from ..prover.proof.by_cases import both_bounds, given_lemma, specialise, together
from ..prover.proof.chain import combine, derive, for_all, recall, suppose
from ..prover.proof.extrema import under_maximum
from ..prover.proof.recorded import found
from ..prover.proof.sizes import size_at_most
from .lipschitz import at_most_sizes
from .variance import nonnegative

g, v = vectors("g v", n)
c, t, M = reals("c t M")
half = Rational(1, 2)


def sign_of(score):
    """1 for a member, and −1 for another class"""
    return 2 * indicator(score > 0) - 1


with evaluate(False):  # SymPy keeps the order in which they are written
    member = indicator(g[k] > 0)
    signs = vector(k, sign_of(g[k]))
    mass = Sum(member * p[k], k)
    split = 4 * mass * (1 - mass)
    AT_MOST = ForAll(split <= M, g)


def image(v):
    """(J v)_i"""
    return Sum(entry(J, i, k) * v(k), k)


def sizes(v):
    """Σ_i |(J v)_i|"""
    return Sum(Abs(image(v)), i)


def value_of_set():
    """sᵀ J s = 4 P (1 − P), as each s_k² is 1"""
    return derive(quadratic(J, signs)).compute(split)


def one_value(scores):
    """sᵀ J s <= M, s being 1 where the score is positive"""
    largest = specialise(suppose(AT_MOST), scores)
    return combine(quadratic(J, vector(k, sign_of(entry(scores, k)))) <= M, (1, value_of_set().at({g: scores})), (1, largest))


def sizes_of_set():
    """Σ_i |(J s)_i| = sᵀ J s: the entry at i is p_i (s_i − m), where m, a mean of ±1, lies between −1 and 1."""
    s_i, y = sign_of(g[i]), image(lambda k: sign_of(g[k]))
    own = indicator(g[i] > 0)
    above = combine(y <= s_i * y, gap=4 * p[i] * (1 - own) * mass)
    below = combine(-y <= s_i * y, gap=4 * p[i] * own * Sum((1 - member) * p[k], k))
    size = size_at_most(suppose(c <= t), suppose(-c <= t))
    one = given_lemma(size.at({c: s_i, t: 1}), combine(s_i <= 1, gap=2 * (1 - own)), combine(-s_i <= 1, gap=2 * own))
    back = combine(c * t <= Abs(t), (1, at_most_sizes(c, t)), (Abs(t), suppose(Abs(c) <= 1))).at({c: s_i, t: y})
    back = given_lemma(back, one)
    return both_bounds(given_lemma(size.at({c: y, t: s_i * y}), above, below), back).sum(i).sides(right=quadratic(J, signs))


def sizes_by_signs():
    """Σ_i |(J v)_i| = sᵀ J v, s being 1 where the entry of J v is positive"""
    y = image(lambda k: v[k])
    own = found(Eq(Abs(c), sign_of(c) * c)).at({c: y})
    return derive(sizes(lambda k: v[k])).by(own).algebra(Sum(sign_of(y) * y, i))


def bound_of_sets():
    """Σ_i |(J s)_i| = uᵀ J s <= ½ uᵀ J u + ½ sᵀ J s, u being the signs of J s, as J is positive semidefinite"""
    y = vector(i, image(lambda k: sign_of(g[k])))
    away = recall(nonnegative).at({h: vector(k, sign_of(entry(y, k)) - sign_of(g[k]))})
    by_signs = sizes_by_signs().at({v: signs})
    return combine(sizes(lambda k: sign_of(g[k])) <= M, (1, by_signs), (half, away), (half, one_value(y)), (half, one_value(g)))


def bound():
    """Σ_i |(J h)_i| = sᵀ J h <= max |h| Σ_k |(J s)_k|, s being the signs of J h, as J is symmetric"""
    y, top = image(lambda k: h[k]), Maximum(Abs(h[k]), k)
    s = vector(i, sign_of(y))
    w = image(lambda k: entry(s, k))
    product = at_most_sizes(c, t).at({c: h[i], t: w})
    each = combine(h[i] * w <= top * Abs(w), (1, product), (Abs(w), under_maximum(Abs(h[k]), k).at({k: i})))
    sets = bound_of_sets().at({g: vector(i, y)})
    return combine(sizes(lambda k: h[k]) <= M * top, (1, sizes_by_signs().at({v: h})), (1, each.sum(i)), (top, sets))


@theorem(
    "softmax-lipschitz-dual-norms/infinity-to-one",
    "The norm of the Jacobian from maxima to sums is the largest of 4 P (1 − P), over all sets of classes",
    source="nesterov2005",
    witness={"n": 1, "z": (0,), "M": 1},
    implies=lambda: for_all(combine(split <= M, (1, suppose(M >= 1)), gap=4 * (mass - half) ** 2), g),
)
def infinity_to_one():
    return together(bound(), sizes_of_set(), value_of_set(), derive(sign_of(g[k]) ** 2).algebra(1))
