"""Which of many cases are tried where each takes its time: `make test` takes one in a few, `make sweep` all of them.

CASES=3 takes one in three at least.
"""

import os

EACH = int(os.environ.get("CASES", "1000"))
ALL = EACH == 1


def chosen(cases, one_in):
    """The cases of this run, spread over all of them."""
    return cases[:: min(one_in, EACH)]
