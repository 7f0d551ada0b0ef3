"""Integrals: the value of an integral, by an antiderivative that the kernel differentiates, or by Γ, Beta and Dirichlet.

An antiderivative is guessed (a table, u′·g(u), integration by parts, and SymPy where these fail) and checked: the kernel
differentiates it, and its limits at the two ends are theorems of limits.py, so that infinite and singular ends need nothing
more, and where one of these limits is infinite the integral diverges.  A singular point inside divides an integral in two.
Powers Π p_j^(α_j − 1) over a simplex are the Dirichlet integral.

Outside the trusted base: a wrong guess makes the kernel refuse.
"""

from fractions import Fraction
from functools import cache
from math import factorial
from threading import current_thread, main_thread

from ..closed_forms import Stuck, additive, factors_of, powered, substitute_term, tidy
from ..asking import ALL, REFUSALS
from ..limits.germs.leaves import equality
from ..inequalities.certificate import certificate, plain_poly
from ...clock import held
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate, evaluate
from ...kernel.normal import vanishes
from ...kernel.rules import INFINITY
from ...kernel.signs import NEG, NIL, POS, Facts, meaning
from ...kernel.terms import (
    POWERS, INFINITIES, MINUS, ONE, ZERO, Term, add, at, bind, div, fn, fresh, instantiate, mul, neg, num, opened, power, rebuild,
    sort, sub, substitute, subterms, var,
)  # fmt: skip
from ..limits.algebra import as_claimed, limit_theorem
from ...clock import now, within
from ..lemmas import dirichlet
from .parameter_derivatives import beta_logarithms, differentiated
from ...refutation.counterexamples import search as counterexamples

DEPTH = 12  # of integrations by parts
PATIENCE = 2.0  # seconds for SymPy


# --- antiderivatives ------------------------------------------------------------------------------------------------


