"""Lemmas of certificates: each proved once, for all values of its variables.

1 + u <= e^u, the tangent at 0, from convexity; 1 + Σ x <= Π (1 + x) for x >= 0, by induction along the range.
"""

from functools import cache

from ...kernel import rules
from ...kernel.terms import ONE, ZERO, Term, add, at, bind, difference, fn, fresh, from_affine, mul, sort, substitute
from ...proof import derived

LABELS = ("definition", "ranges")


@cache
def _convex():
    x = fresh("x", "real")
    once = bind("deriv", sort("real"), x, variable=x, body=fn("exp", x))
    twice = bind("deriv", sort("real"), x, variable=x, body=once)
    return x, rules.linear(Term("lt", (ZERO, twice)), [], fn("exp", x), ("derivative",))


def exp_tangent(u, given):
    """1 + u <= e^u, for a real u; strictly where u is known not to be 0."""
    x, convex = _convex()
    line = derived.tangent(rules.weaken(convex, *given), x, ZERO, u)
    goal = Term(line.conclusion.op, (add(ONE, u), fn("exp", u)))
    return rules.linear(goal, [(ONE, line)], using=("derivative",), given=given)


@cache
def _tangent():
    x = fresh("x", "real")
    return x, exp_tangent(x, ())


def exp_tangent_at(u, given=()):
    """1 + u <= e^u, whatever u is, as an instance of what is proved once."""
    x, theorem = _tangent()
    return rules.substitution(rules.weaken(theorem, *given), {x: u})


@cache
def product_exceeds_sum(domain):
    """(x, log(1 + Σ x) <= Σ log(1 + x)) for a vector x of positive or nonnegative entries."""
    n = fresh("n", "dimension")
    x = fresh("x", domain, n)
    m = fresh("m", "index", ONE, from_affine(*difference(n, ONE)))
    known = _more(x, m)
    base = rules.linear(_more(x, ONE), [], using=LABELS)
    following = add(m, ONE)
    entry, total = at(x, following), _total(x, m)
    room = Term("le", m.args[2:])  # that there is a step to take at all
    premises = [(add(ONE, entry), rules.assume(known, (room,)))]
    step = rules.linear(substitute(known, {m: following}), premises, mul(entry, total), LABELS, (room,))
    whole = rules.specialise(rules.along(known, m, base, step), n)
    k = fresh("k", "index", ONE, n)
    logs = bind("sum", ONE, n, variable=k, body=fn("log", add(ONE, at(x, k))))
    goal = Term("le", (fn("log", whole.conclusion.args[0]), logs))
    return x, rules.linear(goal, [(ONE, derived.monotone(whole, "log"))], using=("definition",))


def _more(x, m):
    """1 + x_1 + ... + x_m <= (1 + x_1) ... (1 + x_m)"""
    k = fresh("k", "index", ONE, m)
    product = bind("prod", ONE, m, variable=k, body=add(ONE, at(x, k)))
    return Term("le", (add(ONE, _total(x, m)), product))


def _total(x, m):
    k = fresh("k", "index", ONE, m)
    return bind("sum", ONE, m, variable=k, body=at(x, k))
