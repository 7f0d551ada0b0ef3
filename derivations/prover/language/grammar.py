"""Grammar: trees to terms, for readers' own statements; nothing is ever evaluated.

What the names stand for is declared by their domains; syntax.py has the grammar of the text:

    scope = declare({"n": "dimension", "z": "real[n]", "i": "index[n]"})
    parse_relation("Derivative(LSE(z), z[i]) = softmax(z)[i]", scope)

Entries are counted from 1. Matrices that are written out, Matrix([[a, b], [c, d]]), stand on both sides of an equation.
A limit or an integral may be equated with oo or -oo: that it is infinite is a relation of its own, as oo is no number.
Nothing is simplified: (z - z)/(u - u) arrives as it was written. What is wrong raises LanguageError, with its column and a
remedy; a spelling that people read in two ways is wrong, and the message names both.
"""

import re
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..kernel.definitions import well_typed
from ..kernel.terms import (
    INTEGERS, MAPS, MINUS, ONE, SCALARS, VECTORS, ZERO, IllTyped, Term, add, affine, argument, at, bind, entries, fn, fresh,
    from_affine, mul, num, power, shape, sort, substitute, var,
)  # fmt: skip
from . import functions
from .abbreviations import (
    ABBREVIATED, Ambiguous, divergence, entropy, entry_by_entry, over_entries, transposed, written_by,
)  # fmt: skip
from .arrays import Row, compared, product, summands
from .cases import bracket, only_maximiser, piecewise
from .dependence import taken_for_constant
from . import maps
from .functions import CALLED, MANY, NAMED, RELATION, VECTOR
from .sorts import one_reading
from .synonyms import meant_by
from .syntax import GREEK, NAME, RELATIONS, LanguageError, Node, mentions, parse_tree, plain_name

# --- declarations ---------------------------------------------------------------------------------------------------

SIMPLICES = {"simplex": "nonnegative", "open simplex": "positive", "interior simplex": "positive"}  # -> domain of an entry
FAMILIAR = {"int": "integer", "float": "real", "vector": "real", "matrix": "real"} | SIMPLICES  # other words -> the domain
DIMENSIONS = dict.fromkeys([*SCALARS, "int", "float", *MAPS], (0, 1, 2)) | {  # domain -> how many it may carry
    "dimension": (0,), "index": (1, 2), "vector": (1,), "matrix": (2,), **dict.fromkeys(SIMPLICES, (1,)),
}  # fmt: skip
ONE_OF = r"(?:\(0,\s*1\)|[a-z][a-z ]*?)"  # the words for a domain
DECLARATION = re.compile(
    rf"\s*(?P<domain>(?:[a-z ]*{ONE_OF}\s*(?:\[(?P<of>[^\[\]]*)\]\s*)?->\s*)?{ONE_OF})\s*(?:\[(?P<dims>[^\[\]]*)\])?\s*"
)
CONSTANTS = {name: fn(row.operator) for name, row in NAMED.items()} | {"E": fn("exp", ONE)}


def declare(symbols):
    """The variables of names declared by their domains, as {"n": "dimension", "z": "real[n]", "i": "index[n]", "T": "positive"}.

    A dimension is an integer >= 1; a length that nobody declares is one. Raises LanguageError for an unknown domain or a name that
    is no name.
    """
    scope = {}
    for name, domain in sorted(
        (lengths(symbols) | dict(symbols)).items(), key=lambda item: str(item[1]).strip() not in SCALARS | {"dimension"}
    ):
        letter = isinstance(name, str) and name.startswith("\\") and name[1:] in GREEK.values()  # as LaTeX writes it
        if not isinstance(name, str) or not letter and not NAME.fullmatch(name) or name in ("oo", "∞"):
            raise LanguageError(f"{name!r} is not a name: letters, digits and _, a letter first")
        scope[plain_name(name)] = _declared(plain_name(name), domain, scope)
    return scope


def lengths(symbols):
    """The dimensions that declarations name and nobody declares: the n of z: real[n] can be nothing else."""
    known, found = {plain_name(name) for name in symbols if isinstance(name, str)}, {}
    for domain in symbols.values():
        match_ = DECLARATION.fullmatch(domain) if isinstance(domain, str) and len(domain) <= 200 else None
        for name in NAME.findall(match_["dims"] or "") if match_ else ():
            if plain_name(name) not in known and plain_name(name) not in CONSTANTS:
                found[plain_name(name)] = "dimension"
    return found


def _declared(name, text, scope):
    match_ = DECLARATION.fullmatch(text) if isinstance(text, str) and len(text) <= 200 else None
    domain = _word(text) if match_ else None
    if domain not in DIMENSIONS:
        numbers = ", ".join(sorted(SCALARS))
        known = f"dimension, index[n], simplex[n], open simplex[n], {numbers}, real[n] or real[n, m] likewise, and real -> positive"
        raise LanguageError(f"{name}: unknown domain {str(text)[:60]!r}; the domains are {known}")
    dims, of = (
        [] if match_[group] is None else [_dimension(name, part, scope) for part in match_[group].split(",")]
        for group in ("dims", "of")
    )
    if domain in MAPS and len(of) != (MAPS[domain][0] in VECTORS):
        raise LanguageError(f"{name}: a function of a vector is declared with the length of that, as in {name}: real[n] -> real")
    if len(dims) not in DIMENSIONS[domain]:
        remedy = f"; write its length, as in {name}: {domain}[n]" if 0 not in DIMENSIONS[domain] and not dims else ""
        raise LanguageError(f"{name}: {text!r} has the wrong number of dimensions{remedy}")
    return var(name, FAMILIAR.get(domain, domain), *((ONE, *dims) if domain == "index" and len(dims) == 1 else dims), *of)


def supposed(symbols, scope, formulas):
    """What domains say beyond their variables, of those in the formulas: the entries of a point of a simplex sum to 1."""
    free = frozenset().union(*(formula.free for formula in formulas))
    points = (scope[plain_name(name)] for name, domain in symbols.items() if _word(domain) in SIMPLICES)
    return tuple(fn("eq", over_entries(p, partial(at, p)), ONE) for p in points if p in free)


def _word(domain):
    """The word of a domain, without its dimensions."""
    parts = DECLARATION.fullmatch(domain)
    said = parts["domain"] if parts["of"] is None else re.sub(r"\breal\s*\[[^\[\]]*\]", "vector", parts["domain"])
    spaced = re.sub(r",\s*", ", ", said)
    return re.sub(r"\s*->\s*", " -> ", spaced)


def _dimension(name, text, scope):
    try:
        term = parse_expression(text, scope)
    except LanguageError as error:
        raise LanguageError(f"{name}: the dimension {text.strip()!r}: {error.problem}; declare it as a dimension") from None
    if affine(term) is None:
        raise LanguageError(f"{name}: {text.strip()!r} is not a dimension; declare it as a dimension")
    return from_affine(*affine(term))


# --- trees to terms -------------------------------------------------------------------------------------------------


def parse_expression(text, scope):
    """The term of an expression. Raises LanguageError."""
    return _meant_by(with_entries(parse_tree(text), scope), lambda node: term_of(node, scope))


def parse_side(text, scope):
    """One side of a statement: its term, or the rows of a matrix that is written out. Raises LanguageError."""
    node = with_entries(parse_tree(text), scope)
    return matrix_rows(node, scope) if is_matrix(node) else _meant_by(node, lambda node: term_of(node, scope))


