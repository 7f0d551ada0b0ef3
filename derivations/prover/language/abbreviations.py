r"""Abbreviations: words that are read as terms of other words, under the names of SciPy, NumPy, PyTorch and SymPy.

sigmoid(x) is 1/(1 + exp(-x)), and no operator of the kernel: nothing has to be trusted, and every rule for exp serves it. A
term that was written by such a word keeps the word as its hint (which is for printing only, and never compared), and is printed
by it where the term is still what the word means.

    ABBREVIATIONS["sigmoid"].meaning(x)       the term
    ABBREVIATED["expit"].text == "sigmoid"    rows by every name that is read
    folded(term)                              (row, arguments), to print it by

A meaning that depends on what the arguments are raises Ambiguous where people read the word in two ways, and names both.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from ..kernel.terms import (
    BINDERS, INFINITY, MINUS, ONE, ZERO, IllTyped, Term, add, affine, at, bind, difference, div, fn, fresh, from_affine, mul, neg,
    num, opened, power, same_shape, shape, sort, sub, substitute, surely_from_one,
)  # fmt: skip
from ..kernel.polynomial import Refused
from ..kernel.signs import NEG, NIL, POS, Facts, meaning
from .functions import AROUND, CALL, ENTRIES, INDEX, LOG, MATRIX, NUMBER, POSTFIX, PREFIX, VECTOR


LOW = r"\_"  # of a name in LaTeX, which would drop a space


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A word for a term of other words: `meaning` makes that term of the arguments. `takes`: one string for each way to call it."""

    text: str
    takes: tuple
    meaning: object
    latex: str = ""  # "" for the word itself, upright
    form: str = CALL
    names: tuple = ()
    sympy: str = ""  # its class in SymPy, if that is read here
    printed: bool = True  # where people may differ about the meaning, the meaning is printed instead

    def __post_init__(self):
        if not self.latex:
            object.__setattr__(self, "latex", rf"\operatorname{{{self.text.replace('_', LOW)}}}")


class Ambiguous(ValueError):
    """A word that people read in two ways, or whose reading needs more than it was given: the message says what to write."""


# --- meanings -------------------------------------------------------------------------------------------------------

TWO, HALF = num(2), num(Fraction(1, 2))


def over_entries(array, body, op="sum"):
    """A sum, or another binder of an index, over the entries of a vector or the rows of a matrix."""
    k = fresh("k", "index", ONE, shape(array)[0])
    return bind(op, *k.args[2:], variable=k, body=body(k))


def entry_by_entry(function, *arrays):
    """A function of numbers over the entries of vectors of one length, some of which may be numbers."""
    longest = max(arrays, key=lambda array: len(shape(array)))

    def one(k):
        entries = [at(array, k) if shape(array) else array for array in arrays]
        return entry_by_entry(function, *entries) if any(map(shape, entries)) else function(*entries)

    return over_entries(longest, one, "lam")


def may_be_negative(term):
    """Unless a term, or every entry of it, is at least 0 by the way it is written."""
    match term:
        case Term("num", (value,)):
            return value < 0
        case Term("var", (_, domain, *dims)):
            if domain == "index":
                return dims[0].op != "num" or dims[0].args[0] < 0
            return domain not in ("positive", "nonnegative", "(0, 1)", "natural", "positive integer", "dimension")
        case Term("exp" | "softmax" | "abs" | "delta" | "ind" | "ones" | "pi", _):
            return False
        case Term("add" | "mul" | "maxof", parts):
            return any(map(may_be_negative, parts))
        case Term("pow" | "at" | "root" | "rpow", (base, *_)):
            return may_be_negative(base)
        case Term("cons", parts):
            return any(map(may_be_negative, parts))
        case Term("lam" | "sum" | "prod", _):
            return may_be_negative(opened(term)[1])
    return True


