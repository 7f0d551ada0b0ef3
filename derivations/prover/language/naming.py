"""Naming: letters for bound variables, which terms do not name.

A letter that is free anywhere in the statement, or bound around the place, is never taken again: z_k and Σ_k in one line would
be right and still misread.
"""

from ..kernel.terms import INTEGERS, MAPS, Term, bound_sort, instantiate, is_fresh, substitute, subterms, var

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


# --- variables that the search made up ------------------------------------------------------------------------------

WHOLE_LETTERS, FUNCTION_LETTERS = "mnrkjl", "fghuvw"


def lettered(formula: Term) -> Term:
    """A formula with letters for the variables that the search made up."""
    return substitute(formula, lettering([formula]))


def lettering(formulas: list, taken: frozenset = frozenset()) -> dict:
    """A variable with a letter for each one that the search made up: the same in all formulas, and one that suits its domain.

    Two that stand in one formula have two letters; none is a name in `taken`, or one that stands beside it.
    """
    beside, names_beside = {}, {}
    for formula in formulas:
        together = made_up(formula)
        written = {v.args[0] for v in formula.free if not is_fresh(v)} | {t.hint for t in subterms(formula)} if together else ()
        for v in together:
            beside.setdefault(v, set()).update(together)
            names_beside.setdefault(v, set()).update(written)
    letters = {}
    for v, others in beside.items():
        avoided = taken | names_beside[v] | {letters[o].args[0] for o in others if o in letters}
        first, *rest = _suitable(v)
        letters[v] = var(unused(first, avoided, rest), *v.args[1:])
    return letters


def made_up(formula: Term) -> list:
    """The variables that the search made up, as they occur: their numbers depend on what else was done before."""
    return list(dict.fromkeys(t for t in subterms(formula) if t.op == "var" and is_fresh(t) and t in formula.free))


def _suitable(variable):
    """Letters for a variable of its domain: its own name first, if that suits."""
    name, domain, *dims = variable.args
    hint = name.partition("'")[0]
    if domain == "index" or domain in INTEGERS:
        letters = INDEX_LETTERS if domain == "index" else WHOLE_LETTERS
        return [hint, *letters] if hint and hint[0] in "ijklmnrKLMN" else letters
    letters = FUNCTION_LETTERS if domain in MAPS else VECTOR_LETTERS if dims else SCALAR_LETTERS
    return [hint, *letters] if hint and hint[0] not in "ijklmn" else letters
