"""The reference page, line by line: what it says of the language, the command line, files and the Python API is so."""

import doctest
import json
import re
import shlex

from importlib.metadata import entry_points
import pytest
from IPython.core.interactiveshell import InteractiveShell

from derivations import __main__ as command
from derivations.prover.files import REFERENCE
from derivations.prover.language.abbreviations import ABBREVIATED
from derivations.prover.language.functions import CALLED, NAMED
from derivations.prover.language.grammar import BINDING, DIMENSIONS, declare
from derivations.prover.verdict import check
from derivations.prover.verdict.judge import judge_line

pytest_plugins = ["pytester"]
PAGE = REFERENCE.read_text(encoding="utf-8")
BLOCKS = {found[1]: (found[2].strip(), found[3]) for found in re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", PAGE, re.M | re.S)}


def lines(block):
    """The lines of a block with what stands behind their #."""
    return [line.rsplit("#", 1) for line in BLOCKS[block][1].strip().splitlines()]


@pytest.mark.parametrize(("statement", "word"), lines("statements"))
def test_statements(statement, word):
    verdict = check(statement.strip(), BLOCKS["statements"][0], timeout=20)
    assert verdict.word == word.strip(), verdict


def test_domains():
    named = set(re.findall(r"`([^`]+)`", PAGE.partition("## Domains")[2].partition("##")[0]))
    known = {domain for domain in DIMENSIONS if "->" not in domain}
    known -= {"int", "float", "vector", "matrix", "interior simplex", "index", "simplex", "open simplex"}
    assert known | {"index[n]", "simplex[n]", "open simplex[n]"} <= named
    for domain in named - {"entropy", "KL", "dimension", "differentiable", "twice differentiable"}:
        declare({"n": "dimension", "m": "dimension", "x": domain})


def test_words():
    words = set(re.split(r"[\s;]+", BLOCKS["words"][1].strip()))
    assert words == {*CALLED, *ABBREVIATED, *NAMED, *BINDING}
    for row in re.split(r"[;\n]", BLOCKS["words"][1].strip()):
        rows = {id(CALLED.get(name) or ABBREVIATED.get(name)) for name in row.split() if name in CALLED or name in ABBREVIATED}
        assert len(rows) <= 1, f"one thing, one group: {row}"


@pytest.mark.parametrize(("typed", "code"), lines("console"))
def test_the_command_line(typed, code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "statements.jsonl").write_text("".join(f"{line}\n" for line in BLOCKS["jsonl"][1].splitlines()[:2]))
    (tmp_path / "paper.tex").write_text("% check: x: real\n\\begin{equation} x^2 \\ge 0 \\end{equation}\n")
    prompt, program, *arguments = shlex.split(typed)
    assert (prompt, program) == ("$", "softmax-derived")
    assert command.main(arguments) == int(code), capsys.readouterr()


def test_records():
    for line, said in zip(BLOCKS["jsonl"][1].splitlines(), BLOCKS["records"][1].splitlines(), strict=True):
        record, expected = judge_line(json.loads(line)), json.loads(said)
        assert ("seconds" in record) == ("seconds" in expected)
        assert record | {"seconds": 0} == expected | {"seconds": 0}


def test_python():
    test = doctest.DocTestParser().get_doctest(BLOCKS["python"][1], {}, "reference", None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_it_is_shown(capsys):
    with pytest.raises(SystemExit):
        command.main(["check", "--help"])
    assert PAGE in capsys.readouterr().out


# --- pytest ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def plugged(pytester):
    def run(*arguments):
        installed = any(plugin.value == "derivations.pytest_plugin" for plugin in entry_points(group="pytest11"))
        loaded = () if installed else ("-p", "derivations.pytest_plugin")  # by pip, or from this folder
        return pytester.inline_run(*loaded, "-p", "no:nbval", *arguments)

    return run


def test_statements_in_a_test_file(plugged, pytester):
    pytester.makepyfile(test_bounds=BLOCKS["pytest"][1])
    plugged().assertoutcome(passed=2)


def test_a_statement_that_has_another_verdict_fails_and_says_why(plugged, pytester, capsys):
    pytester.makepyfile(
        test_wrong="from derivations.pytest_plugin import statement\n"
        'wrong = statement("softmax(z)[i] < 1")\nright = statement("x < x + 1")\nsilly = statement("foo(x) = 1")'
    )
    plugged().assertoutcome(passed=1, failed=2)
    out = capsys.readouterr().out
    assert "at n = 1, i = 1, z = (0)" in out and "unknown function foo" in out and "Traceback" not in out


def test_a_file_of_statements(plugged, pytester, capsys):
    first, second, third = BLOCKS["jsonl"][1].splitlines()
    refuted = json.dumps(json.loads(second) | {"id": None, "verdict": "refuted"})
    (pytester.path / "test_all.jsonl").write_text("\n".join([first, "", second, refuted, third]))
    (pytester.path / "data.jsonl").write_text("[1]\n")
    plugged("-v").assertoutcome(passed=2, failed=2)
    out = capsys.readouterr().out
    assert "test_all.jsonl::a PASSED" in out and "test_all.jsonl::line 4 PASSED" in out


def test_a_broken_file_is_an_error_and_no_success(plugged, pytester):
    (pytester.path / "test_broken.jsonl").write_text("{\n")
    assert plugged().ret != 0


# --- Jupyter --------------------------------------------------------------------------------------------------------


def test_the_magic(capsys):
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "derivations.jupyter")
    result = shell.run_cell(BLOCKS["cell"][1])
    out = capsys.readouterr().out
    assert result.success and out.count("proved, every n >=") == 2 and "given n >= 2" in out


def test_the_magic_says_what_is_wrong_and_goes_on(capsys):
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "derivations.jupyter")
    assert shell.run_cell("%%check\nfoo(x) = 1\n# nothing\nx + 1 > x\nx > 1").success
    out = capsys.readouterr().out
    assert "unknown function foo" in out and "proved" in out and "refuted" in out and "Traceback" not in out


# --- pre-commit -----------------------------------------------------------------------------------------------------


def test_the_hook_names_the_command_and_fits_documents():
    hooks = (REFERENCE.parent.parent / ".pre-commit-hooks.yaml").read_text()
    entry = re.search(r"entry: softmax-derived (.*)", hooks)[1]
    files = re.search(r"files: (.*)", hooks)[1]
    assert command._parser().parse_args([*entry.split(), "a.tex", "b.md"]).what == ["a.tex", "b.md"]
    assert all(re.search(files, name) for name in ("a/paper.tex", "notes.md", "x.ipynb", "statements.jsonl"))
    assert not re.search(files, "data.jsonl")
