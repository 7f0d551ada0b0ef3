"""Many statements at once: one JSON object a line in, one verdict a line out, in order, over all cores.

Statements are judged by worker processes on this machine (workers.py), or by a Dask cluster. Each has its time limit; whatever
happens to one of them, be it the death of the process that judges it, costs no other its verdict.
"""

import json
import math
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import BinaryIO, TextIO

from ..clock import GRACE, SECONDS, seconds, uncounted, within
from ..interruption import Insistent, Interrupted
from .exit_codes import exit_code
from .workers import Killed, Late, NoWorker, Workers, count, without_interruptions

LONGEST = 1_000_000  # characters of a line
DIGITS = 1_000  # of a number in a line
AHEAD = 500  # statements for each worker that may be read before the first of them is answered
CHARACTERS = 20_000_000  # of all the statements that have been read and not been answered
INTERRUPTED = {signal.SIGINT: 130, signal.SIGTERM: 143}  # exit codes, as shells have them


# --- one line ---------------------------------------------------------------------------------------------------------


def answer(number: int, text: str, timeout: float) -> dict:
    """The verdict on one line of a file, as a record; whatever is wrong with the line is a verdict too."""
    try:
        line = parsed(text)
    except ValueError as error:
        return {"id": None, "line": number, "verdict": "error", "error": str(error)}
    late = {"id": line.get("id"), "verdict": "undecided", "reason": f"no verdict within {timeout:g} s", "seconds": timeout}
    with uncounted():
        from .judge import judge_line  # here: the process that looks after workers judges nothing itself

    return _named(within(timeout + GRACE, lambda: judge_line(line, timeout), late), number)


def _named(record, number):
    """A record without an id is named by its line."""
    return record if record.get("id") is not None else {"id": None, "line": number, **record}


def _without_verdict(number, text, verdict, **what):
    """The record of a statement whose judge did not live to write it."""
    try:
        identity = parsed(text).get("id")
    except ValueError:
        identity = None
    return _named({"id": identity, "verdict": verdict, **what}, number)


def parsed(text: str) -> dict:
    """The JSON object of a line. Raises ValueError, with place and remedy, for anything else."""
    if len(text) > LONGEST:
        raise ValueError(f"the line is longer than the limit of {LONGEST} characters: write one statement a line")
    try:
        line = json.loads(text, parse_constant=_no_number, parse_float=_finite, parse_int=_whole)
    except json.JSONDecodeError as error:
        hint = "; end lines with \\n: a carriage return alone ends none" if "\r" in text.strip() else ""
        raise ValueError(f"not JSON at column {error.colno}: {error.msg}; write one object a line{hint}") from None
    except RecursionError:
        raise ValueError("not JSON: nested too deep; write one flat object a line") from None
    if not isinstance(line, dict):
        raise ValueError("a line must be a JSON object with symbols, lhs, relation and rhs")
    return line


def _no_number(name):
    raise ValueError(f"not JSON: {name} is no number of it; write it as text")


def _finite(digits):
    if len(digits) > DIGITS or math.isinf(float(digits)):
        raise ValueError(f"not JSON that others can read: the number {digits[:20]} is too large; write it as text")
    return float(digits)


def _whole(digits):
    if len(digits) > DIGITS:
        raise ValueError(f"not JSON that others can read: a number of {len(digits)} digits; write it as text")
    return int(digits)


# --- many lines -------------------------------------------------------------------------------------------------------


def answers(lines: Iterable[str], timeout: float = SECONDS, jobs: int | None = None, cluster: str | None = None) -> Iterator[dict]:
    """The verdicts on lines of text, as records in their order, while they come. Blank lines are passed over.

    `jobs`: so many worker processes, -1 for one a core; None judges here, in this process. `cluster`: the address of a Dask
    scheduler, whose workers judge instead. Raises ValueError for a limit or a number that is none, ConnectionError for a
    cluster that cannot be reached, ImportError where Dask is not installed, NoWorker where no process can be started.
    """
    timeout, jobs = seconds(timeout), None if jobs is None else count(jobs)
    return _answers(lines, timeout, jobs, cluster)


def _answers(lines, timeout, jobs, cluster):
    numbered = ((n, text) for n, text in enumerate(lines, 1) if text.strip())
    if cluster is not None:
        with _dask(cluster) as (submit, threads):
            yield from _in_order(submit, numbered, timeout, threads)
    elif jobs is not None:
        with Workers(jobs) as workers:
            yield from _in_order(workers.submit, numbered, timeout, jobs)
    else:
        yield from (answer(n, text, timeout) for n, text in numbered)


