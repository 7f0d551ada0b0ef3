"""Integrals: the value of an integral, by an antiderivative that the kernel differentiates, or by Γ, Beta and Dirichlet.

An antiderivative is guessed (a table, u′·g(u), integration by parts, and SymPy where these fail) and checked: the kernel
differentiates it, and its limits at the two ends are theorems of ../limits, so that infinite and singular ends need nothing
more, and where one of these limits is infinite the integral diverges.  A singular point inside divides an integral in two.
Powers Π p_j^(α_j − 1) over a simplex are the Dirichlet integral.

    inside             an interval, and guesses of antiderivatives on it
    guesses            the fundamental theorem of calculus for these and for SymPy's
    other_integrals    an integral from another: a multiple, in another variable, of a sum
    gamma_and_beta     integrals of powers and exponentials
    logarithms         those with powers of logarithms
    simplices          products of powers over a simplex
    products           products as powers of bases, which all of these read

Outside the trusted base: a wrong guess makes the kernel refuse.
"""

from itertools import combinations
from math import factorial

from ...clock import now
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate, evaluate
from ...kernel.signs import NEG, NIL, POS, Facts, meaning
from ...kernel.terms import (
    INFINITIES, INFINITY, ONE, POWERS, ZERO, Term, add, bind, div, fresh, instantiate, mul, neg, num, opened, sub, substitute,
    subterms,
)  # fmt: skip
from ...refutation.counterexamples import search as counterexamples
from ...proof import derived
from ...proof.rewriting import without
from ..asking import ALL, REFUSALS
from ..brackets import worth
from ..closed_forms import Stuck, additive, factors_of, substitute_term, tidy
from ..inequalities.certificate import certificate
from ..limits.algebra import as_claimed, limit_theorem
from ..limits.germs.leaves import equality, replaced
from .gamma_and_beta import (
    of_double_exponentials, of_log_normals, of_odds, of_powers, of_powers_beside_a_number, of_powers_of_logarithms,
    of_scaled_powers, over_the_line,
)  # fmt: skip
from .guesses import by_antiderivative, guesses, of_sympy
from .inside import Inside, bend_of, straightened
from .logarithms import of_bose, of_logarithms, takes_logarithms
from .other_integrals import by_summands, from_zero
from .products import is_natural, logs_apart
from .simplices import of_simplex


def _inner(integral, given, deadline):
    """The integral with an inner one replaced by its value, as a theorem, and the integral that is left; or None."""
    x, body = opened(integral)
    local = rules.local_hypotheses(integral.op, integral.args[:-1], x)
    for t in subterms(body):
        if t.op in ("integral", "simplex", "limit") and not t.loose:
            solve = limit_theorem if t.op == "limit" else integral_theorem
            theorem = solve(t, (*given, *local), deadline=deadline)
            if theorem is None or theorem.conclusion.op == "diverges":
                raise Stuck("an inner integral without a value")
            hole = fresh("h", "real")
            same = rules.congruence(substitute_term(body, t, hole), hole, theorem)
            return rules.under(integral.op, integral.args[:-1], x, same)
    return None


def _straightened(integral, given):
    """The integral without the sizes, extrema and brackets that are decided between its ends, as a theorem; None without such.

    Those that are seen at sight the kernel decides for itself, save for brackets.
    """
    x, body = opened(integral)
    local = (*given, *rules.local_hypotheses("integral", integral.args[:2], x))
    facts, known = Facts.of(local), []
    for bent in dict.fromkeys(t for t in subterms(body) if bend_of(t) is not None and x in t.free and not t.loose):
        bracket = bent.op == "ind"
        if not bracket and facts.sign(meaning(bend_of(bent))) is not None:
            continue
        order = _ordered(bent.args[0].args if bracket else (ZERO, bend_of(bent)), local)
        if order is not None and bracket:
            known.append(worth(bent, order))
        elif order is not None:
            straight = straightened(bent, order.conclusion.args[0] == ZERO)
            known.append(without(rules.equality(bent, straight, ALL, (*local, order.conclusion)), [order]))
    if not known:
        return None
    step = replaced(body, known[0])
    for equation in known[1:]:
        step = rules.transitive(step, replaced(step.conclusion.args[1], equation))
    return rules.under("integral", integral.args[:2], x, step)


