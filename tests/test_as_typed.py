"""Statements as people type them, in the words of several libraries, labelled by hand: each is read, and decided rightly."""

import json
from pathlib import Path

import pytest
from chosen import sampled

from derivations.prover.verdict import check

LINES = (Path(__file__).parent / "as_typed.jsonl").read_text("utf-8").splitlines()
ROWS = sampled(map(json.loads, LINES), 11)


@pytest.mark.parametrize("row", ROWS, ids=[row["typed"] for row in ROWS])
def test_what_is_typed_is_decided(row):
    assert check(row["typed"], row["where"], row["given"], timeout=20).word == row["verdict"]
