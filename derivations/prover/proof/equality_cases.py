"""When an inequality is an equation, and other conclusions that are reached by cases.

    specialise(theorem, i)                       from "for all k": the case k = i
    together(first, second, …)                   several statements as one
    nonnegative(u), positive(u)                  0 <= u and 0 < u, where the sign is manifest
    both_bounds(below, above)                    a = b from a <= b and b <= a
    termwise_equal(order, totals, k)             a_k = b_k from a_k <= b_k and Σ a_k = Σ b_k
    impossible(strict, same, goal)               anything, where a < b and a = b
    whichever(u, v, case, goal)                  what holds when u < v, when u = v and when u > v
    forced_equal(u, v, strict, same)             u = v, where u < v and u > v both make a strict inequality of an equation
    whether_equal(goal, i, j, same, apart)       what holds of two indices when they are equal and when they are not
    given_lemma(theorem, lemma)                  a theorem without a hypothesis that is proved elsewhere

Nothing here is trusted: each function asks the kernel's rules, and what they refuse stops the derivation with their reason.
"""

from ..kernel import rules
from ..kernel.terms import ONE, ZERO, Term, bind, neg, sub
from ..language.sympy_notation import read
from .chain import EVERYTHING, asked, proved, suppose


def specialise(lemma, *values):
    """From "for all k, φ(k)": φ at the value; of several, the first goes to the outermost variable."""

    def question(theorem):
        for value in values:
            theorem = rules.specialise(theorem, read(value))
        return theorem

    return asked("a particular case", question, lemma)


def together(*lemmas):
    """Several statements as one: all of them hold."""
    return asked("both", lambda *theorems: rules.both(*theorems), *lemmas)


def nonnegative(term, given=()):
    """0 <= u, where the sign of u is manifest as it is written."""
    return asked("manifest sign", lambda: rules.sign(read(term), "le", [read(g) for g in given]))


def positive(term, given=()):
    """0 < u, where the sign of u is manifest as it is written."""
    return asked("manifest sign", lambda: rules.sign(read(term), "lt", [read(g) for g in given]))


def both_bounds(below, above):
    """a = b from a <= b and b <= a."""
    return asked("from both sides", rules.antisymmetric, below, above)


def given_lemma(lemma, *known):
    """The theorem without hypotheses that are themselves theorems."""

    def question(theorem, *others):
        for other in others:
            theorem = rules.cut(theorem, other)
        return theorem

    return asked("with what is known", question, lemma, *known)


def termwise_equal(order, totals, index):
    """From a_k <= b_k for all k and Σ a_k = Σ b_k: a_k = b_k, as no term of Σ (b_k − a_k) is negative."""
    k = read(index)

    def question(ordered, summed):
        low, high = ordered.conclusion.args
        gap = sub(high, low)
        total = bind("sum", *k.args[2:], variable=k, body=gap)
        vanishing = rules.linear(Term("eq", (total, ZERO)), [(neg(ONE), summed)], using=EVERYTHING)
        termwise = rules.linear(Term("le", (ZERO, gap)), [(ONE, ordered)], using=EVERYTHING)
        nothing = rules.terms_vanish(vanishing, termwise, k)
        return rules.linear(Term("eq", (low, high)), [(neg(ONE), nothing)], using=EVERYTHING)

    return asked("term by term, as no difference is negative and their sum is 0", question, order, totals)


def impossible(strict, same, goal):
    """Any statement, where a < b and a = b."""

    def question(less, equal):
        return rules.absurd(_never(less, equal), read(goal))

    return asked("contradiction", question, strict, same)


def _never(less, equal):
    """0 < 0 from a < b and an equation a = b or b = a."""
    a, b = less.conclusion.args
    factor = neg(ONE) if equal.conclusion.args == (a, b) else ONE
    return rules.linear(Term("lt", (ZERO, ZERO)), [(ONE, less), (factor, equal)], using=EVERYTHING)


def whichever(left, right, case, given=()):
    """What holds when u < v, when u = v and when u > v: `case` takes the hypothesis and derives it."""
    from sympy import Eq, Lt

    hypotheses = Lt(left, right), Eq(left, right), Lt(right, left)
    lemmas = [case(hypothesis) for hypothesis in hypotheses]
    known = [read(g) for g in given]
    return asked("whichever is larger", lambda *t: rules.trichotomy(read(left), read(right), *t, known), *lemmas)


def forced_equal(left, right, strict, same, given=()):
    """u = v, where `same` is an equation a = b and `strict` derives a < b from u < v as well as from u > v."""
    from sympy import Eq

    goal = Eq(left, right)

    def case(hypothesis):
        return suppose(hypothesis) if hypothesis == goal else impossible(strict(hypothesis), same, goal)

    return whichever(left, right, case, given)


def whether_equal(goal, i, j, same, apart, given=()):
    """A statement about two indices, from the case i = j (stated of i alone) and the case i ≠ j."""
    known = [read(g) for g in given]
    return asked("equal or different indices", lambda s, a: rules.index_cases(read(goal), read(i), read(j), s, a, known), same, apart)
