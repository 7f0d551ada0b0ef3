"""Files of statements: every line has its verdict, in order and in time, whatever the other lines are."""

import io
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from time import perf_counter, sleep
from types import SimpleNamespace

import psutil
import pytest

import derivations.__main__ as shell
from derivations.prover.clock import now, within
from derivations.prover.verdict import workers
from derivations.prover.verdict.batch import LONGEST, answer, answers, lines_of, run

SYMBOLS = {"n": "dimension", "z": "real[n]", "i": "index[n]", "x": "real", "y": "real"}
LONGER = {"m": "dimension", "w": "real[m]"}


def line(lhs, relation="=", rhs="x", given=(), identity="it", symbols=SYMBOLS):
    return json.dumps({"id": identity, "symbols": symbols, "given": list(given), "lhs": lhs, "relation": relation, "rhs": rhs})


TRUE = line("Derivative(LSE(z), z[i])", "=", "softmax(z)[i]", identity="true")
FALSE = line("Derivative(LSE(z), z[i])", "=", "exp(z[i])", identity="false")
VACUOUS = line("x", "=", "y", ["x < y", "y < x"], identity="vacuous")
SLOW = line("Derivative(exp(exp(exp(x**2 + x*y))), (x, 12))", "=", "x", identity="slow")  # thousands of terms
OVER = 4.0  # seconds beyond a limit: the grace of the timer, on a busy machine


def judged(*lines, timeout=10.0, jobs=None):
    """The records and the exit code of a file with these lines."""
    out = io.StringIO()
    code = run([text + "\n" for text in lines], out=out, timeout=timeout, jobs=jobs)
    return [json.loads(text) for text in out.getvalue().splitlines()], code


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "derivations", "check", *arguments], capture_output=True, text=True, timeout=120, **options
    )


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "statements.jsonl"
        path.write_text("".join(text + "\n" for text in lines), encoding="utf-8")
        return str(path)

    return write


# --- verdicts and exit codes ----------------------------------------------------------------------------------------


def test_each_kind_of_verdict_has_its_record():
    (true, false, vacuous), code = judged(TRUE, FALSE, VACUOUS)
    assert code == 1
    assert true["id"] == "true" and true["verdict"] == "proved" and true["dimension"] == "every n >= 1" and true["axioms"] == []
    assert false["verdict"] == "refuted" and set(false["counterexample"]) == {"at", "left", "right"}
    assert set(false["counterexample"]["at"]) == {"n", "z", "i"}
    assert vacuous["verdict"] == "vacuous" and vacuous["reason"]
    assert all(record["seconds"] >= 0 for record in (true, false, vacuous))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([TRUE], 0),
        ([TRUE, TRUE], 0),
        ([TRUE, FALSE], 1),
        ([VACUOUS], 1),
        ([TRUE, "nonsense"], 2),
        ([FALSE, "nonsense", TRUE], 2),
        ([], 2),  # nothing was checked: that is no success
        (["", "   "], 2),
    ],
)
def test_exit_codes(lines, expected):
    assert judged(*lines)[1] == expected


def test_an_empty_file_says_so(capsys):
    assert judged() == ([], 2)
    assert "no statement" in capsys.readouterr().err


def test_order_is_kept_and_blank_lines_are_passed_over():
    lines = [line(f"x + {k}", "=", f"{k} + x", identity=k) for k in range(20)]
    records, code = judged(*lines[:7], "", "  \t", *lines[7:])
    assert code == 0
    assert [record["id"] for record in records] == list(range(20))


def test_a_line_without_an_id_is_named_by_its_number():
    nameless = json.dumps({"symbols": {"x": "real"}, "lhs": "x", "relation": "=", "rhs": "x"})
    records, _ = judged("", nameless, "[1]")
    assert [(record["id"], record["line"]) for record in records] == [(None, 2), (None, 3)]


# --- bad input ------------------------------------------------------------------------------------------------------

