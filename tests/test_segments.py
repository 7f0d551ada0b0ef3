"""Along the segment between two vectors; tangents of log-sum-exp as written; squares from sizes; maxima among hypotheses."""

import pytest
from chosen import sampled

from derivations.prover.language.grammar import declare, parse_relation
from derivations.prover.search.inequalities.segments import _Segment
from derivations.prover.search.lemmas.implied import said
from derivations.prover.verdict import check

TWO = "x: real[n]; y: real[n]"
PROVED = {
    "LSE(y) <= LSE(x) + dot(softmax(x), y - x) + norm(y - x)^2/4": TWO,
    "softmax(x)[i] - softmax(y)[i] <= norm(x - y)": f"{TWO}; i: index[n]",
    "(LSE(z + h*onehot(i)) - LSE(z))/h <= softmax(z + h*onehot(i))[i]": "z: real[n]; h: positive; i: index[n]",
    "norm(tanh(x) - tanh(y)) <= norm(x - y)": TWO,
    "softmax(x)[i] - softmax(y)[i] <= norm(x - y, inf)/2": f"{TWO}; i: index[n]",
    "2*(p[i] - q[i])^2 <= KL(p, q)": "p: open simplex[n]; q: open simplex[n]; i: index[n]",
    "log(1 - p + p*exp(t)) >= t*q - q*log(q/p) - (1 - q)*log((1 - q)/(1 - p))": "p: (0, 1); q: (0, 1); t: real",
    "(sigmoid(x) - sigmoid(y))^2 <= (x - y)^2/16": "x: real; y: real",
}  # fmt: skip


@pytest.mark.parametrize("text", sampled(PROVED, 2))
def test_what_slopes_say_of_two_points(text):
    verdict = check(text, PROVED[text])
    assert verdict.word == "proved" and not verdict.axioms


@pytest.mark.parametrize("text", [
    "LSE(y) <= LSE(x) + dot(softmax(x), y - x) + norm(y - x)^2/5", "softmax(x)[i] - softmax(y)[i] <= norm(x - y)/3",
    "norm(tanh(x) - tanh(y)) <= norm(x - y)/2",
])  # fmt: skip
def test_smaller_constants_are_refuted(text):
    assert check(text, f"{TWO}; i: index[n]").word == "refuted"


def test_a_segment_asks_for_the_slope_at_every_point_and_knows_what_is_said_of_the_step():
    scope = declare({"n": "dimension", "x": "real[n]", "y": "real[n]", "b": "real"})
    goal = parse_relation("LSE(y) - LSE(x) <= b", scope)
    given = [parse_relation(text, scope) for text in ("y[k] - x[k] <= b", "x[k] <= b", "b <= 3")]
    segment = _Segment(goal, scope["x"], scope["y"], tuple(given))
    assert [h for h, _ in segment.known] == [given[0], given[2]]  # x_k <= b says nothing of y − x
    asked = []

    def prove(other, known):
        asked.append((other, known))

    assert segment.shown(prove) is None
    (other, known), *_ = asked
    assert not {scope["x"], scope["y"], segment.t} & other.free and any(h.op == "eq" for h in known)


def test_what_bounds_a_maximum_bounds_every_entry():
    scope = declare({"n": "dimension", "x": "real[n]", "b": "real"})
    given = tuple(parse_relation(text, scope) for text in ("norm(x, inf) <= b", "b < min(x)", "max(x) >= b"))
    found = said(parse_relation("b <= 1", scope), given)
    assert [t.hypotheses for t in found] == [given[:1], given[1:2]]
    assert [t.conclusion for t in found] == [parse_relation(text, scope) for text in ("Abs(x[k]) <= b", "b < x[k]")]
