"""The temperature of softmax: softmax(z/T), from the uniform law (T → ∞) to the maximisers (T → 0+).

In reading order: the two ends; how probabilities and their mean move in between; the soft maximum T LSE(z/T); the entropy, which
is its slope; the heat capacity; temperatures of temperatures.
"""

from . import ends, motion, soft_maximum, entropy, gap, capacity, composition  # noqa: F401, I001  (in reading order)
