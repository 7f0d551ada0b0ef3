"""Convex duality and information geometry: log-sum-exp and negative entropy, with relative entropy between them.

In reading order: relative entropy and Gibbs' inequality on the closed simplex; the variational principle that softmax solves, its
forms with a prior and as a loss; the conjugate of log-sum-exp; strong convexity; the geometry of the simplex.
"""

from . import relative_entropy, variational, conjugate, strong_convexity, descent, regret, transport, geometry  # noqa: F401, I001  (in reading order)
