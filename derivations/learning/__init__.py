"""Learning."""

from . import fading, cross_entropy, links, margins, smoothing, naive, separable, separable_data, proper, hessian, calibration  # noqa: F401  (in reading order)
