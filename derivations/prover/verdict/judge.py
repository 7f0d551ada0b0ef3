"""Verdicts: proved, refuted, undecided or vacuous, for a reader's own statement.

    check("Derivative(LSE(z), z[i]) = softmax(z)[i]", where="n: dimension; z: real[n]; i: index[n]")

Two judges that share no judgement look at each statement: the kernel, asked by search.py, and counterexamples in ball
arithmetic. What neither settles in time is undecided, with the reason. Of a limit or an integral that no ball encloses,
a false claim is denied at a point by both together (instances.py). What the kernel proves has always been tried at points too,
and where these contradict it the verdict is an error that shows both: one of the two judges has a fault, and nobody here can
say which.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..clock import GRACE, SECONDS, now, seconds, within
from ..proof.grades import NO_DIMENSION, dimensions
from .parameter_counterexamples import denial
from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem
from ..kernel.signs import Facts
from ..kernel.terms import IllTyped, Term, is_real, opened, subterms
from ..language import reading
from ..language.grammar import LanguageError, as_one_statement, declare, lengths, supposed
from ..refutation.counterexamples import search as counterexamples
from ..refutation.counterexamples import trial
from ..search.strategy import Search
from .exact_equality import touching_point
from .explanation import traced
from ..language.typeset import latex, text

REPORT = "One of the two is wrong: please report this statement."
GLANCE = 0.15  # seconds for a first look at points, before longer proofs are tried


@dataclass(frozen=True)
class Verdict:
    """The answer, what it rests on, and the statement as it was read."""

    word: str  # "proved", "refuted", "undecided", "vacuous", or "error" where a proof and a counterexample contradict each other
    conclusion: Term
    hypotheses: tuple = ()
    theorem: Theorem | None = None
    counterexample: object = None
    reason: str = ""
    seconds: float = 0.0
    inferred: dict = field(default_factory=dict)  # the domains that nobody declared, by name

    @cached_property
    def statement(self) -> str:
        return text(self.conclusion)

    @cached_property
    def latex(self) -> str:
        return latex(self.conclusion)

    @cached_property
    def dimension(self) -> str:
        return dimensions(self.theorem) if self.theorem else ""

    @cached_property
    def axioms(self) -> list[str]:
        return sorted(self.theorem.axioms) if self.theorem else []

    def __str__(self):
        match self.word:
            case "proved":
                given = f", given {' and '.join(self.axioms)}" if self.axioms else ""
                where = f", {self.dimension}" if self.dimension != NO_DIMENSION else ""
                return f"proved{given}{where}: {self.statement}{self._supposing()}"
            case "refuted":
                return f"refuted: {self.statement}{self._supposing()}\n  {self.counterexample or self.reason}"
            case "error":
                return "\n".join([f"error: {self.statement}{self._supposing()}", f"  {self.contradiction}", *traced(self.theorem)])
        return f"{self.word}: {self.statement}{self._supposing()}\n  {self.reason}"

    @property
    def contradiction(self) -> str:
        """What the two judges say of a statement on which they disagree."""
        return f"the kernel proves this ({self.dimension}), and the refutation denies it: {self.counterexample}. {REPORT}"

    def _supposing(self):
        given = f", given {'; '.join(map(text, self.hypotheses))}" if self.hypotheses else ""
        domains = "; ".join(f"{name}: {domain}" for name, domain in self.inferred.items())
        return f"{given}\n  read with {domains}" if domains else given

    def _repr_latex_(self):
        shown = rf"\cancel{{{self.latex}}}" if self.word == "refuted" else self.latex
        return f"$${shown} \\qquad \\text{{{self.word}}}$$"


def check(statement: str, where: str | dict = "", given: Iterable[str] = (), timeout: float = SECONDS) -> Verdict:
    """Judge one statement, written as text.

    `where` declares the symbols, as text "n: dimension; z: real[n]" or as a mapping; `given` are hypotheses. Where nothing is
    declared, the domains are inferred from use if there is one choice, and the verdict shows them.
    Raises LanguageError, which names the place and the remedy, for a text that says nothing, and ValueError for a time limit
    that is none.
    """
    domains = symbols(where)
    understood = lengths(domains) if domains else reading.inferred(statement, *given)
    scope = declare(domains or understood)
    conclusion, *hypotheses = reading.statement(statement, given, scope)
    hypotheses += supposed(domains, scope, [conclusion, *hypotheses])
    conclusion, hypotheses = as_one_statement(conclusion, hypotheses)
    limit = seconds(timeout)
    late = Verdict("undecided", conclusion, hypotheses, reason=f"no verdict within {limit:g} s", seconds=limit)
    return replace(within(limit + GRACE, lambda: judge(conclusion, hypotheses, limit), late), inferred=understood)


def symbols(where: str | dict) -> dict[str, str]:
    """The declarations of "n: dimension; z: real[n]" as a mapping from names to domains."""
    if not isinstance(where, str):
        return dict(where)
    parts = (part if ":" in part else re.sub(r"\s+in\s+|\s*∈\s*", ": ", part, count=1) for part in where.split(";") if part.strip())
    pairs = [part.partition(":") for part in parts]
    for name, colon, _ in pairs:
        if not colon:
            supposed = "; what is supposed goes to --given" if re.search("[<>=]", name) else ""
            raise LanguageError(
                f"{name.strip()!r} declares nothing: write a name, a colon and a domain, as in z: real[n]{supposed}"
            )
    return {name.strip(): domain.strip() for names, _, domain in pairs for name in names.split(",")}


def judge(conclusion: Term, hypotheses: Iterable[Term] = (), timeout: float = SECONDS) -> Verdict:
    """The verdict on a formula under hypotheses, in `timeout` seconds."""
    started = now()
    deadline = started + timeout
    hypotheses = tuple(hypotheses)
    finding = Search(understood(hypotheses), deadline)

    def verdict(word, **what):
        return Verdict(word, conclusion, hypotheses, seconds=now() - started, **what)

    theorem = finding.at_sight(conclusion)
    outcome = None
    if theorem is None:
        outcome = counterexamples(conclusion, hypotheses, seconds=min(GLANCE, timeout / 4))
        if outcome.refuted:
            return verdict("refuted", counterexample=outcome.counterexample)
        if hypotheses and not outcome.met and Search(understood(hypotheses), started + 0.2 * timeout).contradiction():
            return verdict("vacuous", reason="the hypotheses cannot all hold")
        finding.limit(started + 0.7 * timeout)
        theorem = finding.prove(conclusion)
    if theorem is not None and theorem.conclusion == conclusion and set(theorem.hypotheses) <= set(hypotheses):
        return verdict(**_heard(theorem, hypotheses, outcome, deadline))
    touching = touching_point(conclusion, hypotheses, deadline)
    if touching is not None:
        return verdict("refuted", counterexample=touching, reason="the kernel proves that the two sides are equal there")
    if finding.contradicted is not None:  # a limit or an integral has a value, and it is another one
        value, example = finding.contradicted
        return verdict("refuted", counterexample=example, reason=f"the kernel proves that the value is {text(value)}")
    denied = denial(conclusion, hypotheses, now() + 0.7 * (deadline - now()), finding.infinite)
    if denied is not None:
        return verdict("refuted", counterexample=denied[0], reason=denied[1])
    if hypotheses and Search(understood(hypotheses), deadline).contradiction():
        return verdict("vacuous", reason="the hypotheses cannot all hold")
    outcome = counterexamples(conclusion, hypotheses, seconds=max(0.05, deadline - now()), seed=1, climb=True)
    if outcome.refuted:
        return verdict("refuted", counterexample=outcome.counterexample)
    return verdict("undecided", reason=f"{_in_words(finding.reason) or 'no proof was found'}; no counterexample: {outcome}")


def _in_words(reason):
    """Why a search ended, without the inner form of terms and the numbers of variables that were made up on the way."""
    return re.sub(r"'\d+", "", re.sub(r" ?\w+\((?:num|var|add|mul|pow|at|sum|bound)\(.*\)", "", reason))


PARTIAL_HERE = {"gamma", "loggamma", "digamma", "polygamma"}  # the kernel knows them for positive arguments only


def understood(hypotheses: Iterable[Term]) -> tuple[Term, ...]:
    """The hypotheses that say to the kernel what they say to a reader.

    To a reader Γ(−1/2), (−2)^a at a = 1 and the logarithm of −1 in a complex statement are numbers; to the kernel they are
    not, so that y = Γ(x) would tell it that x is positive. Such a hypothesis is used where its sides are known to have values.
    """
    kept = []
    for h in hypotheses:
        if not _beyond(h) or _surely_defined(h, Facts.of(kept)):
            kept.append(h)
    return tuple(sorted(kept, key=_counts))  # what names the maximum before what counts its places: the order matters to no reader


def _counts(h):
    return any(t.op == "ind" for t in subterms(h))


def _beyond(h):
    return not is_real(h) or any(t.op in PARTIAL_HERE or t.op == "rpow" for t in subterms(h))


def _surely_defined(h, facts):
    if h.op in ("forall", "exists", "and"):
        parts = h.args if h.op == "and" else (opened(h)[1],)
        return all(_surely_defined(part, facts) for part in parts)
    try:
        for side in h.args:
            rules.defined(side, facts)
    except (Refused, IllTyped):
        return False
    return True


def _heard(theorem, hypotheses, outcome, deadline):
    """The verdict that a proof deserves when points have been heard too: it may assume less than the statement does."""
    same = set(theorem.hypotheses) == set(hypotheses)
    if outcome is None or not same:
        outcome = trial(theorem.conclusion, theorem.hypotheses)
    if hypotheses and not outcome.refuted and not (same and outcome.met):
        seconds = min(1.0, max(0.05, deadline - now()))
        outcome = counterexamples(theorem.conclusion, hypotheses, seconds=seconds, enough=1)
    if outcome.refuted:
        return {"word": "error", "theorem": theorem, "counterexample": outcome.counterexample}
    if outcome.met or not hypotheses:
        return {"word": "proved", "theorem": theorem}
    if Search(understood(hypotheses), deadline).contradiction():
        return {"word": "vacuous", "reason": "the hypotheses cannot all hold"}
    return {"word": "undecided", "reason": "no point was found at which the hypotheses hold"}


# --- files ----------------------------------------------------------------------------------------------------------


def judge_line(line: dict, timeout: float = SECONDS) -> dict:
    """The verdict on one record of a file, as a record. Errors are verdicts too; nothing is raised."""
    identity = line.get("id") if isinstance(line, dict) else None
    try:
        if not isinstance(line, dict):
            raise LanguageError("a line must be a JSON object")
        missing = [key for key in ("symbols", "lhs", "relation", "rhs") if key not in line]
        if missing:
            raise LanguageError(f"the statement lacks {', '.join(missing)}")
        for key, kind in (("symbols", dict), ("lhs", str), ("relation", str), ("rhs", str), ("given", list)):
            if not isinstance(line.get(key, kind()), kind):
                raise LanguageError(f"{key} must be {'an object' if kind is dict else 'a list' if kind is list else 'text'}")
        scope = declare(line["symbols"])
        conclusion = _both_sides(line, scope)
        given = [_field(f"given[{n}]", lambda g=g: reading.relation(g, scope)) for n, g in enumerate(line.get("given", []))]
        given += supposed(line["symbols"], scope, [conclusion, *given])
        verdict = judge(*as_one_statement(conclusion, given), timeout)
    except LanguageError as error:
        return {"id": identity, "verdict": "error", "error": str(error)}
    except Exception as error:  # noqa: BLE001 — a defect of ours must not silence the other lines
        return {"id": identity, "verdict": "error", "error": f"internal: {type(error).__name__}: {error}"[:300]}
    return _record(identity, verdict)


def _both_sides(line, scope):
    """The formula of a record's two sides. A side that has no meaning of its own is named by the error."""
    try:
        return reading.sides(line["lhs"], line["relation"], line["rhs"], scope)
    except LanguageError as error:
        for side in ("lhs", "rhs"):
            _field(side, lambda side=side: reading.side(line[side], scope))
        raise LanguageError(f"lhs and rhs: {error}") from None


def _field(name, question):
    try:
        return question()
    except LanguageError as error:
        raise LanguageError(f"{name}: {error}") from None


def _record(identity, verdict):
    record = {"id": identity, "verdict": verdict.word}
    match verdict.word:
        case "proved":
            record |= {"dimension": verdict.dimension, "axioms": verdict.axioms}
        case "refuted":
            example = verdict.counterexample
            if example is not None:
                record["counterexample"] = _pointed(example)
            if verdict.reason:
                record["reason"] = verdict.reason
        case "error":
            record |= {"error": verdict.contradiction, "counterexample": _pointed(verdict.counterexample)}
            record |= {"proof": traced(verdict.theorem)}
        case _:
            record["reason"] = verdict.reason
    return record | {"seconds": round(verdict.seconds, 4)}


def _pointed(example):
    """A counterexample as JSON has it."""
    values = {name: _plain(value) for name, value in example.values.items()}
    return {"at": values, "left": example.left, "right": example.right}


def _plain(value):
    """A value of a counterexample as JSON has it: numbers as text, vectors as lists."""
    return [_plain(entry) for entry in value] if isinstance(value, (tuple, list)) else str(value)
