"""The derivation that a reader sees: a chain of lines, each with the rule that takes it to the next.

    derive(Derivative(LSE(z), z[k]))
        .definition(Derivative(log(Z), z[k]))
        .differentiate(Sum(exp(z[j]) * delta(j, k), j) / Z)
        .collapse(exp(z[k]) / Z)
        .definition(softmax(z)[k])

A line is a SymPy expression that the author writes, or a function (sympy.factor, say) that SymPy applies to the line before.
Nothing here is trusted: a chain can only ask the kernel for the theorem `first line R last line`.  A rule that is named must be
needed: a step that follows by algebra alone may not be called a definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sympy import Basic
from sympy import evaluate as sympy_evaluates

from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem, local_hypotheses
from ..kernel.terms import (
    BUILT, INFINITIES, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fresh, instantiate, is_real, mul, neg, num, opened, power,
    shape, sort, sub, substitute, subterms,
)  # fmt: skip
from ..language.sympy_notation import ForAll, read, write
from . import derived
from .case_split import as_said
from .rewriting import entries_written_out, rewrite
from ..language.typeset import text

EVERYTHING = ("definition", "derivative", "collapse")
Line = Basic | int  # an expression or a relation as an author writes it


class StepFailed(ValueError):
    """A step that the kernel does not accept: which one, from which line to which, and what is missing."""


@dataclass(frozen=True)
class Step:
    """One line of a derivation: a formula, how it was reached, and whether it continues the line before."""

    formula: Term
    rule: str
    because: str = ""
    continues: bool = False
    mirrored: bool = False  # shown from right to left: b >= a for a <= b
    given: tuple | None = field(default=None, compare=False)  # what a line supposes that a rule made; None if an author wrote it
    cases: tuple = ()  # the cases that the line stands in, the outermost first
    supposes: tuple = field(default=(), compare=False)  # the hypotheses of the line's theorem
    general: tuple = field(default=(), compare=False)  # what statements suppose that it leads to, and that are used at values
    serves: tuple = field(default=(), compare=False)  # the lemmas on whose way it stands, the outermost first
    by: Term | None = field(default=None, compare=False)  # the statement of a lemma without a name that it uses
    way: tuple = field(default=(), compare=False)  # the lines that lead to it, where these are left out


@dataclass(frozen=True)
class Derivation:
    """`left relation right`, its theorem (None before the first step), and the steps that led there."""

    left: Term
    right: Term
    theorem: Theorem | None = None
    relation: str = "eq"  # eq, le, lt, or their mirror images ge, gt
    given: tuple = ()
    steps: tuple = ()
    kept: tuple = field(default=())  # theorems of the lines that the statement shows: a = b = c
    name: str = ""  # the theorem of the ledger that this recalls

    # --- equations --------------------------------------------------------------------------------------------------

    def definition(self, line: Line, because: str = "") -> Derivation:
        """The next line by what names abbreviate: softmax, LSE, entries of vectors and matrices."""
        return self._equal(line, "definition", {"definition"}, because)

    def differentiate(self, line: Line, because: str = "") -> Derivation:
        """The next line by taking the derivatives that are written."""
        return self._equal(line, "differentiate", {"derivative"}, because)

    def collapse(self, line: Line, because: str = "") -> Derivation:
        """The next line by collapsing Kronecker deltas under sums, and by cases i = j and i != j outside."""
        return self._equal(line, "collapse deltas", {"collapse"}, because)

    def compute(self, line: Line, because: str = "") -> Derivation:
        """The next line by definitions, derivatives and deltas at once, where each by itself would fill a page."""
        return self._equal(line, "definitions, derivatives and deltas", set(EVERYTHING), because)

    def algebra(self, line: Line, because: str = "") -> Derivation:
        """The next line by the laws of +, ·, exp, log and finite sums alone."""
        return self._equal(line, "algebra", set(), because)

    def recursion(self, line: Line, because: str = "") -> Derivation:
        """The next line by Γ(x + 1) = x Γ(x), an axiom."""
        return self._equal(line, "Γ(x+1) = x Γ(x)", {"gamma"}, because, also={"collapse"})

    def by(self, lemma: Lemma, line: Line | None = None, because: str = "") -> Derivation:
        """The next line by an equation proved before, used wherever its left side occurs."""
        theorem = equation_of(lemma)
        found = self._ask(lambda: rewrite(self.right, theorem), "by", None)
        if found is None:
            raise StepFailed(f"the left side of {text(theorem.conclusion)} does not occur in {text(self.right)}")
        target = found.conclusion.args[1]
        if line is not None:
            target = self._line(line)
            if target != found.conclusion.args[1]:
                rest = self._ask(lambda: rules.reduction(found.conclusion.args[1], target, (), self.given), "by", target)
                found = rules.transitive(self._weakened(found), rest)
        return self._after(lemma)._extended(found, target, *_names(lemma, because), made=line is None, by=_unnamed(lemma))

    def _after(self, lemma):
        """This derivation with the lines of a lemma that was derived on the spot before its own; the last says the lemma."""
        *way, last = steps_of(lemma) or [None]
        lines = [*(replace(s, serves=(last.formula, *s.serves)) for s in way), *([last] if last else [])]
        return replace(self, steps=(*(s for s in lines if s not in self.steps), *self.steps))

    def _equal(self, line, rule, using, because, also=frozenset()):
        target = self._line(line)
        if using and self._follows(target, set(also)):
            raise StepFailed(f"{rule} changes nothing between {text(self.right)} and {text(target)}: call the step algebra")
        step = self._unfolds(target) if rule == "definition" else None
        step = step or self._ask(lambda: rules.reduction(self.right, target, using | also, self.given), rule, target)
        return self._extended(step, target, rule, because)

    def _unfolds(self, target):
        try:
            return derived.unfolding(self.right, target, self.given)
        except (Refused, IllTyped):
            return None

    def _follows(self, target, using):
        try:
            rules.reduction(self.right, target, using, self.given)
        except Refused:
            return False
        return True

    def _line(self, line):
        if isinstance(line, Callable) and not isinstance(line, Basic):
            with sympy_evaluates(True):
                line = line(write(self.right))
        return read(line)

    def _ask(self, question, rule, target):
        try:
            return question()
        except (Refused, IllTyped) as refusal:
            where = f" to {text(target)}" if target is not None else ""
            raise StepFailed(f"{rule}, from {text(self.right)}{where}: {_message(refusal)}") from refusal

    def _weakened(self, theorem):
        missing = [g for g in self.given if g not in theorem.hypotheses]
        return rules.weaken(theorem, *missing) if missing else theorem

    def _extended(self, step, target, rule, because, made=False, by=None):
        first = self.theorem is None
        theorem = step if first else self._composed(step)
        formula = Term(self.relation if first else "eq", (self.left, target))
        given = (*theorem.hypotheses, *self.given) if made else None
        shown = Step(formula, rule, because, bool(self.steps) and not first, given=given, supposes=theorem.hypotheses, by=by)
        return replace(self, right=target, theorem=theorem, steps=(*self.steps, shown))

    def _composed(self, step):
        if self.relation in ("ge", "gt"):  # the theorem reads right <= left: extend it on its left
            return rules.transitive(rules.symmetric(rules.settle(step)), self.theorem)
        step = rules.settle(step) if step.conclusion.op == "reduces" and self.relation in ("le", "lt") else step
        return rules.transitive(self.theorem, step)

    def back(self, lemma: Lemma, because: str = "") -> Derivation:
        """The next line is the left side of an equation whose right side is this line."""
        theorem = rules.symmetric(proved(lemma))
        if theorem.conclusion.args[0] != self.right:
            raise StepFailed(f"the right side of {text(proved(lemma).conclusion)} is not {text(self.right)}")
        return self._after(lemma)._extended(theorem, theorem.conclusion.args[1], *_names(lemma, because), by=_unnamed(lemma))

    def keep(self) -> Derivation:
        """Show this line in the statement: a = (this line) = c."""
        done = self.settled()
        return replace(self, left=self.right, theorem=None, kept=(*self.kept, done), relation="eq")

    # --- inequalities -----------------------------------------------------------------------------------------------

    def at_most(self, line: Line, gap: Line | None = 0, plus: Iterable[tuple] = ()) -> Derivation:
        """line − (the line before) = gap + Σ c · (right − left of each theorem in plus), all manifestly >= 0."""
        return self._compare("le", line, gap, plus)

    def below(self, line: Line, gap: Line | None = 0, plus: Iterable[tuple] = ()) -> Derivation:
        """As at_most, strictly."""
        return self._compare("lt", line, gap, plus)

    def at_least(self, line: Line, gap: Line | None = None, plus: Iterable[tuple] = ()) -> Derivation:
        """(the line before) − line = gap + Σ c · (…), as at_most; without either the line before shows its sign, line being 0."""
        return self._compare("ge", line, 0 if plus and gap is None else gap, plus)

    def above(self, line: Line, gap: Line | None = None, plus: Iterable[tuple] = ()) -> Derivation:
        """As at_least, strictly."""
        return self._compare("gt", line, 0 if plus and gap is None else gap, plus)

    def _compare(self, relation, line, gap, plus):
        target = self._line(line)
        slack = sub(self.right, target) if gap is None and target != ZERO else self.right if gap is None else read(gap)
        sides = (self.right, target) if relation in ("le", "lt") else (target, self.right)
        goal = Term({"ge": "le", "gt": "lt"}.get(relation, relation), sides)
        premises = [(read(c), proved(d)) for c, d in plus]
        step = self._ask(lambda: rules.linear(goal, premises, slack, EVERYTHING, self.given), relation, target)
        theorem = step
        if self.theorem is not None:
            before = self.settled()
            theorem = (
                rules.transitive(before, step) if relation in ("le", "lt") else rules.transitive(step, rules.symmetric(before))
            )
        mirrored = relation in ("ge", "gt")
        formula = Term(goal.op, (target, self.left) if mirrored else (self.left, target))
        because = _shown_before([d for _, d in plus])
        shown = Step(formula, "manifest sign", because, bool(self.steps), mirrored, supposes=theorem.hypotheses)
        lemmas = tuple(s for _, d in plus for s in steps_of(d))
        return replace(self, right=target, relation=relation, theorem=theorem, steps=(*lemmas, *self.steps, shown))

    # --- both sides at once -----------------------------------------------------------------------------------------

    def exp(self) -> Derivation:
        """exp of both sides."""
        return self._whole(lambda: derived.monotone(self.settled(), "exp"), "exp is increasing")

    def log(self) -> Derivation:
        """log of both sides; the smaller one must be positive."""
        return self._whole(lambda: derived.monotone(self.settled(), "log"), "log is increasing")

    def sum(self, index: Basic) -> Derivation:
        """The sum of both sides over an index."""
        k = read(index)
        return self._whole(lambda: rules.under("sum", k.args[2:], k, self.settled()), f"sum over {k.args[0]}")

    def maximum(self, index: Basic) -> Derivation:
        """What holds for every entry holds for the largest."""
        return self._whole(lambda: derived.least_bound(self.settled(), read(index)), f"for every {read(index).args[0]}")

    def minimum(self, index: Basic) -> Derivation:
        """What is below every entry is below the smallest."""
        return self._whole(lambda: derived.least_bound(self.settled(), read(index), "min"), f"for every {read(index).args[0]}")

    def times(self, factor: Line) -> Derivation:
        """Both sides times a factor whose sign is manifest."""
        done, c = self.settled(), read(factor)
        a, b = done.conclusion.args
        goal = Term(done.conclusion.op, (mul(c, a), mul(c, b)))
        return self._whole(lambda: rules.linear(goal, [(c, done)], given=self.given), "multiply both sides")

    def sides(
        self, left: Line | None = None, right: Line | None = None, using: Iterable[str] = ("definition",), because: str = ""
    ) -> Derivation:
        """The same relation with its sides rewritten: by definitions and algebra, or by `using`."""
        done = self.settled()
        for side, line in enumerate((left, right)):
            if line is None:
                continue
            old, new = done.conclusion.args[side], read(line)
            pair = (new, old) if side == 0 else (old, new)
            same = self._ask(lambda pair=pair: rules.equality(*pair, using, self.given), "rewrite", new)
            done = rules.transitive(same, done) if side == 0 else rules.transitive(done, same)
        return self._whole(lambda: done, " and ".join(using) or "algebra", because)

    def restate(self, relation: Line, because: str = "definition") -> Derivation:
        """The same statement in other words: the two are equal once definitions are unfolded."""
        return self._whole(lambda: rules.restate(self.settled(), read(relation)), because)

    def rearrange(self, relation: Line) -> Derivation:
        """An (in)equality with the same difference of its sides, up to sign for equations."""
        goal, done = read(relation), self.settled()
        factors = (ONE, neg(ONE)) if goal.op == "eq" else (ONE,)

        def attempt():
            for place, c in enumerate(factors):
                try:
                    return rules.linear(goal, [(c, done)], using=EVERYTHING, given=self.given)
                except Refused:
                    if place == len(factors) - 1:
                        raise

        return self._whole(attempt, "rearrange")

    def entrywise(self, *names: Basic) -> Derivation:
        """An equation between entries for all indices is one between vectors or matrices."""
        return self._whole(lambda: rules.extensional(self.settled(), *map(read, names)), "entry by entry")

    def terms_vanish(self, index: Basic, nonnegative: Lemma | None = None) -> Derivation:
        """A sum of terms >= 0 that is 0 has every term 0. `nonnegative` says that 0 <= term, where that is not at sight."""
        done, k = self.settled(), read(index)
        body = instantiate(done.conclusion.args[0].args[-1], k)
        lemmas = tuple(s for s in steps_of(nonnegative) if s not in self.steps) if nonnegative is not None else ()
        shown = replace(self, steps=(*lemmas, *self.steps))

        def question():
            known = rules.sign(body, "le", self.given) if nonnegative is None else proved(nonnegative)
            return derived.terms_vanish(done, known, k)

        return shown._whole(question, "a sum of terms ≥ 0")

    def cancel(self, factor: Line, base: Line, power: int = 1) -> Derivation:
        """From factor · base^power = 0, factor being nonzero: base = 0."""
        done = self.settled()
        return self._whole(
            lambda: derived.factor_vanishes(done, read(factor), read(base), power, self.given), "a factor that is not 0 cancels"
        )

    def at(self, values: dict, given: Iterable[Basic] = ()) -> Derivation:
        """The statement at particular values of its variables; `given` are hypotheses that put them in their domains."""
        case = {read(v): read(t) for v, t in values.items()}
        extra = tuple(map(read, given))
        supposed = self.settled().hypotheses
        lemma = replace(self, steps=tuple(replace(s, general=(supposed, *s.general)) for s in self.steps))
        done = lemma._whole(
            lambda: _written_out(rules.substitution(rules.weaken(self.settled(), *extra), case)),
            f"{self.name or 'the same'} at particular values",
        )
        return replace(done, given=done.theorem.hypotheses)  # they have been substituted too

    def assuming(self, *relations: Basic) -> Derivation:
        """The same statement under further hypotheses, which later steps may use."""
        theorem = rules.weaken(self.settled(), *map(read, relations))
        return replace(self, theorem=theorem, given=theorem.hypotheses)

    def knowing(self, *lemmas: Lemma) -> Derivation:
        """The same statement without the hypotheses that the lemmas prove."""
        theorem = self.settled()
        for lemma in map(proved, lemmas):
            if lemma.conclusion in theorem.hypotheses:
                theorem = rules.cut(theorem, lemma)
        used = tuple(s for lemma in lemmas for s in steps_of(lemma) if s not in self.steps)
        own = self.steps or (Step(theorem.conclusion, "a theorem proved before", self.name),)
        return replace(self, theorem=theorem, given=theorem.hypotheses, steps=(*used, *own))

    def unprinted(self) -> Derivation:
        """The same theorem without its lines: that a term has a value, say, which a reader does not miss."""
        return replace(self, steps=())

    def _whole(self, question, rule, because=""):
        theorem = self._ask(question, rule, None)
        done = stated(theorem, (*self.steps, _made(theorem, rule, because)), self.given)
        return replace(done, name=self.name)

    # --- the result -------------------------------------------------------------------------------------------------

    def settled(self) -> Theorem:
        """The kernel's theorem: both sides have values, and the relation holds."""
        if self.theorem is None:
            raise StepFailed(f"{text(self.left)} is a line, not yet a theorem")
        theorem = self._weakened(self.theorem)
        if theorem.conclusion.op == "reduces":
            theorem = self._ask(lambda: rules.settle(theorem), "the last line", self.right)
        return theorem

    def conclusion(self) -> Theorem:
        """The theorem that the chain as a whole proves."""
        last = [self.settled()] if self.theorem is not None else []
        whole = [*self.kept, *last]
        if not whole:
            raise StepFailed(f"{text(self.left)} is a line, not yet a theorem")
        return whole[0] if len(whole) == 1 else rules.both(*whole)


