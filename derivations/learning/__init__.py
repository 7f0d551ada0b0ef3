"""Learning."""

from . import fading, cross_entropy  # noqa: F401  (in reading order)
