"""Iverson's brackets: what they are worth in each of two cases, and equations that hold because they do in both.

    split(order, statement)     left = right or left <= right, from a <= b: where a = b the bracket [a = b] is 1, and b may be
                                read for a; where a < b it is 0

So [z_k = max z] z_k = [z_k = max z] max z for every k, as z_k <= max z. Nothing here is trusted: the kernel makes every theorem.
"""

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import ONE, Term, sub
from ..language.sympy_notation import read
from ..language.typeset import text
from .chain import EVERYTHING, StepFailed, asked, proved
from .rewriting import rewrite, settled


def split(order, statement, given=(), because=""):
    """left = right or left <= right, from a <= b: where a = b, with [a = b] = 1, and where a < b, with [a = b] = 0.

    `statement` relates two numbers that have values. Raises StepFailed if one of the cases does not follow by rewriting, by
    algebra and at sight; `given` are hypotheses that they may use.
    """
    goal, order, given = read(statement), proved(order), list(map(read, given))
    tie, gap = (rules.assume(Term(relation, order.conclusion.args), given) for relation in ("eq", "lt"))
    cases = [_case(goal, (rules.bracket(tie), tie)), _case(goal, (rules.bracket(gap),))]
    return asked("both cases", lambda o: rules.cases(o, *cases), order, because=because)


def _case(goal, equations):
    """The relation of the two sides once the equations have been used in both."""
    given = equations[0].hypotheses
    left, right = (_rewritten(side, equations) for side in goal.args)
    ends = [side if step is None else step.conclusion.args[1] for side, step in zip(goal.args, (left, right))]
    try:
        middle = rules.equality(*ends, EVERYTHING, given)
    except Refused as refusal:
        middle = _at_sight(goal.op, *ends, given, refusal)
    if middle.conclusion.op != goal.op:
        middle = rules.linear(Term(goal.op, tuple(ends)), [(ONE, middle)])
    if left is not None:
        middle = rules.transitive(left, middle)
    return middle if right is None else rules.transitive(middle, rules.symmetric(settled(right)))


def _at_sight(relation, left, right, given, refusal):
    try:
        if relation == "eq":
            raise refusal
        return rules.linear(Term(relation, (left, right)), [], sub(right, left), EVERYTHING, given)
    except Refused as because:
        raise StepFailed(f"not shown where {', '.join(map(text, given))}: {because}") from because


def _rewritten(term, equations):
    """A theorem that the term reduces to what the equations make of it, used in their order; None if none applies."""
    step = None
    for equation in equations:
        following = rewrite(term if step is None else step.conclusion.args[1], equation)
        if following is not None:
            step = following if step is None else rules.transitive(step, following)
    return step
