r"""LaTeX, as authors write it and as our own printer does, to terms of the kernel.

    parse("\\frac{\\partial}{\\partial z_k} \\operatorname{LSE}(z) = \\sigma(z)_k", scope)

tree.py takes a text apart, syntax has the grammar, statements.py what a whole formula says, meaning the terms.
Nothing is guessed: what has two readings, or none, raises LatexError with its reason and its column.
"""

from dataclasses import replace
from fractions import Fraction

from ..grammar import Node, declare
from ...kernel.terms import ONE, affine, bind, difference, fn, shape, sort, var
from .meaning import SPELLINGS, Meaning
from .meaning.entries import index
from .meaning.names import bound_by, mentions
from .meaning.ranges import sizes
from .outline import outline
from .statements import TWO_STATEMENTS, Statement, statement
from .syntax import Names, tree
from .tree import LatexError

__all__ = [
    "LatexError",
    "expression",
    "formula",
    "in_sets",
    "is_latex",
    "loose_indices",
    "outline",
    "outlined",
    "paired",
    "parse",
    "ranged",
    "read",
    "supposed",
]


def is_latex(text):
    """Is a text LaTeX rather than the plain language? A backslash says so."""
    return isinstance(text, str) and "\\" in text


def parse(text, scope, macros=None):
    """The formula of a LaTeX statement; what it supposes ("for x > 0") is refused here. Raises LatexError.

    An index that is not declared, and has its range from the vector whose entry it takes, is read as "for all".
    """
    made, given = read(text, scope, macros)
    if given:
        raise LatexError("a condition within the statement: give it as a hypothesis of its own")
    return made


def read(text, scope, macros=None, functions=None):
    """(The formula of a LaTeX statement, the hypotheses that stand in it.) Raises LatexError."""
    text = _undressed(text)
    try:
        return formula(statement(text, Names.of(scope), macros), scope, functions)
    except RecursionError:
        raise LatexError("nested too deep: write the statement flatter", 1) from None


def outlined(text):
    """The trees of a statement for inference of its domains, or None. Raises LatexError."""
    try:
        said = statement(_undressed(text))
        return outline(replace(said, tree=paired(said, {})))
    except RecursionError:
        raise LatexError("nested too deep: write the statement flatter", 1) from None


def expression(text, scope, macros=None, functions=None):
    """The term of a LaTeX expression. Raises LatexError."""
    try:
        return Meaning(scope, functions).expression(tree(_undressed(text), Names.of(scope), macros))
    except RecursionError:
        raise LatexError("nested too deep: write the statement flatter", 1) from None


def free_indices(text, scope):
    """The indices of an expression that nobody declares, as name -> variable, with their ranges. Raises LatexError."""
    return undeclared_indices(tree(_undressed(text), Names.of(scope)), scope, None)


def loose_indices(text, scope):
    """The same of a whole statement, but for those of which it says itself what they are."""
    try:
        said = statement(_undressed(text), Names.of(scope))
        scope = scope | ranged(said, scope, None)
        scope = scope | in_sets(said, scope)
        found = undeclared_indices(paired(said, scope), scope, None)
    except RecursionError:
        raise LatexError("nested too deep: write the statement flatter", 1) from None
    of_all = {node.value for _, nodes in said.quantified for node in nodes} | {name for name, *_ in said.ranges}
    return {name: index for name, index in found.items() if name not in of_all}


def _undressed(text):
    r"""A formula without the $ or \[ \] around it, which stand as spaces so that places stay."""
    stripped = text.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if stripped.startswith(opening) and stripped.endswith(closing) and len(stripped) >= len(opening) + len(closing):
            start = text.index(opening)
            end = text.rindex(closing)
            return text[:start] + " " * len(opening) + text[start + len(opening) : end]
    return text


