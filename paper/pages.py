"""Pages written by hand that the paper and the book share: who made this and when, and prose with its figures filled in."""

import ast
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

from . import BuildError
from .assemble import checked_prose, headings_in_order

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
UNSEEN = HERE / "unseen.json"
TITLE = "Softmax, derived"
AUTHORS = "The softmax-derived authors"
CITATION = HERE.parent / "CITATION.cff"
RELEASED = date.fromisoformat(re.search(r"^date-released: (\d{4}-\d{2}-\d{2})$", CITATION.read_text(), re.M)[1])
DAY = f"{RELEASED.day} {RELEASED:%B %Y}"


def markdown_page(name):
    """A page of prose; the project's figures stand in it as {{name}} and are filled in. Raises BuildError for an unknown one."""
    place = f"paper/{name}.md"

    def figure(found):
        if found[1] not in figures():
            raise BuildError(f"{place}: no figure is called {found[1]!r}; there are {', '.join(sorted(figures()))}")
        return (
            f"{figures()[found[1]]:,}".replace(",", "\u00a0") if isinstance(figures()[found[1]], int) else str(figures()[found[1]])
        )

    text = checked_prose(re.sub(r"\{\{(\w+)\}\}", figure, (HERE / f"{name}.md").read_text()), place)
    headings_in_order(text, 0, place)
    return text


@cache
def figures():
    """The figures that sentences name: sizes and counts as they are now, and the evaluation as it is written down."""
    from derivations.prover.book.ledger import kernel_lines
    from derivations.prover.kernel.rules import AXIOMS

    from . import evaluation
    from .records import find, ledger

    entries = ledger()
    found = {
        "kernel_lines": kernel_lines(), "theorems": len(entries), "outright": sum(not e.axioms for e in entries),
        "given": sum(bool(e.axioms) for e in entries), "axioms": len(AXIOMS), "chapters": len({e.chapter for e in entries}),
        "median_steps": int(median(e.steps for e in entries)), "gradient_steps": find("lse-gradient-softmax/gradient").steps,
    }  # fmt: skip
    found |= {"falsehoods": len(falsehoods()), "mutants": len(mutants()), "peer_statements": peer_statements()}
    found |= {"unseen": unseen()}
    if not evaluation.FIGURES.exists():  # a sentence that names its figures then stops the build
        return found
    told = evaluation.figures()
    found |= {"symbolic": told["symbolic_dimension"], "seconds": round(told["seconds_allowed"])}
    found |= {f"times_{name}": round(1000 * time) for name, time in told["times"].items()}
    found |= {"sympy": told["compared"]["sympy"], "limit": round(told["compared"]["limit"]), "comparison": evaluation.table()}
    for group in ("settled", "open"):
        for truth, counts in told[group].items():
            found |= {f"{group}_{truth}_{name}": count for name, count in counts.items()}
        found[f"{group}_wrong"] = sum(counts["wrong"] for counts in told[group].values())
        found[f"{group}_statements"] = sum(counts["statements"] for counts in told[group].values())
    return found


def unseen():
    """A table of the sets of statements that were written before any of them was judged, as they were judged at first."""
    sets = json.loads(UNSEEN.read_text())
    rows = [f"| {s['day']} | {s['proved']} of {s['true']} | {s['refuted']} of {s['false']} | {s['wrong']} |" for s in sets]
    return "\n".join(["| written on | true, proved | false, refuted | wrong |", "|:------------|------:|------:|------:|", *rows])


def falsehoods():
    """The false statements that the kernel is tested to refuse: functions that are marked so, and tables of what has no sign."""
    written = [s for module in sorted((TESTS / "falsehoods").glob("*.py")) for s in ast.parse(module.read_text()).body]
    marked = [f.name for f in written if isinstance(f, ast.FunctionDef) and "false" in map(ast.unparse, f.decorator_list)]
    tables = [s.value for s in written if isinstance(s, ast.Assign) and ast.unparse(s.targets[0]).startswith("NOT_")]
    return marked + [ast.unparse(key) for table in tables for key in table.keys]


def mutants():
    """The changes to the kernel's text, each of which makes one of those statements provable."""
    tree = ast.parse((TESTS / "test_kernel_mutants.py").read_text())
    (written,) = [s.value for s in tree.body if isinstance(s, ast.Assign) and ast.unparse(s.targets[0]) == "MUTANTS"]
    return [mutant for module in written.values for mutant in module.elts]


def peer_statements():
    """How many declarations of libraries in Lean stand beside ours in a test."""
    tree = ast.parse((TESTS / "test_peers.py").read_text())
    written = {ast.unparse(s.targets[0]): s.value for s in tree.body if isinstance(s, ast.Assign)}
    rows = [row for table in ("THEOREMS", "STATEMENTS") for row in written[table].elts]
    return len({tuple(map(ast.unparse, row.elts[:2])) for row in rows})


# --- theorems that prose names --------------------------------------------------------------------------------------

# Alone in its paragraph a theorem is displayed, within a sentence it is cited.
NAMED = re.compile(r"(?m)^`([a-z0-9-]+/[a-z0-9-]+)`$|`([a-z0-9-]+/[a-z0-9-]+)`")


def with_theorems(name, shown, cited):
    """A page on which names of theorems are put as the two functions say. Raises BuildError for an unknown one."""
    from .records import find

    def put(found):
        try:
            return shown(find(found[1])) if found[1] else cited(find(found[2]))
        except KeyError as error:
            raise BuildError(f"paper/{name}.md: {error}") from None

    return NAMED.sub(put, markdown_page(name))


def chapter_name(chapter):
    """A chapter's name in a table.

    >>> chapter_name("log_sum_exp"), chapter_name("statistical_mechanics")
    ('Log-sum-exp', 'Statistical mechanics')
    """
    words = chapter.replace("log_sum_exp", "log-sum-exp").replace("_", " ")
    return words[:1].upper() + words[1:]
