"""Search: finds derivations that the kernel accepts, for statements whose proof nobody wrote.

Outside the trusted base: whatever is tried here, the answer is a Theorem of the kernel or nothing. Attempts go from cheap
to dear: the normal form, values of limits and integrals, cases, and for inequalities certificates (inequalities.py).
"""

from fractions import Fraction
from functools import cache
from itertools import combinations

from ..clock import now
from .inequalities.one_variable import along_a_parameter, applies, at_a_glance, by_calculus
from .inequalities.quotient_by_square import between_ends
from .facts.gamma import GAMMAS
from .polynomial_context import Ground, plain_poly
from .induction import induction_theorem
from .inequalities.certificate import PLAIN, QUICK, TANGENTS, WIDE, certificate, equation
from ..clock import held
from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.normal import Split, eliminate
from ..kernel.polynomial import Refused
from ..kernel.signs import POS, Facts, meaning, obligations
from ..kernel.terms import (
    INTEGERS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, is_fresh, mul, neg, num, opened, shape, sub, substitute,
    subterms,
)  # fmt: skip
from .lemmas.pinsker import BY_PINSKER
from .lemmas.vanishing import vanishing
from .inequalities.reductions import (
    BY_ARGUMENTS, BY_DERIVATIVES, BY_EXTREMES, BY_LOGARITHMS, BY_PARTS, BY_PROBABILITIES, BY_QUOTIENTS, BY_TERMS, reduced,
)  # fmt: skip
from ..refutation.counterexamples import search as counterexamples
from ..proof import derived
from ..proof.rewriting import carried, rewrite, without
from .inequalities.roots import HALF, with_squares
from .lemmas.implied import bases, hidden_signs, said
from .inequalities.termwise import BY_ENTRIES
from ..language.typeset import text

ALL = ("definition", "derivative", "collapse")
VALUED = {"limit", "integral", "simplex"}
NEVER = Term("lt", (ZERO, ZERO))
DENIALS = (*QUICK, *TANGENTS)
DENIAL = 0.5  # seconds for the opposite of one hypothesis
GLIMPSE = 0.05  # seconds for a look at points, so that what is false is not attempted
REDUCTION = 4.0  # seconds for an inequality that another is reduced to
ENTRIES = 1.0  # seconds for what holds at every index, at first
CALCULUS = 2.0  # seconds for derivatives in one variable
DUPLICATION = 1.0  # seconds for Legendre's formula
LEMMA = 1.0  # seconds for a statement that another rests on
CASES = 3  # at most so many signs are split on, one inside the other
FAILURES = (Refused, IllTyped, RecursionError)


