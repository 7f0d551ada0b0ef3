"""How sparsemax changes with the scores: no further than they do, and on the support as a projection.

s marks the classes of the support, m in number: diag(s) − s sᵀ/m takes their mean from the scores there, and the others away.
"""

from fractions import Fraction

from sympy import Eq, Max, Ne, Sum, evaluate

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, indices, positives, reals, vectors
from ..prover.proof.by_cases import together, whichever
from ..prover.proof.chain import cases, combine, derive, suppose, suppose_all
from .vocabulary import i, j, k, n, z

s, y = vectors("s y", n)
l = indices("l", n)  # noqa: E741
tau, t = reals("tau t")
r = positives("r")

with evaluate(False):
    many = Sum(s[l], l)
    entry = lambda i, j: delta(i, j) * s[i] - s[i] * s[j] / many  # noqa: E731
    p, q = Max(z[k] - tau, 0), Max(y[k] - t, 0)  # sparsemax of z and of y


@theorem(
    "sparsemax-jacobian/projection",
    "On its support the Jacobian of sparsemax is a projection, of a rank one less than the classes that it has",
    source="martins2016",
    witness={"n": 2, "s": (1, 0)},
)
def projection():
    """A² = A = Aᵀ, and A has the trace m − 1."""
    marks, some = suppose_all(Eq(s[k] ** 2, s[k]), k), many > 0
    square = derive(Sum(entry(i, k) * entry(k, j), k), given=[some]).collapse(
        delta(i, j) * s[i] ** 2 - s[i] ** 2 * s[j] / many - s[i] * s[j] ** 2 / many + s[i] * s[j] * Sum(s[k] ** 2, k) / many**2
    )
    return together(
        square.by(marks).algebra(entry(i, j)),
        derive(entry(i, j), given=[some]).collapse(entry(j, i)),
        derive(Sum(entry(i, i), i), given=[some]).algebra(many - Sum(s[i] ** 2, i) / many).by(marks).algebra(many - 1),
    )


@theorem(
    "sparsemax-jacobian/lipschitz",
    "Two outcomes of sparsemax are no further apart than the scores",
    source="martins2016",
    witness={"n": 2, "z": (1, 0), "y": (1, 0), "tau": 0, "t": 0},
)
def lipschitz():
    """2 (p − q)² <= 2 (z − y) (p − q) − 2 (τ − t) (p − q) in each class, and the last adds up to 0."""
    first, second = z[k] - tau, y[k] - t
    goal = (p - q) ** 2 <= (first - second) * (p - q)

    def case(side):
        def inner(other):
            return combine(goal, gap=((first - second) - (p - q)) * (p - q), given=[side, other])

        return whichever(second, 0, inner)

    each = whichever(first, 0, case)
    doubled = combine(
        (p - q) ** 2 <= (z[k] - y[k]) ** 2 - 2 * (tau - t) * (p - q), (2, each), gap=(z[k] - y[k] - (p - q)) ** 2
    ).sum(k)
    ones = [suppose(Eq(Sum(share, k), 1)) for share in (p, q)]
    return combine(
        Sum((p - q) ** 2, k) <= Sum((z[k] - y[k]) ** 2, k), (1, doubled), (-2 * (tau - t), ones[0]), (2 * (tau - t), ones[1])
    )


with evaluate(False):
    step = r * (delta(k, i) - delta(k, j))
    moved = Max(step + 1 / n, 0)  # sparsemax of the step, with the threshold −1/n


@theorem(
    "sparsemax-jacobian/lipschitz-sharp",
    "Sparsemax moves as far as the scores do, at small steps from equal scores",
    source="martins2016",
    witness={"n": 2, "i": 1, "j": 2, "r": Fraction(1, 2)},
)
def lipschitz_sharp():
    """The scores 0 and r (e_i − e_j) have the outcomes 1/n and 1/n + r (e_i − e_j), as r <= 1/n."""
    small = suppose(r <= 1 / n)
    least = combine(0 <= step + 1 / n, (delta(k, j), small), gap=(1 - delta(k, j)) / n + r * delta(k, i), given=[Ne(i, j)])
    same = cases(suppose(0 <= t), *(derive(Max(t, 0), given=[side]).algebra(t) for side in (Eq(0, t), 0 < t)))
    kept = same.at({t: step + 1 / n}).knowing(least)
    return together(
        derive(Sum(moved, k), given=[Ne(i, j)]).by(kept).collapse(1),
        derive(Sum((moved - 1 / n) ** 2, k), given=[Ne(i, j)]).by(kept).algebra(Sum(step**2, k)),
    )
