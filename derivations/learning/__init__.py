"""Learning, in reading order."""

from . import fading, cross_entropy, links, margins, smoothing, naive, separable, separable_data, proper, hessian, calibration  # noqa: F401
from . import invariant_losses, generative  # noqa: F401
