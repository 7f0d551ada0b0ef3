"""What hypotheses say once they are rearranged: under exponentials, summed over their indices, in products.

From u <= b for all k, both sides sorted so that no term is negative, e^u <= e^b and Σ e^u <= Σ e^b; from the products of two
hypotheses likewise. Certificates take these with many multipliers, so they are few.
"""

from itertools import combinations_with_replacement, product

from .hypotheses import at_every, orders
from .in_sight import families, indices, sums, vectors
from .shares import pair_shares, share_at, shares
from .summed import variance
from .weighted import weighted_fact
from ..polynomial_context import plain, plain_mono, plain_poly
from ...kernel import rules
from ...kernel.normal import Split
from ...kernel.polynomial import Refused, scaled
from ...kernel.terms import (
    MINUS, ONE, ZERO, Term, at, bind, fn, fresh, instantiate, mul, neg, opened, power, same_integer, shape, sub, substitute,
    subterms,
)  # fmt: skip
from ...proof import derived


def questions(goal, difference, ground):
    """Pairs (multiplier, question to the kernel), as in bounds.py."""
    atoms = list(dict.fromkeys(a for mono in difference for a, _ in mono))
    known = orders(goal, ground)[:12]
    products = [lambda g=g, h=h: derived.product(g(), h()) for g, h in combinations_with_replacement(known[:6], 2)]
    for question in [*known, *products]:
        yield ONE, question
    if any(a.op == "exp" or t.op == "exp" for a in atoms for t in subterms(a)):
        for question in [*known, *products]:
            yield ONE, lambda q=question: _sorted_exponential(q(), ground)
    yield from shares(atoms, goal, ground)
    for (_, share), order in product(list(pair_shares(goal, ground))[:4], known[:4]):
        yield ONE, lambda s=share, q=order: derived.product(s(), _sorted_exponential(q(), ground))
    yield from _over_indices(goal, ground)
    yield from _over_pairs(goal, ground)
    yield from _spreads(goal, ground)
    yield from _weighted_spreads(goal, ground)


def weighted_equations(goal, ground):
    """Σ_k w_k a_k = Σ_k w_k b_k from hypotheses a_k = b_k for all k, the weights being 1, k and the entries of vectors."""
    for h in ground.given:
        if h.op == "forall" and h.args[0].args[0] == "index" and h.args[1].op == "eq" and not shape(opened(h)[1].args[0]):
            k = fresh("k", *h.args[0].args)
            vectors_alike = [v for v in vectors(goal, ground) if same_integer(shape(v)[0], k.args[3])]
            for w in [ONE, k, *(at(v, k) for v in vectors_alike)]:
                yield lambda h=h, w=w, k=k: _weighted_equation(rules.specialise(rules.assume(h, ground.given), k), w, k, ground)


def _weighted_equation(each, w, k, ground):
    goal = Term("eq", tuple(mul(w, side) for side in each.conclusion.args))
    return rules.under("sum", k.args[2:], k, rules.linear(goal, [(w, each)], given=ground.given))


def log_totals(goal, difference, ground):
    """log Σ e^u <= log Σ e^v and log Σ f e^(u − v) <= log Σ f, from hypotheses u <= v for all k."""
    inside = dict.fromkeys(a.args[0] for mono in difference for a, _ in mono if a.op == "log" and not a.loose)
    totals = [plain(u) for u in list(inside)[:4] if u.op == "sum"]
    for h in ground.given:
        if h.op == "forall" and h.args[0].args[0] == "index":
            k = fresh("k", *h.args[0].args)
            for question in at_every(h, k, ground):
                for op in (None, "log"):
                    yield ONE, lambda q=question, op=op, k=k: _log_total(q(), op, k, ground)
                for t in totals:
                    if t.args[:2] == k.args[2:]:
                        for grown in (False, True):
                            f = instantiate(t.args[2], k)
                            yield ONE, lambda q=question, f=f, k=k, grown=grown: _log_weighted_total(q(), f, k, grown, ground)


def _log_total(theorem, op, k, ground):
    each = _sorted_exponential(theorem, ground) if op is None else theorem
    return derived.monotone(rules.under("sum", k.args[2:], k, each), "log")


def _log_weighted_total(theorem, f, k, grown, ground):
    """From u <= v: log Σ f e^(u − v) <= log Σ f, or with f e^(v − u) for f."""
    low, high = theorem.conclusion.args
    below = rules.linear(Term(theorem.conclusion.op, (sub(low, high), ZERO)), [(ONE, theorem)], given=ground.given)
    weight = mul(f, fn("exp", sub(high, low))) if grown else f
    return derived.monotone(weighted_fact(derived.monotone(below, "exp"), weight, k, ground), "log")


def _sorted_exponential(theorem, ground):
    """e^N <= e^P, where b − a = P − N and no term of P and N is negative by its coefficient."""
    low, high = theorem.conclusion.args
    try:
        gap = ground.poly(sub(high, low))
    except Split:  # at one index things differ: as it stands
        return derived.monotone(theorem, "exp")
    more = {m: c for m, c in gap.items() if c > 0}
    less = scaled({m: c for m, c in gap.items() if c < 0}, -1)
    goal = Term(theorem.conclusion.op, (plain_poly(less), plain_poly(more)))
    return derived.monotone(rules.linear(goal, [(ONE, theorem)], using=("definition",), given=ground.given), "exp")


