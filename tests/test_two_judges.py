"""Two judges hear every statement: where the kernel proves what the refutation denies, nobody is told that it holds.

A copy of the project has a kernel with one condition taken away, so that it proves every equation: each of its commands must end
in an error that shows both judgements, with exit code 2.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flint import ctx

from derivations.__main__ import main
from derivations.prover.book import ledger as books
from derivations.prover.kernel import rules
from derivations.prover.kernel.terms import ONE, add, at, bind, fn, mul, num, power, sort, var
from derivations.prover.refutation import counterexamples
from derivations.prover.refutation.counterexamples import ENOUGH, trial
from derivations.prover.refutation.evaluation import Evaluator
from derivations.prover.verdict import judge as verdicts
from derivations.prover.verdict.batch import run

ROOT = Path(__file__).parents[1]
CONDITION = '_require(_same(left, right, facts, using, there=True), "the two sides have different normal forms")'
WHERE = "n: dimension; z: real[n]; i: index[n]"
FALSE = "softmax(z)[i] = 2*softmax(z)[i]"
x, y = var("x", "real"), var("y", "positive")


@pytest.fixture(scope="module")
def unsound(tmp_path_factory):
    """A folder from which `python -m derivations` asks a kernel that calls everything equal."""
    place = tmp_path_factory.mktemp("unsound")
    shutil.copytree(ROOT / "derivations", place / "derivations", ignore=shutil.ignore_patterns("__pycache__"))
    kernel = place / "derivations/prover/kernel/rules/equations.py"
    text = kernel.read_text(encoding="utf-8")
    assert CONDITION in text, "the condition has moved, and this test must follow"
    kernel.write_text(text.replace(CONDITION, "_require(True, '')"), encoding="utf-8")
    return place


def shell(place, *arguments):
    command = [sys.executable, "-m", "derivations", *arguments]
    return subprocess.run(command, cwd=place, env={"PYTHONPATH": str(place)}, capture_output=True, text=True, timeout=120)


def says_both(words):
    return all(part in words for part in ("the kernel proves this", "the refutation denies it", "claimed: left", "please report"))


def test_a_statement(unsound):
    done = shell(unsound, "check", FALSE, "--where", WHERE)
    assert done.returncode == 2 and done.stdout.startswith("error: ") and says_both(done.stdout), done
    assert "[normal form" in done.stdout  # the proof is shown, asked for or not


def test_a_file(unsound):
    line = {"id": "a", "symbols": {"n": "dimension", "z": "real[n]", "i": "index[n]"}, "relation": "="}
    line |= dict(zip(("lhs", "rhs"), FALSE.split(" = ")))
    true = line | {"id": "b", "rhs": line["lhs"]}
    path = unsound / "statements.jsonl"
    path.write_text(json.dumps(line) + "\n" + json.dumps(true) + "\n")
    done = shell(unsound, "check", str(path), "--jobs", "1")
    wrong, right = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 2 and right["verdict"] == "proved"
    assert wrong["verdict"] == "error" and says_both(wrong["error"])
    assert wrong["counterexample"]["at"]["n"] and wrong["counterexample"]["left"] and wrong["proof"]


def test_a_document(unsound):
    path = unsound / "note.md"
    path.write_text(f"<!-- check: {WHERE} -->\n$$ e^{{x}} = 2 e^{{x}} $$\n".replace(WHERE, "x: real"))
    done = shell(unsound, "check", str(path))
    assert done.returncode == 2 and "error: " in done.stdout and says_both(done.stdout) and "1 error" in done.stdout
    (record,) = json.loads(shell(unsound, "check", str(path), "--json").stdout)
    assert record["verdict"] == "error" and says_both(record["reason"])


def test_a_value_that_is_derived(unsound):
    module = unsound / "derivations/prover/verdict/derive.py"
    text = module.read_text(encoding="utf-8")
    wrong = text.replace("    yield from (value for", "    yield ONE\n    yield from (value for", 1).replace(
        "IllTyped,", "ONE, IllTyped,", 1
    )
    assert wrong != text
    module.write_text(wrong, encoding="utf-8")
    asked = "derive", "Derivative(LSE(z), z[i])", "--where", WHERE
    done = shell(unsound, *asked)
    assert done.returncode == 2 and done.stdout.startswith("error: ") and says_both(done.stdout)
    record = json.loads(shell(unsound, *asked, "--json").stdout)
    assert record["verdict"] == "error" and says_both(record["error"])


# --- one process, the kernel's condition gone ---------------------------------------------------------------------------


@pytest.fixture
def equal_all(monkeypatch):
    monkeypatch.setattr(rules.equations, "_same", lambda *_, **__: True)


def test_the_ledger(equal_all, monkeypatch, capsys):
    from derivations.prover.proof.chain import derive
    from sympy import Integer

    false = books.Proposition("test/false", "False", "definitions", lambda: derive(Integer(1)).algebra(2), "", {})
    monkeypatch.setattr(books, "chosen", lambda _: [false])
    monkeypatch.setattr(books, "snapshot", lambda: {"test/false": false.entry.claim()})
    assert main(["verify", "test/false"]) == 2
    out = capsys.readouterr().out
    assert "FAILED" in out and says_both(out)


@pytest.mark.parametrize(
    "statement, given",
    [
        ("x = 2*x", ["x = 1"]),  # the only point that meets the hypothesis
        ("x = 2*x", ["x + y = 1", "x > 1/4"]),
        ("Abs(x) = x", []),  # false at some points only
    ],
)
def test_hypotheses(equal_all, statement, given):
    verdict = verdicts.check(statement, "x: real; y: real", given)
    assert verdict.word in ("error", "refuted") and verdict.counterexample
    if verdict.word == "error":
        assert verdict.theorem and says_both(str(verdict)) and "error" in verdict._repr_latex_()


def test_a_batch_in_this_process(equal_all, capsys):
    line = {"id": 1, "symbols": {"x": "real"}, "lhs": "x", "relation": "=", "rhs": "2*x"}
    assert run([json.dumps(line)]) == 2
    assert json.loads(capsys.readouterr().out)["verdict"] == "error"


def test_less_was_assumed_than_given(monkeypatch):
    """The theorem is tried as it is: without a hypothesis that it does not use, and that would hide the fault."""
    monkeypatch.setattr(rules.equations, "_same", lambda *_, **__: True)
    theorem = rules.equality(x, fn("abs", x))
    heard = verdicts._heard(theorem, (fn("lt", num(0), x),), None, 1e12)
    assert heard["word"] == "error"


# --- the trial itself ---------------------------------------------------------------------------------------------------


n = var("n", "dimension")
i, j = (var(name, "index", ONE, n) for name in "ij")
u, p = var("u", "real", n), var("p", "(0, 1)")


def over(a, b):
    return mul(num(a), power(num(b), num(-1)))


@pytest.mark.parametrize(
    "false",
    [
        fn("ne", i, j),
        fn("eq", fn("delta", i, j), fn("ind", fn("eq", at(u, i), at(u, j)))),  # but for ties
        *(fn("ne", n, num(size)) for size in (1, 2, 3, 4)),
        fn("ne", fn("largest", u), fn("largest", mul(num(-1), u))),  # 0 everywhere
        fn("ne", x, num(0)),
        fn("lt", over(1, 1000), y),
        fn("lt", over(1, 1000), p),
        fn("lt", p, over(99, 100)),
    ],
    ids=repr,
)
def test_a_trial_sees_ties_edges_and_small_dimensions(false):
    assert trial(false).refuted


def test_a_trial_is_short_and_counts_only_what_it_evaluated():
    outcome = trial(fn("lt", num(0), fn("exp", x)))
    assert not outcome.refuted and 0 < outcome.evaluated <= ENOUGH
    t = var("t", "real")
    moving = bind("integral", num(0), x, variable=t, body=t)  # no ball encloses the limit of an integral whose end moves
    nowhere = bind("limit", sort("real"), num(0), "+", variable=x, body=moving)
    assert trial(fn("eq", nowhere, num(0))).evaluated == 0


def test_sides_that_cannot_be_told_apart_are_tried_at_the_most_digits_next(monkeypatch):
    """e^(x + 10^-200) is not e^x, which 64 bits do not show; and 300 show nothing that 1000 do not."""
    tried = []

    class Watched(Evaluator):
        def __init__(self, values):
            super().__init__(values)
            tried.append(ctx.prec)

    monkeypatch.setattr(counterexamples, "Evaluator", Watched)
    near = fn("exp", add(x, power(num(10), num(-200))))
    assert trial(fn("eq", near, fn("exp", x))).refuted
    assert tried == [64, 1000]
    tried.clear()
    assert not trial(fn("eq", mul(fn("exp", x), fn("exp", mul(num(-1), x))), ONE)).refuted
    assert set(tried) == {64, 1000}


def test_a_witness_is_tried_even_where_balls_do_not_decide_the_hypotheses():
    """The witness is 1; no ball decides that exp(log 2) is 2, so that no other point would be tried."""
    two = fn("exp", fn("log", num(2)))
    hypothesis = fn("eq", mul(x, two), num(2))
    assert trial(fn("eq", x, num(2)), (hypothesis,), {"x": 1}).refuted
    assert not trial(fn("eq", x, num(1)), (hypothesis,), {"x": 1}).refuted
