"""The table of rivals: every cell is a theorem of the ledger, a proof, or a counterexample."""

import pytest

from derivations.prover.book.ledger import find
from derivations.rivals.table import KNOWN, LINKS, PROPERTIES, SPARSEMAX, cell, markdown, table

CELLS = [c for row in table().values() for c in row.values() if c is not None]


@pytest.mark.parametrize("asked", CELLS, ids=lambda c: f"{c.name} {c.wanted}")
def test_every_cell_is_traced(asked):
    if asked.part:
        assert find(asked.part).grade.startswith("proved") and asked.holds is True
        return
    assert asked.holds is not None, asked.evidence
    assert asked.evidence.word == ("proved" if asked.holds else "refuted")
    assert asked.holds or asked.evidence.counterexample


def test_every_question_is_asked_where_it_makes_sense():
    assert set(table()) == {*LINKS, "sparsemax"}
    assert all(set(row) == set(PROPERTIES) for row in table().values())
    assert {(name, wanted) for name, row in table().items() for wanted, c in row.items() if c is None} == {
        ("harmonic", "does not see a shift"), *(("sparsemax", wanted) for wanted in PROPERTIES if wanted not in SPARSEMAX),
    }  # fmt: skip
    assert all(cell(*place).part == part for place, part in KNOWN.items())


def test_the_table_as_it_is_read():
    lines = markdown().splitlines()
    assert len(lines) == len(LINKS) + 3 and all(line.count("|") == len(PROPERTIES) + 2 for line in lines)
    assert "open" not in markdown()
    assert lines[2].startswith("| softmax | yes | yes | yes | no | yes | yes | yes | yes |")
