"""Limits: what is approached, and from which side."""

from ...kernel.terms import MINUS, ZERO, bind, fn, fresh, mul, sort, var
from ..syntax import LanguageError, Node, mentions
from .binders import variable_of
from .core import scalar, shape_of
from .words import CONSTANTS


def limit(node, scope):
    body, x, point, *side = _approach(node)
    if x.kind == "name" and x.value not in scope | CONSTANTS:  # bound here: a real number, or where a sum ends
        scope = scope | {x.value: var(x.value, "dimension" if _ends_a_range(x.value, body) else "real")}
    name, declared = variable_of(x, scope, "Limit")
    if shape_of(declared, x):
        raise LanguageError(f"{name} is a vector: a limit is taken in a number", x.column)
    point = scalar(point, scope)
    infinite = {fn("infinity"): "-", mul(MINUS, fn("infinity")): "+"}.get(point)
    at_an_end = declared.args[1] in ("positive", "nonnegative", "(0, 1)") and point == ZERO
    both = any(part.kind == "arrow" for part in node.parts) and not at_an_end  # Limit(f, x, a) is from above, as SymPy has it
    if side and (side[0].kind != "string" or side[0].value not in ("+", "-", "+-")):
        raise LanguageError("the side of a limit is '+', '-' or '+-'", side[0].column)
    variable = fresh(name, *declared.args[1:])
    return bind(
        "limit", sort(*declared.args[1:]), point, side[0].value if side else infinite or ("+-" if both else "+"),
        variable=variable, body=scalar(body, {**scope, name: variable}),
    )  # fmt: skip


def _approach(node):
    """The parts of a limit: f, x, a, or f, x -> a, and the side, which may stand behind the point, as in 0+.

    Without one x -> a is from both sides, but from above at the lower end of a domain.
    """
    parts = list(node.parts)
    if len(parts) in (2, 3) and parts[1].kind == "arrow":
        parts[1:2] = parts[1].parts
    if len(parts) == 3 and parts[2].kind == "sided":
        parts[2:] = [*parts[2].parts, Node("string", parts[2].value, (), parts[2].column)]
    if len(parts) not in (3, 4):
        raise LanguageError(f"{node.value} takes 3 or 4 arguments: Limit(f, x, a), with a side '+' or '-'", node.column)
    return parts


def _ends_a_range(name, node):
    """Does a sum or a product in this text run up to a name, or to an expression with it?"""
    if node.kind == "call" and node.value in ("Sum", "Product"):
        ends = (end for limits in node.parts[1:] for end in limits.parts[1:])
        if any(mentions(name, end) for end in ends):
            return True
    return any(_ends_a_range(name, part) for part in node.parts)