# --- where derivations begin ----------------------------------------------------------------------------------------


Lemma = Theorem | Derivation  # or a proposition of the ledger, which has a `proof`


def derive(line: Line, given: Iterable[Basic] = ()) -> Derivation:
    """The first line. `given`: the hypotheses, SymPy relations."""
    first = read(line)
    return Derivation(first, first, given=tuple(map(read, given)))


def stated(theorem: Theorem, steps: Iterable[Step], given: Iterable[Term] = ()) -> Derivation:
    """A derivation that has reached a theorem."""
    formula = theorem.conclusion
    if formula.op in ("eq", "le", "lt", "reduces"):
        left, right = formula.args
        return Derivation(left, right, theorem, formula.op.replace("reduces", "eq"), tuple(given), tuple(steps))
    return Derivation(ZERO, ZERO, theorem, "eq", tuple(given), tuple(steps))


def suppose(relation: Line, given: Iterable[Basic] = ()) -> Derivation:
    """Begin with a hypothesis; `given` are others that it needs, as that the range of its index is not empty."""
    formula, known = read(relation), [read(g) for g in given]
    return stated(rules.assume(formula, known), [Step(formula, "hypothesis", supposes=(formula, *known))], [formula, *known])


def suppose_all(relation: Line, index: Basic) -> Derivation:
    """Begin with a hypothesis that holds for all values of an index, taken at this one."""
    every = rules.assume(read(ForAll(relation, index)))
    theorem = rules.specialise(every, read(index))
    step = Step(theorem.conclusion, f"hypothesis, for every {read(index).args[0]}", supposes=theorem.hypotheses)
    return stated(theorem, [step], theorem.hypotheses)


