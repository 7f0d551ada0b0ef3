"""Terms to put to the kernel, and a second reading of them: plain numbers at a point, written apart from the kernel."""

from fractions import Fraction

from mpmath import mp, mpc, mpf, digamma, gamma, loggamma, polygamma

from derivations.prover.kernel.terms import (
    MINUS, ONE, Term, at, bind, div, fn, num, power, sort, var,
)  # fmt: skip

mp.dps = 60

TWO, THREE, HALF = num(2), num(3), num(Fraction(1, 2))
n, m = var("n", "dimension"), var("m", "dimension")
INFINITY = fn("infinity")


def index(name, last=n, first=ONE):
    return var(name, "index", first, last)


i, j, k, l = map(index, "ijkl")
x, y = var("x", "real"), var("y", "real")
s, t = var("s", "positive"), var("t", "positive")
z, h = var("z", "real", n), var("h", "real", n)
a = var("a", "positive", n)


def number(value):
    return value if isinstance(value, Term) else num(value)


def eq(left, right):
    return Term("eq", (number(left), number(right)))


def ne(left, right):
    return Term("ne", (number(left), number(right)))


def le(left, right):
    return Term("le", (number(left), number(right)))


def lt(left, right):
    return Term("lt", (number(left), number(right)))


def diverges(subject, direction):
    return Term("diverges", (subject, num(direction)))


def exp(u):
    return fn("exp", u)


def log(u):
    return fn("log", u)


def root(u):
    return power(u, HALF)


def square(u):
    return power(u, TWO)


def inverse(u):
    return power(u, MINUS)


def size(u):
    return fn("abs", u)


def delta(left, right):
    return Term("delta", (left, right))


def bracket(left, right):
    return fn("ind", eq(left, right))


def over(op, variable, body, first=None, last=None):
    """Σ, Π, max or a vector over the range of an index variable."""
    ends = first or variable.args[2], last or variable.args[3]
    return bind(op, *ends, variable=variable, body=body)


def total(variable, body, first=None, last=None):
    return over("sum", variable, body, first, last)


def product(variable, body, first=None, last=None):
    return over("prod", variable, body, first, last)


def deriv(body, variable, *places, point=None):
    return bind("deriv", sort(*variable.args[1:]), point or variable, *places, variable=variable, body=body)


def limit(body, variable, point, side="+"):
    return bind("limit", sort(*variable.args[1:]), point, side, variable=variable, body=body)


def integral(body, variable, low, high):
    return bind("integral", low, high, variable=variable, body=body)


def simplex(body, variable, whole=ONE):
    return bind("simplex", whole, *variable.args[2:], variable=variable, body=body)


def forall(formula, variable):
    return bind("forall", sort(*variable.args[1:]), variable=variable, body=formula)


def exists(formula, variable):
    return bind("exists", sort(*variable.args[1:]), variable=variable, body=formula)


Z = total(k, exp(at(z, k)))


def p(place):
    """softmax(z) at an index."""
    return div(exp(at(z, place)), Z)


# --- numbers --------------------------------------------------------------------------------------------------------


class NoValue(ArithmeticError):
    """The term has no value at this point."""


class Unread(NotImplementedError):
    """This reading knows no such operator."""


class Unclear(ArithmeticError):
    """Rounding decides the value here: a number too near to 0, or too large."""


TINY = mpf(10) ** -30


def _clear(v):
    if v != 0 and abs(v) < TINY or abs(v) > 10**6:
        raise Unclear(f"{v} may be 0, or is very large")
    return v


