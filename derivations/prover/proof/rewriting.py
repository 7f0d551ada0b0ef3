"""Rewriting: use an equation wherever its left side occurs, under sums, derivatives and integrals too.

Outside the trusted base: it finds the places and asks the kernel for each step (substitution, congruence, binder rules).
"""

from collections.abc import Iterable
from operator import is_

from ..kernel import rules
from ..kernel.definitions import entry
from ..kernel.polynomial import Refused
from ..kernel.signs import Facts
from ..kernel.terms import BINDERS, IllTyped, Term, abstract, fresh, is_whole, opened, rebuild, same_integer, shape, sub
from ..kernel.rules import Theorem
from . import derived


def match(pattern: object, term: object, free: frozenset, found: dict | None = None) -> dict | None:
    """Values for the variables in `free` that make the pattern equal to the term, or None."""
    found = {} if found is None else found
    if pattern in free:
        if pattern in found:
            return found if _agree(found[pattern], term) else None
        if term.__class__ is not Term or term.loose:
            return None
        found[pattern] = term
        for dim, actual in zip(pattern.args[2:], _dims(pattern, term)):
            if match(dim, actual, free, found) is None:
                return None
        return found
    if pattern.__class__ is not Term or term.__class__ is not Term:
        return found if pattern == term else None
    if pattern.op in BINDERS and term.op == pattern.op and len(term.args) == len(pattern.args):
        for left, right in zip(pattern.args[:-1], term.args[:-1]):
            if match(left, right, free, found) is None:
                return None
        x, body = opened(term)
        _, inner = opened(pattern, x)
        return found if match(inner, body, free, found) is not None and _escaped(found, x) else None
    if pattern.op != term.op or len(pattern.args) != len(term.args):
        return None
    for left, right in zip(pattern.args, term.args):
        if match(left, right, free, found) is None:
            return None
    return found


def _escaped(found, x):
    return not any(x in value.free for value in found.values())


def _agree(left, right):
    return left == right or (left.__class__ is Term and right.__class__ is Term and not shape(left) and same_integer(left, right))


def _dims(pattern, term):
    if pattern.args[1] == "index":
        return term.args[2:] if term.op == "var" and term.args[1] == "index" else pattern.args[2:]
    try:
        return shape(term)
    except IllTyped:
        return ()


def matched(theorem: Theorem, term: Term) -> Theorem | None:
    """The theorem, an equation, at the values that make its left side this term; None if there are none."""
    pattern = theorem.conclusion.args[0]
    if pattern == term:
        return theorem
    if theorem.conclusion in theorem.hypotheses or pattern.op == "var":
        return None  # what is supposed of one index, or shown of one variable, says nothing of another
    vectors = {v for h in theorem.hypotheses for v in h.free if v.args[1] != "index" and v.args[2:]}
    values = match(pattern, term, pattern.free - vectors)  # nor does what is supposed of a vector say anything of another one
    if values is None:
        return None
    values = {v: t for v, t in values.items() if v != t}
    try:
        instance = rules.substitution(theorem, values) if values else theorem
    except (Refused, IllTyped):
        return None
    if instance.conclusion.args[0] != term or values and any(map(_never, instance.hypotheses)):
        return None
    return instance


def _never(hypothesis):
    """Does it say that a number is less than itself, or another? Then what is supposed says nothing of this place."""
    if hypothesis.op not in ("lt", "ne") or shape(hypothesis.args[0]):
        return False
    try:
        return not Facts.of(()).poly(sub(*hypothesis.args))
    except Refused:
        return False


def rewrite(term: Term, theorem: Theorem, around: tuple = ()) -> Theorem | None:
    """A theorem `term reduces term′` in which each occurrence of the equation's left side is replaced, or None.

    `around`: what holds of the variables bound further out, such as 0 < t and t < s inside an integral.
    """
    direct = matched(theorem, term)
    if direct is not None:
        return direct
    step, current = None, term
    if term.op == "ind":  # a relation has no value of its own: its sides are rewritten, within the bracket
        places = [(0, side) for side in range(len(term.args[0].args))]
    else:
        places = [(place,) for place, arg in enumerate(term.args) if arg.__class__ is Term and arg.op != "sort"]
    for place in places:
        inner = _inside(current, place, theorem, around)
        if inner is not None:
            step = inner if step is None else rules.transitive(step, inner)
            current = step.conclusion.args[1]
    return step


