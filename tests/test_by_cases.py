"""Proof steps by cases: each proves what it says, and refuses what does not follow."""

import pytest
from sympy import Eq, Ne, Sum, evaluate, exp

from derivations.__main__ import main
from derivations.prover.book.cases import Case, by_cases
from derivations.prover.book.display import aligned, at_relation, in_words
from derivations.prover.book.ledger import find, ledger, shown, tidied
from derivations.prover.language.sympy_notation import (
    ForAll, Maximum, delta, dimension, indices, largest, matrices, Minimum, read, reals, softmax, vectors,
)  # fmt: skip
from derivations.prover.proof.by_cases import (
    both_bounds, forced_equal, given_lemma, impossible, nonnegative, positive, specialise, termwise_equal, together, whether_equal,
    whichever,
)  # fmt: skip
from derivations.prover.proof.chain import StepFailed, combine, derive, proved, suppose
from derivations.prover.proof.extrema import maximum_reached, over_minimum, under_maximum, within_range
from paper import article
from paper.book.theorems import lines

n = dimension("n")
z, h = vectors("z h", n)
M = matrices("M", n, n)
i, j, k = indices("i j k", n)
x, y = reals("x y")


@pytest.fixture(autouse=True)
def as_written():
    with evaluate(False):
        yield


def says(derivation, relation, *given):
    theorem = proved(derivation)
    assert theorem.conclusion == read(relation)
    assert set(theorem.hypotheses) == set(map(read, given))


def test_a_hypothesis_about_all_entries_at_one_of_them():
    everywhere = ForAll(Eq(z[k], x), k)
    says(specialise(suppose(everywhere), i), Eq(z[i], x), everywhere)
    with pytest.raises(StepFailed):
        specialise(suppose(everywhere), x)


def test_several_statements_as_one_and_a_hypothesis_that_is_a_theorem():
    says(together(positive(exp(x)), nonnegative(y**2)), (0 < exp(x), 0 <= y**2))
    supposed = suppose(0 < exp(x))
    says(given_lemma(supposed, positive(exp(x))), 0 < exp(x))
    with pytest.raises(StepFailed):
        given_lemma(supposed, nonnegative(exp(x)))
    with pytest.raises(StepFailed):
        positive(x)


def test_an_equation_from_both_sides():
    says(both_bounds(suppose(x <= y), suppose(y <= x)), Eq(x, y), x <= y, y <= x)
    with pytest.raises(StepFailed):
        both_bounds(suppose(x <= y), suppose(x <= y))


def test_equal_sums_of_ordered_terms_have_equal_terms():
    order = combine(2 * z[k] <= z[k] ** 2 + 1, gap=(z[k] - 1) ** 2)
    equal = Eq(Sum(2 * z[k], k), Sum(z[k] ** 2 + 1, k))
    says(termwise_equal(order, suppose(equal), k), Eq(2 * z[k], z[k] ** 2 + 1), equal)
    with pytest.raises(StepFailed):
        termwise_equal(order, suppose(Eq(Sum(2 * z[k], k), Sum(z[k] ** 2, k))), k)


def test_contradictions_prove_anything_and_only_contradictions_do():
    says(impossible(suppose(x < y), suppose(Eq(y, x)), Eq(z[i], z[j])), Eq(z[i], z[j]), x < y, Eq(y, x))
    with pytest.raises(StepFailed):
        impossible(suppose(x < y), suppose(Eq(x, 0)), Eq(z[i], z[j]))


def test_a_number_is_less_or_equal_or_more():
    says(whichever(x, y, lambda case: combine(0 <= (x - y) ** 2, gap=(x - y) ** 2)), 0 <= (x - y) ** 2)


def test_what_is_strict_on_both_sides_is_an_equation_in_the_middle_only():
    square = Eq((x - y) ** 2, 0)

    def strict(case):
        return combine(0 < (x - y) ** 2, gap=(x - y) ** 2, given=[case])

    says(forced_equal(x, y, strict, suppose(square)), Eq(x, y), square)
    with pytest.raises(StepFailed):
        forced_equal(x, y, lambda case: combine(0 < (x - y) ** 2 + 1), suppose(square))


def test_equal_indices_and_different_ones():
    goal = delta(i, j) * z[i] <= delta(i, j) * z[j]
    apart = combine(0 * z[i] <= 0 * z[j])
    says(whether_equal(goal, i, j, apart), goal)
    with pytest.raises(StepFailed):
        whether_equal(z[i] <= z[j], i, j, suppose(Ne(i, j)))


def test_what_holds_of_all_entries_of_all_rows_holds_of_each():
    everywhere = ForAll(M[i, k] > 0, k, i)
    says(positive(M[j, i], [everywhere]), M[j, i] > 0, everywhere)
    with pytest.raises(StepFailed):
        positive(M[j, i], [ForAll(M[i, i] > 0, i)])


