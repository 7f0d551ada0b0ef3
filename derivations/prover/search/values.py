"""Limits and integrals give way to their values, or are infinite; the rest is a statement about the values."""

from ..clock import held, now
from ..kernel import rules
from ..kernel.signs import POS, Facts, meaning
from ..kernel.terms import INFINITY, INTEGERS, ZERO, Term, fresh, mul, opened, shape, subterms
from ..language.typeset import text
from ..proof.rewriting import carried, rewrite, without
from ..refutation.counterexamples import search as counterexamples
from .asking import ALL, FAILURES
from .closed_forms import factors_of
from .facts.gamma import GAMMAS
from .integrals.moving_ends import moving, reduced_to_a_number, steady
from .polynomial_context import Ground, plain_poly

FORM = 0.4  # the part of the time for the closed form of an integral that may stay as it is, with ends that vary
VALUED = {"limit", "integral", "simplex", "space"}


def has_values(goal, _given=()):
    """Is there a limit or an integral?"""
    return any(t.op in VALUED for t in subterms(goal))


def equation_of_values(search, goal, depth):
    """a = b from what the limits and integrals in them are."""
    claimed = _as_claimed(search, *goal.args)
    if claimed is not None or search.infinite:
        return claimed
    kept = set()
    left, right = (valued(search, side, kept) for side in goal.args)
    if left is None or right is None:
        return None
    sides = tuple(t.conclusion.args[1] for t in (left, right))
    claim = Term("eq", sides)
    if claim == goal:  # integrals that stay as they are
        return None
    middle = search.equation(claim, 1)
    if middle is None and any(t.op in ("max", "min") for t in subterms(claim)):
        middle = search.prove(claim)  # by two inequalities
    if middle is None:
        _compare(search, sides)
        return None
    return search.attempt(lambda: carried(left, middle, right))


def has_common_factor(goal, _given=()):
    """Are there limits or integrals, and are both sides products with the same factor?"""
    return has_values(goal) and not shape(goal.args[0]) and bool(_common_factors(goal))


def without_common_factor(search, goal, depth):
    """c a = c b from a = b."""
    shared = _common_factors(goal)
    rest = [_less(side, shared) for side in goal.args]
    inner = search.under().equation(Term("eq", tuple(rest)), depth - 1)
    if inner is None:
        return None
    turned = lambda: rules.symmetric(_times(shared, rules.symmetric(inner), goal.args[::-1], search.given))  # noqa: E731
    return search.attempt(lambda: _times(shared, inner, goal.args, search.given)) or search.attempt(turned)


def _times(shared, theorem, sides, given):
    """c a = c b from a = b, b having a value at sight."""
    hole = fresh("h", "real")
    whole = rules.congruence(mul(*shared, hole), hole, theorem)
    first, last = (
        rules.reduction(*pair, ALL, given)
        for pair in zip((sides[0], whole.conclusion.args[1]), (whole.conclusion.args[0], sides[1]))
    )
    return rules.settle(rules.weaken(rules.transitive(rules.transitive(first, whole), last), *given))


def _common_factors(goal):
    left, right = map(factors_of, goal.args)
    return [f for f in dict.fromkeys(left) if f in right and f.op != "num" and not has_values(f)]


def _less(product, shared):
    return mul(*(f for f in factors_of(product) if f not in shared))


def order_of_values(search, goal, depth):
    """a <= b or a < b from what the limits and integrals in them are; a maximum among the values is one of its terms."""
    kept = set()
    left, right = (valued(search, side, kept) for side in goal.args)
    if left is None or right is None:
        return None
    middle = Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1]))
    if middle == goal:  # integrals that stay as they are
        return None
    tops = dict.fromkeys(t for t in subterms(middle) if t.op == "max" and not t.loose)
    lemmas = [lemma for t in tops if (lemma := search.attempt(lambda t=t: rules.attained(t)))]
    middle = search.under(*(lemma.conclusion for lemma in lemmas)).order(middle, 2)
    middle = middle and without(middle, lemmas)
    return middle and search.attempt(lambda: carried(left, middle, right))


def divergence(search, goal, depth):
    """A limit or an integral is infinite, in the direction that is claimed."""
    theorem = search.attempt(lambda: value_of(search, goal.args[0], None))
    if theorem is None:
        search.reason = search.reason or f"no value was found for {text(goal.args[0])}"
    elif theorem.conclusion != goal:
        _note(search, theorem)
        return None
    return theorem


def valued(search, term, kept=None):
    """A theorem `term = value` (or reduces) in which no limit is left, and no integral without a value at sight; or None.

    `kept` collects the integrals for which there is no closed form.
    """
    theorem, current, kept = None, term, set() if kept is None else kept
    while (inner := _innermost(current, kept) or _of_values(current)) is not None:
        other = inner.op == "integral" and (reduced_to_a_number(search, inner) or steady(inner, search.given))
        part = (search.deadline - now()) * FORM if other and (other is not True or moving(inner)) else None
        value = _differentiated(search, inner) if inner.op == "deriv" else _value(search, inner, part)
        if value is None and other:  # nor has what is left of it a closed form
            kept.update({inner} if other is True else moving(other.conclusion))
        if value is None and other is True:
            continue
        value = value or other
        if not value:
            return None
        step = search.attempt(lambda v=value, c=current: rewrite(c, v))
        theorem = step and (theorem and search.attempt(lambda t=theorem, s=step: rules.transitive(t, s)) or step)
        if theorem is None:
            return None
        current = theorem.conclusion.args[1]
    return theorem or search.attempt(lambda: rules.reduction(term, term, (), search.given))


