"""Facts for certificates: what the hypotheses, tangents, shares of sums and lemmas say of the terms of an inequality.

Each question asks the kernel for one theorem; what the kernel refuses is passed over.
"""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations, product

from ..polynomial_context import halves, inverse, merged, plain, plain_mono
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import evaluate
from ...kernel.normal import Split
from ...kernel.polynomial import UNIT, Refused
from ...kernel.signs import NIL, POS, Facts, meaning
from ...kernel.terms import (
    is_real, INTEGERS, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, instantiate, mul, neg, num, opened, power,
    same_integer, shape, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from . import log_sum_exp
from .exponential import exp_tangent, product_exceeds_sum


HALF = num(Fraction(1, 2))


def answered(questions, splits):
    """Pairs (multiplier, theorem), each once, for pairs (multiplier, question); what the kernel refuses is passed over.

    Where something depends on whether two indices are equal, that goes to `splits`.
    """
    seen = set()
    for multiplier, question in questions:
        try:
            theorem = question()
        except Split as split:
            splits.append(split)
            continue
        except (Refused, IllTyped):
            continue
        key = multiplier, theorem.conclusion
        if key not in seen and not shape(theorem.conclusion.args[0]):
            seen.add(key)
            yield multiplier, theorem


def facts_for(goal, difference, ground):
    """Pairs (multiplier, question to the kernel) that may help, the likeliest first."""
    atoms = list(dict.fromkeys(a for mono in difference for a, _ in mono))
    yield from _from_hypotheses(goal, difference, ground)
    if goal.args == (ZERO, ZERO):
        yield from _signs_of_sides(ground)
    yield from _bounds_of_extrema(goal, ground)
    yield from _bounds_of_choices(goal, ground)
    yield from _tangents(atoms, ground)
    yield from _parts_of_logarithms(goal, ground)
    yield from _log_totals_below_extrema(goal, ground)
    yield from _sums_of_logarithms(goal, ground)
    yield from shares(atoms, goal, ground)
    yield from _parts_of_ranges(goal, ground)
    yield from _summed(difference, goal, ground)
    yield from _of_log_sum_exp(goal, ground)
    yield from _binary_squares(difference, ground)


def _from_hypotheses(goal, difference, ground):
    """Hypotheses and domains as they are, times terms of known sign, in products, and under exp and log."""
    known = orders(goal, ground)
    factors = [ONE, *_multiplier_terms(difference, ground)]
    for question in known:
        for factor in factors:
            yield factor, question
    for op in ("log", "exp"):
        for question in known:
            for factor in factors[:6]:
                yield factor, lambda q=question, op=op: rules.monotone(q(), op)
    for g, h in combinations_with_replacement(known[:8], 2):
        yield ONE, lambda g=g, h=h: rules.product(g(), h())


def orders(goal, ground):
    """Questions for inequalities that hold by hypothesis, at the indices in sight, or by the domain (0, 1)."""
    found = []
    for h in ground.given:
        if h.op in ("le", "lt", "eq") and not shape(h.args[0]):
            found.append(lambda h=h: rules.assume(h))
            found.extend(_sizes(lambda h=h: rules.assume(h), h, ground))
            if h.op == "lt" and any(v.args[1] in INTEGERS for v in h.free):
                found.append(lambda h=h: rules.next_integer(rules.assume(h)))
        elif h.op == "forall" and h.args[0].args[0] == "index":
            for i in [*indices(goal, ground.given), *shifted_indices(goal)]:
                found.extend(at_every(h, i, ground))
    for v in sorted(goal.free.union(*(h.free for h in ground.given)), key=str):
        if v.args[1] == "(0, 1)" and len(v.args) == 2:
            found.append(lambda v=v: rules.linear(Term("lt", (v, ONE)), [], sub(ONE, v)))
            found.append(lambda v=v: rules.sign(v, "lt"))
        elif v.args[1] in ("positive", "nonnegative") and len(v.args) == 2:
            found.append(lambda v=v: rules.sign(v, "lt" if v.args[1] == "positive" else "le"))
    return found


def _sizes(question, h, ground):
    """u <= b and −u <= b from |u| <= b."""
    if h.op in ("le", "lt") and h.args[0].op == "abs":
        u, bound = h.args[0].args[0], h.args[1]
        for signed in (u, neg(u)):
            yield lambda signed=signed: rules.linear(
                Term(h.op, (signed, bound)),
                [(ONE, question()), (ONE, derived.below_size(signed, ground.given))],
                given=ground.given,
            )


def _signs_of_sides(ground):
    """Manifest signs of what the hypotheses speak of, to contradict them."""
    for h in ground.given:
        if h.op in ("eq", "le", "lt") and not shape(h.args[0]):
            for side in (*h.args, sub(*h.args), sub(*h.args[::-1])):
                for signed in (side, neg(side)):
                    bare = Facts.of()
                    if bare.mask(meaning(signed)) == POS:
                        yield ONE, lambda u=signed: rules.sign(u, "lt")


def _multiplier_terms(difference, ground):
    """Monomials of known sign by which facts may be multiplied."""
    found = {}
    for mono in difference:
        for atom, e in mono:
            if ground.sign(frozenset([(atom, e)])) is not None:
                found[frozenset([(atom, e)])] = None
        positive = frozenset((a, e) for a, e in mono if ground.facts.positive(a))
        if positive:
            found[positive] = None
    return [plain_mono(m) for m in list(found)[:10]]


def indices(goal, given=()):
    """The indices in sight: free ones, literal ones, and the last of a vector."""
    found = {}
    for source in (goal, *given):
        found |= dict.fromkeys(sorted((v for v in source.free if v.args[1] == "index"), key=str))
        found |= {t.args[1]: None for t in subterms(source) if t.op == "at" and t.args[1].op == "num" and not t.loose}
    return list(found)[:4]


def shifted_indices(goal):
    """Indices such as m + 1 that entries are taken at."""
    return list({t.args[1]: None for t in subterms(goal) if t.op == "at" and t.args[1].op == "add" and not t.args[1].loose})[:2]


def vectors(goal, ground):
    """The vectors whose maxima and softmax may matter: arguments of lse, softmax, max and vector variables."""
    found = {}
    for source in (goal, *ground.given):
        for t in subterms(source):
            if t.op in ("lse", "softmax", "largest") and not t.loose:
                found[t.args[0]] = None
            if t.op == "var" and len(t.args) == 3 and t.args[1] != "index":
                found[t] = None
            if t.op == "at" and not t.loose and len(shape(t)) == 1:  # a row of a matrix
                found[t] = None
    return list(found)[:5]


def _bounds_of_extrema(goal, ground):
    """min v <= v_i <= max v, with weights and in products, and e^{v} likewise."""
    extrema = {}
    for source in goal.args:
        if not shape(source):
            for t in subterms(expand(source, unfold=True)):
                if t.op in ("max", "min") and not t.loose:
                    extrema[t] = None
    extrema = list(extrema)[:3]
    for m in extrema:
        for i in indices(goal):
            yield ONE, lambda m=m, i=i: rules.below_maximum(m, i)
        for i in shifted_indices(goal):
            yield ONE, lambda m=m, i=i: _below_extremum(m, i, ground)
        k = fresh("k", "index", *m.args[:2])
        for w in [ONE, *families(goal, ground, k, positive=True)[:3]]:
            yield ONE, lambda m=m, w=w, k=k: weighted_fact(rules.below_maximum(m, k), w, k, ground)
        yield ONE, lambda m=m, k=k: rules.under("sum", m.args[:2], k, rules.monotone(rules.below_maximum(m, k), "exp"))
        for i in indices(goal):
            yield (
                ONE,
                lambda m=m, k=k, i=i: weighted_fact(
                    rules.monotone(rules.below_maximum(m, k), "exp"), sub(ONE, Term("delta", (k, i))), k, ground
                ),
            )
            yield ONE, lambda m=m, i=i: rules.monotone(rules.below_maximum(m, i), "exp")
    for low, high in product(extrema, repeat=2):
        if low.op == "min" and high.op == "max" and low.args == high.args:
            k = fresh("k", "index", *low.args[:2])
            for w in [ONE, *families(goal, ground, k, positive=True)[:3]]:
                yield (
                    ONE,
                    lambda low=low, high=high, w=w, k=k: weighted_fact(
                        rules.product(rules.below_maximum(low, k), rules.below_maximum(high, k)), w, k, ground
                    ),
                )
            yield ONE, lambda low=low, high=high: _between(low, high)


def _below_extremum(m, i, ground):
    """f_i <= max_k f_k, or min_k f_k <= f_i, at an index such as k + 1 that lies in the range by hypothesis."""
    k = fresh("k", "index", *m.args[:2])
    return rules.specialise(rules.generalise(rules.weaken(rules.below_maximum(m, k), *ground.given), k), i)


def _bounds_of_choices(goal, ground):
    """u <= |u|, a <= max(a, b) and min(a, b) <= a, of what stands in the goal."""
    whole = [t for side in goal.args if not shape(side) for t in subterms(expand(side, unfold=True)) if not t.loose]
    for t in list(dict.fromkeys(t for t in whole if t.op in ("abs", "maxof", "minof")))[:6]:
        if t.op == "abs":
            for signed in (t.args[0], neg(t.args[0])):
                yield ONE, lambda u=signed: derived.below_size(u, ground.given)
        elif len(t.args) == 2:
            for part in t.args:
                yield ONE, lambda t=t, part=part: _part(t, part, ground)


def _part(t, part, ground):
    """a <= max(a, b), or min(a, b) <= a, by the order of a and b."""
    a, b = t.args
    goal = Term("le", (part, t) if t.op == "maxof" else (t, part))
    cases = Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))
    shown = [rules.linear(goal, [], sub(*goal.args[::-1]), given=(*ground.given, case)) for case in cases]
    return rules.trichotomy(a, b, *shown, ground.given)


