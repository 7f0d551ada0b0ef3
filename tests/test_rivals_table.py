"""The table of rivals: every cell is a theorem of the ledger, a proof, or a counterexample."""

import pytest

from derivations.prover.book.ledger import find
from derivations.rivals.table import (
    ENDS, EVERYWHERE, GUMBEL, KNOWN, LINKS, PROPERTIES, PUSHES, THRESHOLDS, cell, markdown, pushes, pushes_markdown, table,
)  # fmt: skip

CELLS = [c for name, row in table().items() if name != GUMBEL for c in row.values() if c is not None]
FACTORS = [push for row in pushes().values() for push in row.values() if push is not None]


@pytest.mark.parametrize("asked", CELLS, ids=lambda c: f"{c.name} {c.wanted}")
def test_every_cell_is_traced(asked):
    if asked.part:
        assert find(asked.part).grade.startswith("proved") and asked.holds is True
        return
    assert asked.holds is not None, asked.evidence
    assert asked.evidence.word == ("proved" if asked.holds else "refuted")
    assert asked.holds or asked.evidence.counterexample


@pytest.mark.parametrize("asked", FACTORS, ids=lambda c: f"{c.name} {c.wanted}")
def test_every_factor_and_each_of_its_limits_is_proved(asked):
    assert asked.holds is True, asked.evidence


def test_every_question_is_asked_where_it_makes_sense():
    assert set(table()) == {*LINKS, GUMBEL, *THRESHOLDS}
    assert all(set(row) == set(PROPERTIES) for row in table().values())
    assert {(name, wanted) for name, row in table().items() for wanted, c in row.items() if c is None} == {
        (name, wanted) for name, asked in THRESHOLDS.items() for wanted in PROPERTIES if wanted not in asked
    }
    assert all(cell(*place).part == part for place, part in KNOWN.items())
    assert set(PUSHES) == set(LINKS) and all(set(ENDS) < set(row) for row in pushes().values())


def test_gumbel_noise_has_the_row_of_softmax():
    assert find("gumbel-max/probability").grade.startswith("proved")
    assert [c.statement for c in table()[GUMBEL].values()] == [c.statement for c in table()["softmax"].values()]


def test_distances_and_counts_are_no_real_numbers():
    assert not any(cell(name, EVERYWHERE).holds for name in ("harmonic", "add-α", "square", "size"))


def test_the_tables_as_they_are_read():
    lines = markdown().splitlines()
    assert len(lines) == len(table()) + 2 and all(line.count("|") == len(PROPERTIES) + 2 for line in lines)
    assert "open" not in markdown() + pushes_markdown()
    assert lines[2].startswith("| softmax | yes | yes | yes | no | yes | yes | yes | yes |")
    assert "| softplus | sigmoid(x)/softplus(x) | 1/(2 log 2) | 1/(2 log 2) | 0 | 1 |" in pushes_markdown()
    assert "| square | 2/x | ∞ | −∞ | 0 | 0 |" in pushes_markdown()
