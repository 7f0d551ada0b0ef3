"""Terms: what the kernel reads, compares and keeps.

A term is an operator with arguments.  Bound variables are de Bruijn indices, so two terms that differ only in the names
of their bound variables are equal, and substitution cannot capture: a name that is free stays free.

    Term   ::= num(q) | var(name, domain, *dims) | bound(k) | op(Term, ...)
    binder ::= op(parameters..., body)            the body, always last, binds one variable

A dimension is an unknown integer >= 1; an index carries its range as `dims`, a vector its length, a matrix both.

Sorts: integer < real < complex, and arrays of these. The sort of a term follows from its parts alone, and never from what stands
around it, so that it can only become smaller when a variable gives way to a value of its sort. What one writes u^e or log u in
all of these is several operators, which `power` and `log` choose between by the sorts of their arguments:

    pow(u, k)     k an integer              u · … · u, or 1/(u · … · u)     u ≠ 0 unless 0 ≤ k
    root(u, q)    u real, q = a/b no integer    the power ≥ 0 whose b-th power is u^a   0 ≤ u, 0 < u if q < 0
    rpow(u, e)    u real                    e^(e log u)                     0 < u
    cpow(u, e)    u complex                 e^(e clog u)                    u ≠ 0 unless e is a number > 0 (then 0^e = 0)
    log(u)        u real                    the real logarithm              0 < u
    clog(u)       u complex                 the principal logarithm         u ≠ 0

A variable may be a function: call(f, m, u) is its m-th derivative at u, f itself where m is 0. Its domain says from where to where
it goes and how often it can be differentiated, everywhere where it is defined (MAPS); nothing else is known of it. A function of a
vector has as its last dim the length of that; it is totally differentiable if it is differentiable, so that the chain rule holds,
and its first derivative is the vector of its partial derivatives. What dims stand before
make it an array of functions, of which f in call(f, m, u) is an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, lru_cache, partial
from itertools import count
from operator import is_
from zlib import crc32

SCALARS = {"real", "positive", "nonnegative", "integer", "natural", "positive integer", "(0, 1)", "complex"}
INTEGERS = {"index", "dimension", "integer", "natural", "positive integer"}
SOURCES, VALUES = ("real", "positive", "(0, 1)", "vector", "nonzero vector"), ("real", "positive", "nonnegative")
VECTORS = SOURCES[3:]
DIMENSIONS = dict.fromkeys(SCALARS, (0, 1, 2)) | {"index": (2,), "dimension": (0,)}  # how many a variable of a domain has
MAPS = {  # the domain of a function -> from where, to where, and how often it can be differentiated
    f"{often}{source} -> {value}": (source, value, order)
    for order, often in enumerate(("", "differentiable ", "twice differentiable "))
    for source in SOURCES
    for value in VALUES
    if order < 2 or source not in VECTORS
}
INDEX_BINDERS = {"sum", "prod", "max", "min", "lam"}
BINDERS = INDEX_BINDERS | {"integral", "limit", "deriv", "simplex", "space", "gradient", "jacobian", "forall", "exists"}
RELATIONS = {"eq", "le", "lt", "ne", "reduces", "diverges"}
# marks: a Kronecker delta, what unfolds or flattens, a derivative, what need not be real, what may have no value
DELTA, BUILT, DERIVATIVE, COMPLEX, PARTIAL = 1, 2, 4, 8, 16
# and one for each variable, which several may share: of 7 for names that are given, of 18 for those that are made
NAMED, GIVEN, MADE = 32, 7, 18
REALS = {"abs", "modulus", "ind", "delta", "same", "sides"}  # real, whatever their arguments are
PRINCIPAL = {"imaginary", "clog", "cpow", "branch"}  # complex, whatever their arguments are
TOTAL = {"add", "mul", "exp", "delta", "sinh", "cosh", "eq", "ne", "le", "lt"}  # defined wherever their arguments are
MARKS = dict.fromkeys(("num", "var", "sort", "bound", "at", "pow", "sum", "prod", "lam", *TOTAL), 0) | {
    "delta": DELTA, "same": DELTA | PARTIAL, "deriv": DERIVATIVE | PARTIAL, "lam": BUILT,
    "space": BUILT | PARTIAL,
} | dict.fromkeys(PRINCIPAL, COMPLEX | PARTIAL) | dict.fromkeys(
    ("softmax", "lse", "largest", "entropy", "kl", "dot", "variance", "diag", "outer", "quadratic", "det", "gradient", "jacobian",
     "simplex", "cons", "ones"), BUILT | PARTIAL
)  # fmt: skip
PLAIN_ARRAYS = {"var", "at", "bound"}
NESTING = {"add", "mul"}
NOTHING = frozenset()
UNORDERED = {"poly", "mono", "same", "maximum", "minimum", "sides"}  # canonical terms whose arguments have no order: see normal.py


class IllTyped(ValueError):
    """A term that says nothing: an unknown operator, a vector where a number belongs, an index out of its range."""


class Made(str):
    """A name that the kernel makes up: it equals nothing that anybody wrote, whatever it spells."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other

    def __ne__(self, other):
        return self is not other


