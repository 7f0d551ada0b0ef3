"""Limits: each value against the expected one, through the kernel; infinite ones; wrong claims stay unproved."""

from random import Random

import pytest
from chosen import SWEEP
from mpmath import mp, mpf

from derivations.prover.search.asking import ALL
from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import Term, num
from derivations.prover.language.grammar import declare, parse_expression, parse_relation
from derivations.prover.search.limits.algebra import limit_theorem
from derivations.prover.verdict import check

GAP = "n: dimension; z: real[n]; h: real[n]; T: positive; s: index[n]; i: index[n]; g: positive"
TRUE = [  # body and approach, domains, the value, hypotheses
    ("(exp(x)-1)/x, x, 0", "x: real", "1", ""),
    ("(exp(x)-1)/x, x, 0, '+-'", "x: real", "1", ""),
    ("log(1+x)/x, x, 0", "x: real", "1", ""),
    ("(cosh(x)-1)/x**2, x, 0,'+-'", "x: real", "1/2", ""),
    ("(1+1/x)**x, x, oo", "x: real", "E", ""),
    ("1/x-1/(exp(x)-1), x, 0", "x: real", "1/2", ""),
    ("tanh(x), x, oo", "x: real", "1", ""),
    ("1/(1+exp(-x)), x, oo", "x: real", "1", ""),
    ("1/(1+exp(-x)), x, -oo", "x: real", "0", ""),
    ("x**3*exp(-x), x, oo", "x: real", "0", ""),
    ("x**2*exp(-x**2/2), x, oo", "x: real", "0", ""),
    ("log(1+exp(x))-x, x, oo", "x: real", "0", ""),
    ("sqrt(x**2+x)-x, x, oo", "x: real", "1/2", ""),
    ("(3*x**2+1)/(x**2-5), x, oo", "x: real", "3", ""),
    ("(x**2-1)/(x-1), x, 1", "x: real", "2", ""),
    ("(x**2-1)/(x-1), x, 1, '+-'", "x: real", "2", ""),
    ("x*gamma(x), x, 0", "x: positive", "1", ""),
    ("x**x, x, 0", "x: positive", "1", ""),
    ("x*log(x), x, 0", "x: positive", "0", ""),
    ("sqrt(x), x, 0", "x: positive", "0", ""),
    ("log(x)/x, x, oo", "x: positive", "0", ""),
    ("T*log(exp(a/T)+exp(b/T)), T, 0", "T: positive; a: real; b: real", "Max(a,b)", ""),
    ("T*log(exp(a/T)+exp(b/T)), T, 0", "T: positive; a: real; b: real", "b", "a<b"),
    ("exp(a/T)/(exp(a/T)+exp(b/T)), T, 0", "T: positive; a: real; b: real", "0", "a<b"),
    ("log(1+exp(b*x))/b, b, oo", "b: positive; x: real", "Max(x,0)", ""),
    ("exp(-c*x), x, oo", "c: positive; x: real", "0", ""),
    ("x**s*exp(-x), x, oo", "s: real; x: positive", "0", ""),
    ("(1+a/x)**x, x, oo", "a: positive; x: positive", "exp(a)", ""),
    ("(x**a-1)/a, a, 0", "a: real; x: positive", "log(x)", ""),
    ("softmax(z/T)[i], T, oo", "n: dimension; z: real[n]; i: index[n]; T: positive", "1/n", ""),
    ("T*LSE(z/T), T, 0", "n: dimension; z: real[n]; T: positive", "Max(z)", ""),
    ("T*LSE(z/T)-T*log(n), T, oo", "n: dimension; z: real[n]; T: positive", "Sum(z[k],(k,1,n))/n", ""),
    ("softmax(z/T)[1], T, 0", "n: dimension; z: real[n]; T: positive", "1", "ForAll(z[k] < z[1], (k, 2, n))"),
    ("softmax(b*z)[n], b, oo", "n: dimension; z: real[n]; b: real", "1", "ForAll(z[k] < z[n], (k, 1, n - 1))"),
    ("LSE(b*z)/b, b, oo", "n: dimension; z: real[n]; b: positive", "Max(z)", ""),
    (
        "softmax(z/T)[i], T, 0",
        "n: dimension; z: real[n]; i: index[n]; T: positive",
        "indicator(z[i]=Max(z))/Sum(indicator(z[k]=Max(z)),(k,1,n))",
        "",
    ),
    ("(LSE(z+x*h)-LSE(z))/x, x, 0", "n: dimension; z: real[n]; h: real[n]; x: real", "Sum(softmax(z)[k]*h[k],(k,1,n))", ""),
    ("x*(softmax(z/x)[i]-1/n), x, oo", "n: dimension; z: real[n]; i: index[n]; x: positive", "(z[i]-Sum(z[k],(k,1,n))/n)/n", ""),
    ("entropy(softmax(z/T)), T, oo", "n: dimension; z: real[n]; T: positive", "log(n)", ""),
    ("log(Sum(p[k]**a,(k,1,n)))/(1-a), a, 1", "n: dimension; p: positive[n]; a: real", "entropy(p)", "Sum(p[k],(k,1,n))=1"),
    ("(1-Sum(p[k]**a,(k,1,n)))/(a-1), a, 1,'+-'", "n: dimension; p: positive[n]; a: real", "entropy(p)", "Sum(p[k],(k,1,n))=1"),
    ("(c[i]+a)/(Sum(c[k],(k,1,n))+n*a), a, oo", "n: dimension; c: nonnegative[n]; a: positive; i: index[n]", "1/n", ""),
    (
        "Sum(p[k]*x[k]**r,(k,1,n))**(1/r), r, 0",
        "n: dimension; p: positive[n]; x: positive[n]; r: real",
        "Product(x[k]**p[k],(k,1,n))",
        "Sum(p[k],(k,1,n))=1",
    ),
    (
        "log(Sum(p[k]*exp(t*u[k]),(k,1,n)))/t, t, 0,'+-'",
        "n: dimension; p: positive[n]; u: real[n]; t: real",
        "Sum(p[k]*u[k],(k,1,n))",
        "Sum(p[k],(k,1,n))=1",
    ),
    (
        "log(Sum(p[k]*exp(t*u[k]),(k,1,n)))/t, t, oo",
        "n: dimension; p: positive[n]; u: real[n]; t: real",
        "Max(u)",
        "Sum(p[k],(k,1,n))=1",
    ),
    ("log(1+a*x)/x, x, 0", "a: real; x: real", "a", ""),
    ("exp(x)*log(1+exp(-x)), x, oo", "x: real", "1", ""),
    ("exp(-x**2+3*x), x, oo", "x: real", "0", ""),
    ("((1+x)**(1/x)-E)/x, x, 0", "x: positive", "-E/2", ""),
    ("(1-exp(-c*x))/x, x, 0,'+-'", "x: real; c: real", "c", ""),
    ("x**a*log(x), x, 0", "x: positive; a: positive", "0", ""),
    ("log(x)**3/sqrt(x), x, oo", "x: positive", "0", ""),
    ("((a**x+b**x)/2)**(1/x), x, 0", "x: positive; a: positive; b: positive", "sqrt(a*b)", ""),
    ("(a**x+b**x)**(1/x), x, oo", "x: positive; a: positive; b: positive", "Max(a,b)", ""),
    ("log(cosh(x))-x, x, oo", "x: real", "-log(2)", ""),
    ("x*(1-tanh(x)), x, oo", "x: real", "0", ""),
    ("1/tanh(x)-1/x, x, 0,'+-'", "x: real", "0", ""),
    ("(1/tanh(x)-1/x)/x, x, 0", "x: real", "1/3", ""),
    ("exp(-1/x)/x**5, x, 0", "x: real", "0", ""),
    ("exp(-1/x**2)/x**5, x, 0,'+-'", "x: real", "0", ""),
    ("x**2, x, a,'+-'", "x: real; a: real", "a**2", ""),
    ("((1+x)**a-1)/x, x, 0", "x: real; a: real", "a", ""),
    ("(exp(x)+x)/(exp(x)-1), x, oo", "x: real", "1", ""),
    ("Abs(x)/x, x, 0", "x: real", "1", ""),
    ("Abs(x)/x, x, 0,'-'", "x: real", "-1", ""),
    ("T*log(exp(a/T)+exp(b/T)+exp(c/T)), T, 0", "T: positive; a: real; b: real; c: real", "Max(a,b,c)", ""),
    ("T*log(exp(a/T)+exp(b/T)+exp(c/T)), T, 0", "T: positive; a: real; b: real; c: real", "c", "a<c; b<c"),
    ("Sum(z[k]*softmax(b*z)[k],(k,1,n)), b, oo", "n: dimension; z: real[n]; b: positive", "Max(z)", ""),
    ("Sum(z[k]*softmax(b*z)[k],(k,1,n)), b, 0", "n: dimension; z: real[n]; b: positive", "Sum(z[k],(k,1,n))/n", ""),
    ("LSE(b*z)-b*Max(z), b, oo", "n: dimension; z: real[n]; b: positive", "log(Sum(indicator(z[k]=Max(z)),(k,1,n)))", ""),
    (
        "(a+c[i])/(n*a+Sum(c[k],(k,1,n))), a, 0",
        "n: dimension; c: positive[n]; i: index[n]; a: positive",
        "c[i]/Sum(c[k],(k,1,n))",
        "",
    ),
    ("(x-sqrt(x))/(x+1), x, oo", "x: positive", "1", ""),
    ("(sqrt(1+x)-1)/x, x, 0,'+-'", "x: real", "1/2", ""),
    ("(exp(x)-1-x)/x**2, x, 0,'+-'", "x: real", "1/2", ""),
    ("(exp(x)-exp(-x))/(2*x), x, 0,'+-'", "x: real", "1", ""),
    ("sinh(x)/x, x, 0,'+-'", "x: real", "1", ""),
    ("tanh(x)/x, x, 0,'+-'", "x: real", "1", ""),
    ("x/(exp(x)-1), x, 0,'+-'", "x: real", "1", ""),
    ("(log(1+exp(x)) - log(2))/x, x, 0,'+-'", "x: real", "1/2", ""),
    ("log(1+exp(x))/x, x, oo", "x: real", "1", ""),
    ("log(1+exp(x)), x, -oo", "x: real", "0", ""),
    ("(p**a - 1)/a, a, 0, '+-'", "p: (0, 1); a: real", "log(p)", ""),
    ("(gamma(1+x)-1)/x, x, 0,'+-'", "x: real", "digamma(1)", ""),
    ("loggamma(1+x)/x, x, 0,'+-'", "x: real", "digamma(1)", ""),
    ("gamma(x+h)/gamma(x), h, 0,'+-'", "h: real; x: positive", "1", ""),
    ("Derivative(log(1+exp(x)),x), x, oo", "x: real", "1", ""),
    (
        "(LSE(z+t*h)-LSE(z)-t*Sum(softmax(z)[k]*h[k],(k,1,n)))/t**2, t, 0",
        "n: dimension; z: real[n]; h: real[n]; t: real",
        "(Sum(softmax(z)[k]*h[k]**2,(k,1,n))-Sum(softmax(z)[k]*h[k],(k,1,n))**2)/2",
        "",
    ),
    ("T*LSE(z/T), T, 0", "n: dimension; z: real[n]; T: positive; s: index[n]", "z[s]", "z[k]<=z[s]"),
    ("exp(z[j]/T)/exp(z[s]/T), T, 0", "n: dimension; z: real[n]; T: positive; s: index[n]; j: index[n]", "0", "z[j]<z[s]"),
    ("softmax(z/T)[j], T, 0", "n: dimension; z: real[n]; T: positive; s: index[n]; j: index[n]", "0", "z[j]<z[s]"),
    ("1/(1+exp(-x/T)), T, 0", "x: real; T: positive", "(1+sign(x))/2", ""),
    ("1/(1+exp(-x/T)), T, 0", "x: positive; T: positive", "1", ""),
    (
        "softmax(z/T)[s], T, 0",
        "n: dimension; z: real[n]; s: index[n]; T: positive",
        "1/Sum(indicator(z[k]=z[s]),(k,1,n))",
        "z[k]<=z[s]",
    ),
    ("exp(a/T)/(exp(a/T)+exp(b/T)), T, 0", "a: real; b: real; T: positive", "1-indicator(a=b)/2", "a>=b"),
    ("exp(-exp(x)), x, oo", "x: real", "0", ""),
    ("x*log(1+1/x), x, oo", "x: positive", "1", ""),
    ("x**(1/x), x, oo", "x: positive", "1", ""),
    ("(log(x)-log(a))/(x-a), x, a,'+-'", "x: positive; a: positive", "1/a", ""),
    ("(x**3-a**3)/(x-a), x, a,'+-'", "x: real; a: real", "3*a**2", ""),
    ("(exp(a*x)-exp(b*x))/x, x, 0,'+-'", "x: real; a: real; b: real", "a-b", ""),
    ("(exp(-a*x)-exp(-b*x))/(a-b), a, b", "x: positive; a: positive; b: positive", "-x*exp(-b*x)", ""),
    ("x**2/(1+x**2), x, -oo", "x: real", "1", ""),
    ("log(x+1)-log(x), x, oo", "x: positive", "0", ""),
    ("(n*x**(n-1)), n, 0", "n: positive; x: positive", "0", ""),
    ("Max(x,0)/x, x, oo", "x: real", "1", ""),
    ("Sum(exp(-c[k]*x),(k,1,n)), x, oo", "n: dimension; c: positive[n]; x: real", "0", ""),
    ("Product(1+x*z[k],(k,1,n)), x, 0", "n: dimension; z: real[n]; x: real", "1", ""),
    ("(Product(1+x*z[k],(k,1,n))-1)/x, x, 0", "n: dimension; z: positive[n]; x: real", "Sum(z[k],(k,1,n))", ""),
    ("Sum(x[k]**p,(k,1,n))**(1/p), p, oo", "n: dimension; x: positive[n]; p: positive", "Max(x)", ""),
    ("(1-q[i])**N, N, oo", "n: dimension; q: positive[n]; i: index[n]; N: positive", "0", "q[i]<1"),
    ("r**x, x, oo", "r: (0, 1); x: positive", "0", ""),
    ("softmax(z/T)[i], T, 0", GAP, "KroneckerDelta(i, s)", "z[k] + g*(1 - KroneckerDelta(k, s)) <= z[s]"),
    ("softmax(z/T)[s], T, 0", GAP, "1", "z[s] - z[k] >= g*(1 - KroneckerDelta(s, k))"),
    ("exp(-z[s]/T)/Sum(exp(-z[k]/T), (k, 1, n)), T, 0", GAP, "1", "z[k] >= z[s] + g*(1 - KroneckerDelta(k, s))"),
    ("entropy(softmax(z/T)), T, 0", GAP, "0", "z[k] + g*(1 - KroneckerDelta(k, s)) <= z[s]"),
    ("Sum(softmax(z/T)[k]*h[k], (k, 1, n)), T, 0", GAP, "h[s]", "z[k] + g*(1 - KroneckerDelta(k, s)) <= z[s]"),
    ("T*LSE(z/T), T, 0", GAP, "z[s]", "z[k] + g*(1 - KroneckerDelta(k, s)) <= z[s]"),
]

