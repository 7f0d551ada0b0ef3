"""Grades: for which dimensions a theorem of the kernel speaks, what it is worth, and its fingerprint."""

from collections.abc import Iterable
from hashlib import sha256

from ..kernel.signs import Facts
from ..kernel.terms import Term
from ..kernel.rules import Theorem


NO_DIMENSION = "no dimension"  # of a theorem in which no length stands


def dimensions(proved: Theorem) -> str:
    """For which dimensions a theorem speaks: read off its free variables and the hypotheses on them."""
    free = frozenset().union(proved.conclusion.free, *(h.free for h in proved.hypotheses))
    lengths = {d for v in free if v.args[1] != "index" for d in v.args[2:] if d.op == "num"}
    bounds = [f"every {v.args[0]} >= {bound}" for v, bound in least(proved.conclusion, proved.hypotheses).items()]
    bounds += [f"n = {length}" for length in sorted(d.args[0] for d in lengths)]
    return ", ".join(bounds) or NO_DIMENSION


def least(conclusion: Term, hypotheses: Iterable[Term]) -> dict[Term, int]:
    """The least value of each dimension that a statement speaks of: 1, or what its hypotheses say."""
    free = frozenset().union(conclusion.free, *(h.free for h in hypotheses))
    facts = Facts.of(hypotheses)
    return {v: facts.least(v, 1) for v in sorted(free, key=lambda v: v.args[0]) if v.args[1] == "dimension"}


def grade(dimension: str, axioms: Iterable[str]) -> str:
    """What the kernel's theorem is worth: for every n or for some n, with or without axioms of analysis."""
    if dimension.startswith("n = "):
        return f"proved for {dimension}"
    return f"proved, given {' and '.join(axioms)}" if axioms else "proved"


def graded(grade: str, dimension: str) -> str:
    """Grade and dimension in one line: "proved, every n >= 1", "proved for n = 2"."""
    return grade if grade.endswith(f" for {dimension}") else f"{grade}, {dimension}"


def digest(proved: Theorem) -> str:
    """A fingerprint of hypotheses, domains, dimensions, conclusion and axioms; names of bound variables do not count."""
    said = [*sorted(map(repr, proved.hypotheses)), repr(proved.conclusion), *sorted(proved.axioms)]
    return sha256("\n".join(said).encode()).hexdigest()
