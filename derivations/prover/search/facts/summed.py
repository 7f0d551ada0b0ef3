"""Facts that hold term by term, summed with weights over the ranges in sight."""

from itertools import combinations, product

from ...kernel import rules
from ...kernel.signs import NIL, POS
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, add, bind, fn, fresh, instantiate, mul, neg, num, power, same_integer, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ..polynomial_context import plain
from .exponential import exp_tangent
from .hypotheses import at_every, at_pairs
from .in_sight import HALF, families, indices, levels, log_totals, sums, vectors
from .shares import plain_share_at, share_at
from .tangents import gibbs_term
from .weighted import weighted_fact, whole_sum


def summed_facts(difference, goal, ground):
    """Facts that hold term by term, summed with weights, over the ranges in sight."""
    dims = {t.args[1]: None for t in sums(goal)}
    dims |= {v.args[2]: None for v in vectors(goal, ground) if v.op == "var"}
    for dim in list(dims)[:2]:
        k = fresh("k", "index", ONE, dim)
        weights = families(goal, ground, k, positive=True)
        values = families(goal, ground, k, positive=False)
        for facts in SUMMED:
            yield from facts(difference, goal, ground, k, weights, values)


def _entropies(_difference, _goal, ground, k, weights, _values):
    """Σ w log(u/w) <= Σ (u − w) (Gibbs)."""
    for w, u in product(weights[:5], repeat=2):
        if w != u:
            yield ONE, lambda w=w, u=u: _gibbs(w, u, k, ground)


def _gibbs(w, u, k, ground):
    """Σ w log(u/w) <= Σ (u − w)."""
    return rules.under("sum", k.args[2:], k, gibbs_term(w, u, ground))


def _variances(_difference, _goal, ground, k, weights, values):
    """0 <= Σ w (h − m)²."""
    for w, h in product([ONE, *weights[:4]], values[:6]):
        yield ONE, lambda w=w, h=h: variance(w, h, k, ground)


def _variances_of_quotients(difference, _goal, ground, k, weights, values):
    """0 <= Σ w (v/w − m)², which is (Σ v)² <= Σ w Σ v²/w, where sums are squared that stand beside quotients by w."""
    totals = [(a, e) for mono in difference for a, e in mono if a.op == "sum" and a.args[:2] == k.args[2:]]
    bodies = {a: instantiate(plain(a).args[2], k) for a, _ in totals}
    below = {t for body in bodies.values() for t in subterms(body) if t.op == "pow" and t.args[1] == MINUS}
    for (total, e), w in product(totals, weights[:4]):
        if e == 2 and power(w, MINUS) in below:
            v = bodies[total]
            yield ONE, lambda w=w, v=v: variance(w, mul(v, power(w, MINUS)), k, ground)


def variance(w, h, k, ground):
    """0 <= Σ w (h − m)², m being the mean of h under w."""

    def total(body):
        return bind("sum", *k.args[2:], variable=k, body=body)

    mean = mul(total(mul(w, h)), power(total(w), MINUS))
    return rules.sign(total(mul(w, power(sub(h, mean), num(2)))), "le", ground.given)


def _shares_of_own(_difference, goal, ground, k, _weights, _values):
    """Σ f² <= (Σ f)² for the f >= 0 whose sums are in sight."""
    for total in [t for t in dict.fromkeys(sums(goal)) if t.args[1] == k.args[3]][:3]:
        body = instantiate(total.args[2], k)
        if not ground.facts.mask(body) & ~(NIL | POS):
            yield ONE, lambda f=body: weighted_fact(plain_share_at(f, k, ground), f, k, ground)


def _more_squares(_difference, _goal, ground, k, weights, values):
    """Squares of sums of two values at different indices, and of weights around a half."""
    for w, h in product(weights[:2], values[:3]):
        if w != h:
            yield ONE, lambda w=w, h=h: _apart(w, h, k, ground)
            yield ONE, lambda w=w, h=h: _around_half(w, h, k, ground)


def _apart(w, h, k, ground):
    """0 <= Σ_k Σ_{l≠k} w_k w_l (h_k + h_l)²."""
    l = fresh("l", *k.args[1:])
    w2, h2 = (substitute(f, {k: l}) for f in (w, h))
    body = mul(sub(ONE, Term("delta", (k, l))), w, w2, power(add(h, h2), num(2)))
    return rules.sign(whole_sum(whole_sum(body, l), k), "le", ground.given)


def _around_half(w, h, k, ground):
    """0 <= Σ h² (w − 1/2)²."""
    return rules.sign(whole_sum(mul(power(h, num(2)), power(sub(w, HALF), num(2))), k), "le", ground.given)


def _shares_summed(_difference, _goal, ground, k, weights, _values):
    """Σ w f <= Σ w Σ f, and the same of logarithms."""
    for w, f in product(weights[:4], repeat=2):
        yield ONE, lambda w=w, f=f: weighted_fact(plain_share_at(f, k, ground), w, k, ground)
        yield ONE, lambda w=w, f=f: weighted_fact(share_at(f, k, ground), w, k, ground)


