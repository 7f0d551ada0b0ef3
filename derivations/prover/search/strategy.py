"""Search: finds derivations that the kernel accepts, for statements whose proof nobody wrote.

Outside the trusted base: whatever is tried here, the answer is a Theorem of the kernel or nothing. The ways to prove an
equation and those to prove an inequality stand in two tables at the end, in the order in which they are tried.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from ..clock import now
from ..kernel import rules
from ..kernel.normal import Split
from ..kernel.rules import Theorem
from ..kernel.signs import POS, Facts
from ..kernel.terms import Term, fresh, opened, shape, sub, substitute, subterms
from ..proof import derived
from ..proof.rewriting import without
from ..refutation.counterexamples import search as counterexamples
from . import cases, other_forms, values
from .asking import ALL, FAILURES, message
from .bent_slopes import by_sides, has_bent_slopes
from .brackets import by_brackets, by_parts_of_ranges, has_brackets, has_brackets_under_sums
from .contradiction import contradiction
from .determinants import by_determinants, has_determinants
from .facts.gamma import GAMMAS
from .induction import induction_theorem
from .inequalities.certificate import PLAIN, QUICK, TANGENTS, WIDE, certificate, equation
from .inequalities.extrema import BY_LARGEST_LOGIT, BY_NAMES, BY_PLACES, has_extremum, has_largest_probabilities
from .inequalities.norms import BY_LARGEST, BY_NORMS, has_bounded_vector, has_norm
from .inequalities.numbers import by_enclosures, is_closed
from .inequalities.one_variable import along_a_parameter, applies, at_a_glance, by_calculus, by_slopes
from .inequalities.ordered_numbers import BY_ORDER, has_ordered_numbers
from .inequalities.polynomials import BY_EXPONENTIALS, BY_ONE_PROBABILITY, in_one_number, with_flat_root
from .inequalities.quotient_by_square import between_ends
from .inequalities.reductions import (
    BY_ARGUMENTS, BY_DEGREES, BY_DERIVATIVES, BY_EXTREMES, BY_LOG_ARGUMENTS, BY_LOGARITHMS, BY_PARTS, BY_PROBABILITIES,
    BY_QUOTIENTS, BY_ROOTS, BY_TERMS, reduced, replaced,
)  # fmt: skip
from .inequalities.scales import BY_FACTORS, BY_SCALES, has_scale
from .inequalities.dual_norms import BY_SIGNS, has_sum_of_sizes
from .inequalities.segments import BY_SEGMENTS, BY_TANGENTS, has_log_sum_exps, has_two_vectors
from .inequalities.termwise import BY_ENTRIES
from .integrals.moving_ends import by_equal_slopes, entries_in_ends, has_moving_ends, within_the_line as integral_bounds
from .lemmas.implied import said
from .lemmas.pinsker import BY_PINSKER
from .lemmas.vanishing import has_slopes_of_logarithms, plainly, vanishing
from .lemmas.vanishing_squares import by_vanishing_squares, has_entries_to_compare
from .zeros import by_zeros, equal_at_every_index, has_entries_that_may_be_zero, has_zeros, has_zeros_under_sums, of_numbers

OUTERMOST = 3  # the depth of a statement as it was asked; at most so many cases and reductions, one inside the other
GLIMPSE = 0.05  # seconds for a look at points, so that what is false is not attempted
REDUCTION = 8.0  # seconds for a statement that another is reduced to
LEMMA = 1.0  # seconds for a statement that another rests on


class Search:
    """A search for a proof under hypotheses, until a deadline. `reason` says what was missing last."""

    def __init__(self, hypotheses: Iterable[Term], deadline: float):
        self.given = tuple(hypotheses)
        self.deadline = deadline
        self.reason = ""
        self.contradicted = None  # (value, counterexample): a limit or an integral has another value than claimed
        self.infinite = None  # the theorem that a limit or an integral in the goal is infinite: then nothing else helps

    def limit(self, deadline: float) -> None:
        self.deadline = min(self.deadline, deadline)

    def expired(self) -> bool:
        return now() > self.deadline

    def supposing(self, hypotheses: Iterable[Term]) -> "Search":
        """A search under other hypotheses, until the same deadline."""
        return Search(hypotheses, self.deadline)

    def under(self, *hypotheses: Term) -> "Search":
        """A search under these hypotheses too."""
        return self.supposing((*self.given, *hypotheses))

    def attempt(self, question: Callable, split: Callable | None = None) -> Theorem | None:
        """The theorem that a question to the kernel yields, or None; the refusal is remembered.

        `split` is asked instead where the answer depends on whether two indices, its argument, are equal.
        """
        if self.expired():
            return None
        try:
            return question()
        except FAILURES as refusal:
            self.reason = message(refusal)
            return None
        except Split as case:
            return split and split(case.args)

    def equal(self, left: Term, right: Term, *more: str) -> Theorem:
        """a = b by the normal form, which may do all that needs no axiom, and more where that is said."""
        return rules.equality(left, right, (*ALL, *more), self.given)

    def at_sight(self, goal: Term) -> Theorem | None:
        """What the normal form or a manifest sign shows at once."""
        match goal.op:
            case "eq":
                return self.attempt(lambda: self.equal(*goal.args))
            case "le" | "lt":
                left, right = goal.args
                return self.attempt(lambda: rules.linear(goal, [], sub(right, left), (), self.given))
        return None

    def prove(self, goal: Term, depth: int = OUTERMOST) -> Theorem | None:
        """A theorem with this conclusion under the hypotheses, or None."""
        if depth == OUTERMOST:
            for simpler in (self._of_what_exists, self._of_positive_numbers, self._of_entries):
                if (theorem := simpler(goal, depth)) is not None:
                    return theorem
            if other_forms.has_square_roots(goal) and (theorem := other_forms.of_squares(self, goal, depth)) is not None:
                return theorem
            for lemmas, left in (
                (lambda: said(goal, self.given), depth),
                (lambda: vanishing(goal, self.given, self._lemma), depth - 1),
                (lambda: other_forms.lemmas_of_values(self, goal), depth - 1),
            ):
                if found := lemmas():
                    return self._with(found, goal, left)
        match goal.op:
            case "and":
                return self._all([self.prove(part) for part in goal.args])
            case "forall":
                return self._for_all(goal, depth)
            case "eq":
                return self.equation(goal, depth)
            case "le" | "lt":
                return self.order(goal, depth)
            case "diverges":
                return values.divergence(self, goal, depth)
        self.reason = f"nothing here proves a statement with {goal.op}"
        return None

    def _of_what_exists(self, goal, depth):
        """A statement under the hypothesis that something exists, from the one about any such thing."""
        some = next((h for h in self.given if h.op == "exists"), None)
        if some is None:
            return None
        x, supposed = opened(some)
        others = [h for h in self.given if h != some]
        inner = self.supposing((*others, supposed)).prove(goal, depth)
        return inner and self.attempt(lambda: rules.obtain(rules.assume(some, self.given), rules.weaken(inner, *others), x))

    def _of_positive_numbers(self, goal, depth):
        """An inequality about real numbers that hypotheses say to be positive, from the one about positive numbers."""
        if goal.op not in ("le", "lt") or not self.given:
            return None
        facts = Facts.of(self.given)
        reals = [v for v in sorted(goal.free, key=str) if v.args[1:] == ("real",) and facts.mask(v) == POS]
        names = {v: fresh(v.args[0], "positive") for v in reals}
        if not names:
            return None
        inner = self.supposing(substitute(h, names) for h in self.given).prove(substitute(goal, names), depth)
        back = {name: v for v, name in names.items()}
        return inner and self.attempt(lambda: rules.substitution(rules.weaken(inner, *self.given), back))

    def _of_entries(self, goal, depth):
        """A statement about integrals whose ends vary with entries of vectors, from the one about any numbers."""
        numbers = {entry: fresh("u", domain) for entry, domain in entries_in_ends(goal).items()}
        plain = replaced(goal, numbers)
        if not numbers or any(v.args[2:] and v.args[1] != "index" for v in plain.free):
            return None
        inner = self.supposing(replaced(h, numbers) for h in self.given).prove(plain, depth)
        back = {number: entry for entry, number in numbers.items()}
        return inner and self.attempt(lambda: rules.weaken(rules.substitution(inner, back), *self.given))

    def equation(self, goal: Term, depth: int) -> Theorem | None:
        return self._by_methods(EQUATION, goal, depth)

    def order(self, goal: Term, depth: int) -> Theorem | None:
        return self._by_methods(ORDER, goal, depth)

    def certificate(self, goal: Term, depth: int, attempts: tuple | None = None) -> Theorem | None:
        """An inequality as a combination of facts with multipliers: see inequalities/certificate.py."""
        return self.attempt(
            lambda: certificate(goal, self.given, self.deadline, attempts),
            split=lambda pair: cases.on_indices(self, goal, depth, pair),
        )

    def valued(self, term: Term) -> Theorem | None:
        """A theorem `term = value` (or reduces) in which no limit or integral is left, or None."""
        return values.valued(self, term)

    def contradiction(self) -> Theorem | None:
        """A proof of 0 < 0 from the hypotheses, or None."""
        return contradiction(self)

    def _by_methods(self, methods, goal, depth):
        for method in methods:
            if self.infinite:
                return None
            if depth >= method.depth and self._has_what_it_needs(method, goal):
                theorem = self._by(method, goal, depth)
                if theorem is not None:
                    return theorem
        return None

    def _has_what_it_needs(self, method, goal):
        try:
            return method.needs(goal, self.given)
        except FAILURES:  # it asks for what no rule of calculus gives
            return False

    def _by(self, method, goal, depth):
        deadline, reason = self.deadline, self.reason
        if method.seconds is not None:
            self.limit(now() + method.seconds)
        try:
            theorem = method.run(self, goal, depth)
        finally:
            self.deadline = deadline
        if method.silent:
            self.reason = reason
        return theorem

    def _with(self, lemmas, goal, depth):
        """The goal by a search that may use lemmas as hypotheses."""
        inner = self.under(*(lemma.conclusion for lemma in lemmas))
        theorem = inner.prove(goal, depth)
        self.reason, self.contradicted, self.infinite = inner.reason, inner.contradicted, inner.infinite
        return theorem and without(theorem, lemmas)

    def _lemma(self, goal, given):
        """A statement that another rests on, under hypotheses of its own."""
        return Search(given, min(self.deadline, now() + LEMMA)).prove(goal)

    def _all(self, parts):
        return rules.both(*parts) if all(part is not None for part in parts) else None

    def _for_all(self, goal, depth):
        x, body = opened(goal)
        inner = self.prove(body, depth)
        return inner and self.attempt(lambda: rules.generalise(inner, x))


# --- methods that need little more than a call --------------------------------------------------------------------------


def at_sight(search, goal, depth):
    return search.at_sight(goal)


def _normal_form(*more):
    """By the normal form, which may use these axioms and rules too."""
    return lambda search, goal, depth: search.attempt(lambda: search.equal(*goal.args, *more))


def _combined(search, goal, depth):
    """From equations among the hypotheses, as they are and under log and exp."""
    return search.attempt(
        lambda: equation(goal, search.given, search.deadline), split=lambda pair: cases.on_indices(search, goal, depth, pair)
    )


def _certificate(attempts):
    return lambda search, goal, depth: search.certificate(goal, depth, attempts)


def _calculus(how):
    """By derivatives in one of the variables."""
    return lambda search, goal, depth: search.attempt(lambda: how(goal, search.given, search.deadline))


def _reduced(reductions, down=1):
    """From other inequalities, so much less deep: see reductions.py, termwise.py and pinsker.py."""

    def run(search, goal, depth):
        def prove(other, given=search.given):
            if search.expired() or counterexamples(other, given, seconds=GLIMPSE).refuted:
                return None
            inner = Search(given, min(search.deadline, now() + REDUCTION))
            inductive = reductions is BY_LOGARITHMS and any(t.op in GAMMAS for t in subterms(other))
            return inductive and by_induction(inner, other, depth) or inner.prove(other, depth - down)

        return search.attempt(lambda: reduced(goal, search.given, prove, reductions))

    return run


def by_bounds(search, goal, depth):
    """a = b from a <= b and b <= a."""
    left, right = goal.args
    below = search.order(Term("le", (left, right)), 1)
    above = below and search.order(Term("le", (right, left)), 1)
    return above and search.attempt(lambda: derived.antisymmetric(below, above))


def by_induction(search, goal, depth, certificates=True):
    """For m from 1 to n, where n is a dimension or another whole number that the statement speaks of."""
    if depth < OUTERMOST:
        return None

    def prove(other, given):
        return Search(given, min(search.deadline, now() + REDUCTION)).prove(other, depth - 1)

    return search.attempt(lambda: induction_theorem(goal, search.given, search.deadline, certificates, prove))


def within_the_line(search, goal, depth):
    """With bounds of the integrals ∫_a^u f by ∫_a^∞ f."""
    bounds = integral_bounds(search, goal)
    return search._with(bounds, goal, depth) if bounds else None


def by_duplication(search, goal, depth):
    """By Legendre's formula."""
    from .lemmas.duplication import by_duplication  # here, as most statements have no Γ

    return search.attempt(lambda: by_duplication(goal, search.given, search.deadline))


