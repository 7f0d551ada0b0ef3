"""Dirichlet, counts and softmax: posterior means, and evidence that enters as the log of counts.

The Dirichlet integral and the posterior means that it gives come first, then how a further observation moves them.
"""

from . import integral, urn, evidence, families, expected, basis, bayes, floors, gammas  # noqa: F401  (the modules register their theorems, in reading order)
