"""Proofs as data: what a theorem was made from, written down, and replayed by the kernel.

A proof that the search found is kept in a file beside the chapters, `derivations/found/CHAPTER.json`, so that no build searches
for it again. The file is not trusted: replaying it calls the rules of the kernel by name, with the arguments that were
written down, and what comes out is compared with the statement.

    Record = {"terms": [Node, …], "steps": [[rule, [Argument, …], {name: Argument}], …]}
    Node   = [operator, part, …]     a part is the place of a term in the table, or a leaf: "=3", "=1/2", "'name", "!made up"
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from hashlib import sha256
from json import dumps, loads

from sympy import Basic

from ..files import FOUND, write
from ..kernel.rules import RULES, Theorem
from ..kernel.terms import Made, Term, substitute
from ..language.naming import lettering, names
from ..language.sympy_notation import read
from ..language.typeset import text
from .case_split import cases_of, split_into
from .derived import DERIVED, told
from .chain import Derivation, Step, StepFailed, stated


NAMED = RULES | DERIVED  # what a proof that is written down may call


class Unrecorded(StepFailed):
    """No proof of a statement is written down: `python -m derivations record` searches for one."""

    def __init__(self, conclusion, hypotheses):
        self.conclusion, self.hypotheses = conclusion, hypotheses
        super().__init__(f"no proof is written down for {text(conclusion)}: run `python -m derivations record`")


# --- writing down ---------------------------------------------------------------------------------------------------


def record(theorem: Theorem) -> dict:
    """All rule calls that led to a theorem, premises first."""
    terms, steps, places, made = [], [], {}, {}

    def leaf(part):
        if part.__class__ is Made:
            return f"!{made.setdefault(part, f'{part.split(chr(39))[0]}{chr(39)}{len(made)}')}"
        return f"'{part}" if isinstance(part, str) else f"={part}"

    def node(term):
        if term not in places:
            parts = [node(part) if part.__class__ is Term else leaf(part) for part in term.args]
            places[term] = len(terms)
            terms.append([term.op, *parts] if term.hint is None else [f"{term.op} {term.hint}", *parts])
        return places[term]

    def argument(given):
        match given:
            case Term():
                return {"term": node(given)}
            case Theorem():
                return {"step": step(given)}
            case tuple():
                return [argument(part) for part in given]
            case frozenset():
                return {"set": sorted((argument(part) for part in given), key=str)}
            case dict():
                return {"case": [[argument(key), argument(value)] for key, value in given.items()]}
            case Made():
                return {"made": leaf(given)}
        return given

    def step(theorem):
        if id(theorem) not in places:
            rule, args, named = told(theorem).call
            written = [rule, argument(args), {name: argument(given) for name, given in named.items()}]
            places[id(theorem)] = len(steps)
            steps.append(written)
        return places[id(theorem)]

    step(theorem)
    return {"terms": terms, "steps": steps}


# --- replaying ------------------------------------------------------------------------------------------------------


def replay(record: dict) -> Theorem:
    """The theorem that the kernel makes of a record. Raises what the kernel raises, and KeyError for an unknown rule."""
    made, terms, theorems = {}, [], []

    def leaf(written):
        match written[0]:
            case "!":
                if written not in made:
                    made[written] = Made(written[1:])
                return made[written]
            case "'":
                return written[1:]
        value = Fraction(written[1:])
        return value.numerator if value.denominator == 1 else value

    def argument(written):
        match written:
            case {"term": place}:
                return terms[place]
            case {"step": place}:
                return theorems[place]
            case {"set": parts}:
                return frozenset(map(argument, parts))
            case {"case": pairs}:
                return {argument(key): argument(value) for key, value in pairs}
            case {"made": name}:
                return leaf(name)
            case list():
                return tuple(map(argument, written))
        return written

    for operator, *parts in record["terms"]:
        op, _, hint = operator.partition(" ")
        args = tuple(terms[part] if isinstance(part, int) else leaf(part) for part in parts)
        terms.append(Term(op, args, hint or None))
    for rule, args, named in record["steps"]:
        theorems.append(NAMED[rule](*argument(args), **{name: argument(given) for name, given in named.items()}))
    return theorems[-1]


# --- in chapters ----------------------------------------------------------------------------------------------------


def key(conclusion: Term, hypotheses: tuple) -> str:
    """What a statement is filed under."""
    return sha256("\n".join(map(repr, (conclusion, *hypotheses))).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Proof:
    """A proof that is written down; it is replayed once, however many ask for it."""

    written: dict

    @cached_property
    def theorem(self) -> Theorem:
        return replay(self.written)

    @cached_property
    def steps(self) -> tuple:
        return tuple(_steps(self.theorem))


@cache
def shelf(chapter: str) -> dict[str, Proof]:
    """The proofs that are written down for a chapter, by the keys of their statements."""
    path = FOUND / f"{chapter}.json"
    records = loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: Proof(written) for name, written in records.items()}


def file(chapter: str, conclusion: Term, hypotheses: tuple, theorem: Theorem) -> None:
    """Write a proof down, one a line, in a stable order."""
    proofs = {name: proof.written for name, proof in shelf(chapter).items()} | {key(conclusion, hypotheses): record(theorem)}
    lines = (f"{dumps(name)}: {dumps(proof, ensure_ascii=False, separators=(',', ':'))}" for name, proof in sorted(proofs.items()))
    write(FOUND / f"{chapter}.json", "{\n" + ",\n".join(lines) + "\n}\n")
    shelf.cache_clear()


def found(statement: Basic | Term, given: tuple = (), chapter: str = "") -> Derivation:
    """A statement whose proof was found by the search and written down; `given` are its hypotheses, SymPy relations.

    The chapter is that of the function that asks. Raises Unrecorded where no proof is written down, and StepFailed where what
    is written down proves something else.
    """
    conclusion, hypotheses = statement if isinstance(statement, Term) else read(statement), tuple(map(read, given))
    proof = shelf(chapter or _asking()).get(key(conclusion, hypotheses))
    if proof is None:
        raise Unrecorded(conclusion, hypotheses)
    theorem = proof.theorem
    if theorem.conclusion != conclusion or not set(theorem.hypotheses) <= set(hypotheses):
        raise StepFailed(f"what is written down proves {text(theorem.conclusion)}, not {text(conclusion)}")
    return stated(theorem, proof.steps, hypotheses)


def _asking() -> str:
    """The chapter of the module that called `found`."""
    from sys import _getframe

    return _getframe(2).f_globals["__name__"].removeprefix("derivations.").split(".")[0]


SILENT = {"assume", "weaken", "cut", "generalise", "specialise", "settle", "symmetric"}  # bookkeeping, which no reader misses
RELATIONS = {"reduces": "eq", "eq": "eq", "le": "le", "lt": "lt"}


def _steps(theorem: Theorem) -> list:
    """The lines of a found proof that a reader sees: premises first, bookkeeping left out.

    What leads from a to b to c is one chain of lines, a = b = c; a line that a premise only repeats is not said twice, unless the
    premise is a case of its own.
    """
    lines, seen = [], set()

    def visit(t, repeated=False, inside=()):
        if id(t) in seen:
            return
        links = _links(t, seen)
        if len(links) > 1:
            for premise in _below(t):
                visit(premise, inside=inside)
            lines.extend(replace(line, cases=cases_of(t, inside)) for line in _chained(links))
            seen.update(id(link) for link, _ in links)
        seen.add(id(t))
        premises, apart, start = told(t).premises if len(links) == 1 else (), split_into(t), len(lines)
        for premise, case in zip(premises, (*[None] * (len(premises) - len(apart)), *apart)):
            own = () if case is None else (case,)
            visit(premise, not own and premise.conclusion == t.conclusion, (*inside, *own))
        lines[start:] = sorted(lines[start:], key=lambda line: any(case in line.cases for case in apart))
        shown = len(links) == 1 and not repeated and told(t).call[0] not in SILENT
        if shown and t.conclusion.op in ("eq", "le", "lt") and len(set(t.conclusion.args)) > 1:
            cases = cases_of(t, inside)
            lines.append(Step(t.conclusion, told(t).rule, given=t.hypotheses, cases=cases, supposes=t.hypotheses))

    visit(theorem)
    if not lines or lines[-1].formula != theorem.conclusion:
        lines.append(Step(theorem.conclusion, told(theorem).rule, supposes=theorem.hypotheses))
    return list(dict.fromkeys(_with_letters(lines, theorem)))


def _with_letters(lines, theorem):
    """The lines with a letter for each variable that the search made up, one that the theorem does not name."""
    taken = names(theorem.conclusion).union(*map(names, theorem.hypotheses))
    letters = lettering([line.formula for line in lines], taken)

    def lettered(line):
        given = line.given and tuple(substitute(h, letters) for h in line.given)
        cases = tuple(substitute(case, letters) for case in line.cases)
        return replace(line, formula=substitute(line.formula, letters), given=given, cases=cases)

    return [lettered(line) for line in lines]


def _links(t: Theorem, seen: set) -> list:
    """What a theorem was put together from, a to b to c, as (theorem, rule): itself alone, where it was not."""
    rule, (first, *_) = told(t), (*told(t).premises, None)
    match rule.call[0]:
        case "transitive" if t.conclusion.op in RELATIONS:
            return [link for premise in rule.premises for link in _links(premise, seen)]
        case "settle" | "weaken" | "cut":
            return _links(first, seen) if first.conclusion.args == t.conclusion.args else [(t, rule.rule)]
        case "symmetric":
            return [(t, told(first).rule)]
    return [(t, "a theorem proved before" if id(t) in seen else rule.rule)]


def _below(t: Theorem) -> list:
    """What the links of a chain rest on."""
    rule, (first, *others) = told(t), (*told(t).premises, None)
    match rule.call[0]:
        case "transitive":
            return [below for premise in rule.premises for below in _below(premise)]
        case "settle" | "weaken" | "cut" if first.conclusion.args == t.conclusion.args:
            return [*others[:-1], *_below(first)]
        case "symmetric" if told(first).call[0] != "transitive":
            return _below(first)
    return list(rule.premises)


def _chained(links: list) -> list:
    """The lines of a chain, each continuing the one before where its sign is that of the whole so far."""
    left, strongest, lines = links[0][0].conclusion.args[0], "eq", []
    for link, rule in links:
        relation, right = RELATIONS[link.conclusion.op], link.conclusion.args[1]
        if link.conclusion.args[0] == right:
            continue
        strongest = max(strongest, relation, key=list(RELATIONS).index)
        formula = Term(strongest, (left, right))
        lines.append(
            Step(formula, rule, continues=bool(lines) and strongest == relation, given=link.hypotheses, supposes=link.hypotheses)
        )
    return lines