class Inside:
    """An interval, its variable, and what holds strictly between its ends."""

    def __init__(self, x, lower, upper, given, deadline):
        self.x, self.lower, self.upper, self.deadline = x, lower, upper, deadline
        self.given = tuple(given)
        self.facts = Facts.of(self.given)
        self.local = tuple(rules.between(lower, upper, x, self.facts))
        self.facts = self.facts.given(*self.local)

    def antiderivative(self, t, depth=0):
        """A guess F with F′ = t, or None."""
        x = self.x
        if x not in t.free:
            return mul(t, x)
        if depth > DEPTH or now() > self.deadline:
            return None
        match t:
            case Term("add", parts):
                found = [self.antiderivative(part, depth) for part in parts]
                return None if None in found else add(*found)
            case Term("sum", (first, last, _)) if x not in first.free | last.free:
                k, body = opened(t)
                outside = [f for f in factors_of(body) if k not in f.free and x in f.free]
                if outside:
                    inner = mul(*(f for f in factors_of(body) if f not in outside))
                    return self.antiderivative(mul(*outside, bind("sum", first, last, variable=k, body=inner)), depth + 1)
                found = self.antiderivative(tidy(body), depth)
                return found and bind("sum", first, last, variable=k, body=found)
        factors = list(t.args) if t.op == "mul" else [t]
        constants = [f for f in factors if x not in f.free]
        if constants:
            found = self.antiderivative(mul(*(f for f in factors if x in f.free)), depth)
            return found and mul(*constants, found)
        return self._of_factors(factors) or self._of_function(t) or self._by_parts(factors, depth) or self._spread(t, depth)

    def _of_factors(self, factors):
        """∫ u′ g(u): one factor is g(u), the others are a multiple of u′."""
        factors = [piece for factor in factors for piece in self._exponentials(factor)]
        for place, factor in enumerate(factors):
            others = mul(*factors[:place], *factors[place + 1 :])
            match factor:
                case Term("pow" | "root" | "rpow", (base, e)) if self.x not in e.free:
                    c = self.ratio(others, self.slope(base))
                    if c is not None:
                        return mul(c, self.of_power(base, e))
                    if (found := self._of_tangent(base, e, others)) is not None:
                        return found
                case Term("pow" | "root" | "rpow", (base, u)) if self.x not in base.free:
                    c = self.ratio(others, self.slope(u))
                    if c is not None:
                        return mul(c, factor, power(fn("log", base), MINUS))
                case Term("exp" | "cosh" | "sinh" | "tanh" | "log" | "digamma", (u,)):
                    c = self.ratio(others, self.slope(u))
                    if c is not None:
                        return mul(c, OUTER[factor.op](u))
            if factor.op not in ("exp", *POWERS):
                c = self.ratio(others, self.slope(factor))
                if c is not None:
                    return mul(c, num(Fraction(1, 2)), powered(factor, num(2)))
        return None

    def _exponentials(self, factor):
        """exp(a x + u) as exp(u) and exp(a x)."""
        parts = additive(factor.args[0]) if factor.op == "exp" else []
        linear = [part for part in parts if self.x not in self.slope(part).free]
        return [factor] if len(linear) in (0, len(parts)) else [
            fn("exp", add(*(part for part in parts if part not in linear))), fn("exp", add(*linear)),
        ]  # fmt: skip

    def _of_tangent(self, base, e, others):
        """∫ tanh² u = x − tanh u / u′ and ∫ 1/cosh² u = tanh u / u′, for a linear u."""
        if others != ONE or base.op not in ("tanh", "cosh") or e != num(2 if base.op == "tanh" else -2):
            return None
        slope = self.slope(base.args[0])
        if self.x in slope.free:
            return None
        part = div(fn("tanh", base.args[0]), slope)
        return part if base.op == "cosh" else sub(self.x, part)

    def of_power(self, u, e):
        """∫ u^e du"""
        up = tidy(add(e, ONE))
        return self.log(u) if e == MINUS else mul(powered(u, up), tidy(power(up, MINUS)))

    def _of_function(self, t):
        """∫ 1/(A + B e^(px)) = (x − log(A + B e^(px))/p)/A."""
        match t:
            case Term("pow", (Term("add", parts) as w, Term("num", (-1,)))):
                a = add(*(p for p in parts if self.x not in p.free))
                moving = add(*(p for p in parts if self.x in p.free))
                p = self.ratio(self.slope(w), moving)
                if p is not None and a != ZERO:
                    return mul(power(a, MINUS), sub(self.x, mul(power(p, MINUS), self.log(w))))
        return None

    def _by_parts(self, factors, depth):
        """∫ u v′ = u v − ∫ u′ v, with u a logarithm, else a natural power of x."""
        logs = [f for f in factors if f.op == "log" or f.op in POWERS and f.args[0].op == "log"]
        powers = [f for f in factors if f == self.x or f.op in POWERS and f.args[0] == self.x and _natural(f.args[1])]
        for u in (*logs[:1], *([] if logs else powers[:1])):
            rest = list(factors)
            rest.remove(u)
            v = self.antiderivative(mul(*rest) if rest else ONE, depth + 1)
            if v is None:
                return None
            rest = self.antiderivative(self.expanded(mul(self.slope(u), v)), depth + 1)
            return rest and sub(mul(u, v), rest)
        return None

    def _spread(self, t, depth):
        """The integral of a product of sums, term by term."""
        spread = self.expanded(t)
        return self.antiderivative(spread, depth + 1) if spread != t and spread.op == "add" else None

    def expanded(self, t):
        return tidy(add(*map(tidy, additive(tidy(t)))))

    def slope(self, u):
        return tidy(expand(differentiate(u, self.x), unfold=False))

    def without_sizes(self, t):
        """|u| as u or −u, where the sign of u does not change."""
        for size in [u for u in subterms(t) if u.op == "abs" and not u.loose]:
            sign = self.facts.sign(size.args[0])
            if sign is not None:
                t = substitute_term(t, size, size.args[0] if sign == "nonnegative" else neg(size.args[0]))
        return t

    def beside_one(self, base):
        """E where a base is 1 + E: a positive multiple of x, or an exponential of what is linear in x; None for another base."""
        if base.op != "add" or ONE not in base.args or len(base.args) != 2:
            return None
        (other,) = (part for part in base.args if part != ONE)
        slope = self.slope(other.args[0] if other.op == "exp" else other)
        if slope == ZERO or self.x in slope.free:
            return None
        linear = other.op == "exp" or tidy(substitute(other, {self.x: ZERO})) == ZERO
        return other if linear and self.facts.mask(meaning(slope)) in ((POS, NEG) if other.op == "exp" else (POS,)) else None

    def log(self, u):
        return fn("log", neg(u)) if self.facts.mask(meaning(u)) == NEG else fn("log", u)

    def ratio(self, f, g):
        """The constant c with f = c·g, or None."""
        if g == ZERO:
            return None
        quotient = tidy(div(f, g))
        if self.x not in quotient.free:
            return quotient
        for c in (ONE, MINUS, *(tidy(substitute(quotient, {self.x: place})) for place in (ONE, num(2)))):
            try:
                if vanishes(self.facts.poly(sub(f, mul(c, g)))):
                    return c
            except REFUSALS:
                continue
        return None


def _natural(e):
    return e.op == "num" and isinstance(e.args[0], int) and e.args[0] > 0


OUTER = {
    "exp": lambda u: fn("exp", u),
    "cosh": lambda u: fn("sinh", u),
    "sinh": lambda u: fn("cosh", u),
    "tanh": lambda u: fn("log", fn("cosh", u)),
    "log": lambda u: sub(mul(u, fn("log", u)), u),
    "digamma": lambda u: fn("loggamma", u),
}


