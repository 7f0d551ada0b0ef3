"""Theorems, and the door through which each is made.

    hypotheses |- conclusion

says: whatever values the free variables take in their domains, for every dimension n >= 1, if the hypotheses hold then
both sides of the conclusion have values and these are related.  There are two exceptions.  `a reduces b` says: if b has
a value, so has a, and it is the same one; `settle` makes an equation of it once b is known to have one.  `L diverges ±1`
says that the limit or the integral L is ±∞: it has no value then, so that no equation follows, and no reduction of it.

Names that begin with an underscore are the kernel's own: no other room uses them.
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from inspect import signature
from types import UnionType
from typing import Annotated, get_args, get_origin, Union

from .definitions import expand, formula, well_typed
from .polynomial import Refused
from .signs import Facts, ranges
from .terms import ONE, IllTyped, Made, Term, at, fresh, from_one, maps, shape, sub, takes

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


def _not_assumed(hypotheses, variable, allowed=()):
    for h in hypotheses:
        if h not in allowed and variable in h.free:
            raise Refused(f"{variable.args[0]} occurs in the hypothesis {h!r}")