def formula(said: Statement, scope, functions=None):
    """(The formula of a statement, its hypotheses), with the indices that it does not declare said for all."""
    scope = scope | ranged(said, scope, functions)
    scope = scope | in_sets(said, scope)
    said = replace(said, tree=paired(said, scope))
    implicit = undeclared_indices(said.tree, scope, functions)
    means = Meaning(scope | implicit, functions)
    parts = said.tree.parts if said.tree.kind == "conjunction" else (said.tree,)
    links = [link for part in parts for _, link in means.links(part)]
    made = links[0] if len(links) == 1 else means.checked(fn("and", *links), said.tree)
    if said.for_some and (said.given or implicit):
        raise LatexError('beside "for some" all conditions are declared, and every other name too', said.tree.column)
    quantified = [(quantifier, _variable(means, node)) for quantifier, nodes in said.quantified for node in reversed(nodes)]
    bound = {variable for _, variable in quantified}
    of_both = _named_in(said.given + said.apart)  # one thing in the claim and in what it supposes, so that it stays free
    quantified += [("forall", v) for name, v in reversed(implicit.items()) if v not in bound and name not in of_both]
    for quantifier, variable in quantified:
        made = bind(quantifier, sort(*variable.args[1:]), variable=variable, body=made)
    return made, supposed(said, means)


def supposed(said, means):
    """What a statement supposes; an index of what is supposed alone, that nobody declares, is said for all there."""
    found = []
    for node in (*said.given, *conditions(said, means)):
        alone = undeclared_indices(node, means.scope, means.functions)
        for _, link in Meaning(means.scope | alone, means.functions).links(node):
            for each in reversed(alone.values()):
                link = bind("forall", sort(*each.args[1:]), variable=each, body=link)
            found.append(link)
    return tuple(found)


def _named_in(nodes):
    """The names in some trees."""
    own = {node.value for node in nodes if node.kind in ("symbol", "word")}
    return own.union(*(_named_in([part for part in node.parts if isinstance(part, Node)]) for node in nodes))


def conditions(said, means):
    r"""Of what stands after a comma, what is no claim: i \ne j of integers, and x > 0 of a variable. Refuses the rest."""
    for node in said.apart:
        sides = [means.term(side, means.scope) for side in node.parts]
        integers = all(not means.shape(side, node) and affine(side) is not None for side in sides)
        if not integers and not _bounds_a_variable(node, sides):
            raise LatexError(TWO_STATEMENTS, node.column)
    return said.apart


def _bounds_a_variable(node, sides):
    """Is it a bound of one variable by numbers, 0 < r < 1, which no one claims of all its values?"""
    signs = {sign for sign, _ in node.value}
    variables = [side for side in sides if side.op == "var" and not shape(side)]
    return signs <= {"lt", "le", "gt", "ge", "ne"} and len(variables) == 1 and all(s in variables or not s.free for s in sides)


def _variable(means, node):
    """The variable that is quantified."""
    variable = means.known(node, means.scope)
    if variable is None or variable.op != "var":
        raise LatexError(f"for all {node.value}: declare {node.value}", node.column)
    return variable


def ranged(said, scope, functions):
    """The indices of "i = 1, …, n"."""
    found, means = {}, Meaning(scope, functions)
    for name, first, last in said.ranges:
        found[name] = var(name, "index", index(means, first, scope), means.scalar(last, scope))
        if scope.get(name, found[name]) != found[name]:
            raise LatexError(f"{name} is declared with another range: leave one of them out", first.column)
    return found


def in_sets(said, scope):
    r"""The names of "x \in \mathbb{R}", which is a declaration where there is none, and else agrees with it."""
    found = {}
    for name, domain in said.domains:
        declared = declare({name: domain})
        if any(scope.get(each, declared[each]) != declared[each] for each in declared):
            raise LatexError(f"{name} is declared with another domain: leave one of them out", said.tree.column)
        found |= declared
    return found


