"""Cases: what is one thing here and another there, as brackets: Piecewise((a, i == j), (b, True)) is a*[i = j] + b*[i != j].

A bracket is 0 or 1, and 0 times what has no value has none: a case that is not defined everywhere is refused, as brackets would
say less than the cases do.
"""

from ..kernel.terms import BINDERS, INDEX_BINDERS, ONE, Term, add, affine, at, fn, mul, opened, sub
from .abbreviations import Ambiguous, may_vanish, over_entries

OPPOSITE = {"eq": "ne", "ne": "eq", "le": "lt", "lt": "le"}


def piecewise(cases):
    """The sum of values times brackets: of (value, condition) in turn, the first whose condition holds; a last one may be None."""
    if len(cases) == 2 and cases[1][1] is not None and contrary(cases[0][1], cases[1][1]):
        cases = [cases[0], (cases[1][0], None)]
    if cases[-1][1] is not None:
        raise Ambiguous("the last case needs the condition True, so that every point has a value")
    for value, _ in cases:
        _defined(value)
    parts, before = [], []
    for value, condition in cases:
        bracket = [*before, *([] if condition is None else [_bracket(condition)])]
        parts.append(_weighted(value, bracket))
        if condition is not None:
            before.append(_bracket(_negated(condition)) if condition.op in OPPOSITE else sub(ONE, _bracket(condition)))
    return add(*parts)


def contrary(first, second):
    """Does one of two relations hold where the other does not?"""
    if {first.op, second.op} == {"eq", "ne"}:
        return second.args in (first.args, first.args[::-1])
    return {first.op, second.op} == {"le", "lt"} and second.args == first.args[::-1]


def _weighted(value, brackets):
    return mul(*(factor for factor in (value, *brackets) if factor != ONE))


def _bracket(condition):
    match condition:
        case Term("and", parts):
            return mul(*map(_bracket, parts))
        case Term(op, _) if op in OPPOSITE:
            return bracket(condition)
    raise Ambiguous("a case is chosen by one of the relations = != < <= > >=, or by And( ) of them")


def bracket(relation):
    """[a < b] and its kin; of indices [i = j] is δ_ij, which collapses sums."""
    match relation:
        case Term("eq" | "ne" as op, (left, right)) if _of_indices(left, right):
            delta = fn("delta", left, right)
            return delta if op == "eq" else sub(ONE, delta)
    return fn("ind", relation)


def _of_indices(left, right):
    numbers = affine(left) is not None and affine(right) is not None
    return numbers and any(v.args[1] == "index" for v in left.free | right.free)


def _negated(condition):
    left, right = condition.args
    if condition.op in ("eq", "ne"):
        return fn(OPPOSITE[condition.op], left, right)
    return fn(OPPOSITE[condition.op], right, left)


def _defined(value):
    if not surely_defined(value):
        raise Ambiguous(
            "a case that may have no value elsewhere is no sum of brackets: check each case alone, with its condition as --given"
        )


def surely_defined(term):
    """Has a term a value for all values of its variables, by the way it is written?"""
    match term:
        case Term("pow" | "rpow" | "root", (base, exponent, *_)):
            whole = exponent.op == "num" and exponent.args[0].__class__ is int and exponent.args[0] >= 0
            return surely_defined(base) and surely_defined(exponent) and (whole or not may_vanish(base))
        case Term("log" | "gamma" | "loggamma" | "digamma" | "entropy" | "polygamma", (*_, x)):
            return surely_defined(x) and not may_vanish(x)
        case Term("kl", parts):
            return all(surely_defined(part) and not may_vanish(part) for part in parts)
        case Term(op, _) if op in INDEX_BINDERS:
            return surely_defined(opened(term)[1])
        case Term(op, _) if op in BINDERS:
            return False
    return all(surely_defined(part) for part in term.args if isinstance(part, Term))


def only_maximiser(index, array, op="largest"):
    """That an index is the only one at which an array is largest (or smallest)."""
    extreme = fn("largest", array) if op == "largest" else over_entries(array, lambda k: at(array, k), "min")
    ties = over_entries(array, lambda k: fn("ind", fn("eq", at(array, k), extreme)))
    return fn("and", fn("eq", at(array, index), extreme), fn("eq", ties, ONE))
