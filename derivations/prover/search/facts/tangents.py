"""Tangents of exp and log at what is in sight, and what they say of logarithms of sums and of log-sum-exp."""

from fractions import Fraction
from itertools import product

from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.signs import POS, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, instantiate, mul, neg, num, opened, power, shape, sub, subterms,
)  # fmt: skip
from ...proof import derived
from ..polynomial_context import inverse, merged, plain, plain_mono
from . import log_sum_exp
from .exponential import exp_tangent, product_exceeds_sum
from .hypotheses import nonnegative_differences
from .in_sight import HALF, vectors
from .weighted import whole_sum


def tangents_in_sight(atoms, ground):
    """1 + u <= e^u for the exponentials, log u <= u − 1 and 1 − 1/u <= log u for the logarithms."""
    exponents = [plain(a.args[0]) for a in atoms if a.op == "exp"]
    arguments = [plain(a.args[0]) for a in atoms if a.op == "log"]
    for u in exponents:
        for signed in (u, neg(u)):
            yield ONE, lambda u=signed: exp_tangent(u, ground.given)
            yield fn("exp", neg(signed)), lambda u=signed: exp_tangent(u, ground.given)
    for u, v in product(exponents, repeat=2):
        if u != v:
            yield fn("exp", v), lambda u=u, v=v: exp_tangent(sub(u, v), ground.given)
    levels = [ONE, *arguments, *(power(u, MINUS) for u in arguments if u.op == "num" or u.args[1:] == ("dimension",))]
    for w, u in product(levels[:7], repeat=2):
        if w != u:
            yield ONE, lambda w=w, u=u: gibbs_term(w, u, ground)


def gibbs_term(w, u, ground):
    """w log(u/w) <= u − w."""
    ratio = sub(_log(u), _log(w))
    order = _order_of_logarithms(w, u, ground)
    line = exp_tangent(ratio, ground.given if order is None else (*ground.given, order.conclusion))
    line = line if order is None else rules.cut(line, order)
    goal = Term(line.conclusion.op, (mul(w, ratio), sub(u, w)))
    return rules.linear(goal, [(w, line)], using=("definition",), given=ground.given)


def _order_of_logarithms(w, u, ground):
    """log a < log b, from a hypothesis a < b about these two numbers: then the tangent is strict."""
    for h in ground.given:
        if h.op == "lt" and not shape(h.args[0]):
            for first, second in ((w, u), (u, w)):
                if h.args == (first, second) or not any(ground.poly(sub(*pair)) for pair in zip(h.args, (first, second))):
                    order = derived.monotone(rules.assume(h, ground.given), "log")
                    goal = Term("lt", (_log(first), _log(second)))
                    return rules.linear(goal, [(ONE, order)], using=("definition",), given=ground.given)
    return None


def _log(u):
    """The logarithm of a term, factor by factor."""
    match u:
        case Term("mul", factors):
            return add(*map(_log, factors))
        case Term("pow" | "root" | "rpow", (base, Term("num", _) as e)):
            return mul(e, _log(base))
    return fn("log", u)


def parts_of_logarithms(goal, ground):
    """log a < log(a + b) for positive a and b, as they are written."""
    written = (t.args[0] for side in goal.args if not shape(side) for t in subterms(meaning(side)) if t.op == "log" and not t.loose)
    for u in list(dict.fromkeys(t for arg in written for t in subterms(arg) if t.op == "add" and not t.loose))[:4]:
        if all(ground.facts.mask(part) == POS for part in u.args):
            for part in u.args[:3]:
                yield ONE, lambda u=u, part=part: _log_part(u, part, ground)


def _log_part(u, part, ground):
    rest = add(*(p for p in u.args if p != part))
    order = rules.linear(Term("lt", (part, u)), [], rest, ("definition",), ground.given)
    return derived.monotone(order, "log")


