"""Instances: a claim about a limit or an integral, denied at exact values of its parameters.

At a point within the hypotheses the kernel proves that a limit or an integral is infinite, or that it has another value than
is claimed.  That the hypotheses hold there is seen in ball arithmetic, and so is that two values differ.
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from ..clock import now
from ..search.integrals.value import halves, singular
from ..kernel.definitions import expand
from ..kernel.rules import Theorem
from ..kernel.terms import BINDERS, INFINITIES, INFINITY, ONE, ZERO, Term, bind, fn, fresh, num, shape, substitute
from ..refutation.counterexamples import SIGNS, Counterexample, enclosure, goals, meeting
from ..refutation.counterexamples import search as counterexamples
from ..search.strategy import Search
from ..search.values import value_of
from ..language.typeset import infinite, text

POINTS = 24  # of one claim
SIZE = 3  # of a dimension
SECONDS = 0.7  # for one point
WORDS = {"+": " from above", "-": " from below"}


def denial(conclusion: Term, hypotheses: Iterable[Term], deadline: float, known: Theorem | None = None) -> tuple | None:
    """(A counterexample to a claim about a limit or an integral, what the kernel proves there), or None.

    `known`: a theorem, under these hypotheses, that a limit or an integral is infinite: then any point will do.
    """
    for goal in goals(conclusion, hypotheses):
        if goal.op not in SIGNS or shape(goal.args[0]) or not _wholes(goal) or INFINITY in _outside(goal):
            continue
        for claim, values in islice(meeting(goal, hypotheses), POINTS):
            if now() > deadline:
                return None
            if known and (part := known.conclusion.args[0]) in _wholes(goal) and _against(known.conclusion, goal, part):
                found = _sides(goal, known.conclusion, "")
            else:
                instance = _instance(claim, values)
                found = instance and _denied(instance, min(deadline, now() + SECONDS))
            if found:
                *sides, reason = found
                shown = (side or enclosure(term, values) for side, term in zip(sides, claim.args))
                return Counterexample(values, *shown, SIGNS[goal.op]), reason
    return None


# --- one point ------------------------------------------------------------------------------------------------------


def _instance(claim, values):
    """The claim at a point; None where a value has no simple term."""
    sizes = {v: num(values[v.args[0]]) for v in claim.free if v.args[1] == "dimension"}
    if any(size.args[0] > SIZE for size in sizes.values()):
        return None
    exact = {substitute(v, sizes): _term(values[v.args[0]]) for v in claim.free if v not in sizes}
    if None in exact.values():
        return None
    return expand(substitute(substitute(claim, sizes), exact), unfold=False)


def _term(value):
    """A number, or a vector of numbers."""
    if isinstance(value, (int, Fraction)):
        return num(value)
    if not isinstance(value, tuple) or not all(isinstance(entry, (int, Fraction)) for entry in value):
        return None
    *firsts, last = map(num, value)
    column = bind("lam", ONE, ONE, variable=fresh("k", "index", ONE, ONE), body=last)
    for first in reversed(firsts):
        column = fn("cons", first, column)
    return column


def _denied(claim, deadline):
    """(left side, right side, reason) where the kernel proves something else than a claim without variables.

    A side is None where it is not the kernel that says what it is.
    """
    for whole in _wholes(claim):
        for part, word in ((whole, ""), *_parts(whole)):
            theorem = value_of(Search((), deadline), part, None)
            if theorem is not None and _against(theorem.conclusion, claim, whole):
                return _sides(claim, theorem.conclusion, word, whole)
    if claim.op == "diverges":
        return None
    others = (_other_values(each, deadline, word) for each, word in ((claim, ""), *_one_sided(claim)))
    return next(filter(None, others), None)


def _sides(claim, shown, word, whole=None):
    """What is shown of a limit or an integral, or of a part of one, beside what is claimed."""
    part, value = shown.args[0], _value(shown)
    whole = whole or part
    sides = [value if part == side else "no value" if whole in _wholes(side) else None for side in claim.args]
    if claim.op == "diverges":
        sides[1] = _value(claim)
    return *sides, f"the kernel proves that the {part.op}{word} is {value}"


def _value(formula):
    """What a limit or an integral is said to be."""
    _, value = formula.args
    return text(infinite(value) if formula.op == "diverges" else value)


def _against(shown, claim, whole):
    """Is what was shown of a limit or an integral, the whole or a part of it, incompatible with the claim?

    A part of an integral may be finite where the whole is not.  What is infinite equals no number; that ∞ is larger than
    one is left open, as is what it differs from.
    """
    match shown.op, claim.op:
        case "diverges", "eq":
            return True
        case "diverges", "le" | "lt":
            return whole == claim.args[0 if shown.args[1] == ONE else 1]
        case "diverges", "diverges":
            return shown.args[1] != claim.args[1]
        case "eq", "diverges":
            return whole.op == "limit" or shown.args[0] == whole
    return False


def _one_sided(claim):
    """The claim of a limit from both sides, as one of the limit from each side."""
    for place, side in enumerate(claim.args):
        for part, word in _parts(side):
            if part.op == "limit":
                yield Term(claim.op, (*claim.args[:place], part, *claim.args[place + 1 :])), word


def _other_values(claim, deadline, word):
    """The same where both sides have values, which do not stand in the relation."""
    search = Search((), deadline)
    values = [theorem and theorem.conclusion.args[1] for theorem in map(search.valued, claim.args)]
    if None in values:
        return None
    found = counterexamples(Term(claim.op, tuple(values)), seconds=0.3).counterexample
    named = [f"the {side.op}{word} is {text(value)}" for side, value in zip(claim.args, values) if side.op in ("limit", "integral")]
    what = named or [f"the {where} side is {text(value)}" for where, value in zip(("left", "right"), values)]
    return found and (found.left, found.right, f"the kernel proves that {' and '.join(what)}")


def _wholes(term):
    """The limits and integrals that must have values if the term has one."""
    return [part for part in _outside(term) if part.op in ("limit", "integral")]


def _outside(term):
    """The parts of a term that stand within no binder and no bracket: they must have values if it has one."""
    yield term
    if term.op not in BINDERS and term.op != "ind":
        for arg in term.args:
            if arg.__class__ is Term:
                yield from _outside(arg)


def _parts(term):
    """What must have values too, in words: the limits from both sides, the integrals up to a point and from it on."""
    match term:
        case Term("limit", (kind, point, "+-", body)) if point not in INFINITIES:
            yield from ((Term("limit", (kind, point, side, body), term.hint), word) for side, word in WORDS.items())
        case Term("integral", (lower, upper, _)):
            everywhere = [ZERO] if lower in INFINITIES and upper in INFINITIES else []
            for point in (*singular(term, ()), *everywhere):
                yield from ((part, f" from {text(part.args[0])} to {text(part.args[1])}") for part in halves(term, point))
