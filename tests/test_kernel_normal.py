"""Identities that the normal form proves for every n, and near misses of each that it does not."""

from fractions import Fraction
from itertools import count

import pytest
from kernel_terms import (
    HALF, THREE, TWO, Z, a, bracket, delta, deriv, exp, forall, index, inverse, log, lt, over, p, product, root, size, square, t,
    total,
)  # fmt: skip
from kernel_terms import h, i, j, k, l, m, n, s, x, y, z

from derivations.prover.kernel import rules, terms
from derivations.prover.kernel.definitions import expand
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import (
    DIGITS, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, div, fn, fresh, mul, neg, num, power, sub, substitute, var,
)  # fmt: skip
from derivations.prover.verdict import check

CALCULUS = {"definition", "derivative", "collapse"}
ALL = CALCULUS | {"gamma"}
RANGES = {"ranges"}


def proves(left, right, using=CALCULUS, given=()):
    try:
        rules.equality(left, right, using, given)
    except (Refused, IllTyped):
        return False
    return True


softmax, lse = fn("softmax", z), fn("lse", z)


def weighted(body):
    """Σ_l p_l (body at l)."""
    return total(l, mul(p(l), body(l)))


def entry(vector):
    return lambda place: at(vector, place)


# --- calculus of softmax --------------------------------------------------------------------------------------------

mean = weighted(entry(h))
variance = sub(weighted(lambda c: square(at(h, c))), square(mean))
jacobian = mul(p(i), sub(delta(i, k), p(k)))
third = mul(  # ∂³ LSE / ∂z_i ∂z_j ∂z_k
    p(i),
    add(
        mul(delta(i, j), delta(i, k)), neg(mul(delta(i, j), p(k))), neg(mul(delta(i, k), p(j))), neg(mul(delta(j, k), p(j))),
        mul(TWO, p(j), p(k)),
    ),
)  # fmt: skip


def cumulants():
    """The third and the fourth derivative along h of LSE(z + x h), against the central moments of h under softmax(z + x h)."""
    weights = total(k, exp(add(at(z, k), mul(x, at(h, k)))))

    def moment(power_of_h):
        return div(total(l, mul(exp(add(at(z, l), mul(x, at(h, l)))), power(at(h, l), num(power_of_h)))), weights)

    m1, m2, m3, m4 = map(moment, (1, 2, 3, 4))
    curve = log(weights)
    yield deriv(curve, x), m1
    yield deriv(deriv(curve, x), x), sub(m2, square(m1))
    yield deriv(m2_minus(m1, m2), x), add(m3, mul(num(-3), m1, m2), mul(TWO, power(m1, THREE)))
    kappa3 = add(m3, mul(num(-3), m1, m2), mul(TWO, power(m1, THREE)))
    kappa4 = add(m4, mul(num(-4), m3, m1), mul(num(-3), square(m2)), mul(num(12), m2, square(m1)), mul(num(-6), power(m1, num(4))))
    yield deriv(kappa3, x), kappa4


def m2_minus(m1, m2):
    return sub(m2, square(m1))


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_cumulants(order):
    left, right = list(cumulants())[order - 1]
    assert proves(left, right)
    assert not proves(left, add(right, mul(num(Fraction(1, 7)), x)))


def test_gradient_of_log_sum_exp():
    assert proves(deriv(lse, z, i), at(softmax, i))
    assert not proves(deriv(lse, z, i), at(softmax, j))
    assert not proves(deriv(lse, z, i), neg(at(softmax, i)))


def test_jacobian_of_softmax():
    assert proves(deriv(at(softmax, i), z, k), jacobian)
    assert not proves(deriv(at(softmax, i), z, k), mul(p(i), sub(ONE, p(k))))
    assert not proves(deriv(at(softmax, i), z, k), mul(p(k), sub(delta(i, k), p(k))))


def test_third_derivatives_of_log_sum_exp():
    assert proves(deriv(jacobian, z, j), third)
    assert not proves(deriv(jacobian, z, j), substitute(third, {j: i}))


