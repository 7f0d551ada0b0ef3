"""What attempts at false statements are made of."""

from kernel_terms import TWO, eq, index, k, lt, n, number, over, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import assume
from derivations.prover.kernel.terms import ONE, IllTyped, Term, at, fn, num, sort, sub, var


REFUSALS = (Refused, IllTyped)
REAL, POSITIVE, REAL_PAIR = sort("real"), sort("positive"), sort("real", TWO)
EVERYTHING = {"definition", "derivative", "collapse", "gamma"}
w = var("w", "complex")
hole, u, v = var("hole", "real"), var("u", "real"), var("v", "real")
fraction = var("b", "(0, 1)")
count = var("c", "natural")
late, early = index("late", n, TWO), index("early", sub(n, ONE))  # 2..n and 1..n-1: empty at n = 1
top = over("max", k, at(z, k))
grid = var("M", "real", n, n)

FALSEHOODS = {}


def false(attempt):
    """An attempt at a false statement: it must not come to a theorem."""
    assert attempt.__name__ not in FALSEHOODS
    FALSEHOODS[attempt.__name__] = attempt
    return attempt


def only(theorem, condition):
    """A theorem that is false only if it has come out stronger than its premises allow."""
    if not condition:
        raise Refused("nothing false has been shown")
    return theorem


def says(theorem, conclusion):
    return only(theorem, theorem.conclusion == conclusion)


def contradiction(variable):
    """variable < variable |- 1 = 0"""
    return rules.absurd(assume(lt(variable, variable)), eq(1, 0))


anything, rough, once = var("f", "real -> real"), var("f", "real -> positive"), var("f", "differentiable real -> positive")
twice, bent = var("f", "twice differentiable real -> positive"), var("f", "twice differentiable real -> real")
of_positive, of_share = var("g", "differentiable positive -> real"), var("g", "differentiable (0, 1) -> real")
nonnegative_one = var("f", "real -> nonnegative")


def call(f, u, order=0):
    return fn("call", f, num(order), number(u))


I, PI = Term("imaginary", ()), Term("pi", ())