def parse_relation(text, scope):
    """The formula of a relation. Raises LanguageError.

    An index that is not declared, and has its range from the vector whose entry it takes, is read as "for all":

    >>> parse_relation("z[k] <= z[s]", declare({"n": "dimension", "z": "real[n]", "s": "index[n]"})).op
    'forall'
    """

    def formula(node):
        implicit = _undeclared_indices(node, scope, {})
        made = _formula(node, {**scope, **implicit})
        for index in reversed(implicit.values()):
            made = bind("forall", sort(*index.args[1:]), variable=index, body=made)
        return made

    return _meant_by(with_entries(parse_tree(text), scope), formula)


def parse_statement(left, relation, right, scope):
    """The formula of two expressions and the sign between them: = < <= > >= !=. Raises LanguageError."""
    if relation not in RELATIONS:
        raise LanguageError(f"unknown relation {str(relation)[:20]!r}: write one of = < <= > >= !=")
    node = Node("relation", (RELATIONS[relation],), tuple(with_entries(parse_tree(side), scope) for side in (left, right)))
    return _meant_by(node, lambda node: _formula(node, scope))


def formula_of(node, scope):
    """The formula of a tree. Raises LanguageError."""
    return _meant_by(node, lambda node: _formula(node, scope))


def as_one_statement(conclusion, hypotheses=()):
    """A conclusion and its hypotheses in one reading, over the reals or over the complex numbers. Raises LanguageError."""
    conclusion, *hypotheses = one_reading(conclusion, *hypotheses)
    try:
        for formula in (conclusion, *hypotheses):
            well_typed(formula)
    except IllTyped as error:
        over = "; where i or a complex number occurs, roots and logarithms of what may be negative are complex"
        raise LanguageError(readable(error) + over) from None
    if constant := taken_for_constant(conclusion, hypotheses):
        v, w = (x.args[0] for x in constant)
        remedy = f"write what {v} is in its place"
        raise LanguageError(f"in the derivative by {w} is {v} a constant, or what the hypothesis says that it is? {remedy}")
    return conclusion, tuple(hypotheses)


def _meant_by(node, meaning):
    try:
        return _checked(meaning(node), node)
    except RecursionError:
        raise LanguageError("nested too deep: write the statement flatter", 1) from None


def _checked(term, node):
    try:
        return well_typed(term)
    except IllTyped as error:
        raise LanguageError(readable(error), node.column) from None


def readable(error):
    """The kernel's complaint without the term: the column shows where it is."""
    complaint, *rest = re.split(r"(?: in |: )(?=\w+\()", str(error), maxsplit=1)
    return complaint + "".join(re.findall(r"\)(: [^()]*(?:\([^()]*\))?)$", *rest[:1] or [""]))


def _shape(term, node):
    try:
        return shape(term)
    except IllTyped as error:
        raise LanguageError(readable(error), node.column) from None


def _fitting(term, node):
    _shape(term, node)
    return term


def _scalar(node, scope):
    term = term_of(node, scope)
    if _shape(term, node):
        raise LanguageError("a vector where a number is expected: write an entry, as in z[i]", node.column)
    return term


def _formula(node, scope):
    match node.kind, node.value:
        case "relation", signs if any(map(is_matrix, node.parts)):
            return _equal_matrices(node, scope)
        case "relation", signs if not any(part.kind == "call" and part.value in EXTREMAL for part in node.parts):
            sides = [term_of(side, scope) for side in node.parts]
            links = [_relation(sign, *pair, node) for sign, pair in zip(signs, zip(sides, sides[1:]))]
            return links[0] if len(links) == 1 else fn("and", *links)
        case "relation", ("eq",) if any(part.kind == "call" and part.value in EXTREMAL for part in node.parts):
            return _where_largest(node, scope)
        case "call", ("Eq" | "Ne" | "Le" | "Lt" | "Ge" | "Gt") as name:
            _count(node, 2)
            return _relation(name.lower(), *(term_of(part, scope) for part in node.parts), node)
        case "call", "And":
            _count(node, *range(2, 100))
            return fn("and", *(_formula(part, scope) for part in node.parts))
        case "call", "ForAll" | "Exists":
            return _quantified(node, scope)
    if node.kind == "arrow":
        raise LanguageError("what tends to what, and in which variable? write Limit(f, x, a) = b", node.column)
    raise LanguageError("not a relation: write one of = < <= > >= Ne(a, b) between two expressions", node.column)


def _relation(sign, left, right, node):
    _shape(left, node), _shape(right, node)
    return _unambiguous(compared, node, sign, left, right)


def _unambiguous(meaning, node, *args):
    """What the arguments mean together; a spelling of two readings is an error at this place of the text."""
    try:
        return meaning(*args)
    except Ambiguous as two:
        raise LanguageError(str(two), node.column) from None


EXTREMAL = {"argmax": "largest", "argmin": "smallest", "arg_max": "largest", "arg_min": "smallest"}


def _where_largest(node, scope):
    """k = argmax(z): k is the only index at which z is largest."""
    one, other = node.parts if node.parts[1].kind == "call" and node.parts[1].value in EXTREMAL else node.parts[::-1]
    _count(other, 1)
    array = term_of(other.parts[0], scope)
    if len(_shape(array, other)) != 1:
        raise LanguageError(f"{other.value} takes a vector", other.column)
    return only_maximiser(_index(one, scope), array, EXTREMAL[other.value])


KEYWORDS = {  # of Python
    "for": "a sum over a list is written Sum(z[k], (k, 1, n)), and entries are counted from 1",
    "if": "cases are written Piecewise((a, c), (b, True))", "and": "write And(a, b)", "or": "state one of them",
}  # fmt: skip


def term_of(node, scope):
    match node:
        case Node("number", value):
            return num(value)
        case Node("name", name):
            return _name(name, node, scope)
        case Node("sum", signs, (first, *rest)):
            terms = [term_of(first, scope), *_signed_terms(signs[1:], rest, scope)]
            for term, part in zip(terms, node.parts):
                _shape(term, part)
            return _fitting(add(*_unambiguous(summands, node, terms)), node)
        case Node("product", signs, parts):
            return _fitting(_product(signs, parts, scope), node)
        case Node("minus", _, (operand,)):
            term = term_of(operand, scope)
            return num(-term.args[0]) if term.op == "num" else mul(MINUS, term)
        case Node("power", _, (base, exponent)):
            return _power(base, exponent, scope)
        case Node("entry" | "subscript", _, (array, *places)):
            return _entry(array, places, node, scope)
        case Node("transpose", _, (array,)):
            return _transposed(array, node, scope)
        case Node("big", op, _):
            return _big(op, node, scope)
        case Node("call"):
            return _call(node, scope)
        case Node("applied"):
            return _call_of_entry(node, scope)
        case Node("term", term):  # what was read already, by another notation
            return term
        case Node("list", _, (Node("relation"),)):  # Iverson's bracket
            return _iverson(node.parts[0], scope)
        case Node("relation"):
            raise LanguageError("a relation where an expression is expected: indicator( ) makes a number of it", node.column)
        case Node("string"):
            raise LanguageError("a quoted text where an expression is expected: remove the quotes", node.column)
    raise LanguageError(f"a {node.kind} where an expression is expected", node.column)


