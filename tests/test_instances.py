"""Instances: what the public rules make of random theorems holds at points, and has values where it says so.

The theorems are those of the ledger with the lemmas that they rest on, and what the search shows at sight of the examples. Each is
moved a few times at random: values are put for its variables, it is generalised and specialised, its sides are put into a context
or under a binder, it is read back in other words or from its own text. A move that the kernel refuses is none; what comes out is
looked at in ball arithmetic, at a few points of every style.

INSTANCES=20000 makes that many cases instead of the few that fit a test run; INSTANCES_SEED=7 starts elsewhere.
"""

import json
import os
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from derivations.prover.book.ledger import propositions
from derivations.prover.kernel import rules, signs, theorem
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import (
    INFINITY, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, div, fn, fresh, is_real, mul, neg, num,
    power, rebuild, shape, sort, sub, subterms, var,
)  # fmt: skip
from derivations.prover.language.domains import declared
from derivations.prover.language.grammar import LanguageError, as_one_statement, declare, parse_relation, parse_statement
from derivations.prover.language.typeset import text
from derivations.prover.refutation.counterexamples import search
from derivations.prover.search.strategy import Search

CASES = int(os.environ.get("INSTANCES", "1000"))
SEED = int(os.environ.get("INSTANCES_SEED", "1"))
EVERY = 1 if "INSTANCES" in os.environ else 12  # the ledger's theorems that are asked for: each takes its time
LARGE = 250  # parts of a statement that is not looked at, as points of it take too long
EXAMPLES = Path(__file__).parent / "examples" / "true.jsonl"
HALF, TWO, I = num(Fraction(1, 2)), num(2), fn("imaginary")
NO_THEOREM = (Refused, IllTyped, RecursionError)
ONLY_OF_POSITIVE = {"gamma": 0, "loggamma": 0, "digamma": 0, "polygamma": 1, "rpow": 0}  # to the kernel; at points elsewhere, too


# --- theorems -------------------------------------------------------------------------------------------------------


@cache
def theorems():
    """Theorems that points can say something of, each once."""
    found, pending = {}, [p.theorem for p in propositions()[SEED % EVERY :: EVERY]]
    while pending:
        theorem = pending.pop()
        if theorem.conclusion not in found:
            found[theorem.conclusion] = theorem
            pending += theorem.premises
    shown = [t for t in map(_at_sight, EXAMPLES.read_text().splitlines()[:: 2 * min(EVERY, 3)]) if t is not None]
    return [t for t in (*found.values(), *shown) if _size(t) < LARGE and not _beyond_points(t.conclusion)]


def _at_sight(line):
    said = json.loads(line)
    scope = declare(said["symbols"])
    given = [parse_relation(h, scope) for h in said["given"]]
    goal, given = as_one_statement(parse_statement(said["lhs"], said["relation"], said["rhs"], scope), given)
    return Search(given, float("inf")).at_sight(goal)


def _size(theorem):
    return sum(1 for formula in (theorem.conclusion, *theorem.hypotheses) for _ in subterms(formula))


def _beyond_points(formula):
    return formula.op == "diverges" or any(
        t.op in ("limit", "integral", "simplex", "space") or t == INFINITY for t in subterms(formula)
    )


# --- random terms ---------------------------------------------------------------------------------------------------