DIGITS = 13_000  # binary ones of a number, above and below its line: Python writes no number of more than 4300 decimal ones


def digits(c: int | Fraction) -> int:
    return max(c.numerator.bit_length(), c.denominator.bit_length())


class _Codes(dict):
    """Numbers and words for hashing: the same in every process, and not one for -1 and -2, as Python has it."""

    def __missing__(self, leaf):
        if not isinstance(leaf, str) and digits(leaf) > DIGITS:
            raise IllTyped(f"a number of more than {DIGITS} binary digits")
        code = crc32(str(leaf).encode())
        if leaf.__class__ is not Made:
            self[leaf] = code
        return code


CODES = _Codes()


def _natural(exponent):
    return exponent.op == "num" and exponent.args[0].__class__ is int and exponent.args[0] >= 0


def _own_mark(name, code):
    return NAMED << (GIVEN + code % MADE if name.__class__ is Made else code % GIVEN)


EXACT = {int, Fraction, str, Made}  # what a leaf may be: no float, no bool
OF_LEAVES = {"num", "prime", "var", "sort", "bound", "limit"}  # what has leaves: numbers, names, domains, places, sides


class _Draft:
    """A term while it is made: its slots can be filled the fast way."""

    __slots__ = ("op", "args", "hint", "loose", "marks", "_hash", "_free", "_shape")