def _tangents_summed(difference, goal, ground, k, weights, values):
    """Tangents of exp at the levels in sight, and at logarithms of sums."""
    inside = _exponents(goal, k)
    for h, u in product(dict.fromkeys([*values[:4], *inside]), [ZERO, *levels(difference)]):
        for w in [ONE, *weights[:4]]:
            yield fn("exp", u), lambda h=h, u=u, w=w: weighted_fact(exp_tangent(sub(h, u), ground.given), w, k, ground)
    for f, total, w in product(weights[:4], log_totals(difference), weights[:4]):
        level = sub(fn("log", f), fn("log", total))
        yield ONE, lambda u=level, w=w: weighted_fact(exp_tangent(u, ground.given), w, k, ground)


def _exponents(goal, k):
    """The u of e^u under the sums in sight, at this index."""
    bodies = (instantiate(t.args[2], k) for t in dict.fromkeys(sums(goal)) if t.args[:2] == k.args[2:])
    parts = [t for body in bodies for t in subterms(body) if k in t.free and not t.loose]
    roots = [mul(t.args[1], t.args[0].args[0]) for t in parts if t.op == "root" and t.args[0].op == "exp"]
    return list(dict.fromkeys([*roots, *(t.args[0] for t in parts if t.op == "exp")]))[:2]


def _products_summed(_difference, _goal, ground, k, weights, _values):
    """Products of two hypotheses for all k."""
    for question in at_pairs(ground, k):
        for w in [ONE, *weights[:4]]:
            yield ONE, lambda q=question, w=w: weighted_fact(q(), w, k, ground)


def _sizes_summed(_difference, goal, ground, k, weights, values):
    """Σ w u <= Σ w |u| where sizes are in sight."""
    if any(t.op == "abs" for t in subterms(goal)):
        for h in values[:3]:
            for w, signed in product([ONE, *weights[:4]], (h, neg(h))):
                yield ONE, lambda w=w, u=signed: weighted_fact(derived.below_size(u, ground.given), w, k, ground)


def _scaled_entropies(_difference, _goal, ground, k, weights, _values):
    """Gibbs' inequality with u scaled to the total of w: the log-sum inequality."""
    for w, u in product(weights[:3], repeat=2):
        if w != u:
            yield ONE, lambda w=w, u=u: _gibbs(w, mul(u, whole_sum(w, k), power(whole_sum(u, k), MINUS)), k, ground)


def _cauchy_schwarz(_difference, _goal, ground, k, weights, values):
    """0 <= Σ_k Σ_l (g_k h_l − g_l h_k)²."""
    for w in weights[:3]:
        root = power(w, HALF)
        yield ONE, lambda g=root: cauchy(g, power(g, MINUS), k, ground)
    for g, h in combinations(values[:3], 2):
        yield ONE, lambda g=g, h=h: cauchy(g, h, k, ground)


def cauchy(g, h, k, ground):
    """0 <= Σ_k Σ_l (g_k h_l − g_l h_k)²."""
    other = fresh("l", *k.args[1:])
    g2, h2 = (substitute(f, {k: other}) for f in (g, h))
    square = power(sub(mul(g, h2), mul(g2, h)), num(2))
    inner = bind("sum", *k.args[2:], variable=other, body=square)
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=inner), "le", ground.given)


def covariance(w, g, h, k):
    """Var g Var h − Cov(g, h)², where Σ w = 1: Σ_k Σ_l w_k w_l (u_k v_l − u_l v_k)²/2, where u, v are g, h less their means."""
    other = fresh("l", *k.args[1:])
    u, v = (sub(f, whole_sum(mul(w, f), k)) for f in (g, h))
    u2, v2, w2 = (substitute(f, {k: other}) for f in (u, v, w))
    square = power(sub(mul(u, v2), mul(u2, v)), num(2))
    return mul(HALF, whole_sum(whole_sum(mul(w, w2, square), other), k))


def _hypotheses_summed(_difference, goal, ground, k, weights, _values):
    """Hypotheses for all k, as they are and under exp; under exp without the terms in sight too."""
    for h in ground.given:
        if h.op == "forall" and h.args[0].args[0] == "index" and same_integer(h.args[0].args[2], k.args[3]):
            for question in at_every(h, k, ground):
                for i in indices(goal, ground.given):
                    others = sub(ONE, Term("delta", (k, i)))
                    yield ONE, lambda q=question, w=others: weighted_fact(derived.monotone(q(), "exp"), w, k, ground)
                for w in [ONE, *weights[:4]]:
                    yield ONE, lambda q=question, w=w: weighted_fact(q(), w, k, ground)
                yield ONE, lambda q=question: rules.under("sum", k.args[2:], k, derived.monotone(q(), "exp"))


SUMMED = (  # of the difference, the goal, what is known, an index, and what is positive and what is not at that index
    _entropies,
    _variances,
    _variances_of_quotients,
    _shares_of_own,
    _more_squares,
    _shares_summed,
    _tangents_summed,
    _products_summed,
    _sizes_summed,
    _scaled_entropies,
    _cauchy_schwarz,
    _hypotheses_summed,
)
