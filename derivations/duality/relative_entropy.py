"""Relative entropy on the closed simplex, where 0 log 0 = 0, and Gibbs' inequality with its equality case.

    rel_entr(a, c) = a log(a/c), and 0 at a = 0        KL(q ‖ p) = Σ_k rel_entr(q_k, p_k)        a − c <= rel_entr(a, c)

KL(q ‖ p) is finite where p_k = 0 implies q_k = 0, that is, where q_k [p_k = 0] = 0 for every k.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import ForAll, entr, indicator, rel_entr
from ..prover.proof.brackets import bracket_at, split
from ..prover.proof.by_cases import impossible
from ..prover.proof.chain import cases, combine, derive, for_all, recall, suppose, suppose_all
from ..log_sum_exp.tangent import exp_tangent, exp_tangent_equality
from .vocabulary import TOTAL, a, b, c, held, k, p, q, relative, x

with evaluate(False):
    TOTAL_P = Eq(Sum(p[k], k), 1)
    FINITE = ForAll(Eq(q[k] * indicator(Eq(p[k], 0)), 0), k)
    DEFINED = held(a, c) > 0
    HAVE_VALUES = [ForAll(held(q[k], q[k]) > 0, k), ForAll(held(q[k], p[k]) > 0, k)]


def nonnegative_by_sort(term):
    """0 <= term, as it ranges over nonnegative numbers."""
    return derive(term).at_least(0)


def own(u):
    """u + [u = 0](1 − u) > 0, so that u log u has a value in the sense of the chapter."""
    return split(nonnegative_by_sort(u), held(u, u) > 0, gaps=(1, u)).unprinted()


def positive_held(u, w):
    """w + [u = 0](1 − w) > 0, w being positive at sight."""
    return split(nonnegative_by_sort(u), held(u, w) > 0, gaps=(1, w)).unprinted()


def relative_to(law):
    """KL(q ‖ law), for a law that is given by its entry at k"""
    return Sum(rel_entr(q[k], law), k)


# --- one term -------------------------------------------------------------------------------------------------------

zero, some = suppose(Eq(0, a)), suppose(a > 0)


def at_zero():
    """rel_entr(0, c) = 0"""
    return derive(rel_entr(a, c), given=[Eq(0, a)]).by(combine(Eq(a, 0), (-1, zero))).algebra(0)


def above_zero():
    """0 < c, and rel_entr(a, c) = a log a − a log c, where a > 0 and the term has a value."""
    positive = combine(c > 0, (1, suppose(DEFINED)), (1 - c, bracket_at(some)))
    written = derive(rel_entr(a, c), given=[a > 0, c > 0]).by(bracket_at(some)).algebra(a * log(a) - a * log(c))
    return positive, written.knowing(positive)


@theorem("relative-entropy-term/tangent", "Each term of relative entropy is at least a − c", witness={"a": 1, "c": 1})
def term_tangent():
    """Where a > 0 it is a times −log(c/a), and the logarithm lies below its tangent; where a = 0 it is 0."""
    bound = a - c <= rel_entr(a, c)
    positive, written = above_zero()
    tangent = recall(exp_tangent).at({x: log(c) - log(a)}, given=[a > 0, c > 0]).sides(right=c / a, using=()).times(a)
    given = [held(a, a) > 0, DEFINED]
    return cases(
        nonnegative_by_sort(a),
        combine(bound, (-1, at_zero()), (-1, zero), gap=c, given=given),
        combine(bound, (1, tangent.knowing(positive)), (-1, written), given=[a > 0, *given]),
    ).knowing(own(a))


@theorem("relative-entropy-term/touches", "A term of relative entropy is a − c only where a = c", witness={"a": 1, "c": 1})
def term_touches():
    """Where a = 0 this says 0 = −c; where a > 0 the exponential of log(c/a) meets its tangent, so that log(c/a) = 0."""
    touching, alike = suppose(Eq(rel_entr(a, c), a - c)), Eq(a, c)
    positive, written = above_zero()
    on_tangent = combine(
        Eq(exp(log(c) - log(a)), 1 + (log(c) - log(a))), (1 / a, touching), (-1 / a, written), given=[a > 0, c > 0]
    )
    level = recall(exp_tangent_equality).at({x: log(c) - log(a)}, given=[a > 0, c > 0]).knowing(on_tangent)
    ratio = level.exp().sides(c / a, 1, using=()).times(a).sides(c, a, using=()).rearrange(alike)
    return cases(nonnegative_by_sort(a), combine(alike, (-1, touching), (1, at_zero())), ratio.knowing(positive))


@theorem("relative-entropy-term/split", "Relative entropy is entropy and a mean of surprise, term by term")
def term_split():
    """a log(a/b) = a log a − a log b for b > 0; where a = 0 both sides are 0."""
    statement = Eq(rel_entr(a, b), -entr(a) - a * log(b))
    given = [held(a, a) > 0, held(a, b) > 0]
    return split(nonnegative_by_sort(a), statement, given=given).knowing(own(a), positive_held(a, b))


# --- Gibbs' inequality ----------------------------------------------------------------------------------------------


def finite():
    """p_k + [q_k = 0](1 − p_k) > 0, from q_k [p_k = 0] = 0."""
    u, w = q[k], p[k]
    goal, absent = held(u, w) > 0, suppose_all(Eq(u * indicator(Eq(w, 0)), 0), k)
    nobody, somebody = suppose(Eq(0, u)), suppose(u > 0)
    impossible_there = impossible(somebody, combine(Eq(u, 0), (1, absent), (-u, bracket_at(suppose(Eq(0, w))))), goal)
    present = combine(goal, (w - 1, bracket_at(somebody)), gap=w, given=[w > 0])
    where_q_is = cases(nonnegative_by_sort(w), impossible_there, present)
    where_it_is_not = combine(goal, (w - 1, bracket_at(nobody)), gap=1)
    return cases(nonnegative_by_sort(u), where_it_is_not, where_q_is).unprinted()


def known():
    """That all terms of KL(q ‖ p) have values."""
    return for_all(own(q[k]), k).unprinted(), for_all(finite(), k).unprinted()


@theorem(
    "gibbs-inequality/nonnegative",
    "Relative entropy is never negative",
    source="cover2006",
    witness={"n": 2, "q": (1, 0), "p": (1, 0)},
)
def nonnegative():
    """Summed over k, q_k − p_k <= rel_entr(q_k, p_k) says 0 <= KL(q ‖ p), as both have the sum 1."""
    termwise = recall(term_tangent).at({a: q[k], c: p[k]}).knowing(finite()).sum(k)
    sums = (1, suppose(TOTAL)), (-1, suppose(TOTAL_P))
    return combine(relative(q, p) >= 0, (1, termwise), *sums, given=HAVE_VALUES).knowing(*known())


@theorem(
    "gibbs-inequality/equality-if",
    "Relative entropy is 0 where the two distributions agree",
    source="cover2006",
    witness={"n": 2, "q": (1, 0), "p": (1, 0)},
)
def equality_if():
    """Each term a log(a/a) is 0."""
    alike = suppose_all(Eq(p[k], q[k]), k)
    term = derive(rel_entr(q[k], p[k]), given=[ForAll(held(q[k], q[k]) > 0, k)]).by(alike).algebra(0)
    return term.sum(k).sides(right=0, using=()).knowing(for_all(own(q[k]), k))


@theorem(
    "gibbs-inequality/equality-only-if",
    "Relative entropy is 0 only where the two distributions agree",
    source="cover2006",
    witness={"n": 2, "q": (1, 0), "p": (1, 0)},
)
def equality_only_if():
    """The terms rel_entr(q_k, p_k) − (q_k − p_k) >= 0 add up to KL(q ‖ p) = 0, so each of them is 0."""
    room = rel_entr(q[k], p[k]) - (q[k] - p[k])
    tangent = recall(term_tangent).at({a: q[k], c: p[k]})
    bound = combine(room >= 0, (1, tangent), given=[held(q[k], q[k]) > 0]).knowing(own(q[k]), finite())
    sums = (1, suppose(TOTAL)), (-1, suppose(TOTAL_P))
    none = combine(Eq(Sum(room, k), 0), (1, suppose(Eq(relative(q, p), 0))), *sums, given=HAVE_VALUES)
    touching = none.terms_vanish(k, bound).rearrange(Eq(rel_entr(q[k], p[k]), q[k] - p[k]))
    return recall(term_touches).at({a: q[k], c: p[k]}).knowing(touching, finite(), *known())