class Search:
    """A search for a proof under hypotheses, until a deadline. `reason` says what was missing last."""

    def __init__(self, hypotheses, deadline):
        self.given = tuple(hypotheses)
        self.deadline = deadline
        self.reason = ""
        self.contradicted = None  # (value, counterexample): a limit or an integral has another value than claimed
        self.infinite = None  # the theorem that a limit or an integral in the goal is infinite: then nothing else helps

    def limit(self, deadline):
        self.deadline = min(self.deadline, deadline)

    def expired(self):
        return now() > self.deadline

    def attempt(self, question, split=None):
        """The theorem that a question to the kernel yields, or None; the refusal is remembered.

        `split` is asked instead where the answer depends on whether two indices, its argument, are equal.
        """
        if self.expired():
            return None
        try:
            return question()
        except FAILURES as refusal:
            self.reason = _message(refusal)
            return None
        except Split as case:
            return split and split(case.args)

    def at_sight(self, goal):
        """What the normal form or a manifest sign shows at once."""
        match goal.op:
            case "eq":
                return self.attempt(lambda: rules.equality(*goal.args, ALL, self.given))
            case "le" | "lt":
                left, right = goal.args
                return self.attempt(lambda: rules.linear(goal, [], sub(right, left), (), self.given))
        return None

    def prove(self, goal, depth=CASES):
        """A theorem with this conclusion under the hypotheses, or None."""
        if depth == CASES:
            if (theorem := self._of_squares(goal)) is not None:
                return theorem
            for lemmas, left in (
                (lambda: said(goal, self.given), depth),
                (lambda: vanishing(goal, self.given, self._lemma), depth - 1),
                (lambda: self._values(goal), depth - 1),
            ):
                if found := lemmas():
                    return self._with(found, goal, left)
        match goal.op:
            case "and":
                return self._all([self.prove(part) for part in goal.args])
            case "forall":
                return self._for_all(goal, depth)
            case "eq":
                return self._equation(goal, depth)
            case "le" | "lt":
                return self._order(goal, depth)
            case "diverges":
                return self._divergence(goal)
        self.reason = f"nothing here proves a statement with {goal.op}"
        return None

    def _with(self, lemmas, goal, depth):
        """The goal by a search that may use lemmas as hypotheses."""
        inner = Search((*self.given, *(lemma.conclusion for lemma in lemmas)), self.deadline)
        theorem = inner.prove(goal, depth)
        self.reason, self.contradicted, self.infinite = inner.reason, inner.contradicted, inner.infinite
        return theorem and without(theorem, lemmas)

    def _lemma(self, goal, given):
        """A statement that another rests on, under hypotheses of its own."""
        return Search(given, min(self.deadline, now() + LEMMA)).prove(goal)

    def _of_squares(self, goal):
        """The goal with squares under its roots, where sums stand there that are squares."""
        if goal.op not in ("le", "lt", "eq") or not any(t.op == "root" and t.args[1] == HALF for t in subterms(goal)):
            return None
        changed = [self.attempt(lambda side=side: with_squares(side, self.given)) for side in goal.args]
        if not any(changed):
            return None
        left, right = (t or self.attempt(lambda u=u: rules.equality(u, u, ALL, self.given)) for t, u in zip(changed, goal.args))
        if left is None or right is None:
            return None
        middle = self.prove(Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1])), CASES - 1)
        return middle and self.attempt(lambda: carried(left, middle, right))

    def _with_signs_as_written(self, goal):
        """By the normal form, with the signs of sums as they are written, and of what they stand in."""
        signs = hidden_signs(goal, self.given)
        if not signs:
            return None
        inner = Search((*self.given, *(t.conclusion for t in signs)), self.deadline)
        values = inner._values(goal)
        theorem = Search((*inner.given, *(t.conclusion for t in values)), self.deadline).at_sight(goal)
        return theorem and without(theorem, [*values, *signs])

    def _values(self, goal):
        """Theorems without which the sides of an inequality are not seen to have values: 0 < 1 − p_i where log(1 − p_i) stands."""
        if goal.op not in ("le", "lt", "eq") or shape(goal.args[0]):
            return []
        facts, found = Facts.of(self.given), {}
        for side in goal.args:
            for what, place, where in self.attempt(lambda side=side: list(obligations(meaning(side), facts))) or []:
                relation = {"positive": "lt", "nonzero": "lt", "nonnegative": "le"}.get(what)
                for part in bases(place) if relation and where is facts else ():
                    if part not in found and _open(what, part, where):
                        found[part] = self._value_lemma(Term(relation, (ZERO, part)))
        return [theorem for theorem in found.values() if theorem is not None]

    def _value_lemma(self, goal):
        """The lemma, for all values of the indices that are bound in the statement."""
        theorem = self._certificate(goal, 0)
        for k in sorted((v for v in goal.free if is_fresh(v)), key=str):
            theorem = theorem and self.attempt(lambda t=theorem, k=k: rules.generalise(t, k))
        return theorem

    def _all(self, parts):
        return rules.both(*parts) if all(part is not None for part in parts) else None

    def _for_all(self, goal, depth):
        x, body = opened(goal)
        inner = self.prove(body, depth)
        return inner and self.attempt(lambda: rules.generalise(inner, x))

    # --- equations --------------------------------------------------------------------------------------------------

    def _equation(self, goal, depth):
        found = self.at_sight(goal)
        turns = [("turns",)] if _turns(goal) else []
        for more in (*turns, ("gamma",), ("ranges",), ("gamma", "ranges")):
            found = found or self.attempt(lambda more=more: rules.equality(*goal.args, (*ALL, *more), self.given))
        found = found or self._by_values(goal)
        if self.infinite:
            return None
        found = found or self._with_signs_as_written(goal)
        found = found or self._without_choices(goal, depth)
        found = found or self._combined(goal, depth)
        found = found or self._by_cases(goal, depth)
        found = found or self._with_sizes_decided(goal)
        found = found or self._by_bounds(goal, depth)
        found = found or self._summed(goal, depth)
        found = found or self._by_induction(goal, depth)
        return found or self._by_duplication(goal)

    def _summed(self, goal, depth):
        """With sums in closed form where they have one."""
        if depth == 0 or shape(goal.args[0]) or not any(t.op == "sum" for t in subterms(goal)):
            return None
        from .limits.summation import in_closed_form, labelled, positive

        found = [self.attempt(lambda t=t: in_closed_form(t, self.given, self.deadline)) for t in goal.args]
        if None in found or not any(equations for _, equations in found):
            return None
        left, right = (side for side, _ in found)
        lemmas = [lemma for _, equations in found for lemma in map(positive, equations) if lemma is not None]
        known = (*self.given, *(lemma.conclusion for lemma in lemmas))
        values = left.conclusion.args[1], right.conclusion.args[1]
        middle = self.attempt(lambda: rules.equality(*values, labelled(*values), known))
        if middle is None:
            return None

        def joined():
            back = rules.symmetric(rules.settle(rules.weaken(right, *known)) if right.conclusion.op == "reduces" else right)
            return rules.transitive(rules.transitive(left, middle), back)

        theorem = self.attempt(joined)
        return theorem and without(theorem, lemmas)

    def _combined(self, goal, depth):
        """From equations among the hypotheses, as they are and under log and exp."""
        if shape(goal.args[0]) or not any(h.op in ("eq", "forall") for h in self.given):
            return None
        return self.attempt(
            lambda: equation(goal, self.given, self.deadline), split=lambda pair: self._index_cases(goal, depth, pair)
        )

    def _by_duplication(self, goal):
        """By Legendre's formula, where Γ or one of its derivatives is in sight."""
        if shape(goal.args[0]) or not any(t.op in GAMMAS for side in goal.args for t in subterms(side)):
            return None
        from .lemmas.duplication import by_duplication  # here, as most statements have none

        reason = self.reason
        found = self.attempt(lambda: by_duplication(goal, self.given, min(self.deadline, now() + DUPLICATION)))
        self.reason = reason
        return found

    def _with_sizes_decided(self, goal):
        """With the signs of what stands inside |u| when the deltas are collapsed: Σ_k |p_k − δ_ki| has |p_i − 1| in it."""
        if shape(goal.args[0]) or not any(t.op == "abs" for t in subterms(goal)):
            return None
        facts = Facts.of(self.given)
        sides = (self.attempt(lambda side=side: eliminate(meaning(side), facts)) for side in goal.args)
        inside = dict.fromkeys(t.args[0] for side in sides if side for t in subterms(side) if t.op == "abs" and not t.loose)
        lemmas = [lemma for u in inside if facts.sign(u) is None and (lemma := self._sign_lemma(u)) is not None]
        theorem = lemmas and Search((*self.given, *(t.conclusion for t in lemmas)), self.deadline).at_sight(goal)
        return without(theorem, lemmas) if theorem else None

    def _sign_lemma(self, u):
        """0 <= u or u <= 0."""
        return self._certificate(Term("le", (ZERO, u)), 0, QUICK) or self._certificate(Term("le", (u, ZERO)), 0, QUICK)

    def _without_choices(self, goal, depth):
        """Under sums max(a, b) is written (a + b + |a − b|)/2, and min(a, b) likewise."""
        if shape(goal.args[0]) or not any(t.op in ("maxof", "minof") and t.loose for t in subterms(goal)):
            return None
        left, right = (self.attempt(lambda side=side: _by_sizes(side, self.given)) for side in goal.args)
        if left is None or right is None:
            return None
        middle = self._equation(Term("eq", (left.conclusion.args[1], right.conclusion.args[1])), depth)
        return middle and self.attempt(lambda: carried(left, middle, right))

    def _by_values(self, goal):
        """Limits and integrals give way to their values, and the rest is an equation between those."""
        if not any(t.op in VALUED for t in subterms(goal)):
            return None
        claimed = self._as_claimed(*goal.args)
        if claimed is not None or self.infinite:
            return claimed
        left, right = map(self.valued, goal.args)
        if left is None or right is None:
            return None
        sides = [t.conclusion.args[1] for t in (left, right)]
        middle = self._equation(Term("eq", tuple(sides)), 1)
        if middle is None:
            self._compare(sides)
            return None
        return self.attempt(lambda: carried(left, middle, right))

    def _as_claimed(self, left, right):
        """A limit or an integral on the left, and what it is claimed to be on the right."""
        if left.op not in VALUED or any(t.op in VALUED for t in subterms(right)):
            return None
        value = self.attempt(lambda: value_of(left, self.given, right, self.deadline))
        self._note(value)
        return value if value is not None and value.conclusion == Term("eq", (left, right)) else None

    def _compare(self, sides):
        """The values differ at a point: the claim is false, as the kernel has proved another value."""
        outcome = counterexamples(Term("eq", tuple(sides)), self.given, seconds=0.3)
        if outcome.refuted:
            self.contradicted = sides[0], outcome.counterexample

    def valued(self, term):
        """A theorem `term = value` (or reduces) in which no limit or integral is left, or None."""
        theorem, current = None, term
        while (inner := _innermost(current) or _of_values(current)) is not None:
            value = self._differentiated(inner) if inner.op == "deriv" else self._value(inner)
            if value is None:
                return None
            step = self.attempt(lambda v=value, c=current: rewrite(c, v))
            theorem = step and (theorem and self.attempt(lambda t=theorem, s=step: rules.transitive(t, s)) or step)
            if theorem is None:
                return None
            current = theorem.conclusion.args[1]
        return theorem or self.attempt(lambda: rules.reduction(term, term, (), self.given))

    def _value(self, term):
        """The theorem that a limit or an integral has a value that is finite, or None."""
        value = self.attempt(lambda: value_of(term, self.given, None, self.deadline))
        if value is None:
            self.reason = f"no value was found for {text(term)}"
        return None if value is None or self._note(value) else value

    def _differentiated(self, term):
        """A derivative of what limits or integrals stand in, as that of their values."""
        x, body = opened(term)
        value = self.valued(body)
        return value and self.attempt(lambda: rules.under("deriv", term.args[:-1], x, value))

    def _divergence(self, goal):
        """A limit or an integral is infinite, in the direction that is claimed."""
        theorem = self.attempt(lambda: value_of(goal.args[0], self.given, None, self.deadline))
        if theorem is None:
            self.reason = self.reason or f"no value was found for {text(goal.args[0])}"
        elif theorem.conclusion != goal:
            self._note(theorem)
            return None
        return theorem

    def _note(self, theorem):
        """Is this the theorem that a limit or an integral is infinite?"""
        if theorem is not None and theorem.conclusion.op == "diverges":
            self.infinite, self.reason = theorem, f"the kernel proves that {text(theorem.conclusion)}"
        return self.infinite

    # --- cases ------------------------------------------------------------------------------------------------------

    def _by_cases(self, goal, depth):
        """Cases on the sign of what stands inside |u|, max(a, b) and the like, and on free indices."""
        if depth == 0 or self.expired():
            return None
        for left, right in _undecided(goal, self.given):
            cases = (Term("lt", (left, right)), Term("eq", (left, right)), Term("lt", (right, left)))
            found = []
            for case in cases:
                inner = Search((*self.given, case), self.deadline)
                theorem = inner._in_case(goal, depth - 1)
                if theorem is None:
                    self.reason = inner.reason
                    break
                found.append(theorem)
            else:
                return self.attempt(lambda a=left, b=right, f=found: rules.trichotomy(a, b, *f, self.given))
        return None

    def _in_case(self, goal, depth):
        theorem = self.prove(goal, depth)
        if theorem is None:  # an impossible case proves anything
            absurd = self.contradiction()
            theorem = absurd and self.attempt(lambda: rules.absurd(absurd, goal))
        return theorem

    def _apart(self, goal, depth):
        """a < b and b < a, where a hypothesis says that a and b are different."""
        for h in self.given if depth and goal.op == "lt" else ():
            if h.op == "ne" and not shape(h.args[0]) and not any(v.args[1] == "index" and v in h.args for v in h.free):
                return self.attempt(lambda h=h: self._ordered(goal, h, depth))
        return None

    def _ordered(self, goal, h, depth):
        a, b = h.args
        others = tuple(g for g in self.given if g is not h)
        found = [Search((*others, Term("lt", pair)), self.deadline).prove(goal, depth - 1) for pair in ((a, b), (b, a))]
        if None in found:
            return None
        equal = Term("eq", (a, b))
        never = rules.absurd(rules.not_apart(rules.assume(h), rules.assume(equal)), goal)
        return rules.trichotomy(a, b, found[0], never, found[1], self.given)

    def _index_cases(self, goal, depth, pair=None):
        """i = j and i != j, where a delta of free indices stands in an inequality."""
        pair = pair or _free_delta(goal)
        if pair is None or depth == 0 or not all(v.op == "var" for v in pair):
            return None
        if any(Term("ne", p) in self.given for p in (pair, pair[::-1])):
            return None
        i, j = pair
        same = {j: i}
        apart = Search((*self.given, Term("ne", (i, j))), self.deadline).prove(goal, depth - 1)
        diagonal = Search([substitute(h, same) for h in self.given], self.deadline).prove(substitute(goal, same), depth - 1)
        if apart is None or diagonal is None:
            return None
        return self.attempt(lambda: rules.index_cases(goal, i, j, diagonal, apart, self.given))

    # --- order ------------------------------------------------------------------------------------------------------

    def _order(self, goal, depth):
        """The cheap ways first; in between those that are likely where they apply at all."""
        found = self.at_sight(goal) or self._index_cases(goal, depth)
        found = found or self._entry_by_entry(goal, depth)
        found = found or self._by_induction(goal, depth, certificates=False)
        found = found or self._written_out(goal)
        found = found or self._reduced(goal, depth, BY_PARTS)
        found = found or self._certificate(goal, depth, PLAIN)
        found = found or self._reduced(goal, depth, BY_ARGUMENTS)
        found = found or self._reduced(goal, depth, BY_PROBABILITIES)
        found = found or self._reduced(goal, depth, BY_TERMS)
        found = found or self._reduced(goal, depth, BY_ENTRIES, ENTRIES)
        found = found or self._reduced(goal, depth, BY_PINSKER)
        found = found or self._reduced(goal, depth, BY_EXTREMES)
        found = found or self._apart(goal, depth)
        found = found or self._reduced(goal, depth, BY_DERIVATIVES)
        found = found or self._calculus(goal, along_a_parameter)
        found = found or self._certificate(goal, depth, QUICK)
        found = found or self._calculus(goal, at_a_glance)
        found = found or self._reduced(goal, depth, BY_LOGARITHMS)
        found = found or _bent(goal) and self._by_cases(goal, depth)
        found = found or self._certificate(goal, depth, TANGENTS)
        found = found or self._calculus(goal, between_ends)
        found = found or self._calculus(goal, by_calculus)
        found = found or self._certificate(goal, depth, WIDE)
        found = found or self._reduced(goal, depth, BY_ENTRIES)
        found = found or self._reduced(goal, depth, BY_QUOTIENTS)
        found = found or self._index_cases(goal, depth, _alike(goal))
        found = found or self._order_of_values(goal)
        if self.infinite:
            return None
        found = found or self._by_cases(goal, depth)
        return found or self._by_induction(goal, depth)

    def _written_out(self, goal):
        """A vector that is given entry by entry, v_k = x_k + c δ_ki for all k, put in for what it is."""
        for h in self.given:
            if h.op == "forall" and h.args[1].op == "eq" and any(t.op == "delta" for t in subterms(h)):
                theorem = self.attempt(lambda h=h: self._put_in(goal, h))
                if theorem is not None:
                    return theorem
        return None

    def _put_in(self, goal, h):
        k, equation = opened(h)
        entry, value = equation.args
        v, rest = entry.args[0], tuple(g for g in self.given if g != h)
        if entry.op != "at" or v.op != "var" or v in value.free or v not in goal.free:
            return None
        vector = bind("lam", *k.args[2:], variable=k, body=value)
        each = rules.transitive(rules.specialise(rules.assume(h), k), rules.equality(value, at(vector, k), ALL, rest))
        same = rules.extensional(each, k)
        middle = Search(rest, self.deadline).prove(substitute(goal, {v: vector}), 1)
        if middle is None:
            return None
        left, right = (rules.congruence(side, v, same) for side in goal.args)
        return carried(left, middle, right)

    def _calculus(self, goal, how):
        """By derivatives in one of the variables."""
        if not applies(goal):
            return None
        deadline = min(self.deadline, now() + CALCULUS)
        return self.attempt(lambda: how(goal, self.given, deadline))

    def _reduced(self, goal, depth, reductions, seconds=REDUCTION):
        """From other inequalities: see reductions.py and summands.py."""
        if depth == 0 or self.expired():
            return None
        started = now()

        def prove(other, given=self.given):
            deadline = min(self.deadline, (started if seconds < REDUCTION else now()) + seconds)
            if now() > deadline or counterexamples(other, given, seconds=GLIMPSE).refuted:
                return None
            inner = Search(given, deadline)
            inductive = reductions is BY_LOGARITHMS and any(t.op in GAMMAS for t in subterms(other))
            return inductive and inner._by_induction(other, depth) or inner.prove(other, depth - 1)

        return self.attempt(lambda: reduced(goal, self.given, prove, reductions))

    def _entry_by_entry(self, goal, depth):
        """max v <= b from v_k <= b for every k, and b <= min v likewise."""
        for side, op in enumerate(("max", "min")):
            extremum = expand(goal.args[side], unfold=True)
            if extremum.op == op and depth and not self.expired():
                k, entry = opened(extremum)
                sides = (entry, goal.args[1]) if op == "max" else (goal.args[0], entry)
                inner = Search(self.given, self.deadline).prove(Term(goal.op, sides), depth - 1)
                if inner is not None:
                    return self.attempt(lambda t=inner, k=k, op=op: rules.restate(rules.least_bound(t, k, op), goal))
        return None

    def _certificate(self, goal, depth, attempts=None):
        return self.attempt(
            lambda: certificate(goal, self.given, self.deadline, attempts), split=lambda pair: self._index_cases(goal, depth, pair)
        )

    def _order_of_values(self, goal):
        if not any(t.op in VALUED for t in subterms(goal)):
            return None
        left, right = map(self.valued, goal.args)
        if left is None or right is None:
            return None
        middle = Term(goal.op, (left.conclusion.args[1], right.conclusion.args[1]))
        tops = dict.fromkeys(t for t in subterms(middle) if t.op == "max" and not t.loose)
        lemmas = [lemma for t in tops if (lemma := self.attempt(lambda t=t: rules.attained(t)))]
        inner = Search((*self.given, *(lemma.conclusion for lemma in lemmas)), self.deadline)
        middle = inner._order(middle, 2)
        middle = middle and without(middle, lemmas)
        return middle and self.attempt(lambda: carried(left, middle, right))

    def _by_bounds(self, goal, depth):
        """a = b from a <= b and b <= a, where hypotheses are inequalities or a maximum stands in it."""
        if shape(goal.args[0]) or depth < CASES:
            return None
        if not any(t.op in ("max", "min", "largest") for t in subterms(goal)) and not any(
            t.op in ("le", "lt") for h in self.given for t in subterms(h)
        ):
            return None
        left, right = goal.args
        below = self._order(Term("le", (left, right)), 1)
        above = below and self._order(Term("le", (right, left)), 1)
        return above and self.attempt(lambda: derived.antisymmetric(below, above))

    def _by_induction(self, goal, depth, certificates=True):
        """For m from 1 to n, where n is a dimension or another whole number that the statement speaks of."""
        if depth < CASES:
            return None

        def prove(other, given):
            return Search(given, min(self.deadline, now() + REDUCTION)).prove(other, depth - 1)

        reason = self.reason  # what the attempts before it lacked says more
        found = self.attempt(lambda: induction_theorem(goal, self.given, self.deadline, certificates, prove))
        self.reason = reason
        return found

    # --- hypotheses that cannot hold --------------------------------------------------------------------------------

    def contradiction(self):
        """A proof of 0 < 0 from the hypotheses, or None."""
        if not self.given:
            return None
        for h in self.given:
            if h.op == "ne":
                theorem = self.attempt(lambda h=h: rules.not_apart(rules.assume(h), rules.equality(*h.args, ALL, self.given)))
                if theorem is not None:
                    return theorem
        return self._denied() or self.attempt(lambda: certificate(NEVER, self.given, self.deadline, DENIALS))

    def _denied(self):
        """A hypothesis a < b, and b <= a by the others."""
        for h in self.given:
            if h.op in ("le", "lt") and not shape(h.args[0]):
                others = tuple(g for g in self.given if g is not h)
                opposite = Term("le" if h.op == "lt" else "lt", h.args[::-1])
                deadline = min(self.deadline, now() + DENIAL)
                shown = self.attempt(lambda o=opposite, g=others, d=deadline: certificate(o, g, d, DENIALS))
                if shown is not None:
                    return self.attempt(lambda h=h, t=shown: rules.linear(NEVER, [(ONE, rules.assume(h)), (ONE, t)]))
        return None


