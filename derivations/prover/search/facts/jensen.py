"""Tangents of the logarithm at chosen points: Gibbs, Jensen, the log-sum inequality and their kin.

w log(u/w) <= u − w for positive u and w, with equality where u = w. Which u to take, the inequality that is to be proved tells:
products of what stands inside its logarithms and exponentials, scaled so that the two sides touch. Under sums the tangents
hold term by term, with weights.
"""

from fractions import Fraction
from itertools import chain, combinations, permutations, product

from .in_sight import indices
from .tangents import gibbs_term
from .exponential import exp_tangent
from ..polynomial_context import plain, plain_mono
from ...kernel import rules
from ...kernel.polynomial import seal
from ...kernel.signs import meaning
from ...kernel.terms import (
    POWERS, MINUS, ONE, Term, add, at, fn, fresh, instantiate, mul, neg, num, power, shape, sub, substitute, subterms,
)  # fmt: skip

POINTS = 7  # arguments of logarithms and exponentials that are paired
NESTED = 2  # sums inside one another that are entered


def questions(goal, difference, ground):
    """Pairs (multiplier, question to the kernel), as in bounds.py."""
    points = _points(goal, difference, ground)
    ratios = _ratios(points)
    factors = [ONE, *_shares(goal)]
    simple = [u for u in points if u.op not in ("add", "sum")]
    scaled = [(w, mul(u, r)) for w, u, r in product(simple, simple, ratios) if w != u]
    yield from at_points(goal, difference, ground)
    yield from _equations_at(points, ground)
    for w, u in scaled:
        for factor in factors:
            yield factor, lambda w=w, u=u: gibbs_term(w, u, ground)
    yield from _under_sums(goal, difference, points, factors, ground)


def at_points(goal, difference, ground):
    """Tangents of log u at w for the arguments and exponentials in sight."""
    rooted = any(isinstance(e, Fraction) for mono in difference for _, e in mono)
    for w, u in permutations(_points(goal, difference, ground), 2):
        for factor in [ONE, *_shares(goal), *([power(w, MINUS)] if w.op in ("add", "sum") else [])]:
            yield factor, lambda w=w, u=u: gibbs_term(w, u, ground)
        if rooted:
            yield ONE, lambda w=w, u=u: _half_tangent(w, u, ground)


def at_summands(goal, difference, ground):
    """w log(x/(w s)) <= x/s − w for the summands x of a sum s inside a logarithm, and for shares w, which may be t and 1 − t."""
    for total in list(_written_logs(goal, ground).values())[:2]:
        for x, w in product(_summands(total, goal)[:3], _shares(goal)):
            yield ONE, lambda x=x, w=w, total=total: gibbs_term(w, mul(x, power(total, MINUS)), ground)


def _summands(total, goal):
    """The summands of a sum, 1 − t being one of them."""
    parts = total.args
    for t in (v for v in goal.free if v.args[1:] == ("(0, 1)",)):
        if ONE in parts and neg(t) in parts:
            parts = (sub(ONE, t), *(part for part in parts if part not in (ONE, neg(t))))
    return parts


def _shares(goal):
    """t and 1 − t for the numbers t between 0 and 1."""
    shares = sorted((v for v in goal.free if v.args[1:] == ("(0, 1)",)), key=str)
    return [factor for t in shares[:2] for factor in (t, sub(ONE, t))]


def _equations_at(points, ground):
    """Equations among the hypotheses, times a point and times its logarithm."""
    for h in ground.given:
        if h.op == "eq" and not shape(h.args[0]):
            for w in points[1:]:
                yield w, lambda h=h: rules.assume(h)
                yield mul(w, fn("log", w)), lambda h=h: rules.assume(h)