# --- what a statement needs to have for a method ------------------------------------------------------------------------


def always(_goal, _given):
    return True


def _scalar(needs):
    """The same, of numbers and not of vectors."""
    return lambda goal, given: not shape(goal.args[0]) and needs(goal, given)


def _turns(goal, _given):
    """Do i and π occur?"""
    return {"imaginary", "pi"} <= {t.op for side in goal.args for t in subterms(side)}


def _has_gamma(goal, _given):
    return any(t.op in GAMMAS for side in goal.args for t in subterms(side))


def _has_equations(_goal, given):
    return any(h.op in ("eq", "forall") for h in given)


def _has_bounds(goal, given):
    """Is there a maximum, or an inequality among the hypotheses?"""
    extremes = any(t.op in ("max", "min", "largest") for t in subterms(goal))
    return extremes or any(t.op in ("le", "lt") for h in given for t in subterms(h))


def _in_one_variable(goal, _given):
    return applies(goal)


def _in_one_number_only(goal, _given):
    return len(goal.free) == 1 and applies(goal)


def _is_size(goal, _given):
    return goal.args[0].op == "abs" and applies(goal)


def _has_no_norm(goal, given):
    return not has_norm(goal, given)


def _has_logarithms(goal, _given):
    return any(t.op in ("log", "lse") and not t.loose for t in subterms(goal))


