"""Language: text to terms, for readers' own statements: a grammar, never an evaluation.

    statement :=  sum (relation sum)*             relation: =  ==  !=  <  <=  >  >=    (a < b < c holds in both places)
    sum       :=  product (('+' | '-') product)*
    product   :=  signed (('*' | '/') signed)*
    signed    :=  ('-' | '+') signed | power
    power     :=  entry ['**' signed]
    entry     :=  atom ('[' arguments ']')*
    atom      :=  number | name | name '(' arguments ')' | '(' arguments ')' | '[' arguments ']'

The syntax is SymPy's, with the notation of notation.py; what the names stand for is declared by their domains:

    scope = declare({"n": "dimension", "z": "real[n]", "i": "index[n]"})
    parse_relation("Derivative(LSE(z), z[i]) = softmax(z)[i]", scope)

Entries are counted from 1. Matrices that are written out, Matrix([[a, b], [c, d]]), stand on both sides of an equation.
A limit or an integral may be equated with oo or -oo: that it is infinite is a relation of its own, as oo is no number.
Nothing is simplified: (z - z)/(u - u) arrives as it was written. What is wrong raises LanguageError, with its column and a remedy.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from ..kernel.definitions import well_typed
from ..kernel.terms import (
    INTEGERS, MINUS, ONE, SCALARS, ZERO, IllTyped, Term, add, affine, at, bind, equated, fn, fresh, from_affine, mul, num, power,
    shape, sort, substitute, var,
)  # fmt: skip
from . import functions
from .abbreviations import ABBREVIATED, Ambiguous, entry_by_entry, written_by
from .synonyms import meant_by
from .functions import CALLED, MANY, MIRRORED, NAMED, RELATION, VECTOR

LENGTH = 20_000  # characters of a text
DEPTH = 50  # of nesting: texts and terms are walked recursively
DIGITS = 200  # of a number


class LanguageError(ValueError):
    """A text that is not a statement: what is wrong, at which column (from 1; None in a declaration), the remedy."""

    def __init__(self, problem, column=None):
        super().__init__(problem if column is None else f"column {column}: {problem}")
        self.problem, self.column = problem, column


# --- text to trees --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the text: what it is, its value or parts, where it stands, and whether it is in parentheses."""

    kind: str
    value: object
    parts: tuple = ()
    column: int = 1
    grouped: bool = False


TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    | (?P<name>[A-Za-z][A-Za-z0-9_]*)
    | (?P<string>'[^']*'|"[^"]*")
    | (?P<sign>\*\*|<=|>=|==|!=|[-+*/()\[\],=<>])""",
    re.X | re.ASCII,
)
REMEDIES = {
    "^": "a power is written **", "≤": "write <=", "≥": "write >=", "≠": "write Ne(a, b)", "·": "write *", "−": "write -",
    "{": "write parentheses ( )", "}": "write parentheses ( )", "!": "write factorial(n)",
    "_": "a name starts with a letter", ".": "methods and attributes are not part of the language", "∞": "write oo",
    "π": "write pi",
    "Σ": "write Sum(f, (k, 1, n))", "∑": "write Sum(f, (k, 1, n))", "√": "write sqrt(x)", "|": "write Abs(x)",
}  # fmt: skip
RELATIONS = {"=": "eq", "==": "eq", "!=": "ne", "<=": "le", "<": "lt", ">=": "ge", ">": "gt"}


def _tokens(text):
    if not isinstance(text, str):
        raise LanguageError(f"a statement is a text, not {type(text).__name__}", 1)
    if len(text) > LENGTH:
        raise LanguageError(f"the text has {len(text)} characters, and {LENGTH} is the limit: divide it", LENGTH)
    found, place, before = [], 0, None
    while place < len(text):
        token = TOKEN.match(text, place)
        if token is None:
            sign = text[place]
            raise LanguageError(f"{sign!r} is not part of the language: {REMEDIES.get(sign, 'remove it')}", place + 1)
        kind = token.lastgroup
        if before == "number" and kind in ("name", "number"):
            raise LanguageError(f"a number runs into {token.group()!r}: write * between them", place + 1)
        if kind != "space":
            found.append((kind, token.group(), place + 1))
        before, place = kind, token.end()
    return [*found, ("end", "the end", len(text) + 1)]


class _Reader:
    """The tokens of one text and the place reached: one method a line of the grammar."""

    def __init__(self, text):
        self.tokens, self.place, self.depth = _tokens(text), 0, 0

    @property
    def next(self):
        return self.tokens[self.place]

    def take(self, *signs):
        kind, value, _ = self.next
        if kind == "sign" and value in signs:
            self.place += 1
            return value
        return None

    def expect(self, sign, opened):
        if not self.take(sign):
            _, value, column = self.next
            raise LanguageError(f"{value!r} where {sign!r} is expected, for the bracket at column {opened}", column)

    def nested(self, rule):
        self.depth += 1
        if self.depth > DEPTH:
            raise LanguageError(f"nested more than {DEPTH} deep: name the parts, or write the statement flatter", self.next[2])
        node = rule()
        self.depth -= 1
        return node

    def whole(self):
        node = self.statement()
        kind, value, column = self.next
        if kind != "end":
            raise LanguageError(f"{value!r} does not continue what stands before it: an operator is missing", column)
        return node

    def statement(self):
        column, sides, signs = self.next[2], [self.sum()], []
        while sign := self.take(*RELATIONS):
            signs.append(RELATIONS[sign])
            sides.append(self.sum())
        return Node("relation", tuple(signs), tuple(sides), column) if signs else sides[0]

    def sum(self):
        return self.chain(self.product, "+", "-", kind="sum")

    def product(self):
        return self.chain(self.signed, "*", "/", kind="product")

    def chain(self, rule, *signs, kind):
        column, parts, between = self.next[2], [rule()], [None]
        while sign := self.take(*signs):
            between.append(sign)
            parts.append(rule())
        return Node(kind, tuple(between), tuple(parts), column) if len(parts) > 1 else parts[0]

    def signed(self):
        column = self.next[2]
        if self.take("-"):
            return Node("minus", None, (self.nested(self.signed),), column)
        if self.take("+"):
            return self.nested(self.signed)
        return self.power()

    def power(self):
        base = self.entry()
        if self.take("**"):
            return Node("power", None, (base, self.nested(self.signed)), base.column)
        return base

    def entry(self):
        node = self.atom()
        while self.next[:2] == ("sign", "["):
            column = self.next[2]
            self.take("[")
            node = Node("entry", None, (node, *self.arguments("]", column)), node.column)
        return node

    def atom(self):
        kind, value, column = self.next
        self.place += kind != "end"
        match kind, value:
            case "number", _:
                return Node("number", _number(value, column), (), column)
            case "string", _:
                return Node("string", value[1:-1], (), column)
            case "name", _ if self.next[:2] == ("sign", "("):
                opened = self.next[2]
                self.take("(")
                return Node("call", value, self.arguments(")", opened), column)
            case "name", _:
                return Node("name", value, (), column)
            case "sign", "(":
                parts = self.arguments(")", column)
                if len(parts) != 1:
                    return Node("tuple", None, parts, column)
                return Node(parts[0].kind, parts[0].value, parts[0].parts, parts[0].column, grouped=True)
            case "sign", "[":
                return Node("list", None, self.arguments("]", column), column)
        raise LanguageError(f"{value!r} where an expression is expected", column)

    def arguments(self, closing, opened):
        parts = []
        if self.take(closing):
            return ()
        while True:
            parts.append(self.nested(self.statement))
            if not self.take(","):
                break
        self.expect(closing, opened)
        return tuple(parts)


def _number(text, column):
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > DIGITS or exponent and abs(int(exponent[:9])) > DIGITS:
        raise LanguageError(f"a number of more than {DIGITS} digits", column)
    return Fraction(text)


# --- declarations ---------------------------------------------------------------------------------------------------

DIMENSIONS = dict.fromkeys(SCALARS, (0, 1, 2)) | {"dimension": (0,), "index": (1, 2)}  # domain -> how many it may carry
DECLARATION = re.compile(r"\s*(?P<domain>\(0,\s*1\)|[a-z][a-z ]*?)\s*(?:\[(?P<dims>[^\[\]]*)\])?\s*")
CONSTANTS = {name: fn(row.operator) for name, row in NAMED.items()} | {"E": fn("exp", ONE)}


def declare(symbols):
    """The variables of names declared by their domains, as {"n": "dimension", "z": "real[n]", "i": "index[n]", "T": "positive"}.

    A dimension is an integer >= 1. Raises LanguageError for an unknown domain or a name that is no name.
    """
    scope = {}
    for name, domain in sorted(symbols.items(), key=lambda item: str(item[1]).strip() not in SCALARS | {"dimension"}):
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise LanguageError(f"{name!r} is not a name: letters, digits and _, a letter first")
        if name in CONSTANTS:
            raise LanguageError(f"{name} is a constant here: choose another name")
        scope[name] = _declared(name, domain, scope)
    return scope


def _declared(name, text, scope):
    match_ = DECLARATION.fullmatch(text) if isinstance(text, str) and len(text) <= 200 else None
    domain = re.sub(r",\s*", ", ", match_["domain"]) if match_ else None
    if domain not in DIMENSIONS:
        known = "dimension, index[n], " + ", ".join(sorted(SCALARS)) + ", and real[n] or real[n, m] likewise"
        raise LanguageError(f"{name}: unknown domain {str(text)[:60]!r}; the domains are {known}")
    dims = [_dimension(name, part, scope) for part in match_["dims"].split(",")] if match_["dims"] is not None else []
    if len(dims) not in DIMENSIONS[domain]:
        raise LanguageError(f"{name}: {text!r} has the wrong number of dimensions")
    return var(name, domain, *((ONE, *dims) if domain == "index" and len(dims) == 1 else dims))


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
    return _parsed(text, lambda node: _term(node, scope))


def parse_side(text, scope):
    """One side of a statement: its term, or the rows of a matrix that is written out. Raises LanguageError."""
    node = parse_tree(text)
    return matrix_rows(node, scope) if is_matrix(node) else _meant_by(node, lambda node: _term(node, scope))


def parse_tree(text):
    """The tree of a text. Raises LanguageError."""
    try:
        return _Reader(text).whole()
    except RecursionError:
        raise LanguageError("nested too deep: write the statement flatter", 1) from None


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

    return _parsed(text, formula)


def parse_statement(left, relation, right, scope):
    """The formula of two expressions and the sign between them: = < <= > >= !=. Raises LanguageError."""
    if relation not in RELATIONS:
        raise LanguageError(f"unknown relation {str(relation)[:20]!r}: write one of = < <= > >= !=")
    node = Node("relation", (RELATIONS[relation],), tuple(parse_tree(side) for side in (left, right)))
    return _meant_by(node, lambda node: _formula(node, scope))


def formula_of(node, scope):
    """The formula of a tree. Raises LanguageError."""
    return _meant_by(node, lambda node: _formula(node, scope))


def _parsed(text, meaning):
    return _meant_by(parse_tree(text), meaning)


def _meant_by(node, meaning):
    try:
        return _checked(meaning(node), node)
    except RecursionError:
        raise LanguageError("nested too deep: write the statement flatter", 1) from None


def _checked(term, node):
    try:
        return well_typed(term)
    except IllTyped as error:
        raise LanguageError(_readable(error), node.column) from None


def _readable(error):
    """The kernel's complaint without the term: the column shows where it is."""
    complaint, *rest = re.split(r"(?: in |: )(?=\w+\()", str(error), maxsplit=1)
    return complaint + "".join(re.findall(r"\)(: [^()]*(?:\([^()]*\))?)$", *rest[:1] or [""]))


