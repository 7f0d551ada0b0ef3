# ruff: noqa: E501 (the kernel's own lines)
"""Each guard of the kernel taken away, one at a time: then a falsehood of falsehoods/ must become provable.

A mutant is a copy of the kernel with one piece of its text replaced, loaded under another name; the falsehoods are loaded again
to speak to it.  A piece that is no longer found fails the test: the guard has moved, and its mutant must follow.
"""

import ast
import sys
import __future__ as future
from functools import cache
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.util import spec_from_loader
from itertools import pairwise
from pathlib import Path

import pytest
from falsehoods import FALSEHOODS

from derivations.prover.book import trust

KERNEL = trust.KERNEL
DERIVED = KERNEL.parent / "proof" / "derived.py"
TESTS = Path(__file__).parent
NAME = "mutant_kernel"
MODULES = [module.__name__.partition("kernel.")[2] for module in trust.MODULES[1:]]  # without the package itself
RULES = MODULES[MODULES.index("theorem") : -1]  # the last one only gathers them
PACKAGES = ("", "falsehoods")  # of which nothing is run; and the rules


def changed(old, new, *falsehoods):
    """The text `old` becomes `new`: then one of the falsehoods gets through."""
    return old, new, falsehoods


def required(condition, *falsehoods):
    """A condition that a rule requires is always met."""
    return changed(f"_require({condition}, ", "_require(True, ", *falsehoods)


def dropped(statement, *falsehoods):
    """A statement does nothing."""
    return changed(statement, "pass", *falsehoods)


