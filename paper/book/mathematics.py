r"""Mathematics as MathML, made when the book is built: a page needs no script to show it.

A displayed formula is set in pieces that the browser may put on several lines, broken before relations and before + and −, so that
a phone shows the whole of it.
"""

import re
from functools import cache
from html import unescape
from xml.etree import ElementTree

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

from derivations.prover.book.display import RELATIONS, tokens

from .. import BuildError

CONVERTER = LatexToMathML(unicode_substitution="never")
OPENING = ("{", "(", "[", r"\{", r"\left", r"\begin")
CLOSING = ("}", ")", "]", r"\}", r"\right", r"\end")
SPACES = (r"\quad", r"\qquad")
SIGNS = ("+", "-")
UPRIGHT = re.compile(  # a sign that neither grows nor keeps a distance is set as a letter is
    r"<mo (?:stretchy=false(?: lspace=0 rspace=0)?(?=>[()[\]{}|]|(?<==0)>→)|lspace=0 rspace=0(?=>[=−+/×]))>(.)</mo>"
)
DOTS = "<mo lspace=0>.</mo><mo lspace=0 rspace=0.1667em>.</mo><mo lspace=0>.</mo>"
PRIMED = re.compile(r"<msup><mi>([^<]+)</mi><mo>([′″‴])</mo></msup>")
LOW = re.compile(r"(?<=</mi>|mrow>)<mo>([′″‴])</mo></msubsup>")
NAME = re.compile(r"<mrow><mspace ?/>(<mi>)([^<]+</mi>)</mrow>")  # a function's name, in a row of its own for no use


@cache
def mathml(latex, display=False):
    """The MathML of a formula. Raises BuildError for LaTeX that has none. That one on display is set large is for the style sheet.

    >>> mathml("n")
    Markup('<math><mi>n</mi></math>')
    """
    try:
        made = CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise BuildError(f"no MathML for {latex}: {error}") from None
    if display:
        made = made.replace('<math display="block">', "<math>", 1)
    made = flat(PRIMED.sub(beside, made))
    return Markup(short(NAME.sub(r"\1\2", made).replace("&ApplyFunction;", "\u2061")))


def beside(primed):
    """A prime is raised by its own shape: as a superscript it would be raised twice. An f leans over to it."""
    space = '<mspace width="0.1em"/>' if primed[1] == "f" else ""
    return f"<mrow><mi>{primed[1]}</mi>{space}<mo>{primed[2]}</mo></mrow>"


def short(made):
    """The same picture in fewer bytes: what the browser's table of operators says already is not said, nor are quotes.

    >>> short('<math><mrow></mrow><mo>=</mo><mi>a</mi></math>'), short('<math><mrow></mrow><mo>+</mo><mi>a</mi></math>')
    ('<math><mo>=</mo><mi>a</mi></math>', '<math><mo form=infix>+</mo><mi>a</mi></math>')
    >>> short('<msup><mi>e</mi><mrow><mo lspace="0" rspace="0">−</mo><mi>b</mi></mrow></msup>')
    '<msup><mi>e</mi><mrow><mo>−</mo><mi>b</mi></mrow></msup>'
    """
    made = LOW.sub(r"<mpadded voffset=-0.3em><mo>\1</mo></mpadded></msubsup>", made)
    made = re.sub(r'="([\w.]+)"(?!/)', r"=\1", made)
    made = re.sub(r"<mrow(?:></mrow|/)>(<mo)(>[+−])", r"\1 form=infix\2", made)
    made = re.sub(r"<mrow(?:></mrow|/)>(?=<mo)", "", made)
    made = re.sub(r"(<(?:math|mrow|msqrt)>)<mo lspace=0 rspace=0>−", r"\1<mo>−", made)
    return UPRIGHT.sub(r"<mi>\1</mi>", made).replace(DOTS, "<mi>…</mi>")


ROWS = {"math", "mrow", "msqrt", "mtd"}
SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
FENCES = set("()[]{}|‖")


def flat(made):
    """The same picture without rows that hold nothing together: no operator begins or ends them, and none grows with them.

    >>> flat("<math><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mi>c</mi></mrow></math>")
    '<math><mi>a</mi><mi>b</mi><mo>+</mo><mi>c</mi></math>'
    >>> flat("<math><mi>e</mi><mrow><mo>(</mo><mi>b</mi><mo>)</mo></mrow></math>")
    '<math><mi>e</mi><mrow><mo>(</mo><mi>b</mi><mo>)</mo></mrow></math>'
    """
    tree = ElementTree.fromstring(made.replace("&ApplyFunction;", "\u2061"))
    for element in tree.iter():
        if element.tag in ROWS:
            while (open_row := next((child for child in element if _is_loose(child)), None)) is not None:
                place = list(element).index(open_row)
                element[place : place + 1] = list(open_row)
    return ElementTree.tostring(tree, encoding="unicode", short_empty_elements=True).replace(" />", "/>")


def _is_loose(row):
    if row.tag != "mrow" or row.attrib or not len(row):
        return False
    grows = any(child.tag == "mo" and child.text in FENCES and child.get("stretchy") != "false" for child in row)
    return not (grows or _is_operator(row[0]) or _is_operator(row[-1]))


def _is_operator(element):
    while element.tag in SCRIPTED:
        element = element[0]
    return element.tag in ("mo", "mspace")


def flowing(latex, kind="formula"):
    """A displayed formula as a row of pieces, between which a line may end; in a derivation its kind is left, right or whole."""
    return Markup("<span class={}>{}</span>").format(kind, broken(latex, display=True))


def broken(latex, display=False):
    """A formula in pieces between which a line may end."""
    return Markup("<wbr>").join(mathml(("{}" if starts_with_sign(piece) else "") + piece, display) for piece in pieces(latex))


def pieces(latex):
    r"""A formula, cut before its relations and its signs + and − that stand outside every bracket.

    >>> pieces(r"\sum_{k=1}^{n} p_k = a + b_{i+1}")
    ['\\sum_{k=1}^{n} p_k', '= a', '+ b_{i+1}']
    """
    cuts, depth, before = [0], 0, None
    for start, token in tokens(latex):
        if depth == 0 and before is not None:
            if token in RELATIONS or token in SPACES or token in SIGNS and before not in (*RELATIONS, *SPACES, *SIGNS):
                cuts.append(start)
        depth += token in OPENING
        depth -= token in CLOSING
        before = token
    found = [latex[start:end].strip() for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
    return [piece for piece in found if piece and piece not in SPACES]


def starts_with_sign(piece):
    return any(piece.startswith(sign) for sign in (*RELATIONS, *SIGNS))


INLINE = re.compile(r'(\(?)<span class="math inline">\\\((.*?)\\\)</span>([.,;:!?)]*)', re.S)


def with_mathematics(html):
    """Pandoc's HTML with its inline formulas drawn. A line does not end between a formula and the sign that follows it."""

    def drawn(found):
        made = mathml(unescape(found[2]))
        return f"<span class=kept>{found[1]}{made}{found[3]}</span>" if found[1] or found[3] else made

    return INLINE.sub(drawn, html)
