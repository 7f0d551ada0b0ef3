"""Powers with logarithms: the integrals of Γ and Beta differentiated by their parameters, and those of Bose and Fermi."""

from fractions import Fraction
from functools import cache

from ...clock import now
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.terms import (
    INFINITY, MINUS, ONE, POWERS, ZERO, Term, add, bind, div, fn, fresh, mul, neg, num, opened, power, sort, sub, substitute,
    subterms,
)  # fmt: skip
from ..asking import ALL
from ..closed_forms import Stuck, additive, substitute_term, tidy
from ..limits.algebra import limit_theorem
from .gamma_and_beta import of_scaled_powers
from .inside import PATIENCE, Inside
from .other_integrals import by_summands, from_known, substituted
from .parameter_derivatives import beta_logarithms
from .products import as_pairs, is_natural, logs_apart


def of_logarithms(integral, inside, body):
    """Products with powers of log x: integrals of Γ and Beta, differentiated by their parameters; sums of such, one by one."""
    if inside.lower != ZERO:
        raise Stuck("the interval does not begin at 0")
    spread = inside.expanded(logs_apart(body, inside.x, inside.facts))
    if spread.op == "add":
        return by_summands(integral, inside.x, spread, inside.given, inside.solve)
    if inside.upper == INFINITY:
        return of_scaled_powers(integral, inside, spread)
    if inside.upper != ONE:
        u = fresh("u", "real")
        scaled = tidy(mul(inside.upper, substitute(spread, {inside.x: mul(inside.upper, u)})))
        return substituted(integral, inside, mul(inside.upper, u), u, (ZERO, ONE), scaled)
    x, c, found = inside.x, [], {"p": [ONE], "q": [ONE], "k": [], "l": []}
    places = [("p", x), ("q", sub(ONE, x)), ("k", fn("log", x)), ("l", fn("log", sub(ONE, x)))]
    for base, e in as_pairs(spread):
        if x not in base.free | e.free:
            c.append(power(base, e))
            continue
        place = next((name for name, u in places if u == base or not inside.facts.poly(sub(base, u))), None)
        if place is None or x in e.free or place in "kl" and not is_natural(e):
            raise Stuck("not an integral of powers and logarithms")
        found[place].append(e)
    p, q, k, l = (tidy(add(*e)) for e in found.values())
    a, b, theorem = beta_logarithms(k.args[0], l.args[0])
    theorem = rules.substitution(rules.weaken(theorem, *inside.given), {a: p, b: q})
    return from_known(integral, tidy(mul(*c)), theorem, x, inside.given)


def takes_logarithms(inside, body):
    """Is it likelier that an integral comes from Γ's or Beta's than that it has an antiderivative?"""
    if inside.lower != ZERO or not any(t.op == "log" and inside.x in t.free for t in subterms(body)):
        return False
    moving = [t for t in subterms(body) if inside.x in t.free and (t.op == "exp" or t.op in POWERS and t.args[0].op != "log")]
    return any(t.op == "exp" if inside.upper == INFINITY else t.args[0] != inside.x for t in moving)


