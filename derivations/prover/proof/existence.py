"""That something exists: shown at a value, or between two limits.

    there_is(statement, value, lemma)              there is an x with φ(x), from φ(t)
    takes_value(first, second, below, above)       there is an x with f(x) = u, from c < u < d, f tending to c at one end and to d
                                                   at the other, and having a derivative in between
    whichever_it_is(exists, x, lemma)              ψ, from "there is an x with φ(x)" and a proof of ψ that supposes φ(x)

Nothing here is trusted: the kernel makes every theorem.
"""

from sympy import Basic

from ..kernel import rules
from ..language.sympy_notation import read
from .chain import Derivation, Lemma, Line, asked


def there_is(statement: Line, value: Line, lemma: Lemma) -> Derivation:
    """There is an x with φ(x), as φ holds at the value (the lemma)."""
    return asked("such a value", lambda t: rules.witness(t, read(statement), read(value)), lemma)


def takes_value(first: Lemma, second: Lemma, below: Lemma, above: Lemma) -> Derivation:
    """There is an x with f(x) = u, by the intermediate value theorem."""
    return asked("intermediate value theorem", rules.intermediate_value, first, second, below, above)


def whichever_it_is(exists: Lemma, variable: Basic, consequence: Lemma) -> Derivation:
    """What follows from φ(x) and does not speak of x, as there is an x with φ(x)."""
    return asked("there is one", lambda *t: rules.obtain(*t, read(variable)), exists, consequence)
