"""Numbers x >= 0 beside a bracket [x = 0], as in x log x with 0 log 0 = 0: the statement at x = 0, and the one about positive x.

Of entries of vectors under sums, the statement is asked of numbers: what holds of all of them holds at every index.
"""

from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.signs import POS, Facts, meaning
from ..kernel.terms import ONE, ZERO, Term, add, fresh, instantiate, mul, shape, substitute, subterms
from ..proof import derived
from ..proof.rewriting import carried, rewritten, settled, without
from .asking import ALL
from .inequalities.reductions import factors, replaced, summands


def has_zeros(goal, _given=()):
    """Is a number of the goal, or an expression in such numbers, compared with 0 in a bracket?"""
    return not shape(goal.args[0]) and _first(goal) is not None


def _first(goal):
    """A number x >= 0 that stands in a bracket [x = 0] or [f(x) = 0]."""
    brackets = (t for side in goal.args for t in subterms(side) if t.op == "ind" and not t.loose and ZERO in t.args[0].args)
    numbers = {v for t in brackets for v in t.free if v.args[1:] == ("nonnegative",)}
    return min(numbers, key=str, default=None)


def by_zeros(search, goal, depth):
    """The goal at x = 0, and the goal for all positive x, for every such x; what stands inside logarithms is positive likewise."""
    inside = [Term("lt", (ZERO, t.args[0])) for side in goal.args for t in subterms(side) if t.op == "log" and not t.loose]
    lemmas = [lemma for h in dict.fromkeys(inside) if has_zeros(h) and (lemma := _by_cases(search, h, depth)) is not None]
    theorem = _by_cases(search.under(*(lemma.conclusion for lemma in lemmas)), goal, depth)
    return theorem and without(theorem, lemmas)


def _by_cases(search, goal, depth):
    x = _first(goal)
    name = fresh(x.args[0], "positive")
    above = _decided(search, goal, {x: name}, depth)
    below = above and _decided(search, goal, {x: ZERO}, depth)
    return below and search.attempt(lambda: _joined(goal, x, name, below, above, search.given))


def _decided(search, goal, values, depth):
    """The goal and the hypotheses at these values, the brackets worth 0 or 1 where that is seen."""
    inner = search.supposing(substitute(h, values) for h in search.given)
    other = substitute(goal, values)
    worth = [t for t in (search.attempt(lambda b=b: _worth(b)) for b in _brackets(other)) if t is not None]
    left, right = (rewritten(side, worth) for side in other.args)
    ends = (side if step is None else step.conclusion.args[1] for side, step in zip(other.args, (left, right)))
    plain = Term(goal.op, tuple(ends))
    theorem = _by_cases(inner, plain, depth) if has_zeros(plain) else _without_brackets(inner).prove(plain, depth)
    return theorem and search.attempt(lambda: _back(left, rules.weaken(theorem, *inner.given), right, inner.given))


def _back(left, theorem, right, given):
    """The theorem about what two sides reduce to, for them; None stands for a side that stays as it is."""
    theorem = theorem if left is None else rules.transitive(left, theorem)
    return theorem if right is None else rules.transitive(theorem, rules.symmetric(settled(rules.weaken(right, *given))))


def _without_brackets(search):
    """Under the same hypotheses, save what says that logarithms beside brackets have values."""
    return search.supposing(h for h in search.given if not any(t.op == "ind" for t in subterms(h)))


def _brackets(goal):
    return list(dict.fromkeys(t for side in goal.args for t in subterms(side) if t.op == "ind" and not t.loose))


def _worth(bracket):
    """[u = 0] = 0 where 0 < u by the way it is written, and 1 where u is 0."""
    relation, (u, zero) = bracket.args[0].op, bracket.args[0].args
    if relation != "eq" or zero != ZERO:
        return None
    positive = Facts.of(()).mask(meaning(u)) == POS
    done = derived.bracket(rules.sign(u, "lt") if positive else rules.equality(u, ZERO, ALL), "eq")
    return rules.linear(Term("eq", (bracket, done.conclusion.args[1])), [(ONE, done)], ZERO, ALL)


