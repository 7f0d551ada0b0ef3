"""Proofs that chapters ask for and nobody has written down yet: searched once, then kept in a file beside the chapters."""

from ..clock import now
from ..book.ledger import Proposition
from ..proof.recorded import Unrecorded, file
from ..search.strategy import Search


def write_down(proposition: Proposition, seconds: float = 60.0) -> list[str]:
    """Search for the proofs that a theorem's derivation lacks, and file them; what was found, in words.

    Raises Unrecorded, with the reason of the search, where none is found in time.
    """
    written = []
    while True:
        try:
            proposition.__dict__.pop("derivation", None)
            _ = proposition.theorem
            return written
        except Unrecorded as lacking:
            started = now()
            search = Search(lacking.hypotheses, started + seconds)
            theorem = search.prove(lacking.conclusion)
            if theorem is None:
                lacking.args = (f"{lacking}; the search ended with: {search.reason or 'nothing'}",)
                raise
            file(proposition.chapter, lacking.conclusion, lacking.hypotheses, theorem)
            written.append(f"{proposition.part}: found in {now() - started:.1f} s")
