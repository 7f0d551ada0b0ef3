"""Points: where a statement is tried, and how a point is made to meet the hypotheses.

Small dimensions, then large ones; indices equal and apart; ties, zeros, one hot entry, small and large rationals. Random
points never satisfy Σ q = 1, so a violated hypothesis is solved for one parameter along which it is affine: a vector is
shifted or scaled, or one of its entries moves. A point that still violates a hypothesis is for the search to reject: nothing
here is trusted.
"""

from itertools import chain, repeat
from math import prod

from flint import acb, ctx, fmpq

from .balls import ONE, ZERO, NotEvaluable, NoValue, every, exact, mul, places, relate, sub
from .evaluation import Evaluator
from .curves import CURVES
from ..kernel.terms import MAPS, VECTORS, Term, subterms

SIZES = (2, 3, 1, 4, 5)
LARGE = (6, 7, 8, 12, 20, 128)
ENTRIES = 1000  # of one array
VIOLATED = {"eq": lambda gap: gap != 0, "ne": lambda gap: gap == 0, "le": lambda gap: gap > 0, "lt": lambda gap: gap >= 0}
CONTINUOUS = ("real", "positive", "nonnegative", "(0, 1)")


# --- numbers ------------------------------------------------------------------------------------------------------------


def _small(rng):
    return fmpq(rng.randint(-12, 12), rng.randint(1, 6))


def _ties(rng, size, _):
    two = _small(rng), rng.choice((ZERO, ONE, _small(rng)))
    return [rng.choice(two) for _ in range(size)]


def _hot(rng, size, _):
    entries = [ZERO] * size
    entries[rng.randrange(size)] = fmpq(rng.choice((1, -1, 5, 30)))
    return entries


STYLES = {  # (rng, size, number of the variable) -> real numbers, before they are fitted into a domain
    "ladder": lambda rng, size, nth: [fmpq(k * nth) for k in range(1, size + 1)],
    "zero": lambda rng, size, nth: [ZERO] * size,
    "small": lambda rng, size, nth: [_small(rng) for _ in range(size)],
    "equal": lambda rng, size, nth: [_small(rng)] * size,
    "ties": _ties,
    "wide": lambda rng, size, nth: [fmpq(rng.choice((-100, -20, -3, 3, 20, 100)), rng.randint(1, 3)) for _ in range(size)],
    "hot": _hot,
    "descending": lambda rng, size, nth: sorted((_small(rng) for _ in range(size)), reverse=True),
    "near": lambda rng, size, nth: [ONE + fmpq(rng.randint(-1, 1), 1000) for _ in range(size)],
    "unit": lambda rng, size, nth: [fmpq(rng.randint(0, 10), 10) for _ in range(size)],
    "tiny": lambda rng, size, nth: [fmpq(rng.randint(-9, 9), 10**4) for _ in range(size)],
}


def _fit(domain, x, rng):
    """A number of the domain, the real one itself where it belongs."""
    match domain:
        case "real":
            return x
        case "positive":
            return abs(x) or ONE
        case "nonnegative":
            return abs(x)
        case "(0, 1)":
            return x if 0 < x < 1 else abs(x) / (1 + abs(x)) or fmpq(1, 2)
        case "integer":
            return fmpq(x.floor())
        case "natural":
            return fmpq(abs(x).floor())
        case "positive integer":
            return fmpq(abs(x).floor()) or ONE
        case "complex":
            return acb(float(x.floor()), rng.choice((0, 1, -1, 4, -7)) / 2)
    raise NotEvaluable(f"no points of the domain: {domain}")


def belongs(domain, x):
    """Whether a value lies in a domain, of an array all its entries: True, False, or None where a ball does not decide."""
    if x.__class__ is tuple:
        return every(belongs(domain, entry) for entry in x)
    whole = x.__class__ is fmpq and x.q == 1
    match domain:
        case "complex":
            return True
        case "real":
            return x.__class__ is not acb or x.imag.is_zero() or None
        case "positive":
            return relate("lt", ZERO, x)
        case "nonnegative":
            return relate("le", ZERO, x)
        case "(0, 1)":
            return every((relate("lt", ZERO, x), relate("lt", x, ONE)))
        case "integer":
            return whole
        case "natural":
            return whole and x >= 0
        case "positive integer" | "dimension":
            return whole and x >= 1
    return None