def _inside(term, path, theorem, around):
    """The rewriting of one argument, or of one side of the relation in a bracket, as a rewriting of the whole term."""
    place, *deeper = path
    if term.op in BINDERS and place == len(term.args) - 1:
        return _under(term, theorem, around)
    arg = term.args[place].args[deeper[0]] if deeper else term.args[place]
    inner = rewrite(arg, theorem, around)
    if inner is None:
        return None
    whole = all(map(is_whole, inner.conclusion.args))  # in the exponent of a whole power, say
    hole = fresh("hole", "integer" if whole else "real", *shape(arg))
    filled = _put(term.args[place], deeper[0], hole) if deeper else hole
    return rules.congruence(_put(term, place, filled), hole, inner)


def _put(term, place, arg):
    return Term(term.op, (*term.args[:place], arg, *term.args[place + 1 :]), term.hint)


def _under(binder, theorem, around):
    x, body = opened(binder)
    local = rules.local_hypotheses(binder.op, binder.args[:-1], x)
    inner = rewrite(body, theorem, (*around, *local))
    if inner is None or binder.op == "lam":
        return None  # a vector is rewritten entry by entry
    return rules.under(binder.op, binder.args[:-1], x, rules.weaken(inner, *around))


def entries_written_out(term: Term) -> Term:
    """The term with vector(k, f(k))[i] written f(i), wherever it occurs; the same object where it does not."""
    if term.op == "at" and term.args[0].op in ("lam", "at"):  # a matrix is a vector of its rows
        array = entries_written_out(term.args[0])
        if array.op == "lam":
            return entries_written_out(entry(array, term.args[1]))
    if term.op in BINDERS:
        x, body = opened(term)
        written = entries_written_out(body)
        parameters = [entries_written_out(a) if a.__class__ is Term else a for a in term.args[:-1]]
        same = written is body and all(map(is_, parameters, term.args))
        return term if same else Term(term.op, (*parameters, abstract(x, written)), term.hint)
    return rebuild(term, lambda part, _: entries_written_out(part), 0)


def without(theorem: Theorem, lemmas: Iterable[Theorem]) -> Theorem:
    """The theorem without hypotheses that are lemmas."""
    for lemma in lemmas:
        if lemma.conclusion in theorem.hypotheses:
            theorem = rules.cut(theorem, lemma)
    return theorem


def settled(theorem: Theorem) -> Theorem:
    return rules.settle(theorem) if theorem.conclusion.op == "reduces" else theorem


def carried(left: Theorem, middle: Theorem, right: Theorem) -> Theorem:
    """From a = a′, a′ R b′ and b = b′: a R b. What only reduces is settled first."""
    return rules.transitive(rules.transitive(settled(left), middle), rules.symmetric(settled(right)))


def either_way(relation: Theorem) -> tuple[Theorem, Theorem]:
    """The bracket of the relation as an equation, and the bracket of its mirror image."""
    done = derived.bracket(relation)
    (formula,) = done.conclusion.args[0].args
    mirrored = Term("ind", (Term("eq", formula.args[::-1]),))
    return done, rules.transitive(rules.equality(mirrored, done.conclusion.args[0], (), relation.hypotheses), done)


def rewritten(term: Term, equations: Iterable[Theorem]) -> Theorem | None:
    """A theorem that the term reduces to what the equations make of it, used in their order; None if none applies."""
    step = None
    for equation in equations:
        following = rewrite(term if step is None else step.conclusion.args[1], equation)
        if following is not None:
            step = following if step is None else rules.transitive(step, following)
    return step