def _points(goal, poly, ground):
    """1, and the arguments of logarithms and the exponentials among the atoms of a polynomial."""
    atoms = list(dict.fromkeys(a for mono in poly for a, _ in mono))
    written = _written_logs(goal, ground) if any(a.op == "log" and a.args[0].op == "poly" for a in atoms) else {}
    logs = [written.get(a.args[0]) or plain(a.args[0]) for a in atoms if a.op == "log" and not a.loose]
    powers = dict.fromkeys((a, e) for mono in poly for a, e in mono if a.op == "exp" and not a.loose)
    exps = [plain_mono({factor}) for factor in powers]
    products = [plain_mono(m) for m in poly if len(m) > 1 and all(a.op in ("var", "at", "exp") for a, _ in m)]
    alone = [plain(a) for mono in poly for a, e in mono if len(mono) == e == 1 and a.op in ("at", "var") and not a.loose]
    raised = [fn("exp", u) for u in alone if u.op == "at" or u.args[1] == "real"]
    return list(dict.fromkeys([ONE, *logs, *exps, *raised, *products]))[:POINTS]


def _written_logs(goal, ground):
    """Arguments of logarithms as they are written, by what they are sorted: (1 − t) p + t q is positive at sight."""
    found = {}
    for t in (t for side in goal.args for t in subterms(meaning(side))):
        if t.op == "log" and not t.loose and t.args[0].op == "add":
            found[seal(ground.poly(t.args[0]))] = t.args[0]
    return found


def _ratios(points):
    """Quotients of sums that stand inside logarithms: by these a point is scaled."""
    compound = [u for u in points if u.op in ("add", "sum")]
    return [mul(s, power(t, MINUS)) for s, t in permutations(compound, 2)][:6]


def _half_tangent(w, u, ground):
    """w + w log(u/w)/2 <= sqrt(w) sqrt(u)."""
    half = num(Fraction(1, 2))
    line = exp_tangent(mul(half, sub(fn("log", u), fn("log", w))), ground.given)
    sides = add(w, mul(half, w, sub(fn("log", u), fn("log", w)))), mul(power(w, half), power(u, half))
    return rules.linear(Term("le", sides), [(w, line)], using=("definition",), given=ground.given)


# --- under sums -----------------------------------------------------------------------------------------------------


def _under_sums(goal, difference, points, factors, ground):
    """Tangents that hold term by term, with weights: over one index, or over two of sums inside one another."""
    found = _Inner(goal, difference)
    scales = [ONE, *_ratios(points), *_totals(points)]
    for ks in found.chains():
        values = found.values(ks)
        weights = [ONE, *found.weights(ks)]
        weights += [sub(ONE, Term("delta", (ks[0], i))) for i in indices(goal) if len(ks) == 1 and i.args[-1] == ks[0].args[-1]]
        yield from _weighted_equations(ks, values, ground)
        for w, u in product(values, [*(mul(v, r) for r in scales for v in values), *_composed(values, scales, ks)]):
            for a in weights:
                if w != u and set(ks) <= (w.free | u.free | a.free):
                    for factor in factors:
                        yield factor, lambda a=a, w=w, u=u, ks=ks: _summed_tangent(a, w, u, ks, ground)


def _totals(points):
    """Sums that stand inside logarithms, and their inverses."""
    return [scale for u in points if u.op in ("add", "sum") for scale in (power(u, MINUS), u)][:4]


def _composed(values, scales, ks):
    """Further points: what does not depend on the one index; f g, and f g/h with g and h at the other index."""
    if len(ks) == 1:
        return [r for r in scales if r != ONE]
    at_one = [v for v in values if len(v.free & set(ks)) == 1]
    ratios = [mul(g, power(h, MINUS)) for g, h in permutations(at_one, 2) if g.free & set(ks) == h.free & set(ks)]
    pairs = [mul(f, g) for f, g in combinations(values, 2)]
    return [*pairs, *(mul(f, r) for f in at_one for r in ratios if not f.free & r.free & set(ks))]


def _summed_tangent(a, w, u, ks, ground):
    """Σ a w log(u/w) <= Σ a (u − w)."""
    theorem = gibbs_term(w, u, ground)
    if a != ONE:
        goal = Term("le", tuple(mul(a, side) for side in theorem.conclusion.args))
        theorem = rules.linear(goal, [(a, theorem)], given=ground.given)
    for k in reversed(ks):
        theorem = rules.under("sum", k.args[2:], k, theorem)
    return theorem


