"""Integrals of Γ and Beta: c x^p (s − x)^q, c x^p exp(−β x^m), and what other variables make one of them."""

from functools import cache

from ...clock import now
from ...kernel import rules
from ...kernel.signs import NEG, POS, Facts, meaning
from ...kernel.terms import (
    INFINITY, MINUS, ONE, POWERS, ZERO, Term, add, bind, div, fn, fresh, instantiate, mul, neg, num, power, sub, substitute,
    subterms,
)  # fmt: skip
from ..asking import REFUSALS
from ..closed_forms import Stuck, additive, factors_of, substitute_term, tidy
from ..polynomial_context import plain_poly
from .inside import PATIENCE, Inside
from .other_integrals import from_known, substituted
from .parameter_derivatives import differentiated
from .products import as_pairs, as_powers, collected, is_natural, logs_apart, monomial, parted


def of_powers(integral, inside):
    """c x^p (s − x)^q over (0, s), or c x^p e^(−x) over (0, ∞)."""
    if inside.lower != ZERO:
        raise Stuck("the interval does not begin at 0")
    x, far = inside.x, inside.upper == INFINITY
    c, p, q = [], [], []
    for base, e in as_pairs(tidy(instantiate(integral.args[-1], x))):
        factor = base if e == ONE else power(base, e)
        if x not in factor.free:
            c.append(factor)
        elif base == x and x not in e.free:
            p.append(e)
        elif not far and x not in e.free and not inside.facts.poly(sub(base, sub(inside.upper, x))):
            q.append(e)
        elif far and factor.op == "exp":
            still, moving = parted(factor.args[0], x)
            if inside.facts.poly(add(moving, x)):
                raise Stuck("not an integral of powers")
            c.append(fn("exp", still))
        else:
            raise Stuck("not an integral of powers")
    a, b = (tidy(add(*e, ONE)) for e in (p, q))
    theorem = rules.gamma_integral(a, inside.given) if far else rules.beta_integral(a, b, inside.upper, inside.given)
    return from_known(integral, tidy(mul(*c)), theorem, x, inside.given)


def of_scaled_powers(integral, inside, body):
    """c x^p log(x)^k exp(−β x^m) over (0, ∞): in u = β x^m it is an integral of Γ, or one of its derivatives."""
    if inside.lower != ZERO or inside.upper != INFINITY:
        raise Stuck("not from 0 to infinity")
    x, c, p, rate, logs = inside.x, [], [ZERO], [], [ZERO]
    for base, e in as_pairs(tidy(body)):
        factor = base if e == ONE else power(base, e)
        if x not in factor.free:
            c.append(factor)
        elif base == x and x not in e.free:
            p.append(e)
        elif factor.op == "exp":
            rate.append(factor.args[0])
        elif base == fn("log", x) and is_natural(e):
            logs.append(e)
        else:
            raise Stuck("not an integral of powers")
    still, moving = parted(tidy(add(*rate)), x)
    c.append(fn("exp", still))
    beta, m = monomial(tidy(neg(moving)), x)
    k = tidy(add(*logs))
    if inside.facts.mask(meaning(beta)) != POS or inside.facts.mask(meaning(m)) != POS or (beta, m, k) == (ONE, ONE, ZERO):
        raise Stuck("not an exponential that falls")
    if k != ZERO:
        *variables, theorem = gamma_logarithms(k.args[0], inside.integrate)
        values = dict(zip(variables, (tidy(add(*p, ONE)), beta, m)))
        return from_known(
            integral, tidy(mul(*c)), rules.substitution(rules.weaken(theorem, *inside.given), values), x, inside.given
        )
    u, root = fresh("u", "real"), tidy(power(m, MINUS))
    a = tidy(mul(add(*p, ONE), root))
    outside = mul(*c, power(beta, neg(a)), root)
    integrand = mul(outside, power(u, tidy(sub(a, ONE))), fn("exp", neg(u)))
    return substituted(integral, inside, power(div(u, beta), root), u, (ZERO, INFINITY), integrand)


@cache
def gamma_logarithms(k, integrate):
    """(a, β, m, ∫_0^∞ x^(a−1) exp(−β x^m) log(x)^k dx), for all positive a, β and m."""
    a, beta, m = (fresh(name, "positive") for name in ("a", "b", "m"))
    x = fresh("x", "real")
    body = mul(power(x, sub(a, ONE)), fn("exp", neg(mul(beta, power(x, m)))))
    integral = bind("integral", ZERO, INFINITY, variable=x, body=body)
    inside = Inside(x, ZERO, INFINITY, (), now() + PATIENCE, integrate)
    return a, beta, m, differentiated(of_scaled_powers(integral, inside, body), a, k, lambda x: fn("log", x))


