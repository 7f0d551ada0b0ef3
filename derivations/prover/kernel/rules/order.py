"""Rules of order: signs, combinations of inequalities, maxima, and what derivatives say of order."""

from collections.abc import Iterable

from ..definitions import well_typed
from ..signs import NIL, POS, Facts
from ..terms import (
    ZERO, Term, abstract, add, bind, fn, instantiate, is_real, mul, opened, shape, sort, sub, substitute,
)  # fmt: skip
from ..theorem import Formula, Index, Theorem, Variable, defined, _hypotheses, _not_assumed, _require, rule, _sides, _theorem
from .equations import _axioms, _named, _same
from .logic import _in_domain

_ALLOWED = {"le": NIL | POS, "lt": POS}


@rule
def sign(term: Term, relation: str, given: Iterable[Formula] = ()) -> Theorem:
    """Γ ⊢ 0 <= u, or 0 < u, at sight: from the signs of the parts of u, and from Γ.

    Side conditions: u has a value under Γ.
    """
    _require(relation in _ALLOWED, "the sign is that it is at least 0, or positive")
    facts = Facts.of(given)
    defined(term, facts)
    _require(not facts.meant(term) & ~_ALLOWED[relation], f"the sign of {term!r} is not manifest")
    return _theorem(given, Term(relation, (ZERO, term)), "manifest sign")


@rule
def linear(
    goal: Formula,
    premises: Iterable[tuple[Term, Theorem]],
    slack: Term = ZERO,
    using: Iterable[str] = (),
    given: Iterable[Formula] = (),
) -> Theorem:
    """From l_i R_i r_i: a = b, a <= b or a < b, as b − a = Σ c_i (r_i − l_i) + s.

    Side conditions: the last equation holds by normal form, as `using` says, derivatives being taken that exist at sight; a, b,
    s and each c_i have values; 0 <= c_i at sight where R_i is <= or <, and R_i is = where the goal is; s is 0 at sight for =,
    0 <= s at sight for <= and <; for < one term is strict: 0 < s, or 0 < c_i with l_i < r_i.
    """
    allowed = {"eq": NIL, "le": NIL | POS, "lt": NIL | POS}.get(goal.op)
    _require(allowed is not None, f"the goal is an equation or an inequality, not {goal!r}")
    left, right = goal.args
    theorems = [t for _, t in premises]
    hypotheses = [*given, *_hypotheses(*theorems)]
    facts = Facts.of(hypotheses)
    gap, strict = slack, False
    for c, theorem in premises:
        low, high = _sides(theorem, "eq", "le", "lt")
        gap = add(gap, mul(c, sub(high, low)))
        defined(c, facts)
        if theorem.conclusion.op != "eq":
            mask = facts.meant(c)
            _require(goal.op != "eq" and not mask & ~(NIL | POS), f"the factor {c!r} may be negative")
            strict = strict or theorem.conclusion.op == "lt" and mask == POS
    defined(slack, facts)
    mask = facts.meant(slack)
    strict = strict or mask == POS
    _require(not mask & ~allowed, f"the sign of the remainder {slack!r} is not manifest")
    _require(goal.op != "lt" or strict, "nothing makes the inequality strict")
    for side in (left, right):
        defined(side, facts)
    _require(_same(sub(right, left), gap, facts, using), "the combination does not give the goal")
    data = (*(c for c, _ in premises), slack)
    return _theorem(hypotheses, goal, _named("linear combination", using), theorems, _axioms(using), data)


@rule
def below_maximum(maximum: Term, index: Term) -> Theorem:
    """f_i <= max_k f_k, and min_k f_k <= f_i.

    Side conditions: i lies in the range of k, and the maximum or minimum has a value, both without hypotheses.
    """
    _require(maximum.op in ("max", "min"), "not a maximum or a minimum")
    first, last, _ = maximum.args
    facts = Facts.of()
    _in_domain(index, ("index", first, last), facts)
    defined(maximum, facts)
    sides = instantiate(maximum.args[-1], index), maximum
    conclusion = Term("le", sides if maximum.op == "max" else sides[::-1])
    return _theorem([], conclusion, "between minimum and maximum")


