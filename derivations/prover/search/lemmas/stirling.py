"""Stirling's formula: bounds of ψ(u) and log Γ(u) for large u, each proved once.

    −u/(2u − 1) <= u (ψ(u) − log u) <= −1/2                                            for u > 1
    |log Γ(u) − (u − 1/2) log u + u − log(2π)/2| <= 1/(4u − 2)                         for u > 2

The first holds as ψ is concave. By it g(u) = log Γ(u) − (u − 1/2) log u + u falls, and g(u) − 1/(2u) rises. Legendre's formula
says what g(v) + g(v + 1/2) − g(2v) is; as g(v) − g(2v) is small, so is g(v + 1/2) − log(2π)/2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ...kernel import rules
from ...kernel.terms import MINUS, ONE, ZERO, Term, add, bind, div, fn, fresh, mul, neg, num, power, sort, sub, substitute
from ..asking import ALL
from ..facts import gamma as gammas
from ..facts.tangents import gibbs_term
from ..polynomial_context import Ground

GAMMA = (*ALL, "gamma")
HALF, TWO = num(Fraction(1, 2)), num(2)
LIMIT = mul(HALF, fn("log", mul(TWO, fn("pi"))))
LINE = sort("positive")


@dataclass(frozen=True)
class Far:
    """What is known of a function for large u: its value at ∞, and terms between which it lies for u beyond a number."""

    function: Callable  # of u
    value: Term
    sides: Callable  # of u: the lower and the upper term
    bounds: Callable  # (u, the lower and the upper bound as theorems)
    beyond: Term


@cache
def digamma_bounds():
    """(u, the lower and the upper bound of u (ψ(u) − log u)) for u > 1."""
    u = fresh("u", "real")
    known = (Term("lt", (ONE, u)),)
    f, (least, most) = _of_digamma(u), _beside_digamma(u)
    ground, before = Ground(known), sub(u, HALF)
    above = _instance(gammas.trapezoid(0), u, known)
    line, below = gibbs_term(before, u, ground), _instance(gammas.midpoint(0), before, known)
    upper = rules.linear(Term("le", (f, most)), [(u, above)], ZERO, GAMMA, known)
    premises = [(u, below), (div(u, before), line)]
    return u, rules.linear(Term("le", (least, f)), premises, ZERO, GAMMA, known), upper


@cache
def log_gamma_bounds():
    """(u, the lower and the upper bound of log Γ(u) − (u − 1/2) log u + u) for u > 2."""
    from .duplication import duplication  # here, as it rests on limits, and limits on this

    u, v = fresh("u", "real"), fresh("v", "real")
    known = (Term("lt", (ONE, v)),)
    ground, after, twice = Ground(known), add(v, HALF), mul(TWO, v)
    x, formula = duplication(0)
    formula = rules.substitution(rules.weaken(formula, *known), {x: v})
    less, more = gibbs_term(v, after, ground), gibbs_term(after, v, ground)
    f, bound = _scaled(after), power(mul(num(4), v), MINUS)
    upper = [(ONE, formula), (ONE, _falling(v, twice, known)), (div(v, after), more)]
    lower = [(MINUS, formula), (ONE, _rising(v, twice, known)), (ONE, less)]
    found = (
        rules.linear(Term("le", (sub(LIMIT, bound), f)), lower, ZERO, GAMMA, known),
        rules.linear(Term("le", (f, add(LIMIT, bound))), upper, power(mul(num(4), v, add(twice, ONE)), MINUS), GAMMA, known),
    )
    case = {v: sub(u, HALF)}
    large = (Term("lt", (TWO, u)),)
    order = rules.linear(substitute(known[0], case), [(ONE, rules.assume(large[0]))], HALF, (), large)
    g, (least, most) = _scaled(u), _beside_scaled(u)
    goals = Term("le", (least, g)), Term("le", (g, most))
    cases = (rules.cut(rules.substitution(rules.weaken(t, *large), case), order) for t in found)
    return u, *(rules.linear(goal, [(ONE, t)], ZERO, ALL, large) for goal, t in zip(goals, cases))


def _of_digamma(u):
    return mul(u, sub(fn("digamma", u), fn("log", u)))


def _beside_digamma(u):
    return neg(div(u, sub(mul(TWO, u), ONE))), neg(HALF)


def _scaled(u):
    return add(fn("loggamma", u), neg(mul(sub(u, HALF), fn("log", u))), u)


def _beside_scaled(u):
    bound = power(sub(mul(num(4), u), TWO), MINUS)
    return sub(LIMIT, bound), add(LIMIT, bound)


def _falling(v, w, known):
    """g(w) <= g(v), as g′(y) = ψ(y) − log y + 1/(2y) <= 0."""
    y = fresh("y", "positive")
    inside = (*known, Term("lt", (v, y)))
    return _between(v, w, y, lambda t: neg(_scaled(t)), [(ONE, _instance(gammas.trapezoid(0), y, inside))], ZERO, inside)


def _rising(v, w, known):
    """g(v) − 1/(2v) <= g(w) − 1/(2w), as ψ(y) − log y + 1/(2y) + 1/(2y²) >= 0."""
    y = fresh("y", "positive")
    inside = (*known, Term("lt", (v, y)))
    above = rules.linear(Term("lt", (ONE, y)), [(ONE, rules.assume(inside[-1]))], sub(v, ONE), (), inside)
    u, lower, _ = digamma_bounds()
    lower = rules.substitution(rules.weaken(lower, *inside), {u: y})
    slack = div(sub(y, ONE), mul(TWO, power(y, TWO), sub(mul(TWO, y), ONE)))
    more = lambda t: sub(_scaled(t), power(mul(TWO, t), MINUS))  # noqa: E731
    return _between(v, w, y, more, [(power(y, MINUS), lower)], slack, (*inside, above.conclusion), above)


def _between(v, w, y, f, premises, slack, inside, *lemmas):
    """f(v) <= f(w) for v <= w, from a slope that is a combination of what is known between them."""
    moving = fresh("t", "positive")
    slope = bind("deriv", LINE, y, variable=moving, body=f(moving))
    rises = rules.linear(Term("le", (ZERO, slope)), premises, slack, GAMMA, inside)
    for lemma in lemmas:
        rises = rules.cut(rises, lemma)
    order = rules.linear(Term("le", (v, w)), [], v, (), [h for h in inside if y not in h.free])
    return rules.rising(rises, y, v, w, order)


def _instance(general, value, given):
    x, theorem = general
    return rules.substitution(rules.weaken(theorem, *given), {x: value})


DIGAMMA = Far(_of_digamma, neg(HALF), _beside_digamma, digamma_bounds, ONE)  # u (ψ(u) − log u)
LOG_GAMMA = Far(_scaled, LIMIT, _beside_scaled, log_gamma_bounds, TWO)  # log Γ(u) − (u − 1/2) log u + u