def _shape(term, node):
    try:
        return shape(term)
    except IllTyped as error:
        raise LanguageError(_readable(error), node.column) from None


def _fitting(term, node):
    _shape(term, node)
    return term


def _scalar(node, scope):
    term = _term(node, scope)
    if _shape(term, node):
        raise LanguageError("a vector where a number is expected: write an entry, as in z[i]", node.column)
    return term


def _formula(node, scope):
    match node.kind, node.value:
        case "relation", signs if any(map(is_matrix, node.parts)):
            return _equal_matrices(node, scope)
        case "relation", signs:
            sides = [_term(side, scope) for side in node.parts]
            links = [_relation(sign, *pair, node) for sign, pair in zip(signs, zip(sides, sides[1:]))]
            return links[0] if len(links) == 1 else fn("and", *links)
        case "call", ("Eq" | "Ne" | "Le" | "Lt" | "Ge" | "Gt") as name:
            _count(node, 2)
            return _relation(name.lower(), *(_term(part, scope) for part in node.parts), node)
        case "call", "And":
            _count(node, *range(2, 100))
            return fn("and", *(_formula(part, scope) for part in node.parts))
        case "call", "ForAll":
            return _for_all(node, scope)
    raise LanguageError("not a relation: write one of = < <= > >= Ne(a, b) between two expressions", node.column)


