"""Asking the kernel: what its normal form may do, and what a question may end in that yields no theorem."""

from ..kernel.polynomial import Refused
from ..kernel.terms import IllTyped
from ..language.typeset import text

ALL = ("definition", "derivative", "collapse")
REFUSALS = (Refused, IllTyped)
FAILURES = (*REFUSALS, RecursionError)


def message(refusal: Exception) -> str:
    """What was missing, in a sentence."""
    match refusal.args:
        case (_, what, place):
            try:
                shown = text(place)
            except (KeyError, ValueError, TypeError):
                shown = repr(place)
            return f"not shown to be {what}: {shown}; if it is meant to be, add a hypothesis"
    return str(refusal)