class Term(_Draft):
    """An immutable term; equality is structural, that is, up to the names of bound variables."""

    __slots__ = ()
    __match_args__ = ("op", "args")

    def __new__(cls, op, args, hint=None):
        if args.__class__ is not tuple:
            args = tuple(args)
        if op.__class__ is not str:
            raise IllTyped(f"an operator is a word, not {op!r}")
        if op in UNORDERED and len(args) > 1:
            args = tuple(sorted(args, key=hash))
        loose, marks, code = 0, MARKS.get(op, PARTIAL), CODES[op]
        for part in args:
            if part.__class__ is Term:
                if part.loose > loose:
                    loose = part.loose
                marks |= part.marks
                code = hash((code, part._hash))
            elif part.__class__ in EXACT:
                if op not in OF_LEAVES or part.__class__ is Fraction and part.denominator == 1:  # a whole number has one form
                    raise IllTyped(f"{op} is not of {part!r}")
                code = hash((code, CODES[part]))
            else:
                raise IllTyped(f"a leaf is a whole number, a fraction or a name, not {part!r} ({type(part).__name__})")
        try:
            if op == "at":
                if args[0].op not in PLAIN_ARRAYS:
                    marks |= BUILT
            elif op in NESTING:
                for part in args:
                    if part.op == op:
                        marks |= BUILT
            elif op in BINDERS:
                if loose and loose == args[-1].loose:  # the body lies one deeper
                    loose -= 1
                    for part in args[:-1]:
                        if part.__class__ is Term and part.loose > loose:
                            loose = part.loose
                if op in INDEX_BINDERS and not surely_from_one(args[0], args[1]):
                    marks |= PARTIAL
            elif op == "pow":
                if not _natural(args[1]):
                    marks |= PARTIAL
            elif op == "bound":
                if args[0].__class__ is not int or args[0] < 0:  # with −1 it would pass for closed
                    raise IllTyped(f"a bound index says how many binders lie between it and its own, not {args[0]!r}")
                loose = args[0] + 1
            elif op == "var":
                marks |= _own_mark(args[0], code) | (COMPLEX if args[1] == "complex" else 0)
            elif op == "sort" and args[0] == "complex":
                marks |= COMPLEX
            elif op in REALS:
                marks &= ~COMPLEX
        except (IndexError, AttributeError) as missing:
            raise IllTyped(f"{op} has more parts than these: {args}") from missing
        term = _Draft()
        term.op = op
        term.args = args
        term.hint = hint  # the author's name of the bound variable: for printing only, never compared
        term.loose = loose  # how many binders further out its bound indices point to
        term.marks = marks  # what occurs in it, so that a pass over terms can skip those it would not change
        term._hash = code
        term._free = term._shape = None
        term.__class__ = Term
        return term

    def __setattr__(self, *_):
        raise AttributeError("a term never changes")

    def __hash__(self):
        return self._hash

    def __eq__(self, other):
        return self is other or (
            other.__class__ is Term and self._hash == other._hash and self.op == other.op and self.args == other.args
        )

    def __reduce__(self):
        return Term, (self.op, self.args, self.hint)

    def __repr__(self):
        return f"{self.op}({', '.join(map(str, self.args))})"

    @property
    def free(self) -> frozenset:
        """The free variables, those in the dimensions of variables included."""
        if self._free is None:
            found = frozenset([self]) if self.op == "var" else NOTHING
            for arg in self.args:
                if arg.__class__ is Term:
                    more = arg._free or arg.free
                    if more is not found and more:
                        found = found | more if found else more
            _free(self, found)
        return self._free


_free, _shape = _Draft._free.__set__, _Draft._shape.__set__  # what is found later is filled in past __setattr__
_made = partial(Term.__new__, Term)  # the same as Term, where most terms are made: Python takes a third less to call it


# --- construction ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096, typed=True)
def num(value: int | Fraction) -> Term:
    """A whole number or a fraction."""
    if value.__class__ is Fraction and value.denominator == 1:
        value = value.numerator
    return Term("num", (value,))


ZERO, ONE, MINUS = num(0), num(1), num(-1)


def var(name: str, domain: str, *dims: Term) -> Term:
    """A free variable. Index: dims = (first, last); vector: its length; matrix: rows and columns."""
    return Term("var", (name, domain, *dims))


def sort(domain: str, *dims: Term) -> Term:
    return Term("sort", (domain, *dims))


REAL_SORT = sort("real")


def add(*terms: Term) -> Term:
    return terms[0] if len(terms) == 1 else _made("add", terms) if terms else ZERO


def mul(*terms: Term) -> Term:
    return terms[0] if len(terms) == 1 else _made("mul", terms) if terms else ONE


def power(base: Term, exponent: Term) -> Term:
    """base^exponent, by the operator that the sorts of the two choose."""
    if is_whole(exponent):
        return Term("pow", (base, exponent))
    if base.marks & COMPLEX:
        return Term("cpow", (base, exponent))
    return Term("root" if exponent.op == "num" else "rpow", (base, exponent))


def log(u: Term) -> Term:
    """The logarithm: the real one of a real number, the principal one of a complex number."""
    return Term("clog" if u.marks & COMPLEX else "log", (u,))


def neg(term: Term) -> Term:
    return mul(MINUS, term)


def sub(left: Term, right: Term) -> Term:
    return add(left, neg(right))


def div(left: Term, right: Term) -> Term:
    return mul(left, power(right, MINUS))


def fn(op: str, *args: Term) -> Term:
    return log(*args) if op == "log" else Term(op, args)


INFINITY = Term("infinity", ())
INFINITIES = {INFINITY: ONE, neg(INFINITY): MINUS}  # and their signs