INNER = (
    "the_slope_of_a_slope_that_is_there_at_a_jump_alone",
    "the_slope_of_a_slope_that_is_there_at_one_number_alone",
    "the_slope_of_a_slope_where_a_function_may_jump",
)
MUTANTS = {  # by module
    "rules": [
        changed(" and left.args[1] == right.args[1] == index", "", "one_entry_for_all"),
        changed("if v != n)", "if v == n)", "a_statement_that_its_step_supposes_of_every_dimension"),
        changed(
            "return evaluate(term) if there else taken(term, facts)",
            "return evaluate(term)",
            "a_derivative_by_rules_that_do_not_hold",
            "a_derivative_by_rules_that_do_not_hold_in_a_sum",
        ),
        changed(
            "    _not_assumed(theorem.hypotheses, x)\n    functions = [",
            "    functions = [",
            "a_slope_at_what_is_least_at_one_number",
        ),
        dropped("defined(slope, Facts.of(theorem.hypotheses))", "a_slope_at_a_kink"),
        required("x not in point.free", "a_slope_at_a_point_that_varies"),
        changed("if other == substitute(side, {x: point})]", "]", "a_slope_of_another_function"),
        # functions as variables
        required('value.op == "var" and value.args[1:] == tuple(kind)', "another_function_for_a_positive_one"),
        required(
            'x.args[1:] == (("real", *argument(f)) if argument(f) else (source,))',
            "a_particular_function_of_positive_numbers_only",
            "a_particular_function_of_positive_vectors_only",
        ),
        changed("in INSIDE.get(source, ())]", 'in INSIDE["nonzero vector"]]', "a_particular_function_that_has_no_value_at_zero"),
        changed(
            "if x in h.free else h for h in given]",
            "if False else h for h in given]",
            "a_particular_function_under_a_hypothesis_about_its_variable",
        ),
        dropped("_in_domain(body, (values,), facts)", "a_particular_function_of_the_wrong_sign"),
        dropped("defined(_slope(x, x, body, times), facts)", "a_particular_function_with_a_kink"),
        changed("range(1, order + 1)", "range(1, 2)", "a_particular_function_with_one_derivative_only"),
        changed(
            "if not all(facts.at_least(dim, 1) for dim in shape(term)):  # a list",
            "if False:  # a list",
            "a_list_of_nothing_whose_entries_would_have_a_limit_that_is_not_there",
        ),
        changed('if term.op == "deriv":  # its', "if False:  # its", "a_limit_that_the_slope_of_its_integral_is_taken_to_need"),
        changed(
            "for h in (*theorem.hypotheses, *reductions):",
            "for h in reductions:",
            "a_limit_that_a_function_without_its_variable_forgets",
            "a_positive_function_taken_where_it_has_no_value",
        ),
        changed(
            "for h in (*theorem.hypotheses, *reductions):",
            "for h in theorem.hypotheses:",
            "a_reduction_to_what_a_function_without_its_variable_forgets",
        ),
        # what a rule is handed
        changed(
            "if fits and not fits(value):",
            "if False:",
            "a_forged_premise",
            "a_function_that_a_binder_would_catch",
            "a_sum_of_integrals_over_a_matrix",
        ),
        changed(" and not value.loose", "", "a_function_that_a_binder_would_catch"),
        changed(' and t.args[1] == "index" and', " and", "a_sum_of_integrals_over_a_matrix"),
        dropped(
            '_require(_infinite(end) or defined(end, facts) is None, "an end has no value")',
            "an_integral_up_to_an_end_without_a_value",
            "an_integral_below_a_bound_up_to_what_has_no_value",
        ),
        changed("    defined(bound, facts)\n", "", "what_holds_near_0_by_a_missing_entry"),
        changed("            _in_range(p, facts)\n", "            pass\n", "a_simplex_of_a_missing_total"),
        # theorems
        changed("if seal is not _SEAL:", "if False:", "a_forged_theorem"),
        changed("if named.setdefault(variable.args[0], variable) != variable:", "if False:", "two_variables_of_one_name"),
        changed(
            "        if variable.loose:",
            "        if False:",
            "a_vector_for_each_length_under_one_name",
            "a_generalised_dimension",
            "a_sum_over_the_length_of_a_vector",
            "a_sum_of_integrals_over_the_length_of_a_vector",
            "along_a_range_of_lengths",
        ),
        changed(".at_least(sub(v.args[3], v.args[2]), 0):", ".at_least(sub(ONE, ONE), 0):", "an_index_in_an_empty_range"),
        changed("(conclusion, *hypotheses, *data))", "(conclusion, *hypotheses))", "an_index_in_an_empty_range_as_a_remainder"),
        changed(".union(*(p.axioms for p in premises))", "", "the_beta_integral_as_if_it_were_no_axiom"),
        changed('(("gamma", GAMMA), ("turns", TURN))', '(("turns", TURN),)', "recursion_of_gamma_without_naming_the_axiom"),
        changed('(("gamma", GAMMA), ("turns", TURN))', '(("gamma", GAMMA),)', "a_turn_without_naming_the_axiom"),
        changed("    defined(total, Facts.of(given))\n", "", "the_size_of_what_has_no_value"),
        # values
        changed(
            '    defined(left, facts)\n    defined(right, facts)\n    return _theorem(given, Term("eq"',
            '    defined(right, facts)\n    return _theorem(given, Term("eq"',
            "division_that_cancels",
        ),
        changed(
            '    defined(left, facts)\n    defined(right, facts)\n    return _theorem(given, Term("eq"',
            '    defined(left, facts)\n    return _theorem(given, Term("eq"',
            "division_that_cancels_on_the_right",
        ),
        changed("if not (what == NO_VALUE and place in assumed):", "if False:", "division_that_cancels_in_a_reduction"),
        changed(
            "if not (what == NO_VALUE and place in assumed):",
            "if place not in assumed:",
            "an_integral_under_another_operator",
        ),
        changed(
            "there = _surely_there(_spelt_out(term), facts)",
            "there = _spelt_out(term)",
            "no_infinite_integrals_in_sum",
            "no_infinite_integrals_in_a_product_of_vectors",
        ),
        changed(
            "there = _surely_there(_spelt_out(term), facts)",
            "there = _spelt_out(_surely_there(term, facts))",
            "no_infinite_integrals_in_a_product_of_vectors",
        ),
        changed('("sum", "prod", "lam")', '("sum", "prod")', "no_infinite_integrals_in_a_list_after_a_number"),
        changed(
            'if term.op in ("det", "call") and',
            'if term.op == "call" and',
            "no_infinite_integrals_in_a_multiple_of_a_matrix_without_rows",
        ),
        changed(
            'if term.op in ("det", "call") and',
            'if term.op == "det" and',
            "no_infinite_integrals_in_a_vector_without_entries",
        ),
        changed("    defined(right, Facts.of(theorem.hypotheses))\n", "", "division_by_zero_settled"),
        changed("        defined(c, facts)\n", "", "dividing_an_equation_by_what_may_be_zero"),
        changed("    defined(slack, facts)\n", "", "remainder_without_a_value"),
        changed(
            "        defined(side, facts)\n    _require(_same(sub",
            "        pass\n    _require(_same(sub",
            "equation_without_values",
        ),
        changed("    facts.require_defined(whole)\n", "", "a_value_that_does_not_exist"),
        changed(
            "    _in_range(value, facts)\n",
            "",
            "a_value_out_of_range_that_unfolds",
            "a_special_case_out_of_range_that_unfolds",
        ),
        changed("    _in_range(term, facts)\n    for k in map", "    for k in map", "seventh_one"),
        changed("    _in_range(formula, facts)\n", "", "seventh_one_restated"),
        dropped("defined(part, inside)", "a_multiple_of_no_entries_by_one_over_none", "a_power_of_no_entries_by_one_over_none"),
        # logic
        changed("[*rest, *lemma.hypotheses]", "rest", "a_hypothesis_that_disappears_in_a_cut"),
        changed(
            "    _not_assumed(theorem.hypotheses, variable)\n    body = abstract",
            "    body = abstract",
            "a_generalised_hypothesis",
        ),
        changed("    _in_domain(value, kind.args, Facts.of(theorem.hypotheses))\n", "", "special_case_outside_the_domain"),
        changed(
            "hypotheses = [well_typed(substitute(h, case)) for h in theorem.hypotheses]",
            "hypotheses = theorem.hypotheses",
            "a_hypothesis_that_is_not_substituted",
        ),
        changed(
            "substitute(a, case) for a in v.args[1:]", "a for a in v.args[1:]", "an_index_outside_a_range_that_is_replaced_too"
        ),
        required("inside", "an_index_outside_its_range"),
        required("facts.at_least(value, 1)", "dimension_zero"),
        changed("if domain in INTEGERS and not is_whole(value):", "if False:", "half_a_natural_number"),
        required("facts.mask(evaluate(sub(ONE, whole))) == POS", "a_proportion_above_one"),
        required(
            "not facts.mask(evaluate(whole)) & ~DOMAINS[domain]", "a_value_outside_the_domain", "one_less_than_a_natural_number"
        ),
        changed("_unfolded(theorem.conclusion) == _unfolded(well_typed(formula))", "True", "other_words_for_something_else"),
        # chains
        required("b == b2", "a_chain_with_a_gap"),
        changed(
            'if relation in ("eq", "reduces"):  # b has',
            'if then == "eq" or relation in ("eq", "reduces"):  # b has',
            "an_inequality_that_ends_as_an_equation",
        ),
        required('{relation, then} <= {"le", "lt"}', "an_inequality_that_ends_in_a_reduction", "from_different_to_smaller"),
        changed('"lt" if "lt" in (relation, then) else "le"', '"lt"', "strictly_by_two_weak_inequalities"),
        changed(
            '    left, right = _sides(theorem, "eq")\n    return _theorem(theorem.hypotheses, Term("eq", (right, left)), "symmetry"',
            '    left, right = _sides(theorem, "eq", "le")\n    return _theorem(theorem.hypotheses, Term(theorem.conclusion.op, (right, left)), "symmetry"',
            "a_symmetric_inequality",
        ),
        changed(
            'a, b = _sides(theorem, "eq", "reduces")\n    _require(same_shape(shape(a)',
            "a, b = theorem.conclusion.args\n    _require(same_shape(shape(a)",
            "congruence_of_an_inequality",
        ),
        # under binders
        required(
            "not any(isinstance(p, Term) and variable in p.free for p in parameters)",
            "a_limit_at_its_own_variable",
            "an_integral_whose_limit_is_its_variable",
        ),
        required("variable.args[1:] == kind", "a_sum_over_more_than_is_known"),
        changed(
            "    _not_assumed(rest, variable)\n",
            "",
            "a_sum_under_a_hypothesis_about_the_index",
            "an_integral_under_another_hypothesis",
            "a_derivative_under_a_hypothesis_about_the_variable",
        ),
        dropped(
            '_require(facts.at_least(sub(parameters[1], parameters[0]), 0), "the range may be empty")',
            "a_strict_inequality_between_empty_sums",
        ),
        changed(
            '*(["le", "lt"] if op in ("sum", "max", "min") else [])',
            '"le", "lt"',
            "an_inequality_between_integrals_from_a_rule_for_sums",
        ),
        required("not mask & ~allowed", "an_integral_with_its_limits_reversed"),
        changed(
            "if mask & NIL and set(theorem.hypotheses)",
            "if False and set(theorem.hypotheses)",
            "an_integral_at_a_point_from_what_holds_of_no_number",
        ),
        dropped('relation = "eq" if relation == "eq" and counted else "reduces"', "an_integral_that_gets_a_value_from_nowhere"),
        changed("        _not_assumed(theorem.hypotheses, index)\n    dims", "    dims", "entries_that_are_equal_by_hypothesis"),
        required(
            'tuple(i.args[1:] for i in indices) == tuple(("index", ONE, d) for d in dims)',
            "only_some_entries_are_equal",
        ),
        # order
        required("not facts.meant(term) & ~_ALLOWED[relation]", "signs_that_are_not_manifest"),
        changed(
            'goal.op != "eq" and not mask & ~(NIL | POS), f"the factor',
            'goal.op != "eq", f"the factor',
            "a_negative_multiple_of_an_inequality",
            "a_multiple_of_unknown_sign",
        ),
        changed(
            'goal.op != "eq" and not mask & ~(NIL | POS), f"the factor',
            'not mask & ~(NIL | POS), f"the factor',
            "an_equation_from_an_inequality",
        ),
        changed('theorem.conclusion.op == "lt" and mask == POS', 'theorem.conclusion.op == "lt"', "a_strict_inequality_times_zero"),
        changed("not mask & ~allowed, f", "True, f", "a_remainder_of_unknown_sign"),
        required('goal.op != "lt" or strict', "a_strict_inequality_from_a_weak_one"),
        required("_same(sub(right, left), gap, facts, using)", "a_combination_of_something_else"),
        changed('sides if maximum.op == "max" else sides[::-1]', "sides", "a_minimum_above"),
        changed("    defined(maximum, Facts.of())\n", "", "attained_where_there_is_nothing"),
        # determinants
        required('i.args[1:] == j.args[1:] == ("index", ONE, rows)', "a_determinant_from_one_entry"),
        required("i != j", "a_determinant_from_its_diagonal"),
        changed("not (occurs(i, matrix) or ", "not (", "a_determinant_of_one_row_for_all"),
        changed(" or occurs(j, matrix))", ")", "a_determinant_of_one_column_for_all"),
        changed(
            "    for index in (i, j):\n        _not_assumed(hypotheses, index)\n    facts = Facts",
            "    facts = Facts",
            "a_determinant_from_what_is_supposed_of_one_entry",
        ),
        required("facts.at_least(rows, 0)", "a_determinant_of_fewer_rows_than_none"),
        required("theorem.conclusion.args[1] == split", "a_determinant_of_other_entries"),
        changed("not (occurs(i, v) or ", "not (", "a_determinant_whose_columns_vary_with_the_row"),
        changed("or occurs(j, d) or", "or", "a_determinant_whose_diagonal_varies_with_the_column"),
        changed(" or occurs(j, u))", ")", "a_determinant_whose_rows_vary_with_the_column"),
        required("theorem.conclusion.args[1] == product", "a_determinant_of_no_product"),
        changed(
            "for index in (i, j) for factor in (a, b))",
            "for index, factor in ((j, a), (i, b), (j, b)))",
            "a_left_factor_that_varies_with_the_row",
        ),
        changed(
            "for index in (i, j) for factor in (a, b))",
            "for index, factor in ((i, a), (j, a), (i, b)))",
            "a_right_factor_that_varies_with_the_column",
        ),
        changed(
            "for index in (i, j) for factor in (a, b))",
            "for index, factor in ((i, a), (i, b), (j, b)))",
            "a_left_factor_that_varies_with_the_column",
        ),
        changed(
            "for index in (i, j) for factor in (a, b))",
            "for index, factor in ((i, a), (j, a), (j, b)))",
            "a_right_factor_that_varies_with_the_row",
        ),
        required("same_shape(shape(a), shape(matrix))", "a_left_factor_with_a_row_too_many"),
        required("same_shape(shape(b), shape(matrix))", "a_right_factor_with_a_row_too_many"),
        changed('return [Term("le", (first, last))]', 'return [Term("lt", (first, last))]', "a_sum_over_a_range_of_one"),
        required("a == b", "anything_from_something"),
        changed(
            '_require(theorem.conclusion == Term("lt", (ZERO, ZERO)), "equality',
            '_require(True, "equality',
            "numbers_that_differ_for_no_reason",
        ),
        changed(
            '*(h for h in theorem.hypotheses if h != Term("eq", (left, right)))]', "]", "numbers_that_differ_by_another_hypothesis"
        ),
        changed(
            '    for side in (left, right):\n        defined(side, facts)\n    return _theorem(rest, Term("ne"',
            '    return _theorem(rest, Term("ne"',
            "numbers_that_differ_without_values",
        ),
        changed(
            "diagonal.conclusion == substitute(formula, same) and apart.conclusion == formula",
            "diagonal.conclusion == substitute(formula, same)",
            "the_diagonal_alone",
        ),
        changed(
            "diagonal.conclusion == substitute(formula, same) and apart.conclusion == formula",
            "apart.conclusion == formula",
            "different_indices_alone",
        ),
        required("set(diagonal.hypotheses) <= {substitute(h, same) for h in given}", "the_diagonal_by_assumption"),
        required('set(apart.hypotheses) <= {*given, Term("ne", (i, j))}', "different_indices_by_assumption"),
        required("len({t.conclusion for t in theorems}) == 1", "trichotomy_that_shows_different_things"),
        changed('well_typed(Term("lt", (left, right)))', 'Term("lt", (left, right))', "trichotomy_of_complex_numbers"),
        changed(
            "for h in t.hypotheses if h != case]",
            "for h in t.hypotheses if h not in assumed and False]",
            "trichotomy_that_forgets_a_hypothesis",
        ),
        dropped(
            '_require(x not in theorem.conclusion.free, "the limit varies with what approaches the point")',
            "a_limit_that_varies_with_what_approaches_the_point",
        ),
        dropped(
            '_require(Facts.of(theorem.hypotheses).at_least(sub(k.args[3], k.args[2]), -1), "the range of the index may be empty")',
            "a_sum_of_integrals_over_a_range_that_may_be_empty",
        ),
        # monotone functions
        changed("zero == ZERO and slope.op ==", "slope.op ==", "rising_from_a_slope_above_minus_one"),
        changed(
            'slope.op == "deriv" and slope.args[1] == x and len(slope.args) == 3, "not 0 <= f\'(x)")',
            'slope.op == "deriv" and len(slope.args) == 3, "not 0 <= f\'(x)")',
            "rising_by_the_slope_at_one_point",
        ),
        required("x not in f.free", "rising_at_one_point_of_a_family"),
        changed(
            '("real", "positive", "(0, 1)") and x.args[1:] == kind.args, "not an interval")\n    _require(_sides(order',
            '("real", "positive", "(0, 1)"), "not an interval")\n    _require(_sides(order',
            "rising_at_the_positive_numbers",
        ),
        required('_sides(order, "le", "lt") == (left, right)', "rising_backwards"),
        required("x not in left.free | right.free", "rising_between_ends_that_move"),
        changed(
            'between = Term("lt", (left, x)), Term("lt", (x, right))',
            'between = Term("lt", (x, left)), Term("lt", (right, x))',
            "rising_beyond_the_ends",
        ),
        changed(
            "    _not_assumed(hypotheses, x)\n    facts = Facts.of(hypotheses)\n    for point in (left, right):  #",
            "    facts = Facts.of(hypotheses)\n    for point in (left, right):  #",
            "rising_where_it_is_assumed",
        ),
        dropped('defined(Term("deriv", (kind, point, f)), facts)', "rising_across_a_pole", "rising_from_outside_the_domain"),
        changed(
            'theorem.conclusion.op == order.conclusion.op == "lt" else',
            'order.conclusion.op == "lt" else',
            "a_constant_rises_strictly",
        ),
        changed(
            'theorem.conclusion.op == order.conclusion.op == "lt" else',
            'theorem.conclusion.op == "lt" else',
            "rising_strictly_from_a_point_to_itself",
        ),
        # that something exists
        required('statement.op == "exists"', "a_witness_for_all"),
        changed(
            "_in_domain(value, kind.args, Facts.of(theorem.hypotheses))\n    _require(theorem.conclusion ==",
            "_require(theorem.conclusion ==",
            "a_witness_from_outside_the_domain",
        ),
        required("theorem.conclusion == instantiate(body, value)", "a_witness_for_something_else"),
        required("variable.args[1:] == kind.args", "one_of_another_domain"),
        required("variable not in theorem.conclusion.free", "one_that_the_statement_names"),
        changed("_not_assumed(rest, variable)\n    _require(variable", "_require(variable", "one_that_a_hypothesis_names"),
        required("variable not in consequence.conclusion.free", "one_that_the_conclusion_names"),
        changed('and left.args[3] == right.args[3], "not two', ', "not two', "a_value_between_the_limits_of_two_functions"),
        changed("right.args[0] == kind and kind.args in", "kind.args in", "a_value_that_is_taken_outside_the_domain"),
        required("low == c and high == d", "a_value_between_other_numbers"),
        required("same == u", "a_value_above_the_one_limit_and_another_below_the_other"),
        changed(
            '_sides(theorem, "eq", "le", "lt", "ne")[side',
            '_sides(theorem, "eq", "reduces")[side',
            "a_value_of_what_reduces_what_has_none",
        ),
        changed('sort("real" if is_real(named) else "complex")', 'sort("real")', "a_real_value_that_is_not"),
        changed(
            '_sides(theorem, "eq", "le", "lt", "ne")[side',
            '_sides(theorem, "eq", "reduces")[side',
            "a_value_of_a_right_side_that_reduces_to_nothing",
        ),
        required(
            "wide",
            "a_limit_through_a_dimension_that_is_none",
            "a_limit_through_a_positive_number_that_is_negative",
            "a_limit_through_a_real_number_that_is_not_real",
        ),
        changed(
            'hole.args[1] == "real" and is_real(theorem.conclusion)',
            'hole.args[1] == "real"',
            "a_limit_through_a_real_number_that_is_not_real",
        ),
        dropped("defined(array, facts)", "a_determinant_without_a_row_of_what_has_no_value"),
        changed("in (matrix, *factors) if", "in (matrix,) if", "a_determinant_without_a_row_of_a_factor_that_has_no_value"),
        required("is_real(body)", "a_path_through_the_complex_numbers_passes_everything_real"),
        required("continuous.conclusion == itself", "a_jump_passes_everything"),
        changed("a.args[1:] == kind.args and a not in f.free", "a not in f.free", "a_jump_at_a_negative_number_passes_everything"),
        changed(
            "a.args[1:] == kind.args and a not in f.free",
            "a.args[1:] == kind.args",
            "a_jump_that_moves_away_passes_everything",
        ),
        changed("    _not_assumed(hypotheses, a)\n    x, body", "    x, body", "a_jump_elsewhere_passes_everything"),
        # limits
        required('domain in ("real", "positive") and len(kind.args) == 1', "a_limit_in_whole_numbers"),
        required('domain == "real" or point.op == "infinity"', "minus_infinity_by_positive_numbers"),
        changed(
            "_require(not mask & ~inside or ",
            "_require(True or ",
            "a_point_that_is_not_approached",
            "zero_from_below_by_positive_numbers",
        ),
        required("odd is None", "limit_of_a_sign", "limit_of_a_bracket"),
        changed(
            "            where.discharge(what, place)\n    limit = bind",
            "            pass\n    limit = bind",
            "limit_of_an_inverse",
            "limit_at_the_edge_of_a_root",
            "limit_of_any_base_to_the_power_zero",
        ),
        changed(
            'limit.args[:3] == approach and len(hole.args) == 2, "not the limit of a number"',
            'len(hole.args) == 2, "not the limit of a number"',
            "limit_through_another_limit",
        ),
        required("point == INFINITY", "whole_numbers_near_zero"),
        required("step >= 1 and shift >= 0", "a_sequence_that_stands_still"),
        changed("backwards = step == 1 and ", "backwards = ", "a_whole_sequence_from_a_part"),
        required("forwards or backwards", "another_sequence"),
        required("kind.args[0] in INTEGERS and point == INFINITY", "steps_near_zero", "along_the_complex_numbers"),
        required('limit.op == left.op == "limit" and limit.args[1:3] == left.args[1:3]', "a_sequence_for_a_function_near_zero"),
        changed('    _in_domain(a, ("real",), Facts.of(given))\n', "", "the_series_of_exp_of_what_has_no_value"),
        required('limit == bind("limit", *approach, variable=x, body=body)', "squeezed_by_other_bounds"),
        changed(
            "_require(f == f2 and value == upper.conclusion.args[1], ",
            "_require(f == f2, ",
            "squeezed_between_different_limits",
        ),
        required(
            "x.args[1:] == approach[0].args and x not in approach[1].free",
            "squeezed_at_its_own_variable",
            "infinite_at_its_own_variable",
        ),
        changed(
            "    _not_assumed(rest, x)\n    return rest\n\n\ndef _met_near",
            "    return rest\n\n\ndef _met_near",
            "squeezed_under_a_hypothesis_that_does_not_last",
            "infinite_under_a_hypothesis_that_does_not_last",
        ),
        changed("return facts.meant(gap) == POS", "return True", "a_limit_with_a_hypothesis_that_does_not_last"),
        changed("and t not in limit.free, ", ", ", "substituted_into_a_limit_that_has_the_variable_already"),
        required('inner.conclusion == Term("eq", (tends, ZERO if far else point))', "substituted_by_what_does_not_tend_to_zero"),
        required("facts.meant(small) == POS", "substituted_by_what_may_be_negative"),
        changed("and value == value2, ", ", ", "two_sides_that_differ"),
        required('side == "-" and right.args == (kind, point, "+", body) and not _infinite(point)', "the_same_side_twice"),
        changed(
            '    _require(x not in value.free, "the limit depends on the variable")\n    theorems = [numerator',
            "    theorems = [numerator",
            "hopital_with_a_limit_that_varies",
        ),
        required("theorem.conclusion == expected", "hopital_without_a_zero_below"),
        required("not around.meant(second) & (NIL | UNREAL)", "hopital_with_a_denominator_that_stands_still"),
        # infinite limits
        required("ZERO in (low, high)", "infinite_because_it_is_below_something"),
        changed(
            "(high, ONE) if low == ZERO else (low, MINUS)",
            "(low if high == ZERO else high, ONE)",
            "infinite_in_the_wrong_direction",
        ),
        required("inverse.conclusion == tends", "infinite_though_the_inverse_tends_to_one"),
        changed("_sides(above, relation)", '_sides(above, "eq", "diverges")', "infinite_from_one_side_and_one_from_the_other"),
        changed("and value == value2, ", ", ", "infinite_in_opposite_directions_from_two_sides"),
        changed(
            '    left, right = _sides(theorem, "eq")\n    return _theorem(theorem.hypotheses, Term("eq", (right, left)), "symmetry"',
            '    left, right = _sides(theorem, "eq", "diverges")\n    return _theorem(theorem.hypotheses, Term("eq", (right, left)), "symmetry"',
            "infinity_as_a_number_on_the_left",
        ),
        changed('"le", "lt", "ne") for theorem', '"le", "lt", "ne", "diverges") for theorem', "infinity_as_the_number_one"),
        # integrals, induction
        required('x.args[1:] == ("real",) and x not in integral.free', "an_integral_in_a_variable_that_it_contains"),
        changed(
            "    _not_assumed(hypotheses, x)\n    facts = Facts.of(hypotheses)\n    _interval",
            "    facts = Facts.of(hypotheses)\n    _interval",
            "an_integral_under_a_hypothesis_about_its_variable",
        ),
        required("facts.meant(sub(upper, lower)) == POS", "an_integral_backwards", "an_integral_over_no_interval"),
        changed("    for term in (slope, f):\n        defined(term, inside)\n", "", "an_integral_across_a_pole"),
        required('_same(slope, f, inside, {"definition", "derivative"}, there=True)', "an_integral_of_another_function"),
        required(
            '_same(substituted, instantiate(inner, u), inside, {"definition", "derivative"}, True)',
            "a_substitution_without_its_slope",
        ),
        required("limit.conclusion == expected", "a_substitution_that_does_not_reach_the_end"),
        required("left.args[1] == right.args[0]", "two_intervals_with_a_gap", "an_integral_divided_into_parts_that_do_not_meet"),
        required(
            'left.op == right.op == "integral" and left.args[2] == right.args[2]',
            "two_intervals_of_different_functions",
            "an_integral_divided_into_parts_of_two_functions",
        ),
        changed(
            '    _require(integral.op == "integral", "not the value of an integral")\n    lower',
            "    lower",
            "a_sum_from_right_to_left",
        ),
        required(
            "all(t.op == op and t.args[:-1] == integrals[0].args[:-1] for t in integrals)",
            "a_sum_of_integrals_over_different_intervals",
        ),
        changed('Term("le", (at(x, k), whole))', 'Term("lt", (at(x, k), whole))', "an_integral_over_a_simplex_without_its_corner"),
        required("op in INTEGRALS", "maxima_added"),
        changed(
            '    _require(integral.op in INTEGRALS, "not the value of an integral")\n    _require(not any(k in',
            "    _require(not any(k in",
            "a_sum_of_maxima",
        ),
        required("not any(k in p.free for p in integral.args[:-1])", "a_sum_of_integrals_up_to_its_index"),
        changed("    _not_assumed(theorem.hypotheses, k)\n", "", "a_sum_of_integrals_at_one_index"),
        changed(
            '    _require(integral.op in ("integral", "simplex"), "not the value of an integral")\n    *parameters',
            "    *parameters",
            "a_derivative_under_a_maximum",
        ),
        required("x.args[1:] == bound_sort(integral).args", "a_derivative_under_an_integral_that_is_bounded_elsewhere"),
        changed(
            "x not in {a, *theorem.conclusion.free}",
            "x not in theorem.conclusion.free",
            "a_derivative_by_the_variable_of_the_integral",
        ),
        changed("x not in {a, *theorem.conclusion.free}", "x != a", "a_derivative_under_an_integral_over_what_stands_in_it"),
        required("not any(a in p.free for p in parameters)", "a_derivative_of_an_integral_up_to_the_parameter"),
        required("ZERO in sides and set(signed) & set(sides)", "a_derivative_under_an_integral_without_a_bound"),
        changed("for more in (1, 2)]", "for more in (0, 1, 2)]", "a_derivative_under_an_integral_of_what_only_rises"),
        dropped("_interval(*parameters, facts)", "a_derivative_under_an_integral_that_runs_backwards"),
        changed("    for v in (x, a):\n", "    for v in (x,):\n", "a_derivative_by_a_parameter_that_is_fixed"),
        changed(
            "    for v in (x, a):\n", "    for v in (a,):\n", "a_derivative_under_an_integral_by_a_hypothesis_about_its_variable"
        ),
        required("limit == expected", "an_integral_with_the_ends_of_another_antiderivative"),
        changed(
            "not _infinite(lower) and not facts.meant(lower) & ~(NIL | POS)",
            "not _infinite(lower)",
            "an_integral_from_a_number_of_unknown_sign",
        ),
        changed(
            "not _infinite(upper) and not facts.meant(upper) & ~(NIL | NEG)",
            "not _infinite(upper)",
            "an_integral_up_to_a_number_of_unknown_sign",
        ),
        changed(
            "(low, -1), (high, 1)", "(low, 1), (high, 1)", "an_integral_that_diverges_at_its_lower_end_as_the_antiderivative_does"
        ),
        required(
            "len(found) == 1",
            "an_integral_that_diverges_at_both_ends_in_opposite_directions",
            "an_integral_divided_where_its_parts_cancel",
        ),
        required('part == bind("integral", *part.args[:2], variable=x, body=g)', "an_integral_above_what_does_not_diverge"),
        required(
            'integral == bind("integral", *integral.args[:2], variable=x, body=f)',
            "an_integral_of_a_function_that_was_not_compared",
            "an_integral_of_another_function_below_a_bound",
        ),
        changed("same == f and zero == ZERO", "same == f", "an_infinite_integral_of_what_is_above_minus_one"),
        required("same == f and zero == ZERO", "an_integral_that_is_infinite_in_part_and_of_both_signs"),
        required(
            'x.args[1:] == ("real",) and x not in inner.free | outer.free',
            "an_integral_from_its_own_variable_on",
            "an_integral_below_a_bound_from_its_own_variable_on",
        ),
        dropped(
            "_interval(c, d, facts)",
            "an_integral_above_one_that_runs_backwards",
            "an_integral_below_a_bound_that_runs_backwards",
        ),
        changed(
            "_at_most(a, c, facts) and _at_most(d, b, facts)",
            "_at_most(d, b, facts)",
            "an_integral_that_is_infinite_elsewhere",
            "an_integral_below_a_bound_that_begins_later",
        ),
        changed(
            "_at_most(a, c, facts) and _at_most(d, b, facts)",
            "_at_most(a, c, facts)",
            "an_integral_that_ends_before_it_is_infinite",
            "an_integral_below_a_bound_that_ends_before",
        ),
        changed(
            "    _not_assumed(rest, x)\n    return rest\n\n\ndef _at_most",
            "    return rest\n\n\ndef _at_most",
            "an_integral_compared_under_a_hypothesis_about_its_variable",
            "an_integral_below_a_bound_at_one_point",
        ),
        required('integral.op in ("integral", "space")', "an_integral_over_one_point_but_this"),
        changed(
            "x.args[1:] == bound_sort(integral).args and x not in integral.free",
            "x not in integral.free",
            "an_integral_that_is_not_negative_where_its_variable_is_positive",
        ),
        changed(
            "bound_sort(integral).args and x not in integral.free",
            "bound_sort(integral).args",
            "an_integral_between_two_from_its_own_variable_on",
        ),
        required("whole == integral and f == same", "an_integral_of_another_function_between_two"),
        changed("whole == integral and f == same", "whole == integral", "an_integral_above_the_one_and_of_another_below_the_other"),
        required('bound in _sides(theorem, "eq", "le", "lt")', "an_integral_above_one_without_a_value"),
        changed("((lower, low), (upper, high))", "((lower, low),)", "an_integral_between_two_without_a_value"),
        changed(
            "t.op not in PRINCIPAL for t in moving)", "True for t in moving)", "a_function_between_two_that_may_jump_everywhere"
        ),
        changed('continues(t) or t.op in INTEGRALS or t.op == "cons"', "True", "an_integral_of_a_bracket_between_two"),
        changed("if x in t.free or t.loose]", "if t.op in INTEGRALS]", "an_integral_of_integrals_of_a_bracket_between_two"),
        dropped("_interval(*over, facts)", "an_integral_between_two_that_runs_backwards"),
        changed('h.op != "ne" or x in h.args[1].free', 'h.op != "ne"', "an_integral_between_two_where_its_variable_is_not_itself"),
        changed(
            "    defined(h.args[1], facts)\n    match",
            "    match",
            "an_integral_between_two_where_its_variable_is_not_what_has_no_value",
        ),
        changed(" and facts.in_range(k, ONE, x.args[2])", "", "an_integral_over_space_where_a_missing_entry_is_not_a_number"),
        changed("return array == x and", "return", "an_integral_over_space_where_another_vector_is_not_a_number"),
        changed("    rest += _hypotheses(lower, upper)\n", "", "an_integral_between_two_that_are_supposed_to_have_values"),
        changed("    _not_assumed(rest, x)\n    parts", "    parts", "an_integral_between_two_at_one_point"),
        required("product == Counter([*_factors(factor), *_factors(body)])", "a_factor_that_is_captured"),
        required('bound == bind("integral", *bound.args[:2], variable=x, body=g)', "an_integral_below_that_of_another_bound"),
        required('bound in _sides(valued, "eq", "le", "lt")', "an_integral_below_one_without_a_value"),
        required('_sides(signed, "le", "lt") == (ZERO, f)', "an_integral_of_both_signs_below_a_bound"),
        required('_sides(whole, "le", "lt") == (ZERO, g)', "an_integral_below_that_of_a_bound_of_both_signs"),
        changed("continues(t) and t.op not in PRINCIPAL", "True", "an_integral_of_a_bracket_below_a_bound"),
        changed('t.op != "integral" and continues(t)', "continues(t)", "an_integral_of_one_without_end_below_a_bound"),
        changed(" and t.op not in PRINCIPAL", "", "a_bounded_function_that_may_jump_everywhere"),
        dropped("rest += known.hypotheses", "an_integral_below_one_that_is_supposed_to_have_a_value"),
        required("integral.op in INTEGRALS and same_range", "a_factor_over_another_interval"),
        changed('        _in_domain(value, ("positive",), facts)\n', "        pass\n", "the_beta_integral_outside_its_domain"),
        changed('    _in_domain(a, ("positive",), Facts.of(given))\n', "", "the_gamma_integral_outside_its_domain"),
        required('n.args[1] == "dimension"', "induction_on_a_natural_number"),
        required("base.conclusion == shifted[0]", "induction_without_a_base"),
        required("step.conclusion == shifted[1]", "induction_without_a_step"),
        required("not base.hypotheses", "induction_from_a_false_base"),
        required(
            "not set(step.hypotheses) - {closed}", "induction_that_assumes_what_it_shows", "induction_that_assumes_something_else"
        ),
        required("base.conclusion == substitute(statement, {m: first})", "along_a_range_without_a_base"),
        required(
            "step.conclusion == substitute(statement, {m: add(m, ONE)})",
            "along_a_range_without_a_step",
            "along_a_range_two_steps_at_once",
        ),
        changed(
            "    _not_assumed(hypotheses, m)\n",
            "    hypotheses = [h for h in hypotheses if m not in h.free]\n",
            "along_a_range_assuming_what_is_shown",
            "along_a_range_assuming_something_else_of_the_index",
        ),
        changed("hypotheses = [*base.hypotheses, *(h for h in", "hypotheses = [*(h for h in", "along_a_range_from_a_false_base"),
        changed(
            "hypotheses = [*base.hypotheses, *(h for h in step.hypotheses if h not in",
            "hypotheses = [*(h for h in (*base.hypotheses, *step.hypotheses) if h not in",
            "along_a_range_with_a_base_that_needs_a_step",
        ),
        changed(
            'if h not in (statement, Term("le", (first, below))))]',
            "if m in h.free and h != statement)]",
            "along_a_range_assuming_the_end",
        ),
        changed(
            "from_affine(*affine(add(below, ONE)))", "from_affine(*affine(add(below, add(ONE, ONE))))", "along_a_range_past_its_end"
        ),
    ],
    "normal": [
        changed("(-1) ** order * factorial(order)", "0**order", "the_slope_of_digamma_recurs_as_it_is"),
        changed("rational_power(below, -order - 1)", "rational_power(below, -order)", "digamma_grows_by_one"),
        changed(
            "return minus(constant(1), self.indicator(opposite))",
            "return minus(constant(2), self.indicator(opposite))",
            "brackets_of_a_difference_and_an_equation_as_two",
        ),
        changed(
            "return self.polygamma(0, self.poly(u))", "return self.polygamma(1, self.poly(u))", "a_digamma_function_as_its_slope"
        ),
        changed(
            "outside = {a: f for a, f in common if self.facts.positive(a)}",
            "outside = dict(common)",
            "a_principal_root_of_a_fourth_power",
        ),
        changed(
            "if I_ONCE in mono and all(is_real(a) for a, _ in mono - {I_ONCE}):",
            "if I_ONCE in mono:",
            "the_size_of_a_complex_power_of_e",
        ),
        changed(
            "self.alternating({mono: c}) if _is_counted(mono, c) else None",
            "self.alternating({mono: c})",
            "two_turns_of_any_number",
        ),
        changed(
            "return isinstance(c, int) and len(mono) == 1 and affine",
            "return len(mono) == 1 and affine",
            "half_a_turn_of_a_whole_number",
        ),
        changed(
            "or extra < 0 or not self.facts.at_least(from_affine(unknown, 0), 0):", "or extra < 0:", "one_term_of_an_empty_sum"
        ),
        changed(
            "if not 0 <= extra <= EXPANDED or not self.facts.at_least(length, 0):",
            "if not 0 <= extra <= EXPANDED:",
            "one_term_of_an_empty_product",
            "the_last_factor_of_an_empty_product",
        ),
        changed(
            "if not all(mono == UNIT and isinstance(c, int) or _is_counted(mono, c) for mono, c in e.items()):",
            "if False:",
            "an_even_power_of_minus_one_by_half_a_number",
        ),
        changed("scaled(letters, -1 if UNIT in odd else 1)", "letters", "an_odd_power_of_minus_one"),
        changed("            result = times(result, self.alternating(e))\n", "            pass\n", "a_power_of_minus_x"),
        changed(
            "if not self.facts.at_least(k.args[3], 1):",
            "if False:",
            "an_inverse_leaves_an_empty_sum",
        ),
        changed(
            "        if self.facts.mask(body) == POSITIVE:",
            "        if True:",
            "a_product_of_real_numbers_is_positive",
            "a_product_of_real_numbers_is_its_size",
        ),
        dropped(
            "rest = raised(rest, {a: e for a, e in common if not self.facts.positive(a)})",
            "brackets_of_different_equations",
            "bracket_divided_by_what_may_be_zero",
            "bracket_of_an_order_divided_by_what_may_be_negative",
        ),
        changed('_either(rest) if op == "eq" else', "_either(rest) if op else", "brackets_of_an_order_either_way"),
        changed('Term("lt", (right, left))\n', 'Term("lt", (left, right))\n', "brackets_of_strict_and_weak_orders"),
        changed("rest.get(UNIT, 0) > 0)", "rest.get(UNIT, 0) < 0)", "bracket_of_a_false_order"),
        changed("rest.get(UNIT, 0) > 0)", "rest.get(UNIT, 0) >= 0)", "bracket_of_a_tie"),
        changed(
            "outside = {a: e for a, e in common if self.facts.positive(a)}",
            "outside = dict(common)",
            "a_factor_of_unknown_sign_leaves_a_size",
        ),
        changed("other != part and self.facts.sign(sub(other, part)) == larger", "other != part", "the_largest_is_the_last_named"),
        changed(
            'for _ in range(SHIFTS if "gamma" in self.rules else 0):',
            "for _ in range(SHIFTS):",
            "recursion_of_gamma_as_plain_algebra",
        ),
        changed("if not self.facts.at_least(exponent, 1):", "if False:", "zero_to_the_power_zero_of_an_index"),
        changed(
            "real = all(is_real(a) for mono in inside for a, _ in mono)",
            "real = True",
            "size_of_a_complex_number_squared",
        ),
        changed(
            "if not facts.in_range(partner, first, last):",
            "if False:",
            "delta_with_an_index_of_another_dimension",
            "delta_with_an_index_above_a_partial_sum",
        ),
        changed(
            '                    self.facts.require_defined(Term("sum", (ONE, before, body)))\n',
            "                    pass\n",
            "sizes_where_the_terms_before_have_no_value",
        ),
        changed("if factor not in (1, -1):", "if False:", "delta_of_twice_an_index_and_another"),
        changed(
            'earlier = (sub(ONE, Term("delta", (other, partner))) for other in partners[:place])',
            "earlier = ()",
            "two_deltas_counted_twice",
        ),
        changed(
            "return _equal_indices(left, right, facts, rules, i, j) and _equal_forms(", "return equal(", "delta_that_is_always_zero"
        ),
        changed(
            "return _equal_indices(left, right, facts, rules, i, j) and ",
            "return _equal_indices(left, right, facts, rules, i, j) or ",
            "only_equal_indices_considered",
        ),
        changed("            for _ in range(e):", "            for _ in range(1):", "a_square_of_an_inner_sum_forgotten"),
        changed("if self.facts.positive(a) or e > 0 and f > 0 and self.facts.nonnegative(a)}", "}", "root_of_a_square"),
        changed("% 2 == 0 and is_real(atom):", "% 2 == 0:", "the_principal_logarithm_of_a_square"),
        changed("            if not self.facts.positive(atom):", "            if False:", "half_the_logarithm_of_a_square"),
    ],
    "signs": [
        changed(
            "return REAL | UNREAL if self.mask(exponent) & UNREAL else POS",
            "return 0 if self.mask(exponent) & UNREAL else POS",
            "a_complex_power_of_no_size_at_all",
        ),
        changed(
            "            return REAL | UNREAL\n        if self.positive_poly",
            "            return 0\n        if self.positive_poly",
            "a_sign_of_what_has_no_normal_form",
        ),
        changed(
            "            return REAL | UNREAL\n\n    def _structure",
            "            return 0\n\n    def _structure",
            "a_sign_of_what_has_no_normal_form_for_its_deltas",
        ),
        changed('or term.op == "call" and continuous(term)', 'or term.op == "call"', "a_limit_through_a_jump"),
        changed(
            "    return all(continues(u) for u in subterms(f) if x in u.free)",
            "    return True",
            "derivative_of_the_integral_of_a_jump",
            "derivative_of_the_integral_of_a_bracket",
        ),
        changed(
            "for what, place, where in obligations(term, inside):\n                where.discharge(STRICTLY",
            "for what, place, where in []:\n                where.discharge(STRICTLY",
            "an_integral_through_a_pole",
            "an_integral_without_end",
        ),
        changed("for term in (lower, upper, f):", "for term in (f,):", "an_integral_up_to_what_has_no_value"),
        changed(
            "obligations(term, inside):\n                where.discharge(STRICTLY.get(what, what), place)",
            "obligations(term, inside):\n                where.discharge(what, place)",
            "derivative_of_an_integral_at_the_edge",
        ),
        changed(
            "signs, way = facts.mask(lower) | facts.mask(upper)",
            "signs, way = facts.mask(upper)",
            "an_integral_from_any_number_through_a_pole",
        ),
        changed(
            "signs, way = facts.mask(lower) | facts.mask(upper)",
            "signs, way = facts.mask(lower)",
            "an_integral_up_to_any_number_through_a_pole",
        ),
        changed("(above, below) in shared", "(below, above) in shared", "an_integral_to_the_other_side"),
        changed('{"lt": (POS, NEG), "le"', '{"lt": (NIL | POS, NEG), "le"', "an_integral_from_a_pole"),
        changed('{"lt": (POS, NEG), "le"', '{"lt": (POS, NIL | NEG), "le"', "an_integral_from_a_pole_downwards"),
        changed(
            'yield from (Term("le", (first, x)), Term("le", (x, last)))',
            'yield from (Term("lt", (first, x)), Term("le", (x, last)))',
            "an_integral_down_to_a_pole",
        ),
        changed(
            'yield from (Term("le", (first, x)), Term("le", (x, last)))',
            'yield from (Term("le", (first, x)), Term("lt", (x, last)))',
            "an_integral_up_to_a_pole",
        ),
        changed(
            "        if not way & ~allowed:\n            yield from",
            "        if True:\n            yield from",
            "an_integral_up_to_any_number_through_a_pole",
        ),
        changed('"le" if way & NIL else "lt"', '"lt"', "an_integral_between_ends_that_may_meet_of_an_entry_of_no_list"),
        changed(
            '"not shown to be continuous" if moving and what == NO_VALUE else what',
            "what",
            "derivative_of_an_integral_that_is_supposed_to_have_a_value",
        ),
        changed(
            'case "cosh", (u,) if not self.mask(u) & UNREAL:',
            'case "cosh", (u,):',
            "an_inverse_of_a_hyperbolic_cosine_that_may_be_0",
        ),
        changed(
            'if relation == "ne":\n                self.separate',
            "if True:\n                self.separate",
            "an_index_that_is_never_another_one_that_it_may_be",
        ),
        changed(
            ' and len(term.args) == 2 and term.args[0].op == "num"',
            ' and term.args[0].op == "num"',
            "one_less_the_product_of_a_share_and_a_number_is_positive",
        ),
        changed(
            "evaluate(plain) if facts is None else taken(plain, facts)",
            "evaluate(plain)",
            "a_derivative_by_rules_that_do_not_hold_in_a_hypothesis",
            "a_derivative_by_rules_that_do_not_hold_at_an_end",
        ),
        changed(
            "                    where.discharge(what, place)\n                elif",
            "                    pass\n                elif",
            "a_derivative_by_rules_that_do_not_hold",
        ),
        changed('EVERY_ENTRY = {"lam", ', "EVERY_ENTRY = {", "an_entry_of_a_list_without_another_one"),
        changed(
            "elif taken(place, where).marks & DERIVATIVE:",
            "elif False:",
            "a_derivative_by_rules_that_do_not_hold_in_a_limit_under_another",
        ),
        changed('"outer", "gradient"}', '"outer"}', "an_entry_of_a_gradient_without_another_one"),
        dropped(
            "found += obligations(expand(slope, unfold=True), facts)",
            "a_row_of_a_jacobian_without_another_one",
            "a_row_of_a_jacobian_beside_one_with_a_kink",
        ),
        changed(
            "[vector.args[0], *_listed(vector.args[1])]", "[vector.args[0]]", "a_row_of_a_jacobian_of_a_list_beside_one_with_a_kink"
        ),
        changed(
            "[vector.args[0], *_listed(vector.args[1])]",
            "_listed(vector.args[1])",
            "a_row_of_a_jacobian_beside_a_first_one_with_a_kink",
        ),
        changed("range(1, length + 1)", "range(1, length)", "a_row_of_a_jacobian_of_two_lists_beside_one_with_a_kink"),
        changed('if domain == "real" or self.mask(place) == POS]', "]", "a_function_that_vanishes_where_nothing_is_supposed"),
        changed("for condition in INSIDE.get(mapped(t)[0], ()):", "for condition in ():", "a_function_below_its_domain"),
        changed('"nonzero vector": (_squared_size,),', "", "a_function_of_a_vector_that_is_nowhere_known_to_be_zero"),
        changed("(lambda u: u, lambda u: sub(ONE, u))", "(lambda u: u,)", "a_function_above_its_domain"),
        changed("(lambda u: u, lambda u: sub(ONE, u))", "(lambda u: sub(ONE, u),)", "a_function_of_zero"),
        changed("if call.args[1] == ZERO else REAL", "", "a_slope_that_may_be_negative"),
        changed("if _value_mask(atom) == POS:", "if True:", "a_value_that_may_be_zero"),
        changed("return not _value_mask(atom) & ~(NIL | POS)", "return True", "one_more_than_a_value_that_may_be_negative"),
        changed(
            "if _sort_fits(atom, gap)]",
            "]",
            "a_real_root_of_what_equals_a_complex_number",
            "a_principal_root_of_what_equals_a_positive_number",
        ),
        changed(
            "and self._all_positive(unseal(atom.args[0])):\n                return Span(1",
            ":\n                return Span(1",
            "exp_of_any_number_above_one",
        ),
        changed(" and self.at_least(mul(num(-1), term), 0):", ":", "two_indices_in_order"),
        changed(
            "self.gaps.get(frozenset(unknown.items()), bound - offset - 1) + offset >= bound",
            "True",
            "whole_numbers_further_apart_than_known",
        ),
        changed(
            'self._raise(unknown, offset, int(relation == "lt"))',
            "self._raise(unknown, offset, 1)",
            "whole_numbers_that_may_be_equal",
            "natural_is_positive",
        ),
        changed('"nonnegative": NIL | POS,', '"nonnegative": POS,', "0 < a nonnegative number"),
        changed('"natural": NIL | POS,', '"natural": POS,', "0 < a natural number"),
        changed('"real": REAL,', '"real": NIL | POS,', "0 <= a real number"),
        changed("return both if left & right & NIL else both & ~NIL", "return both & ~NIL", "0 < a sum of squares"),
        changed("    if both & NEG and both & POS:\n        return REAL\n", "", "division_by_a_difference"),
        changed(
            "    if left & POS and right & NEG or left & NEG and right & POS:\n        result |= NEG\n",
            "",
            "0 < a product",
            "0 <= minus a square",
        ),
        changed("mask & NIL | (POS if mask & (NEG | POS) else 0)", "POS", "0 < a square"),
        changed("return POS if order % 2 else NEG", "return POS", "0 < ψ″"),
        changed("(int() as order,)), u) if order >= 1 and", "(int() as order,)), u) if", "0 <= minus ψ of order 0"),
        changed("return order % 2 == 1", "return True", "a_root_of_a_square_of_a_negative_derivative"),
        changed('case "sum" if many:', 'case "sum":', "a_sum_over_an_empty_range_is_positive"),
        changed(
            "inner | POS if not inner & ~(NIL | POS) else REAL | inner & UNREAL", "inner", "0 < minus a product of negative numbers"
        ),
        changed("return inner | POS if", "return inner if", "a_product_of_zeros_that_may_be_empty"),
        changed("mask = _minus(self.mask(u))", "mask = self.mask(u)", "0 < 1 - e^s"),
        changed(
            'return (bound.args[0], False) if bound.op == "num"', 'return (bound.args[0], True) if bound.op == "num"', "0 < i^2 - 1"
        ),
        changed("| self.mask(u) & NIL\n", "\n", "0 < a size"),
        changed(
            "return POS if POS in masks else NIL | POS if any(not m",
            "return POS if any(m & POS for m in masks) else NIL | POS if any(not m",
            "0 < the larger of two",
        ),
        changed("return NEG if NEG in masks else NIL | NEG", "return POS if POS in masks else NIL | NEG", "0 < the smaller of two"),
        changed("zero = low < 0 < high or reached and low <= 0 <= high", "zero = low < 0 < high", "0 < 1 - delta"),
        changed("reached = reached and not c", "reached = False", "0 < 1 + 0 b - delta"),
        changed(
            'start = 0 if v.args[1] == "natural" else 1', "start = 1", "0 < a natural number", "one_less_than_a_natural_number"
        ),
        changed('if v.op != "var" or _is_index(v) or c < 0 or ', 'if v.op != "var" or _is_index(v) or ', "0 <= n - m"),
        changed("index.args[2 if c > 0 else 3]", "index.args[3 if c > 0 else 2]", "0 < n - i", "0 < i - 1", "0 <= j - i"),
        changed(
            '"le": NIL | POS, "lt": POS}[relation]', '"le": POS, "lt": POS}[relation]', "strictly_positive_by_a_weak_inequality"
        ),
        changed('"ne": NEG | POS | UNREAL, "le"', '"ne": POS, "le"', "positive_because_it_is_not_zero"),
        changed("return _minus(self.said[key]) if flip else self.said[key]", "return self.said[key]", "a_known_sign_turned_round"),
        changed(
            "return [place for place in places if self.in_range(place, first, last)]",
            "return list(places)",
            "what_holds_of_some_holds_of_all",
        ),
        changed("{name: copy(value) for", "{name: value for", "what_was_supposed_a_moment_ago"),
        dropped('yield "nonzero", base, facts', "division_that_cancels"),
        dropped('yield "nonnegative" if q > 0 else "positive", base, facts', "root_of_any_number"),
        changed(
            'case "rpow", (base, _):\n            yield "positive", base, facts',
            'case "rpow", (base, _):\n            pass',
            "exponent_with_any_base",
        ),
        dropped('yield "complex" if at_zero_too else "complex and nonzero", base, facts', "a_complex_power_of_zero"),
        dropped('yield "complex and nonzero", u, facts', "a_complex_logarithm_of_zero"),
        changed('            yield "positive", u, facts\n', "            pass\n", "logarithm_of_any_number", "gamma_of_any_number"),
        dropped('yield "infinity is not a number", t, facts', "infinity_as_a_number"),
        dropped("yield NO_VALUE, t, facts", "an_integral_that_is_only_written"),
        dropped('yield "the range may be empty", t, facts', "maximum_of_nothing"),
        changed('yield "the index may lie out of range", place, facts', "yield from ()", "seventh_entry"),
        changed('yield "the index may lie out of range", place, facts', "yield from ()", "a_value_out_of_range"),
        changed(
            "for inner in INSIDE.get(kind.args[0], ()):",
            "for inner in ():",
            "derivative_at_the_edge_of_the_domain",
            "derivative_outside_the_domain",
        ),
        dropped('yield "nonzero", substitute(u.args[0], {x: point}), facts', "derivative_of_a_sign_at_its_jump"),
        changed("        yield substitute(t.args[0], {x: point}), facts\n", "        pass\n", "derivative_of_a_size_at_its_kink"),
        changed("        yield substitute(sub(*halves(t)), {x: point}), facts\n", "        pass\n", "derivative_of_a_maximum"),
        changed("if not _vanish_together(others, *kink))", "if False)", "derivative_of_a_product_that_a_size_bends"),
        changed(".mask(others) == NIL", ".mask(others) != NEG", "derivative_of_a_product_that_a_size_bends"),
        changed("        yield from _kinks(body, x, point, facts.within(t, k))\n", "", "derivative_of_a_sum_of_sizes_at_a_kink"),
        changed('u.op != "deriv" and not continues(u))', "False)", *INNER),
        changed("for whole in (body, flat)", "for whole in (flat,)", "the_slope_of_a_slope_that_drops_an_integral"),
        changed(
            "_inner_derivatives(*opened(t), point, facts)",
            "_inner_derivatives(*opened_near(t), point, facts)",
            "the_slope_of_a_slope_at_a_kink_that_is_smooth_where_the_hypotheses_hold",
        ),
        dropped(
            'yield from (("nonzero", substitute(u, {x: point}), where) for u, where in kinks)',
            "the_slope_of_a_slope_at_a_kink_that_is_smooth_at_one_number_alone",
        ),
        changed(
            "    if not own:  # the other entries, too\n", "    if False:\n", "derivative_where_another_entry_leaves_the_domain"
        ),
        changed(
            'STRICTLY = dict.fromkeys(("nonnegative", "complex", "complex and nonzero"), "positive")',
            "STRICTLY = {}",
            "derivative_of_a_root_at_its_edge",
        ),
        changed(
            "if not all(is_real(atom) for mono in poly for atom, _ in mono):",
            "if False:",
            "the_square_of_a_complex_number_in_an_interval",
        ),
        changed("self.mask(expand(at(rest, k), unfold=False))", "self.mask(at(rest, t.args[1]))", "an_entry_of_a_longer_vector"),
        changed("if affine(order) is None or not facts.at_least(order, 0):", "if False:", "polygamma_of_a_negative_order"),
        changed("if array.op in EVERY_ENTRY:", "if False:", "an_entry_of_an_array_without_a_value"),
        changed('"mul", "diag", ', '"mul", ', "an_entry_of_a_diagonal_without_a_value"),
        changed('"diag", "outer", "gradient"}', '"diag", "gradient"}', "an_entry_of_a_product_of_vectors_without_a_value"),
        changed(
            "for part in halves(t) if t.op in EXTREMA else t.args:",
            "for part in t.args:",
            "derivative_of_a_maximum_of_three_numbers_where_the_last_two_meet",
        ),
        changed(
            'case "integral" | "limit" | "simplex" | "space", _:',
            'case "integral" | "limit" | "simplex", _:',
            "an_integral_over_a_space_that_has_no_value",
        ),
        changed("if not facts.at_least(shape(matrix)[0], 1):", "if False:", "a_determinant_without_rows_of_what_has_no_value"),
        changed(', ("positive", whole, facts)]', "]", "an_integral_over_a_simplex_of_negative_total"),
        changed("[*obligations(whole, facts), (", "[(", "an_integral_over_a_simplex_whose_total_has_no_value"),
    ],
    "derivative": [
        changed(" and not occurs(point, body)", "", "a_slope_at_a_number_that_the_function_names"),
        changed(
            'case "integral", (*ends, body) if not occurs(x, body):',
            'case "integral", (*ends, body):',
            "derivative_of_an_integral_whose_integrand_varies_too",
        ),
        changed("            differentiate(base, x, indices)  #", "            #", "a_slope_of_one_beside_what_has_no_value"),
        changed(
            "if not continuous(t):",
            "if False:",
            "a_derivative_of_what_has_none",
            "a_gradient_of_what_need_not_have_one",
        ),
        changed("            if u == x:\n", "            if True:\n", "a_gradient_without_the_inner_derivative"),
        changed(
            'case "abs", (u,) if not is_real(u):',
            'case "abs", (u,) if False:',
            "derivative_of_the_size_of_a_complex_number",
        ),
        changed(
            'if kind.args[0] not in ("real", "positive", "nonnegative", "(0, 1)", "complex"):',
            "if False:",
            "derivative_in_a_natural_number",
            "derivative_in_an_index",
        ),
        changed(
            'raise Refused(f"no rule differentiates {t.op} in {x.args[0]}: {t}")',
            "return ZERO",
            "derivative_of_a_bracket",
        ),
    ],
    "definitions": [
        changed("return head if constant == 1 else at(rest, num(constant - 1))", "return head", "the_second_is_the_first"),
        changed(
            "return 0 <= constant < LARGE", "return -1 <= constant < LARGE", "a_simplex_of_one_number_as_an_integral_over_none"
        ),
        changed(
            'if split == ({}, 0):\n        k = fresh("k", "index", ONE, ONE)\n        return opened(Term("simplex"',
            'if True:\n        k = fresh("k", "index", ONE, ONE)\n        return opened(Term("simplex"',
            "a_simplex_of_two_numbers_as_one_number",
        ),
        changed(
            'if split == ({}, 0):\n        k = fresh("k", "index", ONE, ONE)\n        inner',
            'if True:\n        k = fresh("k", "index", ONE, ONE)\n        inner',
            "a_plane_as_a_line",
        ),
        changed("permutations(range(1, rows + 1))", "permutations(range(1, rows))", "a_determinant_of_fewer_rows_than_there_are"),
        changed("permutations(range(1, rows + 1))", "permutations(range(rows + 1))", "a_determinant_of_more_rows_than_there_are"),
        changed(
            "all(c > 0 and from_one(v) for v, c in unknown.items())\n\n\ndef _simplex",
            "True\n\n\ndef _simplex",
            "a_simplex_of_one_dimension_as_an_integral_over_none",
            "a_space_of_one_dimension_fewer_than_none",
        ),
        changed(
            "at_least_one = all(c > 0 and from_one(v) for v, c in unknown.items())",
            "at_least_one = True",
            "the_first_of_more_forgotten",
        ),
        changed("not is_real(subject) or direction not in (ONE, MINUS)", "not is_real(subject)", "two_infinities_are_no_direction"),
        changed("shape(subject) or not is_real(subject)", "shape(subject)", "a_limit_of_complex_numbers_that_is_infinite"),
        changed("            fitting_order(term.op, left, right)\n", "            pass\n", "an_order_of_complex_numbers"),
        changed("if term.__class__ is not Term or term.op not in FORMULAS:", "if False:", "a_number_as_a_statement"),
        changed("            formula(opened(term)[1])\n", "            well_typed(opened(term)[1])\n", "a_number_for_all_numbers"),
        changed("if takes(domain, dims):\n            formula", "if True:\n            formula", "something_for_all_of_no_domain"),
        changed('case "and", (_, *_) as parts:', 'case "and", parts:', "nothing_as_a_statement"),
        changed('Term("limit" | "integral", _) as subject, direction', "subject, direction", "a_number_that_diverges"),
    ],
    "polynomial": [
        changed('case "abs" if e == int(e) and e >= 2:', 'case "abs" if e == int(e):', "one_over_a_size"),
        changed(
            'case "pow" if atom.args[0] == MINUS and e == int(e):', 'case "pow" if e == int(e):', "an_even_power_of_any_number"
        ),
        changed("                if e % 1:\n                    plain[atom] = e % 1\n", "", "a_power_of_three_halves"),
        changed("number_power(atom.args[0], whole)", "number_power(atom.args[0], abs(whole))", "a_prime_upside_down"),
    ],
    "terms": [
        changed("(REAL_SORT, *args[:-1])", "(REAL_SORT, *args[:-2])", "an_integral_up_to_an_imaginary_number"),
        changed("args[0].__class__ is not int or args[0] < 0:", "False:", "an_index_that_no_binder_binds"),
        changed('op == "polygamma" and not is_whole(args[0])', "False", "a_limit_of_polygamma_in_its_order"),
        changed(
            'first.op == "num" and first.args[0] == 1 and from_one(last)',
            "first.args[0] == 1 and from_one(last)",
            "no_infinite_integrals_in_a_sum_within_two_others",
        ),
        changed(
            "if not same_shape(shape(u), length) or order not in",
            "if order not in",
            "a_function_of_a_vector",
            "a_function_of_the_entries_of_a_vector",
        ),
        changed("if not same_shape(shape(u), length) or", "if len(shape(u)) != len(length) or", "a_function_of_a_shorter_vector"),
        changed(
            " or order not in range(mapped(term)[2] + 1):",
            ":",
            "a_slope_of_what_has_none",
            "a_second_derivative_of_a_function_of_a_vector",
        ),
        changed("if of_functions(f) and not entries(f):", "if of_functions(f):", "functions_as_one"),
        changed("    if places > len(dims):\n", "    if False:\n", "an_entry_of_a_function"),
        changed(
            "call.args[1].args[0] < mapped(call)[2]", "call.args[1].args[0] <= mapped(call)[2]", "a_gradient_that_is_continuous"
        ),
        changed("+ times >= mapped(term)[2]:", "+ times > mapped(term)[2]:", "an_integral_of_what_need_not_be_continuous"),
        changed('REAL_ARGUMENTS = {"call", ', "REAL_ARGUMENTS = {", "a_function_of_a_complex_number"),
        changed("< mapped(call)[2]", "<= mapped(call)[2]", "a_limit_of_slopes_that_jump"),
        changed(
            "return variable.marks & ~COMPLEX",
            "return variable.marks",
            "derivative_of_a_bracket_of_a_complex_number",
            "a_size_that_does_not_vary_with_its_number",
        ),
        changed(
            "            args = tuple(args)\n        if op", "            pass\n        if op", "a_conclusion_that_can_be_changed"
        ),
        changed("            if not _natural(args[1]):\n", "            if False:\n", "division_that_cancels"),
        changed('return Term("bound", (depth,))', 'return Term("bound", (0,))', "a_bound_index_of_the_wrong_binder"),
        changed("if len(arrays) > 1:", "if False:", "a_vector_times_a_vector"),
        changed(
            'if relation in ("le", "lt") and not (is_real(left) and is_real(right)):',
            "if False:",
            "an_order_of_complex_numbers",
            "the_size_of_a_complex_number_bounds_it",
        ),
        changed("            fitting_order(relation, left, right)\n", "", "a_bracket_of_an_order_of_complex_numbers"),
        changed(
            '"ind", (Term("eq" | "ne" | "le" | "lt" as relation, (left, right)),) if not shape(left) and not shape(right):',
            '("ind", (Term(relation, (left, *_, right)),)) | ("ind", (Term(relation, (left,)) as right,)):',
            "a_bracket_of_an_unknown_relation",
        ),
        changed(
            "return len(dims) in DIMENSIONS.get(domain, ()) and _whole_numbers(dims)",
            "return _whole_numbers(dims)",
            "an_index_with_three_ends",
            "a_variable_of_no_domain",
        ),
        changed('"dimension": (0,)}', '"dimension": (0, 1)}', "a_vector_of_dimensions_replaced_by_one"),
        changed('case "mul", (_, *_) as parts:', 'case "mul", parts:', "a_sum_of_nothing"),
        changed('"maxof" | "minof", (_, _, *_) as parts', '"maxof" | "minof", (_, *_) as parts', "a_maximum_of_one_number_alone"),
        changed(
            'case "delta", (i, j) if None not in (affine(i), affine(j)):',
            'case "delta", _:',
            "a_delta_of_three_indices",
        ),
        changed('Term() as point, "+" | "-" | "+-", Term()):', "point, str(), _):", "a_limit_from_an_unknown_side"),
        changed(
            "inner = times + (term.op in",
            "inner = times + 0 * (term.op in",
            "an_integral_of_slopes_that_jump_in_other_words",
        ),
        changed(
            'if op in ("integral", "simplex") and not _made_of_continuous(args[-1], 0):',
            "if False:",
            "an_integral_of_slopes_that_jump",
            "an_integral_over_the_line_of_what_need_not_be_continuous",
        ),
        changed("return takes(domain, ()) and not shape(point)", "return takes(domain, ())", "a_limit_at_a_vector"),
        changed(
            'Term("sort", (domain,)), Term() as point, "+" | "-" | "+-", Term()):\n            return takes(domain, ())',
            'Term("sort", (domain, *_)), Term() as point, "+" | "-" | "+-", Term()):\n            return True',
            "an_index_that_tends_to_infinity",
        ),
        changed("len(places) == len(dims) and ", "", "a_derivative_in_one_of_no_entries"),
        changed("return takes(domain, dims) and same_shape", "return same_shape", "a_derivative_along_no_domain"),
        changed("return not shape(total) and affine(dim) is not None", "return True", "a_simplex_of_half_a_dimension"),
        changed(
            'case "space", (dim, _):\n            return affine(dim) is not None',
            'case "space", (dim, _):\n            return True',
            "a_space_of_half_a_dimension",
        ),
        changed('if len(inner) != (term.op == "jacobian"):', "if False:", "the_gradient_of_a_vector", "the_jacobian_of_a_number"),
        changed('case "ones", (dim,) if affine(dim) is not None:', 'case "ones", (dim,):', "as_many_ones_as_a_number"),
        changed(" or part.__class__ is Fraction and part.denominator == 1:", ":", "two_as_a_fraction"),
    ],
}


