"""The goal in another form that is easier to prove: squares seen under roots, sums closed, vectors written out, signs decided."""

from contextlib import suppress
from fractions import Fraction
from functools import cache

from ..clock import now
from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.normal import eliminate
from ..kernel.polynomial import Refused
from ..kernel.signs import POS, Facts, meaning, obligations
from ..kernel.terms import (
    INDEX_BINDERS, ONE, ZERO, Term, add, at, bind, fn, fresh, is_fresh, mul, neg, num, opened, power, shape, sub, substitute,
    subterms,
)  # fmt: skip
from ..proof import derived
from ..proof.rewriting import carried, rewrite, rewritten, without
from .asking import ALL
from .inequalities.certificate import QUICK
from .inequalities.reductions import factors, replaced
from .inequalities.roots import HALF, with_squares
from .integrals.moving_ends import within_the_line
from .lemmas.implied import bases, hidden_signs
from .polynomial_context import Ground, plain_poly


PATIENCE = 1.0  # seconds for the sign of what stands under a root


def has_square_roots(goal, _given=()):
    return goal.op in ("le", "lt", "eq") and any(t.op == "root" and t.args[1] == HALF for t in subterms(goal))


def of_squares(search, goal, depth):
    """The goal with squares under its roots, where sums stand there that are squares."""
    changed = [search.attempt(lambda side=side: with_squares(side, search.given)) for side in goal.args]
    if not any(changed):
        return None
    left, right = (t or search.attempt(lambda u=u: search.equal(u, u)) for t, u in zip(changed, goal.args))
    if left is None or right is None:
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


# --- lemmas first -------------------------------------------------------------------------------------------------------


def lemmas_of_values(search, goal):
    """Theorems without which the sides of an inequality are not seen to have values: 0 < 1 − p_i where log(1 − p_i) stands."""
    if goal.op not in ("le", "lt", "eq") or shape(goal.args[0]):
        return []
    facts, found = Facts.of(search.given), {}
    for side in goal.args:
        for what, place, where in search.attempt(lambda side=side: list(obligations(meaning(side), facts))) or []:
            relation = {"positive": "lt", "nonzero": "lt", "nonnegative": "le"}.get(what)
            for part in bases(place) if relation and where is facts else ():
                if part not in found and _is_open(what, part, where):
                    found[part] = _for_all_indices(search, Term(relation, (ZERO, part)))
    return [theorem for theorem in found.values() if theorem is not None]


def _is_open(what, place, facts):
    """Is it not seen that a term has a value here?"""
    try:
        facts.discharge(what, place)
    except Refused:
        return True
    return False


def _for_all_indices(search, goal):
    """The lemma, for all values of the indices that are bound in the statement."""
    theorem = search.certificate(goal, 0)
    if theorem is None and (bounds := within_the_line(search, goal)):
        theorem = search.under(*(bound.conclusion for bound in bounds)).at_sight(goal)
        theorem = theorem and without(theorem, bounds)
    if theorem is None and goal.op == "lt":
        theorem = search.attempt(lambda: _positive_mean(search, goal.args[1]))
    if theorem is None and goal.op == "le" and not any(map(is_fresh, goal.free)):  # under a root, a divergence say
        inner = search.under()
        inner.limit(now() + PATIENCE)
        theorem = inner.order(goal, 1)
    for k in sorted((v for v in goal.free if is_fresh(v)), key=str):
        theorem = theorem and search.attempt(lambda t=theorem, k=k: rules.generalise(t, k))
    return theorem


def _positive_mean(search, total):
    """0 < Σ_k w_k v_k, as 0 < Σ w by the hypotheses, where some weights w may be 0 and the v are positive."""
    if total.op != "sum":
        return None
    k, body = opened(total)
    facts, parts = Facts.of(search.given), factors(body)
    values = [part for part in parts if facts.mask(part) == POS]
    weights = [part for part in parts if part not in values]
    if not weights:
        return None
    weight, value = mul(*weights), mul(*values) if values else ONE
    power_of, exponent = weight.args if weight.op == "pow" and weight.args[1].op == "num" else (weight, ONE)
    if exponent != ONE and not values:
        return _positive_powers(search, total, k, power_of, exponent)
    whole = bind("sum", *k.args[2:], variable=k, body=weight)
    some = search.certificate(Term("lt", (ZERO, whole)), 0)
    return some and derived.weighted_sum(total, k, weight, value, some, search.given)