def _as_claimed(search, left, right):
    """A limit or an integral on the left, and what it is claimed to be on the right."""
    if left.op not in VALUED or has_values(right):
        return None
    value = search.attempt(lambda: value_of(search, left, right))
    _note(search, value)
    return value if value is not None and value.conclusion == Term("eq", (left, right)) else None


def _compare(search, sides):
    """The values differ at a point: the claim is false, as the kernel has proved another value."""
    outcome = counterexamples(Term("eq", sides), search.given, seconds=0.3)
    if outcome.refuted:
        search.contradicted = sides[0], outcome.counterexample


def _value(search, term, seconds=None):
    """The theorem that a limit or an integral has a value that is finite, or None."""
    deadline = search.deadline
    search.limit(deadline if seconds is None else now() + seconds)
    try:
        value = search.attempt(lambda: value_of(search, term, None))
    finally:
        search.deadline = deadline
    if value is None:
        search.reason = f"no value was found for {text(term)}"
    return None if value is None or _note(search, value) else value


def _differentiated(search, term):
    """A derivative of what limits or integrals stand in, as that of their values."""
    x, body = opened(term)
    value = valued(search, body)
    slope = value and search.attempt(lambda: rules.under("deriv", term.args[:-1], x, value))
    if slope is None or not any(t.op in VALUED for t in subterms(slope.conclusion.args[1])):
        return slope
    left = slope.conclusion.args[1]  # integrals that stay have a slope in their ends, if in nothing else
    return search.attempt(lambda: rules.transitive(slope, rules.equality(left, meaning(left), ALL, search.given)))


def _note(search, theorem):
    """Is this the theorem that a limit or an integral is infinite? Then the search knows it."""
    if theorem is not None and theorem.conclusion.op == "diverges":
        search.infinite, search.reason = theorem, f"the kernel proves that {text(theorem.conclusion)}"
    return search.infinite


def _innermost(term, kept):
    """A limit or an integral that contains no other and no index bound further out, and is none of those that stay."""
    found = None
    for t in subterms(term):
        if t.op in VALUED and not t.loose and t not in kept:
            found = t
    return found


def _of_values(term):
    """A derivative of something in which a limit or an integral stands."""
    return next((t for t in subterms(term) if t.op == "deriv" and not t.loose and has_values(t)), None)


# --- one limit, one integral ------------------------------------------------------------------------------------------


def value_of(search, term, claimed):
    """The theorem that a limit or an integral has a value or is infinite, or None; `claimed` is the value hoped for."""
    given, deadline = search.given, search.deadline
    if term.op == "limit":
        if has_values(term.args[-1]):
            return _iterated(search, term, claimed)
        if (constant := search.attempt(lambda: _constant(search, term))) is not None:
            return constant
        with held():
            from .limits.algebra import limit_theorem as find  # here and below: most statements have neither
            from .limits.sequences import series_theorem
        found = find(term, given, claimed, deadline)
        if not found and term.args[0].args[0] in INTEGERS:
            found = series_theorem(term, given, claimed, deadline)
        return found or _shifted(search, term, claimed)
    with held():
        from .integrals.value import integral_theorem as find
    return find(term, given, claimed, deadline)


def _constant(search, limit):
    """The limit of what does not vary: Σ softmax(z/T) is 1 for every T."""
    *approach, _ = limit.args
    x, body = opened(limit)
    local = (*search.given, *rules.local_hypotheses("limit", approach, x))
    value = plain_poly(Ground(local).poly(body))
    if x in value.free:
        return None
    step = rules.under("limit", approach, x, rules.equality(body, value, ALL, local))
    return rules.transitive(step, value_of(search, step.conclusion.args[1], value))


def _shifted(search, limit, claimed):
    """The limit of quotients of Γ at arguments that differ by whole numbers: its recursion leaves powers."""
    *approach, _ = limit.args
    x, body = opened(limit)
    if not any(t.op in GAMMAS and x in t.free for t in subterms(body)):
        return None
    local = (*search.given, *rules.local_hypotheses("limit", approach, x))
    try:
        shifted = plain_poly(Ground(local, ("gamma",)).poly(body))
        if shifted == body or any(t.op in GAMMAS and x in t.free for t in subterms(shifted)):
            return None
        step = rules.under("limit", approach, x, rules.equality(body, shifted, (*ALL, "gamma"), local))
        value = value_of(search, step.conclusion.args[1], claimed)
        return value and rules.transitive(step, value)
    except FAILURES:
        return None


def _iterated(search, limit, claimed):
    """The value of a limit under which others stand, or integrals: these give way to theirs first."""
    *approach, _ = limit.args
    kind, point, side = approach
    x, body = opened(limit)
    local = rules.local_hypotheses("limit", approach, x)
    near = []
    try:
        if Facts.of(search.given).mask(meaning(point)) == POS and point != INFINITY:  # then x is positive near it
            near, local = [rules.limit_of_variable(kind, point, side)], [*local, Term("lt", (ZERO, x))]
        inner = valued(search.under(*local), body)
        step = inner and rules.under("limit", approach, x, inner, near)
        if step and has_values(step.conclusion.args[1].args[-1]):  # integrals that stay as they are
            with held():
                from .integrals.tails import limit_through_integrals
            return rules.transitive(step, limit_through_integrals(search, step.conclusion.args[1]))
        value = step and value_of(search, step.conclusion.args[1], claimed)
        return value and rules.transitive(step, value)
    except FAILURES:
        return None