def may_vanish(term):
    """Unless a term, or every entry of it, is above 0 by the way it is written."""
    match term:
        case Term("num", (value,)):
            return value <= 0
        case Term("var", (_, domain, *dims)):
            if domain == "index":
                return dims[0].op != "num" or dims[0].args[0] < 1
            return domain not in ("positive", "(0, 1)", "positive integer", "dimension")
        case Term("exp" | "softmax" | "ones" | "pi", _):
            return False
        case Term("add", parts):
            return any(map(may_be_negative, parts)) or all(map(may_vanish, parts))
        case Term("mul" | "cons", parts):
            return any(map(may_vanish, parts))
        case Term("pow" | "at" | "root" | "rpow", (base, *_)):
            return may_vanish(base)
        case Term("lam" | "prod", _):
            return may_vanish(opened(term)[1])
        case Term("sum", (first, last, _)):
            empty = difference(last, first)
            full = surely_from_one(first, last) or empty and not empty[0] and empty[1] >= 0
            return not full or may_vanish(opened(term)[1])
    return True


def _sigmoid(x):
    return power(add(ONE, fn("exp", neg(x))), MINUS)


def _softplus(x):
    return fn("log", add(ONE, fn("exp", x)))


def _beta(a, b):
    return mul(fn("gamma", a), fn("gamma", b), power(fn("gamma", add(a, b)), MINUS))


def _factorial(k):
    return fn("gamma", add(k, ONE))


def _log_to(base):
    return lambda x: div(fn("log", x), fn("log", num(base)))


def _gaussian_integral(x, density):
    t = fresh("t", "real")
    return bind("integral", ZERO, x, variable=t, body=density(t))


def _erf(x):
    return mul(TWO, power(power(fn("pi"), HALF), MINUS), _gaussian_integral(x, lambda t: fn("exp", neg(power(t, TWO)))))


def _elu(x, scale=ONE):
    """x where it is positive, and else a multiple of e^x − 1."""
    return add(fn("maxof", x, ZERO), mul(scale, fn("minof", sub(fn("exp", x), ONE), ZERO)))


def _normal_distribution(x):
    """Φ(x) = 1/2 + ∫ from 0 to x of the density: an integral over a bounded range."""
    return add(HALF, _gaussian_integral(x, _normal_density))


def _normal_density(t):
    return div(fn("exp", mul(MINUS, power(t, TWO), HALF)), power(mul(TWO, fn("pi")), HALF))


def _binomial(n, k):
    """n! / (k! (n − k)!) where surely 0 <= k <= n; else, for a whole k >= 0, the product of (n − k + j)/j over j = 1, …, k."""
    below = may_be_negative(k) and not _surely_at_most(ZERO, k)
    if _surely_at_most(k, n) and not below:
        return div(_factorial(n), mul(_factorial(k), _factorial(sub(n, k))))
    if affine(k) is None or below:
        raise Ambiguous(
            "binomial(n, k) is read for k = 0, 1, 2, ...: declare k: natural; for other k write "
            "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"
        )
    j = fresh("j", "index", ONE, k)
    return bind("prod", ONE, k, variable=j, body=div(add(sub(n, k), j), j))


def _surely_at_most(k, n):
    """Is k <= n by the ranges of indices and the signs of domains?"""
    gap = difference(n, k)
    falling = {v: v.args[3] for v, c in gap[0].items() if v.op == "var" and v.args[1] == "index" and c < 0} if gap else {}
    gap = difference(substitute(n, falling), substitute(k, falling))
    return gap is not None and gap[1] >= 0 and all(c > 0 and not may_be_negative(v) for v, c in gap[0].items())


def _zeta(s):
    match s:
        case Term("num", (value,)) if value > 1:
            pass
        case Term("add", parts) if any(part.op == "num" and part.args[0] >= 1 for part in parts) and not may_vanish(
            sub(s, ONE) if len(parts) == 1 else add(*_without_one(parts))
        ):
            pass
        case _:
            raise Ambiguous("zeta(s) is read for s > 1, as in zeta(3) or zeta(1 + a) with a: positive; elsewhere it is no sum")
    end = fresh("N", "dimension")
    k = fresh("k", "index", ONE, end)
    partial = bind("sum", ONE, end, variable=k, body=power(power(k, s), MINUS))
    return bind("limit", sort("dimension"), INFINITY, "-", variable=end, body=partial)


