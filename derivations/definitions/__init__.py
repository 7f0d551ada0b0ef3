"""What softmax is, and what it does not see.

    softmax(z)_i = exp(z_i) / Σ exp(z_k)

A point of the open simplex, whatever the scores; unchanged when all scores move together, and by nothing else. Its ratios are
exponentials of differences of scores, its inverse is a logarithm, and it keeps within a band that the range of the scores fixes.
"""

from . import simplex, invariances, coordinates, two_classes, blocks, spread  # noqa: F401, I001  (in reading order)