def _joined(goal, x, name, below, above, given):
    """φ(x) from φ(0) and from φ(y) for all y > 0."""
    order = rules.weaken(rules.sign(x, "le"), *given)
    tie, gap = (Term(relation, order.conclusion.args) for relation in ("eq", "lt"))
    more = rules.substitution(
        rules.weaken(above, *(substitute(h, {x: name}) for h in given), substitute(gap, {x: name})), {name: x}
    )
    same = rules.assume(tie, given)
    for h in below.hypotheses:
        below = _supposed_at(h, below, given, x, same)
    hole = fresh("u", "nonnegative")
    left, right = (rules.congruence(substitute(side, {x: hole}), hole, rules.symmetric(same)) for side in goal.args)
    return derived.cases(order, carried(left, below, right), rules.weaken(more, *given, gap))


def _supposed_at(h, theorem, given, x, same):
    """The theorem with a hypothesis about x for the one about 0."""
    own = next((g for g in given if g != h and substitute(g, {x: ZERO}) == h), None)
    if own is None or own.op not in ("le", "lt", "eq"):
        return theorem
    hole = fresh("u", "nonnegative")
    left, right = (settled(rules.congruence(substitute(side, {x: hole}), hole, same)) for side in own.args)
    return rules.cut(theorem, rules.transitive(rules.transitive(left, rules.assume(own, given)), rules.symmetric(right)))


# --- at every index ---------------------------------------------------------------------------------------------------


def has_zeros_under_sums(goal, _given=()):
    """Is an entry of a vector compared with 0 in a bracket under a sum?"""
    sides = () if shape(goal.args[0]) else goal.args
    return any(t.op == "ind" and t.loose and ZERO in t.args[0].args for side in sides for t in subterms(expand(side, unfold=True)))


def equal_at_every_index(search, goal, depth):
    """Σ f = Σ g from f = g, asked of numbers for the entries of vectors."""
    sides = [expand(side, unfold=True) for side in goal.args]
    k, bodies = _bodies(sides)
    if k is None:
        return None
    inner = of_numbers(search, Term("eq", tuple(bodies)), depth)
    return inner and search.attempt(lambda: _summed(goal, k, inner, search.given))


def _bodies(sides):
    """(k, what stands under Σ_k) for sides that are combinations of sums over one range."""
    parts = [[factors(part) for part in summands(side)] for side in sides]
    totals = [f for side in parts for part in side for f in part if f.op == "sum"]
    if not totals or any(sum(f.op == "sum" for f in part) != 1 for side in parts for part in side):
        return None, ()
    if any(f.args[:2] != totals[0].args[:2] for f in totals):
        return None, ()
    k = fresh("k", "index", *totals[0].args[:2])
    return k, [add(*(mul(*(instantiate(f.args[2], k) if f.op == "sum" else f for f in part)) for part in side)) for side in parts]


def _summed(goal, k, inner, given):
    return rules.linear(goal, [(ONE, rules.under("sum", k.args[2:], k, inner))], ZERO, ALL, given)


def has_entries_that_may_be_zero(goal, _given=()):
    """Is an entry of a vector compared with 0, at an index that is bound nowhere?"""
    return not shape(goal.args[0]) and any(ZERO in b.args[0].args and b.args[0].args[0].op == "at" for b in _brackets(goal))


def of_numbers(search, goal, depth):
    """What holds of all numbers, for the entries of vectors."""
    found = (t for side in goal.args for t in subterms(side) if t.op == "at" and t.args[0].op == "var" and not shape(t))
    entries = dict.fromkeys(found)
    numbers = {t: fresh("x", t.args[0].args[1]) for t in entries if not t.loose}
    plain = Term(goal.op, tuple(replaced(side, numbers) for side in goal.args))
    if not numbers or any(v.args[2:] and v.args[1] != "index" for v in plain.free):
        return None
    inner = search.supposing(h for h in search.given if h.free <= plain.free)
    theorem = by_zeros(inner, plain, depth) if has_zeros(plain) else inner.prove(plain, depth)
    back = {number: entry for entry, number in numbers.items()}
    return theorem and search.attempt(lambda: rules.weaken(rules.substitution(theorem, back), *search.given))
