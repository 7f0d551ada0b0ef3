"""The rules: the only way to a Theorem.

    hypotheses |- conclusion

says: whatever values the free variables take in their domains, for every dimension n >= 1, if the hypotheses hold then
both sides of the conclusion have values and these are related.  There are two exceptions.  `a reduces b` says: if b has
a value, so has a, and it is the same one; `settle` makes an equation of it once b is known to have one.  `L diverges ±1`
says that the limit or the integral L is ±∞: it has no value then, so that no equation follows, and no reduction of it.

Each rule checks its side conditions itself and refuses (Refused, Undefined, IllTyped) when one is not met.
"""

from collections.abc import Callable, Iterable
from collections import Counter
from functools import partial, wraps
from inspect import signature
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from .definitions import expand, formula, well_typed
from .derivative import evaluate
from .normal import equal as same_normal_form
from .polynomial import Refused
from .signs import (
    DOMAINS, INSIDE, STRICTLY, NEG, NIL, POS, UNREAL, Facts, continues, near as near_point, obligations, ranges, taken,
)  # fmt: skip
from .terms import (
    BINDERS, INDEX_BINDERS, INFINITIES, INFINITY, INTEGERS, INTEGRALS, MAPS, MINUS, ONE, PRINCIPAL, ZERO, IllTyped,
    Made, Term, abstract, add, affine, argument, at, bind, bound_sort, div, entries, fn, fresh, from_affine, from_one,
    instantiate, is_real, is_whole, maps, mul, neg, num, occurs, opened, power, rebuild, same_shape, shape, sort, sub, substitute,
    subterms, surely_from_one, takes,
)  # fmt: skip

LABELS = {"definition", "derivative", "collapse", "gamma", "ranges", "turns"}
GAMMA = "Γ(x+1) = x Γ(x) for x > 0"
TURN = "e^(iπ/2) = i"
_SEAL = object()


class Theorem:
    """Made by the rules alone. It carries what it rests on: hypotheses, axioms, the rule and its premises."""

    __slots__ = ("hypotheses", "conclusion", "axioms", "rule", "premises", "data", "call", "__weakref__")

    def __init__(self, seal, hypotheses, conclusion, rule, premises=(), axioms=(), data=()):
        if seal is not _SEAL:
            raise TypeError("a theorem is made by the rules of the kernel, not by its constructor")
        hypotheses = tuple(dict.fromkeys(hypotheses))
        for statement in (conclusion, *hypotheses):
            formula(statement)
        for term in data:
            well_typed(term)
        _one_meaning_each(hypotheses, conclusion)
        _every_variable_has_values(hypotheses, (conclusion, *hypotheses, *data))
        set_ = object.__setattr__
        set_(self, "hypotheses", hypotheses)
        set_(self, "conclusion", conclusion)
        set_(self, "rule", rule)
        set_(self, "premises", tuple(premises))
        set_(self, "data", tuple(data))  # terms that the rule was given, for readers
        set_(self, "call", None)  # the rule with all that it was given: see `rule`
        set_(self, "axioms", frozenset(axioms).union(*(p.axioms for p in premises)))

    def __setattr__(self, *_):
        raise AttributeError("a theorem never changes")

    def __repr__(self):
        return f"{', '.join(map(repr, self.hypotheses))} |- {self.conclusion!r}"


def _one_meaning_each(hypotheses, conclusion):
    named = {}
    for variable in frozenset().union(conclusion.free, *(h.free for h in hypotheses)):
        _, domain, *dims = variable.args
        if not (takes(domain, dims) or maps(variable)):
            raise IllTyped(f"{variable.args[0]} is of no known domain")
        if variable.loose:
            raise IllTyped(f"{variable.args[0]} is free, and its dimension is bound")
        if named.setdefault(variable.args[0], variable) != variable:
            raise IllTyped(f"two variables are called {variable.args[0]}, with different domains")


def _every_variable_has_values(hypotheses, terms):
    """An index whose range may be empty would make a statement say nothing, and then vanish from it."""
    for term in terms:
        if term.loose:
            raise IllTyped(f"a bound index without its binder: {term!r}")
        for v in term.free:
            if v.args[1] == "index" and not (v.args[2] == ONE and from_one(v.args[3])):
                if not Facts.of(h for h in hypotheses if v not in h.free).at_least(sub(v.args[3], v.args[2]), 0):
                    raise Refused(f"the index {v.args[0]} may have an empty range; add a hypothesis")


# what a rule takes, where that is more than an expression
Formula, Sort = Annotated[Term, "a formula"], Annotated[Term, "a sort"]
Variable, Index = Annotated[Term, "a variable"], Annotated[Term, "an index variable"]
OF_KIND = {
    "an expression": lambda t: t.op == "var" and maps(t) or shape(t) is not None,
    "a formula": formula,
    "a sort": lambda t: t.op == "sort" and takes(t.args[0], t.args[1:]),
    "a variable": lambda t: t.op == "var" and OF_KIND["an expression"](t),
    "an index variable": lambda t: t.op == "var" and t.args[1] == "index" and shape(t) is not None,
}
RULES = {}  # every rule by its name


def rule(function: Callable) -> Callable:
    """A rule: what it is handed is looked at once and frozen, and the theorem keeps it, so that it can be written down.

    Each argument has to be of the kind that its annotation names, and closed: a binder would catch a bound index.
    """
    kinds = {p.name: (_told(p.annotation), _of(p.annotation)) for p in signature(function).parameters.values()}
    places = list(kinds)

    @wraps(function)
    def steady(*args, **named):
        args, named = _frozen(args), {key: _frozen(a) for key, a in named.items()}
        names = [*places, *places[-1:] * (len(args) - len(places))]  # what is left belongs to the last
        for name, value in [*zip(names, args), *named.items()]:
            kind, fits = kinds.get(name, ("", None))
            if fits and not fits(value):
                raise IllTyped(f"{function.__name__}: the argument {name} is not {kind}: {value!r} ({type(value).__name__})")
        theorem = function(*args, **named)
        object.__setattr__(theorem, "call", (function.__name__, args, named))
        return theorem

    RULES[function.__name__] = steady
    return steady


def _of(kind):
    """A test of whether something, once it is frozen, is of the kind that an annotation names."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated or kind is Term:
        return partial(_is_closed, OF_KIND[_told(kind)])
    tests = [_of(part) for part in parts if part is not ...]
    if origin in (Union, UnionType):
        return lambda value: any(test(value) for test in tests)
    if origin is dict:
        return lambda value: value.__class__ is dict and all(tests[0](k) and tests[1](v) for k, v in value.items())
    if origin is tuple and parts[-1] is not ...:
        return lambda value: value.__class__ is tuple and len(value) == len(tests) and all(t(v) for t, v in zip(tests, value))
    if origin in (tuple, Iterable):
        return lambda value: value.__class__ in (tuple, frozenset) and all(map(tests[0], value))
    return lambda value: value.__class__ is kind or value.__class__ is Made and kind is str


def _is_closed(fits, value):
    """Is it a term of a kind, without a bound index that is not bound in it?"""
    try:
        return value.__class__ is Term and not value.loose and bool(fits(value))
    except IllTyped:
        return False


def _told(kind):
    """A kind in words."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return parts[1]
    if origin in (Union, UnionType):
        return " or ".join(map(_told, parts))
    if origin is dict:
        return f"pairs of {_told(parts[0])} and {_told(parts[1])}"
    if origin in (tuple, Iterable):
        return "a list, each of " + " and ".join(_told(part) for part in parts if part is not ...)
    return {Term: "an expression", Theorem: "a theorem", str: "a word", int: "a whole number"}[kind]


EXACT = {Term, Theorem, str, Made, int, type(None)}


def _frozen(given):
    """What a rule is handed, as it is at one look: terms, theorems, names and numbers, and tuples, sets and cases of these."""
    kind = given.__class__
    if kind in EXACT:
        return given
    if isinstance(given, dict):
        return dict(zip(map(_frozen, dict.keys(given)), map(_frozen, dict.values(given))))
    if isinstance(given, (set, frozenset)):
        return frozenset(map(_frozen, given))
    if isinstance(given, (tuple, list)) or hasattr(given, "__next__") or hasattr(given, "keys"):
        return tuple(map(_frozen, given))
    return given  # of no kind that a rule takes: see _of


def _theorem(hypotheses, conclusion, rule, premises=(), axioms=(), data=()):
    return Theorem(_SEAL, hypotheses, conclusion, rule, premises, axioms, data)


def _hypotheses(*theorems):
    return [h for theorem in theorems for h in theorem.hypotheses]


def _sides(theorem, *relations):
    if theorem.conclusion.op not in relations:
        raise Refused(f"expected a theorem with {' or '.join(relations)}, not {theorem.conclusion.op}")
    return theorem.conclusion.args