def _by_antiderivative(integral, inside, antiderivative):
    """∫ f = lim F − lim F, by the fundamental theorem of calculus."""
    x, real = inside.x, sort("real")
    ends = []
    for point, side in ((inside.lower, "+"), (inside.upper, "-")):
        limit = bind("limit", real, point, side, variable=x, body=antiderivative)
        ends.append(limit_theorem(limit, inside.given, deadline=inside.deadline))
    if None in ends:
        raise Stuck("no limit of the antiderivative")
    return rules.fundamental_theorem(integral, antiderivative, x, *ends, inside.given)


def _guesses(t, inside):
    """Antiderivatives of our own."""
    for form in dict.fromkeys((tidy(t), inside.expanded(t))):
        own = inside.antiderivative(form)
        if own is not None:
            yield tidy(own)


def _of_sympy(t, inside):
    if any(v.args[1] in ("index", "dimension") or len(v.args) > 2 for v in t.free) or current_thread() is not main_thread():
        return
    with held():
        from sympy.integrals.manualintegrate import manualintegrate

        from ...language.sympy_notation import read, write

    x = var(next(name for name in ("x", "t", "u", "xi", "eta") if all(v.args[0] != name for v in t.free)), "real")

    def proposed():
        try:
            written = write(substitute(t, {inside.x: x}))
            symbol = next(s for s in written.free_symbols if s.name == x.args[0])
            return read(manualintegrate(written, symbol))
        except Exception:  # SymPy fails in many ways, and none of them matters: it only proposes
            return None

    found = within(max(0.001, min(PATIENCE, inside.deadline - now())), proposed)
    if found is None:
        return
    found = substitute(found, {x: inside.x})
    for u in [u for u in subterms(found) if u.op == "log" and not u.loose]:
        found = substitute_term(found, u, inside.log(u.args[0]))
    yield tidy(found)


# --- Γ, Beta and Dirichlet ------------------------------------------------------------------------------------------


def _known(integral, c, theorem, x, given):
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


def _powers(t, e=ONE):
    """A product as pairs (base, exponent): powers of powers and of products in one, as if all were positive."""
    if t.op == "mul":
        return [pair for part in t.args for pair in _powers(part, e)]
    if t.op in POWERS:
        return _powers(t.args[0], t.args[1] if e == ONE else tidy(mul(e, t.args[1])))
    return [(t, e)]


def _parted(exponent, x):
    """An exponent in two: what does not depend on x, and what does."""
    summands = additive(exponent)
    return add(*(s for s in summands if x not in s.free)), add(*(s for s in summands if x in s.free))


def _of_powers(integral, inside):
    """c x^p (s − x)^q over (0, s), or c x^p e^(−x) over (0, ∞)."""
    if inside.lower != ZERO:
        raise Stuck("the interval does not begin at 0")
    x, far = inside.x, inside.upper == INFINITY
    c, p, q = [], [], []
    for base, e in _powers(tidy(instantiate(integral.args[-1], x))):
        factor = base if e == ONE else power(base, e)
        if x not in factor.free:
            c.append(factor)
        elif base == x and x not in e.free:
            p.append(e)
        elif not far and x not in e.free and not inside.facts.poly(sub(base, sub(inside.upper, x))):
            q.append(e)
        elif far and factor.op == "exp":
            still, moving = _parted(factor.args[0], x)
            if inside.facts.poly(add(moving, x)):
                raise Stuck("not an integral of powers")
            c.append(fn("exp", still))
        else:
            raise Stuck("not an integral of powers")
    a, b = (tidy(add(*e, ONE)) for e in (p, q))
    theorem = rules.gamma_integral(a, inside.given) if far else rules.beta_integral(a, b, inside.upper, inside.given)
    return _known(integral, tidy(mul(*c)), theorem, x, inside.given)


# --- logarithms -----------------------------------------------------------------------------------------------------


def _logarithmic(integral, inside, body):
    """Products with powers of log x: integrals of Γ and Beta, differentiated by their parameters; sums of such, one by one."""
    if inside.lower != ZERO:
        raise Stuck("the interval does not begin at 0")
    spread = inside.expanded(_logs_apart(body, inside.x, inside.facts))
    if spread.op == "add":
        return _by_summands(integral, inside.x, spread, inside.given, inside.deadline)
    if inside.upper == INFINITY:
        return _of_scaled_powers(integral, inside, spread)
    if inside.upper != ONE:
        u = fresh("u", "real")
        scaled = tidy(mul(inside.upper, substitute(spread, {inside.x: mul(inside.upper, u)})))
        return _substituted(integral, inside, mul(inside.upper, u), u, (ZERO, ONE), scaled)
    x, c, found = inside.x, [], {"p": [ONE], "q": [ONE], "k": [], "l": []}
    places = [("p", x), ("q", sub(ONE, x)), ("k", fn("log", x)), ("l", fn("log", sub(ONE, x)))]
    for base, e in _powers(spread):
        if x not in base.free | e.free:
            c.append(power(base, e))
            continue
        place = next((name for name, u in places if u == base or not inside.facts.poly(sub(base, u))), None)
        if place is None or x in e.free or place in "kl" and not _natural(e):
            raise Stuck("not an integral of powers and logarithms")
        found[place].append(e)
    p, q, k, l = (tidy(add(*e)) for e in found.values())
    a, b, theorem = beta_logarithms(k.args[0], l.args[0])
    theorem = rules.substitution(rules.weaken(theorem, *inside.given), {a: p, b: q})
    return _known(integral, tidy(mul(*c)), theorem, x, inside.given)


