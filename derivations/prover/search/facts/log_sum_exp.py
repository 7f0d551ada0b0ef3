"""Bounds of log-sum-exp: it lies between the maximum and the maximum plus log n, above its tangents, and is convex.

Each is proved once, for vectors z and w of any dimension and for t in [0, 1], and is then said of the vectors of a statement.
"""

from functools import cache

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.rules import Theorem
from ...kernel.terms import ONE, ZERO, Term, add, at, bind, fn, fresh, mul, opened, shape, sort, sub, var
from ...proof import derived
from ..asking import ALL

N = var("n", "dimension")
Z, W, T = var("z", "real", N), var("w", "real", N), var("t", "real")


def lower(z: Term) -> Theorem:
    """max z <= LSE(z)"""
    return _said(_lower(), {Z: z})


def upper(z: Term) -> Theorem:
    """LSE(z) <= max z + log n"""
    return _said(_upper(), {Z: z})


def tangent(z: Term, w: Term) -> Theorem:
    """LSE(z) + softmax(z) · (w − z) <= LSE(w)"""
    return _said(_tangent(), {Z: z, W: w})


def convex(t: Term, z: Term, w: Term) -> Theorem:
    """LSE(t z + (1 − t) w) <= t LSE(z) + (1 − t) LSE(w), given 0 <= t and t <= 1"""
    return _said(_convex(), {T: t, Z: z, W: w})


def _said(theorem, values):
    case = {N: shape(values[Z])[0]} | values
    return rules.substitution(theorem, {v: value for v, value in case.items() if v != value})


@cache
def _lower():
    j, i = fresh("j", "index", ONE, N), fresh("i", "index", ONE, N)
    total = bind("sum", ONE, N, variable=j, body=fn("exp", at(Z, j)))
    others = bind("sum", ONE, N, variable=j, body=mul(sub(ONE, fn("delta", j, i)), fn("exp", at(Z, j))))
    one = rules.linear(Term("le", (fn("exp", at(Z, i)), total)), [], others, ("collapse",))
    each = rules.linear(Term("le", (at(Z, i), fn("lse", Z))), [(ONE, derived.monotone(one, "log"))], using=("definition",))
    return rules.restate(derived.least_bound(each, i), Term("le", (fn("largest", Z), fn("lse", Z))))


@cache
def _upper():
    top = expand(fn("largest", Z), unfold=True)
    k, _ = opened(top)
    summed = rules.under("sum", (ONE, N), k, derived.monotone(rules.below_maximum(top, k), "exp"))
    goal = Term("le", (fn("lse", Z), add(fn("largest", Z), fn("log", N))))
    return rules.linear(goal, [(ONE, derived.monotone(summed, "log"))], using=("definition",))


@cache
def _tangent():
    """Along the line from z to w the second derivative of log-sum-exp is a variance under softmax."""
    x, step = fresh("x", "real"), sub(W, Z)
    along = add(Z, mul(x, step))
    once = bind("deriv", sort("real"), x, variable=x, body=fn("lse", along))
    twice = bind("deriv", sort("real"), x, variable=x, body=once)
    bent = rules.linear(Term("le", (ZERO, twice)), [], fn("variance", fn("softmax", along), step), ALL)
    goal = Term("le", (add(fn("lse", Z), fn("dot", fn("softmax", Z), step)), fn("lse", W)))
    return rules.linear(goal, [(ONE, derived.tangent(bent, x, ZERO, ONE))], using=ALL)


@cache
def _convex():
    """The tangent at the point between, t times at z and 1 − t times at w."""
    rest = sub(ONE, T)
    between = add(mul(T, Z), mul(rest, W))
    goal = Term("le", (fn("lse", between), add(mul(T, fn("lse", Z)), mul(rest, fn("lse", W)))))
    tangents = [(T, tangent(between, Z)), (rest, tangent(between, W))]
    return rules.linear(goal, tangents, using=ALL, given=[Term("le", (ZERO, T)), Term("le", (T, ONE))])
