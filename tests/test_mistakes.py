"""What people get wrong: every verdict in it is what a fresh judgement gives, and nothing enters the book on its author's word."""

import json
import math

import pytest
from chosen import sampled

from derivations.prover.refutation.counterexamples import goals, search
from derivations.prover.refutation.smallest import _in_order, smallest
from paper import BuildError, mistakes

ASKED = {mistakes.key(s): s for _, row in mistakes.rows() for kind in mistakes.WORDS for s in row.get(kind, ())}


@pytest.mark.parametrize("statement", sampled(ASKED.values(), 8), ids=lambda statement: statement["statement"][:60])
def test_what_was_written_down_is_what_a_fresh_judgement_gives(statement):
    assert mistakes.judge(statement) == mistakes.recorded()[mistakes.key(statement)]


def test_nothing_is_written_down_that_is_not_asked():
    assert list(mistakes.recorded()) == list(ASKED)


def test_every_saying_is_settled_and_has_a_name_of_its_own():
    rows = mistakes.mistakes()
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert row.theorems or row.holds or row.refuted


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"false": [{"statement": "x = x", "where": "x: real"}]}, "x = x is said to be refuted and was judged proved"),
        ({"holds": [{"statement": "x = y", "where": "x: real; y: real"}]}, "x = y is said to be proved and was judged refuted"),
        ({"false": [{"statement": "x = 2*x", "where": "x: real"}]}, "was not judged as it stands"),
        ({"theorems": ["lse-gradient-softmax/gradiant"]}, "lse-gradient-softmax/gradient"),
        ({}, "no theorem and no statement"),
    ],
)
def test_a_row_that_nothing_stands_behind_stops_the_build(row, fault, tmp_path, monkeypatch):
    judged = [mistakes.judge(s) for kind in mistakes.WORDS for s in row.get(kind, ()) if s["statement"] != "x = 2*x"]
    (tmp_path / "mistakes.json").write_text(json.dumps([{"id": "a", "said": "b", "true": "c"} | row]))
    (tmp_path / "judged.json").write_text(json.dumps(judged))
    monkeypatch.setattr(mistakes, "HERE", tmp_path)
    with pytest.raises(BuildError, match=f"mistakes.json, a: .*{fault}"):
        mistakes.mistakes.__wrapped__()


# --- the smallest counterexample ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "where", "given", "values"),
    [
        ("softmax(c*z) = softmax(z)", "n: dimension; z: real[n]; c: positive", [], {"n": 2, "c": 2, "z": (0, 1)}),
        ("LSE(z) <= largest(z)", "n: dimension; z: real[n]", [], {"n": 2, "z": (0, 0)}),
        (
            "1/3 <= softmax(z)[i]",
            "n: dimension; z: real[n]; i: index[n]",
            ["z[i] = largest(z)"],
            {"n": 4, "i": 1, "z": (0, 0, 0, 0)},
        ),
        ("x**2 <= x", "x: real", ["x > 7"], {"x": 8}),
        ("log(exp(z)) = z", "z: complex", [], {"z": 4j}),
    ],
)
def test_a_counterexample_is_made_small(statement, where, given, values):
    conclusion, hypotheses = mistakes.read({"statement": statement, "where": where, "given": given})
    for seed in range(3):
        found = search(conclusion, hypotheses, seed=seed).counterexample
        assert smallest(conclusion, hypotheses, found).values == values


def test_where_nothing_smaller_is_found_the_counterexample_stays():
    conclusion, _ = mistakes.read({"statement": "x != 123457/1000", "where": "x: real"})
    found = search(conclusion).counterexample
    assert found and smallest(conclusion, (), found).values == found.values
    assert len(goals(conclusion)) == 1


def test_choices_come_once_each_and_the_cheapest_first():
    slots = [[(0, "a"), (2, "b")], [(1, "c"), (1, "d"), (5, "e")], [(0, "f")]]
    found = list(_in_order(slots))
    assert len({tuple(values) for _, values in found}) == len(found) == 6
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


def test_double_precision_rounds_to_zero_what_the_row_on_underflow_says():
    assert math.exp(-746) == 0.0 < math.exp(-745)


def test_the_entries_of_a_point_of_a_simplex_sum_to_one_in_a_row_too():
    said = {"statement": "p[i] <= 1", "where": "n: dimension; p: simplex[n]; i: index[n]"}
    assert mistakes.judge(said)["verdict"] == "proved"
