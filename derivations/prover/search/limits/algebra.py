"""Limits: the value of a limit, by an expansion near the point that the kernel's rules prove.

Every limit is one at y → 0+, where germs/ expands the function.  Here a limit is carried there from its own point, the
logarithmic scale y = exp(−1/t) is tried where powers do not do, cases are made where the limit depends on the sign of a
term, and the value is written as it is claimed.

Outside the trusted base: a wrong expansion makes the kernel refuse, never a wrong theorem.
"""

from fractions import Fraction
from itertools import chain, product

from ...clock import now
from ..closed_forms import Stuck, coefficient, substitute_term, tidy
from .first_or_last import first_or_last
from .germs.expansion import Near
from .germs.indexed import maximum_of_logarithm
from .germs.leaves import equality, replaced, restored
from .germs.monomials import Logarithmic
from .germs.neighbourhood import AT_ZERO, Unresolved
from ..asking import ALL, REFUSALS
from ..polynomial_context import Ground, plain_poly
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.polynomial import Refused
from ...kernel.signs import POS, Facts, meaning
from ...kernel.terms import (
    INFINITY, INTEGERS, MINUS, ONE, POWERS, ZERO, Term, add, bind, fn, fresh, instantiate, mul, neg, num, occurs, opened, power,
    rebuild, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import match, rewrite, without

# --- one-sided limits at 0+ -----------------------------------------------------------------------------------------


def _at_zero(limit, given, deadline):
    """lim_{y→0+}, finite or infinite: a theorem without lemmas among its hypotheses."""
    y, body = opened(limit)
    near = Near(given, y, deadline)
    for lemma in _of_logarithms(given, body):
        near.place.learn(lemma)
    try:
        theorem = _finite(near, body)
    except Logarithmic:
        raise
    except Stuck:
        return without(near.infinite(body), reversed(near.place.lemmas))
    value = theorem.conclusion.args[1]
    for lemma in near.place.lemmas:
        if lemma.conclusion.op == "eq":
            value = tidy(substitute_term(value, *lemma.conclusion.args))
    return without(near.leaves.revalued(theorem, value), reversed(near.place.lemmas))


def _finite(near, body):
    """lim body, as it is written, or with its quotients over one denominator."""
    try:
        return near.limit(body)
    except Logarithmic:
        raise
    except (Stuck, *REFUSALS) as refused:
        try:
            return near.limit_over_one_denominator(body)
        except (Stuck, *REFUSALS):
            raise refused from None


def _of_logarithms(given, body):
    """log a < log b for the hypotheses a < b between positive numbers."""
    if any(t.op in ("log", *POWERS) and not t.free.isdisjoint(h.free) for h in given for t in subterms(body)):
        for h in given:
            try:
                if h.op == "lt":
                    yield derived.monotone(rules.assume(h), "log")
            except REFUSALS:
                continue


def _substituted(limit, given, deadline, scales):
    """The same with y = exp(−1/t): powers and logarithms of y become exponentials and powers."""
    t = fresh("t", "positive")
    g = fn("exp", neg(power(t, MINUS)))
    inner = bind("limit", *AT_ZERO, variable=t, body=instantiate(limit.args[-1], g))
    tends = _at_zero(bind("limit", *AT_ZERO, variable=t, body=g), (), deadline)
    return rules.limit_substituted(limit, _one_sided(inner, given, deadline, scales - 1), tends, g, t)


def _one_sided(limit, given, deadline, scales=2):
    """The limit at 0+, with and without the logarithmic scale: two of them for a logarithm of a logarithm."""
    try:
        return _at_zero(limit, given, deadline)
    except Logarithmic:
        if not scales:
            raise
        return _substituted(limit, given, deadline, scales)


def _moved(limit, given, deadline):
    """A limit at any point from one at 0+."""
    kind, point, side, body = limit.args
    if limit.args[:3] == AT_ZERO:
        return _one_sided(limit, given, deadline)
    y = fresh("y", "positive")
    moved = {"+": add(point, y), "-": sub(point, y)}.get(side)
    if point in (INFINITY, neg(INFINITY)):
        moved = power(y, MINUS) if point == INFINITY else neg(power(y, MINUS))
    at_zero = bind("limit", *AT_ZERO, variable=y, body=instantiate(body, moved))
    step = _simplified(instantiate(body, moved), y)
    if step is None:
        return derived.limit_moved(limit, _one_sided(at_zero, given, deadline))
    simpler = rules.under("limit", AT_ZERO, y, step)
    try:
        return derived.limit_moved(limit, rules.transitive(simpler, _one_sided(simpler.conclusion.args[1], given, deadline)))
    except (Stuck, *REFUSALS):
        return derived.limit_moved(limit, _one_sided(at_zero, given, deadline))


def _simplified(body, y):
    """A theorem `body reduces body′` with sums such as 1 − (1 − y) in their simplest terms; None where there is none."""
    step, current = None, body
    for u in dict.fromkeys(t for t in subterms(body) if t.op == "add" and y in t.free and not t.loose):
        if all(part.op in ("add", "mul", "num", "var") for part in subterms(u)):
            v = plain_poly(Ground(()).poly(u))
            shorter = sum(1 for _ in subterms(v)) < sum(1 for _ in subterms(u))
            more = rewrite(current, rules.equality(u, v)) if shorter else None
            if more is not None:
                step = more if step is None else rules.transitive(step, more)
                current = step.conclusion.args[1]
    return step


def _any_side(limit, given, deadline):
    kind, point, side, body = limit.args
    if side != "+-" or point in (INFINITY, neg(INFINITY)):
        return _moved(limit, given, deadline)
    below, above = (_moved(Term("limit", (kind, point, s, body), limit.hint), given, deadline) for s in "-+")
    value = above.conclusion.args[1]
    if below.conclusion.op == above.conclusion.op == "eq" and below.conclusion.args[1] != value:
        below = rules.transitive(below, rules.equality(below.conclusion.args[1], value, ALL, given))
    return rules.limit_two_sided(below, above)


# --- cases ----------------------------------------------------------------------------------------------------------


def _by_cases(limit, given, term, claimed, deadline, depth):
    """The limit when term < 0, = 0 and > 0, the three values written as one."""
    maximum = _below_a_maximum(term)
    if maximum is not None:
        top, index, _ = maximum
        return _at_or_below(limit, given, rules.below_maximum(top, index), [rules.attained(top)], deadline, depth)
    left, right = _compared(term)
    for sides in ((left, right), (right, left)):
        order = _ordered(*sides, given)
        if order is not None:
            return _at_or_below(limit, given, order, [], deadline, depth)
    cases = [Term("lt", (left, right)), Term("eq", (left, right)), Term("lt", (right, left))]
    theorems = [_solved(limit, (*given, case), claimed, deadline, depth + 1) for case in cases]
    if "diverges" in {t.conclusion.op for t in theorems}:
        return rules.trichotomy(left, right, *theorems, given)
    for value in _common_values(left, right, [t.conclusion.args[1] for t in theorems], claimed):
        try:
            same = [_revalued(t, value, (*given, case)) for t, case in zip(theorems, cases)]
            return rules.trichotomy(left, right, *same, given)
        except REFUSALS:
            continue
    raise Stuck("the cases have values of different forms")


def _ordered(left, right, given):
    """left <= right, if it is known."""
    try:
        return rules.linear(Term("le", (left, right)), [], tidy(sub(right, left)), (), given)
    except REFUSALS:
        return None


def _at_or_below(limit, given, order, lemmas, deadline, depth):
    """The limit when u = top and when u < top, from u <= top, with one value: a + (b − a) [u = top].

    Where u = top, the one replaces the other; as a hypothesis the equation would hide what is known of a maximum.
    """
    equal, less = (Term(relation, order.conclusion.args) for relation in ("eq", "lt"))
    plain = expand(limit, unfold=True)
    same = rules.transitive(derived.unfolding(limit, plain), replaced(plain, rules.assume(equal)))
    tied = rules.transitive(same, _solved(same.conclusion.args[1], given, None, deadline, depth + 1))
    apart = _solved(limit, (*given, less), None, deadline, depth + 1)
    values = [t.conclusion.args[1] for t in (tied, apart)]
    value = tidy(add(values[1], mul(fn("ind", equal), sub(*values))))
    known = (*given, *(lemma.conclusion for lemma in lemmas))
    cases = [_with_bracket(tied, value, equal, known), _with_bracket(apart, value, less, (*known, less))]
    return without(rules.settle(rules.weaken(derived.cases(order, *cases), *known)), lemmas)


def _with_bracket(theorem, value, case, facts):
    """The limit with a value in which [u = max u] is written, in the case that u = max u or that u < max u."""
    same = restored(value, derived.bracket(rules.assume(case)))
    return rules.transitive(_revalued(theorem, same.conclusion.args[0], facts), same)


def _revalued(theorem, value, facts):
    old = theorem.conclusion.args[1]
    return theorem if old == value else rules.transitive(theorem, rules.equality(old, value, ALL, facts))


def _below_a_maximum(term):
    """(max u, i, u_i) when the term is u_i − max u or its negative."""
    for top in {t for t in subterms(term) if t.op == "max" and not t.loose}:
        k, u = opened(top)
        for entry in (tidy(add(term, top)), tidy(sub(top, term))):
            found = match(u, entry, {k})
            if found is not None and k in found:
                return top, found[k], instantiate(top.args[-1], found[k])
    return None


def _compared(term):
    """A difference as its two sides; of logarithms, as their arguments."""
    sides = _difference(term)
    return tuple(s.args[0] for s in sides) if sides[0].op == sides[1].op == "log" else sides


def _difference(term):
    if term.op == "add" and len(term.args) == 2:
        a, b = term.args
        if coefficient(b)[0] < 0 <= coefficient(a)[0]:
            return a, tidy(neg(b))
        if coefficient(a)[0] < 0 <= coefficient(b)[0]:
            return b, tidy(neg(a))
    return term, ZERO


def _common_values(left, right, values, claimed):
    """Forms of the value that may hold whether left < right, = or >."""
    if claimed is not None:
        yield claimed
    yield from dict.fromkeys(values)
    less, equal, greater = values
    yield fn("maxof", less, greater)
    yield fn("minof", less, greater)
    direction, half = fn("sign", sub(left, right)), num(Fraction(1, 2))
    even = tidy(sub(mul(half, add(less, greater)), equal))
    yield tidy(add(equal, mul(half, sub(greater, less), direction), mul(even, power(direction, num(2)))))


def _solved(limit, given, claimed, deadline, depth):
    try:
        return _any_side(limit, given, deadline)
    except Unresolved as unresolved:
        if depth >= 3 or now() >= deadline:
            raise Stuck("too many cases") from None
        return _by_cases(limit, given, unresolved.args[0], claimed, deadline, depth)


def as_claimed(theorem, claimed, given):
    """The same limit with the value that is claimed, if the two are equal at sight, or without ties; a maximum is attained."""
    value = theorem.conclusion.args[1]
    if value == claimed or theorem.conclusion.op == "diverges" or claimed is None and not _has_ties(value):
        return theorem
    tops = [t for t in dict.fromkeys(subterms(expand(value, unfold=True))) if t.op == "max" and not t.loose]
    try:
        lemmas = [*map(rules.attained, tops), *(lemma for top in tops for lemma in maximum_of_logarithm(top))]
        facts = (*given, *(lemma.conclusion for lemma in lemmas))
        if claimed is not None and (same := _at_sight(value, claimed, facts)) is not None:
            return without(rules.transitive(theorem, same), lemmas)
        plain = plain_poly(Ground(facts).poly(value)) if _has_ties(value) else None
        if plain is not None and not _has_ties(plain):
            return without(rules.transitive(theorem, equality(value, plain, facts)), lemmas)
    except REFUSALS:
        pass
    return theorem


def _has_ties(value):
    """Do brackets [v_k = max v] stand in a value?"""
    return any(t.op == "ind" for t in subterms(value))


def _at_sight(left, right, given):
    try:
        return equality(left, right, given)
    except REFUSALS:
        return None


def over_the_reals(body, n):
    """A fresh real variable in the place of a whole one, n, with real powers for the whole ones whose exponent n is part of."""
    x = fresh("x", "real")

    def change(t, depth):
        if not occurs(n, t):
            return t
        if t == n:
            return x
        t = rebuild(t, change, depth)
        return power(*t.args) if t.op == "pow" else t

    return x, change(body, 0)


def _along_integers(limit, given, claimed, deadline):
    """The limit through whole numbers from that through the real ones, where the two powers agree."""
    kind, point, side, _ = limit.args
    n, body = opened(limit)
    x, real = over_the_reals(body, n)
    through = limit_theorem(bind("limit", sort("real"), point, side, variable=x, body=real), given, claimed, deadline)
    if through is None:
        return None
    along, late = derived.limit_along_integers(through, kind), (*given, Term("lt", (ZERO, n)))
    ahead = substitute(real, {x: n})
    if ahead == body:
        return along
    if along.conclusion.op == "diverges":  # what is infinite has no value that could be rewritten; its inverse tends to 0
        inverse = bind("limit", kind, point, side, variable=n, body=power(body, MINUS))
        vanishes = _along_integers(inverse, given, ZERO, deadline)
        return vanishes and rules.limit_infinite(vanishes, rules.sign(body, "lt", late), n, kind, point, side)
    bases = list(_positive_bases(body, n, (kind, point, side), given, deadline))
    late = (*late, *(Term("lt", (ZERO, opened(t.conclusion.args[0], n)[1])) for t in bases))
    same = rules.under("limit", (kind, point, side), n, rules.equality(body, ahead, ALL, late), bases)
    return rules.transitive(same, along)


def _positive_bases(body, n, approach, given, deadline):
    """lim u for each base u of a power u^v in which both vary with n, where it is positive: then so is u later on."""
    powers = (t for t in subterms(body) if t.op == "pow" and not t.loose)
    for base in dict.fromkeys(t.args[0] for t in powers if occurs(n, t.args[0]) and occurs(n, t.args[1])):
        tends = limit_theorem(bind("limit", *approach, variable=n, body=base), given, None, deadline)
        if tends is not None and Facts.of(given).mask(meaning(tends.conclusion.args[1])) == POS:
            yield tends


def limit_theorem(limit, given=(), claimed=None, deadline=None):
    """given |- limit = value, the value in closed form, or ±∞; None when no proof is found (or the limit does not exist).

    `claimed`: the value that a reader expects; the theorem has it where it is the value found, in another form.
    `deadline`: a value of time.now().
    """
    given = tuple(given)
    deadline = now() + 5 if deadline is None else deadline
    try:
        if limit.args[0].args[0] in INTEGERS:
            return _along_integers(limit, given, claimed, deadline)
        for same, alone in chain(_separated(given), first_or_last(given)):
            return _unique(limit, given, claimed, same, alone, deadline)
        for same in _largest_entries(given):
            if same.conclusion.args[0] in subterms(expand(limit, unfold=True)) or claimed is not None:
                return _named(limit, given, claimed, same, deadline)
        return as_claimed(_solved(limit, given, claimed, deadline, 0), claimed, given)
    except (Stuck, *REFUSALS, RecursionError):
        return None


def _named(limit, given, claimed, same, deadline):
    """The limit where a hypothesis names the largest entry: v_s is written max v for the proof, and named again at the end."""
    plain = expand(limit, unfold=True)
    step = rules.transitive(derived.unfolding(limit, plain), replaced(plain, same))
    written = claimed and expand(claimed, unfold=True)
    wanted = claimed and substitute_term(written, *same.conclusion.args)
    theorem = rules.transitive(step, _solved(step.conclusion.args[1], given, wanted, deadline, 0))
    theorem = as_claimed(theorem, wanted, given)
    value = theorem.conclusion.args[1]
    if value == wanted and written is not None:
        back = rules.transitive(derived.unfolding(claimed, written), replaced(written, same))
        if back.conclusion.args[1] == value:
            return rules.transitive(theorem, rules.symmetric(_settled(back, value, given)))
    try:
        return rules.transitive(theorem, rules.settle(rules.weaken(replaced(value, rules.symmetric(same)), *given)))
    except REFUSALS:
        return theorem


def _unique(limit, given, claimed, same, alone, deadline):
    """The limit where a hypothesis names the only largest entry: [v_k = max v] is then δ_ks."""
    plain = expand(limit, unfold=True)
    theorem = rules.transitive(derived.unfolding(limit, plain), replaced(plain, same))
    theorem = rules.transitive(theorem, _solved(theorem.conclusion.args[1], given, None, deadline, 0))
    for equation in (alone, _named_again(same, given)):
        step = rewrite(theorem.conclusion.args[1], equation)
        if step is not None:
            theorem = rules.weaken(rules.transitive(theorem, step), *given)
            theorem = rules.settle(theorem) if theorem.conclusion.op == "reduces" else theorem
    return as_claimed(theorem, claimed, given)


def _named_again(same, given):
    """max v = v_s, from v_s = max v or from u_s = −max(−u)."""
    entry, top = same.conclusion.args
    if top.op == "max":
        return rules.symmetric(same)
    return rules.linear(Term("eq", (top.args[1], neg(entry))), [(ONE, same)], given=given)


def _separated(hypotheses):
    """v_s = max v and [v_k = max v] = δ_ks, for the hypotheses v_k + c (1 − δ_ks) <= v_s for all k, c being positive.

    Where v is −u that is u_s = −max(−u).
    """
    for scheme in hypotheses:
        if scheme.op == "forall" and scheme.args[0].args[0] == "index" and scheme.args[1].op == "le":
            k, body = opened(scheme)
            partners = {i for t in subterms(body) if t.op == "delta" and k in t.args for i in t.args if i != k}
            entries = {t for t in subterms(body) if t.op == "at" and t.args[1] == k}
            for s, entry, sign in product(partners, entries, (1, -1)):
                try:
                    yield _alone(scheme, k, s, entry, sign)
                except REFUSALS:
                    continue


def _signed(t, sign):
    """The summands of a term and their signs."""
    match t:
        case Term("add", parts):
            return [pair for part in parts for pair in _signed(part, sign)]
        case Term("mul", (Term("num", (-1,)), part)):
            return _signed(part, -sign)
    return [(t, sign)]


def _alone(scheme, k, s, entry, sign):
    """The two equations from one hypothesis, for v_k or, if the sign is −1, for −v_k; refused where it does not compare them."""
    low, high = rules.specialise(rules.assume(scheme), k).conclusion.args
    parts = [*_signed(high, 1), *_signed(low, -1)]
    if (entry, -sign) not in parts or (substitute(entry, {k: s}), sign) not in parts:
        raise Refused("the hypothesis does not compare the entries")
    parts.remove((entry, -sign))
    parts.remove((substitute(entry, {k: s}), sign))
    gap = add(*(part if below < 0 else neg(part) for part, below in parts))
    entry = entry if sign > 0 else neg(entry)
    largest, delta, apart = substitute(entry, {k: s}), Term("delta", (k, s)), Term("ne", (s, k))
    whole = substitute_term(substitute_term(gap, delta, ZERO), Term("delta", (s, k)), ZERO)

    def order(relation, slack, *where):
        premise = rules.specialise(rules.assume(scheme, where), k)
        return rules.linear(Term(relation, (entry, largest)), [(ONE, premise)], slack, (), (scheme, *where))

    top = bind("max", *k.args[2:], variable=k, body=entry)
    same = derived.antisymmetric(rules.below_maximum(top, s), derived.least_bound(order("le", gap), k))
    strict = derived.bracket(order("lt", whole, apart))
    formula = Term("eq", (strict.conclusion.args[0], delta))
    elsewhere = rules.transitive(strict, rules.equality(ZERO, delta, (), (scheme, apart)))
    diagonal = rules.equality(*(substitute(side, {k: s}) for side in formula.args), (), (scheme,))
    bracket = rules.index_cases(formula, s, k, diagonal, elsewhere, (scheme,))
    hole = fresh("h", "real")
    step = rules.congruence(fn("ind", Term("eq", (entry, hole))), hole, rules.symmetric(same))
    if sign < 0:
        turned = Term("eq", (largest.args[1], neg(top)))
        same = rules.linear(turned, [(MINUS, same)], given=(scheme,))
    return same, rules.transitive(step, bracket)


def _settled(theorem, value, given):
    """An equation of what reduces a value, in which maxima are attained."""
    lemmas = [rules.attained(t) for t in dict.fromkeys(subterms(value)) if t.op == "max" and not t.loose]
    known = (*given, *(lemma.conclusion for lemma in lemmas))
    return without(rules.settle(rules.weaken(theorem, *known)), lemmas)


def _largest_entries(hypotheses):
    """v_s = max v, for the hypotheses v_k <= v_s for all k."""
    for scheme in hypotheses:
        if scheme.op == "forall" and scheme.args[0].args[0] == "index" and scheme.args[1].op == "le":
            k, body = opened(scheme)
            u, largest = body.args
            found = match(u, largest, {k})
            if found and k in found and k not in found[k].free and k.args[2] == ONE:
                top = bind("max", *k.args[2:], variable=k, body=u)
                order = rules.specialise(rules.assume(scheme), k)
                yield derived.antisymmetric(rules.below_maximum(top, found[k]), derived.least_bound(order, k))