def _relation(sign, left, right, node):
    """The formula of two sides; a > b is b < a, and is printed as it was written."""
    shapes = _shape(left, node), _shape(right, node)
    if len(shapes[0]) != len(shapes[1]):
        raise LanguageError("a vector is compared with a number: write an entry, as in z[i]", node.column)
    match sign:
        case "eq":
            return equated(left, right)
        case "ge" | "gt":
            sign = {"ge": "le", "gt": "lt"}[sign]
            return Term(sign, (right, left), MIRRORED[sign])
    return fn(sign, left, right)


def _term(node, scope):
    match node:
        case Node("number", value):
            return num(value)
        case Node("name", name):
            return _name(name, node, scope)
        case Node("sum", signs, (first, *rest)):
            return _fitting(add(_term(first, scope), *_signed_terms(signs[1:], rest, scope)), node)
        case Node("product", signs, parts):
            return _fitting(_product(signs, parts, scope), node)
        case Node("minus", _, (operand,)):
            term = _term(operand, scope)
            return num(-term.args[0]) if term.op == "num" else mul(MINUS, term)
        case Node("power", _, (base, exponent)):
            exponent = _scalar(exponent, scope)
            return fn("exp", exponent) if base.kind == "name" and base.value == "E" else power(_term(base, scope), exponent)
        case Node("entry", _, (array, *places)):
            array = _term(array, scope)
            if len(places) not in range(1, len(_shape(array, node)) + 1):
                what = "a number has no entries" if not shape(array) else f"{len(shape(array))} indices are needed"
                raise LanguageError(f"{len(places)} indices: {what}", node.column)
            return at(array, *(_index(place, scope) for place in places))
        case Node("call", name, _):
            if name in BINDING:
                return BINDING[name](node, scope)
            if name in CALLED:
                return _applied(node, scope)
            if name in ABBREVIATED:
                return _abbreviated(node, scope)
            if name in scope:
                raise LanguageError(f"{name} is not a function: write {name}*( ) for a product", node.column)
            raise LanguageError(f"unknown function {name[:60]}: {meant_by(name)}", node.column)
        case Node("term", term):  # what was read already, by another notation
            return term
        case Node("relation"):
            raise LanguageError("a relation where an expression is expected: indicator( ) makes a number of it", node.column)
        case Node("string"):
            raise LanguageError("a quoted text where an expression is expected: remove the quotes", node.column)
    raise LanguageError(f"a {node.kind} where an expression is expected", node.column)