def _call(node, scope):
    """A name with something behind it: a function, what binds a name, or a product without a sign."""
    name = node.value
    if node.grouped is None and name in scope and len(node.parts) == 1:  # a declared x before y: a product
        return _product((None, "*"), (Node("name", name, (), node.column), *node.parts), scope)
    if (pair := _multiplied(node, scope)) is not None:
        return _product((None, "*"), pair, scope)
    node = _clipped(_with_columns(_of_whole_vector(_without_axis(node, scope), scope)))
    name = node.value
    if name in scope and _is_word(name):
        remedy = f"write {name}*( ) for a product, or give the variable another name"
        raise LanguageError(f"{name} is declared, and a function: {remedy}", node.column)
    if function := _function(name, scope):
        return _value(*function, node, scope)
    if node.grouped is None or name == "factorial":
        for part in node.parts:
            _one_reading(part, scope, f"in {name}")
    if name in ("sigma", "Sigma") and name not in scope:
        return _sigma(node, scope)
    for words, read in ((BINDING, BINDING.get(name)), (CALLED, _applied), (ABBREVIATED, _abbreviated)):
        if name in words:
            return read(node, scope)
    if name in scope:
        raise LanguageError(f"{name} is not a function: write {name}*( ) for a product", node.column)
    if name.endswith("_prime") and name.removesuffix("_prime") in _OF_NUMBERS | {"sigma"} and len(node.parts) == 1:
        return _slope(replace(node, value=name.removesuffix("_prime")), scope)
    raise LanguageError(f"unknown function {name[:60]}: {meant_by(name)}", node.column)


def _call_of_entry(node, scope):
    """An entry with something behind it: a function out of an array of them, or a product without a sign."""
    if (pair := _multiplied(node, scope)) is not None:
        return _product((None, "*"), pair, scope)
    array, *parts = node.parts
    match array:
        case Node("entry", _, (Node("name", name), *places)):
            f, order = _function(name, scope) or (None, None)
            if f is None:
                raise LanguageError(f"{name}[ ] is not a function: write * for a product", node.column)
            return _value(at(f, *(_index(place, scope) for place in places)), order, replace(node, parts=tuple(parts)), scope)
    raise LanguageError(f"a {node.kind} where an expression is expected", node.column)


def _iverson(node, scope):
    """[a < b], which is 1 where the relation holds and 0 elsewhere."""
    relation = _formula(node, scope)
    if relation.op not in ("eq", "ne", "le", "lt") or any(_shape(side, node) for side in relation.args):
        raise LanguageError("a bracket takes one relation between numbers, as in indicator(z[k] > 0)", node.column)
    return bracket(relation)


def _multiplied(node, scope):
    """The factors of n(n + 1), p_i(1 - p_i) and p[i](1 - p[i]), where n and p are declared: a number is no function.

    None of another call. In x(t) a name alone stands in the brackets: that may be a function whose declaration is wrong.
    """
    if node.kind not in ("call", "applied") or node.grouped is not False:
        return None
    name, *behind = (node.value, *node.parts) if node.kind == "call" else (node.parts[0].parts[0].value, *node.parts[1:])
    if [part.kind for part in behind] != ["sum"] or _is_word(name) or _function(name, scope):
        return None
    first = node.parts[0] if node.kind == "applied" else with_entries(Node("name", name, (), node.column), scope)
    if name not in scope and first.kind == "name" or first.kind == "name" and shape(scope[name]):
        return None
    return first, replace(behind[0], grouped=True)


def _is_word(name):
    return name in BINDING or name in CALLED or name in ABBREVIATED


def _one_reading(node, scope, where):
    """Refuse a product without a sign where what it is part of might end within it."""
    inner = node.parts[0] if node.kind == "minus" else node
    if _multiplied(inner, scope):
        raise LanguageError(f"a product without a sign has two readings {where}: write * and parentheses", inner.column)


def _with_columns(node):
    """A call whose lists are vectors: softmax([a, b])."""
    columns = [part.kind == "list" and not any(inner.kind in ("list", "relation") for inner in part.parts) for part in node.parts]
    if node.value == "Matrix" or not any(columns):
        return node
    parts = (Node("call", "Matrix", (part,), part.column) if column else part for part, column in zip(node.parts, columns))
    return replace(node, parts=tuple(parts))


def _function(name, scope):
    """A declared function and how often it is differentiated: f, or f'; None for another name."""
    for stem, order in ((name, 0), (name.removesuffix("_prime"), 1)):
        if stem in scope and maps.is_function(scope[stem]):
            return scope[stem], num(order)
    return None


def _value(f, order, node, scope):
    """A function at what stands in parentheses: a number, or a vector."""
    _count(node, 1)
    try:
        if entries(f):
            raise LanguageError(f"functions are told apart by their indices: {len(entries(f))} are missing", node.column)
    except IllTyped:
        raise LanguageError("a function with too many indices", node.column) from None
    inner = term_of(node.parts[0], scope) if argument(f) else _scalar(node.parts[0], scope)
    return _fitting(Term("call", (f, order, inner)), node)


