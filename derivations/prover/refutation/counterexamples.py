"""Refutation: a search for points at which a statement is false, in ball arithmetic.

    search(conclusion, hypotheses)         an Outcome: refuted with a Counterexample, or what was tried
    trial(conclusion, hypotheses)          the same, in some milliseconds, for what is proved: one judge hears the other
    holds(formula, {"n": 2, "z": (0, 1)})  True, False, or None where balls do not decide
    meeting(conclusion, hypotheses)        points at which the hypotheses hold, for what balls cannot decide there
    enclosure(term, {"n": 2, "z": (0, 1)}) what a term is at a point, in words

A counterexample is rigorous: the hypotheses surely hold at the point, and the two sides are enclosed by balls that
contradict the relation, or one side is surely undefined there. That none is found proves nothing. Of the kernel only the terms
themselves are used: what they are worth is read in `evaluation`, where they are tried is chosen in `points`.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random

from flint import acb, arb, ctx, fmpq

from ..clock import now
from .balls import NotEvaluable, NoValue, Undecided, Undefined, ball, every, exact, finite, relate, same, sharp
from .evaluation import Evaluator
from .curves import Curve, Surface
from .tails import Infinite
from ..kernel.terms import MAPS, ONE, VECTORS, Term, bind, opened, substitute, subterms, var
from .points import belongs, flat, lines, points

PRECISIONS = (64, 300, 1000)  # bits, one after the other while a point is undecided
POINTS = 600  # of one search, unless the time is over before
ENOUGH = 22  # points of a trial: each style of points.py in two dimensions
TRIAL = 0.02  # seconds of a trial, if that is less, and no more are asked for
SIGNS = {"eq": "=", "reduces": "=", "ne": "≠", "le": "≤", "lt": "<", "diverges": "="}
MIRRORED = {">=": "≥", ">": ">"}  # b < a that was written a > b, as its hint says


# --- answers ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counterexample:
    """A point, and enclosures of the two sides there, or why a side is undefined.

    `values` are exact, by name: int, Fraction, complex, or tuples of them. `derived` are the variables that a hypothesis
    defines by others, with enclosures. Where two arrays differ, `entry` says in which entry, and the sides are that entry's.
    """

    values: dict
    left: str
    right: str
    relation: str
    derived: tuple = ()
    entry: tuple = ()

    @property
    def lines(self):
        point = ", ".join(f"{name} = {_written(value)}" for name, value in (*self.values.items(), *self.derived))
        entry = f", entry {_written(self.entry)}" if self.entry else ""
        return (
            f"at {point}" if point else "always",
            f"left side{entry}: {self.left}",
            f"right side{entry}: {self.right}",
            f"claimed: left {self.relation} right",
        )

    def __str__(self):
        return "; ".join(self.lines)


@dataclass(frozen=True)
class Outcome:
    """What a search found: of the points `tried` the hypotheses held at `met`, and at `evaluated` both sides were enclosed."""

    counterexample: Counterexample | None = None
    tried: int = 0
    met: int = 0
    evaluated: int = 0
    reasons: tuple = ()  # why points did not count, the most frequent first

    @property
    def refuted(self):
        return self.counterexample is not None

    @property
    def word(self):
        if self.refuted:
            return "refuted"
        return "none found" if self.evaluated else "not evaluable" if self.met else "hypotheses not met"

    def __str__(self):
        if self.refuted:
            return f"refuted {self.counterexample}"
        why = f": {self.reasons[0]}" if self.reasons and not self.evaluated else ""
        return f"{self.word} ({self.tried} points, {self.met} within the hypotheses, {self.evaluated} evaluated){why}"


def search(conclusion, hypotheses=(), *, seconds=2.0, seed=0, limit=POINTS, enough=POINTS, climb=False, at=None):
    """Look for a point at which the hypotheses hold and the conclusion does not. One seed tries the same points every time.

    It ends after `limit` points, or when both sides were enclosed at `enough` of them. With `climb`, it goes on from the points
    at which an inequality came nearest to failing, by steps that bring it nearer. `at`: values, by name, that are not varied.
    """
    outcomes, relations = [], goals(conclusion, hypotheses)
    at = {name: exact(value) for name, value in (at or {}).items()}
    for goal in relations:
        deadline = now() + seconds / len(relations)
        outcomes.append(_search(question_of(goal, hypotheses), deadline, seed, limit, enough, climb, at))
        if outcomes[-1].refuted:
            return outcomes[-1]
    return min(outcomes, key=lambda outcome: (outcome.evaluated, outcome.met))  # as good as its weakest part


def trial(conclusion, hypotheses=(), at=None, seconds=TRIAL):
    """A short search for what contradicts a proof: at some points of every style, and at a witness.

    The witness, `at`, has been shown to meet the hypotheses, whatever the variables are that it leaves free.
    """
    outcomes = [search(conclusion, (), seconds=seconds, limit=6, enough=3, at=at)] if at else []
    outcomes.append(search(conclusion, hypotheses, seconds=seconds, enough=ENOUGH))
    return max(outcomes, key=lambda outcome: (outcome.refuted, outcome.evaluated))


def fits(values, variables):
    """Whether exact values, by name, are surely of the shapes and in the domains of these variables."""
    values = {name: exact(value) for name, value in values.items()}
    return all(_fits(v, values[v.args[0]], Evaluator(values)) is True for v in variables)


def holds(formula, values):
    """Whether a formula holds at exact values of its variables, by name: True, False, or None where balls do not decide.

    A formula with an undefined side does not hold. Raises KeyError for a variable without a value, and ValueError for a value
    outside its variable's domain.
    """
    values = {getattr(name, "args", (name,))[0]: exact(value) for name, value in values.items()}
    for v in formula.free:
        if not fits(values, [v]):
            raise ValueError(f"{v.args[0]} = {_written(_plain(values[v.args[0]]))} is not of its domain: {v.args[1]}")
    answer = None
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            try:
                answer = Evaluator(values).decide(formula)
            except Undefined:
                return False
            except NoValue:
                continue
        if answer is not None:
            break
    return answer


def meeting(conclusion, hypotheses, seed=0):
    """Exact points at which the hypotheses surely hold, each once, with the conclusion that it is to be put into.

    In that conclusion hypotheses that define a variable by others are put in already. Ends after POINTS attempts.
    """
    question, seen = question_of(conclusion, hypotheses), set()
    formulas = (question.goal, *question.hypotheses)
    for point in islice(points(formulas, question.hypotheses, question.variables, Random(seed)), POINTS):
        try:
            values = point()
            with ctx.workprec(PRECISIONS[0]):
                met = values is not None and str(values) not in seen and _met(question, Evaluator(values))
        except NoValue:
            continue
        seen.add(str(values))
        if met:
            yield question.goal, {name: _plain(value) for name, value in values.items()}
        if not question.variables:
            return


def enclosure(term, values):
    """What a term is at exact values of its variables, in words."""
    with ctx.workprec(PRECISIONS[0]):
        return _found(term, *_side(Evaluator({name: exact(value) for name, value in values.items()}), term))


# --- the question -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """One relation to be contradicted under hypotheses."""

    goal: Term
    hypotheses: tuple
    derived: tuple  # (variable, term) where a hypothesis defines a variable by others
    variables: tuple  # the others, in an order in which they can be chosen
    precisions: tuple


def goals(conclusion, hypotheses=()):
    """The relations that a conclusion claims: conjunctions split, what is bound by ∀ a variable under a name not taken."""
    taken = {v.args[0] for formula in (conclusion, *hypotheses) for v in formula.free}
    return list(_goals(conclusion, taken))


def _goals(formula, taken):
    if formula.op == "and":
        for part in formula.args:
            yield from _goals(part, taken)
    elif formula.op == "forall":
        name = formula.hint or "x"
        while name in taken:
            name += "_"
        yield from _goals(opened(formula, var(name, *formula.args[0].args))[1], taken | {name})
    else:
        yield formula


def _conjuncts(formula):
    return [part for arg in formula.args for part in _conjuncts(arg)] if formula.op == "and" else [formula]


def question_of(goal, hypotheses):
    """A hypothesis that defines a variable is put in: points then meet it by construction, even with irrational values."""
    pending, kept, derived = [part for h in hypotheses for part in _conjuncts(h)], [], []
    while pending:
        hypothesis = pending.pop(0)
        defined = _definition(hypothesis)
        if defined is None:
            kept.append(hypothesis)
            continue
        put = dict([defined])
        goal, *pending = [substitute(formula, put) for formula in (goal, *pending)]
        kept = [substitute(formula, put) for formula in kept]
        derived = [(substitute(x, put), substitute(term, put)) for x, term in derived] + [defined]
    formulas = (goal, *kept, *(term for _, term in derived))
    free = {v for t in (*formulas, *(d for x, _ in derived for d in x.args if d.__class__ is Term)) for v in t.free}
    quadrature = any(part.op in ("integral", "simplex", "space") for formula in formulas for part in subterms(formula))
    precisions = PRECISIONS[:1] if quadrature else PRECISIONS
    return Question(goal, tuple(kept), tuple(derived), tuple(sorted(free, key=_order)), precisions)


def _definition(hypothesis):
    """(x, term) where the hypothesis says that the variable x equals a term without it; for vectors also entry by entry."""
    match hypothesis:
        case Term("eq", (a, b)):
            for x, term in ((a, b), (b, a)):
                if x.op == "var" and x not in term.free:
                    return x, term
        case Term("forall", (Term("sort", ("index", first, last)), Term("eq", _))) if first == ONE:
            k, body = opened(hypothesis)
            for entry, term in (body.args, body.args[::-1]):
                match entry:
                    case Term("at", (Term("var", (_, _, length)) as x, index)):
                        if index == k and length == last and x not in term.free:
                            return x, bind("lam", first, last, variable=k, body=term)
    return None


def _order(v):
    """Dimensions first, then indices, numbers and arrays, each after those in its own dimensions, whatever these are."""

    def depth(x):
        return 1 + max((depth(w) for w in x.free if w != x), default=0)

    def rank(x):
        return max([{"dimension": 0, "index": 1}.get(x.args[1], 2), *(rank(w) for w in x.free if w != x)])

    return rank(v), depth(v), len(v.args), v.args[0]


# --- one point ----------------------------------------------------------------------------------------------------------

UNMET, MET, EVALUATED = range(3)


def examine(question, values):
    """(how far it came, counterexample or None, reason or None) at one point, with as many digits as it takes."""
    stage, reason = UNMET, None
    for bits in question.precisions:
        if stage == EVALUATED and bits != question.precisions[-1]:
            continue  # both sides are sharp and overlap: if more digits tell them apart, the most do
        with ctx.workprec(bits):
            evaluate = Evaluator(values)
            try:
                met = _met(question, evaluate)
                if met is False:
                    return UNMET, None, None
                if met is None:
                    reason = "the hypotheses are not decided"
                    continue
                stage = max(stage, MET)
                answer = _contradiction(question, evaluate, values)
            except Undecided as failure:
                reason = str(failure)
                continue
            except NoValue as failure:
                return stage, None, str(failure)
            if isinstance(answer, Counterexample):
                return EVALUATED, answer, None
            stage = EVALUATED
            if answer:
                break
    return stage, None, reason


def _met(question, evaluate):
    """Whether the point is in the domains and within the hypotheses; one with an undefined side does not hold."""
    answers = [_fits(x, evaluate(term), evaluate) for x, term in question.derived]
    answers += [_fits(x, evaluate(x), evaluate) for x in question.variables]
    for hypothesis in question.hypotheses:
        try:
            answers.append(evaluate.decide(hypothesis))
        except Undefined:
            return False
        if answers[-1] is False:
            return False
    return every(answers)


def _fits(x, value, evaluate):
    """Whether a value can be a variable's: of its shape, and in its domain."""
    _, domain, *dims = x.args
    if domain in MAPS:
        dims = dims[: len(dims) - (MAPS[domain][0] in VECTORS)]
    if domain == "index":
        return value.__class__ is fmpq and value.q == 1 and int(value.p) in evaluate.indices(*dims, ())
    rows = [value]
    for dim in dims:
        size = evaluate.integer(dim, ())
        if any(row.__class__ is not tuple or len(row) != size for row in rows):
            return False
        rows = [entry for row in rows for entry in row]
    if domain in MAPS:
        return all(row.__class__ is (Surface if MAPS[domain][0] in VECTORS else Curve) for row in rows)
    return every(row.__class__ is not tuple and belongs(domain, row) for row in rows)


