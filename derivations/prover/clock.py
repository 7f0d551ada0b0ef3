"""A clock that stops what takes too long, even in the middle of one step.

A user's limits are seconds on the wall. Tests ask for seconds of this process's own work instead (`by_work`), longer ones on a
slower machine, so that what they see depends neither on what else the machine has to do nor on how fast it is.
"""

import signal
from contextlib import contextmanager
from math import isfinite
from threading import local
from time import perf_counter, process_time

SECONDS = 5.0  # for one statement, unless more are asked for
GRACE = 0.25  # seconds that a verdict may take beyond its limit before it is cut off
AGAIN = 0.1  # seconds until the timer rings once more: an exception may get lost in foreign code
LONGEST = 86_400  # seconds that a limit may be: a day


_seconds, _timer, _alarm = perf_counter, getattr(signal, "ITIMER_REAL", None), getattr(signal, "SIGALRM", None)
_length = 1.0  # of a second, in seconds of that clock
_uncounted = 0.0  # seconds that count for no limit

SAMPLE = 0.004  # seconds that `_sample` takes on the machine that the limits in the tests were chosen on
SPARE = 1.5  # times as long as there: a machine may become slower while it works


def by_work() -> None:
    """From now on, a second is one of this process's work and not of the wall clock, and the longer the slower the machine is."""
    global _seconds, _timer, _alarm, _length
    _seconds, _timer, _alarm = process_time, signal.ITIMER_PROF, signal.SIGPROF
    _length = SPARE * max(1.0, sorted(_sample() for _ in range(9))[4] / SAMPLE)


def _sample():
    """The seconds that some dictionary work takes."""
    start, sums = process_time(), {}
    for k in range(20_000):
        place = (k % 97, "place")
        sums[place] = sums.get(place, 0) + hash((k, (k, k)))
    return process_time() - start


def now():
    """The seconds that limits are compared with."""
    return _seconds() / _length - _uncounted


class OutOfTime(BaseException):
    """Raised by the timer; no handler of ordinary exceptions catches it."""

    def __init__(self, limit):
        super().__init__()
        self.limit = limit


class Limit:
    """A moment at which something has to end."""

    def __init__(self, seconds):
        self.ends = now() + seconds


class _Running(local):
    """What a thread has running: only the main thread ever has limits, for only there a timer can ring."""

    def __init__(self):
        self.limits = []  # the outermost first
        self.holds = 0  # blocks, one within the other, that no limit interrupts


_running = _Running()


def seconds(value):
    """A time limit as a number of seconds. Raises ValueError, with what is allowed, for anything that is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if not (isfinite(number) and 0 < number <= LONGEST):
        raise ValueError(f"{value} is no time limit: name a number of seconds above 0 and up to {LONGEST} (a day)")
    return number


def within(seconds, question, otherwise=None):
    """What the question answers; `otherwise` when that takes longer than so many seconds.

    Limits may be nested: each ends its own question. Where the platform or the thread has no timer, nothing is interrupted,
    and the question has to watch the clock itself.
    """
    limit = Limit(seconds)
    try:
        previous = signal.signal(_alarm, _ring)
    except (ValueError, TypeError):  # not the main thread, or no such signal
        return question()
    try:
        try:
            _running.limits.append(limit)
            _wind()
            return question()
        finally:
            _end(limit, previous)
    except OutOfTime as ended:
        _end(limit, previous)  # once more: the timer may have rung while it was being put back
        if ended.limit is not limit:
            raise
        return otherwise


@contextmanager
def held():
    """A block that no limit interrupts, such as foreign code that calls us back; one that passes meanwhile does so at its end."""
    _running.holds += 1
    try:
        yield
    finally:
        _running.holds -= 1
    _ring()


@contextmanager
def uncounted():
    """A block whose time counts for no limit and that none interrupts: a library that is read in when it is first needed."""
    global _uncounted
    start = now()
    _running.holds += 1
    try:
        yield
    finally:
        _running.holds -= 1
        _uncounted += now() - start
        if _running.limits:
            _wind()


def passed():
    """Whether a limit has passed: what runs in a held block can end early."""
    return any(now() >= limit.ends for limit in _running.limits)


def _ring(_signal=None, frame=None):
    if not (_running.holds or _importing(frame)):
        moment = now()
        for limit in _running.limits:
            if moment >= limit.ends:
                raise OutOfTime(limit)


def _importing(frame):
    """Whether a module is being imported: one that were cut short would stay half made. The timer rings again soon."""
    while frame is not None and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return frame is not None


def _wind():
    """Set the timer to the first limit that runs out."""
    rest = min((limit.ends for limit in _running.limits), default=None)
    if rest is None:
        signal.setitimer(_timer, 0)
    else:
        signal.setitimer(_timer, max((rest - now()) * _length, 0.001), AGAIN)


def _end(limit, previous):
    if limit in _running.limits:
        signal.setitimer(_timer, 0)
        _running.limits.remove(limit)
        signal.signal(_alarm, previous)
        _wind()