FALSE = [
    ("(exp(x) - 1)/x, x, 0", "x: real", "0"),
    ("T*log(exp(a/T) + exp(b/T)), T, 0", "T: positive; a: positive; b: positive", "b"),
    ("exp(a/T)/(exp(a/T) + exp(b/T)), T, 0", "T: positive; a: positive; b: positive", "0"),
    ("softmax(z/T)[i], T, oo", "n: dimension; z: real[n]; i: index[n]; T: positive", "1"),
    ("T*LSE(z/T), T, 0", "n: dimension; z: real[n]; i: index[n]; T: positive", "z[i]"),
    ("LSE(b*z) - b*Max(z), b, oo", "n: dimension; z: real[n]; b: positive", "0"),
    ("x**a, x, 0", "x: positive; a: real", "0"),
    ("exp(-c*x), x, oo", "x: real; c: real", "0"),
    ("(1 + 1/x)**x, x, oo", "x: positive", "1"),
    ("x*log(x), x, 0", "x: positive", "1"),
]

INFINITE = [  # body and approach, domains, the direction, hypotheses
    ("exp(1/x), x, 0", "x: real", 1, ""),
    ("1/x, x, 0", "x: real", 1, ""),
    ("1/x, x, 0, '-'", "x: real", -1, ""),
    ("1/x**2, x, 0, '+-'", "x: real", 1, ""),
    ("1/(x-a)**2, x, a, '+-'", "x: real; a: real", 1, ""),
    ("x**3, x, oo", "x: real", 1, ""),
    ("x**3, x, -oo", "x: real", -1, ""),
    ("x**n, x, oo", "x: positive; n: positive", 1, ""),
    ("x**(-p), x, 0", "x: positive; p: positive", 1, ""),
    ("log(x), x, 0", "x: positive", -1, ""),
    ("log(x), x, oo", "x: positive", 1, ""),
    ("log(x)**2, x, 0", "x: positive", 1, ""),
    ("log(x)/x, x, 0", "x: positive", -1, ""),
    ("log(log(x)), x, oo", "x: real", 1, ""),
    ("1/log(x), x, 1", "x: positive", 1, ""),
    ("1/log(x), x, 1, '-'", "x: positive", -1, ""),
    ("exp(x)/x, x, oo", "x: real", 1, ""),
    ("exp(x) - x**5, x, oo", "x: real", 1, ""),
    ("x - log(x), x, oo", "x: positive", 1, ""),
    ("x - sqrt(x), x, oo", "x: positive", 1, ""),
    ("exp(c*x), x, oo", "x: real; c: positive", 1, ""),
    ("a*x, x, oo", "x: real; a: real", -1, "a < 0"),
    ("exp(x**2 - x), x, oo", "x: real", 1, ""),
    ("exp(exp(x)), x, oo", "x: real", 1, ""),
    ("x**x, x, oo", "x: positive", 1, ""),
    ("cosh(x), x, -oo", "x: real", 1, ""),
    ("x*tanh(x), x, oo", "x: real", 1, ""),
    ("Abs(x), x, -oo", "x: real", 1, ""),
    ("x*log(x), x, oo", "x: positive", 1, ""),
    ("log(1 + exp(x)), x, oo", "x: real", 1, ""),
    ("gamma(x), x, 0", "x: positive", 1, ""),
    ("loggamma(x), x, 0", "x: positive", 1, ""),
    ("(exp(x) - 1)/x**2, x, 0", "x: real", 1, ""),
    ("(a**t + b**t)**(1/t), t, 0", "t: positive; a: positive; b: positive", 1, ""),
    ("t*log(exp(a/t) + exp(b/t)), t, oo", "t: positive; a: real; b: real", 1, ""),
    ("T*LSE(z/T), T, oo", "n: dimension; z: real[n]; T: positive", 1, "n >= 2"),
    ("LSE(z/T), T, 0", "n: dimension; z: positive[n]; T: positive", 1, ""),
    ("LSE(t*z), t, oo", "n: dimension; z: real[n]; t: real; s: index[n]", 1, "z[s] > 0"),
    ("LSE(t*z) - t*z[i], t, oo", "n: dimension; z: real[n]; t: real; s: index[n]; i: index[n]", 1, "z[i] < z[s]"),
    ("t*z[i] - LSE(t*z), t, oo", "n: dimension; z: real[n]; t: real; s: index[n]; i: index[n]", -1, "z[i] < z[s]"),
    ("Sum(exp(c[k]*x), (k, 1, n)), x, oo", "n: dimension; c: positive[n]; x: real", 1, ""),
]