def _between(low, high):
    below, above = rules.below_maximum(low, ONE), rules.below_maximum(high, ONE)
    return rules.transitive(below, above)


def weighted_fact(each, w, k, ground):
    """Σ w a <= Σ w b from a <= b at every k."""
    low, high = each.conclusion.args
    strict = each.conclusion.op == "lt" and ground.facts.mask(meaning(w)) == POS
    goal = Term("lt" if strict else "le", (mul(w, low), mul(w, high)))
    return rules.under("sum", k.args[2:], k, rules.linear(goal, [(w, each)], given=ground.given))


def sums(goal):
    for source in goal.args:
        if not shape(source):
            for t in subterms(meaning(source)):
                if t.op == "sum" and not t.loose:
                    yield t


def _tangents(atoms, ground):
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


def _parts_of_logarithms(goal, ground):
    """log a < log(a + b) for positive a and b, as they are written."""
    written = (t.args[0] for side in goal.args if not shape(side) for t in subterms(meaning(side)) if t.op == "log" and not t.loose)
    for u in list(dict.fromkeys(t for arg in written for t in subterms(arg) if t.op == "add" and not t.loose))[:4]:
        if all(ground.facts.mask(part) == POS for part in u.args):
            for part in u.args[:3]:
                yield ONE, lambda u=u, part=part: _log_part(u, part, ground)