def _without_one(parts):
    """The terms of a sum without 1, from the first number that is at least 1."""
    place = next(place for place, part in enumerate(parts) if part.op == "num" and part.args[0] >= 1)
    rest = parts[place].args[0] - 1
    return [*parts[:place], *([num(rest)] if rest else []), *parts[place + 1 :]]


def _vanishing(x, y):
    """y, or 1 where x = 0: a logarithm of it times x is 0 there."""
    at_zero = fn("ind", fn("eq", x, ZERO))
    return add(y, mul(at_zero, sub(ONE, y)))


def _xlogy(x, y):
    """x log y, which is 0 at x = 0."""
    return mul(x, fn("log", _vanishing(x, y) if may_vanish(x) else y))


def _plain(x, y):
    return mul(x, fn("log", y))


def _entr(x):
    return neg(_xlogy(x, x))


def _rel_entr(x, y):
    """x log(x/y), which is 0 at x = 0."""
    if not may_vanish(x):
        return mul(x, fn("log", div(x, y)))
    return sub(_xlogy(x, x), _xlogy(x, y))


def _kl_div(*_):
    raise Ambiguous(
        "kl_div is two functions: SciPy's is x*log(x/y) - x + y, write rel_entr(x, y) - x + y; PyTorch's takes log-probabilities, "
        "write KL(target, exp(input))"
    )


def entropy(p):
    """The entropy of what may have zeros and nothing negative, with 0 log 0 = 0; else the kernel's, of positive numbers."""
    return over_entries(p, lambda k: written_by(ABBREVIATIONS["entr"], _entr(at(p, k)))) if _with_zeros(p) else fn("entropy", p)


def divergence(q, p):
    """KL(q, p), likewise."""
    if not _with_zeros(q):
        return fn("kl", q, p)
    return over_entries(q, lambda k: written_by(ABBREVIATIONS["rel_entr"], _rel_entr(at(q, k), at(p, k))))


def _with_zeros(p):
    """May an entry be 0, and none be negative: by the way they are written, or else by their signs, as in t p + (1 − t) q?"""
    return may_vanish(p) and (not may_be_negative(p) or _signs(p) in (NIL, NIL | POS))


def _signs(v):
    """The signs that entries of a vector can have, as far as the kernel sees."""
    try:
        return Facts.of(()).mask(meaning(at(v, fresh("k", "index", ONE, *shape(v)))))
    except (IllTyped, Refused):
        return NEG | NIL | POS


def _cross_entropy(u, v):
    """−Σ u log v of probabilities; of logits and a class (PyTorch), or of logits and probabilities, with log softmax."""
    if not shape(v):
        return neg(fn("log", at(fn("softmax", u), v)))
    if not _some_negative(u):
        if not _some_negative(v):
            term = _xlogy if may_vanish(v) else _plain  # softmax has a logarithm where the target is 0, too
            return neg(over_entries(u, lambda k: term(at(u, k), at(v, k))))
        raise Ambiguous("the second argument of cross_entropy has no logarithm: it is read as cross_entropy(p, q) or (logits, p)")
    if not _some_negative(v) and v.op != "softmax":  # which may be the probabilities beside targets that u is meant to be
        return neg(over_entries(v, lambda k: mul(at(v, k), fn("log", at(fn("softmax", u), k)))))
    raise Ambiguous(
        "cross_entropy(u, v) is -Sum(u[k]*log(v[k]), (k, 1, n)) of probabilities, and in PyTorch, of logits u and probabilities v, "
        "-Sum(v[k]*log(softmax(u)[k]), (k, 1, n)): write one of them, or declare the probabilities, as in v: simplex[n]"
    )


def _some_negative(v):
    """May an entry of a vector be negative, where neither its writing nor its sign rules that out?"""
    return may_be_negative(v) and bool(_signs(v) & NEG)


def outer(u, v):
    """The matrix u_i v_j; the kernel's where the two have one length."""
    if same_shape(shape(u), shape(v)):
        return fn("outer", u, v)
    i, j = (fresh(letter, "index", ONE, *shape(array)) for letter, array in zip("ij", (u, v)))
    row = bind("lam", *j.args[2:], variable=j, body=mul(at(u, i), at(v, j)))
    return bind("lam", *i.args[2:], variable=i, body=row)


