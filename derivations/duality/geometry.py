"""The geometry of the simplex: Fisher's information of a class drawn from softmax is its Jacobian, and what follows for its flows.

    Σ_y p_y (e_y − p)(e_y − p)ᵀ = J        J⁺ J g = g − mean(g) 1        J J⁺ J g = J g

The gradient in scores moves the probabilities by J J g; the natural gradient, in Fisher's metric, by J g: the replicator equation.
"""

from sympy import Derivative, Sum, evaluate, log, sqrt

from ..definitions.symbols import J, i, j, k, l, n, p, t, z
from ..jacobian.inverse import centring, pseudo_inverse
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, dot, entry, functions_of, indices, quadratic, softmax, vector, vectors
from ..prover.proof.by_cases import together
from ..prover.proof.chain import derive

g, h = vectors("g h", n)
y = indices("y", n)
path = functions_of("z", "differentiable real -> real", n)

with evaluate(False):
    moved = Sum(entry(J, i, k) * g[k], k)


# --- flows ----------------------------------------------------------------------------------------------------------


@theorem(
    "softmax-along-a-line/replicator",
    "Scores that move at a constant velocity move probabilities by the replicator equation",
    source="hofbauer2003",
)
def replicator():
    """ṗ_i = p_i (g_i − ⟨g⟩) for the scores z + t g."""
    along = softmax(z + t * g)
    return derive(Derivative(along[i], t)).compute(along[i] * (g[i] - dot(along, g)))


@theorem(
    "replicator-natural-gradient/flow", "Scores that move in any way move probabilities by the replicator equation, at each moment"
)
def flow():
    """ṗ_i = p_i (g_i − ⟨g⟩) for z(t), where g = ż(t)."""
    now = softmax(vector(k, path[k](t)))
    return derive(Derivative(now[i], t)).compute(now[i] * (path[i].slope(t) - Sum(now[k] * path[k].slope(t), k)))


# --- natural gradient -----------------------------------------------------------------------------------------------


@theorem("replicator-natural-gradient/euclidean-gradient", "The gradient in scores of a mean under softmax")
def euclidean_gradient():
    return derive(Derivative(dot(g, softmax(z)), z[i])).compute(moved)


@theorem("replicator-natural-gradient/natural-gradient", "The natural gradient is g less its mean, and moves p as g does")
def natural_gradient():
    """J⁺ J g = P g, with P = I − 11ᵀ/n, and J P g = J g."""
    mean = Sum(g[l], l) / n
    natural = Sum(pseudo_inverse(i, k) * Sum(entry(J, k, l) * g[l], l), k)
    centred = derive(natural).compute(Sum(centring(i, l) * g[l], l)).collapse(g[i] - mean)
    same = derive(Sum(entry(J, i, k) * (g[k] - mean), k)).compute(moved)
    return together(centred, same)


# --- Fisher's information -------------------------------------------------------------------------------------------


@theorem("softmax-fisher-information/score", "The score of a class")
def score():
    return derive(Derivative(log(p[y]), z[k])).compute(delta(k, y) - p[k])


@theorem("softmax-fisher-information/logits", "Fisher's information in scores is the Jacobian")
def information():
    return (
        derive(Sum(p[y] * (delta(i, y) - p[i]) * (delta(j, y) - p[j]), y))
        .compute(p[i] * (delta(i, j) - p[j]))
        .definition(entry(J, i, j))
    )


@theorem("softmax-fisher-information/simplex", "Fisher's information is the metric Σ v²/p of the probabilities")
def metric():
    row = Sum(entry(J, i, k) * h[k], k)
    return derive(Sum(row**2 / p[i], i)).compute(quadratic(J, h))


@theorem(
    "softmax-fisher-information/sphere", "With 2√p for coordinates the simplex is part of a sphere, and its metric that of space"
)
def sphere():
    """For a law that moves: it is the softmax of its logarithms, and of z(t) in any way."""
    now = softmax(vector(k, path[k](t)))
    length = derive(Sum((2 * sqrt(now[i])) ** 2, i)).definition(4)
    speed = derive(Sum(Derivative(2 * sqrt(now[i]), t) ** 2, i)).compute(Sum(Derivative(now[i], t) ** 2 / now[i], i))
    return together(length, speed)