def _logs_apart(t, x, facts):
    """Logarithms of products as sums of logarithms."""
    for u in {u for u in subterms(t) if u.op == "log" and x in u.free and u.args[0].op not in ("var", "at") and not u.loose}:
        t = substitute_term(t, u, plain_poly(facts.poly(u)))
    return t


@cache
def _gamma_logarithms(k):
    """(a, β, m, ∫_0^∞ x^(a−1) exp(−β x^m) log(x)^k dx), for all positive a, β and m."""
    a, beta, m = (fresh(name, "positive") for name in ("a", "b", "m"))
    x = fresh("x", "real")
    body = mul(power(x, sub(a, ONE)), fn("exp", neg(mul(beta, power(x, m)))))
    integral = bind("integral", ZERO, INFINITY, variable=x, body=body)
    inside = Inside(x, ZERO, INFINITY, (), now() + PATIENCE)
    return a, beta, m, differentiated(_of_scaled_powers(integral, inside, body), a, k, lambda x: fn("log", x))


def _takes_logarithms(inside, body):
    """Is it likelier that an integral comes from Γ's or Beta's than that it has an antiderivative?"""
    if inside.lower != ZERO or not any(t.op == "log" and inside.x in t.free for t in subterms(body)):
        return False
    moving = [t for t in subterms(body) if inside.x in t.free and (t.op == "exp" or t.op in POWERS and t.args[0].op != "log")]
    return any(t.op == "exp" if inside.upper == INFINITY else t.args[0] != inside.x for t in moving)


# --- logarithms over 1 − x: the integrals of Bose and Fermi -----------------------------------------------------------


@cache
def _logarithms_over(m):
    """∫_0^1 log(x)^m/(1 − x) dx = −ψ^(m)(1), m being whole and positive.

    The integrand is −(x log(x)^m log(1 − x))′ and what Beta's derivatives integrate.
    """
    x, deadline = fresh("x", "real"), now() + PATIENCE
    inside = Inside(x, ZERO, ONE, (), deadline)
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
    parts += [_value(integral(f), (), deadline) for f in (mul(higher, other), mul(num(m), lower, other), higher)]
    whole = rules.integral_added(*parts)
    local = rules.local_hypotheses("integral", (ZERO, ONE), x)
    body = mul(higher, power(sub(ONE, x), MINUS))
    same = rules.equality(body, opened(whole.conclusion.args[0], x)[1], ALL, local)
    value = whole.conclusion.args[1]
    simple = rules.equality(value, neg(fn("polygamma", num(m), ONE)), (*ALL, "gamma"))
    return rules.transitive(rules.transitive(rules.under("integral", (ZERO, ONE), x, same), whole), simple)


def _of_bose(integral, inside, body):
    """c log(x)^m/(1 − x) or c log(1 − x)^m/x over (0, 1), c x^m/(e^(ax) − 1) or c x^m/(e^(ax) + 1) over (0, ∞)."""
    x, ends, given = inside.x, (inside.lower, inside.upper), inside.given
    if ends not in ((ZERO, ONE), (ZERO, INFINITY)):
        raise Stuck("not from 0 to 1 or to infinity")
    c, m, under = [], [], []
    for base, e in _powers(tidy(body)):
        if x not in base.free | e.free:
            c.append(power(base, e))
        elif _natural(e):
            m.append((base, e.args[0]))
        elif e == MINUS:
            under.append(base)
    if len(m) != 1 or len(under) != 1 or m[0][1] > 8:
        raise Stuck("not a power over a difference")
    ((top, m),), (below,), c, t = m, under, mul(*c), fresh("t", "real")
    target = mul(power(fn("log", t), num(m)), power(sub(ONE, t), MINUS))
    if ends == (ZERO, ONE):
        places = [(x, sub(ONE, x)), (sub(ONE, x), x)]
        if top.op != "log" or not (fits := [p for p in places if _agree(inside, (top.args[0], below), p)]):
            raise Stuck("not a logarithm over a difference")
        if fits[0] != places[0]:
            return _substituted(integral, inside, sub(ONE, t), t, (ZERO, ONE), mul(c, target))
        return _known(integral, tidy(c), rules.weaken(_logarithms_over(m), *given), x, given)
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
        return _by_summands(integral, x, add(*parts), given, inside.deadline)
    if rest != inside.facts.poly(MINUS):
        raise Stuck("not e^w − 1")
    factor = mul(c, num((-1) ** m), power(rate, num(-m - 1)))
    return _substituted(integral, inside, neg(div(fn("log", t), rate)), t, (ZERO, ONE), mul(factor, target))


