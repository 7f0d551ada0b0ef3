"""What was tried at points is written down, so that `verify` need not try again what cannot have changed.

Whether a statement holds at points has nothing to do with its proof. It depends on the statement, on the witness at which it is
tried first, and on the refutation: a record is kept under a digest of all three, and what has none, or one that is stale, is
tried anew. `verify --anew` tries every theorem, and `make sweep` compares the file with what it finds.
"""

from functools import cache
from hashlib import sha256
from json import dumps, loads
from pathlib import Path

from ..files import TRIED, write

ROOM = Path(__file__).parents[1]
SECONDS = 0.1  # of a trial that is written down: five times as long as of one that `verify` makes


@cache
def refutation():
    """A digest of all that tries a statement."""
    modules = [*sorted((ROOM / "refutation").glob("*.py")), ROOM / "kernel" / "terms.py"]
    return sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()


def digest(proposition):
    """What the trial of a theorem is filed under."""
    said = proposition.claim["digest"], repr(sorted(proposition.witness.items())), refutation()
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def known():
    """What is written down, by theorem: the digest, and whether there was a point at which the statement was evaluated."""
    return loads(TRIED.read_text(encoding="utf-8")) if TRIED.exists() else {}


def recorded(proposition, records):
    """Whether a theorem was evaluated at a point, as it is written down; None where nothing is that holds for it today."""
    filed, evaluated = records.get(proposition.part, ("", None))
    return evaluated if filed == digest(proposition) else None


def outcome(proposition, records):
    """The record of a theorem as it will be written: the one there is, or that of a trial; None where points deny the theorem."""
    evaluated = recorded(proposition, records)
    if evaluated is None:
        trial = proposition.trial(SECONDS)
        if trial.refuted:
            return None
        evaluated = trial.evaluated > 0
    return digest(proposition), evaluated


def write_down(outcomes):
    """Keep what was tried: of each theorem, by id, its digest and whether it was evaluated; one a line."""
    lines = (f"{dumps(part)}: {dumps(outcome)}" for part, outcome in outcomes.items() if outcome)
    write(TRIED, "{\n" + ",\n".join(lines) + "\n}\n")
