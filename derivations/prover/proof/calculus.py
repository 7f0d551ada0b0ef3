"""Integrals by the fundamental theorem.

    integrate(Integral(f, (x, a, b)), F)         ∫_a^b f dx = F(b) − F(a), where F is continuous at a and b, and F′ = f in between
    smaller_integral(…)                          ∫_a^b f <= ∫_c^d g, from 0 <= f <= g
    integral_between(∫ f, x, …)                  ∫ l <= ∫ f <= ∫ g, from l <= f <= g
    linear_integral(∫ f, x, (c, ∫ g = v), …)     ∫ f = Σ c v, where f = Σ c g
    integrand(∫ f = v, x)                        f
    added_integrals((c, ∫ g = v), …)             ∫ Σ c g = Σ c v
    substituted(∫ f, ∫ h = v, g, u, low, high)   ∫ f = v, where h(u) = f(g(u)) |g′(u)|
    joined(∫_a^c f = v, ∫_c^b f = w)             ∫_a^b f = v + w
    by_antiderivative(integral, F, x, low, high) the same from the limits of F at the two ends, which may be infinite
    differentiated(f = g, x, a)                  f′(a) = g′(a), from f(x) = g(x) for all x
    constant(f′ = 0, x, a, b)                    f(a) = f(b), from f′(x) = 0 for all x
    stationary(f(a) <= f(x), x, a)               f′(a) = 0, a being the least of all places, or the largest

Nothing here is trusted: the kernel differentiates F, and takes its limits at the ends.
"""

from collections.abc import Iterable
from sympy import Basic

from ..kernel import rules
from ..kernel.terms import bind, fresh, mul, opened, sort, substitute
from ..language.sympy_notation import read, write
from . import derived
from .chain import Approach, Derivation, EVERYTHING, Lemma, Line, asked, proved


def integrate(integral: Line, antiderivative: Line, given: Iterable[Basic] = ()) -> Derivation:
    """∫_a^b f dx = F(b) − F(a): F′ = f strictly between a and b, and F is continuous at both. x is a real variable."""
    x, low, high = integral.limits[0]
    hole = fresh("u", "real")

    def end(point, side):
        approach = Approach(x, point, side)
        return rules.limit_through(substitute(read(antiderivative), {read(x): hole}), hole, _to(approach), *approach.parts())

    def question():
        known = list(map(read, given))
        return rules.fundamental_theorem(read(integral), read(antiderivative), read(x), end(low, "+"), end(high, "-"), known)

    return asked("fundamental theorem of calculus", question)


def smaller_integral(integral: Line, bound: Line, valued: Lemma, order: Lemma, signed: Lemma, whole: Lemma) -> Derivation:
    """∫_a^b f <= ∫_c^d g, from 0 <= f <= g in the first interval and 0 <= g in the second; `valued` speaks of the bound's value."""
    x = read(integral.limits[0][0])
    return asked(
        "the integral of what is smaller",
        lambda *t: rules.integral_bounded(read(integral), read(bound), *t, x),
        *(valued, order, signed, whole),
    )


def integral_between(integral: Line, x: Basic, lower: Lemma, upper: Lemma, below: Lemma, above: Lemma) -> Derivation:
    """∫ l <= ∫ f and ∫ f <= ∫ g over an interval or R^n, from l <= f <= g; `lower` and `upper` speak of the values of ∫ l and ∫ g.

    The two inequalities may suppose that x, or an entry of it, is not some number.
    """
    return asked(
        "the integral of what lies between two",
        lambda *t: rules.integral_between(read(integral), *t, read(x)),
        *(lower, upper, below, above),
    )


def integrand(integral: Lemma, x: Basic) -> Basic:
    """The f of a theorem ∫ f = v, at x"""
    return write(opened(proved(integral).conclusion.args[0], read(x))[1])


def added_integrals(*parts: tuple[Line, Lemma]) -> Derivation:
    """∫ Σ c_k f_k = Σ c_k v_k, as it stands, from theorems ∫ f_k = v_k with factors c_k that do not depend on the variable."""
    factors = [read(c) for c, _ in parts]
    return asked("an integral is linear", lambda *known: _added(factors, known), *(lemma for _, lemma in parts))


