"""Rounding: each operation returns its exact result times 1 + δ, with |δ| <= u, and the errors are any numbers of that size.

    sum-error     the arguments of the exponentials alone are perturbed
    total         every subtraction, exponential, addition and logarithm of a + log Σ exp(z_i − a), added up one by one

Each supremum over the errors is below an explicit function of u, whose first-order term counts with softmax for weights.
"""

from sympy import Abs, Rational, Eq, Limit, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import (
    LSE, ForAll, entropy, indices, positives, proportions, reals, vector, vectors,
)  # fmt: skip
from ..prover.proof.by_cases import given_lemma, specialise, together
from ..prover.proof.chain import along_range, below_maximum, combine, product, recall, suppose, suppose_all
from ..prover.proof.recorded import found
from ..prover.proof.sizes import at_most_its_size, size_at_most, triangle
from ..definitions.symbols import z_prime
from ..log_sum_exp.maximum import lower as above_maximum
from ..log_sum_exp.tangent import exp_tangent, tangent
from .shift import i, k, n, p, top, x, z

theta = vectors("theta", n)
u, t = positives("u t")


def gap(i):
    """z_i − a, which is not positive."""
    return z[i] - top


def not_positive(i):
    return below_maximum(z, i).rearrange(gap(i) <= 0)


@theorem(
    "lse-shift-error-entropy/sum-error",
    "Errors in the exponents count with the weighted distance from the maximum",
    witness={"n": 1, "z": (1,), "theta": (1,), "u": 1},
)
def sum_error():
    """No errors do more than θ = −1, which raises every term: by 1 + x <= e^x no term can lose more than it gains there."""
    term = exp(gap(i))
    perturbed, raised = exp(gap(i) * (1 + u * theta[i])), exp(gap(i) * (1 - u))
    small, below = suppose_all(Abs(theta[i]) <= 1, i), not_positive(i)
    up, down = (combine(s * theta[i] <= 1, (1, at_most_its_size(s * theta[i])), (1, small)) for s in (-1, 1))
    more = combine(gap(i) * (1 + u * theta[i]) <= gap(i) * (1 - u), (u, product(below, up))).exp()
    less = combine(
        term - perturbed <= raised - term,
        (term, recall(exp_tangent).at({x: u * theta[i] * gap(i)})),
        (term, recall(exp_tangent).at({x: -u * gap(i)})),
        (u * term, product(below, down)),
    )
    change, most = Sum(perturbed, i) - Sum(term, i), Sum(raised, i) - Sum(term, i)
    size = size_at_most(combine(change <= most, (1, more.sum(i))), combine(-change <= most, (1, less.sum(i))))
    scale = u * Sum(term, i)
    bound = combine(Abs(change) / scale <= most / scale, (1 / scale, size))
    return together(bound, found(Eq(Limit(most / scale, u, 0), Sum(p[i] * (top - z[i]), i))))


# --- the whole formula ----------------------------------------------------------------------------------------------

v = proportions("u")  # the unit roundoff, below 1
m = indices("m", n - 1)  # the places of sums that have a next one
epsilon, eta = vectors("epsilon eta", n)  # errors of the exponentials and the additions, as θ are those of the subtractions
S = vectors("S", n + 1)  # the partial sums, from S_1 = 0 on
nu, mu = reals("nu mu")  # errors of the logarithm and of the last addition
AT = {"n": 1, "z": (0,), "theta": (0,), "epsilon": (0,), "eta": (0,), "S": (0, 1), "u": Rational(1, 2)}


def computed(i):
    """The i-th exponential as it is computed."""
    return exp(gap(i) * (1 + theta[i])) * (1 + epsilon[i])


with evaluate(False):
    MODEL = [
        *(ForAll(Abs(error[i]) <= v, i) for error in (theta, epsilon, eta)),
        Abs(nu) <= v,
        Abs(mu) <= v,
        Eq(eta[1], 0),  # 0 + x is x
        Eq(S[1], 0),
        ForAll(Eq(S[i + 1], (S[i] + computed(i)) * (1 + eta[i])), i),
    ]


