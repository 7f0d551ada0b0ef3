"""Integrals with powers of logarithms, by differentiating others by their parameters.

∂/∂a x^(a−1) = x^(a−1) log x: so from Γ's integral, Beta's and Dirichlet's, known for all values of their parameters, come
those with logarithms, of whatever power.  The derivatives of even order have one sign, as the kernel's rule wants it.
"""

from functools import cache

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.polynomial import Refused
from ...kernel.signs import Facts
from ...kernel.terms import ONE, ZERO, Term, bind, fn, fresh, mul, num, opened, power, sort, sub
from ..asking import ALL
from ..closed_forms import tidy


def differentiated(known, a, times, log, *place):
    """∫ f(x) log(x)^m from ∫ f for all a, log(x) being the logarithmic derivative of f by a."""
    integral, value = known.conclusion.args
    parameters = integral.args[:-1]
    x, f = opened(integral)
    local = rules.local_hypotheses(integral.op, parameters, x)
    if integral.op == "integral":
        local = rules.between(*parameters, x, Facts.of(known.hypotheses))
    given = (*known.hypotheses, *local)

    def slope(term, m):
        for _ in range(m):
            term = bind("deriv", sort(*a.args[1:]), a, *place, variable=a, body=term)
        return term

    def logarithmic(m):
        return mul(f, power(log(x), num(m))) if m else f

    curved = _of_one_sign(slope(f, times + 2 - times % 2), logarithmic(times + 2 - times % 2), given)
    under = rules.integral_differentiated(known, curved, x, a, times, *place)
    same = rules.under(integral.op, parameters, x, rules.equality(logarithmic(times), slope(f, times), ALL, given))
    for _ in range(times):
        value = tidy(expand(differentiate(value, a, place), unfold=False))
    closed = rules.equality(slope(known.conclusion.args[1], times), value, ALL, known.hypotheses)
    found = rules.transitive(same, rules.transitive(under, closed))
    return rules.settle(found) if found.conclusion.op == "reduces" else found


def _of_one_sign(derivative, term, given):
    """0 <= derivative or derivative <= 0, by what it comes to."""
    try:
        return rules.linear(Term("le", (ZERO, derivative)), [], term, ALL, given)
    except Refused:
        return rules.linear(Term("le", (derivative, ZERO)), [], mul(num(-1), term), ALL, given)


@cache
def beta_logarithms(k, l):
    """(a, b, ∫_0^1 t^(a−1) (1 − t)^(b−1) log(t)^k log(1 − t)^l dt), for all positive a and b."""
    a, b = fresh("a", "positive"), fresh("b", "positive")
    theorem = rules.beta_integral(a, b, ONE)
    for parameter, times, log in ((a, k, lambda t: fn("log", t)), (b, l, lambda t: fn("log", sub(ONE, t)))):
        theorem = differentiated(theorem, parameter, times, log) if times else theorem
    return a, b, theorem
