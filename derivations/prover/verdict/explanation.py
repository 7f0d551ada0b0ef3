"""Explanation: a proof that was found, line by line, in a mathematician's words.

The kernel takes more steps than a reader does. What only hands a line on (under more hypotheses, with its sides turned, with equals
put for equals) is no line of its own; the same line stands once; that 0 log 0 = 0 is written as an author has it. What is left out
is proved all the same: the theorem rests on it.
"""

import re
from dataclasses import dataclass

from ..book.cases import INDENT, Case, by_cases
from ..book.words import said
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem
from ..kernel.terms import RELATIONS, IllTyped, Term, bind, fn, opened, rebuild, substitute, subterms
from ..language.naming import lettered, lettering
from ..language.typeset import text
from ..proof.case_split import as_said, cases_of, split_into
from ..proof.derived import told
from ..search.closed_forms import tidy
from ..search.lemmas.vanishing import without_bracket
from .as_written import folded

SILENT = {"weaken", "settle", "symmetry", "specialise", "for all"}  # rules that hand on what they are given
HANDING_ON = ("transitivity", "linear combination", "normal form", "congruence", "cut", "definition")  # where nothing changes
WORDS = {"assume": "supposed"}  # of rules that a chapter never names


def explained(theorem: Theorem) -> list[str]:
    """The lines of a proof, premises first: each with its number, what it says, and why; the lines of a case under its heading."""
    proof = _Proof()
    proof.line(theorem, last=True)
    places = {line.key: place for place, line in enumerate(proof.lines, 1)}

    def written():
        for depth, line in by_cases(proof.lines):
            if isinstance(line, Case):
                yield f"     {INDENT * depth}Case {line.text}:"
            else:
                reason = KEY.sub(lambda found: str(places[int(found[1])]), line.because)
                yield f"{places[line.key]:3}. {INDENT * depth}{line.shown}   [{reason}]"

    return list(written())


KEY = re.compile("\ue000(\\d+)\ue001")  # of a line in a reason: its number is known when all lines are there


@dataclass(frozen=True)
class _Line:
    key: int
    shown: str
    because: str
    cases: tuple  # as text

    @property
    def cases_latex(self):
        return self.cases


class _Proof:
    """The lines so far, and by what keys each theorem that was met is cited."""

    def __init__(self):
        self.lines, self.cited, self.keys, self.inside = [], {}, {}, ()

    def cite(self, theorem):
        """The keys of the lines that say what a theorem does, which are written first if they are not there yet."""
        if id(theorem) not in self.cited:
            self.cited[id(theorem)] = self.line(theorem)
        return self.cited[id(theorem)]

    def cite_all(self, theorems):
        return tuple(dict.fromkeys(key for theorem in theorems for key in self.cite(theorem)))

    def cite_premises(self, theorem):
        """The premises of a theorem, each case of it among its own lines, after those that hold in all."""
        premises, cases, start, inside = told(theorem).premises, split_into(theorem), len(self.lines), self.inside
        for premise, case in zip(premises, (*[None] * (len(premises) - len(cases)), *cases)):
            self.inside = inside if case is None else (*inside, case)
            self.cite(premise)
        self.inside, names = inside, {_case(case) for case in cases}
        apart = sorted(self.lines[start:], key=lambda line: not names.isdisjoint(line.cases))
        self.lines[start:] = apart if _premises_first(apart) else self.lines[start:]
        return self.cite_all(premises)

    def line(self, theorem, last=False):
        step, known = told(theorem), []
        shown = text(lettered(theorem.conclusion)) if last else _shown(theorem.conclusion)
        key = shown, theorem.hypotheses, step.rule == "assume"
        if not last and key in self.keys:
            return (self.keys[key],)
        made = theorem
        while step.rule == "cut" or last and step.rule in SILENT:  # what the first supposes is shown by the others
            first, *others = step.premises
            if first.conclusion != theorem.conclusion:
                break
            known += [other for other in others if not _only_of_values(other.conclusion)]
            made, step = first, told(first)
        known = self.cite_all(known)
        if not last:
            if theorem.conclusion.op == "reduces" or shown is None:
                return (*self.cite_premises(made), *known)
            same = any(_shown(premise.conclusion) == shown for premise in step.premises)
            if step.premises and (step.rule in SILENT or same and step.rule.startswith(HANDING_ON)):
                return (*self.cite_premises(made), *known)
        because = self.because(made, step, known)
        self.keys[key] = number = len(self.lines) + 1
        self.lines.append(_Line(number, shown, because, tuple(map(_case, cases_of(theorem, self.inside)))))
        return (number,)

    def because(self, theorem, step, known=()):
        """Why a line holds: the rule in words, and the lines that it rests on."""
        words = WORDS.get(step.rule) or said(step.rule)
        if step.rule.startswith("linear combination"):
            terms = _together(theorem)
            parts = [self.multiple(c, premise) for c, premise in zip(terms, step.premises)]
            rest = text(terms[-1])
            parts = [part for part in parts if part] + ([rest] if rest != "0" else [])
            reason = f"{words}: the sides differ by {' + '.join(parts)}" if parts else words
            if len(parts) == 1 and rest == "0":
                reason = f"{words}: {parts[0]}"
        else:
            rests = self.cite_premises(theorem)
            reason = words + (f", from {_listed(rests)}" if rests else "")
        return reason + (f", with {_listed(known)}" if known else "")

    def multiple(self, factor, premise):
        numbers = " and ".join(f"({_key(key)})" for key in self.cite(premise))
        by = text(factor)
        return numbers if by == "1" or not numbers else f"{by} times {numbers}"


