"""Statements without much sense, made at random from every word of the language: a verdict or an error of the text, never of ours.

FUZZ=3000 python -m pytest tests/test_any_statement.py        the sweep, over all cores; FUZZ_SEED chooses another one
"""

import json
import os
from random import Random

from derivations.prover.language.abbreviations import ABBREVIATIONS
from derivations.prover.language.functions import FUNCTIONS
from derivations.prover.verdict.batch import answers

SWEEP = int(os.environ.get("FUZZ", "0"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
SYMBOLS = {
    "n": "dimension", "m": "dimension", "z": "real[n]", "w": "real[m]", "p": "simplex[n]", "q": "positive[n]", "A": "real[n, n]",
    "B": "real[n, m]", "i": "index[n]", "j": "index[m]", "x": "real", "y": "real", "T": "positive", "r": "nonnegative",
    "u": "(0, 1)", "k": "natural", "l": "integer", "c": "complex",
}  # fmt: skip
NUMBERS = ["0", "1", "2", "3", "-1", "1/2", "10", "0.25", "pi", "E", "I", "oo", "EulerGamma"]
CALLS = [(row.text, row.takes.replace("n*", "nn")) for row in FUNCTIONS.values()]
CALLS += [(row.text, takes) for row in ABBREVIATIONS.values() for takes in row.takes]
SIGNS = ["=", "<", "<=", ">", ">=", "!="]


class Maker:
    """Random texts: mostly of the right sorts, and sometimes not."""

    def __init__(self, seed):
        self.rng = Random(seed)

    def any(self, *kinds):
        return self.rng.choice(kinds)

    def number(self, depth):
        choice = self.rng.random()
        if depth == 0 or choice < 0.2:
            return self.any(*NUMBERS, *"xyTrunmklcxyTx", self.entry(0))
        if choice < 0.45:
            return f"({self.number(depth - 1)} {self.any(*'+-*/')} {self.number(depth - 1)})"
        if choice < 0.52:
            return f"({self.number(depth - 1)})**{self.any('2', '3', '-1', '1/2', 'x', 'k', '(-2)', '0')}"
        if choice < 0.78:
            name, takes = self.rng.choice(CALLS)
            return f"{name}({', '.join(self.argument(kind, depth - 1) for kind in takes)})"
        return self.bound(depth)

    def bound(self, depth):
        body = self.number(depth - 1)
        name, low, high = self.any("s", "t", "i", "x"), self.any("1", "2", "0"), self.any("n", "m", "n + 1", "n - 1", "3", "oo")
        return self.any(
            f"{self.any('Sum', 'Product', 'Max', 'Min')}({body}, ({name}, {low}, {high}))",
            f"Sum(z[s]*{body}, (s, 1, n))",
            f"Derivative({body}, {self.any('x', 'T', 'z[i]', 'q[1]', 'y, x', '(x, 2)', 'k')})",
            f"Limit({body}, {self.any('x', 'T', 'n', 'k')}, {self.any('0', 'oo', '1', '-oo', 'y')}{self.any('', '', ', +')})",
            f"Integral({body}, (x, {self.any('0', 'y', '-oo')}, {self.any('1', 'oo', 'T')}))",
            f"SimplexIntegral({body}, q)",
            f"Piecewise(({body}, {self.relation(0)}), ({self.number(0)}, True))",
            f"indicator({self.relation(depth - 1)})",
        )

    def entry(self, depth):
        return f"{self.vector(depth)}[{self.any('i', 'j', '1', '2', 'n', 'k', 'i + 1')}]"

    def vector(self, depth):
        if depth == 0:
            return self.any(*"zwpqzq")
        inner = self.vector(depth - 1)
        return self.any(
            f"softmax({inner})", f"({inner} + {self.vector(0)})", f"({self.number(0)}*{inner})", "A @ z", "z.T @ B", "ones(n)",
            f"vector((s, 1, n), {self.number(depth - 1)})", f"exp({inner})", "onehot(i)", "Matrix([1, x, 0])",
            f"Gradient(LSE({inner}), {self.any(*'zpx')})",
        )  # fmt: skip

    def argument(self, kind, depth):
        if self.rng.random() < 0.03:
            kind = self.any("n", "v", "m", "i")
        match kind:
            case "v":
                return self.vector(min(depth, 1))
            case "m":
                return self.any("A", "B", "A", "diag(z)", "outer(z, w)", "eye(n)")
            case "i":
                return self.any("i", "j", "1", "n", "i")
            case "r":
                return self.relation(0)
            case "e":
                return self.any(self.number(depth), self.vector(min(depth, 1)))
        return self.number(depth)

    def relation(self, depth):
        return f"{self.number(depth)} {self.any('<', '<=', '=', '!=', '>', '==')} {self.number(depth)}"

    def statement(self, number):
        depth = self.rng.choice((1, 1, 2, 2, 3))
        side = self.any(self.number, self.number, self.number, self.vector)
        given = [self.given() for _ in range(self.rng.choice((0, 0, 1, 2)))]
        left, right = side(depth), side(self.rng.choice((0, depth)))
        return {"id": number, "symbols": SYMBOLS, "lhs": left, "relation": self.any(*SIGNS), "rhs": right, "given": given}

    def given(self):
        relation = self.relation(1)
        return self.any(relation, relation, f"ForAll({relation}, (s, 1, n))", f"ForAll({relation}, {self.any(*'xyzTk')})",
                        f"And({self.relation(0)}, {relation})", "z[s] <= z[i]", "n >= 2", "A[s, t] = A[t, s]")  # fmt: skip


def test_no_error_of_ours():
    many, jobs = (SWEEP, -1) if SWEEP else (60, None)
    made = [Maker(SEED * 1_000_003 + number).statement(number) for number in range(many)]
    records = list(answers(map(json.dumps, made), timeout=0.5 if SWEEP else 0.2, jobs=jobs))
    assert len(records) == many
    faults = [
        (record.get("error"), made[record["id"]])
        for record in records
        if record["verdict"] == "error" and (record["error"].startswith("internal") or "Python" in record["error"])
    ]
    disagreed = [made[record["id"]] for record in records if "the refutation denies it" in record.get("error", "")]
    assert not faults and not disagreed, "\n".join(map(str, [*faults[:20], *disagreed]))
    late = [record for record in records if record.get("seconds", 0) > 5]
    assert not late
    read = sum(record["verdict"] != "error" for record in records)
    assert read > many / 4, f"{read} of {many} are read: the maker has lost its sense of sorts"
