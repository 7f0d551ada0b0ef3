"""Learning."""

from . import fading, cross_entropy, links, margins  # noqa: F401  (in reading order)
