"""Derive: the right side of an equation whose left side is a derivative, a limit, an integral or a sum.

    derive("Derivative(LSE(z), z[i], z[j])", where="n: dimension; z: real[n]; i: index[n]; j: index[n]")

The value is found by the rules of the calculus, with softmax, log-sum-exp and deltas kept as an author would write them. Whoever
finds it is not trusted: it is an answer only when the kernel has proved that both sides are equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..clock import GRACE, SECONDS, now, seconds, within
from ..kernel.polynomial import Refused
from ..kernel.terms import (
    BINDERS, MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, instantiate, mul, neg, num,
    opened, power, rebuild, shape, substitute,
)  # fmt: skip
from ..language import reading
from ..language.grammar import LanguageError, as_one_statement, declare, lengths, supposed
from ..language.latex import expression, is_latex
from ..language.typeset import latex, text
from ..search.closed_forms import tidy
from ..search.strategy import Search
from .judge import Verdict, judge, symbols, understood


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
    term = expression(left, scope) if is_latex(left) else reading.side(left, scope)
    if not isinstance(term, Term):
        raise LanguageError("a matrix written out: ask for one of its entries")
    hypotheses = tuple(reading.relation(g, scope) for g in given)
    hypotheses += supposed(domains, scope, [term, *hypotheses])
    limit = seconds(timeout)
    deadline = now() + limit

    late = Derived(term, None, None, f"no value within {limit:g} s")
    found = within(limit + GRACE, lambda: Derived(term, *value_of(term, hypotheses, deadline)), late)
    return found if found.verdict is None else replace(found, verdict=replace(found.verdict, inferred=understood))


def value_of(term: Term, hypotheses: Iterable[Term], deadline: float) -> tuple:
    """(value, verdict on its equation, "") of a term, or (None, None, why there is none)."""
    reason = "no closed form was found"
    for value in _values(term, hypotheses, deadline):
        verdict = judge(*as_one_statement(fn("eq", term, value), hypotheses), max(0.1, deadline - now()))
        if verdict.word in ("proved", "error"):  # an error is for the user to see: no other value hides it
            return value, verdict, ""
        reason = f"a value was found and not proved: {text(value)}"
    return None, None, reason


def _values(term, hypotheses, deadline):
    """Candidates, the shortest first; none of them is the expression itself."""
    found = []
    try:
        found.append(simplified(differentiated(term)))
    except (Unknown, IllTyped):
        pass
    theorem = None
    try:
        theorem = Search(understood(hypotheses), deadline).valued(term)
    except (Refused, IllTyped):
        pass
    if theorem is not None and theorem.conclusion.op == "eq":
        found.append(tidy(theorem.conclusion.args[1]))
    found += [folded(value) for value in found]
    yield from sorted({value: None for value in found if value != term}, key=lambda value: len(text(value)))


# --- derivatives ----------------------------------------------------------------------------------------------------


class Unknown(ValueError):
    """No rule is known here for what is differentiated."""


def differentiated(term: Term) -> Term:
    """The term with every derivative and gradient in it carried out."""
    if term.op in ("deriv", "gradient"):
        kind, point, *places, _ = term.args
        x, body = opened(term)
        body = differentiated(body)
        if term.op == "deriv":
            return substitute(simplified(_slope(body, x, tuple(places))), {x: point})
        k = _index(x)
        entry = substitute(simplified(_slope(body, x, (k,))), {x: point})
        return _vector(k, entry)
    if term.op in BINDERS:
        x, body = opened(term)
        return bind(term.op, *term.args[:-1], variable=x, body=differentiated(body))
    return rebuild(term, lambda part, _: differentiated(part), 0)


def _index(vector):
    return fresh("k", "index", ONE, *shape(vector))


def _vector(k, entry):
    """The vector of entries; softmax(z) where its k-th entry is softmax(z)_k."""
    if entry.op == "at" and entry.args[1] == k and k not in entry.args[0].free:
        return entry.args[0]
    return bind("lam", *k.args[2:], variable=k, body=entry)


def _slope(t, x, places):
    """The derivative of a number by x, or by the entry of x at these places."""
    if x not in t.free:
        return ZERO
    match t:
        case Term("var", _):
            return ONE
        case Term("add", parts):
            return add(*(_slope(part, x, places) for part in parts))
        case Term("mul", factors):
            return add(*(mul(*factors[:n], _slope(f, x, places), *factors[n + 1 :]) for n, f in enumerate(factors)))
        case Term("pow" | "root" | "rpow", (base, exponent)) if x not in exponent.free:
            return mul(exponent, power(base, add(exponent, MINUS)), _slope(base, x, places))
        case Term("pow" | "root" | "rpow", (base, exponent)):
            inner = add(
                mul(_slope(exponent, x, places), fn("log", base)), mul(exponent, _slope(base, x, places), power(base, MINUS))
            )
            return mul(t, inner)
        case Term("exp", (u,)):
            return mul(t, _slope(u, x, places))
        case Term("log", (u,)):
            return mul(_slope(u, x, places), power(u, MINUS))
        case Term("tanh", (u,)):
            return mul(add(ONE, neg(power(t, num(2)))), _slope(u, x, places))
        case Term("sum", (low, high, _)):
            k, body = opened(t)
            return bind("sum", low, high, variable=k, body=_slope(body, x, places))
        case Term("lse", (v,)):
            k = _index(v)
            return bind("sum", *k.args[2:], variable=k, body=mul(at(fn("softmax", v), k), _slope(_entry(v, k), x, places)))
        case Term("dot", (u, v)):
            k = _index(u)
            return bind("sum", *k.args[2:], variable=k, body=_slope(mul(_entry(u, k), _entry(v, k)), x, places))
        case Term("at", (array, place)) if array == x:
            return fn("delta", place, places[0]) if len(places) == 1 else _unknown(t)
        case Term("at", (Term("softmax", (v,)), place)):
            k = _index(v)
            mean = bind("sum", *k.args[2:], variable=k, body=mul(at(fn("softmax", v), k), _slope(_entry(v, k), x, places)))
            return mul(t, add(_slope(_entry(v, place), x, places), neg(mean)))
        case Term("at", (array, place)) if array.op not in ("var", "at"):
            return _slope(_entry(array, place), x, places)
    return _unknown(t)


def _unknown(t):
    raise Unknown(f"no rule for {t.op}")


def _entry(v, k):
    """An entry of a vector, of sums and multiples by their parts."""
    match v:
        case Term("add", parts):
            return add(*(_entry(part, k) for part in parts))
        case Term("mul", factors):
            return mul(*(_entry(f, k) if shape(f) else f for f in factors))
        case Term("exp" | "log" as op, (u,)):
            return fn(op, _entry(u, k))
        case Term("lam", (_, _, body)):
            return instantiate(body, k)
        case Term("ones", _):
            return ONE
    return at(v, k)


# --- as an author would write it ------------------------------------------------------------------------------------


def simplified(t: Term) -> Term:
    """Sums taken apart, deltas used, softmax summed to one, numbers gathered."""
    if t.op in BINDERS:
        x, body = opened(t)
        body = simplified(body)
        if t.op == "sum":
            return tidy(_summed(t.args[0], t.args[1], x, body))
        return bind(t.op, *t.args[:-1], variable=x, body=body)
    return tidy(rebuild(t, lambda part, _: simplified(part), 0))


def folded(t: Term) -> Term:
    """Softmax, log-sum-exp and the maximum of a vector by their names, where their definitions stand."""
    t = rebuild(t, lambda part, _: folded(part), 0)
    match t:
        case Term("log", (inside,)) if (v := _normaliser(inside)) is not None:
            return fn("lse", v)
        case Term("max", (low, _, Term("at", (v, Term("bound", (0,)))))) if low == ONE and not v.loose and t.args[1] == shape(v)[0]:
            return fn("largest", v)
        case Term("mul", factors):
            return _quotient_of_exponentials(list(factors))
    return t


def _normaliser(t):
    """The vector v of Σ exp(v_k) over all its entries, or None."""
    match t:
        case Term("sum", (low, high, Term("exp", (Term("at", (v, Term("bound", (0,)))),)))) if low == ONE and not v.loose:
            return v if shape(v)[0] == high else None
    return None


def _quotient_of_exponentials(factors):
    """exp(v_i)/Σ exp(v_k) is softmax(v)_i."""
    for below in factors:
        if below.op == "pow" and below.args[1] == MINUS and (v := _normaliser(below.args[0])) is not None:
            for above in factors:
                if above.op == "exp" and above.args[0].op == "at" and above.args[0].args[0] == v:
                    place = min(factors.index(below), factors.index(above))
                    rest = [f for f in factors if f is not below and f is not above]
                    return mul(*rest[:place], at(fn("softmax", v), above.args[0].args[1]), *rest[place:])
    return mul(*factors)


def _summed(low, high, k, body):
    if body == ZERO:
        return ZERO
    if body.op == "add":
        return add(*(_summed(low, high, k, part) for part in body.args))
    factors = list(body.args) if body.op == "mul" else [body]
    for n, factor in enumerate(factors):
        if factor.op == "delta" and k in factor.args:
            other = factor.args[1 - factor.args.index(k)]
            if other.op == "var" and other.args[1] == "index" and other.args[2:] == (low, high):
                return substitute(mul(*factors[:n], *factors[n + 1 :]), {k: other})
    outside = [factor for factor in factors if k not in factor.free]
    inside = [factor for factor in factors if k in factor.free]
    if len(inside) == 1 and inside[0].op == "at" and inside[0].args[1] == k and inside[0].args[0].op == "softmax":
        if low == ONE and k not in inside[0].args[0].free:
            return mul(*outside)
    return mul(*outside, bind("sum", low, high, variable=k, body=mul(*inside)))
