"""Which of many cases are tried where each takes its time: `make test` takes one in a few, `make sweep` all of them."""

import os

ALL = os.environ.get("CASES") == "all"


def chosen(cases, one_in):
    """The cases of this run, spread over all of them."""
    return cases[:: 1 if ALL else one_in]
