"""Derivations by cases: in which cases each line stands, as every print of a derivation sets them apart."""

from dataclasses import dataclass

INDENT = "    "  # of the lines in a case, in text


@dataclass(frozen=True)
class Case:
    """The heading of the lines that stand in a case."""

    depth: int  # how many cases there are around it
    latex: str
    text: str


def by_cases(lines):
    """Lines with the cases that they stand in: each with its depth, the heading of a case before its first line.

    Every print of a derivation follows this order.
    """
    inside = ()
    for step in lines:
        common = next((place for place, pair in enumerate(zip(inside, step.cases)) if len(set(pair)) > 1), len(inside))
        for depth in range(min(common, len(step.cases)), len(step.cases)):
            yield depth, Case(depth, step.cases_latex[depth], step.cases[depth])
        inside = step.cases
        yield len(inside), step