def _ordered(pair, given):
    """a < b or b < a, from one of the hypotheses, or from two together; None where neither follows."""
    known = [rules.assume(h) for h in given if h.op in ("le", "lt")]
    for low, high in (pair, pair[::-1]):
        for premises in ([], *combinations(known, 1), *combinations(known, 2)):
            try:
                slack = tidy(sub(sub(high, low), add(*(sub(*p.conclusion.args[::-1]) for p in premises))))
                return rules.linear(Term("lt", (low, high)), [(ONE, p) for p in premises], slack, (), given)
            except REFUSALS:
                continue
    return None


def _closed(theorem, given):
    """The value in simple form."""
    if theorem.conclusion.op == "diverges":
        return theorem
    old = theorem.conclusion.args[1]
    value = tidy(_without_factorials(tidy(expand(old, unfold=True))))
    if value == old:
        return theorem
    return rules.transitive(theorem, equality(old, value, given))


def _without_factorials(t):
    for u in {u for u in subterms(t) if u.op == "gamma" and u.args[0].op == "num"}:
        n = u.args[0].args[0]
        if isinstance(n, int) and 0 < n < 30:
            t = substitute_term(t, u, num(factorial(n - 1)))
    return t


def _attempts(integral, given, deadline):
    """Questions to the kernel, the cheap ones first; each may raise a refusal."""

    def solve(other):
        return _value(other, given, deadline)

    if integral.op == "simplex":
        yield lambda: of_simplex(integral, given)
        p, body = opened(integral)
        body = logs_apart(expand(body, unfold=True), p, Facts.of(given))
        spread = tidy(add(*map(tidy, additive(tidy(body)))))
        yield lambda: by_summands(integral, p, spread, given, solve)
        return
    lower, upper, _ = integral.args
    x = fresh("x", "real")
    body = substitute(instantiate(integral.args[-1], x), _named_by(given))
    body = expand(evaluate(expand(body, unfold=True)), unfold=True)
    inside = Inside(x, lower, upper, given, deadline, _value)
    body = inside.without_bends(body)
    if _is_polynomial(body, x):  # which needs neither Γ nor Beta
        for guess in guesses(body, inside):
            yield lambda guess=guess: by_antiderivative(integral, inside, guess)
    yield lambda: of_powers(integral, inside)
    yield lambda: of_double_exponentials(integral, inside, body)
    yield lambda: of_powers_of_logarithms(integral, inside, body)
    yield lambda: of_odds(integral, inside, body)
    yield lambda: of_bose(integral, inside, body)
    logarithmic = takes_logarithms(inside, body)
    if logarithmic:
        yield lambda: of_logarithms(integral, inside, body)
    for guess in guesses(body, inside):
        yield lambda guess=guess: by_antiderivative(integral, inside, guess)
    if not logarithmic and any(t.op == "log" for t in subterms(body)):
        yield lambda: of_logarithms(integral, inside, body)
    yield lambda: of_scaled_powers(integral, inside, body)
    yield lambda: of_powers_beside_a_number(integral, inside, body)
    yield lambda: of_log_normals(integral, inside, body)
    yield lambda: over_the_line(integral, inside, body)
    yield lambda: by_summands(integral, x, inside.expanded(body), given, solve)
    yield lambda: from_zero(integral, inside, body)
    for guess in of_sympy(body, inside):
        yield lambda guess=guess: by_antiderivative(integral, inside, guess)


def _is_polynomial(body, x):
    """Is it made of sums, products and natural powers where it depends on x?"""
    moving = [t for t in subterms(body) if x in t.free]
    return all(t == x or t.op in ("add", "mul") or t.op == "pow" and is_natural(t.args[1]) for t in moving)


def _named_by(given):
    """Variables that a hypothesis says to be a number."""
    equations = [sides for h in given if h.op == "eq" for sides in (h.args, h.args[::-1])]
    return {v: value for v, value in equations if v.op == "var" and value.op == "num"}


