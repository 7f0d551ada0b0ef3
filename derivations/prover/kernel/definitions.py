"""Definitions: what softmax, log-sum-exp, entropy and the rest abbreviate, and what an entry of an array is.

They unfold here, inside the kernel: an untrusted table would decide what has been proved.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import combinations, permutations

from .terms import (
    BUILT, INFINITY, MINUS, ONE, RELATIONS, ZERO, IllTyped, Term, add, affine, at, bind, difference, div,
    fitting_order, fn, fresh, from_affine, from_one, is_real, mul, neg, num, opened, power, reopened, same_shape, shape, sub, takes,
)  # fmt: skip


def over(vector: Term, body: Callable, op: str = "sum", finish: Callable = lambda term: term) -> Term:
    """A sum (or another index binder) over the entries of a vector: body takes the index, and is finished before it is bound."""
    k = fresh("k", "index", ONE, shape(vector)[0])
    return bind(op, *k.args[2:], variable=k, body=finish(body(k)))


def _total(over, v):
    return over(v, lambda j: fn("exp", at(v, j)))


def _softmax(over, v):
    total = _total(over, v)
    return over(v, lambda k: div(fn("exp", at(v, k)), total), "lam")


def _variance(over, p, h):
    mean = over(p, lambda k: mul(at(p, k), at(h, k)))
    return over(p, lambda i: mul(at(p, i), power(sub(at(h, i), mean), num(2))))


def _quadratic(over, a, h):
    return over(h, lambda i: over(h, lambda k: mul(at(h, i), at(a, i, k), at(h, k))))


def _det(_, matrix):
    """The determinant, the sum of sign(s) a_{1 s(1)} ... a_{n s(n)} over all permutations s, is written out for n up to 5."""
    unknown, rows = affine(shape(matrix)[0])
    if unknown or rows not in range(6):
        return None  # of unknown dimension, or a large one: it stays
    terms = []
    for s in permutations(range(1, rows + 1)):
        sign = (-1) ** sum(earlier > later for earlier, later in combinations(s, 2))
        terms.append(mul(num(sign), *(at(matrix, num(i + 1), num(column)) for i, column in enumerate(s))))
    return add(*terms)


def _gradient(_, kind, point, body):
    """The vector of the partial derivatives of a number: its k-th entry is that in the k-th entry of the point."""
    k = fresh("k", "index", ONE, kind.args[1])
    return bind("lam", *k.args[2:], variable=k, body=Term("deriv", (kind, point, k, body)))


def _jacobian(_, kind, point, body):
    """The matrix of the partial derivatives of a vector: that of its i-th entry in the k-th entry of the point stands in row i."""
    x, entries = opened(Term("jacobian", (kind, point, body)))
    k = fresh("k", "index", ONE, kind.args[1])

    def row(i):
        partial = bind("deriv", kind, point, k, variable=x, body=at(entries, i))
        return bind("lam", *k.args[2:], variable=k, body=partial)

    return over(entries, row, "lam")


LARGE = 32  # integrals one in another


def _surely_some(unknown, constant):
    """Is an integer expression surely at least 1, or the number 0, by what its variables are, and no large number?"""
    return 0 <= constant < LARGE and all(c > 0 and from_one(v) for v, c in unknown.items())


def _simplex(_, total, dim, body):
    """The integral over p_1 + ... + p_n = s of a function of p: dp_1 in (0, s), then the simplex of what remains."""
    split = difference(dim, ONE)
    if split == ({}, 0):
        k = fresh("k", "index", ONE, ONE)
        return opened(Term("simplex", (total, dim, body)), bind("lam", ONE, ONE, variable=k, body=total))[1]
    if not split or not _surely_some(*split):
        return None  # of unknown dimension, or a large one: it stays
    t, rest = fresh("t", "real"), from_affine(*split)
    p = fresh("p", "positive", rest)
    inner = opened(Term("simplex", (total, dim, body)), Term("cons", (t, p)))[1]
    return bind("integral", ZERO, total, variable=t, body=bind("simplex", sub(total, t), rest, variable=p, body=inner))


def _space(_, dim, body):
    """The integral over R^n of a function of x: dx_1 along the line, then over R^(n-1) of what remains."""
    split, t = difference(dim, ONE), fresh("t", "real")
    if not split or not _surely_some(*split):
        return None  # of unknown dimension, or a large one: it stays
    if split == ({}, 0):
        k = fresh("k", "index", ONE, ONE)
        inner = opened(Term("space", (dim, body)), bind("lam", ONE, ONE, variable=k, body=t))[1]
    else:
        x = fresh("x", "real", from_affine(*split))
        point = opened(Term("space", (dim, body)), Term("cons", (t, x)))[1]
        inner = bind("space", x.args[2], variable=x, body=point)
    return bind("integral", neg(INFINITY), INFINITY, variable=t, body=inner)


DEFINITIONS = {  # each takes first how to make a sum over the entries of a vector
    "softmax": _softmax,
    "lse": lambda over, v: fn("log", _total(over, v)),
    "largest": lambda over, v: over(v, lambda k: at(v, k), "max"),
    "entropy": lambda over, p: neg(over(p, lambda k: mul(at(p, k), fn("log", at(p, k))))),
    "kl": lambda over, q, p: over(q, lambda k: mul(at(q, k), fn("log", div(at(q, k), at(p, k))))),
    "dot": lambda over, u, v: over(u, lambda k: mul(at(u, k), at(v, k))),
    "variance": _variance,
    "diag": lambda over, v: over(v, lambda i: over(v, lambda k: mul(at(v, i), Term("delta", (i, k))), "lam"), "lam"),
    "outer": lambda over, u, v: over(u, lambda i: over(v, lambda k: mul(at(u, i), at(v, k)), "lam"), "lam"),
    "quadratic": _quadratic,
    "det": _det,
    "gradient": _gradient,
    "jacobian": _jacobian,
    "simplex": _simplex,
    "space": _space,
}


def entry(array: Term, index: Term) -> Term | None:
    """The entry of an array that is built from others; None where it has no simpler form."""
    match array.op, array.args:
        case "lam", (first, _, _):
            place = index if first == ONE else from_affine(*affine(add(index, first, MINUS)))
            return opened(array, place)[1]
        case "cons", (head, rest):
            unknown, constant = affine(index)
            if not unknown:
                return head if constant == 1 else at(rest, num(constant - 1))
            at_least_one = all(c > 0 and from_one(v) for v, c in unknown.items())
            return at(rest, from_affine(unknown, constant - 1)) if constant >= 1 and at_least_one else None
        case "ones", _:
            return ONE
        case "add", parts:
            return add(*(at(part, index) for part in parts))
        case "mul", parts:
            return mul(*(at(part, index) if shape(part) else part for part in parts))
        case "exp" | "log" | "clog" | "abs", (inner,):
            return fn(array.op, at(inner, index))
        case "pow" | "root" | "rpow" | "cpow", (base, exponent) if shape(base):
            return Term(array.op, (at(base, index), exponent))
    return None


@lru_cache(maxsize=2048)
def expand(term: Term, unfold: bool) -> Term:
    """Replace entries of built arrays by what they are; with `unfold`, definitions by what they abbreviate."""
    memo = {}
    inside = partial(over, finish=lambda body: go(body))  # what a definition binds is expanded before it is bound

    def go(t):
        if not t.marks & BUILT or t.op == "var":  # a variable is what it is, however its range is written
            return t
        if t not in memo:
            memo[t] = step(t)
        return memo[t]

    def step(t):
        if t.op == "at":
            array, index = t.args
            while array.op == "at" and (pushed := entry(*array.args)) is not None:
                array = pushed
            array = go(array) if array.op == "at" or unfold and array.op in DEFINITIONS else array
            simpler = entry(array, index)
            return at(go(array), go(index)) if simpler is None else go(simpler)
        if unfold and t.op in DEFINITIONS:
            body = DEFINITIONS[t.op](inside, *t.args)
            if body is not None:
                return go(body)
        t = reopened(t, go)
        if t.op in ("add", "mul") and any(part.op == t.op for part in t.args):
            return Term(t.op, tuple(p for part in t.args for p in (part.args if part.op == t.op else (part,))))
        return t

    return go(term)


def well_typed(term: Term) -> Term:
    """Raise IllTyped unless every part of a formula or expression fits; return the term."""
    _fits(term)
    return term  # itself, with its own names of bound variables


def formula(term: Term) -> Term:
    """The same of what has to be a formula."""
    if term.__class__ is not Term or term.op not in FORMULAS:
        raise IllTyped(f"not a formula: {term}")
    return well_typed(term)


FORMULAS = RELATIONS | {"and", "forall", "exists"}


@lru_cache(maxsize=4096)
def _fits(term):
    match term.op, term.args:
        case "forall" | "exists", (Term("sort", (domain, *dims)), _) if takes(domain, dims):
            formula(opened(term)[1])
        case "and", (_, *_) as parts:
            for part in parts:
                formula(part)
        case "eq" | "reduces" | "ne" | "le" | "lt", (left, right):
            shapes = shape(left), shape(right)
            if not same_shape(*shapes) or (shapes[0] and term.op not in ("eq", "reduces")):
                raise IllTyped(f"the two sides have different shapes: {term}")
            fitting_order(term.op, left, right)
        case "diverges", (Term("limit" | "integral", _) as subject, direction):
            if shape(subject) or not is_real(subject) or direction not in (ONE, MINUS):
                raise IllTyped(f"a limit or an integral diverges to 1 ∞ or to -1 ∞: {term}")
        case _:
            shape(term)
