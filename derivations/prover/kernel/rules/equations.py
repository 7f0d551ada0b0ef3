"""Rules of equality: normal forms, definitions, and what is equal under binders and by entries."""

from collections.abc import Iterable

from ..definitions import FORMULAS, expand, well_typed
from ..derivative import evaluate
from ..normal import equal as same_normal_form
from ..signs import NIL, NO_VALUE, POS, Facts, obligations, taken, written
from ..terms import (
    BINDERS, INDEX_BINDERS, INFINITY, INTEGRALS, ONE, PARTIAL, ZERO, IllTyped, Term, abstract, add, at, bind, bound_sort,
    instantiate, neg, opened, rebuild, same_shape, shape, sub, substitute, surely_from_one,
)  # fmt: skip
from ..theorem import (
    Formula, Index, Sort, Theorem, Variable, defined, _fresh_index, _hypotheses, _in_range, _not_assumed, _require, rule, _sides,
    _theorem,
)  # fmt: skip
from .nearby import _away, _infinite, local_hypotheses

LABELS = {"definition", "derivative", "collapse", "gamma", "ranges", "turns"}
GAMMA = "Γ(x+1) = x Γ(x) for x > 0"
TURN = "e^(iπ/2) = i"


def _prepared(term, using, facts, there):
    for k in map(_fresh_index, shape(term)):
        term = at(term, k)
    term = expand(term, unfold="definition" in using)
    if "derivative" not in using:
        return term
    return evaluate(term) if there else taken(term, facts)


def _same(left, right, facts, using, there=False):
    """Equality by normal form: definitions unfolded, derivatives taken, deltas collapsed as `using` says.

    Derivatives are taken that exist at sight; or all of them, if both sides are `there`: shown to have values by the rule itself.
    """
    if not same_shape(shape(left), shape(right)):
        raise IllTyped("the two sides have different shapes")
    if shape(left):
        indices = [_fresh_index(d) for d in shape(left)]
        left, right = at(left, *indices), at(right, *indices)
    return same_normal_form(*(_prepared(side, using, facts, there) for side in (left, right)), facts, frozenset(using))


def _axioms(using):
    unknown = set(using) - LABELS
    _require(not unknown, f"there is no rule called {', '.join(sorted(unknown))}")
    return [axiom for label, axiom in (("gamma", GAMMA), ("turns", TURN)) if label in using]


@rule
def equality(left: Term, right: Term, using: Iterable[str] = (), given: Iterable[Formula] = ()) -> Theorem:
    """Γ ⊢ a = b, the two having one normal form.

    `using` says what the normal form may do: unfold definitions, take derivatives, collapse Kronecker deltas, use the recursion
    of Γ and ψ (an axiom), take ranges of sums apart, use e^(iπ/2) = i (an axiom).
    Side conditions: a and b have values under Γ.
    """
    facts = Facts.of(given)
    _require(_same(left, right, facts, using, there=True), "the two sides have different normal forms")
    defined(left, facts)
    defined(right, facts)
    return _theorem(given, Term("eq", (left, right)), _named("normal form", using), axioms=_axioms(using))


@rule
def reduction(left: Term, right: Term, using: Iterable[str] = (), given: Iterable[Formula] = ()) -> Theorem:
    """Γ ⊢ a reduces b, the two having one normal form, for which derivatives are taken that exist at sight: if b has a value, it
    is a's too.

    Side conditions: each index in a lies in its range, and a has a value under Γ, save that the integrals and limits that stand
    on both sides may have none: on the right they stand in no sum, product or array that may be empty, and what stands in a
    derivative has a value at its point.
    """
    facts = Facts.of(given)
    _require(_same(left, right, facts, using), "the two sides have different normal forms")
    _in_range(left, facts)
    assumed = set(_open_obligations(right, facts))
    for what, place, where in _all_obligations(left, facts):
        if not (what == NO_VALUE and place in assumed):
            where.discharge(what, place)
    return _theorem(given, Term("reduces", (left, right)), _named("normal form", using), axioms=_axioms(using))


def _named(rule, using):
    return rule + "".join(f", {label}" for label in sorted(using))


def _all_obligations(term, facts):
    return obligations(_spelt_out(term), facts)


def _open_obligations(term, facts):
    if not all(facts.at_least(dim, 1) for dim in shape(term)):  # a list of nothing is there, whatever its entries would be
        return []
    there = _surely_there(_spelt_out(term), facts)
    return [place for what, place, _ in obligations(there, facts) if what == NO_VALUE]


def _spelt_out(term):
    """A number, or any entry of an array, with definitions unfolded."""
    for k in map(_fresh_index, shape(term)):
        term = at(term, k)
    return expand(term, unfold=True)


