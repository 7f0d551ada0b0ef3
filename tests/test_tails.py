"""Tails: what encloses a function far out contains its values there; limits, sums and integrals have the values that they have."""

from random import Random

import pytest
from chosen import SWEEP
from flint import acb, arb, ctx, fmpq

from derivations.prover.language.grammar import declare, parse_expression
from derivations.prover.refutation.balls import NoValue, Undefined, exact
from derivations.prover.refutation.evaluation import Evaluator
from derivations.prover.refutation.tails import Infinite, Region, Tail
from derivations.prover.verdict import check

DECLARED = {"n": "dimension", "z": "real[n]", "i": "index[n]", "a": "positive"}
POINT = {"n": 3, "z": (1, 2, 0), "i": 2, "a": exact(fmpq(5, 2))}


def value(text):
    return Evaluator({name: exact(x) for name, x in POINT.items()})(parse_expression(text, declare(DECLARED)))


# --- a tail against values of the function that it encloses -----------------------------------------------------------

UNARY = {
    "exp": lambda x: x.exp(), "log": lambda x: x.log(), "tanh": lambda x: x.tanh(), "inverse": lambda x: 1 / x,
    "gamma": lambda x: x.gamma(), "lgamma": lambda x: x.lgamma(), "digamma": lambda x: x.digamma(), "abs": abs,
    "cosh": lambda x: x.cosh(), "sinh": lambda x: x.sinh(), "root": lambda x: (x.log() * fmpq(1, 2)).exp(),
}  # fmt: skip
BINARY = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y}


def random_function(random, depth):
    """A function of one number, as Python applies it to balls and to Tails."""
    if depth == 0:
        c = fmpq(random.randint(-4, 4), random.randint(1, 3))
        return random.choice((lambda x: x, lambda x: 1 / x, lambda x: -x, lambda x: x * 0 + c, lambda x: x + c))
    if random.random() < 0.5:
        name, f = random.choice(list(UNARY)), random_function(random, depth - 1)
        return lambda x: UNARY[name](f(x))
    name, f, g = (
        random.choice(list(BINARY)),
        random_function(random, depth - 1),
        random_function(random, random.randint(0, depth - 1)),
    )
    return lambda x: BINARY[name](f(x), g(x))


def at(tail, x):
    """What a Tail says of one point."""
    total = arb(0)
    for s, q, p, l, c in tail.terms:
        total += c * ((arb(s) * x + arb(p)) * x.log() + arb(q) * x).exp() * x.log() ** l
    return total


def test_what_encloses_a_function_contains_its_values():
    random, compared, sharp = Random(3), 0, 0
    many = 700 if SWEEP else 200
    with ctx.workprec(200):
        for _ in range(many):
            f = random_function(random, random.randint(1, 4))
            start = random.choice((16, 40, 1000))
            try:
                tail = f(Region(start).variable())
            except (NoValue, ZeroDivisionError):
                continue
            assert isinstance(tail, Tail)
            for x in (arb(start), arb(start) + arb(1) / 3, arb(3 * start), arb(start) ** 2):
                enclosed = at(tail, x)
                with ctx.workprec(500):
                    true = f(x)
                if not true.is_finite():
                    continue
                assert enclosed.overlaps(true)
                compared += 1
                sharp += enclosed.rel_accuracy_bits() > 10
                if (sign := tail.sign()) is not None:
                    assert not true * sign < 0 if sign else true.contains(0)
    assert compared > 6 * many / 7 and sharp > compared / 2


def test_areas_and_sums_of_single_terms_contain_what_quadrature_and_addition_give():
    random = Random(5)
    for _ in range(60):
        q, p, l = fmpq(-random.randint(0, 3), 2), fmpq(-random.randint(3, 9), 2), random.choice((0, 0, 1, 2))
        start = random.choice((8, 30))
        tail = Tail(Region(start), [(fmpq(0), q, p, l, fmpq(1))])

        def f(x, q=q, p=p, l=l):
            return (p * x.log() + q * x).exp() * x.log() ** l

        far = acb.integral(lambda t, _: f(1 / t) / t**2, acb(1e-9), acb(1) / start).real
        assert far.is_finite() and tail.integral().overlaps(far + arb(0, 1e-6)), (q, p, l)
        try:
            total, rest = tail.beyond()
        except NoValue:
            continue
        part = sum((f(arb(k)) for k in range(start + 1, 4000)), arb(0))
        bound = sum((c * ((arb(4000) - 1).log() * e).exp() for c, e in rest), arb(0))
        assert part <= total.upper() and not total.lower() > part + bound.upper()


# --- limits, series, integrals ------------------------------------------------------------------------------------------