def _premises_first(lines):
    """Does no line rest on one that comes after it?"""
    places = {line.key: place for place, line in enumerate(lines)}
    rests = ((place, int(key)) for place, line in enumerate(lines) for key in KEY.findall(line.because))
    return all(places.get(key, -1) < place for place, key in rests)


def _key(key):
    return f"\ue000{key}\ue001"


def _listed(keys):
    return ", ".join(map(_key, keys))


def _case(case):
    return text(lettered(as_said(case)))


def _only_of_values(formula):
    """Does a formula say only that what is read with 0 log 0 = 0 has a value? A reader is spared that."""
    return any(part.op == "ind" for part in subterms(formula)) and formula.op in ("forall", "lt", "ne")


def _shown(formula):
    """What a line says, plainly; None where both sides are the same, so that it says nothing."""
    formula = _neat(lettered(formula))
    if formula.op in ("eq", "le") and formula.args[0] == formula.args[1]:
        return None
    return text(formula)


def _together(theorem):
    """The factors and the rest of a linear combination, with the letters that its line has."""
    formulas = [theorem.conclusion, *(part for part in theorem.data if isinstance(part, Term))]
    letters = lettering(formulas)
    return [_plainly(substitute(part, letters)) for part in formulas[1:]]


def _neat(formula):
    """A formula with its sides written plainly, within quantifiers too."""
    if formula.op in ("forall", "exists"):
        x, body = opened(formula)
        return bind(formula.op, *formula.args[:-1], variable=x, body=_neat(body))
    if formula.op in RELATIONS and len(formula.args) == 2:
        return Term(formula.op, tuple(map(_plainly, formula.args)), formula.hint)
    return formula


def _plainly(term):
    """A term with its numbers gathered, what has a name by its name, and 0 log 0 = 0 unsaid."""
    try:
        return folded(tidy(_unsaid(term)))
    except (IllTyped, Refused, ValueError, ArithmeticError, RecursionError):
        return term


def _unsaid(term):
    term = rebuild(term, lambda part, _: _unsaid(part), 0)
    match term:
        case Term("log", (inside,)) if (found := without_bracket(inside)) is not None:
            return fn("log", found[1])
        case Term("ind", (Term("eq", (Term("num") as number, other)),)):
            return fn("ind", fn("eq", other, number))
    return term


def traced(theorem: Theorem) -> list[str]:
    """Every step of a proof with the name that the rule has, premises first: what a report of a contradiction needs."""
    numbers, lines = {}, []

    def visit(t):
        if id(t) in numbers:
            return
        step = told(t)
        for premise in step.premises:
            visit(premise)
        numbers[id(t)] = len(numbers) + 1
        rests = ", ".join(str(numbers[id(premise)]) for premise in step.premises)
        lines.append(f"{numbers[id(t)]:3}. {text(lettered(t.conclusion))}   [{step.rule}{f' of {rests}' if rests else ''}]")

    visit(theorem)
    return lines
