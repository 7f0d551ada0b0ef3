"""Derived rules: what follows from the rules of the kernel so often that it has a name. Nothing here is trusted.

cases(order, equal_case, less_case)     φ, from a <= b, and from φ both where a = b and where a < b
product(first, second)                  0 <= (b − a)(d − c), from a <= b and c <= d; < from two that are strict
next_integer(theorem)                   a + 1 <= b, from a < b, for whole numbers
antisymmetric(below, above)             a = b, from a <= b and b <= a
not_apart(different, same)              0 < 0, from a ≠ b and a = b
bracket(theorem, relation)              what [a = b], [a < b] and [b < a] are worth, from a = b, a < b or a <= b
below_size(u)                           u <= |u|
factor_vanishes(theorem, c, u, m)       u = 0, from c u^m = 0
terms_vanish(theorem, nonnegative, k)   f_k = 0, from Σ_k f_k = 0 and 0 <= f_k for all k
weighted_sum(term, k, w, v, theorem)    0 < Σ_k w_k v_k, from 0 < Σ_k w_k, where 0 <= w_k and 0 < v_k at sight
monotone(theorem, op)                   e^a R e^b and log a R log b, from a R b, for <=, < and =
least_bound(theorem, k, op)             max_k f_k R b, from f_k R b for all k; or b R min_k f_k
tangent(theorem, x, left, right)        f(a) + f′(a)(b − a) <= f(b), from 0 <= f″(x) for every x
combination(goal, …, letters)           the kernel's linear combination, with letters for terms that need not be looked into
constant(theorem, x, a, b, given)       f(a) = f(b), from f′(x) = 0 for all x
integral_at_a_point(integral, given)    ∫_a^b f = 0, where a = b
unfolding(left, right, given)           a reduces b, the two being one expression once definitions are unfolded
limit_along_integers(theorem, kind)     lim f(n) = v through whole numbers, from lim f(x) = v as x → ∞
limit_moved(limit, theorem)             lim_{x→a} f(x) = v, from lim_{y→0+} f(a ± y) = v, or f(±1/y) where a is infinite
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache, wraps
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.polynomial import Refused, Undefined
from ..kernel.rules import Theorem
from ..kernel.terms import (
    INFINITIES, INFINITY, MINUS, ONE, ZERO, Term, abstract, add, at, bind, fn, fresh, instantiate, is_real, mul, neg, num, opened,
    power, rebuild, shape, sort, sub, substitute,
)  # fmt: skip

NEVER = Term("lt", (ZERO, ZERO))


class Told(NamedTuple):
    """What a reader is told of a theorem that a derived rule made, in place of all the rules that made it."""

    rule: str
    premises: tuple
    call: tuple


_told: WeakKeyDictionary[Theorem, Told] = WeakKeyDictionary()


def told(theorem: Theorem) -> Told | Theorem:
    """The derived rule that made a theorem, with its premises and call; or the theorem, which has these of a kernel rule."""
    return _told.get(theorem, theorem)


def _named(rule: str) -> Callable:
    """A derived rule that a reader sees as one step, of this name."""

    def naming(function):
        @wraps(function)
        def made(*args, **named):
            theorem = function(*args, **named)
            premises = tuple(a for a in (*args, *named.values()) if isinstance(a, Theorem))
            args = tuple(tuple(a) if isinstance(a, list) else a for a in args)
            _told[theorem] = Told(rule.format(*args), premises, (function.__name__, args, named))
            return theorem

        return made

    return naming


@_named("cases")
def cases(order: Theorem, equal_case: Theorem, less_case: Theorem) -> Theorem:
    """From a <= b, and φ both where a = b and where a < b: φ, as b < a would give a < a."""
    if order.conclusion.op != "le":
        raise Refused(f"not a <= b: {order}")
    a, b = order.conclusion.args
    try:
        return _either_case(order, equal_case, less_case)
    except Undefined:  # not at sight: but the two sides have values, as they stand in a theorem
        x, y = fresh("x", "real"), fresh("y", "real")
        first, second = rules.assume(Term("eq", (a, x))), rules.assume(Term("eq", (b, y)))

        def where(relation, case):
            """A case of a and b as the same case of x and y."""
            supposed = rules.transitive(first, rules.assume(Term(relation, (x, y))))
            supposed = rules.transitive(supposed, rules.symmetric(second))
            return rules.cut(case, supposed) if supposed.conclusion in case.hypotheses else case

        order_of_letters = rules.transitive(rules.transitive(rules.symmetric(first), order), second)
        theorem = _either_case(order_of_letters, where("eq", equal_case), where("lt", less_case))
        theorem = rules.obtain(rules.valued(order, "right"), theorem, y)
        return rules.obtain(rules.valued(order), theorem, x)


def _either_case(order, equal_case, less_case):
    a, b = order.conclusion.args
    never = rules.absurd(rules.transitive(order, rules.assume(Term("lt", (b, a)))), equal_case.conclusion)
    given = dict.fromkeys(h for t in (order, equal_case, less_case) for h in t.hypotheses)
    assumed = {Term("eq", (a, b)), Term("lt", (a, b))}
    return rules.trichotomy(a, b, less_case, equal_case, never, [h for h in given if h not in assumed])


@_named("product of inequalities")
def product(first: Theorem, second: Theorem) -> Theorem:
    """From a R b and c S d: 0 <= (b − a)(d − c), and 0 < (b − a)(d − c) where R and S are both <. All have values at sight."""
    relations = first.conclusion.op, second.conclusion.op
    if not {"le", "lt"}.issuperset(relations):
        raise Refused(f"not two inequalities: {first}, {second}")
    lemma, letters = _product_of(*relations)
    lemma = rules.weaken(lemma, *first.hypotheses, *second.hypotheses)
    lemma = rules.substitution(lemma, dict(zip(letters, (*first.conclusion.args, *second.conclusion.args))))
    return rules.cut(lemma if first.conclusion == second.conclusion else rules.cut(lemma, second), first)


@lru_cache
def _product_of(first, second):
    """0 R (b − a)(d − c), supposing a R b and c S d; and a, b, c, d."""
    a, b, c, d = letters = tuple(fresh(name, "real") for name in "abcd")
    goal = Term("lt" if first == second == "lt" else "le", (ZERO, mul(sub(b, a), sub(d, c))))
    known = rules.assume(Term(first, (a, b)))
    return rules.linear(goal, [(sub(d, c), known)], given=[Term(second, (c, d))]), letters


@_named("next integer")
def next_integer(theorem: Theorem) -> Theorem:
    """From a < b: a + 1 <= b. The two are whole by their sorts, and have values at sight."""
    if theorem.conclusion.op != "lt":
        raise Refused(f"not a < b: {theorem}")
    lemma, x, y = _next_of()
    a, b = theorem.conclusion.args
    return rules.cut(rules.substitution(rules.weaken(lemma, *theorem.hypotheses), {x: a, y: b}), theorem)


@lru_cache
def _next_of():
    """x + 1 <= y, supposing x < y; and x and y."""
    x, y = fresh("x", "integer"), fresh("y", "integer")
    return rules.linear(Term("le", (add(x, ONE), y)), [], sub(sub(y, x), ONE), given=[Term("lt", (x, y))]), x, y


def antisymmetric(below: Theorem, above: Theorem) -> Theorem:
    """From a <= b and b <= a: a = b, as a < b would give a < a."""
    sides = below.conclusion.args
    less, equal = (rules.assume(Term(relation, sides)) for relation in ("lt", "eq"))
    never = rules.absurd(rules.transitive(less, above), equal.conclusion)
    return cases(below, equal, never)


def combination(
    goal: Term, premises: Iterable[tuple], slack: Term, using: Iterable[str], given: Iterable[Term], letters: dict
) -> Theorem:
    """rules.linear, proved for any values of the letters, which then give way to the terms that they stand for."""
    if not letters:
        return rules.linear(goal, premises, slack, using, given)

    def spelt(term):
        return letters[term] if term in letters else rebuild(term, lambda part, _: spelt(part), 0)

    known = [(spelt(c), rules.assume(spelt(theorem.conclusion))) for c, theorem in premises]
    theorem = rules.linear(spelt(goal), known, spelt(slack), using, [*map(spelt, given)])
    occurring = theorem.conclusion.free.union(*(h.free for h in theorem.hypotheses))
    theorem = rules.substitution(theorem, {letter: term for term, letter in letters.items() if letter in occurring})
    for lemma in {lemma.conclusion: lemma for _, lemma in premises}.values():
        theorem = rules.cut(theorem, lemma)
    return theorem


@_named("contradiction")
def not_apart(different: Theorem, same: Theorem) -> Theorem:
    """From a ≠ b and a = b: 0 < 0, as b ≠ b."""
    return rules.absurd(rules.transitive(rules.symmetric(same), different), NEVER)


@_named("bracket")
def bracket(theorem: Theorem, relation: str = "eq") -> Theorem:
    """From a = b: [a = b] = 1, [a < b] = 0. From a < b: [a = b] = 0, [a < b] = 1. From a <= b or a < b: [b < a] = 0.

    `relation` is eq, lt or gt, as the bracket is of a = b, a < b or b < a. Refused unless a and b have values at sight.
    """
    known = theorem.conclusion
    (a, b), worth = known.args, WORTH.get(known.op, {}).get(relation)
    if worth is None:
        raise Refused("the statement does not say what the bracket is worth")
    if known.op == "eq":
        hole = fresh("u", "real" if is_real(a) and is_real(b) else "complex")
        same = rules.congruence(_between(relation, hole, b), hole, theorem)
        return rules.transitive(same, rules.equality(_between(relation, b, b), worth, (), theorem.hypotheses))
    lemma, gap = _bracket_of_sign(known.op, relation)
    given = *theorem.hypotheses, known
    lemma = rules.substitution(rules.weaken(lemma, *given), {gap: sub(b, a)})
    same = rules.equality(_between(relation, a, b), lemma.conclusion.args[0], (), given)
    return rules.cut(rules.transitive(same, lemma), theorem)


WORTH = {"eq": {"eq": ONE, "lt": ZERO, "gt": ZERO}, "lt": {"eq": ZERO, "lt": ONE, "gt": ZERO}, "le": {"gt": ZERO}}


def _between(relation, a, b):
    """[a = b], [a < b] or [b < a]."""
    return fn("ind", Term("lt", (b, a)) if relation == "gt" else Term(relation, (a, b)))


@lru_cache
def _bracket_of_sign(order, relation):
    """What [0 = u], [0 < u] or [u < 0] is worth where 0 < u, or 0 <= u; and u."""
    u = fresh("u", "positive" if order == "lt" else "nonnegative")
    sides = _between(relation, ZERO, u), WORTH[order][relation]
    if order == "lt":
        return rules.equality(*sides), u
    each = (rules.equality(*sides, (), [Term(case, (ZERO, u))]) for case in ("eq", "lt"))
    return cases(rules.sign(u, "le"), *each), u


def below_size(u: Term, given: tuple = ()) -> Theorem:
    """u <= |u|, as |u| is −u or u: at sight where it is known which."""
    goal = Term("le", (u, fn("abs", u)))
    try:
        return rules.linear(goal, [], given=given)
    except Refused:
        pass
    less, equal, greater = Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    turned = rules.linear(goal, [(num(2), rules.assume(less, given))], given=given)
    same = (rules.linear(goal, [], given=(*given, case)) for case in (equal, greater))
    return rules.trichotomy(u, ZERO, turned, *same, given)


@_named("zero product")
def factor_vanishes(theorem: Theorem, factor: Term, base: Term, exponent: int = 1, given: tuple = ()) -> Theorem:
    """From p = 0, where p = c u^m by normal form: u = 0. c ≠ 0 at sight; where m > 1, u is real."""
    left = base if exponent == 1 else power(base, num(exponent))
    zero = rules.linear(Term("eq", (left, ZERO)), [(power(factor, MINUS), theorem)], using=("definition",), given=given)
    if exponent == 1:
        return zero
    lemma, u = _power_vanishes(exponent)
    return rules.cut(rules.substitution(rules.weaken(lemma, *zero.hypotheses), {u: base}), zero)


@lru_cache
def _power_vanishes(exponent):
    """u = 0, supposing that u^m = 0, for a real u, as u^2m is positive otherwise; and u."""
    u = fresh("u", "real")
    left, less, nothing, greater = power(u, num(exponent)), Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    zero = rules.assume(Term("eq", (left, ZERO)))
    signs = (rules.sign(power(u, num(2 * exponent)), "lt", [case]) for case in (less, greater))
    below, above = (rules.absurd(rules.linear(NEVER, [(left, zero), (ONE, sign)]), nothing) for sign in signs)
    return rules.trichotomy(u, ZERO, below, rules.assume(nothing), above, zero.hypotheses), u


@_named("terms of a vanishing sum")
def terms_vanish(theorem: Theorem, nonnegative: Theorem, index: Term) -> Theorem:
    """From Σ_k f_k = 0, and 0 <= f_k for all k: f_k = 0. The range is not empty, and f_k has values at sight."""
    f, (first, last) = nonnegative.conclusion.args[1], index.args[2:]
    if first != ONE:
        return _left_alone(theorem, nonnegative, index)
    lemma, v, k = _vanishing_entries(last)
    array, every = bind("lam", first, last, variable=index, body=f), rules.generalise(nonnegative, index)
    lemma = rules.substitution(rules.weaken(lemma, *theorem.hypotheses), {v: array, k: index})
    for premise, supposed in zip((rules.assume(every.conclusion, theorem.hypotheses), theorem), lemma.hypotheses):
        lemma = rules.cut(lemma, rules.restate(premise, supposed))
    return rules.cut(rules.restate(lemma, Term("eq", (f, ZERO))), every)


@lru_cache(maxsize=256)
def _vanishing_entries(n):
    """v_k = 0, supposing Σ_j v_j = 0 and 0 <= v_j for all j; and v and k."""
    v, j, k = fresh("v", "real", n), fresh("j", "index", ONE, n), fresh("k", "index", ONE, n)
    total = rules.assume(Term("eq", (bind("sum", ONE, n, variable=j, body=at(v, j)), ZERO)))
    every = Term("forall", (sort("index", ONE, n), abstract(j, Term("le", (ZERO, at(v, j))))))
    return _left_alone(total, rules.specialise(rules.assume(every), k), k), v, k


def _left_alone(theorem, nonnegative, index):
    """The same by Σ_j (1 − δ_jk) f_j, which is at least 0: so f_k is at most 0."""
    f, own = nonnegative.conclusion.args[1], fresh("j", *index.args[1:])
    other = sub(ONE, Term("delta", (own, index)))
    each = product(rules.substitution(nonnegative, {index: own}), rules.sign(other, "le"))
    premises = [(ONE, rules.under("sum", own.args[2:], own, each)), (ONE, theorem)]
    return antisymmetric(rules.linear(Term("le", (f, ZERO)), premises, using=["collapse", "definition"]), nonnegative)


def weighted_sum(term: Term, index: Term, weight: Term, value: Term, theorem: Theorem, given: tuple = ()) -> Theorem:
    """From 0 < Σ_k w_k: 0 < Σ_k w_k v_k, as this is not 0 unless every w_k is. 0 <= w_k and 0 < v_k at sight."""
    weakly = rules.sign(term, "le", given)
    vanishes, strictly = (rules.assume(Term(relation, (ZERO, term))) for relation in ("eq", "lt"))
    each = rules.sign(mul(weight, value), "le", given)
    weightless = factor_vanishes(terms_vanish(rules.symmetric(vanishes), each, index), value, weight, 1, given)
    nothing = rules.under("sum", index.args[2:], index, weightless)
    never = rules.linear(NEVER, [(ONE, theorem), (ONE, nothing)])
    return cases(weakly, rules.absurd(never, strictly.conclusion), strictly)


@_named("{1} is monotone")
def monotone(theorem: Theorem, op: str) -> Theorem:
    """From a R b: e^a R e^b, and log a R log b; R is <=, < or =. For log, 0 < a at sight."""
    relation, (a, b) = theorem.conclusion.op, theorem.conclusion.args
    if relation == "eq":
        hole = fresh("u", "real" if is_real(a) and is_real(b) else "complex")
        return rules.settle(rules.congruence(fn(op, hole), hole, theorem))
    if op not in MONOTONE:
        raise Refused(f"{op} is not known to be monotone")
    lemma, x, y = MONOTONE[op](relation)
    lemma = rules.substitution(rules.weaken(lemma, *theorem.hypotheses), {x: a, y: b})
    if op == "log":
        lemma = rules.cut(lemma, rules.linear(Term("lt", (ZERO, b)), [(ONE, theorem)], a))
    return rules.cut(lemma, theorem)


@lru_cache
def _exp_monotone(relation):
    """e^x R e^y, supposing x R y; and x and y."""
    x, y = fresh("x", "real"), fresh("y", "real")
    step = rules.sign(add(fn("exp", sub(y, x)), MINUS), relation, [Term(relation, (x, y))])
    return rules.linear(Term(relation, (fn("exp", x), fn("exp", y))), [(fn("exp", x), step)]), x, y


@lru_cache
def _log_monotone(relation):
    """log x R log y, supposing x R y and 0 < y, for a positive x: else e^(log y) < e^(log x), or the two are equal; and x and y."""
    x, y = fresh("x", "positive"), fresh("y", "real")
    sides, known = (fn("log", x), fn("log", y)), (Term(relation, (x, y)), Term("lt", (ZERO, y)))
    goal, order = Term(relation, sides), rules.assume(*known[:1], known[1:])
    less, equal, greater = (rules.assume(case, known) for case in (Term("lt", sides), Term("eq", sides), Term("lt", sides[::-1])))
    falls = rules.absurd(rules.linear(NEVER, [(ONE, monotone(greater, "exp")), (ONE, order)]), goal)
    same = rules.linear(goal, [(ONE, equal)]) if relation == "le" else None
    if same is None:
        same = rules.absurd(rules.linear(NEVER, [(MINUS, monotone(equal, "exp")), (ONE, order)]), goal)
    return rules.trichotomy(*sides, rules.linear(goal, [(ONE, less)]), same, falls, known), x, y


MONOTONE = {"exp": _exp_monotone, "log": _log_monotone}


@_named("best bound")
def least_bound(theorem: Theorem, index: Term, op: str = "max") -> Theorem:
    """From f_k R b for all k: max_k f_k R b. From b R f_k for all k: b R min_k f_k. R is <= or <; the range is not empty."""
    try:
        return _least_bound(theorem, index, op)
    except Refused:  # the bound has no value at sight: but it has one, as it stands in a theorem
        side = "right" if op == "max" else "left"
        bound, c = theorem.conclusion.args[op == "max"], fresh("b", "real")
        named = rules.assume(Term("eq", (bound, c)), theorem.hypotheses)
        pair = (theorem, named) if op == "max" else (rules.symmetric(named), theorem)
        best = _least_bound(rules.transitive(*pair), index, op)
        best = rules.transitive(best, rules.symmetric(named)) if op == "max" else rules.transitive(named, best)
        return rules.obtain(rules.valued(theorem, side), best, c)


def _least_bound(theorem, index, op):
    ends, sides = index.args[2:], theorem.conclusion.args
    lemma, constant = _extremum_of_constant(op, *ends)
    bound = sides[op == "max"]
    same = rules.substitution(rules.weaken(lemma, *theorem.hypotheses), {constant: bound})
    each = rules.under(op, ends, index, theorem)
    return rules.transitive(each, same) if op == "max" else rules.transitive(rules.symmetric(same), each)


@lru_cache(maxsize=256)
def _extremum_of_constant(op, first, last):
    """max_k b = b, or min_k b = b, as the one is attained; and b."""
    b, k = fresh("b", "real"), fresh("k", "index", first, last)
    extremum = bind(op, first, last, variable=k, body=b)
    order, some = rules.below_maximum(extremum, k), rules.attained(extremum)
    equal, less = (rules.assume(Term(relation, order.conclusion.args)) for relation in ("eq", "lt"))
    nowhere = rules.under("sum", (first, last), k, bracket(less))
    goal = Term("eq", (extremum, b))
    never = rules.absurd(rules.linear(NEVER, [(ONE, some), (ONE, nowhere)]), goal)
    return cases(order, rules.symmetric(equal) if op == "max" else equal, never), b


@lru_cache
def _convex(domain, order, strict):
    """f(p) + f′(p)(q − p) <= f(q), supposing 0 <= f″ or 0 < f″ everywhere; or <, supposing 0 < (q − p)², too; and f, p, q.

    By the mean value theorem f′ rises, and so does f(t) − f′(p)(t − p) from p on; it falls up to p.
    """
    f = fresh("f", f"twice differentiable {domain} -> real")
    p, q, t, x = (fresh(name, domain) for name in "pqtx")

    def value(u, times=0):
        return fn("call", f, num(times), u)

    def slope(u, body):
        return bind("deriv", sort(domain), u, variable=t, body=body)

    everywhere = Term("forall", (sort(domain), abstract(x, Term(order, (ZERO, value(x, 2))))), "x")
    bent = rules.specialise(rules.assume(everywhere), x)
    bent = rules.linear(Term(order, (ZERO, substitute(slope(t, value(t, 1)), {t: x}))), [(ONE, bent)], using=["derivative"])
    goal = Term("lt" if strict else "le", (add(value(p), mul(value(p, 1), sub(q, p))), value(q)))
    above = sub(value(t), mul(value(p, 1), sub(t, p)))

    def on_one_side(low, high, body):
        inner = (p, t) if low == p else (t, p)
        steeper = rules.rising(bent, x, *inner, rules.assume(Term("lt", inner)))
        rises = rules.linear(Term(order, (ZERO, slope(t, body))), [(ONE, steeper)], using=["derivative"])
        rises = rules.rising(rises, t, low, high, rules.assume(Term("lt", (low, high))))
        return rules.linear(goal, [(ONE, rises)])

    same = Term("eq", (p, q))
    if strict:
        apart = rules.assume(Term("lt", (ZERO, power(sub(q, p), num(2)))))
        equal = rules.absurd(rules.linear(NEVER, [(sub(p, q), rules.assume(same)), (ONE, apart)]), goal)
    else:
        equal = rules.linear(goal, [], given=[same])
    return rules.trichotomy(p, q, on_one_side(p, q, above), equal, on_one_side(q, p, neg(above))), f, p, q


@_named("tangent of a convex function")
def tangent(theorem: Theorem, x: Term, left: Term, right: Term, known: Theorem | None = None) -> Theorem:
    """From 0 <= f″(x) for every x of an interval: f(a) + f′(a)(b − a) <= f(b); from 0 < f″(x): <, if a ≠ b at sight.

    The interval is that of all real, of all positive numbers, or (0, 1), and a and b lie in it; x is in no hypothesis. `known`
    says of every x what f has its values by, if that is not at sight.
    """
    given, second = theorem.hypotheses, theorem.conclusion.args[1]
    if second.op != "deriv" or x.args[1:] not in (("real",), ("positive",), ("(0, 1)",)):
        raise Refused("not 0 <= f''(x) on an interval")
    body = instantiate(opened(second)[1].args[-1], x)
    given = (*given, *known.hypotheses, known.conclusion) if known else given
    apart = None
    if theorem.conclusion.op == "lt":
        with suppress(Refused):  # the two may be equal
            apart = rules.sign(power(sub(right, left), num(2)), "lt", theorem.hypotheses)
    line, p, q = _line(x, body, given, theorem.conclusion.op, apart is not None)
    line = rules.substitution(line, {p: left, q: right})
    for premise in (theorem, known) if known else (theorem,):
        line = rules.cut(line, rules.generalise(premise, x))
    return rules.cut(line, apart) if apart else line


@lru_cache(maxsize=256)
def _line(x, body, given, order, strict):
    """What `_convex` says of the function x ↦ body; and p and q."""
    lemma, f, p, q = _convex(x.args[1], order, strict)
    return rules.function_replaced(lemma, f, x, body, given), p, q


def constant(theorem: Theorem, x: Term, a: Term, b: Term, given: tuple = ()) -> Theorem:
    """f(a) = f(b), from f′(x) = 0 for all x: by the mean value theorem f(a) <= f(b), and so for −f."""
    slope, _ = theorem.conclusion.args
    y, f = opened(slope)
    supposed = (*given, Term("eq", (a, b)))
    same = rules.equality(*(substitute(f, {y: end}) for end in (a, b)), ("definition", "derivative", "collapse"), supposed)
    ordered = (_flat(theorem, x, f, y, *ends) for ends in ((a, b), (b, a)))
    below, above = (t if t.conclusion == same.conclusion else rules.symmetric(t) for t in ordered)
    return rules.trichotomy(a, b, below, same, above, given)


def _flat(vanishing, x, f, y, low, high):
    """f(a) = f(b), if a < b and f′(x) = 0."""
    order, using = rules.assume(Term("lt", (low, high))), ("definition", "derivative", "collapse")
    sides = []
    for sign in (ONE, MINUS):
        slope = bind("deriv", sort(*x.args[1:]), x, variable=y, body=f if sign == ONE else neg(f))
        flat = rules.linear(Term("le", (ZERO, slope)), [(neg(sign), vanishing)], using=using)
        sides.append(rules.rising(flat, x, low, high, order))
    up, down = sides
    turned = rules.linear(Term("le", up.conclusion.args[::-1]), [(ONE, down)], using=using)
    return antisymmetric(up, turned)


@_named("definition")
def unfolding(left: Term, right: Term, given: tuple = ()) -> Theorem:
    """Γ ⊢ a reduces b, the two being one expression once definitions are unfolded, with each index in its range.

    For b reduces b, whatever is put for a hole that it does not have.
    """
    indices = [fresh("k", "index", ONE, d) for d in shape(left)]
    if len({expand(at(side, *indices), unfold=True) for side in (left, right)}) > 1:
        raise Refused("the two sides unfold to different expressions")
    same = rules.congruence(right, fresh("u", "real"), rules.equality(ZERO, ZERO, (), given))
    return rules.restate(same, Term("reduces", (left, right)))


@_named("along the whole numbers")
def limit_along_integers(theorem: Theorem, kind: Term) -> Theorem:
    """From lim f(x) = v as x → ∞: lim f(n) = v as n → ∞ through whole numbers of a sort. So too for a limit that diverges."""
    left = theorem.conclusion.args[0]
    return rules.limit_along_steps(Term("limit", (kind, *left.args[1:]), left.hint), theorem)


@_named("moved to 0+")
def limit_moved(limit: Term, theorem: Theorem) -> Theorem:
    """From lim_{y→0+} f(m(y)) = v: lim_{x→a} f(x) = v, where m(y) = a + y, a − y, 1/y or −1/y as a is approached from above, from
    below, is ∞ or −∞. So too for a limit that diverges.
    """
    _, point, side, _ = limit.args
    moved, y, tends = _to_point(point, side)
    return rules.limit_substituted(limit, theorem, tends, moved, y)


@lru_cache(maxsize=256)
def _to_point(point, side):
    """m(y) as in `limit_moved`, y, and the theorem that m(y) → a, or 1/m(y) → 0, as y → 0+."""
    y, hole, at_zero = fresh("y", "positive"), fresh("u", "real"), (sort("positive"), ZERO, "+")
    small = rules.limit_of_variable(*at_zero, "y")
    if point not in INFINITIES:
        moved = {"+": add(point, y), "-": sub(point, y)}.get(side)
        if moved is None:
            raise Refused("a two-sided limit comes from two one-sided ones")
        tends = rules.limit_through(substitute(moved, {y: hole}), hole, small, *at_zero)
        return moved, y, rules.transitive(tends, rules.equality(tends.conclusion.args[1], point))
    moved = power(y, MINUS) if point == INFINITY else neg(power(y, MINUS))
    inverse = y if point == INFINITY else neg(y)
    tends = rules.limit_through(substitute(inverse, {y: hole}), hole, small, *at_zero)
    tends = rules.transitive(tends, rules.equality(tends.conclusion.args[1], ZERO))
    return moved, y, rules.transitive(rules.under("limit", at_zero, y, rules.equality(power(moved, MINUS), inverse)), tends)


@_named("integral at a point")
def integral_at_a_point(integral: Term, given: tuple = ()) -> Theorem:
    """∫_a^b f = 0, where a = b by normal form, as ∫_a^b f = −∫_b^a f. The integral has a value at sight."""
    turned = rules.integral_reversed(rules.equality(integral, integral, given=given))
    return rules.linear(Term("eq", (integral, ZERO)), [(num(Fraction(1, 2)), turned)], given=given)


DERIVED = {
    rule.__name__: rule
    for rule in (
        cases, product, next_integer, antisymmetric, not_apart, bracket, below_size, factor_vanishes, terms_vanish, weighted_sum,
        monotone, least_bound, tangent, unfolding, limit_along_integers, limit_moved,
        integral_at_a_point,
    )
}  # fmt: skip