def asked(
    rule: str, question: Callable, *premises: Lemma, because: str = "", cases: tuple = (), told: tuple | None = None
) -> Derivation:
    """A derivation whose last step is a rule of the kernel, its premises' steps before it; `told` has these in a reader's order.

    `cases` are what the last premises suppose, each its own: their steps are set apart.
    """
    try:
        theorem = question(*map(proved, premises))
    except (Refused, IllTyped) as refusal:
        raise StepFailed(f"{rule}: {_message(refusal)}") from refusal
    theorem = _by_entries(theorem)
    always = premises[: len(premises) - len(cases)]
    steps = [s for p in told or always for s in steps_of(p)]
    steps += (apart := _apart(theorem.conclusion, set(theorem.hypotheses), list(zip(cases, premises[len(always) :]))))
    unseen = any(all(case not in step.cases for step in apart) for case in cases)
    line = _made(theorem, rule, because or _shown_before(always if cases else premises) or (_named(cases) if unseen else ""))
    return stated(theorem, (*dict.fromkeys(steps), line), theorem.hypotheses)


def _named(cases):
    """Which cases a reason means, where one of them has no line."""
    return ", ".join(text(as_said(case)) for case in cases)


def _apart(goal, known, lemmas):
    """The steps of each case as its own, after those that need it not: lemmas, and what supposes only what is known in all.

    A case that is a theorem has one line, where others have lines; cases that only say what is to be shown in them have none. What
    holds under a supposition of its own stays in its case: outside it would be read as if it held.
    """
    if not any(steps_of(lemma) for _, lemma in lemmas):
        return []
    always, inside, shared = [], [], _shared(lemmas)
    for case, lemma in lemmas:
        supposed = case in proved(lemma).hypotheses
        for step in steps_of(lemma) or (_recalled(lemma),):
            apart = (step, step.supposes) in shared or _general(step, case)
            if not apart and not (supposed and known.issuperset(step.supposes)):
                inside.append(replace(step, cases=(case, *step.cases)))
            elif step.formula not in step.cases:
                always.append(step)
    return always + inside if any(step.formula not in (goal, *step.cases) for step in inside) else always


