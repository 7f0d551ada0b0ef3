"""Curves: particular functions to try where a statement is about any function of a kind.

Each is analytic where it is defined, so that it is as often differentiable as any domain asks. Those of a vector are made for its
length.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ..kernel.terms import MINUS, ONE, Term, add, at, fn, mul, num, power, sort


@dataclass(frozen=True)
class Curve:
    """The function x ↦ body, the bound variable of the body being x."""

    text: str
    body: Term

    def __str__(self):
        return self.text

    def slope(self, source, times):
        """The term of its derivative, so many times over."""
        body = self.body
        for _ in range(times):
            body = Term("deriv", (sort(source), X, body), "x")
        return body


@dataclass(frozen=True)
class Surface:
    """The function of a vector x of each length ↦ body, the bound variable of the body being x."""

    text: str
    body: Callable

    def __str__(self):
        return self.text

    def slope(self, source, times, size):
        """The term of its value, or of the vector of its partial derivatives."""
        body = self.body(num(size))
        return Term("gradient", (sort("real", num(size)), X, body), "x") if times else body


X = Term("bound", (0,))
SQUARE, GROWTH, INVERSE, LOG = power(X, num(2)), fn("exp", X), power(X, MINUS), fn("log", X)
SOFTPLUS = fn("log", add(ONE, GROWTH))
EXPONENTIAL, PARABOLA, SOFT = Curve("exp(x)", GROWTH), Curve("1 + x**2", add(ONE, SQUARE)), Curve("log(1 + exp(x))", SOFTPLUS)
EVERYWHERE = (EXPONENTIAL, PARABOLA, SOFT, Curve("exp(2*x)", fn("exp", mul(num(2), X))), Curve("1", ONE))
HALF_LINE = (Curve("x", X), Curve("x**2", SQUARE), Curve("1/x", INVERSE))
SIGNED = (Curve("x", X), Curve("-x", mul(MINUS, X)), Curve("x**2", SQUARE))
CURVES = {  # by where a function is from and where its values lie
    ("real", "positive"): EVERYWHERE,
    ("real", "nonnegative"): (Curve("x**2", SQUARE), *EVERYWHERE),
    ("real", "real"): (*SIGNED, *EVERYWHERE),
    ("positive", "positive"): (*HALF_LINE, *EVERYWHERE),
    ("positive", "nonnegative"): (*HALF_LINE, *EVERYWHERE),
    ("positive", "real"): (Curve("log(x)", LOG), Curve("x*log(x)", mul(X, LOG)), *HALF_LINE, *EVERYWHERE),
    ("(0, 1)", "positive"): (*HALF_LINE, Curve("1 - x", add(ONE, mul(MINUS, X)))),
    ("(0, 1)", "nonnegative"): (*HALF_LINE, Curve("1 - x", add(ONE, mul(MINUS, X)))),
    ("(0, 1)", "real"): (Curve("x*log(x)", mul(X, LOG)), Curve("log(x)", LOG), *HALF_LINE),
}


def _over_entries(term):
    """Σ_k of a term in the k-th entry of x"""
    return lambda size: Term("sum", (ONE, size, term(at(Term("bound", (1,)), X))), "k")


def _first(size):
    return at(X, ONE)


SUM, SQUARES = _over_entries(lambda entry: entry), _over_entries(lambda entry: power(entry, num(2)))
LEVEL, HILL = Surface("1", lambda size: ONE), Surface("exp(-dot(x, x))", lambda size: fn("exp", mul(MINUS, SQUARES(size))))
TILTED = Surface("exp(Sum(x[k]/2, (k, 1, n)))", lambda size: fn("exp", mul(power(num(2), MINUS), SUM(size))))
BOWL = Surface("dot(x, x)", SQUARES)
DIRECTION = Surface("x[1]/sqrt(dot(x, x))", lambda size: mul(_first(size), power(SQUARES(size), num(Fraction(-1, 2)))))
ANYWHERE = {
    "positive": (HILL, TILTED, LEVEL),
    "nonnegative": (BOWL, HILL, TILTED, LEVEL),
    "real": (Surface("x[1]", _first), Surface("Sum(x[k], (k, 1, n))", SUM), BOWL, TILTED, HILL),
}
CURVES |= {("vector", values): surfaces for values, surfaces in ANYWHERE.items()}
CURVES |= {("nonzero vector", values): surfaces for values, surfaces in ANYWHERE.items()}
CURVES["nonzero vector", "real"] += (DIRECTION,)
