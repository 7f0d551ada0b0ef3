"""That x and w nearly coincide is unlikely, be it weighed by a singularity: E |x_1 − w_1|^(−1/2) exp(−d²/(2σ²)) <= c 2^(−D/2).

For a given x the other coordinates contribute 2^(−1/2) each, at most, and the first one an integral over the line that is Γ(1/4).
"""

from sympy import Eq, Integer, Integral, Limit, Ne, Rational, Sum, evaluate, exp, gamma, oo, pi, sqrt

from ..prover.book.ledger import theorem
from ..prover.kernel.terms import ONE, add, substitute
from ..prover.language.sympy_notation import SpaceIntegral, cons, indices, read, reals, vector, vectors, write
from ..prover.proof.by_cases import clause, positive
from ..prover.proof.calculus import integral_between, joined, linear_integral, substituted
from ..prover.proof.chain import Approach, combine, constant_factor, derive, in_order, induction, recall, turned
from ..prover.proof.recorded import found
from .exponential_moments import exponential, s, z
from .moments import D, density, entries, j, on_the_line, phi, sigma, squared, t, w, x

u, hole = reals("u b")
quarter = Rational(1, 4)


def spike(square):
    """|y|^(−1/2) exp(−y²/(2σ²)) of y²"""
    return square**-quarter * exp(-square / (2 * sigma**2))


with evaluate(False):
    room = gamma(quarter) * (2 * sigma**2) ** quarter  # ∫ |y|^(−1/2) exp(−y²/(2σ²)) dy


def beyond(sign):
    """∫ |z − t|^(−1/2) exp(−(z − t)²/(2σ²)) dt over t > z, or over t < z, where t = z ± u"""
    half = found(Eq(Integral(spike(u**2), (u, 0, oo)), room / 2))
    ends = (z, oo) if sign == 1 else (-oo, z)
    near = Approach(u, 0, "+").through(z + sign * hole, hole, Approach(u, 0, "+").of_variable()).sides(right=z, using=())
    far = found(Eq(Limit(1 / (z + sign * u), u, oo), 0))
    return substituted(Integral(spike((z - t) ** 2), (t, *ends)), half, z + sign * u, u, near, far)


def spike_line():
    """∫ |z − t|^(−1/2) exp(−(z − t)²/(2σ²)) dt over the whole line"""
    return joined(beyond(-1), beyond(1)).sides(right=room, using=())


with evaluate(False):
    peak = 1 / (sigma * sqrt(2 * pi))  # at most φ


def rare(x, w, j):
    """|x_1 − w_1|^(−1/2) exp(−d²/(2σ²))"""
    return 1 / ((x(1) - w(1)) ** 2) ** quarter * exp(-squared(x, w, j) / (2 * sigma**2))


def rare_bound(D):
    """What its mean over w is at most"""
    return room * peak * 2 ** ((1 - D) / 2)


@theorem("gaussian-moments/near-coincidence", "Two Gaussian vectors hardly ever nearly coincide, as the dimension grows")
def coincidence():
    """∫ |x_1 − w_1|^(−1/2) exp(−d²/(2σ²)) Π φ(w_j) dw is at most a multiple of 2^(−D/2), by cases D = 1 and D + 1."""
    longer, only = indices("j", D + 1), indices("j", 1)
    y, whole, one, single = vectors("x", D + 1), vectors("w", D + 1), vectors("x", 1), vectors("w", 1)

    def integral(x, w, j, over):
        return SpaceIntegral(rare(x, w, j) * density(w, j), over)

    def compared(total, integrand, same, first, rest, count):
        """From the integrand as the one at the first coordinate times φ(t), and what the others, `count` many, contribute"""
        apart = Ne(t, first)
        exponent = -(t**2) / (2 * sigma**2) - rest / (4 * sigma**2)
        less = combine(exponent <= 0, gap=-exponent).exp().sides(right=1, using=())
        peaked, weight = spike((first - t) ** 2), peak * 2 ** (-count / 2)
        value = peaked * phi(t) * (2 ** (-count / 2) * exp(-rest / (4 * sigma**2)))
        same = same.sides(right=value, using=())
        above = in_order(same, combine(value <= weight * peaked, (weight * peaked, less), given=[apart]))
        below = in_order(positive(value, given=[apart]), turned(same))
        line = Integral(integrand, (t, -oo, oo))
        nothing = linear_integral(Integral(Integer(0), (t, -oo, oo)), t, (0, clause(on_the_line, 0)))
        spikes = Integral(peaked, (t, -oo, oo))
        bound = derive(Integral(weight * peaked, (t, -oo, oo))).by(constant_factor(spikes, weight)).by(spike_line().at({z: first}))
        return in_order(
            derive(total).definition(line).theorem,
            in_order(clause(integral_between(line, t, nothing, bound, below, above), 1), bound),
        )

    def step(_):
        shifted = lambda k: cons(t, w)[k]  # noqa: E731
        tail = vector(j, y[j + 1])
        inner = integral(entries(y), shifted, longer, w)
        others = recall(exponential).at({s: 2, x: tail}).assuming(Ne(t, y[1]))
        same = linear_integral(inner, w, (spike((y[1] - t) ** 2) * phi(t), others))
        return compared(integral(entries(y), entries(whole), longer, whole), inner, same, y[1], Sum(y[j + 1] ** 2, j), D)

    statement = integral(entries(x), entries(w), j, w) <= rare_bound(D)
    alone = rare(entries(one), lambda k: t, only) * density(lambda k: t, only)
    same = derive(alone, given=[Ne(t, one[1])]).algebra(
        spike((one[1] - t) ** 2) * phi(t) * (2 ** (-Integer(0) / 2) * exp(-0 / (4 * sigma**2)))
    )
    base = compared(integral(entries(one), entries(single), only, single), alone, same, one[1], Integer(0), Integer(0))
    claimed = substitute(read(statement), {read(D): ONE}).args[1], substitute(read(statement), {read(D): add(read(D), ONE)}).args[1]
    base = base.sides(right=write(claimed[0]), using=())
    return induction(statement, D, base, lambda hypothesis: step(hypothesis).sides(right=write(claimed[1]), using=()))