def _open(what, place, facts):
    """Is it not seen that a term has a value here?"""
    try:
        facts.discharge(what, place)
    except Refused:
        return True
    return False


def value_of(term, given, claimed, deadline):
    """The theorem that a limit or an integral has a value or is infinite, or None."""
    if term.op == "limit":
        if any(t.op in VALUED for t in subterms(term.args[-1])):
            return _iterated(term, given, claimed, deadline)
        with held():
            from .limits.algebra import limit_theorem as find  # here and below: most statements have neither
            from .limits.sequences import series_theorem
        if term.args[0].args[0] in INTEGERS:
            found = find(term, given, claimed, deadline) or series_theorem(term, given, claimed, deadline)
        else:
            found = find(term, given, claimed, deadline)
        return found or _shifted(term, given, claimed, deadline)
    with held():
        from .integrals.antiderivatives import integral_theorem as find
    return find(term, given, claimed, deadline)


def _shifted(limit, given, claimed, deadline):
    """The limit of quotients of Γ at arguments that differ by whole numbers: its recursion leaves powers."""
    *approach, _ = limit.args
    x, body = opened(limit)
    if not any(t.op in GAMMAS and x in t.free for t in subterms(body)):
        return None
    local = (*given, *rules.local_hypotheses("limit", approach, x))
    try:
        shifted = plain_poly(Ground(local, ("gamma",)).poly(body))
        if shifted == body or any(t.op in GAMMAS and x in t.free for t in subterms(shifted)):
            return None
        step = rules.under("limit", approach, x, rules.equality(body, shifted, (*ALL, "gamma"), local))
        value = value_of(step.conclusion.args[1], given, claimed, deadline)
        return value and rules.transitive(step, value)
    except FAILURES:
        return None