def term_bounds(i):
    """(1 − u) exp((z_i − a)(1 + u)) <= the computed exponential <= (1 + u) exp((z_i − a)(1 − u))"""
    small, below = suppose_all(Abs(theta[i]) <= v, i), not_positive(i)
    other = suppose_all(Abs(epsilon[i]) <= v, i)
    up, down = (combine(s * theta[i] <= v, (1, at_most_its_size(s * theta[i])), (1, small)) for s in (-1, 1))
    larger, smaller = (combine(s * epsilon[i] <= v, (1, at_most_its_size(s * epsilon[i])), (1, other)) for s in (1, -1))
    high = combine(gap(i) * (1 + theta[i]) <= gap(i) * (1 - v), (1, product(below, up))).exp()
    low = combine(gap(i) * (1 + v) <= gap(i) * (1 + theta[i]), (1, product(below, down))).exp()
    own = exp(gap(i) * (1 + theta[i]))
    most = combine(computed(i) <= exp(gap(i) * (1 - v)) * (1 + v), (1 + v, high), (own, larger))
    least = combine(exp(gap(i) * (1 + v)) * (1 - v) <= computed(i), (1 - v, low), (own, smaller))
    return least, most


def sums(last, side):
    """Σ exp((z_j − a)(1 − u)) over the first indices, or with 1 + u where the side is −1."""
    j = indices("j", last)
    return Sum(exp(gap(j) * (1 - side * v)), j)


def per_sum(lemma, at):
    """A lemma about the index i, where that is the place of a sum that has a next one: so n >= 2."""
    return lemma.at({i: at}, given=[1 <= n - 1])


def recursion():
    """The next partial sum, as the model has it."""
    return specialise(suppose(MODEL[-1]), i)


def first_sum():
    """The first one is the first term."""
    start = combine(Eq(S[2], (S[1] + computed(1)) * (1 + eta[1])), (1, recursion().at({i: 1})))
    return start.by(suppose(MODEL[-2])).by(suppose(MODEL[-3])).algebra(computed(1))


def step_parts(side):
    """(1 ± u)^m, the term and its computed value, the bound of that, and ±η <= u, where there is a next partial sum."""
    more = [1 <= n - 1]
    bound = per_sum(term_bounds(i)[side > 0], m + 1)
    small = per_sum(suppose_all(Abs(eta[i]) <= v, i), m + 1)
    error = combine(side * eta[m + 1] <= v, (1, at_most_its_size(side * eta[m + 1], more)), (1, small), given=more)
    return more, (1 + side * v) ** m, exp(gap(m + 1) * (1 - side * v)), bound, error


@theorem("rounded-sum/lower", "No partial sum is computed as less than with all errors at −u", witness=AT | {"i": 1})
def lower_sums():
    """(1 − u)^m Σ exp((z_j − a)(1 + u)) <= S_(m+1) for all m, by induction along the partial sums."""
    more, power, term, least, error = step_parts(-1)
    known = power * sums(m, -1) <= S[m + 1]
    added = combine(
        0 < S[m + 1] + computed(m + 1), (1, suppose(known, more)), (1, least), gap=power * sums(m, -1) + term * (1 - v), given=more
    )
    step = combine(
        (1 - v) ** (m + 1) * (sums(m, -1) + term) <= S[m + 2],
        (-1, per_sum(recursion(), m + 1)),
        (1, product(added, error)),
        (1 - v, suppose(known, more)),
        (1 - v, least),
        ((1 - v) * term, found(power <= 1 - v, more)),
        given=more,
    )
    first = combine((1 - v) * exp(gap(1) * (1 + v)) <= S[2], (1, term_bounds(i)[0].at({i: 1})), (-1, first_sum()))
    return specialise(along_range(known, m, first, step), i)


@theorem("rounded-sum/upper", "No partial sum is computed as more than with all errors at u", witness=AT | {"i": 1})
def upper_sums():
    """S_(m+1) <= (1 + u)^m Σ exp((z_j − a)(1 − u)) for all m; no partial sum is negative, so that errors up are the worst."""
    more, power, term, most, error = step_parts(1)
    known = S[m + 1] <= power * sums(m, 1)
    lower, least = recall(lower_sums).at({i: m}, given=more), step_parts(-1)[3]
    low = (1 - v) ** m * sums(m, -1) + exp(gap(m + 1) * (1 + v)) * (1 - v)
    added = combine(0 < S[m + 1] + computed(m + 1), (1, lower), (1, least), gap=low, given=more)
    step = combine(
        S[m + 2] <= (1 + v) ** (m + 1) * (sums(m, 1) + term),
        (1, per_sum(recursion(), m + 1)),
        (1, product(added, error)),
        (1 + v, suppose(known, more)),
        (1 + v, most),
        ((1 + v) * term, found(1 + v <= power, more)),
        given=more,
    )
    first = combine(S[2] <= (1 + v) * exp(gap(1) * (1 - v)), (1, term_bounds(i)[1].at({i: 1})), (1, first_sum()))
    return specialise(along_range(known, m, first, step), i)


