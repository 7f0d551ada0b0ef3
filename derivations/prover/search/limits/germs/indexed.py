"""Sums and products of symbolic length: the terms expanded at any index, and those that grow compared with the largest."""

from collections.abc import Callable

from ....kernel import rules
from ....kernel.definitions import expand
from ....kernel.signs import POS, meaning
from ....kernel.terms import MINUS, ONE, ZERO, Term, add, at, bind, fn, fresh, instantiate, mul, num, opened, power, sub
from ....proof import derived
from ....proof.rewriting import without
from ...asking import REFUSALS
from ...closed_forms import Stuck, substitute_term, tidy
from .functions import Functions
from .leaves import Leaves, replaced, restored
from .monomials import UNIT, Monomial
from .neighbourhood import AT_ZERO, Neighbourhood
from .sums_of_terms import Sums

WRITTEN_OUT = 24  # terms at most, for a sum whose length is a number


class Indexed:
    """Germs of sums and products over an index. `germ` expands a term; `under` is an expansion under one more hypothesis."""

    def __init__(self, place: Neighbourhood, leaves: Leaves, sums: Sums, functions: Functions, germ: Callable, under: Callable):
        self.place, self.leaves, self.y = place, leaves, place.y
        self.sums, self.functions, self.germ, self.under = sums, functions, germ, under

    def series(self, t):
        first, last, _ = t.args
        if self.y in first.free | last.free or first != ONE:
            raise Stuck("a sum whose range does not begin at 1")
        if last.op == "num" and last.args[0] <= WRITTEN_OUT:
            terms = (expand(instantiate(t.args[-1], num(j)), unfold=True) for j in range(1, last.args[0] + 1))
            return self.germ(add(*terms))
        k, body = opened(t)
        self.place.indices.add(k)
        germ = self.germ(expand(body, unfold=True))
        apart = {m: c for m, c in germ.items() if k in _free(m)}
        total = {m: self.summed(k, c) for m, c in germ.items() if m not in apart}
        return self.sums.sum(total, *(self.largest(k, m, c) for m, c in apart.items()))

    def product(self, t):
        """Π_k C_k as it stands where the factors converge, exp(Σ_k log C_k) otherwise."""
        first, last, _ = t.args
        k, body = opened(t)
        logarithm = fn("exp", bind("sum", first, last, variable=k, body=fn("log", body)))
        if self.y in first.free | last.free:
            raise Stuck("a product whose range moves")
        self.place.indices.add(k)
        germ = self.germ(expand(body, unfold=True))
        if any(m.whole is None for m in germ):
            return self.germ(logarithm)
        c = self.functions.regular(germ)
        if any(k in leaf.function.free for h, leaf in self.leaves.known.items() if h in c.free):
            return self.germ(logarithm)
        return {UNIT: bind("prod", first, last, variable=k, body=c)}

    def summed(self, k, c, value=None, termwise=None):
        """Σ_k C_k: a coefficient as it stands, or a leaf when the terms have leaves that depend on k."""
        plain = not any(k in leaf.function.free for h, leaf in self.leaves.known.items() if h in c.free)
        if plain and termwise is None:
            return tidy(bind("sum", *k.args[2:], variable=k, body=c))
        function = bind("sum", *k.args[2:], variable=k, body=self.leaves.full(c))
        value = self.leaves.value(c) if value is None else value
        value = tidy(bind("sum", *k.args[2:], variable=k, body=value))
        return self.leaves.leaf(function, value, lambda: self._termwise(k, function, (termwise or self.leaves.theorem)(c)))

    def _termwise(self, k, function, theorem):
        vector = fresh("v", "real", k.args[3])
        j = fresh("k", *k.args[1:])
        context = bind("sum", *k.args[2:], variable=j, body=at(vector, j))
        whole = rules.limit_through(context, vector, rules.generalise(theorem, k), *AT_ZERO)
        value = bind("sum", *k.args[2:], variable=k, body=theorem.conclusion.args[1])
        limit = bind("limit", *AT_ZERO, variable=self.y, body=function)
        return rules.restate(whole, Term("eq", (limit, value)))

    def largest(self, k, m, c):
        """Σ_k C_k y^a exp(u_k/y^d) = y^a exp(max u/y^d) Σ_k C_k exp((u_k − max u)/y^d)."""
        dependent = [(d, u) for d, u in m.polar if k in u.free]
        if k in m.exponent.free or len(dependent) != 1:
            raise Stuck("exponents that depend on the summation index")
        ((d, whole),) = dependent
        parts = whole.args if whole.op == "add" else (whole,)
        u, shift = (add(*(p for p in parts if (k in p.free) == inside)) for inside in (True, False))
        top = bind("max", *k.args[2:], variable=k, body=u)
        for lemma in maximum_of_logarithm(top):
            self.place.learn(lemma)
        bracket = fn("ind", Term("eq", (u, top)))
        value, (number, v) = self.leaves.value(c), _multiple(u)
        most = tidy(mul(power(number, MINUS), top))  # what v is where u is largest: of −e_k it is the least e_k
        weight = tidy(substitute_term(value, v, most))
        alone = weight == ZERO != value  # C_k is 0 where u_k is the maximum: a power of y may stand with it
        gap = Monomial(m.exponent if alone else ZERO, polar=((d, sub(u, top)),))
        self._some_weight(k, rules.attained(top), bracket, weight)
        body = tidy(mul(c, gap.term(self.y)))
        limit = tidy(mul(weight, bracket))

        def termwise(_):
            relation = Term("eq", (u, top))
            same = rules.assume(relation)
            if number != ONE:
                same = rules.linear(Term("eq", (v, most)), [(power(number, MINUS), same)])
            tied = self._tied(relation, same, ZERO if alone else substitute_term(c, v, most), body, limit)
            apart = self._apart(Term("lt", (u, top)), gap, c, body, limit)
            whole = derived.cases(rules.below_maximum(top, k), tied, apart)
            return rules.settle(rules.weaken(whole, *self.place.hypotheses()))

        polar = tuple(pair for pair in m.polar if pair[0] != d)
        rest = Monomial(ZERO if alone else m.exponent, m.logs, polar)
        return {rest * Monomial(polar=((d, tidy(add(top, shift))),)): self.summed(k, body, limit, termwise)}

    def _tied(self, relation, known, c, body, value):
        """lim body = value under u = max u, where [u = max u] is 1; `known` is what follows for the entry in u."""
        body = self.leaves.full(body)
        same = replaced(body, known)
        theorem = self.leaves.rewritten(self.leaves.theorem(c), same.conclusion.args[1])
        theorem = rules.transitive(rules.under("limit", AT_ZERO, self.y, same), theorem)
        return _bracketed(self.leaves, theorem, relation, value)

    def _apart(self, relation, gap, c, body, value):
        """lim body = value under u < max u, where [u = max u] is 0."""
        near = self.under(relation)
        theorem = near.leaves.theorem(mul(near.growth.vanishing(gap), c))
        theorem = _bracketed(near.leaves, near.leaves.rewritten(theorem, self.leaves.full(body)), relation, value)
        return without(theorem, [lemma for lemma in reversed(near.place.lemmas) if lemma not in self.place.lemmas])

    def _some_weight(self, k, attained, bracket, weight):
        """0 < Σ_k w_k [u_k = max u] becomes a lemma, if every w_k is positive."""
        if self.place.facts.mask(meaning(weight)) != POS:
            return
        self.place.learn(attained)
        if weight != ONE:
            for product in (mul(bracket, weight), tidy(mul(weight, bracket))):
                term = bind("sum", *k.args[2:], variable=k, body=mul(bracket, weight))
                lemma = derived.weighted_sum(term, k, bracket, weight, attained, self.place.given)
                goal = Term("lt", (ZERO, bind("sum", *k.args[2:], variable=k, body=product)))
                self.place.learn(rules.linear(goal, [(ONE, lemma)]))


