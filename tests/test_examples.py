"""A yardstick for `check`: statements whose truth was settled apart from the prover, and the verdicts on them.

examples/true.jsonl and examples/false.jsonl hold statements in the format of `check`, with their truth (true, false, or
"vacuous" where the hypotheses cannot all hold) and their kind; examples/open.jsonl those that `check` does not decide yet,
and examples/refused.jsonl those that are no statements, for they ask for Γ or a maximum of what need not be real.
The labels were found by reasoning and by evaluating both sides with mpmath at random points within the hypotheses: most of
them by readers of the text who share nothing with this project, the others together with what made them provable.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from chosen import sampled

from derivations.prover.verdict.batch import answers
from derivations.prover.language.grammar import declare, parse_relation, parse_statement
from derivations.prover.language.syntax import LanguageError

EXAMPLES = Path(__file__).parent / "examples"
FIELDS = {"id", "symbols", "given", "lhs", "relation", "rhs", "truth", "kind"}
WRONG = {True: {"refuted", "vacuous", "error"}, False: {"proved", "vacuous", "error"}, "vacuous": {"proved", "refuted", "error"}}
RIGHT = {True: "proved", False: "refuted", "vacuous": "vacuous"}
SECONDS, GLANCE = 2.0, 0.6  # of work, for one statement
EVERY = 2 if "FUZZ" in os.environ else 30  # `make sweep` judges one in two, `make test` one in thirty, `make evaluation` all


def read(name):
    return [json.loads(line) for line in (EXAMPLES / f"{name}.jsonl").read_text().splitlines()]


TRUE, FALSE, OPEN, REFUSED = map(read, ("true", "false", "open", "refused"))


def judged(statements, timeout=SECONDS):
    """Each statement with its verdict, by this process, which counts its own work: a busy machine changes none."""
    asked = [json.dumps({key: s[key] for key in FIELDS - {"truth", "kind"}}) for s in statements]
    verdicts = list(answers(asked, timeout))
    assert [v["id"] for v in verdicts] == [s["id"] for s in statements], "one verdict a statement, in order"
    return list(zip(statements, verdicts))


def wrong(judgements):
    return [(s["id"], s["truth"], v) for s, v in judgements if v["verdict"] in WRONG[s["truth"]]]


def undecided(judgements):
    """The statements without the verdict that they deserve, by kind."""
    left = [(s["kind"], s["id"], v.get("reason", "")) for s, v in judgements if v["verdict"] != RIGHT[s["truth"]]]
    return "\n".join(f"  {kind}: {identity}: {reason[:120]}" for kind, identity, reason in sorted(left))


def share(judgements, truth):
    """The share of the statements of this truth that are decided."""
    verdicts = Counter(v["verdict"] for s, v in judgements if s["truth"] == truth)
    return verdicts[RIGHT[truth]] / verdicts.total()


def test_statements_are_many_and_varied():
    everything = TRUE + FALSE + OPEN + REFUSED
    assert len({s["id"] for s in everything}) == len(everything)
    assert all(set(s) == FIELDS for s in everything)
    assert all(s["truth"] is True for s in TRUE) and all(s["truth"] in (False, "vacuous") for s in FALSE)
    assert len(TRUE) >= 110 and len(FALSE) >= 100
    for statements in (TRUE, FALSE):
        assert sum("dimension" in s["symbols"].values() for s in statements) > len(statements) / 2
        assert len({s["kind"] for s in statements}) >= 15


@pytest.mark.parametrize("statements", [TRUE, FALSE, OPEN], ids=["true", "false", "open"])
def test_each_is_a_statement_of_the_language(statements):
    for s in sampled(statements, 8):
        scope = declare(s["symbols"])
        parse_statement(s["lhs"], s["relation"], s["rhs"], scope)
        for hypothesis in s["given"]:
            parse_relation(hypothesis, scope)


@pytest.mark.parametrize("s", REFUSED, ids=lambda s: s["id"])
def test_what_is_no_statement_is_refused(s):
    with pytest.raises(LanguageError, match="is of real numbers"):
        parse_statement(s["lhs"], s["relation"], s["rhs"], declare(s["symbols"]))


def test_no_wrong_verdict_at_a_glance():
    """A sample of every kind, with little time for each."""
    assert not wrong(judged((TRUE + FALSE + OPEN)[::121], timeout=GLANCE))


@pytest.mark.slow
def test_no_wrong_verdict_and_nine_in_ten_decided():
    judgements = judged((TRUE + FALSE)[::EVERY])
    print(f"\nundecided within {SECONDS:g} s:\n{undecided(judgements)}")
    assert not wrong(judgements)
    assert not wrong(judged(OPEN[::EVERY], timeout=GLANCE))
    assert share(judgements, True) >= 0.9, undecided(judgements)
    assert share(judgements, False) >= 0.9, undecided(judgements)