def source(module):
    """Where a module of the kernel is written; `rules` names those of all rules together."""
    return KERNEL / "rules" / "__init__.py" if module == "rules" else KERNEL.joinpath(*module.split(".")).with_suffix(".py")


@cache
def compiled(path):
    return compile(path.read_text(), str(path), "exec")


@cache
def pieces(path):
    """A module as its definitions and other statements, text and code of each: a mutant compiles anew the one that it changes."""
    text = path.read_text()
    lines, starts = text.splitlines(keepends=True), [_first_line(statement) for statement in ast.parse(text).body]
    texts = ["".join(lines[start - 1 : end - 1]) for start, end in pairwise([1, *starts[1:], len(lines) + 1])]
    assert "".join(texts) == text
    return [(piece, _code(piece, path)) for piece in texts]


def _first_line(statement):
    return min(part.lineno for part in (statement, *getattr(statement, "decorator_list", ())))


def _code(piece, path):
    """The code of a piece of a module; what the module says of annotations at its head holds for each piece."""
    flags = future.annotations.compiler_flag if "from __future__ import annotations\n" in path.read_text() else 0
    return compile(piece, str(path), "exec", flags, dont_inherit=True)


def mutated(path, old, new):
    """The code of a module, in pieces, with one text replaced."""
    text = path.read_text()
    changed = [(piece.replace(old, new), piece, code) for piece, code in pieces(path)]
    if "".join(now for now, *_ in changed) != text.replace(old, new):  # it reaches from one statement to the next
        return [_code(text.replace(old, new), path)]
    return [code if now == before else _code(now, path) for now, before, code in changed]