NONE = [
    ("1/x, x, 0, '+-'", "x: real"),
    ("Abs(x)/x, x, 0, '+-'", "x: real"),
    ("exp(c*x), x, oo", "x: real; c: real"),
    ("T*LSE(z/T), T, oo", "n: dimension; z: real[n]; T: positive"),
    ("LSE(t*z) - t*z[i], t, oo", "n: dimension; z: real[n]; t: real; i: index[n]"),
    ("1/(x - x), x, 0", "x: real"),
    ("log(x - x), x, 0", "x: real"),
    ("log(-x), x, oo", "x: real"),
    ("x*(1/(y - y)), x, oo", "x: real; y: real"),
]


def spoken(approach, where, given=""):
    scope = declare(dict(pair.split(": ") for pair in where.split("; ")))
    hypotheses = [parse_relation(text, scope) for text in given.split("; ") if text]
    return parse_expression(f"Limit({approach})", scope), hypotheses, scope


@pytest.mark.parametrize("approach, where, value, given", TRUE)
def test_value(approach, where, value, given):
    limit, hypotheses, scope = spoken(approach, where, given)
    claimed = parse_expression(value, scope)
    theorem = limit_theorem(limit, hypotheses, claimed)
    assert theorem is not None
    assert set(theorem.hypotheses) <= set(hypotheses)
    left, right = theorem.conclusion.args
    assert theorem.conclusion.op == "eq" and left == limit
    if right != claimed:
        rules.equality(right, claimed, ALL, hypotheses)