def _require(condition, message):
    if not condition:
        raise Refused(message)


def defined(term: Term, facts: Facts) -> None:
    """Raise Undefined unless the term has a value under the facts."""
    _in_range(term, facts)
    for k in map(_fresh_index, shape(term)):
        term = at(term, k)
    facts.require_defined(expand(term, unfold=True))


def _in_range(term, facts):
    """As written, every index lies in its range: unfolding may drop an entry that is not there."""
    for what, place, where in ranges(term, facts):
        where.discharge(what, place)


def _fresh_index(dim):
    return fresh("k", "index", ONE, dim)


# --- logic ----------------------------------------------------------------------------------------------------------


@rule
def assume(formula: Formula, given: Iterable[Formula] = ()) -> Theorem:
    """Γ, φ ⊢ φ.

    Side conditions: none.
    """
    return _theorem([well_typed(formula), *map(well_typed, given)], formula, "assume")


@rule
def cut(theorem: Theorem, lemma: Theorem) -> Theorem:
    """From Γ, φ ⊢ ψ and Δ ⊢ φ: Γ, Δ ⊢ ψ.

    Side conditions: φ, as it is written, is one of the hypotheses.
    """
    _require(lemma.conclusion in theorem.hypotheses, "the lemma proves none of the hypotheses")
    rest = [h for h in theorem.hypotheses if h != lemma.conclusion]
    return _theorem([*rest, *lemma.hypotheses], theorem.conclusion, "cut", [theorem, lemma])


@rule
def weaken(theorem: Theorem, *hypotheses: Formula) -> Theorem:
    """From Γ ⊢ ψ: Γ, φ ⊢ ψ.

    Side conditions: none.
    """
    return _theorem([*theorem.hypotheses, *map(well_typed, hypotheses)], theorem.conclusion, "weaken", [theorem])


@rule
def both(*theorems: Theorem) -> Theorem:
    """From φ and ψ and so on: φ and ψ and so on, in one statement.

    Side conditions: at least one theorem is given.
    """
    _require(theorems, "nothing is not a statement")
    parts = tuple(t.conclusion for t in theorems)
    return _theorem(_hypotheses(*theorems), Term("and", parts), "both", theorems)


@rule
def part(theorem: Theorem, place: int) -> Theorem:
    """From "φ and ψ and so on": the one at a place, counted from 0.

    Side conditions: there is one.
    """
    (*parts,) = _sides(theorem, "and")
    _require(place in range(len(parts)), "there is no such part")
    return _theorem(theorem.hypotheses, parts[place], "part", [theorem])


@rule
def generalise(theorem: Theorem, variable: Variable) -> Theorem:
    """From φ(x): for all x in its domain, φ(x).

    Side conditions: x is in no hypothesis, nor in the dimensions of another variable of φ.
    """
    _not_assumed(theorem.hypotheses, variable)
    body = abstract(variable, theorem.conclusion)
    conclusion = Term("forall", (sort(*variable.args[1:]), body), variable.args[0].split("'")[0])
    return _theorem(theorem.hypotheses, conclusion, "for all", [theorem])


def _not_assumed(hypotheses, variable, allowed=()):
    for h in hypotheses:
        if h not in allowed and variable in h.free:
            raise Refused(f"{variable.args[0]} occurs in the hypothesis {h!r}")


@rule
def witness(theorem: Theorem, statement: Formula, value: Term) -> Theorem:
    """From φ(t): there is an x in its domain with φ(x).

    Side conditions: t has a value, and that lies in the domain of x, under the hypotheses.
    """
    _require(statement.op == "exists", "not a statement that something exists")
    kind, body = statement.args
    _in_domain(value, kind.args, Facts.of(theorem.hypotheses))
    _require(theorem.conclusion == instantiate(body, value), "the theorem does not show the statement at this value")
    return _theorem(theorem.hypotheses, statement, "witness", [theorem])


@rule
def obtain(theorem: Theorem, consequence: Theorem, variable: Variable) -> Theorem:
    """From Γ ⊢ there is an x with φ(x), and Δ, φ(x) ⊢ ψ: Γ, Δ ⊢ ψ.

    Side conditions: x ranges over the domain that the first theorem names, and is neither in its statement, nor in Δ, nor in ψ.
    """
    kind, body = _sides(theorem, "exists")
    _require(variable.args[1:] == kind.args, "the variable ranges over something else")
    _require(variable not in theorem.conclusion.free, "the variable occurs in what says that there is one")
    supposed = instantiate(body, variable)
    rest = [h for h in consequence.hypotheses if h != supposed]
    _not_assumed(rest, variable)
    _require(variable not in consequence.conclusion.free, "the conclusion speaks of the one that there is")
    return _theorem([*theorem.hypotheses, *rest], consequence.conclusion, "there is one", [theorem, consequence])


@rule
def valued(theorem: Theorem, side: str = "left") -> Theorem:
    """From a = b, a <= b, a < b or a ≠ b: there is an x with a = x, or with b = x for the right side, as both have values.

    Side conditions: the side is a number; x is real if that is by its sort, else complex.
    """
    _require(side in ("left", "right"), "a side is left or right")
    named = _sides(theorem, "eq", "le", "lt", "ne")[side == "right"]
    kind = sort("real" if is_real(named) else "complex")
    x = fresh("x", *kind.args)
    return _theorem(theorem.hypotheses, Term("exists", (kind, abstract(x, Term("eq", (named, x))))), "a value", [theorem])


@rule
def specialise(theorem: Theorem, value: Term) -> Theorem:
    """From "for all x, φ(x)": φ(t).

    Side conditions: t has a value, and that lies in the domain of x, under the hypotheses.
    """
    kind, body = _sides(theorem, "forall")
    _in_domain(value, kind.args, Facts.of(theorem.hypotheses))
    return _theorem(theorem.hypotheses, instantiate(body, value), "specialise", [theorem])


@rule
def substitution(theorem: Theorem, values: dict[Variable, Term]) -> Theorem:
    """From Γ ⊢ φ: Γ[t/x] ⊢ φ[t/x], for several variables at once.

    Side conditions: each t has a value in the domain of its x, with the other values put into this domain, under Γ[t/x].
    """
    case = dict(values)
    hypotheses = [well_typed(substitute(h, case)) for h in theorem.hypotheses]
    facts = Facts.of(hypotheses)
    for v, t in values.items():
        _in_domain(t, [a if isinstance(a, str) else substitute(a, case) for a in v.args[1:]], facts)
    return _theorem(hypotheses, substitute(theorem.conclusion, case), "substitution", [theorem])


@rule
def function_replaced(theorem: Theorem, f: Variable, x: Variable, body: Term, given: Iterable[Formula] = ()) -> Theorem:
    """From Γ ⊢ φ, where f is a function: Γ[g/f] ⊢ φ[g/f], g being x ↦ t. Derivatives of f become derivatives of t.

    Side conditions: f is no array of functions; for every x where f is defined, and under the hypotheses `given`, which are kept,
    as "for all x" where they speak of x, t has a value where f has its values, and as many derivatives as f has, at sight: by
    rules that, in a vector x, show t to be totally differentiable and not in each entry alone.
    """
    _require(maps(f) and not entries(f), "not a function")
    source, values, order = MAPS[f.args[1]]
    _require(x.args[1:] == (("real", *argument(f)) if argument(f) else (source,)), "the variable does not range over what f is of")
    kept = [Term("forall", (sort(*x.args[1:]), abstract(x, h))) if x in h.free else h for h in given]
    where = [Term("lt", (ZERO, size(x))) for size in INSIDE.get(source, ())] if argument(f) else []
    facts = Facts.of([*given, *where])
    _in_domain(body, (values,), facts)
    for times in range(1, order + 1):
        defined(_slope(x, x, body, times), facts)
    *hypotheses, conclusion = (_with_function(h, f, x, body) for h in (*theorem.hypotheses, theorem.conclusion))
    return _theorem([*kept, *hypotheses], conclusion, "a particular function", [theorem])


def _slope(point, x, body, times):
    """The derivative of a term in x, so many times over, at a point; in a vector x the vector of the partial derivatives."""
    if len(x.args) > 2 and times:
        return bind("gradient", sort(*x.args[1:]), point, variable=x, body=body)
    for _ in range(times - 1):
        body = bind("deriv", sort(*x.args[1:]), x, variable=x, body=body)
    return bind("deriv", sort(*x.args[1:]), point, variable=x, body=body) if times else substitute(body, {x: point})


