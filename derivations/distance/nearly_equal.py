"""Distances that hardly differ give probabilities close to 1/n; distances far beyond the nearest ones, close to none."""

from sympy import Sum, evaluate, exp, log

from ..log_sum_exp.tangent import exp_tangent
from ..prover.language.sympy_notation import ForAll, delta, nonnegative_vectors, nonnegatives, positives
from ..prover.proof.by_cases import specialise, together, whether_equal
from ..prover.proof.chain import combine, derive, recall, suppose
from ..prover.proof.sizes import size_at_most
from ..temperature.vocabulary import x as any_x
from .vocabulary import d, i, j, k, kappa, n

__all__ = ["a", "epsilon", "g", "log_difference", "q", "r", "share_apart", "share_between", "share_marked", "u"]

a, g, r, epsilon = positives("a g r epsilon")
q = nonnegatives("q")
u = nonnegative_vectors("u", n)


def log_difference():
    """|log a − log g| <= q/r, from a <= g + q, g <= a + q, r <= a and r <= g."""

    def one_way(a, g):
        tangent = recall(exp_tangent).at({any_x: log(a / g)}).sides(right=a / g, using=())
        bounds = (1 / g, suppose(a <= g + q)), (q / (r * g), suppose(r <= g))
        return combine(log(a) - log(g) <= q / r, (1, tangent), *bounds)

    return size_at_most(one_way(a, g), one_way(g, a).rearrange(-(log(a) - log(g)) <= q / r))


with evaluate(False):
    ratio, total = exp(kappa * (log(d[k]) - log(d[j]))), d[k] ** kappa * Sum(d[j] ** (-kappa), j)
    share = d[k] ** (-kappa) / Sum(d[j] ** (-kappa), j)
    CLOSE = ForAll(kappa * (log(d[i]) - log(d[j])) <= q, i, j)  # no two distances differ by much


def ratios():
    """e^−q <= (d_k/d_j)^κ <= e^q"""
    step = lambda i, j: specialise(suppose(CLOSE), j, i)  # noqa: E731
    up = step(j, k).rearrange(-q <= kappa * (log(d[k]) - log(d[j])))
    return up.exp(), step(k, j).exp()


def share_between():
    """1/(1 + (n − 1) e^q) <= p_k <= 1/(1 + (n − 1) e^−q)

    1/p_k = Σ_j (d_k/d_j)^κ, whose term j = k is 1, while the others lie between e^−q and e^q.
    """
    below, above = ratios()
    least, most = (1 + (n - 1) * exp(end) for end in (-q, q))

    def summed(relation, order, *sides):
        return whether_equal(relation, j, k, order, given=[CLOSE]).sum(j).sides(*sides, using=("collapse",))

    above = summed(ratio <= exp(q) + delta(j, k) * (1 - exp(q)), above, total, most)
    below = summed(exp(-q) + delta(j, k) * (1 - exp(-q)) <= ratio, below, least, total)
    return together(
        combine(1 / most <= share, (1 / (most * total), above)),
        combine(share <= 1 / least, (1 / (least * total), below)),
    )


def share_apart():
    """|p_k − 1/n| <= ε, if e^q <= 1 + ε, as 1/p_k lies between n e^−q and n e^q."""
    below, above = ratios()
    most, least = above.sum(j).sides(total, n * exp(q), using=()), below.sum(j).sides(n * exp(-q), total, using=())
    few, rest = suppose(exp(q) <= 1 + epsilon), epsilon * (1 - 1 / n)
    square = (exp(q / 2) - exp(-q / 2)) ** 2 / n  # e^q + e^−q − 2
    high = combine(share - 1 / n <= epsilon, (exp(q) / (n * total), least), (1 / n, few), gap=rest)
    low = combine(-(share - 1 / n) <= epsilon, (exp(-q) / (n * total), most), (1 / n, few), gap=square + rest)
    return size_at_most(high, low)


with evaluate(False):
    weight = exp(kappa * (log(a) - log(d[j])))  # (a/d_j)^κ, a being the least distance, say
    weights, marks = Sum(weight, j), Sum(u[j], j)
    MARKED = ForAll(u[j] <= weight, j)
    SHORT = ForAll(weight <= u[j] + epsilon / n, j)


def share_marked():
    """|p_k − u_k/Σ u| <= ε, if each (a/d_j)^κ lies between a mark u_j <= 1 and u_j + ε/n, and Σ u >= 1."""
    least, most = (specialise(suppose(bound), k) for bound in (MARKED, SHORT))
    least_all, most_all = (specialise(suppose(bound), j).sum(j) for bound in (MARKED, SHORT))
    least_all = least_all.sides(marks, weights, using=())
    most_all = most_all.sides(weights, marks + epsilon, using=())
    some, one = suppose(1 <= marks), suppose(u[k] <= 1)
    enough = combine(1 <= weights, (1, some), (1, least_all))
    share_is = derive(share).algebra(exp(kappa * (log(a) - log(d[k]))) / weights)
    high = combine(
        share - u[k] / marks <= epsilon,
        (1, share_is),
        (1 / weights, most),
        (u[k] / (weights * marks), least_all),
        (epsilon / (n * weights), enough),
        gap=epsilon * (1 - 1 / n),
    )
    low = combine(
        -(share - u[k] / marks) <= epsilon,
        (-1, share_is),
        (1 / weights, least),
        (u[k] / (weights * marks), most_all),
        (epsilon / (weights * marks), one),
        (epsilon / (weights * marks), enough),
        (epsilon / marks, some),
    )
    return size_at_most(high, low)