@pytest.mark.parametrize("approach, where, value", FALSE)
def test_wrong_value_is_never_proved(approach, where, value):
    limit, _, scope = spoken(approach, where)
    claimed = parse_expression(value, scope)
    theorem = limit_theorem(limit, (), claimed)
    if theorem is not None:
        right = theorem.conclusion.args[1]
        assert right != claimed
        with pytest.raises(Refused):
            rules.equality(right, claimed, ALL)


@pytest.mark.parametrize("approach, where, direction, given", INFINITE)
def test_infinite(approach, where, direction, given):
    limit, hypotheses, _ = spoken(approach, where, given)
    theorem = limit_theorem(limit, hypotheses)
    assert theorem is not None and theorem.conclusion == Term("diverges", (limit, num(direction)))
    assert set(theorem.hypotheses) <= set(hypotheses)


@pytest.mark.parametrize("approach, where", NONE)
def test_without_a_limit(approach, where):
    assert limit_theorem(*spoken(approach, where)[:2]) is None


def test_value_without_a_claim():
    limit, _, scope = spoken("T*log(exp(a/T) + exp(b/T)), T, 0", "T: positive; a: real; b: real")
    theorem = limit_theorem(limit)
    rules.equality(theorem.conclusion.args[1], parse_expression("Max(a, b)", scope))
    assert not theorem.hypotheses and not theorem.axioms


