"""Proofs run again: many of them on all cores, a block of neighbours to each, for these rest on each other."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, groupby

from ..garbage import uncollected

CLAIMS = 6  # in a block
FEW = 40  # theorems that one process replays sooner than another one has started

_asked = None  # what the processes that start from this one are to answer: a question, and blocks of propositions


def replayed(question: Callable, propositions: Sequence, jobs: int | None = None) -> Iterator:
    """The question's answer for each proposition, in order; an exception of the question is the caller's.

    `jobs` is the number of processes, by default one a core. Where the platform cannot copy a process, there is one.
    """
    jobs = jobs or os.cpu_count() or 1
    if len(propositions) <= FEW:
        yield from map(question, propositions)
        return
    with uncollected():
        if jobs == 1 or "fork" not in multiprocessing.get_all_start_methods():
            yield from map(question, propositions)
        else:
            yield from _by_many(question, _blocks(propositions), jobs)


def _by_many(question, blocks, jobs):
    global _asked
    _asked = question, blocks
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), initializer=_without_interrupts)
    try:
        yield from chain.from_iterable(pool.map(_answers, range(len(blocks))))
    finally:
        _asked = None
        pool.shutdown(cancel_futures=True)


def _without_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that the user started


def _answers(block):
    question, blocks = _asked
    return [question(proposition) for proposition in blocks[block]]


def _blocks(propositions):
    claims = [list(parts) for _, parts in groupby(propositions, lambda p: p.part.split("/")[0])]
    return [list(chain.from_iterable(claims[k : k + CLAIMS])) for k in range(0, len(claims), CLAIMS)]