VALUES = {
    "Limit(Sum((k**2 + k)/(n**3 + k), (k, 1, n)), n, oo)": "1/3",
    "Limit(Sum(n/(n**2 + k**2), (k, 1, n)), n, oo)": "pi/4",
    "Limit(softmax(z/a)[i], a, 0)": "1",
    "Limit(a*LSE(z/a), a, 0)": "2",
    "Limit(softmax(z/a)[i], a, oo)": "1/3",
    "Limit((1 + 1/n)**n, n, oo)": "exp(1)",
    "Limit(a**a, a, 0)": "1",
    "Limit(sinh(a)/a, a, 0)": "1",
    "Limit(tanh(x), x, -oo)": "-1",
    "Limit(gamma(a + 1/2)/(gamma(a)*sqrt(a)), a, oo)": "1",
    "Limit(exp(-1/a)/a**9, a, 0)": "0",
    "Sum(1/k**2, (k, 1, oo))": "pi**2/6",
    "Sum(1/k**4, (k, 1, oo))": "pi**4/90",
    "Sum(1/2**k, (k, 0, oo))": "2",
    "Sum(2**k/factorial(k), (k, 0, oo))": "exp(2)",
    "Sum((-1/3)**k, (k, 0, oo))": "3/4",
    "Integral(log(1 - y)/y, (y, 0, 1))": "-pi**2/6",
    "Integral(1/(2**(2*x/3) + 1), (x, 0, oo))": "3/2",
    "Integral(x**3/(exp(x) - 1), (x, 0, oo))": "pi**4/15",
    "Integral(x/(exp(x) + 1), (x, 0, oo))": "pi**2/12",
    "Integral(1/(1 + x**2), (x, -oo, oo))": "pi",
    "Integral(exp(-x**2/2), (x, -oo, oo))": "sqrt(2*pi)",
    "Integral(log(x)*exp(-x), (x, 0, oo))": "-EulerGamma",
    "Integral(1/sqrt(x), (x, 0, 1))": "2",
    "Integral(x**(a - 1)*exp(-x), (x, 0, oo))": "gamma(a)",
    "Integral(1/cosh(x), (x, -oo, oo))": "pi",
    "Integral(1/sqrt(x*(1 - x)), (x, 0, 1))": "pi",
}
NO_TAIL = {"Sum((-1/3)**k, (k, 0, oo))"}  # a power of a negative number is not known far out


@pytest.mark.parametrize("text", VALUES)
def test_values(text):
    if text in NO_TAIL:
        with pytest.raises(NoValue):
            value(text)
        return
    found, known = arb(value(text)), arb(value(VALUES[text]))
    assert found.contains(known) or found.overlaps(known) and found.rad() < 1e-12
    assert found.rad() < (0.02 if "n, oo" in text and "Sum" in text else 1e-6)


@pytest.mark.parametrize(
    "text, sign",
    [
        ("Integral(1/x, (x, 0, 1))", 1),
        ("Integral(-1/x, (x, 1, oo))", -1),
        ("Integral(exp(x), (x, 0, oo))", 1),
        ("Integral(log(x), (x, 0, oo))", 1),
        ("Integral(x, (x, -oo, 0))", -1),
        ("Limit(a*LSE(z/a), a, oo)", 1),
        ("Limit(log(a), a, 0)", -1),
    ],
)
def test_what_is_infinite_is_known_to_be(text, sign):
    with pytest.raises(Infinite) as infinite:
        value(text)
    assert infinite.value.sign == sign


@pytest.mark.parametrize("text", ["Sum(1/k, (k, 1, oo))", "Integral(1/x, (x, -1, 1))", "Limit(a**2*z[n], n, oo)"])
def test_what_is_not_enclosed_is_refused(text):
    with pytest.raises(NoValue):
        value(text)


def test_limits_from_two_sides_that_differ_are_none():
    with pytest.raises(Undefined, match="two sides"):
        value("Limit(Abs(x)/x, x, 0, '+-')")


FALSE = [
    ("Limit(Sum((k**2 + k)/(n**3 + k), (k, 1, n)), n, oo) = 5/6", "", ()),
    ("Integral(log(1 - y)/y, (y, 0, 1)) = pi**2/6", "", ()),
    ("Integral(1/(2**(2*x/3) + 1), (x, 0, oo)) = 1/2", "", ()),
    ("Integral(x**(a - 1)/(1 + x), (x, 0, oo)) = 2", "a: (0, 1)", ()),
    ("Integral(x/(exp(x) - 1), (x, 0, oo)) <= 8/5", "", ()),
    ("Sum(1/k**3, (k, 1, oo)) = 6/5", "", ()),
    ("Limit(softmax(z/T)[i], T, 0) = 1", "n: dimension; z: real[n]; i: index[n]", ("z[i] = Max(z)",)),
    ("Limit(x**2, x, oo) = Limit(x**3, x, oo)", "", ()),
]


@pytest.mark.parametrize("statement, where, given", FALSE, ids=lambda x: str(x))
def test_what_only_numbers_refute(statement, where, given):
    assert check(statement, where, given, timeout=5).word == "refuted"


def test_a_unique_maximum_in_either_order_of_what_is_given():
    given = ["Sum(indicator(Eq(z[k], Max(z))), (k, 1, n)) = 1", "z[i] = Max(z)"]
    for order in (given, given[::-1]):
        assert (
            check("Limit(softmax(z/T)[i], T, 0, '+') = 1", "n: dimension; z: real[n]; i: index[n]", order, timeout=20).word
            == "proved"
        )