def test_quadratic_form_is_a_variance():
    form = total(i, total(k, mul(at(h, i), jacobian, at(h, k))))
    assert proves(form, variance)
    assert proves(form, fn("variance", softmax, h))
    pairs = total(i, total(j, mul(HALF, p(i), p(j), square(sub(at(h, i), at(h, j))))))
    assert proves(form, pairs)
    assert not proves(form, mul(TWO, pairs))


def test_bregman_divergence_of_log_sum_exp_is_kl():
    w = var("w", "real", n)
    bregman = sub(sub(fn("lse", w), lse), total(k, mul(at(softmax, k), sub(at(w, k), at(z, k)))))
    assert proves(bregman, fn("kl", softmax, fn("softmax", w)))
    assert not proves(bregman, fn("kl", fn("softmax", w), softmax))


def test_derivative_in_the_temperature():
    cold = mul(inverse(t), z)
    q = fn("softmax", cold)
    level = total(l, mul(at(q, l), at(z, l)))
    assert proves(deriv(at(q, i), t), mul(at(q, i), power(t, num(-2)), sub(level, at(z, i))))
    assert not proves(deriv(at(q, i), t), mul(at(q, i), power(t, num(-1)), sub(level, at(z, i))))
    assert not proves(deriv(at(q, i), t), mul(at(q, i), power(t, num(-2)), sub(at(z, i), level)))
    spread = sub(total(l, mul(at(q, l), square(at(z, l)))), square(level))
    assert proves(deriv(level, t), neg(mul(power(t, num(-2)), spread)))


def test_shift_invariance():
    shifted = over("lam", k, add(at(z, k), x))
    assert proves(fn("softmax", shifted), softmax)
    assert proves(fn("lse", shifted), add(lse, x))
    assert not proves(fn("lse", shifted), lse)
    assert not proves(fn("softmax", over("lam", k, mul(at(z, k), x))), softmax)


def test_entropy_of_softmax():
    assert proves(fn("entropy", softmax), sub(lse, total(k, mul(at(softmax, k), at(z, k)))))
    assert proves(fn("kl", softmax, softmax), ZERO)


# --- sums -----------------------------------------------------------------------------------------------------------

A = var("A", "real", n, m)
w = var("w", "real", m)
r, c = index("r", m), index("c", m)


def test_sums_over_two_dimensions():
    whole = total(k, total(r, at(A, k, r)))
    assert proves(whole, total(r, total(k, at(A, k, r))))
    assert proves(total(k, total(r, mul(at(z, k), at(w, r)))), mul(total(k, at(z, k)), total(r, at(w, r))))
    assert proves(total(k, total(r, ONE)), mul(n, m))
    assert proves(total(k, total(r, at(w, r))), mul(n, total(r, at(w, r))))
    assert not proves(total(k, total(r, at(w, r))), mul(m, total(r, at(w, r))))
    assert not proves(total(k, ONE), m)


def test_products_of_sums_are_sums_over_pairs():
    assert proves(square(total(k, at(z, k))), total(k, total(j, mul(at(z, k), at(z, j)))))
    assert not proves(square(total(k, at(z, k))), total(k, square(at(z, k))))
    B = var("B", "real", n, n)
    both = total(k, total(j, total(l, mul(at(B, k, j), at(B, j, l)))))
    assert proves(both, total(l, total(k, total(j, mul(at(B, j, l), at(B, k, j))))))
    assert not proves(both, total(k, total(j, total(l, mul(at(B, k, j), at(B, l, j))))))


def test_deep_sums_with_a_sum_inside_an_exponential():
    inner = total(j, mul(at(z, j), at(h, j)))
    assert proves(total(k, exp(add(at(z, k), inner))), mul(Z, exp(inner)))
    assert proves(total(k, total(j, exp(mul(at(z, k), at(h, j))))), total(j, total(k, exp(mul(at(h, j), at(z, k))))))
    assert not proves(total(k, total(j, exp(mul(at(z, k), at(h, j))))), total(j, total(k, exp(mul(at(h, j), at(z, j))))))


@pytest.mark.parametrize("size_", [1, 2, 3])
def test_literal_dimensions(size_):
    v = var("v", "real", num(size_))
    place = index("place", num(size_))
    spelled = add(*(exp(at(v, num(d))) for d in range(1, size_ + 1)))
    assert proves(fn("lse", v), log(spelled))
    assert proves(deriv(fn("lse", v), v, ONE), div(exp(at(v, ONE)), spelled))
    assert proves(total(place, at(fn("softmax", v), place)), ONE)
    assert not proves(total(place, ONE), num(size_ + 1))


