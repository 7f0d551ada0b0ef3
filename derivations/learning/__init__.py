"""Learning."""

from . import fading  # noqa: F401  (in reading order)
