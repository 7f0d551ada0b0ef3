"""Notation: how a statement is written in SymPy, and the one door from SymPy into the kernel's terms.

    n = dimension("n")                     Symbol('n', integer=True, positive=True)
    z, h = vectors("z h", n)               IndexedBase(Symbol('z', real=True), shape=(n,))
    i, j, k = indices("i j k", n)          Idx('i', (1, n)), so that Sum(exp(z[k]), k) has its range
    T = positives("T")
    read(Eq(Derivative(LSE(z), z[i]), softmax(z)[i]))

Statements are written inside SymPy's `evaluate(False)`, so that the author's order stays and nothing is simplified before the
kernel has seen it. `read` takes SymPy's own objects and the few classes below; what it does not know, it refuses by name. Names
of bound variables disappear on the way (see terms.py), so that a free index is never captured. `write` is its inverse: SymPy
gets to see a line of a derivation through it.
"""

import re
from fractions import Fraction
from functools import lru_cache

import sympy
from sympy import (
    Add, And, Derivative, Dummy, Expr, Float, Idx, Indexed, IndexedBase, Integer, Integral, KroneckerDelta,
    Limit, Max, Min, Mul, Pow, Product, Rational, S, Sum, Symbol, Tuple, UnevaluatedExpr, log,
    oo, polygamma,
)  # fmt: skip
from sympy.core.relational import Eq, Ge, Gt, Le, Lt, Ne
from sympy.core.sympify import SympifyError, _sympify
from sympy.logic.boolalg import Boolean, BooleanAtom
from sympy.matrices import ImmutableDenseMatrix
from sympy.utilities.iterables import NotIterable

from ..kernel.definitions import well_typed
from ..kernel.terms import (
    INTEGERS, MAPS, MINUS, ONE, ZERO, IllTyped, Term, add, affine, at, bind, div, fn, fresh, from_affine, instantiate,
    mul, num, opened, power, sort, substitute, var,
)  # fmt: skip
from . import functions
from .abbreviations import ABBREVIATIONS, Ambiguous, written_by
from .maps import derivative, spelled_out
from .naming import at_variable, entry_of, named, names
from .sorts import as_chosen, equated


class Unreadable(ValueError):
    """A SymPy expression that the kernel has no term for; the message names the part that is to blame."""


# --- declarations ---------------------------------------------------------------------------------------------------


class PositiveInteger(Symbol):
    """An integer >= 1 that is not a dimension (SymPy's assumptions cannot tell the two apart)."""


class Proportion(Symbol):
    """A number strictly between 0 and 1, for which SymPy has no assumption."""


DOMAINS = {  # the kernel's name of a domain -> SymPy's class and assumptions
    "dimension": (Symbol, {"integer": True, "positive": True}),
    "positive integer": (PositiveInteger, {"integer": True, "positive": True}),
    "natural": (Symbol, {"integer": True, "nonnegative": True}),
    "integer": (Symbol, {"integer": True}),
    "(0, 1)": (Proportion, {"positive": True}),
    "positive": (Symbol, {"positive": True}),
    "nonnegative": (Symbol, {"nonnegative": True}),
    "real": (Symbol, {"real": True}),
    "complex": (Symbol, {"complex": True}),
}


class Map(Symbol):
    """A function that is a variable: f(u) is its value, f.slope(u) that of its derivative."""

    def __call__(self, u):
        return call(self, 0, u)

    def slope(self, u, times=1):
        return call(self, times, u)


DOMAINS |= {domain: (type("Map", (Map,), {}), {}) for domain in MAPS}


class Maps:
    """An array of functions, a function of a vector, or an array of these: z[i](t), L(a), f[y](x)."""

    def __init__(self, base, places=()):
        self.base, self.places = base, places

    def __getitem__(self, place):
        return Maps(self.base, (*self.places, *(place if isinstance(place, tuple) else (place,))))

    def __call__(self, u):
        return call(self._function(), 0, u)

    def slope(self, u):
        """The derivative at u; of a function of a vector the vector of its partial derivatives."""
        return call(self._function(), 1, u)

    def _function(self):
        return entry(self.base, *self.places) if self.places else self.base