def _shared(lemmas):
    """What stands in several cases and supposes none of them: a lemma, which is derived once."""
    cases = {case for case, _ in lemmas}
    counted = Counter(pair for _, lemma in lemmas for pair in {(step, step.supposes) for step in steps_of(lemma)})
    return {(step, supposes) for (step, supposes), count in counted.items() if count > 1 and not cases.intersection(supposes)}


def _general(step, case):
    """Does a step lead to a statement that is used at particular values, and supposes nothing of a case?"""
    return bool(step.general) and case not in step.general[0]


def _recalled(lemma):
    """A theorem as the one line that says it."""
    theorem = proved(lemma)
    name = lemma.rule if isinstance(lemma, Theorem) else getattr(lemma, "part", "") or getattr(lemma, "name", "")
    return _made(theorem, "hypothesis" if theorem.conclusion in theorem.hypotheses else name or "a theorem proved before")


def _shown_before(lemmas):
    """The theorems of the ledger among the lemmas, of which no line is shown: a reason names them."""
    parts = [lemma.name if isinstance(lemma, Derivation) else getattr(lemma, "part", "") for lemma in lemmas]
    return " and ".join(dict.fromkeys(filter(None, parts)))


def _made(theorem, rule, because=""):
    """The line of what a rule concludes, in the kernel's own words."""
    return Step(theorem.conclusion, rule, because, given=theorem.hypotheses, supposes=theorem.hypotheses)


