"""The command line: verify, show, ledger and check of one statement, with their exit codes. Files of statements: test_batch.py."""

import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from shutil import copy
from time import sleep

import pytest
from chosen import SWEEP, sampled
from sympy import Sum

from derivations import __main__ as command
from derivations.prover.book import ledger, tried
from derivations.prover.proof.chain import derive
from derivations.prover.language.sympy_notation import dimension, indices, softmax, vectors
from paper import records

ROOT = Path(__file__).parent.parent
CLAIMED = [  # issue 2's parts, as the catalogue names them
    "lse-gradient-softmax/gradient", "softmax-simplex/positive", "softmax-simplex/sums-to-one", "softmax-simplex/below-one",
    "lse-max-sandwich/lower", "lse-max-sandwich/upper", "softmax-jacobian/entries", "softmax-jacobian/matrix",
    "softmax-jacobian/hessian", "softmax-jacobian/symmetric", "softmax-variance-identity/variance",
    "softmax-variance-identity/pairs", "softmax-variance-identity/nonnegative", "softmax-variance-identity/zero-only-if",
    "lse-convex/convex", "temperature-limit-zero-ties/limit", "temperature-limit-infinity/limit",
    "temperature-lse-sandwich/lower", "temperature-lse-sandwich/upper", "dirichlet-normaliser/scaled",
    "dirichlet-normaliser/normaliser", "dirichlet-posterior-mean-add-alpha/mean",
    "dirichlet-posterior-mean-add-alpha/convex-combination", "add-alpha-is-softmax-log-counts/identity",
]  # fmt: skip
FIELDS = {
    "id", "part", "title", "chapter", "statement", "latex", "hypotheses", "dimension", "grade", "axioms", "uses", "steps", "digest",
}  # fmt: skip
GRADE = re.compile(r"proved|proved, given .+|proved for n = \d+|cited")


@pytest.fixture
def run(capsys):
    """Run a command in this process: its exit code and what it wrote."""

    def run(*arguments):
        code = command.main(list(arguments))
        return code, *capsys.readouterr()

    return run


def wrong_sum():
    z = vectors("z", dimension("n"))
    i = indices("i", dimension("n"))
    return derive(Sum(softmax(z)[i], i)).definition(2)


@pytest.fixture
def failing(registry):
    """A ledger in which one derivation does not go through."""
    registry["softmax-simplex/sums-to-one"] = ledger.Proposition(
        "softmax-simplex/sums-to-one", "Softmax sums to two", "log_sum_exp", wrong_sum, "", {}
    )


@pytest.fixture(scope="module")
def verified():
    """The theorems that `verify` is asked for from a shell, and what it answers: some, or in a sweep the whole ledger."""
    parts = [p.part for p in sampled(ledger.propositions(), 16)]
    asked = [sys.executable, "-m", "derivations", "verify", *([] if SWEEP else parts)]
    return parts, subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def whole():
    """The exit code of `verify` of the whole ledger in this process, once, and what it said; records are kept before it starts."""
    records.keep(ledger.ledger())  # first of all, for the tests of the paper and the book, which ask for them later
    with redirect_stdout(StringIO()) as said:
        code = command.main(["verify"])
    return code, said.getvalue()


# --- verify -------------------------------------------------------------------------------------------------------------


def test_verify_names_grade_and_dimension(whole):
    rows = {row.split()[1]: row for row in whole[1].splitlines() if row.startswith("ok ")}
    for entry in ledger.ledger():
        assert entry.grade in rows[entry.part] and entry.dimension in rows[entry.part]


def test_verify_from_a_shell(verified):
    parts, done = verified
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", "no progress where there is no terminal"
    assert len(parts) > 40, "more than replay.FEW: several processes replay them"
    holds_of_all(parts, done.stdout)


def test_verify(whole):
    code, out = whole
    assert code == 0, out
    holds_of_all([p.part for p in ledger.propositions()], out)


def holds_of_all(parts, out):
    """What `verify` says of these theorems where all is well."""
    *rows, summary = out.splitlines()
    assert [row.split()[:2] for row in rows] == [["ok", part] for part in parts]
    tried = re.fullmatch(
        rf"{len(rows)} of {len(rows)} theorems hold what they claim; "
        r"tried at points: (\d+) now, (\d+) when tried.json was written \([\d.]+ s\)",
        summary,
    )
    assert sum(map(int, tried.groups())) > 4 * len(rows) / 5, "the second judge was heard of nearly all"


@pytest.mark.parametrize("slug", ["softmax-jacobian", "softmax-jacobian/entries"])
def test_verify_of_a_claim_or_a_part(run, slug):
    code, out, _ = run("verify", slug)
    *rows, _ = out.splitlines()
    assert code == 0 and rows and all(slug in row for row in rows)
    assert len(rows) == sum(slug in (p.part, p.part.split("/")[0]) for p in ledger.propositions())