def symbol(name, domain):
    kind, assumptions = DOMAINS[domain]
    return kind(name, **assumptions)


def _each(names, make):
    """One object for one name, a tuple for several, as sympy.symbols does."""
    made = tuple(map(make, names.replace(",", " ").split()))
    return made[0] if len(made) == 1 else made


def _scalars(domain):
    return lambda names: _each(names, lambda name: symbol(name, domain))


def _arrays(domain):
    return lambda names, *dims: _each(names, lambda name: IndexedBase(symbol(name, domain), shape=dims))


dimension = _scalars("dimension")
reals, positives, nonnegatives = _scalars("real"), _scalars("positive"), _scalars("nonnegative")
integers, naturals, positive_integers = _scalars("integer"), _scalars("natural"), _scalars("positive integer")
proportions, complexes = _scalars("(0, 1)"), _scalars("complex")
vectors = matrices = _arrays("real")
positive_vectors, nonnegative_vectors, shares = _arrays("positive"), _arrays("nonnegative"), _arrays("(0, 1)")
counts = _arrays("natural")


def functions_of(names, domain, *dims):
    """Functions: functions_of("f", "differentiable real -> positive"); of a vector: functions_of("L", "vector -> real", n).

    An array of functions has its dimensions before that of the vector which they are of.
    """
    if dims:
        return _each(names, lambda name: Maps(IndexedBase(symbol(name, domain), shape=dims)))
    return _each(names, lambda name: symbol(name, domain))


def indices(names, n, first=1):
    return _each(names, lambda name: Idx(name, (first, n)))


# --- functions of the subject ---------------------------------------------------------------------------------------


class Notation(Expr):
    """A function that SymPy does not have. It never evaluates; what it abbreviates, the kernel knows (definitions.py)."""

    is_commutative = True
    takes = (1,)

    def __new__(cls, *args):
        if len(args) not in cls.takes:
            raise TypeError(f"{cls.__name__} takes {cls.takes[0]} argument{'s' * (cls.takes[0] != 1)}, not {len(args)}")
        return Expr.__new__(cls, *map(_sympify, args))

    def _sympystr(self, printer):  # SymPy prints by the name of a class, and has others of some of these names
        return f"{type(self).__name__}({', '.join(map(printer._print, self.args))})"

    def _latex(self, printer):
        return rf"\operatorname{{{type(self).__name__}}}\left({', '.join(map(printer._print, self.args))}\right)"

    def _pretty(self, printer):
        return printer._print(Symbol(str(self)))

    def _eval_derivative(self, x):
        # SymPy sees no z[i] inside a vector z and would call the derivative 0.
        return _raw(Derivative, self, Tuple(x, 1))


class Array(Notation, NotIterable):
    """Notation for a vector or a matrix; entries are taken with brackets."""

    def __getitem__(self, place):
        return entry(self, *(place if isinstance(place, tuple) else (place,)))


class entry(Notation):  # noqa: N801  (these are the names that mathematics uses)
    """v[i] of a vector that has no name, such as entry(z/T, i); softmax(z)[i] is entry(softmax(z), i)."""

    takes = (2, 3)


class LSE(Notation):
    """log-sum-exp: log Σ exp(v[k])."""


class softmax(Array):  # noqa: N801
    """exp(v[k]) / Σ exp(v[j])."""


class entropy(Notation):  # noqa: N801
    """−Σ p[k] log p[k]."""


class KL(Notation):
    """Σ q[k] log(q[k] / p[k])."""

    takes = (2,)


class dot(Notation):  # noqa: N801
    """Σ u[k] v[k]."""

    takes = (2,)


class largest(Notation):  # noqa: N801
    """max v, the largest entry."""


class variance(Notation):  # noqa: N801
    """Variance of h under the weights p: Σ p[i] (h[i] − Σ p[k] h[k])²."""

    takes = (2,)


class diag(Array):  # noqa: N801
    """The diagonal matrix of a vector."""


class outer(Array):  # noqa: N801
    """u vᵀ."""

    takes = (2,)


class quadratic(Notation):  # noqa: N801
    """hᵀ A h, of a matrix A and a vector h."""

    takes = (2,)