def _multiple(u):
    """(c, v), where u is c v for a number c and an entry v; else (1, u)."""
    match u:
        case Term("mul", (Term("num", (c,)) as number, Term("at") as v)) if c:
            return number, v
    return ONE, u


def _bracketed(leaves, theorem, relation, value):
    """The same limit with a value in which the bracket is written; that this has a value is left open."""
    same = restored(value, derived.bracket(rules.assume(relation)))
    return rules.transitive(leaves.revalued(theorem, same.conclusion.args[0]), same)


def _free(monomial):
    return monomial.exponent.free.union(*(c.free for _, c in monomial.polar))


def maximum_of_logarithm(top):
    """max log v = log max v"""
    if top.op != "max":
        return
    k, u = opened(top)
    if u.op == "log":
        inner = bind("max", *top.args[:2], variable=k, body=u.args[0])
        try:
            above = derived.least_bound(derived.monotone(rules.below_maximum(inner, k), "log"), k)
            single = rules.transitive(rules.equality(u.args[0], fn("exp", u)), derived.monotone(rules.below_maximum(top, k), "exp"))
            below = derived.monotone(derived.least_bound(single, k), "log")
            below = rules.transitive(below, rules.equality(below.conclusion.args[1], top))
            yield derived.antisymmetric(above, below)
        except REFUSALS:
            return