class Writer:
    """Writes random terms in the variables of a theorem, and some more."""

    def __init__(self, rng, variables):
        self.rng = rng
        taken = {v.args[0] for v in variables}
        more = [var(f"new_{k}", domain) for k, domain in enumerate(("real", "positive", "natural", "complex", "dimension"))]
        lengths = [v.args[2] for v in variables if len(v.args) == 3] or [more[-1]]
        more += [var("new_vector", "real", lengths[0]), var("new_index", "index", ONE, lengths[0])]
        self.variables = [*variables, *(v for v in more if v.args[0] not in taken)]

    def pick(self, *choices):
        return self.rng.choice(choices)

    def of(self, *domains):
        return [v for v in self.variables if v.args[1] in domains]

    def index(self, first, last):
        """Mostly one within the range."""
        own = [v for v in self.of("index") if v.args[2:] == (first, last)]
        return self.pick(*own, *own, first, last, *(add(v, self.pick(ONE, MINUS)) for v in own), TWO)

    def dimension(self):
        n = self.pick(*self.of("dimension"))
        return self.pick(n, n, ONE, TWO, num(3), add(n, ONE), add(n, self.pick(*self.of("dimension"))), mul(TWO, n), sub(n, ONE))

    def whole(self):
        k = self.pick(*self.of("natural", "integer", "positive integer", "dimension", "index"), ONE)
        return self.pick(k, k, ZERO, ONE, TWO, add(k, ONE), sub(k, ONE), mul(TWO, k), neg(k))

    def leaf(self, extra=()):
        numbers = [v for v in self.variables if len(v.args) == 2]
        vectors = [v for v in self.variables if len(v.args) == 3 and v.args[1] != "index"]
        choices = [num(self.pick(0, 1, -1, 2, Fraction(1, 2), Fraction(-3, 2))), self.pick(*numbers), *extra, *extra]
        if vectors:
            v = self.pick(*vectors)
            choices.append(at(v, self.index(ONE, v.args[2])))
        return self.pick(*choices)

    def number(self, depth, extra=()):
        if depth <= 0:
            return self.leaf(extra)
        one, two = self.number(depth - 1, extra), self.number(self.pick(0, depth - 1), extra)
        return self.around(one, two)

    def around(self, one, two):
        """A number, and a second one beside it."""
        match self.rng.randrange(22):
            case 0 | 1:
                return add(one, two)
            case 2 | 3:
                return mul(one, two)
            case 4:
                return sub(one, two)
            case 5 | 6:
                return div(two, one)
            case 7 | 8:
                return power(one, self.pick(TWO, MINUS, HALF, HALF, num(Fraction(-1, 2)), num(3), self.whole(), two))
            case 9:
                return power(two, one)
            case 10 | 11:
                return fn(self.pick("exp", "log", "abs", "log"), one)
            case 12:
                return fn(self.pick("tanh", "cosh", "sinh", "sign", "gamma", "digamma", "loggamma"), one)
            case 13:
                return fn(self.pick("maxof", "minof"), one, two, *self.pick((), (ONE,)))
            case 14:
                return fn("ind", Term(self.pick("eq", "ne", "le", "lt"), (one, two)))
            case 15 | 16:
                return bind(self.pick("sum", "prod", "max", "min"), *self.range(), variable=fresh("k", "real"), body=one)
            case 17:
                return self.entry(one)
            case 18:
                return mul(one, self.pick(I, add(ONE, I)))
            case 19:
                x = self.pick(*self.of("real", "positive"))
                return bind("deriv", sort(*x.args[1:]), x, variable=x, body=mul(one, x)) if len(x.args) == 2 else one
        return fn(self.pick("exp", "abs"), one)

    def range(self):
        n = self.dimension()
        return self.pick((ONE, n), (ONE, n), (TWO, n), (ONE, sub(n, ONE)))

    def positive(self, depth):
        one = self.number(depth)
        return self.pick(
            *self.of("positive", "positive integer", "dimension"), fn("exp", one), add(ONE, power(one, TWO)), HALF, TWO, one
        )

    def fraction(self, depth):
        one = self.positive(depth)
        return self.pick(HALF, num(Fraction(1, 3)), div(one, add(one, ONE)), one, *self.of("(0, 1)"))

    def vector(self, domain, length, depth):
        k = fresh("k", "index", ONE, length)
        own = [v for v in self.variables if v.args[1:] == (domain, length)]
        others = [v for v in self.variables if v.args[2:] == (length,) and v.args[1] != "index"]
        entry = self.value(domain, (), depth)
        choices = [*own, *others, bind("lam", ONE, length, variable=k, body=mul(entry, self.pick(ONE, k)))]
        if others:
            v = self.pick(*others)
            choices += [mul(entry, v), fn(self.pick("exp", "log", "abs", "softmax"), v), at(fn("diag", fn("log", v)), ONE)]
        return self.pick(*choices)

    def value(self, domain, dims, depth=1):
        """Something to put for a variable of a domain; not always admissible."""
        if domain == "index":
            return self.index(*dims)
        if len(dims) == 1:
            return self.vector(domain, *dims, depth)
        if len(dims) == 2:
            return self.pick(
                *(v for v in self.variables if v.args[2:] == dims), fn("outer", *(self.vector(domain, d, 0) for d in dims))
            )
        match domain:
            case "dimension":
                return self.dimension()
            case "natural" | "integer" | "positive integer":
                return self.whole()
            case "positive":
                return self.positive(depth)
            case "(0, 1)":
                return self.fraction(depth)
            case "nonnegative":
                return self.pick(self.positive(depth), power(self.number(depth), TWO), ZERO)
            case "complex":
                return self.pick(self.number(depth), add(self.number(depth), mul(I, self.number(0))))
        return self.number(depth)

    def entry(self, u):
        """A number in other words: as the entry of a vector that is made of it."""
        k, j = (fresh("k", "index", ONE, TWO) for _ in range(2))
        two = bind("lam", ONE, TWO, variable=k, body=mul(u, k) if self.rng.random() < 0.3 else u)
        odd = bind("lam", ONE, TWO, variable=k, body=fn("log", sub(self.leaf(), k)))  # may have no value
        return self.pick(
            at(two, ONE),
            at(two, self.pick(TWO, self.leaf())),
            at(fn("cons", u, self.pick(two, odd)), ONE),
            at(fn("outer", fn("cons", u, self.pick(two, odd)), fn("ones", TWO)), ONE, TWO),
            at(fn("cons", self.leaf(), fn("cons", u, two)), TWO),
            at(fn("exp", bind("lam", ONE, TWO, variable=k, body=fn("log", u))), TWO),
            at(fn("diag", two), ONE, ONE),
            bind("sum", ONE, TWO, variable=j, body=mul(u, Term("delta", (j, ONE)))),
        )