@cache
def _logarithms_over(m, integrate):
    """∫_0^1 log(x)^m/(1 − x) dx = −ψ^(m)(1), m being whole and positive.

    The integrand is −(x log(x)^m log(1 − x))′ and what Beta's derivatives integrate.
    """
    x, deadline = fresh("x", "real"), now() + PATIENCE
    inside = Inside(x, ZERO, ONE, (), deadline, integrate)
    log, other = fn("log", x), fn("log", sub(ONE, x))
    higher, lower = (power(log, num(k)) if k > 1 else (ONE, log)[k] for k in (m, m - 1))
    antiderivative = neg(mul(x, higher, other))
    slope = expand(differentiate(antiderivative, x), unfold=False)

    def integral(body):
        return bind("integral", ZERO, ONE, variable=x, body=body)

    def limit(f, *approach):
        found = limit_theorem(bind("limit", sort("real"), *approach, variable=x, body=f), (), None, deadline)
        if found is None:
            raise Stuck("no limit at an end")
        return found

    def at_one():
        """The limit 0 of −x log(x)^m log(1 − x), a product of x log(x) log(1 − x) and a power of log x."""
        approach, holes = (sort("real"), ONE, "-"), (fresh("h", "real"), fresh("h", "real"))
        found = rules.limit_through(
            neg(mul(*holes)), holes, (limit(mul(x, log, other), ONE, "-"), limit(lower, ONE, "-")), *approach
        )
        local = *rules.local_hypotheses("limit", approach, x), Term("lt", (ZERO, x))
        same = rules.equality(antiderivative, opened(found.conclusion.args[0], x)[1], ALL, local)
        near = [rules.limit_of_variable(*approach)]
        return rules.transitive(rules.under("limit", approach, x, same, near), found)

    ends = limit(antiderivative, ZERO, "+"), at_one() if m > 1 else limit(antiderivative, ONE, "-")
    parts = [rules.fundamental_theorem(integral(slope), antiderivative, x, *ends, inside.given)]
    parts += [inside.solve(integral(f)) for f in (mul(higher, other), mul(num(m), lower, other), higher)]
    whole = rules.integral_added(*parts)
    local = rules.local_hypotheses("integral", (ZERO, ONE), x)
    body = mul(higher, power(sub(ONE, x), MINUS))
    same = rules.equality(body, opened(whole.conclusion.args[0], x)[1], ALL, local)
    value = whole.conclusion.args[1]
    simple = rules.equality(value, neg(fn("polygamma", num(m), ONE)), (*ALL, "gamma"))
    return rules.transitive(rules.transitive(rules.under("integral", (ZERO, ONE), x, same), whole), simple)


def of_bose(integral, inside, body):
    """c log(x)^m/(1 − x) or c log(1 − x)^m/x over (0, 1), c x^m/(e^(ax) − 1) or c x^m/(e^(ax) + 1) over (0, ∞)."""
    x, ends, given = inside.x, (inside.lower, inside.upper), inside.given
    if ends not in ((ZERO, ONE), (ZERO, INFINITY)):
        raise Stuck("not from 0 to 1 or to infinity")
    c, m, under = [], [], []
    for base, e in as_pairs(tidy(body)):
        if x not in base.free | e.free:
            c.append(power(base, e))
        elif is_natural(e):
            m.append((base, e.args[0]))
        elif e == MINUS:
            under.append(base)
    if len(m) == 1 and not under and m[0][0].op == "log" and ends == (ZERO, INFINITY):
        return _of_exponential(integral, inside, body)
    if len(m) != 1 or len(under) != 1 or m[0][1] > 8:
        raise Stuck("not a power over a difference")
    ((top, m),), (below,), c, t = m, under, mul(*c), fresh("t", "real")
    target = mul(power(fn("log", t), num(m)), power(sub(ONE, t), MINUS))
    if ends == (ZERO, ONE):
        if top.op == "log" and _agree(inside, (top.args[0], below), (x, add(ONE, x))):
            return _over_one_more(integral, inside, c, m)
        if m == 1 and top.op == "log" and _agree(inside, (top.args[0], below), (add(ONE, x), x)):
            return _of_one_more(integral, inside, c)
        if top.op == "log" and _agree(inside, (top.args[0], below), (x, sub(x, ONE))):
            return from_known(integral, tidy(neg(c)), rules.weaken(_logarithms_over(m, inside.integrate), *given), x, given)
        places = [(x, sub(ONE, x)), (sub(ONE, x), x)]
        if top.op != "log" or not (fits := [p for p in places if _agree(inside, (top.args[0], below), p)]):
            raise Stuck("not a logarithm over a difference")
        if fits[0] != places[0]:
            return substituted(integral, inside, sub(ONE, t), t, (ZERO, ONE), mul(c, target))
        return from_known(integral, tidy(c), rules.weaken(_logarithms_over(m, inside.integrate), *given), x, given)
    exponential = next((part for part in additive(below) if part.op == "exp"), None)
    if top != x or exponential is None:
        raise Stuck("not a power of x over a difference")
    w, rest = exponential.args[0], inside.facts.poly(sub(below, exponential))
    rate = inside.slope(w)
    if x in rate.free or substitute(w, {x: ZERO}) != ZERO and inside.facts.poly(substitute(w, {x: ZERO})):
        raise Stuck("the exponent is not a multiple of x")
    if rest == inside.facts.poly(ONE):
        parts = [mul(c, power(x, num(m)), power(sub(exponential, ONE), MINUS))]
        parts.append(mul(num(-2), c, power(x, num(m)), power(sub(fn("exp", mul(num(2), w)), ONE), MINUS)))
        return by_summands(integral, x, add(*parts), given, inside.solve)
    if rest != inside.facts.poly(MINUS):
        raise Stuck("not e^w − 1")
    factor = mul(c, num((-1) ** m), power(rate, num(-m - 1)))
    return substituted(integral, inside, neg(div(fn("log", t), rate)), t, (ZERO, ONE), mul(factor, target))


