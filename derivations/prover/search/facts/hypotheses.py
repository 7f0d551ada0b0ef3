"""Hypotheses and domains as facts: as they are, at the indices in sight, in products, under exp and log, times terms of
known sign.
"""

from itertools import combinations_with_replacement

from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.signs import POS, Facts, meaning
from ...kernel.terms import INTEGERS, ONE, IllTyped, Term, instantiate, neg, same_integer, shape, sub
from ...proof import derived
from ..polynomial_context import plain_mono
from .in_sight import indices, shifted_indices


def from_hypotheses(goal, difference, ground):
    """Hypotheses and domains as they are, times terms of known sign, in products, and under exp and log."""
    known = orders(goal, ground)
    factors = [ONE, *_multiplier_terms(difference, ground)]
    for question in known:
        for factor in factors:
            yield factor, question
    for op in ("log", "exp"):
        for question in known:
            for factor in factors[:6]:
                yield factor, lambda q=question, op=op: derived.monotone(q(), op)
    for g, h in combinations_with_replacement(known[:8], 2):
        yield ONE, lambda g=g, h=h: derived.product(g(), h())


def orders(goal, ground):
    """Questions for inequalities that hold by hypothesis, at the indices in sight, or by the domain (0, 1)."""
    found = []
    for h in ground.given:
        if h.op in ("le", "lt", "eq") and not shape(h.args[0]):
            found.append(lambda h=h: rules.assume(h))
            found.extend(_sizes(lambda h=h: rules.assume(h), h, ground))
            if h.op == "lt" and any(v.args[1] in INTEGERS for v in h.free):
                found.append(lambda h=h: derived.next_integer(rules.assume(h)))
        elif h.op == "forall" and h.args[0].args[0] == "index":
            for i in [*indices(goal, ground.given), *shifted_indices(goal)]:
                found.extend(at_every(h, i, ground))
    for v in sorted(goal.free.union(*(h.free for h in ground.given)), key=str):
        if v.args[1] == "(0, 1)" and len(v.args) == 2:
            found.append(lambda v=v: rules.linear(Term("lt", (v, ONE)), [], sub(ONE, v)))
            found.append(lambda v=v: rules.sign(v, "lt"))
        elif v.args[1] in ("positive", "nonnegative") and len(v.args) == 2:
            found.append(lambda v=v: rules.sign(v, "lt" if v.args[1] == "positive" else "le"))
    return found


def _sizes(question, h, ground):
    """u <= b and −u <= b from |u| <= b."""
    if h.op in ("le", "lt") and h.args[0].op == "abs":
        u, bound = h.args[0].args[0], h.args[1]
        for signed in (u, neg(u)):
            yield lambda signed=signed: rules.linear(
                Term(h.op, (signed, bound)),
                [(ONE, question()), (ONE, derived.below_size(signed, ground.given))],
                given=ground.given,
            )


def signs_of_sides(ground):
    """Manifest signs of what the hypotheses speak of, to contradict them."""
    for h in ground.given:
        if h.op in ("eq", "le", "lt") and not shape(h.args[0]):
            for side in (*h.args, sub(*h.args), sub(*h.args[::-1])):
                for signed in (side, neg(side)):
                    bare = Facts.of()
                    if bare.mask(meaning(signed)) == POS:
                        yield ONE, lambda u=signed: rules.sign(u, "lt")


def _multiplier_terms(difference, ground):
    """Monomials of known sign by which facts may be multiplied."""
    found = {}
    for mono in difference:
        for atom, e in mono:
            if ground.sign(frozenset([(atom, e)])) is not None:
                found[frozenset([(atom, e)])] = None
        positive = frozenset((a, e) for a, e in mono if ground.facts.positive(a))
        if positive:
            found[positive] = None
    return [plain_mono(m) for m in list(found)[:10]]


def at_every(h, k, ground):
    """A hypothesis for all k, at this k; and what it says of u, if it bounds |u|. None for all entries of a matrix."""
    if h.args[1].op == "forall":
        return

    def question():
        return rules.specialise(rules.assume(h, ground.given), k)

    yield question
    yield from _sizes(question, instantiate(h.args[1], k), ground)


def at_pairs(ground, k):
    """Products of two hypotheses for all k, at this k."""
    families = [h for h in ground.given if h.op == "forall" and h.args[0].args[0] == "index"]
    for g, h in combinations_with_replacement(families, 2):
        if same_integer(g.args[0].args[2], k.args[3]) and same_integer(h.args[0].args[2], k.args[3]):
            yield lambda g=g, h=h: derived.product(*(rules.specialise(rules.assume(f), k) for f in (g, h)))


def nonnegative_differences(goal, ground):
    """b − a for what is known to be a <= b: factors such as t and 1 − t."""
    for question in orders(goal, ground)[:4]:
        try:
            low, high = question().conclusion.args
        except (Refused, IllTyped):
            continue
        yield sub(high, low)