# --- moves ----------------------------------------------------------------------------------------------------------


NO_NUMBER = {"eq", "ne", "le", "lt", "reduces", "and", "forall", "sort", "num"}


def put(writer, theorem):
    """Values for some of the variables."""
    free = sorted(frozenset().union(theorem.conclusion.free, *(h.free for h in theorem.hypotheses)), key=str)
    chosen = [v for v in free if writer.rng.random() < 0.6] or free[:1]
    return rules.substitution(theorem, {v: writer.value(v.args[1], v.args[2:]) for v in chosen})


def special(writer, theorem):
    """What holds for all values, at one."""
    v = writer.pick(*sorted(theorem.conclusion.free, key=str))
    return rules.specialise(rules.generalise(theorem, v), writer.value(v.args[1], v.args[2:]))


def in_context(writer, theorem):
    """Equals for equals."""
    if theorem.conclusion.op not in ("eq", "reduces"):
        raise Refused("no equation")
    left, right = theorem.conclusion.args
    dims = shape(left)
    hole = fresh("h", "real" if is_real(left) and is_real(right) else "complex", *dims)
    context = at(hole, *(writer.index(ONE, d) for d in dims))
    for _ in range(writer.pick(1, 2, 3)):
        context = writer.around(*writer.pick((context, writer.number(0)), (writer.number(0), context)))
    return rules.congruence(context, hole, theorem)


def under_a_binder(writer, theorem):
    """For all values of an index or a number, and so of a sum, a vector, a maximum, a slope."""
    v = writer.pick(*sorted(theorem.conclusion.free, key=str))
    if v.args[1] == "index":
        return rules.under(writer.pick("sum", "prod", "max", "min", "lam"), v.args[2:], v, theorem)
    point = writer.value(v.args[1], v.args[2:], 0)
    places = (writer.index(ONE, d) for d in v.args[2:])
    return rules.under("deriv", (sort(*v.args[1:]), point, *places), v, theorem)