def test_what_holds_of_all_pairs_is_known_of_each():
    """log(A_ij e^x) = log A_ij + x where every A_ij is positive: a hypothesis for all rows and all columns."""
    matrix = var("A", "real", n, m)
    column = index("c", m)
    given = [forall(forall(lt(0, at(matrix, k, column)), column), k)]
    entry = at(matrix, i, index("d", m))
    assert proves(log(mul(entry, exp(x))), add(log(entry), x), given=given)
    assert not proves(log(mul(entry, exp(x))), add(log(entry), x))
    assert proves(total(i, log(mul(entry, exp(x)))), add(total(i, log(entry)), mul(n, x)), given=given)


def test_partial_ranges():
    late = index("late", n, TWO)
    head = index("head", i)
    assert proves(total(late, sub(at(z, late), x)), sub(total(late, at(z, late)), mul(sub(n, ONE), x)))
    assert proves(total(head, mul(x, at(z, head))), mul(x, total(index("other", i), at(z, index("other", i)))))
    assert proves(total(head, ONE), i)
    assert not proves(total(head, at(z, head)), total(k, at(z, k)))
    assert not proves(total(late, at(z, late)), total(k, at(z, k)))
    u = index("u")
    v = index("v", u)
    triangle = total(u, total(v, mul(at(z, u), at(h, v))))  # Σ_u z_u Σ_{v <= u} h_v
    assert proves(triangle, total(u, mul(at(z, u), total(v, at(h, v)))))
    assert not proves(triangle, mul(total(k, at(z, k)), total(k, at(h, k))))
    assert not proves(triangle, total(u, total(v, mul(at(z, v), at(h, u)))))
    assert proves(total(k, triangle), mul(n, triangle))


def test_sums_that_are_the_same_once_moved():
    before, later = index("before", sub(n, ONE)), index("later", n, TWO)
    assert proves(total(before, exp(at(z, add(before, ONE)))), total(later, exp(at(z, later))), RANGES)
    steps = total(before, sub(at(z, add(before, ONE)), at(z, before)))
    assert proves(steps, sub(at(z, n), at(z, ONE)), RANGES)
    assert not proves(steps, sub(at(z, n), at(z, TWO)), RANGES)
    second = index("second", mul(TWO, n), add(n, ONE))  # n+1..2n
    assert proves(total(k, inverse(add(n, k))), total(second, inverse(second)), RANGES)
    assert not proves(total(k, inverse(add(n, k))), total(second, inverse(add(second, ONE))), RANGES)
    assert not proves(total(k, mul(at(z, k), inverse(add(n, k)))), total(second, mul(at(z, k), inverse(second))), RANGES)


def test_a_sum_keeps_its_index_however_its_range_is_written():
    odd = index("odd", add(add(n, ONE), MINUS))
    for unfold in (True, False):
        assert not any(v.args[1] == "index" for v in expand(total(odd, at(z, odd)), unfold).free)


def test_one_entry_more():
    long, f = var("long", "real", add(n, ONE)), index("f", add(n, ONE))
    assert proves(total(f, at(long, f)), add(at(long, ONE), total(k, at(long, add(k, ONE)))))
    assert not proves(total(f, at(long, f)), add(at(long, ONE), total(k, at(long, k))))


def test_deltas_collapse_exactly():
    assert proves(total(k, mul(delta(k, i), at(z, k))), at(z, i))
    assert proves(total(k, exp(mul(delta(k, i), x))), add(sub(n, ONE), exp(x)))
    assert proves(total(k, inverse(add(ONE, delta(k, i)))), sub(n, HALF))
    assert proves(total(k, mul(delta(k, i), delta(k, j))), delta(i, j))
    assert proves(total(k, mul(delta(k, i), delta(i, j), at(z, k))), mul(delta(i, j), at(z, j)))
    assert not proves(total(k, mul(delta(add(k, ONE), i), at(z, k))), at(z, sub(i, ONE)))  # i = 1 has no partner
    assert not proves(total(k, delta(k, r)), ONE)  # r may lie beyond n
    assert not proves(total(k, delta(mul(TWO, k), j)), ONE)  # KroneckerDelta(2k, j), SymPy's slip
    two = total(k, mul(exp(mul(delta(k, i), x)), exp(mul(delta(k, j), y))))
    assert proves(
        two, add(sub(n, TWO), delta(i, j), mul(sub(ONE, delta(i, j)), add(exp(x), exp(y))), mul(delta(i, j), exp(add(x, y))))
    )