def _iterated(limit, given, claimed, deadline):
    """The value of a limit under which others stand, or integrals: these give way to theirs first."""
    *approach, _ = limit.args
    kind, point, side = approach
    x, body = opened(limit)
    local = rules.local_hypotheses("limit", approach, x)
    near = []
    try:
        if Facts.of(given).mask(meaning(point)) == POS and point != rules.INFINITY:  # then x is positive near it
            near, local = [rules.limit_of_variable(kind, point, side)], [*local, Term("lt", (ZERO, x))]
        inner = Search((*given, *local), deadline).valued(body)
        step = inner and rules.under("limit", approach, x, inner, near)
        value = step and value_of(step.conclusion.args[1], given, claimed, deadline)
        return value and rules.transitive(step, value)
    except FAILURES:
        return None


def _by_sizes(term, given):
    """A theorem `term reduces term′` in which no max(a, b) and no min(a, b) is left."""
    theorem = rules.reduction(term, term, (), given)
    for op in ("maxof", "minof"):
        step = rewrite(theorem.conclusion.args[1], _choice(op))
        theorem = theorem if step is None else rules.transitive(theorem, step)
    return theorem


@cache
def _choice(op):
    """max(a, b) = (a + b + |a − b|)/2, and min(a, b) = (a + b − |a − b|)/2."""
    a, b = fresh("a", "real"), fresh("b", "real")
    size = fn("abs", sub(a, b))
    goal = Term("eq", (fn(op, a, b), mul(num(Fraction(1, 2)), add(a, b, size if op == "maxof" else neg(size)))))
    cases = Term("lt", (a, b)), Term("eq", (a, b)), Term("lt", (b, a))
    return rules.trichotomy(a, b, *(rules.equality(*goal.args, (), (case,)) for case in cases))