def _side(evaluate, term):
    """(value, None), or (None, why it has none)."""
    try:
        value = evaluate(term)
    except NoValue as failure:
        return None, failure
    return (value, None) if finite(value) else (None, Undecided("a ball that is not finite"))


def _contradiction(question, evaluate, values):
    """A counterexample, True where the relation surely holds, or None. Raises NoValue where a side is not enclosed."""
    relation, (left, right) = question.goal.op, question.goal.args
    if relation not in SIGNS:
        raise NotEvaluable(f"no ball contradicts the relation {relation}")

    def counterexample(left, right, entry=()):
        point = {name: _plain(value) for name, value in values.items()}
        derived = tuple((x.args[0], _text(evaluate(term), 15)) for x, term in question.derived)
        if question.goal.hint in MIRRORED:
            return Counterexample(point, right, left, MIRRORED[question.goal.hint], derived, entry)
        return Counterexample(point, left, right, SIGNS[relation], derived, entry)

    if relation == "diverges":
        value = evaluate(left)
        if not finite(value):
            raise NotEvaluable("no ball encloses infinity")
        return counterexample(_text(value, 15), "oo" if right == ONE else "-oo")
    (a, no_a), (b, no_b) = sides = _side(evaluate, left), _side(evaluate, right)
    if relation == "reduces" and isinstance(no_b, Undefined):
        return True  # it says nothing there
    if _valueless(relation, no_a, no_b):
        return counterexample(*(_found(*side) for side in zip((left, right), *zip(*sides))))
    if no_a or no_b:
        raise no_a or no_b
    relation = "eq" if relation == "reduces" else relation
    answer = relation in ("eq", "le") if left == right else relate(relation, a, b)
    if answer is False:
        a, b, entry = _first_apart(a, b)
        return counterexample(*_told_apart(a, b), entry)
    if not (sharp(a) and sharp(b)):
        raise Undecided("balls too wide to say anything")
    return answer