def _surely_there(term, facts):
    """A term without the sums, products and arrays that may be empty: they are there even where what they are of has no value."""
    if term.op in ("sum", "prod", "lam") and not surely_from_one(*term.args[:2]):
        if term.loose or not facts.at_least(sub(term.args[1], term.args[0]), 0):
            return Term("lam", (*term.args[:2], ZERO)) if term.op == "lam" else ZERO
    if term.op in ("det", "call") and (term.loose or not all(facts.at_least(dim, 1) for dim in shape(term.args[-1]))):
        return ZERO
    if term.op == "deriv":  # its own value may be there where the rules of calculus find none: of the integral to x of a g, g(x)
        return ZERO if term.loose else _surely_there(add(term.args[1], instantiate(term.args[-1], term.args[1])), facts)
    if term.op in INTEGRALS or term.op == "limit":  # what is in it is nothing by itself
        return term
    return rebuild(term, lambda part, _: _surely_there(part, facts), 0)


@rule
def restate(theorem: Theorem, formula: Formula) -> Theorem:
    """From φ: ψ, the two being one statement once definitions are unfolded.

    Side conditions: each index in ψ lies in its range, and each array that may have no entries has a value: (1/c) v has none where
    c is 0, though it would unfold to a list of nothing.
    """
    _require(_unfolded(theorem.conclusion) == _unfolded(well_typed(formula)), "the two statements unfold to different ones")
    facts = Facts.of(theorem.hypotheses)
    _in_range(formula, facts)
    for part, inside in written(formula, facts):
        if part.marks & PARTIAL and part.op not in (*FORMULAS, "lam") and not all(inside.at_least(d, 1) for d in shape(part)):
            defined(part, inside)
    return _theorem(theorem.hypotheses, formula, "definition", [theorem])


def _unfolded(formula):
    match formula.op, formula.args:
        case "forall" | "exists", (kind, _):
            x, body = opened(formula)
            return Term(formula.op, (kind, abstract(x, _unfolded(body))))
        case "and", parts:
            return Term("and", tuple(map(_unfolded, parts)))
        case "diverges", (left, direction):
            return Term("diverges", (expand(left, unfold=True), direction))
        case relation, sides:
            return Term(relation, tuple(map(_written_out, sides)))


def _written_out(term):
    """With definitions unfolded; an array by its entries."""
    indices = [*map(_fresh_index, shape(term))]
    term = expand(at(term, *indices), unfold=True)
    for k in reversed(indices):
        term = bind("lam", *k.args[2:], variable=k, body=term)
    return term


@rule
def settle(theorem: Theorem) -> Theorem:
    """From a reduces b: a = b.

    Side conditions: b has a value under the hypotheses.
    """
    left, right = _sides(theorem, "reduces")
    defined(right, Facts.of(theorem.hypotheses))
    return _theorem(theorem.hypotheses, Term("eq", (left, right)), "settle", [theorem])


@rule
def symmetric(theorem: Theorem) -> Theorem:
    """From a = b: b = a.

    Side conditions: none.
    """
    left, right = _sides(theorem, "eq")
    return _theorem(theorem.hypotheses, Term("eq", (right, left)), "symmetry", [theorem])


@rule
def transitive(first: Theorem, second: Theorem) -> Theorem:
    """From a R b and b S c: a S c where R is = or reduces; a R c where S is =; of <= and <, a < c if one of them is <, else a <= c.

    Side conditions: R and S are =, reduces, <=, < or ≠; from other pairs of them, a <= b and b reduces c say, nothing follows.
    """
    (a, b), (b2, c) = (_sides(theorem, "eq", "reduces", "le", "lt", "ne") for theorem in (first, second))
    _require(b == b2, "the first ends where the second does not begin")
    relation, then = first.conclusion.op, second.conclusion.op
    if relation in ("eq", "reduces"):  # b has a value if c has one, or if b S c says so
        relation = then
    elif then != "eq":
        _require({relation, then} <= {"le", "lt"}, "the relations do not compose")
        relation = "lt" if "lt" in (relation, then) else "le"
    return _theorem(_hypotheses(first, second), Term(relation, (a, c)), "transitivity", [first, second])


@rule
def congruence(context: Term, hole: Variable, theorem: Theorem) -> Theorem:
    """From a = b or a reduces b: C[a] reduces C[b], the hole standing for the place in the context C.

    Side conditions: the hole is a variable of the shape of a and b; as it is replaced, its sort must allow both.
    """
    a, b = _sides(theorem, "eq", "reduces")
    _require(same_shape(shape(a), tuple(hole.args[2:])), "the hole does not fit the two sides")
    left, right = substitute(context, {hole: a}), substitute(context, {hole: b})
    return _theorem(theorem.hypotheses, Term("reduces", (left, right)), "congruence", [theorem])


