"""The range of an index, from the arrays whose entries it takes."""

from ....kernel.terms import ONE, IllTyped, shape
from ....kernel.terms import entries as dimensions
from ...syntax import LanguageError, Node
from ..tree import LatexError
from .entries import split


def sizes(means, name, node, scope, where):
    """The lengths of the arrays whose entry `name` is taken."""
    found = set()
    if name in scope and scope[name].op == "var" and scope[name].args[1] == "index":
        if scope[name].args[2] != ONE:
            raise LatexError(f"the range of {name} is not clear: write its ends", where.column)
        found.add(scope[name].args[3])

    def visit(part, inner):
        if not isinstance(part, Node):
            return
        if part.kind in ("subscript", "indexed call") or part.kind == "gradient" and part.parts[0].kind == "subscript":
            base, places = array_of(part)
            if any(p.kind == "symbol" and p.value == name for p in places) and (dims := lengths_of(means, base, inner)):
                try:
                    flat = split(means, places, len(dims), part)
                except LatexError:
                    flat = places
                found.update(dim for place, dim in zip(flat, dims) if place.kind == "symbol" and place.value == name)
            elif (dims := lengths_of(means, base, inner)) and len(dims) > 1:
                flat = split(means, places, len(dims), part)
                found.update(dim for place, dim in zip(flat, dims) if place.kind == "symbol" and place.value == name)
        for p in (*part.parts, *(part.value if isinstance(part.value, tuple) else ())):
            visit(p, inner)

    visit(node, {n: t for n, t in scope.items() if n != name})
    return found


def array_of(node):
    if node.kind == "indexed call":
        below, *arguments = node.parts
        return Node("call", node.value, tuple(arguments), node.column), list(below.parts)
    if node.kind == "gradient":  # ∇f(z)_i is (∇f(z))_i
        base, *places = node.parts[0].parts
        return Node("gradient", node.value, (base,), node.column), places
    base, *places = node.parts
    return base, places


def lengths_of(means, base, scope):
    try:
        if base.kind in ("symbol", "word"):
            known = means.found(base, scope)
            return dimensions(known) if known is not None else ()
        return shape(means.term(base, scope))
    except (LanguageError, IllTyped):
        return ()
