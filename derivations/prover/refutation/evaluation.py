"""Evaluation: what a term is worth at a point, read by rules of its own.

Nothing here is shared with the kernel's definitions, so that a fault there cannot hide here too. Real logarithms, roots and
powers are undefined outside their domains, as log(-1) and root(-1, 1/2) are; clog and cpow are principal values. A sum over an
empty range is 0, and nothing is skipped: 0 · (1/0) is undefined.
"""

from functools import lru_cache, reduce
from math import factorial

from flint import acb, arb, fmpq

from ..clock import held, passed
from ..kernel.terms import INFINITIES, INFINITY, MAPS
from .balls import (
    FUNCTIONALS, MINUS, ONE, ZERO, Dual, Level, NotEvaluable, NoValue, Undecided, Undefined, add, apply, base, compare, every,
    exact, extreme, finite, mul, neg, on_cut, parts, places, polygamma, power, relate, same, some, sub, total,
)  # fmt: skip
from .tails import HEAD, PIECES, Infinite, Tail, limit_of, integral_of, sum_up_to

WORK = 16_000  # entries, terms of sums and points of quadrature that one evaluation may cost
QUADRATURE = 200  # points of one integral
TOLERANCE = arb(2) ** -60  # of an integral
BESIDE = arb(2) ** -20  # about an end of an integral that is varied
NAN = acb("nan")


def is_complex(term):
    """Whether a term's values need not be real, by what it is made of."""
    if term.op in ("abs", "ind", "delta"):
        return False
    if term.op in ("imaginary", "clog", "cpow") or term.op in ("var", "sort") and "complex" in term.args[:2]:
        return True
    return any(is_complex(part) for part in term.args if hasattr(part, "op"))


def seed(x, place, level, step=ONE):
    """A number, or the entry of an array at a place, made the variable of a derivative, in the direction of the step."""
    if not place:
        return Dual(level, x, step)
    first, *rest = place
    return tuple(seed(entry, rest, level, step) if k == first else entry for k, entry in enumerate(x))


def slope(x, level):
    return tuple(slope(entry, level) for entry in x) if x.__class__ is tuple else parts(x, level)[1]


def plain(x):
    """Values without slopes."""
    return tuple(map(plain, x)) if x.__class__ is tuple else base(x)


def coefficients(x):
    """The value of a number, and its slopes."""
    return [*coefficients(x.value), *coefficients(x.slope)] if x.__class__ is Dual else [x]


def principal(x):
    """A negative number as a complex one, so that its logarithm is the principal one."""
    if x.__class__ is tuple:
        return tuple(map(principal, x))
    if x.__class__ is Dual and not on_cut(acb(base(x))):
        return x
    if x.__class__ is Dual:
        raise NotEvaluable("a derivative on the branch cut of the logarithm")
    return acb(x) if x.__class__ is not acb and x < 0 else x


def of_real_power(x, e):
    """The base of a real power, where it has one.

    To the kernel that is a positive number. To readers it may be 0 if the exponent is positive, and negative if that is whole:
    there the power is what readers take it for, so that nothing true is refuted; of 0 to the power 0 nothing is said.
    """
    if x.__class__ is tuple:
        return tuple(of_real_power(entry, e) for entry in x)
    sign, e = None if base(x).__class__ is acb else compare(base(x), ZERO), base(e)
    if sign == 0 and (above := compare(e, ZERO)) != 1:
        raise (Undefined if above == -1 else NotEvaluable)("0 to a real power that is not positive")
    if sign == -1 and e.__class__ is not acb and not acb(e).real.contains_integer():
        raise Undefined("a real power of a negative number")
    return x


_number = lru_cache(maxsize=1024)(exact)


