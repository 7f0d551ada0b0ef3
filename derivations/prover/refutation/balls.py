"""Balls: numbers that are known exactly or enclosed, and what the functions of a statement make of them.

A value is an `fmpq` (exact), an `arb` or `acb` (a ball, real or complex, that surely contains the number), a `Dual` inside
a derivative, or a tuple of values for an array. What is exact stays exact as long as it can: exp 0 = 1, √(4/9) = 2/3.
A value that does not exist is an exception that says why, and whether that is sure. 0^0 = 1, and 0 log 0 = 0 in entropies.
"""

from fractions import Fraction
from functools import reduce
from math import factorial
from numbers import Rational

from flint import acb, arb, fmpq

from .curves import Curve, Surface

ZERO, ONE, MINUS = fmpq(0), fmpq(1), fmpq(-1)


class NoValue(ArithmeticError):
    """A term got no value at a point; the message says why."""


class Undefined(NoValue):
    """It surely has none: log 0, 1/0, an entry that does not exist."""


class Undecided(NoValue):
    """More digits may give one: a ball contains a point at which the term is undefined."""


class NotEvaluable(NoValue):
    """It may have one, which balls do not find: a limit, a derivative on a branch cut, an integral up to a singularity."""


# --- numbers, and first derivatives -----------------------------------------------------------------------------------


class Level(int):
    """Which ε a dual number has. `bent`: a kink was met, and what follows holds in the direction of ε only."""

    bent = False


class Dual:
    """value + slope·ε with ε² = 0. Derivatives nest: each has an ε of its own level; its coefficients are of lower level."""

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
    """A number as Python or SymPy writes it, or nested tuples of them, as values; a complex number must be dyadic, hence exact."""
    if isinstance(value, (int, Fraction)):
        return fmpq(value.numerator, value.denominator)
    if isinstance(value, (tuple, list)):
        return tuple(map(exact, value))
    if isinstance(value, complex):
        return acb(value.real, value.imag)
    if isinstance(value, Rational):
        return fmpq(int(value.numerator), int(value.denominator))
    if isinstance(value, (fmpq, acb, Curve, Surface)):
        return value
    raise TypeError(f"{value!r} is not an exact number")


def is_zero(x):
    return x == ZERO if x.__class__ is fmpq else x.is_zero()


def finite(x):
    return all(map(finite, x)) if x.__class__ is tuple else x.__class__ is fmpq or x.is_finite()


def sharp(x):
    """A ball so small that it says something: an enclosure [-1000, 1000] agrees with everything."""
    return all(map(sharp, x)) if x.__class__ is tuple else x.__class__ is fmpq or x.rel_one_accuracy_bits() > 20


# --- arithmetic -------------------------------------------------------------------------------------------------------


def places(x, place=()):
    """The places of the numbers in an array, in order, counted from 0."""
    return [p for k, entry in enumerate(x) for p in places(entry, (*place, k))] if x.__class__ is tuple else [place]


def pairs(u, v):
    """The entries of two arrays side by side."""
    if u.__class__ is not tuple or v.__class__ is not tuple or len(u) != len(v):
        raise NotEvaluable("two arrays of different shapes")
    return zip(u, v, strict=True)


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
    return ZERO if product.__class__ is not fmpq and product.is_zero() else product  # an exact zero stays exact


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
    """x^e: for whole e by multiplication (`ball**2` is nan if the ball contains 0), else for x > 0 or the principal branch."""
    if x.__class__ is tuple:
        return tuple(power(entry, e) for entry in x)
    while e.__class__ is Dual and e.slope.__class__ is fmpq and e.slope == 0:
        e = e.value
    if e.__class__ is fmpq and e.q == 1:
        return _whole_power(x, int(e.p))
    if x.__class__ is Dual or e.__class__ is Dual:
        if is_zero(base(x)) or on_cut(base(x)):
            raise NotEvaluable("a derivative at the edge of a power's domain")
        if e.__class__ is Dual:
            return apply("exp", mul(e, apply("log", x)))
        return Dual(x.level, power(x.value, e), mul(mul(e, power(x.value, sub(e, ONE))), x.slope))
    if is_zero(x) and e.__class__ is not acb:
        return _power_of_zero(e)
    if x.__class__ is acb or e.__class__ is acb:
        return ball(mul(e, _log(x))).exp()
    if x.__class__ is fmpq and e.__class__ is fmpq and x > 0 and (root := _root(x, e)) is not None:
        return root
    if x < 0:
        raise (Undefined if e.__class__ is fmpq else Undecided)("a broken power of a negative number")
    return (ball(e) * _log(x)).exp()