def _log_part(u, part, ground):
    rest = add(*(p for p in u.args if p != part))
    order = rules.linear(Term("lt", (part, u)), [], rest, ("definition",), ground.given)
    return rules.monotone(order, "log")


def _log_totals_below_extrema(goal, ground):
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
    return rules.monotone(rules.under("sum", k.args[2:], k, rules.monotone(each, "exp")), "log")


def _sums_of_logarithms(goal, ground):
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
                    order = rules.monotone(rules.assume(h, ground.given), "log")
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


def shares(atoms, goal, ground):
    """One term of a sum of positive terms is at most the sum, and less if there are others; so for the logarithms."""
    for i in indices(goal):
        last = i.args[3] if i.op == "var" else None
        for dim in [last] if last is not None else list(_dims(goal))[:2]:
            k = fresh("k", "index", ONE, dim)
            for f in families(goal, ground, k, positive=True)[:5]:
                yield ONE, lambda f=f, k=k, i=i: _others(k, f, i, ground)
                yield ONE, lambda f=f, k=k, i=i: _log_share(k, f, i, ground)
    yield from pair_shares(goal, ground)
    yield from _shares_of_sums(atoms, goal, ground)
    yield from _shares_of_logarithms(atoms, goal, ground)


def _shares_of_sums(atoms, goal, ground):
    """Terms of the sums in sight, in the goal and in hypotheses."""
    supposed = [side for h in ground.given if h.op in ("eq", "le", "lt") for side in h.args if side.op == "sum" and not side.loose]
    for total in dict.fromkeys([*(plain(a) for a in atoms if a.op == "sum" and not a.loose), *supposed]):
        for i in [*indices(goal), *shifted_indices(goal)]:
            if i.op != "var" or same_integer(i.args[3], total.args[1]):
                k, body = opened(total)
                yield ONE, lambda k=k, body=body, i=i: _others(k, body, i, ground)
                yield ONE, lambda k=k, body=body, i=i: _log_share(k, body, i, ground)


