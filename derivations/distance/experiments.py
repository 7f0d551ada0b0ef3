"""Numbers to set beside the theorems: gradients at a distance, and distances of Gaussian vectors, drawn with a seed.

>>> target_gradient([1.0], kappa=-1, rest=1.0)
Traceback (most recent call last):
    ...
ValueError: kappa must be a number > 0, not -1
>>> gaussian_distances(0, pairs=10, seed=1)
Traceback (most recent call last):
    ...
ValueError: D must be a whole number >= 1, not 0
"""

import numpy as np


def _positive(name, value):
    if not (np.isscalar(value) and np.isreal(value) and 0 < value < np.inf):
        raise ValueError(f"{name} must be a number > 0, not {value!r}")


def _count(name, value):
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} must be a whole number >= 1, not {value!r}")


def target_gradient(d, kappa, rest):
    """∂L/∂d_y = κ S d^(κ−1) / (1 + S d^κ) at distances d > 0 of the target; `rest` is S, the sum of the others' d^(−κ).

    >>> float(target_gradient([1.0], kappa=2, rest=1.0)[0])
    1.0
    """
    _positive("kappa", kappa)
    _positive("rest", rest)
    scaled = kappa * np.log(_distances(d)) + np.log(rest)
    return kappa / _distances(d) / (1 + np.exp(-scaled))


def other_gradient(d, kappa, rest):
    """|∂L/∂d_k| = κ/d_k · p_k at distances d > 0 of another class; `rest` is the sum of all d_j^(−κ) but its own.

    >>> float(other_gradient([1.0], kappa=2, rest=1.0)[0])
    1.0
    """
    _positive("kappa", kappa)
    _positive("rest", rest)
    return kappa / _distances(d) / (1 + rest * _distances(d) ** kappa)


def _distances(d):
    d = np.asarray(d, dtype=float)
    if not (d > 0).all():
        raise ValueError("every distance d must be > 0")
    return d


def gaussian_distances(D, pairs, seed, sigma=1.0):
    """‖x − w‖ and ‖x − w′‖ for independent x, w, w′ ~ N(0, σ² I_D): an array of two columns.

    >>> gaussian_distances(3, pairs=2, seed=1).shape
    (2, 2)
    """
    _count("D", D)
    _count("pairs", pairs)
    _positive("sigma", sigma)
    x, *others = np.random.default_rng(seed).normal(scale=sigma, size=(3, pairs, D))
    return np.stack([np.sqrt(((x - w) ** 2).sum(1)) for w in others], axis=1)


def probabilities(d, kappa):
    """p_k ∝ d_k^(−κ) along the last axis, computed as a softmax of −κ log d.

    >>> probabilities([1.0, 2.0], kappa=1).round(3).tolist()
    [0.667, 0.333]
    """
    _positive("kappa", kappa)
    scores = -kappa * np.log(_distances(d))
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return weights / weights.sum(-1, keepdims=True)