def _valueless(relation, no_a, no_b):
    """Does a relation fail as a side is undefined, or infinite and equal to a number?"""
    if isinstance(no_a, Undefined) or isinstance(no_b, Undefined):
        return True
    infinite = isinstance(no_a, Infinite) or isinstance(no_b, Infinite)
    return relation == "eq" and infinite and None in (no_a, no_b)


def _first_apart(a, b):
    """The first entries of two arrays that differ, and their place."""
    entry = ()
    while a.__class__ is tuple:
        k = next((k for k, (x, y) in enumerate(zip(a, b, strict=True)) if same(x, y) is False), 0)
        a, b, entry = a[k], b[k], (*entry, k + 1)
    return a, b, entry


def _found(term, value, failure):
    """What a side is, in words. A limit or an integral is infinite; what it stands in has no value."""
    if failure is None:
        return _text(value, 15)
    if isinstance(failure, Infinite):
        whole = {1: "oo", -1: "-oo"}.get(failure.sign) if term.op in ("limit", "integral") else None
        return whole or f"undefined: {failure}"
    return f"undefined: {failure}" if isinstance(failure, Undefined) else f"not evaluated: {failure}"


# --- in words -----------------------------------------------------------------------------------------------------------


def _told_apart(a, b):
    """Decimal enclosures with so many digits that they differ as the values do."""
    for digits in (15, 30, 60, 120, 300):
        texts = _text(a, digits), _text(b, digits)
        balls = all(x.__class__ is arb for x in (a, b))
        if texts[0] != texts[1] and not (balls and arb(texts[0]).overlaps(arb(texts[1]))):
            break
    return texts


