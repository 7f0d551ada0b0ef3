"""Tags: four letters and digits for each theorem, which never change.

A citation names the tag, so that it leads to the same theorem after the theorem was renamed, and to a word about what became of
it after it was withdrawn. Tags come from the id, so that two people who add theorems at once do not choose the same one, and are
kept in a file, so that they stay when the id changes.
"""

from hashlib import sha256
from json import dumps, loads

from ..files import TAGS, write

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
LENGTH = 4


def known():
    """The tags that were given, by id, and the ids that were withdrawn with what became of them."""
    return loads(TAGS.read_text(encoding="utf-8")) if TAGS.exists() else {"tags": {}, "withdrawn": {}}


def of(part):
    """The tag of a theorem: the one it was given, or else the one that it will be given."""
    given = known()["tags"]
    return given.get(part) or proposed(part, set(given.values()))


def proposed(part, taken=()):
    """The first tag made from the id that is not taken.

    >>> proposed("lse-gradient-softmax/gradient") == proposed("lse-gradient-softmax/gradient")
    True
    >>> first = proposed("a/b")
    >>> proposed("a/b", {first}) != first
    True
    """
    number = int.from_bytes(sha256(part.encode()).digest())
    while True:
        number, tag = number // len(ALPHABET), ""
        rest = number
        for _ in range(LENGTH):
            rest, digit = divmod(rest, len(ALPHABET))
            tag += ALPHABET[digit]
        if tag not in taken:
            return tag


def assign(parts):
    """Give the theorems that have none their tags; those that were given stay, also of theorems that are no more."""
    book = known()
    tags = book["tags"]
    for part in sorted(set(parts) - tags.keys()):
        tags[part] = proposed(part, set(tags.values()))
    write(TAGS, dumps(book | {"tags": dict(sorted(tags.items()))}, indent=1, ensure_ascii=False) + "\n")


def unexplained(parts):
    """The ids that have a tag, are proved no more, and of which nothing says what became of them."""
    book = known()
    return sorted(book["tags"].keys() - set(parts) - book["withdrawn"].keys())
