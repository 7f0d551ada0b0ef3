"""Balls: what a term is worth at a point, as an exact rational where possible and as a ball that surely contains it elsewhere.

A value is an `fmpq` (exact), an `arb` or `acb` (a ball, real or complex), a `Dual` inside a derivative, or a tuple of values for a
vector.  The reading of terms is this module's own and shares nothing with the kernel's definitions: a fault there must not hide here too.

Real statements are read over the reals: log(-1) and (-1)^(1/2) are undefined in them; where a complex variable or the imaginary unit
occurs, logarithms and powers are principal values. 0^0 = 1, 0 log 0 = 0 in entropies, and a sum over an empty range is 0.
"""

from fractions import Fraction
from functools import reduce
from math import factorial

from flint import acb, arb, fmpq

ZERO, ONE, NAN = fmpq(0), fmpq(1), acb("nan")
WORK = 16_000  # entries, terms of sums and points of quadrature that one evaluation may cost
QUADRATURE = 200  # points of one integral
TOLERANCE = arb(2) ** -60  # of an integral


class NoValue(ArithmeticError):
    """A term got no value at a point; the message says why."""


class Undefined(NoValue):
    """It surely has none: log 0, 1/0, an entry that does not exist."""


class Undecided(NoValue):
    """More digits may give one: a ball contains a point at which the term is undefined."""


class NotEvaluable(NoValue):
    """It may have one, which balls do not find: a limit, a derivative at a kink, an integral up to a singularity."""


# --- numbers, and first derivatives -----------------------------------------------------------------------------------


class Dual:
    """value + slope·ε with ε² = 0. Derivatives nest: each has an ε of its own level, and the coefficients are of lower level."""

    __slots__ = ("level", "value", "slope")

    def __init__(self, level, value, slope):
        self.level, self.value, self.slope = level, value, slope


def parts(x, level):
    return (x.value, x.slope) if x.__class__ is Dual and x.level == level else (x, ZERO)


def split(a, b):
    """The innermost level of two numbers, and the value and slope of each at that level."""
    level = max(x.level for x in (a, b) if x.__class__ is Dual)
    return level, *parts(a, level), *parts(b, level)


def base(x):
    while x.__class__ is Dual:
        x = x.value
    return x


def ball(x):
    return arb(x) if x.__class__ is fmpq else x


def exact(value):
    """A number as it is written to the value it has here: dyadic complex numbers are exact balls."""
    if isinstance(value, complex):
        return acb(value.real, value.imag)
    if isinstance(value, (tuple, list)):
        return tuple(map(exact, value))
    return fmpq(value.numerator, value.denominator) if isinstance(value, (int, Fraction)) else value


def is_zero(x):
    return x == ZERO if x.__class__ is fmpq else x.is_zero()


def finite(x):
    return all(map(finite, x)) if x.__class__ is tuple else x.__class__ is fmpq or x.is_finite()


def sharp(x):
    """A ball so small that it says something: an enclosure [-1000, 1000] agrees with everything."""
    return all(map(sharp, x)) if x.__class__ is tuple else x.__class__ is fmpq or x.rel_one_accuracy_bits() > 20


# --- arithmetic -------------------------------------------------------------------------------------------------------


def pairs(u, v):
    """The entries of two arrays side by side."""
    if u.__class__ is not tuple or v.__class__ is not tuple or len(u) != len(v):
        raise NotEvaluable("two arrays of different shapes")
    return zip(u, v)


def add(a, b):
    if a.__class__ is tuple or b.__class__ is tuple:
        return tuple(add(x, y) for x, y in pairs(a, b))
    if a.__class__ is Dual or b.__class__ is Dual:
        level, a0, a1, b0, b1 = split(a, b)
        return Dual(level, add(a0, b0), add(a1, b1))
    return a + b


def mul(a, b):
    if a.__class__ is tuple:
        return tuple(mul(x, b) for x in a)
    if b.__class__ is tuple:
        return tuple(mul(a, y) for y in b)
    if a.__class__ is Dual or b.__class__ is Dual:
        level, a0, a1, b0, b1 = split(a, b)
        return Dual(level, mul(a0, b0), add(mul(a0, b1), mul(a1, b0)))
    product = a * b
    if product.__class__ is not fmpq and (a == ZERO or b == ZERO) and finite(a) and finite(b):
        return ZERO  # an exact zero stays exact
    return product


def neg(a):
    return mul(fmpq(-1), a)


def sub(a, b):
    return add(a, neg(b))


