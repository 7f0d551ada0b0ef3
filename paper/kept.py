"""Kept: parts of an export that took long to make, for the next build, under a key of all that they are made from.

    Parts(folder).part(name, keys, make)     what was kept under the same keys, or what is made now, and kept

A part is data as JSON has it. What no longer has the same key is made anew and takes its place, whole or not at all.
"""

import json
import os
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

from .records import ROOT, mathematics


NAMED = (  # what else the sentences of the exports are made from
    ROOT / "CITATION.cff", *(ROOT / "tests" / "falsehoods").glob("*.py"), ROOT / "tests" / "test_kernel_mutants.py",
    ROOT / "tests" / "test_peers.py",
)  # fmt: skip


class Parts:
    """A folder of parts; without one nothing is kept."""

    def __init__(self, folder=None):
        self.folder = folder and Path(folder)

    def part(self, name, keys, make):
        if self.folder is None:
            return make()
        key, path = sha256("\0".join((exporters(), *keys)).encode()).hexdigest(), self.folder / f"{name}.json"
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["key"] == key:
                return kept["part"]
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not there, cut short, or of another shape
        part = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix=".making-", delete=False, encoding="utf-8") as new:
            json.dump({"key": key, "part": part}, new, ensure_ascii=False)
        os.replace(new.name, path)
        return part


@cache
def exporters():
    """A digest of everything in paper/, of the mathematics, and of what else the sentences are made from."""
    own = [path for path in (ROOT / "paper").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    digest = sha256(mathematics().encode())
    for path in sorted([*own, *(path for path in NAMED if path.exists())]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


NOTHING = Parts()
