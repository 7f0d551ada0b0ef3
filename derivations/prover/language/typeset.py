r"""Typeset: terms as LaTeX for people, and as text in the syntax that language.py reads back.

Both print what the kernel holds, in the author's order. The LaTeX keeps to commands that MathJax, TeX and pandoc's way to Typst
all know. Different terms have different text; their LaTeX may agree, as e^x does however it was spelled.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from ..kernel.terms import (
    INDEX_BINDERS, INFINITIES, MAPS, MINUS, ONE, POWERS, IllTyped, Term, argument, bound_sort, fn, instantiate, mul, neg, num,
    power, shape, subterms,
)  # fmt: skip
from . import functions
from .abbreviations import ABBREVIATIONS, LOW, folded
from .functions import BINDERS, COMPARED, COMPARED_LATEX, CONSTANTS, FUNCTIONS, MIRRORED, MIRRORED_LATEX
from .itself import kept
from . import maps
from .maps import spelled_out
from .naming import at_variable, entry_of, named, names
from .sorts import SETS, as_chosen

# --- LaTeX ----------------------------------------------------------------------------------------------------------

# How tightly a piece holds together: it goes into parentheses where something tighter is needed.
RELATION, SUM, PRODUCT, OPEN, FRACTION, POWER, ATOM = range(7)  # OPEN: its end shows only where it is last, as in log x


HALF = num(Fraction(1, 2))


class Piece(NamedTuple):
    tex: str
    level: int


class Style(NamedTuple):
    """Names that must not be bound again, whether quotients are written a/b, as in exponents and arguments, and if in a script."""

    taken: frozenset
    inline: bool = False
    script: bool = False


@kept  # a line of a derivation is compared with the one before and the one after, and then printed
def latex(term):
    """The LaTeX of an expression or a formula."""
    return _piece(term, Style(names(term))).tex


GREEK = set(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell".split()
)


def _piece(term, style):
    row, args = folded(term)
    return _applied(row, args, style) if row else _plain(term, style)


def _plain(term, style):
    """A term that has no shorter word: by its own layout, as its row of the table says, or as what binds a variable."""
    layout, piece = LAYOUTS.get(term.op), None
    if layout is not None:
        piece = layout(term, style)
    if piece is None and term.op in FUNCTIONS:
        piece = _applied(FUNCTIONS[term.op], term.args, style)
    return piece or _over(term, style)


def _raised(term, style):
    return _power(*term.args, style) if as_chosen(term) else None


def _exponential(term, style):
    (exponent,) = term.args
    if "e" in style.taken:  # a variable has this name
        return Piece(rf"\exp{_fenced(_tex(exponent, style, True), '(', ')')}", ATOM)
    return Piece("e", ATOM) if exponent == ONE else Piece("e" + _script("^", exponent, style), POWER)


BY_VALUE = {"pi": power(fn("gamma", HALF), num(2)), "euler": neg(fn("digamma", ONE))}  # constants in other words
LOOKS_LIKE = {"pi": "pi", "euler": "gamma_E"}  # the variable whose LaTeX nobody can tell from the constant's


def _constant(term, style):
    """A constant by its letter, or by its value where a variable has this letter."""
    if LOOKS_LIKE.get(term.op) in style.taken:
        return _piece(BY_VALUE[term.op], style)
    return Piece(CONSTANTS[term.op].latex, ATOM)


def _value(call, style):
    """f(u), f'(u), and the gradient of a function of a vector at u."""
    f, order, u = call.args
    name, order = _tex(f, style), order.args[0]
    head = rf"\nabla {name}" if argument(f) and order else name + "'" * order
    return Piece(head + _arguments([u], style), ATOM)


def _ones(term, style):
    r"""\mathbf{1}_2: beside another vector the length would not be seen."""
    (size,) = term.args
    return Piece(rf"\mathbf{{1}}_{{{size.args[0]}}}", ATOM) if size.op == "num" else None


def _list(term, style):
    return Piece(_fenced(", ".join(_tex(part, style) for part in _listed(term)), "(", ")"), ATOM)


def _compared(term, style):
    left, sign, right = as_written(term, COMPARED_LATEX, MIRRORED_LATEX)
    return Piece(f"{_tex(left, style)} {sign} {_tex(right, style)}", RELATION)


def _diverging(term, style):
    left, direction = term.args
    return Piece(f"{_tex(left, style)} = {_tex(infinite(direction), style)}", RELATION)


def _bracketed(opening, closing):
    return lambda term, style: Piece(_fenced(_tex(term.args[0], style), opening, closing), ATOM)


