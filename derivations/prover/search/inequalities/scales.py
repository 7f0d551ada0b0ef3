"""An inequality in which a temperature only sets the scale, from the same one at the temperature 1.

T LSE(x/T) − T LSE(y/T) <= max |x − y| is T times what holds of u = x/T and w = y/T: an inequality in x, y and T says no more than
one in x and y, which has a variable less, products less and often a name.
"""

from functools import cache
from itertools import product

from ..asking import ALL
from ..polynomial_context import Ground, plain_poly
from .norms import under_root
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.polynomial import raised
from ...kernel.terms import MINUS, ONE, ZERO, Term, at, bind, fn, fresh, mul, num, opened, power, shape, sub, substitute, subterms
from ...proof import derived
from ...proof.rewriting import carried, rewritten

SCALABLE = ("real", "positive", "nonnegative")


WORDS = ("lse", "softmax")  # which later methods know by their vectors


def has_scale(goal, _given):
    """Is there a positive number beside a vector that it may be the scale of?"""
    return any(v.args[1:] == ("positive",) for v in goal.free) and any(v.args[1] in SCALABLE and shape(v) for v in goal.free)


def without_scale(goal, given, prove):
    """0 <= f(x, T) from 0 <= f(u, 1), where f(T u, T) is f(u, 1) times a power of T, or f(u/T, T) is."""
    gap = sub(*(expand(side, unfold=False) for side in goal.args[::-1]))
    held = {v for h in given for v in h.free}
    scales = [t for t in sorted(goal.free, key=str) if t.args[1:] == ("positive",) and t not in held]
    for scale, exponent in product(scales[:2], (1, -1)):
        moved = [v for v in _scaled_with(scale, gap) if v not in held]
        theorem = any(map(shape, moved)) and _at_one(goal, gap, scale, power(scale, num(exponent)), moved, given, prove)
        if theorem:
            return theorem
    return None


def _scaled_with(scale, gap):
    """The variables that are multiplied or divided by the scale somewhere."""
    found = {}
    for t in subterms(gap):
        if t.op == "mul" and scale in t.free:
            others = [f for f in t.args if scale not in f.free]
            found |= dict.fromkeys(v for f in others for v in sorted(f.free, key=str) if v.args[1] in SCALABLE)
    return list(found)


def _at_one(goal, gap, scale, unit, moved, given, prove):
    """The goal from what its variables say in that unit, if the scale is a common factor of it then."""
    names = {v: fresh(v.args[0], *v.args[1:]) for v in moved}
    ground, words = Ground(given), {}
    scaled = substitute(gap, {v: _times(unit, u) for v, u in names.items()})
    same = rewritten(scaled, [*_outside_extrema(scaled, scale, ground), *_outside_norms(scaled, scale, ground)])
    poly = ground.poly(_named(same.conclusion.args[1] if same else scaled, ground, words))
    exponent = _common(poly, scale)
    if exponent is None:
        return None
    poly = raised(poly, {scale: -exponent}) if exponent else poly
    sides = ({m: -c for m, c in poly.items() if c < 0}, {m: c for m, c in poly.items() if c > 0})
    written = {name: word for word, name in words.items()}
    inner = Term(goal.op, tuple(substitute(plain_poly(side), written) for side in sides))
    theorem = None if scale in inner.free else prove(inner)
    if theorem is None:
        return None
    whole = Term(goal.op, (ZERO, same.conclusion.args[1] if same else scaled))
    theorem = rules.linear(whole, [(power(scale, num(exponent)), theorem)], ZERO, ALL, given)
    theorem = carried(rules.equality(ZERO, ZERO), theorem, same) if same else theorem
    back = {u: _times(power(unit, MINUS), v) for v, u in names.items()}
    return rules.linear(goal, [(ONE, rules.substitution(theorem, back))], ZERO, ALL, given)


def _common(poly, scale):
    """The power of the scale that all terms have as a factor, and no other; None where they differ, or it stands elsewhere."""
    exponents = {next((e for a, e in mono if a == scale), 0) for mono in poly}
    elsewhere = any(scale in a.free for mono in poly for a, _ in mono if a != scale)
    return None if len(exponents) != 1 or elsewhere else exponents.pop()


def _outside_extrema(term, scale, ground):
    """max (T f) = T max f, for the maxima of that form."""
    for t in dict.fromkeys(subterms(term)):
        if t.op in ("max", "min", "maxof", "minof") and not t.loose:
            k, *parts = opened(t) if t.op in ("max", "min") else (None, *t.args)
            polys = [ground.poly(part) for part in parts]
            exponents = {_common(p, scale) for p in polys if p}
            if len(exponents) == 1 and (exponent := exponents.pop()):
                factor = power(scale, num(exponent))
                bodies = [plain_poly(raised(p, {scale: -exponent})) for p in polys]
                if k is None:
                    yield rules.equality(t, mul(factor, fn(t.op, *bodies)), ALL, ground.given)
                else:
                    yield _scaled_extremum(t, k, factor, *bodies, ground)