def _positive_powers(search, total, k, w, exponent):
    """0 < Σ_k w_k^m from 0 < Σ w: else every w_k is 0."""
    some = search.certificate(Term("lt", (ZERO, bind("sum", *k.args[2:], variable=k, body=w))), 0)
    if some is None:
        return None
    vanishes, strictly = (rules.assume(Term(relation, (ZERO, total))) for relation in ("eq", "lt"))
    each = derived.terms_vanish(rules.symmetric(vanishes), rules.sign(power(w, exponent), "le", search.given), k)
    weightless = derived.factor_vanishes(each, ONE, w, exponent.args[0], search.given)
    nothing = rules.under("sum", k.args[2:], k, weightless)
    never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, some), (ONE, nothing)])
    weakly = rules.sign(total, "le", search.given)
    return derived.cases(weakly, rules.absurd(never, strictly.conclusion), strictly)


def with_signs_as_written(search, goal, depth):
    """By the normal form, with the signs of sums as they are written, and of what they stand in."""
    signs = hidden_signs(goal, search.given)
    if not signs:
        return None
    inner = search.under(*(t.conclusion for t in signs))
    values = lemmas_of_values(inner, goal)
    theorem = inner.under(*(t.conclusion for t in values)).at_sight(goal)
    return theorem and without(theorem, [*values, *signs])


def has_sizes(goal, _given=()):
    return any(t.op == "abs" for t in subterms(goal))


def with_sizes_decided(search, goal, depth):
    """With the signs of what stands inside |u| when the deltas are collapsed: Σ_k |p_k − δ_ki| has |p_i − 1| in it."""
    facts = Facts.of(search.given)
    sides = (search.attempt(lambda side=side: eliminate(meaning(side), facts)) for side in goal.args)
    inside = dict.fromkeys(t.args[0] for side in sides if side for t in subterms(side) if t.op == "abs" and not t.loose)
    lemmas = [lemma for u in inside if facts.sign(u) is None and (lemma := _sign(search, u)) is not None]
    theorem = lemmas and search.under(*(t.conclusion for t in lemmas)).at_sight(goal)
    return without(theorem, lemmas) if theorem else None


def has_sizes_under_sums(goal, _given=()):
    """Do sizes of derivatives or of differences from a δ_ij stand under sums?"""
    sizes = (t for side in goal.args for t in subterms(expand(side, unfold=True)) if t.op == "abs" and t.loose)
    return any(u.op in ("deriv", "delta") for t in sizes for u in subterms(t))


def with_sizes_under_sums(search, goal, depth):
    """With u or −u for |u| under sums, where u has a sign at every index."""
    left, right = (search.attempt(lambda side=side: _signed(search, side)) for side in goal.args)
    if left is None or right is None or not any(changed for _, changed in (left, right)):
        return None
    (left, _), (right, _) = left, right
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


def _signed(search, side):
    """(theorem, changed): the term is what it is when its sizes are decided."""
    flat = plain_poly(Ground(search.given).poly(side))
    theorem, changed = rules.equality(side, flat, ALL, search.given), False
    for size in _sizes_inside(flat):
        lemma = _sign(search, size.args[0])
        if lemma is not None:
            u = size.args[0] if lemma.conclusion.args[0] == ZERO else neg(size.args[0])
            same = rules.cut(rules.equality(size, u, ALL, (*search.given, lemma.conclusion)), lemma)
            step = rewrite(theorem.conclusion.args[1], same, search.given)
            if step is not None:
                theorem, changed = rules.transitive(theorem, step), True
    return theorem, changed


def _sizes_inside(term):
    """The |u| of a term, with names for the indices bound around them."""
    if term.op == "abs" and not term.loose:
        return [term]
    if term.op in INDEX_BINDERS:
        return _sizes_inside(opened(term)[1])
    return list(dict.fromkeys(t for part in term.args if isinstance(part, Term) and not part.loose for t in _sizes_inside(part)))


def _sign(search, u):
    """0 <= u or u <= 0."""
    return search.certificate(Term("le", (ZERO, u)), 0, QUICK) or search.certificate(Term("le", (u, ZERO)), 0, QUICK)


# --- the sides rewritten ------------------------------------------------------------------------------------------------


