"""The Jacobian of softmax is a covariance matrix.

    ∂ softmax(z)_i / ∂ z_k = p_i (δ_ik − p_k)        J = diag(p) − p pᵀ        hᵀ J h = Var_p(h)

It is the Hessian of log-sum-exp. What follows: its quadratic form, its kernel, its trace and inverse, how large it is in the usual
norms, and what that says of log-sum-exp between two points.
"""

from . import (  # noqa: F401, I001  (the modules register their theorems, in reading order)
    entries, variance, trace, eigenvalues, determinant, inverse, third, bregman, popoviciu, lipschitz, sets, powers, bounds,
)  # fmt: skip