def _with_function(term, f, x, body):
    """A term or a formula with x ↦ body for the function f."""
    if not occurs(f, term):
        return term
    if term.op == "call" and term.args[0] == f:
        _, order, u = term.args
        return _slope(_with_function(u, f, x, body), x, body, order.args[0])
    if term.op not in BINDERS:
        return rebuild(term, lambda part, _: _with_function(part, f, x, body), 0)
    y, inner = opened(term)
    parts = (_with_function(a, f, x, body) if isinstance(a, Term) else a for a in term.args[:-1])
    return Term(term.op, (*parts, abstract(y, _with_function(inner, f, x, body))), term.hint)


def _in_domain(value, kind, facts):
    domain, *dims = kind
    if domain in MAPS:
        _require(value.op == "var" and value.args[1:] == tuple(kind), "a function gives way to another of its domain alone")
        return
    if domain == "index":
        first, last = dims
        inside = facts.in_range(value, first, last)
        _require(inside, f"{value!r} may lie outside {first!r}..{last!r}")
        return
    if domain == "dimension":
        _require(facts.at_least(value, 1), f"{value!r} may be less than 1")
        return
    if not same_shape(shape(value), tuple(dims)):
        raise IllTyped(f"{value!r} does not have the shape of the variable it replaces")
    if domain != "complex" and not is_real(value):
        raise IllTyped(f"{value!r} need not be real, as the variable is that it replaces")
    if domain in INTEGERS and not is_whole(value):
        raise IllTyped(f"{value!r} need not be a whole number, as the variable is that it replaces")
    _in_range(value, facts)
    for k in map(_fresh_index, dims):
        value = at(value, k)
    whole = expand(value, unfold=True)
    facts.require_defined(whole)
    _require(not facts.mask(evaluate(whole)) & ~DOMAINS[domain], f"{value!r} may lie outside the domain {domain}")
    if domain == "(0, 1)":
        _require(facts.mask(evaluate(sub(ONE, whole))) == POS, f"{value!r} may lie outside (0, 1)")


