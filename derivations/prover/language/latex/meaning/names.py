"""Names in trees: which are bound, and which are mentioned."""

from ...syntax import Node


def running(node):
    """The indices of big operators with which a term of a sum ends."""
    match node:
        case Node("big", _, (*ranges, body)):
            return [r.value for r in ranges if r.kind == "range"] + running(body)
        case Node("product" | "minus" | "sum", _, (*_, last)):
            return running(last)
        case Node("prefix" | "extremum" | "derivative" | "gradient", (_, closed, *_), (*_, last)) if not closed:
            return running(last)
        case Node("limit", (name, _), (_, body)):
            return [name, *running(body)]
    return []


def mentions(name, node):
    """Does a tree mention a name that it does not bind itself?"""
    if node.kind == "symbol" and node.value == name:
        return True
    if name in bound_by(node):
        return False
    values = node.value if isinstance(node.value, tuple) else ()
    return any(isinstance(p, Node) and mentions(name, p) for p in (*node.parts, *values) if isinstance(p, Node))


def bound_by(node):
    """The names that a tree binds in its body."""
    match node:
        case Node("big", _, (*ranges, _)):
            return {r.value for r in ranges if r.kind == "range"}
        case Node("limit", (name, _)):
            return {name}
        case Node("integral", _, (*_, Node("symbol", name), _)) | Node("vector", _, (Node("range", name), _)):
            return {name}
        case Node("evaluated", _, (_, Node("symbol", name), _)):
            return {name}
    return set()


def ends_a_range(name, node):
    """Does a sum run up to this name?"""
    if node.kind == "range" and len(node.parts) == 2 and node.parts[1] is not None and mentions(name, node.parts[1]):
        return True
    return any(ends_a_range(name, part) for part in node.parts if isinstance(part, Node))