def _agree(inside, terms, others):
    return not any(inside.facts.poly(sub(term, other)) for term, other in zip(terms, others))


# --- other variables ------------------------------------------------------------------------------------------------


def _substituted(integral, inside, g, u, ends, integrand):
    """∫ f from its value in another variable u, where x = g(u); `integrand` is what f(g(u)) |g′(u)| comes to."""
    new = bind("integral", *ends, variable=u, body=integrand)
    value = _value(new, inside.given, inside.deadline)
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


def _falls(g, u, ends, inside):
    """Does a monotone substitution fall?"""
    slope = tidy(expand(differentiate(g, u), unfold=False))
    return inside.facts.given(*rules.between(*ends, u, inside.facts)).mask(meaning(slope)) == NEG


def _of_scaled_powers(integral, inside, body):
    """c x^p log(x)^k exp(−β x^m) over (0, ∞): in u = β x^m it is an integral of Γ, or one of its derivatives."""
    if inside.lower != ZERO or inside.upper != INFINITY:
        raise Stuck("not from 0 to infinity")
    x, c, p, rate, logs = inside.x, [], [ZERO], [], [ZERO]
    for base, e in _powers(tidy(body)):
        factor = base if e == ONE else power(base, e)
        if x not in factor.free:
            c.append(factor)
        elif base == x and x not in e.free:
            p.append(e)
        elif factor.op == "exp":
            rate.append(factor.args[0])
        elif base == fn("log", x) and _natural(e):
            logs.append(e)
        else:
            raise Stuck("not an integral of powers")
    still, moving = _parted(tidy(add(*rate)), x)
    c.append(fn("exp", still))
    beta, m = _monomial(tidy(neg(moving)), x)
    k = tidy(add(*logs))
    if inside.facts.mask(meaning(beta)) != POS or inside.facts.mask(meaning(m)) != POS or (beta, m, k) == (ONE, ONE, ZERO):
        raise Stuck("not an exponential that falls")
    if k != ZERO:
        *variables, theorem = _gamma_logarithms(k.args[0])
        values = dict(zip(variables, (tidy(add(*p, ONE)), beta, m)))
        return _known(integral, tidy(mul(*c)), rules.substitution(rules.weaken(theorem, *inside.given), values), x, inside.given)
    u, root = fresh("u", "real"), tidy(power(m, MINUS))
    a = tidy(mul(add(*p, ONE), root))
    outside = mul(*c, power(beta, neg(a)), root)
    integrand = mul(outside, power(u, tidy(sub(a, ONE))), fn("exp", neg(u)))
    return _substituted(integral, inside, power(div(u, beta), root), u, (ZERO, INFINITY), integrand)


def _of_double_exponentials(integral, inside, body):
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
    integrand = _as_powers(plain_poly(local.poly(mul(substitute(body, {x: g}), power(mul(u, rate), MINUS)))))
    return _substituted(integral, inside, g, u, (ZERO, INFINITY), integrand)


def _of_odds(integral, inside, body):
    """f(x, 1 + E) with E = cx over (0, ∞), or E = e^w over the line, w being linear: in u = E/(1 + E) an integral of Beta."""
    x, u, powers = inside.x, fresh("u", "real"), _powers(tidy(body))
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
    integrand = mul(*(power(b, e) for b, e in _collected(factors)))
    return _substituted(integral, inside, g, u, (ZERO, ONE), integrand)


def _collected(factors):
    """A product as pairs (base, exponent), each base once."""
    exponents = {}
    for base, e in _powers(mul(*factors)):
        exponents.setdefault(base, []).append(e)
    return [(base, tidy(add(*e))) for base, e in exponents.items()]


def _of_powers_of_logarithms(integral, inside, body):
    """f(x, log(−log x), (−log x)^p) over (0, 1): in u = −log x it is an integral of Γ."""
    if (inside.lower, inside.upper) != (ZERO, ONE):
        raise Stuck("not from 0 to 1")
    body = _logs_apart(body, inside.x, inside.facts)
    bases = [t.args[0] for t in subterms(body) if t.op == "log" or t.op in POWERS and not _natural(t.args[1])]
    if not any(t == fn("log", inside.x) for base in bases for t in subterms(base)):
        raise Stuck("no power of a logarithm")
    u = fresh("u", "real")
    local = Facts.of((*inside.given, *rules.between(ZERO, INFINITY, u, inside.facts)))
    integrand = _as_powers(plain_poly(local.poly(mul(substitute(body, {inside.x: fn("exp", neg(u))}), fn("exp", neg(u))))))
    return _substituted(integral, inside, fn("exp", neg(u)), u, (ZERO, INFINITY), integrand)