def _shares_of_logarithms(atoms, goal, ground):
    """Terms of the sums that stand inside logarithms."""
    for a in atoms:
        if a.op == "log" and a.args[0].op == "sum" and not a.loose:
            k, body = opened(plain(a.args[0]))
            for i in indices(goal):
                if k not in i.free and ground.facts.in_range(i, *k.args[2:]):
                    yield ONE, lambda k=k, body=body, i=i: _log_share(k, body, i, ground)


def _parts_of_ranges(goal, ground):
    """Σ_{j<=a} f <= Σ_{j<=b} f for an f >= 0 and a <= b, both sums being in sight; and with f_{a+1} beside the first."""
    for short, long in permutations(list(dict.fromkeys(sums(goal)))[:4], 2):
        if short.args[0] == long.args[0] and short.args[2] == long.args[2]:
            yield ONE, lambda short=short, long=long: _part_of_range(short, long, short.args[1], [], ground)
            following = add(short.args[1], ONE)
            if any(same_integer(i, following) for i in shifted_indices(goal)):
                entry = instantiate(long.args[2], following)
                yield ONE, lambda s=short, long=long, e=entry, f=following: _part_of_range(s, long, f, [e], ground)


def _part_of_range(short, long, last, entries, ground):
    """A sum up to `last`, written as a shorter one and entries after it, is at most a longer sum; less if there is more."""
    rest = Term("sum", (add(last, ONE), *long.args[1:]), long.hint)
    sides = add(short, *entries) if entries else short, long
    try:
        return rules.linear(Term("lt", sides), [], rest, ("ranges",), ground.given)
    except Refused:
        return rules.linear(Term("le", sides), [], rest, ("ranges",), ground.given)


def pair_shares(goal, ground):
    """Two terms of a sum of positive terms, at different indices, are together at most the sum."""
    for i, j in combinations([i for i in indices(goal, ground.given) if i.op == "var"], 2):
        if i.args[2:] == j.args[2:]:
            k = fresh("k", "index", *i.args[2:])
            for f in families(goal, ground, k, positive=True)[:3]:
                yield ONE, lambda f=f, k=k, i=i, j=j: _all_but_two(f, k, i, j, ground)


def _dims(goal):
    return {v.args[2]: None for v in goal.free if len(v.args) == 3 and v.args[1] != "index"}


def _all_but_two(f, k, i, j, ground):
    """0 <= Σ_k (1 − δ_ki)(1 − δ_kj) f_k."""
    weight = mul(*(sub(ONE, Term("delta", (k, a))) for a in (i, j)))
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=mul(weight, f)), "le", ground.given)


def _log_share(k, body, i, ground):
    """log f_i <= log Σ f."""
    others = _others(k, body, i, ground)
    one, total = substitute(body, {k: i}), bind("sum", *k.args[2:], variable=k, body=body)
    share = rules.linear(
        Term(others.conclusion.op, (one, total)), [(ONE, others)], using=("collapse", "definition"), given=ground.given
    )
    return rules.monotone(share, "log")


