"""There is a threshold with which the shares of entmax add up to 1: their total is continuous, and passes 1.

At the largest score the total is 0, and two below it more than 1. Where a score meets the threshold, no derivative need exist.
"""

from sympy import Eq, Limit, Lt, Max, Sum, evaluate, exp, log

from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import Maximum, delta, positives, reals
from ..prover.proof.by_cases import given_lemma, positive, whether_equal, whichever
from ..prover.proof.chain import Approach, combine, derive, for_all, in_order, suppose, turned
from ..prover.proof.extrema import under_maximum
from ..prover.proof.existence import takes_value
from ..prover.proof.moved_limits import from_both_sides
from ..prover.proof.recorded import found
from .entmax import a, alpha, e, not_negative, nothing, part, score, something, tau, values, x, y
from .vocabulary import h, i, k, z

place, hole = reals("c b")
small = positives("w")
NEAR = Approach(tau, place, "+-")

with evaluate(False):
    gap, gap_there = y - tau, y - place  # by which the score y exceeds the threshold


def none(excess, lemma):
    """[u]_+^e = 0, as u <= 0 by the lemma"""
    return nothing(x).at({x: excess}).knowing(lemma)


def some(excess, lemma):
    """[u]_+^e = exp(e log u), as 0 < u by the lemma"""
    return something(x).at({x: excess}).knowing(lemma)


def cut_off():
    """Where the score lies below c, the share is 0 near c as well."""
    near = none(gap, combine(gap <= 0, (1, suppose(y < tau)))).sides(right=0 * tau, using=()).assuming(y < place)
    there = none(gap_there, combine(gap_there <= 0, (1, suppose(y < place))))
    tends = NEAR.rewrite(NEAR.through(0 * y, y, NEAR.of_variable()), part(gap), same=near)
    return in_order(tends.sides(right=0, using=()), turned(there))


def kept():
    """Where it lies above, the share is exp(e log(y − τ)) near c as well."""
    above = suppose(place < y)
    near = some(gap, combine(0 < gap, (1, suppose(tau < y)))).assuming(place < y)
    there = some(gap_there, combine(0 < gap_there, (1, above)))
    tends = NEAR.through(exp(e * log(y - hole)), hole, NEAR.of_variable(), [above])
    return in_order(NEAR.rewrite(tends, part(gap), same=near), turned(there))


def met():
    """Where it meets c, the share tends to 0 from both sides."""
    equal = suppose(Eq(y, place))
    lower, upper = (Approach(tau, place, side) for side in "-+")
    power = found(Eq(Limit(small**e, small, 0, "+"), 0))
    left = some(gap, combine(0 < gap, (1, suppose(tau < place)), (-1, equal)))
    left = in_order(left, derive(exp(e * log(gap)), given=[Eq(y, place), tau < place]).algebra(exp(e * log(place - tau))))
    right = none(gap, combine(gap <= 0, (1, suppose(place < tau)), (1, equal))).sides(right=0 * tau, using=())
    left = lower.rewrite(lower.moved(exp(e * log(place - tau)), power), part(gap), same=left)
    right = upper.rewrite(upper.through(0 * y, y, upper.of_variable()), part(gap), same=right).sides(right=0, using=())
    there = none(gap_there, combine(gap_there <= 0, (1, equal)))
    return in_order(from_both_sides(left, right), turned(there))


def at_least_nothing():
    """0 <= [x]_+^e"""
    return not_negative(a, e).at({a: Max(x, 0)})


def continuous_part():
    """[y − τ]_+^e → [y − c]_+^e as τ → c"""
    proofs = {Lt(y, place): cut_off, Eq(y, place): met, Lt(place, y): kept}
    return whichever(y, place, lambda side: proofs[side]())


# --- all classes ------------------------------------------------------------------------------------------------------

with evaluate(False):
    exponent = 1 / (alpha - 1)
    top = Maximum((alpha - 1) * z[k], k)
    low = (alpha - 1) * z[i] - 2


def at_one_class(lemma, case=()):
    """What is shown of [x]_+^e, for the power of entmax"""
    return lemma.at({e: exponent} | dict(case), given=[alpha > 1])


def tends():
    """The total tends to what it is at the threshold c, whatever c is."""
    one = for_all(at_one_class(continuous_part(), {y: (alpha - 1) * z[k]}), k)
    _, have_values = values(place)
    return Approach(tau, place, "+-").through(Sum(h[k], k), h, one, have_values)


def none_at_the_top():
    """With the largest score as the threshold there is nothing left."""
    least = combine(score(top) <= 0, (1, under_maximum((alpha - 1) * z[k], k)))
    gone = at_one_class(nothing(x), {x: score(top)}).knowing(least).sum(k)
    return in_order(gone.sides(right=0, using=("definition", "collapse")), positive(1))


def more_than_one():
    """Two below the score of a class its share alone is 2^e, and no share is negative."""
    share, (known, lemmas) = exp(exponent * log(2)), values(low)
    above = combine(0 < (alpha - 1) * z[i] - low, gap=2)
    own = at_one_class(something(x), {x: (alpha - 1) * z[i] - low}).knowing(above).sides(right=share, using=())
    goal, given = delta(k, i) * share <= part(score(low), exponent), [*known, alpha > 1]
    least = at_one_class(at_least_nothing(), {x: score(low)})
    one = combine(share <= part((alpha - 1) * z[i] - low, exponent), (-1, own), given=given)
    each = whether_equal(goal, i, k, least.assuming(*given), one, given)
    least = given_lemma(each.sum(k).sides(left=share, using=("definition", "collapse")), *lemmas)
    large = combine(0 < exponent * log(2), (exponent, positive(log(2))), given=[alpha > 1])
    return in_order(large.exp().sides(left=1, using=()), least)


@theorem(
    "tsallis-entmax-form/threshold-exists",
    "There is a threshold with which the shares of entmax add up to 1",
    witness={"n": 2, "alpha": 2},
)
def threshold_exists():
    everywhere = tends()
    ends = (everywhere.at({place: point}, given=[alpha > 1]) for point in (top, low))
    return takes_value(*ends, none_at_the_top(), more_than_one(), everywhere)