def inverse(x):
    if x.__class__ is Dual:
        value = inverse(x.value)
        return Dual(x.level, value, neg(mul(mul(value, value), x.slope)))
    if is_zero(x):
        raise Undefined("division by 0")
    if x.__class__ is not fmpq and x.contains(0):
        raise Undecided("division by a ball that contains 0")
    return 1 / x


def div(a, b):
    return mul(a, inverse(b))


def total(values):
    return reduce(add, values, ZERO)


def power(x, e):
    """x^e: for whole e by multiplication (a ball squared with ** is nan if it contains 0), else for x > 0 or on the principal branch."""
    if x.__class__ is tuple:
        return tuple(power(entry, e) for entry in x)
    if e.__class__ is fmpq and e.q == 1:
        return _whole_power(x, int(e.p))
    if x.__class__ is Dual or e.__class__ is Dual:
        if is_zero(base(x)) or on_cut(base(x)):
            raise NotEvaluable("a derivative at the edge of a power's domain")
        if e.__class__ is Dual:
            return apply("exp", mul(e, apply("log", x)))
        return Dual(x.level, power(x.value, e), mul(mul(e, power(x.value, sub(e, ONE))), x.slope))
    if x.__class__ is acb or e.__class__ is acb:
        return (mul(e, _log(x))).exp()
    if x.__class__ is fmpq and e.__class__ is fmpq and x > 0 and (root := _root(x, e)) is not None:
        return root
    if is_zero(x):
        if compare(e, ZERO) is None:
            raise Undecided("0 to a power of undecided sign")
        if compare(e, ZERO) < 0:
            raise Undefined("0 to a negative power")
        return ZERO
    if x < 0:
        raise (Undefined if e.__class__ is fmpq else Undecided)("a broken power of a negative number")
    return (ball(e) * _log(x)).exp()


def _whole_power(x, e):
    if e < 0:
        x, e = inverse(x), -e
    if x.__class__ is fmpq and e * (x.p.bit_length() + x.q.bit_length()) > 20_000:
        x = arb(x)
    result = ONE
    while e:
        if e & 1:
            result = mul(result, x)
        e >>= 1
        if e:
            x = mul(x, x)
    return result


def _root(x, e):
    """The rational x^e, where it is one and small; else None."""
    degree = int(e.q)
    p, q = x.p.root(degree), x.q.root(degree)
    return fmpq(p, q) ** int(e.p) if p**degree == x.p and q**degree == x.q and abs(e.p) < 100 else None


# --- functions: the value, and the slope as a value ------------------------------------------------------------------------


def _log(x):
    if x.__class__ is fmpq and x == 1:
        return ZERO
    if is_zero(x):
        raise Undefined("the logarithm of 0")
    if x.__class__ is acb:
        if on_cut(x) and not x.imag.is_zero() or x.contains(0):
            raise Undecided("a ball crosses the branch cut of the logarithm")
        return x.log()
    if x <= 0:
        raise Undefined("the logarithm of a negative number")
    return ball(x).log()


def on_cut(x):
    return x.__class__ is acb and x.imag.contains(0) and not x.real > 0


def _off_poles(x):
    if x.__class__ is fmpq and x.q == 1 and x <= 0:
        raise Undefined("a pole of the gamma function")
    return ball(x)


def _gamma(x):
    if x.__class__ is fmpq and x.q == 1 and 0 < x < 30:
        return fmpq(factorial(int(x.p) - 1))
    return _off_poles(x).gamma()


def _loggamma(x):
    x = _off_poles(x)
    if not (x.real if x.__class__ is acb else x) > 0:
        raise NotEvaluable("log gamma where its argument is not positive")
    return x.lgamma()


def polygamma(order, x):
    if x.__class__ is Dual:
        return Dual(x.level, polygamma(order, x.value), mul(polygamma(order + 1, x.value), x.slope))
    if order.__class__ is not fmpq or order.q != 1 or order < 0:
        raise NotEvaluable("polygamma of an order that is not a natural number")
    x = _off_poles(x)
    if not (x.real if x.__class__ is acb else x) > 0:
        raise NotEvaluable("polygamma where its argument is not positive")
    value = acb(x).polygamma(acb(order)) if order else x.digamma()
    return value if x.__class__ is acb or not order else value.real


def _sign(x):
    if x.__class__ is acb:
        raise NotEvaluable("the sign of a complex number")
    order = compare(x, ZERO)
    if order is None:
        raise Undecided("the sign of a ball that contains 0")
    return fmpq(order)


def _smooth(name):
    """A function with its value at 0 kept exact."""
    at_zero = ZERO if name in ("tanh", "sinh") else ONE
    return lambda x: at_zero if is_zero(x) else getattr(ball(x), name)()


