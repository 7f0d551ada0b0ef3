"""What was tried at points is written down: nothing stale counts, and nothing that was not tried."""

import pytest
from chosen import chosen
from sympy import Symbol

from derivations import __main__ as command
from derivations.prover.book import ledger, tried
from derivations.prover.proof.chain import derive

x = Symbol("x", real=True)


def proposition(factor=2, witness=None):
    return ledger.Proposition("test/sum", "A sum", "definitions", lambda: derive(x + x).algebra(factor * x), "", witness or {})


@pytest.fixture
def filed():
    """The record of one theorem that was tried."""
    return {"test/sum": list(tried.outcome(proposition(), {}))}


def test_what_is_written_down_is_known(filed):
    assert tried.recorded(proposition(), filed) is True
    assert tried.recorded(proposition(), {}) is None


def test_another_statement_another_witness_or_another_trial_is_stale(filed, monkeypatch):
    other = ledger.Proposition("test/sum", "A sum", "definitions", lambda: derive(x + x + x).algebra(3 * x), "", {})
    assert tried.recorded(other, filed) is None
    assert tried.recorded(proposition(witness={"x": 1}), filed) is None
    monkeypatch.setattr(tried, "refutation", lambda: "another")
    assert tried.recorded(proposition(), filed) is None


def test_the_digest_follows_the_code_that_tries(monkeypatch, tmp_path):
    before = tried.refutation()
    for room in ("refutation", "kernel"):
        (tmp_path / room).mkdir()
        for module in (tried.ROOM / room).glob("*.py"):
            (tmp_path / room / module.name).write_bytes(module.read_bytes())
    monkeypatch.setattr(tried, "ROOM", tmp_path)
    assert tried.refutation.__wrapped__() == before
    (tmp_path / "refutation" / "points.py").write_text("")
    assert tried.refutation.__wrapped__() != before


def test_what_points_deny_is_not_written_down(monkeypatch):
    monkeypatch.setattr(ledger.Proposition, "trial", lambda self, seconds: Denied())
    assert tried.outcome(proposition(), {}) is None


class Denied:
    refuted, evaluated = True, 1


def test_verify_says_when_a_theorem_was_tried(registry, monkeypatch, capsys):
    part = "softmax-simplex/positive"
    record = tried.known()[part]
    for known, now, before in (({part: record}, 0, 1), ({part: ["stale", True]}, 1, 0), ({}, 1, 0)):
        monkeypatch.setattr(tried, "known", lambda known=known: known)
        assert command.main(["verify", part]) == 0
        assert f"tried at points: {now} now, {before} when tried.json was written" in capsys.readouterr().out
    monkeypatch.setattr(tried, "known", lambda: {part: record})
    assert command.main(["verify", part, "--anew"]) == 0
    assert "tried at points: 1 now, 0 when" in capsys.readouterr().out


def test_a_theorem_that_no_point_was_found_for_is_not_called_tried(registry, monkeypatch, capsys):
    part = "softmax-simplex/positive"
    digest, _ = tried.known()[part]
    monkeypatch.setattr(tried, "known", lambda: {part: [digest, False]})
    assert command.main(["verify", part]) == 0
    assert "tried at points: 0 now, 0 when" in capsys.readouterr().out


def test_the_file_is_of_today_s_ledger():
    records = tried.known()
    stale = [p.part for p in ledger.propositions() if tried.recorded(p, records) is None]
    assert not stale, "run `python -m derivations ledger --snapshot`"


@pytest.mark.parametrize("proposition", chosen(ledger.propositions(), 12), ids=lambda p: p.part)
def test_what_the_file_says_is_so(proposition):
    trial = proposition.trial()
    assert not trial.refuted, trial
    if tried.recorded(proposition, tried.known()) and not trial.evaluated:
        assert proposition.trial(20 * tried.SECONDS).evaluated
