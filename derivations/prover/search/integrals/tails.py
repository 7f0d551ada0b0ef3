"""Tails: how fast ∫_0^u f tends to ∫_0^∞ f, for a density f that falls fast enough, as that of the normal distribution does.

    ∫_u^∞ f <= ∫_u^∞ (t/u) f(t) dt, where 0 <= f and 0 < u, so that ∫_0^∞ f − (1/u) ∫_u^∞ t f(t) dt <= ∫_0^u f <= ∫_0^∞ f

Of the normal density the bound is Mills' φ(u)/u. What ∫_0^u f tends to follows by squeezing.
"""

from functools import lru_cache

from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.rules import Theorem
from ...kernel.signs import POS, Facts
from ...kernel.terms import INFINITY, MINUS, ONE, ZERO, Term, bind, fresh, instantiate, mul, neg, opened, power, sub, subterms
from ...proof.rewriting import without
from ..asking import ALL
from .moving_ends import whole_above, from_a_number, whole
from .value import integral_theorem


def tail_bound(integral: Term, given: tuple) -> Theorem:
    """∫_0^∞ f − (1/u) ∫_u^∞ t f(t) dt <= ∫_0^u f, where 0 < u at sight. Raises Refused where f has no such bound."""
    start, u, f = integral.args
    if start != ZERO or Facts.of(given).meant(u) != POS:
        raise Refused("no integral from 0 to a positive number")
    x, bound = _bound(f)
    return without(rules.weaken(rules.substitution(bound, {x: u}), *given), [rules.sign(u, "lt", given)])


@lru_cache(maxsize=64)
def _bound(f):
    """The variable x and the bound of ∫_0^x f, under 0 < x."""
    x, t = fresh("x", "real"), fresh("t", "real")
    positive, beyond = Term("lt", (ZERO, x)), Term("lt", (x, t))
    near, tail = (Term("integral", (*ends, f), "t") for ends in ((ZERO, x), (x, INFINITY)))
    of_t = instantiate(f, t)
    larger = bind("integral", x, INFINITY, variable=t, body=mul(t, power(x, MINUS), of_t))
    known = integral_theorem(larger, (positive,))
    if known is None or known.conclusion.op != "eq":
        raise Refused("the tail has no closed bound")
    local = (positive, beyond)
    signed = rules.sign(of_t, "le", local)
    ratio = rules.linear(Term("lt", (ONE, mul(t, power(x, MINUS)))), [(power(x, MINUS), rules.assume(beyond))], ZERO, ALL, local)
    order = rules.linear(Term("le", (of_t, opened(larger, t)[1])), [(of_t, ratio)], ZERO, ALL, local)
    over = rules.transitive(signed, order)
    most = rules.transitive(rules.integral_bounded(tail, larger, known, order, signed, over, t), known)
    total = whole(Term("integral", (ZERO, INFINITY, f), "t"))
    same = rules.weaken(from_a_number(tail, total, ()), positive)
    value, closed = total.conclusion.args[1], known.conclusion.args[1]
    goal = Term("le", (sub(value, closed), near))
    return x, rules.linear(goal, [(ONE, most), (MINUS, same)], ZERO, ALL, (positive,))


def limit_of_integral(search, integral: Term, approach: tuple, x: Term) -> Theorem:
    """lim ∫_0^u f = ∫_0^∞ f, where u goes to infinity, and minus that of an even f where it goes to −∞. Raises Refused."""
    from ..limits.algebra import limit_theorem

    local = (*search.given, *rules.local_hypotheses("limit", approach, x))
    start, u, f = integral.args
    if Facts.of(local).meant(neg(u)) == POS:
        turned = Term("integral", (start, neg(u), f), integral.hint)
        same = search.under(*local).equation(Term("eq", (integral, neg(turned))), 1)
        tends = limit_of_integral(search, turned, approach, x)
        if same is None:
            raise Refused("the integral to the left is another one")
        hole = fresh("v", "real")
        through = rules.limit_through(neg(hole), hole, tends, *approach)
        return rules.transitive(rules.under("limit", approach, x, same), through)
    below, above = tail_bound(integral, local), whole_above(integral, local)
    value = above.conclusion.args[1]

    def limit(body):
        theorem = limit_theorem(bind("limit", *approach, variable=x, body=body), search.given, value, search.deadline)
        if theorem is None or theorem.conclusion.args[1] != value:
            raise Refused("the bound tends to something else")
        return theorem

    return rules.squeeze(limit(below.conclusion.args[0]), limit(value), below, above, x, *approach)


def limit_through_integrals(search, limit: Term) -> Theorem:
    """The limit of what depends on x by integrals alone whose ends go to infinity. Raises Refused."""
    *approach, _ = limit.args
    x, body = opened(limit)
    integrals = [t for t in dict.fromkeys(subterms(body)) if t.op == "integral" and x in t.free and not t.loose]
    holes = tuple(fresh("v", "real") for _ in integrals)
    context = _put(body, dict(zip(integrals, holes)))
    if not holes or x in context.free:
        raise Refused("it depends on the variable otherwise, too")
    theorems = tuple(limit_of_integral(search, t, tuple(approach), x) for t in integrals)
    return rules.limit_through(context, holes, theorems, *approach)


def _put(term, values):
    from ..closed_forms import substitute_term

    for part, value in values.items():
        term = substitute_term(term, part, value)
    return term
