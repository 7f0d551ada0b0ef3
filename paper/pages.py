"""Pages written by hand that the paper and the book share: who made this and when, the questions, and what people get wrong."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import BuildError
from .assemble import Equation, checked_prose

HERE = Path(__file__).resolve().parent
TITLE = "Softmax, derived"
AUTHORS = "The softmax-derived authors"
CITATION = HERE.parent / "CITATION.cff"
RELEASED = re.search(r"^date-released: (\d{4}-\d{2}-\d{2})$", CITATION.read_text(), re.M)[1]
SECONDS = 20  # for the refutation of a saying


def markdown_page(name):
    """A page of prose; the project's figures stand in it as {{name}} and are filled in. Raises BuildError for an unknown one."""
    place = f"paper/{name}.md"

    def figure(found):
        if found[1] not in figures():
            raise BuildError(f"{place}: no figure is called {found[1]!r}; there are {', '.join(sorted(figures()))}")
        return f"{figures()[found[1]]:,}".replace(",", " ") if isinstance(figures()[found[1]], int) else str(figures()[found[1]])

    return checked_prose(re.sub(r"\{\{(\w+)\}\}", figure, (HERE / f"{name}.md").read_text()), place)


@cache
def figures():
    """The figures that sentences name: sizes and counts as they are now, and the evaluation as it is written down."""
    from derivations.prover.book.ledger import kernel_lines
    from derivations.prover.kernel.rules import AXIOMS

    from . import evaluation
    from .records import ledger

    entries = ledger()
    found = {
        "kernel_lines": kernel_lines(), "theorems": len(entries), "outright": sum(not e.axioms for e in entries),
        "given": sum(bool(e.axioms) for e in entries), "axioms": len(AXIOMS), "chapters": len({e.chapter for e in entries}),
    }  # fmt: skip
    if not evaluation.FIGURES.exists():  # a sentence that names its figures then stops the build
        return found
    told = evaluation.figures()
    found |= {"symbolic": told["symbolic_dimension"], "seconds": round(told["seconds_allowed"])}
    for group in ("settled", "open"):
        for truth, counts in told[group].items():
            found |= {f"{group}_{truth}_{name}": count for name, count in counts.items()}
        found[f"{group}_wrong"] = sum(counts["wrong"] for counts in told[group].values())
        found[f"{group}_statements"] = sum(counts["statements"] for counts in told[group].values())
    return found


@dataclass(frozen=True)
class Mistake:
    """A saying, what is true instead, and, where it can be put as a statement, its refutation."""

    said: str
    true: str
    theorems: tuple
    refuted: Equation | None


@cache
def mistakes():
    """What people get wrong. Raises BuildError for a row whose statement is not refuted, or that names no theorem."""
    from .records import find

    rows = json.loads((HERE / "mistakes.json").read_text())
    found = []
    for number, row in enumerate(rows, 1):
        place = f"paper/mistakes.json, row {number}"
        for part in row.get("theorems", ()):
            try:
                find(part)
            except KeyError as error:
                raise BuildError(f"{place}: {error}") from None
        checked_prose(row["said"], place), checked_prose(row["true"], place)
        found.append(Mistake(row["said"], row["true"], tuple(row.get("theorems", ())), refutation(row, place)))
    return tuple(found)


def refutation(row, place):
    """The false statement of a row with its counterexample, found here and now."""
    if "false" not in row:
        return None
    from derivations.prover.book.display import told
    from derivations.prover.language.typeset import latex
    from derivations.prover.verdict.judge import check

    verdict = check(row["false"], row.get("where", ""), row.get("given", []), timeout=SECONDS)
    why = told(verdict.counterexample) if verdict.counterexample else verdict.reason
    if verdict.word != "refuted" or not why:
        raise BuildError(f"{place}: called false, and not refuted: {verdict}")
    return Equation("refuted", verdict.latex, hypotheses=tuple(map(latex, verdict.hypotheses)), counterexample=why)