def _over_indices(goal, ground):
    """Hypotheses for all k, products of two of them and their exponentials, with weights and summed."""
    families_of = [h for h in ground.given if h.op == "forall" and h.args[0].args[0] == "index"]
    for dim in {h.args[0].args[2]: None for h in families_of}:
        k = fresh("k", "index", ONE, dim)
        alike = [h for h in families_of if same_integer(h.args[0].args[2], dim)]
        every = [question for h in alike for question in at_every(h, k, ground)]
        pairs = [lambda g=g, h=h: derived.product(g(), h()) for g, h in combinations_with_replacement(every[-4:], 2)]
        own = families(goal, ground, k, positive=True)[:4]
        apart = [sub(ONE, Term("delta", (k, i))) for i in indices(goal) if i.op == "var" and same_integer(i.args[-1], dim)]
        for question in every:
            for w in [ONE, *apart]:
                yield ONE, lambda q=question, w=w, k=k: weighted_fact(_sorted_exponential(q(), ground), w, k, ground)
        for question in [*every, *pairs]:
            for w in [ONE, *own, *(power(f, MINUS) for f in own if k in f.free)]:
                yield ONE, lambda q=question, w=w, k=k: weighted_fact(q(), w, k, ground)


def _over_pairs(goal, ground):
    """Hypotheses for all k and all l, and what they say of exponentials, with weights and summed over both."""
    for h in ground.given:
        if h.op == "forall" and h.args[1].op == "forall" and {h.args[0].args[0], h.args[1].args[0].args[0]} == {"index"}:
            k, inner = opened(h)
            l, _ = opened(inner)
            own = [f for f in families(goal, ground, k, positive=True)[:3] if k in f.free]
            at_both = [lambda h=h, k=k, l=l: rules.specialise(rules.specialise(rules.assume(h), k), l)]
            at_both.append(lambda q=at_both[0]: _similar_exponentials(q(), ground))
            for question in at_both:
                for w in [ONE, *(mul(f, substitute(f, {k: l})) for f in own)]:
                    yield ONE, lambda q=question, w=w, k=k, l=l: rules.under("sum", k.args[2:], k, weighted_fact(q(), w, l, ground))


def _similar_exponentials(theorem, ground):
    """From 0 <= (a − b)(c − d): 0 <= (e^a − e^b)(e^c − e^d), by the order of a and b and of c and d."""
    low, high = theorem.conclusion.args
    if high == ZERO and low.op == "mul" and len(low.args) == 2:
        high = mul(low.args[0], neg(low.args[1]))
        theorem = rules.linear(Term("le", (ZERO, high)), [(ONE, theorem)], given=ground.given)
    if high.op != "mul" or len(high.args) != 2:
        raise Refused("not a product of two differences")
    (a, b), (c, d) = (_ends(factor, ground) for factor in high.args)
    goal = Term("le", (ZERO, mul(sub(fn("exp", a), fn("exp", b)), sub(fn("exp", c), fn("exp", d)))))

    def where(first, second):
        """The goal where the one pair and the other are ordered so."""
        case = [first, second]
        if "eq" in (first.op, second.op):
            return rules.linear(goal, [], ZERO, ("definition",), (*ground.given, *case))
        ordered = [rules.assume(order) for order in case]
        if (first.args == (a, b)) == (second.args == (c, d)):
            higher = derived.product(*(derived.monotone(order, "exp") for order in ordered))
            return rules.linear(goal, [(ONE, higher)], ZERO, ("definition",), ground.given)
        never = rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, derived.product(*ordered)), (ONE, theorem)], using=("definition",))
        return rules.absurd(never, goal)

    def orders(u, v):
        return Term("lt", (u, v)), Term("eq", (u, v)), Term("lt", (v, u))

    inner = [rules.trichotomy(c, d, *(where(first, second) for second in orders(c, d)), ground.given) for first in orders(a, b)]
    return rules.trichotomy(a, b, *inner, ground.given)


def _ends(difference, ground):
    """(a, b) of a − b."""
    gap = ground.poly(difference)
    if sorted(gap.values()) != [-1, 1]:
        raise Refused("not a difference of two terms")
    down, up = sorted(gap, key=gap.get)
    return plain_mono(up), plain_mono(down)


def _spreads(goal, ground):
    """0 <= Σ_k Σ_l w_k w_l (h_k − h_l)², the weights leaving one index out."""
    for v in vectors(goal, ground):
        for i in indices(goal):
            if v.op == "var" and i.op == "var" and same_integer(i.args[-1], v.args[2]):
                yield ONE, lambda v=v, i=i: _spread(v, i, ground)


def _spread(v, i, ground):
    k, l = (fresh(letter, "index", ONE, v.args[2]) for letter in "kl")
    apart = [sub(ONE, Term("delta", (x, i))) for x in (k, l)]
    body = mul(*apart, power(sub(at(v, k), at(v, l)), Term("num", (2,))))
    inner = bind("sum", *l.args[2:], variable=l, body=body)
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=inner), "le", ground.given)


def _weighted_spreads(goal, ground):
    """Of exponential weights w that stand under a sum: Σ w log w <= Σ w log Σ w, and 0 <= Σ w (h − m)², m being the mean of h."""
    for total in dict.fromkeys(sums(goal)):
        k, body = opened(total)
        for w in {t: None for t in subterms(body) if t.op == "exp" and k in t.free and not t.loose}:
            yield ONE, lambda w=w, k=k: weighted_fact(share_at(w, k, ground), w, k, ground)
            for v in vectors(goal, ground):
                if v.op == "var" and same_integer(v.args[2], k.args[3]) and k.args[2] == ONE:
                    yield ONE, lambda w=w, v=v, k=k: variance(w, at(v, k), k, ground)
