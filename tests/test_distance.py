"""Distance logits: the experiments against differences of the loss, and the steps of proofs that the chapter brought with it."""

import numpy as np
import pytest
from sympy import Eq, Integral, Le, Limit, Lt, Ne, evaluate, exp, oo

from derivations.distance.experiments import gaussian_distances, other_gradient, probabilities, target_gradient
from derivations.prover.language.sympy_notation import dimension, indices, positives, read, reals, vectors
from derivations.prover.proof.by_cases import different, nonnegative, positive
from derivations.prover.proof.calculus import integrate, smaller_integral
from derivations.prover.proof.chain import Approach, StepFailed, combine, in_order, suppose
from derivations.prover.proof.extrema import minimum_reached
from derivations.prover.proof.limit_order import limit_at_most

n = dimension("n")
k = indices("k", n)
z = vectors("z", n)
a, b, x = reals("a b x")
t = positives("t")
FAR = Approach(t, oo, "-")


def loss(d, target, kappa):
    return -np.log(probabilities(d, kappa))[target]


@pytest.mark.parametrize("kappa", [0.5, 1, 2, 28])
def test_the_gradients_are_differences_of_the_loss(kappa):
    d, step = np.array([0.8, 1.1, 1.3]), 1e-6
    for k, gradient in ((0, target_gradient), (1, other_gradient)):
        rest = (np.delete(d, k) ** -kappa).sum()
        shifted = [loss(d + sign * step * np.eye(3)[k], 0, kappa) for sign in (1, -1)]
        assert gradient(d[k], kappa, rest) == pytest.approx(abs(shifted[0] - shifted[1]) / (2 * step), rel=1e-6)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda: target_gradient([1], kappa=0, rest=1), "kappa must be a number > 0, not 0"),
        (lambda: other_gradient([1], kappa=float("nan"), rest=1), "kappa must be a number > 0, not nan"),
        (lambda: target_gradient([0], kappa=1, rest=1), "every distance d must be > 0"),
        (lambda: probabilities([1, 2], kappa=-2), "kappa must be a number > 0, not -2"),
        (lambda: gaussian_distances(0, pairs=1, seed=1), "D must be a whole number >= 1, not 0"),
        (lambda: gaussian_distances(2.5, pairs=1, seed=1), "D must be a whole number >= 1, not 2.5"),
        (lambda: gaussian_distances(2, pairs=True, seed=1), "pairs must be a whole number >= 1, not True"),
        (lambda: gaussian_distances(2, pairs=1, seed=1, sigma=0), "sigma must be a number > 0, not 0"),
    ],
)
def test_impossible_parameters_are_refused_by_name(question, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        question()


def test_the_same_seed_draws_the_same_distances_about_as_long_as_the_theorem_says():
    drawn = gaussian_distances(768, pairs=500, seed=7, sigma=2)
    assert (drawn == gaussian_distances(768, pairs=500, seed=7, sigma=2)).all()
    assert 2 * np.sqrt(2) * np.sqrt(767.5) - 1 < drawn.mean() < 2 * np.sqrt(2) * np.sqrt(768) + 1


# --- steps of proofs ------------------------------------------------------------------------------------------------


def proves(derivation, relation):
    assert derivation.conclusion().conclusion == read(relation)


def test_limits_keep_order():
    with evaluate(False):
        limit = FAR.through(3 - b, b, FAR.of_variable()).sides(right=3)
        below = combine(3 - 1 / t <= 3, gap=1 / t)
        proves(limit_at_most(FAR, limit, below), Le(3, 3))
        with pytest.raises(StepFailed):
            limit_at_most(FAR, limit, suppose(Le(a, b)))


def test_a_limit_is_infinite_where_its_inverse_vanishes():
    with evaluate(False):
        inverse = FAR.rewrite(FAR.of_variable(), 1 / t)
        proves(FAR.to_infinity(inverse, positive(t)), Eq(Limit(t, t, oo, "-"), oo))


def test_the_minimum_is_reached():
    conclusion = minimum_reached(z[k], k).conclusion()
    assert conclusion.conclusion.op == "lt" and not conclusion.hypotheses


def test_what_can_never_be_equal_differs():
    with evaluate(False):
        never = combine(Lt(0, 0), (1, suppose(Eq(exp(a), 0))), gap=exp(a))
        proves(different(never, exp(a), 0), Ne(exp(a), 0))
        with pytest.raises(StepFailed, match="impossible"):
            different(suppose(Lt(a, b)), a, b)


def test_an_integral_of_what_is_smaller():
    with evaluate(False):
        bound, inside = Integral(x, (x, 0, 1)), [x > 0]
        smaller = Integral(x / (1 + x), (x, 0, 1))
        order = combine(x / (1 + x) <= x, gap=x**2 / (1 + x), given=inside)
        signs = nonnegative(x / (1 + x), given=inside), nonnegative(x, given=inside)
        theorem = smaller_integral(smaller, bound, integrate(bound, x**2 / 2), order, *signs)
        proves(theorem, Le(smaller, bound))
        assert in_order(theorem, integrate(bound, x**2 / 2)).conclusion().conclusion.args[0] == read(smaller)
