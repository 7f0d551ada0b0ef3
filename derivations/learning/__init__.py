"""Learning."""

from . import fading, cross_entropy, margins  # noqa: F401  (in reading order)