def at(array: Term, *indices: Term) -> Term:
    for index in indices:
        array = _made("at", (array, index))
    return array


_names = count()


def fresh(hint: str, domain: str, *dims: Term) -> Term:
    """A variable that occurs nowhere else."""
    return _made("var", (Made(f"{hint}'{next(_names)}"), domain, *dims))


def is_fresh(variable: Term) -> bool:
    return variable.args[0].__class__ is Made


# --- binding and substitution ---------------------------------------------------------------------------------------


def rebuild(term: Term, change: Callable, depth: int) -> Term:
    """The same operator over changed arguments; the body of a binder lies one deeper."""
    old = term.args
    if term.op in BINDERS:
        args = [change(arg, depth) if arg.__class__ is Term else arg for arg in old[:-1]]
        args.append(change(old[-1], depth + 1))
    else:
        args = [change(arg, depth) if arg.__class__ is Term else arg for arg in old]
    return term if all(map(is_, args, old)) else _made(term.op, tuple(args), term.hint)


def occurs(variable: Term, term: Term) -> bool:
    """Is a variable free in a term? Most often its mark says that it is not."""
    own = _own(variable)
    return term.marks & own == own and variable in term.free


def _own(variable):
    """The mark of a variable alone: of its sort a term may show less, as |w| is real."""
    return variable.marks & ~COMPLEX


def substitute(term: Term, replacements: dict) -> Term:
    """Replace free variables by terms, everywhere at once. The replacements must be closed (no loose bound index)."""
    wanted = frozenset(v for v, value in replacements.items() if v is not value)
    if any(value.loose for value in replacements.values()):
        raise IllTyped("a value that is put in for a variable must not contain bound indices")

    def change(t, depth):
        if wanted.isdisjoint(t._free or t.free):
            return t
        return replacements[t] if t in wanted else rebuild(t, change, depth)

    return change(term, 0)


def abstract(variable: Term, term: Term, depth: int = 0) -> Term:
    """The body of a binder over `variable`: its occurrences become bound indices."""
    return _abstracted(term, variable, _own(variable), depth)


def _abstracted(term, variable, own, depth):
    if term.marks & own != own:
        return term
    if term.op == "var" and term == variable:
        return _bound(depth)
    if term.op in BINDERS:
        args = [_abstracted(a, variable, own, depth) if a.__class__ is Term else a for a in term.args[:-1]]
        args.append(_abstracted(term.args[-1], variable, own, depth + 1))
    else:
        args = [_abstracted(a, variable, own, depth) if a.__class__ is Term and a.marks & own == own else a for a in term.args]
    return term if all(map(is_, args, term.args)) else _made(term.op, tuple(args), term.hint)


@cache
def _bound(depth):
    return Term("bound", (depth,))


def instantiate(body: Term, value: Term) -> Term:
    """Fill the outermost bound index of a binder's body with a closed term."""
    if value.loose:
        raise IllTyped("a value that is put in for a bound variable must not contain bound indices")
    return _filled(body, value, 0)


def _filled(t, value, depth):
    if t.loose <= depth:
        return t
    if t.op == "bound":
        return value
    if t.op in BINDERS:
        args = [_filled(a, value, depth) if a.__class__ is Term else a for a in t.args[:-1]]
        args.append(_filled(t.args[-1], value, depth + 1))
    else:
        args = [_filled(a, value, depth) if a.__class__ is Term and a.loose > depth else a for a in t.args]
    return _made(t.op, tuple(args), t.hint)


def bind(op: str, *parameters: Term | str, variable: Term, body: Term) -> Term:
    """A binder: bind("sum", ONE, n, variable=k, body=...) is the sum of the body over k = 1..n."""
    return Term(op, (*parameters, abstract(variable, body)), variable.args[0].split("'")[0])


