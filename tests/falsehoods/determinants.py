"""Determinants."""

from kernel_terms import TWO, delta, eq, forall, h, i, index, inverse, j, k, le, lt, n, number, over, total, x, z

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, under
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, fn, fresh, mul, num, var
from derivations.prover.proof import derived

from .attempts import EVERYTHING, count, false, grid, only


DET = fn("det", grid)
first_row, first_column = index("r", ONE), index("s", ONE)


def split(row, column, d=ONE, u=ZERO, v=ZERO):
    return add(mul(number(d), delta(row, column)), mul(number(u), number(v)))


def supposed(row, column, *parts):
    """M_ij = d_i δ_ij + u_i v_j, of the indices given, as all of them are supposed to meet it."""
    theorem = assume(forall(forall(eq(at(grid, row, column), split(row, column, *parts)), column), row))
    return rules.specialise(rules.specialise(theorem, row), column)


def made(body):
    """The matrix with these entries at r, s."""
    r, s = fresh("r", "index", ONE, n), fresh("s", "index", ONE, n)
    return over("lam", r, over("lam", s, body(r, s)))


def from_entries(matrix, *parts):
    theorem = equality(at(matrix, i, j), split(i, j, *parts), EVERYTHING)
    return rules.determinant(theorem, *map(number, parts))


only_two = over("lam", first_row, over("lam", first_column, TWO))


@false
def a_determinant_of_fewer_rows_than_there_are():
    return equality(fn("det", only_two), ONE, EVERYTHING)


@false
def a_determinant_of_more_rows_than_there_are():
    return equality(fn("det", only_two), ZERO, EVERYTHING)


@false
def a_determinant_from_one_entry():
    return rules.determinant(supposed(first_row, first_column), ONE, ZERO, ZERO)


@false
def a_determinant_from_its_diagonal():
    theorem = assume(forall(eq(at(grid, i, i), split(i, i)), i))
    return rules.determinant(rules.specialise(theorem, i), ONE, ZERO, ZERO)


@false
def a_determinant_of_one_row_for_all():
    return from_entries(made(lambda r, s: mul(delta(r, s), at(z, i))), at(z, i), ZERO, ZERO)


@false
def a_determinant_of_one_column_for_all():
    return from_entries(made(lambda r, s: mul(delta(r, s), at(z, j))), at(z, i), ZERO, ZERO)


@false
def a_determinant_from_what_is_supposed_of_one_entry():
    return rules.determinant(assume(eq(at(grid, i, j), split(i, j))), ONE, ZERO, ZERO)


@false
def a_determinant_of_fewer_rows_than_none():
    rows = add(n, num(-2))
    r, s = index("r", rows), index("s", rows)
    matrix = over("lam", r, over("lam", s, delta(r, s)))
    theorem = equality(at(matrix, r, s), split(r, s), EVERYTHING, [le(ONE, rows)])
    return rules.determinant(theorem, ONE, ZERO, ZERO)


corner = index("r", count), index("s", count)
SCALE = inverse(count)  # no number where there is no row


diagonal = over("lam", corner[0], over("lam", corner[1], mul(count, delta(*corner))))
EYE = over("lam", corner[0], over("lam", corner[1], delta(*corner)))


@false
def a_determinant_without_a_row_of_what_has_no_value():
    """(1/c) diag(c, …, c) has no value at c = 0."""
    entries = equality(at(mul(SCALE, diagonal), *corner), split(*corner), EVERYTHING, [le(ONE, count)])
    return rules.determinant(entries, ONE, ZERO, ZERO)


@false
def a_determinant_without_a_row_of_a_factor_that_has_no_value():
    m, first, second = fresh("k", "index", ONE, count), mul(SCALE, diagonal), EYE
    product = total(m, mul(at(first, corner[0], m), at(second, m, corner[1])))
    return rules.determinant_multiplied(equality(at(EYE, *corner), product, EVERYTHING, [le(ONE, count)]), first, second)


