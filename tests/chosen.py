"""Which of many cases are tried where each takes its time: `make test` takes one in a few, `make sweep` all of them.

CASES=3 takes one in three at least of what is asked of every theorem. Statements that people wrote are few: a sweep takes all.
"""

import os

SWEEP = "CASES" in os.environ
EACH = int(os.environ.get("CASES", "1000"))
ALL = EACH == 1


def chosen(cases, one_in):
    """The cases of this run, spread over all of them."""
    return cases[:: min(one_in, EACH)]


def sampled(cases, one_in):
    """The statements of this run: one in a few, or every one in a sweep."""
    return list(cases)[:: 1 if SWEEP else one_in]