def _text(x, digits):
    if x.__class__ is tuple:
        return f"({', '.join(_text(entry, digits) for entry in x)})"
    return str(x) if x.__class__ is fmpq else x.str(digits)


def _plain(x):
    """A value as Python writes it: int, Fraction, complex, or tuples of them."""
    if x.__class__ is tuple:
        return tuple(map(_plain, x))
    if x.__class__ in (Curve, Surface):
        return x
    if x.__class__ is acb:
        return complex(float(x.real), float(x.imag))
    value = Fraction(int(x.p), int(x.q))
    return value.numerator if value.denominator == 1 else value


def _written(x):
    return f"({', '.join(map(_written, x))})" if isinstance(x, tuple) else str(x)


# --- climbing: from where an inequality nearly fails to where it does --------------------------------------------------

CLIMB = 1.0  # seconds
STEPS = [fmpq(1, 4**k) for k in range(1, 7)]
STARTS = 4


def _climb(question, starts, deadline, rng):
    """A counterexample that single moves lead to, or None."""
    nearness = {id(values): _nearness(question.goal, values) for values in starts[:200]}
    ranked = sorted((v for v in starts[:200] if nearness[id(v)] is not None), key=lambda v: -nearness[id(v)])
    for values in ranked[:STARTS]:
        best = nearness[id(values)]
        for step in STEPS:
            for _ in range(20):
                nearer = None
                for moved in _moves(question, values, step, rng):
                    if now() > deadline:
                        return None
                    stage, counterexample, _ = examine(question, moved)
                    if counterexample:
                        return counterexample
                    near = _nearness(question.goal, moved) if stage == EVALUATED else None
                    if near is not None and near > best:
                        nearer, best = moved, near
                if nearer is None:
                    break
                values = nearer
    return None


