"""Entropies that are sums: the maximiser of ⟨q, z⟩ − Σ φ(q_k), and when its odds depend on two scores alone.

Where it is largest, φ′(p_i) − φ′(p_j) = z_i − z_j. If the odds of two classes do not depend on the other scores, a φ″(a) is the
same for all a: the entropy is Shannon's, and the maximiser softmax.
"""

from sympy import Derivative, Eq, Lambda, Lt, Rational, Sum, evaluate, exp, log

from ..log_sum_exp.tangent import exp_tangent
from ..prover.book.ledger import theorem
from ..prover.kernel import rules
from ..prover.language.sympy_notation import ForAll, delta, functions_of, proportions, read, softmax, vector
from ..prover.proof.by_cases import clause, specialise, together, whichever
from ..prover.proof.calculus import constant, stationary
from ..prover.proof.chain import asked, combine, derive, for_all, recall, suppose, tangent_line
from .vocabulary import T, a, b, h, i, j, k, law, q, r, t, u, w, x, z

half = Rational(1, 2)
y = proportions("y")

with evaluate(False):
    p = softmax(z / T)
    whole = Eq(Sum(q[k], k), 1)
    value = Sum(q[k] * z[k], k) - T * Sum(q[k] * log(q[k]), k)
    best = Sum(p[k] * z[k], k) - T * Sum(p[k] * log(p[k]), k)


@theorem(
    "separable-entropy-iia-forces-shannon/converse",
    "With Shannon's entropy the maximiser is softmax, and its ratios depend on two scores only",
    witness={"n": 1, "q": (1,)},
)
def shannon_converse():
    tangent = recall(exp_tangent).at({x: log(p[k]) - log(q[k])}).times(q[k]).sum(k)
    optimal = combine(value <= best, (T, tangent), given=[whole])
    return together(derive(p[i] / p[j]).definition(exp((z[i] - z[j]) / T)), optimal)


# --- any entropy that is a sum --------------------------------------------------------------------------------------

phi = functions_of("phi", "twice differentiable (0, 1) -> real")

with evaluate(False):
    LAW = Eq(Sum(law[k], k), 1)


def objective(q):
    """⟨q, z⟩ − Σ φ(q_k), q being given by its entries"""
    return Sum(q(k) * z[k], k) - Sum(phi(q(k)), k)


@theorem(
    "separable-entropy-iia-forces-shannon/stationarity",
    "Where the objective is largest, differences of scores are differences of φ′",
    witness={"n": 2, "p": (Rational(1, 2), Rational(1, 2)), "z": (0, 0), "phi": Lambda(a, a**2)},
)
def stationarity():
    """Along p_k e^(t h_k), normalised, the objective is largest at t = 0. So Σ p_k (h_k − ⟨h⟩)(z_k − φ′(p_k)) = 0, for every h.

    Of h = e_i this says that z_i − φ′(p_i) is the mean of all such numbers.
    """
    best = ForAll(objective(lambda k: w[k] / Sum(w[j], j)) <= objective(lambda k: law[k]), w)
    at_start = objective(lambda k: law[k] * exp(0 * h[k]) / Sum(law[j] * exp(0 * h[j]), j))
    along = specialise(suppose(best), vector(k, law[k] * exp(t * h[k]))).assuming(LAW)
    flat = stationary(along.sides(right=at_start, using=()), t, 0)
    gap = z[k] - phi.slope(law[k])
    slope = Sum(law[k] * (h[k] - Sum(law[j] * h[j], j)) * gap, k)
    balanced = flat.sides(left=slope, using=("definition", "derivative", "collapse")).at({h: vector(k, delta(k, i))})
    off_mean = z[i] - phi.slope(law[i]) - Sum(law[k] * gap, k)
    level = balanced.sides(left=law[i] * off_mean, using=("definition", "collapse")).cancel(law[i], off_mean)
    goal = Eq(phi.slope(law[i]) - phi.slope(law[j]), z[i] - z[j])
    return combine(goal, (-1, level), (1, level.at({i: j})))


with evaluate(False):
    RAY = ForAll(Eq(u * r * phi.slope(u * r, 2), u * (1 - r) * phi.slope(u * (1 - r), 2)), u, r)  # a = ur, b = u (1 − r)
    CONVEX = ForAll(phi((a + a * u) / 2) < (phi(a) + phi(a * u)) / 2, a, u)
    own = phi.slope(half, 2) / 2  # the temperature that φ has


