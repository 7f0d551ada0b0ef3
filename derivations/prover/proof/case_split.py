"""What the parts of a proof by cases suppose."""

from ..kernel.rules import Theorem
from ..kernel.terms import Term
from .derived import told


def as_said(case: Term) -> Term:
    """A case as it is said: a = 0 for 0 = a."""
    return Term("eq", case.args[::-1]) if case.op == "eq" and case.args[0].op == "num" else case


def split_into(t: Theorem) -> tuple:
    """What the last premises of a theorem suppose, where it follows by cases."""
    match told(t).call:
        case "cases", (order, *_), _:
            return tuple(Term(relation, order.conclusion.args) for relation in ("eq", "lt"))
        case "trichotomy", (a, b, *_), _:
            return Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))
        case "index_cases", (_, i, j, *_), _:
            return Term("eq", (i, j)), Term("ne", (i, j))
    return ()


def cases_of(t: Theorem, inside: tuple) -> tuple:
    """The cases among these in which a theorem holds; where two indices are one, no hypothesis says so."""
    return tuple(case for case in inside if case in t.hypotheses or case.op == "eq" and _is_index(case.args[0]))


def _is_index(term: Term) -> bool:
    return term.op == "var" and term.args[1] == "index"