def _moves(question, values, step, rng):
    for v, line in lines(question.goal, question.variables, values, rng):
        for t in (step, -step):
            moved = line(t)
            if all(belongs(v.args[1], entry) for entry in flat(moved)):
                yield values | {v.args[0]: moved}


def _nearness(goal, values):
    """left − right in units of their size, roughly: 0 where the inequality is about to fail."""
    try:
        left, right = (float(ball(Evaluator(values)(side)).mid()) for side in goal.args)
    except (NoValue, ValueError, OverflowError, AttributeError, TypeError):
        return None
    nearness = (left - right) / (abs(left) + abs(right) + 1)
    return nearness if nearness == nearness else None


# --- the search ---------------------------------------------------------------------------------------------------------


def _search(question, deadline, seed, limit, enough, climb, at):
    stages, reasons, seen, counterexample = Counter(), Counter(), {}, None
    formulas = (question.goal, *question.hypotheses)
    for tried, point in enumerate(points(formulas, question.hypotheses, question.variables, Random(seed), at), start=1):
        try:
            values = point()
        except NoValue as failure:
            values, reasons[str(failure)] = None, reasons[str(failure)] + 1
        key = str(values)
        if values is not None and key not in seen:
            stage, counterexample, reason = examine(question, values)
            seen[key] = values if stage == EVALUATED else None
            stages[stage] += 1
            reasons.update([reason] if reason else [])
        over = tried >= limit or stages[EVALUATED] >= enough or now() > deadline
        if counterexample or over or not question.variables:
            break
    if climb and counterexample is None and question.goal.op in ("le", "lt"):
        until = min(deadline, now() + CLIMB)
        counterexample = _climb(question, [values for values in seen.values() if values], until, Random(seed))
    why = tuple(reason for reason, _ in reasons.most_common())
    return Outcome(counterexample, tried, stages[MET] + stages[EVALUATED], stages[EVALUATED], () if counterexample else why)
