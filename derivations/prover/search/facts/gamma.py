"""Facts about log Γ and its derivatives for certificates: their recursion, and their tangents, as each is convex or concave.

A tangent of log Γ at x, of step 1, is ψ(x) < log x, and one at x + 1, of step −1, log x < ψ(x + 1).
"""

from functools import cache
from itertools import permutations, product
from math import factorial

from .in_sight import HALF
from .tangents import gibbs_term
from .weighted import weighted_fact
from ..asking import ALL
from ..polynomial_context import plain, plain_mono, plain_poly
from ...kernel import rules
from ...kernel.polynomial import UNIT, seal
from ...kernel.signs import POS, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, fresh, mul, num, opened, power, sort, sub, substitute, subterms, var,
)  # fmt: skip
from ...proof import derived

GAMMA = (*ALL, "gamma")
ORDERS = {"gamma": 0, "loggamma": 0, "digamma": 1, "polygamma": None}
GAMMAS = frozenset(ORDERS)
POINTS = 4  # arguments, those next to them not counted


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
    sums = [opened(plain(a)) for a in dict.fromkeys(a for mono in difference for a, _ in mono if a.op == "sum" and not a.loose)]
    inside = dict.fromkeys((k, *found) for k, body in sums for found in _weighted(body))
    orders = sorted({max(order + step, 0) for order, _ in (*seen, *(found for *_, found in inside)) for step in (-1, 0)})
    arguments = _arguments(goal, seen, ground)
    shares = [f for t in sorted(goal.free, key=str) if t.args[1:] == ("(0, 1)",) for f in (t, sub(ONE, t))]
    factors = [ONE, *shares, *_cofactors(difference, ground)]
    for order in orders:
        yield from _at_arguments(order, list(arguments.values()), factors, ground)
        for (k, w, (_, u)), p in product(inside, arguments.values()):
            yield ONE, lambda o=order, p=p, k=k, w=w, u=u: weighted_fact(tangent(o, p, u, ground.given), w, k, ground)
    for p, q in permutations(arguments.values(), 2):
        for factor in factors:
            yield factor, lambda p=p, q=q: derived.monotone(_order(p, q, ground), "log")
    for order, u, mean in product(orders, list(arguments.values())[:POINTS], (start, end, trapezoid, midpoint)):
        for base, factor in product((u, *([sub(u, HALF)] if mean is midpoint else [])), factors):
            yield factor, lambda o=order, u=base, mean=mean: _instance(mean(o), u, ground.given)


def _at_arguments(order, arguments, factors, ground):
    """Recursion between arguments one apart, tangents, and from one derivative on what rises."""
    pairs = list(permutations(arguments, 2))
    for (u, v), factor in product([(u, v) for u, v in pairs if ground.poly(sub(v, u)) == {UNIT: 1}], factors):
        yield factor, lambda u=u, v=v: recursion(order, u, v, ground.given)
    for (p, q), factor in product(pairs, factors):
        yield factor, lambda p=p, q=q: tangent(order, p, q, ground.given)
    for p, q in pairs if order else ():
        yield ONE, lambda p=p, q=q: monotone(order, p, q, ground.given)


def _cofactors(difference, ground):
    """What is positive and stands before log Γ or one of its derivatives."""
    found = {}
    for mono in difference:
        rest = frozenset((a, e) for a, e in mono if not any(t.op in ORDERS for t in subterms(a)))
        if rest and rest != mono and all(ground.positive(a) for a, _ in rest):
            found[rest] = None
    return [plain_mono(rest) for rest in list(found)[:2]]


def _weighted(body):
    """Pairs (w, (order, u)) for w times a derivative of log Γ at u."""
    factors = body.args if body.op == "mul" else (body,)
    for factor in factors:
        for t in subterms(factor):
            if found := gamma_argument(t):
                yield mul(*(f for f in factors if f is not factor)), found


def with_logarithms(goal, difference, ground):
    """The same, and tangents of the logarithm at the arguments and half a step before them."""
    yield from questions(goal, difference, ground)
    seen = dict.fromkeys(gamma_argument(t) for mono in difference for atom, _ in mono for t in subterms(atom))
    seen.pop(None, None)
    arguments = list(_arguments(goal, seen, ground).values())
    for w, u in permutations([*arguments, *(plain_poly(ground.poly(sub(u, HALF))) for u in arguments)], 2):
        yield power(w, MINUS), lambda w=w, u=u: gibbs_term(w, u, ground)


def _arguments(goal, seen, ground):
    """The arguments in sight, as they are written if they are, and those one after them and before them, by their normal forms."""
    written = [found[1] for side in goal.args for t in subterms(meaning(side)) if (found := gamma_argument(t))]
    found = {}
    for u in (*written, *(plain(u) for _, u in seen)):
        found.setdefault(seal(ground.poly(u)), u)
    found = dict(list(found.items())[:POINTS])
    for u in list(found.values()):
        if ground.facts.mask(meaning(sub(u, ONE))) == POS:
            found.setdefault(seal(ground.poly(sub(u, ONE))), plain_poly(ground.poly(sub(u, ONE))))
        found.setdefault(seal(ground.poly(add(u, ONE))), add(u, ONE))
    return found


