"""A classifier with scores f(x) as a joint density p(x, y) = exp(f_y(x))/Z, and what of it the classifier does not fix.

At a point x: p(y | x) = softmax(f)_y, and p(x) = exp(LSE(f))/Z. A level c(x), added to all scores, leaves the first as it is and
multiplies the second by exp(c(x)): the classifier fixes no density.
"""

from sympy import Eq, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, dimension, entry, indices, ones, positives, reals, softmax, vectors
from ..prover.proof.by_cases import together
from ..prover.proof.chain import derive, recall

n = dimension("n")
f = vectors("f", n)
y, l = indices("y l", n)
Z, target = positives("Z p")  # the normaliser, and a density at x
c = reals("c")

with evaluate(False):
    joint = lambda y: exp(f[y]) / Z  # noqa: E731
    marginal = Sum(joint(l), l)
    moved = f + c * ones(n)
    gauge = f + (log(target) - LSE(f)) * ones(n)


@theorem(
    "jem-joint-energy/conditional", "Given x, the classes of the joint density have softmax as their law", source="grathwohl2020"
)
def conditional():
    return derive(joint(y) / marginal).algebra(exp(f[y]) / Sum(exp(f[l]), l)).definition(softmax(f)[y])


@theorem("jem-joint-energy/marginal", "The density of x is the exponential of log-sum-exp, up to a factor", source="grathwohl2020")
def density():
    return derive(marginal).algebra(Sum(exp(f[l]), l) / Z).definition(exp(LSE(f)) / Z)


@theorem("jem-nll-split/split", "The log-likelihood splits into that of x and that of the class", source="grathwohl2020")
def split():
    return derive(log(joint(y))).definition(log(marginal) + log(softmax(f)[y]))


# --- what is gauge --------------------------------------------------------------------------------------------------


@theorem("jem-gauge/conditional", "A level that depends on x leaves the classes as they are", source="grathwohl2020", star=True)
def gauge_conditional():
    return (
        derive(entry(softmax(moved), y))
        .definition(exp(f[y] + c) / Sum(exp(f[l] + c), l))
        .algebra(exp(f[y]) / Sum(exp(f[l]), l))
        .definition(softmax(f)[y])
        .entrywise(y)
    )


@theorem("jem-gauge/marginal", "It multiplies the density of x")
def gauge_marginal():
    return derive(exp(LSE(moved))).definition(exp(c) * exp(LSE(f)))


@theorem(
    "jem-gauge/any-density-at-a-point",
    "Any density that is positive at a point is that of some level there",
    source="grathwohl2020",
)
def any_density_at_a_point():
    """c = log p* − LSE(f): so a level for each x makes of any classifier any positive density, which has the integral 1."""
    return together(
        derive(exp(LSE(gauge))).definition(exp(log(target) - LSE(f) + LSE(f))).algebra(target),
        recall(gauge_conditional).at({c: log(target) - LSE(f)}).restate(Eq(softmax(gauge), softmax(f))),
    )