def _value(integral, given, deadline, depth=0):
    reduced = _inner(integral, given, deadline)
    if reduced is not None:
        rest = _value(reduced.conclusion.args[1], given, deadline)
        return rules.transitive(rules.weaken(reduced, *given), rest)
    if integral.op == "integral" and (plain := _straightened(integral, given)) is not None:
        value = _value(plain.conclusion.args[1], given, deadline, depth)
        return rules.transitive(rules.weaken(plain, *given), value)
    if integral.op == "space":
        return _by_coordinates(integral, given, deadline)
    if integral.op == "integral" and (bends := undecided_bends(integral, given)):
        return _bent(integral, given, deadline, depth, bends)
    for attempt in _attempts(integral, given, deadline):
        if now() > deadline:
            raise Stuck("out of time")
        try:
            return attempt()
        except (Stuck, *REFUSALS):
            continue
    if integral.op == "simplex":
        raise Stuck("not an integral of powers")
    for way in (_either_way, _divided, _by_cases, _exceeding):
        try:
            return way(integral, given, deadline, depth)
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no antiderivative")


def _by_coordinates(integral, given, deadline):
    """An integral over R^n of a known n: one coordinate after the other."""
    iterated = expand(integral, unfold=True)
    if iterated == integral:
        raise Stuck("an integral over a space of any dimension")
    same = rules.reduction(integral, iterated, ("definition",), given)
    return rules.transitive(same, _value(iterated, given, deadline))


def _either_way(integral, given, deadline, depth):
    """An integral whose ends may stand in either order: from left to right, from right to left, and at a point."""
    lower, upper, body = integral.args
    facts = Facts.of(given)
    if depth or lower in INFINITIES or upper in INFINITIES:
        raise Stuck("the ends are in order")
    mask = facts.mask(meaning(sub(upper, lower)))
    if mask == POS:
        raise Stuck("the ends are in order")
    turned = Term("integral", (upper, lower, body), integral.hint)
    if mask == NIL:
        return derived.integral_at_a_point(integral, given)
    if mask == NEG:
        return rules.integral_reversed(_value(turned, given, deadline, 1))
    less, equal, greater = (Term("lt", (lower, upper)), Term("eq", (lower, upper)), Term("lt", (upper, lower)))
    along = _closed(_value(integral, (*given, less), deadline, 1), (*given, less))
    value = along.conclusion.args[1]
    found = (
        along,
        derived.integral_at_a_point(integral, (*given, equal)),
        rules.integral_reversed(_closed(_value(turned, (*given, greater), deadline, 1), (*given, greater))),
    )
    same = (_with_value(t, value, (*given, case)) for t, case in zip(found, (less, equal, greater)))
    return rules.trichotomy(lower, upper, *same, given)


def _with_value(theorem, value, given):
    old = theorem.conclusion.args[1]
    return theorem if old == value else rules.transitive(theorem, rules.equality(old, value, ALL, given))


def _by_cases(integral, given, deadline, depth):
    """An integral that is infinite both when a = b and when a < b, from a hypothesis a <= b: x^(−p) needs it for p <= 1."""
    for h in given if depth < 2 else ():
        if h.op == "le" and not h.free.isdisjoint(integral.free):
            rest = tuple(g for g in given if g != h)
            cases = (Term(relation, h.args) for relation in ("eq", "lt"))
            found = (_value(integral, (*rest, case), deadline, depth + 1) for case in cases)
            return derived.cases(rules.assume(h), *found)
    raise Stuck("no antiderivative")


def _bent(integral, given, deadline, depth, bends):
    """An integral of sizes, extrema or brackets: from the parts up to a corner or jump and from it on."""
    for point in roots(bends, integral, given):
        return rules.integral_joined(*(_value(part, given, deadline, depth + 1) for part in halves(integral, point)))
    return _either_way(integral, given, deadline, depth)


def _divided(integral, given, deadline, depth):
    """An integral across a point where the integrand has no value, one of its parts being infinite."""
    for point in singular(integral, given):
        parts = halves(integral, point)
        try:
            return rules.integral_joined(*(_value(part, given, deadline, depth + 1) for part in parts))
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no antiderivative on the parts")