class det(Notation):  # noqa: N801
    """The determinant of a square matrix; that of one without a row is 1."""


class minor(Notation):  # noqa: N801
    """minor(A, k): the determinant of a square matrix without row and column k; minor(A, i, k): without row i and column k."""

    takes = (2, 3)


class ones(Array):  # noqa: N801
    """The vector of n ones."""


class cons(Array):  # noqa: N801
    """The vector that starts with a number and goes on as another vector."""

    takes = (2,)


class call(Array):  # noqa: N801
    """call(f, m, u): the m-th derivative of a function at u, itself where m is 0."""

    takes = (3,)


class clog(Notation):  # noqa: N801
    """The principal logarithm, of a real number too."""


class rpow(Notation):  # noqa: N801
    """rpow(u, e): the real power e^(e log u), of a u > 0 alone, also where e is a whole number."""

    takes = (2,)


class cpow(Notation):  # noqa: N801
    """cpow(u, e): the principal power e^(e clog u), of a real number too."""

    takes = (2,)


class indicator(Notation):  # noqa: N801
    """Iverson's bracket: 1 where the relation holds, 0 elsewhere."""


class vector(Array):  # noqa: N801
    """The vector whose k-th entry is the body: vector(k, exp(z[k]))."""

    takes = (2,)

    def __new__(cls, k, body):
        return super().__new__(cls, _limits(k), body)


class _Extremum(Notation):
    takes = (2,)

    def __new__(cls, body, *ks):
        for k in ks:
            body = super().__new__(cls, body, _limits(k))
        return body


class Maximum(_Extremum):
    """The largest value of the body over an index."""


class Minimum(_Extremum):
    """The smallest value of the body over an index."""


class entr(Notation):  # noqa: N801
    """−x log x, which is 0 at x = 0."""


class rel_entr(Notation):  # noqa: N801
    """x log(x/y), which is 0 at x = 0."""

    takes = (2,)


class abspow(Notation):  # noqa: N801
    """abspow(x, e): |x|^e, which is 0 at x = 0."""

    takes = (2,)


class Gradient(Array):
    """The vector of the partial derivatives of a number with respect to a vector."""

    takes = (2,)


class Jacobian(Array):
    """The matrix of the partial derivatives of a vector with respect to a vector."""

    takes = (2,)


class SimplexIntegral(Notation):
    """The integral over all p > 0 with p[1] + ... + p[n] = total, dp[1] ... dp[n-1]."""

    takes = (3,)

    def __new__(cls, body, p, total=1):
        return super().__new__(cls, body, p, total)


class SpaceIntegral(Notation):
    """The integral over all x of R^n, dx[1] ... dx[n]; the body is a number that depends on the vector x."""

    takes = (2,)


class Subs(Notation):
    """f at the point x = a: Subs(f, x, a). SymPy's own takes variables of different domains for equal, and mixes them up."""

    takes = (3,)


class ForAll(Boolean):
    """A relation that holds for every value of the listed variables (the last listed is the outermost)."""

    def __new__(cls, relation, *variables):
        return Boolean.__new__(cls, _sympify(relation), *variables)


class Exists(Boolean):
    """A relation that holds for some value of the variable."""

    def __new__(cls, relation, variable):
        return Boolean.__new__(cls, _sympify(relation), variable)


delta = KroneckerDelta


def _limits(k):
    match k:
        case Idx() if k.lower is not None:
            return Tuple(k, k.lower, k.upper)
        case tuple() | Tuple() if len(k) == 3:
            return Tuple(*k)
    raise Unreadable(f"an index needs a range, as in (k, 1, n): {k}")


def _class(row):
    """The class of a row of the language: SymPy's own of that name, or one of the above."""
    name = row.sympy or row.text
    return globals().get(name) or getattr(sympy, name)


