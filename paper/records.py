"""The ledger as the exports read it: replayed once for the sources as they are, and kept for the steps that follow.

The proofs are replayed by whoever asks first; the records are written down under a fingerprint of all that could change them, and
read back only under the same one.
"""

import json
import os
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "ledger.json"


def fingerprint(*files):
    """A digest of the names and the bytes of files, in the order of their names."""
    digest = sha256()
    for path in sorted(set(files)):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def mathematics():
    """A digest of everything that a proof depends on: chapters, prover, recorded proofs, the versions of what they stand on."""
    sources = [
        path for kind in ("*.py", "*.json") for path in (ROOT / "derivations").rglob(kind) if "__pycache__" not in path.parts
    ]
    return sha256(f"{fingerprint(*sources, ROOT / 'requirements.txt')} {sys.version}".encode()).hexdigest()


@cache
def ledger():
    """The records of all theorems, in reading order."""
    from derivations.prover.book import ledger as book

    entries = kept()
    if not entries:
        entries = book.ledger()
        keep(entries)
    return entries


def kept():
    """The records that are kept for the sources as they are; none where the file is not there, cut short, or of another shape."""
    from derivations.prover.book.ledger import Entry

    now = mathematics()
    try:
        written = json.loads(KEPT.read_text())
        return tuple(map(Entry.from_record, written["entries"])) if written["mathematics"] == now else ()
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep(entries):
    """Write the records under today's fingerprint, whole or not at all."""
    records = {"mathematics": mathematics(), "entries": [entry.record() for entry in entries]}
    KEPT.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=KEPT.parent, prefix=".making-", delete=False) as new:
        json.dump(records, new, ensure_ascii=False)
    os.replace(new.name, KEPT)


@cache
def by_id():
    return {entry.part: entry for entry in ledger()}


def find(slug):
    """The record of one theorem. Raises UnknownId with the nearest ids."""
    from derivations.prover.book.ledger import UnknownId, nearest

    if slug not in by_id():
        raise UnknownId(slug, nearest(slug, by_id()))
    return by_id()[slug]
