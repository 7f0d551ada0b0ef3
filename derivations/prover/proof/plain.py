"""Plain lines: what a rule concludes, written as one would write it by hand.

A rule puts values for variables and adds nothing to what comes out, so that a tangent at 0 begins with LSE(z + 0 (z' - z)). Here
products with 0 and 1, sums with 0, first powers and their like are taken; the kernel is asked whether the line says the same, and
where it does not know, the line stays as the rule left it.
"""

from fractions import Fraction
from functools import lru_cache

from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.terms import MINUS, ONE, ZERO, IllTyped, Term, add, bind, mul, num, opened, rebuild, shape, subterms
from ..language.itself import kept

UNDER = {"integral", "space", "limit"}
LARGE = 10**6  # a power of numbers that is longer than this stays a power


@kept  # a derivation is printed with its lemmas and without, of the same lines
def plain_line(formula: Term, given: tuple) -> Term:
    """A relation with both sides written plainly, as far as the kernel confirms under `given` that they have the same values."""
    return Term(formula.op, tuple(_confirmed(side, given) for side in formula.args))


def _confirmed(term, given):
    """A term written plainly: what stands under a limit or an integral by itself, as the kernel compares no two of them."""
    written = plain(term)
    if written == term:
        return term
    if term.op in UNDER:
        x, body = opened(term)
        inside = _confirmed(body, (*given, *rules.local_hypotheses(term.op, term.args[:-1], x)))
        same = bind(term.op, *term.args[:-1], variable=x, body=inside)
        return Term(same.op, same.args, term.hint)
    if not term.loose and any(part.op in UNDER for part in subterms(term)):
        term = rebuild(term, lambda part, _: part if part.loose else _confirmed(part, given), 0)
        written = plain(term)
    return written if _same_value(term, written, given) else term


@lru_cache(maxsize=256)  # the left side of a chain is that of every line
def _same_value(term, written, given):
    """Whether the kernel knows that a term has the same value as it has written plainly."""
    try:
        rules.reduction(term, written, (), given)
    except (Refused, IllTyped):
        return False
    return True


def plain(term: Term) -> Term:
    """A term without what adds 0, multiplies by 1 or undoes itself.

    >>> from ..kernel.terms import fn, neg, sub, var
    >>> from ..language.typeset import text
    >>> x, y = var("x", "real"), var("y", "real")
    >>> text(plain(add(x, mul(ONE, sub(y, x))))), text(plain(mul(ZERO, y))), text(plain(fn("exp", sub(x, mul(ONE, ZERO)))))
    ('y', '0', 'exp(x)')
    """
    if term.op in ("var", "sort"):
        return term
    term = rebuild(term, lambda part, _: plain(part), 0)
    match term:
        case Term("add", parts):
            return _sum(parts)
        case Term("mul", parts):
            return _product(parts)
        case Term("pow" | "root" | "rpow", (base, exponent)):
            return _power(term, base, exponent)
        case Term("exp", (Term("num", (0,)),)):
            return ONE
        case Term("log", (Term("num", (1,)),)):
            return ZERO
        case Term("exp", (Term("log", (u,)),)) | Term("log", (Term("exp", (u,)),)):
            return u
        case Term("sum", (_, _, Term("num", (0,)) as body)) | Term("prod", (_, _, Term("num", (1,)) as body)):
            return body
    return term


def _is_number(term):
    return term.op == "num"


def _sum(parts):
    flat = [part for each in parts for part in (each.args if each.op == "add" else (each,))]
    kept = [part for part in flat if not _nothing(part)]
    left = _without_opposites(kept)
    if len(left) == len(flat):
        left = list(parts)  # as it was bracketed
    numbers = [part.args[0] for part in left if _is_number(part)]
    if len(numbers) > 1:
        first = next(place for place, part in enumerate(left) if _is_number(part))
        left[first] = num(Fraction(sum(numbers)))
        left = [part for place, part in enumerate(left) if place == first or not _is_number(part)]
        left = [part for part in left if part != ZERO]
    if left:
        return add(*left)
    return ZERO if not _shape(flat[0]) else flat[0]


def _nothing(part):
    return part == ZERO or part.op == "mul" and ZERO in part.args


def _without_opposites(parts):
    """The parts of a sum without pairs x and -x."""
    left = list(parts)
    for part in parts:
        opposite = _opposite(part)
        if part in left and opposite in left:
            left.remove(part)
            left.remove(opposite)
    return left


def _opposite(part):
    match part:
        case Term("mul", (Term("num", (-1,)), *rest)):
            return mul(*rest)
    return mul(MINUS, part)


def _product(parts):
    flat = [part for each in parts for part in (each.args if each.op == "mul" and _is_number(each.args[0]) else (each,))]
    numbers = [part.args[0] for part in flat if _is_number(part)]
    others = [part for part in flat if not _is_number(part)]
    number = Fraction(1)
    for each in numbers:
        number *= each
    if not others:
        return num(number)
    if number == 0:
        return ZERO if not any(map(_shape, others)) else mul(ZERO, *others)
    if number == -1 and len(others) == 1 and others[0].op == "add":
        return _turned(others[0].args)
    return mul(*others) if number == 1 else mul(num(number), *others)


def _turned(parts):
    """-(a - b) as b - a, and else as it is."""
    match parts:
        case (a, Term("mul", (Term("num", (-1,)), *b))) if b:
            return add(mul(*b), mul(MINUS, a))
    return mul(MINUS, add(*parts))


def _power(term, base, exponent):
    match base, exponent:
        case _, Term("num", (1,)):
            return base
        case (_, Term("num", (0,))) | (Term("num", (1,)), _):
            return ONE if not _shape(base) else term
        case Term("num", (0,)), Term("num", (e,)) if e > 0:
            return ZERO
        case Term("num", (c,)), Term("num", (int() as e,)) if c and abs(e) < 64 and abs(Fraction(c) ** abs(e)) < LARGE:
            return num(Fraction(c) ** e) if term.op == "pow" else term
    return term


def _shape(term):
    """The shape of a term, within a binder too; a term that has none there counts as an array, which is left alone."""
    try:
        return shape(term)
    except IllTyped:
        return (None,)
