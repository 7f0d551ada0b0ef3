"""An interruption that is heard: Ctrl-C or SIGTERM as an exception in the main thread, once more until it arrives there.

Python drops an exception that is raised in a callback of foreign code, such as a weak reference's. So the signal comes again,
until whoever caught the exception says that it was heard, or the block is left.
"""

import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Timer, get_ident

AGAIN = 0.3  # seconds until an interruption that was not heard comes again


class Interrupted(BaseException):
    """The user, or the system, wants us to stop."""

    def __init__(self, number: int, heard: Callable[[], None]):
        super().__init__()
        self.number, self.heard = number, heard


class Insistent:
    """A block in which signals are exceptions. In a thread other than the main one it does nothing: signals don't come there."""

    def __init__(self, numbers: Iterable[int], exception: Callable[[int, Callable[[], None]], BaseException] = Interrupted):
        self._numbers, self._exception = tuple(numbers), exception
        self._before, self._again = {}, None

    def __enter__(self):
        self._main = get_ident()
        for number in self._numbers:
            with suppress(ValueError):  # not the main thread
                self._before[number] = signal.signal(number, self._ring)
        return self

    def __exit__(self, *_):
        self.heard()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def heard(self) -> None:
        """From now on, to the end of the block, nothing is raised any more: what was begun can be ended in order."""
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)
        if self._again:
            self._again.cancel()
            self._again.join(AGAIN)  # one that rang already is ignored

    def _ring(self, number, _frame):
        self._again = Timer(AGAIN, self._once_more, [number])
        self._again.daemon = True
        self._again.start()
        raise self._exception(number, self.heard)

    def _once_more(self, number):
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(self._main, number)  # to this thread: one that waits for a lock is woken
        else:
            signal.raise_signal(number)
