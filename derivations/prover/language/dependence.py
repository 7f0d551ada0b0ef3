"""What a derivative takes for constant, and its author does not.

Of y that is declared as a number ∂y/∂x is 0. Who writes it means y as a function of x, which the statement does not give; nor
does a hypothesis: of p = softmax(z), which is an equation between numbers that are given and no definition of a function, ∂p_i/∂z_j
is 0 as well. Both are refused, with the remedy.
"""

from ..kernel.terms import subterms

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
    """The variable of which, or of an entry of which, a derivative by another one is taken; None if there is none."""
    for t in subterms(formula):
        if t.op in DERIVATIVES:
            body = t.args[-1].args[0] if t.args[-1].op == "at" else t.args[-1]
            if body.op == "var":
                return body
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