def has_bound_choices(goal, _given=()):
    """Does max(a, b) or min(a, b) stand under a sum?"""
    return any(t.op in ("maxof", "minof") and t.loose for t in subterms(goal))


def without_choices(search, goal, depth):
    """Under sums max(a, b) is written (a + b + |a − b|)/2, and min(a, b) likewise."""
    left, right = (search.attempt(lambda side=side: _by_sizes(side, search.given)) for side in goal.args)
    if left is None or right is None:
        return None
    middle = search.equation(Term("eq", (left.conclusion.args[1], right.conclusion.args[1])), depth)
    return middle and search.attempt(lambda: carried(left, middle, right))


def _by_sizes(term, given):
    """A theorem `term reduces term′` in which no max(a, b) and no min(a, b) is left."""
    theorem = rules.reduction(term, term, (), given)
    for op in ("maxof", "minof"):
        step = rewrite(theorem.conclusion.args[1], _choice(op))
        theorem = theorem if step is None else rules.transitive(theorem, step)
    return theorem


@cache
def _choice(op):
    """max(a, b) = (a + b + |a − b|)/2, and min(a, b) = (a + b − |a − b|)/2."""
    a, b = fresh("a", "real"), fresh("b", "real")
    size = fn("abs", sub(a, b))
    goal = Term("eq", (fn(op, a, b), mul(num(Fraction(1, 2)), add(a, b, size if op == "maxof" else neg(size)))))
    cases = Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))
    return rules.trichotomy(a, b, *(rules.equality(*goal.args, (), (case,)) for case in cases))


def has_sums(goal, _given=()):
    return any(t.op == "sum" for t in subterms(goal))


def summed(search, goal, depth):
    """With sums in closed form where they have one."""
    from .limits.summation import in_closed_form, labelled, positive

    found = [search.attempt(lambda t=t: in_closed_form(t, search.given, search.deadline)) for t in goal.args]
    if None in found or not any(equations for _, equations in found):
        return None
    left, right = (side for side, _ in found)
    lemmas = [lemma for _, equations in found for lemma in map(positive, equations) if lemma is not None]
    known = (*search.given, *(lemma.conclusion for lemma in lemmas))
    values = left.conclusion.args[1], right.conclusion.args[1]
    middle = search.attempt(lambda: rules.equality(*values, labelled(*values), known))
    if middle is None:
        return None

    def joined():
        back = rules.symmetric(rules.settle(rules.weaken(right, *known)) if right.conclusion.op == "reduces" else right)
        return rules.transitive(rules.transitive(left, middle), back)

    theorem = search.attempt(joined)
    return theorem and without(theorem, lemmas)


def has_binomial_sums(goal, _given=()):
    """Does a sum with factorials in it stand in an inequality?"""
    sums = (t for side in goal.args for t in subterms(expand(side, unfold=True)) if t.op == "sum")
    return any(u.op == "gamma" for t in sums for u in subterms(t))


def with_binomial_sums_closed(search, goal, depth):
    """An inequality with the moments of a binomial law in closed form."""
    from .limits.summation import in_closed_form

    found = [search.attempt(lambda t=t: in_closed_form(meaning(t), search.given, search.deadline)) for t in goal.args]
    if None in found or not any(equations for _, equations in found):
        return None
    left, right = (side for side, _ in found)
    poly = Ground(search.given).poly
    sides = (search.attempt(lambda t=t: plain_poly(poly(t.conclusion.args[1]))) for t in (left, right))
    middle = search.prove(Term(goal.op, tuple(side or t.conclusion.args[1] for side, t in zip(sides, (left, right)))), depth - 1)
    return middle and search.attempt(lambda: _from_closed(goal, middle, left, right, search.given))


def _from_closed(goal, middle, left, right, given):
    ends = (rules.equality(t.conclusion.args[1], side, ALL, given) for t, side in zip((left, right), middle.conclusion.args))
    first, last = ends
    around = rules.transitive(rules.transitive(first, middle), rules.symmetric(last))
    return rules.restate(carried(left, around, right), goal)


def has_named_arrays(goal, given):
    """Does a hypothesis say what a vector or a matrix of the goal is, as in p = softmax(z)?"""
    return goal.op in ("eq", "le", "lt") and any(True for _ in _named_arrays(goal, given))


