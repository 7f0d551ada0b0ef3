"""Inequalities in one variable by calculus: 0 <= f(x) from a point c where f vanishes, and from the sign of f' or of f''.

Where f(c) = f'(c) = 0 and f is convex, f lies above its tangent at c. Otherwise f rises after c and falls before it, as the
sign of f' tells, which is shown in the same way one derivative later.
"""

from fractions import Fraction
from itertools import chain, permutations, product

from ..asking import ALL
from ...clock import now
from ..critical_points import critical_points
from ..integrals.moving_ends import at_points
from ..polynomial_context import Ground, plain_mono, plain_poly
from .certificate import PLAIN, SLOPES, certificate
from .reductions import either, replaced
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.normal import Split
from ...kernel.polynomial import Refused, raised
from ...kernel.signs import NIL, POS, Facts
from ...kernel.terms import (
    ONE, ZERO, IllTyped, Term, add, bind, fn, fresh, mul, neg, num, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...refutation.counterexamples import search as counterexamples

INTERVALS = ("real", "nonnegative", "positive", "(0, 1)")
GLANCE = 0.02  # seconds for a look at points, so that what is false is not attempted
PATIENCE = 1.0  # seconds for the sign of one derivative
DERIVATIVES = 3  # how often a function is differentiated
FAILURES = (Refused, IllTyped, Split, RecursionError)


def by_calculus(goal, given, deadline, depth=DERIVATIVES):
    """A theorem for a goal a <= b or a < b. Raises Refused where none was found."""
    return _first(goal, given, deadline, (_convex, _from_base), depth)


def at_a_glance(goal, given, deadline):
    """The same where a second derivative is manifestly not negative."""
    return _first(goal, given, deadline, (_convex,), 0)


def along_a_parameter(goal, given, deadline):
    """The same for f(s) <= f(t), one side being the other at another point."""
    left, right = goal.args
    scalars = _variables(goal)
    if not any(substitute(left, {s: t}) == right for s, t in permutations(scalars, 2)):
        raise Refused("the two sides are different functions")
    return by_calculus(goal, given, deadline)


def _first(goal, given, deadline, attempts, depth):
    """The first attempt that succeeds, over the variables and the points at which the sides are equal."""
    gap = _tidy(sub(*goal.args[::-1]), given)
    places = [(x, c) for x in _variables(goal) for c in _base_points(x, goal, gap, given)]
    for attempt, (x, c) in product(attempts, places):
        if now() > deadline:
            break
        try:
            return attempt(goal, gap, x, c, tuple(given), deadline, depth)
        except FAILURES:
            continue
    raise Refused("no variable in which calculus shows the inequality")


def _tidy(term, given):
    """A term by its normal form: with derivatives taken, and without what cancels."""
    return plain_poly(Ground(given).poly(term))


def _variables(goal):
    """Scalar variables that stand inside a function, the one most inside first."""
    inside = [t for t in (*subterms(goal.args[0]), *subterms(goal.args[1])) if t.op not in ("var", "num", "add", "mul")]
    scalars = [v for v in sorted(goal.free, key=str) if len(v.args) == 2 and v.args[1] in INTERVALS]
    count = {v: sum(v in t.free for t in inside) for v in scalars}
    return sorted((v for v in scalars if count[v]), key=lambda v: -count[v])


def _base_points(x, goal, gap, given):
    """Points at which the two sides are equal: other variables, simple numbers, and where the difference has a flat tangent."""
    numbers = [num(Fraction(1, 2)), ZERO, ONE] if x.args[1] == "(0, 1)" else [ZERO, ONE]
    others = [v for v in sorted(goal.free, key=str) if v != x and len(v.args) == 2 and v.args[1] in INTERVALS]
    facts = Facts.of(h for h in given if x not in h.free)
    proposed = critical_points(gap, x) if goal.free == {x} else ()
    for c in chain(others, numbers, proposed):
        try:
            _vanishes(substitute(gap, {x: c}), facts.hypotheses)
        except FAILURES:
            continue
        yield c


def _vanishes(term, given):
    """Is it 0, if need be as Γ(1) is 1, or as an integral from a to a is 0?"""
    if (without_integrals := at_points(term, given)) is not None:
        term = without_integrals.conclusion.args[1]
    try:
        rules.equality(term, ZERO, ALL, given)
    except Refused:
        if not any(t.op in ("gamma", "loggamma") for t in subterms(term)):
            raise
        rules.equality(term, ZERO, (*ALL, "gamma"), given)


def _linear(goal, premises, given):
    """The goal as a combination, if need be by Γ(x + 1) = x Γ(x), and with ∫_a^a f = 0."""
    premises = [(c, _without_points(theorem, given)) for c, theorem in premises]
    try:
        return rules.linear(goal, premises, ZERO, ALL, given)
    except Refused:
        if not any(t.op in ("gamma", "loggamma") for side in goal.args for t in subterms(side)):
            raise
        return rules.linear(goal, premises, ZERO, (*ALL, "gamma"), given)


def _without_points(theorem, given):
    """An inequality whose sides have lost the integrals from a number to that number."""
    left, right = (at_points(side, given) for side in theorem.conclusion.args)
    theorem = rules.transitive(rules.symmetric(left), theorem) if left else theorem
    return rules.transitive(theorem, right) if right else theorem


def _line(x, c):
    """The domain over which slopes are taken: that of x, or the whole line where c lies at its edge."""
    inside = x.args[1] in ("positive", "(0, 1)") and not (c == ZERO or x.args[1] == "(0, 1)" and c == ONE)
    return (x.args[1],) if inside else ("real",)


def _slope(x, y, gap, line):
    """The derivative of the gap as a function of x, at the point y."""
    moving = fresh(x.args[0], *line)
    return bind("deriv", sort(*line), y, variable=moving, body=substitute(gap, {x: moving}))


def _convex(goal, gap, x, c, given, deadline, depth):
    """f(c) + f'(c)(x − c) <= f(x), both being 0 at c."""
    outside, line = tuple(h for h in given if x not in h.free), _line(x, c)
    rules.equality(_slope(x, c, gap, line), ZERO, ALL, outside)
    y, z = fresh("y", *line), fresh("z", *line)
    second = bind("deriv", sort(*line), y, variable=z, body=_slope(x, z, gap, line))
    curved = _shown(Term("le", (ZERO, second)), outside, deadline, 0, SLOPES if depth else PLAIN)
    above = derived.tangent(rules.weaken(curved, *given), y, c, x)
    return _linear(goal, [(ONE, above)], given)


def _shown(goal, given, deadline, depth, attempts=SLOPES):
    """A theorem for 0 <= u, u being a derivative: by a certificate for its value, or by calculus again."""
    factor, rest = _apart(goal.args[1], given)
    plain = Term(goal.op, (ZERO, rest))
    if counterexamples(plain, given, seconds=GLANCE).refuted:
        raise Refused("the derivative is of the other sign somewhere")
    try:
        theorem = certificate(plain, given, min(deadline, now() + PATIENCE), attempts)
    except FAILURES:
        if not depth:
            raise
        theorem = by_calculus(plain, given, deadline, depth - 1)
    return rules.linear(goal, [(factor, theorem)], ZERO, ALL, given)


def _apart(term, given):
    """(c, u) for the term c u, c being the positive factors that all its summands share: e^x (e^x − 1 − x) is as simple as e^x."""
    ground = Ground(given)
    poly = ground.poly(term)
    first, *others = [dict(mono) for mono in poly] or [{}]
    common = {a: e for a, e in first.items() if ground.positive(a)}
    for mono in others:
        common = {a: min(e, mono.get(a, 0)) for a, e in common.items()}
    common = {a: e for a, e in common.items() if e}
    if not common:
        return ONE, plain_poly(poly)
    return plain_mono(frozenset(common.items())), plain_poly(raised(poly, {a: -e for a, e in common.items()}))


def _from_base(goal, gap, x, c, given, deadline, depth):
    """0 = f(c) <= f(x) by the sign of f' between c and x, on each side of c that the hypotheses leave."""
    if not depth:
        raise Refused("differentiated often enough")
    facts = Facts.of(given)
    above, below = Term("lt", (c, x)), Term("lt", (x, c))
    for known, side in ((above, _after), (below, _before)):
        gap_sign = facts.mask(sub(*known.args[::-1]))
        if gap_sign == POS or goal.op == "le" and not gap_sign & ~(NIL | POS):
            known = Term("lt" if gap_sign == POS else "le", known.args)
            order = rules.linear(known, [], sub(*known.args[::-1]), given=given)
            return side(goal, gap, x, c, order, given, deadline, depth)
    if goal.op == "lt":
        raise Refused("the sides are equal at a point")
    same = Term("eq", (x, c))
    equal = _linear(goal, [], (*given, same))
    less = _before(goal, gap, x, c, rules.assume(below), (*given, below), deadline, depth)
    greater = _after(goal, gap, x, c, rules.assume(above), (*given, above), deadline, depth)
    return rules.trichotomy(x, c, less, equal, greater, given)


def _after(goal, gap, x, c, order, given, deadline, depth):
    """f(c) <= f(x) for c before x, as 0 <= f'(y) for every y between c and x."""
    line = _line(x, c)
    y = fresh("y", *line)
    ends = [h.args[1] for h in given if h.op in ("lt", "le") and h.args[0] == x and x not in h.args[1].free]
    bounds = [
        (Term("lt", (y, end)), Term("lt", (y, x)))
        for end in (*ends, *([ONE] if line == ("real",) and x.args[1] == "(0, 1)" else []))
    ]
    rises = _rising_beside(goal, _slope(x, y, gap, line), x, Term("lt", (c, y)), bounds, given, deadline, depth)
    return _linear(goal, [(ONE, rules.rising(rises, y, c, x, order))], given)


def _before(goal, gap, x, c, order, given, deadline, depth):
    """f(c) <= f(x) for c after x, as 0 <= −f'(y) for every y between x and c."""
    line = _line(x, c)
    y = fresh("y", *line)
    ends = [h.args[0] for h in given if h.op in ("lt", "le") and h.args[1] == x and x not in h.args[0].free]
    ends += [ZERO] if line == ("real",) != x.args[1:] else []
    bounds = [(Term("lt", (end, y)), Term("lt", (x, y))) for end in ends]
    rises = _rising_beside(goal, _slope(x, y, neg(gap), line), x, Term("lt", (y, c)), bounds, given, deadline, depth)
    return _linear(goal, [(ONE, rules.rising(rises, y, x, c, order))], given)


def _rising_beside(goal, slope, x, beside, bounds, given, deadline, depth):
    """0 <= f'(y) on one side of c, and within the bounds that x has on that side, as y lies between c and x."""
    inside = (*(h for h in given if x not in h.free), beside, *(bound for bound, _ in bounds))
    rises = _shown(Term(goal.op, (ZERO, slope)), inside, deadline, depth - 1)
    for bound, nearer in bounds:
        if bound in rises.hypotheses:
            low, high = bound.args
            outer = Term("le", (low, x) if nearer.args[0] == x else (x, high))
            held = [h for h in given if h.args == outer.args and h.op in ("lt", "le")]
            premise = [(ONE, rules.assume(held[0]))] if held else []
            slack = ZERO if held else sub(*outer.args[::-1])
            step = rules.linear(bound, [(ONE, rules.assume(nearer)), *premise], slack, ALL, (*given, nearer))
            rises = rules.cut(rises, step)
    return rises


def by_slopes(goal, given, deadline):
    """|f(x) − f(y)| <= c |x − y|, from −c <= f'(t) and f'(t) <= c for every t."""
    left, right = (expand(side, unfold=True) for side in goal.args)
    outside = tuple(h for h in given if not h.free & goal.free)
    for x, y in permutations(_variables(goal), 2) if goal.op == "le" and left.op == "abs" else ():
        (u,), gap = left.args, fn("abs", sub(x, y))
        c = replaced(right, {gap: ONE, fn("abs", sub(y, x)): ONE})
        if (
            c.free & {x, y}
            or x.args[1:] != y.args[1:]
            or any(map(Ground(()).poly, (sub(right, mul(c, gap)), substitute(u, {x: y}))))
        ):
            continue
        t, v = fresh("t", *x.args[1:]), fresh("v", *x.args[1:])
        slopes = []
        for sign in (ONE, num(-1)):
            slope = bind("deriv", sort(*x.args[1:]), t, variable=v, body=add(mul(c, v), mul(sign, substitute(u, {x: v}))))
            slopes.append(_shown(Term("le", (ZERO, slope)), outside, deadline, 1))
        above, below = (
            _either_side(Term("le", (w, right)), x, y, t, pair, given) for w, pair in ((u, slopes), (neg(u), slopes[::-1]))
        )
        return either(goal, u, ZERO, below, above, given)
    raise Refused("no difference of two values of a function")


def _either_side(goal, x, y, t, slopes, given):
    """f(x) − f(y) <= c |x − y| for x before y, as c t + f(t) rises, and after it, as c t − f(t) does."""
    less, equal, greater = Term("lt", (x, y)), Term("eq", (x, y)), Term("lt", (y, x))
    up, down = slopes
    return rules.trichotomy(
        x,
        y,
        _linear(goal, [(ONE, rules.rising(up, t, x, y, rules.assume(less)))], (*given, less)),
        _linear(goal, [], (*given, equal)),
        _linear(goal, [(ONE, rules.rising(down, t, y, x, rules.assume(greater)))], (*given, greater)),
        given,
    )


def applies(goal):
    """Is it an inequality between numbers in which a scalar variable stands inside a function?"""
    return goal.op in ("le", "lt") and not shape(goal.args[0]) and bool(_variables(goal))
