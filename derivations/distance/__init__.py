"""Distance logits and harmonic loss: probabilities proportional to d^(−κ), for every exponent κ and every dimension D.

The link and its gradient come first, then what the gradient does as one of the distances vanishes, and what the released code does.
"""

from . import (  # noqa: F401, I001  (the modules register their theorems, in reading order)
    link, singularity, minimiser, regularised, nearest, prototypes, norms, far_field,
    trigamma, gamma_ratio, chi_squared, moments, exponential_moments, coincidence,
    log_remainder, contrast, root_law, small_ball, example, high_dimension, student,
)  # fmt: skip