def _applied(row, args, style):
    """A function with its arguments, as its row of the table says: in a pattern #1 is an argument, @1 one that holds together."""
    if (word := _other_word(row, style)) is not None:
        return Piece(rf"\operatorname{{{word.replace('_', LOW)}}}" + _arguments(args, style), ATOM)
    tex = re.sub(r"_\{#(\d)\}|#(\d)|@(\d)", lambda place: _filled(place, args, style), row.latex)
    match row.form:
        case functions.AROUND:
            return Piece(tex, ATOM)
        case functions.POSTFIX:
            return Piece(tex, FRACTION)
        case functions.FACTORS:
            return Piece(tex, PRODUCT)
        case functions.PREFIX:
            return _prefixed(tex, *args, style._replace(inline=style.inline or row.takes == functions.VECTOR))
    rest = _arguments(args[len(re.findall("#", row.latex)) :], style)
    return Piece(tex + rest, OPEN if row.form == functions.LOG else ATOM)


LETTERS = re.compile(r"(?:\\log )?\\?(?:(?:mathrm|operatorname)\{)?([A-Za-z]+)(_\{#)?")


def _other_word(row, style):
    """What to call a function whose letter is the name of a variable here, as σ of softmax, so that σ(z) would be a product."""
    if (written := LETTERS.match(row.latex)) is None:
        return None
    name, below = written.groups()
    if name not in style.taken and not (below and any(other.startswith(f"{name}_") for other in style.taken)):
        return None
    return next((word for word in (row.text, *row.names) if word not in style.taken), None)


def _filled(place, args, style):
    below, loose, tight = place.groups()
    if below and int(below) > len(args):
        return ""
    term = args[int(below or loose or tight) - 1]
    if tight:
        return _within(term, style, ATOM)
    return _script("_", term, style) if below else _tex(term, style, True)


def as_written(relation, signs, mirrored):
    """The two sides and the sign between them, from the side from which the author wrote it: a > b is kept as b < a."""
    left, right = relation.args
    if relation.hint and relation.hint == MIRRORED.get(relation.op):
        return right, mirrored[relation.op], left
    return left, signs[relation.op], right


def _tex(term, style, inline=None):
    return _piece(term, style if inline is None else style._replace(inline=inline)).tex


def _within(term, style, level):
    """The LaTeX of a term, in parentheses unless it holds together at least as tightly as `level`."""
    piece = _piece(term, style)
    return piece.tex if piece.level >= level else _fenced(piece.tex, "(", ")")


TALL = re.compile(r"\\(frac|sum|prod|int|left)(?![A-Za-z])")


def _fenced(tex, opening, closing):
    """Brackets, which grow only where what they hold is tall."""
    outside = re.sub(r"\^\{[^{}]*\}", "", tex)
    return rf"\left{opening} {tex} \right{closing}" if TALL.search(outside) else f"{opening}{tex}{closing}"


def _arguments(args, style):
    if len(args) == 1 and args[0].op == "cons":  # it has its own
        return _tex(args[0], style, True)
    return _fenced(", ".join(_tex(arg, style, True) for arg in args), "(", ")")


def _script(mark, term, style):
    tex = _tex(term, style._replace(script=True), True)
    return mark + (tex if len(tex) == 1 and (mark == "_" or tex.isdigit()) else f"{{{tex}}}")


def _subscript(places, style):
    parts = [_tex(place, style, True) for place in places]
    tex = ("" if all(len(part) == 1 for part in parts) else ",").join(parts)
    return f"_{tex}" if len(tex) == 1 else f"_{{{tex}}}"


def letter(name):
    r"""The LaTeX of a variable's name.

    >>> letter("alpha"), letter("z_prime"), letter("x1"), letter("q_max")
    ('\\alpha', "z'", 'x_{1}', 'q_{\\mathrm{max}}')
    """
    stem, prime, _ = name.partition("'")[0].partition("_prime")
    stem, _, below = re.sub(r"(?<=[a-z])(\d+)$", r"_\1", stem, flags=re.I).partition("_")
    base = {"lamda": r"\lambda", "epsilon": r"\varepsilon"}.get(stem) or (rf"\{stem}" if stem in GREEK else stem)
    base = base if base.startswith("\\") or len(base) <= 1 else rf"\mathrm{{{base}}}"
    mark = "'" if prime else ""
    if not below:
        return base + mark
    return rf"{base}{mark}_{{{below if len(below) == 1 or below.isdigit() else letter(below)}}}"


def _number(value, style):
    sign, size = ("-" if value < 0 else ""), abs(Fraction(value))
    if size.denominator == 1:
        return Piece(f"{sign}{size}", SUM if sign else ATOM)
    tex = f"{size}" if style.inline else rf"\frac{{{size.numerator}}}{{{size.denominator}}}"
    return Piece(sign + tex, SUM if sign else PRODUCT if style.inline else FRACTION)


