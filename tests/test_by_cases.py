"""Proof steps by cases: each proves what it says, and refuses what does not follow."""

import pytest
from sympy import Eq, Ne, Sum, evaluate, exp

from derivations.__main__ import main
from derivations.prover.book.cases import Case, by_cases
from derivations.prover.book.display import aligned, at_relation, in_words
from derivations.prover.book.ledger import find, ledger, printed as written, tidied
from derivations.prover.book.lemmas import LONGEST, with_short_lemmas, without_lemmas
from derivations.prover.language.sympy_notation import (
    ForAll, Maximum, delta, dimension, indices, largest, matrices, Minimum, read, reals, softmax, vectors,
)  # fmt: skip
from derivations.prover.proof.by_cases import (
    both_bounds, forced_equal, given_lemma, impossible, nonnegative, positive, specialise, termwise_equal, together, whether_equal,
    whichever,
)  # fmt: skip
from derivations.prover.proof.chain import StepFailed, combine, derive, proved, suppose
from derivations.prover.proof.extrema import maximum_reached, over_minimum, under_maximum, within_range
from derivations.prover.verdict import check
from derivations.prover.verdict.explanation import explained
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
    return [(line.text, line.cases) for line in written(tidied(derivation.steps))]


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
    assert [line.attributes for line in page if line.case] == [' class="case"'] * 2 and ' class="in1"' in {
        line.attributes for line in page
    }
    printed = article.derivation(entry.__class__(**vars(entry) | {"derivation": entry.derivation[-9:]}))
    assert "{.case depth=0}" in printed and "{.line side=left depth=1}" in printed


def test_lines_of_a_lemma_on_the_spot_are_shown_and_a_short_telling_keeps_what_it_says():
    lemma = derive(x**2 - y**2).algebra((x - y) * (x + y)).algebra((x + y) * (x - y))
    whole = derive(2 * (x**2 - y**2)).by(lemma)
    told = [line.text for line in written(tidied(whole.steps))]
    assert told[:2] == ["x**2 - y**2 = (x - y)*(x + y)", "x**2 - y**2 = (x + y)*(x - y)"]
    short = written(tidied(without_lemmas(whole.steps, tidied(whole.steps))))
    assert [line.text for line in short] == told[1:] and short[0].after == "after a line that is left out"
    assert all(len(entry.brief) < len(entry.derivation) for entry in ledger() if entry.brief)


def test_what_holds_under_a_supposition_of_its_own_stands_in_no_other_place_than_its_case():
    """Where min(1, max(0, u)) is 0 in one case, 1 in another and u in a third, no line says 0 = 1 before them."""
    lines = find("sparsemax-closed-form/two-classes").derivation
    assert all(line.cases for line in lines if line.text.startswith("Min(1,")) and not any(
        line.latex.startswith("= 1") and before.latex.endswith("= 0") for before, line in zip(lines, lines[1:])
    )


# --- how long prints are ---------------------------------------------------------------------------------------------


def lemma(lines):
    """x^2 − y^2 in as many lines, no two of which read alike."""
    found = derive(x**2 - y**2)
    for number in range(1, lines):
        found = found.algebra(x**2 + number - y**2 - number)
    return found.algebra((x - y) * (x + y))


def printed(derivation):
    return written(tidied(with_short_lemmas(derivation.steps, tidied(derivation.steps))))


def test_a_lemma_that_is_longer_than_what_it_serves_stands_with_its_statement():
    served = derive(2 * (x**2 - y**2)).by(lemma(3))
    assert len(printed(served)) == 2 and printed(served)[0].after == "after 2 lines that are left out"
    served = served.algebra(2 * (x**2 - x * y + x * y - y**2)).algebra(2 * (x**2 - y**2))
    assert len(printed(served)) == 6 and not any(line.left_out for line in printed(served))


def test_a_lemma_of_more_than_a_dozen_lines_stands_with_its_statement_and_so_does_a_lemma_of_a_lemma():
    served = derive(2 * (x**2 - y**2)).by(lemma(LONGEST + 1))
    for number in range(1, 2 * LONGEST):
        served = served.algebra(2 * (x - y) * (x + y) + number - number)
    assert printed(served)[0].after == f"after {LONGEST} lines that are left out"
    inner = derive(2 * (x**2 - y**2)).by(lemma(2)).algebra(2 * x**2 - 2 * y**2)
    outer = derive(6 * (x**2 - y**2)).algebra(3 * (2 * (x**2 - y**2))).by(inner).algebra(6 * x**2 - 6 * y**2)
    assert [line.after for line in printed(outer)].count("after a line that is left out") == 1


def test_what_several_cases_rest_on_is_derived_once_before_them():
    own = combine(0 <= 2 * x, (2, suppose(0 <= x)))

    def case(hypothesis):
        return combine(-(y**2) - exp(z[i]) <= 2 * x, (1, own), (0, suppose(hypothesis)), gap=y**2 + exp(z[i]))

    lines = lines_of(whichever(z[i], z[j], case))
    assert lines[:2] == [("x >= 0", ()), ("0 <= 2*x", ())]
    assert [text for text, _ in lines].count("0 <= 2*x") == 1


def test_no_print_is_long_without_need_and_no_line_stands_twice_in_a_row():
    for entry in ledger():
        assert len(entry.derivation) <= 180, entry.part
        for before, line in zip(entry.derivation, entry.derivation[1:]):
            assert (before.text, before.cases) != (line.text, line.cases), (entry.part, line.text)


def test_cases_of_which_no_line_is_shown_are_named_in_the_reason():
    line = find("sparsemax-jacobian/lipschitz").derivation[0]
    assert line.rule == "whichever is larger" and line.because == "z[k] - tau < 0, z[k] - tau = 0, 0 < z[k] - tau"
    for entry in ledger():
        for place, line in enumerate(entry.derivation):
            if line.rule == "whichever is larger" and not line.because:
                assert any(other.cases for other in entry.derivation[:place]), entry.part


def test_an_explanation_sets_cases_as_cases():
    lines = explained(check("abs(x) >= x", "x: real").theorem)
    assert [line.strip() for line in lines if not line.endswith("]")] == ["Case x < 0:", "Case x = 0:", "Case 0 < x:"]
    numbered = [line for line in lines if line.endswith("]")]
    assert [int(line.partition(".")[0]) for line in numbered] == list(range(1, len(numbered) + 1))
    assert numbered[-1].startswith(f"{len(numbered):3}. Abs(x)") and "from 2, 3, 4" in numbered[-2]
