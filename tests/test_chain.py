"""Derivations: every rule that is named is applied, and what the kernel does not accept stops the chain with words."""

import pytest
from sympy import Derivative, Eq, Limit, Sum, evaluate, exp, factor, log

from derivations.prover.proof.by_cases import specialise
from derivations.prover.proof.chain import Approach, StepFailed, along_range, combine, derive, positive_sum, recall, suppose
from derivations.prover.book.ledger import proposition
from derivations.prover.language.sympy_notation import (
    LSE, ForAll, counts, delta, dimension, indices, largest, matrices, positives, read, reals, softmax, vector, vectors,
)  # fmt: skip

n = dimension("n")
z = vectors("z", n)
i, j, k = indices("i j k", n)
x, y = reals("x y")
T = positives("T")
Z = Sum(exp(z[j]), j)


@pytest.fixture(autouse=True)
def as_chapters_are_written():
    with evaluate(False):
        yield


def test_a_definition_must_be_needed():
    with pytest.raises(StepFailed, match="call the step algebra"):
        derive(x + x).definition(2 * x)
    assert derive(x + x).algebra(2 * x).conclusion().hypotheses == ()


@pytest.mark.parametrize(
    "step",
    [
        lambda: derive(softmax(z)[i]).algebra(exp(z[i]) / Z),  # needs the definition
        lambda: derive(Derivative(exp(x), x)).algebra(exp(x)),  # needs the derivative
        lambda: derive(Sum(delta(j, k) * z[j], j)).algebra(z[k]),  # needs the delta collapsed
        lambda: derive(softmax(z)[i]).definition(exp(z[j]) / Z),  # is false
        lambda: derive(x / y * y).algebra(x),  # y may be 0
        lambda: derive(log(x) - log(x)).algebra(0),  # x may be negative
        lambda: derive(x).at_most(x**2, gap=x**2 - x),  # no manifest sign
        lambda: derive(x).below(x + y**2, gap=y**2),  # not strict
        lambda: derive(x).log(),  # only a line so far
        lambda: derive(x).algebra(x + 0).log(),  # x may be negative
    ],
)
def test_refused_steps(step):
    with pytest.raises(StepFailed):
        step().conclusion()


def test_refusal_names_the_side_condition_and_the_remedy():
    with pytest.raises(StepFailed, match=r"not shown to be nonzero: y.*add a hypothesis"):
        derive(x / y * y).algebra(x)


def test_sympy_may_propose_the_next_line():
    done = derive(x**2 + 2 * x * y + y**2).algebra(factor)
    assert done.conclusion().conclusion.op == "eq"


def test_a_known_equation_is_used_under_a_derivative():
    gradient = proposition("lse-gradient-softmax/gradient")
    assert derive(Derivative(LSE(z), z[i], z[k])).by(gradient, Derivative(softmax(z)[i], z[k])).conclusion()
    with pytest.raises(StepFailed, match="does not occur"):
        derive(softmax(z)[i]).by(gradient)


def test_a_hypothesis_does_not_pass_under_a_binder_that_binds_its_variable():
    with pytest.raises(StepFailed):
        derive(Sum(exp(z[k]), k)).by(suppose(Eq(z[k], x))).conclusion()


def test_positive_sum_needs_a_positive_total():
    with pytest.raises(StepFailed):
        derive(Sum(1 - delta(k, i), k)).collapse(n - 1).above(0)  # n may be 1
    total = derive(Sum(1 - delta(k, i), k), given=[n >= 2]).collapse(n - 1).above(0)
    assert positive_sum(1 - delta(k, i), exp(z[k]), k, total).conclusion()


def test_values_must_lie_in_the_domain_of_what_they_replace():
    decay = recall(proposition("exponential-decay/limit"))
    gamma = positives("gamma")
    with pytest.raises(StepFailed):
        decay.at({gamma: x})
    assert decay.at({gamma: exp(x)}).conclusion()


def test_a_combination_needs_nonnegative_factors():
    lower = proposition("lse-max-sandwich/lower")
    assert combine(2 * largest(z) <= 2 * LSE(z), (2, lower)).conclusion()
    with pytest.raises(StepFailed):
        combine(-2 * largest(z) <= -2 * LSE(z), (-2, lower))


def test_a_limit_needs_continuity():
    cooling = Approach(T, 0, "+")
    with pytest.raises(StepFailed):
        cooling.through(1 / x, x, cooling.of_variable())
    done = cooling.rewrite(cooling.through(exp(x), x, cooling.of_variable()), exp(T))
    assert done.sides(right=1).conclusion().conclusion.args[0].op == "limit"
    assert Limit(exp(T), T, 0)


def test_a_step_leads_along_a_range_only_if_it_shows_the_next_place():
    N, q = dimension("N"), positives("q")
    at, j = indices("m", N - 1), indices("j", N)
    more = [1 <= N - 1]
    known = 1 + at * q <= (1 + q) ** at
    first = combine(1 + q <= 1 + q)
    step = combine(1 + (at + 1) * q <= (1 + q) ** (at + 1), (1 + q, suppose(known, more)), gap=at * q**2, given=more)
    assert specialise(along_range(known, at, first, step), j).conclusion().hypotheses == ()
    with pytest.raises(StepFailed):
        along_range(known, at, first, suppose(known, more))
    with pytest.raises(StepFailed):
        along_range(known, at, combine(1 <= 1 + q, gap=q), step)


def test_an_equation_between_whole_numbers_is_used_in_an_exponent():
    c = counts("c", n)
    known = Eq(Sum(c[j], j), 1)
    assert derive(T ** Sum(c[j], j), given=[known]).by(suppose(known)).algebra(T).conclusion()


def test_particular_values_of_a_matrix_are_written_out_in_hypotheses_too():
    A, known = matrices("A", n, n), suppose(ForAll(Eq(Sum(matrices("A", n, n)[i, j], j), 1), i))
    done = known.at({A: vector(i, vector(j, z[i] + z[j]))}).conclusion()
    assert done.hypotheses == (read(ForAll(Eq(Sum(z[i] + z[j], j), 1), i)),)


# --- letters for terms that need not be looked into -----------------------------------------------------------------


def test_letters_give_way_to_what_they_stand_for():
    whole = combine(Z * x <= Z * x + Z * y**2, gap=Z * y**2, letters={T: Z}).theorem
    assert whole.conclusion == read(Z * x <= Z * x + Z * y**2) and not whole.hypotheses


def test_premises_and_hypotheses_are_told_in_letters_too():
    order = suppose(x * Z <= y * Z)
    assert combine(x <= y, (1 / Z, order), letters={T: Z}).theorem.hypotheses == (read(x * Z <= y * Z),)
    given = combine(0 < (x - y) / 2, gap=(x - y) / 2, given=[x - y > 0], letters={T: x - y}).theorem
    assert given.conclusion == read(0 < (x - y) / 2) and given.hypotheses == (read(x - y > 0),)


@pytest.mark.parametrize(
    "question",
    [
        lambda: combine(0 < x * Z, gap=x * Z, letters={T: x * Z}),  # x Z need not be positive
        lambda: combine(0 < x - y, gap=x - y, letters={T: x - y}),
        lambda: combine(Z <= exp(z[1]) + Z, letters={T: Z}, gap=T),  # the letter is not free for use
    ],
)
def test_a_letter_is_not_more_than_its_term(question):
    with pytest.raises(StepFailed):
        question()