def _total_variation(p, q):
    return mul(HALF, over_entries(p, lambda k: fn("abs", sub(at(p, k), at(q, k)))))


def _norm(v, p=TWO):
    if p == TWO:
        return power(over_entries(v, lambda k: power(at(v, k), TWO)), HALF)
    if p == INFINITY:
        return over_entries(v, lambda k: fn("abs", at(v, k)), "max")
    total = over_entries(v, lambda k: fn("abs", at(v, k)) if p == ONE else power(fn("abs", at(v, k)), p))
    return total if p == ONE else power(total, power(p, MINUS))


def _onehot(i, n=None):
    if n is None:
        if i.op != "var" or i.args[1] != "index":
            raise Ambiguous("the length of this one-hot vector is not known: write onehot(i, n)")
        n = i.args[3]
    k = fresh("k", "index", ONE, n)
    return bind("lam", ONE, n, variable=k, body=fn("delta", k, i))


def _abspow(x, e):
    """|x|^e, which is 0 at x = 0."""
    at_zero = fn("ind", fn("eq", x, ZERO))
    return mul(sub(ONE, at_zero), power(add(fn("abs", x), at_zero), e))


def _minor(a, i, k=None):
    """The determinant of a matrix without row i and column k, or without row and column i."""

    def skipping(out, index, entry):
        before, after = fn("ind", Term("lt", (index, out))), fn("ind", Term("le", (out, index)))
        return add(mul(before, entry(index)), mul(after, entry(add(index, ONE))))

    row, column = (fresh(name, "index", ONE, from_affine(*affine(add(dim, MINUS)))) for name, dim in zip("rs", shape(a)))
    body = skipping(i, row, lambda r: skipping(i if k is None else k, column, lambda s: at(a, r, s)))
    inner = bind("lam", *column.args[2:], variable=column, body=body)
    return fn("det", bind("lam", *row.args[2:], variable=row, body=inner))


def _identity(n):
    i = fresh("i", "index", ONE, n)
    return bind("lam", ONE, n, variable=i, body=_onehot(i))


def transposed(a):
    """The matrix whose entry i, k is a[k, i]."""
    rows, columns = shape(a)
    i, k = fresh("i", "index", ONE, columns), fresh("k", "index", ONE, rows)
    row = bind("lam", ONE, rows, variable=k, body=at(a, k, i))
    return bind("lam", ONE, columns, variable=i, body=row)


def _mean(v):
    return div(over_entries(v, lambda k: at(v, k)), shape(v)[0])


def _jensen_shannon(p, q):
    middle = mul(add(p, q), HALF)
    return add(mul(HALF, divergence(p, middle)), mul(HALF, divergence(q, middle)))


def _harmonic(n):
    k = fresh("k", "index", ONE, n)
    return bind("sum", ONE, n, variable=k, body=power(k, MINUS))


def _heaviside(x, middle=HALF):
    return add(fn("ind", fn("lt", ZERO, x)), mul(middle, fn("ind", fn("eq", x, ZERO))))


# --- the words ------------------------------------------------------------------------------------------------------