def _weighted_equations(ks, values, ground):
    """Σ w a = Σ w b, from a hypothesis a = b for all k: w is 1, a value, or a value times its logarithm."""
    for h in ground.given:
        for k in ks if h.op == "forall" and h.args[1].op == "eq" else ():
            if h.args[0].args == k.args[1:]:
                own = [u for u in values if set(ks) & u.free == {k}]
                for w in [ONE, *own, *(mul(u, fn("log", u)) for u in own)]:
                    yield ONE, lambda h=h, k=k, w=w: _weighted_equation(h, k, w, ground)


def _weighted_equation(h, k, w, ground):
    theorem = rules.specialise(rules.assume(h), k)
    goal = Term("eq", tuple(mul(w, side) for side in theorem.conclusion.args))
    return rules.under("sum", k.args[2:], k, rules.linear(goal, [(w, theorem)], given=ground.given))


class _Inner:
    """What stands inside logarithms under sums, and the chains of indices of those sums."""

    def __init__(self, goal, difference):
        self.pools = {}  # range -> indices that stand for the first, the second sum over it
        self.found = {}
        self.paths = {}
        self.arrays = [v for v in sorted(goal.free, key=str) if v.op == "var" and len(v.args) == 4 and v.args[1] == "positive"]
        self.vectors = [v for v in sorted(goal.free, key=str) if v.op == "var" and v.args[1] == "positive" and len(v.args) == 3]
        for t in (*map(meaning, goal.args), *map(plain_mono, difference)):  # as it is written, and as it is sorted
            self.walk(t, ())

    def walk(self, t, path):
        if t.op == "sum" and len(path) < NESTED:
            pool = self.pools.setdefault(t.args[:2], [fresh(letter, "index", *t.args[:2]) for letter in "ij"])
            k = next(v for v in pool if v not in path)
            self.paths[(*path, k)] = None
            body = instantiate(t.args[2], k)
            self.take(body, (*path, k))
            self.walk(body, (*path, k))
            return
        if t.op == "log" and not t.loose and t.free & set(path):
            self.found |= dict.fromkeys(f for f in _factors(t.args[0]) if f.free & set(path))
        for part in t.args:
            if isinstance(part, Term) and not part.loose:
                self.walk(part, path)

    def take(self, body, path):
        """A summand without logarithms, and the powers in it that are not whole, as one factor."""
        parts = body.args if body.op == "mul" else (body,)
        if body.free & set(path) and not any(t.op in ("log", "sum", "delta", "add") for t in subterms(body)):
            self.found[body] = None
        roots = [f for f in parts if f.op in POWERS and not (f.args[1].op == "num" and isinstance(f.args[1].args[0], int))]
        if roots and not body.loose:
            self.found[mul(*roots)] = None

    def chains(self):
        """The longest first, each set of indices once."""
        seen = {frozenset(path): path for path in sorted(self.paths, key=len)}
        return sorted(seen.values(), key=len, reverse=True)[:3]

    def values(self, ks):
        """The arguments, and the entries of positive vectors, at these indices."""
        return list(dict.fromkeys(chain(self._placed(self.found, ks), self._vector_entries(ks), self._shares(ks))))[:8]

    def _placed(self, terms, ks):
        slots = list(chain.from_iterable(self.pools.values()))
        for t in terms:
            own = [v for v in slots if v in t.free]
            for case in permutations(ks, len(own)):
                if all(v.args[1:] == k.args[1:] for v, k in zip(own, case)):
                    yield substitute(t, dict(zip(own, case)))

    def _shares(self, ks):
        """1/n."""
        return [power(ks[0].args[3], MINUS)] if len(ks) == 1 and ks[0].args[2] == ONE else []

    def _vector_entries(self, ks):
        return [at(v, k) for v in self.vectors for k in ks if v.args[2] == k.args[3] and k.args[2] == ONE]

    def weights(self, ks):
        """Entries of positive matrices at two indices."""
        return [at(m, i, j) for m in self.arrays for i, j in permutations(ks, 2) if (i.args[3], j.args[3]) == m.args[2:]]


def _factors(t):
    """The factors of a product and the bases of powers in it."""
    if t.op == "mul":
        return [f for part in t.args for f in _factors(part)]
    return _factors(t.args[0]) if t.op in POWERS and t.args[1].op == "num" else [t] if t.op != "num" else []
