"""Learning."""

from . import fading, cross_entropy, links, margins, smoothing, naive, separable, hessian, calibration  # noqa: F401  (in reading order)
