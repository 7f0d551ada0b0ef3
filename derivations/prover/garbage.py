"""Python's collector of circles, which our processes hardly need: terms hold none, and most of what is made is kept.

Left alone it looks through all terms again and again, for a tenth of the time that proofs take.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def rarely_collected() -> None:
    """From now on: what is there is passed over, and circles are looked for once in 50 000 new objects and not in 700."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """No circles are looked for within, whatever process it is: a notebook of a user's, say."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