def test_deadline_is_kept():
    limit, *_ = spoken("softmax(z/T)[i], T, 0", "n: dimension; z: real[n]; i: index[n]; T: positive")
    assert limit_theorem(limit, deadline=0.0) is None


# --- directions against numbers -------------------------------------------------------------------------------------

SHAPES = ("({} + {})", "({} - {})", "{}*{}", "{}/({})", "exp({})", "exp(-{})", "log({})", "({})**2", "sqrt({})", "tanh({})")


def some_function(random, depth):
    if not depth:
        return random.choice(("x", "x", "x", "2", "3"))
    shape = random.choice(SHAPES)
    return shape.format(*(some_function(random, depth - 1) for _ in range(shape.count("{}"))))


def at(function, x):
    """The value at a number; None where it has none or is too large to write."""

    def bounded(u):
        if abs(u) > 10**8:
            raise OverflowError
        return mp.exp(u)

    try:
        return eval(function, {"exp": bounded, "log": mp.log, "sqrt": mp.sqrt, "tanh": mp.tanh, "x": x})
    except (OverflowError, ZeroDivisionError, ValueError):
        return None


def test_directions_are_those_of_the_numbers():
    random, scope, compared = Random(0), declare({"x": "positive"}), 0
    many = 600 if SWEEP else 150
    for _ in range(many):
        function, point = some_function(random, random.randint(1, 3)), random.choice(("0", "oo"))
        theorem = limit_theorem(parse_expression(f"Limit({function}, x, {point})", scope))
        if theorem is None or theorem.conclusion.op != "diverges":
            continue
        value = at(function, mpf(10) ** (10**7 if point == "oo" else -(10**7)))  # so far that a logarithm is large
        value = at(function, mpf(10) ** (1000 if point == "oo" else -1000)) if value is None else value
        if value is not None:
            direction = theorem.conclusion.args[1].args[0]
            assert value * direction > 10, (function, point)
            compared += 1
    assert compared > many / 12


@pytest.mark.parametrize(
    "statement",
    [
        "Limit(dot(softmax(-e/T), e), T, 0) = Min(e)",
        "Limit(dot(softmax(-e/T), e), T, 0) = -Max(-e)",
        "Limit(dot(softmax(-2*b*e), e), b, oo) = Min(e)",
        "Limit(dot(softmax(e/T), e), T, 0) = Max(e)",
        "Limit(mean(softmax(b*e)), b, oo) = 1/n",
        "Limit(Sum(softmax(e/T)[k], (k, 1, n)), T, 0) = 1",
    ],
)
def test_means_under_softmax_that_freezes_and_what_does_not_vary(statement):
    assert check(statement, "n: dimension; e: real[n]", timeout=20).word == "proved"


@pytest.mark.parametrize(
    "statement",
    [
        "Limit(dot(softmax(-e/T), e), T, 0) = Max(e)",
        "Limit(mean(softmax(b*e)), b, oo) = 1",
        "Limit(-dot(softmax(-e/T), e), T, 0) = Min(e)",
    ],
)
def test_other_values_of_these_means_are_refuted(statement):
    assert check(statement, "n: dimension; e: real[n]", timeout=20).word == "refuted"