def _entry(array, places, style):
    match array:
        case Term("var", (name, *_)):
            base = letter(name)
            head, under, below = base.partition("_{")
            if under:
                return Piece(f"{head}_{{{below[:-1]},{','.join(_tex(p, style, True) for p in places)}}}", ATOM)
        case Term("softmax" | "diag" | "jacobian" | "cons" | "call", _):
            base = _within(array, style, ATOM)
        case _:
            base = _fenced(_tex(array, style), "(", ")")
    return Piece(base + _subscript(places, style), ATOM)


def _sum(parts, style):
    first, *rest = parts
    return _tex(first, style) + "".join(_signed(part, style) for part in rest)


def _signed(part, style):
    size = _negated(part)
    return " + " + _within(part, style, PRODUCT) if size is None else " - " + _within(size, style, PRODUCT)


def _negated(term):
    """The term without its leading minus sign, or None if it has none."""
    match term:
        case Term("num", (value,)) if value < 0:
            return num(-value)
        case Term("mul", (Term("num", (value,)), *rest)) if value < 0:
            return mul(*rest) if value == -1 else mul(num(-value), *rest)
    return None


# Products ---------------------------------------------------------------------------------------------------------


def _product(factors, style):
    size = _negated(Term("mul", tuple(factors)))
    if size is not None:
        return Piece("-" + _within(size, style, PRODUCT), SUM)
    groups = _quotients(factors, style)
    if len(groups) == 1:
        return _quotient(*groups[0], style)
    pieces = [_quotient(*group, style) if group[1] else _juxtaposed(group[0], style, last) for group, last in _lasts(groups)]
    return Piece(_joined([_for_factor(p, last) for p, last in _lasts(pieces)]), PRODUCT)


def _lasts(items):
    return ((item, place == len(items) - 1) for place, item in enumerate(items))


def _for_factor(piece, last):
    enough = piece.level >= (OPEN if last else FRACTION) or piece.level == PRODUCT and "/" not in piece.tex
    return piece.tex if enough else _fenced(piece.tex, "(", ")")


def _quotients(factors, style):
    """Runs of factors and divisors in the author's order: a/b c/d is [([a], [b]), ([c], [d])]."""
    groups = [([], [])]
    for place, factor in enumerate(factors):
        divisor = _divisor(factor, leading=place == 0 and not style.inline)
        if divisor is None:
            if groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(factor)
        else:
            groups[-1][1].append(divisor)
    return groups


def _divisor(factor, leading):
    """What a factor divides by, or None if it multiplies."""
    if folded(factor)[0]:
        return None  # sigmoid(x), by its name
    match factor:
        case Term("pow" | "root" | "cpow", (base, Term("num", (exponent,)))) if exponent < 0 and as_chosen(factor):
            return base if exponent == -1 else power(base, num(-exponent))
        case Term("num", (Fraction(numerator=1, denominator=q),)) if not leading:
            return num(q)
    return None


def _quotient(above, below, style):
    if not below:
        return _juxtaposed(above, style, True)
    below = sorted(below, key=lambda divisor: divisor.op != "num")  # a/(2 T), however it was divided
    if _beside(above, below, style):
        return _by_quotient(above, below, style)
    if not style.inline:
        upper = _tex(mul(*above), style) if above else "1"
        return Piece(rf"\frac{{{upper}}}{{{_tex(mul(*below), style)}}}", FRACTION)
    upper = _juxtaposed(above, style, False).tex if above else "1"
    return Piece(f"{upper}/{_within(mul(*below), style, POWER)}", PRODUCT)


def _beside(above, below, style):
    """Is it a quotient of quotients, of four storeys if one stood below the other? A script has no room for what stands beside."""
    *others, last = below
    if style.script or not _is_quotient(last, style):
        return False
    return _tex(last, style).count("/") > 1 if style.inline else bool(others) or any(_is_quotient(f, style) for f in above)


def _is_quotient(term, style):
    """Is it one quotient, with more than a number below?"""
    if term.op != "mul" or folded(term)[0] or _negated(term) is not None:
        return False
    groups = _quotients(term.args, style._replace(inline=False))
    return len(groups) == 1 and any(divisor.op != "num" for divisor in groups[0][1])


def _by_quotient(above, below, style):
    r"""A quotient by a quotient: \frac{a}{b} \Big/ \frac{c}{d}."""
    *others, last = below
    upper = _quotient(above, others, style) if others else _juxtaposed(above, style, False)
    upper = upper.tex if upper.level in (PRODUCT, *range(FRACTION, ATOM + 1)) else _fenced(upper.tex, "(", ")")
    ((over, under),) = _quotients(last.args, style._replace(inline=False))
    return Piece(rf"{upper} \Big/ {_quotient(over, under, style._replace(inline=False)).tex}", PRODUCT)