CLASSES = {op: _class(row) for op, row in functions.FUNCTIONS.items()}
OPERATORS = {kind: op for op, kind in CLASSES.items()} | {Eq: "eq", Ne: "ne", Le: "le", Lt: "lt", And: "and", Tuple: "and"}
MEANINGS = {getattr(sympy, row.sympy): row for row in ABBREVIATIONS.values() if row.sympy}
MEANINGS |= {word: ABBREVIATIONS[word.__name__] for word in (abspow, entr, minor, rel_entr)}
SYMPY_CONSTANTS = {op: getattr(S, row.sympy) if row.sympy else getattr(sympy, row.text) for op, row in functions.CONSTANTS.items()}
CONSTANTS = {constant: op for op, constant in SYMPY_CONSTANTS.items()}
RESERVED = {*functions.NAMED, "E"}


# --- from SymPy to terms --------------------------------------------------------------------------------------------


def read(expression):
    """The term of a SymPy expression, or the formula of a relation (several in a tuple: all of them hold).

    Raises Unreadable, which names the part that has no meaning here.

    >>> n = dimension("n"); z = vectors("z", n); k = indices("k", n)
    >>> read(Sum(z[k], k))
    sum(num(1), var(n, dimension), at(var(z, real, var(n, dimension)), bound(0)))
    """
    if isinstance(expression, (tuple, list)):
        expression = Tuple(*expression)
    term = _read(_admit(expression), {})
    distinct_names(term)
    try:
        return well_typed(term)
    except IllTyped as error:
        raise Unreadable(str(error)) from None


def distinct_names(*terms):
    """Refuse terms in which one name stands for two things: a reader could not tell them apart."""
    known = {}
    for variable in frozenset().union(*(term.free for term in terms)):
        name = variable.args[0]
        if known.setdefault(name, variable) != variable:
            raise Unreadable(f"two symbols of one name, {name}, with different assumptions or ranges")


def _admit(expression):
    try:
        return _sympify(expression)
    except SympifyError:
        raise Unreadable(f"not a SymPy expression: {expression!r}") from None


_known = {}  # expressions that have been read, by their identity, which lasts as they are kept: chapters read theirs many times
MANY = 20_000


def _read(e, bound):
    """The term of e; `bound` maps the symbols that are bound here to the variables that stand for them."""
    if bound:
        return _read_anew(e, bound)
    if id(e) not in _known:
        term = _read_anew(e, bound)
        if len(_known) >= MANY:
            _known.clear()
        _known[id(e)] = e, term
    return _known[id(e)][1]


def _read_anew(e, bound):
    match e:
        case Float():
            raise Unreadable(f"a decimal is not exact: write Rational('{e}') or a quotient of integers")
        case Rational():
            return num(e.p) if e.q == 1 else num(Fraction(e.p, e.q))
        case BooleanAtom():
            raise Unreadable(f"SymPy turned a relation into {e} before it could be read: write it under evaluate(False)")
        case UnevaluatedExpr():  # the author's parentheses
            return _read(e.args[0], bound)
        case Symbol() | Idx() | IndexedBase():
            return _variable(e, bound)
        case Indexed():
            return at(_variable(e.base, bound), *_read_all(e.indices, bound))
        case entry():
            return at(*_read_all(e.args, bound))
        case call():
            return fn("call", *_read_all(e.args, bound))
        case Add():
            return add(*_read_all(_terms(e), bound))
        case Mul():
            return _product(e, bound)
        case Pow(base=S.Exp1):
            return fn("exp", _read(e.exp, bound))
        case Pow():
            return _reciprocal(e) or power(*_read_all(e.args, bound))
        case S.Exp1:
            return fn("exp", ONE)
        case S.NegativeInfinity:
            return mul(MINUS, fn("infinity"))
        case _ if type(e) in BINDING:
            return BINDING[type(e)](e, bound)
        case Ge() | Gt():
            op = "le" if isinstance(e, Ge) else "lt"
            return Term(op, (_read(e.rhs, bound), _read(e.lhs, bound)), functions.MIRRORED[op])
        case Eq():
            return equated(*_read_all(e.args, bound))
        case ImmutableDenseMatrix() if e.cols == 1 and e.rows:
            return column(_read_all(e, bound))
        case log() if len(e.args) == 2:
            return div(*(fn("log", part) for part in _read_all(e.args, bound)))
        case polygamma() if e.args[0] is S.Zero:  # what digamma(x) becomes when SymPy evaluates
            return fn("digamma", _read(e.args[1], bound))
        case KroneckerDelta() if len(e.args) != 2:
            raise Unreadable(f"a delta with a range of its own: {e}")
        case _ if e in CONSTANTS:
            return fn(CONSTANTS[e])
        case _ if type(e) in OPERATORS:
            return fn(OPERATORS[type(e)], *_read_all(e.args, bound))
        case _ if type(e) in MEANINGS:
            return _abbreviated(MEANINGS[type(e)], e, bound)
    raise Unreadable(f"{type(e).__name__} has no meaning here: {e}")