def _added(factors, known):
    hole, scaled = fresh("v", "real"), []
    for c, theorem in zip(factors, known, strict=True):
        own, _ = theorem.conclusion.args
        y, f = opened(own)
        several = rules.integral_scales(bind(own.op, *own.args[:-1], variable=y, body=mul(c, f)), own, c)
        scaled.append(rules.settle(rules.transitive(several, rules.congruence(mul(c, hole), hole, theorem))))
    return rules.integral_added(*scaled)


def linear_integral(integral: Line, x: Basic, *parts: tuple[Line, Lemma]) -> Derivation:
    """∫ f = Σ c_k v_k, from ∫ f_k = v_k, where f = Σ c_k f_k by definitions and algebra and no c_k depends on x.

    The integrals are all over one interval, one simplex or one R^n; each part is a pair of c_k and the theorem ∫ f_k = v_k.
    """
    whole, at = read(integral), read(x)
    factors = [read(c) for c, _ in parts]

    def question(*known):
        total = _added(factors, known)
        *over, _ = whole.args
        near = [*total.hypotheses, *rules.local_hypotheses(whole.op, over, at)]
        bodies = (opened(one, at)[1] for one in (whole, total.conclusion.args[0]))
        same = rules.under(whole.op, tuple(over), at, rules.equality(*bodies, EVERYTHING, near))
        return rules.transitive(same, total)

    return asked("an integral is linear", question, *(lemma for _, lemma in parts))


def substituted(integral: Line, known: Lemma, g: Line, u: Basic, low: Lemma, high: Lemma) -> Derivation:
    """∫ f(x) dx = v, from ∫ h(u) du = v, where h(u) = f(g(u)) |g′(u)|; `low` and `high` are limits of g, or of 1/g, at the ends."""
    terms = read(g), read(u)
    return asked(
        "substitution in an integral",
        lambda theorem, *ends: rules.integral_substituted(read(integral), theorem, *terms, *ends),
        *(known, low, high),
    )


def joined(below: Lemma, above: Lemma) -> Derivation:
    """∫_a^b f, from the integrals up to c and from c on."""
    return asked("two intervals side by side", rules.integral_joined, below, above)


def _to(approach):
    """lim x = a"""
    return approach.of_variable().conclusion()


def by_antiderivative(
    integral: Line, antiderivative: Line, x: Basic, low: Lemma, high: Lemma, given: Iterable[Basic] = ()
) -> Derivation:
    """∫ f dx = lim F at the upper end − lim F at the lower, F′ being f in between; `low` and `high` are these limits."""
    terms, known = (read(integral), read(antiderivative), read(x)), list(map(read, given))
    return asked("fundamental theorem of calculus", lambda *ends: rules.fundamental_theorem(*terms, *ends, known), low, high)


def differentiated(equation: Lemma, x: Basic, point: Basic) -> Derivation:
    """f′(a) = g′(a), from f(x) = g(x) for all x; each derivative is taken where it stands."""
    at, place = read(x), read(point)
    return asked("differentiate both sides", lambda known: rules.settle(_slopes(known, at, place)), equation)


def _slopes(equation, x, point):
    return rules.under("deriv", (sort(*x.args[1:]), point), x, equation)


def constant(vanishing: Lemma, x: Basic, left: Line, right: Line, given: Iterable[Basic] = ()) -> Derivation:
    """f(a) = f(b), from f′(x) = 0 for all x: by the mean value theorem f(a) <= f(b), and so for −f."""
    at, a, b = read(x), read(left), read(right)
    known = tuple(map(read, given))
    return asked("a function without slope is constant", lambda flat: derived.constant(flat, at, a, b, known), vanishing)


def stationary(order: Lemma, x: Basic, point: Line) -> Derivation:
    """f′(a) = 0, from f(a) <= f(x) for all x, or from f(x) <= f(a)."""
    return asked("no slope at an extremum", lambda known: rules.stationary(known, read(x), read(point)), order)