def _by_entries(theorem):
    """The theorem with the entries of vectors that were put together on the way written out, and products as one."""
    formula = theorem.conclusion
    put_together = formula.marks & BUILT and any(t.op == "at" and t.args[0].op == "lam" for t in subterms(formula))
    if formula.op not in ("eq", "le", "lt") or not put_together or shape(formula.args[0]):
        return theorem
    return rules.restate(theorem, Term(formula.op, tuple(expand(side, unfold=False) for side in formula.args)))


def _written_out(theorem):
    """The theorem, and what it supposes, with entries of vectors that were put together on the way written out."""
    theorem = rules.restate(theorem, entries_written_out(theorem.conclusion))
    for hypothesis in theorem.hypotheses:
        written = entries_written_out(hypothesis)
        if written is not hypothesis:
            others = [h for h in theorem.hypotheses if h != hypothesis]
            theorem = rules.cut(theorem, rules.restate(rules.assume(written, others), hypothesis))
    return theorem


def proved(lemma: Lemma) -> Theorem:
    """The kernel's theorem of a derivation, of a chapter's theorem, or of itself."""
    if isinstance(lemma, Theorem):
        return lemma
    return lemma.conclusion() if isinstance(lemma, Derivation) else lemma.proof()


def equation_of(lemma: Lemma) -> Theorem:
    """What a lemma allows to write for its left side, even where its last line is not yet shown to have a value."""
    one_line = isinstance(lemma, Derivation) and not lemma.kept and lemma.theorem is not None
    return lemma.theorem if one_line and lemma.theorem.conclusion.op == "reduces" else proved(lemma)