def of_double_exponentials(integral, inside, body):
    """f(x, exp(−β e^(cx))) over (−∞, ∞): in u = β e^(cx) it is an integral of Γ."""
    x = inside.x
    if (inside.lower, inside.upper) != (neg(INFINITY), INFINITY):
        raise Stuck("not over the whole line")
    exponents = [part for factor in factors_of(tidy(body)) if factor.op == "exp" for part in additive(factor.args[0])]
    w = add(*(part for part in exponents if x in inside.slope(part).free))
    c = inside.ratio(inside.slope(w), w)
    beta = tidy(neg(substitute(w, {x: ZERO})))
    if c is None or inside.facts.mask(meaning(beta)) != POS or inside.facts.mask(meaning(c)) not in (POS, NEG):
        raise Stuck("no exponential of an exponential")
    u = fresh("u", "real")
    g = mul(sub(fn("log", u), fn("log", beta)), power(c, MINUS))
    rate = c if inside.facts.mask(meaning(c)) == POS else neg(c)
    local = Facts.of((*inside.given, *rules.between(ZERO, INFINITY, u, inside.facts)))
    integrand = as_powers(plain_poly(local.poly(mul(substitute(body, {x: g}), power(mul(u, rate), MINUS)))))
    return substituted(integral, inside, g, u, (ZERO, INFINITY), integrand)


def of_log_normals(integral, inside, body):
    """f(x, log x) over (0, ∞), with log x in an exponent: in u = log x over the line, as of the log-normal law."""
    x, u = inside.x, fresh("u", "real")
    log = fn("log", x)
    if (inside.lower, inside.upper) != (ZERO, INFINITY) or not any(t.op == "exp" and log in subterms(t) for t in subterms(body)):
        raise Stuck("no logarithm in an exponent")
    moved = substitute(substitute_term(body, log, u), {x: fn("exp", u)})
    factors = [factor for base, e in as_pairs(mul(moved, fn("exp", u))) for factor in [power(base, e) if e != ONE else base]]
    rates = [f.args[0] for f in factors if f.op == "exp"]
    rates += [mul(f.args[1], f.args[0].args[0]) for f in factors if f.op in POWERS and f.args[0].op == "exp"]
    rest = [f for f in factors if f.op != "exp" and not (f.op in POWERS and f.args[0].op == "exp")]
    whole = mul(*rest, fn("exp", plain_poly(inside.facts.poly(add(*rates)))))
    return substituted(integral, inside, fn("exp", u), u, (neg(INFINITY), INFINITY), whole)


def of_odds(integral, inside, body):
    """f(x, 1 + E) with E = cx over (0, ∞), or E = e^w over the line, w being linear: in u = E/(1 + E) an integral of Beta."""
    x, u, powers = inside.x, fresh("u", "real"), as_pairs(tidy(body))
    share, rest = (u, sub(ONE, u))
    odds = next((E for base, _ in powers if (E := inside.beside_one(base)) is not None), None)
    if odds is None:
        raise Stuck("no 1 + cx and no 1 + exp(w)")
    if odds.op == "exp" and (inside.lower, inside.upper) == (neg(INFINITY), INFINITY):
        w = odds.args[0]
        rate, start = inside.slope(w), tidy(substitute(w, {x: ZERO}))
        g = mul(sub(sub(fn("log", share), fn("log", rest)), start), power(rate, MINUS))
        size = rate if inside.facts.mask(meaning(rate)) == POS else neg(rate)
        jacobian = power(mul(size, share, rest), MINUS)
    elif (inside.lower, inside.upper) == (ZERO, INFINITY):
        w, rate = None, inside.slope(odds)
        g, jacobian = div(share, mul(rate, rest)), power(mul(rate, power(rest, num(2))), MINUS)
    else:
        raise Stuck("not over the whole line or from 0 to infinity")
    factors = [jacobian]
    for base, e in powers:
        beside = inside.beside_one(base)
        if beside == odds:
            factors.append(power(rest, neg(e)))
        elif w is not None and beside is not None and not inside.facts.poly(add(beside.args[0], w)):
            factors.append(power(share, neg(e)))
        elif w is not None and base.op == "exp":
            times = tidy(div(inside.slope(base.args[0]), rate))
            still = tidy(sub(base.args[0], mul(times, w)))
            factors += [power(fn("exp", still), e), power(share, mul(e, times)), power(rest, neg(mul(e, times)))]
        elif w is None and base == x:
            factors += [power(share, e), power(rest, neg(e)), power(rate, neg(e))]
        else:
            factors.append(substitute(power(base, e), {x: g}))
    integrand = mul(*(power(b, e) for b, e in collected(factors)))
    return substituted(integral, inside, g, u, (ZERO, ONE), integrand)


