"""Conclusions that are reached by cases, and when an inequality is an equation.

    specialise(theorem, i)                       from "for all k": the case k = i
    together(first, second, …)                   several statements as one
    clause(whole, 0)                             one of the statements that make up another
    nonnegative(u), positive(u)                  0 <= u and 0 < u, where the sign is manifest
    next_integer(less)                           a + 1 <= b from a < b, for whole numbers
    both_bounds(below, above)                    a = b from a <= b and b <= a
    termwise_equal(order, totals, k)             a_k = b_k from a_k <= b_k and Σ a_k = Σ b_k
    contradiction((c, first), …)                 0 < 0, from theorems that cannot hold together
    impossible(first, second, goal)              anything, from two theorems that cannot hold together
    absurd(contradiction, goal)                  anything, from 0 < 0
    whichever(u, v, case)                        what holds when u < v, when u = v and when u > v
    three_cases(u, v, less, equal, greater)      the same, of three theorems
    different(contradiction, u, v)               u ≠ v, from 0 < 0 where u = v is supposed
    forced_equal(u, v, strict, same)             u = v, where u < v and u > v both make a strict inequality of an equation
    strictly(nonnegative, only_if, apart)        0 < a, from 0 <= a, from "u = v if a = 0", and from u ≠ v
    rises(slope, x, u, v, order)                 f(u) < f(v), from 0 < f′(x) and u < v
    whether_equal(goal, i, j, apart)             what holds of two indices, whether they differ or not
    given_lemma(theorem, lemma)                  a theorem without a hypothesis that is proved elsewhere

Nothing here is trusted: each function asks the kernel's rules, and what they refuse stops the derivation with their reason.
"""

from collections.abc import Callable, Iterable
from itertools import product as choices

from sympy import Basic, Eq, Lt

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import MINUS, ONE, ZERO, Term, bind, neg, sub, substitute
from ..language.sympy_notation import read
from . import derived
from .chain import Derivation, EVERYTHING, Lemma, Line, asked, steps_of, suppose

SIMPLY = "definitions, derivatives and deltas"


def specialise(lemma: Lemma, *values: Line) -> Derivation:
    """From "for all k, φ(k)": φ at the value; of several, the first goes to the outermost variable."""

    def question(theorem):
        for value in values:
            theorem = rules.specialise(theorem, read(value))
        return theorem

    return asked("a particular case", question, lemma)


def together(*lemmas: Lemma) -> Derivation:
    """Several statements as one: all of them hold."""
    return asked("both", lambda *theorems: rules.both(*theorems), *lemmas)


def clause(lemma: Lemma, place: int) -> Derivation:
    """One of the statements, counted from 0, that a statement is made of."""
    return asked("one of them", lambda theorem: rules.part(theorem, place), lemma)


def nonnegative(term: Line, given: Iterable[Basic] = ()) -> Derivation:
    """0 <= u, where the sign of u is manifest as it is written."""
    return asked("manifest sign", lambda: rules.sign(read(term), "le", [read(g) for g in given]))


def positive(term: Line, given: Iterable[Basic] = ()) -> Derivation:
    """0 < u, where the sign of u is manifest as it is written."""
    return asked("manifest sign", lambda: rules.sign(read(term), "lt", [read(g) for g in given]))


def next_integer(less: Lemma) -> Derivation:
    """a + 1 <= b, from a < b for whole numbers a and b."""
    return asked("whole numbers", derived.next_integer, less)


def both_bounds(below: Lemma, above: Lemma) -> Derivation:
    """a = b from a <= b and b <= a."""
    return asked("from both sides", derived.antisymmetric, below, above)


def given_lemma(lemma: Lemma, *known: Lemma) -> Derivation:
    """The theorem without hypotheses that are themselves theorems, be it in other words."""

    def question(theorem, *others):
        for other in others:
            theorem = rules.cut(theorem, _as_supposed(other, theorem.hypotheses))
        return theorem

    return asked("with what is known", question, lemma, *known, told=(*known, lemma))


def _as_supposed(lemma, hypotheses):
    """The lemma as the first of the hypotheses that it comes to by algebra; itself where it is none of them."""
    if lemma.conclusion in hypotheses:
        return lemma
    for hypothesis in hypotheses:
        if hypothesis.op == lemma.conclusion.op in ("eq", "le", "lt"):
            try:
                return rules.linear(hypothesis, [(ONE, lemma)], using=EVERYTHING)
            except Refused:
                continue
    return lemma


def termwise_equal(order: Lemma, totals: Lemma, index: Basic) -> Derivation:
    """From a_k <= b_k for all k and Σ a_k = Σ b_k: a_k = b_k, as no term of Σ (b_k − a_k) is negative."""
    k = read(index)

    def question(ordered, summed):
        low, high = ordered.conclusion.args
        gap = sub(high, low)
        total = bind("sum", *k.args[2:], variable=k, body=gap)
        vanishing = rules.linear(Term("eq", (total, ZERO)), [(neg(ONE), summed)], using=EVERYTHING)
        termwise = rules.linear(Term("le", (ZERO, gap)), [(ONE, ordered)], using=EVERYTHING)
        nothing = derived.terms_vanish(vanishing, termwise, k)
        return rules.linear(Term("eq", (low, high)), [(neg(ONE), nothing)], using=EVERYTHING)

    return asked("term by term, as no difference is negative and their sum is 0", question, order, totals)