def of_the_sum(t):
    """How far the logarithm of the sum can be off, at first order n u and u times the weighted distance from the maximum."""
    return LSE(z + t * vector(k, top - z[k])) - LSE(z) - n * log(1 - t)


def log_error():
    """|log S_(n+1) − (LSE(z) − a)| is at most that: S_(n+1) lies between its bounds, and log-sum-exp above its tangent at z."""
    off, most, apart = log(S[n + 1]) - (LSE(z) - top), of_the_sum(v), vector(k, top - z[k])
    lower, upper = (recall(bounds).at({i: n}) for bounds in (lower_sums, upper_sums))
    towards, away = (recall(tangent).at({z_prime: z + side * v * apart}) for side in (1, -1))
    logs = found(log(1 + v) <= -log(1 - v))
    above = combine(off <= most, (1, upper.assuming(0 < S[n + 1]).log()), (n, logs))
    below = combine(-off <= most, (1, lower.log()), (1, towards), (1, away), given=[0 < S[n + 1]])
    return size_at_most(above, below)


def relative_error(t):
    """What bounds the error of the whole, divided by the unit roundoff t."""
    return ((1 + t) * ((1 + t) * of_the_sum(t) + t * (LSE(z) - top)) + t * Abs(LSE(z))) / t


def size_of_product(a, b):
    """|a b| = |a| |b|, where the sum is positive."""
    c, d = reals("c d")
    return found(Eq(Abs(c * d), Abs(c) * Abs(d))).at({c: a, d: b}, given=[0 < S[n + 1]])


@theorem(
    "lse-shift-error-entropy/total",
    "All rounding errors of the shifted formula together, at first order",
    witness=AT | {"nu": 0, "mu": 0},
)
def total():
    """With L = log S_(n+1) and e its error, the result is off by (e + νL)(1 + μ) + μ LSE(z)."""
    shifted, computed_log, E = LSE(z) - top, log(S[n + 1]), of_the_sum(v)
    off = computed_log - shifted
    small_nu, small_mu = suppose(Abs(nu) <= v), suppose(Abs(mu) <= v)
    own = size_at_most(combine(shifted <= shifted), combine(-shifted <= shifted, (2, recall(above_maximum))))
    error = log_error()
    size = combine(Abs(computed_log) <= shifted + E, (1, triangle(off, shifted, [0 < S[n + 1]])), (1, error), (1, own))
    rounded = off + nu * computed_log
    scaled = combine(
        Abs(nu * computed_log) <= v * (shifted + E),
        (1, size_of_product(nu, computed_log)),
        (v, size),
        (Abs(computed_log), small_nu),
    )
    first = combine(
        Abs(rounded) <= (1 + v) * E + v * shifted, (1, triangle(off, nu * computed_log, [0 < S[n + 1]])), (1, error), (1, scaled)
    )
    factor = combine(Abs(1 + mu) <= 1 + v, (1, triangle(1, mu)), (1, small_mu))
    second = combine(
        Abs(rounded * (1 + mu)) <= ((1 + v) * E + v * shifted) * (1 + v),
        (1, size_of_product(rounded, 1 + mu)),
        (1 + v, first),
        (Abs(rounded), factor),
    )
    result = (top + computed_log * (1 + nu)) * (1 + mu)
    bound = combine(
        Abs(result - LSE(z)) / v <= relative_error(v),
        (1 / v, triangle(rounded * (1 + mu), mu * LSE(z), [0 < S[n + 1]])),
        (1 / v, second),
        (1 / v, size_of_product(mu, LSE(z))),
        (Abs(LSE(z)) / v, small_mu),
    )
    positive = combine(0 < S[n + 1], (1, recall(lower_sums).at({i: n})), gap=(1 - v) ** n * sums(n, -1))
    limit = found(Eq(Limit(relative_error(t), t, 0), n + entropy(p) + Abs(LSE(z))))
    return together(given_lemma(bound, positive), limit)
