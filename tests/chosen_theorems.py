"""Which theorems are tried where each takes its time: `make test` takes one in three, `make sweep` all of them."""

import os

from derivations.prover.book import ledger

ALL = os.environ.get("THEOREMS") == "all"


def chosen_theorems():
    return ledger.propositions()[:: 1 if ALL else 3]
