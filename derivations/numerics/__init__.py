"""Numerics: what the shift by the maximum does, and what it costs.

    LSE(z) = a + log Σ exp(z_i − a), most often with a = max z

In exact arithmetic every shift is the same. In floating point the shift by the maximum keeps every exponential at most one, and
its own rounding errors count with softmax for weights: their sum is an entropy, however far the scores are spread.
"""

from . import shift, stable, condition, rounding  # noqa: F401