def of_powers_beside_a_number(integral, inside, body):
    """c x^p (A + β x^m)^(−q) over (0, ∞): in v = x^m it is v^p′ (1 + β′ v)^(−q) with other constants, an integral of Beta."""
    x, v = inside.x, fresh("v", "real")
    if (inside.lower, inside.upper) != (ZERO, INFINITY):
        raise Stuck("not from 0 to infinity")
    c, p, sums = [], [ZERO], []
    for base, e in as_pairs(tidy(body)):
        if x not in base.free | e.free:
            c.append(power(base, e))
        elif base == x and x not in e.free:
            p.append(e)
        elif base.op == "add" and x not in e.free:
            sums.append((base, e))
        else:
            raise Stuck("not a power and a sum")
    if len(sums) != 1:
        raise Stuck("not one sum")
    ((base, q),) = sums
    still, moving = parted(base, x)
    beta, m = monomial(moving, x)
    if inside.facts.mask(meaning(still)) != POS or inside.facts.mask(meaning(m)) != POS or (still, m) == (ONE, ONE):
        raise Stuck("not a power beside a positive number")
    root = tidy(power(m, MINUS))
    outside = tidy(mul(*c, power(still, q), root))
    odds = add(ONE, tidy(mul(beta, power(still, MINUS), v)))
    integrand = mul(outside, power(v, tidy(sub(mul(add(*p, ONE), root), ONE))), power(odds, q))
    return substituted(integral, inside, power(v, root), v, (ZERO, INFINITY), integrand)


def of_powers_of_logarithms(integral, inside, body):
    """f(x, log(−log x), (−log x)^p) over (0, 1): in u = −log x it is an integral of Γ."""
    if (inside.lower, inside.upper) != (ZERO, ONE):
        raise Stuck("not from 0 to 1")
    body = logs_apart(body, inside.x, inside.facts)
    bases = [t.args[0] for t in subterms(body) if t.op == "log" or t.op in POWERS and not is_natural(t.args[1])]
    if not any(t == fn("log", inside.x) for base in bases for t in subterms(base)):
        raise Stuck("no power of a logarithm")
    u = fresh("u", "real")
    local = Facts.of((*inside.given, *rules.between(ZERO, INFINITY, u, inside.facts)))
    integrand = as_powers(plain_poly(local.poly(mul(substitute(body, {inside.x: fn("exp", neg(u))}), fn("exp", neg(u))))))
    return substituted(integral, inside, fn("exp", neg(u)), u, (ZERO, INFINITY), integrand)


def over_the_line(integral, inside, body):
    """Over (−∞, ∞): moved so that the exponent is even, or from the two halves; over (−∞, b): mirrored."""
    x, u = inside.x, fresh("u", "real")
    if inside.lower != neg(INFINITY):
        raise Stuck("the interval is bounded below")
    if inside.upper != INFINITY:
        mirrored = tidy(substitute(body, {x: neg(u)}))
        return substituted(integral, inside, neg(u), u, (tidy(neg(inside.upper)), INFINITY), mirrored)
    centre = _centre(body, inside)
    if centre is not None:
        return substituted(integral, inside, add(centre, u), u, (neg(INFINITY), INFINITY), _moved(body, x, add(centre, u), inside))
    halves = (Term("integral", (*ends, integral.args[2]), integral.hint) for ends in ((neg(INFINITY), ZERO), (ZERO, INFINITY)))
    return rules.integral_joined(*(inside.solve(half) for half in halves))


def _centre(body, inside):
    """m where the exponent of a product, or a sum under a power in it, is a quadratic polynomial with its vertex at m ≠ 0."""
    exponent = add(*(factor.args[0] for factor in factors_of(body) if factor.op == "exp"))
    for quadratic in (exponent, *(base for base, e in as_pairs(body) if base.op == "add" and not is_natural(e))):
        try:
            slope = inside.slope(quadratic)
            second = inside.slope(slope)
        except REFUSALS:
            continue
        start = tidy(substitute(slope, {inside.x: ZERO}))
        if second != ZERO and inside.x not in second.free and start != ZERO:
            return tidy(neg(div(start, second)))
    return None


def _moved(body, x, value, inside):
    """A product at another point, with its exponents in one and multiplied out, as are the sums in it."""
    exponents = [f.args[0] for f in factors_of(body) if f.op == "exp"]
    others = [f for f in factors_of(body) if f.op != "exp"]
    exponent = plain_poly(inside.facts.poly(substitute(add(*exponents), {x: value})))
    moved = substitute(mul(*others), {x: value})
    sums = {base for base, e in as_pairs(moved) if base.op == "add" and not is_natural(e) and not base.free.isdisjoint(value.free)}
    for base in sums:
        moved = substitute_term(moved, base, plain_poly(inside.facts.poly(base)))
    return mul(moved, fn("exp", exponent))