def _juxtaposed(factors, style, last):
    """Factors side by side; one that ends open (log x, a sum) needs parentheses unless it comes last."""
    if len(factors) == 1:
        piece = _piece(factors[0], style)
        return piece if last or piece.level >= FRACTION else Piece(_fenced(piece.tex, "(", ")"), ATOM)
    return Piece(_joined([_within(f, style, OPEN if last and end else FRACTION) for f, end in _lasts(factors)]), PRODUCT)


def _joined(parts):
    """Juxtaposition, with a dot where a number would run into what stands before it."""
    tex = parts[0]
    for before, part in zip(parts, parts[1:]):
        digits = part[0].isdigit() or part.startswith(r"\frac{1}") and before[-1].isdigit()
        tex += (r" \cdot " if digits else " ") + part
    return tex


def _power(base, exponent, style):
    match exponent:
        case Term("num", (value,)) if value < 0:
            return _product([power(base, exponent)], style)
        case Term("num", (Fraction(numerator=1, denominator=2),)):
            return Piece(rf"\sqrt{{{_tex(base, style)}}}", ATOM)
        case Term("num", (value,)) if value == 1:
            return _piece(base, style)
    return Piece(_within(base, style, ATOM) + _script("^", exponent, style), POWER)


def _prefixed(name, argument, style):
    """log x, log of a big sum or of a fraction, but log(x + y)."""
    piece = _piece(argument, style)
    bare = argument.op in ("sum", "prod") or argument.op == "exp" or piece.level >= FRACTION and argument.op not in POWERS
    bare = bare and not piece.tex.startswith(("(", r"\left("))
    return Piece(f"{name} {piece.tex}" if bare else name + _fenced(piece.tex, "(", ")"), OPEN)


def _listed(array):
    """The entries of a vector that is listed: cons(a, cons(b, v))."""
    match array:
        case Term("cons", (head, rest)):
            return [head, *_listed(rest)]
        case Term("lam", (first, last, body)) if first == last == ONE:
            return [instantiate(body, ONE)]
        case Term("ones", (Term("num", (1,)),)):
            return [ONE]
    return [array]


# Binders ----------------------------------------------------------------------------------------------------------


def _over(term, style):
    variable, body = named(term, style.taken)
    x, kind = letter(variable.args[0]), term.op
    d = r"\mathrm{d}" if "d" in style.taken else "d"  # where d is a variable
    style = style._replace(taken=style.taken | {variable.args[0]})
    match kind, term.args:
        case "sum" | "prod", (first, last, _):
            low, high = _tex(first, style, True), _tex(last, style, True)
            return Piece(rf"{BINDERS[kind].latex}_{{{x}={low}}}^{{{high}}} {_bounded(kind, variable, body, style)}", OPEN)
        case "max" | "min", (first, last, _):
            simple = first == ONE and _has_entry(body, variable, last)
            if kind == "min" and simple and body.op == "at" and body.args[0].op == "var" and len(body.args) == 2:
                return Piece(rf"\min {_tex(body.args[0], style)}", OPEN)  # of a whole vector, as its largest entry is \max z
            below = x if simple else rf"{_tex(first, style, True)} \le {x} \le {_tex(last, style, True)}"
            return Piece(rf"{BINDERS[kind].latex}_{{{below}}} {_bounded(kind, variable, body, style)}", OPEN)
        case "lam", (first, last, _):
            low, high = _tex(first, style, True), _tex(last, style, True)
            return Piece(rf"\left( {_tex(body, style)} \right)_{{{x}={low}}}^{{{high}}}", POWER)  # it carries a script already
        case "integral", (low, high, _):
            ends = _script("_", low, style) + _script("^", high, style)
            return Piece(rf"\int{ends} {_within(body, style, PRODUCT)} \, {d}{x}", OPEN)
        case "simplex", (total, dim, _):
            region = rf"\Delta{_subscript([dim], style)}"
            if total != ONE:
                region = f"{_within(total, style._replace(inline=True), FRACTION)} {region}"
            return Piece(rf"\int_{{{region}}} {_within(body, style, PRODUCT)} \, {d}{x}", OPEN)
        case "space", (dim, _):
            return Piece(rf"\int_{{\mathbb{{R}}^{{{_tex(dim, style, True)}}}}} {_within(body, style, PRODUCT)} \, {d}{x}", OPEN)
        case "limit", (_, point, side, _):
            near = _tex(point, style, True)
            if side in ("+", "-") and "infty" not in near:
                near = (_fenced(near, "(", ")") if "^" in near else near) + f"^{side}"
            return Piece(rf"\lim_{{{x} \to {near}}} {_within(body, style, PRODUCT)}", OPEN)
    raise ValueError(f"no LaTeX for {term.op}: {term}")