def _others(k, body, i, ground):
    weight = sub(ONE, Term("delta", (k, i)))
    rest = bind("sum", *k.args[2:], variable=k, body=mul(weight, body))
    count = bind("sum", *k.args[2:], variable=k, body=weight)
    try:
        many = rules.linear(Term("lt", (ZERO, count)), [], sub(k.args[3], ONE), ("collapse",), ground.given)
        return derived.weighted_sum(rest, k, weight, body, many, ground.given)
    except Refused:
        return rules.sign(rest, "le", ground.given)


def _summed(difference, goal, ground):
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


def _variances(_difference, _goal, ground, k, weights, values):
    """0 <= Σ w (h − m)²."""
    for w, h in product([ONE, *weights[:4]], values[:6]):
        yield ONE, lambda w=w, h=h: variance(w, h, k, ground)


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


def _shares_summed(_difference, _goal, ground, k, weights, _values):
    """Σ w f <= Σ w Σ f, and the same of logarithms."""
    for w, f in product(weights[:4], repeat=2):
        yield ONE, lambda w=w, f=f: weighted_fact(plain_share_at(f, k, ground), w, k, ground)
        yield ONE, lambda w=w, f=f: weighted_fact(share_at(f, k, ground), w, k, ground)


def _tangents_summed(difference, _goal, ground, k, weights, values):
    """Tangents of exp at the levels in sight, and at logarithms of sums."""
    for h, u in product(values[:4], [ZERO, *_levels(difference)]):
        for w in [ONE, *weights[:4]]:
            yield fn("exp", u), lambda h=h, u=u, w=w: weighted_fact(exp_tangent(sub(h, u), ground.given), w, k, ground)
    for f, total, w in product(weights[:4], _log_totals(difference), weights[:4]):
        level = sub(fn("log", f), fn("log", total))
        yield ONE, lambda u=level, w=w: weighted_fact(exp_tangent(u, ground.given), w, k, ground)


def _products_summed(_difference, _goal, ground, k, weights, _values):
    """Products of two hypotheses for all k."""
    for question in _at_pairs(ground, k):
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


def _hypotheses_summed(_difference, goal, ground, k, weights, _values):
    """Hypotheses for all k, as they are and under exp; under exp without the terms in sight too."""
    for h in ground.given:
        if h.op == "forall" and h.args[0].args[0] == "index" and same_integer(h.args[0].args[2], k.args[3]):
            for question in at_every(h, k, ground):
                for i in indices(goal, ground.given):
                    others = sub(ONE, Term("delta", (k, i)))
                    yield ONE, lambda q=question, w=others: weighted_fact(rules.monotone(q(), "exp"), w, k, ground)
                for w in [ONE, *weights[:4]]:
                    yield ONE, lambda q=question, w=w: weighted_fact(q(), w, k, ground)
                yield ONE, lambda q=question: rules.under("sum", k.args[2:], k, rules.monotone(q(), "exp"))