# --- equality -------------------------------------------------------------------------------------------------------


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
    on both sides may have none: on the right they stand in no sum, product or array that may be empty.
    """
    facts = Facts.of(given)
    _require(_same(left, right, facts, using), "the two sides have different normal forms")
    _in_range(left, facts)
    assumed = set(_open_obligations(right, facts))
    for what, place, where in _all_obligations(left, facts):
        if not (what.startswith("no value") and place in assumed):
            where.discharge(what, place)
    return _theorem(given, Term("reduces", (left, right)), _named("normal form", using), axioms=_axioms(using))


def _named(rule, using):
    return rule + "".join(f", {label}" for label in sorted(using))


def _all_obligations(term, facts):
    return obligations(_spelt_out(term), facts)


def _open_obligations(term, facts):
    there = _surely_there(_spelt_out(term), facts)
    return [place for what, place, _ in obligations(there, facts) if what.startswith("no value")]


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
    if term.op in INTEGRALS or term.op == "limit":  # what is in it is nothing by itself
        return term
    return rebuild(term, lambda part, _: _surely_there(part, facts), 0)


@rule
def restate(theorem: Theorem, formula: Formula) -> Theorem:
    """From φ: ψ, the two being one statement once definitions are unfolded.

    Side conditions: each index in ψ lies in its range.
    """
    _require(_unfolded(theorem.conclusion) == _unfolded(well_typed(formula)), "the two statements unfold to different ones")
    _in_range(formula, Facts.of(theorem.hypotheses))
    return _theorem(theorem.hypotheses, formula, "definition", [theorem])


def _unfolded(formula):
    match formula:
        case Term("forall" | "exists", (kind, _)):
            x, body = opened(formula)
            return Term(formula.op, (kind, abstract(x, _unfolded(body))))
        case Term("and", parts):
            return Term("and", tuple(map(_unfolded, parts)))
        case Term("diverges", (left, direction)):
            return Term("diverges", (expand(left, unfold=True), direction))
        case Term(relation, sides):
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


def local_hypotheses(op: str, parameters: Iterable, x: Term) -> list[Term]:
    """What may be assumed of the bound variable: inside the interval or the simplex, near the limit point but not at it."""
    match op, parameters:
        case "simplex", (whole, dim):
            k = _fresh_index(dim)
            return [Term("forall", (sort(*k.args[1:]), abstract(k, Term("le", (at(x, k), whole)))), "k")]
        case "sum" | "prod" | "lam", (first, last):
            return [Term("le", (first, last))]  # over no index at all both sides are the same
        case "integral", (lower, upper):
            ends = [] if _infinite(lower) else [Term("lt", (lower, x))]
            return ends if _infinite(upper) else [*ends, Term("lt", (x, upper))]
        case "limit", (_, point, side):
            if _infinite(point):
                return [Term("lt", (ZERO, x) if point.op == "infinity" else (x, ZERO))]
            return {"+": [Term("lt", (point, x))], "-": [Term("lt", (x, point))], "+-": [Term("ne", (x, point))]}[side]
    return []


def _infinite(term):
    return term in INFINITIES


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


# --- determinants ---------------------------------------------------------------------------------------------------


@rule
def determinant(theorem: Theorem, d: Term, u: Term, v: Term) -> Theorem:
    """From A_ij = d_i δ_ij + u_i v_j for all i and j: det A = Π_i d_i + Σ_k u_k v_k Π_{i<k} d_i Π_{i>k} d_i.

    For it is linear in each row, and 0 where two rows are multiples of v. That A has a row may be assumed, if A has a value
    without that: without a row both are 1.
    Side conditions: i and j are two indices that run over all rows and columns of A, 0 or more, and are in no other hypothesis and
    not in A; i is not in v_j, and j not in d_i and u_i.
    """
    matrix, i, j, rows, hypotheses = _every_entry(theorem)
    split = add(mul(d, Term("delta", (i, j))), mul(u, v))
    _require(theorem.conclusion.args[1] == split, "the entries are not those of a diagonal and a product")
    _require(not (occurs(i, v) or occurs(j, d) or occurs(j, u)), "a row or a column depends on the other index")
    k = _fresh_index(rows)

    def product(first, last):
        own = fresh("i", "index", first, last)
        return bind("prod", first, last, variable=own, body=substitute(d, {i: own}))

    crossed = mul(substitute(u, {i: k}), substitute(v, {j: k}), product(ONE, add(k, MINUS)), product(add(k, ONE), rows))
    value = add(product(ONE, rows), bind("sum", ONE, rows, variable=k, body=crossed))
    return _theorem(hypotheses, Term("eq", (fn("det", matrix), value)), "determinant of a diagonal and a product", [theorem])


@rule
def determinant_multiplied(theorem: Theorem, a: Term, b: Term) -> Theorem:
    """From C_ij = Σ_k A_ik B_kj for all i and j: det C = det A · det B. That C has a row may be assumed, if A, B and C have
    values without that.

    Side conditions: i and j are as in `determinant`, and not in A and B; A and B are of the shape of C.
    """
    matrix, i, j, rows, hypotheses = _every_entry(theorem, a, b)
    k = _fresh_index(rows)
    product = bind("sum", ONE, rows, variable=k, body=mul(at(a, i, k), at(b, k, j)))
    _require(theorem.conclusion.args[1] == product, "the entries are not those of a product")
    _require(not any(occurs(index, factor) for index in (i, j) for factor in (a, b)), "a factor depends on an index")
    _require(same_shape(shape(a), shape(matrix)), "the left factor has other dimensions")
    _require(same_shape(shape(b), shape(matrix)), "the right factor has other dimensions")
    conclusion = Term("eq", (fn("det", matrix), mul(fn("det", a), fn("det", b))))
    return _theorem(hypotheses, conclusion, "determinant of a product", [theorem])


def _every_entry(theorem, *factors):
    """A, i, j, the number of rows, and the hypotheses but "there is a row", of a theorem A_ij = … for all i and j."""
    match _sides(theorem, "eq"):
        case Term("at", (Term("at", (matrix, i)), j)), _:
            rows, *_ = shape(matrix)
        case _:
            raise Refused("the left side is no entry of a matrix")
    _require(i.args[1:] == j.args[1:] == ("index", ONE, rows), "the indices do not run over all rows and columns")
    _require(i != j, "the two indices are one")
    _require(not (occurs(i, matrix) or occurs(j, matrix)), "an index occurs in the matrix itself")
    hypotheses = [h for h in theorem.hypotheses if h != Term("le", (ONE, rows))]
    for index in (i, j):
        _not_assumed(hypotheses, index)
    facts = Facts.of(hypotheses)
    _require(facts.at_least(rows, 0), "the rows may be fewer than none")
    for array in (matrix, *factors) if len(hypotheses) < len(theorem.hypotheses) else ():  # (1/m) A has no value where m = 0
        defined(array, facts)
    return matrix, i, j, rows, hypotheses


# --- order ----------------------------------------------------------------------------------------------------------

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
    allowed = {"eq": NIL, "le": NIL | POS, "lt": NIL | POS}.get(goal.op)
    _require(allowed is not None and not mask & ~allowed, f"the sign of the remainder {slack!r} is not manifest")
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
def cases(order: Theorem, equal_case: Theorem, less_case: Theorem) -> Theorem:
    """From a <= b, and φ both where a = b and where a < b: φ.

    Side conditions: all other hypotheses of the two cases are kept.
    """
    a, b = _sides(order, "le")
    assumed = [Term("eq", (a, b)), Term("lt", (a, b))]
    _require(equal_case.conclusion == less_case.conclusion, "the two cases show different things")
    rest = [*order.hypotheses, *(h for h in equal_case.hypotheses if h != assumed[0])]
    rest += [h for h in less_case.hypotheses if h != assumed[1]]
    return _theorem(rest, equal_case.conclusion, "cases", [order, equal_case, less_case])


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
    assumed = Term("lt", (left, right)), Term("eq", (left, right)), Term("lt", (right, left))
    theorems = less, equal, greater
    _require(len({t.conclusion for t in theorems}) == 1, "the cases show different things")
    facts = Facts.of(given)
    for side in (left, right):
        defined(side, facts)
    rest = [h for case, t in zip(assumed, theorems) for h in t.hypotheses if h != case]
    return _theorem([*given, *rest], less.conclusion, "trichotomy", theorems)


@rule
def next_integer(theorem: Theorem) -> Theorem:
    """From a < b: a + 1 <= b.

    Side conditions: a and b are whole by their sorts.
    """
    a, b = _sides(theorem, "lt")
    _require(is_whole(a) and is_whole(b), "the two sides are not known to be integers")
    return _theorem(theorem.hypotheses, Term("le", (add(a, ONE), b)), "next integer", [theorem])


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
def product(first: Theorem, second: Theorem) -> Theorem:
    """From a R b and c S d: 0 <= (b − a)(d − c), and 0 < (b − a)(d − c) where R and S are both <.

    Side conditions: none.
    """
    (a, b), (c, d) = _sides(first, "le", "lt"), _sides(second, "le", "lt")
    relation = "lt" if first.conclusion.op == second.conclusion.op == "lt" else "le"
    conclusion = Term(relation, (ZERO, mul(sub(b, a), sub(d, c))))
    return _theorem(_hypotheses(first, second), conclusion, "product of inequalities", [first, second])


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


# --- limits ---------------------------------------------------------------------------------------------------------


def _away(hypotheses, x, approach, near):
    """The hypotheses that do not hold by themselves near the point, and those of the limits `near`.

    x < b holds near a if a < b; 0 < u(x) holds near a if u(x) tends to a positive number, which a theorem in `near` says.
    """
    kind, point, side = approach
    lasting = Facts.of(g for g in hypotheses if x not in g.free)
    met = [h for theorem in near for h in _met_near(theorem, x, approach)]
    rest = [h for h in hypotheses if h not in met and not _near(h, x, point, side, lasting)]
    return [*rest, *_hypotheses(*near)]


def _left_near(theorems, x, approach, near, given=()):
    """The hypotheses of theorems that are needed of an x near the point: none that holds there by itself, and none of x."""
    _require(x.args[1:] == approach[0].args and x not in approach[1].free, "the variable is of another kind, or bound here")
    local = local_hypotheses("limit", approach, x)
    rest = _away([h for h in (*given, *_hypotheses(*theorems)) if h not in local], x, approach, near)
    _not_assumed(rest, x)
    return rest


def _met_near(theorem, x, approach):
    """What follows near the point from lim u = b, b not being 0: u is not 0, and has the sign of b if it is real."""
    limit, b = _sides(theorem, "eq")
    _require(limit.op == "limit" and limit.args[:3] == tuple(approach), "a limit at another point")
    _require(x not in theorem.conclusion.free, "the limit varies with what approaches the point")
    u = instantiate(limit.args[3], x)
    mask = Facts.of(theorem.hypotheses).meant(b)
    _require(mask in (POS, NEG), f"the limit {b!r} is not shown to be positive or negative")
    apart = Term("ne", (u, ZERO))
    return [Term("lt", (ZERO, u) if mask == POS else (u, ZERO)), apart]


def _near(h, x, point, side, facts):
    if h.op != "lt" or x not in h.args:
        return False
    bound = h.args[1] if h.args[0] == x else h.args[0]
    if x in bound.free or any(t.op == "infinity" for t in subterms(bound)) or shape(bound):
        return False
    defined(bound, facts)
    if _infinite(point):
        return (h.args[1] == x) == (point.op == "infinity")
    gap = sub(bound, point) if h.args[0] == x else sub(point, bound)
    return facts.meant(gap) == POS


def _approach(kind, point, side):
    """Can a variable of this kind come as near to the point from this side as one likes?"""
    domain = kind.args[0]
    _require(domain in ("real", "positive") and len(kind.args) == 1, f"no limit in a variable of kind {domain}")
    _require(side in ("+", "-", "+-"), f"a limit comes from '+', '-' or '+-', not {side!r}")
    if _infinite(point):
        _require(domain == "real" or point.op == "infinity", "a positive variable does not tend to minus infinity")
        return
    facts = Facts.of()
    defined(point, facts)
    mask = facts.meant(point)
    inside = POS if domain == "positive" else NEG | NIL | POS
    _require(not mask & ~inside or (domain == "positive" and mask == NIL and side == "+"), "the point is not approached")


def _approach_or_count(kind, point, side):
    """The same; or is it a whole number that tends to infinity?"""
    if kind.args[0] in INTEGERS:
        _require(point == INFINITY, "whole numbers come near to nothing but infinity")
    else:
        _approach(kind, point, side)


@rule
def limit_of_variable(kind: Sort, point: Term, side: str, name: str = "x") -> Theorem:
    """lim x = a as x → a; lim 1/x = 0 as x → ∞ or x → −∞.

    Side conditions: the point has a value and is one that a real or positive variable approaches, from the side that is named.
    """
    _approach(kind, point, side)
    x = fresh(name, *kind.args)
    far = _infinite(point)
    body, value = (power(x, MINUS), ZERO) if far else (x, point)
    left = bind("limit", kind, point, side, variable=x, body=body)
    return _theorem([], Term("eq", (left, value)), "limit of 1/x" if far else "limit of x")


@rule
def limit_along_steps(limit: Term, theorem: Theorem, step: int = 1, shift: int = 0) -> Theorem:
    """From lim f(x) = v as x → ∞: lim f(c n + d) = v as n → ∞ through whole numbers. From lim f(n + d) = v: lim f(n) = v. So too
    where they diverge.

    Side conditions: c is a whole number from 1 on, d one from 0 on.
    """
    left, value = _sides(theorem, "eq", "diverges")
    _require(limit.op == left.op == "limit" and limit.args[1:3] == left.args[1:3], "not two limits of one kind")
    kind, point = limit.args[:2]
    _require(kind.args[0] in INTEGERS and point == INFINITY, "not a limit along the whole numbers")
    _require(step >= 1 and shift >= 0, "the steps do not lead to infinity")
    n = fresh("n", *kind.args)
    later = from_affine({n: step}, shift)
    forwards = instantiate(left.args[3], later) == instantiate(limit.args[3], n)
    backwards = step == 1 and instantiate(limit.args[3], later) == instantiate(left.args[3], n)
    _require(forwards or backwards, "the one sequence is not a part of the other")
    return _theorem(theorem.hypotheses, Term(theorem.conclusion.op, (limit, value)), "part of a sequence", [theorem])


@rule
def limit_two_sided(below: Theorem, above: Theorem) -> Theorem:
    """From lim f = v as x → a from below and from above: lim f = v as x → a. So too where both diverge in one direction.

    Side conditions: a is not infinite; the value is written alike in the two.
    """
    relation = below.conclusion.op
    (left, value), (right, value2) = _sides(below, "eq", "diverges"), _sides(above, relation)
    _require(left.op == right.op == "limit" and value == value2, "the two limits differ")
    kind, point, side, body = left.args
    _require(side == "-" and right.args == (kind, point, "+", body) and not _infinite(point), "not the two sides of a point")
    conclusion = Term(relation, (Term("limit", (kind, point, "+-", body), left.hint), value))
    return _theorem(_hypotheses(below, above), conclusion, "from both sides", [below, above])


@rule
def limit_substituted(
    limit: Term, theorem: Theorem, inner: Theorem, g: Term, t: Variable, given: Iterable[Formula] = ()
) -> Theorem:
    """From lim_{t→0+} f(g(t)) = v and lim_{t→0+} g(t) = a: lim f(x) = v as x → a from the side of a where g is. If a is infinite,
    from lim 1/g(t) = 0. So too for a limit that diverges.

    By the intermediate value theorem g takes every value near a, on that side, at some small t.
    Side conditions: the limit in x is one-sided, and at a point that x approaches; g has values, is continuous and lies on that
    side of a, for every t > 0 and at sight; t is in no hypothesis.
    """
    _require(limit.op == "limit", "not a limit")
    kind, point, side, f = limit.args
    _approach(kind, point, side)
    _require(t.args[1:] == ("positive",) and t not in limit.free, "the new variable must be new, and positive")
    far = _infinite(point)
    _require(far or side != "+-", "a two-sided limit comes from two one-sided ones")
    small = {"+": sub(g, point), "-": sub(point, g)}[side] if not far else g if point.op == "infinity" else neg(g)
    at_zero = sort("positive"), ZERO, "+"
    tends = bind("limit", *at_zero, variable=t, body=power(g, MINUS) if far else g)
    _require(inner.conclusion == Term("eq", (tends, ZERO if far else point)), "the substituted function does not tend to the point")
    left, value = _sides(theorem, "eq", "diverges")
    expected = bind("limit", *at_zero, variable=t, body=instantiate(f, g))
    _require(left == expected, "the theorem is not about the substituted function")
    hypotheses = [*given, *_hypotheses(theorem, inner)]
    _not_assumed(hypotheses, t)
    facts = Facts.of(hypotheses)
    parts = subterms(expand(g, unfold=True))
    _require(all(continues(u) for u in parts if t in u.free), "not known to be continuous")
    _in_range(g, facts)
    for what, place, where in _all_obligations(g, facts):
        where.discharge(STRICTLY.get(what, what), place)
    _require(facts.meant(small) == POS, "the substituted function may lie on another side of the point")
    return _theorem(hypotheses, Term(theorem.conclusion.op, (limit, value)), "substitution in a limit", [theorem, inner])


@rule
def l_hopital(
    numerator: Theorem,
    denominator: Theorem,
    slopes: Theorem,
    x: Variable,
    f: Term,
    g: Term,
    kind: Sort,
    point: Term,
    side: str,
    given: Iterable[Formula] = (),
    near: Iterable[Theorem] = (),
) -> Theorem:
    """From lim f = 0, lim g = 0 and lim f′/g′ = v: lim f/g = v.

    Side conditions: f and g have derivatives, and g′ ≠ 0 at sight, near the point, but not at it; v does not depend on x; x is
    in no hypothesis save in what holds near the point (as in `under`).
    """
    _approach(kind, point, side)
    approach = (kind, point, side)
    for theorem, body in ((numerator, f), (denominator, g)):
        expected = Term("eq", (bind("limit", *approach, variable=x, body=body), ZERO))
        _require(theorem.conclusion == expected, "numerator and denominator must be shown to tend to 0")
    first, second = (bind("deriv", kind, x, variable=x, body=body) for body in (f, g))
    limit, value = _sides(slopes, "eq")
    _require(limit == bind("limit", *approach, variable=x, body=div(first, second)), "not the limit of f'/g'")
    _require(x not in value.free, "the limit depends on the variable")
    theorems = [numerator, denominator, slopes, *near]
    rest = _left_near(theorems, x, approach, near, given)
    around = Facts.of([*given, *_hypotheses(*theorems), *local_hypotheses("limit", approach, x)])
    for term in (first, second):
        defined(term, around)
    _require(not around.meant(second) & (NIL | UNREAL), "the derivative of the denominator may vanish")
    conclusion = Term("eq", (bind("limit", *approach, variable=x, body=div(f, g)), value))
    return _theorem(rest, conclusion, "l'Hôpital's rule", theorems)


@rule
def limit_through(
    context: Term,
    holes: Variable | tuple[Variable, ...],
    theorems: Theorem | tuple[Theorem, ...],
    kind: Sort,
    point: Term,
    side: str,
) -> Theorem:
    """From lim g_k(x) = b_k for each hole k: lim F(g(x)) = F(b), holes being numbers or vectors.

    Side conditions: F is made of continuous operations where it depends on the holes, and has values near b, not at it alone;
    the holes are complex, or real where the g_k are, and no hypothesis speaks of them.
    """
    _approach_or_count(kind, point, side)
    holes, theorems = (several if isinstance(several, tuple) else (several,) for several in (holes, theorems))
    _require(len(set(holes)) == len(holes) == len(theorems), "one theorem for each hole")
    hypotheses = _hypotheses(*theorems)
    names = (t.hint for theorem in theorems for t in subterms(theorem.conclusion) if t.op == "limit")
    x = fresh(next(names, None) or "x", *kind.args)
    inside, value = {}, {}
    for hole, theorem in zip(holes, theorems):
        wide = hole.args[1] == "complex" or hole.args[1] == "real" and is_real(theorem.conclusion)
        _require(wide, "the inner function or its limit may lie outside the domain of the hole")
        _not_assumed(hypotheses, hole)
        g, value[hole] = _limit_parts(hole, theorem, kind, point, side)
        inside[hole] = instantiate(g, x)
    odd = next((t for t in subterms(expand(context, unfold=True)) if t.free & set(holes) and not continues(t)), None)
    _require(odd is None, f"{odd and odd.op} is not known to be continuous")
    facts = Facts.of(hypotheses)
    _in_range(context, facts)
    for whole in _entries(context):
        for what, place, where in near_point(whole, value, facts):
            where.discharge(what, place)
    limit = bind("limit", kind, point, side, variable=x, body=substitute(context, inside))
    conclusion = Term("eq", (limit, substitute(context, value)))
    return _theorem(hypotheses, conclusion, "limit through a continuous function", theorems)


def _entries(term):
    """A number as itself, a vector by its general entry."""
    for k in map(_fresh_index, shape(term)):
        term = at(term, k)
    return [term]


def _limit_parts(hole, theorem, kind, point, side):
    """The inner function (as the body of a binder in x) and its limit, a number or a vector by its entries."""
    approach = (kind, point, side)
    if theorem.conclusion.op != "forall":
        limit, b = _sides(theorem, "eq")
        _require(limit.op == "limit" and limit.args[:3] == approach and len(hole.args) == 2, "not the limit of a number")
        return limit.args[3], b
    _require(theorem.conclusion.args[0] == sort("index", ONE, *hole.args[2:]), "the indices do not fit the hole")
    k, inner = opened(theorem.conclusion)
    _require(inner.op == "eq" and inner.args[0].op == "limit" and inner.args[0].args[:3] == approach, "not a limit")
    x, g = opened(inner.args[0])
    vector = bind("lam", *k.args[2:], variable=k, body=g)
    return abstract(x, vector), bind("lam", *k.args[2:], variable=k, body=inner.args[1])


@rule
def squeeze(
    lower: Theorem,
    upper: Theorem,
    below: Theorem,
    above: Theorem,
    x: Variable,
    kind: Sort,
    point: Term,
    side: str,
    near: Iterable[Theorem] = (),
) -> Theorem:
    """From lo(x) R f(x) S hi(x) near the point, lim lo = b and lim hi = b: lim f = b. R and S are <=, < or =.

    Side conditions: b does not depend on x; x is in no hypothesis save in what holds near the point (as in `under`).
    """
    _approach_or_count(kind, point, side)
    lo, f = _sides(below, "le", "lt", "eq")
    f2, hi = _sides(above, "le", "lt", "eq")
    approach = (kind, point, side)
    for side_theorem, body in ((lower, lo), (upper, hi)):
        limit, _ = _sides(side_theorem, "eq")
        _require(limit == bind("limit", *approach, variable=x, body=body), "the bound's limit is not what was shown")
    value = lower.conclusion.args[1]
    _require(f == f2 and value == upper.conclusion.args[1], "the bounds do not meet")
    _require(x not in value.free, "the limit depends on the variable")
    theorems = [lower, upper, below, above]
    rest = _left_near(theorems, x, approach, near)
    return _theorem(rest, Term("eq", (bind("limit", *approach, variable=x, body=f), value)), "squeeze", [*theorems, *near])


@rule
def limit_infinite(
    inverse: Theorem, signed: Theorem, x: Variable, kind: Sort, point: Term, side: str, near: Iterable[Theorem] = ()
) -> Theorem:
    """From lim 1/f = 0, and 0 < f(x) near the point: lim f = ∞; from f(x) < 0: lim f = −∞.

    Side conditions: x is in no hypothesis save in what holds near the point (as in `under`).
    """
    low, high = _sides(signed, "lt")
    _require(ZERO in (low, high), "the function is not compared with 0")
    f, direction = (high, ONE) if low == ZERO else (low, MINUS)
    approach = (kind, point, side)
    tends = Term("eq", (bind("limit", *approach, variable=x, body=power(f, MINUS)), ZERO))
    _require(inverse.conclusion == tends, "the inverse is not shown to tend to 0")
    rest = _left_near([inverse, signed], x, approach, near)
    conclusion = Term("diverges", (bind("limit", *approach, variable=x, body=f), direction))
    return _theorem(rest, conclusion, "the inverse tends to 0", [inverse, signed, *near])


# --- integrals and induction ----------------------------------------------------------------------------------------


@rule
def integral_scales(scaled: Term, integral: Term, factor: Term) -> Theorem:
    """∫ c f reduces c ∫ f, over an interval, a simplex or R^n.

    Side conditions: c does not depend on the variable.
    """
    same_range = scaled.op == integral.op and scaled.args[:-1] == integral.args[:-1]
    _require(integral.op in INTEGRALS and same_range, "not two integrals over the same range")
    x, body = opened(integral)  # a new variable, so that the factor does not depend on it
    product = Counter(_factors(opened(scaled, x)[1]))
    _require(product == Counter([*_factors(factor), *_factors(body)]), "the integrand is not the factor times the other")
    return _theorem([], Term("reduces", (scaled, mul(factor, integral))), "a constant factor leaves the integral")


def _factors(term):
    return [f for part in term.args for f in _factors(part)] if term.op == "mul" else [term]


@rule
def fundamental_theorem(
    integral: Term, antiderivative: Term, x: Variable, low: Theorem, high: Theorem, given: Iterable[Formula] = ()
) -> Theorem:
    """From lim F(x) = A as x → a+ and lim F(x) = B as x → b−: ∫_a^b f = B − A, where F′ = f between a and b. If one limit is
    infinite, or both in opposite directions, the integral diverges.

    Side conditions: a < b at sight, or an end is infinite; F is differentiable, f has a value and F′ = f by normal form, for a
    < x < b; x is in no hypothesis.
    """
    _require(integral.op == "integral", "not an integral")
    lower, upper, body = integral.args
    _require(x.args[1:] == ("real",) and x not in integral.free, "the variable must be a new real one")
    theorems = [low, high]
    hypotheses = [*given, *_hypotheses(*theorems)]
    _not_assumed(hypotheses, x)
    facts = Facts.of(hypotheses)
    _interval(lower, upper, facts)
    inside = facts.given(*between(lower, upper, x, facts))
    slope = bind("deriv", sort("real"), x, variable=x, body=antiderivative)
    f = instantiate(body, x)
    for term in (slope, f):
        defined(term, inside)
    _require(_same(slope, f, inside, {"definition", "derivative"}, there=True), "the derivative is not the integrand")
    values = []
    for theorem, point, side in ((low, lower, "+"), (high, upper, "-")):
        limit, value = _sides(theorem, "eq", "diverges")
        expected = bind("limit", sort("real"), point, side, variable=x, body=antiderivative)
        _require(limit == expected, f"not the limit of the antiderivative at {point!r}")
        values.append(value)
    if "diverges" in (low.conclusion.op, high.conclusion.op):
        conclusion = Term("diverges", (integral, _direction((low, -1), (high, 1))))
    else:
        conclusion = Term("eq", (integral, sub(values[1], values[0])))
    return _theorem(hypotheses, conclusion, "fundamental theorem of calculus", theorems)


def _interval(lower, upper, facts):
    if not _infinite(lower) and not _infinite(upper):
        _require(facts.meant(sub(upper, lower)) == POS, "the lower limit must lie below the upper one")
    _require(lower.op != "infinity" and upper != neg(INFINITY), "the limits of the integral are reversed")


def between(lower: Term, upper: Term, x: Term, facts: Facts) -> list[Term]:
    """What holds of a number between two ends too: that it is positive if the lower one is not negative, and so on."""
    local = local_hypotheses("integral", (lower, upper), x)
    if not _infinite(lower) and not facts.meant(lower) & ~(NIL | POS):
        local.append(Term("lt", (ZERO, x)))
    if not _infinite(upper) and not facts.meant(upper) & ~(NIL | NEG):
        local.append(Term("lt", (x, ZERO)))
    return local


def _direction(*signed):
    """Where a sum of multiples ±1 goes to infinity: those that diverge must agree, as the others are finite."""
    found = {num(sign * theorem.conclusion.args[1].args[0]) for theorem, sign in signed if theorem.conclusion.op == "diverges"}
    _require(len(found) == 1, "the parts diverge in opposite directions, or not at all")
    return found.pop()


@rule
def integral_exceeds(integral: Term, divergent: Theorem, order: Theorem, signed: Theorem, x: Variable) -> Theorem:
    """From ∫_c^d g = ∞, g <= f for c < x < d, and 0 <= f for a < x < b: ∫_a^b f = ∞. With all signs turned: −∞.

    Side conditions: all ends have values or are infinite; c < d, and a <= c, d <= b, at sight; x is in no hypothesis but those
    that say that it lies in its interval.
    """
    part, direction = _sides(divergent, "diverges")
    (g, f), (zero, same) = (s[:: direction.args[0]] for s in (_sides(order, "le", "lt", "eq"), _sides(signed, "le", "lt")))
    _require(integral.op == part.op == "integral", "not two integrals")
    _require(part == bind("integral", *part.args[:2], variable=x, body=g), "what diverges is not the integral of the bound")
    _require(integral == bind("integral", *integral.args[:2], variable=x, body=f), "not the integral of the function")
    _require(same == f and zero == ZERO, "the function is not shown to keep its sign")
    rest = _one_in_another(part, integral, x, divergent, [order], [signed])
    return _theorem(rest, Term("diverges", (integral, direction)), "comparison of integrals", [divergent, order, signed])


@rule
def integral_bounded(
    integral: Term, bound: Term, valued: Theorem, order: Theorem, signed: Theorem, whole: Theorem, x: Variable
) -> Theorem:
    """From 0 <= f <= g for a < x < b, and 0 <= g for c < x < d, where ∫_c^d g has a value: ∫_a^b f <= ∫_c^d g.

    By comparison ∫_a^b f has a value, too.
    Side conditions: ∫_c^d g is a side of the theorem `valued`; f is made of continuous operations, and no integral varies in
    it; all ends have values or are infinite; a < b, c <= a and b <= d at sight; x is in no hypothesis but those that say that
    it lies in its interval.
    """
    f, g = _sides(order, "le", "lt", "eq")
    _require(integral.op == bound.op == "integral", "not two integrals")
    _require(integral == bind("integral", *integral.args[:2], variable=x, body=f), "not the integral of what is compared")
    _require(bound == bind("integral", *bound.args[:2], variable=x, body=g), "not the integral of its bound")
    _require(bound in _sides(valued, "eq", "le", "lt"), "the integral of the bound is not shown to have a value")
    _require(_sides(signed, "le", "lt") == (ZERO, f), "the function is not shown to be at least 0")
    _require(_sides(whole, "le", "lt") == (ZERO, g), "the bound is not shown to be at least 0")
    moving = [t for t in subterms(expand(f, unfold=True)) if x in t.free]
    _require(all(t.op != "integral" and continues(t) and t.op not in PRINCIPAL for t in moving), "it may have no integral")
    rest = _one_in_another(integral, bound, x, valued, [order, signed], [whole])
    return _theorem(rest, Term("le", (integral, bound)), "integral of what is smaller", [valued, order, signed, whole])


@rule
def integral_between(integral: Term, lower: Theorem, upper: Theorem, below: Theorem, above: Theorem, x: Variable) -> Theorem:
    """From l <= f <= g wherever an integral ranges, where ∫ l and ∫ g have values: ∫ l <= ∫ f <= ∫ g, over an interval or R^n.

    By comparison ∫ f has a value, too. That x is between the ends may be supposed, and that x, or an entry of it, is not some one
    number: where it is, there is nothing to integrate.
    Side conditions: ∫ l is a side of the theorem `lower`, and ∫ g of `upper`; f is l or g, or made of continuous operations and of
    integrals of these; the ends of an interval are in order; the number has a value and does not vary with x, and x has such an
    entry; x is in no other hypothesis.
    """
    (l, f), (same, g) = (_sides(order, "le", "lt", "eq") for order in (below, above))
    _require(integral.op in ("integral", "space"), "not an integral over an interval or R^n")
    _require(x.args[1:] == bound_sort(integral).args and x not in integral.free, "the variable must be new, and of that range")
    *over, _ = integral.args
    low, whole, high = (bind(integral.op, *over, variable=x, body=body) for body in (l, f, g))
    _require(whole == integral and f == same, "not the integral of what lies between the two")
    for theorem, bound in ((lower, low), (upper, high)):
        _require(bound in _sides(theorem, "eq", "le", "lt"), "the integral of a bound is not shown to have a value")
    moving = [t for t in subterms(expand(f, unfold=True)) if x in t.free or t.loose]
    known = f in (l, g) or all((continues(t) or t.op in INTEGRALS or t.op == "cons") and t.op not in PRINCIPAL for t in moving)
    _require(known, "it may have no integral")
    theorems = [lower, upper, below, above]
    facts = Facts.of(h for h in _hypotheses(*theorems) if x not in h.free)
    if integral.op == "integral":
        _interval(*over, facts)
    local = between(*over, x, facts) if integral.op == "integral" else []
    rest = [h for h in _hypotheses(below, above) if h not in local and not _avoids_a_number(h, x, facts)]
    rest += _hypotheses(lower, upper)
    _not_assumed(rest, x)
    parts = Term("le", (low, whole)), Term("le", (whole, high))
    return _theorem(rest, Term("and", parts), "integral of what lies between", theorems)


def _avoids_a_number(h, x, facts):
    """Does a hypothesis say no more than that x, or an entry that it has, is not a number that does not vary with x?"""
    if h.op != "ne" or x in h.args[1].free:
        return False
    defined(h.args[1], facts)
    match h.args[0]:
        case Term("at", (array, k)):
            return array == x and facts.in_range(k, ONE, x.args[2])
        case place:
            return place == x


def _one_in_another(inner, outer, x, known, inside, around):
    """The hypotheses of a comparison of two integrals, the interval of the one lying in that of the other.

    `inside` holds for x in the smaller interval, `around` in the larger one, and what says that x lies there goes.
    """
    (c, d, _), (a, b, _) = inner.args, outer.args
    _require(x.args[1:] == ("real",) and x not in inner.free | outer.free, "the variable must be a new real one")
    facts = Facts.of(h for h in _hypotheses(known, *inside, *around) if x not in h.free)
    for end in (a, b, c, d):
        _require(_infinite(end) or defined(end, facts) is None, "an end has no value")
    _interval(c, d, facts)
    _require(_at_most(a, c, facts) and _at_most(d, b, facts), "the one interval may not lie in the other")
    within, everywhere = between(c, d, x, facts), between(a, b, x, facts)
    rest = [h for h in _hypotheses(*inside) if h not in within] + [h for h in _hypotheses(*around) if h not in everywhere]
    rest += known.hypotheses
    _not_assumed(rest, x)
    return rest


def _at_most(left, right, facts):
    """Is the one end of an integral at most the other?"""
    if _infinite(left) or _infinite(right):
        return left == right or left == neg(INFINITY) or right == INFINITY
    return not facts.meant(sub(right, left)) & ~(NIL | POS)


@rule
def integral_substituted(
    integral: Term, theorem: Theorem, g: Term, u: Variable, low: Theorem, high: Theorem, given: Iterable[Formula] = ()
) -> Theorem:
    """From ∫_c^d h(u) du = v, lim g = a and lim g = b at the ends of c..d: ∫_a^b f(x) dx = v, where h(u) = f(g(u)) |g′(u)|.

    If g falls, the two limits change places. For an end that is infinite a limit says 1/g → 0: as g is monotone, it tends to
    infinity.
    Side conditions: g is real and has a derivative, 0 < g′ or g′ < 0 at sight, and h has values and is f(g)|g′| by normal form, for
    c < u < d; the ends are in order; u is in no hypothesis.
    """
    left, value = _sides(theorem, "eq")
    _require(integral.op == left.op == "integral", "not two integrals")
    (a, b, f), (c, d, inner) = integral.args, left.args
    _interval(c, d, Facts.of(theorem.hypotheses))
    _require(a.op != "infinity" and b != neg(INFINITY), "the limits of the integral are reversed")
    hypotheses = [*given, *_hypotheses(theorem, low, high)]
    _require(u.args[1:] == ("real",) and u not in integral.free | theorem.conclusion.free, "the variable must be a new real one")
    _require(is_real(g), "the substitution leaves the real line")
    _not_assumed(hypotheses, u)
    facts = Facts.of(hypotheses)
    inside = facts.given(*between(c, d, u, facts))
    slope = bind("deriv", sort("real"), u, variable=u, body=g)
    defined(slope, inside)
    way = inside.meant(slope)
    _require(way in (POS, NEG), "the substitution is not shown to be monotone")
    substituted = mul(instantiate(f, g), slope if way == POS else neg(slope))
    for term in (substituted, instantiate(inner, u)):
        defined(term, inside)
    _require(_same(substituted, instantiate(inner, u), inside, {"definition", "derivative"}, True), "not the substituted integrand")
    for end, limit, point, side in zip((a, b) if way == POS else (b, a), (low, high), (c, d), "+-", strict=True):
        body, tends = (power(g, MINUS), ZERO) if _infinite(end) else (g, end)
        expected = Term("eq", (bind("limit", sort("real"), point, side, variable=u, body=body), tends))
        _require(limit.conclusion == expected, f"the substitution is not shown to reach {end!r}")
    return _theorem(hypotheses, Term("eq", (integral, value)), "substitution in an integral", [theorem, low, high])


@rule
def integral_joined(below: Theorem, above: Theorem) -> Theorem:
    """From ∫_a^c f = v and ∫_c^b f = w: ∫_a^b f = v + w. If one of the two is infinite, or both in one direction, so is ∫_a^b f.

    By definition an integral across a point where f has no value is the sum of those up to it and from it on.
    Side conditions: of two finite ones, a < c < b at sight.
    """
    (left, v), (right, w) = (_sides(theorem, "eq", "diverges") for theorem in (below, above))
    _require(left.op == right.op == "integral" and left.args[2] == right.args[2], "not two integrals of one function")
    _require(left.args[1] == right.args[0], "the second integral does not begin where the first ends")
    hypotheses = _hypotheses(below, above)
    whole = Term("integral", (left.args[0], *right.args[1:]), left.hint)
    if "diverges" in (below.conclusion.op, above.conclusion.op):
        conclusion = Term("diverges", (whole, _direction((below, 1), (above, 1))))
        return _theorem(hypotheses, conclusion, "two intervals side by side", [below, above])
    for part in (left, right):
        _interval(*part.args[:2], Facts.of(hypotheses))
    return _theorem(hypotheses, Term("eq", (whole, add(v, w))), "two intervals side by side", [below, above])


@rule
def integral_reversed(theorem: Theorem) -> Theorem:
    """From ∫_a^b f = v: ∫_b^a f = −v, by definition.

    Side conditions: none.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op == "integral", "not the value of an integral")
    lower, upper, body = integral.args
    turned = Term("integral", (upper, lower, body), integral.hint)
    return _theorem(theorem.hypotheses, Term("eq", (turned, neg(value))), "integral from right to left", [theorem])


