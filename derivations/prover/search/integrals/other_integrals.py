"""An integral from others: a constant times a known one, in another variable, in parts of a sum."""

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.signs import NEG, Facts, meaning
from ...kernel.terms import (
    INFINITY, MINUS, ONE, ZERO, add, bind, fresh, instantiate, mul, neg, opened, power, rebuild, sort, sub, substitute, subterms,
)  # fmt: skip
from ..asking import ALL
from ..closed_forms import Stuck, factors_of, tidy
from ..limits.algebra import limit_theorem
from ..polynomial_context import plain_poly


def from_known(integral, c, theorem, x, given):
    """∫ f = c · (the value of a known integral), f being c times its integrand."""
    known, value = theorem.conclusion.args
    parameters = integral.args[:-1]
    f, g = (instantiate(term.args[-1], x) for term in (integral, known))
    facts = (*given, *rules.local_hypotheses(integral.op, parameters, x))
    target = mul(c, g) if c != ONE else g
    step = rules.under(integral.op, parameters, x, rules.equality(f, target, ALL, facts))
    if c != ONE:
        scaled = bind(integral.op, *parameters, variable=x, body=target)
        step = rules.transitive(step, rules.integral_scales(scaled, known, c))
    hole = fresh("h", "real")
    context = mul(c, hole) if c != ONE else hole
    step = rules.transitive(step, rules.congruence(context, hole, theorem))
    return rules.settle(rules.weaken(step, *given))


def substituted(integral, inside, g, u, ends, integrand):
    """∫ f from its value in another variable u, where x = g(u); `integrand` is what f(g(u)) |g′(u)| comes to."""
    new = bind("integral", *ends, variable=u, body=integrand)
    value = inside.solve(new)
    falls = _falls(g, u, ends, inside)
    reached = (inside.upper, inside.lower) if falls else (inside.lower, inside.upper)
    limits = []
    for end, point, side in zip(reached, ends, "+-"):
        body = power(g, MINUS) if end in (INFINITY, neg(INFINITY)) else g
        limit = bind("limit", sort("real"), point, side, variable=u, body=body)
        limits.append(limit_theorem(limit, inside.given, end, inside.deadline))
    if None in limits:
        raise Stuck("the substitution has no limit at an end")
    return rules.integral_substituted(integral, value, g, u, *limits, inside.given)


def from_zero(integral, inside, body):
    """∫_a^b f(x) dx = ∫_0^(b − a) f(a + u) du, where signs that depend on both ends are seen."""
    x, u, lower = inside.x, fresh("u", "real"), inside.lower
    if lower == ZERO or lower.op != "num":
        raise Stuck("the interval begins at 0, or at no number that is known")
    if not any(t.op == "add" and x in t.free for t in subterms(body)):
        raise Stuck("nothing is added to the variable")
    upper = inside.upper if inside.upper == INFINITY else tidy(sub(inside.upper, lower))
    return substituted(integral, inside, add(lower, u), u, (ZERO, upper), _collected(substitute(body, {x: add(lower, u)}), u))


def _collected(t, u):
    """The term with its sums of numbers and multiples of u in simplest terms."""
    t = rebuild(t, lambda part, _: _collected(part, u), 0)
    return plain_poly(Facts.of(()).poly(t)) if t.op == "add" and u in t.free else t


def _falls(g, u, ends, inside):
    """Does a monotone substitution fall?"""
    slope = tidy(expand(differentiate(g, u), unfold=False))
    return inside.facts.given(*rules.between(*ends, u, inside.facts)).mask(meaning(slope)) == NEG


def by_summands(integral, x, spread, given, solve):
    """∫ (f + g) = ∫ f + ∫ g, and ∫ Σ f = Σ ∫ f, each with a value of its own."""
    ends, local = integral.args[:-1], rules.local_hypotheses(integral.op, integral.args[:-1], x)

    def part(body):
        return solve(bind(integral.op, *ends, variable=x, body=body))

    if spread.op == "add":
        whole = rules.integral_added(*map(part, spread.args))
    else:
        k, body = _one_sum(spread, x)
        whole = rules.integral_summed(part(body), k)
    written = instantiate(integral.args[-1], x)
    same = rules.equality(written, instantiate(whole.conclusion.args[0].args[-1], x), ALL, (*given, *local))
    found = rules.transitive(rules.under(integral.op, ends, x, same), whole)
    return rules.weaken(rules.settle(found) if found.conclusion.op == "reduces" else found, *given)


def _one_sum(t, x):
    """(k, f) where a product is Σ_k f."""
    factors = factors_of(t)
    total = next((f for f in factors if f.op == "sum" and x in f.free and x not in f.args[0].free | f.args[1].free), None)
    if total is None:
        raise Stuck("not a sum")
    k, body = opened(total)
    return k, tidy(mul(*(f for f in factors if f is not total), body))
