"""Facts about log Γ and its derivatives for certificates: their recursion, and their tangents, as each is convex or concave.

A tangent of log Γ at x, of step 1, is ψ(x) < log x, and one at x + 1, of step −1, log x < ψ(x + 1).
"""

from functools import cache
from itertools import permutations

from .bounds import HALF, indices
from .ground import plain
from .kernel import rules
from .kernel.signs import NIL, POS, meaning
from .kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, fresh, instantiate, mul, num, opened, power, sort, sub, substitute, subterms,
)  # fmt: skip

ALL = ("definition", "derivative", "collapse")
ORDERS = {"gamma": 0, "loggamma": 0, "digamma": 1, "polygamma": None}
POINTS = 5  # arguments, those next to them not counted


def gamma_argument(t):
    """(order, u) for the derivative of log Γ at u of that order; None for another term."""
    if t.loose or t.op not in ORDERS:
        return None
    if t.op != "polygamma":
        return ORDERS[t.op], t.args[0]
    order, u = t.args
    return (order.args[0] + 1, u) if order.op == "num" and order.args[0] <= 4 else None


def derivative(order, u):
    """The derivative of log Γ at u of that order."""
    return fn("loggamma", u) if order == 0 else fn("digamma", u) if order == 1 else fn("polygamma", num(order - 1), u)


def questions(goal, difference, ground):
    """Pairs (multiplier, question to the kernel), as in bounds.py."""
    seen = dict.fromkeys(gamma_argument(t) for mono in difference for atom, _ in mono for t in subterms(atom))
    seen.pop(None, None)
    orders = sorted({max(order + step, 0) for order, _ in seen for step in (-1, 0)})
    arguments = list(dict.fromkeys(plain(u) for _, u in seen))[:POINTS]
    later = {u: ground.poly(add(u, ONE)) for u in arguments}
    known = {u: ground.poly(u) for u in arguments}
    points = [*arguments, *(add(u, ONE) for u, p in later.items() if p not in known.values())]
    for u in arguments:
        following = next((v for v in arguments if known[v] == later[u]), add(u, ONE))
        for order in orders:
            yield ONE, lambda o=order, u=u, v=following: recursion(o, u, v, ground.given)
    factors = [ONE, *(f for t in sorted(goal.free, key=str) if t.args[1:] == ("(0, 1)",) for f in (t, sub(ONE, t)))]
    for p, q in permutations(points, 2):
        for order in orders:
            for factor in factors:
                yield factor, lambda o=order, p=p, q=q: tangent(o, p, q, ground.given)
        for factor in factors:
            yield factor, lambda p=p, q=q: rules.monotone(_order(p, q, ground), "log")


def _order(p, q, ground):
    """p < q or p <= q, at sight."""
    relation = "lt" if ground.facts.mask(meaning(sub(q, p))) == POS else "le"
    return rules.linear(Term(relation, (p, q)), [], sub(q, p), given=ground.given)


def recursion(order, u, following, given):
    """log Γ(u + 1) = log Γ(u) + log u, differentiated."""
    step = fn("log", u) if order == 0 else mul(num((-1) ** (order - 1) * _factorial(order - 1)), power(u, num(-order)))
    return rules.equality(derivative(order, following), add(derivative(order, u), step), (*ALL, "gamma"), given)


def _factorial(k):
    return k * _factorial(k - 1) if k else 1


@cache
def _curved(order):
    """(x, 0 < f″(x)), f being log Γ, or one of its derivatives with the sign with which it is convex."""
    x = fresh("x", "positive")
    f = mul(num((-1) ** order), derivative(order, x))
    once = bind("deriv", sort("positive"), x, variable=x, body=f)
    twice = bind("deriv", sort("positive"), x, variable=x, body=once)
    return x, rules.linear(Term("lt", (ZERO, twice)), [], mul(num((-1) ** order), derivative(order + 2, x)), ALL)


def tangent(order, p, q, given):
    """f(p) + f′(p)(q − p) <= f(q), or the opposite where f is concave: f is log Γ or one of its derivatives."""
    x, curved = _curved(order)
    line = rules.tangent(rules.weaken(curved, *given), x, p, q)
    sides = add(derivative(order, p), mul(derivative(order + 1, p), sub(q, p))), derivative(order, q)
    goal = Term(line.conclusion.op, sides[:: (-1) ** order])
    return rules.linear(goal, [(ONE, line)], using=ALL, given=given)
