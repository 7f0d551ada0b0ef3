"""Behind: what a statement in the plain language supposes in its own words, before or behind what it claims.

    exp(x) > 1 if x > 0 and n = 2;  if x > 0, then exp(x) > 1;  for all i: p_i <= 1

Names for all of whose values something is said suppose nothing, for every statement is said for all values of its names.
"""

import re

from .syntax import LanguageError

BEHIND = re.compile(r"\b(?:if|for|when|whenever|where(?!\s*\()|with|given|provided(?:\s+that)?|assuming(?:\s+that)?)(?=\s)")
BEFORE = re.compile(r"\s*(?:∀|\b(?:for\s+(?:all|every|each|any)|for\s*all|for|if|when|given|assuming|suppose)\b)\s*")
OF_ALL = re.compile(r"\s*(?:∀|for\b|forall\b)")
ALL = re.compile(r"\s*(?:all|every|each|any)\b")
NAMES = re.compile(r"\s*\w+(?:\s*(?:,|\band\b)\s*\w+)*\s*\Z")
COMMA, COLON, AND = (re.compile(pattern) for pattern in (",", r":|,?\s*\bthen\b", r",|\band\b"))
OPENING, CLOSING = "([{⟨", ")]}⟩"


def divided(text):
    """(The claim of a text, what it supposes). Spaces stand for what is left out, so that columns stay. Raises LanguageError."""
    if not isinstance(text, str) or re.search(r"\b(?:is|are)\b", text):  # a property, which is refused
        return text, []
    given = []
    if begins := BEFORE.match(text):
        end = _outside(text, begins.end(), COLON) or _comma(text, begins.end())
        if end is not None:
            given += _conditions(text, begins.end(), end.start(), bool(OF_ALL.match(text)))
            text = _blank(text, 0, end.end())
    word = _outside(text, 0, BEHIND)
    if word is None or re.search(r"\belse\b", text[word.end() :]) or not text[: word.start()].strip():
        return text, given
    everything = ALL.match(text, word.end())
    conditions = _conditions(text, everything.end() if everything else word.end(), len(text), bool(everything))
    return text[: word.start()].rstrip().rstrip(","), given + conditions


def _comma(text, start):
    """The comma behind names, or the only one behind a relation."""
    commas, place = [], start
    while (comma := _outside(text, place, COMMA)) is not None:
        commas.append(comma)
        place = comma.end()
    behind_names = [comma for comma in commas if NAMES.match(text[start : comma.start()])]
    if not behind_names and len(commas) > 1:
        raise LanguageError("where does the condition end? write a colon before what is said", commas[-1].start() + 1)
    return (behind_names or commas or [None])[-1]


def _conditions(text, start, end, of_all):
    """The relations of a list, and none where names stand of all of whose values something is said."""
    if of_all and NAMES.match(text[start:end]):
        return []
    found = []
    while (comma := _outside(text, start, AND, end)) is not None:
        found.append(_blank(text[: comma.start()], 0, start))
        start = comma.end()
    found.append(_blank(text[:end], 0, start))
    for condition in found:
        if not re.search("[<>=≤≥≠]", condition):
            column = len(condition) - len(condition.lstrip()) + 1
            raise LanguageError("what is supposed in words is a relation, as in y > 0 if x > 0, or --given 'x > 0'", column)
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