def test_maxima_and_minima():
    says(under_maximum(z[k] ** 2, k), z[k] ** 2 <= Maximum(z[k] ** 2, k))
    says(over_minimum(z[k], k), Minimum(z[k], k) <= z[k])
    says(within_range(z, i, j), z[i] - z[j] <= largest(z) - Minimum(z[j], j))
    assert proved(maximum_reached(softmax(z)[k], k)).conclusion.op == "lt"
    with pytest.raises(StepFailed):
        under_maximum(1 / z[k], k)


def test_a_bare_hypothesis_is_used_where_it_stands_and_not_at_other_indices():
    given = Eq(z[i], x)
    assert proved(derive(z[i] + h[i]).by(suppose(given)).algebra(h[i] + x)).hypotheses == (read(given),)
    with pytest.raises(StepFailed):
        derive(z[j]).by(suppose(given))


# --- how cases are printed ------------------------------------------------------------------------------------------


def lines_of(derivation):
    """What each line says, and in which cases it stands."""
    return [(line.text, line.cases) for line in map(shown, tidied(derivation.steps))]


def test_lines_stand_in_the_case_that_they_suppose_and_no_others():
    general = combine(0 <= x**2 + y**2, (1, nonnegative(x**2)), gap=y**2)

    def sharper(hypothesis):
        own = combine(-(x**2) - exp(x) <= y**2, (1, general), (0, suppose(hypothesis)), gap=exp(x))
        return combine(-(x**2) - 2 * exp(x) <= y**2, (1, own), gap=exp(x))

    lines = lines_of(whichever(x, y, sharper))
    assert [cases for _, cases in lines[:2]] == [(), ()]  # what needs no case stands before them, once
    assert [cases for _, cases in lines[2:]] == [case for case in [("x < y",), ("x = y",), ("y < x",)] for _ in range(2)] + [()]
    assert all(text not in cases for text, cases in lines)


def test_every_case_of_the_ledger_is_told_whole_and_ends_before_what_follows_from_it():
    """Of each split every case has a line, the lines of a case stand together, and none says only what the case supposes."""
    split = 0
    for entry in ledger():
        rows = list(by_cases(entry.derivation))
        assert [row for _, row in rows if not isinstance(row, Case)] == list(entry.derivation)
        headings = [(depth, row.text) for depth, row in rows if isinstance(row, Case)]
        split += len(headings)
        assert all(len(line.cases) == len(line.cases_latex) for line in entry.derivation)
        assert not entry.derivation[-1].cases
        for (depth, row), (after, _) in zip(rows, rows[1:]):
            assert not isinstance(row, Case) or after == depth + 1 or isinstance(_, Case), entry.part
        for place, line in enumerate(entry.derivation):
            before = entry.derivation[place - 1].cases if place else ()
            assert line.cases == before or at_relation(line.latex)[0].strip(), entry.part
    assert split > 100


def test_cases_are_set_apart_in_every_print(capsys):
    entry = find("relative-entropy-term/tangent")
    assert r"\text{Case } a = 0\text{:}" in aligned(entry.derivation) and r"& \quad " in aligned(entry.derivation)
    assert "Case a = 0:" in "\n".join(in_words(entry.derivation))
    main(["show", entry.part])
    assert "\n      Case a = 0:\n" in capsys.readouterr().out
    page = lines(entry.derivation, {}, "../")
    assert [line.classes for line in page if line.case] == [' class="case"'] * 2 and ' class="in1"' in {
        line.classes for line in page
    }
    printed = article.derivation(entry.__class__(**vars(entry) | {"derivation": entry.derivation[-9:]}))
    assert "{.case depth=0}" in printed and "{.line side=left depth=1}" in printed


def test_lines_of_a_lemma_on_the_spot_are_shown_and_a_short_telling_keeps_what_it_says():
    lemma = derive(x**2 - y**2).algebra((x - y) * (x + y)).algebra((x + y) * (x - y))
    whole = derive(2 * (x**2 - y**2)).by(lemma)
    told = [line.text for line in map(shown, tidied(whole.steps))]
    assert told[:2] == ["x**2 - y**2 = (x - y)*(x + y)", "x**2 - y**2 = (x + y)*(x - y)"]
    short = [line.text for line in map(shown, tidied([step for step in whole.steps if not step.aside]))]
    assert short == told[1:]
    assert all(len(entry.brief) < len(entry.derivation) for entry in ledger() if entry.brief)


def test_what_holds_under_a_supposition_of_its_own_stands_in_no_other_place_than_its_case():
    """Where min(1, max(0, u)) is 0 in one case, 1 in another and u in a third, no line says 0 = 1 before them."""
    lines = find("sparsemax-closed-form/two-classes").derivation
    assert all(line.cases for line in lines if line.text.startswith("Min(1,")) and not any(
        line.latex.startswith("= 1") and before.latex.endswith("= 0") for before, line in zip(lines, lines[1:])
    )