def steps_of(lemma: Lemma) -> tuple:
    """The steps to show for a premise: those of a lemma derived on the spot; a theorem of the ledger is named instead."""
    return lemma.steps if isinstance(lemma, Derivation) else ()


def _names(lemma, because):
    """What a step is called that uses a lemma, and why it is taken: the theorem's id, or how the lemma was obtained."""
    if isinstance(lemma, Theorem):
        return because or lemma.rule, ""
    if isinstance(lemma, Derivation):
        return lemma.name or lemma.steps[-1].rule, because
    return lemma.part, because


def _unnamed(lemma):
    """The statement of a lemma that was derived on the spot, and by which alone it can be told."""
    return lemma.steps[-1].formula if isinstance(lemma, Derivation) and not lemma.name else None


def _message(refusal):
    match refusal.args:
        case (_, what, place):
            return f"not shown to be {what}: {text(place)}; if it is meant to be, add a hypothesis"
    return str(refusal)


# --- rules with several premises ------------------------------------------------------------------------------------


def combine(
    relation: Line,
    *premises: tuple[Line, Lemma],
    gap: Line | None = 0,
    given: Iterable[Basic] = (),
    letters: dict[Basic, Line] | None = None,
) -> Derivation:
    """A relation as a combination c₁·(theorem₁) + c₂·(theorem₂) + … of theorems, plus a gap of manifest sign.

    `letters` are variables for terms that need not be looked into: the combination is one of the letters, and these come back.
    """
    goal, slack, given = read(relation), read(gap), [read(g) for g in given]
    factors = [read(c) for c, _ in premises]
    stand = {read(term): read(letter) for letter, term in (letters or {}).items()}
    return asked(
        "linear combination",
        lambda *theorems: derived.combination(goal, list(zip(factors, theorems)), slack, EVERYTHING, given, stand),
        *(d for _, d in premises),
    )


def in_order(first: Lemma, second: Lemma) -> Derivation:
    """a R c, from a R b and b R c, the stronger of the two: for integrals too, which no linear combination may name."""
    return asked("transitivity", rules.transitive, first, second)


def turned(equation: Lemma) -> Derivation:
    """b = a, from a = b: for integrals too, which no rearrangement may name."""
    return asked("the other way round", rules.symmetric, equation)


def product(first: Lemma, second: Lemma) -> Derivation:
    """0 <= (b − a)(d − c), from a <= b and c <= d."""
    return asked("product of two differences", derived.product, first, second)


def recall(lemma: Lemma) -> Derivation:
    """A theorem of the ledger, to be used at particular values."""
    theorem = proved(lemma)
    return replace(stated(theorem, (), theorem.hypotheses), name=lemma.part)


def below_maximum(vector: Line, index: Basic) -> Derivation:
    """v_k <= max v, for every k."""
    v, k = read(vector), read(index)
    entry = expand(at(v, k), unfold=False)
    maximum = bind("max", ONE, shape(v)[0], variable=k, body=entry)
    theorem = rules.restate(rules.below_maximum(maximum, k), Term("le", (at(v, k), Term("largest", (v,)))))
    return stated(theorem, [Step(theorem.conclusion, "at most the maximum")])


def maximum_attained(vector: Line) -> Derivation:
    """0 < Σ_k [v_k = max v]."""
    v = read(vector)
    k = fresh("k", "index", ONE, shape(v)[0])
    bracket = Term("ind", (Term("eq", (at(v, k), Term("largest", (v,)))),))
    maximum = bind("max", *k.args[2:], variable=k, body=expand(at(v, k), unfold=False))
    wanted = Term("lt", (ZERO, bind("sum", *k.args[2:], variable=k, body=bracket)))
    theorem = rules.restate(rules.attained(maximum), wanted)
    return stated(theorem, [Step(theorem.conclusion, "the maximum is attained")])