def _has_entry(body, variable, last):
    """Does the body take an entry of a vector of that length, so that a reader knows where the index ends?"""
    return any(t.op == "at" and t.args[1] == variable and not t.loose and shape(t.args[0])[0] == last for t in subterms(body))


def _bounded(kind, variable, body, style):
    """The body of a big operator; a factor at its end that does not mention the index would be read as standing outside."""
    outside = kind != "sum" and body.op == "mul" and variable not in body.args[-1].free
    return _within(body, style, OPEN if outside else PRODUCT)


def _differentiated(term, style):
    if not at_variable(term):
        variable, body = named(term, style.taken)
        inside = Term(term.op, (term.args[0], variable, *term.args[2:-1], term.args[-1]), term.hint)
        place = rf"{letter(variable.args[0])} = {_tex(term.args[1], style, True)}"
        taken = style._replace(taken=style.taken | {variable.args[0]})
        if _named_jacobian(term, style):
            return Piece(r"J_\sigma" + _arguments([term.args[1]], style), ATOM)
        return Piece(rf"\left. {_tex(inside, taken)} \right|_{{{place}}}", OPEN)
    body = instantiate(term.args[-1], term.args[1])
    x = letter(term.args[1].args[0])
    match term.op:
        case "gradient":
            below = "" if _alone(term.args[1], body) and not _within_function(body) else f"_{{{x}}}"
            return Piece(rf"\nabla{below} {_within(body, style, OPEN)}", OPEN)
        case "jacobian" if _named_jacobian(term, style):
            return Piece(rf"J_\sigma({x})", ATOM)
        case "jacobian":
            return Piece(rf"\frac{{\partial}}{{\partial {x}}} {_within(body, style, OPEN)}", OPEN)
    return _partial(term, style)


def _within_function(body):
    """Is a vector that is no name within a function, so that a reader would take the gradient of that function there?"""
    row, args = folded(body)
    if row is None:
        known = body.op in FUNCTIONS or body.op == "call"
        args = body.args[2:] if body.op == "call" else body.args if known else ()
    return any(arg.op != "var" and shape(arg) or _within_function(arg) for arg in args if isinstance(arg, Term))


def _named_jacobian(term, style):
    return style.taken.isdisjoint(("J", "sigma")) and term.op == "jacobian" and term.args[-1] == fn("softmax", Term("bound", (0,)))


def _alone(point, body):
    """Whether the body depends on nothing else that varies."""
    return not any(v != point and v.args[1] not in ("index", "dimension", *MAPS) for v in body.free)


def _partial(term, style):
    """Derivatives of derivatives as one operator, the outermost first."""
    wrt, body, alone = [], term, True
    while body.op == "deriv" and at_variable(body):
        _, point, *places, inner = body.args
        wrt.append(_entry(point, places, style).tex if places else letter(point.args[0]))
        alone = alone and not places
        body = instantiate(inner, point)
        alone = alone and _alone(point, body)
    d = "d" if alone and "d" not in style.taken else r"\partial"
    order = f"^{len(wrt)}" if len(wrt) > 1 else ""
    if len(set(wrt)) == 1:
        below = f"{d} {wrt[0]}{order}"
    else:
        below = r"\,".join(f"{d} {x}" for x in wrt)
    return Piece(rf"\frac{{{d}{order}}}{{{below}}} {_within(body, style, OPEN)}", OPEN)


# Formulas ---------------------------------------------------------------------------------------------------------


def _conjunction(parts, style):
    """a = b < c where each relation starts where the one before it ends; else one after the other."""
    tex, end = "", None
    for part in parts:
        left, sign, right = as_written(part, COMPARED_LATEX, MIRRORED_LATEX) if part.op in COMPARED_LATEX else (None,) * 3
        if end is not None and right == end != left and part.op in MIRRORED:  # a = b and 0 < b: a = b > 0
            other = Term(part.op, part.args, None if part.hint else MIRRORED[part.op])
            left, sign, right = as_written(other, COMPARED_LATEX, MIRRORED_LATEX)
        if end is not None and left == end:
            tex += f" {sign} {_tex(right, style)}"
        else:
            tex += (r" \quad\text{and}\quad " if tex else "") + _tex(part, style)
        end = right
    return tex


def _for_all(term, style):
    groups = []  # (letters, range) of neighbours that run over the same
    while term.op == "forall":
        variable, body = named(term, style.taken)
        over = _partial_range(variable, body, style)
        style = style._replace(taken=style.taken | {variable.args[0]})
        if groups and groups[-1][1] == over:
            groups[-1][0].append(letter(variable.args[0]))
        else:
            groups.append(([letter(variable.args[0])], over))
        term = body
    said = r",\ ".join(", ".join(letters) + over for letters, over in groups)
    return Piece(rf"{_tex(term, style)} \quad \text{{for all }} {said}", RELATION)


