"""The figures of the paper are those of the project as it is."""

import json

import pytest

from paper import BuildError, evaluation, pages


def test_the_evaluation_speaks_of_the_examples_as_they_are():
    told = evaluation.figures()
    assert told["examples"] == evaluation.digest(), "the examples have changed: run `make evaluation`"
    asked = {name: evaluation.statements(name) for name in evaluation.SETS}
    for group, statements in (("settled", asked["true"] + asked["false"]), ("open", asked["open"])):
        for truth in evaluation.RIGHT:
            counts = told[group][str(truth).lower()]
            assert counts["statements"] == sum(s["truth"] == truth for s in statements)
            assert counts["statements"] == counts["right"] + counts["undecided"] + counts["wrong"]


def test_figures_are_counted_from_verdicts():
    judged = [
        ({"truth": True}, {"verdict": "proved", "seconds": 0.001}),
        ({"truth": True}, {"verdict": "refuted", "seconds": 0.003}),
        ({"truth": False}, {"verdict": "undecided", "seconds": 0.5}),
    ]
    figures = evaluation.counted(judged)
    assert figures["true"] == {"statements": 2, "right": 1, "undecided": 0, "wrong": 1, "median_milliseconds": 2.0}
    assert figures["false"]["undecided"] == 1 and figures["vacuous"]["statements"] == 0


def test_sentences_take_their_figures_from_the_project(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "HERE", tmp_path)
    (tmp_path / "page.md").write_text("A kernel of {{kernel_lines}} lines.")
    assert pages.markdown_page("page") == f"A kernel of {pages.figures()['kernel_lines']:,} lines.".replace(",", " ")
    (tmp_path / "page.md").write_text("{{lines_of_poetry}}")
    with pytest.raises(BuildError, match="paper/page.md: no figure is called 'lines_of_poetry'"):
        pages.markdown_page("page")


def test_no_wrong_verdict_is_left_untold():
    assert json.dumps(evaluation.figures()).count('"wrong"') == 6
