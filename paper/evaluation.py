"""The evaluation: every labelled statement of tests/examples is judged anew, and what came out is written down for the paper.

    python -m paper.evaluation        writes paper/evaluation.json, to be committed

The sentences of the paper's section are made from that file. A digest of the statements is in it, so that a test notices figures
that are older than the statements they speak of.
"""

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "tests" / "examples"
FIGURES = HERE / "evaluation.json"
SETS = "true", "false", "open"
SECONDS = 10.0  # for one statement
RIGHT = {True: "proved", False: "refuted", "vacuous": "vacuous"}


def statements(name):
    return [json.loads(line) for line in (EXAMPLES / f"{name}.jsonl").read_text().splitlines()]


def digest():
    """A digest of the statements and their labels."""
    return sha256(b"".join((EXAMPLES / f"{name}.jsonl").read_bytes() for name in SETS)).hexdigest()


def counted(judged):
    """Figures on pairs of a statement and its verdict, by the truth of the statement."""
    figures = {}
    for truth in RIGHT:
        verdicts = [verdict for statement, verdict in judged if statement["truth"] == truth]
        words = Counter(verdict["verdict"] for verdict in verdicts)
        right, undecided = words[RIGHT[truth]], words["undecided"]
        figures[str(truth).lower()] = {
            "statements": len(verdicts),
            "right": right,
            "undecided": undecided,
            "wrong": len(verdicts) - right - undecided,
            "median_milliseconds": round(1000 * median(v["seconds"] for v in verdicts), 1) if verdicts else None,
        }
    return figures


def evaluate(jobs=2):
    """Judge every statement. The sets are those that are decided quickly, and "open", which were not when they were written."""
    from derivations.prover.verdict.batch import answers

    judged = {}
    for name in SETS:
        asked = statements(name)
        lines = [json.dumps({key: s[key] for key in s.keys() - {"truth", "kind"}}) for s in asked]
        judged[name] = list(zip(asked, answers(lines, SECONDS, jobs), strict=True))
    symbolic = sum("dimension" in s["symbols"].values() for name in SETS for s in statements(name))
    return {
        "examples": digest(),
        "seconds_allowed": SECONDS,
        "symbolic_dimension": symbolic,
        "settled": counted([*judged["true"], *judged["false"]]),
        "open": counted(judged["open"]),
    }


def figures():
    return json.loads(FIGURES.read_text())


if __name__ == "__main__":
    FIGURES.write_text(json.dumps(evaluate(), indent=1) + "\n")
    print(f"{FIGURES.name} written", file=sys.stderr)