BAD = {  # a line, and what its error must name
    "malformed": ('{"id": "a", "symbols": {', "column"),
    "a comma too many": ('{"id": "a",}', "column"),
    "cut off in a text": ('{"id": "a', "column"),
    "a list": ("[1, 2]", "object"),
    "a number": ("3", "object"),
    "null": ("null", "object"),
    "not a number": ("NaN", "write it as text"),
    "an id that is no number": ('{"id": NaN}', "write it as text"),
    "an id that is infinite": ('{"id": -Infinity}', "write it as text"),
    "an id that is too large": ('{"id": 1e999}', "write it as text"),
    "a fraction of 5000 digits": ('{"id": 0.' + "1" * 5_000 + "}", "write it as text"),
    "carriage returns alone": (TRUE + "\r" + TRUE, "carriage return"),
    "no statement": ('{"id": "a"}', "symbols, lhs, relation, rhs"),
    "symbols are a list": (json.dumps({"symbols": [], "lhs": "1", "relation": "=", "rhs": "1"}), "symbols"),
    "a side is a number": (json.dumps({"symbols": {}, "lhs": 1, "relation": "=", "rhs": "1"}), "lhs"),
    "given is a text": (json.dumps({"symbols": {}, "given": "1 < 2", "lhs": "1", "relation": "=", "rhs": "1"}), "given"),
    "a hypothesis is a number": (line("x", given=[3]), "given[0]"),
    "undeclared symbol": (line("x + q"), "q is not declared"),
    "undeclared in a hypothesis": (line("x", given=["x < y", "q < 1"]), "given[1]"),
    "unknown domain": (line("x", symbols={"x": "quaternion"}), "domains are"),
    "a domain that is a number": (line("x", symbols={"x": 3}), "domains are"),
    "a name that is none": (line("1", symbols={"1x": "real"}), "not a name"),
    "unknown function": (line("sofmax(z)[i]"), "softmax"),
    "wrong relation": (line("x", "~"), "= < <= > >="),
    "empty relation": (line("x", ""), "= < <= > >="),
    "a relation as a side": (line("x < y", "=", "x"), "relation"),
    "empty side": (line("", "=", "x"), "column 1"),
    "vectors of two lengths, added": (line("z + w", "=", "z", symbols=SYMBOLS | LONGER), "column 1"),
    "vectors of two lengths, compared": (line("z", "=", "w", symbols=SYMBOLS | LONGER), "different shapes"),
    "a number as a vector": (line("x[i]"), "no entries"),
    "an index that is none": (line("z[x]"), "index"),
    "a bracket too few": (line("exp(x"), "')'"),
    "a bracket too many": (line("exp(x))"), "column 7"),
    "a caret too many": (line("x^^2"), "column 3"),
    "a power of nothing": (line("x^"), "column 3"),
    "1 MB of sum": (line("x" + " + x" * 250_000), "limit"),
    "1 MB of brackets": (line("(" * 500_000 + "x" + ")" * 499_800), "limit"),
    "1 MB of digits": (line("1" * 900_000), "limit"),
    "a line of 10 MB": (line("x" * 10_000_000), str(LONGEST)),
    "10 000 brackets": (line("(" * 10_000 + "x" + ")" * 9_990), ""),
    "9000 brackets": (line("(" * 9_000 + "x" + ")" * 9_000), "nested"),
    "9000 signs": (line("-" * 9_000 + "x"), "nested"),
    "3900 functions": (line("exp(" * 3_900 + "x" + ")" * 3_900), "nested"),
    "6000 powers": (line("**".join("2" * 6_000)), "nested"),
    "nested hypothesis": (line("x", given=["(" * 9_000 + "x < y" + ")" * 9_000]), "given[0]"),
    "10 000 deep in JSON": ("[" * 10_000 + "]" * 10_000, "nested too deep"),
    "10 000 objects deep": ('{"a":' * 10_000 + "1" + "}" * 10_000, "nested too deep"),
    "open and 10 000 deep": ("[" * 10_000, "nested too deep"),
    "an integer of 5000 digits": ('{"id": ' + "1" * 5_000 + "}", "5000 digits; write it as text"),
    "a null byte": (line("x\0"), "column 2"),
    "an import": (line("__import__('os').system('touch pwned')"), "column 1"),
    "an attribute": (line("x.__class__"), "attributes"),
    "a lambda": (line("(lambda: 1)()"), "column"),
    "exec": (line("exec('1')"), "unknown function exec"),
    "a comprehension": (line("[x for x in (1,)][0]"), "column"),
    "a walrus": (line("(q := 1)"), "column"),
    "code as a domain": (line("x", symbols={"x": "real[__import__('os')]"}), "x:"),
    "code as a hypothesis": (line("x", given=["exec('1')"]), "given[0]"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_lines_are_verdicts_with_a_remedy(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, says = BAD[name]
    started = now()
    record = answer(5, text, 2.0)
    assert now() - started < 2
    assert record["verdict"] == "error"
    assert says in record["error"] and len(record["error"]) < 1000
    assert "internal" not in record["error"]
    assert record["id"] is not None or record["line"] == 5
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("jobs", [None, 2])
def test_one_bad_line_spoils_no_other(jobs):
    lines = [text for bad, _ in BAD.values() for text in (bad, TRUE)]
    records, code = judged(*lines, jobs=jobs)
    assert code == 2
    assert [record["verdict"] for record in records] == ["error", "proved"] * len(BAD)


def test_a_defect_of_ours_is_an_error_of_that_line(monkeypatch):
    import derivations.prover.verdict.judge as verdict

    def broken(*_):
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(verdict, "judge", broken)
    record = answer(1, TRUE, 1.0)
    assert record["verdict"] == "error" and record["error"].startswith("internal: ZeroDivisionError")


def test_an_id_may_be_anything_that_can_be_written():
    for identity in ("é ∑", 7, 0, False, "", [1], {"a": 1}, "\ud800"):
        (record,), code = judged(line("x", identity=identity))
        assert code == 0 and record["id"] == identity


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_file_from_the_command_line(file):
    done = command(file(TRUE, "", FALSE, "nonsense"), "--jobs", "1")
    assert done.returncode == 2
    assert [json.loads(text)["verdict"] for text in done.stdout.splitlines()] == ["proved", "refuted", "error"]
    assert not done.stderr
    assert command(file(TRUE)).returncode == 0
    assert command(file(FALSE)).returncode == 1


def test_from_standard_input():
    done = command("-", "--jobs", "1", input=TRUE + "\n" + FALSE)
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 2


def test_a_missing_file(tmp_path):
    done = command(str(tmp_path / "nothing.jsonl"))
    assert done.returncode == 2
    assert "nothing.jsonl" in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_a_directory_is_no_file(tmp_path):
    (tmp_path / "d.jsonl").mkdir()
    done = command(str(tmp_path / "d.jsonl"))
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "bytes.jsonl"
    path.write_bytes(b"\xff\xfe\x00{\n" + TRUE.encode() + b"\n" + b'{"id": "\xff"}\n')
    done = command(str(path), "--jobs", "1")
    assert done.returncode == 2
    assert [json.loads(text)["verdict"] for text in done.stdout.splitlines()] == ["error", "proved", "error"]


def test_what_cannot_be_printed_spoils_no_other(file):
    """A lone surrogate is legal JSON, and no text of any encoding."""
    done = command(file(line("x", identity="\ud800"), TRUE), "--jobs", "1")
    assert "Traceback" not in done.stderr
    assert [json.loads(text)["verdict"] for text in done.stdout.splitlines()] == ["proved", "proved"]


def test_an_old_encoding_of_the_terminal(file):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = command(file(line("x", identity="é ∑"), TRUE), "--jobs", "1", env=environment)
    assert "Traceback" not in done.stderr and done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0])["id"] == "é ∑"


def test_a_reader_who_leaves_is_no_fault_of_the_file(file):
    """check FILE | head -1"""
    path = file(*[TRUE] * 400)
    process = subprocess.Popen(
        [sys.executable, "-m", "derivations", "check", path, "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert json.loads(process.stdout.readline())["verdict"] == "proved"
    process.stdout.close()
    error = process.stderr.read()
    process.wait(timeout=60)
    process.stderr.close()
    assert process.returncode == 141, "as a shell says of a process that writes where nobody reads"
    assert not error


# --- files as they come -----------------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + TRUE.encode() + b"\r\n" + TRUE.encode())
    done = command(str(path), "--jobs", "1")
    assert done.returncode == 0, done.stdout
    assert [json.loads(text)["verdict"] for text in done.stdout.splitlines()] == ["proved", "proved"]


def test_a_line_ends_where_editors_say_that_it_ends(tmp_path):
    nameless = json.dumps({"symbols": {}, "lhs": "1", "relation": "=", "rhs": "1"})
    path = tmp_path / "ends.jsonl"
    path.write_bytes("\r\n".join([nameless, "", nameless.replace(" ", " \r"), "\x85\u2028", nameless]).encode())
    with open(path, "rb") as binary:
        records = list(answers(lines_of(binary)))
    assert [(record["line"], record["verdict"]) for record in records] == [(1, "proved"), (3, "proved"), (5, "proved")]


def test_a_line_that_never_ends_costs_no_memory(tmp_path):
    path = tmp_path / "endless.jsonl"
    with open(path, "wb") as file:
        for _ in range(10):
            file.write(b"x" * 10_000_000)
        file.write(b"\n" + TRUE.encode())
    with open(path, "rb") as binary:
        lines = list(lines_of(binary))
    assert len(lines) == 2 and len(lines[0]) < 5 * LONGEST and lines[1] == TRUE
    assert [record["verdict"] for record in answers(lines)] == ["error", "proved"]


LIMITS = [("--timeout", value) for value in ("-1", "0", "nan", "inf", "1e10", "soon", "")]
NUMBERS = [("--jobs", value) for value in ("0", "-2", "nan", "1.5", "100000", "all")]


@pytest.mark.parametrize(("option", "value"), LIMITS + NUMBERS)
def test_limits_that_are_no_numbers(option, value, file):
    done = command(file(TRUE), f"{option}={value}")
    assert done.returncode == 2 and not done.stdout
    assert "Traceback" not in done.stderr and f"argument {option}: {value} is no" in done.stderr and "name" in done.stderr


def test_the_same_limits_from_python():
    for timeout in (-1, float("nan"), float("inf"), 1e10, None, "soon"):
        with pytest.raises(ValueError, match="no time limit"):
            answers([TRUE], timeout=timeout)
    for jobs in (0, -2, 1.5, "x"):
        with pytest.raises(ValueError, match="no number of workers"):
            answers([TRUE], jobs=jobs)


# --- whatever happens -------------------------------------------------------------------------------------------------

POISON = line("x", identity="poison")
POISONED = """
import json, os, pathlib, signal, sys, time
sys.path[:] = json.loads(sys.argv[1])
from derivations.prover.verdict import batch, workers
judge, marker = batch.answer, pathlib.Path({marker!r})
def answer(number, text, timeout):
    if "poison" in text:
        {deed}
    return judge(number, text, timeout)
batch.answer = answer
workers.serve()
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def poisoned(monkeypatch, tmp_path):
    """Workers to whom a poisoned statement does something."""

    def does(deed):
        monkeypatch.setattr(workers, "ENTRY", POISONED.format(deed=deed, marker=str(tmp_path / "marker")))

    return does


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_worker_costs_its_own_statement(poisoned, jobs):
    poisoned(KILL)
    records, code = judged(TRUE, POISON, FALSE, *[TRUE] * 20, POISON, TRUE, timeout=60.0, jobs=jobs)
    assert code == 2
    assert [record["verdict"] for record in records] == ["proved", "error", "refuted", *["proved"] * 20, "error", "proved"]
    for record in (records[1], records[-2]):
        assert record["id"] == "poison" and "ended twice (signal SIGKILL)" in record["error"]


def test_a_worker_that_is_killed_once_costs_nothing(poisoned):
    poisoned(f"if not marker.exists(): marker.touch(); {KILL}")
    records, code = judged(TRUE, POISON, TRUE, timeout=60.0, jobs=2)
    assert code == 0 and [record["verdict"] for record in records] == ["proved"] * 3


def test_a_worker_that_leaves_is_one_that_was_killed(poisoned):
    poisoned("os._exit(7)")
    (record,), code = judged(POISON, timeout=60.0, jobs=1)
    assert code == 2 and "exit code 7" in record["error"]


def test_what_the_timer_cannot_stop_is_ended_from_outside(poisoned, monkeypatch):
    poisoned("signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM]); time.sleep(600)")
    monkeypatch.setattr(workers, "LATE", 0.5)
    records, code = judged(POISON, TRUE, timeout=5.0, jobs=1)
    assert code == 1 and records[0] | {"reason": ""} == {"id": "poison", "verdict": "undecided", "reason": "", "seconds": 5.0}
    assert "5 s" in records[0]["reason"] and records[1]["verdict"] == "proved"


def test_what_is_printed_is_no_verdict(poisoned):
    poisoned("print('noise'); os.write(1, b'more noise')")
    records, code = judged(POISON, TRUE, jobs=1, timeout=60.0)
    assert code == 0 and [record["verdict"] for record in records] == ["proved"] * 2


def test_workers_that_cannot_be_started(monkeypatch, capsys):
    monkeypatch.setattr(workers, "ENTRY", "raise SystemExit(3)")
    assert judged(TRUE, TRUE, jobs=2) == ([], 2)
    assert "no worker process could be started (exit code 3)" in capsys.readouterr().err
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert judged(TRUE, jobs=2) == ([], 2)
    assert "no worker process can be started" in capsys.readouterr().err


def test_a_source_that_fails_fails_the_whole():
    def source():
        yield TRUE
        raise OSError("the disk is gone")

    for jobs in (None, 1):
        with pytest.raises(OSError, match="the disk is gone"):
            list(answers(source(), jobs=jobs))


@pytest.fixture
def working(file):
    """A command in the middle of its work: one verdict is there, and its workers are at the others."""
    started = []

    def start(**options):
        path = file(TRUE, *[SLOW] * 30)
        process = subprocess.Popen(
            [sys.executable, "-m", "derivations", "check", path, "--jobs", "2", "--timeout", "60"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **options,
        )  # fmt: skip
        started.append(process)
        assert json.loads(process.stdout.readline())["verdict"] == "proved"
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        return process, children

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def gone(processes, within=20.0):
    return not psutil.wait_procs(processes, timeout=within)[1]


@pytest.mark.parametrize(("number", "code", "name"), [(signal.SIGINT, 130, "SIGINT"), (signal.SIGTERM, 143, "SIGTERM")])
@pytest.mark.parametrize("to", [os.kill, os.killpg], ids=["to the command", "to its group, as a terminal does"])
def test_an_interruption_ends_in_a_summary_and_leaves_no_process(working, number, code, name, to):
    process, children = working()
    to(process.pid, number)
    assert process.wait(timeout=30) == code
    assert gone(children)
    error = process.stderr.read()
    assert f"stopped by {name}: 1 proved before; the rest was not judged" in error and "Traceback" not in error


def test_no_process_outlives_a_command_that_is_killed(working):
    process, children = working()
    process.kill()
    process.wait()
    assert gone(children)


def test_an_interruption_while_the_input_is_awaited():
    process = subprocess.Popen(
        [sys.executable, "-m", "derivations", "check", "-", "--jobs", "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    process.stdin.write(TRUE + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["verdict"] == "proved"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    _, error = process.communicate()
    assert "1 proved before" in error and "Traceback" not in error and "Fatal" not in error


def test_an_interruption_that_foreign_code_dropped_comes_again(monkeypatch, capsys):
    def deaf(_):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        sleep(60)
        return 0

    monkeypatch.setattr(shell, "_parser", lambda: SimpleNamespace(parse_args=lambda *_: SimpleNamespace(run=deaf)))
    before = signal.getsignal(signal.SIGINT)
    assert shell.main([]) == 130 and "interrupted" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_one_statement_is_interrupted_without_a_traceback():
    slow = json.loads(SLOW)
    process = subprocess.Popen(
        [sys.executable, "-c", "import derivations.__main__ as m, sys; print('there', flush=True); sys.exit(m.main())",
         "check", f"{slow['lhs']} = x", "--where", "x: real; y: real", "--timeout", "60"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "there\n"
    working = psutil.Process(process.pid)
    started = working.cpu_times().user
    while working.cpu_times().user < started + 0.5:  # well into the search, on a busy machine too
        sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert process.returncode == 130 and "interrupted" in error and "Traceback" not in error and not out


FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
QUESTIONS = {"a file": ["FILE"], "one statement": ["x = x", "--where", "x: real"]}


@FULL
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_full_disk(question, file):
    asked = [file(TRUE, FALSE) if a == "FILE" else a for a in QUESTIONS[question]]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "derivations", "check", *asked], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_closed_output_is_no_success(question, file):
    asked = [file(TRUE, FALSE) if a == "FILE" else a for a in QUESTIONS[question]]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "derivations", "check", *asked],
        stderr=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2 and "standard output is closed" in done.stderr and "Traceback" not in done.stderr


def test_a_closed_error_output_hides_no_verdict(file):
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-m", "derivations", "check", file(TRUE, "nonsense"), "--jobs", "1"],
        stdout=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2 and [json.loads(text)["verdict"] for text in done.stdout.splitlines()] == ["proved", "error"]


# --- time -----------------------------------------------------------------------------------------------------------

SLOW_ONES = {
    "a derivative": SLOW,
    "a power": line("3**(10**8)", "=", "x"),
    "a power of powers": line("3**(3**3**3)", "=", "3**(3**3**3) + 1"),
    "a binomial": line("(x + 1)**100000", "=", "(1 + x)**100000"),
    "a huge number": line("2**(10**11)", "=", "x"),
    "a small number": line("(2/3)**(10**7)", "<", "x**2"),
    "a product of sums": line("(x + y + 1)**300*(x - y + 2)**300", "=", "(x + y + 1)**301"),
    "twenty derivatives": line("Derivative(exp(exp(exp(x**2 + x*y)))*LSE(x*z), (x, 20))", "=", "0"),
    "many hypotheses": line("x", "<=", "y", [f"x + {k} <= y + {2 * k}" for k in range(200)]),
    "many cases": line(" + ".join(f"Abs(x - {k}*y)" for k in range(20)), "<=", "1000*Abs(x) + 1000*Abs(y)"),
    "a deep sum": line(
        "Sum(exp(k*l*m*x), (k, 1, n), (l, 1, n), (m, 1, n))", "<=", "Sum(exp(k*l*m*x), (m, 1, n), (l, 1, n), (k, 1, n))",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW_ONES)
def test_the_time_limit_holds(name):
    started = now()
    record = answer(1, SLOW_ONES[name], 0.2)
    assert now() - started < 0.2 + OVER
    assert record["verdict"] != "error"
    if record["verdict"] == "undecided":
        assert record["reason"] and record["id"] == "it" or record["id"] == "slow"


@pytest.mark.parametrize(("jobs", "timeout"), [(None, 0.2), (2, 0.5)])  # workers go by the wall clock
def test_slow_lines_do_not_spoil_the_others(jobs, timeout):
    started = now()  # what workers do is no work of this process
    records, code = judged(TRUE, SLOW, TRUE, SLOW, FALSE, timeout=timeout, jobs=jobs)
    assert now() - started < 2 * (timeout + OVER)
    assert code == 1
    assert [record["verdict"] for record in records] == ["proved", "undecided", "proved", "undecided", "refuted"]
    assert f"{timeout} s" in records[1]["reason"]


def test_the_timer_is_put_back():
    before = signal.getsignal(signal.SIGPROF)  # tests count their own work: see conftest.py
    answer(1, SLOW, 0.1)
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_no_limit_cuts_an_import_short(tmp_path, monkeypatch):
    """What is half made would be an internal error of every later statement."""
    (tmp_path / "slowly_made.py").write_text("for _ in range(50): sum(range(400_000))\nwhole = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    within(0.05, lambda: import_module("slowly_made"))
    assert sys.modules.pop("slowly_made").whole


def test_judged_in_a_thread():
    """Where there is no timer, the judge itself watches the clock."""
    found = []
    thread = threading.Thread(target=lambda: found.append(answer(1, TRUE, 1.0)))
    thread.start()
    thread.join(timeout=60)
    assert [record["verdict"] for record in found] == ["proved"]


def test_results_come_while_later_lines_still_run(file):
    path = file(TRUE, TRUE, *[SLOW] * 2)
    process = subprocess.Popen(
        [sys.executable, "-m", "derivations", "check", path, "--jobs", "1", "--timeout", "0.5"], stdout=subprocess.PIPE, text=True
    )
    assert json.loads(process.stdout.readline())["id"] == "true"
    assert json.loads(process.stdout.readline())["id"] == "true"
    first = perf_counter()
    assert process.poll() is None
    rest = process.stdout.readlines()
    assert perf_counter() - first > 0.5  # the slow ones came later, and nobody waited for them
    assert len(rest) == 2 and process.wait(timeout=60) == 1
    process.stdout.close()


def test_results_come_before_the_input_ends():
    process = subprocess.Popen(
        [sys.executable, "-m", "derivations", "check", "-", "--jobs", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for text, word in ((TRUE, "proved"), (FALSE, "refuted")):
        process.stdin.write(text + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["verdict"] == word
    process.stdin.close()
    assert process.wait(timeout=60) == 1
    process.stdout.close()


# --- many at once ---------------------------------------------------------------------------------------------------


def test_the_answers_do_not_depend_on_the_number_of_workers():
    lines = [TRUE, FALSE, VACUOUS, "nonsense", *(line(f"exp(x)*{k}", "=", f"{k}*exp(x)", identity=k) for k in range(30)), TRUE]
    alone, together = (list(answers(lines, timeout=20.0, jobs=jobs)) for jobs in (None, 2))
    for record in (*alone, *together):
        record.pop("seconds", None)
    assert alone == together


def test_workers_stream_in_order():
    """The first answers are there while later ones are being found."""
    lines = [*[TRUE] * 8, *[SLOW] * 3]
    stream = answers(lines, timeout=0.3, jobs=2)
    assert next(stream)["id"] == "true"
    started = perf_counter()
    assert len(list(stream)) == 10
    assert perf_counter() - started > 0.5


def test_on_a_dask_cluster():
    distributed = pytest.importorskip("dask.distributed")
    lines = [TRUE, FALSE, "nonsense", *(line(f"x + {k}", "=", f"{k} + x", identity=k) for k in range(20))]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        records = list(answers(lines, timeout=20.0, cluster=cluster.scheduler_address))
    assert [record["verdict"] for record in records] == ["proved", "refuted", "error", *["proved"] * 20]
    assert [record["id"] for record in records[3:]] == list(range(20))


@pytest.mark.skipif(not os.environ.get("SWEEP"), reason="ten thousand statements: SWEEP=1 python -m pytest tests/test_batch.py")
def test_memory_for_ten_thousand_statements(file):
    kinds = [
        TRUE,
        FALSE,
        line("Max(z)", "<=", "LSE(z)"),
        line("x + y", "=", "y + x"),
        line("exp(x)", "<", "1", ["x < 0"]),
        "nonsense",
    ]
    lines = [kinds[k % len(kinds)] for k in range(10_000)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run(
        [sys.executable, "-m", "derivations", "check", file(*lines), "--jobs", "2"], capture_output=True, text=True, timeout=3000
    )
    assert len(done.stdout.splitlines()) == 10_000
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # of one process, in MB
    assert largest < 500, f"{largest:.0f} MB, {before / 1024:.0f} before"
