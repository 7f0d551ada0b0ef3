"""The Dirichlet integral: ∫ Π p_j^(α_j − 1) over the simplex of total s is s^(Σ α − 1) Π Γ(α_j) / Γ(Σ α).

Proved once, by induction on the dimension: the integral over n + 1 parts is one over the first part t of that over the others,
whose total is s − t. There t^(α_1 − 1) is a constant factor, the hypothesis gives the rest, and what is left is the Beta integral.
"""

from functools import cache

from ...kernel import rules
from ...kernel.rules import Theorem
from ...kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, instantiate, mul, power, sub, var
from ...proof import derived
from ..asking import ALL

N, S = var("n", "dimension"), var("s", "positive")
ALPHA = var("alpha", "positive", N)


@cache
def dirichlet_integral() -> Theorem:
    """The integral of the powers with exponents ALPHA − 1, over the simplex of N parts whose total is S."""
    statement = _statement(S, N, lambda j: at(ALPHA, j))
    return rules.induction(statement, N, _base(), _step(rules.closure(statement, N)))


def _statement(total, n, exponent):
    return Term("eq", (_integral(total, n, exponent), _value(total, n, exponent)))


def _integral(total, n, exponent):
    p = fresh("p", "positive", n)
    return bind("simplex", total, n, variable=p, body=_powers(p, n, exponent))


def _powers(p, n, exponent):
    return _over("prod", n, lambda j: power(at(p, j), add(exponent(j), MINUS)))


def _value(total, n, exponent):
    a = _over("sum", n, exponent)
    return mul(power(total, add(a, MINUS)), _over("prod", n, lambda j: fn("gamma", exponent(j))), power(fn("gamma", a), MINUS))


def _over(op, n, body):
    j = fresh("j", "index", ONE, n)
    return bind(op, ONE, n, variable=j, body=body(j))


def _base():
    """Of one part the integral is the integrand at s."""
    a = var("alpha", "positive", ONE)
    return rules.equality(*_statement(S, ONE, lambda j: at(a, j)).args, ALL)


def _step(hypothesis):
    a, t = var("alpha", "positive", add(N, ONE)), fresh("t", "real")
    goal = _statement(S, add(N, ONE), lambda j: at(a, j))
    inside = rules.local_hypotheses("integral", (ZERO, S), t)
    rest, ends = sub(S, t), (ZERO, S)

    def others(j):
        return at(a, add(j, ONE))

    alone = power(t, add(at(a, ONE), MINUS))
    inner = _constant_taken_out(a, t, rest, alone, others)
    known = rules.weaken(rules.assume(hypothesis), *inside)
    for value in (_vector(N, others), rest):
        known = rules.specialise(known, value)
    inner = _then(inner, rules.restate(known, _statement(rest, N, others)))
    whole = _over("sum", N, others)
    constant = mul(_over("prod", N, lambda j: fn("gamma", others(j))), power(fn("gamma", whole), MINUS))
    beta = mul(alone, power(rest, add(whole, MINUS)))
    inner = rules.transitive(inner, rules.reduction(inner.conclusion.args[1], mul(constant, beta), (), inside))
    outer = rules.under("integral", ends, t, inner)
    proof = rules.transitive(derived.unfolding(goal.args[0], outer.conclusion.args[0]), outer)
    integral = bind("integral", *ends, variable=t, body=beta)
    proof = rules.transitive(proof, rules.integral_scales(proof.conclusion.args[1], integral, constant))
    proof = _then(proof, _beta(at(a, ONE), whole, t, beta))
    return rules.settle(rules.transitive(proof, rules.reduction(proof.conclusion.args[1], goal.args[1])))


def _constant_taken_out(a, t, rest, alone, others):
    """In the integral over the parts after the first, t, the power of t is a constant factor."""
    p = fresh("p", "positive", N)
    written = _powers(fn("cons", t, p), add(N, ONE), lambda j: at(a, j))
    apart = mul(alone, _powers(p, N, others))
    inside = *rules.local_hypotheses("integral", (ZERO, S), t), *rules.local_hypotheses("simplex", (rest, N), p)
    same = rules.under("simplex", (rest, N), p, rules.equality(written, apart, ALL, inside))
    return rules.transitive(same, rules.integral_scales(same.conclusion.args[1], _integral(rest, N, others), alone))


def _beta(a, b, t, integrand):
    axiom = rules.beta_integral(a, b, S)
    near = rules.local_hypotheses("integral", (ZERO, S), t)
    same = rules.equality(integrand, instantiate(axiom.conclusion.args[0].args[-1], t), (), near)
    return rules.transitive(rules.under("integral", (ZERO, S), t, same), axiom)


def _then(theorem, equation):
    """From a = c · u, and u = v: a = c · v."""
    hole = fresh("h", "real")
    context = mul(*(hole if part == equation.conclusion.args[0] else part for part in theorem.conclusion.args[1].args))
    return rules.transitive(theorem, rules.congruence(context, hole, equation))


def _vector(n, entry):
    j = fresh("j", "index", ONE, n)
    return bind("lam", ONE, n, variable=j, body=entry(j))