def convex():
    """φ in the middle of a and au is below the mean of its values there, if φ″ > 0: it lies above its tangent in the middle."""
    middle = (a + a * u) / 2
    curved = specialise(suppose(ForAll(0 < phi.slope(a, 2), a)), y)
    apart = [0 < a - middle, a * u - middle < 0]
    bent = combine(0 < Derivative(2 * phi(y), (y, 2)), (2, curved)).assuming(*apart)
    gaps = [combine(side, gap=a * (1 - u) / 2) for side in apart]
    tangents = [tangent_line(bent, y, middle, end).knowing(*gaps) for end in (a, a * u)]
    return combine(phi(middle) < (phi(a) + phi(a * u)) / 2, *((Rational(1, 4), tangent) for tangent in tangents))


@theorem(
    "separable-entropy-iia-forces-shannon/shannon",
    "If a φ″(a) = b φ″(b) whenever a + b < 1, the entropy is Shannon's",
    witness={"phi": Lambda(a, a * log(a))},
    implies=lambda: for_all(for_all(convex(), a), u),
)
def shannon():
    """a φ″(a) is s φ″(s) for s = (1 − a)/2, and so is ½ φ″(½): φ′(t) − T log t has the derivative 0, with T = ½ φ″(½).

    Were T <= 0, −φ would be convex, and φ in the middle of two points at least what it is on average.
    """

    def bent(argument, value):
        """φ″ at an argument that comes to a simpler one."""
        return derive(phi.slope(argument, 2)).by(derive(argument).algebra(value))

    def on_ray(total, rest, part, other, first, second):
        """a φ″(a) = b φ″(b), where total = a + b = 1 − rest and part = a/total = 1 − other."""
        inside = combine(0 < 1 - total, gap=rest), combine(0 < 1 - part, gap=other)
        known = suppose(RAY).assuming(0 < 1 - total, 0 < 1 - part)
        same = specialise(known, part, total).knowing(*inside)
        left, right = bent(total * part, first), bent(total * (1 - part), second)
        goal = Eq(first * phi.slope(first, 2), second * phi.slope(second, 2))
        return combine(goal, (1, same), (-total * part, left), (total * (1 - part), right))

    s = (1 - a) / 2
    from_a = on_ray((1 + a) / 2, (1 - a) / 2, 2 * a / (1 + a), (1 - a) / (1 + a), a, s)
    from_half = on_ray((2 - a) / 2, a / 2, 1 / (2 - a), (1 - a) / (2 - a), half, s)
    law = combine(Eq(a * phi.slope(a, 2), own), (1, from_a), (-1, from_half))
    vanishing = combine(Eq(Derivative(phi.slope(a) - own * log(a), a), 0), (1 / a, law))
    level = constant(vanishing, a, b, half)
    form = combine(Eq(phi.slope(b), own * log(b) + (phi.slope(half) - own * log(half))), (1, level))

    def above(sign):
        if sign == Lt(0, own):
            return suppose(sign)
        below = combine(own <= 0, (1, suppose(sign))) if sign == Lt(own, 0) else combine(own <= 0, (-1, suppose(sign)))
        bent_down = combine(0 <= Derivative(-phi(a), (a, 2)), (1 / a, law), (1 / a, below))
        middle = Rational(3, 8)
        tangents = [tangent_line(bent_down, a, middle, end) for end in (half, half / 2)]
        convex = specialise(suppose(CONVEX), half, half)
        never = combine(Lt(0, 0), (1, convex), *((half, tangent) for tangent in tangents))
        return asked("contradiction", lambda known: rules.absurd(known, read(Lt(0, own))), never)

    return together(form, whichever(0, own, above))


@theorem(
    "separable-entropy-iia-forces-shannon/softmax",
    "The maximiser is softmax at a temperature that φ″ tells",
    witness={"n": 2, "p": (half, half), "z": (0, 0), "phi": Lambda(a, a * log(a))},
    implies=lambda: for_all(for_all(convex(), a), u),
)
def softmax_is_forced():
    """T log p_i − T log p_j = z_i − z_j, so that p_i e^(z_j/T) = p_j e^(z_i/T): this is to be summed over j."""
    form, warm = clause(shannon, 0), clause(shannon, 1)
    differences = ForAll(Eq(phi.slope(law[i]) - phi.slope(law[j]), z[i] - z[j]), i, j)
    here = specialise(suppose(differences), j, i)
    at_i, at_j = (form.at({b: law[index]}) for index in (i, j))
    logs = combine(
        Eq(log(law[i]) + z[j] / own, log(law[j]) + z[i] / own), (1 / own, here), (-1 / own, at_i), (1 / own, at_j), given=[0 < own]
    )
    ratio = logs.exp().sides(law[i] * exp(z[j] / own), law[j] * exp(z[i] / own), using=())
    partition = Sum(exp(z[j] / own), j)
    total = ratio.sum(j).sides(law[i] * partition, using=())
    shares = combine(
        Eq(law[i], softmax(z / own)[i]), (1 / partition, total), (exp(z[i] / own) / partition, suppose(LAW)), given=[0 < own]
    )
    return shares.knowing(warm)
