"""The rules: the only way to a Theorem.

Each rule checks its side conditions itself and refuses (Refused, Undefined, IllTyped) when one is not met.
"""

from ..theorem import Theorem, RULES, defined
from .nearby import local_hypotheses, between
from .logic import assume, cut, weaken, both, part, generalise, witness, obtain, valued, specialise, substitution, function_replaced
from .equations import GAMMA, equality, reduction, restate, settle, symmetric, transitive, congruence, under, extensional
from .determinants import determinant, determinant_multiplied
from .order import (
    sign, linear, below_maximum, attained, differ, absurd, index_cases, trichotomy, triangle, rising, intermediate_value,
    stationary,
)  # fmt: skip
from .limits import (
    limit_of_variable, limit_along_steps, limit_two_sided, limit_substituted, l_hopital, limit_through, squeeze, limit_infinite,
)  # fmt: skip
from .integrals import (
    integral_scales, fundamental_theorem, integral_exceeds, integral_bounded, integral_between, integral_substituted,
    integral_joined, integral_reversed, integral_added, integral_summed, integral_differentiated,
)  # fmt: skip
from .natural_numbers import induction, along, closed_over, closure
from .axioms import (
    BETA, GAMMA_INTEGRAL, EXPONENTIAL_SERIES, BASEL, AXIOMS, beta_integral, gamma_integral, exponential_series, basel,
)  # fmt: skip
