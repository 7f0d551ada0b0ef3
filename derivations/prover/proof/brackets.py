"""Iverson's brackets: what they are worth in each of two cases, and equations that hold because they do in both.

    split(order, statement)     left = right or left <= right, from a <= b: where a = b the bracket [a = b] is 1, and b may be
                                read for a; where a < b it is 0

So [z_k = max z] z_k = [z_k = max z] max z for every k, as z_k <= max z. Nothing here is trusted: the kernel makes every theorem.
"""

from collections.abc import Iterable
from sympy import Basic

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import ZERO, Term, sub
from . import derived
from ..language.sympy_notation import read
from ..language.typeset import text
from .chain import Derivation, EVERYTHING, Lemma, Line, StepFailed, asked, proved
from .rewriting import either_way, rewritten, settled


def split(order: Lemma, statement: Line, given: Iterable[Basic] = (), gaps: tuple = (None, None), because: str = "") -> Derivation:
    """left = right or left <= right, from a <= b: where a = b, with [a = b] = 1, and where a < b, with [a = b] = 0.

    `statement` relates two numbers that have values. Raises StepFailed if one of the cases does not follow by rewriting, by
    algebra and at sight; `given` are hypotheses that they may use, `gaps` what right − left comes to in each case, where the
    sign of the difference as it is written cannot be seen.
    """
    goal, order, given = read(statement), proved(order), list(map(read, given))
    tie, gap = (rules.assume(Term(relation, order.conclusion.args), given) for relation in ("eq", "lt"))
    swap = rules.symmetric(tie) if tie.conclusion.args[0].op == "num" else tie  # a variable is replaced, not a number
    gaps = [None if g is None else read(g) for g in gaps]
    cases = [_case(goal, (*either_way(tie), swap), gaps[0]), _case(goal, either_way(gap), gaps[1])]
    return asked("both cases", lambda o: derived.cases(o, *cases), order, because=because)


def bracket_at(relation: Lemma) -> Derivation:
    """[b = a] = 1 from a = b, [b = a] = 0 from a < b: the bracket the other way round."""
    return asked("bracket", lambda theorem: either_way(theorem)[1], relation)


def _case(goal, equations, slack):
    """The relation of the two sides once the equations have been used in both."""
    given = equations[0].hypotheses
    left, right = (rewritten(side, equations) for side in goal.args)
    ends = [side if step is None else step.conclusion.args[1] for side, step in zip(goal.args, (left, right))]
    try:
        middle = _related(goal.op, *ends, given, slack)
    except Refused as because:
        raise StepFailed(f"not shown where {', '.join(map(text, given))}: {because}") from because
    if left is not None:
        middle = rules.transitive(left, middle)
    return middle if right is None else rules.transitive(middle, rules.symmetric(settled(right)))


def _related(relation, left, right, given, slack):
    if relation == "eq":
        return rules.equality(left, right, EVERYTHING, given)
    goal = Term(relation, (left, right))
    if slack is None and relation == "le":
        try:
            return rules.linear(goal, [], ZERO, EVERYTHING, given)
        except Refused:
            pass  # the sides are not equal: they may be in order at sight
    return rules.linear(goal, [], sub(right, left) if slack is None else slack, EVERYTHING, given)