@rule
def under(
    op: str, parameters: tuple[Term | Sort | str, ...], variable: Variable, theorem: Theorem, near: Iterable[Theorem] = ()
) -> Theorem:
    """From f(x) R g(x) for every x that a binder B ranges over: B f R B g. R is =, or reduces, or for Σ, max and min also <= or <.

    An equation gives "B f reduces B g", unless B is Σ, Π, max, min or a vector over a range that has its terms. What holds of
    every x of the range may be assumed of x: that it lies between the ends of an integral, that the entries of a point of the
    simplex are at most their total, that x lies on its side of a limit point, that the range of Σ, Π or a vector has a member.
    Under a limit the hypotheses need to hold near the point only: those of `near` (limits of u that are positive or negative, so
    that u is so too near the point), and bounds beyond it.
    Side conditions: x is in no other hypothesis, in no end of the range and in no dimension of another variable; its domain is
    what the binder ranges over; the ends of an integral are in order, and where they may be equal and x is assumed to lie
    between them, f has a value at the lower one; the range is not empty for max, min and inequalities.
    """
    ranged = op in BINDERS and parameters and all(p.__class__ is Term for p in parameters[:2])
    _require(ranged, f"{op} binds nothing, or what it ranges over is missing")
    f, g = _sides(theorem, "eq", "reduces", *(["le", "lt"] if op in ("sum", "max", "min") else []))
    left, right = (well_typed(bind(op, *parameters, variable=variable, body=side)) for side in (f, g))
    kind = bound_sort(left).args
    _require(not any(isinstance(p, Term) and variable in p.free for p in parameters), "the variable is bound here")
    _require(variable.args[1:] == kind, f"{variable.args[0]} does not range over what {op} ranges over")
    local = local_hypotheses(op, parameters, variable)
    rest = [h for h in theorem.hypotheses if h not in local]
    if op == "limit":
        rest = _away(rest, variable, parameters, near)
    _not_assumed(rest, variable)
    relation = theorem.conclusion.op
    facts = Facts.of(rest)
    for p in parameters:
        if isinstance(p, Term) and p.op != "sort" and not _infinite(p):
            _in_range(p, facts)
    if op in ("max", "min") or relation in ("le", "lt"):
        _require(facts.at_least(sub(parameters[1], parameters[0]), 0), "the range may be empty")
    if op in ("integral", "simplex"):
        size = sub(parameters[1], parameters[0]) if op == "integral" else parameters[0]
        if op == "integral" and (_infinite(parameters[0]) or _infinite(parameters[1])):
            _require(parameters[0].op != "infinity" and parameters[1] != neg(INFINITY), "the limits are reversed")
            size = ONE
        allowed = POS if op == "simplex" else NIL | POS
        mask = facts.meant(size)
        _require(not mask & ~allowed, "the lower limit may lie above the upper one")
        if mask & NIL and set(theorem.hypotheses) & set(local):  # where the ends meet, nothing lies between them
            defined(instantiate(left.args[-1], parameters[0]), facts)
    if relation in ("eq", "reduces"):
        counted = op in INDEX_BINDERS and facts.at_least(sub(parameters[1], parameters[0]), -1)
        relation = "eq" if relation == "eq" and counted else "reduces"
    return _theorem(rest, Term(relation, (left, right)), f"under {op}", [theorem, *near])


@rule
def extensional(theorem: Theorem, *indices: Index) -> Theorem:
    """From u_i = v_i, or u_ij = v_ij, for all indices: u = v.

    Side conditions: each index runs over the whole of its dimension, is in no hypothesis, and not in u and v.
    """
    left, right = _sides(theorem, "eq")
    _require(len(set(indices)) == len(indices) > 0, "name each index once")
    for index in reversed(indices):
        _require(left.op == right.op == "at" and left.args[1] == right.args[1] == index, "the sides are not entries")
        left, right = left.args[0], right.args[0]
        _require(index not in left.free | right.free, "the index occurs in the vector itself")
        _not_assumed(theorem.hypotheses, index)
    dims = shape(left)
    _require(tuple(i.args[1:] for i in indices) == tuple(("index", ONE, d) for d in dims), "the indices do not run over the whole")
    _require(same_shape(dims, shape(right)), "the sides have different shapes")
    return _theorem(theorem.hypotheses, Term("eq", (left, right)), "entry by entry", [theorem])