def positive_sum(weight: Line, value: Line, index: Basic, total: Lemma, given: Iterable[Basic] = ()) -> Derivation:
    """0 < Σ_k w_k v_k, as w_k >= 0, v_k > 0, and Σ_k w_k > 0 (the derivation `total`)."""
    w, v, k = read(weight), read(value), read(index)
    term = bind("sum", *k.args[2:], variable=k, body=mul(w, v))
    return asked("weighted sum", lambda t: derived.weighted_sum(term, k, w, v, t, [read(g) for g in given]), total)


def tangent_line(convex: Lemma, x: Basic, left: Line, right: Line, *known: Lemma) -> Derivation:
    """f(a) + f′(a)(b − a) <= f(b), from 0 <= f″; what is known of every x tells why f has values."""
    points = read(x), read(left), read(right)
    return asked("tangent of a convex function", lambda t, *known: derived.tangent(t, *points, *known), convex, *known)


def cases(order: Lemma, equal: Lemma, less: Lemma) -> Derivation:
    """From a <= b: what holds both when a = b and when a < b."""
    sides = proved(order).conclusion.args
    return asked("cases", derived.cases, order, equal, less, cases=(Term("eq", sides), Term("lt", sides)))


def bracket(relation: Lemma) -> Derivation:
    """[a = b] = 1 from a = b, [a = b] = 0 from a < b."""
    return asked("bracket", derived.bracket, relation)


def for_all(derivation: Lemma, index: Basic) -> Derivation:
    """The statement for all values of an index."""
    return asked("for all", lambda t: rules.generalise(t, read(index)), derivation)


# --- limits ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Approach:
    """A variable and the point it tends to: the same for every limit of one argument."""

    variable: object
    point: object
    side: str = "+"

    def parts(self) -> tuple:
        x = read(self.variable)
        return sort(*x.args[1:]), read(self.point), self.side

    def of_variable(self) -> Derivation:
        """lim x = a, or lim 1/x = 0 at infinity."""
        return asked("limit", lambda: rules.limit_of_variable(*self.parts(), read(self.variable).args[0]))

    def through(self, context: Line, hole: Basic | tuple, inner: Lemma | tuple, lemmas: Iterable[Lemma] = ()) -> Derivation:
        """lim F(g) = F(lim g), F being continuous there; `hole` stands for g in F, a number or a vector.

        Several holes in a tuple need as many limits. `lemmas` are what F needs at the limit, such as a denominator that is not 0.
        """
        holes, inners = (hole, inner) if isinstance(hole, tuple) else ((hole,), (inner,))

        def question(*theorems):
            limits, known = theorems[: len(inners)], theorems[len(inners) :]
            limits = [rules.weaken(limit, *(k.conclusion for k in known)) for limit in limits]
            wide = {h: fresh("h", "real", *h.args[2:]) if is_real(h) else h for h in map(read, holes)}  # whatever its domain is
            theorem = rules.limit_through(substitute(read(context), wide), tuple(wide.values()), tuple(limits), *self.parts())
            for lemma in known:
                theorem = rules.cut(theorem, lemma)
            return theorem

        return asked("limit through a continuous function", question, *inners, *lemmas)

    def moved(self, body: Line, theorem: Lemma) -> Derivation:
        """The limit of the body, from the same limit at 0+ in another variable y: x = a + y, a − y, 1/y or −1/y."""
        kind, point, side = self.parts()
        x, f = read(self.variable), read(body)
        limit = bind("limit", kind, point, side, variable=x, body=f)
        there = {"+": add(point, x), "-": sub(point, x)}.get(side)
        if point in INFINITIES:
            there = power(x, MINUS) if point.op == "infinity" else neg(power(x, MINUS))

        def question(known):
            left = known.conclusion.args[0]
            y, old = opened(left)
            new = substitute(f, {x: substitute(there, {x: y})})
            near = [*known.hypotheses, *local_hypotheses("limit", left.args[:3], y)]
            same = rules.under("limit", left.args[:3], y, rules.equality(new, old, EVERYTHING, near))
            return derived.limit_moved(limit, rules.transitive(same, known))

        return asked("the same limit in another variable", question, theorem)

    def sooner(self, body: Line, theorem: Lemma, by: Line = 1) -> Derivation:
        """The limit of f(n), from that of f(n + by), or of what is the same; n is a whole number."""
        n, f = read(self.variable), read(body)
        kind, point, side = self.parts()

        def question(known):
            left = known.conclusion.args[0]
            later = substitute(f, {n: add(n, num(by))})
            near = [*known.hypotheses, *local_hypotheses("limit", left.args[:3], n)]
            same = rules.under("limit", left.args[:3], n, rules.equality(later, opened(left, n)[1], EVERYTHING, near))
            limit = bind("limit", kind, point, side, variable=n, body=f)
            return rules.limit_along_steps(limit, rules.transitive(same, known), 1, by)

        return asked("part of a sequence", question, theorem)

    def squeeze(self, lower: Lemma, upper: Lemma, below: Lemma, above: Lemma) -> Derivation:
        """lim f from lo <= f <= hi, both bounds having the same limit."""
        x = read(self.variable)
        return asked("squeeze", lambda *t: rules.squeeze(*t, x, *self.parts()), lower, upper, below, above)

    def to_infinity(self, inverse: Lemma, signed: Lemma) -> Derivation:
        """lim f = ∞, from lim 1/f = 0 and 0 < f near the point; −∞, from f < 0 there."""
        x = read(self.variable)
        return asked("its inverse tends to 0", lambda *t: rules.limit_infinite(*t, x, *self.parts()), inverse, signed)

    def rewrite(self, limit: Lemma, body: Line, same: Lemma | None = None, near: Iterable[Lemma] = ()) -> Derivation:
        """The limit of another expression that is the same near the point: by definitions, or by the equation `same`.

        That may suppose 0 < u, where `near` has the limit of u, a positive number.
        """
        kind, point, side = self.parts()
        x, new = read(self.variable), read(body)
        done = proved(limit)
        old = instantiate(done.conclusion.args[0].args[-1], x)

        def question(theorem, *others):
            hypotheses = [*theorem.hypotheses, *local_hypotheses("limit", (kind, point, side), x)]
            equal, *limits = others if same else (rules.equality(new, old, EVERYTHING, hypotheses), *others)
            return rules.transitive(rules.under("limit", (kind, point, side), x, equal, tuple(limits)), theorem)

        return asked("the same function near the point", question, limit, *([same] if same else []), *near)