def _name(name, node, scope):
    if name in scope:
        return scope[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name in CALLED or name in ABBREVIATED or name in BINDING:
        raise LanguageError(f"{name} is a function: write {name}( )", node.column)
    raise LanguageError(f"{name[:60]} is not declared: declare its domain, as in {name[:60]}: real", node.column)


def _signed_terms(signs, nodes, scope):
    for sign, node in zip(signs, nodes):
        term = _term(node, scope)
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
    first, *rest = nodes
    head = _term(first, scope)
    factors = list(head.args) if head.op == "mul" and first.kind == "minus" and not first.grouped else [head]
    for sign, node in zip(signs[1:], rest):
        term = _term(node, scope)
        if sign == "*":
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
        return fn(op, _formula(node.parts[0], scope))
    args = [_argument(kind, part, scope) for kind, part in zip(row.takes, node.parts)]
    for kind, part, arg in zip(row.takes, node.parts, args):
        if kind == VECTOR and not _shape(arg, part):
            raise LanguageError(f"{node.value} takes a vector, not a number", part.column)
    if op == "cons" and (_shape(args[0], node) or len(_shape(args[1], node)) != 1):
        raise LanguageError("cons takes a number and a vector", node.column)
    return _over_entries(row.takes, lambda *numbers: fn(op, *numbers), args, node)


def _argument(kind, node, scope):
    return _index(node, scope) if kind == functions.INDEX else _term(node, scope)


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
    try:
        return _over_entries(takes, lambda *given: written_by(row, row.meaning(*given)), args, node)
    except Ambiguous as two:
        raise LanguageError(str(two), node.column) from None


def _arguments_of(row, node, scope):
    """The way to call an abbreviation that fits what it is given, and the arguments."""
    args = [_term(part, scope) for part in node.parts]
    ways = [takes for takes in row.takes if len(takes) == len(args)]
    for takes in ways:
        if all(_fits(kind, arg, part) for kind, arg, part in zip(takes, args, node.parts)):
            return takes, args
    wanted = " or ".join(", ".join(KINDS[kind] for kind in takes) for takes in ways)
    raise LanguageError(f"{node.value} takes {wanted}", node.column)


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
        numbers = [_term(part, scope) for part in node.parts]
        return _over_entries(functions.NUMBER, lambda *numbers: fn(op, *numbers), numbers, node)
    array = _term(node.parts[0], scope)
    if len(_shape(array, node)) != 1:
        raise LanguageError(f"{node.value} takes several numbers, or a vector", node.column)
    if op == "maxof":
        return fn("largest", array)
    k = fresh("k", "index", ONE, shape(array)[0])
    return bind("min", *k.args[2:], variable=k, body=at(array, k))


# Binders ----------------------------------------------------------------------------------------------------------


def _limits(node, scope):
    """The name, the first and the last value of (k, 1, n), or of an index that is declared with a range."""
    match node:
        case Node("tuple", _, (Node("name", name), *ends)) if len(ends) == 2:
            what = "the end of a range: write a dimension or an integer"
            return _bindable(name, node), *(_index(end, scope, what) for end in ends)
        case Node("name", name) if name in scope and scope[name].args[1] == "index":
            return name, *scope[name].args[2:]
    raise LanguageError("a range is written (k, 1, n)", node.column)


def _bindable(name, node):
    if name in CONSTANTS:
        raise LanguageError(f"{name} is a constant here: choose another name", node.column)
    return name


def _over(op):
    def binder(node, scope):
        _count(node, *range(2, 20))
        body, *limits = node.parts
        return _nested(op, body, limits, scope)

    return binder


def _nested(op, body, limits, scope):
    if not limits:
        return _scalar(body, scope)
    *inner, last = limits
    if op in ("sum", "prod") and last.kind == "tuple" and len(last.parts) == 3 and _is_infinity(last.parts[2]):
        return _series(op, body, limits, scope)
    name, low, high = _interval(last, scope) if op == "integral" else _limits(last, scope)
    variable = fresh(name, "real") if op == "integral" else fresh(name, "index", low, high)
    return bind(op, low, high, variable=variable, body=_nested(op, body, inner, {**scope, name: variable}))


def _is_infinity(node):
    return node.kind == "name" and node.value == "oo"


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
    return bind("lam", low, high, variable=variable, body=_term(node.parts[1], {**scope, name: variable}))


def _variable(node, scope, what):
    """The variable that a derivative or a limit is about. It binds anew what its name stands for."""
    if node.kind != "name" or node.value not in scope or scope[node.value].op != "var":
        raise LanguageError(f"{what} needs a declared variable, as in {what}(f, x) with x: real", node.column)
    return node.value, scope[node.value]


def _derivative(node, scope):
    _count(node, *range(2, 20))
    body, *variables = node.parts
    return _differentiated(body, list(_repeated(variables)), scope)


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
        return _scalar(body, scope)
    *inner, last = variables
    base, *places = last.parts if last.kind == "entry" else (last,)
    name, point = _variable(base, scope, "Derivative")
    _continuous(point, base)
    if len(places) != len(_shape(point, base)):
        remedy = f"write Derivative(f, {name}[i]), or Gradient(f, {name})"
        raise LanguageError(f"a derivative is taken with respect to one number: {remedy}", last.column)
    variable = fresh(name, *point.args[1:])
    inside = _differentiated(body, inner, {**scope, name: variable})
    return bind("deriv", sort(*point.args[1:]), point, *(_index(p, scope) for p in places), variable=variable, body=inside)


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
        body = _term(node.parts[0], {**scope, name: variable})
        if len(_shape(body, node)) != (op == "jacobian"):
            raise LanguageError(f"{node.value} takes a {'vector' if op == 'jacobian' else 'number'}", node.parts[0].column)
        return bind(op, sort(*point.args[1:]), point, variable=variable, body=body)

    return binder


def _limit(node, scope):
    _count(node, 3, 4)
    body, x, point, *side = node.parts
    if x.kind == "name" and x.value not in scope | CONSTANTS:  # bound here: a real number, or where a sum ends
        scope = scope | {x.value: var(x.value, "dimension" if _ends_a_range(x.value, body) else "real")}
    name, declared = _variable(x, scope, "Limit")
    if _shape(declared, x):
        raise LanguageError(f"{name} is a vector: a limit is taken in a number", x.column)
    point = _scalar(point, scope)
    infinite = {fn("infinity"): "-", mul(MINUS, fn("infinity")): "+"}.get(point)
    if side and (side[0].kind != "string" or side[0].value not in ("+", "-", "+-")):
        raise LanguageError("the side of a limit is '+', '-' or '+-'", side[0].column)
    variable = fresh(name, *declared.args[1:])
    return bind(
        "limit", sort(*declared.args[1:]), point, side[0].value if side else infinite or "+",
        variable=variable, body=_scalar(body, {**scope, name: variable}),
    )  # fmt: skip


def _ends_a_range(name, node):
    """Does a sum or a product in this text run up to a name, or to an expression with it?"""
    if node.kind == "call" and node.value in ("Sum", "Product"):
        ends = (end for limits in node.parts[1:] for end in limits.parts[1:])
        if any(_mentions(name, end) for end in ends):
            return True
    return any(_ends_a_range(name, part) for part in node.parts)


def _mentions(name, node):
    return node.kind == "name" and node.value == name or any(_mentions(name, part) for part in node.parts)


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


def _for_all(node, scope):
    _count(node, *range(2, 20))
    relation, *variables = node.parts

    def nested(variables, scope):
        if not variables:
            return _formula(relation, scope)
        *inner, last = variables
        if last.kind == "tuple":
            name, *ends = _limits(last, scope)
            variable = fresh(name, "index", *ends)
        else:
            name, declared = _variable(last, scope, "ForAll")
            variable = fresh(name, *declared.args[1:])
        return bind("forall", sort(*variable.args[1:]), variable=variable, body=nested(inner, {**scope, name: variable}))

    return nested(variables, scope)


def _at_point(node, scope):
    """Subs(f, x, a): f at the point a."""
    _count(node, 3)
    body, x, point = node.parts
    name, declared = _variable(x, scope, "Subs")
    value = _term(point, scope)
    if len(_shape(value, point)) != len(_shape(declared, x)):
        raise LanguageError(f"the point must be of the kind of {name}", point.column)
    variable = fresh(name, *declared.args[1:])
    return substitute(_term(body, {**scope, name: variable}), {variable: value})


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


READERS = {  # by the operator of a binder
    "sum": _over("sum"), "prod": _over("prod"), "max": _over("max"), "min": _over("min"), "integral": _over("integral"),
    "lam": _vector, "deriv": _derivative, "gradient": _gradient("gradient"), "jacobian": _gradient("jacobian"), "limit": _limit,
    "simplex": _simplex,
}  # fmt: skip
BINDING = {name: READERS[row.operator] for name, row in functions.BINDING.items() if row.operator in READERS and name not in CALLED}
BINDING |= {"Subs": _at_point, "Matrix": _matrix}


# Indices that are not declared --------------------------------------------------------------------------------------


def _undeclared_indices(node, scope, found, bound=frozenset()):
    """The undeclared indices of a hypothesis, with their ranges from the vectors whose entries they take."""
    if node.kind == "entry":
        array, *places = node.parts
        loose = [p for p in places if p.kind == "name" and p.value not in scope and p.value not in bound]
        if loose:
            dims = _shape(_term(array, {**scope, **found}), array)
            for place, dim in zip(places, dims):
                if place in loose:
                    index = var(place.value, "index", ONE, dim)
                    if found.setdefault(place.value, index) != index:
                        raise LanguageError(f"{place.value} has two ranges: declare it as index[...]", place.column)
    if node.kind == "call":
        bound = bound | {p.parts[0].value for p in node.parts if p.kind == "tuple" and p.parts}
    for part in node.parts:
        _undeclared_indices(part, scope, found, bound)
    return found