def log_totals_below_extrema(goal, ground):
    """log Σ exp(c f) <= c max f + log n, and log Σ exp(−c f) <= log n − c min f, for positive c."""
    inside = [meaning(side) for side in goal.args if not shape(side)]
    extrema = {t: None for side in inside for t in subterms(side) if t.op in ("max", "min") and not t.loose}
    totals = {t.args[0]: None for side in inside for t in subterms(side) if t.op == "log" and t.args[0].op == "sum" and not t.loose}
    for total, m in product(list(totals)[:2], list(extrema)[:2]):
        if total.args[:2] == m.args[:2]:
            yield ONE, lambda total=total, m=m: _log_total_below(total, m, ground)


def _log_total_below(total, m, ground):
    k, f = opened(m)
    body = instantiate(total.args[2], k)
    if body.op != "exp":
        raise Refused("not a sum of exponentials")
    exponent, entry = (ground.poly(t) for t in (body.args[0], f))
    if not exponent or not entry:
        raise Refused("an exponent or an entry is 0")
    (u, a), (v, b) = next(iter(exponent.items())), next(iter(entry.items()))
    ratio = mul(num(Fraction(a) / b), plain_mono(merged(u, inverse(v))))
    bound = rules.below_maximum(m, k)
    c = ratio if m.op == "max" else neg(ratio)
    each = rules.linear(Term("le", (body.args[0], mul(ratio, m))), [(c, bound)], ZERO, ("definition",), ground.given)
    return derived.monotone(rules.under("sum", k.args[2:], k, derived.monotone(each, "exp")), "log")


def sums_of_logarithms(goal, ground):
    """log Σ f < log(1 + Σ f) <= Σ log(1 + f) for a positive f; the second for an f >= 0 too."""
    written = (t for side in goal.args if not shape(side) for t in subterms(meaning(side)) if t.op == "sum" and not t.loose)
    for total in list(dict.fromkeys(written))[:4]:
        k, body = opened(total)
        if body.op == "log" and body.args[0].op == "add" and ONE in body.args[0].args and k.args[2] == ONE:
            f = add(*(part for part in body.args[0].args if part != ONE))
            yield ONE, lambda f=f, k=k: _product_exceeds_sum(f, k, ground)
            yield ONE, lambda f=f, k=k: _log_part(add(ONE, whole_sum(f, k)), whole_sum(f, k), ground)


def _product_exceeds_sum(f, k, ground):
    domain = "positive" if ground.facts.mask(meaning(f)) == POS else "nonnegative"
    x, theorem = product_exceeds_sum(domain)
    vector = bind("lam", *k.args[2:], variable=k, body=f)
    return rules.substitution(rules.weaken(theorem, *ground.given), {x.args[2]: k.args[3], x: vector})


def of_log_sum_exp(goal, ground):
    """Bounds of log-sum-exp, its tangents and its convexity, at the vectors in sight, where there are exponentials."""
    exponential = any(t.op in ("lse", "softmax", "exp") for s in (goal, *ground.given) for t in subterms(s))
    points = list(vectors(goal, ground)) if exponential else []
    for z in points:
        for bound in (log_sum_exp.lower, log_sum_exp.upper):
            yield ONE, lambda z=z, bound=bound: rules.weaken(bound(z), *ground.given)
    factors = [ONE, *nonnegative_differences(goal, ground)] if points else []
    shares = [v for v in goal.free if v.args[1:] == ("(0, 1)",)]
    for z, w in product(points, repeat=2):
        if z != w:
            for factor in factors:
                yield factor, lambda z=z, w=w: rules.weaken(log_sum_exp.tangent(z, w), *ground.given)
            for t in [HALF, *shares]:
                yield ONE, lambda z=z, w=w, t=t: _between_points(t, z, w, ground)


def _between_points(t, z, w, ground):
    """The convexity of log-sum-exp, where 0 <= t <= 1 is manifest or given."""
    theorem = rules.weaken(log_sum_exp.convex(t, z, w), *ground.given)
    for h in theorem.hypotheses:
        if h not in ground.given:
            theorem = rules.cut(theorem, rules.linear(h, [], sub(*h.args[::-1]), given=ground.given))
    return theorem