def _of_exponential(integral, inside, body):
    """∫_0^∞ log(1 ± e^(−ax))^m dx, in u = e^(−ax) an integral from 0 to 1."""
    x, u = inside.x, fresh("u", "real")
    exponential = next((t for t in subterms(body) if t.op == "exp" and x in t.free), None)
    if exponential is None or inside.ratio(exponential.args[0], x) is None:
        raise Stuck("no exponential of a multiple of x")
    rate = neg(inside.slope(exponential.args[0]))
    integrand = mul(substitute_term(body, exponential, u), power(mul(rate, u), MINUS))
    return substituted(integral, inside, neg(div(fn("log", u), rate)), u, (ZERO, ONE), integrand)


def _over_one_more(integral, inside, c, m):
    """∫_0^1 log(x)^m/(1 + x) dx, from 1/(1 + x) = 1/(1 − x) − 2x/(1 − x²); in u = x² the second is such an integral, too."""
    x, u = inside.x, fresh("u", "real")
    logs = mul(c, power(fn("log", x), num(m)))
    first = mul(logs, power(sub(ONE, x), MINUS))
    second = mul(num(-2), logs, x, power(sub(ONE, power(x, num(2))), MINUS))
    scaled = mul(num(-1), c, power(num(2), num(-m)), power(fn("log", u), num(m)), power(sub(ONE, u), MINUS))

    def solve(part):
        found = opened(part, x)[1]
        if found != second:
            return inside.solve(part)
        return substituted(part, inside, power(u, num(Fraction(1, 2))), u, (ZERO, ONE), scaled)

    return by_summands(integral, x, add(first, second), inside.given, solve)


def _of_one_more(integral, inside, c):
    """∫_0^1 c log(1 + x)/x dx, by parts: the slope of c log(x) log(1 + x) is the integrand and c log(x)/(1 + x)."""
    x, rest = inside.x, mul(c, fn("log", inside.x), power(add(ONE, inside.x), MINUS))
    whole = mul(c, fn("log", x), fn("log", add(ONE, x)))
    slope = expand(differentiate(whole, x), unfold=False)

    def solve(part):
        if opened(part, x)[1] != slope:
            return inside.solve(part)
        ends = [
            limit_theorem(bind("limit", sort("real"), *end, variable=x, body=whole), inside.given)
            for end in ((ZERO, "+"), (ONE, "-"))
        ]
        if None in ends:
            raise Stuck("no limit at an end")
        return rules.fundamental_theorem(part, whole, x, *ends, inside.given)

    return by_summands(integral, x, Term("add", (slope, mul(MINUS, rest))), inside.given, solve)


def _agree(inside, terms, others):
    return not any(inside.facts.poly(sub(term, other)) for term, other in zip(terms, others))
