"""Lemmas for x log y at x = 0, where probabilities may be zero.

The language writes 0 log y = 0 as x log y°, with y° = y + [x = 0] (1 − y), which is 1 where x = 0. For x >= 0 and c > 0:

    0 < x°,      0 < c°,      x log c° = x log c,      x log x° <= 0 where x <= 1
    x − c + x log c <= x log x° <= x log c + x²/c − x

Each is proved once, by the cases x = 0 and x > 0, and then said of every x in a goal and every c whose logarithm stands beside it.
"""

from functools import partial, reduce

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.polynomial import Refused
from ...kernel.terms import (
    BINDERS, INDEX_BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, at, fn, fresh, instantiate, is_fresh, mul, num, opened, power,
    same_integer, shape, sub, substitute, subterms, var,
)  # fmt: skip
from ...proof.rewriting import carried, either_way, rewritten, settled
from ...proof import derived

MOST = 40  # lemmas for one goal
TWO, TOTALS = num(2), ("sum", "max", "largest")
X, C = var("x", "nonnegative"), var("c", "positive")


def vanishing(goal, given, prove):
    """What is known of every x log y° in a goal; `prove(goal, given)` is the search."""
    found = []
    for x, indices, beside, shares, mixed in _places(goal):
        found.append(_for_all(_instance(_positive(prove), {X: x}), indices))
        found += [_for_all(prove(Term("lt", (ZERO, argument)), ()), indices) for argument in mixed]
        about = partial(_about, x, given, prove)
        for c in beside:
            found.append(_for_all(about(_positive_beside, c), indices))
            found.append(_summed(about(_plain, c), indices))
        found += [_summed(about(_above_tangent, c), indices) for c in (*beside, *shares)]
        found += [_summed(about(_below_tangent, c), indices) for c in _levels(goal, indices)]
        found.append(_summed(_below_zero(x, given, prove), indices))
    return [theorem for theorem in dict.fromkeys(found) if theorem is not None and theorem.conclusion not in given][:MOST]


def plainly(search, goal, depth):
    """From the goal in which x log c° is x log c, where c > 0 at sight: what stands in c may be differentiated."""
    equations = [lemma for written in PLAINLY if (lemma := written(search._lemma)) is not None]
    steps = [_asked(lambda side=side: rewritten(side, equations)) for side in goal.args]
    if steps == [None, None]:
        return None
    steps = [_asked(lambda pair=pair: _whole(*pair, search.given)) for pair in zip(goal.args, steps)]
    if None in steps:
        return None
    theorem = search.prove(Term(goal.op, tuple(step.conclusion.args[1] for step in steps)), depth - 1)
    return theorem and carried(steps[0], theorem, steps[1])


def _whole(side, step, given):
    return rules.equality(side, side, (), given) if step is None else settled(rules.weaken(step, *given))


def has_slopes_of_logarithms(goal, _given):
    """Is something differentiated in which log y° stands?"""
    return any(t.op == "deriv" and any(u.op == "ind" for u in subterms(t)) for side in goal.args for t in subterms(side))


# --- where they stand -----------------------------------------------------------------------------------------------


def _places(goal):
    """(x, the indices bound around it, what else has a logarithm there, probabilities that may, sums y°) for each x log y°."""
    sides = [expand(_any_entry(side), unfold=True) for side in goal.args] if goal.op in ("eq", "le", "lt") else []
    logarithms = [place for side in sides for place in _logarithms(side, ())]
    read = [(without_bracket(argument), argument, indices) for argument, indices in logarithms]
    for x, indices in dict.fromkeys((found[0], indices) for found, _, indices in read if found is not None):
        ranges = [k.args[1:] for k in indices]
        beside = [
            substitute(argument if found is None else found[1], dict(zip(around, indices)))
            for found, argument, around in read
            if [k.args[1:] for k in around] == ranges[: len(around)]
        ]
        shares = [share for k in indices if k.args[2] == ONE for share in _shares(goal, k)]
        mixed = [
            substitute(argument, dict(zip(around, indices)))
            for found, argument, around in read
            if found is not None and len(around) == len(indices) and found[1].op in ("add", "mul")
        ]
        yield x, indices, [c for c in dict.fromkeys(beside) if c != x], [*shares, ONE], list(dict.fromkeys(mixed))[:2]


def _any_entry(side):
    return reduce(at, (fresh("k", "index", ONE, dim) for dim in shape(side)), side)


def without_bracket(argument):
    """(x, y) where the argument of a logarithm is y°, else None."""
    for part in argument.args if argument.op == "add" else ():
        if part.op == "mul" and part.args[0].op == "ind" and part.args[0].args[0].args[1] == ZERO:
            x, y = part.args[0].args[0].args[0], add(*(p for p in argument.args if p != part))
            if expand(_at_zero(x, y), unfold=True) == expand(argument, unfold=True):
                return x, y
    return None


def _shares(goal, k):
    """Probabilities over the range of k: those of softmax where it stands in the goal, and equal ones."""
    scores = (t.args[0] for side in goal.args for t in subterms(side) if t.op in ("lse", "softmax") and not t.loose)
    yield from (at(fn("softmax", z), k) for z in dict.fromkeys(scores) if same_integer(shape(z)[0], k.args[3]))
    yield power(k.args[3], MINUS)
    yield from (mul(instantiate(total.args[2], k), power(total, MINUS)) for total in _totals(goal) if total.args[:2] == k.args[2:])