VALUES = {
    "exp": _smooth("exp"), "tanh": _smooth("tanh"), "cosh": _smooth("cosh"), "sinh": _smooth("sinh"),
    "log": _log, "gamma": _gamma, "loggamma": _loggamma, "digamma": lambda x: _off_poles(x).digamma(),
    "abs": abs, "sign": _sign,
}  # fmt: skip
SLOPES = {
    "exp": lambda x: apply("exp", x),
    "tanh": lambda x: sub(ONE, power(apply("tanh", x), fmpq(2))),
    "cosh": lambda x: apply("sinh", x),
    "sinh": lambda x: apply("cosh", x),
    "log": inverse,
    "gamma": lambda x: mul(apply("gamma", x), apply("digamma", x)),
    "loggamma": lambda x: apply("digamma", x),
    "digamma": lambda x: polygamma(ONE, x),
    "abs": lambda x: apply("sign", x),
    "sign": lambda x: ZERO,
}


def apply(name, x):
    if x.__class__ is tuple:
        return tuple(apply(name, entry) for entry in x)
    if x.__class__ is Dual:
        if name in ("abs", "sign") and (is_zero(base(x)) or base(x).__class__ is acb) or name == "log" and on_cut(base(x)):
            raise NotEvaluable(f"a derivative of {name} where it has a kink")
        return Dual(x.level, apply(name, x.value), mul(SLOPES[name](x.value), x.slope))
    return VALUES[name](x)


# --- comparison: True, False, or None where the balls do not decide -----------------------------------------------------


def ordered(x):
    """A number that has an order; inside a derivative, its value without slopes."""
    x = base(x)
    if x.__class__ is acb:
        if not x.imag.is_zero():
            raise NotEvaluable("the order of complex numbers")
        x = x.real
    return x


def compare(a, b):
    """-1, 0 or 1 as a is less than, equal to or greater than b; None where the balls do not decide."""
    x, y = ordered(a), ordered(b)
    if x < y:
        return -1
    if x > y:
        return 1
    if not x == y:
        return None
    if (a.__class__ is Dual or b.__class__ is Dual) and a is not b:
        raise NotEvaluable("a derivative where two compared numbers are equal")
    return 0


def extreme(a, b, sign):
    """The greater of two numbers (sign = 1) or the lesser (sign = -1)."""
    order = compare(a, b)
    if order is not None:
        return a if order * sign >= 0 else b
    if a.__class__ is Dual or b.__class__ is Dual:
        raise Undecided("a maximum of undecided place inside a derivative")
    x, y = ball(ordered(a)), ball(ordered(b))
    return x.max(y) if sign > 0 else x.min(y)


def same(a, b):
    if a.__class__ is tuple or b.__class__ is tuple:
        answers = [same(x, y) for x, y in pairs(a, b)]
        return False if False in answers else None if None in answers else True
    if a.__class__ is Dual or b.__class__ is Dual:
        order = compare(a, b)
        return None if order is None else order == 0
    if a.__class__ is fmpq and b.__class__ is fmpq:
        return a == b
    x, y = acb(a), acb(b)
    if not (x.is_finite() and y.is_finite()):
        return None
    return (True if x == y else None) if x.overlaps(y) else False


def relate(relation, a, b):
    match relation:
        case "eq":
            return same(a, b)
        case "ne":
            equal = same(a, b)
            return None if equal is None else not equal
        case "le" | "lt":
            order = compare(a, b)
            if order is not None:
                return order < 0 or order == 0 and relation == "le"
            x, y = ordered(a), ordered(b)
            return True if relation == "le" and x <= y else False if relation == "lt" and x >= y else None
    raise NotEvaluable(f"{relation} is not a relation of numbers")


# --- terms ------------------------------------------------------------------------------------------------------------


def is_complex(*terms):
    """Whether a complex variable or the imaginary unit occurs, so that logarithms are principal values."""
    return any(t.op == "imaginary" or t.op in ("var", "sort") and "complex" in t.args[:2] or
               is_complex(*(a for a in t.args if hasattr(a, "op"))) for t in terms)  # fmt: skip


def seed(x, place, level):
    """A number, or the entry of an array at a place, made the variable of a derivative."""
    if not place:
        return Dual(level, x, ONE)
    first, *rest = place
    return tuple(seed(entry, rest, level) if k == first else entry for k, entry in enumerate(x))


def slope(x, level):
    return tuple(slope(entry, level) for entry in x) if x.__class__ is tuple else parts(x, level)[1]


