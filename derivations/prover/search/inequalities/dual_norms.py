"""Sums of sizes: Σ |u_k| <= b from Σ s_k u_k <= b for all s between −1 and 1, and Σ g_k h_k <= c Σ |h_k| from |g_k| <= c.

Each takes a goal and a way to prove others, as the reductions do.
"""

from fractions import Fraction
from functools import cache

from ..asking import ALL
from ..closed_forms import factors_of, tidy
from ..polynomial_context import Ground, plain_poly
from .segments import along_the_segment, has_two_vectors
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.signs import Facts
from ...kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, mul, neg, num, opened, shape, sub, substitute
from ...proof import derived
from ...proof.rewriting import without

HALF = num(Fraction(1, 2))


def has_sum_of_sizes(goal, given=()):
    """Is Σ_k |u_k|, of two vectors, bounded above, or is it a bound by a multiple of Σ_k |h_k|?"""
    if goal.op != "le" or shape(goal.args[0]):
        return False
    left, right = map(_sizes, goal.args)
    return left is not None and left[0] == ONE and has_two_vectors(goal, given) or right is not None and right[2].op == "at"


def _sizes(side):
    """(the factors beside it, k, what stands in the sizes) where a side is c Σ_k |u_k|; or None."""
    parts = factors_of(side)
    sums = [f for f in parts if f.op == "sum"]
    if len(sums) != 1 or not opened(sums[0])[1].op == "abs":
        return None
    k, body = opened(sums[0])
    return mul(*(f for f in parts if f is not sums[0])), k, mul(*(f for f in factors_of(body.args[0]) if f != MINUS))


def by_signs_of_entries(goal, given, prove):
    """Σ_k |u_k| <= b, from Σ_k s_k u_k <= b for every vector s with −1 <= s_k <= 1: sign(u) is one."""
    left, right = goal.args
    found = _sizes(left)
    if found is None or found[0] != ONE:
        return None
    _, k, u = found
    s = fresh("s", "real", k.args[3])
    between = [Term("le", (num(-1), at(s, k))), Term("le", (at(s, k), ONE))]
    bounds = [bind("forall", *_domain(k), variable=k, body=order) for order in between]
    total = bind("sum", *k.args[2:], variable=k, body=mul(at(s, k), u))
    known, smooth = (*given, *bounds), Term("le", (total, right))
    straight = has_two_vectors(smooth) and along_the_segment(smooth, known, lambda other, under=known: prove(other, under))
    theorem = straight or prove(smooth, known)
    if theorem is None:
        return None
    signs = bind("lam", *k.args[2:], variable=k, body=fn("sign", u))
    theorem = rules.substitution(theorem, {s: signs})
    a, size, known = _signs()
    each = [
        rules.generalise(rules.linear(substitute(order, {s: signs}), [(ONE, rules.substitution(bound, {a: u}))], ZERO, ALL), k)
        for order, bound in zip(between, known)
    ]
    same = rules.under("sum", k.args[2:], k, rules.substitution(size, {a: u}))
    return rules.linear(goal, [(ONE, without(theorem, each)), (ONE, same)], ZERO, ALL, given)


@cache
def _signs():
    """(a, |a| = sign(a) a, −1 <= sign(a) and sign(a) <= 1), for every real a."""
    a = fresh("a", "real")
    sign = fn("sign", a)
    cases = [Term("lt", (a, ZERO)), Term("eq", (a, ZERO)), Term("lt", (ZERO, a))]

    def shown(goal):
        slack = ZERO if goal.op == "eq" else sub(*goal.args[::-1])
        return rules.trichotomy(a, ZERO, *(rules.linear(goal, [], slack, ALL, (case,)) for case in cases), ())

    size = shown(Term("eq", (fn("abs", a), mul(sign, a))))
    return a, size, [shown(Term("le", (num(-1), sign))), shown(Term("le", (sign, ONE)))]


def _domain(k):
    return (Term("sort", k.args[1:]),)


def by_entries_of_a_form(goal, given, prove):
    """Σ_k g_k h_k <= c Σ_k |h_k|, from −c <= g_k <= c for every k: c |h| − g h is half of (c − g)(|h| + h) + (c + g)(|h| − h)."""
    left, right = goal.args
    found = _sizes(right)
    if found is None or found[2].op != "at" or found[2].args[1] != found[1]:
        return None
    c, k, entry = found
    h = entry.args[0]
    if h.op != "var" or k in c.free or h in c.free:
        return None
    g = tidy(expand(differentiate(expand(left, unfold=True), h, (k,)), unfold=False))
    g = plain_poly(Ground(given).poly(g))
    if h in g.free or Facts.of(given).poly(substitute(expand(left, unfold=True), {h: _zeros(h)})):
        return None
    bounds = [prove(order) for order in (Term("le", (g, c)), Term("le", (plain_poly(Ground(given).poly(neg(g))), c)))]
    if None in bounds:
        return None
    sizes = [derived.below_size(entry), derived.below_size(neg(entry))]
    known = (*given, *(order.conclusion for order in sizes))
    size = fn("abs", entry)
    weights = (mul(HALF, add(size, entry)), mul(HALF, sub(size, entry)))
    each = rules.linear(Term("le", (mul(g, entry), mul(c, size))), list(zip(weights, bounds)), ZERO, ALL, known)
    whole = rules.under("sum", k.args[2:], k, without(each, sizes))
    return rules.linear(goal, [(ONE, whole)], ZERO, ALL, given)


def _zeros(h):
    k = fresh("k", "index", ONE, *shape(h))
    return bind("lam", *k.args[2:], variable=k, body=ZERO)


BY_SIGNS = (by_signs_of_entries, by_entries_of_a_form)