@rule
def attained(maximum: Term) -> Theorem:
    """0 < Σ_k [f_k = max_j f_j]: a maximum over a finite range is attained, and so is a minimum.

    Side conditions: the maximum or minimum has a value, without hypotheses.
    """
    _require(maximum.op in ("max", "min"), "not a maximum or a minimum")
    defined(maximum, Facts.of())
    k, f = opened(maximum)
    bracket = fn("ind", Term("eq", (f, maximum)))
    many = bind("sum", *maximum.args[:2], variable=k, body=bracket)
    return _theorem([], Term("lt", (ZERO, many)), "the maximum is attained")


@rule
def differ(theorem: Theorem, left: Term, right: Term, given: Iterable[Formula] = ()) -> Theorem:
    """From 0 < 0, supposing that a = b: a ≠ b.

    Side conditions: a and b have values without that hypothesis.
    """
    _require(theorem.conclusion == Term("lt", (ZERO, ZERO)), "equality is not shown to be impossible")
    rest = [*given, *(h for h in theorem.hypotheses if h != Term("eq", (left, right)))]
    facts = Facts.of(rest)
    for side in (left, right):
        defined(side, facts)
    return _theorem(rest, Term("ne", (left, right)), "never equal", [theorem])


@rule
def absurd(theorem: Theorem, formula: Formula) -> Theorem:
    """From a < a or a ≠ a: every statement φ.

    Side conditions: φ is well typed.
    """
    a, b = _sides(theorem, "lt", "ne")
    _require(a == b, "that is no contradiction")
    return _theorem(theorem.hypotheses, formula, "contradiction", [theorem])


@rule
def index_cases(formula: Formula, i: Index, j: Index, diagonal: Theorem, apart: Theorem, given: Iterable[Formula] = ()) -> Theorem:
    """From φ(i, i), and from φ(i, j) where i ≠ j: Γ ⊢ φ(i, j).

    Side conditions: i and j are free indices; the first case assumes no more than Γ with i for j, the second no more than Γ and
    i ≠ j.
    """
    same = {j: i}
    _require(diagonal.conclusion == substitute(formula, same) and apart.conclusion == formula, "the cases show other things")
    _require(set(diagonal.hypotheses) <= {substitute(h, same) for h in given}, "the case i = j assumes something more")
    _require(set(apart.hypotheses) <= {*given, Term("ne", (i, j))}, "the case i != j assumes something more")
    return _theorem(given, formula, "equal or different indices", [diagonal, apart])


@rule
def trichotomy(left: Term, right: Term, less: Theorem, equal: Theorem, greater: Theorem, given: Iterable[Formula] = ()) -> Theorem:
    """From φ where a < b, where a = b and where b < a: φ.

    Side conditions: a and b are real and have values under Γ; all other hypotheses of the three cases are kept.
    """
    assumed = well_typed(Term("lt", (left, right))), Term("eq", (left, right)), Term("lt", (right, left))
    theorems = less, equal, greater
    _require(len({t.conclusion for t in theorems}) == 1, "the cases show different things")
    facts = Facts.of(given)
    for side in (left, right):
        defined(side, facts)
    rest = [h for case, t in zip(assumed, theorems) for h in t.hypotheses if h != case]
    return _theorem([*given, *rest], less.conclusion, "trichotomy", theorems)


@rule
def triangle(u: Term, v: Term, given: Iterable[Formula] = ()) -> Theorem:
    """|u + v| <= |u| + |v|, of real or complex numbers.

    Side conditions: u + v is a number and has a value under Γ.
    """
    total = add(u, v)
    _require(not shape(total), "the size is of a number")
    defined(total, Facts.of(given))
    return _theorem(given, Term("le", (fn("abs", total), add(fn("abs", u), fn("abs", v)))), "triangle inequality")


