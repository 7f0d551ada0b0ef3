"""Lemmas on the way: which of their lines a derivation shows, as a mathematician would print it.

What a lemma rests on is shown where it is short beside what it serves. A longer lemma stands with its statement, with what it
supposes, and with the lines that lead to it as its way, which a page may fold; so does a lemma of a lemma. All of it is proved: a
proof is not its print.
"""

from collections import Counter
from dataclasses import replace

LONGEST = 12  # lines of a lemma that are shown


def with_short_lemmas(steps, lines):
    """The steps, which make these lines, without those that lead to long lemmas."""
    own = sum(not line.serves for line in lines)
    long = {lemma for lemma, count in _counted(lines).items() if len(lemma) > 1 or count > min(LONGEST, own)}
    return _without(steps, long, lines) if long else steps


def without_lemmas(steps, lines):
    """The steps without any that lead to lemmas."""
    return _without(steps, set(_counted(lines)), lines)


def _counted(lines):
    """How many lines each lemma has, its statement and the lemmas on its way among them."""
    led = Counter(line.serves[:depth] for line in lines for depth in range(1, len(line.serves) + 1))
    return {lemma: count + 1 for lemma, count in led.items()}


def _without(steps, lemmas, lines):
    """The steps without those that lead to the lemmas; the statement of each has the lines that are left out as its way."""
    kept, ways = [], {}
    for step in steps:
        hidden = {step.serves[:depth] for depth in range(1, len(step.serves) + 1)} & lemmas
        stays = not hidden or _supposed(step, steps[-1])
        for lemma in hidden:
            ways.setdefault(lemma, [line for line in lines if line.serves[: len(lemma)] == lemma])
        said = (*step.serves, step.formula)
        if stays and ways.get(said):
            step = replace(step, way=tuple(line for line in ways.pop(said) if not _supposed(line, steps[-1])), continues=False)
        if stays:
            kept.append(step)
    return kept


def _supposed(step, last):
    """Is it what a lemma supposes, and the theorem does not? Its statement, without, would be read as if it held."""
    return step.rule.startswith("hypothesis") and len(step.serves) == 1 and not {*step.supposes} <= {*last.supposes}
