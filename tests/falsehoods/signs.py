"""Signs."""

from kernel_terms import (
    HALF, THREE, TWO, a, bracket, delta, eq, exp, forall, i, inverse, j, k, le, log, lt, m, n, ne, over, product, root, s, size,
    square, t, total, x, y, z,
)  # fmt: skip

from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import equality, sign
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, add, at, fn, mul, neg, num, power, sub, var

from .attempts import FALSEHOODS, count, false, fraction, grid, late, top, w


NOT_POSITIVE = {
    "a real number": x,
    "a product": mul(x, y),
    "a square": square(x),
    "a cube": power(x, THREE),
    "a size": size(x),
    "a difference": sub(s, t),
    "a logarithm": log(s),
    "a nonnegative number": var("u", "nonnegative"),
    "a natural number": count,
    "n - 1": sub(n, ONE),
    "i - 1": sub(i, ONE),
    "n - i": sub(n, i),
    "j - i": sub(j, i),
    "b - 1": sub(fraction, ONE),
    "1 - s": sub(ONE, s),
    "1 - delta": sub(ONE, delta(i, j)),
    "1 - 2 b": sub(ONE, mul(TWO, fraction)),
    "1 + 0 b - delta": add(ONE, mul(ZERO, fraction), neg(delta(i, j))),
    "a bracket": bracket(x, y),
    "a sign": fn("sign", x),
    "the smaller of two": fn("minof", s, x),
    "the larger of two": fn("maxof", x, y),
    "a maximum": top,
    "a maximum of none": over("max", late, at(a, late)),
    "a sum of squares": total(k, square(at(z, k))),
    "an empty product's logarithm": log(product(late, at(a, late))),
    "a hyperbolic tangent": fn("tanh", x),
    "Γ' / Γ": fn("digamma", s),
    "log Γ": fn("loggamma", s),
    "a power of a complex exponent": power(TWO, w),
    "an exponential of a complex number": exp(w),
    "an exponential of a root of what may be negative": exp(root(fn("loggamma", s))),
    "a complex size": size(w),
    "the larger of a complex number and one": fn("maxof", ONE, w),
    "an inverse of a real number": inverse(x),
    "ψ″": fn("polygamma", TWO, s),
    "(-1)^n": power(MINUS, n),
    "minus a product of negative numbers": neg(product(k, neg(at(a, k)))),
    "1 - e^s": sub(ONE, exp(s)),
    "i^2 - 1": sub(square(i), ONE),
    "e^x - 1": add(exp(x), num(-1)),
}

NOT_NONNEGATIVE = {
    "a real number": x,
    "minus a square": neg(square(x)),
    "a cube": power(x, THREE),
    "an inverse": inverse(sub(ZERO, s)),
    "n - 2": sub(n, TWO),
    "n - m": sub(n, m),
    "j - i": sub(j, i),
    "log b": log(fraction),
    "a sum": total(k, at(z, k)),
    "a product": product(k, at(z, k)),
    "a variance without its weights": sub(total(k, square(at(z, k))), square(total(k, at(z, k)))),
    "two deltas": sub(ONE, add(delta(i, j), delta(i, j))),
    "a minimum": fn("minof", s, x),
    "a square of a complex number": square(w),
    "minus ψ of order 0": neg(fn("polygamma", ZERO, s)),
}


FALSEHOODS |= {f"0 < {name}": lambda term=term: sign(term, "lt") for name, term in NOT_POSITIVE.items()}
FALSEHOODS |= {f"0 <= {name}": lambda term=term: sign(term, "le") for name, term in NOT_NONNEGATIVE.items()}


@false
def signs_that_are_not_manifest():
    return sign(x, "le")


@false
def strictly_positive_by_a_weak_inequality():
    return sign(x, "lt", [le(0, x)])


@false
def positive_because_it_is_not_zero():
    return sign(x, "lt", [ne(0, x)])


@false
def a_known_sign_turned_round():
    try:
        return sign(sub(x, y), "lt", [lt(x, y)])
    except Refused:
        return sign(sub(y, x), "lt", [lt(y, x)])


@false
def nothing_is_known_of_a_vanishing_product():
    return sign(add(mul(x, fraction), y, neg(y)), "lt", [le(0, x), le(x, 0)])


@false
def what_holds_of_one_entry_holds_of_all():
    return sign(at(z, j), "lt", [lt(0, at(z, i))])


@false
def what_holds_of_some_holds_of_all():
    return sign(at(z, i), "lt", [forall(lt(0, at(z, late)), late)])


@false
def what_holds_in_some_rows_holds_in_all():
    return sign(at(grid, i, k), "lt", [forall(forall(lt(0, at(grid, late, k)), k), late)])


@false
def what_holds_of_some_entries_of_each_row_holds_of_all():
    return sign(at(grid, i, k), "lt", [forall(forall(lt(0, at(grid, i, late)), late), i)])


@false
def what_was_supposed_a_moment_ago():
    sign(x, "lt", [lt(0, x)])
    return sign(x, "lt")


@false
def what_was_supposed_of_all_entries_a_moment_ago():
    sign(at(z, i), "lt", [forall(lt(0, at(z, k)), k)])
    return sign(at(z, i), "lt")


@false
def what_was_equal_a_moment_ago():
    equality(x, ONE, (), [eq(x, 1)])
    return equality(x, ONE)


@false
def what_was_bounded_a_moment_ago():
    sign(add(ONE, mul(MINUS, x)), "lt", [lt(x, HALF)])
    return sign(add(ONE, mul(MINUS, x)), "lt")
