"""Arrayed: a vector or a matrix that is written by its entries, as sums and multiples of arrays that have names.

    vector((k, 1, n), 2*z[k] - delta(k, y))      2*z - onehot(y, n)
    the matrix s[i]*(delta(i, k) - s[k])         diag(s) - outer(s, s)

Nobody trusts it: the kernel compares what is written here with what it stands for.
"""

from math import prod

from ..kernel.terms import ONE, Term, add, fn, mul, num, opened, rebuild
from ..language.abbreviations import ABBREVIATIONS, written_by


class _NoArray(Exception):
    """Entries that are those of no array with a name."""


def arrayed(t: Term) -> Term:
    """The term, in which arrays that are given by their entries are written as wholes where that is known."""
    t = rebuild(t, lambda part, _: arrayed(part), 0)
    if t.op != "lam":
        return t
    i, body = opened(t)
    try:
        if body.op == "lam":
            k, entry = opened(body)
            return _sum([_matrix(term, i, k) for term in _terms(entry)])
        return _sum([_vector(term, i) for term in _terms(body)])
    except _NoArray:
        return t


def _sum(arrays):
    """A sum in which what is subtracted stands behind what is not."""
    arrays = sorted(arrays, key=lambda array: array.op == "mul" and array.args[0].op == "num" and array.args[0].args[0] < 0)
    return add(*arrays) if len(arrays) > 1 else arrays[0]


def _terms(entry):
    """The terms of an entry, products of sums being multiplied out."""
    match entry:
        case Term("add", parts):
            return [term for part in parts for term in _terms(part)]
        case Term("mul", factors):
            products = [[]]
            for factor in factors:
                choices = _terms(factor) if factor.op == "add" else [factor]
                products = [[*chosen, choice] for chosen in products for choice in choices]
            if len(products) > 12:
                raise _NoArray
            return [_product(chosen) for chosen in products]
    return [_product([entry])]


def _product(factors):
    """A product with its number, if it is not 1, before the rest."""
    flat = [inner for factor in factors for inner in _factors(factor)]
    number, rest = prod(f.args[0] for f in flat if f.op == "num"), [f for f in flat if f.op != "num"]
    kept = [*([num(number)] if number != 1 or not rest else []), *rest]
    return mul(*kept) if len(kept) > 1 else kept[0]


def _factors(term):
    return [factor for part in term.args for factor in _factors(part)] if term.op == "mul" else [term]


def _scaled(numbers, array):
    return mul(*numbers, array) if numbers else array


def _vector(term, k):
    """The vector of a term at k: a multiple of one that has a name, of ones, or of a unit vector."""
    numbers = [factor for factor in _factors(term) if k not in factor.free]
    varying = [factor for factor in _factors(term) if k in factor.free]
    if not varying:
        return _scaled(numbers, fn("ones", k.args[3])) if k.args[2] == ONE else _no_array()
    if len(varying) > 1:
        raise _NoArray
    return _scaled(numbers, _of_entry(varying[0], k))


def _no_array():
    raise _NoArray


def _of_entry(entry, k):
    match entry:
        case Term("at", (array, place)) if place == k and k not in array.free:
            return array
        case Term("delta", (one, other)) if k in (one, other) and k.args[2] == ONE:
            row = ABBREVIATIONS["onehot"]
            return written_by(row, row.meaning(other if one == k else one, k.args[3]))
        case Term("log" | "exp" as op, (inside,)):
            return fn(op, _of_entry(inside, k))
    raise _NoArray


def _matrix(term, i, k):
    """The matrix of a term at i, k: a multiple of diag(v), of outer(u, v), of the unit matrix, or of one that has a name."""
    factors = _factors(term)
    numbers = [factor for factor in factors if not {i, k} & factor.free]
    varying = [factor for factor in factors if {i, k} & factor.free]
    deltas = [factor for factor in varying if factor.op == "delta" and set(factor.args) == {i, k}]
    if len(deltas) == 1:
        others = [factor for factor in varying if factor is not deltas[0]]
        if not others:
            row = ABBREVIATIONS["eye"]
            return _scaled(numbers, written_by(row, row.meaning(k.args[3])))
        if len(others) == 1:
            index = i if i in others[0].free else k
            return _scaled(numbers, fn("diag", _of_entry(others[0], index)))
        raise _NoArray
    match varying:
        case [Term("at", (Term("at", (array, first)), second))] if (first, second) == (i, k) and not {i, k} & array.free:
            return _scaled(numbers, array)
        case [one, other]:
            left, right = (one, other) if i in one.free else (other, one)
            if i in left.free and k not in left.free and k in right.free and i not in right.free:
                return _scaled(numbers, fn("outer", _of_entry(left, i), _of_entry(right, k)))
        case [Term("at") as one] if k in one.free and i not in one.free:
            return _scaled(numbers, fn("outer", fn("ones", i.args[3]), _of_entry(one, k)))
    raise _NoArray