class Evaluator:
    """Terms to values at one point, at the working precision; values of terms without bound variables are kept."""

    def __init__(self, values):
        self.values = values
        self.memo, self.work, self.level, self.inside = {}, WORK, 0, 0

    def __call__(self, term, stack=()):
        """The value of a term whose bound variables have the values of `stack`, the innermost last."""
        match term.op:
            case "num":
                return _number(term.args[0])
            case "bound":
                return stack[-1 - term.args[0]]
            case "var":
                return self.values[term.args[0]]
        value = VALUES.get(term.op)
        if value is None:
            raise NotEvaluable(f"{term.op} has no value here")
        if term.loose:
            return value(self, stack, *term.args)
        known = self.memo.get(term)
        if known is None:
            inside, self.inside = self.inside, 0  # it knows nothing of the integral around it
            try:
                known = self.memo[term] = value(self, stack, *term.args)
            finally:
                self.inside = inside
        return known

    def called(self, f, order, u, stack):
        """A derivative of a function at u."""
        curve, source = self.curve(f, stack)
        x = self(u, stack)
        if source != "real" and not inside(source, x):
            raise Undecided(f"a function that may be outside of its domain: {source}")
        sizes = (len(x),) if x.__class__ is tuple else ()
        return self(curve.slope(source, self.integer(order, stack), *sizes), (x,))

    def curve(self, f, stack):
        """The function that a variable stands for, or an entry of an array of them, and what it is of."""
        if f.op == "var":
            return self.values[f.args[0]], MAPS[f.args[1]][0]
        curves, source = self.curve(f.args[0], stack)
        place = self.integer(f.args[1], stack)
        if not 1 <= place <= len(curves):
            raise Undefined(f"function {place} of {len(curves)}")
        return curves[place - 1], source

    def integer(self, term, stack):
        value = self(term, stack)
        if value.__class__ is not fmpq or value.q != 1:
            raise NotEvaluable("an index or a dimension that is not an integer")
        return int(value.p)

    def indices(self, first, last, stack):
        first, last = self.integer(first, stack), self.integer(last, stack)
        if last < first - 1:
            raise NotEvaluable("a range that runs backwards")
        self.spend(last - first + 1)
        return range(first, last + 1)

    def spend(self, amount):
        self.work -= amount
        if self.work < 0:
            raise NotEvaluable("too much work at one point")

    def over(self, first, last, body, stack):
        return [self(body, (*stack, fmpq(k))) for k in self.indices(first, last, stack)]

    def best(self, values, op):
        values = list(values)
        if not values:
            raise Undefined(f"the {op} of nothing")
        return reduce(lambda a, b: extreme(a, b, 1 if op == "max" else -1), values)

    def entry(self, array, index, stack):
        place = self.integer(index, stack)
        if array.op == "lam":
            entries = self.indices(array.args[0], array.args[1], stack)
            if 1 <= place <= len(entries):
                return self(array.args[2], (*stack, fmpq(entries[place - 1])))
        else:
            entries = self(array, stack)
            if 1 <= place <= len(entries):
                return entries[place - 1]
        raise Undefined(f"entry {place} of an array of {len(entries)}")

    def partial(self, kind, x, place, body, stack):
        """The derivative of a body with respect to the entry of x at a place, by the exact rules of dual numbers."""
        entry = x
        for k in place:
            if not 0 <= k < len(entry):
                raise Undefined(f"entry {k + 1} of an array of {len(entry)}")
            entry = entry[k]
        if kind.args[0] not in ("real", "complex") and not inside(kind.args[0], x):
            raise NotEvaluable(f"a derivative outside or at the edge of: {kind.args[0]}")
        self.level += 1
        level = Level(self.level)
        try:
            there = self(body, (*stack, seed(x, place, level)))
            ahead = slope(there, level)
            if level.bent:  # there must be no jump, and the slopes from the two sides must agree
                if same(plain(there), plain(self(body, (*stack, x)))) is False:
                    raise Undefined("a derivative at a jump")
                behind = neg(slope(self(body, (*stack, seed(x, place, level, MINUS))), level))
                if same(plain(ahead), plain(behind)) is False:
                    raise Undefined("a derivative at a kink, where the slopes from the two sides differ")
                if any(same(c, ZERO) is not True for c in coefficients(sub(ahead, behind))[1:]):  # as that of y |x| in x
                    raise NotEvaluable("a derivative of one that need not exist beside the point")
            return ahead
        finally:
            self.level -= 1

    def summed(self, first, last, body, stack):
        end = self(last, stack)
        if end.__class__ is not Tail:
            return total(self.over(first, last, body, stack))
        self.spend(HEAD + PIECES)
        return sum_up_to(lambda k: self(body, (*stack, k)), self.integer(first, stack), end)

    def limit(self, kind, point, side, body, stack):
        """A limit, enclosed, of a real function that is made of exponentials, logarithms and powers far out or near the point."""
        domain = kind.args[0]
        if len(kind.args) > 1 or domain not in ("real", "positive", "nonnegative", "dimension", "(0, 1)"):
            raise NotEvaluable("no ball encloses a limit of this kind")

        def function(x):
            self.spend(40)
            return self(body, (*stack, x))

        if point in INFINITIES:
            sign = 1 if point == INFINITY else -1
            if sign < 0 and domain != "real":
                raise NotEvaluable("a limit outside of its domain")
            return limit_of(function, lambda x: x * sign)
        near = self(point, stack)
        if domain == "dimension" or near.__class__ not in (fmpq, arb):
            raise NotEvaluable("no ball encloses a limit of this kind")
        values = []
        for sign in {"+": (1,), "-": (-1,)}.get(side, (1, -1)):

            def where(x, sign=sign):
                if not inside(domain, moved := near + sign / x):
                    raise NotEvaluable("a limit from outside of its domain")
                return moved

            try:
                values.append(limit_of(function, where))
            except Infinite as infinite:
                values.append(infinite)
        infinite = [value for value in values if isinstance(value, Infinite)]
        if 0 < len(infinite) < len(values) or {value.sign for value in infinite} == {1, -1}:
            raise Undefined("the limits from the two sides differ")
        if infinite:
            raise infinite[0]
        if len(values) == 2 and same(*values) is False:
            raise Undefined("the limits from the two sides differ")
        return values[0]

    def integral(self, lo, hi, f, real, backwards):
        """An integral whose ends may be infinite, or points at which the integrand has no value."""
        if any(x.__class__ is Dual for x in (lo, hi)):
            return self.moved(lo, hi, f, real, backwards)
        if lo is not None and hi is not None:
            try:
                return self.integrate(lo, hi, f, real)
            except NotEvaluable:
                if self.inside or not real or any(x.__class__ not in (fmpq, arb) for x in (lo, hi)):
                    raise
        if self.inside or not real or backwards:
            raise NotEvaluable("an integral to infinity that no tail encloses")

        def function(x):
            self.spend(20)
            return f(x)

        return integral_of(function, lo, hi, lambda a, b: self.integrate(a, b, f, points=3 * QUADRATURE))

    def moved(self, lo, hi, f, real, backwards):
        """An integral whose ends are varied: its slope in an end is the integrand there, if that is continuous near the end."""
        level = max(x.level for x in (lo, hi) if x.__class__ is Dual)
        whole = self.integral(*(None if x is None else parts(x, level)[0] for x in (lo, hi)), f, real, backwards)
        rise = ZERO
        for x, sign in ((lo, MINUS), (hi, ONE)):
            if x.__class__ is Dual and x.level == level:
                self.continuous(f, base(x))
                rise = add(rise, mul(sign, mul(f(x.value), x.slope)))
        return Dual(level, whole, rise)

    def continuous(self, f, x):
        """NotEvaluable unless an integrand is finite on a small disc of complex numbers about x."""
        self.inside += 1
        try:
            around = f(acb(arb(x if x.__class__ is not acb else x.real) + arb(0, BESIDE), arb(0, BESIDE)))
        except NoValue as failure:
            raise NotEvaluable("an integral that need not have a slope in its ends") from failure
        finally:
            self.inside -= 1
        if around.__class__ is Dual or not finite(around):
            raise NotEvaluable("an integral that need not have a slope in its ends")

    def integrate(self, lo, hi, f, real=True, points=QUADRATURE):
        """An integral along the segment from lo to hi, enclosed; NotEvaluable unless f is bounded and analytic near it."""
        width = sub(hi, lo)

        failures = []  # what is raised in a callback would be lost in foreign code: it is kept, and raised afterwards

        def at(u, analytic):
            if failures or passed():
                return NAN
            try:
                self.spend(1)
                value = f(add(lo, mul(width, u)))
            except NoValue:
                return NAN
            except BaseException as failure:
                failures.append(failure)
                return NAN
            return NAN if value.__class__ is Dual else acb(value)

        self.inside += 1
        try:
            with held():
                value = acb.integral(at, 0, 1, rel_tol=TOLERANCE, abs_tol=TOLERANCE, eval_limit=points) * width
        finally:
            self.inside -= 1
        if failures:
            raise failures[0]
        if not value.is_finite():
            raise NotEvaluable("an integral that quadrature does not enclose")
        if self.inside or not real:
            return value
        if not value.imag.contains(0):
            raise NotEvaluable("an integral of logarithms or roots of negative numbers")
        return value.real

    def simplex(self, s, dim, f, head=()):
        """The integral of f over the vectors with positive entries and sum s, in all entries but the last."""
        if dim > 3:
            raise NotEvaluable("an integral over a simplex of more than three entries")
        if dim == 1:
            return f((*head, s))
        return self.integrate(ZERO, s, lambda p: self.simplex(sub(s, p), dim - 1, f, (*head, p)))

    # --- formulas

    def decide(self, formula, stack=()):
        """Whether a formula holds: True, False, or None where balls do not decide. Raises NoValue where a side has no value."""
        match formula.op, formula.args:
            case "and", conjuncts:
                return every(self.decide(part, stack) for part in conjuncts)
            case "forall", (kind, body) if kind.args[0] == "index":
                return every(self.decide(body, (*stack, fmpq(k))) for k in self.indices(*kind.args[1:], stack))
            case "forall", _:
                raise NotEvaluable("a hypothesis about infinitely many numbers")
            case "exists", (kind, body) if kind.args[0] == "index":
                return some(self.decide(body, (*stack, fmpq(k))) for k in self.indices(*kind.args[1:], stack))
            case "exists", _:
                raise NotEvaluable("a statement that something exists")
            case "diverges", (subject, _):
                return False if finite(self(subject, stack)) else None
            case relation, (left, right):
                a, b = self(left, stack), self(right, stack)
                if left == right and finite(a):
                    return relation in ("eq", "le")
                return relate(relation, a, b)
        raise NotEvaluable(f"{formula.op} is not a formula")


