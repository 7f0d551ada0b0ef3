"""Functions that grow without bound, because a multiple of t lies below them.

    unbounded(far, rate, below)        lim f = ∞ as t → ∞, from lim u = c, c being positive, and t u <= f

Nothing here is trusted: near infinity u has the sign of its limit, and 0 < 1/f <= (1/t)/u there, so that the kernel squeezes 1/f.
"""

from ..kernel import rules
from ..kernel.terms import MINUS, ONE, ZERO, Term, div, fresh, instantiate, mul, power, substitute
from ..language.sympy_notation import read
from .chain import Derivation, EVERYTHING, Lemma, asked
from .rewriting import without


def unbounded(far: Lemma, rate: Lemma, below: Lemma) -> Derivation:
    """lim f = ∞ as t → ∞, the variable that `far` says: `rate` is the limit of u, and `below` says that t u <= f."""
    t, approach = read(far.variable), far.parts()
    step, slope, value = fresh("b", "real"), fresh("a", "real"), fresh("f", "real")

    def question(tends, under):
        u = instantiate(tends.conclusion.args[0].args[-1], t)
        if under.conclusion.op == "eq":
            under = rules.linear(Term("le", under.conclusion.args), [(ONE, under)])
        at_f = {value: under.conclusion.args[1]}
        rises, near = Term("lt", (ZERO, value)), Term("lt", (ZERO, u))
        sign = rules.linear(substitute(rises, at_f), [(ONE, under)], mul(t, u), EVERYTHING, [near])
        upper = rules.limit_through(div(step, slope), (step, slope), (rules.limit_of_variable(*approach), tends), *approach)
        high = instantiate(upper.conclusion.args[0].args[-1], t)
        upper = rules.transitive(upper, rules.equality(upper.conclusion.args[1], ZERO, (), upper.hypotheses))
        lower = rules.limit_through(ZERO, step, rules.limit_of_variable(*approach), *approach)
        inverse = power(value, MINUS)
        positive = rules.sign(inverse, "lt", [rises])
        order = rules.assume(Term("le", (mul(t, u), value)), [rises, near])
        small = rules.linear(
            Term("le", (inverse, high)), [(mul(inverse, power(t, MINUS), power(u, MINUS)), order)], given=[rises, near]
        )
        ends = (without(rules.substitution(end, at_f), [sign, under]) for end in (positive, small))
        squeezed = rules.squeeze(lower, upper, *ends, t, *approach, near=(tends,))
        return rules.limit_infinite(squeezed, sign, t, *approach, near=(tends,))

    return asked("it grows at least at a positive rate", question, rate, below)
