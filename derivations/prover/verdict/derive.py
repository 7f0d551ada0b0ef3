"""Derive: the right side of an equation whose left side is a derivative, a limit, an integral or a sum.

    derive("Derivative(LSE(z), z[i], z[j])", where="n: dimension; z: real[n]; i: index[n]; j: index[n]")

The value is found by the rules of the calculus, with softmax, log-sum-exp and deltas kept as an author would write them. Whoever
finds it is not trusted: it is an answer only when the kernel has proved that both sides are equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..clock import GRACE, SECONDS, now, seconds, within
from ..kernel.normal import Split
from ..kernel.polynomial import Refused
from ..kernel.terms import ZERO, IllTyped, Term, fn, rebuild, subterms
from ..language import reading
from ..language.syntax import parse_tree
from ..language.grammar import LanguageError, as_one_statement, declare, differentiable, lengths, supposed
from ..language.latex import expression, is_latex
from ..language.typeset import domain_text, latex, text
from ..search.closed_forms import substitute_term, tidy
from ..search.polynomial_context import Ground, plain_poly
from ..search.strategy import Search
from .arrayed import arrayed
from .as_written import folded, simplified
from .binomial_values import binomial_value
from .judge import Verdict, judge, symbols, understood
from .presented import presented
from .slopes import Unknown, differentiated
from .suggested import suggested


@dataclass(frozen=True)
class Derived:
    """What was asked, its value (None where none was found), and the verdict on their equation."""

    left: Term
    right: Term | None
    verdict: Verdict | None
    reason: str = ""

    def __str__(self):
        if self.right is None:
            return f"undecided: {text(self.left)}\n  {self.reason}"
        return str(self.verdict)

    def _repr_latex_(self):
        return f"$${latex(self.left)}$$" if self.right is None else f"$${self.verdict.latex}$$"

    def record(self) -> dict:
        """lhs, rhs, latex, verdict, dimension and axioms; of what was not found the reason."""
        if self.right is None:
            return {"lhs": text(self.left), "rhs": None, "latex": latex(self.left), "verdict": "undecided", "reason": self.reason}
        known = {"verdict": self.verdict.word, "dimension": self.verdict.dimension, "axioms": self.verdict.axioms}
        if self.verdict.word == "error":
            known |= {"error": self.verdict.contradiction}
        return {"lhs": text(self.left), "rhs": text(self.right), "latex": self.verdict.latex, **known}


def derive(left: str, where: str | dict = "", given: Iterable[str] = (), timeout: float = SECONDS) -> Derived:
    """The value of an expression, in the plain language or in LaTeX, with its proof: a Derived.

    Raises LanguageError, which names the place and the remedy, for a text that says nothing, and ValueError
    for a time limit that is none.
    """
    domains = symbols(where)
    understood = lengths(domains) if domains else reading.inferred(left, *given)
    scope = declare(domains or understood)
    places = reading.indices(left, scope)
    understood |= {name: domain_text(*index.args[1:]) for name, index in places.items()}
    scope |= places
    if not is_latex(left) and parse_tree(left).kind == "relation":
        raise LanguageError("derive is asked for one side, whose value it finds: a relation is judged by check")
    term = expression(left, scope) if is_latex(left) else reading.side(left, scope)
    if not isinstance(term, Term):
        raise LanguageError("a matrix written out: ask for one of its entries")
    differentiable(term)
    hypotheses = tuple(reading.relation(g, scope) for g in given)
    hypotheses += supposed(domains, scope, [term, *hypotheses])
    limit = seconds(timeout)
    deadline = now() + limit

    late = Derived(term, None, None, f"no value within {limit:g} s")
    found = within(limit + GRACE, lambda: _derived(term, hypotheses, deadline), late)
    return found if found.verdict is None else replace(found, verdict=replace(found.verdict, inferred=understood))


def _derived(term, hypotheses, deadline):
    """The value; where a limit from both sides has none, the reason says which one it has from above."""
    found = Derived(term, *value_of(term, hypotheses, deadline))
    above = from_above(term)
    if found.verdict is not None or above is None or now() > deadline:
        return found
    value, verdict, _ = value_of(above, hypotheses, deadline)
    if verdict is None or verdict.word != "proved":
        return found
    reason = f"{found.reason}, as the limit is from both sides; from above it is {text(value)}: {remedy(term)}"
    return replace(found, reason=reason)


def from_above(term: Term) -> Term | None:
    """The term with limits from above for those from both sides; None if it has none."""

    def turned(t, _=0):
        t = rebuild(t, turned, 0)
        return Term("limit", (*t.args[:2], "+", t.args[3]), t.hint) if t.op == "limit" and t.args[2] == "+-" else t

    above = turned(term)
    return None if above == term else above


def remedy(term: Term) -> str:
    """How the limit that the term takes from both sides is written from above."""
    limit = next(t for t in subterms(term) if t.op == "limit" and t.args[2] == "+-")
    written = f"write {limit.hint} -> {text(limit.args[1])}+"
    return f"{written} or declare {limit.hint}: positive" if limit.args[1] == ZERO else written


ASKED = {"deriv", "gradient", "jacobian", "limit", "integral", "simplex", "space", "sum", "prod", "max", "min"}
MORE = 1.5  # SymPy's factors are preferred to the rules' sum of terms where they are that much shorter


def value_of(term: Term, hypotheses: Iterable[Term], deadline: float) -> tuple:
    """(value, verdict on its equation, "") of a term, or (None, None, why there is none)."""
    reason, longest = "no closed form was found", None
    if not ASKED & {t.op for t in subterms(term)}:
        reason += ": derive is asked for a derivative, a limit, an integral or a sum"
        longest = len(text(term)) - 1  # of what is nothing to be found, a value is shorter, and not the same in another order
    for value in _values(term, hypotheses, deadline):
        if longest is not None and len(text(value)) > longest:
            continue
        try:
            statement = as_one_statement(fn("eq", term, value), hypotheses)
        except LanguageError:  # a candidate of another sort, which is no fault of the question
            continue
        left = max(0.1, deadline - now())
        verdict = judge(*statement, max(left / 2, min(left, 1)))  # another may come
        if verdict.word in ("proved", "error"):  # an error is for the user to see: no other value hides it
            return value, verdict, ""
        reason = f"a value was found and not proved: {text(value)}"
    return None, None, reason


def _values(term, hypotheses, deadline):
    """Candidates, none of them the expression itself: those with names, the shortest first, before those that are written out."""
    found = _by_binomial_theorem(term) or _by_rules_or_search(term, hypotheses, deadline)
    asked = found if found and not _is_left(term, found[0]) else [term, *found]
    factored = [value for value in map(suggested, asked) if value is not None]
    found += [_supposed_equal(value, hypotheses) for value in found]
    found += [short for value in found if (short := _multiplied_out(value, hypotheses)) is not None]
    found += [whole for value in found if (whole := arrayed(value)) != value]
    weights = {folded(value): weight for weight, values in ((MORE, factored), (1, found)) for value in values}
    named = sorted(weights, key=lambda value: (_is_left(term, value), weights[value] * len(text(value))))
    found += factored
    written = (form for value in (*named, *found) for form in (_presented(value), value))
    yield from (value for value in dict.fromkeys(written) if value != term)


def _presented(value):
    try:
        return presented(value)
    except (Refused, IllTyped):
        return value


def _by_binomial_theorem(term):
    try:
        return [binomial_value(term)]
    except (Refused, IllTyped):
        return []


def _by_rules_or_search(term, hypotheses, deadline):
    found = [value for written in {term: None, folded(term): None} if (value := _by_rules(written)) is not None]
    try:
        theorem = Search(understood(hypotheses), deadline).valued(term)
    except (Refused, IllTyped):
        return found
    if theorem is not None and theorem.conclusion.op == "eq":
        found.append(tidy(theorem.conclusion.args[1]))
    return found


def _by_rules(term):
    try:
        return simplified(differentiated(term))
    except (Unknown, IllTyped):
        return None


def _supposed_equal(value: Term, hypotheses: Iterable[Term]) -> Term:
    """A value with what the hypotheses say is a number, such as Σ p = 1, put in."""
    for h in hypotheses:
        if h.op == "eq" and h.args[1].op == "num":
            value = substitute_term(value, *h.args)
    return tidy(value)


def _multiplied_out(value, hypotheses):
    """A number multiplied out, where that is shorter: a e^(−a) + a (e^a − 1) e^(−a) is a."""
    try:
        whole = tidy(plain_poly(Ground(understood(hypotheses)).poly(value)))
    except (Refused, IllTyped, Split):
        return None
    rooted = {t for t in subterms(whole) if t.op == "root"} - set(subterms(value))
    return whole if whole.op != "add" and not rooted and MORE * len(text(whole)) < len(text(value)) else None


def _is_left(term, value):
    """Is there still something to be summed in the value of a sum?"""
    return term.op == "sum" and any(t.op == "sum" for t in subterms(value))
