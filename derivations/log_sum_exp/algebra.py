"""Log-sum-exp as an addition: a ⊕ b = log(e^a + e^b) joins blocks as a maximum does, and + distributes over it."""

from sympy import Eq, Limit, Matrix, Max, exp, log

from ..definitions.blocks import inside, outside, positive_inside, positive_outside
from ..definitions.symbols import Z, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, positives, reals
from ..prover.proof.by_cases import given_lemma
from ..prover.proof.chain import derive
from ..prover.proof.recorded import found

a, b = reals("a b")
T = positives("T")


@theorem(
    "lse-associativity/blocks",
    "Log-sum-exp joins blocks",
    witness={"n": 2, "z": (0, 0), "b": (1, 0)},
)
def blocks():
    two = Matrix([log(inside), log(outside)])
    joined = (
        derive(LSE(two), given=[0 < inside, 0 < outside])
        .definition(log(exp(log(inside)) + exp(log(outside))))
        .algebra(log(Z))
        .definition(LSE(z))
    )
    return given_lemma(joined, positive_inside(), positive_outside())


@theorem("lse-associativity/no-neutral-on-reals", "No real number is neutral for ⊕")
def no_neutral():
    return derive(exp(a)).below(exp(a) + exp(b), gap=exp(b)).log().sides(left=a, using=())


@theorem("lse-associativity/tropical-limit", "As T → 0+ the log-sum-exp of two numbers at temperature T tends to the larger")
def tropical_limit():
    return found(Eq(Limit(T * log(exp(a / T) + exp(b / T)), T, 0, "+"), Max(a, b)))
