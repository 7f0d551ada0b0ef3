"""A fact that holds at every index, summed with weights."""

from ...kernel import rules
from ...kernel.signs import POS, meaning
from ...kernel.terms import Term, bind, mul


def weighted_fact(each, w, k, ground):
    """Σ w a <= Σ w b from a <= b at every k."""
    low, high = each.conclusion.args
    strict = each.conclusion.op == "lt" and ground.facts.mask(meaning(w)) == POS
    goal = Term("lt" if strict else "le", (mul(w, low), mul(w, high)))
    return rules.under("sum", k.args[2:], k, rules.linear(goal, [(w, each)], given=ground.given))


def whole_sum(f, k):
    return bind("sum", *k.args[2:], variable=k, body=f)