@cache
def speaking_to_the_mutant(path):
    text = path.read_text().replace("derivations.prover.kernel", NAME).replace("from ..kernel", f"from {NAME}")
    text = text.replace("from derivations.prover.proof import", f"from {NAME} import")
    text = text.replace("from kernel_terms import", f"from {NAME}.kernel_terms import")
    return compile(text, str(path), "exec")


class Mutant(MetaPathFinder, Loader):
    """The kernel with one text replaced, as a package of its own; the falsehoods, loaded again, speak to it."""

    def __init__(self, module, old, new):
        files = map(source, RULES if module == "rules" else [module])
        self.codes = {path: mutated(path, old, new) for path in files if old in path.read_text()}
        assert self.codes, f"the guard is not where it was in {module}: {old!r}"

    def __enter__(self):
        sys.meta_path.insert(0, self)
        return self

    def find_spec(self, name, path=None, target=None):
        package, _, own = name.partition(".")
        return spec_from_loader(name, self, is_package=own in (*PACKAGES, "rules")) if package == NAME else None

    def exec_module(self, module):
        for code in self._codes(module.__name__.partition(".")[2]):
            exec(code, module.__dict__)

    def _codes(self, name):
        if name in MODULES:
            return self.codes.get(source(name)) or [compiled(source(name))]
        if name in PACKAGES:
            return []
        return [speaking_to_the_mutant(DERIVED if name == "derived" else TESTS.joinpath(*name.split(".")).with_suffix(".py"))]

    def module(self, name):
        return import_module(f"{NAME}.{name}")

    def __exit__(self, *_):
        sys.meta_path.remove(self)
        for name in [name for name in sys.modules if name == NAME or name.startswith(f"{NAME}.")]:
            del sys.modules[name]


