"""The evaluation that the paper tells of: it is not older than the statements that it was made on, and what it says holds still."""

import json
import os

from chosen import SWEEP

from derivations.prover.verdict.batch import answers
from paper import evaluation

# `make test` judges one statement in 150 again, `make sweep` one in thirty, and FUZZ=1 all of them
EVERY = 1 if os.environ.get("FUZZ") == "1" else 30 if SWEEP else 150


def test_the_evaluation_is_of_the_statements_as_they_are():
    told = evaluation.figures()
    assert told["examples"] == evaluation.digest(), "run make evaluation: tests/examples has changed"
    for group, names in {"settled": ("true", "false"), "open": ("open",)}.items():
        asked = [statement for name in names for statement in evaluation.statements(name)]
        for truth in evaluation.RIGHT:
            figures = told[group][str(truth).lower()]
            assert figures["statements"] == sum(s["truth"] == truth for s in asked)
            assert figures["statements"] == sum(figures[word] for word in ("right", "undecided", "unread", "wrong"))


def test_no_statement_was_decided_wrongly():
    told = evaluation.figures()
    assert not [row for group in ("settled", "open") for row in told[group].values() if row["wrong"] or row["unread"]]


def test_what_was_decided_is_decided_still():
    left = set(evaluation.figures()["left"])
    asked = [s for name in ("true", "false") for s in evaluation.statements(name)[::EVERY] if s["id"] not in left]
    lines = [json.dumps({key: s[key] for key in s.keys() - {"truth", "kind"}}) for s in asked]
    for statement, verdict in zip(asked, answers(lines, evaluation.SECONDS), strict=True):
        assert verdict["verdict"] == evaluation.RIGHT[statement["truth"]], (statement["id"], verdict)


def test_times_are_shown_in_the_unit_that_suits_them():
    assert [evaluation.shown(time, 10.0) for time in (0.00049, 0.0634, 1.146, None, "over the limit", "not proved")] == [
        "0.49 ms", "63 ms", "1.15 s", "–", "> 10 s", "not proved"
    ]  # fmt: skip