@rule
def integral_at_a_point(integral: Term, given: Iterable[Formula] = ()) -> Theorem:
    """∫_a^b f = 0, where a = b, by definition.

    Side conditions: b − a is 0 at sight, and f has a value at a.
    """
    _require(integral.op == "integral", "not an integral")
    lower, upper, body = integral.args
    facts = Facts.of(given)
    for term in (lower, upper, instantiate(body, lower)):
        defined(term, facts)
    _require(facts.meant(sub(upper, lower)) == NIL, "the ends are not shown to be equal")
    return _theorem(given, Term("eq", (integral, ZERO)), "integral at a point", [])


@rule
def integral_added(*theorems: Theorem) -> Theorem:
    """From ∫ f = v, ∫ g = w and so on: ∫ (f + g + …) = v + w + …

    Side conditions: there is one at least, and all are over one interval, one simplex or one R^n.
    """
    _require(theorems, "nothing is not an integral")
    integrals, values = zip(*(_sides(theorem, "eq") for theorem in theorems))
    op = integrals[0].op
    _require(op in INTEGRALS, "not integrals")
    _require(all(t.op == op and t.args[:-1] == integrals[0].args[:-1] for t in integrals), "not over one interval")
    total = Term(op, (*integrals[0].args[:-1], add(*(t.args[-1] for t in integrals))), integrals[0].hint)
    return _theorem(_hypotheses(*theorems), Term("eq", (total, add(*values))), "sum of integrals", theorems)