def _slopes(e, bound):
    """A gradient or a Jacobian."""
    body, x = e.args
    whole = _binder(type(e).__name__.lower(), body, x, bound, _variable(x, bound), of=(IndexedBase,))
    if whole.op == "jacobian":
        return whole
    inner, body = opened(whole)
    return derivative(*whole.args[:-1], variable=inner, body=body, op="gradient")


def _limit(e, bound):
    body, x, point, side = e.args
    return _binder("limit", body, x, bound, _read(point, bound), str(side))


def _differentiated(e, bound):
    return _derivative(e.expr, [x for x, times in e.variable_count for _ in range(_times(times, e))], bound)


BINDING = {  # how expressions that bind a variable are read
    Sum: lambda e, bound: _over("sum", e.function, e.limits, bound),
    Product: lambda e, bound: _over("prod", e.function, e.limits, bound),
    Maximum: lambda e, bound: _over("max", e.args[0], e.args[1:], bound),
    Minimum: lambda e, bound: _over("min", e.args[0], e.args[1:], bound),
    vector: lambda e, bound: _over("lam", e.args[1], e.args[:1], bound),
    Integral: lambda e, bound: _integral(e.function, e.limits, bound),
    Limit: _limit,
    Derivative: _differentiated,
    Gradient: _slopes,
    Jacobian: _slopes,
    SimplexIntegral: lambda e, bound: _simplex(*e.args, bound),
    SpaceIntegral: lambda e, bound: _space(*e.args, bound),
    ForAll: lambda e, bound: _quantified("forall", *e.args, bound),
    Exists: lambda e, bound: _quantified("exists", *e.args, bound),
    Subs: lambda e, bound: _evaluated_at(e, bound),
}


def _abbreviated(row, e, bound):
    try:
        return written_by(row, row.meaning(*_read_all(e.args, bound)))
    except Ambiguous as two:
        raise Unreadable(f"{e}: {two}") from None


def _read_all(expressions, bound):
    return [_read(e, bound) for e in expressions]


def _variable(symbol_, bound):
    """The variable of a symbol: the one that stands for it if it is bound, else a free one with the symbol's domain."""
    if not bound:
        return _free_variable(symbol_)
    if symbol_ in bound:
        return bound[symbol_]
    name = _name(symbol_)
    if any(name == _name(other) for other in bound):
        raise Unreadable(f"two symbols of one name, {name}: the bound one and another with a different range or assumptions")
    if isinstance(symbol_, Idx) and symbol_.upper is not None:
        ends = symbol_.lower, symbol_.upper
        if any(end.free_symbols & bound.keys() for end in ends):  # its range ends at an index that is bound further out
            return var(name, "index", *_dimensions(ends, symbol_, bound))
    return _free_variable(symbol_)


@lru_cache(4096)  # a statement names its few symbols many times
def _free_variable(symbol_):
    name = _name(symbol_)
    match symbol_:
        case Idx() if symbol_.lower is not None and symbol_.upper is not None:
            return var(name, "index", *_dimensions((symbol_.lower, symbol_.upper), symbol_))
        case IndexedBase() if symbol_.shape and isinstance(symbol_.label, Symbol):
            domain = _domain(symbol_.label)
            return var(name, "positive integer" if domain == "dimension" else domain, *_dimensions(symbol_.shape, symbol_))
        case Symbol():
            return var(name, _domain(symbol_))
        case Idx():
            raise Unreadable(f"the index {name} has no range: Idx('{name}', (1, n))")
    raise Unreadable(f"the vector {name} has no length: IndexedBase(Symbol('{name}', real=True), shape=(n,))")


