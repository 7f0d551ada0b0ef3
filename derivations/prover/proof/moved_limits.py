"""Limits at other points from limits at 0+: x = a + y, x = a − y or x = 1/y, with y → 0+; from both sides; along whole numbers."""

from ..kernel import rules
from ..kernel.terms import INFINITY, MINUS, add, bind, fresh, instantiate, neg, power, sort, sub
from ..language.sympy_notation import read
from . import derived
from .chain import Approach, Derivation, EVERYTHING, Lemma, Line, asked


def from_zero(approach: Approach, limit: Lemma, body: Line) -> Derivation:
    """lim body where `approach` says, from the limit at 0+ of a function that is the same once x is put in terms of y.

    From lim e^(−γ/T) = 0 as T → 0+, for instance, lim e^(−γ x) = 0 as x → ∞. A two-sided limit has no such form.
    """
    kind, point, side = approach.parts()
    x, near = read(approach.variable), fresh("y", "positive")
    term = read(body)
    if point in (INFINITY, neg(INFINITY)):
        far = power(near, MINUS)
        place = far if point == INFINITY else neg(far)
    else:
        place = add(point, near) if side == "+" else sub(point, near)
    wanted = bind("limit", kind, point, side, variable=x, body=term)
    moved = instantiate(wanted.args[-1], place)

    def question(theorem):
        left, _ = theorem.conclusion.args
        known = instantiate(left.args[-1], near)
        same = rules.equality(moved, known, EVERYTHING, rules.local_hypotheses("limit", left.args[:3], near))
        same = rules.under("limit", left.args[:3], near, same)
        return derived.limit_moved(wanted, rules.transitive(same, theorem))

    return asked("moved from 0+", question, limit)


def from_both_sides(below: Lemma, above: Lemma) -> Derivation:
    """The limit at a point, from equal limits from below and from above."""
    return asked("from both sides", rules.limit_two_sided, below, above)


def along_whole_numbers(limit: Lemma) -> Derivation:
    """lim f(N) as N → ∞ through the whole numbers >= 1, from lim f(x) as x → ∞."""
    return asked("along the whole numbers", lambda t: derived.limit_along_integers(t, sort("dimension")), limit)