@rule
def integral_summed(theorem: Theorem, k: Index) -> Theorem:
    """From ∫ f_k = v_k for every k: ∫ Σ_k f_k = Σ_k v_k.

    Side conditions: what it is over does not vary with k; k is in no hypothesis and in no dimension of a variable; its
    range a..b has a − 1 <= b.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op in INTEGRALS, "not the value of an integral")
    _require(not any(k in p.free for p in integral.args[:-1]), "the range depends on the index")
    _require(Facts.of(theorem.hypotheses).at_least(sub(k.args[3], k.args[2]), -1), "the range of the index may be empty")
    _not_assumed(theorem.hypotheses, k)
    x, f = opened(integral)
    f, value = (bind("sum", *k.args[2:], variable=k, body=body) for body in (f, value))
    total = bind(integral.op, *integral.args[:-1], variable=x, body=f)
    return _theorem(theorem.hypotheses, Term("eq", (total, value)), "sum of integrals", [theorem])


@rule
def integral_differentiated(theorem: Theorem, curved: Theorem, x: Variable, a: Variable, times: int, *place: Term) -> Theorem:
    """From ∫ f(x, a) dx = F(a) for every a: ∫ ∂^m f/∂a^m dx = d^m F/da^m, over an interval or a simplex.

    The m-th differences of f, from a on or about a, divided by the m-th power of their step, are means of ∂^m f over points at
    multiples of the step. If ∂^(m+1) f or ∂^(m+2) f has one sign, they are monotone in the step, so that the limit of their
    integrals is the integral of their limit (Levi); F has the derivative, as its own differences have that sign, too. `place`
    names the entry of a vector a.
    Side conditions: 0 <= or 0 < one of these two derivatives, or the other way round, is a theorem for all x of the range and
    all a; x and a are in no other hypothesis; the range does not depend on a, and its ends are in order.
    """
    integral, value = _sides(theorem, "eq")
    _require(integral.op in ("integral", "simplex"), "not the value of an integral")
    *parameters, body = integral.args
    _require(x.args[1:] == bound_sort(integral).args, "the variable does not range over what the integral does")
    _require(x not in {a, *theorem.conclusion.free}, "the variable must be a new one")
    _require(not any(a in p.free for p in parameters), "the range depends on the parameter")
    f = instantiate(body, x)
    sides = _sides(curved, "le", "lt")
    signed = [_derivative(f, a, times + more, place) for more in (1, 2)]
    _require(ZERO in sides and set(signed) & set(sides), "no higher derivative is shown to have one sign")
    local = local_hypotheses(integral.op, parameters, x)
    if integral.op == "integral":
        facts = Facts.of(theorem.hypotheses)
        _interval(*parameters, facts)
        local = between(*parameters, x, facts)
    hypotheses = [*theorem.hypotheses, *(h for h in curved.hypotheses if h not in local)]
    for v in (x, a):
        _not_assumed(hypotheses, v)
    inner = bind(integral.op, *parameters, variable=x, body=_derivative(f, a, times, place))
    conclusion = Term("eq", (inner, _derivative(value, a, times, place)))
    return _theorem(hypotheses, conclusion, "differentiation under the integral", [theorem, curved])


def _derivative(term, a, times, place):
    """The derivative in a, so many times over, at a."""
    for _ in range(times):
        term = bind("deriv", sort(*a.args[1:]), a, *place, variable=a, body=term)
    return term


@rule
def induction(statement: Formula, n: Variable, base: Theorem, step: Theorem) -> Theorem:
    """From P(1), and from P(n) ⊢ P(n + 1): P(n) for every n.

    Side conditions: n is a dimension; the first theorem has no hypothesis, the second none but "P(n) for all values of its
    other variables", vectors of length n among them.
    """
    _require(n.args[1] == "dimension", "induction is on a dimension")
    closed = closure(statement, n)
    shifted = [substitute(statement, {n: value}) for value in (ONE, add(n, ONE))]
    _require(base.conclusion == shifted[0], "the base case is not the statement at n = 1")
    _require(step.conclusion == shifted[1], "the step does not show the statement at n + 1")
    _require(not base.hypotheses, "the base case must rest on no hypothesis: state it through domains")
    _require(not set(step.hypotheses) - {closed}, "the step may assume the statement at n, for n only")
    return _theorem([], statement, "induction on n", [base, step])


@rule
def along(statement: Formula, m: Index, base: Theorem, step: Theorem) -> Theorem:
    """From Γ ⊢ φ(a), and Γ, φ(m) ⊢ φ(m + 1) for every index m of a..b − 1: Γ ⊢ for all m in a..b, φ(m).

    That a <= b − 1 may be assumed in the step: where it is false there is no step to take.
    Side conditions: m is in no other hypothesis and in no dimension of another variable.
    """
    first, below = m.args[2:]
    hypotheses = [*base.hypotheses, *(h for h in step.hypotheses if h not in (statement, Term("le", (first, below))))]
    _not_assumed(hypotheses, m)
    _require(base.conclusion == substitute(statement, {m: first}), "the base case is not the statement at the first index")
    _require(step.conclusion == substitute(statement, {m: add(m, ONE)}), "the step does not show the statement at the next index")
    last = from_affine(*affine(add(below, ONE)))
    conclusion = Term("forall", (sort("index", first, last), abstract(m, statement)), m.args[0].split("'")[0])
    return _theorem(hypotheses, conclusion, "induction along a range", [base, step])


def closed_over(statement: Term, n: Term) -> list[Term]:
    """The variables that the induction hypothesis quantifies over: all of the statement's but n, in a fixed order."""
    return sorted((v for v in statement.free if v != n), key=lambda v: v.args[0])


