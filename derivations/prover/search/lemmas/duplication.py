"""Legendre's duplication formula, Γ(x) Γ(x + 1/2) = 2^(1−2x) √π Γ(2x), and its derivatives, from the Beta integral.

B(x, x) is the integral of (t(1 − t))^(x−1).  It is symmetric about 1/2, and over (0, 1/2) it is 4^(−x) B(x, 1/2), in
u = 4t(1 − t): hence B(x, x) = 2^(1−2x) B(x, 1/2).
"""

from fractions import Fraction
from functools import cache
from itertools import product

from ..asking import ALL
from ..closed_forms import tidy
from ..facts.gamma import gamma_argument
from ..polynomial_context import Ground, merged, plain_mono
from ..inequalities.certificate import of_equations
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.derivative import differentiate
from ...kernel.polynomial import Refused
from ...kernel.signs import meaning
from ...kernel.terms import (
    ONE, ZERO, IllTyped, Term, add, bind, fn, fresh, instantiate, mul, num, power, sort, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ..limits.algebra import limit_theorem

GAMMA = (*ALL, "gamma")
HALF, TWO = num(Fraction(1, 2)), num(2)


@cache
def duplication(order):
    """(x, log Γ(x) + log Γ(x + 1/2) = (1 − 2x) log 2 + log(π)/2 + log Γ(2x)), differentiated so many times, for all positive x."""
    x = fresh("x", "positive")
    if order == 0:
        constants = add(mul(sub(ONE, mul(TWO, x)), fn("log", TWO)), mul(HALF, fn("log", fn("pi"))))
        sides = add(fn("loggamma", x), fn("loggamma", add(x, HALF))), add(constants, fn("loggamma", mul(TWO, x)))
        factor = mul(power(fn("gamma", x), num(-1)), fn("gamma", mul(TWO, x)), fn("gamma", add(x, HALF)))
        lifted = Term("eq", tuple(fn("exp", side) for side in sides))
        product_form = rules.linear(lifted, [(factor, rules.symmetric(_equal_betas(x)))], using=ALL)
        return x, rules.linear(Term("eq", sides), [(ONE, derived.monotone(product_form, "log"))], using=ALL)
    y, before = duplication(order - 1)
    sloped = rules.settle(rules.under("deriv", (sort("positive"), x), y, before))
    sides = (tidy(expand(differentiate(substitute(side, {y: x}), x), unfold=False)) for side in before.conclusion.args)
    return x, rules.linear(Term("eq", tuple(sides)), [(ONE, sloped)], using=ALL)


def _equal_betas(x):
    """2 · 4^(−x) B(x, 1/2) = B(x, x), in terms of Γ."""
    t, u = fresh("t", "real"), fresh("u", "real")
    body = power(mul(t, sub(ONE, t)), sub(x, ONE))
    low, high = (bind("integral", *ends, variable=t, body=body) for ends in ((ZERO, HALF), (HALF, ONE)))
    quarter = _rescaled(rules.beta_integral(x, HALF, ONE), power(num(4), mul(num(-1), x)))
    below = _substituted(low, quarter, mul(HALF, sub(ONE, power(sub(ONE, u), HALF))), u)
    above = _substituted(high, below, sub(ONE, u), u)
    whole = rules.integral_joined(below, above)
    beta = rules.beta_integral(x, x, ONE)
    local = rules.local_hypotheses("integral", (ZERO, ONE), t)
    written = rules.equality(body, instantiate(beta.conclusion.args[0].args[2], t), ALL, local)
    same = rules.under("integral", (ZERO, ONE), t, written)
    return rules.transitive(rules.symmetric(whole), rules.transitive(same, beta))


def _rescaled(theorem, c):
    """∫ c f = c ∫ f"""
    integral, value = theorem.conclusion.args
    u = fresh("u", "real")
    scaled = bind("integral", *integral.args[:2], variable=u, body=mul(c, instantiate(integral.args[2], u)))
    hole = fresh("h", "real")
    outside = rules.congruence(mul(c, hole), hole, theorem)
    return rules.settle(rules.transitive(rules.integral_scales(scaled, integral, c), outside))


def _substituted(integral, theorem, g, u):
    """∫ f from its value in u, where g(u) is the variable."""
    lower, upper, _ = theorem.conclusion.args[0].args
    reached = [tidy(substitute(g, {u: end})) for end in (lower, upper)]
    limits = [
        limit_theorem(bind("limit", sort("real"), point, side, variable=u, body=g), (), claimed)
        for point, side, claimed in zip((lower, upper), "+-", reached)
    ]
    return rules.integral_substituted(integral, theorem, g, u, *limits)


# --- equations ------------------------------------------------------------------------------------------------------

MOST = 12  # instances of the formula


def by_duplication(goal, given, deadline):
    """A theorem for a goal a = b, or log a = log b, by instances of the formula and by ψ′(1). Raises Refused if there is none."""
    arguments = dict.fromkeys(found for side in goal.args for t in subterms(meaning(side)) if (found := gamma_argument(t)))
    bases = dict.fromkeys((order, tidy(w)) for order, u in arguments for w in (u, mul(HALF, u), sub(u, HALF)))
    instances = [t for order, w in list(bases)[:MOST] if (t := _instance(order, w, given)) is not None]
    factors = [ONE, *_cofactors(goal, given)]
    known = [rules.basel()] if any(order == 2 for order, _ in arguments) else []
    for facts in filter(None, (known, [*known, *instances])):
        try:
            return of_equations(goal, list(product(factors, facts)), given, GAMMA, deadline)
        except Refused:
            continue
    if not instances:
        raise Refused("no argument of Γ that can be doubled")
    lifted = Term("eq", tuple(fn("log", side) for side in goal.args))
    shown = of_equations(lifted, [(ONE, t) for t in instances], given, GAMMA, deadline)
    return rules.linear(goal, [(ONE, derived.monotone(shown, "exp"))], using=ALL, given=given)


def _cofactors(goal, given):
    """What atoms are multiplied by in the difference of the two sides."""
    gap = Ground(given, GAMMA).poly(sub(*goal.args))
    found = dict.fromkeys(merged(mono, {(atom, -1)}) for mono in gap for atom, e in mono if e == int(e) and e > 0)
    return [plain_mono(mono) for mono in list(found)[:MOST] if mono]


def _instance(order, value, given):
    x, theorem = duplication(order)
    try:
        return rules.substitution(rules.weaken(theorem, *given), {x: value})
    except (Refused, IllTyped):
        return None
