"""What people get wrong: sayings, each with what is true instead, judged statement by statement.

    mistakes()      the rows of mistakes.json, as the book shows them
    judge_all()     judge every statement anew, and write down in judged.json what came out

A row is prose that names theorems. What it calls false was refuted, at the smallest counterexample, and what it says holds besides
the theorems was proved; neither is ever typed. A statement that was not judged as it stands now stops the build.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import BuildError
from .assemble import Equation, checked_math, checked_prose

HERE = Path(__file__).resolve().parent
SECONDS = 20  # for one statement
WORDS = {"false": "refuted", "holds": "proved"}  # what is said of a statement, and the verdict that it takes


@dataclass(frozen=True)
class Mistake:
    """A saying, what is true instead, the theorems that say so, and statements that were refuted and proved for it."""

    id: str
    said: str
    true: str
    theorems: tuple
    refuted: tuple
    holds: tuple


def rows():
    """The rows as they are written, each with its place."""
    return [(f"paper/mistakes.json, {row['id']}", row) for row in json.loads((HERE / "mistakes.json").read_text())]


@cache
def mistakes():
    """Raises BuildError for a row that names an unknown theorem, settles nothing, or says what no verdict says."""
    from .records import find

    judged, found = recorded(), []
    for place, row in rows():
        for part in row.get("theorems", ()):
            try:
                find(part)
            except KeyError as error:
                raise BuildError(f"{place}: {error}") from None
        if not row.keys() & {"theorems", "false", "holds"}:
            raise BuildError(f"{place}: no theorem and no statement stands behind it")
        said, true = (checked_prose(row[part], place) for part in ("said", "true"))
        refuted, holds = (tuple(shown(s, kind, judged, place) for s in row.get(kind, ())) for kind in WORDS)
        found.append(Mistake(row["id"], said, true, tuple(row.get("theorems", ())), refuted, holds))
    return tuple(found)


def shown(statement, kind, judged, place):
    """A statement as an equation, with what its verdict rests on."""
    from derivations.prover.language.domains import quantified
    from derivations.prover.language.typeset import latex
    from derivations.prover.proof.grades import least

    record = judged.get(key(statement))
    if record is None or record["verdict"] != WORDS[kind]:
        was = f"was judged {record['verdict']}" if record else "was not judged as it stands: run python -m paper judge"
        raise BuildError(f"{place}: {statement['statement']} is said to be {WORDS[kind]} and {was}")
    conclusion, hypotheses = read(statement)
    given = tuple(checked_math(latex(h), place) for h in hypotheses)
    what = (
        {"counterexample": record["because"]} if kind == "false" else {"grade": record["because"], "dimension": record["dimension"]}
    )
    ranges = tuple(tex for _, tex in quantified(conclusion, hypotheses, least(conclusion, hypotheses)))
    return Equation(WORDS[kind], checked_math(latex(conclusion), place), hypotheses=given, ranges=ranges, **what)


# --- verdicts -------------------------------------------------------------------------------------------------------


def key(statement):
    return statement["statement"], statement["where"], tuple(statement.get("given", ()))


def recorded():
    """The verdicts that were written down, by the statements as they stood."""
    path = HERE / "judged.json"
    return {key(record): record for record in json.loads(path.read_text())} if path.exists() else {}


def read(statement):
    """The formulas of a statement: its conclusion, and its hypotheses."""
    from derivations.prover.language import reading
    from derivations.prover.language.grammar import as_one_statement, declare, supposed
    from derivations.prover.verdict.judge import symbols

    domains = symbols(statement["where"])
    scope = declare(domains)
    conclusion, *hypotheses = reading.statement(statement["statement"], statement.get("given", ()), scope)
    hypotheses += supposed(domains, scope, [conclusion, *hypotheses])
    return as_one_statement(conclusion, hypotheses)


def judge(statement):
    """The verdict on a statement, as it is written down. A refutation is told at the smallest counterexample."""
    from derivations.prover.book.display import told
    from derivations.prover.refutation.smallest import smallest
    from derivations.prover.verdict.judge import judge

    conclusion, hypotheses = read(statement)
    verdict = judge(conclusion, hypotheses, SECONDS)
    because, dimension = verdict.reason, ""
    if verdict.word == "refuted" and verdict.counterexample:
        because = told(smallest(conclusion, hypotheses, verdict.counterexample))
    if verdict.word == "proved":
        because = "proved" + (f", given {' and '.join(verdict.axioms)}" if verdict.axioms else "")
        dimension = verdict.dimension
    return statement | {"verdict": verdict.word, "because": because, "dimension": dimension}


def judge_all():
    """Judge every statement of every row, and write the verdicts down."""
    asked = {key(statement): statement for _, row in rows() for kind in WORDS for statement in row.get(kind, ())}
    records = [json.dumps(judge(statement), ensure_ascii=False) for statement in asked.values()]
    (HERE / "judged.json").write_text("[\n " + ",\n ".join(records) + "\n]\n")
