r"""Mathematics as MathML, made when the book is built: a page needs no script to show it.

A displayed formula is set in pieces that the browser may put on several lines, broken before relations and before + and −, so that
a phone shows the whole of it.
"""

import re
from functools import cache
from html import unescape

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

from derivations.prover.book.display import RELATIONS, tokens

from .. import BuildError

CONVERTER = LatexToMathML(unicode_substitution="never")
OPENING = ("{", "(", "[", r"\{", r"\left", r"\begin")
CLOSING = ("}", ")", "]", r"\}", r"\right", r"\end")
SPACES = (r"\quad", r"\qquad")
SIGNS = ("+", "-")
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
    return Markup(short(NAME.sub(r"\1\2", made).replace("&ApplyFunction;", "\u2061")))


def short(made):
    """The same picture in fewer bytes: what the browser's table of operators says already is not said, nor are quotes.

    >>> short('<math><mrow></mrow><mo>=</mo><mi>a</mi></math>'), short('<math><mrow></mrow><mo>+</mo><mi>a</mi></math>')
    ('<math><mo>=</mo><mi>a</mi></math>', '<math><mo form=infix>+</mo><mi>a</mi></math>')
    >>> short('<msup><mi>e</mi><mrow><mo lspace="0" rspace="0">−</mo><mi>b</mi></mrow></msup>')
    '<msup><mi>e</mi><mrow><mo>−</mo><mi>b</mi></mrow></msup>'
    """
    made = re.sub(r'="([\w.]+)"(?!/)', r"=\1", made)
    made = re.sub(r"<mrow></mrow>(<mo)(>[+−])", r"\1 form=infix\2", made)
    made = re.sub(r"<mrow></mrow>(?=<mo)", "", made)
    return re.sub(r"(<(?:math|mrow|msqrt)>)<mo lspace=0 rspace=0>−", r"\1<mo>−", made)


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


INLINE = re.compile(r'<span class="math inline">\\\((.*?)\\\)</span>', re.S)


def with_mathematics(html):
    """Pandoc's HTML with its inline formulas drawn."""
    return INLINE.sub(lambda found: mathml(unescape(found[1])), html)
