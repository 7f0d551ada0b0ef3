"""Explanation: a proof that was found, line by line, in a mathematician's words.

The kernel takes more steps than a reader does. What only hands a line on (under more hypotheses, with its sides turned, with equals
put for equals) is no line of its own; the same line stands once; that 0 log 0 = 0 is written as an author has it. What is left out
is proved all the same: the theorem rests on it.
"""

from ..book.words import said
from ..kernel.polynomial import Refused
from ..kernel.rules import Theorem
from ..kernel.terms import RELATIONS, IllTyped, Term, bind, fn, opened, rebuild, substitute, subterms
from ..language.naming import lettered, lettering
from ..language.typeset import text
from ..proof.derived import told
from ..search.closed_forms import tidy
from ..search.lemmas.vanishing import without_bracket
from .as_written import folded

SILENT = {"weaken", "settle", "symmetry", "specialise", "for all"}  # rules that hand on what they are given
HANDING_ON = ("transitivity", "linear combination", "normal form", "congruence", "cut", "definition")  # where nothing changes
WORDS = {"assume": "supposed"}  # of rules that a chapter never names


def explained(theorem: Theorem) -> list[str]:
    """The lines of a proof, premises first: each with its number, what it says, and why."""
    proof = _Proof()
    proof.line(theorem, last=True)
    return proof.lines


class _Proof:
    """The lines so far, and by what numbers each theorem that was met is cited."""

    def __init__(self):
        self.lines, self.cited, self.numbers = [], {}, {}

    def cite(self, theorem):
        """The numbers of the lines that say what a theorem does, which are written first if they are not there yet."""
        if id(theorem) not in self.cited:
            self.cited[id(theorem)] = self.line(theorem)
        return self.cited[id(theorem)]

    def cite_all(self, theorems):
        return tuple(dict.fromkeys(number for theorem in theorems for number in self.cite(theorem)))

    def line(self, theorem, last=False):
        step, known = told(theorem), []
        shown = text(lettered(theorem.conclusion)) if last else _shown(theorem.conclusion)
        key = shown, theorem.hypotheses, step.rule == "assume"
        if not last and key in self.numbers:
            return (self.numbers[key],)
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
                return (*self.cite_all(step.premises), *known)
            same = any(_shown(premise.conclusion) == shown for premise in step.premises)
            if step.premises and (step.rule in SILENT or same and step.rule.startswith(HANDING_ON)):
                return (*self.cite_all(step.premises), *known)
        because = self.because(made, step, known)
        self.numbers[key] = len(self.lines) + 1
        self.lines.append(f"{len(self.lines) + 1:3}. {shown}   [{because}]")
        return (self.numbers[key],)

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
            rests = self.cite_all(step.premises)
            reason = words + (f", from {_listed(rests)}" if rests else "")
        return reason + (f", with {_listed(known)}" if known else "")

    def multiple(self, factor, premise):
        numbers = " and ".join(f"({number})" for number in self.cite(premise))
        by = text(factor)
        return numbers if by == "1" or not numbers else f"{by} times {numbers}"


def _listed(numbers):
    return ", ".join(map(str, numbers))


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