def closure(statement: Term, n: Term) -> Term:
    """For all values of its other variables, the statement: the form in which induction assumes it."""
    for v in reversed(closed_over(statement, n)):
        statement = Term("forall", (sort(*v.args[1:]), abstract(v, statement)), v.args[0])
    return statement


# --- axioms ---------------------------------------------------------------------------------------------------------

BETA = "the Beta integral"
GAMMA_INTEGRAL = "the integral of Γ"
EXPONENTIAL_SERIES = "the series of exp"
BASEL = "ψ′(1) = π²/6"
AXIOMS = (GAMMA, BETA, GAMMA_INTEGRAL, EXPONENTIAL_SERIES, BASEL, TURN)


@rule
def beta_integral(a: Term, b: Term, s: Term, given: Iterable[Formula] = ()) -> Theorem:
    """∫_0^s t^(a−1) (s−t)^(b−1) dt = s^(a+b−1) Γ(a) Γ(b) / Γ(a+b): the axiom "the Beta integral".

    Side conditions: a, b and s have values and 0 < a, 0 < b, 0 < s at sight, under Γ.
    """
    facts = Facts.of(given)
    for value in (a, b, s):
        _in_domain(value, ("positive",), facts)
    t = fresh("t", "real")
    body = mul(power(t, sub(a, ONE)), power(sub(s, t), sub(b, ONE)))
    value = mul(power(s, sub(add(a, b), ONE)), fn("gamma", a), fn("gamma", b), power(fn("gamma", add(a, b)), MINUS))
    integral = bind("integral", ZERO, s, variable=t, body=body)
    return _theorem(given, Term("eq", (integral, value)), "axiom", axioms=[BETA])


