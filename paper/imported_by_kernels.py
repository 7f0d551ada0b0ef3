"""What kernels.py's process imports, and the records of the theorems as they were replayed just before: nothing for anyone else.

Where no records are kept for the sources as they are, each notebook replays the theorems that it shows.
"""

import gc
import os
import sys

assert "pytest" not in sys.modules, "tests replay what they ask for"
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel does, before it imports anything

import ipykernel.kernelapp  # noqa: E402, F401
import matplotlib.pyplot  # noqa: E402, F401

from derivations.prover.book import display, ledger  # noqa: E402, F401
from derivations.prover.verdict import judge  # noqa: E402, F401
from paper import records  # noqa: E402

kept = {entry.part: entry for entry in records.kept()}
for proposition in ledger.propositions():
    if proposition.part in kept:
        proposition.entry = kept[proposition.part]
gc.freeze()