ABBREVIATIONS = {row.text: row for row in (
    Abbreviation("sqrt", ("e",), lambda x: power(x, HALF), r"\sqrt{#1}", AROUND),
    Abbreviation("square", ("e",), lambda x: power(x, TWO), printed=False),
    Abbreviation("factorial", ("n",), _factorial, "@1!", POSTFIX, sympy="factorial"),
    Abbreviation("beta", ("nn",), _beta, r"\mathrm{B}", names=("Beta",), sympy="beta"),
    Abbreviation("binomial", ("nn",), _binomial, r"\binom{#1}{#2}", AROUND, ("comb", "binom", "nchoosek", "choose"), "binomial"),
    Abbreviation("harmonic", ("i",), _harmonic, "H_{#1}", AROUND, sympy="harmonic"),
    Abbreviation("trigamma", ("n",), lambda x: fn("polygamma", ONE, x), r"\psi'"),
    Abbreviation("zeta", ("n",), _zeta, r"\zeta", sympy="zeta"),
    Abbreviation("sigmoid", ("n",), _sigmoid, names=("expit", "logistic", "Sigmoid", "plogis")),
    Abbreviation("logit", ("n",), lambda p: fn("log", div(p, sub(ONE, p))), names=("qlogis",)),
    Abbreviation(
        "log_sigmoid", ("n",), lambda x: fn("log", _sigmoid(x)), r"\log \operatorname{sigmoid}", LOG, ("logsigmoid", "log_expit")
    ),
    Abbreviation("softplus", ("n",), _softplus, names=("Softplus", "log1pexp")),
    Abbreviation("relu", ("n",), lambda x: fn("maxof", x, ZERO), names=("ReLU", "Relu")),
    Abbreviation("silu", ("n",), lambda x: mul(x, _sigmoid(x)), names=("SiLU", "swish", "Swish")),
    Abbreviation("gelu", ("n",), lambda x: mul(x, _normal_distribution(x)), names=("GELU",)),
    Abbreviation("elu", ("n", "nn"), _elu, names=("ELU",)),
    Abbreviation("leaky_relu", ("nn",), lambda x, slope: add(fn("maxof", x, ZERO), mul(slope, fn("minof", x, ZERO)))),
    Abbreviation("relu6", ("n",), lambda x: fn("minof", fn("maxof", x, ZERO), num(6)), names=("ReLU6",)),
    Abbreviation("softsign", ("n",), lambda x: div(x, add(ONE, fn("abs", x)))),
    Abbreviation("tanhshrink", ("n",), lambda x: sub(x, fn("tanh", x))),
    Abbreviation("clip", ("nnn",), lambda x, least, most: fn("minof", fn("maxof", x, least), most), names=("clamp",)),
    Abbreviation("reciprocal", ("n",), lambda x: power(x, MINUS)),
    Abbreviation("mish", ("n",), lambda x: mul(x, fn("tanh", _softplus(x))), names=("Mish",)),
    Abbreviation("erf", ("n",), _erf, sympy="erf"),
    Abbreviation("erfc", ("n",), lambda x: sub(ONE, _erf(x)), sympy="erfc"),
    Abbreviation("Phi", ("n",), _normal_distribution, r"\Phi", names=("ndtr", "norm_cdf", "normcdf", "pnorm")),
    Abbreviation("log2", ("n",), _log_to(2), r"\log_{2}", PREFIX, ("lb",)),
    Abbreviation("log10", ("n",), _log_to(10), r"\log_{10}", PREFIX),
    Abbreviation("log1p", ("n",), lambda x: fn("log", add(ONE, x))),
    Abbreviation("expm1", ("n",), lambda x: sub(fn("exp", x), ONE)),
    Abbreviation("exp2", ("n",), lambda x: power(TWO, x)),
    Abbreviation(
        "atanh", ("n",), lambda x: mul(HALF, fn("log", div(add(ONE, x), sub(ONE, x)))), r"\operatorname{artanh}",
        names=("artanh", "arctanh"),
    ),
    Abbreviation("Heaviside", ("n", "nn"), _heaviside, names=("heaviside",), sympy="Heaviside"),
    Abbreviation("log_ndtr", ("n",), lambda x: fn("log", _normal_distribution(x))),
    Abbreviation("betaln", ("nn",), lambda a, b: sub(add(fn("loggamma", a), fn("loggamma", b)), fn("loggamma", add(a, b)))),
    Abbreviation("logaddexp", ("nn",), lambda a, b: fn("log", add(fn("exp", a), fn("exp", b)))),
    Abbreviation("xlogy", ("nn",), _xlogy),
    Abbreviation("xlog1py", ("nn",), lambda x, y: _xlogy(x, add(ONE, y))),
    Abbreviation("entr", ("n",), _entr),
    Abbreviation("abspow", ("nn",), _abspow),
    Abbreviation("rel_entr", ("nn",), _rel_entr),
    Abbreviation("kl_div", ("nn", "vv"), _kl_div),
    Abbreviation("cross_entropy", ("vi", "vv"), _cross_entropy, names=("CrossEntropy", "CE", "crossentropy"), printed=False),
    Abbreviation("JS", ("vv",), _jensen_shannon, r"\mathrm{JS}", names=("JSD",)),
    Abbreviation("TV", ("vv",), _total_variation, r"\mathrm{TV}", names=("total_variation",)),
    Abbreviation("jensenshannon", ("vv",), lambda p, q: power(_jensen_shannon(p, q), HALF)),
    Abbreviation("log_softmax", ("v",), lambda z: fn("log", fn("softmax", z)), r"\log \sigma", LOG, ("LogSoftmax", "logsoftmax")),
    Abbreviation("softmin", ("v",), lambda z: fn("softmax", neg(z)), names=("Softmin",)),
    Abbreviation("norm", ("v", "vn"), _norm, r"\lVert #1 \rVert_{#2}", AROUND),
    Abbreviation("mean", ("v",), _mean, names=("average",)),
    Abbreviation("onehot", ("i", "ii"), _onehot, names=("one_hot", "OneHot", "unit_vector")),
    Abbreviation("zeros", ("i",), lambda n: mul(ZERO, fn("ones", n))),
    Abbreviation("eye", ("i",), _identity, names=("identity", "Identity")),
    Abbreviation("transpose", ("m",), transposed, names=("Transpose",)),
    Abbreviation("minor", ("mi", "mii"), _minor, names=("Minor",)),
    Abbreviation("trace", ("m",), lambda a: over_entries(a, lambda k: at(a, k, k)), names=("Trace", "tr")),
)}  # fmt: skip
ABBREVIATED = {name: row for row in ABBREVIATIONS.values() for name in (row.text, *row.names)}