@rule
def gamma_integral(a: Term, given: Iterable[Formula] = ()) -> Theorem:
    """∫_0^∞ t^(a−1) e^(−t) dt = Γ(a): the axiom "the integral of Γ".

    Side conditions: a has a value and 0 < a at sight, under Γ.
    """
    _in_domain(a, ("positive",), Facts.of(given))
    t = fresh("t", "real")
    integral = bind("integral", ZERO, INFINITY, variable=t, body=mul(power(t, sub(a, ONE)), fn("exp", neg(t))))
    return _theorem(given, Term("eq", (integral, fn("gamma", a))), "axiom", axioms=[GAMMA_INTEGRAL])


@rule
def exponential_series(a: Term, given: Iterable[Formula] = ()) -> Theorem:
    """Σ_{k=0}^N a^k / k! → e^a as N → ∞: the axiom "the series of exp".

    Side conditions: a is real and has a value under Γ.
    """
    _in_domain(a, ("real",), Facts.of(given))
    end = fresh("N", "dimension")
    k = fresh("k", "index", ZERO, end)
    body = mul(power(a, k), power(fn("gamma", add(k, ONE)), MINUS))
    upto = bind("sum", ZERO, end, variable=k, body=body)
    limit = bind("limit", sort("dimension"), INFINITY, "-", variable=end, body=upto)
    return _theorem(given, Term("eq", (limit, fn("exp", a))), "axiom", axioms=[EXPONENTIAL_SERIES])


@rule
def basel() -> Theorem:
    """ψ′(1) = Σ_k 1/k² = π²/6: the axiom "ψ′(1) = π²/6".

    Side conditions: none.
    """
    sides = fn("polygamma", ONE, ONE), mul(power(num(6), MINUS), power(fn("pi"), num(2)))
    return _theorem([], Term("eq", sides), "axiom", axioms=[BASEL])
