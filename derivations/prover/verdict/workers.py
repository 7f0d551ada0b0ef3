"""Worker processes that judge statements, so that what kills one of them costs one statement at most.

A worker is this Python, started anew: one JSON array a line in (number, text, seconds), one record a line out. It ends when
its input does, so that none is left when the process that started it is gone, however that ended. A thread here looks after
each worker, and starts another one in its place when it dies; it also ends one that has outlived its time limit, which the
timer in the worker cannot do while foreign code runs.
"""

import json
import os
import queue
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, Thread, Timer, local

from ..garbage import rarely_collected

START = 60.0  # seconds that a worker may take to start
LATE = 2.0  # seconds beyond its limit after which a worker is ended
MOST = 256  # workers
READY = b"ready\n"
ENTRY = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from derivations.prover.verdict.workers import serve; serve()"


class NoWorker(RuntimeError):
    """No worker process can be started."""


class Killed(RuntimeError):
    """A worker process died while it judged a statement, and another one too when it was asked again."""


class Late(RuntimeError):
    """A worker process had to be ended, for it gave no answer in its time."""


def count(value: object) -> int:
    """A number of workers. Raises ValueError, with what is allowed, for anything that is none."""
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number == -1:
        return min(MOST, os.cpu_count() or 1)
    if not 1 <= number <= MOST:
        raise ValueError(f"{value} is no number of workers: name one from 1 to {MOST}, or -1 for all cores")
    return number


# --- at this end ------------------------------------------------------------------------------------------------------


class Workers:
    """So many processes, each started when there is something for it to do. Close them, or use them as a context."""

    def __init__(self, jobs):
        self._threads = ThreadPoolExecutor(jobs, initializer=without_interruptions)
        self._own = local()  # the worker of a thread
        self._alive, self._closed, self._lock = set(), False, Lock()

    def submit(self, number: int, text: str, timeout: float) -> Future:
        """The future record of one statement: it may raise Killed, Late or NoWorker."""
        return self._threads.submit(self._judge, number, text, timeout)

    def _judge(self, number, text, timeout):
        task = json.dumps([number, text, timeout]).encode() + b"\n"
        for _ in range(2):
            worker = self._worker()
            reply, late = worker.ask(task, timeout + LATE)
            if reply:
                return json.loads(reply)
            self._dismiss(worker)
            if late:
                raise Late(f"no verdict within {timeout:g} s")
        raise Killed(f"the process that judged this statement was ended twice ({worker.end})")

    def _worker(self):
        worker = getattr(self._own, "worker", None)
        for _ in range(2):
            if worker is not None:
                return worker
            with self._lock:
                if self._closed:
                    raise NoWorker("the workers have been closed")
                worker = _Worker()
                self._alive.add(worker)
            if worker.ready():
                self._own.worker = worker
                return worker
            self._dismiss(worker)
            end, worker = worker.end, None
        raise NoWorker(f"no worker process could be started ({end}); `--jobs 1` asks for one only")

    def _dismiss(self, worker):
        self._own.worker = None
        with self._lock:
            self._alive.discard(worker)
        worker.stop()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            alive, self._alive = self._alive, set()
        for worker in alive:
            worker.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class _Worker:
    """One process, and the pipes to it and from it."""

    def __init__(self):
        path = json.dumps([os.path.abspath(folder) for folder in sys.path])
        try:
            self.process = subprocess.Popen(
                [sys.executable, *(["-O"] if sys.flags.optimize else []), "-c", ENTRY, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            raise NoWorker(f"no worker process can be started: {error.strerror or error}") from None

    def ready(self):
        return self._reply(START)[0] == READY

    def ask(self, task, seconds):
        """The reply to a task, empty if the process ended without one; and whether it was ended for being late."""
        try:
            self.process.stdin.write(task)
            self.process.stdin.flush()
        except OSError:
            return b"", False
        return self._reply(seconds)

    def _reply(self, seconds):
        timer = Timer(seconds, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            reply = self.process.stdout.readline()
        finally:
            late = not timer.is_alive()
            timer.cancel()
        return (reply if reply.endswith(b"\n") else b""), late

    def stop(self):
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()

    @property
    def end(self):
        """How the process ended, in words."""
        code = self.process.returncode
        if code is None or code >= 0:
            return f"exit code {code}"
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:
            return f"signal {-code}"


def without_interruptions() -> None:
    """In this thread, and in what it starts: an interruption is for the main thread alone, which only a signal of its own wakes."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})


# --- at the other end -------------------------------------------------------------------------------------------------


def serve() -> None:
    """Judge the statements that come in on standard input, until it ends."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # Ctrl-C stays with the process that started this one
    from . import judge  # noqa: F401 — now, and not in the time of the first statement
    from .batch import answer

    rarely_collected()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no reply
    tasks = queue.SimpleQueue()
    Thread(target=_receive, args=(tasks,), daemon=True).start()
    try:
        replies.write(READY)
        replies.flush()
        while True:
            replies.write(json.dumps(answer(*tasks.get())).encode() + b"\n")
            replies.flush()
    except (OSError, KeyboardInterrupt):  # nobody listens any more
        os._exit(1)


def _receive(tasks):
    """Tasks from standard input; at its end the process ends at once, in the middle of a statement too."""
    for line in sys.stdin.buffer:
        tasks.put(json.loads(line))
    os._exit(0)