def _name(name, node, scope):
    if name in scope and maps.is_function(scope[name]):
        raise LanguageError(f"{name} is a function: write {name}( )", node.column)
    if name in scope:
        return scope[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name == "e":
        return CONSTANTS["E"]
    if name in CALLED or name in ABBREVIATED or name in BINDING:
        raise LanguageError(f"{name} is a function: write {name}( )", node.column)
    if name.endswith("_prime") and name.removesuffix("_prime") in scope:
        stem = name.removesuffix("_prime")
        raise LanguageError(f"{stem}' is another name than {stem}: declare it, or write {stem}.T for the transposed", node.column)
    if name in KEYWORDS:
        raise LanguageError(f"{name} is not declared: {KEYWORDS[name]}", node.column)
    if name == "Sigma":
        raise LanguageError("a sum without its index: write sum_k z_k, or sum(z)", node.column)
    raise LanguageError(f"{name[:60]} is not declared: declare its domain, as in {name[:60]}: real", node.column)


def _power(base, exponent, scope):
    if base.kind == "name" and base.value in ("E", "e") and base.value not in scope:
        return fn("exp", _scalar(exponent, scope))
    if pair := _multiplied(base, scope):  # n(n + 1)^2 is n*(n + 1)^2
        return _product((None, "*"), (pair[0], Node("power", None, (pair[1], exponent), base.column)), scope)
    _one_reading(exponent, scope, "as an exponent")
    if exponent.kind == "name" and exponent.value == "T" and _shape(term_of(base, scope), base):
        if "T" in scope:
            raise LanguageError("^T is a power or the transposed: T is declared, so write .T for the transposed", exponent.column)
        return _transposed(base, exponent, scope)
    return power(term_of(base, scope), _scalar(exponent, scope))


def _transposed(node, at_node, scope):
    term = term_of(node, scope)
    match len(_shape(term, node)):
        case 2:
            return transposed(term)
        case 1:
            raise LanguageError("a transposed vector stands in a product, as in u.T @ v or u*v.T", at_node.column)
    raise LanguageError("a number is not transposed", at_node.column)


def _sigma(node, scope):
    """σ(z): softmax of a vector, the sigmoid of a number."""
    _count(node, 1)
    argument = term_of(node.parts[0], scope)
    if _shape(argument, node.parts[0]):
        return _fitting(fn("softmax", argument), node)
    return written_by(ABBREVIATED["sigmoid"], ABBREVIATED["sigmoid"].meaning(argument))


def _slope(node, scope):
    """f'(x) of a function of a number that has a name."""
    point = _scalar(node.parts[0], scope)
    return _fitting(slope_at(point, lambda x: _scalar(replace(node, parts=(Node("term", x, (), node.column),)), scope)), node)


def slope_at(point, function):
    """The derivative of a function, given as terms to terms, at a point."""
    inside = point.op == "var" and len(point.args) == 2 and point.args[1] not in INTEGERS
    x = fresh("x", *(point.args[1:] if inside else ("real",)))
    return bind("deriv", sort(*x.args[1:]), point, variable=x, body=function(x))


def _without_axis(node, scope):
    """A call without NumPy's axis and PyTorch's dim, which say nothing of a vector."""
    return without_axis(node) if not {"axis", "dim"} & scope.keys() else node


def without_axis(node):
    """The same for a tree whose names nobody declared."""
    kept = tuple(part for part in node.parts if not _is_axis(part))
    return node if len(kept) == len(node.parts) else replace(node, parts=kept)


def _is_axis(part):
    match part:
        case Node("relation", ("eq",), (Node("name", "axis" | "dim"), place)):
            return _is_place(place)
    return False


def _is_place(node):
    """The number of an axis: 0, 1, -1."""
    number = node.parts[0] if node.kind == "minus" else node
    return number.kind == "number" and number.value in (0, 1)


def _of_whole_vector(node, scope):
    """softmax(z, -1) of a vector z: the axis says nothing, as in softmax(z, dim=-1)."""
    if node.value not in _OF_VECTORS or len(node.parts) != 2 or not _is_place(node.parts[1]):
        return node
    return replace(node, parts=node.parts[:1]) if len(_shape(term_of(node.parts[0], scope), node)) == 1 else node


def _clipped(node):
    """clamp(x, min=a), clamp(x, max=b) and clamp(x, min=a, max=b) as maxima and minima."""
    x, *ends = node.parts or (None,)
    named = {}
    for end in ends:
        match end:
            case Node("relation", ("eq",), (Node("name", "min" | "max" | "a_min" | "a_max" as name), value)):
                named[name[-3:]] = value
    if node.value not in ("clip", "clamp") or not ends or len(named) != len(ends):
        return node
    for name, function in (("min", "Max"), ("max", "Min")):
        if name in named:
            x = Node("call", function, (x, named[name]), node.column)
    return x


# Entries ----------------------------------------------------------------------------------------------------------


def _entry(array, places, node, scope):
    _one_reading(array, scope, "with an index")
    if array.kind == "name" and array.value.startswith("E_") and array.value not in scope and "E" not in scope:
        return _expectation(array, places, node, scope)
    if array.kind == "name" and array.value == "delta" and "delta" not in scope:
        return _delta(places, node, scope)
    if array.kind == "name" and array.value == "E" and "E" not in scope:
        remedy = "an expectation is written Sum(p[k]*f[k], (k, 1, n)), or dot(p, f)"
        raise LanguageError(f"E is Euler's number here, and has no entries: {remedy}", node.column)
    if array.kind == "call" and array.value in _OF_NUMBERS and len(array.parts) == 1 and node.grouped is not None:
        inner = term_of(array.parts[0], scope)  # relu(z)[i] is relu(z[i])
        if len(_shape(inner, array)) == 1:
            return term_of(replace(array, parts=(Node("entry", None, (array.parts[0], *places), node.column),)), scope)
    array = term_of(array, scope)
    rank = len(_shape(array, node))
    if node.kind == "subscript":
        places = _split(places, rank, scope)
    if len(places) not in range(1, rank + 1):
        what = "a number has no entries" if not rank else f"{rank} indices are needed"
        raise LanguageError(f"{len(places)} indices: {what}", node.column)
    return at(array, *(_index(place, scope) for place in places))


def _expectation(array, places, node, scope):
    """E_p[x] is the sum of p_k x_k, where p and x are vectors."""
    law = array.value.removeprefix("E_")
    args = [term_of(part, scope) for part in places]
    if len(args) != 1 or law not in scope or len(shape(scope[law])) != 1 or len(_shape(args[0], node)) != 1:
        raise LanguageError(f"the expectation {array.value}[ ] takes a vector: write dot({law}, x), or a sum", node.column)
    return _fitting(fn("dot", scope[law], args[0]), node)


def _delta(places, node, scope):
    places = _split(places, 2, scope)
    if len(places) != 2:
        raise LanguageError("KroneckerDelta takes 2 indices, as in delta_{i,j}", node.column)
    return fn("delta", *(_index(place, scope) for place in places))


def _split(places, rank, known):
    """The indices below a sign: of a matrix ij is i and j, unless a name ij is declared."""
    if len(places) == 1 and rank > 1 and places[0].kind in ("name", "number"):
        place = places[0]
        letters = str(place.value)
        if letters not in known and len(letters) == rank and letters.isalnum():
            return [_letter(letter, place.column + k) for k, letter in enumerate(letters)]
    return list(places)


def _letter(letter, column):
    return Node("number", Fraction(letter), (), column) if letter.isdigit() else Node("name", letter, (), column)


def with_entries(node, scope):
    """The tree in which z_i, which is not declared, is the entry z[i] of a z that is; delta_ij is KroneckerDelta(i, j)."""
    return _with_entries(node, scope, frozenset(_bound_names(node)))


def _bound_names(node):
    if node.kind == "tuple" and node.parts and node.parts[0].kind == "name":
        yield node.parts[0].value
    for part in node.parts:
        yield from _bound_names(part)


def _with_entries(node, scope, bound):
    if node.kind == "name" and "_" in node.value.removesuffix("_prime") and node.value not in scope and node.value not in bound:
        stem, _, below = node.value.partition("_")
        array = scope.get(stem)
        if stem not in bound and (array is not None and len(shape(array)) or array is None and stem == "delta" and below):
            places = [_letter(p, node.column) if p.isdigit() and len(p) == 1 else _place(p, node.column) for p in below.split("_")]
            return Node("subscript", None, (Node("name", stem, (), node.column), *places), node.column)
        return node
    parts = tuple(_with_entries(part, scope, bound) for part in node.parts)
    return node if parts == node.parts else replace(node, parts=parts)


def _place(name, column):
    return Node("number", Fraction(name), (), column) if name.isdigit() else Node("name", name, (), column)


# Sums and products ------------------------------------------------------------------------------------------------


def _signed_terms(signs, nodes, scope):
    for sign, node in zip(signs, nodes):
        term = term_of(node, scope)
        yield term if sign == "+" else _opposite(term, node)


def _opposite(term, node):
    """What a minus sign before a term means: the sign enters a number and a product, unless it is in parentheses."""
    match term:
        case Term("num", (value,)):
            return num(-value)
        case Term("mul", (Term("num", (value,)), *rest)) if value > 0 and node.kind == "product" and not node.grouped:
            return mul(num(-value), *rest)
        case Term("mul", factors) if factors[0].op != "num" and node.kind == "product" and not node.grouped:
            return mul(MINUS, *factors)
    return mul(MINUS, term)


def _product(signs, nodes, scope):
    """A product from left to right. Of integers, p/q is one number; x/2 is x times one half; 1/x has no factor 1."""
    for sign, node in zip(signs, nodes):
        if sign == "/":
            _one_reading(node.parts[0] if node.kind == "power" else node, scope, "behind /")
    signs, nodes = _without_calls(signs, nodes, scope)
    factors = [_factor(node, scope) for node in nodes]
    if "·" in signs and sum(isinstance(factor, Row) or bool(_shape(factor, node)) for factor, node in zip(factors, nodes)) > 2:
        raise LanguageError("a product of more than two vectors with a dot: write dot(u, v)", nodes[0].column)
    if "@" in signs or sum(isinstance(factor, Row) or bool(_shape(factor, node)) for factor, node in zip(factors, nodes)) > 1:
        return _unambiguous(product, nodes[0], signs, factors)
    first, *rest = nodes
    head = term_of(first, scope)
    factors = list(head.args) if head.op == "mul" and first.kind == "minus" and not first.grouped else [head]
    for sign, node in zip(signs[1:], rest):
        term = term_of(node, scope)
        if sign in ("*", "·"):
            factors.append(term)
        elif term.op == "num" and term != ZERO and node.kind == "number" and not node.grouped:
            inverse = 1 / Fraction(term.args[0])
            if len(factors) == 1 and factors[0].op == "num":
                factors = [num(factors[0].args[0] * inverse)]
            else:
                factors.append(num(inverse))
        elif factors == [ONE] and not first.grouped:
            factors = [power(term, MINUS)]
        else:
            factors.append(power(term, MINUS))
    return mul(*factors)


def _without_calls(signs, nodes, scope):
    """The same factors, n(n + 1) being two."""
    found = []
    for sign, node in zip(signs, nodes):
        base, *exponent = node.parts if node.kind == "power" and not node.grouped else (node,)
        if pair := _multiplied(base, scope):
            found += [(sign, pair[0]), ("*", replace(node, parts=(pair[1], *exponent)) if exponent else pair[1])]
        else:
            found.append((sign, node))
    return zip(*found)


def _factor(node, scope):
    """A factor: a term, or a transposed vector."""
    match node:
        case Node("transpose", _, (array,)):
            pass
        case Node("power", _, (array, Node("name", "T"))) if "T" not in scope:
            pass
        case _:
            return term_of(node, scope)
    term = term_of(array, scope)
    return Row(term) if len(_shape(term, array)) == 1 else term_of(node, scope)


def _index(node, scope, what="an index: declare it as index[n], or write a positive integer"):
    term = _scalar(node, scope)
    if affine(term) is None:
        raise LanguageError(f"not {what}", node.column)
    return term


# Functions --------------------------------------------------------------------------------------------------------


def _count(node, *counts):
    if len(node.parts) not in counts:
        wanted = f"{counts[0]} or more" if len(counts) > 2 else " or ".join(map(str, counts))
        raise LanguageError(f"{node.value} takes {wanted} argument{'s' * (wanted != '1')}, not {len(node.parts)}", node.column)


def _applied(node, scope):
    row = CALLED[node.value]
    op = row.operator
    if row.takes == MANY:
        return _extremum(op, node, scope)
    if op == "log" and len(node.parts) == 2:
        top, base = (fn("log", _scalar(part, scope)) for part in node.parts)
        return mul(top, power(base, MINUS))
    _count(node, len(row.takes))
    if row.takes == RELATION:
        return _iverson(node.parts[0], scope)
    args = [_argument(kind, part, scope) for kind, part in zip(row.takes, node.parts)]
    for kind, part, arg in zip(row.takes, node.parts, args):
        if kind == VECTOR and not _shape(arg, part):
            raise LanguageError(f"{node.value} takes a vector, not a number: c*ones(n) has one number everywhere", part.column)
    if op == "cons" and (_shape(args[0], node) or len(_shape(args[1], node)) != 1):
        raise LanguageError("cons takes a number and a vector", node.column)
    return _over_entries(row.takes, WITH_ZEROS.get(op, lambda *numbers: fn(op, *numbers)), args, node)


WITH_ZEROS = {"entropy": entropy, "kl": divergence}  # where probabilities may be 0


def _argument(kind, node, scope):
    return _index(node, scope) if kind == functions.INDEX else term_of(node, scope)


def _over_entries(takes, function, args, node):
    """A function of its arguments; one of numbers alone is taken entry by entry where it is given vectors."""
    shapes = [_shape(arg, node) for arg in args]
    if set(takes) == {functions.NUMBER} and any(shapes):
        return _fitting(entry_by_entry(function, *args), node)
    return _fitting(function(*args), node)


def _abbreviated(node, scope):
    row = ABBREVIATED[node.value]
    _count(node, *map(len, row.takes))
    takes, args = _arguments_of(row, node, scope)
    return _unambiguous(_over_entries, node, takes, lambda *given: written_by(row, row.meaning(*given)), args, node)


def _arguments_of(row, node, scope):
    """The way to call an abbreviation that fits what it is given, and the arguments."""
    args = [term_of(part, scope) for part in node.parts]
    ways = [takes for takes in row.takes if len(takes) == len(args)]
    for takes in ways:
        if all(_fits(kind, arg, part) for kind, arg, part in zip(takes, args, node.parts)):
            return takes, args
    wanted = " or ".join(", ".join(KINDS[kind] for kind in takes) for takes in ways)
    raise LanguageError(f"{node.value} takes {wanted}", node.column)


_OF_NUMBERS = {name for name, row in CALLED.items() if row.takes == functions.NUMBER} | {
    name for name, row in ABBREVIATED.items() if functions.NUMBER in row.takes
}
_OF_VECTORS = {  # what NumPy and PyTorch take along an axis
    name for rows in (CALLED, ABBREVIATED) for name, row in rows.items() if row.text in ("softmax", "log_softmax", "softmin", "LSE")
}
KINDS = {"n": "a number", "e": "a number or an array", "v": "a vector", "m": "a matrix", "i": "an index or a dimension"}


def _fits(kind, term, node):
    rank = len(_shape(term, node))
    match kind:
        case functions.INDEX:
            return not rank and affine(term) is not None
        case functions.VECTOR | functions.MATRIX:
            return rank == functions.RANKS[kind]
    return kind == functions.ENTRIES or rank <= 2


def _extremum(op, node, scope):
    """Max(a, b), Max(f, (k, 1, n)), or Max(z) of a vector."""
    if any(part.kind == "tuple" for part in node.parts):
        return _over({"maxof": "max", "minof": "min"}[op])(node, scope)
    if len(node.parts) != 1:
        _count(node, *range(2, 100))
        numbers = [term_of(part, scope) for part in node.parts]
        return _over_entries(functions.NUMBER, lambda *numbers: fn(op, *numbers), numbers, node)
    array = term_of(node.parts[0], scope)
    if len(_shape(array, node)) != 1:
        raise LanguageError(f"{node.value} takes several numbers, or a vector", node.column)
    if op == "maxof":
        return fn("largest", array)
    k = fresh("k", "index", ONE, shape(array)[0])
    return bind("min", *k.args[2:], variable=k, body=at(array, k))


NOTHING = Node("none", None)

# Binders ----------------------------------------------------------------------------------------------------------


def _limits(node, scope, body=NOTHING):
    """The name, the first and the last value of (k, 1, n), or of an index whose range is declared, or known from the body."""
    match node:
        case Node("tuple", _, (Node("name", name), *ends)) if len(ends) == 2:
            what = "the end of a range: write a dimension or an integer"
            return _bindable(name, node), *(_index(end, scope, what) for end in ends)
        case Node("name", name) if name in scope and scope[name].args[1] == "index":
            return name, *scope[name].args[2:]
        case Node("name", name) if name not in scope and name in (found := _undeclared_indices(body, scope, {}, whole=False)):
            return name, *found[name].args[2:]  # from the vector whose entries it takes
    raise LanguageError("a range is written (k, 1, n)", node.column)


def _bindable(name, node):
    if name in ("oo", "inf", "infinity"):
        raise LanguageError(f"{name} is no variable: choose another name", node.column)
    return name


def _over(op):
    def binder(node, scope):
        _count(node, *range(1, 20))
        body, *limits = _limits_together(node.parts)
        if limits:
            return _nested(op, body, limits, scope)
        index = _only_index(body, scope)
        if index is not None:
            return _nested(op, body, [Node("name", index, (), body.column)], scope)
        array = term_of(body, scope)
        if len(_shape(array, body)) != 1:
            raise LanguageError(f"{node.value} takes a vector, or what is summed and a range, as in (k, 1, n)", body.column)
        return over_entries(array, lambda k: at(array, k), op)

    return binder


def _limits_together(parts):
    """The arguments of a binder with the range in one piece: f, k, 1, n is read as f, (k, 1, n)."""
    if len(parts) == 4 and parts[1].kind == "name" and parts[2].kind != "tuple" and parts[3].kind != "tuple":
        return parts[0], Node("tuple", None, parts[1:], parts[1].column)
    return parts


def _only_index(body, scope):
    """The index of an entry that is summed over no stated range: the one that is not declared, or else the one that is."""
    loose = list(_undeclared_indices(body, scope, {}, whole=False))
    named = loose or sorted({place.value for place in _places(body) if place.kind == "name" and place.value in scope})
    if len(named) > 1:
        raise LanguageError(f"over {' and '.join(named)}, or one of them? write the range, as in (k, 1, n)", body.column)
    return named[0] if named else None


def _places(node):
    if node.kind in ("entry", "subscript"):
        yield from node.parts[1:]
    for part in node.parts:
        yield from _places(part)


def _big(op, node, scope):
    """sum_k f, sum_{k=1}^n f, max_k f, lim_{T->0} f: the index below, the end above."""
    *below, high, body = node.parts
    if op == "limit":
        return _limit(Node("call", "Limit", (body, *below), node.column), scope)
    limits = [_below(place, high) for place in below]
    return _nested(op, body, limits, scope)


def _below(place, high):
    match place:
        case Node("name", _) if high.kind == "none":
            return place
        case Node("relation", ("eq",), (Node("name", _) as name, low)) if high.kind != "none":
            return Node("tuple", None, (name, low, high), place.column)
    raise LanguageError("below a sum stands its index, as in sum_k z_k or sum_{k=1}^n z_k", place.column)


def _nested(op, body, limits, scope):
    if not limits:
        return _scalar(body, scope)
    *inner, last = limits
    if op in ("sum", "prod") and last.kind == "tuple" and len(last.parts) == 3 and _is_infinity(last.parts[2]):
        return _series(op, body, limits, scope)
    name, low, high = _interval(last, scope) if op == "integral" else _limits(last, scope, body)
    variable = fresh(name, "real") if op == "integral" else fresh(name, "index", low, high)
    return bind(op, low, high, variable=variable, body=_nested(op, body, inner, {**scope, name: variable}))


def _is_infinity(node):
    return node.kind == "name" and NAMED.get(node.value) is functions.CONSTANTS["infinity"]


def _series(op, body, limits, scope):
    """An infinite sum or product: the limit of those up to N."""
    *inner, last = limits
    end = fresh("N", "dimension")
    upto = replace(last, parts=(*last.parts[:2], Node("name", end.args[0], (), last.parts[2].column)))
    partial = _nested(op, body, [*inner, upto], {**scope, end.args[0]: end})
    return bind("limit", sort("dimension"), fn("infinity"), "-", variable=end, body=partial)


def _interval(node, scope):
    match node:
        case Node("tuple", _, (Node("name", name), low, high)):
            return _bindable(name, node), _scalar(low, scope), _scalar(high, scope)
    raise LanguageError("an integral needs its ends, as in (t, 0, 1)", node.column)


def _vector(node, scope):
    _count(node, 2)
    name, low, high = _limits(node.parts[0], scope)
    variable = fresh(name, "index", low, high)
    return bind("lam", low, high, variable=variable, body=term_of(node.parts[1], {**scope, name: variable}))


def _variable(node, scope, what):
    """The variable that a derivative or a limit is about. It binds anew what its name stands for."""
    if node.kind != "name" or node.value not in scope or scope[node.value].op != "var":
        raise LanguageError(f"{what} needs a declared variable, as in {what}(f, x) with x: real", node.column)
    return node.value, scope[node.value]


def _derivative(node, scope):
    _count(node, *range(2, 20))
    body, *variables = node.parts
    variables = list(_repeated(variables))
    if all(v.kind == "name" and v.value in scope and len(shape(scope[v.value])) == 1 for v in variables) and len(variables) < 3:
        return _by_vectors(body, variables, scope)
    return _differentiated(body, variables, scope)


def _by_vectors(body, variables, scope):
    """Derivative(f, z): the gradient of a number, the Jacobian matrix of a vector; Derivative(f, z, z): the Hessian matrix."""
    first, *second = variables
    name, point = _variable(first, scope, "Derivative")
    _continuous(point, first)
    kind = sort(*point.args[1:])
    inner = fresh(name, *point.args[1:])
    term = term_of(body, {**scope, name: inner})
    rank = len(_shape(term, body))
    if rank > 1 or second and rank:
        raise LanguageError("a gradient is of a number, a Jacobian matrix of a vector", body.column)
    op = "jacobian" if rank else "gradient"
    if not second:
        return (
            maps.derivative(kind, point, variable=inner, body=term, op=op)
            if not rank
            else bind(op, kind, point, variable=inner, body=term)
        )
    outer = fresh(name, *point.args[1:])
    return bind("jacobian", kind, point, variable=outer, body=bind(op, kind, outer, variable=inner, body=term))


def _hessian(node, scope):
    _count(node, 2)
    body, x = node.parts
    if x.kind != "name" or x.value not in scope or len(shape(scope[x.value])) != 1:
        raise LanguageError("Hessian is taken with respect to a vector, as in Hessian(f, z)", x.column)
    return _by_vectors(body, [x, x], scope)


def _repeated(nodes):
    """The variables of a derivative, each as often as it says: (x, 2), or x, 2."""
    nodes = list(nodes)
    while nodes:
        column, variable, times = nodes[0].column, nodes.pop(0), None
        if variable.kind == "tuple" and len(variable.parts) == 2:
            variable, times = variable.parts
        elif nodes and nodes[0].kind == "number":
            times = nodes.pop(0)
        if variable.kind in ("tuple", "number") or times and not (times.kind == "number" and times.value in range(1, 21)):
            raise LanguageError("a repeated derivative is written (x, 2)", column)
        yield from [variable] * int(times.value if times else 1)


def _differentiated(body, variables, scope):
    if not variables:
        term = term_of(body, scope)
        if len(_shape(term, body)) > 1:
            raise LanguageError("the derivative of a matrix: write an entry, as in A[i, j]", body.column)
        return term
    *inner, last = variables
    base, *places = last.parts if last.kind in ("entry", "subscript") else (last,)
    name, point = _variable(base, scope, "Derivative")
    _continuous(point, base)
    places = _split(places, len(_shape(point, base)), scope) if last.kind == "subscript" else places
    if len(places) != len(_shape(point, base)):
        remedy = f"write Derivative(f, {name}[i]), or Gradient(f, {name})"
        raise LanguageError(f"a derivative is taken with respect to one number: {remedy}", last.column)
    variable = fresh(name, *point.args[1:])
    inside = _differentiated(body, inner, {**scope, name: variable})
    parameters = sort(*point.args[1:]), point, *(_index(p, scope) for p in places)

    def derivative(term):
        return maps.derivative(*parameters, variable=variable, body=term)

    if shape(inside):  # of a vector by a number: entry by entry
        return over_entries(inside, lambda k: derivative(at(inside, k)), "lam")
    return derivative(inside)


def _continuous(point, node):
    if point.args[1] in INTEGERS:
        raise LanguageError(f"{node.value} is an integer: there is no derivative with respect to it", node.column)


def _gradient(op):
    def binder(node, scope):
        _count(node, 2)
        name, point = _variable(node.parts[1], scope, node.value)
        _continuous(point, node.parts[1])
        if len(_shape(point, node)) != 1:
            raise LanguageError(f"{node.value} is taken with respect to a vector", node.parts[1].column)
        variable = fresh(name, *point.args[1:])
        body = term_of(node.parts[0], {**scope, name: variable})
        if len(_shape(body, node)) != (op == "jacobian"):
            raise LanguageError(f"{node.value} takes a {'vector' if op == 'jacobian' else 'number'}", node.parts[0].column)
        if op == "gradient":
            return maps.derivative(sort(*point.args[1:]), point, variable=variable, body=body, op=op)
        return bind(op, sort(*point.args[1:]), point, variable=variable, body=body)

    return binder


def _limit(node, scope):
    body, x, point, *side = _approach(node)
    if x.kind == "name" and x.value not in scope | CONSTANTS:  # bound here: a real number, or where a sum ends
        scope = scope | {x.value: var(x.value, "dimension" if _ends_a_range(x.value, body) else "real")}
    name, declared = _variable(x, scope, "Limit")
    if _shape(declared, x):
        raise LanguageError(f"{name} is a vector: a limit is taken in a number", x.column)
    point = _scalar(point, scope)
    infinite = {fn("infinity"): "-", mul(MINUS, fn("infinity")): "+"}.get(point)
    at_an_end = declared.args[1] in ("positive", "nonnegative", "(0, 1)") and point == ZERO
    both = any(part.kind == "arrow" for part in node.parts) and not at_an_end  # Limit(f, x, a) is from above, as SymPy has it
    if side and (side[0].kind != "string" or side[0].value not in ("+", "-", "+-")):
        raise LanguageError("the side of a limit is '+', '-' or '+-'", side[0].column)
    variable = fresh(name, *declared.args[1:])
    return bind(
        "limit", sort(*declared.args[1:]), point, side[0].value if side else infinite or ("+-" if both else "+"),
        variable=variable, body=_scalar(body, {**scope, name: variable}),
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


def _simplex(node, scope):
    _count(node, 2, 3)
    body, p, *total = node.parts
    name, declared = _variable(p, scope, "SimplexIntegral")
    if len(_shape(declared, p)) != 1:
        raise LanguageError(f"{name} is not a vector: declare it, as in {name}: positive[n]", p.column)
    variable = fresh(name, "positive", *declared.args[2:])
    return bind(
        "simplex", _scalar(total[0], scope) if total else ONE, *declared.args[2:],
        variable=variable, body=_scalar(body, {**scope, name: variable}),
    )  # fmt: skip


def _space(node, scope):
    _count(node, 2)
    body, x = node.parts
    name, declared = _variable(x, scope, "SpaceIntegral")
    if len(_shape(declared, x)) != 1:
        raise LanguageError(f"{name} is not a vector: declare it, as in {name}: real[n]", x.column)
    variable = fresh(name, "real", *declared.args[2:])
    return bind("space", *declared.args[2:], variable=variable, body=_scalar(body, {**scope, name: variable}))


def _quantified(node, scope):
    """A relation for all values of its variables, the last being the outermost; or for some values."""
    _count(node, *range(2, 20))
    op = node.value.lower()
    relation, *variables = node.parts

    def nested(variables, scope):
        if not variables:
            return _formula(relation, scope)
        *inner, last = variables
        if last.kind == "tuple":
            name, *ends = _limits(last, scope)
            variable = fresh(name, "index", *ends)
        else:
            name, declared = _variable(last, scope, node.value)
            variable = fresh(name, *declared.args[1:])
        return bind(op, sort(*variable.args[1:]), variable=variable, body=nested(inner, {**scope, name: variable}))

    return nested(variables, scope)


def _at_point(node, scope):
    """Subs(f, x, a): f at the point a."""
    _count(node, 3)
    body, x, point = node.parts
    name, declared = _variable(x, scope, "Subs")
    value = term_of(point, scope)
    if len(_shape(value, point)) != len(_shape(declared, x)):
        raise LanguageError(f"the point must be of the kind of {name}", point.column)
    variable = fresh(name, *declared.args[1:])
    return substitute(term_of(body, {**scope, name: variable}), {variable: value})


def _matrix(node, scope):
    """Matrix([a, b, c]), a column, as a vector."""
    rows = _written_rows(node, scope)
    if len(rows[0]) > 1:
        raise LanguageError("a matrix where a number or a vector is expected: matrices stand on both sides of =", node.column)
    *firsts, (last,) = rows
    k = fresh("k", "index", ONE, ONE)
    column = bind("lam", ONE, ONE, variable=k, body=last)
    for (first,) in reversed(firsts):
        column = fn("cons", first, column)
    return column


# Matrices that are written out -------------------------------------------------------------------------------------


def is_matrix(node):
    """Does a text speak of a matrix of several columns, written out?"""
    if node.kind == "call" and node.value == "Matrix" and any(map(_is_row, (row for part in node.parts for row in part.parts))):
        return True
    return any(map(is_matrix, node.parts))


def _is_row(node):
    return node.kind == "list" and len(node.parts) > 1


def _written_rows(node, scope):
    match node.parts:
        case (Node("list", _, entries),) if entries:
            rows = [row.parts if row.kind == "list" else (row,) for row in entries]
            if len({len(row) for row in rows}) == 1 and rows[0]:
                return tuple(tuple(_scalar(entry, scope) for entry in row) for row in rows)
    raise LanguageError("a matrix is written by rows of one length, as in Matrix([[a, b], [c, d]])", node.column)


def matrix_rows(node, scope):
    """The rows of a matrix: sums, products and powers of matrices that are written out, entry by entry."""
    match node:
        case Node("call", "Matrix", _):
            return _written_rows(node, scope)
        case Node("minus", _, (part,)):
            return _each(lambda entry: mul(MINUS, entry), matrix_rows(part, scope))
        case Node("sum", signs, parts):
            total = matrix_rows(parts[0], scope)
            for sign, part in zip(signs[1:], parts[1:]):
                rows = matrix_rows(part, scope)
                total = _pairwise(total, rows if sign == "+" else _each(lambda entry: mul(MINUS, entry), rows), part)
            return total
        case Node("product", signs, parts):
            return _matrix_product(signs, parts, scope)
        case Node("power", _, (base, Node("number", exponent))) if exponent == int(exponent) and 1 <= exponent <= 12:
            rows = whole = matrix_rows(base, scope)
            for _ in range(int(exponent) - 1):
                whole = _rows_times(whole, rows, node)
            return whole
        case Node("power", _, (base, Node("minus", _, (Node("number", exponent),)))) if exponent == 1:
            return _inverse_rows(matrix_rows(base, scope), node)
    raise LanguageError("not a matrix: sums, products, whole powers and inverses of written matrices are", node.column)


def _each(change, rows):
    return tuple(tuple(map(change, row)) for row in rows)


def _pairwise(left, right, node):
    if (len(left), len(left[0])) != (len(right), len(right[0])):
        raise LanguageError("matrices of different sizes", node.column)
    return tuple(tuple(map(add, *rows)) for rows in zip(left, right))


def _matrix_product(signs, parts, scope):
    whole, scalars = None, []
    for sign, part in zip(signs, parts):
        if is_matrix(part) or part.kind == "call" and part.value == "Matrix":
            if sign == "/":
                raise LanguageError("a division by a matrix: write the inverse, M**(-1)", part.column)
            rows = matrix_rows(part, scope)
            whole = rows if whole is None else _rows_times(whole, rows, part)
        else:
            term = _scalar(part, scope)
            scalars.append(power(term, MINUS) if sign == "/" else term)
    return _each(lambda entry: mul(*scalars, entry), whole) if scalars else whole


def _rows_times(left, right, node):
    if len(left[0]) != len(right):
        raise LanguageError(f"a product of matrices with {len(left[0])} columns and {len(right)} rows", node.column)
    columns = tuple(zip(*right))
    return tuple(tuple(add(*map(mul, row, column)) for column in columns) for row in left)


def _inverse_rows(rows, node):
    """The inverse of a matrix of two rows and two columns, by its determinant."""
    if len(rows) != 2 or len(rows[0]) != 2:
        raise LanguageError("only the inverse of a matrix of two rows and two columns is read", node.column)
    (a, b), (c, d) = rows
    inverse = power(add(mul(a, d), mul(MINUS, b, c)), MINUS)
    return _each(lambda entry: mul(inverse, entry), ((d, mul(MINUS, b)), (mul(MINUS, c), a)))


def _equal_matrices(node, scope):
    if set(node.value) != {"eq"}:
        raise LanguageError("matrices are compared by = alone", node.column)
    first, *others = (matrix_rows(part, scope) for part in node.parts)
    if any((len(rows), len(rows[0])) != (len(first), len(first[0])) for rows in others):
        raise LanguageError("matrices of different sizes are compared", node.column)
    return fn("and", *(
        fn("eq", entry, other) for rows in others for row, line in zip(first, rows) for entry, other in zip(row, line)
    ))  # fmt: skip


# Cases ------------------------------------------------------------------------------------------------------------


def _piecewise(node, scope):
    """Piecewise((a, i == j), (b, True)), as SymPy has it."""
    if not node.parts or any(part.kind != "tuple" or len(part.parts) != 2 for part in node.parts):
        raise LanguageError("cases are written Piecewise((a, i == j), (b, True))", node.column)
    return _of_cases([part.parts for part in node.parts], node, scope)


def _where(node, scope):
    """where(condition, a, b), as NumPy and PyTorch have it."""
    _count(node, 3)
    condition, one, other = node.parts
    return _of_cases([(one, condition), (other, Node("name", "True", (), other.column))], node, scope)


def _of_cases(pairs, node, scope):
    cases = [
        (_scalar(value, scope), None if condition.kind == "name" and condition.value == "True" else _formula(condition, scope))
        for value, condition in pairs
    ]
    return _unambiguous(piecewise, node, cases)


READERS = {  # by the operator of a binder
    "sum": _over("sum"), "prod": _over("prod"), "max": _over("max"), "min": _over("min"), "integral": _over("integral"),
    "lam": _vector, "deriv": _derivative, "gradient": _gradient("gradient"), "jacobian": _gradient("jacobian"), "limit": _limit,
    "simplex": _simplex,
    "space": _space,
}  # fmt: skip
BINDING = {name: READERS[row.operator] for name, row in functions.BINDING.items() if row.operator in READERS and name not in CALLED}
BINDING |= {
    "Subs": _at_point, "Matrix": _matrix, "Hessian": _hessian, "hessian": _hessian, "Piecewise": _piecewise, "where": _where,
}  # fmt: skip


# Indices that are not declared --------------------------------------------------------------------------------------


def _undeclared_indices(node, scope, found, bound=frozenset(), whole=True):
    """The undeclared indices of a hypothesis, with their ranges from the vectors whose entries they take.

    Within a sum (not `whole`) arrays that are sums themselves are not asked, so that reading a text takes no time to speak of.
    """
    if node.kind in ("entry", "subscript") and not _is_delta(node, scope) and (whole or not _has_ranges(node.parts[0])):
        array, *places = node.parts
        if any(p.kind == "name" and p.value not in scope and p.value not in bound for p in places):
            dims = _shape(term_of(array, {**scope, **found, **_stand_ins(array, scope, found, bound)}), array)
            if node.kind == "subscript":
                places = _split(places, len(dims), {*scope, *bound})
            for place, dim in zip(places, dims):
                if place.kind == "name" and place.value not in scope and place.value not in bound:
                    index = var(place.value, "index", ONE, dim)
                    if found.setdefault(place.value, index) != index:
                        raise LanguageError(f"{place.value} has two ranges: declare it as index[...]", place.column)
    if node.kind in ("call", "big"):
        bound = bound | set(_bound_here(node, scope))
    for part in node.parts:
        _undeclared_indices(part, scope, found, bound, whole)
    return found


def _has_ranges(node):
    """Does a sum, or another binder of an index, occur in a tree?"""
    if node.kind == "big" or node.kind == "call" and _binds_an_index(node.value):
        return True
    return any(map(_has_ranges, node.parts))


def _binds_an_index(name):
    return name in functions.BINDING and functions.BINDING[name].operator in ("sum", "prod", "max", "min")


def _is_delta(node, scope):
    return node.parts[0].kind == "name" and node.parts[0].value == "delta" and "delta" not in scope


def _bound_here(node, scope):
    """The names that a call or a big operator binds in its parts."""
    for part in node.parts:
        ranging = part.kind == "tuple" and part.parts or part.kind in ("arrow", "relation") and node.kind == "big"
        if ranging and part.parts[0].kind == "name":
            yield part.parts[0].value
    if node.kind == "big":
        yield from (part.value for part in node.parts[:-2] if part.kind == "name")
    elif _binds_an_index(node.value):
        yield from (part.value for part in node.parts[1:] if part.kind == "name")
        if len(node.parts) == 1 and node.parts[0].kind in ("entry", "subscript"):
            yield from (place.value for place in node.parts[0].parts[1:] if place.kind == "name")


def _stand_ins(array, scope, found, bound):
    """Indices of no known range for the names bound around an array: only its shape is asked for."""
    return {name: var(name, "index", ONE, ONE) for name in bound if name not in scope | found}