# --- products, Γ, powers, sizes -------------------------------------------------------------------------------------


def test_products():
    assert proves(product(k, at(a, k)), exp(total(k, log(at(a, k)))))
    assert proves(log(product(k, at(a, k))), total(k, log(at(a, k))))
    assert proves(product(k, mul(at(a, k), s)), mul(power(s, n), product(k, at(a, k))))
    assert proves(product(k, exp(at(z, k))), exp(total(k, at(z, k))))
    assert proves(product(k, power(at(a, k), delta(k, i))), at(a, i))
    assert not proves(product(k, at(z, k)), exp(total(k, log(at(z, k)))))
    literal = index("d", THREE)
    assert proves(product(literal, x), power(x, THREE))
    assert proves(product(literal, literal), num(6))


def test_products_up_to_an_end():
    but_first = index("q", n, TWO)
    long, f = var("long", "real", add(n, ONE)), index("f", add(n, ONE))
    assert proves(product(f, at(long, f)), mul(product(k, at(long, k)), at(long, add(n, ONE))), RANGES)
    assert not proves(product(f, at(long, f)), mul(product(k, at(long, k)), at(long, n)), RANGES)
    assert proves(product(f, at(long, f)), mul(at(long, ONE), product(k, at(long, add(k, ONE)))))
    late = index("late", add(n, ONE), TWO)
    assert proves(product(late, at(long, late)), mul(product(but_first, at(long, but_first)), at(long, add(n, ONE))), RANGES)
    assert proves(product(index("none", ZERO), x), ONE)
    empty_at_one = index("j", sub(i, ONE))
    assert proves(product(empty_at_one, at(z, empty_at_one)), product(empty_at_one, at(z, empty_at_one)))


def test_gamma():
    assert proves(fn("gamma", add(s, ONE)), mul(s, fn("gamma", s)), ALL)
    assert proves(fn("gamma", add(s, THREE)), mul(add(s, TWO), add(s, ONE), s, fn("gamma", s)), ALL)
    assert not proves(fn("gamma", add(s, ONE)), mul(s, fn("gamma", s)), CALCULUS)  # an axiom, when asked for
    assert not proves(fn("gamma", add(x, ONE)), mul(x, fn("gamma", x)), ALL)
    assert proves(fn("gamma", num(5)), num(24), ALL)
    raised = product(k, fn("gamma", add(at(a, k), delta(k, i))))
    assert proves(raised, mul(at(a, i), product(k, fn("gamma", at(a, k)))), ALL)
    assert not proves(raised, mul(at(a, j), product(k, fn("gamma", at(a, k)))), ALL)
    assert proves(fn("loggamma", add(s, ONE)), add(log(s), fn("loggamma", s)), ALL)
    assert proves(fn("digamma", add(s, ONE)), add(inverse(s), fn("digamma", s)), ALL)
    assert proves(deriv(fn("loggamma", s), s), fn("digamma", s))


def test_powers_and_logarithms():
    assert proves(mul(root(s), root(s)), s)
    assert proves(root(square(x)), size(x))
    assert not proves(root(square(x)), x)
    assert proves(log(mul(s, t)), add(log(s), log(t)))
    assert proves(root(num(8)), mul(TWO, root(TWO)))
    assert proves(mul(root(TWO), root(THREE)), root(num(6)))
    assert proves(power(x, ZERO), ONE)
    assert proves(exp(mul(TWO, log(s))), square(s))
    assert not proves(div(x, x), ONE)  # undefined at 0
    assert proves(div(x, x), ONE, given=[Term("ne", (x, ZERO))])
    assert not proves(inverse(num(10**30 + 1)), inverse(num(10**30)))
    more = add(ONE, s)
    assert proves(power(more, num(Fraction(3, 2))), mul(more, root(more)))


