"""Spelled: functions whose names are typed as letters, softmax(z) and exp(x), which TeX sets as a product of them."""

from ..tree import Piece
from .vocabulary import EXTREMA, PREFIX, SPELLED, WORDS, is_one_of

KNOWN = {*WORDS, *PREFIX, *EXTREMA}


def spelled(reader):
    """Put one word in the place of the letters that spell a function before its argument. Where each is declared, refuse."""
    letters = _run(reader)
    word = "".join(letter.value for letter in letters)
    if word in (*PREFIX, *EXTREMA) and _stands_alone(reader, word):
        raise reader.wrong(f"{word} is typed as a product of letters: write \\{word}")
    if len(word) < 2 or not (word in KNOWN or len(word) > 2 and word.lower() in SPELLED) or not _called(reader, len(word)):
        return
    if all(letter in reader.declared or letter == "e" for letter in word):
        raise reader.wrong(f"{word}( ) is a function, and a product of declared letters: write \\operatorname{{{word}}}, or \\cdot")
    first = letters[0]
    found = Piece("word", word, (), first.place, first.apart)
    reader.pieces = (*reader.pieces[: reader.place], found, *reader.pieces[reader.place + len(word) :])


def _stands_alone(reader, word):
    """Does what the word is of follow it without parentheses, and is it no product of declared letters?"""
    after = reader.after(len(word))
    if after is None or _called(reader, len(word)) or reader.declared.issuperset({*word} - {"e"}):
        return False
    return after.kind in ("letter", "macro", "group") or word in EXTREMA and is_one_of(after, "_")


def _run(reader):
    """The letters from here on that touch each other, if none touches the first from before."""
    before = reader.pieces[reader.place - 1] if reader.place else None
    found = []
    for piece in reader.pieces[reader.place :]:
        if not _plain(piece) or found and not _touch(found[-1], piece):
            break
        found.append(piece)
    return [] if found and _plain(before) and _touch(before, found[0]) else found


def _plain(piece):
    return piece is not None and piece.kind == "letter" and not piece.parts


def _touch(piece, after):
    return after.place in (piece.place, piece.place + 1) and not after.apart  # those of a macro are all at its place


def _called(reader, length):
    """Do parentheses follow, perhaps behind a subscript?"""
    ahead = length + 2 if is_one_of(reader.after(length), "_") else length
    while is_one_of(reader.after(ahead), "'", "prime", "’"):
        ahead += 1
    return reader.opens(ahead)
