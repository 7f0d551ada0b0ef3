"""Hypotheses that cannot all hold: a proof of 0 < 0 from them."""

from ..clock import now
from ..kernel import rules
from ..kernel.terms import ONE, ZERO, Term, shape
from ..proof import derived
from .inequalities.certificate import QUICK, TANGENTS, certificate

NEVER = Term("lt", (ZERO, ZERO))
DENIALS = (*QUICK, *TANGENTS)
DENIAL = 0.5  # seconds for the opposite of one hypothesis


def contradiction(search):
    """A proof of 0 < 0 from the hypotheses of the search, or None."""
    if not search.given:
        return None
    return _equal(search) or _denied(search) or search.attempt(lambda: certificate(NEVER, search.given, search.deadline, DENIALS))


def _equal(search):
    """A hypothesis a != b, and a = b by the normal form."""
    for h in search.given:
        if h.op == "ne":
            theorem = search.attempt(lambda h=h: derived.not_apart(rules.assume(h), search.equal(*h.args)))
            if theorem is not None:
                return theorem
    return None


def _denied(search):
    """A hypothesis a < b, and b <= a by the others."""
    for h in search.given:
        if h.op in ("le", "lt") and not shape(h.args[0]):
            others = tuple(g for g in search.given if g is not h)
            opposite = Term("le" if h.op == "lt" else "lt", h.args[::-1])
            deadline = min(search.deadline, now() + DENIAL)
            shown = search.attempt(lambda o=opposite, g=others, d=deadline: certificate(o, g, d, DENIALS))
            if shown is not None:
                return search.attempt(lambda h=h, t=shown: rules.linear(NEVER, [(ONE, rules.assume(h)), (ONE, t)]))
    return None
