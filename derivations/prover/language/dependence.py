"""What a hypothesis names and a derivative then takes for constant: of p = softmax(z), is ∂p_i/∂z_j 0?

A hypothesis is an equation between numbers that are given, and no definition of a function: p is a variable of its own, and its
derivative in z is 0. Who writes Derivative(p[i], z[j]) means another thing, so that it is refused, with both readings.
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
