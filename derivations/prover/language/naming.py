"""Naming: letters for bound variables, which terms do not name.

A letter that is free anywhere in the statement, or bound around the place, is never taken again: z_k and Σ_k in one line would
be right and still misread.
"""

from ..kernel.terms import Term, bound_sort, instantiate, is_fresh, substitute, subterms, var

INDEX_LETTERS, SCALAR_LETTERS, VECTOR_LETTERS = "kjilrstuvwxy", "tsuvwxy", "yuvwxzh"


def names(term):
    """The names of the free variables."""
    return frozenset(variable.args[0] for variable in term.free)


def unused(hint, taken, letters=""):
    """The hint if that name is not taken, else another letter, else the hint with a number."""
    free = (name for name in (hint, *letters) if name not in taken)
    numbered = (f"{hint}{number}" for number in range(1, len(taken) + 2) if f"{hint}{number}" not in taken)
    return next(free, None) or next(numbered)


def named(binder, taken):
    """A variable for a binder, of a name that is not taken, and the body in it."""
    sort = bound_sort(binder)
    domain, *dims = sort.args
    letters = INDEX_LETTERS if domain == "index" else VECTOR_LETTERS if dims else SCALAR_LETTERS
    variable = var(unused(binder.hint or "x", taken, letters), *sort.args)
    return variable, instantiate(binder.args[-1], variable)


def at_variable(binder):
    """Whether a derivative is taken at a variable of its own domain, so that it can be written with that variable's name."""
    kind, point, *_, body = binder.args
    return point.op == "var" and point.args[1:] == kind.args and point not in body.free


def entry_of(term):
    """The array and the indices of A[i, j]."""
    places = []
    while term.op == "at":
        term, place = term.args
        places.insert(0, place)
    return term, places


def lettered(formula: Term) -> Term:
    """Variables that the search made up, by letters that are free."""
    taken = {v.args[0] for v in formula.free} | {t.hint for t in subterms(formula)}
    letters = (letter for letter in "ijklmrsuvwxyz" if letter not in taken)
    made_up = sorted((v for v in formula.free if is_fresh(v)), key=lambda v: v.args[0])
    return substitute(formula, {v: var(next(letters), *v.args[1:]) for v in made_up})
