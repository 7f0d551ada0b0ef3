"""Induction, over dimensions and along a range: from 1 to n, one index after the other."""

from kernel_terms import TWO, eq, index, k, le, lt, n, total

from derivations.prover.kernel import rules
from derivations.prover.kernel.rules import assume, equality, linear
from derivations.prover.kernel.terms import MINUS, ONE, add, at, power, sub, substitute, var

from .attempts import EVERYTHING, count, false, only


ones_counted = total(k, ONE)


@false
def induction_without_a_base():
    statement = eq(ones_counted, add(n, ONE))
    step = linear(substitute(statement, {n: add(n, ONE)}), [(ONE, assume(statement))])
    return rules.induction(statement, n, equality(ONE, ONE), step)


@false
def induction_from_a_false_base():
    statement = eq(ones_counted, add(n, ONE))
    base = assume(substitute(statement, {n: ONE}))
    step = linear(substitute(statement, {n: add(n, ONE)}), [(ONE, assume(statement))])
    return rules.induction(statement, n, base, step)


@false
def induction_without_a_step():
    return rules.induction(eq(n, 1), n, equality(ONE, ONE), equality(ONE, ONE))


@false
def induction_that_assumes_what_it_shows():
    statement = eq(n, 1)
    return rules.induction(statement, n, equality(ONE, ONE), assume(substitute(statement, {n: add(n, ONE)})))


@false
def induction_that_assumes_something_else():
    step = linear(eq(add(n, ONE), 1), [(ONE, assume(eq(n, 0)))])
    return rules.induction(eq(n, 1), n, equality(ONE, ONE), step)


@false
def induction_on_a_natural_number():
    step = linear(le(1, add(count, ONE)), [(ONE, assume(le(1, count)))], ONE)
    return rules.induction(le(1, count), count, linear(le(1, 1), []), step)


step_index = index("q", sub(n, ONE))  # 1..n-1
another_step = le(1, sub(n, ONE))  # there is one


def after(statement, by=ONE):
    return substitute(statement, {step_index: add(step_index, by)})


def along(statement, base=None, step=None, given=(another_step,)):
    """By induction along 1..n: base and step are what is handed in, or else what the kernel sees at once."""
    first = substitute(statement, {step_index: ONE})
    base = base or equality(*first.args, EVERYTHING)
    step = step or linear(after(statement), [(ONE, assume(statement, given))], given=given)
    return rules.along(statement, step_index, base, step)


MORE_THAN_ITSELF = eq(step_index, add(step_index, ONE))
ALL_ONE = eq(step_index, 1)


@false
def along_a_range_without_a_base():
    return along(MORE_THAN_ITSELF, base=equality(ONE, ONE))


@false
def along_a_range_from_a_false_base():
    theorem = along(MORE_THAN_ITSELF, base=assume(substitute(MORE_THAN_ITSELF, {step_index: ONE})))
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_without_a_step():
    return along(ALL_ONE, step=equality(ONE, ONE))


@false
def along_a_range_two_steps_at_once():
    """Of odd numbers only: (−1)^(m + 2) = (−1)^m."""
    statement = eq(power(MINUS, step_index), -1)
    step = linear(after(statement, TWO), [(ONE, assume(statement, [another_step]))], given=[another_step])
    return along(statement, step=step)


@false
def along_a_range_assuming_what_is_shown():
    return along(ALL_ONE, step=assume(after(ALL_ONE), [another_step]))


@false
def along_a_range_assuming_something_else_of_the_index():
    step = linear(after(ALL_ONE), [(ONE, assume(eq(step_index, 0), [another_step]))], given=[another_step])
    return along(ALL_ONE, step=step)


@false
def along_a_range_assuming_the_end():
    """What is assumed of n stays a hypothesis."""
    statement, base = le(step_index, 1), linear(le(1, 1), [])
    room = sub(sub(n, ONE), step_index)
    theorem = along(statement, base, linear(after(statement), [(ONE, assume(le(n, 1)))], room, given=[another_step]))
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_with_a_base_that_needs_a_step():
    """1 < n holds where there is a step to take, and only there."""
    more = linear(lt(1, n), [], sub(n, ONE), given=[another_step])
    theorem = rules.along(lt(1, n), step_index, more, more)
    return only(theorem, not theorem.hypotheses)


@false
def along_a_range_past_its_end():
    statement = le(step_index, n)
    inside = linear(le(ONE, n), [], sub(n, ONE)), linear(after(statement), [], sub(sub(n, ONE), step_index), given=[another_step])
    return rules.specialise(rules.along(statement, step_index, *inside), add(n, ONE))


@false
def along_a_range_of_lengths():
    v = var("v", "real", step_index)
    longer = var("v", "real", add(step_index, ONE))
    first, later = at(var("v", "real", ONE), ONE), at(longer, ONE)
    return along(eq(at(v, ONE), at(v, ONE)), equality(first, first), equality(later, later, given=[another_step]))


@false
def along_a_range_that_has_no_step():
    """With no hypothesis, 1..n−1 may be empty: then nothing is said of its index."""
    return assume(ALL_ONE)