def _for_some(term, style):
    variable, body = named(term, style.taken)
    over = _partial_range(variable, body, style)
    inside = _tex(body, style._replace(taken=style.taken | {variable.args[0]}))
    return Piece(rf"{inside} \quad \text{{for some }} {letter(variable.args[0])}{over}", RELATION)


def _partial_range(variable, body, style):
    """What a variable ranges over; an index, where that is not over all entries of what has it as an index in the body."""
    _, domain, *ends = variable.args
    if domain in SETS:
        raised = r" \times ".join(_tex(dim, style) for dim in ends)
        return rf" \in {SETS[domain][1]}" + (f"^{{{raised}}}" if ends else "")
    if domain != "index":
        return ""
    entries = [t for t in subterms(body) if t.op == "at" and variable in t.args[1:]]
    sizes = {size for t in entries for size, place in zip(_lengths(t.args[0]), t.args[1:]) if place == variable}
    if sizes == {ends[1]} and ends[0] == ONE:
        return ""
    return rf" \in \{{{_tex(ends[0], style)}, \ldots, {_tex(ends[1], style)}\}}"


def _lengths(array):
    try:
        return shape(array)
    except IllTyped:  # within a binder of its own, whose variable is not there to be seen
        return ()


LAYOUTS = {  # by operator; None where a term is laid out as its row of the table says
    "num": lambda term, style: _number(term.args[0], style),
    "var": lambda term, style: Piece(letter(term.args[0]), ATOM),
    "at": lambda term, style: _entry(*entry_of(term), style),
    "add": lambda term, style: Piece(_sum(term.args, style), SUM),
    "mul": lambda term, style: _product(term.args, style),
    **dict.fromkeys(("pow", "root", "rpow", "cpow"), _raised),
    "exp": _exponential,
    "clog": lambda term, style: _applied(FUNCTIONS["log"], term.args, style) if as_chosen(term) else None,
    "call": _value,
    "delta": lambda term, style: Piece(r"\delta" + _subscript(term.args, style), ATOM),
    "ind": _bracketed("[", "]"),
    "abs": _bracketed("|", "|"),
    "ones": _ones,
    "cons": _list,
    **dict.fromkeys(COMPARED_LATEX, _compared),
    "diverges": _diverging,
    "and": lambda term, style: Piece(_conjunction(term.args, style), RELATION),
    **dict.fromkeys(CONSTANTS, lambda term, style: _constant(term, style)),
    **dict.fromkeys(("deriv", "gradient", "jacobian"), lambda term, style: _differentiated(term, style)),
    "forall": _for_all,
    "exists": _for_some,
    "bound": lambda term, style: Piece(rf"\cdot_{{{term.args[0]}}}", ATOM),
}


# --- text -----------------------------------------------------------------------------------------------------------

DERIVATIVES = ("deriv", "gradient", "jacobian")
WORDS = {op: row.text for op, row in FUNCTIONS.items()} | functions.RELATIONS


@kept
def text(term):
    """The term in the syntax of language.py, which reads it back as the same term, given `declarations(term)`."""
    return _spelled(term)[0]


def declarations(term):
    """What the names in text(term) stand for, bound vectors and scalars included: {"n": "dimension", "z": "real[n]"}."""
    return _spelled(term)[1]


def _spelled(term):
    domains = {variable.args[0]: domain_text(*variable.args[1:]) for variable in sorted(term.free, key=lambda v: v.args[0])}
    return _formula(term, Scope(domains, names(term))), domains


def domain_text(domain, *dims):
    """How a domain is declared: real[n], index[n], index[2, n], (0, 1)."""
    if domain == "index" and dims[0] == ONE:
        dims = dims[1:]

    def lengths(dims):
        return f"[{', '.join(map(text, dims))}]"

    if domain in MAPS:
        return maps.declared(domain, dims, lengths)
    return domain + lengths(dims) if dims else domain


class Scope(NamedTuple):
    """The domains of the names that a text uses (which grows as it is written), and the names not to be bound again."""

    domains: dict
    taken: frozenset

    def within(self, variable):
        return self._replace(taken=self.taken | {variable.args[0]})


def _formula(term, scope):
    """A formula that stands by itself: a = b < c, where inside another it is And(Eq(a, b), b < c)."""
    match term:
        case Term("eq", _):
            return _compared(term, scope)
        case Term("diverges", (left, direction)):
            return f"{_at(SUM, left, scope)} = {_at(SUM, infinite(direction), scope)}"
        case Term("and", (first, *rest)) if _chained(first, *rest):
            links = (as_written(part, COMPARED, MIRRORED)[1:] for part in rest)
            return _formula(first, scope) + "".join(f" {sign} {_at(SUM, right, scope)}" for sign, right in links)
    return _at(RELATION, term, scope)


