"""Log-sum-exp, the soft maximum.

    LSE(z) = log Σ exp(z_k)

Its gradient is softmax. It is a maximum with a smooth edge: at most log n above the maximum, convex, moved along with the level
of the scores, and joined from blocks like a maximum. What follows is told in this order: the gradient, the maximum below it, the
algebra, convexity, the mean under softmax, and Gumbel's noise.
"""

from . import gradient, maximum, tangent, convexity, algebra, mean, gumbel  # noqa: F401, I001  (in reading order)
