"""The evaluation: every labelled statement of tests/examples is judged anew, and the benchmark is run, for the paper.

    python -m paper.evaluation        writes paper/evaluation.json, to be committed: some minutes on an idle machine

The sentences and tables of the paper's section are made from that file. A digest of the statements is in it, so that a test notices
figures that are older than the statements they speak of; another one judges a part of them again.
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
SIZES = 2, 3, 4, 8  # of SymPy's vectors
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
        right, undecided, unread = words[RIGHT[truth]], words["undecided"], words["error"]
        figures[str(truth).lower()] = {
            "statements": len(verdicts),
            "right": right,
            "undecided": undecided,
            "unread": unread,
            "wrong": len(verdicts) - right - undecided - unread,
        }
    return figures


def times(judged):
    """Wall-clock times of the statements that were decided rightly: the middle one, and one that nine in ten stay below."""
    decided = sorted(v["seconds"] for s, v in judged if v["verdict"] == RIGHT[s["truth"]])
    return {"median": round(median(decided), 4), "ninety": round(decided[9 * len(decided) // 10], 3)}


def compared():
    """The benchmark's processor times for each identity: ours, for every n, and SymPy's for all entries at numbers n."""
    from tests import benchmarks

    run = benchmarks.measure(sizes=SIZES, tools=("SymPy simplify",))
    rows = []
    for identity in benchmarks.IDENTITIES:
        times = {}
        for cell in run["cells"]:
            if cell["identity"] == identity.name and cell["entries"] in ("all", None):
                times[str(cell["n"] or "every")] = cell.get("seconds", cell["result"])
        rows.append({"identity": identity.name} | times)
    return {"limit": run["limit"], "sympy": run["versions"]["SymPy simplify"], "rows": rows}


def evaluate(jobs=2):
    """Judge every statement. The sets are those that are decided quickly, and "open", which were not when they were written."""
    from derivations.prover.verdict.batch import answers

    judged = {}
    for name in SETS:
        asked = statements(name)
        lines = [json.dumps({key: s[key] for key in s.keys() - {"truth", "kind"}}) for s in asked]
        judged[name] = list(zip(asked, answers(lines, SECONDS, jobs), strict=True))
    settled = [*judged["true"], *judged["false"]]
    return {
        "examples": digest(),
        "seconds_allowed": SECONDS,
        "symbolic_dimension": sum("dimension" in s["symbols"].values() for s, _ in settled),
        "settled": counted(settled),
        "open": counted(judged["open"]),
        "times": times(settled),
        "left": sorted(s["id"] for s, v in (*settled, *judged["open"]) if v["verdict"] != RIGHT[s["truth"]]),
        "compared": compared(),
    }


def table():
    """The comparison, as a Markdown table."""
    told = figures()["compared"]
    head = ["Identity", "every $n$, here", *(f"SymPy, $n = {n}$" for n in SIZES)]
    rows = [[row["identity"], *(shown(row.get(key), told["limit"]) for key in ("every", *map(str, SIZES)))] for row in told["rows"]]
    rule = "|:" + "-" * 24 + "|" + ("-" * 13 + ":|") * (1 + len(SIZES))
    return "\n".join(["| " + " | ".join(head) + " |", rule, *("| " + " | ".join(row) + " |" for row in rows)])


def shown(time, limit):
    """A time in milliseconds or seconds; the limit where it was met; a dash where nothing was run."""
    match time:
        case None:
            return "–"
        case "over the limit":
            return f"> {limit:g} s"
        case str():
            return time
    return f"{1000 * time:.2g} ms" if time < 0.1 else f"{time:.2f} s"


def figures():
    return json.loads(FIGURES.read_text())


if __name__ == "__main__":
    FIGURES.write_text(json.dumps(evaluate(), indent=1) + "\n")
    print(f"{FIGURES.name} written", file=sys.stderr)
