"""Theorems are made by the rules alone, and never change."""

from types import SimpleNamespace

import pytest
from kernel_terms import Z, eq, i, le, log, lt, p, s, x, y, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import Theorem, assume, equality, linear, sign, substitution
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, IllTyped, Term, at, fn

from .attempts import false, only


@false
def hypotheses_that_are_gone_at_a_second_look():
    theorem = sign(x, "lt", given=iter([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


@false
def unnamed_hypotheses_that_are_gone_at_a_second_look():
    theorem = sign(x, "lt", iter([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


class Fading(list):
    """A list that is empty once it has been looked at."""

    def __iter__(self):
        items = list(super().__iter__())
        self.clear()
        return iter(items)


class Unseen(dict):
    def items(self):
        return ()


@false
def hypotheses_in_a_list_that_fades():
    theorem = sign(x, "lt", Fading([lt(0, x)]))
    return only(theorem, not theorem.hypotheses)


@false
def a_case_that_hides_its_items():
    return substitution(sign(s, "lt"), Unseen({s: MINUS}))


@false
def a_premise_that_is_no_theorem_at_a_second_look():
    class Two(list):
        looks = 0

        def __iter__(self):
            self.looks += 1
            forged = SimpleNamespace(conclusion=lt(0, 0), hypotheses=())
            return iter([] if self.looks != 2 else [(ONE, forged)])

    return linear(lt(0, 0), Two())


@false
def a_conclusion_that_can_be_changed():
    theorem = linear(Term("lt", [ZERO, ONE]), [], ONE)
    return only(theorem, not isinstance(theorem.conclusion.args, tuple))


@false
def a_forged_theorem():
    return forged(lambda: Theorem(object(), [], eq(ONE, ZERO), "because"))


@false
def a_forged_premise():
    premise = SimpleNamespace(conclusion=eq(ONE, ZERO), hypotheses=(), axioms=frozenset())
    return forged(lambda: rules.symmetric(premise))


def forged(attempt):
    try:
        return attempt()
    except TypeError as refusal:
        raise Refused(str(refusal)) from refusal


def test_a_theorem_never_changes():
    theorem = sign(s, "lt")
    with pytest.raises(AttributeError):
        theorem.conclusion = eq(ONE, ZERO)
    with pytest.raises(AttributeError):
        theorem.conclusion.args = ()


def test_an_unknown_operator_is_refused_by_name():
    with pytest.raises(IllTyped, match="zeta"):
        sign(fn("zeta", s), "lt")


def test_definitions_unfold_inside_the_kernel():
    assert equality(at(fn("softmax", z), i), p(i), {"definition"}).conclusion.op == "eq"
    assert not equality(fn("lse", z), log(Z), {"definition"}).hypotheses


def test_hypotheses_and_axioms_are_carried():
    theorem = rules.transitive(assume(le(x, y)), assume(le(y, s)))
    assert set(theorem.hypotheses) == {le(x, y), le(y, s)}
    assert rules.both(rules.basel(), rules.gamma_integral(s)).axioms == {rules.BASEL, rules.GAMMA_INTEGRAL}