def _as_powers(t):
    """The same with u^c for e^(c log u)."""
    t = rebuild(t, lambda a, _: _as_powers(a), 0)
    if t.op != "exp":
        return t
    powers, rest = [], []
    for part in additive(t.args[0]):
        factors = factors_of(part)
        log = next((f for f in factors if f.op == "log"), None)
        if log is None:
            rest.append(part)
        else:
            powers.append(power(log.args[0], mul(*(f for f in factors if f is not log))))
    return mul(*powers, fn("exp", add(*rest))) if powers else t


def _monomial(t, x):
    """(β, m) where t = β x^m, neither with x in it."""
    beta, powers = [], []
    for base, e in _powers(t):
        if x not in base.free | e.free:
            beta.append(power(base, e))
        elif base == x and x not in e.free:
            powers.append(e)
        else:
            raise Stuck("not a power")
    if not powers:
        raise Stuck("not a power")
    return tidy(mul(*beta)), tidy(add(*powers))


def _over_the_line(integral, inside, body):
    """Over (−∞, ∞): moved so that the exponent is even, or from the two halves; over (−∞, b): mirrored."""
    x, u = inside.x, fresh("u", "real")
    if inside.lower != neg(INFINITY):
        raise Stuck("the interval is bounded below")
    if inside.upper != INFINITY:
        mirrored = tidy(substitute(body, {x: neg(u)}))
        return _substituted(integral, inside, neg(u), u, (tidy(neg(inside.upper)), INFINITY), mirrored)
    centre = _centre(body, inside)
    if centre is not None:
        return _substituted(integral, inside, add(centre, u), u, (neg(INFINITY), INFINITY), _moved(body, x, add(centre, u), inside))
    halves = (Term("integral", (*ends, integral.args[2]), integral.hint) for ends in ((neg(INFINITY), ZERO), (ZERO, INFINITY)))
    return rules.integral_joined(*(_value(half, inside.given, inside.deadline) for half in halves))


def _centre(body, inside):
    """m where the exponent of a product is a quadratic polynomial with its vertex at m, and m is not 0."""
    try:
        slope = inside.slope(add(*(factor.args[0] for factor in factors_of(body) if factor.op == "exp")))
        second = inside.slope(slope)
    except REFUSALS:
        return None
    start = tidy(substitute(slope, {inside.x: ZERO}))
    if second == ZERO or inside.x in second.free or start == ZERO:
        return None
    return tidy(neg(div(start, second)))


def _moved(body, x, value, inside):
    """A product at another point, with its exponents in one and multiplied out."""
    exponents = [f.args[0] for f in factors_of(body) if f.op == "exp"]
    others = [f for f in factors_of(body) if f.op != "exp"]
    exponent = plain_poly(inside.facts.poly(substitute(add(*exponents), {x: value})))
    return mul(*(substitute(f, {x: value}) for f in others), fn("exp", exponent))


def _by_summands(integral, x, spread, given, deadline):
    """∫ (f + g) = ∫ f + ∫ g, and ∫ Σ f = Σ ∫ f, each with a value of its own."""
    ends, local = integral.args[:-1], rules.local_hypotheses(integral.op, integral.args[:-1], x)

    def part(body):
        return _value(bind(integral.op, *ends, variable=x, body=body), given, deadline)

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


# --- simplices ------------------------------------------------------------------------------------------------------


def _of_simplex(integral, given):
    """c Π_j p_j^(α_j − 1) over a simplex, by the Dirichlet integral."""
    total, dim, _ = integral.args
    p, body = opened(integral)
    j = fresh("j", "index", ONE, dim)
    c, exponents, logs = [], [ONE], []
    for base, e in _powers(tidy(expand(body, unfold=True))):
        factor = base if e == ONE else power(base, e)
        if p not in factor.free:
            c.append(factor)
        elif base.op == "log" and base.args[0].op == "at" and base.args[0].args[0] == p and _natural(e):
            logs.append((base.args[0].args[1], e.args[0]))
        else:
            exponents.extend(_exponents(factor, p, j))
    alpha = bind("lam", ONE, dim, variable=j, body=tidy(add(*exponents)))
    a = fresh("a", "positive", dim)
    general = rules.substitution(
        rules.weaken(dirichlet.dirichlet_integral(), *given), {dirichlet.S: total, dirichlet.N: dim, dirichlet.ALPHA: a}
    )
    for index, times in logs:
        general = differentiated(general, a, times, lambda p, index=index: fn("log", at(p, index)), index)
    return _known(integral, tidy(mul(*c)), rules.substitution(general, {a: alpha}), p, given)