@false
def a_determinant_without_rows_of_what_has_no_value():
    """(1/x) A has no value at x = 0, though it has no entries that would show it."""
    return equality(fn("det", mul(inverse(x), var("A", "real", ZERO, ZERO))), ONE, EVERYTHING)


@false
def a_determinant_of_other_entries():
    return rules.determinant(equality(at(grid, i, j), at(grid, i, j)), ONE, ZERO, ZERO)


@false
def a_determinant_whose_columns_vary_with_the_row():
    return from_entries(made(lambda r, s: add(delta(r, s), at(z, r))), ONE, ONE, at(z, i))


@false
def a_determinant_whose_diagonal_varies_with_the_column():
    return from_entries(made(lambda r, s: mul(at(z, s), delta(r, s))), at(z, j), ZERO, ZERO)


@false
def a_determinant_whose_rows_vary_with_the_column():
    return from_entries(made(lambda r, s: add(delta(r, s), at(z, s))), ONE, at(z, j), ONE)


def multiplied(matrix, first, second):
    """det C = det A det B, C_ij being Σ_k A_ik B_kj."""
    m = fresh("k", "index", ONE, n)
    theorem = equality(at(matrix, i, j), total(m, mul(at(first, i, m), at(second, m, j))), EVERYTHING)
    return rules.determinant_multiplied(theorem, first, second)


@false
def a_determinant_of_no_product():
    return rules.determinant_multiplied(equality(at(grid, i, j), at(grid, i, j)), grid, grid)


@false
def a_left_factor_that_varies_with_the_row():
    return multiplied(made(lambda r, s: mul(at(z, r), at(grid, r, s))), made(lambda r, s: mul(delta(r, s), at(z, i))), grid)


@false
def a_right_factor_that_varies_with_the_column():
    return multiplied(made(lambda r, s: mul(at(z, s), at(grid, r, s))), grid, made(lambda r, s: mul(delta(r, s), at(z, j))))


@false
def a_left_factor_that_varies_with_the_column():
    """det diag(z) is no z_j^n, whatever j is."""
    return multiplied(made(lambda r, s: mul(at(z, s), delta(r, s))), made(lambda r, s: mul(at(z, j), delta(r, s))), unit)


@false
def a_right_factor_that_varies_with_the_row():
    return multiplied(made(lambda r, s: mul(at(z, r), delta(r, s))), unit, made(lambda r, s: mul(at(z, i), delta(r, s))))


larger, unit = var("L", "real", add(n, ONE), add(n, ONE)), made(delta)


@false
def a_left_factor_with_a_row_too_many():
    return multiplied(made(lambda r, s: at(larger, r, s)), larger, unit)


@false
def a_right_factor_with_a_row_too_many():
    return multiplied(made(lambda r, s: at(larger, r, s)), unit, larger)


@false
def a_sum_over_a_range_of_one():
    theorem = under("sum", (ONE, n), k, derived.bracket(assume(lt(ONE, n)), "lt"))
    return only(theorem, not theorem.hypotheses)


def test_determinants_are_found():
    shifted = made(lambda r, s: add(mul(at(z, r), delta(r, s)), mul(at(h, r), at(z, s))))
    theorem = from_entries(shifted, at(z, i), at(h, i), at(z, j))
    assert theorem.conclusion.args[0] == fn("det", shifted) and not theorem.hypotheses
    product = made(lambda r, s: total(k, mul(at(grid, r, k), at(grid, k, s))))
    assert multiplied(product, grid, grid).conclusion == eq(fn("det", product), mul(DET, DET))
    rows = add(n, MINUS)
    r, s = index("r", rows), index("s", rows)
    identity = over("lam", r, over("lam", s, delta(r, s)))
    unit_entries = equality(at(identity, r, s), split(r, s), EVERYTHING, [le(ONE, rows)])
    assert not rules.determinant(unit_entries, ONE, ZERO, ZERO).hypotheses  # nothing is left of it at n = 1
