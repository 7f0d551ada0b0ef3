"""What a derivative takes for constant, and its author does not.

Of y that is declared as a number ∂y/∂x is 0. Who writes it means y as a function of x, which the statement does not give; nor
does a hypothesis: of p = softmax(z), which is an equation between numbers that are given and no definition of a function, ∂p_i/∂z_j
is 0 as well. Both are refused, with the remedy.
"""

from ..kernel.terms import INTEGERS, opened, subterms

DERIVATIVES = ("deriv", "gradient", "jacobian")


def taken_for_constant(conclusion, hypotheses):
    """(p, z), where p is named by an equation with z in it and stands in a derivative by z; None if there is none."""
    named = [pair for h in hypotheses for pair in _named(h)]
    if not named:
        return None
    for t in subterms(conclusion):
        if t.op in DERIVATIVES:
            point, body = t.args[1], t.args[-1]
            for v, others in named:
                met = [w for w in others & point.free if w != v and w.args[1] not in ("dimension", "index")]
                if v in body.free and met:
                    return v, min(met, key=str)
    return None


def constant_by_itself(formula):
    """A variable of which something is differentiated by another one that is not in it; None if there is none."""
    for t in subterms(formula):
        if t.op in DERIVATIVES:
            x, body = opened(t)
            others = sorted((v for v in body.free if v.args[1] not in INTEGERS), key=str)
            if others and x not in body.free:
                return others[0]
    return None


def _named(h):
    """Variables of which a hypothesis says what they are, each with the variables in what they are."""
    while h.op == "forall":
        h = h.args[1]
    if h.op == "eq":
        for left, right in (h.args, h.args[::-1]):
            v = left.args[0] if left.op == "at" else left
            plain = right.op == "var" or right.op == "at" and right.args[0].op == "var"  # y = x names neither by the other
            if v.op == "var" and v not in right.free and not plain:
                yield v, right.free