def in_other_words(writer, theorem):
    """A part of the statement, and definitions, written otherwise; now and then by something that it is not."""
    parts = [
        t for t in subterms(theorem.conclusion) if not t.loose and t.op not in ("eq", "ne", "le", "lt", "reduces", "and", "sort")
    ]
    part = writer.pick(*parts)
    if part.op not in ("forall", "num") and not shape(part):
        other = writer.entry(part) if writer.rng.random() < 0.9 else writer.number(1)
        return rules.restate(theorem, replaced(theorem.conclusion, part, other))
    return theorem


def from_its_text(_, theorem):
    """The statement as it is read back from what is printed of it."""
    scope = declare(declared(theorem.conclusion, theorem.hypotheses))
    return rules.restate(theorem, parse_relation(text(theorem.conclusion), scope))


def settled(_, theorem):
    return rules.settle(theorem)


def turned(_, theorem):
    return rules.symmetric(theorem)


MOVES = (
    put, put, put, special, in_context, in_context, under_a_binder, in_other_words, in_other_words, from_its_text, settled, turned,
)  # fmt: skip


def replaced(term, part, other):
    """A term with another in the place of a closed part of it."""

    def change(t, depth):
        return other if t == part else rebuild(t, change, depth)

    return change(term, 0)


def moved(seed):
    """A theorem after a few moves, and the names of these."""
    rng = Random(seed)
    theorem, names = rng.choice(theorems()), []
    for _ in range(rng.choice((1, 2, 2, 3))):
        move = rng.choice(MOVES)
        free = frozenset().union(theorem.conclusion.free, *(h.free for h in theorem.hypotheses))
        try:
            theorem = move(Writer(rng, sorted(free, key=str)), theorem)
            names.append(move.__name__)
        except (*NO_THEOREM, LanguageError, IndexError):  # an index where there is none to choose
            continue
    return theorem, names


# --- points ---------------------------------------------------------------------------------------------------------


def against(theorem, seed=0):
    """What points say of a theorem: an outcome, or None where they can say nothing."""
    goal, given = theorem.conclusion, list(theorem.hypotheses)
    if _size(theorem) > LARGE or any(map(_beyond_points, (goal, *given))):
        return None
    supposed = list(given)
    if goal.op == "reduces":  # that the right side has a value, to the kernel
        goal, supposed = Term("eq", goal.args), [*supposed, goal.args[1]]
        given.append(Term("eq", goal.args[1:] * 2))
    for u in [t for part in supposed for t in subterms(part) if t.op in ONLY_OF_POSITIVE]:
        if u.loose:
            return None
        given.append(Term("lt", (ZERO, u.args[ONLY_OF_POSITIVE[u.op]])))
    return search(goal, given, seconds=0.2, seed=seed, limit=9, enough=4)


def counterexamples(cases):
    """Those of the cases that points contradict; how many theorems were made, and of how many points had values."""
    made, looked_at = 0, 0
    for seed in range(SEED * 1_000_000, SEED * 1_000_000 + cases):
        theorem, names = moved(seed)
        made += bool(names)
        outcome = names and against(theorem, seed)
        if outcome and outcome.refuted:
            yield seed, names, theorem, str(outcome)
        looked_at += bool(outcome) and outcome.evaluated > 0
    print(f"\n{cases} cases: {made} theorems made, {looked_at} with values at points")
    assert looked_at > cases / 3


def test_what_rules_make_of_theorems_holds_at_points():
    assert not list(counterexamples(CASES))


RULES = [theorem, *(part for part in vars(rules).values() if isinstance(part, ModuleType))]  # the modules in which the rules stand


@pytest.mark.parametrize(
    "module, name, guard",
    [
        (rules, "_in_domain", lambda *_: None),
        (rules, "_in_range", lambda *_: None),
        (rules, "_not_assumed", lambda *_: None),
        (rules, "_unfolded", lambda _: ONE),
        (rules, "defined", lambda *_: None),
        (signs, "EVERY_ENTRY", ()),
    ],
)
def test_a_guard_that_is_gone_is_seen(monkeypatch, module, name, guard):
    theorems()
    for part in RULES if module is rules else [module]:
        if hasattr(part, name):
            monkeypatch.setattr(part, name, guard)
    assert next(counterexamples(max(6000, CASES)))  # at most: the first one ends the search