def paired(said, scope):
    r"""The tree, in which \sum_{i \ne j} is over both where nobody says what j is; where j is declared, it may be over i alone."""

    def visit(node, others, bound):
        if not isinstance(node, Node):
            return node
        inner = bound | bound_by(node)
        parts = (visit(part, (*others, *node.parts[:at], *node.parts[at + 1 :]), inner) for at, part in enumerate(node.parts))
        node = replace(node, parts=tuple(parts))
        if node.kind == "big" and (second := _second_of_a_pair(node)) is not None and second.value not in bound:
            return _over_both(node, second, others, scope)
        return node

    return visit(said.tree, (*said.given, *said.apart, *(name for _, names in said.quantified for name in names)), frozenset())


def _second_of_a_pair(node):
    r"""The other name of \sum_{i \ne j} f and \sum_{i < j} f, where f is of both, or None."""
    *under, body = node.parts
    ranges, conditions = [r for r in under if r.kind == "range"], [r for r in under if r.kind == "condition"]
    if len(ranges) != 1 or len(conditions) != 1:
        return None
    first, second = conditions[0].parts[0].parts
    if {first.kind, second.kind} != {"symbol"} or first.value != ranges[0].value or not mentions(second.value, body):
        return None
    return second


def _over_both(node, second, others, scope):
    if any(isinstance(other, Node) and mentions(second.value, other) for other in others):
        return node
    known = scope.get(second.value)
    if known is not None and known.op == "var" and known.args[1] != "index":  # i < n, where n is a number
        return node
    if known is not None:
        raise LatexError(
            f"a sum over both indices, or over the first for every {second.value}? write one sum after the other", node.column
        )
    first, condition, body = node.parts
    (sign, _), *_ = condition.parts[0].value
    if sign == "ne":
        return Node(node.kind, node.value, (first, Node("range", second.value, (), second.column), condition, body), node.column)
    return Node(node.kind, node.value, (first, Node("range", second.value, _beyond(first, sign), second.column), body), node.column)


def _beyond(first, sign):
    """The ends of j where i < j, or whatever the sign is, for the i of a range; None is where the vector ends."""
    here, one = Node("symbol", first.value, (), first.column), Node("number", Fraction(1))
    match sign:
        case "lt":
            return Node("sum", ("+", "+"), (here, one), first.column), None
        case "le":
            return here, None
        case "gt":
            return one, Node("sum", ("+", "-"), (here, one), first.column)
    return one, here


def undeclared_indices(node, scope, functions):
    """The indices that are not declared, with their ranges from the arrays whose entries they take."""
    found = {}
    means = Meaning(scope, functions)
    for name in _loose(node, frozenset()):
        if name not in scope and name not in found and not any(n in scope for n in SPELLINGS.get(name, ())):
            last = _shortest(sizes(means, name, node, scope, node))
            if last is not None:
                found[name] = var(name, "index", ONE, last)
    return found


def _shortest(sizes):
    """The least of some lengths, where it is known which it is: an index ranges over the places that all of its arrays have."""
    for size in sizes:
        if all(gap is not None and not gap[0] and gap[1] >= 0 for gap in (difference(other, size) for other in sizes)):
            return size
    return None


def _loose(node, bound):
    """The names in subscripts that no sum binds, in order."""
    if node.kind == "big":
        bound = bound | {r.value for r in node.parts[:-1] if r.kind == "range"}
    elif node.kind == "vector":
        bound = bound | {node.parts[0].value}
    elif node.kind in ("expectation", "indexed call") and (drawn := _drawn(node)):
        bound = bound | {drawn}
    if node.kind in ("subscript", "indexed call"):
        places = node.parts[1:] if node.kind == "subscript" else node.parts[0].parts
        for place in places:
            for part in place.parts if place.kind == "product" else (place,):
                if part.kind == "symbol" and part.value not in bound:
                    yield part.value
    for part in node.parts:
        if isinstance(part, Node):
            yield from _loose(part, bound)


def _drawn(node):
    below = node.parts[0]
    below = below.parts[0] if below.kind == "list" and below.parts else below
    return below.parts[0].value if below.kind == "sampled" and below.parts[0].kind == "symbol" else None
