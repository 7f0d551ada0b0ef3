"""A right neighbourhood of y = 0: what is known in it, the signs of terms there, and which monomials tend to 0.

A sign that the hypotheses give only together becomes a lemma, which is learnt: theorems made later may suppose it.
"""

from collections.abc import Iterable

from ....clock import now
from ....kernel import rules
from ....kernel.rules import Theorem
from ....kernel.signs import NEG, NIL, POS, Facts, meaning
from ....kernel.terms import ONE, ZERO, Term, add, neg, opened, sort, sub, subterms
from ....proof import derived
from ....proof.rewriting import match
from ...asking import REFUSALS
from ...closed_forms import Stuck, tidy

AT_ZERO = (sort("positive"), ZERO, "+")


class Unresolved(Exception):
    """The limit depends on the sign of a term that nothing is known of."""


class Neighbourhood:
    """What holds near y = 0+, under hypotheses, until a deadline; `depth` says within how many other limits this one is sought."""

    def __init__(self, given: Iterable[Term], y: Term, deadline: float, depth: int = 0):
        self.given, self.y, self.deadline, self.depth = tuple(given), y, deadline, depth
        self.lemmas: list[Theorem] = []
        self.facts = Facts.of(self.given)
        self.signs, self.indices = {}, set()  # indices: those of sums whose terms are being expanded

    def clock(self):
        if now() > self.deadline:
            raise Stuck("out of time")

    def learn(self, lemma):
        if lemma.conclusion not in self.facts.hypotheses:
            self.lemmas.append(lemma)
            self.facts = self.facts.given(lemma.conclusion)
            self.signs = {}

    def hypotheses(self):
        return self.facts.hypotheses

    def sign(self, term):
        """−1, 0 or 1."""
        if term not in self.signs:
            self.signs[term] = self._sign(term)
        return self.signs[term]

    def _sign(self, term):
        if term.op == "num":
            return (term.args[0] > 0) - (term.args[0] < 0)
        mask = self.facts.mask(meaning(term))
        if mask in (POS, NEG, NIL):
            return {POS: 1, NEG: -1, NIL: 0}[mask]
        if not self.facts.poly(term):
            return 0
        if found := self._combined(term):
            return found
        if self.indices & term.free:
            raise Stuck("a sign that depends on a summation index")
        raise Unresolved(term)

    def _combined(self, term):
        """The sign of a term that is the gap of a hypothesis a < b plus something of manifest sign: a lemma, learnt."""
        strict = [rules.assume(h) for h in self.hypotheses() if h.op == "lt"]
        strict += [t for u in subterms(term) if u.op == "log" and not u.loose for t in _of_one_logarithm(u, self.hypotheses())]
        for top in {t for t in subterms(term) if t.op == "max" and not t.loose}:
            strict += [t for h in strict for t in _below_a_larger(h, top)]
        for sign, relation in ((1, (ZERO, term)), (-1, (term, ZERO))):
            for theorem in strict:
                low, high = theorem.conclusion.args
                try:
                    slack = tidy(sub(relation[1], add(relation[0], high, neg(low))))
                    self.learn(rules.linear(Term("lt", relation), [(ONE, theorem)], slack, (), self.hypotheses()))
                    return sign
                except REFUSALS:
                    continue
        return 0

    def is_zero(self, term):
        return term == ZERO or term.op != "num" and (self.facts.mask(meaning(term)) == NIL or not self.facts.poly(term))

    def order(self, monomial):
        """1 when the monomial tends to 0, −1 when it is unbounded, 0 when it is 1."""
        for _, c in monomial.polar:
            if sign := self.sign(c):
                return -sign
        if sign := self.sign(monomial.exponent):
            return sign
        return -(monomial.logs > 0) + (monomial.logs < 0)

    def local(self, *more):
        return [*self.hypotheses(), Term("lt", (ZERO, self.y)), *more]


def _of_one_logarithm(u, given):
    """log v < 0 or 0 < log v, by the sign of v − 1."""
    for sides in ((u.args[0], ONE), (ONE, u.args[0])):
        try:
            order = derived.monotone(rules.linear(Term("lt", sides), [], tidy(sub(sides[1], sides[0])), (), given), "log")
            goal = (u, ZERO) if sides[1] == ONE else (ZERO, u)
            yield rules.linear(Term("lt", goal), [(ONE, order)])
        except REFUSALS:
            continue


def _below_a_larger(theorem, top):
    """a < max u from a < u_s."""
    k, u = opened(top)
    found = match(u, theorem.conclusion.args[1], {k})
    if found is None or k not in found:
        return []
    larger = rules.below_maximum(top, found[k])
    return [rules.transitive(theorem, larger)] if larger.conclusion.args[0] == theorem.conclusion.args[1] else []
