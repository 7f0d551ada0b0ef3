"""Uniqueness: what forces the exponential, and what the rivals do instead.

Choice probabilities whose ratios do not depend on the menu are v_i / Σ v_j. If they do not change under a shift of all scores,
v = exp(βz); under a common factor, v is a power. Independent Gumbel noise gives softmax again. The rivals are sparsemax, entmax and
links such as |a| and a²: each gives up one of the properties, and a table says which.
"""

from . import (  # noqa: F401, I001  (in reading order)
    menus, links, regular, gumbel, entropies, attained, ray, sparse, sparse_support, sparse_jacobian, entmax, threshold,
    orders, races, groups,
)  # fmt: skip
