"""Behind: what a statement in the plain language supposes in its own words, x > 1 if x > 2 and n = 2.

divided("exp(x) > 1 if x > 0")      the claim, and what is supposed, each in its place of the text
divided("for all i: p_i <= 1")      the names before a colon stand for all of their values, as they do anyway
"""

import re

from .syntax import LanguageError

SUPPOSING = re.compile(r"\b(?:if|for|when|whenever|provided(?:\s+that)?|assuming(?:\s+that)?)(?=\s)")
FOR_ALL = re.compile(r"\s*(?:∀|\bfor\s+(?:all|every|each|any)\b|\bfor\s*all\b)\s*")
ALL = re.compile(r"\s*(?:all|every|each|any)\b")
NAMES = re.compile(r"\s*\w+(?:\s*(?:,|\band\b)\s*\w+)*\s*\Z")
OPENING, CLOSING = "([{⟨", ")]}⟩"


def divided(text):
    """(The claim of a text, what it supposes). Spaces stand for what is left out, so that columns stay. Raises LanguageError."""
    if not isinstance(text, str) or re.search(r"\b(?:is|are)\b", text):  # a property, which is refused
        return text, []
    given = []
    if begins := FOR_ALL.match(text):
        end = _outside(text, begins.end(), re.compile(":")) or _comma(text, begins.end())
        if end is not None:
            given += _conditions(text, begins.end(), end.start(), " ".join(begins.group().split()))
            text = _blank(text, 0, end.end())
    word = _outside(text, 0, SUPPOSING)
    if word is None or re.search(r"\belse\b", text[word.end() :]) or not text[: word.start()].strip():
        return text, given
    conditions = _conditions(text, word.end(), len(text), word.group())
    return text[: word.start()].rstrip().rstrip(","), given + conditions


def _comma(text, start):
    """The comma behind names, or the only one behind a relation."""
    commas, place = [], start
    while (comma := _outside(text, place, re.compile(","))) is not None:
        commas.append(comma)
        place = comma.end()
    behind_names = [comma for comma in commas if NAMES.match(text[start : comma.start()])]
    if not behind_names and len(commas) > 1:
        raise LanguageError("where does the condition end? write a colon before what is said", commas[-1].start() + 1)
    return (behind_names or commas or [None])[-1]


def _conditions(text, start, end, word):
    """The relations of a list; names for all of whose values something is said suppose nothing."""
    everything = ALL.match(text, start, end)
    if everything or "all" in word or "∀" in word or "every" in word:
        start = everything.end() if everything else start
        if NAMES.match(text[start:end]):
            return []
    found = []
    while (comma := _outside(text, start, re.compile(r",|\band\b"), end)) is not None:
        found.append(_blank(text[: comma.start()], 0, start))
        start = comma.end()
    found.append(_blank(text[:end], 0, start))
    for condition in found:
        if not re.search("[<>=≤≥≠]", condition):
            column = len(condition) - len(condition.lstrip()) + 1
            raise LanguageError(f"what is supposed behind {word!r} is a relation, as in --given 'x > 0'", column)
    return found


def _blank(text, start, end):
    return text[:start] + " " * (end - start) + text[end:]


def _outside(text, start, pattern, end=None):
    """The first match outside of brackets, or None."""
    depth, place, end = 0, start, len(text) if end is None else end
    while place < end:
        if text[place] in OPENING:
            depth += 1
        elif text[place] in CLOSING:
            depth -= 1
        elif not depth and (found := pattern.match(text, place, end)):
            return found
        place += 1
    return None