class Evaluator:
    """Terms to values at one point, at the working precision; values of terms without bound variables are kept."""

    def __init__(self, values, complex_values=False):
        self.values, self.complex = values, complex_values
        self.memo, self.work, self.level, self.inside = {}, WORK, 0, 0

    def __call__(self, term, stack=()):
        """The value of a term whose bound variables have the values of `stack`, the innermost last."""
        match term.op:
            case "num":
                return exact(term.args[0])
            case "bound":
                return stack[-1 - term.args[0]]
            case "var":
                return self.values[term.args[0]]
        if term.loose:
            return self.compute(term.op, term.args, stack)
        if term not in self.memo:
            self.memo[term] = self.compute(term.op, term.args, stack)
        return self.memo[term]

    def compute(self, op, args, stack):
        match op:
            case "add":
                return reduce(add, [self(arg, stack) for arg in args])
            case "mul":
                return reduce(mul, [self(arg, stack) for arg in args])
            case "pow":
                x, e = (self(arg, stack) for arg in args)
                return power(x if e.__class__ is fmpq and e.q == 1 else self.principal(x), e)
            case "at":
                return self.entry(*args, stack)
            case "exp" | "tanh" | "cosh" | "sinh" | "gamma" | "loggamma" | "digamma" | "sign":
                return apply(op, self(args[0], stack))
            case "log":
                return apply(op, self.principal(self(args[0], stack)))
            case "abs":
                x = self(args[0], stack)
                if self.inside and base(x).__class__ is acb:
                    raise NotEvaluable("an integral of an absolute value")
                return apply(op, x)
            case "polygamma":
                return polygamma(*(self(arg, stack) for arg in args))
            case "sum":
                return total(self.over(*args, stack))
            case "prod":
                return reduce(mul, self.over(*args, stack), ONE)
            case "lam":
                return tuple(self.over(*args, stack))
            case "max" | "min":
                return self.best(self.over(*args, stack), op)
            case "maxof" | "minof":
                return self.best((self(arg, stack) for arg in args), op[:3])
            case "largest":
                return self.best(self(args[0], stack), "max")
            case "cons":
                return (self(args[0], stack), *self(args[1], stack))
            case "ones":
                size = self.integer(args[0], stack)
                self.spend(size)
                return (ONE,) * size
            case "delta":
                return ONE if self.integer(args[0], stack) == self.integer(args[1], stack) else ZERO
            case "ind":
                truth = self.decide(args[0], stack)
                if truth is None:
                    raise Undecided("an indicator of an undecided formula")
                return ONE if truth else ZERO
            case "deriv":
                kind, point, *indices, body = args
                place = [self.integer(index, stack) - 1 for index in indices]
                return self.partial(kind, self(point, stack), place, body, stack)
            case "gradient" | "jacobian":
                kind, point, body = args
                x = self(point, stack)
                if len(kind.args) > 2:
                    raise NotEvaluable("a gradient by a matrix")
                columns = [self.partial(kind, x, place, body, stack) for place in _places(x)]
                if x.__class__ is not tuple:
                    return columns[0]
                return tuple(columns) if op == "gradient" else tuple(zip(*columns))
            case "integral":
                lo, hi, body = args
                return self.integrate(self(lo, stack), self(hi, stack), lambda t: self(body, (*stack, t)))
            case "simplex":
                s, dim, body = args
                return self.simplex(self(s, stack), self.integer(dim, stack), lambda p: self(body, (*stack, p)))
            case "pi":
                return arb.pi()
            case "euler":
                return arb.const_euler()
            case "imaginary":
                return acb(0, 1)
            case "limit":
                raise NotEvaluable("no ball encloses a limit")
            case "softmax" | "lse" | "entropy" | "kl" | "dot" | "variance" | "diag" | "outer" | "quadratic":
                arrays = [self(arg, stack) for arg in args]
                self.spend(4 * len(arrays[0]))
                return FUNCTIONALS[op](*arrays)
        raise NotEvaluable(f"{op} has no value here")

    def principal(self, x):
        """In a complex statement a negative number becomes complex, so that its logarithm is the principal one."""
        return acb(x) if self.complex and x.__class__ in (fmpq, arb) and x < 0 else x

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
        if kind.args[0] not in ("real", "complex") and not inside(kind.args[0], entry):
            raise NotEvaluable(f"a derivative outside or at the edge of: {kind.args[0]}")
        self.level += 1
        try:
            return slope(self(body, (*stack, seed(x, place, self.level))), self.level)
        finally:
            self.level -= 1

    def integrate(self, lo, hi, f):
        """An integral along the segment from lo to hi, enclosed; NotEvaluable unless f is bounded and analytic near it."""
        if any(x.__class__ is Dual for x in (lo, hi)):
            raise NotEvaluable("a derivative of an integral by its limits")
        width = sub(hi, lo)

        def at(u, analytic):
            try:
                self.spend(1)
                value = f(add(lo, mul(width, u)))
            except NoValue:
                return NAN
            return NAN if value.__class__ is Dual else acb(value)

        self.inside += 1
        try:
            value = acb.integral(at, 0, 1, rel_tol=TOLERANCE, abs_tol=TOLERANCE, eval_limit=QUADRATURE) * width
        finally:
            self.inside -= 1
        if not value.is_finite():
            raise NotEvaluable("an integral that quadrature does not enclose")
        return value if self.complex or self.inside else value.real

    def simplex(self, s, dim, f, head=()):
        """The integral of f over the vectors with positive entries and sum s, in all entries but the last."""
        if dim > 3:
            raise NotEvaluable("an integral over a simplex of more than three entries")
        if dim == 1:
            return f((*head, s))
        return self.integrate(ZERO, s, lambda p: self.simplex(sub(s, p), dim - 1, f, (*head, p)))

    # --- formulas

    def decide(self, formula, stack=()):
        """Whether a formula holds: True, False, or None where the balls do not decide. Raises NoValue where a side has no value."""
        match formula.op, formula.args:
            case "and", conjuncts:
                answers = [self.decide(part, stack) for part in conjuncts]
                return False if False in answers else None if None in answers else True
            case "forall", (kind, body) if kind.args[0] == "index":
                answers = [self.decide(body, (*stack, fmpq(k))) for k in self.indices(*kind.args[1:], stack)]
                return False if False in answers else None if None in answers else True
            case "forall", _:
                raise NotEvaluable("a hypothesis about infinitely many numbers")
            case relation, (left, right):
                a, b = self(left, stack), self(right, stack)
                if left == right and finite(a):
                    return relation in ("eq", "le")
                return relate(relation, a, b)
        raise NotEvaluable(f"{formula.op} is not a formula")