def bound_sort(binder: Term) -> Term:
    """The sort of the variable that a binder binds."""
    match binder.op, binder.args:
        case op, (first, last, _) if op in INDEX_BINDERS:
            return sort("index", first, last)
        case "integral", _:
            return sort("real")
        case "simplex", (_, dim, _):
            return sort("positive", dim)
        case "space", (dim, _):
            return sort("real", dim)
        case "limit" | "deriv" | "gradient" | "jacobian" | "forall" | "exists", (kind, *_):
            return kind
    raise IllTyped(f"{binder.op} binds no variable")


def opened(binder: Term, variable: Term | None = None) -> tuple:
    """A fresh variable of the bound sort, and the body in it."""
    if variable is None:
        kind = ("index", *binder.args[:2]) if binder.op in INDEX_BINDERS else bound_sort(binder).args
        variable = fresh(binder.hint or "x", *kind)
    return variable, instantiate(binder.args[-1], variable)


def reopened(term: Term, change: Callable, body: Callable | None = None) -> Term:
    """The same operator over changed parts; a binder's body is opened for it, and changed by `body`, of its variable and it."""
    if term.op not in BINDERS:
        return rebuild(term, lambda part, _: change(part), 0)
    x, inner = opened(term)
    changed = body(x, inner) if body else change(inner)
    parameters = [change(part) if part.__class__ is Term else part for part in term.args[:-1]]
    if changed is inner and all(map(is_, parameters, term.args)):
        return term
    return Term(term.op, (*parameters, abstract(x, changed)), term.hint)


def is_real(term: Term) -> bool:
    """Is a term of sort real, wherever it has a value?"""
    return not term.marks & COMPLEX


def is_whole(term: Term) -> bool:
    """Is a term of sort integer, wherever it has a value? A bound variable is taken for an index: see well_typed."""
    match term.op, term.args:
        case "num", (value,):
            return value.__class__ is int
        case "var", (_, domain, *_):
            return domain in INTEGERS
        case "bound" | "delta" | "ind", _:
            return True
        case "at", (array, _):
            return is_whole(array)
        case (("sum" | "prod" | "max" | "min" | "lam"), (*_, body)):
            return is_whole(body)
        case (("add" | "mul" | "maxof" | "minof" | "abs"), parts):
            return all(map(is_whole, parts))
        case "largest", (array,):
            return is_whole(array)
    return False


def from_one(index: Term) -> bool:
    """Is an index variable at least 1, by its range?"""
    if index.op != "var" or index.args[1] not in ("index", "dimension"):
        return False
    first = index.args[2] if index.args[1] == "index" else ONE
    return first.op == "num" and first.args[0] >= 1


def surely_from_one(first: Term, last: Term) -> bool:
    """Is a range first..last one that starts at 1 and surely has a member, by the looks of it?"""
    return first.op == "num" and first.args[0] == 1 and from_one(last)


def subterms(term: Term) -> Iterator:
    """Every subterm once, the term itself first, in the order of reading; bound indices stay as they are."""
    seen, rest = set(), [term]
    while rest:
        term = rest.pop()
        if term not in seen:
            seen.add(term)
            yield term
            rest += [arg for arg in reversed(term.args) if arg.__class__ is Term]


# --- integers: indices and dimensions -------------------------------------------------------------------------------


def affine(term: Term) -> tuple | None:
    """An index or a dimension as integer coefficients of its variables, and a constant; None if it is neither."""
    match term.op, term.args:
        case "num", (value,) if isinstance(value, int):
            return {}, value
        case "var", (_, domain, *dims) if domain in INTEGERS and (domain == "index" or not dims):
            return {term: 1}, 0
        case "bound", _:
            return {term: 1}, 0
        case "add", parts:
            return _combined((1, affine(part)) for part in parts)
        case "mul", (Term("num", (factor,)), other) if isinstance(factor, int):
            return _combined([(factor, affine(other))])
    return None


def _combined(multiples):
    """The sum of multiples of integer expressions, each given as `affine` has it."""
    coefficients, constant = {}, 0
    for factor, part in multiples:
        if part is None:
            return None
        for variable, coefficient in part[0].items():
            coefficients[variable] = coefficients.get(variable, 0) + factor * coefficient
        constant += factor * part[1]
    return {v: c for v, c in coefficients.items() if c}, constant