def test_a_theorem_that_fails_makes_verify_fail(run, failing):
    code, out, _ = run("verify")
    assert code == 1
    row = next(line for line in out.splitlines() if "softmax-simplex/sums-to-one" in line)
    assert row.startswith("FAILED") and "definition, from" in row, "it says which step, and what is missing"
    assert sum(line.startswith("ok ") for line in out.splitlines()) == len(ledger.propositions()) - 1, (
        "the others are still replayed"
    )
    assert f"{len(ledger.propositions()) - 1} of {len(ledger.propositions())} theorems" in out


def test_a_failing_theorem_does_not_touch_others(run, failing):
    assert run("verify", "softmax-jacobian")[0] == 0
    assert run("verify", "softmax-simplex")[0] == 1


@pytest.mark.parametrize("command", [("show", "softmax-simplex/sums-to-one"), ("ledger",)], ids=" ".join)
def test_a_theorem_that_fails_is_told_and_not_traced_back(run, failing, command):
    code, _, err = run(*command)
    assert code == 1 and err.startswith("a proof fails: definition, from") and "verify` says whose" in err


@pytest.mark.parametrize("name", ["verify", "show"])
@pytest.mark.parametrize(
    ("slug", "nearest"),
    [
        ("lse-gradient-softmax/gradent", "lse-gradient-softmax/gradient"),
        ("softmax-jacobian/entry", "softmax-jacobian/entries"),
        ("limit", "temperature-limit-zero-ties/limit"),
        ("dirichlet-posterior-mean/mean", "dirichlet-posterior-mean-add-alpha/mean"),
    ],
)
def test_an_unknown_id(run, name, slug, nearest):
    code, out, err = run(name, slug)
    assert code == 2 and not out
    assert slug in err and nearest in err


def test_an_id_like_none(run):
    code, _, err = run("verify", "§")
    assert code == 2 and "there is no theorem '§'" in err


def test_one_unknown_id_among_known_ones(run):
    assert run("verify", "softmax-jacobian", "softmax-jacobiam")[0] == 2


# --- show ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [p.part for p in ledger.propositions()])
def test_show_tells_all(run, part):
    code, out, _ = run("show", part)
    entry = ledger.find(part)
    assert code == 0
    for said in (part, entry.title, entry.statement, entry.grade, entry.dimension, entry.digest[:12]):
        assert said in out
    for said in (*entry.hypotheses, *entry.axioms, *entry.uses):
        assert said in out
    for number, step in enumerate(entry.derivation, 1):
        line = rf"^ *{number}\. +{re.escape(step.text)}$"
        assert re.search(line, out, re.MULTILINE) and f"[{replace(step, left_out=0).reason(number)}]" in out
    assert all(step.text in out for line in entry.derivation for step in line.way)
    assert len(entry.derivation) == entry.steps >= 1


def test_show_of_a_claim_shows_its_parts(run):
    _, out, _ = run("show", "softmax-jacobian")
    assert all(f"softmax-jacobian/{part}:" in out for part in ("entries", "matrix", "hessian", "symmetric"))


def test_show_as_latex(run):
    code, out, _ = run("show", "softmax-jacobian/entries", "--latex")
    assert code == 0
    assert ledger.find("softmax-jacobian/entries").latex in out and r"\delta" in out and "KroneckerDelta" not in out


# --- ledger -------------------------------------------------------------------------------------------------------------


def test_ledger_as_json(run):
    code, out, _ = run("ledger", "--json")
    records = json.loads(out)
    assert code == 0
    assert set(CLAIMED) <= {record["part"] for record in records}
    for record in records:
        assert FIELDS <= set(record)
        assert record["part"].split("/")[0] == record["id"]
        assert GRADE.fullmatch(record["grade"]) and record["chapter"] in ledger.CHAPTERS
        assert re.fullmatch(r"[0-9a-f]{64}", record["digest"]) and record["steps"] >= 1
        assert all(isinstance(record[key], list) for key in ("hypotheses", "axioms", "uses"))
        assert all(isinstance(record[key], str) and record[key] for key in ("title", "statement", "latex", "dimension"))
        assert set(record["uses"]) <= {other["part"] for other in records}
        assert ("given" in record["grade"]) == bool(record["axioms"])


def test_every_claimed_theorem_has_its_grade(run):
    grades = {record["part"]: record for record in json.loads(run("ledger", "--json")[1])}
    for part in CLAIMED:
        record = grades[part]
        wanted = "every n >= 2" if part == "softmax-simplex/below-one" else "every n >= 1"
        assert record["dimension"] == wanted
        analytic = part in (
            "dirichlet-normaliser/scaled",
            "dirichlet-normaliser/normaliser",
            "dirichlet-posterior-mean-add-alpha/mean",
        )
        assert record["grade"].startswith("proved, given") if analytic else record["grade"] == "proved"


