"""Lemmas at sight: what hypotheses say at once of a goal, and signs that are seen in sums only as they are written.

Each is a theorem that a search may add to its hypotheses; what the kernel refuses is passed over.
"""

from itertools import combinations

from ..facts.shares import plain_share_at
from ..polynomial_context import Ground
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.normal import Split
from ...kernel.polynomial import Refused
from ...kernel.signs import POS, Facts, meaning, obligations
from ...kernel.terms import POWERS, ONE, ZERO, IllTyped, Term, add, at, fresh, opened, shape, sub, substitute

NEVER = Term("lt", (ZERO, ZERO))
FAILURES = (Refused, IllTyped, RecursionError, Split)


def said(goal, given):
    """Hypotheses about all entries of a matrix at the goal's rows and columns; indices that hypotheses keep apart; lengths; what
    bounds a maximum bounds every entry; equal vectors have equal entries; what has the root 0 is 0; a part of a total of parts
    max(u, 0) is at most that total."""
    questions = (
        *_rows(goal, given), *_different(given), *_lengths(given), *_entries(given), *_equal_entries(given), *_roots(given),
        *_below_totals(given),
    )  # fmt: skip
    found = [_asked(question) for question in questions]
    return [theorem for theorem in dict.fromkeys(found) if theorem is not None and theorem.conclusion not in given]


def _asked(question):
    try:
        return question()
    except FAILURES:
        return None


def _rows(goal, given):
    """Hypotheses for all k and l, at one k or at one l."""
    places = sorted((v for v in goal.free if v.args[1] == "index"), key=str)
    for h in (h for h in given if h.op == "forall" and h.args[1].op == "forall"):
        every = _asked(lambda h=h: rules.assume(h))
        if every is None:
            continue
        k, row = opened(h)
        rows, columns = ([i for i in places if i.args[1:] == kind.args] for kind in (h.args[0], row.args[0]))
        for i in rows:
            yield lambda i=i, every=every: rules.specialise(every, i)
        for j in columns:
            yield lambda j=j, every=every, k=k: rules.generalise(rules.specialise(rules.specialise(every, k), j), k)


def _different(given):
    """i ≠ j from hypotheses such as z_i < z_j, which are false of one index."""
    for h in (h for h in given if h.op == "lt" and not shape(h.args[0])):
        places = sorted((v for v in h.free if v.args[1] == "index"), key=str)
        for i, j in combinations(places, 2):
            same = substitute(h, {j: i})
            if i.args[1:] == j.args[1:] and same.args[0] == same.args[1]:
                yield lambda h=h, i=i, j=j, same=same: _apart(h, i, j, same)


def _entries(given):
    """f_k <= b for every k from max f <= b, and b <= f_k from b <= min f; from an equation too."""
    for h in (h for h in given if h.op in ("le", "lt", "eq") and not shape(h.args[0])):
        known = [_asked(lambda h=h: rules.assume(h))]
        if known == [None]:  # it speaks of an index whose range may be empty
            continue
        if h.op == "eq":
            known.append(rules.symmetric(known[0]))
        for whole in known:
            for side, op in enumerate(("max", "min")):
                extremum = expand(whole.conclusion.args[side], unfold=True)
                if extremum.op == op:
                    yield lambda whole=whole, m=extremum, op=op: _every_entry(whole, m, op)


def _every_entry(whole, m, op):
    k = fresh("k", "index", *m.args[:2])
    each, (low, high) = rules.below_maximum(m, k), whole.conclusion.args
    whole = rules.restate(whole, Term(whole.conclusion.op, (m, high) if op == "max" else (low, m)))
    return rules.generalise(rules.transitive(*((each, whole) if op == "max" else (whole, each))), k)


def _equal_entries(given):
    """u_k = v_k for every k from u = v, neither of them being a name."""
    for h in given:
        if h.op == "eq" and len(shape(h.args[0])) == 1 and all(side.op != "var" for side in h.args):
            yield lambda h=h: _each_equal(h)