def from_affine(coefficients: dict, constant: int) -> Term:
    terms = coefficients.items() if len(coefficients) < 2 else sorted(coefficients.items(), key=lambda item: _place(item[0]))
    parts = [v if c == 1 else mul(num(c), v) for v, c in terms]
    return add(*parts, *([num(constant)] if constant or not parts else []))


def _place(variable):
    """The order of variables in a sum: those that were made come last, and the newest of them at the end, k'999 before k'1000."""
    made = variable.op == "var" and is_fresh(variable)
    return (1, int(variable.args[0].rpartition("'")[2])) if made else (0, str(variable))


def difference(left: Term, right: Term) -> tuple | None:
    """left - right of two affine terms, or None."""
    return _combined([(1, affine(left)), (-1, affine(right))])


def same_integer(left: Term, right: Term) -> bool:
    return left == right or difference(left, right) == ({}, 0)


# --- shapes ---------------------------------------------------------------------------------------------------------

SCALAR_FUNCTIONS = {"exp": 1, "log": 1, "clog": 1, "gamma": 1, "loggamma": 1, "digamma": 1, "polygamma": 2, "abs": 1, "sign": 1,
                    "tanh": 1, "cosh": 1, "sinh": 1, "pow": 2, "root": 2, "rpow": 2, "cpow": 2}  # fmt: skip
CONSTANTS = {"pi", "euler", "imaginary", "infinity"}
POWERS = {"pow", "root", "rpow", "cpow"}
ELEMENTWISE = {"exp", "log", "clog", "abs"} | POWERS  # of a vector: entry by entry
POINTED = {"deriv", "gradient", "jacobian", "limit"}  # their first part says along which numbers
INTEGRALS = {"integral", "simplex", "space"}
REAL_POINTS = POINTED | {"integral", "simplex"}
REAL_ARGUMENTS = {"call", "log", "gamma", "loggamma", "digamma", "polygamma", "sign", "maxof", "minof", "lse", "entropy", "kl",
                  "largest"}  # fmt: skip
VECTOR_FUNCTIONS = {  # argument ranks -> shape of the result, from the shapes of the arguments
    "softmax": ((1,), lambda v: v),
    "lse": ((1,), lambda v: ()),
    "entropy": ((1,), lambda v: ()),
    "kl": ((1, 1), lambda q, p: ()),
    "dot": ((1, 1), lambda u, v: ()),
    "largest": ((1,), lambda v: ()),
    "variance": ((1, 1), lambda p, h: ()),
    "diag": ((1,), lambda v: v + v),
    "outer": ((1, 1), lambda u, v: u + v),
    "quadratic": ((2, 1), lambda a, h: ()),
    "det": ((2,), lambda a: ()),
}


def shape(term: Term) -> tuple:
    """() for a number, (n,) for a vector, (n, m) for a matrix. Raises IllTyped where a part does not fit."""
    if term._shape is None:
        found = _find_shape(term)
        _fitting_sorts(term)
        _shape(term, found)
    return term._shape


def _fitting_sorts(term):
    """The sorts that an operator asks of its arguments."""
    op, args = term.op, term.args
    if op in REAL_ARGUMENTS:
        wrong = next((arg for arg in args if arg.marks & COMPLEX), None)
        if wrong is not None:
            raise IllTyped(f"{op} is of real numbers, and this need not be one: {wrong}")
    if op in REAL_POINTS:
        kind, *points = args[:2] if op in POINTED else (REAL_SORT, *args[:-1])
        if kind.args[0] != "complex" and any(part.marks & COMPLEX for part in points):
            raise IllTyped(f"{op} is along the real numbers, and this need not be one: {points}")
    # of an integral over R^n the rules say that it is linear, and no more: they need not know that it exists
    if op in ("integral", "simplex") and not _made_of_continuous(args[-1], 0):
        raise IllTyped(f"the integrand need not be continuous: {term}")
    if op == "pow" and not is_whole(args[1]):
        raise IllTyped(f"the exponent of a whole power is a whole number: {term}")
    if op == "polygamma" and not is_whole(args[0]):  # ψ_m of no other m has a value, so that none is near it
        raise IllTyped(f"the order of polygamma is a whole number: {term}")
    if op in ("root", "rpow") and args[0].marks & COMPLEX:
        raise IllTyped(f"a real power is of real numbers, and this need not be one: {args[0]}")
    if op == "root" and not (args[1].op == "num" and args[1].args[0].__class__ is Fraction):
        raise IllTyped(f"the exponent of a root is a fraction: {term}")


