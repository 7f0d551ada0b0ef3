"""Lemmas on the way: which of their lines a derivation shows, as a mathematician would print it.

What a lemma rests on is shown where it is short beside what it serves. A longer lemma stands with its statement, whose reason says
how many lines lead to it, and with what it supposes; so does a lemma of a lemma. All of it is proved: a proof is not its print.
"""

from collections import Counter
from dataclasses import replace

LONGEST = 12  # lines of a lemma that are shown


def with_short_lemmas(steps, tidied):
    """The steps without those that lead to long lemmas; `tidied` makes lines of steps."""
    lines = tidied(steps)
    own = sum(not line.serves for line in lines)
    counted = _counted(lines)
    return _without(steps, {lemma for lemma, count in counted.items() if len(lemma) > 1 or count > min(LONGEST, own)}, counted)


def without_lemmas(steps, tidied):
    """The steps without any that lead to lemmas."""
    counted = _counted(tidied(steps))
    return _without(steps, set(counted), counted)


def _counted(lines):
    """How many lines each lemma has, its statement and the lemmas on its way among them."""
    led = Counter(line.serves[:depth] for line in lines for depth in range(1, len(line.serves) + 1))
    return {lemma: count + 1 for lemma, count in led.items()}


def _without(steps, lemmas, counted):
    kept, left_out = [], {}
    for step in steps:
        hidden = {step.serves[:depth] for depth in range(1, len(step.serves) + 1)} & lemmas
        stays = not hidden or _supposed(step, steps[-1])
        for lemma in hidden:
            left_out[lemma] = left_out.get(lemma, counted[lemma] - 1) - stays
        said = (*step.serves, step.formula)
        if stays and left_out.get(said):
            step = replace(step, because=_after(left_out.pop(said), step.because), continues=False)
        if stays:
            kept.append(step)
    return kept


def _after(count, because):
    """The reason of a statement whose lines are left out."""
    words = "after a line that is left out" if count == 1 else f"after {count} lines that are left out"
    return f"{because}, {words}" if because else words


def _supposed(step, last):
    """Is it what a lemma supposes, and the theorem does not? Its statement, without, would be read as if it held."""
    return step.rule.startswith("hypothesis") and len(step.serves) == 1 and not {*step.supposes} <= {*last.supposes}