# --- integrals and induction ----------------------------------------------------------------------------------------


def constant_factor(integral: Line, factor: Line) -> Theorem:
    """∫ c f = c ∫ f where the right side has a value."""
    scaled = integral.func(factor * integral.args[0], *integral.args[1:])
    return rules.integral_scales(read(scaled), read(integral), read(factor))


def beta_integral(a: Line, b: Line, s: Line, t: Line) -> Theorem:
    """∫_0^s t^(a−1) (s−t)^(b−1) dt = s^(a+b−1) Γ(a) Γ(b) / Γ(a+b), an axiom."""
    axiom = rules.beta_integral(read(a), read(b), read(s))
    x = read(t)
    lower, upper, body = axiom.conclusion.args[0].args
    integrand = read(t ** (a - 1) * (s - t) ** (b - 1))
    near = local_hypotheses("integral", (lower, upper), x)
    same = rules.equality(integrand, instantiate(body, x), (), near)
    return rules.transitive(rules.under("integral", (lower, upper), x, same), axiom)


def induction(statement: Line, n: Basic, base: Lemma, step: Callable) -> Derivation:
    """The statement for every n, from the statement at 1 and the step: a function of the induction hypothesis."""
    formula, dim = read(statement), read(n)
    assumed = rules.assume(rules.closure(formula, dim))
    names = {v.args[0]: place for place, v in enumerate(rules.closed_over(formula, dim))}

    def hypothesis(relation, given=(), **values):
        """The hypothesis at particular values, written as the relation that it comes to."""
        theorem = rules.weaken(assumed, *map(read, given))
        for name in sorted(values, key=names.get):
            theorem = rules.specialise(theorem, read(values[name]))
        return rules.restate(theorem, read(relation))

    return asked("induction", lambda b, s: rules.induction(formula, dim, b, s), base, step(hypothesis))


def along_range(statement: Line, m: Basic, first: Lemma, step: Lemma) -> Derivation:
    """A comparison of numbers for all m of a range a..b, from that at a, and from the step: it at m + 1, supposing it at m.

    The index m runs over a..b − 1. Both lemmas may come to what they have to show by definitions and algebra,
    sums being taken apart.
    """
    formula, index = read(statement), read(m)

    def question(*lemmas):
        places = index.args[2], add(index, ONE)
        shown = (
            rules.linear(substitute(formula, {index: place}), [(ONE, lemma)], using=(*EVERYTHING, "ranges"))
            for place, lemma in zip(places, lemmas, strict=True)
        )
        return rules.along(formula, index, *shown)

    return asked("from each to the next", question, first, step)