def _dimensions(ends, symbol_, bound=None):
    """Lengths and ranges, in one spelling: n + 1 and 1 + n are one length."""
    found = [affine(_read(end, bound or {})) for end in ends]
    if None in found:
        raise Unreadable(f"the length or range of {symbol_} is not a dimension or an integer: {ends}")
    return [from_affine(*end) for end in found]


def _domain(symbol_):
    for domain, (kind, assumptions) in DOMAINS.items():
        if type(symbol_) is kind and symbol_ == kind(symbol_.name, **assumptions):
            return domain
        if type(symbol_) is Dummy and symbol_.assumptions0 == kind(symbol_.name, **assumptions).assumptions0:
            return domain
    raise Unreadable(f"the symbol {symbol_} has no domain known here; declare one of: {', '.join(DOMAINS)}")


def _terms(e):
    """The terms of a sum. SymPy nests a + b + c to the left when it does not evaluate; other nesting is the author's."""
    first, *rest = e.args
    yield from _terms(first) if type(first) is Add else [first]
    yield from rest


def _factors(e):
    """The factors of a product, flattened likewise; -(a*b)*c comes as (-1, a*b, c)."""
    first, *rest = e.args
    if type(first) is Mul:
        yield from _factors(first)
    elif first is S.NegativeOne and rest and type(rest[0]) is Mul:
        yield first
        yield from _factors(rest.pop(0))
    else:
        yield first
    yield from rest


def _product(e, bound):
    factors = [factor for factor in _factors(e) if factor is not S.One]
    if len(factors) > 1 and factors[0] is S.NegativeOne and isinstance(factors[1], Rational):
        factors[:2] = [-factors[1]]
    # S(3)/2 arrives as 3 * 2**-1 when SymPy does not evaluate: one number to its author.
    if len(factors) > 1 and isinstance(factors[0], Integer) and (inverse := _reciprocal(factors[1])):
        return mul(num(factors[0].p * inverse.args[0]), *_read_all(factors[2:], bound))
    return mul(*_read_all(factors, bound))


def _reciprocal(e):
    """The number 1/q of SymPy's unevaluated q**-1, for an integer q other than 0."""
    if type(e) is Pow and isinstance(e.base, Integer) and e.base.p and e.exp is S.NegativeOne:
        return num(Fraction(1 if e.base.p > 0 else -1, abs(e.base.p)))
    return None


def _times(times, e):
    try:
        return int(times)
    except TypeError:
        raise Unreadable(f"a derivative of unknown order: {e}") from None


def _over(op, body, limits, bound):
    """A sum, or another binder of indices; of several limits the last is the outermost."""
    if not limits:
        return _read(body, bound)
    *inner, last = limits
    if len(last) != 3:
        raise Unreadable(f"the range of {last[0]} is missing: write ({last[0]}, 1, n)")
    k, low, high = last[0], *_read_all(last[1:], bound)
    if affine(low) is None or affine(high) is None:
        raise Unreadable(f"a range must end at dimensions or integers: {last}")
    variable = fresh(_name(k), "index", low, high)
    return bind(op, low, high, variable=variable, body=_over(op, body, inner, bound | {k: variable}))


def _integral(body, limits, bound):
    if not limits:
        return _read(body, bound)
    *inner, last = limits
    if len(last) != 3:
        raise Unreadable(f"an integral without bounds over {last[0]}")
    x, low, high = last[0], *_read_all(last[1:], bound)
    variable = fresh(_name(x), "real")
    return bind("integral", low, high, variable=variable, body=_integral(body, inner, bound | {x: variable}))


def _derivative(body, variables, bound):
    if not variables:
        return _read(body, bound)
    *inner, last = variables
    base, indices_ = (last.base, last.indices) if isinstance(last, Indexed) else (last, ())
    if not isinstance(base, (Symbol, IndexedBase)):
        raise Unreadable(f"a derivative with respect to {last}, which is not a variable")
    point = _variable(base, bound)
    _continuous(point)
    variable = fresh(_name(base), *point.args[1:])
    inside = _derivative(body, inner, bound | {base: variable})
    return derivative(sort(*point.args[1:]), point, *_read_all(indices_, bound), variable=variable, body=inside)