def value(term, point, bound=()):
    """The value of a term where its free variables are as `point` says: numbers, or lists for arrays."""

    def real(u):
        v = value(u, point, bound)
        if not isinstance(v, mpf | int | Fraction):
            raise NoValue(f"not real: {u}")
        return v

    match term:
        case Term("num", (c,)):
            return c if isinstance(c, int) else mpf(c.numerator) / c.denominator
        case Term("var", (name, _, *dims)):
            return point[name] if not dims or term.args[1] == "index" else Array(point[name])
        case Term("bound", (depth,)):
            return bound[-1 - depth]
        case Term("add", parts):
            return sum((value(part, point, bound) for part in parts), 0)
        case Term("mul", parts):
            whole = 1
            for part in parts:
                whole = whole * value(part, point, bound)
            return whole
        case Term("pow", (base, exponent)):
            return _power(value(base, point, bound), value(exponent, point, bound))
        case Term("root", (base, exponent)):
            return _power(_clear(real(base)), value(exponent, point, bound))
        case Term("rpow", (base, exponent)):
            v, e = _clear(real(base)), value(exponent, point, bound)
            if v <= 0:
                raise NoValue(f"the real power {v}^{e}")
            if v > 1000 or abs(e) > 12:
                raise Unclear("a large power")
            return mp.exp(e * mp.log(v))
        case Term("cpow", (base, exponent)):
            v, e = value(base, point, bound), value(exponent, point, bound)
            if exponent.op == "num" and e > 0 and _clear(v) == 0:
                return 0
            return mp.exp(e * _principal(v))
        case Term("clog", (u,)):
            return _principal(value(u, point, bound))
        case Term("at", (array, place)):
            return value(array, point, bound).at(value(place, point, bound))
        case Term("exp" | "cosh" | "sinh" | "tanh" as op, (u,)):
            v = value(u, point, bound)
            if abs(v) > 40:
                raise Unclear(f"{op} of {v}")
            return getattr(mp, op)(v)
        case Term("log" | "gamma" | "loggamma" | "digamma" as op, (u,)):
            v = _clear(real(u))
            if v <= 0:
                raise NoValue(f"{op} of {v}")
            return {"log": mp.log, "gamma": gamma, "loggamma": loggamma, "digamma": digamma}[op](v)
        case Term("polygamma", (order, u)):
            v = _clear(real(u))
            if v <= 0:
                raise NoValue(f"polygamma of {v}")
            return polygamma(value(order, point, bound), v)
        case Term("abs", (u,)):
            return abs(value(u, point, bound))
        case Term("sign", (u,)):
            v = _clear(real(u))
            return (v > 0) - (v < 0)
        case Term("maxof" | "minof" as op, parts):
            return (max if op == "maxof" else min)(map(real, parts))
        case Term("delta", (left, right)):
            return int(value(left, point, bound) == value(right, point, bound))
        case Term("ind", (relation,)):
            return int(holds(relation, point, bound))
        case Term("sum" | "prod" | "max" | "min" as op, (first, last, body)):
            low, high = value(first, point, bound), value(last, point, bound)
            if high < low - (op in ("sum", "prod")):
                raise NoValue(f"an empty range {low}..{high}")
            values = [value(body, point, (*bound, place)) for place in range(low, high + 1)]
            if op in ("max", "min"):
                return {"max": max, "min": min}[op](values)
            whole = 0 if op == "sum" else 1
            for v in values:
                whole = whole + v if op == "sum" else whole * v
            return whole
        case Term("sum by Karr" | "prod by Karr" as op, (first, last, body)):
            low, high = value(first, point, bound), value(last, point, bound)
            if high >= low - 1:
                return value(Term(op.split()[0], term.args), point, bound)
            missing = value(Term(op.split()[0], (num(high + 1), num(low - 1), body)), point, bound)
            return -missing if op == "sum by Karr" else _power(missing, -1)
        case Term("lam", (first, last, body)):
            low, high = value(first, point, bound), value(last, point, bound)
            return Array([value(body, point, (*bound, place)) for place in range(low, high + 1)])
        case Term("cons", (head, rest)):
            return Array([value(head, point, bound), *value(rest, point, bound).entries])
        case Term("ones", (dim,)):
            return Array([1] * value(dim, point, bound))
        case Term("pi" | "euler" as op, ()):
            return +getattr(mp, op)
        case Term("imaginary", ()):
            return mpc(0, 1)
    raise Unread(term.op)


def holds(formula, point, bound=()):
    """Does a relation between numbers hold here? Equality up to rounding."""
    match formula:
        case Term("eq" | "ne" | "le" | "lt" as relation, (left, right)):
            a, b = value(left, point, bound), value(right, point, bound)
            same = a == b or _clear(a - b) == 0
            return {"eq": same, "ne": not same, "le": same or a < b, "lt": not same and a < b}[relation]
        case Term("and", parts):
            return all(holds(part, point, bound) for part in parts)
    raise Unread(formula.op)


def close(a, b):
    return a == b or abs(a - b) <= mpf(10) ** -20 * max(1, abs(a), abs(b))


class Array:
    """A vector, or a matrix by its rows; entries are counted from 1."""

    def __init__(self, entries):
        self.entries = list(entries)

    def at(self, place):
        if not 1 <= place <= len(self.entries):
            raise NoValue(f"there is no entry {place} of {len(self.entries)}")
        entry = self.entries[place - 1]
        return Array(entry) if isinstance(entry, list) else entry

    def __eq__(self, other):
        return len(self.entries) == len(other.entries) and all(map(close, self.entries, other.entries))


def _principal(v):
    """The principal logarithm of a complex number other than 0."""
    if _clear(v) == 0:
        raise NoValue("the logarithm of 0")
    if mpc(v).real < 0:
        _clear(mpc(v).imag)  # rounding decides the side of the branch cut
    return mp.log(mpc(v))


def _power(base, exponent):
    """Whole powers of any base, 0 to the power 0 being 1; other powers of positive numbers, and positive powers of 0."""
    if isinstance(exponent, int):
        if exponent >= 0:
            return base**exponent
        _clear(base)
        if base == 0:
            raise NoValue("an inverse of 0")
        return 1 / (mpf(1) * base**-exponent)
    if not isinstance(base, mpc) and (_clear(base) > 1000 or abs(exponent) > 12):
        raise Unclear("a large power")
    if isinstance(base, mpc) or base < 0 or base == 0 and exponent <= 0:
        raise NoValue(f"{base} to the power {exponent}")
    return mpf(base) ** exponent