def _in_order(submit, numbered, timeout, jobs):
    """The records of statements that are judged elsewhere. Another thread reads them: they may come slower than the answers."""
    ahead = _Ahead(AHEAD * jobs)

    def read():
        without_interruptions()
        try:
            for number, text in numbered:
                if not ahead.put(len(text), (number, text, submit(number, text, timeout))):
                    return
            ahead.put(0, None)
        except BaseException as failure:
            ahead.put(0, failure)

    Thread(target=read, daemon=True).start()
    try:
        while (task := ahead.get()) is not None:
            if isinstance(task, BaseException):
                raise task
            yield _outcome(*task, timeout)
    except Interrupted as interruption:
        interruption.heard()
        raise
    finally:
        ahead.close()


def _outcome(number, text, future, timeout):
    try:
        return future.result()
    except Late as late:
        return _without_verdict(number, text, "undecided", reason=str(late), seconds=timeout)
    except Killed as killed:
        return _without_verdict(number, text, "error", error=str(killed))


class _Ahead:
    """What has been read and not been answered yet: not too many statements, and not too long ones."""

    def __init__(self, most):
        self.most, self.size, self.tasks, self.closed = most, 0, deque(), False
        self.changed = Condition()

    def put(self, size, task):
        """Wait until there is room for the task; False when nobody wants it any more."""
        with self.changed:
            self.changed.wait_for(lambda: self.closed or not self.tasks or len(self.tasks) < self.most and self.size < CHARACTERS)
            self.tasks.append((size, task))
            self.size += size
            self.changed.notify_all()
            return not self.closed

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.tasks)
            size, task = self.tasks.popleft()
            self.size -= size
            self.changed.notify_all()
            return task

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()


@contextmanager
def _dask(address):
    """How to hand a statement to a Dask cluster, and how many it judges at once."""
    try:
        from dask.distributed import Client, KilledWorker
    except ImportError:
        raise ImportError("a cluster needs Dask: pip install 'softmax-derived[cluster]'") from None

    class Future:
        def __init__(self, future):
            self.future = future

        def result(self):
            try:
                return self.future.result()
            except KilledWorker:
                raise Killed("every worker of the cluster that judged this statement was ended") from None

    try:
        client = Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConnectionError(f"there is no Dask scheduler at {address}: {error}") from None
    with client:
        threads = sum(client.nthreads().values())
        yield lambda *task: Future(client.submit(answer, *task, pure=False)), max(1, threads)


# --- a file -----------------------------------------------------------------------------------------------------------


def lines_of(binary: BinaryIO) -> Iterator[str]:
    """The lines of a file in UTF-8, whatever its bytes are. A line ends with \\n alone; one that is too long is cut off."""
    first = True
    while line := binary.readline(4 * LONGEST + 4):
        rest = line
        while not rest.endswith(b"\n") and (rest := binary.readline(LONGEST)):
            pass
        yield line.decode("utf-8-sig" if first else "utf-8", errors="replace")
        first = False


def run(
    lines: Iterable[str],
    out: TextIO | None = None,
    timeout: float = SECONDS,
    jobs: int | None = None,
    cluster: str | None = None,
    only_refuted: bool = False,
) -> int:
    """Write the verdicts on a file's lines; the exit code.

    0 all proved, 1 some not, 2 some in error or nothing read, 130 interrupted (Ctrl-C), 143 terminated. OSError of `out` is
    the caller's, after the summary.
    """
    out, tally = out or sys.stdout, {}
    stream = answers(lines, timeout, jobs, cluster)
    try:
        with Insistent(INTERRUPTED):
            for record in stream:
                tally[record["verdict"]] = tally.get(record["verdict"], 0) + 1  # before anyone can have read the record
                out.write(json.dumps(record, allow_nan=False) + "\n")
                out.flush()
                if sys.stderr.isatty():
                    print(f"\r{_counted(tally)}", end="", file=sys.stderr, flush=True)
    except Interrupted as interrupted:
        _summary(f"stopped by {signal.Signals(interrupted.number).name}", tally)
        return INTERRUPTED[interrupted.number]
    except BrokenPipeError:
        raise
    except OSError as error:
        if not isinstance(error, ConnectionError):
            _summary("stopped", tally)
        raise
    except NoWorker as error:
        _summary(str(error), tally)
        return 2
    finally:
        stream.close()
        if tally and sys.stderr.isatty():
            print(file=sys.stderr)
    if not tally:
        print("no statement was read", file=sys.stderr)
        return 2
    return exit_code(set(tally), only_refuted)


def _counted(tally):
    return ", ".join(f"{n} {word}" for word, n in tally.items())


def _summary(why, tally):
    """What was judged before the end, and that the rest was not."""
    done = f"{_counted(tally)} before; the rest was not judged" if tally else "nothing was judged"
    print(f"{why}: {done}", file=sys.stderr)
