"""Rules of induction, over dimensions and along indices."""

from ..terms import ONE, Term, abstract, add, affine, from_affine, sort, substitute
from ..theorem import Formula, Index, Theorem, Variable, _not_assumed, _require, rule, _theorem


@rule
def induction(statement: Formula, n: Variable, base: Theorem, step: Theorem) -> Theorem:
    """From P(1), and from P(n) ⊢ P(n + 1): P(n) for every n.

    Side conditions: n is a dimension; the first theorem has no hypothesis, the second none but "P(n) for all values of its
    other variables", vectors of length n among them.
    """
    _require(n.args[1] == "dimension", "induction is on a dimension")
    closed = closure(statement, n)
    shifted = [substitute(statement, {n: value}) for value in (ONE, add(n, ONE))]
    _require(base.conclusion == shifted[0], "the base case is not the statement at n = 1")
    _require(step.conclusion == shifted[1], "the step does not show the statement at n + 1")
    _require(not base.hypotheses, "the base case must rest on no hypothesis: state it through domains")
    _require(not set(step.hypotheses) - {closed}, "the step may assume the statement at n, for n only")
    return _theorem([], statement, "induction on n", [base, step])


@rule
def along(statement: Formula, m: Index, base: Theorem, step: Theorem) -> Theorem:
    """From Γ ⊢ φ(a), and Γ, φ(m) ⊢ φ(m + 1) for every index m of a..b − 1: Γ ⊢ for all m in a..b, φ(m).

    That a <= b − 1 may be assumed in the step: where it is false there is no step to take.
    Side conditions: m is in no other hypothesis and in no dimension of another variable.
    """
    first, below = m.args[2:]
    hypotheses = [*base.hypotheses, *(h for h in step.hypotheses if h not in (statement, Term("le", (first, below))))]
    _not_assumed(hypotheses, m)
    _require(base.conclusion == substitute(statement, {m: first}), "the base case is not the statement at the first index")
    _require(step.conclusion == substitute(statement, {m: add(m, ONE)}), "the step does not show the statement at the next index")
    last = from_affine(*affine(add(below, ONE)))
    conclusion = Term("forall", (sort("index", first, last), abstract(m, statement)), m.args[0].split("'")[0])
    return _theorem(hypotheses, conclusion, "induction along a range", [base, step])


def closed_over(statement: Term, n: Term) -> list[Term]:
    """The variables that the induction hypothesis quantifies over: all of the statement's but n, in a fixed order."""
    return sorted((v for v in statement.free if v != n), key=lambda v: v.args[0])


def closure(statement: Term, n: Term) -> Term:
    """For all values of its other variables, the statement: the form in which induction assumes it."""
    for v in reversed(closed_over(statement, n)):
        statement = Term("forall", (sort(*v.args[1:]), abstract(v, statement)), v.args[0])
    return statement
