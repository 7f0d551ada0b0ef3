"""%%check in a notebook: after `%load_ext derivations.jupyter`, each line of a cell is a statement, and its verdict stands below.

    %%check n: dimension; z: real[n]; i: index[n]
    softmax(z)[i] <= 1
    given n >= 2
    softmax(z)[i] < 1

The first line declares the symbols; where it declares none, the domains are inferred. A line that begins with `given` supposes a
relation for the lines below it, and one that begins with # says nothing.
"""

from .prover.language.syntax import LanguageError
from .prover.verdict.judge import Verdict, check
from .prover.verdict.remarks import told


class Answer:
    """A verdict as a notebook shows it, or what is wrong with the line."""

    def __init__(self, line: str, verdict: Verdict | None, error: str = ""):
        self.line, self.verdict, self.error = line, verdict, error

    def __repr__(self):
        return f"error: {self.line}\n  {self.error}" if self.verdict is None else told(self.verdict)

    def _repr_markdown_(self):
        shown = "" if self.verdict is None else f"{self.verdict._repr_latex_()}\n\n"
        return f"{shown}```\n{self!r}\n```"


def answers(where, cell):
    """The answers to the lines of a cell, one after the other."""
    given = []
    for line in map(str.strip, cell.splitlines()):
        if line.startswith("given "):
            given.append(line.removeprefix("given ").strip())
        elif line and not line.startswith("#"):
            try:
                yield Answer(line, check(line, where, given))
            except LanguageError as error:
                yield Answer(line, None, str(error))


def check_cell(line, cell):
    """The magic itself: every answer is displayed."""
    from IPython.display import display

    for answer in answers(line, cell):
        display(answer)


def load_ipython_extension(shell):
    shell.register_magic_function(check_cell, "cell", "check")