def _places(x, place=()):
    """The places of the numbers in an array, in order."""
    if x.__class__ is not tuple:
        return [place]
    return [found for k, entry in enumerate(x) for found in _places(entry, (*place, k))]


# --- what the named functions of vectors mean -------------------------------------------------------------------------------


def dot(u, v):
    return total(mul(x, y) for x, y in pairs(u, v))


def _shifted_exponentials(v):
    """exp(v_k - v_1): equal entries then give exact values."""
    if not v:
        raise Undefined("softmax or log-sum-exp of nothing")
    return tuple(apply("exp", sub(x, v[0])) for x in v)


def _softmax(v):
    weights = _shifted_exponentials(v)
    return mul(inverse(total(weights)), weights)


def _lse(v):
    return add(v[0] if v else ZERO, apply("log", total(_shifted_exponentials(v))))


def _nonzero(x):
    """False for an exact 0; a complex number stands for an integration variable, which is positive almost everywhere."""
    if base(x).__class__ is acb:
        return 1
    order = compare(x, ZERO)
    if order is None:
        raise Undecided("a probability that may be 0")
    return order


def _entropy(p):
    return neg(total(mul(x, apply("log", x)) for x in p if _nonzero(x)))


def _kl(q, p):
    return total(mul(x, apply("log", div(x, y))) for x, y in pairs(q, p) if _nonzero(x) > 0)


def _variance(p, h):
    mean = dot(p, h)
    return total(mul(x, power(sub(y, mean), fmpq(2))) for x, y in pairs(p, h))


def _diag(v):
    return tuple(tuple(x if i == k else ZERO for k in range(len(v))) for i, x in enumerate(v))


FUNCTIONALS = {
    "softmax": _softmax,
    "lse": _lse,
    "entropy": _entropy,
    "kl": _kl,
    "dot": dot,
    "variance": _variance,
    "diag": _diag,
    "outer": lambda u, v: tuple(mul(x, v) for x in u),
    "quadratic": lambda a, h: dot(h, tuple(dot(row, h) for row in a)),
}


def inside(domain, x):
    """Whether a number lies in the interior of a domain, decidedly."""
    match domain:
        case "positive" | "nonnegative":
            return compare(base(x), ZERO) == 1
        case "(0, 1)":
            return compare(base(x), ZERO) == 1 and compare(base(x), ONE) == -1
    return domain in ("real", "complex")
