"""Declarations: the variables of names, declared by their domains."""

import re
from functools import lru_cache, partial

from ...kernel.terms import MAPS, ONE, SCALARS, VECTORS, affine, at, fn, from_affine, var
from ..abbreviations import over_entries
from ..syntax import GREEK, LanguageError, NAME, plain_name
from .statements import parse_expression
from .words import CONSTANTS


SIMPLICES = {"simplex": "nonnegative", "open simplex": "positive", "interior simplex": "positive"}  # -> domain of an entry
FAMILIAR = {"int": "integer", "float": "real", "vector": "real", "matrix": "real"} | SIMPLICES  # other words -> the domain
DIMENSIONS = dict.fromkeys([*SCALARS, "int", "float", *MAPS], (0, 1, 2)) | {  # domain -> how many it may carry
    "dimension": (0,), "index": (1, 2), "vector": (1,), "matrix": (2,), **dict.fromkeys(SIMPLICES, (1,)),
}  # fmt: skip
NEED_NO_LENGTH = SCALARS | {"dimension"}
ONE_OF = r"(?:\(0,\s*1\)|[a-z][a-z ]*?)"  # the words for a domain
DECLARATION = re.compile(
    rf"\s*(?P<domain>(?:[a-z ]*{ONE_OF}\s*(?:\[(?P<of>[^\[\]]*)\]\s*)?->\s*)?{ONE_OF})\s*(?:\[(?P<dims>[^\[\]]*)\])?\s*"
)


def declare(symbols):
    """The variables of names declared by their domains, as {"n": "dimension", "z": "real[n]", "i": "index[n]", "T": "positive"}.

    A dimension is an integer >= 1; a length that nobody declares is one. Raises LanguageError for an unknown domain or a name that
    is no name.
    """
    scope, domains = {}, {name: _taken_apart(domain) for name, domain in symbols.items()}
    needed = {name: _taken_apart("dimension") for name in _undeclared(domains)}
    for name, domain in sorted((needed | domains).items(), key=_needs_a_length):
        letter = isinstance(name, str) and name.startswith("\\") and name[1:] in GREEK.values()  # as LaTeX writes it
        if not isinstance(name, str) or not letter and not NAME.fullmatch(name) or name in ("oo", "∞"):
            raise LanguageError(f"{name!r} is not a name: letters, digits and _, a letter first")
        plain = plain_name(name)
        scope[plain] = _declared(plain, domain, symbols.get(name), scope)
    return scope


def _needs_a_length(item):
    word, *lists = item[1]
    return word not in NEED_NO_LENGTH or lists != [None, None]


SETS = re.compile(r"\s*[Rℝ]\s*(?:\^\s*\{?\s*(?P<rows>\w+)\s*(?:[x×,]\s*(?P<columns>\w+)\s*)?\}?)?\s*")


IN_OTHER_WORDS = [  # what people write -> the word of the language
    (re.compile(pattern, re.ASCII), word)
    for pattern, word in (
        (r"\s*(?:>\s*0|\(\s*0\s*,\s*(?:oo|inf)\s*\)|positive (?:real|number|real number))\s*", "positive"),
        (r"\s*(?:>=\s*0|\[\s*0\s*,\s*(?:oo|inf)\s*\)|non-negative)\s*", "nonnegative"),
        (r"\s*(?:real number|reals|scalar|double|number)\s*", "real"),
        (r"\s*(?:natural number|naturals)\s*", "natural"),
        (r"\s*(?:dim|size|length)\s*", "dimension"),
    )
]
ENTRIES = re.compile(r"\s*(?:array|tensor|ndarray|reals)\s*(\[.*\])\s*")
TO = re.compile(r"\s*1\s*\.\.\.?\s*(\w+)\s*")