def contradiction(*premises: tuple) -> Derivation:
    """0 < 0, as a combination c₁·(theorem₁) + c₂·(theorem₂) + … of theorems that cannot hold together."""
    factors, never = [read(c) for c, _ in premises], Term("lt", (ZERO, ZERO))
    return asked(
        "contradiction",
        lambda *theorems: rules.linear(never, list(zip(factors, theorems)), using=EVERYTHING),
        *(d for _, d in premises),
    )


def impossible(first: Lemma, second: Lemma, goal: Line) -> Derivation:
    """Any statement, from two theorems that cannot hold together.

    Added up, with the equations turned as needed, they say 0 < 0; or one says u ≠ v and the other u = v.
    """
    return asked("contradiction", lambda *theorems: rules.absurd(_never(*theorems), read(goal)), first, second)


def absurd(contradiction: Lemma, goal: Line) -> Derivation:
    """Any statement, from 0 < 0."""
    return asked("contradiction", lambda theorem: rules.absurd(theorem, read(goal)), contradiction)


def _never(*theorems):
    different = next((t for t in theorems if t.conclusion.op == "ne"), None)
    if different is not None:
        (same,) = (t for t in theorems if t is not different)
        return derived.not_apart(different, same if same.conclusion.args == different.conclusion.args else rules.symmetric(same))
    refusals = []
    for factors in choices(*((ONE, MINUS) if t.conclusion.op == "eq" else (ONE,) for t in theorems)):
        try:
            return rules.linear(Term("lt", (ZERO, ZERO)), list(zip(factors, theorems)), using=EVERYTHING)
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def different(contradiction: Lemma, left: Line, right: Line, given: Iterable[Basic] = ()) -> Derivation:
    """u ≠ v, from a derivation of 0 < 0 that supposes u = v."""
    sides = read(left), read(right)
    return asked("they cannot be equal", lambda t: rules.differ(t, *sides, [read(g) for g in given]), contradiction)


def whichever(left: Line, right: Line, case: Callable, given: Iterable[Basic] = ()) -> Derivation:
    """What holds when u < v, when u = v and when u > v: `case` takes the hypothesis and derives it."""
    return three_cases(left, right, *map(case, (Lt(left, right), Eq(left, right), Lt(right, left))), given)


def three_cases(left: Line, right: Line, less: Lemma, equal: Lemma, greater: Lemma, given: Iterable[Basic] = ()) -> Derivation:
    """What three theorems say, the first when u < v, the second when u = v, the third when u > v."""
    u, v = read(left), read(right)
    named, known = (Term("lt", (u, v)), Term("eq", (u, v)), Term("lt", (v, u))), [read(g) for g in given]
    return asked("whichever is larger", lambda *t: rules.trichotomy(u, v, *t, known), less, equal, greater, cases=named)


def forced_equal(left: Line, right: Line, strict: Callable, same: Lemma, given: Iterable[Basic] = ()) -> Derivation:
    """u = v, where `same` is an equation a = b and `strict` derives a < b from u < v as well as from u > v."""
    from sympy import Eq

    goal = Eq(left, right)

    def case(hypothesis):
        return suppose(hypothesis) if hypothesis == goal else impossible(strict(hypothesis), same, goal)

    return whichever(left, right, case, given)


def whether_equal(
    goal: Line, i: Basic, j: Basic, apart: Lemma, same: Lemma | None = None, given: Iterable[Basic] = ()
) -> Derivation:
    """A relation between numbers at two indices, from the case i ≠ j and the case i = j (`same`; without it, by algebra).

    Each case proves the goal up to algebra, the deltas being known in it.
    """
    goal, i, j, given = read(goal), read(i), read(j), [read(g) for g in given]
    known = {j: i}

    def case(formula, lemma, hypotheses):
        if lemma is not None and lemma.conclusion == formula:
            return lemma
        premises = [(ONE, lemma)] if lemma is not None else []
        return rules.linear(formula, premises, using=EVERYTHING, given=hypotheses)

    def on_diagonal(lemma=None):
        return case(substitute(goal, known), lemma, [substitute(g, known) for g in given])

    def question(different, *equal):
        different = case(goal, different, [*given, Term("ne", (i, j))])
        return rules.index_cases(goal, i, j, on_diagonal(*equal), different, given)

    if same is None and steps_of(apart):
        same = asked(SIMPLY, on_diagonal)
    lemmas = [apart] if same is None else [apart, same]
    return asked("equal or different indices", question, *lemmas, cases=(Term("ne", (i, j)), Term("eq", (i, j)))[: len(lemmas)])


def strictly(weak: Lemma, only_if: Lemma, apart: Lemma) -> Derivation:
    """0 < a, from 0 <= a, from a theorem that concludes u = v from a = 0, and from u ≠ v."""

    def question(at_least, equal, different):
        zero, a = at_least.conclusion.args
        vanishes = rules.symmetric(rules.assume(Term("eq", (zero, a))))
        if vanishes.conclusion in equal.hypotheses:
            equal = rules.cut(equal, vanishes)
        if equal.conclusion.args != different.conclusion.args:
            equal = rules.symmetric(equal)
        strict = Term("lt", (zero, a))
        never = rules.absurd(derived.not_apart(different, equal), strict)
        return derived.cases(at_least, never, rules.assume(strict))

    return asked("it cannot be 0", question, weak, only_if, apart)


def rises(slope: Lemma, x: Basic, left: Line, right: Line, order: Lemma) -> Derivation:
    """f(a) <= f(b), from 0 <= f′(x) and a <= b; < if both are strict. The slope may assume a < x and x < b."""
    ends = read(x), read(left), read(right)
    return asked("a function with this derivative rises", lambda s, o: rules.rising(s, *ends, o), slope, order)