@rule
def rising(theorem: Theorem, x: Variable, left: Term, right: Term, order: Theorem) -> Theorem:
    """From 0 <= f′(x) for a < x < b, and a <= b: f(a) <= f(b); from 0 < f′(x) and a < b: f(a) < f(b). (The mean value theorem.)

    Side conditions: x ranges over the real, the positive numbers or (0, 1); the first theorem assumes a < x and x < b at most
    of x; a and b do not depend on x; f has a derivative at a and at b.
    """
    zero, slope = _sides(theorem, "le", "lt")
    _require(zero == ZERO and slope.op == "deriv" and slope.args[1] == x and len(slope.args) == 3, "not 0 <= f'(x)")
    kind, _, f = slope.args
    _require(x not in f.free, "the function depends on the point in another way")
    _require(kind.args[0] in ("real", "positive", "(0, 1)") and x.args[1:] == kind.args, "not an interval")
    _require(_sides(order, "le", "lt") == (left, right), "the two points are not in order")
    _require(x not in left.free | right.free, "the ends depend on the point between them")
    between = Term("lt", (left, x)), Term("lt", (x, right))
    hypotheses = [*(h for h in theorem.hypotheses if h not in between), *order.hypotheses]
    _not_assumed(hypotheses, x)
    facts = Facts.of(hypotheses)
    for point in (left, right):  # in the interval, and f has a derivative there: so it is continuous from a to b
        defined(Term("deriv", (kind, point, f)), facts)
    relation = "lt" if theorem.conclusion.op == order.conclusion.op == "lt" else "le"
    conclusion = Term(relation, (instantiate(f, left), instantiate(f, right)))
    return _theorem(hypotheses, conclusion, "mean value theorem", [theorem, order])


@rule
def intermediate_value(
    first: Theorem, second: Theorem, below: Theorem, above: Theorem, continuous: Theorem, a: Variable
) -> Theorem:
    """From lim f = c and lim f = d at two points or ends of the domain of x, c < u < d, and lim f(x) = f(a) as x → a, for every a:
    there is an x with f(x) = u.

    Side conditions: the limits are of one f; x and a range over the real or the positive numbers; f is real; a is in no
    hypothesis and not in f.
    """
    (left, c), (right, d) = _sides(first, "eq"), _sides(second, "eq")
    _require(left.op == right.op == "limit" and left.args[3] == right.args[3], "not two limits of one function")
    kind, *_, f = left.args
    _require(right.args[0] == kind and kind.args in (("real",), ("positive",)), "the variable does not range over an interval")
    (low, u), (same, high) = _sides(below, "lt"), _sides(above, "lt")
    _require(low == c and high == d, "the bounds are not the two limits")
    _require(same == u, "two numbers lie between them, and not one")
    _require(a.args[1:] == kind.args and a not in f.free, "the point of continuity is not any one")
    itself = Term("eq", (Term("limit", (kind, a, "+-", f)), instantiate(f, a)))
    _require(continuous.conclusion == itself, "the function is not shown to be continuous")
    theorems = [first, second, below, above, continuous]
    hypotheses = _hypotheses(*theorems)
    _not_assumed(hypotheses, a)
    x, body = opened(left)
    _require(is_real(body), "a function with values that are not real may pass by a real number")
    conclusion = Term("exists", (kind, abstract(x, Term("eq", (body, u)))), left.hint)
    return _theorem(hypotheses, conclusion, "intermediate value theorem", theorems)


@rule
def stationary(theorem: Theorem, x: Variable, point: Term) -> Theorem:
    """From f(a) <= f(x) for every x, or f(x) <= f(a): f′(a) = 0.

    Side conditions: x is in no hypothesis and not in a; f has a derivative at a, which lies inside the interval that x ranges over.
    """
    sides = _sides(theorem, "le", "lt")
    _require(x not in point.free, "the point varies")
    _not_assumed(theorem.hypotheses, x)
    functions = [abstract(x, side) for side, other in (sides, sides[::-1]) if other == substitute(side, {x: point})]
    _require(functions, "the one side is not the other at the point")
    slope = Term("deriv", (sort(*x.args[1:]), point, functions[0]), x.args[0])
    defined(slope, Facts.of(theorem.hypotheses))
    return _theorem(theorem.hypotheses, Term("eq", (slope, ZERO)), "no slope at an extremum", [theorem])
