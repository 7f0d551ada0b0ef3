"""The words and signs of LaTeX, by what they are."""

from ... import functions
from ...abbreviations import ABBREVIATED
from ...syntax import OF_ONE

RELATIONS = {
    "=": "eq", "<": "lt", ">": "gt", "le": "le", "leq": "le", "leqslant": "le", "≤": "le", "ge": "ge", "geq": "ge",
    "geqslant": "ge",
    "≥": "ge", "ne": "ne", "neq": "ne", "≠": "ne", "lt": "lt", "gt": "gt", "equiv": "define", "coloneqq": "define",
    "triangleq": "define", "coloneq": "define", ":=": "define",
}  # fmt: skip
NO_STATEMENT = {  # relations that are no statement here, and what they say
    "approx": "approximately", "sim": "distributed as", "simeq": "approximately", "propto": "proportional to", "in": "membership",
    "to": "tends to", "rightarrow": "tends to", "implies": "implication", "Rightarrow": "implication", "iff": "equivalence",
    "Longrightarrow": "implication", "Longleftrightarrow": "equivalence",
    "Leftrightarrow": "equivalence", "ll": "much less", "gg": "much greater", "preceq": "an order of matrices",
    "succeq": "an order of matrices", "cong": "congruence", "lesssim": "up to constants", "gtrsim": "up to constants",
    "asymp": "up to constants", "subset": "sets", "subseteq": "sets", "mapsto": "a map", "leftarrow": "an assignment",
    "gets": "an assignment", "perp": "independence", "mid": "a condition", "longrightarrow": "tends to", "notin": "membership",
    "prec": "an order", "succ": "an order", "overset": "a relation with a remark", "stackrel": "a relation with a remark",
    "xrightarrow": "tends to",
}  # fmt: skip
INSTEAD = {  # and how it is said
    "in": "bounds are inequalities, as in 0 < x < 1", "propto": "write the constant, and =",
    **dict.fromkeys(
        ("implies", "Rightarrow", "Longrightarrow"), r"what is supposed stands behind the claim, as in y > 0 \text{ if } x > 0"
    ),
    **dict.fromkeys(("iff", "Leftrightarrow", "Longleftrightarrow"), r"two statements, each with its \text{ if }"),
    **dict.fromkeys(("approx", "simeq"), "equations are exact: a bound of the difference is an inequality"),
}  # fmt: skip
GREEK = set(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar infty imath jmath".split()
)
VARIANTS = {"varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varrho": "rho"}
PREFIX = {"log": "log", "ln": "log", "exp": "exp", "tanh": "tanh", "cosh": "cosh", "sinh": "sinh", "det": "det"}  # without ( ), too
BIG = {"sum": "sum", "prod": "prod"}
EXTREMA = {"max": "max", "min": "min", "sup": "max", "inf": "min"}
CALLED = {"sigma", "Gamma", "psi", "H", "zeta", "B", "digamma", "Phi"}  # symbols that are functions where they are not declared
OPENING = {"(": ")", "[": "]", "{": "}", "lbrace": "rbrace", "lbrack": "rbrack", "|": "|", "Vert": "Vert", "lVert": "rVert",
           "lvert": "rvert", "langle": "rangle", "vert": "vert", "lfloor": "rfloor", "lceil": "rceil"}  # fmt: skip
BARS = frozenset({"|", "vert", "Vert", "parallel"})
NORMS = {"Vert", "lVert"}
TIMES = {"cdot", "times", "*", "·", "×", "odot", "⊙"}
ENTRYWISE = {"odot", "⊙"}  # the product of arrays entry by entry
DOTS = {"cdot", "·"}  # of vectors, the inner product
WORDS = {*functions.CALLED, *ABBREVIATED, "KL", "smax", "SoftMax"}  # functions whose names may be set as texts
OF_ONE = {*OF_ONE, "sgn", "Tr", "Diag"}  # functions that may stand before what they are of without parentheses
SPELLED = {name.replace("_", "").lower() for name in WORDS if len(name) > 2}  # and as PyTorch's classes are: LogSigmoid, Tanh
CASES = {"cases", "dcases", "rcases"}
BRACED = {"array", "aligned", "matrix"}  # environments that make cases behind one brace
MATRICES = {"matrix", "pmatrix", "bmatrix", "Bmatrix", "array", "smallmatrix"}
ROWS = {"align", "aligned", "split", "gather", "gathered", "multline", "equation", "eqnarray", "alignat", "alignedat", "flalign",
        "displaymath", "math", "multlined", "subequations"}  # fmt: skip


def is_one_of(piece, *values):
    """Is a piece one of these signs or macros?"""
    return piece is not None and piece.kind in ("sign", "macro") and piece.value in values


def is_d(piece):
    r"""Is a piece the d of a derivative or a differential: d, \mathrm{d}?"""
    return piece is not None and piece.kind == "letter" and piece.value == "d" and (not piece.parts or piece.parts[0][0] == "font")