ANOTHER = """
import json, sys
from derivations.prover.book import ledger
print(json.dumps([p.entry.record() for p in ledger.propositions()[::int(sys.argv[1])]]))
"""


def test_ledger_says_the_same_in_another_process_and_no_times(run):
    apart = 1 if SWEEP else 24
    done = subprocess.run([sys.executable, "-c", ANOTHER, str(apart)], cwd=ROOT, capture_output=True, text=True)
    assert json.loads(done.stdout) == json.loads(run("ledger", "--json")[1])[::apart]
    assert "seconds" not in done.stdout and str(ROOT) not in done.stdout


def test_ledger_as_a_table(run):
    code, out, _ = run("ledger")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [p.part for p in ledger.propositions()]


def test_the_snapshot_is_written_on_request_only(run, monkeypatch, tmp_path):
    monkeypatch.setattr(ledger, "SNAPSHOT", tmp_path / "snapshot.json")
    monkeypatch.setattr(tried, "TRIED", Path(copy(tried.TRIED, tmp_path)))
    run("ledger")
    assert not ledger.SNAPSHOT.exists()
    assert run("ledger", "--snapshot")[0] == 0
    assert json.loads(ledger.SNAPSHOT.read_text()) == {p.part: p.entry.claim() for p in ledger.propositions()}


# --- check, one statement -----------------------------------------------------------------------------------------------

WHERE = "n: dimension; z: real[n]; i: index[n]; j: index[n]; u: real; v: real"


@pytest.mark.parametrize(
    ("statement", "given", "code", "said"),
    [
        ("Derivative(LSE(z), z[i]) = softmax(z)[i]", (), 0, "proved, every n >= 1"),
        ("softmax(z)[i] < 1", ("n >= 2",), 0, "proved, every n >= 2"),
        ("softmax(z)[i] < 1", (), 1, "refuted"),
        ("Derivative(softmax(z)[i], z[j]) = -softmax(z)[i]*softmax(z)[j]", (), 1, "left side"),
        ("u = 7", ("u > 1", "u < 1"), 1, "vacuous"),
    ],
)
def test_check_of_one_statement(run, statement, given, code, said):
    hypotheses = [argument for g in given for argument in ("--given", g)]
    answer, out, _ = run("check", statement, "--where", WHERE, *hypotheses, "--timeout", "5")
    assert answer == code and said in out


def test_check_explains(run):
    _, out, _ = run("check", "LSE(z) >= z[i]", "--where", WHERE, "--explain")
    assert re.search(r"^ +1\. .*\[.+\]$", out, re.M)


@pytest.mark.parametrize(
    ("statement", "where", "said"),
    [
        ("Derivative(LSE(z), z[i]) = softmx(z)[i]", WHERE, "softmx"),
        ("z[i] = y", WHERE, "y"),
        ("Ne(z, 1)", WHERE, "some entry"),
        ("z[i]", WHERE, "relation"),
        ("u = v +", WHERE, "column"),
        ("u = v", "u: real; v: reel", "reel"),
        ("u = v", "u real", "declares nothing"),
        ("__import__('os').system('true') = 1", WHERE, "column"),
    ],
)
def test_what_makes_no_sense_is_exit_2_with_a_remedy(run, statement, where, said):
    code, out, err = run("check", statement, "--where", where)
    assert code == 2 and not out and said in err


# --- the parser ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["prove"], ["show"], ["ledger", "--xml"], ["check", "u = u", "--timeout", "soon"]])
def test_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_progress_is_told_on_a_terminal_after_a_second(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with command._progress(5.0):
        assert capsys.readouterr().err == ""
        sleep(1.2)
        assert "deciding: 1 s of at most 5" in capsys.readouterr().err
    assert capsys.readouterr().err.endswith("\r\033[K"), "nothing of it stays"


def test_no_progress_where_there_is_no_terminal(capsys):
    with command._progress(5.0):
        sleep(1.2)
    assert capsys.readouterr().err == ""


def test_help_names_the_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(name in out for name in ("verify", "show", "ledger", "check"))


def test_a_check_starts_without_what_it_does_not_use():
    """SymPy, SciPy and the chapters take longer to import than most statements take to be judged."""
    question = """if True:
        import sys
        from derivations.prover.verdict.judge import check
        verdict = check("Derivative(LSE(z), z[i]) = softmax(z)[i]", where="n: dimension; z: real[n]; i: index[n]")
        print(verdict.word, verdict.dimension, sorted({"sympy", "scipy", "derivations.log_sum_exp"} & set(sys.modules)))"""
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "proved every n >= 1 []"