def _find_shape(term):
    match term.op, term.args:  # the commonest first
        case "var", (str(), domain, *dims) if takes(domain, dims):
            return () if domain == "index" else tuple(dims)
        case "at", (array, index):
            outer = shape(array)
            if not outer or affine(index) is None:
                raise IllTyped(f"{array} has no entry {index}")
            return outer[1:]
        case "add", (_, *_) as parts:
            first, *others = map(shape, parts)
            if any(other != first and not same_shape(first, other) for other in others):
                raise IllTyped(f"terms of different shapes are added in {term}")
            return first
        case "mul", (_, *_) as parts:
            arrays = [s for s in map(shape, parts) if s]
            if len(arrays) > 1:
                raise IllTyped(f"two vectors are multiplied in {term}: write entries, or dot(u, v)")
            return arrays[0] if arrays else ()
        case "num", (value,) if type(value) in (int, Fraction):
            return ()
        case "bound", _:
            return ()
        case "delta", (i, j) if None not in (affine(i), affine(j)):
            return ()
        case "ind", (Term("eq" | "ne" | "le" | "lt" as relation, (left, right)),) if not shape(left) and not shape(right):
            fitting_order(relation, left, right)
            return ()
        case "call", (f, Term("num", (int() as order,)), u) if of_functions(f) and not entries(f):
            length = argument(f)
            if not same_shape(shape(u), length) or order not in range(mapped(term)[2] + 1):
                raise IllTyped(f"a function of a number or a vector, differentiated as often as it can be: {term}")
            return length if order else ()
        case op, _ if op in BINDERS and not _fitting_parameters(term):
            raise IllTyped(f"what {op} binds, and over what, does not fit: {term}")
        case "lam", (first, last, _):
            return (from_affine(*difference(add(last, ONE), first)), *shape(opened(term)[1]))
        case "cons", (head, rest):
            if shape(head) or len(shape(rest)) != 1:
                raise IllTyped(f"cons puts a number before a vector: {term}")
            return (from_affine(*affine(add(shape(rest)[0], ONE))),)
        case "ones", (dim,) if affine(dim) is not None:
            return (dim,)
        case op, args if op in SCALAR_FUNCTIONS:
            inner = [shape(arg) for arg in args]
            if len(args) != SCALAR_FUNCTIONS[op] or any(inner) and (op not in ELEMENTWISE or any(inner[1:])):
                raise IllTyped(f"{op} does not take these arguments: {term}")
            return inner[0]
        case op, args if op in VECTOR_FUNCTIONS:
            ranks, result = VECTOR_FUNCTIONS[op]
            inner = [shape(arg) for arg in args]
            if tuple(map(len, inner)) != ranks or any(not same_integer(d, inner[0][0]) for s in inner for d in s):
                raise IllTyped(f"{op} does not take arguments of these shapes: {term}")
            return result(*inner)
        case "gradient" | "jacobian", (_, point, _):
            inner = shape(opened(term)[1])
            if len(inner) != (term.op == "jacobian"):
                raise IllTyped(f"a gradient is of a number, a Jacobian of a vector: {term}")
            return inner + shape(point)
        case op, (*_, _) if op in BINDERS and op not in ("forall", "exists"):
            if shape(opened(term)[1]):
                raise IllTyped(f"the body of {op} must be a number in {term}")
            if op in ("max", "min") and term.marks & COMPLEX:
                raise IllTyped(f"{op} is of real numbers: {term}")
            return ()
        case op, () if op in CONSTANTS:
            return ()
        case "maxof" | "minof", (_, _, *_) as parts:
            if any(map(shape, parts)):
                raise IllTyped(f"{term.op} compares numbers, not vectors: {term}")
            return ()
    raise IllTyped(f"the kernel does not know {term.op}, or not of these: {term}")