def test_whole_powers_of_what_may_be_negative():
    assert proves(power(MINUS, add(mul(TWO, n), ONE)), MINUS)
    assert proves(mul(power(MINUS, n), power(MINUS, n)), ONE)
    assert proves(power(MINUS, sub(n, k)), power(MINUS, add(n, k)))
    assert not proves(power(MINUS, n), power(MINUS, m))
    assert proves(power(neg(x), mul(TWO, n)), power(x, mul(TWO, n)))
    assert not proves(power(neg(x), mul(THREE, n)), power(x, mul(THREE, n)))
    assert proves(power(x, mul(TWO, n)), square(power(x, n)))
    assert proves(power(x, add(n, k, ONE)), mul(x, power(x, n), power(x, k)))
    assert proves(power(mul(x, y), n), mul(power(x, n), power(y, n)))
    assert not proves(power(add(x, y), n), add(power(x, n), power(y, n)))


def test_sizes_and_brackets():
    assert proves(size(mul(s, x)), mul(s, size(x)))
    assert proves(square(size(x)), square(x))
    assert not proves(size(x), x)
    assert proves(size(sub(x, y)), size(sub(y, x)))
    assert proves(mul(bracket(x, y), bracket(x, y)), bracket(x, y))
    assert proves(bracket(x, y), bracket(mul(s, y), mul(s, x)))
    assert not proves(bracket(mul(x, y), x), bracket(y, ONE))
    assert not proves(bracket(x, ZERO), bracket(y, ZERO))


def test_canonical_forms_do_not_hang_on_the_order_of_writing():
    for left, right in ((power(s, MINUS), power(s, num(-2))), (power(t, MINUS), mul(s, power(t, num(-2))))):
        assert proves(fn("gamma", add(left, right)), fn("gamma", add(right, left)))


def test_the_maximum_of_equals():
    assert proves(over("max", k, at(z, k)), over("max", j, at(z, j)))
    assert proves(fn("maxof", x, add(x, s)), add(x, s))
    assert not proves(fn("maxof", x, y), y)


def test_without_a_rule_a_step_is_not_taken():
    assert not proves(deriv(lse, z, i), at(softmax, i), {"definition"})
    assert not proves(total(k, mul(delta(k, i), at(z, k))), at(z, i), {"definition"})
    assert not proves(lse, log(Z), set())
    with pytest.raises(Refused, match="no rule called"):
        rules.equality(x, x, {"magic"})


def test_a_bound_index_captures_nothing():
    """∂ log Σ_k exp(z_k) / ∂z_k with k free and bound: SymPy says 1."""
    assert proves(deriv(log(Z), z, k), p(k))
    assert proves(bind("sum", ONE, n, variable=j, body=mul(at(z, j), at(z, k))), mul(at(z, k), total(j, at(z, j))))
    assert not proves(total(j, mul(at(z, j), at(z, k))), total(k, square(at(z, k))))


def test_a_shifted_index_is_the_same_whatever_number_its_name_has(monkeypatch):
    """Among names that are made k'1000 comes before k'999 in an alphabet, and after it here."""
    for start in range(990, 1001):
        monkeypatch.setattr(terms, "_names", count(777))
        first = fresh("k", "index", ONE, n)
        monkeypatch.setattr(terms, "_names", count(start))
        left = bind("prod", first, n, variable=i, body=add(at(z, i), ONE))
        right = bind("prod", first, n, variable=i, body=add(ONE, at(z, i)))
        assert rules.equality(left, right)


def test_numbers_have_no_more_digits_than_can_be_written():
    assert str(num(2 ** (DIGITS - 1))) and str(num(Fraction(1, 3**8000)))
    with pytest.raises(IllTyped, match="13000 binary digits"):
        num(Fraction(1, 2**DIGITS))
    with pytest.raises(Refused, match="too many digits"):
        rules.equality(power(num(7**4000), num(9)), ZERO)


@pytest.mark.parametrize("text", ["2^15000 > 3", "exp(2^15000) > 3", "7^4000*3^4000*x = x", "2^9000*2^9000 > 1"])
def test_numbers_of_many_digits_end_in_a_verdict(text):
    assert check(text, "x: real").word in ("proved", "refuted", "undecided")