def _innermost(term):
    """A limit or an integral that contains no other and no index bound further out."""
    found = None
    for t in subterms(term):
        if t.op in VALUED and not t.loose:
            found = t
    return found


def _undecided(goal, given):
    """Pairs (a, b) whose order decides an |a − b|, a max(a, b) or a sign in the goal; closed ones only."""
    facts = Facts.of(given)
    seen = set()
    for side in goal.args if goal.op in ("eq", "le", "lt") else ():
        for t in subterms(expand(side, unfold=True) if not shape(side) else side):
            pair = None
            if t.loose:
                continue
            if t.op in ("abs", "sign"):
                pair = (t.args[0], ZERO)
            elif t.op in ("maxof", "minof") and len(t.args) >= 2:
                pair = t.args[:2]
            elif t.op == "root":
                pair = _square_inside(t.args[0])
            if pair and pair not in seen and not any(u.op in ("abs", "sign", "maxof", "minof") for a in pair for u in subterms(a)):
                seen.add(pair)
                try:
                    if facts.sign_value(sub(*pair)) is None:
                        yield pair
                except FAILURES:
                    continue
    if goal.op in ("le", "lt"):
        open_signs = ("real", "integer", "nonnegative")
        scalars = [v for v in sorted(goal.free, key=str) if v.args[1] in open_signs and len(v.args) == 2]
        yield from [(v, ZERO) for v in scalars if facts.sign_value(v) is None][:2]


