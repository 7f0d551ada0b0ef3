"""β is the slope of the entropy against the energy: S(U), the largest entropy at the mean energy U, lies below its tangents.

S at the energy U(β) is H(p_β), as Boltzmann's law is the maximum there, and the energies in between the lowest and the highest
are the U(β). So the difference quotient of S between two of its points is that of H(p_x) − H(p_β) and U(x) − U(β), and it has
its limit at U(β) as x → β.
"""

from fractions import Fraction

from sympy import Derivative, Eq, Limit, evaluate, log

from ..definitions.symbols import z, z_prime
from ..duality.variational import finite_against, never_negative
from ..duality.vocabulary import H, q
from ..log_sum_exp.tangent import tangent
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import dot, entropy, reals, variance
from ..prover.proof.by_cases import forced_equal, together
from ..prover.proof.chain import Approach, combine, derive, recall, suppose, tangent_line
from ..prover.proof.moved_limits import from_both_sides
from ..prover.proof.recorded import found
from .boltzmann import EDGE as ANY, gap_without_constraint, optimal, total
from .negative import EDGE, energy_falls, energy_varies
from .partition import entropy_of_law, second_cumulant, U
from .vocabulary import Z, beta, beta_prime, energy, epsilon, k, law, p, x

u, b = reals("U b")
BELOW, ABOVE = Approach(x, beta, "-"), Approach(x, beta, "+")

with evaluate(False):
    mean = dot(q, epsilon)
    spread = variance(p, epsilon)
    Z_prime, Z_x = Z.subs(beta, beta_prime), Z.subs(beta, x)
    quotient = (entropy(law(x)) - entropy(p)) / (energy(x) - energy(beta))
    AT_U = Eq(energy(beta), u)


# --- above every point of the curve: the tangents -------------------------------------------------------------------


@theorem("beta-is-entropy-derivative/legendre", "No entropy exceeds log Z + β U, whatever β", witness=ANY)
def legendre():
    """What is missing is KL(q ‖ p_β)."""
    given, proofs = finite_against(p[k])
    divergence = never_negative(p[k], total())
    bound = H <= log(Z) + beta * mean
    return combine(bound, (-1, gap_without_constraint), (1, entropy_of_law), (1, divergence), given=given).knowing(*proofs)


@theorem(
    "beta-is-entropy-derivative/legendre-equality-if",
    "At the β of its energy log Z + β U is the largest entropy",
    witness={"n": 2, "q": (1, 0), "epsilon": (0, 0), "beta": 0, "U": 0},
)
def legendre_equality_if():
    """Of all laws with the mean energy U, Boltzmann's has the largest entropy, and it is log Z + β U."""
    same = combine(Eq(mean, energy(beta)), (1, suppose(Eq(mean, u))), (-1, suppose(AT_U)))
    attained = combine(Eq(entropy(p), log(Z) + beta * u), (1, entropy_of_law), (beta, suppose(AT_U)))
    return together(recall(optimal).knowing(same), attained)


def strictly_above():
    """log Z above its tangent: log Z(β) − U(β) (β′ − β) < log Z(β′), where β′ is not β."""

    at_x = recall(second_cumulant).at({beta: x})

    def side(order):
        curved = combine(Derivative(log(Z.subs(beta, x)), (x, 2)) > 0, (-1, at_x), (1, energy_varies(x)), given=[order])
        return tangent_line(curved, x, beta, beta_prime).sides(log(Z) - U * (beta_prime - beta), using=("derivative", "definition"))

    return side


@theorem(
    "beta-is-entropy-derivative/legendre-equality-only-if",
    "At no other β is log Z + β U the largest entropy",
    witness=EDGE | {"beta": 0, "beta_prime": 0, "U": Fraction(1, 2)},
)
def legendre_equality_only_if():
    """log Z is strictly convex, and so lies above its tangent at β, whose slope is −U."""
    attained = suppose(Eq(entropy(p), log(Z_prime) + beta_prime * u))
    at_u = suppose(AT_U)
    touching = combine(Eq(log(Z) - U * (beta_prime - beta), log(Z_prime)), (1, attained), (-1, entropy_of_law), (beta_prime, at_u))
    return forced_equal(beta_prime, beta, strictly_above(), touching)


# --- the slope of the curve -----------------------------------------------------------------------------------------


def below_tangent(point, other):
    """H(p_c) <= H(p_b) + b (U(c) − U(b)), as log-sum-exp lies above its tangent."""
    line = recall(tangent).at({z: -other * epsilon, z_prime: -point * epsilon})
    at_point, at_other = (recall(entropy_of_law).at({beta: value}) for value in (point, other))
    goal = entropy(law(other)) <= entropy(law(point)) + point * (energy(other) - energy(point))
    return combine(goal, (1, line), (-1, at_point), (1, at_other))


def falls_after():
    """U(x) < U(β) where β < x."""
    return combine(energy(x) < energy(beta), (1, energy_falls(beta, beta_prime).at({beta_prime: x})))


def rises_before():
    """U(β) < U(x) where x < β."""
    return combine(energy(beta) < energy(x), (1, energy_falls(beta_prime, beta).at({beta_prime: x})))


@theorem("beta-is-entropy-derivative/first", "β is the slope of the entropy against the energy", witness=EDGE | {"beta": 0})
def first():
    """Where x > β the energy U(x) is the smaller, and β <= quotient <= x; where x < β it is the larger, and x <= quotient <= β."""
    high, low = below_tangent(beta, x), below_tangent(x, beta)
    down, up = 1 / (energy(beta) - energy(x)), 1 / (energy(x) - energy(beta))
    after, before = falls_after(), rises_before()
    smaller, larger = [energy(x) < energy(beta)], [energy(beta) < energy(x)]
    above = ABOVE.squeeze(
        ABOVE.through(beta, b, ABOVE.of_variable()),
        ABOVE.of_variable(),
        combine(beta <= quotient, (down, high), given=smaller).knowing(after),
        combine(quotient <= x, (down, low), given=smaller).knowing(after),
    )
    below = BELOW.squeeze(
        BELOW.of_variable(),
        BELOW.through(beta, b, BELOW.of_variable()),
        combine(x <= quotient, (up, low), given=larger).knowing(before),
        combine(quotient <= beta, (up, high), given=larger).knowing(before),
    )
    return from_both_sides(below, above)


@theorem(
    "beta-is-entropy-derivative/second",
    "The largest entropy is strictly concave: its slope falls at the rate of one over the variance",
    witness=EDGE | {"beta": 0},
)
def second():
    """(x − β)/(U(x) − U(β)) is one over the difference quotient of U, whose limit is −Var."""
    rate = (x - beta) / (energy(x) - energy(beta))

    def one_sided(approach, known, order):
        moved = found(Eq(Limit((energy(x) - energy(beta)) / (x - beta), x, beta, approach.side), -spread))
        inverse = approach.through(1 / b, b, moved.assuming(spread > 0))
        same = derive(rate, given=order).algebra(1 / ((energy(x) - energy(beta)) / (x - beta))).knowing(known)
        return approach.rewrite(inverse, rate, same=same).sides(right=-1 / spread, using=())

    below = one_sided(BELOW, rises_before(), [energy(beta) < energy(x), x < beta])
    above = one_sided(ABOVE, falls_after(), [energy(x) < energy(beta), beta < x])
    falls = combine(-1 / spread < 0, gap=1 / spread, given=[spread > 0])
    return together(from_both_sides(below, above), falls).knowing(energy_varies(beta))
