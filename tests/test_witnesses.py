"""Witnesses: hypotheses that no ball decides at them are proved there by the kernel, and what fails there stays a failure."""

import pytest
from sympy import Eq, Limit, evaluate, exp, log

from derivations.prover.book import ledger as books
from derivations.prover.language.sympy_notation import ForAll, dimension, indices, positive_vectors, positives, read
from derivations.prover.proof import recorded
from derivations.prover.proof.chain import suppose
from derivations.prover.verdict.recording import write_down

n = dimension("n")
c = positive_vectors("c", n)
k = indices("k", n)
x, T = positives("x T")


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """Proofs that are found here are written down somewhere else."""
    monkeypatch.setattr(recorded, "FOUND", tmp_path)
    recorded.shelf.cache_clear()
    yield tmp_path
    recorded.shelf.cache_clear()


def supposing(relation, witness):
    """A theorem whose hypothesis is the relation that the function makes, SymPy leaving it as it is written."""
    return books.Proposition("a-claim/part", "A hypothesis", "test", lambda: suppose(relation()), "", witness)


def test_an_equation_that_balls_only_enclose_is_proved_at_the_witness():
    claim = supposing(lambda: Eq(exp(log(x) / T), 2), {"x": 4, "T": 2})
    assert write_down(claim) and claim.theorem


def test_each_case_of_a_statement_for_all_indices_is_proved():
    claim = supposing(lambda: ForAll(Eq(exp(log(c[k]) / 2), k), k), {"n": 2, "c": (1, 4)})
    assert len(write_down(claim)) == 2 and claim.theorem


def test_a_limit_is_proved_at_the_witness():
    claim = supposing(lambda: Eq(Limit(exp(log(x) / (2 + T)), T, 0), 2), {"x": 4})
    assert write_down(claim) and claim.theorem


def test_without_a_proof_there_is_no_theorem():
    with pytest.raises(recorded.Unrecorded):
        _ = supposing(lambda: Eq(Limit(exp(log(x) / (2 + T)), T, 0), 2), {"x": 4}).theorem


def test_what_balls_refute_is_not_looked_for():
    with pytest.raises(books.Vacuous, match="does not meet"):
        _ = supposing(lambda: Eq(exp(log(x) / T), 2), {"x": 5, "T": 2}).theorem


def test_a_witness_must_name_every_variable():
    with pytest.raises(books.Vacuous, match="not whole"):
        _ = supposing(lambda: Eq(Limit(x / (x + T), T, 0), 1), {}).theorem


def test_values_are_put_for_variables():
    with evaluate(False):
        assert books.at_values(read(Eq(x, T)), {"x": 4, "T": 5}) == read(Eq(4, 5))
