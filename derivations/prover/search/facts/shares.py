"""Shares of sums: a term of a sum of positive terms is at most the sum, and so is the sum over a part of its range."""

from itertools import combinations, permutations

from ...kernel import rules
from ...kernel.polynomial import Refused
from ...kernel.terms import ONE, ZERO, Term, add, bind, fresh, instantiate, mul, opened, same_integer, sub, substitute
from ...proof import derived
from ..polynomial_context import plain
from .in_sight import families, indices, lengths, shifted_indices, sums
from .weighted import whole_sum


def shares(atoms, goal, ground):
    """One term of a sum of positive terms is at most the sum, and less if there are others; so for the logarithms."""
    for i in indices(goal):
        last = i.args[3] if i.op == "var" else None
        for dim in [last] if last is not None else list(lengths(goal))[:2]:
            k = fresh("k", "index", ONE, dim)
            for f in families(goal, ground, k, positive=True)[:5]:
                yield ONE, lambda f=f, k=k, i=i: _others(k, f, i, ground)
                yield ONE, lambda f=f, k=k, i=i: _log_share(k, f, i, ground)
    yield from pair_shares(goal, ground)
    yield from _shares_of_sums(atoms, goal, ground)
    yield from _shares_of_logarithms(atoms, goal, ground)


def _shares_of_sums(atoms, goal, ground):
    """Terms of the sums in sight, in the goal and in hypotheses."""
    supposed = [side for h in ground.given if h.op in ("eq", "le", "lt") for side in h.args if side.op == "sum" and not side.loose]
    for total in dict.fromkeys([*(plain(a) for a in atoms if a.op == "sum" and not a.loose), *supposed]):
        for i in [*indices(goal), *shifted_indices(goal)]:
            if i.op != "var" or same_integer(i.args[3], total.args[1]):
                k, body = opened(total)
                yield ONE, lambda k=k, body=body, i=i: _others(k, body, i, ground)
                yield ONE, lambda k=k, body=body, i=i: _log_share(k, body, i, ground)


def _shares_of_logarithms(atoms, goal, ground):
    """Terms of the sums that stand inside logarithms."""
    for a in atoms:
        if a.op == "log" and a.args[0].op == "sum" and not a.loose:
            k, body = opened(plain(a.args[0]))
            for i in indices(goal):
                if k not in i.free and ground.facts.in_range(i, *k.args[2:]):
                    yield ONE, lambda k=k, body=body, i=i: _log_share(k, body, i, ground)


def pair_shares(goal, ground):
    """Two terms of a sum of positive terms, at different indices, are together at most the sum."""
    for i, j in combinations([i for i in indices(goal, ground.given) if i.op == "var"], 2):
        if i.args[2:] == j.args[2:]:
            k = fresh("k", "index", *i.args[2:])
            for f in families(goal, ground, k, positive=True)[:3]:
                yield ONE, lambda f=f, k=k, i=i, j=j: _all_but_two(f, k, i, j, ground)


def _all_but_two(f, k, i, j, ground):
    """0 <= Σ_k (1 − δ_ki)(1 − δ_kj) f_k."""
    weight = mul(*(sub(ONE, Term("delta", (k, a))) for a in (i, j)))
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=mul(weight, f)), "le", ground.given)


def parts_of_ranges(goal, ground):
    """Σ_{j<=a} f <= Σ_{j<=b} f for an f >= 0 and a <= b, both sums being in sight; and with f_{a+1} beside the first."""
    for short, long in permutations(list(dict.fromkeys(sums(goal)))[:4], 2):
        if short.args[0] == long.args[0] and short.args[2] == long.args[2]:
            yield ONE, lambda short=short, long=long: _part_of_range(short, long, short.args[1], [], ground)
            following = add(short.args[1], ONE)
            if any(same_integer(i, following) for i in shifted_indices(goal)):
                entry = instantiate(long.args[2], following)
                yield ONE, lambda s=short, long=long, e=entry, f=following: _part_of_range(s, long, f, [e], ground)


def _part_of_range(short, long, last, entries, ground):
    """A sum up to `last`, written as a shorter one and entries after it, is at most a longer sum; less if there is more."""
    rest = Term("sum", (add(last, ONE), *long.args[1:]), long.hint)
    sides = add(short, *entries) if entries else short, long
    try:
        return rules.linear(Term("lt", sides), [], rest, ("ranges",), ground.given)
    except Refused:
        return rules.linear(Term("le", sides), [], rest, ("ranges",), ground.given)


def _log_share(k, body, i, ground):
    """log f_i <= log Σ f."""
    others = _others(k, body, i, ground)
    one, total = substitute(body, {k: i}), bind("sum", *k.args[2:], variable=k, body=body)
    share = rules.linear(
        Term(others.conclusion.op, (one, total)), [(ONE, others)], using=("collapse", "definition"), given=ground.given
    )
    return derived.monotone(share, "log")


def _others(k, body, i, ground):
    weight = sub(ONE, Term("delta", (k, i)))
    rest = bind("sum", *k.args[2:], variable=k, body=mul(weight, body))
    count = bind("sum", *k.args[2:], variable=k, body=weight)
    try:
        many = rules.linear(Term("lt", (ZERO, count)), [], sub(k.args[3], ONE), ("collapse",), ground.given)
        return derived.weighted_sum(rest, k, weight, body, many, ground.given)
    except Refused:
        return rules.sign(rest, "le", ground.given)


def plain_share_at(f, k, ground):
    """f_k <= Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    body = substitute(f, {k: j})
    others = _others(j, body, k, ground)
    goal = Term(others.conclusion.op, (f, whole_sum(body, j)))
    return rules.linear(goal, [(ONE, others)], using=("collapse", "definition"), given=ground.given)


def share_at(f, k, ground):
    """log f_k <= log Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    return _log_share(j, substitute(f, {k: j}), k, ground)