# --- points -------------------------------------------------------------------------------------------------------------


def points(formulas, hypotheses, variables, rng, at=()):
    """Makers of points, without end: first every style in several dimensions, then mixtures; what is given `at` stays as it is.

    Each, when called, gives values by name, or None where there is no point (an index with an empty range), or raises NoValue.
    """
    written = {term: None for formula in formulas for term in subterms(formula) if term.op == "num"}
    literals = [exact(term.args[0]) for term in written]
    for number, style in enumerate(chain(len(SIZES) * tuple(STYLES), repeat(None))):
        yield lambda number=number, style=style: _mended(
            _point(variables, number, style, literals, rng, at), hypotheses, [v for v in variables if v.args[0] not in at], rng
        )


def _point(variables, number, style, literals, rng, at):
    attempt = _Attempt(variables, number, style, literals, rng)
    for v in variables:
        name, domain, *_ = v.args
        value = at[name] if name in at else attempt.value(v, domain)
        if value is None:
            return None
        attempt.values[name] = value
    return attempt.values


class _Attempt:
    """One point as it is drawn: each value may depend on those before it. A method gives None where there is no value."""

    def __init__(self, variables, number, style, literals, rng):
        self.number, self.style, self.literals, self.rng = number, style, literals, rng
        self.values, self.used, self.pattern = {}, [], rng.choice(("apart", "same", "free"))
        self.dimensions = [v for v in variables if v.args[1] == "dimension"]
        self.numbered = [v for v in variables if v.args[1] not in ("dimension", "index", *MAPS)]

    def value(self, v, domain):
        if domain == "dimension":
            which = self.number if v == self.dimensions[0] else self.rng.randrange(60)
            return fmpq(_size(which, self.number, self.literals, self.rng))
        if domain == "index":
            return self.index(*v.args[2:])
        return self.functions(domain, *v.args[2:]) if domain in MAPS else self.numbers(v, domain, *v.args[2:])

    def index(self, first, last):
        """An index: apart from those before it, the same as the last one, or any."""
        choices = Evaluator(self.values).indices(first, last, ())
        if not choices:
            return None
        wanted = [k for k in choices if (k not in self.used if self.pattern == "apart" else k in self.used[-1:])]
        self.used.append(self.rng.choice(choices if self.pattern == "free" or not wanted else wanted))
        return fmpq(self.used[-1])

    def functions(self, domain, *dims):
        source, values, _ = MAPS[domain]
        sizes = self.sizes(dims[: len(dims) - (source in VECTORS)])
        if sizes is None:
            return None
        return nested([self.rng.choice(CURVES[source, values]) for _ in range(prod(sizes))], sizes)

    def numbers(self, v, domain, *dims):
        """A number or an array of them in the style of the point, with a number of the statement among them now and then."""
        sizes = self.sizes(dims)
        if sizes is None:
            return None
        found = STYLES[self.style or self.rng.choice(tuple(STYLES))](self.rng, prod(sizes), 1 + self.numbered.index(v))
        if self.literals and self.style is None and self.rng.random() < 0.2:
            found[self.rng.randrange(len(found))] = self.rng.choice(self.literals)
        return nested([_fit(domain, x, self.rng) for x in found], sizes)

    def sizes(self, dims):
        """The sizes of an array, unless it has no entry, or too many."""
        sizes = [Evaluator(self.values).integer(d, ()) for d in dims]
        return None if min(sizes, default=1) < 1 or prod(sizes) > ENTRIES else sizes


def _size(which, number, literals, rng):
    """A dimension: small ones in turn; later also those about a number that the statement mentions, and large ones."""
    if number < len(SIZES) * len(STYLES):
        return SIZES[which % len(SIZES)]
    near = [int(q.p) + step for q in literals if q.q == 1 and 0 < q.p < 200 for step in (-1, 0, 1) if q.p + step > 0]
    return rng.choice(rng.choice((SIZES, SIZES, SIZES, near or SIZES, LARGE)))


def nested(entries, sizes):
    """The entries of an array, row by row, as nested tuples."""
    if not sizes:
        return entries[0]
    step = len(entries) // sizes[0]
    return tuple(nested(entries[k * step : (k + 1) * step], sizes[1:]) for k in range(sizes[0]))