def takes(domain: str, dims: list) -> bool:
    """Are these the dimensions of a variable of this domain? An index has the two ends of its range, a dimension none."""
    return len(dims) in DIMENSIONS.get(domain, ()) and _whole_numbers(dims)


def _whole_numbers(dims):
    return all(dim.__class__ is Term and affine(dim) is not None for dim in dims)


def _fitting_parameters(binder):
    """What stands before the body of a binder: a range, the ends of an interval, a total and a length, or a sort and a point."""
    match binder.op, binder.args:
        case "integral", (lower, upper, _):
            return not shape(lower) and not shape(upper)
        case "simplex", (total, dim, _):
            return not shape(total) and affine(dim) is not None
        case "space", (dim, _):
            return affine(dim) is not None
        case "limit", (Term("sort", (domain,)), Term() as point, "+" | "-" | "+-", Term()):
            return takes(domain, ()) and not shape(point)
        case "deriv", (Term("sort", (domain, *dims)), point, *places, _):
            of_an_entry = len(places) == len(dims) and None not in map(affine, places)
            return takes(domain, dims) and same_shape(dims, shape(point)) and of_an_entry
        case "gradient" | "jacobian", (Term("sort", (domain, dim)), point, _):
            return takes(domain, (dim,)) and same_shape((dim,), shape(point))
        case op, (first, last, _) if op in INDEX_BINDERS:
            return None not in (affine(first), affine(last))
    return False


def fitting_order(relation: str, left: Term, right: Term) -> None:
    if relation in ("le", "lt") and not (is_real(left) and is_real(right)):
        raise IllTyped(f"the order is of real numbers, and these need not be: {left}, {right}")


def maps(variable: Term) -> bool:
    """Is a variable a function, or an array of functions? Of a function of a vector the last dimension is the length of that."""
    _, domain, *dims = variable.args
    return domain in MAPS and len(dims) - (MAPS[domain][0] in VECTORS) in (0, 1, 2) and _whole_numbers(dims)


def entries(array: Term) -> tuple:
    """The dimensions of an array, of one of functions too, of which a function itself has none."""
    root, places = array, 0
    while root.op == "at" and affine(root.args[1]) is not None:
        root, places = root.args[0], places + 1
    if root.op != "var" or not maps(root):
        return shape(array)
    dims = root.args[2 : len(root.args) - len(argument(root))]
    if places > len(dims):
        raise IllTyped(f"{array} has too many indices")
    return dims[places:]


def of_functions(array: Term) -> Term | None:
    """The variable that a function is, or is an entry of; None of an array of numbers."""
    while array.op == "at":
        array = array.args[0]
    return array if array.op == "var" and maps(array) else None


def argument(function: Term) -> tuple:
    """The shape of what a function is of: a number, or a vector."""
    root = of_functions(function)
    return root.args[-1:] if MAPS[root.args[1]][0] in VECTORS else ()


def mapped(call: Term) -> tuple:
    """From where to where the function of a call goes, and how often it can be differentiated."""
    return MAPS[of_functions(call.args[0]).args[1]]


def continuous(call: Term) -> bool:
    """Is a function, or the derivative of one, known to be continuous? It is if it has a derivative in its turn."""
    return call.args[1].args[0] < mapped(call)[2]


def _made_of_continuous(term, times):
    """Are the functions in a term known to be continuous, when they are differentiated so many times more?"""
    if term.op == "call" and term.args[1].args[0] + times >= mapped(term)[2]:
        return False
    inner = times + (term.op in ("deriv", "gradient", "jacobian"))
    parts = (arg for arg in term.args if arg.__class__ is Term)
    return all(_made_of_continuous(arg, inner if arg is term.args[-1] else times) for arg in parts)


def same_shape(left: list | tuple, right: tuple) -> bool:
    return len(left) == len(right) and all(map(same_integer, left, right))
