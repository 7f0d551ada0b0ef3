"""The series of the logarithm and of cosh, as theorems: bounds of what is left after N terms, and parts of the series of exp.

    0 <= −log(1 − x) − Σ_{k=1}^n x^k/k <= −x^n log(1 − x)           for x in (0, 1)
    |log(1 + x) − Σ_{k=1}^n (−1)^(k+1) x^k/k| <= x^(n+1)/(n + 1)     for x > 0
    Σ_{k=1}^n x^(2k)/(2k)! = (E(x) + E(−x))/2 − 1                    E being the series of exp up to 2n

The bounds hold at x = 0, and the derivatives of the differences have a sign, as Σ x^(k−1) has a closed form.
"""

from fractions import Fraction
from functools import lru_cache

from ...kernel import rules
from ...proof.rewriting import without
from ...kernel.terms import (
    INFINITY, MINUS, ONE, ZERO, Term, add, bind, div, fn, fresh, from_affine, instantiate, mul, neg, num, power, sort, sub,
    substitute,
)  # fmt: skip
from ...proof import derived
from .summation import LABELS, closed_sum, labelled

HALF = num(Fraction(1, 2))


@lru_cache(maxsize=1)
def below_logarithm():
    """(x, n, Σ x^k/k <= −log(1 − x), −log(1 − x) <= Σ x^k/k − x^n log(1 − x)) for x in (0, 1)."""
    x, y, n = fresh("x", "(0, 1)"), fresh("y", "real"), fresh("n", "dimension")
    between = Term("lt", (ZERO, y)), Term("lt", (y, x))
    below = rules.linear(Term("lt", (y, ONE)), [(ONE, rules.assume(between[1]))], sub(ONE, x))
    log = fn("log", sub(ONE, y))
    known = (*between, below.conclusion)
    less = derived.monotone(rules.linear(Term("lt", (sub(ONE, y), ONE)), [], y, given=known), "log")
    negative = rules.linear(Term("lt", (ZERO, neg(log))), [(ONE, less)], ZERO, LABELS, known)
    known = (*known, negative.conclusion)
    total = _partial(n, lambda k: div(power(y, k), k))
    slopes = closed_sum(_partial(n, lambda k: power(y, sub(k, ONE))), known)
    gap = sub(neg(log), total)
    more = sub(mul(power(y, n), neg(log)), gap)
    first = _from_zero(gap, x, y, [(ONE, slopes)], div(power(y, n), sub(ONE, y)), known, (negative, below))
    slack = mul(n, power(y, sub(n, ONE)), neg(log))
    second = _from_zero(more, x, y, [(MINUS, slopes)], slack, known, (negative, below))
    return x, n, *(_ordered(theorem, substitute(total, {y: x})) for theorem in (first, second))


@lru_cache(maxsize=1)
def around_logarithm():
    """(x, n, lower and upper bound of Σ (−1)^(k+1) x^k/k around log(1 + x)) for x > 0."""
    x, y, n = fresh("x", "positive"), fresh("y", "real"), fresh("n", "dimension")
    known = Term("lt", (ZERO, y)), Term("lt", (y, x))
    total = _partial(n, lambda k: div(mul(power(MINUS, add(k, ONE)), power(y, k)), k))
    slopes = closed_sum(_partial(n, lambda k: mul(power(MINUS, add(k, ONE)), power(y, sub(k, ONE)))), known)
    gap, rest, sign = sub(fn("log", add(ONE, y)), total), div(power(y, add(n, ONE)), add(n, ONE)), power(MINUS, n)
    found = []
    for c in (ONE, MINUS):
        # y^n ± (−1)^n y^n/(1 + y), where 1 ± s = (1 ± s)²/2 for s² = 1
        slack = div(mul(power(y, n), add(y, mul(HALF, power(add(ONE, mul(c, sign)), num(2))))), add(ONE, y))
        theorem = _from_zero(add(rest, mul(c, gap)), x, y, [(c, slopes)], slack, known, ())
        found.append(_ordered(theorem, substitute(total, {y: x})))
    return x, n, *found


def _partial(n, body):
    k = fresh("k", "index", ONE, n)
    return bind("sum", ONE, n, variable=k, body=body(k))


def _from_zero(f, x, y, premises, slack, known, lemmas):
    """0 <= f(x), f being 0 at 0 and its derivative a combination of manifest sign between 0 and x."""
    slope = bind("deriv", sort("real"), y, variable=y, body=f)
    rises = without(rules.linear(Term("le", (ZERO, slope)), premises, slack, LABELS, known), lemmas)
    return rules.rising(rises, y, ZERO, x, rules.sign(x, "lt"))


def _ordered(theorem, total):
    """0 <= f(x) as an inequality with the sum on one of its sides."""
    at_zero, at_x = theorem.conclusion.args
    rest = [part for part in _parts(at_x) if part[1] != total]
    (c,) = [part[0] for part in _parts(at_x) if part[1] == total]
    rest = add(*(mul(num(c), part) for c, part in rest))
    sides = (total, rest) if c < 0 else (neg(rest), total)
    return rules.linear(Term("le", sides), [(ONE, theorem)], ZERO, LABELS)


def _parts(t, c=1):
    match t:
        case Term("add", parts):
            return [each for part in parts for each in _parts(part, c)]
        case Term("mul", (Term("num", (value,)), part)) if value in (1, -1):
            return _parts(part, c * value)
    return [(c, t)]


@lru_cache(maxsize=1)
def even_part():
    """(x, lim Σ_{k=1}^n x^(2k)/(2k)! = cosh x − 1) for a real x."""
    x, n = fresh("x", "real"), fresh("N", "dimension")
    m = fresh("m", "index", ONE, from_affine({n: 1}, -1))
    up, down = rules.exponential_series(x), rules.substitution(rules.exponential_series(x), {x: neg(x)})
    values = [instantiate(series.conclusion.args[0].args[3], mul(num(2), n)) for series in (up, down)]
    theorems = tuple(
        rules.limit_along_steps(bind("limit", *series.conclusion.args[0].args[:3], variable=n, body=value), series, 2)
        for series, value in zip((up, down), values)
    )
    body = lambda k: mul(power(x, mul(num(2), k)), power(fn("gamma", add(mul(num(2), k), ONE)), MINUS))  # noqa: E731
    combined = lambda a, b: sub(mul(HALF, add(a, b)), ONE)  # noqa: E731
    statement = Term("eq", (_partial(m, body), substitute(combined(*values), {n: m})))
    local = (Term("le", m.args[2:]),)
    base = rules.equality(*substitute(statement, {m: ONE}).args, labelled(statement))
    step = rules.linear(
        substitute(statement, {m: add(m, ONE)}), [(ONE, rules.assume(statement, local))], ZERO, labelled(statement), local
    )
    same = rules.specialise(rules.along(statement, m, base, step), n)
    holes = fresh("h", "real"), fresh("h", "real")
    through = rules.limit_through(combined(*holes), holes, theorems, sort("dimension"), INFINITY, "-")
    theorem = rules.transitive(rules.under("limit", (sort("dimension"), INFINITY, "-"), n, same), through)
    return x, rules.transitive(theorem, rules.equality(theorem.conclusion.args[1], sub(fn("cosh", x), ONE), LABELS))
