"""Iverson's brackets: what they are worth in each of two cases, and equations that hold because they do in both.

    split(order, left, right)       left = right, from a <= b: where a = b the bracket is 1, and b may be read for a; where
                                    a < b it is 0

So [z_k = max z] z_k = [z_k = max z] max z, term by term. Nothing here is trusted: the kernel makes every theorem.
"""

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import Term, fn
from ..language.sympy_notation import read
from .chain import EVERYTHING, StepFailed, asked, proved
from .rewriting import rewrite


def split(order, left, right, because=""):
    """left = right, from a <= b: the equation is checked where a = b, with [a = b] = 1, and where a < b, with [a = b] = 0.

    Both sides are numbers that have values. Raises StepFailed if one of the cases does not follow by rewriting and algebra.
    """
    sides, order = (read(left), read(right)), proved(order)
    a, b = order.conclusion.args
    tie, gap = (rules.assume(Term(relation, (a, b))) for relation in ("eq", "lt"))
    cases = [_case(sides, (rules.bracket(tie), tie)), _case(sides, (rules.bracket(gap),))]
    return asked("both cases", lambda o: rules.cases(o, *cases), order, because=because)


def _case(sides, equations):
    """The equation of the two sides once the equations have been used in both."""
    given = equations[0].hypotheses
    left, right = (_rewritten(side, equations) for side in sides)
    ends = [side if step is None else step.conclusion.args[1] for side, step in zip(sides, (left, right))]
    try:
        middle = rules.equality(*ends, EVERYTHING, given)
    except Refused as refusal:
        where = ", ".join(map(repr, given))
        raise StepFailed(f"the two sides do not agree where {where}: {refusal}") from refusal
    if left is not None:
        middle = rules.transitive(left, middle)
    return middle if right is None else rules.transitive(middle, rules.symmetric(rules.settle(right)))


def _rewritten(term, equations):
    """A theorem that the term reduces to what the equations make of it, used in their order; None if none applies."""
    step = None
    for equation in equations:
        following = rewrite(term if step is None else step.conclusion.args[1], equation)
        if following is not None:
            step = following if step is None else rules.transitive(step, following)
    return step