def inside(domain, x):
    """Whether a number, or every entry of an array, lies in the interior of a domain, decidedly."""
    if domain == "nonzero vector":
        return any(compare(base(entry), ZERO) in (1, -1) for entry in x)
    if x.__class__ is tuple:
        return all(inside(domain, entry) for entry in x)
    match domain:
        case "positive" | "nonnegative":
            return compare(base(x), ZERO) == 1
        case "(0, 1)":
            return compare(base(x), ZERO) == 1 and compare(base(x), ONE) == -1
    return domain in ("real", "complex", "vector")


# --- what each operator is worth, of an evaluator, the values of bound variables, and the operator's parts ----------------


def _values(at, stack, terms):
    return [at(term, stack) for term in terms]


def _real_power(at, stack, x, e):
    x, e = at(x, stack), at(e, stack)
    return power(of_real_power(x, e), e)


def _complex_power(at, stack, x, e):
    x, e = at(x, stack), at(e, stack)
    return power(x if e.__class__ is fmpq and e.q == 1 else principal(x), e)


def _size(at, stack, u):
    x = at(u, stack)
    if at.inside and base(x).__class__ is acb:
        raise NotEvaluable("an integral of an absolute value")
    return apply("abs", x)


def _ones(at, stack, size):
    size = at.integer(size, stack)
    at.spend(size)
    return (ONE,) * size