def killed(mutant, names):
    """Does one of the falsehoods get through?"""
    for name in names:
        mutant.module(FALSEHOODS[name].__module__)
        try:
            mutant.module("falsehoods.attempts").FALSEHOODS[name]()
        except Exception:  # refused, or the mutant cannot even run
            continue
        return True
    return False


GUARDS = [(module, *mutant) for module, mutants in MUTANTS.items() for mutant in mutants]


@pytest.mark.parametrize("case", GUARDS, ids=lambda case: f"{case[0]}-{case[3][0]}")
def test_a_guard_is_no_decoration(case):
    module, old, new, names = case
    with Mutant(module, old, new) as mutant:
        assert killed(mutant, names), f"without {old!r} nothing false was shown"


def test_without_a_change_nothing_false_is_shown():
    with Mutant("rules", "_SEAL", "_SEAL") as mutant:
        assert not [name for name in FALSEHOODS if killed(mutant, [name])]


# --- slips of the pen, which the fuzzer must see --------------------------------------------------------------------

NORMAL, PAIRS = "test_normal_forms_keep_their_values", "test_what_is_proved_equal_is_equal"
SIGNS, DEFINED = "test_signs_are_those_of_the_numbers", "test_what_is_said_to_have_a_value_has_one"
SLOPES, BENDS = "test_derivatives_are_those_of_differences", "test_a_derivative_has_the_slopes_from_both_sides"