# --- meeting the hypotheses ---------------------------------------------------------------------------------------------


def _gaps(evaluate, formula, stack=()):
    """(relation, left − right) for every relation that a hypothesis asserts at the point; None for what is not rational."""
    match formula:
        case Term("and", conjuncts):
            return [gap for part in conjuncts for gap in _gaps(evaluate, part, stack)]
        case Term("forall", (Term("sort", ("index", first, last)), body)):
            indices = evaluate.indices(first, last, stack)
            return [gap for k in indices for gap in _gaps(evaluate, body, (*stack, fmpq(k)))]
        case Term("exists", (Term("sort", ("index", first, last)), body)):
            return [gap for k in evaluate.indices(first, last, stack)[:1] for gap in _gaps(evaluate, body, (*stack, fmpq(k)))]
        case Term(relation, (left, right)) if relation in VIOLATED:
            difference = sub(evaluate(left, stack), evaluate(right, stack))
            return [(relation, x if x.__class__ is fmpq else None) for x in flat(difference)]
    return []


def flat(x):
    return [y for entry in x for y in flat(entry)] if x.__class__ is tuple else [x]


def _violations(hypotheses, values):
    """(hypothesis, place in it, relation, gap) for every relation that the point violates, decidedly."""
    found = []
    for hypothesis in hypotheses:
        try:
            gaps = _gaps(Evaluator(values), hypothesis)
        except NoValue:
            continue
        found += [(hypothesis, k, *gap) for k, gap in enumerate(gaps) if gap[1] is not None and VIOLATED[gap[0]](gap[1])]
    return found


def _mended(values, hypotheses, variables, rng):
    """A point near `values` with fewer violated hypotheses, as far as single moves lead: none, as a rule."""
    if values is None or not hypotheses or any(v.args[1] == "complex" for v in variables):
        return values
    with ctx.workprec(64):
        bad = _violations(hypotheses, values)
        for _ in range(2 * len(bad)):
            if not 0 < len(bad) <= 12:
                break
            better = next(_improvements(bad, hypotheses, values, variables, rng), None)
            if better is None:
                break
            values, bad = better
    return values


def _improvements(bad, hypotheses, values, variables, rng):
    """Points that violate less, with what they still violate: one violated relation solved along one line."""
    for hypothesis, place, relation, gap in bad:
        target = _target(relation, rng)
        for v, line in lines(hypothesis, variables, values, rng):
            try:
                one, two = (_gaps(Evaluator(values | {v.args[0]: line(fmpq(t))}), hypothesis)[place][1] for t in (1, 2))
            except NoValue:
                continue
            if one is None or two is None or one == gap or two - one != one - gap:
                continue  # not affine along this line
            moved = line((target - gap) / (one - gap))
            if belongs(v.args[1], moved):
                point = values | {v.args[0]: moved}
                left = _violations(hypotheses, point)
                if len(left) < len(bad):
                    yield point, left


def _target(relation, rng):
    """A gap that satisfies the relation: often the boundary itself, where much is false that holds off it."""
    if relation == "eq" or relation == "le" and rng.random() < 0.7:
        return ZERO
    return fmpq(-rng.randint(1, 8), 4)


def lines(hypothesis, variables, values, rng):
    """Lines through a point: a variable, and its value as a function of a parameter that is 0 at the point itself."""
    movable = [v for v in variables if v in hypothesis.free and v.args[1] in CONTINUOUS]
    for v in rng.sample(movable, len(movable)):
        x = values[v.args[0]]
        if len(v.args) == 2:
            yield v, lambda t, x=x: x + t
            continue
        shift = v, lambda t, x=x: _shifted(x, t)
        scale = v, lambda t, x=x: mul(x, 1 + t)
        entries = [(v, lambda t, x=x, place=place: _bumped(x, place, t)) for place in places(x)]
        rng.shuffle(entries)
        yield from (shift, *entries, scale) if v.args[1] == "real" else (scale, *entries, shift)


def _shifted(x, t):
    return tuple(_shifted(entry, t) for entry in x) if x.__class__ is tuple else x + t


def _bumped(x, place, t):
    """An array with t added to the entry at a place."""
    if not place:
        return x + t
    k, *rest = place
    return (*x[:k], _bumped(x[k], rest, t), *x[k + 1 :])