def _exponents(factor, p, j):
    """The exponents of p_j, one for each j, in a product of powers."""
    match factor:
        case Term("prod", (first, last, _)) if (first, last) == j.args[2:]:
            k, body = opened(factor, j)
            return [e for f in factors_of(body) for e in _exponents(f, p, j)]
        case Term("pow" | "root" | "rpow", (base, e)) if p not in e.free:
            return [mul(e, each) for each in _exponents(base, p, j)]
        case Term("at", (array, index)) if array == p:
            return [ONE if index == j else Term("delta", (index, j))]
    raise Stuck("not a product of powers")


# --- the integral ---------------------------------------------------------------------------------------------------


def _inner(integral, given, deadline):
    """The integral with an inner one replaced by its value, as a theorem, and the integral that is left; or None."""
    x, body = opened(integral)
    local = rules.local_hypotheses(integral.op, integral.args[:-1], x)
    for t in subterms(body):
        if t.op in ("integral", "simplex", "limit") and not t.loose:
            solve = limit_theorem if t.op == "limit" else integral_theorem
            theorem = solve(t, (*given, *local), deadline=deadline)
            if theorem is None or theorem.conclusion.op == "diverges":
                raise Stuck("an inner integral without a value")
            hole = fresh("h", "real")
            same = rules.congruence(substitute_term(body, t, hole), hole, theorem)
            return rules.under(integral.op, integral.args[:-1], x, same)
    return None


def _closed(theorem, given):
    """The value in simple form."""
    if theorem.conclusion.op == "diverges":
        return theorem
    old = theorem.conclusion.args[1]
    value = tidy(_without_factorials(tidy(expand(old, unfold=True))))
    if value == old:
        return theorem
    return rules.transitive(theorem, equality(old, value, given))


def _without_factorials(t):
    for u in {u for u in subterms(t) if u.op == "gamma" and u.args[0].op == "num"}:
        n = u.args[0].args[0]
        if isinstance(n, int) and 0 < n < 30:
            t = substitute_term(t, u, num(factorial(n - 1)))
    return t


def _attempts(integral, given, deadline):
    """Questions to the kernel, the cheap ones first; each may raise a refusal."""
    if integral.op == "simplex":
        yield lambda: _of_simplex(integral, given)
        p, body = opened(integral)
        body = _logs_apart(expand(body, unfold=True), p, Facts.of(given))
        spread = tidy(add(*map(tidy, additive(tidy(body)))))
        yield lambda: _by_summands(integral, p, spread, given, deadline)
        return
    lower, upper, _ = integral.args
    x = fresh("x", "real")
    body = substitute(instantiate(integral.args[-1], x), _named_by(given))
    body = expand(evaluate(expand(body, unfold=True)), unfold=True)
    inside = Inside(x, lower, upper, given, deadline)
    body = inside.without_sizes(body)
    yield lambda: _of_powers(integral, inside)
    yield lambda: _of_double_exponentials(integral, inside, body)
    yield lambda: _of_powers_of_logarithms(integral, inside, body)
    yield lambda: _of_odds(integral, inside, body)
    yield lambda: _of_bose(integral, inside, body)
    logarithmic = _takes_logarithms(inside, body)
    if logarithmic:
        yield lambda: _logarithmic(integral, inside, body)
    for guess in _guesses(body, inside):
        yield lambda guess=guess: _by_antiderivative(integral, inside, guess)
    if not logarithmic and any(t.op == "log" for t in subterms(body)):
        yield lambda: _logarithmic(integral, inside, body)
    yield lambda: _of_scaled_powers(integral, inside, body)
    yield lambda: _over_the_line(integral, inside, body)
    yield lambda: _by_summands(integral, x, inside.expanded(body), given, deadline)
    for guess in _of_sympy(body, inside):
        yield lambda guess=guess: _by_antiderivative(integral, inside, guess)


def _named_by(given):
    """Variables that a hypothesis says to be a number."""
    equations = [sides for h in given if h.op == "eq" for sides in (h.args, h.args[::-1])]
    return {v: value for v, value in equations if v.op == "var" and value.op == "num"}


def _value(integral, given, deadline, depth=0):
    reduced = _inner(integral, given, deadline)
    if reduced is not None:
        rest = _value(reduced.conclusion.args[1], given, deadline)
        return rules.transitive(rules.weaken(reduced, *given), rest)
    if integral.op == "space":
        raise Stuck("an integral over a space of any dimension")
    for attempt in _attempts(integral, given, deadline):
        if now() > deadline:
            raise Stuck("out of time")
        try:
            return attempt()
        except (Stuck, *REFUSALS):
            continue
    if integral.op == "simplex":
        raise Stuck("not an integral of powers")
    for way in (_divided, _by_cases, _exceeding):
        try:
            return way(integral, given, deadline, depth)
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no antiderivative")


