"""Many statements at once: one JSON object a line in, one verdict a line out, in order, over all cores.

Parallelism is joblib's: `jobs` worker processes on this machine, or a Dask cluster by its address. Each statement has its
time limit, kept by a timer in the worker, so that one bad line spoils no other.
"""

import json
import sys
from contextlib import contextmanager, nullcontext

from ..clock import GRACE, OutOfTime, time_limit
from .judge import judge_line

LONGEST = 1_000_000  # characters of a line


def answer(number, text, timeout):
    """The verdict on one line of a file, as a record; whatever is wrong with the line is a verdict too."""
    try:
        line = _parsed(text)
    except ValueError as error:
        return {"id": None, "line": number, "verdict": "error", "error": str(error)}
    try:
        with time_limit(timeout + GRACE):
            record = judge_line(line, timeout)
    except OutOfTime:
        record = {"id": line.get("id"), "verdict": "undecided", "reason": f"no verdict within {timeout:g} s", "seconds": timeout}
    return record if record.get("id") is not None else {"id": None, "line": number, **record}


def _parsed(text):
    if len(text) > LONGEST:
        raise ValueError(f"the line has {len(text)} characters; the limit is {LONGEST}: write one statement a line")
    try:
        line = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON at column {error.colno}: {error.msg}; write one object a line") from None
    except RecursionError:
        raise ValueError("not JSON: nested too deep; write one flat object a line") from None
    if not isinstance(line, dict):
        raise ValueError("a line must be a JSON object with symbols, lhs, relation and rhs")
    return line


def answers(lines, timeout=10.0, jobs=1, cluster=None):
    """The verdicts on lines of text, as records in their order, while they come. Blank lines are passed over."""
    numbered = ((n, text) for n, text in enumerate(lines, 1) if text.strip())
    if jobs == 1 and cluster is None:
        yield from (answer(n, text, timeout) for n, text in numbered)
        return
    from joblib import Parallel, delayed

    with _workers(cluster):
        run = Parallel(n_jobs=jobs, return_as="generator", batch_size=8, pre_dispatch="4*n_jobs")
        yield from run(delayed(answer)(n, text, timeout) for n, text in numbered)


def _workers(cluster):
    if cluster is None:
        return nullcontext()
    from dask.distributed import Client
    from joblib import parallel_config

    @contextmanager
    def connected():
        with Client(cluster), parallel_config(backend="dask"):
            yield

    return connected()


def run(lines, out=None, timeout=10.0, jobs=-1, cluster=None):
    """Write the verdicts on a file's lines; the exit code: 0 all proved, 1 some not, 2 some in error."""
    out, count = out or sys.stdout, {}
    for record in answers(lines, timeout, jobs, cluster):
        out.write(json.dumps(record) + "\n")
        out.flush()
        count[record["verdict"]] = count.get(record["verdict"], 0) + 1
        if sys.stderr.isatty():
            print("\r" + ", ".join(f"{n} {word}" for word, n in count.items()), end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if not count:
        print("no statement was read", file=sys.stderr)
        return 2
    return 2 if "error" in count else 0 if set(count) == {"proved"} else 1