def _roots(given):
    """u = 0 from √u = 0, and u <= 0 from √u <= 0."""
    for h in given:
        if h.op in ("eq", "le") and h.args[0].op == "root" and h.args[1] == ZERO:
            root, (u, _) = h.args[0], h.args[0].args
            yield lambda h=h, root=root, u=u: rules.linear(Term(h.op, (u, ZERO)), [(root, rules.assume(h))], ZERO, (), (h,))


def _below_totals(given):
    """u_k <= c for every k, from Σ max(u, 0) = c."""
    for h in given:
        if h.op == "eq" and h.args[0].op == "sum" and h.args[1].op == "num":
            k, part = opened(h.args[0])
            if part.op == "maxof" and len(part.args) == 2 and ZERO in part.args:
                u = next(a for a in part.args if a != ZERO)
                yield lambda h=h, k=k, part=part, u=u: _below_total(h, k, part, u)


def _below_total(h, k, part, u):
    share = rules.transitive(plain_share_at(part, k, Ground((h,))), rules.assume(h))
    cases = Term("lt", (u, ZERO)), Term("eq", (u, ZERO)), Term("lt", (ZERO, u))
    shown = [rules.linear(Term("le", (u, part)), [], sub(part, u), (), (case,)) for case in cases]
    return rules.generalise(rules.transitive(rules.trichotomy(u, ZERO, *shown), share), k)


def _each_equal(h):
    k, hole = (fresh("k", "index", ONE, *shape(h.args[0])), fresh("u", "real", *shape(h.args[0])))
    same = rules.congruence(at(hole, k), hole, rules.assume(h))
    return rules.generalise(rules.settle(same) if same.conclusion.op == "reduces" else same, k)


def _lengths(given):
    """1 < n from k < n or from i < k, for indices of a range 1..n: there are two of them at least."""
    for h in (h for h in given if h.op == "lt" and h.args[0].op == "var" and h.args[0].args[1] == "index"):
        low, high = h.args
        edge = high.args[3] if high.op == "var" and high.args[1] == "index" else high
        if edge.op == "var" and edge.args[1] == "dimension":
            gap = add(sub(low, low.args[2]), sub(edge, high))
            yield lambda h=h, edge=edge, gap=gap: rules.linear(Term("lt", (h.args[0].args[2], edge)), [(ONE, rules.assume(h))], gap)


def _apart(h, i, j, same):
    apart = Term("ne", (i, j))
    never = rules.absurd(rules.linear(NEVER, [(ONE, rules.assume(same))]), substitute(apart, {j: i}))
    return rules.index_cases(apart, i, j, never, rules.assume(apart), (h,))


def hidden_signs(goal, given):
    """0 < u for sums that are positive as they are written, but not once they are sorted, as p a + (1 − p) b is."""
    if goal.op not in ("le", "lt", "eq") or shape(goal.args[0]):
        return []
    facts = Facts.of(given)
    places = {
        part: None
        for side in goal.args
        for what, place, where in _asked(lambda side=side: list(obligations(meaning(side), facts))) or []
        for part in (bases(place) if where is facts and what in ("positive", "nonzero") else ())
    }
    found = [_asked(lambda u=u: rules.sign(u, "lt", given)) for u in places if _sorted_away(u, facts)]
    return [theorem for theorem in found if theorem is not None and theorem.conclusion not in given]


def bases(place):
    """The factors of a product, without their exponents."""
    if place.op == "mul":
        return [base for part in place.args for base in bases(part)]
    return bases(place.args[0]) if place.op in POWERS and place.args[1].op == "num" else [place]


def _sorted_away(u, facts):
    """Is a sum positive as it is written, but not once it is sorted?"""
    if u.loose or u.op not in ("add", "mul", *POWERS) or facts.mask(u) != POS:
        return False
    return _asked(lambda: facts.positive_poly(facts.poly(u))) is False