def _continuous(point):
    if point.args[1] in INTEGERS:
        raise Unreadable(f"a derivative with respect to {point.args[0]}, which is an integer")


def _binder(op, body, x, bound, *parameters, of=(Symbol, IndexedBase)):
    """A binder whose variable has the domain that its symbol declares."""
    if not isinstance(x, of):
        raise Unreadable(f"{op} over {x}, which is not a variable")
    kind = _variable(x, bound).args[1:]
    variable = fresh(_name(x), *kind)
    return bind(op, sort(*kind), *parameters, variable=variable, body=_read(body, bound | {x: variable}))


def _simplex(body, p, total, bound):
    if not isinstance(p, IndexedBase):
        raise Unreadable(f"an integral over the simplex of {p}, which is not a vector")
    (dim,) = _variable(p, bound).args[2:]
    variable = fresh(_name(p), "positive", dim)
    return bind("simplex", _read(total, bound), dim, variable=variable, body=_read(body, bound | {p: variable}))


def _space(body, x, bound):
    if not isinstance(x, IndexedBase) or len(_variable(x, bound).args) != 3:
        raise Unreadable(f"an integral over the space of {x}, which is not a vector")
    dim = _variable(x, bound).args[2]
    variable = fresh(_name(x), "real", dim)
    return bind("space", dim, variable=variable, body=_read(body, bound | {x: variable}))


def _quantified(op, relation, *rest):
    *variables, bound = rest
    if not variables:
        return _read(relation, bound)
    *inner, x = variables
    kind = _variable(x, bound).args[1:]
    variable = fresh(_name(x), *kind)
    return bind(op, sort(*kind), variable=variable, body=_quantified(op, relation, *inner, bound | {x: variable}))


def _evaluated_at(e, bound):
    body, x, point = e.args
    stand_in = fresh(_name(x), *_variable(x, bound).args[1:])
    return substitute(_read(body, bound | {x: stand_in}), {stand_in: _read(point, bound)})


@lru_cache(4096)
def _name(symbol_):
    if not isinstance(symbol_, (Symbol, Idx, IndexedBase)):
        raise Unreadable(f"{symbol_} is not a variable that could be bound")
    name = str(getattr(symbol_, "label", symbol_))
    if not re.fullmatch(r"[A-Za-z]\w*('\d+)?", name, re.ASCII) or name in RESERVED:
        raise Unreadable(f"a symbol named {name!r} would be read as something else: letters, digits and _ make a name")
    return name


def column(entries):
    """The vector of the listed numbers."""
    *firsts, last = entries
    k = fresh("k", "index", ONE, ONE)
    array = bind("lam", ONE, ONE, variable=k, body=last)
    for first in reversed(firsts):
        array = fn("cons", first, array)
    return array


# --- from terms to SymPy --------------------------------------------------------------------------------------------


def write(term):
    """The SymPy expression of a term, unevaluated: read(write(t)) == t."""
    return _write(term, names(term))


