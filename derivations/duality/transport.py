"""Optimal transport with an entropy: a plan of the form u_i exp(−C_ij/ε) v_j beats every other with its marginals.

    F(π) = ⟨C, π⟩ − ε H(π)        F(π′) − F(π) = ε KL(π′ ‖ π)

Half a step of Sinkhorn's iteration is a softmax of each row.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    ForAll, dimension, entr, indices, matrices, nonnegative_vectors, positive_vectors, positives, rel_entr, softmax, vector,
    vectors,
)  # fmt: skip
from ..prover.proof.brackets import bracket_at
from ..prover.proof.by_cases import given_lemma, positive, specialise, together
from ..prover.proof.chain import combine, derive, for_all, recall, suppose, suppose_all
from .relative_entropy import own, positive_held, term_split, term_tangent, term_touches
from .vocabulary import a, b, c, held, n

m = dimension("m")
C = matrices("C", n, m)
u, v = positive_vectors("u", n), positive_vectors("v", m)
mass, g = positive_vectors("a", n), vectors("g", m)
epsilon = positives("epsilon")
other = nonnegative_vectors("r", n, m)
i, k = indices("i k", n)
j, l = indices("j l", m)  # noqa: E741


def whole(term):
    """Σ_i Σ_j"""
    return Sum(Sum(term, j), i)


with evaluate(False):
    plan = u[i] * exp(-C[i, j] / epsilon) * v[j]
    ROWS = ForAll(Eq(Sum(other[i, j], j), Sum(plan, j)), i)
    COLUMNS = ForAll(Eq(Sum(other[i, j], i), Sum(plan, i)), j)
    cost_of_plan = whole(C[i, j] * plan) + epsilon * whole(plan * log(plan))
    cost_of_other = whole(C[i, j] * other[i, j]) - epsilon * whole(entr(other[i, j]))
    divergence = whole(rel_entr(other[i, j], plan))
    VALUES = [ForAll(held(other[i, j], other[i, j]) > 0, j, i), ForAll(held(other[i, j], plan) > 0, j, i)]
ONE = {"n": 1, "m": 1, "C": ((0,),), "u": (1,), "v": (1,), "epsilon": 1, "r": ((1,),)}


def values():
    """That the entropy of the other plan and the relative entropy have values."""
    each = own(other[i, j]), positive_held(other[i, j], plan)
    return [for_all(for_all(value, j), i).unprinted() for value in each]


def marginals():
    rows, columns = suppose_all(Eq(Sum(other[i, j], j), Sum(plan, j)), i), suppose_all(Eq(Sum(other[i, j], i), Sum(plan, i)), j)
    return rows, columns


@theorem("lse-entropic-optimal-transport/gap", "What another plan costs more is relative entropy", witness=ONE)
def gap():
    """log π_ij = log u_i − C_ij/ε + log v_j, and the two plans weigh log u and log v alike."""
    rows, columns = marginals()
    by_rows, by_columns = rows.times(log(u[i])).sum(i), columns.times(log(v[j])).sum(j)
    surprise = recall(term_split).at({a: other[i, j], b: plan}).sum(j).sum(i)
    statement = Eq(cost_of_other - cost_of_plan, epsilon * divergence)
    return combine(statement, (-epsilon, surprise), (epsilon, by_rows), (epsilon, by_columns), given=VALUES).knowing(*values())


def as_much():
    """Both plans have the same total mass."""
    rows, _ = marginals()
    return rows.sum(i)


def each_term():
    """π′_ij − π_ij <= rel_entr(π′_ij, π_ij)"""
    return given_lemma(recall(term_tangent).at({a: other[i, j], c: plan}), positive_held(other[i, j], plan))


def never_negative():
    """0 <= KL(π′ ‖ π): term by term, π′_ij − π_ij <= rel_entr(π′_ij, π_ij)."""
    return combine(divergence >= 0, (1, each_term().sum(j).sum(i)), (-1, as_much()), given=VALUES)


@theorem("lse-entropic-optimal-transport/optimal", "No plan with the same marginals costs less", witness=ONE)
def optimal():
    return combine(cost_of_plan <= cost_of_other, (-1, gap), (epsilon, never_negative()), given=VALUES).knowing(*values())


@theorem("lse-entropic-optimal-transport/optimal-equality-if", "The plan itself costs as much", witness=ONE)
def optimal_equality_if():
    same = specialise(suppose(ForAll(Eq(other[i, j], plan), j, i)), i, j)
    return derive(cost_of_other).by(same).by(bracket_at(positive(plan))).algebra(cost_of_plan)


@theorem("lse-entropic-optimal-transport/optimal-equality-only-if", "No other plan has as little cost less entropy", witness=ONE)
def optimal_equality_only_if():
    """Then KL(π′ ‖ π) = 0, each of its terms touches its tangent, and does so only where π′_ij = π_ij."""
    room = rel_entr(other[i, j], plan) - (other[i, j] - plan)
    here = [held(other[i, j], other[i, j]) > 0, held(other[i, j], plan) > 0]
    bound = combine(room >= 0, (1, each_term()), given=here).knowing(own(other[i, j]), positive_held(other[i, j], plan))
    as_cheap = suppose(Eq(cost_of_other, cost_of_plan))
    alike = combine(Eq(divergence, 0), (-1 / epsilon, gap), (1 / epsilon, as_cheap), given=VALUES)
    masses = suppose(Eq(whole(other[i, j]), whole(plan)))
    none = combine(Eq(whole(room), 0), (1, suppose(Eq(divergence, 0))), (-1, masses), given=VALUES).knowing(alike, as_much())
    in_row = none.terms_vanish(i, bound.sum(j).sides(left=0, using=()))
    touching = in_row.terms_vanish(j, bound).rearrange(Eq(rel_entr(other[i, j], plan), other[i, j] - plan))
    equal = given_lemma(recall(term_touches).at({a: other[i, j], c: plan}), touching, positive_held(other[i, j], plan))
    return equal.knowing(*values())


# --- half a step ----------------------------------------------------------------------------------------------------

with evaluate(False):
    scores = vector(j, (g[j] - C[i, j]) / epsilon)
    weight = exp(g[j] / epsilon)
    row_sum = Sum(v[l] * exp(-C[i, l] / epsilon), l)


@theorem("lse-entropic-optimal-transport/half-step", "A softmax of each row has the right row sums, and the form of a plan")
def half_step():
    shared = mass[i] * softmax(scores)[j]
    rows = derive(Sum(shared, j)).definition(mass[i])
    scale = mass[i] / Sum(exp(g[l] / epsilon) * exp(-C[i, l] / epsilon), l)
    return together(rows, derive(shared).definition(scale * exp(-C[i, j] / epsilon) * weight))


@theorem(
    "lse-entropic-optimal-transport/half-step-unique",
    "The row sums fix the factors of the rows",
    witness={"n": 1, "m": 1, "C": ((0,),), "u": (1,), "v": (1,), "a": (1,), "epsilon": 1, "i": 1},
)
def half_step_unique():
    rows = suppose(Eq(Sum(u[i] * exp(-C[i, j] / epsilon) * v[j], j), mass[i]))
    return combine(Eq(u[i], mass[i] / row_sum), (1 / row_sum, rows))