def _totals(goal):
    """Sums that stand inside logarithms: their terms are shares of them."""
    sides = [expand(side, unfold=True) for side in goal.args]
    inside = (t.args[0] for side in sides for t in subterms(side) if t.op == "log" and not t.loose)
    return [total for total in dict.fromkeys(inside) if total.op == "sum" and total.args[0] == ONE]


def _levels(goal, indices):
    """Sums that stand inside logarithms, times what divides their terms: where logarithms are bounded from above."""
    for total in _totals(goal) if len(indices) == 1 else ():
        body = instantiate(total.args[2], indices[0])
        below = [power(t, MINUS) for t in (body.args if body.op == "mul" else (body,)) if t.op == "pow" and t.args[1] == MINUS]
        yield mul(total, *below)


def _logarithms(term, indices):
    """Every argument of a logarithm, with the indices that are bound around it; of what is differentiated, at the point.

    What binds anything else is passed over.
    """
    if term.op == "log":
        yield term.args[0], indices
    if term.op == "deriv":
        yield from _logarithms(instantiate(term.args[-1], term.args[1]), indices)
    if term.op in BINDERS:
        if term.op in INDEX_BINDERS or term.op == "forall":
            x, body = opened(term)
            if x.args[1] == "index":
                yield from _logarithms(body, (*indices, x))
        return
    for part in term.args:
        if isinstance(part, Term) and term.op != "sort":
            yield from _logarithms(part, indices)


# --- what is known --------------------------------------------------------------------------------------------------


def _instance(theorem, values):
    """The theorem at these values; None where the kernel does not see that they are in their domains."""
    return theorem and _asked(lambda: rules.substitution(theorem, values))


def _about(x, given, prove, lemma, c):
    """A lemma about x and c; that a sum or a maximum c is positive is shown where it is not seen."""
    theorem = lemma(prove)
    found = _instance(theorem, {X: x, C: c})
    if theorem is None or found is not None or c.op not in TOTALS or any(is_fresh(v) for v in c.free):
        return found
    positive = prove(Term("lt", (ZERO, c)), given)
    found = positive and _instance(rules.weaken(theorem, Term("lt", (ZERO, C))), {X: x, C: c})
    return found and rules.cut(found, positive)


def _for_all(theorem, indices):
    return theorem and reduce(lambda t, k: t and _asked(lambda: rules.generalise(t, k)), reversed(indices), theorem)


def _summed(theorem, indices):
    """Σ a <= Σ b from a <= b, over the indices."""
    return theorem and reduce(lambda t, k: t and _asked(lambda: rules.under("sum", k.args[2:], k, t)), reversed(indices), theorem)


def _asked(question):
    try:
        return question()
    except (Refused, IllTyped):
        return None


def _below_zero(x, given, prove):
    """x log x° <= 0, where x is at most 1."""
    theorem = _instance(_negative(prove), {X: x})
    at_most_one = theorem and prove(Term("le", (x, ONE)), given)
    return at_most_one and rules.cut(theorem, at_most_one)


def _at_zero(x, y):
    """y°, which is 1 where x = 0."""
    return add(y, mul(fn("ind", Term("eq", (x, ZERO))), sub(ONE, y)))


def _x_log(y):
    return mul(X, fn("log", y))


def _once(goal, given=()):
    """A lemma that is proved by its two cases when it is first wanted."""
    kept = []

    def lemma(prove):
        if not kept and (theorem := _by_cases(goal, given, prove)) is not None:
            kept.append(theorem)
        return kept[0] if kept else None

    return lemma


_positive = _once(Term("lt", (ZERO, _at_zero(X, X))))
_positive_beside = _once(Term("lt", (ZERO, _at_zero(X, C))))
_plain = _once(Term("eq", (_x_log(_at_zero(X, C)), _x_log(C))))
_negative_plain = _once(Term("eq", (mul(MINUS, _x_log(_at_zero(X, C))), mul(MINUS, _x_log(C)))))
_flat_plain = _once(Term("eq", tuple(Term("mul", (MINUS, X, fn("log", y))) for y in (_at_zero(X, C), C))))
PLAINLY = _plain, _negative_plain, _flat_plain  # alone, and with a sign before it as the language and as definitions write it
_above_tangent = _once(Term("le", (add(X, mul(MINUS, C), _x_log(C)), _x_log(_at_zero(X, X)))))
_below_tangent = _once(Term("le", (_x_log(_at_zero(X, X)), add(_x_log(C), mul(power(X, TWO), power(C, MINUS)), mul(MINUS, X)))))
_negative = _once(Term("le", (_x_log(_at_zero(X, X)), ZERO)), (Term("le", (X, ONE)),))


def _by_cases(goal, given, prove):
    order = rules.weaken(rules.sign(X, "le"), *given)
    tie, gap = (rules.assume(Term(relation, order.conclusion.args), given) for relation in ("eq", "lt"))
    cases = [_case(goal, tie, [either_way(tie)[1], rules.symmetric(tie)], prove), _case(goal, gap, [either_way(gap)[1]], prove)]
    return None if None in cases else derived.cases(order, *cases)


def _case(goal, supposed, equations, prove):
    """The goal once its brackets have their values."""
    left, right = (rewritten(side, equations) for side in goal.args)
    ends = (side if step is None else step.conclusion.args[1] for side, step in zip(goal.args, (left, right)))
    theorem = prove(Term(goal.op, tuple(ends)), supposed.hypotheses)
    if theorem is not None and left is not None:
        theorem = rules.transitive(left, theorem)
    return theorem if theorem is None or right is None else rules.transitive(theorem, rules.symmetric(settled(right)))
