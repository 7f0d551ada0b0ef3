"""Proofs that are written down: they replay to the same theorem, and what was tampered with proves nothing else."""

import json

import pytest
from chosen import chosen
from sympy import Eq, Sum

from derivations.prover.book.ledger import propositions
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import IllTyped
from derivations.prover.language.sympy_notation import dimension, indices, read, softmax, vectors
from derivations.prover.proof import recorded
from derivations.prover.proof.chain import StepFailed
from derivations.prover.proof.recorded import Unrecorded, found, record, replay
from derivations.prover.verdict import check

n = dimension("n")
z = vectors("z", n)
k = indices("k", n)


@pytest.mark.parametrize("proposition", chosen(propositions(), 24), ids=lambda p: p.part)
def test_every_theorem_replays_from_its_record(proposition):
    theorem = proposition.theorem
    again = replay(json.loads(json.dumps(record(theorem))))
    assert (again.conclusion, again.hypotheses, again.axioms) == (theorem.conclusion, theorem.hypotheses, theorem.axioms)


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(recorded, "FOUND", tmp_path)
    recorded.shelf.cache_clear()
    yield tmp_path
    recorded.shelf.cache_clear()


def test_a_statement_without_a_record_says_how_to_get_one(shelf):
    with pytest.raises(Unrecorded, match="derivations record"):
        found(Eq(Sum(softmax(z)[k], k), 1), chapter="test")


def test_a_record_is_found_under_its_statement(shelf):
    statement = Eq(Sum(softmax(z)[k], k), 1)
    theorem = check("Sum(softmax(z)[k], k) = 1", "n: dimension; z: real[n]; k: index[n]").theorem
    recorded.file("test", read(statement), (), theorem)
    derivation = found(statement, chapter="test")
    assert derivation.theorem.conclusion == read(statement) and derivation.steps[-1].formula == read(statement)


def test_a_proof_that_several_ask_for_is_replayed_once(shelf, monkeypatch):
    statement = Eq(Sum(softmax(z)[k], k), 1)
    theorem = check("Sum(softmax(z)[k], k) = 1", "n: dimension; z: real[n]; k: index[n]").theorem
    recorded.file("test", read(statement), (), theorem)
    replays = []
    monkeypatch.setattr(recorded, "replay", lambda written: replays.append(written) or replay(written))
    assert found(statement, chapter="test").theorem is found(statement, chapter="test").theorem and len(replays) == 1


def test_a_record_of_another_statement_proves_nothing(shelf):
    statement = Eq(Sum(softmax(z)[k], k), 2)
    theorem = check("Sum(softmax(z)[k], k) = 1", "n: dimension; z: real[n]; k: index[n]").theorem
    recorded.file("test", read(statement), (), theorem)
    with pytest.raises(StepFailed, match="what is written down proves"):
        found(statement, chapter="test")


def test_a_record_that_was_tampered_with_is_refused_by_the_kernel():
    theorem = check("Sum(softmax(z)[k], k) = 1", "n: dimension; z: real[n]; k: index[n]").theorem
    proof = record(theorem)
    proof["terms"] = [[op, *("=2" if part == "=1" and op == "num" else part for part in parts)] for op, *parts in proof["terms"]]
    with pytest.raises((Refused, IllTyped)):
        replay(proof)