def _write(term, taken):
    def go(t):
        return _write(t, taken)

    match term:
        case Term("num", (value,)):
            return Rational(value)
        case Term("var", _):
            return _symbol(term)
        case Term("add", parts):
            return Add(*_grouped(map(go, parts), Add), evaluate=False)
        case Term("mul", parts):
            return Mul(*_guarded(list(map(go, parts))), evaluate=False)
        case Term("clog", (u,)) if as_chosen(term):
            return log(go(u), evaluate=False)
        case Term("pow" | "root" | "rpow" | "cpow", (base, exponent)) if as_chosen(term):
            base, exponent = go(base), go(exponent)
            if isinstance(base, Integer) and base.p and exponent is S.NegativeOne or base is S.Exp1:
                base = UnevaluatedExpr(base)
            return Pow(base, exponent, evaluate=False)
        case Term("at", _):
            array, places = entry_of(term)
            places = [go(place) for place in places]
            whole = array.op == "var" and len(array.args) - 2 == len(places)
            return Indexed(_symbol(array), *places) if whole else entry(go(array), *places)
        case Term(op, (*parts, _)) if op in BOUND:
            variable, body = named(term, taken)
            parts = [
                part if part.__class__ is str else go(part) for part in parts if not (part.__class__ is Term and part.op == "sort")
            ]
            return BOUND[op](_write(body, taken | {variable.args[0]}), _symbol(variable), *parts)
        case Term("deriv" | "gradient" | "jacobian", (_, point, *places, body)):
            if at_variable(term):
                return _write_derivative(term.op, point, places, instantiate(body, point), taken)
            variable, body = named(term, taken)
            inside = _write_derivative(term.op, variable, places, body, taken | {variable.args[0]})
            return Subs(inside, _symbol(variable), go(point))
        case Term("call", (f, order, u)):
            return call(go(f) if f.op == "at" else _symbol(f), 0, go(u)) if order == ZERO else go(spelled_out(term))
        case Term("polygamma", (order, x)):
            order = go(order)
            return polygamma(UnevaluatedExpr(order) if order is S.Zero else order, go(x), evaluate=False)
        case Term("maxof" | "minof" as op, parts):
            return _raw(CLASSES[op], *map(go, parts))
        case Term("and", parts):
            return Tuple(*map(go, parts))
        case Term("diverges", (subject, direction)):
            return Eq(go(subject), oo if direction == ONE else -oo, evaluate=False)
        case Term(op, ()) if op in SYMPY_CONSTANTS:
            return SYMPY_CONSTANTS[op]
        case Term(op, args) if op in CLASSES:
            kind = CLASSES[op]
            args = map(go, args)
            return kind(*args) if issubclass(kind, Notation) else kind(*args, evaluate=False)
        case Term(op, args) if op in RELATIONS:
            return RELATIONS[op](*map(go, args), evaluate=False)
    raise Unreadable(f"SymPy has no expression for {term}")


RELATIONS = {"eq": Eq, "ne": Ne, "le": Le, "lt": Lt}


def _ranging(kind):
    return lambda body, k, first, last: kind(body, Tuple(k, first, last))


BOUND = {  # what binds a variable: of the body, the variable, and the other parts of the term
    "sum": _ranging(Sum),
    "prod": _ranging(Product),
    "max": _ranging(Maximum),
    "min": _ranging(Minimum),
    "lam": lambda body, k, first, last: vector(Tuple(k, first, last), body),
    "integral": lambda body, x, low, high: Integral(body, (x, low, high)),
    "limit": lambda body, x, point, side: _raw(Limit, body, x, point, Symbol(side)),
    "simplex": lambda body, p, total, _dimension: SimplexIntegral(body, p, total),
    "space": lambda body, x, _dimension: SpaceIntegral(body, x),
    "forall": ForAll,
    "exists": Exists,
}


def _symbol(variable):
    name, domain, *dims = variable.args
    if domain == "index":
        return Idx(name, tuple(map(write, dims)))
    return IndexedBase(symbol(name, domain), shape=tuple(map(write, dims))) if dims else symbol(name, domain)


def _write_derivative(op, point, places, body, taken):
    body, x = _write(body, taken), _symbol(point)
    match op:
        case "deriv":
            wrt = Indexed(x, *(_write(place, taken) for place in places)) if places else x
            return _raw(Derivative, body, Tuple(wrt, 1))
        case "gradient":
            return Gradient(body, x)
    return Jacobian(body, x)


def _raw(kind, *args):
    """An expression as given: SymPy would sort the variables of a derivative and the arguments of Max, and refuse some limits."""
    made = Expr.__new__(kind, *args)
    if kind in (Max, Min):
        made._argset = frozenset(args)
    return made


def _grouped(parts, kind):
    """Parentheses around a leading part that the door would flatten otherwise."""
    first, *rest = parts
    return [UnevaluatedExpr(first) if type(first) is kind else first, *rest]


def _guarded(factors):
    """Parentheses wherever the door would read several factors as one, or drop a 1."""
    factors = [UnevaluatedExpr(f) if f is S.One else f for f in _grouped(factors, Mul)]
    if factors[0] is S.NegativeOne and (type(factors[1]) is Mul or isinstance(factors[1], Rational)):
        factors[1] = UnevaluatedExpr(factors[1])
    return factors