def _delta(at, stack, i, j):
    return ONE if at.integer(i, stack) == at.integer(j, stack) else ZERO


def _bracket(at, stack, formula):
    truth = at.decide(formula, stack)
    if truth is None:
        raise Undecided("an indicator of an undecided formula")
    return ONE if truth else ZERO


def _derivative(at, stack, kind, point, *rest):
    *indices, body = rest
    place = [at.integer(index, stack) - 1 for index in indices]
    return at.partial(kind, at(point, stack), place, body, stack)


def _slopes(at, stack, kind, point, body):
    """The derivatives by all entries of a vector, or by a number; and whether it is a vector."""
    x = at(point, stack)
    if len(kind.args) > 2:
        raise NotEvaluable("a gradient by a matrix")
    columns = [at.partial(kind, x, place, body, stack) for place in places(x)]
    return columns, x.__class__ is tuple


def _gradient(at, stack, *parts):
    columns, many = _slopes(at, stack, *parts)
    return tuple(columns) if many else columns[0]


def _jacobian(at, stack, *parts):
    columns, many = _slopes(at, stack, *parts)
    return tuple(zip(*columns, strict=True)) if many else columns[0]


def _integral(at, stack, lo, hi, body):
    ends = (None if end in INFINITIES else at(end, stack) for end in (lo, hi))
    backwards = lo == INFINITY or hi in INFINITIES and hi != INFINITY
    return at.integral(*ends, lambda t: at(body, (*stack, t)), not is_complex(body), backwards)