def _named_arrays(goal, given):
    """Theorems v = a for such hypotheses, v being a variable that is not in a, save in entries that do not vary."""
    for h in given:
        for same in _equations_of_arrays(h, given):
            v, value = same.conclusion.args
            constant = value.op == "lam" and not value.args[-1].loose
            if v.op == "var" and v in goal.free and (constant or v not in value.free):
                yield same
                break


def _equations_of_arrays(h, given):
    """What a hypothesis says of whole arrays, read from left to right and back; for all k, v_k = f(k) says what v is."""
    if h.op == "eq" and shape(h.args[0]):
        yield from (rules.assume(h), rules.symmetric(rules.assume(h)))
    if h.op == "forall" and h.args[0].args[0] == "index" and h.args[1].op == "eq" and not shape(opened(h)[1].args[0]):
        k, _ = opened(h)
        entry = rules.specialise(rules.assume(h), k)
        for each in (entry, rules.symmetric(entry)):
            left, value = each.conclusion.args
            if left.op == "at" and left.args[0].op == "var" and left.args[1] == k:
                vector = bind("lam", *k.args[2:], variable=k, body=value)
                with suppress(Refused):
                    yield rules.extensional(rules.transitive(each, rules.equality(value, at(vector, k), ALL, given)), k)


def with_arrays_put_in(search, goal, depth):
    """What a hypothesis says that a vector is, put in for it."""
    for same in _named_arrays(goal, search.given):
        v, value = same.conclusion.args
        middle = search.prove(substitute(goal, {v: value}), depth - 1)
        if middle is not None:
            return search.attempt(lambda m=middle, v=v, s=same: carried(*_around(goal, v, s, m)))
    return None


def _around(goal, v, same, middle):
    left, right = (rules.congruence(side, v, same) for side in goal.args)
    return left, middle, right


def entry_by_entry(search, goal, depth):
    """max v <= b from v_k <= b for every k, and b <= min v likewise."""
    for side, op in enumerate(("max", "min")):
        extremum = expand(goal.args[side], unfold=True)
        if extremum.op == op and not search.expired():
            k, entry = opened(extremum)
            sides = (entry, goal.args[1]) if op == "max" else (goal.args[0], entry)
            inner = search.under().prove(Term(goal.op, sides), depth - 1)
            if inner is not None:
                return search.attempt(lambda t=inner, k=k, op=op: rules.restate(derived.least_bound(t, k, op), goal))
    return None


def has_vectors(goal, _given=()):
    """Is it an equation of two vectors or two matrices?"""
    return goal.op == "eq" and bool(shape(goal.args[0]))


def vectors_entry_by_entry(search, goal, depth):
    """u = v from u_i = v_i for every i."""
    indices = [fresh("i", "index", ONE, dim) for dim in shape(goal.args[0])]
    each = search.prove(Term("eq", tuple(_entry(side, indices) for side in goal.args)), depth)  # as deep: it has no vectors left
    entries = Term("eq", tuple(at(side, *indices) for side in goal.args))
    return each and search.attempt(lambda: rules.extensional(rules.restate(each, entries), *indices))


def _entry(array, indices):
    """An entry, where those of a gradient and of a Jacobian matrix are derivatives."""
    if array.op in ("gradient", "jacobian"):
        *rows, place = indices
        x, body = opened(array)
        return bind("deriv", *array.args[:2], place, variable=x, body=expand(at(body, *rows), unfold=False))
    return expand(at(array, *indices), unfold=False)


def has_entries_of_logarithms(goal, _given=()):
    """Does log(v)[i], an entry of the logarithm of a vector, stand in it?"""
    return any(_is_entry_of_logarithm(t) for side in goal.args for t in subterms(side)) if goal.op in ("eq", "le", "lt") else False


def _is_entry_of_logarithm(t):
    if t.op != "at" or t.args[0].op != "log":
        return False
    return t.args[0].args[0].op == "softmax" if t.args[0].loose else len(shape(t.args[0])) == 1


def with_entries_inside(search, goal, depth):
    """With log(v_i) for log(v)_i: the vector has to be positive as a whole, and its entries are seen to be."""
    logarithms = dict.fromkeys(t.args[0] for side in goal.args for t in subterms(side) if _is_entry_of_logarithm(t))
    vectors = [t for t in logarithms if not t.loose]
    if len(vectors) < len(logarithms):  # log softmax of what is bound further out: of every vector
        n = fresh("n", "dimension")
        vectors.append(fn("log", fn("softmax", fresh("z", "real", n))))
    inside = [search.attempt(lambda v=v: _entry_inside(v, search.given)) for v in vectors]
    if None in inside:
        return None
    left, right = (
        search.attempt(lambda side=side: rewritten(side, inside) or rules.reduction(side, side, (), search.given))
        for side in goal.args
    )
    if left is None or right is None:
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


