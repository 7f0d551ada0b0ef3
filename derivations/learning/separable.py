"""Separable data: the loss is never zero, and comes as near to it as one likes."""

from sympy import log

from ..definitions.simplex import below_one
from ..definitions.symbols import i, n, p
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import delta, entry, indices, softmax, vector
from ..prover.proof.chain import recall
from .fading import FAR, b, fading, t

j, y = indices("j y", n)


@theorem("cross-entropy-no-finite-minimiser/positive", "With two classes or more the loss is never zero", witness={"n": 2})
def positive():
    return recall(below_one).log().rearrange(0 < -log(p[i]))


@theorem("cross-entropy-no-finite-minimiser/infimum", "Cross-entropy tends to zero along the score of the label")
def infimum():
    """softmax(t e_y)_y = 1/(1 + (n − 1) e^(−t))."""
    edge = vector(j, t * delta(j, y))
    near = log(1 + (n - 1) * b)
    return FAR.rewrite(FAR.through(near, b, fading(1)), -log(entry(softmax(edge), y))).sides(right=0, using=())