SUMMED = (  # of the difference, the goal, what is known, an index, and what is positive and what is not at that index
    _entropies,
    _variances,
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


def _at_pairs(ground, k):
    """Products of two hypotheses for all k, at this k."""
    families = [h for h in ground.given if h.op == "forall" and h.args[0].args[0] == "index"]
    for g, h in combinations_with_replacement(families, 2):
        if same_integer(g.args[0].args[2], k.args[3]) and same_integer(h.args[0].args[2], k.args[3]):
            yield lambda g=g, h=h: rules.product(*(rules.specialise(rules.assume(f), k) for f in (g, h)))


def whole_sum(f, k):
    return bind("sum", *k.args[2:], variable=k, body=f)


def plain_share_at(f, k, ground):
    """f_k <= Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    body = substitute(f, {k: j})
    others = _others(j, body, k, ground)
    goal = Term(others.conclusion.op, (f, whole_sum(body, j)))
    return rules.linear(goal, [(ONE, others)], using=("collapse", "definition"), given=ground.given)


def share_at(f, k, ground):
    """log f_k <= log Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    return _log_share(j, substitute(f, {k: j}), k, ground)


def at_every(h, k, ground):
    """A hypothesis for all k, at this k; and what it says of u, if it bounds |u|. None for all entries of a matrix."""
    if h.args[1].op == "forall":
        return

    def question():
        return rules.specialise(rules.assume(h, ground.given), k)

    yield question
    yield from _sizes(question, instantiate(h.args[1], k), ground)


def _levels(difference):
    """The exponents of exponentials that stand by themselves."""
    found = {a.args[0]: None for mono in difference for a, _ in mono if a.op == "exp" and not a.loose}
    return [plain(u) for u in list(found)[:3]]


def _log_totals(difference):
    """The sums that stand inside a logarithm."""
    found = {a.args[0]: None for mono in difference for a, _ in mono if a.op == "log" and not a.loose and a.args[0].op != "num"}
    return [plain(u) for u in list(found)[:3]]


def families(goal, ground, k, positive):
    """Entries at the index k of the vectors in sight; those that are not negative, as weights, if `positive`."""
    found = {}
    for v in vectors(goal, ground):
        if same_integer(shape(v)[0], k.args[3]):
            entry = expand(at(v, k), unfold=False)
            whole = evaluate(expand(entry, unfold=True))
            if not positive:
                found[entry] = None
                if any(t.op == "softmax" and t.args[0] == v for t in subterms(goal)):
                    found[expand(at(fn("softmax", v), k), unfold=False)] = None
                if ground.facts.mask(whole) == POS:
                    found[fn("log", entry)] = None
            elif not ground.facts.mask(whole) & ~(NIL | POS):
                found[entry] = None
            if positive and ground.facts.mask(whole) != POS:
                found[expand(at(fn("softmax", v), k), unfold=False)] = None
    if positive:
        found[power(k.args[3], MINUS)] = None
    return list(found)


def _gibbs(w, u, k, ground):
    """Σ w log(u/w) <= Σ (u − w)."""
    return rules.under("sum", k.args[2:], k, gibbs_term(w, u, ground))


def variance(w, h, k, ground):
    """0 <= Σ w (h − m)², m being the mean of h under w."""

    def total(body):
        return bind("sum", *k.args[2:], variable=k, body=body)

    mean = mul(total(mul(w, h)), power(total(w), MINUS))
    return rules.sign(total(mul(w, power(sub(h, mean), num(2)))), "le", ground.given)


def _apart(w, h, k, ground):
    """0 <= Σ_k Σ_{l≠k} w_k w_l (h_k + h_l)²."""
    l = fresh("l", *k.args[1:])
    w2, h2 = (substitute(f, {k: l}) for f in (w, h))
    body = mul(sub(ONE, Term("delta", (k, l))), w, w2, power(add(h, h2), num(2)))
    return rules.sign(whole_sum(whole_sum(body, l), k), "le", ground.given)


def _around_half(w, h, k, ground):
    """0 <= Σ h² (w − 1/2)²."""
    return rules.sign(whole_sum(mul(power(h, num(2)), power(sub(w, HALF), num(2))), k), "le", ground.given)


def cauchy(g, h, k, ground):
    """0 <= Σ_k Σ_l (g_k h_l − g_l h_k)²."""
    other = fresh("l", *k.args[1:])
    g2, h2 = (substitute(f, {k: other}) for f in (g, h))
    square = power(sub(mul(g, h2), mul(g2, h)), num(2))
    inner = bind("sum", *k.args[2:], variable=other, body=square)
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=inner), "le", ground.given)


def _of_log_sum_exp(goal, ground):
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


def nonnegative_differences(goal, ground):
    """b − a for what is known to be a <= b: factors such as t and 1 − t."""
    for question in orders(goal, ground)[:4]:
        try:
            low, high = question().conclusion.args
        except (Refused, IllTyped):
            continue
        yield sub(high, low)


def _binary_squares(difference, ground):
    """0 <= (u ± v)² for monomials u, v whose squares or product occur."""
    roots_of = halves(difference, ground)[:6]
    roots = list(dict.fromkeys([UNIT, *roots_of, *(frozenset([(a, 1)]) for mono in difference for a, e in mono if is_real(a))]))[:7]
    for u, v in combinations(roots, 2):
        for sign_ in (ONE, MINUS):
            square = power(add(plain_mono(u), mul(sign_, plain_mono(v))), num(2))
            yield ONE, lambda s=square: rules.sign(s, "le", ground.given)