def _scaled_extremum(t, k, factor, body, ground):
    """max (T f) = T max f for a vector f whose entries are of any form: what is so for a variable vector."""
    s, f, general = _extremum_of_multiples(t.op)
    entries = bind("lam", *k.args[2:], variable=k, body=body)
    values = {f.args[2]: k.args[3], s: factor, f: entries}
    instance = rules.substitution(rules.weaken(general, *ground.given), {v: u for v, u in values.items() if u != v})
    return rules.transitive(rules.equality(t, instance.conclusion.args[0], ALL, ground.given), instance)


@cache
def _extremum_of_multiples(op):
    """(s, f, max (s f) = s max f) for a positive s; the least likewise."""
    s, f = fresh("s", "positive"), fresh("f", "real", fresh("n", "dimension"))
    k = fresh("k", "index", ONE, f.args[2])
    inside, alone = (bind(op, *k.args[2:], variable=k, body=body) for body in (mul(s, at(f, k)), at(f, k)))
    outside, back = mul(s, alone), mul(power(s, MINUS), inside)

    def bounded(entry, bound, premise):
        return Term("le", (entry, bound) if op == "max" else (bound, entry)), [premise]

    each = rules.linear(*bounded(mul(s, at(f, k)), outside, (s, rules.below_maximum(alone, k))), using=ALL)
    other = rules.linear(*bounded(at(f, k), back, (power(s, MINUS), rules.below_maximum(inside, k))), using=ALL)
    first, second = (derived.least_bound(t, k, op) for t in (each, other))
    sides = (outside, inside) if op == "max" else (inside, outside)
    second = rules.linear(Term("le", sides), [(s, second)], using=ALL)
    return s, f, derived.antisymmetric(*((first, second) if op == "max" else (second, first)))


def _outside_norms(term, scale, ground):
    """√(Σ_k (T e_k)²) = T √(Σ_k e_k²), for the norms of that form, of which e_k stays as it is written."""
    for t in dict.fromkeys(subterms(term)):
        under = None if t.loose else under_root(t)
        if under and scale in t.free:
            (k, step), words = under, {}
            poly = ground.poly(_named(step, ground, words))
            exponent = _common(poly, scale) if poly else None
            if exponent is not None:
                entry = plain_poly(raised(poly, {scale: -exponent}) if exponent else poly)
                square = power(substitute(entry, {name: word for word, name in words.items()}), num(2))
                norm = power(bind("sum", *k.args[2:], variable=k, body=square), t.args[1])
                yield rules.equality(t, mul(power(scale, num(exponent)), norm), ALL, ground.given)


def _times(factor, array):
    """A multiple of a number, or of an array entry by entry."""
    return _each(array, lambda entry: mul(factor, entry))


def _each(array, function):
    if not shape(array):
        return function(array)
    k = fresh("k", "index", ONE, shape(array)[0])
    body = _each(at(array, k), function)
    if body.op == "at" and body.args[0].op == "var" and body.args[1] == k:
        return body.args[0]
    return bind("lam", *k.args[2:], variable=k, body=body)


def _named(t, ground, words):
    """The term with a variable for each norm, each log-sum-exp and each softmax, of vectors whose entries are in normal form."""
    if not t.loose and under_root(t):
        return words.setdefault(t, fresh("norm", "nonnegative"))
    if t.op in WORDS and not t.loose:
        word = fn(t.op, _each(t.args[0], lambda entry: plain_poly(ground.poly(entry))))
        return words.setdefault(word, fresh(t.op, "real" if t.op == "lse" else "positive", *shape(word)))
    args = tuple(_named(a, ground, words) if isinstance(a, Term) else a for a in t.args)
    return t if args == t.args else Term(t.op, args, t.hint)


def factor_apart(goal, given, prove):
    """a <= c b from a/c <= b, for a positive number c."""
    ground = Ground(given)
    poly = ground.poly(sub(*goal.args[::-1]))
    for c in (v for v in sorted(goal.free, key=str) if v.args[1:] == ("positive",)):
        exponents = {dict(mono).get(c, 0) for mono in poly}
        if exponents == {0, 1}:
            poly = raised(poly, {c: -1})
            sides = ({m: -k for m, k in poly.items() if k < 0}, {m: k for m, k in poly.items() if k > 0})
            theorem = prove(Term(goal.op, tuple(map(plain_poly, sides))))
            return theorem and rules.linear(goal, [(c, theorem)], ZERO, ALL, given)
    return None


BY_SCALES = (without_scale,)
BY_FACTORS = (factor_apart,)