def _turns(goal):
    """Do i and π occur?"""
    ops = {t.op for side in goal.args for t in subterms(side)}
    return {"imaginary", "pi"} <= ops


def _square_inside(base):
    """(x + y)^2 under a root: the root is |x + y|."""
    if base.op == "pow" and base.args[1] == num(2):
        return base.args[0], ZERO
    return None


def _bent(goal):
    """Are there sizes or maxima of numbers, and no vectors?"""
    bends = any(t.op in ("abs", "maxof", "minof") for side in goal.args for t in subterms(side))
    return bends and all(len(v.args) == 2 for v in goal.free)


def _alike(goal):
    """Two free indices over one range."""
    free = sorted((v for v in goal.free if v.args[1] == "index"), key=str)
    return next((pair for pair in combinations(free, 2) if pair[0].args[2:] == pair[1].args[2:]), None)


def _free_delta(goal):
    for t in subterms(goal):
        if t.op == "delta" and all(a.op == "var" and a.args[1] == "index" for a in t.args):
            return t.args
    for t in subterms(goal):
        if t.op == "deriv" and len(t.args) == 4:
            index = t.args[2]
            others = [v for v in goal.free if v != index and v.args[1:] == index.args[1:]]
            if index.op == "var" and others:
                return min(others, key=lambda v: v.args[0]), index
    return None


def _of_values(term):
    """A derivative of something in which a limit or an integral stands."""
    return next((t for t in subterms(term) if t.op == "deriv" and not t.loose and any(u.op in VALUED for u in subterms(t))), None)


def _message(refusal):
    match refusal.args:
        case (_, what, place):
            try:
                shown = text(place)
            except (KeyError, ValueError, TypeError):
                shown = repr(place)
            return f"not shown to be {what}: {shown}; if it is meant to be, add a hypothesis"
    return str(refusal)
