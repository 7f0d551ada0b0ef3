"""Products of powers over a simplex: the Dirichlet integral."""

from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.terms import ONE, Term, add, at, bind, fn, fresh, mul, opened, power
from ..closed_forms import Stuck, factors_of, tidy
from ..lemmas import dirichlet
from .other_integrals import from_known
from .parameter_derivatives import differentiated
from .products import as_pairs, is_natural


def of_simplex(integral, given):
    """c Π_j p_j^(α_j − 1) over a simplex, by the Dirichlet integral."""
    total, dim, _ = integral.args
    p, body = opened(integral)
    j = fresh("j", "index", ONE, dim)
    c, exponents, logs = [], [ONE], []
    for base, e in as_pairs(tidy(expand(body, unfold=True))):
        factor = base if e == ONE else power(base, e)
        if p not in factor.free:
            c.append(factor)
        elif base.op == "log" and base.args[0].op == "at" and base.args[0].args[0] == p and is_natural(e):
            logs.append((base.args[0].args[1], e.args[0]))
        else:
            exponents.extend(_exponents(factor, p, j))
    alpha = bind("lam", ONE, dim, variable=j, body=tidy(add(*exponents)))
    a = fresh("a", "positive", dim)
    general = rules.substitution(
        rules.weaken(dirichlet.dirichlet_integral(), *given), {dirichlet.S: total, dirichlet.N: dim, dirichlet.ALPHA: a}
    )
    for index, times in logs:
        general = differentiated(general, a, times, lambda p, index=index: fn("log", at(p, index)), index)
    return from_known(integral, tidy(mul(*c)), rules.substitution(general, {a: alpha}), p, given)


def _exponents(factor, p, j):
    """The exponents of p_j, one for each j, in a product of powers."""
    match factor:
        case Term("prod", (first, last, _)) if (first, last) == j.args[2:]:
            k, body = opened(factor, j)
            return [e for f in factors_of(body) for e in _exponents(f, p, j)]
        case Term("pow" | "root" | "rpow", (base, e)) if p not in e.free:
            return [mul(e, each) for each in _exponents(base, p, j)]
        case Term("at", (array, index)) if array == p:
            return [ONE if index == j else Term("delta", (index, j))]
    raise Stuck("not a product of powers")