def _compared(term, scope):
    left, sign, right = as_written(term, COMPARED, MIRRORED)
    return f"{_at(SUM, left, scope)} {sign} {_at(SUM, right, scope)}"


def infinite(direction):
    """What a limit that diverges in this direction is said to be."""
    return next(value for value, sign in INFINITIES.items() if sign == direction)


def _chained(*parts):
    if any(part.op not in COMPARED for part in parts):
        return False
    links = [as_written(part, COMPARED, MIRRORED) for part in parts]
    return all(before[2] == after[0] for before, after in zip(links, links[1:]))


def _at(level, term, scope):
    """The text of a term, in parentheses unless it holds together at least as tightly as `level`."""
    piece, own = _spell(term, scope)
    return piece if own >= level else f"({piece})"


def _all(terms, scope):
    return ", ".join(_at(RELATION, term, scope) for term in terms)


def _spell(term, scope):
    row, args = folded(term)
    if row:
        return f"{row.text}({_all(args, scope)})", ATOM
    match term:
        case Term("num", (value,)):
            return str(value), ATOM if value >= 0 and isinstance(value, int) else PRODUCT
        case Term("var", (name, *_)):
            return name, ATOM
        case Term("add", (first, *rest)):
            return _at(PRODUCT, first, scope) + "".join(_added(part, scope) for part in rest), SUM
        case Term("mul", (head, *rest)):
            return _multiplied(head, rest, scope), PRODUCT
        case Term("pow", (base, exponent)) if exponent == MINUS:
            return "1/" + _divided(base, scope), PRODUCT
        case Term("root" | "cpow", (base, exponent)) if exponent == HALF and as_chosen(term):
            return f"sqrt({_at(RELATION, base, scope)})", ATOM
        case Term("pow" | "root" | "rpow" | "cpow", (base, exponent)) if as_chosen(term):
            return f"{_at(ATOM, base, scope)}**{_at(ATOM, exponent, scope)}", POWER
        case Term("at", _):
            array, places = entry_of(term)
            return f"{_at(ATOM, array, scope)}[{_all(places, scope)}]", ATOM
        case Term("le" | "lt", _):
            return _compared(term, scope), RELATION
        case Term("call", (f, Term("num", (order,)), u)):
            if order:
                whole = spelled_out(term)
                return _bound(whole, whole.op, (), scope), ATOM
            return f"{_at(ATOM, f, scope)}({_at(RELATION, u, scope)})", ATOM
        case Term("clog", (u,)) if as_chosen(term):
            return f"log({_at(RELATION, u, scope)})", ATOM
        case Term("diverges", (left, direction)):
            return f"Eq({_all((left, infinite(direction)), scope)})", ATOM
        case Term(op, ()) if op in BY_VALUE and CONSTANTS[op].text in scope.taken:
            return _spell(BY_VALUE[op], scope)
        case Term(op, ()) if op in CONSTANTS:
            return CONSTANTS[op].text, ATOM
        case Term("lam", (first, n, Term("delta", (_, y)))) if first == ONE and not y.loose and term == _unit_vector(y, n):
            return f"onehot({_all((y, n), scope)})", ATOM
        case Term("cons", _) if (numbers := _numbers(term)) is not None:
            return f"Matrix([{_all(numbers, scope)}])", ATOM
        case Term(op, args) if op in WORDS:
            return f"{WORDS[op]}({_given(args, scope)})", ATOM
        case Term(op, (*parameters, _)) if op in BINDERS:
            return _bound(term, op, parameters, scope), ATOM
    return str(term), ATOM  # the kernel's own canonical terms, which nobody writes


def _unit_vector(y, n):
    """The vector whose y-th entry is 1, as its word makes it."""
    return ABBREVIATIONS["onehot"].meaning(y, n)


def _given(args, scope):
    """The arguments of a function, where a vector that is listed needs no word: softmax([1, 2])."""
    lists = (_numbers(arg) for arg in args)
    return ", ".join(_at(RELATION, a, scope) if each is None else f"[{_all(each, scope)}]" for a, each in zip(args, lists))


def _numbers(term):
    """The entries of a vector that is listed to its end, cons(a, cons(b, vector((k, 1, 1), c))); None of any other."""
    numbers = []
    while term.op == "cons":
        head, term = term.args
        numbers.append(head)
    if not numbers or term.op != "lam" or not term.args[0] == term.args[1] == ONE:
        return None
    last = instantiate(term.args[2], ONE)
    return None if last != term.args[2] else [*numbers, last]