def _exceeding(integral, given, deadline, depth):
    """An integral of what is not negative, and exceeds something simpler whose integral is infinite already."""
    if depth:
        raise Stuck("no bound within parts or cases")
    lower, upper, _ = integral.args
    x = fresh("x", "real")
    f, facts = instantiate(integral.args[-1], x), Facts.of(given)

    def shown(left, right, ends):
        goal, known = Term("le", (left, right)), (*given, *rules.between(*ends, x, facts))
        if counterexamples(goal, known, seconds=0.1).refuted:
            raise Stuck("not a bound")
        return certificate(goal, known, min(deadline, now() + 0.5))

    signed = shown(ZERO, f, (lower, upper))
    for ends, g in _bounds(tidy(expand(f, unfold=True)), x, lower, upper):
        try:
            part = _value(bind("integral", *ends, variable=x, body=g), given, deadline, 1)
            if part.conclusion.op == "diverges":
                return rules.integral_exceeds(integral, rules.weaken(part, *given), shown(g, f, ends), signed, x)
        except (Stuck, *REFUSALS):
            continue
    raise Stuck("no bound was found")


def _bounds(f, x, lower, upper):
    """Intervals, and what the function may exceed there: at an infinite end x and numbers, else a part of its factors."""
    if upper == INFINITY:
        start = ONE if lower in INFINITIES else lower
        yield from (((start, upper), g) for g in (ONE, x, _at(f, x, start)))
    if lower not in INFINITIES:
        middle = add(lower, ONE) if upper == INFINITY else upper
        factors = factors_of(f)
        for chosen in factors:
            rest = mul(*(g for g in factors if g is not chosen))
            yield from (((lower, tidy(middle)), mul(rest, _at(chosen, x, end))) for end in (lower, tidy(middle)))


def _at(f, x, point):
    return tidy(substitute(f, {x: point}))


def halves(integral, point):
    """The integrals up to a point and from it on."""
    lower, upper, body = integral.args
    return tuple(Term("integral", (*ends, body), integral.hint) for ends in ((lower, point), (point, upper)))


SIMPLE = [num(c) for c in (0, 1, -1, 2, -2)]  # where a polynomial that is not linear is tried


def singular(integral, given):
    """Points strictly between the ends at which the base of a power or the argument of a logarithm is 0."""
    x, body = opened(integral)
    bases = [t.args[0] for t in subterms(expand(body, unfold=True)) if t.op in ("log", *POWERS) and not t.loose]
    return roots([(x, base) for base in dict.fromkeys(bases) if x in base.free], integral, given)


def undecided_bends(integral, given):
    """(x, u) for the u whose sign says what |u|, an extremum or a bracket in the integrand is, and is not seen everywhere."""
    x, body = opened(integral)
    facts = Facts.of((*given, *rules.between(*integral.args[:2], x, Facts.of(given))))
    found = dict.fromkeys(u for t in subterms(expand(body, unfold=True)) if (u := bend_of(t)) is not None)
    return [(x, u) for u in found if x in u.free and not u.loose and facts.sign(meaning(u)) is None]


def roots(terms, integral, given):
    """Points strictly between the ends at which one of the terms, each with the variable that it depends on, is 0."""
    facts = Facts.of(given)
    lower, upper, _ = integral.args
    for x, base in terms:
        try:
            slope = tidy(expand(differentiate(base, x), unfold=False))
        except REFUSALS:  # the size of a complex number, say
            continue
        places = SIMPLE if x in slope.free else [tidy(neg(div(substitute(base, {x: ZERO}), slope)))]
        for c in places:
            between = [sub(c, lower)] * (lower not in INFINITIES) + [sub(upper, c)] * (upper not in INFINITIES)
            if all(_mask(gap, facts) == POS for gap in between) and _mask(substitute(base, {x: c}), facts) == NIL:
                yield c


def _mask(term, facts):
    try:
        return facts.mask(meaning(term))
    except REFUSALS:
        return None


def integral_theorem(integral, given=(), claimed=None, deadline=None):
    """given |- integral = value, the value in closed form, or ±∞; None when no proof is found (or there is no value).

    `integral` is over an interval or a simplex. `claimed`: the value that a reader expects; the theorem has it where it
    is the value found, in another form. `deadline`: a value of time.now().
    """
    given = tuple(given)
    deadline = now() + 5 if deadline is None else deadline
    try:
        return as_claimed(_closed(_value(integral, given, deadline), given), claimed, given)
    except (Stuck, *REFUSALS, RecursionError):
        return None
