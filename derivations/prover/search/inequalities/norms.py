"""Bounds by a Euclidean norm: u <= c √(Σ_k e_k²), where u is linear in the e_k, by Cauchy and Schwarz; differences of log-sum-exps
are bounded by their tangents first, which are linear.

Each takes a goal and a way to prove others, as the reductions do.
"""

from fractions import Fraction
from functools import partial
from itertools import permutations

from ..asking import ALL
from ..facts import log_sum_exp
from ..facts.in_sight import HALF
from ..facts.summed import cauchy
from ..facts.weighted import weighted_fact
from ..polynomial_context import Ground, plain, plain_mono, plain_poly
from .reductions import factors, replaced, squares
from ...kernel import rules
from ...kernel.signs import NEG, POS, Facts, meaning
from ...kernel.terms import ONE, ZERO, Term, add, at, bind, fresh, mul, neg, num, opened, power, shape, sub, substitute, subterms
from ...proof import derived

TWO = num(2)


def has_norm(goal, given=()):
    """Does a multiple of √(Σ_k e_k²) stand on the right?"""
    if goal.op not in ("le", "lt") or shape(goal.args[0]):
        return False
    return any(under_root(f) for f in factors(meaning(goal.args[1], Facts.of(given))))


def by_cauchy(goal, given, prove):
    """u <= c √(Σ e²), where u = Σ_k w_k e_k, from Σ w² <= c²: for (Σ w e)² <= Σ w² Σ e²."""
    parts = factors(meaning(goal.args[1]))
    norms = [f for f in parts if under_root(f)]
    size = mul(*(f for f in parts if f not in norms)) if len(parts) > len(norms) else ONE
    if goal.op != "le" or len(norms) != 1 or Facts.of(given).mask(size) != POS:
        return None
    k, step = under_root(norms[0])
    for weight in _weights(goal.args[0], step, k, given):
        rules.equality(goal.args[0], _summed(mul(weight, step), k), ALL, given)
        bound = prove(Term("le", (_summed(power(weight, TWO), k), power(size, TWO))))
        if bound is None:
            continue
        spread = cauchy(weight, step, k, Ground(given))
        premises = [(_summed(power(step, TWO), k), bound), (HALF, spread)]
        return squares(goal, given, partial(rules.linear, premises=premises, using=ALL, given=given))
    return None


def has_bounded_vector(goal, given):
    """Do hypotheses bound all entries of a vector that stands in it?"""
    return goal.op == "le" and not shape(goal.args[0]) and any(h.op == "forall" and h.free & goal.free for h in given)


def by_largest_entry(goal, given, prove):
    """Σ_k w_k h_k <= r from Σ_k |w_k| b <= r, where −b <= h_k <= b for all k; the signs of the w_k are seen, or one is apart."""
    ground = Ground(given)
    for h in (v for v in sorted(goal.free, key=str) if v.args[1] == "real" and len(v.args) == 3):
        k = fresh("k", "index", ONE, h.args[2])
        bounds = _bounds_of_entries(h, k, ground)
        for weight in _weights(goal.args[0], at(h, k), k, given) if bounds else ():
            theorem = _at_largest(goal, h, k, weight, bounds, ground, prove)
            if theorem is not None:
                return theorem
    return None


def _bounds_of_entries(h, k, ground):
    """(b, h_k <= b, −h_k <= b) as hypotheses say; None where they do not."""
    found = {}
    for known in (g for g in ground.given if g.op == "forall" and g.args[0].args == k.args[1:]):
        each = rules.specialise(rules.assume(known), k)
        poly = Ground(()).poly(sub(*each.conclusion.args[::-1])) if each.conclusion.op == "le" else {}
        own = frozenset({(at(h, k), 1)})
        rest = plain_poly({m: c for m, c in poly.items() if m != own})
        if abs(poly.get(own, 0)) == 1 and not {h, k} & rest.free:
            found.setdefault(rest, {})[poly[own]] = each
    return next(((b, sides[-1], sides[1]) for b, sides in found.items() if len(sides) == 2), None)


