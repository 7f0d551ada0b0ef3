"""The fundamental theorem of calculus, for antiderivatives of our own and those that SymPy proposes."""

from threading import current_thread, main_thread

from ...clock import held, now, within
from ...kernel import rules
from ...kernel.terms import bind, sort, substitute, subterms, var
from ..closed_forms import Stuck, substitute_term, tidy
from ..limits.algebra import limit_theorem
from .inside import PATIENCE


def by_antiderivative(integral, inside, antiderivative):
    """∫ f = lim F − lim F, by the fundamental theorem of calculus."""
    x, real = inside.x, sort("real")
    ends = []
    for point, side in ((inside.lower, "+"), (inside.upper, "-")):
        limit = bind("limit", real, point, side, variable=x, body=antiderivative)
        ends.append(limit_theorem(limit, inside.given, deadline=inside.deadline))
    if None in ends:
        raise Stuck("no limit of the antiderivative")
    return rules.fundamental_theorem(integral, antiderivative, x, *ends, inside.given)


def guesses(t, inside):
    """Antiderivatives of our own."""
    for form in dict.fromkeys((tidy(t), inside.expanded(t))):
        own = inside.antiderivative(form)
        if own is not None:
            yield tidy(own)


def of_sympy(t, inside):
    if any(v.args[1] in ("index", "dimension") or len(v.args) > 2 for v in t.free) or current_thread() is not main_thread():
        return
    with held():
        from sympy.integrals.manualintegrate import manualintegrate

        from ...language.sympy_notation import read, write

    x = var(next(name for name in ("x", "t", "u", "xi", "eta") if all(v.args[0] != name for v in t.free)), "real")

    def proposed():
        try:
            written = write(substitute(t, {inside.x: x}))
            symbol = next(s for s in written.free_symbols if s.name == x.args[0])
            return read(manualintegrate(written, symbol))
        except Exception:  # SymPy fails in many ways, and none of them matters: it only proposes
            return None

    found = within(max(0.001, min(PATIENCE, inside.deadline - now())), proposed)
    if found is None:
        return
    found = substitute(found, {x: inside.x})
    for u in [u for u in subterms(found) if u.op == "log" and not u.loose]:
        found = substitute_term(found, u, inside.log(u.args[0]))
    yield tidy(found)
