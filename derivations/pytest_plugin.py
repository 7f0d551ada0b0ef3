"""A pytest plugin: statements as test items, in a file of them or in a test file.

test_statements.jsonl       each line as `check` takes it, to be proved, or to have the verdict that it says
test_anything.py            statement("LSE(z) >= Max(z)", where="n: dimension; z: real[n]"), under any name at the top of the module

Installed with the project, it needs no configuration. Files of statements are those that match `statement_files` (test_*.jsonl).
"""

from dataclasses import dataclass, field
from fnmatch import fnmatch

import pytest

VERDICTS = ("proved", "refuted", "vacuous", "undecided")


@dataclass(frozen=True)
class Statement:
    """A statement that is to have a verdict."""

    text: str
    where: str | dict = ""
    given: tuple = field(default_factory=tuple)
    verdict: str = "proved"
    timeout: float | None = None


def statement(text, where="", given=(), verdict="proved", timeout=None):
    """A statement as a test item; `verdict` is what it is to be: proved, refuted, vacuous or undecided."""
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict: {', '.join(VERDICTS)}")
    return Statement(text, where, (given,) if isinstance(given, str) else tuple(given), verdict, timeout)


class OtherVerdict(Exception):
    """A statement has another verdict than was claimed."""


def pytest_addoption(parser):
    parser.addini("statement_files", "patterns of the names of files of statements", type="args", default=["test_*.jsonl"])
    parser.addini("statement_timeout", "seconds for one statement", default="5")


def pytest_collect_file(file_path, parent):
    if any(fnmatch(file_path.name, pattern) for pattern in parent.config.getini("statement_files")):
        return StatementFile.from_parent(parent, path=file_path)
    return None


def pytest_pycollect_makeitem(collector, name, obj):
    if isinstance(obj, Statement):
        return StatementItem.from_parent(collector, name=name, question=obj)
    return None


class StatementFile(pytest.File):
    """A file of statements, one JSON object a line."""

    def collect(self):
        with self.path.open("rb") as file:
            from derivations.prover.verdict.batch import lines_of, parsed

            for number, text in enumerate(lines_of(file), 1):
                if text.strip():
                    try:
                        line = parsed(text)
                    except ValueError as error:
                        raise self.CollectError(f"{self.path.name}, line {number}: {error}") from None
                    name = str(line.get("id") or f"line {number}")
                    yield StatementItem.from_parent(self, name=name, question=line, line=number)


class StatementItem(pytest.Item):
    """One statement: it passes if its verdict is the one that is claimed."""

    def __init__(self, question, line=None, **more):
        super().__init__(**more)
        self.question, self.line = question, line

    def runtest(self):
        limit = float(self.config.getini("statement_timeout"))
        wanted, word, shown = (_of_line if isinstance(self.question, dict) else _of_statement)(self.question, limit)
        if word != wanted:
            raise OtherVerdict(shown if wanted == "proved" else f"claimed to be {wanted}\n{shown}")

    def repr_failure(self, excinfo, style=None):
        from derivations.prover.language.syntax import LanguageError

        if excinfo.errisinstance((OtherVerdict, LanguageError, ValueError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, None if self.line is None else self.line - 1, self.name


def _of_line(line, limit):
    """(the claimed verdict, the verdict, what is shown of it) of a line of a file."""
    from derivations.prover.verdict.judge import judge_line

    wanted = line.get("verdict", "proved")
    if wanted not in VERDICTS:
        raise ValueError(f"{wanted!r} is no verdict: {', '.join(VERDICTS)}")
    record = judge_line(line, limit)
    said = f"{line.get('lhs')} {line.get('relation')} {line.get('rhs')}"
    why = record.get("error") or record.get("reason") or record.get("counterexample") or ""
    return wanted, record["verdict"], f"{record['verdict']}: {said}\n  {why}"


def _of_statement(question, limit):
    from derivations.prover.verdict.judge import check
    from derivations.prover.verdict.remarks import told

    verdict = check(question.text, question.where, question.given, question.timeout or limit)
    return question.verdict, verdict.word, told(verdict)
