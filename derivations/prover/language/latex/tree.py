r"""Tree: LaTeX to a flat list of pieces with their places, over pylatexenc's tree.

What only looks (spaces, sizes, \left and \right, labels, colours) falls away, macros without arguments are replaced by what
they stand for, and everything else keeps the place at which it was written. An unknown macro, a brace that is never closed
or a text that is nested too deep raises LatexError with its column.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from pylatexenc import latexwalker as walker
from pylatexenc.macrospec import EnvironmentSpec, LatexContextDb, MacroSpec, SpecialsSpec

from ..syntax import DEPTH, LENGTH, LanguageError


class LatexError(LanguageError):
    """A LaTeX text that is not read: the reason, and its column (from 1)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A letter, a sign, a number, a macro, a group or an environment: its kind, value, parts and place (from 0)."""

    kind: str  # letter number sign macro word text group environment
    value: object
    parts: tuple = ()
    place: int = 0
    apart: bool = False  # after a wide space, so that it is no factor of what stands before


ARGUMENTS = {
    "frac": "{{", "dfrac": "{{", "tfrac": "{{", "cfrac": "{{", "binom": "{{", "dbinom": "{{", "sqrt": "[{",
    "text": "{", "textrm": "{", "textbf": "{", "textit": "{", "textnormal": "{", "mbox": "{", "operatorname": "*{",
    "mathrm": "{", "mathit": "{", "mathbf": "{", "mathsf": "{", "mathtt": "{", "mathcal": "{", "mathscr": "{", "mathbb": "{",
    "mathbbm": "{", "mathds": "{", "mathfrak": "{", "boldsymbol": "{", "bm": "{", "pmb": "{", "mathop": "{", "mathbin": "{",
    "mathrel": "{", "mathord": "{", "ensuremath": "{", "hat": "{", "widehat": "{", "tilde": "{", "widetilde": "{", "bar": "{",
    "overline": "{", "vec": "{", "dot": "{", "label": "{", "tag": "*{", "hspace": "*{", "vspace": "*{", "phantom": "{",
    "underbrace": "{", "overbrace": "{", "cancel": "{", "boxed": "{", "color": "{", "substack": "{", "notag": "", "\\": "*[",
    "intertext": "{", "shortintertext": "{", "dv": "[{{", "pdv": "[{{",
    "begingroup": "", "textcolor": "{{", "vphantom": "{", "hphantom": "{",
    "fitted": "{", "pmod": "{", "overset": "{{", "underset": "{{", "stackrel": "{{", "mathstrut": "", "eqref": "{", "ref": "{",
    "cite": "{", "abs": "*{", "norm": "*{", "xrightarrow": "[{",
}  # fmt: skip
FONTS = {  # the alphabet in which a letter is set; upright and bold letters have the names of the plain ones
    "mathrm": "", "mathit": "", "mathbf": "", "boldsymbol": "", "bm": "", "pmb": "", "vec": "", "mathsf": "sf", "mathtt": "tt",
    "mathcal": "cal", "mathscr": "scr", "mathbb": "bb", "mathbbm": "bb", "mathds": "bb", "mathfrak": "frak",
}  # fmt: skip
SWITCHES = {"rm": "mathrm", "bf": "mathbf", "it": "mathit", "sf": "mathsf", "tt": "mathtt", "cal": "mathcal"}  # {\rm KL}
ACCENTS = {"hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar", "overline": "bar", "dot": "dot"}
UNSEEN = set(
    ", ; : ! > enspace thinspace medspace thickspace negthinspace limits nolimits displaystyle textstyle scriptstyle "
    "scriptscriptstyle nonumber notag tag label hspace vspace phantom mathstrut allowbreak nobreak displaybreak relax rm bf it "
    "big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm middle null / begingroup endgroup strut color "
    "vphantom hphantom qedhere qed intertext shortintertext therefore".split()
) | {" ", "\n", "\t"}
WIDE = {"quad", "qquad"}
TEXTS = {"text", "textrm", "textit", "textnormal", "textbf", "mbox"}
WORD_MACROS = {"operatorname", "mathop", "mathbin", "mathrel", "mathord"}
DERIVATIVES = {"dv": r"\mathrm{d}", "pdv": r"\partial"}  # and of what sign they are made
WRAPPERS = {"ensuremath", "boxed", "fitted", "textcolor"}  # what they hold is meant; fitted is our own paper's, for wide displays
BRACES = {"underbrace", "overbrace"}  # what they hold is meant, and the script at the brace is a remark
REMARKED = {"overset", "stackrel"}  # a relation with a remark above it
HARMLESS = re.compile(  # remarks that leave a relation what it is: that it defines, and by which line it holds
    r"(?:def|defn|def\.|definition)|\\(?:var)?triangle|\\Delta|\((?:[a-ce-oq-z]|[ivx]{1,4}|\d{1,3}|\*|\\ref[^()\\]*)\)|\\eqref[^\\]*",
    re.I,
)
MOST_PIECES = 20_000  # of one text, with its macros replaced
MOST_REPLACEMENTS = 12  # of a macro within a macro


@dataclass(frozen=True, slots=True)
class Macro:
    r"""What an author's macro stands for: its text, in which #1 is the first argument, and how many it takes.

    `default` is what stands for the first where it is left out; `starred`: it may have a star, which says nothing.
    """

    text: str
    arguments: int = 0
    default: str | None = None
    starred: bool = False

    @property
    def takes(self):
        """Its arguments as pylatexenc has them."""
        optional = self.default is not None
        return "*" * self.starred + "[" * optional + "{" * (self.arguments - optional)

    def with_arguments(self, given):
        """Its text with the arguments in their places; a letter never becomes part of the name of a macro before it."""

        def put(found):
            before, value = found[1] or "", given[int(found[2]) - 1] if int(found[2]) <= len(given) else ""
            runs_on = found[3] and re.search(r"\\[A-Za-z]+\Z", value)
            return before + " " * bool(before and value[:1].isalpha()) + value + " " * bool(runs_on)

        return re.sub(r"(\\[A-Za-z]+)?#([1-9])(?=([A-Za-z])?)", put, self.text)


def _macro(value):
    """A macro as it is given: a text alone takes no arguments."""
    return value if isinstance(value, Macro) else Macro(value)


@cache
def _context(authors=()):
    """The macros that take arguments, the author's first, and nothing of pylatexenc's own: what is not here takes none."""
    context = LatexContextDb()
    known = ARGUMENTS | dict(authors)
    context.add_context_category(
        "ours",
        macros=[MacroSpec(name, arguments) for name, arguments in known.items()],
        environments=[EnvironmentSpec("array", "[{"), EnvironmentSpec("alignedat", "{"), EnvironmentSpec("aligned", "[")],
        specials=[SpecialsSpec("&"), SpecialsSpec("~")],
    )
    return context


def pieces(text, macros=None):
    r"""The pieces of a LaTeX formula; `macros` gives what an author's macros stand for, as {"E": r"\mathbb{E}"}, or as Macro.

    >>> [piece.value for piece in pieces(r"\frac{1}{2} x_{12}")]
    ['frac', 'x', '_', 'group']
    """
    _bounded(text)
    found = list(_Reader(text, {name: _macro(value) for name, value in (macros or {}).items()}).read())
    if len(found) > MOST_PIECES:
        raise LatexError("the formula is too long: divide it", 1)
    return found


def _bounded(text):
    """Refuse what is too long or too deep before anything walks it."""
    if len(text) > LENGTH:
        raise LatexError(f"the formula has {len(text)} characters, and {LENGTH} is the limit: divide it", 1)
    depth = 0
    for sign in re.finditer(r"\\.|[{}%]|\\begin|\\left", text, re.S):
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
        if depth > DEPTH:
            raise LatexError(f"braces nested more than {DEPTH} deep", sign.start() + 1)
    if (begins := text.count(r"\begin")) > 4 * DEPTH or text.count("$") > 4 * DEPTH:
        raise LatexError(f"{begins} environments in one formula: divide it", 1)


class _Reader:
    """One text: its own places, or that of the macro in whose stead it stands."""

    def __init__(self, text, macros, place=None, level=0, count=None):
        self.text, self.macros, self.place, self.level = text, macros, place, level
        self.count = count or [0]  # of the pieces of the whole formula, with those of the macros within

    def read(self):
        context = _context(tuple(sorted((name, macro.takes) for name, macro in self.macros.items())))
        try:
            nodes, *_ = walker.LatexWalker(self.text, latex_context=context, tolerant_parsing=False).get_latex_nodes()
        except walker.LatexWalkerParseError as error:
            raise LatexError(f"broken TeX: {' '.join(str(error.msg).split())[:120]}", self.at(error.pos or 0) + 1) from None
        except RecursionError:
            raise LatexError("nested too deep", 1) from None
        return self.all(nodes)

    def at(self, position):
        return position if self.place is None else self.place

    def all(self, nodes):
        found = []
        for node in nodes:
            self.count[0] += 1
            if self.count[0] > MOST_PIECES:
                raise LatexError("the formula is too long: divide it", 1)
            found += self.one(node)
        return _without_remarks(_without_spaces(found))

    def one(self, node):
        place = self.at(node.pos)
        match node:
            case walker.LatexCharsNode(chars=chars):
                yield from self.characters(chars, node.pos)
            case walker.LatexCommentNode():
                return
            case walker.LatexGroupNode(nodelist=nodes):
                yield self.group(nodes, place)
            case walker.LatexMacroNode(macroname=name):
                yield from self.macro(name, node, place)
            case walker.LatexEnvironmentNode(environmentname=name, nodelist=nodes):
                yield Piece("environment", name.rstrip("*"), tuple(self.all(nodes)), place)
            case walker.LatexSpecialsNode(specials_chars=sign):
                if sign == "&":
                    yield Piece("sign", "&", (), place)
            case walker.LatexMathNode():
                raise LatexError("a formula within a formula: remove the $", place + 1)
            case _:
                raise LatexError(f"{type(node).__name__} is not read", place + 1)

    def group(self, nodes, place):
        r"""The pieces within braces; {\rm KL} is \mathrm{KL}, and {a \over b}, a fraction, may be a derivative."""
        if nodes and isinstance(nodes[0], walker.LatexMacroNode) and nodes[0].macroname in SWITCHES:
            return self.font(SWITCHES[nodes[0].macroname], tuple(self.all(nodes[1:])), place)
        inside = _over(self.all(nodes))
        return inside[0] if len(inside) == 1 and inside[0].value == "frac" else Piece("group", "group", tuple(inside), place)

    def characters(self, chars, start):
        for token in re.finditer(r"\d+(?:\.\d+)?|\.\d+|\s+|\|\||.", chars, re.S):
            value, place = token.group(), self.at(start + token.start())
            if value.isspace():
                continue
            if value == "||":
                yield Piece("macro", "Vert", (), place)
            elif value == "–":  # a minus as word processors write it
                yield Piece("sign", "−", (), place)
            elif value[0].isdigit() or len(value) > 1:
                if not value.isascii():
                    raise LatexError(f"{value!r} is no number", place + 1)
                yield Piece("number", value, (), place)
            elif value.isalpha() and value.isascii():
                yield Piece("letter", value, (), place)
            else:
                yield Piece("sign", value, (), place)

    def macro(self, name, node, place):
        arguments = list(node.nodeargd.argnlist or []) if node.nodeargd else []
        takes = self.macros[name].takes if name in self.macros else ARGUMENTS.get(name, "")
        if "{" in takes and not arguments:  # as of \mathrm\frac{1}{2}, where TeX takes \frac alone
            raise LatexError(rf"\{name} stands without its arguments: write braces around it and them", place + 1)
        if name in self.macros:
            yield from self.replaced(self.macros[name], name, arguments, place)
        elif name == "\\":
            yield Piece("sign", r"\\", (), place)
        elif name == "|":
            yield Piece("macro", "Vert", (), place)
        elif name in UNSEEN:
            return
        elif name in WIDE:
            yield Piece("space", name, (), place)
        elif name in TEXTS:
            yield Piece("text", self.raw(arguments[-1]), (), place)
        elif name in WORD_MACROS and not self.raw(arguments[-1]).strip():  # \mathop{}\!\mathrm{d}, which is for its spaces
            return
        elif name in DERIVATIVES:
            yield from self.quotient(name, arguments, node, place)
        elif name in WORD_MACROS:
            yield Piece("word", _plain(self.raw(arguments[-1]), place), (), place)
        elif name in REMARKED and HARMLESS.fullmatch(_bare(self.raw(arguments[0]))):
            yield from self.argument(arguments[1])
        elif name == "Beta":
            yield Piece("letter", "B", (), place)
        elif name in WRAPPERS:
            yield Piece("group", "group", self.argument(arguments[-1]), place)
        elif name in FONTS:
            yield self.font(name, self.argument(arguments[-1]), place)
        elif name in ACCENTS:
            inside = self.argument(arguments[-1])
            if len(inside) != 1 or inside[0].kind not in ("letter", "macro", "word"):
                raise LatexError(rf"\{name} over more than a letter", place + 1)
            yield Piece(inside[0].kind, inside[0].value, (("accent", ACCENTS[name]), *inside[0].parts), place)
        else:
            yield Piece("macro", name, tuple(self.argument(a) if a is not None else None for a in arguments), place)

    def replaced(self, macro, name, arguments, place):
        given = [None if a is None else self.raw(a, one=True) for a in arguments[macro.starred :]]
        if given and macro.default is not None:
            given[0] = macro.default if given[0] is None else given[0]
        text = macro.with_arguments([value or "" for value in given])
        if self.level >= MOST_REPLACEMENTS or len(text) > LENGTH:
            raise LatexError(rf"\{name} stands for itself, or for too much", place + 1)
        yield from _Reader(text, self.macros, place, self.level + 1, self.count).read()

    def quotient(self, name, arguments, node, place):
        r"""\dv{f}{x} and \pdv[2]{f}{x}, the derivatives of the package physics."""
        order, f, x = arguments
        if not isinstance(x, walker.LatexGroupNode) or self.text[node.pos + node.len :].lstrip()[:1] == "{":
            raise LatexError(rf"\{name} is read with what is differentiated, and by one variable: \{name}{{f}}{{x}}", place + 1)
        d, power = DERIVATIVES[name], "" if order is None else f"^{{{self.raw(order).strip('[]')}}}"
        text = rf"\frac{{{d}{power} {self.raw(f, one=True)}}}{{{d} {self.raw(x, one=True)}{power}}}"
        yield from _Reader(text, self.macros, place, self.level + 1, self.count).read()

    def argument(self, node):
        if isinstance(node, walker.LatexGroupNode):
            return tuple(_over(self.all(node.nodelist)))
        return tuple(self.one(node))

    def raw(self, node, one=False):
        """The text of an argument: without its braces, or `one`, without the pair that delimits it."""
        text = node.latex_verbatim()
        if not isinstance(node, walker.LatexGroupNode):
            return text
        return text[1:-1] if one else text.strip("{}")

    def font(self, name, inside, place):
        r"""A letter in an alphabet, or a word: \mathbb{E}, \mathrm{softmax}."""
        letters = "".join(str(piece.value) for piece in inside)
        if len(inside) == 1 and inside[0].kind in ("letter", "macro", "number") and not inside[0].parts:
            return Piece(inside[0].kind, inside[0].value, (("font", name),), place)
        if all(piece.kind in ("letter", "number") or piece.value == "-" for piece in inside) and letters:
            return Piece("word", _plain(letters, place), (("font", name),), place)
        return Piece("group", "group", inside, place)


def _bare(remark):
    r"""A remark without what only looks: \text{def}, \mathrm{def}, \tiny def."""
    return re.sub(
        r"\\(?:text|textrm|textnormal|textup|mathrm|mathit|rm|it|tiny|scriptsize|scriptstyle|mbox|[,;:! ])(?![A-Za-z])|[{}\s~]",
        "",
        remark,
    )


def _without_spaces(found):
    """The pieces without wide spaces; what follows one knows it."""
    kept, apart = [], False
    for piece in found:
        if piece.kind != "space":
            kept.append(replace(piece, apart=True) if apart else piece)
        apart = piece.kind == "space"
    return kept


def _without_remarks(found):
    r"""The pieces, where \underbrace{x}_{\text{remark}} is x."""
    kept, place = [], 0
    while place < len(found):
        piece = found[place]
        place += 1
        if piece.kind == "macro" and piece.value in BRACES and piece.parts and piece.parts[-1] is not None:
            piece = Piece("group", "group", piece.parts[-1], piece.place)
            if place + 1 < len(found) and found[place].kind == "sign" and found[place].value in ("_", "^"):
                place += 2
        kept.append(piece)
    return kept


def _over(found):
    r"""The pieces of a group, where {a \over b} is the fraction of a and b."""
    places = [place for place, piece in enumerate(found) if piece.kind == "macro" and piece.value == "over"]
    if len(places) != 1 or places[0] in (0, len(found) - 1):
        return found
    (place,) = places
    return [Piece("macro", "frac", (tuple(found[:place]), tuple(found[place + 1 :])), found[place].place)]


def _plain(name, place):
    r"""The letters of an operator's name: \operatorname{log\,softmax} is log softmax, and rel\_entr is rel_entr."""
    name = re.sub(r"\\[,;:! _]|~|\s+|\\-", " ", name)
    name = re.sub(r"\\(?:mathrm|text|rm|bf|it|sf|mathit|mathsf)\b", "", name).strip("{} ")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 *-]*", name):
        raise LatexError(f"{name[:40]!r} is no name of a function", place + 1)
    return re.sub(r"[ -]+", "_", name)
