"""Rules of logic: hypotheses, conjunctions, quantifiers, and what variables stand for."""

from collections.abc import Iterable

from ..definitions import expand, well_typed
from ..derivative import evaluate
from ..signs import DOMAINS, INSIDE, POS, REAL, Facts, written
from ..terms import (
    INTEGERS, MAPS, ONE, ZERO, IllTyped, Term, abstract, argument, at, bind, entries, fresh, instantiate, is_real,
    is_whole, maps, occurs, reopened, same_shape, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ..theorem import (
    Formula, Theorem, Variable, defined, _fresh_index, _hypotheses, _in_range, _not_assumed, _require, rule, _sides, _theorem,
)  # fmt: skip


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
    rules that, in a vector x, show t to be totally differentiable and not in each entry alone. What f is of in Γ, or in a
    reduction, has a value where f is defined: f(1/0) has none, but a t without x has.
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
    *hypotheses, conclusion = (with_function(h, f, x, body) for h in (*theorem.hypotheses, theorem.conclusion))
    facts = Facts.of([*kept, *hypotheses])
    reductions = [theorem.conclusion] if any(t.op == "reduces" for t in subterms(theorem.conclusion)) else []
    for h in (*theorem.hypotheses, *reductions):
        for t, inside in written(h, facts):
            if t.op == "call" and t.args[0] == f:
                defined(t, inside)
    return _theorem([*kept, *hypotheses], conclusion, "a particular function", [theorem])


def _slope(point, x, body, times):
    """The derivative of a term in x, so many times over, at a point; in a vector x the vector of the partial derivatives."""
    if len(x.args) > 2 and times:
        return bind("gradient", sort(*x.args[1:]), point, variable=x, body=body)
    for _ in range(times - 1):
        body = bind("deriv", sort(*x.args[1:]), x, variable=x, body=body)
    return bind("deriv", sort(*x.args[1:]), point, variable=x, body=body) if times else substitute(body, {x: point})


def with_function(term: Term, f: Term, x: Term, body: Term) -> Term:
    """A term or a formula with x ↦ body for the function f."""
    if not occurs(f, term):
        return term
    if term.op == "call" and term.args[0] == f:
        _, order, u = term.args
        return _slope(with_function(u, f, x, body), x, body, order.args[0])
    return reopened(term, lambda part: with_function(part, f, x, body))


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
    if REAL & ~DOMAINS[domain]:  # that it is real, its sort says already
        _require(not facts.mask(evaluate(whole)) & ~DOMAINS[domain], f"{value!r} may lie outside the domain {domain}")
    if domain == "(0, 1)":
        _require(facts.mask(evaluate(sub(ONE, whole))) == POS, f"{value!r} may lie outside (0, 1)")
