r"""Domains: for which values of its symbols a statement is meant, as text and as LaTeX.

    n >= 1, z in R^n, alpha in (0, oo)^n, T > 0, i in {1, ..., n}

The symbols are the free variables of the statement. What is bound by a sum, an integral or "for all" has its range beside it, and
what is bound by a limit its point; said here is that a limit goes through the whole numbers, and the measure on a simplex.
"""

import re

from ..kernel.terms import MAPS, ONE, bound_sort, subterms, var
from . import maps
from .sorts import SETS
from .typeset import declarations, domain_text, latex, letter, text

SCALARS = {  # domain -> what is said of one number, as text and as LaTeX
    "positive": ("> 0", "> 0"),
    "nonnegative": (">= 0", r"\ge 0"),
    "(0, 1)": ("in (0, 1)", r"\in (0, 1)"),
}


def declared(conclusion, hypotheses=()):
    """Every name in the texts of a statement with its domain, as `check` reads them: {"n": "dimension", "z": "real[n]"}."""
    free = in_order(conclusion, hypotheses)
    said = {variable.args[0]: domain_text(*variable.args[1:]) for variable in free}
    for formula in (conclusion, *hypotheses):
        for name, domain in declarations(formula).items():
            said.setdefault(name, domain)
    return said


def quantified(conclusion, hypotheses=(), least=None):
    """What the symbols of a statement range over: pairs of text and LaTeX. `least` maps a dimension to the least value it has.

    >>> from ..kernel.terms import Term, at, fn, num, var
    >>> n = var("n", "dimension")
    >>> z, i = var("z", "real", n), var("i", "index", ONE, n)
    >>> [words for words, _ in quantified(Term("lt", (num(0), at(fn("softmax", z), i))))]
    ['n >= 1', 'z in R^n', 'i in {1, ..., n}']
    """
    groups = {}
    for variable in in_order(conclusion, hypotheses):
        groups.setdefault(variable.args[1:], []).append(variable)
    for variable in _bound(conclusion, hypotheses):
        if variable not in groups.setdefault(variable.args[1:], []):
            groups[variable.args[1:]].append(variable)
    return [*(_said(kind, names, least or {}) for kind, names in groups.items()), *_measures(conclusion, hypotheses)]


def in_order(conclusion, hypotheses=()):
    """The free variables: dimensions, then arrays and numbers, then indices, each in the order in which they are written."""
    free = frozenset().union(conclusion.free, *(h.free for h in hypotheses))
    words = re.findall(r"[A-Za-z]\w*", " ".join(map(text, (conclusion, *hypotheses))))
    place = {name: words.index(name) for name in {v.args[0] for v in free} & set(words)}
    rank = {"dimension": 0, "index": 2}
    return sorted(free, key=lambda v: (rank.get(v.args[1], 1), place.get(v.args[0], len(words)), v.args[0]))


def _bound(conclusion, hypotheses):
    """The variables of limits through whole numbers, where they keep their names in the text: no sign beside them says it."""
    for formula in (conclusion, *hypotheses):
        domains = declarations(formula)
        free = {v.args[0] for v in formula.free}
        sorts = {(t.hint, bound_sort(t).args) for t in subterms(formula) if t.op == "limit"}
        for name, kind in sorted(sorts, key=repr):
            if name not in free and kind[0] not in DENSE and domains.get(name) == domain_text(*kind):
                yield var(name, *kind)


DENSE = {"real", "positive", "nonnegative", "(0, 1)", "complex"}


def _said(kind, variables, least):
    domain, *dims = kind
    names = ", ".join(v.args[0] for v in variables), ", ".join(letter(v.args[0]) for v in variables)
    match domain:
        case "dimension":
            bounds = {least.get(v, 1) for v in variables}
            if len(bounds) > 1:
                words, tex = zip(*(_said(kind, [v], least) for v in variables))
                return ", ".join(words), r",\ ".join(tex)
            return f"{names[0]} >= {bounds.pop()}", rf"{names[1]} \ge {max(least.get(v, 1) for v in variables)}"
        case "index":
            (low, high), (low_tex, high_tex) = map(text, dims), map(latex, dims)
            return f"{names[0]} in {{{low}, ..., {high}}}", rf"{names[1]} \in \{{{low_tex}, \ldots, {high_tex}\}}"
        case _ if domain in MAPS:
            return maps.said(domain, dims, *names, _powers)
        case _ if not dims and domain in SCALARS:
            return f"{names[0]} {SCALARS[domain][0]}", f"{names[1]} {SCALARS[domain][1]}"
    (plain, tex), (power, raised) = SETS[domain], _powers(dims) if dims else ("", "")
    return f"{names[0]} in {plain}{power}", rf"{names[1]} \in {tex}{raised}"


def _powers(dims):
    """The dimensions of an array above the set of its entries, as text and as LaTeX."""
    power, raised = " x ".join(map(text, dims)), r" \times ".join(map(latex, dims))
    simple = len(dims) == 1 and dims[0].op in ("var", "num")
    return (f"^{power}" if simple else f"^({power})"), f"^{{{raised}}}"


def _measures(conclusion, hypotheses):
    """The measure of an integral over a simplex: the last entry is what the others leave of the total."""
    integrals = [t for formula in (conclusion, *hypotheses) for t in subterms(formula) if t.op == "simplex"]
    for dim in sorted({t.args[1] for t in integrals if t.args[1] != ONE}, key=repr):
        hints = sorted({t.hint or "p" for t in integrals if t.args[1] == dim})
        for name in hints:
            p = letter(name)
            yield (
                f"d{name} = d{name}[1] ... d{name}[{text(dim)} - 1]",
                rf"d{p} = d{p}_1 \cdots d{p}_{{{latex(dim)} - 1}}",
            )