def _over_space(at, stack, dim, body):
    raise NotEvaluable("an integral over R^n")


def _over_simplex(at, stack, s, dim, body):
    return at.simplex(at(s, stack), at.integer(dim, stack), lambda p: at(body, (*stack, p)))


def _determinant(at, stack, matrix):
    rows = at(matrix, stack)
    at.spend(factorial(min(len(rows), 9)))
    return FUNCTIONALS["det"](rows)


def _of_arrays(op):
    def value(at, stack, *terms):
        arrays = _values(at, stack, terms)
        at.spend(4 * len(arrays[0]))
        return FUNCTIONALS[op](*arrays)

    return value


def _of_number(op):
    return lambda at, stack, u: apply(op, at(u, stack))


def _best_over(op):
    return lambda at, stack, first, last, body: at.best(at.over(first, last, body, stack), op)


NUMBERS = "exp", "tanh", "cosh", "sinh", "gamma", "loggamma", "digamma", "sign", "log"
ARRAYS = "softmax", "lse", "entropy", "kl", "dot", "variance", "diag", "outer", "quadratic"
VALUES = {
    "add": lambda at, stack, *terms: reduce(add, _values(at, stack, terms)),
    "mul": lambda at, stack, *terms: reduce(mul, _values(at, stack, terms)),
    "pow": lambda at, stack, x, e: power(at(x, stack), at(e, stack)),
    "root": lambda at, stack, x, e: power(at(x, stack), at(e, stack)),
    "rpow": _real_power,
    "cpow": _complex_power,
    "at": lambda at, stack, array, index: at.entry(array, index, stack),
    "call": lambda at, stack, f, order, u: at.called(f, order, u, stack),
    **{op: _of_number(op) for op in NUMBERS},
    "clog": lambda at, stack, u: apply("log", principal(at(u, stack))),
    "abs": _size,
    "polygamma": lambda at, stack, order, x: polygamma(at(order, stack), at(x, stack)),
    "sum": lambda at, stack, first, last, body: at.summed(first, last, body, stack),
    "prod": lambda at, stack, first, last, body: reduce(mul, at.over(first, last, body, stack), ONE),
    "lam": lambda at, stack, first, last, body: tuple(at.over(first, last, body, stack)),
    "max": _best_over("max"),
    "min": _best_over("min"),
    "maxof": lambda at, stack, *terms: at.best(_values(at, stack, terms), "max"),
    "minof": lambda at, stack, *terms: at.best(_values(at, stack, terms), "min"),
    "largest": lambda at, stack, vector: at.best(at(vector, stack), "max"),
    "cons": lambda at, stack, first, rest: (at(first, stack), *at(rest, stack)),
    "ones": _ones,
    "delta": _delta,
    "ind": _bracket,
    "deriv": _derivative,
    "gradient": _gradient,
    "jacobian": _jacobian,
    "integral": _integral,
    "space": _over_space,
    "simplex": _over_simplex,
    "pi": lambda at, stack: arb.pi(),
    "euler": lambda at, stack: arb.const_euler(),
    "imaginary": lambda at, stack: acb(0, 1),
    "limit": lambda at, stack, *parts: at.limit(*parts, stack),
    "det": _determinant,
    **{op: _of_arrays(op) for op in ARRAYS},
}
