"""That something exists: shown at a value, or between two limits.

    there_is(statement, value, lemma)              there is an x with φ(x), from φ(t)
    takes_value(first, second, below, above)       there is an x with f(x) = u, from c < u < d, f tending to c at one end and to d
                                                   at the other, and being continuous in between
    whichever_it_is(exists, x, lemma)              ψ, from "there is an x with φ(x)" and a proof of ψ that supposes φ(x)
    some_value(lemma, x, consequence)              ψ, from a lemma a = b or a <= b, and a proof of ψ that supposes a = x

Nothing here is trusted: the kernel makes every theorem.
"""

from sympy import Basic

from ..kernel import rules
from ..kernel.terms import fresh, opened, substitute
from ..language.sympy_notation import read
from .chain import Derivation, Lemma, Line, asked


def there_is(statement: Line, value: Line, lemma: Lemma) -> Derivation:
    """There is an x with φ(x), as φ holds at the value (the lemma)."""
    return asked("such a value", lambda t: rules.witness(t, read(statement), read(value)), lemma)


def takes_value(first: Lemma, second: Lemma, below: Lemma, above: Lemma, *continuous: Lemma) -> Derivation:
    """There is an x with f(x) = u, by the intermediate value theorem.

    `continuous` is lim f(x) = f(a) as x → a; it need not be given where f is made of continuous operations.
    """

    def question(*known):
        *ends, last = known if continuous else (*known, _continuous(known[0].conclusion.args[0]))
        return rules.intermediate_value(*ends, last, last.conclusion.args[0].args[1])

    return asked("intermediate value theorem", question, first, second, below, above, *continuous)


def _continuous(limit):
    """lim f(x) = f(a) as x → a, for the f of another limit"""
    kind = limit.args[0]
    x, f = opened(limit)
    a, hole = fresh(limit.hint or "a", *kind.args), fresh("h", "real")
    return rules.limit_through(substitute(f, {x: hole}), hole, rules.limit_of_variable(kind, a, "+-"), kind, a, "+-")


def whichever_it_is(exists: Lemma, variable: Basic, consequence: Lemma) -> Derivation:
    """What follows from φ(x) and does not speak of x, as there is an x with φ(x)."""
    return asked("there is one", lambda *t: rules.obtain(*t, read(variable)), exists, consequence)


def some_value(lemma: Lemma, variable: Basic, consequence: Lemma) -> Derivation:
    """What follows from a = x and does not speak of x, as a, the left side of the lemma, has a value."""
    return asked("its value", lambda known, *t: rules.obtain(rules.valued(known), *t, read(variable)), lemma, consequence)