def _added(part, scope):
    """A term after the first of a sum, with its sign. A product is read back with the sign in it unless it is in parentheses."""
    size = _negated(part)
    if size is None:
        return " + " + _at(PRODUCT, part, scope)
    if part.op == "num":
        return f" - {size.args[0]}"
    _, *rest = part.args
    if part.args[0] != MINUS:
        return " - " + _at(PRODUCT, size, scope)
    if rest[0].op == "num":
        return " - " + _multiplied(ONE, rest, scope)
    if len(rest) == 1:
        return " - " + (f"({_at(RELATION, size, scope)})" if size.op == "mul" else _at(PRODUCT, size, scope))
    return " - " + _multiplied(rest[0], rest[1:], scope)


def _multiplied(head, rest, scope):
    """A product. A number is followed by * and parentheses where a quotient would be read as one number, or lose its 1."""
    out, number = "", head.op == "num"
    if head == MINUS and rest[0].op != "num":
        out, head, rest, number = "-", rest[0], rest[1:], False
    if number:
        out += str(head.args[0])
    elif _divides(head):
        out += "1/" + _divided(head.args[0], scope)
    else:
        out += _at(POWER, head, scope)
    for place, factor in enumerate(rest):
        lone = number and not place
        match factor:
            case Term("pow", (base, _)) if _divides(factor) and not (lone and head == ONE):
                out += "/" + _divided(base, scope)
            case Term("num", (Fraction(numerator=1, denominator=q),)) if q > 1 and not lone:
                out += f"/{q}"
            case _:
                out += "*" + _at(POWER, factor, scope)
    return out


def _divides(factor):
    """Is a factor written as a divisor? 1/(1 + exp(-x)) is, unless its author called it sigmoid(x)."""
    return factor.op == "pow" and factor.args[1] == MINUS and not folded(factor)[0]


def _divided(base, scope):
    """A divisor: numbers in parentheses, since x/2 is read as x times one half."""
    return f"({base.args[0]})" if base.op == "num" else _at(POWER, base, scope)


# Binders ----------------------------------------------------------------------------------------------------------


def _bound(term, op, parameters, scope):
    if op in DERIVATIVES:
        return _derivative(term, op, scope)
    variable, body = _named(term, scope)
    inside = _at(RELATION, body, scope.within(variable))
    x, parameters = variable.args[0], [p if isinstance(p, str) else _at(RELATION, p, scope) for p in parameters]
    match op, parameters:
        case "lam", (first, last):
            return f"vector(({x}, {first}, {last}), {inside})"
        case "integral", (low, high):
            return f"Integral({inside}, ({x}, {low}, {high}))"
        case "simplex", (total, _):
            return f"SimplexIntegral({inside}, {x}{'' if total == '1' else f', {total}'})"
        case "space", _:
            return f"SpaceIntegral({inside}, {x})"
        case "limit", (_, point, side):
            usual = side == ("-" if point == "oo" else "+")
            return f"Limit({inside}, {x}, {point}{'' if usual else f', {side!r}'})"
        case "forall" | "exists", _ if variable.args[1] == "index":
            return f"{BINDERS[op].text}({inside}, ({x}, {', '.join(_at(RELATION, d, scope) for d in variable.args[2:])}))"
        case "forall" | "exists", _:
            return f"{BINDERS[op].text}({inside}, {x})"
    return f"{BINDERS[op].text}({inside}, ({x}, {', '.join(parameters)}))"


def _named(term, scope):
    """A name for what a binder binds. Where the text leaves its domain to the declarations, they hold it, once for all."""
    stated = term.op in INDEX_BINDERS or term.op == "integral" or bound_sort(term).args[0] == "index"
    domain = None if stated else domain_text(*bound_sort(term).args)
    others = {name for name, known in scope.domains.items() if known != domain}
    variable, body = named(term, scope.taken | others)
    if not stated:
        scope.domains[variable.args[0]] = domain
    return variable, body


def _derivative(term, op, scope):
    if not at_variable(term):
        variable, body = _named(term, scope)
        at_name = Term(op, (term.args[0], variable, *term.args[2:]))
        inside = _derivative(at_name, op, scope.within(variable))
        return f"Subs({inside}, {variable.args[0]}, {_at(RELATION, term.args[1], scope)})"
    wrt, body = [], term
    while body.op == op and at_variable(body) and (op == "deriv" or not wrt):
        _, point, *places, body = body.args
        body = instantiate(body, point)
        wrt.insert(0, point.args[0] + (f"[{_all(places, scope)}]" if places else ""))
    return f"{BINDERS[op].text}({_at(RELATION, body, scope)}, {', '.join(wrt)})"
