"""Remarks: what helps the reader of a verdict further, each of it shown and never guessed.

    remarks(verdict)     the lines: what the left side really is, which hypothesis is missing, what the verdict rests on
    smaller(verdict)     the verdict with the smallest counterexample that is found

A refuted equation says what its left side is, where the kernel proves that. A statement about a vector of probabilities that nobody
said to sum to 1 is judged again with that hypothesis; that it helps is said only if it does.
"""

from dataclasses import replace


from ..clock import now, within
from ..kernel.terms import ONE, at, fn, subterms
from ..proof.grades import NO_DIMENSION
from ..language.abbreviations import over_entries
from ..language.typeset import text
from ..refutation.smallest import smallest
from .derive import from_above, remedy, value_of
from .judge import Verdict, judge

SECONDS = 1.0  # for one remark
TOTALS = 2.5  # for one that needs a proof
BRIEF = 2.5  # seconds of an undecided statement after which another one is tried
LONGEST = 200  # characters of a value that helps
WORTH_KNOWING = {"deriv", "gradient", "jacobian", "limit", "integral", "sum"}  # of what a left side is made of


def smaller(verdict: Verdict) -> Verdict:
    """The verdict with a counterexample of the fewest dimensions and the plainest numbers, if one is found in time."""
    if verdict.word != "refuted" or verdict.counterexample is None or verdict.reason:
        return verdict
    found = within(SECONDS, lambda: smallest(verdict.conclusion, verdict.hypotheses, verdict.counterexample), None)
    return replace(verdict, counterexample=found or verdict.counterexample)


def remarks(verdict: Verdict) -> list[str]:
    """What else is known, as lines of text."""
    if verdict.word == "refuted":
        lines = _rests_on_log_zero(verdict), in_fact(verdict), from_one_side(verdict), _if_they_sum_to_one(verdict)
        return [line for line in lines if line]
    if verdict.word == "undecided":
        helps = _if_they_sum_to_one(verdict) if verdict.seconds < BRIEF else None  # no answer takes longer than was asked for
        return [line for line in (helps, _more_time(verdict)) if line]
    return []


def _rests_on_log_zero(verdict):
    example = verdict.counterexample
    if example is not None and any(side == "undefined: the logarithm of 0" for side in (example.left, example.right)):
        return "this rests on log 0 alone: where 0 log 0 = 0 is meant, write entropy(p), xlogy(x, y) or entr(x)"
    return None


def in_fact(verdict: Verdict) -> str | None:
    """What the left side of a refuted equation is, with its proof."""
    conclusion = verdict.conclusion
    left = conclusion.args[0]
    if conclusion.op != "eq" or not WORTH_KNOWING & {t.op for t in subterms(left)}:
        return None
    value, proof, _ = within(SECONDS, lambda: value_of(left, verdict.hypotheses, now() + SECONDS), (None, None, ""))
    if proof is None or proof.word != "proved" or len(text(value)) > LONGEST:
        return None
    where = f" ({proof.dimension})" if proof.dimension != NO_DIMENSION else ""
    return f"in fact {text(left)} = {text(value)}{where}"


def from_one_side(verdict: Verdict) -> str | None:
    """That a refuted statement about limits from both sides holds of those from above, as it does of a temperature."""
    above = from_above(verdict.conclusion)
    if above is None:
        return None
    again = within(2 * TOTALS, lambda: judge(above, verdict.hypotheses, TOTALS), None)
    if again is None or again.word != "proved":
        return None
    return f"the limit is from both sides; from above it is proved: {remedy(verdict.conclusion)}"


def _if_they_sum_to_one(verdict):
    """That the statement holds of probabilities, where vectors without negative entries are not said to sum to 1."""
    formulas = (verdict.conclusion, *verdict.hypotheses)
    vectors = sorted(
        {v for f in formulas for v in f.free if len(v.args) == 3 and v.args[1] in ("positive", "nonnegative")}, key=str
    )
    totals = [fn("eq", over_entries(p, lambda k, p=p: at(p, k)), ONE) for p in vectors]
    missing = [(p, total) for p, total in zip(vectors, totals) if total not in verdict.hypotheses]
    if not missing or verdict.conclusion.op not in ("eq", "le", "lt"):
        return None
    given = (*verdict.hypotheses, *(total for _, total in missing))
    again = within(2 * TOTALS, lambda: judge(verdict.conclusion, given, TOTALS), None)
    if again is None or again.word != "proved":
        return None
    words = {"positive": "open simplex", "nonnegative": "simplex"}
    declared = "; ".join(f"{p.args[0]}: {words[p.args[1]]}[{text(p.args[2])}]" for p, _ in missing)
    return f"it is proved where the entries sum to 1: declare {declared}"


def _more_time(verdict):
    return "the time was over: --timeout gives it more" if verdict.reason.startswith("no verdict within") else None


def told(verdict: Verdict) -> str:
    """A verdict with its remarks, as it is shown."""
    shown = smaller(verdict)
    return "\n".join([str(shown), *(f"  {line}" for line in remarks(shown))])