def _is_strict(goal, _given):
    return goal.op == "lt"


# --- the tables ---------------------------------------------------------------------------------------------------------


class Method(NamedTuple):
    """A way to prove a statement."""

    name: str
    run: Callable  # of the search, the goal and the depth: a theorem, or None
    needs: Callable = always  # of the goal and the hypotheses: is there what the method is for?
    depth: int = 0  # the least depth: 1 if it splits or reduces the statement, OUTERMOST if it is for one as it was asked
    seconds: float | None = None  # at most; None: until the search's own deadline
    silent: bool = False  # what it lacks says less than what was lacking before


EQUATION = (
    Method("normal form", at_sight),
    Method("normal form, e^(iπ/2) = i", _normal_form("turns"), _turns),
    Method("normal form, recursion of Γ", _normal_form("gamma")),
    Method("normal form, parts of ranges", _normal_form("ranges")),
    Method("normal form, recursion of Γ and parts of ranges", _normal_form("gamma", "ranges")),
    Method("integrals of one slope", by_equal_slopes, has_moving_ends, 1, 1.0),
    Method("a factor of both sides", values.without_common_factor, values.has_common_factor, 1, 2.0),
    Method("values of limits and integrals", values.equation_of_values, values.has_values),
    Method("logarithms beside what may be 0", plainly, has_slopes_of_logarithms, 1),
    Method("determinants", by_determinants, has_determinants, 1),
    Method("log softmax as it is differentiated", other_forms.with_log_softmax_written, other_forms.has_slopes_of_log_softmax),
    Method("vectors entry by entry", other_forms.vectors_entry_by_entry, other_forms.has_vectors, 1),
    Method("signs of sums as they are written", other_forms.with_signs_as_written),
    Method("max and min under sums by sizes", other_forms.without_choices, _scalar(other_forms.has_bound_choices)),
    Method("combination of hypotheses", _combined, _scalar(_has_equations)),
    Method("squares that vanish", by_vanishing_squares, has_entries_to_compare, 1, 1.5),
    Method("entries of logarithms", other_forms.with_entries_inside, other_forms.has_entries_of_logarithms, 1),
    Method("vectors that have another name", other_forms.with_arrays_put_in, other_forms.has_named_arrays, 1),
    Method("squares of roots that are differentiated", other_forms.with_roots_squared, other_forms.has_slopes_of_roots, 1),
    Method("numbers that may be 0", by_zeros, has_zeros),
    Method("numbers for entries that may be 0", of_numbers, has_entries_that_may_be_zero, 1),
    Method("entries that may be 0", equal_at_every_index, has_zeros_under_sums, 1),
    Method("slopes beside corners and jumps", by_sides, has_bent_slopes, 1),
    Method("brackets", by_brackets, has_brackets, 1),
    Method("brackets in parts of ranges", by_parts_of_ranges, has_brackets_under_sums, 1),
    Method("cases of order", cases.by_order, depth=1),
    Method("signs inside sizes", other_forms.with_sizes_decided, _scalar(other_forms.has_sizes)),
    Method("signs of sizes under sums", other_forms.with_sizes_under_sums, _scalar(other_forms.has_sizes_under_sums), 1),
    Method("two inequalities", by_bounds, _scalar(_has_bounds), OUTERMOST),
    Method("closed forms of sums", other_forms.summed, _scalar(other_forms.has_sums), 1),
    Method("induction", by_induction, depth=OUTERMOST, silent=True),
    Method("0 or more", cases.by_zero_or_more, _scalar(cases.has_natural_number), 1),
    Method("Legendre's duplication formula", by_duplication, _scalar(_has_gamma), seconds=1.0, silent=True),
)