def _order(p, q, ground):
    """p < q or p <= q, at sight."""
    relation = "lt" if ground.facts.mask(meaning(sub(q, p))) == POS else "le"
    return rules.linear(Term(relation, (p, q)), [], sub(q, p), given=ground.given)


def recursion(order, u, following, given):
    """log Γ(u + 1) = log Γ(u) + log u, differentiated."""
    return rules.equality(derivative(order, following), add(derivative(order, u), _step(order, u)), GAMMA, given)


def _step(order, u):
    """The derivative of log u of that order."""
    return mul(num((-1) ** (order - 1) * factorial(order - 1)), power(u, num(-order))) if order else fn("log", u)


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
    line = derived.tangent(rules.weaken(curved, *given), x, p, q)
    sides = add(derivative(order, p), mul(derivative(order + 1, p), sub(q, p))), derivative(order, q)
    goal = Term(line.conclusion.op, sides[:: (-1) ** order])
    return rules.linear(goal, [(ONE, line)], using=ALL, given=given)


def monotone(order, p, q, given):
    """ψ(p) <= ψ(q) for p <= q, which must be seen at sight; for its derivatives the one or the other."""
    slope = mul(num((-1) ** order), derivative(order + 1, q))
    goal = Term("le", (_signed(order, 0, q), _signed(order, 0, p)))
    return rules.linear(goal, [(ONE, tangent(order, q, p, given))], mul(num(-1), slope, sub(q, p)), ALL, given)


@cache
def harmonic():
    """(n, Σ_{k=1..n} 1/k = ψ(n + 1) + γ), by induction."""
    n = var("n", "dimension")
    k = fresh("k", "index", ONE, n)
    numbers = bind("sum", ONE, n, variable=k, body=power(k, MINUS))
    statement = Term("eq", (numbers, add(fn("digamma", add(n, ONE)), fn("euler"))))
    base, step = (Term("eq", tuple(substitute(side, {n: m}) for side in statement.args)) for m in (ONE, add(n, ONE)))
    using = (*ALL, "gamma", "ranges")
    assumed = rules.assume(rules.closure(statement, n))
    return n, rules.induction(statement, n, rules.equality(*base.args, using), rules.linear(step, [(ONE, assumed)], using=using))


# --- means over a step of 1 -----------------------------------------------------------------------------------------


@cache
def start(order):
    """(x, f′(x) < f(x + 1) − f(x)), f being log Γ or a derivative of it with the sign with which it is convex."""
    x = fresh("x", "positive")
    goal = Term("lt", (_signed(order, 1, x), _rise(order, x)))
    return x, rules.linear(goal, [(ONE, tangent(order, x, add(x, ONE), ()))], using=GAMMA)


@cache
def end(order):
    """(x, f(x + 1) − f(x) < f′(x + 1))."""
    x = fresh("x", "positive")
    goal = Term("lt", (_rise(order, x), add(_signed(order, 1, x), mul(num((-1) ** order), _step(order + 1, x)))))
    return x, rules.linear(goal, [(ONE, tangent(order, add(x, ONE), x, ()))], using=GAMMA)


@cache
def trapezoid(order):
    """(x, (f′(x) + f′(x + 1))/2 < f(x + 1) − f(x))."""

    def gap(x, h, rise):
        return sub(rise, mul(HALF, h, add(_signed(order, 1, x), _signed(order, 1, add(x, h)))))

    return _from_zero(order, gap, lambda x, h: (HALF, (add(x, h), x)))


@cache
def midpoint(order):
    """(x, f(x + 1) − f(x) < f′(x + 1/2))."""

    def gap(x, h, rise):
        return sub(mul(h, _signed(order, 1, add(x, mul(HALF, h)))), rise)

    return _from_zero(order, gap, lambda x, h: (ONE, (add(x, mul(HALF, h)), add(x, h))))


def _signed(order, more, x):
    return mul(num((-1) ** order), derivative(order + more, x))


def _rise(order, x):
    """f(x + 1) − f(x)"""
    return mul(num((-1) ** order), _step(order, x))


def _from_zero(order, gap, touching):
    """0 < gap(x, 1) as gap(x, 0) = 0 and the slope in h is positive: a multiple of what a tangent of f′ leaves."""
    x, y, h = fresh("x", "positive"), fresh("y", "real"), fresh("h", "real")
    after = (Term("lt", (ZERO, y)),)
    factor, places = touching(x, y)
    body = gap(x, h, sub(_signed(order, 0, add(x, h)), _signed(order, 0, x)))
    slope = bind("deriv", sort("real"), y, variable=h, body=body)
    rises = rules.linear(Term("lt", (ZERO, slope)), [(factor, tangent(order + 1, *places, after))], using=ALL, given=after)
    risen = rules.rising(rises, y, ZERO, ONE, rules.linear(Term("lt", (ZERO, ONE)), [], ONE))
    return x, rules.linear(Term("lt", (ZERO, gap(x, ONE, _rise(order, x)))), [(ONE, risen)], using=GAMMA)


def _instance(general, value, given):
    x, theorem = general
    return rules.substitution(rules.weaken(theorem, *given), {x: value})