def _by_cases(integral, given, deadline, depth):
    """An integral that is infinite both when a = b and when a < b, from a hypothesis a <= b: x^(−p) needs it for p <= 1."""
    for h in given if depth < 2 else ():
        if h.op == "le" and not h.free.isdisjoint(integral.free):
            rest = tuple(g for g in given if g != h)
            cases = (Term(relation, h.args) for relation in ("eq", "lt"))
            found = (_value(integral, (*rest, case), deadline, depth + 1) for case in cases)
            return rules.cases(rules.assume(h), *found)
    raise Stuck("no antiderivative")


def _divided(integral, given, deadline, depth):
    """An integral across a point where the integrand has no value, one of its parts being infinite."""
    for point in singular(integral, given):
        parts = halves(integral, point)
        try:
            return rules.integral_divided(*(_value(part, given, deadline, depth + 1) for part in parts))
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no antiderivative on the parts")


def _exceeding(integral, given, deadline, depth):
    """An integral of what is not negative, and exceeds something simpler whose integral is infinite already."""
    if depth:
        raise Stuck("no bound within parts or cases")
    lower, upper, _ = integral.args
    x = fresh("x", "real")
    f, facts = instantiate(integral.args[-1], x), Facts.of(given)

    def shown(left, right, ends):
        goal, known = Term("le", (left, right)), (*given, *rules.between(*ends, x, facts))
        if counterexamples(goal, known, seconds=0.1).refuted:
            raise Stuck("not a bound")
        return certificate(goal, known, min(deadline, now() + 0.5))

    signed = shown(ZERO, f, (lower, upper))
    for ends, g in _bounds(tidy(expand(f, unfold=True)), x, lower, upper):
        try:
            part = _value(bind("integral", *ends, variable=x, body=g), given, deadline, 1)
            if part.conclusion.op == "diverges":
                return rules.integral_exceeds(integral, rules.weaken(part, *given), shown(g, f, ends), signed, x)
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no bound was found")


def _bounds(f, x, lower, upper):
    """Intervals, and what the function may exceed there: at an infinite end x and numbers, else a part of its factors."""
    if upper == INFINITY:
        start = ONE if lower in INFINITIES else lower
        yield from (((start, upper), g) for g in (ONE, x, _at(f, x, start)))
    if lower not in INFINITIES:
        middle = add(lower, ONE) if upper == INFINITY else upper
        factors = factors_of(f)
        for chosen in factors:
            rest = mul(*(g for g in factors if g is not chosen))
            yield from (((lower, tidy(middle)), mul(rest, _at(chosen, x, end))) for end in (lower, tidy(middle)))


def _at(f, x, point):
    return tidy(substitute(f, {x: point}))


def halves(integral, point):
    """The integrals up to a point and from it on."""
    lower, upper, body = integral.args
    return tuple(Term("integral", (*ends, body), integral.hint) for ends in ((lower, point), (point, upper)))


SIMPLE = [num(c) for c in (0, 1, -1, 2, -2)]  # where a polynomial that is not linear is tried


def singular(integral, given):
    """Points strictly between the ends at which the base of a power or the argument of a logarithm is 0."""
    facts = Facts.of(given)
    lower, upper, _ = integral.args
    x, body = opened(integral)
    bases = [t.args[0] for t in subterms(expand(body, unfold=True)) if t.op in ("log", *POWERS) and not t.loose]
    for base in dict.fromkeys(base for base in bases if x in base.free):
        try:
            slope = tidy(expand(differentiate(base, x), unfold=False))
        except REFUSALS:  # the size of a complex number, say
            continue
        roots = SIMPLE if x in slope.free else [tidy(neg(div(substitute(base, {x: ZERO}), slope)))]
        for c in roots:
            between = [sub(c, lower)] * (lower not in INFINITIES) + [sub(upper, c)] * (upper not in INFINITIES)
            if all(_mask(gap, facts) == POS for gap in between) and _mask(substitute(base, {x: c}), facts) == NIL:
                yield c


def _mask(term, facts):
    try:
        return facts.mask(meaning(term))
    except REFUSALS:
        return None


def integral_theorem(integral, given=(), claimed=None, deadline=None):
    """given |- integral = value, the value in closed form, or ±∞; None when no proof is found (or there is no value).

    `integral` is over an interval or a simplex. `claimed`: the value that a reader expects; the theorem has it where it
    is the value found, in another form. `deadline`: a value of time.now().
    """
    given = tuple(given)
    deadline = now() + 5 if deadline is None else deadline
    try:
        return as_claimed(_closed(_value(integral, given, deadline), given), claimed, given)
    except (Stuck, *REFUSALS, RecursionError):
        return None