def has_slopes_of_log_softmax(goal, _given=()):
    """Is the logarithm of a whole softmax differentiated?"""
    return any(_slopes_of_log_softmax(side) for side in goal.args)


def _slopes_of_log_softmax(side):
    slopes = (t for t in subterms(side) if t.op in ("deriv", "gradient", "jacobian"))
    return [t for t in slopes if any(u.op == "log" and u.args[0].op == "softmax" for u in subterms(t.args[-1]))]


def with_log_softmax_written(search, goal, depth):
    """With z − LSE(z) for log softmax(z): where it is differentiated, the whole vector has to be seen to be positive."""
    steps = [search.attempt(lambda side=side: _log_softmax_written(side)) for side in goal.args]
    left, right = (t or search.attempt(lambda u=u: rules.reduction(u, u, (), search.given)) for t, u in zip(steps, goal.args))
    if left is None or right is None or not any(steps):
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth)
    return middle and search.attempt(lambda: carried(left, middle, right))


def _log_softmax_written(side):
    """A theorem `side reduces side′`: first what is differentiated of no bound index, as products of matrices are of entries."""
    theorem = None
    for slope in dict.fromkeys(t for t in _slopes_of_log_softmax(side) if not t.loose):
        written = rewritten(slope, [_log_softmax()])
        if written is not None:
            hole = fresh("v", "real", *shape(slope))
            inside = side if theorem is None else theorem.conclusion.args[1]
            step = rules.congruence(replaced(inside, {slope: hole}), hole, written)
            theorem = step if theorem is None else rules.transitive(theorem, step)
    rest = rewritten(side if theorem is None else theorem.conclusion.args[1], [_log_softmax()])
    return rules.transitive(theorem, rest) if theorem and rest else theorem or rest


@cache
def _log_softmax():
    """log softmax(z) = z − LSE(z)"""
    n = fresh("n", "dimension")
    z, k = fresh("z", "real", n), fresh("k", "index", ONE, n)
    law = fn("softmax", z)
    entries = bind("lam", ONE, n, variable=k, body=fn("log", at(law, k)))
    level = sub(z, mul(fn("lse", z), Term("ones", (n,))))
    return rules.transitive(rules.equality(fn("log", law), entries, ALL), rules.equality(entries, level, ALL))


def _entry_inside(logarithm, given):
    """log(v)_k = log(v_k) for every k."""
    (v,) = logarithm.args
    k, hole = fresh("k", "index", ONE, *shape(v)), fresh("v", "real", *shape(v))
    entry = fn("log", at(v, k))
    whole = rules.equality(logarithm, bind("lam", *k.args[2:], variable=k, body=entry), ALL, given)
    step = rules.congruence(at(hole, k), hole, whole)
    return rules.transitive(step, rules.equality(step.conclusion.args[1], entry, ALL, given))


def has_slopes_of_roots(goal, _given=()):
    """Is something differentiated in which the square of a root stands, as in |x|²?"""
    slopes = (t for t in subterms(goal) if t.op in ("deriv", "gradient", "jacobian"))
    return any(_is_squared_root(u) for t in slopes for u in subterms(t.args[-1]))


def _is_squared_root(t):
    return t.op == "pow" and t.args[0].op == "root" and t.args[0].args[1] == HALF and t.args[1] == num(2)


def with_roots_squared(search, goal, depth):
    """With u for (√u)²: a root has no slope where it is 0, and its square does."""
    steps = [search.attempt(lambda side=side: rewritten(side, [_squared_root()])) for side in goal.args]
    if not any(steps):
        return None
    left, right = (t or search.attempt(lambda u=u: rules.reduction(u, u, (), search.given)) for t, u in zip(steps, goal.args))
    if left is None or right is None:
        return None
    middle = search.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), depth - 1)
    return middle and search.attempt(lambda: carried(left, middle, right))


@cache
def _squared_root():
    u = fresh("u", "nonnegative")
    return rules.equality(power(power(u, HALF), num(2)), u)