def _power_of_zero(e):
    match compare(e, ZERO):
        case None:
            raise Undecided("0 to a power of undecided sign")
        case -1:
            raise Undefined("0 to a negative power")
        case sign:
            return ZERO if sign else ONE


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
    if degree > 1000:
        return None
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
    if order.__class__ is not fmpq or order.q != 1 or order < 0:
        raise NotEvaluable("polygamma of an order that is not a natural number")
    if x.__class__ is Dual:
        return Dual(x.level, polygamma(order, x.value), mul(polygamma(order + 1, x.value), x.slope))
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
        if name in ("abs", "sign") and base(x).__class__ is not acb and is_zero(base(x)):
            ahead = heading(x)
            if name == "sign" and not ahead:
                raise NotEvaluable("a derivative where a sign is taken of what is 0 to first order")
            return mul(fmpq(ahead), x if name == "abs" else ONE)
        if name in ("abs", "sign") and base(x).__class__ is acb or name == "log" and on_cut(base(x)):
            raise NotEvaluable(f"a derivative of {name} where it has a kink")
        return Dual(x.level, apply(name, x.value), mul(SLOPES[name](x.value), x.slope))
    return VALUES[name](x)


# --- comparison: True, False, or None where the balls do not decide -----------------------------------------------------


def every(answers):
    """True, False, or None where an answer that matters is None."""
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def some(answers):
    """True, False, or None where no answer is True and one is None."""
    answers = list(answers)
    return True if True in answers else None if None in answers else False


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


def heading(x):
    """The sign, -1, 0 or 1, that a number which is 0 takes when every ε is a small positive number, the first ε the largest."""
    if x.value.__class__ is Dual and (sign := heading(x.value)):
        return sign
    x.level.bent = True
    if x.slope.__class__ is Dual:
        raise NotEvaluable("a second derivative where there is a kink")
    sign = compare(x.slope, ZERO)
    if sign is None:
        raise Undecided("a kink of undecided direction")
    return sign


def extreme(a, b, sign):
    """The greater of two numbers (sign = 1) or the lesser (sign = -1)."""
    order = compare(base(a), base(b))
    if order == 0 and (a.__class__ is Dual or b.__class__ is Dual):
        order = heading(sub(a, b))
    if order is not None:
        return a if order * sign >= 0 else b
    if a.__class__ is Dual or b.__class__ is Dual:
        raise Undecided("a maximum of undecided place inside a derivative")
    x, y = ball(ordered(a)), ball(ordered(b))
    return x.max(y) if sign > 0 else x.min(y)


def same(a, b):
    if a.__class__ is tuple or b.__class__ is tuple:
        return every(same(x, y) for x, y in pairs(a, b))
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
    if any(base(x).__class__ is acb for x in v):  # the principal logarithm is of the sum itself
        return apply("log", total(apply("exp", x) for x in v))
    return add(v[0] if v else ZERO, apply("log", total(_shifted_exponentials(v))))


def _sure_sign(x):
    """-1, 0 or 1. A complex number counts as positive to the right of the imaginary axis: the integrand is analytic there."""
    order = (1 if x.real > 0 else None) if x.__class__ is acb else compare(x, ZERO)
    if order is None:
        raise Undecided("a probability that may be 0")
    return order


def _entropy(p):
    return neg(total(mul(x, apply("log", x)) for x in p if _sure_sign(x)))


def _kl(q, p):
    return total(mul(x, apply("log", div(x, y))) for x, y in pairs(q, p) if _sure_sign(x) > 0)


def _variance(p, h):
    mean = dot(p, h)
    return total(mul(x, power(sub(y, mean), fmpq(2))) for x, y in pairs(p, h))


def _diag(v):
    return tuple(tuple(x if i == k else ZERO for k in range(len(v))) for i, x in enumerate(v))


def _det(rows):
    """Along the first row: no division, so that exact entries give an exact value."""
    if not rows:
        return ONE
    first, *rest = rows
    minors = (_det([row[:k] + row[k + 1 :] for row in rest]) for k in range(len(first)))
    return total(mul(x if k % 2 == 0 else neg(x), minor) for k, (x, minor) in enumerate(zip(first, minors, strict=True)))


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
    "det": _det,
}
