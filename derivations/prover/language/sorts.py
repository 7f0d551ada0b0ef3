"""One reading for a whole statement: is a root or a logarithm in it meant over the real or over the complex numbers?

What one writes √u, u^a or log u is read over the reals, where u has to be at least 0; but where i or a complex variable stands
anywhere in the statement or its hypotheses, a number that may be negative has its principal root and logarithm throughout.
A number that cannot be negative has the same root and logarithm in both readings, and keeps the real ones.
"""

from ..kernel.terms import COMPLEX, INFINITIES, POWERS, Term, from_one, is_real, log, power, rebuild, subterms

SETS = {  # domain -> the set of its values, as text and as LaTeX
    "real": ("R", r"\mathbb{R}"),
    "positive": ("(0, oo)", r"(0, \infty)"),
    "nonnegative": ("[0, oo)", r"[0, \infty)"),
    "(0, 1)": ("(0, 1)", "(0, 1)"),
    "complex": ("C", r"\mathbb{C}"),
    "integer": ("Z", r"\mathbb{Z}"),
    "natural": ("{0, 1, ...}", r"\{0, 1, \ldots\}"),
    "positive integer": ("{1, 2, ...}", r"\{1, 2, \ldots\}"),
}

NOT_NEGATIVE = {"positive", "nonnegative", "(0, 1)", "natural", "positive integer", "dimension"}
OVER_COMPLEX = {"log": "clog", "root": "cpow", "rpow": "cpow"}


def as_chosen(term: Term) -> bool:
    """Is a power or a logarithm the operator that the sorts of its arguments choose, so that it can be written as usual?"""
    return term == (power(*term.args) if term.op in POWERS else log(*term.args))


def equated(left: Term, right: Term) -> Term:
    """left = right; of a limit or an integral and ±∞ the relation `diverges`, as infinity is no number."""
    for subject, value in ((left, right), (right, left)):
        if subject.op in ("limit", "integral") and value in INFINITIES:
            return Term("diverges", (subject, INFINITIES[value]))
    return Term("eq", (left, right))


def one_reading(*formulas: Term) -> tuple:
    """The formulas of one statement, all read over the complex numbers if any of them speaks of those."""
    if not any(map(_speaks_of_complex_numbers, formulas)):
        return formulas
    return tuple(map(_over_complex, formulas))


def _speaks_of_complex_numbers(formula: Term) -> bool:
    return any(t.op == "imaginary" or t.op in ("var", "sort") and t.marks & COMPLEX for t in subterms(formula))


def _over_complex(term: Term, depth: int = 0) -> Term:
    term = rebuild(term, _over_complex, depth)
    op = OVER_COMPLEX.get(term.op)
    return term if op is None or _surely_not_negative(term.args[0]) else Term(op, term.args)


def _surely_not_negative(u: Term) -> bool:
    """By the looks of it alone, whatever the hypotheses say."""
    if not is_real(u):
        return False
    match u.op, u.args:
        case "num", (value,):
            return value >= 0
        case "var", (_, domain, *_):
            return domain in NOT_NEGATIVE or domain == "index" and from_one(u)
        case "at", (array, _):
            return array.op == "softmax" or _surely_not_negative(array)
        case (("exp" | "abs" | "root" | "rpow" | "delta" | "ind" | "cosh" | "pi" | "euler" | "softmax"), _):
            return True
        case "pow", (base, exponent):
            even = exponent.op == "num" and exponent.args[0] % 2 == 0
            return even or _surely_not_negative(base)
        case (("add" | "mul" | "maxof"), parts):
            return all(map(_surely_not_negative, parts))
        case (("sum" | "prod" | "max" | "min" | "lam"), (*_, body)):
            return _surely_not_negative(body)
    return False