def _at_largest(goal, h, k, weight, bounds, ground, prove):
    """The goal from its weights: those beside a δ_ki by themselves, where the sign of the others is manifest."""
    b, above, below = bounds
    rules.equality(goal.args[0], _summed(mul(weight, at(h, k)), k), ALL, ground.given)
    deltas = {t: t.args[1 - t.args.index(k)] for t in subterms(weight) if t.op == "delta" and k in t.args}
    places = set(deltas.values())
    apart = replaced(weight, dict.fromkeys(deltas, ZERO))
    sign = {POS: 1, NEG: -1}.get(ground.facts.mask(meaning(apart)))
    if sign is None or len(places) > 1:
        return None
    size, signed = (apart, above) if sign > 0 else (neg(apart), below)
    other = sub(ONE, Term("delta", (k, next(iter(places))))) if places else ONE
    premises = [(ONE, weighted_fact(signed, mul(other, size), k, ground))]
    total = _summed(mul(other, size), k)
    if places:
        (i,) = places
        here = substitute(weight, {k: i})
        for turned, bound in ((here, above), (neg(here), below)):
            positive = prove(Term("le", (ZERO, turned)))
            if positive is not None:
                premises.append((ONE, derived.product(positive, rules.substitution(bound, {k: i}))))
                total = add(total, turned)
                break
        else:
            return None
    reached = prove(Term("le", (plain_poly(ground.poly(mul(total, b))), goal.args[1])))
    return reached and rules.linear(goal, [(ONE, reached), *premises], ZERO, ALL, ground.given)


def under_root(factor):
    """(k, e_k) of √(Σ_k e_k²); None of anything else."""
    match factor:
        case Term("root", (Term("sum", _) as total, exponent)) if exponent == HALF:
            k, body = opened(total)
            if body.op == "pow" and body.args[1] == TWO and k in body.args[0].free:
                return k, body.args[0]
    return None


def _weights(term, step, k, given):
    """w_k with Σ_k w_k e_k = u, if that is so: read off from a vector in whose entries both are linear."""
    ground = Ground(given)
    poly, own = ground.poly(term), ground.poly(step)
    for entry in dict.fromkeys(t for t in subterms(step) if t.op == "at" and t.args[1] == k and t.args[0].op == "var"):
        slope = own.get(frozenset({(entry, 1)}), 1)
        with_it = [(mono, c) for mono, c in poly.items() if any(entry.args[0] in a.free for a, _ in mono)]
        parts = [_share(mono, Fraction(c) / slope, entry.args[0], k) for mono, c in with_it]
        if parts and None not in parts:
            yield add(*parts)


def _share(mono, c, v, k):
    """What a monomial that is linear in v, such as a v_i or a Σ_j b_j v_j, contributes to the weight of v_k."""
    found = [(a, e) for a, e in mono if v in a.free]
    if len(found) != 1 or found[0][1] != 1:
        return None
    ((atom, _),) = found
    beside = mono - {(atom, 1)}
    rest = mul(num(c), plain_mono(beside)) if beside else num(c)
    if atom.op == "at" and atom.args[0] == v:
        return mul(rest, Term("delta", (k, atom.args[1])))
    if atom.op != "sum" or atom.args[:2] != k.args[2:]:
        return None
    j, body = opened(plain(atom))
    others = [f for f in factors(body) if f != at(v, j)]
    return mul(rest, substitute(mul(*others), {j: k})) if len(others) == len(factors(body)) - 1 else None


def _summed(body, k):
    return bind("sum", *k.args[2:], variable=k, body=body)


def by_tangent(goal, given, prove):
    """u + c (log Σ e^y − log Σ e^x) <= v from u + c Σ_k σ(y)_k (y_k − x_k) <= v: log-sum-exp lies above its tangents."""
    ground = Ground(given)
    poly = ground.poly(goal.args[0])
    totals = {mono: point for mono in poly if (point := _exponents(mono)) is not None}
    for high, low in permutations(totals, 2):
        if poly[high] > 0 and poly[low] == -poly[high]:
            y, x = totals[high], totals[low]
            tangent = rules.weaken(log_sum_exp.tangent(y, x), *given)
            k = next(opened(plain(a.args[0]))[0] for a, _ in high)
            linear = _summed(mul(at(Term("softmax", (y,)), k), sub(at(y, k), at(x, k))), k)
            rest = plain_poly({m: c for m, c in poly.items() if m not in (high, low)})
            inner = prove(Term(goal.op, (add(rest, mul(num(poly[high]), linear)), goal.args[1])))
            return inner and rules.linear(goal, [(ONE, inner), (num(poly[high]), tangent)], ZERO, ALL, given)
    return None


def _exponents(mono):
    """The vector x of log Σ_k e^(x_k), which is the whole of the monomial; None of anything else."""
    ((atom, e),) = mono if len(mono) == 1 else ((ZERO, 0),)
    if e != 1 or atom.op != "log" or atom.args[0].op != "sum":
        return None
    k, body = opened(plain(atom.args[0]))
    if body.op != "exp":
        return None
    (u,) = body.args
    return (
        u.args[0] if u.op == "at" and u.args[1] == k and k not in u.args[0].free else bind("lam", *k.args[2:], variable=k, body=u)
    )


BY_NORMS = (by_cauchy, by_tangent)
BY_LARGEST = (by_largest_entry,)