# --- printed by the word --------------------------------------------------------------------------------------------


def written_by(row, term):
    """The term, remembering the word by which it was written; a binder's hint is the name of what it binds, and stays."""
    return term if not row.printed or term.op in BINDERS or term.op in ("num", "var") else Term(term.op, term.args, row.text)


def folded(term):
    """(row, arguments) where a term was written by an abbreviation and still is what it means, else (None, ())."""
    if term.hint is not None and term.op not in BINDERS and term.hint in ABBREVIATIONS:
        row = ABBREVIATIONS[term.hint]
        for pattern in _patterns(row):
            args = _matched(*pattern, term)
            if args is not None and _means(row, args) == term:
                return row, args
    return None, ()


def _means(row, args):
    try:
        return row.meaning(*args)
    except (Ambiguous, IllTyped):
        return None


@cache
def _patterns(row):
    """What the word means for unknown arguments: (unknowns, term) for each way to call it."""
    found = []
    for takes in row.takes:
        for domains in product(("positive", "nonnegative", "real"), repeat=len(takes)):  # some meanings depend on it
            unknowns = tuple(map(_unknown, takes, domains))
            if (term := _means(row, unknowns)) is not None:
                found.append((unknowns, term))
    return found


def _unknown(kind, domain):
    n, m = fresh("n", "dimension"), fresh("m", "dimension")
    dims = {NUMBER: (), ENTRIES: (), VECTOR: (n,), MATRIX: (n, m), INDEX: (ONE, n)}[kind]
    return fresh("x", "index" if kind == INDEX else domain, *dims)


def _matched(unknowns, pattern, term):
    """What stands for the unknowns of a pattern in a term, or None."""
    found = {}

    def match(p, t):
        if p in unknowns:
            return not t.loose and found.setdefault(p, t) == t
        if p.op == "var" and p.args[1] == "dimension":
            return True  # of which a length is made: compared when the meaning is made again
        if p.op != t.op or len(p.args) != len(t.args):
            return False
        return all(match(a, b) if isinstance(a, Term) and isinstance(b, Term) else a == b for a, b in zip(p.args, t.args))

    return tuple(found[x] for x in unknowns) if match(pattern, term) and len(found) == len(unknowns) else None