ORDER = (  # the cheap ways first; in between those that are likely where they apply at all
    Method("manifest sign", at_sight),
    Method("enclosures of numbers", _calculus(by_enclosures), is_closed, seconds=2.0),
    Method("determinants", by_determinants, has_determinants, 1),
    Method("log softmax as it is differentiated", other_forms.with_log_softmax_written, other_forms.has_slopes_of_log_softmax),
    Method("entries of logarithms", other_forms.with_entries_inside, other_forms.has_entries_of_logarithms, 1),
    Method("vectors that have another name", other_forms.with_arrays_put_in, other_forms.has_named_arrays, 1),
    Method("squares of roots that are differentiated", other_forms.with_roots_squared, other_forms.has_slopes_of_roots, 1),
    Method("numbers that may be 0", by_zeros, has_zeros),
    Method("numbers for entries that may be 0", of_numbers, has_entries_that_may_be_zero, 1),
    Method("slopes beside corners and jumps", by_sides, has_bent_slopes, 1),
    Method("brackets", by_brackets, has_brackets, 1),
    Method("brackets in parts of ranges", by_parts_of_ranges, has_brackets_under_sums, 1),
    Method("moments of binomial laws", other_forms.with_binomial_sums_closed, _scalar(other_forms.has_binomial_sums), 1),
    Method("signs of sizes under sums", other_forms.with_sizes_under_sums, _scalar(other_forms.has_sizes_under_sums), 1),
    Method("the place of the largest logit", _reduced(BY_LARGEST_LOGIT, down=0), has_largest_probabilities, 1, 3.0),
    Method("entry by entry", other_forms.entry_by_entry, depth=1),
    Method("for every entry, where some may be 0", _reduced(BY_ENTRIES), has_zeros_under_sums, 1, 2.0),
    Method("sums of sizes", _reduced(BY_SIGNS, down=0), has_sum_of_sizes, 1, 4.0),
    Method("induction at sight", partial(by_induction, certificates=False), depth=OUTERMOST, silent=True),
    Method("tangents of log-sum-exp", _reduced(BY_TANGENTS), has_log_sum_exps),
    Method("without a scale", _reduced(BY_SCALES, down=0), has_scale, 1, 2.5),
    Method("slopes", _calculus(by_slopes), _is_size, seconds=1.0),
    Method("part by part", _reduced(BY_PARTS), depth=1),
    Method("certificate, plain", _certificate(PLAIN)),
    Method("arguments of a monotone function", _reduced(BY_ARGUMENTS), depth=1),
    Method("probabilities", _reduced(BY_PROBABILITIES), depth=1),
    Method("one probability", _reduced(BY_ONE_PROBABILITY, down=0), _has_equations, 1),
    Method("a flat root", _calculus(with_flat_root), in_one_number),
    Method("term by term", _reduced(BY_TERMS), depth=1),
    Method("for every entry, at first", _reduced(BY_ENTRIES), depth=1, seconds=1.0),
    Method("a maximum by its name", _reduced(BY_NAMES, down=0), has_extremum, 1, 2.5),
    Method("the largest entry of a vector", _reduced(BY_LARGEST), has_bounded_vector, 1, 1.0),
    Method("along a segment", _reduced(BY_SEGMENTS, down=0), has_two_vectors, 1, 2.0),
    Method("Pinsker's inequality", _reduced(BY_PINSKER), _has_no_norm, 1),
    Method("maxima and minima", _reduced(BY_EXTREMES), depth=1),
    Method("two numbers that differ", cases.by_difference, _is_strict, 1),
    Method("derivatives", _reduced(BY_DERIVATIVES), depth=1),
    Method("calculus along a parameter", _calculus(along_a_parameter), _in_one_variable, seconds=2.0),
    Method("a norm on the right", _reduced(BY_NORMS), has_norm, 1),
    Method("squares of roots", _reduced(BY_ROOTS, down=0), depth=1),
    Method("degrees", _reduced(BY_DEGREES, down=0), depth=1),
    Method("from the lesser of two numbers", _reduced(BY_ORDER), has_ordered_numbers, 1, 1.5),
    Method("certificate, quick", _certificate(QUICK)),
    Method("a number for its exponential", _reduced(BY_EXPONENTIALS), in_one_number, 1),
    Method("calculus at a glance", _calculus(at_a_glance), _in_one_variable, seconds=2.0),
    Method("calculus of one number", _calculus(by_calculus), _in_one_number_only, seconds=0.6),
    Method("integrals within the line", within_the_line, has_moving_ends),
    Method("logarithms", _reduced(BY_LOGARITHMS), depth=1),
    Method("cases of order, for numbers", cases.by_order, cases.is_bent, 1),
    Method("where a maximum is attained", _reduced(BY_PLACES), has_extremum, 1, 2.5),
    Method("certificate, tangents", _certificate(TANGENTS)),
    Method("a factor apart", _reduced(BY_FACTORS), has_scale, 1, 2.5),
    Method("what stands inside logarithms", _reduced(BY_LOG_ARGUMENTS), _has_logarithms, 1, 2.5),
    Method("calculus between the ends", _calculus(between_ends), _in_one_variable, seconds=2.0),
    Method("calculus", _calculus(by_calculus), _in_one_variable, seconds=2.0),
    Method("certificate, wide", _certificate(WIDE)),
    Method("for every entry", _reduced(BY_ENTRIES), depth=1),
    Method("quotients", _reduced(BY_QUOTIENTS), depth=1),
    Method("values of limits and integrals", values.order_of_values, values.has_values),
    Method("cases of order", cases.by_order, depth=1),
    Method("induction", by_induction, depth=OUTERMOST, silent=True),
)