SLIPS = [
    ("normal", "self.index(add(k, start, MINUS))", "self.index(add(k, start))", NORMAL),
    ("normal", "for other in partners[:place])", "for other in partners[:0])", NORMAL),
    ("normal", "written = plus(written, self.poly(", "written = plus({}, self.poly(", NORMAL),
    ("normal", "return scaled(self.poly(u), -1)", "return self.poly(u)", NORMAL),
    ("normal", "rest = raised(rest, {a: e for a, e in common if not self.facts.positive(a)})", "pass", NORMAL),
    ("normal", "            for _ in range(e):", "            for _ in range(1):", NORMAL),
    ("normal", "1 if extra >= 0 else -1", "1", NORMAL),
    ("normal", "{k: from_affine(*difference(k, shift))}", "{}", NORMAL),
    ("normal", "odd = [mono for mono, c in e.items() if c % 2]", "odd = list(e)", NORMAL),
    ("normal", "seal({mono: 1}))), c))", "seal({mono: 1})))))", NORMAL),
    ("polynomial", "_tidy(c**exponent)", "_tidy(c)", NORMAL),
    ("polynomial", "coefficient *= number_power(atom.args[0], whole)", "pass", NORMAL),
    ("signs", 'case "sum" if many:', 'case "sum":', SIGNS),
    ("signs", "both if left & right & NIL else both & ~NIL", "both & ~NIL", SIGNS),
    ("signs", "    if both & NEG and both & POS:\n        return REAL\n", "", SIGNS),
    ("signs", '                yield "nonzero", base, facts\n', "                pass\n", DEFINED),
    ("signs", 'yield "the index may lie out of range", place, facts', "yield from ()", DEFINED),
    ("derivative", '"log": lambda u: power(u, MINUS)', '"log": lambda u: power(u, ONE)', SLOPES),
    ("derivative", "mul(num(c), Term(t.op, (base, num(c - 1))), ", "mul(num(c), Term(t.op, (base, num(c))), ", SLOPES),
    ("signs", "for part in halves(t) if t.op in EXTREMA else t.args:", "for part in t.args:", BENDS),
    ("signs", "        yield substitute(t.args[0], {x: point}), facts\n", "        pass\n", BENDS),
    ("derivative", "zip(named, indices, strict=True)", "zip(named, indices[::-1], strict=True)", SLOPES),
]


SEEN = {  # where the fuzzer sees those that it does not see soon: there it looks first
    "for other in partners[:place])": 42,
    "rest = raised(rest, {a: e for a, e in common if not self.facts.positive(a)})": 62,
    "{k: from_affine(*difference(k, shift))}": 10,
    "coefficient *= number_power(atom.args[0], whole)": 10,
    "self.index(add(k, start, MINUS))": 6,
}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip[0]}-{slip[1].strip()[:48]}")
def test_the_fuzzer_sees_a_slip(slip):
    module, old, new, test = slip
    with Mutant(module, old, new) as mutant:
        fuzzer = mutant.module("test_kernel_fuzz")
        for first in dict.fromkeys((SEEN.get(old, 1), *range(1, 120))):
            fuzzer.seeds = lambda kind, first=first: range(1_000_000 + 25 * first, 1_000_025 + 25 * first)
            try:
                getattr(fuzzer, test)()
            except AssertionError as failure:
                if failure.args and isinstance(failure.args[0], tuple):  # not merely too few cases
                    return
    raise AssertionError(f"{new!r} for {old!r} went unseen")