def _by_words(domain):
    """R, R^n and R^{n x m} as real, real[n] and real[n, m]; > 0, (0, oo), array[n] and 1..n by their words."""
    found = SETS.fullmatch(domain.replace("ⁿ", "^n"))
    if found is None:
        said = next((word for pattern, word in IN_OTHER_WORDS if pattern.fullmatch(domain)), domain)
        return TO.sub(r"index[\1]", ENTRIES.sub(r"real\1", said))
    dims = ", ".join(part for part in found.groups() if part)
    return f"real[{dims}]" if dims else "real"


def lengths(symbols):
    """The dimensions that declarations name and nobody declares: the n of z: real[n] can be nothing else."""
    return dict.fromkeys(_undeclared({name: _taken_apart(domain) for name, domain in symbols.items()}), "dimension")


def _undeclared(domains):
    known = {plain_name(name) for name in domains if isinstance(name, str)}
    named = dict.fromkeys(dims for _, dims, _ in domains.values() if dims)
    return [name for dims in named for name in map(plain_name, NAME.findall(dims)) if name not in known and name not in CONSTANTS]


def _declared(name, parts, text, scope):
    domain, *lists = parts
    if domain not in DIMENSIONS:
        numbers = ", ".join(sorted(SCALARS))
        known = f"dimension, index[n], simplex[n], open simplex[n], {numbers}, real[n] or real[n, m] likewise, and real -> positive"
        apart = "; declarations are divided by ; and not by commas" if "," in str(text) and ":" in str(text) else ""
        raise LanguageError(f"{name}: unknown domain {str(text)[:60]!r}{apart}; the domains are {known}")
    dims, of = ([] if parts is None else [_dimension(name, part, scope) for part in parts.split(",")] for parts in lists)
    if domain in MAPS and len(of) != (MAPS[domain][0] in VECTORS):
        raise LanguageError(f"{name}: a function of a vector is declared with the length of that, as in {name}: real[n] -> real")
    if len(dims) not in DIMENSIONS[domain]:
        remedy = f"; write its length, as in {name}: {domain}[n]" if 0 not in DIMENSIONS[domain] and not dims else ""
        raise LanguageError(f"{name}: {text!r} has the wrong number of dimensions{remedy}")
    return var(name, FAMILIAR.get(domain, domain), *((ONE, *dims) if domain == "index" and len(dims) == 1 else dims), *of)


def supposed(symbols, scope, formulas):
    """What domains say beyond their variables, of those in the formulas: the entries of a point of a simplex sum to 1."""
    free = frozenset().union(*(formula.free for formula in formulas))
    points = (scope[plain_name(name)] for name, domain in symbols.items() if _taken_apart(domain)[0] in SIMPLICES)
    return tuple(fn("eq", over_entries(p, partial(at, p)), ONE) for p in points if p in free)


def _taken_apart(domain):
    """The word of a domain, the dimensions behind it, and those of what a function is of; the word is None of what is no domain."""
    return _words_and_lists(domain) if isinstance(domain, str) and len(domain) <= 200 else (None, None, None)


@lru_cache(maxsize=256)  # several names of one statement have one domain
def _words_and_lists(domain):
    parts = DECLARATION.fullmatch(_by_words(domain))
    if parts is None:
        return None, None, None
    word = parts["domain"]
    if not word.isalpha():
        said = word if parts["of"] is None else re.sub(r"\breal\s*\[[^\[\]]*\]", "vector", word)
        word = re.sub(r"\s*->\s*", " -> ", re.sub(r",\s*", ", ", said))
    return word, parts["dims"], parts["of"]


def _dimension(name, text, scope):
    letter = text.strip()
    if len(letter) == 1 and letter in scope and scope[letter].args[1:] == ("dimension",):  # as most are
        return scope[letter]
    try:
        term = parse_expression(text, scope)
    except LanguageError as error:
        raise LanguageError(f"{name}: the dimension {text.strip()!r}: {error.problem}; declare it as a dimension") from None
    if affine(term) is None:
        raise LanguageError(f"{name}: {text.strip()!r} is not a dimension; declare it as a dimension")
    return from_affine(*affine(term))
