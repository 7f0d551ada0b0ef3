"""Limits keep order: from f <= a near the point, lim f <= a.

|f − a| is a − f there, so that both have one limit: |lim f − a| = a − lim f, and no size is negative. Nothing here is trusted:
the function asks the kernel's rules.
"""

from collections.abc import Iterable

from ..kernel import rules
from ..kernel.terms import ONE, ZERO, Term, fn, fresh, neg, sub
from ..language.sympy_notation import read
from .chain import Approach, Derivation, EVERYTHING, Lemma, asked, proved
from .sizes import size_of_negative


def limit_at_most(approach: Approach, limit: Lemma, order: Lemma, near: Iterable[Lemma] = ()) -> Derivation:
    """lim f <= a, from the limit of f and from f(x) <= a, where a does not depend on x.

    The order may suppose 0 < u, where `near` has the limit of u, a positive number.
    """
    kind, point, side = approach.parts()
    x, hole = read(approach.variable), fresh("u", "real")

    def question(tends, below, *positive):
        f, a = below.conclusion.args
        value = tends.conclusion.args[1]
        same = _size_of_gap(f, a, below)
        to_room, to_size = (
            rules.limit_through(context, hole, tends, kind, point, side) for context in (sub(a, hole), fn("abs", sub(hole, a)))
        )
        sizes = rules.transitive(rules.under("limit", (kind, point, side), x, same, positive), to_room)
        equal = rules.transitive(rules.symmetric(to_size), sizes)
        return rules.linear(Term("le", (value, a)), [(ONE, equal)], fn("abs", sub(value, a)), EVERYTHING)

    return asked("limits keep order", question, limit, order, *near)


def _size_of_gap(f, a, below):
    """|f − a| = a − f, from f <= a."""
    u = fresh("u", "real")
    size = proved(size_of_negative(rules.assume(Term("le", (u, ZERO)))))
    less = rules.linear(Term("le", (sub(f, a), ZERO)), [(ONE, below)], using=EVERYTHING)
    size = rules.cut(rules.substitution(rules.weaken(size, *below.hypotheses), {u: sub(f, a)}), less)
    return rules.transitive(size, rules.equality(neg(sub(f, a)), sub(a, f), (), size.hypotheses))
